//! `guiyi demo`: a synthetic bank from its day-end files to golden customers.

use std::path::{Path, PathBuf};

use base::{Clock as _, Date};
use ecif::explain::{Asked, explain};
use ecif::identify::parties_of;
use ecif::load::{LoadReport, LoadRequest};
use ecif::model::Catalogue;
use feed::Mapping;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sim::{Bank, Params};

use super::demo_review::{Review, review};
use super::{Failure, demo_former, demo_people, load, sim::truth_beside};
use crate::clock::SystemClock;
use crate::store::Store;
use crate::{cli, progress, serve, store, table};

/// What stands in the delivery folder once it is complete: which bank it is, and its files in order of loading.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Delivery {
    people: u64,
    companies: u64,
    seed: u64,
    business_date: Date,
    files: Vec<(String, PathBuf)>,
}

/// Runs the demo.
pub async fn run(args: cli::Demo) -> Result<(), Failure> {
    let folder = delivery_folder(&args.store.data_dir)?;
    let said = |text: &str| {
        if !args.json {
            println!("{text}");
        }
    };
    let delivery = deliver(&args, &folder)?;
    said(&format!(
        "day-end files of five source systems: {}",
        folder.display()
    ));
    let store = store::open(&args.store).await?;
    let done = load_all(&args, &store, &folder, &delivery).await;
    let (reports, accuracy) = match done {
        Ok(done) => done,
        Err(error) => {
            store.database.stop().await;
            return Err(error);
        }
    };
    if !args.json {
        let served = show_and_serve(&args, &store, &delivery, &reports, &accuracy).await;
        store.database.stop().await;
        return served;
    }
    store.database.stop().await;
    let mut object = load::summed(&reports);
    object["parties"] = json!(accuracy.parties);
    object["accuracy"] = json!({
        "precision": accuracy.pairwise.precision, "recall": accuracy.pairwise.recall, "f1": accuracy.pairwise.f1,
    });
    object["rule_recall"] = json!(accuracy.rule_recall);
    object["review"] = accuracy.review.to_json();
    object["delivery"] = json!(folder);
    println!("{object}");
    Ok(())
}

/// Beside the data directory: what systems deliver in clear has no place in it.
fn delivery_folder(data_dir: &Path) -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(data_dir).map_err(|error| Failure::file(data_dir, &error))?;
    let data_dir = data_dir
        .canonicalize()
        .map_err(|error| Failure::file(data_dir, &error))?;
    let mut name = data_dir.file_name().unwrap_or_default().to_os_string();
    name.push("-delivery");
    Ok(data_dir.with_file_name(name))
}

/// Writes the files, unless the very same bank stands there already.
fn deliver(args: &cli::Demo, folder: &Path) -> Result<Delivery, Failure> {
    let note = folder.join("delivery.json");
    let yesterday = SystemClock
        .today()
        .yesterday()
        .map_err(|error| Failure(error.to_string()))?;
    let before: Option<Delivery> = std::fs::read_to_string(&note)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok());
    if let Some(before) = before
        && (before.people, before.companies, before.seed) == (args.people, args.companies, args.seed)
    {
        return Ok(before);
    }
    let bank = Bank::new(Params::new(args.people, args.companies, args.seed, yesterday))?;
    let mut bar = progress::SimBar::default();
    let files = bank.write_files(folder, Some(&truth_beside(folder)), &mut bar)?;
    drop(bar);
    let delivery = Delivery {
        people: args.people,
        companies: args.companies,
        seed: args.seed,
        business_date: yesterday,
        files: files
            .into_iter()
            .map(|file| (file.source.to_owned(), file.path))
            .collect(),
    };
    std::fs::write(&note, serde_json::to_vec_pretty(&delivery)?)
        .map_err(|error| Failure::file(&note, &error))?;
    Ok(delivery)
}

struct Accuracy {
    pairwise: sim::accuracy::Pairwise,
    rule_recall: f64,
    parties: i64,
    review: Review,
}

async fn load_all(
    args: &cli::Demo,
    store: &Store,
    folder: &Path,
    delivery: &Delivery,
) -> Result<(Vec<LoadReport>, Accuracy), Failure> {
    let mut requests = Vec::new();
    for (source, file) in &delivery.files {
        let mapping = folder.join(source).join(format!("{source}.toml"));
        let mapping = std::fs::read_to_string(&mapping).map_err(|error| Failure::file(&mapping, &error))?;
        let named = names_its_day(&mapping, file)?;
        requests.push(LoadRequest {
            mapping,
            file: file.clone(),
            business_date: (!named).then_some(delivery.business_date),
            workers: args.workers.unwrap_or_else(load::default_workers),
            actor: store::operator("demo"),
            rejects: None,
        });
    }
    let mut reports = Vec::new();
    load::all(store, &requests, |report| {
        if !args.json {
            print!("{}", load::told(&report));
        }
        reports.push(report);
    })
    .await?;
    let accuracy = accuracy(store, &truth_beside(folder)).await?;
    demo_former::settle(store, delivery.business_date).await?;
    Ok((reports, accuracy))
}

/// Whether a file's name tells its business date.
fn names_its_day(mapping: &str, file: &Path) -> Result<bool, Failure> {
    let mapping = Mapping::parse(mapping, &Catalogue)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(mapping.feed_for(&name)?.1.is_some())
}

