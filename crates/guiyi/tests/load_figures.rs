//! What a load reports, and what a file that comes again, changed, or late leaves behind.

mod support;

use support::{
    Bank, DAY_1, DAY_2, DAY_3, DAY_4, Source, figures, golden, record, records, resident_id, text,
};

const NAMES: [&str; 6] = ["rows", "loaded", "unchanged", "rejected", "merged", "parties"];

fn person(no: u32, name: &str, id: u32, mobile: &str) -> String {
    format!(
        "no={no}; name={name}; type=01; id={}; mobile={mobile}",
        resident_id(id)
    )
}

/// Goal: rows = loaded + unchanged + rejected; merged and parties as the rules say; the same file again does
/// nothing; a file in which one row changed loads that row.
#[test]
fn the_figures_add_up() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core"), Source::new("loan"));
    let [a, b, c] = [
        person(1, "张三", 1, "13800000001"),
        person(2, "李四", 2, "13800000002"),
        person(3, "张三", 1, "13800000003"),
    ];
    let rows = [a.as_str(), &b, &c, "no=4; name=不详; type=01; id=1"];
    let first = bank.load(&core, DAY_1, &rows);
    assert_eq!(figures(&first, NAMES), [4, 3, 0, 1, 1, 2]);

    let again = bank.load(&core, DAY_1, &rows);
    assert_eq!(figures(&again, NAMES), [4, 0, 3, 1, 0, 0]);
    assert_eq!(again["loads"][0]["known"], true);
    assert_eq!(record(&bank.explain("core:1"), "core:1")["versions"], 1);

    let next = bank.load(&core, DAY_2, &[&a, &person(2, "李四", 2, "13900000002"), &c]);
    assert_eq!(figures(&next, NAMES), [3, 1, 2, 0, 0, 0]);
    let told = bank.explain("core:2");
    assert_eq!(record(&told, "core:2")["versions"], 2);
    assert_eq!(golden(&told, "mobile"), ["+8613900000002"]);

    let other = bank.load(
        &loan,
        DAY_2,
        &[&person(7, "张三", 1, "13800000007"), &person(8, "王五", 3, "")],
    );
    assert_eq!(figures(&other, NAMES), [2, 2, 0, 0, 1, 1]);
    assert_eq!(records(&bank.explain("loan:7")), ["core:1", "core:3", "loan:7"]);
}

