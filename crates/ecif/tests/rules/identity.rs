//! Who is the same customer.

use std::collections::BTreeSet;

use base::{Date, RecordId};
use ecif::record::{IdentitySpan, Key, KeyKind};
use ecif::resolve::{Judgement, RuleSet, Standing, judge};
use feed::PartyKind::{self, FinancialInstitution, Individual, Organisation};
use proptest::prelude::*;
use standards::document::DocumentType;
use uuid::Uuid;

const fn day(day: i8) -> Date {
    Date::constant(2026, 3, day)
}

fn key(word: &str, value: &str) -> Key {
    Key {
        kind: KeyKind::find(word).expect(word),
        value: value.to_owned(),
    }
}

/// A record by what it has been: from which day, under which name, with which keys.
fn standing(place: u8, kind: PartyKind, history: &History<'_>) -> Standing {
    let spans = history
        .iter()
        .enumerate()
        .map(|(index, (from, name, keys))| {
            let mut keys: Vec<Key> = keys.iter().map(|(word, value)| key(word, value)).collect();
            if kind != Individual && !name.is_empty() {
                keys.push(key("name", name));
            }
            keys.sort_unstable();
            IdentitySpan {
                from: day(*from),
                until: history.get(index + 1).map(|next| day(next.0)),
                name_key: Some((*name).to_owned()).filter(|name| !name.is_empty()),
                keys,
            }
        })
        .collect();
    Standing {
        record: RecordId(Uuid::from_bytes([place; 16])),
        kind,
        spans,
        number: None,
    }
}

fn rules() -> RuleSet {
    RuleSet::parse(RuleSet::DEFAULT).expect("the default")
}

fn judged(standings: &[Standing]) -> Judgement {
    judge(&rules(), standings, Date::MAX)
}

/// The groups as sets of record ids, and the similar pairs with their rules.
fn told(standings: &[Standing], judgement: &Judgement) -> (BTreeSet<BTreeSet<RecordId>>, BTreeSet<String>) {
    let id = |at: usize| standings[at].record;
    let groups = judgement
        .groups
        .iter()
        .map(|group| group.iter().map(|at| id(*at)).collect())
        .collect();
    let similar = judgement.similar.iter().map(|pair| {
        let (one, other) = (id(pair.one), id(pair.other));
        format!("{} {} {}", one.min(other), one.max(other), pair.rule)
    });
    (groups, similar.collect())
}

/// From which day, under which name, with which keys.
type Span<'a> = (i8, &'a str, &'a [(&'a str, &'a str)]);
type History<'a> = [Span<'a>];
type Told<'a> = (PartyKind, &'a History<'a>);

/// Two records: the rule that joins them, if one does, and the rules that call them similar.
fn check(one: Told<'_>, other: Told<'_>, joined: Option<&str>, similar: &[&str]) {
    let standings = [standing(1, one.0, one.1), standing(2, other.0, other.1)];
    for order in [[0, 1], [1, 0]] {
        let standings = order.map(|at| standings[at].clone());
        let judgement = judged(&standings);
        assert_eq!(
            judgement.groups.len(),
            if joined.is_some() { 1 } else { 2 },
            "{one:?} {other:?}"
        );
        assert_eq!(
            judgement.joins.get(&0).map(|join| join.rule.as_str()),
            joined,
            "{one:?} {other:?}"
        );
        let rules: Vec<&str> = judgement.similar.iter().map(|pair| pair.rule.as_str()).collect();
        assert_eq!(rules, similar, "{one:?} {other:?}");
    }
}

const ID: (&str, &str) = ("resident_id", "11010519491231002X");
const OTHER: (&str, &str) = ("resident_id", "440524188001010014");

