//! Links are those of the current versions, in whatever order the versions came and on whichever road; and what a
//! version does not change is not written again.
//!
//! `GUIYI_LINK_CASES` sets how many cases are tried, `GUIYI_LINK_SEED` the first seed; a failing case names its seed.

mod bank;

use std::collections::{BTreeMap, BTreeSet};

use bank::{Bank, Cells, Dice, day, files, mapping, person, row};
use base::{Clock as _, Date};
use ecif::change::{Carrier, Change, LinkKind, Row, Setting, Sightings};
use ecif::load::{LoadRequest, Silent, load};
use ecif::model::{About, AccountFacts, Holder, Statement, Who};
use ecif::record::{Content, Order, Origin, Said, record_id};
use uuid::Uuid;

const CASES: u64 = 20;

/// The feeds that tell of links, and what their records are.
const FEEDS: [(&str, About); 5] = [
    ("account", About::Account),
    ("hold", About::Holder),
    ("card", About::Account),
    ("loan", About::Account),
    ("tie", About::Relation),
];

/// A source of customers, accounts with up to two holders, holder rows, cards held through these, loans held
/// through accounts, and relations.
fn core() -> String {
    let form =
        "[feed.NAME.format]\ntype = \"delimited\"\nencoding = \"utf-8\"\ndelimiter = \"|\"\nheader = true\n";
    let feeds = [
        (
            "account",
            r#"about = "account"
product = "current"
[[feed.account.holder]]
customer = ["n1"]
role = "owner"
share = "edu"
[[feed.account.holder]]
customer = ["n2"]
role = "joint_owner"
optional = true
[[feed.account.field]]
column = "birth"
to = "opened_on"
convert = ["date:%Y%m%d"]
"#,
        ),
        (
            "hold",
            r#"about = "holder"
account = ["n2"]
[[feed.hold.holder]]
customer = ["n1"]
role = { column = "t1", codes = { "O" = "owner", "D" = "disponent" } }
share = "edu"
"#,
        ),
        (
            "card",
            r#"about = "account"
product = "debit_card"
[[feed.card.holder]]
through = { holder = ["n1"] }
role = "card_holder"
[[feed.card.link]]
holder = ["n2"]
kind = "drawn_on"
"#,
        ),
        (
            "loan",
            r#"about = "account"
product = "loan"
[[feed.loan.holder]]
through = { account = ["n1"] }
[[feed.loan.link]]
account = ["n2"]
kind = "paid_from"
"#,
        ),
        (
            "tie",
            r#"about = "relation"
from = { customer = ["n1"] }
to = { customer = ["n2"] }
kind = { column = "t1", codes = { "O" = "shareholder", "D" = "spouse" } }
[[feed.tie.field]]
column = "edu"
to = "share"
"#,
        ),
    ];
    let mut more = String::new();
    for (name, rest) in feeds {
        let key = match name {
            "card" | "loan" => format!("[{{ constant = \"{name}\" }}, \"key\"]"),
            _ => "[\"key\"]".to_owned(),
        };
        let (plain, tables) = rest.split_once("[[").unwrap();
        let form = form.replace("NAME", name);
        more += &format!(
            "[feed.{name}]\nfiles = [\"{name}_{{date}}_*.txt\"]\nmode = \"delta\"\nsequence = \"seq\"\nkey = {key}\n\
             unit = \"unit\"\ndelete = {{ column = \"flag\", values = [\"D\"] }}\n\
             {plain}{form}[[{tables}"
        );
    }
    mapping("core", 90, "delta", &more).replace("[[feed.hold.holder]]", "[feed.hold.holder]")
}

/// One row of one feed.
#[derive(Debug, Clone)]
struct Told {
    feed: usize,
    date: Date,
    cells: Cells,
}

impl Told {
    fn name(&self) -> &'static str {
        FEEDS[self.feed].0
    }

    fn order(&self) -> (Date, u8) {
        (self.date, self.cells["seq"].parse().unwrap())
    }
}

