//! Another branch's customer stays unread: whatever table is asked, by whatever function, as the application's role
//! with a scope. A new table without a wall fails here.

mod bank;

use std::collections::BTreeSet;

use bank::{Bank, Cells, day, mapping, person, row};
use ecif::explain::{Asked, ExplainError, Explanation, explain};
use ecif::identify::{Identified, Likeness, identify};
use ecif::message::MessageError;
use ecif::model::About;
use ecif::record::record_id;
use pg::{Actor, Sight};
use standards::document::DocumentType;
use uuid::Uuid;

const ZHANG: (&str, &str) = ("张三", "11010519491231002X");
const LI: (&str, &str) = ("李四", "440524188001010014");

/// Tables that tell of no customer: every actor reads them.
const OPEN: [&str; 8] = [
    "_migration",
    "change",
    "code_value",
    "extension_namespace",
    "follower",
    "mapping",
    "policy",
    "source",
];

fn mapping_with_accounts() -> String {
    let form = "\"delta\"\nfiles = [\"NAME_{date}_*.txt\"]";
    let format =
        "[feed.NAME.format]\ntype = \"delimited\"\nencoding = \"utf-8\"\ndelimiter = \"|\"\nheader = true\n";
    let account = r#"about = "account"
key = ["key"]
product = "current"
unit = "unit"
delete = { column = "flag", values = ["D"] }
FORMAT[feed.account.balance]
amount = "edu"
currency = { constant = "CNY" }
kind = "book"
[[feed.account.holder]]
customer = ["n1"]
role = "owner"
[[feed.account.field]]
column = "n2"
to = "account_number"
"#;
    let tie = r#"about = "relation"
key = ["key"]
from = { customer = ["n1"] }
to = { customer = ["n2"] }
kind = "spouse"
FORMAT"#;
    let mut more = String::new();
    for (name, rest) in [("account", account), ("tie", tie)] {
        let form = form.replace("NAME", name);
        let format = format.replace("NAME", name);
        more += &format!(
            "[feed.{name}]\nmode = {form}\n{}",
            rest.replace("FORMAT", &format)
        );
    }
    mapping("core", 90, "delta", &more)
}

fn kept(mut cells: Cells, unit: &str, manager: &str) -> Cells {
    cells.extend([("unit", unit.to_owned()), ("rm", manager.to_owned())]);
    cells
}