/// Goal: a bank may name several files in one command; the object sums them and lists them.
#[test]
fn several_files_make_one_object() {
    let bank = Bank::new();
    let core = Source::new("core");
    let files = [
        core.deliver(&bank, DAY_1, &[&person(1, "张三", 1, "")]),
        core.deliver(
            &bank,
            DAY_2,
            &[&person(1, "张三", 1, ""), &person(2, "李四", 2, "")],
        ),
    ];
    let mapping = core.mapping(&bank);
    let report = bank.json(["load", text(&mapping), text(&files[0]), text(&files[1]), "--json"]);
    assert_eq!(figures(&report, NAMES), [3, 2, 1, 0, 0, 2]);
    assert_eq!(report["loads"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["difference"], 0);
    assert!(report["seconds"].is_f64());
}

/// Goal: A, B, A on three days are three versions, and each day shows its own.
#[test]
fn a_b_a_is_three_versions() {
    let bank = Bank::new();
    let core = Source::new("core");
    for (day, mobile) in [
        (DAY_1, "13800000001"),
        (DAY_2, "13800000002"),
        (DAY_3, "13800000001"),
    ] {
        let report = bank.load(&core, day, &[&person(1, "张三", 1, mobile)]);
        assert_eq!(figures(&report, ["loaded"]), [1], "{day}");
    }
    for (day, versions_date, mobile) in [
        (DAY_1, DAY_1, "13800000001"),
        (DAY_2, DAY_2, "13800000002"),
        (DAY_3, DAY_3, "13800000001"),
    ] {
        let told = bank.explain_with("core:1", &["--valid-on", day]);
        assert_eq!(golden(&told, "mobile"), [format!("+86{mobile}")], "{day}");
        assert_eq!(record(&told, "core:1")["business_date"], versions_date);
        assert_eq!(record(&told, "core:1")["versions"], 3);
    }
}

/// Goal: yesterday's file that arrives after today's falls into its place: today's values stay on top.
#[test]
fn a_late_file_falls_into_its_place() {
    let bank = Bank::new();
    let core = Source::new("core");
    bank.load(&core, DAY_3, &[&person(1, "张三", 1, "13800000003")]);
    let late = bank.load(
        &core,
        DAY_2,
        &[&person(1, "张三", 1, "13800000002"), &person(2, "李四", 2, "")],
    );
    assert_eq!(figures(&late, NAMES), [2, 2, 0, 0, 0, 1]);
    assert_eq!(golden(&bank.explain("core:1"), "mobile"), ["+8613800000003"]);
    let yesterday = bank.explain_with("core:1", &["--valid-on", DAY_2]);
    assert_eq!(golden(&yesterday, "mobile"), ["+8613800000002"]);
    assert_eq!(record(&yesterday, "core:1")["business_date"], DAY_2);
    let before = bank.refused(["explain", "core:1", "--valid-on", DAY_1]);
    assert!(before.contains("no source had said anything"), "{before}");
}

/// Goal: A on day 1, A again on day 3 (nothing new then), and B for day 2 late: the record went to B and back to A.
#[test]
fn a_late_change_is_taken_back_by_what_was_seen_after_it() {
    let bank = Bank::new();
    let core = Source::new("core");
    let (a, b) = (
        person(1, "张三", 1, "13800000001"),
        person(1, "张三", 1, "13800000002"),
    );
    bank.load(&core, DAY_1, &[&a]);
    assert_eq!(figures(&bank.load(&core, DAY_3, &[&a]), ["unchanged"]), [1]);
    bank.load(&core, DAY_2, &[&b]);
    for (day, mobile) in [
        (DAY_1, "13800000001"),
        (DAY_2, "13800000002"),
        (DAY_3, "13800000001"),
        (DAY_4, "13800000001"),
    ] {
        let told = bank.explain_with("core:1", &["--valid-on", day]);
        assert_eq!(golden(&told, "mobile"), [format!("+86{mobile}")], "{day}");
    }
    assert_eq!(record(&bank.explain("core:1"), "core:1")["versions"], 3);
    assert_eq!(record(&bank.explain("core:1"), "core:1")["business_date"], DAY_3);
}

/// Goal: within one business date the source's own sequence decides, not the order of the files.
#[test]
fn the_sources_sequence_orders_a_day() {
    let bank = Bank::new();
    let core = Source::new("core").delta();
    bank.load(
        &core,
        DAY_1,
        &[&format!("{}; seq=20", person(1, "张三", 1, "13800000020"))],
    );
    bank.load(
        &core,
        DAY_1,
        &[&format!("{}; seq=10", person(1, "张三", 1, "13800000010"))],
    );
    let told = bank.explain("core:1");
    assert_eq!(golden(&told, "mobile"), ["+8613800000020"]);
    assert_eq!(record(&told, "core:1")["versions"], 2);
}

/// Goal: one worker and two give the same customers, values and figures (E-82).
#[test]
fn workers_do_not_matter() {
    let mut parties = Vec::new();
    for workers in ["1", "2"] {
        let bank = Bank::new();
        let folder = bank.path("delivery");
        let made = bank.run([
            "sim",
            "bank",
            "--out",
            text(&folder),
            "--people",
            "300",
            "--companies",
            "40",
            "--seed",
            "5",
            "--business-date",
            DAY_4,
        ]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        let file = folder.join("core/CORE_CUST_20260930.txt");
        let report = bank.load_file(&folder.join("core/core.toml"), &file, &["--workers", workers]);
        assert_eq!(
            report["loads"][0]["workers"],
            workers.parse::<u64>().expect("a number")
        );
        let truth = sim::read_truth(&bank.path("delivery-truth.csv")).expect("the truth");
        let keys: Vec<String> = truth
            .iter()
            .filter(|row| row.source == "core" && row.feed == "customer" && !row.planned_reject)
            .map(|row| format!("core:{}", row.key))
            .collect();
        let told: Vec<_> = keys
            .iter()
            .step_by(10)
            .map(|key| {
                let told = bank.explain(key);
                (
                    records(&told),
                    golden(&told, "name").join(","),
                    golden(&told, "mobile").join(","),
                )
            })
            .collect();
        parties.push((figures(&report, NAMES), told));
    }
    assert!(parties[0].1.len() > 20);
    assert_eq!(parties[0], parties[1]);
}
