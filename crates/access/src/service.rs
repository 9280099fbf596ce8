//! Services about people, rights and the trail: what the routes work on, and all routes together.
//!
//! Each file below holds the routes of one room of this crate. What they show is built here; what they decide is
//! decided in the use cases, which ask the policy table again.

mod keys;
mod policies;
mod problem;
mod profile;
mod provider;
mod session;
mod trails;
mod units;
mod users;
mod views;

use std::sync::Arc;

use axum::Extension;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Code, Problem, Room};

use crate::Access;
use crate::sign::SignedIn;
use crate::unit::{self, Units};

/// What the routes work on.
#[derive(Debug, Clone)]
pub struct Services {
    /// The handle.
    pub access: Access,
    /// The products that run, for the console's navigation.
    pub products: Arc<[String]>,
    /// The bank's identity provider, where one is set.
    pub provider: Option<Arc<oidc::Provider>>,
}

/// Every route of this crate.
#[must_use]
pub fn room() -> Room<Services> {
    Room::new()
        .with(session::room())
        .with(provider::room())
        .with(profile::room())
        .with(users::room())
        .with(units::room())
        .with(keys::room())
        .with(policies::room())
        .with(trails::room())
        .with(views::room())
}

/// A text in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Words)]
struct WordsView {
    /// Chinese.
    zh: String,
    /// English.
    en: String,
}

impl From<authz::Words> for WordsView {
    fn from(words: authz::Words) -> Self {
        Self {
            zh: words.zh,
            en: words.en,
        }
    }
}

/// A right, all roles merged.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Permission)]
struct PermissionView {
    /// To what.
    #[schema(example = "customer")]
    object: &'static str,
    /// What.
    #[schema(example = "read")]
    action: &'static str,
    /// How far: `own`, `unit`, `unit_and_below` or `all`.
    #[schema(example = "unit")]
    depth: &'static str,
}

impl From<authz::Permission> for PermissionView {
    fn from(one: authz::Permission) -> Self {
        Self {
            object: one.object.name(),
            action: one.action.name(),
            depth: one.depth.name(),
        }
    }
}

/// A row of the policy table.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PolicyRow)]
struct RowView {
    /// To what.
    object: &'static str,
    /// What.
    action: &'static str,
    /// Who.
    role: &'static str,
    /// How far.
    depth: &'static str,
    /// The line of the text it stands in.
    line: usize,
    /// The row in words.
    words: WordsView,
}

impl From<&authz::Row> for RowView {
    fn from(row: &authz::Row) -> Self {
        Self {
            object: row.object.name(),
            action: row.action.name(),
            role: row.role.name(),
            depth: row.depth.name(),
            line: row.line,
            words: row.reason().words.into(),
        }
    }
}

/// How much is seen of one class and kind of value.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FieldView)]
struct FieldRow {
    /// The class: C1, C2 or C3.
    class: &'static str,
    /// The kind of value.
    kind: &'static str,
    /// `clear`, `masked` or `hidden`.
    view: &'static str,
}

fn field_rows(clearance: &authz::Clearance) -> Vec<FieldRow> {
    let classes = authz::Privacy::ALL.into_iter();
    classes
        .flat_map(|class| {
            authz::Kind::ALL.into_iter().map(move |kind| FieldRow {
                class: class.name(),
                kind: kind.name(),
                view: clearance.of(class, kind).name(),
            })
        })
        .collect()
}

/// A unit, as others name it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = UnitName)]
struct UnitName {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
}

impl UnitName {
    fn of(code: String, units: &Units) -> Self {
        Self {
            name: units.name(&code).to_owned(),
            code,
        }
    }
}

impl Services {
    async fn units(&self) -> Result<Arc<Units>, Problem> {
        unit::current(&self.access).await.map_err(problem::failed)
    }
}

/// The session of a person; a service key has none.
fn person(signed_in: Option<Extension<SignedIn>>) -> Result<SignedIn, Problem> {
    signed_in.map(|Extension(signed_in)| signed_in).ok_or_else(|| {
        Problem::new(
            Code::Forbidden,
            "this is about a person's own account; a service key has none",
        )
    })
}

/// Tells a field that was left out from one that was set to nothing.
fn given<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}
