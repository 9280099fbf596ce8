//! Who is who in the bank: users, units, sessions, keys of other systems, versions of the policy table, and the audit
//! trail. It knows no customers: what is to be said of one comes in as tokens.
//!
//! - [`Access`]: the handle that everything below is asked of.
//! - [`sign`]: signing in and out, sessions, passwords, the second factor.
//! - [`user`]: users, where they are and what they hold; their own profile.
//! - [`unit`]: the tree of units.
//! - [`key`]: keys of other systems.
//! - [`policy`]: versions of the policy table.
//! - [`view`]: views of lists that their owners share with others.
//! - [`report`]: what somebody may do, all roles merged; who could see a customer on a day.
//! - [`service`]: the routes of all this.
//! - [`reseal`]: what is kept sealed of people, sealed anew under the current key.
//! - [`audit`]: the trail, its chains, and the proof that nothing in it was changed.
//!
//! The rules that need no database are in `rules.rs`. Whether a caller may is asked in each use case, of the table in
//! force, whatever was asked before it on the way in.

mod access;
pub mod audit;
pub mod key;
pub mod policy;
pub mod report;
pub mod reseal;
pub mod rules;
mod secret;
pub mod service;
pub mod sign;
pub mod unit;
pub mod user;
pub mod view;
mod who;

pub use access::{Access, Denied};

/// The migrations of schema `access`.
pub const TRACK: pg::Track = pg::Track {
    schema: "access",
    migrations: pg::migrations![
        "0001_people",
        "0002_audit",
        "0003_row_security",
        "0004_identity_provider",
        "0005_kept_plans",
        "0006_shared_views"
    ],
};
