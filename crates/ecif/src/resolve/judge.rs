//! The judgement itself: records in, groups out, with the rule that made each join. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use base::{Date, RecordId};
use feed::PartyKind;

use super::{Names, Rule, RuleSet, Then, Union};
use crate::record::{IdentitySpan, Key, KeyKind};

/// A record as the judgement sees it: who it has been, by business date.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The record.
    pub record: RecordId,
    /// The kind of customer it speaks of.
    pub kind: PartyKind,
    /// Its spans, earliest first; the last one lasts.
    pub spans: Vec<IdentitySpan>,
    /// The customer number whose party it founded, if any: a row that names the number joins it.
    pub number: Option<i64>,
}

/// Why two records are one customer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    /// The rule's rank in its set; lower decides first.
    pub rank: usize,
    /// The rule's id.
    pub rule: String,
    /// The kind of key that was equal.
    pub key: KeyKind,
    /// The other record, by its place in the input.
    pub with: usize,
    /// The names are no longer equal; the join stands (M1 is judged over histories) and a steward looks.
    pub renamed: bool,
}

/// Two records that a rule names as similar, by their places in the input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Similar {
    /// The one.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// The rule's id.
    pub rule: String,
}

/// What the rules say of a set of records.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// The groups, each sorted, in order of their first member.
    pub groups: Vec<Vec<usize>>,
    /// The best reason each record has for being in a group with another.
    pub joins: BTreeMap<usize, Join>,
    /// Pairs that a rule names as similar, whether or not another rule joins them.
    pub similar: Vec<Similar>,
    /// Keys so common that not every similar pair is told.
    pub crowds: Vec<Crowd>,
}

/// A key that more records carry than [`RuleSet::crowd`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crowd {
    /// The key.
    pub key: Key,
    /// Who carries it, by their places in the input.
    pub records: Vec<usize>,
}

/// A record's unbroken hold of a key, up to now.
struct Hold {
    at: usize,
    /// Names over the hold: from, until (itself included), match key.
    names: Vec<(Date, Date, Option<String>)>,
    kind: PartyKind,
    /// The kinds of key the record carries now.
    carries: Vec<KeyKind>,
}

/// Groups records into customers as of a business date.
///
/// A join stands when on some day both records carried the key under equal names, and both have carried it ever
/// since; a later change of name keeps it, a later change of type or number ends it.
#[must_use]
pub fn judge(rules: &RuleSet, standings: &[Standing], on: Date) -> Judgement {
    let mut holders = holders(standings, on);
    let mut union = Union::new(standings.len());
    let mut joins: BTreeMap<usize, Join> = BTreeMap::new();
    for (key, holds) in &holders {
        for (rank, rule) in rules.about(key.kind).filter(|(_, rule)| rule.then == Then::Join) {
            for (one, other, renamed) in joined(rule, holds) {
                union.join(one, other);
                for (at, with) in [(one, other), (other, one)] {
                    let join = Join {
                        rank,
                        rule: rule.id.clone(),
                        key: key.kind,
                        with,
                        renamed,
                    };
                    joins
                        .entry(at)
                        .and_modify(|best| *best = best.clone().min(join.clone()))
                        .or_insert(join);
                }
            }
        }
    }
    let mut similar: Vec<Similar> = Vec::new();
    let mut crowds: Vec<Crowd> = Vec::new();
    for (key, holds) in &mut holders {
        // By id, so that a crowd has the same first records whatever the order of the input.
        holds.sort_by_key(|hold| standings[hold.at].record);
        for (_, rule) in rules
            .about(key.kind)
            .filter(|(_, rule)| rule.then == Then::Similar)
        {
            similar.extend(alike(rule, holds, rules.crowd));
            if holds.len() > rules.crowd && crowds.last().is_none_or(|last| last.key != *key) {
                crowds.push(Crowd {
                    key: key.clone(),
                    records: holds.iter().map(|hold| hold.at).collect(),
                });
            }
        }
    }
    similar.sort_unstable();
    similar.dedup();
    Judgement {
        groups: union.groups(),
        joins,
        similar,
        crowds,
    }
}

