//! How well records were joined, by counting pairs without ever listing them.

use std::collections::HashMap;
use std::hash::Hash;

use standards::document::{self, DocumentType};
use standards::{company, name};

use crate::truth::{Kind, TruthRow};

/// Pairwise accuracy of a grouping against the truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pairwise {
    /// Of the pairs joined, the share that belongs together; 1 when nothing was joined.
    pub precision: f64,
    /// Of the pairs that belong together, the share joined; 1 when none do.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Pairs that belong together.
    pub true_pairs: u64,
    /// Pairs that were joined.
    pub joined_pairs: u64,
    /// Pairs that were joined and belong together.
    pub right_pairs: u64,
}

/// How many of the pairs the rules can join were joined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleRecall {
    /// `joined / joinable`; 1 when nothing can be joined.
    pub recall: f64,
    /// Pairs the rules join by what the rows say.
    pub joinable: u64,
    /// Those of them that were joined.
    pub joined: u64,
}

fn pairs_of(sizes: impl Iterator<Item = u64>) -> u64 {
    sizes.map(|size| size * (size - 1) / 2).sum()
}

fn counts<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> HashMap<K, u64> {
    let mut counts = HashMap::new();
    keys.for_each(|key| *counts.entry(key).or_insert(0) += 1);
    counts
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// Compares two groupings of the same records, given as (true group, predicted group) of each record.
pub fn pairwise<T: Hash + Eq + Copy, P: Hash + Eq + Copy>(records: &[(T, P)]) -> Pairwise {
    let true_pairs = pairs_of(counts(records.iter().map(|record| record.0)).into_values());
    let joined_pairs = pairs_of(counts(records.iter().map(|record| record.1)).into_values());
    let right_pairs = pairs_of(counts(records.iter().copied()).into_values());
    let (precision, recall) = (share(right_pairs, joined_pairs), share(right_pairs, true_pairs));
    let f1 = if precision + recall > 0.0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    };
    Pairwise {
        precision,
        recall,
        f1,
        true_pairs,
        joined_pairs,
        right_pairs,
    }
}

/// The share of the pairs that RULE 1-9 and MC1, MC2, MC5 join by what the rows say which `predicted` joins.
///
/// `predicted` is the group of each row, in the order of `rows`.
pub fn rule_recall<P: Hash + Eq + Copy>(rows: &[TruthRow], predicted: &[P]) -> RuleRecall {
    let groups = rule_groups(rows);
    let compared = pairwise(
        &groups
            .into_iter()
            .zip(predicted.iter().copied())
            .collect::<Vec<_>>(),
    );
    RuleRecall {
        recall: compared.recall,
        joinable: compared.true_pairs,
        joined: compared.right_pairs,
    }
}

/// What makes two rows one customer when it is equal: the rule's kind of key, the number and the name's match key.
type RuleKey = (Joint, String, String);

/// A kind of key two rows can share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Joint {
    Person(DocumentType),
    /// MC1, MC5: the document's own number.
    Organisation(DocumentType),
    /// MC2: the organisation code, alone or inside a unified code.
    Code,
    Registration,
}

/// The rules by plain grouping: rows with a key in common are one group, and so on along the keys. Written apart
/// from the engine's rules, to be compared with them. The group is the number of its first row.
#[must_use]
pub fn rule_groups(rows: &[TruthRow]) -> Vec<usize> {
    let mut groups = Groups::new(rows.len());
    let mut first_with: HashMap<RuleKey, usize> = HashMap::new();
    // MC2 speaks of rows without a unified code: two rows that both have one are never joined by the code inside.
    let mut codes: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        for key in keys(row) {
            if key.0 == Joint::Code {
                codes.entry((key.1, key.2)).or_default().push(place);
            } else {
                let first = *first_with.entry(key).or_insert(place);
                groups.join(first, place);
            }
        }
    }
    for places in codes.into_values() {
        let lacking = places.iter().find(|place| !has_unified_code(&rows[**place]));
        if let Some(without) = lacking {
            places.iter().for_each(|place| groups.join(*without, *place));
        }
    }
    (0..rows.len()).map(|place| groups.find(place)).collect()
}

fn has_unified_code(row: &TruthRow) -> bool {
    row.documents
        .iter()
        .any(|(kind, _)| *kind == DocumentType::CreditCode)
}

