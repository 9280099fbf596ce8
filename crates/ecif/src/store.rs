//! The store made ready: migrated, with the published policies in force.

use std::time::Duration;

use base::{Clock, Timestamp};
use ecif_sql::queries::source as sql;
use pg::{Actor, Database, DbError};

use crate::change::{Entry, take_turn};
use crate::resolve::RuleSet;
use crate::survive::Policy;

/// Puts the published policies in force where there are none yet. Call it after migrating.
///
/// # Errors
/// Whatever the store answers.
pub async fn install(database: &Database, clock: &dyn Clock, actor: &Actor) -> Result<(), DbError> {
    let tx = database.begin(actor).await?;
    while !take_turn(&tx, Duration::MAX).await? {}
    if sql::policy()
        .bind(&*tx, &"identity", &i64::MAX)
        .opt()
        .await?
        .is_some()
    {
        return tx.rollback().await;
    }
    let id = sql::last_change().bind(&*tx).one().await? + 1;
    for (kind, body) in [("identity", RuleSet::DEFAULT), ("survivorship", Policy::DEFAULT)] {
        sql::insert_policy().bind(&*tx, &kind, &1, &body, &id).await?;
    }
    let entry = Entry {
        id,
        kind: "policy",
        actor,
        report: &serde_json::json!({ "policies": ["identity 1", "survivorship 1"] }),
        carried: None,
    };
    entry.write(&tx, clock).await?;
    tx.commit().await
}

/// The version and text of the policy in force: `identity` or `survivorship`.
///
/// # Errors
/// Whatever the store answers.
pub async fn policy_in_force(
    database: &Database,
    actor: &Actor,
    kind: &str,
) -> Result<Option<(i32, String)>, DbError> {
    let tx = database.begin_read(actor).await?;
    let found = sql::policy().bind(&*tx, &kind, &i64::MAX).opt().await?;
    Ok(found.map(|policy| (policy.version, policy.body)))
}

/// A version of a policy, and who put it in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersion {
    /// Its number, from 1.
    pub version: i32,
    /// Since when it is in force.
    pub recorded_at: Timestamp,
    /// Who put it in force.
    pub actor: String,
}

/// The versions of a policy, the newest first.
///
/// # Errors
/// Whatever the store answers.
pub async fn policy_versions(
    database: &Database,
    actor: &Actor,
    kind: &str,
) -> Result<Vec<PolicyVersion>, DbError> {
    let tx = database.begin_read(actor).await?;
    let rows = sql::policy_versions().bind(&*tx, &kind).all().await?;
    let versions = rows.into_iter().map(|row| PolicyVersion {
        version: row.version,
        recorded_at: row.recorded_at,
        actor: row.actor,
    });
    Ok(versions.collect())
}

/// A version of a policy, word for word.
///
/// # Errors
/// Whatever the store answers.
pub async fn policy_text(
    database: &Database,
    actor: &Actor,
    kind: &str,
    version: i32,
) -> Result<Option<String>, DbError> {
    let tx = database.begin_read(actor).await?;
    Ok(sql::policy_version().bind(&*tx, &kind, &version).opt().await?)
}
