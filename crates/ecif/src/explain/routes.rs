//! A customer, read: golden record, lineage, records, relations, one value in clear.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use authz::{Action, Kind, Object, Privacy};
use axum::Json;
use axum::extract::State;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use standards::{Verdict, customer_number};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use web::{Allowed, FieldError, List, Moment, OnlyNow, Path, Problem, Query, Right, Room, Trail};

use super::Asked;
use super::Explanation;
use super::holdings::{Contracts, Holdings};
use super::view::{
    Customer, CustomerRecord, CustomerRelation, CustomerValue, Lineage, RecordVersion, SimilarCustomer,
    Subjects, TimelineEvent, party_attribute,
};
use crate::model::Subject;
use crate::service::present::Label;
use crate::service::{Presenter, Services, failed};
use crate::suspect::suspects_with;

/// How long a value may stand in clear on a screen.
const CLEAR_SECONDS: i64 = 60;

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    let read = Right::On(Object::Customer, Action::Read);
    let record = Right::On(Object::Record, Action::Read);
    let account = Right::On(Object::Account, Action::Read);
    Room::new()
        .tag(
            "customers",
            "Golden customers: read by any number ever given, at any moment, with the origin of each value.",
        )
        .route(read, routes!(customer))
        .route(read, routes!(subject))
        .route(read, routes!(subject_relation))
        .route(account, routes!(subject_contract))
        .route(record, routes!(subject_event))
        .route(record, routes!(lineage))
        .route(record, routes!(records))
        .route(record, routes!(versions))
        .route(record, routes!(timeline))
        .route(read, routes!(relations))
        .route(account, routes!(accounts))
        .route(account, routes!(contracts))
        .route(read, routes!(why_me))
        .route(Right::On(Object::Customer, Action::Report), routes!(who_may))
        .route(Right::On(Object::Pair, Action::Read), routes!(similar))
        .route(Right::On(Object::Customer, Action::Reveal), routes!(reveal))
        .with(super::combined::room())
}

/// The number of a path: any customer number, grouped or not.
///
/// # Errors
/// [`Code::Invalid`] by CUST-01.
pub fn number(text: &str) -> Result<i64, Problem> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let wrong =
        |code: &str, message: &str| Problem::field(FieldError::new("number", code, message).rule("CUST-01"));
    match customer_number::validate(&digits) {
        Verdict::Ok => digits
            .parse()
            .map_err(|_| wrong("bad_format", "a customer number has 12 digits")),
        Verdict::BadCheckDigit => Err(wrong(
            "bad_check_digit",
            "the check digit does not fit; was a digit mistyped?",
        )),
        _ => Err(wrong("bad_format", "a customer number has 12 digits")),
    }
}

async fn told(
    services: &Services,
    allowed: &Allowed,
    trail: &Trail,
    text: &str,
    moment: Moment,
) -> Result<(Explanation, Presenter), Problem> {
    let number = number(text)?;
    trail.target(number.to_string());
    let told = services.explain(allowed, number, moment).await?;
    trail.target(told.number.to_string());
    Ok((told, Presenter::of(allowed)))
}

async fn golden(
    services: &Services,
    allowed: &Allowed,
    trail: &Trail,
    text: &str,
    moment: Moment,
) -> Result<Customer, Problem> {
    let number = number(text)?;
    trail.target(number.to_string());
    let customer = customer_at(services, allowed, number, moment).await?;
    trail.target(&customer.number);
    Ok(customer)
}

async fn customer_at(
    services: &Services,
    allowed: &Allowed,
    number: i64,
    moment: Moment,
) -> Result<Customer, Problem> {
    let (standing, as_of, valid_on) = services.read(allowed, number, moment).await?;
    let because = because(allowed, &standing.visible_to);
    Ok(Customer::of(
        &standing,
        (as_of, valid_on),
        &Presenter::of(allowed),
        because,
    ))
}

