//! A private PostgreSQL through its life: made, stopped, shared with nobody, killed, brought back.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use pg::private::{Durability, Settings};
use pg::{Database, Options};

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

/// Asks until the server answers again; a connection of before its death fails first.
async fn ask(database: &Database, sql: &str) -> String {
    let begun = Instant::now();
    loop {
        let answer = async {
            let client = database.app().await?;
            Ok::<String, pg::DbError>(client.query_one(sql, &[]).await?.try_get(0)?)
        };
        match answer.await {
            Ok(text) => return text,
            Err(error) => assert!(begun.elapsed() < Duration::from_secs(30), "no answer: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_cluster_has_three_roles_and_a_second_start_finds_it() {
    let dir = folder();
    let cold = Instant::now();
    let database = open(dir.path()).await;
    let cold = cold.elapsed();
    let roles = "select string_agg(rolname || case when rolsuper then '+' else '' end, ' ' order by rolname)
        from pg_roles where rolname like 'guiyi%'";
    assert_eq!(ask(&database, roles).await, "guiyi_admin+ guiyi_app guiyi_owner");
    assert_eq!(ask(&database, "select current_user::text").await, "guiyi_app");
    let owner = database.owner().await.expect("the owner logs in");
    owner
        .batch_execute("create table t (n int); insert into t values (7)")
        .await
        .expect("the owner writes");
    drop(owner);
    database.stop().await;

    let warm = Instant::now();
    let database = open(dir.path()).await;
    let warm = warm.elapsed();
    let admin = database.admin().await.expect("the administrator logs in");
    let row = admin
        .query_one("select n from t", &[])
        .await
        .expect("the table is there");
    assert_eq!(row.get::<_, i32>(0), 7);
    drop(admin);
    let stop = Instant::now();
    database.stop().await;
    println!("cold {cold:?}, warm {warm:?}, stop {:?}", stop.elapsed());
}
