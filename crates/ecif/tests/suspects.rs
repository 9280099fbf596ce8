//! Suspects over real HTTP: found after every act, explained, judged once and remembered, searched for in the whole
//! stock.

mod bank;
mod served;

use bank::{Bank, Cells, day, mapping, person, row};
use ecif::card::follow;
use ecif::suspect::follow_jobs;
use serde_json::{Value, json};
use served::*;

/// A resident ID with its check character.
fn id(body: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{body}{}", char::from(check))
}

/// 欧阳建国, as the core keeps him.
fn first() -> Cells {
    let mut cells = kept(
        person("1", "欧阳建国", &id("33010619750312341")),
        "0101",
        "R01011",
        "13805716021",
    );
    cells.extend([
        ("birth", "19750312".to_owned()),
        ("sex", "1".to_owned()),
        ("addr", "浙江省杭州市滨江区江南大道3588号5幢2单元301室".to_owned()),
    ]);
    cells
}

/// The same man in the card system: his ID mistyped, his name with a character of the same sound.
fn second() -> Cells {
    let mut cells = first();
    let right = id("33010619750312341");
    let mistyped = format!(
        "{}{}",
        &right[..16],
        right[16..].chars().rev().collect::<String>()
    );
    cells.extend([
        ("key", "2".to_owned()),
        ("name", "欧阳建囯".to_owned()),
        ("n1", mistyped),
    ]);
    cells
}

/// His wife, of the same household.
fn wife() -> Cells {
    let mut cells = first();
    cells.extend([
        ("key", "3".to_owned()),
        ("name", "陈丽".to_owned()),
        ("n1", id("33010619760704522")),
        ("birth", "19760704".to_owned()),
        ("sex", "2".to_owned()),
    ]);
    cells
}

/// His twin brother.
fn twin() -> Cells {
    let mut cells = first();
    cells.extend([
        ("key", "4".to_owned()),
        ("name", "欧阳建军".to_owned()),
        ("n1", id("33010619750312343")),
    ]);
    cells
}

async fn bank() -> Bank {
    bank_of(&[first(), wife()]).await
}

/// What the core keeps, and what the card system keeps of him.
async fn bank_of(core: &[Cells]) -> Bank {
    let bank = Bank::open().await;
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), core)
        .await;
    bank.load(&mapping("card", 60, "delta", ""), "card", day(3, 2), &[second()])
        .await;
    bank
}

