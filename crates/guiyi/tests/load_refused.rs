//! Loads that are refused leave nothing behind, say what is wrong and what mends it, and the mended load works.

mod support;

use std::path::PathBuf;

use support::{Bank, DAY_1, DAY_2, Source, figures, golden, record, resident_id, text};

fn person(no: u32, name: &str) -> String {
    format!("no={no}; name={name}; type=01; id={}", resident_id(no))
}

/// Refuses a load, and holds that it left nothing; then loads what is right.
struct Refusal<'a> {
    bank: &'a Bank,
    mapping: PathBuf,
    /// A record that only the refused load would have made.
    would_have_made: &'a str,
}

impl Refusal<'_> {
    #[track_caller]
    fn of(&self, file: &std::path::Path, words: &[&str]) {
        let before = self.bank.run(["source", "list"]).out;
        let message = self
            .bank
            .refused(["load", text(&self.mapping), text(file), "--json"]);
        for word in words {
            assert!(message.contains(word), "`{word}` is not in: {message}");
        }
        self.bank.knows_nothing_of(self.would_have_made);
        assert_eq!(self.bank.run(["source", "list"]).out, before, "no load is listed");
    }
}

/// Goal: more rejects than the limit refuse the load; the rejects file tells which; the mended file loads.
#[test]
fn too_many_rejects() {
    let bank = Bank::new();
    let core = Source::new("core").reject_limit(0.25);
    let good = [person(1, "张三"), person(2, "李四")];
    let file = core.deliver(&bank, DAY_1, &[&good[0], &good[1], "no=3; name="]);
    Refusal {
        bank: &bank,
        mapping: core.mapping(&bank),
        would_have_made: "core:1",
    }
    .of(
        &file,
        &[
            "1 of 3 rows",
            "25 %",
            "`customer`",
            "reject_limit",
            ".rejects.csv",
            "nothing was loaded",
        ],
    );
    let rejects =
        std::fs::read_to_string(bank.path("core_20260927.txt.rejects.csv")).expect("the rejects file");
    assert!(rejects.contains("DQ-03"), "{rejects}");
    let report = bank.load(&core, DAY_1, &[&good[0], &good[1], &person(3, "王五")]);
    assert_eq!(figures(&report, ["loaded", "records"]), [3, 3]);
}

/// Goal: a trailer whose count is another than the file's refuses the load with both figures (E-78).
#[test]
fn a_trailer_that_does_not_add_up() {
    let bank = Bank::new();
    let trailer = "[feed.customer.control]\ntrailer = { starts_with = \"T|\", rows = 2 }\n";
    let core = Source::new("core").with_tables(trailer);
    let rows = [person(1, "张三"), person(2, "李四")];
    let body = support::lines(&[&rows[0], &rows[1]]);
    let refusal = Refusal {
        bank: &bank,
        mapping: core.mapping(&bank),
        would_have_made: "core:1",
    };
    let name = core.file_name(DAY_1);
    refusal.of(
        &bank.file(&name, format!("{body}T|3\n")),
        &["trailer", "rows says 3", "has 2", "nothing was loaded"],
    );
    refusal.of(&bank.file(&name, &body), &["trailer", "nothing was loaded"]);
    refusal.of(
        &bank.file(&name, format!("{body}T|2\nT|2\n")),
        &["a second trailer", "line 5"],
    );
    let report = bank.load_file(&refusal.mapping, &bank.file(&name, format!("{body}T|2\n")), &[]);
    assert_eq!(figures(&report, ["rows", "loaded"]), [2, 2]);
}

/// Goal: a control file whose checksum or business date is another, or that is missing, refuses the load.
#[test]
fn a_control_file_that_does_not_fit() {
    use sha2::Digest as _;
    let bank = Bank::new();
    let core = Source::new("core").with_tables("[feed.customer.control]\nfile = \"{stem}.ctl\"\n");
    let file = core.deliver(&bank, DAY_1, &[&person(1, "张三")]);
    let digest: String = sha2::Sha256::digest(std::fs::read(&file).expect("the file"))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let refusal = Refusal {
        bank: &bank,
        mapping: core.mapping(&bank),
        would_have_made: "core:1",
    };
    let control = |lines: &str| bank.file("core_20260927.ctl", lines);
    refusal.of(&file, &["control file", "core_20260927.ctl", "missing"]);
    control(&format!("rows=1\nsha256={}\n", "0".repeat(64)));
    refusal.of(&file, &["control file", "checksum says 0000", &digest]);
    control(&format!("rows=2\nsha256={digest}\n"));
    refusal.of(&file, &["rows says 2", "has 1"]);
    control(&format!("rows=1\nsha256={digest}\nbusiness_date=20260926\n"));
    refusal.of(&file, &["business date 2026-09-26", DAY_1]);
    control(&format!("rows=1\nsha256={digest}\nbusiness_date=20260927\n"));
    assert_eq!(
        figures(&bank.load_file(&refusal.mapping, &file, &[]), ["loaded"]),
        [1]
    );
}

