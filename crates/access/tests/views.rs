//! Views of lists that people share: whom they reach, who may change them, what stays of them.

mod staff;

use authz::Role;
use serde_json::{Value, json};
use staff::PASSWORD;
use staff::served::{Served, served};
use testkit::http::{Answer as Told, Client};

#[track_caller]
fn done(told: &Told, status: u16) -> Value {
    assert_eq!(told.status, status, "{}", told.text());
    told.json_or_null()
}

fn wanted(name: &str, shared_with: &str) -> Value {
    json!({
        "list": "customers", "name": name, "shared_with": shared_with,
        "content": { "search": { "kind": "organisation", "sort": "-balance" }, "columns": ["balance"] },
    })
}

/// The names of the views that reach somebody.
async fn reached(client: &Client) -> Vec<String> {
    let told = done(&client.get("/api/v1/views").await, 200);
    let items = told["items"].as_array().expect("a list").clone();
    items
        .iter()
        .map(|view| view["name"].as_str().expect("a name").to_owned())
        .collect()
}

/// Shares a view and gives its path.
async fn share(client: &Client, name: &str, shared_with: &str) -> String {
    let made = done(
        &client.post("/api/v1/views", &wanted(name, shared_with)).await,
        201,
    );
    format!("/api/v1/views/{}", made["id"].as_str().expect("an id"))
}

async fn patch(client: &Client, path: &str, body: Value) -> Told {
    client.send("PATCH", path, Some(body.to_string())).await
}

/// Whether every line about sharing names its view, and what was done.
async fn lines(served: &Served, path: &str) -> Vec<String> {
    let id = path.rsplit('/').next().expect("an id").to_owned();
    let admin = served.staff.database.admin().await.expect("the administrator");
    let rows = admin
        .query(
            "select action from access.audit_entry where object = 'view' and target = $1 and outcome = 'done' order by at",
            &[&id],
        )
        .await
        .expect("lines");
    rows.iter().map(|row| row.get(0)).collect()
}

/// Goal: a view reaches the unit, the units below, or the bank, and nobody else.
#[tokio::test]
async fn a_view_reaches_whom_it_is_shared_with() {
    let served = served().await;
    let head = served.by("head", "0100", &[Role::BranchHead]).await;
    let colleague = served.by("colleague", "0100", &[Role::Rm]).await;
    let below = served.by("below", "0101", &[Role::Rm]).await;
    let above = served.by("above", "0000", &[Role::Rm]).await;
    let elsewhere = served.by("elsewhere", "0201", &[Role::Rm]).await;
    let steward = served.by("steward", "0200", &[Role::Steward]).await;

    share(&head, "near", "unit").await;
    share(&head, "with those below", "unit_and_below").await;
    share(&steward, "everywhere", "bank").await;
    assert_eq!(reached(&head).await, ["everywhere", "near", "with those below"]);
    assert_eq!(
        reached(&colleague).await,
        ["everywhere", "near", "with those below"]
    );
    assert_eq!(reached(&below).await, ["everywhere", "with those below"]);
    assert_eq!(reached(&above).await, ["everywhere"]);
    assert_eq!(reached(&elsewhere).await, ["everywhere"]);

    let told = done(&below.get("/api/v1/views").await, 200);
    let view = &told["items"][1];
    assert_eq!(
        (&view["owner"], &view["unit"]["code"], &view["mine"]),
        (&json!("name of head"), &json!("0100"), &json!(false))
    );
    assert_eq!(view["content"], wanted("", "unit")["content"]);
    assert_eq!(
        done(&steward.get("/api/v1/views").await, 200)["items"][0]["mine"],
        true
    );
}

/// Goal: how far somebody shares is a right of the table; a role without it shares nothing.
#[tokio::test]
async fn how_far_one_shares_is_a_right() {
    let served = served().await;
    let rm = served.by("rm", "0101", &[Role::Rm]).await;
    let head = served.by("head", "0100", &[Role::BranchHead]).await;
    let operator = served.by("operator", "0000", &[Role::Operator]).await;
    for (client, shared_with) in [
        (&rm, "unit_and_below"),
        (&rm, "bank"),
        (&head, "bank"),
        (&operator, "unit"),
    ] {
        let told = client
            .post("/api/v1/views", &wanted("too far", shared_with))
            .await;
        assert_eq!(done(&told, 403)["code"], "forbidden", "{shared_with}");
    }
    let path = share(&rm, "near", "unit").await;
    let told = patch(&rm, &path, json!({ "shared_with": "bank" })).await;
    done(&told, 403);
    done(&patch(&rm, &path, json!({ "shared_with": "unit" })).await, 200);
    assert_eq!(lines(&served, &path).await, ["share", "share"]);
}

