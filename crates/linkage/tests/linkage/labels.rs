//! What callers know: labels and sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::made;
use crate::support::{bank, table, truth};
use linkage::{Answer, Label, LinkError, Linked, Options, Table, sharpen};
use proptest::prelude::*;

fn run(table: &Table, options: &Options) -> Linked {
    linkage::link(table, options, &mut |_| {}).expect("it links")
}

fn label(linked: &Linked, table: &Table, pair: (u32, u32), same: bool) -> Label {
    Label {
        one: linked.id_of(table, pair.0),
        other: linked.id_of(table, pair.1),
        same,
    }
}

/// Goal: answers on the pairs that are hardest to tell make a model that was wrong righter on pairs it has not seen,
/// and a level that they speak for is worth more.
#[test]
fn answers_sharpen() {
    let table = table(&made::firms(6_000, 21), &["_truth"]);
    let options = Options {
        truth: Some("_truth".to_owned()),
        ..Options::default()
    };
    let linked = run(&table, &options);
    let truth = truth(&table, &linked, "_truth");
    // The model is told that names that are equal mean little: the answers know better.
    let mut wrong = linked.model.clone();
    let name = wrong
        .fields
        .iter()
        .position(|field| field.field == "company_name")
        .expect("a field");
    let top = wrong.fields[name].m.len() - 1;
    wrong.fields[name].m[top] /= 64.0;
    let answers: Vec<Answer> = linked
        .edges
        .iter()
        .filter(|edge| (f64::from(edge.bits) - linked.threshold).abs() < 8.0)
        .map(|edge| {
            let levels = linked.plan.levels(edge.one, edge.other);
            let told = |field| Some(levels.of(field)).filter(|&level| level != 15);
            let levels: Vec<Option<u8>> = (0..linked.plan.fields.len()).map(told).collect();
            let less = if levels[name] == Some(top as u8) { 6.0 } else { 0.0 };
            Answer {
                bits: f64::from(edge.bits) - less,
                same: truth[edge.one as usize] == truth[edge.other as usize],
                levels,
            }
        })
        .collect();
    let made = sharpen(&wrong, linked.threshold, &answers);
    let held_out = made.held_out.expect("there are enough");
    assert!(
        made.is_changed && held_out.after.log_loss < 0.9 * held_out.before.log_loss,
        "{held_out:?}"
    );
    assert!(held_out.after.recall > held_out.before.recall, "{held_out:?}");
    assert!(made.model.fields[name].m[top] > 1.5 * wrong.fields[name].m[top]);
    made.model.to_toml().expect("a file");
    // The same answers give the same model; too few change nothing.
    assert_eq!(sharpen(&wrong, linked.threshold, &answers), made);
    let few = sharpen(&wrong, linked.threshold, &answers[..5]);
    assert!(!few.is_changed && few.model == wrong && few.held_out.is_none());
}

/// Goal: a run with a few hundred labels is no worse than one without, and keeps to every one of them.
#[test]
fn labelled_runs() {
    let table = table(&made::firms(6_000, 22), &["_truth"]);
    let mut options = Options {
        truth: Some("_truth".to_owned()),
        ..Options::default()
    };
    let before = run(&table, &options);
    let of = truth(&table, &before, "_truth");
    let same = |one: u32, other: u32| of[one as usize] == of[other as usize];
    let hard = before
        .edges
        .iter()
        .filter(|edge| (f64::from(edge.bits) - before.threshold).abs() < 8.0);
    options.labels = hard
        .step_by(3)
        .take(400)
        .map(|edge| {
            label(
                &before,
                &table,
                (edge.one, edge.other),
                same(edge.one, edge.other),
            )
        })
        .collect();
    let after = run(&table, &options);
    let held_out = after.held_out.expect("there are enough");
    assert!(held_out.answers > 60, "{held_out:?}");
    let quality = |linked: &Linked| linkage::quality(&linked.clusters.of, &of).f1;
    assert!(
        quality(&after) > quality(&before),
        "{} {}",
        quality(&after),
        quality(&before)
    );
    let cluster = |place: u32| after.clusters.of[place as usize];
    for &(one, other, same) in &after.ties.labelled {
        assert_eq!(cluster(one) == cluster(other), same);
    }
}

/// Goal: labels that cannot be kept to are refused with what is wrong.
#[test]
fn labels_that_are_wrong() {
    let table = table(&bank(300, 4), &[]);
    let with = |labels: &[(&str, &str, bool)]| {
        let labels = labels.iter().map(|&(one, other, same)| Label {
            one: one.to_owned(),
            other: other.to_owned(),
            same,
        });
        let options = Options {
            labels: labels.collect(),
            ..Options::default()
        };
        linkage::link(&table, &options, &mut |_| {}).err()
    };
    assert_eq!(with(&[("r1", "r2", true), ("r1", "r1", false)]), None);
    assert_eq!(
        with(&[("r1", "nobody", true)]),
        Some(LinkError::UnknownLabel("nobody".to_owned()))
    );
    assert_eq!(
        with(&[("r1", "r2", true), ("r2", "r1", false)]),
        Some(LinkError::TwoVerdicts("r2".to_owned(), "r1".to_owned()))
    );
}

