//! Everything a steward needs to tell whether two customers are one: their records side by side, the score part by
//! part, what would survive, what hangs on it, and what was said before.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Clock, RecordId, Timestamp};
use ecif_sql::queries::suspect::{self as sql, SuspectRow, VerdictRow};
use linkage::Comparison;
use pg::seal::Keyring;
use pg::{Actor, Database};
use standards::document::DocumentType;
use uuid::Uuid;

use super::find::{Ready, ready};
use super::household::{Household, household};
use super::judge::{Contradiction, contradictions, opened_note};
use super::policy::{Limits, Policies};
use super::preview::{Picks, preview};
use super::queue::seen;
use super::read::Said;
use super::row::{Side, of_facts};
use crate::card::{Card, Identifier};
use crate::change::{ChangeError, Setting};
use crate::model::AttributeId;
use crate::survive::Golden;

/// Pairs of records that are compared one by one.
const COMPARED_MAX: usize = 6;
/// A number that more customers than this carry is worth a word.
const SHARED_FROM: i64 = 3;

/// A suspect, whole.
#[derive(Debug)]
pub(super) struct Review {
    pub(super) row: SuspectRow,
    pub(super) cards: [Card; 2],
    pub(super) records: Vec<RecordColumn>,
    pub(super) lines: Vec<Line>,
    pub(super) comparisons: Vec<Compared>,
    pub(super) limits: Limits,
    pub(super) threshold: f64,
    pub(super) kept_apart: bool,
    /// They rather live together than are one.
    pub(super) household: Option<Household>,
    pub(super) preview: Golden,
    pub(super) picked: Vec<AttributeId>,
    pub(super) hints: Vec<Hint>,
    pub(super) history: Vec<Past>,
    pub(super) contradictions: Vec<(Contradiction, Option<Card>)>,
}

/// A record as a column.
#[derive(Debug)]
pub(super) struct RecordColumn {
    pub(super) record: RecordId,
    /// Which of the two it belongs to: 0 or 1.
    pub(super) of: usize,
    pub(super) source: String,
    pub(super) trust: i16,
    pub(super) key: String,
    pub(super) unit: Option<String>,
    pub(super) changed_on: Option<base::Date>,
    pub(super) gone: bool,
}

/// What a line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// Numbers of a kind of document.
    Document(DocumentType),
    /// Values of an attribute.
    Attribute(AttributeId),
}

/// A line of the comparison: what each record says.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) field: Field,
    /// The field of the model that compares it.
    pub(super) compared: Option<&'static str>,
    /// For each record what it says, whether it passes its rule, and how it stands to the first record.
    pub(super) cells: Vec<Cell>,
}

/// What a record says.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) value: Option<String>,
    pub(super) valid: bool,
    /// `base`, `same`, `similar`, `differs`, `missing`.
    pub(super) stands: &'static str,
}

/// Two records held against each other.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) one: RecordId,
    pub(super) other: RecordId,
    /// Over even odds, in bits.
    pub(super) bits: f32,
    pub(super) comparison: Comparison,
}

/// What to mind.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// A number that breaks its own rule.
    BadNumber {
        record: RecordId,
        document: DocumentType,
    },
    /// A telephone that several customers carry.
    SharedPhone { customers: i64 },
    /// A document that both carry under different names: a rule names them.
    Rule { rule: String },
    /// What judgements would move: records, agreements, systems that hear of it.
    Impact {
        records: i32,
        accounts: i32,
        sources: BTreeSet<String>,
        units: BTreeSet<String>,
    },
    /// Judged different before, and key data have changed since.
    Reopened,
}

/// An earlier judgement of the two.
#[derive(Debug)]
pub(super) struct Past {
    pub(super) status: String,
    pub(super) actor: String,
    pub(super) given_at: Timestamp,
    pub(super) note: Option<String>,
    pub(super) bits: f32,
    pub(super) model: i32,
}

/// What came of asking for a suspect.
#[derive(Debug)]
pub(super) enum Opened {
    /// Both in sight.
    Here(Box<Review>),
    /// One of them is another branch's.
    Elsewhere(Vec<String>),
    /// There is no such suspect in sight.
    Nothing,
}

