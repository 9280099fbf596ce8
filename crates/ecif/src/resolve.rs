//! Who is the same customer: identity rules judged over the records' histories.
//!
//! Rules are data with versions ([`RuleSet`]); [`judge`] is pure and gives the same grouping whatever the order in
//! which records arrived.

mod evaluate;
mod judge;
mod rules;
mod union;

pub use evaluate::evaluate;
pub use judge::{Crowd, Join, Judgement, Similar, Standing, judge};
pub use rules::{Names, Rule, RuleSet, RuleSetError, Then};
pub(crate) use union::Union;
