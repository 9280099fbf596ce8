//! The handle: what every use case works with.

use std::sync::Arc;

use access_sql::queries::{policy as policy_sql, unit as unit_sql};
use arc_swap::ArcSwapOption;
use authz::{Action, Caller, CallerKind, Decision, Object, Policy, Target, UnitTree};
use base::{Clock, Timestamp};
use jiff::{RoundMode, TimestampRound, Unit};
use pg::seal::Keyring;
use pg::{Actor, Database, DbError, Tx};
use uuid::Uuid;

use crate::audit::Trail;
use crate::rules::Limits;
use crate::secret::Passwords;
use crate::unit::Units;
use crate::who::Who;

/// Who is who, and who may. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Access {
    inner: Arc<Inner>,
}

struct Inner {
    database: Database,
    keyring: Arc<Keyring>,
    clock: Arc<dyn Clock>,
    trail: Trail,
    limits: Limits,
    passwords: Passwords,
    who: Who,
    /// The tree of units as of a revision, which each look-up of a caller compares with the store's.
    units: ArcSwapOption<Units>,
    /// The policy table of a version, which never changes.
    policy: ArcSwapOption<(i32, Arc<Policy>)>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inner").finish_non_exhaustive()
    }
}

/// The table does not allow it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not allowed: {}", reasons(.0))]
pub struct Denied(pub Decision);

fn reasons(decision: &Decision) -> String {
    let reasons: Vec<&str> = decision
        .because
        .iter()
        .map(|reason| reason.words.en.as_str())
        .collect();
    reasons.join("; ")
}

/// Who acts, for row security. What may be seen of people is decided by the use cases.
pub(crate) fn actor(caller: &Caller) -> Actor {
    Actor::system(caller.id.clone(), caller.purpose.clone())
}

impl Access {
    /// The handle on a migrated store. Must be called inside a runtime.
    #[must_use]
    pub fn new(
        database: Database,
        keyring: Arc<Keyring>,
        clock: Arc<dyn Clock>,
        trail: Trail,
        limits: Limits,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                who: Who::new(&database, &clock, limits.idle_minutes as f64 * 60.0),
                database,
                keyring,
                clock,
                trail,
                limits,
                passwords: Passwords::default(),
                units: ArcSwapOption::empty(),
                policy: ArcSwapOption::empty(),
            }),
        }
    }

    /// The trail that everything done is written to.
    #[must_use]
    pub fn trail(&self) -> &Trail {
        &self.inner.trail
    }

    pub(crate) fn database(&self) -> &Database {
        &self.inner.database
    }

    pub(crate) fn keyring(&self) -> &Keyring {
        &self.inner.keyring
    }

    pub(crate) fn who(&self) -> &Who {
        &self.inner.who
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.inner.passwords
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// Now, to the microsecond that the store keeps.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.inner.clock.now();
        let micros = TimestampRound::new()
            .smallest(Unit::Microsecond)
            .mode(RoundMode::Trunc);
        now.round(micros).unwrap_or(now)
    }

    /// A new id that sorts by time.
    pub(crate) fn new_id(&self) -> Uuid {
        new_id(self.now())
    }

    pub(crate) async fn begin(&self, caller: &Caller) -> Result<Tx, DbError> {
        self.inner.database.begin(&actor(caller)).await
    }

    pub(crate) async fn begin_read(&self, caller: &Caller) -> Result<Tx, DbError> {
        self.inner.database.begin_read(&actor(caller)).await
    }

    /// Asks the table in force whether a caller may.
    pub(crate) async fn allow<E>(
        &self,
        caller: &Caller,
        object: Object,
        action: Action,
        target: Target<'_>,
    ) -> Result<(), E>
    where
        E: From<Denied> + From<DbError>,
    {
        let policy = self.policy_for(caller).await?;
        let decision = policy.decide(caller, object, action, target);
        if decision.allowed {
            Ok(())
        } else {
            Err(Denied(decision).into())
        }
    }

    /// The policy table in force.
    ///
    /// # Errors
    /// The store's; a version this program cannot read is unsound, and lets nobody do anything.
    pub async fn policy(&self) -> Result<Arc<Policy>, DbError> {
        let tx = self.inner.database.begin_read(&system("policy")).await?;
        let version = policy_sql::current_number().bind(&*tx).one().await?;
        tx.rollback().await?;
        self.policy_of(version).await
    }

    /// The table a caller is held to. A command is held to none: it has to be able to mend one that cannot be read.
    pub(crate) async fn policy_for(&self, caller: &Caller) -> Result<Arc<Policy>, DbError> {
        if caller.kind == CallerKind::Command {
            return Ok(Arc::new(Policy::shipped().clone()));
        }
        self.policy().await
    }

    /// The policy table of a version.
    pub(crate) async fn policy_of(&self, version: i32) -> Result<Arc<Policy>, DbError> {
        if let Some(known) = &*self.inner.policy.load()
            && known.0 == version
        {
            return Ok(known.1.clone());
        }
        let policy = Arc::new(self.read_policy(version).await?);
        self.inner.policy.store(Some(Arc::new((version, policy.clone()))));
        Ok(policy)
    }

    async fn read_policy(&self, version: i32) -> Result<Policy, DbError> {
        let unsound = |why: String| DbError::Unsound {
            what: "access policy",
            why,
        };
        let body = if version == 0 {
            // Nothing is in force: nothing is allowed.
            String::new()
        } else {
            let tx = self.inner.database.begin_read(&system("policy")).await?;
            let found = policy_sql::find_version().bind(&*tx, &version).opt().await?;
            found
                .ok_or_else(|| unsound(format!("version {version} is gone")))?
                .body
        };
        Policy::parse(&body).map_err(|error| unsound(error.to_string()))
    }

    /// The units of a revision or a later one.
    pub(crate) async fn units_of(&self, revision: i64) -> Result<Arc<Units>, DbError> {
        if let Some(known) = &*self.inner.units.load()
            && known.revision == revision
        {
            return Ok(known.clone());
        }
        let tx = self.inner.database.begin_read(&system("units")).await?;
        let revision = unit_sql::units_revision().bind(&*tx).one().await?;
        let units = unit_sql::units().bind(&*tx).all().await?;
        tx.rollback().await?;
        let names = units
            .iter()
            .map(|unit| (unit.code.clone(), unit.name.clone()))
            .collect();
        let tree = UnitTree::new(units.into_iter().map(|unit| (unit.code, unit.parent)));
        let units = Arc::new(Units {
            revision,
            tree,
            names,
        });
        self.inner.units.store(Some(units.clone()));
        Ok(units)
    }
}

/// The house itself, looking after its own tables.
pub(crate) fn system(purpose: &str) -> Actor {
    Actor::system("guiyi", purpose)
}

pub(crate) fn new_id(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid()
}
