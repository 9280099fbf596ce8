//! The bank's similar pairs, as a service.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, BranchName, List, OnlyNow, Page, Problem, Query, Right, Room, Trail};

use super::{Filter, Pair, Place, Ruling, Side, count, list};
use crate::card::Card;
use crate::card::routes::kind_word;
use crate::record::{Key, KeyKind};
use crate::resolve::Names;
use crate::service::present::{Label, document_label};
use crate::service::{Presenter, Services, changed};

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    let read = Right::On(Object::Pair, Action::Read);
    Room::new()
        .tag(
            "similar-pairs",
            "Pairs of customers that a rule finds alike without being allowed to join them.",
        )
        .route(read, routes!(pairs))
        .route(read, routes!(rules))
}

/// Which pairs.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PairQuery {
    /// Named by this rule.
    #[param(nullable = false, max_length = 60, example = "M2")]
    rule: Option<String>,
    /// Of a customer that this unit keeps.
    #[param(nullable = false, max_length = 40)]
    unit: Option<String>,
    /// With `unit`: or any unit below it.
    #[param(nullable = false)]
    below: Option<bool>,
}

/// Of whose customers.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct KeptBy {
    /// Of a customer that this unit keeps.
    #[param(nullable = false, max_length = 40)]
    unit: Option<String>,
    /// With `unit`: or any unit below it.
    #[param(nullable = false)]
    below: Option<bool>,
}

/// Two customers that rules name as similar.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarPair {
    /// The same for the same two.
    #[schema(value_type = String, format = Uuid)]
    id: Uuid,
    /// When a rule named them last: when one of them was heard of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    named_at: Option<Timestamp>,
    /// The rules that name them.
    rules: Vec<PairRuling>,
    /// The one: in the caller's sight, and with the lower number if both are.
    one: PairSide,
    /// The other.
    other: PairSide,
}

/// A rule that names a pair, and what it found equal.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairRuling {
    /// The rule's id.
    #[schema(example = "M2")]
    rule: String,
    /// What it found equal, as the caller may see it; nothing where one of the two is out of sight.
    equal: Vec<PairValue>,
}

/// A value that both carry.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairValue {
    /// The kind of document, or `name`.
    #[schema(example = "resident_id")]
    key: &'static str,
    /// In words.
    label: Label,
    /// The value in its compared form, as the caller may see it.
    value: Option<String>,
    /// Whether something was kept back.
    masked: bool,
}

/// One of the two. Of one out of the caller's sight only `elsewhere` is told.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct PairSide {
    /// The customer's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "100000000016")]
    number: Option<String>,
    /// The name, as the caller may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    name: Option<String>,
    /// Whether the name is masked.
    name_masked: bool,
    /// `individual`, `organisation`, `financial_institution`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kind: Option<&'static str>,
    /// The units that keep a current record.
    units: Vec<String>,
    /// The sources that know it.
    sources: Vec<String>,
    /// How many current records make it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    records: Option<i32>,
    /// Where it is another branch's: the branches to ask.
    elsewhere: Vec<BranchName>,
}

impl PairSide {
    fn here(card: Card, show: &Presenter) -> Self {
        let name = show.name(&card.name);
        Self {
            number: Some(card.number.to_string()),
            name: name.value,
            name_masked: name.masked,
            kind: Some(kind_word(card.kind)),
            units: card.units,
            sources: card.sources,
            records: Some(card.records),
            elsewhere: Vec::new(),
        }
    }
}

impl PairRuling {
    fn of(ruling: Ruling, show: &Presenter) -> Self {
        Self {
            equal: ruling.equal.iter().map(|key| PairValue::of(key, show)).collect(),
            rule: ruling.rule,
        }
    }
}

impl PairValue {
    fn of(key: &Key, show: &Presenter) -> Self {
        let (label, shown) = match key.kind {
            KeyKind::Document(document) => (document_label(document), show.document(&key.value)),
            KeyKind::Name => (Label::new("名称", "name"), show.name(&key.value)),
            KeyKind::CustomerNumber => (Label::new("客户号", "customer number"), show.account(&key.value)),
        };
        Self {
            key: key.kind.name(),
            label,
            value: shown.value,
            masked: shown.masked,
        }
    }
}

