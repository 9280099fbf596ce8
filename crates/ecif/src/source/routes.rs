//! How data come in and by which rules, as services: sources, mappings, loads, code tables, the catalogue, policies,
//! checks of the standards.

use std::collections::BTreeMap;

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use base::{Date, Timestamp};
use feed::Mapping;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Allowed, FieldError, List, Path, Problem, Right, Room, Trail};

use super::{DoneLoad, MappingTrouble, SourceCount};
use crate::model::{About, Catalogue};
use crate::service::present::Label;
use crate::service::{Services, changed, failed};

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    let on = Right::On;
    Room::new()
        .tag(
            "sources",
            "The systems that deliver, and the mappings that read what they deliver.",
        )
        .tag(
            "loads",
            "What was delivered, what became of it, what was rejected.",
        )
        .route(on(Object::Source, Action::Read), routes!(sources))
        .route(on(Object::Mapping, Action::Read), routes!(mappings))
        .route(on(Object::Mapping, Action::Read), routes!(mapping))
        .route(on(Object::Load, Action::Read), routes!(loads))
        .route(on(Object::Load, Action::Read), routes!(load))
        .route(on(Object::Reject, Action::Read), routes!(rejects))
        .route(on(Object::Mapping, Action::Change), routes!(put_mapping))
        .route(on(Object::Mapping, Action::Change), routes!(try_mapping))
}

/// A source system.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceInfo {
    /// Its short name.
    #[schema(example = "core")]
    name: String,
    /// Its title.
    title: Label,
    /// The version of its mapping in force.
    mapping_version: i32,
    /// Its general trust, 0 to 100.
    trust: i16,
    /// Records of customers that it still has; told to whoever sees all.
    customers: i64,
    /// Records of agreements that it still has.
    agreements: i64,
    /// How many files of it were loaded.
    loads: usize,
    /// Rows of all its loads.
    rows: u64,
    /// Rows that said something new.
    loaded: u64,
    /// Rows that could not be taken.
    rejected: u64,
    /// When the last load took hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    last_load_at: Option<Timestamp>,
    /// The latest business date it spoke of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    last_business_date: Option<Date>,
}

/// The source systems, each with its counts and its last load.
#[utoipa::path(get, path = "/sources", tag = "sources", operation_id = "listSources",
    responses((status = 200, body = List<SourceInfo>)))]
async fn sources(
    State(services): State<Services>,
    allowed: Allowed,
) -> Result<Json<List<SourceInfo>>, Problem> {
    let actor = services.actor(&allowed);
    let sources = super::sources(&services.database, &actor).await.map_err(failed)?;
    let loads = super::loads(&services.database, &actor).await.map_err(failed)?;
    Ok(Json(List::whole(
        sources
            .into_iter()
            .map(|source| SourceInfo::of(source, &loads))
            .collect(),
    )))
}

impl SourceInfo {
    fn of(source: SourceCount, loads: &[DoneLoad]) -> Self {
        let own: Vec<&DoneLoad> = loads.iter().filter(|load| load.source == source.name).collect();
        let sum = |field: &str| own.iter().filter_map(|load| load.report[field].as_u64()).sum();
        Self {
            title: Label::new(source.title_zh, source.title_en),
            mapping_version: source.version,
            trust: source.trust,
            loads: own.len(),
            rows: sum("rows"),
            loaded: sum("loaded"),
            rejected: sum("rejected"),
            customers: source.customers,
            agreements: source.agreements,
            last_load_at: source.last_at,
            last_business_date: source.last_day,
            name: source.name,
        }
    }
}

/// A version of a mapping.
#[derive(Debug, Serialize, ToSchema)]
pub struct MappingInfo {
    /// The version.
    version: i32,
    /// The source's trust by it.
    trust: i16,
    /// When it came.
    recorded_at: Timestamp,
}

/// The versions of a source's mapping, the latest first.
#[utoipa::path(get, path = "/sources/{name}/mappings", tag = "sources", operation_id = "listMappings",
    params(("name" = String, Path, max_length = 60)),
    responses((status = 200, body = List<MappingInfo>), (status = 404, description = "No source has this name.")))]
async fn mappings(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(name): Path<String>,
) -> Result<Json<List<MappingInfo>>, Problem> {
    trail.target(name.as_str());
    let actor = services.actor(&allowed);
    let versions = super::mapping_versions(&services.database, &actor, &name)
        .await
        .map_err(failed)?;
    if versions.is_empty() {
        return Err(no_source(&name));
    }
    let items = versions.into_iter().rev().map(|one| MappingInfo {
        version: one.version,
        trust: one.trust,
        recorded_at: one.recorded_at,
    });
    Ok(Json(List::whole(items.collect())))
}

