//! The lunar calendar of GB/T 33661-2017, the 24 solar terms, festivals and days off: rules CAL-01 to CAL-03.
//!
//! Months and terms, in UTC+8, are tables of the years 1901 to 2099; other years have no answer.

mod festival;
mod lunar;
mod term;

pub use festival::{DayKind, Festival, day_kind, festivals};
pub use lunar::{LunarDate, lunar_from_solar, month_days, solar_from_lunar};
pub use term::{TERMS, solar_term, term_on};
