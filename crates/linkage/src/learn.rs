//! How a run learns: first from cheap passes, then from the clusters that it makes.

use rayon::prelude::*;

use crate::block::choose::{self, Candidate, Match};
use crate::block::keys::Atom;
use crate::block::pass::{Passes, Rule};
use crate::cluster::Clusters;
use crate::form;
use crate::model::{self, Model, Session, Weights};
use crate::pair::{Levels, Plan};

/// The weights that are fallen back to: what is expected of each kind of column ([`crate::form::Level::expected`]), and
/// chance as the file has it. Another set gets another name.
pub const CONSERVATIVE: &str = "conservative-1";
/// Of fewer fields nothing is learned: what one leaves out in a pass, the others cannot tell.
pub const FIELDS_MIN: usize = 3;

/// Learns from passes of the data itself. Answers pairs that are surely one, and how many there are expected to be.
#[must_use]
pub fn learn(
    plan: &Plan,
    atoms: &[Atom],
    candidates: &[Candidate],
    start: Model,
    is_given: bool,
) -> (Model, Vec<Match>, f64) {
    /// Pairs of a pass that are learned from.
    const SAMPLED: usize = 15_000;
    let rules: Vec<Rule> = choose::seeds(plan, atoms, candidates);
    let (passes, share) = Passes::to_draw_from(plan, atoms, &rules);
    let samples: Vec<Vec<(u32, u32)>> = (0..rules.len())
        .map(|pass| passes.sample(pass, SAMPLED))
        .collect();
    let asked = |rule: &Rule| {
        rule.iter()
            .fold(0, |asked, &atom| asked | 1_u64 << atoms[atom].field)
    };
    let sessions: Vec<Session> = (0..rules.len())
        .into_par_iter()
        .map(|pass| {
            let levels = samples[pass].iter().map(|&(one, other)| plan.levels(one, other));
            Session::new(asked(&rules[pass]), levels, (passes.pairs(pass) * share) as f64)
        })
        .collect();
    let given = start.clone();
    let trained = model::train(start, &sessions);
    let mut model = trained.model;
    if !model.converged || plan.fields.len() < FIELDS_MIN {
        // What is expected of each kind, instead of numbers that went astray.
        model = given.clone();
    }
    let found = |pass: usize| trained.shares[pass][0] * sessions[pass].pairs;
    let at_home = |pass: usize| trained.shares[pass][1] * sessions[pass].pairs;
    let most = |of: &dyn Fn(usize) -> f64| (0..rules.len()).map(of).fold(1.0, f64::max);
    let all = plan.rows as f64 * (plan.rows as f64 - 1.0) / 2.0;
    let mut expected = most(&found);
    model.prior = (expected / all).log2();
    model.home_share = (most(&at_home) / all).max(1e-12);
    let weights = Weights::new(&model, plan);
    let mut matches = Vec::new();
    for (pass, sample) in samples.iter().enumerate() {
        for &(one, other) in sample {
            let levels = plan.levels(one, other);
            let bits = f64::from(weights.of(&plan.layout, levels, &plan.pair(one, other)));
            if weights.probability(bits) > 0.9 {
                matches.push(choose::agreement(plan, atoms, one, other, &rules[pass]));
            }
        }
    }
    // A pass finds a share of all: what it found, by what share of the typical ones agrees in it.
    let mut reached: Vec<f64> = Vec::new();
    for (pass, rule) in rules.iter().enumerate() {
        let asked = asked(rule);
        let share: f64 = rule
            .iter()
            .map(|&atom| {
                let field = atoms[atom].field;
                let free = matches.iter().filter(|found| found.free >> field & 1 == 1);
                let (agree, all) = free.fold((0.0, 0.0), |(agree, all), found| {
                    (agree + (found.agree >> atom & 1) as f64, all + 1.0)
                });
                if all == 0.0 { 1.0 } else { agree / all }
            })
            .product();
        if asked != 0 && share > 0.2 {
            reached.push(found(pass) / share);
        }
    }
    reached.sort_by(f64::total_cmp);
    if let Some(middle) = reached.get(reached.len() / 2) {
        expected = expected.max(*middle);
    }
    model.prior = (expected / all).log2();
    if is_given {
        model = given;
    }
    (model, matches, expected)
}

/// What clusters taught.
pub struct Learned {
    /// The model with its new shares.
    pub model: Model,
    /// Pairs of one person, where there are enough to choose passes by.
    pub matches: Option<Vec<Match>>,
    /// Pairs within clusters.
    pub pairs: f64,
    /// How far a share moved at most.
    pub moved: f64,
}

/// Learns once more, from all pairs within clusters of three and more: a pair is in there because of the others too,
/// however little it agrees itself.
#[must_use]
pub fn relearn(plan: &Plan, atoms: &[Atom], model: &Model, clusters: &Clusters) -> Learned {
    /// Pairs that are learned from, and pairs of one cluster at most.
    const SAMPLED: usize = 40_000;
    const OF_CLUSTER: usize = 45;
    /// The weight of what was learned before, in pairs.
    const BEFORE: f64 = 300.0;
    let mut by_cluster: Vec<(u32, u32)> = clusters.of.iter().copied().zip(0..).collect();
    by_cluster.sort_unstable();
    let members: Vec<&[(u32, u32)]> = by_cluster.chunk_by(|one, other| one.0 == other.0).collect();
    let pairs = |size: usize| size * size.saturating_sub(1) / 2;
    let within: usize = members.iter().map(|members| pairs(members.len())).sum();
    let large = members.iter().filter(|members| members.len() > 2);
    let available: usize = large
        .clone()
        .map(|members| pairs(members.len()).min(OF_CLUSTER))
        .sum();
    let step = available.div_ceil(SAMPLED).max(1);
    let mut sample = Vec::new();
    for members in large.step_by(step) {
        let all = members
            .iter()
            .enumerate()
            .flat_map(|(place, one)| members[place + 1..].iter().map(|other| (one.1, other.1)));
        sample.extend(all.take(OF_CLUSTER));
    }
    let levels: Vec<Levels> = sample
        .par_iter()
        .map(|&(one, other)| plan.levels(one, other))
        .collect();
    let mut model = model.clone();
    let mut moved: f64 = 0.0;
    for (place, field) in model.fields.iter_mut().enumerate() {
        let mut counts: Vec<f64> = field.m.iter().map(|m| m * BEFORE).collect();
        for levels in &levels {
            if let Some(count) = counts.get_mut(usize::from(levels.of(place))) {
                *count += 1.0;
            }
        }
        let all: f64 = counts.iter().sum();
        for (m, count) in field.m.iter_mut().zip(counts) {
            let new = (count / all).max(1e-6);
            moved = moved.max((new - *m).abs());
            *m = new;
        }
        form::bound(field.kind, &mut field.m);
    }
    let matches = (sample.len() >= 1_000).then(|| {
        let pairs = sample.par_iter();
        pairs
            .map(|&(one, other)| choose::agreement(plan, atoms, one, other, &[]))
            .collect()
    });
    Learned {
        model,
        matches,
        pairs: within as f64,
        moved,
    }
}
