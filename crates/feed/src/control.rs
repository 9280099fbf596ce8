//! Control totals: what a file says of itself, against what was read.

mod check;
mod totals_file;

use crate::convert::DateFormat;
use crate::format::Span;
use crate::pick::Pick;

pub(crate) use check::{Claims, Counted, compare};
pub(crate) use totals_file::read as read_totals_file;

/// The totals a feed's files come with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Control {
    pub(crate) header: Option<TotalsRecord>,
    pub(crate) trailer: Option<TotalsRecord>,
    pub(crate) file: Option<TotalsFile>,
}

/// A record of the file itself that carries totals.
#[derive(Debug, Clone)]
pub(crate) struct TotalsRecord {
    pub(crate) starts_with: String,
    pub(crate) rows: Option<Place>,
    pub(crate) checksum: Option<Place>,
    pub(crate) business_date: Option<Place>,
    pub(crate) checksum_of: ChecksumOf,
    pub(crate) date_format: DateFormat,
}

/// Where in the record a total stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The field of this number, 1-based.
    Field(usize),
    Span(Span),
}

/// A file beside the file, with its totals.
#[derive(Debug, Clone)]
pub(crate) struct TotalsFile {
    /// Its name; `{name}` is the data file's, `{stem}` the same without its last ending.
    pub(crate) name: String,
    pub(crate) form: TotalsForm,
    pub(crate) checksum_of: ChecksumOf,
    pub(crate) date_format: DateFormat,
}

#[derive(Debug, Clone)]
pub(crate) enum TotalsForm {
    /// Lines `key=value`; the names of the keys.
    KeyValue {
        rows: Option<String>,
        checksum: Option<String>,
        business_date: Option<String>,
    },
    /// One line of fields; their numbers, 1-based.
    Delimited {
        delimiter: String,
        rows: Option<usize>,
        checksum: Option<usize>,
        business_date: Option<usize>,
    },
}

/// What a checksum is taken of.
#[derive(Debug, Clone)]
pub(crate) enum ChecksumOf {
    /// SHA-256 of all the file's bytes.
    File,
    /// SHA-256 of the bytes between the header record and the trailer.
    Body,
    /// The sum of a column over all rows.
    Sum(Box<Pick>),
}

impl Control {
    pub(crate) fn is_empty(&self) -> bool {
        self.header.is_none() && self.trailer.is_none() && self.file.is_none()
    }

    fn checksums(&self) -> impl Iterator<Item = &ChecksumOf> {
        let records = self
            .header
            .iter()
            .chain(&self.trailer)
            .filter(|record| record.checksum.is_some());
        records
            .map(|record| &record.checksum_of)
            .chain(self.file.iter().map(|file| &file.checksum_of))
    }

    /// The column to add up while reading, if a total asks for one.
    pub(crate) fn sum(&self) -> Option<&Pick> {
        self.checksums().find_map(|of| match of {
            ChecksumOf::Sum(pick) => Some(&**pick),
            _ => None,
        })
    }

    /// Whether all totals that ask for a sum ask for the same one.
    pub(crate) fn sums_agree(&self) -> bool {
        let mut labels = self.checksums().filter_map(|of| match of {
            ChecksumOf::Sum(pick) => Some(&pick.label),
            _ => None,
        });
        let first = labels.next();
        labels.all(|label| Some(label) == first)
    }

    /// Whether a total asks for the digest of the body, which takes a second look at the file.
    pub(crate) fn wants_body(&self) -> bool {
        self.checksums().any(|of| matches!(of, ChecksumOf::Body))
    }
}
