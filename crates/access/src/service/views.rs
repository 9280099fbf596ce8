//! Views of lists that people share.

use authz::{Action, Object};
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use base::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{List, Path, Problem, Right, Room, Trail};

use super::{Services, UnitName, person, problem};
use crate::sign::SignedIn;
use crate::unit::Units;
use crate::view::{self, NewView, Reach, View, ViewChange};

/// The routes. Whoever a view reaches may use it, and its owner may always take it back.
pub(super) fn room() -> Room<Services> {
    let share = Right::On(Object::View, Action::Share);
    Room::new()
        .tag("views", "Views of lists that people share.")
        .route(Right::SignedIn("view", "list"), routes!(views))
        .route(share, routes!(share_view))
        .route(share, routes!(change_view))
        .route(Right::SignedIn("view", "take_back"), routes!(take_view_back))
}

/// A list that has views.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ListName {
    /// The list of customers.
    Customers,
}

impl ListName {
    const fn name(self) -> &'static str {
        match self {
            Self::Customers => "customers",
        }
    }
}

/// With whom a view is shared.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SharedWith {
    /// The owner's unit.
    Unit,
    /// The owner's unit and those below it.
    UnitAndBelow,
    /// Everybody.
    Bank,
}

impl From<SharedWith> for Reach {
    fn from(with: SharedWith) -> Self {
        match with {
            SharedWith::Unit => Self::Unit,
            SharedWith::UnitAndBelow => Self::UnitAndBelow,
            SharedWith::Bank => Self::Bank,
        }
    }
}

/// A view of a list that is shared.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SharedView)]
struct SharedView {
    /// Its id, which addresses name.
    id: Uuid,
    /// The list it is a view of.
    #[schema(example = "customers")]
    list: String,
    /// Its name.
    name: String,
    /// Conditions, order and columns, as the list keeps them.
    #[schema(value_type = Object)]
    content: Value,
    /// With whom: `unit`, `unit_and_below` or `bank`.
    shared_with: &'static str,
    /// The unit from which it reaches so far; none for the whole bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<UnitName>,
    /// The name of who made it.
    owner: String,
    /// Whether that is you.
    mine: bool,
    /// Whether you may take it back: your own, and one whose owner has left, where you may share as far yourself.
    may_take_back: bool,
    /// Since when it is so.
    since: Timestamp,
}

impl SharedView {
    fn of(view: View, units: &Units) -> Self {
        Self {
            id: view.id,
            list: view.list,
            name: view.name,
            content: view.content,
            shared_with: view.reach.name(),
            unit: view.unit.map(|code| UnitName::of(code, units)),
            owner: view.owner,
            mine: view.mine,
            may_take_back: view.may_take_back,
            since: view.since,
        }
    }
}

/// The views that reach you, your own among them.
#[utoipa::path(get, path = "/views", tag = "views", operation_id = "listSharedViews",
    responses((status = 200, body = List<SharedView>)))]
async fn views(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
) -> Result<Json<List<SharedView>>, Problem> {
    let me = person(signed_in)?;
    let found = view::shared(&services.access, &me.caller, me.user)
        .await
        .map_err(problem::view)?;
    let units = services.units().await?;
    let items = found.into_iter().map(|view| SharedView::of(view, &units));
    Ok(Json(List::whole(items.collect())))
}

/// A view to be shared.
#[derive(Debug, Deserialize, ToSchema)]
struct NewSharedView {
    /// The list it is a view of.
    list: ListName,
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Conditions, order and columns, as the list keeps them; at most 8 KB.
    #[schema(value_type = Object)]
    content: Value,
    /// With whom.
    shared_with: SharedWith,
}

/// Shares a view with one's unit, with the units below it too, or with the whole bank, as far as one's right reaches.
#[utoipa::path(post, path = "/views", tag = "views", operation_id = "shareView", request_body = NewSharedView,
    responses((status = 201, body = SharedView)))]
async fn share_view(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
    trail: Trail,
    web::Json(new): web::Json<NewSharedView>,
) -> Result<(StatusCode, Json<SharedView>), Problem> {
    let me = person(signed_in)?;
    let new = NewView {
        list: new.list.name(),
        name: new.name,
        content: new.content,
        reach: new.shared_with.into(),
    };
    trail.detail("shared_with", new.reach.name());
    let made = view::share(&services.access, &me.caller, me.user, new)
        .await
        .map_err(problem::view)?;
    trail.target(made.id.to_string());
    let units = services.units().await?;
    Ok((StatusCode::CREATED, Json(SharedView::of(made, &units))))
}

/// What is to be different of a shared view; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
struct SharedViewChange {
    /// Another name.
    #[serde(default)]
    #[schema(max_length = 100)]
    name: Option<String>,
    /// Other conditions, order or columns.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    content: Option<Value>,
    /// With whom.
    #[serde(default)]
    shared_with: Option<SharedWith>,
}

/// Changes a shared view of one's own; whoever it reaches sees it so at once.
#[utoipa::path(patch, path = "/views/{id}", tag = "views", operation_id = "changeSharedView",
    params(("id" = Uuid, Path)), request_body = SharedViewChange,
    responses((status = 200, body = SharedView), (status = 404, description = "No such view of yours."),
        (status = 409, description = "It was changed at this very moment.")))]
async fn change_view(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
    trail: Trail,
    Path(id): Path<Uuid>,
    web::Json(change): web::Json<SharedViewChange>,
) -> Result<Json<SharedView>, Problem> {
    let me = person(signed_in)?;
    trail.target(id.to_string());
    let change = ViewChange {
        name: change.name,
        content: change.content,
        reach: change.shared_with.map(Reach::from),
    };
    if let Some(reach) = change.reach {
        trail.detail("shared_with", reach.name());
    }
    let changed = view::change(&services.access, &me.caller, me.user, id, change)
        .await
        .map_err(problem::view)?;
    let units = services.units().await?;
    Ok(Json(SharedView::of(changed, &units)))
}

/// Takes a shared view back: one's own, or that of an owner who has left.
#[utoipa::path(delete, path = "/views/{id}", tag = "views", operation_id = "takeViewBack",
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "Nobody is shown it any more."),
        (status = 404, description = "No such view that you may take back.")))]
async fn take_view_back(
    State(services): State<Services>,
    signed_in: Option<Extension<SignedIn>>,
    trail: Trail,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    let me = person(signed_in)?;
    trail.target(id.to_string());
    view::take_back(&services.access, &me.caller, me.user, id)
        .await
        .map_err(problem::view)?;
    Ok(StatusCode::NO_CONTENT)
}
