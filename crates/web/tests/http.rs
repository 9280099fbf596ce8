//! What every answer has in common, over real HTTP: problems, trace numbers, paging, who may, what is written down,
//! limits, documents, pages.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use authz::{Action, Caller, CallerKind, Object, Policy, Role};
use axum::http::Extensions;
use base::{FixedClock, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use testkit::http::Client;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use web::console::Console;
use web::guard::Answer;
use web::limits::Limits;
use web::{
    Allowed, Authenticator, Code, Credential, Doors, Entry, Json, Keyed, Known, List, Moment, Outcome, Page,
    Parts, Path, Problem, Query, Readiness, Recorder, Right, Room, Trail,
};

#[derive(Debug, Serialize, ToSchema)]
struct Thing {
    number: u32,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    above: Option<u32>,
}

#[derive(Debug, Deserialize, ToSchema)]
struct Wish {
    size: u8,
}

/// Things.
#[utoipa::path(get, path = "/things", tag = "things", params(Page, Moment, Filter),
    responses((status = 200, body = List<Thing>)))]
async fn list(
    page: Page,
    moment: Moment,
    Query(filter): Query<Filter>,
    _: Allowed,
) -> Result<axum::Json<List<Thing>>, Problem> {
    let name = format!("things {:?} {:?}", filter.above, moment.as_of);
    let after: u32 = page.after(&name)?.unwrap_or(filter.above.unwrap_or(0));
    let end = (after + u32::from(page.limit())).min(10);
    Ok(axum::Json(List {
        items: (after + 1..=end).map(|number| Thing { number }).collect(),
        next_cursor: (end < 10).then(|| web::page::cursor(&name, &end)),
        total: Some(10),
    }))
}

/// A thing.
#[utoipa::path(get, path = "/things/{number}", tag = "things", params(("number" = u32, Path)),
    responses((status = 200, body = Thing), (status = 404)))]
async fn one(Path(number): Path<u32>, trail: Trail) -> Result<axum::Json<Thing>, Problem> {
    trail.target(number.to_string());
    match number {
        0 => Err(Problem::not_found("there is no thing 0")),
        13 => panic!("thirteen"),
        14 => Err(Problem::internal_text("the secret cause")),
        _ => Ok(axum::Json(Thing { number })),
    }
}

/// Makes a thing.
#[utoipa::path(post, path = "/things", tag = "things", request_body = Wish, responses((status = 200, body = Thing)))]
async fn make(wish: Keyed<Wish>) -> axum::Json<Thing> {
    let digest = wish.key.map_or(0, |key| u32::from(key.digest[0]));
    axum::Json(Thing {
        number: u32::from(wish.body.size) * 1000 + digest,
    })
}

/// Shows a thing in clear.
#[utoipa::path(post, path = "/things/{number}/reveal", tag = "things", params(("number" = u32, Path)),
    responses((status = 200, body = Thing)))]
async fn reveal(Path(number): Path<u32>, trail: Trail) -> Result<axum::Json<Thing>, Problem> {
    trail.target(number.to_string());
    trail.write().await?;
    Ok(axum::Json(Thing { number }))
}

/// Takes its time.
#[utoipa::path(get, path = "/slow", tag = "things", responses((status = 200, body = Thing)))]
async fn slow() -> axum::Json<Thing> {
    tokio::time::sleep(Duration::from_millis(400)).await;
    axum::Json(Thing { number: 1 })
}

/// For anybody.
#[utoipa::path(post, path = "/hello", tag = "things", request_body = Wish, responses((status = 200, body = Thing)))]
async fn hello(Json(wish): Json<Wish>) -> axum::Json<Thing> {
    axum::Json(Thing {
        number: u32::from(wish.size),
    })
}

