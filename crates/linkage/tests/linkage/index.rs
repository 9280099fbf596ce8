//! Records that stay, and others that come to them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::support::{bank, link, link_as, public, read, table, values};
use feed::TableFile;
use linkage::{Index, IndexError, IndexFileError, Learned, Linked, NewRecord, Scorer, Table};
use proptest::prelude::*;

/// A file, and what was learned from it: once with blocks as they are, once with blocks so small that many are cut.
struct Known {
    table: Table,
    learned: Vec<Learned>,
}

fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        // Of few columns, so that much is alike and clusters hang together badly.
        let mut poor = table(&bank(2_000, 22), &[]);
        let kept = ["rec_id", "name", "birth_date", "address", "mobile"];
        poor.columns.retain(|column| kept.contains(&column.name.as_str()));
        let mut files = vec![table(&bank(1_200, 21), &[]), poor];
        if let Some(path) = public("febrl_dataset3.csv") {
            files.push(read(&mut TableFile::open(&path).expect("a table"), "febrl", &[]));
        }
        let learn = |table: Table| {
            let learned = link(&table, None).learned();
            let with = |block_max, threshold, prior| {
                let mut learned = learned.clone();
                (learned.block_max, learned.threshold) = (block_max, threshold);
                learned.model.prior = prior;
                learned
            };
            let (threshold, prior) = (learned.threshold, learned.model.prior);
            // With the low threshold much is tied together that does not belong together: clusters are refused.
            let mut learned = vec![
                with(600, threshold, prior),
                with(3, threshold, prior),
                with(40, 1.0, -9.0),
            ];
            let broad = learned[2].finer.iter().map(|part| vec![part.clone()]);
            let broad: Vec<_> = broad.collect();
            learned[2].passes.extend(broad);
            Known { table, learned }
        };
        files.into_iter().map(learn).collect()
    })
}

/// Each id with the id its cluster is named by, and the weight that ties it most.
type Assignment = BTreeMap<String, (String, Option<u32>)>;

fn of_run(table: &Table, linked: &Linked) -> Assignment {
    let ties = linked.ties();
    (0..linked.order.len() as u32)
        .map(|place| {
            let cluster = linked.id_of(table, linked.clusters.of[place as usize]);
            let tie = ties[place as usize].map(f32::to_bits);
            (linked.id_of(table, place), (cluster, tie))
        })
        .collect()
}

fn of_index(index: &Index) -> Assignment {
    (0..index.len() as u32)
        .map(|record| {
            let cluster = index.id(index.cluster(record)).to_owned();
            let tie = index.tie(record).map(f32::to_bits);
            (index.id(record).to_owned(), (cluster, tie))
        })
        .collect()
}

/// Some rows of a table as records to be added.
fn records<'a>(table: &'a Table, scorer: &Scorer, rows: &[usize]) -> Vec<NewRecord<'a>> {
    let id = scorer
        .learned()
        .id
        .as_ref()
        .and_then(|id| table.find(id))
        .expect("ids");
    let record = |&row: &usize| NewRecord {
        file: &table.parts[0].name,
        row: row as u32 + 1,
        id: table.columns[id].value(row),
        values: values(table, scorer, row),
    };
    rows.iter().map(record).collect()
}

/// A table of some rows of another.
fn part(table: &Table, rows: &[usize]) -> Table {
    let mut part = Table::new();
    let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let kept: Vec<&str> = names.iter().map(String::as_str).collect();
    part.begin(&table.parts[0].name, &names, &kept);
    let columns: Vec<(String, Vec<u32>)> = table
        .columns
        .iter()
        .map(|column| {
            let mut text = String::new();
            let ends = rows.iter().map(|&row| {
                text.push_str(column.value(row));
                text.len() as u32
            });
            let ends = ends.collect();
            (text, ends)
        })
        .collect();
    let texts: Vec<(&str, &[u32])> = columns
        .iter()
        .map(|(text, ends)| (text.as_str(), ends.as_slice()))
        .collect();
    part.push(rows.len(), &texts).expect("it fits");
    part.close();
    part
}