/// A customer's golden record.
///
/// Answers for any number ever given: `asked` tells when another number answers for it.
#[utoipa::path(get, path = "/customers/{number}", tag = "customers", operation_id = "readCustomer",
    params(("number" = String, Path, description = "Any customer number ever given.", max_length = 20), Moment),
    responses((status = 200, body = Customer), (status = 404, description = "No customer has this number.")))]
async fn customer(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    moment: Moment,
) -> Result<Json<Customer>, Problem> {
    Ok(Json(golden(&services, &allowed, &trail, &number, moment).await?))
}

/// One subject of a customer: its golden values under that heading.
///
/// Relation, contract and event hold what is no value; each answers under its own path beside these.
#[utoipa::path(get, path = "/customers/{number}/subjects/{subject}", tag = "customers",
    operation_id = "readCustomerSubject",
    params(("number" = String, Path, max_length = 20), ("subject" = inline(SubjectName), Path), Moment),
    responses((status = 200, body = List<CustomerValue>), (status = 404, description = "No customer has this number.")))]
async fn subject(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path((number, subject)): Path<(String, SubjectName)>,
    moment: Moment,
) -> Result<Json<List<CustomerValue>>, Problem> {
    let mut subjects: Subjects = golden(&services, &allowed, &trail, &number, moment)
        .await?
        .subjects;
    Ok(Json(List::whole(std::mem::take(subjects.under(subject.into())))))
}

/// The subject 关系 of a customer: its ties to others, as `relations` tells them.
#[utoipa::path(get, path = "/customers/{number}/subjects/relation", tag = "customers",
    operation_id = "readRelationSubject", params(("number" = String, Path, max_length = 20), Moment),
    responses((status = 200, body = List<CustomerRelation>),
        (status = 404, description = "No customer has this number.")))]
async fn subject_relation(
    services: State<Services>,
    allowed: Allowed,
    trail: Trail,
    number: Path<String>,
    moment: Moment,
) -> Result<Json<List<CustomerRelation>>, Problem> {
    relations(services, allowed, trail, number, moment).await
}

/// What stands under the subject 合约 of a customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractSubject {
    /// What it holds, as `accounts` tells it.
    holdings: Holdings,
    /// Its contracts in five lists, as `contracts` tells them.
    contracts: Contracts,
}

/// The subject 合约 of a customer: what it holds, and its contracts.
#[utoipa::path(get, path = "/customers/{number}/subjects/contract", tag = "customers",
    operation_id = "readContractSubject", params(("number" = String, Path, max_length = 20), Moment),
    responses((status = 200, body = ContractSubject), (status = 404, description = "No customer has this number.")))]
async fn subject_contract(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    moment: Moment,
) -> Result<Json<ContractSubject>, Problem> {
    let (told, show) = told(&services, &allowed, &trail, &number, moment).await?;
    Ok(Json(ContractSubject {
        holdings: Holdings::of(&told, &show),
        contracts: Contracts::of(&told, &show),
    }))
}

/// The subject 事件 of a customer: what became of it, as `timeline` tells it.
#[utoipa::path(get, path = "/customers/{number}/subjects/event", tag = "customers",
    operation_id = "readEventSubject", params(("number" = String, Path, max_length = 20)),
    responses((status = 200, body = List<TimelineEvent>), (status = 404, description = "No customer has this number.")))]
async fn subject_event(
    services: State<Services>,
    allowed: Allowed,
    trail: Trail,
    number: Path<String>,
) -> Result<Json<List<TimelineEvent>>, Problem> {
    timeline(services, allowed, trail, number).await
}

/// The subjects that are made of golden values.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SubjectName {
    Basic,
    Statistics,
    Address,
    Risk,
    Contact,
    Resource,
}

