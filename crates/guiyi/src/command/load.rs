//! `guiyi load`.

use std::path::{Path, PathBuf};

use ecif::load::{LoadReport, LoadRequest, initial, load};
use serde_json::{Value, json};

use super::Failure;
use crate::clock::SystemClock;
use crate::progress::LoadBar;
use crate::store::Store;
use crate::{cli, people, store, table};

/// Loads files: into an empty store all at once, else one after the other, stopping at the first that is refused.
pub async fn run(args: cli::Load) -> Result<(), Failure> {
    let requests = requests(&args)?;
    let store = store::open(&args.store).await?;
    let mut reports = Vec::new();
    let done = all(&store, &requests, |report| {
        if !args.json {
            print!("{}", told(&report));
        }
        reports.push(report);
    })
    .await;
    store.database.stop().await;
    done?;
    if args.json {
        println!("{}", summed(&reports));
    }
    Ok(())
}

/// Each file with the mapping it follows.
fn requests(args: &cli::Load) -> Result<Vec<LoadRequest>, Failure> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error));
    let mut path = &args.mapping;
    let mut mapping = read(path)?;
    let mut requests: Vec<LoadRequest> = Vec::new();
    let mut followed = false;
    for file in &args.files {
        if file.extension().is_some_and(|extension| extension == "toml") {
            if !followed {
                return Err(nothing_follows(path));
            }
            (path, mapping, followed) = (file, read(file)?, false);
            continue;
        }
        followed = true;
        requests.push(LoadRequest {
            mapping: mapping.clone(),
            file: file.clone(),
            business_date: args.business_date,
            workers: args.workers.unwrap_or_else(default_workers),
            actor: store::operator("load"),
            rejects: args.rejects.clone(),
        });
    }
    if !followed {
        return Err(nothing_follows(path));
    }
    Ok(requests)
}

fn nothing_follows(mapping: &Path) -> Failure {
    Failure(format!(
        "{}: no file follows this mapping; give its files after it, before the next mapping",
        mapping.display()
    ))
}

/// Loads files and hands over each report as soon as there is one.
pub async fn all(
    store: &Store,
    requests: &[LoadRequest],
    mut tell: impl FnMut(LoadReport),
) -> Result<(), Failure> {
    let mut taken = Vec::new();
    let done = take(store, requests, |report| {
        taken.push(json!({
            "source": report.source, "feed": report.feed, "rows": report.rows, "rejected": report.rejected,
        }));
        tell(report);
    })
    .await;
    let noted = people::note(people::Act {
        command: "guiyi load",
        purpose: "load",
        object: "load",
        action: "create",
        target: None,
        detail: json!({ "files": requests.len(), "taken": taken }),
        refused: done.is_err(),
        store,
    })
    .await;
    done.and(noted)
}

async fn take(
    store: &Store,
    requests: &[LoadRequest],
    mut tell: impl FnMut(LoadReport),
) -> Result<(), Failure> {
    let bar = LoadBar::new("initial load");
    let initial = initial(&store.database, &store.keyring, &SystemClock, requests, &bar).await;
    bar.finish();
    // Whoever serves makes the cards of what changed; nobody lists customers otherwise.
    for (request, loaded) in requests.iter().zip(initial?) {
        tell(match loaded {
            Some(report) => report,
            None => one(store, request).await?,
        });
    }
    Ok(())
}

/// Loads one file with a progress bar.
async fn one(store: &Store, request: &LoadRequest) -> Result<LoadReport, Failure> {
    let name = request
        .file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let bar = LoadBar::new(&name);
    let done = load(&store.database, &store.keyring, &SystemClock, request, &bar).await;
    bar.finish();
    Ok(done?)
}

