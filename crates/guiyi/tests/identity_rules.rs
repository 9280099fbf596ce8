//! RULE 1 to 9 (E-34 to E-42), end to end: the fourteen vectors, and what follows a join that comes or goes later.

mod support;

use support::{
    Bank, DAY_1, DAY_2, DAY_3, DAY_4, Source, documents, figures, golden, number, record, records,
    resident_id, similar,
};

const SAMPLE: &str = "type=01; id=11010519491231002X; name=张三";

/// A vector that one delivery decides: two records, each of a source, and whether they are one customer.
struct Vector {
    number: u32,
    first: &'static str,
    second: &'static str,
    same_source: bool,
    joined: bool,
    /// The rule by which the pair stands on the similar-customer list (RULE 3 is M2 of the rule set).
    similar: Option<&'static str>,
}

const VECTORS: [Vector; 11] = [
    Vector {
        number: 1,
        first: SAMPLE,
        second: SAMPLE,
        same_source: false,
        joined: true,
        similar: None,
    },
    Vector {
        number: 2,
        first: SAMPLE,
        second: SAMPLE,
        same_source: true,
        joined: true,
        similar: None,
    },
    Vector {
        number: 3,
        first: SAMPLE,
        second: "type=01; id=11010519491231002X; name=张三丰",
        same_source: false,
        joined: false,
        similar: Some("M2"),
    },
    Vector {
        number: 4,
        first: SAMPLE,
        second: "type=01; id=110105194912310038; name=张三; mobile=13800138000",
        same_source: false,
        joined: false,
        similar: None,
    },
    Vector {
        number: 5,
        first: "type=01; id=110105491231002; name=张三",
        second: SAMPLE,
        same_source: false,
        joined: true,
        similar: None,
    },
    Vector {
        number: 6,
        first: "type=01; id=110105491231002; name=张三",
        second: "type=01; id=11010519491231002X; name=李四",
        same_source: false,
        joined: false,
        similar: Some("M2"),
    },
    Vector {
        number: 7,
        first: "type=01; id=1101051949123100X; name=张三",
        second: SAMPLE,
        same_source: false,
        joined: false,
        similar: None,
    },
    Vector {
        number: 8,
        first: "type=99; id=12345; name=张三",
        second: "type=99; id=12345; name=张三",
        same_source: false,
        joined: false,
        similar: None,
    },
    Vector {
        number: 9,
        first: "type=99; id=11010519491231002X; name=张三",
        second: SAMPLE,
        same_source: false,
        joined: false,
        similar: None,
    },
    Vector {
        number: 13,
        first: "type=01; id=11010519491231002x; name=张三",
        second: "type=01; id= １１０１０５１９４９１２３１００２Ｘ ; name=张　三",
        same_source: false,
        joined: true,
        similar: None,
    },
    Vector {
        number: 14,
        first: "type=01; id=110105491331002; name=张三",
        second: "type=01; id=11010519491331002X; name=张三",
        same_source: false,
        joined: false,
        similar: None,
    },
];

/// Goal: every vector that one day decides, by files. All stand in one store, kept apart by nothing: so each has its
/// own store.
#[test]
fn the_vectors_of_one_day() {
    std::thread::scope(|scope| {
        for half in VECTORS.chunks(VECTORS.len().div_ceil(2)) {
            scope.spawn(move || half.iter().for_each(check));
        }
    });
}

