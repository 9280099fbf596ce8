//! Expectation and maximisation over all passes at once. In each pass the fields it asked to agree are left out;
//! what the others say is shared by all passes. Only counts of level patterns are worked on.

use super::{FieldModel, Model};
use crate::form;
use crate::hash::Map;
use crate::pair::{Levels, MISSING};

/// What a pass brought: patterns of levels with their counts.
#[derive(Debug, Clone)]
pub struct Session {
    /// A bit for each field that the pass asked to agree.
    pub asked: u64,
    /// Patterns, sorted, and how often each was met.
    pub patterns: Vec<(Levels, u32)>,
    /// Pairs of the pass in all, the sample's and the others.
    pub pairs: f64,
}

impl Session {
    /// Of the pairs' levels.
    #[must_use]
    pub fn new(asked: u64, levels: impl Iterator<Item = Levels>, pairs: f64) -> Self {
        let mut counts: Map<Levels, u32> = Map::default();
        for levels in levels {
            *counts.entry(levels).or_default() += 1;
        }
        let mut patterns: Vec<(Levels, u32)> = counts.into_iter().collect();
        patterns.sort_unstable();
        Self {
            asked,
            patterns,
            pairs,
        }
    }
}

/// What came of training.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model; as given where nothing was learned.
    pub model: Model,
    /// For each session the shares of one person, of one household and of strangers.
    pub shares: Vec<[f64; 3]>,
}

const ROUNDS_MAX: usize = 300;
/// The weight of what is expected beforehand, in pairs.
const PRIOR_PAIRS: f64 = 20.0;

/// Learns m and household shares; u stays as chance has it.
#[must_use]
pub fn train(start: Model, sessions: &[Session]) -> Trained {
    let expected = start.clone();
    let mut model = start;
    let mut shares = vec![[0.5, 0.1, 0.4]; sessions.len()];
    let mut rounds = 0;
    while rounds < ROUNDS_MAX {
        rounds += 1;
        let mut m_counts: Vec<Vec<f64>> = expected
            .fields
            .iter()
            .map(|field| field.m.iter().map(|m| m * PRIOR_PAIRS).collect())
            .collect();
        let mut home_counts: Vec<Vec<f64>> = expected
            .fields
            .iter()
            .map(|field| field.home.iter().map(|home| home * PRIOR_PAIRS * 5.0).collect())
            .collect();
        let logs = Logs::of(&model);
        for (session, shares) in sessions.iter().zip(&mut shares) {
            *shares = step(&logs, session, *shares, &mut m_counts, &mut home_counts);
        }
        let mut moved: f64 = 0.0;
        for (place, field) in model.fields.iter_mut().enumerate() {
            let before = field.m.clone();
            settle(&mut field.m, &m_counts[place]);
            form::bound(field.kind, &mut field.m);
            for (new, old) in field.m.iter().zip(before) {
                moved = moved.max((new - old).abs());
            }
            settle(&mut field.home, &home_counts[place]);
        }
        if moved < 5e-4 {
            model.converged = true;
            break;
        }
    }
    Trained { model, shares }
}

/// Logarithms of one person, one household and strangers, by field and level.
struct Logs(Vec<Vec<[f64; 3]>>);

impl Logs {
    fn of(model: &Model) -> Self {
        let of_field = |field: &FieldModel| {
            let shares = field.m.iter().zip(&field.home).zip(&field.u);
            shares
                .map(|((m, home), u)| [m.ln(), home.ln(), u.max(1e-12).ln()])
                .collect()
        };
        Self(model.fields.iter().map(of_field).collect())
    }
}

fn step(
    logs: &Logs,
    session: &Session,
    shares: [f64; 3],
    m_counts: &mut [Vec<f64>],
    home_counts: &mut [Vec<f64>],
) -> [f64; 3] {
    let mut sums = [1.0, 1.0, 1.0];
    for &(levels, count) in &session.patterns {
        let mut log = shares.map(f64::ln);
        for (place, field) in logs.0.iter().enumerate() {
            let level = levels.of(place);
            if level == MISSING || session.asked >> place & 1 == 1 {
                continue;
            }
            for (log, more) in log.iter_mut().zip(field[usize::from(level)]) {
                *log += more;
            }
        }
        let highest = log.iter().copied().fold(f64::MIN, f64::max);
        let odds = log.map(|log| (log - highest).exp());
        let all: f64 = odds.iter().sum();
        let count = f64::from(count);
        for (sum, odds) in sums.iter_mut().zip(odds) {
            *sum += count * odds / all;
        }
        for place in 0..logs.0.len() {
            let level = levels.of(place);
            if level != MISSING && session.asked >> place & 1 == 0 {
                m_counts[place][usize::from(level)] += count * odds[0] / all;
                home_counts[place][usize::from(level)] += count * odds[1] / all;
            }
        }
    }
    let all: f64 = sums.iter().sum();
    sums.map(|sum| sum / all)
}

/// Shares from counts.
fn settle(shares: &mut [f64], counts: &[f64]) {
    let all: f64 = counts.iter().sum();
    for (share, count) in shares.iter_mut().zip(counts) {
        *share = (count / all).max(1e-6);
    }
}
