//! The standards of a Chinese bank's customer data as pure functions: identification of persons and
//! organisations, accounts, contact points, names, addresses, code tables, masking, enterprise size and the
//! lunar calendar.
//!
//! Each function names the rule it implements (ID-01, ORG-01, ..); [`rules::eval`] runs any of them by that
//! name on JSON. Nothing here does I/O, reads a clock or draws a random number, and no function panics,
//! whatever text it gets: today comes in as an argument.
//!
//! Validators answer a [`Verdict`], the first check that failed in the order of the rule; they ignore outer
//! blanks and take lower case. Match keys and normal forms are idempotent: applied to their own result they
//! change nothing.
//!
//! ```
//! use standards::{Verdict, document, document::DocumentType, resident_id};
//!
//! let today = jiff::civil::date(2026, 11, 21);
//! assert_eq!(resident_id::validate("11010519491231002x", today), Verdict::Ok);
//! assert_eq!(
//!     document::match_key(DocumentType::ResidentId, "110105 491231 002").as_deref(),
//!     Some("11010519491231002X"),
//! );
//! ```

mod ascii;
mod checksum;
mod country;
mod fold;
mod verdict;

pub mod address;
pub mod bic;
pub mod calendar;
pub mod card;
pub mod code;
pub mod company;
pub mod credit_code;
pub mod customer_number;
pub mod document;
pub mod foreigner_residence;
pub mod hk_id;
pub mod iban;
pub mod lei;
pub mod mail;
pub mod mask;
pub mod name;
pub mod org_code;
pub mod permit;
pub mod phone;
pub mod postcode;
pub mod region;
pub mod registration;
pub mod resident_id;
pub mod rules;
pub mod script;
pub mod size;
pub mod travel_document;
pub mod tw_id;

pub use verdict::Verdict;
