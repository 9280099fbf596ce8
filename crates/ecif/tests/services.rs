//! What services ask for beside lists: a number read, somebody identified, holdings, a timeline, code tables, mappings
//! and what other services say.

mod bank;

use std::collections::BTreeMap;

use bank::{Bank, Cells, day, mapping, person, row};
use ecif::card::{By, Filter, Sort, count, follow, list};
use ecif::code::{self, CodeError, Value};
use ecif::customer::{Answer, Customer, Mark, identify, read};
use ecif::explain::{Asked, Ground, Happened, agreements, relations, timeline, versions};
use ecif::extension::{self, ExtensionError, Word};
use ecif::holding::{contracts, lines};
use ecif::identify::Identified;
use ecif::source::{self, MappingTrouble};
use pg::{Actor, Sight};
use serde_json::json;
use standards::document::DocumentType;
//! ECIF over real HTTP on a real database: what is answered, what is masked, what stays unread.
use std::sync::{Arc, Mutex};
use std::time::Duration;
use authz::{Caller, CallerKind, Policy, Role, UnitTree};
use authz::{Caller, CallerKind, Person, Policy, Role, Seer, UnitTree};
use axum::http::Extensions;
use bank::{Bank, Cells, day, mapping, person};
use base::Timestamp;
use ecif::service::{Services, room};
use serde_json::{Value, json};
use testkit::http::{Answer as Told, Client};
use web::guard::Answer;
use web::limits::Limits;
use web::{
    Authenticator, BranchName, Code, Credential, Directory, Doors, Entry, Known, Operation, Outcome, Parts,
    Problem, Readiness, Recorder, Right, Staff,
    Problem, Readiness, Recorder, Right,
};

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

async fn read_as(bank: &Bank, actor: &Actor, number: i64) -> Answer {
    read(&bank.db, &bank.keyring, actor, number).await.unwrap()
}

