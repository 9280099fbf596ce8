//! A customer together with those who are one with it and may not be merged: told as one, to be read and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use authz::{Action, Depth, Object, Sight};
use axum::Json;
use axum::extract::State;
use base::{Date, RecordId, Timestamp};
use serde::Serialize;
use standards::document::DocumentType;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, List, Moment, OnlyNow, Path, Problem, Right, Room, Trail};

use super::holdings::{Amount, Holding, amounts, line_label};
use super::routes::number;
use super::{AgreementView, Explanation};
use crate::card::card_of;
use crate::holding::{self, Totals};
use crate::model::AttributeId;
use crate::pair::Side as Shown;
use crate::pair::routes::{PairSide, side as shown_side};
use crate::service::present::{Label, document_label, kind, meaning};
use crate::service::{Presenter, Services, failed};
use crate::suspect::{Kept, kept_with};

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    let read = Right::On(Object::Customer, Action::Read);
    Room::new()
        .route(read, routes!(kept_apart))
        .route(read, routes!(combined))
}

/// A customer that is one with another, and is not to be merged with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptApart {
    /// The customer; of another branch's only the branches are told.
    customer: PairSide,
    /// The suspect by which a steward said so, for whom suspects are to be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid, nullable = false)]
    suspect: Option<Uuid>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    judged_at: Option<Timestamp>,
}

/// A customer and those who are one with it, told as one.
#[derive(Debug, Serialize, ToSchema)]
pub struct Combined {
    /// What the bank knew at this instant.
    as_of: Timestamp,
    /// What held on this business date.
    #[schema(value_type = String, format = Date)]
    valid_on: Date,
    /// The customers: the one asked for, then the others in sight by number, then those of other branches.
    customers: Vec<KeptApart>,
    /// Documents and codes, each once.
    identifications: Vec<CombinedIdentification>,
    /// The values, attribute by attribute, each value once.
    lines: Vec<CombinedLine>,
    /// What they hold together; absent where the caller may not read agreements.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    holdings: Option<CombinedHoldings>,
}

/// Which of the customers says something.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CombinedSource {
    /// The customer.
    #[schema(example = "100000000016")]
    number: String,
    /// The source whose word stands there.
    source: String,
    /// Its place among several there, from 1.
    rank: usize,
}

/// A document or code.
#[derive(Debug, Serialize, ToSchema)]
pub struct CombinedIdentification {
    /// The kind.
    #[serde(rename = "type")]
    #[schema(example = "resident_id")]
    document: &'static str,
    /// Its title.
    label: Label,
    /// The number as the caller may see it; null when it is hidden.
    number: Option<String>,
    /// Whether something was kept back.
    masked: bool,
    /// Whether it passes its rule.
    valid: bool,
    /// Who carries it.
    said_by: Vec<CombinedSource>,
}

/// What they say of an attribute.
#[derive(Debug, Serialize, ToSchema)]
pub struct CombinedLine {
    /// The attribute.
    #[schema(example = "mobile")]
    attribute: &'static str,
    /// Its title.
    label: Label,
    /// The subject it stands under.
    subject: &'static str,
    /// What kind of value it is: `name`, `phone`, `date` ...
    kind: &'static str,
    /// Those who say something of it do not all say the same.
    differs: bool,
    /// The values, each once, the asked customer's first.
    values: Vec<CombinedValue>,
}

/// A value and who has it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CombinedValue {
    /// The value as the caller may see it; null when it is hidden.
    value: Option<String>,
    /// What a code means.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    meaning: Option<Label>,
    /// Whether something was kept back.
    masked: bool,
    /// Who has it.
    said_by: Vec<CombinedSource>,
}

/// What they hold together.
#[derive(Debug, Serialize, ToSchema)]
pub struct CombinedHoldings {
    /// The customers whose agreements these are.
    of: Vec<String>,
    /// The lines.
    lines: Vec<CombinedHoldingLine>,
    /// How many agreements there are; one that several of them have a part in counts once.
    accounts: usize,
    /// All balances, by what they say and by currency; each agreement's once.
    totals: Vec<Amount>,
}

/// A product line.
#[derive(Debug, Serialize, ToSchema)]
pub struct CombinedHoldingLine {
    /// The line: what stands before the point of a product's code; `other` where the product is not known.
    #[schema(example = "DEP")]
    line: String,
    /// Its title.
    label: Label,
    /// How many agreements there are.
    accounts: usize,
    /// Subtotals.
    totals: Vec<Amount>,
    /// What each of them holds of it.
    shares: Vec<CombinedShare>,
    /// The agreements.
    agreements: Vec<CombinedAgreement>,
}

