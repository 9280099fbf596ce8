//! A suspect as services tell it: everything masked as its caller may see it.

use std::collections::BTreeSet;

use base::{Date, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{Allowed, Problem};

use super::household::{Household, SAME_HOUSEHOLD};
use super::queue::Suspect;
use super::review::{self, Compared, Field, Hint, Review};
use super::routes::{FieldSaid, Names, Somebody, SuspectView, probability};
use crate::card::Card;
use crate::explain::{Asked, ExplainError, relations};
use crate::model::AttributeId;
use crate::pair::Side as Shown;
use crate::service::present::{Label, ReasonView, document_label, meaning};
use crate::service::{Presenter, Services};
use crate::survive::Golden;

/// A suspect with everything that tells whether the two are one.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewView {
    /// The suspect.
    suspect: SuspectView,
    /// The records, a column each; those of the one first.
    records: Vec<ReviewRecord>,
    /// What they say, a line for each field; what the model compares first.
    lines: Vec<ReviewLine>,
    /// The records held against each other, the likeliest two first.
    comparisons: Vec<ReviewScore>,
    /// Over this weight a suspect is looked at first.
    upper: f64,
    /// Under this weight nothing is proposed.
    lower: f64,
    /// Permanent identifiers, both right, that differ: the two can never be one.
    kept_apart: bool,
    /// They rather live together than are one: a tie is proposed instead of a merge.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    household: Option<ReviewHousehold>,
    /// What to mind, and what hangs on it.
    hints: Vec<ReviewHint>,
    /// What was said of the two before, the last first.
    history: Vec<ReviewPast>,
    /// Earlier judgements that do not go with taking the two for one.
    contradictions: Vec<ReviewContradiction>,
}

/// Two who look like members of one household.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewHousehold {
    /// The kind of tie that is proposed, by the code table `relation`.
    #[schema(example = "same_household")]
    relation: &'static str,
    /// What they have in common as members of a household have.
    shared: Vec<FieldSaid>,
    /// What tells them apart.
    apart: Vec<FieldSaid>,
    /// The kinds of ties that the two have already, as far as the caller reads both.
    standing: Vec<String>,
}

/// A record as a column.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewRecord {
    /// The record.
    #[schema(value_type = String, format = Uuid)]
    record_id: Uuid,
    /// The customer it belongs to.
    number: String,
    /// Which of the two that is: `one`, `other`.
    of: &'static str,
    /// Its source.
    source: String,
    /// The source's general trust, 0 to 100.
    trust: i16,
    /// Its key there, as the caller may see it.
    key: Option<String>,
    /// The unit that keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<String>,
    /// When its source changed it last, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    changed_on: Option<Date>,
    /// Its source no longer has it.
    gone: bool,
}

/// What the records say of a field.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewLine {
    /// The attribute or the kind of document.
    #[schema(example = "mobile")]
    field: &'static str,
    /// `attribute` or `document`.
    kind: &'static str,
    /// In words.
    label: Label,
    /// The field of the model that compares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    compared: Option<&'static str>,
    /// Whether the records do not all say the same.
    differs: bool,
    /// What each record says, in the order of `records`.
    cells: Vec<ReviewCell>,
    /// What would survive if the two were one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    survivor: Option<ReviewSurvivor>,
}

/// What a record says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewCell {
    /// The value, as the caller may see it.
    value: Option<String>,
    /// Whether something was kept back.
    masked: bool,
    /// What a code means.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    meaning: Option<Label>,
    /// Whether it passes its own rule.
    valid: bool,
    /// How it stands to the first record: `base`, `same`, `similar`, `differs`, `missing`.
    stands: &'static str,
}

/// What would survive.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewSurvivor {
    /// The value, as the caller may see it.
    value: Option<String>,
    /// Whether something was kept back.
    masked: bool,
    /// What a code means.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    meaning: Option<Label>,
    /// The record that gives it.
    #[schema(value_type = String, format = Uuid)]
    record_id: Uuid,
    /// Why, by the rules; none where it was picked by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<ReasonView>,
    /// Whether it was picked by hand.
    picked: bool,
}

/// A score, part by part: the prior, the parts and the household add up to `bits`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewScore {
    /// A record of the one.
    #[schema(value_type = String, format = Uuid)]
    one: Uuid,
    /// A record of the other.
    #[schema(value_type = String, format = Uuid)]
    other: Uuid,
    /// Before anything is compared: how unlikely it is that two customers picked by chance are one.
    prior: f64,
    /// What each field says.
    parts: Vec<ScorePart>,
    /// What is taken away because members of a household would agree as much.
    household: f64,
    /// Weight over even odds, in bits.
    bits: f64,
    /// The probability that they are one.
    probability: f64,
}

