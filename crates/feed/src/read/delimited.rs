//! Delimited text.

use std::path::Path;
use std::sync::Arc;

use super::bytes::ByteSource;
use super::text::TextSource;
use super::{Body, Opened, RECORD_MAX_BYTES, columns};
use crate::control::{Claims, Control, Place, TotalsRecord};
use crate::feed::Feed;
use crate::format::{Delimited, Encoding, Header};
use crate::row::Columns;
use crate::{ControlError, FeedError, RawRow};

#[derive(Debug)]
pub(super) struct DelimitedRows {
    source: TextSource,
    delimiter: String,
    quote: Option<char>,
    /// Fields before the feed's own: those a rejects file begins with.
    skip: usize,
    trailer: Option<TotalsRecord>,
    seen: Option<(u64, Claims)>,
}

/// How the record at the start of a text came out.
#[derive(Debug, PartialEq, Eq)]
enum Cut {
    /// It is this long, its line end included.
    Whole(usize),
    /// Its end is not at hand.
    Open,
    /// Its quotes do not close as they should.
    Bad(&'static str),
}

pub(super) fn open(
    feed: &Feed,
    format: &Delimited,
    path: &Path,
    control: &Control,
    skip: usize,
) -> Result<Opened, FeedError> {
    let mut rows = DelimitedRows {
        source: TextSource::open(path, format.encoding)?,
        delimiter: format.delimiter.clone(),
        quote: format.quote,
        skip,
        trailer: control.trailer.clone(),
        seen: None,
    };
    let nameless = Arc::new(Columns {
        names: Vec::new(),
        slots: Vec::new(),
    });
    let claims = match &control.header {
        Some(header) => Some(rows.header_record(header, &nameless)?),
        None => None,
    };
    let columns = match &format.header {
        Header::Declared(names) => columns(feed, names.clone())?,
        Header::InFile => {
            let names = rows.record(&nameless)?;
            let names = names
                .iter()
                .flat_map(|row| row.fields().skip(skip))
                .map(|name| name.trim().to_owned());
            columns(feed, names.collect())?
        }
    };
    Ok(Opened {
        body: Body::Delimited(Box::new(rows)),
        columns,
        claims,
    })
}

impl DelimitedRows {
    pub(super) fn next(&mut self, columns: &Arc<Columns>) -> Result<Option<RawRow>, FeedError> {
        let Some(mut row) = self.record(columns)? else {
            return Ok(None);
        };
        if row.broken().is_none() {
            row.drop_first(self.skip);
            row.check_width();
        }
        if let Some((trailer, _)) = &self.seen {
            return Err(ControlError::TrailerNotLast {
                trailer: *trailer,
                line: row.line,
            }
            .into());
        }
        Ok(Some(row))
    }

    pub(super) fn bytes_read(&self) -> u64 {
        let bytes = self.source.bytes();
        bytes
            .read()
            .saturating_sub(u64::try_from(self.source.rest().len()).unwrap_or(0))
    }

    pub(super) fn total_bytes(&self) -> u64 {
        ByteSource::total(self.source.bytes())
    }

    pub(super) fn sha256(&self) -> String {
        self.source.bytes().sha256()
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.source.encoding()
    }

    pub(super) fn take_trailer(&mut self) -> Option<Claims> {
        self.seen.take().map(|(_, claims)| claims)
    }

    fn header_record(&mut self, header: &TotalsRecord, nameless: &Arc<Columns>) -> Result<Claims, FeedError> {
        let missing = || ControlError::HeaderMissing {
            starts_with: header.starts_with.clone(),
        };
        self.skip_empty()?;
        if !self.source.rest().starts_with(&header.starts_with) {
            return Err(missing().into());
        }
        let row = self.plain_record(nameless)?.ok_or_else(missing)?;
        Ok(Claims::of_record("header record", header, &|place| {
            total(&row, place)
        })?)
    }

    /// The next record that is no trailer.
    fn record(&mut self, columns: &Arc<Columns>) -> Result<Option<RawRow>, FeedError> {
        loop {
            self.skip_empty()?;
            let rest = self.source.rest();
            let found = self
                .trailer
                .as_ref()
                .filter(|trailer| rest.starts_with(&trailer.starts_with))
                .cloned();
            let Some(trailer) = found else {
                return self.plain_record(columns);
            };
            let line = self.source.line();
            if let Some((first, _)) = &self.seen {
                return Err(ControlError::TrailerDoubled { first: *first, line }.into());
            }
            let nameless = Arc::new(Columns {
                names: Vec::new(),
                slots: Vec::new(),
            });
            let Some(row) = self.plain_record(&nameless)? else {
                return Ok(None);
            };
            let claims = Claims::of_record("trailer", &trailer, &|place| total(&row, place))?;
            self.seen = Some((line, claims));
        }
    }

    /// Goes to the next line that is not empty, and has a whole line of it at hand where there is one.
    fn skip_empty(&mut self) -> Result<(), FeedError> {
        loop {
            let rest = self.source.rest();
            let Some(end) = rest.find('\n') else {
                if self.source.ended() {
                    // a lone Ctrl-Z ends a file that went through an old system
                    if matches!(rest, "\u{1a}" | "\r" | "\u{1a}\r") {
                        self.source.consume(rest.len(), 0);
                    }
                    return Ok(());
                }
                if rest.len() > RECORD_MAX_BYTES {
                    return Err(self.too_long());
                }
                self.source.more()?;
                continue;
            };
            if !matches!(rest.get(..end), Some("" | "\r")) {
                return Ok(());
            }
            self.source.consume(end + 1, 1);
        }
    }

