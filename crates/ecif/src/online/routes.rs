//! Entering and correcting a customer, as services.

use std::collections::BTreeMap;

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Date, RecordId};
use pg::Actor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{
    Allowed, Code, FieldConflict, FieldError, IdempotencyKey, Moment, Path, Problem, Right, Room, Trail,
};

use super::identification::IdentificationChange;
use super::known::{Known, SAME_DOCUMENT, SimilarElsewhere, SimilarKnown, known};
use super::stating::said;
use super::{FEED, MAPPING, SOURCE, Stated, StatedIdentification};
use crate::card::routes::{CustomerRow, KindWord};
use crate::change::{Bearers, ExactKeys, Setting};
use crate::explain::Explanation;
use crate::explain::routes::{customer_for, number};
use crate::explain::view::{Customer, party_attribute};
use crate::message::{Keyed, Message, MessageError, Taken, Terms, take_on_terms};
use crate::model::Holds;
use crate::record::Key;
use crate::service::present::ReasonView;
use crate::service::{Presenter, Services, changed, failed};
use crate::survive::GoldenIdentification;

/// How often a write is tried again when an act came between looking and writing.
const TRIES: usize = 3;

/// A write that is tried again when an act came between looking and writing: then it is looked again, who is there and
/// whether a correction is about the same values.
#[derive(Debug, Default)]
pub(super) struct Tries(usize);

impl Tries {
    /// What was taken; nothing where it is to be tried again.
    pub(super) fn taken(&mut self, answer: Result<Taken, Problem>) -> Result<Option<Taken>, Problem> {
        match answer {
            Err(problem) if problem.code() == Code::Conflict && self.again() => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// Whether it may be tried once more.
    fn again(&mut self) -> bool {
        self.0 += 1;
        self.0 <= TRIES
    }
}

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    let create = Right::On(Object::Customer, Action::Create);
    Room::new()
        .route(create, routes!(check))
        .route(create, routes!(enter))
        .route(Right::On(Object::Customer, Action::Correct), routes!(correct))
        .with(super::list::room())
        .with(super::agreements::room())
        .with(super::relations::room())
}

/// A customer to be entered.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCustomer {
    /// The kind.
    kind: KindWord,
    /// The unit that keeps it; the caller's own unless said.
    #[serde(default)]
    #[schema(max_length = 40)]
    unit: Option<String>,
    /// Documents and codes, the one it goes by first; 4 at most.
    #[schema(max_items = 4)]
    identifications: Vec<NewIdentification>,
    /// Values by attribute; several where the attribute holds several, 3 at most.
    values: BTreeMap<String, Vec<String>>,
    /// Similar customers were looked at: this is another.
    #[serde(default)]
    confirmed: bool,
}

/// A document or code to be entered.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIdentification {
    /// The kind.
    #[serde(rename = "type")]
    #[schema(example = "resident_id", max_length = 60)]
    pub(super) document: String,
    /// The number.
    #[schema(max_length = 60)]
    pub(super) number: String,
    /// Who issued it.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub(super) issuer: Option<String>,
    /// Valid from.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) issued_on: Option<Date>,
    /// Valid until; 9999-12-31 is long-term.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) expires_on: Option<Date>,
}

/// What a check says.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdmissionCheck {
    /// Whether it may be entered.
    admissible: bool,
    /// What keeps it from being entered, each item with its rule.
    errors: Vec<FieldError>,
    /// The customer in sight who carries the document already: entering adds to that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    existing: Option<CustomerRow>,
    /// Customers in sight who are similar, each with what makes it so: look at them first.
    similar: Vec<SimilarKnown>,
    /// Customers of other branches who are likely to be this one: ask there first.
    elsewhere: Vec<SimilarElsewhere>,
}

/// A customer that was entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entered {
    /// `created`: a new customer; `joined`: the record joined a customer that was there; `again`: the same key had
    /// been sent before.
    outcome: EnteredOutcome,
    /// The customer.
    customer: Customer,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum EnteredOutcome {
    /// A new customer.
    Created,
    /// The record joined a customer that was there.
    Joined,
    /// The same key had been sent before.
    Again,
}

/// What is corrected.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The version the caller had seen.
    base_version: i64,
    /// What is to be otherwise.
    #[serde(default)]
    #[schema(max_items = 50)]
    changes: Vec<ValueChange>,
    /// Documents and codes that are to be otherwise.
    #[serde(default)]
    #[schema(max_items = 4)]
    pub(super) identifications: Vec<IdentificationChange>,
    /// Another customer who carries one of these documents was looked at: it is to be said all the same.
    #[serde(default)]
    pub(super) confirmed: bool,
}

