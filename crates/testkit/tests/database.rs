//! A test's database is its own, comes quickly, and goes.

use std::time::Instant;

use pg::{Actor, Track};

const TRACK: Track = Track {
    schema: "kit",
    migrations: &[pg::Migration {
        name: "0001_note",
        sql: "create table kit.note (n int primary key); grant select, insert on kit.note to guiyi_app",
    }],
};

async fn count(database: &testkit::TestDb) -> i64 {
    let client = database.app().await.expect("a connection");
    client
        .query_one("select count(*) from kit.note", &[])
        .await
        .expect("a count")
        .get(0)
}

async fn each_has_its_own() {
    let begun = Instant::now();
    let database = testkit::database(&[pg::TRACK, TRACK]).await;
    println!("a database in {:?}", begun.elapsed());
    assert_eq!(count(&database).await, 0);
    let tx = database
        .begin(&Actor::system("tester", "test"))
        .await
        .expect("a transaction");
    tx.execute("insert into kit.note values (1)", &[])
        .await
        .expect("a row");
    tx.commit().await.expect("a commit");
    assert_eq!(count(&database).await, 1);
}

#[tokio::test]
async fn one_test_writes() {
    each_has_its_own().await;
}

#[tokio::test]
async fn another_test_does_not_see_it() {
    each_has_its_own().await;
}

#[tokio::test]
async fn a_database_goes_with_its_test() {
    let first = testkit::database(&[pg::TRACK]).await;
    let name = first.name().to_owned();
    drop(first);
    let second = testkit::database(&[pg::TRACK]).await;
    let client = second.app().await.expect("a connection");
    let left = client
        .query("select from pg_database where datname = $1", &[&name])
        .await
        .expect("a list");
    assert!(left.is_empty(), "{name} is still there");
}
