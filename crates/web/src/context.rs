//! What surrounds every request: its trace number and time, panics caught, problems written out, security headers.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base::{Clock, Timestamp};
use futures_util::FutureExt as _;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::problem::{Code, Language, Problem};

/// The header with the trace number.
pub const TRACE_ID: HeaderName = HeaderName::from_static("trace-id");
/// The header with the milliseconds used.
pub const TIME_USED_MS: HeaderName = HeaderName::from_static("time-used-ms");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// Which request this is: 32 hexadecimal digits, the caller's own (`traceparent`) where it sent one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceId(pub Uuid);

impl TraceId {
    /// The caller's, or a new one that sorts by time.
    #[must_use]
    pub fn of(headers: &HeaderMap, now: Timestamp, random: [u8; 10]) -> Self {
        let theirs = headers
            .get("traceparent")
            .and_then(|value| value.to_str().ok())
            .and_then(parent);
        Self(theirs.unwrap_or_else(|| {
            let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
            uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
        }))
    }
}

impl std::fmt::Display for TraceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.simple().fmt(f)
    }
}

/// The trace id of a `traceparent` (W3C Trace Context): version, 32 digits, 16 digits, flags.
fn parent(value: &str) -> Option<Uuid> {
    let mut parts = value.split('-');
    let (version, trace, span) = (parts.next()?, parts.next()?, parts.next()?);
    let hex = |text: &str, length| {
        text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    if !hex(version, 2) || version == "ff" || !hex(trace, 32) || !hex(span, 16) {
        return None;
    }
    Uuid::parse_str(trace).ok().filter(|trace| !trace.is_nil())
}

/// What a handler may know of its request.
#[derive(Debug, Clone, Copy)]
pub struct RequestContext {
    /// Its number.
    pub trace: TraceId,
    /// When it came, by the service's clock.
    pub at: Timestamp,
    /// When it came, for measuring.
    pub started: Instant,
    /// The language its problems are written in.
    pub language: Language,
}

impl<S: Sync> FromRequestParts<S> for RequestContext {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .copied()
            .ok_or_else(|| Problem::internal_text("a request without a context"))
    }
}

/// Lets a request in and its answer out.
pub(crate) async fn surround(
    State(clock): State<Arc<dyn Clock>>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let at = clock.now();
    let headers = request.headers();
    let context = RequestContext {
        trace: TraceId::of(headers, at, rand::random()),
        at,
        started,
        language: Language::of(
            headers
                .get(header::ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok()),
        ),
    };
    let method = request.method().clone();
    // Without the query: it may hold what must not be logged.
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(context);
    let span = tracing::info_span!("request", trace_id = %context.trace, %method, path);
    let answered = AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .instrument(span.clone())
        .await;
    let response = answered.unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned());
        Problem::internal_text(format!("panicked: {}", said.unwrap_or_default())).into_response()
    });
    span.in_scope(|| finish(response, context))
}

/// Writes a problem out and sets the headers of every answer.
fn finish(mut response: Response, context: RequestContext) -> Response {
    let used_ms =
        f64::from(u32::try_from(context.started.elapsed().as_micros()).unwrap_or(u32::MAX)) / 1000.0;
    let problem = response.extensions_mut().remove::<Problem>();
    let status = response.status();
    let bare = status.is_client_error() || status.is_server_error();
    if let Some(problem) = problem.or_else(|| bare.then(|| given_by_a_layer(status))) {
        if let Some(cause) = problem.cause() {
            tracing::error!(cause, code = problem.code().word(), "a request failed");
        } else {
            tracing::debug!(
                code = problem.code().word(),
                detail = problem.detail(),
                "a request was refused"
            );
        }
        let body = problem.body(context.language, context.trace.to_string(), used_ms);
        let text = serde_json::to_vec(&body).unwrap_or_default();
        *response.status_mut() = problem.code().status();
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(context.language.pick("zh", "en")),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        *response.body_mut() = Body::from(text);
    }
    let headers = response.headers_mut();
    if let Ok(trace) = HeaderValue::from_str(&context.trace.to_string()) {
        headers.insert(TRACE_ID, trace);
    }
    if let Ok(used) = HeaderValue::from_str(&format!("{used_ms:.3}")) {
        headers.insert(TIME_USED_MS, used);
    }
    if let Ok(timing) = HeaderValue::from_str(&format!("total;dur={used_ms:.3}")) {
        headers.insert(SERVER_TIMING, timing);
    }
    guard_headers(headers);
    tracing::info!(status = response.status().as_u16(), used_ms, "answered");
    response
}

fn given_by_a_layer(status: StatusCode) -> Problem {
    let code = Code::for_status(status);
    match code {
        Code::NotFound => Problem::not_found("there is nothing at this address"),
        Code::MethodNotAllowed => Problem::new(code, "this address knows other methods"),
        Code::Internal => Problem::internal_text(format!("a layer answered {status}")),
        _ => Problem::new(code, code.told().meaning_en),
    }
}

/// What every answer tells a browser. A page sets its own content policy before; nothing else may run anything.
fn guard_headers(headers: &mut HeaderMap) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(traceparent: &'static str) -> Uuid {
        let mut headers = HeaderMap::new();
        headers.insert("traceparent", HeaderValue::from_static(traceparent));
        TraceId::of(&headers, Timestamp::UNIX_EPOCH, [7; 10]).0
    }

    #[test]
    fn a_well_formed_parent_gives_its_number() {
        let given = of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assert_eq!(TraceId(given).to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    #[test]
    fn anything_else_gets_a_number_of_ours() {
        let ours = TraceId::of(&HeaderMap::new(), Timestamp::UNIX_EPOCH, [7; 10]).0;
        for odd in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(of(odd), ours, "{odd}");
        }
        assert_eq!(ours.get_version_num(), 7);
    }
}