fn one(answer: Answer) -> Customer {
    match answer {
        Answer::One(customer) => *customer,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_number_is_read_and_somebody_identified() {
    let bank = bank().await;
    let (zhang, li) = (bank.number("core", "1").await, bank.number("core", "2").await);
    let all = bank.actor.clone();
    let told = one(read_as(&bank, &all, zhang).await);
    assert_eq!((told.number, told.asked), (zhang, None));
    assert_eq!(told.golden, bank.explain("core", "1").await.golden);
    assert_eq!(told.visible_to, ["u:0101"]);
    assert_eq!(read_as(&bank, &all, 1).await, Answer::None);
    let branch = scoped(&["u:0101"]);
    assert_eq!(
        read_as(&bank, &branch, li).await,
        Answer::Elsewhere(vec!["0201".to_owned()])
    );
    assert_eq!(one(read_as(&bank, &branch, zhang).await).number, zhang);

    let find = async |actor: &Actor, mark: Mark, called: Option<&str>| {
        identify(&bank.db, &bank.keyring, actor, &mark, called)
            .await
            .unwrap()
    };
    let document = |number: &str| Mark::Document(DocumentType::ResidentId, number.to_owned());
    assert_eq!(
        find(&all, document(ZHANG.1), Some(ZHANG.0)).await,
        Identified::One(zhang)
    );
    assert_eq!(
        find(&all, document("110105491231002"), None).await,
        Identified::One(zhang)
    );
    assert_eq!(
        find(&all, document(ZHANG.1), Some(LI.0)).await,
        Identified::NotFound
    );
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
    assert_eq!(find(&branch, document(LI.1), None).await, elsewhere);

    // A number that forwards is read like the one that answers.
    let same = kept(person("2", ZHANG.0, ZHANG.1), &[("unit", "0201")]);
    bank.message(&core(), day(3, 5), &same).await.unwrap();
    let told = one(read_as(&bank, &branch, li).await);
    assert_eq!((told.number, told.asked), (zhang, Some(li)));
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
        Err(ExtensionError::Unfit(_))
    ));
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
    let try_it = async |text: &str, feed: &str| {
        source::try_mapping(
            &bank.db,
            &bank.actor,
            text,
            feed,
            &sample,
            5,
            feed::Language::English,
        )
        .await
    };
    assert!(
        try_it(&changed, "customer")
            .await
            .unwrap()
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
/// Bears `role`, `role@unit` or `role@unit/staff number`.
struct ByKey;
fn tree() -> UnitTree {
    let unit = |code: &str, parent: Option<&str>| (code.to_owned(), parent.map(str::to_owned));
    UnitTree::new([
        unit("0001", None),
        unit("0101", Some("0001")),
        unit("0201", Some("0001")),
    ])
impl Authenticator for ByKey {
    fn authenticate<'a>(
        &'a self,
        credential: Credential<'a>,
        purpose: &'a str,
        _: &'a mut Extensions,
    ) -> Answer<'a, Result<Known, Problem>> {
        Box::pin(async move {
            let (Credential::Bearer(word) | Credential::Session(word)) = credential;
            let (word, staff) = word
                .split_once('/')
                .map_or((word, None), |(word, staff)| (word, Some(staff)));
            let (role, unit) = word
                .split_once('@')
                .map_or((word, None), |(role, unit)| (role, Some(unit)));
            let role = Role::find(role).ok_or_else(|| Problem::new(Code::NotSignedIn, "who?"))?;
            let mut caller = Caller::command(format!("user:{word}"), purpose);
            caller.kind = CallerKind::User;
            caller.roles = vec![role];
            caller.unit = unit.map(str::to_owned);
            caller.staff_number = staff.map(str::to_owned);
            Ok(Known {
                caller: caller.placed(&tree()),
                policy: Arc::new(Policy::shipped().clone()),
            })
        })
#[derive(Default)]
struct Remembered(Mutex<Vec<(Entry, bool)>>);
impl Recorder for Remembered {
    fn record(&self, entry: Entry, durable: bool) -> Answer<'_, Result<(), Problem>> {
        self.0.lock().expect("no panic").push((entry, durable));
        Box::pin(async { Ok(()) })
struct Units;
impl Directory for Units {
    fn unit<'a>(&'a self, code: &'a str) -> Answer<'a, Result<BranchName, Problem>> {
        Box::pin(async move {
            Ok(BranchName {
                code: code.to_owned(),
                name: format!("branch {code}"),
            })
        })
    fn staff(&self, _: Option<Timestamp>) -> Answer<'_, Result<Staff, Problem>> {
        Box::pin(async {
            Ok(Staff {
                policy: Arc::new(Policy::shipped().clone()),
                tree: tree(),
                people: Vec::new(),
            })
        })
    }

    fn below<'a>(&'a self, code: &'a str) -> Answer<'a, Result<Vec<String>, Problem>> {
        let tree = tree();
        let below = tree.below(code).into_iter().map(str::to_owned);
        let all = std::iter::once(code.to_owned()).chain(below).collect();
        Box::pin(async { Ok(all) })
    }

    fn who_sees<'a>(
        &'a self,
        _: &'a Caller,
        visible_to: &'a [String],
        _: Timestamp,
    ) -> Answer<'a, Result<Vec<Seer>, Problem>> {
        let person = |id: &str, unit: &str| Person {
            id: id.to_owned(),
            name: id.to_owned(),
            roles: vec![Role::BranchHead],
            unit: Some(unit.to_owned()),
            staff_number: None,
        };
        let people = [person("ana", "0101"), person("bo", "0201")];
        let seers = authz::who_sees(Policy::shipped(), &tree(), &people, visible_to);
        Box::pin(async { Ok(seers) })
    }
}
impl Readiness for Units {
    fn ready(&self) -> Answer<'_, Result<(), String>> {
        Box::pin(async { Ok(()) })
struct Served {
    _bank: Bank,
    client: Client,
    recorder: Arc<Remembered>,
    operations: Vec<Operation>,
impl Served {
    fn by(&self, who: &str) -> Client {
        self.client.with("authorization", &format!("Bearer {who}"))
    fn lines(&self) -> Vec<(Entry, bool)> {
        std::mem::take(&mut *self.recorder.0.lock().expect("no panic"))
fn kept(mut cells: Cells, unit: &str, manager: &str, mobile: &str) -> Cells {
    cells.extend([
        ("unit", unit.to_owned()),
        ("rm", manager.to_owned()),
        ("mobile", mobile.to_owned()),
    ]);
/// 张三 is kept at 0101 by R01011 in two systems, 李四 at 0201.
async fn served() -> Served {
    let core = [
        kept(person("1", ZHANG.0, ZHANG.1), "0101", "R01011", "13800138000"),
        kept(person("2", LI.0, LI.1), "0201", "R02011", "13900139000"),
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), &core)
        .await;
    let loan = [kept(
        person("77", ZHANG.0, ZHANG.1),
        "0101",
        "R01011",
        "13700137000",
    )];
    bank.load(&mapping("loan", 60, "delta", ""), "loan", day(3, 2), &loan)
        .await;

    ecif::card::follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .expect("cards");

    let services = Services {
        database: (*bank.db).clone(),
        keyring: bank.keyring.clone(),
        clock: Arc::new(bank::Ticking::at(1_790_100_000, bank.clock.today)),
        directory: Arc::new(Units),
    let recorder = Arc::new(Remembered::default());
    let room = room();
    let operations = room.operations().to_vec();
    let service = web::service(Parts {
        room: room.with_state(services.clone()),
        doors: Doors {
            authenticator: Arc::new(ByKey),
            recorder: recorder.clone(),
        },
        clock: services.clock.clone(),
        limits: Limits::default(),
        console: web::console::Console::default(),
        readiness: Arc::new(Units),
    })
    .expect("a service");
    let listener = web::listen("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(web::run(
        listener,
        service,
        std::future::pending(),
        Duration::ZERO,
    Served {
        _bank: bank,
        client: Client::new(address),
        recorder,
        operations,
async fn number_of(served: &Served, document: &str) -> String {
    let wish = json!({ "document_type": "resident_id", "document_number": document });
    let found = served
        .by("steward")
        .post("/api/v1/customers/identify", &wish)
        .json();
    assert_eq!(found["result"], "one", "{found}");
    found["number"].as_str().expect("a number").to_owned()
fn values<'a>(customer: &'a Value, subject: &str, attribute: &str) -> Vec<&'a Value> {
    let under = customer["subjects"][subject]
        .as_array()
        .expect("a subject")
        .iter();
    under.filter(|value| value["attribute"] == attribute).collect()
}

fn correction(base: i64, attribute: &str, before: Option<&str>, value: &str) -> Value {
    let change = json!({ "attribute": attribute, "before": before, "value": value });
    json!({ "base_version": base, "changes": [change] })
}

fn problem(answer: &Told, status: u16, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.json()["code"], code);
    answer.json()
async fn a_customer_is_told_with_its_origins_and_masked() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let by_key = json!({ "source": "loan", "key": "77" });
    let found = served
        .by("steward")
        .post("/api/v1/customers/identify", &by_key)
        .json();
    assert_eq!(found["number"], zhang, "both systems' records are one customer");
    let manager = served.by("rm@0101/R01011");
    let customer = manager.get(&format!("/api/v1/customers/{zhang}")).await.json();
    assert_eq!(customer["name"], ZHANG.0);
    assert_eq!(customer["sources"], json!(["core", "loan"]));
    assert_eq!(customer["units"], json!(["0101"]));
    assert_eq!(customer["identifications"][0]["number"], "1****************X");
    let mobiles = values(&customer, "contact", "mobile");
    assert_eq!(mobiles.len(), 2, "{customer}");
    assert!(mobiles.iter().all(|mobile| mobile["masked"] == true));
    assert!(!customer.to_string().contains("13800138000") && !customer.to_string().contains(ZHANG.1));
        customer["visible_because"].to_string().contains("R01011"),
        "{customer}"
    // An analyst sees names masked and no documents at all.
    let analyst = served
        .by("analyst")
        .get(&format!("/api/v1/customers/{zhang}"))
        .json();
    assert_eq!(analyst["name"], "张*");
    assert_eq!(analyst["identifications"][0]["number"], Value::Null);
    let lineage = manager
        .get(&format!("/api/v1/customers/{zhang}/lineage"))
        .json();
    let mobile = lineage["attributes"]
        .as_array()
        .expect("attributes")
        .find(|one| one["attribute"] == "mobile");
    let mobile = mobile.expect("a mobile");
    assert_eq!(mobile["disputed"], true);
    assert_eq!(mobile["candidates"].as_array().expect("candidates").len(), 2);
    assert!(!lineage.to_string().contains("13800138000") && !lineage.to_string().contains(ZHANG.1));
    let records = manager
        .get(&format!("/api/v1/customers/{zhang}/records"))
        .json();
    assert_eq!(records["total"], 2);
    let record = records["items"][0]["record_id"].as_str().expect("an id");
    let versions = manager
        .get(&format!("/api/v1/customers/{zhang}/records/{record}/versions"))
        .await
        .json();
    assert_eq!(
        (&versions["total"], &versions["items"][0]["current"]),
        (&json!(1), &json!(true)),
        "{versions}"
    );
    assert!(!versions.to_string().contains("13800138000") && !versions.to_string().contains(ZHANG.1));
    let timeline = manager
        .get(&format!("/api/v1/customers/{zhang}/timeline"))
        .await
        .json();
    let kinds: Vec<&Value> = timeline["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert!(
        kinds.contains(&&json!("opened")) && kinds.contains(&&json!("source")),
        "{timeline}"
    );
    let holdings = manager
        .get(&format!("/api/v1/customers/{zhang}/accounts"))
        .await
        .json();
    assert_eq!(holdings["accounts"], 0);
}

#[tokio::test]
async fn a_past_moment_is_answered_as_it_was() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let steward = served.by("steward");
    let before = steward
        .get(&format!("/api/v1/customers/{zhang}?valid_on=2026-03-01"))
        .json();
        values(&before, "contact", "mobile").len(),
        "the loan system had said nothing yet"
    let never = steward
        .get(&format!("/api/v1/customers/{zhang}?valid_on=2026-02-01"))
        .await;
    problem(&never, 422, "not-acceptable-date");
    let never = steward
        .get(&format!("/api/v1/customers/{zhang}?as_of=2020-01-01"))
        .await;
    problem(&never, 422, "not-acceptable-date");
async fn a_value_in_clear_asks_a_purpose_and_is_written_down_first() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let manager = served.by("rm@0101/R01011");
    let path = format!("/api/v1/customers/{zhang}/reveal");
    served.lines();
    let odd = manager
        .post(&path, &json!({ "attribute": "mobile", "purpose": "curiosity" }))
        .await;
    assert_eq!(problem(&odd, 422, "invalid")["errors"][0]["field"], "purpose");
    served.lines();
    let wish = json!({ "attribute": "identification", "purpose": "due-diligence" });
    let shown = manager.post(&path, &wish).await.json();
    assert_eq!(shown["value"], ZHANG.1);
    assert!(shown["until"].is_string());
    let lines = served.lines();
    let (entry, durable) = &lines[0];
    assert!(*durable && lines.len() == 1, "{lines:?}");
    assert_eq!((entry.action.as_str(), entry.outcome), ("reveal", Outcome::Done));
    assert_eq!(entry.target.as_deref(), Some(zhang.as_str()));
    assert_eq!(entry.purpose, "due-diligence");
    assert!(!entry.detail.to_string().contains(ZHANG.1));
    let gone = manager
        .post(
            &path,
            &json!({ "attribute": "mobile", "index": 9, "purpose": "audit" }),
        .await;
    problem(&gone, 404, "not-found");
    let analyst = served.by("analyst").post(&path, &wish).await;
    problem(&analyst, 403, "forbidden");
async fn another_branchs_customer_stays_unread_on_every_route() {
    let served = served().await;
    let li = number_of(&served, LI.1).await;
    let li_reads = format!("/api/v1/customers/{li}");
    assert_eq!(served.by("steward").get(&li_reads).await.status, 200);
    for who in ["rm@0101/R01011", "branch_head@0101"] {
        let caller = served.by(who);
        let mut tried = 0;
        for operation in &served.operations {
            let Right::On(object, action) = operation.right else {
                panic!("{} asks no right of the table", operation.path);
            };
            let role = Role::find(who.split('@').next().expect("a role")).expect("a role");
            let may = Policy::shipped().depth(&[role], object, action) != authz::Depth::None;
            if !operation.path.contains("/customers/{number}") || !may {
                continue;
            }
            let path = operation
                .path
                .replace("{number}", &li)
                .replace("{subject}", "basic")
                .replace("{record_id}", "00000000-0000-8000-8000-000000000000");
            assert!(!path.contains('{'), "the test does not know how to fill {path}");
            let body = match operation.method {
                "GET" => None,
                "PATCH" => Some(correction(1, "mobile", None, "13600136000").to_string()),
                _ => Some(json!({ "attribute": "mobile", "purpose": "audit" }).to_string()),
            };
            let answer = caller.send(operation.method, &path, body).await;
            let told = problem(&answer, 403, "elsewhere");
            assert_eq!(
                told["branch"],
                json!({ "code": "0201", "name": "branch 0201" }),
                "{path}"
            );
            for secret in [LI.0, LI.1, "13900139000", "R02011"] {
                assert!(!answer.text().contains(secret), "{path} tells {secret}");
            }
            tried += 1;
        assert!(tried >= 6, "{tried}");
        let wish = json!({ "document_type": "resident_id", "document_number": LI.1 });
        let answer = caller.post("/api/v1/customers/identify", &wish).await;
        problem(&answer, 403, "elsewhere");
        let wish = json!({ "source": "core", "key": "2" });
        problem(
            &caller.post("/api/v1/customers/identify", &wish).await,
            403,
            "elsewhere",
    let nobody = served.by("steward").get("/api/v1/customers/999999999990").await;
    assert!([404, 422].contains(&nobody.status));
async fn every_operation_refuses_the_anonymous_and_the_roles_without_its_right() {
    let served = served().await;
    assert!(served.operations.len() > 15);
    for operation in &served.operations {
        let path = operation
            .path
            .replace("{number}", "100000000016")
            .replace("{subject}", "basic")
            .replace("{name}", "core")
            .replace("{version}", "1")
            .replace("{id}", "1")
            .replace("{record_id}", "00000000-0000-8000-8000-000000000000")
            .replace("{kind}", "identity");
        assert!(!path.contains('{'), "the test does not know how to fill {path}");
        let body = (operation.method != "GET").then(|| "{}".to_owned());
        let Right::On(object, action) = operation.right else {
            panic!("{path} asks no right of the table");
        let answer = served.client.send(operation.method, &path, body.clone()).await;
        problem(&answer, 401, "not-signed-in");
        let mut refused = 0;
        for role in Role::ALL {
            let may = Policy::shipped().depth(&[*role], object, action) != authz::Depth::None;
            let answer = served
                .by(role.name())
                .send(operation.method, &path, body.clone())
                .await;
            if may {
                assert_ne!(answer.json_or_null()["code"], "forbidden", "{role} {path}");
            } else {
                problem(&answer, 403, "forbidden");
                refused += 1;
            }
            refused > 0,
            "{path}: every role has its right, so the test shows nothing"
async fn how_data_came_in_is_told() {
    let served = served().await;
    let steward = served.by("steward");
    let sources = steward.get("/api/v1/sources").await.json();
    assert_eq!(sources["items"][0]["name"], "core");
    assert_eq!(sources["items"][0]["loaded"], 2);
    let mapping = steward.get("/api/v1/sources/core/mappings/1").await.json();
        mapping["text"]
            .as_str()
            .expect("a text")
            .starts_with("name = \"core\"")
    assert_eq!(mapping["feeds"][0]["about"], "party");
    problem(
        &steward.get("/api/v1/sources/nobody/mappings").await,
        404,
        "not-found",
    let first = steward.get("/api/v1/loads?limit=1").await.json();
        (&first["total"], &first["items"][0]["source"]),
        (&json!(2), &json!("loan"))
    let cursor = first["next_cursor"].as_str().expect("a second page");
    let second = steward
        .get(&format!("/api/v1/loads?limit=1&cursor={cursor}"))
        .json();
        (&second["items"][0]["source"], &second["next_cursor"]),
        (&json!("core"), &Value::Null)
    assert_eq!(second["items"][0]["difference"], 0);
    let sex = steward.get("/api/v1/code-tables/sex").await.json();
    assert!(sex["values"].as_array().expect("values").len() > 1);
    let catalogue = steward.get("/api/v1/attributes").await.json();
    assert_eq!(catalogue["subjects"].as_array().expect("subjects").len(), 9);
        steward.get("/api/v1/policies/identity").await.json()["version"],
    let wish = json!({ "rule": "ID-01", "input": ZHANG.1 });
        steward.post("/api/v1/standards/check", &wish).await.json()["result"],
        "ok"
    let odd = steward
        .post(
            "/api/v1/standards/check",
            &json!({ "rule": "ID-01", "input": {} }),
        .await;
    assert_eq!(problem(&odd, 422, "invalid")["errors"][0]["field"], "input");
}

#[tokio::test]
async fn a_list_shows_what_is_in_sight_and_sorts_by_nothing_that_is_masked() {
    let served = served().await;
    let steward = served.by("steward");
    let all = steward.get("/api/v1/customers?limit=1").await.json();
    assert_eq!(all["items"][0]["name"], LI.0, "in the order of pinyin: {all}");
    let cursor = all["next_cursor"].as_str().expect("a second page");
    let next = steward
        .get(&format!("/api/v1/customers?limit=1&cursor={cursor}"))
        .await
        .json();
    assert_eq!(
        (&next["items"][0]["name"], &next["next_cursor"]),
        (&json!(ZHANG.0), &Value::Null)
    );
    let other = steward
        .get(&format!("/api/v1/customers?limit=1&sort=number&cursor={cursor}"))
        .await;
    problem(&other, 422, "invalid");

    let own = served.by("rm@0101/R01011").get("/api/v1/customers").await.json();
    assert_eq!(own["items"].as_array().expect("items").len(), 1);
    assert_eq!(own["items"][0]["managers"], json!(["R01011"]));
    let elsewhere = served
        .by("rm@0101/R01011")
        .get("/api/v1/customers?unit=0201")
        .await
        .json();
    assert_eq!(elsewhere["items"], json!([]));
    let head = served
        .by("steward")
        .get("/api/v1/customers?unit=0001&below=true")
        .await
        .json();
    assert_eq!(head["items"].as_array().expect("items").len(), 2);
    let loan = served
        .by("steward")
        .get("/api/v1/customers?source=loan&kind=individual")
        .await
        .json();
    assert_eq!(loan["items"].as_array().expect("items").len(), 1);

    let analyst = served.by("analyst");
    let masked = analyst.get("/api/v1/customers").await.json();
    assert!(
        masked["items"]
            .as_array()
            .expect("items")
            .iter()
            .all(|row| row["name_masked"] == true)
    );
    problem(&analyst.get("/api/v1/customers?sort=name").await, 422, "invalid");
    problem(
        &steward.get("/api/v1/customers?sort=beauty").await,
        422,
        "invalid",
    );
}

#[tokio::test]
async fn a_search_finds_what_is_in_sight_by_whatever_is_typed() {
    let served = served().await;
    let manager = served.by("rm@0101/R01011");
    for (typed, by) in [
        ("zs", "initials"),
        ("zhangsan", "pinyin"),
        ("%E5%BC%A0%E4%B8%89", "name"),
        ("002X", "number_tail"),
    ] {
        let found = manager.get(&format!("/api/v1/search?q={typed}")).await.json();
        let hits = found["groups"][0]["hits"].as_array().expect("hits");
        assert_eq!(hits.len(), 1, "{typed}: {found}");
        assert_eq!(
            (&hits[0]["customer"]["name"], &hits[0]["matched"]["by"]),
            (&json!(ZHANG.0), &json!(by)),
            "{typed}"
        );
    }
    let hidden = manager.get("/api/v1/search?q=lisi").await.json();
    assert_eq!(hidden["groups"][0]["hits"], json!([]));
    // The whole of a document tells which branch to ask, and nothing more.
    let whole = manager.get(&format!("/api/v1/search?q={}", LI.1)).await;
    assert_eq!(
        whole.json()["elsewhere"],
        json!([{ "code": "0201", "name": "branch 0201" }])
    );
    assert!(!whole.text().contains(LI.0));
    served.lines();
    manager.get("/api/v1/search?q=zhangsan").await;
    assert!(
        !format!("{:?}", served.lines()).contains("zhangsan"),
        "the trail does not keep what was typed"
    );
    problem(&manager.get("/api/v1/search?q=").await, 422, "invalid");
    problem(&manager.get("/api/v1/search").await, 422, "invalid");
}

#[tokio::test]
async fn who_may_see_a_customer_is_told_with_the_reason() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let who = served
        .by("steward")
        .get(&format!("/api/v1/customers/{zhang}/access"))
        .await
        .json();
    let ids: Vec<&Value> = who["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(ids, [&json!("ana")], "bo is head of another branch");
    assert!(who["items"][0]["because"].to_string().contains("0101"));
    let me = served
        .by("rm@0101/R01011")
        .get(&format!("/api/v1/customers/{zhang}/access/me"))
        .await
        .json();
    assert!(me["because"].to_string().contains("R01011"));
    let document = me["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .find(|one| one["class"] == "C2" && one["kind"] == "document");
    assert_eq!(document.expect("a field")["view"], "masked");
}

/// A customer that has all it must have.
fn wang() -> Value {
    json!({
        "kind": "individual",
        "identifications": [{ "type": "resident_id", "number": "440524188001010014", "expires_on": "9999-12-31" }],
        "values": {
            "name": ["王五"], "sex": ["1"], "nationality": ["CHN"], "occupation": ["1"],
            "address_home": ["山西省太原市小店区学府街1号"], "mobile": ["13600136000"],
        },
    })
}

#[tokio::test]
async fn a_customer_is_entered_once_however_often_it_is_sent() {
    let served = served().await;
    let manager = served.by("rm@0201/R02011");
    let mut incomplete = wang();
    incomplete["values"]["sex"] = json!([]);
    incomplete["values"]["occupation"] = json!(["不详"]);
    let refused = manager.post("/api/v1/customers", &incomplete).await;
    let errors = problem(&refused, 422, "invalid")["errors"].clone();
    let told: Vec<_> = errors
        .as_array()
        .expect("errors")
        .iter()
        .map(|one| (&one["field"], &one["rule"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!("values.sex"), &json!("DQ-01")),
            (&json!("values.occupation"), &json!("DQ-03"))
        ]
    );

    // 李四 carries the same document under another name: look first.
    let check = manager.post("/api/v1/customers/check", &wang()).await.json();
    assert_eq!(
        (&check["admissible"], &check["similar"][0]["name"]),
        (&json!(true), &json!(LI.0)),
        "{check}"
    );
    let asked = manager.post("/api/v1/customers", &wang()).await;
    assert_eq!(problem(&asked, 422, "invalid")["errors"][0]["field"], "confirmed");

    let mut wish = wang();
    wish["confirmed"] = json!(true);
    let keyed = manager.with("idempotency-key", "8b1f");
    let made = keyed.post("/api/v1/customers", &wish).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    assert_eq!(
        (&made["outcome"], &made["customer"]["name"]),
        (&json!("created"), &json!("王五"))
    );
    assert_eq!(made["customer"]["units"], json!(["0201"]));
    let again = keyed.post("/api/v1/customers", &wish).await;
    assert_eq!(
        (again.status, again.json()["outcome"].clone()),
        (200, json!("again"))
    );
    assert_eq!(again.json()["customer"]["number"], made["customer"]["number"]);
    wish["values"]["sex"] = json!(["2"]);
    problem(
        &keyed.post("/api/v1/customers", &wish).await,
        422,
        "idempotency-reused",
    );

    // The same person at another channel is the same customer.
    let joined = manager.post("/api/v1/customers", &wish).await;
    assert_eq!(
        (joined.status, joined.json()["outcome"].clone()),
        (200, json!("joined")),
        "{}",
        joined.text()
    );
    assert_eq!(joined.json()["customer"]["number"], made["customer"]["number"]);
    let found = manager.get("/api/v1/search?q=ww").await.json();
    assert_eq!(
        found["groups"][0]["hits"][0]["customer"]["name"], "王五",
        "at once"
    );
    // A unit out of reach, and a customer of another branch.
    wish["unit"] = json!("0101");
    problem(&manager.post("/api/v1/customers", &wish).await, 403, "forbidden");
    let other = served
        .by("rm@0101/R01011")
        .post("/api/v1/customers", &wang())
        .await;
    problem(&other, 403, "elsewhere");
}

#[tokio::test]
async fn a_correction_stands_beside_the_sources_and_conflicts_are_told_by_field() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let path = format!("/api/v1/customers/{zhang}");
    let manager = served.by("rm@0101/R01011");
    let before = manager.get(&path).await.json();
    let base = before["version"].as_i64().expect("a version");
    let education = correction(base, "education", None, "10");
    let keyed = manager.with("idempotency-key", "c1");
    let corrected = keyed.send("PATCH", &path, Some(education.to_string())).await;
    assert_eq!(corrected.status, 200, "{}", corrected.text());
    let corrected = corrected.json();
    assert_eq!(
        corrected["changes"],
        json!([{ "attribute": "education", "survives": true, "reason": corrected["changes"][0]["reason"] }])
    );
    assert_eq!(corrected["customer"]["number"], json!(zhang));
    let education_now = values(&corrected["customer"], "basic", "education");
    assert_eq!(
        (&education_now[0]["value"], &education_now[0]["source"]),
        (&json!("10"), &json!("desk"))
    );
    assert_eq!(corrected["customer"]["sources"], json!(["core", "desk", "loan"]));
    // Sent again: nothing is made anew, nothing conflicts.
    let again = keyed
        .send("PATCH", &path, Some(education.to_string()))
        .await
        .json();
    assert_eq!(again["customer"]["version"], corrected["customer"]["version"]);

    // Somebody who had seen the old version: another value passes, the same one conflicts.
    let other = served.by("steward");
    let late = correction(base, "education", None, "20");
    let conflict = other.send("PATCH", &path, Some(late.to_string())).await;
    let told = problem(&conflict, 409, "conflict");
    assert_eq!(
        told["conflicts"],
        json!([{ "field": "education", "mine": "20", "theirs": "10", "before": null }])
    );
    assert_eq!(told["version"], corrected["customer"]["version"]);
    let fine = correction(base, "marital_status", None, "20");
    assert_eq!(
        other.send("PATCH", &path, Some(fine.to_string())).await.status,
        200
    );

    // The masked value the caller saw names the one to be replaced; what the sources said stays in sight.
    let now = manager.get(&path).await.json();
    let masked = values(&now, "contact", "mobile")[0]["value"]
        .as_str()
        .expect("a mobile")
        .to_owned();
    let version = now["version"].as_i64().expect("a version");
    let mobile = correction(version, "mobile", Some(&masked), "13600136000");
    let corrected = manager
        .send("PATCH", &path, Some(mobile.to_string()))
        .await
        .json();
    let mobiles = values(&corrected["customer"], "contact", "mobile");
    assert_eq!(mobiles.len(), 3, "{corrected}");
    assert_eq!(mobiles[0]["source"], "desk");
    let odd = correction(version, "beauty", None, "1");
    problem(
        &manager.send("PATCH", &path, Some(odd.to_string())).await,
        422,
        "invalid",
    );
}
