//! Why a pair has the weight it has: every part by name, in bits, with the values and how frequent they are.

use serde::Serialize;

use crate::block::choose;
use crate::form;
use crate::linked::Linked;
use crate::pair::MISSING;

/// What a field says of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The field.
    pub field: String,
    /// What it holds.
    pub kind: &'static str,
    /// The level at which the two stand; `missing` where one says nothing.
    pub level: &'static str,
    /// The normal form of the one's value.
    pub one: String,
    /// The normal form of the other's.
    pub other: String,
    /// What the level adds.
    pub bits: f64,
    /// What the frequency of a value that both have adds to that.
    pub frequency_bits: f64,
    /// Rows that have the value, where both have it.
    pub rows_with_it: Option<u32>,
}

/// Why a pair has its weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The weight in bits.
    pub bits: f64,
    /// The threshold at which a pair joins.
    pub threshold: f64,
    /// The probability that the two are one, as the clusters have calibrated it.
    pub probability: f64,
    /// What each field says.
    pub parts: Vec<Part>,
    /// What is taken away because members of a household would agree as much.
    pub household_bits: f64,
    /// Permanent identifiers, both right, that differ: the two are never joined.
    pub kept_apart: bool,
    /// Whether the two are in one cluster.
    pub joined: bool,
    /// The passes in which the two met; none, if they were never looked at.
    pub met_by: Vec<String>,
    /// What decided, in words.
    pub because: String,
}

impl Linked {
    /// Explains a pair of places.
    #[must_use]
    pub fn explain(&self, one: u32, other: u32) -> Explanation {
        let (a, b) = (self.plan.cells(one), self.plan.cells(other));
        let levels = self.plan.levels(one, other);
        let mut parts = Vec::with_capacity(self.plan.fields.len());
        let (mut sum, mut home) = (0.0_f32, 0.0_f32);
        for (place, field) in self.plan.fields.iter().enumerate() {
            let level = levels.of(place);
            let is_same = level == field.same();
            let (mut bits, mut frequency) = (0.0, 0.0);
            if level != MISSING {
                bits = self.weights.levels[place][level as usize];
                frequency = if is_same {
                    self.weights.frequency[place][a[place] as usize]
                } else {
                    0.0
                };
                sum += bits + frequency;
                home += self.weights.home[place][level as usize] + frequency;
            }
            parts.push(Part {
                field: field.name.clone(),
                kind: field.kind.as_str(),
                level: form::levels(field.kind)
                    .get(level as usize)
                    .map_or("missing", |level| level.name),
                one: field.texts.value(a[place]).to_owned(),
                other: field.texts.value(b[place]).to_owned(),
                bits: f64::from(bits),
                frequency_bits: f64::from(frequency),
                rows_with_it: is_same.then(|| field.counts[a[place] as usize]),
            });
        }
        let household = self.weights.household(home);
        let met_by: Vec<String> = self
            .passes
            .rules
            .iter()
            .enumerate()
            .filter(|(pass, _)| self.passes.meet(*pass, one, other))
            .map(|(_, rule)| choose::name(&self.plan, &self.atoms, rule))
            .collect();
        let mut explanation = Explanation {
            bits: f64::from(sum - household),
            threshold: self.threshold,
            probability: self.probability(f64::from(sum - household)),
            parts,
            household_bits: f64::from(-household),
            kept_apart: self.plan.is_parted(one, other),
            joined: self.clusters.of[one as usize] == self.clusters.of[other as usize],
            met_by,
            because: String::new(),
        };
        explanation.because = explanation.decision();
        explanation
    }

    /// The probability that a weight means one person: even at the threshold, which the clusters have calibrated.
    #[must_use]
    pub fn probability(&self, bits: f64) -> f64 {
        let odds = (bits - self.threshold).clamp(-60.0, 60.0).exp2();
        odds / (1.0 + odds)
    }
}

impl Explanation {
    fn decision(&self) -> String {
        let weightiest = |most: bool| {
            let signed = |part: &&Part| {
                if most {
                    part.bits + part.frequency_bits
                } else {
                    -part.bits - part.frequency_bits
                }
            };
            let found = self
                .parts
                .iter()
                .max_by(|one, other| signed(one).total_cmp(&signed(other)));
            found.map_or_else(String::new, |part| format!("{}: {}", part.field, part.level))
        };
        if self.kept_apart {
            "permanent identifiers that differ keep them apart".to_owned()
        } else if self.joined && self.bits >= self.threshold {
            format!("joined, most of all by {}", weightiest(true))
        } else if self.joined {
            "joined through other records of the cluster".to_owned()
        } else if self.bits >= self.threshold && self.met_by.is_empty() {
            "over the threshold, but no pass brought them together".to_owned()
        } else if self.bits >= self.threshold {
            "over the threshold, but their clusters do not hang together otherwise".to_owned()
        } else {
            format!("under the threshold, most of all by {}", weightiest(false))
        }
    }
}
