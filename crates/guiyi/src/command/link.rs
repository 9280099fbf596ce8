//! `guiyi link`.

mod index;
mod labels;
mod output;
mod partition;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use feed::TableFile;
use linkage::{Config, Index, Kind, Learned, LinkError, Linked, Model, Options, Report, Table};
use serde_json::{Map, Value, json};

use super::Failure;
use crate::cli::{Link, LinkCommand, LinkRun};

/// Links files, whole or in shares, keeps records and adds to them, or explains a pair of them.
pub fn run(args: &Link) -> Result<(), Failure> {
    let threads = match &args.command {
        None => args.run.threads,
        Some(LinkCommand::Explain { run, .. } | LinkCommand::Merge { run }) => run.threads,
        Some(LinkCommand::Candidates { .. } | LinkCommand::Add { .. }) => None,
    };
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|error| Failure(error.to_string()))?;
    threads.install(|| match &args.command {
        None => match args.run.partition {
            Some(share) => partition::look(&args.run, share),
            None => link(&args.run),
        },
        Some(LinkCommand::Merge { run }) => partition::merge(run),
        Some(LinkCommand::Explain {
            one,
            other,
            index: Some(index),
            run,
        }) => index::explain(index, one, other, run.json),
        Some(LinkCommand::Explain { one, other, run, .. }) => explain(run, one, other),
        Some(LinkCommand::Candidates {
            file,
            index,
            limit,
            json,
        }) => index::candidates(index, file, *limit, *json),
        Some(LinkCommand::Add {
            files,
            index,
            output,
            json,
        }) => index::add(index, files, output.as_deref(), *json),
    })
}

/// Seconds by phase, in the order in which phases first ended.
#[derive(Debug)]
struct Clock {
    since: Instant,
    seconds: Vec<(&'static str, f64)>,
}

impl Clock {
    fn new() -> Self {
        Self {
            since: Instant::now(),
            seconds: Vec::new(),
        }
    }

    fn ended(&mut self, phase: &'static str) {
        let seconds = self.since.elapsed().as_secs_f64();
        self.since = Instant::now();
        match self.seconds.iter_mut().find(|(known, _)| *known == phase) {
            Some((_, sum)) => *sum += seconds,
            None => self.seconds.push((phase, seconds)),
        }
    }

