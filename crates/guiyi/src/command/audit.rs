//! `guiyi audit`.

use access::audit::verify;
use serde_json::json;

use super::Failure;
use crate::{cli, people};

/// Holds the whole audit trail to its digests; fails when anything in it is not as it was written.
pub async fn run(args: cli::Audit) -> Result<(), Failure> {
    let cli::Audit::Verify { store, anchor } = args;
    let people = people::open(&store, "guiyi audit verify").await?;
    let found = verify(&people.store.database, anchor.as_ref())
        .await
        .map_err(Failure::from);
    let detail = match &found {
        Ok(found) => json!({ "lines": found.lines, "faults": found.faults.len() }),
        Err(_) => json!({}),
    };
    let found = people.done(("audit", "verify"), None, detail, found).await?;
    for fault in &found.faults {
        println!("{fault}");
    }
    let read = format!(
        "{} lines in {} chains, {} anchors",
        found.lines, found.chains, found.anchors
    );
    if !found.is_sound() {
        return Err(Failure(format!(
            "the audit trail is not as it was written: {} faults in {read}",
            found.faults.len()
        )));
    }
    println!("the audit trail is as it was written: {read}");
    if let (Some(last), Some(at)) = (&found.last_anchor, found.anchored_at) {
        println!(
            "to be kept outside the database: anchor {}:{} of {at}; later: guiyi audit verify --anchor {}:{}",
            last.number, last.hash, last.number, last.hash
        );
    }
    Ok(())
}
