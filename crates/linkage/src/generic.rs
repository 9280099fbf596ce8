//! Values that say little of who a record is about: those that fill a field (1900-01-01, 13800000000), which are left
//! out, and those that many share (a branch's own telephone), whose frequency makes them weigh little.

use serde::Serialize;

use crate::hash::Map;
use crate::kind::Kind;
use crate::linked::Linked;
use crate::table::Table;

/// A value that says little.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Generic {
    /// The column.
    pub field: String,
    /// The value; of one that may be somebody's, the ends alone.
    pub value: String,
    /// Rows that have it.
    pub rows: u32,
    /// Clusters that have it, as far as it is compared.
    pub clusters: Option<u32>,
    /// What is made of it.
    pub treatment: &'static str,
}

/// Values of a field that are told.
const OF_FIELD: usize = 10;
/// Rows that have a value before it is looked at.
const ROWS_MIN: u32 = 8;
/// Persons who share a number or an address before it is nobody's.
const CLUSTERS_MIN: u32 = 8;

/// The values of a run that say little, by field, those first that most rows have.
#[must_use]
pub fn of(linked: &Linked, table: &Table) -> Vec<Generic> {
    let mut all = Vec::new();
    for (place, field) in linked.plan.fields.iter().enumerate() {
        let Some(column) = table.find(&field.name).map(|column| &table.columns[column]) else {
            continue;
        };
        if field.kind == Kind::FurtherNames {
            continue;
        }
        let counts = column.counts();
        let mut left_out: Vec<(u32, &str)> = (1..counts.len() as u32)
            .filter(|&code| counts[code as usize] >= ROWS_MIN)
            .map(|code| (counts[code as usize], column.dictionary.value(code)))
            .filter(|(_, value)| crate::form::normal(field.kind, value).is_empty())
            .collect();
        left_out.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
        all.extend(left_out.into_iter().take(OF_FIELD).map(|(rows, value)| Generic {
            field: field.name.clone(),
            value: value.to_owned(),
            rows,
            clusters: None,
            treatment: "left out: it only fills the field",
        }));
        all.extend(shared(linked, place));
    }
    all
}

/// Values that ought to be one person's and are shared by many.
fn shared(linked: &Linked, place: usize) -> Vec<Generic> {
    let field = &linked.plan.fields[place];
    let usual = field.filled as f64 / field.texts.len().max(2) as f64;
    let (rows_min, is_personal) = match field.kind {
        Kind::Phone | Kind::Email | Kind::PermanentId | Kind::OtherId => (ROWS_MIN, true),
        Kind::Address => (3 * ROWS_MIN, true),
        // Days are shared by chance; far more often than the usual one they are a clerk's.
        Kind::Date => ((20.0 * usual).max(50.0) as u32, false),
        _ => return Vec::new(),
    };
    let frequent: Vec<u32> = (1..field.texts.len() as u32)
        .filter(|&code| field.counts[code as usize] >= rows_min)
        .collect();
    if frequent.is_empty() {
        return Vec::new();
    }
    let mut clusters: Map<u32, Vec<u32>> = frequent.into_iter().map(|code| (code, Vec::new())).collect();
    for (&code, &cluster) in field.codes.iter().zip(&linked.clusters.of) {
        if let Some(known) = clusters.get_mut(&code) {
            known.push(cluster);
        }
    }
    let mut told: Vec<Generic> = clusters
        .into_iter()
        .map(|(code, mut clusters)| {
            clusters.sort_unstable();
            clusters.dedup();
            let value = field.texts.value(code);
            Generic {
                field: field.name.clone(),
                value: if is_personal {
                    ends(value)
                } else {
                    value.to_owned()
                },
                rows: field.counts[code as usize],
                clusters: Some(clusters.len() as u32),
                treatment: "weighed by its frequency: many share it",
            }
        })
        .filter(|generic| generic.clusters >= Some(CLUSTERS_MIN))
        .collect();
    told.sort_unstable_by(|one, other| {
        other
            .rows
            .cmp(&one.rows)
            .then_with(|| one.value.cmp(&other.value))
    });
    told.truncate(OF_FIELD);
    told
}

/// The first three characters and the last two.
fn ends(value: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    let shown = |place: usize| place < 3 || place + 2 >= chars.len();
    chars
        .iter()
        .enumerate()
        .map(|(place, &c)| if shown(place) && chars.len() > 6 { c } else { '*' })
        .collect()
}
