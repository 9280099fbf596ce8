//! The matching policy: how customers of a side are weighed against each other, and what follows from the weight.
//!
//! A text with versions, as all policies are: limits that people set, and what the engine learned.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base::Clock;
use ecif_sql::queries::source as sql;
use linkage::{Learned, Reading, Scorer};
use pg::{Actor, Database, Tx};
use serde::{Deserialize, Serialize};

use super::row::{Row, Side};
use crate::change::{ChangeError, Entry, take_turn};

/// What follows from a weight, in bits over even odds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// From here on a pair is looked at first.
    pub upper: f64,
    /// Below this nothing is proposed.
    pub lower: f64,
    /// Whether pairs over the upper limit are joined without anybody looking. This departs from RULE 1, which joins
    /// only what is equal.
    #[serde(default)]
    pub automatic: bool,
}

/// Why a text is no matching policy.
#[derive(Debug, thiserror::Error)]
pub enum MatchPolicyError {
    /// Not TOML of the expected shape.
    #[error("the matching policy cannot be read: {0}")]
    Shape(String),
    /// Limits that exclude each other.
    #[error("limits.{field}: {problem}")]
    Limits {
        /// Which limit.
        field: &'static str,
        /// What is wrong, and what to do.
        problem: &'static str,
    },
    /// What was learned is of other columns.
    #[error("the model compares {0}, which is no column of what is compared")]
    Columns(String),
}

/// A matching policy, ready to weigh.
#[derive(Debug)]
pub struct MatchPolicy {
    /// Whom it is about.
    pub side: Side,
    /// The version; 0 is the one that comes with the product.
    pub version: i32,
    /// What follows from a weight.
    pub limits: Limits,
    /// What was learned.
    pub learned: Learned,
    /// The engine, with what was learned.
    pub scorer: Scorer,
    /// For each column of the engine its place in a row.
    places: Vec<usize>,
}

impl MatchPolicy {
    /// The one that comes with the product: learned from a synthetic bank.
    #[must_use]
    pub const fn shipped(side: Side) -> &'static str {
        match side {
            Side::Persons => include_str!("persons.toml"),
            Side::Organisations => include_str!("organisations.toml"),
        }
    }

    /// Reads a policy.
    ///
    /// # Errors
    /// [`MatchPolicyError`] naming what is wrong.
    pub fn parse(side: Side, version: i32, text: &str) -> Result<Self, MatchPolicyError> {
        let shape = |error: toml::de::Error| MatchPolicyError::Shape(error.to_string());
        let mut rest: toml::Table = toml::from_str(text).map_err(shape)?;
        let limits = rest.remove("limits").ok_or(MatchPolicyError::Limits {
            field: "upper",
            problem: "there are no limits; write `limits = { upper = 10.0, lower = -3.0 }` at the beginning",
        })?;
        let limits: Limits = limits.try_into().map_err(shape)?;
        let learned = Learned::from_toml(&rest.to_string())
            .map_err(|error| MatchPolicyError::Shape(error.to_string()))?;
        Self::of(side, version, limits, learned)
    }

    /// A policy of its parts.
    ///
    /// # Errors
    /// [`MatchPolicyError`] naming what is wrong.
    pub fn of(side: Side, version: i32, limits: Limits, learned: Learned) -> Result<Self, MatchPolicyError> {
        let wrong = |field, problem| Err(MatchPolicyError::Limits { field, problem });
        if !limits.lower.is_finite() || !(-40.0..=40.0).contains(&limits.lower) {
            return wrong("lower", "set it between -40 and 40 bits");
        }
        if !limits.upper.is_finite() || !(-40.0..=80.0).contains(&limits.upper) {
            return wrong("upper", "set it between -40 and 80 bits");
        }
        if limits.upper < limits.lower {
            return wrong(
                "upper",
                "it is under the lower limit; raise it, or lower the other",
            );
        }
        let scorer = Scorer::new(&learned);
        let place = |(name, _): &(String, linkage::Kind)| {
            let found = side.columns().iter().position(|column| column.name == name);
            found.ok_or_else(|| MatchPolicyError::Columns(name.clone()))
        };
        let places = scorer.columns().iter().map(place).collect::<Result<_, _>>()?;
        Ok(Self {
            side,
            version,
            limits,
            learned,
            scorer,
            places,
        })
    }

    /// The policy as a readable text.
    ///
    /// # Errors
    /// [`MatchPolicyError::Shape`], should a number have no text.
    pub fn to_text(&self) -> Result<String, MatchPolicyError> {
        let learned = self.learned.to_toml();
        let learned = learned.map_err(|error| MatchPolicyError::Shape(error.to_string()))?;
        let Limits {
            upper,
            lower,
            automatic,
        } = self.limits;
        Ok(format!(
            "limits = {{ upper = {upper:?}, lower = {lower:?}, automatic = {automatic} }}\n{learned}"
        ))
    }

    /// A row as the engine reads it.
    #[must_use]
    pub fn read(&self, row: &Row) -> Reading {
        let value = |place: &usize| row.get(*place).and_then(Option::as_deref);
        let values: Vec<Option<&str>> = self.places.iter().map(value).collect();
        self.scorer.read(&values)
    }

    /// Weight over even odds, in bits.
    #[must_use]
    pub fn over_even(&self, bits: f32) -> f32 {
        bits - self.scorer.threshold() as f32
    }

    /// What a weight over even odds means.
    #[must_use]
    pub fn category(&self, bits: f32) -> Option<&'static str> {
        let bits = f64::from(bits);
        if bits >= self.limits.upper {
            Some("priority")
        } else if bits >= self.limits.lower {
            Some("review")
        } else {
            None
        }
    }

    /// The policy in force.
    ///
    /// # Errors
    /// Whatever the store answers, or [`ChangeError::Matching`].
    pub async fn in_force(tx: &Tx, side: Side) -> Result<Arc<Self>, ChangeError> {
        let stored = sql::policy().bind(&**tx, &side.policy(), &i64::MAX).opt().await?;
        match stored {
            Some(row) => Self::read_once(side, row.version, &row.body),
            None => Self::read_once(side, 0, Self::shipped(side)),
        }
    }
}

