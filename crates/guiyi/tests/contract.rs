//! The services of the shipped binary held to their own document by schemathesis: every operation, with what is there
//! and with what can be made of the document, as every role. `contract/contract.py` says how.

mod support;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use authz::Role;
use serde_json::json;
use support::{Bank, Said, Served, text};

/// The Python with schemathesis that `scripts/bootstrap test` brought.
fn python() -> PathBuf {
    let tools = std::env::var_os("GUIYI_TOOLS")
        .map(PathBuf::from)
        .unwrap_or_else(|| {
            let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
            let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache");
            cache.unwrap_or_else(home).join("guiyi/tools")
        });
    tools.join("contract-env/bin/python")
}

/// Goal: no answer is a 5xx, none is outside its schema, none has a status that the document does not name, and every
/// operation succeeds at least once.
#[test]
fn every_answer_is_what_the_document_says() {
    let python = python();
    if !python.exists() {
        assert!(
            std::env::var_os("CI").is_none(),
            "{} is missing: run scripts/bootstrap test",
            python.display()
        );
        println!("left out: {} is missing, `make test` brings it", python.display());
        return;
    }
    let bank = Bank::new();
    let said = bank.run(["demo", "--people", "60", "--companies", "12", "--no-serve"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let mut keys = serde_json::Map::new();
    for role in Role::ALL.iter().filter(|role| !role.is_administrator()) {
        let unit = match role {
            Role::Rm => "0101",
            Role::BranchHead | Role::MarketingPlanner => "0100",
            _ => "0000",
        };
        let said = bank.run(["key", "create", "contract", "--role", role.name(), "--unit", unit]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        keys.insert(role.name().to_owned(), json!(said.out.trim()));
    }
    let served = Served::start(&bank);
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/contract/contract.py");
    let mut tried = Command::new(&python)
        .args(["-B", text(&script), &format!("http://{}", served.address)])
        // What it remembers of a run stays with the bank.
        .current_dir(bank.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let given = json!({ "keys": keys, "password": "one-bank-one-customer" });
    let mut stdin = tried.stdin.take().expect("a pipe");
    stdin.write_all(given.to_string().as_bytes()).expect("is given");
    drop(stdin);
    let said = Said::of(tried.wait_with_output().expect("it ends"));
    // One line an operation: which statuses it answered.
    println!("{}", said.out);
    assert_eq!(said.code, Some(0), "see above{}", said.err);
}