/// Goal: bytes of another encoding refuse the load with line and byte, or with the encoding they are in.
#[test]
fn a_wrong_encoding() {
    let bank = Bank::new();
    let core = Source::new("core");
    let refusal = Refusal {
        bank: &bank,
        mapping: core.mapping(&bank),
        would_have_made: "core:1",
    };
    let good = support::lines(&[&person(1, "张三"), &person(2, "李四")]);
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&good);
    refusal.of(
        &bank.file(&core.file_name(DAY_1), &gb18030),
        &["line 2, byte 80", "UTF-8", "`encoding`", "nothing was loaded"],
    );
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(good.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    refusal.of(
        &bank.file(&core.file_name(DAY_1), utf16),
        &["encoding", "nothing was loaded"],
    );
    // A byte that is wrong only on the last line, behind many good rows.
    let mut late = good.into_bytes();
    late.extend(b"3|\xff\xfe|01|||||||||||\n");
    refusal.of(&bank.file(&core.file_name(DAY_1), late), &["line 4"]);
    assert_eq!(
        figures(&bank.load(&core, DAY_1, &[&person(1, "张三")]), ["loaded"]),
        [1]
    );
}

/// Goal: a column the mapping uses and the file lacks refuses the load and lists those that are there.
#[test]
fn a_missing_column() {
    let bank = Bank::new();
    let core = Source::new("core");
    let refusal = Refusal {
        bank: &bank,
        mapping: core.mapping(&bank),
        would_have_made: "core:1",
    };
    let whole = support::lines(&[&person(1, "张三")]);
    let file = bank.file(&core.file_name(DAY_1), whole.replace("mobile", "telephone"));
    refusal.of(
        &file,
        &["column mobile not found", "the file has: no, name", "telephone"],
    );
    let file = bank.file(&core.file_name(DAY_1), whole.replace("email", "mobile"));
    refusal.of(&file, &["mobile"]);
    assert_eq!(
        figures(&bank.load(&core, DAY_1, &[&person(1, "张三")]), ["loaded"]),
        [1]
    );
}

/// Goal: a key that stands twice refuses the load, among new rows, changed rows, unchanged rows, and in a delta.
#[test]
fn a_key_twice_in_one_file() {
    let bank = Bank::new();
    let core = Source::new("core");
    let [one, two] = [person(1, "张三"), person(2, "李四")];
    let message = bank.load_refused(&core, DAY_1, &[&one, &two, &person(1, "王五")]);
    assert!(
        message.contains("line 4") && message.contains("key `1` stands twice"),
        "{message}"
    );
    bank.knows_nothing_of("core:1");
    bank.load(&core, DAY_1, &[&one, &two]);
    let number = bank.number("core:1");

    let changed = format!("{one}; mobile=13800000001");
    let [changed_two, delta] = [
        format!("{one}; mobile=13800000002"),
        format!("{two}; mobile=13800000009"),
    ];
    for (what, rows) in [
        ("unchanged rows", vec![&one, &two, &one]),
        ("an unchanged row and a changed one", vec![&one, &two, &changed]),
        ("changed rows", vec![&changed, &two, &changed_two]),
    ] {
        let rows: Vec<&str> = rows.into_iter().map(String::as_str).collect();
        let message = bank.load_refused(&core, DAY_2, &rows);
        assert!(message.contains("twice in this file"), "{what}: {message}");
        assert!(
            message.contains("nothing of the file is loaded"),
            "{what}: {message}"
        );
        let told = bank.explain("core:1");
        assert_eq!(record(&told, "core:1")["versions"], 1, "{what}");
        assert_eq!(golden(&told, "mobile"), Vec::<&str>::new(), "{what}");
    }
    let message = bank.load_refused(&core.clone().delta(), DAY_2, &[&delta, &delta]);
    assert!(message.contains("twice in this file"), "a delta: {message}");
    assert_eq!(
        figures(
            &bank.load(&core, DAY_2, &[&changed, &two]),
            ["loaded", "unchanged", "gone"]
        ),
        [1, 1, 0]
    );
    assert_eq!(bank.number("core:1"), number);
}