fn room() -> Room {
    let read = Right::On(Object::Customer, Action::Read);
    Room::new()
        .tag("things", "Things of the test.")
        .route(read, routes!(list))
        .route(read, routes!(one))
        .route(Right::On(Object::Customer, Action::Create), routes!(make))
        .route(Right::On(Object::Customer, Action::Reveal), routes!(reveal))
        .route(Right::SignedIn("profile", "read"), routes!(slow))
        .route(Right::Public, routes!(hello))
}

/// The key says the role.
struct ByKey;

impl Authenticator for ByKey {
    fn authenticate<'a>(
        &'a self,
        credential: Credential<'a>,
        purpose: &'a str,
        _: &'a mut Extensions,
    ) -> Answer<'a, Result<Known, Problem>> {
        Box::pin(async move {
            let (Credential::Bearer(word) | Credential::Session(word)) = credential;
            let role = Role::find(word).ok_or_else(|| Problem::new(Code::NotSignedIn, "who?"))?;
            let mut caller = Caller::command(format!("user:{word}"), purpose);
            caller.kind = CallerKind::User;
            caller.roles = vec![role];
            Ok(Known {
                caller,
                policy: Arc::new(Policy::shipped().clone()),
            })
        })
    }
}

#[derive(Default)]
struct Remembered {
    lines: Mutex<Vec<(Entry, bool)>>,
    full: std::sync::atomic::AtomicBool,
}

impl Recorder for Remembered {
    fn record(&self, entry: Entry, durable: bool) -> Answer<'_, Result<(), Problem>> {
        Box::pin(async move {
            if self.full.load(std::sync::atomic::Ordering::SeqCst) {
                return Err(Problem::new(Code::Busy, "the trail is full"));
            }
            self.lines.lock().expect("no panic").push((entry, durable));
            Ok(())
        })
    }
}

struct Ready(bool);

impl Readiness for Ready {
    fn ready(&self) -> Answer<'_, Result<(), String>> {
        Box::pin(async move {
            if self.0 {
                Ok(())
            } else {
                Err("no database".to_owned())
            }
        })
    }
}

struct Running {
    client: Client,
    recorder: Arc<Remembered>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    ended: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Running {
    fn by(&self, role: &str) -> Client {
        self.client.with("authorization", &format!("Bearer {role}"))
    }

    fn lines(&self) -> Vec<(Entry, bool)> {
        std::mem::take(&mut *self.recorder.lines.lock().expect("no panic"))
    }
}

async fn start_with(limits: Limits, console: Console, ready: bool) -> Running {
    let recorder = Arc::new(Remembered::default());
    let service = web::service(Parts {
        room: room(),
        doors: Doors {
            authenticator: Arc::new(ByKey),
            recorder: recorder.clone(),
        },
        clock: Arc::new(FixedClock(Timestamp::UNIX_EPOCH)),
        limits,
        console,
        readiness: Arc::new(Ready(ready)),
    })
    .expect("a service");
    let listener = web::listen("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let ended = tokio::spawn(web::run(
        listener,
        service,
        async move {
            let _ = stopped.await;
        },
        Duration::from_secs(5),
    ));
    Running {
        client: Client::new(address),
        recorder,
        stop: Some(stop),
        ended,
    }
}

async fn start() -> Running {
    start_with(Limits::default(), Console::default(), true).await
}

fn assert_problem(answer: &testkit::http::Answer, status: u16, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let body = answer.json();
    assert_eq!(body["code"], code, "{body}");
    assert_eq!(body["status"], status);
    assert_eq!(body["type"], format!("/docs/problems#{code}"));
    assert_eq!(body["trace_id"], answer.header("trace-id"));
    assert!(body["time_used_ms"].is_number());
    body
}