/// What a feed says next of a record: something else, the same again, or what makes no edge.
fn next(dice: &mut Dice, feed: usize, before: &Cells) -> Cells {
    let mut cells = before.clone();
    let some = ["1", "2", "3"];
    let (column, value) = match dice.below(10) {
        0 => ("n1", dice.pick(&some)),
        1 if FEEDS[feed].0 == "account" => ("n2", dice.pick(&["1", "2", ""])),
        1 => ("n2", dice.pick(&some)),
        2 => ("t1", dice.pick(&["O", "D"])),
        3 => ("edu", dice.pick(&["", "50", "50.0", "33.3"])),
        6 => ("unit", dice.pick(&["0101", "0102", "0201", ""])),
        7 | 8 => ("flag", dice.pick(&["D", "", ""])),
        4 | 5 => ("birth", dice.pick(&["20200101", "20210101", "20220101"])),
        _ => return cells,
    };
    cells.insert(column, value.to_owned());
    cells
}

/// All that the feeds say, in the order in which they say it.
fn history(dice: &mut Dice) -> Vec<Told> {
    let mut history = Vec::new();
    for feed in 0..FEEDS.len() {
        for key in 1..=1 + dice.below(3) {
            let (one, other) = (dice.pick(&["1", "2", "3"]), dice.pick(&["1", "2", "3"]));
            let mut cells = row(&[("key", &key.to_string()), ("n1", one), ("n2", other), ("t1", "O")]);
            for date in 1..=5 {
                if dice.once_in(3) {
                    continue;
                }
                for sequence in 0..1 + usize::from(dice.once_in(4)) {
                    cells = next(dice, feed, &cells);
                    let mut cells = cells.clone();
                    cells.insert("seq", sequence.to_string());
                    history.push(Told {
                        feed,
                        date: day(3, date),
                        cells,
                    });
                }
            }
        }
    }
    history.sort_by_key(Told::order);
    history
}

/// A stored end of an edge: record, stated by, part, ordinal; other, kind, forward, role, share.
type End = ((Uuid, Uuid, i16, i16), (Uuid, i16, bool, String, Option<String>));

async fn links(bank: &Bank) -> BTreeSet<End> {
    let sql = "select record_id, stated_by, part, ordinal, other_id, kind, forward, role, share::text from ecif.link";
    let rows = bank.read().await.query(sql, &[]).await.unwrap();
    rows.iter()
        .map(|row| {
            (
                (row.get(0), row.get(1), row.get(2), row.get(3)),
                (row.get(4), row.get(5), row.get(6), row.get(7), row.get(8)),
            )
        })
        .collect()
}

