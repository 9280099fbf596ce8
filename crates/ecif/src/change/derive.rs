//! Golden values derived again although no source said anything: a policy is new, a document expired, a source is
//! trusted more or less.

use std::sync::Arc;
use std::time::Duration;

use base::Clock;
use ecif_sql::queries::{party as party_sql, source as sql};
use feed::Strategy;
use pg::seal::Keyring;
use pg::{Actor, Database, Tx};
use uuid::Uuid;

use super::{Carrier, Change, ChangeError, Entry, Setting, Tally, take_turn};
use crate::survive::Policy;

/// Parties derived or judged at once.
pub(super) const PAGE: i64 = 2000;
const TURN: Duration = Duration::from_secs(120);

/// Puts a new version of the survivorship policy in force and derives every customer again by it.
///
/// What the sources said stays as it is, and so do the earlier versions: a customer as of an earlier moment is
/// explained by the policy of that moment.
///
/// # Errors
/// [`ChangeError::Policy`] when the text is no policy; otherwise whatever the store answers. Nothing changes then.
pub async fn set_survivorship(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    body: &str,
) -> Result<Tally, ChangeError> {
    Policy::parse(body)?;
    let tx = begin(database, actor).await?;
    let (id, version) = put_in_force(&tx, "survivorship", body).await?;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let carrier = Carrier::nobody();
    let mut change = Change::new(&tx, &setting, &carrier, id, false);
    change.derive_all().await?;
    let tally = change.tally().clone();
    let report = serde_json::json!({ "policies": [version], "changed": tally.changed });
    finish(tx, id, "policy", actor, clock, &report).await?;
    Ok(tally)
}

/// Derives the customers whose day has come: a document of theirs expired.
///
/// # Errors
/// Whatever the store answers; nothing changes then.
pub async fn derive_due(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
) -> Result<Tally, ChangeError> {
    let tx = begin(database, actor).await?;
    let id = sql::last_change().bind(&*tx).one().await? + 1;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let carrier = Carrier::nobody();
    let mut change = Change::new(&tx, &setting, &carrier, id, false);
    let mut after = Uuid::nil();
    loop {
        let page = party_sql::due_parties()
            .bind(&*tx, &setting.today, &after, &PAGE)
            .all()
            .await?;
        let Some(last) = page.last() else { break };
        after = *last;
        change.derive_again(&page).await?;
    }
    let tally = change.tally().clone();
    let report = serde_json::json!({ "day": setting.today, "changed": tally.changed });
    finish(tx, id, "due", actor, clock, &report).await?;
    Ok(tally)
}

pub(super) async fn begin(database: &Database, actor: &Actor) -> Result<Tx, ChangeError> {
    let tx = database.begin(actor).await?;
    if take_turn(&tx, TURN).await? {
        Ok(tx)
    } else {
        Err(ChangeError::Busy)
    }
}

/// Keeps a policy as the version in force from the next act on: that act's number, and the version by name.
pub(super) async fn put_in_force(tx: &Tx, kind: &str, body: &str) -> Result<(i64, String), ChangeError> {
    let id = sql::last_change().bind(&**tx).one().await? + 1;
    let before = sql::policy().bind(&**tx, &kind, &i64::MAX).opt().await?;
    let version = before.map_or(0, |policy| policy.version) + 1;
    sql::insert_policy()
        .bind(&**tx, &kind, &version, &body, &id)
        .await?;
    Ok((id, format!("{kind} {version}")))
}

pub(super) async fn finish(
    tx: Tx,
    id: i64,
    kind: &'static str,
    actor: &Actor,
    clock: &dyn Clock,
    report: &serde_json::Value,
) -> Result<(), ChangeError> {
    let entry = Entry {
        id,
        kind,
        actor,
        report,
        carried: None,
    };
    entry.write(&tx, clock).await?;
    Ok(tx.commit().await?)
}

impl Carrier {
    /// The carrier of an act that brings no rows.
    pub(crate) fn nobody() -> Self {
        Self {
            source_id: 0,
            source: String::new(),
            feed: String::new(),
            strategy: Strategy::Merge,
            later: Vec::new(),
        }
    }
}

impl Change<'_> {
    /// Derives every open party again, page by page.
    ///
    /// # Errors
    /// Whatever the store answers.
    pub async fn derive_all(&mut self) -> Result<(), ChangeError> {
        let mut after = Uuid::nil();
        loop {
            let page = party_sql::open_parties_after()
                .bind(&**self.tx, &after, &PAGE)
                .all()
                .await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = *last;
            self.derive_again(&page).await?;
        }
    }
}