/// What one of them holds of a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct CombinedShare {
    /// The customer.
    #[schema(example = "100000000016")]
    number: String,
    /// How many agreements it has a part in.
    accounts: usize,
    /// What they come to.
    totals: Vec<Amount>,
}

/// An agreement and who has a part in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CombinedAgreement {
    /// Which of the customers have a part in it.
    held_by: Vec<String>,
    /// The agreement, as the first of them has it.
    agreement: Holding,
}

/// Customers that are one with this and may not be merged with it, as stewards have said.
///
/// Who is one with one of them is among them, unless it was judged different from this one.
#[utoipa::path(get, path = "/customers/{number}/kept-apart", tag = "customers", operation_id = "listKeptApart",
    params(("number" = String, Path, max_length = 20)),
    responses((status = 200, body = List<KeptApart>), (status = 404, description = "No customer has this number.")))]
async fn kept_apart(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    _: OnlyNow,
    Path(asked): Path<String>,
) -> Result<Json<List<KeptApart>>, Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    let (standing, ..) = services.read(&allowed, asked, Moment::default()).await?;
    trail.target(standing.number.to_string());
    let kept = kept_with(&services, &services.actor(&allowed), standing.number).await;
    let mut items = Vec::new();
    for one in kept.map_err(failed)? {
        items.push(KeptApart::of(&services, &allowed, one).await?);
    }
    Ok(Json(List::whole(items)))
}

/// A customer together with those who are one with it and may not be merged: what each says where they differ, what
/// all say once, what they hold together.
///
/// Nothing is merged by it and nothing can be written to it. Of a customer out of the caller's sight only the branches
/// that keep it are told; each customer that is told has a line of its own in the audit trail.
#[utoipa::path(get, path = "/customers/{number}/combined", tag = "customers", operation_id = "readCombined",
    params(("number" = String, Path, max_length = 20)),
    responses((status = 200, body = Combined), (status = 404, description = "No customer has this number.")))]
async fn combined(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    _: OnlyNow,
    Path(asked): Path<String>,
) -> Result<Json<Combined>, Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    let first = services.explain(&allowed, asked, Moment::default()).await?;
    trail.target(first.number.to_string());
    let actor = services.actor(&allowed);
    let kept = kept_with(&services, &actor, first.number).await.map_err(failed)?;
    let tx = services.database.begin_read(&actor).await.map_err(failed)?;
    let card = card_of(&tx, first.number).await.map_err(failed)?;
    tx.rollback().await.map_err(failed)?;
    let card = card.ok_or_else(|| Problem::not_found("no customer has this number"))?;

    let show = Presenter::of(&allowed);
    let mut customers = vec![KeptApart {
        customer: shown_side(&services, Shown::Here(Box::new(card)), &show).await?,
        suspect: None,
        judged_at: None,
    }];
    let mut told = vec![first];
    for one in kept {
        if let Shown::Here(card) = &one.side {
            told.push(services.explain(&allowed, card.number, Moment::default()).await?);
            trail.also(card.number.to_string());
        }
        customers.push(KeptApart::of(&services, &allowed, one).await?);
    }
    trail.detail("customers", customers.len());
    Ok(Json(Combined {
        as_of: told[0].as_of,
        valid_on: told[0].valid_on,
        customers,
        identifications: identifications(&told, &show),
        lines: lines(&told, &show),
        holdings: holdings(&told, &allowed, &show),
    }))
}

impl KeptApart {
    async fn of(services: &Services, allowed: &Allowed, kept: Kept) -> Result<Self, Problem> {
        let depth = allowed
            .policy()
            .depth_of(allowed.caller(), Object::Pair, Action::Read);
        Ok(Self {
            customer: shown_side(services, kept.side, &Presenter::of(allowed)).await?,
            suspect: (depth != Depth::None).then_some(kept.suspect),
            judged_at: kept.judged_at,
        })
    }
}

fn source_of(told: &Explanation, from: usize, rank: usize) -> CombinedSource {
    CombinedSource {
        number: told.number.to_string(),
        source: told
            .golden
            .giver(from)
            .map_or_else(String::new, |giver| giver.source.clone()),
        rank,
    }
}