/// Goal: transactions are refused with the reason and where they belong (E-19).
#[test]
fn transactions() {
    let bank = Bank::new();
    let core = Source::new("core")
        .with_tables("[feed.ledger]\nabout = \"transaction\"\nfiles = [\"ledger_{date}.txt\"]\n");
    let file = bank.file("ledger_20260927.txt", "a|b\n1|2\n");
    Refusal {
        bank: &bank,
        mapping: core.mapping(&bank),
        would_have_made: "core:1",
    }
    .of(&file, &["E-19", "transaction", "ledger"]);
}

/// Goal: a file no feed takes, a file without a business date, a file that is not there, a name without a calendar
/// day: each is refused with the mend.
#[test]
fn files_that_cannot_be_placed() {
    let bank = Bank::new();
    let core = Source::new("core");
    let refusal = Refusal {
        bank: &bank,
        mapping: core.mapping(&bank),
        would_have_made: "core:1",
    };
    let rows = support::lines(&[&person(1, "张三")]);
    refusal.of(
        &bank.file("customers.txt", &rows),
        &["no feed", "`customers.txt`", "core_{date}.txt"],
    );
    refusal.of(
        &bank.file("core_20261399.txt", &rows),
        &["core_20261399.txt", "YYYYMMDD"],
    );
    refusal.of(
        &bank.path("core_20260927.txt"),
        &["core_20260927.txt", "No such file"],
    );

    let undated = bank.file("undated.toml", core.text().replace("core_{date}.txt", "core.txt"));
    let file = bank.file("core.txt", &rows);
    let refusal = Refusal {
        mapping: undated.clone(),
        ..refusal
    };
    refusal.of(&file, &["no business date", "--business-date YYYY-MM-DD"]);
    assert_eq!(
        figures(
            &bank.load_file(&undated, &file, &["--business-date", DAY_1]),
            ["loaded"]
        ),
        [1]
    );
}

/// Goal: a mapping that is none is refused with its place in the file and the mend.
#[test]
fn mappings_that_are_none() {
    let bank = Bank::new();
    let core = Source::new("core");
    let file = core.deliver(&bank, DAY_1, &[&person(1, "张三")]);
    for (from, to, words) in [
        ("key = [\"no\"]", "keys = [\"no\"]", vec!["feed.customer", "keys"]),
        (
            "to = \"mobile\"",
            "to = \"mobil\"",
            vec!["feed.customer.field[2].to", "`mobil`"],
        ),
        ("trust = 50", "trust = 150", vec!["trust", "100"]),
        ("about = \"party\"", "about = \"partie\"", vec!["about", "party"]),
    ] {
        let mapping = bank.file("wrong.toml", core.text().replace(from, to));
        Refusal {
            bank: &bank,
            mapping,
            would_have_made: "core:1",
        }
        .of(&file, &words);
    }
    let message = bank.refused(["load", text(&bank.path("missing.toml")), text(&file)]);
    assert!(message.contains("missing.toml"), "{message}");
}

/// Goal: of several files, those before the refused one stay, those after it are not begun.
#[test]
fn a_refusal_stops_the_files_after_it() {
    let bank = Bank::new();
    let core = Source::new("core");
    let files = [
        core.deliver(&bank, DAY_1, &[&person(1, "张三")]),
        bank.file("core_20260928.txt", "no|name\n"),
        core.deliver(&bank, "2026-09-29", &[&person(3, "王五")]),
    ];
    let mapping = core.mapping(&bank);
    let message = bank.refused([
        "load",
        text(&mapping),
        text(&files[0]),
        text(&files[1]),
        text(&files[2]),
        "--json",
    ]);
    assert!(message.contains("core_20260928.txt"), "{message}");
    assert_eq!(golden(&bank.explain("core:1"), "name"), ["张三"]);
    bank.knows_nothing_of("core:3");
}

/// Goal: wrong usage is exit code 2, and says how it is meant.
#[test]
fn wrong_usage() {
    let bank = Bank::new();
    for args in [
        &["load"][..],
        &["load", "core.toml"],
        &["load", "core.toml", "a.txt", "--business-date", "27.9.2026"],
        &["explain"],
        &["explain", "core:1", "--as-of", "yesterday"],
        &["identify", "--type", "membership_card", "--number", "1"],
        &["fly"],
    ] {
        let said = bank.run(args.iter().copied());
        assert_eq!(said.code, Some(2), "{args:?}: {}", said.err);
        assert!(
            said.err.contains("--help") || said.err.contains("Usage"),
            "{args:?}: {}",
            said.err
        );
    }
}
