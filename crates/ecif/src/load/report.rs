//! What a load did, and that its figures add up (E-27).

use std::collections::BTreeMap;
use std::path::PathBuf;

use base::Date;
use serde::{Deserialize, Serialize};

use crate::change::Tally;

/// The reconciliation of one load.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct LoadReport {
    /// The source.
    pub source: String,
    /// The feed.
    pub feed: String,
    /// The business date.
    pub business_date: Option<Date>,
    /// The mapping's version.
    pub mapping_version: i32,
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The same file had been loaded before: nothing was done.
    pub known: bool,
    /// Data rows of the file.
    pub rows: u64,
    /// Rows that said something new.
    pub loaded: u64,
    /// Rows that said what was known.
    pub unchanged: u64,
    /// Rows that could not be taken.
    pub rejected: u64,
    /// Party records seen for the first time.
    pub records: u64,
    /// Loaded records that joined a party another record already made.
    pub merged: i64,
    /// Customers that began with this load or are themselves again, less those that now forward to another.
    pub parties: i64,
    /// `rows - loaded - unchanged - rejected` plus `records - merged - parties`; anything but 0 is a fault.
    pub difference: i64,
    /// Partings: records that left a customer which goes on without them.
    pub parted: u64,
    /// Customers whose golden values changed.
    pub changed: u64,
    /// Pairs put on the similar-customer list.
    pub similar: u64,
    /// Tasks raised.
    pub tasks: u64,
    /// Records flagged as gone from the source.
    pub gone: u64,
    /// Quality findings by rule.
    pub findings: BTreeMap<String, u64>,
    /// Rejects by rule.
    pub reject_reasons: BTreeMap<String, u64>,
    /// The rejects file, when there are rejects.
    pub rejects_file: Option<PathBuf>,
    /// How often the load began anew because the way to the database broke.
    pub resumed: u32,
    /// Threads that mapped and standardised.
    pub workers: usize,
    /// Time used.
    pub seconds: f64,
}

impl LoadReport {
    /// Takes over what the act did.
    pub(super) fn settle(&mut self, tally: &Tally) {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.records = tally.new_records;
        self.merged = tally.merged();
        self.parties = signed(tally.opened) - signed(tally.absorbed);
        self.parted = tally.parted;
        self.changed = tally.changed;
        self.similar = tally.similar;
        self.tasks = tally.tasks;
        self.gone = tally.gone;
        self.findings.clone_from(&tally.findings);
        self.difference =
            signed(self.rows) - signed(self.loaded) - signed(self.unchanged) - signed(self.rejected)
                + (signed(self.records) - self.merged - self.parties);
    }
}
