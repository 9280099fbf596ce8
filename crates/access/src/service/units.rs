//! The tree of units.

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Allowed, List, Path, Problem, Right, Room, Trail};

use super::{Services, given, problem};
use crate::unit::{self, Unit, UnitError, Wanted};

/// The routes.
pub(super) fn room() -> Room<Services> {
    Room::new()
        .tag("units", "The bank's branches and departments.")
        .route(Right::On(Object::Unit, Action::Read), routes!(units))
        .route(Right::On(Object::Unit, Action::Change), routes!(create_unit))
        .route(Right::On(Object::Unit, Action::Change), routes!(change_unit))
}

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unit)]
struct UnitView {
    /// Its code, for ever.
    code: String,
    /// Its name.
    name: String,
    /// The code of the unit above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    parent: Option<String>,
    /// Since when it is called so and hangs there.
    since: Timestamp,
}

impl From<Unit> for UnitView {
    fn from(unit: Unit) -> Self {
        Self {
            code: unit.code,
            name: unit.name,
            parent: unit.parent,
            since: unit.since,
        }
    }
}

/// Every unit, by code.
#[utoipa::path(get, path = "/units", tag = "units", operation_id = "listUnits",
    responses((status = 200, body = List<UnitView>)))]
async fn units(State(services): State<Services>, allowed: Allowed) -> Result<Json<List<UnitView>>, Problem> {
    let found = unit::units(&services.access, allowed.caller())
        .await
        .map_err(problem::unit)?;
    Ok(Json(List::whole(found.into_iter().map(UnitView::from).collect())))
}

/// A unit to be added.
#[derive(Debug, Deserialize, ToSchema)]
struct NewUnit {
    /// Its code.
    #[schema(min_length = 1, max_length = 20)]
    code: String,
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The code of the unit above it.
    #[serde(default)]
    parent: Option<String>,
}

/// Adds a unit.
#[utoipa::path(post, path = "/units", tag = "units", operation_id = "createUnit", request_body = NewUnit,
    responses((status = 201, body = UnitView)))]
async fn create_unit(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(new): web::Json<NewUnit>,
) -> Result<(StatusCode, Json<UnitView>), Problem> {
    trail.target(new.code.clone());
    let code = new.code.trim().to_owned();
    let wanted = Wanted {
        code: new.code,
        name: new.name,
        parent: new.parent,
    };
    unit::create(&services.access, allowed.caller(), wanted)
        .await
        .map_err(problem::unit)?;
    Ok((StatusCode::CREATED, Json(found(&services, &code).await?)))
}

async fn found(services: &Services, code: &str) -> Result<UnitView, Problem> {
    let found = unit::find(&services.access, code)
        .await
        .map_err(problem::failed)?;
    found
        .map(UnitView::from)
        .ok_or_else(|| problem::unit(UnitError::Unknown(code.to_owned())))
}

/// What is to be different of a unit; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
struct UnitChange {
    /// Another name.
    #[serde(default)]
    #[schema(max_length = 100)]
    name: Option<String>,
    /// Another unit above it; null for none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    parent: Option<Option<String>>,
}

/// Gives a unit another name or hangs it elsewhere; who sees what changes at once.
#[utoipa::path(patch, path = "/units/{code}", tag = "units", operation_id = "changeUnit",
    params(("code" = String, Path, max_length = 20)), request_body = UnitChange,
    responses((status = 200, body = UnitView), (status = 404, description = "No such unit.")))]
async fn change_unit(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(code): Path<String>,
    web::Json(change): web::Json<UnitChange>,
) -> Result<Json<UnitView>, Problem> {
    trail.target(code.clone());
    let now = found(&services, &code).await?;
    let wanted = Wanted {
        code: code.clone(),
        name: change.name.unwrap_or(now.name),
        parent: change.parent.unwrap_or(now.parent),
    };
    unit::change(&services.access, allowed.caller(), wanted)
        .await
        .map_err(problem::unit)?;
    Ok(Json(found(&services, &code).await?))
}