    fn too_long(&self) -> FeedError {
        FeedError::RecordTooLong {
            line: self.source.line(),
            limit_bytes: RECORD_MAX_BYTES,
        }
    }

    /// The record the rest begins with, whatever it is.
    fn plain_record(&mut self, columns: &Arc<Columns>) -> Result<Option<RawRow>, FeedError> {
        let line = self.source.line();
        loop {
            let (rest, ended) = (self.source.rest(), self.source.ended());
            if rest.is_empty() && ended {
                return Ok(None);
            }
            let line_end = rest.find('\n');
            let Some(first) = rest.get(..line_end.unwrap_or(rest.len())) else {
                return Ok(None);
            };
            if line_end.is_none() && !ended {
                if rest.len() > RECORD_MAX_BYTES {
                    return Err(self.too_long());
                }
                self.source.more()?;
                continue;
            }
            let first_bytes = line_end.map_or(rest.len(), |end| end + 1);
            if first.len() > RECORD_MAX_BYTES {
                return Err(self.too_long());
            }
            let mut row = RawRow::new(line, columns, first.len());
            if !self.quote.is_some_and(|quote| first.contains(quote)) {
                split(
                    first.strip_suffix('\r').unwrap_or(first),
                    &self.delimiter,
                    &mut row,
                );
                self.source.consume(first_bytes, u64::from(line_end.is_some()));
                refuse_nul(&mut row);
                return Ok(Some(row));
            }
            let quote = self.quote.unwrap_or('"');
            let cut = match unquote(rest, &self.delimiter, quote, ended, &mut row) {
                Cut::Open if rest.len() > RECORD_MAX_BYTES => Cut::Bad("the quote is not closed"),
                cut => cut,
            };
            let (length, line_ends) = match cut {
                Cut::Open => {
                    self.source.more()?;
                    continue;
                }
                Cut::Whole(length) => {
                    let ends = rest
                        .as_bytes()
                        .iter()
                        .take(length)
                        .filter(|byte| **byte == b'\n')
                        .count();
                    (length, u64::try_from(ends).unwrap_or(0))
                }
                // only the line at fault is lost: reading goes on with the next one
                Cut::Bad(reason) => {
                    row.reset_to(first.strip_suffix('\r').unwrap_or(first));
                    row.break_with("", "", "quote", reason.to_owned());
                    (first_bytes, u64::from(line_end.is_some()))
                }
            };
            self.source.consume(length, line_ends);
            refuse_nul(&mut row);
            return Ok(Some(row));
        }
    }
}

/// What stands at the place of a total.
fn total(row: &RawRow, place: Place) -> String {
    match place {
        Place::Field(number) => row.get(number - 1).trim().to_owned(),
        Place::Span(_) => String::new(),
    }
}

/// A NUL is no text, and the database could not keep it.
fn refuse_nul(row: &mut RawRow) {
    if row.text().as_bytes().contains(&0) {
        row.break_with("", "", "nul", "a NUL byte in the row".to_owned());
    }
}

/// Cuts a record without quotes.
fn split(record: &str, delimiter: &str, row: &mut RawRow) {
    row.push_str(record);
    let mut start = 0;
    if let [single] = delimiter.as_bytes() {
        for (at, byte) in record.bytes().enumerate() {
            if byte == *single {
                row.push_span(start, at);
                start = at + 1;
            }
        }
    } else {
        for (at, _) in record.match_indices(delimiter) {
            row.push_span(start, at);
            start = at + delimiter.len();
        }
    }
    row.push_span(start, record.len());
}

/// Cuts the record a text begins with, where quotes may hold delimiters and line ends.
fn unquote(text: &str, delimiter: &str, quote: char, ended: bool, row: &mut RawRow) -> Cut {
    row.reset();
    let mut at = 0;
    loop {
        let start = row.text_len();
        let mut rest = text.get(at..).unwrap_or("");
        if let Some(inside) = rest.strip_prefix(quote) {
            rest = inside;
            loop {
                let Some(end) = rest.find(quote) else {
                    return if ended {
                        Cut::Bad("the quote is not closed")
                    } else {
                        Cut::Open
                    };
                };
                row.push_str(rest.get(..end).unwrap_or(""));
                rest = rest.get(end + quote.len_utf8()..).unwrap_or("");
                match rest.strip_prefix(quote) {
                    Some(behind) => {
                        row.push_str(quote.encode_utf8(&mut [0; 4]));
                        rest = behind;
                    }
                    // the next piece may begin with the second of two quotes
                    None if rest.len() < delimiter.len().max(2) && !ended => return Cut::Open,
                    None => break,
                }
            }
        } else {
            let line_end = rest.find('\n');
            let record = rest.get(..line_end.unwrap_or(rest.len())).unwrap_or("");
            if line_end.is_none() && !ended {
                return Cut::Open;
            }
            let end = record
                .find(delimiter)
                .unwrap_or_else(|| record.strip_suffix('\r').unwrap_or(record).len());
            row.push_str(record.get(..end).unwrap_or(""));
            rest = rest.get(end..).unwrap_or("");
        }
        row.push_span(start, row.text_len());
        if let Some(behind) = rest.strip_prefix(delimiter) {
            at = text.len() - behind.len();
            continue;
        }
        let behind = rest.strip_prefix('\r').unwrap_or(rest);
        return match behind.strip_prefix('\n') {
            Some(next) => Cut::Whole(text.len() - next.len()),
            None if behind.is_empty() && ended => Cut::Whole(text.len()),
            None => Cut::Bad("text behind a closing quote"),
        };
    }
}
