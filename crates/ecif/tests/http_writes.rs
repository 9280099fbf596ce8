//! What is entered, corrected and put in force over HTTP: once, seen by the next read, and with every conflict told.

mod bank;
mod served;

use bank::{mapping, person};
use serde_json::{Value, json};
use served::*;

/// A customer that has all it must have.
fn wang() -> Value {
    json!({
        "kind": "individual",
        "identifications": [{ "type": "resident_id", "number": "440524188001010014", "expires_on": "9999-12-31" }],
        "values": {
            "name": ["王五"], "sex": ["1"], "nationality": ["CHN"], "occupation": ["1"],
            "address_home": ["山西省太原市小店区学府街1号"], "mobile": ["13600136000"],
        },
    })
}

#[tokio::test]
async fn a_code_and_a_mapping_get_new_versions() {
    let served = served().await;
    let steward = served.by("steward");
    let wish = json!({ "code": "ZZ", "zh": "测试级", "en": "test" });
    let made = steward.post("/api/v1/code-tables/education/values", &wish).await;
    assert_eq!(
        (made.status, made.json()["version"].clone()),
        (200, json!(1)),
        "{}",
        made.text()
    );
    let table = steward.get("/api/v1/code-tables/education").await.json();
    assert!(table["values"].to_string().contains("测试级"));
    problem(
        &steward.post("/api/v1/code-tables/education/values", &wish).await,
        409,
        "conflict",
    );
    problem(
        &steward.post("/api/v1/code-tables/beauty/values", &wish).await,
        404,
        "not-found",
    );

    let text = mapping("core", 80, "delta", "");
    let made = steward
        .post(
            "/api/v1/sources/core/mappings",
            &json!({ "text": text, "base_version": 1 }),
        )
        .await;
    assert_eq!(
        (made.status, made.json()["version"].clone()),
        (200, json!(2)),
        "{}",
        made.text()
    );
    let late = json!({ "text": mapping("core", 70, "delta", ""), "base_version": 1 });
    problem(
        &steward.post("/api/v1/sources/core/mappings", &late).await,
        409,
        "conflict",
    );
    let odd = steward
        .post("/api/v1/sources/core/mappings", &json!({ "text": "name = 7" }))
        .await;
    assert_eq!(problem(&odd, 422, "invalid")["errors"][0]["field"], "text");
}

#[tokio::test]
async fn a_customer_is_entered_once_however_often_it_is_sent() {
    let served = served().await;
    let manager = served.by("rm@0201/R02011");
    let mut incomplete = wang();
    incomplete["values"]["sex"] = json!([]);
    incomplete["values"]["occupation"] = json!(["不详"]);
    let refused = manager.post("/api/v1/customers", &incomplete).await;
    let errors = problem(&refused, 422, "invalid")["errors"].clone();
    let told: Vec<_> = errors
        .as_array()
        .expect("errors")
        .iter()
        .map(|one| (&one["field"], &one["rule"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!("values.sex"), &json!("DQ-01")),
            (&json!("values.occupation"), &json!("DQ-03"))
        ]
    );

    // 李四 carries the same document under another name: look first.
    let check = manager.post("/api/v1/customers/check", &wang()).await.json();
    assert_eq!(
        (&check["admissible"], &check["similar"][0]["name"]),
        (&json!(true), &json!(LI.0)),
        "{check}"
    );
    assert_eq!(
        (&check["similar"][0]["because"], &check["similar"][0]["rule"]),
        (&json!(["document"]), &json!("RULE 3"))
    );
    let asked = manager.post("/api/v1/customers", &wang()).await;
    let told = problem(&asked, 422, "invalid")["errors"][0].clone();
    assert_eq!(
        (&told["field"], &told["customers"]),
        (&json!("confirmed"), &json!([check["similar"][0]["number"]]))
    );
    // A code that no table has is not taken at the desk.
    let mut coded = wang();
    coded["values"]["occupation"] = json!(["ZZ"]);
    let refused = manager.post("/api/v1/customers", &coded).await;
    let told = problem(&refused, 422, "invalid")["errors"].clone();
    assert_eq!(
        (&told[0]["field"], &told[0]["code"], &told[0]["rule"]),
        (
            &json!("values.occupation"),
            &json!("unknown-code"),
            &json!("DQ-15")
        ),
        "{told}"
    );

    let mut wish = wang();
    wish["confirmed"] = json!(true);
    let keyed = manager.with("idempotency-key", "8b1f");
    let made = keyed.post("/api/v1/customers", &wish).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    assert_eq!(
        (&made["outcome"], &made["customer"]["name"]),
        (&json!("created"), &json!("王五"))
    );
    assert_eq!(made["customer"]["units"], json!(["0201"]));
    let again = keyed.post("/api/v1/customers", &wish).await;
    assert_eq!(
        (again.status, again.json()["outcome"].clone()),
        (200, json!("again"))
    );
    assert_eq!(again.json()["customer"]["number"], made["customer"]["number"]);
    wish["values"]["sex"] = json!(["2"]);
    problem(
        &keyed.post("/api/v1/customers", &wish).await,
        422,
        "idempotency-reused",
    );

    // The same person at another channel is the same customer.
    let joined = manager.post("/api/v1/customers", &wish).await;
    assert_eq!(
        (joined.status, joined.json()["outcome"].clone()),
        (200, json!("joined")),
        "{}",
        joined.text()
    );
    assert_eq!(joined.json()["customer"]["number"], made["customer"]["number"]);
    let found = manager.get("/api/v1/search?q=ww").await.json();
    assert_eq!(
        found["groups"][0]["hits"][0]["customer"]["name"], "王五",
        "at once"
    );
    // A unit out of reach, and a customer of another branch.
    wish["unit"] = json!("0101");
    problem(&manager.post("/api/v1/customers", &wish).await, 403, "forbidden");
    let other = served
        .by("rm@0101/R01011")
        .post("/api/v1/customers", &wang())
        .await;
    problem(&other, 403, "elsewhere");
}

