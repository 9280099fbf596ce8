//! The golden values of a party and why each one stands there.

use base::{Date, RecordId};
use feed::{PartyKind, Verification};
use serde::{Deserialize, Serialize};
use standards::document::DocumentType;

use crate::model::AttributeId;

/// What set the winner apart from the best of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No other value was a candidate.
    Only,
    /// The others come from records that their source no longer has.
    StillThere,
    /// Better checked (S1 1).
    Verification,
    /// The source comes first for this attribute (S1 2).
    Source,
    /// Newer (S1 3).
    ValueDate,
    /// Fuller (S1 4).
    Completeness,
    /// All else equal: the record's id (S1 5).
    RecordId,
}

/// A record that gave something to a golden record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GoldenRecord {
    /// The record.
    pub id: RecordId,
    /// Its source.
    pub source: String,
}

/// A surviving value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldenValue {
    /// Which attribute.
    #[serde(rename = "a")]
    pub attribute: AttributeId,
    /// The value.
    #[serde(rename = "v")]
    pub value: String,
    /// The record that gave it, by its place in [`Golden::records`].
    #[serde(rename = "r")]
    pub from: usize,
    /// Its value date.
    #[serde(rename = "s")]
    pub since: Date,
    /// How far it was checked.
    #[serde(rename = "l", with = "crate::model::words::verification")]
    pub verification: Verification,
    /// Why it stands here, or at this rank among several.
    #[serde(rename = "why")]
    pub reason: Reason,
}

/// A surviving identification; a party keeps all of them (X-38).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldenIdentification {
    /// The kind.
    #[serde(rename = "t", with = "crate::model::words::document")]
    pub document: DocumentType,
    /// The number as the winning source keeps it.
    #[serde(rename = "n")]
    pub number: String,
    /// Whether it passes its rule.
    #[serde(rename = "ok")]
    pub valid: bool,
    /// Who issued it.
    #[serde(rename = "by", default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Valid from.
    #[serde(rename = "from", default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Date>,
    /// Valid until.
    #[serde(rename = "to", default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// The record that gave it, by its place in [`Golden::records`].
    #[serde(rename = "r")]
    pub from: usize,
    /// Its value date.
    #[serde(rename = "s")]
    pub since: Date,
    /// How far it was checked.
    #[serde(rename = "l", with = "crate::model::words::verification")]
    pub verification: Verification,
}

/// The golden record: derived, and the same bytes whenever it is derived again from the same records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Golden {
    /// The kind of customer.
    #[serde(with = "crate::model::words::kind")]
    pub kind: PartyKind,
    /// The records that gave something, in order of their ids.
    pub records: Vec<GoldenRecord>,
    /// Documents and codes, the primary one first.
    #[serde(rename = "ids")]
    pub identifications: Vec<GoldenIdentification>,
    /// Values in the catalogue's order; of an attribute that holds many, the best first.
    pub values: Vec<GoldenValue>,
    /// The day on which a document expires and the party is due to be derived again.
    #[serde(rename = "due", default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
}

impl Golden {
    /// The record that gave a value or an identification.
    #[must_use]
    pub fn giver(&self, from: usize) -> Option<&GoldenRecord> {
        self.records.get(from)
    }

    /// The best value of an attribute.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&GoldenValue> {
        self.values
            .iter()
            .find(|value| value.attribute.get().name == name)
    }
}
