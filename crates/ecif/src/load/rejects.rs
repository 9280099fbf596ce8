//! The rejects file of a load (E-25): each row that could not be taken, with the reason, ready to mend.

use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use feed::RejectWriter;

use super::{LoadError, LoadReport};

/// The rejects file, made when the first reject comes.
pub(super) struct Rejects {
    path: PathBuf,
    writer: Option<RejectWriter<BufWriter<File>>>,
}

impl Rejects {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, writer: None }
    }

    pub(super) fn write(
        &mut self,
        row: &feed::RawRow,
        reasons: &[feed::Reject],
        existing: Option<i64>,
        report: &mut LoadReport,
    ) -> Result<(), LoadError> {
        for reason in reasons {
            *report.reject_reasons.entry(reason.rule.to_owned()).or_default() += 1;
        }
        let told = |cause| LoadError::Rejects {
            file: self.path.clone(),
            cause,
        };
        let writer = match &mut self.writer {
            Some(writer) => writer,
            None => self
                .writer
                .insert(create(&self.path, row.columns()).map_err(told)?),
        };
        let existing = existing.map(|number| number.to_string());
        writer
            .write(row, reasons, existing.as_deref())
            .map_err(|cause| LoadError::Rejects {
                file: self.path.clone(),
                cause,
            })
    }

    pub(super) fn finish(&mut self) -> Result<Option<PathBuf>, LoadError> {
        let Some(writer) = self.writer.take() else {
            return Ok(None);
        };
        writer.finish().map_err(|cause| LoadError::Rejects {
            file: self.path.clone(),
            cause,
        })?;
        Ok(Some(self.path.clone()))
    }
}

/// Rows of customers in clear: nobody but the operator reads them.
fn create(path: &Path, columns: &[String]) -> std::io::Result<RejectWriter<BufWriter<File>>> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    RejectWriter::new(BufWriter::new(file), columns)
}
