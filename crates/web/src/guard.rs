//! Who is calling, whether they may, and the line that is written about it: all from one declaration a route.
//!
//! A route is declared with a [`Right`]. From it come the check before the handler, the entry in the audit trail
//! after it, and what the OpenAPI document says of the operation (`x-right`), so a test can walk every operation and
//! try it as somebody who may not.
//!
//! This crate knows no users and no audit trail: [`Authenticator`] and [`Recorder`] are handed in.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use authz::{Action, Caller, Clearance, Depth, Object, Policy, Seer, Sight};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base::Timestamp;
use serde_json::{Map, Value};

use crate::context::{RequestContext, TraceId};
use crate::origin::{self, SESSION_COOKIE};
use crate::problem::{BranchName, Code, FieldError, Problem};

/// What comes of waiting for somebody who is handed in.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The header that says what the access is for.
pub const PURPOSE: &str = "purpose";
/// What an access is for unless the caller says otherwise.
pub const DEFAULT_PURPOSE: &str = "customer-service";
const PURPOSE_LENGTH_MAX: usize = 60;

/// What a route asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Nothing: anybody may call it. What it does is written down by itself, where it is worth it.
    Public,
    /// To be signed in: it is about the caller's own matters, named for the audit trail.
    SignedIn(&'static str, &'static str),
    /// A right of the policy table, at whatever depth; the depth decides what is seen.
    On(Object, Action),
}

impl Right {
    /// The object, as the audit trail has it.
    #[must_use]
    pub fn object(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::SignedIn(object, _) => object,
            Self::On(object, _) => object.name(),
        }
    }

    /// The action, as the audit trail has it.
    #[must_use]
    pub fn action(self) -> &'static str {
        match self {
            Self::Public => "call",
            Self::SignedIn(_, action) => action,
            Self::On(_, action) => action.name(),
        }
    }

    /// Which of the three it is.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::SignedIn(..) => "signed-in",
            Self::On(..) => "granted",
        }
    }
}

/// What a caller shows of itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Credential<'a> {
    /// The cookie of a session.
    Session(&'a str),
    /// A key of another system.
    Bearer(&'a str),
}

impl std::fmt::Debug for Credential<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Session(_) => "Session(..)",
            Self::Bearer(_) => "Bearer(..)",
        })
    }
}

/// Somebody who is known, and the table they are held to.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who.
    pub caller: Caller,
    /// The table in force.
    pub policy: Arc<Policy>,
}

/// Tells who is behind a credential.
pub trait Authenticator: Send + Sync {
    /// Who it is, or the problem of an answer that refuses them. What the routes of its own room need to know
    /// besides (which session it is) it leaves in `extensions`.
    fn authenticate<'a>(
        &'a self,
        credential: Credential<'a>,
        purpose: &'a str,
        extensions: &'a mut Extensions,
    ) -> Answer<'a, Result<Known, Problem>>;
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused.
    Refused,
    /// It failed on our side.
    Failed,
}

impl Outcome {
    /// The name, as the audit trail has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// A line of the audit trail.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Who: a user's or a key's id.
    pub actor: String,
    /// `user`, `service` or `command`.
    pub actor_kind: &'static str,
    /// What for.
    pub purpose: String,
    /// What made it happen: the request's trace number.
    pub cause: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object: String,
    /// To which one: a customer number or an id.
    pub target: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
    /// Names of fields, counts, codes; never a value.
    pub detail: Value,
}

/// Writes the audit trail.
pub trait Recorder: Send + Sync {
    /// Takes a line. `durable`: it is on disk when this resolves, as it must be before a value is shown in clear;
    /// otherwise it may be written with others a moment later, but no longer be lost by a full queue.
    fn record(&self, entry: Entry, durable: bool) -> Answer<'_, Result<(), Problem>>;
}

/// Those who stand at the door.
#[derive(Clone)]
pub struct Doors {
    /// Tells who is calling.
    pub authenticator: Arc<dyn Authenticator>,
    /// Writes what they did.
    pub recorder: Arc<dyn Recorder>,
}

/// A caller who may do what the route was declared to do. Taking it as an argument is the check's proof.
#[derive(Debug, Clone)]
pub struct Allowed {
    known: Arc<Known>,
    /// How far the right reaches; [`Depth::All`] where the route asks no right of the table.
    pub depth: Depth,
    /// Which request it is.
    pub trace: TraceId,
    /// When it came.
    pub at: Timestamp,
}

impl Allowed {
    /// Who it is.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.known.caller
    }

    /// The table in force.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.known.policy
    }

    /// How much of each field the caller sees.
    #[must_use]
    pub fn clearance(&self) -> Clearance {
        self.known.policy.clearance_of(&self.known.caller)
    }

    /// The customers that the right reaches.
    #[must_use]
    pub fn sight(&self) -> Sight {
        Sight::at(&self.known.caller, self.depth)
    }
}

