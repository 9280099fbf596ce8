//! Parquet, row by row: one page of each column is held at a time.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};
use parquet::data_type::Decimal;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;

use super::{Body, Opened, columns};
use crate::feed::Feed;
use crate::row::Columns;
use crate::{FeedError, RawRow};

pub(super) struct ParquetRows {
    rows: RowIter<'static>,
    done: u64,
    row_count: u64,
    size: u64,
}

impl std::fmt::Debug for ParquetRows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetRows")
            .field("done", &self.done)
            .field("row_count", &self.row_count)
            .finish()
    }
}

pub(super) fn open(feed: &Feed, path: &Path) -> Result<Opened, FeedError> {
    let cause = |cause| FeedError::Io {
        path: path.to_owned(),
        cause,
    };
    let file = File::open(path).map_err(cause)?;
    let size = file.metadata().map_err(cause)?.len();
    let (rows, names, row_count) = guarded(|| {
        let reader = SerializedFileReader::new(file).map_err(|why| why.to_string())?;
        let schema = reader.metadata().file_metadata().schema();
        let fields = schema.get_fields();
        if let Some(nested) = fields.iter().find(|field| !field.is_primitive()) {
            return Err(format!(
                "column {} is nested; only plain columns can be mapped",
                nested.name()
            ));
        }
        let names = fields.iter().map(|field| field.name().to_owned()).collect();
        let row_count = reader.metadata().file_metadata().num_rows();
        Ok((RowIter::from_file_into(Box::new(reader)), names, row_count))
    })?;
    let rows = ParquetRows {
        rows,
        done: 0,
        row_count: u64::try_from(row_count).unwrap_or(0),
        size,
    };
    Ok(Opened {
        body: Body::Parquet(Box::new(rows)),
        columns: columns(feed, names)?,
        claims: None,
    })
}

impl ParquetRows {
    pub(super) fn next(&mut self, columns: &Arc<Columns>) -> Result<Option<RawRow>, FeedError> {
        let rows = &mut self.rows;
        let Some(record) = guarded(|| rows.next().transpose().map_err(|why| why.to_string()))? else {
            return Ok(None);
        };
        self.done += 1;
        let mut row = RawRow::new(self.done, columns, 64);
        for (name, field) in record.get_column_iter() {
            match text(field) {
                Some(text) => row.push_field(&text),
                None => {
                    row.push_field("");
                    row.break_with(
                        name,
                        "",
                        "fields",
                        "bytes that are no text, or a value out of range".to_owned(),
                    );
                }
            }
        }
        row.check_width();
        if row.text().as_bytes().contains(&0) {
            row.break_with("", "", "nul", "a NUL byte in the row".to_owned());
        }
        Ok(Some(row))
    }

    /// By rows, for the library reads by column.
    pub(super) fn bytes_read(&self) -> u64 {
        let share = u128::from(self.size) * u128::from(self.done) / u128::from(self.row_count.max(1));
        u64::try_from(share).unwrap_or(self.size).min(self.size)
    }

    pub(super) fn total_bytes(&self) -> u64 {
        self.size
    }
}

fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, FeedError> {
    guarded_text(work).map_err(|reason| FeedError::Format {
        format: "Parquet",
        reason,
    })
}

/// The library panics on some damaged files: that is a damaged file, and no reason to fall over.
pub(crate) fn guarded_text<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("its pages are damaged".to_owned()))
}

const EPOCH: DateTime = date(1970, 1, 1).at(0, 0, 0, 0);

/// The value as text; None where it has none.
pub(crate) fn text(field: &Field) -> Option<String> {
    Some(match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok()?.to_owned(),
        Field::Bool(flag) => flag.to_string(),
        Field::Byte(number) => number.to_string(),
        Field::Short(number) => number.to_string(),
        Field::Int(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        Field::UByte(number) => number.to_string(),
        Field::UShort(number) => number.to_string(),
        Field::UInt(number) => number.to_string(),
        Field::ULong(number) => number.to_string(),
        Field::Float16(number) => number.to_string(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Decimal(number) => decimal(number)?,
        Field::Date(days) => {
            let since_epoch = SignedDuration::from_hours(i64::from(*days) * 24);
            EPOCH.checked_add(since_epoch).ok()?.date().to_string()
        }
        Field::TimestampMillis(millis) => moment(SignedDuration::from_millis(*millis))?,
        Field::TimestampMicros(micros) => moment(SignedDuration::from_micros(*micros))?,
        Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::Group(_)
        | Field::ListInternal(_)
        | Field::MapInternal(_) => {
            return None;
        }
    })
}

fn moment(since_epoch: SignedDuration) -> Option<String> {
    Some(EPOCH.checked_add(since_epoch).ok()?.to_string())
}

/// A big-endian two's complement number with its scale.
fn decimal(number: &Decimal) -> Option<String> {
    let data = number.data();
    if data.is_empty() || data.len() > 16 {
        return None;
    }
    let fill = if data.first()? & 0x80 == 0 { 0 } else { 0xFF };
    let mut wide = [fill; 16];
    wide.get_mut(16 - data.len()..)?.copy_from_slice(data);
    let scale = u32::try_from(number.scale()).ok()?;
    rust_decimal::Decimal::try_from_i128_with_scale(i128::from_be_bytes(wide), scale)
        .ok()
        .map(|number| number.to_string())
}
