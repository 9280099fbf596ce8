//! Learning a model from the bank's own customers: how its records of one customer really differ.

use std::collections::BTreeMap;

use base::Timestamp;
use ecif_sql::queries::suspect::{self as sql, VerdictRow};
use linkage::{Answer, FieldModel, Learned, Linked, Model, Options, Table};
use pg::Tx;
use serde_json::{Value, json};
use uuid::Uuid;

use super::find::AUTOMATIC;
use super::policy::{MatchPolicy, Policies};
use super::read::read;
use super::row::{Row, Side, of_golden};
use crate::change::{ChangeError, Setting};

/// Customers that are learned from; of more, these show as much.
pub(super) const ROWS_MAX: i64 = 1_000_000;
/// Customers read at once.
const PAGE: i64 = 4000;
/// Fewer show nothing.
const ROWS_MIN: usize = 50;

/// What was learned: the policy's text, and figures of how it came about.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) figures: Value,
}

/// Learns from the customers of a side; the limits stay as they are in force.
pub(super) async fn learn(tx: &Tx, setting: &Setting<'_>, side: Side) -> Result<Draft, ChangeError> {
    let policies = Policies::in_force(tx).await?;
    let mut rows: Vec<Row> = Vec::new();
    let mut after = Uuid::nil();
    while (rows.len() as i64) < ROWS_MAX {
        let parties = sql::open_parties_of_kind_after()
            .bind(&**tx, &after, &(side == Side::Persons), &PAGE)
            .all()
            .await?;
        let Some(last) = parties.last() else { break };
        after = *last;
        let read = read(tx, setting, &parties).await?;
        rows.extend(read.values().map(|party| of_golden(side, &party.golden)));
    }
    let limits = policies.of(side).limits;
    // A million rows are seconds of both processors.
    let drafted = tokio::task::spawn_blocking(move || {
        let linked = linked(side, &rows).map_err(ChangeError::Learning)?;
        let policy = MatchPolicy::of(side, 0, limits, linked.learned())?;
        Ok::<_, ChangeError>(Draft {
            text: policy.to_text()?,
            figures: figures(&linked, rows.len()),
        })
    });
    drafted.await?
}

/// Makes the model in force sharper by what stewards said: the last word on each pair.
pub(super) async fn retrain(tx: &Tx, side: Side) -> Result<Draft, ChangeError> {
    let policies = Policies::in_force(tx).await?;
    let policy = policies.of(side);
    let mut said: BTreeMap<Uuid, VerdictRow> = BTreeMap::new();
    let mut after = (Timestamp::UNIX_EPOCH, Uuid::nil());
    loop {
        let page = sql::verdicts_after()
            .bind(&**tx, &after.0, &after.1, &PAGE)
            .all()
            .await?;
        let Some(last) = page.last() else { break };
        after = (last.given_at, last.verdict_id);
        // What the weight said by itself teaches nothing.
        let by_people = page.into_iter().filter(|row| row.actor != AUTOMATIC);
        said.extend(by_people.map(|row| (row.suspect_id, row)));
    }
    let threshold = policy.scorer.threshold();
    let answers: Vec<Answer> = said
        .values()
        .filter_map(|row| answer(&policy.learned.model, threshold, row))
        .collect();
    let same = answers.iter().filter(|answer| answer.same).count();
    let sharpened = linkage::sharpen(&policy.learned.model, threshold, &answers);
    if sharpened.held_out.is_none() {
        return Err(ChangeError::Learning(format!(
            "{same} pairs were judged to be one and {} to be two; some ten of either sort show where the model is wrong",
            answers.len() - same
        )));
    }
    let figures = json!({
        "answers": answers.len(),
        "same": same,
        "changed": sharpened.is_changed,
        "held_out": sharpened.held_out,
    });
    let learned = Learned {
        model: sharpened.model,
        threshold: sharpened.threshold,
        ..policy.learned.clone()
    };
    let text = MatchPolicy::of(side, 0, policy.limits, learned)?.to_text()?;
    Ok(Draft { text, figures })
}

/// A judgement as the engine learns from it: how the fields stood, and the weight over even odds of then.
fn answer(model: &Model, threshold: f64, row: &VerdictRow) -> Option<Answer> {
    let same = match row.status.as_str() {
        "same" | "same_kept" => true,
        "different" => false,
        _ => return None,
    };
    let said: BTreeMap<&str, &str> = row
        .levels
        .iter()
        .filter_map(|said| said.split_once(':'))
        .collect();
    // Of the other side's pairs some field is not ours.
    let is_ours = said
        .keys()
        .all(|name| model.fields.iter().any(|field| field.field == **name));
    let level = |field: &FieldModel| {
        let named = said.get(field.field.as_str())?;
        let place = field.levels.iter().position(|level| level == named)?;
        u8::try_from(place).ok()
    };
    is_ours.then(|| Answer {
        levels: model.fields.iter().map(level).collect(),
        bits: f64::from(row.bits) + threshold,
        same,
    })
}

/// Runs the engine over rows.
fn linked(side: Side, rows: &[Row]) -> Result<Linked, String> {
    if rows.len() < ROWS_MIN {
        return Err(format!(
            "there are {} customers; {ROWS_MIN} at least show how records differ",
            rows.len()
        ));
    }
    let header: Vec<String> = side
        .columns()
        .iter()
        .map(|column| column.name.to_owned())
        .collect();
    let kept: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new();
    table.begin("customers", &header, &kept);
    let texts: Vec<(String, Vec<u32>)> = (0..header.len())
        .map(|column| {
            let mut text = String::new();
            let mut ends = Vec::with_capacity(rows.len());
            for row in rows {
                text.push_str(row[column].as_deref().unwrap_or_default());
                ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            }
            (text, ends)
        })
        .collect();
    let texts: Vec<(&str, &[u32])> = texts
        .iter()
        .map(|(text, ends)| (text.as_str(), ends.as_slice()))
        .collect();
    table
        .push(rows.len(), &texts)
        .map_err(|error| error.to_string())?;
    let options = Options {
        kinds: side.kinds(),
        ..Options::default()
    };
    linkage::link(&table, &options, &mut |_| {}).map_err(|error| error.to_string())
}

fn figures(linked: &Linked, rows: usize) -> Value {
    let passes: Vec<String> = linked.passes().map(|(name, _)| name).collect();
    json!({
        "customers": rows,
        "pairs_looked_at": linked.pairs_scored,
        "pairs_over_even": linked.edges.iter().filter(|edge| f64::from(edge.bits) >= linked.threshold).count(),
        "threshold": linked.threshold,
        "expected_precision": linked.expected_precision(),
        "converged": linked.model.converged,
        "warnings": linked.warnings(),
        "passes": passes,
    })
}
