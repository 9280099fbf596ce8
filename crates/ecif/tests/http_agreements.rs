//! Agreements entered and corrected over HTTP read back unchanged, under every path that tells of them.

mod bank;
mod served;

use serde_json::{Value, json};
use served::*;

/// What a contract, a loan, a deposit and a card of 张三 are entered as.
fn agreements(base: i64, guarantor: &str) -> [Value; 4] {
    [
        json!({
            "base_version": base, "product": "DEP.DEMAND",
            "values": { "account_number": "6222020200012345678", "currency": "CNY", "opened_on": "2026-03-01" },
            "balance": { "amount": "1234.50" },
        }),
        json!({
            "base_version": base, "product": "LOAN.CAR", "role": "borrower", "unit": "0101",
            "values": {
                "currency": "CNY", "amount": "88000.00", "interest_rate": "4.35", "maturity_on": "2030-03-01",
                "collateral": "小客车一辆", "term_months": "48",
            },
            "balance": { "kind": "outstanding", "amount": "80000.00", "on": "2026-03-01" },
            "others": [{ "number": guarantor, "role": "guarantor" }],
        }),
        json!({
            "base_version": base, "product": "CARD.CREDIT",
            "values": { "card_number": "6225880112345678", "currency": "USD", "credit_limit": "50000.00" },
            "balance": { "kind": "outstanding", "amount": "-12.30" },
        }),
        json!({
            "base_version": base, "product": "LOAN.WORKING_CAPITAL", "role": "borrower",
            "values": { "currency": "CNY", "credit_limit": "300000" },
        }),
    ]
}

