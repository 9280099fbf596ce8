//! Writes a bank's day-end files and prints one line a file: `deliver PEOPLE COMPANIES SEED DIR [CHANGED]`.
//!
//! The fields of a line, separated by tabs: `full` or `changes`, source, feed, rows, mapping, file. With `CHANGED`, the
//! share of records that change on the day after, that day's changes are delivered too. `bench/run` reads this.

use std::error::Error;
use std::path::{Path, PathBuf};

use base::Date;
use sim::{Bank, NextDay, Params, Silent, WrittenFile};

/// Any day will do, as long as it is the same in every run.
const DAY: Date = Date::constant(2026, 11, 20);
const DAY_AFTER: Date = Date::constant(2026, 11, 21);

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (people, companies, seed, dir, changed) = match words.as_slice() {
        [people, companies, seed, dir] => (people, companies, seed, dir, None),
        [people, companies, seed, dir, changed] => (people, companies, seed, dir, Some(changed)),
        _ => return Err("usage: deliver PEOPLE COMPANIES SEED DIR [CHANGED]".into()),
    };
    let dir = Path::new(dir);
    let params = Params::new(people.parse()?, companies.parse()?, seed.parse()?, DAY);
    // A load is measured by its records; twelve months of balances would only make it longer.
    let bank = Bank::new(Params {
        balances: false,
        ..params
    })?;
    tell("full", &bank.write_files(&dir.join("full"), None, &mut Silent)?)?;
    if let Some(changed) = changed {
        let next = NextDay::of_changes(DAY_AFTER, changed.parse()?);
        tell(
            "changes",
            &bank.write_delta(&dir.join("changes"), None, &next, &mut Silent)?,
        )?;
    }
    Ok(())
}

fn tell(edition: &str, files: &[WrittenFile]) -> Result<(), Box<dyn Error>> {
    for file in files {
        let mapping = mapping_beside(&file.path)?;
        let (source, feed, rows) = (file.source, file.feed, file.rows);
        println!(
            "{edition}\t{source}\t{feed}\t{rows}\t{}\t{}",
            mapping.display(),
            file.path.display()
        );
    }
    Ok(())
}

/// The mapping lies in the folder of the source's files.
fn mapping_beside(file: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = file.parent().ok_or("a file lies in a folder")?;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            return Ok(path);
        }
    }
    Err(format!("{}: no mapping", folder.display()).into())
}
