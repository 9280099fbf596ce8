//! Pairs that people have judged, from a file.

use std::path::Path;

use feed::TableFile;
use linkage::{Label, Table};

use crate::command::Failure;

/// Reads two ids and a verdict a line: columns `id_a`, `id_b` and `verdict`, or else the first three. Who was not sure
/// says nothing.
pub(super) fn read(path: &Path) -> Result<Vec<Label>, Failure> {
    let file = TableFile::open(path)?;
    let names: Vec<String> = file.columns().to_vec();
    let kept: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut table = Table::new();
    super::take_in(&mut table, path, file, &kept)?;
    table.close();
    let column = |name: &str, place: usize| {
        let found = table.find(name).or_else(|| table.find(names.get(place)?));
        found.map(|place| &table.columns[place]).ok_or_else(|| {
            Failure(format!(
                "{}: columns id_a, id_b and verdict are wanted",
                path.display()
            ))
        })
    };
    let (one, other, verdict) = (column("id_a", 0)?, column("id_b", 1)?, column("verdict", 2)?);
    let mut labels = Vec::with_capacity(table.rows());
    for row in 0..table.rows() {
        let same = match verdict.value(row).trim().to_lowercase().as_str() {
            "same" | "match" | "true" | "yes" | "1" | "1.0" | "是" | "相同" | "同一" => true,
            "different" | "nonmatch" | "distinct" | "false" | "no" | "0" | "0.0" | "否" | "不同" => false,
            "" | "unsure" | "不确定" => continue,
            word => {
                let problem = format!(
                    "{}, line {}: `{word}` is no verdict: same, different or unsure",
                    path.display(),
                    row + 2
                );
                return Err(Failure(problem));
            }
        };
        labels.push(Label {
            one: one.value(row).to_owned(),
            other: other.value(row).to_owned(),
            same,
        });
    }
    Ok(labels)
}
