//! `guiyi serve`.

use std::path::Path;
use std::sync::Arc;

use oidc::{Provider, Secret, Settings};

use super::Failure;
use crate::clock::SystemClock;
use crate::{cli, serve, store};

/// The secret of the identity provider's client, where no file holds it.
const CLIENT_SECRET: &str = "GUIYI_OIDC_CLIENT_SECRET";

/// Serves until told to stop.
pub async fn run(args: cli::Serve) -> Result<(), Failure> {
    // Before anything else: settings that make no sense are not found out by the first who signs in.
    let provider = args.oidc.as_deref().map(provider).transpose()?;
    let store = store::open(&args.store).await?;
    let access = serve::access(&store, "guiyi serve");
    let wanted = serve::Wanted {
        listen: &args.listen,
        with: &args.with,
        console: args.console,
        provider,
    };
    let ended = serve::run(&store, &access, &wanted, |address| {
        println!("{address}");
    })
    .await;
    access.trail().close().await;
    store.database.stop().await;
    ended
}

/// The bank's identity provider, as its settings have it; nothing is asked of it yet.
fn provider(path: &Path) -> Result<Arc<Provider>, Failure> {
    let secret = std::env::var(CLIENT_SECRET).ok().map(|text| Secret::new(&text));
    let settings = Settings::read(path, secret).map_err(|error| Failure(error.to_string()))?;
    let provider =
        Provider::new(settings, Arc::new(SystemClock)).map_err(|error| Failure(error.to_string()))?;
    Ok(Arc::new(provider))
}
