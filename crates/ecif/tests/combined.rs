//! Customers that are one and may not be merged, told as one: by the caller's sight and masks, each with a line in the
//! trail.

mod bank;
mod served;

use bank::{Bank, Cells, day, mapping, person};
use serde_json::{Value, json};
use served::*;

/// One man in three systems and at two branches: his right number, the same mistyped, and none.
async fn bank() -> Bank {
    let right = "330106197503123419";
    let kept_by = |key: &str, name: &str, number: &str, unit: &str, manager: &str| -> Cells {
        let mut cells = kept(person(key, name, number), unit, manager, "13805716021");
        cells.extend([
            ("birth", "19750312".to_owned()),
            ("sex", "1".to_owned()),
            ("addr", "浙江省杭州市滨江区江南大道3588号5幢2单元301室".to_owned()),
        ]);
        cells
    };
    let first = kept_by("1", "欧阳建国", right, "0101", "R01011");
    let second = kept_by("2", "欧阳建囯", "330106197503123491", "0201", "R02011");
    let mut third = kept_by("9", "欧阳建国", right, "0101", "R01011");
    third.extend([("t1", String::new()), ("n1", String::new())]);
    let bank = Bank::open().await;
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), &[first])
        .await;
    bank.load(&mapping("card", 60, "delta", ""), "card", day(3, 2), &[second])
        .await;
    bank.load(&mapping("loan", 50, "delta", ""), "loan", day(3, 3), &[third])
        .await;
    bank
}

/// The three by number, as a steward finds them, and the suspects that they are: first and second, first and third,
/// second and third.
async fn three(served: &Served) -> ([String; 3], [String; 3]) {
    let steward = served.by("steward");
    let told = steward.get("/api/v1/suspects?limit=100").await.json();
    let items = told["items"].as_array().expect("items");
    assert_eq!(items.len(), 3, "{told:#}");
    let first = number_of(served, "330106197503123419").await;
    let side = |suspect: &Value, side: &str, what: &str| suspect[side][what].as_str().map(str::to_owned);
    let mut second = String::new();
    let mut third = String::new();
    for suspect in items {
        for end in ["one", "other"] {
            let number = side(suspect, end, "number").expect("a number");
            if side(suspect, end, "name").as_deref() == Some("欧阳建囯") {
                second = number;
            } else if number != first {
                third = number;
            }
        }
    }
    let id = |a: &str, b: &str| {
        let of = |suspect: &&Value| {
            let ends = ["one", "other"].map(|end| side(suspect, end, "number").expect("a number"));
            ends.contains(&a.to_owned()) && ends.contains(&b.to_owned())
        };
        items.iter().find(of).expect("a suspect")["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    };
    let ids = [id(&first, &second), id(&first, &third), id(&second, &third)];
    ([first, second, third], ids)
}

async fn judged(served: &Served, suspect: &str, status: &str) {
    let wish = json!({ "status": status, "despite": true });
    let path = format!("/api/v1/suspects/{suspect}/verdicts");
    let told = served.by("steward").post(&path, &wish).await;
    assert_eq!(told.status, 200, "{}", told.text());
}

async fn agreement(served: &Served, number: &str, amount: &str, with: Option<&str>) {
    let steward = served.by("steward");
    let base = steward.get(&format!("/api/v1/customers/{number}")).await.json()["version"].clone();
    let mut wish = json!({
        "base_version": base, "product": "DEP.DEMAND",
        "values": { "currency": "CNY" }, "balance": { "amount": amount },
    });
    if let Some(other) = with {
        wish["others"] = json!([{ "number": other, "role": "joint_owner" }]);
    }
    let told = steward
        .post(&format!("/api/v1/customers/{number}/accounts"), &wish)
        .await;
    assert_eq!(told.status, 201, "{}", told.text());
}

async fn combined(served: &Served, who: &str, number: &str) -> Value {
    let told = served
        .by(who)
        .get(&format!("/api/v1/customers/{number}/combined"))
        .await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()
}

fn line<'a>(told: &'a Value, attribute: &str) -> &'a Value {
    let lines = told["lines"].as_array().expect("lines");
    lines
        .iter()
        .find(|line| line["attribute"] == attribute)
        .unwrap_or_else(|| panic!("{told:#}"))
}

