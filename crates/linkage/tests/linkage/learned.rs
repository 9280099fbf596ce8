//! What a run learned, kept as a file, and single records read and weighed by it.

use std::sync::OnceLock;

use crate::support::{bank, link, link_as, public, read, readings, table};
use feed::TableFile;
use linkage::{Learned, ModelError, Scorer, Table};
use proptest::prelude::*;

/// Files with whole names, with parts of names, and with both.
fn files() -> Vec<Table> {
    let mut files = vec![table(&bank(6_000, 14), &[])];
    for name in ["febrl_dataset3.csv", "historical_figures_with_errors_50k.parquet"] {
        if let Some(path) = public(name) {
            files.push(read(&mut TableFile::open(&path).expect("a table"), name, &[]));
        }
    }
    files
}

/// Goal: a run that is given what was learned, and single records without the file, weigh each pair as one, to the
/// last bit, whichever record comes first; and what the passes bring together shares a key.
#[test]
fn records_weigh_as_in_the_run() {
    for table in files() {
        let learned = link(&table, None).learned();
        let linked = link_as(&table, &learned);
        let scorer = Scorer::new(&learned);
        let readings = readings(&table, &linked, &scorer);
        assert!(linked.edges.len() > 1_000);
        let mut finer = 0;
        for edge in &linked.edges {
            let (one, other) = (&readings[edge.one as usize], &readings[edge.other as usize]);
            let bits = scorer.bits(one, other);
            let told = linked.explain(edge.one, edge.other).comparison;
            assert_eq!(
                bits.to_bits(),
                edge.bits.to_bits(),
                "{told:?} {:?}",
                scorer.compare(one, other)
            );
            assert_eq!(bits.to_bits(), scorer.bits(other, one).to_bits());
            assert_eq!(scorer.compare(one, other), told_by_pair(told, &scorer));
            let (keys, others) = (scorer.keys(one), scorer.keys(other));
            let shared: Vec<u64> = keys.into_iter().filter(|key| others.contains(key)).collect();
            assert!(!shared.is_empty());
            let is_finer = |key: &u64| {
                let others = scorer.finer_keys(other, *key);
                scorer
                    .finer_keys(one, *key)
                    .iter()
                    .any(|key| others.contains(key))
            };
            finer += usize::from(shared.iter().any(is_finer));
        }
        assert!(finer > 0);
    }
}

/// What a run says of a pair besides the pair itself, taken off.
fn told_by_pair(mut told: linkage::Comparison, scorer: &Scorer) -> linkage::Comparison {
    if !told.kept_apart && told.bits >= scorer.threshold() {
        let part = |part: &linkage::ExplainedPart| part.bits + part.frequency_bits;
        let most = told
            .parts
            .iter()
            .max_by(|one, other| part(one).total_cmp(&part(other)));
        let most = most.map(|part| format!("{}: {}", part.field, part.level));
        told.because = format!("over the threshold, most of all by {}", most.unwrap_or_default());
    } else if !told.kept_apart && told.because.starts_with("joined") {
        let part = |part: &linkage::ExplainedPart| -(part.bits + part.frequency_bits);
        let most = told
            .parts
            .iter()
            .max_by(|one, other| part(one).total_cmp(&part(other)));
        let most = most.map(|part| format!("{}: {}", part.field, part.level));
        told.because = format!("under the threshold, most of all by {}", most.unwrap_or_default());
    }
    told
}

/// Goal: the run that learned gives the same weights to the last bit wherever the values that agree are either
/// frequent enough to stand in the file or as rare as what is not told; the others differ by their frequency alone.
#[test]
fn the_run_that_learned() {
    let table = table(&bank(6_000, 14), &[]);
    let first = link(&table, None);
    let learned = first.learned();
    let again = link_as(&table, &learned);
    let mut same = 0;
    for edge in &first.edges {
        let told = first.explain(edge.one, edge.other).comparison;
        let weighed = again.explain(edge.one, edge.other).comparison;
        let is_told = |rows: u32| !(3..10).contains(&rows);
        if told
            .parts
            .iter()
            .all(|part| part.rows_with_it.is_none_or(is_told))
        {
            assert_eq!(
                told.bits.to_bits(),
                weighed.bits.to_bits(),
                "{told:?} {weighed:?}"
            );
            same += 1;
        }
        for (part, weighed) in told.parts.iter().zip(&weighed.parts) {
            assert_eq!(
                (&part.one, &part.other, part.level),
                (&weighed.one, &weighed.other, weighed.level)
            );
            assert_eq!(part.bits.to_bits(), weighed.bits.to_bits());
            // Of fewer than ten rows two at least have it: 2.2 bits.
            assert!((part.frequency_bits - weighed.frequency_bits).abs() < 2.2);
        }
    }
    assert!(same > 300, "{same} of {}", first.edges.len());
}

