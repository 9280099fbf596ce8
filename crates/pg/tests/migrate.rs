//! Migrations: forward only, checksummed, one track a schema.

use pg::migrate::MigrateError;
use pg::{Migration, Track};

const ONE: Migration = Migration {
    name: "0001_one",
    sql: "create table shelf.one (n int)",
};
const TWO: Migration = Migration {
    name: "0002_two",
    sql: "create table shelf.two (n int); select pg_sleep(0.2)",
};
const BAD: Migration = Migration {
    name: "0003_bad",
    sql: "create table shelf.three (n int); select 1 / 0",
};
const OUTSIDE: Migration = Migration {
    name: "0003_index",
    sql: "-- no-transaction\ncreate index concurrently two_n on shelf.two (n)",
};
const EDITED: Migration = Migration {
    name: "0001_one",
    sql: "create table shelf.one (n bigint)",
};

const fn track(migrations: &'static [Migration]) -> Track {
    Track {
        schema: "shelf",
        migrations,
    }
}

#[tokio::test]
async fn steps_run_once_and_in_order() {
    let database = testkit::database(&[]).await;
    let base = || async { database.migrate(&[pg::TRACK]).await };
    assert_eq!(base().await.expect("the base").len(), pg::TRACK.migrations.len());
    assert!(base().await.expect("the base").is_empty());

    let first = database
        .migrate(&[pg::TRACK, track(&[ONE])])
        .await
        .expect("a step");
    assert_eq!(
        first.iter().map(|step| step.name).collect::<Vec<_>>(),
        ["0001_one"]
    );
    let waiting = database.pending(&[track(&[ONE, TWO])]).await.expect("a list");
    assert_eq!(
        waiting.iter().map(|step| step.name).collect::<Vec<_>>(),
        ["0002_two"]
    );

    // Two programs at once: one runs the step, the other waits and finds it done.
    let tracks = [track(&[ONE, TWO])];
    let (one, other) = tokio::join!(database.migrate(&tracks), database.migrate(&tracks));
    assert_eq!(one.expect("one").len() + other.expect("the other").len(), 1);

    let failed = database.migrate(&[track(&[ONE, TWO, BAD])]).await;
    let message = failed.expect_err("it divides by zero").to_string();
    assert!(
        message.contains("0003_bad") && message.contains("division by zero"),
        "{message}"
    );
    let owner = database.owner().await.expect("the owner");
    let row = owner
        .query_one("select to_regclass('shelf.three') is null", &[])
        .await
        .expect("an answer");
    assert!(row.get::<_, bool>(0), "a failed step leaves nothing");

    database
        .migrate(&[track(&[ONE, TWO, OUTSIDE])])
        .await
        .expect("an index outside a transaction");
    assert!(
        database
            .migrate(&[track(&[ONE, TWO, OUTSIDE])])
            .await
            .expect("nothing")
            .is_empty()
    );
}

#[tokio::test]
async fn a_database_of_another_program_is_refused() {
    let database = testkit::database(&[pg::TRACK, track(&[ONE, TWO])]).await;
    let check = async |migrations: &'static [Migration], expect: &str| {
        for answer in [
            database.migrate(&[track(migrations)]).await,
            database.pending(&[track(migrations)]).await,
        ] {
            let message = answer.expect_err("refused").to_string();
            assert!(message.contains(expect), "{message}");
        }
    };
    check(
        &[ONE],
        "made by a newer guiyi: schema shelf has the step 0002_two",
    )
    .await;
    check(&[ONE, BAD], "made by a newer guiyi").await;
    check(&[EDITED, TWO], "0001_one of schema shelf was edited").await;
    check(
        &[TWO, ONE],
        "has run the step 0001_one where this program has 0002_two",
    )
    .await;

    // Tracks are checked before any runs: the good one beside a newer one is left alone.
    let good = Track {
        schema: "other",
        migrations: &[Migration {
            name: "0001",
            sql: "select 1",
        }],
    };
    assert!(matches!(
        database.migrate(&[good, track(&[ONE])]).await,
        Err(MigrateError::Newer { .. })
    ));
    assert_eq!(database.pending(&[good]).await.expect("a list").len(), 1);
}

#[tokio::test]
async fn the_tracker_is_not_the_applications_to_write() {
    const GENEROUS: Migration = Migration {
        name: "0001_generous",
        sql: "grant select, insert, update, delete on all tables in schema shelf to guiyi_app",
    };
    let database = testkit::database(&[pg::TRACK, track(&[GENEROUS])]).await;
    let app = database.app().await.expect("a connection");
    assert_eq!(
        app.query("select name from shelf._migration", &[])
            .await
            .expect("a list")
            .len(),
        1
    );
    assert!(app.execute("delete from shelf._migration", &[]).await.is_err());
}