async fn list(served: &Served, who: &str, query: &str) -> Vec<Value> {
    let answer = served.by(who).get(&format!("/api/v1/suspects?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["items"].as_array().expect("items").clone()
}

fn names(suspect: &Value) -> [&str; 2] {
    ["one", "other"].map(|side| suspect[side]["name"].as_str().unwrap_or("elsewhere"))
}

async fn judged(served: &Served, suspect: &Value, verdict: &Value) -> testkit::http::Answer {
    let path = format!(
        "/api/v1/suspects/{}/verdicts",
        suspect["id"].as_str().expect("an id")
    );
    served.by("steward").post(&path, verdict).await
}

async fn sent(
    client: &testkit::http::Client,
    method: &str,
    path: &str,
    body: &Value,
) -> testkit::http::Answer {
    client.send(method, path, Some(body.to_string())).await
}

async fn caught_up(served: &Served) {
    let bank = &served.bank;
    follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .expect("cards");
}

/// Does all work there is; answers how many pages that were.
async fn worked(served: &Served) -> usize {
    let bank = &served.bank;
    let mut pages = 0;
    while follow_jobs(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .expect("work")
    {
        pages += 1;
        assert!(pages < 100, "the work never ends");
    }
    pages
}

#[tokio::test]
async fn who_may_be_one_is_found_after_the_act_and_the_household_is_not() {
    let served = served_on(bank_of(&[first(), wife(), twin()]).await).await;
    let mut all = list(&served, "steward", "").await;
    // The twin is alike but for his number; less likely than not.
    let twin = all.pop_if(|suspect| names(suspect).contains(&"欧阳建军"));
    assert!(twin.is_none_or(|twin| twin["bits"].as_f64() < Some(0.0)));
    assert_eq!(
        all.iter().map(names).collect::<Vec<_>>(),
        [["欧阳建国", "欧阳建囯"]],
        "{all:#?}"
    );
    let suspect = &all[0];
    assert_eq!(
        (&suspect["status"], &suspect["category"]),
        (&json!("suspect"), &json!("priority"))
    );
    let agreeing = suspect["agreeing"].to_string();
    assert!(
        agreeing.contains("one character wrong or two exchanged"),
        "{agreeing}"
    );

    let path = format!("/api/v1/suspects/{}", suspect["id"].as_str().expect("an id"));
    let review = served.by("steward").get(&path).await;
    assert_eq!(review.status, 200, "{}", review.text());
    let review = review.json();
    let score = &review["comparisons"][0];
    let mut sum = score["prior"].as_f64().expect("a prior") + score["household"].as_f64().expect("bits");
    for part in score["parts"].as_array().expect("parts") {
        sum += part["bits"].as_f64().expect("bits") + part["frequency"].as_f64().expect("bits");
    }
    let total = score["bits"].as_f64().expect("bits");
    assert!(
        (sum - total).abs() < 1e-4,
        "the bars add up to {sum}, the total is {total}"
    );
    assert!((total - suspect["bits"].as_f64().expect("bits")).abs() < 1e-4);
    assert!(!review.to_string().contains("13805716021"), "numbers are masked");
    let lines = review["lines"].as_array().expect("lines");
    let stands = |field: &str| {
        let line = lines.iter().find(|line| line["field"] == field).expect("a line");
        line["cells"][1]["stands"].clone()
    };
    assert_eq!(stands("name"), "similar");
    assert_eq!(stands("mobile"), "same");
    let hint = review["hints"].to_string();
    assert!(
        hint.contains("bad_number") && hint.contains("shared_phone"),
        "{hint}"
    );
}

#[tokio::test]
async fn a_search_of_the_whole_stock_finds_what_acts_find_and_rests_when_told() {
    let served = served_on(bank().await).await;
    let before = list(&served, "steward", "").await;
    let tx = served
        .bank
        .db
        .begin(&served.bank.actor)
        .await
        .expect("a transaction");
    tx.batch_execute("delete from ecif.suspect; delete from ecif.match_key")
        .await
        .expect("gone");
    tx.commit().await.expect("written");
    let steward = served.by("steward");
    let begun = steward
        .post("/api/v1/matching/jobs", &json!({ "what": "search" }))
        .await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    let path = format!(
        "/api/v1/matching/jobs/{}",
        begun.json()["id"].as_str().expect("an id")
    );
    let bank = &served.bank;
    let step = async || {
        follow_jobs(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
            .await
            .expect("work")
    };
    assert!(step().await);
    assert_eq!(
        sent(&steward, "PATCH", &path, &json!({ "state": "paused" }))
            .await
            .status,
        200
    );
    assert!(!step().await, "a paused job does nothing");
    let paused = steward.get(&path).await.json();
    assert_eq!((&paused["state"], &paused["done"]), (&json!("paused"), &json!(3)));
    assert_eq!(
        sent(&steward, "PATCH", &path, &json!({ "state": "running" }))
            .await
            .status,
        200
    );
    worked(&served).await;
    let done = steward.get(&path).await.json();
    assert_eq!(
        (&done["state"], &done["done"], &done["total"]),
        (&json!("done"), &json!(6), &json!(6))
    );
    problem(
        &sent(&steward, "PATCH", &path, &json!({ "state": "paused" })).await,
        409,
        "conflict",
    );
    let mut after = list(&served, "steward", "").await;
    after[0]["found_at"] = before[0]["found_at"].clone();
    assert_eq!(after, before);
}

#[tokio::test]
async fn different_is_remembered_until_key_data_change() {
    let served = served_on(bank().await).await;
    let suspect = list(&served, "steward", "").await.remove(0);
    let verdict = json!({ "status": "different", "note": "两兄弟，见柜面凭证" });
    let told = judged(&served, &suspect, &verdict).await;
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!(told.json()["history"][0]["note"], "两兄弟，见柜面凭证");
    assert_eq!(list(&served, "steward", "").await.len(), 0);

    // Another telephone: what was said stands.
    let mut moved = second();
    moved.insert("mobile", "13905716022".to_owned());
    let card = mapping("card", 60, "delta", "");
    served.bank.load(&card, "card", day(3, 3), &[moved.clone()]).await;
    caught_up(&served).await;
    assert_eq!(list(&served, "steward", "").await.len(), 0);
    assert_eq!(list(&served, "steward", "status=different").await.len(), 1);

    // Another name: it is asked again, and what was said is shown.
    moved.insert("name", "欧阳建郭".to_owned());
    served.bank.load(&card, "card", day(3, 4), &[moved]).await;
    caught_up(&served).await;
    let again = list(&served, "steward", "").await;
    assert_eq!((again.len(), &again[0]["reopened"]), (1, &json!(true)));

    let lines = served.lines();
    let written = lines
        .iter()
        .find(|(line, _)| line.action == "judge")
        .expect("a line");
    assert!(
        !format!("{:?}", written.0).contains("凭证"),
        "the trail has no free text"
    );
}

#[tokio::test]
async fn what_speaks_against_a_judgement_is_said_before_it_is_written() {
    let bank = bank().await;
    // A third, who fits the first two: no document at all.
    let mut third = first();
    third.extend([
        ("key", "9".to_owned()),
        ("t1", String::new()),
        ("n1", String::new()),
    ]);
    bank.load(&mapping("loan", 50, "delta", ""), "loan", day(3, 3), &[third])
        .await;
    let served = served_on(bank).await;
    let mut all = list(&served, "steward", "").await;
    // The twin is alike, too; here it is about the three.
    all.retain(|suspect| {
        names(suspect)
            .iter()
            .all(|name| ["欧阳建国", "欧阳建囯"].contains(name))
    });
    assert_eq!(all.len(), 3, "{all:#?}");
    let called_alike = |suspect: &&Value| names(suspect) == ["欧阳建国", "欧阳建国"];
    let two = all.iter().find(called_alike).expect("a suspect").clone();
    let others: Vec<&Value> = all.iter().filter(|one| one["id"] != two["id"]).collect();
    assert_eq!(
        judged(&served, others[0], &json!({ "status": "different" }))
            .await
            .status,
        200
    );
    assert_eq!(
        judged(&served, others[1], &json!({ "status": "same" }))
            .await
            .status,
        200
    );
    // Two of the three are one, another two are not: the last two cannot be one without a word.
    let path = format!("/api/v1/suspects/{}", two["id"].as_str().expect("an id"));
    let review = served.by("steward").get(&path).await.json();
    assert_eq!(review["contradictions"][0]["with_other"], "same", "{review:#}");
    let refused = judged(&served, &two, &json!({ "status": "same" })).await;
    assert_eq!(
        problem(&refused, 409, "conflict")["errors"][0]["field"],
        "despite"
    );
    let told = judged(&served, &two, &json!({ "status": "same", "despite": true })).await;
    assert_eq!(told.status, 200, "{}", told.text());
    let counts = served.by("steward").get("/api/v1/suspects/counts").await.json();
    assert_eq!(
        (&counts["same"], &counts["different"], &counts["judged_today"]),
        (&json!(2), &json!(1), &json!(3))
    );
}

#[tokio::test]
async fn the_preview_is_what_survives_when_they_are_one() {
    let served = served_on(bank().await).await;
    let suspect = list(&served, "steward", "").await.remove(0);
    let path = format!("/api/v1/suspects/{}", suspect["id"].as_str().expect("an id"));
    let review = served.by("steward").get(&path).await.json();
    let survivor = |review: &Value, field: &str| {
        let lines = review["lines"].as_array().expect("lines");
        let line = lines.iter().find(|line| line["field"] == field).expect("a line");
        line["survivor"].clone()
    };
    assert_eq!(survivor(&review, "name")["value"], "欧阳建国");
    let record = review["records"][1]["record_id"].as_str().expect("a record");
    let picked = served
        .by("steward")
        .get(&format!("{path}?picks=name:{record}"))
        .await
        .json();
    assert_eq!(
        (
            &survivor(&picked, "name")["value"],
            &survivor(&picked, "name")["picked"]
        ),
        (&json!("欧阳建囯"), &json!(true))
    );
    let odd = served.by("steward").get(&format!("{path}?picks=name")).await;
    assert_eq!(problem(&odd, 422, "invalid")["errors"][0]["field"], "picks");

    // The card system corrects name and number: the rules join the two, and what was foretold survives.
    let mut corrected = first();
    corrected.insert("key", "2".to_owned());
    served
        .bank
        .load(&mapping("card", 60, "delta", ""), "card", day(3, 5), &[corrected])
        .await;
    caught_up(&served).await;
    assert_eq!(list(&served, "steward", "").await.len(), 0);
    let number = suspect["one"]["number"].as_str().expect("a number");
    let customer = served
        .by("steward")
        .get(&format!("/api/v1/customers/{number}"))
        .await
        .json();
    for (subject, field) in [("basic", "name"), ("basic", "birth_date"), ("contact", "mobile")] {
        let now = values(&customer, subject, field);
        assert_eq!(now[0]["value"], survivor(&review, field)["value"], "{field}");
        assert_eq!(
            now[0]["record_id"],
            survivor(&review, field)["record_id"],
            "{field}"
        );
    }
}

#[tokio::test]
async fn a_policy_is_tried_before_it_is_put_in_force() {
    let served = served_on(bank().await).await;
    let steward = served.by("steward");
    let policy = steward.get("/api/v1/matching/persons").await.json();
    assert_eq!(
        (&policy["version"], &policy["limits"]["automatic"]),
        (&json!(0), &json!(false))
    );
    let bits = list(&served, "steward", "").await[0]["bits"]
        .as_f64()
        .expect("bits");
    let limits = json!({ "upper": bits + 2.0, "lower": bits + 1.0 });
    let begun = steward
        .post("/api/v1/matching/persons/trials", &json!({ "limits": limits }))
        .await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    worked(&served).await;
    let path = format!(
        "/api/v1/matching/jobs/{}",
        begun.json()["id"].as_str().expect("an id")
    );
    let tried = steward.get(&path).await.json();
    let moved = &tried["counted"]["moves"][0];
    assert_eq!(
        (&moved["from"], &moved["to"], &moved["pairs"]),
        (&json!("priority"), &json!("none"), &json!(1)),
        "{tried:#}"
    );
    assert_eq!(
        list(&served, "steward", "").await.len(),
        1,
        "a trial changes nothing"
    );

    let odd = json!({ "limits": { "upper": 1.0, "lower": 2.0 } });
    let refused = sent(&steward, "PUT", "/api/v1/matching/persons", &odd).await;
    assert_eq!(problem(&refused, 422, "invalid")["errors"][0]["field"], "limits");
    let put = sent(
        &steward,
        "PUT",
        "/api/v1/matching/persons",
        &json!({ "limits": limits, "note": "fewer" }),
    )
    .await;
    assert_eq!(
        (put.status, &put.json()["version"]),
        (200, &json!(1)),
        "{}",
        put.text()
    );
    worked(&served).await;
    assert_eq!(
        list(&served, "steward", "").await.len(),
        0,
        "everybody was weighed again"
    );
    let back = json!({ "limits": { "upper": 10.0, "lower": -3.0 } });
    assert_eq!(
        sent(&steward, "PUT", "/api/v1/matching/persons", &back)
            .await
            .json()["version"],
        2
    );
    worked(&served).await;
    assert_eq!(list(&served, "steward", "").await[0]["model"], 2);
}

#[tokio::test]
async fn the_weight_judges_only_where_the_bank_says_so() {
    let served = served_on(bank().await).await;
    let limits = json!({ "limits": { "upper": 10.0, "lower": -3.0, "automatic": true } });
    let put = sent(&served.by("steward"), "PUT", "/api/v1/matching/persons", &limits).await;
    assert_eq!(put.status, 200, "{}", put.text());
    worked(&served).await;
    let same = list(&served, "steward", "status=same").await;
    assert_eq!(
        same.iter().map(names).collect::<Vec<_>>(),
        [["欧阳建国", "欧阳建囯"]]
    );
    let path = format!("/api/v1/suspects/{}", same[0]["id"].as_str().expect("an id"));
    let review = served.by("steward").get(&path).await.json();
    assert_eq!(review["history"][0]["actor"]["id"], "automatic");
}

#[tokio::test]
async fn who_is_about_to_be_entered_is_held_against_the_stock() {
    let served = served_on(bank().await).await;
    let wish = json!({
        "kind": "individual",
        "identifications": [{ "type": "passport_cn", "number": "E12345678", "expires_on": "9999-12-31" }],
        "values": {
            "name": ["欧阳建国"], "sex": ["1"], "nationality": ["CHN"], "occupation": ["1"],
            "birth_date": ["1975-03-12"], "mobile": ["13805716021"],
            "address_home": ["杭州市滨江区江南大道3588号5幢2单元301室"],
        },
    });
    let manager = served.by("rm@0101/R01011");
    let check = manager.post("/api/v1/customers/check", &wish).await.json();
    let similar = check["similar"].as_array().expect("similar");
    let weighed = similar
        .iter()
        .filter(|one| one["weight"]["probability"].as_f64() > Some(0.9));
    assert!(weighed.count() >= 1, "{check:#}");
    let refused = manager.post("/api/v1/customers", &wish).await;
    assert_eq!(problem(&refused, 422, "invalid")["errors"][0]["code"], "similar");
    // Somebody of another branch learns that there is one, and where, and nothing more.
    let away = served.by("rm@0201/R02011");
    let check = away.post("/api/v1/customers/check", &wish).await.json();
    assert_eq!(check["similar"], json!([]), "{check:#}");
    assert_eq!(check["elsewhere"][0]["branches"][0]["code"], "0101");
    assert!(!check.to_string().contains("欧阳"), "{check:#}");
}

#[tokio::test]
async fn two_who_save_one_person_at_once_make_one_customer_and_two_who_save_alike_make_a_suspect() {
    let served = served_on(bank().await).await;
    let wish = |document: &str| {
        json!({
            "kind": "individual",
            "identifications": [{ "type": "resident_id", "number": document, "expires_on": "9999-12-31" }],
            "values": {
                "name": ["司马相如"], "sex": ["1"], "nationality": ["CHN"], "occupation": ["1"],
                "mobile": ["13688886666"], "address_home": ["四川省成都市锦江区琴台路7号2单元501室"],
            },
        })
    };
    let save = async |document: &str| {
        served
            .by("rm@0201/R02011")
            .post("/api/v1/customers", &wish(document))
            .await
    };
    let document = id("51010419790101001");
    let (one, other) = tokio::join!(save(&document), save(&document));
    let numbers: Vec<Value> = [&one, &other]
        .iter()
        .filter(|answer| answer.status < 300)
        .map(|answer| answer.json()["customer"]["number"].clone())
        .collect();
    assert!(!numbers.is_empty(), "{} {}", one.text(), other.text());
    assert!(numbers.iter().all(|number| *number == numbers[0]), "{numbers:?}");

    // Two numbers that are both right are two people, whatever else is alike; one mistyped is another matter.
    let passport = |number: &str| {
        let mut wish = wish(&document);
        wish["identifications"] =
            json!([{ "type": "passport_cn", "number": number, "expires_on": "9999-12-31" }]);
        wish["values"]["name"] = json!(["卓文君"]);
        wish["values"]["sex"] = json!(["2"]);
        wish["values"]["birth_date"] = json!(["1980-02-02"]);
        wish["values"]["mobile"] = json!(["13688887777"]);
        wish
    };
    let save = async |number: &str| {
        served
            .by("rm@0201/R02011")
            .post("/api/v1/customers", &passport(number))
            .await
    };
    let (one, other) = tokio::join!(save("E20000001"), save("E20000010"));
    caught_up(&served).await;
    let made = [&one, &other]
        .iter()
        .filter(|answer| answer.status == 201)
        .count();
    let refused = [&one, &other]
        .iter()
        .filter(|answer| answer.status == 422 && answer.text().contains("similar"))
        .count();
    assert_eq!(made + refused, 2, "{} {}", one.text(), other.text());
    let alike = list(&served, "steward", "").await;
    let alike = alike
        .iter()
        .filter(|one| names(one) == ["卓文君", "卓文君"])
        .count();
    assert_eq!(
        alike,
        made - 1,
        "the later of two that came through is on the list"
    );
}

#[tokio::test]
async fn other_identity_rules_are_tried_on_the_live_stock() {
    let bank = Bank::open().await;
    let rows = [
        person("1", "张三", &id("11010119800101001")),
        person("2", "李四", &id("11010119800101001")),
        person("3", "王五", &id("11010119800101003")),
    ];
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), &rows)
        .await;
    let again = [person("9", "王五", &id("11010119800101003"))];
    bank.load(&mapping("card", 60, "delta", ""), "card", day(3, 2), &again)
        .await;
    let served = served_on(bank).await;
    let steward = served.by("steward");
    let shipped = ecif::resolve::RuleSet::DEFAULT;
    let tried = async |text: String| {
        let begun = steward
            .post("/api/v1/policies/identity/trials", &json!({ "text": text }))
            .await;
        assert_eq!(begun.status, 202, "{}", begun.text());
        worked(&served).await;
        let path = format!(
            "/api/v1/matching/jobs/{}",
            begun.json()["id"].as_str().expect("an id")
        );
        steward.get(&path).await.json()
    };
    let same = tried(shipped.to_owned()).await;
    assert_eq!(
        (&same["rules"]["join"], &same["rules"]["part"]),
        (&json!(0), &json!(0)),
        "{same:#}"
    );
    // Whoever carries one number is one, whatever the name.
    let bold = shipped.replacen("names = \"equal\"", "names = \"any\"", 1);
    assert_ne!(bold, shipped);
    let told = tried(bold).await;
    assert_eq!(
        (&told["rules"]["join"], &told["rules"]["part"]),
        (&json!(1), &json!(0)),
        "{told:#}"
    );
    assert_eq!(told["rules"]["joined"][0].as_array().map(Vec::len), Some(2));
    assert!(
        told["text"]
            .as_str()
            .is_some_and(|text| text.contains("names = \"any\""))
    );
    let listed = steward.get("/api/v1/matching/jobs").await.json();
    assert_eq!(listed["items"][0]["text"], Value::Null, "a list tells no texts");
    // No rule joins persons: the two records of one part.
    let timid = shipped.replace("then = \"join\"", "then = \"similar\"");
    let told = tried(timid).await;
    assert_eq!(
        (&told["rules"]["join"], &told["rules"]["part"]),
        (&json!(0), &json!(1)),
        "{told:#}"
    );
    let odd = json!({ "text": "rule = 7" });
    let refused = steward.post("/api/v1/policies/identity/trials", &odd).await;
    assert_eq!(problem(&refused, 422, "invalid")["errors"][0]["field"], "text");
}

#[tokio::test]
async fn the_model_is_made_sharper_by_what_stewards_said() {
    // Forty men, each in two systems: where the mail differs they are two for this bank, whatever else agrees.
    let bank = Bank::open().await;
    let given = [
        "建国", "志强", "文博", "海涛", "晓东", "俊杰", "子轩", "明远", "天佑", "家豪",
    ];
    let surnames = ["慕容", "上官", "诸葛", "皇甫"];
    let (mut core, mut card) = (Vec::new(), Vec::new());
    for at in 0..40_usize {
        let name = format!("{}{}", surnames[at % 4], given[at / 4]);
        let birth = format!("19{:02}{:02}{:02}", 50 + at, 1 + at % 12, 1 + at % 28);
        let mut cells = kept(
            row(&[("key", &at.to_string()), ("name", &name)]),
            "0101",
            "R01011",
            &format!("138{at:08}"),
        );
        cells.extend([("birth", birth), ("sex", "1".to_owned())]);
        let mut other = cells.clone();
        if at % 2 == 0 {
            other.insert("mobile", format!("159{:08}", 97_531_246 - at * 1_234));
        }
        core.push(cells);
        card.push(other);
    }
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), &core)
        .await;
    bank.load(&mapping("card", 60, "delta", ""), "card", day(3, 2), &card)
        .await;
    let served = served_on(bank).await;
    let steward = served.by("steward");
    let begin = async |what: &str| {
        let wish = json!({ "what": what, "of": "persons" });
        let begun = steward.post("/api/v1/matching/jobs", &wish).await;
        assert_eq!(begun.status, 202, "{}", begun.text());
        worked(&served).await;
        let path = format!(
            "/api/v1/matching/jobs/{}",
            begun.json()["id"].as_str().expect("an id")
        );
        steward.get(&path).await.json()
    };
    let early = begin("retrain").await;
    assert_eq!(early["state"], "failed");
    assert!(
        early["problem"]
            .as_str()
            .is_some_and(|why| why.contains("some ten of either sort"))
    );
    let all = list(&served, "steward", "limit=200").await;
    let pairs: Vec<&Value> = all.iter().filter(|one| names(one)[0] == names(one)[1]).collect();
    assert_eq!(pairs.len(), 40, "{}", all.len());
    for suspect in pairs {
        let is_one = suspect["agreeing"].to_string().contains("mobile");
        let status = if is_one { "same" } else { "different" };
        assert_eq!(
            judged(&served, suspect, &json!({ "status": status }))
                .await
                .status,
            200
        );
    }
    let done = begin("retrain").await;
    assert_eq!(done["state"], "done", "{done:#}");
    let figures = &done["learned"];
    assert_eq!(
        (&figures["answers"], &figures["changed"]),
        (&json!(40), &json!(true)),
        "{figures:#}"
    );
    let loss = |when: &str| figures["held_out"][when]["log_loss"].as_f64().expect("a loss");
    assert!(loss("after") < loss("before"), "{figures:#}");
    let put = json!({ "learned_by": done["id"], "note": "by our own answers" });
    let put = sent(&steward, "PUT", "/api/v1/matching/persons", &put).await;
    assert_eq!(
        (put.status, &put.json()["version"]),
        (200, &json!(1)),
        "{}",
        put.text()
    );
}

