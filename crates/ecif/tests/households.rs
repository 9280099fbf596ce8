//! Two who live together instead of being one: proposed by the review, tied and judged by one act.

mod bank;
mod served;

use bank::{Bank, Cells, day, mapping, person};
use serde_json::{Value, json};
use served::*;

const HIS_PASSPORT: &str = "E31234567";

/// A man; his wife, whose row bears his passport; and somebody else who does.
async fn bank() -> Bank {
    let of_home = |key: &str, name: &str, home: &str| -> Cells {
        let mut cells = kept(person(key, name, HIS_PASSPORT), "0101", "R01011", "13805716021");
        cells.extend([
            ("t1", "P".to_owned()),
            ("birth", "19750312".to_owned()),
            ("addr", home.to_owned()),
        ]);
        cells
    };
    let home = "浙江省杭州市滨江区江南大道3588号5幢2单元301室";
    let mut man = of_home("1", "欧阳建国", home);
    man.insert("sex", "1".to_owned());
    let mut wife = of_home("2", "陈丽", home);
    wife.extend([("sex", "2".to_owned()), ("birth", "19760704".to_owned())]);
    let mut stranger = of_home("3", "卓文君", "四川省成都市锦江区琴台路7号2单元501室");
    stranger.extend([
        ("sex", "2".to_owned()),
        ("mobile", "13688887777".to_owned()),
        ("birth", "19800202".to_owned()),
    ]);
    let bank = Bank::open().await;
    bank.load(
        &mapping("core", 90, "delta", ""),
        "core",
        day(3, 1),
        &[man, wife, stranger],
    )
    .await;
    bank
}

/// The suspect that two of these names are.
async fn between(served: &Served, names: [&str; 2]) -> Value {
    let told = served
        .by("steward")
        .get("/api/v1/suspects?status=suspect")
        .await
        .json();
    let named = |suspect: &&Value| {
        let of = ["one", "other"].map(|side| suspect[side]["name"].as_str().unwrap_or_default());
        names.iter().all(|name| of.contains(name))
    };
    let items = told["items"].as_array().expect("items");
    items
        .iter()
        .find(named)
        .unwrap_or_else(|| panic!("{told:#}"))
        .clone()
}

fn path(suspect: &Value) -> String {
    format!("/api/v1/suspects/{}", suspect["id"].as_str().expect("an id"))
}

async fn ties(served: &Served, suspect: &Value, side: &str) -> Vec<Value> {
    let number = suspect[side]["number"].as_str().expect("a number");
    let told = served
        .by("steward")
        .get(&format!("/api/v1/customers/{number}/relations"))
        .await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()["items"].as_array().expect("items").clone()
}

async fn status(served: &Served, suspect: &Value) -> Value {
    served.by("steward").get(&path(suspect)).await.json()["suspect"]["status"].clone()
}

/// Goal: a pair of one household is proposed as that, with reasons, and one act ties the two and says that they are
/// different; said again, nothing is doubled.
#[tokio::test]
async fn two_of_one_household_are_tied_instead_of_merged() {
    let served = served_on(bank().await).await;
    let steward = served.by("steward");
    let couple = between(&served, ["欧阳建国", "陈丽"]).await;
    let review = steward.get(&path(&couple)).await.json();
    let proposed = &review["household"];
    let fields = |what: &str| -> Vec<String> {
        let said = proposed[what].as_array().expect("reasons").iter();
        said.map(|one| one["field"].as_str().expect("a field").to_owned())
            .collect()
    };
    assert_eq!(proposed["relation"], "same_household", "{review:#}");
    assert_eq!(fields("shared"), ["address", "mobile"]);
    assert_eq!(fields("apart")[0], "name");
    assert!(fields("apart").contains(&"sex".to_owned()), "{proposed:#}");
    assert_eq!(proposed["standing"], json!([]));
    // Who has the passport alone in common lives elsewhere.
    let strangers = between(&served, ["欧阳建国", "卓文君"]).await;
    let review = steward.get(&path(&strangers)).await.json();
    assert_eq!(review["household"], Value::Null);

    served.lines();
    let verdicts = format!("{}/verdicts", path(&couple));
    let wish = json!({ "status": "different", "note": "夫妻", "relation": "same_household" });
    // A doubled click.
    let (one, other) = tokio::join!(steward.post(&verdicts, &wish), steward.post(&verdicts, &wish));
    for told in [one, other, steward.post(&verdicts, &wish).await] {
        assert_eq!(told.status, 200, "{}", told.text());
        let told = told.json();
        assert_eq!(
            (&told["suspect"]["status"], &told["household"]["standing"]),
            (&json!("different"), &json!(["same_household"]))
        );
    }
    let (line, _) = &served.lines()[0];
    assert_eq!(
        (
            line.object.as_str(),
            line.action.as_str(),
            &line.detail["relation"]
        ),
        ("pair", "judge", &json!("same_household"))
    );
    for (side, another) in [("one", "other"), ("other", "one")] {
        let told = ties(&served, &couple, side).await;
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(
            (&told[0]["kind"], &told[0]["mutual"], &told[0]["number"]),
            (&json!("same_household"), &json!(true), &couple[another]["number"])
        );
        assert_eq!(told[0]["stated_by"].as_array().map(Vec::len), Some(1));
        assert_eq!(told[0]["stated_by"][0]["source"], "desk");
    }
    // From the other side it is said already.
    let other = couple["other"]["number"].as_str().expect("a number");
    let wish = json!({ "kind": "same_household", "number": couple["one"]["number"] });
    let again = steward
        .post(&format!("/api/v1/customers/{other}/relations"), &wish)
        .await;
    assert_eq!(problem(&again, 422, "invalid")["errors"][0]["code"], "taken");
}

