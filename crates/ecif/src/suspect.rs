//! Suspects: customers who may be one although no rule may join them, found by the linkage engine, judged by stewards.
//!
//! Whoever is new or changed is held against those it meets under a common key ([`find`]), right after the act, by
//! whatever road it came; a search of the whole stock does the same with everybody, page by page ([`job`]). What is
//! found stands in a queue ([`queue`]) until somebody says what it is ([`judge`]). The engine proposes, people decide
//! (docs/adr/0008-linkage-proposes-rules-decide.md).

mod dry;
mod find;
mod household;
mod job;
mod job_routes;
mod judge;
mod known;
mod learn;
mod others;
mod policy;
mod preview;
mod queue;
mod read;
mod review;
mod routes;
mod row;
mod trial;
mod view;

pub(crate) use find::refresh;
pub use job::follow_jobs;
pub(crate) use job::search_again;
pub(crate) use judge::note_context;
pub(crate) use known::{Alike, Resembling, Weighing, resembling};
pub(crate) use others::{Kept, kept_with, suspects_with};
pub use policy::{Limits, MatchPolicy, MatchPolicyError};
pub use queue::{Unjudged, unjudged};
pub use routes::room;
pub(crate) use routes::{FieldSaid, probability};