impl From<SubjectName> for Subject {
    fn from(name: SubjectName) -> Self {
        match name {
            SubjectName::Basic => Self::Basic,
            SubjectName::Statistics => Self::Statistics,
            SubjectName::Address => Self::Address,
            SubjectName::Risk => Self::Risk,
            SubjectName::Contact => Self::Contact,
            SubjectName::Resource => Self::Resource,
        }
    }
}

/// Where each value of a customer comes from: winner, losers and the rule that set them apart.
#[utoipa::path(get, path = "/customers/{number}/lineage", tag = "customers", operation_id = "readLineage",
    params(("number" = String, Path, max_length = 20), Moment),
    responses((status = 200, body = Lineage), (status = 404, description = "No customer has this number.")))]
async fn lineage(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    moment: Moment,
) -> Result<Json<Lineage>, Problem> {
    let (told, show) = told(&services, &allowed, &trail, &number, moment).await?;
    Ok(Json(Lineage::of(&told, &show)))
}

/// The source records that make a customer.
#[utoipa::path(get, path = "/customers/{number}/records", tag = "customers", operation_id = "listRecords",
    params(("number" = String, Path, max_length = 20), Moment),
    responses((status = 200, body = List<CustomerRecord>), (status = 404, description = "No customer has this number.")))]
async fn records(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    moment: Moment,
) -> Result<Json<List<CustomerRecord>>, Problem> {
    let (told, show) = told(&services, &allowed, &trail, &number, moment).await?;
    let items = told
        .records
        .iter()
        .map(|record| CustomerRecord::of(record, &show));
    Ok(Json(List::whole(items.collect())))
}

/// What one record of a customer has said, the latest heard first.
#[utoipa::path(get, path = "/customers/{number}/records/{record_id}/versions", tag = "customers",
    operation_id = "listRecordVersions",
    params(("number" = String, Path, max_length = 20), ("record_id" = uuid::Uuid, Path)),
    responses((status = 200, body = List<RecordVersion>),
        (status = 404, description = "No customer has this number, or the record is none of its own.")))]
async fn versions(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path((asked, record)): Path<(String, uuid::Uuid)>,
) -> Result<Json<List<RecordVersion>>, Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    trail.detail("record_id", record.to_string());
    let told = super::versions(
        &services.database,
        &services.keyring,
        &*services.clock,
        &services.actor(&allowed),
        &Asked::Number(asked),
        base::RecordId(record),
    )
    .await;
    let versions = match told {
        Ok(versions) if versions.is_empty() => {
            return Err(Problem::not_found("the record is none of this customer's"));
        }
        Ok(versions) => versions,
        Err(error) => return Err(services.told(error).await),
    };
    let show = Presenter::of(&allowed);
    let before = versions.iter().skip(1).map(Some).chain(std::iter::once(None));
    let items = versions
        .iter()
        .zip(before)
        .map(|(version, before)| RecordVersion::of(version, before, &show));
    Ok(Json(List::whole(items.collect())))
}

/// All that became of a customer, act by act, the latest first.
#[utoipa::path(get, path = "/customers/{number}/timeline", tag = "customers", operation_id = "readTimeline",
    params(("number" = String, Path, max_length = 20)),
    responses((status = 200, body = List<TimelineEvent>), (status = 404, description = "No customer has this number.")))]
async fn timeline(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(asked): Path<String>,
) -> Result<Json<List<TimelineEvent>>, Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    let told = super::timeline(
        &services.database,
        &services.keyring,
        &*services.clock,
        &services.actor(&allowed),
        &Asked::Number(asked),
    )
    .await;
    let show = Presenter::of(&allowed);
    match told {
        Ok(events) => {
            let items = events.into_iter().map(|event| TimelineEvent::of(event, &show));
            Ok(Json(List::whole(items.collect())))
        }
        Err(error) => Err(services.told(error).await),
    }
}

