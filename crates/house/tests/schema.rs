//! The schema can run on a distributed engine, and its SQL with it (ADR 0009).

use house::distribution::Distribution;
use house::schema::Schema;
use house::{Complaint, assert_none, statement, workspace};

/// The crates that own a schema of their name.
fn owners() -> Vec<String> {
    let lists = workspace::paths().into_iter();
    let owners: Vec<String> = lists
        .filter_map(|path| {
            let name = path.strip_prefix("crates/")?.strip_suffix("/distribution.toml")?;
            Some(name.to_owned())
        })
        .collect();
    assert!(owners.len() > 1, "nothing was looked at");
    owners
}

fn text(path: &str) -> String {
    let found = workspace::texts(|known| known == path);
    found.into_iter().next().map_or_else(
        || panic!("{path} is not there: run `make generate`"),
        |file| file.text,
    )
}

fn distribution(owner: &str) -> Distribution {
    let list = text(&format!("crates/{owner}/distribution.toml"));
    Distribution::parse(&list).unwrap_or_else(|error| panic!("crates/{owner}: {error}"))
}

/// Goal: the committed snapshot keeps every rule of distribution, and every table is listed.
#[test]
fn the_schema_can_be_distributed() {
    for owner in owners() {
        let schema = Schema::read(&text(&format!("crates/{owner}/schema.sql")));
        assert!(
            schema.tables.len() > 10,
            "the snapshot was not understood: {:?}",
            schema.tables.keys()
        );
        assert_none(&distribution(&owner).check(&schema));
    }
}

/// Goal: the statements are such as every engine we aim at runs.
#[test]
fn statements_can_be_distributed() {
    for owner in owners() {
        let distribution = distribution(&owner);
        let folder = format!("crates/{owner}/sql/");
        let files = workspace::texts(|path| path.starts_with(&folder) && path.ends_with(".sql"));
        assert!(!files.is_empty(), "no statements were found in {folder}");
        let complaints: Vec<_> = files
            .iter()
            .flat_map(|file| statement::check(&file.path, &file.text, &owner, &distribution))
            .collect();
        assert_none(&complaints);
    }
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
