//! Work on the whole stock, page by page: each page a transaction of its own, so that a pause takes hold at once and a
//! killed process goes on where it was.

use std::sync::Arc;

use base::{Clock, Timestamp};
use ecif_sql::queries::party as party_sql;
use ecif_sql::queries::suspect::{self as sql, JobRow};
use pg::seal::Keyring;
use pg::{Actor, Database, DbError, Tx};
use serde_json::{Value, json};
use uuid::Uuid;

use super::find::{Asked, Cover, holders, look, put_keys, ready};
use super::learn::{learn, retrain};
use super::policy::{MatchPolicy, Policies};
use super::row::Side;
use super::trial::{Counted, RulesCounted, count, count_rules};
use crate::change::{ChangeError, Setting};
use crate::pair;
use crate::resolve::RuleSet;

/// Customers of one page.
const PAGE: i64 = 500;
/// The kind of a job that is about everybody.
const EVERYBODY: i16 = -1;

/// What a job does.
#[derive(Debug, Clone)]
pub(super) enum Work {
    /// Search everybody for suspects.
    Search,
    /// Learn a model from the customers of a side.
    Learn(Side),
    /// Make the model of a side sharper by what stewards said.
    Retrain(Side),
    /// Try a policy: its side and text.
    Trial(Side, String),
    /// Try identity rules: their text.
    Rules(String),
}

impl Work {
    const fn what(&self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Learn(_) | Self::Retrain(_) => "learn",
            Self::Trial(..) | Self::Rules(_) => "trial",
        }
    }

    const fn stage(&self) -> &'static str {
        match self {
            Self::Search => "keys",
            Self::Learn(_) => "learn",
            Self::Retrain(_) => "answers",
            Self::Trial(..) => "pairs",
            Self::Rules(_) => "rules",
        }
    }
}

/// Puts a job down; whoever serves does it.
pub(super) async fn begin(tx: &Tx, clock: &dyn Clock, actor: &str, work: &Work) -> Result<Uuid, DbError> {
    let id = Uuid::from_u128(rand::random());
    let total = sql::count_open_parties().bind(&**tx).one().await?;
    let (kind, detail, rounds) = match work {
        Work::Search => (EVERYBODY, json!({}), 2),
        Work::Learn(side) | Work::Retrain(side) => (side.code(), json!({}), 1),
        Work::Trial(side, text) => (side.code(), json!({ "text": text }), 1),
        Work::Rules(text) => (EVERYBODY, json!({ "text": text }), 1),
    };
    sql::insert_job()
        .bind(
            &**tx,
            &id,
            &work.what(),
            &kind,
            &work.stage(),
            &(total * rounds),
            &detail,
            &actor,
            &clock.now(),
        )
        .await?;
    Ok(id)
}

/// Puts a search of the whole stock down, unless one is under way: whoever came all at once was held against nobody.
pub(crate) async fn search_again(tx: &Tx, clock: &dyn Clock, actor: &str) -> Result<(), DbError> {
    let jobs = sql::jobs().bind(&**tx, &50).all().await?;
    let is_under_way =
        |job: &JobRow| job.what == "search" && matches!(job.state.as_str(), "running" | "paused");
    if !jobs.iter().any(is_under_way) {
        begin(tx, clock, actor, &Work::Search).await?;
    }
    Ok(())
}

/// Does the next page of the oldest job; false where there is nothing to do.
///
/// # Errors
/// Whatever the store answers; the page is done again by the next call.
pub async fn follow_jobs(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
) -> Result<bool, ChangeError> {
    let tx = database.begin(actor).await?;
    let Some(mut job) = sql::next_job().bind(&*tx).opt().await? else {
        return Ok(false);
    };
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    match step(&tx, &setting, &mut job).await {
        Ok(()) => {}
        // What cannot be read cannot be done by trying again; a store that failed can.
        Err(error @ (ChangeError::Learning(_) | ChangeError::Matching(_))) => {
            job.state = "failed".to_owned();
            job.problem = Some(error.to_string());
        }
        Err(error) => return Err(error),
    }
    put(&tx, &job, clock.now()).await?;
    tx.commit().await?;
    Ok(true)
}

async fn put(tx: &Tx, job: &JobRow, now: Timestamp) -> Result<(), DbError> {
    sql::move_job()
        .bind(
            &**tx,
            &job.state.as_str(),
            &job.stage.as_str(),
            &job.after_id,
            &job.done,
            &job.found,
            &job.detail,
            &job.problem.as_deref(),
            &now,
            &job.job_id,
        )
        .await?;
    Ok(())
}

async fn step(tx: &Tx, setting: &Setting<'_>, job: &mut JobRow) -> Result<(), ChangeError> {
    if job.what == "learn" {
        let side = Side::of_code(job.kind);
        let draft = match job.stage.as_str() {
            "answers" => retrain(tx, side).await?,
            _ => learn(tx, setting, side).await?,
        };
        job.detail = json!({ "text": draft.text, "figures": draft.figures });
        job.done = job.total;
        job.state = "done".to_owned();
        return Ok(());
    }
    let parties = party_sql::open_parties_after()
        .bind(&**tx, &job.after_id, &PAGE)
        .all()
        .await?;
    let Some(last) = parties.last().copied() else {
        (job.stage, job.state) = match job.stage.as_str() {
            "keys" => ("pairs".to_owned(), "running".to_owned()),
            stage => (stage.to_owned(), "done".to_owned()),
        };
        job.after_id = Uuid::nil();
        return Ok(());
    };
    match (job.what.as_str(), job.stage.as_str()) {
        ("search", "keys") => {
            let policies = Policies::in_force(tx).await?;
            let mine = ready(tx, setting, &policies, &parties).await?;
            put_keys(tx, &parties, &holders(&policies, setting.keyring, &mine)).await?;
        }
        ("search", _) => {
            let policies = Policies::in_force(tx).await?;
            let mine = ready(tx, setting, &policies, &parties).await?;
            let holders = holders(&policies, setting.keyring, &mine);
            let named = pair::pairs_of(tx, setting.keyring, &parties, true).await?;
            let asked = Asked {
                parties: &parties,
                named: &named,
                mine: &mine,
                holders: &holders,
                cover: Cover::Lower,
            };
            let found = look(tx, setting, &policies, asked).await?;
            job.found += i64::try_from(found).unwrap_or(i64::MAX);
        }
        (_, "rules") => {
            let rules = RuleSet::parse(job.detail["text"].as_str().unwrap_or_default())?;
            let known = job.detail.get("rules").cloned().unwrap_or(Value::Null);
            let mut counted: RulesCounted = serde_json::from_value(known).unwrap_or_default();
            count_rules(tx, setting, &rules, &parties, &mut counted).await?;
            job.found = i64::try_from(counted.join + counted.part).unwrap_or(i64::MAX);
            job.detail["rules"] = serde_json::to_value(&counted).unwrap_or_default();
        }
        _ => {
            let side = Side::of_code(job.kind);
            let text = job.detail["text"].as_str().unwrap_or_default();
            let tried = MatchPolicy::read_once(side, -1, text)?;
            let known = job.detail.get("counted").cloned().unwrap_or(Value::Null);
            let mut counted: Counted = serde_json::from_value(known).unwrap_or_default();
            count(tx, setting, &tried, &parties, &mut counted).await?;
            job.found = i64::try_from(counted.pairs).unwrap_or(i64::MAX);
            job.detail["counted"] = serde_json::to_value(&counted).unwrap_or_default();
        }
    }
    job.after_id = last;
    job.done += i64::try_from(parties.len()).unwrap_or(i64::MAX);
    Ok(())
}
