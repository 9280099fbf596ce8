//! However many threads map the rows of an initial load, what it makes is the same to the byte.

mod bank;

use bank::{Bank, Cells, Dice, day, feed, mapping, person, row};
use ecif::change::Setting;
use ecif::load::LoadRequest;
use ecif::survive::Golden;

const SOURCES: [(&str, u8); 3] = [("core", 90), ("loan", 60), ("online", 40)];
/// Of each source: batches that overtake each other, and more customers than are thought about at once.
const ROWS: usize = 2500;
const PEOPLE: usize = 4000;

/// Three sources with many customers in common, some under names that do not agree.
fn requests(bank: &Bank, workers: usize) -> Vec<LoadRequest> {
    let mut dice = Dice(7);
    SOURCES
        .into_iter()
        .map(|(source, trust)| {
            let rows: Vec<Cells> = (0..ROWS).map(|key| someone(&mut dice, key)).collect();
            let mapping = mapping(source, trust, "full", "");
            let request = bank.request(&mapping, source, day(3, 1), &rows);
            LoadRequest { workers, ..request }
        })
        .collect()
}

fn someone(dice: &mut Dice, key: usize) -> Cells {
    let who = dice.below(PEOPLE);
    let name = dice.pick(&["张伟", "張　偉", "王小明"]);
    let passport = format!("E1{who:07}");
    let key = key.to_string();
    match dice.below(4) {
        0 => row(&[("key", &key), ("name", name), ("t2", "P"), ("n2", &passport)]),
        1 => {
            let mut cells = person(&key, name, &resident_id(who));
            cells.extend([("t2", "P".to_owned()), ("n2", passport)]);
            cells
        }
        _ => person(&key, name, &resident_id(who)),
    }
}

/// A good resident ID of the `n`th of ten thousand persons.
fn resident_id(n: usize) -> String {
    let body = format!(
        "1101051949{:02}{:02}{:03}",
        1 + n / 1000,
        1 + n / 100 % 10,
        n % 100
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.bytes().map(|digit| usize::from(digit - b'0'));
    let sum: usize = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
    let check = char::from(b"10X98765432"[sum % 11]);
    format!("{body}{check}")
}

/// Who is who, row by row. Golden values are sealed anew each time and compared by themselves.
const WHO: [&str; 6] = [
    "select p::text from (select party_id, number, kind, version, opened_by, changed_by, merged_into, due_on
        from ecif.party) p order by party_id",
    "select m::text from ecif.membership m order by m::text",
    "select n::text from ecif.customer_number n order by number",
    "select r::text from (select record_id, part, source_id, feed, business_date, sequence, change_id, digest, gone_on,
        party_id, number from ecif.record) r order by record_id, part",
    "select k::text from ecif.record_key k order by k::text",
    "select s::text from ecif.similar s order by s::text",
];

async fn told(bank: &Bank) -> (Vec<Vec<String>>, Vec<Vec<u8>>) {
    let tx = bank.read().await;
    let mut who = Vec::new();
    for sql in WHO {
        let rows = tx.query(sql, &[]).await.unwrap();
        assert!(rows.len() > 100, "{sql}: {}", rows.len());
        who.push(rows.iter().map(|row| row.get(0)).collect());
    }
    let setting = Setting::load(&tx, &bank.keyring, &bank.clock, i64::MAX)
        .await
        .unwrap();
    let sql = "select party_id, golden from ecif.party order by party_id";
    let golden = tx.query(sql, &[]).await.unwrap();
    let open = |row: &tokio_postgres::Row| -> Golden { setting.open_golden(row.get(0), row.get(1)).unwrap() };
    let golden = golden.iter().map(|row| minicbor::to_vec(open(row)).unwrap());
    (who, golden.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_workers_does_not_matter() {
    let mut all = Vec::new();
    for workers in [1, 2, 5] {
        let bank = Bank::open().await;
        assert_eq!(
            bank.load_initially(&requests(&bank, workers)).await,
            SOURCES.len()
        );
        bank.assert_memberships().await;
        all.push(told(&bank).await);
    }
    for (workers, found) in [2, 5].into_iter().zip(&all[1..]) {
        for (sql, (one, more)) in WHO.iter().zip(all[0].0.iter().zip(&found.0)) {
            assert!(one == more, "1 and {workers} workers: {sql}");
        }
        assert!(all[0].1 == found.1, "1 and {workers} workers: golden values");
    }
}

/// Two feeds of one source tell of one record: the later falls upon the earlier, which only the ordinary road can do.
#[tokio::test(flavor = "multi_thread")]
async fn a_record_told_by_two_files_is_left_to_the_ordinary_road() {
    let bank = Bank::open().await;
    let mapping = mapping("core", 90, "delta", &feed("more", "more", "delta"));
    let (before, after) = (
        person("1", "张伟", "11010519491231002X"),
        person("1", "张玮", "11010519491231002X"),
    );
    let requests = [
        bank.request(&mapping, "core", day(3, 1), [&before]),
        bank.request(&mapping, "more", day(3, 2), [&after]),
    ];
    assert_eq!(bank.load_initially(&requests).await, 0);
    bank.assert_sound().await;
    assert_eq!(bank.explain("core", "1").await.records[0].versions, 2);
}