/// One value that is to be otherwise.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueChange {
    /// The attribute.
    #[schema(example = "mobile", max_length = 60)]
    pub(super) attribute: String,
    /// What the caller had seen, masked or not; null where there was nothing.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub(super) before: Option<String>,
    /// What it is to be; null takes back what the desk had said.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub(super) value: Option<String>,
}

/// A customer after a correction.
#[derive(Debug, Serialize, ToSchema)]
pub struct Corrected {
    /// The customer.
    customer: Customer,
    /// What became of each change.
    changes: Vec<ChangeOutcome>,
}

/// Whether a change shows in the golden record.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeOutcome {
    /// The attribute.
    attribute: String,
    /// Whether what the desk says survives; another source's word may weigh more.
    survives: bool,
    /// What decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<ReasonView>,
}

/// Looks whether a customer may be entered, and who is similar, before anything is written.
#[utoipa::path(post, path = "/customers/check", tag = "customers", operation_id = "checkCustomer",
    request_body = NewCustomer, responses((status = 200, body = AdmissionCheck)))]
async fn check(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(wish): web::Json<NewCustomer>,
) -> Result<Json<AdmissionCheck>, Problem> {
    let stated = stated(&allowed, &wish)?;
    let errors = services.faults(&allowed, &stated).await?;
    let known = known(&services, &allowed, &stated).await?;
    trail.detail("errors", errors.len());
    trail.detail("similar", known.similar.len());
    Ok(Json(AdmissionCheck {
        admissible: errors.is_empty(),
        errors,
        existing: known.existing,
        similar: known.similar,
        elsewhere: known.elsewhere,
    }))
}

/// Enters a customer.
///
/// It takes the same road as a row of a file: whoever carries the same document under the same name is the same
/// customer. Send an `idempotency-key`, and a write whose answer was lost can be sent again.
#[utoipa::path(post, path = "/customers", tag = "customers", operation_id = "createCustomer",
    params(("idempotency-key" = Option<String>, Header, description = "A word for this very write.", max_length = 100)),
    request_body = NewCustomer,
    responses((status = 201, body = Entered, description = "A new customer."),
        (status = 200, body = Entered, description = "It joined a customer, or had been sent before.")))]
async fn enter(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    wish: web::Keyed<NewCustomer>,
) -> Result<(StatusCode, Json<Entered>), Problem> {
    let stated = stated(&allowed, &wish.body)?;
    let key = wish.key.map(|key| keyed(&services, &allowed, &key, true));
    if let Some(key) = &key
        && let Some(taken) = services.made_before(&allowed, key).await?
    {
        return entered(&services, &allowed, &trail, taken).await;
    }
    let errors = services.faults(&allowed, &stated).await?;
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let record = new_key();
    let mut tries = Tries::default();
    loop {
        let bearers = services.bearers(&allowed, &stated.identifications).await?;
        let known = known(&services, &allowed, &stated).await?;
        let alike = if wish.body.confirmed {
            Ok(())
        } else {
            is_like_nobody(&known)
        };
        if let Err(problem) = alike {
            // Somebody may have come while it was looked: then it is looked again, who it is.
            let is_so = services.bearers(&allowed, &stated.identifications).await? == bearers;
            if is_so || !tries.again() {
                return Err(problem);
            }
            continue;
        }
        let terms = Terms {
            key: key.as_ref(),
            bearers: Some(&bearers),
            ..Terms::default()
        };
        let written = services.write(&allowed, &stated, &record, terms).await;
        if let Some(taken) = tries.taken(written)? {
            return entered(&services, &allowed, &trail, taken).await;
        }
    }
}

/// Whether nobody is similar to a customer who is not there yet.
fn is_like_nobody(known: &Known) -> Result<(), Problem> {
    let shown = known.similar.iter().map(|one| one.customer().number.clone());
    let mut numbers: Vec<String> = known
        .by_document
        .iter()
        .map(i64::to_string)
        .chain(shown)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    if known.number.is_some() || numbers.is_empty() && known.elsewhere.is_empty() {
        return Ok(());
    }
    Err(Problem::field(
        FieldError::new(
            "confirmed",
            "similar",
            match (numbers.is_empty(), known.elsewhere.len()) {
                (false, 0) => format!("there are similar customers: {}", numbers.join(", ")),
                (true, away) => format!("{away} similar customers are kept by other branches"),
                (false, away) => format!(
                    "there are similar customers: {}; {away} more are kept by other branches",
                    numbers.join(", ")
                ),
            },
        )
        .rule(SAME_DOCUMENT)
        .mend("look at them, then send confirmed: true")
        .customers(numbers),
    ))
}

