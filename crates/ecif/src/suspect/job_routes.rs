//! Matching policies and the work on the whole stock, as services.

use std::collections::BTreeMap;

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::Timestamp;
use ecif_sql::queries::suspect::{self as sql, JobRow};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, FieldError, List, Path, Problem, Right, Room, Trail};

use super::job::{Work, begin};
use super::policy::{self, Limits, MatchPolicy};
use super::row::Side;
use super::trial::{Counted, RulesCounted};
use crate::change::ChangeError;
use crate::resolve::RuleSet;
use crate::service::{Services, changed, failed};
use crate::store::policy_versions;

/// Jobs that are listed.
const JOBS_MAX: i64 = 50;

/// The routes.
#[must_use]
pub(super) fn room() -> Room<Services> {
    let read = Right::On(Object::Rule, Action::Read);
    let change = Right::On(Object::Rule, Action::Change);
    Room::new()
        .tag(
            "matching",
            "How customers are weighed against each other, and the work on the whole stock.",
        )
        .route(read, routes!(matching_policy))
        .route(change, routes!(put_matching_policy))
        .route(change, routes!(try_matching_policy))
        .route(change, routes!(try_identity_rules))
        .route(read, routes!(jobs))
        .route(read, routes!(job))
        .route(change, routes!(begin_job))
        .route(change, routes!(move_job))
}

/// What follows from a weight, in bits over even odds.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitsView {
    /// From here on a suspect is looked at first.
    #[schema(example = 10.0)]
    upper: f64,
    /// Below this nothing is proposed.
    #[schema(example = -3.0)]
    lower: f64,
    /// Whether suspects over the upper limit are judged `same` without anybody looking. This departs from RULE 1,
    /// which joins only what is equal.
    #[serde(default)]
    automatic: bool,
}

impl From<Limits> for LimitsView {
    fn from(limits: Limits) -> Self {
        Self {
            upper: limits.upper,
            lower: limits.lower,
            automatic: limits.automatic,
        }
    }
}

impl From<LimitsView> for Limits {
    fn from(limits: LimitsView) -> Self {
        Self {
            upper: limits.upper,
            lower: limits.lower,
            automatic: limits.automatic,
        }
    }
}

/// The matching policy of persons or organisations.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchingPolicy {
    /// `persons` or `organisations`.
    of: &'static str,
    /// The version in force; 0 is the one that comes with the product.
    version: i32,
    /// What follows from a weight.
    limits: LimitsView,
    /// How unlikely it is that two customers picked by chance are one, in bits.
    prior: f64,
    /// The fields that are compared, with what each level adds.
    fields: Vec<MatchingField>,
    /// Under which keys customers meet: parts that must agree.
    passes: Vec<String>,
    /// The policy, word for word.
    text: String,
    /// Its versions, the newest first.
    versions: Vec<MatchingVersion>,
}

/// A field that is compared.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchingField {
    /// The field.
    field: String,
    /// What it holds.
    kind: &'static str,
    /// Its levels, the lowest first.
    levels: Vec<MatchingLevel>,
}

/// A level of agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchingLevel {
    /// How it is called.
    level: String,
    /// What it adds, in bits.
    bits: f64,
    /// How often two records of one customer stand at it.
    of_one: f64,
    /// How often two records of different customers do.
    of_two: f64,
}

/// A version of a matching policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchingVersion {
    /// Its number.
    version: i32,
    /// Since when it is in force.
    recorded_at: Timestamp,
    /// Who put it in force.
    actor: String,
}

fn side_of(word: &str) -> Result<Side, Problem> {
    Side::find(word)
        .ok_or_else(|| Problem::not_found("there is a policy for `persons` and one for `organisations`"))
}

/// The matching policy in force: weights, limits, keys, versions.
#[utoipa::path(get, path = "/matching/{of}", tag = "matching", operation_id = "readMatchingPolicy",
    params(("of" = String, Path, max_length = 20, example = "persons")),
    responses((status = 200, body = MatchingPolicy), (status = 404, description = "There is no such policy.")))]
async fn matching_policy(
    State(services): State<Services>,
    allowed: Allowed,
    Path(of): Path<String>,
) -> Result<Json<MatchingPolicy>, Problem> {
    let side = side_of(&of)?;
    told(&services, &allowed, side).await.map(Json)
}

