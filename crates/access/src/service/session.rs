//! Signing in and out.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use base::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::origin::SESSION_COOKIE;
use web::{Allowed, List, Path, Problem, RequestContext, Right, Room, Trail};

use super::profile::Me;
use super::{Services, person, problem};
use crate::sign::{self, SignedIn, SigningIn};

/// The routes.
pub(super) fn room() -> Room<Services> {
    Room::new()
        .tag("session", "Signing in and out.")
        .route(Right::Public, routes!(sign_in))
        .route(Right::SignedIn("session", "sign_out"), routes!(sign_out))
        .route(Right::SignedIn("session", "read"), routes!(sessions))
        .route(Right::SignedIn("session", "end"), routes!(end_session))
}

/// What somebody shows to be let in.
#[derive(Deserialize, ToSchema)]
struct SignIn {
    /// The login.
    #[schema(max_length = 200)]
    login: String,
    /// The password.
    #[schema(max_length = 200)]
    password: String,
    /// The code of the second factor.
    #[serde(default)]
    #[schema(max_length = 20)]
    code: Option<String>,
}

/// Lets somebody in: a session begins, its cookie comes with the answer.
#[utoipa::path(post, path = "/session", tag = "session", operation_id = "signIn", request_body = SignIn,
    responses((status = 200, body = Me),
        (status = 401, description = "Login, password or code is wrong, or a code is needed."),
        (status = 423, description = "Too many wrong tries.")))]
async fn sign_in(
    State(services): State<Services>,
    context: RequestContext,
    headers: HeaderMap,
    web::Json(shown): web::Json<SignIn>,
) -> Result<Response, Problem> {
    let let_in = sign::sign_in(
        &services.access,
        SigningIn {
            login: shown.login,
            password: shown.password,
            code: shown.code,
            agent: text(&headers, header::USER_AGENT).to_owned(),
            cause: context.trace.to_string(),
        },
    )
    .await
    .map_err(problem::sign_in)?;
    let me = Me::of_token(&services, &let_in.token).await?;
    // A page that came over TLS says so; its cookie is then never sent without.
    let secure = text(&headers, header::ORIGIN).starts_with("https://");
    let mut response = Json(me).into_response();
    set_cookie(&mut response, &let_in.token, secure)?;
    Ok(response)
}

/// A header's text; nothing where there is none.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    let value: Option<&HeaderValue> = headers.get(name);
    value.and_then(|value| value.to_str().ok()).unwrap_or_default()
}

pub(super) fn set_cookie(response: &mut Response, token: &str, secure: bool) -> Result<(), Problem> {
    let over = if token.is_empty() { "; Max-Age=0" } else { "" };
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{SESSION_COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/{secure}{over}");
    let mut value = HeaderValue::from_str(&cookie).map_err(|error| Problem::internal(&error))?;
    value.set_sensitive(true);
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(())
}

/// Ends this session.
#[utoipa::path(delete, path = "/session", tag = "session", operation_id = "signOut",
    responses((status = 204, description = "Signed out.")))]
async fn sign_out(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
) -> Result<Response, Problem> {
    let me = person(signed_in)?;
    sign::end(&services.access, &me.caller, me.user, me.session)
        .await
        .map_err(problem::session)?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&mut response, "", false)?;
    Ok(response)
}

/// A session of one's own.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
struct SessionView {
    /// Its id.
    id: Uuid,
    /// Whether it is this one.
    current: bool,
    /// When it began.
    created_at: Timestamp,
    /// When it was last used, to the minute.
    seen_at: Timestamp,
    /// When it is over in any case.
    expires_at: Timestamp,
    /// The browser, as it called itself.
    agent: String,
    /// How it was begun: `password` or `identity_provider`.
    method: &'static str,
}

/// One's own sessions, newest first.
#[utoipa::path(get, path = "/me/sessions", tag = "session", operation_id = "listSessions",
    responses((status = 200, body = List<SessionView>)))]
async fn sessions(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
) -> Result<Json<List<SessionView>>, Problem> {
    let me = person(signed_in)?;
    let found = sign::sessions(&services.access, &me.caller, me.user)
        .await
        .map_err(problem::session)?;
    let items = found.into_iter().map(|one| SessionView {
        id: one.id,
        current: one.id == me.session,
        created_at: one.created_at,
        seen_at: one.seen_at,
        expires_at: one.expires_at,
        agent: one.agent,
        method: one.method.name(),
    });
    Ok(Json(List::whole(items.collect())))
}

/// Ends one of one's own sessions.
#[utoipa::path(delete, path = "/me/sessions/{id}", tag = "session", operation_id = "endSession",
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "Ended."), (status = 404, description = "No such session.")))]
async fn end_session(
    State(services): State<Services>,
    _: Allowed,
    trail: Trail,
    signed_in: Option<Extension<SignedIn>>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    let me = person(signed_in)?;
    trail.target(id.to_string());
    sign::end(&services.access, &me.caller, me.user, id)
        .await
        .map_err(problem::session)?;
    Ok(StatusCode::NO_CONTENT)
}
