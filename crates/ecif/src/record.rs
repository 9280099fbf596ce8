//! Source records: what each system said, for which day.
//!
//! A record is one customer (or agreement, holder, relation) of one source. Each thing the source says of it is a
//! version, placed by the source's business date and sequence, never by the order in which files happen to arrive.

mod content;
mod identity;
mod key;
mod order;
mod standardise;
mod timeline;
mod verbatim;

pub use content::{Content, Finding, Origin};
pub use identity::{IdentitySpan, identity_of};
pub use key::{Key, KeyKind, record_id};
pub use order::Order;
pub use standardise::{Context, Said, standardise};
pub use timeline::{Observation, collapse, fold, follow};
pub use verbatim::Verbatim;
