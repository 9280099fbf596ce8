//! ECIF over real HTTP on a real database: what is answered, what is masked, what stays unread.

mod bank;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use authz::{Caller, CallerKind, Person, Policy, Role, Seer, UnitTree};
use axum::http::Extensions;
use bank::{Bank, Cells, day, mapping, person};
use base::Timestamp;
use ecif::service::{Services, room};
use serde_json::{Value, json};
use testkit::http::{Answer as Told, Client};
use web::guard::Answer;
use web::limits::Limits;
use web::{
    Authenticator, BranchName, Code, Credential, Directory, Doors, Entry, Known, Operation, Outcome, Parts,
    Problem, Readiness, Recorder, Right,
};

const ZHANG: (&str, &str) = ("张三", "11010519491231002X");
const LI: (&str, &str) = ("李四", "440524188001010014");

/// Bears `role`, `role@unit` or `role@unit/staff number`.
struct ByKey;

fn tree() -> UnitTree {
    let unit = |code: &str, parent: Option<&str>| (code.to_owned(), parent.map(str::to_owned));
    UnitTree::new([
        unit("0001", None),
        unit("0101", Some("0001")),
        unit("0201", Some("0001")),
    ])
}

impl Authenticator for ByKey {
    fn authenticate<'a>(
        &'a self,
        credential: Credential<'a>,
        purpose: &'a str,
        _: &'a mut Extensions,
    ) -> Answer<'a, Result<Known, Problem>> {
        Box::pin(async move {
            let (Credential::Bearer(word) | Credential::Session(word)) = credential;
            let (word, staff) = word
                .split_once('/')
                .map_or((word, None), |(word, staff)| (word, Some(staff)));
            let (role, unit) = word
                .split_once('@')
                .map_or((word, None), |(role, unit)| (role, Some(unit)));
            let role = Role::find(role).ok_or_else(|| Problem::new(Code::NotSignedIn, "who?"))?;
            let mut caller = Caller::command(format!("user:{word}"), purpose);
            caller.kind = CallerKind::User;
            caller.roles = vec![role];
            caller.unit = unit.map(str::to_owned);
            caller.staff_number = staff.map(str::to_owned);
            Ok(Known {
                caller: caller.placed(&tree()),
                policy: Arc::new(Policy::shipped().clone()),
            })
        })
    }
}

#[derive(Default)]
struct Remembered(Mutex<Vec<(Entry, bool)>>);

impl Recorder for Remembered {
    fn record(&self, entry: Entry, durable: bool) -> Answer<'_, Result<(), Problem>> {
        self.0.lock().expect("no panic").push((entry, durable));
        Box::pin(async { Ok(()) })
    }
}

struct Units;

impl Directory for Units {
    fn unit<'a>(&'a self, code: &'a str) -> Answer<'a, Result<BranchName, Problem>> {
        Box::pin(async move {
            Ok(BranchName {
                code: code.to_owned(),
                name: format!("branch {code}"),
            })
        })
    }

    fn below<'a>(&'a self, code: &'a str) -> Answer<'a, Result<Vec<String>, Problem>> {
        let tree = tree();
        let below = tree.below(code).into_iter().map(str::to_owned);
        let all = std::iter::once(code.to_owned()).chain(below).collect();
        Box::pin(async { Ok(all) })
    }

    fn who_sees<'a>(
        &'a self,
        _: &'a Caller,
        visible_to: &'a [String],
        _: Timestamp,
    ) -> Answer<'a, Result<Vec<Seer>, Problem>> {
        let person = |id: &str, unit: &str| Person {
            id: id.to_owned(),
            name: id.to_owned(),
            roles: vec![Role::BranchHead],
            unit: Some(unit.to_owned()),
            staff_number: None,
        };
        let people = [person("ana", "0101"), person("bo", "0201")];
        let seers = authz::who_sees(Policy::shipped(), &tree(), &people, visible_to);
        Box::pin(async { Ok(seers) })
    }
}