fn no_source(name: &str) -> Problem {
    Problem::not_found(format!("no source is called `{name}`"))
}

/// A mapping word for word, and what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct MappingText {
    /// The source.
    source: String,
    /// The version.
    version: i32,
    /// The text (TOML).
    text: String,
    /// Its feeds.
    feeds: Vec<FeedInfo>,
}

/// A feed of a mapping.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedInfo {
    /// Its name.
    name: String,
    /// What its rows are about: `party`, `account`, `holder`, `relation`.
    about: String,
}

/// A version of a source's mapping.
#[utoipa::path(get, path = "/sources/{name}/mappings/{version}", tag = "sources", operation_id = "readMapping",
    params(("name" = String, Path, max_length = 60), ("version" = i32, Path, minimum = 1)),
    responses((status = 200, body = MappingText), (status = 404, description = "No such source or version.")))]
async fn mapping(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path((name, version)): Path<(String, i32)>,
) -> Result<Json<MappingText>, Problem> {
    trail.target(format!("{name} {version}"));
    let actor = services.actor(&allowed);
    let text = super::mapping_text(&services.database, &actor, &name, version)
        .await
        .map_err(failed)?
        .ok_or_else(|| no_source(&name))?;
    let feeds = Mapping::parse(&text, &Catalogue)
        .map(|mapping| {
            let feeds = mapping.feeds.iter();
            feeds
                .map(|feed| FeedInfo {
                    name: feed.name.clone(),
                    about: About::of_feed(feed.about)
                        .map_or("transaction", About::name)
                        .to_owned(),
                })
                .collect()
        })
        .unwrap_or_default();
    Ok(Json(MappingText {
        source: name,
        version,
        text,
        feeds,
    }))
}

/// A load.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadInfo {
    /// Its number.
    id: i64,
    /// The source.
    source: String,
    /// The feed.
    feed: String,
    /// The file.
    file: String,
    /// The business date.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    business_date: Option<Date>,
    /// When it took hold.
    recorded_at: Timestamp,
    /// Data rows of the file.
    rows: u64,
    /// Rows that said something new.
    loaded: u64,
    /// Rows that said what was known.
    unchanged: u64,
    /// Rows that could not be taken.
    rejected: u64,
    /// Party records seen for the first time.
    records: u64,
    /// Loaded records that joined a customer another record already made.
    merged: i64,
    /// Customers that began with it.
    parties: i64,
    /// What does not add up: anything but 0 is a fault.
    difference: i64,
    /// Records that left a customer which goes on without them.
    parted: u64,
    /// Customers whose golden values changed.
    changed: u64,
    /// Pairs put on the similar-customer list.
    similar: u64,
    /// Tasks raised.
    tasks: u64,
    /// Records flagged as gone from the source.
    gone: u64,
    /// Findings of quality, by rule.
    findings: BTreeMap<String, u64>,
    /// Rejects by rule.
    reject_reasons: BTreeMap<String, u64>,
    /// Time used.
    seconds: f64,
    /// Whether there is a file of rejects to download.
    has_rejects: bool,
}

impl LoadInfo {
    fn of(known: DoneLoad) -> Self {
        let report = &known.report;
        let count = |field: &str| report[field].as_u64().unwrap_or(0);
        let signed = |field: &str| report[field].as_i64().unwrap_or(0);
        let counts = |field: &str| {
            let counts = report[field].as_object().into_iter().flatten();
            counts
                .map(|(rule, count)| (rule.clone(), count.as_u64().unwrap_or(0)))
                .collect()
        };
        Self {
            id: known.id,
            file: known.file.clone().unwrap_or_default(),
            business_date: known.business_date,
            recorded_at: known.recorded_at,
            rows: count("rows"),
            loaded: count("loaded"),
            unchanged: count("unchanged"),
            rejected: count("rejected"),
            records: count("records"),
            merged: signed("merged"),
            parties: signed("parties"),
            difference: signed("difference"),
            parted: count("parted"),
            changed: count("changed"),
            similar: count("similar"),
            tasks: count("tasks"),
            gone: count("gone"),
            findings: counts("findings"),
            reject_reasons: counts("reject_reasons"),
            seconds: report["seconds"].as_f64().unwrap_or(0.0),
            has_rejects: report["rejects_file"].is_string(),
            source: known.source.clone(),
            feed: known.feed,
        }
    }
}

