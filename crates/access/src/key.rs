//! Keys of other systems: shown once, kept as a digest, each acting in one role.

use access_sql::queries::session as sql;
use authz::{Action, Caller, CallerKind, Object, Policy, Role, Target};
use base::Timestamp;
use pg::DbError;
use std::sync::Arc;
use uuid::Uuid;

use crate::secret::{digest_of_token, new_token};
use crate::{Access, Denied, rules, unit};

/// What every key begins with.
pub const PREFIX: &str = "gyk_";

/// What a key is to be.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// Which system has it.
    pub name: String,
    /// The role it acts in.
    pub role: Role,
    /// The unit it acts for; its reach at a depth is reckoned from there.
    pub unit: Option<String>,
    /// Until when it holds; none for until it is revoked.
    pub expires_at: Option<Timestamp>,
}

/// A key as it is listed: never the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: Uuid,
    /// Which system has it.
    pub name: String,
    /// The role it acts in.
    pub role: String,
    /// The unit it acts for.
    pub unit: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Until when it holds.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
}

/// A key just made.
#[derive(Clone)]
pub struct Made {
    /// Its id.
    pub id: Uuid,
    /// The key itself. It is not to be had again.
    pub token: String,
}

impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Made")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A name that is none.
    #[error("{0}")]
    Name(&'static str),
    /// Administrators are persons.
    #[error("a key cannot act as {0}: administrators are persons")]
    Administrator(Role),
    /// No such unit.
    #[error("there is no unit {0}")]
    NoUnit(String),
    /// It would have expired before it was made.
    #[error("the key would have expired already")]
    Expired,
    /// No such key, or it was revoked before.
    #[error("there is no such key, or it was revoked before")]
    Unknown,
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for KeyError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Makes a key.
///
/// # Errors
/// [`KeyError`].
pub async fn create(access: &Access, caller: &Caller, wanted: NewKey) -> Result<Made, KeyError> {
    access
        .allow::<KeyError>(caller, Object::ServiceKey, Action::Create, Target::Anything)
        .await?;
    let name = rules::name(&wanted.name).map_err(KeyError::Name)?;
    if wanted.role.is_administrator() {
        return Err(KeyError::Administrator(wanted.role));
    }
    if let Some(unit) = &wanted.unit
        && !unit::current(access).await?.tree.has(unit)
    {
        return Err(KeyError::NoUnit(unit.clone()));
    }
    let at = access.now();
    if wanted.expires_at.is_some_and(|expires| expires <= at) {
        return Err(KeyError::Expired);
    }
    let (id, token) = (access.new_id(), format!("{PREFIX}{}", new_token()));
    let tx = access.begin(caller).await?;
    sql::insert_key()
        .bind(
            &*tx,
            &id,
            &name,
            &digest_of_token(&token).as_slice(),
            &wanted.role.name(),
            &wanted.unit,
            &at,
            &wanted.expires_at,
            &caller.id,
        )
        .await?;
    tx.commit().await?;
    Ok(Made { id, token })
}

/// Every key there is or was.
///
/// # Errors
/// [`KeyError`].
pub async fn keys(access: &Access, caller: &Caller) -> Result<Vec<Key>, KeyError> {
    access
        .allow::<KeyError>(caller, Object::ServiceKey, Action::Read, Target::Anything)
        .await?;
    let tx = access.begin_read(caller).await?;
    let rows = sql::keys().bind(&*tx).all().await?;
    Ok(rows
        .into_iter()
        .map(|row| Key {
            id: row.key_id,
            name: row.name,
            role: row.role,
            unit: row.unit,
            created_at: row.created_at,
            actor: row.actor,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            used_at: row.used_at,
        })
        .collect())
}

/// Ends a key at once.
///
/// # Errors
/// [`KeyError`].
pub async fn revoke(access: &Access, caller: &Caller, id: Uuid) -> Result<(), KeyError> {
    access
        .allow::<KeyError>(caller, Object::ServiceKey, Action::Revoke, Target::Anything)
        .await?;
    let tx = access.begin(caller).await?;
    if sql::revoke_key().bind(&*tx, &access.now(), &id).await? == 0 {
        return Err(KeyError::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Who shows this key, and the table they are held to: one statement, and one more once a minute.
///
/// # Errors
/// The store's.
pub async fn authenticate(
    access: &Access,
    token: &str,
    purpose: &str,
) -> Result<Option<(Caller, Arc<Policy>)>, DbError> {
    if !token.starts_with(PREFIX) {
        return Ok(None);
    }
    let now = access.now();
    let Some(found) = access.who().by_key(&digest_of_token(token)).await? else {
        return Ok(None);
    };
    let caller = Caller {
        id: found.key_id.to_string(),
        kind: CallerKind::Service,
        roles: Role::find(&found.role).into_iter().collect(),
        unit: found.unit,
        below: Vec::new(),
        staff_number: None,
        purpose: purpose.to_owned(),
    };
    let units = access.units_of(found.units).await?;
    let caller = caller.placed(&units.tree);
    if found.used_at.is_none_or(|used| rules::is_stale(used, now)) {
        let tx = access.begin(&caller).await?;
        sql::touch_key().bind(&*tx, &now, &found.key_id).await?;
        tx.commit().await?;
    }
    Ok(Some((caller, access.policy_of(found.policy_version).await?)))
}
