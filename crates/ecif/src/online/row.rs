//! What the desk says of a customer, and the row that says it.

use std::collections::BTreeMap;

use base::Date;
use feed::PartyKind;
use standards::document::{self, DocumentType};

use crate::model::{ATTRIBUTES, About, Attribute, Holds};
use crate::record::{Content, Key, KeyKind};

/// Identifications of one record.
pub(super) const IDENTIFICATIONS_MAX: usize = 4;
/// Values of an attribute that holds many.
pub(super) const VALUES_MAX: usize = 3;

/// What the desk says of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The kind of customer.
    pub kind: PartyKind,
    /// The unit that keeps the record.
    pub unit: Option<String>,
    /// The customer number it belongs to, where there is one already.
    pub number: Option<String>,
    /// Documents and codes.
    pub identifications: Vec<StatedIdentification>,
    /// Values by attribute, best first.
    pub values: BTreeMap<&'static str, Vec<String>>,
}

/// A document or code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedIdentification {
    /// The kind.
    pub document: DocumentType,
    /// The number.
    pub number: String,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Valid from.
    pub issued_on: Option<Date>,
    /// Valid until.
    pub expires_on: Option<Date>,
}

impl StatedIdentification {
    /// What its carriers are found by; none when the number is no number of such a document.
    pub(super) fn exact_key(&self) -> Option<Key> {
        Some(Key {
            kind: KeyKind::Document(self.document),
            value: document::match_key(self.document, &self.number)?,
        })
    }
}

impl Stated {
    /// Nothing said yet.
    #[must_use]
    pub fn of_kind(kind: PartyKind) -> Self {
        Self {
            kind,
            unit: None,
            number: None,
            identifications: Vec::new(),
            values: BTreeMap::new(),
        }
    }

    /// What a stored record says.
    #[must_use]
    pub fn of(content: &Content) -> Option<Self> {
        let facts = content.statement.party()?;
        let mut values: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for fact in &facts.values {
            values
                .entry(fact.attribute.get().name)
                .or_default()
                .push(fact.value.clone());
        }
        let identifications = facts.identifications.iter().map(|one| StatedIdentification {
            document: one.document,
            number: one.number.clone(),
            issuer: one.issuer.clone(),
            issued_on: one.issued_on,
            expires_on: one.expires_on,
        });
        Some(Self {
            kind: facts.kind,
            unit: content.unit.clone(),
            number: facts.customer_number.map(|number| number.to_string()),
            identifications: identifications.collect(),
            values,
        })
    }

    /// Says one value more, or instead: of an attribute that holds many, `before` makes room and the new one comes
    /// first. No value takes back what the desk had said.
    pub fn say(&mut self, attribute: &'static Attribute, before: Option<&str>, value: Option<&str>) {
        let said = self.values.entry(attribute.name).or_default();
        match (attribute.holds, value) {
            (Holds::One, value) => {
                said.clear();
                said.extend(value.map(str::to_owned));
            }
            (Holds::Many, value) => {
                said.retain(|known| Some(known.as_str()) != before && Some(known.as_str()) != value);
                if let Some(value) = value {
                    said.insert(0, value.to_owned());
                    said.truncate(VALUES_MAX);
                }
            }
        }
    }

    /// The first value of an attribute.
    #[must_use]
    pub fn value(&self, attribute: &str) -> Option<&str> {
        self.values.get(attribute)?.first().map(String::as_str)
    }

    /// The row of the desk's feed; a column that is not there is empty.
    #[must_use]
    pub fn columns(&self, key: &str, sequence: i64) -> Vec<(String, String)> {
        let mut columns = vec![
            ("key".to_owned(), key.to_owned()),
            ("sequence".to_owned(), sequence.to_string()),
            ("kind".to_owned(), self.kind.word().to_owned()),
        ];
        let told = [("unit", &self.unit), ("customer_number", &self.number)];
        for (name, value) in told {
            columns.extend(value.iter().map(|value| (name.to_owned(), value.clone())));
        }
        for (at, one) in self.identifications.iter().take(IDENTIFICATIONS_MAX).enumerate() {
            let name = |what: &str| format!("id{}_{what}", at + 1);
            columns.push((name("type"), one.document.as_str().to_owned()));
            columns.push((name("number"), one.number.clone()));
            columns.extend(one.issuer.iter().map(|issuer| (name("issuer"), issuer.clone())));
            columns.extend(
                one.issued_on
                    .iter()
                    .map(|day| (name("issued_on"), day.to_string())),
            );
            columns.extend(
                one.expires_on
                    .iter()
                    .map(|day| (name("expires_on"), day.to_string())),
            );
        }
        for attribute in ATTRIBUTES
            .iter()
            .filter(|attribute| attribute.about == About::Party)
        {
            let values = self.values.get(attribute.name).into_iter().flatten();
            for (at, value) in values.take(VALUES_MAX).enumerate() {
                let column = if at == 0 {
                    attribute.name.to_owned()
                } else {
                    format!("{}_{}", attribute.name, at + 1)
                };
                columns.push((column, value.clone()));
            }
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use feed::Mapping;

    use super::*;
    use crate::model::Catalogue;

    /// Goal: whatever the catalogue keeps of a customer can be said at the desk, and comes out as it was said.
    #[test]
    fn the_shipped_mapping_takes_every_attribute() {
        let mapping = Mapping::parse(crate::online::MAPPING, &Catalogue).expect("a mapping");
        let feed = mapping.feed(crate::online::FEED).expect("its feed");
        for attribute in ATTRIBUTES
            .iter()
            .filter(|attribute| attribute.about == About::Party)
        {
            let value = match attribute.value_type {
                feed::ValueType::Date => "2020-02-29",
                feed::ValueType::Decimal | feed::ValueType::Integer => "7",
                _ => "甲",
            };
            let many = if attribute.holds == Holds::Many {
                VALUES_MAX
            } else {
                1
            };
            let mut stated = Stated::of_kind(PartyKind::Individual);
            stated.values.insert(attribute.name, vec![value.to_owned(); many]);
            let columns = stated.columns("k", 1);
            let row = feed.row(
                1,
                columns
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str())),
            );
            let mapped = feed.map(&row).expect("a row");
            let feed::Content::Party(party) = mapped.content else {
                panic!("a customer");
            };
            let name = |said: &feed::MappedValue| feed.attributes()[usize::from(said.attribute)].name.clone();
            let said = party.values.iter().filter(|said| name(said) == attribute.name);
            assert_eq!(said.count(), many, "{}", attribute.name);
        }
    }
}
