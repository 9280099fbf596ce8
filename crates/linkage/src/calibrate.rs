//! Where the threshold lies, told by the clusters themselves. The model takes its fields to be independent, which
//! they never quite are; so a weight may mean more or less than it says. Pairs between records that others tie into
//! clusters show it: how many of a weight stand within one cluster, and how many between two?

use crate::cluster::{Clusters, Edge};

/// Records of clusters smaller than this are not tied by others.
const TIED: u32 = 3;
/// Bins to a bit.
const BINS: f64 = 2.0;
/// Pairs that a bin's neighbourhood needs to say something.
const PAIRS_MIN: f64 = 60.0;
/// Pairs between clusters for each one within, at most. It is more than one: clusters are still growing together, and
/// clustering itself refuses what only a single pair speaks for.
const OUTSIDE_MAX: f64 = 2.0;
/// How far the threshold may lie from where the model has it, in bits.
const REACH: f64 = 5.0;

/// By how many bits the threshold lies apart from where the model has it. `homes` is by how many bits pairs of one
/// person outnumber pairs of one household: so far, and one more, the threshold may sink. Below that members of one household, taken
/// for one, would bear each other out.
#[must_use]
pub fn offset(edges: &[Edge], clusters: &Clusters, model: f64, homes: f64) -> f64 {
    let sizes = crate::column::counts(&clusters.of, clusters.of.len());
    let tied = |record: u32| sizes[clusters.of[record as usize] as usize] >= TIED;
    let bins = (2.0 * REACH * BINS) as usize;
    let (mut within, mut between) = (vec![0.0; bins], vec![0.0; bins]);
    for edge in edges.iter().filter(|edge| tied(edge.one) && tied(edge.other)) {
        let bin = (f64::from(edge.bits) - model + REACH) * BINS;
        if bin < 0.0 || bin >= bins as f64 {
            continue;
        }
        let is_within = clusters.of[edge.one as usize] == clusters.of[edge.other as usize];
        let counts = if is_within { &mut within } else { &mut between };
        counts[bin as usize] += 1.0;
    }
    // Down from the top, as long as most pairs stand within.
    let mut lowest = bins;
    for bin in (0..bins).rev() {
        let around = bin.saturating_sub(1)..(bin + 2).min(bins);
        let (inside, outside): (f64, f64) =
            (within[around.clone()].iter().sum(), between[around].iter().sum());
        if inside + outside >= PAIRS_MIN && inside * OUTSIDE_MAX < outside {
            break;
        }
        lowest = bin;
    }
    let seen: f64 = within.iter().chain(&between).sum();
    if seen < 5.0 * PAIRS_MIN {
        0.0
    } else {
        (lowest as f64 / BINS - REACH).max(-(homes + 1.0).max(0.0))
    }
}
