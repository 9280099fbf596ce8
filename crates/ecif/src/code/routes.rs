//! The standards as services: code tables, the catalogue of attributes, the rules in force, checks of values.

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use standards::rules;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Allowed, Code, FieldError, List, Path, Problem, Right, Room, Trail};

use crate::code::{self, CodeError};
use crate::model::{ATTRIBUTES, Holds, Subject};
use crate::service::present::{Label, class, code_table, kind};
use crate::service::{Services, failed};
use crate::source::routes::VersionTaken;

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    let on = Right::On;
    Room::new()
        .tag(
            "standards",
            "Code tables, the catalogue of attributes, the rules in force, checks of values.",
        )
        .route(on(Object::CodeTable, Action::Read), routes!(code_tables))
        .route(on(Object::CodeTable, Action::Read), routes!(one_code_table))
        .route(on(Object::CodeTable, Action::Change), routes!(put_code_value))
        .route(on(Object::Catalogue, Action::Read), routes!(attributes))
        .route(on(Object::Rule, Action::Read), routes!(policy))
        .route(on(Object::Rule, Action::Read), routes!(policy_versions))
        .route(on(Object::Rule, Action::Read), routes!(policy_version))
        .route(on(Object::Standard, Action::Check), routes!(check))
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
    /// The version of the whole table: 0 as shipped; each change of a code, and of the mapping it comes from, raises it.
    #[schema(minimum = 0)]
    version: i64,
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
        version: table.version,
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
    /// The version of the whole table: 0 as shipped; each change of a code, and of the mapping it comes from, raises it.
    #[schema(minimum = 0)]
    version: i64,
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
        version: table.version,
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

impl RuleKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Survivorship => "survivorship",
        }
    }
}

/// A version of the rules.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleVersion {
    /// Its number, from 1.
    version: i32,
    /// Since when it is in force.
    recorded_at: Timestamp,
    /// Who put it in force: a user's or key's id, or the program.
    actor: String,
}

/// The versions of the rules, the newest, which is in force, first.
#[utoipa::path(get, path = "/policies/{kind}/versions", tag = "standards", operation_id = "listPolicyVersions",
    params(("kind" = inline(RuleKind), Path)), responses((status = 200, body = List<RuleVersion>)))]
async fn policy_versions(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(kind): Path<RuleKind>,
) -> Result<Json<List<RuleVersion>>, Problem> {
    trail.target(kind.word());
    let found = crate::store::policy_versions(&services.database, &services.actor(&allowed), kind.word())
        .await
        .map_err(failed)?;
    let versions = found.into_iter().map(|one| RuleVersion {
        version: one.version,
        recorded_at: one.recorded_at,
        actor: one.actor,
    });
    Ok(Json(List::whole(versions.collect())))
}

/// A version of the rules, word for word.
#[utoipa::path(get, path = "/policies/{kind}/versions/{version}", tag = "standards",
    operation_id = "readPolicyVersion",
    params(("kind" = inline(RuleKind), Path), ("version" = i32, Path)),
    responses((status = 200, body = RuleText), (status = 404, description = "There is no such version.")))]
async fn policy_version(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path((kind, version)): Path<(RuleKind, i32)>,
) -> Result<Json<RuleText>, Problem> {
    let kind = kind.word();
    trail.target(kind);
    trail.detail("version", version);
    let text = crate::store::policy_text(&services.database, &services.actor(&allowed), kind, version)
        .await
        .map_err(failed)?;
    let text = text.ok_or_else(|| Problem::not_found(format!("there is no version {version}")))?;
    Ok(Json(RuleText { kind, version, text }))
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
    let kind = kind.word();
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
