//! The HTTP side of every product: axum, and what each answer has in common.
//!
//! - [`problem`]: every answer that is no success, with its stable code.
//! - [`context`]: trace number, time used, panics caught, security headers.
//! - [`guard`]: who is calling, whether they may, what is written about it; from one declaration a route.
//! - [`room`]: a product's routes with their rights, and the OpenAPI document.
//! - [`extract`], [`page`]: body, query and path; pages and past moments.
//! - [`origin`]: writes come from our own pages.
//! - [`limits`]: how many at once, how long, how large.
//! - [`console`]: the embedded pages.
//! - [`service`]: all of it together, running.
//!
//! It knows no product, no users and no database: those are handed in.

pub mod console;
pub mod context;
mod docs;
pub mod extract;
pub mod guard;
pub mod limits;
pub mod origin;
pub mod page;
pub mod problem;
pub mod room;
pub mod service;

pub use context::{RequestContext, TraceId};
pub use extract::{IdempotencyKey, Json, Keyed, Path, Query};
pub use guard::{
    Allowed, Authenticator, Credential, Directory, Doors, Entry, Known, Outcome, Recorder, Right, Trail,
};
pub use page::{List, Moment, OnlyNow, Page};
pub use problem::{BranchName, Code, FieldConflict, FieldError, Language, Problem};
pub use room::{BASE, Operation, Room};
pub use service::{Parts, Readiness, listen, run, service};
