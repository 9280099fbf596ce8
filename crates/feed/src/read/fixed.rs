//! Records of fixed width, in bytes of the file's encoding or in characters.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::DecoderResult;

use super::bytes::{ByteSource, refuse_mistaken};
use super::{Body, Opened, RECORD_MAX_BYTES, columns};
use crate::control::{Claims, Control, Place, TotalsRecord};
use crate::feed::Feed;
use crate::format::{Encoding, Fixed, Span, Unit};
use crate::row::Columns;
use crate::{ControlError, FeedError, RawRow};

#[derive(Debug)]
pub(super) struct FixedRows {
    bytes: ByteSource,
    format: Fixed,
    encoding: Encoding,
    trailer: Option<TotalsRecord>,
    seen: Option<(u64, Claims)>,
    buffer: Vec<u8>,
    used: usize,
    /// Where in the file the unused part of the buffer begins.
    offset: u64,
    line: u64,
    ended: bool,
    /// Room for [`Decoded::places`], used again for every record.
    places: Vec<u32>,
}

/// A place inside a character: no field may begin or end there.
const INSIDE: u32 = u32::MAX;

/// A record's text and where each unit of the record stands in it.
struct Decoded<'a> {
    text: Cow<'a, str>,
    /// By unit (byte of the file or character): the place in the text; empty when every unit is one byte of it.
    places: &'a [u32],
    units: usize,
}

pub(super) fn open(feed: &Feed, format: &Fixed, path: &Path, control: &Control) -> Result<Opened, FeedError> {
    let mut rows = FixedRows {
        bytes: ByteSource::open(path)?,
        format: format.clone(),
        encoding: format.encoding,
        trailer: control.trailer.clone(),
        seen: None,
        buffer: Vec::new(),
        used: 0,
        offset: 0,
        line: 0,
        ended: false,
        places: Vec::new(),
    };
    rows.more()?;
    refuse_mistaken(format.encoding, &rows.buffer)?;
    let (encoding, mark) = format.encoding.settle(&rows.buffer);
    rows.encoding = encoding;
    rows.take(mark);
    let columns = columns(
        feed,
        format.fields.iter().map(|field| field.name.clone()).collect(),
    )?;
    let claims = match &control.header {
        Some(header) => Some(rows.header_record(header)?),
        None => None,
    };
    Ok(Opened {
        body: Body::Fixed(Box::new(rows)),
        columns,
        claims,
    })
}

impl FixedRows {
    pub(super) fn bytes_read(&self) -> u64 {
        self.offset
    }

    pub(super) fn total_bytes(&self) -> u64 {
        self.bytes.total()
    }

