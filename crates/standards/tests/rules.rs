//! Rules by name: the reference examples, and what happens to inputs of another shape.

mod shared;

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use standards::rules::{EvalError, RULES, eval};

const TODAY: Date = date(2026, 11, 21);

#[test]
fn reference_examples() {
    let Some(text) = shared::read("rule_examples.json") else {
        return;
    };
    let file: Value = serde_json::from_str(&text).expect("rule_examples.json");
    let today: Date = file["as_of"]
        .as_str()
        .and_then(|day| day.parse().ok())
        .expect("as_of");
    let (mut held, mut not_built, mut elsewhere) = (0, 0, 0);
    for row in file["rows"].as_array().expect("rows") {
        let rule = row["rule"].as_str().expect("rule");
        match eval(rule, &row["input"], today) {
            Ok(result) if result == json!({"error": "not built"}) => {
                assert!(!RULES.contains(&rule), "{rule}");
                not_built += 1;
            }
            Ok(result) => {
                assert_eq!(result, row["expected"], "{}", row["id"]);
                held += 1;
            }
            Err(EvalError::Elsewhere(rule)) => {
                assert_eq!(rule, "MERGE-01");
                elsewhere += 1;
            }
            Err(error) => panic!("{}: {error}", row["id"]),
        }
    }
    assert!(held >= 77, "only {held} examples");
    assert!(not_built > 0 && elsewhere > 0, "{not_built} {elsewhere}");
}

#[test]
fn results_by_rule() {
    let rows = [
        ("ID-02", json!("11010549123100"), json!("11010549123100")),
        ("ID-02", json!(" 110105491331002"), json!(" 110105491331002")),
        ("ID-02", json!("110105491231002"), json!("11010519491231002X")),
        ("ID-03", json!("110105194912310021"), json!(null)),
        (
            "ID-04",
            json!("810100192001010017"),
            json!({"valid": false, "issuer": null}),
        ),
        (
            "ID-09",
            json!({"type": "taiwan_permit", "number": "12345678"}),
            json!(true),
        ),
        (
            "ID-09",
            json!({"type": "hk_macau_permit", "number": "Ｈ12345678"}),
            json!(false),
        ),
        ("ID-10", json!("a-1"), json!(null)),
        ("ID-11", json!("hk_id"), json!("A")),
        ("ACC-01", json!(4_111_111_111_111_111_u64), json!("ok")),
        ("ACC-02", json!("9999"), json!("UNKNOWN")),
        ("TEL-01", json!("12800138000"), json!(null)),
        ("TEL-02", json!("021-12345678"), json!(null)),
        (
            "TEL-03",
            json!({"number": "01066001234", "own": ["(010)66001234"]}),
            json!({"placeholder": true}),
        ),
        ("ADDR-01", json!("朝阳区建国路1号"), json!(null)),
        ("ADDR-01", json!("广东省深圳市"), json!("440300")),
        ("ADDR-02", json!(["解放路1号", "解放路2号"]), json!(false)),
        (
            "NAME-03",
            json!(["李明", "李铭"]),
            json!({"suspect": true, "reason": "same_reading"}),
        ),
        (
            "NAME-03",
            json!(["王小明", "王大明"]),
            json!({"suspect": true, "reason": "one_character"}),
        ),
        (
            "NAME-03",
            json!(["王喆", "王吉吉"]),
            json!({"suspect": true, "reason": "rare_character"}),
        ),
        (
            "NAME-03",
            json!(["王□", "王刚"]),
            json!({"suspect": true, "reason": "placeholder"}),
        ),
        (
            "NAME-03",
            json!(["John Smith", "Smith, John"]),
            json!({"suspect": true, "reason": "word_order"}),
        ),
        (
            "NAME-03",
            json!(["张三", "李四"]),
            json!({"suspect": false, "reason": null}),
        ),
        (
            "NAME-03",
            json!(["张三", "張三"]),
            json!({"suspect": false, "reason": null}),
        ),
        (
            "SIZE-01",
            json!({"industry": "industry", "employees": 1200, "revenue_10k_cny": 39000}),
            json!("medium"),
        ),
        (
            "SIZE-01",
            json!({"industry": "retail", "employees": 8, "revenue_10k_cny": 9000}),
            json!("micro"),
        ),
        (
            "SIZE-01",
            json!({"industry": "construction", "revenue_10k_cny": 6000, "assets_10k_cny": 5000}),
            json!("medium"),
        ),
        (
            "SIZE-01",
            json!({"industry": "construction", "revenue_10k_cny": 90000}),
            json!("micro"),
        ),
        (
            "SIZE-01",
            json!({"industry": "other", "employees": 300}),
            json!("large"),
        ),
        (
            "SIZE-01",
            json!({"industry": "software_and_it_services", "employees": 10, "revenue_10k_cny": 50}),
            json!("small"),
        ),
        ("CAL-01", json!("1900-01-01"), json!(null)),
        (
            "CAL-02",
            json!({"year": 2021, "month": 4, "day": 1, "leap": true}),
            json!("2021-05-12"),
        ),
        (
            "CAL-02",
            json!({"year": 2020, "month": 4, "day": 30, "leap": true}),
            json!("2020-06-20"),
        ),
        (
            "CAL-02",
            json!({"year": 99999, "month": 4, "day": 30}),
            json!(null),
        ),
        (
            "CAL-03",
            json!({"year": 2026, "term": "立冬"}),
            json!("2026-11-07"),
        ),
        ("MASK-02", json!("A"), json!("*")),
        ("LOAN-01", json!({}), json!({"error": "not built"})),
    ];
    for (rule, input, expected) in rows {
        assert_eq!(eval(rule, &input, TODAY), Ok(expected), "{rule} {input}");
    }
}

#[test]
fn bad_shapes_name_the_field() {
    let rows = [
        ("ID-01", json!(null), "input"),
        ("ID-01", json!(["110105"]), "input"),
        ("ID-09", json!("E00000017"), "input"),
        ("ID-09", json!({"number": "E00000017"}), "type"),
        ("ID-09", json!({"type": "passport_cn"}), "number"),
        ("ID-09", json!({"type": "driving_licence", "number": "1"}), "type"),
        ("TEL-03", json!({"number": "1", "own": "1"}), "own"),
        ("ADDR-02", json!(["a"]), "input"),
        ("SIZE-01", json!({"employees": 1}), "industry"),
        ("SIZE-01", json!({"industry": "banking"}), "industry"),
        (
            "SIZE-01",
            json!({"industry": "retail", "employees": "8"}),
            "employees",
        ),
        ("CAL-01", json!("yesterday"), "input"),
        ("CAL-02", json!({"year": 2024, "month": 1}), "day"),
        (
            "CAL-02",
            json!({"year": 2024, "month": 1, "day": 1, "leap": 1}),
            "leap",
        ),
        ("CAL-03", json!({"year": 2024.5, "term": "清明"}), "year"),
    ];
    for (rule, input, expected) in rows {
        match eval(rule, &input, TODAY) {
            Err(EvalError::BadInput { field, .. }) => assert_eq!(field, expected, "{rule} {input}"),
            other => panic!("{rule} {input}: {other:?}"),
        }
    }
    assert_eq!(
        eval("ID-99", &json!(""), TODAY),
        Err(EvalError::UnknownRule("ID-99".into()))
    );
}

#[test]
fn every_listed_rule_is_known() {
    for rule in RULES {
        let result = eval(rule, &json!("x"), TODAY);
        assert!(
            !matches!(result, Err(EvalError::UnknownRule(_) | EvalError::Elsewhere(_))),
            "{rule}"
        );
    }
}
