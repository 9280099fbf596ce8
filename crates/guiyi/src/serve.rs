//! The services put together: which rooms, behind which doors, and running until told to stop.

mod doors;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use access::Access;
use access::audit::Trail;
use access::rules::Limits as SignInLimits;
use base::Clock;
use ecif::service::Services;
use web::console::Console;
use web::limits::Limits;
use web::{Doors, Parts, Room};

use crate::clock::SystemClock;
use crate::command::Failure;
use crate::store::{Store, operator};

/// How long answers under way may take once a stop was asked for.
const GRACE: Duration = Duration::from_secs(10);
/// How often is looked for what loads and commands beside us changed.
const FOLLOW_EVERY: Duration = Duration::from_secs(1);
/// How often is looked for work on the whole stock.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long work that failed rests.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// The OpenAPI document of all products, as it is committed.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document() -> Result<String, serde_json::Error> {
    let people: Room = access::service::room().described();
    let room = people.with(ecif::service::room().described());
    serde_json::to_string_pretty(&room.into_openapi())
}

/// What is served.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The address to listen on.
    pub listen: &'a str,
    /// The products.
    pub with: &'a [String],
    /// A folder with the console's pages instead of those of the program.
    pub console: Option<PathBuf>,
    /// The bank's identity provider.
    pub provider: Option<Arc<oidc::Provider>>,
}

/// The people and rights of a store.
pub fn access(store: &Store, program: &str) -> Access {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let trail = Trail::start(store.database.clone(), clock.clone(), program);
    Access::new(
        store.database.clone(),
        store.keyring.clone(),
        clock,
        trail,
        SignInLimits::default(),
    )
}

/// Serves until the program is told to stop. `started` is told the address once it answers.
///
/// # Errors
/// When the address cannot be had; what is under way when it is told to stop is ended first.
pub async fn run(
    store: &Store,
    access: &Access,
    wanted: &Wanted<'_>,
    started: impl FnOnce(&str),
) -> Result<(), Failure> {
    let listener = web::listen(wanted.listen)
        .await
        .map_err(|error| Failure(error.to_string()))?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure(error.to_string()))?;
    // What a killed load left undone.
    ecif::card::follow(&store.database, &store.keyring, &SystemClock, &operator("serve")).await?;
    let seam = Arc::new(doors::Seam::new(access.clone(), store.database.clone()));
    let mut room = access::service::room().with_state(access::service::Services {
        access: access.clone(),
        products: wanted.with.into(),
        provider: wanted.provider.clone(),
    });
    if wanted.with.iter().any(|product| product == "ecif") {
        room = room.with(ecif::service::room().with_state(Services::new(
            store.database.clone(),
            store.keyring.clone(),
            Arc::new(SystemClock),
            seam.clone(),
        )));
    }
    let service = web::service(Parts {
        room,
        doors: Doors {
            authenticator: seam.clone(),
            recorder: seam.clone(),
        },
        clock: Arc::new(SystemClock),
        limits: Limits::default(),
        console: Console {
            folder: wanted.console.clone(),
        },
        readiness: seam,
    })?;
    started(&format!("http://{address}"));
    tokio::select! {
        ended = web::run(listener, service, told_to_stop(), GRACE) => {
            ended.map_err(|error| Failure(format!("the services ended: {error}")))
        }
        never = keep_following(store) => match never {},
        never = keep_working(store) => match never {},
    }
}

/// Makes cards of what others changed, so that what a load brings is listed and found within moments.
async fn keep_following(store: &Store) -> std::convert::Infallible {
    let actor = operator("serve");
    // What there was at the start is done.
    let mut every = tokio::time::interval_at(tokio::time::Instant::now() + FOLLOW_EVERY, FOLLOW_EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if let Err(error) = ecif::card::follow(&store.database, &store.keyring, &SystemClock, &actor).await {
            // The database may be on its way back; what was changed is not forgotten.
            tracing::warn!(%error, "cards could not be brought up to date; it is tried again");
        }
    }
}

/// Does the work on the whole stock that people ask for, page by page.
async fn keep_working(store: &Store) -> std::convert::Infallible {
    let actor = operator("serve");
    loop {
        let done = ecif::suspect::follow_jobs(&store.database, &store.keyring, &SystemClock, &actor).await;
        match done {
            Ok(true) => tokio::task::yield_now().await,
            Ok(false) => tokio::time::sleep(LOOK_EVERY).await,
            Err(error) => {
                tracing::warn!(%error, "work on the whole stock could not go on; it is tried again");
                tokio::time::sleep(TRY_AGAIN).await;
            }
        }
    }
}

/// Comes back when the program is interrupted or asked to end.
async fn told_to_stop() {
    let interrupted = async {
        // A handler that cannot be set leaves the other signal.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let ended = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupted => (),
        () = ended => (),
    }
}
