//! Migrations: one track a product, forward only, checksummed, each in a transaction of its own.
//!
//! A track keeps its tracker in its own schema (`<schema>._migration`), so a product can be sold, migrated and
//! removed without the others. Everything runs as the owner; what the application may do is granted by the
//! migrations themselves. A file whose first line is `-- no-transaction` holds one statement that PostgreSQL
//! wants outside a transaction, as `create index concurrently`.

use sha2::{Digest as _, Sha256};
use tokio_postgres::Client;

use crate::error::chain;

/// The migrations of one product, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Track {
    /// The schema the product owns; also the track's name.
    pub schema: &'static str,
    /// What was ever shipped, oldest first; never edited, only added to.
    pub migrations: &'static [Migration],
}

/// One step.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// The file's name without its ending.
    pub name: &'static str,
    /// The file's text.
    pub sql: &'static str,
}

/// Lists migrations by name; each is read from `migrations/<name>.sql` of the crate that calls it.
#[macro_export]
macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$($crate::Migration {
            name: $name,
            sql: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $name, ".sql")),
        }),*]
    };
}

/// A migration that was run just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The track's schema.
    pub schema: &'static str,
    /// The migration's name.
    pub name: &'static str,
}

/// Why the schema could not be brought to this program's state.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The database has a step that this program does not know.
    #[error(
        "this database was made by a newer guiyi: schema {schema} has the step {name}, which this program does \
         not know; run that newer version, or restore a backup made before the upgrade"
    )]
    Newer {
        /// The track's schema.
        schema: &'static str,
        /// The unknown step.
        name: String,
    },
    /// A step that was run before has another text now.
    #[error(
        "the step {name} of schema {schema} was edited after it was run here; a shipped migration is never \
         edited: take back the edit and add a new step"
    )]
    Edited {
        /// The track's schema.
        schema: &'static str,
        /// The edited step.
        name: String,
    },
    /// The order of steps differs from the order they were run in.
    #[error(
        "schema {schema} has run the step {found} where this program has {expected}; steps are only ever added \
         at the end"
    )]
    Reordered {
        /// The track's schema.
        schema: &'static str,
        /// The program's step at that place.
        expected: &'static str,
        /// The database's step at that place.
        found: String,
    },
    /// A step failed; it was taken back, and those before it stand.
    #[error("the step {name} of schema {schema} failed and was taken back: {}", chain(.source))]
    Failed {
        /// The track's schema.
        schema: &'static str,
        /// The step.
        name: &'static str,
        /// What the server said.
        source: tokio_postgres::Error,
    },
    /// A role that functions read as is missing, and the login may not make it.
    #[error(
        "the role {role} is missing: {}; as an administrator run: create role {role} nologin; grant {role} to {}",
        chain(.source), crate::OWNER_ROLE
    )]
    NoReader {
        /// The role.
        role: &'static str,
        /// What the server said.
        source: tokio_postgres::Error,
    },
    /// The login may not act as the owner.
    #[error(
        "this login cannot run migrations as {}: {}; use a login that is a member of it",
        crate::OWNER_ROLE,
        chain(.0)
    )]
    NotOwner(tokio_postgres::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] crate::DbError),
}

impl From<tokio_postgres::Error> for MigrateError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Any number will do, as long as every version of every program takes the same.
const LOCK: i64 = 0x6775_6979_6901;

/// Brings every track up to this program, as `client`, which must act as the owner.
///
/// All tracks are checked before the first step of any runs. Programs that migrate at the same time wait for
/// each other. Answers the steps it ran.
///
/// # Errors
/// See [`MigrateError`]; steps before a failed one stand.
pub async fn run(client: &Client, tracks: &[Track]) -> Result<Vec<Applied>, MigrateError> {
    client.execute("select pg_advisory_lock($1)", &[&LOCK]).await?;
    let outcome = run_locked(client, tracks).await;
    client.execute("select pg_advisory_unlock($1)", &[&LOCK]).await?;
    outcome
}

