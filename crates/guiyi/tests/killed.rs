//! Loads that are killed, or whose way to the database breaks: the next run, or the load itself, finishes without
//! loss or doubling (P-12).

mod support;

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use base::FixedClock;
use ecif::explain::Asked;
use pg::{Actor, Database, Options};
use serde_json::Value;
use sha2::Digest as _;
use support::tables::{defined, rows, transactions};
use support::{Bank, DAY_4, Said, figures, text};

const KILLS: u64 = 10;
/// Kills of the one command that loads all sources.
const KILLS_OF_ALL: u32 = 6;
/// One customer in this many is compared value by value.
const SAMPLE: usize = 37;

/// A day of five sources: some 20,000 rows, of each source in one command.
struct Delivery {
    commands: Vec<(PathBuf, Vec<PathBuf>)>,
    truth: PathBuf,
    key_file: PathBuf,
}

impl Delivery {
    fn make(bank: &Bank) -> Self {
        let folder = bank.path("delivery");
        let made = bank.run([
            "sim",
            "bank",
            "--out",
            text(&folder),
            "--people",
            "3000",
            "--companies",
            "300",
            "--seed",
            "7",
            "--business-date",
            DAY_4,
        ]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        let mut commands: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
        for line in made.out.lines() {
            let Some((_, file)) = line.rsplit_once('\t') else {
                continue;
            };
            let file = PathBuf::from(file);
            // One month of balances is enough.
            if !text(&file).contains("20260930") {
                continue;
            }
            let source = file.parent().expect("a folder");
            let name = source.file_name().expect("a name").to_string_lossy();
            let mapping = source.join(format!("{name}.toml"));
            match commands.iter_mut().find(|(known, _)| *known == mapping) {
                Some((_, files)) => files.push(file),
                None => commands.push((mapping, vec![file])),
            }
        }
        assert_eq!(commands.len(), 5, "five sources: {}", made.out);
        Self {
            commands,
            truth: bank.path("delivery-truth.csv"),
            key_file: bank.path("keys.toml"),
        }
    }

    /// The command that loads one source.
    fn command(&self, bank: &Bank, at: usize) -> Command {
        self.command_of(bank, &self.commands[at..=at])
    }

    /// The one command that loads all sources.
    fn command_for_all(&self, bank: &Bank) -> Command {
        self.command_of(bank, &self.commands)
    }

    /// The stores share a key file, so that equal records bear equal ids.
    fn command_of(&self, bank: &Bank, sources: &[(PathBuf, Vec<PathBuf>)]) -> Command {
        let paths = sources
            .iter()
            .flat_map(|(mapping, files)| [mapping].into_iter().chain(files));
        let mut command = bank.command(["load", "--json"].into_iter().chain(paths.map(|path| text(path))));
        command.env("GUIYI_KEY_FILE", &self.key_file);
        command
    }

    /// A store with nothing in it.
    fn empty_store(&self) -> Bank {
        let bank = Bank::private();
        let mut command = bank.command(["migrate"]);
        command.env("GUIYI_KEY_FILE", &self.key_file);
        let said = Said::of(command.output().expect("the binary runs"));
        assert_eq!(said.code, Some(0), "{}", said.err);
        bank
    }

    /// Loads everything, a command a source; a load done before is known again.
    fn load(&self, bank: &Bank) -> i64 {
        (0..self.commands.len())
            .map(|at| figures(&report_of(self.command(bank, at)), ["rows"])[0])
            .sum()
    }
}

/// Runs a load that must be taken.
fn report_of(mut load: Command) -> Value {
    let said = Said::of(load.output().expect("the binary runs"));
    assert_eq!(said.code, Some(0), "{}", said.err);
    let report = said.json();
    assert_eq!(figures(&report, ["difference"]), [0]);
    report
}

/// Asks the private PostgreSQL of a store, which no command is using.
fn ask<T>(bank: &Bank, question: impl AsyncFnOnce(&Database) -> T) -> T {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let settings = pg::private::Settings::new(bank.data_dir());
        let database = Database::private(settings, &Options::default())
            .await
            .expect("the store opens");
        let answer = question(&database).await;
        database.stop().await;
        answer
    })
}

