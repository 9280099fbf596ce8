//! ECIF over real HTTP on a real database: what is answered, what is masked, what stays unread.

mod bank;
mod served;

use authz::{Policy, Role};
use serde_json::{Value, json};
use served::*;
use web::{Outcome, Right};

#[tokio::test]
async fn a_customer_is_told_with_its_origins_and_masked() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let by_key = json!({ "source": "loan", "key": "77" });
    let found = served
        .by("steward")
        .post("/api/v1/customers/identify", &by_key)
        .await
        .json();
    assert_eq!(found["number"], zhang, "both systems' records are one customer");

    let manager = served.by("rm@0101/R01011");
    let customer = manager.get(&format!("/api/v1/customers/{zhang}")).await.json();
    assert_eq!(customer["name"], ZHANG.0);
    assert_eq!(customer["sources"], json!(["core", "loan"]));
    assert_eq!(customer["units"], json!(["0101"]));
    assert_eq!(customer["identifications"][0]["number"], "1****************X");
    let mobiles = values(&customer, "contact", "mobile");
    assert_eq!(mobiles.len(), 2, "{customer}");
    assert!(mobiles.iter().all(|mobile| mobile["masked"] == true));
    assert!(!customer.to_string().contains("13800138000") && !customer.to_string().contains(ZHANG.1));
    assert!(
        customer["visible_because"].to_string().contains("R01011"),
        "{customer}"
    );

    // An analyst sees names masked and no documents at all.
    let analyst = served
        .by("analyst")
        .get(&format!("/api/v1/customers/{zhang}"))
        .await
        .json();
    assert_eq!(analyst["name"], "张*");
    assert_eq!(analyst["identifications"][0]["number"], Value::Null);

    let lineage = manager
        .get(&format!("/api/v1/customers/{zhang}/lineage"))
        .await
        .json();
    let mobile = lineage["attributes"]
        .as_array()
        .expect("attributes")
        .iter()
        .find(|one| one["attribute"] == "mobile");
    let mobile = mobile.expect("a mobile");
    assert_eq!(mobile["disputed"], true);
    assert_eq!(mobile["candidates"].as_array().expect("candidates").len(), 2);
    assert!(!lineage.to_string().contains("13800138000") && !lineage.to_string().contains(ZHANG.1));
    let records = manager
        .get(&format!("/api/v1/customers/{zhang}/records"))
        .await
        .json();
    assert_eq!(records["total"], 2);
    let record = records["items"][0]["record_id"].as_str().expect("an id");
    let versions = manager
        .get(&format!("/api/v1/customers/{zhang}/records/{record}/versions"))
        .await
        .json();
    assert_eq!(
        (&versions["total"], &versions["items"][0]["current"]),
        (&json!(1), &json!(true)),
        "{versions}"
    );
    assert!(!versions.to_string().contains("13800138000") && !versions.to_string().contains(ZHANG.1));
    let timeline = manager
        .get(&format!("/api/v1/customers/{zhang}/timeline"))
        .await
        .json();
    let kinds: Vec<&Value> = timeline["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert!(
        kinds.contains(&&json!("opened")) && kinds.contains(&&json!("source")),
        "{timeline}"
    );
    let holdings = manager
        .get(&format!("/api/v1/customers/{zhang}/accounts"))
        .await
        .json();
    assert_eq!(holdings["accounts"], 0);
}

#[tokio::test]
async fn a_past_moment_is_answered_as_it_was() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let steward = served.by("steward");
    let before = steward
        .get(&format!("/api/v1/customers/{zhang}?valid_on=2026-03-01"))
        .await
        .json();
    assert_eq!(
        values(&before, "contact", "mobile").len(),
        1,
        "the loan system had said nothing yet"
    );
    let never = steward
        .get(&format!("/api/v1/customers/{zhang}?valid_on=2026-02-01"))
        .await;
    problem(&never, 422, "not-acceptable-date");
    let never = steward
        .get(&format!("/api/v1/customers/{zhang}?as_of=2020-01-01"))
        .await;
    problem(&never, 422, "not-acceptable-date");
}

