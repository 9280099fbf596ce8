//! Asking for a customer: by number, by a source's key, by a document; as known then, and for a day.

mod support;

use support::{Bank, DAY_1, DAY_2, DAY_3, Source, documents, golden, number, record, records, resident_id};

fn sample(no: u32, name: &str, mobile: &str) -> String {
    format!("no={no}; name={name}; type=01; id=11010519491231002X; mobile={mobile}")
}

/// Goal: `as_of` shows what the bank knew, `valid_on` what held on a day; a number that was given later did not
/// exist then, nor did the record.
#[test]
fn two_axes_of_time() {
    let bank = Bank::new();
    let core = Source::new("core");
    bank.load(&core, DAY_1, &[&sample(1, "张三", "13800000001")]);
    let early = bank.explain("core:1")["as_of"]
        .as_str()
        .expect("an instant")
        .to_owned();
    bank.load(
        &core,
        DAY_2,
        &[
            &sample(1, "张三", "13800000002"),
            &format!("no=2; name=李四; type=01; id={}", resident_id(2)),
        ],
    );

    assert_eq!(golden(&bank.explain("core:1"), "mobile"), ["+8613800000002"]);
    assert_eq!(
        golden(&bank.explain_with("core:1", &["--valid-on", DAY_1]), "mobile"),
        ["+8613800000001"]
    );
    let then = bank.explain_with("core:1", &["--as-of", &early]);
    assert_eq!(golden(&then, "mobile"), ["+8613800000001"]);
    assert_eq!(record(&then, "core:1")["versions"], 1);
    // What was not known then is not shown for any day.
    let then = bank.explain_with("core:1", &["--as-of", &early, "--valid-on", DAY_2]);
    assert_eq!(golden(&then, "mobile"), ["+8613800000001"]);

    let later = bank.number("core:2");
    let message = bank.refused(["explain", &later, "--as-of", &early]);
    assert!(message.contains("was given only on"), "{message}");
    let message = bank.refused(["explain", "core:2", "--as-of", &early]);
    assert!(message.contains("has told of no customer"), "{message}");
    let message = bank.refused(["explain", &later, "--as-of", "2020-01-01"]);
    assert!(message.contains("was given only on"), "{message}");
}

/// Goal: a record that was missed later was not gone as known before; one that came back was gone in between.
#[test]
fn as_of_a_time_before_a_record_was_missed() {
    let bank = Bank::new();
    let core = Source::new("core");
    let (one, other) = (
        sample(1, "张三", ""),
        format!("no=2; name=李四; type=01; id={}", resident_id(2)),
    );
    let mut moments = Vec::new();
    for (day, rows) in [
        (DAY_1, vec![one.as_str(), &other]),
        (DAY_2, vec![&other]),
        (DAY_3, vec![&one, &other]),
    ] {
        bank.load(&core, day, &rows);
        moments.push(
            bank.explain("core:1")["as_of"]
                .as_str()
                .expect("an instant")
                .to_owned(),
        );
    }
    let gone = |moment: &str| {
        record(&bank.explain_with("core:1", &["--as-of", moment]), "core:1")["gone_on"].clone()
    };
    let found: Vec<serde_json::Value> = moments.iter().map(|moment| gone(moment)).collect();
    assert_eq!(
        found,
        [serde_json::Value::Null, DAY_2.into(), serde_json::Value::Null]
    );
}

/// Goal: numbers are read with blanks and hyphens; a mistyped one is told by its check digit; one that was never
/// given, and what is no number at all, are told as such.
#[test]
fn numbers_that_do_not_answer() {
    let bank = Bank::new();
    let core = Source::new("core");
    bank.load(&core, DAY_1, &[&sample(1, "张三", "")]);
    let given = bank.number("core:1");
    let grouped = format!("{} {}-{}", &given[..4], &given[4..8], &given[8..]);
    assert_eq!(bank.number(&grouped), given);
    let last = given
        .chars()
        .last()
        .and_then(|digit| digit.to_digit(10))
        .expect("a digit");
    let mistyped = format!("{}{}", &given[..11], (last + 1) % 10);
    for (asked, words) in [
        (mistyped.as_str(), "check digit does not fit"),
        ("1234", "12 digits are wanted"),
        ("core:99", "has told of no customer with the key `99`"),
        ("nobody:1", "source `nobody`"),
    ] {
        let message = bank.refused(["explain", asked]);
        assert!(message.contains(words), "{asked}: {message}");
    }
    let never = (0..10)
        .map(|digit| format!("9999999999{digit}"))
        .flat_map(|body| (0..10).map(move |d| format!("{body}{d}")));
    let never = never
        .into_iter()
        .find(|number| standards::customer_number::validate(number) == standards::Verdict::Ok);
    let message = bank.refused(["explain", &never.expect("a number with its digit")]);
    assert!(message.contains("no customer has the number"), "{message}");
}