#[test]
fn persons_join_by_type_number_and_name() {
    check(
        (Individual, &[(1, "张三", &[ID])]),
        (Individual, &[(1, "张三", &[ID])]),
        Some("M1"),
        &[],
    );
    check(
        (Individual, &[(1, "张三", &[ID])]),
        (Individual, &[(1, "张三丰", &[ID])]),
        None,
        &["M2"],
    );
    check(
        (Individual, &[(1, "张三", &[ID])]),
        (Individual, &[(1, "张三", &[OTHER])]),
        None,
        &[],
    );
    check(
        (Individual, &[(1, "", &[ID])]),
        (Individual, &[(1, "", &[ID])]),
        None,
        &[],
    );
    // RULE 8 looks at the identification, not at the person.
    let with_other = [("other", "1"), ID];
    check(
        (Individual, &[(1, "张三", &[("other", "1")])]),
        (Individual, &[(1, "张三", &[("other", "1")])]),
        None,
        &[],
    );
    check(
        (Individual, &[(1, "张三", &with_other)]),
        (Individual, &[(1, "张三", &with_other)]),
        Some("M1"),
        &[],
    );
    // Kinds do not mix.
    check(
        (Individual, &[(1, "张三", &[ID])]),
        (Organisation, &[(1, "张三", &[ID])]),
        None,
        &[],
    );
}

#[test]
fn no_rule_set_may_name_other() {
    let text = RuleSet::DEFAULT.replacen("\"resident_id\"", "\"other\"", 1);
    assert!(
        RuleSet::parse(&text)
            .expect_err("RULE 8")
            .to_string()
            .contains("RULE 8")
    );
    assert!(
        rules()
            .rules
            .iter()
            .all(|rule| !rule.keys.contains(&KeyKind::Document(DocumentType::Other)))
    );
}

#[test]
fn a_join_is_judged_over_histories() {
    // A later change of name keeps the join; who comes after it is only similar to the renamed one.
    let renamed: Told<'_> = (Individual, &[(1, "张三", &[ID]), (5, "李四", &[ID])]);
    check(renamed, (Individual, &[(1, "张三", &[ID])]), Some("M1"), &["M2"]);
    check(renamed, (Individual, &[(6, "张三", &[ID])]), None, &["M2"]);
    check(renamed, (Individual, &[(6, "李四", &[ID])]), Some("M1"), &[]);
    // Spans hold the day of the change itself: whoever came that day met the old name and the new one.
    check(renamed, (Individual, &[(5, "张三", &[ID])]), Some("M1"), &["M2"]);
    check(renamed, (Individual, &[(5, "李四", &[ID])]), Some("M1"), &[]);
    // A later change of number ends it, and coming back begins anew.
    let gone: Told<'_> = (Individual, &[(1, "张三", &[ID]), (5, "张三", &[OTHER])]);
    check(gone, (Individual, &[(1, "张三", &[ID])]), None, &[]);
    let back: Told<'_> = (
        Individual,
        &[(1, "张三", &[ID]), (5, "李四", &[OTHER]), (9, "李四", &[ID])],
    );
    check(back, (Individual, &[(1, "张三", &[ID])]), None, &["M2"]);
    check(
        back,
        (Individual, &[(1, "张三", &[ID]), (9, "李四", &[ID])]),
        Some("M1"),
        &[],
    );
    // RULE 9: a correction joins.
    check(
        (Individual, &[(1, "张三", &[ID]), (4, "李四", &[ID])]),
        (Individual, &[(2, "李四", &[ID])]),
        Some("M1"),
        &[],
    );
}

#[test]
fn a_join_that_outlived_a_name_says_so() {
    let standings = [
        standing(1, Individual, &[(1, "张三", &[ID]), (5, "李四", &[ID])]),
        standing(2, Individual, &[(1, "张三", &[ID])]),
    ];
    assert!(judged(&standings).joins[&0].renamed);
    assert!(
        judge(&rules(), &standings, day(4))
            .joins
            .values()
            .all(|join| !join.renamed),
        "as of the day before"
    );
}

const CODE: (&str, &str) = ("credit_code", "91350100M000100Y43");
const CODE_2: (&str, &str) = ("credit_code", "91110000600037341L");
const INSIDE: (&str, &str) = ("org_code", "M000100Y4");

