//! DBF tables (dBase III and IV, FoxPro): a header, then records of fixed width.

use std::path::Path;
use std::sync::Arc;

use super::bytes::ByteSource;
use super::{Body, Opened, columns};
use crate::feed::Feed;
use crate::format::Encoding;
use crate::row::Columns;
use crate::{FeedError, RawRow};

#[derive(Debug)]
pub(super) struct DbfRows {
    bytes: ByteSource,
    encoding: Encoding,
    fields: Vec<DbfField>,
    record_bytes: usize,
    /// Records by the header.
    announced: u64,
    done: u64,
    buffer: Vec<u8>,
    used: usize,
    offset: u64,
}

#[derive(Debug)]
struct DbfField {
    name: String,
    kind: u8,
    start: usize,
    width: usize,
}

const HEADER_BYTES: usize = 32;
const FIELD_BYTES: usize = 32;
const HEADER_END: u8 = 0x0D;
const DELETED: u8 = b'*';

fn damaged(reason: impl Into<String>) -> FeedError {
    FeedError::Format {
        format: "DBF",
        reason: reason.into(),
    }
}

pub(super) fn open(feed: &Feed, encoding: Encoding, path: &Path) -> Result<Opened, FeedError> {
    let mut bytes = ByteSource::open(path)?;
    let mut buffer = Vec::new();
    // a header is at most 64 KiB, so one piece of the file holds it
    bytes.fill(&mut buffer)?;
    let short = |at: usize| {
        buffer
            .get(at..at + 2)
            .and_then(|two| two.try_into().ok())
            .map(|two| usize::from(u16::from_le_bytes(two)))
    };
    let announced = buffer
        .get(4..8)
        .and_then(|four| four.try_into().ok())
        .map(u32::from_le_bytes);
    let (Some(version), Some(announced), Some(header), Some(record_bytes)) =
        (buffer.first().copied(), announced, short(8), short(10))
    else {
        return Err(damaged("it is shorter than a header"));
    };
    if version & 0x07 == 4 {
        return Err(damaged(
            "version 7 tables are not read; save it as dBase IV or FoxPro",
        ));
    }
    if header < HEADER_BYTES + 1 || header > buffer.len() || record_bytes < 2 {
        return Err(damaged("its header does not fit the file"));
    }
    let fields = fields(
        buffer.get(HEADER_BYTES..header).unwrap_or(&[]),
        record_bytes,
        encoding,
    )?;
    for field in &fields {
        if matches!(field.kind, b'M' | b'G' | b'P' | b'W' | b'Q' | b'V') && feed.columns.contains(&field.name)
        {
            return Err(damaged(format!(
                "{} is kept in a file beside it (memo), which is not read",
                field.name
            )));
        }
    }
    let columns = columns(feed, fields.iter().map(|field| field.name.clone()).collect())?;
    let offset = u64::try_from(header).unwrap_or(0);
    let rows = DbfRows {
        bytes,
        encoding,
        fields,
        record_bytes,
        announced: u64::from(announced),
        done: 0,
        buffer,
        used: header,
        offset,
    };
    Ok(Opened {
        body: Body::Dbf(Box::new(rows)),
        columns,
        claims: None,
    })
}

fn fields(header: &[u8], record_bytes: usize, encoding: Encoding) -> Result<Vec<DbfField>, FeedError> {
    let mut fields = Vec::new();
    // the first byte of a record tells whether it is deleted
    let mut start = 1;
    for entry in header
        .chunks_exact(FIELD_BYTES)
        .take_while(|entry| entry.first() != Some(&HEADER_END))
    {
        let (name, [kind, .., width, decimals]) =
            (entry.get(..11).unwrap_or(&[]), entry.get(11..18).unwrap_or(&[]))
        else {
            return Err(damaged("a field of its header is cut"));
        };
        let name = name.split(|byte| *byte == 0).next().unwrap_or(&[]);
        let name = encoding
            .codec()
            .decode_without_bom_handling_and_without_replacement(name);
        let name = name.ok_or_else(|| damaged("a column's name is not in the encoding of the mapping"))?;
        // long texts keep the upper half of their width where numbers have their decimals
        let width = usize::from(*width)
            + if *kind == b'C' {
                usize::from(*decimals) * 256
            } else {
                0
            };
        if *kind != b'0' {
            fields.push(DbfField {
                name: name.trim().to_owned(),
                kind: *kind,
                start,
                width,
            });
        }
        start += width;
    }
    if start > record_bytes {
        return Err(damaged(format!(
            "its fields take {start} bytes, its records {record_bytes}"
        )));
    }
    Ok(fields)
}

