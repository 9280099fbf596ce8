//! An index as a file. It holds what the records say: it is to be kept as they are.

use crate::bytes::{Damaged, Rest, closed, number, numbers, text};
use crate::cluster::Edge;
use crate::column::Dictionary;
use crate::field::Field;
use crate::learned::Learned;

use super::{Index, Names};

const BEGIN: &[u8] = b"guiyi index 1\n";

/// Why a file is no index.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IndexFileError {
    /// It is something else, or of another version.
    #[error("this is no index of this version")]
    Other,
    /// It has no end, or was changed.
    #[error("the index is damaged")]
    Damaged,
    /// What was learned cannot be read.
    #[error("the index: {0}")]
    Learned(String),
}

impl From<Damaged> for IndexFileError {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

impl Index {
    /// The index as a file.
    ///
    /// # Errors
    /// [`IndexFileError::Learned`], should what was learned have no text.
    pub fn to_bytes(&self) -> Result<Vec<u8>, IndexFileError> {
        let learned = self.scorer.learned().to_toml();
        let learned = learned.map_err(|error| IndexFileError::Learned(error.to_string()))?;
        let mut out = BEGIN.to_vec();
        text(&mut out, &learned);
        number(&mut out, self.names.files.len() as u64);
        self.names.files.iter().for_each(|name| text(&mut out, name));
        number(&mut out, self.len() as u64);
        for (name, id) in self.names.of.iter().zip(&self.names.ids) {
            numbers(&mut out, &[name.file, name.row]);
            text(&mut out, id);
        }
        for field in &self.plan.fields {
            number(&mut out, field.texts.len() as u64);
            field.texts.values().for_each(|value| text(&mut out, value));
        }
        for record in 0..self.len() as u32 {
            numbers(&mut out, self.plan.cells(record));
        }
        let pairs = (0..).zip(&self.pairs);
        let once = pairs.flat_map(|(one, pairs)| {
            let later = pairs.iter().filter(move |(other, _)| *other > one);
            later.map(move |&(other, bits)| [one, other, bits.to_bits()])
        });
        let once: Vec<[u32; 3]> = once.collect();
        number(&mut out, once.len() as u64);
        once.iter().for_each(|pair| numbers(&mut out, pair));
        numbers(&mut out, &self.clusters);
        Ok(closed(out))
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`IndexFileError`] with what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, IndexFileError> {
        if !bytes.starts_with(BEGIN) {
            return Err(IndexFileError::Other);
        }
        let mut rest = Rest::checked(bytes, BEGIN)?;
        let learned = rest.text()?;
        let learned =
            Learned::from_toml(learned).map_err(|error| IndexFileError::Learned(error.to_string()))?;
        let mut names = Names::default();
        for _ in 0..rest.count()? {
            names.files.push(rest.text()?.to_owned());
        }
        let rows = rest.count()?;
        for _ in 0..rows {
            let [file, row] = rest.numbers()?;
            if file as usize >= names.files.len() {
                return Err(IndexFileError::Damaged);
            }
            names
                .push(file, row, rest.text()?)
                .map_err(|_| IndexFileError::Damaged)?;
        }
        let mut fields = Vec::with_capacity(learned.model.fields.len());
        for field in &learned.model.fields {
            let mut texts = Dictionary::new();
            for code in 0..rest.count()? as u32 {
                if texts.code(rest.text()?).map_err(|_| IndexFileError::Damaged)? != code {
                    return Err(IndexFileError::Damaged);
                }
            }
            fields.push(Field::open(&field.field, field.kind, texts));
        }
        let mut cells = Vec::new();
        for _ in 0..rows {
            for field in &fields {
                let [code] = rest.numbers()?;
                if code as usize >= field.texts.len() {
                    return Err(IndexFileError::Damaged);
                }
                cells.push(code);
            }
        }
        let is_row = |record: u32| (record as usize) < rows;
        let mut edges = Vec::new();
        for _ in 0..rest.count()? {
            let [one, other, bits] = rest.numbers()?;
            if !is_row(one) || !is_row(other) {
                return Err(IndexFileError::Damaged);
            }
            let bits = f32::from_bits(bits);
            edges.push(Edge { bits, one, other });
        }
        let mut clusters = Vec::new();
        for _ in 0..rows {
            let [cluster] = rest.numbers()?;
            if !is_row(cluster) {
                return Err(IndexFileError::Damaged);
            }
            clusters.push(cluster);
        }
        if !rest.is_empty() {
            return Err(IndexFileError::Damaged);
        }
        let mut index = Self::with(&learned, fields, cells, names);
        index.take_over(&edges, clusters);
        Ok(index)
    }
}
