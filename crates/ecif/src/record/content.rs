//! What is kept, sealed, of one version.

use base::Date;
use serde::{Deserialize, Serialize};

use super::IdentitySpan;
use crate::model::Statement;

/// A breach of a quality rule (DQ-…) that did not keep the row out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule, as `DQ-15`.
    pub rule: String,
    /// The attribute or column it concerns.
    pub field: String,
}

/// Where a version came from, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The source's own key.
    pub key: String,
    /// The fields of the row exactly as decoded, in the order of the feed's columns.
    pub row: Vec<String>,
    /// The mapping's version that read it.
    pub mapping: i32,
}

/// One version of a record. Sealed as a whole wherever it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What it states, in normal form.
    pub statement: Statement,
    /// The source marked the record as deleted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// The day of the source's own change time, where it is mapped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_on: Option<Date>,
    /// The unit of the bank that keeps the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Quality findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The row itself.
    pub origin: Origin,
    /// Who the record has been, by business date: derived by [`super::follow`], so that identity can be judged
    /// over the record's history without reading it. Empty for anything but a party.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identity: Vec<IdentitySpan>,
}