/// Opens a suspect.
pub(super) async fn review(
    database: &Database,
    keyring: &Keyring,
    clock: &dyn Clock,
    actor: &Actor,
    suspect: Uuid,
    picks: &Picks,
) -> Result<Opened, ChangeError> {
    let sighted = database.begin_read(actor).await?;
    let Some(row) = sql::suspects().bind(&*sighted, &vec![suspect]).opt().await? else {
        return Ok(Opened::Nothing);
    };
    let mut cards = seen(&sighted, &[row.one_id, row.other_id]).await?;
    sighted.rollback().await?;
    // Whether both may be seen was asked above; what they say is read as every act reads it.
    let tx = database
        .begin_read(&Actor::system(actor.id.clone(), actor.purpose.clone()))
        .await?;
    let (Some(one), Some(other)) = (cards.remove(&row.one_id), cards.remove(&row.other_id)) else {
        let away = crate::card::cards_of(&tx, &[row.one_id, row.other_id]).await?;
        return Ok(Opened::Elsewhere(
            away.into_iter().flat_map(|card| card.units).collect(),
        ));
    };
    let (one, other) = if one.number <= other.number {
        (one, other)
    } else {
        (other, one)
    };
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let policies = Policies::in_force(&tx).await?;
    let both = ready(&tx, &setting, &policies, &[one.party, other.party]).await?;
    let (Some(first), Some(second)) = (both.get(&one.party), both.get(&other.party)) else {
        return Ok(Opened::Nothing);
    };
    let side = first.party.side;
    let policy = policies.of(side);
    let Some(weighed) = first.against(policy, second) else {
        return Ok(Opened::Nothing);
    };
    let said: Vec<(usize, &Said)> = [first, second]
        .iter()
        .enumerate()
        .flat_map(|(of, ready)| ready.party.records.iter().map(move |said| (of, said)))
        .collect();
    let records: Vec<RecordColumn> = said
        .iter()
        .map(|(of, said)| column(&setting, *of, said))
        .collect();
    let parts: Vec<&Said> = said.iter().map(|(_, said)| *said).collect();
    let (golden, picked) = preview(&setting, &parts, picks, setting.today);
    let mut comparisons = compared(policies.of(side), first, second);
    comparisons.truncate(COMPARED_MAX);
    let verdicts = verdicts(&tx, first, second).await?;
    let against = contradictions(&tx, (first, second), true).await?;
    let thirds: Vec<Uuid> = against.iter().map(|one| one.third).collect();
    let mut third_cards = seen(&tx, &thirds).await?;
    let mut hints = hints(&row, &parts, [&one, &other]);
    hints.extend(shared_phone(&tx, keyring, &parts).await?);
    let history = verdicts
        .into_iter()
        .map(|row| {
            Ok(Past {
                note: opened_note(keyring, row.verdict_id, &row.note)?,
                status: row.status,
                actor: row.actor,
                given_at: row.given_at,
                bits: row.bits,
                model: row.model,
            })
        })
        .collect::<Result<_, ChangeError>>()?;
    Ok(Opened::Here(Box::new(Review {
        lines: lines(policy, side, &parts),
        records,
        comparisons,
        limits: policy.limits,
        threshold: policy.scorer.threshold(),
        kept_apart: weighed.kept_apart,
        household: household(first, second, &weighed),
        preview: golden,
        picked,
        hints,
        history,
        contradictions: against
            .into_iter()
            .map(|one| {
                let card = third_cards.remove(&one.third);
                (one, card)
            })
            .collect(),
        cards: [one, other],
        row,
    })))
}

pub(super) fn column(setting: &Setting<'_>, of: usize, said: &Said) -> RecordColumn {
    let source = setting.sources.get(&said.source_id);
    RecordColumn {
        record: said.record,
        of,
        source: source.map_or_else(String::new, |source| source.name.clone()),
        trust: source.map_or(0, |source| source.trust),
        key: said.content.origin.key.clone(),
        unit: said.content.kept_by().map(str::to_owned),
        changed_on: said.content.changed_on,
        gone: said.gone,
    }
}

/// Every two rows of the two, the best first.
fn compared(policy: &super::MatchPolicy, first: &Ready, second: &Ready) -> Vec<Compared> {
    let mut all: BTreeMap<(Uuid, Uuid), Compared> = BTreeMap::new();
    for (one, mine) in &first.rows {
        for (other, theirs) in &second.rows {
            let comparison = policy.scorer.compare(mine, theirs);
            let bits = policy.over_even(comparison.bits as f32);
            let better = all.get(&(*one, *other)).is_none_or(|known| known.bits < bits);
            if better {
                let compared = Compared {
                    one: RecordId(*one),
                    other: RecordId(*other),
                    bits,
                    comparison,
                };
                all.insert((*one, *other), compared);
            }
        }
    }
    let mut all: Vec<Compared> = all.into_values().collect();
    all.sort_by(|one, other| other.bits.total_cmp(&one.bits));
    all
}