async fn told(services: &Services, allowed: &Allowed, side: Side) -> Result<MatchingPolicy, Problem> {
    let actor = services.actor(allowed);
    let tx = services.database.begin_read(&actor).await.map_err(failed)?;
    let policy = MatchPolicy::in_force(&tx, side).await.map_err(changed)?;
    tx.rollback().await.map_err(failed)?;
    let versions = policy_versions(&services.database, &actor, side.policy())
        .await
        .map_err(failed)?;
    let fields = policy.learned.model.fields.iter().map(|field| MatchingField {
        field: field.field.clone(),
        kind: field.kind.as_str(),
        levels: field
            .levels
            .iter()
            .zip(field.m.iter().zip(&field.u))
            .map(|(level, (&m, &u))| MatchingLevel {
                level: level.clone(),
                bits: (m.max(1e-9) / u.max(1e-9)).log2(),
                of_one: m,
                of_two: u,
            })
            .collect(),
    });
    let passes = policy.learned.passes.iter().map(|parts| {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| format!("{} ({})", part.field, part.key))
            .collect();
        parts.join(" + ")
    });
    Ok(MatchingPolicy {
        of: side.word(),
        version: policy.version,
        limits: policy.limits.into(),
        prior: -policy.scorer.threshold(),
        fields: fields.collect(),
        passes: passes.collect(),
        text: policy
            .to_text()
            .map_err(|error| changed(ChangeError::Matching(error)))?,
        versions: versions
            .into_iter()
            .map(|one| MatchingVersion {
                version: one.version,
                recorded_at: one.recorded_at,
                actor: one.actor,
            })
            .collect(),
    })
}

/// Another matching policy: what is in force, with this otherwise.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchingChange {
    /// Other limits.
    #[serde(default)]
    limits: Option<LimitsView>,
    /// What a job learned instead of what is in force: the job's id.
    #[serde(default)]
    #[schema(max_length = 40)]
    learned_by: Option<String>,
    /// Another text, word for word.
    #[serde(default)]
    #[schema(max_length = 4000000)]
    text: Option<String>,
    /// Why.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: Option<String>,
}

/// The text of a policy that is in force but for what is otherwise.
async fn changed_text(
    services: &Services,
    allowed: &Allowed,
    side: Side,
    wish: &MatchingChange,
) -> Result<String, Problem> {
    let tx = services
        .database
        .begin_read(&services.writer(allowed))
        .await
        .map_err(failed)?;
    let in_force = MatchPolicy::in_force(&tx, side).await.map_err(changed)?;
    let (mut field, mut text) = ("text", wish.text.clone());
    if let Some(job) = &wish.learned_by {
        field = "learned_by";
        let wrong = |why: &str| {
            let error = FieldError::new("learned_by", "unknown", why.to_owned());
            Problem::field(error.mend("name a job that has learned a model of these customers"))
        };
        let id: Uuid = job.parse().map_err(|_| wrong("this is no job"))?;
        let found = sql::job()
            .bind(&*tx, &id)
            .opt()
            .await
            .map_err(|error| failed(error.into()))?;
        let row = found
            .filter(|row| row.what == "learn" && row.kind == side.code() && row.state == "done")
            .ok_or_else(|| wrong("no job of this id has learned one"))?;
        text = row.detail["text"].as_str().map(str::to_owned);
    }
    let wrong = |field: &str, error: super::MatchPolicyError| {
        let error = FieldError::new(field, "invalid", error.to_string());
        Problem::field(error.mend("correct it and send it again"))
    };
    let policy = match &text {
        Some(text) => MatchPolicy::parse(side, 0, text).map_err(|error| wrong(field, error))?,
        None => MatchPolicy::of(side, 0, in_force.limits, in_force.learned.clone())
            .map_err(|error| wrong(field, error))?,
    };
    let limits = wish.limits.map_or(policy.limits, Limits::from);
    MatchPolicy::of(side, 0, limits, policy.learned)
        .and_then(|policy| policy.to_text())
        .map_err(|error| wrong("limits", error))
}

