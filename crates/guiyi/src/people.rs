//! What commands about people work with: the store, and a trail that is written out before the program ends.

use std::sync::Arc;

use access::Access;
use access::audit::{Entry, Outcome, Trail};
use access::rules::Limits;
use authz::Caller;
use base::Clock as _;
use serde_json::Value;

use crate::cli;
use crate::clock::SystemClock;
use crate::command::Failure;
use crate::store::{self, Store};

/// The store opened by a command, and who gave it.
#[derive(Debug)]
pub struct People {
    pub store: Store,
    pub access: Access,
    pub caller: Caller,
    command: &'static str,
}

/// Opens the store for `command`, as `guiyi user add`.
pub async fn open(place: &cli::Store, command: &'static str) -> Result<People, Failure> {
    let store = store::open(place).await?;
    let clock = Arc::new(SystemClock);
    let trail = Trail::start(store.database.clone(), clock.clone(), command);
    let access = Access::new(
        store.database.clone(),
        store.keyring.clone(),
        clock,
        trail,
        Limits::default(),
    );
    let caller = Caller::command(store::operator("administration").id, "administration");
    Ok(People {
        store,
        access,
        caller,
        command,
    })
}

impl People {
    /// Writes down what the command did, or that it could not, and closes the store.
    pub async fn done<T>(
        self,
        (object, action): (&str, &str),
        target: Option<String>,
        detail: Value,
        did: Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut entry = Entry::of(&self.caller, SystemClock.now(), object, action)
            .because(self.command)
            .with(detail);
        entry.target = target;
        if did.is_err() {
            entry = entry.ended(Outcome::Refused);
        }
        let written = self.access.trail().record(entry).await;
        self.access.trail().close().await;
        self.store.database.stop().await;
        match did {
            Ok(_) if written.is_err() => Err(Failure(
                "it was done, and could not be written to the audit trail".to_owned(),
            )),
            did => did,
        }
    }
}
