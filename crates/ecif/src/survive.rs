//! Which value survives: S1 as one pure function of the records, the policy and a day.

mod golden;
mod policy;
mod rules;

pub use golden::{Golden, GoldenIdentification, GoldenRecord, GoldenValue, Reason};
pub use policy::{Policy, PolicyError};
pub use rules::{Contender, Ranking, Voice, survive, trace};
