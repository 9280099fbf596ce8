//! A PostgreSQL of our own: found on the machine, made in a data directory, run as our child on a unix socket
//! only, brought back when it dies, stopped cleanly.
//!
//! The calls block; from async code use `tokio::task::spawn_blocking`, as [`crate::Database::private`] does.
//! The child is started from a thread that lives as long as the server, because the kernel ties "tell the child
//! when its parent dies" to the thread that started it.

mod error;
mod find;
mod init;
mod os;
mod postmaster;
mod watch;

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use error::PgStartError;
pub use find::{MAJORS, Program};
pub use os::memory_mb;

use os::RunAs;
use postmaster::Cluster;
use watch::Watch;

/// How long a lock that this process let go of may still be held.
const LET_GO_WITHIN: Duration = Duration::from_secs(2);

/// The database that holds everything in a private cluster.
pub const DATABASE: &str = "guiyi";

/// The socket's port number: part of the socket's file name, nothing listens on a network.
pub const PORT: u16 = 5432;

/// How hard the cluster tries to survive the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// What is committed survives a power cut.
    #[default]
    Full,
    /// For tests: nothing is flushed to disk; survives a killed process, not a power cut.
    Disposable,
}

/// Where and how a private cluster runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data directory; the cluster lives in `postgres/` inside it.
    pub data_dir: PathBuf,
    /// The folder with `postgres` and `initdb`; without it `PATH` and the distributions' folders are searched.
    pub bin_dir: Option<PathBuf>,
    /// The operating system's user that PostgreSQL runs as when we are root, which it refuses to be. Without it
    /// the owner of the existing cluster, else `postgres`, else `nobody`.
    pub run_as: Option<String>,
    /// Full, but for tests.
    pub durability: Durability,
    /// Server settings that win over ours, as `("work_mem", "64MB")`.
    pub parameters: Vec<(String, String)>,
}

impl Settings {
    /// The defaults for a data directory; `GUIYI_PG_BIN` and `GUIYI_PG_USER` of the environment are taken in.
    #[must_use]
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        Self {
            data_dir: data_dir.into(),
            bin_dir: set("GUIYI_PG_BIN").map(PathBuf::from),
            run_as: set("GUIYI_PG_USER").and_then(|name| name.into_string().ok()),
            durability: Durability::Full,
            parameters: Vec::new(),
        }
    }
}

/// A running private cluster. Dropping it stops it.
#[derive(Debug)]
pub struct PrivatePostgres {
    watch: Watch,
    program: Program,
    run_dir: PathBuf,
    run_dir_is_temporary: bool,
    /// Held for life; the kernel lets go of it whatever becomes of us.
    _lock: File,
}

impl PrivatePostgres {
    /// Starts the cluster of the data directory, making it first if there is none.
    ///
    /// # Errors
    /// See [`PgStartError`]; each says what to do about it.
    pub fn start(settings: &Settings) -> Result<Self, PgStartError> {
        let Prepared {
            cluster,
            run_dir_is_temporary,
            lock,
        } = Prepared::new(settings)?;
        let (program, run_dir) = (cluster.program.clone(), cluster.run_dir.clone());
        let watch = Watch::start(cluster)?;
        Ok(Self {
            watch,
            program,
            run_dir,
            run_dir_is_temporary,
            _lock: lock,
        })
    }

    /// The folder of the unix socket, to be given as `host`.
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.run_dir
    }

    /// Which PostgreSQL runs.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The server's process id; `None` in the moments between its death and its return.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.watch.pid()
    }

    /// Stops the server: open transactions are taken back, then all is written down. After 30 seconds it is told
    /// to leave at once, which loses nothing committed but costs a recovery at the next start.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        self.watch.stop();
        if self.run_dir_is_temporary {
            // Left over it does no harm: the next start takes it over.
            let _ = std::fs::remove_dir_all(&self.run_dir);
        }
    }
}

/// A cluster that is made and ready to be started, for those who keep its server running by themselves, as the test
/// kit does for many short processes. [`PrivatePostgres`] is what everybody else wants.
#[derive(Debug)]
pub struct Prepared {
    cluster: Cluster,
    run_dir_is_temporary: bool,
    lock: File,
}

impl Prepared {
    /// Finds a program and makes the cluster if there is none, and clears away what was left over.
    ///
    /// # Errors
    /// As [`PrivatePostgres::start`].
    pub fn new(settings: &Settings) -> Result<Self, PgStartError> {
        let data_dir = std::path::absolute(&settings.data_dir)
            .map_err(PgStartError::io("find the data directory", &settings.data_dir))?;
        let home = data_dir.join("postgres");
        let data = home.join("data");
        make_home(&data_dir, &home)?;
        let lock = lock(&home)?;

        let found_major = init::major_of(&data)?;
        let program = find::find(settings.bin_dir.as_deref(), found_major.as_deref(), &data)?;
        let run_as = os::run_as(settings.run_as.as_deref(), &data)?;
        if let Some(user) = &run_as {
            os::check_parents(&home, user)?;
            os::check_parents(&program.bin_dir, user)?;
        }
        os::check_room(&home, if found_major.is_some() { 32 } else { 128 })?;

        if found_major.is_none() {
            init::init(&program, &home, run_as.as_ref(), settings.durability)?;
        } else {
            postmaster::clear_orphans(&data)?;
        }
        init::write_access(&data, run_as.as_ref())?;
        let (run_dir, run_dir_is_temporary) = make_run_dir(&home, run_as.as_ref())?;
        let parameters = parameters(settings, &run_dir);
        let cluster = Cluster {
            program,
            parameters,
            data,
            run_dir,
            run_as,
        };
        Ok(Self {
            cluster,
            run_dir_is_temporary,
            lock,
        })
    }

