//! Entering and correcting an agreement of a customer, as services: a contract, a loan, a deposit, a card, with what
//! stands on it and how far it may be drawn.

use std::collections::BTreeMap;

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Date, RecordId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, Code, FieldConflict, FieldError, Moment, Path, Problem, Right, Room, Trail};

use super::agreement::{HOLDERS_MAX, StatedAgreement, StatedBalance, StatedHolder};
use super::routes::{Tries, ValueChange, keyed, new_key};
use super::{AGREEMENTS, SOURCE};
use crate::change::Setting;
use crate::explain::holdings::Holding;
use crate::explain::routes::number;
use crate::explain::{AgreementView, Explanation};
use crate::message::{Terms, said_by};
use crate::model::{About, AttributeId};
use crate::record::Content;
use crate::service::{Presenter, Services, changed, failed};

/// The routes.
pub(super) fn room() -> Room<Services> {
    Room::new()
        .route(Right::On(Object::Account, Action::Create), routes!(enter))
        .route(Right::On(Object::Account, Action::Correct), routes!(correct))
}

/// An agreement to be entered.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAgreement {
    /// The version of the customer the caller had seen.
    base_version: i64,
    /// The product, by the bank's product tree.
    #[schema(example = "LOAN.CAR", max_length = 60)]
    product: String,
    /// The customer's part: `owner`, `joint_owner`, `borrower`, `guarantor`, `disponent`; `owner` unless said.
    #[serde(default = "owner")]
    #[schema(default = "owner", max_length = 40)]
    role: String,
    /// The share the customer holds, a decimal from 0 to 1.
    #[serde(default)]
    #[schema(max_length = 40, example = "0.5")]
    share: Option<String>,
    /// The unit that keeps it; the one that keeps the customer unless said.
    #[serde(default)]
    #[schema(max_length = 40)]
    unit: Option<String>,
    /// Values by attribute: `account_number`, `currency`, `credit_limit`, `maturity_on` ...; decimals as texts.
    #[serde(default)]
    values: BTreeMap<String, String>,
    /// What stands on it.
    #[serde(default)]
    balance: Option<NewBalance>,
    /// Who else has a part in it; 3 at most.
    #[serde(default)]
    #[schema(max_items = 3)]
    others: Vec<NewPart>,
}

fn owner() -> String {
    "owner".to_owned()
}

/// A balance to be entered.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBalance {
    /// What it says: `book`, `available`, `outstanding`, `market_value`; `book` unless said.
    #[serde(default = "book")]
    #[schema(default = "book", max_length = 40)]
    kind: String,
    /// How much, a decimal.
    #[schema(example = "1234.56", max_length = 40)]
    amount: String,
    /// The currency; the agreement's own unless said.
    #[serde(default)]
    #[schema(example = "CNY", max_length = 10)]
    currency: Option<String>,
    /// The day it is of; today unless said.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Date>,
}

fn book() -> String {
    "book".to_owned()
}

/// Another customer's part in an agreement.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPart {
    /// The customer.
    #[schema(example = "100000000016", max_length = 20)]
    number: String,
    /// The part.
    #[schema(example = "guarantor", max_length = 40)]
    role: String,
    /// The share held, a decimal from 0 to 1.
    #[serde(default)]
    #[schema(max_length = 40)]
    share: Option<String>,
}

/// An agreement that was entered or corrected.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementWritten {
    /// `created`; `corrected`; `again`: the same key had been sent before.
    outcome: AgreementOutcome,
    /// The customer.
    number: String,
    /// The customer's version now: what the next write is based on.
    version: i64,
    /// The agreement as it stands now.
    agreement: Holding,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum AgreementOutcome {
    /// A new agreement.
    Created,
    /// It says something else now.
    Corrected,
    /// The same key had been sent before.
    Again,
}

/// What is corrected of an agreement.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementCorrection {
    /// Values that are to be otherwise; each with what the caller had seen.
    #[serde(default)]
    #[schema(max_items = 20)]
    changes: Vec<ValueChange>,
    /// What stands on it now.
    #[serde(default)]
    balance: Option<NewBalance>,
}

