//! `guiyi sim`.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use base::Clock as _;
use sim::{Bank, NextDay, Params};

use super::Failure;
use crate::clock::SystemClock;
use crate::{cli, progress};

/// Writes synthetic data.
pub fn run(args: cli::Sim) -> Result<(), Failure> {
    match args {
        cli::Sim::Records { rows, seed, out } => records(rows, seed, &out),
        cli::Sim::Bank {
            out,
            people,
            companies,
            seed,
            business_date,
            changed,
            whole,
        } => {
            let date = business_date.unwrap_or_else(|| SystemClock.today());
            let bank = Bank::new(Params::new(people, companies, seed, date))?;
            let truth = truth_beside(&out);
            let mut bar = progress::SimBar::default();
            let files = match changed {
                None => bank.write_files(&out, Some(&truth), &mut bar)?,
                Some(share) => {
                    let next = date.tomorrow().map_err(|error| Failure(error.to_string()))?;
                    let next = NextDay::of_changes(next, share);
                    if whole {
                        bank.write_next_day(&out, Some(&truth), &next, &mut bar)?
                    } else {
                        bank.write_delta(&out, Some(&truth), &next, &mut bar)?
                    }
                }
            };
            drop(bar);
            // For programs: source, feed, rows, file.
            for file in files {
                println!(
                    "{}\t{}\t{}\t{}",
                    file.source,
                    file.feed,
                    file.rows,
                    file.path.display()
                );
            }
            Ok(())
        }
    }
}

/// The truth stands beside the delivery, where no load looks.
pub fn truth_beside(delivery: &Path) -> PathBuf {
    let mut name = delivery.file_name().unwrap_or_default().to_os_string();
    name.push("-truth.csv");
    delivery.with_file_name(name)
}

fn records(rows: u64, seed: u64, out: &Path) -> Result<(), Failure> {
    let file = File::create(out).map_err(|error| Failure::file(out, &error))?;
    let mut file = BufWriter::new(file);
    let made = sim::records(rows, seed, &mut file)?;
    file.flush().map_err(|error| Failure::file(out, &error))?;
    println!(
        "{} rows of {} persons in {}",
        made.rows,
        made.persons,
        out.display()
    );
    Ok(())
}
