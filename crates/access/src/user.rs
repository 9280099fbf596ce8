//! Users: who they are, where they are, what they hold. Never deleted, and what was is kept.

mod change;
mod create;
mod identity;
mod profile;
mod read;

pub use change::{Change, change, reset_password, set_roles, unlock};
pub use create::{NewUser, create};
pub use identity::{Link, identities, link, my_identities, unlink};
pub use profile::{ProfileChange, change_profile};
pub use read::{Filter, by_login, find, list, myself};

use access_sql::queries::user::UserRow;
use authz::{Role, TogetherError};
use base::Timestamp;
use pg::DbError;
use serde_json::Value;
use uuid::Uuid;

use crate::Denied;
use crate::secret::DigestError;

/// A user as they are now.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// The id, which the audit trail names.
    pub id: Uuid,
    /// What they sign in with.
    pub login: String,
    /// The name.
    pub name: String,
    /// Their own telephone.
    pub phone: Option<String>,
    /// What they like: language, theme and the like.
    pub preferences: Value,
    /// The home unit.
    pub unit: Option<String>,
    /// The staff number.
    pub staff_number: Option<String>,
    /// The roles held.
    pub roles: Vec<Role>,
    /// Since when there is this user.
    pub created_at: Timestamp,
    /// When they left.
    pub ended_at: Option<Timestamp>,
    /// Until when the login is locked.
    pub locked_until: Option<Timestamp>,
    /// Whether the password is one that somebody else gave.
    pub must_change_password: bool,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
}

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    /// A field that is not well formed.
    #[error("{field}: {why}")]
    Malformed {
        /// Which.
        field: &'static str,
        /// What is wrong.
        why: &'static str,
    },
    /// The login is somebody's.
    #[error("there is a user {0} already")]
    LoginTaken(String),
    /// The staff number is somebody's.
    #[error("the staff number {0} is another user's")]
    StaffNumberTaken(String),
    /// No such unit.
    #[error("there is no unit {0}")]
    NoUnit(String),
    /// No such user, or none that this caller reaches.
    #[error("there is no such user")]
    Unknown,
    /// The user has left.
    #[error("the user has left")]
    Ended,
    /// Who it is at the provider is another user here.
    #[error("this subject of the identity provider is linked to another user")]
    IdentityTaken,
    /// The user is somebody at the provider already.
    #[error("the user is linked to a subject of the identity provider already; end that link first")]
    LinkedAlready,
    /// Roles that nobody may hold together.
    #[error(transparent)]
    Together(#[from] TogetherError),
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The password could not be digested.
    #[error(transparent)]
    Digest(#[from] DigestError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for UserError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Where a telephone belongs: it opens nowhere else.
pub(crate) fn phone_context(user: Uuid) -> Vec<u8> {
    [b"access.phone", user.as_bytes().as_slice()].concat()
}

/// A row as a user.
fn from_row(access: &crate::Access, row: UserRow) -> Result<User, DbError> {
    let phone = match &row.phone {
        Some(sealed) => {
            let unsound = |why: String| DbError::Unsound {
                what: "telephone of a user",
                why,
            };
            let context = phone_context(row.user_id);
            let opened = access.keyring().unseal(sealed, &context);
            let opened = opened.map_err(|error| unsound(error.to_string()))?;
            Some(String::from_utf8(opened).map_err(|error| unsound(error.to_string()))?)
        }
        None => None,
    };
    let now = access.now();
    Ok(User {
        id: row.user_id,
        login: row.login,
        name: row.name,
        phone,
        preferences: row.preferences,
        unit: row.unit,
        staff_number: row.staff_number,
        roles: row.roles.iter().filter_map(|role| Role::find(role)).collect(),
        created_at: row.created_at,
        ended_at: row.ended_at,
        locked_until: row.locked_until.filter(|until| *until > now),
        must_change_password: row.one_time,
        second_factor: row.confirmed_at.is_some(),
    })
}

fn malformed(field: &'static str) -> impl FnOnce(&'static str) -> UserError {
    move |why| UserError::Malformed { field, why }
}
