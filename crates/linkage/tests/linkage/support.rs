//! Tables for tests, and where public data lie.

use std::path::{Path, PathBuf};

use feed::TableFile;
use linkage::{Learned, Linked, Options, Reading, Scorer, Table};

/// Reads a file as the command does.
pub fn read(file: &mut TableFile, name: &str, kept: &[&str]) -> Table {
    let mut table = Table::new();
    let wanted = table.begin(name, file.columns(), kept);
    while let Some(stretch) = file.next(&wanted).expect("a table") {
        let texts: Vec<(&str, &[u32])> = stretch
            .columns
            .iter()
            .map(|texts| (texts.text.as_str(), texts.ends.as_slice()))
            .collect();
        table.push(stretch.rows, &texts).expect("it fits");
    }
    table.close();
    table
}

/// A table from CSV text.
pub fn table(csv: &str, kept: &[&str]) -> Table {
    let bytes = std::io::Cursor::new(csv.as_bytes().to_vec());
    let mut file = TableFile::csv(Box::new(bytes), Path::new("test.csv")).expect("a header");
    read(&mut file, "test.csv", kept)
}

/// Links with a column of truth.
pub fn link(table: &Table, truth: Option<&str>) -> Linked {
    let options = Options {
        truth: truth.map(str::to_owned),
        ..Options::default()
    };
    linkage::link(table, &options, &mut |_| {}).expect("it links")
}

/// Links as another run has learned to.
pub fn link_as(table: &Table, learned: &Learned) -> Linked {
    let options = Options {
        learned: Some(learned.clone()),
        ..Options::default()
    };
    linkage::link(table, &options, &mut |_| {}).expect("it links")
}

/// Does something with so many threads.
pub fn with_threads<T: Send>(threads: usize, what: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads").install(what)
}

/// The values of a row, as they are read one by one.
pub fn values<'a>(table: &'a Table, scorer: &Scorer, row: usize) -> Vec<Option<&'a str>> {
    let columns = scorer.columns().iter().map(|(name, _)| table.find(name));
    columns
        .map(|place| place.map(|place| table.columns[place].value(row)))
        .collect()
}

/// The record at each place, read one by one.
pub fn readings(table: &Table, linked: &Linked, scorer: &Scorer) -> Vec<Reading> {
    let read = |&row: &u32| scorer.read(&values(table, scorer, row as usize));
    linked.order.iter().map(read).collect()
}

/// The truth of each place.
pub fn truth(table: &Table, linked: &Linked, column: &str) -> Vec<u32> {
    let column = &table.columns[table.find(column).expect("a column")];
    linked
        .order
        .iter()
        .map(|&row| column.codes[row as usize])
        .collect()
}

/// Synthetic records of a Chinese bank's five systems.
pub fn bank(rows: u64, seed: u64) -> String {
    let mut out = Vec::new();
    sim::records(rows, seed, &mut out).expect("records");
    String::from_utf8(out).expect("UTF-8")
}

/// A public file, if the folder beside the clone has it; in CI it must.
pub fn public(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/entity_resolution")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{} is not there",
        path.display()
    );
    eprintln!("skipped: {} is not there", path.display());
    None
}