    fn as_json(&self) -> Value {
        let seconds = self.seconds.iter();
        Value::Object(
            seconds
                .map(|(phase, seconds)| ((*phase).to_owned(), json!(seconds)))
                .collect::<Map<_, _>>(),
        )
    }
}

fn link(run: &LinkRun) -> Result<(), Failure> {
    let mut clock = Clock::new();
    let mut options = options(run)?;
    let table = read(&run.files, &options)?;
    clock.ended("read");
    let mut linked = linkage::link(&table, &options, &mut |phase| clock.ended(phase))?;
    if let Some(path) = &run.save_index {
        if options.learned.is_none() {
            // Who is added later is weighed by what was learned: so are those that are there.
            options.learned = Some(linked.learned());
            (options.model, options.kinds) = (None, BTreeMap::new());
            drop(linked);
            linked = linkage::link(&table, &options, &mut |phase| clock.ended(phase))?;
        }
        index::save(path, &Index::of(&linked, &table)?)?;
        clock.ended("index");
    }
    tell(run, &options, &table, &linked, clock)
}

/// Writes and prints what came of a run.
fn tell(
    run: &LinkRun,
    options: &Options,
    table: &Table,
    linked: &Linked,
    mut clock: Clock,
) -> Result<(), Failure> {
    let truth = truth(options, table, linked);
    if let Some(path) = &run.output {
        output::clusters(path, table, linked)?;
    }
    if let Some(path) = &run.pairs {
        output::pairs(path, table, linked)?;
    }
    if let Some(path) = &run.save_model {
        write(path, &linked.learned().to_toml()?)?;
    }
    let quality = truth
        .as_ref()
        .map(|truth| linkage::quality(&linked.clusters.of, truth));
    if let Some(path) = &run.report {
        let report = Report {
            table,
            truth: truth.as_deref(),
            quality,
        };
        write(path, &linkage::html(linked, &report))?;
    }
    clock.ended("write");
    if run.json {
        let mut told = output::summary(table, linked);
        if let (Some(truth), Some(quality)) = (&truth, quality) {
            told["pairwise"] = serde_json::to_value(quality)?;
            told["best"] = serde_json::to_value(linkage::best(&linked.edges, truth))?;
        }
        clock.ended("evaluate");
        told["seconds"] = clock.as_json();
        told["peak_rss_mb"] = json!(peak_rss_mb());
        println!("{}", serde_json::to_string_pretty(&told)?);
    } else {
        output::say(table, linked, quality);
    }
    Ok(())
}

fn explain(run: &LinkRun, one: &str, other: &str) -> Result<(), Failure> {
    let options = options(run)?;
    let table = read(&run.files, &options)?;
    if let Some(learned) = &options.learned {
        return index::explain_rows(&table, &options, learned, [one, other], run.json);
    }
    let linked = linkage::link(&table, &options, &mut |_| {})?;
    let find = |id: &str| {
        linked
            .find(&table, id)
            .ok_or_else(|| Failure(format!("no record has the id {id}")))
    };
    let told = linked.explain(find(one)?, find(other)?);
    if run.json {
        println!("{}", serde_json::to_string_pretty(&told)?);
    } else {
        output::say_why(&told);
    }
    Ok(())
}

fn options(run: &LinkRun) -> Result<Options, Failure> {
    let (model, learned) = match &run.model {
        None => (None, None),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
            let refused = |error| Failure(format!("{}: {error}", path.display()));
            // A file of weights alone is learned around; a whole one leaves nothing to learn.
            match linkage::version_of(&text).map_err(refused)? {
                linkage::VERSION => (Some(Model::from_toml(&text).map_err(refused)?), None),
                _ => (None, Some(Learned::from_toml(&text).map_err(refused)?)),
            }
        }
    };
    let config = match &run.config {
        None => Config::default(),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
            Config::from_toml(&text).map_err(|error| Failure(format!("{}: {error}", path.display())))?
        }
    };
    // What stands on the command line goes before the file.
    Ok(Options {
        id: run.id.clone().or(config.id),
        truth: run.truth.clone().or(config.truth),
        threshold: run.threshold.or(config.threshold),
        model,
        learned,
        kinds: config.columns,
        distinct_within: config.distinct_within,
        labels: match &run.labels {
            None => Vec::new(),
            Some(path) => labels::read(path)?,
        },
    })
}

/// Reads all files into one table.
fn read(files: &[PathBuf], options: &Options) -> Result<Table, Failure> {
    if files.is_empty() {
        return Err(Failure("which file? `guiyi link FILE...`".to_owned()));
    }
    let mut table = Table::new();
    let named = options
        .truth
        .iter()
        .chain(&options.id)
        .chain(&options.distinct_within)
        .chain(options.kinds.keys());
    let learned = options.learned.iter().flat_map(|learned| &learned.columns);
    let compared = learned.filter(|column| column.kind != Kind::Context);
    let kept: Vec<&str> = named
        .chain(compared.map(|column| &column.name))
        .map(String::as_str)
        .collect();
    for path in files {
        take_in(&mut table, path, TableFile::open(path)?, &kept)?;
    }
    table.close();
    if table.rows() == 0 {
        return Err(LinkError::NothingToCompare("there are no rows".to_owned()).into());
    }
    Ok(table)
}

/// Reads a file into a table, with all columns that `kept` names; while a stretch is coded, the next is read.
fn take_in(table: &mut Table, path: &Path, mut file: TableFile, kept: &[&str]) -> Result<(), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let wanted = table.begin(&name, file.columns(), kept);
    let mut next = file.next(&wanted)?;
    while let Some(stretch) = next {
        let texts: Vec<(&str, &[u32])> = stretch
            .columns
            .iter()
            .map(|texts| (texts.text.as_str(), texts.ends.as_slice()))
            .collect();
        let (pushed, read) = rayon::join(|| table.push(stretch.rows, &texts), || file.next(&wanted));
        pushed?;
        next = read?;
    }
    Ok(())
}

/// The truth of each place.
fn truth(options: &Options, table: &Table, linked: &Linked) -> Option<Vec<u32>> {
    let column = &table.columns[table.find(options.truth.as_ref()?)?];
    Some(
        linked
            .order
            .iter()
            .map(|&row| column.codes[row as usize])
            .collect(),
    )
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::file(path, &error))
}

/// The most memory the process ever held, as the kernel counts it; none where it does not tell.
fn peak_rss_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024)
}