    pub(super) fn sha256(&self) -> String {
        self.bytes.sha256()
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub(super) fn take_trailer(&mut self) -> Option<Claims> {
        self.seen.take().map(|(_, claims)| claims)
    }

    pub(super) fn next(&mut self, columns: &Arc<Columns>) -> Result<Option<RawRow>, FeedError> {
        loop {
            let Some((length, whole)) = self.record()? else {
                return Ok(None);
            };
            let line = self.line;
            let mut places = std::mem::take(&mut self.places);
            let outcome = self.row(length, columns, &mut places);
            self.places = places;
            let outcome = outcome?;
            self.take(whole);
            match (outcome, &self.seen) {
                (Outcome::Row(row), None) => return Ok(Some(row)),
                (Outcome::Row(_), Some((trailer, _))) => {
                    return Err(ControlError::TrailerNotLast {
                        trailer: *trailer,
                        line,
                    }
                    .into());
                }
                (Outcome::Trailer(_), Some((first, _))) => {
                    return Err(ControlError::TrailerDoubled { first: *first, line }.into());
                }
                (Outcome::Trailer(claims), None) => self.seen = Some((line, claims)),
            }
        }
    }

    fn header_record(&mut self, header: &TotalsRecord) -> Result<Claims, FeedError> {
        let missing = || ControlError::HeaderMissing {
            starts_with: header.starts_with.clone(),
        };
        let (length, whole) = self.record()?.ok_or_else(missing)?;
        let mut places = Vec::new();
        let record = self.decode(length, &mut places)?;
        if !record.text.starts_with(&header.starts_with) {
            return Err(missing().into());
        }
        let claims = Claims::of_record("header record", header, &|place| record.total(place))?;
        self.take(whole);
        Ok(claims)
    }

    fn row(
        &self,
        length: usize,
        columns: &Arc<Columns>,
        places: &mut Vec<u32>,
    ) -> Result<Outcome, FeedError> {
        let record = self.decode(length, places)?;
        if let Some(trailer) = self
            .trailer
            .as_ref()
            .filter(|trailer| record.text.starts_with(&trailer.starts_with))
        {
            return Ok(Outcome::Trailer(Claims::of_record(
                "trailer",
                trailer,
                &|place| record.total(place),
            )?));
        }
        let mut row = RawRow::new(self.line, columns, record.text.len());
        if let Some(wanted) = self.format.length
            && wanted != record.units
            && !(self.format.pad_short && record.units < wanted)
        {
            row.push_field(&record.text);
            row.break_with(
                "",
                "",
                "fields",
                format!("the record is {} long, not {wanted}", record.units),
            );
            return Ok(Outcome::Row(row));
        }
        row.push_str(&record.text);
        for field in &self.format.fields {
            match record.cut(field.span) {
                Ok((start, end)) => {
                    let (start, end) = unpadded(&record.text, start, end);
                    row.push_span(start, end);
                }
                Err(Uncut::Short) if self.format.pad_short => {
                    let start = record.place(field.span.start).unwrap_or(record.text.len());
                    let (start, end) = unpadded(&record.text, start, record.text.len());
                    row.push_span(start, end);
                }
                Err(Uncut::Short) => {
                    let reason = format!(
                        "the record ends after {}, inside or before this field",
                        record.units
                    );
                    row.push_span(0, 0);
                    row.break_with(&field.name, "", "fields", reason);
                }
                Err(Uncut::Inside) => {
                    row.push_span(0, 0);
                    row.break_with(
                        &field.name,
                        "",
                        "fields",
                        "the field's edge falls inside a character".to_owned(),
                    );
                }
            }
        }
        if row.broken().is_some() {
            // to be mended, the record must be seen as it stands
            row.reset_to(&record.text);
        } else if record.text.as_bytes().contains(&0) {
            row.break_with("", "", "nul", "a NUL byte in the row".to_owned());
        }
        Ok(Outcome::Row(row))
    }

    /// Has the next record at hand, empty lines passed over: its length in bytes without and with its line end.
    fn record(&mut self) -> Result<Option<(usize, usize)>, FeedError> {
        if !self.format.lines {
            return Ok(self.record_by_length()?.map(|length| (length, length)));
        }
        loop {
            self.line += 1;
            let Some((record, whole)) = self.next_line()? else {
                return Ok(None);
            };
            let bytes = self.rest().get(..record).unwrap_or(&[]);
            // a lone Ctrl-Z ends a file that went through an old system
            let is_last = whole == self.rest().len() && self.ended;
            if bytes.is_empty() || (is_last && bytes == [0x1A]) {
                self.take(whole);
                continue;
            }
            return Ok(Some((record, whole)));
        }
    }

    /// Finds the line's end. No encoding here has the byte of a line end inside a character, UTF-16 apart, which is
    /// looked at two bytes at a time.
    fn next_line(&mut self) -> Result<Option<(usize, usize)>, FeedError> {
        let mut from = 0;
        loop {
            let rest = self.rest();
            let found = match self.encoding {
                Encoding::Utf16Le => pair(rest, from, [b'\n', 0]),
                Encoding::Utf16Be => pair(rest, from, [0, b'\n']),
                _ => rest
                    .get(from..)
                    .and_then(|rest| rest.iter().position(|byte| *byte == b'\n'))
                    .map(|at| from + at),
            };
            if let Some(end) = found {
                return Ok(Some((
                    end - self.carriage_return(end),
                    end + self.encoding.unit_bytes(),
                )));
            }
            if self.ended {
                let whole = rest.len();
                return Ok((whole > 0).then(|| (whole - self.carriage_return(whole), whole)));
            }
            if rest.len() > RECORD_MAX_BYTES {
                return Err(FeedError::RecordTooLong {
                    line: self.line,
                    limit_bytes: RECORD_MAX_BYTES,
                });
            }
            from = rest.len() / 2 * 2;
            self.more()?;
        }
    }

    /// The bytes of a carriage return before the line end at `end`.
    fn carriage_return(&self, end: usize) -> usize {
        match (self.encoding, self.rest().get(..end).unwrap_or(&[])) {
            (Encoding::Utf16Le, [.., b'\r', 0]) | (Encoding::Utf16Be, [.., 0, b'\r']) => 2,
            (Encoding::Utf8 | Encoding::Gb18030, [.., b'\r']) => 1,
            _ => 0,
        }
    }

    fn record_by_length(&mut self) -> Result<Option<usize>, FeedError> {
        self.line += 1;
        let wanted = self.format.length.unwrap_or(1);
        while self.rest().len() < wanted && !self.ended {
            self.more()?;
        }
        let rest = self.rest();
        // a line end behind the last record is no record
        if rest.len() < wanted && rest.iter().all(|byte| matches!(byte, b'\r' | b'\n' | 0x1A | 0)) {
            return Ok(None);
        }
        Ok(Some(rest.len().min(wanted)))
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.used..).unwrap_or(&[])
    }

