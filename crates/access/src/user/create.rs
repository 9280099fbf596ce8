//! A new user, with a password for one use.

use access_sql::queries::{credential as credential_sql, user as sql};
use authz::{Action, Caller, Object, Role, Target, together};
use pg::DbError;
use serde_json::json;
use uuid::Uuid;

use super::{UserError, malformed};
use crate::secret::one_time_password;
use crate::{Access, rules, unit};

/// Who is to be added.
#[derive(Clone)]
pub struct NewUser {
    /// What they sign in with.
    pub login: String,
    /// The name.
    pub name: String,
    /// The home unit.
    pub unit: String,
    /// The staff number.
    pub staff_number: Option<String>,
    /// Roles: whoever adds somebody with roles needs the right to grant them too.
    pub roles: Vec<Role>,
    /// A password chosen by who adds them; else one is made.
    pub password: Option<String>,
}

impl std::fmt::Debug for NewUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewUser")
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}

/// Adds a user. The password, made or chosen, has to be changed at the first sign-in; it is given back to be handed on
/// when it was made.
///
/// # Errors
/// [`UserError`].
pub async fn create(
    access: &Access,
    caller: &Caller,
    new: NewUser,
) -> Result<(Uuid, Option<String>), UserError> {
    access
        .allow::<UserError>(caller, Object::User, Action::Create, Target::Anything)
        .await?;
    if !new.roles.is_empty() {
        access
            .allow::<UserError>(caller, Object::User, Action::Grant, Target::Anything)
            .await?;
    }
    let mut roles = new.roles.clone();
    roles.sort_unstable();
    roles.dedup();
    together(&roles)?;
    let login = rules::login(&new.login).map_err(malformed("login"))?;
    let name = rules::name(&new.name).map_err(malformed("name"))?;
    let staff = new.staff_number.as_deref().map(rules::staff_number);
    let staff = staff.transpose().map_err(malformed("staff_number"))?;
    if !unit::current(access).await?.tree.has(&new.unit) {
        return Err(UserError::NoUnit(new.unit));
    }
    let (password, made) = match new.password {
        Some(password) => {
            rules::check_password(&password, &login, &name).map_err(|weak| UserError::Malformed {
                field: "password",
                why: weak.why(),
            })?;
            (password, None)
        }
        None => {
            let made = one_time_password();
            (made.clone(), Some(made))
        }
    };
    let digest = access.passwords().digest(&password).await?;
    let (id, at) = (access.new_id(), access.now());
    let tx = access.begin(caller).await?;
    let preferences = json!({});
    sql::insert_user()
        .bind(&*tx, &id, &login, &name, &preferences, &at, &caller.id)
        .await
        .map_err(|error| taken(error.into(), &login, staff))?;
    sql::insert_place()
        .bind(&*tx, &id, &at, &new.unit, &staff, &caller.id)
        .await
        .map_err(|error| taken(error.into(), &login, staff))?;
    for role in roles {
        sql::insert_role()
            .bind(&*tx, &id, &role.name(), &at, &caller.id)
            .await?;
    }
    credential_sql::insert_password()
        .bind(&*tx, &id, &at, &digest, &true)
        .await?;
    tx.commit().await?;
    Ok((id, made))
}

/// A violated constraint in words.
pub(super) fn taken(error: DbError, login: &str, staff: Option<&str>) -> UserError {
    match error.constraint() {
        Some("user_login_once") => UserError::LoginTaken(login.to_owned()),
        Some("user_staff_number_once") => UserError::StaffNumberTaken(staff.unwrap_or_default().to_owned()),
        _ => error.into(),
    }
}