/// Goal: learned once, linked again without learning: as right as before.
#[test]
fn as_right_as_before() {
    let csv = bank(20_000, 3);
    let table = table(&csv, &["_truth"]);
    let first = link(&table, Some("_truth"));
    let again = link_as(&table, &first.learned());
    let quality = |linked: &linkage::Linked| {
        linkage::quality(
            &linked.clusters.of,
            &crate::support::truth(&table, linked, "_truth"),
        )
    };
    let (first, again) = (quality(&first), quality(&again));
    assert!(
        again.f1 > first.f1 - 0.001 && again.precision > 0.997,
        "{first:?} {again:?}"
    );
}

/// Goal: the file says all there is, to the last bit, and no value that only a few rows have.
#[test]
fn the_file() {
    let table = table(&bank(3_000, 4), &[]);
    let linked = link(&table, None);
    let learned = linked.learned();
    let text = learned.to_toml().expect("text");
    assert_eq!(Learned::from_toml(&text), Ok(learned.clone()));
    assert_eq!(link_as(&table, &learned).learned(), learned);
    let surnames = learned
        .frequencies
        .iter()
        .map(linkage::Frequency::told)
        .sum::<usize>();
    assert!(surnames > 20, "{surnames} values have their frequency told");
    for field in &linked.plan.fields {
        for value in field.texts.values().filter(|value| value.chars().count() > 5) {
            assert!(!text.contains(value), "{value}");
        }
    }
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    let frequent: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.split_once(' ').filter(|(hash, _)| is_hash(hash)))
        .collect();
    for (hash, rows) in &frequent {
        assert!(rows.parse::<u32>().expect("rows") >= 10, "{hash} {rows}");
    }

    let refused = |from: &str, to: &str, wanted: &str| {
        assert!(text.contains(from), "{from} is not in the file");
        let error = Learned::from_toml(&text.replacen(from, to, 1)).expect_err(to);
        assert!(error.to_string().contains(wanted), "{error}");
    };
    refused("version = 2", "version = 3", "the model is of version 3");
    refused(
        "block_max = 600",
        "block_max = 1",
        "a block has two rows at least",
    );
    refused("block_max = 600", "block_min = 1", "unknown field `block_min`");
    refused(": same\"", ": nonsense\"", "there is no such key");
    refused("version = 1", "version = 7", "the model is of version 7");
    refused(
        "residents = \"id_no\"",
        "residents = \"nobody\"",
        "residents: there is no field of identifiers nobody",
    );
    refused("id_no: ", "nobody: ", "there is no such key");
    let (hash, rows) = frequent[0];
    let line = format!("{hash} {rows}");
    refused(&line, &format!("{line}\n{line}"), "stands there twice");
    refused(&line, "0123 5", "`0123 5` is no hash with a number of rows");
    refused(&line, &format!("{hash} 4000000000"), "more rows than are filled");
    assert!(matches!(
        Learned::from_toml("x = 1"),
        Err(ModelError::Unreadable(_))
    ));
}

fn scorer() -> &'static Scorer {
    static SCORER: OnceLock<Scorer> = OnceLock::new();
    SCORER.get_or_init(|| Scorer::new(&link(&table(&bank(3_000, 4), &[]), None).learned()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Goal: whatever two records say, they have one weight, and a record read twice is the same.
    #[test]
    fn weights_are_symmetric(
        one in proptest::collection::vec("[a-c0-2张伟王 ,/@号-]{0,12}|(110105194912310021|11010519491231002X|1990-0[1-3]-01|1380000000[0-3])", 14),
        other in proptest::collection::vec("[a-c0-2张伟王 ,/@号-]{0,12}|(110105194912310021|11010519491231002X|1990-0[1-3]-01|1380000000[0-3])", 14),
    ) {
        let scorer = scorer();
        let read = |values: &[String]| {
            let values: Vec<Option<&str>> = values.iter().map(|value| Some(value.as_str())).collect();
            scorer.read(&values)
        };
        let (a, b) = (read(&one), read(&other));
        prop_assert_eq!(scorer.bits(&a, &b).to_bits(), scorer.bits(&b, &a).to_bits());
        prop_assert_eq!(scorer.compare(&a, &b).bits, f64::from(scorer.bits(&a, &b)));
        prop_assert_eq!(scorer.is_parted(&a, &b), scorer.is_parted(&b, &a));
        prop_assert_eq!(scorer.keys(&a), scorer.keys(&read(&one)));
        prop_assert!(scorer.keys(&a).len() <= scorer.learned().passes.len());
    }

    /// Goal: no text is what a run learned by accident, and none brings the reader down.
    #[test]
    fn any_learned(text in "[a-z0-9 =.\\[\\]\"\n]{0,200}") {
        let text = format!("version = 2\n{text}");
        prop_assert!(Learned::from_toml(&text).is_err());
    }
}
