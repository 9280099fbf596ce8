//! Versions of the policy table. None is ever edited; the newest is in force.

use access_sql::queries::policy::{self as sql, VersionRow};
use authz::{Action, Caller, Depth, Fault, Object, Policy, PolicyError, Role, Row, Target, Words, changes};
use base::{Clock, Timestamp};
use pg::{Actor, Database, DbError};

use crate::{Access, Denied};

/// A version of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub version: i32,
    /// The text.
    pub text: String,
    /// Why it was made.
    pub note: String,
    /// Since when it is in force.
    pub created_at: Timestamp,
    /// Who made it.
    pub actor: String,
}

impl From<VersionRow> for Version {
    fn from(row: VersionRow) -> Self {
        Self {
            version: row.version,
            text: row.body,
            note: row.note,
            created_at: row.created_at,
            actor: row.actor,
        }
    }
}

/// A new version and what it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The number of the version now in force.
    pub version: i32,
    /// What is different from the one before.
    pub changes: Vec<Words>,
}

/// Why the table stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PutError {
    /// The text is no policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Nothing said why.
    #[error("a new version needs a note that says why")]
    NoNote,
    /// Nothing lacks.
    #[error("the table in force has everything that the shipped one has")]
    Whole,
    /// Nothing would change.
    #[error("this text says what version {0} says")]
    Same(i32),
    /// Somebody else made a version in between.
    #[error("somebody else has made a new version in the meantime; look at it, then try again")]
    Overtaken,
    /// No such version.
    #[error("there is no version {0}")]
    Unknown(i32),
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store failed.
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for PutError {
    fn from(error: DbError) -> Self {
        if error.constraint() == Some("policy_version_pk") {
            Self::Overtaken
        } else {
            Self::Db(error)
        }
    }
}

impl From<tokio_postgres::Error> for PutError {
    fn from(error: tokio_postgres::Error) -> Self {
        DbError::from(error).into()
    }
}

/// Puts the shipped table in force where there is none yet. Call it after migrating.
///
/// # Errors
/// The store's.
pub async fn install(database: &Database, clock: &dyn Clock, actor: &Actor) -> Result<(), DbError> {
    let tx = database.begin(actor).await?;
    if sql::current_number().bind(&*tx).one().await? > 0 {
        return tx.rollback().await;
    }
    let written = sql::insert_version()
        .bind(
            &*tx,
            &1,
            &Policy::DEFAULT,
            &"as shipped",
            &clock.now(),
            &actor.id.as_str(),
        )
        .await;
    match written.map_err(DbError::from) {
        // Another process did it in this moment.
        Err(error) if error.constraint() == Some("policy_version_pk") => tx.rollback().await,
        Err(error) => Err(error),
        Ok(_) => tx.commit().await,
    }
}

/// The version in force.
///
/// # Errors
/// [`PutError`].
pub async fn current(access: &Access, caller: &Caller) -> Result<Version, PutError> {
    allow_read(access, caller).await?;
    let tx = access.begin_read(caller).await?;
    let found = sql::current_version().bind(&*tx).opt().await?;
    found.map(Version::from).ok_or(PutError::Unknown(0))
}

/// One version.
///
/// # Errors
/// [`PutError`].
pub async fn version(access: &Access, caller: &Caller, version: i32) -> Result<Version, PutError> {
    allow_read(access, caller).await?;
    let tx = access.begin_read(caller).await?;
    let found = sql::find_version().bind(&*tx, &version).opt().await?;
    found.map(Version::from).ok_or(PutError::Unknown(version))
}

/// Every version, newest first.
///
/// # Errors
/// [`PutError`].
pub async fn versions(access: &Access, caller: &Caller) -> Result<Vec<Version>, PutError> {
    allow_read(access, caller).await?;
    let tx = access.begin_read(caller).await?;
    let found = sql::versions().bind(&*tx).all().await?;
    Ok(found.into_iter().map(Version::from).collect())
}

/// Puts a new text in force and says what it changes.
///
/// # Errors
/// [`PutError`].
pub async fn put(access: &Access, caller: &Caller, text: &str, note: &str) -> Result<Put, PutError> {
    access
        .allow::<PutError>(caller, Object::AccessPolicy, Action::Change, Target::Anything)
        .await?;
    let note = note.trim();
    if note.is_empty() {
        return Err(PutError::NoNote);
    }
    let after = accepted(text)?;
    let tx = access.begin(caller).await?;
    let now = sql::current_version().bind(&*tx).opt().await?;
    let (number, before) = match &now {
        Some(now) => (now.version, Policy::parse(&now.body)),
        None => (0, Policy::parse("")),
    };
    if now.is_some_and(|now| now.body == text) {
        return Err(PutError::Same(number));
    }
    let version = number + 1;
    sql::insert_version()
        .bind(&*tx, &version, &text, &note, &access.now(), &caller.id.as_str())
        .await?;
    tx.commit().await?;
    // A version of another time that this program cannot read any more is compared with nothing.
    let changes = before.map(|before| changes(&before, &after)).unwrap_or_default();
    Ok(Put { version, changes })
}

/// What the shipped table has and the one in force lacks: rows for actions that it has no section for.
///
/// # Errors
/// [`PutError`].
pub async fn lacking(access: &Access, caller: &Caller) -> Result<Vec<&'static Row>, PutError> {
    let now = current(access, caller).await?;
    Ok(Policy::parse(&now.text)?.lacking())
}

/// Puts in force what the table lacks, as shipped, and leaves the rest as it stands.
///
/// # Errors
/// [`PutError`]; [`PutError::Whole`] where nothing lacks.
pub async fn complete(access: &Access, caller: &Caller) -> Result<Put, PutError> {
    let now = current(access, caller).await?;
    let policy = Policy::parse(&now.text)?;
    let text = policy.completed(&now.text).ok_or(PutError::Whole)?;
    let mut new: Vec<String> = policy
        .lacking()
        .iter()
        .map(|row| format!("{}.{}", row.object, row.action))
        .collect();
    new.dedup();
    put(
        access,
        caller,
        &text,
        &format!(
            "new with this version of the program, as shipped: {}",
            new.join(", ")
        ),
    )
    .await
}

/// What a text would change, without putting it in force.
///
/// # Errors
/// [`PutError`].
pub async fn would_change(access: &Access, caller: &Caller, text: &str) -> Result<Vec<Words>, PutError> {
    let now = current(access, caller).await?;
    Ok(changes(&Policy::parse(&now.text)?, &accepted(text)?))
}

/// A text that may be put in force: one that leaves somebody who can take it back, and who can give a role to them.
fn accepted(text: &str) -> Result<Policy, PolicyError> {
    let policy = Policy::parse(text)?;
    let kept = [
        (Object::AccessPolicy, Action::Change),
        (Object::User, Action::Grant),
    ];
    let lost = kept.into_iter().filter(|(object, action)| {
        let may = |role: &Role| policy.depth(&[*role], *object, *action) != Depth::None;
        !Role::ALL.iter().any(may)
    });
    let faults: Vec<Fault> = lost
        .map(|(object, action)| Fault {
            line: text.lines().count().max(1),
            what: format!("nobody would have {object}.{action}, so nobody could mend this text"),
            mend: format!("give [{object}.{action}] to security_admin"),
        })
        .collect();
    if faults.is_empty() {
        Ok(policy)
    } else {
        Err(PolicyError { faults })
    }
}

async fn allow_read(access: &Access, caller: &Caller) -> Result<(), PutError> {
    access
        .allow(caller, Object::AccessPolicy, Action::Read, Target::Anything)
        .await
}
