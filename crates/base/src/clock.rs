//! The seam for time: whoever needs "now" is handed a clock.

use jiff::Timestamp;

/// Tells what time it is. The binary hands in the system's clock, a test a fixed one.
pub trait Clock: Send + Sync {
    /// The present instant, UTC.
    fn now(&self) -> Timestamp;

    /// The present business day. Chinese banks close their books in UTC+8, wherever the server stands.
    fn today(&self) -> jiff::civil::Date {
        self.now()
            .to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8)))
            .date()
    }
}

/// A clock that stands still, for tests and for repeatable runs.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}
