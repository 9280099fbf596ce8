//! `guiyi migrate`.

use super::Failure;
use crate::{cli, store};

/// Brings the database up to this program.
pub async fn run(args: cli::Migrate) -> Result<(), Failure> {
    let store = store::open(&args.store).await?;
    store.database.stop().await;
    println!("the database is up to date");
    Ok(())
}