/// Who carries each key on a day, with the unbroken stretch up to it; keys carried by one record only are left out.
fn holders(standings: &[Standing], on: Date) -> BTreeMap<Key, Vec<Hold>> {
    let mut carriers: HashMap<&Key, u32> = HashMap::new();
    let mut numbers: HashSet<Key> = HashSet::new();
    for standing in standings {
        if let Some(span) = span_on(standing, on) {
            span.keys
                .iter()
                .for_each(|key| *carriers.entry(key).or_default() += 1);
        }
        numbers.extend(standing.number.map(number_key));
    }
    let mut holders: BTreeMap<Key, Vec<Hold>> = BTreeMap::new();
    for (at, standing) in standings.iter().enumerate() {
        let Some(current) = span_on(standing, on) else {
            continue;
        };
        for key in &current.keys {
            if carriers.get(key).is_some_and(|count| *count > 1) || numbers.contains(key) {
                holders
                    .entry(key.clone())
                    .or_default()
                    .push(hold(at, standing, current, Some(key), on));
            }
        }
        if let Some(key) = standing.number.map(number_key)
            && carriers.contains_key(&key)
            && !current.keys.contains(&key)
        {
            holders
                .entry(key)
                .or_default()
                .push(hold(at, standing, current, None, on));
        }
    }
    holders
}

fn number_key(number: i64) -> Key {
    Key {
        kind: KeyKind::CustomerNumber,
        value: number.to_string(),
    }
}

fn span_on(standing: &Standing, on: Date) -> Option<&IdentitySpan> {
    standing.spans.iter().rfind(|span| span.from <= on)
}

fn hold(at: usize, standing: &Standing, current: &IdentitySpan, key: Option<&Key>, on: Date) -> Hold {
    let mut names: Vec<(Date, Date, Option<String>)> = standing
        .spans
        .iter()
        .filter(|span| span.from <= on)
        .rev()
        .take_while(|span| key.is_none_or(|key| span.keys.binary_search(key).is_ok()))
        .map(|span| (span.from, span.until.unwrap_or(Date::MAX), span.name_key.clone()))
        .collect();
    names.reverse();
    let mut carries: Vec<KeyKind> = current.keys.iter().map(|key| key.kind).collect();
    carries.dedup();
    Hold {
        at,
        names,
        kind: standing.kind,
        carries,
    }
}

/// The pairs a rule joins among the holders of one key: enough of them to connect all that belong together.
fn joined(rule: &Rule, holds: &[Hold]) -> Vec<(usize, usize, bool)> {
    let holds: Vec<&Hold> = holds
        .iter()
        .filter(|hold| rule.kinds.contains(&hold.kind))
        .collect();
    let pair = |one: &Hold, other: &Hold| (one.at, other.at, renamed(one, other));
    match (rule.names, rule.lacking) {
        (Names::Different, _) => Vec::new(),
        (Names::Any, None) => holds
            .windows(2)
            .map(|pair_of| pair(pair_of[0], pair_of[1]))
            .collect(),
        (Names::Equal, None) => meeting(&holds)
            .into_iter()
            .map(|(one, other)| pair(one, other))
            .collect(),
        (Names::Any, Some(lacking)) => {
            let lacks = holds.iter().find(|hold| !hold.carries.contains(&lacking));
            lacks.map_or_else(Vec::new, |one| {
                holds
                    .iter()
                    .filter(|other| other.at != one.at)
                    .map(|other| pair(one, other))
                    .collect()
            })
        }
        (Names::Equal, Some(lacking)) => {
            let pairs = meeting_one_lacking(&holds, lacking);
            pairs.into_iter().map(|(one, other)| pair(one, other)).collect()
        }
    }
}

