//! Other identity rules put in force: who is who is judged again over the whole stock.

use std::collections::HashSet;
use std::sync::Arc;

use base::Clock;
use ecif_sql::queries::party as party_sql;
use pg::seal::Keyring;
use pg::{Actor, Database};
use uuid::Uuid;

use super::derive::{PAGE, begin, finish, put_in_force};
use super::{Carrier, Change, ChangeError, Setting, Tally};
use crate::resolve::RuleSet;

/// Puts a new version of the identity rules in force and judges every customer again by it (E-48).
///
/// What the sources said stays as it is, and so do the earlier versions. Customers who are one by the new rules are
/// joined and those who are not part, as by any act: numbers stay with the records that founded them, so that the
/// former rules bring the former customers back.
///
/// # Errors
/// [`ChangeError::Rules`] when the text is no rules; otherwise whatever the store answers. Nothing changes then.
pub async fn set_identity(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    body: &str,
) -> Result<Tally, ChangeError> {
    RuleSet::parse(body)?;
    let tx = begin(database, actor).await?;
    let (id, version) = put_in_force(&tx, "identity", body).await?;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let carrier = Carrier::nobody();
    let mut change = Change::new(&tx, &setting, &carrier, id, false);
    change.judge_all().await?;
    let tally = change.tally().clone();
    let report = serde_json::json!({ "policies": [version], "opened": tally.opened,
        "merged": tally.absorbed, "parted": tally.parted, "changed": tally.changed });
    finish(tx, id, "policy", actor, clock, &report).await?;
    Ok(tally)
}

impl Change<'_> {
    /// Judges every open party again, page by page.
    async fn judge_all(&mut self) -> Result<(), ChangeError> {
        let mut after = Uuid::nil();
        loop {
            let page = party_sql::open_parties_after()
                .bind(&**self.tx, &after, &PAGE)
                .all()
                .await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = *last;
            let mut open = page;
            while !open.is_empty() {
                // Who was joined or parted meets others than before, whose page may have gone by.
                open = self.judge_again(&open).await?;
            }
        }
    }

    /// Judges parties again although no record of theirs changed. Answers those that records came to or left.
    async fn judge_again(&mut self, parties: &[Uuid]) -> Result<Vec<Uuid>, ChangeError> {
        let mut region = self.region_around(parties).await?;
        let asked: HashSet<Uuid> = parties.iter().copied().collect();
        for member in &mut region.members {
            member.touched = member.party.is_some_and(|party| asked.contains(&party));
        }
        let survey = self.survey_region(region).await?;
        let moved = survey.moved();
        self.write_survey(survey).await?;
        Ok(moved.into_iter().collect())
    }
}
