//! Why a table is refused.

use std::path::{Path, PathBuf};

/// Why a file is no table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be read.
    #[error("{}: {cause}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: std::io::Error,
    },
    /// Something in it is not as it has to be.
    #[error("{}, line {line}, column {column}: {problem}", path.display())]
    At {
        /// Which file.
        path: PathBuf,
        /// The line, 1-based, the header included; in Parquet the row.
        line: u64,
        /// The column of the table, 1-based; where a line is not yet taken apart, the character.
        column: u64,
        /// What is wrong, and how to mend it.
        problem: String,
    },
    /// It is not Parquet, or a damaged one.
    #[error("{}: this cannot be read as Parquet: {problem}", path.display())]
    Parquet {
        /// Which file.
        path: PathBuf,
        /// What the library says.
        problem: String,
    },
}

impl TableError {
    pub(super) fn io(path: &Path, cause: std::io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            cause,
        }
    }

    pub(super) fn at(path: &Path, line: u64, column: u64, problem: &str) -> Self {
        Self::At {
            path: path.to_owned(),
            line,
            column,
            problem: problem.to_owned(),
        }
    }
}
