//! The thread that starts the server, lives as long as it does, and brings it back when it dies under us.

use std::process::Child;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};

use super::PgStartError;
use super::postmaster::{self, Cluster};

const FIRST_DELAY: Duration = Duration::from_millis(100);
const LONGEST_DELAY: Duration = Duration::from_secs(10);
/// A server that ran this long had started well: its next death is a new story.
const RAN_WELL: Duration = Duration::from_secs(60);
const FAST_STOP_WITHIN: Duration = Duration::from_secs(30);
const IMMEDIATE_STOP_WITHIN: Duration = Duration::from_secs(10);

/// A watched server.
#[derive(Debug)]
pub(super) struct Watch {
    shared: Arc<Shared>,
    ended: Mutex<Receiver<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    stopping: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The running server; taken away before the process is reaped, so a signal never hits a stranger.
    pid: Option<u32>,
    stopping: bool,
}

impl Watch {
    /// Starts the server on a thread of its own and waits until it answers.
    pub(super) fn start(cluster: Cluster) -> Result<Self, PgStartError> {
        let shared = Arc::new(Shared::default());
        let (started, start) = sync_channel(1);
        let (end, ended) = sync_channel(1);
        let data = cluster.data.clone();
        let thread = std::thread::Builder::new().name("postgres-watch".to_owned());
        let for_thread = Arc::clone(&shared);
        thread
            .spawn(move || {
                watch(&cluster, &for_thread, &started);
                let _ = end.send(());
            })
            .map_err(PgStartError::io("start a thread for", &data))?;
        start.recv().unwrap_or_else(|_| {
            Err(PgStartError::Exited {
                status: "its thread ended".to_owned(),
                log: String::new(),
            })
        })?;
        Ok(Self {
            shared,
            ended: Mutex::new(ended),
        })
    }

    pub(super) fn pid(&self) -> Option<u32> {
        self.shared.lock().pid
    }

    /// Fast first, then immediate, then the kernel's way. Calling it again does nothing.
    pub(super) fn stop(&self) {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        self.shared.lock().stopping = true;
        self.shared.stopping.notify_all();
        let ways = [
            (Signal::INT, FAST_STOP_WITHIN),
            (Signal::QUIT, IMMEDIATE_STOP_WITHIN),
            (Signal::KILL, IMMEDIATE_STOP_WITHIN),
        ];
        for (signal, patience) in ways {
            if let Some(pid) = self.shared.lock().pid {
                if signal != Signal::INT {
                    tracing::warn!(?signal, "PostgreSQL does not stop; telling it again");
                }
                postmaster::signal(pid, signal);
            }
            // An error means that the thread has ended before.
            if !matches!(
                ended.recv_timeout(patience),
                Err(std::sync::mpsc::RecvTimeoutError::Timeout)
            ) {
                return;
            }
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a new server; one that comes after the word to stop is stopped at once.
    fn note(&self, child: &Child) {
        let mut state = self.lock();
        state.pid = Some(child.id());
        if state.stopping {
            postmaster::signal(child.id(), Signal::INT);
        }
    }

    fn forget(&self) {
        self.lock().pid = None;
    }

    /// Waits for `delay`, or less when the word to stop comes. Says whether it came.
    fn pause(&self, delay: Duration) -> bool {
        let waited = self
            .stopping
            .wait_timeout_while(self.lock(), delay, |state| !state.stopping);
        waited.unwrap_or_else(PoisonError::into_inner).0.stopping
    }
}

fn watch(cluster: &Cluster, shared: &Shared, started: &SyncSender<Result<(), PgStartError>>) {
    let launch = || {
        let launched = cluster.launch(&|child| shared.note(child));
        if launched.is_err() {
            shared.forget();
        }
        launched
    };
    let mut child = match launch() {
        Ok(child) => child,
        Err(error) => {
            let _ = started.send(Err(error));
            return;
        }
    };
    let _ = started.send(Ok(()));
    let mut delay = FIRST_DELAY;
    loop {
        let since = Instant::now();
        let status = wait(&mut child, shared);
        if shared.lock().stopping {
            return;
        }
        tracing::error!(status, "PostgreSQL died; bringing it back");
        if since.elapsed() > RAN_WELL {
            delay = FIRST_DELAY;
        }
        child = loop {
            if shared.pause(delay) {
                return;
            }
            delay = (delay * 2).min(LONGEST_DELAY);
            match launch() {
                Ok(child) => break child,
                Err(error) => tracing::error!(%error, "PostgreSQL did not come back; trying again"),
            }
        };
        tracing::info!("PostgreSQL is back");
    }
}

/// Waits for the server's end without reaping it, forgets its number, then reaps it.
fn wait(child: &mut Child, shared: &Shared) -> String {
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while matches!(
            rustix::process::waitid(WaitId::Pid(pid), options),
            Err(rustix::io::Errno::INTR)
        ) {}
    }
    shared.forget();
    child
        .wait()
        .map_or_else(|error| error.to_string(), |status| status.to_string())
}
