//! How much of what there is the passes bring together. Nobody knows what was never looked at; but pairs that one
//! pass alone has brought tell of those that none has: as many at most (the jackknife), and as they are to those that
//! two have brought at least (Chao). Records that others tie together without their having met are counted besides.

use crate::linked::Linked;

/// Pairs of clusters that are looked at.
const SAMPLED: usize = 30_000;
/// Of one cluster at most.
const OF_CLUSTER: usize = 45;

/// The share of all pairs of one person that the passes have brought together: between which bounds.
#[must_use]
pub fn of_blocking(linked: &Linked) -> (f64, f64) {
    let mut by_cluster: Vec<(u32, u32)> = linked.clusters.of.iter().copied().zip(0..).collect();
    by_cluster.sort_unstable();
    let clusters: Vec<&[(u32, u32)]> = by_cluster
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|members| members.len() > 1)
        .collect();
    let available: usize = clusters
        .iter()
        .map(|members| (members.len() * (members.len() - 1) / 2).min(OF_CLUSTER))
        .sum();
    let step = available.div_ceil(SAMPLED).max(1);
    let rules = linked.passes.rules.len();
    let mut by_passes = [0.0_f64; 3];
    let mut all = 0.0;
    for members in clusters.iter().step_by(step) {
        let pairs = members
            .iter()
            .enumerate()
            .flat_map(|(place, one)| members[place + 1..].iter().map(|other| (one.1, other.1)));
        for (one, other) in pairs.take(OF_CLUSTER) {
            let met = (0..rules)
                .filter(|&pass| linked.passes.meet(pass, one, other))
                .count();
            if let Some(count) = by_passes.get_mut(met) {
                *count += 1.0;
            }
            all += 1.0;
        }
    }
    let [never, once, twice] = by_passes;
    if all == 0.0 {
        return (0.0, 1.0);
    }
    let met = all - never;
    let least = once * (once - 1.0).max(0.0) / (2.0 * (twice + 1.0));
    (met / (all + once), (met / all).max(met / (met + least)))
}
