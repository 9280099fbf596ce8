//! Cards follow what acts do, whatever happens in between; lists and searches show what is in sight and nothing else.

mod bank;

use std::collections::{BTreeMap, BTreeSet};

use bank::{Bank, Cells, Dice, company, day, mapping, person, row};
use ecif::card::{Filter, Identifier, Place, Sort, follow, list, rebuild};
use ecif::search::{By, Found, Numbers, search};
use pg::{Actor, Sight};

const ACCOUNT: &str = r#"
[feed.account]
about = "account"
files = ["account_{date}_*.txt"]
mode = "delta"
key = ["key"]
product = "current"
unit = "unit"
delete = { column = "flag", values = ["D"] }
[feed.account.format]
type = "delimited"
encoding = "utf-8"
delimiter = "|"
header = true
[feed.account.balance]
amount = "edu"
currency = { constant = "CNY" }
kind = "book"
[[feed.account.holder]]
customer = ["n1"]
role = "owner"
[[feed.account.holder]]
customer = ["n2"]
role = "joint_owner"
optional = true
[[feed.account.field]]
column = "key"
to = "account_number"
"#;

fn core() -> String {
    mapping("core", 90, "delta", ACCOUNT)
}

fn kept(mut cells: Cells, more: &[(&'static str, &str)]) -> Cells {
    cells.extend(more.iter().map(|(column, value)| (*column, (*value).to_owned())));
    cells
}

fn people() -> [Cells; 4] {
    [
        kept(
            person("1", "张三", "11010519491231002X"),
            &[("unit", "0101"), ("rm", "R1"), ("mobile", "13800138000")],
        ),
        kept(
            person("2", "张三丰", "440524188001010014"),
            &[("unit", "0101"), ("rm", "R2")],
        ),
        kept(
            person("3", "李四", "110101192002290010"),
            &[("unit", "0201"), ("mobile", "13900139000")],
        ),
        kept(
            company("4", "明远信息技术有限公司", "C", "91110000600037341L"),
            &[("unit", "0201")],
        ),
    ]
}

async fn bank() -> Bank {
    let bank = Bank::open().await;
    bank.load(&core(), "core", day(3, 1), &people()).await;
    let account = [
        ("key", "6222000000001234"),
        ("n1", "3"),
        ("n2", "1"),
        ("unit", "0201"),
        ("edu", "12.50"),
    ];
    bank.message_of("account", &core(), day(3, 2), &row(&account))
        .await
        .unwrap();
    catch_up(&bank).await;
    bank
}

async fn catch_up(bank: &Bank) -> u64 {
    follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .unwrap()
}

fn scoped(tokens: &[&str]) -> Actor {
    let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
    Actor::scoped("ana", "test", Sight::Tokens(tokens))
}

/// All that is derived, row by row, but for when it was made.
async fn derived(bank: &Bank) -> Vec<String> {
    let tx = bank.read().await;
    let mut rows = Vec::new();
    for sql in [
        "select c::text from (select party_id, number, kind, name, name_key, level, visible_to, units, managers, sources,
            records, accounts, opened_on, expires_on, balance_cny, owed_cny from ecif.card) c order by 1",
        "select n::text from (select party_id, earlier, match_key, pinyin, initials, parts, visible_to
            from ecif.search_name) n order by 1",
        "select d::text from ecif.search_digest d order by 1",
        "select p::text from ecif.pair p order by 1",
    ] {
        rows.extend(tx.query(sql, &[]).await.unwrap().iter().map(|row| row.get::<_, String>(0)));
    }
    rows
}