fn identifications(told: &[Explanation], show: &Presenter) -> Vec<CombinedIdentification> {
    let mut all: Vec<((DocumentType, &str), CombinedIdentification)> = Vec::new();
    for one in told {
        for (at, known) in one.golden.identifications.iter().enumerate() {
            let key = (known.document, known.number.as_str());
            let said_by = source_of(one, known.from, at + 1);
            if let Some((_, known)) = all.iter_mut().find(|(other, _)| *other == key) {
                known.said_by.push(said_by);
                continue;
            }
            let shown = show.document(&known.number);
            let identification = CombinedIdentification {
                document: known.document.as_str(),
                label: document_label(known.document),
                number: shown.value,
                masked: shown.masked,
                valid: known.valid,
                said_by: vec![said_by],
            };
            all.push((key, identification));
        }
    }
    all.into_iter().map(|(_, one)| one).collect()
}

fn lines(told: &[Explanation], show: &Presenter) -> Vec<CombinedLine> {
    // For each attribute the values, each with who has it.
    let mut said: BTreeMap<AttributeId, Vec<(&str, Vec<CombinedSource>)>> = BTreeMap::new();
    for one in told {
        let mut ranks: BTreeMap<AttributeId, usize> = BTreeMap::new();
        for value in &one.golden.values {
            let rank = ranks.entry(value.attribute).or_default();
            *rank += 1;
            let by = source_of(one, value.from, *rank);
            let values = said.entry(value.attribute).or_default();
            match values.iter_mut().find(|(known, _)| *known == value.value) {
                Some((_, said_by)) => said_by.push(by),
                None => values.push((&value.value, vec![by])),
            }
        }
    }
    let line = |(attribute, values): (AttributeId, Vec<(&str, Vec<CombinedSource>)>)| {
        let attribute = attribute.get();
        let speakers: BTreeSet<&str> = values
            .iter()
            .flat_map(|(_, said_by)| said_by.iter().map(|by| by.number.as_str()))
            .collect();
        CombinedLine {
            attribute: attribute.name,
            label: Label::new(attribute.zh, attribute.en),
            subject: attribute.subject.name(),
            kind: kind(attribute).name(),
            differs: values.iter().any(|(_, said_by)| said_by.len() < speakers.len()),
            values: values
                .into_iter()
                .map(|(value, said_by)| {
                    let shown = show.value(attribute, value);
                    CombinedValue {
                        meaning: if shown.masked {
                            None
                        } else {
                            meaning(attribute, value)
                        },
                        value: shown.value,
                        masked: shown.masked,
                        said_by,
                    }
                })
                .collect(),
        }
    };
    said.into_iter().map(line).collect()
}

/// What they hold together, as far as the caller may read the agreements of each.
fn holdings(told: &[Explanation], allowed: &Allowed, show: &Presenter) -> Option<CombinedHoldings> {
    let depth = allowed
        .policy()
        .depth_of(allowed.caller(), Object::Account, Action::Read);
    let sight = Sight::at(allowed.caller(), depth);
    let readable: Vec<&Explanation> = told
        .iter()
        .filter(|one| depth != Depth::None && sight.sees(&one.visible_to))
        .collect();
    if readable.is_empty() {
        return None;
    }
    // An agreement that several of them have a part in is one agreement.
    let mut held: BTreeMap<RecordId, Vec<String>> = BTreeMap::new();
    let mut all: Vec<AgreementView> = Vec::new();
    for one in &readable {
        for agreement in &one.agreements {
            let held_by = held.entry(agreement.record).or_default();
            if held_by.is_empty() {
                all.push(agreement.clone());
            }
            held_by.push(one.number.to_string());
        }
    }
    let lines = holding::lines(&all);
    let mut totals = Totals::new();
    for (at, amount) in lines.iter().flat_map(|line| &line.totals) {
        *totals.entry(at.clone()).or_default() += *amount;
    }
    let share = |one: &Explanation, line: &str| {
        let lines = holding::lines(&one.agreements);
        let own = lines.iter().find(|own| own.line == line)?;
        Some(CombinedShare {
            number: one.number.to_string(),
            accounts: own.accounts,
            totals: amounts(&own.totals, show),
        })
    };
    Some(CombinedHoldings {
        of: readable.iter().map(|one| one.number.to_string()).collect(),
        accounts: lines.iter().map(|line| line.accounts).sum(),
        totals: amounts(&totals, show),
        lines: lines
            .iter()
            .map(|line| CombinedHoldingLine {
                line: line.line.to_owned(),
                label: line_label(line.line),
                accounts: line.accounts,
                totals: amounts(&line.totals, show),
                shares: readable.iter().filter_map(|one| share(one, line.line)).collect(),
                agreements: line
                    .products
                    .iter()
                    .flat_map(|product| &product.accounts)
                    .map(|one| CombinedAgreement {
                        held_by: held.get(&one.record).cloned().unwrap_or_default(),
                        agreement: Holding::of(one, show),
                    })
                    .collect(),
            })
            .collect(),
    })
}
