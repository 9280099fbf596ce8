//! What services ask for beside lists: a number read, somebody identified, holdings, a timeline, code tables, mappings
//! and what other services say.

mod bank;

use std::collections::BTreeMap;

use bank::{Bank, Cells, day, mapping, person, row};
use ecif::card::{By, Filter, Sort, count, follow, list};
use ecif::code::{self, CodeError, Value};
use ecif::explain::{Asked, Ground, Happened, agreements, relations, timeline, versions};
use ecif::extension::{self, ExtensionError, Word};
use ecif::holding::{contracts, lines};
use ecif::identify::mark::{Mark, identify_by};
use ecif::identify::{Identified, Likeness, identify};
use ecif::source::{self, MappingTrouble};
use pg::{Actor, Sight};
use serde_json::json;
use standards::document::DocumentType;

const ZHANG: (&str, &str) = ("张三", "11010519491231002X");
const LI: (&str, &str) = ("李四", "440524188001010014");

const MORE: &str = r#"
[codes.education]
"1" = "20"
[codes.product]
"D" = "DEP.DEMAND"
"L" = "LOAN.CAR"
[feed.account]
about = "account"
files = ["account_{date}_*.txt"]
mode = "delta"
key = ["key"]
product = { column = "t1", codes = "product" }
unit = "unit"
[feed.account.format]
type = "delimited"
encoding = "utf-8"
delimiter = "|"
header = true
[feed.account.balance]
amount = "mobile"
currency = { constant = "CNY" }
kind = "book"
[[feed.account.holder]]
customer = ["n1"]
role = "owner"
[[feed.account.holder]]
customer = ["n2"]
role = "guarantor"
optional = true
[[feed.account.field]]
column = "addr"
to = "collateral"
[[feed.account.field]]
column = "key"
to = "account_number"
[feed.tie]
about = "relation"
files = ["tie_{date}_*.txt"]
mode = "delta"
key = ["key"]
from = { customer = ["n1"] }
to = { customer = ["n2"] }
kind = "executive"
[feed.tie.format]
type = "delimited"
encoding = "utf-8"
delimiter = "|"
header = true
[[feed.tie.field]]
column = "edu"
to = "post"
"#;

fn core() -> String {
    let plain = mapping("core", 90, "delta", MORE);
    // Education is translated.
    plain.replace("to = \"education\"", "to = \"education\"\ncodes = \"education\"")
}