async fn names(bank: &Bank, actor: &Actor, filter: &Filter, sort: Sort, descending: bool) -> Vec<String> {
    let mut names = Vec::new();
    let mut place: Option<Place> = None;
    loop {
        let page = list(&bank.db, actor, filter, sort, descending, place.as_ref(), 2)
            .await
            .unwrap();
        assert!(page.cards.len() <= 2);
        names.extend(page.cards.into_iter().map(|card| card.name));
        match page.next {
            Some(next) => place = Some(next),
            None => return names,
        }
    }
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let bank = bank().await;
    let all = bank.actor.clone();
    let any = Filter::default();
    let by_name = ["李四", "明远信息技术有限公司", "张三", "张三丰"];
    assert_eq!(names(&bank, &all, &any, Sort::Name, false).await, by_name);
    let mut back = by_name;
    back.reverse();
    assert_eq!(names(&bank, &all, &any, Sort::Name, true).await, back);
    for sort in [Sort::Number, Sort::OpenedOn, Sort::Balance] {
        let up = names(&bank, &all, &any, sort, false).await;
        let mut down = names(&bank, &all, &any, sort, true).await;
        down.reverse();
        assert_eq!(up, down, "{sort:?}");
        assert_eq!(up.iter().collect::<BTreeSet<_>>().len(), 4, "{sort:?}");
    }
    assert_eq!(
        names(&bank, &all, &any, Sort::Balance, true).await[0],
        "李四",
        "the owner, not who holds beside"
    );
    let units = |units: &[&str]| Filter {
        units: Some(units.iter().map(|unit| (*unit).to_owned()).collect()),
        ..Filter::default()
    };
    // 张三 holds an account of 0201 with somebody.
    assert_eq!(
        names(&bank, &all, &units(&["0201"]), Sort::Name, false).await,
        ["李四", "明远信息技术有限公司", "张三"]
    );
    let of = |change: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    let organisations = of(&|filter| filter.kind = Some(1));
    assert_eq!(
        names(&bank, &all, &organisations, Sort::Name, false).await,
        ["明远信息技术有限公司"]
    );
    let managed = of(&|filter| filter.manager = Some("R2".to_owned()));
    assert_eq!(names(&bank, &all, &managed, Sort::Name, false).await, ["张三丰"]);
    let unknown = of(&|filter| filter.source = Some("loan".to_owned()));
    assert!(names(&bank, &all, &unknown, Sort::Name, false).await.is_empty());
    // In sight, and of it what is asked for.
    assert_eq!(
        names(&bank, &scoped(&["u:0101"]), &any, Sort::Name, false).await,
        ["张三", "张三丰"]
    );
    assert_eq!(
        names(&bank, &scoped(&["u:0101"]), &units(&["0201"]), Sort::Name, false).await,
        ["张三"]
    );
    assert_eq!(
        names(&bank, &scoped(&["m:R1"]), &managed, Sort::Name, false).await,
        Vec::<String>::new()
    );
    assert!(
        names(&bank, &scoped(&[]), &any, Sort::Name, false)
            .await
            .is_empty()
    );
}

