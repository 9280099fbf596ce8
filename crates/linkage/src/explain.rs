//! Why a pair has the weight it has: every part by name, in bits, with the values and how frequent they are.

use serde::Serialize;

use crate::block::choose;
use crate::cluster;
use crate::form;
use crate::linked::Linked;
use crate::model::{FieldModel, Weights};
use crate::pair::{Layout, MISSING, Pair};

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

/// What two records held against each other come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
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
    /// What decided, in words.
    pub because: String,
}

/// Why a pair of a run has its weight, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What the two records come to; `because` speaks of the run.
    #[serde(flatten)]
    pub comparison: Comparison,
    /// Whether the two are in one cluster.
    pub joined: bool,
    /// The passes in which the two met; none, if they were never looked at.
    pub met_by: Vec<String>,
}

impl Comparison {
    /// Holds two records against each other.
    pub(crate) fn of(
        fields: &[FieldModel],
        layout: &Layout,
        weights: &Weights,
        threshold: f64,
        pair: &mut impl Pair,
    ) -> Self {
        let levels = layout.levels(pair, None).unwrap_or_default();
        let mut parts = Vec::with_capacity(fields.len());
        let (mut sum, mut home) = (0.0_f32, 0.0_f32);
        for (place, field) in fields.iter().enumerate() {
            let level = levels.of(place);
            let is_same = level == layout.same(place);
            let (mut bits, mut frequency) = (0.0, 0.0);
            if level != MISSING {
                bits = weights.levels[place][level as usize];
                frequency = if is_same {
                    pair.frequency(weights, place)
                } else {
                    0.0
                };
                sum += bits + frequency;
                home += weights.home[place][level as usize] + frequency;
            }
            let (one, other) = pair.values(place);
            parts.push(Part {
                field: field.field.clone(),
                kind: field.kind.as_str(),
                level: form::levels(field.kind)
                    .get(level as usize)
                    .map_or("missing", |level| level.name),
                one: one.text().to_owned(),
                other: other.text().to_owned(),
                bits: f64::from(bits),
                frequency_bits: f64::from(frequency),
                rows_with_it: if is_same { pair.rows_with_it(place) } else { None },
            });
        }
        let household = weights.household(home);
        let bits = f64::from(sum - household);
        let mut comparison = Self {
            bits,
            threshold,
            probability: probability(bits, threshold),
            parts,
            household_bits: f64::from(-household),
            kept_apart: layout.is_parted(pair),
            because: String::new(),
        };
        comparison.because = if comparison.kept_apart {
            "permanent identifiers that differ keep them apart".to_owned()
        } else if bits >= threshold {
            format!(
                "over the threshold, most of all by {}",
                comparison.weightiest(true)
            )
        } else {
            format!(
                "under the threshold, most of all by {}",
                comparison.weightiest(false)
            )
        };
        comparison
    }

    /// The part that speaks most for one, or most against.
    fn weightiest(&self, speaks_for: bool) -> String {
        let signed = |part: &&Part| {
            let bits = part.bits + part.frequency_bits;
            if speaks_for { bits } else { -bits }
        };
        let found = self
            .parts
            .iter()
            .max_by(|one, other| signed(one).total_cmp(&signed(other)));
        found.map_or_else(String::new, |part| format!("{}: {}", part.field, part.level))
    }
}

/// The probability that a weight means one person: even at the threshold, which the clusters have calibrated.
pub fn probability(bits: f64, threshold: f64) -> f64 {
    let odds = (bits - threshold).clamp(-60.0, 60.0).exp2();
    odds / (1.0 + odds)
}

impl Linked {
    /// Explains a pair of places.
    #[must_use]
    pub fn explain(&self, one: u32, other: u32) -> Explanation {
        let mut pair = self.plan.pair(one, other);
        let (model, layout) = (&self.model.fields, &self.plan.layout);
        let comparison = Comparison::of(model, layout, &self.weights, self.threshold, &mut pair);
        let met_by: Vec<String> = self
            .passes
            .rules
            .iter()
            .enumerate()
            .filter(|(pass, _)| self.passes.meet(*pass, one, other))
            .map(|(_, rule)| choose::name(&self.plan, &self.atoms, rule))
            .collect();
        let mut explanation = Explanation {
            joined: self.clusters.of[one as usize] == self.clusters.of[other as usize],
            comparison,
            met_by,
        };
        match self.ties.verdict(one, other) {
            Some(true) => explanation.comparison.because = "somebody said that they are one".to_owned(),
            _ if self.ties.part(one, other) => {
                explanation.comparison.kept_apart = true;
                explanation.comparison.because = cluster::Refusal::KeptApart.as_str().to_owned();
            }
            _ => {}
        }
        if self.ties.verdict(one, other).is_none()
            && let Some(because) = explanation.decision()
        {
            explanation.comparison.because = because;
        }
        explanation
    }

    /// The probability that a weight means one person.
    #[must_use]
    pub fn probability(&self, bits: f64) -> f64 {
        probability(bits, self.threshold)
    }
}

impl Explanation {
    /// What the run made of the pair, where that is more than its weight says.
    fn decision(&self) -> Option<String> {
        let pair = &self.comparison;
        let is_over = pair.bits >= pair.threshold;
        if pair.kept_apart {
            None
        } else if self.joined && is_over {
            Some(format!("joined, most of all by {}", pair.weightiest(true)))
        } else if self.joined {
            Some("joined through other records of the cluster".to_owned())
        } else if is_over && self.met_by.is_empty() {
            Some("over the threshold, but no pass brought them together".to_owned())
        } else if is_over {
            Some("over the threshold, but their clusters do not hang together otherwise".to_owned())
        } else {
            None
        }
    }
}
