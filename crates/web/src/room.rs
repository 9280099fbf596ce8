//! A product's routes, each with its right, and the one OpenAPI document they make.

use authz::{Action, Object};
use axum::Router;
use axum::middleware::from_fn_with_state;
use serde_json::json;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation as Described, PathItem};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, Content, InfoBuilder, License, OpenApi, OpenApiBuilder, Paths, Ref, RefOr, Response, Tag,
};
use utoipa::{PartialSchema as _, ToSchema as _};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::guard::{Right, guard};
use crate::problem::{Code, ProblemBody};

/// Where all services are.
pub const BASE: &str = "/api/v1";
const SESSION: &str = "session";
const SERVICE_KEY: &str = "service_key";

/// One operation and what it asks of its caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The HTTP method in capitals.
    pub method: &'static str,
    /// The path with its placeholders.
    pub path: String,
    /// What it asks.
    pub right: Right,
}

/// Routes of one product, in the making.
pub struct Room<S = ()> {
    router: Router<S>,
    paths: Paths,
    components: Components,
    operations: Vec<Operation>,
    tags: Vec<Tag>,
}

impl<S> std::fmt::Debug for Room<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room")
            .field("operations", &self.operations)
            .finish_non_exhaustive()
    }
}

impl<S: Clone + Send + Sync + 'static> Default for Room<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Clone + Send + Sync + 'static> Room<S> {
    /// A room without routes.
    #[must_use]
    pub fn new() -> Self {
        Self {
            router: Router::new(),
            paths: Paths::new(),
            components: Components::new(),
            operations: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// Describes a group of operations.
    #[must_use]
    pub fn tag(mut self, name: &str, description: &str) -> Self {
        let mut tag = Tag::new(name);
        tag.description = Some(description.to_owned());
        self.tags.push(tag);
        self
    }

    /// A route with what it asks of its caller: `room.route(Right::On(..), routes!(list))`. Paths are below [`BASE`].
    #[must_use]
    pub fn route(mut self, right: Right, (schemas, paths, methods): UtoipaMethodRouter<S>) -> Self {
        let methods = methods.layer(from_fn_with_state(right, guard));
        for (path, mut item) in paths.paths {
            let full = format!("{BASE}{path}");
            self.router = self.router.route(&full, methods.clone());
            for (method, described) in described(&mut item) {
                declare(described, right);
                self.operations.push(Operation {
                    method,
                    path: full.clone(),
                    right,
                });
            }
            match self.paths.paths.get_mut(&full) {
                Some(known) => known.merge_operations(item),
                None => {
                    self.paths.paths.insert(full, item);
                }
            }
        }
        self.components.schemas.extend(schemas);
        self
    }

    /// The rooms' routes together.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        for (path, item) in other.paths.paths {
            match self.paths.paths.get_mut(&path) {
                Some(known) => known.merge_operations(item),
                None => {
                    self.paths.paths.insert(path, item);
                }
            }
        }
        self.components.schemas.extend(other.components.schemas);
        self.operations.extend(other.operations);
        self.tags.extend(other.tags);
        self
    }

    /// The same routes with what their handlers work on.
    #[must_use]
    pub fn with_state<S2>(self, state: S) -> Room<S2> {
        Room {
            router: self.router.with_state(state),
            paths: self.paths,
            components: self.components,
            operations: self.operations,
            tags: self.tags,
        }
    }

    /// What the document says of these routes, without the routes: for writing it down.
    #[must_use]
    pub fn described<S2: Clone + Send + Sync + 'static>(self) -> Room<S2> {
        Room {
            router: Router::new(),
            paths: self.paths,
            components: self.components,
            operations: self.operations,
            tags: self.tags,
        }
    }

    /// Every operation with what it asks.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    pub(crate) fn parts(self) -> (Router<S>, OpenApi) {
        let document = document(self.paths, self.components, self.tags);
        (self.router, document)
    }

    /// The document of these routes.
    #[must_use]
    pub fn into_openapi(self) -> OpenApi {
        self.parts().1
    }
}

