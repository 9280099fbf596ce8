//! `guiyi key`.

use pg::seal::Algorithm;

use super::Failure;
use crate::{cli, progress, store};

/// Rotates the key that seals data.
pub async fn run(args: cli::Key) -> Result<(), Failure> {
    let cli::Key::RotateData {
        store: place,
        algorithm,
    } = args;
    let algorithm =
        Algorithm::find(&algorithm).ok_or_else(|| Failure(format!("no cipher is called {algorithm}")))?;
    let store = store::open(&place).await?;
    let rotated = rotate(&store, algorithm).await;
    store.database.stop().await;
    let (key, values) = rotated?;
    println!("{values} values are now sealed with key {key}; older keys stay in the key file");
    Ok(())
}

async fn rotate(store: &store::Store, algorithm: Algorithm) -> Result<(u32, u64), Failure> {
    let key = store.keyring.add_key(algorithm)?;
    // The database learns of the key before anything is sealed with it: a lost file is noticed from then on.
    store.database.keyring(store.keyring.path()).await?;
    let bar = progress::spinner("sealing anew");
    let values = ecif::reseal::reseal(
        &store.database,
        &store.keyring,
        &store::operator("rotate"),
        &|done| {
            bar.set_position(done);
        },
    )
    .await?;
    bar.finish_and_clear();
    Ok((key, values))
}
