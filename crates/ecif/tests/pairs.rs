//! Similar pairs of the whole bank over real HTTP: each once, under the caller's sight, true to the last act.

mod bank;
mod served;

use std::collections::BTreeSet;

use bank::{Bank, Cells, company, day, mapping, person};
use ecif::card::follow;
use serde_json::{Value, json};
use served::*;

const SHARED: &str = "11010519491231002X";
const OWN: &str = "440524188001010014";
const FIRM: &str = "明远信息技术有限公司";

fn at(mut cells: Cells, unit: &str) -> Cells {
    cells.insert("unit", unit.to_owned());
    cells
}

/// Three who carry one document under three names, one of them at another branch; two firms of one name at that
/// branch; and somebody like nobody.
async fn bank() -> Bank {
    let bank = Bank::open().await;
    let rows = [
        at(person("1", "张三", SHARED), "0101"),
        at(person("2", "李四", SHARED), "0101"),
        at(person("3", "王五", SHARED), "0201"),
        at(company("4", FIRM, "C", "91110000600037341L"), "0201"),
        at(company("5", FIRM, "C", "91350100M000100Y43"), "0201"),
        at(person("6", "赵六", OWN), "0101"),
    ];
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), &rows)
        .await;
    bank
}

async fn list(served: &Served, who: &str, query: &str) -> Vec<Value> {
    let answer = served
        .by(who)
        .get(&format!("/api/v1/similar-pairs?{query}"))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["items"].as_array().expect("items").clone()
}

/// Both ends in words: the number, or the branch to ask.
fn ends(pair: &Value) -> [String; 2] {
    ["one", "other"].map(|side| {
        let side = &pair[side];
        match side["number"].as_str() {
            Some(number) => number.to_owned(),
            None => format!("at {}", side["elsewhere"][0]["code"].as_str().expect("a branch")),
        }
    })
}

fn sorted(pairs: &[Value]) -> BTreeSet<[String; 2]> {
    pairs.iter().map(ends).collect()
}

async fn numbers(bank: &Bank) -> Vec<String> {
    let mut numbers = Vec::new();
    for key in ["1", "2", "3", "4", "5", "6"] {
        numbers.push(bank.number("core", key).await.to_string());
    }
    numbers
}

fn pair(one: &str, other: &str) -> [String; 2] {
    if other.starts_with("at") || one < other {
        [one.to_owned(), other.to_owned()]
    } else {
        [other.to_owned(), one.to_owned()]
    }
}

