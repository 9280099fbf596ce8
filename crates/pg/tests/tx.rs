//! Transactions begun as somebody, under row security; bulk COPY.

use std::time::Instant;

use pg::{Actor, DbError, Migration, Track};
use testkit::TestDb;
use tokio_postgres::types::{ToSql, Type};

const TRACK: Track = Track {
    schema: "diary",
    migrations: &[Migration {
        name: "0001_entry",
        sql:
            "create table diary.entry (n bigint, text text, born bytea, constraint entry_pk primary key (n));
            alter table diary.entry enable row level security;
            create policy acting on diary.entry using ((select guiyi.actor()) is not null);
            grant select, insert, delete on diary.entry to guiyi_app;
            create table diary.staged (n bigint, text text, born bytea, constraint staged_pk primary key (n));
            grant select, insert on diary.staged to guiyi_app;",
    }],
};

async fn diary() -> TestDb {
    testkit::database(&[pg::TRACK, TRACK]).await
}

fn ana() -> Actor {
    Actor::new("ana", "test")
}

async fn count(client: &tokio_postgres::Client) -> i64 {
    client
        .query_one("select count(*) from diary.entry", &[])
        .await
        .expect("a count")
        .get(0)
}

const WHO: &str = "select coalesce(guiyi.actor(), '-') || '/' || coalesce(guiyi.purpose(), '-')";

async fn who(client: &tokio_postgres::Client) -> String {
    client.query_one(WHO, &[]).await.expect("an answer").get(0)
}

#[tokio::test]
async fn nothing_is_seen_or_written_without_an_actor() {
    let database = diary().await;
    let tx = database.begin(&ana()).await.expect("a transaction");
    assert_eq!(who(&tx).await, "ana/test");
    tx.execute("insert into diary.entry values (1, 'o''hara')", &[])
        .await
        .expect("a row");
    tx.commit().await.expect("a commit");

    let nobody = database.app().await.expect("a connection");
    assert_eq!(who(&nobody).await, "-/-", "the name stayed on the connection");
    assert_eq!(count(&nobody).await, 0);
    let refused = nobody.execute("insert into diary.entry values (2)", &[]).await;
    assert!(
        DbError::from(refused.expect_err("refused"))
            .to_string()
            .contains("row-level security")
    );
    drop(nobody);

    for (id, purpose) in [("", "test"), ("ana", " ")] {
        let blank = database.begin(&Actor::new(id, purpose)).await;
        assert!(matches!(blank, Err(DbError::NoActor)));
    }
    let quoting = Actor::new("a'; drop table diary.entry; --", "test");
    let tx = database.begin(&quoting).await.expect("a transaction");
    assert_eq!(who(&tx).await, format!("{}/test", quoting.id));
    assert_eq!(count(&tx).await, 1);
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    let database = diary().await;
    {
        let tx = database.begin(&ana()).await.expect("a transaction");
        tx.execute("insert into diary.entry values (1)", &[])
            .await
            .expect("a row");
    }
    {
        let tx = database.begin(&ana()).await.expect("a transaction");
        let mut copy = tx
            .copy_rows("copy diary.staged (n) from stdin (format binary)", &[Type::INT8])
            .await
            .expect("a copy");
        copy.row(&[&7_i64]).await.expect("a row");
        // Dropped in the middle of the copy.
    }
    let tx = database.begin(&ana()).await.expect("a transaction");
    assert_eq!(count(&tx).await, 0);
    tx.rollback().await.expect("a rollback");

    let tx = database.begin(&ana()).await.expect("a transaction");
    tx.execute("insert into diary.entry values (1)", &[])
        .await
        .expect("a row");
    let twice = DbError::from(
        tx.execute("insert into diary.entry values (1)", &[])
            .await
            .expect_err("twice"),
    );
    assert_eq!(twice.constraint(), Some("entry_pk"));
    assert!(
        tx.commit().await.is_err(),
        "a failed transaction must not look committed"
    );
    let tx = database.begin_read(&ana()).await.expect("a transaction");
    assert_eq!(count(&tx).await, 0);
    assert!(
        tx.execute("insert into diary.entry values (1)", &[])
            .await
            .is_err(),
        "it only reads"
    );
}