/// The steps that [`run`] would run, without running any; reading is enough for it.
///
/// # Errors
/// The refusals of [`run`].
pub async fn pending(client: &Client, tracks: &[Track]) -> Result<Vec<Applied>, MigrateError> {
    let mut steps = Vec::new();
    for track in tracks {
        let rest = &track.migrations[check(client, track).await?..];
        steps.extend(rest.iter().map(|step| Applied {
            schema: track.schema,
            name: step.name,
        }));
    }
    Ok(steps)
}

async fn run_locked(client: &Client, tracks: &[Track]) -> Result<Vec<Applied>, MigrateError> {
    let mut done_before = Vec::with_capacity(tracks.len());
    for track in tracks {
        done_before.push(check(client, track).await?);
    }
    let mut applied = Vec::new();
    for (track, done) in tracks.iter().zip(done_before) {
        prepare(client, track.schema).await?;
        for (position, step) in track.migrations.iter().enumerate().skip(done) {
            apply(client, track.schema, position, step).await?;
            tracing::info!(schema = track.schema, step = step.name, "migrated");
            applied.push(Applied {
                schema: track.schema,
                name: step.name,
            });
        }
        // A step may have granted more on "all tables in schema"; the tracker is nobody's to write but ours.
        let (schema, app) = (track.schema, crate::APP_ROLE);
        let ours = format!("revoke insert, update, delete, truncate on {schema}._migration from {app}");
        client.batch_execute(&ours).await?;
    }
    Ok(applied)
}

/// How many steps of the track are in the database, once they are known to be ours.
async fn check(client: &Client, track: &Track) -> Result<usize, MigrateError> {
    let Track { schema, migrations } = *track;
    let tracker = format!("{schema}._migration");
    let there = client
        .query_one("select to_regclass($1) is not null", &[&tracker])
        .await?;
    if !there.try_get::<_, bool>(0)? {
        return Ok(0);
    }
    let rows = client
        .query(
            &format!("select name, sha256 from {tracker} order by position"),
            &[],
        )
        .await?;
    for (position, row) in rows.iter().enumerate() {
        let (name, sha256): (String, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        let Some(step) = migrations.get(position) else {
            return Err(MigrateError::Newer { schema, name });
        };
        if step.name != name {
            return Err(if migrations.iter().any(|known| known.name == name) {
                MigrateError::Reordered {
                    schema,
                    expected: step.name,
                    found: name,
                }
            } else {
                MigrateError::Newer { schema, name }
            });
        }
        if sha256 != Sha256::digest(step.sql).as_slice() {
            return Err(MigrateError::Edited { schema, name });
        }
    }
    Ok(rows.len())
}

async fn prepare(client: &Client, schema: &str) -> Result<(), MigrateError> {
    let app = crate::APP_ROLE;
    let sql = format!(
        "begin;
         set local client_min_messages = warning;
         create schema if not exists {schema};
         grant usage on schema {schema} to {app};
         create table if not exists {schema}._migration (
             position integer not null,
             name text not null,
             sha256 bytea not null,
             applied_at timestamptz not null default now(),
             constraint _migration_pk primary key (position),
             constraint _migration_name_key unique (name)
         );
         comment on table {schema}._migration is 'the steps that made this schema';
         grant select on {schema}._migration to {app};
         commit"
    );
    Ok(client.batch_execute(&sql).await?)
}

async fn apply(
    client: &Client,
    schema: &'static str,
    position: usize,
    step: &Migration,
) -> Result<(), MigrateError> {
    let failed = |source| MigrateError::Failed {
        schema,
        name: step.name,
        source,
    };
    let sha256 = Sha256::digest(step.sql).to_vec();
    let position = i32::try_from(position).unwrap_or(i32::MAX);
    let record = format!("insert into {schema}._migration (position, name, sha256) values ($1, $2, $3)");
    let in_transaction = !step.sql.starts_with("-- no-transaction");
    if in_transaction {
        client.batch_execute("begin").await?;
    }
    let outcome = async {
        client.batch_execute(step.sql).await?;
        client.execute(&record, &[&position, &step.name, &sha256]).await?;
        if in_transaction {
            client.batch_execute("commit").await
        } else {
            Ok(())
        }
    }
    .await;
    if outcome.is_err() && in_transaction {
        client.batch_execute("rollback").await?;
    }
    outcome.map_err(failed)
}