fn check(vector: &Vector) {
    let bank = Bank::new();
    let (first, second) = (
        format!("no=1; {}", vector.first),
        format!("no=2; {}", vector.second),
    );
    let other = if vector.same_source {
        bank.load(&Source::new("core"), DAY_1, &[&first, &second]);
        "core:2"
    } else {
        bank.load(&Source::new("core"), DAY_1, &[&first]);
        bank.load(&Source::new("loan"), DAY_1, &[&second]);
        "loan:2"
    };
    let at = vector.number;
    let (one, two) = (bank.explain("core:1"), bank.explain(other));
    assert_eq!(number(&one) == number(&two), vector.joined, "vector {at}");
    let expected: Vec<String> = vector
        .similar
        .iter()
        .map(|rule| format!("{} {rule}", number(&two)))
        .collect();
    assert_eq!(similar(&one), expected, "vector {at}");
    let expected: Vec<String> = vector
        .similar
        .iter()
        .map(|rule| format!("{} {rule}", number(&one)))
        .collect();
    assert_eq!(similar(&two), expected, "vector {at}");
    if vector.joined {
        assert_eq!(records(&one), ["core:1", other], "vector {at}");
    }
    let typed = vector
        .first
        .split("; ")
        .find_map(|said| said.strip_prefix("id="))
        .expect("an id");
    let kept = &record(&one, "core:1")["identifications"][0]["number"];
    assert_eq!(kept, typed, "vector {at}: the number stays as typed");
    if at == 14 {
        let findings = record(&one, "core:1")["findings"].as_array().expect("findings");
        assert!(
            findings.iter().any(|finding| finding["rule"] == "DQ-08"),
            "vector 14: {findings:?}"
        );
    }
}

/// Goal: vectors 3 and 10. The name is corrected: RULE 9 joins, RULE 6 chooses the values, the pair leaves the
/// similar-customer list, and the younger number forwards.
#[test]
fn a_corrected_name_joins() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core").trust(90), Source::new("loan").trust(60));
    bank.load(
        &core,
        DAY_1,
        &[&format!("no=1; {SAMPLE}; email=core@example.com")],
    );
    bank.load(
        &loan,
        DAY_1,
        &["no=2; type=01; id=11010519491231002X; name=张三丰; birth=1949-12-30"],
    );
    let (survivor, loser) = (bank.number("core:1"), bank.number("loan:2"));
    assert_ne!(survivor, loser);
    assert_eq!(similar(&bank.explain(&survivor)), [format!("{loser} M2")]);

    let report = bank.load(&loan, DAY_2, &[&format!("no=2; {SAMPLE}; birth=1949-12-31")]);
    assert_eq!(figures(&report, ["loaded", "merged", "parties"]), [1, 1, -1]);
    let told = bank.explain("loan:2");
    assert_eq!(number(&told), survivor);
    assert_eq!(records(&told), ["core:1", "loan:2"]);
    assert_eq!(golden(&told, "name"), ["张三"]);
    assert_eq!(golden(&told, "birth_date"), ["1949-12-31"]);
    assert_eq!(golden(&told, "email"), ["core@example.com"]);
    assert_eq!(similar(&told), Vec::<String>::new());
    assert_eq!(told["former_numbers"], serde_json::json!([loser]));

    let old = bank.explain(&loser);
    assert_eq!(
        (number(&old), old["asked"].as_str()),
        (survivor.as_str(), Some(loser.as_str()))
    );
    let words = bank.run(["explain", &loser]);
    assert!(words.out.contains("forwards here"), "{}", words.out);
}

/// Goal: vectors 9 and 11. The type is corrected from "other" to resident ID, and RULE 9 joins.
#[test]
fn a_corrected_type_joins() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core"), Source::new("loan"));
    bank.load(&core, DAY_1, &["no=1; type=99; id=11010519491231002X; name=张三"]);
    bank.load(&loan, DAY_1, &[&format!("no=2; {SAMPLE}")]);
    assert_ne!(bank.number("core:1"), bank.number("loan:2"));
    let report = bank.load(&core, DAY_2, &[&format!("no=1; {SAMPLE}")]);
    assert_eq!(figures(&report, ["merged", "parties"]), [1, -1]);
    assert_eq!(records(&bank.explain("loan:2")), ["core:1", "loan:2"]);
}

