//! A small bank for tests: a database of its own, known keys, a clock that goes forward by itself.
#![allow(dead_code, reason = "each test binary uses its share")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use base::{Clock, Date, RecordId, Timestamp};
use ecif::change::Setting;
use ecif::explain::{Asked, ExplainError, Explanation, explain};
use ecif::load::{LoadError, LoadReport, LoadRequest, Silent, initial, load};
use ecif::message::{Message, MessageError, take_message};
use ecif::model::About;
use ecif::record::record_id;
use ecif::survive::Golden;
use pg::seal::Keyring;
use pg::{Actor, Tx};
use uuid::Uuid;

/// The columns of every test feed, with what an untold one holds.
pub const COLUMNS: [(&str, &str); 21] = [
    ("key", ""),
    ("kind", "P"),
    ("name", ""),
    ("t1", ""),
    ("n1", ""),
    ("to1", ""),
    ("t2", ""),
    ("n2", ""),
    ("sex", ""),
    ("birth", ""),
    ("edu", ""),
    ("mobile", ""),
    ("mobile2", ""),
    ("addr", ""),
    ("ver", ""),
    ("seq", "0"),
    ("upd", ""),
    ("flag", ""),
    ("number", ""),
    ("unit", ""),
    ("rm", ""),
];

/// A source named `name` with a feed `customer` for files `NAME_YYYYMMDD_*.txt`, in `mode`; and what is added.
pub fn mapping(name: &str, trust: u8, mode: &str, more: &str) -> String {
    format!(
        "name = \"{name}\"\ntitle = {{ zh = \"{name}\", en = \"{name}\" }}\ntrust = {trust}\n{}{more}",
        feed("customer", name, mode)
    )
}

/// A feed over [`COLUMNS`]; its files begin with `prefix`.
pub fn feed(name: &str, prefix: &str, mode: &str) -> String {
    format!(
        r#"
[feed.{name}]
about = "party"
files = ["{prefix}_{{date}}_*.txt"]
mode = "{mode}"
reject_limit = 0.0
key = ["key"]
kind = {{ column = "kind", codes = {{ "P" = "individual", "C" = "organisation", "F" = "financial_institution" }} }}
changed_at = {{ column = "upd", format = "%Y%m%d" }}
sequence = "seq"
delete = {{ column = "flag", values = ["D"] }}
verification = {{ column = "ver", codes = {{ "N" = "network", "R" = "reader", "T" = "teller", "O" = "otp", "S" = "self", "*" = "imported" }} }}
customer_number = "number"
unit = "unit"

[feed.{name}.format]
type = "delimited"
encoding = "utf-8"
delimiter = "|"
header = true

[[feed.{name}.identification]]
type = {{ column = "t1", codes = {{ "I" = "resident_id", "P" = "passport_cn", "X" = "other", "C" = "credit_code", "O" = "org_code", "B" = "business_registration", "L" = "lei" }} }}
number = {{ column = "n1", convert = ["trim"] }}
expires_on = {{ column = "to1", format = "%Y%m%d" }}
primary = true

[[feed.{name}.identification]]
type = {{ column = "t2", codes = {{ "I" = "resident_id", "P" = "passport_cn", "X" = "other", "C" = "credit_code", "O" = "org_code", "B" = "business_registration", "L" = "lei" }} }}
number = {{ column = "n2", convert = ["trim"] }}

[[feed.{name}.field]]
column = "name"
to = "name"
[[feed.{name}.field]]
column = "sex"
to = "sex"
[[feed.{name}.field]]
column = "birth"
to = "birth_date"
convert = ["trim", "date:%Y%m%d"]
[[feed.{name}.field]]
column = "edu"
to = "education"
[[feed.{name}.field]]
column = "mobile"
to = "mobile"
[[feed.{name}.field]]
column = "mobile2"
to = "mobile"
[[feed.{name}.field]]
column = "addr"
to = "address_home"
[[feed.{name}.field]]
column = "rm"
to = "customer_manager"
"#
    )
}

/// One row of a test feed: column and value; the rest is as [`COLUMNS`] has it.
pub type Cells = BTreeMap<&'static str, String>;

