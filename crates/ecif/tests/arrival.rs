//! In whatever order the same rows arrive, each with its own business date, and on whichever road, they make the
//! same customers: the same grouping, the same values with the same value dates, the same versions.
//!
//! Loads with strategy `replace` or `insert` are left out: they mean what they say at the moment they come. Full
//! files are left out too, because what is missing from one is missing at its day. Numbers may differ.
//!
//! `GUIYI_ARRIVAL_CASES` sets how many cases are tried, `GUIYI_ARRIVAL_SEED` the first seed; a failing case names
//! its seed.

mod bank;

use std::collections::{BTreeMap, BTreeSet};

use bank::{Bank, Cells, Dice, day, files, mapping, person, row};
use base::Date;
use ecif::load::{LoadRequest, Silent, load};
use ecif::record::{Observation, Order, collapse};
use uuid::Uuid;

const CASES: u64 = 40;

/// One row of one source.
#[derive(Debug, Clone)]
struct Told {
    source: &'static str,
    date: Date,
    cells: Cells,
}

const SOURCES: [(&str, u8); 3] = [("core", 90), ("loan", 60), ("online", 40)];
const PEOPLE: [(&str, &str, &str); 3] = [
    ("张伟", "11010519491231002X", "110105491231002"),
    ("王小明", "440524188001010014", "440524188001010014"),
    ("李娜", "440524198001010013", "440524800101001"),
];
const NAMES: [&str; 8] = [
    "张伟",
    "張　偉",
    " 张伟",
    "王小明",
    "王晓明",
    "李娜",
    "李 娜",
    "LI NA",
];
const COMPANIES: [(&str, &str, &str); 2] = [
    ("甲乙（上海）科技有限公司", "91350100M000100Y43", "M000100Y4"),
    ("丙丁贸易有限公司", "91110000600037341L", "60003734-1"),
];
const COMPANY_NAMES: [&str; 4] = [
    "甲乙（上海）科技有限公司",
    "甲乙(上海)科技有限公司",
    "丙丁贸易有限公司",
    "丙丁贸易有限责任公司",
];

fn someone(dice: &mut Dice, key: &str) -> Cells {
    let mut cells = row(&[("key", key)]);
    if dice.once_in(4) {
        let (name, code, inside) = dice.pick(&COMPANIES);
        let (id_type, id) = dice.pick(&[("C", code), ("C", code), ("O", inside)]);
        for (column, value) in [("kind", "C"), ("name", name), ("t1", id_type), ("n1", id)] {
            cells.insert(column, value.to_owned());
        }
    } else {
        let (name, long, short) = dice.pick(&PEOPLE);
        let number = dice.pick(&[long, long, short]);
        for (column, value) in [("name", name), ("t1", "I"), ("n1", number)] {
            cells.insert(column, value.to_owned());
        }
    }
    cells
}

/// What a source says next of a record: mostly one thing changes, sometimes nothing.
fn next(dice: &mut Dice, before: &Cells, date: Date) -> Cells {
    let mut cells = before.clone();
    let company = cells["kind"] == "C";
    let (column, value) = match dice.below(16) {
        0 if company => ("name", dice.pick(&COMPANY_NAMES)),
        0 | 1 if !company => ("name", dice.pick(&NAMES)),
        2 if company => {
            cells.insert("t1", "C".to_owned());
            ("n1", dice.pick(&COMPANIES).1)
        }
        2 => {
            cells.insert("t1", "I".to_owned());
            ("n1", dice.pick(&PEOPLE).1)
        }
        3 if !company => ("n1", dice.pick(&PEOPLE).2),
        4 => ("t1", if company { "C" } else { dice.pick(&["I", "X"]) }),
        5 => {
            cells.insert("t2", dice.pick(&["P", "X"]).to_owned());
            ("n2", dice.pick(&["E10000001", "Ｅ10000001", "E10000002", ""]))
        }
        6 => (
            "mobile",
            dice.pick(&["13800138000", "１３８００１３８０００", "13900139000", "123", ""]),
        ),
        7 => ("mobile2", dice.pick(&["13800138000", "13700137000", ""])),
        8 => ("edu", dice.pick(&["10", "20", "30", ""])),
        9 => (
            "addr",
            dice.pick(&["北京市朝阳区建国门外大街1号", "长春市朝阳区红旗街1号", ""]),
        ),
        10 => ("ver", dice.pick(&["N", "R", "T", "O", "S", ""])),
        11 => ("flag", dice.pick(&["D", "", ""])),
        12 | 13 => ("unit", dice.pick(&["0101", "0102", "0201", ""])),
        14 => ("rm", dice.pick(&["R01011", "R02011", ""])),
        _ => return cells,
    };
    cells.insert(column, value.to_owned());
    if dice.once_in(3) {
        let changed = date
            .checked_sub(jiff::Span::new().days(i64::try_from(dice.below(900)).unwrap()))
            .unwrap();
        cells.insert("upd", changed.strftime("%Y%m%d").to_string());
    }
    cells
}