#[tokio::test]
async fn a_correction_stands_beside_the_sources_and_conflicts_are_told_by_field() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let path = format!("/api/v1/customers/{zhang}");
    let manager = served.by("rm@0101/R01011");
    let before = manager.get(&path).await.json();
    let base = before["version"].as_i64().expect("a version");
    let education = correction(base, "education", None, "10");
    let keyed = manager.with("idempotency-key", "c1");
    let corrected = keyed.send("PATCH", &path, Some(education.to_string())).await;
    assert_eq!(corrected.status, 200, "{}", corrected.text());
    let corrected = corrected.json();
    assert_eq!(
        corrected["changes"],
        json!([{ "attribute": "education", "survives": true, "reason": corrected["changes"][0]["reason"] }])
    );
    assert_eq!(corrected["customer"]["number"], json!(zhang));
    let education_now = values(&corrected["customer"], "basic", "education");
    assert_eq!(
        (&education_now[0]["value"], &education_now[0]["source"]),
        (&json!("10"), &json!("desk"))
    );
    assert_eq!(corrected["customer"]["sources"], json!(["core", "desk", "loan"]));
    // Sent again: nothing is made anew, nothing conflicts.
    let again = keyed
        .send("PATCH", &path, Some(education.to_string()))
        .await
        .json();
    assert_eq!(again["customer"]["version"], corrected["customer"]["version"]);

    // Somebody who had seen the old version: another value passes, the same one conflicts.
    let other = served.by("steward");
    let late = correction(base, "education", None, "20");
    let conflict = other.send("PATCH", &path, Some(late.to_string())).await;
    let told = problem(&conflict, 409, "conflict");
    assert_eq!(
        told["conflicts"],
        json!([{ "field": "education", "mine": "20", "theirs": "10", "before": null }])
    );
    assert_eq!(told["version"], corrected["customer"]["version"]);
    let fine = correction(base, "marital_status", None, "20");
    assert_eq!(
        other.send("PATCH", &path, Some(fine.to_string())).await.status,
        200
    );

    // The masked value the caller saw names the one to be replaced; what the sources said stays in sight.
    let now = manager.get(&path).await.json();
    let masked = values(&now, "contact", "mobile")[0]["value"]
        .as_str()
        .expect("a mobile")
        .to_owned();
    let version = now["version"].as_i64().expect("a version");
    let mobile = correction(version, "mobile", Some(&masked), "13600136000");
    let corrected = manager
        .send("PATCH", &path, Some(mobile.to_string()))
        .await
        .json();
    let mobiles = values(&corrected["customer"], "contact", "mobile");
    assert_eq!(mobiles.len(), 3, "{corrected}");
    assert_eq!(mobiles[0]["source"], "desk");
    let odd = correction(version, "education", None, "no such level");
    let refused = manager.send("PATCH", &path, Some(odd.to_string())).await;
    assert_eq!(problem(&refused, 422, "invalid")["errors"][0]["rule"], "DQ-15");
    let odd = correction(version, "beauty", None, "1");
    problem(
        &manager.send("PATCH", &path, Some(odd.to_string())).await,
        422,
        "invalid",
    );
}

