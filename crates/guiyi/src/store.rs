//! Opening the store: the private PostgreSQL of the data directory or the bank's own, migrated, with its keys.

use std::sync::Arc;

use pg::migrate::Applied;
use pg::private::Settings;
use pg::seal::Keyring;
use pg::{Actor, Database, Options};
use serde_json::json;

use crate::clock::SystemClock;
use crate::command::Failure;
use crate::{cli, people};

/// The schemas of this program, in order.
pub const TRACKS: [pg::Track; 3] = [pg::TRACK, access::TRACK, ecif::TRACK];

/// A database that can be worked with and the keys to it.
#[derive(Debug)]
pub struct Store {
    pub database: Database,
    pub keyring: Arc<Keyring>,
}

/// Who acts when a command is given at the machine.
pub fn operator(purpose: &str) -> Actor {
    let name = std::env::var("USER")
        .or_else(|_| std::env::var("LOGNAME"))
        .unwrap_or_else(|_| "operator".to_owned());
    Actor::system(format!("cli:{name}"), purpose)
}

/// Opens the store, bringing the database up to this program first.
pub async fn open(place: &cli::Store) -> Result<Store, Failure> {
    let database = connect(place).await?;
    match prepare(&database, place).await {
        Ok((keyring, applied)) => {
            let store = Store { database, keyring };
            note_migrated(&store, &applied).await?;
            Ok(store)
        }
        Err(error) => {
            database.stop().await;
            Err(error)
        }
    }
}

/// The trail tells of every step that changed what the store is made of, whatever command brought it.
async fn note_migrated(store: &Store, applied: &[Applied]) -> Result<(), Failure> {
    if applied.is_empty() {
        return Ok(());
    }
    let steps: Vec<String> = applied
        .iter()
        .map(|step| format!("{}/{}", step.schema, step.name))
        .collect();
    let noted = people::note(people::Act {
        command: "guiyi migrate",
        purpose: "install",
        object: "schema",
        action: "migrate",
        target: None,
        detail: json!({ "steps": steps, "program": env!("CARGO_PKG_VERSION") }),
        refused: false,
        store,
    });
    if let Err(error) = noted.await {
        store.database.stop().await;
        return Err(error);
    }
    Ok(())
}

async fn connect(place: &cli::Store) -> Result<Database, Failure> {
    let options = Options::default();
    match std::env::var("DATABASE_URL") {
        Ok(url) if !url.is_empty() => Ok(Database::external(&url, &options).await?),
        _ => {
            std::fs::create_dir_all(&place.data_dir)
                .map_err(|error| Failure::file(&place.data_dir, &error))?;
            let data_dir = place
                .data_dir
                .canonicalize()
                .map_err(|error| Failure::file(&place.data_dir, &error))?;
            Ok(Database::private(Settings::new(data_dir), &options).await?)
        }
    }
}

async fn prepare(database: &Database, place: &cli::Store) -> Result<(Arc<Keyring>, Vec<Applied>), Failure> {
    let pending = database.pending(&TRACKS).await;
    let applied = if pending.is_ok_and(|steps| steps.is_empty()) {
        Vec::new()
    } else {
        database.migrate(&TRACKS).await?
    };
    let key_file = place
        .key_file
        .clone()
        .unwrap_or_else(|| place.data_dir.join("keys.toml"));
    if let Some(folder) = key_file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
    }
    let keyring = database.keyring(&key_file).await?;
    let (keyring, actor) = (Arc::new(keyring), operator("install"));
    access::policy::install(database, &SystemClock, &actor).await?;
    ecif::store::install(database, &SystemClock, &actor).await?;
    ecif::change::fill_sights(database, &keyring, &SystemClock, &actor).await?;
    Ok((keyring, applied))
}
