//! How right it is, where the truth is known: over all pairs that truly are one, looked at or not.

use serde::Serialize;

use crate::cluster::Edge;
use crate::hash::Map;

/// Precision, recall and their harmonic mean, over pairs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quality {
    /// The share of the pairs found that are true.
    pub precision: f64,
    /// The share of the true pairs that are found.
    pub recall: f64,
    /// The harmonic mean.
    pub f1: f64,
}

impl Quality {
    fn of(right: u64, found: u64, truth: u64) -> Self {
        let share = |part: u64, whole: u64| {
            if whole == 0 {
                1.0
            } else {
                part as f64 / whole as f64
            }
        };
        let (precision, recall) = (share(right, found), share(right, truth));
        let sum = precision + recall;
        Self {
            precision,
            recall,
            f1: if sum == 0.0 {
                0.0
            } else {
                2.0 * precision * recall / sum
            },
        }
    }
}

/// A threshold on pairs, and the quality it gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Best {
    /// In bits.
    pub threshold: f64,
    /// The quality of the pairs over it.
    #[serde(flatten)]
    pub quality: Quality,
}

fn pairs_of(size: u64) -> u64 {
    size * size.saturating_sub(1) / 2
}

fn pairs_within<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> u64 {
    let mut sizes: Map<K, u64> = Map::default();
    keys.for_each(|key| *sizes.entry(key).or_default() += 1);
    sizes.values().map(|&size| pairs_of(size)).sum()
}

/// The pairs of records in one cluster against those of one truth; a record without a truth (0) is nobody else.
#[must_use]
pub fn clusters(of: &[u32], truth: &[u32]) -> Quality {
    let found = pairs_within(of.iter());
    let told = truth.iter().filter(|&&truth| truth != 0);
    let right = of.iter().zip(truth).filter(|(_, truth)| **truth != 0);
    Quality::of(pairs_within(right), found, pairs_within(told))
}

/// The quality of single pairs.
#[must_use]
pub fn pairs(edges: &[Edge], truth: &[u32]) -> Quality {
    let all = pairs_within(truth.iter().filter(|&&truth| truth != 0));
    let right = |edge: &&Edge| {
        let (a, b) = (truth[edge.one as usize], truth[edge.other as usize]);
        a == b && a != 0
    };
    Quality::of(edges.iter().filter(right).count() as u64, edges.len() as u64, all)
}

/// The best threshold on single pairs.
#[must_use]
pub fn best(edges: &[Edge], truth: &[u32]) -> Option<Best> {
    let all = pairs_within(truth.iter().filter(|&&truth| truth != 0));
    let mut sorted: Vec<(f32, bool)> = edges
        .iter()
        .map(|edge| {
            let (a, b) = (truth[edge.one as usize], truth[edge.other as usize]);
            (edge.bits, a == b && a != 0)
        })
        .collect();
    sorted.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
    let (mut right, mut found) = (0, 0);
    let mut best: Option<Best> = None;
    for level in sorted.chunk_by(|one, other| one.0 == other.0) {
        found += level.len() as u64;
        right += level.iter().filter(|(_, is_right)| *is_right).count() as u64;
        let quality = Quality::of(right, found, all);
        if best.is_none_or(|best| quality.f1 > best.quality.f1) {
            best = Some(Best {
                threshold: f64::from(level[0].0),
                quality,
            });
        }
    }
    best
}