/// Puts a policy in force as a new version, and has everybody weighed by it.
///
/// # Errors
/// [`ChangeError::Matching`] when the text is no policy; otherwise whatever the store answers. Nothing changes then.
pub(super) async fn put(
    database: &Database,
    clock: &dyn Clock,
    actor: &Actor,
    side: Side,
    text: &str,
    note: Option<&str>,
) -> Result<i32, ChangeError> {
    MatchPolicy::parse(side, 0, text)?;
    let tx = database.begin(actor).await?;
    if !take_turn(&tx, TURN).await? {
        return Err(ChangeError::Busy);
    }
    let id = sql::last_change().bind(&*tx).one().await? + 1;
    let before = sql::policy().bind(&*tx, &side.policy(), &i64::MAX).opt().await?;
    let version = before.map_or(0, |policy| policy.version) + 1;
    sql::insert_policy()
        .bind(&*tx, &side.policy(), &version, &text, &id)
        .await?;
    let report = serde_json::json!({ "policies": [format!("{} {version}", side.policy())], "note": note });
    let entry = Entry {
        id,
        kind: "policy",
        actor,
        report: &report,
        carried: None,
    };
    entry.write(&tx, clock).await?;
    super::job::search_again(&tx, clock, &actor.id).await?;
    tx.commit().await?;
    Ok(version)
}

/// How long a new policy waits for acts under way.
const TURN: Duration = Duration::from_secs(30);

/// Both policies in force.
#[derive(Debug, Clone)]
pub(super) struct Policies {
    pub(super) persons: Arc<MatchPolicy>,
    pub(super) organisations: Arc<MatchPolicy>,
}

impl Policies {
    pub(super) async fn in_force(tx: &Tx) -> Result<Self, ChangeError> {
        Ok(Self {
            persons: MatchPolicy::in_force(tx, Side::Persons).await?,
            organisations: MatchPolicy::in_force(tx, Side::Organisations).await?,
        })
    }

    pub(super) fn of(&self, side: Side) -> &MatchPolicy {
        match side {
            Side::Persons => &self.persons,
            Side::Organisations => &self.organisations,
        }
    }

    /// With another policy for its side.
    pub(super) fn with(mut self, policy: Arc<MatchPolicy>) -> Self {
        match policy.side {
            Side::Persons => self.persons = policy,
            Side::Organisations => self.organisations = policy,
        }
        self
    }
}

/// Policies that were read lately: each act weighs by them, and reading takes longer than weighing.
static READ: Mutex<Vec<(String, Arc<MatchPolicy>)>> = Mutex::new(Vec::new());
/// How many are kept.
const READ_MAX: usize = 4;

impl MatchPolicy {
    /// Reads a policy that was perhaps read lately.
    pub(super) fn read_once(side: Side, version: i32, text: &str) -> Result<Arc<Self>, ChangeError> {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let known = read
            .iter()
            .find(|(body, policy)| policy.side == side && policy.version == version && body == text);
        if let Some((_, policy)) = known {
            return Ok(policy.clone());
        }
        let policy = Arc::new(Self::parse(side, version, text)?);
        if read.len() >= READ_MAX {
            read.remove(0);
        }
        read.push((text.to_owned(), policy.clone()));
        Ok(policy)
    }
}
