//! Answers of people make a model sharper: how much each level is worth, and where the odds are even.
//!
//! Who is asked is asked about pairs that are hard to tell, so answers are no sample of all pairs, and counting levels
//! among them would teach that records of one person hardly agree. What can be learned from such pairs without that
//! error is what an agreement is worth given the pair: the weight of each level is moved as the answers want it, held
//! back by what was learned before.

use serde::Serialize;

use crate::hash;
use crate::model::{FieldModel, Model};

/// What somebody says of a pair that a model has weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The level of each of the model's fields; none where one of the two says nothing.
    pub levels: Vec<Option<u8>>,
    /// The weight that the model gave the pair, in bits.
    pub bits: f64,
    /// Whether the two are one and the same.
    pub same: bool,
}

/// How well a model agrees with answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// Bits of surprise an answer.
    pub log_loss: f64,
    /// Of the pairs at the threshold and over it, the share that is said to be one.
    pub precision: f64,
    /// Of the pairs that are said to be one, the share at the threshold and over it.
    pub recall: f64,
}

/// A model before and after, on answers that it did not learn from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HeldOut {
    /// How many answers.
    pub answers: usize,
    /// The model as it was.
    pub before: Agreement,
    /// Each answer by a model that learned from the others of five parts.
    pub after: Agreement,
}

/// What answers made of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Sharpened {
    /// The model; as it was, where the answers were too few or did not help.
    pub model: Model,
    /// The threshold.
    pub threshold: f64,
    /// How the two compare; none where there were too few answers to tell.
    pub held_out: Option<HeldOut>,
    /// Whether the model was changed.
    pub is_changed: bool,
}

/// Answers of either sort that are needed at least.
const OF_EITHER: usize = 10;
/// Parts that answers are divided into.
const PARTS: usize = 5;
/// How far the weight of a level may be expected to be wrong, in nats: one bit.
const LEVEL_SPREAD: f64 = 0.7;
/// The same of the threshold: three bits.
const THRESHOLD_SPREAD: f64 = 2.0;

/// Makes a model sharper by answers.
#[must_use]
pub fn sharpen(model: &Model, threshold: f64, answers: &[Answer]) -> Sharpened {
    let mut sharpened = Sharpened {
        model: model.clone(),
        threshold,
        held_out: None,
        is_changed: false,
    };
    let same = answers.iter().filter(|answer| answer.same).count();
    if same < OF_EITHER || answers.len() - same < OF_EITHER {
        return sharpened;
    }
    let part = |place: usize| (hash::mix(place as u64, 5) % PARTS as u64) as usize;
    let sizes: Vec<usize> = model.fields.iter().map(|field| field.m.len()).collect();
    let before: Vec<f64> = answers.iter().map(|answer| answer.bits - threshold).collect();
    let mut after = before.clone();
    for held in 0..PARTS {
        let learned = Shifts::learn(&sizes, answers, &before, |place| part(place) != held);
        for place in (0..answers.len()).filter(|&place| part(place) == held) {
            after[place] += learned.of(&answers[place]);
        }
    }
    let held_out = HeldOut {
        answers: answers.len(),
        before: agreement(answers, &before),
        after: agreement(answers, &after),
    };
    sharpened.held_out = Some(held_out);
    if held_out.after.log_loss < held_out.before.log_loss {
        let shifts = Shifts::learn(&sizes, answers, &before, |_| true);
        for (field, shifts) in sharpened.model.fields.iter_mut().zip(&shifts.levels) {
            for (level, &bits) in shifts.iter().enumerate() {
                shift(field, level, bits);
            }
        }
        sharpened.model.prior += shifts.threshold;
        sharpened.threshold -= shifts.threshold;
        sharpened.is_changed = true;
    }
    sharpened
}

/// Moves the weight of a level. At equality each value's own frequency stands for chance, so there m moves alone.
fn shift(field: &mut FieldModel, level: usize, bits: f64) {
    let is_top = level + 1 == field.m.len();
    let wanted = field.m[level] * bits.exp2();
    field.m[level] = wanted.clamp(1e-9, 1.0);
    if wanted > 1.0 && !is_top {
        field.u[level] = (field.u[level] / wanted).max(1e-9);
    }
}

