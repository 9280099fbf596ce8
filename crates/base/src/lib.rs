//! What every room of the house may use: typed ids, business dates, money, and the seams through which time
//! comes in.
//!
//! Nothing here does I/O, reads a clock by itself or draws a random number.

mod clock;
mod id;
mod money;

pub use clock::{Clock, FixedClock};
pub use id::{PartyId, RecordId};
pub use jiff::{Timestamp, civil::Date};
pub use money::{Currency, Money, MoneyError};
