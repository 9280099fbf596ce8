//! Day-end files being written: bytes in, totals at the end.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Date;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use sha2::{Digest, Sha256};

use super::batch::Rows;
use super::wealth::{Cells, Columns, Kind};
use crate::SimError;
use crate::calendar::compact;

/// What a text file says of itself at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Totals {
    None,
    /// A last record `T|rows|SHA-256 of all bytes before it|business date`.
    Trailer,
    /// A file beside it, of the same stem and the ending `ctl`, with rows, sha256 and business_date.
    ControlFile,
}

/// A text file being written.
pub(crate) struct TextSink {
    path: PathBuf,
    out: BufWriter<File>,
    digest: Option<Sha256>,
    totals: Totals,
    date: Date,
    rows: u64,
}

impl TextSink {
    /// Creates the file and writes what stands before the rows.
    pub(crate) fn create(path: PathBuf, before: &[u8], totals: Totals, date: Date) -> Result<Self, SimError> {
        let mut out = BufWriter::with_capacity(1 << 18, File::create(&path)?);
        out.write_all(before)?;
        let digest = (totals != Totals::None).then(|| Sha256::new_with_prefix(before));
        Ok(Self {
            path,
            out,
            digest,
            totals,
            date,
            rows: 0,
        })
    }

    pub(crate) fn append(&mut self, rows: &Rows) -> Result<(), SimError> {
        self.out.write_all(&rows.bytes)?;
        if let Some(digest) = &mut self.digest {
            digest.update(&rows.bytes);
        }
        self.rows += rows.rows;
        Ok(())
    }

    /// Writes the totals; gives back the file's path and how many rows it has.
    pub(crate) fn finish(mut self) -> Result<(PathBuf, u64), SimError> {
        let digest = self
            .digest
            .take()
            .map(|digest| hex(&digest.finalize()))
            .unwrap_or_default();
        let date = compact(self.date);
        match self.totals {
            Totals::None => {}
            Totals::Trailer => writeln!(self.out, "T|{}|{digest}|{date}", self.rows)?,
            Totals::ControlFile => {
                let text = format!("rows={}\nsha256={digest}\nbusiness_date={date}\n", self.rows);
                std::fs::write(self.path.with_extension("ctl"), text)?;
            }
        }
        self.out.flush()?;
        Ok((self.path, self.rows))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Rows gathered before they are written as one row group.
const ROW_GROUP: u64 = 50_000;

/// A Parquet file being written.
pub(crate) struct ParquetSink {
    path: PathBuf,
    writer: SerializedFileWriter<BufWriter<File>>,
    columns: &'static [(&'static str, Kind)],
    waiting: Columns,
    rows: u64,
}

impl ParquetSink {
    pub(crate) fn create(path: PathBuf, columns: &'static [(&'static str, Kind)]) -> Result<Self, SimError> {
        let fields: String = columns
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Text => format!("optional binary {name} (utf8); "),
                Kind::Day => format!("optional int32 {name} (date); "),
                Kind::Whole => format!("optional int64 {name}; "),
                Kind::Money => format!("optional int64 {name} (decimal(18,2)); "),
            })
            .collect();
        let schema = parse_message_type(&format!("message rows {{ {fields} }}"))?;
        let properties = WriterProperties::builder()
            .set_compression(parquet::basic::Compression::SNAPPY)
            .build();
        let out = BufWriter::with_capacity(1 << 18, File::create(&path)?);
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self {
            path,
            writer,
            columns,
            waiting: Columns::new(columns),
            rows: 0,
        })
    }

    pub(crate) fn append(&mut self, rows: Columns) -> Result<(), SimError> {
        self.waiting.append(rows);
        if self.waiting.rows >= ROW_GROUP {
            self.write_group()
        } else {
            Ok(())
        }
    }

    fn write_group(&mut self) -> Result<(), SimError> {
        let group = std::mem::replace(&mut self.waiting, Columns::new(self.columns));
        self.rows += group.rows;
        let mut writer = self.writer.next_row_group()?;
        for cells in &group.cells {
            let Some(mut column) = writer.next_column()? else {
                break;
            };
            match cells {
                Cells::Text(cells) => {
                    let values: Vec<ByteArray> = cells
                        .iter()
                        .flatten()
                        .map(|text| ByteArray::from(text.as_str()))
                        .collect();
                    column
                        .typed::<ByteArrayType>()
                        .write_batch(&values, Some(&presence(cells)), None)?;
                }
                Cells::Day(cells) => {
                    let values: Vec<i32> = cells.iter().flatten().copied().collect();
                    column
                        .typed::<Int32Type>()
                        .write_batch(&values, Some(&presence(cells)), None)?;
                }
                Cells::Whole(cells) => {
                    let values: Vec<i64> = cells.iter().flatten().copied().collect();
                    column
                        .typed::<Int64Type>()
                        .write_batch(&values, Some(&presence(cells)), None)?;
                }
            }
            column.close()?;
        }
        writer.close()?;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<(PathBuf, u64), SimError> {
        if self.waiting.rows > 0 {
            self.write_group()?;
        }
        self.writer.close()?;
        Ok((self.path, self.rows))
    }
}

/// Definition levels of an optional column: 1 where there is a value.
fn presence<T>(cells: &[Option<T>]) -> Vec<i16> {
    cells.iter().map(|cell| i16::from(cell.is_some())).collect()
}

/// Writes a dBASE III table of character columns, GB18030, no memo.
pub(crate) fn write_dbf(
    path: &Path,
    date: Date,
    columns: &[(&str, u8)],
    rows: &[Vec<String>],
) -> Result<(), SimError> {
    let header_length = 32 + 32 * columns.len() as u16 + 1;
    let record_length: u16 = 1 + columns.iter().map(|(_, width)| u16::from(*width)).sum::<u16>();
    let mut bytes = vec![
        3,
        (date.year() - 1900) as u8,
        date.month() as u8,
        date.day() as u8,
    ];
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend(header_length.to_le_bytes());
    bytes.extend(record_length.to_le_bytes());
    bytes.resize(32, 0);
    // Language driver 0x4D: code page 936.
    bytes[29] = 0x4D;
    for (name, width) in columns {
        let start = bytes.len();
        bytes.extend(name.bytes().take(10));
        bytes.resize(start + 11, 0);
        bytes.push(b'C');
        bytes.resize(start + 16, 0);
        bytes.push(*width);
        bytes.resize(start + 32, 0);
    }
    bytes.push(0x0D);
    for row in rows {
        bytes.push(b' ');
        for ((_, width), text) in columns.iter().zip(row) {
            let end = bytes.len() + usize::from(*width);
            let (encoded, _, _) = encoding_rs::GB18030.encode(text);
            bytes.extend(encoded.iter().take(usize::from(*width)));
            bytes.resize(end, b' ');
        }
    }
    bytes.push(0x1A);
    Ok(std::fs::write(path, bytes)?)
}

/// Writes a workbook of one sheet, texts only, the first row the header. The day of its making is the business
/// date, so that the same bank gives the same bytes.
pub(crate) fn write_workbook(
    path: &Path,
    date: Date,
    sheet: &str,
    columns: &[&str],
    rows: &[Vec<String>],
) -> Result<(), SimError> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let page = workbook.add_worksheet();
    page.set_name(sheet)?;
    for (column, name) in (0_u16..).zip(columns) {
        page.write_string(0, column, *name)?;
    }
    for (line, row) in (1_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(row) {
            page.write_string(line, column, text)?;
        }
    }
    workbook.save(path)?;
    Ok(())
}