/// What a store holds, in a form that two stores can be compared by.
#[derive(Debug, PartialEq)]
struct Holdings {
    /// Rows of every table that does not tell of the acts themselves.
    rows: BTreeMap<String, i64>,
    /// For each delivered record the least record of its customer.
    with: BTreeMap<String, String>,
    /// Explanations of a sample, less the instants.
    told: BTreeMap<String, Value>,
    /// Every card and what it is found by, less numbers, ids and instants.
    cards: Vec<String>,
}

fn holdings(bank: &Bank, delivery: &Delivery) -> Holdings {
    ask(bank, async |database| {
        let keyring = Arc::new(database.keyring(&delivery.key_file).await.expect("the keys"));
        let actor = Actor::system("test", "compare");
        let truth = sim::read_truth(&delivery.truth).expect("the truth");
        let keys: Vec<(&str, &str)> = truth
            .iter()
            .filter(|row| !row.planned_reject)
            .map(|row| (row.source.as_str(), row.key.as_str()))
            .collect();
        let parties = ecif::identify::parties_of(database, &keyring, &actor, &keys)
            .await
            .expect("the parties");
        let names: Vec<String> = keys
            .iter()
            .map(|(source, key)| format!("{source}:{key}"))
            .collect();
        let mut least: HashMap<base::PartyId, &str> = HashMap::new();
        for (name, party) in names.iter().zip(&parties) {
            let party = party.unwrap_or_else(|| panic!("{name} is in no customer"));
            let known = least.entry(party).or_insert(name);
            *known = (*known).min(name);
        }
        let with = names
            .iter()
            .zip(&parties)
            .filter_map(|(name, party)| Some((name.clone(), least[&(*party)?].to_owned())))
            .collect();
        let clock = FixedClock("2026-10-01T00:00:00Z".parse().expect("an instant"));
        let mut told = BTreeMap::new();
        for (source, key) in keys.iter().step_by(SAMPLE) {
            let asked = Asked::SourceKey {
                source: (*source).to_owned(),
                key: (*key).to_owned(),
            };
            let one = ecif::explain::explain(database, &keyring, &clock, &actor, &asked, None, None).await;
            let mut one = one.expect("an explanation").to_json();
            for record in one["records"].as_array_mut().expect("records") {
                record["since"] = Value::Null;
            }
            told.insert(format!("{source}:{key}"), one);
        }
        let rows = rows(database).await;
        // An initial load is followed later, the others were.
        ecif::card::follow(database, &keyring, &clock, &actor)
            .await
            .expect("the cards");
        let cards = cards(database).await;
        Holdings {
            rows,
            with,
            told,
            cards,
        }
    })
}

async fn cards(database: &Database) -> Vec<String> {
    let admin = database.admin().await.expect("the administrator");
    let sql = "select (c.kind, c.name, c.level, c.visible_to, c.units, c.managers, c.sources, c.records, c.accounts,
            c.opened_on, c.balance_cny, c.owed_cny,
            (select array_agg((n.earlier, n.match_key, n.visible_to)::text order by 1) from ecif.search_name n
                where n.party_id = c.party_id),
            (select array_agg((d.whole, d.kind, d.ending, d.earlier)::text order by 1) from ecif.search_digest d
                where d.party_id = c.party_id and d.kind <> 4))::text
        from ecif.card c order by 1";
    let rows = admin.query(sql, &[]).await.expect("the cards");
    assert!(rows.len() > 1000, "{} cards", rows.len());
    rows.iter().map(|row| row.get(0)).collect()
}

/// Moments are told by how long an undisturbed load takes: such tests do not run beside each other.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Random moments; the seed it tells shows them again.
struct Random(u64);

