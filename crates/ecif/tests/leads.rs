//! A list of leads held against the customers, over real HTTP: found by the rules of entry, told by the caller's rights.

mod bank;
mod served;

use bank::{Bank, day, mapping, person};
use serde_json::{Value, json};
use served::*;
use testkit::http::Answer;

const OUYANG: (&str, &str) = ("欧阳建国", "330106197503123419");
const CHEN: (&str, &str) = ("陈丽", "330106197607045224");

/// 欧阳建国 is kept at 0101, 陈丽 at 0201, each with all that a lead may tell.
async fn two_branches() -> Served {
    let bank = Bank::open().await;
    let mut rows = [
        kept(person("1", OUYANG.0, OUYANG.1), "0101", "R01011", "13805716021"),
        kept(person("2", CHEN.0, CHEN.1), "0201", "R02011", "13805719999"),
    ];
    for (row, birth) in rows.iter_mut().zip(["19750312", "19760704"]) {
        row.extend([
            ("birth", birth.to_owned()),
            ("addr", "浙江省杭州市滨江区江南大道3588号5幢2单元301室".to_owned()),
        ]);
    }
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), &rows)
        .await;
    served_on(bank).await
}

fn lead(name: &str, document: Option<&str>, values: &[(&str, &str)]) -> Value {
    let mut said = json!({ "name": [name] });
    for (attribute, value) in values {
        said[*attribute] = json!([value]);
    }
    let documents = document.map(|number| json!({ "type": "resident_id", "number": number }));
    json!({ "identifications": Vec::from_iter(documents), "values": said })
}

async fn checked(served: &Served, who: &str, leads: &[Value]) -> Answer {
    served
        .by(who)
        .post("/api/v1/customers/check-list", &json!({ "leads": leads }))
        .await
}

const HIS: [(&str, &str); 2] = [("mobile", "13805716021"), ("birth_date", "1975-03-12")];

fn leads() -> Vec<Value> {
    vec![
        lead(OUYANG.0, Some(OUYANG.1), &[]),
        lead("欧阳建囯", None, &HIS),
        lead(CHEN.0, Some(CHEN.1), &[]),
        lead(
            "司马相如",
            Some("510104197901010015"),
            &[("mobile", "13688886666")],
        ),
        lead("司马相如", Some("51010419790101001 5"), &[]),
        json!({ "values": { "sex": ["1"] } }),
        lead("卓文君", None, &[("beauty", "1")]),
    ]
}

fn words(rows: &Value) -> Vec<String> {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| row["is"].as_str().expect("a word").to_owned())
        .collect()
}

/// What each of the leads is, whoever asks.
const FOUND: [&str; 7] = [
    "customer",
    "likely",
    "elsewhere",
    "new",
    "new",
    "unclear",
    "unclear",
];

#[tokio::test]
async fn a_lead_that_is_a_customer_is_caught() {
    let served = two_branches().await;
    let number = number_of(&served, OUYANG.1).await;
    served.lines();
    let answer = checked(&served, "rm@0101/R01011", &leads()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let told = answer.json();
    let rows = &told["rows"];
    assert_eq!(words(rows), FOUND, "{told:#}");
    assert_eq!(
        (&rows[0]["customer"]["number"], &rows[0]["by"]),
        (&json!(number), &json!("resident_id"))
    );
    let likely = &rows[1]["similar"][0];
    assert_eq!(likely["customer"]["number"], json!(number));
    assert!(likely["weight"]["probability"].as_f64() > Some(0.9), "{likely:#}");
    assert!(
        likely["weight"]["agreeing"].to_string().contains("mobile"),
        "{likely:#}"
    );
    // Of another branch's customer only the branch is told.
    assert_eq!(rows[2]["elsewhere"][0]["branches"][0]["code"], "0201");
    assert!(!rows[2].to_string().contains(CHEN.0), "{:#}", rows[2]);
    // And what the list itself repeats: by document and name, or all in all.
    assert_eq!(rows[4]["same_as"], json!({ "row": 4 }));
    assert_eq!(rows[1]["same_as"]["row"], 1);
    assert!(rows[1]["same_as"]["weight"]["probability"].as_f64() > Some(0.9));
    assert_eq!(rows[5]["errors"][0]["code"], "missing");
    assert_eq!(rows[6]["errors"][0]["field"], "values.beauty");
    assert_eq!(
        told["counts"],
        json!({ "customer": 1, "elsewhere": 1, "likely": 1, "new": 2, "unclear": 2, "repeated": 2 })
    );
    // One act, with its figures, and nobody's name.
    let lines = served.lines();
    assert_eq!(lines.len(), 1);
    let line = format!("{:?}", lines[0].0);
    assert!(line.contains("leads") && line.contains("repeated"), "{line}");
    assert!(!line.contains(OUYANG.0) && !line.contains(OUYANG.1), "{line}");

    // The check before entering says the same of each.
    let manager = served.by("rm@0101/R01011");
    for (at, wanted) in [(0, "existing"), (1, "similar")] {
        let mut wish = leads()[at].clone();
        wish["kind"] = json!("individual");
        let check = manager.post("/api/v1/customers/check", &wish).await.json();
        let one = if wanted == "existing" {
            &check[wanted]
        } else {
            &check[wanted][0]
        };
        assert_eq!(one["number"], json!(number), "{check:#}");
    }
    let mut wish = leads()[2].clone();
    wish["kind"] = json!("individual");
    problem(
        &manager.post("/api/v1/customers/check", &wish).await,
        403,
        "elsewhere",
    );
}

#[tokio::test]
async fn what_is_found_does_not_depend_on_what_is_shown_and_what_is_told_does() {
    let served = two_branches().await;
    let number = number_of(&served, OUYANG.1).await;
    let planner = checked(&served, "marketing_planner@0101", &leads()).await;
    assert_eq!(planner.status, 200, "{}", planner.text());
    let told = planner.json();
    let rows = &told["rows"];
    assert_eq!(words(rows), FOUND);
    // Who it is would tell whose the number is, which lies masked before them.
    for row in [&rows[0], &rows[1]] {
        assert_eq!(row["kept_back"], true, "{row:#}");
        assert!(!row.to_string().contains(&number), "{row:#}");
        assert!(!row["similar"].to_string().contains("agreeing\":[{"), "{row:#}");
        assert_eq!(row["elsewhere"][0]["branches"][0]["code"], "0101", "{row:#}");
    }
    problem(
        &checked(&served, "operator@0101", &leads()).await,
        403,
        "forbidden",
    );
}

#[tokio::test]
async fn a_list_has_its_bounds() {
    let served = two_branches().await;
    for many in [0, 1001] {
        let leads = vec![lead("司马相如", None, &[]); many];
        let refused = checked(&served, "steward", &leads).await;
        assert_eq!(problem(&refused, 422, "invalid")["errors"][0]["field"], "leads");
    }
    // A thousand of one name are no customers, and each but the first repeats the first.
    let leads = vec![lead("司马相如", Some("510104197901010015"), &[]); 1000];
    let told = checked(&served, "steward", &leads).await.json();
    assert_eq!(told["counts"]["new"], 1000);
    assert_eq!(told["counts"]["repeated"], 999);
    assert_eq!(told["rows"][999]["same_as"], json!({ "row": 1 }));
}
