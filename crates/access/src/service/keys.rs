//! Keys of other systems.

use authz::{Action, Object, Role};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, FieldError, List, Path, Problem, Right, Room, Trail};

use super::{Services, problem};
use crate::key::{self, NewKey};

/// The routes.
pub(super) fn room() -> Room<Services> {
    Room::new()
        .tag("service-keys", "Keys of other systems.")
        .route(Right::On(Object::ServiceKey, Action::Read), routes!(keys))
        .route(Right::On(Object::ServiceKey, Action::Create), routes!(create_key))
        .route(Right::On(Object::ServiceKey, Action::Revoke), routes!(revoke_key))
}

/// A key, without the key.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ServiceKey)]
struct KeyView {
    /// Its id, which the audit trail names.
    id: Uuid,
    /// Which system has it.
    name: String,
    /// The role it acts in.
    role: String,
    /// The code of the unit it acts for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<String>,
    /// When it was made.
    created_at: Timestamp,
    /// By whom.
    created_by: String,
    /// Until when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    expires_at: Option<Timestamp>,
    /// When it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    used_at: Option<Timestamp>,
}

/// Every key there is or was.
#[utoipa::path(get, path = "/service-keys", tag = "service-keys", operation_id = "listServiceKeys",
    responses((status = 200, body = List<KeyView>)))]
async fn keys(State(services): State<Services>, allowed: Allowed) -> Result<Json<List<KeyView>>, Problem> {
    let found = key::keys(&services.access, allowed.caller())
        .await
        .map_err(problem::key)?;
    let items = found.into_iter().map(|one| KeyView {
        id: one.id,
        name: one.name,
        role: one.role,
        unit: one.unit,
        created_at: one.created_at,
        created_by: one.actor,
        expires_at: one.expires_at,
        revoked_at: one.revoked_at,
        used_at: one.used_at,
    });
    Ok(Json(List::whole(items.collect())))
}

/// A key to be made.
#[derive(Debug, Deserialize, ToSchema)]
struct NewServiceKey {
    /// Which system gets it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The role it acts in.
    role: String,
    /// The code of the unit it acts for.
    #[serde(default)]
    unit: Option<String>,
    /// Until when it holds.
    #[serde(default)]
    expires_at: Option<Timestamp>,
}

/// A key just made.
#[derive(Serialize, ToSchema)]
struct ShownKey {
    /// Its id.
    id: Uuid,
    /// The key itself, for the header `authorization: Bearer`. It is not to be had again.
    key: String,
}

/// Makes a key and shows it, once.
#[utoipa::path(post, path = "/service-keys", tag = "service-keys", operation_id = "createServiceKey",
    request_body = NewServiceKey, responses((status = 201, body = ShownKey)))]
async fn create_key(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(new): web::Json<NewServiceKey>,
) -> Result<(StatusCode, Json<ShownKey>), Problem> {
    let role: Role = new
        .role
        .parse()
        .map_err(|why: String| Problem::field(FieldError::new("role", "unknown", why)))?;
    trail.detail("role", role.name());
    let wanted = NewKey {
        name: new.name,
        role,
        unit: new.unit,
        expires_at: new.expires_at,
    };
    let made = key::create(&services.access, allowed.caller(), wanted)
        .await
        .map_err(problem::key)?;
    trail.target(made.id.to_string());
    let shown = ShownKey {
        id: made.id,
        key: made.token,
    };
    Ok((StatusCode::CREATED, Json(shown)))
}

/// Revokes a key at once.
#[utoipa::path(delete, path = "/service-keys/{id}", tag = "service-keys", operation_id = "revokeServiceKey",
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "Revoked."), (status = 404, description = "No such key.")))]
async fn revoke_key(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    trail.target(id.to_string());
    key::revoke(&services.access, allowed.caller(), id)
        .await
        .map_err(problem::key)?;
    Ok(StatusCode::NO_CONTENT)
}
