//! What the store does over time: merges and partings, lateness, deletions, tasks, policies.

mod bank;

use bank::{Bank, company, day, feed, mapping, person, row};
use base::{Clock as _, Date};

const ZHANG: &str = "11010519491231002X";
const OTHER: &str = "440524188001010014";

fn core() -> String {
    mapping("core", 90, "delta", "")
}

fn loan() -> String {
    mapping("loan", 60, "delta", "")
}

/// Begins both feeds, so that what follows is not a first load.
async fn begun() -> Bank {
    let bank = Bank::open().await;
    bank.load(
        &core(),
        "core",
        day(1, 1),
        [&person("seed", "种子", "110101192002290010")],
    )
    .await;
    bank.load(
        &loan(),
        "loan",
        day(1, 1),
        [&person("seed", "种子", "110101192002290010")],
    )
    .await;
    bank
}

#[tokio::test]
async fn a_correction_merges_and_the_next_one_parts_as_it_was() {
    let bank = begun().await;
    bank.load(&core(), "core", day(2, 1), [&person("1", "张三", ZHANG)])
        .await;
    bank.load(&loan(), "loan", day(2, 1), [&person("9", "张三", OTHER)])
        .await;
    let (first, second) = (bank.number("core", "1").await, bank.number("loan", "9").await);
    assert_ne!(first, second, "RULE 4");
    bank.load(&loan(), "loan", day(2, 2), [&person("9", "张三", ZHANG)])
        .await;
    assert_eq!(bank.number("loan", "9").await, first, "RULE 9");
    assert_eq!(
        bank.explain_number(second).await.unwrap().number,
        first,
        "the loser's number forwards"
    );
    bank.assert_sound().await;
    bank.load(&loan(), "loan", day(2, 3), [&person("9", "张三", OTHER)])
        .await;
    assert_eq!(bank.number("core", "1").await, first);
    assert_eq!(bank.number("loan", "9").await, second, "its own number again");
    bank.assert_sound().await;
    let parted = bank.record("loan", "9").0;
    assert_eq!(bank.tasks().await, [("parted".to_owned(), parted)]);
}

#[tokio::test]
async fn the_founder_leaves_with_its_number() {
    let bank = begun().await;
    bank.load(&core(), "core", day(2, 1), [&person("1", "张三", ZHANG)])
        .await;
    bank.load(&loan(), "loan", day(2, 1), [&person("9", "张三", ZHANG)])
        .await;
    let number = bank.number("core", "1").await;
    bank.load(&core(), "core", day(2, 2), [&person("1", "张三", OTHER)])
        .await;
    assert_eq!(bank.number("core", "1").await, number);
    assert_ne!(bank.number("loan", "9").await, number);
    bank.assert_sound().await;
    assert_eq!(bank.tasks().await.len(), 1, "a steward is told once");
}

#[tokio::test]
async fn a_changed_number_may_lead_straight_into_another_customer() {
    let bank = begun().await;
    bank.load(
        &core(),
        "core",
        day(2, 1),
        [&person("1", "张三", ZHANG), &person("2", "张三", OTHER)],
    )
    .await;
    bank.load(&loan(), "loan", day(2, 1), [&person("9", "张三", ZHANG)])
        .await;
    bank.load(&loan(), "loan", day(2, 2), [&person("9", "张三", OTHER)])
        .await;
    assert_eq!(bank.number("loan", "9").await, bank.number("core", "2").await);
    bank.assert_sound().await;
    assert_eq!(
        bank.tasks().await,
        [("parted".to_owned(), bank.record("loan", "9").0)]
    );
}

