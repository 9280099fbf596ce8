//! The random draws of the bank: one small generator an entity, each a pure function of what it is for.
//!
//! The generator is our own SplitMix64 and not a crate's, because its stream is part of what a seed means:
//! a crate may change how it draws a range between versions, and every recorded seed would then name
//! another bank.

/// What a generator is for; two purposes never share a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Block = 1,
    Company = 2,
    Institution = 3,
    PersonRecord = 4,
    OrganisationRecord = 5,
    Account = 6,
    Relation = 7,
    Staff = 8,
    NextDay = 9,
    Balance = 10,
    FlatFile = 11,
    Presence = 12,
}

/// A stream of draws.
#[derive(Debug, Clone)]
pub(crate) struct Dice {
    state: u64,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Scrambles 64 bits; the finaliser of SplitMix64, a bijection.
pub(crate) fn scramble(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

impl Dice {
    /// The stream of the entity `index` for one purpose under a seed; `part` tells streams of one entity apart.
    pub(crate) fn new(seed: u64, purpose: Purpose, index: u64, part: u64) -> Self {
        let state = [purpose as u64, index, part]
            .into_iter()
            .fold(scramble(seed ^ GOLDEN), |state, word| {
                scramble(state.wrapping_add(GOLDEN) ^ scramble(word))
            });
        Self { state }
    }

    pub(crate) fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        scramble(self.state)
    }

    /// A number from 0 up to, not including, `limit`; 0 when the limit is 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.draw()) * u128::from(limit)) >> 64) as u64
    }

    /// A number of the closed range.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// A number with many small values and few large ones: below two to the power of a number of the range.
    pub(crate) fn skewed(&mut self, low: i64, high: i64) -> u64 {
        let limit = 1 << self.between(low, high);
        self.below(limit)
    }

    /// True with the probability `rate`.
    pub(crate) fn chance(&mut self, rate: f64) -> bool {
        ((self.draw() >> 11) as f64) < rate * (1_u64 << 53) as f64
    }

    /// One of the items, each as likely.
    ///
    /// # Panics
    /// When there are no items: every list here is a constant with some.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }

    /// The index of a weight, as likely as its share.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
        let mut rest = self.below(total);
        weights
            .iter()
            .position(|weight| {
                let hit = rest < u64::from(*weight);
                rest = rest.saturating_sub(u64::from(*weight));
                hit
            })
            .unwrap_or(0)
    }
}

/// A list whose items are drawn by their weights.
#[derive(Debug)]
pub(crate) struct Urn<T> {
    items: Vec<T>,
    sums: Vec<u64>,
}

impl<T> Urn<T> {
    /// Fills the urn; a weight of 0 is never drawn.
    pub(crate) fn new(items: impl IntoIterator<Item = (T, u64)>) -> Self {
        let mut sum = 0;
        let (items, sums) = items
            .into_iter()
            .map(|(item, weight)| {
                sum += weight;
                (item, sum)
            })
            .unzip();
        Self { items, sums }
    }

    pub(crate) fn draw(&self, dice: &mut Dice) -> &T {
        let at = dice.below(self.sums.last().copied().unwrap_or(0));
        &self.items[self.sums.partition_point(|sum| *sum <= at)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_by_every_part_of_their_name() {
        let first = |purpose, index, part| Dice::new(7, purpose, index, part).draw();
        let base = first(Purpose::Block, 1, 1);
        assert_eq!(base, first(Purpose::Block, 1, 1));
        assert_ne!(base, first(Purpose::Company, 1, 1));
        assert_ne!(base, first(Purpose::Block, 2, 1));
        assert_ne!(base, first(Purpose::Block, 1, 2));
        assert_ne!(base, Dice::new(8, Purpose::Block, 1, 1).draw());
    }

    #[test]
    fn an_urn_draws_by_weight() {
        let urn = Urn::new([("rare", 1), ("never", 0), ("often", 9)]);
        let mut dice = Dice::new(1, Purpose::Block, 0, 0);
        let mut counts = [0; 3];
        for _ in 0..10_000 {
            match *urn.draw(&mut dice) {
                "rare" => counts[0] += 1,
                "never" => counts[1] += 1,
                _ => counts[2] += 1,
            }
        }
        assert_eq!(counts[1], 0);
        assert!((900..1_100).contains(&counts[0]), "{counts:?}");
    }
}
