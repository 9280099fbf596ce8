//! A file read by columns, without a mapping: for what looks at a table as it is, such as linkage.
//!
//! [`TableFile`] takes CSV (comma, semicolon, tab or bar, told from the header) and Parquet, streams it in
//! stretches of rows and refuses what is no table with line and column. A ragged line is not mended: which field
//! is missing cannot be told.

mod csv;
mod error;
mod parquet;

use std::path::Path;

pub use error::TableError;

/// One column of a stretch: the texts one after the other, and where each ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// All texts in one.
    pub text: String,
    /// Where each text ends in [`Self::text`]; a missing value is an empty text.
    pub ends: Vec<u32>,
}

impl Texts {
    /// The texts in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut from = 0;
        self.ends.iter().map(move |&end| {
            let text = self.text.get(from..end as usize).unwrap_or_default();
            from = end as usize;
            text
        })
    }
}

/// Some rows of a file, by columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stretch {
    /// How many rows.
    pub rows: usize,
    /// A column of texts for each column that was wanted, in the file's order; the others are empty.
    pub columns: Vec<Texts>,
}

/// A file of one table, being read.
#[derive(Debug)]
pub struct TableFile {
    columns: Vec<String>,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Csv(Box<csv::CsvTable>),
    Parquet(Box<parquet::ParquetTable>),
}

impl TableFile {
    /// Opens a file by its ending: `.parquet` is Parquet, everything else CSV.
    ///
    /// # Errors
    /// [`TableError`]: it cannot be read, or its beginning is that of no table.
    pub fn open(path: &Path) -> Result<Self, TableError> {
        let is_parquet = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"));
        let (columns, body) = if is_parquet {
            let (columns, table) = parquet::ParquetTable::open(path)?;
            (columns, Body::Parquet(Box::new(table)))
        } else {
            let file = std::fs::File::open(path).map_err(|cause| TableError::io(path, cause))?;
            let (columns, table) = csv::CsvTable::open(Box::new(file), path)?;
            (columns, Body::Csv(Box::new(table)))
        };
        check_header(path, &columns)?;
        Ok(Self { columns, body })
    }

    /// Reads CSV from anything that can be read; `name` stands in messages.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn csv(from: Box<dyn std::io::Read + Send>, name: &Path) -> Result<Self, TableError> {
        let (columns, table) = csv::CsvTable::open(from, name)?;
        check_header(name, &columns)?;
        Ok(Self {
            columns,
            body: Body::Csv(Box::new(table)),
        })
    }

    /// The header, outer blanks removed.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The next rows, with the columns that `wanted` says; none at the end.
    ///
    /// # Errors
    /// [`TableError`] with the line and column of what is wrong; what was read before is no whole file then.
    pub fn next(&mut self, wanted: &[bool]) -> Result<Option<Stretch>, TableError> {
        match &mut self.body {
            Body::Csv(table) => table.next(wanted),
            Body::Parquet(table) => table.next(wanted),
        }
    }
}

fn check_header(path: &Path, columns: &[String]) -> Result<(), TableError> {
    if let Some(place) = columns.iter().position(String::is_empty) {
        return Err(TableError::at(
            path,
            1,
            place as u64 + 1,
            "this column has no name in the header",
        ));
    }
    for (place, name) in columns.iter().enumerate() {
        if columns.get(..place).is_some_and(|before| before.contains(name)) {
            let problem = format!("the header names column {name} twice");
            return Err(TableError::at(path, 1, place as u64 + 1, &problem));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