/// Goal: what is said of the recall of blocking holds the truth.
#[test]
fn recall_of_blocking() {
    for csv in [
        made::firms(8_000, 31),
        made::companies(8_000, 32),
        made::persons(8_000, 33),
    ] {
        let table = table(&csv, &["_truth"]);
        let options = Options {
            truth: Some("_truth".to_owned()),
            ..Options::default()
        };
        let linked = run(&table, &options);
        let mut of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (place, truth) in (0..).zip(truth(&table, &linked, "_truth")) {
            of.entry(truth).or_default().push(place);
        }
        let (mut met, mut all) = (0.0, 0.0);
        for members in of.values() {
            for (place, &one) in members.iter().enumerate() {
                for &other in &members[..place] {
                    let has = |pass| linked.passes.meet(pass, one, other);
                    met += f64::from(u8::from((0..linked.passes.rules.len()).any(has)));
                    all += 1.0;
                }
            }
        }
        let (low, high) = linked.recall_of_blocking();
        let truth: f64 = met / all;
        assert!(
            low - 0.002 < truth && truth < high + 0.002,
            "{low} {truth} {high}"
        );
        assert!(high - low < 0.1);
    }
}

/// Goal: of two columns nothing is learned; the weights have a name, and what is joined is right.
#[test]
fn few_columns() {
    let csv = bank(2_000, 8);
    let narrow: Vec<String> = csv
        .lines()
        .filter(|line| !line.contains('"'))
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            [cells[0], cells[3], cells[6], cells[14]].join(",")
        })
        .collect();
    let table = table(&narrow.join("\n"), &["_truth"]);
    let options = Options {
        truth: Some("_truth".to_owned()),
        ..Options::default()
    };
    let linked = run(&table, &options);
    let warnings = linked.warnings();
    assert!(
        warnings.iter().any(|warning| warning.contains("conservative-1")),
        "{warnings:?}"
    );
    let quality = linkage::quality(&linked.clusters.of, &truth(&table, &linked, "_truth"));
    assert!(quality.precision > 0.98 && quality.recall > 0.5, "{quality:?}");
}

/// Goal: a telephone that a branch gives to everybody, and days that clerks choose, are listed, the former not in full.
#[test]
fn generic_values() {
    let csv: Vec<String> = bank(1_500, 9)
        .lines()
        .enumerate()
        .map(|(line, text)| {
            let mut cells: Vec<&str> = text.split(',').collect();
            match line {
                1..=60 => cells[8] = "13912340000",
                61..=90 => cells[6] = "1900-01-01",
                _ => {}
            }
            cells.join(",")
        })
        .collect();
    let table = table(&csv.join("\n"), &[]);
    let linked = run(&table, &Options::default());
    let generic = linked.generic(&table);
    let find = |field: &str, rows: u32| {
        let found = generic
            .iter()
            .find(|known| known.field == field && known.rows == rows);
        found.unwrap_or_else(|| panic!("{generic:?}"))
    };
    assert_eq!(find("birth_date", 30).value, "1900-01-01");
    let phone = find("mobile", 60);
    assert!(
        phone.clusters > Some(20) && !phone.value.contains("1234"),
        "{phone:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Goal: whatever is said of whatever pairs, two records said to be different are never in one cluster, and with
    /// sources that have everybody once no cluster has two records of one source.
    #[test]
    fn kept_apart(seed in 0_u64..1_000, by_source in any::<bool>(), drawn in proptest::collection::vec((0_u32..600, 0_u32..600, any::<bool>()), 0..60)) {
        let table = table(&made::persons(600, seed), &["source_system", "_truth"]);
        let free = run(&table, &Options::default());
        // Labels at random, and against what the run would do.
        let joined = free.edges.iter().step_by(5).map(|edge| (edge.one, edge.other, false));
        let mut seen = BTreeSet::new();
        let labels: Vec<Label> = joined
            .chain(drawn)
            .filter(|(one, other, _)| one != other && seen.insert((*one.min(other), *one.max(other))))
            .map(|(one, other, same)| label(&free, &table, (one, other), same))
            .collect();
        let options = Options {
            labels,
            distinct_within: by_source.then(|| "source_system".to_owned()),
            ..Options::default()
        };
        let linked = run(&table, &options);
        let cluster = |place: u32| linked.clusters.of[place as usize];
        for &(one, other, same) in &linked.ties.labelled {
            prop_assert!(same || cluster(one) != cluster(other));
        }
        if by_source {
            let source = &table.columns[table.find("source_system").expect("a column")];
            let mut known: BTreeMap<(u32, &str), usize> = BTreeMap::new();
            for (place, &row) in linked.order.iter().enumerate() {
                *known.entry((linked.clusters.of[place], source.value(row as usize))).or_default() += 1;
            }
            prop_assert!(known.values().all(|&count| count == 1));
        }
    }
}