/// What the records say, line by line: what is compared first, then the rest in the catalogue's order.
pub(super) fn lines(policy: &super::MatchPolicy, side: Side, records: &[&Said]) -> Vec<Line> {
    let rows: Vec<_> = records
        .iter()
        .map(|said| said.facts().map(|facts| policy.read(&of_facts(side, facts))))
        .collect();
    // How each record stands to the first, field by field.
    let stands: Vec<HashMap<String, &'static str>> = rows
        .iter()
        .map(|row| {
            let (Some(Some(first)), Some(row)) = (rows.first(), row) else {
                return HashMap::new();
            };
            let comparison = policy.scorer.compare(first, row);
            let word = |part: &linkage::ExplainedPart| match part.level {
                "missing" => "missing",
                "same" => "same",
                "differs" => "differs",
                _ => "similar",
            };
            comparison
                .parts
                .iter()
                .map(|part| (part.field.clone(), word(part)))
                .collect()
        })
        .collect();
    let mut fields: BTreeSet<(usize, Field)> = BTreeSet::new();
    let place = |field: Field| {
        let columns = side.columns();
        let compared = columns.iter().position(|column| is_of(side, column.name, field));
        compared.unwrap_or(columns.len())
    };
    for said in records {
        let Some(facts) = said.facts() else { continue };
        for one in &facts.identifications {
            let field = Field::Document(one.document);
            fields.insert((place(field), field));
        }
        for fact in &facts.values {
            let field = Field::Attribute(fact.attribute);
            fields.insert((place(field), field));
        }
    }
    let columns = side.columns();
    fields
        .into_iter()
        .map(|(place, field)| {
            let compared = columns.get(place).map(|column| column.name);
            let mut cells: Vec<Cell> = Vec::with_capacity(records.len());
            for (at, said) in records.iter().enumerate() {
                let (value, valid) = value_of(said, field);
                let first = cells.first().and_then(|cell| cell.value.as_deref());
                let by_text = match (first, value.as_deref()) {
                    (_, None) => "missing",
                    (None, Some(_)) => "missing",
                    (Some(first), Some(value)) if first == value => "same",
                    _ => "differs",
                };
                let by_model = compared
                    .and_then(|name| stands[at].get(name).copied())
                    .filter(|word| *word != "missing");
                let stands = match (at, &value) {
                    (0, _) => "base",
                    (_, None) => "missing",
                    _ if by_text == "same" => "same",
                    _ => by_model.unwrap_or(by_text),
                };
                cells.push(Cell { value, valid, stands });
            }
            Line {
                field,
                compared,
                cells,
            }
        })
        .collect()
}

/// Whether a column of the model is filled from a field.
fn is_of(side: Side, column: &str, field: Field) -> bool {
    match field {
        Field::Document(document) => {
            let permanent = document == side.permanent();
            column == if permanent { "permanent_id" } else { "document" }
        }
        Field::Attribute(attribute) => side
            .columns()
            .iter()
            .any(|known| known.name == column && known.attributes.contains(&attribute.get().name)),
    }
}

fn value_of(said: &Said, field: Field) -> (Option<String>, bool) {
    let found = said.facts().and_then(|facts| match field {
        Field::Document(document) => {
            let one = facts
                .identifications
                .iter()
                .find(|one| one.document == document)?;
            Some((one.number.clone(), one.valid))
        }
        Field::Attribute(attribute) => {
            let fact = facts.values.iter().find(|fact| fact.attribute == attribute)?;
            Some((fact.value.clone(), fact.valid))
        }
    });
    found.map_or((None, true), |(value, valid)| (Some(value), valid))
}

fn hints(row: &SuspectRow, records: &[&Said], cards: [&Card; 2]) -> Vec<Hint> {
    let mut hints = Vec::new();
    if row.reopened {
        hints.push(Hint::Reopened);
    }
    hints.extend(row.rules.iter().map(|rule| Hint::Rule { rule: rule.clone() }));
    for said in records {
        let Some(facts) = said.facts() else { continue };
        let broken = facts.identifications.iter().filter(|one| !one.valid);
        hints.extend(broken.map(|one| Hint::BadNumber {
            record: said.record,
            document: one.document,
        }));
    }
    hints.push(Hint::Impact {
        records: cards.iter().map(|card| card.records).sum(),
        accounts: cards.iter().map(|card| card.accounts).sum(),
        sources: cards
            .iter()
            .flat_map(|card| card.sources.iter().cloned())
            .collect(),
        units: cards.iter().flat_map(|card| card.units.iter().cloned()).collect(),
    });
    hints
}

/// How many customers carry the telephone that most of them carry.
async fn shared_phone(
    tx: &pg::Tx,
    keyring: &Keyring,
    records: &[&Said],
) -> Result<Option<Hint>, ChangeError> {
    let phones: BTreeSet<i64> = records
        .iter()
        .filter_map(|said| said.facts())
        .flat_map(|facts| &facts.values)
        .filter(|fact| {
            fact.valid && matches!(fact.attribute.get().name, "mobile" | "phone_home" | "phone_work")
        })
        .map(|fact| Identifier::Phone.digest(keyring, &fact.value))
        .collect();
    let phones: Vec<i64> = phones.into_iter().collect();
    let carried = sql::carriers_of_digest().bind(&**tx, &phones).all().await?;
    let most = carried.iter().map(|row| row.parties).max().unwrap_or_default();
    Ok((most >= SHARED_FROM).then_some(Hint::SharedPhone { customers: most }))
}

/// What was said of these two before, the last first.
async fn verdicts(tx: &pg::Tx, first: &Ready, second: &Ready) -> Result<Vec<VerdictRow>, ChangeError> {
    let mine: BTreeSet<Uuid> = first.party.members.iter().copied().collect();
    let theirs: BTreeSet<Uuid> = second.party.members.iter().copied().collect();
    let records: Vec<Uuid> = first.party.members.clone();
    let mut rows = sql::verdicts_of_records().bind(&**tx, &records).all().await?;
    rows.retain(|row| {
        mine.contains(&row.one_record) && theirs.contains(&row.other_record)
            || mine.contains(&row.other_record) && theirs.contains(&row.one_record)
    });
    rows.reverse();
    Ok(rows)
}
