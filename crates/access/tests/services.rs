//! The services about people and rights, over real HTTP: signed in by cookie, guarded by the table in force.

mod staff;

use access::key::{self, NewKey};
use access::service::room;
use authz::{Policy, Role};
use serde_json::{Value, json};
use staff::PASSWORD;
use staff::served::served;
use testkit::http::{Answer as Told, Client};
use web::Right;

#[track_caller]
fn done(told: &Told, status: u16) -> Value {
    assert_eq!(told.status, status, "{}", told.text());
    told.json_or_null()
}

#[track_caller]
fn refused(told: &Told, status: u16, code: &str) -> Value {
    let body = done(told, status);
    assert_eq!(body["code"], code, "{body}");
    body
}

async fn patch(client: &Client, path: &str, body: Value) -> Told {
    client.send("PATCH", path, Some(body.to_string())).await
}

#[tokio::test]
async fn somebody_signs_in_and_out() {
    let served = served().await;
    let (_, first) = served
        .staff
        .hire("lihua", "0101", Some("R01011"), &[Role::Rm])
        .await;
    let wrong = served
        .anybody
        .post("/api/v1/session", &json!({ "login": "lihua", "password": "x" }))
        .await;
    refused(&wrong, 401, "sign-in-failed");
    assert_eq!(wrong.header("set-cookie"), "");

    let told = served
        .anybody
        .post("/api/v1/session", &json!({ "login": "lihua", "password": first }))
        .await;
    let me = done(&told, 200);
    assert_eq!(me["must_change_password"], true);
    assert_eq!(me["permissions"], json!([]));
    assert_eq!(me["unit"], json!({ "code": "0101", "name": "unit 0101" }));
    let cookie = told.header("set-cookie").to_owned();
    for part in ["guiyi_session=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "it came without TLS");
    let client = served.with_cookie(&told);
    refused(&client.get("/api/v1/units").await, 403, "forbidden");
    let weak = client
        .post(
            "/api/v1/me/password",
            &json!({ "current": first, "new": "lihua-lihua" }),
        )
        .await;
    assert_eq!(refused(&weak, 422, "invalid")["errors"][0]["code"], "personal");
    done(
        &client
            .post(
                "/api/v1/me/password",
                &json!({ "current": first, "new": PASSWORD }),
            )
            .await,
        204,
    );
    let me = done(&client.get("/api/v1/me").await, 200);
    assert_eq!(me["must_change_password"], false);
    assert_eq!(me["roles"], json!(["rm"]));
    assert_eq!(me["products"], json!(["ecif"]));
    let reads = json!({ "object": "customer", "action": "read", "depth": "own" });
    assert!(
        me["permissions"].as_array().expect("a list").contains(&reads),
        "{me}"
    );

    let changed = patch(
        &client,
        "/api/v1/me",
        json!({ "name": "李华", "preferences": { "theme": "dark" } }),
    )
    .await;
    assert_eq!(done(&changed, 200)["preferences"], json!({ "theme": "dark" }));
    let sessions = done(&client.get("/api/v1/me/sessions").await, 200);
    assert_eq!(sessions["items"][0]["current"], true);
    let elsewhere = client
        .with("sec-fetch-site", "cross-site")
        .send("DELETE", "/api/v1/session", None)
        .await;
    refused(&elsewhere, 403, "forbidden");
    let over = client.send("DELETE", "/api/v1/session", None).await;
    done(&over, 204);
    assert!(over.header("set-cookie").contains("Max-Age=0"));
    refused(&client.get("/api/v1/me").await, 401, "not-signed-in");

    let tls = served.anybody.with("origin", "https://guiyi.bank");
    let told = tls
        .post(
            "/api/v1/session",
            &json!({ "login": "lihua", "password": PASSWORD }),
        )
        .await;
    assert!(told.header("set-cookie").contains("; Secure"));
    for _ in 0..5 {
        served
            .anybody
            .post("/api/v1/session", &json!({ "login": "lihua", "password": "x" }))
            .await;
    }
    let locked = served
        .anybody
        .post(
            "/api/v1/session",
            &json!({ "login": "lihua", "password": PASSWORD }),
        )
        .await;
    assert!(refused(&locked, 423, "locked")["until"].is_string());
}

/// Goal: a person is hired by two administrators, each doing what only they may, and what they did is on the trail.
#[tokio::test]
async fn administrators_hire_somebody_together() {
    let served = served().await;
    let system = served.by("sysadmin", "0000", &[Role::SystemAdmin]).await;
    let security = served.by("secadmin", "0000", &[Role::SecurityAdmin]).await;
    let audit = served.by("auditadmin", "0000", &[Role::AuditAdmin]).await;

    let new = json!({ "login": "wang", "name": "王五", "unit": "0101", "staff_number": "R01012" });
    let made = done(&system.post("/api/v1/users", &new).await, 201);
    let id = made["id"].as_str().expect("an id");
    let again = system.post("/api/v1/users", &new).await;
    assert_eq!(refused(&again, 422, "invalid")["errors"][0]["field"], "login");
    refused(&security.post("/api/v1/users", &new).await, 403, "forbidden");
    let path = format!("/api/v1/users/{id}");
    refused(
        &patch(&system, &path, json!({ "roles": ["rm"] })).await,
        403,
        "forbidden",
    );
    refused(
        &patch(&security, &path, json!({ "name": "x" })).await,
        403,
        "forbidden",
    );
    let both = patch(&security, &path, json!({ "roles": ["rm", "system_admin"] })).await;
    assert_eq!(refused(&both, 422, "invalid")["errors"][0]["code"], "kept-apart");
    let user = done(
        &patch(&security, &path, json!({ "roles": ["rm", "branch_head"] })).await,
        200,
    );
    assert_eq!(user["roles"], json!(["branch_head", "rm"]));
    let user = done(
        &patch(&system, &path, json!({ "unit": "0102", "staff_number": null })).await,
        200,
    );
    assert_eq!(
        (&user["unit"]["code"], user.get("staff_number")),
        (&json!("0102"), None)
    );
    let merged = done(&system.get(&format!("{path}/access")).await, 200);
    let widest = json!({ "object": "customer", "action": "read", "depth": "unit_and_below" });
    assert!(
        merged["permissions"]
            .as_array()
            .expect("a list")
            .contains(&widest),
        "{merged}"
    );

    let head = served
        .signed_in("wang", made["password"].as_str().expect("a password"))
        .await;
    done(
        &head
            .post(
                "/api/v1/me/password",
                &json!({ "current": made["password"], "new": PASSWORD }),
            )
            .await,
        204,
    );
    let listed = done(&head.get("/api/v1/users").await, 200);
    assert_eq!(
        listed["items"].as_array().expect("a list").len(),
        1,
        "only their own branch: {listed}"
    );
    let everybody = done(&system.get("/api/v1/users?limit=2").await, 200);
    let cursor = everybody["next_cursor"].as_str().expect("there are more");
    let rest = done(
        &system
            .get(&format!("/api/v1/users?limit=2&cursor={cursor}"))
            .await,
        200,
    );
    assert_eq!(rest["items"].as_array().expect("a list").len(), 2);
    done(
        &system
            .get("/api/v1/users?unit=0100&below=true&role=rm&q=wa")
            .await,
        200,
    );

    done(&patch(&system, &path, json!({ "ended": true })).await, 200);
    refused(&head.get("/api/v1/me").await, 401, "not-signed-in");

    let lines = done(
        &audit.get(&format!("/api/v1/audit?target={id}&object=user")).await,
        200,
    );
    let told: Vec<(&str, &str, &str)> = lines["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap_or_default();
            (text("actor_name"), text("action"), text("outcome"))
        })
        .collect();
    assert!(told.contains(&("name of secadmin", "change", "done")), "{told:?}");
    // What it was before and what it is after: roles are words, not values.
    let granted =
        lines["items"].as_array().expect("a list").iter().find(|line| {
            line["action"] == "change" && line["detail"]["roles"] == json!(["rm", "branch_head"])
        });
    let granted = &granted.expect("the roles that were given")["detail"];
    assert!(granted["roles_before"].is_array(), "{granted}");
    assert!(
        told.contains(&("name of sysadmin", "change", "refused")),
        "{told:?}"
    );
    assert!(told.contains(&("name of sysadmin", "create", "done")), "{told:?}");
    let found = done(&audit.get("/api/v1/audit/verification").await, 200);
    assert_eq!(found["sound"], true, "{found}");
    refused(&audit.get("/api/v1/users").await, 403, "forbidden");
    refused(&security.get("/api/v1/audit").await, 403, "forbidden");
}

