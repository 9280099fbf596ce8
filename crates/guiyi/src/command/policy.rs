//! `guiyi policy`.

use ecif::change::{Tally, derive_due, set_identity, set_survivorship};
use ecif::store::policy_in_force;
use serde_json::json;

use super::Failure;
use crate::clock::SystemClock;
use crate::store::Store;
use crate::{cli, people, store};

/// Looks at the rules in force and changes them.
pub async fn run(args: cli::Policy) -> Result<(), Failure> {
    match args {
        cli::Policy::Show { store: place, kind } => {
            let store = store::open(&place).await?;
            let told = policy_in_force(&store.database, &store::operator("policy"), &kind).await;
            let noted = noted(&store, "guiyi policy show", "read", &kind, told.is_err()).await;
            store.database.stop().await;
            noted?;
            let (version, body) = told?.ok_or_else(|| Failure(format!("there is no {kind} policy")))?;
            println!("# {kind}, version {version}\n{body}");
            Ok(())
        }
        cli::Policy::SetIdentity { store: place, file } => {
            let body = std::fs::read_to_string(&file).map_err(|error| Failure::file(&file, &error))?;
            let store = store::open(&place).await?;
            let actor = store::operator("policy");
            let done = set_identity(&store.database, &store.keyring, &SystemClock, &actor, &body).await;
            let noted = noted(
                &store,
                "guiyi policy set-identity",
                "change",
                "identity",
                done.is_err(),
            )
            .await;
            store.database.stop().await;
            let tally = done?;
            println!(
                "the new rules are in force; {} customers were joined to others, {} parted",
                tally.absorbed, tally.parted
            );
            noted?;
            Ok(())
        }
        cli::Policy::SetSurvivorship { store: place, file } => {
            let body = std::fs::read_to_string(&file).map_err(|error| Failure::file(&file, &error))?;
            let store = store::open(&place).await?;
            let actor = store::operator("policy");
            let done = set_survivorship(&store.database, &store.keyring, &SystemClock, &actor, &body).await;
            let noted = noted(
                &store,
                "guiyi policy set-survivorship",
                "change",
                "survivorship",
                done.is_err(),
            )
            .await;
            store.database.stop().await;
            tell("the new policy is in force", &done?);
            noted?;
            Ok(())
        }
        cli::Policy::Due { store: place } => {
            let store = store::open(&place).await?;
            let actor = store::operator("due");
            let done = derive_due(&store.database, &store.keyring, &SystemClock, &actor).await;
            let noted = noted(
                &store,
                "guiyi policy due",
                "derive",
                "survivorship",
                done.is_err(),
            )
            .await;
            store.database.stop().await;
            tell("what was due is derived", &done?);
            noted?;
            Ok(())
        }
    }
}

async fn noted(
    store: &Store,
    command: &'static str,
    action: &'static str,
    kind: &str,
    refused: bool,
) -> Result<(), Failure> {
    people::note(people::Act {
        command,
        purpose: "policy",
        object: "rule",
        action,
        target: Some(kind.to_owned()),
        detail: json!({}),
        refused,
        store,
    })
    .await
}

fn tell(what: &str, tally: &Tally) {
    println!("{what}; the golden values of {} customers changed", tally.changed);
}