fn shuffled(rows: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows).collect();
    let mut state = seed | 1;
    for place in (1..rows).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        order.swap(place, (state >> 33) as usize % (place + 1));
    }
    order
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Goal: whatever was there first, in whatever order and batches the others came, and whether the index was
    /// written and read in between: the clusters are those of a run over all.
    #[test]
    fn as_a_run_over_all(file in 0_usize..3, way in 0_usize..3, seed: u64, first in 0.0_f64..1.0, batch in 1_usize..400) {
        let known = &known()[file.min(known().len() - 1)];
        let learned = &known.learned[way];
        let rows = known.table.rows();
        let order = shuffled(rows, seed);
        let (before, after) = order.split_at((first * rows as f64) as usize);
        let mut index = if before.is_empty() {
            Index::new(learned)
        } else {
            let table = part(&known.table, before);
            Index::of(&link_as(&table, learned), &table).expect("an index")
        };
        for (count, rows) in after.chunks(batch).enumerate() {
            if count == 1 {
                index = Index::from_bytes(&index.to_bytes().expect("bytes")).expect("an index");
            }
            let new = records(&known.table, index.scorer(), rows);
            let clusters: Vec<u32> = (0..index.len() as u32).map(|record| index.cluster(record)).collect();
            let added = index.add(&new).expect("they are new");
            prop_assert_eq!(added.records.len(), rows.len());
            let moved = (0..).zip(&clusters).filter(|&(record, cluster)| index.cluster(record) != *cluster);
            prop_assert_eq!(added.moved, moved.map(|(record, _)| record).collect::<Vec<u32>>());
        }
        let wanted = of_run(&known.table, &link_as(&known.table, learned));
        let got = of_index(&index);
        prop_assert!(got == wanted, "{} differ", wanted.iter().filter(|(id, of)| got.get(*id) != Some(of)).count());
    }
}

/// Goal: blocks are cut in the runs that the property above compares, and clusters are refused: it has something to
/// find.
#[test]
fn what_is_compared_is_cut() {
    for known in known() {
        let linked = link_as(&known.table, &known.learned[1]);
        assert!(linked.passes().any(|(_, cut)| cut.blocks > 0));
    }
    let poor = &known()[1];
    let linked = link_as(&poor.table, &poor.learned[2]);
    assert!(linked.clusters.refused.len() > 10);
}

/// Goal: a new record finds the records that a run would pair it with, best first, with the run's weight and its
/// reasons; a limit keeps the best.
#[test]
fn candidates() {
    let known = &known()[0];
    let learned = &known.learned[0];
    let linked = link_as(&known.table, learned);
    let mut found = 0;
    for place in (0..known.table.rows() as u32).step_by(40) {
        let row = linked.order[place as usize] as usize;
        let others: Vec<usize> = (0..known.table.rows()).filter(|&other| other != row).collect();
        let table = part(&known.table, &others);
        let index = Index::of(&link_as(&table, learned), &table).expect("an index");
        let reading = index.scorer().read(&values(&known.table, index.scorer(), row));
        let candidates = index.candidates(&reading, 100);
        let mut wanted: Vec<(u32, String)> = linked
            .edges
            .iter()
            .filter(|edge| edge.one == place || edge.other == place)
            .map(|edge| {
                (
                    edge.bits.to_bits(),
                    linked.id_of(&known.table, edge.one + edge.other - place),
                )
            })
            .collect();
        let mut got: Vec<(u32, String)> = candidates
            .iter()
            .map(|candidate| {
                let bits = candidate.comparison.bits as f32;
                (bits.to_bits(), index.id(candidate.record).to_owned())
            })
            .collect();
        assert!(candidates.is_sorted_by(|one, other| one.comparison.bits >= other.comparison.bits));
        let best = index.candidates(&reading, 1);
        assert_eq!(best.first(), candidates.first());
        wanted.sort();
        got.sort();
        assert_eq!(got, wanted);
        found += got.len();
    }
    assert!(found > 20);
}

/// Goal: a record stands there once, and has an id; what was there stays as it was.
#[test]
fn what_is_not_added() {
    let known = &known()[0];
    let mut index = Index::new(&known.learned[0]);
    let new = records(&known.table, index.scorer(), &[0, 1, 2]);
    index.add(&new).expect("they are new");
    let error = index.add(&new[1..2]).expect_err("it is there");
    assert!(matches!(error, IndexError::Known { row: 2, .. }), "{error}");
    let nameless = NewRecord {
        id: "",
        ..new[0].clone()
    };
    assert!(matches!(
        index.add(&[nameless]),
        Err(IndexError::NoId { row: 1, .. })
    ));
    assert_eq!(index.len(), 3);
    let linked = link(&known.table, None);
    assert_eq!(Index::of(&linked, &known.table).err(), Some(IndexError::NotGiven));
}

/// Goal: a file that was cut off or changed anywhere is refused, and none brings the reader down.
#[test]
fn damaged_files() {
    let known = &known()[0];
    let table = part(&known.table, &(0..60).collect::<Vec<usize>>());
    let index = Index::of(&link_as(&table, &known.learned[0]), &table).expect("an index");
    let bytes = index.to_bytes().expect("bytes");
    assert_eq!(
        Index::from_bytes(&bytes).expect("an index").to_bytes(),
        Ok(bytes.clone())
    );
    for end in (0..bytes.len()).step_by(97) {
        assert!(Index::from_bytes(&bytes[..end]).is_err());
    }
    for place in (20..bytes.len()).step_by(101) {
        let mut changed = bytes.clone();
        changed[place] ^= 4;
        assert_eq!(Index::from_bytes(&changed).err(), Some(IndexFileError::Damaged));
    }
    assert_eq!(
        Index::from_bytes(b"id,name\n1,a\n").err(),
        Some(IndexFileError::Other)
    );
}