fn kept(mut cells: Cells, more: &[(&'static str, &str)]) -> Cells {
    cells.extend(more.iter().map(|(column, value)| (*column, (*value).to_owned())));
    cells
}

async fn tell(bank: &Bank, feed: &str, date: base::Date, cells: &[(&'static str, &str)]) {
    bank.message_of(feed, &core(), date, &row(cells)).await.unwrap();
}

async fn bank() -> Bank {
    let bank = Bank::open().await;
    let people = [
        kept(
            person("1", ZHANG.0, ZHANG.1),
            &[("unit", "0101"), ("mobile", "13800138000")],
        ),
        kept(person("2", LI.0, LI.1), &[("unit", "0201")]),
    ];
    bank.load(&core(), "core", day(3, 1), &people).await;
    tell(
        &bank,
        "account",
        day(3, 2),
        &[
            ("key", "81"),
            ("n1", "1"),
            ("t1", "D"),
            ("unit", "0101"),
            ("mobile", "5"),
        ],
    )
    .await;
    tell(
        &bank,
        "account",
        day(3, 2),
        &[
            ("key", "82"),
            ("n1", "1"),
            ("n2", "2"),
            ("t1", "L"),
            ("addr", "汽车"),
            ("mobile", "7"),
        ],
    )
    .await;
    tell(
        &bank,
        "tie",
        day(3, 2),
        &[("key", "t"), ("n1", "1"), ("n2", "2"), ("edu", "董事")],
    )
    .await;
    catch_up(&bank).await;
    bank
}

async fn catch_up(bank: &Bank) {
    follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .unwrap();
}

fn scoped(tokens: &[&str]) -> Actor {
    let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
    Actor::scoped("ana", "test", Sight::Tokens(tokens))
}

fn asked(key: &str) -> Asked {
    Asked::SourceKey {
        source: "core".to_owned(),
        key: key.to_owned(),
    }
}

#[tokio::test]
async fn somebody_is_identified() {
    let bank = bank().await;
    let (zhang, li) = (bank.number("core", "1").await, bank.number("core", "2").await);
    let all = bank.actor.clone();
    let branch = scoped(&["u:0101"]);
    let find = async |actor: &Actor, mark: Mark, called: Option<&str>| {
        identify_by(&bank.db, &bank.keyring, actor, &mark, called)
            .await
            .unwrap()
    };
    let document = async |actor: &Actor, number: &str, called: Option<&str>| {
        let likeness = Likeness {
            document: DocumentType::ResidentId,
            number: number.to_owned(),
            name: called.map(str::to_owned),
        };
        identify(&bank.db, &bank.keyring, actor, &likeness).await.unwrap()
    };
    assert_eq!(
        document(&all, ZHANG.1, Some(ZHANG.0)).await,
        Identified::One(zhang)
    );
    assert_eq!(
        document(&all, "110105491231002", None).await,
        Identified::One(zhang)
    );
    assert_eq!(document(&all, ZHANG.1, Some(LI.0)).await, Identified::NotFound);
    assert_eq!(
        find(&all, Mark::Phone("138 0013 8000".to_owned()), None).await,
        Identified::One(zhang)
    );
    assert_eq!(
        find(&all, Mark::Account("81".to_owned()), None).await,
        Identified::One(zhang)
    );
    assert_eq!(
        find(&all, Mark::Account("82".to_owned()), None).await,
        Identified::Several(vec![zhang, li])
    );
    let elsewhere = Identified::Elsewhere(vec!["0201".to_owned()]);
    assert_eq!(document(&branch, LI.1, None).await, elsewhere);
}

#[tokio::test]
async fn holdings_contracts_and_relations_are_told() {
    let bank = bank().await;
    let held = agreements(
        &bank.db,
        &bank.keyring,
        &bank.clock,
        &bank.actor,
        &asked("1"),
        None,
        None,
    )
    .await
    .unwrap();
    let told: Vec<String> = lines(&held)
        .iter()
        .map(|line| format!("{} {} {:?}", line.line, line.accounts, line.totals))
        .collect();
    assert_eq!(
        told,
        [
            "DEP 1 {(\"book\", \"CNY\"): 5}",
            "LOAN 1 {(\"book\", \"CNY\"): 7}"
        ]
    );
    let lists = contracts(&held);
    assert_eq!(
        (lists.loans.len(), lists.collateral.len(), lists.guarantees.len()),
        (1, 1, 1)
    );
    let guarantor = &lists.guarantees[0].others[0];
    assert_eq!(
        (guarantor.role.as_str(), guarantor.name.as_str()),
        ("guarantor", LI.0)
    );
    // Seen from a branch that does not keep the guarantor, only where it is kept.
    let branch = scoped(&["u:0101"]);
    let held = agreements(
        &bank.db,
        &bank.keyring,
        &bank.clock,
        &branch,
        &asked("1"),
        None,
        None,
    )
    .await
    .unwrap();
    let guarantor = &contracts(&held).guarantees[0].others[0].clone();
    assert_eq!(
        (guarantor.number, guarantor.name.as_str(), &guarantor.branches),
        (None, "", &vec!["0201".to_owned()])
    );

    let ties = relations(&bank.db, &bank.keyring, &bank.clock, &bank.actor, &asked("1"))
        .await
        .unwrap();
    assert_eq!(
        (ties[0].kind.as_str(), ties[0].name.as_str()),
        ("executive", LI.0)
    );
    assert_eq!(ties[0].values, [("post", "董事".to_owned())]);
}

#[tokio::test]
async fn a_timeline_tells_what_became_of_a_customer() {
    let bank = bank().await;
    let happened = async |key: &str| -> Vec<(Happened, Option<String>)> {
        let told = timeline(&bank.db, &bank.keyring, &bank.clock, &bank.actor, &asked(key))
            .await
            .unwrap();
        assert!(
            told.windows(2).all(|pair| pair[0].at >= pair[1].at),
            "the latest first"
        );
        assert!(
            told.iter()
                .all(|one| one.actor == "tester" && one.source == "core"),
            "{told:?}"
        );
        told.into_iter().map(|one| (one.what, one.key)).collect()
    };
    let key = |key: &str| Some(key.to_owned());
    let same = kept(person("2", ZHANG.0, ZHANG.1), &[("unit", "0201")]);
    bank.message(&core(), day(3, 5), &same).await.unwrap();
    let again = kept(same.clone(), &[("mobile", "13700137000")]);
    bank.message(&core(), day(3, 6), &again).await.unwrap();
    let gone = kept(again.clone(), &[("flag", "D")]);
    bank.message(&core(), day(3, 7), &gone).await.unwrap();
    let merged = [
        (Happened::Changed, key("2")),
        (Happened::Gone, key("2")),
        (Happened::Changed, key("2")),
        (Happened::Changed, key("2")),
        (Happened::Merged, key("2")),
        (Happened::Opened, key("1")),
    ];
    let told = happened("1").await;
    assert_eq!(
        BTreeMap::from_iter(counted(&told)),
        BTreeMap::from_iter(counted(&merged))
    );
    let parted = kept(person("2", LI.0, LI.1), &[("unit", "0201")]);
    bank.message(&core(), day(3, 8), &parted).await.unwrap();
    assert!(
        happened("1")
            .await
            .iter()
            .any(|(what, _)| *what == Happened::Parted)
    );
    assert!(
        happened("2")
            .await
            .iter()
            .any(|(what, _)| *what == Happened::Merged),
        "it came back from the other"
    );

    let record = bank.record("core", "2");
    let of = async |actor: &Actor, key: &str| {
        versions(&bank.db, &bank.keyring, &bank.clock, actor, &asked(key), record).await
    };
    let told = of(&bank.actor, "2").await.unwrap();
    assert_eq!(told.len(), 5);
    assert!(told[0].current && told[1..].iter().all(|one| !one.current));
    let branch = scoped(&["u:0101"]);
    assert!(
        of(&branch, "1").await.unwrap().is_empty(),
        "it is another customer's now, who is out of sight"
    );
    assert_eq!(
        of(&bank.actor, "1").await.unwrap().len(),
        5,
        "it was this one's once"
    );
    assert!(of(&branch, "2").await.is_err());
}

fn counted(told: &[(Happened, Option<String>)]) -> Vec<((Happened, Option<String>), usize)> {
    told.iter()
        .map(|one| (one.clone(), told.iter().filter(|other| *other == one).count()))
        .collect()
}

/// Goal: who sees a customer can say why, and who could before.
#[tokio::test]
async fn who_sees_a_customer_has_grounds() {
    let bank = bank().await;
    let grounds = |told: ecif::explain::Explanation| -> Vec<String> {
        let word = |ground: &Ground| format!("{} {} {}", ground.token, ground.what.word(), ground.key);
        told.grounds().iter().map(word).collect()
    };
    let before = bank.explain("core", "1").await.as_of;
    let moved = kept(person("1", ZHANG.0, ZHANG.1), &[("unit", "0102"), ("rm", "R1")]);
    bank.message(&core(), day(3, 5), &moved).await.unwrap();
    let told = bank.explain("core", "1").await;
    let mut tokens: Vec<String> = told.grounds().into_iter().map(|ground| ground.token).collect();
    tokens.dedup();
    assert_eq!(
        tokens,
        bank.sight("core", "1").await,
        "the same as stands beside the party"
    );
    assert_eq!(
        grounds(told),
        ["m:R1 manager 1", "u:0101 agreement 81", "u:0102 record 1"]
    );
    let then = bank.explain_at("core", "1", Some(before), None).await.unwrap();
    assert_eq!(grounds(then), ["u:0101 record 1", "u:0101 agreement 81"]);
}

#[tokio::test]
async fn statistics_lead_to_the_customers_they_count() {
    let bank = bank().await;
    let all = By {
        unit: true,
        kind: true,
        level: true,
    };
    for (actor, units, customers) in [
        (bank.actor.clone(), None, vec![("0101", 1), ("0201", 1)]),
        (
            bank.actor.clone(),
            Some(vec!["0201".to_owned()]),
            vec![("0201", 1)],
        ),
        (scoped(&["u:0101"]), None, vec![("0101", 1)]),
    ] {
        let cells = count(&bank.db, &actor, all, units.as_deref()).await.unwrap();
        let mut told = Vec::new();
        for cell in &cells {
            let page = list(&bank.db, &actor, &cell.filter, Sort::Name, false, None, 10)
                .await
                .unwrap();
            assert_eq!(page.cards.len() as i64, cell.customers, "{cell:?}");
            let sum: rust_decimal::Decimal = page.cards.iter().map(|card| card.balance_cny).sum();
            assert_eq!(sum, cell.balance_cny, "{cell:?}");
            let unit = cell.filter.units.as_ref().unwrap()[0].clone();
            told.push((unit, cell.customers));
        }
        let told: Vec<(&str, i64)> = told.iter().map(|(unit, many)| (unit.as_str(), *many)).collect();
        assert_eq!(told, customers);
    }
    let whole = count(&bank.db, &bank.actor, By::default(), None).await.unwrap();
    assert_eq!(
        (whole.len(), whole[0].customers, &whole[0].filter),
        (1, 2, &Filter::default())
    );
}

fn value(code: &str, zh: &str, means: Option<&str>, version: i32) -> Value {
    Value {
        code: code.to_owned(),
        zh: zh.to_owned(),
        en: String::new(),
        parent: None,
        means: means.map(str::to_owned),
        version,
        retired: false,
    }
}

/// Goal: a value added to a code table is there at once, and the next row is translated by it (E-06).
#[tokio::test]
async fn an_added_code_translates_the_next_row() {
    let bank = bank().await;
    let put = async |id: &str, value: Value| code::put(&bank.db, &bank.clock, &bank.actor, id, &value).await;
    let row = |mobile: &str| {
        kept(
            person("1", ZHANG.0, ZHANG.1),
            &[("unit", "0101"), ("edu", "9"), ("mobile", mobile)],
        )
    };
    bank.message(&core(), day(3, 3), &row("13800138000"))
        .await
        .unwrap();
    let education = async || {
        bank.explain("core", "1")
            .await
            .golden
            .value("education")
            .map(|one| one.value.clone())
    };
    assert_eq!(education().await, None, "9 means nothing yet");
    assert!(matches!(
        put("core.education", value("9", "", Some("98"), 0)).await,
        Err(CodeError::Unfit(_))
    ));
    assert_eq!(
        put("education", value("98", "在职研修", None, 0)).await.unwrap(),
        1
    );
    assert_eq!(
        put("core.education", value("9", "", Some("98"), 0))
            .await
            .unwrap(),
        1
    );
    let table = code::table(&bank.db, &bank.actor, "education").await.unwrap();
    assert_eq!(
        table.values.last().map(|value| value.zh.as_str()),
        Some("在职研修")
    );
    bank.message(&core(), day(3, 4), &row("13700137000"))
        .await
        .unwrap();
    assert_eq!(education().await.as_deref(), Some("98"), "by message");
    let other = kept(person("3", "王五", "110101192002290010"), &[("edu", "9")]);
    bank.load(&core(), "core", day(3, 5), [&other]).await;
    let golden = bank.explain("core", "3").await.golden;
    assert_eq!(
        golden.value("education").map(|one| one.value.as_str()),
        Some("98"),
        "by file"
    );

    // Changed by who knows what it says now, and told of in versions.
    assert!(matches!(
        put("education", value("98", "进修", None, 0)).await,
        Err(CodeError::Changed(1))
    ));
    assert_eq!(put("education", value("98", "进修", None, 1)).await.unwrap(), 2);
    let told = code::versions(&bank.db, &bank.actor, "education", "98")
        .await
        .unwrap();
    let told: Vec<&str> = told.iter().map(|one| one.value.zh.as_str()).collect();
    assert_eq!(told, ["在职研修", "进修"]);
    let retired = Value {
        retired: true,
        ..value("9", "", Some("98"), 1)
    };
    put("core.education", retired).await.unwrap();
    let next = kept(person("4", "赵六", "440524198001010013"), &[("edu", "9")]);
    bank.message(&core(), day(3, 6), &next).await.unwrap();
    assert_eq!(
        bank.explain("core", "4").await.golden.value("education"),
        None,
        "not any more"
    );
    for (id, wrong) in [
        ("nothing", value("1", "x", None, 0)),
        ("education", value(" 1", "x", None, 0)),
        ("education", value("97", "", None, 0)),
        ("education", value("97", "x", Some("20"), 0)),
        ("core.education", value("97", "x", None, 0)),
    ] {
        assert!(put(id, wrong.clone()).await.is_err(), "{id} {wrong:?}");
    }
    for (attribute, table) in [
        ("education", Some("education")),
        ("product", Some("product")),
        ("name", None),
    ] {
        assert_eq!(code::table_of(attribute), table);
        assert!(table.is_none_or(|table| standards::code::table(table).is_some() || table == "product"));
    }
}

#[tokio::test]
async fn what_services_say_is_kept_apart() {
    let bank = bank().await;
    let (zhang, li) = (bank.number("core", "1").await, bank.number("core", "2").await);
    let before = bank.explain("core", "1").await.golden;
    let put = async |number, name: (&str, &str), value: serde_json::Value, base| {
        let (db, actor) = (&bank.db, &bank.actor);
        let said = Word {
            namespace: name.0,
            name: name.1,
            value: &value,
            base,
            role: None,
        };
        extension::put(db, &bank.keyring, &bank.clock, actor, number, said).await
    };
    let rating = ("segments", "rating");
    assert_eq!(put(zhang, rating, json!("A"), None).await.unwrap(), 1);
    assert_eq!(put(zhang, rating, json!("B"), Some(1)).await.unwrap(), 2);
    assert!(matches!(
        put(zhang, rating, json!("C"), Some(1)).await,
        Err(ExtensionError::Changed(2))
    ));
    assert!(matches!(
        put(1, rating, json!("C"), None).await,
        Err(ExtensionError::NoNumber(1))
    ));
    assert!(matches!(
        put(zhang, ("a b", "c"), json!(1), None).await,
        Err(ExtensionError::Unfit {
            field: "namespace",
            ..
        })
    ));
    assert_eq!(
        put(zhang, rating, json!("B"), Some(1)).await.unwrap(),
        2,
        "sent again"
    );
    put(li, ("risk", "score"), json!({ "score": 7 }), None)
        .await
        .unwrap();
    assert_eq!(
        bank.explain("core", "1").await.golden,
        before,
        "base data are the sources'"
    );
    let of = async |actor: &Actor, key: &str| {
        let record = bank.record("core", key).0;
        let sql = "select party_id from ecif.record where record_id = $1";
        let party = bank.read().await.query_one(sql, &[&record]).await.unwrap().get(0);
        let told = extension::of_party(&bank.db, &bank.keyring, actor, party)
            .await
            .unwrap();
        told.into_iter()
            .map(|one| (one.namespace, one.version, one.value))
            .collect::<Vec<_>>()
    };
    let ours = [
        ("segments".to_owned(), 1, json!("A")),
        ("segments".to_owned(), 2, json!("B")),
    ];
    assert_eq!(of(&bank.actor, "1").await, ours);
    assert_eq!(of(&scoped(&["u:0101"]), "1").await, ours);
    assert_eq!(of(&scoped(&["u:0101"]), "2").await, []);
    // Nothing is moved by a merge, and all of it is found.
    let same = kept(person("2", ZHANG.0, ZHANG.1), &[("unit", "0201")]);
    bank.message(&core(), day(3, 5), &same).await.unwrap();
    assert_eq!(of(&bank.actor, "1").await.len(), 3);
    // Versions go on over all numbers of the one customer.
    let score = put(zhang, ("risk", "score"), json!(8), Some(1)).await.unwrap();
    assert_eq!(score, 2);
}

#[tokio::test]
async fn a_mapping_is_tried_and_put_in_force() {
    let bank = bank().await;
    let put = async |source: &str, text: &str, base| {
        source::put_mapping(
            &bank.db,
            &bank.keyring,
            &bank.clock,
            &bank.actor,
            source,
            text,
            base,
        )
        .await
    };
    assert_eq!(
        put("core", &core(), None).await.unwrap(),
        1,
        "the same text changes nothing"
    );
    let changed = core().replace("\"1\" = \"20\"", "\"1\" = \"10\"");
    assert!(matches!(
        put("loan", &changed, None).await,
        Err(MappingTrouble::Another(_))
    ));
    assert!(matches!(
        put("core", &changed, Some(7)).await,
        Err(MappingTrouble::Changed(1))
    ));
    assert!(matches!(
        put("core", "name =", None).await,
        Err(MappingTrouble::Mapping(_))
    ));
    assert_eq!(put("core", &changed, Some(1)).await.unwrap(), 2);
    let text = source::mapping_text(&bank.db, &bank.actor, "core", 1)
        .await
        .unwrap();
    assert_eq!(
        text.as_deref(),
        Some(core().as_str()),
        "the old version stays readable"
    );

    let sample = bank
        .request(
            &core(),
            "core",
            day(3, 9),
            [&kept(person("1", ZHANG.0, ZHANG.1), &[("edu", "1")])],
        )
        .file;
    let sample = std::fs::read_to_string(sample).unwrap();
    let try_it = async |text: &str, feed: &str| {
        source::try_mapping(&bank.db, &bank.actor, "core", text, feed, &sample).await
    };
    assert!(
        try_it(&changed, "customer")
            .await
            .unwrap()
            .en
            .contains("1 would be taken")
    );
    assert!(matches!(
        try_it(&changed, "nothing").await,
        Err(MappingTrouble::NoFeed(_))
    ));
    let told = source::sources(&bank.db, &bank.actor).await.unwrap();
    assert_eq!(
        (told.len(), told[0].customers, told[0].agreements, told[0].version),
        (1, 2, 2, 2)
    );
    assert_eq!(told[0].last_day, Some(day(3, 2)));
    let trusted = changed.replace("trust = 90", "trust = 10");
    assert_eq!(put("core", &trusted, None).await.unwrap(), 3);
    bank.assert_sound().await;
}
