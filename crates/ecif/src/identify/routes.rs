//! Who is it? As a service.

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use standards::document::DocumentType;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Allowed, FieldError, Problem, Right, Room, Trail};

use super::mark::{Mark, identify_by};
use super::{Identified, Likeness};
use crate::explain::{Asked, ExplainError, explain};
use crate::service::{Services, changed, looked_up};

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    Room::new().route(Right::On(Object::Customer, Action::Identify), routes!(who))
}

/// What is known of somebody: a document, an account, or a source's own key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentifyWish {
    /// The kind of document, with `document_number`.
    #[schema(example = "resident_id", max_length = 60)]
    document_type: Option<String>,
    /// The number on it.
    #[schema(max_length = 60)]
    document_number: Option<String>,
    /// The name on it; without it the number alone must be enough.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// An account's or a card's number.
    #[schema(max_length = 60)]
    account_number: Option<String>,
    /// A source, with `key`.
    #[schema(example = "core", max_length = 60)]
    source: Option<String>,
    /// The source's own key of the customer.
    #[schema(max_length = 100)]
    key: Option<String>,
}

/// Exactly one customer, none, or several.
#[derive(Debug, Serialize, ToSchema)]
pub struct Identification {
    /// `one`, `none`, `several`.
    result: IdentifyResult,
    /// With `one`: the customer's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    number: Option<String>,
    /// With `several`: the numbers of those who carry the document; the name tells them apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    numbers: Option<Vec<String>>,
}

/// How many there are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum IdentifyResult {
    /// Exactly one.
    One,
    /// Nobody.
    None,
    /// Several carry the document.
    Several,
}

/// Finds the one customer who carries a document or whom a source calls by a key.
///
/// The same person arriving at the counter, by phone or on line gets the same number. A customer of another branch is
/// answered by the problem `elsewhere`, which names the branch and nothing more.
#[utoipa::path(post, path = "/customers/identify", tag = "customers", operation_id = "identifyCustomer",
    request_body = IdentifyWish, responses((status = 200, body = Identification)))]
async fn who(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(wish): web::Json<IdentifyWish>,
) -> Result<Json<Identification>, Problem> {
    let found = match wish {
        IdentifyWish {
            document_type: Some(document),
            document_number: Some(number),
            name,
            account_number: None,
            source: None,
            key: None,
        } => {
            trail.detail("by", "document");
            trail.detail("document_type", document.as_str());
            let document: DocumentType = document.parse().map_err(|_| {
                Problem::field(
                    FieldError::new("document_type", "unknown", "no document has this name")
                        .mend("a code of the code table document"),
                )
            })?;
            let likeness = Likeness {
                document,
                number,
                name,
            };
            services
                .look_ups
                .identify(&services.reader(&allowed), &likeness)
                .await
                .map_err(looked_up)?
        }
        IdentifyWish {
            document_type: None,
            document_number: None,
            name,
            account_number: Some(number),
            source: None,
            key: None,
        } => {
            trail.detail("by", "account_number");
            by_mark(&services, &allowed, &Mark::Account(number), name.as_deref()).await?
        }
        IdentifyWish {
            document_type: None,
            document_number: None,
            name: None,
            account_number: None,
            source: Some(source),
            key: Some(key),
        } => {
            trail.detail("by", "source_key");
            trail.detail("source", source.as_str());
            by_source_key(&services, &allowed, source, key).await?
        }
        _ => {
            return Err(Problem::field(FieldError::new(
                "",
                "incomplete",
                "document_type and document_number, or account_number, with or without name; or source and key",
            )));
        }
    };
    let (result, number, numbers) = match found {
        Identified::One(number) => {
            trail.target(number.to_string());
            (IdentifyResult::One, Some(number.to_string()), None)
        }
        Identified::Elsewhere(branches) => return Err(services.elsewhere(&branches).await),
        Identified::NotFound => (IdentifyResult::None, None, None),
        Identified::Several(numbers) => {
            let numbers = numbers.iter().map(ToString::to_string).collect();
            (IdentifyResult::Several, None, Some(numbers))
        }
    };
    Ok(Json(Identification {
        result,
        number,
        numbers,
    }))
}

async fn by_mark(
    services: &Services,
    allowed: &Allowed,
    mark: &Mark,
    name: Option<&str>,
) -> Result<Identified, Problem> {
    let reader = services.reader(allowed);
    identify_by(&services.database, &services.keyring, &reader, mark, name)
        .await
        .map_err(changed)
}

async fn by_source_key(
    services: &Services,
    allowed: &Allowed,
    source: String,
    key: String,
) -> Result<Identified, Problem> {
    let told = explain(
        &services.database,
        &services.keyring,
        &*services.clock,
        &services.reader(allowed),
        &Asked::SourceKey { source, key },
        None,
        None,
    )
    .await;
    match told {
        Ok(told) => Ok(Identified::One(told.number)),
        Err(ExplainError::NoRecord { .. }) => Ok(Identified::NotFound),
        Err(error) => Err(services.told(error).await),
    }
}