/// Puts another matching policy in force, as a new version; everybody is weighed by it then.
#[utoipa::path(put, path = "/matching/{of}", tag = "matching", operation_id = "putMatchingPolicy",
    params(("of" = String, Path, max_length = 20, example = "persons")), request_body = MatchingChange,
    responses((status = 200, body = MatchingPolicy), (status = 404, description = "There is no such policy.")))]
async fn put_matching_policy(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(of): Path<String>,
    web::Json(wish): web::Json<MatchingChange>,
) -> Result<Json<MatchingPolicy>, Problem> {
    let side = side_of(&of)?;
    trail.target(side.policy());
    let text = changed_text(&services, &allowed, side, &wish).await?;
    let version = policy::put(
        &services.database,
        &*services.clock,
        &services.writer(&allowed),
        side,
        &text,
        wish.note.as_deref(),
    )
    .await
    .map_err(changed)?;
    trail.detail("version", version);
    told(&services, &allowed, side).await.map(Json)
}

/// Tries another matching policy on the live stock: a job counts what would change, and nothing else is written.
#[utoipa::path(post, path = "/matching/{of}/trials", tag = "matching", operation_id = "tryMatchingPolicy",
    params(("of" = String, Path, max_length = 20, example = "persons")), request_body = MatchingChange,
    responses((status = 202, body = MatchJob), (status = 404, description = "There is no such policy.")))]
async fn try_matching_policy(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(of): Path<String>,
    web::Json(wish): web::Json<MatchingChange>,
) -> Result<(StatusCode, Json<MatchJob>), Problem> {
    let side = side_of(&of)?;
    trail.target(side.policy());
    let text = changed_text(&services, &allowed, side, &wish).await?;
    let job = put_down(&services, &allowed, &Work::Trial(side, text)).await?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

/// Other identity rules.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesText {
    /// The rules, word for word.
    #[schema(max_length = 200000)]
    text: String,
}

/// Tries other identity rules on the live stock: a job counts who would be one and who would part, and nothing else
/// is written.
#[utoipa::path(post, path = "/policies/identity/trials", tag = "matching", operation_id = "tryIdentityRules",
    request_body = RulesText, responses((status = 202, body = MatchJob)))]
async fn try_identity_rules(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(wish): web::Json<RulesText>,
) -> Result<(StatusCode, Json<MatchJob>), Problem> {
    trail.target("identity");
    RuleSet::parse(&wish.text).map_err(|error| {
        let error = FieldError::new("text", "invalid", error.to_string());
        Problem::field(error.mend("correct it and send it again"))
    })?;
    let job = put_down(&services, &allowed, &Work::Rules(wish.text)).await?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

/// Work on the whole stock.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchJob {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    id: Uuid,
    /// `search`, `learn`, `trial`.
    what: String,
    /// `persons`, `organisations`; none: both.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    of: Option<&'static str>,
    /// `running`, `paused`, `done`, `stopped`, `failed`.
    state: String,
    /// `keys`: it is written down under which keys customers meet; `pairs`: those who meet are weighed; `rules`;
    /// `learn`; `answers`: it is learned from what stewards said.
    stage: String,
    /// Customers done, in all stages together.
    done: i64,
    /// Customers to do, in all stages together.
    total: i64,
    /// Suspects found, or pairs weighed.
    found: i64,
    /// Who began it.
    started_by: String,
    /// When.
    started_at: Timestamp,
    /// When it was heard of last.
    changed_at: Timestamp,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    problem: Option<String>,
    /// What was learned, in figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    learned: Option<Value>,
    /// What a trial has counted so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    counted: Option<TrialCount>,
    /// What a trial of identity rules has counted so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    rules: Option<RulesCount>,
    /// The identity rules that are tried, word for word; told when one job is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    text: Option<String>,
}

/// What a trial of identity rules has counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulesCount {
    /// Customers looked at.
    customers: u64,
    /// Pairs of customers that would be one.
    join: u64,
    /// Customers that would part.
    part: u64,
    /// Pairs that would be one, by the rule that joins them.
    by_rule: BTreeMap<String, u64>,
    /// Some pairs that would be one: the numbers of both.
    joined: Vec<Vec<String>>,
    /// Some customers that would part.
    parted: Vec<String>,
}