impl Readiness for Units {
    fn ready(&self) -> Answer<'_, Result<(), String>> {
        Box::pin(async { Ok(()) })
    }
}

struct Served {
    _bank: Bank,
    client: Client,
    recorder: Arc<Remembered>,
    operations: Vec<Operation>,
}

impl Served {
    fn by(&self, who: &str) -> Client {
        self.client.with("authorization", &format!("Bearer {who}"))
    }

    fn lines(&self) -> Vec<(Entry, bool)> {
        std::mem::take(&mut *self.recorder.0.lock().expect("no panic"))
    }
}

fn kept(mut cells: Cells, unit: &str, manager: &str, mobile: &str) -> Cells {
    cells.extend([
        ("unit", unit.to_owned()),
        ("rm", manager.to_owned()),
        ("mobile", mobile.to_owned()),
    ]);
    cells
}

/// 张三 is kept at 0101 by R01011 in two systems, 李四 at 0201.
async fn served() -> Served {
    let bank = Bank::open().await;
    let core = [
        kept(person("1", ZHANG.0, ZHANG.1), "0101", "R01011", "13800138000"),
        kept(person("2", LI.0, LI.1), "0201", "R02011", "13900139000"),
    ];
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), &core)
        .await;
    let loan = [kept(
        person("77", ZHANG.0, ZHANG.1),
        "0101",
        "R01011",
        "13700137000",
    )];
    bank.load(&mapping("loan", 60, "delta", ""), "loan", day(3, 2), &loan)
        .await;

    ecif::card::follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .expect("cards");

    let services = Services::new(
        (*bank.db).clone(),
        bank.keyring.clone(),
        Arc::new(bank::Ticking::at(1_790_100_000, bank.clock.today)),
        Arc::new(Units),
    );
    let recorder = Arc::new(Remembered::default());
    let room = room();
    let operations = room.operations().to_vec();
    let service = web::service(Parts {
        room: room.with_state(services.clone()),
        doors: Doors {
            authenticator: Arc::new(ByKey),
            recorder: recorder.clone(),
        },
        clock: services.clock.clone(),
        limits: Limits::default(),
        console: web::console::Console::default(),
        readiness: Arc::new(Units),
    })
    .expect("a service");
    let listener = web::listen("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(web::run(
        listener,
        service,
        std::future::pending(),
        Duration::ZERO,
    ));
    Served {
        _bank: bank,
        client: Client::new(address),
        recorder,
        operations,
    }
}

async fn number_of(served: &Served, document: &str) -> String {
    let wish = json!({ "document_type": "resident_id", "document_number": document });
    let found = served
        .by("steward")
        .post("/api/v1/customers/identify", &wish)
        .await
        .json();
    assert_eq!(found["result"], "one", "{found}");
    found["number"].as_str().expect("a number").to_owned()
}

fn values<'a>(customer: &'a Value, subject: &str, attribute: &str) -> Vec<&'a Value> {
    let under = customer["subjects"][subject]
        .as_array()
        .expect("a subject")
        .iter();
    under.filter(|value| value["attribute"] == attribute).collect()
}

fn correction(base: i64, attribute: &str, before: Option<&str>, value: &str) -> Value {
    let change = json!({ "attribute": attribute, "before": before, "value": value });
    json!({ "base_version": base, "changes": [change] })
}

fn problem(answer: &Told, status: u16, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.json()["code"], code);
    answer.json()
}

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
            let body = match operation.method {
                "GET" => None,
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
    let asked = manager.post("/api/v1/customers", &wang()).await;
    assert_eq!(problem(&asked, 422, "invalid")["errors"][0]["field"], "confirmed");

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
    let odd = correction(version, "beauty", None, "1");
    problem(
        &manager.send("PATCH", &path, Some(odd.to_string())).await,
        422,
        "invalid",
    );
}