async fn entered(
    services: &Services,
    allowed: &Allowed,
    trail: &Trail,
    taken: Taken,
) -> Result<(StatusCode, Json<Entered>), Problem> {
    let found = services.number_of(taken.record).await?;
    trail.target(found.to_string());
    trail.detail("opened", taken.tally.opened);
    let outcome = if taken.again {
        EnteredOutcome::Again
    } else if taken.tally.opened > 0 {
        EnteredOutcome::Created
    } else {
        EnteredOutcome::Joined
    };
    let customer = customer_for(services, allowed, found).await?;
    let status = if outcome == EnteredOutcome::Created {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(Entered { outcome, customer })))
}

/// Corrects a customer: says at the desk what is so from now on.
///
/// When somebody changed one of the same values meanwhile, the problem `conflict` tells mine, theirs and before.
#[utoipa::path(patch, path = "/customers/{number}", tag = "customers", operation_id = "correctCustomer",
    params(("number" = String, Path, max_length = 20),
        ("idempotency-key" = Option<String>, Header, description = "A word for this very write.", max_length = 100)),
    request_body = Correction,
    responses((status = 200, body = Corrected), (status = 404, description = "No customer has this number."),
        (status = 409, description = "Somebody changed the same values meanwhile.")))]
async fn correct(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(asked): Path<String>,
    wish: web::Keyed<Correction>,
) -> Result<Json<Corrected>, Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    let show = Presenter::of(&allowed);
    let key = wish.key.map(|key| keyed(&services, &allowed, &key, false));
    let names: Vec<&str> = wish
        .body
        .changes
        .iter()
        .map(|change| change.attribute.as_str())
        .collect();
    trail.detail("attributes", serde_json::json!(names));
    trail.detail("identifications", wish.body.identifications.len());
    if wish.body.changes.is_empty() && wish.body.identifications.is_empty() {
        let error = FieldError::new("changes", "missing", "nothing is to be otherwise");
        return Err(Problem::field(error.mend("name an attribute or a document")));
    }
    if let Some(key) = &key
        && let Some(taken) = services.made_before(&allowed, key).await?
    {
        let now = services.explain(&allowed, asked, Moment::default()).await?;
        return corrected(&services, &allowed, &wish.body, &now, taken.record).await;
    }
    let mut tries = Tries::default();
    loop {
        let told = services.explain(&allowed, asked, Moment::default()).await?;
        trail.target(told.number.to_string());
        let bearers = services.bearers(&allowed, &wish.body.documents()).await?;
        let (record, stated) = services.desk_record(&allowed, &told, &wish.body, &show).await?;
        let terms = Terms {
            base: told.records.first().map(|record| (record.record, told.version)),
            bearers: Some(&bearers),
            key: key.as_ref(),
            ..Terms::default()
        };
        let written = services.write(&allowed, &stated, &record, terms).await;
        if let Some(taken) = tries.taken(written)? {
            let now = services.explain(&allowed, told.number, Moment::default()).await?;
            return corrected(&services, &allowed, &wish.body, &now, taken.record).await;
        }
    }
}

async fn corrected(
    services: &Services,
    allowed: &Allowed,
    wish: &Correction,
    now: &Explanation,
    record: RecordId,
) -> Result<Json<Corrected>, Problem> {
    let values = wish.changes.iter().map(|change| outcome(change, now, record));
    let carried = wish.identifications.iter().map(|change| {
        let said = change.identification.as_ref();
        let same = |one: &GoldenIdentification| {
            said.is_some_and(|said| {
                one.document.as_str() == said.document && one.number == said.number.trim()
            })
        };
        ChangeOutcome {
            attribute: "identification".to_owned(),
            survives: now.identifications().iter().any(same),
            reason: None,
        }
    });
    let changes = values.chain(carried).collect();
    let customer = customer_for(services, allowed, now.number).await?;
    Ok(Json(Corrected { customer, changes }))
}

fn outcome(change: &ValueChange, now: &Explanation, record: RecordId) -> ChangeOutcome {
    let candidate = now
        .values
        .iter()
        .filter(|value| value.attribute == change.attribute)
        .flat_map(|value| &value.candidates)
        .find(|candidate| candidate.record == record);
    ChangeOutcome {
        attribute: change.attribute.clone(),
        survives: candidate.is_some_and(|candidate| candidate.survives),
        reason: candidate.map(|candidate| candidate.reason.into()),
    }
}

/// The key of a new record of the desk.
pub(super) fn new_key() -> String {
    Uuid::from_u128(rand::random()).to_string()
}