#[tokio::test]
async fn a_merge_of_any_number_is_tried_dry() {
    let served = served_on(bank_of(&[first(), wife(), twin()]).await).await;
    let suspect = list(&served, "steward", "").await.remove(0);
    let [one, other] =
        ["one", "other"].map(|side| suspect[side]["number"].as_str().expect("a number").to_owned());
    let tried = async |numbers: &[&str]| {
        served
            .by("steward")
            .post("/api/v1/suspects/dry-merge", &json!({ "numbers": numbers }))
            .await
    };
    let told = tried(&[&other, &one]).await;
    assert_eq!(told.status, 200, "{}", told.text());
    let told = told.json();
    assert_eq!(
        (&told["survivor"], &told["mergeable"]),
        (&json!(one), &json!(true))
    );
    assert_eq!(told["forwarded"], json!([other]));
    // The twin has a right number of his own.
    let twin = number_of(&served, &id("33010619750312343")).await;
    let told = tried(&[&one, &other, &twin, "999999999990"]).await.json();
    assert_eq!(told["mergeable"], false);
    assert_eq!(told["unknown"], json!(["999999999990"]));
    let conflicts = told["conflicts"].as_array().expect("conflicts");
    let expected = json!({ "one": one.clone().min(twin.clone()), "other": one.clone().max(twin.clone()), "why": "kept_apart" });
    assert!(conflicts.contains(&expected), "{conflicts:?}");
    assert_eq!(
        judged(&served, &suspect, &json!({ "status": "different" }))
            .await
            .status,
        200
    );
    assert_eq!(
        tried(&[&one, &other]).await.json()["conflicts"][0]["why"],
        "different"
    );
    problem(&tried(&[&one]).await, 422, "invalid");
}
