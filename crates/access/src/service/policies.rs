//! The policy table and its versions.

use authz::{Action, Object, Policy, Role};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Allowed, List, Path, Problem, Right, Room, Trail};

use super::{FieldRow, RowView, Services, WordsView, field_rows, problem};
use crate::policy::{self, Version};

/// The routes.
pub(super) fn room() -> Room<Services> {
    let read = Right::On(Object::AccessPolicy, Action::Read);
    let change = Right::On(Object::AccessPolicy, Action::Change);
    Room::new()
        .tag("access-policy", "Who may do what, in versions.")
        .route(read, routes!(roles))
        .route(Right::SignedIn("access_policy", "purposes"), routes!(purposes))
        .route(read, routes!(current))
        .route(read, routes!(versions))
        .route(read, routes!(version))
        .route(change, routes!(compare))
        .route(change, routes!(put))
        .route(read, routes!(lacking))
        .route(change, routes!(complete))
}

/// A role with its rows of the table.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Role)]
struct RoleView {
    /// Its name.
    name: &'static str,
    /// Its title.
    title: WordsView,
    /// Whether it is one of the three administrators that are kept apart.
    administrator: bool,
    /// Its rows.
    rows: Vec<RowView>,
    /// How much it sees of each field.
    fields: Vec<FieldRow>,
}

/// Every role with its rows of the table in force.
#[utoipa::path(get, path = "/roles", tag = "access-policy", operation_id = "listRoles",
    responses((status = 200, body = List<RoleView>)))]
async fn roles(allowed: Allowed) -> Json<List<RoleView>> {
    let policy = allowed.policy();
    let items = Role::ALL.iter().map(|role| RoleView {
        name: role.name(),
        title: WordsView {
            zh: role.zh().to_owned(),
            en: role.en().to_owned(),
        },
        administrator: role.is_administrator(),
        rows: policy
            .rows()
            .filter(|row| row.role == *role)
            .map(RowView::from)
            .collect(),
        fields: field_rows(&policy.clearance(&[*role])),
    });
    Json(List::whole(items.collect()))
}

/// A purpose of the bank's list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Purpose)]
struct PurposeView {
    /// The word a request names in its header `purpose`.
    name: String,
    /// Its title.
    title: WordsView,
}

/// The bank's list of purposes.
#[utoipa::path(get, path = "/purposes", tag = "access-policy", operation_id = "listPurposes",
    responses((status = 200, body = List<PurposeView>)))]
async fn purposes(allowed: Allowed) -> Json<List<PurposeView>> {
    let items = allowed.policy().purposes().iter().map(|purpose| PurposeView {
        name: purpose.name.clone(),
        title: purpose.title.clone().into(),
    });
    Json(List::whole(items.collect()))
}

/// A version of the table.
#[derive(Debug, Serialize, ToSchema)]
struct AccessPolicy {
    /// Its number.
    version: i32,
    /// The text (TOML).
    text: String,
    /// Why it was made.
    note: String,
    /// Since when it is in force.
    created_at: Timestamp,
    /// By whom.
    created_by: String,
    /// Its rows.
    rows: Vec<RowView>,
}

impl From<Version> for AccessPolicy {
    fn from(version: Version) -> Self {
        let policy = Policy::parse(&version.text);
        Self {
            rows: policy
                .map(|policy| policy.rows().map(RowView::from).collect())
                .unwrap_or_default(),
            version: version.version,
            text: version.text,
            note: version.note,
            created_at: version.created_at,
            created_by: version.actor,
        }
    }
}

/// The table in force: its text and its rows.
#[utoipa::path(get, path = "/access-policy", tag = "access-policy", operation_id = "readAccessPolicy",
    responses((status = 200, body = AccessPolicy)))]
async fn current(State(services): State<Services>, allowed: Allowed) -> Result<Json<AccessPolicy>, Problem> {
    let found = policy::current(&services.access, allowed.caller())
        .await
        .map_err(problem::policy)?;
    Ok(Json(found.into()))
}

/// A version without its text.
#[derive(Debug, Serialize, ToSchema)]
struct AccessPolicyVersion {
    /// Its number.
    version: i32,
    /// Why it was made.
    note: String,
    /// Since when it is or was in force.
    created_at: Timestamp,
    /// By whom.
    created_by: String,
}

/// Every version of the table, the newest first.
#[utoipa::path(get, path = "/access-policy/versions", tag = "access-policy", operation_id = "listAccessPolicies",
    responses((status = 200, body = List<AccessPolicyVersion>)))]
async fn versions(
    State(services): State<Services>,
    allowed: Allowed,
) -> Result<Json<List<AccessPolicyVersion>>, Problem> {
    let found = policy::versions(&services.access, allowed.caller())
        .await
        .map_err(problem::policy)?;
    let items = found.into_iter().map(|one| AccessPolicyVersion {
        version: one.version,
        note: one.note,
        created_at: one.created_at,
        created_by: one.actor,
    });
    Ok(Json(List::whole(items.collect())))
}

