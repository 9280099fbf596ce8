//! A list of leads against the customers: each is looked at as somebody about to be entered is, and against the others
//! of the list. Nothing is written.

use std::collections::{BTreeMap, HashMap};

use authz::{Action, Depth, Object};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Allowed, BranchName, FieldError, Problem, Right, Room, Trail};

use super::Stated;
use super::known::{Likening, Looked, Namesakes, SAME_DOCUMENT, Similar, Weight, look, named};
use super::routes::NewIdentification;
use super::stating::{said, worth_comparing};
use crate::card::Card;
use crate::card::routes::{KindWord, kind_word};
use crate::explain::view::party_attribute;
use crate::identify::name_key;
use crate::record::Key;
use crate::search::Numbers;
use crate::search::routes::numbers;
use crate::service::{Presenter, Services};
use crate::suspect::{Alike, probability};

/// Leads of one list.
const LEADS_MAX: usize = 1000;
/// Similar customers that are told of one lead.
const SIMILAR_MAX: usize = 3;

/// The routes.
#[must_use]
pub(super) fn room() -> Room<Services> {
    Room::new().route(Right::On(Object::Customer, Action::Search), routes!(check_list))
}

/// Leads to be held against the customers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadList {
    /// The leads; 1,000 at most.
    #[schema(min_items = 1, max_items = 1000)]
    leads: Vec<Lead>,
}

/// Somebody who may become a customer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// The kind; a person unless said.
    #[serde(default)]
    kind: Option<KindWord>,
    /// Documents and codes; 4 at most.
    #[serde(default)]
    #[schema(max_items = 4)]
    identifications: Vec<NewIdentification>,
    /// Values by attribute; several where the attribute holds several, 3 at most.
    #[serde(default)]
    values: BTreeMap<String, Vec<String>>,
}

/// What a list comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedList {
    /// How many of which.
    counts: LeadCounts,
    /// Each lead, in the order of the list.
    rows: Vec<CheckedLead>,
}

/// How many leads are what.
#[derive(Debug, Default, Clone, Copy, Serialize, ToSchema)]
pub struct LeadCounts {
    /// Customers already.
    customer: usize,
    /// Customers of another branch, or likely to be.
    elsewhere: usize,
    /// Likely to be a customer.
    likely: usize,
    /// New.
    new: usize,
    /// What cannot be compared.
    unclear: usize,
    /// Of all these, those that stand in the list before.
    repeated: usize,
}

/// What a lead is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum LeadIs {
    /// A customer: by document and name, by the rule that would join the two.
    Customer,
    /// A customer of another branch, or likely to be: ask there.
    Elsewhere,
    /// Likely to be a customer.
    Likely,
    /// Nobody who is known.
    New,
    /// Nothing that could be compared.
    Unclear,
}

/// A lead and what it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedLead {
    /// Its place in the list, from 1.
    row: usize,
    /// `customer`, `elsewhere`, `likely`, `new`, `unclear`.
    is: LeadIs,
    /// The customer it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    customer: Option<LeadCustomer>,
    /// The document or code by which it is that customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "resident_id")]
    by: Option<&'static str>,
    /// Whether who it is, and why, is kept back: it was found by what lies masked before the caller. The branches that
    /// keep it are told under `elsewhere`.
    kept_back: bool,
    /// Customers in sight whom it is likely to be, the likeliest first; 3 at most.
    similar: Vec<LeadSimilar>,
    /// Where to ask: customers of other branches, and those who are kept back, whom it is, or is likely to be.
    elsewhere: Vec<LeadElsewhere>,
    /// An earlier lead of this list that is the same one, or likely to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    same_as: Option<SameLead>,
    /// What of the lead cannot be read.
    errors: Vec<FieldError>,
}

/// A customer, as a list names it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LeadCustomer {
    /// The number.
    #[schema(example = "100028473352")]
    number: String,
    /// The name, as the caller may see it.
    name: Option<String>,
    /// Whether the name is masked.
    name_masked: bool,
    /// `individual`, `organisation`, `financial_institution`.
    kind: &'static str,
    /// The units that keep it.
    units: Vec<String>,
    /// The staff numbers of the managers who look after it.
    managers: Vec<String>,
}

/// A customer whom a lead is likely to be.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeadSimilar {
    /// The customer; none where it is kept back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    customer: Option<LeadCustomer>,
    /// What makes it similar: `document`, `name`, `weight`.
    because: Vec<Likening>,
    /// How likely it is, and why, where the weight says so and the caller may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    weight: Option<Weight>,
    /// The rule of the bank that names such two as similar.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "RULE 3")]
    rule: Option<&'static str>,
}

/// A customer of another branch whom a lead is, or is likely to be.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeadElsewhere {
    /// The branches to ask.
    branches: Vec<BranchName>,
    /// How likely it is; none where a document says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    probability: Option<f64>,
}

