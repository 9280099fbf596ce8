//! The audit trail: who did what to which customer, for what, and with what end.
//!
//! Each process writes a chain of its own, so nobody waits for another: a line's digest covers the digest of the line
//! before it. Once a minute the last lines of all chains are anchored together, and the anchors are chained too. Who
//! keeps an anchor's digest outside the database can prove that everything before it is as it was.

mod entry;
mod list;
mod trail;
mod verify;

pub use entry::{Entry, Outcome};
pub use list::{Filter, Line, ListError, Place, lines};
pub use trail::{Trail, TrailError};
pub use verify::{Fault, Kept, Verification, verify};