/// A customer's ties to others. Of another branch's customer only the branch is told.
#[utoipa::path(get, path = "/customers/{number}/relations", tag = "customers", operation_id = "listRelations",
    params(("number" = String, Path, max_length = 20), Moment),
    responses((status = 200, body = List<CustomerRelation>),
        (status = 404, description = "No customer has this number.")))]
async fn relations(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    moment: Moment,
) -> Result<Json<List<CustomerRelation>>, Problem> {
    let (told, show) = told(&services, &allowed, &trail, &number, moment).await?;
    let items = told
        .relations
        .iter()
        .map(|relation| CustomerRelation::of(relation, &show));
    Ok(Json(List::whole(items.collect())))
}

/// What a customer holds: lines, products, agreements, with subtotals by currency.
#[utoipa::path(get, path = "/customers/{number}/accounts", tag = "customers", operation_id = "listAccounts",
    params(("number" = String, Path, max_length = 20), Moment),
    responses((status = 200, body = Holdings), (status = 404, description = "No customer has this number.")))]
async fn accounts(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    moment: Moment,
) -> Result<Json<Holdings>, Problem> {
    let (told, show) = told(&services, &allowed, &trail, &number, moment).await?;
    Ok(Json(Holdings::of(&told, &show)))
}

/// A customer's contracts: credit lines, loans, collateral, guarantees, products.
#[utoipa::path(get, path = "/customers/{number}/contracts", tag = "customers", operation_id = "listContracts",
    params(("number" = String, Path, max_length = 20), Moment),
    responses((status = 200, body = Contracts), (status = 404, description = "No customer has this number.")))]
async fn contracts(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    moment: Moment,
) -> Result<Json<Contracts>, Problem> {
    let (told, show) = told(&services, &allowed, &trail, &number, moment).await?;
    Ok(Json(Contracts::of(&told, &show)))
}

/// Why the caller sees a customer, and how much of each kind of value.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyMe {
    /// Why the customer is seen: the rows of the policy table and the ties.
    because: Vec<Label>,
    /// What is seen of values, by class and kind, and why.
    fields: Vec<WhyField>,
}

/// How much of a kind of value somebody sees, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyField {
    /// The class of sensitivity.
    class: &'static str,
    /// The kind of value.
    kind: &'static str,
    /// `clear`, `masked`, `hidden`.
    view: &'static str,
    /// Why.
    because: Vec<Label>,
}

/// Why do I see this customer, and this field?
#[utoipa::path(get, path = "/customers/{number}/access/me", tag = "customers", operation_id = "whyMe",
    params(("number" = String, Path, max_length = 20)),
    responses((status = 200, body = WhyMe), (status = 404, description = "No customer has this number.")))]
async fn why_me(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
) -> Result<Json<WhyMe>, Problem> {
    let (told, _) = told(&services, &allowed, &trail, &number, Moment::default()).await?;
    let mut fields = Vec::new();
    for class in [Privacy::C1, Privacy::C2] {
        for kind in Kind::ALL {
            let (view, reasons) = authz::why_field(allowed.policy(), allowed.caller(), class, kind);
            fields.push(WhyField {
                class: class.name(),
                kind: kind.name(),
                view: view.name(),
                because: reasons.into_iter().map(worded).collect(),
            });
        }
    }
    Ok(Json(WhyMe {
        because: because(&allowed, &told.visible_to),
        fields,
    }))
}

/// Somebody who may see a customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhoMay {
    /// The user's id.
    id: String,
    /// The name.
    name: String,
    /// The home unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<String>,
    /// The roles that let them see.
    roles: Vec<&'static str>,
    /// Why.
    because: Vec<Label>,
}

/// Of which day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OnQuery {
    /// The day at whose end it is asked; now unless said.
    #[param(value_type = Option<String>, format = Date, nullable = false)]
    on: Option<base::Date>,
}

