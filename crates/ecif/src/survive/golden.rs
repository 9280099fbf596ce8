//! The golden values of a party and why each one stands there.

use base::{Date, RecordId};
use feed::{PartyKind, Verification};
use minicbor::{Decode, Encode};
use serde::Serialize;
use standards::document::DocumentType;

use crate::model::AttributeId;

/// What set the winner apart from the best of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Encode, Decode)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Reason {
    /// No other value was a candidate.
    #[n(0)]
    Only,
    /// The others come from records that their source no longer has.
    #[n(1)]
    StillThere,
    /// Better checked (S1 1).
    #[n(2)]
    Verification,
    /// The source comes first for this attribute (S1 2).
    #[n(3)]
    Source,
    /// Newer (S1 3).
    #[n(4)]
    ValueDate,
    /// Fuller (S1 4).
    #[n(5)]
    Completeness,
    /// All else equal: the record's id (S1 5).
    #[n(6)]
    RecordId,
}

/// A record that gave something to a golden record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Encode, Decode)]
pub struct GoldenRecord {
    /// The record.
    #[cbor(n(0), with = "crate::model::encoding::record_id")]
    pub id: RecordId,
    /// Its source.
    #[n(1)]
    pub source: String,
}

/// A surviving value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Encode, Decode)]
pub struct GoldenValue {
    /// Which attribute.
    #[serde(rename = "a")]
    #[n(0)]
    pub attribute: AttributeId,
    /// The value.
    #[serde(rename = "v")]
    #[n(1)]
    pub value: String,
    /// The record that gave it, by its place in [`Golden::records`].
    #[serde(rename = "r")]
    #[n(2)]
    pub from: usize,
    /// Its value date.
    #[serde(rename = "s")]
    #[cbor(n(3), with = "crate::model::encoding::date")]
    pub since: Date,
    /// How far it was checked.
    #[serde(rename = "l", serialize_with = "crate::model::words::verification")]
    #[cbor(n(4), with = "crate::model::encoding::verification")]
    pub verification: Verification,
    /// Why it stands here, or at this rank among several.
    #[serde(rename = "why")]
    #[n(5)]
    pub reason: Reason,
}

/// A surviving identification; a party keeps all of them (X-38).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Encode, Decode)]
pub struct GoldenIdentification {
    /// The kind.
    #[serde(rename = "t", serialize_with = "crate::model::words::document")]
    #[cbor(n(0), with = "crate::model::encoding::document")]
    pub document: DocumentType,
    /// The number as the winning source keeps it.
    #[serde(rename = "n")]
    #[n(1)]
    pub number: String,
    /// Whether it passes its rule.
    #[serde(rename = "ok")]
    #[cbor(n(8), with = "crate::model::encoding::usually_true", has_nil)]
    pub valid: bool,
    /// Who issued it.
    #[serde(rename = "by", skip_serializing_if = "Option::is_none")]
    #[n(7)]
    pub issuer: Option<String>,
    /// Valid from.
    #[serde(rename = "from", skip_serializing_if = "Option::is_none")]
    #[cbor(n(5), with = "crate::model::encoding::optional_date", has_nil)]
    pub issued_on: Option<Date>,
    /// Valid until.
    #[serde(rename = "to", skip_serializing_if = "Option::is_none")]
    #[cbor(n(6), with = "crate::model::encoding::optional_date", has_nil)]
    pub expires_on: Option<Date>,
    /// The record that gave it, by its place in [`Golden::records`].
    #[serde(rename = "r")]
    #[n(2)]
    pub from: usize,
    /// Its value date.
    #[serde(rename = "s")]
    #[cbor(n(3), with = "crate::model::encoding::date")]
    pub since: Date,
    /// How far it was checked.
    #[serde(rename = "l", serialize_with = "crate::model::words::verification")]
    #[cbor(n(4), with = "crate::model::encoding::verification")]
    pub verification: Verification,
}

/// The golden record: derived, and the same bytes whenever it is derived again from the same records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Encode, Decode)]
pub struct Golden {
    /// The kind of customer.
    #[serde(serialize_with = "crate::model::words::kind")]
    #[cbor(n(0), with = "crate::model::encoding::kind")]
    pub kind: PartyKind,
    /// The records that gave something, in order of their ids.
    #[n(1)]
    pub records: Vec<GoldenRecord>,
    /// Documents and codes, the primary one first.
    #[serde(rename = "ids")]
    #[n(2)]
    pub identifications: Vec<GoldenIdentification>,
    /// Values in the catalogue's order; of an attribute that holds many, the best first.
    #[n(3)]
    pub values: Vec<GoldenValue>,
    /// The day on which a document expires and the party is due to be derived again.
    #[serde(rename = "due", skip_serializing_if = "Option::is_none")]
    #[cbor(n(4), with = "crate::model::encoding::optional_date", has_nil)]
    pub due_on: Option<Date>,
}

impl Golden {
    /// The record that gave a value or an identification.
    #[must_use]
    pub fn giver(&self, from: usize) -> Option<&GoldenRecord> {
        self.records.get(from)
    }

    /// The customer's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.value("name").map_or("", |value| value.value.as_str())
    }

    /// The best value of an attribute.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&GoldenValue> {
        self.values
            .iter()
            .find(|value| value.attribute.get().name == name)
    }
}
