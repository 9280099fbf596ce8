//! Who a record has been, by business date.

use base::Date;
use feed::PartyKind;
use minicbor::{Decode, Encode};
use standards::document::DocumentType;

use super::{Key, KeyKind};
use crate::model::PartyFacts;

/// A stretch of business dates over which a record carried the same keys and the same name.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct IdentitySpan {
    /// The first day.
    #[cbor(n(0), with = "crate::model::encoding::date")]
    pub from: Date,
    /// The day on which it ended, itself included (the record changed on it); none while it lasts.
    #[cbor(n(3), with = "crate::model::encoding::optional_date", has_nil)]
    pub until: Option<Date>,
    /// The match key of the name.
    #[n(2)]
    pub name_key: Option<String>,
    /// The keys, sorted.
    #[n(1)]
    pub keys: Vec<Key>,
}

/// The keys a record carries by what it states.
///
/// A unified code also carries the organisation code inside it (ORG-02), so that a record with only the old code
/// can be recognised. An organisation's name is a key too, for similarity (MC3).
#[must_use]
pub fn identity_of(facts: &PartyFacts) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::with_capacity(facts.identifications.len() + 1);
    for identification in &facts.identifications {
        let Some(value) = &identification.key else {
            continue;
        };
        keys.push(Key {
            kind: KeyKind::Document(identification.document),
            value: value.clone(),
        });
        if identification.document == DocumentType::CreditCode
            && let Some(inside) = standards::org_code::from_credit_code(value)
        {
            keys.push(Key {
                kind: KeyKind::Document(DocumentType::OrgCode),
                value: inside,
            });
        }
    }
    if facts.kind != PartyKind::Individual
        && let Some(name) = &facts.name_key
    {
        keys.push(Key {
            kind: KeyKind::Name,
            value: name.clone(),
        });
    }
    if let Some(number) = facts.customer_number {
        keys.push(Key {
            kind: KeyKind::CustomerNumber,
            value: number.to_string(),
        });
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
