//! One act that changes what the bank knows: rows fall into their records' timelines, records into parties.
//!
//! A load and a single message are the same act with many rows or one. Everything an act does happens in one
//! transaction, so that it is seen whole or not at all.

mod bulk;
mod claim;
mod derive;
mod entry;
mod event;
mod found;
mod gone;
mod link;
mod pack;
mod place;
mod region;
mod rejudge;
mod settle;
mod sight;
mod sighting;
mod turn;
mod would;
mod write;

use std::collections::{BTreeMap, HashMap};

use base::{Clock, Date, Timestamp};
use pg::seal::Keyring;
use pg::{DbError, Tx};
use uuid::Uuid;

pub(crate) use bulk::{READ_INTO, SETTLED_INTO};
pub use claim::Bearers;
pub(crate) use claim::ExactKeys;
pub use derive::{derive_due, set_survivorship};
pub(crate) use entry::{Carried, CarriedFile, Entry};
pub(crate) use event::shown;
pub(crate) use found::{Found, Founding, Intake, Newcomer, Origin, Ready};
pub use link::LinkKind;
pub(crate) use link::{edges, links};
pub use place::{Outcome, Placed, Row};
pub use rejudge::set_identity;
pub use sight::fill_sights;
pub(crate) use sight::{Holdings, Units};
pub use sighting::{Absence, SIGHTING_BYTES, Sightings};
pub(crate) use turn::take_turn;
pub(crate) use would::Would;
pub use write::open_golden;
pub(crate) use write::{opened_content, party_context, record_context};

use crate::resolve::{RuleSet, RuleSetError};
use crate::survive::{Policy, PolicyError};

/// What every act needs beside its rows: keys, policies in force, who the sources are.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// Seals and digests.
    pub keyring: &'a Keyring,
    /// Who is the same customer.
    pub rules: RuleSet,
    /// Which value wins.
    pub policy: Policy,
    /// The sources by their number.
    pub sources: HashMap<i16, KnownSource>,
    /// The business day on which values are derived.
    pub today: Date,
    /// The instant at which the act began.
    pub now: Timestamp,
}

/// A source as survivorship sees it.
#[derive(Debug, Clone)]
pub struct KnownSource {
    /// Its short name.
    pub name: String,
    /// Its general trust, 0 to 100.
    pub trust: i16,
}

/// The feed whose rows an act brings.
#[derive(Debug, Clone)]
pub struct Carrier {
    /// The source's number.
    pub source_id: i16,
    /// The source's name.
    pub source: String,
    /// The feed's name.
    pub feed: String,
    /// What a row does to what is there.
    pub strategy: feed::Strategy,
    /// Earlier acts that spoke of the same records for a later place, by their business date: while there are any,
    /// a row may have to be placed between what is known already.
    pub later: Vec<(i64, Date)>,
}

/// What an act has done so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Party records seen for the first time.
    pub new_records: u64,
    /// Customers that began, or that forwarded to another and are themselves again.
    pub opened: u64,
    /// Customers that now forward to another.
    pub absorbed: u64,
    /// Partings: records that left a customer which goes on without them.
    pub parted: u64,
    /// Customers whose golden values changed.
    pub changed: u64,
    /// Pairs put on the similar-customer list.
    pub similar: u64,
    /// Tasks raised for stewards.
    pub tasks: u64,
    /// Records flagged as gone from their source.
    pub gone: u64,
    /// Quality findings by rule.
    pub findings: BTreeMap<String, u64>,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        // By name, so that a new count cannot be forgotten here.
        let Self {
            new_records,
            opened,
            absorbed,
            parted,
            changed,
            similar,
            tasks,
            gone,
            findings,
        } = more;
        self.new_records += new_records;
        self.opened += opened;
        self.absorbed += absorbed;
        self.parted += parted;
        self.changed += changed;
        self.similar += similar;
        self.tasks += tasks;
        self.gone += gone;
        for (rule, count) in findings {
            *self.findings.entry(rule).or_default() += count;
        }
    }
}

