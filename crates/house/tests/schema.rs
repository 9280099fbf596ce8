//! The schema can run on a distributed engine, and its SQL with it (ADR 0009).

use house::distribution::Distribution;
use house::schema::Schema;
use house::{Complaint, assert_none, statement, workspace};

fn distribution() -> Distribution {
    let lists = workspace::texts(|path| path == "crates/ecif/distribution.toml");
    Distribution::parse(&lists[0].text).expect("distribution.toml is well formed")
}

/// Goal: the committed snapshot keeps every rule of distribution, and every table is listed.
#[test]
fn the_schema_can_be_distributed() {
    let snapshot = workspace::texts(|path| path == "crates/ecif/schema.sql");
    let snapshot = snapshot
        .first()
        .expect("crates/ecif/schema.sql is there: run `make generate`");
    let schema = Schema::read(&snapshot.text);
    assert!(
        schema.tables.len() > 10,
        "the snapshot was not understood: {:?}",
        schema.tables.keys()
    );
    assert_none(&distribution().check(&schema));
}

/// Goal: the product's statements are such as every engine we aim at runs.
#[test]
fn statements_can_be_distributed() {
    let distribution = distribution();
    let files = workspace::texts(|path| path.starts_with("crates/ecif/sql/") && path.ends_with(".sql"));
    assert!(!files.is_empty(), "no statements were found");
    let complaints: Vec<_> = files
        .iter()
        .flat_map(|file| statement::check(&file.path, &file.text, "ecif", &distribution))
        .collect();
    assert_none(&complaints);
}

/// Goal: whoever reads a migration is told what each new table is for, in the same file.
#[test]
fn every_new_table_is_explained() {
    let migrations = workspace::texts(|path| path.contains("/migrations/") && path.ends_with(".sql"));
    assert!(!migrations.is_empty(), "no migrations were found");
    let mut complaints = Vec::new();
    for migration in &migrations {
        for (name, table) in Schema::read(&migration.text).tables {
            // A table that merely gets a column was explained by the migration that made it.
            let is_new = migration.text.contains(&format!("create table {name} "));
            if is_new && table.comment.is_none() {
                complaints.push(Complaint::new(&migration.path, format!("{name} has no comment")));
            }
        }
    }
    assert_none(&complaints);
}
