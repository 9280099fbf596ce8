//! `guiyi link` from files to clusters, and what it says of files it cannot take.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn guiyi(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guiyi"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = guiyi(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// Goal: the whole way, twice with different threads to the same files; the model kept and taken up again.
#[test]
fn from_a_file_to_clusters() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    done(
        at,
        &[
            "sim", "records", "--rows", "3000", "--seed", "2", "--out", "bank.csv",
        ],
    );
    let told = done(
        at,
        &[
            "link",
            "bank.csv",
            "--truth",
            "_truth",
            "--json",
            "--threads",
            "1",
            "--output",
            "one.csv",
            "--pairs",
            "pairs.csv",
            "--save-model",
            "model.toml",
            "--report",
            "report.html",
        ],
    );
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["rows"], 3000);
    assert!(
        told["pairwise"]["f1"].as_f64().expect("a figure") > 0.99,
        "{told}"
    );
    for figure in ["pairs_blocked", "pairs_scored", "clusters", "largest_cluster"] {
        assert!(told[figure].as_u64().expect(figure) > 0, "{figure}");
    }
    assert!(told["best"]["threshold"].is_number() && told["seconds"]["read"].is_number());
    let household = |column: &Value| column["column"] == "_household" && column["kind"] != "context";
    assert!(!told["columns"].as_array().expect("columns").iter().any(household));

    done(at, &["link", "bank.csv", "--threads", "2", "--output", "two.csv"]);
    let read = |name: &str| std::fs::read_to_string(at.join(name)).expect(name);
    assert_eq!(read("one.csv"), read("two.csv"));
    assert_eq!(read("one.csv").lines().count(), 3001);
    assert!(read("report.html").starts_with("<!doctype html>"));

    done(
        at,
        &[
            "link",
            "bank.csv",
            "--model",
            "model.toml",
            "--output",
            "again.csv",
        ],
    );
    let pair: Vec<String> = read("pairs.csv")
        .lines()
        .nth(1)
        .expect("a pair")
        .split(',')
        .map(str::to_owned)
        .collect();
    let why = done(at, &["link", "explain", &pair[0], &pair[1], "bank.csv", "--json"]);
    let why: Value = serde_json::from_str(&why).expect("JSON");
    assert!(why["parts"].as_array().expect("parts").len() > 5);
}

/// Two files of one bank's records, and a third of both; what a run over the first learned.
fn learned(at: &Path) {
    done(
        at,
        &[
            "sim", "records", "--rows", "2400", "--seed", "5", "--out", "bank.csv",
        ],
    );
    let text = std::fs::read_to_string(at.join("bank.csv")).expect("a file");
    let mut lines = text.lines();
    let header = lines.next().expect("a header");
    let lines: Vec<&str> = lines.collect();
    let (first, second) = lines.split_at(1_800);
    for (name, lines) in [("first.csv", first), ("second.csv", second)] {
        let text = format!("{header}\n{}\n", lines.join("\n"));
        std::fs::write(at.join(name), text).expect("written");
    }
    done(at, &["link", "first.csv", "--save-model", "learned.toml"]);
}

/// Goal: a run in shares, each by a process of its own with one thread or two, is the single run, byte for byte.
#[test]
fn in_shares() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    learned(at);
    let model = ["--model", "learned.toml"];
    let out = |name: &'static str, pairs: &'static str| ["--output", name, "--pairs", pairs];
    let files = ["link", "first.csv", "second.csv"];
    done(
        at,
        &[&files[..], &model, &out("single.csv", "single-pairs.csv")].concat(),
    );
    let mut merge = vec!["link", "merge", "first.csv", "second.csv"];
    let names = ["1", "2", "3"].map(|number| (format!("{number}/3"), format!("part-{number}")));
    for (share, part) in &names {
        let threads = if share.starts_with('2') { "1" } else { "2" };
        let share = ["--partition", share, "--pairs-out", part, "--threads", threads];
        done(at, &[&files[..], &model, &share].concat());
        merge.push(part);
    }
    let told = done(
        at,
        &[
            &merge[..],
            &model,
            &out("merged.csv", "merged-pairs.csv"),
            &["--json"],
        ]
        .concat(),
    );
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert!(told["pairs_scored"].as_u64().expect("pairs") > 500);
    let read = |name: &str| std::fs::read(at.join(name)).expect(name);
    assert_eq!(text(&read("merged.csv")), text(&read("single.csv")));
    assert_eq!(text(&read("merged-pairs.csv")), text(&read("single-pairs.csv")));

    merge.pop();
    let output = guiyi(at, &[&merge[..], &model].concat());
    assert!(
        text(&output.stderr).contains("share 3 is missing"),
        "{}",
        text(&output.stderr)
    );
    let output = guiyi(at, &["link", "first.csv", "--partition", "1/2"]);
    assert!(
        text(&output.stderr).contains("--pairs-out"),
        "{}",
        text(&output.stderr)
    );
}

