//! The rejects file: why each row was refused, and the row itself, ready to be mended and loaded again (N-14).

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::{FeedError, RawRow, Reject};

/// What the name of a rejects file ends in, behind the name of the file it came from: by that a mapping knows the
/// feed and the business date of it again.
pub const REJECTS_SUFFIX: &str = ".rejects.csv";

/// What stands before the row's own columns.
pub(crate) const COLUMNS: [&str; 6] = ["line", "field", "value", "rule", "reason", "existing"];

/// Spreadsheet programs take a CSV file without it for the system's old encoding.
const MARK: &str = "\u{feff}";

/// Writes a rejects file: CSV, UTF-8 with byte order mark.
#[derive(Debug)]
pub struct RejectWriter<W: Write> {
    out: W,
    line: String,
    rows: u64,
}

impl<W: Write> RejectWriter<W> {
    /// Begins the file; `columns` are those of the file the rows come from ([`crate::Reader::columns`]).
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(mut out: W, columns: &[String]) -> io::Result<Self> {
        let mut line = MARK.to_owned();
        let names = COLUMNS.iter().copied().chain(columns.iter().map(String::as_str));
        push_record(&mut line, names);
        out.write_all(line.as_bytes())?;
        Ok(Self { out, line, rows: 0 })
    }

    /// Writes one rejected row, once, with all that was said against it; `existing` is the customer number that the
    /// row would have met, if the caller knows one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, row: &RawRow, rejects: &[Reject], existing: Option<&str>) -> io::Result<()> {
        let all = |part: fn(&Reject) -> &str| rejects.iter().map(part).collect::<Vec<_>>().join("; ");
        let said = [
            row.line.to_string(),
            all(|reject| &reject.field),
            all(|reject| &reject.value),
            all(|reject| reject.rule),
            all(|reject| &reject.reason),
            existing.unwrap_or("").to_owned(),
        ];
        self.line.clear();
        push_record(
            &mut self.line,
            said.iter().map(String::as_str).chain(row.fields()),
        );
        self.rows += 1;
        self.out.write_all(self.line.as_bytes())
    }

    /// How many rows were written.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Flushes, and gives the writer back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

fn push_record<'a>(line: &mut String, fields: impl Iterator<Item = &'a str>) {
    for (at, field) in fields.enumerate() {
        if at > 0 {
            line.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            line.push('"');
            line.push_str(&field.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(field);
        }
    }
    line.push_str("\r\n");
}

/// Whether a file begins as a rejects file does.
pub(crate) fn is_rejects_file(path: &Path) -> Result<bool, FeedError> {
    let mut wanted = COLUMNS.join(",");
    wanted.push(',');
    let most = u64::try_from(wanted.len() + MARK.len()).unwrap_or(64);
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut start))
        .map_err(|cause| FeedError::Io {
            path: path.to_owned(),
            cause,
        })?;
    let start = start.strip_prefix(MARK.as_bytes()).unwrap_or(&start);
    Ok(start.starts_with(wanted.as_bytes()))
}
