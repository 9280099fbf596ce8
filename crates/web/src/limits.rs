//! Limits of the service: how many requests at once, how long each. What is over them is told to come again; nothing
//! dies slowly.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::Semaphore;

use crate::problem::{Code, Problem};

/// The limits.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Most requests being answered at once.
    pub requests_max: usize,
    /// How long a request waits for its turn before it is told that the service is busy.
    pub wait_max: Duration,
    /// How long an answer may take.
    pub time_max: Duration,
    /// Most bytes of a body.
    pub body_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_max: 256,
            wait_max: Duration::from_secs(1),
            time_max: Duration::from_secs(30),
            body_bytes_max: 2 * 1024 * 1024,
        }
    }
}

/// The limits with what is taken of them.
#[derive(Debug)]
pub(crate) struct Gauge {
    limits: Limits,
    turns: Semaphore,
}

impl Gauge {
    pub(crate) fn new(limits: Limits) -> Arc<Self> {
        let turns = Semaphore::new(limits.requests_max);
        Arc::new(Self { limits, turns })
    }
}

pub(crate) async fn hold(State(gauge): State<Arc<Gauge>>, request: Request, next: Next) -> Response {
    let turn = tokio::time::timeout(gauge.limits.wait_max, gauge.turns.acquire()).await;
    let Ok(Ok(_turn)) = turn else {
        return Problem::new(Code::Busy, "as many requests as may be are being answered")
            .retry_after(1)
            .into_response();
    };
    match tokio::time::timeout(gauge.limits.time_max, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(Code::TimedOut, "the answer took longer than allowed").into_response(),
    }
}