pub(super) fn keyed(services: &Services, allowed: &Allowed, key: &IdempotencyKey, creates: bool) -> Keyed {
    let named = format!("{}\u{1f}{}", allowed.caller().id, key.key);
    Keyed {
        key: services.keyring.digest("idempotency", named.as_bytes()),
        content: key.digest,
        creates,
    }
}

/// What the caller states, in the desk's form; what cannot be said is told.
fn stated(allowed: &Allowed, wish: &NewCustomer) -> Result<Stated, Problem> {
    let mut errors = Vec::new();
    let mut stated = said(wish.kind, &wish.identifications, &wish.values, &mut errors);
    let unit = wish.unit.clone().or_else(|| allowed.caller().unit.clone());
    let Some(unit) = unit else {
        return Err(Problem::field(FieldError::new(
            "unit",
            "missing",
            "name the unit that keeps the customer",
        )));
    };
    if !allowed.sight().sees(&[authz::unit_token(&unit)]) {
        return Err(Problem::new(
            Code::Forbidden,
            format!("your right to enter customers does not reach unit {unit}"),
        )
        .with_error(FieldError::new(
            "unit",
            "out-of-reach",
            "not a unit you may enter customers for",
        )));
    }
    stated.unit = Some(unit);
    // Whoever enters a customer looks after it, unless somebody else is named.
    if let (None, Some(staff)) = (stated.value("customer_manager"), &allowed.caller().staff_number) {
        stated.values.insert("customer_manager", vec![staff.clone()]);
    }
    if errors.is_empty() {
        Ok(stated)
    } else {
        Err(Problem::invalid(errors))
    }
}

impl Services {
    async fn write(
        &self,
        allowed: &Allowed,
        stated: &Stated,
        key: &str,
        terms: Terms<'_>,
    ) -> Result<Taken, Problem> {
        let columns = stated.columns(key, self.clock.now().as_millisecond());
        self.say(allowed, FEED, &columns, terms).await
    }

    /// Writes what the desk says, as a row of one of its feeds. Whether the caller may was decided before; the act
    /// itself sees all, as every act does, for who is the same customer does not depend on who writes.
    pub(super) async fn say(
        &self,
        allowed: &Allowed,
        feed: &str,
        columns: &[(String, String)],
        terms: Terms<'_>,
    ) -> Result<Taken, Problem> {
        let actor = self.writer(allowed);
        let values: Vec<(&str, &str)> = columns
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let message = Message {
            mapping: MAPPING,
            feed,
            business_date: self.clock.today(),
            values: &values,
        };
        let taken = take_on_terms(
            &self.database,
            &self.keyring,
            &*self.clock,
            &actor,
            &message,
            terms,
        )
        .await;
        let taken = taken.map_err(|error| match error {
            MessageError::Rejected(rejects) => Problem::invalid(
                rejects
                    .into_iter()
                    .map(|reject| FieldError::new(reject.field.clone(), "rejected", reject.to_string()))
                    .collect(),
            ),
            MessageError::Moved => Problem::new(
                Code::Conflict,
                "somebody changed the customer meanwhile; read it again",
            ),
            MessageError::KeyReused => Problem::new(Code::IdempotencyReused, error.to_string()),
            MessageError::Change(error) => changed(error),
            MessageError::Db(error) => failed(error),
            other => Problem::internal(&other),
        })?;
        crate::card::follow(&self.database, &self.keyring, &*self.clock, &actor)
            .await
            .map_err(changed)?;
        Ok(taken)
    }

    /// Who carries these documents now, in sight or not: what the look at who is there rests on.
    async fn bearers(
        &self,
        allowed: &Allowed,
        documents: &[StatedIdentification],
    ) -> Result<Bearers, Problem> {
        let keys: Vec<Key> = documents
            .iter()
            .filter_map(StatedIdentification::exact_key)
            .collect();
        let keys = ExactKeys::of(&self.keyring, &keys);
        let tx = self
            .database
            .begin_read(&self.writer(allowed))
            .await
            .map_err(failed)?;
        let bearers = Bearers::of(&tx, keys).await.map_err(failed)?;
        tx.rollback().await.map_err(failed)?;
        Ok(bearers)
    }

    /// What became of a write that was made before under this key.
    pub(super) async fn made_before(&self, allowed: &Allowed, key: &Keyed) -> Result<Option<Taken>, Problem> {
        let tx = self.database.begin(&self.writer(allowed)).await.map_err(failed)?;
        let found = crate::message::made_before(&tx, &*self.clock, key).await;
        tx.rollback().await.map_err(failed)?;
        found.map_err(|error| match error {
            MessageError::KeyReused => Problem::new(Code::IdempotencyReused, error.to_string()),
            other => Problem::internal(&other),
        })
    }

