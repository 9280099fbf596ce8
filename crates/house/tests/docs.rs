//! The documents say what is there.

use std::collections::BTreeSet;

use house::docs::{self, Known};
use house::workspace::{self, File};
use house::{Complaint, assert_none};

fn known() -> Known {
    let paths: BTreeSet<String> = workspace::paths().into_iter().collect();
    let crates = workspace::texts(|path| {
        path.starts_with("crates/") && path.matches('/').count() == 2 && path.ends_with("/Cargo.toml")
    })
    .iter()
    .filter_map(|manifest| manifest.path.split('/').nth(1))
    .map(str::to_owned)
    .collect();
    let lock = workspace::texts(|path| path == "Cargo.lock");
    let names = lock
        .iter()
        .flat_map(|lock| lock.text.lines())
        .filter_map(|line| line.strip_prefix("name = "));
    let locked = names.map(|name| name.trim_matches('"').to_owned()).collect();
    let makefile = workspace::texts(|path| path == "Makefile");
    let verbs = makefile
        .iter()
        .flat_map(|makefile| docs::verbs(&makefile.text))
        .collect();
    let rust = workspace::texts(|path| path.ends_with(".rs"));
    let functions = rust
        .iter()
        .flat_map(|file| docs::functions(&file.text))
        .map(str::to_owned)
        .collect();
    Known {
        paths,
        crates,
        locked,
        verbs,
        functions,
    }
}

fn documents() -> Vec<File> {
    workspace::texts(|path| path.ends_with(".md"))
}

fn over(documents: &[File], rule: impl Fn(&File) -> Vec<Complaint>) {
    assert!(!documents.is_empty(), "nothing was looked at");
    assert_none(&documents.iter().flat_map(rule).collect::<Vec<_>>());
}

/// Goal: a reader can open every path, use every crate and run every verb a document names.
#[test]
fn what_documents_name_exists() {
    let known = known();
    // What lies beside data tells where it came from and what it was compared with, which need not be here.
    let ours: Vec<File> = documents()
        .into_iter()
        .filter(|document| !document.path.starts_with("crates/"))
        .collect();
    over(&ours, |document| docs::check_names(document, &known));
}

/// Goal: every relative link leads to a file.
#[test]
fn links_lead_somewhere() {
    let known = known();
    over(&documents(), |document| docs::check_links(document, &known));
}

/// Goal: the map of the house has every room, and none that is gone.
#[test]
fn the_map_has_every_room() {
    let known = known();
    over(&workspace::texts(|path| path == "ARCHITECTURE.md"), |document| {
        docs::check_rooms(document, &known)
    });
}

/// Goal: every decision says what forced it, what it is and what it costs; numbers are given once.
#[test]
fn decisions_have_their_parts() {
    let pages = workspace::texts(|path| path.starts_with("docs/adr/"));
    over(&pages, docs::check_decision);
    let numbers: Vec<&str> = pages.iter().filter_map(|page| page.path.get(9..13)).collect();
    assert_eq!(
        numbers.iter().collect::<BTreeSet<_>>().len(),
        numbers.len(),
        "a number was given twice: {numbers:?}"
    );
}

/// Goal: the Chinese reader is shown the same commands as the English one.
#[test]
fn both_readmes_show_the_same_commands() {
    let readme = |name: &str| workspace::texts(|path| path == name).remove(0);
    assert_none(&docs::check_same_commands(
        &readme("README.md"),
        &readme("README.zh-CN.md"),
    ));
}
