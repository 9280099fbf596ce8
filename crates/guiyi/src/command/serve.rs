//! `guiyi serve`.

use super::Failure;
use crate::{cli, serve, store};

/// Serves until told to stop.
pub async fn run(args: cli::Serve) -> Result<(), Failure> {
    let store = store::open(&args.store).await?;
    let access = serve::access(&store, "guiyi serve");
    let wanted = serve::Wanted {
        listen: &args.listen,
        with: &args.with,
        console: args.console,
    };
    let ended = serve::run(&store, &access, &wanted, |address| {
        println!("{address}");
    })
    .await;
    access.trail().close().await;
    store.database.stop().await;
    ended
}
