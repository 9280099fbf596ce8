//! The place of a version in what a source says.

use base::Date;

/// Business date first, then the source's own sequence within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order {
    /// The day the source speaks of.
    pub business_date: Date,
    /// The source's order within the day; 0 where it gives none.
    pub sequence: i64,
}
