//! Loads that are killed, or whose way to the database breaks: the next run, or the load itself, finishes without
//! loss or doubling (P-12).

mod support;

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use base::FixedClock;
use ecif::explain::Asked;
use pg::{Actor, Database, Options};
use serde_json::Value;
use sha2::Digest as _;
use support::{Bank, DAY_4, figures, text};

const KILLS: u64 = 10;
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

    /// The command that loads one source. The stores share a key file, so that equal records bear equal ids.
    fn command(&self, bank: &Bank, at: usize) -> std::process::Command {
        let (mapping, files) = &self.commands[at];
        let args = ["load", text(mapping)]
            .into_iter()
            .chain(files.iter().map(|file| text(file)));
        let mut command = bank.command(args.chain(["--json"]));
        command.env("GUIYI_KEY_FILE", &self.key_file);
        command
    }

    /// Loads everything; a load done before is known again.
    fn load(&self, bank: &Bank) -> i64 {
        let mut rows = 0;
        for at in 0..self.commands.len() {
            let said = support::Said::of(self.command(bank, at).output().expect("the binary runs"));
            assert_eq!(said.code, Some(0), "{}", said.err);
            let report = said.json();
            assert_eq!(figures(&report, ["difference"]), [0]);
            rows += figures(&report, ["rows"])[0];
        }
        rows
    }
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
}

fn holdings(bank: &Bank, delivery: &Delivery) -> Holdings {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let settings = pg::private::Settings::new(bank.data_dir());
        let database = Database::private(settings, &Options::default())
            .await
            .expect("the store opens");
        let keyring = Arc::new(database.keyring(&delivery.key_file).await.expect("the keys"));
        let actor = Actor::new("test", "compare");
        let truth = sim::read_truth(&delivery.truth).expect("the truth");
        let keys: Vec<(&str, &str)> = truth
            .iter()
            .filter(|row| !row.planned_reject)
            .map(|row| (row.source.as_str(), row.key.as_str()))
            .collect();
        let parties = ecif::identify::parties_of(&database, &keyring, &actor, &keys)
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
            let one = ecif::explain::explain(&database, &keyring, &clock, &actor, &asked, None, None).await;
            let mut one = one.expect("an explanation").to_json();
            for record in one["records"].as_array_mut().expect("records") {
                record["since"] = Value::Null;
            }
            told.insert(format!("{source}:{key}"), one);
        }
        let rows = rows(&database).await;
        database.stop().await;
        Holdings { rows, with, told }
    })
}

async fn rows(database: &Database) -> BTreeMap<String, i64> {
    let admin = database.admin().await.expect("the administrator");
    let tables = "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'ecif' and c.relkind in ('r', 'p') and not c.relispartition";
    let mut counts = BTreeMap::new();
    for table in admin.query(tables, &[]).await.expect("the tables") {
        let table: String = table.get(0);
        let count = admin
            .query_one(&format!("select count(*) from ecif.\"{table}\""), &[])
            .await
            .expect("a count");
        counts.insert(table, count.get(0));
    }
    counts
}

/// Goal: killed with -9 at ten random moments, each followed by the next run, twenty thousand rows of five sources
/// end in the same customers, values, numbers and rows as undisturbed.
#[test]
fn ten_kills_leave_what_no_kill_leaves() {
    let seed = std::env::var("GUIYI_TEST_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| RandomState::new().hash_one(0));
    println!("GUIYI_TEST_SEED={seed}");
    let [calm, disturbed] = [Bank::private(), Bank::private()];
    let delivery = Delivery::make(&calm);
    let begun = Instant::now();
    let rows = delivery.load(&calm);
    let undisturbed = begun.elapsed();
    assert!((19_000..25_000).contains(&rows), "{rows} rows");
    let expected = holdings(&calm, &delivery);

    // A step of the remaining way for each kill: moments fall into every part of the delivery.
    let step = undisturbed / u32::try_from(KILLS).expect("a small number");
    let mut random = seed;
    let (mut kills, mut at) = (0, 0);
    while kills < KILLS && at < delivery.commands.len() {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let wait = step.mul_f64(0.3) + step.mul_f64((random >> 40) as f64 / f64::from(1 << 24) * 1.6);
        if run_and_kill(&delivery, &disturbed, at, wait) {
            kills += 1;
        } else {
            at += 1;
        }
    }
    assert!(kills >= KILLS / 2, "only {kills} kills hit a running load");
    println!("{kills} kills, undisturbed {undisturbed:?}");
    assert_eq!(delivery.load(&disturbed), rows);
    let found = holdings(&disturbed, &delivery);
    assert_eq!(found.rows, expected.rows);
    assert!(found.with == expected.with, "records are grouped differently");
    for (name, told) in &expected.told {
        assert_eq!(&found.told[name], told, "{name}");
    }
}

/// Whether the load was still running when it was killed.
fn run_and_kill(delivery: &Delivery, bank: &Bank, at: usize, wait: Duration) -> bool {
    let mut load = delivery
        .command(bank, at)
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the binary runs");
    std::thread::sleep(wait);
    let running = load.try_wait().expect("its state").is_none();
    load.kill().expect("killed");
    load.wait().expect("it ended");
    running
}

/// Goal: the way to the database breaks in mid-load; the load begins anew by itself, with the same checksum and the
/// same figures as one that was not disturbed.
#[test]
fn a_broken_connection_is_taken_up_again() {
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
