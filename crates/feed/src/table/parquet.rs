//! Parquet by columns.

use std::fs::File;
use std::path::{Path, PathBuf};

use parquet::basic::{ConvertedType, LogicalType, Type};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, DataType};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::ColumnDescPtr;

use super::{Stretch, TableError, Texts};
use crate::read::parquet::{guarded_text, text};

/// Rows taken from a column in one go.
const BATCH_ROWS: usize = 65_536;

pub(super) struct ParquetTable {
    reader: SerializedFileReader<File>,
    path: PathBuf,
    group: usize,
    /// The readers of the row group under way, and how many rows it has left.
    under_way: Option<(Vec<Option<ColumnReader>>, usize)>,
    rows_before: u64,
}

impl std::fmt::Debug for ParquetTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetTable")
            .field("path", &self.path)
            .field("group", &self.group)
            .finish_non_exhaustive()
    }
}

impl ParquetTable {
    pub(super) fn open(path: &Path) -> Result<(Vec<String>, Self), TableError> {
        let file = File::open(path).map_err(|cause| TableError::io(path, cause))?;
        let problem = |problem| TableError::Parquet {
            path: path.to_owned(),
            problem,
        };
        let reader = guarded_text(|| SerializedFileReader::new(file).map_err(|why| why.to_string()))
            .map_err(problem)?;
        let schema = reader.metadata().file_metadata().schema();
        let fields = schema.get_fields();
        if let Some(nested) = fields.iter().find(|field| !field.is_primitive()) {
            return Err(problem(format!(
                "column {} is nested; plain columns are wanted",
                nested.name()
            )));
        }
        let names = fields
            .iter()
            .map(|field| field.name().trim().to_owned())
            .collect();
        let table = Self {
            reader,
            path: path.to_owned(),
            group: 0,
            under_way: None,
            rows_before: 0,
        };
        Ok((names, table))
    }

    pub(super) fn next(&mut self, wanted: &[bool]) -> Result<Option<Stretch>, TableError> {
        let path = self.path.clone();
        guarded_text(|| Ok(self.take(wanted)))
            .unwrap_or_else(|problem| Err(TableError::Parquet { path, problem }))
    }

    fn take(&mut self, wanted: &[bool]) -> Result<Option<Stretch>, TableError> {
        loop {
            if let Some((readers, left)) = &mut self.under_way
                && *left > 0
            {
                let rows = BATCH_ROWS.min(*left);
                *left -= rows;
                let schema = self.reader.metadata().file_metadata().schema_descr_ptr();
                let mut columns = Vec::with_capacity(readers.len());
                for (place, reader) in readers.iter_mut().enumerate() {
                    columns.push(match reader.take() {
                        None => Texts::default(),
                        Some(column) => {
                            let (texts, column) = read(column, &schema.column(place), rows)
                                .map_err(|error| error.place(&self.path, self.rows_before, place))?;
                            *reader = Some(column);
                            texts
                        }
                    });
                }
                self.rows_before += rows as u64;
                return Ok(Some(Stretch { rows, columns }));
            }
            if self.group >= self.reader.num_row_groups() {
                return Ok(None);
            }
            let cause = |why: parquet::errors::ParquetError| TableError::Parquet {
                path: self.path.clone(),
                problem: why.to_string(),
            };
            let group = self.reader.get_row_group(self.group).map_err(cause)?;
            let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            let mut readers = Vec::with_capacity(wanted.len());
            for (place, &wanted) in wanted.iter().enumerate() {
                readers.push(if wanted {
                    Some(group.get_column_reader(place).map_err(cause)?)
                } else {
                    None
                });
            }
            self.group += 1;
            self.under_way = Some((readers, rows));
        }
    }
}

/// What is wrong with a column's values, and in which row of the batch.
struct Wrong {
    row: usize,
    problem: String,
}

impl Wrong {
    fn place(self, path: &Path, rows_before: u64, column: usize) -> TableError {
        let row = rows_before + self.row as u64 + 1;
        TableError::at(path, row, column as u64 + 1, &self.problem)
    }
}

