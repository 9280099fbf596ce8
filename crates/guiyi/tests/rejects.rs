//! Rows that are not taken, and what each strategy does with those that are (E-23, E-24, N-14).

mod support;

use support::{Bank, DAY_1, DAY_2, DAY_3, Source, figures, golden, record, rejects, resident_id, text};

const NAMES: [&str; 5] = ["rows", "loaded", "unchanged", "rejected", "gone"];

fn person(no: u32, mobile: &str) -> String {
    format!(
        "no={no}; name=张三; type=01; id={}; mobile={mobile}",
        resident_id(no)
    )
}

/// Goal: each rejected row stands in the rejects file with line, field, value, rule, reason and itself, and is
/// counted by rule; mended there and loaded by the same mapping it is taken, and nobody is missed on its account.
#[test]
fn rejected_rows_are_mended_and_loaded() {
    let bank = Bank::new();
    let core = Source::new("core").reject_limit(0.9);
    let file = core.deliver(
        &bank,
        DAY_1,
        &[
            &person(1, "13800000001"),
            "no=2; name=不详; type=01; id=11010519491231002X",
            "no=; name=王五",
            "no=4; name=赵六, \"老赵\"; seq=first",
        ],
    );
    let report = bank.load_file(&core.mapping(&bank), &file, &[]);
    assert_eq!(figures(&report, NAMES), [4, 1, 0, 3, 0]);
    let reasons = &report["loads"][0]["reject_reasons"];
    assert_eq!(
        *reasons,
        serde_json::json!({ "DQ-03": 1, "key": 1, "sequence": 1 })
    );
    let path = report["loads"][0]["rejects_file"]
        .as_str()
        .expect("its path")
        .to_owned();
    assert_eq!(path, text(&bank.path("core_20260927.txt.rejects.csv")));
    let rows = rejects(path.as_ref());
    let said = |at: usize| {
        ["line", "field", "value", "rule", "existing", "no", "name", "seq"]
            .map(|name| rows[at][name].as_str())
    };
    assert_eq!(rows.len(), 3);
    assert_eq!(said(0), ["3", "name", "不详", "DQ-03", "", "2", "不详", ""]);
    assert_eq!(said(1), ["4", "no", "", "key", "", "", "王五", ""]);
    assert_eq!(
        said(2),
        [
            "5",
            "seq",
            "first",
            "sequence",
            "",
            "4",
            "赵六, \"老赵\"",
            "first"
        ]
    );
    assert!(rows.iter().all(|row| !row["reason"].is_empty()), "{rows:?}");

    let mended = std::fs::read_to_string(&path).expect("the rejects file");
    let mended = mended
        .replace("02,不详", "X")
        .replace("2,不详,01", "2,李四,01")
        .replace(",,王五", ",3,王五")
        .replace(",first,", ",1,");
    let mended = bank.file("core_20260927.txt.rejects.csv", mended);
    let again = bank.load_file(&core.mapping(&bank), &mended, &[]);
    assert_eq!(figures(&again, NAMES), [3, 3, 0, 0, 0], "{again}");
    assert_eq!(again["loads"][0]["business_date"], DAY_1);
    assert_eq!(golden(&bank.explain("core:2"), "name"), ["李四"]);
    assert_eq!(golden(&bank.explain("core:3"), "name"), ["王五"]);
    assert_eq!(
        record(&bank.explain("core:1"), "core:1")["gone_on"],
        serde_json::Value::Null
    );

    // The mended rows were no full file: the next day's is held against the first day's whole.
    let next = bank.load(&core, DAY_2, &["no=2; name=李四; type=01; id=11010519491231002X"]);
    assert_eq!(figures(&next, NAMES), [1, 0, 1, 0, 3]);
    assert_eq!(record(&bank.explain("core:1"), "core:1")["gone_on"], DAY_2);
}