fn keys(row: &TruthRow) -> Vec<RuleKey> {
    let name = match row.kind {
        Kind::Individual => name::match_key(&row.name),
        _ => company::match_key(&row.name),
    };
    if name.is_empty() {
        return Vec::new();
    }
    let documents = row
        .documents
        .iter()
        .filter(|(kind, _)| *kind != DocumentType::Other);
    documents
        .filter_map(|(kind, number)| Some((*kind, document::match_key(*kind, number)?)))
        .flat_map(|(kind, number)| {
            let key = |joint, number| Some((joint, number, name.clone()));
            let (own, inner) = match (row.kind, kind) {
                (Kind::Individual, _) => (key(Joint::Person(kind), number), None),
                (_, DocumentType::OrgCode) => (None, key(Joint::Code, number)),
                (_, DocumentType::CreditCode) => {
                    let inside = standards::org_code::from_credit_code(&number);
                    (
                        key(Joint::Organisation(kind), number),
                        inside.and_then(|code| key(Joint::Code, code)),
                    )
                }
                (_, DocumentType::BusinessRegistration) => (key(Joint::Registration, number), None),
                (Kind::FinancialInstitution, DocumentType::Bic | DocumentType::Lei | DocumentType::Cnaps) => {
                    (key(Joint::Organisation(kind), number), None)
                }
                _ => (None, None),
            };
            own.into_iter().chain(inner)
        })
        .collect()
}

/// Disjoint sets of places.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn new(size: usize) -> Self {
        Self {
            parents: (0..size).collect(),
        }
    }

    fn find(&mut self, mut place: usize) -> usize {
        while self.parents[place] != place {
            self.parents[place] = self.parents[self.parents[place]];
            place = self.parents[place];
        }
        place
    }

    /// Joins two groups; the lower number stays the group's.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.parents[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: Kind, name: &str, documents: &[(DocumentType, &str)]) -> TruthRow {
        TruthRow {
            source: "core".into(),
            feed: "customer".into(),
            key: String::new(),
            entity: String::new(),
            kind,
            household: String::new(),
            planned_reject: false,
            name: name.into(),
            documents: documents
                .iter()
                .map(|(kind, number)| (*kind, (*number).into()))
                .collect(),
        }
    }

    #[test]
    fn pairs_are_counted() {
        let records = [(1, 'a'), (1, 'a'), (1, 'b'), (2, 'b'), (3, 'c')];
        let found = pairwise(&records);
        assert_eq!(
            (found.true_pairs, found.joined_pairs, found.right_pairs),
            (3, 2, 1)
        );
        assert_eq!((found.precision, found.recall), (0.5, 1.0 / 3.0));
        assert_eq!(pairwise::<u8, u8>(&[]).f1, 1.0);
    }

    #[test]
    fn the_published_examples() {
        use DocumentType::{CreditCode, OrgCode, Other, ResidentId};
        let person = |name, kind, number| row(Kind::Individual, name, &[(kind, number)]);
        let company = |name, kind, number| row(Kind::Organisation, name, &[(kind, number)]);
        let check = |one: TruthRow, other: TruthRow, joined: bool| {
            let groups = rule_groups(&[one.clone(), other.clone()]);
            assert_eq!(groups[0] == groups[1], joined, "{one:?} {other:?}");
        };
        let number = "11010519491231002X";
        check(
            person("张三", ResidentId, number),
            person("张三", ResidentId, number),
            true,
        );
        check(
            person("张三", ResidentId, number),
            person("张三丰", ResidentId, number),
            false,
        );
        check(
            person("张三", ResidentId, "110105491231002"),
            person("張 三", ResidentId, number),
            true,
        );
        check(
            person("张三", ResidentId, "1101051949123100X"),
            person("张三", ResidentId, number),
            false,
        );
        check(
            person("张三", Other, "12345"),
            person("张三", Other, "12345"),
            false,
        );
        check(
            person("张三", Other, number),
            person("张三", ResidentId, number),
            false,
        );
        let code = "91350100M000100Y43";
        check(
            company("甲有限公司", CreditCode, code),
            company("甲 有限公司", OrgCode, "M000100Y-4"),
            true,
        );
        check(
            company("甲有限公司", CreditCode, code),
            company("乙有限公司", CreditCode, code),
            false,
        );
    }

    #[test]
    fn what_the_rules_can_join_is_measured() {
        let rows: Vec<TruthRow> = ["张三", "张三", "李四"]
            .map(|name| {
                row(
                    Kind::Individual,
                    name,
                    &[(DocumentType::ResidentId, "11010519491231002X")],
                )
            })
            .into();
        assert_eq!(rule_recall(&rows, &[1, 1, 2]).recall, 1.0);
        assert_eq!(rule_recall(&rows, &[1, 2, 2]).joined, 0);
        assert_eq!(rule_recall(&rows, &[1, 2, 2]).joinable, 1);
    }
}
