//! What the store lets whom do, and what it tells of the past.

mod bank;

use std::collections::{BTreeMap, BTreeSet};

use bank::{Bank, day, mapping, person};
use base::{Clock as _, Date, RecordId, Timestamp};
use ecif::change::{derive_due, set_survivorship};
use ecif::explain::ExplainError;
use ecif::model::{About, AttributeId, Fact, PartyFacts};
use ecif::survive::{Policy, Voice, survive};
use feed::{PartyKind, Verification};

const ZHANG: &str = "11010519491231002X";
const OTHER: &str = "440524188001010014";

fn core() -> String {
    mapping("core", 90, "delta", "")
}

fn loan() -> String {
    mapping("loan", 60, "delta", "")
}

/// Tables whose rows are never rewritten by the application, and what of them it may write in place.
const APPEND_ONLY: [(&str, &[&str]); 10] = [
    ("absence", &[]),
    ("source", &[]),
    ("mapping", &[]),
    ("policy", &[]),
    ("change", &[]),
    ("record_version", &["content"]),
    ("customer_number", &[]),
    ("membership", &["until"]),
    ("former_membership", &[]),
    ("outbox", &[]),
];

#[tokio::test]
async fn without_an_actor_there_are_no_rows_and_none_can_be_written() {
    let bank = Bank::open().await;
    let balance = r#"
[feed.account]
about = "account"
files = ["acc_{date}_*.txt"]
mode = "delta"
key = ["key"]
product = "current"
[feed.account.format]
type = "delimited"
encoding = "utf-8"
delimiter = "|"
header = true
[[feed.account.holder]]
customer = ["n1"]
role = "owner"
[feed.account.balance]
amount = "n2"
currency = { constant = "CNY" }
"#;
    let core = mapping("core", 90, "full", balance);
    let rows = [
        person("1", "张三", ZHANG),
        person("2", "张三丰", ZHANG),
        person("3", "张三", ZHANG),
    ];
    bank.load(&core, "core", day(1, 1), &rows).await;
    let moved = [person("1", "张三", ZHANG), person("3", "张三", OTHER)];
    bank.load(&core, "core", day(1, 2), &moved).await;
    // Cards there are, and somebody whose card is still to be told anew.
    let actor = &bank.actor;
    ecif::card::follow(&bank.db, &bank.keyring, &bank.clock, actor)
        .await
        .unwrap();
    let number = bank.number("core", "1").await;
    let score = serde_json::json!(7);
    let said = ecif::extension::Word {
        namespace: "risk",
        name: "score",
        value: &score,
        base: None,
        role: Some("product_risk"),
    };
    ecif::extension::put(&bank.db, &bank.keyring, &bank.clock, actor, number, said)
        .await
        .unwrap();
    let value = ecif::code::Value {
        code: "99".to_owned(),
        zh: "其他".to_owned(),
        en: String::new(),
        parent: None,
        means: None,
        version: 0,
        retired: false,
    };
    ecif::code::put(&bank.db, &bank.clock, actor, "education", &value)
        .await
        .unwrap();
    let account = bank::row(&[("key", "a1"), ("n1", "1"), ("n2", "12.50")]);
    bank.load(&core, "acc", day(1, 2), [&account]).await;
    let tx = bank.db.begin(actor).await.unwrap();
    let kept = "insert into ecif.online_write values ('\\x01', '\\x02', gen_random_uuid(), true, 1, now())";
    tx.execute(kept, &[]).await.unwrap();
    let pair = "insert into ecif.pair
        values (gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), '{}', '{}', '{}', '{}')";
    tx.execute(pair, &[]).await.unwrap();
    for derived in [
        "insert into ecif.exact_key values ('\\x01')",
        "insert into ecif.match_key values (1, gen_random_uuid())",
        "insert into ecif.suspect values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 0, 'review', 1.0,
            '{}', '{}', '{}', gen_random_uuid(), gen_random_uuid(), 0, 'suspect', false, '\\x01', null, now(), now(),
            null, null, '{}')",
        "insert into ecif.verdict values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
            gen_random_uuid(), gen_random_uuid(), 'same', null, '{}', '{}', 1.0, 0, '\\x01', 'somebody', now())",
        "insert into ecif.match_job values (gen_random_uuid(), 'search', -1, 'paused', 'keys', gen_random_uuid(), 0,
            1, 0, '{}', null, 'somebody', now(), now())",
    ] {
        tx.execute(derived, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let tables: Vec<String> = {
        let tx = bank.read().await;
        let sql = "select relname from pg_class join pg_namespace n on n.oid = relnamespace
            where nspname = 'ecif' and relkind in ('r', 'p') and not relispartition and relname <> '_migration' order by 1";
        tx.query(sql, &[])
            .await
            .unwrap()
            .iter()
            .map(|row| row.get(0))
            .collect()
    };
    assert_eq!(tables.len(), 34, "{tables:?}");
    let bare = bank.db.app().await.unwrap();
    for table in &tables {
        let count = format!("select count(*) from ecif.{table}");
        let seen: i64 = bank.read().await.query_one(&count, &[]).await.unwrap().get(0);
        assert!(seen > 0, "{table} holds something that could be seen");
        assert_eq!(
            bare.query_one(&count, &[]).await.unwrap().get::<_, i64>(0),
            0,
            "{table} without an actor"
        );
        let columns = "select string_agg(attname, ', ' order by attnum) from pg_attribute
            where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attidentity = ''";
        let columns: String = bare
            .query_one(columns, &[&format!("ecif.{table}")])
            .await
            .unwrap()
            .get(0);
        // A row of its own kind: seen with an actor, written without one.
        let one: String = {
            let tx = bank.read().await;
            let sql =
                format!("select row_to_json(t)::text from (select {columns} from ecif.{table} limit 1) t");
            tx.query_one(&sql, &[]).await.unwrap().get(0)
        };
        let insert = format!(
            "insert into ecif.{table} ({columns})
            select {columns} from json_populate_record(null::ecif.{table}, $1::text::json)"
        );
        let refused = bare.execute(&insert, &[&one]).await.expect_err(table);
        let message = refused.as_db_error().map_or("", |error| error.message());
        assert!(message.contains("row-level security"), "{table}: {message}");
    }
    let partition = bare
        .query("select * from ecif.balance_2026_01", &[])
        .await
        .expect_err("a partition");
    assert_eq!(
        partition.code().map(|code| code.code()),
        Some("42501"),
        "partitions are reached through their table"
    );
}

#[tokio::test]
async fn the_application_cannot_rewrite_what_is_only_added_to() {
    let bank = Bank::open().await;
    for (table, may) in APPEND_ONLY {
        let columns: Vec<String> = {
            let tx = bank.read().await;
            let sql = "select attname from pg_attribute
                where attrelid = $1::text::regclass and attnum > 0 and not attisdropped";
            tx.query(sql, &[&format!("ecif.{table}")])
                .await
                .unwrap()
                .iter()
                .map(|row| row.get(0))
                .collect()
        };
        for column in &columns {
            let tx = bank.db.begin(&bank.actor).await.unwrap();
            let allowed = tx
                .execute(&format!("update ecif.{table} set {column} = {column}"), &[])
                .await
                .is_ok();
            assert_eq!(
                allowed,
                may.contains(&column.as_str()),
                "update of {table}.{column}"
            );
        }
        for sql in [
            format!("delete from ecif.{table}"),
            format!("truncate ecif.{table}"),
        ] {
            let tx = bank.db.begin(&bank.actor).await.unwrap();
            let refused = tx.execute(&sql, &[]).await.expect_err(&sql);
            assert_eq!(refused.code().map(|code| code.code()), Some("42501"), "{sql}");
        }
    }
}

/// X-42.
#[tokio::test]
async fn a_new_policy_changes_what_is_shown_and_nothing_that_was_said() {
    let bank = Bank::open().await;
    let mut row = person("1", "张三", ZHANG);
    row.insert("addr", "北京市朝阳区建国门外大街1号".to_owned());
    row.insert("edu", "20".to_owned());
    bank.load(&core(), "core", day(1, 1), [&row]).await;
    row.insert("edu", "30".to_owned());
    bank.load(&loan(), "loan", day(1, 1), [&row]).await;
    let edu = async |at: Option<Timestamp>| {
        let told = bank.explain_at("core", "1", at, None).await.unwrap();
        told.golden.value("education").unwrap().value.clone()
    };
    assert_eq!(edu(None).await, "30", "the loan system comes first");
    let before = (bank.clock.now(), stored(&bank).await);
    let body = "stale_after_months = 24\n[sources]\neducation = [\"core\"]\n";
    let tally = set_survivorship(&bank.db, &bank.keyring, &bank.clock, &bank.actor, body)
        .await
        .unwrap();
    assert_eq!(tally.changed, 1);
    assert_eq!(edu(None).await, "20");
    assert_eq!(edu(Some(before.0)).await, "30", "by the policy of that moment");
    assert_eq!(
        stored(&bank).await,
        before.1,
        "nothing that was said is rewritten"
    );
    let kept: i64 = {
        let tx = bank.read().await;
        let sql = "select count(*) from ecif.policy where kind = 'survivorship'";
        tx.query_one(sql, &[]).await.unwrap().get(0)
    };
    assert_eq!(kept, 2, "the earlier version stays readable");
    let wrong = set_survivorship(&bank.db, &bank.keyring, &bank.clock, &bank.actor, "[sources]\n").await;
    assert!(wrong.is_err());
    bank.assert_sound().await;
}

/// Everything that is ground state of records, as stored.
async fn stored(bank: &Bank) -> Vec<String> {
    let tx = bank.read().await;
    let sql = "select r::text from ecif.record r union all select v::text from ecif.record_version v
        union all select m::text from ecif.membership m union all select n::text from ecif.customer_number n order by 1";
    tx.query(sql, &[])
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect()
}

#[tokio::test]
async fn a_source_trusted_less_weighs_less_everywhere() {
    let bank = Bank::open().await;
    bank.load(&core(), "core", day(1, 1), [&person("1", "张三", ZHANG)])
        .await;
    let mut row = person("1", "张三", ZHANG);
    row.insert("edu", "20".to_owned());
    bank.load(&mapping("a", 50, "delta", ""), "a", day(1, 1), [&row])
        .await;
    row.insert("edu", "30".to_owned());
    bank.load(&mapping("b", 40, "delta", ""), "b", day(1, 1), [&row])
        .await;
    let edu = async |at: Option<Timestamp>| {
        let told = bank.explain_at("core", "1", at, None).await.unwrap();
        told.golden.value("education").unwrap().value.clone()
    };
    assert_eq!(edu(None).await, "20");
    let before = bank.clock.now();
    bank.load(
        &mapping("b", 60, "delta", ""),
        "b",
        day(1, 2),
        [&person("2", "李四", OTHER)],
    )
    .await;
    assert_eq!(edu(None).await, "30");
    assert_eq!(edu(Some(before)).await, "20", "by the trust of that moment");
    bank.assert_sound().await;
}

#[tokio::test]
async fn a_day_that_comes_derives_who_was_waiting_for_it() {
    let mut bank = Bank::open().await;
    let mut row = person("1", "张三", ZHANG);
    row.insert("to1", "20261125".to_owned());
    row.insert("t2", "P".to_owned());
    row.insert("n2", "E10000001".to_owned());
    bank.load(&core(), "core", day(1, 1), [&row]).await;
    let first = async |bank: &Bank| {
        bank.explain("core", "1").await.golden.identifications[0]
            .number
            .clone()
    };
    assert_eq!(first(&bank).await, ZHANG);
    let derive = async |bank: &Bank| {
        derive_due(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
            .await
            .unwrap()
    };
    assert_eq!(derive(&bank).await.changed, 0, "not yet");
    bank.clock.today = Date::constant(2026, 11, 26);
    assert_eq!(derive(&bank).await.changed, 1);
    assert_eq!(first(&bank).await, "E10000001");
    assert_eq!(derive(&bank).await.changed, 0, "once");
    bank.assert_sound().await;
}

/// One thing a source said: record, business date, name, number, education.
type Said = (usize, Date, &'static str, &'static str, &'static str);

/// The model: everything heard, in the order it was heard, and the plain reading of the rules over it.
struct Model<'a> {
    heard: &'a [Said],
}

const RECORDS: [(&str, &str, i16); 4] = [
    ("core", "1", 90),
    ("core", "2", 90),
    ("loan", "1", 60),
    ("loan", "2", 60),
];

impl Model<'_> {
    /// What a record had said for a day or before, place by place; at one place the later heard counts.
    fn versions(&self, record: usize, until: Date) -> Vec<Said> {
        let places: BTreeMap<Date, Said> = self
            .heard
            .iter()
            .filter(|said| said.0 == record && said.1 <= until)
            .map(|said| (said.1, *said))
            .collect();
        let mut versions: Vec<Said> = places.into_values().collect();
        versions.dedup_by(|later, earlier| (later.2, later.3, later.4) == (earlier.2, earlier.3, earlier.4));
        versions
    }

    /// M1 over two histories.
    fn joined(&self, one: usize, other: usize) -> bool {
        let held = |record: usize| -> Vec<(Date, Date, &str, &str)> {
            let versions = self.versions(record, Date::MAX);
            let ends = versions.iter().skip(1).map(|next| next.1).chain([Date::MAX]);
            let spans: Vec<_> = versions
                .iter()
                .zip(ends)
                .map(|(said, end)| (said.1, end, said.2, said.3))
                .collect();
            let now = spans.last().map_or("", |span| span.3);
            spans
                .into_iter()
                .rev()
                .take_while(|span| span.3 == now && !now.is_empty())
                .collect()
        };
        let there = held(other);
        held(one).iter().any(|a| {
            there
                .iter()
                .any(|b| a.3 == b.3 && a.2 == b.2 && !a.2.is_empty() && a.0 <= b.1 && b.0 <= a.1)
        })
    }

    fn group(&self, record: usize) -> BTreeSet<usize> {
        let mut group = BTreeSet::from([record]);
        loop {
            let next: BTreeSet<usize> = (0..RECORDS.len())
                .filter(|at| group.iter().any(|one| one == at || self.joined(*one, *at)))
                .collect();
            if next == group {
                return group;
            }
            group = next;
        }
    }

    /// The facts of a record in force on a day, each with its value date.
    fn facts(&self, record: usize, until: Date) -> Option<PartyFacts> {
        let versions = self.versions(record, until);
        let last = versions.last()?;
        let since = |value: fn(&Said) -> &'static str| {
            versions
                .iter()
                .rev()
                .take_while(|said| value(said) == value(last))
                .last()
                .map_or(last.1, |said| said.1)
        };
        let fact = |name: &str, value: fn(&Said) -> &'static str| Fact {
            attribute: AttributeId::find(About::Party, name).unwrap(),
            value: value(last).to_owned(),
            verification: Verification::Imported,
            since: since(value),
            valid: true,
        };
        let values = [fact("name", |said| said.2), fact("education", |said| said.4)];
        Some(PartyFacts {
            kind: PartyKind::Individual,
            name_key: None,
            identifications: Vec::new(),
            values: values.into_iter().filter(|fact| !fact.value.is_empty()).collect(),
            customer_number: None,
        })
    }
}