fn read(column: ColumnReader, descr: &ColumnDescPtr, rows: usize) -> Result<(Texts, ColumnReader), Wrong> {
    macro_rules! typed {
        ($reader:expr, $variant:ident, $convert:expr) => {{
            let mut reader = $reader;
            let texts = values(&mut reader, descr, rows, $convert)?;
            Ok((texts, ColumnReader::$variant(reader)))
        }};
    }
    match column {
        ColumnReader::BoolColumnReader(reader) => {
            typed!(reader, BoolColumnReader, |value| Ok(Field::convert_bool(
                descr, value
            )))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            typed!(reader, Int32ColumnReader, |value| Ok(Field::convert_int32(
                descr, value
            )))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            typed!(reader, Int64ColumnReader, |value| Ok(Field::convert_int64(
                descr, value
            )))
        }
        ColumnReader::Int96ColumnReader(reader) => {
            typed!(reader, Int96ColumnReader, |value| Ok(Field::convert_int96(
                descr, value
            )))
        }
        ColumnReader::FloatColumnReader(reader) => {
            typed!(reader, FloatColumnReader, |value| Ok(Field::convert_float(
                descr, value
            )))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            typed!(reader, DoubleColumnReader, |value| Ok(Field::convert_double(
                descr, value
            )))
        }
        ColumnReader::ByteArrayColumnReader(mut reader) => {
            let texts = if is_text(descr) {
                plain_texts(&mut reader, descr, rows)?
            } else {
                values(&mut reader, descr, rows, |value| {
                    Field::convert_byte_array(descr, value).map_err(|why| why.to_string())
                })?
            };
            Ok((texts, ColumnReader::ByteArrayColumnReader(reader)))
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            typed!(reader, FixedLenByteArrayColumnReader, |value| {
                Field::convert_byte_array(descr, ByteArray::from(value.data().to_vec()))
                    .map_err(|why| why.to_string())
            })
        }
    }
}

fn is_text(descr: &ColumnDescPtr) -> bool {
    descr.physical_type() == Type::BYTE_ARRAY
        && (matches!(descr.converted_type(), ConvertedType::UTF8 | ConvertedType::NONE)
            || matches!(descr.logical_type_ref(), Some(LogicalType::String)))
}

type Typed<T> = parquet::column::reader::ColumnReaderImpl<T>;

/// The values of a batch, and for each row whether it has one.
fn batch<T: DataType>(
    reader: &mut Typed<T>,
    descr: &ColumnDescPtr,
    rows: usize,
) -> Result<(Vec<T::T>, Vec<bool>), Wrong> {
    let mut levels: Vec<i16> = Vec::with_capacity(rows);
    let mut read: Vec<T::T> = Vec::with_capacity(rows);
    let mut present: Vec<bool> = Vec::with_capacity(rows);
    let is_optional = descr.max_def_level() > 0;
    while present.len() < rows {
        levels.clear();
        let (records, _, _) = reader
            .read_records(
                rows - present.len(),
                is_optional.then_some(&mut levels),
                None,
                &mut read,
            )
            .map_err(|why| Wrong {
                row: present.len(),
                problem: why.to_string(),
            })?;
        if records == 0 {
            return Err(Wrong {
                row: present.len(),
                problem: "the column ends before its rows do".to_owned(),
            });
        }
        if is_optional {
            present.extend(levels.iter().map(|&level| level == descr.max_def_level()));
        } else {
            present.resize(present.len() + records, true);
        }
    }
    Ok((read, present))
}

/// Texts need no value made of each.
fn plain_texts(
    reader: &mut Typed<parquet::data_type::ByteArrayType>,
    descr: &ColumnDescPtr,
    rows: usize,
) -> Result<Texts, Wrong> {
    let (read, present) = batch(reader, descr, rows)?;
    let mut texts = Texts::default();
    let mut read = read.iter();
    for (row, present) in present.into_iter().enumerate() {
        if present && let Some(value) = read.next() {
            let value = std::str::from_utf8(value.data()).map_err(|_| Wrong {
                row,
                problem: "bytes that are no text".to_owned(),
            })?;
            texts.text.push_str(value.trim_matches(' '));
        }
        texts.ends.push(texts.text.len() as u32);
    }
    Ok(texts)
}

fn values<T: DataType>(
    reader: &mut Typed<T>,
    descr: &ColumnDescPtr,
    rows: usize,
    convert: impl Fn(T::T) -> Result<Field, String>,
) -> Result<Texts, Wrong> {
    let (read, present) = batch(reader, descr, rows)?;
    let mut texts = Texts::default();
    let mut read = read.into_iter();
    for (row, present) in present.into_iter().enumerate() {
        if present && let Some(value) = read.next() {
            let field = convert(value).map_err(|problem| Wrong { row, problem })?;
            let value = text(&field).ok_or_else(|| Wrong {
                row,
                problem: "bytes that are no text, or a value out of range".to_owned(),
            })?;
            texts.text.push_str(&value);
        }
        texts.ends.push(texts.text.len() as u32);
    }
    Ok(texts)
}
