//! Which value wins.

use base::{Date, RecordId};
use ecif::model::{About, AttributeId, Fact, Identification, PartyFacts};
use ecif::survive::{Golden, Policy, Reason, Voice, survive, trace};
use feed::{PartyKind, Verification};
use proptest::prelude::*;
use standards::document::DocumentType;
use uuid::Uuid;

const TODAY: Date = Date::constant(2026, 11, 20);

fn policy() -> Policy {
    Policy::parse(Policy::DEFAULT).expect("the default")
}

fn level(word: &str) -> Verification {
    Verification::parse(word).expect(word)
}

fn attribute(name: &str) -> AttributeId {
    AttributeId::find(About::Party, name).expect(name)
}

fn fact(name: &str, value: &str, word: &str, since: Date) -> Fact {
    Fact {
        attribute: attribute(name),
        value: value.to_owned(),
        verification: level(word),
        since,
        valid: true,
    }
}

fn facts(values: Vec<Fact>) -> PartyFacts {
    PartyFacts {
        kind: PartyKind::Individual,
        name_key: None,
        identifications: Vec::new(),
        values,
        customer_number: None,
    }
}

fn voice<'a>(place: u8, source: &'a str, trust: i16, facts: &'a PartyFacts) -> Voice<'a> {
    Voice {
        record: RecordId(Uuid::from_bytes([place; 16])),
        source,
        trust,
        gone: false,
        facts,
    }
}

fn golden(voices: &[Voice<'_>]) -> Golden {
    survive(voices, &policy(), TODAY)
}

fn values<'g>(golden: &'g Golden, name: &str) -> Vec<(&'g str, Reason)> {
    let of = golden
        .values
        .iter()
        .filter(|value| value.attribute == attribute(name));
    of.map(|value| (value.value.as_str(), value.reason)).collect()
}

const fn year(year: i16) -> Date {
    Date::constant(year, 6, 1)
}

/// The vector of S1.
#[test]
fn the_published_vector_holds() {
    let core = facts(vec![
        fact("name", "李明", "reader", year(2020)),
        fact("mobile", "+8613800138000", "teller", year(2020)),
        fact("education", "", "imported", year(2023)),
    ]);
    let loan = facts(vec![
        fact("name", "李铭", "self", year(2024)),
        fact("education", "20", "imported", year(2022)),
    ]);
    let app = facts(vec![fact("mobile", "+8613900139000", "otp", year(2024))]);
    let golden = golden(&[
        voice(1, "core", 90, &core),
        voice(2, "loan", 60, &loan),
        voice(3, "app", 50, &app),
    ]);
    assert_eq!(values(&golden, "name"), [("李明", Reason::Verification)]);
    let mobiles = values(&golden, "mobile");
    assert_eq!(
        mobiles.iter().map(|one| one.0).collect::<Vec<_>>(),
        ["+8613900139000", "+8613800138000"]
    );
    assert_eq!(values(&golden, "education"), [("20", Reason::Only)]);
}

/// One attribute told by two records, the winner first: source, trust, level, value, since.
fn check(
    name: &str,
    winner: (&str, i16, &str, &str, Date),
    loser: (&str, i16, &str, &str, Date),
    why: Reason,
) {
    let (won, lost) = (
        facts(vec![fact(name, winner.3, winner.2, winner.4)]),
        facts(vec![fact(name, loser.3, loser.2, loser.4)]),
    );
    let (won, lost) = (
        voice(9, winner.0, winner.1, &won),
        voice(1, loser.0, loser.1, &lost),
    );
    for voices in [[won, lost], [lost, won]] {
        assert_eq!(
            values(&golden(&voices), name)[0],
            (winner.3, why),
            "{name} {winner:?} {loser:?}"
        );
    }
}

