//! What linking prints and writes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use linkage::{Comparison, Explanation, Index, Linked, Quality, Table};
use serde_json::{Value, json};

use crate::command::Failure;

/// Each row with its cluster and the weight that ties it to it most; in the order of the files.
pub(super) fn clusters(path: &Path, table: &Table, linked: &Linked) -> Result<(), Failure> {
    let places = linked.places();
    let ties = linked.ties();
    to(path, |out| {
        writeln!(out, "file,row,id,cluster,score")?;
        let mut row = 0;
        for part in &table.parts {
            for line in 1..=part.rows {
                let place = places[row];
                row += 1;
                let cluster = linked.clusters.of[place as usize];
                let id = quoted(&linked.id_of(table, place));
                write!(
                    out,
                    "{},{line},{id},{},",
                    quoted(&part.name),
                    quoted(&linked.id_of(table, cluster))
                )?;
                match ties[place as usize] {
                    Some(bits) => writeln!(out, "{bits:.2}")?,
                    None => writeln!(out)?,
                }
            }
        }
        Ok(())
    })
}

/// Each record of an index with its cluster, as [`clusters`] has it.
pub(super) fn index(path: &Path, index: &Index) -> Result<(), Failure> {
    to(path, |out| {
        writeln!(out, "file,row,id,cluster,score")?;
        for record in index.in_order() {
            let (file, row) = index.place(record);
            let id = quoted(index.id(record));
            let cluster = quoted(index.id(index.cluster(record)));
            write!(out, "{},{row},{id},{cluster},", quoted(file))?;
            match index.tie(record) {
                Some(bits) => writeln!(out, "{bits:.2}")?,
                None => writeln!(out)?,
            }
        }
        Ok(())
    })
}

/// The pairs that may be one.
pub(super) fn pairs(path: &Path, table: &Table, linked: &Linked) -> Result<(), Failure> {
    to(path, |out| {
        writeln!(out, "one,other,bits,probability,joined")?;
        for edge in &linked.edges {
            let bits = f64::from(edge.bits);
            let joined = linked.clusters.of[edge.one as usize] == linked.clusters.of[edge.other as usize];
            writeln!(
                out,
                "{},{},{bits:.3},{:.6},{joined}",
                quoted(&linked.id_of(table, edge.one)),
                quoted(&linked.id_of(table, edge.other)),
                linked.probability(bits),
            )?;
        }
        Ok(())
    })
}

fn to(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Failure> {
    let file = File::create(path).map_err(|error| Failure::file(path, &error))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    write(&mut out)
        .and_then(|()| out.flush())
        .map_err(|error| Failure::file(path, &error))
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The run as JSON.
pub(super) fn summary(table: &Table, linked: &Linked) -> Value {
    let sizes = linked.cluster_sizes();
    let columns: Vec<Value> = linked
        .inferred
        .iter()
        .map(|column| {
            json!({
                "column": column.column,
                "kind": column.kind.as_str(),
                "because": column.because,
                "filled": column.filled,
                "distinct": column.distinct,
            })
        })
        .collect();
    let passes: Vec<Value> = linked
        .passes()
        .map(|(name, cut)| json!({ "pass": name, "blocks_cut": cut.blocks, "pairs_cut": cut.pairs, "largest_cut": cut.largest }))
        .collect();
    let refused: Vec<Value> = linked
        .clusters
        .refused
        .iter()
        .take(20)
        .map(|refused| {
            json!({
                "one": linked.id_of(table, refused.edge.one),
                "other": linked.id_of(table, refused.edge.other),
                "bits": refused.edge.bits,
                "why": refused.why.as_str(),
            })
        })
        .collect();
    let recall = linked.recall_of_blocking();
    json!({
        "rows": table.rows(),
        "columns": columns,
        "passes": passes,
        "pairs_blocked": linked.pairs_blocked,
        "pairs_scored": linked.pairs_scored,
        "expected_recall_of_blocking": { "low": recall.0, "high": recall.1 },
        "clusters": sizes.len(),
        "largest_cluster": sizes.first(),
        "edges_refused": linked.clusters.refused.len(),
        "strongest_refused": refused,
        "threshold": linked.threshold,
        "expected_precision": linked.expected_precision(),
        "generic": linked.generic(table),
        "labels": { "kept_to": linked.ties.labelled.len(), "held_out": linked.held_out },
        "warnings": linked.warnings(),
    })
}

/// The run in words.
pub(super) fn say(table: &Table, linked: &Linked, quality: Option<Quality>) {
    for column in &linked.inferred {
        println!(
            "{:24} {} ({})",
            column.column,
            column.kind.as_str(),
            column.because
        );
    }
    for warning in linked.warnings() {
        println!("note: {warning}");
    }
    for (name, cut) in linked.passes().filter(|(_, cut)| cut.blocks > 0) {
        println!(
            "cut: {name}: {} blocks of up to {} rows, {} pairs looked at only by further keys",
            cut.blocks, cut.largest, cut.pairs
        );
    }
    for generic in linked.generic(table) {
        println!(
            "generic: {} {}: {} rows; {}",
            generic.field, generic.value, generic.rows, generic.treatment
        );
    }
    if let Some(held_out) = linked.held_out {
        println!(
            "{} labels; on those not learned from, bits of surprise {:.3} before and {:.3} after, precision {:.4} and {:.4}, recall {:.4} and {:.4}",
            held_out.answers,
            held_out.before.log_loss,
            held_out.after.log_loss,
            held_out.before.precision,
            held_out.after.precision,
            held_out.before.recall,
            held_out.after.recall,
        );
    }
    let sizes = linked.cluster_sizes();
    println!(
        "{} rows, {} clusters, the largest of {}; {} pairs scored, threshold {:.2} bits, expected precision {:.4}",
        table.rows(),
        sizes.len(),
        sizes.first().copied().unwrap_or(0),
        linked.pairs_scored,
        linked.threshold,
        linked.expected_precision(),
    );
    if let Some(quality) = quality {
        println!(
            "precision {:.4}, recall {:.4}, F1 {:.4}",
            quality.precision, quality.recall, quality.f1
        );
    }
}

/// Why a pair has its weight, in words.
pub(super) fn say_why(told: &Explanation) {
    say_compared(&told.comparison);
    match told.met_by.is_empty() {
        true => println!("no pass brought them together"),
        false => println!("they met by {}", told.met_by.join("; ")),
    }
}

/// What two records come to, in words.
pub(super) fn say_compared(told: &Comparison) {
    for part in &told.parts {
        let rows = part.rows_with_it.map_or_else(String::new, |rows| {
            format!(", {rows} rows have it: {:+.2}", part.frequency_bits)
        });
        println!(
            "{:+8.2}  {} ({}): {} | {}{rows}",
            part.bits, part.field, part.level, part.one, part.other
        );
    }
    println!("{:+8.2}  as likely of one household", told.household_bits);
    println!(
        "{:8.2}  bits; the threshold is {:.2}, the probability {:.4}",
        told.bits, told.threshold, told.probability
    );
    println!("{}", told.because);
}