#[tokio::test]
async fn what_a_service_says_stands_beside_the_sources() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let path = format!("/api/v1/customers/{zhang}");
    let engine = served.by("marketing_planner@0101");
    let base = served.by("steward").get(&path).await.json();
    let said = |value: Value, base: Option<i32>| {
        json!({ "namespace": "segments", "value": value, "base_version": base }).to_string()
    };
    let rating = format!("{path}/extensions/rating");
    let put = async |wish: String| engine.send("PUT", &rating, Some(wish)).await;
    served.lines();
    let made = put(said(json!("A"), Some(0))).await;
    assert_eq!(
        (made.status, made.json()),
        (200, json!({ "version": 1 })),
        "{}",
        made.text()
    );
    let (line, _) = served.lines().pop().expect("a line in the trail");
    assert_eq!(line.target.as_deref(), Some(zhang.as_str()));
    assert_eq!(
        line.detail,
        json!({ "namespace": "segments", "name": "rating", "version": 1 })
    );
    assert_eq!(
        put(said(json!({ "grade": "B" }), Some(1))).await.json()["version"],
        2
    );
    assert_eq!(
        problem(&put(said(json!("C"), Some(1))).await, 409, "conflict")["version"],
        2
    );
    let odd = json!({ "namespace": "a b", "value": 1 }).to_string();
    assert_eq!(
        problem(&put(odd).await, 422, "invalid")["errors"][0]["field"],
        "namespace"
    );

    let told = served
        .by("rm@0101/R01011")
        .get(&format!("{path}/extensions"))
        .await
        .json();
    let item = &told["items"][0];
    assert_eq!(
        (
            &item["namespace"],
            &item["name"],
            &item["version"],
            &item["value"]
        ),
        (
            &json!("segments"),
            &json!("rating"),
            &json!(2),
            &json!({ "grade": "B" })
        )
    );
    assert_eq!(item["said_by"], "user:marketing_planner@0101");
    assert!(item["at"].is_string());
    assert_eq!(item["earlier"][0]["value"], "A");
    assert_eq!(told["items"].as_array().expect("items").len(), 1);
    // Base data are still the sources', word for word.
    let now = served.by("steward").get(&path).await.json();
    assert_eq!(
        (&now["subjects"], &now["version"], &now["sources"]),
        (&base["subjects"], &base["version"], &base["sources"])
    );

    // The namespace is the planners': another role says nothing in it, a steward may, and it stays theirs.
    let put_by = async |who: &str, namespace: &str| {
        let wish = json!({ "namespace": namespace, "value": who }).to_string();
        served.by(who).send("PUT", &rating, Some(wish)).await
    };
    let refused = put_by("product_risk", "segments").await;
    let told = problem(&refused, 403, "forbidden");
    assert_eq!(
        (&told["errors"][0]["field"], &told["errors"][0]["code"]),
        (&json!("namespace"), &json!("owned"))
    );
    assert_eq!(put_by("product_risk", "risk").await.status, 200);
    problem(&put_by("marketing_planner@0101", "risk").await, 403, "forbidden");
    assert_eq!(put_by("steward", "segments").await.json()["version"], 3);
    assert_eq!(put_by("steward", "notes").await.json()["version"], 1);
    assert_eq!(put_by("marketing_planner@0101", "notes").await.status, 200);
    problem(&put_by("product_risk", "notes").await, 403, "forbidden");

    // Another branch's customer, a role without the right, nobody's number.
    let li = number_of(&served, LI.1).await;
    let other = format!("/api/v1/customers/{li}/extensions");
    let wish = said(json!("A"), None);
    let refused = engine
        .send("PUT", &format!("{other}/rating"), Some(wish.clone()))
        .await;
    assert_eq!(problem(&refused, 403, "elsewhere")["branch"]["code"], "0201");
    problem(&engine.get(&other).await, 403, "elsewhere");
    assert_eq!(served.by("steward").get(&other).await.json()["items"], json!([]));
    let manager = served.by("rm@0101/R01011");
    problem(&manager.send("PUT", &rating, Some(wish)).await, 403, "forbidden");
}

