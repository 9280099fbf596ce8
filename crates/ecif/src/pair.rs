//! Pairs of customers that a rule names as similar and does not join: what a steward goes through, for the whole bank.
//!
//! An act writes down pairs of *records*; which parties they make is told after it, together with the cards
//! ([`crate::card::follow`]), so that a list of a branch's pairs is one look at an index. Derived, and may be dropped.

mod list;
mod make;
pub mod routes;

pub(crate) use list::in_order;
pub use list::{Filter, Page, Pair, Place, Ruling, Side, count, list};
pub(crate) use make::{Made, PAIRS, copied, forget, id_of, pairs_of, write};