#[tokio::test]
async fn a_value_in_clear_asks_a_purpose_and_is_written_down_first() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let manager = served.by("rm@0101/R01011");
    let path = format!("/api/v1/customers/{zhang}/reveal");
    served.lines();
    let odd = manager
        .post(&path, &json!({ "attribute": "mobile", "purpose": "curiosity" }))
        .await;
    assert_eq!(problem(&odd, 422, "invalid")["errors"][0]["field"], "purpose");
    served.lines();

    let wish = json!({ "attribute": "identification", "purpose": "due-diligence" });
    let shown = manager.post(&path, &wish).await.json();
    assert_eq!(shown["value"], ZHANG.1);
    assert!(shown["until"].is_string());
    let lines = served.lines();
    let (entry, durable) = &lines[0];
    assert!(*durable && lines.len() == 1, "{lines:?}");
    assert_eq!((entry.action.as_str(), entry.outcome), ("reveal", Outcome::Done));
    assert_eq!(entry.target.as_deref(), Some(zhang.as_str()));
    assert_eq!(entry.purpose, "due-diligence");
    assert!(!entry.detail.to_string().contains(ZHANG.1));

    let gone = manager
        .post(
            &path,
            &json!({ "attribute": "mobile", "index": 9, "purpose": "audit" }),
        )
        .await;
    problem(&gone, 404, "not-found");
    let analyst = served.by("analyst").post(&path, &wish).await;
    problem(&analyst, 403, "forbidden");
}

#[tokio::test]
async fn another_branchs_customer_stays_unread_on_every_route() {
    let served = served().await;
    let li = number_of(&served, LI.1).await;
    let li_reads = format!("/api/v1/customers/{li}");
    assert_eq!(served.by("steward").get(&li_reads).await.status, 200);
    for who in ["rm@0101/R01011", "branch_head@0101"] {
        let caller = served.by(who);
        let mut tried = 0;
        for operation in &served.operations {
            let Right::On(object, action) = operation.right else {
                panic!("{} asks no right of the table", operation.path);
            };
            let role = Role::find(who.split('@').next().expect("a role")).expect("a role");
            let may = Policy::shipped().depth(&[role], object, action) != authz::Depth::None;
            if !operation.path.contains("/customers/{number}") || !may {
                continue;
            }
            let path = operation
                .path
                .replace("{number}", &li)
                .replace("{subject}", "basic")
                .replace("{record_id}", "00000000-0000-8000-8000-000000000000");
            assert!(!path.contains('{'), "the test does not know how to fill {path}");
            let agreement = path.contains("/accounts");
            let body = match operation.method {
                "GET" => None,
                "POST" if path.ends_with("/relations") => {
                    Some(json!({ "kind": "spouse", "number": "100000000016" }).to_string())
                }
                "POST" if agreement => Some(json!({ "base_version": 1, "product": "DEP" }).to_string()),
                "PATCH" if agreement => Some(json!({ "changes": [{ "attribute": "status" }] }).to_string()),
                "PATCH" => Some(correction(1, "mobile", None, "13600136000").to_string()),
                _ => Some(json!({ "attribute": "mobile", "purpose": "audit" }).to_string()),
            };
            let answer = caller.send(operation.method, &path, body).await;
            let told = problem(&answer, 403, "elsewhere");
            assert_eq!(
                told["branch"],
                json!({ "code": "0201", "name": "branch 0201" }),
                "{path}"
            );
            for secret in [LI.0, LI.1, "13900139000", "R02011"] {
                assert!(!answer.text().contains(secret), "{path} tells {secret}");
            }
            tried += 1;
        }
        assert!(tried >= 6, "{tried}");
        let wish = json!({ "document_type": "resident_id", "document_number": LI.1 });
        let answer = caller.post("/api/v1/customers/identify", &wish).await;
        problem(&answer, 403, "elsewhere");
        let wish = json!({ "source": "core", "key": "2" });
        problem(
            &caller.post("/api/v1/customers/identify", &wish).await,
            403,
            "elsewhere",
        );
    }
    let nobody = served.by("steward").get("/api/v1/customers/999999999990").await;
    assert!([404, 422].contains(&nobody.status));
}

