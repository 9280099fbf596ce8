//! Several files in one command, in a store where nothing was loaded before: taken all at once where they are plain,
//! and otherwise they end as one command each would have left them.

mod support;

use std::path::{Path, PathBuf};

use serde_json::Value;
use support::tables::{rows, transactions};
use support::{Bank, DAY_1, DAY_2, Source, figures, golden, records, resident_id, text};

fn person(no: u32, name: &str) -> String {
    format!("no={no}; name={name}; type=01; id={}", resident_id(no))
}

/// A row that cannot be taken: its name is missing.
const REJECT: &str = "no=99; name=";

/// A mapping and a file of it.
type Part = (PathBuf, PathBuf);

/// Three sources, one of which tells of a customer of another's, and each has a row that is rejected.
fn three(bank: &Bank) -> Vec<Part> {
    ["core", "loan", "crm"]
        .into_iter()
        .zip(1..)
        .map(|(name, no)| {
            let source = Source::new(name);
            let rows = [person(no, "张三"), person(no + 1, "张三"), REJECT.to_owned()];
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            (source.mapping(bank), source.deliver(bank, DAY_1, &rows))
        })
        .collect()
}

fn rejects_of(file: &Path) -> PathBuf {
    PathBuf::from(format!("{}.rejects.csv", text(file)))
}

/// All parts in one command; the mapping once for files that follow each other.
fn at_once(parts: &[Part]) -> Vec<&str> {
    let mut args = vec!["load", "--json"];
    let mut mapping = None;
    for (next, file) in parts {
        if mapping.replace(next) != Some(next) {
            args.push(text(next));
        }
        args.push(text(file));
    }
    args
}

fn one(part: &Part) -> [&str; 4] {
    ["load", "--json", text(&part.0), text(&part.1)]
}

/// What became of each load, less what is never twice the same, and less the customers that changed: what all files
/// tell of at once is derived once, and never changes.
fn loads(report: &Value) -> Vec<Value> {
    let mut loads = support::list(report, "loads").clone();
    for load in &mut loads {
        load["seconds"] = Value::Null;
        load["changed"] = Value::Null;
    }
    loads
}

fn ask<T>(bank: &Bank, question: impl AsyncFnOnce(&pg::Database) -> T) -> T {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(question(bank.database()))
}

/// That two stores hold as much in every table.
#[track_caller]
fn same_rows(one: &Bank, other: &Bank, what: &str) {
    let count = |bank| ask(bank, async |database| rows(database).await);
    assert_eq!(count(one), count(other), "{what}");
}

/// Loads parts that must all be taken, at once and apart; answers the store of those at once.
#[track_caller]
fn taken(delivery: &Bank, parts: &[Part], acts: i64, what: &str) -> Bank {
    let [together, apart] = [Bank::new(), Bank::new()].map(|bank| bank.with_keys_of(delivery));
    let all = together.json(at_once(parts));
    let each: Vec<Value> = parts
        .iter()
        .flat_map(|part| loads(&apart.json(one(part))))
        .collect();
    assert_eq!(loads(&all), each, "{what}");
    assert_eq!(all["difference"], 0, "{what}");
    assert_eq!(
        ask(&together, async |database| transactions(database).await),
        acts,
        "{what}"
    );
    same_rows(&together, &apart, what);
    together
}

/// Goal: plain files of several sources are taken in one act, with the figures that one command each tells.
#[test]
fn plain_files() {
    let delivery = Bank::new();
    let parts = three(&delivery);
    let bank = taken(&delivery, &parts, 1, "plain files");
    assert_eq!(records(&bank.explain("core:2")), ["core:2", "loan:2"]);
    for (_, file) in &parts {
        assert!(rejects_of(file).exists(), "{}", file.display());
    }
    let again = bank.json(at_once(&parts));
    assert_eq!(
        figures(&again, ["rows", "loaded", "unchanged"]),
        [9, 0, 6],
        "{again}"
    );
}

/// Goal: whatever refuses a file among several, and at whatever place it stands, is told in the same words as for
/// the file alone; the files before it are loaded, those after it are not begun.
#[test]
fn a_refused_file_among_several() {
    let good = [person(2, "李四"), person(3, "王五")];
    let file = support::lines(&[&good[0], &good[1]]);
    let trailer = "[feed.customer.control]\ntrailer = { starts_with = \"T|\", rows = 2 }\n";
    let plain = Source::new("loan");
    for (what, source, content, words) in [
        (
            "a key twice",
            plain.clone(),
            support::lines(&[&good[0], &good[1], &person(2, "张三")]).into_bytes(),
            "stands twice",
        ),
        (
            "too many rejects",
            plain.clone().reject_limit(0.25),
            support::lines(&[&good[0], &good[1], REJECT]).into_bytes(),
            "1 of 3 rows",
        ),
        (
            "totals",
            plain.clone().with_tables(trailer),
            format!("{file}T|3\n").into_bytes(),
            "rows says 3",
        ),
        (
            "an encoding that is wrong at the end",
            plain.clone(),
            [file.as_bytes(), b"4|\xff\xfe|01|||||||||||\n"].concat(),
            "line 4",
        ),
        (
            "a column that is missing",
            plain.clone(),
            file.replace("mobile", "telephone").into_bytes(),
            "column mobile not found",
        ),
    ] {
        for place in 0..3 {
            let delivery = Bank::new();
            let mut parts = three(&delivery);
            let loan = parts.remove(1);
            delivery.file("loan.toml", source.text());
            delivery.file("loan_20260927.txt", &content);
            parts.insert(place, loan);
            refused(&delivery, &parts, place, words, &format!("{what} at {place}"));
        }
    }
}

