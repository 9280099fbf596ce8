//! Signing in through the bank's identity provider. A browser comes here by itself, not a page of ours: whatever goes
//! wrong is shown by the console's sign-in page, which is told the stable code and the trace number.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use base::Timestamp;
use oidc::Provider;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, Code, List, Path, Problem, Query, RequestContext, Right, Room, Trail, origin};

use super::profile::Me;
use super::session::{set_cookie, text};
use super::{Services, WordsView, person, problem};
use crate::sign::{self, AT_PROVIDER_MINUTES, Arrived, ProviderError, Returned, SignedIn};
use crate::user::{self, Link};
use authz::{Action, Object};

/// Ties a browser to the sign-in it began. `Lax`, unlike the session's: the way back from the provider is another
/// site's, and the browser has to bring it along.
const ATTEMPT_COOKIE: &str = "guiyi_sign_in";
const ATTEMPT_PATH: &str = "/api/v1/oidc";
/// The longest page address kept.
const NEXT_LENGTH_MAX: usize = 500;

/// The routes.
pub(super) fn room() -> Room<Services> {
    Room::new()
        .tag(
            "oidc",
            "Signing in through the bank's identity provider (OpenID Connect).",
        )
        .route(Right::Public, routes!(sign_in_options))
        .route(Right::Public, routes!(start))
        .route(Right::Public, routes!(callback))
        .route(Right::Public, routes!(with_code))
        .route(Right::Public, routes!(leave))
        .route(Right::SignedIn("identity", "read"), routes!(my_identities))
        .route(Right::On(Object::User, Action::Read), routes!(identities))
        .route(Right::On(Object::User, Action::Grant), routes!(link))
        .route(Right::On(Object::User, Action::Grant), routes!(unlink))
}

/// How one may sign in here.
#[derive(Debug, Serialize, ToSchema)]
struct SignInOptions {
    /// With login and password.
    password: bool,
    /// Through the bank's identity provider, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    provider: Option<ProviderOption>,
}

/// The bank's identity provider, as people know it.
#[derive(Debug, Serialize, ToSchema)]
struct ProviderOption {
    /// What people call it.
    name: WordsView,
    /// Where a browser goes to begin; `next` may be added, the page wanted.
    start: String,
    /// Where a browser goes after signing out, to sign out of the provider as well; only where that is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    sign_out: Option<String>,
}

/// How one may sign in here.
#[utoipa::path(get, path = "/sign-in-options", tag = "session", operation_id = "readSignInOptions",
    responses((status = 200, body = SignInOptions)))]
async fn sign_in_options(State(services): State<Services>) -> Json<SignInOptions> {
    let provider = services.provider.as_deref().map(|provider| {
        let settings = provider.settings();
        let out = settings.own_address("/api/v1/oidc/sign-out");
        ProviderOption {
            name: WordsView {
                zh: settings.name.zh.clone(),
                en: settings.name.en.clone(),
            },
            start: settings.own_address("/api/v1/oidc/start"),
            sign_out: settings.sign_out.then_some(out),
        }
    });
    Json(SignInOptions {
        password: true,
        provider,
    })
}

/// Which page is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Start {
    /// A page of the console, as `/customers`.
    #[param(nullable = false, max_length = 500)]
    next: Option<String>,
}

/// Sends the browser to the identity provider.
#[utoipa::path(get, path = "/oidc/start", tag = "oidc", operation_id = "beginProviderSignIn", params(Start),
    responses((status = 303, description = "To the provider; or to the sign-in page, which says what is wrong."),
        (status = 404, description = "There is no identity provider here.")))]
async fn start(
    State(services): State<Services>,
    context: RequestContext,
    Query(wanted): Query<Start>,
) -> Result<Response, Problem> {
    let provider = services.provider()?;
    let next = inside(wanted.next.as_deref().unwrap_or("/"));
    match sign::begin(&services.access, provider, next, &context.trace.to_string()).await {
        Ok(sent) => {
            let mut response = go(&sent.address)?;
            set_attempt(&mut response, provider, &sent.cookie)?;
            Ok(response)
        }
        Err(refused) => turned_away(&refused, context),
    }
}

/// What a browser comes back with from the provider.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CallbackQuery {
    /// What was sent along.
    #[param(nullable = false)]
    state: Option<String>,
    /// The code.
    #[param(nullable = false)]
    code: Option<String>,
    /// Who says so (RFC 9207).
    #[param(nullable = false)]
    iss: Option<String>,
    /// The provider's word for why not.
    #[param(nullable = false)]
    error: Option<String>,
}

/// Lets somebody in whom the provider vouches for: a session begins, and the browser goes to the page it wanted.
#[utoipa::path(get, path = "/oidc/callback", tag = "oidc", operation_id = "finishProviderSignIn", params(CallbackQuery),
    responses((status = 303, description = "To the page wanted; or to the sign-in page, which says what is wrong."),
        (status = 404, description = "There is no identity provider here.")))]