/// Enters an agreement of a customer: a contract, a loan, a deposit, a card.
///
/// It takes the same road as a row of a file. Send an `idempotency-key`, and a write whose answer was lost can be sent
/// again.
#[utoipa::path(post, path = "/customers/{number}/accounts", tag = "customers", operation_id = "createAgreement",
    params(("number" = String, Path, max_length = 20),
        ("idempotency-key" = Option<String>, Header, description = "A word for this very write.", max_length = 100)),
    request_body = NewAgreement,
    responses((status = 201, body = AgreementWritten, description = "A new agreement."),
        (status = 200, body = AgreementWritten, description = "It had been sent before."),
        (status = 404, description = "No customer has this number."),
        (status = 409, description = "The customer changed meanwhile.")))]
async fn enter(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(asked): Path<String>,
    wish: web::Keyed<NewAgreement>,
) -> Result<(StatusCode, Json<AgreementWritten>), Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    trail.detail("product", wish.body.product.as_str());
    let key = wish.key.map(|key| keyed(&services, &allowed, &key, false));
    let told = services.explain(&allowed, asked, Moment::default()).await?;
    trail.target(told.number.to_string());
    let before = match &key {
        Some(key) => services.made_before(&allowed, key).await?,
        None => None,
    };
    let taken = match before {
        Some(taken) => taken,
        None => {
            if told.version != wish.body.base_version {
                return Err(Problem::conflict(told.version, Vec::new()));
            }
            let stated = services.stated_agreement(&allowed, &told, &wish.body).await?;
            let terms = Terms {
                base: told.records.first().map(|record| (record.record, told.version)),
                key: key.as_ref(),
                ..Terms::default()
            };
            let record = new_key();
            let columns = stated.columns(&record, services.clock.now().as_millisecond());
            services.say(&allowed, AGREEMENTS, &columns, terms).await?
        }
    };
    let record = taken.record;
    trail.detail("record_id", record.to_string());
    let (status, outcome) = if taken.again {
        (StatusCode::OK, AgreementOutcome::Again)
    } else {
        (StatusCode::CREATED, AgreementOutcome::Created)
    };
    let written = services.written(&allowed, told.number, record, outcome).await?;
    Ok((status, Json(written)))
}

/// Corrects an agreement that was entered at the desk.
///
/// When somebody changed one of the same values meanwhile, the problem `conflict` tells mine, theirs and before. An
/// agreement that another system keeps is corrected there.
#[utoipa::path(patch, path = "/customers/{number}/accounts/{record_id}", tag = "customers",
    operation_id = "correctAgreement",
    params(("number" = String, Path, max_length = 20), ("record_id" = uuid::Uuid, Path),
        ("idempotency-key" = Option<String>, Header, description = "A word for this very write.", max_length = 100)),
    request_body = AgreementCorrection,
    responses((status = 200, body = AgreementWritten),
        (status = 404, description = "No customer has this number, or it has no part in the agreement."),
        (status = 409, description = "Somebody changed the same values meanwhile.")))]
