//! Why a private PostgreSQL did not start, each with what to do about it.

use std::path::{Path, PathBuf};

/// Why a private PostgreSQL did not start. Every message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum PgStartError {
    /// No PostgreSQL on the machine.
    #[error(
        "no PostgreSQL was found on this machine; install it (Debian, Ubuntu: apt install postgresql), or set \
         GUIYI_PG_BIN to the folder that has its postgres and initdb, or set DATABASE_URL to use a server of \
         your own"
    )]
    NotFound,
    /// The folder that was named has no PostgreSQL in it.
    #[error(
        "{path} holds no PostgreSQL that can be run ({why}); point GUIYI_PG_BIN to a folder with postgres and initdb"
    )]
    NotThere {
        /// The folder named.
        path: PathBuf,
        /// What is missing or what running it said.
        why: String,
    },
    /// Only versions we do not support.
    #[error(
        "PostgreSQL {found} in {path} is not supported, 15 to 18 are; install one of those, or set GUIYI_PG_BIN \
         to its folder"
    )]
    WrongVersion {
        /// What its `postgres --version` says.
        found: String,
        /// The folder it is in.
        path: PathBuf,
    },
    /// The cluster was made by a major version that is not here.
    #[error(
        "the data in {path} was made by PostgreSQL {made_by}, and {}; install PostgreSQL {made_by} or set \
         GUIYI_PG_BIN to it. To change over to another version: start with {made_by}, make a backup, and restore \
         it into a new data directory",
        .found.as_deref().map_or_else(|| "no PostgreSQL was found".to_owned(), |found| format!("only {found} was found"))
    )]
    OtherMajor {
        /// The cluster's folder.
        path: PathBuf,
        /// The major version in its `PG_VERSION`.
        made_by: String,
        /// The version that was found instead.
        found: Option<String>,
    },
    /// Another process has the directory.
    #[error(
        "{path} is in use by another process{}; stop that one first, or give this one another data directory",
        .pid.map_or_else(String::new, |pid| format!(" (pid {pid})"))
    )]
    InUse {
        /// The folder in use.
        path: PathBuf,
        /// Who has it, when that is known.
        pid: Option<u32>,
    },
    /// A folder above the data or the program cannot be entered by the user PostgreSQL runs as.
    #[error(
        "PostgreSQL refuses to run as root, so it runs as {user}, who cannot enter {path}; choose a folder outside \
         it (as /var/lib/guiyi for data), or run: chmod o+x '{path}'"
    )]
    ClosedParent {
        /// The user PostgreSQL would run as.
        user: String,
        /// The folder that is closed to them.
        path: PathBuf,
    },
    /// The cluster belongs to another user.
    #[error(
        "the data in {path} belongs to {owner}, this process runs as {us}; start it as {owner} or as root"
    )]
    OtherOwner {
        /// The cluster's folder.
        path: PathBuf,
        /// Who owns it.
        owner: String,
        /// Who we are.
        us: String,
    },
    /// There is no user to run as.
    #[error("{0}; make a user (useradd --system postgres), or set GUIYI_PG_USER to one that is there")]
    NoUser(String),
    /// No room.
    #[error("the disk under {path} is full; free space there, or move the data directory, then start again")]
    DiskFull {
        /// The folder.
        path: PathBuf,
    },
    /// `initdb` or the first set-up failed.
    #[error("a new PostgreSQL cluster could not be made in {path}: {output}")]
    Init {
        /// The folder.
        path: PathBuf,
        /// The tool's last words.
        output: String,
    },
    /// The server ended before it was ready.
    #[error("PostgreSQL ended while starting ({status}); its last words: {log}")]
    Exited {
        /// How it ended.
        status: String,
        /// The end of its log.
        log: String,
    },
    /// The server took too long.
    #[error("PostgreSQL in {path} was not ready after {seconds} seconds; its last words: {log}")]
    NotReady {
        /// The cluster's folder.
        path: PathBuf,
        /// How long we waited.
        seconds: u64,
        /// The end of its log.
        log: String,
    },
    /// A server left over from before does not end.
    #[error(
        "a PostgreSQL left over from before (pid {pid}) still runs in {path} and does not stop; end it by hand"
    )]
    Orphan {
        /// The cluster's folder.
        path: PathBuf,
        /// Its process.
        pid: u32,
    },
    /// A file operation failed.
    #[error("could not {what} {path}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
}

impl PgStartError {
    /// Wraps a failed file operation; a full disk gets its own message.
    pub(crate) fn io(what: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Io { what, path, source },
        }
    }

    /// Reads the last words of a program: a full disk shows only there.
    pub(super) fn said_full(log: &str) -> bool {
        log.contains("No space left on device") || log.contains("Disk quota exceeded")
    }
}