impl Random {
    fn new() -> Self {
        let seed = std::env::var("GUIYI_TEST_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok());
        let seed: u64 = seed.unwrap_or_else(|| RandomState::new().hash_one(0));
        println!("GUIYI_TEST_SEED={seed}");
        Self(seed)
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f64 / f64::from(1 << 24)
    }
}

/// Goal: killed with -9 at ten random moments, each followed by the next run, twenty thousand rows of five sources
/// end in the same customers, values, numbers and rows as undisturbed.
#[test]
fn ten_kills_leave_what_no_kill_leaves() {
    let _alone = alone();
    let mut random = Random::new();
    let [calm, disturbed] = [Bank::private(), Bank::private()];
    let delivery = Delivery::make(&calm);
    let begun = Instant::now();
    let rows = delivery.load(&calm);
    let undisturbed = begun.elapsed();
    assert!((19_000..25_000).contains(&rows), "{rows} rows");
    let expected = holdings(&calm, &delivery);

    // A step of the remaining way for each kill: moments fall into every part of the delivery.
    let step = undisturbed / u32::try_from(KILLS).expect("a small number");
    let (mut kills, mut at) = (0, 0);
    while kills < KILLS && at < delivery.commands.len() {
        let wait = step.mul_f64(0.3) + step.mul_f64(random.share() * 1.6);
        if run_and_kill(delivery.command(&disturbed, at), wait) {
            kills += 1;
        } else {
            at += 1;
        }
    }
    assert!(kills >= KILLS / 2, "only {kills} kills hit a running load");
    println!("{kills} kills, undisturbed {undisturbed:?}");
    assert_eq!(delivery.load(&disturbed), rows);
    compare(&holdings(&disturbed, &delivery), &expected);
}

/// Whether the load was still running when it was killed.
fn run_and_kill(mut load: Command, wait: Duration) -> bool {
    let mut load = load
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the binary runs");
    std::thread::sleep(wait);
    let running = load.try_wait().expect("its state").is_none();
    load.kill().expect("killed");
    load.wait().expect("it ended");
    running
}

/// Goal: one command that loads five sources, killed with -9 at random moments, leaves an empty store with all its
/// keys, indexes and rights; the next run ends in the same customers, values, numbers and rows as undisturbed.
#[test]
fn kills_of_an_initial_load_leave_an_empty_store() {
    let _alone = alone();
    let mut random = Random::new();
    let calm = Bank::private();
    let delivery = Delivery::make(&calm);
    let [calm, mut disturbed] = [delivery.empty_store(), delivery.empty_store()];
    let (nothing, whole) = ask(&disturbed, async |database| {
        (rows(database).await, defined(database, true).await)
    });
    let begun = Instant::now();
    let read = figures(&report_of(delivery.command_for_all(&calm)), ["rows"]);
    let mut undisturbed = begun.elapsed();
    let expected = holdings(&calm, &delivery);
    assert_eq!(
        ask(&calm, async |database| transactions(database).await),
        1,
        "an initial load"
    );

    let (mut kills, mut missed) = (0, 0);
    while kills < KILLS_OF_ALL {
        // One moment in each part of the load.
        let part = (f64::from(kills) + random.share()) / f64::from(KILLS_OF_ALL);
        let running = run_and_kill(delivery.command_for_all(&disturbed), undisturbed.mul_f64(part));
        // Every other time the next run is the first to see what the kill left.
        if running && kills % 2 == 1 {
            kills += 1;
            continue;
        }
        let (found, whole_now) = ask(&disturbed, async |database| {
            (rows(database).await, defined(database, true).await)
        });
        if found == nothing {
            assert!(running, "a load that ended loaded nothing");
            assert_eq!(whole_now, whole, "after a kill at {part}");
            kills += 1;
        } else {
            assert_eq!(found, expected.rows, "all or nothing, killed at {part}");
            // This one was quicker than the undisturbed one.
            missed += 1;
            assert!(missed < 16, "{missed} loads were over before they were killed");
            undisturbed = undisturbed.mul_f64(0.8);
            disturbed = delivery.empty_store();
        }
    }
    println!("{kills} kills, {missed} came too late");
    assert_eq!(
        figures(&report_of(delivery.command_for_all(&disturbed)), ["rows"]),
        read
    );
    compare(&holdings(&disturbed, &delivery), &expected);
    let defined = |bank| ask(bank, async |database| defined(database, true).await);
    assert_eq!(defined(&disturbed), defined(&calm));
}

/// Goal: five sources in one command come to the same customers, values, rows and tables as one command a source.
#[test]
fn all_sources_at_once_are_as_one_after_the_other() {
    let _alone = alone();
    let bank = Bank::private();
    let delivery = Delivery::make(&bank);
    let [at_once, apart] = [delivery.empty_store(), delivery.empty_store()];
    let fresh = ask(&at_once, async |database| defined(database, false).await);
    let names = [
        "rows",
        "loaded",
        "unchanged",
        "rejected",
        "records",
        "merged",
        "parties",
    ];
    let once = figures(&report_of(delivery.command_for_all(&at_once)), names);
    let mut sums = [0; 7];
    for at in 0..delivery.commands.len() {
        let report = report_of(delivery.command(&apart, at));
        for (sum, figure) in sums.iter_mut().zip(figures(&report, names)) {
            *sum += figure;
        }
    }
    assert_eq!(once, sums, "{names:?}");

    let [one, other] = [&at_once, &apart].map(|bank| {
        let mut held = holdings(bank, &delivery);
        // Who came first differs: joins that happened in between, the numbers given, and the acts themselves.
        for table in [
            "party",
            "membership",
            "former_membership",
            "customer_number",
            "number_block",
            "outbox",
            "task",
        ] {
            held.rows.remove(table).expect(table);
        }
        held.told.values_mut().for_each(forget_numbers);
        held
    });
    assert!(
        one.rows["link"] > 0 && one.rows["balance"] > 0 && one.rows["similar"] > 0,
        "{:?}",
        one.rows
    );
    compare(&one, &other);
    let [(loads, all, tables), (_, all_apart, _)] = [&at_once, &apart].map(|bank| {
        ask(bank, async |database| {
            (
                transactions(database).await,
                defined(database, true).await,
                defined(database, false).await,
            )
        })
    });
    assert_eq!(loads, 1, "an initial load");
    assert_eq!(tables, fresh, "as freshly migrated");
    assert_eq!(all, all_apart, "with the months of balances");
}

/// Takes numbers and causes out of an explanation, and what is in order of the numbers into another order.
fn forget_numbers(told: &mut Value) {
    match told {
        Value::Object(object) => {
            // The number of a document stays.
            if !object.contains_key("type") {
                object.remove("number");
            }
            for name in ["asked", "former_numbers", "cause"] {
                object.remove(name);
            }
            object.values_mut().for_each(forget_numbers);
            for name in ["similar", "relations"] {
                if let Some(Value::Array(list)) = object.get_mut(name) {
                    list.sort_by_key(ToString::to_string);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(forget_numbers),
        _ => {}
    }
}

#[track_caller]
fn compare(found: &Holdings, expected: &Holdings) {
    assert_eq!(found.rows, expected.rows);
    assert!(found.with == expected.with, "records are grouped differently");
    assert_eq!(found.cards.len(), expected.cards.len());
    for (found, expected) in found.cards.iter().zip(&expected.cards) {
        assert_eq!(found, expected, "cards");
    }
    for (name, told) in &expected.told {
        assert_eq!(&found.told[name], told, "{name}");
    }
}

/// Goal: the way to the database breaks in mid-load; the load begins anew by itself, with the same checksum and the
/// same figures as one that was not disturbed.
#[test]
fn a_broken_connection_is_taken_up_again() {
    let _alone = alone();
    let [calm, disturbed] = [Bank::new(), Bank::new()];
    let folder = calm.path("delivery");
    let made = calm.run([
        "sim",
        "bank",
        "--out",
        text(&folder),
        "--people",
        "3000",
        "--companies",
        "30",
        "--seed",
        "3",
        "--business-date",
        DAY_4,
    ]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let (mapping, file) = (
        folder.join("core/core.toml"),
        folder.join("core/CORE_CUST_20260930.txt"),
    );
    let expected = calm.load_file(&mapping, &file, &[]);
    assert_eq!(expected["loads"][0]["resumed"], 0);

    let found = std::thread::scope(|scope| {
        let load = scope.spawn(|| disturbed.load_file(&mapping, &file, &[]));
        let cut = break_the_connection(&disturbed);
        assert!(cut, "the load was over before its connection could be cut");
        load.join().expect("the load ends well")
    });
    assert_eq!(found["loads"][0]["resumed"], 1, "{found}");
    let names = [
        "rows",
        "loaded",
        "unchanged",
        "rejected",
        "merged",
        "parties",
        "difference",
    ];
    assert_eq!(figures(&found, names), figures(&expected, names));
    assert_eq!(found["loads"][0]["sha256"], sha256(&file));
    assert_eq!(found["loads"][0]["sha256"], expected["loads"][0]["sha256"]);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let rows = |bank: &Bank| runtime.block_on(rows(bank.database()));
    assert_eq!(rows(&disturbed), rows(&calm));
}

fn sha256(file: &Path) -> String {
    let bytes = std::fs::read(file).expect("the file");
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Ends the connection that is writing records, once it has been at it for a while.
fn break_the_connection(bank: &Bank) -> bool {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let admin = bank.database().admin().await.expect("the administrator");
        let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null
            and query ilike '%ecif.record%'";
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(60) {
            let cut: i64 = admin.query_one(cut, &[]).await.expect("an answer").get(0);
            if cut > 0 {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        false
    })
}