async fn correct(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path((asked, record)): Path<(String, Uuid)>,
    wish: web::Keyed<AgreementCorrection>,
) -> Result<Json<AgreementWritten>, Problem> {
    let asked = number(&asked)?;
    let record = RecordId(record);
    trail.target(asked.to_string());
    trail.detail("record_id", record.to_string());
    let names: Vec<&str> = wish
        .body
        .changes
        .iter()
        .map(|change| change.attribute.as_str())
        .collect();
    trail.detail("attributes", serde_json::json!(names));
    if wish.body.changes.is_empty() && wish.body.balance.is_none() {
        let error = FieldError::new("changes", "missing", "nothing is to be otherwise");
        return Err(Problem::field(error.mend("name an attribute or a balance")));
    }
    let key = wish.key.map(|key| keyed(&services, &allowed, &key, false));
    let mut tries = Tries::default();
    loop {
        let told = services.explain(&allowed, asked, Moment::default()).await?;
        trail.target(told.number.to_string());
        let known = agreement_of(&told, record)?;
        if let Some(key) = &key
            && let Some(taken) = services.made_before(&allowed, key).await?
        {
            let record = taken.record;
            let again = AgreementOutcome::Again;
            return Ok(Json(
                services.written(&allowed, told.number, record, again).await?,
            ));
        }
        if known.source != SOURCE {
            let error = FieldError::new(
                "record_id",
                "refused",
                format!("{} keeps this agreement", known.source),
            );
            return Err(Problem::field(error.mend("correct it in that system")));
        }
        let (change, mut stated) = services.agreement_by(&allowed, record).await?;
        let conflicts = say(&mut stated, &wish.body, &Presenter::of(&allowed));
        let faults = services.agreement_faults(&allowed, &stated).await?;
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        if !conflicts.is_empty() {
            return Err(Problem::conflict(told.version, conflicts));
        }
        let terms = Terms {
            stands: Some((record, change)),
            key: key.as_ref(),
            ..Terms::default()
        };
        let columns = stated.columns(&known.key, services.clock.now().as_millisecond());
        let written = services.say(&allowed, AGREEMENTS, &columns, terms).await;
        if let Some(taken) = tries.taken(written)? {
            let outcome = if taken.again {
                AgreementOutcome::Again
            } else {
                AgreementOutcome::Corrected
            };
            return Ok(Json(
                services.written(&allowed, told.number, record, outcome).await?,
            ));
        }
    }
}

/// Says in an agreement what is to be otherwise; what stands no longer as the caller had seen it is a conflict.
fn say(stated: &mut StatedAgreement, wish: &AgreementCorrection, show: &Presenter) -> Vec<FieldConflict> {
    let mut conflicts = Vec::new();
    for change in &wish.changes {
        let shown = |value: &str| {
            let attribute = AttributeId::find(About::Account, &change.attribute)?;
            show.value(attribute.get(), value).value
        };
        let stands = stated.values.get(&change.attribute).map(String::as_str);
        // The caller may have seen it masked.
        let as_it_was = match (stands, change.before.as_deref()) {
            (Some(value), Some(before)) => value == before || shown(value).as_deref() == Some(before),
            (None, None) => true,
            _ => false,
        };
        if !as_it_was {
            conflicts.push(FieldConflict {
                field: change.attribute.clone(),
                mine: serde_json::json!(change.value),
                theirs: serde_json::json!(stands.and_then(shown)),
                before: serde_json::json!(change.before),
            });
            continue;
        }
        match change.value.as_deref().map(str::trim) {
            Some(value) if !value.is_empty() => {
                stated.values.insert(change.attribute.clone(), value.to_owned());
            }
            _ => {
                stated.values.remove(&change.attribute);
            }
        }
    }
    stated.balance = wish.balance.as_ref().map(stated_balance);
    conflicts
}

fn stated_balance(balance: &NewBalance) -> StatedBalance {
    let currency = balance.currency.as_deref().map(str::trim);
    StatedBalance {
        kind: balance.kind.clone(),
        amount: balance.amount.trim().to_owned(),
        currency: currency.filter(|code| !code.is_empty()).map(str::to_owned),
        on: balance.on,
    }
}

/// A customer's part in an agreement, named by the record that the customer goes by: the desk's own, else the first
/// that is still there.
pub(super) fn holder(told: &Explanation, role: &str, share: Option<&str>) -> Option<StatedHolder> {
    let there = || told.records.iter().filter(|record| record.gone_on.is_none());
    let record = there()
        .find(|record| record.source == SOURCE)
        .or_else(|| there().next())
        .or(told.records.first())?;
    Some(StatedHolder {
        source: record.source.clone(),
        key: record.key.clone(),
        role: role.trim().to_owned(),
        share: share
            .map(|share| share.trim().to_owned())
            .filter(|share| !share.is_empty()),
    })
}

fn agreement_of(told: &Explanation, record: RecordId) -> Result<&AgreementView, Problem> {
    told.agreements
        .iter()
        .find(|known| known.record == record)
        .ok_or_else(|| Problem::not_found("the customer has no part in such an agreement"))
}

