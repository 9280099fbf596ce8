//! The first command of a newcomer, and the rules of the standards one by one.

mod support;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};
use support::{Bank, figures, list, number, shared};

const PEOPLE: &str = "400";

fn demo(bank: &Bank, seed: &str) -> Value {
    let data = bank.data_dir();
    let args = [
        "demo",
        "--data-dir",
        support::text(&data),
        "--people",
        PEOPLE,
        "--companies",
        "40",
        "--seed",
        seed,
    ];
    bank.json(
        args.into_iter()
            .chain(["--listen", "127.0.0.1:0", "--no-serve", "--json"]),
    )
}

/// Goal: for several seeds nothing is joined that the truth keeps apart, every pair the rules can join is joined, the
/// figures add up, and a second run finds its bank again.
#[test]
fn precise_and_complete_for_several_seeds() {
    let mut parties = BTreeSet::new();
    for seed in ["1", "2", "3"] {
        let bank = Bank::new();
        let told = demo(&bank, seed);
        assert_eq!(told["accuracy"]["precision"], 1.0, "seed {seed}");
        assert_eq!(told["rule_recall"], 1.0, "seed {seed}");
        let recall = told["accuracy"]["recall"].as_f64().expect("a recall");
        assert!((0.8..=1.0).contains(&recall), "seed {seed}: {recall}");
        // The queue is worth a steward's time: what comes first is right, most of the rest too, and it brings what
        // the rules cannot. In so small a bank the twins and namesakes of its cast weigh.
        let review = &told["review"];
        let share = review["right"].as_f64().expect("pairs") / review["suspects"].as_f64().expect("pairs");
        let first = &review["categories"]["priority"];
        assert_eq!(first[0], first[1], "seed {seed}: {review}");
        let after = review["after"]["recall"].as_f64().expect("a recall");
        assert!(share > 0.75, "seed {seed}: {review}");
        assert!(after > 0.99 && after > recall, "seed {seed}: {review}");
        assert_eq!(review["after"]["precision"], 1.0, "seed {seed}");
        assert!(
            told["accuracy"]["f1"]
                .as_f64()
                .is_some_and(|f1| (0.8..=1.0).contains(&f1)),
            "seed {seed}"
        );
        let [rows, loaded, unchanged, rejected, difference] =
            figures(&told, ["rows", "loaded", "unchanged", "rejected", "difference"]);
        assert_eq!(
            (rows, difference),
            (loaded + unchanged + rejected, 0),
            "seed {seed}"
        );
        let sources: BTreeSet<&str> = list(&told, "loads")
            .iter()
            .filter_map(|load| load["source"].as_str())
            .collect();
        assert_eq!(
            sources,
            BTreeSet::from(["card", "core", "loan", "online", "wealth"]),
            "seed {seed}"
        );
        let made = list(&told, "loads")
            .iter()
            .map(|load| load["parties"].as_i64().unwrap_or_default())
            .sum::<i64>();
        assert_eq!(
            figures(&told, ["parties"]),
            [made],
            "seed {seed}: parties are what the loads made"
        );
        parties.insert(made);

        if seed == "1" {
            let again = demo(&bank, seed);
            assert_eq!(
                figures(&again, ["rows", "loaded", "merged", "rejected"]),
                [rows, 0, 0, rejected]
            );
            assert!(
                list(&again, "loads").iter().all(|load| load["known"] == true),
                "{again}"
            );
            assert_eq!(again["accuracy"], told["accuracy"]);
            the_cast_can_be_explained(&bank);
        }
    }
    assert!(parties.len() > 1, "another seed makes another bank");
}

