//! One's own account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Problem, Right, Room, Trail};

use super::{PermissionView, Services, UnitName, person, problem};
use crate::sign::{self, SignedIn};
use crate::user::{self, ProfileChange};

/// The routes.
pub(super) fn room() -> Room<Services> {
    Room::new()
        .tag("me", "One's own account: profile, password, second factor.")
        .route(Right::SignedIn("profile", "read"), routes!(me))
        .route(Right::SignedIn("profile", "change"), routes!(change_me))
        .route(Right::SignedIn("password", "change"), routes!(change_password))
        .route(Right::SignedIn("second_factor", "enrol"), routes!(enrol))
        .route(Right::SignedIn("second_factor", "confirm"), routes!(confirm))
        .route(Right::SignedIn("second_factor", "remove"), routes!(remove))
}

/// Who is signed in, and what they may do.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    /// The user.
    id: Uuid,
    /// The login.
    login: String,
    /// The name.
    name: String,
    /// One's own telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    phone: Option<String>,
    /// The staff number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    staff_number: Option<String>,
    /// The home unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<UnitName>,
    /// The roles held.
    roles: Vec<&'static str>,
    /// Every right in force, roles merged; none while the password is one for a single use.
    permissions: Vec<PermissionView>,
    /// What one likes.
    #[schema(value_type = Object)]
    preferences: Value,
    /// The version of the policy table in force.
    policy_version: i32,
    /// Whether the password has to be changed before anything else.
    must_change_password: bool,
    /// Whether a second factor is asked for at sign-in.
    second_factor: bool,
    /// The products that run.
    products: Vec<String>,
}

impl Me {
    /// Who has just signed in.
    pub(super) async fn of_token(services: &Services, token: &str) -> Result<Self, Problem> {
        let signed_in = sign::look_up(&services.access, token, "customer-service")
            .await
            .map_err(problem::failed)?
            .ok_or_else(|| Problem::internal_text("a session that has just begun is not there"))?;
        Self::of(services, &signed_in).await
    }

    pub(super) async fn of(services: &Services, signed_in: &SignedIn) -> Result<Self, Problem> {
        let user = user::myself(&services.access, &signed_in.caller)
            .await
            .map_err(problem::user)?;
        let units = services.units().await?;
        let permissions = signed_in.policy.permissions(&signed_in.caller.roles);
        Ok(Self {
            id: user.id,
            login: user.login,
            name: user.name,
            phone: user.phone,
            staff_number: user.staff_number,
            unit: user.unit.map(|code| UnitName::of(code, &units)),
            roles: user.roles.iter().map(|role| role.name()).collect(),
            permissions: permissions.into_iter().map(PermissionView::from).collect(),
            preferences: user.preferences,
            policy_version: signed_in.policy_version,
            must_change_password: signed_in.must_change_password,
            second_factor: user.second_factor,
            products: services.products.to_vec(),
        })
    }
}

/// Who is signed in, and what they may do.
#[utoipa::path(get, path = "/me", tag = "me", operation_id = "readMe", responses((status = 200, body = Me)))]
async fn me(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
) -> Result<Json<Me>, Problem> {
    Ok(Json(Me::of(&services, &person(signed_in)?).await?))
}

/// What is to be different of one's own; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
struct MeChange {
    /// Another name.
    #[serde(default)]
    #[schema(max_length = 100)]
    name: Option<String>,
    /// Another telephone; blank for none.
    #[serde(default)]
    #[schema(max_length = 40)]
    phone: Option<String>,
    /// Preferences to set; null takes one out.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    preferences: Option<Value>,
}

/// Changes one's own profile.
#[utoipa::path(patch, path = "/me", tag = "me", operation_id = "changeMe", request_body = MeChange,
    responses((status = 200, body = Me)))]
