//! What the desk says of a tie between two customers, what keeps it from being said, and the row that says it: pure.

use std::collections::BTreeMap;

use base::Date;
use rust_decimal::Decimal;
use web::FieldError;

use super::SOURCE;
use super::agreement::{decimal, missing, value_fault};
use crate::model::{About, End, Statement};
use crate::record::Content;

/// A tie, read from `from` to `to`: one is the other's spouse, shareholder, legal representative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatedRelation {
    /// The kind, by the code table `relation`.
    pub(super) kind: String,
    /// Who it starts from: a source and its customer's key there.
    pub(super) from: (String, String),
    /// Who it leads to.
    pub(super) to: (String, String),
    /// Share, post, since, until, amount.
    pub(super) values: BTreeMap<String, String>,
}

impl StatedRelation {
    /// What a stored record says.
    pub(super) fn of(content: &Content) -> Option<Self> {
        let Statement::Relation(facts) = &content.statement else {
            return None;
        };
        let end = |end: &End| {
            let source = end.source.clone().unwrap_or_else(|| SOURCE.to_owned());
            (source, end.customer.clone())
        };
        let values = facts
            .values
            .iter()
            .map(|fact| (fact.attribute.get().name.to_owned(), fact.value.clone()));
        Some(Self {
            kind: facts.kind.clone(),
            from: end(&facts.from),
            to: end(&facts.to),
            values: values.collect(),
        })
    }

    /// What keeps it from being said: each item at its field. The kind is looked up beside this.
    pub(super) fn faults(&self) -> Vec<FieldError> {
        let mut faults = Vec::new();
        if self.kind.is_empty() {
            faults.push(missing("kind", "the kind"));
        }
        for (name, value) in &self.values {
            faults.extend(value_fault(About::Relation, name, value));
        }
        let share = self.values.get("share").and_then(|share| decimal(share));
        if share.is_some_and(|share| share < Decimal::ZERO || share > Decimal::ONE_HUNDRED) {
            let error = FieldError::new("values.share", "out-of-range", "a share is from 0 to 100 percent");
            faults.push(error.mend("percent, as 35.00"));
        }
        let day = |name: &str| self.values.get(name).and_then(|day| day.parse::<Date>().ok());
        if let (Some(since), Some(until)) = (day("since"), day("until"))
            && until < since
        {
            let error = FieldError::new("values.until", "out-of-range", "it ends before it begins");
            faults.push(error.mend(format!("a day from {since} on")));
        }
        faults
    }

    /// The row of the desk's feed; `ended` says that there is no such tie any more.
    pub(super) fn columns(&self, key: &str, sequence: i64, ended: bool) -> Vec<(String, String)> {
        let mut columns: Vec<(String, String)> = [
            ("key", key),
            ("kind", &self.kind),
            ("from_source", &self.from.0),
            ("from_key", &self.from.1),
            ("to_source", &self.to.0),
            ("to_key", &self.to.1),
            ("ended", if ended { "1" } else { "" }),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        columns.push(("sequence".to_owned(), sequence.to_string()));
        let values = self.values.iter();
        columns.extend(values.map(|(name, value)| (name.clone(), value.clone())));
        columns
    }
}

#[cfg(test)]
mod tests {
    use feed::Mapping;

    use super::*;
    use crate::model::Catalogue;

    fn owner() -> StatedRelation {
        let said = [("share", "35.00"), ("since", "2020-01-31"), ("post", "董事长")];
        StatedRelation {
            kind: "shareholder".to_owned(),
            from: ("core".to_owned(), "1|a".to_owned()),
            to: ("loan".to_owned(), "F7".to_owned()),
            values: said
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        }
    }

    /// Goal: whatever the catalogue keeps of a tie can be said at the desk, and an end is said by the same row.
    #[test]
    fn the_shipped_mapping_takes_a_tie_and_its_end() {
        let mapping = Mapping::parse(crate::online::MAPPING, &Catalogue).expect("a mapping");
        let feed = mapping.feed(crate::online::RELATIONS).expect("its feed");
        let mut stated = owner();
        stated.values.insert("until".to_owned(), "2026-01-31".to_owned());
        stated.values.insert("amount".to_owned(), "1200.50".to_owned());
        for ended in [false, true] {
            let columns = stated.columns("k", 1, ended);
            let said = columns
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let mapped = feed.map(&feed.row(1, said)).expect("a row");
            assert_eq!((mapped.deleted, mapped.findings.as_slice()), (ended, &[][..]));
            let feed::Content::Relation(relation) = mapped.content else {
                panic!("a tie");
            };
            let end = |end: &feed::End| (end.source.clone().unwrap_or_default(), end.customer_key.clone());
            assert_eq!(
                (end(&relation.from), end(&relation.to)),
                (stated.from.clone(), stated.to.clone())
            );
            assert_eq!(relation.kind, stated.kind);
            let said: BTreeMap<String, String> = relation
                .values
                .iter()
                .map(|one| {
                    (
                        feed.attributes()[usize::from(one.attribute)].name.clone(),
                        one.value.clone(),
                    )
                })
                .collect();
            assert_eq!(said, stated.values);
        }
    }

    #[test]
    fn each_fault_is_told_at_its_field() {
        let told = |name: &str, value: &str| {
            let mut stated = owner();
            stated.values.insert(name.to_owned(), value.to_owned());
            let faults = stated.faults().into_iter();
            faults.map(|one| (one.field, one.code)).collect::<Vec<_>>()
        };
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(owner().faults(), []);
        assert_eq!(told("share", "100.01"), one("values.share", "out-of-range"));
        assert_eq!(told("until", "2020-01-30"), one("values.until", "out-of-range"));
        assert_eq!(told("until", "tomorrow"), one("values.until", "malformed"));
        assert_eq!(told("beauty", "1"), one("values.beauty", "unknown"));
    }
}