/// A row out of pairs.
pub fn row(cells: &[(&'static str, &str)]) -> Cells {
    let mut row: Cells = COLUMNS
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    for (name, value) in cells {
        assert!(
            row.insert(name, (*value).to_owned()).is_some(),
            "no column {name}"
        );
    }
    row
}

/// A person's row.
pub fn person(key: &str, name: &str, id: &str) -> Cells {
    row(&[("key", key), ("name", name), ("t1", "I"), ("n1", id)])
}

/// A company's row.
pub fn company(key: &str, name: &str, id_type: &str, id: &str) -> Cells {
    row(&[
        ("key", key),
        ("kind", "C"),
        ("name", name),
        ("t1", id_type),
        ("n1", id),
    ])
}

/// A file's text.
pub fn text<'a>(rows: impl IntoIterator<Item = &'a Cells>) -> String {
    let mut text = COLUMNS.map(|(name, _)| name).join("|");
    text.push('\n');
    for row in rows {
        let line = COLUMNS.map(|(name, _)| row[name].as_str()).join("|");
        writeln!(text, "{line}").unwrap();
    }
    text
}

/// A small generator of its own: a case is its seed, on any machine and with any library.
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % end as u64).unwrap()
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
    }
}

/// Rows in the order given, as few files as can be: a new one whenever what a file is `of`, or a key, repeats.
pub fn files<T, F: PartialEq, K: PartialEq>(
    rows: &[T],
    of: impl Fn(&T) -> F,
    key: impl Fn(&T) -> K,
) -> Vec<Vec<&T>> {
    let mut files: Vec<Vec<&T>> = Vec::new();
    for row in rows {
        match files.last_mut() {
            Some(file) if of(file[0]) == of(row) && file.iter().all(|other| key(other) != key(row)) => {
                file.push(row);
            }
            _ => files.push(vec![row]),
        }
    }
    files
}

/// A clock that goes on by a second whenever it is asked.
#[derive(Debug)]
pub struct Ticking {
    second: AtomicI64,
    /// The business day.
    pub today: Date,
}

impl Ticking {
    /// A clock that begins at a second.
    pub fn at(second: i64, today: Date) -> Self {
        Self {
            second: AtomicI64::new(second),
            today,
        }
    }
}

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.second.fetch_add(1, Ordering::Relaxed)).unwrap()
    }

    fn today(&self) -> Date {
        self.today
    }
}

/// Fixed keys: record ids, and with them the last criterion of S1, are the same in every run.
pub fn keyring() -> Arc<Keyring> {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("keys.toml");
    let secret = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    let text = format!(
        "format = 1\ncurrent = 1\n[lookup]\nsecret = \"{secret}\"\n[[key]]\nid = 1\nalgorithm = \"aes-256-gcm\"\nsecret = \"{secret}\"\n"
    );
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    Arc::new(Keyring::open(&path).unwrap())
}

/// A bank.
pub struct Bank {
    pub db: testkit::TestDb,
    pub keyring: Arc<Keyring>,
    pub clock: Ticking,
    pub actor: Actor,
    dir: tempfile::TempDir,
    files: AtomicI64,
}

impl Bank {
    pub async fn open() -> Self {
        let db = testkit::database(&[pg::TRACK, ecif::TRACK]).await;
        let clock = Ticking {
            second: AtomicI64::new(1_790_000_000),
            today: Date::constant(2026, 11, 20),
        };
        let actor = Actor::system("tester", "test");
        ecif::store::install(&db, &clock, &actor).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        Self {
            db,
            keyring: keyring(),
            clock,
            actor,
            dir,
            files: AtomicI64::new(0),
        }
    }

