//! What always holds of a run, whatever the data.

use std::collections::BTreeMap;

use crate::made;
use crate::support::{bank, link, table};
use linkage::{Linked, Table};
use proptest::prelude::*;

/// Each id with the id its cluster is named by.
fn assignment(table: &Table, linked: &Linked) -> BTreeMap<String, String> {
    let id = |place: u32| linked.id_of(table, place);
    (0..linked.order.len() as u32)
        .map(|place| (id(place), id(linked.clusters.of[place as usize])))
        .collect()
}

fn shuffled(csv: &str, seed: u64) -> String {
    let mut lines: Vec<&str> = csv.lines().collect();
    let header = lines.remove(0);
    let mut state = seed | 1;
    for place in (1..lines.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        lines.swap(place, (state >> 33) as usize % (place + 1));
    }
    format!("{header}\n{}\n", lines.join("\n"))
}

/// Goal: who is with whom does not depend on the order of the rows.
#[test]
fn order_of_rows() {
    let csv = bank(3_000, 5);
    let first = table(&csv, &[]);
    let wanted = assignment(&first, &link(&first, None));
    for seed in [3, 77] {
        let again = table(&shuffled(&csv, seed), &[]);
        assert_eq!(assignment(&again, &link(&again, None)), wanted);
    }
}

/// Goal: one thread and two give the same, to the last bit.
#[test]
fn number_of_threads() {
    let table = table(&bank(6_000, 6), &[]);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| link(&table, None))
    };
    let (one, two) = (with(1), with(2));
    assert_eq!(one.model, two.model);
    assert_eq!(one.edges, two.edges);
    assert_eq!(one.clusters, two.clusters);
    assert_eq!(one.threshold.to_bits(), two.threshold.to_bits());
}

/// Goal: two right permanent identifiers that differ are never in one cluster, though twins share nearly all else.
#[test]
fn permanent_identifiers_part() {
    let table = table(&bank(6_000, 9), &[]);
    let linked = link(&table, None);
    let column = &table.columns[table.find("id_no").expect("a column")];
    let mut of_cluster: BTreeMap<u32, String> = BTreeMap::new();
    for (place, &row) in linked.order.iter().enumerate() {
        let number = column.value(row as usize);
        if standards::resident_id::facts(number).is_none() || number.len() != 18 {
            continue;
        }
        let known = of_cluster
            .entry(linked.clusters.of[place])
            .or_insert_with(|| number.to_owned());
        assert_eq!(known.to_uppercase(), number.to_uppercase());
    }
}

/// Goal: a pair has one weight, whichever record comes first, and its parts add up to it.
#[test]
fn weights_are_symmetric() {
    let table = table(&bank(1_500, 4), &[]);
    let linked = link(&table, None);
    for step in 1..400_u32 {
        let (one, other) = (step, (step * 37 + 11) % 1_500);
        if one == other {
            continue;
        }
        let (there, back) = (
            linked.explain(one, other).comparison,
            linked.explain(other, one).comparison,
        );
        assert_eq!(there.bits.to_bits(), back.bits.to_bits(), "{there:?} {back:?}");
        let sum: f64 = there
            .parts
            .iter()
            .map(|part| part.bits + part.frequency_bits)
            .sum();
        assert!((sum + there.household_bits - there.bits).abs() < 1e-3);
    }
}

/// Goal: a model that was saved gives, taken up again, the same file.
#[test]
fn models_are_files() {
    let table = table(&bank(1_500, 4), &[]);
    let model = link(&table, None).model;
    let text = model.to_toml().expect("text");
    let read = linkage::Model::from_toml(&text).expect("a model");
    assert_eq!(read.to_toml().expect("text"), text);
    assert!(linkage::Model::from_toml("version = 9").is_err());
    let other = text.replacen("version = 1", "version = 2", 1);
    assert_eq!(
        linkage::Model::from_toml(&other),
        Err(linkage::ModelError::Version(2))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Goal: no table brings linkage down: few rows, empty columns, odd characters.
    #[test]
    fn any_table(cells in proptest::collection::vec("[a-c0-2张 ,/@号-]{0,12}", 0..60), width in 1_usize..6) {
        let names = ["id", "name", "birth_date", "address", "phone", "id_no"];
        let header: Vec<String> = names.iter().take(width).map(|name| (*name).to_owned()).collect();
        let mut table = Table::new();
        table.begin("x", &header, &[]);
        let rows = cells.len() / width;
        let columns: Vec<(String, Vec<u32>)> = (0..width).map(|column| {
            let mut text = String::new();
            let ends = (0..rows).map(|row| {
                text.push_str(&cells[row * width + column]);
                text.len() as u32
            }).collect();
            (text, ends)
        }).collect();
        let texts: Vec<(&str, &[u32])> = columns.iter().map(|(text, ends)| (text.as_str(), ends.as_slice())).collect();
        table.push(rows, &texts).expect("it fits");
        table.close();
        if let Ok(linked) = linkage::link(&table, &linkage::Options::default(), &mut |_| {}) {
            prop_assert_eq!(linked.clusters.of.len(), rows);
        }
    }

    /// Goal: no text of settings brings their reader down, and what it refuses it says with line and column.
    #[test]
    fn any_config(text in "(id|truth|threshold|distinct_within|\\[columns\\]|[a-z]{0,3})? ?(=|\\.|\\[|\"|\n|[0-9-]{0,4}|\\PC){0,60}") {
        if let Err(problem) = linkage::Config::from_toml(&text) {
            prop_assert!(problem.contains("line ") && problem.contains("column "), "{}", problem);
        }
    }

    /// Goal: no text is a model by accident, and none brings the reader down.
    #[test]
    fn any_model(text in "[a-z0-9 =.\\[\\]\"\n]{0,200}") {
        prop_assert!(linkage::Model::from_toml(&text).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Goal: who is with whom does not depend on the order of the rows, whatever the records.
    #[test]
    fn any_order(seed in 0_u64..500, order in 1_u64..1_000, kind in 0_u8..3) {
        let csv = match kind {
            0 => made::persons(250, seed),
            1 => made::companies(250, seed),
            _ => made::firms(250, seed),
        };
        let first = table(&csv, &[]);
        let again = table(&shuffled(&csv, order), &[]);
        prop_assert_eq!(assignment(&first, &link(&first, None)), assignment(&again, &link(&again, None)));
    }

    /// Goal: a pair has one weight, whichever record comes first.
    #[test]
    fn any_pair(seed in 0_u64..200, one in 0_u32..120, other in 0_u32..120, is_firm in any::<bool>()) {
        let csv = if is_firm { made::firms(120, seed) } else { made::persons(120, seed) };
        let table = table(&csv, &[]);
        let linked = link(&table, None);
        prop_assume!(one != other);
        let (there, back) = (linked.explain(one, other), linked.explain(other, one));
        prop_assert!((there.comparison.bits - back.comparison.bits).abs() < 1e-3);
        let levels = |told: &linkage::Explanation| -> Vec<&str> {
            told.comparison.parts.iter().map(|part| part.level).collect()
        };
        prop_assert_eq!(levels(&there), levels(&back));
    }
}