/// Goal: whose document expires before a day is listed, in the order of days and in sight; nobody of whom no day is known.
#[tokio::test]
async fn those_whose_document_expires_are_listed() {
    let bank = bank().await;
    let all = bank.actor.clone();
    let before = |year, month, date| Filter {
        expiring_before: Some(base::Date::constant(year, month, date)),
        ..Filter::default()
    };
    let late = before(9999, 12, 31);
    assert!(
        names(&bank, &all, &late, Sort::Name, false).await.is_empty(),
        "no day is known"
    );
    let expiring = |at: usize, until: &str| kept(people()[at].clone(), &[("to1", until)]);
    for (at, until) in [(0, "20270131"), (1, "99991231"), (2, "20261201")] {
        bank.message(&core(), day(3, 5), &expiring(at, until))
            .await
            .unwrap();
    }
    catch_up(&bank).await;
    assert_eq!(
        names(&bank, &all, &before(2026, 12, 1), Sort::Name, false).await,
        Vec::<String>::new()
    );
    assert_eq!(
        names(&bank, &all, &before(2026, 12, 2), Sort::Name, false).await,
        ["李四"]
    );
    assert_eq!(
        names(&bank, &all, &before(2027, 2, 1), Sort::Name, true).await,
        ["张三", "李四"]
    );
    assert_eq!(
        names(&bank, &all, &late, Sort::ExpiresOn, false).await,
        ["李四", "张三"],
        "long-term documents expire on no day"
    );
    let by_day = names(&bank, &all, &Filter::default(), Sort::ExpiresOn, false).await;
    assert_eq!(
        (by_day.len(), &by_day[..2]),
        (4, &["李四".to_owned(), "张三".to_owned()][..])
    );
    assert_eq!(
        names(&bank, &scoped(&["m:R1"]), &late, Sort::Name, false).await,
        ["张三"],
        "of a manager's own customers"
    );
    let own = Filter {
        manager: Some("R2".to_owned()),
        ..late.clone()
    };
    assert!(names(&bank, &all, &own, Sort::Name, false).await.is_empty());
    // A new document is as long as it says.
    bank.message(&core(), day(3, 6), &expiring(2, "20360101"))
        .await
        .unwrap();
    catch_up(&bank).await;
    assert_eq!(
        names(&bank, &all, &before(2027, 2, 1), Sort::Name, false).await,
        ["张三"]
    );
    // Cards made before the day was kept are made again by whoever follows next.
    let tx = bank.db.begin(&bank.actor).await.unwrap();
    tx.batch_execute(
        "update ecif.card set expires_on = null; update ecif.follower set change_id = -1 where name = 'card'",
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert!(names(&bank, &all, &late, Sort::Name, false).await.is_empty());
    catch_up(&bank).await;
    assert_eq!(
        names(&bank, &all, &late, Sort::ExpiresOn, false).await,
        ["张三", "李四"]
    );
}

async fn find(bank: &Bank, actor: &Actor, text: &str) -> Found {
    search(&bank.db, &bank.keyring, actor, text, 10, Numbers::ALL)
        .await
        .unwrap()
}

fn told(found: &Found) -> Vec<(&str, By, bool)> {
    found
        .hits
        .iter()
        .map(|hit| (hit.card.name.as_str(), hit.by, hit.earlier))
        .collect()
}

#[tokio::test]
async fn whatever_is_typed_finds_the_customer() {
    let bank = bank().await;
    let all = bank.actor.clone();
    let (zhang, feng, li) = ("张三", "张三丰", "李四");
    let firm = "明远信息技术有限公司";
    let number = bank.number("core", "3").await.to_string();
    let by = |identifier| By::Whole(identifier);
    for (text, expected) in [
        ("zs", vec![(zhang, By::Initials), (feng, By::Initials)]),
        ("ZSF", vec![(feng, By::Initials)]),
        ("zhangsan", vec![(zhang, By::Pinyin), (feng, By::Pinyin)]),
        ("zhang san f", vec![(feng, By::Pinyin)]),
        ("张", vec![(zhang, By::Name), (feng, By::Name)]),
        ("三丰", vec![(feng, By::Name)]),
        ("信息", vec![(firm, By::Name)]),
        ("002X", vec![(zhang, By::NumberTail)]),
        ("8000", vec![(zhang, By::NumberTail)]),
        ("1234", vec![(li, By::NumberTail), (zhang, By::NumberTail)]),
        ("13900139000", vec![(li, by(Identifier::Phone))]),
        ("11010519491231002x", vec![(zhang, by(Identifier::Document))]),
        ("110105491231002", vec![(zhang, by(Identifier::Document))]),
        ("91110000600037341L", vec![(firm, by(Identifier::Document))]),
        (
            "6222 0000 0000 1234",
            vec![(li, by(Identifier::Account)), (zhang, by(Identifier::Account))],
        ),
        (&number, vec![(li, by(Identifier::CustomerNumber))]),
        ("王五", vec![]),
        ("9999999", vec![]),
    ] {
        let found = find(&bank, &all, text).await;
        let hits: BTreeSet<(&str, By)> = told(&found).into_iter().map(|(name, by, _)| (name, by)).collect();
        assert_eq!(hits, expected.into_iter().collect(), "{text}");
        assert!(found.hits.iter().all(|hit| !hit.earlier), "{text}");
    }
    let hit = &find(&bank, &all, "三丰").await.hits[0];
    assert_eq!(hit.range, Some((1, 3)));
}

/// Goal: of a customer out of sight the whole of what identifies it tells the branch, and nothing else anything.
#[tokio::test]
async fn out_of_sight_only_the_branch_is_told() {
    let bank = bank().await;
    let branch = scoped(&["u:0101"]);
    for text in [
        "13900139000",
        "110101192002290010",
        &bank.number("core", "3").await.to_string(),
    ] {
        let found = find(&bank, &branch, text).await;
        assert_eq!(
            (told(&found), found.elsewhere.clone()),
            (vec![], vec!["0201".to_owned()]),
            "{text}"
        );
    }
    for text in ["ls", "lisi", "李四", "李", "9000", "0010"] {
        assert_eq!(find(&bank, &branch, text).await, Found::default(), "{text}");
    }
    let found = find(&bank, &branch, "zs").await;
    assert_eq!(found.hits.len(), 2);
    assert_eq!(find(&bank, &scoped(&[]), "zs").await, Found::default());
}

/// Goal: what was true before leads to the customer, and says that it is earlier; what one lost leads away from it.
#[tokio::test]
async fn earlier_values_find_the_survivor() {
    let bank = bank().await;
    let all = bank.actor.clone();
    let loser = bank.number("core", "2").await;
    // 张三丰 is 张三 after all: name and document corrected.
    let corrected = kept(
        person("2", "张三", "11010519491231002X"),
        &[("unit", "0101"), ("mobile", "13700137000")],
    );
    bank.message(&core(), day(3, 5), &corrected).await.unwrap();
    let renumbered = kept(corrected.clone(), &[("mobile", "13600136000")]);
    bank.message(&core(), day(3, 6), &renumbered).await.unwrap();
    assert_eq!(
        catch_up(&bank).await,
        2,
        "the survivor and the one that forwards to it"
    );
    assert_eq!(catch_up(&bank).await, 0);
    for (text, by, earlier) in [
        (loser.to_string().as_str(), By::FormerNumber, true),
        ("zhangsanfeng", By::Pinyin, true),
        ("440524188001010014", By::Whole(Identifier::Document), true),
        ("13700137000", By::Whole(Identifier::Phone), true),
        ("13600136000", By::Whole(Identifier::Phone), false),
    ] {
        let found = find(&bank, &all, text).await;
        assert_eq!(told(&found), [("张三", by, earlier)], "{text}");
    }
    let before = derived(&bank).await;
    rebuild(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .unwrap();
    assert_eq!(derived(&bank).await, before, "followed and made anew");
    // The merge was wrong: both are themselves again, and each is found by what it says now.
    let parted = kept(person("2", "张三丰", "440524188001010014"), &[("unit", "0101")]);
    bank.message(&core(), day(3, 7), &parted).await.unwrap();
    catch_up(&bank).await;
    let found = find(&bank, &all, "440524188001010014").await;
    assert_eq!(told(&found), [("张三丰", By::Whole(Identifier::Document), false)]);
    assert_eq!(found.hits[0].card.number, loser);
}

/// Goal: whatever acts come, in whatever portions they are followed, the cards are those made anew from everything.
#[tokio::test]
async fn following_comes_to_the_same_as_making_all_anew() {
    let mut dice = Dice(11);
    let bank = bank().await;
    let numbers = ["11010519491231002X", "440524188001010014", "110101192002290010"];
    for step in 0..60 {
        let key = dice.pick(&["1", "2", "3", "5"]);
        let date = day(4, 1 + i8::try_from(step / 3).unwrap());
        let told = if dice.once_in(3) {
            let cells = [
                ("key", dice.pick(&["a1", "a2"])),
                ("n1", key),
                ("n2", dice.pick(&["", "1", "2"])),
                ("unit", dice.pick(&["0101", "0201", ""])),
                ("edu", dice.pick(&["", "1.5", "20"])),
                ("flag", dice.pick(&["", "", "D"])),
            ];
            bank.message_of("account", &core(), date, &row(&cells)).await
        } else {
            let cells = kept(
                person(key, dice.pick(&["张三", "张三丰", "李四"]), dice.pick(&numbers)),
                &[
                    ("unit", dice.pick(&["0101", "0201", ""])),
                    ("rm", dice.pick(&["R1", ""])),
                    ("mobile", dice.pick(&["13800138000", ""])),
                    ("to1", dice.pick(&["20270131", "20300101", "99991231", ""])),
                    ("flag", dice.pick(&["", "", "", "D"])),
                ],
            );
            bank.message(&core(), date, &cells).await
        };
        told.unwrap();
        if dice.once_in(4) {
            catch_up(&bank).await;
        }
        // The wall before the list is never behind that before the customer.
        let sql = "select count(*) from ecif.card c join ecif.party p using (party_id)
            where c.visible_to <> p.visible_to and p.merged_into is null";
        let behind: i64 = bank.read().await.query_one(sql, &[]).await.unwrap().get(0);
        assert_eq!(behind, 0, "step {step}");
    }
    catch_up(&bank).await;
    bank.assert_sound().await;
    let followed = derived(&bank).await;
    rebuild(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .unwrap();
    assert_eq!(followed, derived(&bank).await);
}

/// Goal: after an initial load all cards are made at once, and are those that files one by one lead to.
#[tokio::test]
async fn an_initial_load_is_followed_too() {
    let initially = Bank::open().await;
    let customers = initially.request(&core(), "core", day(3, 1), &people());
    let account = row(&[
        ("key", "6222000000001234"),
        ("n1", "3"),
        ("n2", "1"),
        ("unit", "0201"),
        ("edu", "12.50"),
    ]);
    let accounts = initially.request(&core(), "account", day(3, 2), [&account]);
    assert_eq!(initially.load_initially(&[customers, accounts]).await, 2);
    assert_eq!(catch_up(&initially).await, 4);
    assert_eq!(catch_up(&initially).await, 0);
    let one_by_one = bank().await;
    let told = async |bank: &Bank| {
        let page = list(
            &bank.db,
            &bank.actor,
            &Filter::default(),
            Sort::Name,
            false,
            None,
            10,
        )
        .await
        .unwrap();
        let cards = page.cards.into_iter().map(|card| {
            let figures = (card.records, card.accounts, card.balance_cny, card.owed_cny);
            (card.name, (card.units, card.managers, card.sources, figures))
        });
        cards.collect::<BTreeMap<_, _>>()
    };
    assert_eq!(told(&initially).await, told(&one_by_one).await);
}