    /// Writes rows as one file of the feed whose files begin with `prefix`, to be loaded.
    pub fn request<'a>(
        &self,
        mapping: &str,
        prefix: &str,
        date: Date,
        rows: impl IntoIterator<Item = &'a Cells>,
    ) -> LoadRequest {
        let count = self.files.fetch_add(1, Ordering::Relaxed);
        let file = self
            .dir
            .path()
            .join(format!("{prefix}_{}_{count}.txt", date.strftime("%Y%m%d")));
        std::fs::write(&file, text(rows)).unwrap();
        LoadRequest {
            mapping: mapping.to_owned(),
            file,
            business_date: None,
            workers: 1,
            actor: self.actor.clone(),
            rejects: None,
        }
    }

    /// Loads rows as one file.
    pub async fn try_load<'a>(
        &self,
        mapping: &str,
        prefix: &str,
        date: Date,
        rows: impl IntoIterator<Item = &'a Cells>,
    ) -> Result<LoadReport, LoadError> {
        let request = self.request(mapping, prefix, date, rows);
        load(&self.db, &self.keyring, &self.clock, &request, &Silent).await
    }

    /// Loads files as an initial load as far as they are fit for it, and the rest one after the other; answers how
    /// many were fit.
    pub async fn load_initially(&self, requests: &[LoadRequest]) -> usize {
        let told = initial(&self.db, &self.keyring, &self.clock, requests, &Silent).await;
        let mut fit = 0;
        for (request, report) in requests.iter().zip(told.unwrap()) {
            let report = match report {
                Some(report) => {
                    fit += 1;
                    report
                }
                None => load(&self.db, &self.keyring, &self.clock, request, &Silent)
                    .await
                    .unwrap(),
            };
            assert_eq!((report.difference, report.rejected), (0, 0), "{report:?}");
        }
        fit
    }

    pub async fn load<'a>(
        &self,
        mapping: &str,
        prefix: &str,
        date: Date,
        rows: impl IntoIterator<Item = &'a Cells>,
    ) -> LoadReport {
        let report = self.try_load(mapping, prefix, date, rows).await.unwrap();
        assert_eq!((report.difference, report.rejected), (0, 0), "{report:?}");
        report
    }

    pub async fn message(&self, mapping: &str, date: Date, row: &Cells) -> Result<(), MessageError> {
        self.message_of("customer", mapping, date, row).await
    }

    pub async fn message_of(
        &self,
        feed: &str,
        mapping: &str,
        date: Date,
        row: &Cells,
    ) -> Result<(), MessageError> {
        let values: Vec<(&str, &str)> = row.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let message = Message {
            mapping,
            feed,
            business_date: date,
            values: &values,
        };
        take_message(&self.db, &self.keyring, &self.clock, &self.actor, &message)
            .await
            .map(|_| ())
    }

    pub fn record(&self, source: &str, key: &str) -> RecordId {
        record_id(&self.keyring, About::Party, source, key)
    }

    pub async fn read(&self) -> Tx {
        self.db.begin_read(&self.actor).await.unwrap()
    }

    pub async fn explain(&self, source: &str, key: &str) -> Explanation {
        self.explain_at(source, key, None, None).await.unwrap()
    }

    pub async fn explain_at(
        &self,
        source: &str,
        key: &str,
        as_of: Option<Timestamp>,
        valid_on: Option<Date>,
    ) -> Result<Explanation, ExplainError> {
        let asked = Asked::SourceKey {
            source: source.to_owned(),
            key: key.to_owned(),
        };
        explain(
            &self.db,
            &self.keyring,
            &self.clock,
            &self.actor,
            &asked,
            as_of,
            valid_on,
        )
        .await
    }

    pub async fn explain_number(&self, number: i64) -> Result<Explanation, ExplainError> {
        let asked = Asked::Number(number);
        explain(
            &self.db,
            &self.keyring,
            &self.clock,
            &self.actor,
            &asked,
            None,
            None,
        )
        .await
    }

    /// The customer number of a record's party.
    pub async fn number(&self, source: &str, key: &str) -> i64 {
        self.explain(source, key).await.number
    }

    /// The stored golden values of every open party, by its number.
    pub async fn goldens(&self) -> BTreeMap<i64, Golden> {
        let tx = self.read().await;
        let setting = Setting::load(&tx, &self.keyring, &self.clock, i64::MAX)
            .await
            .unwrap();
        let sql = "select number, party_id, golden from ecif.party where merged_into is null";
        let rows = tx.query(sql, &[]).await.unwrap();
        rows.iter()
            .map(|row| (row.get(0), setting.open_golden(row.get(1), row.get(2)).unwrap()))
            .collect()
    }

    /// The open tasks: kind and record.
    pub async fn tasks(&self) -> Vec<(String, Uuid)> {
        let tx = self.read().await;
        let rows = tx.query(
            "select kind, record_id from ecif.task order by change_id, kind, record_id",
            &[],
        );
        rows.await
            .unwrap()
            .iter()
            .map(|row| (row.get(0), row.get(1)))
            .collect()
    }

    /// The similar pairs, each once.
    pub async fn similar(&self) -> BTreeSet<(Uuid, Uuid, String)> {
        let tx = self.read().await;
        let rows = tx
            .query("select record_id, other_id, rule from ecif.similar", &[])
            .await
            .unwrap();
        let all: BTreeSet<(Uuid, Uuid, String)> = rows
            .iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect();
        for (one, other, rule) in &all {
            assert!(
                all.contains(&(*other, *one, rule.clone())),
                "a pair stands under one end only"
            );
        }
        all.into_iter().filter(|(one, other, _)| one < other).collect()
    }

    /// Holds the store to the invariants that are true after every act.
    pub async fn assert_sound(&self) {
        self.assert_memberships().await;
        self.assert_numbers().await;
        self.assert_events().await;
        self.assert_golden().await;
        self.assert_sights().await;
    }

    /// Who may see a customer is what its records and the agreements it holds say now.
    pub async fn assert_sights(&self) {
        let tx = self.read().await;
        let setting = Setting::load(&tx, &self.keyring, &self.clock, i64::MAX)
            .await
            .unwrap();
        let sql = "select record_id, part, source_id, gone_on is not null, unit, content from ecif.record";
        let mut there: BTreeSet<Uuid> = BTreeSet::new();
        for row in tx.query(sql, &[]).await.unwrap() {
            let (record, part): (Uuid, i16) = (row.get(0), row.get(1));
            let content = setting.open_record(RecordId(record), part, row.get(5)).unwrap();
            assert_eq!(
                row.get::<_, Option<&str>>(4),
                content.kept_by(),
                "the unit of {record}"
            );
            if !row.get::<_, bool>(3) {
                there.insert(record);
            }
        }
        let sql = "with recursive held (party_id, node, step) as (
                select m.party_id, x.id, 0 from ecif.membership m
                join ecif.link l on l.record_id = m.record_id and l.forward and l.kind = 0
                join ecif.record s on s.record_id = l.stated_by and s.gone_on is null
                cross join lateral (values (l.other_id), (l.stated_by)) x (id)
                where m.until is null
                union
                select h.party_id, x.id, step + 1 from held h
                join ecif.link l on l.record_id = h.node and l.forward and l.kind = 1
                join ecif.record s on s.record_id = l.stated_by and s.gone_on is null
                cross join lateral (values (l.other_id), (l.stated_by)) x (id)
                where step < 3
            ), kept as (
                select h.party_id, r.unit from held h join ecif.record r on r.record_id = h.node
                where r.about = 1 and r.gone_on is null
                union
                select m.party_id, r.unit from ecif.membership m join ecif.record r using (record_id)
                where m.until is null and r.gone_on is null
            )
            select p.party_id, p.visible_to, p.golden, p.merged_into is not null,
                array(select distinct 'u:' || unit from kept where kept.party_id = p.party_id and unit is not null)
            from ecif.party p";
        for row in tx.query(sql, &[]).await.unwrap() {
            let party: Uuid = row.get(0);
            let mut expected: BTreeSet<String> = row.get::<_, Vec<String>>(4).into_iter().collect();
            let golden = setting.open_golden(party, row.get(2)).unwrap();
            for value in golden.values.iter().filter(|_| !row.get::<_, bool>(3)) {
                let giver = golden.giver(value.from).unwrap().id.0;
                if value.attribute.get().name == "customer_manager" && there.contains(&giver) {
                    expected.insert(format!("m:{}", value.value));
                }
            }
            let told: Vec<String> = row.get(1);
            assert_eq!(told, expected.into_iter().collect::<Vec<_>>(), "who sees {party}");
        }
    }

    /// The tokens of the party that answers for a record.
    pub async fn sight(&self, source: &str, key: &str) -> Vec<String> {
        let sql = "select p.visible_to from ecif.party p join ecif.record r using (party_id) where r.record_id = $1";
        let record = self.record(source, key).0;
        self.read().await.query_one(sql, &[&record]).await.unwrap().get(0)
    }

    pub async fn assert_memberships(&self) {
        let tx = self.read().await;
        let count = async |sql: &str| tx.query_one(sql, &[]).await.unwrap().get::<_, i64>(0);
        let homeless = "select count(*) from ecif.record r where about = 0 and not exists (
            select from ecif.party p where p.party_id = r.party_id and p.merged_into is null)";
        assert_eq!(count(homeless).await, 0, "records without an open party");
        let unheld = "select count(*) from ecif.record r where about = 0 and (
            select count(*) from ecif.membership m where m.record_id = r.record_id and m.until is null
                and m.party_id = r.party_id) <> 1";
        assert_eq!(
            count(unheld).await,
            0,
            "records that are not in their party exactly once"
        );
        let stray = "select count(*) from (select record_id from ecif.membership where until is null
            group by record_id having count(*) > 1) twice";
        assert_eq!(count(stray).await, 0, "records in two parties");
        let overlapping = "select count(*) from ecif.membership a join ecif.membership b using (record_id)
            where (a.party_id, a.since) <> (b.party_id, b.since)
            and a.since < coalesce(b.until, 9223372036854775807)
            and b.since < coalesce(a.until, 9223372036854775807)
            and a.since < coalesce(a.until, 9223372036854775807)
            and b.since < coalesce(b.until, 9223372036854775807)";
        assert_eq!(count(overlapping).await, 0, "memberships of a record overlap");
        let empty = "select count(*) from ecif.party p where merged_into is null and not exists (
            select from ecif.membership m where m.party_id = p.party_id and m.until is null)";
        assert_eq!(count(empty).await, 0, "open parties without a record");
        let forwards = "select count(*) from ecif.party p where merged_into is not null and exists (
            select from ecif.membership m where m.party_id = p.party_id and m.until is null)";
        assert_eq!(count(forwards).await, 0, "forwarding parties with records");
        let unlike = "select count(*) from ecif.former_membership f full join (
                select * from ecif.membership where until is not null and since < until) m
                on m.record_id = f.record_id and m.until = f.until and m.since = f.since and m.party_id = f.party_id
            where f.record_id is null or m.record_id is null";
        assert_eq!(
            count(unlike).await,
            0,
            "the two books of former memberships differ"
        );
    }

    async fn assert_numbers(&self) {
        let tx = self.read().await;
        let rows = tx
            .query(
                "select n.number, p.number, r.party_id, r.number from ecif.customer_number n
                join ecif.party p on p.party_id = n.party_id
                join ecif.record r on r.record_id = n.record_id",
                &[],
            )
            .await
            .unwrap();
        let open = "select party_id, number from ecif.party where merged_into is null";
        let open: BTreeMap<Uuid, i64> = tx
            .query(open, &[])
            .await
            .unwrap()
            .iter()
            .map(|row| (row.get(0), row.get(1)))
            .collect();
        drop(tx);
        let answering: BTreeSet<i64> = rows.iter().map(|row| open[&row.get::<_, Uuid>(2)]).collect();
        assert_eq!(
            answering,
            open.values().copied().collect(),
            "every open party answers to a number of its own"
        );
        for row in rows {
            let number: i64 = row.get(0);
            let verdict = standards::customer_number::validate(&number.to_string());
            assert_eq!(verdict, standards::Verdict::Ok, "{number}");
            assert_eq!(row.get::<_, i64>(1), number, "a number is its party's");
            assert_eq!(
                row.get::<_, Option<i64>>(3),
                Some(number),
                "the founder knows its number"
            );
            let told = self.explain_number(number).await.unwrap();
            assert_eq!(
                told.number,
                open[&row.get::<_, Uuid>(2)],
                "{number} answers with the party of its founder"
            );
        }
    }

    async fn assert_events(&self) {
        let tx = self.read().await;
        let rows = tx
            .query(
                "select party_id, kind, party_version, body from ecif.outbox where party_id is not null order by event_id",
                &[],
            )
            .await
            .unwrap();
        let mut last: BTreeMap<Uuid, (i64, String)> = BTreeMap::new();
        for row in rows {
            let (party, kind, version): (Uuid, String, i64) = (row.get(0), row.get(1), row.get(2));
            if let Some((before, kind_before)) = last.get(&party) {
                assert_eq!(
                    version,
                    before + 1,
                    "versions rise by one: {kind_before}, then {kind} of {party}"
                );
            }
            last.insert(party, (version, kind));
        }
        let rows = tx
            .query("select party_id, version, merged_into from ecif.party", &[])
            .await
            .unwrap();
        for row in rows {
            let (party, version, into): (Uuid, i64, Option<Uuid>) = (row.get(0), row.get(1), row.get(2));
            let Some((told, kind)) = last.get(&party) else {
                continue;
            };
            assert_eq!(version, *told, "the party's version is its last event's");
            if into.is_some() {
                assert_eq!(kind, "party.merged", "the last event of a party that forwards");
            }
        }
    }

    /// What is stored is what is derived from the records now.
    async fn assert_golden(&self) {
        for (number, stored) in self.goldens().await {
            let told = self.explain_number(number).await.unwrap();
            assert_eq!(
                told.golden, stored,
                "the golden values of {number}, derived and stored"
            );
            let bytes = |golden: &Golden| minicbor::to_vec(golden).unwrap();
            assert_eq!(bytes(&told.golden), bytes(&stored), "to the byte");
        }
    }
}

/// A day of 2026.
pub const fn day(month: i8, day: i8) -> Date {
    Date::constant(2026, month, day)
}
