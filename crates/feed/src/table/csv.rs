//! CSV by columns. At most one buffer is held, and no record may be longer than [`RECORD_MAX_BYTES`]: a quote that
//! is never closed is found there, not at the end of the file.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Stretch, TableError, Texts};
use crate::read::RECORD_MAX_BYTES;

const BUFFER_BYTES: usize = 4 * RECORD_MAX_BYTES;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(super) struct CsvTable {
    from: Box<dyn Read + Send>,
    path: PathBuf,
    buffer: Vec<u8>,
    place: usize,
    is_at_end: bool,
    delimiter: u8,
    width: usize,
    line: u64,
    /// Bytes and fields of each column in the last stretch.
    room: Vec<(usize, usize)>,
}

impl std::fmt::Debug for CsvTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CsvTable")
            .field("path", &self.path)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

/// What a record came to: the bytes it took and its fields; or why it is none.
enum Taken {
    Record { bytes: usize, fields: usize, lines: u64 },
    OpenQuote { line: u64, column: u64 },
    TooLong,
    AfterQuote { line: u64, column: u64 },
}

impl CsvTable {
    pub(super) fn open(from: Box<dyn Read + Send>, path: &Path) -> Result<(Vec<String>, Self), TableError> {
        let mut table = Self {
            from,
            path: path.to_owned(),
            buffer: Vec::new(),
            place: 0,
            is_at_end: false,
            delimiter: b',',
            width: 0,
            line: 1,
            room: Vec::new(),
        };
        table.fill()?;
        if table.buffer.starts_with(&[0xEF, 0xBB, 0xBF]) {
            table.place = 3;
        }
        let start = table.rest();
        if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
            return Err(table.wrong(1, "this is UTF-16; save it as UTF-8"));
        }
        if start.is_empty() {
            return Err(table.wrong(1, "the file is empty: a header line is wanted"));
        }
        let first_line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let count = |delimiter: u8| first_line.iter().filter(|&&byte| byte == delimiter).count();
        // The most frequent; a comma, where nothing tells them apart.
        let most = DELIMITERS.map(|delimiter| (count(delimiter), delimiter));
        table.delimiter = most.iter().rev().max().map_or(
            b',',
            |&(times, delimiter)| if times == 0 { b',' } else { delimiter },
        );
        let mut header = Vec::new();
        let fields = table.take_record(|_, field| header.push(field.to_vec()))?;
        table.width = fields;
        let mut names = Vec::with_capacity(fields);
        for (place, name) in header.into_iter().enumerate() {
            match String::from_utf8(name) {
                Ok(name) => names.push(name.trim().to_owned()),
                Err(_) => {
                    return Err(TableError::at(path, 1, place as u64 + 1, NOT_UTF8));
                }
            }
        }
        Ok((names, table))
    }

    pub(super) fn next(&mut self, wanted: &[bool]) -> Result<Option<Stretch>, TableError> {
        self.fill()?;
        if self.rest().is_empty() {
            return Ok(None);
        }
        let first_line = self.line;
        // As much room as the stretch before took: growing step by step would copy all of it twice.
        self.room.resize(self.width, (0, 0));
        let mut bytes: Vec<Vec<u8>> = self.room.iter().map(|room| Vec::with_capacity(room.0)).collect();
        let mut ends: Vec<Vec<u32>> = self.room.iter().map(|room| Vec::with_capacity(room.1)).collect();
        let mut lines: Vec<u64> = Vec::new();
        let mut rows = 0;
        while !self.rest().is_empty() && (self.is_at_end || self.rest().len() > RECORD_MAX_BYTES) {
            if let Some(blank) = blank_line(self.rest()) {
                self.place += blank;
                self.line += 1;
                continue;
            }
            let line = self.line;
            let fields = self.take_record(|place, field| {
                if wanted.get(place).copied().unwrap_or(false)
                    && let (Some(bytes), Some(ends)) = (bytes.get_mut(place), ends.get_mut(place))
                {
                    bytes.extend_from_slice(field);
                    ends.push(bytes.len() as u32);
                }
            })?;
            if fields != self.width {
                let problem = format!(
                    "{fields} fields, where the header has {}; a field that holds the delimiter must stand in quotes",
                    self.width
                );
                let column = fields.min(self.width) as u64 + u64::from(fields < self.width);
                return Err(TableError::at(&self.path, line, column, &problem));
            }
            lines.push(line);
            rows += 1;
        }
        let taken = bytes
            .iter()
            .zip(&ends)
            .map(|(bytes, ends)| (bytes.len(), ends.len()));
        // A little more than last time.
        self.room = taken
            .map(|(bytes, ends)| (bytes + bytes / 16, ends + ends / 16))
            .collect();
        let mut columns = Vec::with_capacity(self.width);
        for (place, (bytes, ends)) in bytes.into_iter().zip(ends).enumerate() {
            let text = String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to() as u32;
                let row = ends.partition_point(|&end| end <= at);
                let line = lines.get(row).copied().unwrap_or(first_line);
                TableError::at(&self.path, line, place as u64 + 1, NOT_UTF8)
            })?;
            columns.push(if ends.iter().any(|&end| !text.is_char_boundary(end as usize)) {
                // Two halves of a character in neighbouring fields make a whole one in the joined text.
                return Err(TableError::at(&self.path, first_line, place as u64 + 1, NOT_UTF8));
            } else {
                Texts { text, ends }
            });
        }
        Ok(Some(Stretch { rows, columns }))
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.place..).unwrap_or_default()
    }

    fn wrong(&self, column: u64, problem: &str) -> TableError {
        TableError::at(&self.path, self.line, column, problem)
    }

    /// Keeps what is not read yet and reads on, until a whole record is sure to be there.
    fn fill(&mut self) -> Result<(), TableError> {
        if self.is_at_end || self.rest().len() > RECORD_MAX_BYTES {
            return Ok(());
        }
        self.buffer.drain(..self.place);
        self.place = 0;
        let room = BUFFER_BYTES - self.buffer.len();
        let read = (&mut self.from)
            .take(room as u64)
            .read_to_end(&mut self.buffer)
            .map_err(|cause| TableError::io(&self.path, cause))?;
        self.is_at_end = read < room;
        Ok(())
    }

    fn take_record(&mut self, each: impl FnMut(usize, &[u8])) -> Result<usize, TableError> {
        match record(
            self.buffer.get(self.place..).unwrap_or_default(),
            self.delimiter,
            self.line,
            each,
        ) {
            Taken::Record { bytes, fields, lines } => {
                self.place += bytes;
                self.line += lines;
                Ok(fields)
            }
            Taken::OpenQuote { line, column } => Err(TableError::at(
                &self.path,
                line,
                column,
                "a quote opens here and is not closed",
            )),
            Taken::AfterQuote { line, column } => Err(TableError::at(
                &self.path,
                line,
                column,
                "text follows a closing quote; a quote inside a quoted field is written twice",
            )),
            Taken::TooLong => Err(self.wrong(
                1,
                &format!("a record longer than {RECORD_MAX_BYTES} bytes: a line end is missing"),
            )),
        }
    }
}

