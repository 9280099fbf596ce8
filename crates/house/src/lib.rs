//! Tests that guard the house. Nothing here is shipped.
//!
//! Each module is one kind of rule as a plain function from texts to [`Complaint`]s, so that it can be shown to fail
//! on a bad example beside it; the files under `tests/` run the rules over the workspace itself.
//!
//! - [`edges`]: which crate may use which, against `edges.toml`.
//! - [`docs`]: what documents name exists, links lead somewhere, decisions have their parts.
//! - [`files`]: length, banned words, names that say nothing.
//! - [`sql`]: SQL as statements and tokens, no more of it than the rules need.
//! - [`schema`]: tables with their keys, read from SQL.
//! - [`distribution`]: the rules that let the schema run on a distributed engine (ADR 0009).
//! - [`statement`]: rules for the statements of a product.

pub mod distribution;
pub mod docs;
pub mod edges;
pub mod files;
pub mod schema;
pub mod sql;
pub mod statement;
pub mod workspace;

/// One broken rule: where, and what is wrong in words that say how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The file, table or crate, as a reader would look for it.
    pub at: String,
    /// What is wrong.
    pub what: String,
}

impl Complaint {
    /// Makes a complaint.
    pub fn new(at: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            at: at.into(),
            what: what.into(),
        }
    }
}

/// Fails the test that calls it, listing every complaint, unless there is none.
///
/// # Panics
/// When there is a complaint; that is its purpose.
#[track_caller]
pub fn assert_none(complaints: &[Complaint]) {
    let lines: Vec<String> = complaints
        .iter()
        .map(|complaint| format!("  {}: {}", complaint.at, complaint.what))
        .collect();
    assert!(
        lines.is_empty(),
        "the house is not in order:\n{}\n",
        lines.join("\n")
    );
}
