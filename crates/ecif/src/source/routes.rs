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
use standards::rules;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Allowed, Code, FieldError, List, Path, Problem, Right, Room, Trail};

use super::{DoneLoad, MappingTrouble, SourceCount};
use crate::code::{self, CodeError};
use crate::model::{ATTRIBUTES, About, Catalogue, Holds, Subject};
use crate::service::present::{Label, class, code_table, kind};
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
        .tag(
            "standards",
            "Code tables, the catalogue of attributes, the rules in force, checks of values.",
        )
        .route(on(Object::Source, Action::Read), routes!(sources))
        .route(on(Object::Mapping, Action::Read), routes!(mappings))
        .route(on(Object::Mapping, Action::Read), routes!(mapping))
        .route(on(Object::Load, Action::Read), routes!(loads))
        .route(on(Object::Load, Action::Read), routes!(load))
        .route(on(Object::Reject, Action::Read), routes!(rejects))
        .route(on(Object::CodeTable, Action::Read), routes!(code_tables))
        .route(on(Object::CodeTable, Action::Read), routes!(one_code_table))
        .route(on(Object::CodeTable, Action::Change), routes!(put_code_value))
        .route(on(Object::Mapping, Action::Change), routes!(put_mapping))
        .route(on(Object::Catalogue, Action::Read), routes!(attributes))
        .route(on(Object::Rule, Action::Read), routes!(policy))
        .route(on(Object::Standard, Action::Check), routes!(check))
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

/// A code table.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeTableInfo {
    /// Its name.
    #[schema(example = "sex")]
    name: String,
    /// Its title.
    title: Label,
    /// The standard that fixes the codes.
    standard: String,
    /// How many codes it has.
    values: usize,
}

/// The code tables: those shipped, those of mappings, and what the bank added.
#[utoipa::path(get, path = "/code-tables", tag = "standards", operation_id = "listCodeTables",
    responses((status = 200, body = List<CodeTableInfo>)))]
async fn code_tables(
    State(services): State<Services>,
    allowed: Allowed,
) -> Result<Json<List<CodeTableInfo>>, Problem> {
    let tables = code::tables(&services.database, &services.actor(&allowed))
        .await
        .map_err(failed)?;
    let items = tables.into_iter().map(|table| CodeTableInfo {
        name: table.id,
        title: Label::new(table.zh, table.en),
        standard: table.standard,
        values: table.values.len(),
    });
    Ok(Json(List::whole(items.collect())))
}

/// A code table with its codes.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeTableText {
    /// Its name.
    name: String,
    /// Its title.
    title: Label,
    /// The standard that fixes the codes.
    standard: String,
    /// The codes, in the order of the standard.
    values: Vec<CodeValue>,
}

/// A code.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeValue {
    /// The code.
    code: String,
    /// Its name.
    label: Label,
    /// The code it belongs under.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    parent: Option<String>,
    /// In a translation of a source's codes: our code for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    means: Option<String>,
    /// 0 as shipped or as the mapping has it; each change of the bank's raises it.
    version: i32,
    /// Not to be used any more; still explained where it stands.
    retired: bool,
}

/// A code table with its codes.
#[utoipa::path(get, path = "/code-tables/{name}", tag = "standards", operation_id = "readCodeTable",
    params(("name" = String, Path, max_length = 60)),
    responses((status = 200, body = CodeTableText), (status = 404, description = "No code table has this name.")))]
async fn one_code_table(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(name): Path<String>,
) -> Result<Json<CodeTableText>, Problem> {
    trail.target(name.as_str());
    let actor = services.actor(&allowed);
    let table = code::table(&services.database, &actor, &name)
        .await
        .map_err(uncoded)?;
    let values = table.values.into_iter().map(|value| CodeValue {
        code: value.code,
        label: Label::new(value.zh, value.en),
        parent: value.parent,
        means: value.means,
        version: value.version,
        retired: value.retired,
    });
    Ok(Json(CodeTableText {
        name: table.id,
        title: Label::new(table.zh, table.en),
        standard: table.standard,
        values: values.collect(),
    }))
}

