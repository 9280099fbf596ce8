//! What services say of a customer, as services: written under a right of its own, read beside the base data.

use authz::{Action, Depth, Object, Role};
use axum::Json;
use axum::extract::State;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Allowed, Code, FieldError, List, Moment, Path, Problem, Right, Room, Trail};

use super::{Extension, ExtensionError, Word};
use crate::explain::routes::number;
use crate::service::{Presenter, Services, changed, failed};
use crate::source::routes::VersionTaken;

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    let on = Right::On;
    Room::new()
        .route(on(Object::Extension, Action::Read), routes!(extensions))
        .route(on(Object::Extension, Action::Change), routes!(put_extension))
}

/// What is said of a customer under one name, with all that was said before.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerExtension {
    /// The namespace: whose word it is.
    #[schema(example = "segments")]
    namespace: String,
    /// What is said.
    #[schema(example = "rating")]
    name: String,
    /// What holds.
    #[serde(flatten)]
    said: ExtensionSaid,
    /// What was said before, the latest first.
    earlier: Vec<ExtensionSaid>,
}

/// One version of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExtensionSaid {
    /// The version.
    version: i32,
    /// What was said: any JSON; null when the caller may not see it.
    value: serde_json::Value,
    /// The caller may not see the value.
    masked: bool,
    /// The number it was said of.
    number: String,
    /// Who said so: the id of a user or a service key.
    said_by: String,
    /// When.
    at: Timestamp,
}

impl ExtensionSaid {
    fn of(said: Extension, show: &Presenter) -> Self {
        let clear = show.extensions_are_clear();
        Self {
            version: said.version,
            value: if clear {
                said.value
            } else {
                serde_json::Value::Null
            },
            masked: !clear,
            number: said.number.to_string(),
            said_by: said.said_by,
            at: said.at,
        }
    }
}

/// What services say of a customer beside its sources, each with who said it and when.
#[utoipa::path(get, path = "/customers/{number}/extensions", tag = "customers", operation_id = "listExtensions",
    params(("number" = String, Path, max_length = 20)),
    responses((status = 200, body = List<CustomerExtension>),
        (status = 404, description = "No customer has this number.")))]
async fn extensions(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(asked): Path<String>,
) -> Result<Json<List<CustomerExtension>>, Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    let (standing, ..) = services.read(&allowed, asked, Moment::default()).await?;
    trail.target(standing.number.to_string());
    let actor = services.actor(&allowed);
    let told = super::of_number(&services.database, &services.keyring, &actor, standing.number)
        .await
        .map_err(changed)?;
    let show = Presenter::of(&allowed);
    let mut items: Vec<CustomerExtension> = Vec::new();
    for said in told {
        let (namespace, name) = (said.namespace.clone(), said.name.clone());
        let said = ExtensionSaid::of(said, &show);
        match items.last_mut() {
            Some(item) if item.namespace == namespace && item.name == name => {
                let before = std::mem::replace(&mut item.said, said);
                item.earlier.insert(0, before);
            }
            _ => items.push(CustomerExtension {
                namespace,
                name,
                said,
                earlier: Vec::new(),
            }),
        }
    }
    Ok(Json(List::whole(items)))
}

/// What a service has to say of a customer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionWish {
    /// The namespace: whose word it is.
    #[schema(example = "segments", max_length = 64)]
    namespace: String,
    /// What is said: a figure, a word or a small object, 16 KiB at most. It is shown as codes are, so no document,
    /// phone or address belongs in it.
    value: serde_json::Value,
    /// The version it was made from, where the service minds; 0 where there was none.
    #[serde(default)]
    #[schema(minimum = 0)]
    base_version: Option<i32>,
}

/// Says something of a customer beside its sources: a rating, a score, a segment. Base data stay what the sources say.
///
/// The same value again changes nothing. A namespace belongs to the role that first wrote in it; beside it only stewards
/// write there.
#[utoipa::path(put, path = "/customers/{number}/extensions/{name}", tag = "customers",
    operation_id = "putExtension",
    params(("number" = String, Path, max_length = 20), ("name" = String, Path, max_length = 64)),
    request_body = ExtensionWish,
    responses((status = 200, body = VersionTaken), (status = 404, description = "No customer has this number."),
        (status = 409, description = "Somebody said something else meanwhile.")))]
async fn put_extension(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path((asked, name)): Path<(String, String)>,
    web::Json(wish): web::Json<ExtensionWish>,
) -> Result<Json<VersionTaken>, Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    trail.detail("namespace", wish.namespace.as_str());
    trail.detail("name", name.as_str());
    let (standing, ..) = services.read(&allowed, asked, Moment::default()).await?;
    trail.target(standing.number.to_string());
    let said = Word {
        namespace: &wish.namespace,
        name: &name,
        value: &wish.value,
        base: wish.base_version,
        role: writing_role(&allowed).map(Role::name),
    };
    let writer = services.writer(&allowed);
    let version = super::put(
        &services.database,
        &services.keyring,
        &*services.clock,
        &writer,
        standing.number,
        said,
    )
    .await
    .map_err(unsaid)?;
    trail.detail("version", version);
    Ok(Json(VersionTaken { version }))
}

/// The role by which a caller writes extension data; none of a steward, who writes wherever something is to be mended,
/// and so owns no namespace. A role and not a key: a new key of the same system goes on where the old one ended.
fn writing_role(allowed: &Allowed) -> Option<Role> {
    let roles = &allowed.caller().roles;
    if roles.contains(&Role::Steward) {
        return None;
    }
    let may = |role: &Role| {
        let depth = allowed
            .policy()
            .depth(std::slice::from_ref(role), Object::Extension, Action::Change);
        depth != Depth::None
    };
    roles.iter().copied().find(may)
}

/// What an error of extensions becomes.
fn unsaid(error: ExtensionError) -> Problem {
    match error {
        ExtensionError::NoNumber(_) => Problem::not_found(error.to_string()),
        ExtensionError::Unfit { field, .. } => {
            Problem::field(FieldError::new(field, "unfit", error.to_string()))
        }
        ExtensionError::Owned { .. } => Problem::new(Code::Forbidden, error.to_string()).with_error(
            FieldError::new("namespace", "owned", error.to_string())
                .mend("write in a namespace of your own, or ask a steward"),
        ),
        ExtensionError::Changed(version) => Problem::conflict(i64::from(version), Vec::new()),
        ExtensionError::Change(error) => changed(error),
        ExtensionError::Db(error) => failed(error),
    }
}