/// Goal: an access for what the bank's list does not have is refused with the words it has, and written down (P-07).
#[tokio::test]
async fn an_access_is_for_a_purpose_of_the_banks_list() {
    let bank = start().await;
    let odd = bank.by("steward").with("purpose", "curiosity");
    let told = odd.get("/api/v1/things/1").await;
    let body = assert_problem(&told, 422, "invalid");
    assert_eq!(
        (&body["errors"][0]["field"], &body["errors"][0]["code"]),
        (&json!("purpose"), &json!("unknown"))
    );
    let listed = body["purposes"].as_array().expect("the list");
    assert!(listed.contains(&json!("due-diligence")) && !listed.contains(&json!("curiosity")));
    let lines = bank.lines();
    assert_eq!(
        (lines[0].0.purpose.as_str(), lines[0].0.outcome),
        ("curiosity", Outcome::Refused)
    );
    for purpose in listed {
        let named = bank
            .by("steward")
            .with("purpose", purpose.as_str().expect("a word"));
        assert_eq!(named.get("/api/v1/things/1").await.status, 200, "{purpose}");
    }
    assert_eq!(bank.by("steward").get("/api/v1/things/1").await.status, 200);
}

#[tokio::test]
async fn every_answer_has_its_number_its_time_and_its_guard() {
    let bank = start().await;
    let traced = bank.by("steward").with(
        "traceparent",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    );
    for (answer, traced) in [
        (traced.get("/api/v1/things/1").await, true),
        (bank.client.get("/api/v1/nowhere").await, false),
        (bank.client.get("/").await, false),
        (bank.client.get("/docs").await, false),
    ] {
        let trace = answer.header("trace-id");
        assert_eq!(trace.len(), 32);
        assert_eq!(trace == "4bf92f3577b34da6a3ce929d0e0e4736", traced);
        assert!(answer.header("time-used-ms").parse::<f64>().expect("a number") >= 0.0);
        assert!(answer.header("server-timing").starts_with("total;dur="));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(
            answer
                .header("content-security-policy")
                .contains("frame-ancestors 'none'")
        );
        assert!(!answer.header("cache-control").is_empty());
    }
}

#[tokio::test]
async fn what_goes_wrong_is_a_problem_that_names_the_field() {
    let bank = start().await;
    let steward = bank.by("steward");
    let field = |answer: &testkit::http::Answer| answer.json()["errors"][0]["field"].clone();

    assert_problem(&steward.get("/api/v1/nowhere").await, 404, "not-found");
    assert_problem(
        &steward.send("PUT", "/api/v1/things", None).await,
        405,
        "method-not-allowed",
    );
    assert_problem(&steward.get("/api/v1/things/0").await, 404, "not-found");
    let odd = steward.get("/api/v1/things/x").await;
    assert_problem(&odd, 422, "invalid");
    assert_eq!(field(&odd), "number");
    let odd = steward.get("/api/v1/things?above=much").await;
    assert_problem(&odd, 422, "invalid");
    assert_eq!(field(&odd), "above");
    let odd = steward.get("/api/v1/things?limit=201").await;
    assert_problem(&odd, 422, "invalid");
    assert_eq!(field(&odd), "limit");
    let odd = steward.get("/api/v1/things?as_of=yesterday").await;
    assert_problem(&odd, 422, "not-acceptable-date");
    assert_eq!(field(&odd), "as_of");
    let odd = steward.post("/api/v1/things", &json!({"size": 300})).await;
    assert_problem(&odd, 422, "invalid");
    assert_eq!(field(&odd), "size");
    assert_problem(
        &steward.send("POST", "/api/v1/things", Some("{".to_owned())).await,
        422,
        "invalid",
    );
    // No database keeps U+0000 in a text: it is refused at the door, wherever it stands.
    let odd = steward.get("/api/v1/things?above=1%00").await;
    assert_problem(&odd, 422, "invalid");
    assert_eq!(field(&odd), "above");
    let odd = steward.get("/api/v1/things/1%00").await;
    assert_problem(&odd, 422, "invalid");
    assert_eq!(field(&odd), "number");
    let odd = json!({ "size": 1, "more": [{ "text": "a\u{0}b" }] });
    let odd = steward.post("/api/v1/things", &odd).await;
    assert_problem(&odd, 422, "invalid");
    assert_eq!(field(&odd), "more[0].text");
    let written = json!({ "size": 1, "more": "\\u0000, spelled out" });
    assert_eq!(steward.post("/api/v1/things", &written).await.status, 200);
    let plain = steward.with("content-type", "text/plain");
    assert_problem(
        &plain.send("POST", "/api/v1/things", Some("{}".to_owned())).await,
        415,
        "unsupported-media",
    );
    let large = Some(format!("{{\"size\":1,\"more\":\"{}\"}}", "x".repeat(3_000_000)));
    assert_problem(
        &steward.send("POST", "/api/v1/things", large).await,
        413,
        "too-large",
    );
}

