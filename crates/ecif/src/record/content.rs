//! What is kept, sealed, of one version.

use base::Date;
use minicbor::{Decode, Encode};

use super::{IdentitySpan, Verbatim};
use crate::model::Statement;

/// The attribute of an agreement that names the unit which keeps it.
const BRANCH: &str = "branch";

/// A breach of a quality rule (DQ-…) that did not keep the row out.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Finding {
    /// The rule, as `DQ-15`.
    #[n(0)]
    pub rule: String,
    /// The attribute or column it concerns.
    #[n(1)]
    pub field: String,
}

/// Where a version came from, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Origin {
    /// The source's own key.
    #[n(0)]
    pub key: String,
    /// The fields of the row exactly as decoded, in the order of the feed's columns.
    #[n(1)]
    pub row: Verbatim,
    /// The mapping's version that read it.
    #[n(2)]
    pub mapping: i32,
}

/// One version of a record. Sealed as a whole wherever it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Content {
    /// What it states, in normal form.
    #[n(0)]
    pub statement: Statement,
    /// The source marked the record as deleted.
    #[n(1)]
    pub deleted: bool,
    /// The day of the source's own change time, where it is mapped.
    #[cbor(n(5), with = "crate::model::encoding::optional_date", has_nil)]
    pub changed_on: Option<Date>,
    /// The unit of the bank that keeps the record.
    #[n(6)]
    pub unit: Option<String>,
    /// Quality findings.
    #[n(2)]
    pub findings: Vec<Finding>,
    /// The row itself.
    #[n(3)]
    pub origin: Origin,
    /// Who the record has been, by business date: derived by [`super::follow`], so that identity can be judged
    /// over the record's history without reading it. Empty for anything but a party.
    #[n(4)]
    pub identity: Vec<IdentitySpan>,
}

impl Content {
    /// The unit that keeps what this speaks of: of an agreement its branch, else the unit that keeps the row.
    #[must_use]
    pub fn kept_by(&self) -> Option<&str> {
        let branch = match &self.statement {
            Statement::Account(account) => account
                .values
                .iter()
                .find(|fact| fact.attribute.get().name == BRANCH)
                .map(|fact| fact.value.as_str()),
            _ => None,
        };
        branch.or(self.unit.as_deref())
    }
}
