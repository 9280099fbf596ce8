//! A store, a folder of files, and the binary run on them: what a bank's operator has before them.
#![allow(
    dead_code,
    unused_imports,
    reason = "each test file is a crate of its own and uses its own share of this"
)]

mod served;
mod source;
pub mod tables;

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use testkit::TestDb;

pub use served::Served;
pub use source::*;

/// A folder for files and a store.
pub struct Bank {
    folder: TempDir,
    /// A database in the cluster that tests share; none means a private PostgreSQL in the data directory.
    database: Option<TestDb>,
    /// Another bank's key file: equal records of both bear equal ids.
    key_file: Option<PathBuf>,
}

/// What a command said.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Bank {
    /// A store in the cluster that tests share: quick, and no other test sees it.
    pub fn new() -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let database = runtime.block_on(testkit::database(&[pg::TRACK, access::TRACK, ecif::TRACK]));
        Self {
            folder: folder(),
            database: Some(database),
            key_file: None,
        }
    }

    /// A store with a PostgreSQL of its own, as a newcomer has it.
    pub fn private() -> Self {
        Self {
            folder: folder(),
            database: None,
            key_file: None,
        }
    }

    pub fn with_keys_of(mut self, other: &Self) -> Self {
        self.key_file = Some(other.path("keys.toml"));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data_dir(&self) -> PathBuf {
        self.path("data")
    }

    /// Writes a file into the bank's folder.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// The binary with this store.
    pub fn command<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guiyi"));
        command
            .args(args)
            .env_remove("DATABASE_URL")
            .env("GUIYI_DATA_DIR", self.data_dir())
            .stdin(Stdio::null());
        if let Some(key_file) = &self.key_file {
            command.env("GUIYI_KEY_FILE", key_file);
        }
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", self.url_of(database.name()));
        }
        command
    }

    fn url_of(&self, name: &str) -> String {
        let host = testkit::cluster()
            .socket_dir()
            .display()
            .to_string()
            .replace('/', "%2F");
        let (port, user) = (pg::private::PORT, pg::ADMIN_ROLE);
        format!("postgresql:///{name}?host={host}&port={port}&user={user}")
    }

    /// The database, for what no command shows.
    pub fn database(&self) -> &pg::Database {
        self.database.as_deref().expect("a store in the shared cluster")
    }

    pub fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Said {
        Said::of(self.command(args).output().expect("the binary runs"))
    }

    /// Runs a command that must succeed; the last line is JSON.
    pub fn json<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Value {
        let said = self.run(args);
        assert_eq!(said.code, Some(0), "{}", said.err);
        said.json()
    }

    /// Runs a command that must be refused with a message and nothing on standard output.
    #[track_caller]
    pub fn refused<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> String {
        let said = self.run(args);
        assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
        assert_eq!(said.out, "", "a refusal says nothing on standard output");
        assert!(said.err.starts_with("guiyi: "), "{}", said.err);
        said.err
    }

    /// Runs a command that must fail after it has said what it found; gives all it said.
    #[track_caller]
    pub fn refused_with_words<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> String {
        let said = self.run(args);
        assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
        format!("{}{}", said.out, said.err)
    }

    /// Loads a file by a mapping; the load must be taken and its figures must add up.
    #[track_caller]
    pub fn load_file(&self, mapping: &Path, file: &Path, more: &[&str]) -> Value {
        let args = ["load", text(mapping), text(file), "--json"];
        let report = self.json(args.into_iter().chain(more.iter().copied()));
        let figure = |name: &str| {
            report[name]
                .as_i64()
                .unwrap_or_else(|| panic!("no `{name}` in {report}"))
        };
        let parts = figure("loaded") + figure("unchanged") + figure("rejected");
        assert_eq!(figure("rows"), parts, "{report}");
        assert_eq!(figure("difference"), 0, "{report}");
        report
    }

    /// Delivers a day's rows of a source and loads them.
    #[track_caller]
    pub fn load(&self, source: &Source, day: &str, rows: &[&str]) -> Value {
        self.load_file(&source.mapping(self), &source.deliver(self, day, rows), &[])
    }

    /// Delivers a day's rows of a source, which must be refused.
    #[track_caller]
    pub fn load_refused(&self, source: &Source, day: &str, rows: &[&str]) -> String {
        let (mapping, file) = (source.mapping(self), source.deliver(self, day, rows));
        self.refused(["load", text(&mapping), text(&file), "--json"])
    }

    #[track_caller]
    pub fn explain(&self, who: &str) -> Value {
        self.explain_with(who, &[])
    }

    #[track_caller]
    pub fn explain_with(&self, who: &str, more: &[&str]) -> Value {
        self.json(["explain", who, "--json"].into_iter().chain(more.iter().copied()))
    }

    /// The customer number of a record.
    #[track_caller]
    pub fn number(&self, who: &str) -> String {
        number(&self.explain(who)).to_owned()
    }

    /// That the store has never heard of a record.
    #[track_caller]
    pub fn knows_nothing_of(&self, who: &str) {
        let message = self.refused(["explain", who]);
        assert!(
            message.contains("has told of no customer with the key"),
            "{message}"
        );
    }
}

