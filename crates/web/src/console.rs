//! The console, embedded: the built pages of `web/dist`, or a folder on disk while they are being worked on.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::problem::{Code, Problem};

/// In a debug build these are read from disk when asked for.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Built;

/// What stands in `index.html` where the nonce of the answer goes.
pub const NONCE_PLACEHOLDER: &str = "__CSP_NONCE__";

/// Where the pages come from.
#[derive(Debug, Clone, Default)]
pub struct Console {
    /// A folder to read from instead of what is embedded.
    pub folder: Option<PathBuf>,
}

impl Console {
    fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        // A name that climbs is nobody's.
        if name.split('/').any(|part| part == "..") || name.contains(['\\', '\0']) {
            return None;
        }
        match &self.folder {
            Some(folder) => std::fs::read(folder.join(name)).ok().map(Cow::Owned),
            None => Built::get(name).map(|file| file.data),
        }
    }
}

/// Answers whatever no other route does.
pub(crate) async fn serve(State(console): State<Arc<Console>>, request: Request) -> Response {
    let path = request.uri().path();
    let within =
        |root: &str| path == root || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
    if within("/api") || within("/health") || within("/docs") {
        return Problem::not_found("there is nothing at this address").into_response();
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Problem::new(Code::MethodNotAllowed, "pages are only read").into_response();
    }
    let name = path.trim_start_matches('/');
    if name.is_empty() || name == "index.html" {
        return index(&console);
    }
    match asset(&console, name, request.headers()) {
        Some(response) => response,
        // A file that is missing is missing; anything else is a page that the console itself finds.
        None if name.starts_with("assets/") || has_file_ending(name) => {
            Problem::not_found("there is nothing at this address").into_response()
        }
        None => index(&console),
    }
}

fn has_file_ending(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    last.rsplit_once('.')
        .is_some_and(|(_, ending)| media_type(ending).is_some())
}

fn index(console: &Console) -> Response {
    let Some(bytes) = console.file("index.html") else {
        let text = "The console is not part of this build: run `make build`, which builds it before the program. \
                    The services are at /api/v1, described at /docs.\n";
        let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        return (StatusCode::OK, headers, text).into_response();
    };
    let nonce = STANDARD_NO_PAD.encode(rand::random::<[u8; 18]>());
    let page = String::from_utf8_lossy(&bytes).replace(NONCE_PLACEHOLDER, &nonce);
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    let mut response = Response::new(Body::from(page));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn asset(console: &Console, name: &str, asked: &HeaderMap) -> Option<Response> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending)?;
    let media = media_type(ending)?;
    let accepted = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(accepted, coding))
        .find_map(|(coding, ending)| Some((coding, console.file(&format!("{name}.{ending}"))?)));
    let (coding, bytes) = match packed {
        Some((coding, bytes)) => (Some(coding), bytes),
        None => (None, console.file(name)?),
    };
    let tag = format!("\"{}\"", STANDARD_NO_PAD.encode(&Sha256::digest(&bytes)[..12]));
    let fresh = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|held| {
            held.split(',')
                .any(|held| held.trim().trim_start_matches("W/") == tag)
        });
    let body = if fresh {
        Body::empty()
    } else {
        match bytes {
            Cow::Borrowed(bytes) => Body::from(bytes),
            Cow::Owned(bytes) => Body::from(bytes),
        }
    };
    let mut response = Response::new(body);
    if fresh {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // Names below assets/ carry a digest of their content: another content has another name.
    let caching = if name.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Some(response)
}

/// Whether an `accept-encoding` takes a coding: named, and not with quality nought.
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words.next().is_some_and(|word| word.eq_ignore_ascii_case(coding));
        let refused = words.any(|word| {
            word.strip_prefix("q=")
                .is_some_and(|quality| quality.parse::<f32>().is_ok_and(|quality| quality <= 0.0))
        });
        named && !refused
    })
}

fn media_type(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "html" => "text/html; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_refused_is_not_sent() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("*", "br"));
    }

    #[test]
    fn a_page_is_no_file() {
        assert!(has_file_ending("favicon.ico"));
        assert!(!has_file_ending("customers/1000.5"));
        assert!(!has_file_ending("customers"));
    }

    #[test]
    fn a_name_cannot_climb() {
        let console = Console {
            folder: Some(PathBuf::from(".")),
        };
        assert!(console.file("Cargo.toml").is_some());
        assert!(console.file("src/../Cargo.toml").is_none());
    }
}
