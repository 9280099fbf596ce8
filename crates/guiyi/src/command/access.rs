//! `guiyi access`.

use access::policy;
use serde_json::json;

use super::Failure;
use crate::{cli, people};

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
            Ok(())
        }
        cli::Access::Set { store, file, note } => {
            let text = std::fs::read_to_string(&file).map_err(|error| Failure::file(&file, &error))?;
            let people = people::open(&store, "guiyi access set").await?;
            let put = policy::put(&people.access, &people.caller, &text, &note).await;
            let put = put.map_err(|error| Failure(format!("{}: {error}", file.display())));
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
    }
}