/// Who may see a customer, or could on an earlier day, and why.
///
/// Who kept the customer and who looked after it, users, roles, units and the policy table are all those of the day.
#[utoipa::path(get, path = "/customers/{number}/access", tag = "customers", operation_id = "whoMay",
    params(("number" = String, Path, max_length = 20), OnQuery),
    responses((status = 200, body = List<WhoMay>), (status = 404, description = "No customer has this number.")))]
async fn who_may(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    Query(query): Query<OnQuery>,
) -> Result<Json<List<WhoMay>>, Problem> {
    let (now, _) = told(&services, &allowed, &trail, &number, Moment::default()).await?;
    let (visible_to, at) = match query.on {
        None => (now.visible_to, allowed.at),
        Some(day) => {
            let at = web::page::end_of_day("on", day)?;
            let moment = Moment {
                as_of: Some(at),
                valid_on: None,
            };
            let then = told(&services, &allowed, &trail, &number, moment).await;
            let then = then.map_err(|problem| match problem.code() {
                web::Code::NotAcceptableDate => {
                    let why = problem.detail().to_owned();
                    Problem::new(web::Code::NotAcceptableDate, &why).with_error(FieldError::new(
                        "on",
                        "too-early",
                        why,
                    ))
                }
                _ => problem,
            });
            (then?.0.tokens(), at)
        }
    };
    let seers = services
        .directory
        .who_sees(allowed.caller(), &visible_to, at)
        .await?;
    let items = seers.into_iter().map(|seer| WhoMay {
        id: seer.id,
        name: seer.name,
        unit: seer.unit,
        roles: seer.roles.iter().map(|role| role.name()).collect(),
        because: seer.because.into_iter().map(worded).collect(),
    });
    Ok(Json(List::whole(items.collect())))
}

fn worded(reason: authz::Reason) -> Label {
    Label::new(reason.words.zh, reason.words.en)
}

/// Customers that a rule names as similar to this one. Of another branch's customer only the branch is told.
#[utoipa::path(get, path = "/customers/{number}/similar", tag = "customers", operation_id = "listSimilar",
    params(("number" = String, Path, max_length = 20)),
    responses((status = 200, body = List<SimilarCustomer>),
        (status = 404, description = "No customer has this number.")))]
async fn similar(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    _: OnlyNow,
    Path(number): Path<String>,
) -> Result<Json<List<SimilarCustomer>>, Problem> {
    let (told, show) = told(&services, &allowed, &trail, &number, Moment::default()).await?;
    let mut items = Vec::with_capacity(told.similar.len());
    let suspects = suspects_with(&services, &services.actor(&allowed), told.number).await;
    let suspects = suspects.map_err(failed)?;
    for one in told.similar {
        let name = show.name(&one.name);
        let mut elsewhere = Vec::with_capacity(one.branches.len());
        for branch in &one.branches {
            elsewhere.push(services.directory.unit(branch).await?);
        }
        items.push(SimilarCustomer {
            number: one.number.map(|number| number.to_string()),
            name: name.value.filter(|name| !name.is_empty()),
            masked: name.masked,
            suspect: one.number.and_then(|number| suspects.get(&number).copied()),
            elsewhere,
            rule: one.rule,
        });
    }
    Ok(Json(List::whole(items)))
}

/// Which value is to be shown in clear.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealWish {
    /// An attribute, as `mobile`; or `identification`.
    #[schema(example = "mobile", max_length = 60)]
    attribute: String,
    /// Its place among several, from 0: among the golden values, or among those of the record.
    #[serde(default)]
    index: usize,
    /// A record's own value instead of the golden one.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    record_id: Option<uuid::Uuid>,
    /// What for: a word of the bank's list of purposes.
    #[schema(example = "customer-service", max_length = 60)]
    purpose: String,
}

/// A value in clear.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revealed {
    /// The value.
    value: String,
    /// Take it off the screen at this instant.
    until: Timestamp,
}

