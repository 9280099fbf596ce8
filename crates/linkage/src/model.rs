//! The model of Fellegi and Sunter: how often each level of agreement is met between records of one person, of two
//! persons, and of two persons of one household.

mod chance;
mod em;

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::form;
use crate::kind::Kind;
use crate::learned::LEARNED_VERSION;
use crate::pair::{Layout, Levels, MISSING, Pair, Plan};

pub use chance::chance;
pub use em::{Session, train};

/// The levels of a field and how often each is met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldModel {
    /// The field's name.
    pub field: String,
    /// What it holds.
    pub kind: Kind,
    /// Names of the levels, lowest first.
    pub levels: Vec<String>,
    /// Between records of one person.
    pub m: Vec<f64>,
    /// Between records of any two persons.
    pub u: Vec<f64>,
    /// Between records of two persons of one household.
    pub home: Vec<f64>,
    /// Fields that say it already: where one of them agrees, this one is not counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said_by: Vec<String>,
}

/// The model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The format of this file.
    pub version: u32,
    /// log2 of the odds that two records drawn at random are of one person.
    pub prior: f64,
    /// Pairs of one household for each pair of strangers.
    pub home_share: f64,
    /// Whether training came to rest; if not, the weights are the named conservative ones.
    pub converged: bool,
    /// The fields.
    pub fields: Vec<FieldModel>,
}

/// The version this program writes.
pub const VERSION: u32 = 1;

/// Why a file is no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It is not TOML, or lacks something.
    #[error("this is no model: {0}")]
    Unreadable(String),
    /// Another version of the format.
    #[error("the model is of version {0}; this program reads versions {VERSION} and {LEARNED_VERSION}")]
    Version(u32),
    /// A field does not have the levels that this program compares by, or a share that is none.
    #[error("field {field}: {problem}")]
    Field {
        /// Which.
        field: String,
        /// What is wrong.
        problem: String,
    },
}

impl Model {
    /// The model before anything is learned: what is expected of each kind, and what chance does.
    #[must_use]
    pub fn expected(fields: &[Field], u: Vec<Vec<f64>>) -> Self {
        let fields = fields
            .iter()
            .zip(u)
            .map(|(field, u)| {
                let levels = form::levels(field.kind);
                let m: Vec<f64> = levels.iter().map(|level| level.expected).collect();
                let home = at_home(field.kind, &m, &u);
                FieldModel {
                    field: field.name.clone(),
                    kind: field.kind,
                    levels: levels.iter().map(|level| level.name.to_owned()).collect(),
                    m,
                    u,
                    home,
                    said_by: Vec::new(),
                }
            })
            .collect();
        Self {
            version: VERSION,
            prior: -20.0,
            home_share: 1e-6,
            converged: false,
            fields,
        }
    }
}

impl Model {
    /// The model as a readable file.
    ///
    /// # Errors
    /// [`ModelError::Unreadable`], should a number have no text.
    pub fn to_toml(&self) -> Result<String, ModelError> {
        toml::to_string_pretty(self).map_err(|error| ModelError::Unreadable(error.to_string()))
    }

    /// Reads what [`Self::to_toml`] wrote, perhaps changed by hand.
    ///
    /// # Errors
    /// [`ModelError`] with what is wrong.
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        let model: Self = toml::from_str(text).map_err(|error| ModelError::Unreadable(error.to_string()))?;
        model.check()?;
        Ok(model)
    }

    /// Whether it is one that this program can weigh by.
    pub(crate) fn check(&self) -> Result<(), ModelError> {
        if self.version != VERSION {
            return Err(ModelError::Version(self.version));
        }
        for field in &self.fields {
            let wrong = |problem: &str| ModelError::Field {
                field: field.field.clone(),
                problem: problem.to_owned(),
            };
            let levels = form::levels(field.kind);
            if field.levels.iter().ne(levels.iter().map(|level| level.name)) {
                return Err(wrong("its levels are not those of its kind"));
            }
            for shares in [&field.m, &field.u, &field.home] {
                if shares.len() != levels.len() || shares.iter().any(|share| !(0.0..=1.0).contains(share)) {
                    return Err(wrong("a share for each level, between 0 and 1, is wanted"));
                }
            }
        }
        let sane = self.prior.is_finite() && self.home_share.is_finite() && self.home_share >= 0.0;
        if sane {
            Ok(())
        } else {
            Err(ModelError::Unreadable("its prior is no number".to_owned()))
        }
    }

    /// Notes which fields say already what others say.
    pub fn nest(&mut self, implied: &[(usize, u64)]) {
        for &(wide, follows) in implied {
            let name = self.fields[wide].field.clone();
            for place in (0..self.fields.len()).filter(|place| follows >> place & 1 == 1) {
                self.fields[place].said_by.push(name.clone());
            }
        }
    }

    /// For some fields a bit for each other whose agreement follows from theirs.
    #[must_use]
    pub fn implied(&self) -> Vec<(usize, u64)> {
        let of_field = |wide: &FieldModel| {
            let follows = |field: &FieldModel| field.said_by.contains(&wide.field);
            let places = (0..self.fields.len()).filter(|&place| follows(&self.fields[place]));
            places.fold(0_u64, |mask, place| mask | 1 << place)
        };
        let masks = self.fields.iter().map(of_field).enumerate();
        masks.filter(|(_, mask)| *mask != 0).collect()
    }

    /// Takes over what another model knows of the same fields. Answers whether there was any.
    pub fn take_over(&mut self, known: &Self) -> bool {
        let mut taken = false;
        for field in &mut self.fields {
            let same = |other: &&FieldModel| other.field == field.field && other.kind == field.kind;
            if let Some(known) = known.fields.iter().find(same) {
                *field = known.clone();
                taken = true;
            }
        }
        if taken {
            self.prior = known.prior;
            self.home_share = known.home_share;
            self.converged = known.converged;
        }
        taken
    }
}

