//! The judgement itself: records in, groups out, with the rule that made each join. Pure.

use std::collections::{BTreeMap, HashMap};

use base::{Date, RecordId};
use feed::PartyKind;

use super::{Names, Rule, RuleSet, Then};
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
    let holders = holders(standings, on);
    let mut union = Union::new(standings.len());
    let mut joins: BTreeMap<usize, Join> = BTreeMap::new();
    for (key, holds) in &holders {
        for (rank, rule) in rules.about(key.kind).filter(|(_, rule)| rule.then == Then::Join) {
            for (one, other, renamed) in joined(rule, holds) {
                union.join(one, other);
                for (at, with) in [(one, other), (other, one)] {
                    let join = Join { rank, rule: rule.id.clone(), key: key.kind, with, renamed };
                    joins.entry(at).and_modify(|best| *best = best.clone().min(join.clone())).or_insert(join);
                }
            }
        }
    }
    let mut similar: Vec<Similar> = holders
        .iter()
        .flat_map(|(key, holds)| {
            rules
                .about(key.kind)
                .filter(|(_, rule)| rule.then == Then::Similar)
                .flat_map(|(_, rule)| alike(rule, holds))
        })
        .collect();
    similar.sort_unstable();
    similar.dedup();
    Judgement { groups: union.groups(), joins, similar }
}

/// Who carries each key on a day, with the unbroken stretch up to it; keys carried by one record only are left out.
fn holders(standings: &[Standing], on: Date) -> BTreeMap<Key, Vec<Hold>> {
    let mut carriers: HashMap<&Key, u32> = HashMap::new();
    let mut numbers: Vec<Key> = Vec::new();
    for standing in standings {
        if let Some(span) = span_on(standing, on) {
            span.keys.iter().for_each(|key| *carriers.entry(key).or_default() += 1);
        }
        numbers.extend(standing.number.map(number_key));
    }
    let mut holders: BTreeMap<Key, Vec<Hold>> = BTreeMap::new();
    for (at, standing) in standings.iter().enumerate() {
        let Some(current) = span_on(standing, on) else { continue };
        for key in &current.keys {
            if carriers.get(key).is_some_and(|count| *count > 1) || numbers.contains(key) {
                holders.entry(key.clone()).or_default().push(hold(at, standing, current, Some(key), on));
            }
        }
        if let Some(key) = standing.number.map(number_key)
            && carriers.contains_key(&key)
            && !current.keys.contains(&key)
        {
            holders.entry(key).or_default().push(hold(at, standing, current, None, on));
        }
    }
    holders
}

fn number_key(number: i64) -> Key {
    Key { kind: KeyKind::CustomerNumber, value: number.to_string() }
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
    Hold { at, names, kind: standing.kind, carries }
}

/// The pairs a rule joins among the holders of one key: enough of them to connect all that belong together.
fn joined(rule: &Rule, holds: &[Hold]) -> Vec<(usize, usize, bool)> {
    let holds: Vec<&Hold> = holds.iter().filter(|hold| rule.kinds.contains(&hold.kind)).collect();
    let pair = |one: &Hold, other: &Hold| (one.at, other.at, renamed(one, other));
    match (rule.names, rule.lacking) {
        (Names::Different, _) => Vec::new(),
        (Names::Any, None) => holds.windows(2).map(|pair_of| pair(pair_of[0], pair_of[1])).collect(),
        (Names::Equal, None) => meeting(&holds).into_iter().map(|(one, other)| pair(one, other)).collect(),
        (names, Some(lacking)) => {
            let lacks = |hold: &Hold| !hold.carries.contains(&lacking);
            let met = |one: &Hold, other: &Hold| names == Names::Any || !meeting(&[one, other]).is_empty();
            every_pair(&holds)
                .filter(|(one, other)| (lacks(one) || lacks(other)) && met(one, other))
                .map(|(one, other)| pair(one, other))
                .collect()
        }
    }
}

/// Pairs of holders that bore the same name on the same day, enough to connect all that did.
fn meeting<'a>(holds: &[&'a Hold]) -> Vec<(&'a Hold, &'a Hold)> {
    let mut by_name: BTreeMap<&str, Vec<(Date, Date, &Hold)>> = BTreeMap::new();
    for hold in holds {
        for (from, until, name) in &hold.names {
            if let Some(name) = name {
                by_name.entry(name).or_default().push((*from, *until, hold));
            }
        }
    }
    let mut pairs = Vec::new();
    for mut stretches in by_name.into_values() {
        stretches.sort_by_key(|(from, until, hold)| (*from, *until, hold.at));
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

fn every_pair<'a>(holds: &[&'a Hold]) -> impl Iterator<Item = (&'a Hold, &'a Hold)> {
    holds.iter().enumerate().flat_map(|(index, one)| holds[index + 1..].iter().map(move |other| (*one, *other)))
}

fn renamed(one: &Hold, other: &Hold) -> bool {
    let now = |hold: &Hold| hold.names.last().and_then(|(_, _, name)| name.clone());
    now(one) != now(other)
}

/// The pairs among the holders of one key that a rule calls similar.
fn alike(rule: &Rule, holds: &[Hold]) -> Vec<Similar> {
    let holds: Vec<&Hold> = holds.iter().filter(|hold| rule.kinds.contains(&hold.kind)).collect();
    let fits = |one: &Hold, other: &Hold| match rule.names {
        Names::Equal => !renamed(one, other),
        Names::Different => renamed(one, other),
        Names::Any => true,
    };
    every_pair(&holds)
        .filter(|(one, other)| one.at != other.at && fits(one, other))
        .map(|(one, other)| Similar {
            one: one.at.min(other.at),
            other: one.at.max(other.at),
            rule: rule.id.clone(),
        })
        .collect()
}

/// Disjoint sets with path halving.
struct Union {
    parent: Vec<usize>,
}

impl Union {
    fn new(size: usize) -> Self {
        Self { parent: (0..size).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The smaller place becomes the root, so that the shape does not depend on the order of joins.
        let (low, high) = (one.min(other), one.max(other));
        self.parent[high] = low;
    }

    fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.parent.len() {
            let root = self.root(at);
            groups.entry(root).or_default().push(at);
        }
        groups.into_values().collect()
    }
}