#[tokio::test]
async fn rows_are_copied() {
    let database = diary().await;
    let tx = database.begin(&ana()).await.expect("a transaction");
    let types = [Type::INT8, Type::TEXT, Type::BYTEA];
    let sql = "copy diary.staged (n, text, born) from stdin (format binary)";
    let mut copy = tx.copy_rows(sql, &types).await.expect("a copy");
    const ROWS: i64 = 20_000;
    let begun = Instant::now();
    for n in 0..ROWS {
        let text = (n % 3 != 0).then(|| format!("第{n}行"));
        let bytes = n.to_be_bytes();
        let row: [&(dyn ToSql + Sync); 3] = [&n, &text, &bytes.as_slice()];
        copy.row(&row).await.expect("a row");
    }
    assert_eq!(copy.finish().await.expect("the end"), 20_000);
    println!("{ROWS} rows in {:?}", begun.elapsed());
    let sums = "select count(*), count(text), count(*) filter (where born = int8send(n)), max(text) from diary.staged";
    let row = tx.query_one(sums, &[]).await.expect("sums");
    let found: (i64, i64, i64, String) = (row.get(0), row.get(1), row.get(2), row.get(3));
    assert_eq!(found, (ROWS, 13_333, ROWS, "第9998行".to_owned()));

    let mut copy = tx.copy_rows(sql, &types).await.expect("a copy");
    assert!(matches!(
        copy.row(&[&1_i64]).await,
        Err(DbError::Encode { column: 1, .. })
    ));
    assert!(matches!(
        copy.row(&[&1_i64, &2_i64, &"x"]).await,
        Err(DbError::Encode { column: 1, .. })
    ));
}

#[tokio::test]
async fn a_copy_that_breaks_a_constraint_says_which() {
    let database = diary().await;
    let tx = database.begin(&ana()).await.expect("a transaction");
    let sql = "copy diary.staged (n) from stdin (format binary)";
    let mut copy = tx.copy_rows(sql, &[Type::INT8]).await.expect("a copy");
    for n in [1_i64, 1] {
        copy.row(&[&n]).await.expect("a row");
    }
    let error = copy.finish().await.expect_err("a number twice");
    assert_eq!(error.constraint(), Some("staged_pk"));
}

/// Goal: PostgreSQL copies into no table whose rows are guarded; rows go through a temporary one, which is the
/// transaction's own.
#[tokio::test]
async fn guarded_rows_are_copied_by_way_of_a_temporary_table() {
    let database = diary().await;
    let tx = database.begin(&ana()).await.expect("a transaction");
    tx.batch_execute("create temporary table fresh (n bigint) on commit drop")
        .await
        .expect("a temporary table");
    let mut copy = tx
        .copy_rows("copy fresh (n) from stdin (format binary)", &[Type::INT8])
        .await
        .expect("a copy");
    copy.row(&[&5_i64]).await.expect("a row");
    copy.finish().await.expect("the end");
    tx.execute("insert into diary.entry (n) select n from fresh", &[])
        .await
        .expect("rows");
    assert_eq!(count(&tx).await, 1);
    tx.commit().await.expect("a commit");

    let tx = database.begin(&ana()).await.expect("a transaction");
    let refused = tx
        .copy_rows("copy diary.entry (n) from stdin (format binary)", &[Type::INT8])
        .await;
    assert!(
        refused
            .expect_err("refused")
            .to_string()
            .contains("not supported with row-level security")
    );
}

/// Goal: with a database URL one login is enough, and services act as the application all the same.
#[tokio::test]
async fn one_login_plays_every_role() {
    let cloned = diary().await;
    let cluster = testkit::cluster();
    let host: String = cluster.socket_dir().display().to_string().replace('/', "%2F");
    let url = |user: &str| format!("postgres://{user}@{host}/{}", cloned.name());
    let options = pg::Options::default();
    let database = pg::Database::external(&url(pg::ADMIN_ROLE), &options)
        .await
        .expect("the administrator");
    let tx = database.begin(&ana()).await.expect("a transaction");
    let roles = "select current_user::text || ' ' || session_user::text";
    let row = tx.query_one(roles, &[]).await.expect("roles");
    assert_eq!(row.get::<_, String>(0), "guiyi_app guiyi_admin");
    tx.execute("insert into diary.entry values (1)", &[])
        .await
        .expect("a row");
    tx.commit().await.expect("a commit");
    let nobody = database.app().await.expect("a connection");
    assert_eq!(
        count(&nobody).await,
        0,
        "a superuser's login must not see past the policies"
    );
    drop(nobody);
    assert!(
        database
            .migrate(&[pg::TRACK, TRACK])
            .await
            .expect("up to date")
            .is_empty()
    );
    database.stop().await;

    // A service's login may be the application and nothing else; migrations need another.
    let service = pg::Database::external(&url(pg::APP_ROLE), &options)
        .await
        .expect("the application");
    assert!(
        service
            .pending(&[pg::TRACK, TRACK])
            .await
            .expect("up to date")
            .is_empty()
    );
    let refused = service.migrate(&[pg::TRACK]).await;
    assert!(
        matches!(refused, Err(pg::migrate::MigrateError::NotOwner(_))),
        "{refused:?}"
    );
    service.stop().await;

    let nonsense = pg::Database::external("postgers://", &options).await;
    assert!(matches!(nonsense, Err(pg::OpenError::Url(_))));
}