/// Invariant 5: what is told as of a moment and for a day is what a plain model of that moment tells.
#[tokio::test]
async fn every_past_moment_is_told_as_it_was() {
    for seed in 1..=6_u64 {
        let mut state = seed;
        let mut below = |end: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % end
        };
        let bank = Bank::open().await;
        let mut heard: Vec<Said> = Vec::new();
        let mut moments: Vec<(Timestamp, usize)> = Vec::new();
        for _ in 0..14 {
            let record = below(RECORDS.len());
            let date = day(3, [1, 2, 3, 4, 5, 6][below(6)]);
            let name = ["张三", "张三", "李四"][below(3)];
            let number = [ZHANG, ZHANG, OTHER, ""][below(4)];
            let edu = ["10", "20", ""][below(3)];
            let (source, key, _) = RECORDS[record];
            let mut row = person(key, name, number);
            row.insert("edu", edu.to_owned());
            let mapping = if source == "core" { core() } else { loan() };
            bank.message(&mapping, date, &row).await.unwrap();
            heard.push((record, date, name, number, edu));
            moments.push((bank.clock.now(), heard.len()));
        }
        for (moment, count) in moments {
            let model = Model {
                heard: &heard[..count],
            };
            for valid_on in [day(3, 2), day(3, 4), day(3, 20)] {
                for (record, (source, key, _)) in RECORDS.iter().enumerate() {
                    let what = format!(
                        "seed {seed}, after {count}, {valid_on}, {source} {key}: {:?}",
                        model.heard
                    );
                    let told = bank.explain_at(source, key, Some(moment), Some(valid_on)).await;
                    let group = model.group(record);
                    let in_force: Vec<(usize, PartyFacts)> = group
                        .iter()
                        .filter_map(|at| Some((*at, model.facts(*at, valid_on)?)))
                        .collect();
                    if model.versions(record, Date::MAX).is_empty() {
                        assert!(matches!(told, Err(ExplainError::NoRecord { .. })), "{what}");
                        continue;
                    }
                    if in_force.is_empty() {
                        assert!(matches!(told, Err(ExplainError::Silent { .. })), "{what}");
                        continue;
                    }
                    let told = told.unwrap_or_else(|error| panic!("{what}: {error}"));
                    let records: BTreeSet<RecordId> = told.records.iter().map(|one| one.record).collect();
                    let name = |at: usize| bank.record(RECORDS[at].0, RECORDS[at].1);
                    assert_eq!(
                        records,
                        in_force.iter().map(|(at, _)| name(*at)).collect(),
                        "{what}"
                    );
                    let voices: Vec<Voice<'_>> = in_force
                        .iter()
                        .map(|(at, facts)| {
                            let (source, _, trust) = RECORDS[*at];
                            Voice {
                                record: name(*at),
                                source,
                                trust,
                                gone: false,
                                facts,
                            }
                        })
                        .collect();
                    let golden = survive(&voices, &Policy::parse(Policy::DEFAULT).unwrap(), valid_on);
                    assert_eq!(told.golden.values, golden.values, "{what}");
                }
            }
        }
        bank.assert_sound().await;
    }
}
