//! The cluster that all tests of a user share.
//!
//! Who may be there is told by two locks the kernel keeps, so a killed process leaves nothing behind: every test
//! process holds `users` shared for its life; whoever looks for the cluster or starts it holds `start`. The server
//! is a child of a small shell, the keeper, which waits until it can have `users` alone, waits some seconds more,
//! and stops the server. While it stops, newcomers wait for `users`, and then start the cluster again. What is in it
//! stays for the next run, templates above all.

use std::fs::File;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use pg::private::{Durability, PORT, Prepared, Settings};
use sha2::{Digest as _, Sha256};

/// Stops the server a while after the last user has gone. The pid stays the server's until the shell has waited for
/// it, so the signal cannot reach a stranger.
const KEEPER: &str = r#"
log=$TESTKIT_LOG; users=$TESTKIT_USERS
trap '' INT TERM HUP
"$@" >>"$log" 2>&1 9>&- &
server=$!
exec 9>>"$users"
while kill -0 "$server" 2>/dev/null; do
    flock -x 9
    flock -u 9
    sleep 4
    if flock -n -x 9; then
        kill -INT "$server"
        wait "$server"
        exit 0
    fi
done
"#;

const STARTS_WITHIN: Duration = Duration::from_secs(60);

/// The running cluster.
#[derive(Debug)]
pub struct Cluster {
    socket_dir: PathBuf,
    log: PathBuf,
    /// Held for the process's life.
    _user: File,
}

impl Cluster {
    /// The folder of its socket.
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// The server's log.
    #[must_use]
    pub fn log(&self) -> &Path {
        &self.log
    }
}

/// The shared cluster, started if it does not run. Blocks for about a second the first time.
///
/// # Panics
/// When it cannot be had; says why.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| join().unwrap_or_else(|error| panic!("no database for tests: {error}")))
}

fn settings(dir: &Path) -> Settings {
    let parameters = [
        ("shared_buffers", "64MB"),
        ("max_connections", "200"),
        ("max_wal_size", "1GB"),
        ("autovacuum", "off"),
        // Test data is made up, and a failing test wants to see what was refused.
        ("log_error_verbosity", "default"),
        ("log_min_error_statement", "error"),
        ("log_line_prefix", "%m [%p] %d "),
    ];
    let parameters = parameters
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    Settings {
        durability: Durability::Disposable,
        parameters,
        ..Settings::new(dir)
    }
}

fn join() -> Result<Cluster, Box<dyn std::error::Error>> {
    let dir = folder()?;
    let start = lock_file(&dir.join("start"))?;
    start.lock()?;
    let user = lock_file(&dir.join("users"))?;
    user.lock_shared()?;
    let (socket_dir, log) = (dir.join("postgres/run"), dir.join("postgres.log"));
    if UnixStream::connect(socket(&socket_dir)).is_err() {
        let kept = std::fs::read(dir.join("boot")).ok() == Some(boot()?);
        if !kept || start_server(&dir, &log, &socket_dir).is_err() {
            // Flushing to disk is off: what another boot, or another accident, left behind is not to be trusted.
            let home = dir.join("postgres");
            if home.exists() {
                pg::private::stop_left_over(&home.join("data"))?;
                std::fs::remove_dir_all(&home)?;
            }
            std::fs::write(dir.join("boot"), boot()?)?;
            start_server(&dir, &log, &socket_dir)?;
        }
        crate::database::sweep(&socket_dir);
    }
    Ok(Cluster {
        socket_dir,
        log,
        _user: user,
    })
}

/// What tells one run of the machine from the next.
fn boot() -> std::io::Result<Vec<u8>> {
    std::fs::read("/proc/sys/kernel/random/boot_id")
}

fn start_server(dir: &Path, log: &Path, socket_dir: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let prepared = Prepared::new(&settings(dir))?;
    if prepared.socket_dir() != socket_dir {
        return Err(format!("the temporary folder {} is too deep for a socket", dir.display()).into());
    }
    writable_by_all(&File::create(log)?)?;
    let mut keeper = prepared.under_shell(KEEPER);
    keeper
        .env("TESTKIT_LOG", log)
        .env("TESTKIT_USERS", dir.join("users"));
    // A group of its own, and none of our pipes: a runner that waits for those would wait for the server.
    keeper
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    keeper.spawn()?;
    let begun = Instant::now();
    while UnixStream::connect(socket(socket_dir)).is_err() || !says_ready(&dir.join("postgres/data")) {
        if begun.elapsed() > STARTS_WITHIN {
            return Err(format!("PostgreSQL does not start, see {}", log.display()).into());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

fn says_ready(data: &Path) -> bool {
    let text = std::fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    text.lines().nth(7).is_some_and(|line| line.trim() == "ready")
}

fn socket(socket_dir: &Path) -> PathBuf {
    socket_dir.join(format!(".s.PGSQL.{PORT}"))
}

/// One folder for each user, PostgreSQL and form of the settings.
fn folder() -> std::io::Result<PathBuf> {
    let uid = std::fs::metadata("/proc/self")?.uid();
    let form = format!("{:?}{KEEPER}", settings(Path::new("")));
    let digest: String = Sha256::digest(form)
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let dir = std::env::temp_dir().join(format!("guiyi-test-{uid}-{digest}"));
    match std::fs::DirBuilder::new().mode(0o711).create(&dir) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let meta = std::fs::symlink_metadata(&dir)?;
    if !meta.is_dir() || meta.uid() != uid {
        return Err(std::io::Error::other(format!(
            "{} belongs to somebody else",
            dir.display()
        )));
    }
    std::fs::set_permissions(&dir, std::fs::Permissions::from_mode(0o711))?;
    Ok(dir)
}

fn lock_file(path: &Path) -> std::io::Result<File> {
    let file = File::options().read(true).append(true).create(true).open(path)?;
    writable_by_all(&file)?;
    Ok(file)
}

/// The keeper runs as the server's user, who is another one when we are root.
fn writable_by_all(file: &File) -> std::io::Result<()> {
    file.set_permissions(std::fs::Permissions::from_mode(0o666))
}