    /// The number of the customer a record belongs to.
    async fn number_of(&self, record: RecordId) -> Result<i64, Problem> {
        let actor = Actor::system("guiyi", "online");
        let tx = self.database.begin_read(&actor).await.map_err(failed)?;
        let found = crate::message::customer_of(&tx, record).await.map_err(failed)?;
        tx.rollback().await.map_err(failed)?;
        found
            .map(|(number, _)| number)
            .ok_or_else(|| Problem::internal_text(format!("record {record} belongs to no customer")))
    }

    /// The desk's record of a customer with the changes said in it, or a new one; refused when somebody changed the
    /// same values meanwhile.
    async fn desk_record(
        &self,
        allowed: &Allowed,
        told: &Explanation,
        wish: &Correction,
        show: &Presenter,
    ) -> Result<(String, Stated), Problem> {
        let mut conflicts = Vec::new();
        let mut errors = Vec::new();
        let known = told.records.iter().find(|record| record.source == SOURCE);
        let (key, mut stated) = match known {
            Some(record) => (record.key.clone(), self.stated_by(allowed, record.record).await?),
            None => {
                let mut stated = Stated::of_kind(told.golden.kind);
                stated.number = Some(told.number.to_string());
                stated.values.insert("name", vec![told.name().to_owned()]);
                // The desk keeps the customer where it is kept.
                stated.unit = told.records.iter().find_map(|record| record.unit.clone());
                (new_key(), stated)
            }
        };
        stated.number = Some(told.number.to_string());
        for (at, change) in wish.changes.iter().enumerate() {
            let Some(attribute) = party_attribute(&change.attribute) else {
                let field = format!("changes[{at}].attribute");
                errors.push(FieldError::new(
                    field,
                    "unknown",
                    "no attribute of customers has this name",
                ));
                continue;
            };
            let current: Vec<&str> = told
                .golden
                .values
                .iter()
                .filter(|value| value.attribute.get().name == attribute.name)
                .map(|value| value.value.as_str())
                .collect();
            // The caller may have seen it masked.
            let seen = |value: &str, before: &str| {
                value == before || show.value(attribute, value).value.as_deref() == Some(before)
            };
            let stands = match &change.before {
                Some(before) => current.iter().copied().find(|value| seen(value, before)),
                None => None,
            };
            let as_it_was = match &change.before {
                Some(_) => stands.is_some(),
                None => attribute.holds == Holds::Many || current.is_empty(),
            };
            if told.version != wish.base_version && !as_it_was {
                let theirs = current.first().map(|value| show.value(attribute, value).value);
                conflicts.push(FieldConflict {
                    field: attribute.name.to_owned(),
                    mine: serde_json::json!(change.value),
                    theirs: serde_json::json!(theirs.flatten()),
                    before: serde_json::json!(change.before),
                });
                continue;
            }
            let value = change
                .value
                .as_deref()
                .map(str::trim)
                .filter(|value| !value.is_empty());
            stated.say(attribute, stands, value);
        }
        let mut coded = Vec::new();
        for (at, change) in wish.changes.iter().enumerate() {
            let value = change.value.as_deref().map(str::trim).unwrap_or_default();
            if let (Some(table), false) = (crate::code::table_of(&change.attribute), value.is_empty()) {
                coded.push((format!("changes[{at}].value"), table, value.to_owned()));
            }
        }
        errors.extend(self.not_in_table(allowed, coded).await?);
        self.say_identifications(allowed, told, wish, show, &mut stated, &mut errors)
            .await?;
        if !errors.is_empty() {
            return Err(Problem::invalid(errors));
        }
        if !conflicts.is_empty() {
            return Err(Problem::conflict(told.version, conflicts));
        }
        Ok((key, stated))
    }

    /// What the desk said until now.
    async fn stated_by(&self, allowed: &Allowed, record: RecordId) -> Result<Stated, Problem> {
        let tx = self
            .database
            .begin_read(&self.writer(allowed))
            .await
            .map_err(failed)?;
        let setting = Setting::load(&tx, &self.keyring, &*self.clock, i64::MAX)
            .await
            .map_err(changed)?;
        let stated = setting.content_of(&tx, record).await.map_err(changed)?;
        tx.rollback().await.map_err(failed)?;
        stated
            .as_ref()
            .and_then(Stated::of)
            .ok_or_else(|| Problem::internal_text(format!("record {record} cannot be read")))
    }
}