#[tokio::test]
async fn the_bank_s_pairs_are_listed_once_each_with_what_is_equal() {
    let served = served_on(bank().await).await;
    let n = numbers(&served.bank).await;
    let all = list(&served, "steward", "").await;
    let expected = BTreeSet::from([
        pair(&n[0], &n[1]),
        pair(&n[0], &n[2]),
        pair(&n[1], &n[2]),
        pair(&n[3], &n[4]),
    ]);
    assert_eq!((sorted(&all), all.len()), (expected, 4), "{all:#?}");
    let firms = all
        .iter()
        .find(|one| one["one"]["kind"] == "organisation")
        .expect("two firms");
    assert_eq!(firms["rules"][0]["rule"], "MC3");
    assert_eq!(firms["rules"][0]["equal"][0]["key"], "name");
    assert_eq!(
        (&firms["one"]["name"], &firms["other"]["name"]),
        (&json!(FIRM), &json!(FIRM))
    );
    assert_eq!(firms["one"]["units"], json!(["0201"]));
    assert!(firms["named_at"].is_string());
    let people = list(&served, "steward", "rule=M2").await;
    assert_eq!(people.len(), 3);
    for one in &people {
        let equal = &one["rules"][0]["equal"];
        assert_eq!(
            (&equal[0]["key"], &equal[0]["value"], &equal[0]["masked"]),
            (&json!("resident_id"), &json!("1****************X"), &json!(true))
        );
    }
    assert!(!json!(all).to_string().contains(SHARED));

    let mut paged = Vec::new();
    let mut query = "limit=1".to_owned();
    loop {
        let answer = served
            .by("steward")
            .get(&format!("/api/v1/similar-pairs?{query}"))
            .await
            .json();
        paged.extend(answer["items"].as_array().expect("items").clone());
        match answer["next_cursor"].as_str() {
            Some(cursor) => query = format!("limit=1&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(paged, all, "page by page it is the same list");

    let kept = list(&served, "steward", "unit=0101").await;
    assert_eq!(kept.len(), 3, "a pair is both branches'");
    assert_eq!(list(&served, "steward", "unit=0001").await.len(), 0);
    assert_eq!(list(&served, "steward", "unit=0001&below=true").await.len(), 4);
    assert_eq!(list(&served, "steward", "unit=0101&rule=MC3").await.len(), 0);

    let rules = served
        .by("steward")
        .get("/api/v1/similar-pairs/rules")
        .await
        .json();
    assert_eq!(rules["total"], 4);
    let of = |rule: &str| {
        let found = rules["rules"].as_array().expect("rules").iter();
        found
            .clone()
            .find(|one| one["rule"] == rule)
            .cloned()
            .expect("a rule")
    };
    assert_eq!((&of("M2")["pairs"], &of("MC3")["pairs"]), (&json!(3), &json!(1)));
    assert_eq!(
        (&of("MC2-name")["pairs"], &of("M2")["names"]),
        (&json!(0), &json!("different"))
    );
    assert!(of("M2")["says"].as_str().expect("words").contains("RULE 3"));
}

#[tokio::test]
async fn of_a_customer_out_of_sight_only_the_branch_is_told() {
    let served = served_on(bank().await).await;
    let n = numbers(&served.bank).await;
    let head = "branch_head@0101";
    let seen = list(&served, head, "").await;
    let expected = BTreeSet::from([pair(&n[0], &n[1]), pair(&n[0], "at 0201"), pair(&n[1], "at 0201")]);
    assert_eq!((sorted(&seen), seen.len()), (expected, 3), "{seen:#?}");
    for one in seen.iter().filter(|one| one["other"]["number"].is_null()) {
        let told = json!({ "name_masked": false, "units": [], "sources": [],
            "elsewhere": [{ "code": "0201", "name": "branch 0201" }] });
        assert_eq!(one["other"], told, "the branch and nothing more");
        assert_eq!(one["rules"][0], json!({ "rule": "M2", "equal": [] }));
    }
    let whole = seen.iter().find(|one| one["other"]["number"].is_string());
    assert_eq!(
        whole.expect("one of two")["rules"][0]["equal"][0]["key"],
        "resident_id"
    );
    for secret in ["王五", &n[2], FIRM, &n[3]] {
        assert!(!json!(seen).to_string().contains(secret), "tells {secret}");
    }
    let rules = served.by(head).get("/api/v1/similar-pairs/rules").await.json();
    assert_eq!(rules["total"], 3, "{rules}");
    // The other branch's filter shows what it has in common with this one, and nothing of its own.
    assert_eq!(list(&served, head, "unit=0201").await.len(), 2);
    assert!(list(&served, "branch_head@0301", "").await.is_empty());
    assert!(list(&served, "rm@0101/R9", "").await.is_empty());
    problem(
        &served.by("analyst").get("/api/v1/similar-pairs").await,
        403,
        "forbidden",
    );

    let similar = served
        .by(head)
        .get(&format!("/api/v1/customers/{}/similar", n[0]))
        .await
        .json();
    assert_eq!(similar["total"], 2, "{similar}");
    let away = similar["items"].as_array().expect("items").iter();
    let away: Vec<&Value> = away.filter(|one| one["number"].is_null()).collect();
    let told = json!({ "name": null, "masked": false, "rule": "M2",
        "elsewhere": [{ "code": "0201", "name": "branch 0201" }] });
    assert_eq!(away, [&told]);
}

#[tokio::test]
async fn a_pair_comes_and_goes_with_the_acts() {
    let served = served_on(bank().await).await;
    let (bank, core) = (&served.bank, mapping("core", 90, "delta", ""));
    let n = numbers(bank).await;
    let first = list(&served, "steward", "").await;
    // 王五 had somebody else's document; now 张三's names and his agree, and the two are one.
    let rows = [
        at(person("3", "王五", "110101199202290010"), "0201"),
        at(person("2", "张三", SHARED), "0101"),
    ];
    for (at, row) in (2..).zip(&rows) {
        bank.load(&core, "core", day(3, at), std::slice::from_ref(row))
            .await;
        follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
            .await
            .unwrap();
        let left = list(&served, "steward", "rule=M2").await;
        let expected = if at == 2 {
            BTreeSet::from([pair(&n[0], &n[1])])
        } else {
            BTreeSet::new()
        };
        assert_eq!(sorted(&left), expected, "{left:#?}");
    }
    let firms = list(&served, "steward", "").await;
    assert_eq!(firms.len(), 1);
    let before = first.iter().find(|one| one["one"]["kind"] == "organisation");
    assert_eq!(Some(&firms[0]), before, "untouched, and under the same id");
    // Moved to another branch: who sees the pair moves with it.
    let moved = [at(company("5", FIRM, "C", "91350100M000100Y43"), "0101")];
    bank.load(&core, "core", day(3, 4), &moved).await;
    follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .unwrap();
    let head = list(&served, "branch_head@0101", "").await;
    assert_eq!(sorted(&head), BTreeSet::from([pair(&n[4], "at 0201")]));
}