#[tokio::test]
async fn every_operation_refuses_the_anonymous_and_the_roles_without_its_right() {
    let served = served().await;
    assert!(served.operations.len() > 15);
    for operation in &served.operations {
        let path = operation
            .path
            .replace("{number}", "100000000016")
            .replace("{subject}", "basic")
            .replace("{name}", "core")
            .replace("{of}", "persons")
            .replace("{version}", "1")
            .replace("{id}", "1")
            .replace("{record_id}", "00000000-0000-8000-8000-000000000000")
            .replace("{kind}", "identity");
        assert!(!path.contains('{'), "the test does not know how to fill {path}");
        let body = (operation.method != "GET").then(|| "{}".to_owned());
        let Right::On(object, action) = operation.right else {
            panic!("{path} asks no right of the table");
        };
        let answer = served.client.send(operation.method, &path, body.clone()).await;
        problem(&answer, 401, "not-signed-in");
        let mut refused = 0;
        for role in Role::ALL {
            let may = Policy::shipped().depth(&[*role], object, action) != authz::Depth::None;
            let answer = served
                .by(role.name())
                .send(operation.method, &path, body.clone())
                .await;
            if may {
                assert_ne!(answer.json_or_null()["code"], "forbidden", "{role} {path}");
            } else {
                problem(&answer, 403, "forbidden");
                refused += 1;
            }
        }
        assert!(
            refused > 0,
            "{path}: every role has its right, so the test shows nothing"
        );
    }
}

#[tokio::test]
async fn how_data_came_in_is_told() {
    let served = served().await;
    let steward = served.by("steward");
    let sources = steward.get("/api/v1/sources").await.json();
    assert_eq!(sources["items"][0]["name"], "core");
    assert_eq!(sources["items"][0]["loaded"], 2);
    let mapping = steward.get("/api/v1/sources/core/mappings/1").await.json();
    assert!(
        mapping["text"]
            .as_str()
            .expect("a text")
            .starts_with("name = \"core\"")
    );
    assert_eq!(mapping["feeds"][0]["about"], "party");
    problem(
        &steward.get("/api/v1/sources/nobody/mappings").await,
        404,
        "not-found",
    );

    let first = steward.get("/api/v1/loads?limit=1").await.json();
    assert_eq!(
        (&first["total"], &first["items"][0]["source"]),
        (&json!(2), &json!("loan"))
    );
    let cursor = first["next_cursor"].as_str().expect("a second page");
    let second = steward
        .get(&format!("/api/v1/loads?limit=1&cursor={cursor}"))
        .await
        .json();
    assert_eq!(
        (&second["items"][0]["source"], &second["next_cursor"]),
        (&json!("core"), &Value::Null)
    );
    assert_eq!(second["items"][0]["difference"], 0);

    let sex = steward.get("/api/v1/code-tables/sex").await.json();
    assert!(sex["values"].as_array().expect("values").len() > 1);
    let catalogue = steward.get("/api/v1/attributes").await.json();
    assert_eq!(catalogue["subjects"].as_array().expect("subjects").len(), 9);
    assert_eq!(
        steward.get("/api/v1/policies/identity").await.json()["version"],
        1
    );
    let versions = steward.get("/api/v1/policies/survivorship/versions").await.json();
    assert_eq!(
        (&versions["total"], &versions["items"][0]["version"]),
        (&json!(1), &json!(1))
    );
    assert!(versions["items"][0]["recorded_at"].is_string());
    let first = steward.get("/api/v1/policies/identity/versions/1").await.json();
    assert_eq!(first, steward.get("/api/v1/policies/identity").await.json());
    problem(
        &steward.get("/api/v1/policies/identity/versions/2").await,
        404,
        "not-found",
    );
    let wish = json!({ "rule": "ID-01", "input": ZHANG.1 });
    assert_eq!(
        steward.post("/api/v1/standards/check", &wish).await.json()["result"],
        "ok"
    );
    let odd = steward
        .post(
            "/api/v1/standards/check",
            &json!({ "rule": "ID-01", "input": {} }),
        )
        .await;
    assert_eq!(problem(&odd, 422, "invalid")["errors"][0]["field"], "input");
}

