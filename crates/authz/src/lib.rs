//! Who may do what, to which customers, and how much of a value is shown.
//!
//! One table says it all: [`Policy`], read from a TOML text that an auditor can read (`policy/shipped.toml`). What is
//! not in the table is refused. Everything here is pure: the caller, the units and the table come in, a decision with
//! its reasons comes out.
//!
//! A question can be asked in two ways, and a property test holds the two equal:
//!
//! - **of one customer**: [`Policy::decide`] walks the rows, the tree of units and the customer's keepers, and says why;
//! - **of a million**: [`Policy::sight`] turns caller and table into tokens (`u:0101` for a unit, `m:R01013` for a
//!   manager). A customer's row carries the tokens of all who keep it, so the SQL predicate of every list, and the row
//!   policy beneath it, is one array operator on one column: `visible_to && sight`, or nothing to compare at all
//!   where the sight is [`Sight::All`]. There is no other predicate to compile, and none that needs a join.
//!
//! How much of a field is shown is [`Clearance`] and [`show`].

mod caller;
mod decision;
mod diff;
mod explain;
mod field;
mod policy;
mod sight;
mod unit;
mod word;

pub use caller::{Caller, CallerKind};
pub use decision::{Decision, Reason, Target};
pub use diff::changes;
pub use explain::{Person, Seer, who_sees, why_customer, why_field};
pub use field::{Clearance, Kind, Privacy, Shown, View, show};
pub use policy::{
    Fault, FirstSignIn, Permission, Policy, PolicyError, Purpose, Row, TogetherError, together,
};
pub use sight::{Sight, manager_token, unit_token, unit_tokens};
pub use unit::UnitTree;
pub use word::{Action, Depth, Object, Role, Words};
