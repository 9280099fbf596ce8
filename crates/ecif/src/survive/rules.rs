//! S1: a total order of candidates, attribute by attribute. Pure.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use base::{Date, RecordId};
use feed::{PartyKind, Verification};
use jiff::ToSpan;

use super::{Golden, GoldenIdentification, GoldenRecord, GoldenValue, Policy, Reason};
use crate::model::{AttributeId, Fact, Holds, Identification, PartyFacts};

/// A record (or a part of one) that has a say.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// The record.
    pub record: RecordId,
    /// Its source.
    pub source: &'a str,
    /// The source's general trust, 0 to 100.
    pub trust: i16,
    /// The source no longer has the record: its values come after all others.
    pub gone: bool,
    /// What it states.
    pub facts: &'a PartyFacts,
}

/// The order of a candidate; the smaller is the better. Fields are compared from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranking {
    gone: bool,
    level: Reverse<u8>,
    source: (usize, i16),
    since: Reverse<Date>,
    completeness: Reverse<i64>,
    record: RecordId,
}

/// A candidate with its place.
#[derive(Debug, Clone, Copy)]
pub struct Contender<'a> {
    /// Who says so.
    pub voice: Voice<'a>,
    /// What is said.
    pub fact: &'a Fact,
    /// Its place.
    pub ranking: Ranking,
    /// It is so much older than the newest candidate that its level does not count.
    pub stale: bool,
}

/// Derives the golden record of the records of one party, for a day.
///
/// The result depends on nothing but the arguments: not on the order of the voices, not on a clock.
#[must_use]
pub fn survive(voices: &[Voice<'_>], policy: &Policy, on: Date) -> Golden {
    let records = records(voices);
    let place = |record: RecordId| records.partition_point(|one| one.id < record);
    let mut values = Vec::new();
    for (attribute, contenders) in candidates(voices, policy) {
        let kept = match attribute.get().holds {
            Holds::One => 1,
            Holds::Many => contenders.len(),
        };
        // Distinct values in order of their best contender; each stands for its whole camp.
        let mut camps: Vec<&Contender<'_>> = Vec::new();
        for contender in &contenders {
            if camps.iter().all(|best| best.fact.value != contender.fact.value) {
                camps.push(contender);
            }
        }
        for (index, best) in camps.iter().take(kept).enumerate() {
            let rival = camps.get(index + 1);
            values.push(GoldenValue {
                attribute,
                value: best.fact.value.clone(),
                from: place(best.voice.record),
                since: best.fact.since,
                verification: best.fact.verification,
                reason: rival.map_or(Reason::Only, |rival| best.ranking.reason(&rival.ranking)),
            });
        }
    }
    let identifications = identifications(voices, &place, on);
    let due_on = identifications
        .iter()
        .filter_map(|one| one.expires_on)
        .filter(|expiry| *expiry >= on && *expiry < Date::constant(9999, 1, 1))
        .min()
        .and_then(|expiry| expiry.checked_add(1.day()).ok());
    Golden {
        kind: kind(voices),
        records,
        identifications,
        values,
        due_on,
    }
}

/// All candidates of every attribute, best first: what survived, and what lost to it and why.
#[must_use]
pub fn trace<'a>(voices: &[Voice<'a>], policy: &Policy) -> BTreeMap<AttributeId, Vec<Contender<'a>>> {
    candidates(voices, policy)
}

impl Ranking {
    /// The first criterion on which the better of two differs from the other.
    #[must_use]
    pub fn reason(&self, other: &Self) -> Reason {
        if self.gone != other.gone {
            Reason::StillThere
        } else if self.level != other.level {
            Reason::Verification
        } else if self.source != other.source {
            Reason::Source
        } else if self.since != other.since {
            Reason::ValueDate
        } else if self.completeness != other.completeness {
            Reason::Completeness
        } else {
            Reason::RecordId
        }
    }
}

