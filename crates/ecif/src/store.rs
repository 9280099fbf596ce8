//! The store made ready: migrated, with the published policies in force.

use std::time::Duration;

use base::Clock;
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
