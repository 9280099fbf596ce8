//! A customer as of any moment, with the reason for each value.
//!
//! Two axes: `as_of`, what the bank knew at that instant, and `valid_on`, the business date; both default to now.
//! Nothing is read from the golden record: it is derived again from the records as they were known, which is how
//! the same answer can be given for every moment.

mod agreement;
mod combined;
mod history;
pub mod holdings;
mod json;
mod party;
mod records;
pub mod routes;
pub mod view;
mod visible;

use base::{Date, RecordId, Timestamp};
use pg::DbError;
use standards::document::DocumentType;

pub use agreement::{AgreementView, PartView, RelationView};
pub use history::{Happened, Happening, VersionView, timeline, versions};
pub use party::{agreements, explain, relations};
pub use visible::{Ground, GroundKind};

use crate::change::ChangeError;
use crate::survive::{Golden, GoldenIdentification, Reason};

/// Which customer is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// By a customer number, any that was ever given.
    Number(i64),
    /// By a source's own key.
    SourceKey {
        /// The source.
        source: String,
        /// The key.
        key: String,
    },
}

/// A customer and why it is so.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The number that answers.
    pub number: i64,
    /// The number asked, when another answers for it.
    pub asked: Option<i64>,
    /// The version of the customer that answers now, whatever moment was asked for: what a correction is based on.
    pub version: i64,
    /// Who sees the customer now, as tokens.
    pub visible_to: Vec<String>,
    /// The instant on the axis of knowledge.
    pub as_of: Timestamp,
    /// The business date.
    pub valid_on: Date,
    /// What survives.
    pub golden: Golden,
    /// Each attribute's candidates, best first.
    pub values: Vec<ExplainedValue>,
    /// The records that make the customer.
    pub records: Vec<RecordView>,
    /// Agreements it holds.
    pub agreements: Vec<AgreementView>,
    /// Its ties to others.
    pub relations: Vec<RelationView>,
    /// Customers that a rule names as similar.
    pub similar: Vec<SimilarView>,
    /// Other numbers that forward here.
    pub former_numbers: Vec<i64>,
    /// The survivorship policy's limit of age.
    pub stale_after_months: i32,
}

/// An attribute's winner and losers.
#[derive(Debug, Clone)]
pub struct ExplainedValue {
    /// The attribute's name.
    pub attribute: &'static str,
    /// Candidates, best first; those that survive come first.
    pub candidates: Vec<CandidateView>,
}

/// A candidate and what became of it.
#[derive(Debug, Clone)]
pub struct CandidateView {
    /// The value.
    pub value: String,
    /// Who says so.
    pub source: String,
    /// The record's key in its source.
    pub key: String,
    /// The record.
    pub record: RecordId,
    /// Since when it says so.
    pub since: Date,
    /// How far it was checked.
    pub verification: &'static str,
    /// It is too old for its level to count.
    pub stale: bool,
    /// It survives.
    pub survives: bool,
    /// For a survivor: what set it above the next. For a loser: what set the winner above it.
    pub reason: Reason,
}

/// One record of the customer.
#[derive(Debug, Clone)]
pub struct RecordView {
    /// The record.
    pub record: RecordId,
    /// Its source.
    pub source: String,
    /// Its key there.
    pub key: String,
    /// The unit that keeps it.
    pub unit: Option<String>,
    /// How many versions are known.
    pub versions: usize,
    /// The business date of the version in force.
    pub business_date: Date,
    /// Since when it belongs to this customer.
    pub since: Timestamp,
    /// Why: the rule and the kind of key, or `alone`.
    pub cause: String,
    /// The day it went from its source.
    pub gone_on: Option<Date>,
    /// What it carries, as typed.
    pub identifications: Vec<(DocumentType, String)>,
    /// Quality findings: rule and field.
    pub findings: Vec<(String, String)>,
}

/// A customer that a rule names as similar.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SimilarView {
    /// Its number; none of one out of the actor's sight.
    pub number: Option<i64>,
    /// Its name; empty of one out of sight.
    pub name: String,
    /// Of one out of sight the branches that keep it, and nothing more.
    pub branches: Vec<String>,
    /// The rule.
    pub rule: String,
}

/// Why a customer cannot be explained.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// No such number was ever given.
    #[error("no customer has the number {0}; was a digit mistyped?")]
    NoNumber(String),
    /// The number was given later.
    #[error("the number {number} was given only on {given}; at the moment asked for there was none")]
    NotYet {
        /// The number.
        number: String,
        /// When it was given.
        given: Timestamp,
    },
    /// The customer is out of the actor's sight.
    #[error("this customer is kept elsewhere: ask branch {}", branches.join(", "))]
    Elsewhere {
        /// The branches that keep it.
        branches: Vec<String>,
    },
    /// No such record.
    #[error("source `{source_name}` has told of no customer with the key `{key}`")]
    NoRecord {
        /// The source.
        source_name: String,
        /// The key.
        key: String,
    },
    /// None of its records says anything yet on that day.
    #[error("no source had said anything of customer {number} for {valid_on} or before, as known at {as_of}")]
    Silent {
        /// The number.
        number: String,
        /// The business date.
        valid_on: Date,
        /// The instant.
        as_of: Timestamp,
    },
    /// The store failed.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for ExplainError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Explanation {
    /// The customer's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.golden.name()
    }

    /// Its documents, the primary one first.
    #[must_use]
    pub fn identifications(&self) -> &[GoldenIdentification] {
        &self.golden.identifications
    }
}
