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
