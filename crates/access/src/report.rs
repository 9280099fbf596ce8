//! What somebody may do, all roles merged; who could see a customer on a day, and why (N-10).

use std::collections::HashMap;

use access_sql::queries::{audit as audit_sql, policy as policy_sql, unit as unit_sql, user as user_sql};
use authz::{
    Action, Caller, Clearance, Depth, Object, Permission, Person, Policy, Role, Row, Seer, Target, UnitTree,
    who_sees,
};
use base::Timestamp;
use pg::DbError;
use uuid::Uuid;

use crate::user::{self, User, UserError};
use crate::{Access, Denied};

/// What a user may do.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The user.
    pub user: User,
    /// Each right at its widest.
    pub permissions: Vec<Permission>,
    /// The rows of the table that give it.
    pub rows: Vec<Row>,
    /// How much is seen of each field.
    pub clearance: Clearance,
}

/// What a user may do, all roles merged.
///
/// # Errors
/// [`UserError`].
pub async fn merged(access: &Access, caller: &Caller, id: Uuid) -> Result<Merged, UserError> {
    let user = user::find(access, caller, id).await?;
    let policy = access.policy().await?;
    Ok(Merged {
        permissions: policy.permissions(&user.roles),
        rows: policy
            .rows()
            .filter(|row| user.roles.contains(&row.role))
            .copied()
            .collect(),
        clearance: policy.clearance(&user.roles),
        user,
    })
}

/// Why it is not told.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for ReportError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Who could see a customer at a moment: the people, roles, units and policy of that moment, and the tokens the
/// customer carried then.
///
/// # Errors
/// [`ReportError`].
pub async fn who_could_see(
    access: &Access,
    caller: &Caller,
    visible_to: &[String],
    on: Timestamp,
) -> Result<Vec<Seer>, ReportError> {
    access
        .allow::<ReportError>(
            caller,
            Object::Customer,
            Action::Report,
            Target::Customer(visible_to),
        )
        .await?;
    let tx = access.begin_read(caller).await?;
    let policy = policy_sql::version_on().bind(&*tx, &on).opt().await?;
    let units = unit_sql::units_on().bind(&*tx, &on).all().await?;
    let people = user_sql::people_on().bind(&*tx, &on).all().await?;
    tx.rollback().await?;
    let Some(policy) = policy else {
        // Before the first version nothing was allowed.
        return Ok(Vec::new());
    };
    let policy = Policy::parse(&policy.body).map_err(|error| DbError::Unsound {
        what: "access policy",
        why: error.to_string(),
    })?;
    let tree = UnitTree::new(units.into_iter().map(|unit| (unit.code, unit.parent)));
    let people: Vec<Person> = people
        .into_iter()
        .map(|row| Person {
            id: row.user_id.to_string(),
            name: row.name,
            roles: row.roles.iter().filter_map(|role| Role::find(role)).collect(),
            unit: Some(row.unit),
            staff_number: row.staff_number,
        })
        .collect();
    Ok(who_sees(&policy, &tree, &people, visible_to))
}

/// The names of users and keys by their ids; one that is nobody's has none.
///
/// # Errors
/// Whatever the store answers.
pub async fn names(
    access: &Access,
    caller: &Caller,
    ids: &[String],
) -> Result<HashMap<String, String>, DbError> {
    let tx = access.begin_read(caller).await?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let names = audit_sql::names_of().bind(&*tx, &ids).all().await?;
    Ok(names.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Who may do something to every customer now: ids and names.
///
/// # Errors
/// Whatever the store answers.
pub async fn who_may(
    access: &Access,
    caller: &Caller,
    (object, action): (Object, Action),
    now: Timestamp,
) -> Result<Vec<(String, String)>, DbError> {
    let policy = access.policy().await?;
    let tx = access.begin_read(caller).await?;
    let people = user_sql::people_on().bind(&*tx, &now).all().await?;
    let may = |roles: &[String]| {
        let roles: Vec<Role> = roles.iter().filter_map(|role| Role::find(role)).collect();
        policy.depth(&roles, object, action) == Depth::All
    };
    Ok(people
        .into_iter()
        .filter(|row| may(&row.roles))
        .map(|row| (row.user_id.to_string(), row.name))
        .collect())
}