/// Goal: what will not be judged ties nobody; what was tied and not judged is judged by the same request; a tie that
/// was ended is said anew.
#[tokio::test]
async fn half_an_act_leaves_nothing_wrong() {
    let served = served_on(bank().await).await;
    let steward = served.by("steward");
    let couple = between(&served, ["欧阳建国", "陈丽"]).await;
    let verdicts = format!("{}/verdicts", path(&couple));
    let refused = async |wish: Value| {
        let told = problem(&steward.post(&verdicts, &wish).await, 422, "invalid");
        (
            told["errors"][0]["field"].clone(),
            told["errors"][0]["code"].clone(),
        )
    };
    assert_eq!(
        refused(json!({ "status": "same", "relation": "same_household" })).await,
        (json!("relation"), json!("refused"))
    );
    assert_eq!(
        refused(json!({ "status": "different", "relation": "friends" })).await,
        (json!("relation"), json!("unknown-code"))
    );
    assert_eq!(ties(&served, &couple, "one").await, Vec::<Value>::new());
    assert_eq!(status(&served, &couple).await, "suspect");

    // A third is one with both: that the two are different is refused first, and nobody is tied by it.
    let his = between(&served, ["欧阳建国", "卓文君"]).await;
    let hers = between(&served, ["陈丽", "卓文君"]).await;
    for suspect in [&his, &hers] {
        let told = steward
            .post(
                &format!("{}/verdicts", path(suspect)),
                &json!({ "status": "same_kept", "despite": true }),
            )
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
    }
    let wish = json!({ "status": "different", "relation": "same_household" });
    problem(&steward.post(&verdicts, &wish).await, 409, "conflict");
    assert_eq!(ties(&served, &couple, "one").await, Vec::<Value>::new());

    // The tie was entered, and the answer of the judgement lost on the way: the same request ends it.
    let [one, other] = ["one", "other"].map(|side| couple[side]["number"].as_str().expect("a number"));
    let tie = json!({ "kind": "same_household", "number": other });
    let entered = steward
        .post(&format!("/api/v1/customers/{one}/relations"), &tie)
        .await;
    assert_eq!(entered.status, 201, "{}", entered.text());
    let wish = json!({ "status": "different", "relation": "same_household", "despite": true });
    let told = steward.post(&verdicts, &wish).await;
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!(ties(&served, &couple, "one").await.len(), 1);

    let record = entered.json()["record_id"].as_str().expect("a record").to_owned();
    let end = format!("/api/v1/customers/{one}/relations/{record}");
    assert_eq!(steward.send("DELETE", &end, None).await.status, 204);
    for _ in 0..2 {
        assert_eq!(steward.post(&verdicts, &wish).await.status, 200);
        assert_eq!(
            ties(&served, &couple, "other").await.len(),
            1,
            "said anew, and once"
        );
    }
    let told = ties(&served, &couple, "one").await;
    let record = told[0]["stated_by"][0]["record_id"].as_str().expect("a record");
    let end = format!("/api/v1/customers/{one}/relations/{record}");
    assert_eq!(steward.send("DELETE", &end, None).await.status, 204);
    assert_eq!(steward.post(&verdicts, &wish).await.status, 200);
    let again = ties(&served, &couple, "one").await;
    assert_eq!(again.len(), 1, "{again:#?}");
    assert_eq!(
        again[0]["stated_by"][0]["record_id"], record,
        "the very record is back: two who ask at once make one"
    );
}
