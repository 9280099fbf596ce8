//! `guiyi key`.

use access::key::{self, NewKey};
use pg::seal::Algorithm;
use serde_json::json;

use super::Failure;
use crate::{cli, people, progress, store};

/// Rotates the key that seals data, or makes a key for another system.
pub async fn run(args: cli::Key) -> Result<(), Failure> {
    match args {
        cli::Key::RotateData { store, algorithm } => rotate_data(&store, &algorithm).await,
        cli::Key::Create(args) => create(args).await,
    }
}

async fn create(args: cli::KeyCreate) -> Result<(), Failure> {
    let people = people::open(&args.store, "guiyi key create").await?;
    let wanted = NewKey {
        name: args.name,
        role: args.role,
        unit: args.unit.clone(),
        expires_at: None,
    };
    let made = key::create(&people.access, &people.caller, wanted)
        .await
        .map_err(Failure::from);
    let target = made.as_ref().ok().map(|made| made.id.to_string());
    let detail = json!({ "role": args.role.name(), "unit": args.unit });
    let made = people
        .done(("service_key", "create"), target, detail, made)
        .await?;
    eprintln!(
        "the key is shown once and not to be had again; it goes into the header `authorization: Bearer`"
    );
    println!("{}", made.token);
    Ok(())
}

async fn rotate_data(place: &cli::Store, algorithm: &str) -> Result<(), Failure> {
    let algorithm =
        Algorithm::find(algorithm).ok_or_else(|| Failure(format!("no cipher is called {algorithm}")))?;
    let store = store::open(place).await?;
    let rotated = rotate(&store, algorithm).await;
    let noted = people::note(people::Act {
        command: "guiyi key rotate-data",
        purpose: "rotate",
        object: "sealing_key",
        action: "rotate",
        target: rotated.as_ref().ok().map(|(key, _)| key.to_string()),
        detail: json!({ "values": rotated.as_ref().ok().map(|(_, values)| *values) }),
        refused: rotated.is_err(),
        store: &store,
    })
    .await;
    store.database.stop().await;
    let (key, values) = rotated?;
    noted?;
    println!("{values} values are now sealed with key {key}; older keys stay in the key file");
    Ok(())
}

async fn rotate(store: &store::Store, algorithm: Algorithm) -> Result<(u32, u64), Failure> {
    let key = store.keyring.add_key(algorithm)?;
    // The database learns of the key before anything is sealed with it: a lost file is noticed from then on.
    store.database.keyring(store.keyring.path()).await?;
    let bar = progress::spinner("sealing anew");
    let (database, keyring, operator) = (&store.database, &store.keyring, store::operator("rotate"));
    let of_people = access::reseal::reseal(database, keyring, &operator).await?;
    let of_customers = ecif::reseal::reseal(database, keyring, &operator, &|done| {
        bar.set_position(of_people + done);
    })
    .await?;
    bar.finish_and_clear();
    Ok((key, of_people + of_customers))
}
