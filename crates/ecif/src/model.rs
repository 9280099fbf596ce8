//! What ECIF knows about customers: the nine subjects, the attributes under them, and what one record states.
//!
//! Types only, no decisions: those are in `standardise`, `resolve` and `survive`.

mod attribute;
pub(crate) mod encoding;
mod facts;
mod subject;
pub(crate) mod words;

pub use attribute::{ATTRIBUTES, Attribute, AttributeId, Catalogue, Holds, Privacy};
pub use facts::{
    About, AccountFacts, Balance, End, Fact, Holder, HolderFacts, Identification, PartyFacts, RelationFacts,
    Statement, Tie, Who,
};
pub use subject::Subject;
