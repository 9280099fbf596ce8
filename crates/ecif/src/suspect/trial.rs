//! "What would change": another policy tried on the live stock, nothing written but the count.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use pg::Tx;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::find::{Ready, holders, meeting, ready};
use super::policy::{MatchPolicy, Policies};
use crate::card::cards_of;
use crate::change::{Carrier, Change, ChangeError, Setting, Would};
use crate::resolve::RuleSet;

/// Samples kept of each change.
const SAMPLES_MAX: usize = 8;

/// What a trial has counted so far: how many pairs are in which category now, and in which they would be.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Counted {
    /// From, to (`none`, `review`, `priority`), how many, and some of them.
    pub(super) moves: Vec<Moved>,
    /// Pairs weighed.
    pub(super) pairs: u64,
}

/// Pairs that would be in another category, or stay in one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Moved {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) pairs: u64,
    pub(super) samples: Vec<Sample>,
}

/// One of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sample {
    pub(super) one: i64,
    pub(super) other: i64,
    pub(super) bits_now: f32,
    pub(super) bits_then: f32,
}

/// Weighs the pairs in which one of these parties is the lower, by the policy in force and by another.
pub(super) async fn count(
    tx: &Tx,
    setting: &Setting<'_>,
    tried: &Arc<MatchPolicy>,
    parties: &[Uuid],
    counted: &mut Counted,
) -> Result<(), ChangeError> {
    let now = Policies::in_force(tx).await?;
    let then = now.clone().with(tried.clone());
    let mine = of_side(ready(tx, setting, &now, parties).await?, tried);
    let holders = holders(&now, setting.keyring, &mine);
    let mut pairs = meeting(tx, &holders).await?;
    pairs.retain(|(one, _)| mine.contains_key(one));
    let mut ids: Vec<Uuid> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
    ids.sort_unstable();
    ids.dedup();
    let both = of_side(ready(tx, setting, &now, &ids).await?, tried);
    let again = of_side(ready(tx, setting, &then, &ids).await?, tried);
    let weigh = |ready: &BTreeMap<Uuid, Ready>, policy: &MatchPolicy, (one, other): (Uuid, Uuid)| {
        let weighed = ready.get(&one)?.against(policy, ready.get(&other)?)?;
        let category = policy.category(weighed.bits).filter(|_| !weighed.kept_apart);
        Some((category.unwrap_or("none"), weighed.bits))
    };
    let mut sampled: Vec<(usize, Uuid, Uuid, f32, f32)> = Vec::new();
    for ends in pairs {
        let (Some((from, bits_now)), Some((to, bits_then))) =
            (weigh(&both, now.of(tried.side), ends), weigh(&again, tried, ends))
        else {
            continue;
        };
        counted.pairs += 1;
        if from == "none" && to == "none" {
            continue;
        }
        let at = counted.place(from, to);
        counted.moves[at].pairs += 1;
        let kept = counted.moves[at].samples.len() + sampled.iter().filter(|one| one.0 == at).count();
        if kept < SAMPLES_MAX && from != to {
            sampled.push((at, ends.0, ends.1, bits_now, bits_then));
        }
    }
    let ids: Vec<Uuid> = sampled.iter().flat_map(|one| [one.1, one.2]).collect();
    let numbers: HashMap<Uuid, i64> = cards_of(tx, &ids)
        .await?
        .into_iter()
        .map(|card| (card.party, card.number))
        .collect();
    for (at, one, other, bits_now, bits_then) in sampled {
        if let (Some(one), Some(other)) = (numbers.get(&one), numbers.get(&other)) {
            counted.moves[at].samples.push(Sample {
                one: *one,
                other: *other,
                bits_now,
                bits_then,
            });
        }
    }
    Ok(())
}

/// What a trial of identity rules has counted so far.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct RulesCounted {
    /// Customers looked at.
    pub(super) customers: u64,
    /// Pairs of customers that would be one.
    pub(super) join: u64,
    /// Customers that would part.
    pub(super) part: u64,
    /// Pairs that would be one, by the rule that joins them.
    pub(super) by_rule: BTreeMap<String, u64>,
    /// Some pairs that would be one.
    pub(super) joined: Vec<(i64, i64)>,
    /// Some customers that would part.
    pub(super) parted: Vec<i64>,
}

/// Judges these parties by other identity rules, and counts what would be otherwise.
pub(super) async fn count_rules(
    tx: &Tx,
    setting: &Setting<'_>,
    rules: &RuleSet,
    parties: &[Uuid],
    counted: &mut RulesCounted,
) -> Result<(), ChangeError> {
    let carrier = Carrier::nobody();
    let would: Would = Change::new(tx, setting, &carrier, 0, true)
        .would(rules, parties)
        .await?;
    counted.customers += would.looked as u64;
    counted.join += would.join.len() as u64;
    counted.part += would.part.len() as u64;
    for rule in would.join.values() {
        *counted.by_rule.entry(rule.clone()).or_default() += 1;
    }
    let room = SAMPLES_MAX.saturating_sub(counted.joined.len());
    let joined: Vec<(Uuid, Uuid)> = would.join.keys().take(room).copied().collect();
    let room = SAMPLES_MAX.saturating_sub(counted.parted.len());
    let parted: Vec<Uuid> = would.part.keys().take(room).copied().collect();
    let ids: Vec<Uuid> = joined
        .iter()
        .flat_map(|(one, other)| [*one, *other])
        .chain(parted.iter().copied())
        .collect();
    let numbers: HashMap<Uuid, i64> = cards_of(tx, &ids)
        .await?
        .into_iter()
        .map(|card| (card.party, card.number))
        .collect();
    let number = |id: &Uuid| numbers.get(id).copied();
    counted.joined.extend(
        joined
            .iter()
            .filter_map(|(one, other)| Some((number(one)?, number(other)?))),
    );
    counted.parted.extend(parted.iter().filter_map(number));
    Ok(())
}

fn of_side(mut ready: BTreeMap<Uuid, Ready>, tried: &MatchPolicy) -> BTreeMap<Uuid, Ready> {
    ready.retain(|_, one| one.party.side == tried.side);
    ready
}

impl Counted {
    fn place(&mut self, from: &str, to: &str) -> usize {
        let found = self
            .moves
            .iter()
            .position(|moved| moved.from == from && moved.to == to);
        found.unwrap_or_else(|| {
            self.moves.push(Moved {
                from: from.to_owned(),
                to: to.to_owned(),
                pairs: 0,
                samples: Vec::new(),
            });
            self.moves.len() - 1
        })
    }
}