#[tokio::test]
async fn the_table_is_read_compared_and_put_in_force() {
    let served = served().await;
    let security = served.by("secadmin", "0000", &[Role::SecurityAdmin]).await;
    let now = done(&security.get("/api/v1/access-policy").await, 200);
    assert_eq!(
        (&now["version"], &now["text"]),
        (&json!(1), &json!(Policy::DEFAULT))
    );
    let roles = done(&security.get("/api/v1/roles").await, 200);
    assert_eq!(roles["items"].as_array().expect("a list").len(), Role::ALL.len());
    let text = Policy::DEFAULT.replace("[customer.read]\nrm = \"own\"", "[customer.read]\nrm = \"unit\"");
    let told = done(
        &security
            .post("/api/v1/access-policy/comparison", &json!({ "text": text }))
            .await,
        200,
    );
    assert_eq!(
        told["changes"][0]["zh"],
        "客户经理对客户的“查看”：由本人改为本机构"
    );
    let put = done(
        &security
            .post("/api/v1/access-policy", &json!({ "text": text, "note": "wider" }))
            .await,
        201,
    );
    assert_eq!(put["version"], 2);
    let broken = json!({ "text": "[customer.read]\nrm = \"everything\"\n", "note": "x" });
    let told = refused(
        &security.post("/api/v1/access-policy", &broken).await,
        422,
        "invalid",
    );
    assert_eq!(told["errors"][0]["field"], "text:2");
    assert_eq!(
        told["errors"][0]["mend"],
        "depths are none, own, unit, unit_and_below, all"
    );
    let versions = done(&security.get("/api/v1/access-policy/versions").await, 200);
    assert_eq!(versions["items"][0]["note"], "wider");
    done(&security.get("/api/v1/access-policy/versions/1").await, 200);
    refused(
        &security.get("/api/v1/access-policy/versions/9").await,
        404,
        "not-found",
    );

    let system = served.by("sysadmin", "0000", &[Role::SystemAdmin]).await;
    let unit = json!({ "code": "0300", "name": "大同分行", "parent": "0000" });
    done(&system.post("/api/v1/units", &unit).await, 201);
    assert_eq!(
        refused(&system.post("/api/v1/units", &unit).await, 422, "invalid")["errors"][0]["code"],
        "taken"
    );
    let circle = patch(&system, "/api/v1/units/0000", json!({ "parent": "0300" })).await;
    assert_eq!(refused(&circle, 422, "invalid")["errors"][0]["code"], "circle");
    let renamed = done(
        &patch(&system, "/api/v1/units/0300", json!({ "name": "大同" })).await,
        200,
    );
    assert_eq!(
        (&renamed["name"], &renamed["parent"]),
        (&json!("大同"), &json!("0000"))
    );
    refused(
        &patch(&system, "/api/v1/units/0999", json!({ "name": "x" })).await,
        404,
        "not-found",
    );
}