/// As many threads as the machine has.
pub fn default_workers() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The reconciliation of one load in words.
pub fn told(report: &LoadReport) -> String {
    let day = report
        .business_date
        .map_or_else(String::new, |day| day.to_string());
    let mut text = format!("{} {} {}  {}\n", report.source, report.feed, day, report.file);
    if report.known {
        text.push_str("  this file was loaded before; nothing changed\n");
        return text;
    }
    let mut rows = vec![
        vec![
            "rows".to_owned(),
            report.rows.to_string(),
            "= loaded + unchanged + rejected".to_owned(),
        ],
        vec!["loaded".to_owned(), report.loaded.to_string()],
        vec!["unchanged".to_owned(), report.unchanged.to_string()],
        vec![
            "rejected".to_owned(),
            report.rejected.to_string(),
            counts(&report.reject_reasons),
        ],
    ];
    if report.records > 0 || report.parties != 0 {
        rows.push(vec![
            "records".to_owned(),
            report.records.to_string(),
            "of customers, new".to_owned(),
        ]);
        rows.push(vec![
            "merged".to_owned(),
            report.merged.to_string(),
            "into a customer another record made".to_owned(),
        ]);
        rows.push(vec![
            "customers".to_owned(),
            report.parties.to_string(),
            "new, less those that forward".to_owned(),
        ]);
    }
    for (name, figure, what) in [
        ("similar", report.similar, "pairs for the similar-customer list"),
        ("parted", report.parted, "customers parted by a correction"),
        ("tasks", report.tasks, "for stewards"),
        (
            "gone",
            report.gone,
            "missing from a full file: flagged, not deleted",
        ),
    ] {
        if figure > 0 {
            rows.push(vec![name.to_owned(), figure.to_string(), what.to_owned()]);
        }
    }
    if !report.findings.is_empty() {
        let total: u64 = report.findings.values().sum();
        rows.push(vec![
            "findings".to_owned(),
            total.to_string(),
            counts(&report.findings),
        ]);
    }
    rows.push(vec!["difference".to_owned(), report.difference.to_string()]);
    rows.push(vec![
        "seconds".to_owned(),
        format!("{:.1}", report.seconds),
        format!("{:.0} rows a second, {} workers", rate(report), report.workers),
    ]);
    text.push_str(&table::rows(&rows, 2));
    if let Some(file) = &report.rejects_file {
        text.push_str(&format!("  rejected rows and reasons: {}\n", shown(file)));
    }
    if report.resumed > 0 {
        text.push_str(&format!(
            "  the connection broke; begun anew {} times\n",
            report.resumed
        ));
    }
    text
}

/// The sum of several loads as the contract's object.
pub fn summed(reports: &[LoadReport]) -> Value {
    let sum = |pick: fn(&LoadReport) -> u64| reports.iter().map(pick).sum::<u64>();
    let signed = |pick: fn(&LoadReport) -> i64| reports.iter().map(pick).sum::<i64>();
    json!({
        "rows": sum(|report| report.rows),
        "loaded": sum(|report| report.loaded),
        "unchanged": sum(|report| report.unchanged),
        "rejected": sum(|report| report.rejected),
        "records": sum(|report| report.records),
        "merged": signed(|report| report.merged),
        "parties": signed(|report| report.parties),
        "difference": signed(|report| report.difference),
        "parted": sum(|report| report.parted),
        "similar": sum(|report| report.similar),
        "tasks": sum(|report| report.tasks),
        "gone": sum(|report| report.gone),
        "seconds": reports.iter().map(|report| report.seconds).sum::<f64>(),
        "loads": reports,
    })
}

fn counts(counts: &std::collections::BTreeMap<String, u64>) -> String {
    counts
        .iter()
        .map(|(rule, count)| format!("{rule} {count}"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
fn rate(report: &LoadReport) -> f64 {
    report.rows as f64 / report.seconds.max(0.001)
}

fn shown(file: &Path) -> String {
    let here: PathBuf = std::env::current_dir().unwrap_or_default();
    file.strip_prefix(&here).unwrap_or(file).display().to_string()
}