impl<S: Sync> FromRequestParts<S> for Allowed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Problem::internal_text("a route that takes its caller was declared public"))
    }
}

/// What a handler adds to the line written about it.
#[derive(Clone)]
pub struct Trail {
    recorder: Arc<dyn Recorder>,
    line: Arc<Mutex<Line>>,
}

struct Line {
    entry: Entry,
    written: bool,
    /// Whom it was done to beside the entry's own target.
    also: Vec<String>,
}

impl Trail {
    fn new(recorder: Arc<dyn Recorder>, entry: Entry) -> Self {
        let line = Line {
            entry,
            written: false,
            also: Vec::new(),
        };
        Self {
            recorder,
            line: Arc::new(Mutex::new(line)),
        }
    }

    fn with<T>(&self, with: impl FnOnce(&mut Line) -> T) -> T {
        with(&mut self.line.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Names what it was done to: a customer number or an id.
    pub fn target(&self, target: impl Into<String>) {
        self.with(|line| line.entry.target = Some(target.into()));
    }

    /// Names another whom it was done to as well: it gets a line of its own, with the same words, so that whoever asks
    /// what was done to it finds that.
    pub fn also(&self, target: impl Into<String>) {
        self.with(|line| line.also.push(target.into()));
    }

    /// Adds a detail: names of fields, counts, codes; never a value.
    pub fn detail(&self, name: &str, value: impl Into<Value>) {
        self.with(|line| {
            if !line.entry.detail.is_object() {
                line.entry.detail = Value::Object(Map::new());
            }
            line.entry.detail[name] = value.into();
        });
    }

    /// Says another purpose than the request's.
    pub fn purpose(&self, purpose: impl Into<String>) {
        self.with(|line| line.entry.purpose = purpose.into());
    }

    /// Writes the line now and waits until it is on disk: before a value is shown in clear.
    ///
    /// # Errors
    /// The recorder's; then nothing may be shown.
    pub async fn write(&self) -> Result<(), Problem> {
        let entry = self.with(|line| {
            line.written = true;
            line.entry.clone()
        });
        self.recorder.record(entry, true).await
    }

    async fn finish(&self, outcome: Outcome, code: Option<Code>) -> Result<(), Problem> {
        if let Some(code) = code {
            self.detail("code", code.word());
        }
        let (entry, also) = self.with(|line| {
            line.entry.outcome = outcome;
            // What was written before the answer is written again only when it came out otherwise.
            let entry = (!line.written || outcome != Outcome::Done).then(|| line.entry.clone());
            let named = |target: String| Entry {
                target: Some(target),
                ..line.entry.clone()
            };
            let also: Vec<Entry> = std::mem::take(&mut line.also).into_iter().map(named).collect();
            (entry, also)
        });
        for entry in entry.into_iter().chain(also) {
            self.recorder.record(entry, false).await?;
        }
        Ok(())
    }
}

impl<S: Sync> FromRequestParts<S> for Trail {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Problem::internal_text("a route that writes a trail was declared public"))
    }
}

/// The layer of every declared route.
pub(crate) async fn guard(State(right): State<Right>, mut request: Request, next: Next) -> Response {
    match admit(right, &mut request).await {
        Err(problem) => problem.into_response(),
        Ok(None) => next.run(request).await,
        Ok(Some(trail)) => {
            let response = next.run(request).await;
            let status = response.status();
            let outcome = if status.is_server_error() {
                Outcome::Failed
            } else if status.is_client_error() {
                Outcome::Refused
            } else {
                Outcome::Done
            };
            let code = response.extensions().get::<Problem>().map(Problem::code);
            match trail.finish(outcome, code).await {
                Ok(()) => response,
                // What cannot be written down is not answered.
                Err(problem) => problem.into_response(),
            }
        }
    }
}