/// All loads, the latest first.
#[utoipa::path(get, path = "/loads", tag = "loads", operation_id = "listLoads", params(web::Page),
    responses((status = 200, body = List<LoadInfo>)))]
async fn loads(
    State(services): State<Services>,
    allowed: Allowed,
    page: web::Page,
) -> Result<Json<List<LoadInfo>>, Problem> {
    let before: Option<i64> = page.after("loads")?;
    let actor = services.actor(&allowed);
    let known = super::loads(&services.database, &actor).await.map_err(failed)?;
    let total = i64::try_from(known.len()).ok();
    let mut rest = known
        .into_iter()
        .rev()
        .filter(|load| before.is_none_or(|before| load.id < before));
    let items: Vec<LoadInfo> = rest
        .by_ref()
        .take(page.limit().into())
        .map(LoadInfo::of)
        .collect();
    let next_cursor = match (rest.next(), items.last()) {
        (Some(_), Some(last)) => Some(web::page::cursor("loads", &last.id)),
        _ => None,
    };
    Ok(Json(List {
        items,
        next_cursor,
        total,
    }))
}

async fn load_of(
    services: &Services,
    allowed: &Allowed,
    trail: &Trail,
    id: i64,
) -> Result<DoneLoad, Problem> {
    trail.target(id.to_string());
    let actor = services.actor(allowed);
    let known = super::loads(&services.database, &actor).await.map_err(failed)?;
    known
        .into_iter()
        .find(|load| load.id == id)
        .ok_or_else(|| Problem::not_found(format!("there is no load {id}")))
}

/// A load.
#[utoipa::path(get, path = "/loads/{id}", tag = "loads", operation_id = "readLoad", params(("id" = i64, Path)),
    responses((status = 200, body = LoadInfo), (status = 404, description = "No load has this number.")))]
async fn load(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<i64>,
) -> Result<Json<LoadInfo>, Problem> {
    load_of(&services, &allowed, &trail, id)
        .await
        .map(LoadInfo::of)
        .map(Json)
}

/// The rows that a load could not take, as its source wrote them, each with its reason.
#[utoipa::path(get, path = "/loads/{id}/rejects", tag = "loads", operation_id = "downloadRejects",
    params(("id" = i64, Path)),
    responses((status = 200, body = String, content_type = "text/csv"),
        (status = 404, description = "No such load, or nothing was rejected.")))]
async fn rejects(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<i64>,
) -> Result<([(HeaderName, String); 2], Vec<u8>), Problem> {
    let known = load_of(&services, &allowed, &trail, id).await?;
    let gone =
        || Problem::not_found("this load has no file of rejects, or it is no longer where it was written");
    let file = known.report["rejects_file"].as_str().ok_or_else(gone)?;
    // The path was written by the load itself; nothing of the request is in it.
    let bytes = tokio::fs::read(file).await.map_err(|_| gone())?;
    trail.write().await?;
    let name = format!("attachment; filename=\"rejects-{id}.csv\"");
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    ))
}

/// A version that took hold.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionTaken {
    /// The version in force.
    pub version: i32,
}

/// A new version of a mapping.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MappingWish {
    /// The text (TOML).
    text: String,
    /// The version it was made from.
    #[serde(default)]
    base_version: Option<i32>,
    /// Why, for the audit trail.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// Puts a new version of a source's mapping in force: what comes from now on is read by it.
#[utoipa::path(post, path = "/sources/{name}/mappings", tag = "sources", operation_id = "putMapping",
    params(("name" = String, Path, max_length = 60)), request_body = MappingWish,
    responses((status = 200, body = VersionTaken), (status = 409, description = "Somebody changed it meanwhile.")))]
async fn put_mapping(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(name): Path<String>,
    web::Json(wish): web::Json<MappingWish>,
) -> Result<Json<VersionTaken>, Problem> {
    trail.target(name.as_str());
    if let Some(note) = &wish.note {
        trail.detail("note", note.as_str());
    }
    let version = super::put_mapping(
        &services.database,
        &services.keyring,
        &*services.clock,
        &services.writer(&allowed),
        &name,
        &wish.text,
        wish.base_version,
    )
    .await
    .map_err(unmapped)?;
    trail.detail("version", version);
    Ok(Json(VersionTaken { version }))
}