/// What a field says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScorePart {
    /// The field.
    field: String,
    /// The level at which the two stand; `missing` where one says nothing.
    level: &'static str,
    /// What the level adds, in bits.
    bits: f64,
    /// What the frequency of a value that both have adds to that, in bits.
    frequency: f64,
    /// Customers that have the value, where it is a frequent one that both have.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    customers: Option<u32>,
}

/// What to mind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "hint", rename_all = "snake_case")]
pub enum ReviewHint {
    /// A number that breaks its own rule.
    BadNumber {
        /// The record.
        #[schema(value_type = String, format = Uuid)]
        record_id: Uuid,
        /// The kind of document.
        document: &'static str,
        /// In words.
        label: Label,
    },
    /// A telephone that several customers carry.
    SharedPhone {
        /// How many.
        customers: i64,
    },
    /// A rule names the two.
    Rule {
        /// The rule's id.
        rule: String,
    },
    /// What taking them for one would move.
    Impact {
        /// Records.
        records: i32,
        /// Agreements.
        accounts: i32,
        /// Systems that know one of them.
        sources: Vec<String>,
        /// Units that keep one of them.
        units: Vec<String>,
    },
    /// Judged different before, and key data have changed since.
    Reopened,
}

/// An earlier judgement.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewPast {
    /// What was said.
    status: String,
    /// Who said so; `automatic` where the weight did.
    actor: Somebody,
    /// When.
    given_at: Timestamp,
    /// Why, in the words of whoever said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    note: Option<String>,
    /// The weight then, over even odds.
    bits: f32,
    /// The version of the matching policy then.
    model: i32,
}

/// An earlier judgement that does not go with taking the two for one.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewContradiction {
    /// The third customer, where it is in sight.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    number: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    name: Option<String>,
    /// Which of the two it was judged different from.
    different_from: String,
    /// How it stands to the other of the two: `same`, or `suspect` where nobody has said yet.
    with_other: &'static str,
    /// Who said so; `automatic` where the weight did.
    actor: Somebody,
    /// When.
    given_at: Timestamp,
}

pub(super) async fn view(
    services: &Services,
    allowed: &Allowed,
    review: Review,
) -> Result<ReviewView, Problem> {
    let show = Presenter::of(allowed);
    let household = match &review.household {
        Some(household) => Some(household_view(services, allowed, household, &review.cards).await?),
        None => None,
    };
    let said = review.history.iter().map(|past| &past.actor);
    let against = review.contradictions.iter().map(|(one, _)| &one.actor);
    let assigned = review.row.assigned_to.iter();
    let names = Names::of(services, allowed, said.chain(against).chain(assigned)).await?;
    let lines = review
        .lines
        .iter()
        .map(|line| line_view((&review.preview, &review.picked), line, &show))
        .collect();
    let numbers = review.cards.each_ref().map(|card| card.number.to_string());
    let records = review
        .records
        .iter()
        .map(|record| ReviewRecord {
            record_id: record.record.0,
            number: numbers[record.of].clone(),
            of: if record.of == 0 { "one" } else { "other" },
            source: record.source.clone(),
            trust: record.trust,
            key: Some(record.key.clone()),
            unit: record.unit.clone(),
            changed_on: record.changed_on,
            gone: record.gone,
        })
        .collect();
    let party = |id: Uuid| {
        let found = review.cards.iter().find(|card| card.party == id);
        found.map_or_else(String::new, |card| card.number.to_string())
    };
    let contradictions = review
        .contradictions
        .iter()
        .map(|(one, card)| ReviewContradiction {
            number: card.as_ref().map(|card| card.number.to_string()),
            name: card.as_ref().and_then(|card| show.name(&card.name).value),
            different_from: party(one.against),
            with_other: one.with_other,
            actor: names.name(&one.actor),
            given_at: one.given_at,
        })
        .collect();
    let history = review
        .history
        .iter()
        .map(|past| ReviewPast {
            status: past.status.clone(),
            actor: names.name(&past.actor),
            given_at: past.given_at,
            note: past.note.clone(),
            bits: past.bits,
            model: past.model,
        })
        .collect();
    let [one, other] = review.cards;
    let here = |card: Card| Shown::Here(Box::new(card));
    let suspect = Suspect {
        row: review.row,
        one: here(one),
        other: here(other),
    };
    Ok(ReviewView {
        records,
        lines,
        comparisons: review
            .comparisons
            .iter()
            .map(|one| score(one, review.threshold))
            .collect(),
        upper: review.limits.upper,
        lower: review.limits.lower,
        kept_apart: review.kept_apart,
        household,
        hints: review.hints.into_iter().map(hint).collect(),
        history,
        contradictions,
        suspect: SuspectView::of(services, allowed, (&show, &names), suspect).await?,
    })
}