/// Goal: the same for a file that is not there and for one that no feed takes.
#[test]
fn a_file_among_several_that_cannot_be_placed() {
    for (name, words) in [("loan_20260927.txt", "No such file"), ("lone.txt", "no feed")] {
        let delivery = Bank::new();
        let mut parts = three(&delivery);
        let there = std::mem::replace(&mut parts[1].1, delivery.path(name));
        std::fs::remove_file(there).expect("removed");
        refused(&delivery, &parts, 1, words, name);
    }
}

/// Loads parts of which the one at `place` must be refused, at once and apart.
#[track_caller]
fn refused(delivery: &Bank, parts: &[Part], place: usize, words: &str, what: &str) {
    let [together, apart] = [Bank::new(), Bank::new()].map(|bank| bank.with_keys_of(delivery));
    let message = together.refused(at_once(parts));
    for (_, file) in &parts[place + 1..] {
        assert!(
            !rejects_of(file).exists(),
            "{what}: {} was not begun",
            file.display()
        );
    }
    for part in &parts[..place] {
        apart.json(one(part));
    }
    assert_eq!(message, apart.refused(one(&parts[place])), "{what}");
    assert!(message.contains(words), "{what}: {message}");
    same_rows(&together, &apart, what);
    for (at, (mapping, _)) in parts.iter().enumerate() {
        let source = mapping.file_stem().expect("a name").to_string_lossy();
        let who = match &*source {
            "core" => "core:1",
            "loan" => "loan:2",
            _ => "crm:3",
        };
        if at < place {
            assert_eq!(
                records(&together.explain(who)),
                records(&apart.explain(who)),
                "{what}"
            );
        } else {
            together.knows_nothing_of(who);
        }
    }
}

/// Goal: a row that names the customer number of a customer that another file of the command makes is one of its
/// records, in whatever order the two stand.
#[test]
fn a_customer_number_in_a_row() {
    let delivery = Bank::new();
    let (core, crm) = (Source::new("core"), Source::new("crm"));
    let first = Bank::new();
    first.load(&core, DAY_1, &[&person(1, "张三")]);
    // The first number an empty store gives.
    let number = first.number("core:1");
    let parts = [
        (
            core.mapping(&delivery),
            core.deliver(&delivery, DAY_1, &[&person(1, "张三")]),
        ),
        (
            crm.mapping(&delivery),
            crm.deliver(
                &delivery,
                DAY_1,
                &[&format!("no=9; name=李四; email=li@example.com; number={number}")],
            ),
        ),
    ];
    let bank = taken(&delivery, &parts, 2, "the number after its customer");
    let told = bank.explain("crm:9");
    assert_eq!(support::number(&told), number);
    assert_eq!(records(&told), ["core:1", "crm:9"]);
    assert_eq!(golden(&told, "email"), ["li@example.com"]);

    let [one, other] = parts;
    let bank = taken(&delivery, &[other, one], 2, "the number before its customer");
    bank.explain("crm:9");
}

/// Goal: two days of a feed in one command are two days, the first of them with another source's file in one act.
#[test]
fn two_days_of_a_feed() {
    let delivery = Bank::new();
    let (core, loan) = (Source::new("core"), Source::new("loan"));
    let [monday, tuesday] = [
        core.deliver(&delivery, DAY_1, &[&person(1, "张三"), &person(2, "李四")]),
        core.deliver(
            &delivery,
            DAY_2,
            &[&format!("{}; email=one@example.com", person(1, "张三"))],
        ),
    ];
    let mapping = core.mapping(&delivery);
    let other = (
        loan.mapping(&delivery),
        loan.deliver(&delivery, DAY_1, &[&person(1, "张三")]),
    );
    let parts = [(mapping.clone(), monday), (mapping, tuesday), other];
    let bank = taken(&delivery, &parts, 2, "two days");
    let told = bank.explain("core:1");
    assert_eq!(records(&told), ["core:1", "loan:1"]);
    assert_eq!(golden(&told, "email"), ["one@example.com"]);
    assert_eq!(support::record(&told, "core:1")["versions"], 2);
    let gone = bank.explain("core:2");
    assert_eq!(support::record(&gone, "core:2")["gone_on"], DAY_2);
}

/// Goal: a mapping that no file follows, or that is not there, is told before anything is loaded.
#[test]
fn mappings_among_files() {
    let bank = Bank::new();
    let parts = three(&bank);
    let [(core, one), (loan, two), _] = &parts[..] else {
        panic!("three parts");
    };
    let missing = bank.path("missing.toml");
    for (args, words) in [
        (vec![core, one, loan], vec!["loan.toml", "no file"]),
        (vec![core, loan, two], vec!["core.toml", "no file"]),
        (vec![core, loan], vec!["core.toml", "no file"]),
        (
            vec![core, one, &missing, two],
            vec!["missing.toml", "No such file"],
        ),
    ] {
        let message = bank.refused(["load"].into_iter().chain(args.iter().map(|path| text(path))));
        for word in words {
            assert!(message.contains(word), "`{word}` is not in: {message}");
        }
        bank.knows_nothing_of("core:1");
        bank.knows_nothing_of("loan:2");
    }
}
