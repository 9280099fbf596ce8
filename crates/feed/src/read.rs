//! Reading a file into rows: streaming, with bounded memory whatever the file's size (xlsx excepted, whose library
//! reads it whole: over a stated size it is refused).

mod bytes;
mod dbf;
mod delimited;
mod fixed;
pub(crate) mod parquet;
mod text;
mod xlsx;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Date;
use rust_decimal::Decimal;

use crate::control::{self, Claims, Control, Counted};
use crate::convert;
use crate::feed::Feed;
use crate::format::{Delimited, Encoding, Format, Header};
use crate::pick::{Pick, Said};
use crate::row::Columns;
use crate::{ControlError, FeedError, RawRow, rejects};

/// A longer record than any bank sends: past it a missing line end or quote is at fault, not the data.
pub(crate) const RECORD_MAX_BYTES: usize = 1 << 20;

/// A file being read.
#[derive(Debug)]
pub struct Reader {
    body: Body,
    columns: Arc<Columns>,
    path: PathBuf,
    control: Control,
    claims: Vec<Claims>,
    business_date: Option<Date>,
    rows: u64,
    sum: Option<Sum>,
    /// A mended rejects file: it has no totals.
    is_rejects: bool,
}

/// What a file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Data rows, those that could not be read included; header, trailer and empty lines not.
    pub rows: u64,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The business date, from the caller or from the file's totals.
    pub business_date: Option<Date>,
}

#[derive(Debug)]
enum Body {
    Delimited(Box<delimited::DelimitedRows>),
    Fixed(Box<fixed::FixedRows>),
    Xlsx(xlsx::XlsxRows),
    Parquet(Box<parquet::ParquetRows>),
    Dbf(Box<dbf::DbfRows>),
}

/// The running sum of a column, for a total that asks for it.
#[derive(Debug)]
struct Sum {
    pick: Pick,
    /// None: past what a decimal holds.
    total: Option<Decimal>,
}

/// A row source's opening: the columns of the file, and totals in its header record.
struct Opened {
    body: Body,
    columns: Arc<Columns>,
    claims: Option<Claims>,
}

impl Reader {
    pub(crate) fn open(feed: &Feed, path: &Path, business_date: Option<Date>) -> Result<Self, FeedError> {
        let is_rejects = rejects::is_rejects_file(path)?;
        let control = if is_rejects {
            Control::default()
        } else {
            feed.control.clone()
        };
        let opened = if is_rejects {
            let format = Delimited {
                encoding: Encoding::Utf8,
                delimiter: ",".to_owned(),
                quote: Some('"'),
                header: Header::InFile,
            };
            delimited::open(feed, &format, path, &control, rejects::COLUMNS.len())?
        } else {
            match &feed.format {
                Format::Delimited(format) => delimited::open(feed, format, path, &control, 0)?,
                Format::Fixed(format) => fixed::open(feed, format, path, &control)?,
                Format::Xlsx(format) => xlsx::open(feed, format, path)?,
                Format::Parquet => parquet::open(feed, path)?,
                Format::Dbf { encoding } => dbf::open(feed, *encoding, path)?,
            }
        };
        let mut claims: Vec<Claims> = opened.claims.into_iter().collect();
        if let Some(file) = &control.file {
            claims.push(control::read_totals_file(file, path)?);
        }
        let sum = control.sum().map(|pick| Sum {
            pick: pick.clone(),
            total: Some(Decimal::ZERO),
        });
        let mut reader = Self {
            body: opened.body,
            columns: opened.columns,
            path: path.to_owned(),
            control,
            claims: Vec::new(),
            business_date,
            rows: 0,
            sum,
            is_rejects,
        };
        claims.into_iter().try_for_each(|claims| reader.claim(claims))?;
        Ok(reader)
    }