async fn household_view(
    services: &Services,
    allowed: &Allowed,
    household: &Household,
    cards: &[Card; 2],
) -> Result<ReviewHousehold, Problem> {
    let asked = Asked::Number(cards[0].number);
    let actor = services.reader(allowed);
    let ties = relations(
        &services.database,
        &services.keyring,
        &*services.clock,
        &actor,
        &asked,
    )
    .await;
    let ties = match ties {
        Ok(ties) => ties,
        Err(ExplainError::Elsewhere { .. }) => Vec::new(),
        Err(error) => return Err(services.told(error).await),
    };
    let with_other = ties.into_iter().filter(|tie| tie.number == Some(cards[1].number));
    let standing: BTreeSet<String> = with_other.map(|tie| tie.kind).collect();
    Ok(ReviewHousehold {
        relation: SAME_HOUSEHOLD,
        shared: FieldSaid::all(&household.shared),
        apart: FieldSaid::all(&household.apart),
        standing: standing.into_iter().collect(),
    })
}

fn score(compared: &Compared, threshold: f64) -> ReviewScore {
    let comparison = &compared.comparison;
    let parts = comparison
        .parts
        .iter()
        .map(|part| ScorePart {
            field: part.field.clone(),
            level: part.level,
            bits: part.bits,
            frequency: part.frequency_bits,
            customers: part.rows_with_it,
        })
        .collect();
    ReviewScore {
        one: compared.one.0,
        other: compared.other.0,
        prior: -threshold,
        parts,
        household: comparison.household_bits,
        bits: comparison.bits - threshold,
        probability: probability(compared.bits),
    }
}

fn hint(hint: Hint) -> ReviewHint {
    match hint {
        Hint::BadNumber { record, document } => ReviewHint::BadNumber {
            record_id: record.0,
            document: document.as_str(),
            label: document_label(document),
        },
        Hint::SharedPhone { customers } => ReviewHint::SharedPhone { customers },
        Hint::Rule { rule } => ReviewHint::Rule { rule },
        Hint::Impact {
            records,
            accounts,
            sources,
            units,
        } => ReviewHint::Impact {
            records,
            accounts,
            sources: sources.into_iter().collect(),
            units: units.into_iter().collect(),
        },
        Hint::Reopened => ReviewHint::Reopened,
    }
}

pub(super) fn line_view(
    (preview, picked): (&Golden, &[AttributeId]),
    line: &review::Line,
    show: &Presenter,
) -> ReviewLine {
    let shown = |value: &str| match line.field {
        Field::Document(_) => (show.document(value), None),
        Field::Attribute(attribute) => {
            let attribute = attribute.get();
            let shown = show.value(attribute, value);
            let meaning = if shown.masked {
                None
            } else {
                meaning(attribute, value)
            };
            (shown, meaning)
        }
    };
    let cells: Vec<ReviewCell> = line
        .cells
        .iter()
        .map(|cell| {
            let (shown, meaning) = match &cell.value {
                Some(value) => {
                    let (shown, meaning) = shown(value);
                    (Some(shown), meaning)
                }
                None => (None, None),
            };
            ReviewCell {
                masked: shown.as_ref().is_some_and(|shown| shown.masked),
                value: shown.and_then(|shown| shown.value),
                meaning,
                valid: cell.valid,
                stands: cell.stands,
            }
        })
        .collect();
    let (field, kind, label) = match line.field {
        Field::Document(document) => (document.as_str(), "document", document_label(document)),
        Field::Attribute(attribute) => {
            let attribute = attribute.get();
            (
                attribute.name,
                "attribute",
                Label::new(attribute.zh, attribute.en),
            )
        }
    };
    let survivor = match line.field {
        Field::Document(document) => {
            let found = preview
                .identifications
                .iter()
                .find(|one| one.document == document);
            found.and_then(|one| {
                let shown = show.document(&one.number);
                Some(ReviewSurvivor {
                    value: shown.value,
                    masked: shown.masked,
                    meaning: None,
                    record_id: preview.giver(one.from)?.id.0,
                    reason: None,
                    picked: false,
                })
            })
        }
        Field::Attribute(attribute) => {
            let found = preview.values.iter().find(|value| value.attribute == attribute);
            found.and_then(|value| {
                let (shown, meaning) = shown(&value.value);
                let picked = picked.contains(&attribute);
                Some(ReviewSurvivor {
                    value: shown.value,
                    masked: shown.masked,
                    meaning,
                    record_id: preview.giver(value.from)?.id.0,
                    reason: (!picked).then(|| value.reason.into()),
                    picked,
                })
            })
        }
    };
    ReviewLine {
        field,
        kind,
        label,
        compared: line.compared,
        differs: cells
            .iter()
            .any(|cell| matches!(cell.stands, "similar" | "differs")),
        cells,
        survivor,
    }
}
