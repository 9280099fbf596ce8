//! Users, as their administrators see them.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use authz::{Action, Object, Role};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, FieldError, List, Page, Path, Problem, Query, Right, Room, Trail, page};

use super::{FieldRow, PermissionView, RowView, Services, UnitName, field_rows, given, problem};
use crate::report::merged;
use crate::unit::Units;
use crate::user::{self, Change, Filter, NewUser, User};

/// The routes.
pub(super) fn room() -> Room<Services> {
    Room::new()
        .tag("users", "People who sign in, their units and roles.")
        .route(Right::On(Object::User, Action::Read), routes!(users))
        .route(Right::On(Object::User, Action::Create), routes!(create_user))
        .route(Right::On(Object::User, Action::Read), routes!(read_user))
        // Two rights may be needed, for roles and for the rest: the use case asks for each.
        .route(Right::SignedIn("user", "change"), routes!(change_user))
        .route(Right::On(Object::User, Action::Change), routes!(reset_password))
        .route(Right::On(Object::User, Action::Change), routes!(unlock))
        .route(Right::On(Object::User, Action::Read), routes!(access_of))
}

/// A user.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = User)]
struct UserView {
    /// The id, which the audit trail names.
    id: Uuid,
    /// What they sign in with.
    login: String,
    /// The name.
    name: String,
    /// The home unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<UnitName>,
    /// The staff number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    staff_number: Option<String>,
    /// The roles held.
    roles: Vec<&'static str>,
    /// Since when there is this user.
    created_at: Timestamp,
    /// When they left.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    ended_at: Option<Timestamp>,
    /// Until when the login is locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    locked_until: Option<Timestamp>,
    /// Whether the password is one for a single use.
    must_change_password: bool,
    /// Whether a second factor is asked for.
    second_factor: bool,
}

impl UserView {
    fn of(user: User, units: &Units) -> Self {
        Self {
            unit: user.unit.map(|code| UnitName::of(code, units)),
            id: user.id,
            login: user.login,
            name: user.name,
            staff_number: user.staff_number,
            roles: user.roles.iter().map(|role| role.name()).collect(),
            created_at: user.created_at,
            ended_at: user.ended_at,
            locked_until: user.locked_until,
            must_change_password: user.must_change_password,
            second_factor: user.second_factor,
        }
    }
}

/// Which users.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UserFilter {
    /// Of this unit.
    #[param(nullable = false, max_length = 20)]
    unit: Option<String>,
    /// And of all units below it.
    #[param(nullable = false)]
    below: Option<bool>,
    /// With this role.
    #[param(nullable = false, max_length = 30)]
    role: Option<String>,
    /// With this in login, name or staff number.
    #[param(nullable = false, max_length = 100)]
    q: Option<String>,
}

/// Users in reach, by login.
#[utoipa::path(get, path = "/users", tag = "users", operation_id = "listUsers", params(UserFilter, Page),
    responses((status = 200, body = List<UserView>)))]
async fn users(
    State(services): State<Services>,
    allowed: Allowed,
    Query(filter): Query<UserFilter>,
    page: Page,
) -> Result<Json<List<UserView>>, Problem> {
    let list = format!("users {filter:?}");
    let after: Option<String> = page.after(&list)?;
    let roles = filter.role.as_deref().map(role).transpose()?;
    let units = match &filter.unit {
        Some(unit) if filter.below == Some(true) => {
            let units = services.units().await?;
            let below = units.tree.below(unit).into_iter().map(str::to_owned);
            Some(std::iter::once(unit.clone()).chain(below).collect())
        }
        Some(unit) => Some(vec![unit.clone()]),
        None => None,
    };
    let wanted = Filter {
        units,
        roles: roles.map(|role| vec![role]),
        word: filter.q.filter(|word| !word.is_empty()),
    };
    let limit = page.limit();
    let mut found = user::list(
        &services.access,
        allowed.caller(),
        &wanted,
        &after.unwrap_or_default(),
        i64::from(limit) + 1,
    )
    .await
    .map_err(problem::user)?;
    let more = found.len() > usize::from(limit);
    found.truncate(usize::from(limit));
    let next_cursor = found
        .last()
        .filter(|_| more)
        .map(|last| page::cursor(&list, &last.login));
    let units = services.units().await?;
    let items = found.into_iter().map(|user| UserView::of(user, &units));
    Ok(Json(List {
        items: items.collect(),
        next_cursor,
        total: None,
    }))
}

fn role(name: &str) -> Result<Role, Problem> {
    name.parse()
        .map_err(|why: String| Problem::field(FieldError::new("roles", "unknown", why)))
}

/// Somebody to be added.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewUser)]
struct UserNew {
    /// What they sign in with.
    #[schema(min_length = 2, max_length = 64)]
    login: String,
    /// The name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The code of the home unit.
    unit: String,
    /// The staff number.
    #[serde(default)]
    staff_number: Option<String>,
    /// Roles: only for who may grant them.
    #[serde(default)]
    roles: Vec<String>,
}

/// Somebody just added, or with a new password.
#[derive(Serialize, ToSchema)]
struct OneTimePassword {
    /// The user.
    id: Uuid,
    /// The password for the first sign-in. It is not to be had again.
    password: String,
}

/// Adds somebody, with a password for one use.
#[utoipa::path(post, path = "/users", tag = "users", operation_id = "createUser", request_body = UserNew,
    responses((status = 201, body = OneTimePassword)))]
