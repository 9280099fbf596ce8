//! A synthetic bank, made from a seed: customers of five source systems with the errors banks really have, the
//! day-end files those systems deliver, a named cast, and the hidden truth that says which records are one
//! customer.
//!
//! Everything is a pure function of [`Params`]: the same parameters give the same bytes on any number of threads.
//! Nothing but the files being written is held in memory, so a bank of millions is made as a small one is.
//!
//! No two customers ever share a document type, number and name, whatever the seed: numbers are computed from
//! the customer's index by functions that never give one twice, and errors in them are such that they cannot meet
//! another customer's number. So rules that join by type, number and name have precision 1.

mod account;
pub mod accuracy;
mod calendar;
mod cast;
mod company;
mod delivery;
mod dice;
mod document;
mod flat;
mod flaw;
mod institution;
mod names;
mod next_day;
mod number;
mod organisation;
mod params;
mod person;
mod place;
mod progress;
#[cfg(test)]
mod properties;
mod record;
mod relation;
mod truth;
mod unit;

use std::io;

pub use cast::{CastMember, cast};
pub use delivery::{WrittenFile, mappings};
pub use document::{DocumentType, Source};
pub use flat::{Records, records};
pub use flaw::Flaw;
pub use next_day::NextDay;
pub use params::{LARGEST_BANK, Params, Rates};
pub use progress::{Progress, Silent};
pub use truth::{Kind, TruthRow, read_truth};
pub use unit::{Manager, Unit};

use number::Numbers;

/// Why the files could not be written.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each message says what the variant is")]
pub enum SimError {
    #[error("more than {LARGEST_BANK} persons or companies")]
    TooLarge,
    #[error("cannot write the files: {0}")]
    Io(#[from] io::Error),
    #[error("cannot write the CSV file: {0}")]
    Csv(#[from] csv::Error),
    #[error("cannot write the Parquet file: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    #[error("cannot write the workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("line {line} of the truth is not what sim writes")]
    Truth { line: u64 },
}

/// A synthetic bank. Making one costs nothing: customers come into being as they are asked for.
#[derive(Debug, Clone)]
pub struct Bank {
    params: Params,
    numbers: Numbers,
}

impl Bank {
    /// The bank of these parameters.
    ///
    /// # Errors
    /// [`SimError::TooLarge`] over [`LARGEST_BANK`] persons or companies.
    pub fn new(params: Params) -> Result<Self, SimError> {
        if params.people > LARGEST_BANK || params.companies > LARGEST_BANK {
            return Err(SimError::TooLarge);
        }
        let numbers = Numbers::new(params.seed, params.people);
        Ok(Self { params, numbers })
    }

    /// What the bank was made from.
    #[must_use]
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// Every office of the bank, each after the one above it.
    #[must_use]
    pub fn units(&self) -> Vec<Unit> {
        unit::units()
    }

    /// Every relationship manager.
    #[must_use]
    pub fn managers(&self) -> Vec<Manager> {
        unit::managers(self.params.seed)
    }

    /// Writes offices and managers as one CSV file: kind (`unit` or `manager`), code, name, the office above.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_organisation(&self, path: &std::path::Path) -> Result<(), SimError> {
        unit::write(path, self.params.seed)
    }
}
