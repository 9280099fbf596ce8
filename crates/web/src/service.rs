//! The whole service: rooms, doors, limits, documents, console; and how it runs and stops.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Extension, Router};
use base::Clock;
use tokio::net::TcpListener;

use crate::console::{self, Console};
use crate::context::surround;
use crate::docs;
use crate::guard::{Answer, Doors};
use crate::limits::{Gauge, Limits, hold};
use crate::problem::{Code, Problem};
use crate::room::Room;

/// Tells whether the service can do its work now.
pub trait Readiness: Send + Sync {
    /// Nothing when it can, else why not, in a few words.
    fn ready(&self) -> Answer<'_, Result<(), String>>;
}

/// Everything a service is made of.
pub struct Parts {
    /// The routes of all products.
    pub room: Room,
    /// Who stands at the door.
    pub doors: Doors,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// The limits.
    pub limits: Limits,
    /// Where the console's pages are.
    pub console: Console,
    /// Whether it can work.
    pub readiness: Arc<dyn Readiness>,
}

/// Puts a service together.
///
/// # Errors
/// A document that cannot be written as JSON; a fault of the program.
pub fn service(parts: Parts) -> Result<Router, serde_json::Error> {
    let (routes, document) = parts.room.parts();
    let text = serde_json::to_string(&document)?;
    let value = serde_json::from_str(&text)?;
    // They live as long as the service does.
    let text: &'static str = text.leak();
    let reference: &'static str = docs::reference(&value).leak();
    let problems: &'static str = docs::problems().leak();

    let gauge = Gauge::new(parts.limits.clone());
    let served = routes
        .route("/api/openapi.json", get(async move || json(text)))
        .layer(DefaultBodyLimit::max(parts.limits.body_bytes_max))
        .layer(from_fn_with_state(gauge, hold))
        .layer(Extension(Arc::new(parts.doors)));
    let readiness = parts.readiness;
    let beside = Router::new()
        .route("/docs", get(async move || docs::page(reference)))
        .route("/docs/problems", get(async move || docs::page(problems)))
        .route("/docs/style.css", get(async || docs::style()))
        .route("/health/live", get(async || json(r#"{"status":"live"}"#)))
        .route("/health/ready", get(async move || ready(&*readiness).await))
        .fallback_service(
            get(console::serve)
                .fallback(console::serve)
                .with_state(Arc::new(parts.console)),
        );
    Ok(served
        .merge(beside)
        .layer(from_fn_with_state(parts.clock, surround)))
}

fn json(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

async fn ready(readiness: &dyn Readiness) -> Response {
    let asked = tokio::time::timeout(Duration::from_secs(2), readiness.ready()).await;
    match asked.unwrap_or_else(|_| Err("no answer within 2 s".to_owned())) {
        Ok(()) => (StatusCode::OK, json(r#"{"status":"ready"}"#)).into_response(),
        Err(why) => Problem::new(Code::Busy, why).into_response(),
    }
}

/// Why it cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The address makes no sense.
    #[error("`{0}` is no address; it looks like 127.0.0.1:7117")]
    Address(String),
    /// Another program has it.
    #[error(
        "{0} is in use by another program; choose another with --listen, as --listen 127.0.0.1:0 for any free port"
    )]
    InUse(String),
    /// The system refuses it.
    #[error("cannot listen on {address}: {cause}")]
    Refused {
        /// The address.
        address: String,
        /// What the system says.
        cause: std::io::Error,
    },
}

/// Takes the address.
///
/// # Errors
/// [`ListenError`].
pub async fn listen(address: &str) -> Result<TcpListener, ListenError> {
    let resolved: Vec<SocketAddr> = match tokio::net::lookup_host(address).await {
        Ok(found) => found.collect(),
        Err(_) => return Err(ListenError::Address(address.to_owned())),
    };
    TcpListener::bind(&*resolved).await.map_err(|cause| {
        let address = address.to_owned();
        if cause.kind() == std::io::ErrorKind::AddrInUse {
            ListenError::InUse(address)
        } else {
            ListenError::Refused { address, cause }
        }
    })
}

/// Serves until `stop` comes, then lets answers under way end, but no longer than `grace`.
///
/// # Errors
/// The listener's.
pub async fn run(
    listener: TcpListener,
    service: Router,
    stop: impl Future<Output = ()> + Send + 'static,
    grace: Duration,
) -> std::io::Result<()> {
    let (told, stopping) = tokio::sync::oneshot::channel();
    let served = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        let _ = told.send(());
    });
    let overdue = async move {
        // Never told: served ends first.
        if stopping.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        ended = async { served.await } => ended,
        () = overdue => Ok(()),
    }
}