#[tokio::test]
async fn a_panic_and_a_cause_stay_inside() {
    let bank = start().await;
    for number in [13, 14] {
        let answer = bank.by("steward").get(&format!("/api/v1/things/{number}")).await;
        assert_problem(&answer, 500, "internal");
        assert!(!answer.text().contains("secret") && !answer.text().contains("thirteen"));
    }
    let chinese = bank.by("steward").with("accept-language", "zh-CN,en;q=0.5");
    assert_eq!(chinese.get("/api/v1/things/0").await.json()["title"], "不存在");
}

#[tokio::test]
async fn pages_follow_each_other_and_a_cursor_fits_its_list_alone() {
    let bank = start().await;
    let steward = bank.by("steward");
    let mut seen = Vec::new();
    let mut path = "/api/v1/things?limit=4".to_owned();
    loop {
        let page = steward.get(&path).await.json();
        seen.extend(
            page["items"]
                .as_array()
                .expect("items")
                .iter()
                .map(|thing| thing["number"].clone()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/api/v1/things?limit=4&cursor={cursor}");
    }
    assert_eq!(seen, (1..=10).map(|number| json!(number)).collect::<Vec<_>>());
    let first = steward.get("/api/v1/things?limit=4").await.json();
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    let other = steward
        .get(&format!("/api/v1/things?above=2&cursor={cursor}"))
        .await;
    assert_eq!(
        assert_problem(&other, 422, "invalid")["errors"][0]["field"],
        "cursor"
    );
}

#[tokio::test]
async fn each_route_asks_its_right_and_leaves_its_line() {
    let bank = start().await;
    assert_problem(&bank.client.get("/api/v1/things/1").await, 401, "not-signed-in");
    assert_problem(
        &bank.by("nobody").get("/api/v1/things/1").await,
        401,
        "not-signed-in",
    );
    assert_eq!(bank.lines(), Vec::new(), "nobody leaves no line");

    let refused = bank.by("system_admin").get("/api/v1/things/1").await;
    assert_eq!(
        assert_problem(&refused, 403, "forbidden")["right"]["object"],
        "customer"
    );
    let done = bank
        .by("steward")
        .with("purpose", "complaint")
        .get("/api/v1/things/1")
        .await;
    bank.by("steward").get("/api/v1/things/0").await;
    bank.by("steward").get("/api/v1/things/14").await;
    bank.by("steward")
        .send("POST", "/api/v1/things/7/reveal", None)
        .await;
    let lines = bank.lines();
    let told: Vec<_> = lines
        .iter()
        .map(|(entry, durable)| {
            (
                entry.actor.as_str(),
                entry.action.as_str(),
                entry.target.as_deref(),
                entry.outcome,
                *durable,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("user:system_admin", "read", None, Outcome::Refused, false),
            ("user:steward", "read", Some("1"), Outcome::Done, false),
            ("user:steward", "read", Some("0"), Outcome::Refused, false),
            ("user:steward", "read", Some("14"), Outcome::Failed, false),
            ("user:steward", "reveal", Some("7"), Outcome::Done, true),
        ]
    );
    assert_eq!(lines[1].0.purpose, "complaint");
    assert_eq!(lines[1].0.cause, done.header("trace-id"));
    assert_eq!(lines[2].0.detail["code"], "not-found");
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_answered() {
    let bank = start().await;
    bank.recorder
        .full
        .store(true, std::sync::atomic::Ordering::SeqCst);
    let answer = bank.by("steward").get("/api/v1/things/1").await;
    assert_problem(&answer, 503, "busy");
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
async fn another_site_cannot_write_with_a_session() {
    let bank = start().await;
    let session = bank.client.with("cookie", "guiyi_session=steward");
    let wish = json!({"size": 1});
    let ours = session.with("sec-fetch-site", "same-origin");
    assert_eq!(ours.post("/api/v1/things", &wish).await.status, 200);
    let other = session.with("sec-fetch-site", "cross-site");
    assert_problem(&other.post("/api/v1/things", &wish).await, 403, "forbidden");
    assert_problem(&session.post("/api/v1/things", &wish).await, 403, "forbidden");
    assert_problem(
        &bank
            .client
            .with("origin", "http://evil")
            .post("/api/v1/hello", &wish)
            .await,
        403,
        "forbidden",
    );
    assert_eq!(bank.client.post("/api/v1/hello", &wish).await.status, 200);
}

#[tokio::test]
async fn the_key_of_a_write_knows_its_content() {
    let bank = start().await;
    let keyed = bank.by("steward").with("idempotency-key", "k1");
    let numbers: BTreeSet<String> = [
        keyed.post("/api/v1/things", &json!({"size": 0})).await.text(),
        keyed.post("/api/v1/things", &json!({"size": 0})).await.text(),
    ]
    .into();
    assert_eq!(numbers.len(), 1, "the same content has the same digest");
    let long = bank.by("steward").with("idempotency-key", &"k".repeat(101));
    let answer = long.post("/api/v1/things", &json!({"size": 0})).await;
    assert_eq!(
        assert_problem(&answer, 422, "invalid")["errors"][0]["field"],
        "idempotency-key"
    );
}

#[tokio::test]
async fn a_full_service_says_so_and_a_slow_answer_is_cut() {
    let limits = Limits {
        requests_max: 1,
        wait_max: Duration::from_millis(20),
        ..Limits::default()
    };
    let bank = start_with(limits, Console::default(), true).await;
    let steward = bank.by("steward");
    let (slow, busy) = tokio::join!(steward.get("/api/v1/slow"), async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        let busy = steward.get("/api/v1/things/1").await;
        assert_eq!(
            bank.client.get("/health/live").await.status,
            200,
            "health has no limit"
        );
        busy
    });
    assert_eq!(slow.status, 200);
    assert_problem(&busy, 503, "busy");
    assert_eq!(busy.header("retry-after"), "1");

    let limits = Limits {
        time_max: Duration::from_millis(50),
        ..Limits::default()
    };
    let bank = start_with(limits, Console::default(), true).await;
    assert_problem(&bank.by("steward").get("/api/v1/slow").await, 504, "timed-out");
}

#[tokio::test]
async fn a_stop_lets_answers_end() {
    let mut bank = start().await;
    let client = bank.by("steward");
    let slow = tokio::spawn(async move { client.get("/api/v1/slow").await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    bank.stop.take().expect("once").send(()).expect("it runs");
    assert_eq!(slow.await.expect("an answer").status, 200);
    bank.ended.await.expect("no panic").expect("a clean end");
}

#[tokio::test]
async fn an_address_in_use_is_told_so() {
    let bank = start().await;
    let held = web::listen("127.0.0.1:0").await.expect("a port");
    let address = held.local_addr().expect("an address").to_string();
    let error = web::listen(&address).await.expect_err("it is taken");
    assert!(error.to_string().contains("in use by another program"), "{error}");
    assert!(web::listen("nonsense").await.is_err());
    drop(bank);
}

#[tokio::test]
async fn the_document_says_what_every_operation_asks_and_may_answer() {
    let bank = start().await;
    let document = bank.client.get("/api/openapi.json").await.json();
    let mut operations = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            operations += 1;
            assert!(web::room::right_of(operation).is_some(), "{method} {path}");
            let content = &operation["responses"]["default"]["content"]["application/problem+json"];
            assert_eq!(content["schema"]["$ref"], "#/components/schemas/Problem");
            assert!(operation["operationId"].is_string());
        }
    }
    assert_eq!(operations, room().operations().len());
    assert!(document["components"]["schemas"]["FieldError"].is_object());
    // Every name that is referred to is there.
    let text = document.to_string();
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().expect("a name");
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
}

#[tokio::test]
async fn the_pages_for_programmers_need_nothing_from_elsewhere() {
    let bank = start().await;
    let page = bank.client.get("/docs").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("/api/v1/things/{number}") && page.text().contains("schema-Thing"));
    for path in ["/docs", "/docs/problems"] {
        let page = bank.client.get(path).await;
        assert!(
            !page.text().contains("<script") && !page.text().contains("http"),
            "{path}"
        );
        assert!(!page.text().contains("style="), "{path}");
        assert!(
            page.header("content-security-policy")
                .starts_with("default-src 'none'; style-src 'self'")
        );
    }
    assert!(
        bank.client
            .get("/docs/problems")
            .await
            .text()
            .contains("id=\"elsewhere\"")
    );
    assert_eq!(bank.client.get("/docs/style.css").await.status, 200);
}

#[tokio::test]
async fn the_console_is_served_with_a_nonce_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("assets")).expect("a folder");
    let index = "<script nonce=\"__CSP_NONCE__\"></script>";
    std::fs::write(folder.path().join("index.html"), index).expect("a file");
    std::fs::write(folder.path().join("assets/a-123.js"), "plain").expect("a file");
    std::fs::write(folder.path().join("assets/a-123.js.br"), "packed").expect("a file");
    let console = Console {
        folder: Some(folder.path().to_owned()),
    };
    let bank = start_with(Limits::default(), console, true).await;
    let mut nonces = BTreeSet::new();
    for path in ["/", "/index.html", "/customers/123?tab=a", "/customers/1.2"] {
        let page = bank.client.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        let text = page.text();
        let nonce = text.split('"').nth(1).expect("a nonce").to_owned();
        assert!(
            page.header("content-security-policy")
                .contains(&format!("'nonce-{nonce}'"))
        );
        assert!(!page.header("content-security-policy").contains("unsafe"));
        assert_eq!(page.header("cache-control"), "no-store");
        nonces.insert(nonce);
    }
    assert_eq!(nonces.len(), 4, "each answer has its own");

    let plain = bank.client.get("/assets/a-123.js").await;
    assert_eq!(
        (plain.text().as_str(), plain.header("content-encoding")),
        ("plain", "")
    );
    assert_eq!(
        plain.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let packed = bank
        .client
        .with("accept-encoding", "gzip, br")
        .get("/assets/a-123.js")
        .await;
    assert_eq!(
        (packed.text().as_str(), packed.header("content-encoding")),
        ("packed", "br")
    );
    assert_eq!(packed.header("content-type"), "text/javascript; charset=utf-8");
    let held = bank
        .client
        .with("if-none-match", plain.header("etag"))
        .get("/assets/a-123.js")
        .await;
    assert_eq!(held.status, 304);
    assert_problem(&bank.client.get("/assets/gone.js").await, 404, "not-found");
    assert_problem(&bank.client.get("/api/nowhere").await, 404, "not-found");
    assert_problem(
        &bank.client.send("POST", "/customers", None).await,
        405,
        "method-not-allowed",
    );
}

#[tokio::test]
async fn health_tells_living_from_working() {
    let bank = start_with(Limits::default(), Console::default(), false).await;
    assert_eq!(bank.client.get("/health/live").await.status, 200);
    assert_problem(&bank.client.get("/health/ready").await, 503, "busy");
    assert_eq!(start().await.client.get("/health/ready").await.status, 200);
}
