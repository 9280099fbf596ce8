//! What can go wrong between us and the database once it runs.

use std::error::Error as _;
use std::sync::Arc;

use deadpool_postgres::{HookError, PoolError};
use tokio_postgres::error::SqlState;

/// A failure of the database or of what it answered. No text in it comes from a customer's row unless
/// PostgreSQL itself quotes one in its message, so it belongs into logs, never into an answer to a client.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The driver or the server failed.
    #[error("the database failed: {}", chain(.0))]
    Driver(tokio_postgres::Error),
    /// The disk under the database is full (SQLSTATE 53100).
    #[error("the disk under the database is full ({}); free space or move the data directory, then try again", chain(.0))]
    DiskFull(tokio_postgres::Error),
    /// No connection could be had from the pool.
    #[error("no database connection is to be had: {0}")]
    Pool(String),
    /// A row that must be there is not.
    #[error("{what} {key} is not there")]
    Missing {
        /// What was looked for, in the bank's words.
        what: &'static str,
        /// The id it was looked for by.
        key: String,
    },
    /// A statement touched another number of rows than its caller relies on.
    #[error("{what}: {expected} rows were to be written, {found} were")]
    Count {
        /// What was being written.
        what: &'static str,
        /// How many rows should have been touched.
        expected: u64,
        /// How many were.
        found: u64,
    },
    /// A stored row does not make a valid model.
    #[error("a stored {what} is unsound: {why}")]
    Unsound {
        /// What kind of row it is.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A value does not fit the column it is copied into.
    #[error("column {column} of the copied row does not fit: {why}")]
    Encode {
        /// The column's place, from 0.
        column: usize,
        /// What the driver says.
        why: String,
    },
    /// A transaction was begun without naming who acts or what for.
    #[error("a transaction needs an actor and a purpose")]
    NoActor,
    /// One failure, told to each of those whom one statement was to answer.
    #[error(transparent)]
    Shared(#[from] Arc<DbError>),
}

impl DbError {
    /// The name of the constraint that was violated, if that is what happened.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        self.driver()?.as_db_error()?.constraint()
    }

    /// Whether another try of the whole transaction may succeed: a serialisation failure or a deadlock.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.driver()
            .and_then(tokio_postgres::Error::code)
            .is_some_and(|code| {
                *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED
            })
    }

    /// Whether the connection is gone, as when the server was restarted.
    #[must_use]
    pub fn is_disconnected(&self) -> bool {
        self.driver().is_some_and(|error| {
            error.is_closed()
                || error.code().is_some_and(|code| {
                    [
                        SqlState::ADMIN_SHUTDOWN,
                        SqlState::CRASH_SHUTDOWN,
                        SqlState::CANNOT_CONNECT_NOW,
                    ]
                    .contains(code)
                })
                || error.source().is_some_and(|cause| cause.is::<std::io::Error>())
        })
    }

    /// Holds a statement to the number of rows its caller relies on.
    ///
    /// # Errors
    /// [`DbError::Count`] when `found` differs from `expected`.
    pub fn expect_count(what: &'static str, expected: u64, found: u64) -> Result<(), Self> {
        if expected == found {
            Ok(())
        } else {
            Err(Self::Count {
                what,
                expected,
                found,
            })
        }
    }

    fn driver(&self) -> Option<&tokio_postgres::Error> {
        match self {
            Self::Driver(error) | Self::DiskFull(error) => Some(error),
            Self::Shared(error) => error.driver(),
            _ => None,
        }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        if error.code() == Some(&SqlState::DISK_FULL) {
            Self::DiskFull(error)
        } else {
            Self::Driver(error)
        }
    }
}

impl From<PoolError> for DbError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => error.into(),
            other => Self::Pool(other.to_string()),
        }
    }
}

/// The driver says only "db error" by itself; the server's words are in its cause.
pub(crate) fn chain(error: &tokio_postgres::Error) -> String {
    if let Some(cause) = error.as_db_error() {
        let constraint = cause
            .constraint()
            .map(|name| format!(", constraint {name}"))
            .unwrap_or_default();
        return format!(
            "{} (SQLSTATE {}{constraint})",
            cause.message(),
            cause.code().code()
        );
    }
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