/// Goal: a table of before says which rows it lacks, and one request adds them as a new version, by whom and no other.
#[tokio::test]
async fn a_table_of_before_is_completed() {
    let served = served().await;
    let security = served.by("secadmin", "0000", &[Role::SecurityAdmin]).await;
    let lacking = "/api/v1/access-policy/lacking";
    let completion = "/api/v1/access-policy/completion";
    let told = done(&security.get(lacking).await, 200);
    assert_eq!(told["items"], json!([]));
    let nothing = security.post(completion, &json!({})).await;
    assert_eq!(refused(&nothing, 422, "invalid")["errors"][0]["code"], "same");

    let (before, rest) = Policy::DEFAULT.split_once("[view.share]").expect("a section");
    let (_, after) = rest.split_once("\n\n").expect("another");
    let old = format!("{before}\n{after}")
        .replace("[customer.read]\nrm = \"own\"", "[customer.read]\nrm = \"unit\"");
    let put = json!({ "text": old, "note": "as it was" });
    done(&security.post("/api/v1/access-policy", &put).await, 201);
    let rm = served.by("lihua", "0101", &[Role::Rm]).await;
    let view = json!({ "list": "customers", "name": "x", "content": {}, "shared_with": "unit" });
    refused(&rm.post("/api/v1/views", &view).await, 403, "forbidden");
    let told = done(&security.get(lacking).await, 200);
    let rows = told["items"].as_array().expect("rows");
    assert!(
        rows.iter()
            .all(|row| row["object"] == "view" && row["action"] == "share"),
        "{told}"
    );
    refused(&rm.post(completion, &json!({})).await, 403, "forbidden");

    let put = done(&security.post(completion, &json!({})).await, 201);
    assert_eq!(
        (&put["version"], put["changes"].as_array().expect("words").len()),
        (&json!(3), rows.len())
    );
    done(&rm.post("/api/v1/views", &view).await, 201);
    let now = done(&security.get("/api/v1/access-policy").await, 200);
    assert!(
        now["text"].as_str().expect("a text").starts_with(old.trim_end()),
        "what it said stays"
    );
    assert!(now["note"].as_str().expect("a note").contains("view.share"));
    assert_eq!(done(&security.get(lacking).await, 200)["items"], json!([]));
}

