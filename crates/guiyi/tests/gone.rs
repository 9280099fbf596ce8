//! Records that leave their source: flagged, trusted less, never deleted.

mod support;

use serde_json::Value;
use support::{Bank, DAY_1, DAY_2, DAY_3, DAY_4, Source, figures, golden, record, records, resident_id};

fn person(no: u32, mobile: &str, address: &str) -> String {
    format!(
        "no={no}; name=张三; type=01; id={}; mobile={mobile}; address={address}",
        resident_id(1)
    )
}

fn gone_on(bank: &Bank, who: &str) -> Value {
    record(&bank.explain(who), who)["gone_on"].clone()
}

/// Goal: a record missing from the next full file is flagged on that day; the value of another source wins then,
/// although its own was better; nothing is deleted; when it returns the flag is gone and it wins again.
#[test]
fn a_record_missing_from_a_full_file() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core").trust(90), Source::new("loan").trust(60));
    let (mine, other) = (
        "no=1; name=张三; type=01; id=11010519491231002X; birth=1949-12-31",
        "no=7; name=张三; type=01; id=11010519491231002X; birth=1949-12-30",
    );
    let stays = "no=2; name=李四; type=01; id=110105194912310038";
    bank.load(&core, DAY_1, &[mine, stays]);
    bank.load(&loan, DAY_1, &[other]);
    assert_eq!(golden(&bank.explain("core:1"), "birth_date"), ["1949-12-31"]);

    let report = bank.load(&core, DAY_2, &[stays]);
    assert_eq!(
        figures(&report, ["rows", "unchanged", "gone", "parties"]),
        [1, 1, 1, 0]
    );
    let told = bank.explain("core:1");
    assert_eq!(record(&told, "core:1")["gone_on"], DAY_2);
    assert_eq!(record(&told, "loan:7")["gone_on"], Value::Null);
    assert_eq!(records(&told), ["core:1", "loan:7"], "flagged, not deleted");
    assert_eq!(
        golden(&told, "birth_date"),
        ["1949-12-30"],
        "trust is lowered: the other source wins"
    );
    let lost = told["values"]
        .as_array()
        .expect("values")
        .iter()
        .find(|value| value["attribute"] == "birth_date");
    let lost = lost.expect("a birth date")["candidates"]
        .as_array()
        .expect("candidates");
    assert_eq!(
        (lost.len(), &lost[1]["value"]),
        (2, &Value::from("1949-12-31")),
        "the loser stays visible"
    );
    assert_eq!(gone_on(&bank, "core:2"), Value::Null);
    let words = bank.run(["explain", "core:1"]).out;
    assert!(words.contains("gone from its source on 2026-09-28"), "{words}");
    assert!(words.contains("presence"), "{words}");
    // The day before it was still there.
    let before = bank.explain_with("core:1", &["--valid-on", DAY_1]);
    assert_eq!(record(&before, "core:1")["gone_on"], Value::Null);
    assert_eq!(golden(&before, "birth_date"), ["1949-12-31"]);

    assert_eq!(
        figures(&bank.load(&core, DAY_3, &[stays]), ["gone"]),
        [0],
        "it is flagged once"
    );
    assert_eq!(gone_on(&bank, "core:1"), DAY_2);

    let back = bank.load(&core, DAY_4, &[mine, stays]);
    assert_eq!(figures(&back, ["rows", "gone", "records"]), [2, 0, 0]);
    let told = bank.explain("core:1");
    assert_eq!(record(&told, "core:1")["gone_on"], Value::Null);
    assert_eq!(record(&told, "core:1")["versions"], 1);
    assert_eq!(golden(&told, "birth_date"), ["1949-12-31"]);
}

/// Goal: a full file that comes late, between two that lack a record, brings it back on its day and shows that the
/// later file lacks it again.
#[test]
fn a_late_file_between_two_that_lack_a_record() {
    let bank = Bank::new();
    let core = Source::new("core");
    let one = person(1, "13800000001", "");
    let other = format!("no=2; name=李四; type=01; id={}", resident_id(2));
    bank.load(&core, DAY_1, &[&one, &other]);
    bank.load(&core, DAY_2, &[&other]);
    bank.load(&core, DAY_4, &[&other]);
    let late = bank.load(&core, DAY_3, &[&one, &other]);
    assert_eq!(figures(&late, ["rows", "gone", "difference"]), [2, 1, 0]);
    for (day, gone) in [
        (DAY_1, Value::Null),
        (DAY_2, Value::from(DAY_2)),
        (DAY_3, Value::Null),
        (DAY_4, Value::from(DAY_4)),
    ] {
        let told = bank.explain_with("core:1", &["--valid-on", day]);
        assert_eq!(record(&told, "core:1")["gone_on"], gone, "{day}");
    }
}