impl DbfRows {
    pub(super) fn next(&mut self, columns: &Arc<Columns>) -> Result<Option<RawRow>, FeedError> {
        loop {
            if self.done == self.announced {
                return Ok(None);
            }
            while self.buffer.len() - self.used < self.record_bytes {
                self.buffer.drain(..self.used);
                self.used = 0;
                if !self.bytes.fill(&mut self.buffer)? {
                    let (announced, done) = (self.announced, self.done);
                    return Err(damaged(format!(
                        "its header announces {announced} records, the file ends after {done}"
                    )));
                }
            }
            self.done += 1;
            let record = self
                .buffer
                .get(self.used..self.used + self.record_bytes)
                .unwrap_or(&[]);
            let row = if record.first() == Some(&DELETED) {
                None
            } else {
                Some(self.row(record, columns)?)
            };
            self.used += self.record_bytes;
            self.offset += u64::try_from(self.record_bytes).unwrap_or(0);
            if row.is_some() {
                return Ok(row);
            }
        }
    }

    fn row(&self, record: &[u8], columns: &Arc<Columns>) -> Result<RawRow, FeedError> {
        let mut row = RawRow::new(self.done, columns, record.len());
        for field in &self.fields {
            let bytes = record.get(field.start..field.start + field.width).unwrap_or(&[]);
            match (field.kind, bytes) {
                (b'I' | b'+', &[a, b, c, d]) => row.push_field(&i32::from_le_bytes([a, b, c, d]).to_string()),
                (b'Y', bytes) if bytes.len() == 8 => {
                    let units = i64::from_le_bytes(bytes.try_into().unwrap_or([0; 8]));
                    row.push_field(&rust_decimal::Decimal::new(units, 4).normalize().to_string());
                }
                (b'B' | b'O', bytes) if bytes.len() == 8 => {
                    row.push_field(&f64::from_le_bytes(bytes.try_into().unwrap_or([0; 8])).to_string());
                }
                (b'T' | b'@', bytes) if bytes.len() == 8 => match moment(bytes) {
                    Some(moment) => row.push_field(&moment),
                    None => {
                        row.push_field("");
                        row.break_with(&field.name, "", "DQ-18", "a moment out of range".to_owned());
                    }
                },
                (b'M' | b'G' | b'P' | b'W' | b'Q' | b'V', _) => row.push_field(""),
                _ => {
                    let text = self
                        .encoding
                        .codec()
                        .decode_without_bom_handling_and_without_replacement(bytes);
                    let text = text.ok_or_else(|| FeedError::Encoding {
                        line: self.done,
                        byte: self.offset + u64::try_from(field.start).unwrap_or(0),
                        encoding: self.encoding.name(),
                    })?;
                    row.push_field(text.trim_matches([' ', '\0']));
                }
            }
        }
        row.check_width();
        if row.text().as_bytes().contains(&0) {
            row.break_with("", "", "nul", "a NUL byte in the row".to_owned());
        }
        Ok(row)
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.offset
    }

    pub(super) fn total_bytes(&self) -> u64 {
        self.bytes.total()
    }

    /// The digest of the whole file: what stands behind the last record is read for it.
    pub(super) fn sha256(&mut self) -> Result<String, FeedError> {
        loop {
            self.buffer.clear();
            self.used = 0;
            if !self.bytes.fill(&mut self.buffer)? {
                return Ok(self.bytes.sha256());
            }
        }
    }
}

/// A Julian day number and milliseconds; empty when both are zero.
fn moment(bytes: &[u8]) -> Option<String> {
    /// The Julian day number of 1970-01-01.
    const EPOCH_DAY: i64 = 2_440_588;
    let number = |from: usize| {
        Some(i64::from(i32::from_le_bytes(
            bytes.get(from..from + 4)?.try_into().ok()?,
        )))
    };
    let (day, millis) = (number(0)?, number(4)?);
    if day == 0 && millis == 0 {
        return Some(String::new());
    }
    let since_epoch =
        jiff::SignedDuration::from_hours((day - EPOCH_DAY) * 24) + jiff::SignedDuration::from_millis(millis);
    let moment = jiff::civil::date(1970, 1, 1)
        .at(0, 0, 0, 0)
        .checked_add(since_epoch)
        .ok()?;
    Some(moment.to_string())
}
