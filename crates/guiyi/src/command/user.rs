//! `guiyi user`.

use std::io::Read as _;

use access::user::{self, Filter, NewUser};
use serde_json::json;

use super::Failure;
use crate::{cli, people, table};

/// Users a page when they are listed.
const PAGE: i64 = 500;

/// Looks after users.
pub async fn run(args: cli::User) -> Result<(), Failure> {
    match args {
        cli::User::Add(args) => add(args).await,
        cli::User::List { store } => list(&store).await,
        cli::User::Unlock { store, login } => unlock(&store, &login).await,
        cli::User::ResetPassword { store, login } => reset_password(&store, &login).await,
    }
}

async fn add(args: cli::UserAdd) -> Result<(), Failure> {
    let password = args.password_stdin.then(password_from_input).transpose()?;
    let people = people::open(&args.store, "guiyi user add").await?;
    let new = NewUser {
        login: args.login.clone(),
        name: args.name,
        unit: args.unit.clone(),
        staff_number: args.staff_number,
        roles: args.role.clone(),
        password,
    };
    let made = user::create(&people.access, &people.caller, new)
        .await
        .map_err(Failure::from);
    let target = made.as_ref().ok().map(|(id, _)| id.to_string());
    let roles: Vec<&str> = args.role.iter().map(|role| role.name()).collect();
    let detail = json!({ "roles": roles, "unit": args.unit });
    let (_, password) = people.done(("user", "create"), target, detail, made).await?;
    tell(&args.login, "added", password);
    Ok(())
}

/// The first line of standard input.
fn password_from_input() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| {
        Failure(format!(
            "the password could not be read from standard input: {error}"
        ))
    })?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn tell(login: &str, what: &str, password: Option<String>) {
    match password {
        Some(password) => {
            println!("{login} is {what}; password for the first sign-in, not to be had again: {password}")
        }
        None => println!("{login} is {what}; the password has to be changed at the first sign-in"),
    }
}

async fn list(place: &cli::Store) -> Result<(), Failure> {
    let people = people::open(place, "guiyi user list").await?;
    let found = all(&people).await;
    let count = found.as_ref().map_or(0, Vec::len);
    let found = people
        .done(("user", "read"), None, json!({ "count": count }), found)
        .await?;
    let mut rows = vec![words(&[
        "login",
        "name",
        "unit",
        "staff number",
        "roles",
        "state",
    ])];
    for user in found {
        let roles: Vec<&str> = user.roles.iter().map(|role| role.name()).collect();
        let state = if user.ended_at.is_some() {
            "ended"
        } else if user.locked_until.is_some() {
            "locked"
        } else if user.must_change_password {
            "password to be changed"
        } else {
            ""
        };
        rows.push(vec![
            user.login,
            user.name,
            user.unit.unwrap_or_default(),
            user.staff_number.unwrap_or_default(),
            roles.join(" "),
            state.to_owned(),
        ]);
    }
    print!("{}", table::rows(&rows, 0));
    Ok(())
}

async fn all(people: &people::People) -> Result<Vec<user::User>, Failure> {
    let mut found: Vec<user::User> = Vec::new();
    loop {
        let after = found.last().map_or_else(String::new, |last| last.login.clone());
        let page = user::list(&people.access, &people.caller, &Filter::default(), &after, PAGE).await?;
        if page.is_empty() {
            return Ok(found);
        }
        found.extend(page);
    }
}

async fn unlock(place: &cli::Store, login: &str) -> Result<(), Failure> {
    let people = people::open(place, "guiyi user unlock").await?;
    let user = user::by_login(&people.access, &people.caller, login).await;
    let target = user.as_ref().ok().map(|user| user.id.to_string());
    let did = match user {
        Ok(user) => user::unlock(&people.access, &people.caller, user.id)
            .await
            .map_err(Failure::from),
        Err(error) => Err(error.into()),
    };
    let was = people.done(("user", "unlock"), target, json!({}), did).await?;
    println!("{login} {}", if was { "is unlocked" } else { "was not locked" });
    Ok(())
}

async fn reset_password(place: &cli::Store, login: &str) -> Result<(), Failure> {
    let people = people::open(place, "guiyi user reset-password").await?;
    let user = user::by_login(&people.access, &people.caller, login).await;
    let target = user.as_ref().ok().map(|user| user.id.to_string());
    let did = match user {
        Ok(user) => user::reset_password(&people.access, &people.caller, user.id)
            .await
            .map_err(Failure::from),
        Err(error) => Err(error.into()),
    };
    let password = people
        .done(("user", "reset_password"), target, json!({}), did)
        .await?;
    tell(login, "signed out everywhere", Some(password));
    Ok(())
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
