//! Running one server: its command line, its log, waiting until it answers, clearing away one left over.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};

use super::os::{self, RunAs};
use super::{PORT, PgStartError, Program};

/// Recovery after a kill can take minutes on a big cluster; longer than this something is wrong.
const READY_WITHIN: Duration = Duration::from_secs(600);
const POLL_EVERY: Duration = Duration::from_millis(5);
/// How long backends of a dead server may hold its shared memory.
const RETRY_FOR: Duration = Duration::from_secs(10);
const ORPHAN_STOPS_WITHIN: Duration = Duration::from_secs(30);
const LOG_LINES_KEPT: usize = 20;

/// Everything that is needed to start the server, again if need be.
#[derive(Debug)]
pub(super) struct Cluster {
    pub(super) program: Program,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) data: PathBuf,
    pub(super) run_dir: PathBuf,
    pub(super) run_as: Option<RunAs>,
}

/// The last lines a server wrote.
type Log = Arc<Mutex<VecDeque<String>>>;

/// A command of PostgreSQL with a bare environment, run as the server's user.
pub(super) fn command(program: &Program, name: &str, run_as: Option<&RunAs>) -> Command {
    bare(&program.bin_dir.join(name), run_as)
}

fn bare(path: &Path, run_as: Option<&RunAs>) -> Command {
    let mut command = Command::new(path);
    command.env_clear().env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
    for kept in ["PATH", "LD_LIBRARY_PATH", "TMPDIR"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    if let Some(user) = run_as {
        // The standard library also drops root's supplementary groups when it changes the uid.
        command.uid(user.uid).gid(user.gid);
    }
    command
}

impl Cluster {
    /// Starts the server from this thread, which must outlive it, and waits until it answers. `started` is told
    /// the process as soon as there is one.
    pub(super) fn launch(&self, started: &dyn Fn(&Child)) -> Result<Child, PgStartError> {
        let begun = Instant::now();
        loop {
            let log = Log::default();
            let mut child = self.spawn(&log)?;
            started(&child);
            match self.await_ready(&mut child, &log) {
                Err(PgStartError::Exited { log, .. })
                    if begun.elapsed() < RETRY_FOR && held_by_a_dying_one(&log) =>
                {
                    std::thread::sleep(Duration::from_millis(100));
                }
                Ok(()) => return Ok(child),
                Err(error) => {
                    signal(child.id(), Signal::QUIT);
                    let _ = child.wait();
                    return Err(error);
                }
            }
        }
    }

    fn spawn(&self, log: &Log) -> Result<Child, PgStartError> {
        let mut postgres = command(&self.program, "postgres", self.run_as.as_ref());
        postgres.current_dir(&self.run_dir);
        self.add_arguments(&mut postgres);
        // Its own process group: Ctrl-C in a terminal reaches us first, and we stop it in order.
        postgres
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        die_with_parent(&mut postgres);
        let path = self.program.bin_dir.join("postgres");
        let mut child = postgres.spawn().map_err(PgStartError::io("run", &path))?;
        if let Some(stderr) = child.stderr.take() {
            let log = Arc::clone(log);
            let reader = std::thread::Builder::new().name("postgres-log".to_owned());
            let reader = reader.spawn(move || read_log(stderr, &log));
            reader.map_err(PgStartError::io("read the log of", &path))?;
        }
        Ok(child)
    }

    fn add_arguments(&self, command: &mut Command) {
        command.arg("-D").arg(&self.data);
        for (name, value) in &self.parameters {
            command.arg("-c").arg(format!("{name}={value}"));
        }
    }

    pub(super) fn under_shell(&self, script: &str) -> Command {
        let mut shell = bare(Path::new("/bin/sh"), self.run_as.as_ref());
        shell.current_dir(&self.run_dir).args(["-c", script, "sh"]);
        shell.arg(self.program.bin_dir.join("postgres"));
        self.add_arguments(&mut shell);
        shell
    }

    /// The server says in the eighth line of its pid file whether it answers.
    fn await_ready(&self, child: &mut Child, log: &Log) -> Result<(), PgStartError> {
        let begun = Instant::now();
        let socket = self.run_dir.join(format!(".s.PGSQL.{PORT}"));
        let mut told = false;
        loop {
            let ended = child
                .try_wait()
                .map_err(PgStartError::io("wait for", &self.data))?;
            if let Some(status) = ended {
                // The log's reader may still be at the last lines.
                std::thread::sleep(Duration::from_millis(50));
                let log = last_words(log);
                return Err(if PgStartError::said_full(&log) {
                    PgStartError::DiskFull {
                        path: self.data.clone(),
                    }
                } else {
                    PgStartError::Exited {
                        status: status.to_string(),
                        log,
                    }
                });
            }
            if self.says_ready(child.id()) && UnixStream::connect(&socket).is_ok() {
                return Ok(());
            }
            if begun.elapsed() > Duration::from_secs(5) && !told {
                told = true;
                tracing::warn!("PostgreSQL is still starting; after a crash it first repeats its log");
            }
            if begun.elapsed() > READY_WITHIN {
                let seconds = READY_WITHIN.as_secs();
                return Err(PgStartError::NotReady {
                    path: self.data.clone(),
                    seconds,
                    log: last_words(log),
                });
            }
            std::thread::sleep(POLL_EVERY);
        }
    }

    fn says_ready(&self, pid: u32) -> bool {
        let text = std::fs::read_to_string(self.data.join("postmaster.pid")).unwrap_or_default();
        let mut lines = text.lines();
        lines.next().is_some_and(|line| line.trim() == pid.to_string())
            && lines.nth(6).is_some_and(|line| line.trim() == "ready")
    }
}

/// Asks the kernel to tell the server to stop, fast and cleanly, when the thread that started it ends.
#[expect(unsafe_code, reason = "the only way to run something between fork and exec")]
fn die_with_parent(command: &mut Command) {
    let parent = rustix::process::getpid();
    // SAFETY: between fork and exec only system calls are made: no allocation, no lock.
    unsafe {
        command.pre_exec(move || {
            rustix::process::set_parent_process_death_signal(Some(Signal::INT))?;
            // We may have died in the moment before.
            if rustix::process::getppid() == Some(parent) {
                Ok(())
            } else {
                Err(std::io::ErrorKind::BrokenPipe.into())
            }
        });
    }
}

fn held_by_a_dying_one(log: &str) -> bool {
    log.contains("pre-existing shared memory block") || log.contains("lock file")
}

fn last_words(log: &Log) -> String {
    let lines = log.lock().unwrap_or_else(PoisonError::into_inner);
    lines.iter().map(String::as_str).collect::<Vec<_>>().join("; ")
}

fn read_log(stderr: ChildStderr, kept: &Log) {
    for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        if line.starts_with("FATAL") || line.starts_with("PANIC") {
            tracing::warn!(target: "postgres", "{line}");
        } else {
            tracing::debug!(target: "postgres", "{line}");
        }
        let mut lines = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == LOG_LINES_KEPT {
            lines.pop_front();
        }
        lines.push_back(line);
    }
}