/// All that the sources say, in the order in which they say it.
fn history(dice: &mut Dice) -> Vec<Told> {
    let mut history = Vec::new();
    for (source, _) in &SOURCES[..2 + dice.below(2)] {
        for key in 1..=1 + dice.below(3) {
            let mut cells = someone(dice, &key.to_string());
            for date in 1..=7 {
                if dice.once_in(3) {
                    continue;
                }
                let date = day(3, date);
                // Sometimes a source speaks twice of a record on one day, and says in which order.
                for sequence in 0..1 + usize::from(dice.once_in(5)) {
                    cells = next(dice, &cells, date);
                    let mut cells = cells.clone();
                    cells.insert("seq", sequence.to_string());
                    history.push(Told { source, date, cells });
                }
            }
        }
    }
    history.sort_by_key(|told| (told.date, told.cells["seq"].clone()));
    history
}

fn mapping_of(source: &str) -> String {
    let trust = SOURCES.iter().find(|(name, _)| *name == source).unwrap().1;
    mapping(source, trust, "delta", "")
}

/// A bank whose feeds have all been loaded before: what follows is no first load.
async fn begun() -> Bank {
    let bank = Bank::open().await;
    begin(&bank).await;
    bank
}

async fn begin(bank: &Bank) {
    for (source, _) in SOURCES {
        let seed = person("seed", "种子", "110101192002290010");
        bank.load(&mapping_of(source), source, day(1, 1), [&seed]).await;
    }
}