#[test]
fn companies_join_by_code_and_name() {
    let full: &[(&str, &str)] = &[CODE, INSIDE];
    check(
        (Organisation, &[(1, "甲", full)]),
        (Organisation, &[(1, "甲", full)]),
        Some("MC1"),
        &["MC3"],
    );
    check(
        (Organisation, &[(1, "甲", full)]),
        (Organisation, &[(1, "乙", full)]),
        None,
        &["MC1-name", "MC2-name"],
    );
    check(
        (Organisation, &[(1, "甲", full)]),
        (Organisation, &[(1, "甲", &[INSIDE])]),
        Some("MC2"),
        &["MC3"],
    );
    check(
        (Organisation, &[(1, "甲", &[INSIDE])]),
        (Organisation, &[(1, "甲", &[INSIDE])]),
        Some("MC2"),
        &["MC3"],
    );
    // Two unified codes that differ are two, whatever organisation code both hold.
    check(
        (Organisation, &[(1, "甲", full)]),
        (Organisation, &[(1, "甲", &[CODE_2, INSIDE])]),
        None,
        &["MC3"],
    );
    check(
        (Organisation, &[(1, "甲", &[CODE])]),
        (Organisation, &[(1, "甲", &[CODE_2])]),
        None,
        &["MC3"],
    );
    // MC5: only institutions by LEI, and by name too.
    let lei: &[(&str, &str)] = &[("lei", "5493001KJTIIGC8Y1R12")];
    check(
        (FinancialInstitution, &[(1, "甲", lei)]),
        (FinancialInstitution, &[(1, "甲", lei)]),
        Some("MC5"),
        &["MC3"],
    );
    check(
        (Organisation, &[(1, "甲", lei)]),
        (Organisation, &[(1, "甲", lei)]),
        None,
        &["MC3"],
    );
    check(
        (FinancialInstitution, &[(1, "甲", lei)]),
        (FinancialInstitution, &[(1, "乙", lei)]),
        None,
        &[],
    );
}

#[test]
fn a_row_that_names_a_number_joins_its_founder() {
    let mut founder = standing(1, Individual, &[(1, "张三", &[ID])]);
    founder.number = Some(100_000_000_017);
    let named = standing(
        2,
        Individual,
        &[(2, "李四", &[("customer_number", "100000000017")])],
    );
    let judgement = judged(&[founder, named]);
    assert_eq!(judgement.groups, [[0, 1]]);
    assert_eq!(judgement.joins[&1].rule, "N1");
}

#[test]
fn a_crowd_is_paired_with_its_first_records_only() {
    let many = u8::try_from(rules().crowd).unwrap() + 10;
    let name = |place: u8| format!("甲{place}");
    let standings: Vec<Standing> = (1..=many)
        .map(|place| standing(place, Individual, &[(1, &name(place), &[ID])]))
        .collect();
    let judgement = judged(&standings);
    let (n, k) = (usize::from(many), rules().crowd);
    assert_eq!(judgement.similar.len(), k * (k - 1) / 2 + k * (n - k));
    assert_eq!(judgement.crowds.len(), 1);
    assert_eq!(judgement.crowds[0].records.len(), n);
    let reversed: Vec<Standing> = standings.iter().rev().cloned().collect();
    assert_eq!(told(&standings, &judgement), told(&reversed, &judged(&reversed)));
    let (few, none) = (&standings[..rules().crowd], judged(&standings[..rules().crowd]));
    assert_eq!(none.similar.len(), few.len() * (few.len() - 1) / 2);
    assert!(none.crowds.is_empty());
}

/// Company or person; from which day, which name, which keys.
type Rolled = (bool, Vec<(i8, u8, Vec<u8>)>);

/// A record of a small world in which names and numbers meet often.
fn record() -> impl Strategy<Value = Rolled> {
    let span = (0_u8..3, proptest::collection::vec(0_u8..5, 0..3));
    (
        any::<bool>(),
        proptest::collection::vec(span, 1..4),
        proptest::collection::btree_set(1_i8..20, 4),
    )
        .prop_map(|(company, spans, days)| {
            let spans = days
                .into_iter()
                .zip(spans)
                .map(|(day, (name, keys))| (day, name, keys));
            (company, spans.collect())
        })
}