async fn callback(
    State(services): State<Services>,
    context: RequestContext,
    headers: HeaderMap,
    Query(query): Query<CallbackQuery>,
) -> Result<Response, Problem> {
    let provider = services.provider()?;
    let returned = Returned {
        state: query.state.unwrap_or_default(),
        code: query.code,
        issuer: query.iss,
        error: query.error,
        cookie: origin::cookie(&headers, ATTEMPT_COOKIE)
            .unwrap_or_default()
            .to_owned(),
        agent: text(&headers, header::USER_AGENT).to_owned(),
        cause: context.trace.to_string(),
    };
    let mut response = match sign::finish(&services.access, provider, returned).await {
        Ok(Arrived::In { session, next }) => {
            let mut response = go(&next)?;
            set_cookie(&mut response, &session.token, provider.settings().is_secure())?;
            response
        }
        Ok(Arrived::CodeNeeded { cookie, next }) => {
            let mut response = go(&sign_in_page(&[("step", "code"), ("next", &next)]))?;
            set_attempt(&mut response, provider, &cookie)?;
            return Ok(response);
        }
        Err(refused) => turned_away(&refused, context)?,
    };
    set_attempt(&mut response, provider, "")?;
    Ok(response)
}

/// The code of a second factor.
#[derive(Deserialize, ToSchema)]
struct SecondFactorCode {
    /// As the app shows it.
    #[schema(max_length = 20)]
    code: String,
}

/// Lets somebody in whom the provider named, and who has a second factor here for which it does not stand.
#[utoipa::path(post, path = "/oidc/code", tag = "oidc", operation_id = "showProviderCode",
    request_body = SecondFactorCode,
    responses((status = 200, body = Me),
        (status = 401, description = "The code is wrong, or the sign-in is over."),
        (status = 404, description = "There is no identity provider here."),
        (status = 423, description = "Too many wrong tries.")))]
async fn with_code(
    State(services): State<Services>,
    context: RequestContext,
    headers: HeaderMap,
    web::Json(shown): web::Json<SecondFactorCode>,
) -> Result<Response, Problem> {
    let provider = services.provider()?;
    let let_in = sign::with_code(
        &services.access,
        origin::cookie(&headers, ATTEMPT_COOKIE).unwrap_or_default(),
        &shown.code,
        text(&headers, header::USER_AGENT),
        &context.trace.to_string(),
    )
    .await
    .map_err(problem::provider)?;
    let me = Me::of_token(&services, &let_in.token).await?;
    let mut response = Json(me).into_response();
    set_cookie(&mut response, &let_in.token, provider.settings().is_secure())?;
    set_attempt(&mut response, provider, "")?;
    Ok(response)
}

/// Sends a browser that has signed out here to the provider, to sign out there.
#[utoipa::path(get, path = "/oidc/sign-out", tag = "oidc", operation_id = "signOutOfProvider",
    responses((status = 303, description = "To the provider; to the sign-in page, where it knows no such place."),
        (status = 404, description = "There is no identity provider here.")))]
async fn leave(State(services): State<Services>, context: RequestContext) -> Result<Response, Problem> {
    let provider = services.provider()?;
    match provider.sign_out("/sign-in").await {
        Ok(place) => go(place.as_deref().unwrap_or("/sign-in")),
        Err(failure) => turned_away(&failure.into(), context),
    }
}

/// Who a user is at the identity provider.
#[derive(Debug, Serialize, ToSchema)]
struct IdentityLink {
    /// The link.
    id: Uuid,
    /// Who vouches.
    issuer: String,
    /// The provider's lasting name for them.
    subject: String,
    /// Since when.
    since: Timestamp,
    /// Whether the first sign-in linked them by their login; else the security administrator did.
    by_login: bool,
}

impl From<Link> for IdentityLink {
    fn from(link: Link) -> Self {
        Self {
            by_login: link.actor.parse::<Uuid>().is_err(),
            id: link.id,
            issuer: link.issuer,
            subject: link.subject,
            since: link.since,
        }
    }
}

fn list(found: Vec<Link>) -> Json<List<IdentityLink>> {
    Json(List::whole(found.into_iter().map(IdentityLink::from).collect()))
}

/// Who one is oneself at the identity provider.
#[utoipa::path(get, path = "/me/identities", tag = "oidc", operation_id = "listMyIdentities",
    responses((status = 200, body = List<IdentityLink>)))]
async fn my_identities(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
) -> Result<Json<List<IdentityLink>>, Problem> {
    let me = person(signed_in)?;
    let found = user::my_identities(&services.access, &me.caller).await;
    Ok(list(found.map_err(problem::user)?))
}

/// Who a user is at the identity provider.
#[utoipa::path(get, path = "/users/{id}/identities", tag = "oidc", operation_id = "listIdentities",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = List<IdentityLink>), (status = 404, description = "No such user in reach.")))]
async fn identities(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<Uuid>,
) -> Result<Json<List<IdentityLink>>, Problem> {
    trail.target(id.to_string());
    let found = user::identities(&services.access, allowed.caller(), id).await;
    Ok(list(found.map_err(problem::user)?))
}

