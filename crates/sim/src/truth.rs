//! The hidden truth: which row of which file is whose.

use std::io;
use std::path::Path;

use crate::SimError;
use crate::document::{DocumentType, Source};
use crate::organisation::OrganisationRecord;
use crate::record::PersonRecord;

/// What kind of customer a row describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A person.
    Individual,
    /// A company or other organisation.
    Organisation,
    /// A bank, fund manager or fund.
    FinancialInstitution,
}

/// The truth about one delivered row of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruthRow {
    /// Short name of the source system.
    pub source: String,
    /// The feed of the source's mapping that reads the row.
    pub feed: String,
    /// The row's own key in its source.
    pub key: String,
    /// Whose row it is: rows of one customer have one entity.
    pub entity: String,
    /// What kind of customer the row says it is.
    pub kind: Kind,
    /// The household of a person; empty for others.
    pub household: String,
    /// The row lacks, on purpose, what the mapping requires: it must be rejected and is no part of any accuracy.
    pub planned_reject: bool,
    /// The name as typed.
    pub name: String,
    /// The documents as typed: type and number.
    pub documents: Vec<(DocumentType, String)>,
}

impl Kind {
    /// The mapping's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Organisation => "organisation",
            Self::FinancialInstitution => "financial_institution",
        }
    }
}

const HEADER: [&str; 9] = [
    "source",
    "feed",
    "key",
    "entity",
    "kind",
    "household",
    "planned_reject",
    "name",
    "documents",
];
/// Stands between the documents of a row in the file; no number holds it.
const BETWEEN: char = ';';

impl TruthRow {
    pub(crate) fn of_person(record: &PersonRecord, feed: &str) -> Self {
        Self {
            source: record.source.word().to_owned(),
            feed: feed.to_owned(),
            key: record.key.clone(),
            entity: record.entity.clone(),
            kind: Kind::Individual,
            household: record.household.clone(),
            planned_reject: record.planned_reject,
            name: record.name.clone(),
            documents: record
                .documents
                .iter()
                .map(|document| (document.kind, document.number.clone()))
                .collect(),
        }
    }

    pub(crate) fn of_organisation(record: &OrganisationRecord, feed: &str) -> Self {
        // Wealth has room for one document of a company; its list of institutions has a column for each.
        let shown = if record.source == Source::Wealth && !record.is_institution {
            1
        } else {
            usize::MAX
        };
        Self {
            source: record.source.word().to_owned(),
            feed: feed.to_owned(),
            key: record.key.clone(),
            entity: record.entity.clone(),
            kind: if record.is_institution {
                Kind::FinancialInstitution
            } else {
                Kind::Organisation
            },
            household: String::new(),
            planned_reject: false,
            name: record.name.clone(),
            documents: record
                .documents
                .iter()
                .take(shown)
                .map(|document| (document.kind, document.number.clone()))
                .collect(),
        }
    }

    fn fields(&self) -> [String; 9] {
        let documents: Vec<String> = self
            .documents
            .iter()
            .map(|(kind, number)| format!("{}={number}", kind.as_str()))
            .collect();
        [
            self.source.clone(),
            self.feed.clone(),
            self.key.clone(),
            self.entity.clone(),
            self.kind.as_str().to_owned(),
            self.household.clone(),
            self.planned_reject.to_string(),
            self.name.clone(),
            documents.join(&BETWEEN.to_string()),
        ]
    }

    fn read(row: &csv::StringRecord) -> Option<Self> {
        let text = |place: usize| row.get(place).map(str::to_owned);
        let documents = row
            .get(8)?
            .split(BETWEEN)
            .filter(|part| !part.is_empty())
            .map(|part| {
                let (kind, number) = part.split_once('=')?;
                Some((kind.parse().ok()?, number.to_owned()))
            });
        Some(Self {
            source: text(0)?,
            feed: text(1)?,
            key: text(2)?,
            entity: text(3)?,
            kind: [Kind::Individual, Kind::Organisation, Kind::FinancialInstitution]
                .into_iter()
                .find(|kind| row.get(4) == Some(kind.as_str()))?,
            household: text(5)?,
            planned_reject: row.get(6)? == "true",
            name: text(7)?,
            documents: documents.collect::<Option<_>>()?,
        })
    }
}

/// Writes the truth as CSV, piece by piece.
pub(crate) struct TruthWriter<W: io::Write> {
    out: csv::Writer<W>,
}

impl<W: io::Write> TruthWriter<W> {
    pub(crate) fn new(out: W) -> Result<Self, SimError> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(HEADER)?;
        Ok(Self { out })
    }

    pub(crate) fn append(&mut self, rows: &[TruthRow]) -> Result<(), SimError> {
        rows.iter()
            .try_for_each(|row| self.out.write_record(row.fields()).map_err(SimError::from))
    }

    pub(crate) fn finish(mut self) -> Result<(), SimError> {
        Ok(self.out.flush()?)
    }
}

/// Reads a truth file whole.
///
/// # Errors
/// [`SimError::Io`] when it cannot be read, [`SimError::Truth`] with the line that is none of ours.
pub fn read_truth(path: &Path) -> Result<Vec<TruthRow>, SimError> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row?;
        let line = row.position().map_or(0, csv::Position::line);
        rows.push(TruthRow::read(&row).ok_or(SimError::Truth { line })?);
    }
    Ok(rows)
}