fn candidates<'a>(voices: &[Voice<'a>], policy: &Policy) -> BTreeMap<AttributeId, Vec<Contender<'a>>> {
    let mut by_attribute: BTreeMap<AttributeId, Vec<(Voice<'a>, &'a Fact)>> = BTreeMap::new();
    for voice in voices {
        // Empty and invalid values are no candidates.
        for fact in voice
            .facts
            .values
            .iter()
            .filter(|fact| fact.valid && !fact.value.is_empty())
        {
            by_attribute
                .entry(fact.attribute)
                .or_default()
                .push((*voice, fact));
        }
    }
    by_attribute
        .into_iter()
        .map(|(attribute, said)| {
            // The only one is as new as any.
            let newest = said.iter().map(|(_, fact)| fact.since).max();
            let horizon = newest
                .filter(|_| said.len() > 1)
                .and_then(|day| day.checked_sub(policy.stale_after_months.months()).ok());
            let mut contenders: Vec<Contender<'a>> = said
                .into_iter()
                .map(|(voice, fact)| {
                    let stale = !attribute.get().identity && horizon.is_some_and(|day| fact.since < day);
                    let level = if stale {
                        Verification::Imported
                    } else {
                        fact.verification
                    };
                    Contender {
                        voice,
                        fact,
                        stale,
                        ranking: Ranking {
                            gone: voice.gone,
                            level: Reverse(level.rank()),
                            source: policy.place(attribute, voice.source, voice.trust),
                            since: Reverse(fact.since),
                            completeness: Reverse(fullness(&fact.value)),
                            record: voice.record,
                        },
                    }
                })
                .collect();
            contenders.sort_by(|one, other| {
                // One record may state several values of one attribute: the text settles what the ranking cannot.
                let own = |one: &Contender<'_>| Reverse(one.fact.verification.rank());
                one.ranking
                    .cmp(&other.ranking)
                    .then_with(|| one.fact.value.cmp(&other.fact.value))
                    .then_with(|| own(one).cmp(&own(other)))
            });
            (attribute, contenders)
        })
        .collect()
}

fn fullness(value: &str) -> i64 {
    i64::try_from(value.chars().count()).unwrap_or(i64::MAX)
}

/// The kind that the best record speaks of.
fn kind(voices: &[Voice<'_>]) -> PartyKind {
    voices
        .iter()
        .min_by_key(|voice| (voice.gone, Reverse(voice.trust), voice.record, voice.facts.kind))
        .map_or(PartyKind::Individual, |voice| voice.facts.kind)
}

/// The order of identifications; the smaller is the better.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    gone: bool,
    invalid: bool,
    expired: bool,
    secondary: bool,
    level: Reverse<u8>,
    source: i16,
    since: Reverse<Date>,
    expires_on: Reverse<Date>,
    record: RecordId,
}

fn records(voices: &[Voice<'_>]) -> Vec<GoldenRecord> {
    let mut records: Vec<GoldenRecord> = voices
        .iter()
        .map(|voice| GoldenRecord {
            id: voice.record,
            source: voice.source.to_owned(),
        })
        .collect();
    records.sort();
    records.dedup();
    records
}

fn identifications(
    voices: &[Voice<'_>],
    place: &dyn Fn(RecordId) -> usize,
    on: Date,
) -> Vec<GoldenIdentification> {
    struct Held<'a> {
        standing: Standing,
        voice: Voice<'a>,
        one: &'a Identification,
    }
    let mut held: Vec<Held<'_>> = Vec::new();
    for voice in voices {
        for one in voice
            .facts
            .identifications
            .iter()
            .filter(|one| !one.number.is_empty())
        {
            let expired = one.expires_on.is_some_and(|expiry| expiry < on);
            let standing = Standing {
                gone: voice.gone,
                invalid: !one.valid,
                expired,
                secondary: !one.primary,
                level: Reverse(one.verification.rank()),
                source: 100 - voice.trust,
                since: Reverse(one.since),
                expires_on: Reverse(one.expires_on.unwrap_or(Date::MIN)),
                record: voice.record,
            };
            held.push(Held {
                standing,
                voice: *voice,
                one,
            });
        }
    }
    // One record may carry several that its standing cannot tell apart: their own texts settle the order.
    let own = |one: &Identification| {
        (
            one.document.as_str(),
            one.number.clone(),
            one.issuer.clone(),
            one.issued_on,
        )
    };
    held.sort_by(|a, b| match a.standing.cmp(&b.standing) {
        Ordering::Equal => own(a.one).cmp(&own(b.one)),
        unequal => unequal,
    });
    let mut golden: Vec<GoldenIdentification> = Vec::new();
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for Held { voice, one, .. } in held {
        let compared = one.key.as_deref().unwrap_or(&one.number);
        if seen.contains(&(one.document.as_str(), compared)) {
            continue;
        }
        seen.push((one.document.as_str(), compared));
        golden.push(GoldenIdentification {
            document: one.document,
            number: one.number.clone(),
            valid: one.valid,
            issuer: one.issuer.clone(),
            issued_on: one.issued_on,
            expires_on: one.expires_on,
            from: place(voice.record),
            since: one.since,
            verification: one.verification,
        });
    }
    golden
}
