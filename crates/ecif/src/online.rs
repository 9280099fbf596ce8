//! Customers and their agreements entered and corrected on line (E-33): a source of its own, `desk`, on the same road
//! as a row of a file.
//!
//! A correction never touches the golden record: it is what the desk says of the customer from now on, one record for
//! each customer, and survives by the same rules as everybody's word. An agreement is a record of its own, which names
//! its holders as a source names its customers, and so is a tie between two customers.

mod admission;
mod agreement;
mod agreements;
mod coded;
mod identification;
mod known;
mod list;
mod relation;
mod relations;
pub mod routes;
mod row;
mod stating;

pub use admission::{admission, identification_faults};
pub use agreement::{StatedAgreement, StatedBalance, StatedHolder};
pub use row::{Stated, StatedIdentification};

/// The name of the source.
pub const SOURCE: &str = "desk";
/// Its mapping.
pub const MAPPING: &str = include_str!("online/desk.toml");
/// Its feed of customers.
pub const FEED: &str = "customer";
/// Its feed of agreements.
pub const AGREEMENTS: &str = "agreement";
/// Its feed of ties between customers.
pub const RELATIONS: &str = "relation";
