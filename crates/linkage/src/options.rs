//! What a caller may settle, and why a run is refused.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::kind::Kind;
use crate::labels::Label;
use crate::learned::Learned;
use crate::model::Model;

/// What a caller may settle.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The column of ids.
    pub id: Option<String>,
    /// The column of the truth.
    pub truth: Option<String>,
    /// The threshold in bits, over the prior.
    pub threshold: Option<f64>,
    /// Weights learned before.
    pub model: Option<Model>,
    /// All that a run learned before: nothing is learned anew.
    pub learned: Option<Learned>,
    /// What columns hold, where the caller knows better than what is told from them.
    pub kinds: BTreeMap<String, Kind>,
    /// Pairs that somebody has judged.
    pub labels: Vec<Label>,
    /// A column of which two records of one cluster never have the same value: their source, where each source has
    /// a person once.
    pub distinct_within: Option<String>,
}

/// What a file may settle; everything in it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The column of ids.
    pub id: Option<String>,
    /// The column of the truth.
    pub truth: Option<String>,
    /// The threshold in bits.
    pub threshold: Option<f64>,
    /// The column of which two records of one cluster never have the same value.
    pub distinct_within: Option<String>,
    /// What columns hold, by their names.
    #[serde(default)]
    pub columns: BTreeMap<String, Kind>,
}

impl Config {
    /// Reads a file of settings in TOML.
    ///
    /// # Errors
    /// What is wrong, with line and column.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

/// Why there is nothing to link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// A column that was named is not there.
    #[error("there is no column {0}")]
    NoColumn(String),
    /// A label names a record that is not there.
    #[error("a label names the record {0}, which is not there")]
    UnknownLabel(String),
    /// Two labels of one pair say different things.
    #[error("the records {0} and {1} are labelled as one and as different")]
    TwoVerdicts(String, String),
    /// Two rows of one file have the same id.
    #[error("{file}, line {line}: the id {id} stands in line {first} already")]
    DoubleId {
        /// The file.
        file: String,
        /// The later line.
        line: usize,
        /// The id.
        id: String,
        /// The earlier line.
        first: usize,
    },
    /// A row has no id.
    #[error("{file}, line {line}: column {column} is empty, and it is the id")]
    NoId {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// The column.
        column: String,
    },
    /// The model given knows none of the fields.
    #[error("the model given knows none of these columns")]
    OtherModel,
    /// The files have none of the columns that were learned from.
    #[error("the model was learned from other columns: {0}")]
    OtherColumns(String),
    /// What a column holds is settled twice.
    #[error("column {0}: what it holds is settled by the model already")]
    SettledTwice(String),
    /// No column can be compared.
    #[error("no column can be compared: {0}")]
    NothingToCompare(String),
}