    /// The folder of the unix socket, once the server runs.
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.cluster.run_dir
    }

    /// A command that runs `shell_script` as the server's user, with the server's whole command line as `"$@"`.
    #[must_use]
    pub fn under_shell(&self, shell_script: &str) -> std::process::Command {
        self.cluster.under_shell(shell_script)
    }
}

/// Stops a server that outlived whoever started it in the cluster folder `data`, and waits until it has ended.
///
/// # Errors
/// [`PgStartError::Orphan`] when it does not end.
pub fn stop_left_over(data: &Path) -> Result<(), PgStartError> {
    postmaster::clear_orphans(data)
}

/// The server's settings: the machine's size decides memory, the rest is the same everywhere.
fn parameters(settings: &Settings, run_dir: &Path) -> Vec<(String, String)> {
    let mut all: Vec<(&str, String)> = vec![
        ("listen_addresses", String::new()),
        ("port", PORT.to_string()),
        ("unix_socket_directories", run_dir.display().to_string()),
        ("unix_socket_permissions", "0700".to_owned()),
        (
            "shared_buffers",
            format!("{}MB", (memory_mb() / 8).clamp(64, 2048)),
        ),
        ("max_wal_size", "8GB".to_owned()),
        ("checkpoint_timeout", "30min".to_owned()),
        // No replica hangs on a private cluster, and a table filled in the transaction that made it needs no log.
        ("wal_level", "minimal".to_owned()),
        ("max_wal_senders", "0".to_owned()),
        ("wal_compression", "off".to_owned()),
        ("timezone", "UTC".to_owned()),
        ("log_timezone", "UTC".to_owned()),
        ("jit", "off".to_owned()),
        ("max_connections", "100".to_owned()),
        // A refused row's values and a failed statement's text stay out of the log: they may be a customer's.
        ("log_error_verbosity", "terse".to_owned()),
        ("log_min_error_statement", "panic".to_owned()),
        ("log_line_prefix", String::new()),
        ("log_destination", "stderr".to_owned()),
        ("logging_collector", "off".to_owned()),
    ];
    if settings.durability == Durability::Disposable {
        for name in ["fsync", "full_page_writes"] {
            all.push((name, "off".to_owned()));
        }
    }
    let ours = all.into_iter().map(|(name, value)| (name.to_owned(), value));
    ours.chain(settings.parameters.iter().cloned()).collect()
}

fn make_home(data_dir: &Path, home: &Path) -> Result<(), PgStartError> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    // As root the server runs as somebody else, who must be able to walk in, if not to look around.
    let mode = if rustix::process::geteuid().is_root() {
        0o711
    } else {
        0o700
    };
    for dir in [data_dir, home] {
        if !dir.is_dir() {
            std::fs::DirBuilder::new()
                .recursive(true)
                .mode(mode)
                .create(dir)
                .map_err(PgStartError::io("make the folder", dir))?;
            // The process's umask must not decide it.
            std::fs::set_permissions(dir, std::fs::Permissions::from_mode(mode))
                .map_err(PgStartError::io("set the mode of", dir))?;
        }
    }
    Ok(())
}

/// Takes the directory for this process, or says who has it.
fn lock(home: &Path) -> Result<File, PgStartError> {
    let path = home.join("lock");
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(PgStartError::io("open the lock file", &path))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(std::fs::TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.rewind().and_then(|()| file.read_to_string(&mut holder));
                let pid = holder.trim().parse().ok();
                // Let go of by us, it is held for a moment more by a program that another thread is just starting.
                if pid == Some(std::process::id()) && begun.elapsed() < LET_GO_WITHIN {
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                }
                return Err(PgStartError::InUse {
                    path: home.to_owned(),
                    pid,
                });
            }
            Err(std::fs::TryLockError::Error(error)) => {
                return Err(PgStartError::io("lock", &path)(error));
            }
        }
    }
    let written = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| file.write_all(std::process::id().to_string().as_bytes()));
    written.map_err(PgStartError::io("write the lock file", &path))?;
    Ok(file)
}

/// The folder of the socket. A socket's path holds at most 107 bytes, so a deep data directory gets a short
/// folder of its own under the system's temporary one.
fn make_run_dir(home: &Path, run_as: Option<&RunAs>) -> Result<(PathBuf, bool), PgStartError> {
    const LONGEST_FOLDER: usize = 107 - "/.s.PGSQL.5432".len();
    let beside = home.join("run");
    let temporary = beside.as_os_str().len() > LONGEST_FOLDER;
    let dir = if temporary {
        std::env::temp_dir().join(short_name(home))
    } else {
        beside
    };
    os::make_private_dir(&dir, run_as)?;
    Ok((dir, temporary))
}

fn short_name(home: &Path) -> String {
    use sha2::{Digest as _, Sha256};
    use std::os::unix::ffi::OsStrExt as _;
    let digest = Sha256::digest(home.as_os_str().as_bytes());
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("guiyi-{hex}")
}