/// Stops a server that outlived the process that started it. It is never adopted: its settings may be another
/// version's, and nobody would stop it. We hold the directory's lock, so it belongs to nobody.
pub(super) fn clear_orphans(data: &Path) -> Result<(), PgStartError> {
    let pid_file = data.join("postmaster.pid");
    let text = std::fs::read_to_string(&pid_file).unwrap_or_default();
    let postmaster: Option<u32> = text.lines().next().and_then(|line| line.trim().parse().ok());
    let begun = Instant::now();
    let mut asked = false;
    loop {
        let left = os::processes_in(data);
        let Some(first) = left.first().copied() else { break };
        let leader = postmaster.filter(|pid| left.contains(pid));
        if let (Some(leader), false) = (leader, asked) {
            tracing::warn!(pid = leader, "stopping a PostgreSQL left over from before");
            signal(leader, Signal::INT);
            asked = true;
        }
        if begun.elapsed() > ORPHAN_STOPS_WITHIN {
            left.iter().for_each(|pid| signal(*pid, Signal::QUIT));
        }
        if begun.elapsed() > ORPHAN_STOPS_WITHIN + RETRY_FOR {
            return Err(PgStartError::Orphan {
                path: data.to_owned(),
                pid: leader.unwrap_or(first),
            });
        }
        std::thread::sleep(POLL_EVERY * 4);
    }
    // Nothing runs in the folder, so the file is stale. Its number may be another program's by now, and the server
    // would then refuse to start.
    match std::fs::remove_file(&pid_file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(PgStartError::io("remove the stale", &pid_file)(error))
        }
        _ => Ok(()),
    }
}

/// Sends a signal; a process that is gone already is no failure.
pub(super) fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = rustix::process::kill_process(pid, signal);
    }
}
