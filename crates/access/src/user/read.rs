//! Reading users, as far as the caller reaches.

use access_sql::queries::user as sql;
use authz::{Action, Caller, Depth, Object, Role, Target};
use pg::DbError;
use uuid::Uuid;

use super::{User, UserError, from_row};
use crate::Access;

/// Which users are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of one of these units.
    pub units: Option<Vec<String>>,
    /// With one of these roles.
    pub roles: Option<Vec<Role>>,
    /// With this in login, name or staff number.
    pub word: Option<String>,
}

/// Users by login, after `after`, as far as the caller reaches.
///
/// # Errors
/// [`UserError`].
pub async fn list(
    access: &Access,
    caller: &Caller,
    filter: &Filter,
    after: &str,
    rows: i64,
) -> Result<Vec<User>, UserError> {
    access
        .allow::<UserError>(caller, Object::User, Action::Read, Target::Anything)
        .await?;
    let depth = access
        .policy_for(caller)
        .await?
        .depth_of(caller, Object::User, Action::Read);
    let units = reach(caller, depth, filter.units.clone());
    let roles: Option<Vec<&str>> = filter
        .roles
        .as_ref()
        .map(|roles| roles.iter().map(|role| role.name()).collect());
    let tx = access.begin_read(caller).await?;
    let found = sql::list_users()
        .bind(&*tx, &after, &units, &roles, &filter.word, &rows)
        .all()
        .await?;
    found.into_iter().map(|row| Ok(from_row(access, row)?)).collect()
}

/// The units whose users are shown: those asked for, of those in reach.
fn reach(caller: &Caller, depth: Depth, wanted: Option<Vec<String>>) -> Option<Vec<String>> {
    let reached: Vec<String> = match depth {
        Depth::All => return wanted,
        // `own` reaches oneself only, whom the profile shows.
        Depth::None | Depth::Own => Vec::new(),
        Depth::Unit => caller.unit.iter().cloned().collect(),
        Depth::UnitAndBelow => caller.unit.iter().chain(&caller.below).cloned().collect(),
    };
    Some(match wanted {
        Some(wanted) => wanted.into_iter().filter(|unit| reached.contains(unit)).collect(),
        None => reached,
    })
}

/// A user, if the caller reaches them.
///
/// # Errors
/// [`UserError`].
pub async fn find(access: &Access, caller: &Caller, id: Uuid) -> Result<User, UserError> {
    let user = read(access, caller, id).await?.ok_or(UserError::Unknown)?;
    reached(access, caller, &user, Action::Read).await?;
    Ok(user)
}

/// A user by login.
///
/// # Errors
/// [`UserError`].
pub async fn by_login(access: &Access, caller: &Caller, login: &str) -> Result<User, UserError> {
    let tx = access.begin_read(caller).await?;
    let found = sql::find_login()
        .bind(&*tx, &login.trim().to_lowercase())
        .opt()
        .await?;
    tx.rollback().await?;
    let user = from_row(access, found.ok_or(UserError::Unknown)?)?;
    reached(access, caller, &user, Action::Read).await?;
    Ok(user)
}

/// The caller's own account: no right is needed for that.
///
/// # Errors
/// [`UserError`].
pub async fn myself(access: &Access, caller: &Caller) -> Result<User, UserError> {
    let id = caller.id.parse().map_err(|_| UserError::Unknown)?;
    read(access, caller, id).await?.ok_or(UserError::Unknown)
}

pub(super) async fn read(access: &Access, caller: &Caller, id: Uuid) -> Result<Option<User>, DbError> {
    let tx = access.begin_read(caller).await?;
    let found = sql::find_user().bind(&*tx, &id).opt().await?;
    tx.rollback().await?;
    found.map(|row| from_row(access, row)).transpose()
}

/// Whether the caller may do this to this user. Whom one may not even see does not exist.
pub(super) async fn reached(
    access: &Access,
    caller: &Caller,
    user: &User,
    action: Action,
) -> Result<(), UserError> {
    let id = user.id.to_string();
    let target = Target::User {
        id: &id,
        unit: user.unit.as_deref(),
    };
    let policy = access.policy_for(caller).await?;
    if !policy.may(caller, Object::User, action).allowed {
        return access.allow(caller, Object::User, action, Target::Anything).await;
    }
    if !policy.decide(caller, Object::User, Action::Read, target).allowed {
        return Err(UserError::Unknown);
    }
    access.allow(caller, Object::User, action, target).await
}