/// What a trial has counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialCount {
    /// Pairs weighed.
    pairs: u64,
    /// Pairs by what they are now and would be then.
    moves: Vec<TrialMove>,
}

/// Pairs that would be in another category, or stay in one.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialMove {
    /// `none`, `review`, `priority`: now.
    from: String,
    /// The same: then.
    to: String,
    /// How many pairs.
    pairs: u64,
    /// Some of them.
    samples: Vec<TrialSample>,
}

/// A pair that would move.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialSample {
    /// The one's number.
    one: String,
    /// The other's.
    other: String,
    /// Its weight now, in bits over even odds.
    bits_now: f32,
    /// Its weight then.
    bits_then: f32,
}

impl From<JobRow> for MatchJob {
    fn from(row: JobRow) -> Self {
        let counted: Option<Counted> = row
            .detail
            .get("counted")
            .and_then(|counted| serde_json::from_value(counted.clone()).ok());
        Self {
            id: row.job_id,
            of: (row.kind >= 0).then(|| Side::of_code(row.kind).word()),
            what: row.what,
            state: row.state,
            stage: row.stage,
            done: row.done,
            total: row.total,
            found: row.found,
            started_by: row.started_by,
            started_at: row.started_at,
            changed_at: row.changed_at,
            problem: row.problem,
            learned: row.detail.get("figures").cloned(),
            text: None,
            rules: row
                .detail
                .get("rules")
                .and_then(|counted| serde_json::from_value(counted.clone()).ok())
                .map(|counted: RulesCounted| RulesCount {
                    customers: counted.customers,
                    join: counted.join,
                    part: counted.part,
                    by_rule: counted.by_rule,
                    joined: counted
                        .joined
                        .into_iter()
                        .map(|(one, other)| vec![one.to_string(), other.to_string()])
                        .collect(),
                    parted: counted.parted.iter().map(i64::to_string).collect(),
                }),
            counted: counted.map(|counted| TrialCount {
                pairs: counted.pairs,
                moves: counted
                    .moves
                    .into_iter()
                    .map(|moved| TrialMove {
                        from: moved.from,
                        to: moved.to,
                        pairs: moved.pairs,
                        samples: moved
                            .samples
                            .into_iter()
                            .map(|one| TrialSample {
                                one: one.one.to_string(),
                                other: one.other.to_string(),
                                bits_now: one.bits_now,
                                bits_then: one.bits_then,
                            })
                            .collect(),
                    })
                    .collect(),
            }),
        }
    }
}

/// The work on the whole stock, the newest first.
#[utoipa::path(get, path = "/matching/jobs", tag = "matching", operation_id = "listMatchJobs",
    responses((status = 200, body = List<MatchJob>)))]
async fn jobs(State(services): State<Services>, allowed: Allowed) -> Result<Json<List<MatchJob>>, Problem> {
    let tx = services
        .database
        .begin_read(&services.writer(&allowed))
        .await
        .map_err(failed)?;
    let rows = sql::jobs()
        .bind(&*tx, &JOBS_MAX)
        .all()
        .await
        .map_err(|error| failed(error.into()))?;
    Ok(Json(List::whole(rows.into_iter().map(MatchJob::from).collect())))
}

/// One job.
#[utoipa::path(get, path = "/matching/jobs/{id}", tag = "matching", operation_id = "readMatchJob",
    params(("id" = String, Path, max_length = 40)),
    responses((status = 200, body = MatchJob), (status = 404, description = "There is no such job.")))]
async fn job(
    State(services): State<Services>,
    allowed: Allowed,
    Path(id): Path<String>,
) -> Result<Json<MatchJob>, Problem> {
    read_job(&services, &allowed, &id).await.map(Json)
}

async fn read_job(services: &Services, allowed: &Allowed, id: &str) -> Result<MatchJob, Problem> {
    let none = || Problem::not_found("there is no such job");
    let id: Uuid = id.parse().map_err(|_| none())?;
    let tx = services
        .database
        .begin_read(&services.writer(allowed))
        .await
        .map_err(failed)?;
    let found = sql::job()
        .bind(&*tx, &id)
        .opt()
        .await
        .map_err(|error| failed(error.into()))?;
    let row = found.ok_or_else(none)?;
    // A matching policy's text is long, and nobody reads a trial by it.
    let text = (row.stage == "rules")
        .then(|| row.detail["text"].as_str().map(str::to_owned))
        .flatten();
    Ok(MatchJob {
        text,
        ..MatchJob::from(row)
    })
}