#[test]
fn each_criterion_decides_in_its_turn() {
    use Reason::{Completeness, Source, ValueDate, Verification};
    let (old, new) = (year(2025), year(2026));
    check(
        "employer",
        ("a", 10, "network", "甲", old),
        ("b", 90, "reader", "乙", new),
        Verification,
    );
    check(
        "employer",
        ("a", 90, "self", "甲", old),
        ("b", 10, "self", "乙", new),
        Source,
    );
    check(
        "employer",
        ("loan", 10, "self", "甲", old),
        ("b", 90, "self", "乙", new),
        Source,
    );
    check(
        "employer",
        ("a", 50, "self", "甲", new),
        ("b", 50, "self", "乙方公司", old),
        ValueDate,
    );
    check(
        "employer",
        ("a", 50, "self", "甲乙丙", new),
        ("b", 50, "self", "甲", new),
        Completeness,
    );
    // Seen by a teller and a one-time password are one level: the source decides.
    check(
        "employer",
        ("a", 60, "otp", "甲", new),
        ("b", 50, "teller", "乙", new),
        Source,
    );
}

#[test]
fn age_counts_unless_it_is_identity() {
    let newest = Date::constant(2026, 6, 1);
    // 24 months to the day is not more than 24 months.
    let (at, past) = (Date::constant(2024, 6, 1), Date::constant(2024, 5, 31));
    check(
        "employer",
        ("a", 10, "reader", "甲", at),
        ("b", 10, "self", "乙", newest),
        Reason::Verification,
    );
    check(
        "employer",
        ("b", 10, "self", "乙", newest),
        ("a", 10, "reader", "甲", past),
        Reason::Verification,
    );
    check(
        "name",
        ("a", 10, "reader", "甲", year(1999)),
        ("b", 10, "self", "乙", newest),
        Reason::Verification,
    );
}

#[test]
fn gone_records_come_last_and_invalid_values_never() {
    let (best, rest) = (
        facts(vec![fact("name", "甲", "network", TODAY)]),
        facts(vec![fact("name", "乙", "imported", year(2001))]),
    );
    let gone = Voice {
        gone: true,
        ..voice(1, "core", 100, &best)
    };
    assert_eq!(
        values(&golden(&[gone, voice(2, "b", 0, &rest)]), "name"),
        [("乙", Reason::StillThere)]
    );
    assert_eq!(values(&golden(&[gone]), "name"), [("甲", Reason::Only)]);
    let mut invalid = facts(vec![fact("mobile", "123", "network", TODAY)]);
    invalid.values[0].valid = false;
    assert!(golden(&[voice(1, "core", 100, &invalid)]).values.is_empty());
}

#[test]
fn a_parameter_changes_the_winner() {
    let (core, loan) = (
        facts(vec![fact("name", "甲", "self", TODAY)]),
        facts(vec![fact("name", "乙", "self", TODAY)]),
    );
    let voices = [voice(1, "core", 90, &core), voice(2, "loan", 60, &loan)];
    assert_eq!(values(&golden(&voices), "name")[0].0, "甲");
    let other = Policy::parse("stale_after_months = 24\n[sources]\nname = [\"loan\"]").unwrap();
    assert_eq!(values(&survive(&voices, &other, TODAY), "name")[0].0, "乙");
    assert!(Policy::parse("stale_after_months = 24\n[sources]\nnobody = []").is_err());
}

/// What a record may say: attribute, value, level, month, valid.
type Said = (usize, usize, usize, i8, bool);
/// Source, gone, facts, documents (type, number, expiry).
type Teller = (usize, bool, Vec<Said>, Vec<(usize, usize, bool)>);

fn tellers() -> impl Strategy<Value = Vec<Teller>> {
    let said = (
        0_usize..4,
        0_usize..3,
        0_usize..6,
        1_i8..60,
        proptest::bool::weighted(0.9),
    );
    let document = (0_usize..2, 0_usize..2, any::<bool>());
    let teller = (
        0_usize..3,
        proptest::bool::weighted(0.2),
        proptest::collection::vec(said, 0..6),
        proptest::collection::vec(document, 0..3),
    );
    proptest::collection::vec(teller, 1..6)
}

