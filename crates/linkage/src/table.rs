//! One or several files as one table of coded columns.

use rayon::prelude::*;

use crate::column::{Column, TooMuchText, WARMED, hash_of};
use crate::infer;

/// A file of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name, as given.
    pub name: String,
    /// Its rows; they follow those of the file before.
    pub rows: usize,
}

/// Records by columns, of all files together.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The files in their order.
    pub parts: Vec<Part>,
    /// The columns; what a file lacks is missing in its rows.
    pub columns: Vec<Column>,
    /// Columns that by their name are no part of what is compared: they are not read.
    pub unread: Vec<String>,
    /// For each column of the file under way, its place in `columns`.
    places: Vec<Option<usize>>,
}

/// A column is too large.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {cause}")]
pub struct TableError {
    /// Which.
    pub column: String,
    /// Why.
    pub cause: TooMuchText,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.parts.iter().map(|part| part.rows).sum()
    }

    /// Begins a file. The answer says which of its columns are wanted: those that `_` marks as no part of the data,
    /// and those that by their name only say where a record comes from, are not, unless `kept` names them.
    pub fn begin(&mut self, name: &str, header: &[String], kept: &[&str]) -> Vec<bool> {
        let before = self.rows();
        self.parts.push(Part {
            name: name.to_owned(),
            rows: 0,
        });
        self.places = header
            .iter()
            .map(|column| {
                if !kept.contains(&column.as_str()) && (column.starts_with('_') || infer::is_context(column))
                {
                    if !self.unread.contains(column) {
                        self.unread.push(column.clone());
                    }
                    return None;
                }
                let known = self.columns.iter().position(|known| known.name == *column);
                Some(known.unwrap_or_else(|| {
                    let mut new = Column::new(column);
                    new.codes = vec![0; before];
                    self.columns.push(new);
                    self.columns.len() - 1
                }))
            })
            .collect();
        self.places.iter().map(Option::is_some).collect()
    }

    /// Adds rows of the file under way: for each of its columns all texts in one, and where each ends.
    ///
    /// # Errors
    /// [`TableError`] when a column holds more than can be coded.
    pub fn push(&mut self, rows: usize, texts: &[(&str, &[u32])]) -> Result<(), TableError> {
        let mut given: Vec<Option<usize>> = vec![None; self.columns.len()];
        for (from, place) in self.places.iter().enumerate() {
            if let Some(place) = *place {
                given[place] = Some(from);
            }
        }
        self.columns
            .par_iter_mut()
            .zip(given)
            .try_for_each(|(column, from)| {
                let Some((text, ends)) = from.and_then(|from| texts.get(from)) else {
                    column.codes.resize(column.codes.len() + rows, 0);
                    return Ok(());
                };
                let mut start = 0;
                column.codes.reserve(rows);
                for ends in ends.chunks(WARMED) {
                    let mut values = [""; WARMED];
                    let mut hashes = [0; WARMED];
                    for (place, &end) in ends.iter().enumerate() {
                        values[place] = text.get(start..end as usize).unwrap_or_default();
                        hashes[place] = hash_of(values[place]);
                        start = end as usize;
                    }
                    column.dictionary.warm(&hashes[..ends.len()]);
                    for (value, hash) in values.into_iter().zip(hashes).take(ends.len()) {
                        let code = column.dictionary.code_of(hash, value);
                        column.codes.push(code.map_err(|cause| TableError {
                            column: column.name.clone(),
                            cause,
                        })?);
                    }
                }
                Ok(())
            })?;
        if let Some(part) = self.parts.last_mut() {
            part.rows += rows;
        }
        Ok(())
    }

    /// Ends the last file: no values are added any more.
    pub fn close(&mut self) {
        self.columns.iter_mut().for_each(|column| {
            column.dictionary.close();
            column.codes.shrink_to_fit();
        });
    }

    /// The place of a column.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The file a row belongs to.
    #[must_use]
    pub fn part_of(&self, row: usize) -> usize {
        let mut end = 0;
        for (place, part) in self.parts.iter().enumerate() {
            end += part.rows;
            if row < end {
                return place;
            }
        }
        self.parts.len().saturating_sub(1)
    }
}
