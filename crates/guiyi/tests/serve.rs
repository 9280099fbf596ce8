//! The services of the shipped binary: they start, tell their address, let each role in and nobody else, and stop.

mod support;

use authz::{Action, Depth, Object, Policy, Role};
use serde_json::{Value, json};
use support::{Bank, Served};
use testkit::http::Client;
use web::Right;

/// Signs in as the demo says.
async fn signed_in(served: &Served, role: Role) -> Client {
    let ours = Client::new(served.address.clone()).with("origin", &format!("http://{}", served.address));
    let shown = json!({ "login": role.name(), "password": "one-bank-one-customer" });
    let answer = ours.post("/api/v1/session", &shown).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned();
    ours.with("cookie", &cookie)
}

/// Fills a path with something that is well formed and names nothing.
fn filled(path: &str) -> String {
    let mut path = path.to_owned();
    for (name, value) in [
        ("number", "100000000016"),
        ("record_id", "00000000-0000-8000-8000-000000000000"),
        ("id", "00000000-0000-8000-8000-000000000000"),
        ("link", "00000000-0000-8000-8000-000000000000"),
        ("subject", "basic"),
        ("kind", "identity"),
        ("of", "persons"),
        ("version", "1"),
        ("code", "0000"),
        ("name", "core"),
    ] {
        path = path.replace(&format!("{{{name}}}"), value);
    }
    assert!(!path.contains('{'), "the test does not know how to fill {path}");
    path
}

/// Goal: nobody reaches any operation of any product without signing in, and no role one that the table does not give
/// it; the document itself says what each asks.
#[tokio::test(flavor = "multi_thread")]
async fn every_operation_of_the_document_asks_for_its_right() {
    let bank = tokio::task::spawn_blocking(|| {
        let bank = Bank::new();
        let said = bank.run(["demo", "--people", "60", "--companies", "6", "--no-serve"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        for role in Role::ALL {
            assert!(said.out.contains(role.name()), "{role} has a login: {}", said.out);
        }
        bank
    })
    .await
    .expect("a bank");
    let served = Served::start(&bank);
    let anybody = Client::new(served.address.clone());
    assert_eq!(anybody.get("/health/ready").await.status, 200);

    let mut callers = Vec::new();
    for role in Role::ALL {
        callers.push((*role, signed_in(&served, *role).await));
    }
    let list = callers[0].1.get("/api/v1/customers").await.json();
    assert!(!list["items"].as_array().expect("items").is_empty(), "{list}");

    let document = anybody.get("/api/openapi.json").await.json();
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let right =
                web::room::right_of(operation).unwrap_or_else(|| panic!("{method} {path} says no right"));
            let (method, path) = (method.to_uppercase(), filled(path));
            let body = (method != "GET" && method != "DELETE").then(|| "{}".to_owned());
            if right == Right::Public {
                continue;
            }
            tried += 1;
            let refused = anybody.send(&method, &path, body.clone()).await;
            assert_eq!(
                (refused.status, code(&refused.json())),
                (401, "not-signed-in".to_owned()),
                "{method} {path}"
            );
            let Right::On(object, action) = right else {
                continue;
            };
            for (role, caller) in &callers {
                if may(*role, object, action) {
                    continue;
                }
                let refused = caller.send(&method, &path, body.clone()).await;
                let told = (refused.status, code(&refused.json_or_null()));
                assert_eq!(told, (403, "forbidden".to_owned()), "{role} {method} {path}");
            }
        }
    }
    assert!(tried > 50, "{tried}");

    let taken = served.address.clone();
    let refusal = bank.refused(["serve", "--listen", &taken]);
    assert!(refusal.contains("in use by another program"), "{refusal}");
    assert_eq!(served.stop(), Some(0), "it ends cleanly when it is told to");
}

fn may(role: Role, object: Object, action: Action) -> bool {
    Policy::shipped().depth(&[role], object, action) != Depth::None
}

fn code(body: &Value) -> String {
    body["code"].as_str().unwrap_or_default().to_owned()
}
