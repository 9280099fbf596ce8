//! A feed: one kind of file of a source, read into what it takes to read its files and map its rows.

mod agreement;
mod map;
mod party;

use std::path::Path;
use std::sync::Arc;

use base::Date;

use crate::control::Control;
use crate::convert::DateFormat;
use crate::format::{Encoding, Format};
use crate::mapping::NamePattern;
use crate::pick::Pick;
use crate::row::Columns;
use crate::{About, FeedError, RawRow, Reader, ValueType};

/// One kind of file of a source.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Its name in the mapping.
    pub name: String,
    /// What its rows are about.
    pub about: About,
    /// The part of the record it brings, when several feeds make one record (about = party only).
    pub part: Option<String>,
    /// Whether a file holds everything or what changed.
    pub mode: Mode,
    /// How rows meet what is there (E-24).
    pub strategy: Strategy,
    /// The share of rejected rows, 0..1, over which the whole load is refused.
    pub reject_limit: f64,
    pub(crate) names: Vec<NamePattern>,
    pub(crate) format: Format,
    pub(crate) control: Control,
    pub(crate) attributes: Vec<Attribute>,
    /// The columns the mapping uses, in the order of its slots.
    pub(crate) columns: Vec<String>,
    pub(crate) plan: Plan,
}

/// Whether a file holds everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Every record there is: one that is missing was deleted in the source (flagged, never deleted here).
    Full,
    /// Records that changed.
    Delta,
}

/// How rows meet what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// What is not in the file is no longer current.
    Replace,
    /// Only keys never seen are taken.
    Insert,
    /// New keys are added, changed ones become new versions.
    Merge,
}

/// An attribute a feed fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in the caller's catalogue.
    pub name: String,
    /// Its type there.
    pub value_type: ValueType,
}

/// What is done with each row.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) key: Vec<Pick>,
    pub(crate) sequence: Option<Pick>,
    pub(crate) changed_at: Option<(Pick, DateFormat)>,
    pub(crate) delete: Option<(Pick, Vec<String>)>,
    pub(crate) unit: Option<Pick>,
    pub(crate) customer_number: Option<Pick>,
    pub(crate) verification: Pick,
    pub(crate) content: ContentPlan,
}

#[derive(Debug, Clone)]
pub(crate) enum ContentPlan {
    Party {
        kind: Pick,
        identifications: Vec<IdentificationPlan>,
        values: Vec<ValuePlan>,
    },
    Account(Box<AccountPlan>),
    Holder {
        account: Vec<Pick>,
        holder: Box<HolderPlan>,
    },
    Relation {
        kind: Pick,
        /// From whom, to whom.
        ends: Box<[EndPlan; 2]>,
        values: Vec<ValuePlan>,
    },
    /// Declared only to be refused.
    Transaction,
}

#[derive(Debug, Clone)]
pub(crate) struct ValuePlan {
    pub(crate) attribute: u16,
    pub(crate) value_type: ValueType,
    pub(crate) pick: Pick,
    pub(crate) verification: Option<Pick>,
}