/// Goal: vector 12. A later change of name keeps the join and raises a steward's task; the name as it was is still
/// told for the day before.
#[test]
fn a_changed_name_keeps_the_join_and_raises_a_task() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core").trust(90), Source::new("loan").trust(60));
    bank.load(&core, DAY_1, &[&format!("no=1; {SAMPLE}")]);
    let joined = bank.load(&loan, DAY_1, &[&format!("no=2; {SAMPLE}")]);
    assert_eq!(figures(&joined, ["merged", "tasks"]), [1, 0]);
    let renamed = bank.load(&core, DAY_2, &["no=1; type=01; id=11010519491231002X; name=李四"]);
    assert_eq!(figures(&renamed, ["tasks", "parted", "parties"]), [1, 0, 0]);
    let told = bank.explain("loan:2");
    assert_eq!(records(&told), ["core:1", "loan:2"]);
    assert_eq!(golden(&told, "name"), ["李四"]);
    assert_eq!(
        golden(&bank.explain_with("loan:2", &["--valid-on", DAY_1]), "name"),
        ["张三"]
    );
    // The same change is not told twice.
    let next = bank.load(
        &core,
        DAY_3,
        &["no=1; type=01; id=11010519491231002X; name=李四; email=li@example.com"],
    );
    assert_eq!(figures(&next, ["loaded", "tasks"]), [1, 0]);
}

/// Goal: a later change of number ends the join; each side has its records again, the revived side its own number,
/// and a steward is told.
#[test]
fn a_corrected_number_parts() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core"), Source::new("loan"));
    let typo = format!(
        "no=2; type=01; id={}; name=张三; email=two@example.com",
        resident_id(5)
    );
    bank.load(&core, DAY_1, &[&format!("no=1; {SAMPLE}; email=one@example.com")]);
    bank.load(&loan, DAY_1, &[&typo]);
    let (one, two) = (bank.number("core:1"), bank.number("loan:2"));
    bank.load(&loan, DAY_2, &[&format!("no=2; {SAMPLE}; email=two@example.com")]);
    assert_eq!(bank.number("loan:2"), one);
    let between = bank.explain(&two)["as_of"]
        .as_str()
        .expect("an instant")
        .to_owned();

    let parted = bank.load(&loan, DAY_3, &[&typo]);
    assert_eq!(
        figures(&parted, ["loaded", "parted", "tasks", "parties"]),
        [1, 1, 1, 1]
    );
    let (core_side, loan_side) = (bank.explain("core:1"), bank.explain("loan:2"));
    assert_eq!(
        (number(&core_side), number(&loan_side)),
        (one.as_str(), two.as_str())
    );
    assert_eq!(
        (records(&core_side), records(&loan_side)),
        (vec!["core:1".to_owned()], vec!["loan:2".to_owned()])
    );
    assert_eq!(golden(&core_side, "email"), ["one@example.com"]);
    assert_eq!(golden(&loan_side, "email"), ["two@example.com"]);
    assert_eq!(
        number(&bank.explain(&two)),
        two,
        "the old number answers for itself again"
    );

    let then = bank.explain_with(&two, &["--as-of", &between]);
    assert_eq!(
        number(&then),
        one,
        "what was known while they were one stays readable"
    );
    assert_eq!(records(&then), ["core:1", "loan:2"]);
}

/// Goal: a side that never had a number of its own gets a new one when it is parted.
#[test]
fn a_parted_record_without_a_number_gets_one() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core"), Source::new("loan"));
    bank.load(&core, DAY_1, &[&format!("no=1; {SAMPLE}")]);
    bank.load(&loan, DAY_1, &[&format!("no=2; {SAMPLE}")]);
    let one = bank.number("core:1");
    let parted = bank.load(
        &loan,
        DAY_2,
        &[&format!("no=2; type=01; id={}; name=张三", resident_id(5))],
    );
    assert_eq!(figures(&parted, ["parted", "tasks", "parties"]), [1, 1, 1]);
    let two = bank.number("loan:2");
    assert_ne!(one, two);
    assert_eq!(bank.number("core:1"), one);
}

