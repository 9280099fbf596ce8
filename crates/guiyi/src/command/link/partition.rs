//! A run in shares.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use linkage::{Learned, Options, Pairs, Share};
use serde_json::json;

use super::{Clock, options, peak_rss_mb, read, tell};
use crate::cli::LinkRun;
use crate::command::Failure;

/// Looks at one share of the pairs and keeps them.
pub(super) fn look(run: &LinkRun, share: Share) -> Result<(), Failure> {
    let mut clock = Clock::new();
    let options = options(run)?;
    let table = read(&run.files, &options)?;
    clock.ended("read");
    let learned = learned(&options)?;
    let pairs = linkage::partition(&table, &options, learned, share, &mut |phase| clock.ended(phase))?;
    if let Some(path) = &run.pairs_out {
        std::fs::write(path, pairs.to_bytes()).map_err(|error| Failure::file(path, &error))?;
    }
    clock.ended("write");
    if run.json {
        let told = json!({
            "share": share.number,
            "of": share.of,
            "rows": table.rows(),
            "pairs_scored": pairs.scored(),
            "pairs_kept": pairs.kept(),
            "seconds": clock.as_json(),
            "peak_rss_mb": peak_rss_mb(),
        });
        println!("{}", serde_json::to_string_pretty(&told)?);
    } else {
        println!(
            "share {} of {}: {} pairs scored, {} kept",
            share.number,
            share.of,
            pairs.scored(),
            pairs.kept()
        );
    }
    Ok(())
}

/// Unites shares and tells of the run as if it had been one.
pub(super) fn merge(run: &LinkRun) -> Result<(), Failure> {
    let mut clock = Clock::new();
    let options = options(run)?;
    let (mut files, mut shares): (Vec<PathBuf>, Vec<Pairs>) = (Vec::new(), Vec::new());
    for path in &run.files {
        let failed = |error| Failure::file(path, &error);
        let mut begin = [0; 16];
        let mut file = File::open(path).map_err(failed)?;
        let length = file.read(&mut begin).map_err(failed)?;
        if !Pairs::are_in(&begin[..length]) {
            files.push(path.clone());
            continue;
        }
        let bytes = std::fs::read(path).map_err(failed)?;
        let pairs = Pairs::from_bytes(&bytes);
        shares.push(pairs.map_err(|error| Failure(format!("{}: {error}", path.display())))?);
    }
    let table = read(&files, &options)?;
    clock.ended("read");
    let learned = learned(&options)?;
    let linked = linkage::merge(&table, &options, learned, shares, &mut |phase| clock.ended(phase))?;
    tell(run, &options, &table, &linked, clock)
}

fn learned(options: &Options) -> Result<&Learned, Failure> {
    let wanted = || Failure("shares need `--model` with all that a run learned".to_owned());
    options.learned.as_ref().ok_or_else(wanted)
}
