//! `guiyi unit`.

use access::unit;
use serde_json::json;

use super::Failure;
use crate::{cli, people};

/// Takes in the tree of units.
pub async fn run(args: cli::Unit) -> Result<(), Failure> {
    let cli::Unit::Import { store, file } = args;
    let text = std::fs::read(&file).map_err(|error| Failure::file(&file, &error))?;
    let people = people::open(&store, "guiyi unit import").await?;
    let done = unit::import(&people.access, &people.caller, &text)
        .await
        .map_err(Failure::from);
    let detail = match &done {
        Ok(done) => json!({ "added": done.added, "changed": done.changed, "unchanged": done.unchanged }),
        Err(_) => json!({}),
    };
    let done = people.done(("unit", "import"), None, detail, done).await?;
    println!(
        "{} units added, {} changed, {} as they were",
        done.added, done.changed, done.unchanged
    );
    if done.others > 0 {
        println!(
            "{} rows of other kinds were left out: people are added by `guiyi user add`",
            done.others
        );
    }
    Ok(())
}