pub(crate) async fn units(
    services: &Services,
    unit: Option<String>,
    below: Option<bool>,
) -> Result<Option<Vec<String>>, Problem> {
    Ok(match (unit, below) {
        (Some(unit), Some(true)) => Some(services.directory.below(&unit).await?),
        (Some(unit), _) => Some(vec![unit]),
        (None, _) => None,
    })
}

pub(crate) async fn side(services: &Services, side: Side, show: &Presenter) -> Result<PairSide, Problem> {
    match side {
        Side::Here(card) => Ok(PairSide::here(*card, show)),
        Side::Elsewhere(branches) => {
            let mut told = PairSide::default();
            for branch in &branches {
                told.elsewhere.push(services.directory.unit(branch).await?);
            }
            Ok(told)
        }
    }
}

/// The similar pairs of the bank, those named last first.
///
/// A pair is listed when one of the two is in the caller's sight. Of the other, where it is not, only the branches
/// that keep it are told ("exists at branch B, ask there"), and nothing of what both have in common; a pair of two
/// customers out of sight is left out.
#[utoipa::path(get, path = "/similar-pairs", tag = "similar-pairs", operation_id = "listSimilarPairs",
    params(Page, PairQuery), responses((status = 200, body = List<SimilarPair>)))]
async fn pairs(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    page: Page,
    _: OnlyNow,
    Query(query): Query<PairQuery>,
) -> Result<Json<List<SimilarPair>>, Problem> {
    let name = format!("similar pairs {query:?}");
    let after: Option<Place> = page.after(&name)?;
    let filter = Filter {
        units: units(&services, query.unit, query.below).await?,
        rule: query.rule,
    };
    let found = list(
        &services.database,
        &services.keyring,
        &services.actor(&allowed),
        &filter,
        after,
        page.limit().into(),
    )
    .await
    .map_err(changed)?;
    trail.detail("pairs", found.pairs.len());
    let next_cursor = found.next.map(|place| web::page::cursor(&name, &place));
    let show = Presenter::of(&allowed);
    let mut items = Vec::with_capacity(found.pairs.len());
    for Pair {
        id,
        named_at,
        rules,
        one,
        other,
    } in found.pairs
    {
        items.push(SimilarPair {
            id,
            named_at,
            rules: rules
                .into_iter()
                .map(|ruling| PairRuling::of(ruling, &show))
                .collect(),
            one: side(&services, one, &show).await?,
            other: side(&services, other, &show).await?,
        });
    }
    Ok(Json(List {
        items,
        next_cursor,
        total: None,
    }))
}

/// How many pairs there are, and which rules name them.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairRules {
    /// Pairs of which a customer is in the caller's sight, each counted once.
    total: i64,
    /// The rules in force that name pairs, in order of rank.
    rules: Vec<PairRule>,
}

/// A rule that names pairs.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairRule {
    /// The rule's id.
    #[schema(example = "M2")]
    rule: String,
    /// What it says, in the words of the policy.
    says: String,
    /// What it looks at: kinds of document, or `name`.
    keys: Vec<&'static str>,
    /// What it wants of the names: `equal`, `different`, `any`.
    names: &'static str,
    /// How many pairs it names; two rules may name the same pair.
    pairs: i64,
}

/// The rules that name similar pairs, in words, and how many each names in the caller's sight.
#[utoipa::path(get, path = "/similar-pairs/rules", tag = "similar-pairs", operation_id = "countSimilarPairs",
    params(KeptBy), responses((status = 200, body = PairRules)))]
async fn rules(
    State(services): State<Services>,
    allowed: Allowed,
    Query(query): Query<KeptBy>,
) -> Result<Json<PairRules>, Problem> {
    let units = units(&services, query.unit, query.below).await?;
    let (rules, counted) = count(&services.database, &services.actor(&allowed), units.as_deref())
        .await
        .map_err(changed)?;
    let named = |rule: &str| counted.get(rule).copied().unwrap_or_default();
    Ok(Json(PairRules {
        total: named(""),
        rules: rules
            .into_iter()
            .map(|rule| PairRule {
                pairs: named(&rule.id),
                rule: rule.id,
                says: rule.says,
                keys: rule.keys.iter().map(|key| key.name()).collect(),
                names: match rule.names {
                    Names::Equal => "equal",
                    Names::Different => "different",
                    Names::Any => "any",
                },
            })
            .collect(),
    }))
}