fn told(teller: &Teller) -> PartyFacts {
    const NAMES: [&str; 4] = ["name", "employer", "mobile", "address_home"];
    const VALUES: [&str; 3] = ["甲", "乙", "甲乙"];
    const LEVELS: [&str; 6] = ["network", "reader", "teller", "otp", "self", "imported"];
    let values = teller.2.iter().map(|(name, value, level, month, valid)| {
        let since = Date::constant(2021 + i16::from(month / 12), month % 12 + 1, 1);
        Fact {
            valid: *valid,
            ..fact(NAMES[*name], VALUES[*value], LEVELS[*level], since)
        }
    });
    let mut facts = facts(values.collect());
    facts.identifications = teller
        .3
        .iter()
        .map(|(document, number, primary)| Identification {
            document: [DocumentType::ResidentId, DocumentType::PassportCn][*document],
            number: ["1", "2"][*number].to_owned(),
            key: Some(["1", "2"][*number].to_owned()),
            valid: *number == 0,
            issuer: None,
            issued_on: None,
            expires_on: None,
            verification: level("teller"),
            primary: *primary,
            since: year(2020),
        })
        .collect();
    facts
}

const SOURCES: [(&str, i16); 3] = [("core", 90), ("loan", 60), ("online", 60)];

fn voices<'a>(tellers: &[Teller], facts: &'a [PartyFacts]) -> Vec<Voice<'a>> {
    (1..)
        .zip(tellers.iter().zip(facts))
        .map(|(place, (teller, facts))| {
            let (source, trust) = SOURCES[teller.0];
            Voice {
                gone: teller.1,
                ..voice(place, source, trust, facts)
            }
        })
        .collect()
}

proptest! {
    #[test]
    fn the_order_of_voices_does_not_matter(tellers in tellers(), turn in 0_usize..6, swap in any::<bool>()) {
        let facts: Vec<PartyFacts> = tellers.iter().map(told).collect();
        let voices = voices(&tellers, &facts);
        let mut turned = voices.clone();
        turned.rotate_left(turn % voices.len());
        if swap {
            turned.reverse();
        }
        let (one, other) = (golden(&voices), golden(&turned));
        prop_assert_eq!(minicbor::to_vec(&one).unwrap(), minicbor::to_vec(&other).unwrap());
    }

    #[test]
    fn candidates_stand_in_one_total_order(tellers in tellers()) {
        let facts: Vec<PartyFacts> = tellers.iter().map(told).collect();
        let voices = voices(&tellers, &facts);
        for (attribute, contenders) in trace(&voices, &policy()) {
            for one in &contenders {
                prop_assert!(one.fact.valid);
                for other in &contenders {
                    prop_assert_eq!(one.ranking.cmp(&other.ranking), other.ranking.cmp(&one.ranking).reverse());
                    for third in &contenders {
                        if one.ranking <= other.ranking && other.ranking <= third.ranking {
                            prop_assert!(one.ranking <= third.ranking);
                        }
                    }
                    // Total: only what one record says twice can be level.
                    prop_assert!(one.ranking != other.ranking || one.voice.record == other.voice.record);
                }
            }
            prop_assert!(contenders.is_sorted_by_key(|one| one.ranking), "{:?}", attribute);
            let golden = golden(&voices);
            let best = golden.values.iter().find(|value| value.attribute == attribute).unwrap();
            prop_assert_eq!(&best.value, &contenders[0].fact.value, "what wins is first in the trace");
        }
    }

    #[test]
    fn many_are_united_and_one_is_one(tellers in tellers()) {
        let facts: Vec<PartyFacts> = tellers.iter().map(told).collect();
        let golden = golden(&voices(&tellers, &facts));
        for name in ["name", "employer", "mobile", "address_home"] {
            let told = || facts.iter().flat_map(|facts| &facts.values);
            let said: std::collections::BTreeSet<&str> = told()
                .filter(|fact| fact.valid && fact.attribute == attribute(name))
                .map(|fact| fact.value.as_str())
                .collect();
            let kept: Vec<&str> = values(&golden, name).iter().map(|one| one.0).collect();
            if ["name", "employer"].contains(&name) {
                prop_assert_eq!(kept.len(), said.len().min(1));
            } else {
                prop_assert_eq!(kept.iter().copied().collect::<std::collections::BTreeSet<_>>(), said.clone());
                prop_assert_eq!(kept.len(), said.len(), "each once");
            }
        }
    }
}