#[tokio::test]
async fn a_list_shows_what_is_in_sight_and_sorts_by_nothing_that_is_masked() {
    let served = served().await;
    let steward = served.by("steward");
    let all = steward.get("/api/v1/customers?limit=1").await.json();
    assert_eq!(all["items"][0]["name"], LI.0, "in the order of pinyin: {all}");
    let cursor = all["next_cursor"].as_str().expect("a second page");
    let next = steward
        .get(&format!("/api/v1/customers?limit=1&cursor={cursor}"))
        .await
        .json();
    assert_eq!(
        (&next["items"][0]["name"], &next["next_cursor"]),
        (&json!(ZHANG.0), &Value::Null)
    );
    let other = steward
        .get(&format!("/api/v1/customers?limit=1&sort=number&cursor={cursor}"))
        .await;
    problem(&other, 422, "invalid");

    let own = served.by("rm@0101/R01011").get("/api/v1/customers").await.json();
    assert_eq!(own["items"].as_array().expect("items").len(), 1);
    assert_eq!(own["items"][0]["managers"], json!(["R01011"]));
    let elsewhere = served
        .by("rm@0101/R01011")
        .get("/api/v1/customers?unit=0201")
        .await
        .json();
    assert_eq!(elsewhere["items"], json!([]));
    let head = served
        .by("steward")
        .get("/api/v1/customers?unit=0001&below=true")
        .await
        .json();
    assert_eq!(head["items"].as_array().expect("items").len(), 2);
    let loan = served
        .by("steward")
        .get("/api/v1/customers?source=loan&kind=individual")
        .await
        .json();
    assert_eq!(loan["items"].as_array().expect("items").len(), 1);

    // What nobody has.
    for nobody in [
        "source=wealth",
        "level=9",
        "manager=R9",
        "unit=9999&below=true",
        "kind=organisation",
    ] {
        let none = steward.get(&format!("/api/v1/customers?{nobody}")).await.json();
        assert_eq!(
            (&none["items"], &none["next_cursor"]),
            (&json!([]), &Value::Null),
            "{nobody}"
        );
    }
    // Whom a search finds, in the list's own order and under its filters.
    let found = async |who: &str, query: &str| {
        let told = served
            .by(who)
            .get(&format!("/api/v1/customers?{query}"))
            .await
            .json();
        let items = told["items"]
            .as_array()
            .unwrap_or_else(|| panic!("{told}"))
            .iter();
        items
            .map(|one| one["name"].as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("steward", "q=zs").await, [ZHANG.0]);
    assert_eq!(found("steward", "q=8000&source=loan").await, [ZHANG.0]);
    assert_eq!(found("steward", "q=zs&unit=0201").await, Vec::<String>::new());
    assert_eq!(found("rm@0101/R01011", "q=lisi").await, Vec::<String>::new());
    problem(&steward.get("/api/v1/customers?q=%20").await, 422, "invalid");
    problem(
        &served.by("analyst").get("/api/v1/customers?q=zs").await,
        403,
        "forbidden",
    );
    // A list of another day is not to be had, and is not answered with today's.
    for path in [
        "customers?",
        "search?q=zs&",
        "similar-pairs?",
        "statistics/customers?",
    ] {
        let then = steward.get(&format!("/api/v1/{path}as_of=2026-09-21")).await;
        assert_eq!(
            problem(&then, 422, "not-acceptable-date")["errors"][0]["field"],
            "as_of"
        );
    }

    let analyst = served.by("analyst");
    let masked = analyst.get("/api/v1/customers").await.json();
    assert!(
        masked["items"]
            .as_array()
            .expect("items")
            .iter()
            .all(|row| row["name_masked"] == true)
    );
    problem(&analyst.get("/api/v1/customers?sort=name").await, 422, "invalid");
    // When a document expires is as sensitive as the document: who does not see it neither filters nor sorts by it.
    let expiring = steward
        .get("/api/v1/customers?expiring_before=2027-01-01&sort=expires_on")
        .await
        .json();
    assert_eq!(
        (
            &expiring["items"][0]["name"],
            &expiring["items"][0]["expires_on"],
            &expiring["items"][1]
        ),
        (&json!(LI.0), &json!("2026-12-01"), &Value::Null)
    );
    let planner = served.by("marketing_planner@0001");
    let planned = planner.get("/api/v1/customers").await.json();
    assert!(
        planned["items"]
            .as_array()
            .expect("items")
            .iter()
            .all(|row| { row["expires_on"] == Value::Null && row["expiry_masked"] == true })
    );
    let li = number_of(&served, LI.1).await;
    let document = &planner.get(&format!("/api/v1/customers/{li}")).await.json()["identifications"][0];
    assert_eq!(
        (&document["expires_on"], &document["days_masked"]),
        (&Value::Null, &json!(true))
    );
    for asked in [
        "customers?expiring_before=2027-01-01",
        "customers?sort=expires_on",
    ] {
        let told = planner.get(&format!("/api/v1/{asked}")).await;
        assert_eq!(problem(&told, 422, "invalid")["errors"][0]["code"], "masked");
    }
    let file = steward
        .get("/api/v1/customers/export?expiring_before=2027-01-01")
        .await
        .text();
    assert!(
        file.lines().count() == 2 && file.trim_end().ends_with(",2026-12-01"),
        "{file}"
    );
    problem(
        &steward.get("/api/v1/customers?sort=beauty").await,
        422,
        "invalid",
    );
}

#[tokio::test]
async fn a_search_finds_what_is_in_sight_by_whatever_is_typed() {
    let served = served().await;
    let manager = served.by("rm@0101/R01011");
    for (typed, by) in [
        ("zs", "initials"),
        ("zhangsan", "pinyin"),
        ("%E5%BC%A0%E4%B8%89", "name"),
        ("002X", "number_tail"),
    ] {
        let found = manager.get(&format!("/api/v1/search?q={typed}")).await.json();
        let hits = found["groups"][0]["hits"].as_array().expect("hits");
        assert_eq!(hits.len(), 1, "{typed}: {found}");
        assert_eq!(
            (&hits[0]["customer"]["name"], &hits[0]["matched"]["by"]),
            (&json!(ZHANG.0), &json!(by)),
            "{typed}"
        );
    }
    let hidden = manager.get("/api/v1/search?q=lisi").await.json();
    assert_eq!(hidden["groups"][0]["hits"], json!([]));
    // The whole of a document tells which branch to ask, and nothing more.
    let whole = manager.get(&format!("/api/v1/search?q={}", LI.1)).await;
    assert_eq!(
        whole.json()["elsewhere"],
        json!([{ "code": "0201", "name": "branch 0201" }])
    );
    assert!(!whole.text().contains(LI.0));
    served.lines();
    manager.get("/api/v1/search?q=zhangsan").await;
    assert!(
        !format!("{:?}", served.lines()).contains("zhangsan"),
        "the trail does not keep what was typed"
    );
    problem(&manager.get("/api/v1/search?q=").await, 422, "invalid");
    problem(&manager.get("/api/v1/search").await, 422, "invalid");
}

#[tokio::test]
async fn what_is_masked_is_nothing_to_look_by() {
    let served = served().await;
    let hits = async |who: &str, typed: &str| {
        let who = served.by(who);
        let found = who.get(&format!("/api/v1/search?q={typed}")).await.json();
        let list = who.get(&format!("/api/v1/customers?q={typed}")).await.json();
        let (hits, items) = (&found["groups"][0]["hits"], &list["items"]);
        let (hits, items) = (hits.as_array().expect("hits"), items.as_array().expect("items"));
        assert_eq!(hits.len(), items.len(), "{typed}: the list holds to the same");
        (hits.len(), found["elsewhere"].as_array().expect("branches").len())
    };
    let mobile = "13800138000";
    // Who could have it revealed finds by it.
    assert_eq!(hits("rm@0101/R01011", mobile).await, (1, 0));
    // A planner sees mobiles masked and documents not at all, and may reveal neither.
    assert_eq!(hits("marketing_planner@0101", mobile).await, (0, 0));
    assert_eq!(hits("marketing_planner@0101", ZHANG.1).await, (0, 0));
    assert_eq!(hits("marketing_planner@0101", "002X").await, (0, 0));
    assert_eq!(hits("marketing_planner@0101", "zs").await, (1, 0));
    // Nor is a branch told to ask for somebody out of sight.
    assert_eq!(hits("marketing_planner@0101", LI.1).await, (0, 0));
    // Who may learn whose a document is finds by it, and not by the mobile.
    assert_eq!(hits("product_risk", ZHANG.1).await, (1, 0));
    assert_eq!(hits("product_risk", mobile).await, (0, 0));
}

#[tokio::test]
async fn a_list_goes_out_as_a_file_masked_and_in_scope() {
    let served = served().await;
    let head = served.by("branch_head@0101");
    served.lines();
    let file = head.get("/api/v1/customers/export?kind=individual").await;
    assert_eq!(file.status, 200, "{}", file.text());
    let text = file.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("number,name,kind"));
    assert!(lines[1].contains(ZHANG.0) && !text.contains(LI.0), "{text}");
    let (line, durable) = served.lines().pop().expect("a line in the trail");
    assert_eq!(
        (line.action.as_str(), line.detail["customers"].clone()),
        ("export", json!(1))
    );
    assert!(durable, "it is on disk before the file goes out");
    let all = served.by("steward").get("/api/v1/customers/export").await.text();
    assert_eq!(all.lines().count(), 3, "{all}");
    // No right to export, nothing exported: a manager, and an analyst who may list.
    for who in ["rm@0101/R01011", "analyst", "marketing_planner@0101"] {
        problem(
            &served.by(who).get("/api/v1/customers/export").await,
            403,
            "forbidden",
        );
    }
}