/// 张三 at branch 0101, 李四 at 0201 with an account there, tied to each other.
async fn two_branches() -> Bank {
    let bank = Bank::open().await;
    let mapping = mapping_with_accounts();
    let people = [
        kept(person("1", ZHANG.0, ZHANG.1), "0101", "R01011"),
        kept(person("2", LI.0, LI.1), "0201", "R02011"),
    ];
    bank.load(&mapping, "core", day(3, 1), &people).await;
    let tell = async |feed: &str, date, cells: &[(&'static str, &str)]| {
        let told: Result<(), MessageError> = bank.message_of(feed, &mapping, date, &row(cells)).await;
        told.unwrap();
    };
    let account = [
        ("key", "88"),
        ("n1", "2"),
        ("n2", "6222000000000088"),
        ("unit", "0201"),
        ("edu", "5"),
    ];
    tell("account", day(3, 2), &account).await;
    tell("tie", day(3, 2), &[("key", "1"), ("n1", "1"), ("n2", "2")]).await;
    // A second version, and one that went, so that no table is empty for want of anything to tell.
    let mut moved = people[1].clone();
    moved.insert("mobile", "13800138000".to_owned());
    bank.message(&mapping, day(3, 3), &moved).await.unwrap();
    let similar = kept(person("3", "李斯", LI.1), "0201", "R02011");
    bank.message(&mapping, day(3, 3), &similar).await.unwrap();
    ecif::card::follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .unwrap();
    let mut gone = similar.clone();
    gone.insert("flag", "D".to_owned());
    bank.message(&mapping, day(3, 4), &gone).await.unwrap();
    let number = bank.number("core", "2").await;
    let score = serde_json::json!({ "score": 7 });
    let said = ecif::extension::Word {
        namespace: "risk",
        name: "score",
        value: &score,
        base: None,
        role: Some("product_risk"),
    };
    let (db, keyring, clock, actor) = (&bank.db, &bank.keyring, &bank.clock, &bank.actor);
    ecif::extension::put(db, keyring, clock, actor, number, said)
        .await
        .unwrap();
    let value = ecif::code::Value {
        code: "99".to_owned(),
        zh: "其他".to_owned(),
        en: "Other".to_owned(),
        parent: None,
        means: None,
        version: 0,
        retired: false,
    };
    ecif::code::put(db, clock, actor, "education", &value)
        .await
        .unwrap();
    bank.assert_sound().await;
    bank
}

fn scoped(tokens: &[&str]) -> Actor {
    let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
    Actor::scoped("ana", "test", Sight::Tokens(tokens))
}

async fn explain_as(bank: &Bank, actor: &Actor, asked: &Asked) -> Result<Explanation, ExplainError> {
    explain(&bank.db, &bank.keyring, &bank.clock, actor, asked, None, None).await
}

fn key(key: &str) -> Asked {
    Asked::SourceKey {
        source: "core".to_owned(),
        key: key.to_owned(),
    }
}

async fn tables(bank: &Bank) -> Vec<String> {
    let sql = "select c.relname::text from pg_class c where c.relnamespace = 'ecif'::regnamespace
        and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1";
    let admin = bank.db.admin().await.unwrap();
    admin
        .query(sql, &[])
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect()
}

/// Everything by which the other branch's customers would be known again, as text.
async fn marks(bank: &Bank) -> Vec<String> {
    let mut marks = vec![
        LI.0.to_owned(),
        LI.1.to_owned(),
        "6222000000000088".to_owned(),
        "R02011".to_owned(),
    ];
    for other in ["2", "3"] {
        let told = bank.explain("core", other).await;
        marks.push(told.number.to_string());
        let record = bank.record("core", other).0;
        marks.extend([record.to_string(), record.simple().to_string()]);
        let sql = "select party_id from ecif.record where record_id = $1";
        let party: Uuid = bank.read().await.query_one(sql, &[&record]).await.unwrap().get(0);
        marks.push(party.to_string());
    }
    marks.push(
        record_id(&bank.keyring, About::Account, "core", "88")
            .0
            .to_string(),
    );
    marks
}

#[tokio::test]
async fn no_table_shows_another_branchs_customer() {
    let bank = two_branches().await;
    let marks = marks(&bank).await;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for table in tables(&bank).await {
        let sql = format!("select t::text from ecif.{table} t");
        for (actor, who) in [
            (scoped(&["u:0101"]), "0101"),
            (scoped(&[]), "nobody"),
            (scoped(&["u:*"]), "star"),
        ] {
            let tx = bank.db.begin_read(&actor).await.unwrap();
            let Ok(rows) = tx.query(&sql, &[]).await else {
                continue; // the application may not even ask
            };
            let rows: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
            if !rows.is_empty() {
                seen.insert(format!("{who} {table}"));
            }
            for (row, mark) in rows
                .iter()
                .flat_map(|row| marks.iter().map(move |mark| (row, mark)))
            {
                assert!(
                    !row.contains(mark.as_str()),
                    "{who} reads {mark} in {table}: {row}"
                );
            }
        }
    }
    // What is read at all is known by name: a wall that let nothing through would pass above.
    let open = OPEN
        .iter()
        .flat_map(|table| ["0101", "nobody", "star"].map(|who| format!("{who} {table}")));
    let mut expected: BTreeSet<String> = open.collect();
    expected.extend(["0101 card".to_owned(), "0101 party".to_owned()]);
    assert_eq!(seen, expected);
    // And it is there to be seen by those who see all, in every table but the steward's.
    let tx = bank.read().await;
    for table in tables(&bank).await {
        let sql = format!("select exists (select from ecif.{table})");
        let Ok(row) = tx.query_one(&sql, &[]).await else {
            continue;
        };
        let empty = !row.get::<_, bool>(0);
        let may_be = ["task", "former_membership", "exact_key"].contains(&table.as_str());
        assert!(!empty || may_be, "{table} is empty: it proves nothing");
    }
}

#[tokio::test]
async fn every_table_has_its_wall() {
    let bank = Bank::open().await;
    let sql = "select c.relname::text, c.relrowsecurity,
            has_table_privilege('guiyi_app', c.oid, 'select, insert, update, delete'),
            coalesce((select string_agg(coalesce(pg_get_expr(p.polqual, p.polrelid), ''), ' ')
                from pg_policy p where p.polrelid = c.oid and p.polroles = '{0}'), '')
        from pg_class c where c.relnamespace = 'ecif'::regnamespace and c.relkind in ('r', 'p')";
    let admin = bank.db.admin().await.unwrap();
    for row in admin.query(sql, &[]).await.unwrap() {
        let (table, secured, granted, policies): (String, bool, bool, String) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        if !granted || table == "_migration" {
            continue;
        }
        assert!(secured, "{table} has no row security");
        let by_sight = policies.contains("sees_all");
        assert_eq!(by_sight, !OPEN.contains(&table.as_str()), "{table}: {policies}");
    }
}

#[tokio::test]
async fn a_scoped_actor_writes_nothing() {
    let bank = two_branches().await;
    for table in tables(&bank).await {
        let tx = bank.db.begin(&scoped(&["u:0101"])).await.unwrap();
        let sql = format!("insert into ecif.{table} select t.* from ecif.{table} t limit 1");
        let written = tx.execute(&sql, &[]).await;
        assert!(!matches!(written, Ok(1..)), "{table} was written");
    }
}

#[tokio::test]
async fn functions_show_what_is_in_sight_and_the_branch_of_what_is_not() {
    let bank = two_branches().await;
    let zhang_number = bank.number("core", "1").await;
    let li_number = bank.number("core", "2").await;
    let branch = scoped(&["u:0101"]);
    let told = explain_as(&bank, &branch, &key("1")).await.unwrap();
    assert_eq!(told.name(), ZHANG.0);
    assert_eq!(told.relations.len(), 1);
    let tie = &told.relations[0];
    assert_eq!((tie.number, tie.name.as_str()), (None, ""), "{tie:?}");
    assert_eq!(tie.branches, ["0201"]);
    for asked in [key("2"), Asked::Number(li_number)] {
        let refused = explain_as(&bank, &branch, &asked).await;
        assert!(
            matches!(&refused, Err(ExplainError::Elsewhere { branches }) if branches == &["0201"]),
            "{refused:?}"
        );
    }
    let manager = scoped(&["m:R02011"]);
    let told = explain_as(&bank, &manager, &Asked::Number(li_number))
        .await
        .unwrap();
    assert_eq!((told.name(), told.agreements.len()), (LI.0, 1));
    assert!(
        explain_as(&bank, &manager, &Asked::Number(zhang_number))
            .await
            .is_err()
    );

    let find = async |actor: &Actor, number: &str, name: &str| {
        let likeness = Likeness {
            document: DocumentType::ResidentId,
            number: number.to_owned(),
            name: Some(name.to_owned()),
        };
        identify(&bank.db, &bank.keyring, actor, &likeness).await.unwrap()
    };
    assert_eq!(
        find(&branch, ZHANG.1, ZHANG.0).await,
        Identified::One(zhang_number)
    );
    assert_eq!(
        find(&branch, LI.1, LI.0).await,
        Identified::Elsewhere(vec!["0201".to_owned()])
    );
    assert_eq!(
        find(&branch, "110101192002290010", "王五").await,
        Identified::NotFound
    );
    assert_eq!(find(&manager, LI.1, LI.0).await, Identified::One(li_number));

    // The functions themselves, asked for a party that is somebody else's.
    let sql = "select party_id from ecif.record where record_id = $1";
    let li: Uuid = bank
        .read()
        .await
        .query_one(sql, &[&bank.record("core", "2").0])
        .await
        .unwrap()
        .get(0);
    let functions = [
        "memberships_of($1)",
        "records_of($1)",
        "versions_of($1)",
        "absences_of($1)",
        "links_of($1)",
        "balances_of($1, '2026-12-31')",
        "similar_of($1)",
        "extensions_of($1)",
        "reach($1) r where r <> '{}'",
    ];
    for function in functions {
        let sql = format!("select count(*) from ecif.{function}");
        for actor in [scoped(&["u:0101"]), scoped(&[])] {
            let tx = bank.db.begin_read(&actor).await.unwrap();
            let many: i64 = tx.query_one(&sql, &[&li]).await.unwrap().get(0);
            assert_eq!(many, 0, "{function} as {actor:?}");
        }
        let nobody = bank.db.app().await.unwrap();
        let many: i64 = nobody.query_one(&sql, &[&li]).await.unwrap().get(0);
        assert_eq!(many, 0, "{function} as nobody");
    }
}

/// Goal: an agreement brings its branch, and takes it along when it is closed at the source.
#[tokio::test]
async fn a_branch_that_keeps_an_account_sees_its_holder() {
    let bank = two_branches().await;
    let mapping = mapping_with_accounts();
    let own = ["m:R02011", "u:0201"];
    assert_eq!(bank.sight("core", "2").await, own);
    let account = |unit: &str, flag: &str| {
        let cells = [
            ("key", "99"),
            ("n1", "2"),
            ("n2", "6222000000000099"),
            ("unit", unit),
            ("flag", flag),
        ];
        row(&cells)
    };
    bank.message_of("account", &mapping, day(3, 5), &account("0102", ""))
        .await
        .unwrap();
    assert_eq!(bank.sight("core", "2").await, ["m:R02011", "u:0102", "u:0201"]);
    bank.message_of("account", &mapping, day(3, 6), &account("0103", ""))
        .await
        .unwrap();
    assert_eq!(bank.sight("core", "2").await, ["m:R02011", "u:0103", "u:0201"]);
    bank.message_of("account", &mapping, day(3, 7), &account("0103", "D"))
        .await
        .unwrap();
    assert_eq!(bank.sight("core", "2").await, own);
    bank.assert_sound().await;
}

/// Goal: a store of before visibility was kept comes to the same as one that kept it from the start.
#[tokio::test]
async fn a_store_of_before_is_filled() {
    let bank = two_branches().await;
    let before = bank.sight("core", "2").await;
    let tx = bank.db.begin(&bank.actor).await.unwrap();
    tx.batch_execute(
        "update ecif.party set visible_to = '{}'; update ecif.record set unit = null;
        update ecif.follower set change_id = -1 where name = 'visibility'",
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    for _ in 0..2 {
        ecif::change::fill_sights(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
            .await
            .unwrap();
        bank.assert_sound().await;
        assert_eq!(bank.sight("core", "2").await, before);
    }
}