/// Shows one masked value in clear, for a purpose and a minute.
///
/// Who saw what and why is on disk before the answer goes out.
#[utoipa::path(post, path = "/customers/{number}/reveal", tag = "customers", operation_id = "revealValue",
    params(("number" = String, Path, max_length = 20)), request_body = RevealWish,
    responses((status = 200, body = Revealed), (status = 404, description = "No such customer or value.")))]
async fn reveal(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(number): Path<String>,
    web::Json(wish): web::Json<RevealWish>,
) -> Result<Json<Revealed>, Problem> {
    if allowed.policy().purpose(&wish.purpose).is_none() {
        let words: Vec<&str> = allowed
            .policy()
            .purposes()
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        return Err(Problem::field(
            FieldError::new("purpose", "unknown", "no purpose of the bank's list")
                .mend(format!("one of {}", words.join(", "))),
        ));
    }
    trail.purpose(&wish.purpose);
    trail.detail("attribute", wish.attribute.as_str());
    trail.detail("index", wish.index);
    if let Some(record) = wish.record_id {
        trail.detail("record_id", record.to_string());
    }
    let (told, _) = told(&services, &allowed, &trail, &number, Moment::default()).await?;
    let value = in_clear(&told, &wish)?;
    trail.write().await?;
    let until = allowed.at + jiff::SignedDuration::from_secs(CLEAR_SECONDS);
    Ok(Json(Revealed { value, until }))
}

fn in_clear(told: &Explanation, wish: &RevealWish) -> Result<String, Problem> {
    let none = || Problem::not_found("the customer has no such value");
    if wish.attribute == "identification" {
        return match wish.record_id {
            None => told
                .identifications()
                .get(wish.index)
                .map(|one| one.number.clone()),
            Some(record) => told
                .records
                .iter()
                .filter(|known| known.record.0 == record)
                .flat_map(|known| &known.identifications)
                .nth(wish.index)
                .map(|(_, number)| number.clone()),
        }
        .ok_or_else(none);
    }
    let Some(attribute) = party_attribute(&wish.attribute) else {
        return Err(Problem::field(FieldError::new(
            "attribute",
            "unknown",
            "no attribute of customers has this name",
        )));
    };
    match wish.record_id {
        None => told
            .golden
            .values
            .iter()
            .filter(|value| value.attribute.get().name == attribute.name)
            .nth(wish.index)
            .map(|value| value.value.clone()),
        Some(record) => told
            .values
            .iter()
            .filter(|value| value.attribute == attribute.name)
            .flat_map(|value| &value.candidates)
            .filter(|candidate| candidate.record.0 == record)
            .nth(wish.index)
            .map(|candidate| candidate.value.clone()),
    }
    .ok_or_else(none)
}

/// A customer as it is now, told to somebody who has just written it.
pub(crate) async fn customer_for(
    services: &Services,
    allowed: &Allowed,
    number: i64,
) -> Result<Customer, Problem> {
    customer_at(services, allowed, number, Moment::default()).await
}

/// Why the caller sees a customer.
fn because(allowed: &Allowed, visible_to: &[String]) -> Vec<Label> {
    let decision = authz::why_customer(allowed.policy(), allowed.caller(), visible_to);
    decision.because.into_iter().map(worded).collect()
}

#[cfg(test)]
mod tests {
    use web::Code;

    use super::*;

    #[test]
    fn a_mistyped_number_is_told_apart_from_a_good_one() {
        let good = customer_number::with_check_digit(10_000_000_001)
            .expect("11 digits")
            .to_string();
        assert_eq!(number(&customer_number::grouped(&good)).ok(), good.parse().ok());
        let mut digits = good.into_bytes();
        digits[11] = if digits[11] == b'9' { b'0' } else { digits[11] + 1 };
        let problem = number(&String::from_utf8_lossy(&digits)).expect_err("its check digit does not fit");
        assert_eq!(problem.code(), Code::Invalid);
        assert!(number("42").is_err());
    }
}