/// Goal: a row that names the number that lost lands on the survivor, without a document of its own.
#[test]
fn a_row_that_names_the_losing_number_lands_on_the_survivor() {
    let bank = Bank::new();
    let (core, loan, crm) = (Source::new("core"), Source::new("loan"), Source::new("crm"));
    bank.load(&core, DAY_1, &[&format!("no=1; {SAMPLE}")]);
    bank.load(
        &loan,
        DAY_1,
        &["no=2; type=01; id=11010519491231002X; name=张三丰"],
    );
    let (survivor, loser) = (bank.number("core:1"), bank.number("loan:2"));
    bank.load(&loan, DAY_2, &[&format!("no=2; {SAMPLE}")]);

    let report = bank.load(
        &crm,
        DAY_2,
        &[&format!(
            "no=9; name=张三; email=zhang@example.com; number={loser}"
        )],
    );
    assert_eq!(figures(&report, ["merged", "parties"]), [1, 0]);
    let told = bank.explain("crm:9");
    assert_eq!(number(&told), survivor);
    assert_eq!(records(&told), ["core:1", "crm:9", "loan:2"]);
    assert_eq!(golden(&told, "email"), ["zhang@example.com"]);

    let direct = bank.load(
        &crm,
        DAY_3,
        &[
            &format!("no=9; name=张三; email=zhang@example.com; number={loser}"),
            &format!("no=10; name=张三; number={survivor}"),
        ],
    );
    assert_eq!(figures(&direct, ["merged", "unchanged"]), [1, 1]);
    assert_eq!(bank.number("crm:10"), survivor);
}

/// Goal: RULE 3 and 9 whatever side is corrected, and through a third: three records become one customer.
#[test]
fn a_correction_can_join_two_customers_through_a_third() {
    let bank = Bank::new();
    let (core, loan) = (Source::new("core"), Source::new("loan"));
    let passport = "type2=02; id2=E12345678";
    bank.load(
        &core,
        DAY_1,
        &[
            &format!("no=1; {SAMPLE}"),
            "no=2; type=02; id=E12345678; name=张三",
        ],
    );
    let before = [bank.number("core:1"), bank.number("core:2")];
    assert_ne!(before[0], before[1]);
    let report = bank.load(&loan, DAY_2, &[&format!("no=3; {SAMPLE}; {passport}")]);
    // One record came, and two customers became one.
    assert_eq!(figures(&report, ["loaded", "merged", "parties"]), [1, 2, -1]);
    let told = bank.explain("core:2");
    assert_eq!(records(&told), ["core:1", "core:2", "loan:3"]);
    assert_eq!(
        documents(&told),
        ["passport_cn E12345678", "resident_id 11010519491231002X"]
    );

    // What tied them is taken back: the untouched customer stands alone again under its own number.
    let parted = bank.load(&loan, DAY_3, &[&format!("no=3; {SAMPLE}")]);
    assert_eq!(figures(&parted, ["parted", "tasks", "parties"]), [1, 1, 1]);
    assert_eq!(records(&bank.explain("core:2")), ["core:2"]);
    assert_eq!([bank.number("core:1"), bank.number("core:2")], before);
}

/// Goal: no other field decides: everything equal but the number keeps two customers (RULE 4), on every later day.
#[test]
fn nothing_but_the_three_key_attributes_decides() {
    let bank = Bank::new();
    let same =
        "name=张三; mobile=13800138000; email=z@example.com; address=北京市朝阳区建国路1号; birth=1949-12-31";
    for (source, id) in [("core", 1), ("loan", 5)] {
        let row = format!("no=1; type=01; id={}; {same}", resident_id(id));
        bank.load(&Source::new(source), DAY_1, &[&row]);
        bank.load(&Source::new(source), DAY_4, &[&row]);
    }
    assert_ne!(bank.number("core:1"), bank.number("loan:1"));
}