fn described(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Described)> {
    [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
        ("PATCH", &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

/// Says in the document what the route asks, and which problems it may answer.
fn declare(operation: &mut Described, right: Right) {
    let mut asked = json!({ "kind": right.kind() });
    if right != Right::Public {
        asked["object"] = json!(right.object());
        asked["action"] = json!(right.action());
    }
    let extension = ExtensionsBuilder::new().add("x-right", asked).build();
    match &mut operation.extensions {
        Some(extensions) => extensions.merge(extension),
        none => *none = Some(extension),
    }
    operation.security = Some(if right == Right::Public {
        Vec::new()
    } else {
        let none: [&str; 0] = [];
        vec![
            SecurityRequirement::new(SESSION, none),
            SecurityRequirement::new(SERVICE_KEY, none),
        ]
    });
    let takes = operation.request_body.is_some() || operation.parameters.is_some();
    let mut may: Vec<(Code, &str)> = vec![(Code::Busy, "The service is full: try again.")];
    if right != Right::Public {
        may.push((Code::NotSignedIn, "Nobody is signed in."));
    }
    match right {
        Right::On(..) => may.push((Code::Forbidden, "The caller may not, or not this one.")),
        _ => may.push((Code::Forbidden, "A write that another site's page sent.")),
    }
    if takes {
        may.push((Code::Invalid, "What was sent cannot be taken."));
    }
    for (code, description) in may {
        operation
            .responses
            .responses
            .entry(code.status().as_str().to_owned())
            .or_insert_with(|| problem(description));
    }
    operation
        .responses
        .responses
        .insert("default".to_owned(), problem("Any other problem."));
    // Every answer that is no success has this shape, also those a handler names by their status alone.
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = "The answer.".to_owned();
        }
        if let RefOr::T(response) = response
            && status.starts_with(['4', '5'])
            && response.content.is_empty()
        {
            response.content.insert(
                "application/problem+json".to_owned(),
                RefOr::T(Content::new(Some(problem_ref()))),
            );
        }
    }
}

fn problem_ref() -> Ref {
    Ref::from_schema_name("Problem")
}

fn problem(description: &str) -> RefOr<Response> {
    let mut response = Response::new(description);
    response.content.insert(
        "application/problem+json".to_owned(),
        RefOr::T(Content::new(Some(problem_ref()))),
    );
    RefOr::T(response)
}

fn document(paths: Paths, mut components: Components, mut tags: Vec<Tag>) -> OpenApi {
    let mut schemas = Vec::new();
    ProblemBody::schemas(&mut schemas);
    components.schemas.extend(schemas);
    components
        .schemas
        .insert(ProblemBody::name().into_owned(), ProblemBody::schema());
    components.security_schemes.insert(
        SESSION.to_owned(),
        RefOr::T(SecurityScheme::ApiKey(ApiKey::Cookie(
            ApiKeyValue::with_description(
                crate::origin::SESSION_COOKIE,
                "The session of a person who signed in. Writes must come from this service's own pages.",
            ),
        ))),
    );
    let mut bearer = Http::new(HttpAuthScheme::Bearer);
    bearer.bearer_format = Some("gyk_...".to_owned());
    bearer.description = Some("The key of another system, made by `guiyi key create`.".to_owned());
    components
        .security_schemes
        .insert(SERVICE_KEY.to_owned(), RefOr::T(SecurityScheme::Http(bearer)));
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    tags.dedup_by(|a, b| a.name == b.name);
    let info = InfoBuilder::new()
        .title("Guiyi 归一")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "One customer out of many records. Every answer has the headers `trace-id` and `time-used-ms`; every \
             answer that is no success is a problem (RFC 9457) with a stable code, listed at `/docs/problems`. \
             Money is a decimal in a string with its currency. `as_of` asks what the bank knew at a moment, \
             `valid_on` what held on a business date. The header `purpose` says what an access is for: a \
             word of the bank's list (`/api/v1/purposes`), `customer-service` where none is sent.",
        ))
        .license(Some({
            let mut license = License::new("Apache-2.0");
            license.identifier = Some("Apache-2.0".to_owned());
            license
        }))
        .build();
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([utoipa::openapi::Server::new("/")]))
        .paths(paths)
        .components(Some(components))
        .tags(Some(tags))
        .build()
}

/// The right of an operation, read back from the document.
#[must_use]
pub fn right_of(operation: &serde_json::Value) -> Option<Right> {
    let asked = operation.get("x-right")?;
    match asked.get("kind")?.as_str()? {
        "public" => Some(Right::Public),
        "signed-in" => Some(Right::SignedIn("", "")),
        _ => Some(Right::On(
            Object::find(asked.get("object")?.as_str()?)?,
            Action::find(asked.get("action")?.as_str()?)?,
        )),
    }
}
