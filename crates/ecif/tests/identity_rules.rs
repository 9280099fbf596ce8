//! The identity rules are a parameter of the bank: others are put in force, and who is who is judged again by them.

mod bank;

use std::collections::{BTreeMap, BTreeSet};

use bank::{Bank, Cells, Dice, day, mapping, person};
use base::Clock as _;
use ecif::change::{ChangeError, Tally, set_identity};
use ecif::resolve::RuleSet;

const NUMBERS: [&str; 4] = [
    "11010519491231002X",
    "440524188001010014",
    "330106197607045226",
    "310101198001012216",
];
const NAMES: [&str; 3] = ["张三", "李四", "王五"];

/// Whoever carries one number is one, whatever the name.
fn bold() -> String {
    RuleSet::DEFAULT.replacen(
        "names = \"equal\"\nthen = \"join\"",
        "names = \"any\"\nthen = \"join\"",
        1,
    )
}

/// No rule joins anybody.
fn timid() -> String {
    RuleSet::DEFAULT.replace("then = \"join\"", "then = \"similar\"")
}

async fn set(bank: &Bank, rules: &str) -> Result<Tally, ChangeError> {
    set_identity(&bank.db, &bank.keyring, &bank.clock, &bank.actor, rules).await
}

/// A store of three systems in which these rows stand, each under its own key.
async fn load(bank: &Bank, rows: &[Vec<Cells>; 3]) {
    for (source, rows) in ["core", "card", "loan"].into_iter().zip(rows) {
        bank.load(&mapping(source, 60, "delta", ""), source, day(3, 1), rows)
            .await;
    }
}

/// The records of each customer, by source and key.
async fn customers(bank: &Bank, rows: &[Vec<Cells>; 3]) -> BTreeSet<Vec<(&'static str, String)>> {
    let mut found: BTreeMap<i64, Vec<(&'static str, String)>> = BTreeMap::new();
    for (source, rows) in ["core", "card", "loan"].into_iter().zip(rows) {
        for key in rows.iter().map(|row| row["key"].clone()) {
            found
                .entry(bank.number(source, &key).await)
                .or_default()
                .push((source, key));
        }
    }
    found.into_values().collect()
}

#[tokio::test]
async fn other_rules_join_and_part_the_stock_and_the_former_ones_bring_it_back() {
    let bank = Bank::open().await;
    let rows = [
        vec![
            person("1", NAMES[0], NUMBERS[0]),
            person("2", NAMES[2], NUMBERS[1]),
        ],
        vec![person("1", NAMES[1], NUMBERS[0])],
        vec![person("2", NAMES[2], NUMBERS[1])],
    ];
    load(&bank, &rows).await;
    let before = [
        bank.number("core", "1").await,
        bank.number("card", "1").await,
        bank.number("core", "2").await,
    ];
    assert_eq!(customers(&bank, &rows).await.len(), 3);
    let stood = bank.clock.now();

    let tally = set(&bank, &bold()).await.expect("rules");
    assert_eq!((tally.absorbed, tally.parted), (1, 0));
    assert_eq!(
        bank.number("card", "1").await,
        before[0],
        "the older number stays"
    );
    assert_eq!(
        bank.explain_number(before[1]).await.expect("forwarded").number,
        before[0]
    );
    bank.assert_sound().await;

    let tally = set(&bank, &timid()).await.expect("rules");
    assert_eq!((tally.absorbed, tally.parted), (0, 2));
    assert_eq!(customers(&bank, &rows).await.len(), 4);
    assert_eq!(
        bank.number("card", "1").await,
        before[1],
        "each has its own number again"
    );
    bank.assert_sound().await;

    set(&bank, RuleSet::DEFAULT).await.expect("rules");
    let after = [
        bank.number("core", "1").await,
        bank.number("card", "1").await,
        bank.number("loan", "2").await,
    ];
    assert_eq!(after, before);
    bank.assert_sound().await;
    let then = bank
        .explain_at("card", "1", Some(stood), None)
        .await
        .expect("the past");
    assert_eq!(then.number, before[1]);

    let refused = set(&bank, "crowd = 50\n[[rule]]\nid = 7\n").await;
    assert!(matches!(refused, Err(ChangeError::Rules(_))), "{refused:?}");
    let again = set(&bank, RuleSet::DEFAULT).await.expect("rules");
    assert_eq!(
        (again.absorbed, again.parted, again.changed),
        (0, 0, 0),
        "nothing is otherwise"
    );
}

#[tokio::test]
async fn rules_put_in_force_later_make_the_customers_they_would_have_made() {
    for seed in 1..=6 {
        let mut dice = Dice(seed);
        let mut row = |key: usize| {
            let (name, number) = (dice.pick(&NAMES), dice.pick(&NUMBERS));
            person(&key.to_string(), name, number)
        };
        let rows: [Vec<Cells>; 3] = [(); 3].map(|()| (1..=5).map(&mut row).collect());
        let rules = if seed % 2 == 0 { bold() } else { timid() };
        let (later, first) = (Bank::open().await, Bank::open().await);
        load(&later, &rows).await;
        set(&later, &rules).await.expect("rules");
        set(&first, &rules).await.expect("rules");
        load(&first, &rows).await;
        assert_eq!(
            customers(&later, &rows).await,
            customers(&first, &rows).await,
            "seed {seed}"
        );
        assert_eq!(
            later.similar().await.len(),
            first.similar().await.len(),
            "seed {seed}"
        );
        later.assert_sound().await;
    }
}