#[tokio::test]
async fn a_changed_name_keeps_the_join_and_asks_a_steward_once() {
    let bank = begun().await;
    bank.load(&core(), "core", day(2, 1), [&person("1", "张三", ZHANG)])
        .await;
    bank.load(&loan(), "loan", day(2, 1), [&person("9", "张三", ZHANG)])
        .await;
    let mut renamed = person("9", "李四", ZHANG);
    bank.load(&loan(), "loan", day(2, 2), [&renamed]).await;
    assert_eq!(bank.number("loan", "9").await, bank.number("core", "1").await);
    let task = ("name_changed".to_owned(), bank.record("loan", "9").0);
    assert_eq!(bank.tasks().await, std::slice::from_ref(&task));
    renamed.insert("edu", "20".to_owned());
    bank.load(&loan(), "loan", day(2, 3), [&renamed]).await;
    assert_eq!(
        bank.tasks().await,
        [task],
        "a later change of something else is no new change of name"
    );
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_record_that_goes_keeps_its_similar_pairs() {
    let bank = Bank::open().await;
    let core = mapping("core", 90, "full", "");
    let (one, other) = (person("1", "张三", ZHANG), person("2", "张三丰", ZHANG));
    bank.load(&core, "core", day(2, 1), [&one, &other]).await;
    let pairs = bank.similar().await;
    assert_eq!(pairs.len(), 1, "RULE 3");
    let report = bank.load(&core, "core", day(2, 2), [&one]).await;
    assert_eq!(report.gone, 1);
    assert_eq!(bank.similar().await, pairs);
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_deletion_told_twice_stays_a_deletion() {
    let bank = begun().await;
    let mut row = person("1", "张三", ZHANG);
    bank.load(&core(), "core", day(2, 1), [&row]).await;
    row.insert("flag", "D".to_owned());
    bank.load(&core(), "core", day(2, 2), [&row]).await;
    assert_eq!(
        bank.explain("core", "1").await.records[0].gone_on,
        Some(day(2, 2))
    );
    let report = bank.load(&core(), "core", day(2, 3), [&row]).await;
    assert_eq!(report.unchanged, 1);
    assert_eq!(
        bank.explain("core", "1").await.records[0].gone_on,
        Some(day(2, 2))
    );
    row.insert("flag", String::new());
    bank.load(&core(), "core", day(2, 4), [&row]).await;
    assert_eq!(bank.explain("core", "1").await.records[0].gone_on, None);
    let was = bank.explain_at("core", "1", None, Some(day(2, 3))).await.unwrap();
    assert_eq!(
        was.records[0].gone_on,
        Some(day(2, 2)),
        "on that day it was deleted"
    );
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_late_row_does_not_bring_back_what_a_later_full_file_no_longer_had() {
    let bank = Bank::open().await;
    let core = mapping("core", 90, "full", "");
    let (one, other) = (person("1", "张三", ZHANG), person("2", "李四", OTHER));
    let renamed = person("2", "李斯", OTHER);
    bank.load(&core, "core", day(2, 1), [&one, &other]).await;
    bank.load(&core, "core", day(2, 5), [&one]).await;
    let gone = async || bank.explain("core", "2").await.records[0].gone_on;
    assert_eq!(gone().await, Some(day(2, 5)));
    bank.load(&core, "core", day(2, 3), [&one, &other]).await;
    assert_eq!(gone().await, Some(day(2, 5)), "seen before it went");
    bank.load(&core, "core", day(2, 4), [&one, &renamed]).await;
    assert_eq!(gone().await, Some(day(2, 5)), "changed before it went");
    bank.load(&core, "core", day(2, 6), [&one, &renamed]).await;
    assert_eq!(gone().await, None, "it is back");
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_correction_on_the_same_day_leaves_no_trace_in_value_dates() {
    let bank = begun().await;
    bank.load(&core(), "core", day(2, 1), [&person("1", "张三", ZHANG)])
        .await;
    bank.load(&core(), "core", day(2, 2), [&person("1", "张山", ZHANG)])
        .await;
    let mut again = person("1", "张三", ZHANG);
    again.insert("edu", "20".to_owned());
    bank.load(&core(), "core", day(2, 2), [&again]).await;
    let told = bank.explain("core", "1").await;
    assert_eq!(told.golden.value("name").unwrap().since, day(2, 1));
    bank.assert_sound().await;
}

#[tokio::test]
async fn two_feeds_of_one_source_tell_of_the_same_records() {
    let bank = Bank::open().await;
    let core = mapping("core", 90, "delta", &feed("other", "also", "delta"));
    let (old, new) = (person("1", "张三", ZHANG), person("1", "张山", ZHANG));
    bank.load(&core, "core", day(2, 1), [&old]).await;
    bank.load(&core, "also", day(2, 5), [&old]).await;
    bank.load(&core, "core", day(2, 3), [&new]).await;
    assert_eq!(
        bank.explain("core", "1").await.name(),
        "张三",
        "it was seen under that name on the 5th"
    );
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_second_part_of_a_record_belongs_where_the_first_does() {
    let bank = Bank::open().await;
    let part = feed("contact", "part", "delta")
        .replace("about = \"party\"", "about = \"party\"\npart = \"contact\"");
    let core = mapping("core", 90, "delta", &part);
    bank.load(&core, "core", day(2, 1), [&person("1", "张三", ZHANG)])
        .await;
    let mut contact = row(&[("key", "1"), ("mobile", "13800138000")]);
    bank.load(&core, "part", day(2, 1), [&contact]).await;
    bank.assert_sound().await;
    let told = bank.explain("core", "1").await;
    assert_eq!((told.name(), told.records.len()), ("张三", 2));
    assert_eq!(told.golden.value("mobile").unwrap().value, "+8613800138000");
    contact.insert("mobile", "13800138001".to_owned());
    bank.load(&core, "part", day(2, 2), [&contact]).await;
    bank.assert_sound().await;
}

#[tokio::test]
async fn one_load_may_move_a_record_more_than_once() {
    let bank = Bank::open().await;
    let fill = |from: usize, count: usize| {
        (from..from + count)
            .map(|n| row(&[("key", &format!("f{n}")), ("name", "填充")]))
            .collect::<Vec<_>>()
    };
    let with = |key: &str, one: &str, other: &str| {
        row(&[
            ("key", key),
            ("name", "张三"),
            ("t1", "P"),
            ("n1", one),
            ("t2", "P"),
            ("n2", other),
        ])
    };
    // Three customers in the first batch; the second joins the third to the second, the third both to the first.
    let mut rows = vec![
        with("a", "E10000001", ""),
        with("b", "E10000002", ""),
        with("c", "E10000003", ""),
    ];
    rows.extend(fill(0, 8192));
    rows.push(with("d", "E10000003", "E10000002"));
    rows.extend(fill(8192, 8192));
    rows.push(with("e", "E10000002", "E10000001"));
    bank.load(&core(), "core", day(2, 1), &rows).await;
    let number = bank.number("core", "a").await;
    for key in ["b", "c", "d", "e"] {
        assert_eq!(bank.number("core", key).await, number, "{key}");
    }
}

#[tokio::test]
async fn companies_of_one_name_are_similar_and_stay_apart() {
    let bank = begun().await;
    let one = company("1", "甲乙（上海）科技有限公司", "C", "91350100M000100Y43");
    let two = company("2", "甲乙(上海)科技有限公司", "C", "91110000600037341L");
    let three = company("3", "甲乙(上海)科技有限公司", "O", "M000100Y4");
    bank.load(&core(), "core", day(2, 1), [&one, &two, &three]).await;
    assert_ne!(
        bank.number("core", "1").await,
        bank.number("core", "2").await,
        "MC3"
    );
    assert_eq!(
        bank.number("core", "1").await,
        bank.number("core", "3").await,
        "MC2"
    );
    assert!(bank.similar().await.iter().any(|(_, _, rule)| rule == "MC3"));
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_first_load_is_quiet_about_its_own_and_tells_of_known_numbers_that_end() {
    let bank = Bank::open().await;
    let with = |key: &str, one: &str, other: &str| {
        row(&[
            ("key", key),
            ("name", "张三"),
            ("t1", "P"),
            ("n1", one),
            ("t2", "P"),
            ("n2", other),
        ])
    };
    let known = [with("1", "E10000001", ""), with("2", "E10000002", "")];
    bank.load(&core(), "core", day(2, 1), &known).await;
    let (survivor, loser) = (bank.number("core", "1").await, bank.number("core", "2").await);
    let events = async || {
        let tx = bank.read().await;
        let rows = tx
            .query(
                "select kind, body->>'number' from ecif.outbox order by event_id",
                &[],
            )
            .await
            .unwrap();
        rows.iter()
            .map(|row| (row.get(0), row.get(1)))
            .collect::<Vec<(String, Option<String>)>>()
    };
    assert_eq!(events().await, [("load.completed".to_owned(), None)]);
    let new = [with("7", "E10000001", "E10000002"), with("8", "E10000003", "")];
    bank.load(&loan(), "loan", day(2, 1), &new).await;
    let (survivor, loser) = (survivor.min(loser), survivor.max(loser));
    let merged = |number: i64| ("party.merged".to_owned(), Some(number.to_string()));
    let told = events().await;
    assert_eq!(
        told[1..],
        [
            merged(loser),
            merged(survivor),
            ("load.completed".to_owned(), None)
        ]
    );
    bank.assert_sound().await;
}

#[tokio::test]
async fn when_a_record_was_gone_can_be_told_for_every_moment() {
    let bank = Bank::open().await;
    let core = mapping("core", 90, "full", "");
    let (one, other) = (person("1", "张三", ZHANG), person("2", "李四", OTHER));
    bank.load(&core, "core", day(2, 1), [&one, &other]).await;
    let before = bank.clock.now();
    bank.load(&core, "core", day(2, 3), [&one]).await;
    let between = bank.clock.now();
    bank.load(&core, "core", day(2, 5), [&one, &other]).await;
    let check = async |as_of, valid_on, expected: Option<Date>| {
        let told = bank.explain_at("core", "2", as_of, Some(valid_on)).await.unwrap();
        assert_eq!(told.records[0].gone_on, expected, "{as_of:?} {valid_on}");
    };
    check(None, day(2, 5), None).await;
    check(None, day(2, 4), Some(day(2, 3))).await;
    check(None, day(2, 2), None).await;
    check(Some(between), day(2, 6), Some(day(2, 3))).await;
    check(Some(before), day(2, 6), None).await;
    bank.assert_sound().await;
}