/// A mapping to be tried on a sample.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MappingTrialWish {
    /// The text (TOML).
    text: String,
    /// The feed whose file the sample is the beginning of.
    #[schema(example = "customer", max_length = 60)]
    feed: String,
    /// The first lines of such a file, 50 rows at most are looked at. It is put into the feed's encoding
    /// before; a format that is no text cannot be tried.
    sample: String,
}

/// What a mapping makes of a sample.
#[derive(Debug, Serialize, ToSchema)]
pub struct MappingTrial {
    /// Row by row in words.
    told: Label,
    /// Rows that would be taken.
    taken: usize,
    /// What keeps rows from being taken.
    rejects: Vec<TrialReject>,
    /// Each row that was looked at, in order.
    rows: Vec<TrialRow>,
}

/// What a mapping makes of one row of the sample.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialRow {
    /// The line the row begins on, from 1.
    line: u64,
    /// `taken`, `deleted` (the source says the record is gone) or `rejected`.
    outcome: &'static str,
    /// The row's own key in its source; none of one that is rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    key: Option<String>,
    /// The kind of customer or relation, or the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kind: Option<String>,
    /// Documents and codes, as the mapping reads them.
    identifications: Vec<TrialValue>,
    /// Values by attribute, as the mapping reads them.
    values: Vec<TrialValue>,
    /// Why it is rejected; or what was left out or looked odd in one that is taken.
    reasons: Vec<TrialReject>,
}

/// Something that a row of the sample says.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialValue {
    /// The attribute, or the kind of document.
    name: String,
    /// What it says.
    value: String,
}

impl TrialRow {
    fn of(row: super::TriedRow) -> Self {
        let line = row.line;
        let said = |(name, value)| TrialValue { name, value };
        let reason = |one: feed::Finding| TrialReject {
            line,
            field: one.field,
            value: one.value,
            rule: one.rule,
            reason: one.reason,
        };
        Self {
            line,
            outcome: row.outcome,
            key: row.key,
            kind: row.kind,
            identifications: row.identifications.into_iter().map(said).collect(),
            values: row.values.into_iter().map(said).collect(),
            reasons: row.reasons.into_iter().map(reason).collect(),
        }
    }
}

/// What keeps a row from being taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialReject {
    /// The line the row begins on, from 1.
    line: u64,
    /// The column at fault; empty when it is the row as a whole.
    field: String,
    /// What stands there.
    value: String,
    /// The rule that refuses.
    rule: &'static str,
    /// Why, and what is wanted.
    reason: String,
}

/// Tries a mapping on a sample; nothing is kept of either.
#[utoipa::path(post, path = "/sources/{name}/mappings/try", tag = "sources", operation_id = "tryMapping",
    params(("name" = String, Path, max_length = 60)), request_body = MappingTrialWish,
    responses((status = 200, body = MappingTrial)))]
async fn try_mapping(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(name): Path<String>,
    web::Json(wish): web::Json<MappingTrialWish>,
) -> Result<Json<MappingTrial>, Problem> {
    trail.target(name.as_str());
    trail.detail("feed", wish.feed.as_str());
    let actor = services.actor(&allowed);
    let (text, feed, sample) = (&wish.text, &wish.feed, &wish.sample);
    let trial = super::try_mapping(&services.database, &actor, &name, text, feed, sample)
        .await
        .map_err(unmapped)?;
    let rejects = trial.rejects.into_iter().map(|one| TrialReject {
        line: one.line,
        field: one.field,
        value: one.value,
        rule: one.rule,
        reason: one.reason,
    });
    Ok(Json(MappingTrial {
        told: Label::new(trial.zh, trial.en),
        taken: trial.taken,
        rejects: rejects.collect(),
        rows: trial.rows.into_iter().map(TrialRow::of).collect(),
    }))
}

/// What an error of mappings becomes.
fn unmapped(error: MappingTrouble) -> Problem {
    match error {
        MappingTrouble::Changed(version) => Problem::conflict(i64::from(version), Vec::new()),
        MappingTrouble::Change(error) => changed(error),
        MappingTrouble::Db(error) => failed(error),
        MappingTrouble::Place(_) | MappingTrouble::Broken => Problem::internal(&error),
        MappingTrouble::NoFeed(_) => Problem::field(FieldError::new("feed", "unknown", error.to_string())),
        MappingTrouble::Feed(_) => Problem::field(FieldError::new("sample", "unreadable", error.to_string())),
        MappingTrouble::Mapping(_) | MappingTrouble::Another(_) => {
            Problem::field(FieldError::new("text", "malformed", error.to_string()))
        }
    }
}
