//! Transactions begun as somebody, under row security; bulk COPY.

use std::time::Instant;

use futures_util::FutureExt as _;
use pg::{Actor, CopyRows, CopyTarget, DbError, Migration, Sight, Track, Type};
use testkit::TestDb;
use tokio_postgres::types::ToSql;

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

static STAGED: CopyTarget = CopyTarget {
    table: "diary.staged",
    columns: &[("n", Type::INT8), ("text", Type::TEXT), ("born", Type::BYTEA)],
    fresh: false,
};

static ENTRY: CopyTarget = CopyTarget {
    table: "diary.entry",
    columns: &[("n", Type::INT8)],
    fresh: true,
};

async fn diary() -> TestDb {
    testkit::database(&[pg::TRACK, TRACK]).await
}

fn ana() -> Actor {
    Actor::system("ana", "test")
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
        let blank = database.begin(&Actor::system(id, purpose)).await;
        assert!(matches!(blank, Err(DbError::NoActor)));
    }
    let quoting = Actor::system("a'; drop table diary.entry; --", "test");
    let tx = database.begin(&quoting).await.expect("a transaction");
    assert_eq!(who(&tx).await, format!("{}/test", quoting.id));
    assert_eq!(count(&tx).await, 1);
}

/// Goal: a policy tells who sees all from who sees what bears a token; the setting ends with the transaction.
#[tokio::test]
async fn how_far_an_actor_sees_is_told_to_policies() {
    let database = diary().await;
    const SIGHT: &str = "select guiyi.sees_all()::text || ' ' || guiyi.sight()::text";
    let tell = async |actor: &Actor| -> String {
        let tx = database.begin_read(actor).await.expect("a transaction");
        tx.query_one(SIGHT, &[]).await.expect("an answer").get(0)
    };
    let scoped = |tokens: &[&str]| {
        let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
        Actor::scoped("ana", "test", Sight::Tokens(tokens))
    };
    assert_eq!(tell(&ana()).await, "true {}");
    assert_eq!(tell(&scoped(&["u:0101", "m:R1"])).await, "false {u:0101,m:R1}");
    assert_eq!(tell(&scoped(&[])).await, "false {}");
    // Neither a star nor what ends a list makes more of a token than it is.
    assert_eq!(tell(&scoped(&["*"])).await, "false {*}");
    assert_eq!(tell(&scoped(&["a,b", "\""])).await, r#"false {"a,b","\""}"#);
    let nobody = database.app().await.expect("a connection");
    let row = nobody.query_one(SIGHT, &[]).await.expect("an answer");
    assert_eq!(row.get::<_, String>(0), "false {}");
}

/// Goal: one statement begins as somebody by itself, sees what they see, and leaves nobody's name on the connection,
/// whether it is answered or fails.
#[tokio::test]
async fn one_statement_is_begun_as_somebody() {
    let database = diary().await;
    let tx = database.begin(&ana()).await.expect("a transaction");
    tx.execute("insert into diary.entry values (7)", &[])
        .await
        .expect("a row");
    tx.commit().await.expect("a commit");

    let client = database.app().await.expect("a connection");
    let tell = async |actor: &Actor, what: &str| {
        let acting = actor.acting()?;
        let sql = format!(
            "select told from guiyi.acting($1, $2, $3) acting cross join lateral ({what}) told (told)"
        );
        let row = client
            .query_one(&sql, &[&acting.actor, &acting.purpose, &acting.tokens])
            .await?;
        Ok::<String, DbError>(row.get(0))
    };
    let what = "select concat_ws(' ', guiyi.actor(), guiyi.purpose(), guiyi.sees_all()::text, guiyi.sight()::text) \
                where acting";
    let scoped = |tokens: &[&str]| {
        let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
        Actor::scoped("bo", "test", Sight::Tokens(tokens))
    };
    for (actor, expected) in [
        (ana(), "ana test true {}"),
        (scoped(&["u:0101", "m:R1"]), "bo test false {u:0101,m:R1}"),
        (scoped(&[]), "bo test false {}"),
        (scoped(&["*"]), "bo test false {*}"),
    ] {
        assert_eq!(tell(&actor, what).await.expect("an answer"), expected);
    }
    // Row security sees the actor too, who came before the rows were asked for.
    let rows = "select count(n)::text from diary.entry where acting";
    assert_eq!(tell(&ana(), rows).await.expect("an answer"), "1");

    tell(&ana(), "select (1 / length(repeat('', 1)))::text where acting")
        .await
        .expect_err("it fails");
    for blank in [Actor::system("", "test"), Actor::system("ana", " ")] {
        assert!(matches!(tell(&blank, what).await, Err(DbError::NoActor)));
    }
    assert_eq!(who(&client).await, "-/-", "the name stayed on the connection");
    assert_eq!(count(&client).await, 0);
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
        let mut rows = CopyRows::new(&STAGED);
        rows.push(&[&7_i64, &"x", &[0_u8].as_slice()]).expect("a row");
        // Dropped in the middle of the copy: it has been begun, and nobody waits for its end.
        let _ = tx.copy(rows).now_or_never();
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
    let mut copied = CopyRows::new(&STAGED);
    const ROWS: i64 = 20_000;
    let begun = Instant::now();
    for n in 0..ROWS {
        let text = (n % 3 != 0).then(|| format!("第{n}行"));
        let bytes = n.to_be_bytes();
        let row: [&(dyn ToSql + Sync); 3] = [&n, &text, &bytes.as_slice()];
        copied.push(&row).expect("a row");
    }
    assert_eq!(tx.copy(copied).await.expect("the end"), 20_000);
    println!("{ROWS} rows in {:?}", begun.elapsed());
    let sums = "select count(*), count(text), count(*) filter (where born = int8send(n)), max(text) from diary.staged";
    let row = tx.query_one(sums, &[]).await.expect("sums");
    let found: (i64, i64, i64, String) = (row.get(0), row.get(1), row.get(2), row.get(3));
    assert_eq!(found, (ROWS, 13_333, ROWS, "第9998行".to_owned()));

    let mut copied = CopyRows::new(&STAGED);
    assert!(matches!(
        copied.push(&[&1_i64]),
        Err(DbError::Encode { column: 1, .. })
    ));
    assert!(matches!(
        copied.push(&[&1_i64, &2_i64, &"x"]),
        Err(DbError::Encode { column: 1, .. })
    ));
}

#[tokio::test]
async fn a_copy_that_breaks_a_constraint_says_which() {
    let database = diary().await;
    let tx = database.begin(&ana()).await.expect("a transaction");
    let mut rows = CopyRows::new(&STAGED);
    for n in [1_i64, 1] {
        rows.push(&[&n, &"x", &[0_u8].as_slice()]).expect("a row");
    }
    let error = tx.copy(rows).await.expect_err("a number twice");
    assert_eq!(error.constraint(), Some("staged_pk"));
}

/// Goal: into a guarded table the application's role copies nothing, and the owner copies in bulk: without the
/// indexes while there is no row, and with them again before anybody sees one.
#[tokio::test]
async fn guarded_rows_are_copied_by_the_owner() {
    let database = diary().await;
    let one = || {
        let mut rows = CopyRows::new(&ENTRY);
        rows.push(&[&5_i64]).expect("a row");
        rows
    };
    let tx = database.begin(&ana()).await.expect("a transaction");
    let refused = tx.copy(one()).await.expect_err("refused");
    assert!(
        refused
            .to_string()
            .contains("not supported with row-level security"),
        "{refused}"
    );
    tx.rollback().await.expect("a rollback");

    let tx = database.begin_as_owner(&ana()).await.expect("a transaction");
    let bare = tx.strip(&["diary.entry"]).await.expect("an answer");
    tx.copy(one()).await.expect("a row");
    tx.copy(one()).await.expect("no key refuses it yet");
    let twice = tx
        .dress(bare.expect("the table is empty"))
        .await
        .expect_err("a number twice");
    assert_eq!(twice.constraint(), Some("entry_pk"));
    drop(tx);

    let tx = database.begin_as_owner(&ana()).await.expect("a transaction");
    let bare = tx.strip(&["diary.entry"]).await.expect("an answer");
    tx.copy(one()).await.expect("a row");
    tx.dress(bare.expect("the table is empty"))
        .await
        .expect("its key again");
    tx.commit().await.expect("a commit");

    let tx = database.begin(&ana()).await.expect("a transaction");
    assert_eq!(count(&tx).await, 1);
    let error = DbError::from(
        tx.execute("insert into diary.entry values (5)", &[])
            .await
            .expect_err("twice"),
    );
    assert_eq!(error.constraint(), Some("entry_pk"));
    drop(tx);
    let tx = database.begin_as_owner(&ana()).await.expect("a transaction");
    let bare = tx.strip(&["diary.entry"]).await.expect("an answer");
    assert!(bare.is_none(), "a table with rows keeps its indexes");
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