/// Pairs of holders that bore the same name on the same day, enough to connect all that did.
fn meeting<'a>(holds: &[&'a Hold]) -> Vec<(&'a Hold, &'a Hold)> {
    let mut pairs = Vec::new();
    for stretches in stretches(holds) {
        // In order of the first day, a stretch meets an earlier one only if it meets the one that reaches furthest.
        let mut furthest: Option<(Date, &Hold)> = None;
        for (from, until, hold) in stretches {
            match furthest {
                Some((reach, other)) if reach >= from => {
                    if other.at != hold.at {
                        pairs.push((other, hold));
                    }
                    if until > reach {
                        furthest = Some((until, hold));
                    }
                }
                _ => furthest = Some((until, hold)),
            }
        }
    }
    pairs
}

/// The same where at least one of the two must carry no key of a kind: enough pairs to connect all that such pairs
/// connect.
fn meeting_one_lacking<'a>(holds: &[&'a Hold], lacking: KeyKind) -> Vec<(&'a Hold, &'a Hold)> {
    let mut pairs = Vec::new();
    for stretches in stretches(holds) {
        // The furthest reach of a record that lacks the key, and of any that such a one has met.
        let mut furthest_lacking: Option<(Date, &Hold)> = None;
        let mut furthest_met: Option<(Date, &Hold)> = None;
        let mut waiting: Vec<(Date, &Hold)> = Vec::new();
        let further = |known: &mut Option<(Date, &'a Hold)>, until: Date, hold: &'a Hold| {
            if known.is_none_or(|(reach, _)| until > reach) {
                *known = Some((until, hold));
            }
        };
        for (from, until, hold) in stretches {
            if hold.carries.contains(&lacking) {
                match furthest_lacking {
                    Some((reach, other)) if reach >= from => {
                        pairs.push((other, hold));
                        further(&mut furthest_met, until, hold);
                    }
                    _ => waiting.push((until, hold)),
                }
                continue;
            }
            let met = furthest_met.filter(|(reach, _)| *reach >= from);
            pairs.extend(met.map(|(_, other)| (other, hold)));
            for (reach, other) in waiting.drain(..).filter(|(reach, _)| *reach >= from) {
                pairs.push((other, hold));
                further(&mut furthest_met, reach, other);
            }
            further(&mut furthest_met, until, hold);
            further(&mut furthest_lacking, until, hold);
        }
    }
    pairs.retain(|(one, other)| one.at != other.at);
    pairs
}

/// The stretches over which each name was borne, name by name, in order of their first day.
fn stretches<'a>(holds: &[&'a Hold]) -> impl Iterator<Item = Vec<(Date, Date, &'a Hold)>> {
    let mut by_name: BTreeMap<&str, Vec<(Date, Date, &Hold)>> = BTreeMap::new();
    for hold in holds {
        for (from, until, name) in &hold.names {
            if let Some(name) = name {
                by_name.entry(name).or_default().push((*from, *until, hold));
            }
        }
    }
    by_name.into_values().map(|mut stretches| {
        stretches.sort_by_key(|(from, until, hold)| (*from, *until, hold.at));
        stretches
    })
}

fn renamed(one: &Hold, other: &Hold) -> bool {
    let now = |hold: &Hold| hold.names.last().and_then(|(_, _, name)| name.clone());
    now(one) != now(other)
}

/// The pairs among the holders of one key that a rule calls similar; of a crowd, those with its first records.
fn alike(rule: &Rule, holds: &[Hold], crowd: usize) -> Vec<Similar> {
    let holds: Vec<&Hold> = holds
        .iter()
        .filter(|hold| rule.kinds.contains(&hold.kind))
        .collect();
    let fits = |one: &Hold, other: &Hold| match rule.names {
        Names::Equal => !renamed(one, other),
        Names::Different => renamed(one, other),
        Names::Any => true,
    };
    let firsts = holds
        .iter()
        .take(if holds.len() > crowd { crowd } else { holds.len() });
    firsts
        .enumerate()
        .flat_map(|(index, one)| holds[index + 1..].iter().map(move |other| (one, other)))
        .filter(|(one, other)| fits(one, other))
        .map(|(one, other)| Similar {
            one: one.at.min(other.at),
            other: one.at.max(other.at),
            rule: rule.id.clone(),
        })
        .collect()
}