const NOT_UTF8: &str = "these bytes are not UTF-8; save the file as UTF-8";

/// The length of a line that holds nothing.
fn blank_line(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        _ => None,
    }
}

/// Takes one record apart. Outer blanks of an unquoted field are no part of it.
fn record(rest: &[u8], delimiter: u8, first_line: u64, mut each: impl FnMut(usize, &[u8])) -> Taken {
    let rest = rest.get(..RECORD_MAX_BYTES + 1).unwrap_or(rest);
    let is_cut = rest.len() > RECORD_MAX_BYTES;
    let (mut place, mut fields, mut lines) = (0, 0, 0);
    let mut unescaped = Vec::new();
    loop {
        while matches!(rest.get(place), Some(b' ')) {
            place += 1;
        }
        if rest.get(place) == Some(&b'"') {
            let (line, column) = (first_line + lines, fields as u64 + 1);
            place += 1;
            let start = place;
            unescaped.clear();
            let mut copied = start;
            let end = loop {
                match rest.get(place) {
                    None => return Taken::OpenQuote { line, column },
                    Some(b'"') if rest.get(place + 1) == Some(&b'"') => {
                        unescaped.extend_from_slice(rest.get(copied..=place).unwrap_or_default());
                        place += 2;
                        copied = place;
                    }
                    Some(b'"') => break place,
                    Some(&byte) => {
                        lines += u64::from(byte == b'\n');
                        place += 1;
                    }
                }
            };
            let tail = rest.get(copied..end).unwrap_or_default();
            if copied == start {
                each(fields, tail);
            } else {
                unescaped.extend_from_slice(tail);
                each(fields, &unescaped);
            }
            place = end + 1;
            while matches!(rest.get(place), Some(b' ')) {
                place += 1;
            }
            match rest.get(place) {
                None | Some(b'\n' | b'\r') => {}
                Some(&byte) if byte == delimiter => {}
                Some(_) => return Taken::AfterQuote { line, column },
            }
        } else {
            let start = place;
            place += field_end(rest.get(place..).unwrap_or_default(), delimiter);
            let field = rest.get(start..place).unwrap_or_default();
            each(fields, field.trim_ascii_end());
        }
        fields += 1;
        match rest.get(place) {
            Some(&byte) if byte == delimiter => place += 1,
            Some(b'\r') if rest.get(place + 1) == Some(&b'\n') => {
                return done(place + 2, fields, lines);
            }
            Some(_) => return done(place + 1, fields, lines),
            None if is_cut => return Taken::TooLong,
            None => return done(place, fields, lines),
        }
    }
}

/// Where an unquoted field ends: at a delimiter, a line end, or the end. Eight bytes are looked at together.
fn field_end(rest: &[u8], delimiter: u8) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const TOPS: u64 = u64::from_ne_bytes([0x80; 8]);
    // A zero byte, and none before the first one, has its top bit set.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & TOPS;
    let (words, tail) = rest.as_chunks::<8>();
    for (place, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = zeros(word ^ (ONES * u64::from(delimiter))) | zeros(word ^ (ONES * u64::from(b'\n')));
        if found != 0 {
            return place * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let is_end = |byte: &u8| *byte == delimiter || *byte == b'\n';
    rest.len() - tail.len() + tail.iter().position(is_end).unwrap_or(tail.len())
}

fn done(bytes: usize, fields: usize, lines: u64) -> Taken {
    Taken::Record {
        bytes,
        fields,
        lines: lines + 1,
    }
}