/// By how many bits the weights of levels move, and the odds of all pairs.
struct Shifts {
    levels: Vec<Vec<f64>>,
    threshold: f64,
}

impl Shifts {
    /// The shifts that make answers likeliest, each held back towards none; one after the other until they stay.
    fn learn(sizes: &[usize], answers: &[Answer], bits: &[f64], is_taken: impl Fn(usize) -> bool) -> Self {
        const SWEEPS_MAX: usize = 100;
        let taken: Vec<usize> = (0..answers.len()).filter(|&place| is_taken(place)).collect();
        let mut odds: Vec<f64> = bits.iter().map(|bits| bits * std::f64::consts::LN_2).collect();
        let mut shifts: Vec<Vec<f64>> = sizes.iter().map(|&size| vec![0.0; size]).collect();
        let mut threshold = 0.0;
        let mut having: Vec<Vec<Vec<usize>>> = sizes.iter().map(|&size| vec![Vec::new(); size]).collect();
        for &place in &taken {
            for (field, level) in answers[place].levels.iter().enumerate() {
                if let Some(level) = level
                    && let Some(of_level) = having
                        .get_mut(field)
                        .and_then(|levels| levels.get_mut(usize::from(*level)))
                {
                    of_level.push(place);
                }
            }
        }
        let step = |odds: &mut [f64], shift: &mut f64, places: &[usize], spread: f64| -> f64 {
            let hold = 1.0 / (spread * spread);
            let (mut slope, mut bend) = (*shift * hold, hold);
            for &place in places {
                let likely = 1.0 / (1.0 + (-odds[place]).exp());
                slope += likely - f64::from(u8::from(answers[place].same));
                bend += likely * (1.0 - likely);
            }
            let moved = (-slope / bend).clamp(-1.0, 1.0);
            *shift += moved;
            places.iter().for_each(|&place| odds[place] += moved);
            moved.abs()
        };
        for _ in 0..SWEEPS_MAX {
            let mut moved = step(&mut odds, &mut threshold, &taken, THRESHOLD_SPREAD);
            for (field, levels) in having.iter().enumerate() {
                for (level, places) in levels.iter().enumerate().filter(|(_, places)| !places.is_empty()) {
                    moved = moved.max(step(&mut odds, &mut shifts[field][level], places, LEVEL_SPREAD));
                }
            }
            if moved < 1e-4 {
                break;
            }
        }
        let in_bits = |nats: f64| nats / std::f64::consts::LN_2;
        shifts
            .iter_mut()
            .flatten()
            .for_each(|shift| *shift = in_bits(*shift));
        Self {
            levels: shifts,
            threshold: in_bits(threshold),
        }
    }

    fn of(&self, answer: &Answer) -> f64 {
        let levels = answer.levels.iter().zip(&self.levels);
        let shifts = levels.filter_map(|(level, shifts)| shifts.get(usize::from((*level)?)));
        self.threshold + shifts.sum::<f64>()
    }
}

/// How well weights over the threshold agree with answers.
fn agreement(answers: &[Answer], over: &[f64]) -> Agreement {
    let (mut loss, mut right, mut found, mut same) = (0.0, 0.0, 0.0, 0.0);
    for (answer, &bits) in answers.iter().zip(over) {
        let odds = bits.clamp(-60.0, 60.0).exp2();
        let likely = if answer.same {
            odds / (1.0 + odds)
        } else {
            1.0 / (1.0 + odds)
        };
        loss -= likely.log2();
        same += f64::from(u8::from(answer.same));
        found += f64::from(u8::from(bits >= 0.0));
        right += f64::from(u8::from(answer.same && bits >= 0.0));
    }
    let share = |part: f64, whole: f64| if whole == 0.0 { 1.0 } else { part / whole };
    Agreement {
        log_loss: loss / answers.len().max(1) as f64,
        precision: share(right, found),
        recall: share(right, same),
    }
}
