//! One fast hash, the same on every machine and in every version: what is derived from it is written into files
//! and compared between runs.

use std::hash::{BuildHasherDefault, Hasher};

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