/// What an error of code tables becomes.
fn uncoded(error: CodeError) -> Problem {
    match error {
        CodeError::NoTable(_) => Problem::not_found(error.to_string()),
        CodeError::Unfit(_) => Problem::field(FieldError::new("", "unfit", error.to_string())),
        CodeError::Changed(version) => Problem::conflict(i64::from(version), Vec::new()),
        CodeError::Busy => Problem::new(Code::Busy, error.to_string()).retry_after(1),
        CodeError::Db(error) => failed(error),
    }
}

/// A value of a code table, new or as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeValueWish {
    /// The code.
    #[schema(max_length = 60)]
    code: String,
    /// Its Chinese name.
    #[schema(max_length = 200)]
    zh: String,
    /// Its English name.
    #[serde(default)]
    #[schema(max_length = 200)]
    en: String,
    /// The code it belongs under.
    #[serde(default)]
    #[schema(max_length = 60)]
    parent: Option<String>,
    /// In a translation of a source's codes: our code for it.
    #[serde(default)]
    #[schema(max_length = 60)]
    means: Option<String>,
    /// The version the caller had seen; 0 of one that is shipped or not there yet.
    #[serde(default)]
    #[schema(minimum = 0)]
    base_version: i32,
    /// Not to be used any more.
    #[serde(default)]
    retired: bool,
}

/// A version that took hold.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionTaken {
    /// The version in force.
    version: i32,
}

/// Adds a value to a code table, or puts a new version of one in force; data loaded from now on are translated by it.
#[utoipa::path(post, path = "/code-tables/{name}/values", tag = "standards", operation_id = "putCodeValue",
    params(("name" = String, Path, max_length = 60)), request_body = CodeValueWish,
    responses((status = 200, body = VersionTaken), (status = 404, description = "No code table has this name."),
        (status = 409, description = "Somebody changed it meanwhile.")))]
async fn put_code_value(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(name): Path<String>,
    web::Json(wish): web::Json<CodeValueWish>,
) -> Result<Json<VersionTaken>, Problem> {
    trail.target(name.as_str());
    trail.detail("code", wish.code.as_str());
    let value = code::Value {
        code: wish.code,
        zh: wish.zh,
        en: wish.en,
        parent: wish.parent,
        means: wish.means,
        version: wish.base_version,
        retired: wish.retired,
    };
    let actor = services.writer(&allowed);
    let version = code::put(&services.database, &*services.clock, &actor, &name, &value)
        .await
        .map_err(uncoded)?;
    Ok(Json(VersionTaken { version }))
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

/// What an error of mappings becomes.
fn unmapped(error: MappingTrouble) -> Problem {
    match error {
        MappingTrouble::Changed(version) => Problem::conflict(i64::from(version), Vec::new()),
        MappingTrouble::Change(error) => changed(error),
        MappingTrouble::Db(error) => failed(error),
        MappingTrouble::NoFeed(_) => Problem::field(FieldError::new("feed", "unknown", error.to_string())),
        MappingTrouble::Feed(_) => Problem::field(FieldError::new("sample", "unreadable", error.to_string())),
        MappingTrouble::Mapping(_) | MappingTrouble::Another(_) => {
            Problem::field(FieldError::new("text", "malformed", error.to_string()))
        }
    }
}

/// The catalogue: what ECIF keeps of a customer, an agreement, a relation.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttributeCatalogue {
    /// The nine subjects, in the order they are shown.
    subjects: Vec<SubjectInfo>,
    /// The attributes, in the order they are shown.
    attributes: Vec<AttributeInfo>,
}

/// A subject.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubjectInfo {
    /// Its name.
    name: &'static str,
    /// Its title.
    label: Label,
}

/// An attribute.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttributeInfo {
    /// Its name.
    name: &'static str,
    /// Its title.
    label: Label,
    /// What it describes: `party`, `account`, `relation`.
    about: &'static str,
    /// The subject it stands under.
    subject: &'static str,
    /// The type its values are read as: `text`, `code`, `date`, `decimal`, `integer`.
    value_type: &'static str,
    /// Whether several values are kept.
    many: bool,
    /// Its class of sensitivity.
    class: &'static str,
    /// What kind of value it is: which mask fits it.
    kind: &'static str,
    /// Whether it is part of identity.
    identity: bool,
    /// The code table of its values, where one is shipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    code_table: Option<&'static str>,
}

