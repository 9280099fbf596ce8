//! How often two records agree by chance, without comparing records: equality exactly, from how often each value
//! stands there; the rest from values drawn by their frequency.

use rayon::prelude::*;

use crate::field::Field;
use crate::hash::Sequence;

/// For each field and level, how often two rows drawn at random stand at it, both having a value.
#[must_use]
pub fn chance(fields: &[Field]) -> Vec<Vec<f64>> {
    fields
        .par_iter()
        .enumerate()
        .map(|(place, field)| of_field(field, place as u64))
        .collect()
}

fn of_field(field: &Field, seed: u64) -> Vec<f64> {
    let filled = field.filled as f64;
    let pairs = filled * (filled - 1.0);
    let equal: f64 = field
        .counts
        .iter()
        .skip(1)
        .map(|&count| f64::from(count) * (f64::from(count) - 1.0))
        .sum();
    let same = usize::from(field.same());
    let mut u = vec![0.0; same + 1];
    // A value that all rows have tells nothing; one that no two have would tell everything.
    u[same] = if pairs > 0.0 {
        ((equal + 1.0) / (pairs + 2.0)).clamp(1e-9, 0.999)
    } else {
        0.5
    };
    if same > 1 {
        let drawn = draw(field, same, seed);
        let all: f64 = drawn.iter().sum();
        for (level, count) in drawn.iter().enumerate() {
            u[level] = (1.0 - u[same]) * count / all;
        }
    } else {
        u[0] = 1.0 - u[same];
    }
    u
}

/// How often each level below equality is met among values drawn by their frequency; half a time at least.
fn draw(field: &Field, same: usize, seed: u64) -> Vec<f64> {
    let filled: Vec<u32> = field.codes.iter().copied().filter(|&code| code != 0).collect();
    let wanted = filled.len().clamp(20_000, 100_000);
    let mut sequence = Sequence::new(seed);
    let mut drawn = vec![0.5; same];
    if filled.len() < 2 {
        return drawn;
    }
    for _ in 0..wanted {
        let mut pick = || filled[sequence.below(filled.len() as u64) as usize];
        let (one, other) = (pick(), pick());
        if one != other {
            drawn[usize::from(field.level(one, other))] += 1.0;
        }
    }
    drawn
}