/// What is expected between members of a household: what they share agrees as of one person, the rest as by chance,
/// a little more often.
fn at_home(kind: Kind, m: &[f64], u: &[f64]) -> Vec<f64> {
    let share = match kind {
        Kind::Address | Kind::Postcode | Kind::Place | Kind::Position => 0.9,
        Kind::Surname => 0.7,
        Kind::Phone => 0.3,
        Kind::Company => 0.05,
        Kind::Date => 0.03,
        Kind::Sex | Kind::Code => 0.0,
        _ => 0.002,
    };
    let mut home: Vec<f64> = m
        .iter()
        .zip(u)
        .map(|(m, u)| share * m + (1.0 - share) * u)
        .collect();
    if kind == Kind::FullName && home.len() == 7 {
        // Parents and children share the surname, brothers and sisters often a character more.
        home = vec![0.40, 0.45, 0.12, 0.01, 0.005, 0.01, 0.005];
    }
    if kind == Kind::Company && home.len() == 8 {
        // Companies of one group share a stem; a company and its branches all but the branch.
        home = vec![0.52, 0.05, 0.10, 0.25, 0.02, 0.01, 0.01, 0.04];
    }
    home
}

/// Weights, ready for adding up.
#[derive(Debug, Clone)]
pub struct Weights {
    /// For each field and level, log2 of m over u.
    pub levels: Vec<Vec<f32>>,
    /// For each field and level, log2 of household over u.
    pub home: Vec<Vec<f32>>,
    /// For each field, the most that values can bring that are not equal.
    pub reach: Vec<f32>,
    /// For each field and value, what its frequency adds where both records have it.
    pub frequency: Vec<Vec<f32>>,
    /// log2 of the prior odds.
    pub prior: f64,
    /// log2 of the pairs of one household for each of strangers.
    pub home_bits: f32,
}

impl Weights {
    /// Of a model, for the values of a plan.
    #[must_use]
    pub fn new(model: &Model, plan: &Plan) -> Self {
        let frequency = model.fields.iter().zip(&plan.fields).map(|(model, field)| {
            let filled = field.filled;
            let counts = field.counts.iter();
            counts.map(|&count| model.frequency(count, filled)).collect()
        });
        Self::with(model, frequency.collect())
    }

    /// Of a model, where what values' frequency adds is known.
    #[must_use]
    pub fn with(model: &Model, frequency: Vec<Vec<f32>>) -> Self {
        let ratio = |a: f64, b: f64| (a.max(1e-9) / b.max(1e-9)).log2() as f32;
        let against_u = |shares: fn(&FieldModel) -> &Vec<f64>| -> Vec<Vec<f32>> {
            let fields = model.fields.iter();
            fields
                .map(|field| {
                    let pairs = shares(field).iter().zip(&field.u);
                    pairs.map(|(&share, &u)| ratio(share, u)).collect()
                })
                .collect()
        };
        let levels = against_u(|field| &field.m);
        let below = |weights: &Vec<f32>| weights.iter().rev().skip(1).copied().fold(0.0, f32::max);
        Self {
            reach: levels.iter().map(below).collect(),
            home: against_u(|field| &field.home),
            levels,
            frequency,
            prior: model.prior,
            home_bits: model.home_share.max(1e-30).log2() as f32,
        }
    }

    /// The weight of a pair in bits: what its fields say, what their values' frequency adds, what a household takes
    /// away. The prior is not in it.
    #[must_use]
    #[inline]
    pub fn of(&self, layout: &Layout, levels: Levels, pair: &impl Pair) -> f32 {
        let (mut bits, mut home) = (0.0_f32, 0.0_f32);
        for place in 0..layout.fields() {
            let level = levels.of(place);
            if level == MISSING {
                continue;
            }
            let mut extra = 0.0;
            if level == layout.same(place) {
                extra = pair.frequency(self, place);
            }
            bits += self.levels[place][level as usize] + extra;
            home += self.home[place][level as usize] + extra;
        }
        bits - self.household(home)
    }

    /// What is taken away because two members of one household would agree as much.
    #[must_use]
    pub fn household(&self, home: f32) -> f32 {
        let odds = home + self.home_bits;
        if odds < -20.0 {
            // Less than anybody could see, and so for most pairs.
            0.0
        } else if odds > 40.0 {
            odds
        } else {
            (1.0 + odds.exp2()).log2()
        }
    }

    /// The probability that a weight means one person.
    #[must_use]
    pub fn probability(&self, bits: f64) -> f64 {
        let odds = (bits + self.prior).clamp(-60.0, 60.0).exp2();
        odds / (1.0 + odds)
    }
}

impl FieldModel {
    /// What a value's frequency adds to the weight of equality: a rare one more, a frequent one less.
    #[must_use]
    pub fn frequency(&self, count: u32, filled: u64) -> f32 {
        let usual = self.u.last().copied().unwrap_or(1.0).max(1e-9);
        // The pair itself has the value twice.
        let share = f64::from(count.max(2)) / filled.max(1) as f64;
        ((usual / share).log2() as f32).clamp(-12.0, 12.0)
    }
}