impl Tally {
    /// Party records that joined a customer another record already made.
    #[must_use]
    pub fn merged(&self) -> i64 {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        signed(self.new_records) - signed(self.opened) + signed(self.absorbed)
    }
}

/// Why an act was given up. Nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// What is stored cannot be opened.
    #[error(transparent)]
    Sealed(#[from] pg::seal::SealError),
    /// What was opened is no content this binary knows.
    #[error("what is stored of {of} cannot be read: {cause}; it may have been written by a newer guiyi")]
    Content {
        /// The record or party.
        of: Uuid,
        /// What is wrong.
        cause: String,
    },
    /// The rules in force cannot be read.
    #[error(transparent)]
    Rules(#[from] RuleSetError),
    /// The policy in force cannot be read.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The matching policy in force cannot be read.
    #[error(transparent)]
    Matching(#[from] crate::suspect::MatchPolicyError),
    /// No model can be learned.
    #[error("nothing can be learned: {0}")]
    Learning(String),
    /// Another act has its turn.
    #[error("another act is at work on this database; try again in a moment")]
    Busy,
    /// There is no policy in the store.
    #[error("the store has no {0} policy; run `guiyi migrate`")]
    NoPolicy(&'static str),
    /// A row of the file bears a key that an earlier row bore.
    #[error(
        "line {line}: the key `{key}` stands twice in this file; a key names one record, so nothing of the file is loaded"
    )]
    Twice {
        /// The line of the second row.
        line: u64,
        /// The key.
        key: String,
    },
    /// The same, found at the end, when only the number of such keys is known.
    #[error("{0} keys stand twice in this file; a key names one record, so nothing of the file is loaded")]
    ManyTwice(usize),
}

impl From<tokio::task::JoinError> for ChangeError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Db(DbError::Pool(error.to_string()))
    }
}

impl From<tokio_postgres::Error> for ChangeError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

impl<'a> Setting<'a> {
    /// Reads what is in force as of a change (the latest: `i64::MAX`).
    ///
    /// # Errors
    /// [`ChangeError`] when a policy is missing or cannot be read.
    pub async fn load(
        tx: &Tx,
        keyring: &'a Keyring,
        clock: &dyn Clock,
        as_of: i64,
    ) -> Result<Self, ChangeError> {
        use ecif_sql::queries::source;
        let body = async |kind: &'static str| {
            let found = source::policy().bind(&**tx, &kind, &as_of).opt().await?;
            found.map(|row| row.body).ok_or(ChangeError::NoPolicy(kind))
        };
        let rules = RuleSet::parse(&body("identity").await?)?;
        let policy = Policy::parse(&body("survivorship").await?)?;
        let sources = source::sources().bind(&**tx, &as_of).all().await?;
        let sources = sources
            .into_iter()
            .map(|row| {
                (
                    row.source_id,
                    KnownSource {
                        name: row.name,
                        trust: row.trust,
                    },
                )
            })
            .collect();
        Ok(Self {
            keyring,
            rules,
            policy,
            sources,
            today: clock.today(),
            now: clock.now(),
        })
    }
}

/// An act in progress.
pub struct Change<'a> {
    tx: &'a Tx,
    setting: &'a Setting<'a>,
    carrier: &'a Carrier,
    id: i64,
    /// A first load: one `load.completed` speaks for what it opens and changes; what was a customer before and is
    /// merged or parted is told all the same.
    quiet: bool,
    tally: Tally,
}

impl<'a> Change<'a> {
    /// Begins an act under the number `id`.
    #[must_use]
    pub fn new(tx: &'a Tx, setting: &'a Setting<'a>, carrier: &'a Carrier, id: i64, quiet: bool) -> Self {
        Self {
            tx,
            setting,
            carrier,
            id,
            quiet,
            tally: Tally::default(),
        }
    }

    /// What it has done so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }
}
