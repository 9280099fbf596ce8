//! A private PostgreSQL through its life: made, stopped, shared with nobody, killed, brought back.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pg::private::{Durability, Prepared, Settings};
use pg::{Database, OpenError, Options, PgStartError, PrivatePostgres};
use rustix::process::{Pid, Signal, kill_process};

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    // As root the server runs as another user, who must be able to enter.
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o711)).expect("mode");
    dir
}

fn settings(dir: &Path) -> Settings {
    Settings {
        durability: Durability::Disposable,
        parameters: vec![("shared_buffers".to_owned(), "16MB".to_owned())],
        ..Settings::new(dir)
    }
}

async fn open(dir: &Path) -> Database {
    Database::private(settings(dir), &Options::default())
        .await
        .expect("the cluster starts")
}

async fn try_ask(database: &Database, sql: &str) -> Result<String, pg::DbError> {
    let client = database.app().await?;
    Ok(client.query_one(sql, &[]).await?.try_get(0)?)
}

/// Asks until the server answers again; a connection of before its death fails first.
async fn ask(database: &Database, sql: &str) -> String {
    let begun = Instant::now();
    loop {
        match try_ask(database, sql).await {
            Ok(text) => return text,
            Err(error) => {
                assert!(
                    error.is_disconnected(),
                    "another failure than a lost connection: {error}"
                );
                assert!(begun.elapsed() < Duration::from_secs(60), "no answer: {error}");
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn process(pid: u32) -> Pid {
    Pid::from_raw(i32::try_from(pid).expect("a process id")).expect("a process id")
}

/// Whether a process runs; one that has ended and was not reaped by its parent does not.
fn runs(pid: u32) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    state
        .rsplit(") ")
        .next()
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
}

fn wait_until_gone(pid: u32) {
    let begun = Instant::now();
    while runs(pid) {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "process {pid} does not end"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

async fn remember(database: &Database, word: &str) {
    let owner = database.owner().await.expect("the owner logs in");
    let sql = format!(
        "create table if not exists memory (word text); grant select on memory to {}; insert into memory values ('{word}')",
        pg::APP_ROLE
    );
    owner
        .batch_execute(&format!("create schema if not exists s; {sql}"))
        .await
        .expect("the owner writes");
}

const RECALL: &str = "select string_agg(word, ' ' order by word) from memory";

async fn prepare_public(database: &Database) {
    let admin = database.admin().await.expect("the administrator logs in");
    let grant = format!("grant create, usage on schema public to {}", pg::OWNER_ROLE);
    admin
        .batch_execute(&grant)
        .await
        .expect("the owner may use the public schema");
}

/// Goal: made once, found again; three roles; a second process is refused and told who has it; nothing else listens.
#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_is_made_stopped_and_found_again() {
    let dir = folder();
    let cold = Instant::now();
    let database = open(dir.path()).await;
    let cold = cold.elapsed();
    let roles = "select string_agg(rolname || case when rolsuper then '+' else '' end, ' ' order by rolname)
        from pg_roles where rolname like 'guiyi%'";
    assert_eq!(ask(&database, roles).await, "guiyi_admin+ guiyi_app guiyi_owner");
    assert_eq!(ask(&database, "select current_user::text").await, "guiyi_app");
    assert_eq!(ask(&database, "show listen_addresses").await, "");
    let owner = "select pg_get_userbyid(datdba)::text from pg_database where datname = current_database()";
    assert_eq!(ask(&database, owner).await, "guiyi_owner");
    let refused = try_ask(&database, "select pg_reload_conf()::text").await;
    assert!(refused.is_err(), "the application's role is no administrator");

    let second = Database::private(settings(dir.path()), &Options::default()).await;
    let us = std::process::id();
    assert!(
        matches!(&second, Err(OpenError::Start(PgStartError::InUse { pid: Some(pid), .. })) if *pid == us)
    );
    let message = second.expect_err("refused").to_string();
    assert!(
        message.contains(&format!("in use by another process (pid {us})")),
        "{message}"
    );

    prepare_public(&database).await;
    remember(&database, "kept").await;
    let pid = database.private_pid().expect("a server");
    let stop = Instant::now();
    database.stop().await;
    let stop = stop.elapsed();
    wait_until_gone(pid);

    let warm = Instant::now();
    let database = open(dir.path()).await;
    assert_eq!(ask(&database, RECALL).await, "kept");
    println!(
        "cold {cold:?}, stop {stop:?}, warm to first answer {:?}",
        warm.elapsed()
    );
    database.stop().await;
}

/// Goal: the server dies under us and comes back by itself; nothing committed is lost; a stop still stops it. On the
/// way: a deep folder gets a short socket, and an unfinished cluster of before is no obstacle.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_comes_back() {
    let dir = folder();
    let deep = dir.path().join("deep".repeat(12)).join("deeper".repeat(12));
    let unfinished = deep.join("postgres/data.init.1");
    std::fs::create_dir_all(unfinished.join("half")).expect("an unfinished cluster");
    let database = open(&deep).await;
    assert!(!unfinished.exists(), "it is cleared away");
    let socket = database.socket_dir().expect("a socket");
    assert!(socket.as_os_str().len() < 60, "{}", socket.display());
    prepare_public(&database).await;
    remember(&database, "before").await;

    let first = database.private_pid().expect("a server");
    kill_process(process(first), Signal::KILL).expect("killed");
    let back = Instant::now();
    assert_eq!(ask(&database, RECALL).await, "before");
    println!("back after {:?}", back.elapsed());
    let second = database.private_pid().expect("a server");
    assert_ne!(first, second);
    remember(&database, "then").await;
    assert_eq!(ask(&database, RECALL).await, "before then");

    database.stop().await;
    wait_until_gone(second);
    assert!(!socket.exists(), "the short folder goes with the server");
}

const CHILD_DIR: &str = "PG_TEST_CHILD_DIR";

/// Not a test: what the next test runs as a process of its own, to be killed.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the test that kills it"]
async fn child_that_is_killed() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else {
        return;
    };
    let database = open(Path::new(&dir)).await;
    prepare_public(&database).await;
    remember(&database, "committed").await;
    let owner = database.owner().await.expect("the owner logs in");
    owner
        .batch_execute("begin; insert into memory values ('open')")
        .await
        .expect("an open transaction");
    println!("\nserver {}", database.private_pid().expect("a server"));
    tokio::time::sleep(Duration::from_secs(120)).await;
}

/// Goal: kill -9 of our process takes the server with it, cleanly; the next start has what was committed and nothing
/// else.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_takes_its_server_with_it() {
    let dir = folder();
    let mut child = Command::new(std::env::current_exe().expect("this test's file"))
        .args(["--exact", "child_that_is_killed", "--ignored", "--nocapture"])
        .env(CHILD_DIR, dir.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let server = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("server ")?.parse::<u32>().ok());
    let server = server.expect("the child's server");
    child.kill().expect("killed");
    child.wait().expect("its end");
    // By itself: nobody else is there yet.
    wait_until_gone(server);

    let database = open(dir.path()).await;
    assert_ne!(database.private_pid(), Some(server));
    assert_eq!(ask(&database, RECALL).await, "committed");
    database.stop().await;
}

/// Goal: a server that outlived its keeper is stopped and replaced, never adopted; a stale pid file is no obstacle.
#[test]
fn an_orphan_is_replaced() {
    let dir = folder();
    let prepared = Prepared::new(&settings(dir.path())).expect("a cluster");
    // No parent's death is told to this one.
    let mut orphan = prepared
        .under_shell("exec \"$@\"")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a server");
    let data = dir.path().join("postgres/data");
    let begun = Instant::now();
    while !std::fs::read_to_string(data.join("postmaster.pid")).is_ok_and(|text| text.contains("ready")) {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "the orphan does not start"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    drop(prepared);
    let pid = orphan.id();
    // Reaps it, as init would.
    let reaper = std::thread::spawn(move || orphan.wait());
    let server = PrivatePostgres::start(&settings(dir.path())).expect("the cluster starts");
    assert_ne!(server.pid(), Some(pid));
    let status = reaper.join().expect("a thread").expect("its end");
    assert!(status.success(), "it was stopped cleanly: {status}");
    server.stop();

    // The number of a process that lives, and is no server of this folder.
    std::fs::write(data.join("postmaster.pid"), format!("{}\n", std::process::id())).expect("a stale file");
    PrivatePostgres::start(&settings(dir.path()))
        .expect("the cluster starts")
        .stop();
}

fn refusal(settings: &Settings) -> String {
    PrivatePostgres::start(settings)
        .expect_err("it must be refused")
        .to_string()
}

/// Goal: what cannot work is refused at once, with what to do about it.
#[test]
fn refusals_say_what_to_do() {
    let dir = folder();
    let nowhere = Settings {
        bin_dir: Some(dir.path().join("nowhere")),
        ..settings(dir.path())
    };
    let message = refusal(&nowhere);
    assert!(
        message.contains("holds no PostgreSQL") && message.contains("GUIYI_PG_BIN"),
        "{message}"
    );

    let old = dir.path().join("old");
    std::fs::create_dir(&old).expect("a folder");
    std::fs::write(old.join("initdb"), "").expect("a file");
    std::fs::write(
        old.join("postgres"),
        "#!/bin/sh\necho 'postgres (PostgreSQL) 13.2'\n",
    )
    .expect("a file");
    std::fs::set_permissions(old.join("postgres"), std::fs::Permissions::from_mode(0o755)).expect("mode");
    let message = refusal(&Settings {
        bin_dir: Some(old),
        ..settings(dir.path())
    });
    assert!(
        message.starts_with("PostgreSQL 13.2 in ") && message.contains("15 to 18"),
        "{message}"
    );

    let made_by_other = folder();
    let data = made_by_other.path().join("postgres/data");
    std::fs::create_dir_all(&data).expect("a folder");
    std::fs::write(data.join("PG_VERSION"), "9\n").expect("a file");
    let message = refusal(&settings(made_by_other.path()));
    assert!(
        message.contains("was made by PostgreSQL 9") && message.contains("install PostgreSQL 9"),
        "{message}"
    );
}

/// Goal: as root, a closed folder on the way is named before anything is made.
#[test]
fn a_closed_home_is_named() {
    if !rustix::process::geteuid().is_root() {
        return println!("skipped: only root runs the server as somebody else");
    }
    let dir = folder();
    let closed = dir.path().join("home");
    std::fs::create_dir(&closed).expect("a folder");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).expect("mode");
    let message = refusal(&settings(&closed.join("data")));
    let real = closed.canonicalize().expect("a real path");
    assert!(
        message.contains(&format!("chmod o+x '{}'", real.display())),
        "{message}"
    );
}