/// An earlier lead of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct SameLead {
    /// Its place in the list, from 1.
    row: usize,
    /// How likely the two are one, and why; none where document and name are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    weight: Option<Weight>,
}

/// Holds a list of leads against the customers, by the rules by which one is looked at before it is entered.
///
/// Each lead is a customer already, likely to be one, a customer of another branch of whom the branch alone is told, or
/// new; and it is told which lead of the list it repeats. Nothing is written. What is found does not depend on what the
/// caller sees in clear; what is told of it does.
#[utoipa::path(post, path = "/customers/check-list", tag = "customers", operation_id = "checkCustomerList",
    request_body = LeadList, responses((status = 200, body = CheckedList)))]
async fn check_list(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(list): web::Json<LeadList>,
) -> Result<Json<CheckedList>, Problem> {
    trail.detail("leads", list.leads.len());
    if list.leads.is_empty() || list.leads.len() > LEADS_MAX {
        return Err(Problem::field(FieldError::new(
            "leads",
            "out-of-range",
            format!("1 to {LEADS_MAX} leads"),
        )));
    }
    let read: Vec<(Stated, Vec<FieldError>)> = list.leads.iter().map(Lead::stated).collect();
    let clear = |(_, (_, errors)): &(usize, &(Stated, Vec<FieldError>))| errors.is_empty();
    let places: Vec<usize> = read.iter().enumerate().filter(clear).map(|(at, _)| at).collect();
    let stated: Vec<&Stated> = places.iter().map(|at| &read[*at].0).collect();
    let (looked, among) = look(&services, &allowed, &stated, Namesakes::Organisations).await?;
    let mut repeats = repeats(&stated, among);
    let show = Told::of(&allowed);
    let mut rows: Vec<CheckedLead> = (1..=read.len()).map(CheckedLead::at).collect();
    for (place, (at, looked)) in places.iter().zip(looked).enumerate() {
        let row = &mut rows[*at];
        row.tell(&services, looked, &show).await?;
        row.same_as = repeats.remove(&place).map(|(earlier, weight)| SameLead {
            row: places[earlier] + 1,
            weight,
        });
    }
    for (row, (_, errors)) in rows.iter_mut().zip(read) {
        row.errors = errors;
    }
    let counts = LeadCounts::of(&rows);
    for (word, count) in counts.named() {
        trail.detail(word, count);
    }
    Ok(Json(CheckedList { counts, rows }))
}

impl Lead {
    fn stated(&self) -> (Stated, Vec<FieldError>) {
        let kind = self.kind.unwrap_or(KindWord::Individual);
        let mut errors = Vec::new();
        let stated = said(kind, &self.identifications, &self.values, &mut errors);
        errors.extend(worth_comparing(&stated));
        (stated, errors)
    }
}

impl LeadCounts {
    fn of(rows: &[CheckedLead]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            let count = match row.is {
                LeadIs::Customer => &mut counts.customer,
                LeadIs::Elsewhere => &mut counts.elsewhere,
                LeadIs::Likely => &mut counts.likely,
                LeadIs::New => &mut counts.new,
                LeadIs::Unclear => &mut counts.unclear,
            };
            *count += 1;
            counts.repeated += usize::from(row.same_as.is_some());
        }
        counts
    }

    const fn named(self) -> [(&'static str, usize); 6] {
        [
            ("customer", self.customer),
            ("elsewhere", self.elsewhere),
            ("likely", self.likely),
            ("new", self.new),
            ("unclear", self.unclear),
            ("repeated", self.repeated),
        ]
    }
}

/// What a caller is told of whom was found.
struct Told {
    show: Presenter,
    numbers: Numbers,
    /// Whether the caller could have any value shown.
    reveals: bool,
}

impl Told {
    fn of(allowed: &Allowed) -> Self {
        let show = Presenter::of(allowed);
        Self {
            numbers: numbers(allowed, &show),
            reveals: allowed
                .policy()
                .depth_of(allowed.caller(), Object::Customer, Action::Reveal)
                != Depth::None,
            show,
        }
    }

    fn customer(&self, card: &Card) -> LeadCustomer {
        let name = self.show.name(&card.name);
        LeadCustomer {
            number: card.number.to_string(),
            name: name.value,
            name_masked: name.masked,
            kind: kind_word(card.kind),
            units: card.units.clone(),
            managers: card.managers.clone(),
        }
    }

    /// Whether the caller may learn whose the values are that made the two alike: else who it is would tell values that
    /// lie masked before them.
    fn may_know(&self, similar: &Similar) -> bool {
        let weighed = similar.weight.iter();
        let mut fields = weighed
            .flat_map(|weight| weight.agreeing.iter().chain(&weight.differing))
            .map(|said| said.split(':').next().unwrap_or_default());
        let by_document = similar.because.contains(&Likening::Document);
        (self.numbers.documents || !by_document) && fields.all(|field| self.may_know_field(field))
    }