/// Rows in the order given, as few files as can be.
fn requests(bank: &Bank, history: &[Told]) -> Vec<LoadRequest> {
    let key = |told: &Told| told.cells["key"].clone();
    files(history, |told| (told.source, told.date), key)
        .into_iter()
        .map(|file| {
            let (source, date) = (file[0].source, file[0].date);
            let rows = file.iter().map(|told| &told.cells);
            bank.request(&mapping_of(source), source, date, rows)
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

/// A customer as told by [`Bank::explain`], without what may differ: numbers, instants, causes.
type Customer = (
    BTreeSet<(String, String)>,
    ecif::survive::Golden,
    BTreeMap<(String, String), Version>,
);
/// Who sees the customers.
async fn sights(bank: &Bank, history: &[Told]) -> BTreeMap<(String, String), Vec<String>> {
    let mut sights = BTreeMap::new();
    for told in history {
        let (source, key) = (told.source, told.cells["key"].as_str());
        let at = (source.to_owned(), key.to_owned());
        sights.insert(at, bank.sight(source, key).await);
    }
    sights
}

/// The number of versions, the business date of the one in force, and since when the record is gone.
type Version = (usize, Date, Option<Date>);

async fn customers(bank: &Bank, history: &[Told]) -> BTreeMap<(String, String), Customer> {
    let keys: BTreeSet<(&str, &str)> = history
        .iter()
        .map(|told| (told.source, told.cells["key"].as_str()))
        .collect();
    let mut customers = BTreeMap::new();
    for (source, key) in keys {
        let told = bank.explain(source, key).await;
        let name = |one: &ecif::explain::RecordView| (one.source.clone(), one.key.clone());
        let versions = told
            .records
            .iter()
            .map(|one| (name(one), (one.versions, one.business_date, one.gone_on)));
        let customer = (
            told.records.iter().map(name).collect(),
            told.golden.clone(),
            versions.collect(),
        );
        customers.insert((source.to_owned(), key.to_owned()), customer);
    }
    customers
}

/// The versions of every record as the store keeps them: place and digest, runs of equal ones once.
async fn versions(bank: &Bank) -> BTreeMap<Uuid, Vec<(Order, Vec<u8>)>> {
    let tx = bank.read().await;
    let sql = "select record_id, business_date, sequence, digest, change_id from ecif.record_version
        union all select record_id, business_date, sequence, digest, change_id from ecif.record
        order by change_id";
    let mut told: BTreeMap<Uuid, Vec<(Order, Vec<u8>)>> = BTreeMap::new();
    for row in tx.query(sql, &[]).await.unwrap() {
        let order = Order {
            business_date: row.get(1),
            sequence: row.get(2),
        };
        told.entry(row.get(0)).or_default().push((order, row.get(3)));
    }
    told.into_iter()
        .map(|(record, told)| {
            let said = told.iter().map(|(order, digest)| Observation {
                order: *order,
                said: digest.as_slice(),
            });
            let versions = collapse(said.collect());
            (
                record,
                versions
                    .into_iter()
                    .map(|one| (one.order, one.said.to_vec()))
                    .collect(),
            )
        })
        .collect()
}

async fn compare(one: &Bank, other: &Bank, history: &[Told], what: &str) {
    let (left, right) = (customers(one, history).await, customers(other, history).await);
    for (key, customer) in &left {
        assert_eq!(customer, &right[key], "{what}: {key:?}");
    }
    assert_eq!(versions(one).await, versions(other).await, "{what}: versions");
    assert_eq!(
        sights(one, history).await,
        sights(other, history).await,
        "{what}: who sees them"
    );
    assert_eq!(
        one.similar().await,
        other.similar().await,
        "{what}: similar pairs"
    );
}

async fn try_case(seed: u64) {
    let mut dice = Dice(seed);
    let history = history(&mut dice);
    let in_order = begun().await;
    load_in_order(&in_order, &history).await;
    in_order.assert_sound().await;

    let mut shuffled = history.clone();
    dice.shuffle(&mut shuffled);
    // Neighbours of one source and date share a file, so that files hold several rows.
    if dice.once_in(2) {
        let mut days: Vec<(&str, Date)> = shuffled.iter().map(|told| (told.source, told.date)).collect();
        dice.shuffle(&mut days);
        shuffled.sort_by_key(|told| days.iter().position(|day| *day == (told.source, told.date)));
    }
    let by_files = begun().await;
    load_in_order(&by_files, &shuffled).await;
    compare(&in_order, &by_files, &history, "by shuffled files").await;

    dice.shuffle(&mut shuffled);
    let one_by_one = begun().await;
    for told in &shuffled {
        one_by_one
            .message(&mapping_of(told.source), told.date, &told.cells)
            .await
            .unwrap();
    }
    one_by_one.assert_sound().await;
    compare(&in_order, &one_by_one, &history, "one by one").await;

    dice.shuffle(&mut shuffled);
    let initially = Bank::open().await;
    let files = requests(&initially, &shuffled);
    let sources: BTreeSet<&str> = shuffled.iter().map(|told| told.source).collect();
    assert_eq!(initially.load_initially(&files).await, sources.len());
    initially.assert_sound().await;
    begin(&initially).await;
    initially.assert_sound().await;
    compare(&in_order, &initially, &history, "by an initial load").await;
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect(name))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_order_of_arrival_does_not_matter() {
    let first = number("GUIYI_ARRIVAL_SEED", 1);
    let seeds: Vec<u64> = (first..first + number("GUIYI_ARRIVAL_CASES", CASES)).collect();
    for seeds in seeds.chunks(4) {
        let cases: Vec<_> = seeds
            .iter()
            .map(|seed| (seed, tokio::spawn(try_case(*seed))))
            .collect();
        for (seed, case) in cases {
            if let Err(error) = case.await {
                println!("GUIYI_ARRIVAL_SEED={seed} GUIYI_ARRIVAL_CASES=1 shows it again");
                std::panic::resume_unwind(error.into_panic());
            }
        }
    }
}