/// Holds the parties against the hidden truth.
async fn accuracy(store: &Store, truth: &Path) -> Result<Accuracy, Failure> {
    let rows: Vec<sim::TruthRow> = sim::read_truth(truth)?
        .into_iter()
        .filter(|row| !row.planned_reject)
        .collect();
    let keys: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row.source.as_str(), row.key.as_str()))
        .collect();
    let parties = parties_of(&store.database, &store.keyring, &store::operator("demo"), &keys).await?;
    let missing = parties.iter().filter(|party| party.is_none()).count();
    if missing > 0 {
        return Err(Failure(format!(
            "{missing} delivered records are in no customer: this must never happen"
        )));
    }
    let mut distinct = parties.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let pairs: Vec<(&str, Option<base::PartyId>)> = rows
        .iter()
        .zip(&parties)
        .map(|(row, party)| (row.entity.as_str(), *party))
        .collect();
    let records: Vec<(String, Option<base::PartyId>)> = rows
        .iter()
        .zip(&parties)
        .map(|(row, party)| (row.entity.clone(), *party))
        .collect();
    Ok(Accuracy {
        review: review(store, &records).await?,
        pairwise: sim::accuracy::pairwise(&pairs),
        rule_recall: sim::accuracy::rule_recall(&rows, &parties).recall,
        parties: i64::try_from(distinct.len()).unwrap_or(i64::MAX),
    })
}

async fn show_and_serve(
    args: &cli::Demo,
    store: &Store,
    delivery: &Delivery,
    reports: &[LoadReport],
    accuracy: &Accuracy,
) -> Result<(), Failure> {
    show(args, store, reports, accuracy).await?;
    let access = serve::access(store, "guiyi demo");
    let served = people_and_serve(args, store, delivery, &access).await;
    access.trail().close().await;
    served
}

async fn people_and_serve(
    args: &cli::Demo,
    store: &Store,
    delivery: &Delivery,
    access: &access::Access,
) -> Result<(), Failure> {
    let bank = Bank::new(Params::new(
        delivery.people,
        delivery.companies,
        delivery.seed,
        delivery.business_date,
    ))?;
    let people = demo_people::settle(access, &bank).await?;
    println!(
        "\none user for each role; the password is {}",
        demo_people::PASSWORD
    );
    let rows: Vec<Vec<String>> = people
        .iter()
        .map(|person| {
            vec![
                person.login.to_owned(),
                person.unit.to_owned(),
                format!("{} {}", person.role.en(), person.role.zh()),
            ]
        })
        .collect();
    print!("{}", table::rows(&rows, 2));
    if args.no_serve {
        return Ok(());
    }
    let wanted = serve::Wanted {
        listen: &args.listen,
        with: &["ecif".to_owned()],
        console: None,
        provider: None,
    };
    serve::run(store, access, &wanted, |address| {
        println!("\nthe console: {address}  (stop with Ctrl+C)");
    })
    .await
}

async fn show(
    args: &cli::Demo,
    store: &Store,
    reports: &[LoadReport],
    accuracy: &Accuracy,
) -> Result<(), Failure> {
    let sum = |pick: fn(&LoadReport) -> u64| reports.iter().map(pick).sum::<u64>().to_string();
    println!("\nreconciliation of all loads");
    let rows = [
        ("rows", sum(|report| report.rows)),
        ("loaded", sum(|report| report.loaded)),
        ("unchanged", sum(|report| report.unchanged)),
        ("rejected", sum(|report| report.rejected)),
        ("customers", accuracy.parties.to_string()),
        (
            "difference",
            reports
                .iter()
                .map(|report| report.difference)
                .sum::<i64>()
                .to_string(),
        ),
        (
            "seconds",
            format!("{:.1}", reports.iter().map(|report| report.seconds).sum::<f64>()),
        ),
    ];
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(name, figure)| vec![name.to_owned(), figure])
        .collect();
    print!("{}", table::rows(&rows, 2));
    println!("\naccuracy against the hidden truth, over pairs of records");
    println!(
        "  precision {:.4}  recall {:.4}  f1 {:.4}",
        accuracy.pairwise.precision, accuracy.pairwise.recall, accuracy.pairwise.f1
    );
    println!(
        "  of the pairs the identity rules can join by what the rows say, joined: {:.4}",
        accuracy.rule_recall
    );
    let (suspects, right) = accuracy.review.total();
    let after = &accuracy.review.after;
    println!("\n{suspects} suspects wait for a steward; {right} of them are one customer in truth");
    println!(
        "  once they are judged so: precision {:.4}  recall {:.4}  f1 {:.4}",
        after.precision, after.recall, after.f1
    );
    println!("\ncustomers worth looking at");
    let place = if args.store.data_dir == Path::new("guiyi-data") {
        String::new()
    } else {
        format!(" --data-dir {}", args.store.data_dir.display())
    };
    for member in sim::cast() {
        let Some((source, key)) = member.records.first() else {
            continue;
        };
        let asked = Asked::SourceKey {
            source: source.word().to_owned(),
            key: (*key).to_owned(),
        };
        let told = explain(
            &store.database,
            &store.keyring,
            &SystemClock,
            &store::operator("demo"),
            &asked,
            None,
            None,
        )
        .await;
        // The member that is rejected on purpose is no customer.
        let Ok(told) = told else { continue };
        println!("  {}  {}", told.name(), member.en);
        println!("      guiyi explain {}{place}", told.number);
    }
    println!(
        "  {}  three numbers at three branches, one customer: look for the name in the console",
        demo_former::NAME
    );
    Ok(())
}