fn numbers(told: &Value) -> Vec<&str> {
    let customers = told["customers"].as_array().expect("customers").iter();
    customers
        .map(|one| one["customer"]["number"].as_str().unwrap_or("elsewhere"))
        .collect()
}

fn speakers(value: &Value) -> Vec<&str> {
    let said_by = value["said_by"].as_array().expect("speakers").iter();
    said_by
        .map(|by| by["number"].as_str().expect("a number"))
        .collect()
}

/// Goal: two that are one and may not be merged are told as one: each value once with who has it, what they
/// hold added up with an agreement of both counted once, nothing merged by it.
#[tokio::test]
async fn those_kept_apart_are_told_as_one() {
    let served = served_on(bank().await).await;
    let ([first, second, third], [one_two, one_three, two_three]) = three(&served).await;
    assert_eq!(numbers(&combined(&served, "steward", &first).await), [&first]);
    judged(&served, &one_two, "same_kept").await;
    agreement(&served, &first, "100.50", None).await;
    agreement(&served, &second, "200.25", None).await;
    agreement(&served, &first, "1000.00", Some(&second)).await;

    served.lines();
    let told = combined(&served, "steward", &first).await;
    assert_eq!(numbers(&told), [&first, &second]);
    let name = line(&told, "name");
    assert_eq!(name["differs"], true);
    assert_eq!(
        name["values"]
            .as_array()
            .expect("values")
            .iter()
            .map(|one| (one["value"].as_str().expect("a name"), speakers(one)))
            .collect::<Vec<_>>(),
        [
            ("欧阳建国", vec![first.as_str()]),
            ("欧阳建囯", vec![second.as_str()])
        ]
    );
    let mobile = line(&told, "mobile");
    assert_eq!(
        (&mobile["differs"], mobile["values"].as_array().map(Vec::len)),
        (&json!(false), Some(1)),
        "said once"
    );
    assert_eq!(speakers(&mobile["values"][0]), [&first, &second]);
    assert_eq!(mobile["values"][0]["masked"], true);
    assert!(
        !told.to_string().contains("13805716021"),
        "masks are those of a single read"
    );
    let documents = told["identifications"].as_array().expect("documents");
    assert_eq!(documents.len(), 2);
    assert!(documents.iter().all(|one| one["masked"] == true));

    let holdings = &told["holdings"];
    let amounts = |totals: &Value| -> Vec<String> {
        let all = totals.as_array().expect("amounts").iter();
        all.map(|one| one["amount"].as_str().expect("an amount").to_owned())
            .collect()
    };
    assert_eq!(
        holdings["accounts"], 3,
        "an agreement of both is one: {holdings:#}"
    );
    assert_eq!(amounts(&holdings["totals"]), ["1300.75"]);
    let deposits = &holdings["lines"][0];
    assert_eq!(deposits["line"], "DEP");
    let shares = deposits["shares"].as_array().expect("shares");
    let share = |at: usize| (shares[at]["accounts"].clone(), amounts(&shares[at]["totals"]));
    assert_eq!(share(0), (json!(2), vec!["1100.50".to_owned()]));
    assert_eq!(share(1), (json!(2), vec!["1200.25".to_owned()]));
    let of_both = deposits["agreements"].as_array().expect("agreements").iter();
    assert_eq!(
        of_both
            .filter(|one| one["held_by"] == json!([first, second]))
            .count(),
        1
    );
    // Each that was read is in the trail by its own number.
    let lines = served.lines();
    let targets: Vec<_> = lines
        .iter()
        .filter_map(|(line, _)| line.target.as_deref())
        .collect();
    assert_eq!(targets, [&first, &second]);
    assert!(
        lines
            .iter()
            .all(|(line, _)| line.object == "customer" && line.action == "read")
    );

    // Nobody was merged, and both say so.
    for (number, other) in [(&first, &second), (&second, &first)] {
        let path = format!("/api/v1/customers/{number}");
        assert_eq!(
            served.by("steward").get(&path).await.json()["number"],
            json!(number)
        );
        let kept = served
            .by("steward")
            .get(&format!("{path}/kept-apart"))
            .await
            .json();
        assert_eq!(kept["items"][0]["customer"]["number"], json!(other));
        assert_eq!(kept["items"][0]["suspect"], json!(one_two));
    }

    // Who is one with one of them is one with all, unless it was judged different.
    judged(&served, &one_three, "same_kept").await;
    assert_eq!(
        combined(&served, "steward", &second).await["customers"]
            .as_array()
            .map(Vec::len),
        Some(3)
    );
    judged(&served, &two_three, "different").await;
    assert_eq!(
        numbers(&combined(&served, "steward", &second).await),
        [&second, &first]
    );
    judged(&served, &one_three, "different").await;
    assert_eq!(numbers(&combined(&served, "steward", &third).await), [&third]);
}