impl Said {
    pub fn of(output: std::process::Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    pub fn json(&self) -> Value {
        let last = self.out.lines().last().unwrap_or_default();
        serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// A folder that the user of PostgreSQL may enter when we are root.
fn folder() -> TempDir {
    let dir = tempfile::Builder::new()
        .prefix("guiyi-")
        .tempdir()
        .expect("a temporary folder");
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o711)).expect("mode");
    dir
}

pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The customer number of an explanation.
pub fn number(told: &Value) -> &str {
    told["number"].as_str().expect("a number")
}

/// `source:key` of each record of a customer, in order.
pub fn records(told: &Value) -> Vec<String> {
    let mut records: Vec<String> = list(told, "records").iter().map(name_of).collect();
    records.sort();
    records
}

fn name_of(record: &Value) -> String {
    format!(
        "{}:{}",
        record["source"].as_str().unwrap_or("?"),
        record["key"].as_str().unwrap_or("?")
    )
}

/// One of a customer's records.
#[track_caller]
pub fn record<'v>(told: &'v Value, name: &str) -> &'v Value {
    let found = list(told, "records")
        .iter()
        .find(|record| name_of(record) == name);
    found.unwrap_or_else(|| panic!("no record {name} in {told}"))
}

/// The golden values of an attribute, best first.
pub fn golden<'v>(told: &'v Value, attribute: &str) -> Vec<&'v str> {
    let values = told["golden"]["values"].as_array().expect("golden values");
    values
        .iter()
        .filter(|value| value["a"] == attribute)
        .filter_map(|value| value["v"].as_str())
        .collect()
}

/// `type number` of each golden identification, in order.
pub fn documents(told: &Value) -> Vec<String> {
    let documents = told["golden"]["ids"].as_array().expect("identifications");
    let mut documents: Vec<String> = documents
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["t"].as_str().unwrap_or("?"),
                one["n"].as_str().unwrap_or("?")
            )
        })
        .collect();
    documents.sort();
    documents
}

/// `number rule` of each similar customer.
pub fn similar(told: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    list(told, "similar")
        .iter()
        .map(|one| format!("{} {}", word(&one["number"]), word(&one["rule"])))
        .collect()
}

pub fn list<'v>(told: &'v Value, name: &str) -> &'v Vec<Value> {
    told[name]
        .as_array()
        .unwrap_or_else(|| panic!("no list `{name}` in {told}"))
}

/// The figures of a load by name.
#[track_caller]
pub fn figures<const N: usize>(report: &Value, names: [&str; N]) -> [i64; N] {
    names.map(|name| {
        report[name]
            .as_i64()
            .unwrap_or_else(|| panic!("no `{name}` in {report}"))
    })
}

/// The folder of reference data; none where it is not to be had, which in CI is a failure.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("skipped: {} is not here", path.display());
    None
}

/// The rows of a rejects file: one map of column and value each.
pub fn rejects(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).expect("a rejects file");
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .split_terminator("\r\n")
        .map(fields);
    let names = lines.next().expect("names of columns");
    lines
        .map(|fields| names.iter().cloned().zip(fields).collect())
        .collect()
}

/// One line of CSV without line ends in its fields.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                fields.last_mut().expect("a field").extend(letters.next())
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            letter => fields.last_mut().expect("a field").push(letter),
        }
    }
    fields
}