/// Goal: in words the demo ends with customers worth looking at, and each line works as it is written.
fn the_cast_can_be_explained(bank: &Bank) {
    let data = bank.data_dir();
    let said = bank.run([
        "demo",
        "--data-dir",
        support::text(&data),
        "--people",
        PEOPLE,
        "--companies",
        "40",
        "--seed",
        "1",
        "--no-serve",
    ]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    for words in [
        "reconciliation of all loads",
        "precision 1.0000",
        "customers worth looking at",
    ] {
        assert!(said.out.contains(words), "`{words}` is not in:\n{}", said.out);
    }
    let lines: Vec<&str> = said
        .out
        .lines()
        .filter_map(|line| line.trim().strip_prefix("guiyi explain "))
        .collect();
    assert!(lines.len() >= 5, "{}", said.out);
    let asked = lines[0].split(' ').next().expect("a number");
    assert_eq!(number(&bank.explain(asked)), asked);
}

/// Goal: every example of the rules answers as given, within the tolerance its note names; the families whose
/// product is not there say so.
#[test]
fn every_rule_example() {
    let Some(file) = shared("rule_examples.json") else {
        return;
    };
    let examples: Value =
        serde_json::from_str(&std::fs::read_to_string(file).expect("the examples")).expect("JSON");
    let today = examples["as_of"].as_str().expect("the day they were made for");
    let examples = list(&examples, "rows");
    let asked: String = examples
        .iter()
        .map(|one| json!({ "id": one["id"], "rule": one["rule"], "input": one["input"] }).to_string() + "\n")
        .collect();
    let bank = Bank::new();
    let mut eval = bank.command(["rules", "eval", "--today", today]);
    let mut eval = eval
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = eval.stdin.take().expect("standard input");
    let writer = std::thread::spawn(move || stdin.write_all(asked.as_bytes()).expect("the binary reads"));
    let output = eval.wait_with_output().expect("answers");
    writer.join().expect("all was asked");
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).expect("UTF-8");
    let answers: Vec<Value> = answers
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(answers.len(), examples.len());
    let (mut built, mut wrong) = (BTreeSet::new(), Vec::new());
    for (one, answer) in examples.iter().zip(&answers) {
        let rule = one["rule"].as_str().expect("a rule");
        assert_eq!((&answer["id"], &answer["rule"]), (&one["id"], &one["rule"]));
        let family = rule.split('-').next().unwrap_or(rule);
        if ["LOAN", "SUIT", "BO", "AML", "PROF", "CLV"].contains(&family) {
            assert_eq!(answer["result"], json!({ "error": "not built" }), "{rule}");
        } else if alike(&one["expected"], &answer["result"], tolerance(one)) {
            built.insert(rule);
        } else {
            wrong.push(format!(
                "{rule} {}: {} instead of {}",
                one["input"], answer["result"], one["expected"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        built.contains("MERGE-01") && built.contains("CUST-01") && built.len() > 30,
        "{built:?}"
    );
}

/// As the example's note says (`tolerance 1e-5`), else next to none.
fn tolerance(example: &Value) -> f64 {
    let note = example["note"]
        .as_str()
        .and_then(|note| note.split("tolerance ").nth(1));
    let figure = note.and_then(|note| note.split([';', ' ', ',']).next());
    figure.map_or(1e-9, |figure| figure.parse().expect("a figure"))
}

/// Whether an answer is the one wanted, numbers within a tolerance.
fn alike(wanted: &Value, found: &Value, tolerance: f64) -> bool {
    match (wanted, found) {
        (Value::Number(wanted), Value::Number(found)) => match (wanted.as_f64(), found.as_f64()) {
            (Some(wanted), Some(found)) => (wanted - found).abs() <= tolerance,
            _ => false,
        },
        (Value::Array(wanted), Value::Array(found)) => {
            wanted.len() == found.len()
                && wanted
                    .iter()
                    .zip(found)
                    .all(|(one, other)| alike(one, other, tolerance))
        }
        (Value::Object(wanted), Value::Object(found)) => {
            wanted.len() == found.len()
                && wanted
                    .iter()
                    .all(|(name, one)| found.get(name).is_some_and(|other| alike(one, other, tolerance)))
        }
        _ => wanted == found,
    }
}
