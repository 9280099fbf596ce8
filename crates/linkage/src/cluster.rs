//! Clusters: records that are one and the same. Not every chain of likely pairs is a cluster: what a permanent
//! identifier or a person's word keeps apart stays apart, and a cluster must hang together as a whole.

use rayon::prelude::*;

use crate::hash::Map;
use crate::pair::LevelCache;

/// Two records and their weight in bits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The weight.
    pub bits: f32,
    /// One record.
    pub one: u32,
    /// The other.
    pub other: u32,
}

/// Why an edge did not join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Permanent identifiers that differ.
    Parted,
    /// Somebody said that two of their records are different, or one source keeps both.
    KeptApart,
    /// The clusters hang together by this bridge alone.
    WeakBridge,
}

impl Refusal {
    /// In words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parted => "permanent identifiers differ",
            Self::KeptApart => "a label or their source keeps them apart",
            Self::WeakBridge => "a weak bridge between two clusters",
        }
    }
}

/// An edge that did not join, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Refused {
    /// The edge.
    pub edge: Edge,
    /// Why.
    pub why: Refusal,
}

/// What clustering asks about records.
pub trait Judge: Sync {
    /// The weight of a pair over the threshold, in bits; negative where it speaks against.
    fn support(&self, one: u32, other: u32, cache: &mut LevelCache) -> f32;
    /// What a weight that is known already is over the threshold.
    fn over(&self, bits: f32) -> f32;
    /// Why two records must never be in one cluster, if so.
    fn parted(&self, one: u32, other: u32) -> Option<Refusal>;
    /// Whether somebody said that two records are one: then their weight is not asked for.
    fn is_settled(&self, _one: u32, _other: u32) -> bool {
        false
    }
}

/// The clusters.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clusters {
    /// For each record its cluster: the lowest record of it.
    pub of: Vec<u32>,
    /// Edges over the threshold that did not join, strongest first.
    pub refused: Vec<Refused>,
}

/// A pair's say is bounded, so that none can outvote the rest.
pub const SAY_MAX: f32 = 12.0;
/// Of two clusters at most this many pairs are asked.
const ASKED_MAX: usize = 64;

/// Joins along the edges, strongest first.
#[must_use]
pub fn cluster(records: usize, edges: &[Edge], judge: &impl Judge) -> Clusters {
    let mut forest = Forest::new(records);
    edges.iter().for_each(|edge| {
        forest.join(edge.one, edge.other);
    });
    // Components know nothing of each other: each is worked on by itself.
    let mut by_root: Vec<(u32, u32)> = edges
        .iter()
        .enumerate()
        .map(|(place, edge)| (forest.root(edge.one), place as u32))
        .collect();
    by_root.par_sort_unstable();
    let components: Vec<&[(u32, u32)]> = by_root.chunk_by(|one, other| one.0 == other.0).collect();
    let new_cache = || LevelCache::for_pairs(4 * edges.len());
    let made: Vec<Part> = components
        .par_iter()
        .with_min_len(64)
        .map_init(new_cache, |cache, component| {
            let mut edges: Vec<Edge> = component
                .iter()
                .map(|&(_, place)| edges[place as usize])
                .collect();
            edges.sort_by(|one, other| {
                other
                    .bits
                    .total_cmp(&one.bits)
                    .then_with(|| (one.one, one.other).cmp(&(other.one, other.other)))
            });
            of_component(&edges, judge, cache)
        })
        .collect();
    let mut clusters = Clusters {
        of: (0..records as u32).collect(),
        refused: Vec::new(),
    };
    for (members, refused) in made {
        for (record, cluster) in members {
            clusters.of[record as usize] = cluster;
        }
        clusters.refused.extend(refused);
    }
    clusters.refused.sort_by(|one, other| {
        (other.edge.bits.total_cmp(&one.edge.bits))
            .then_with(|| (one.edge.one, one.edge.other).cmp(&(other.edge.one, other.edge.other)))
    });
    clusters
}

/// The records of a component with their clusters, and what did not join.
type Part = (Vec<(u32, u32)>, Vec<Refused>);