/// A job to begin.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMatchJob {
    /// `search`: everybody is held against everybody they meet; `learn`: a model is learned from the customers;
    /// `retrain`: the model in force is made sharper by what stewards said.
    #[schema(example = "search", max_length = 20)]
    what: String,
    /// With `learn` and `retrain`: `persons` or `organisations`.
    #[serde(default)]
    #[schema(max_length = 20)]
    of: Option<String>,
}

/// Begins work on the whole stock; it is done page by page beside everything else.
#[utoipa::path(post, path = "/matching/jobs", tag = "matching", operation_id = "beginMatchJob",
    request_body = NewMatchJob, responses((status = 202, body = MatchJob)))]
async fn begin_job(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(wish): web::Json<NewMatchJob>,
) -> Result<(StatusCode, Json<MatchJob>), Problem> {
    let work = match (wish.what.as_str(), wish.of.as_deref().and_then(Side::find)) {
        ("search", _) => Work::Search,
        ("learn", Some(side)) => Work::Learn(side),
        ("retrain", Some(side)) => Work::Retrain(side),
        ("learn" | "retrain", None) => {
            let error = FieldError::new("of", "unknown", "whom is to be learned from?");
            return Err(Problem::field(error.mend("send persons or organisations")));
        }
        (what, _) => {
            let error = FieldError::new(
                "what",
                "unknown",
                format!("`{what}` is none of search, learn, retrain"),
            );
            return Err(Problem::field(error.mend("send one of these")));
        }
    };
    trail.target(wish.what.clone());
    let job = put_down(&services, &allowed, &work).await?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

async fn put_down(services: &Services, allowed: &Allowed, work: &Work) -> Result<MatchJob, Problem> {
    let actor = services.writer(allowed);
    let tx = services.database.begin(&actor).await.map_err(failed)?;
    let id = begin(&tx, &*services.clock, &actor.id, work)
        .await
        .map_err(failed)?;
    tx.commit().await.map_err(failed)?;
    read_job(services, allowed, &id.to_string()).await
}

/// What becomes of a job.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchJobMove {
    /// `paused`: it stops where it is; `running`: it goes on; `stopped`: it ends.
    #[schema(example = "paused", max_length = 20)]
    state: String,
}

/// Pauses a job, lets it go on, or ends it.
#[utoipa::path(patch, path = "/matching/jobs/{id}", tag = "matching", operation_id = "moveMatchJob",
    params(("id" = String, Path, max_length = 40)), request_body = MatchJobMove,
    responses((status = 200, body = MatchJob), (status = 404, description = "There is no such job."),
        (status = 409, description = "It is over.")))]
async fn move_job(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<String>,
    web::Json(wish): web::Json<MatchJobMove>,
) -> Result<Json<MatchJob>, Problem> {
    let before = read_job(&services, &allowed, &id).await?;
    trail.target(id.clone());
    trail.detail("state", wish.state.clone());
    let from: &[&str] = match wish.state.as_str() {
        "paused" => &["running"],
        "running" => &["paused"],
        "stopped" => &["running", "paused"],
        other => {
            let error = FieldError::new("state", "unknown", format!("`{other}` is no state to be put in"));
            return Err(Problem::field(error.mend("send paused, running or stopped")));
        }
    };
    let tx = services
        .database
        .begin(&services.writer(&allowed))
        .await
        .map_err(failed)?;
    let moved = sql::set_job_state()
        .bind(
            &*tx,
            &wish.state.as_str(),
            &services.clock.now(),
            &before.id,
            &from,
        )
        .await
        .map_err(|error| failed(error.into()))?;
    tx.commit().await.map_err(failed)?;
    if moved == 0 {
        return Err(Problem::new(
            web::Code::Conflict,
            format!("it is {} and cannot become {}", before.state, wish.state),
        ));
    }
    read_job(&services, &allowed, &id).await.map(Json)
}
