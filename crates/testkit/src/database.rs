//! A database for one test, cloned from a migrated template.

use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use pg::{Connection, Database, Options, Track};
use sha2::{Digest as _, Sha256};

use crate::{Cluster, cluster};

/// A database of its own for a test; dropping it drops the database.
#[derive(Debug)]
pub struct TestDb {
    database: Database,
    name: String,
}

impl TestDb {
    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Deref for TestDb {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.database
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the database's log is in {}", cluster().log().display());
        }
        if std::env::var_os("GUIYI_KEEP_TEST_DATABASES").is_some() {
            eprintln!(
                "kept: psql -h {} -d {}",
                cluster().socket_dir().display(),
                self.name
            );
            return;
        }
        let sql = format!("drop database if exists {} with (force)", self.name);
        // A failure leaves a database that goes when the cluster is next started.
        on_a_thread(async move {
            let admin = server(cluster().socket_dir()).admin().await?;
            Ok(admin.batch_execute(&sql).await?)
        });
    }
}

/// Runs a task to its end from anywhere: a test's own runtime may be ending, or not be there.
fn on_a_thread(task: impl Future<Output = Result<(), pg::DbError>> + Send + 'static) {
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.ok().map(|runtime| runtime.block_on(task))
    });
    if let Ok(Some(Err(error))) = thread.join() {
        eprintln!("the test databases could not be tidied: {error}");
    }
}

/// Drops what killed tests left behind, and all templates when there are many: most are of tracks long changed.
/// Nobody else uses the cluster yet.
pub(crate) fn sweep(socket_dir: &Path) {
    let socket_dir = socket_dir.to_owned();
    on_a_thread(async move {
        let admin = server(&socket_dir).admin().await?;
        let known = "select datname::text from pg_database where datname like 'test\\_%' or datname like '%\\_making'
            union all select datname::text from pg_database
            where datname like 'template\\_%' and (select count(*) from pg_database where datname like 'template\\_%') > 12";
        for row in admin.query(known, &[]).await? {
            let name: String = row.try_get(0)?;
            admin
                .batch_execute(&format!("drop database if exists {name} with (force)"))
                .await?;
        }
        Ok(())
    });
}

/// A database in which `tracks` are migrated, and nothing else is.
///
/// # Panics
/// When it cannot be had; says why.
pub async fn database(tracks: &[Track]) -> TestDb {
    let joined = tokio::task::spawn_blocking(cluster).await;
    let cluster = joined.expect("the shared cluster");
    let admin = server(cluster.socket_dir())
        .admin()
        .await
        .unwrap_or_else(|error| panic!("no database for tests: {error}"));
    let template = template(cluster, &admin, tracks).await;
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "test_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    // A process of before may have had our number and been killed.
    run(&admin, &format!("drop database if exists {name} with (force)")).await;
    run(
        &admin,
        &format!(
            "create database {name} template {template} strategy file_copy owner {}",
            pg::OWNER_ROLE
        ),
    )
    .await;
    TestDb {
        database: open(cluster.socket_dir(), &name),
        name,
    }
}

/// The template of these tracks, made by the first who asks for it.
async fn template(cluster: &Cluster, admin: &Connection, tracks: &[Track]) -> String {
    let mut digest = Sha256::new();
    for track in tracks {
        for part in [track.schema]
            .into_iter()
            .chain(track.migrations.iter().flat_map(|step| [step.name, step.sql]))
        {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
    }
    let digest: String = digest
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("template_{digest}");
    // Only one makes it; the lock goes with the connection.
    run(admin, &format!("select pg_advisory_lock(hashtext('{name}'))")).await;
    let known = admin
        .query_opt("select from pg_database where datname = $1", &[&name])
        .await;
    if known.expect("the list of databases").is_none() {
        let making = format!("{name}_making");
        run(admin, &format!("drop database if exists {making} with (force)")).await;
        run(
            admin,
            &format!(
                "create database {making} template template0 strategy file_copy owner {}",
                pg::OWNER_ROLE
            ),
        )
        .await;
        let database = open(cluster.socket_dir(), &making);
        if let Err(error) = database.migrate(tracks).await {
            panic!("the template cannot be migrated: {error}");
        }
        database.stop().await;
        wait_until_unused(admin, &making).await;
        run(admin, &format!("alter database {making} rename to {name}")).await;
    }
    run(admin, &format!("select pg_advisory_unlock(hashtext('{name}'))")).await;
    name
}

/// A closed connection's process lives a moment longer, and a database in use is no template.
async fn wait_until_unused(admin: &Connection, name: &str) {
    let users = "select count(*) from pg_stat_activity where datname = $1";
    for _ in 0..1000 {
        let row = admin
            .query_one(users, &[&name])
            .await
            .expect("the list of connections");
        if row.get::<_, i64>(0) == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

async fn run(admin: &Connection, sql: &str) {
    if let Err(error) = admin.batch_execute(sql).await {
        panic!("{sql}: {}", pg::DbError::from(error));
    }
}

fn server(socket_dir: &Path) -> Database {
    open(socket_dir, "postgres")
}

fn open(socket_dir: &Path, name: &str) -> Database {
    let options = Options {
        pool_size: 8,
        ..Options::default()
    };
    Database::at_socket(socket_dir, name, &options).expect("a pool")
}