fn of_component(edges: &[Edge], judge: &impl Judge, cache: &mut LevelCache) -> Part {
    let mut records: Vec<u32> = edges.iter().flat_map(|edge| [edge.one, edge.other]).collect();
    records.sort_unstable();
    records.dedup();
    let place = |record: u32| records.binary_search(&record).unwrap_or(0) as u32;
    let mut forest = Forest::new(records.len());
    let mut members: Vec<Vec<u32>> = records.iter().map(|&record| vec![record]).collect();
    let mut refused = Vec::new();
    // What was answered once is not asked again: weights of pairs, and refusals until one of the two has grown.
    let mut known: Map<u64, f32> = Map::default();
    let small = records.len() <= 2;
    if !small {
        known.extend(
            edges
                .iter()
                .map(|edge| (pair(edge.one, edge.other), judge.over(edge.bits))),
        );
    }
    let mut refusals: Map<u64, (usize, Refusal)> = Map::default();
    for &edge in edges {
        let (a, b) = (forest.root(place(edge.one)), forest.root(place(edge.other)));
        if a == b {
            continue;
        }
        let (one, other) = (&members[a as usize], &members[b as usize]);
        let size = one.len() + other.len();
        if let Some(&(at, why)) = refusals.get(&pair(a, b))
            && at == size
        {
            refused.push(Refused { edge, why });
            continue;
        }
        let ask = |one: u32, other: u32| judge.support(one, other, cache);
        let is_settled = judge.is_settled(edge.one, edge.other);
        if let Some(why) = refusal(one, other, judge, is_settled, &mut known, ask) {
            refusals.insert(pair(a, b), (size, why));
            refused.push(Refused { edge, why });
            continue;
        }
        let root = forest.join(a, b);
        let gone = if root == a { b } else { a };
        let moved = std::mem::take(&mut members[gone as usize]);
        members[root as usize].extend(moved);
    }
    let mut of = Vec::with_capacity(records.len());
    for members in members {
        let lowest = members.iter().copied().min().unwrap_or(0);
        of.extend(members.into_iter().map(|record| (record, lowest)));
    }
    (of, refused)
}

/// Whether two clusters may become one: no two records of theirs are kept apart, and their pairs speak for it taken
/// together. Pairs whose weight is known are counted first; the others are asked until nothing they could say would
/// change the answer.
fn refusal(
    one: &[u32],
    other: &[u32],
    judge: &impl Judge,
    is_settled: bool,
    known: &mut Map<u64, f32>,
    mut ask: impl FnMut(u32, u32) -> f32,
) -> Option<Refusal> {
    let parted = |&a: &u32| other.iter().find_map(|&b| judge.parted(a, b));
    if let Some(why) = one.iter().find_map(parted) {
        return Some(why);
    }
    let pairs = one.len() * other.len();
    if pairs == 1 || is_settled {
        return None;
    }
    // Of single weights added up in double precision nothing is lost, so that the order does not matter.
    let mut sum = 0.0_f64;
    let say = |bits: f32| f64::from(bits.clamp(-SAY_MAX, SAY_MAX));
    let mut open: Vec<(u32, u32)> = Vec::with_capacity(ASKED_MAX);
    for place in (0..pairs).step_by(pairs.div_ceil(ASKED_MAX)) {
        let (a, b) = (one[place / other.len()], other[place % other.len()]);
        match known.get(&pair(a, b)) {
            Some(&bits) => sum += say(bits),
            None => open.push((a, b)),
        }
    }
    for (asked, &(a, b)) in open.iter().enumerate() {
        if sum.abs() > f64::from(SAY_MAX) * (open.len() - asked) as f64 {
            break;
        }
        let bits = ask(a, b);
        known.insert(pair(a, b), bits);
        sum += say(bits);
    }
    (sum < 0.0).then_some(Refusal::WeakBridge)
}

/// Two records or clusters in one word, whichever comes first.
fn pair(one: u32, other: u32) -> u64 {
    u64::from(one.min(other)) << 32 | u64::from(one.max(other))
}

/// Union-find; the lower root stays, so that names do not depend on the order of joining.
#[derive(Debug)]
struct Forest(Vec<u32>);

impl Forest {
    fn new(size: usize) -> Self {
        Self((0..size as u32).collect())
    }

    fn root(&mut self, mut node: u32) -> u32 {
        while self.0[node as usize] != node {
            let above = self.0[self.0[node as usize] as usize];
            self.0[node as usize] = above;
            node = above;
        }
        node
    }

    fn join(&mut self, one: u32, other: u32) -> u32 {
        let (a, b) = (self.root(one), self.root(other));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high as usize] = low;
        low
    }
}