#[derive(Debug, Clone)]
pub(crate) struct IdentificationPlan {
    pub(crate) doc_type: Pick,
    pub(crate) number: Pick,
    pub(crate) issuer: Option<Pick>,
    pub(crate) issued_on: Option<Pick>,
    pub(crate) expires_on: Option<Pick>,
    pub(crate) verification: Option<Pick>,
    pub(crate) primary: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct AccountPlan {
    pub(crate) product: Option<Pick>,
    pub(crate) holders: Vec<HolderPlan>,
    pub(crate) links: Vec<LinkPlan>,
    pub(crate) values: Vec<ValuePlan>,
    pub(crate) balance: Option<BalancePlan>,
}

#[derive(Debug, Clone)]
pub(crate) struct HolderPlan {
    /// Whose key it is, where it is not the row's own source.
    pub(crate) source: Option<Pick>,
    pub(crate) who: WhoPlan,
    pub(crate) role: Option<Pick>,
    pub(crate) share: Option<Pick>,
    /// No key, no holder, and nothing said: a second holder's column is often empty.
    pub(crate) optional: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum WhoPlan {
    Customer(Vec<Pick>),
    /// A key that is whole already: its parts stand joined in one column.
    Whole(Pick),
    Account {
        key: Vec<Pick>,
        only_role: Option<String>,
    },
    Holder(Vec<Pick>),
}

#[derive(Debug, Clone)]
pub(crate) struct LinkPlan {
    pub(crate) source: Option<String>,
    pub(crate) key: Vec<Pick>,
    pub(crate) to_holder: bool,
    pub(crate) kind: String,
}

#[derive(Debug, Clone)]
pub(crate) struct BalancePlan {
    pub(crate) amount: Pick,
    pub(crate) currency: Option<Pick>,
    pub(crate) date: Option<Pick>,
    /// `book` where nothing is said.
    pub(crate) kind: Option<Pick>,
}

#[derive(Debug, Clone)]
pub(crate) struct EndPlan {
    /// Whose key it is, where it is not the row's own source.
    pub(crate) source: Option<Pick>,
    pub(crate) key: EndKey,
}

#[derive(Debug, Clone)]
pub(crate) enum EndKey {
    Parts(Vec<Pick>),
    /// A key that is whole already: its parts stand joined in one column.
    Whole(Pick),
}

impl Feed {
    /// The attributes the feed fills, in the mapping's order; a [`crate::MappedValue`] names one by its place here.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The columns the mapping uses.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The names of the files it takes, as the mapping writes them.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(NamePattern::text)
    }

    /// Whether the source gives an order within a business date.
    #[must_use]
    pub fn has_sequence(&self) -> bool {
        self.plan.sequence.is_some()
    }

    /// Whether its files come with totals to check.
    #[must_use]
    pub fn has_control_totals(&self) -> bool {
        !self.control.is_empty()
    }

    /// The same feed for a sample, which has no totals file beside it, and the sample's bytes as a file of the feed
    /// has them.
    #[must_use]
    pub fn for_sample(&self, sample: &str) -> (Self, Vec<u8>) {
        let mut feed = self.clone();
        feed.control.file = None;
        let encoding = match &feed.format {
            Format::Delimited(format) => format.encoding,
            Format::Fixed(format) => format.encoding,
            _ => Encoding::Utf8,
        };
        (feed, encoding.encode(sample))
    }

    /// Opens a file of this feed, or a mended rejects file of it (known by its header). `business_date` is the day
    /// the load is for, where the caller or the file's name knows it; the file's own totals are held against it.
    ///
    /// # Errors
    /// [`FeedError`]: the file cannot be read, is of another format, lacks columns the mapping uses, is too large
    /// for its format, or brings transactions.
    pub fn open(&self, path: &Path, business_date: Option<Date>) -> Result<Reader, FeedError> {
        if self.about == About::Transaction {
            return Err(FeedError::Transactions {
                feed: self.name.clone(),
            });
        }
        Reader::open(self, path, business_date)
    }

    /// A row of this feed made from single values, for a message or a row kept from an earlier load; columns that
    /// are not given are empty.
    pub fn row<'a>(&self, line: u64, values: impl IntoIterator<Item = (&'a str, &'a str)>) -> RawRow {
        let (names, fields): (Vec<_>, Vec<_>) = values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .unzip();
        // a column that is not given points behind the last field, which reads as empty
        let place = |column: &String| {
            names
                .iter()
                .position(|name| name == column)
                .unwrap_or(names.len())
        };
        let slots = self
            .columns
            .iter()
            .map(|column| u16::try_from(place(column)).unwrap_or(u16::MAX))
            .collect();
        let columns = Arc::new(Columns { names, slots });
        let mut row = RawRow::new(line, &columns, fields.iter().map(|field| field.len()).sum());
        fields.iter().for_each(|field| row.push_field(field));
        row
    }
}

#[cfg(test)]
mod tests;