/// Goal: of one out of the caller's sight only the branch is told, and nothing of it is added up; who may not read
/// suspects is led to none; masks are the caller's.
#[tokio::test]
async fn who_is_out_of_sight_stays_so() {
    let served = served_on(bank().await).await;
    let ([first, second, _], [one_two, ..]) = three(&served).await;
    judged(&served, &one_two, "same_kept").await;
    agreement(&served, &first, "100.50", None).await;
    agreement(&served, &second, "200.25", None).await;

    served.lines();
    let manager = "rm@0101/R01011";
    let told = combined(&served, manager, &first).await;
    assert_eq!(numbers(&told), [first.as_str(), "elsewhere"]);
    let away = &told["customers"][1]["customer"];
    assert_eq!(
        away["elsewhere"],
        json!([{ "code": "0201", "name": "branch 0201" }])
    );
    assert_eq!(
        (&away["name"], &away["sources"], &away["records"]),
        (&Value::Null, &json!([]), &Value::Null)
    );
    let text = told.to_string();
    assert!(!text.contains("欧阳建囯") && !text.contains(&second), "{told:#}");
    assert_eq!(line(&told, "name")["differs"], false);
    assert_eq!(told["holdings"]["of"], json!([first]));
    assert_eq!(told["holdings"]["totals"][0]["amount"], "100.50");
    let lines = served.lines();
    assert_eq!(lines.len(), 1, "only what was read is in the trail");
    let kept = served
        .by(manager)
        .get(&format!("/api/v1/customers/{first}/kept-apart"))
        .await
        .json();
    assert_eq!(kept["items"][0]["customer"]["elsewhere"][0]["code"], "0201");
    assert!(!kept.to_string().contains(&second), "{kept:#}");

    for path in ["combined", "kept-apart"] {
        let path = format!("/api/v1/customers/{second}/{path}");
        problem(&served.by(manager).get(&path).await, 403, "elsewhere");
        problem(&served.by("operator").get(&path).await, 403, "forbidden");
    }

    // A risk manager sees both, and no suspects; a planner no agreements; an analyst no names in clear.
    let told = combined(&served, "product_risk", &first).await;
    assert_eq!(numbers(&told), [&first, &second]);
    assert_eq!(told["customers"][1]["suspect"], Value::Null);
    assert_eq!(told["holdings"]["accounts"], 2);
    let told = combined(&served, "marketing_planner@0001", &first).await;
    assert_eq!(numbers(&told), [&first, &second]);
    assert_eq!(told["holdings"], Value::Null);
    let told = combined(&served, "analyst", &first).await;
    let name = line(&told, "name");
    assert!(
        name["values"]
            .as_array()
            .expect("values")
            .iter()
            .all(|one| one["masked"] == true),
        "{name:#}"
    );
    assert!(!told.to_string().contains("欧阳建"), "{told:#}");
}