fn subject_label(subject: Subject) -> Label {
    let (zh, en) = match subject {
        Subject::Basic => ("基本", "basic"),
        Subject::Relation => ("关系", "relations"),
        Subject::Contract => ("合约", "contracts"),
        Subject::Statistics => ("统计分析", "statistics"),
        Subject::Address => ("地址", "addresses"),
        Subject::Risk => ("风险", "risk"),
        Subject::Contact => ("联系", "contact"),
        Subject::Event => ("事件", "events"),
        Subject::Resource => ("资源信息", "resources"),
    };
    Label::new(zh, en)
}

/// The catalogue of attributes.
#[utoipa::path(get, path = "/attributes", tag = "standards", operation_id = "readCatalogue",
    responses((status = 200, body = AttributeCatalogue)))]
async fn attributes(_: Allowed) -> Json<AttributeCatalogue> {
    let subjects = Subject::ALL.iter().map(|subject| SubjectInfo {
        name: subject.name(),
        label: subject_label(*subject),
    });
    let attributes = ATTRIBUTES.iter().map(|attribute| AttributeInfo {
        name: attribute.name,
        label: Label::new(attribute.zh, attribute.en),
        about: attribute.about.name(),
        subject: attribute.subject.name(),
        value_type: match attribute.value_type {
            feed::ValueType::Code => "code",
            feed::ValueType::Date => "date",
            feed::ValueType::Decimal => "decimal",
            feed::ValueType::Integer => "integer",
            _ => "text",
        },
        many: attribute.holds == Holds::Many,
        class: class(attribute).name(),
        kind: kind(attribute).name(),
        identity: attribute.identity,
        code_table: code_table(attribute),
    });
    Json(AttributeCatalogue {
        subjects: subjects.collect(),
        attributes: attributes.collect(),
    })
}

/// Rules in force, word for word.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleText {
    /// `identity` or `survivorship`.
    kind: &'static str,
    /// The version.
    version: i32,
    /// The text (TOML).
    text: String,
}

/// Which rules.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum RuleKind {
    /// Who is the same customer.
    Identity,
    /// Which value wins.
    Survivorship,
}

/// The rules in force: who is the same customer, which value wins.
#[utoipa::path(get, path = "/policies/{kind}", tag = "standards", operation_id = "readPolicy",
    params(("kind" = inline(RuleKind), Path)),
    responses((status = 200, body = RuleText), (status = 404, description = "The store has none.")))]
async fn policy(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(kind): Path<RuleKind>,
) -> Result<Json<RuleText>, Problem> {
    let kind = match kind {
        RuleKind::Identity => "identity",
        RuleKind::Survivorship => "survivorship",
    };
    trail.target(kind);
    let actor = services.actor(&allowed);
    let found = crate::store::policy_in_force(&services.database, &actor, kind)
        .await
        .map_err(failed)?;
    let (version, text) = found.ok_or_else(|| Problem::not_found("the store has no such rules"))?;
    Ok(Json(RuleText { kind, version, text }))
}

/// A value to check.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckWish {
    /// The rule, as `ID-01`.
    #[schema(example = "ID-01", max_length = 20)]
    rule: String,
    /// What it is to check: a text for most rules.
    #[schema(example = "11010519491231002X")]
    input: serde_json::Value,
}

/// What a rule says of a value.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckResult {
    /// The rule.
    rule: String,
    /// `ok`, the word of a fault, or a normal form.
    result: serde_json::Value,
}

/// Checks a value by a rule of the standards.
#[utoipa::path(post, path = "/standards/check", tag = "standards", operation_id = "checkStandard",
    request_body = CheckWish, responses((status = 200, body = CheckResult)))]
async fn check(
    State(services): State<Services>,
    _: Allowed,
    trail: Trail,
    web::Json(wish): web::Json<CheckWish>,
) -> Result<Json<CheckResult>, Problem> {
    let result = rules::eval(&wish.rule, &wish.input, services.clock.today()).map_err(|error| {
        let (field, code) = match &error {
            rules::EvalError::UnknownRule(_) => ("rule", "unknown"),
            rules::EvalError::Elsewhere(_) => ("rule", "elsewhere"),
            rules::EvalError::BadInput { .. } => ("input", "wrong-type"),
        };
        Problem::field(FieldError::new(field, code, error.to_string()))
    })?;
    trail.target(wish.rule.as_str());
    Ok(Json(CheckResult {
        rule: wish.rule,
        result,
    }))
}