/// Goal: the folder for rejects files can be chosen, and only the operator may read them.
#[test]
fn the_rejects_file_is_the_operators() {
    use std::os::unix::fs::PermissionsExt as _;
    let bank = Bank::new();
    let core = Source::new("core");
    let folder = bank.path("rejected");
    std::fs::create_dir(&folder).expect("a folder");
    let file = core.deliver(&bank, DAY_1, &[&person(1, ""), "no=2; name="]);
    bank.load_file(&core.mapping(&bank), &file, &["--rejects", text(&folder)]);
    let path = folder.join("core_20260927.txt.rejects.csv");
    let mode = std::fs::metadata(&path)
        .expect("the rejects file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!bank.path("core_20260927.txt.rejects.csv").exists());
}

/// Goal: five rows whose keys are there already, under `insert`: five rejects, each with its customer's number
/// (N-14); what is there stays as it is.
#[test]
fn insert_rejects_what_exists() {
    let bank = Bank::new();
    let core = Source::new("core");
    let rows: Vec<String> = (1..=6).map(|no| person(no, "13800000001")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    bank.load(&core, DAY_1, &rows);
    let changed: Vec<String> = (1..=5).chain([7]).map(|no| person(no, "13900000009")).collect();
    let changed: Vec<&str> = changed.iter().map(String::as_str).chain([rows[5]]).collect();
    let insert = core.strategy("insert").reject_limit(0.8);
    let report = bank.load(&insert, DAY_2, &changed);
    assert_eq!(figures(&report, NAMES), [7, 1, 1, 5, 0]);
    assert_eq!(
        report["loads"][0]["reject_reasons"],
        serde_json::json!({ "E-24": 5 })
    );
    let told = rejects(&bank.path("core_20260928.txt.rejects.csv"));
    assert_eq!(told.len(), 5);
    for (row, no) in told.iter().zip(1..) {
        assert_eq!(row["no"], no.to_string());
        assert_eq!(row["existing"], bank.number(&format!("core:{no}")));
        assert_eq!(row["mobile"], "13900000009");
    }
    assert_eq!(golden(&bank.explain("core:1"), "mobile"), ["+8613800000001"]);
    assert_eq!(golden(&bank.explain("core:7"), "mobile"), ["+8613900000009"]);
}

/// Goal: the same file under each strategy gives the counts that the guide to mappings tells (E-24).
#[test]
fn each_strategy_as_the_guide_tells() {
    for (strategy, expected, mobile) in [
        ("merge", [3, 2, 1, 0, 1], "+8613900000002"),
        ("insert", [3, 1, 1, 1, 1], "+8613800000002"),
        ("replace", [3, 2, 1, 0, 1], "+8613900000002"),
    ] {
        let bank = Bank::new();
        let core = Source::new("core");
        let [one, two, three] = [1, 2, 3].map(|no| person(no, &format!("1380000000{no}")));
        bank.load(&core, DAY_1, &[&one, &two, &three]);
        let report = bank.load(
            &core.strategy(strategy),
            DAY_2,
            &[&one, &person(2, "13900000002"), &person(4, "")],
        );
        assert_eq!(figures(&report, NAMES), expected, "{strategy}");
        assert_eq!(golden(&bank.explain("core:2"), "mobile"), [mobile], "{strategy}");
        assert_eq!(
            record(&bank.explain("core:3"), "core:3")["gone_on"],
            DAY_2,
            "{strategy}"
        );
    }
}

/// Goal: a file of an earlier day is put behind under `merge`, and on top under `replace`.
#[test]
fn an_earlier_day_under_each_strategy() {
    for (strategy, mobile) in [("merge", "+8613800000003"), ("replace", "+8613800000001")] {
        let bank = Bank::new();
        let core = Source::new("core");
        bank.load(&core, DAY_3, &[&person(1, "13800000003")]);
        let report = bank.load(&core.strategy(strategy), DAY_1, &[&person(1, "13800000001")]);
        assert_eq!(figures(&report, ["loaded"]), [1], "{strategy}");
        assert_eq!(golden(&bank.explain("core:1"), "mobile"), [mobile], "{strategy}");
    }
}
