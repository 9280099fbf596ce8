//! What the caller knows: pairs that are one or are not, and records that their source keeps apart.

use crate::hash::Map;
use crate::model::{Model, Weights};
use crate::options::{LinkError, Options};
use crate::pair::{MISSING, Plan};
use crate::sharpen::{self, Answer, Sharpened};
use crate::table::Table;

/// What somebody says of two records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The id of one record.
    pub one: String,
    /// The id of the other.
    pub other: String,
    /// Whether they are one and the same.
    pub same: bool,
}

/// Labels and sources, for the places of a run.
#[derive(Debug, Clone, Default)]
pub struct Ties {
    /// Labelled pairs, the lower place first.
    pub labelled: Vec<(u32, u32, bool)>,
    verdicts: Map<u64, bool>,
    /// For each place what it must not share with another of its cluster; 0 for nothing. Empty where nothing is so.
    groups: Vec<u32>,
}

impl Ties {
    /// Of what the caller settled.
    ///
    /// # Errors
    /// [`LinkError`]: a label names a record that is not there, or two labels contradict each other.
    pub fn new(
        table: &Table,
        options: &Options,
        id: Option<usize>,
        order: &[u32],
    ) -> Result<Self, LinkError> {
        let mut ties = Self::default();
        if let Some(name) = &options.distinct_within {
            let column = table
                .find(name)
                .ok_or_else(|| LinkError::NoColumn(name.clone()))?;
            let codes = &table.columns[column].codes;
            ties.groups = order.iter().map(|&row| codes[row as usize]).collect();
        }
        if options.labels.is_empty() {
            return Ok(ties);
        }
        let mut places = vec![0; order.len()];
        for (place, &row) in (0..).zip(order) {
            places[row as usize] = place;
        }
        let mut of_code: Map<u32, u32> = Map::default();
        let column = id.map(|id| &table.columns[id]);
        if let Some(column) = column {
            for (row, &code) in column.codes.iter().enumerate() {
                of_code.entry(code).or_insert(places[row]);
            }
        }
        let known = column.map(|column| column.dictionary.reopened());
        let find = |text: &String| {
            let place = match &known {
                Some(known) => known.find(text).and_then(|code| of_code.get(&code)).copied(),
                None => text
                    .parse::<usize>()
                    .ok()
                    .and_then(|row| places.get(row.checked_sub(1)?))
                    .copied(),
            };
            place.ok_or_else(|| LinkError::UnknownLabel(text.clone()))
        };
        for label in &options.labels {
            let (one, other) = (find(&label.one)?, find(&label.other)?);
            let (one, other) = (one.min(other), one.max(other));
            if one == other {
                continue;
            }
            match ties.verdicts.insert(pair(one, other), label.same) {
                None => ties.labelled.push((one, other, label.same)),
                Some(before) if before == label.same => {}
                Some(_) => {
                    return Err(LinkError::TwoVerdicts(label.one.clone(), label.other.clone()));
                }
            }
        }
        Ok(ties)
    }

    /// Whether two records must never be in one cluster.
    #[must_use]
    #[inline]
    pub fn part(&self, one: u32, other: u32) -> bool {
        self.verdict(one, other) == Some(false) || self.are_of_one_source(one, other)
    }

    fn are_of_one_source(&self, one: u32, other: u32) -> bool {
        match (self.groups.get(one as usize), self.groups.get(other as usize)) {
            (Some(a), Some(b)) => a == b && *a != 0 && one != other,
            _ => false,
        }
    }

    /// What a label says of a pair.
    #[must_use]
    #[inline]
    pub fn verdict(&self, one: u32, other: u32) -> Option<bool> {
        if self.verdicts.is_empty() {
            return None;
        }
        self.verdicts.get(&pair(one.min(other), one.max(other))).copied()
    }

    /// Pairs that are said to be one.
    pub fn same(&self) -> impl Iterator<Item = (u32, u32)> {
        let labelled = self.labelled.iter();
        labelled
            .filter(|(_, _, same)| *same)
            .map(|&(one, other, _)| (one, other))
    }
}

fn pair(one: u32, other: u32) -> u64 {
    u64::from(one) << 32 | u64::from(other)
}

/// Makes a run's model sharper by its labels; none without labels.
#[must_use]
pub fn sharpen(
    plan: &Plan,
    weights: &Weights,
    ties: &Ties,
    model: &Model,
    threshold: f64,
) -> Option<Sharpened> {
    if ties.labelled.is_empty() {
        return None;
    }
    let answer = |&(one, other, same): &(u32, u32, bool)| {
        let levels = plan.levels(one, other);
        let told = |field| Some(levels.of(field)).filter(|&level| level != MISSING);
        Answer {
            levels: (0..plan.fields.len()).map(told).collect(),
            bits: f64::from(weights.of(&plan.layout, levels, &plan.pair(one, other))),
            same,
        }
    };
    let answers: Vec<Answer> = ties.labelled.iter().map(answer).collect();
    Some(sharpen::sharpen(model, threshold, &answers))
}
