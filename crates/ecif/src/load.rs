//! Day-end files into golden customers: read, map, standardise on many threads; place, settle and write in one
//! transaction, so that a load is seen whole or not at all, and a killed one leaves nothing behind.

mod absence;
mod delivery;
mod initial;
mod prepare;
mod rejects;
mod report;
mod run;

use std::path::PathBuf;

use base::Date;
use pg::{Actor, DbError};

pub use initial::initial;
pub(crate) use prepare::named;
pub use report::LoadReport;
pub use run::load;
pub(crate) use run::{attributes, later};

use crate::change::ChangeError;

/// What is asked of a load.
#[derive(Debug, Clone)]
pub struct LoadRequest {
    /// The mapping's text.
    pub mapping: String,
    /// The file.
    pub file: PathBuf,
    /// The business date, where neither the file's name nor its totals tell it.
    pub business_date: Option<Date>,
    /// Threads that map and standardise.
    pub workers: usize,
    /// Who loads, and what for.
    pub actor: Actor,
    /// Where the rejects file goes; none puts it beside the file.
    pub rejects: Option<PathBuf>,
}

impl LoadRequest {
    /// The file's size in bytes; 0 where it is not there.
    fn size(&self) -> u64 {
        std::fs::metadata(&self.file).map_or(0, |file| file.len())
    }
}

/// Told how far a load has come.
pub trait Progress: Send + Sync {
    /// The file's size in bytes, once, at the beginning.
    fn begin(&self, total_bytes: u64);
    /// Bytes read and rows written so far.
    fn advance(&self, bytes: u64, rows: u64);
    /// All is read, and it is being decided who is who: records settled so far, of how many.
    fn settle(&self, settled: u64, records: u64) {
        let _ = (settled, records);
    }
}

/// Nobody is told.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _total_bytes: u64) {}
    fn advance(&self, _bytes: u64, _rows: u64) {}
}

/// Why a load was refused. Nothing of it stays, except a rejects file that tells the rows at fault.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The mapping is none.
    #[error("the mapping is wrong at {0}")]
    Mapping(#[from] feed::MappingError),
    /// The file is not what the mapping says.
    #[error("{}: {cause}", file.display())]
    Feed {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        cause: feed::FeedError,
    },
    /// Nothing tells the business date.
    #[error("{}: no business date: neither the file's name nor its totals tell it; give --business-date YYYY-MM-DD", .0.display())]
    NoBusinessDate(PathBuf),
    /// Too many rows cannot be taken.
    #[error(
        "{rejected} of {rows} rows were rejected, over the limit of {limit_percent} % that feed `{feed}` sets; \
         nothing was loaded. The rows and the reasons are in {}; mend them there and load that file, or raise \
         `reject_limit`", rejects.display()
    )]
    TooManyRejects {
        /// The feed.
        feed: String,
        /// Rows read.
        rows: u64,
        /// Rows rejected.
        rejected: u64,
        /// The limit in per cent.
        limit_percent: f64,
        /// The rejects file.
        rejects: PathBuf,
    },
    /// Another load is at work.
    #[error("another load is at work on this database; start this one when it is done")]
    Busy,
    /// A row could not be placed, or the store failed.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The rejects file could not be written.
    #[error("{}: {cause}", file.display())]
    Rejects {
        /// The file.
        file: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A thread of the load ended without a word.
    #[error("a worker of the load stopped; nothing was loaded")]
    Worker,
}

impl From<tokio_postgres::Error> for LoadError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

impl LoadError {
    /// Whether the way to the database broke, so that the load may simply be run again.
    #[must_use]
    pub fn is_lost_connection(&self) -> bool {
        match self {
            Self::Db(error) | Self::Change(ChangeError::Db(error)) => error.is_disconnected(),
            _ => false,
        }
    }
}