    fn take(&mut self, length: usize) {
        self.used += length;
        self.offset += u64::try_from(length).unwrap_or(0);
    }

    fn more(&mut self) -> Result<(), FeedError> {
        if !self.ended {
            self.buffer.drain(..self.used);
            self.used = 0;
            self.ended = !self.bytes.fill(&mut self.buffer)?;
        }
        Ok(())
    }

    fn decode<'a>(&'a self, length: usize, places: &'a mut Vec<u32>) -> Result<Decoded<'a>, FeedError> {
        let bytes = self.rest().get(..length).unwrap_or(&[]);
        decode(bytes, self.encoding, self.format.unit, places).map_err(|at| FeedError::Encoding {
            line: self.line,
            byte: self.offset + u64::try_from(at).unwrap_or(0),
            encoding: self.encoding.name(),
        })
    }
}

enum Outcome {
    Row(RawRow),
    Trailer(Claims),
}

enum Uncut {
    /// The record ends before.
    Short,
    /// An edge falls inside a character.
    Inside,
}

impl Decoded<'_> {
    /// The place in the text of a unit of the record; None inside a character or behind the end.
    fn place(&self, unit: usize) -> Option<usize> {
        if self.places.is_empty() {
            return (unit <= self.units).then_some(unit);
        }
        self.places
            .get(unit)
            .filter(|place| **place != INSIDE)
            .map(|place| *place as usize)
    }

    fn cut(&self, span: Span) -> Result<(usize, usize), Uncut> {
        let end = span.start + span.width;
        if end > self.units {
            return Err(Uncut::Short);
        }
        self.place(span.start).zip(self.place(end)).ok_or(Uncut::Inside)
    }

    /// A total's text.
    fn total(&self, place: Place) -> String {
        let Place::Span(span) = place else {
            return String::new();
        };
        let cut = self
            .cut(span)
            .ok()
            .and_then(|(start, end)| self.text.get(start..end));
        cut.unwrap_or("").trim().to_owned()
    }
}

/// Leaves the padding out: blanks are what fills a field up, not what stands in it.
fn unpadded(text: &str, start: usize, end: usize) -> (usize, usize) {
    let field = text.get(start..end).unwrap_or("");
    let without_lead = field.trim_start_matches(' ');
    let start = end - without_lead.len().min(end);
    (start, start + without_lead.trim_end_matches(' ').len())
}

fn pair(bytes: &[u8], from: usize, wanted: [u8; 2]) -> Option<usize> {
    bytes
        .get(from..)?
        .chunks_exact(2)
        .position(|unit| unit == wanted)
        .map(|at| from + at * 2)
}

/// Decodes a record; the offset of the first bad byte when it is not in that encoding.
fn decode<'a>(
    bytes: &'a [u8],
    encoding: Encoding,
    unit: Unit,
    places: &'a mut Vec<u32>,
) -> Result<Decoded<'a>, usize> {
    places.clear();
    if encoding.unit_bytes() == 1 && bytes.is_ascii() {
        let text = std::str::from_utf8(bytes).map_err(|bad| bad.valid_up_to())?;
        return Ok(Decoded {
            text: Cow::Borrowed(text),
            places,
            units: bytes.len(),
        });
    }
    let codec = encoding.codec();
    let Some(text) = codec.decode_without_bom_handling_and_without_replacement(bytes) else {
        return Err(first_bad(bytes, encoding));
    };
    let units = match unit {
        Unit::Characters => {
            places.extend(text.char_indices().map(|(at, _)| place(at)));
            places.len()
        }
        Unit::Bytes => {
            places.resize(bytes.len(), INSIDE);
            let mut from = 0;
            for (at, c) in text.char_indices() {
                if let Some(slot) = places.get_mut(from) {
                    *slot = place(at);
                }
                from += source_bytes(c, encoding, bytes.get(from..).unwrap_or(&[]));
            }
            bytes.len()
        }
    };
    places.push(place(text.len()));
    Ok(Decoded { text, places, units })
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(INSIDE)
}

/// How many bytes of the file a character took.
fn source_bytes(c: char, encoding: Encoding, bytes: &[u8]) -> usize {
    match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 | Encoding::Utf16Le | Encoding::Utf16Be => c.len_utf16() * 2,
        Encoding::Gb18030 => match bytes {
            [0..=0x80, ..] => 1,
            [_, b'0'..=b'9', ..] => 4,
            _ => 2,
        },
    }
}

/// Where a record stops being of its encoding.
fn first_bad(bytes: &[u8], encoding: Encoding) -> usize {
    let mut decoder = encoding.codec().new_decoder_without_bom_handling();
    let room = decoder
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::Malformed(bad, after), read) => read - usize::from(bad) - usize::from(after),
        (_, read) => read,
    }
}
