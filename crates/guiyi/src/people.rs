//! What commands about people work with: the store, and a trail that is written out before the program ends.

use access::Access;
use access::audit::{Entry, Outcome};
use authz::Caller;
use base::Clock as _;
use serde_json::Value;

use crate::clock::SystemClock;
use crate::command::Failure;
use crate::store::{self, Store};
use crate::{cli, serve};

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
    let access = serve::access(&store, command);
    let caller = Caller::command(store::operator("administration").id, "administration");
    Ok(People {
        store,
        access,
        caller,
        command,
    })
}

/// What a command did, for the trail.
#[derive(Debug)]
pub struct Act<'a> {
    /// The command, as `guiyi load`.
    pub command: &'static str,
    /// What for.
    pub purpose: &'static str,
    /// To what kind of thing.
    pub object: &'static str,
    /// What.
    pub action: &'static str,
    /// To which.
    pub target: Option<String>,
    /// Names, counts and codes; never a value.
    pub detail: Value,
    /// Whether it was refused.
    pub refused: bool,
    /// The store it was done in.
    pub store: &'a Store,
}

/// Writes down what a command that has nothing else to do with people did, and waits until it is on disk.
pub async fn note(act: Act<'_>) -> Result<(), Failure> {
    let access = serve::access(act.store, act.command);
    let caller = Caller::command(store::operator(act.purpose).id, act.purpose);
    let mut entry = Entry::of(&caller, SystemClock.now(), act.object, act.action)
        .because(act.command)
        .with(act.detail);
    entry.target = act.target;
    if act.refused {
        entry = entry.ended(Outcome::Refused);
    }
    let written = access.trail().record_now(entry).await;
    access.trail().close().await;
    written.map_err(|error| Failure(error.to_string()))
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
