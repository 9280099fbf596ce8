//! `guiyi access`.

use access::policy;
use authz::Policy;
use serde_json::json;

use super::Failure;
use crate::cli;
use crate::people::{self, People};

/// Looks at the policy table and puts a new version in force.
pub async fn run(args: cli::Access) -> Result<(), Failure> {
    match args {
        cli::Access::Show { store, version } => {
            let people = people::open(&store, "guiyi access show").await?;
            let found = match version {
                Some(version) => policy::version(&people.access, &people.caller, version).await,
                None => policy::current(&people.access, &people.caller).await,
            };
            let found = people
                .done(
                    ("access_policy", "read"),
                    None,
                    json!({}),
                    found.map_err(Failure::from),
                )
                .await?;
            println!(
                "# version {}, since {}: {}",
                found.version, found.created_at, found.note
            );
            print!("{}", found.text);
            let lacking = Policy::parse(&found.text).map_or(0, |policy| policy.lacking().len());
            if version.is_none() && lacking > 0 {
                eprintln!(
                    "this table lacks {lacking} rows for actions it does not know: `guiyi access lacking` lists them, \
                     `guiyi access complete` adds them"
                );
            }
            Ok(())
        }
        cli::Access::Lacking { store } => {
            let people = people::open(&store, "guiyi access lacking").await?;
            let found = policy::lacking(&people.access, &people.caller).await;
            let found = people
                .done(
                    ("access_policy", "read"),
                    None,
                    json!({}),
                    found.map_err(Failure::from),
                )
                .await?;
            if found.is_empty() {
                println!("nothing: the table in force knows every action");
            }
            for row in found {
                println!("{}.{}  {} = {}", row.object, row.action, row.role, row.depth);
            }
            Ok(())
        }
        cli::Access::Complete { store } => {
            let people = people::open(&store, "guiyi access complete").await?;
            let put = policy::complete(&people.access, &people.caller).await;
            in_force(people, put.map_err(Failure::from)).await
        }
        cli::Access::Set { store, file, note } => {
            let text = std::fs::read_to_string(&file).map_err(|error| Failure::file(&file, &error))?;
            let people = people::open(&store, "guiyi access set").await?;
            let put = policy::put(&people.access, &people.caller, &text, &note).await;
            let put = put.map_err(|error| Failure(format!("{}: {error}", file.display())));
            in_force(people, put).await
        }
    }
}

/// Writes down what was put in force, and tells it.
async fn in_force(people: People, put: Result<policy::Put, Failure>) -> Result<(), Failure> {
    let detail = match &put {
        Ok(put) => json!({ "version": put.version, "changes": put.changes.len() }),
        Err(_) => json!({}),
    };
    let put = people
        .done(("access_policy", "change"), None, detail, put)
        .await?;
    println!("version {} is in force", put.version);
    for change in put.changes {
        println!("  {}", change.en);
    }
    Ok(())
}
