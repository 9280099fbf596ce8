//! Ties between customers entered and ended over HTTP: seen from both sides, told once, refused by field.

mod bank;
mod served;

use serde_json::{Value, json};
use served::*;
use testkit::http::Client;

async fn ties(client: &Client, number: &str) -> Vec<Value> {
    let told = client.get(&format!("/api/v1/customers/{number}/relations")).await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()["items"].as_array().expect("a list").clone()
}

/// Goal: a tie is entered by the same road as a row of a file, stands on both sides, and ends on both (E-05).
#[tokio::test]
async fn a_tie_is_entered_and_ended() {
    let served = served().await;
    let (zhang, li) = (number_of(&served, ZHANG.1).await, number_of(&served, LI.1).await);
    let steward = served.by("steward");
    let path = format!("/api/v1/customers/{zhang}/relations");
    let wish = json!({
        "kind": "legal_representative", "number": li,
        "values": { "since": "2020-01-31", "post": "董事长", "share": "35.50" },
    });
    served.lines();
    let keyed = steward.with("idempotency-key", "tie");
    let made = keyed.post(&path, &wish).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    let again = keyed.post(&path, &wish).await;
    assert_eq!(
        (again.status, &again.json()["record_id"]),
        (200, &made["record_id"]),
        "{}",
        again.text()
    );
    let (line, _) = &served.lines()[0];
    assert_eq!(
        (line.object.as_str(), line.action.as_str(), line.target.as_deref()),
        ("customer", "correct", Some(zhang.as_str()))
    );
    assert_eq!(line.detail["relation"], "legal_representative");

    let mine = ties(&steward, &zhang).await;
    assert_eq!(mine.len(), 1, "told once, however often it was sent: {mine:?}");
    let tie = &mine[0];
    assert_eq!(
        (&tie["kind"], &tie["outward"], &tie["number"], &tie["share"]),
        (
            &json!("legal_representative"),
            &json!(true),
            &json!(li),
            &json!("35.50")
        )
    );
    assert_eq!(tie["values"], json!({ "since": "2020-01-31", "post": "董事长" }));
    assert_eq!(
        tie["stated_by"],
        json!([{ "source": "desk", "record_id": made["record_id"] }])
    );
    assert_eq!(made["relation"], *tie);
    let theirs = ties(&steward, &li).await;
    assert_eq!(
        (&theirs[0]["outward"], &theirs[0]["number"]),
        (&json!(false), &json!(zhang))
    );

    // The other side says the same tie: it is one already. The opposite is another.
    let there = format!("/api/v1/customers/{li}/relations");
    let same = json!({ "kind": "legal_representative", "number": zhang, "outward": false });
    let told = problem(&steward.post(&there, &same).await, 422, "invalid");
    assert_eq!(told["errors"][0]["code"], "taken");
    let spouse = json!({ "kind": "spouse", "number": zhang });
    assert_eq!(steward.post(&there, &spouse).await.status, 201);
    assert_eq!(ties(&steward, &zhang).await.len(), 2);

    let record = made["record_id"].as_str().expect("an id");
    let end = format!("{path}/{record}");
    let ended = steward.send("DELETE", &end, None).await;
    assert_eq!(ended.status, 204, "{}", ended.text());
    for number in [&zhang, &li] {
        let left = ties(&steward, number).await;
        assert_eq!(left.len(), 1);
        assert_eq!(left[0]["kind"], "spouse");
    }
    problem(&steward.send("DELETE", &end, None).await, 404, "not-found");
    // What was ended is said anew.
    assert_eq!(steward.post(&path, &wish).await.status, 201);
    assert_eq!(ties(&steward, &zhang).await.len(), 2);
}

/// Goal: what is wrong is told at its field; who may not correct enters nothing, and of another branch's customer only
/// the branch is told.
#[tokio::test]
async fn a_tie_that_is_wrong_is_refused_by_field() {
    let served = served().await;
    let (zhang, li) = (number_of(&served, ZHANG.1).await, number_of(&served, LI.1).await);
    let path = format!("/api/v1/customers/{zhang}/relations");
    let steward = served.by("steward");
    let refused = async |kind: &str, number: &str, values: Value| {
        let wish = json!({ "kind": kind, "number": number, "values": values });
        let told = problem(&steward.post(&path, &wish).await, 422, "invalid");
        let error = &told["errors"][0];
        let text = |name: &str| error[name].as_str().expect("a word").to_owned();
        (text("field"), text("code"))
    };
    let told = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(refused("", &li, json!({})).await, told("kind", "missing"));
    assert_eq!(
        refused("friend", &li, json!({})).await,
        told("kind", "unknown-code")
    );
    assert_eq!(refused("spouse", &zhang, json!({})).await, told("number", "same"));
    assert_eq!(
        refused("spouse", "12", json!({})).await,
        told("number", "bad_format")
    );
    assert_eq!(
        refused("shareholder", &li, json!({ "share": "101" })).await,
        told("values.share", "out-of-range")
    );
    let wish = json!({ "kind": "spouse", "number": li });
    problem(&served.by("analyst").post(&path, &wish).await, 403, "forbidden");
    let manager = served.by("rm@0101/R01011");
    problem(&manager.post(&path, &wish).await, 403, "elsewhere");
    assert_eq!(ties(&steward, &zhang).await.len(), 0);
    let nothing = format!("{path}/00000000-0000-7000-8000-000000000000");
    problem(&steward.send("DELETE", &nothing, None).await, 404, "not-found");
}