    /// The columns of the file in its own order.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns.names
    }

    /// The business date as far as it is known by now: a trailer tells it at the end only.
    #[must_use]
    pub fn business_date(&self) -> Option<Date> {
        self.business_date
    }

    /// Whether this is a mended rejects file.
    #[must_use]
    pub fn is_rejects_file(&self) -> bool {
        self.is_rejects
    }

    /// The next rows, at most `max_rows` (at least one is read); none at the end of the file.
    ///
    /// # Errors
    /// [`FeedError`]: the file cannot be read on, or is not what the mapping says. Nothing of it may be kept then.
    pub fn next_batch(&mut self, max_rows: usize) -> Result<Option<Vec<RawRow>>, FeedError> {
        let mut batch = Vec::with_capacity(max_rows.clamp(1, 8192));
        while batch.len() < max_rows.max(1) {
            match self.next_row()? {
                Some(row) => batch.push(row),
                None => break,
            }
        }
        Ok((!batch.is_empty()).then_some(batch))
    }

    fn next_row(&mut self) -> Result<Option<RawRow>, FeedError> {
        let row = match &mut self.body {
            Body::Delimited(rows) => rows.next(&self.columns)?,
            Body::Fixed(rows) => rows.next(&self.columns)?,
            Body::Xlsx(rows) => rows.next(),
            Body::Parquet(rows) => rows.next(&self.columns)?,
            Body::Dbf(rows) => rows.next(&self.columns)?,
        };
        if let Some(row) = &row {
            self.rows += 1;
            if let Some(sum) = &mut self.sum {
                sum.add(row);
            }
        }
        Ok(row)
    }

    /// Bytes of the file read so far, for a progress bar.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        match &self.body {
            Body::Delimited(rows) => rows.bytes_read(),
            Body::Fixed(rows) => rows.bytes_read(),
            Body::Xlsx(rows) => rows.bytes_read(),
            Body::Parquet(rows) => rows.bytes_read(),
            Body::Dbf(rows) => rows.bytes_read(),
        }
    }

    /// The file's size in bytes.
    #[must_use]
    pub fn total_bytes(&self) -> u64 {
        match &self.body {
            Body::Delimited(rows) => rows.total_bytes(),
            Body::Fixed(rows) => rows.total_bytes(),
            Body::Xlsx(rows) => rows.total_bytes(),
            Body::Parquet(rows) => rows.total_bytes(),
            Body::Dbf(rows) => rows.total_bytes(),
        }
    }

    /// Reads to the end if that has not been done, and holds the file against the totals it came with.
    ///
    /// # Errors
    /// [`FeedError::Control`] with both figures when they do not add up.
    pub fn finish(mut self) -> Result<Totals, FeedError> {
        while self.next_row()?.is_some() {}
        let trailer = match &mut self.body {
            Body::Delimited(rows) => rows.take_trailer(),
            Body::Fixed(rows) => rows.take_trailer(),
            _ => None,
        };
        match (trailer, &self.control.trailer) {
            (Some(claims), _) => self.claim(claims)?,
            (None, Some(trailer)) => {
                return Err(ControlError::TrailerMissing {
                    starts_with: trailer.starts_with.clone(),
                }
                .into());
            }
            (None, None) => {}
        }
        let sha256 = match &mut self.body {
            Body::Delimited(rows) => rows.sha256(),
            Body::Fixed(rows) => rows.sha256(),
            Body::Dbf(rows) => rows.sha256()?,
            Body::Xlsx(_) | Body::Parquet(_) => bytes::sha256_of(&self.path)?,
        };
        let body_sha256 = if self.control.wants_body() {
            let (header, trailer) = (self.control.header.is_some(), self.control.trailer.is_some());
            let encoding = match &self.body {
                Body::Delimited(rows) => rows.encoding(),
                Body::Fixed(rows) => rows.encoding(),
                _ => Encoding::Utf8,
            };
            Some(bytes::sha256_of_body(&self.path, header, trailer, encoding)?)
        } else {
            None
        };
        let sum = self.sum.as_ref().map(|sum| sum.total);
        let counted = Counted {
            rows: self.rows,
            sha256: &sha256,
            body_sha256: body_sha256.as_deref(),
            sum,
        };
        self.claims
            .iter()
            .try_for_each(|claims| control::compare(claims, &counted))?;
        Ok(Totals {
            rows: self.rows,
            sha256,
            business_date: self.business_date,
        })
    }

    /// Takes totals in; their business date must be the load's.
    fn claim(&mut self, claims: Claims) -> Result<(), FeedError> {
        match (claims.business_date, self.business_date) {
            (Some(said), Some(wanted)) if said != wanted => {
                return Err(ControlError::OtherDay {
                    place: claims.place,
                    said,
                    wanted,
                }
                .into());
            }
            (Some(said), _) => self.business_date = Some(said),
            (None, _) => {}
        }
        self.claims.push(claims);
        Ok(())
    }
}

impl Sum {
    /// A row whose amount cannot be read adds nothing: then the totals differ, and the load is refused by that.
    fn add(&mut self, row: &RawRow) {
        let mut aside = Said::new(row.line);
        let amount = self
            .pick
            .resolve(row, &mut aside)
            .and_then(|value| convert::decimal(value.trim()).ok());
        if let Some(amount) = amount {
            self.total = self.total.and_then(|total| total.checked_add(amount));
        }
    }
}

/// Finds the columns the mapping uses among those of the file.
pub(crate) fn columns(feed: &Feed, names: Vec<String>) -> Result<Arc<Columns>, FeedError> {
    let mut slots = Vec::with_capacity(feed.columns.len());
    let mut missing = Vec::new();
    for column in &feed.columns {
        let mut places = names
            .iter()
            .enumerate()
            .filter(|(_, name)| *name == column)
            .map(|(at, _)| at);
        match (places.next().and_then(|at| u16::try_from(at).ok()), places.next()) {
            (Some(at), None) => slots.push(at),
            (Some(_), Some(_)) => {
                return Err(FeedError::DoubleColumn {
                    column: column.clone(),
                });
            }
            (None, _) => missing.push(column.clone()),
        }
    }
    if missing.is_empty() {
        return Ok(Arc::new(Columns { names, slots }));
    }
    let hint = if names.is_empty() {
        " (the file is empty)"
    } else if names.iter().any(|name| name.contains('\0')) {
        " (this looks like UTF-16; check `encoding`)"
    } else if names.len() == 1 {
        " (only one: check `delimiter`)"
    } else {
        ""
    };
    Err(FeedError::MissingColumns {
        missing,
        found: names,
        hint,
    })
}