async fn admit(right: Right, request: &mut Request) -> Result<Option<Trail>, Problem> {
    origin::check(request.method(), request.headers())?;
    if right == Right::Public {
        return Ok(None);
    }
    let context = request.extensions().get::<RequestContext>().copied();
    let context = context.ok_or_else(|| Problem::internal_text("a request without a context"))?;
    let doors = request.extensions().get::<Arc<Doors>>().cloned();
    let doors = doors.ok_or_else(|| Problem::internal_text("nobody stands at the door"))?;

    let headers = request.headers().clone();
    let credential = credential(&headers)?;
    let purpose = purpose(&headers)?;
    let known = doors
        .authenticator
        .authenticate(credential, purpose, request.extensions_mut())
        .await?;
    let known = Arc::new(known);
    let caller = &known.caller;
    let trail = Trail::new(
        doors.recorder.clone(),
        Entry {
            actor: caller.id.clone(),
            actor_kind: caller.kind.name(),
            purpose: caller.purpose.clone(),
            cause: context.trace.to_string(),
            action: right.action().to_owned(),
            object: right.object().to_owned(),
            target: None,
            outcome: Outcome::Done,
            at: context.at,
            detail: Value::Object(Map::new()),
        },
    );
    if let Some(problem) = unlisted(&known.policy, &caller.purpose) {
        trail.finish(Outcome::Refused, Some(Code::Invalid)).await?;
        return Err(problem);
    }
    let depth = match right {
        Right::Public | Right::SignedIn(..) => Depth::All,
        Right::On(object, action) => {
            let depth = known.policy.depth_of(caller, object, action);
            if depth == Depth::None {
                trail.finish(Outcome::Refused, Some(Code::Forbidden)).await?;
                return Err(Problem::new(
                    Code::Forbidden,
                    format!("none of your roles may {} ({})", action.en(), object.en()),
                )
                .with("right", serde_json::json!({ "object": object, "action": action })));
            }
            depth
        }
    };
    let allowed = Allowed {
        known: known.clone(),
        depth,
        trace: context.trace,
        at: context.at,
    };
    request.extensions_mut().insert(allowed);
    request.extensions_mut().insert(trail.clone());
    Ok(Some(trail))
}

fn credential(headers: &HeaderMap) -> Result<Credential<'_>, Problem> {
    let refused = || Problem::new(Code::NotSignedIn, "sign in, or send a service key");
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let value = value.to_str().map_err(|_| refused())?;
        let key = value.split_once(' ').and_then(|(scheme, key)| {
            let key = key.trim();
            (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty()).then_some(key)
        });
        return key.map(Credential::Bearer).ok_or_else(refused);
    }
    origin::cookie(headers, SESSION_COOKIE)
        .filter(|session| !session.is_empty())
        .map(Credential::Session)
        .ok_or_else(refused)
}

fn purpose(headers: &HeaderMap) -> Result<&str, Problem> {
    let Some(value) = headers.get(PURPOSE) else {
        return Ok(DEFAULT_PURPOSE);
    };
    let word = value.to_str().unwrap_or_default();
    let fits = !word.is_empty()
        && word.len() <= PURPOSE_LENGTH_MAX
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if fits {
        Ok(word)
    } else {
        Err(Problem::field(
            FieldError::new(PURPOSE, "malformed", "a word of the bank's list of purposes")
                .mend("for example customer-service"),
        ))
    }
}

/// Why a word of purpose is refused that the bank's list does not have. What is taken where nobody says a purpose is
/// taken always: a list without it must not lock its own menders out.
fn unlisted(policy: &Policy, purpose: &str) -> Option<Problem> {
    if purpose == DEFAULT_PURPOSE || policy.purpose(purpose).is_some() {
        return None;
    }
    let words: Vec<&str> = policy.purposes().iter().map(|one| one.name.as_str()).collect();
    let error = FieldError::new(
        PURPOSE,
        "unknown",
        format!("`{purpose}` is not in the bank's list of purposes"),
    );
    let error = error.mend(format!("send one of {}", words.join(", ")));
    Some(Problem::field(error).with("purposes", serde_json::json!(words)))
}

/// Somebody's unit, and who could see what on a day: what products ask of the room that keeps users.
pub trait Directory: Send + Sync {
    /// A unit by its code; a code without a unit is its own name.
    fn unit<'a>(&'a self, code: &'a str) -> Answer<'a, Result<BranchName, Problem>>;

    /// A unit's code and those of all units below it.
    fn below<'a>(&'a self, code: &'a str) -> Answer<'a, Result<Vec<String>, Problem>>;

    /// Who could see a customer with these tokens at a moment, and why; asked by somebody who may ask it.
    fn who_sees<'a>(
        &'a self,
        caller: &'a Caller,
        visible_to: &'a [String],
        at: Timestamp,
    ) -> Answer<'a, Result<Vec<Seer>, Problem>>;

    /// The names of users and keys by their ids; one that is nobody's has none.
    fn names<'a>(
        &'a self,
        caller: &'a Caller,
        ids: &'a [String],
    ) -> Answer<'a, Result<HashMap<String, String>, Problem>>;

    /// Who may do something to every customer now: ids and names.
    fn who_may<'a>(
        &'a self,
        caller: &'a Caller,
        object: Object,
        action: Action,
    ) -> Answer<'a, Result<Vec<(String, String)>, Problem>>;
}
