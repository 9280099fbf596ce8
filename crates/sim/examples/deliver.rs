//! Writes a bank's day-end files, or with `records` the flat file, and says how long it took.
//!
//! `cargo run --release -p sim --example deliver -- FOLDER PEOPLE COMPANIES`
//! `cargo run --release -p sim --example deliver -- records FILE ROWS`

use std::path::Path;
use std::time::Instant;

use sim::{Bank, Params, Silent, records};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [first, second, third] = arguments.as_slice() else {
        return Err("three arguments are wanted: FOLDER PEOPLE COMPANIES, or records FILE ROWS".into());
    };
    let begun = Instant::now();
    if first == "records" {
        let mut out = std::io::BufWriter::new(std::fs::File::create(second)?);
        let written = records(third.parse()?, 1, &mut out)?;
        println!(
            "{} rows of {} persons in {:.1?}",
            written.rows,
            written.persons,
            begun.elapsed()
        );
        return Ok(());
    }
    let params = Params::new(
        second.parse()?,
        third.parse()?,
        1,
        base::Date::constant(2026, 9, 30),
    );
    let dir = Path::new(first);
    let files =
        Bank::new(params)?.write_files(&dir.join("day"), Some(&dir.join("truth.csv")), &mut Silent)?;
    for file in &files {
        println!(
            "{:>10} {:<8} {:<14} {}",
            file.rows,
            file.source,
            file.feed,
            file.path.display()
        );
    }
    println!("{:.1?}", begun.elapsed());
    Ok(())
}