#[tokio::test]
async fn a_key_is_made_used_and_revoked() {
    let served = served().await;
    let security = served.by("secadmin", "0000", &[Role::SecurityAdmin]).await;
    let new = json!({ "name": "teller system", "role": "steward" });
    let made = done(&security.post("/api/v1/service-keys", &new).await, 201);
    let system = served.anybody.with(
        "authorization",
        &format!("Bearer {}", made["key"].as_str().expect("a key")),
    );
    done(&system.get("/api/v1/units").await, 200);
    refused(&system.get("/api/v1/users").await, 403, "forbidden");
    refused(&system.get("/api/v1/me").await, 403, "forbidden");
    let listed = security.get("/api/v1/service-keys").await;
    assert!(!listed.text().contains(made["key"].as_str().expect("a key")));
    let path = format!("/api/v1/service-keys/{}", made["id"].as_str().expect("an id"));
    done(&security.send("DELETE", &path, None).await, 204);
    refused(&security.send("DELETE", &path, None).await, 404, "not-found");
    refused(&system.get("/api/v1/units").await, 401, "not-signed-in");
    let refused_key = security
        .post(
            "/api/v1/service-keys",
            &json!({ "name": "x", "role": "audit_admin" }),
        )
        .await;
    refused(&refused_key, 422, "invalid");
}

/// Goal: every operation refuses the anonymous, and every right of the table whoever has it not.
#[tokio::test]
async fn every_operation_is_guarded() {
    let served = served().await;
    let rm = served.by("lihua", "0101", &[Role::Rm]).await;
    let keyed = key::create(
        &served.staff.access,
        &served.staff.root,
        NewKey {
            name: "x".into(),
            role: Role::Operator,
            unit: None,
            expires_at: None,
        },
    )
    .await
    .expect("a key");
    let system = served
        .anybody
        .with("authorization", &format!("Bearer {}", keyed.token));
    let policy = Policy::shipped();
    let operations = room().operations().to_vec();
    assert!(operations.len() > 30, "{}", operations.len());
    for operation in operations {
        let id = "00000000-0000-7000-8000-000000000000";
        let path = operation
            .path
            .replace("{id}", id)
            .replace("{link}", id)
            .replace("{code}", "0101")
            .replace("{version}", "1");
        let body = || (operation.method != "GET").then(|| "{}".to_owned());
        let anonymous = served.anybody.send(operation.method, &path, body()).await;
        match operation.right {
            Right::Public => assert_ne!(anonymous.json_or_null()["code"], "not-signed-in", "{path}"),
            Right::SignedIn(..) => {
                refused(&anonymous, 401, "not-signed-in");
                let key = system.send(operation.method, &path, body()).await;
                assert!(
                    key.status >= 400 || path.ends_with("/purposes"),
                    "{} {path}: {}",
                    operation.method,
                    key.text()
                );
            }
            Right::On(object, action) => {
                refused(&anonymous, 401, "not-signed-in");
                if policy.depth(&[Role::Rm], object, action) == authz::Depth::None {
                    refused(&rm.send(operation.method, &path, body()).await, 403, "forbidden");
                }
            }
        }
    }
    // The one that asks its rights itself.
    let change = patch(
        &rm,
        "/api/v1/users/00000000-0000-7000-8000-000000000000",
        json!({ "name": "x" }),
    )
    .await;
    refused(&change, 404, "not-found");
    let (other, _) = served.staff.hire("other", "0101", None, &[]).await;
    refused(
        &patch(&rm, &format!("/api/v1/users/{other}"), json!({ "name": "x" })).await,
        403,
        "forbidden",
    );
    refused(
        &patch(&rm, &format!("/api/v1/users/{other}"), json!({ "roles": [] })).await,
        403,
        "forbidden",
    );
}