impl Services {
    /// What the caller states, in the desk's form; what keeps it from being said is told.
    async fn stated_agreement(
        &self,
        allowed: &Allowed,
        told: &Explanation,
        wish: &NewAgreement,
    ) -> Result<StatedAgreement, Problem> {
        if let Some(unit) = &wish.unit
            && allowed.caller().unit.as_ref() != Some(unit)
            && !allowed.sight().sees(&[authz::unit_token(unit)])
        {
            let detail = format!("your right to enter agreements does not reach unit {unit}");
            let error = FieldError::new("unit", "out-of-reach", "not a unit you may enter agreements for");
            return Err(Problem::new(Code::Forbidden, detail).with_error(error));
        }
        let kept = || told.records.iter().find_map(|record| record.unit.clone());
        let mut errors = Vec::new();
        let mut holders: Vec<StatedHolder> = holder(told, &wish.role, wish.share.as_deref())
            .into_iter()
            .collect();
        for (at, part) in wish.others.iter().take(HOLDERS_MAX).enumerate() {
            let Ok(other) = number(&part.number) else {
                let field = format!("others[{at}].number");
                errors.push(FieldError::new(field, "bad_format", "no customer number").rule("CUST-01"));
                continue;
            };
            let other = self.explain(allowed, other, Moment::default()).await?;
            holders.extend(holder(&other, &part.role, part.share.as_deref()));
        }
        let values = wish
            .values
            .iter()
            .map(|(name, value)| (name.clone(), value.trim().to_owned()));
        let stated = StatedAgreement {
            product: wish.product.trim().to_owned(),
            unit: wish
                .unit
                .clone()
                .or_else(kept)
                .or_else(|| allowed.caller().unit.clone()),
            holders,
            values: values.filter(|(_, value)| !value.is_empty()).collect(),
            balance: wish.balance.as_ref().map(stated_balance),
        };
        errors.extend(self.agreement_faults(allowed, &stated).await?);
        if errors.is_empty() {
            Ok(stated)
        } else {
            Err(Problem::invalid(errors))
        }
    }

    /// What keeps an agreement from being said: its own faults, and codes that no table has (DQ-15).
    async fn agreement_faults(
        &self,
        allowed: &Allowed,
        stated: &StatedAgreement,
    ) -> Result<Vec<FieldError>, Problem> {
        let mut faults = stated.faults();
        faults.extend(self.not_in_table(allowed, stated.codes()).await?);
        Ok(faults)
    }

    /// What a record of the desk says now, and the act since which it says so.
    pub(super) async fn desk_content(
        &self,
        allowed: &Allowed,
        record: RecordId,
    ) -> Result<(Option<i64>, Option<Content>), Problem> {
        let actor = self.writer(allowed);
        let tx = self.database.begin_read(&actor).await.map_err(failed)?;
        let setting = Setting::load(&tx, &self.keyring, &*self.clock, i64::MAX)
            .await
            .map_err(changed)?;
        let change = said_by(&tx, record).await.map_err(failed)?;
        let content = setting.content_of(&tx, record).await.map_err(changed)?;
        tx.rollback().await.map_err(failed)?;
        Ok((change, content))
    }

    /// What the desk says of an agreement now, and the act since which it says so.
    async fn agreement_by(
        &self,
        allowed: &Allowed,
        record: RecordId,
    ) -> Result<(i64, StatedAgreement), Problem> {
        let (change, content) = self.desk_content(allowed, record).await?;
        change
            .zip(content.as_ref().and_then(StatedAgreement::of))
            .ok_or_else(|| Problem::internal_text(format!("agreement {record} cannot be read")))
    }

    /// A customer's agreement as it stands now, told to somebody who has just written it.
    async fn written(
        &self,
        allowed: &Allowed,
        number: i64,
        record: RecordId,
        outcome: AgreementOutcome,
    ) -> Result<AgreementWritten, Problem> {
        let told = self.explain(allowed, number, Moment::default()).await?;
        let agreement = Holding::of(agreement_of(&told, record)?, &Presenter::of(allowed));
        Ok(AgreementWritten {
            outcome,
            number: told.number.to_string(),
            version: told.version,
            agreement,
        })
    }
}