/// The links that the last row of each record makes.
fn expected(bank: &Bank, history: &[Told]) -> BTreeSet<End> {
    let id = |about, key: &str| record_id(&bank.keyring, about, "core", key).0;
    let mut last: BTreeMap<(usize, &str), &Told> = BTreeMap::new();
    for told in history {
        last.insert((told.feed, &told.cells["key"]), told);
    }
    let mut ends = BTreeSet::new();
    for ((feed, key), told) in last {
        let (name, about) = FEEDS[feed];
        let own = match name {
            "card" | "loan" => id(about, &format!("{name}|{key}")),
            _ => id(about, key),
        };
        let cell = |column: &str| told.cells[column].as_str();
        let (one, other) = (cell("n1"), cell("n2"));
        let share = Some(cell("edu").to_owned()).filter(|share| !share.is_empty());
        let coded = |of: [&'static str; 2]| of[usize::from(cell("t1") == "D")];
        let edges = match name {
            "account" => {
                let mut edges = vec![(id(About::Party, one), own, LinkKind::Holds, "owner", share)];
                if !other.is_empty() {
                    edges.push((id(About::Party, other), own, LinkKind::Holds, "joint_owner", None));
                }
                edges
            }
            "hold" => {
                let role = coded(["owner", "disponent"]);
                let account = id(About::Account, other);
                vec![(id(About::Party, one), account, LinkKind::Holds, role, share)]
            }
            "card" => vec![
                (
                    id(About::Holder, one),
                    own,
                    LinkKind::Through,
                    "card_holder",
                    None,
                ),
                (id(About::Holder, other), own, LinkKind::Tie, "drawn_on", None),
            ],
            "loan" => vec![
                (id(About::Account, one), own, LinkKind::Through, "", None),
                (id(About::Account, other), own, LinkKind::Tie, "paid_from", None),
            ],
            _ => {
                let kind = coded(["shareholder", "spouse"]);
                vec![(
                    id(About::Party, one),
                    id(About::Party, other),
                    LinkKind::Relation,
                    kind,
                    share,
                )]
            }
        };
        let mut ordinal = 0;
        for (from, to, kind, role, share) in edges {
            for (one, other, forward) in [(from, to, true), (to, from, false)] {
                let at = (one, own, 0, ordinal);
                ends.insert((at, (other, kind.code(), forward, role.to_owned(), share.clone())));
                ordinal += 1;
            }
        }
    }
    ends
}

/// Who sees the customers.
async fn sights(bank: &Bank) -> Vec<Vec<String>> {
    bank.assert_sights().await;
    let mut sights = Vec::new();
    for key in ["1", "2", "3"] {
        sights.push(bank.sight("core", key).await);
    }
    sights
}

/// What the customers hold and whom they are tied to, as it is shown.
async fn shown(bank: &Bank) -> Vec<String> {
    let mut shown = Vec::new();
    for key in ["1", "2", "3"] {
        let told = bank.explain("core", key).await;
        shown.push(format!("{:?} {:?}", told.agreements, told.relations));
    }
    shown
}

/// Three customers, and feeds that were loaded before.
async fn begun() -> Bank {
    let bank = Bank::open().await;
    bank.load(&core(), "core", day(1, 1), &people()).await;
    bank
}

fn people() -> [Cells; 3] {
    [
        person("1", "张三", "11010519491231002X"),
        person("2", "李四", "440524188001010014"),
        person("3", "王五", "110101192002290010"),
    ]
}

/// Rows in the order given, as few files as can be.
fn requests(bank: &Bank, history: &[Told]) -> Vec<LoadRequest> {
    let key = |told: &Told| told.cells["key"].clone();
    files(history, |told| (told.feed, told.date), key)
        .into_iter()
        .map(|file| {
            let rows = file.iter().map(|told| &told.cells);
            bank.request(&core(), file[0].name(), file[0].date, rows)
        })
        .collect()
}

async fn load_in_order(bank: &Bank, history: &[Told]) {
    for request in requests(bank, history) {
        let report = load(&bank.db, &bank.keyring, &bank.clock, &request, &Silent)
            .await
            .unwrap();
        assert_eq!((report.difference, report.rejected), (0, 0), "{report:?}");
    }
}

async fn try_case(seed: u64) {
    let mut dice = Dice(seed);
    let history = history(&mut dice);
    let in_order = begun().await;
    load_in_order(&in_order, &history).await;
    let expected = expected(&in_order, &history);
    assert_eq!(links(&in_order).await, expected, "in order");
    let seen = sights(&in_order).await;
    let in_order = shown(&in_order).await;

    let mut shuffled = history.clone();
    dice.shuffle(&mut shuffled);
    if dice.once_in(2) {
        let mut days: Vec<(usize, Date)> = shuffled.iter().map(|told| (told.feed, told.date)).collect();
        dice.shuffle(&mut days);
        shuffled.sort_by_key(|told| days.iter().position(|day| *day == (told.feed, told.date)));
    }
    let by_files = begun().await;
    load_in_order(&by_files, &shuffled).await;
    assert_eq!(links(&by_files).await, expected, "by shuffled files");
    assert_eq!(shown(&by_files).await, in_order, "by shuffled files");
    assert_eq!(sights(&by_files).await, seen, "by shuffled files");

    dice.shuffle(&mut shuffled);
    let one_by_one = begun().await;
    for told in &shuffled {
        one_by_one
            .message_of(told.name(), &core(), told.date, &told.cells)
            .await
            .unwrap();
    }
    assert_eq!(links(&one_by_one).await, expected, "one by one");
    assert_eq!(shown(&one_by_one).await, in_order, "one by one");
    assert_eq!(sights(&one_by_one).await, seen, "one by one");

    dice.shuffle(&mut shuffled);
    let initially = Bank::open().await;
    let mut files = requests(&initially, &shuffled);
    let customers = initially.request(&core(), "core", day(1, 1), &people());
    files.insert(dice.below(files.len() + 1), customers);
    let feeds: BTreeSet<usize> = shuffled.iter().map(|told| told.feed).collect();
    assert_eq!(initially.load_initially(&files).await, feeds.len() + 1);
    assert_eq!(links(&initially).await, expected, "by an initial load");
    assert_eq!(shown(&initially).await, in_order, "by an initial load");
    assert_eq!(sights(&initially).await, seen, "by an initial load");
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect(name))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn links_are_those_of_the_current_versions() {
    let first = number("GUIYI_LINK_SEED", 1);
    let seeds: Vec<u64> = (first..first + number("GUIYI_LINK_CASES", CASES)).collect();
    for seeds in seeds.chunks(4) {
        let cases: Vec<_> = seeds
            .iter()
            .map(|seed| (seed, tokio::spawn(try_case(*seed))))
            .collect();
        for (seed, case) in cases {
            if let Err(error) = case.await {
                println!("GUIYI_LINK_SEED={seed} GUIYI_LINK_CASES=1 shows it again");
                std::panic::resume_unwind(error.into_panic());
            }
        }
    }
}

/// The stored rows with who wrote each.
async fn written(bank: &Bank) -> BTreeSet<(String, String)> {
    let sql = "select xmin::text, record_id::text || stated_by || ordinal from ecif.link";
    let rows = bank.read().await.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

#[tokio::test]
async fn what_makes_the_same_edges_writes_no_link() {
    let bank = begun().await;
    let account = |date: &str, owner: &str| {
        let cells = row(&[("key", "7"), ("n1", owner), ("n2", "2"), ("birth", date)]);
        async move |bank: &Bank, on| bank.load(&core(), "account", on, [&cells]).await
    };
    account("20200101", "1")(&bank, day(3, 1)).await;
    let first = written(&bank).await;
    assert_eq!(first.len(), 4, "two holders, each from both ends");
    let report = account("20210101", "1")(&bank, day(3, 5)).await;
    assert_eq!(report.loaded, 1, "a new version");
    assert_eq!(written(&bank).await, first, "with the same edges");
    let report = account("20210101", "3")(&bank, day(3, 3)).await;
    assert_eq!(report.loaded, 1, "a version between the two");
    assert_eq!(written(&bank).await, first, "which is not the current one");
    account("20210101", "3")(&bank, day(3, 7)).await;
    let now = written(&bank).await;
    assert_eq!(now.len(), 4, "nothing is left behind");
    assert_eq!(now.intersection(&first).count(), 0);
}

/// One row about an account, as a part of it.
fn account_row(bank: &Bank, part: i16, date: Date, owner: &str, role: &str) -> Row {
    let holder = Holder {
        source: None,
        who: Who::Customer(owner.to_owned()),
        role: role.to_owned(),
        share: None,
    };
    let content = Content {
        statement: Statement::Account(AccountFacts {
            product: "current".to_owned(),
            holders: vec![holder],
            ties: Vec::new(),
            values: Vec::new(),
        }),
        deleted: false,
        changed_on: None,
        unit: None,
        findings: Vec::new(),
        origin: Origin {
            key: "7".to_owned(),
            row: ecif::record::Verbatim::default(),
            mapping: 1,
        },
        identity: Vec::new(),
    };
    let mut digest = [0; 16];
    digest[0] = owner.as_bytes()[0];
    Row {
        said: Said {
            line: 1,
            key: "7".to_owned(),
            order: Order {
                business_date: date,
                sequence: 0,
            },
            content,
            balance: None,
        },
        record: record_id(&bank.keyring, About::Account, "core", "7"),
        part,
        digest,
    }
}

#[tokio::test]
async fn a_part_that_is_superseded_takes_no_link_of_another_part_along() {
    let bank = begun().await;
    let tell = async |id: i64, row: Row| {
        let tx = bank.db.begin(&bank.actor).await.unwrap();
        let setting = Setting::load(&tx, &bank.keyring, &bank.clock, i64::MAX)
            .await
            .unwrap();
        let carrier = Carrier {
            source_id: 1,
            source: "core".to_owned(),
            feed: "account".to_owned(),
            strategy: feed::Strategy::Merge,
            later: Vec::new(),
        };
        let mut change = Change::new(&tx, &setting, &carrier, id, false);
        let (_, placed) = change.place(vec![row], &mut Sightings::default()).await.unwrap();
        change.write(placed, Vec::new()).await.unwrap();
        tx.commit().await.unwrap();
    };
    let roles = async |key: &str| {
        let sql = "select role from ecif.link where record_id = $1 order by 1";
        let rows = bank
            .read()
            .await
            .query(sql, &[&bank.record("core", key).0])
            .await
            .unwrap();
        rows.iter().map(|row| row.get(0)).collect::<Vec<String>>()
    };
    tell(101, account_row(&bank, 0, day(3, 1), "1", "owner")).await;
    tell(102, account_row(&bank, 5, day(3, 1), "2", "guarantor")).await;
    tell(103, account_row(&bank, 0, day(3, 2), "3", "owner")).await;
    assert_eq!(roles("1").await, Vec::<String>::new());
    assert_eq!(roles("2").await, ["guarantor"], "told by the other part");
    assert_eq!(roles("3").await, ["owner"]);
    tell(104, account_row(&bank, 5, day(3, 2), "1", "guarantor")).await;
    assert_eq!(roles("1").await, ["guarantor"]);
    assert_eq!(roles("2").await, Vec::<String>::new());
    assert_eq!(roles("3").await, ["owner"]);
}

#[tokio::test]
async fn links_of_before_are_carried_over() {
    let before = pg::Track {
        schema: ecif::TRACK.schema,
        migrations: &ecif::TRACK.migrations[..7],
    };
    let db = testkit::database(&[pg::TRACK, before]).await;
    let actor = pg::Actor::system("tester", "test");
    let [customer, account, holding, card] = [1, 2, 3, 4].map(Uuid::from_u128);
    let tx = db.begin(&actor).await.unwrap();
    // The account is told in two parts: by acts 10 and 11.
    for (record, part, about, change) in [
        (account, 0_i16, About::Account, 10_i64),
        (account, 5, About::Account, 11),
        (holding, 0, About::Holder, 12),
        (card, 0, About::Account, 13),
    ] {
        let sql = "insert into ecif.record (record_id, part, about, source_id, feed, business_date, sequence,
                change_id, digest, content)
            values ($1, $2, $3, 1, 'x', '2026-03-01', 0, $4, '', '')";
        tx.execute(sql, &[&record, &part, &about.code(), &change])
            .await
            .unwrap();
    }
    for (from, to, kind, role, stated_by, change) in [
        (customer, account, 0_i16, "owner", account, 10_i64),
        (customer, account, 0, "guarantor", account, 11),
        (customer, account, 0, "disponent", holding, 12),
        (customer, holding, 0, "disponent", holding, 12),
        (holding, card, 1, "card_holder", card, 13),
        (customer, customer, 2, "spouse", card, 13),
    ] {
        for (one, other, forward) in [(from, to, true), (to, from, false)] {
            let sql = "insert into ecif.link (record_id, other_id, kind, role, stated_by, forward, change_id)
                values ($1, $2, $3, $4, $5, $6, $7)";
            tx.execute(sql, &[&one, &other, &kind, &role, &stated_by, &forward, &change])
                .await
                .unwrap();
        }
    }
    tx.commit().await.unwrap();
    db.migrate(&[pg::TRACK, ecif::TRACK]).await.unwrap();
    let tx = db.begin_read(&actor).await.unwrap();
    let sql = "select record_id, other_id, stated_by, part, ordinal, forward, role from ecif.link";
    let rows = tx.query(sql, &[]).await.unwrap();
    let carried: BTreeSet<(Uuid, Uuid, Uuid, i16, i16, bool, String)> = rows
        .iter()
        .map(|row| {
            (
                row.get(0),
                row.get(1),
                row.get(2),
                row.get(3),
                row.get(4),
                row.get(5),
                row.get(6),
            )
        })
        .collect();
    let mut expected = BTreeSet::new();
    for (from, to, stated_by, part, role) in [
        (customer, account, account, 0, "owner"),
        (customer, account, account, 5, "guarantor"),
        (customer, account, holding, 0, "disponent"),
        (holding, card, card, 0, "card_holder"),
    ] {
        expected.insert((from, to, stated_by, part, 0, true, role.to_owned()));
        expected.insert((to, from, stated_by, part, 0, false, role.to_owned()));
    }
    // Both ends of this one are the same record.
    expected.insert((customer, customer, card, 0, 0, true, "spouse".to_owned()));
    expected.insert((customer, customer, card, 0, 1, false, "spouse".to_owned()));
    assert_eq!(carried, expected);
}

/// Goal: a past moment shows the ties and holders that were stated then: none that came later, and none that a later
/// version points elsewhere.
#[tokio::test]
async fn a_past_moment_has_the_edges_of_then() {
    let bank = begun().await;
    let told = |n1, n2, seq| row(&[("key", "1"), ("n1", n1), ("n2", n2), ("t1", "O"), ("seq", seq)]);
    let at_first = bank.clock.now();
    bank.load(&core(), "tie", day(3, 1), &[told("1", "2", "1")]).await;
    bank.load(&core(), "account", day(3, 1), &[told("1", "", "1")])
        .await;
    let between = bank.clock.now();
    bank.load(&core(), "tie", day(3, 5), &[told("1", "3", "1")]).await;
    bank.load(&core(), "account", day(3, 5), &[told("1", "2", "1")])
        .await;

    let tied = async |as_of, valid_on| -> Vec<String> {
        let told = bank.explain_at("core", "1", as_of, valid_on).await.unwrap();
        told.relations.into_iter().map(|tie| tie.name).collect()
    };
    let held = async |key, as_of, valid_on| -> Vec<BTreeSet<String>> {
        let told = bank.explain_at("core", key, as_of, valid_on).await.unwrap();
        told.agreements.into_iter().map(|one| one.roles).collect()
    };
    let owner = [BTreeSet::from(["owner".to_owned()])];
    let joint = [BTreeSet::from(["joint_owner".to_owned()])];
    for (as_of, valid_on, to, by_other) in [
        (None, None, &["王五"][..], &joint[..]),
        (None, Some(day(3, 9)), &["王五"], &joint),
        (None, Some(day(3, 4)), &["李四"], &[]),
        (Some(between), Some(day(3, 9)), &["李四"], &[]),
        (Some(at_first), Some(day(3, 9)), &[], &[]),
    ] {
        let what = format!("{as_of:?} {valid_on:?}");
        assert_eq!(tied(as_of, valid_on).await, to, "{what}");
        assert_eq!(held("2", as_of, valid_on).await, by_other, "{what}");
        let own = if as_of == Some(at_first) { &[][..] } else { &owner };
        assert_eq!(held("1", as_of, valid_on).await, own, "{what}");
    }
}
