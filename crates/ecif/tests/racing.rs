//! Who enters somebody while another does: one customer or one clear answer, whatever decides who comes first.

mod bank;
mod served;

use std::time::Duration;

use bank::{day, mapping, person};
use ecif::record::{Key, KeyKind};
use pg::{Actor, Tx};
use serde_json::{Value, json};
use served::*;
use standards::document::DocumentType;
use testkit::http::Answer;

const NUMBER: &str = "510104197901010015";
const PERSON: &str = "司马相如";

fn wish(name: &str) -> Value {
    json!({
        "kind": "individual",
        "identifications": [{ "type": "resident_id", "number": NUMBER, "expires_on": "9999-12-31" }],
        "values": {
            "name": [name], "sex": ["1"], "nationality": ["CHN"], "occupation": ["1"],
            "mobile": ["13688886666"], "address_home": ["四川省成都市锦江区琴台路7号2单元501室"],
        },
    })
}

async fn enters(served: &Served, name: &str) -> Answer {
    served
        .by("rm@0201/R02011")
        .post("/api/v1/customers", &wish(name))
        .await
}

/// A transaction that brings the same customer, and has not come to its end.
async fn claimed(served: &Served) -> Tx {
    let key = Key {
        kind: KeyKind::Document(DocumentType::ResidentId),
        value: NUMBER.to_owned(),
    };
    let digest = key.digest(&served.bank.keyring);
    let tx = served
        .bank
        .db
        .begin(&Actor::system("another", "online"))
        .await
        .expect("a transaction");
    for sql in [
        "insert into ecif.exact_key (digest) values ($1)",
        "delete from ecif.exact_key where digest = $1",
    ] {
        tx.execute(sql, &[&digest.as_slice()]).await.expect("a claim");
    }
    tx
}

async fn customers(served: &Served) -> usize {
    served.bank.goldens().await.len()
}

/// Takes the turn away: whoever asks for it has it. Connections that knew it are ended.
async fn without_turn(served: &Served) {
    let admin = served.bank.db.admin().await.expect("an administrator");
    admin
        .batch_execute(
            "create function public.pg_try_advisory_xact_lock(key integer) returns boolean language sql as
                'select key = 7232117 or pg_catalog.pg_try_advisory_xact_lock(key::bigint)';
            select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()",
        )
        .await
        .expect("no turn");
    tokio::time::sleep(Duration::from_millis(500)).await;
}

#[tokio::test]
async fn whoever_enters_somebody_waits_for_who_does_and_is_told_what_came_of_it() {
    let served = served().await;
    let before = customers(&served).await;
    let other = claimed(&served).await;
    let entering = async {
        let answer = enters(&served, PERSON).await;
        (answer, std::time::Instant::now())
    };
    let meanwhile = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(
            customers(&served).await,
            before,
            "nobody comes before the claim's end"
        );
        // A file brings him to another branch while the desk waits: it claims nothing, and is looked at afterwards.
        let bank = &served.bank;
        let rows = [kept(person("9", PERSON, NUMBER), "0101", "R01011", "13688886666")];
        bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 5), &rows)
            .await;
        let ended = std::time::Instant::now();
        other.rollback().await.expect("an end");
        ended
    };
    let ((answer, answered), ended) = tokio::join!(entering, meanwhile);
    assert!(answered > ended, "it waited");
    let told = problem(&answer, 403, "elsewhere");
    assert_eq!(told["branch"]["code"], "0101", "{told:#}");
    assert_eq!(customers(&served).await, before + 1);

    // Where nothing came of the other's, he is entered; and a claim keeps nobody out later.
    let mut another = wish("卓文君");
    another["identifications"][0] =
        json!({ "type": "passport_cn", "number": "E20000001", "expires_on": "9999-12-31" });
    another["values"]["birth_date"] = json!(["1980-02-02"]);
    another["values"]["mobile"] = json!(["13677775555"]);
    another["values"]["address_home"] = json!(["四川省邛崃市文君街道2号"]);
    for (status, outcome) in [(201, "created"), (200, "joined")] {
        let manager = served.by("rm@0201/R02011");
        let made = manager.post("/api/v1/customers", &another).await;
        assert_eq!(made.status, status, "{}", made.text());
        assert_eq!(made.json()["outcome"], outcome);
    }
    let kept = "select count(*) from ecif.exact_key";
    let kept: i64 = served
        .bank
        .read()
        .await
        .query_one(kept, &[])
        .await
        .expect("rows")
        .get(0);
    assert_eq!(kept, 0);
    served.bank.assert_sound().await;
}

