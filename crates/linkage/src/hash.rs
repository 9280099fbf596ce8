//! One fast hash, the same on every machine and in every version: what is derived from it is written into files
//! and compared between runs.

use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const ODD: u64 = 0xD6E8_FEB8_6659_FD93;

/// Two words as one.
#[inline]
pub fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ SEED) * u128::from(other ^ ODD);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The hash of some bytes.
#[inline]
pub fn bytes(bytes: &[u8]) -> u64 {
    let mut state = mix(bytes.len() as u64, SEED);
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        state = mix(state, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(tail) {
        *to = *from;
    }
    mix(state, u64::from_le_bytes(last))
}

/// Numbers that look random and are the same in every run: for samples.
#[derive(Debug, Clone)]
pub struct Sequence(u64);

impl Sequence {
    /// A sequence of its own for each seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(mix(seed, SEED))
    }

    /// The next number below a bound; 0 for the bound 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(SEED);
        let word = mix(self.0, 0x2545_F491_4F6C_DD1D);
        ((u128::from(word) * u128::from(bound)) >> 64) as u64
    }
}

/// Rows by their keys; those of the key 0 only if `with_zero`. Keys are hashes: they are first dealt out by their
/// highest bits, to stretches that stay close to the processor while they are sorted.
#[must_use]
pub fn by_key(keys: Vec<u64>, with_zero: bool) -> Vec<(u64, u32)> {
    /// Rows of a stretch, about.
    const STRETCH: usize = 4096;
    let bits = (keys.len() / STRETCH).max(1).ilog2().min(12);
    let stretch = |key: u64| {
        if bits == 0 {
            0
        } else {
            (key >> (64 - bits)) as usize
        }
    };
    let mut ends = vec![0_usize; (1 << bits) + 1];
    for &key in keys.iter().filter(|&&key| key != 0 || with_zero) {
        ends[stretch(key) + 1] += 1;
    }
    for place in 1..ends.len() {
        ends[place] += ends[place - 1];
    }
    let mut next = ends.clone();
    let mut keyed = vec![(0, 0); *ends.last().unwrap_or(&0)];
    for (row, key) in (0..).zip(keys) {
        if key != 0 || with_zero {
            let to = &mut next[stretch(key)];
            keyed[*to] = (key, row);
            *to += 1;
        }
    }
    let mut rest = keyed.as_mut_slice();
    let mut stretches = Vec::with_capacity(ends.len());
    for bounds in ends.windows(2) {
        let (first, others) = rest.split_at_mut(bounds[1] - bounds[0]);
        stretches.push(first);
        rest = others;
    }
    stretches
        .into_par_iter()
        .for_each(|stretch: &mut [(u64, u32)]| stretch.sort_unstable());
    keyed
}

/// A map that hashes as this module does: quick, and the same in every run.
pub type Map<K, V> = hashbrown::HashMap<K, V, BuildHasherDefault<Words>>;

/// Hashes words one after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words(u64);

impl Hasher for Words {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, more: &[u8]) {
        self.0 = mix(self.0, bytes(more));
    }

    fn write_u32(&mut self, word: u32) {
        self.0 = mix(self.0, u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = mix(self.0, word);
    }

    fn write_usize(&mut self, word: usize) {
        self.0 = mix(self.0, word as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: whatever the number of rows and however many share a key, they stand as a plain sort puts them.
    #[test]
    fn rows_by_key() {
        for rows in [0_usize, 1, 5, 9_000, 70_000] {
            for keys in [3, 1_000, u64::MAX] {
                let mut sequence = Sequence::new(rows as u64);
                let drawn: Vec<u64> = (0..rows).map(|_| mix(sequence.below(keys), 5)).collect();
                let drawn: Vec<u64> = drawn.iter().map(|key| key * (key % 4).min(1)).collect();
                for with_zero in [false, true] {
                    let mut wanted: Vec<(u64, u32)> = drawn.iter().copied().zip(0..).collect();
                    wanted.retain(|&(key, _)| key != 0 || with_zero);
                    wanted.sort_unstable();
                    assert_eq!(by_key(drawn.clone(), with_zero), wanted);
                }
            }
        }
    }
}
