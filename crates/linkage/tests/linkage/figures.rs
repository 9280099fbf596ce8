//! How right linkage is without any configuration, on public and synthetic files. The limits are what must hold, not
//! what was measured last.

use crate::made;
use crate::support::{bank, link, public, read, table, truth};
use feed::TableFile;
use linkage::{Quality, Table};

fn quality(table: &Table, column: &str) -> Quality {
    let linked = link(table, Some(column));
    linkage::quality(&linked.clusters.of, &truth(table, &linked, column))
}

/// Goal: five systems of a Chinese bank, with twins, households, namesakes, typing errors and old contacts.
#[test]
fn chinese_bank() {
    let quality = quality(&table(&bank(20_000, 3), &["_truth"]), "_truth");
    assert!(quality.f1 > 0.995 && quality.precision > 0.998, "{quality:?}");
}

/// Goal: the same with every slip at once: homophones and similar characters, twins, one phone for a household, papers
/// of three sorts, days that clerks choose.
#[test]
fn hard_persons() {
    let quality = quality(&table(&made::persons(20_000, 11), &["_truth"]), "_truth");
    assert!(quality.f1 > 0.995 && quality.precision > 0.998, "{quality:?}");
}

/// Goal: Chinese companies in groups, branches, incubators; short names and numbers from before the unified code.
#[test]
fn chinese_companies() {
    let quality = quality(&table(&made::companies(20_000, 12), &["_truth"]), "_truth");
    assert!(quality.f1 > 0.99 && quality.precision > 0.995, "{quality:?}");
}

/// Goal: companies of other countries, half of them without a number, in groups of one stem at one address.
#[test]
fn firms() {
    let quality = quality(&table(&made::firms(20_000, 13), &["_truth"]), "_truth");
    assert!(quality.f1 > 0.98 && quality.precision > 0.975, "{quality:?}");
}

/// Goal: Australian persons with up to five copies; the truth is the number in the id.
#[test]
fn febrl() {
    let Some(path) = public("febrl_dataset3.csv") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("text");
    let mut csv = String::new();
    for (line, row) in text.lines().enumerate() {
        let person = if line == 0 {
            "person"
        } else {
            row.split('-').nth(1).unwrap_or_default()
        };
        csv.push_str(&format!("{person},{row}\n"));
    }
    let quality = quality(&table(&csv, &[]), "person");
    assert!(quality.f1 > 0.998, "{quality:?}");
}

/// Goal: badly typed persons of history, where blocking is the limit.
#[test]
fn historical_figures() {
    let Some(path) = public("historical_figures_with_errors_50k.parquet") else {
        return;
    };
    let mut file = TableFile::open(&path).expect("a table");
    let quality = quality(&read(&mut file, "historical", &["cluster"]), "cluster");
    assert!(quality.f1 > 0.87, "{quality:?}");
}
