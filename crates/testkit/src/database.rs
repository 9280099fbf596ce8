//! A database for one test, cloned from a migrated template.

use std::ops::Deref;
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
        // A test's runtime may be ending; this needs one of its own. A failure leaves a database that goes with the
        // cluster.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                let _ = runtime.block_on(async {
                    server()
                        .admin()
                        .await?
                        .batch_execute(&sql)
                        .await
                        .map_err(pg::DbError::from)
                });
            }
        });
        let _ = dropped.join();
    }
}

/// A database in which `tracks` are migrated, and nothing else is.
///
/// # Panics
/// When it cannot be had; says why.
pub async fn database(tracks: &[Track]) -> TestDb {
    let joined = tokio::task::spawn_blocking(cluster).await;
    let cluster = joined.expect("the shared cluster");
    let admin = server()
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
        database: open(cluster, &name),
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
        let database = open(cluster, &making);
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

fn server() -> Database {
    open(cluster(), "postgres")
}

fn open(cluster: &Cluster, name: &str) -> Database {
    let options = Options {
        pool_size: 8,
        ..Options::default()
    };
    Database::at_socket(cluster.socket_dir(), name, &options).expect("a pool")
}