/// Somebody at the identity provider.
#[derive(Deserialize, ToSchema)]
struct NewIdentity {
    /// The provider's lasting name for them (`sub`); a refused sign-in leaves it in the audit trail.
    #[schema(min_length = 1, max_length = 255)]
    subject: String,
}

/// Links a user to who they are at the identity provider: whoever signs in there as this subject is this user.
#[utoipa::path(post, path = "/users/{id}/identities", tag = "oidc", operation_id = "linkIdentity",
    params(("id" = Uuid, Path)), request_body = NewIdentity,
    responses((status = 201, body = List<IdentityLink>),
        (status = 404, description = "No such user in reach, or no identity provider."),
        (status = 409, description = "The user has left, or is linked already.")))]
async fn link(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<Uuid>,
    web::Json(new): web::Json<NewIdentity>,
) -> Result<(StatusCode, Json<List<IdentityLink>>), Problem> {
    trail.target(id.to_string());
    let issuer = services.provider()?.settings().issuer.clone();
    trail.detail("fields", vec!["identity"]);
    let made = user::link(&services.access, allowed.caller(), id, &issuer, &new.subject)
        .await
        .map_err(problem::user)?;
    trail.detail("link", made.to_string());
    let found = user::identities(&services.access, allowed.caller(), id).await;
    Ok((StatusCode::CREATED, list(found.map_err(problem::user)?)))
}

/// Ends a link: its sessions end with it.
#[utoipa::path(delete, path = "/users/{id}/identities/{link}", tag = "oidc", operation_id = "unlinkIdentity",
    params(("id" = Uuid, Path), ("link" = Uuid, Path)),
    responses((status = 204, description = "Ended."), (status = 404, description = "No such user in reach, or no such link.")))]
async fn unlink(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path((id, link)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    trail.target(id.to_string());
    trail.detail("fields", vec!["identity"]);
    trail.detail("link", link.to_string());
    user::unlink(&services.access, allowed.caller(), id, link)
        .await
        .map_err(problem::user)?;
    Ok(StatusCode::NO_CONTENT)
}

impl Services {
    fn provider(&self) -> Result<&Provider, Problem> {
        let provider: Option<&Arc<Provider>> = self.provider.as_ref();
        provider
            .map(|provider| &**provider)
            .ok_or_else(|| Problem::not_found("there is no identity provider here"))
    }
}

/// An address of the console and of nothing else: what another site wrote into a link leads nowhere but here.
fn inside(wanted: &str) -> &str {
    let fits = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && wanted.len() <= NEXT_LENGTH_MAX
        && wanted
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !["/api", "/sign-in", "/docs", "/health"]
            .iter()
            .any(|root| wanted.starts_with(root));
    if fits { wanted } else { "/" }
}

fn sign_in_page(query: &[(&str, &str)]) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(query);
    format!("/sign-in?{}", text.finish())
}

/// To the sign-in page, which says what is wrong in the reader's language.
fn turned_away(refused: &ProviderError, context: RequestContext) -> Result<Response, Problem> {
    let trace = context.trace.to_string();
    if refused.code() == Code::Internal
        && let ProviderError::SignIn(error) = refused
    {
        tracing::error!(cause = %error, trace_id = trace, "a sign-in failed");
    }
    go(&sign_in_page(&[
        ("refused", refused.code().word()),
        ("trace", &trace),
    ]))
}

fn go(address: &str) -> Result<Response, Problem> {
    let place = HeaderValue::from_str(address).map_err(|error| Problem::internal(&error))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response())
}

fn set_attempt(response: &mut Response, provider: &Provider, token: &str) -> Result<(), Problem> {
    let age = if token.is_empty() {
        0
    } else {
        AT_PROVIDER_MINUTES * 60
    };
    let secure = if provider.settings().is_secure() {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!(
        "{ATTEMPT_COOKIE}={token}; HttpOnly; SameSite=Lax; Path={ATTEMPT_PATH}; Max-Age={age}{secure}"
    );
    let name: HeaderName = header::SET_COOKIE;
    let mut value = HeaderValue::from_str(&cookie).map_err(|error| Problem::internal(&error))?;
    value.set_sensitive(true);
    response.headers_mut().append(name, value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_wanted_is_one_of_ours() {
        for ours in [
            "/",
            "/customers",
            "/loads/7?tab=rejects&as_of=2026-01-01",
            "/customers/100000000016",
        ] {
            assert_eq!(inside(ours), ours);
        }
        for other in [
            "",
            "customers",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "https://evil.example/",
            "javascript:alert(1)",
            "/customers\r\nset-cookie: a=b",
            "/ customers",
            "/api/v1/oidc/start",
            "/sign-in?refused=locked",
            "/客户",
        ] {
            assert_eq!(inside(other), "/", "{other}");
        }
        assert_eq!(inside(&format!("/{}", "x".repeat(NEXT_LENGTH_MAX))), "/");
    }
}