#[tokio::test]
async fn a_mapping_is_tried_on_a_sample_and_nothing_is_kept() {
    let served = served().await;
    let steward = served.by("steward");
    let path = "/api/v1/sources/core/mappings/try";
    let text = mapping("core", 80, "delta", "").replace("encoding = \"utf-8\"", "encoding = \"gb18030\"");
    let row = kept(person("9", ZHANG.0, ZHANG.1), "0101", "R01011", "13800138000");
    let line = |row: &bank::Cells| {
        let cells = bank::COLUMNS.map(|(column, _)| row.get(column).cloned().unwrap_or_default());
        cells.join("|")
    };
    let mut keyless = row.clone();
    keyless.insert("key", String::new());
    let sample = format!(
        "{}\n{}\n{}\n",
        bank::COLUMNS.map(|(column, _)| column).join("|"),
        line(&row),
        line(&keyless)
    );
    let wish = |text: &str, feed: &str| json!({ "text": text, "feed": feed, "sample": sample });
    let tried = steward.post(path, &wish(&text, "customer")).await;
    assert_eq!(tried.status, 200, "{}", tried.text());
    let tried = tried.json();
    assert_eq!(tried["taken"], 1, "{tried}");
    assert_eq!(tried["rejects"][0]["line"], 3, "{tried}");
    let rows = tried["rows"].as_array().expect("rows");
    let outcomes: Vec<&Value> = rows.iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["taken", "rejected"]);
    assert_eq!(
        (&rows[0]["line"], &rows[0]["key"], &rows[0]["kind"]),
        (&json!(2), &json!("9"), &json!("individual"))
    );
    assert_eq!(
        rows[0]["identifications"],
        json!([{ "name": "resident_id", "value": ZHANG.1 }])
    );
    let said = rows[0]["values"].as_array().expect("values");
    assert!(
        said.contains(&json!({ "name": "name", "value": ZHANG.0 })),
        "{tried}"
    );
    assert_eq!(rows[1]["reasons"], tried["rejects"]);
    assert!(
        tried["told"]["zh"]
            .as_str()
            .is_some_and(|told| told.contains("张三")),
        "{tried}"
    );
    let versions = steward.get("/api/v1/sources/core/mappings").await.json();
    assert_eq!(versions["items"].as_array().expect("items").len(), 1);

    let fault = async |wish: &Value| {
        let odd = steward.post(path, wish).await;
        problem(&odd, 422, "invalid")["errors"][0].clone()
    };
    let odd = fault(&wish(&text.replace("\"date:%Y%m%d\"", "\"dat\""), "customer")).await;
    assert_eq!(odd["field"], "text");
    assert!(
        odd["message"].as_str().is_some_and(|why| why.contains("field[")),
        "{odd}"
    );
    assert_eq!(fault(&wish(&text, "nothing")).await["field"], "feed");
    let mut headless = wish(&text, "customer");
    headless["sample"] = json!("1|2\n");
    assert_eq!(fault(&headless).await["field"], "sample");
    let operator = served.by("operator");
    problem(
        &operator.post(path, &wish(&text, "customer")).await,
        403,
        "forbidden",
    );
}