#[tokio::test]
async fn whoever_waits_too_long_is_told_to_come_again() {
    let served = served().await;
    let other = claimed(&served).await;
    let row = person("9", PERSON, NUMBER);
    let bank = &served.bank;
    let mapping = mapping("core", 90, "delta", "");
    let (answer, refused) = tokio::join!(enters(&served, PERSON), bank.message(&mapping, day(3, 5), &row));
    problem(&answer, 503, "busy");
    assert!(refused.is_err_and(|error| error.to_string().contains("try again")));
    other.rollback().await.expect("an end");
    assert_eq!(enters(&served, PERSON).await.status, 201);
}

#[tokio::test]
async fn many_who_enter_one_person_at_once_make_one_customer_without_any_turn() {
    let served = served().await;
    let before = customers(&served).await;
    without_turn(&served).await;
    let answers = tokio::join!(
        enters(&served, PERSON),
        enters(&served, PERSON),
        enters(&served, PERSON),
        enters(&served, PERSON)
    );
    let answers = [answers.0, answers.1, answers.2, answers.3];
    let mut outcomes: Vec<String> = Vec::new();
    for answer in &answers {
        assert!(answer.status < 300, "{}", answer.text());
        let told = answer.json();
        assert_eq!(
            told["customer"]["number"],
            answers[0].json()["customer"]["number"]
        );
        outcomes.push(told["outcome"].as_str().expect("an outcome").to_owned());
    }
    outcomes.sort();
    assert_eq!(outcomes, ["created", "joined", "joined", "joined"]);
    assert_eq!(customers(&served).await, before + 1);
}

#[tokio::test]
async fn of_two_who_enter_one_document_under_two_names_the_later_is_told_of_the_other_without_any_turn() {
    let served = served().await;
    let before = customers(&served).await;
    without_turn(&served).await;
    let (one, other) = tokio::join!(enters(&served, PERSON), enters(&served, "卓王孙"));
    let (made, refused) = if one.status == 201 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!(made.status, 201, "{}", made.text());
    let told = problem(&refused, 422, "invalid");
    assert_eq!(told["errors"][0]["code"], "similar", "{told:#}");
    let number = made.json()["customer"]["number"].clone();
    assert_eq!(told["errors"][0]["customers"], json!([number]), "{told:#}");
    assert_eq!(customers(&served).await, before + 1);
}

#[tokio::test]
async fn one_write_sent_twice_at_once_is_made_once_without_any_turn() {
    let served = served().await;
    without_turn(&served).await;
    let manager = served.by("rm@0201/R02011").with("idempotency-key", "once");
    let wish = wish(PERSON);
    let (one, other) = tokio::join!(
        manager.post("/api/v1/customers", &wish),
        manager.post("/api/v1/customers", &wish)
    );
    let mut outcomes = [one.json()["outcome"].clone(), other.json()["outcome"].clone()];
    outcomes.sort_by_key(ToString::to_string);
    assert_eq!(
        outcomes,
        [json!("again"), json!("created")],
        "{} {}",
        one.text(),
        other.text()
    );
}

#[tokio::test]
async fn a_file_and_the_desk_bring_one_person_at_once_and_make_one_customer() {
    let served = served().await;
    let before = customers(&served).await;
    let bank = &served.bank;
    let rows = [kept(person("9", PERSON, NUMBER), "0201", "R02011", "13688886666")];
    let mapping = mapping("core", 90, "delta", "");
    let (answer, report, message) = tokio::join!(
        enters(&served, PERSON),
        bank.load(&mapping, "core", day(3, 5), &rows),
        bank.message(&mapping, day(3, 6), &rows[0]),
    );
    assert!(answer.status < 300, "{}", answer.text());
    message.expect("taken");
    assert_eq!(report.rejected, 0);
    assert_eq!(customers(&served).await, before + 1);
    served.bank.assert_sound().await;
}
