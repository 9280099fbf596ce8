//! What others change of a user: name, unit, roles, a new password for one use, the lock, the end.

use std::collections::BTreeSet;

use access_sql::queries::{session as session_sql, user as sql};
use authz::{Action, Caller, Role, together};
use uuid::Uuid;

use super::create::taken;
use super::read::{reached, read};
use super::{User, UserError, malformed};
use crate::secret::{digest_of_token, one_time_password};
use crate::sign::put_password;
use crate::{Access, rules, unit};

/// What is to be different; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Another name.
    pub name: Option<String>,
    /// Another home unit: what they see changes with it, at once.
    pub unit: Option<String>,
    /// Another staff number, or none any more.
    pub staff_number: Option<Option<String>>,
    /// Other roles: exactly these.
    pub roles: Option<Vec<Role>>,
    /// They leave, or come back.
    pub ended: Option<bool>,
}

/// Changes a user, all or nothing; says the names of what is different now.
///
/// # Errors
/// [`UserError`].
pub async fn change(
    access: &Access,
    caller: &Caller,
    id: Uuid,
    change: Change,
) -> Result<Vec<&'static str>, UserError> {
    let user = read(access, caller, id).await?.ok_or(UserError::Unknown)?;
    let other = Change {
        roles: None,
        ..change.clone()
    };
    if other != Change::default() {
        reached(access, caller, &user, Action::Change).await?;
    }
    if let Some(roles) = &change.roles {
        reached(access, caller, &user, Action::Grant).await?;
        together(roles)?;
    }
    let name = change
        .name
        .as_deref()
        .map(rules::name)
        .transpose()
        .map_err(malformed("name"))?;
    let staff = match &change.staff_number {
        Some(Some(number)) => Some(Some(
            rules::staff_number(number).map_err(malformed("staff_number"))?,
        )),
        Some(None) => Some(None),
        None => None,
    };
    if let Some(unit) = &change.unit
        && !unit::current(access).await?.tree.has(unit)
    {
        return Err(UserError::NoUnit(unit.clone()));
    }
    let at = access.now();
    let mut changed = Vec::new();
    let tx = access.begin(caller).await?;
    sql::lock_user()
        .bind(&*tx, &id)
        .opt()
        .await?
        .ok_or(UserError::Unknown)?;
    if let Some(name) = name.filter(|name| *name != user.name) {
        sql::set_name().bind(&*tx, &name, &id).await?;
        changed.push("name");
    }
    let new_unit = change.unit.or_else(|| user.unit.clone());
    let new_staff = staff.unwrap_or(user.staff_number.as_deref());
    let moved = new_unit != user.unit;
    if moved || new_staff != user.staff_number.as_deref() {
        let unit = new_unit.ok_or(UserError::Malformed {
            field: "unit",
            why: "a user has a home unit",
        })?;
        sql::close_place().bind(&*tx, &at, &id).await?;
        sql::insert_place()
            .bind(&*tx, &id, &at, &unit, &new_staff, &caller.id)
            .await
            .map_err(|error| taken(error.into(), &user.login, new_staff))?;
        if moved {
            changed.push("unit");
        }
        if new_staff != user.staff_number.as_deref() {
            changed.push("staff_number");
        }
    }
    if let Some(roles) = change.roles {
        let (held, wanted): (BTreeSet<Role>, BTreeSet<Role>) =
            (user.roles.iter().copied().collect(), roles.into_iter().collect());
        for role in held.difference(&wanted) {
            sql::close_role().bind(&*tx, &at, &id, &role.name()).await?;
        }
        for role in wanted.difference(&held) {
            sql::insert_role()
                .bind(&*tx, &id, &role.name(), &at, &caller.id)
                .await?;
        }
        if held != wanted {
            changed.push("roles");
        }
    }
    if let Some(ended) = change.ended.filter(|ended| *ended != user.ended_at.is_some()) {
        sql::end_user().bind(&*tx, &ended.then_some(at), &id).await?;
        session_sql::end_sessions().bind(&*tx, &at, &id, &None).await?;
        changed.push("ended");
    }
    tx.commit().await?;
    Ok(changed)
}

/// Gives a user exactly these roles.
///
/// # Errors
/// [`UserError`].
pub async fn set_roles(
    access: &Access,
    caller: &Caller,
    id: Uuid,
    roles: Vec<Role>,
) -> Result<bool, UserError> {
    let wanted = Change {
        roles: Some(roles),
        ..Change::default()
    };
    Ok(!change(access, caller, id, wanted).await?.is_empty())
}

/// Makes a new password for one use and ends every session; a lock is lifted with it.
///
/// # Errors
/// [`UserError`].
pub async fn reset_password(access: &Access, caller: &Caller, id: Uuid) -> Result<String, UserError> {
    let user = changeable(access, caller, id).await?;
    if user.ended_at.is_some() {
        return Err(UserError::Ended);
    }
    let password = one_time_password();
    let digest = access.passwords().digest(&password).await?;
    let tx = access.begin(caller).await?;
    put_password(access, &tx, id, &digest, true).await?;
    session_sql::end_sessions()
        .bind(&*tx, &access.now(), &id, &None)
        .await?;
    sql::clear_tries()
        .bind(&*tx, &digest_of_token(&user.login).as_slice())
        .await?;
    tx.commit().await?;
    Ok(password)
}

/// Lifts a lock; says whether there was one.
///
/// # Errors
/// [`UserError`].
pub async fn unlock(access: &Access, caller: &Caller, id: Uuid) -> Result<bool, UserError> {
    let user = changeable(access, caller, id).await?;
    let tx = access.begin(caller).await?;
    sql::clear_tries()
        .bind(&*tx, &digest_of_token(&user.login).as_slice())
        .await?;
    tx.commit().await?;
    Ok(user.locked_until.is_some())
}

async fn changeable(access: &Access, caller: &Caller, id: Uuid) -> Result<User, UserError> {
    let user = read(access, caller, id).await?.ok_or(UserError::Unknown)?;
    reached(access, caller, &user, Action::Change).await?;
    Ok(user)
}
