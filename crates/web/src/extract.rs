//! Body, query and path, read so that what cannot be taken is a problem that names the field.

use axum::body::Bytes;
use axum::extract::path::ErrorKind;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::problem::{Code, FieldError, Problem};

/// A JSON body.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json<T>(pub T);

/// The query.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<T>(pub T);

/// What stands in the path.
#[derive(Debug, Clone, Copy, Default)]
pub struct Path<T>(pub T);

/// A JSON body under an idempotency key, where the caller sent one.
#[derive(Debug, Clone)]
pub struct Keyed<T> {
    /// The body.
    pub body: T,
    /// The key, and what tells this content from another.
    pub key: Option<IdempotencyKey>,
}

/// The key under which a write happens once, however often it is sent.
///
/// The product keeps it, with the digest and what became of the write, in the transaction of the write itself: so
/// a write that was made and whose answer was lost is not made again, and a write that failed is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The caller's word.
    pub key: String,
    /// SHA-256 over method, path and body.
    pub digest: [u8; 32],
}

/// The longest key taken.
pub const KEY_LENGTH_MAX: usize = 100;
/// The header of the key.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

impl<T, S> FromRequest<S> for Json<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        is_json(request.headers())?;
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        parse(&bytes).map(Self)
    }
}

impl<T, S> FromRequest<S> for Keyed<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        is_json(request.headers())?;
        let key = key_of(request.headers())?;
        let mut hasher = Sha256::new();
        hasher.update(request.method().as_str());
        hasher.update([0]);
        hasher.update(request.uri().path());
        hasher.update([0]);
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        hasher.update(&bytes);
        let digest = hasher.finalize().into();
        Ok(Self {
            body: parse(&bytes)?,
            key: key.map(|key| IdempotencyKey { key, digest }),
        })
    }
}

fn key_of(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= KEY_LENGTH_MAX => Ok(Some(key.to_owned())),
        _ => Err(Problem::field(
            FieldError::new(IDEMPOTENCY_KEY, "malformed", "1 to 100 visible ASCII characters")
                .mend("take a new UUID for each write"),
        )),
    }
}

fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Problem::new(
            Code::UnsupportedMedia,
            "the body is to be application/json",
        ))
    }
}

fn unread(rejection: BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(Code::TooLarge, "the body is over the limit")
    } else {
        Problem::field(FieldError::new("", "unreadable", "the body did not arrive whole"))
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = field_of(&error.path().to_string());
        let inner = error.into_inner();
        let code = if inner.is_data() { "wrong-type" } else { "not-json" };
        Problem::field(FieldError::new(field, code, inner.to_string()))
    })?;
    json.end()
        .map_err(|error| Problem::field(FieldError::new("", "not-json", error.to_string())))?;
    // In JSON it can only stand as an escape.
    if bytes.windows(NUL_ESCAPED.len()).any(|some| some == NUL_ESCAPED)
        && let Some(field) = serde_json::from_slice(bytes)
            .ok()
            .and_then(|value| nul_in(&value))
    {
        return Err(nul(field.trim_start_matches('.')));
    }
    Ok(value)
}

const NUL_ESCAPED: &[u8] = b"\\u0000";

/// The character U+0000, which the database keeps in no text.
fn nul(field: &str) -> Problem {
    Problem::field(
        FieldError::new(field, "malformed", "a text with the character U+0000")
            .mend("leave the character out"),
    )
}

/// The path to the first text or name that holds U+0000.
fn nul_in(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(at, item)| Some(format!("[{at}]{}", nul_in(item)?))),
        Value::Object(fields) => fields.iter().find_map(|(name, item)| {
            let below = if name.contains('\0') {
                String::new()
            } else {
                nul_in(item)?
            };
            Some(format!(".{}{below}", name.replace('\0', "")))
        }),
        _ => None,
    }
}

/// The path of the whole is the empty field.
fn field_of(path: &str) -> String {
    if path == "." {
        String::new()
    } else {
        path.to_owned()
    }
}

/// Reads a query, naming the item at fault.
///
/// # Errors
/// [`Code::Invalid`].
pub fn query<T: DeserializeOwned>(parts: &Parts) -> Result<T, Problem> {
    let text = parts.uri.query().unwrap_or_default();
    if let Some((name, _)) = form_urlencoded::parse(text.as_bytes())
        .find(|(name, value)| name.contains('\0') || value.contains('\0'))
    {
        return Err(nul(&name.replace('\0', "")));
    }
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let field = field_of(&error.path().to_string());
        Problem::field(FieldError::new(
            field,
            "malformed",
            error.into_inner().to_string(),
        ))
    })
}

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned,
    S: Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        query(parts).map(Self)
    }
}

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if let Ok(placed) = RawPathParams::from_request_parts(parts, state).await
            && let Some((name, _)) = placed.iter().find(|(_, value)| value.contains('\0'))
        {
            return Err(nul(name));
        }
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        let rejection = match read {
            Ok(axum::extract::Path(value)) => return Ok(Self(value)),
            Err(PathRejection::FailedToDeserializePathParams(failed)) => failed,
            Err(other) => return Err(Problem::internal(&other)),
        };
        let message = rejection.body_text();
        let field = match rejection.into_kind() {
            ErrorKind::ParseErrorAtKey { key, .. }
            | ErrorKind::DeserializeError { key, .. }
            | ErrorKind::InvalidUtf8InPathParam { key } => key,
            // A path with one placeholder is read without its name.
            _ => match RawPathParams::from_request_parts(parts, state).await {
                Ok(names) => names.iter().next().map_or("path", |(name, _)| name).to_owned(),
                Err(_) => "path".to_owned(),
            },
        };
        Err(Problem::field(FieldError::new(field, "malformed", message)))
    }
}