/// Goal: a record that returns changed is unflagged too, with its new version.
#[test]
fn a_record_that_returns_changed() {
    let bank = Bank::new();
    let core = Source::new("core");
    let other = format!("no=2; name=李四; type=01; id={}", resident_id(2));
    bank.load(&core, DAY_1, &[&person(1, "13800000001", ""), &other]);
    bank.load(&core, DAY_2, &[&other]);
    bank.load(&core, DAY_3, &[&person(1, "13800000003", ""), &other]);
    let told = bank.explain("core:1");
    assert_eq!(record(&told, "core:1")["gone_on"], Value::Null);
    assert_eq!(record(&told, "core:1")["versions"], 2);
    assert_eq!(golden(&told, "mobile"), ["+8613800000003"]);
}

/// Goal: a delta says nothing of those it does not name; a full file after deltas does.
#[test]
fn a_delta_flags_nobody() {
    let bank = Bank::new();
    let core = Source::new("core");
    let [one, two, three] =
        [1, 2, 3].map(|no| format!("no={no}; name=李四; type=01; id={}", resident_id(no)));
    bank.load(&core, DAY_1, &[&one, &two]);
    let delta = bank.load(&core.clone().delta(), DAY_2, &[&three]);
    assert_eq!(figures(&delta, ["loaded", "gone"]), [1, 0]);
    let full = bank.load(&core, DAY_3, &[&one]);
    assert_eq!(
        figures(&full, ["unchanged", "gone"]),
        [1, 2],
        "what the delta brought is missed too"
    );
    assert_eq!(
        [gone_on(&bank, "core:2"), gone_on(&bank, "core:3")],
        [DAY_3, DAY_3]
    );
}

/// Goal: a full file of an earlier day that arrives late flags nobody, and its arrival does not blind the next one.
#[test]
fn a_late_full_file_flags_nobody() {
    let bank = Bank::new();
    let core = Source::new("core");
    let [one, two] = [1, 2].map(|no| format!("no={no}; name=李四; type=01; id={}", resident_id(no)));
    bank.load(&core, DAY_3, &[&one, &two]);
    let late = bank.load(&core, DAY_2, &[&one]);
    assert_eq!(figures(&late, ["gone"]), [0]);
    assert_eq!(gone_on(&bank, "core:2"), Value::Null);
    let next = bank.load(&core, DAY_4, &[&one]);
    assert_eq!(figures(&next, ["gone"]), [1]);
    assert_eq!(gone_on(&bank, "core:2"), DAY_4);
}

/// Goal: what a late file tells of, and later full files no longer had, is gone since the first of them: whether it
/// was known before, comes changed, or is new.
#[test]
fn a_late_file_brings_nobody_back() {
    let bank = Bank::new();
    let core = Source::new("core");
    let [one, two, three, four] =
        [1, 2, 3, 4].map(|no| format!("no={no}; name=李四; type=01; id={}", resident_id(no)));
    bank.load(&core, DAY_1, &[&one, &two, &four]);
    bank.load(&core, DAY_3, &[&four]);
    bank.load(&core, DAY_4, &[&four]);
    let changed = format!("{two}; email=two@example.com");
    let late = bank.load(&core, DAY_2, &[&one, &changed, &three, &four]);
    assert_eq!(figures(&late, ["rows", "loaded", "unchanged"]), [4, 2, 2]);
    for who in ["core:1", "core:2", "core:3"] {
        assert_eq!(gone_on(&bank, who), DAY_3, "{who}");
    }
    assert_eq!(gone_on(&bank, "core:4"), Value::Null);
    assert_eq!(golden(&bank.explain("core:2"), "email"), ["two@example.com"]);
    let then = bank.explain_with("core:3", &["--valid-on", DAY_2]);
    assert_eq!(record(&then, "core:3")["gone_on"], Value::Null);
}

/// Goal: a row with the delete flag says the record is gone: it needs no more than its key, and the record stays
/// readable; a later row without the flag brings it back.
#[test]
fn the_delete_flag() {
    let bank = Bank::new();
    let core = Source::new("core").delta();
    bank.load(
        &core,
        DAY_1,
        &[&person(1, "13800000001", "北京市朝阳区建国路1号")],
    );
    let report = bank.load(&core, DAY_2, &["no=1; state=D"]);
    assert_eq!(figures(&report, ["rows", "loaded", "rejected"]), [1, 1, 0]);
    let told = bank.explain("core:1");
    assert_eq!(record(&told, "core:1")["gone_on"], DAY_2);
    assert_eq!(
        golden(&bank.explain_with("core:1", &["--valid-on", DAY_1]), "mobile"),
        ["+8613800000001"]
    );
    bank.load(
        &core,
        DAY_3,
        &[&person(1, "13800000001", "北京市朝阳区建国路1号")],
    );
    assert_eq!(gone_on(&bank, "core:1"), Value::Null);
    assert_eq!(golden(&bank.explain("core:1"), "mobile"), ["+8613800000001"]);
}