/// Goal: records that are kept take others in as a run over both files would, tell who a new one may be, and why.
#[test]
fn records_that_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    learned(at);
    let model = ["--model", "learned.toml"];
    done(
        at,
        &[
            &["link", "first.csv", "second.csv", "--output", "wanted.csv"],
            &model[..],
        ]
        .concat(),
    );
    done(
        at,
        &[&["link", "first.csv", "--save-index", "index"], &model[..]].concat(),
    );
    let told = done(
        at,
        &[
            "link",
            "candidates",
            "second.csv",
            "--index",
            "index",
            "--json",
            "--limit",
            "3",
        ],
    );
    let found: Vec<Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(found.len(), 600);
    let with: Vec<&Value> = found
        .iter()
        .filter(|line| line["candidates"][0].is_object())
        .collect();
    assert!(with.len() > 200 && with.iter().all(|line| line["candidates"][3].is_null()));

    let told = done(
        at,
        &[
            "link",
            "add",
            "second.csv",
            "--index",
            "index",
            "--output",
            "got.csv",
            "--json",
        ],
    );
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(
        (told["added"].as_u64(), told["rows"].as_u64()),
        (Some(600), Some(2_400))
    );
    let read = |name: &str| std::fs::read_to_string(at.join(name)).expect(name);
    assert_eq!(read("got.csv"), read("wanted.csv"));
    let again = guiyi(at, &["link", "add", "second.csv", "--index", "index"]);
    assert!(
        text(&again.stderr).contains("second.csv, row 1: the id"),
        "{}",
        text(&again.stderr)
    );

    let (one, best) = (with[0]["id"].as_str().expect("an id"), &with[0]["candidates"][0]);
    let other = best["id"].as_str().expect("an id");
    let explain = |more: &[&str]| -> Value {
        let told = done(at, &[&["link", "explain", one, other, "--json"], more].concat());
        serde_json::from_str(&told).expect("JSON")
    };
    assert_eq!(explain(&["--index", "index"]), best["comparison"]);
    assert_eq!(
        explain(&["bank.csv", "--model", "learned.toml"]),
        best["comparison"]
    );

    // Without a model the run learns first and links by what it learned.
    done(
        at,
        &[
            "link",
            "first.csv",
            "--save-index",
            "own",
            "--save-model",
            "own.toml",
        ],
    );
    done(
        at,
        &[
            "link",
            "first.csv",
            "--save-index",
            "again",
            "--model",
            "own.toml",
        ],
    );
    let bytes = |name: &str| std::fs::read(at.join(name)).expect(name);
    assert!(bytes("own") == bytes("again"));
}

/// Goal: labels are kept to and what they teach is told; a source that has everybody once is believed; values that
/// only fill a field are listed.
#[test]
fn what_people_know() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    done(
        at,
        &[
            "sim", "records", "--rows", "2000", "--seed", "5", "--out", "bank.csv",
        ],
    );
    done(at, &["link", "bank.csv", "--pairs", "pairs.csv"]);
    let pairs = std::fs::read_to_string(at.join("pairs.csv")).expect("pairs");
    let joined: Vec<Vec<&str>> = pairs
        .lines()
        .map(|line| line.split(',').collect())
        .filter(|cells: &Vec<&str>| cells[4] == "true")
        .collect();
    let apart = &joined[joined.len() / 2];
    let labels = format!(
        "id_a,id_b,verdict\n{},{},different\n{},{},unsure\n",
        apart[0], apart[1], joined[0][0], joined[0][1]
    );
    std::fs::write(at.join("labels.csv"), labels).expect("written");
    std::fs::write(at.join("link.toml"), "distinct_within = \"source_system\"\n").expect("written");
    let told = done(
        at,
        &[
            "link",
            "bank.csv",
            "--labels",
            "labels.csv",
            "--config",
            "link.toml",
            "--json",
            "--output",
            "out.csv",
        ],
    );
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["labels"]["kept_to"], 1);
    let recall = &told["expected_recall_of_blocking"];
    assert!(recall["low"].as_f64() <= recall["high"].as_f64() && recall["high"].as_f64() <= Some(1.0));
    let generic = told["generic"].as_array().expect("a list");
    assert!(
        generic.iter().all(|value| value["rows"].as_u64() >= Some(8)),
        "{told}"
    );
    let out = std::fs::read_to_string(at.join("out.csv")).expect("clusters");
    let cluster = |id: &str| {
        let row = out.lines().find(|line| line.split(',').nth(2) == Some(id));
        row.and_then(|line| line.split(',').nth(3))
            .expect("a cluster")
            .to_owned()
    };
    assert_ne!(cluster(apart[0]), cluster(apart[1]));
    std::fs::write(at.join("labels.csv"), "id_a,id_b,verdict\nr1,r2,perhaps\n").expect("written");
    let refused = guiyi(at, &["link", "bank.csv", "--labels", "labels.csv"]);
    assert!(
        text(&refused.stderr).contains("line 2: `perhaps` is no verdict"),
        "{}",
        text(&refused.stderr)
    );
}

/// Goal: what cannot be linked is refused with the place and the reason.
#[test]
fn what_cannot_be_linked() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |content: &str, more: &[&str], wanted: &str| {
        std::fs::write(folder.path().join("x.csv"), content).expect("written");
        let output = guiyi(folder.path(), &[&["link", "x.csv"], more].concat());
        assert_eq!(output.status.code(), Some(1), "{content}");
        assert!(text(&output.stderr).contains(wanted), "{}", text(&output.stderr));
    };
    refused(
        "id,name\n1,a\n1,b\n",
        &["--id", "id"],
        "x.csv, line 3: the id 1 stands in line 2 already",
    );
    refused(
        "id,name\n1,a\n,b\n",
        &["--id", "id"],
        "x.csv, line 3: column id is empty, and it is the id",
    );
    refused(
        "id,name\n1,a\n2\n",
        &[],
        "line 3, column 2: 1 fields, where the header has 2",
    );
    refused(
        "id,name\n1,\"a\n2,b\n",
        &[],
        "line 2, column 2: a quote opens here and is not closed",
    );
    refused("source,remark\nx,y\n", &[], "no column can be compared");
    refused("id,name\n1,a\n", &["--truth", "who"], "there is no column who");
    refused("id,name\n", &[], "there are no rows");
    std::fs::write(folder.path().join("c.toml"), "[columns]\nname = \"nonsense\"\n").expect("written");
    refused("id,name\n1,a\n", &["--config", "c.toml"], "line 2, column 8");
}