/// Goal: only the owner changes a view and takes it back; a name is shared once; the form is held to.
#[tokio::test]
async fn only_its_owner_changes_a_view() {
    let served = served().await;
    let owner = served.by("owner", "0101", &[Role::Rm]).await;
    let other = served.by("other", "0101", &[Role::Rm, Role::BranchHead]).await;
    let path = share(&owner, "大户", "unit").await;
    done(&patch(&other, &path, json!({ "name": "mine" })).await, 404);
    done(&other.send("DELETE", &path, None).await, 404);

    let content = json!({ "search": { "level": "A" } });
    let changed = patch(&owner, &path, json!({ "name": "贵宾", "content": content })).await;
    assert_eq!(done(&changed, 200)["content"], content);
    assert_eq!(reached(&other).await, ["贵宾"]);
    // What it was before is kept.
    let forms = "select count(*) from access.shared_view where until is not null and name = '大户'";
    assert_eq!(served.staff.count(forms).await, 1);

    let told = owner.post("/api/v1/views", &wanted("贵宾", "unit")).await;
    assert_eq!(done(&told, 422)["errors"][0]["code"], "taken");
    share(&other, "贵宾", "unit").await;
    for (field, wrong) in [("name", json!("  ")), ("content", json!([1]))] {
        let mut body = wanted("x", "unit");
        body[field] = wrong;
        let told = owner.post("/api/v1/views", &body).await;
        assert_eq!(done(&told, 422)["errors"][0]["field"], field);
    }
    let mut wide = wanted("x", "unit");
    wide["content"]["search"]["q"] = json!("x".repeat(9_000));
    done(&owner.post("/api/v1/views", &wide).await, 422);

    done(&owner.send("DELETE", &path, None).await, 204);
    done(&owner.send("DELETE", &path, None).await, 404);
    assert_eq!(reached(&owner).await, ["贵宾"], "the other's stays");
    assert_eq!(lines(&served, &path).await, ["share", "share", "take_back"]);
}

/// Goal: what somebody shared who has left the bank is taken back by those who may share as far from there, and by
/// nobody else; who is still here is let alone.
#[tokio::test]
async fn what_a_leaver_shared_is_taken_back_by_those_who_could_share_it() {
    let served = served().await;
    let (gone, _) = served
        .staff
        .settled("leaver", "0100", None, &[Role::BranchHead])
        .await;
    let leaver = served.signed_in("leaver", PASSWORD).await;
    let head = served.by("head", "0100", &[Role::BranchHead]).await;
    let rm = served.by("rm", "0100", &[Role::Rm]).await;
    let below = served.by("below", "0101", &[Role::BranchHead]).await;
    let steward = served.by("steward", "0000", &[Role::Steward]).await;
    let wide = share(&leaver, "with those below", "unit_and_below").await;
    let near = share(&leaver, "near", "unit").await;
    let everywhere = share(&steward, "everywhere", "bank").await;
    for client in [&head, &rm, &below] {
        done(&client.send("DELETE", &wide, None).await, 404);
    }

    let admin = served.by("admin", "0000", &[Role::SystemAdmin]).await;
    let ended = patch(&admin, &format!("/api/v1/users/{gone}"), json!({ "ended": true })).await;
    done(&ended, 200);
    let may = async |client: &Client| -> Vec<String> {
        let told = done(&client.get("/api/v1/views").await, 200);
        let items = told["items"].as_array().expect("a list").clone();
        let named = items.iter().filter(|view| view["may_take_back"] == true);
        named
            .map(|view| view["name"].as_str().expect("a name").to_owned())
            .collect()
    };
    assert_eq!(may(&head).await, ["near", "with those below"]);
    assert_eq!(
        may(&rm).await,
        ["near"],
        "a manager shares with the unit, not below"
    );
    assert!(may(&below).await.is_empty(), "it comes from above");
    assert_eq!(may(&steward).await, ["everywhere"]);

    done(&rm.send("DELETE", &wide, None).await, 404);
    done(&below.send("DELETE", &wide, None).await, 404);
    done(&head.send("DELETE", &everywhere, None).await, 404);
    // Taken back, not changed: a view of another's making does not become one's own.
    done(&patch(&head, &wide, json!({ "name": "mine now" })).await, 404);
    done(&rm.send("DELETE", &near, None).await, 204);
    done(&head.send("DELETE", &wide, None).await, 204);
    assert_eq!(reached(&below).await, ["everywhere"]);
    assert_eq!(lines(&served, &wide).await, ["share", "take_back"]);
}
