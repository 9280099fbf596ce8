//! The crates of the workspace use each other as `edges.toml` permits, and in no other way.

use house::{assert_none, edges, workspace};

fn metadata() -> cargo_metadata::Metadata {
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    cargo_metadata::MetadataCommand::new()
        .manifest_path(workspace::root().join("Cargo.toml"))
        .other_options(vec!["--locked".into(), "--filter-platform".into(), platform])
        .exec()
        .expect("cargo metadata")
}

fn table() -> edges::Table {
    edges::Table::parse(include_str!("../edges.toml")).expect("edges.toml is well formed")
}

/// Goal: no edge comes into being unnoticed, and no product ever leans on another.
#[test]
fn edges_are_the_permitted_ones() {
    let metadata = metadata();
    assert_none(&table().check(&edges::crates(&metadata), &edges::edges(&metadata)));
}

/// Goal: pure crates cannot do I/O or draw random numbers, because nothing they are built from can.
#[test]
fn pure_crates_stay_pure() {
    let metadata = metadata();
    let uses = |name: &str| edges::uses(&metadata, name);
    assert_none(&table().check_pure(uses, |name| edges::built_from(&metadata, name)));
}
