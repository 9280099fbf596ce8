//! A real bank's files, whole: every count against the files.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Bank, figures, golden, list, shared, text};

/// One customer in this many is asked for by its key.
const SAMPLE: usize = 97;

/// The rows of a file, their quotes taken off.
fn rows(folder: &Path, file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder.join(file)).expect(file);
    let rows = text.lines().skip(1).map(|line| {
        line.split(';')
            .map(|field| field.trim_matches('"').to_owned())
            .collect()
    });
    rows.collect()
}

/// What a customer must hold: product, key and role, from the files alone.
fn holdings(folder: &Path) -> BTreeMap<String, BTreeSet<(String, String, String)>> {
    let dispositions = rows(folder, "disp.asc");
    let loans: BTreeMap<String, String> = rows(folder, "loan.asc")
        .into_iter()
        .map(|row| (row[1].clone(), row[0].clone()))
        .collect();
    let cards: BTreeMap<String, (String, String)> = rows(folder, "card.asc")
        .into_iter()
        .map(|row| (row[1].clone(), (row[0].clone(), row[2].clone())))
        .collect();
    let mut holdings: BTreeMap<String, BTreeSet<(String, String, String)>> = BTreeMap::new();
    for row in &dispositions {
        let [disposition, client, account, kind] = [0, 1, 2, 3].map(|at| row[at].as_str());
        let held = holdings.entry(client.to_owned()).or_default();
        let mut add =
            |product: &str, key: String, role: &str| held.insert((product.to_owned(), key, role.to_owned()));
        add(
            "current_account",
            format!("account|{account}"),
            if kind == "OWNER" { "owner" } else { "disponent" },
        );
        if let (Some(loan), "OWNER") = (loans.get(account), kind) {
            add("loan", format!("loan|{loan}"), "borrower");
        }
        if let Some((card, kind)) = cards.get(disposition) {
            add(&format!("card_{kind}"), format!("card|{card}"), "card_holder");
        }
    }
    holdings
}

fn agreements(told: &Value) -> BTreeSet<(String, String, String)> {
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    list(told, "agreements")
        .iter()
        .flat_map(|one| {
            list(one, "roles")
                .iter()
                .map(move |role| (word(&one["product"]), word(&one["key"]), word(role)))
        })
        .collect()
}

/// Goal: clients become customers, with their day of birth and sex, and hold what the files say, no more: the owner
/// of an account its loan, the other who may dispose of it not.
#[test]
fn the_czech_bank_whole() {
    let Some(folder) = shared("berka") else { return };
    let bank = Bank::new();
    let mapping: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/berka/berka.toml");
    let files =
        ["client.asc", "account.asc", "disp.asc", "loan.asc", "card.asc"].map(|file| folder.join(file));
    let args = ["load", text(&mapping)]
        .into_iter()
        .chain(files.iter().map(|file| text(file)));
    let report = bank.json(args.chain(["--business-date", "1999-01-01", "--json"]));
    let names = [
        "rows",
        "loaded",
        "unchanged",
        "rejected",
        "records",
        "merged",
        "parties",
        "difference",
    ];
    let counts: Vec<[i64; 8]> = list(&report, "loads")
        .iter()
        .map(|load| figures(load, names))
        .collect();
    assert_eq!(
        counts,
        [
            [5369, 5369, 0, 0, 5369, 0, 5369, 0],
            [4500, 4500, 0, 0, 0, 0, 0, 0],
            [5369, 5369, 0, 0, 0, 0, 0, 0],
            [682, 682, 0, 0, 0, 0, 0, 0],
            [892, 892, 0, 0, 0, 0, 0, 0],
        ]
    );

    let holdings = holdings(&folder);
    let of_kind = |product: &str| {
        holdings
            .values()
            .flatten()
            .filter(|held| held.0.starts_with(product))
            .count()
    };
    assert_eq!(
        [of_kind("current_account"), of_kind("loan"), of_kind("card")],
        [5369, 682, 892],
        "the files' own sums"
    );
    let clients = rows(&folder, "client.asc");
    let women = clients.iter().filter(|row| &row[1][2..4] > "50").count();
    let (mut asked, mut asked_women, mut borrowers, mut disponents) = (0, 0, 0, 0);
    let of_interest = clients.iter().enumerate().filter(|(at, row)| {
        let held = &holdings[&row[0]];
        let rare = held
            .iter()
            .any(|one| one.2 == "borrower" || one.2 == "card_holder");
        at % SAMPLE == 0 || (rare && at % (SAMPLE / 4) == 0)
    });
    for (_, row) in of_interest {
        let told = bank.explain(&format!("berka:{}", row[0]));
        let (year, month, day) = (
            &row[1][..2],
            row[1][2..4].parse::<u8>().expect("a month"),
            &row[1][4..],
        );
        let woman = month > 50;
        let month = month % 50;
        assert_eq!(
            golden(&told, "birth_date"),
            [format!("19{year}-{month:02}-{day}")],
            "{row:?}"
        );
        assert_eq!(golden(&told, "sex"), [if woman { "2" } else { "1" }], "{row:?}");
        assert_eq!(agreements(&told), holdings[&row[0]], "{row:?}");
        asked += 1;
        asked_women += u32::from(woman);
        borrowers += u32::from(holdings[&row[0]].iter().any(|one| one.2 == "borrower"));
        disponents += u32::from(holdings[&row[0]].iter().any(|one| one.2 == "disponent"));
    }
    assert!(
        asked > 80 && asked_women > 20 && borrowers > 5 && disponents > 5,
        "{asked} {asked_women} {borrowers} {disponents}"
    );
    assert_eq!((clients.len(), women), (5369, 2645), "by birth_number");

    let transactions = bank.refused([
        "load",
        text(&mapping),
        text(&folder.join("trans.asc")),
        "--business-date",
        "1999-01-01",
    ]);
    assert!(transactions.contains("E-19"), "{transactions}");
    let orders = bank.refused([
        "load",
        text(&mapping),
        text(&folder.join("order.asc")),
        "--business-date",
        "1999-01-01",
    ]);
    assert!(
        orders.contains("no feed of this mapping takes `order.asc`"),
        "{orders}"
    );
}