async fn create_user(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(new): web::Json<UserNew>,
) -> Result<(StatusCode, Json<OneTimePassword>), Problem> {
    let roles = new
        .roles
        .iter()
        .map(|name| role(name))
        .collect::<Result<Vec<_>, _>>()?;
    trail.detail("roles", new.roles.clone());
    trail.detail("unit", new.unit.clone());
    let new = NewUser {
        login: new.login,
        name: new.name,
        unit: new.unit,
        staff_number: new.staff_number,
        roles,
        password: None,
    };
    let (id, password) = user::create(&services.access, allowed.caller(), new)
        .await
        .map_err(problem::user)?;
    trail.target(id.to_string());
    let password = password.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(OneTimePassword { id, password })))
}

/// A user.
#[utoipa::path(get, path = "/users/{id}", tag = "users", operation_id = "readUser", params(("id" = Uuid, Path)),
    responses((status = 200, body = UserView), (status = 404, description = "No such user in reach.")))]
async fn read_user(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<Uuid>,
) -> Result<Json<UserView>, Problem> {
    trail.target(id.to_string());
    let user = user::find(&services.access, allowed.caller(), id)
        .await
        .map_err(problem::user)?;
    Ok(Json(UserView::of(user, &*services.units().await?)))
}

/// What is to be different of a user; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
struct UserChange {
    /// Another name.
    #[serde(default)]
    #[schema(max_length = 100)]
    name: Option<String>,
    /// Another home unit.
    #[serde(default)]
    unit: Option<String>,
    /// Another staff number; null for none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    staff_number: Option<Option<String>>,
    /// Exactly these roles; needs the right to grant them.
    #[serde(default)]
    roles: Option<Vec<String>>,
    /// They leave, or come back.
    #[serde(default)]
    ended: Option<bool>,
}

/// Changes a user: needs the right to change users, and for roles the right to grant them. It holds at once.
#[utoipa::path(patch, path = "/users/{id}", tag = "users", operation_id = "changeUser", params(("id" = Uuid, Path)),
    request_body = UserChange,
    responses((status = 200, body = UserView), (status = 404, description = "No such user in reach.")))]
async fn change_user(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<Uuid>,
    web::Json(change): web::Json<UserChange>,
) -> Result<Json<UserView>, Problem> {
    trail.target(id.to_string());
    if let Some(roles) = &change.roles {
        trail.detail("roles", roles.clone());
    }
    if let Some(unit) = &change.unit {
        trail.detail("unit", unit.clone());
    }
    let roles = change
        .roles
        .map(|names| names.iter().map(|name| role(name)).collect::<Result<Vec<_>, _>>())
        .transpose()?;
    let wanted = Change {
        name: change.name,
        unit: change.unit,
        staff_number: change.staff_number,
        roles,
        ended: change.ended,
    };
    if wanted == Change::default() {
        return Err(Problem::field(FieldError::new(
            "",
            "empty",
            "nothing is to be different",
        )));
    }
    // Who may not see the user is refused by the change itself.
    if (wanted.roles.is_some() || wanted.unit.is_some())
        && let Ok(before) = user::find(&services.access, allowed.caller(), id).await
    {
        if wanted.roles.is_some() {
            let names: Vec<&str> = before.roles.iter().map(|role| role.name()).collect();
            trail.detail("roles_before", names);
        }
        if wanted.unit.is_some() {
            trail.detail("unit_before", before.unit);
        }
    }
    let changed = user::change(&services.access, allowed.caller(), id, wanted)
        .await
        .map_err(problem::user)?;
    trail.detail("fields", changed);
    let user = user::find(&services.access, allowed.caller(), id)
        .await
        .map_err(problem::user)?;
    Ok(Json(UserView::of(user, &*services.units().await?)))
}

/// Makes a new password for one use; every session of the user ends and a lock is lifted.
#[utoipa::path(post, path = "/users/{id}/password-reset", tag = "users", operation_id = "resetPassword",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = OneTimePassword), (status = 404, description = "No such user in reach."),
        (status = 409, description = "The user has left.")))]
async fn reset_password(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<Uuid>,
) -> Result<Json<OneTimePassword>, Problem> {
    trail.target(id.to_string());
    trail.detail("fields", vec!["password"]);
    let password = user::reset_password(&services.access, allowed.caller(), id)
        .await
        .map_err(problem::user)?;
    Ok(Json(OneTimePassword { id, password }))
}

/// Lifts the lock of too many wrong passwords.
#[utoipa::path(post, path = "/users/{id}/unlock", tag = "users", operation_id = "unlockUser",
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "Unlocked."), (status = 404, description = "No such user in reach.")))]
async fn unlock(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    trail.target(id.to_string());
    trail.detail("fields", vec!["lock"]);
    user::unlock(&services.access, allowed.caller(), id)
        .await
        .map_err(problem::user)?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a user may do, all roles merged.
#[derive(Debug, Serialize, ToSchema)]
struct MergedAccess {
    /// The roles held.
    roles: Vec<&'static str>,
    /// Each right at its widest.
    permissions: Vec<PermissionView>,
    /// The rows that give them.
    rows: Vec<RowView>,
    /// How much is seen of each field.
    fields: Vec<FieldRow>,
}

/// What a user may do, all roles merged, and the rows of the table that say so.
#[utoipa::path(get, path = "/users/{id}/access", tag = "users", operation_id = "readUserAccess",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = MergedAccess), (status = 404, description = "No such user in reach.")))]
async fn access_of(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<Uuid>,
) -> Result<Json<MergedAccess>, Problem> {
    trail.target(id.to_string());
    let found = merged(&services.access, allowed.caller(), id)
        .await
        .map_err(problem::user)?;
    Ok(Json(MergedAccess {
        roles: found.user.roles.iter().map(|role| role.name()).collect(),
        permissions: found.permissions.into_iter().map(PermissionView::from).collect(),
        rows: found.rows.iter().map(RowView::from).collect(),
        fields: field_rows(&found.clearance),
    }))
}
