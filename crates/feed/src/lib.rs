//! A bank's files, read by a mapping: files in, rows in the platform's words out.
//!
//! A source system is described by one TOML file, its [`Mapping`]; each kind of file it delivers is a [`Feed`] of
//! it. [`Feed::open`] streams a file into [`RawRow`]s, [`Feed::map`] says what a row means. Nothing here knows a
//! database, the clock or the network; [`Feed::map`] is pure and may run on any number of threads.
//!
//! [`TableFile`] reads a file as it is, by columns and without a mapping.
//!
//! `docs/guide/mapping.md` is the reference of the mapping's format.

mod check;
mod control;
mod convert;
mod error;
mod feed;
mod format;
mod mapped;
mod mapping;
mod pick;
mod read;
mod rejects;
mod row;
mod table;

pub use check::{Language, check};
pub use error::{ControlError, FeedError, MappingError};
pub use feed::{Attribute, Feed, Mode, Strategy};
pub use mapped::{
    AccountRow, Balance, Content, End, Holder, HolderKey, HolderRow, Identification, Link, LinkEnd,
    MappedRow, MappedValue, PartyKind, PartyRow, RelationRow, Verification,
};
pub use mapping::{About, Catalogue, Mapping, Translations, ValueType};
pub use read::{Reader, Totals};
pub use rejects::{REJECTS_SUFFIX, RejectWriter};
pub use row::{Finding, RawRow, Reject};
pub use table::{Stretch, TableError, TableFile, Texts};