    fn may_know_field(&self, field: &str) -> bool {
        match field {
            "permanent_id" | "document" => self.numbers.documents,
            "mobile" | "phone" => self.numbers.phones,
            "address" => self.is_open("address_home"),
            attribute => self.is_open(attribute),
        }
    }

    fn is_open(&self, attribute: &str) -> bool {
        self.reveals || party_attribute(attribute).is_none_or(|attribute| self.show.is_clear(attribute))
    }

    fn similar(&self, similar: &Similar) -> LeadSimilar {
        let may_know = self.may_know(similar);
        LeadSimilar {
            customer: may_know.then(|| self.customer(&similar.card)),
            weight: similar.weight.as_ref().map(|weighing| {
                let weight = Weight::of(weighing);
                if may_know {
                    weight
                } else {
                    weight.without_reasons()
                }
            }),
            rule: similar
                .because
                .contains(&Likening::Document)
                .then_some(SAME_DOCUMENT),
            because: similar.because.clone(),
        }
    }
}

impl CheckedLead {
    fn at(row: usize) -> Self {
        Self {
            row,
            is: LeadIs::Unclear,
            customer: None,
            by: None,
            kept_back: false,
            similar: Vec::new(),
            elsewhere: Vec::new(),
            same_as: None,
            errors: Vec::new(),
        }
    }

    async fn tell(&mut self, services: &Services, looked: Looked, told: &Told) -> Result<(), Problem> {
        let kept_by = &looked.carried.kept_by;
        if !kept_by.is_empty() {
            self.elsewhere.push(LeadElsewhere {
                branches: named(services, kept_by).await?,
                probability: None,
            });
        }
        for (branches, probability) in &looked.away {
            self.elsewhere.push(LeadElsewhere {
                branches: named(services, branches).await?,
                probability: Some(*probability),
            });
        }
        let mut similar: Vec<&Similar> = looked.similar.iter().collect();
        let bits = |one: &Similar| one.weight.as_ref().map_or(f32::MIN, |weight| weight.bits);
        similar.sort_by(|one, other| bits(other).total_cmp(&bits(one)));
        similar.truncate(SIMILAR_MAX);
        let away = !self.elsewhere.is_empty();
        for one in &similar {
            let shown = told.similar(one);
            if shown.customer.is_none() {
                let weight = one.weight.as_ref().map(|weight| probability(weight.bits));
                self.keep_back(services, &one.card, weight).await?;
            }
            self.similar.push(shown);
        }
        if let (Some(card), false) = (&looked.card, told.numbers.documents) {
            self.keep_back(services, card, None).await?;
        }
        self.is = if let Some((_, document)) = looked.carried.existing {
            let card = looked.card.as_ref().filter(|_| told.numbers.documents);
            self.customer = card.map(|card| told.customer(card));
            self.by = told.numbers.documents.then(|| document.as_str());
            self.kept_back |= !told.numbers.documents;
            LeadIs::Customer
        } else if !kept_by.is_empty() {
            LeadIs::Elsewhere
        } else if !self.similar.is_empty() {
            LeadIs::Likely
        } else if away {
            LeadIs::Elsewhere
        } else {
            LeadIs::New
        };
        Ok(())
    }

    /// Tells of a customer the branches alone.
    async fn keep_back(
        &mut self,
        services: &Services,
        card: &Card,
        probability: Option<f64>,
    ) -> Result<(), Problem> {
        self.kept_back = true;
        self.elsewhere.push(LeadElsewhere {
            branches: named(services, &card.units).await?,
            probability,
        });
        Ok(())
    }
}

/// Of each lead that repeats an earlier one, by their places, the earliest that is the same or else the likeliest.
fn repeats(stated: &[&Stated], among: Vec<Alike>) -> HashMap<usize, (usize, Option<Weight>)> {
    let mut repeats: HashMap<usize, (usize, Option<Weight>)> = HashMap::new();
    let mut likeliest: HashMap<usize, Alike> = HashMap::new();
    for alike in among {
        let known = likeliest.get(&alike.later);
        if known.is_none_or(|known| known.likeness.bits < alike.likeness.bits) {
            likeliest.insert(alike.later, alike);
        }
    }
    for (later, alike) in likeliest {
        repeats.insert(later, (alike.earlier, Some(Weight::of(&alike.likeness))));
    }
    let mut first: HashMap<(Key, String), usize> = HashMap::new();
    for (at, stated) in stated.iter().enumerate() {
        let Some(name) = stated.value("name").map(|name| name_key(stated.kind, name)) else {
            continue;
        };
        let keys = stated
            .identifications
            .iter()
            .filter_map(super::StatedIdentification::exact_key);
        let mut same: Option<usize> = None;
        for key in keys {
            let earlier = *first.entry((key, name.clone())).or_insert(at);
            if earlier < at {
                same = Some(same.map_or(earlier, |known| known.min(earlier)));
            }
        }
        if let Some(earlier) = same {
            repeats.insert(at, (earlier, None));
        }
    }
    repeats
}
