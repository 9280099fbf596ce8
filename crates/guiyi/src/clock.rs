//! The system's clock, the only place where time is read.

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl base::Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the seam through which time comes in"
    )]
    fn now(&self) -> base::Timestamp {
        jiff::Timestamp::now()
    }
}