fn world(records: &[Rolled]) -> Vec<Standing> {
    const NAMES: [&str; 3] = ["甲", "乙", ""];
    const PERSONS: [(&str, &str); 5] = [
        ID,
        OTHER,
        ("passport_cn", "E10000001"),
        ("other", "1"),
        ("hk_id", "A1234563"),
    ];
    const COMPANIES: [(&str, &str); 5] = [CODE, CODE_2, INSIDE, ("business_registration", "1"), INSIDE];
    (1..)
        .zip(records)
        .map(|(place, (company, spans))| {
            let (kind, world) = if *company {
                (Organisation, COMPANIES)
            } else {
                (Individual, PERSONS)
            };
            let keys: Vec<Vec<(&str, &str)>> = spans
                .iter()
                .map(|(_, _, keys)| {
                    keys.iter()
                        .map(|at| world[usize::from(*at)])
                        .collect::<BTreeSet<_>>()
                })
                .map(|keys| keys.into_iter().collect())
                .collect();
            let history: Vec<Span<'_>> = spans
                .iter()
                .zip(&keys)
                .map(|((day, name, _), keys)| (*day, NAMES[usize::from(*name)], keys.as_slice()))
                .collect();
            standing(place, kind, &history)
        })
        .collect()
}

/// The rules read pair by pair, as plainly as they are written: does one of them join these two?
fn plainly_joined(one: &Standing, other: &Standing) -> bool {
    let now = |standing: &Standing| standing.spans.last().cloned();
    let (Some(here), Some(there)) = (now(one), now(other)) else {
        return false;
    };
    if one.kind != other.kind {
        return false;
    }
    here.keys
        .iter()
        .filter(|key| there.keys.contains(key))
        .any(|key| {
            let held = |standing: &Standing| -> Vec<IdentitySpan> {
                let unbroken = standing
                    .spans
                    .iter()
                    .rev()
                    .take_while(|span| span.keys.contains(key));
                unbroken.cloned().collect()
            };
            let end = |span: &IdentitySpan| span.until.unwrap_or(Date::MAX);
            let met = held(one).iter().any(|a| {
                held(other).iter().any(|b| {
                    a.name_key.is_some() && a.name_key == b.name_key && a.from <= end(b) && b.from <= end(a)
                })
            });
            let KeyKind::Document(document) = key.kind else {
                return false;
            };
            let lacks = |span: &IdentitySpan| {
                span.keys
                    .iter()
                    .all(|key| key.kind != KeyKind::Document(DocumentType::CreditCode))
            };
            met && match document {
                DocumentType::Other => false,
                DocumentType::OrgCode | DocumentType::BusinessRegistration => lacks(&here) || lacks(&there),
                _ => true,
            }
        })
}

proptest! {
    #[test]
    fn groups_are_what_the_rules_join_pair_by_pair(records in proptest::collection::vec(record(), 1..12)) {
        let standings = world(&records);
        let judgement = judged(&standings);
        // Flood from each record over plainly joined pairs.
        let mut group: Vec<usize> = (0..standings.len()).collect();
        for _ in 0..standings.len() {
            for one in 0..standings.len() {
                for other in 0..standings.len() {
                    if plainly_joined(&standings[one], &standings[other]) {
                        let low = group[one].min(group[other]);
                        (group[one], group[other]) = (low, low);
                    }
                }
            }
        }
        let plain: BTreeSet<BTreeSet<usize>> = (0..standings.len())
            .map(|at| (0..standings.len()).filter(|other| group[*other] == group[at]).collect())
            .collect();
        let told: BTreeSet<BTreeSet<usize>> =
            judgement.groups.iter().map(|group| group.iter().copied().collect()).collect();
        prop_assert_eq!(told, plain);
    }

    #[test]
    fn the_order_of_records_does_not_matter(
        (records, order) in proptest::collection::vec(record(), 1..12)
            .prop_flat_map(|records| {
                let order: Vec<usize> = (0..records.len()).collect();
                (Just(records), Just(order).prop_shuffle())
            })
    ) {
        let standings = world(&records);
        let shuffled: Vec<Standing> = order.iter().map(|at| standings[*at].clone()).collect();
        let (one, other) = (judged(&standings), judged(&shuffled));
        prop_assert_eq!(told(&standings, &one), told(&shuffled, &other));
        for (place, at) in order.iter().enumerate() {
            let reason = |judgement: &Judgement, at: usize| {
                judgement.joins.get(&at).map(|join| (join.rule.clone(), join.key))
            };
            prop_assert_eq!(reason(&one, *at), reason(&other, place), "the cause of a membership");
        }
    }
}