async fn change_me(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
    trail: Trail,
    web::Json(change): web::Json<MeChange>,
) -> Result<Json<Me>, Problem> {
    let me = person(signed_in)?;
    trail.target(me.user.to_string());
    let change = ProfileChange {
        name: change.name,
        phone: change.phone,
        preferences: change.preferences,
    };
    let changed = user::change_profile(&services.access, &me.caller, change)
        .await
        .map_err(problem::user)?;
    trail.detail("fields", changed);
    Ok(Json(Me::of(&services, &me).await?))
}

/// Another password.
#[derive(Deserialize, ToSchema)]
struct PasswordChange {
    /// The present one.
    #[schema(max_length = 200)]
    current: String,
    /// The new one: at least 10 characters, without login or name, none of the last five.
    #[schema(min_length = 10, max_length = 200)]
    new: String,
}

/// Changes one's own password; all other sessions end.
#[utoipa::path(post, path = "/me/password", tag = "me", operation_id = "changePassword", request_body = PasswordChange,
    responses((status = 204, description = "Changed."), (status = 423, description = "Too many wrong tries.")))]
async fn change_password(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
    trail: Trail,
    web::Json(change): web::Json<PasswordChange>,
) -> Result<StatusCode, Problem> {
    let me = person(signed_in)?;
    trail.target(me.user.to_string());
    sign::change_password(
        &services.access,
        &me.caller,
        me.user,
        me.session,
        &change.current,
        &change.new,
    )
    .await
    .map_err(problem::password)?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an authenticator app needs; shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = Enrolment)]
struct EnrolmentView {
    /// The secret in base 32.
    secret: String,
    /// The same as an address, for a picture to scan.
    otpauth_url: String,
}

/// Makes a secret for an authenticator app; it counts once a code of it was confirmed.
#[utoipa::path(post, path = "/me/totp", tag = "me", operation_id = "enrolSecondFactor",
    responses((status = 200, body = EnrolmentView), (status = 409, description = "One is enrolled already.")))]
async fn enrol(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
) -> Result<Json<EnrolmentView>, Problem> {
    let me = person(signed_in)?;
    let made = sign::enrol(&services.access, &me.caller, me.user)
        .await
        .map_err(problem::totp)?;
    Ok(Json(EnrolmentView {
        secret: made.secret,
        otpauth_url: made.otpauth_url,
    }))
}

/// A code of the app.
#[derive(Deserialize, ToSchema)]
struct TotpCode {
    /// Six digits.
    #[schema(max_length = 20)]
    code: String,
}

/// Confirms the second factor with its first code.
#[utoipa::path(put, path = "/me/totp", tag = "me", operation_id = "confirmSecondFactor", request_body = TotpCode,
    responses((status = 204, description = "From now on a code is asked for."),
        (status = 404, description = "None was begun."), (status = 409, description = "Confirmed before.")))]
async fn confirm(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
    web::Json(shown): web::Json<TotpCode>,
) -> Result<StatusCode, Problem> {
    let me = person(signed_in)?;
    sign::confirm(&services.access, &me.caller, me.user, &shown.code)
        .await
        .map_err(problem::totp)?;
    Ok(StatusCode::NO_CONTENT)
}

/// The password once more.
#[derive(Deserialize, ToSchema)]
struct PasswordAgain {
    /// The password.
    #[schema(max_length = 200)]
    password: String,
}

/// Removes the second factor.
#[utoipa::path(delete, path = "/me/totp", tag = "me", operation_id = "removeSecondFactor", request_body = PasswordAgain,
    responses((status = 204, description = "Removed."), (status = 404, description = "None is enrolled."),
        (status = 423, description = "Too many wrong tries.")))]
async fn remove(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
    web::Json(shown): web::Json<PasswordAgain>,
) -> Result<StatusCode, Problem> {
    let me = person(signed_in)?;
    sign::remove(&services.access, &me.caller, me.user, &shown.password)
        .await
        .map_err(problem::totp)?;
    Ok(StatusCode::NO_CONTENT)
}