#[tokio::test]
async fn statistics_lead_to_their_lists() {
    let served = served().await;
    let steward = served.by("steward");
    let told = steward
        .get("/api/v1/statistics/customers?by=unit,kind")
        .await
        .json();
    let cells = told["cells"].as_array().expect("cells");
    assert_eq!(cells.len(), 2, "{told}");
    for cell in cells {
        let query = cell["query"].as_str().expect("a query");
        let list = steward.get(&format!("/api/v1/customers?{query}")).await.json();
        assert_eq!(
            json!(list["items"].as_array().expect("items").len()),
            cell["customers"],
            "{query}"
        );
    }
    problem(
        &steward.get("/api/v1/statistics/customers?by=beauty").await,
        422,
        "invalid",
    );
    let own = served
        .by("rm@0101/R01011")
        .get("/api/v1/statistics/customers")
        .await
        .json();
    assert_eq!(own["cells"][0]["customers"], 1, "{own}");
}

#[tokio::test]
async fn who_may_see_a_customer_is_told_with_the_reason() {
    let served = served().await;
    let zhang = number_of(&served, ZHANG.1).await;
    let who = served
        .by("steward")
        .get(&format!("/api/v1/customers/{zhang}/access"))
        .await
        .json();
    let ids: Vec<&Value> = who["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(ids, [&json!("ana")], "bo is head of another branch");
    assert!(who["items"][0]["because"].to_string().contains("0101"));
    let me = served
        .by("rm@0101/R01011")
        .get(&format!("/api/v1/customers/{zhang}/access/me"))
        .await
        .json();
    assert!(me["because"].to_string().contains("R01011"));
    let document = me["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .find(|one| one["class"] == "C2" && one["kind"] == "document");
    assert_eq!(document.expect("a field")["view"], "masked");
}

/// Goal: who could see a customer last year is told by who kept it last year (N-10), not by who keeps it now.
#[tokio::test]
async fn who_could_see_a_customer_is_told_as_of_the_day() {
    let mut bank = bank::Bank::open().await;
    let core = bank::mapping("core", 90, "delta", "");
    let at = |unit: &str, manager: &str| {
        [kept(
            bank::person("1", ZHANG.0, ZHANG.1),
            unit,
            manager,
            "13800138000",
        )]
    };
    bank.load(&core, "core", bank::day(3, 1), &at("0101", "R01011"))
        .await;
    // Ten days later it moves to the other branch.
    bank.clock = bank::Ticking::at(1_790_864_000, bank.clock.today);
    bank.load(&core, "core", bank::day(3, 2), &at("0201", "R02011"))
        .await;
    let served = served_on(bank).await;
    let path = format!("/api/v1/customers/{}/access", number_of(&served, ZHANG.1).await);
    let steward = served.by("steward");
    for (query, expected) in [("", "bo"), ("?on=2026-10-05", "bo"), ("?on=2026-09-25", "ana")] {
        let who = steward.get(&format!("{path}{query}")).await.json();
        let ids: Vec<&Value> = who["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|one| &one["id"])
            .collect();
        assert_eq!(ids, [&json!(expected)], "{query}: {who}");
    }
    let before = steward.get(&format!("{path}?on=2026-09-01")).await;
    assert_eq!(
        problem(&before, 422, "not-acceptable-date")["errors"][0]["field"],
        "on"
    );
}