/// Goal: whatever agreement a customer has is entered by the same road as everything else and reads back unchanged
/// (E-05): by account, contract, statistics and subject, with balance, limit, currency and part.
#[tokio::test]
async fn agreements_are_entered_and_read_back_unchanged() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let li = number_of(&served, LI.1).await;
    let path = format!("/api/v1/customers/{zhang}");
    let accounts = format!("{path}/accounts");
    let steward = served.by("steward");
    let version = async || {
        let now = steward.get(&path).await.json();
        now["version"].as_i64().expect("a version")
    };
    served.lines();
    let mut made = Vec::new();
    for at in 0..4 {
        let wish = agreements(version().await, &li)[at].clone();
        let keyed = steward.with("idempotency-key", &format!("a{at}"));
        let answer = keyed.post(&accounts, &wish).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let told = answer.json();
        assert_eq!(told["outcome"], "created");
        let again = keyed.post(&accounts, &wish).await;
        assert_eq!((again.status, &again.json()["outcome"]), (200, &json!("again")));
        assert_eq!(again.json()["agreement"], told["agreement"]);
        let values = told["agreement"]["values"].as_array().expect("values").iter();
        let said = values.filter(|value| value["masked"] == false).map(|value| {
            (
                value["attribute"].as_str().expect("a name").to_owned(),
                value["value"].clone(),
            )
        });
        for (name, value) in said {
            assert_eq!(wish["values"][&name], value, "{name}");
        }
        made.push(told["agreement"].clone());
    }
    let lines = served.lines();
    let line = lines
        .iter()
        .find(|(line, _)| line.detail["product"] == "LOAN.CAR");
    assert_eq!(
        line.expect("a line in the trail").0.target.as_deref(),
        Some(zhang.as_str())
    );

    let holdings = steward.get(&accounts).await.json();
    assert_eq!(
        holdings["accounts"], 4,
        "each once, however often it was sent: {holdings}"
    );
    let kinds = |balances: &Value| {
        let all = balances.as_array().expect("amounts").iter();
        all.map(|one| {
            let text = |name: &str| one[name].as_str().expect(name).to_owned();
            (text("kind"), text("currency"), text("amount"))
        })
        .collect::<Vec<_>>()
    };
    let amount =
        |kind: &str, currency: &str, amount: &str| (kind.to_owned(), currency.to_owned(), amount.to_owned());
    assert_eq!(
        kinds(&holdings["totals"]),
        [
            amount("book", "CNY", "1234.50"),
            amount("outstanding", "CNY", "80000.00"),
            amount("outstanding", "USD", "-12.30")
        ]
    );
    let contracts = steward.get(&format!("{path}/contracts")).await.json();
    let products = |list: &str| {
        let all = contracts[list].as_array().expect("a list").iter();
        all.map(|one| one["product"].as_str().expect("a product").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(products("credit_lines"), ["CARD.CREDIT", "LOAN.WORKING_CAPITAL"]);
    assert_eq!(products("loans"), ["LOAN.CAR", "LOAN.WORKING_CAPITAL"]);
    assert_eq!(products("collateral"), ["LOAN.CAR"]);
    let loan = &contracts["loans"][0];
    assert_eq!(
        (
            &loan["roles"],
            &loan["source"],
            &loan["unit"],
            &loan["balances"][0]["on"]
        ),
        (
            &json!(["borrower"]),
            &json!("desk"),
            &json!("0101"),
            &json!("2026-03-01")
        )
    );
    assert_eq!(
        (&loan["others"][0]["role"], &loan["others"][0]["number"]),
        (&json!("guarantor"), &json!(li))
    );
    // The other side of it: 李四 answers for the loan.
    let theirs = steward
        .get(&format!("/api/v1/customers/{li}/contracts"))
        .await
        .json();
    assert_eq!(
        (
            &theirs["guarantees"][0]["roles"],
            &theirs["guarantees"][0]["record_id"]
        ),
        (&json!(["guarantor"]), &loan["record_id"])
    );
    let subject = steward.get(&format!("{path}/subjects/contract")).await.json();
    assert_eq!(
        (&subject["holdings"], &subject["contracts"]),
        (&holdings, &contracts)
    );
    // The lists and the figures know of it at once.
    let list = steward.get("/api/v1/customers?limit=10").await.json();
    let rows = list["items"].as_array().expect("rows");
    let row = rows
        .iter()
        .find(|row| row["number"] == json!(zhang))
        .expect("a row");
    assert_eq!(
        (&row["accounts"], &row["balance_cny"], &row["owed_cny"]),
        (&json!(4), &json!("1234.50"), &json!("80000.00"))
    );
    let counted = steward.get("/api/v1/statistics/customers?by=unit").await;
    assert!(counted.text().contains("80000.00"), "{}", counted.text());
}

#[tokio::test]
async fn an_agreement_is_refused_and_corrected_by_field() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let path = format!("/api/v1/customers/{zhang}");
    let accounts = format!("{path}/accounts");
    let manager = served.by("rm@0101/R01011");
    let base = manager.get(&path).await.json()["version"]
        .as_i64()
        .expect("a version");
    let card = json!({
        "base_version": base, "product": "CARD.CREDIT",
        "values": { "currency": "CNY", "credit_limit": "50000.00" },
        "balance": { "kind": "outstanding", "amount": "10.00" },
    });
    // Nothing is written of what is wrong.
    for (field, code, at, value) in [
        ("product", "unknown-code", "/product", json!("CARD.GOLD")),
        ("role", "unknown", "/role", json!("boss")),
        ("unit", "out-of-reach", "/unit", json!("0201")),
        ("values.beauty", "unknown", "/values", json!({ "beauty": "1" })),
        (
            "values.credit_limit",
            "malformed",
            "/values/credit_limit",
            json!("5e4"),
        ),
        (
            "values.currency",
            "unknown-code",
            "/values/currency",
            json!("ZZZ"),
        ),
        (
            "values.currency",
            "missing",
            "/values",
            json!({ "credit_limit": "1" }),
        ),
        ("balance.kind", "unknown", "/balance/kind", json!("hope")),
        ("balance.amount", "malformed", "/balance/amount", json!("much")),
    ] {
        let mut wish = card.clone();
        wish["role"] = json!("owner");
        wish["unit"] = json!("0101");
        *wish.pointer_mut(at).expect("a place") = value;
        let refused = manager.post(&accounts, &wish).await.json();
        assert_eq!(
            (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
            (&json!(field), &json!(code)),
            "{refused}"
        );
    }
    let mut late = card.clone();
    late["base_version"] = json!(base + 7);
    assert_eq!(
        problem(&manager.post(&accounts, &late).await, 409, "conflict")["version"],
        base
    );
    let li = number_of(&served, LI.1).await;
    let other = format!("/api/v1/customers/{li}/accounts");
    problem(&manager.post(&other, &card).await, 403, "elsewhere");
    let mut theirs = card.clone();
    theirs["others"] = json!([{ "number": li, "role": "guarantor" }]);
    problem(&manager.post(&accounts, &theirs).await, 403, "elsewhere");
    problem(
        &served.by("operator").post(&accounts, &card).await,
        403,
        "forbidden",
    );
    assert_eq!(manager.get(&accounts).await.json()["accounts"], 0);

    let made = manager.post(&accounts, &card).await.json();
    let record = made["agreement"]["record_id"]
        .as_str()
        .expect("a record")
        .to_owned();
    let one = format!("{accounts}/{record}");
    let wish = |before: &str, value: &str| {
        let change = json!({ "attribute": "credit_limit", "before": before, "value": value });
        json!({ "changes": [change], "balance": { "kind": "outstanding", "amount": "25.00" } }).to_string()
    };
    let raised = manager
        .send("PATCH", &one, Some(wish("50000.00", "60000.00")))
        .await;
    assert_eq!(raised.status, 200, "{}", raised.text());
    let raised = raised.json();
    let limit = |told: &Value| {
        let values = told["agreement"]["values"].as_array().expect("values").iter();
        values
            .filter(|value| value["attribute"] == "credit_limit")
            .map(|value| value["value"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (&raised["outcome"], limit(&raised)),
        (&json!("corrected"), vec![json!("60000.00")])
    );
    assert_eq!(raised["agreement"]["balances"][0]["amount"], "25.00");
    assert_eq!(
        raised["agreement"]["balances"]
            .as_array()
            .expect("balances")
            .len(),
        1
    );
    assert_eq!(raised["agreement"]["roles"], json!(["owner"]));
    // Somebody who had seen the old limit.
    let late = manager
        .send("PATCH", &one, Some(wish("50000.00", "70000.00")))
        .await;
    assert_eq!(
        problem(&late, 409, "conflict")["conflicts"],
        json!([{ "field": "credit_limit", "mine": "70000.00", "theirs": "60000.00", "before": "50000.00" }])
    );
    let nobodys = format!("/api/v1/customers/{li}/accounts/{record}");
    let refused = served
        .by("steward")
        .send("PATCH", &nobodys, Some(wish("60000.00", "1")))
        .await;
    problem(&refused, 404, "not-found");
    problem(
        &manager.send("PATCH", &one, Some("{}".to_owned())).await,
        422,
        "invalid",
    );
    assert_eq!(manager.get(&accounts).await.json()["accounts"], 1);
}

/// Goal: each of the nine headings answers under its own path, with what the services beside it tell (E-04).
#[tokio::test]
async fn each_subject_answers_under_its_own_path() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let path = format!("/api/v1/customers/{zhang}");
    let steward = served.by("steward");
    for subject in ["basic", "statistics", "address", "risk", "contact", "resource"] {
        let told = steward.get(&format!("{path}/subjects/{subject}")).await;
        assert_eq!(told.status, 200, "{subject}");
        let golden = steward.get(&path).await.json();
        assert_eq!(told.json()["items"], golden["subjects"][subject], "{subject}");
    }
    let event = steward.get(&format!("{path}/subjects/event")).await.json();
    assert!(!event["items"].as_array().expect("events").is_empty());
    assert_eq!(event, steward.get(&format!("{path}/timeline")).await.json());
    let relation = steward.get(&format!("{path}/subjects/relation")).await;
    assert_eq!(
        (relation.status, relation.json()),
        (200, steward.get(&format!("{path}/relations")).await.json())
    );
    let contract = steward.get(&format!("{path}/subjects/contract")).await.json();
    assert_eq!(
        (&contract["holdings"], &contract["contracts"]),
        (
            &steward.get(&format!("{path}/accounts")).await.json(),
            &steward.get(&format!("{path}/contracts")).await.json()
        )
    );
    // The right is that of what it shows.
    let planner = served.by("marketing_planner@0101");
    assert_eq!(planner.get(&format!("{path}/subjects/basic")).await.status, 200);
    problem(
        &planner.get(&format!("{path}/subjects/contract")).await,
        403,
        "forbidden",
    );
    problem(
        &planner.get(&format!("{path}/subjects/event")).await,
        403,
        "forbidden",
    );
}