/// Goal: the explanation names for each value the winner, the rule, the losers and why they lost, readably.
#[test]
fn each_value_with_its_reason() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core").trust(90), Source::new("loan").trust(60));
    bank.load(
        &core,
        DAY_1,
        &[&format!("{}; birth=1949-12-31", sample(1, "张三", "13800000001"))],
    );
    bank.load(
        &loan,
        DAY_2,
        &[&format!("{}; birth=1949-12-30", sample(7, "张三", "13800000007"))],
    );
    let told = bank.explain("loan:7");
    let birth = told["values"]
        .as_array()
        .expect("values")
        .iter()
        .find(|value| value["attribute"] == "birth_date");
    let candidates = birth.expect("a birth date")["candidates"]
        .as_array()
        .expect("candidates")
        .clone();
    let said = |at: usize| {
        let one = &candidates[at];
        (
            one["value"].as_str(),
            one["source"].as_str(),
            one["survives"].as_bool(),
            one["reason"].as_str(),
        )
    };
    assert_eq!(
        said(0),
        (Some("1949-12-31"), Some("core"), Some(true), Some("source"))
    );
    assert_eq!(
        said(1),
        (Some("1949-12-30"), Some("loan"), Some(false), Some("source"))
    );
    assert_eq!(
        golden(&told, "mobile"),
        ["+8613800000001", "+8613800000007"],
        "a customer has many phones"
    );
    let words = bank.run(["explain", "core:1"]).out;
    for wanted in [
        "= 1949-12-31",
        "wins by source priority",
        "x 1949-12-30",
        "loses by source priority",
        "here by M1",
    ] {
        assert!(words.contains(wanted), "`{wanted}` is not in:\n{words}");
    }
    assert!(words.lines().all(|line| line.chars().count() < 200), "{words}");
}

/// Goal: document and name give exactly one number or "not found", by any of the documents (E-32), whichever
/// channel brought the customer (E-33).
#[test]
fn identify() {
    let bank = Bank::new();
    for (source, no, row) in [
        (
            "counter",
            1,
            "type=01; id=110105491231002; type2=02; id2=E12345678",
        ),
        ("phone", 2, "type=01; id=11010519491231002x"),
        ("online", 3, "type=02; id=E12345678"),
    ] {
        bank.load(
            &Source::new(source),
            DAY_1,
            &[&format!("no={no}; name=张三; {row}")],
        );
    }
    bank.load(
        &Source::new("loan"),
        DAY_1,
        &["no=9; name=张三丰; type=01; id=11010519491231002X"],
    );
    let [one, other] = ["counter:1", "loan:9"].map(|key| grouped(&bank.number(key)));
    for key in ["phone:2", "online:3"] {
        assert_eq!(grouped(&bank.number(key)), one, "{key}");
    }
    for (kind, document, name, expected) in [
        ("resident_id", "11010519491231002X", "张三", Ok(one.as_str())),
        ("resident_id", "110105491231002", "张三", Ok(one.as_str())),
        ("resident_id", "11010519491231002x", "张 三", Ok(one.as_str())),
        ("resident_id", "11010519491231002X", "张三丰", Ok(other.as_str())),
        ("passport_cn", "E12345678", "张三", Ok(one.as_str())),
        ("passport_cn", "E12345678", "", Ok(one.as_str())),
        ("passport_cn", "E12345678", "李四", Ok("not found")),
        ("resident_id", "110105194912310038", "张三", Ok("not found")),
        ("hk_id", "11010519491231002X", "张三", Ok("not found")),
        ("resident_id", "11010519491231002X", "", Err("give the name too")),
    ] {
        let mut args = vec!["identify", "--type", kind, "--number", document];
        if !name.is_empty() {
            args.extend(["--name", name]);
        }
        let said = bank.run(args);
        match expected {
            Ok(answer) => assert_eq!(
                (said.code, said.out.trim_end()),
                (Some(0), answer),
                "{kind} {document} {name}"
            ),
            Err(words) => assert!(
                said.code == Some(1) && said.err.contains(words),
                "{}{}",
                said.out,
                said.err
            ),
        }
    }
}

fn grouped(number: &str) -> String {
    standards::customer_number::grouped(number)
}

/// Goal: a renewed passport keeps the number; both are listed while a record carries both, and the customer is found
/// by either.
#[test]
fn a_renewed_passport_keeps_the_number() {
    let bank = Bank::new();
    let (core, card) = (Source::new("core"), Source::new("card"));
    let id = "type=01; id=11010519491231002X";
    bank.load(
        &core,
        DAY_1,
        &[&format!("no=1; name=张三; {id}; type2=02; id2=E11111111")],
    );
    bank.load(&card, DAY_1, &["no=2; name=张三; type=02; id=E11111111"]);
    let before = bank.number("core:1");
    assert_eq!(bank.number("card:2"), before);

    bank.load(
        &core,
        DAY_2,
        &["no=1; name=张三; type=02; id=E11111111; type2=02; id2=E22222222"],
    );
    let told = bank.explain("core:1");
    assert_eq!(number(&told), before);
    assert_eq!(
        documents(&told),
        ["passport_cn E11111111", "passport_cn E22222222"]
    );
    for passport in ["E11111111", "E22222222"] {
        let said = bank.run(["identify", "--type", "passport_cn", "--number", passport]);
        assert_eq!(said.out.trim_end(), grouped(&before), "{passport}");
    }
    // The card system keeps the old passport and the core system a new one beside the resident ID: one each.
    bank.load(
        &core,
        DAY_3,
        &[&format!("no=1; name=张三; {id}; type2=02; id2=E11111111")],
    );
    let told = bank.explain("card:2");
    assert_eq!(
        (number(&told), records(&told)),
        (before.as_str(), vec!["card:2".to_owned(), "core:1".to_owned()])
    );
    assert_eq!(
        documents(&told),
        ["passport_cn E11111111", "resident_id 11010519491231002X"]
    );
}
