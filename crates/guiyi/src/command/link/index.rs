//! Records that stay: kept, asked for candidates, added to.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use linkage::{Comparison, Index, Learned, NewRecord, Options, Reading, Scorer, Table};
use serde_json::json;

use super::{output, read};
use crate::command::Failure;

/// Writes an index beside its place and then puts it there, readable by its owner alone.
pub(super) fn save(path: &Path, index: &Index) -> Result<(), Failure> {
    let failed = |error| Failure::file(path, &error);
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    let mut open = OpenOptions::new();
    open.write(true).create(true).truncate(true).mode(0o600);
    let mut file = open.open(&new).map_err(failed)?;
    file.write_all(&index.to_bytes()?).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    std::fs::rename(&new, path).map_err(failed)
}

fn open(path: &Path) -> Result<Index, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    Index::from_bytes(&bytes).map_err(|error| Failure(format!("{}: {error}", path.display())))
}

/// The rows of a table, read one by one.
struct Rows<'a> {
    table: &'a Table,
    id: Option<usize>,
    columns: Vec<Option<usize>>,
}

impl<'a> Rows<'a> {
    fn of(table: &'a Table, options: &Options, scorer: &Scorer) -> Self {
        let id = options.id.as_ref().or(scorer.learned().id.as_ref());
        let columns = scorer.columns().iter();
        Self {
            table,
            id: id.and_then(|id| table.find(id)),
            columns: columns.map(|(name, _)| table.find(name)).collect(),
        }
    }

    fn values(&self, row: usize) -> Vec<Option<&'a str>> {
        let columns = self.columns.iter();
        columns
            .map(|place| place.map(|place| self.table.columns[place].value(row)))
            .collect()
    }

    /// The id of a row; the row counted from 1 where rows have none.
    fn id(&self, row: usize) -> String {
        match self.id {
            Some(id) => self.table.columns[id].value(row).to_owned(),
            None => (row + 1).to_string(),
        }
    }
}

/// Reads files by the columns that an index knows.
fn table(files: &[PathBuf], scorer: &Scorer) -> Result<(Table, Options), Failure> {
    let options = Options {
        learned: Some(scorer.learned().clone()),
        ..Options::default()
    };
    Ok((read(files, &options)?, options))
}

/// Prints for each record of a file those that may be the same.
pub(super) fn candidates(path: &Path, file: &Path, limit: usize, as_json: bool) -> Result<(), Failure> {
    let index = open(path)?;
    let (table, options) = table(&[file.to_owned()], index.scorer())?;
    let rows = Rows::of(&table, &options, index.scorer());
    for row in 0..table.rows() {
        let reading = index.scorer().read(&rows.values(row));
        let found = index.candidates(&reading, limit);
        let id = rows.id(row);
        if as_json {
            let found: Vec<_> = found
                .iter()
                .map(|candidate| {
                    let (file, line) = index.place(candidate.record);
                    json!({
                        "id": index.id(candidate.record),
                        "file": file,
                        "row": line,
                        "cluster": index.id(index.cluster(candidate.record)),
                        "comparison": candidate.comparison,
                    })
                })
                .collect();
            println!("{}", json!({ "row": row + 1, "id": id, "candidates": found }));
            continue;
        }
        println!("{id}: {} candidates", found.len());
        for candidate in found {
            let told = &candidate.comparison;
            let record = index.id(candidate.record);
            println!(
                "{:8.2}  {record} (cluster {}), probability {:.4}: {}",
                told.bits,
                index.id(index.cluster(candidate.record)),
                told.probability,
                told.because
            );
        }
    }
    Ok(())
}

/// Adds the records of files.
pub(super) fn add(
    path: &Path,
    files: &[PathBuf],
    output: Option<&Path>,
    as_json: bool,
) -> Result<(), Failure> {
    let mut index = open(path)?;
    let (table, options) = table(files, index.scorer())?;
    let rows = Rows::of(&table, &options, index.scorer());
    let id = rows.id.ok_or_else(|| Failure::from(linkage::IndexError::NoIds))?;
    let mut new = Vec::with_capacity(table.rows());
    let mut row = 0;
    for part in &table.parts {
        for line in 1..=part.rows as u32 {
            new.push(NewRecord {
                file: &part.name,
                row: line,
                id: table.columns[id].value(row),
                values: rows.values(row),
            });
            row += 1;
        }
    }
    let added = index.add(&new)?;
    save(path, &index)?;
    if let Some(path) = output {
        output::index(path, &index)?;
    }
    let records = added.records.iter();
    let joined = records.filter(|&&record| index.tie(record).is_some()).count();
    let (records, moved) = (added.records.len(), added.moved.len());
    if as_json {
        let told = json!({
            "added": records,
            "added_to_clusters": joined,
            "moved": moved,
            "rows": index.len(),
        });
        println!("{}", serde_json::to_string_pretty(&told)?);
    } else {
        println!(
            "{records} records added, {joined} of them not alone; {moved} that were there are named by another record now"
        );
    }
    Ok(())
}

/// Why two records of an index have their weight.
pub(super) fn explain(path: &Path, one: &str, other: &str, as_json: bool) -> Result<(), Failure> {
    let index = open(path)?;
    let find = |id: &str| {
        index
            .find(id)
            .ok_or_else(|| Failure(format!("no record has the id {id}")))
    };
    say(&index.compare(find(one)?, find(other)?), as_json)
}

/// Why two records of files have their weight, by what a run learned.
pub(super) fn explain_rows(
    table: &Table,
    options: &Options,
    learned: &Learned,
    ids: [&str; 2],
    as_json: bool,
) -> Result<(), Failure> {
    let learned = Learned {
        threshold: options.threshold.unwrap_or(learned.threshold),
        ..learned.clone()
    };
    let scorer = Scorer::new(&learned);
    let rows = Rows::of(table, options, &scorer);
    let reading = |id: &str| -> Result<Reading, Failure> {
        let row = match rows.id {
            Some(column) => {
                let column = &table.columns[column];
                (0..table.rows()).find(|&row| column.value(row) == id)
            }
            None => id.parse::<usize>().ok().and_then(|row| row.checked_sub(1)),
        };
        let row = row.filter(|&row| row < table.rows());
        let row = row.ok_or_else(|| Failure(format!("no record has the id {id}")))?;
        Ok(scorer.read(&rows.values(row)))
    };
    say(&scorer.compare(&reading(ids[0])?, &reading(ids[1])?), as_json)
}

fn say(told: &Comparison, as_json: bool) -> Result<(), Failure> {
    if as_json {
        println!("{}", serde_json::to_string_pretty(told)?);
    } else {
        output::say_compared(told);
    }
    Ok(())
}
