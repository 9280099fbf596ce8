//! Look-ups taken together answer what each would be answered alone, and the stored golden record is the derived one.

mod bank;

use std::sync::Arc;

use bank::{Bank, Cells, day, mapping, person};
use base::Clock;
use ecif::explain::{Asked, explain};
use ecif::identify::{Identified, Likeness, identify};
use ecif::look_up::{Found, LookUps, Standing};
use pg::{Actor, Sight};
use standards::document::DocumentType;

const ZHANG: (&str, &str) = ("张三", "11010519491231002X");
const LI: (&str, &str) = ("李四", "440524188001010014");

fn at(mut cells: Cells, unit: &str) -> Cells {
    cells.insert("unit", unit.to_owned());
    cells
}

/// 张三 at 0101 under two numbers of which one answers for the other, 李四 at 0201; their numbers.
async fn open() -> (Bank, LookUps, Vec<i64>) {
    let bank = Bank::open().await;
    let mapping = mapping("core", 90, "delta", "");
    let mistyped = at(person("3", ZHANG.0, LI.1), "0101");
    for cells in [
        at(person("1", ZHANG.0, ZHANG.1), "0101"),
        at(person("2", LI.0, LI.1), "0201"),
        mistyped.clone(),
    ] {
        bank.message(&mapping, day(3, 1), &cells).await.unwrap();
    }
    let admin = bank.db.admin().await.unwrap();
    let rows = admin
        .query("select number from ecif.customer_number order by number", &[])
        .await
        .unwrap();
    let numbers: Vec<i64> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(numbers.len(), 3);
    let corrected = at(person("3", ZHANG.0, ZHANG.1), "0101");
    bank.message(&mapping, day(3, 2), &corrected).await.unwrap();
    let clock: Arc<dyn Clock> = Arc::new(bank::Ticking::at(1_790_100_000, bank.clock.today));
    let look_ups = LookUps::new((*bank.db).clone(), bank.keyring.clone(), clock);
    (bank, look_ups, numbers)
}

fn branch(unit: &str) -> Actor {
    Actor::scoped("ana", "test", Sight::Tokens(vec![format!("u:{unit}")]))
}

fn likeness((name, number): (&str, &str)) -> Likeness {
    Likeness {
        document: DocumentType::ResidentId,
        number: number.to_owned(),
        name: Some(name.to_owned()),
    }
}

#[tokio::test]
async fn what_is_stored_is_what_is_derived() {
    let (bank, look_ups, numbers) = open().await;
    let actor = Actor::system("test", "test");
    let mut answering = Vec::new();
    for number in &numbers {
        let Found::Here(standing) = look_ups.read(&actor, *number).await.unwrap() else {
            panic!("{number} is somebody's number");
        };
        let asked = Asked::Number(*number);
        let told = explain(&bank.db, &bank.keyring, &bank.clock, &actor, &asked, None, None)
            .await
            .unwrap();
        assert_eq!(*standing, Standing::from(told));
        answering.push((standing.number, standing.asked, standing.records));
    }
    let [zhang, li, mistyped] = numbers[..] else {
        panic!("three numbers")
    };
    let expected = [(zhang, None, 2), (li, None, 1), (zhang, Some(mistyped), 2)];
    assert_eq!(answering, expected);
    assert_eq!(
        look_ups.read(&actor, 999_999_999_999).await.unwrap(),
        Found::Nobody
    );
}

#[tokio::test]
async fn look_ups_taken_together_stay_each_actors_own() {
    let (_bank, look_ups, numbers) = open().await;
    let [zhang, li, _] = numbers[..] else {
        panic!("three numbers")
    };
    let waiting: Vec<_> = (0..200)
        .map(|turn| {
            let look_ups = look_ups.clone();
            let (unit, number) = (["0101", "0201"][turn % 2], [zhang, li][turn / 2 % 2]);
            tokio::spawn(async move {
                let found = look_ups.read(&branch(unit), number).await.unwrap();
                (unit, number, found)
            })
        })
        .collect();
    for one in waiting {
        let (unit, number, found) = one.await.unwrap();
        match found {
            Found::Here(standing) => {
                assert_eq!(standing.number, number);
                assert_eq!(unit == "0101", number == zhang, "{unit} read {number}");
            }
            Found::Elsewhere(branches) => {
                assert_ne!(unit == "0101", number == zhang, "{unit} did not read {number}");
                assert_eq!(branches, [if number == zhang { "0101" } else { "0201" }]);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn identified_together_as_alone() {
    let (bank, look_ups, numbers) = open().await;
    for (actor, who) in [
        (Actor::system("test", "test"), ZHANG),
        (branch("0101"), ZHANG),
        (branch("0101"), LI),
        (branch("0201"), LI),
        (branch("0201"), ("王五", LI.1)),
    ] {
        let alone = identify(&bank.db, &bank.keyring, &actor, &likeness(who))
            .await
            .unwrap();
        assert_eq!(look_ups.identify(&actor, &likeness(who)).await.unwrap(), alone);
    }
    let found = look_ups.identify(&branch("0101"), &likeness(LI)).await.unwrap();
    assert_eq!(found, Identified::Elsewhere(vec!["0201".to_owned()]));
    let found = look_ups.identify(&branch("0201"), &likeness(LI)).await.unwrap();
    assert_eq!(found, Identified::One(numbers[1]));
}

/// A look-up costs the database a third of what making its plan costs. Whoever defines one of these anew has to say
/// again that its plan is kept.
#[tokio::test]
async fn their_plans_are_kept() {
    let (bank, _, _) = open().await;
    let admin = bank.db.admin().await.unwrap();
    let planned_each_time = admin
        .query(
            "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where n.nspname || '.' || p.proname in ('ecif.golden_of', 'ecif.carriers_of', 'ecif.identify')
                 and not 'plan_cache_mode=force_generic_plan' = any(coalesce(p.proconfig, '{}'))",
            &[],
        )
        .await
        .unwrap();
    let planned_each_time: Vec<String> = planned_each_time.iter().map(|row| row.get(0)).collect();
    assert!(planned_each_time.is_empty(), "{planned_each_time:?}");
}