/// A version of the table.
#[utoipa::path(get, path = "/access-policy/versions/{version}", tag = "access-policy",
    operation_id = "readAccessPolicyVersion", params(("version" = i32, Path, minimum = 1)),
    responses((status = 200, body = AccessPolicy), (status = 404, description = "No such version.")))]
async fn version(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(version): Path<i32>,
) -> Result<Json<AccessPolicy>, Problem> {
    trail.target(version.to_string());
    let found = policy::version(&services.access, allowed.caller(), version)
        .await
        .map_err(problem::policy)?;
    Ok(Json(found.into()))
}

/// A text of the table.
#[derive(Debug, Deserialize, ToSchema)]
struct PolicyText {
    /// The text (TOML).
    #[schema(max_length = 200_000)]
    text: String,
}

/// What a text would change.
#[derive(Debug, Serialize, ToSchema)]
struct PolicyChanges {
    /// In words.
    changes: Vec<WordsView>,
}

/// Says what a text would change, without putting it in force; every fault with its line.
#[utoipa::path(post, path = "/access-policy/comparison", tag = "access-policy", operation_id = "compareAccessPolicy",
    request_body = PolicyText, responses((status = 200, body = PolicyChanges)))]
async fn compare(
    State(services): State<Services>,
    allowed: Allowed,
    web::Json(wanted): web::Json<PolicyText>,
) -> Result<Json<PolicyChanges>, Problem> {
    let changes = policy::would_change(&services.access, allowed.caller(), &wanted.text)
        .await
        .map_err(problem::policy)?;
    let changes = changes.into_iter().map(WordsView::from).collect();
    Ok(Json(PolicyChanges { changes }))
}

/// A new version of the table.
#[derive(Debug, Deserialize, ToSchema)]
struct NewAccessPolicy {
    /// The text (TOML).
    #[schema(max_length = 200_000)]
    text: String,
    /// Why.
    #[schema(min_length = 1, max_length = 1000)]
    note: String,
}

/// A new version and what it changed.
#[derive(Debug, Serialize, ToSchema)]
struct PutAccessPolicy {
    /// The version now in force.
    version: i32,
    /// What is different, in words.
    changes: Vec<WordsView>,
}

/// Puts a new version in force, at once, and says what it changed.
#[utoipa::path(post, path = "/access-policy", tag = "access-policy", operation_id = "putAccessPolicy",
    request_body = NewAccessPolicy,
    responses((status = 201, body = PutAccessPolicy), (status = 409, description = "Somebody else was quicker.")))]
async fn put(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(new): web::Json<NewAccessPolicy>,
) -> Result<(StatusCode, Json<PutAccessPolicy>), Problem> {
    let put = policy::put(&services.access, allowed.caller(), &new.text, &new.note)
        .await
        .map_err(problem::policy)?;
    trail.target(put.version.to_string());
    trail.detail("changes", put.changes.len());
    Ok((StatusCode::CREATED, Json(PutAccessPolicy::from(put))))
}

/// The rows that the shipped table has for actions which the one in force does not know: nobody may do these until it
/// has them. An upgrade brings such actions.
#[utoipa::path(get, path = "/access-policy/lacking", tag = "access-policy", operation_id = "listLackingPolicyRows",
    responses((status = 200, body = List<RowView>)))]
async fn lacking(State(services): State<Services>, allowed: Allowed) -> Result<Json<List<RowView>>, Problem> {
    let found = policy::lacking(&services.access, allowed.caller())
        .await
        .map_err(problem::policy)?;
    Ok(Json(List::whole(found.into_iter().map(RowView::from).collect())))
}

/// Puts a new version in force: the present one with the rows it lacks, as shipped. What it says already stays.
#[utoipa::path(post, path = "/access-policy/completion", tag = "access-policy", operation_id = "completeAccessPolicy",
    responses((status = 201, body = PutAccessPolicy), (status = 409, description = "Somebody else was quicker."),
        (status = 422, description = "It lacks nothing.")))]
async fn complete(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
) -> Result<(StatusCode, Json<PutAccessPolicy>), Problem> {
    let put = policy::complete(&services.access, allowed.caller())
        .await
        .map_err(problem::policy)?;
    trail.target(put.version.to_string());
    trail.detail("changes", put.changes.len());
    Ok((StatusCode::CREATED, Json(PutAccessPolicy::from(put))))
}

impl From<policy::Put> for PutAccessPolicy {
    fn from(put: policy::Put) -> Self {
        Self {
            version: put.version,
            changes: put.changes.into_iter().map(WordsView::from).collect(),
        }
    }
}