/// Goal: a renewed passport is said at the desk by the same road as everything else, and nobody's document becomes
/// somebody else's by a slip.
#[tokio::test]
async fn a_document_is_added_replaced_and_taken_back() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let path = format!("/api/v1/customers/{zhang}");
    let manager = served.by("rm@0101/R01011");
    let say = async |who: &str, change: Value| {
        let base = manager.get(&path).await.json()["version"].clone();
        let wish = json!({ "base_version": base, "identifications": [change] });
        served.by(who).send("PATCH", &path, Some(wish.to_string())).await
    };
    let passport =
        |number: &str| json!({ "type": "passport_cn", "number": number, "expires_on": "2030-01-01" });
    let carried = |customer: &Value| {
        let all = customer["identifications"].as_array().expect("documents").iter();
        let passports = all.filter(|one| one["type"] == "passport_cn");
        passports
            .map(|one| one["number"].as_str().expect("a number").to_owned())
            .collect::<Vec<_>>()
    };
    let me = "rm@0101/R01011";
    let added = say(me, json!({ "identification": passport("E12345678") })).await;
    assert_eq!(added.status, 200, "{}", added.text());
    let added = added.json();
    assert_eq!(
        added["changes"],
        json!([{ "attribute": "identification", "survives": true }])
    );
    let masked = carried(&added["customer"]);
    assert_eq!(
        (masked.len(), masked[0].contains("12345678")),
        (1, false),
        "{added}"
    );
    let wish = json!({ "document_type": "passport_cn", "document_number": "E12345678" });
    let found = manager.post("/api/v1/customers/identify", &wish).await.json();
    assert_eq!(found["number"], zhang);

    // Renewed: the caller names the old one as it was seen.
    let seen = json!({ "type": "passport_cn", "number": masked[0] });
    let renewed = say(
        me,
        json!({ "before": seen, "identification": passport("E87654321") }),
    )
    .await;
    let renewed = renewed.json();
    assert_eq!(carried(&renewed["customer"]).len(), 1, "{renewed}");
    let wish = json!({ "document_type": "passport_cn", "document_number": "E12345678" });
    let found = manager.post("/api/v1/customers/identify", &wish).await.json();
    assert_eq!(found["result"], "none");

    let back = json!({ "before": { "type": "passport_cn", "number": "E87654321" } });
    let back = say(me, back).await.json();
    assert_eq!(carried(&back["customer"]), Vec::<String>::new(), "{back}");

    // What is somebody else's is looked at first; out of reach, only the branch is told.
    let theirs =
        json!({ "identification": { "type": "resident_id", "number": LI.1, "expires_on": "2030-01-01" } });
    problem(&say(me, theirs.clone()).await, 403, "elsewhere");
    let told = problem(&say("steward", theirs).await, 422, "invalid");
    assert_eq!(
        (&told["errors"][0]["field"], &told["errors"][0]["code"]),
        (
            &json!("identifications[0].identification.number"),
            &json!("similar")
        )
    );
    let slip = json!({ "identification": { "type": "resident_id", "number": "110105194912310021" } });
    let told = problem(&say(me, slip).await, 422, "invalid");
    assert_eq!(told["errors"][0]["rule"], "DQ-08");
    let never = json!({ "before": { "type": "passport_cn", "number": "E1" } });
    let told = problem(&say(me, never).await, 422, "invalid");
    assert_eq!(told["errors"][0]["field"], "identifications[0].before");
    let nothing = json!({ "base_version": 1 }).to_string();
    problem(&manager.send("PATCH", &path, Some(nothing)).await, 422, "invalid");
}

/// Goal: another system sees by one number whether a code table has changed (E-65).
#[tokio::test]
async fn a_code_table_has_one_version() {
    let served = served().await;
    let steward = served.by("steward");
    let version = async |table: &str| {
        let told = steward.get(&format!("/api/v1/code-tables/{table}")).await.json();
        let listed = steward.get("/api/v1/code-tables").await.json();
        let listed = listed["items"].as_array().expect("tables").iter();
        let row = listed.clone().find(|row| row["name"] == table).expect("a table");
        assert_eq!(row["version"], told["version"]);
        told["version"].as_i64().expect("a version")
    };
    assert_eq!(version("education").await, 0, "as shipped");
    let mut before = 0;
    for (base, code, zh) in [(0, "ZZ", "测试级"), (0, "ZY", "另一级"), (1, "ZZ", "改名")] {
        let wish = json!({ "code": code, "zh": zh, "base_version": base });
        let put = steward.post("/api/v1/code-tables/education/values", &wish).await;
        assert_eq!(put.status, 200, "{}", put.text());
        let now = version("education").await;
        assert!(now > before, "{now} after {before}");
        before = now;
    }
    assert_eq!(version("marital").await, 0, "another table is as it was");
}
