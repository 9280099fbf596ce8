//! The demo bank's offices, and one user for each role.

use access::Access;
use access::audit::Entry;
use access::sign::{SigningIn, change_password, sign_in};
use access::unit::Wanted;
use access::user::{NewUser, UserError, by_login, create as create_user};
use authz::{Caller, Role};
use base::Clock as _;
use serde_json::{Value, json};
use sim::Bank;

use super::Failure;
use crate::clock::SystemClock;
use crate::store::operator;

/// What everybody in the demo signs in with.
pub const PASSWORD: &str = "one-bank-one-customer";

/// Somebody to sign in as.
#[derive(Debug)]
pub struct Person {
    pub login: &'static str,
    pub role: Role,
    pub unit: &'static str,
}

/// Makes the offices and the users that are not there yet; answers whom there is.
pub async fn settle(access: &Access, bank: &Bank) -> Result<Vec<Person>, Failure> {
    let mut caller = Caller::command(operator("administration").id, "administration");
    caller.unit = Some("0000".to_owned());
    let units = access::unit::current(access).await?;
    for unit in bank.units() {
        if !units.tree.has(&unit.code) {
            let wanted = Wanted {
                code: unit.code,
                name: unit.name,
                parent: unit.parent,
            };
            let detail = json!({ "parent": wanted.parent });
            let target = wanted.code.clone();
            access::unit::create(access, &caller, wanted).await?;
            note(access, &caller, "unit", target, detail).await?;
        }
    }
    let managers = bank.managers();
    let mut people = Vec::new();
    for role in Role::ALL {
        let (unit, staff_number, name) = match role {
            // The cast is kept at 0101 by this manager.
            Role::Rm => {
                let manager = managers.iter().find(|manager| manager.number == "R01011");
                (
                    "0101",
                    Some("R01011".to_owned()),
                    manager.map(|manager| manager.name.clone()),
                )
            }
            Role::BranchHead | Role::MarketingPlanner => ("0100", None, None),
            _ => ("0000", None, None),
        };
        let new = NewUser {
            login: role.name().to_owned(),
            name: name.unwrap_or_else(|| role.zh().to_owned()),
            unit: unit.to_owned(),
            staff_number,
            roles: vec![*role],
            password: None,
        };
        match by_login(access, &caller, role.name()).await {
            Ok(_) => {}
            Err(UserError::Unknown) => hire(access, &caller, new).await?,
            Err(error) => return Err(error.into()),
        }
        people.push(Person {
            login: role.name(),
            role: *role,
            unit,
        });
    }
    Ok(people)
}

/// Writes down what was made.
async fn note(
    access: &Access,
    caller: &Caller,
    object: &str,
    target: String,
    detail: Value,
) -> Result<(), Failure> {
    let mut entry = Entry::of(caller, SystemClock.now(), object, "create")
        .because("guiyi demo")
        .with(detail);
    entry.target = Some(target);
    let written = access.trail().record(entry).await;
    written.map_err(|error| Failure(error.to_string()))
}

/// Adds a user whose password need not be changed: everybody who tries the demo uses the same.
async fn hire(access: &Access, caller: &Caller, new: NewUser) -> Result<(), Failure> {
    let login = new.login.clone();
    let detail =
        json!({ "roles": new.roles.iter().map(|role| role.name()).collect::<Vec<_>>(), "unit": new.unit });
    let (user, first) = create_user(access, caller, new).await?;
    note(access, caller, "user", user.to_string(), detail).await?;
    let first = first.unwrap_or_default();
    let shown = SigningIn {
        login,
        password: first.clone(),
        cause: "guiyi demo".to_owned(),
        agent: "guiyi demo".to_owned(),
        code: None,
    };
    let signed_in = sign_in(access, shown).await?;
    let mut own = Caller::command(user.to_string(), "administration");
    own.kind = authz::CallerKind::User;
    change_password(access, &own, user, signed_in.session, &first, PASSWORD).await?;
    access::sign::end(access, &own, user, signed_in.session).await?;
    Ok(())
}
