//! How long lists and searches take on a store that is there: `lookups KEY_FILE ROUNDS list|search`, with the store in
//! `DATABASE_URL`. Samples are customers of the store; each question is asked with the sight of the whole bank, of
//! one unit and of one manager. One JSON object a line, milliseconds.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use base::{Clock, Date, Timestamp};
use ecif::card::{Card, Filter, Sort, follow, list};
use ecif::look_up::{Found, LookUps};
use ecif::search::{Numbers, search};
use jiff::ToSpan;
use pg::seal::Keyring;
use pg::{Actor, Database, Options, Sight};

/// A page of a list, and hits of a search.
const MANY: usize = 50;

#[derive(Debug)]
struct Machine;

impl Clock for Machine {
    #[expect(
        clippy::disallowed_methods,
        reason = "the program's edge, where time comes in"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the program's edge, where time comes in"
    )]
    fn today(&self) -> Date {
        jiff::Zoned::now().date()
    }
}

type Failure = Box<dyn std::error::Error>;

/// Milliseconds by what was asked and by whom.
#[derive(Default)]
struct Times(BTreeMap<(String, &'static str), Vec<f64>>);

impl Times {
    fn note(&mut self, what: &str, scope: &'static str, began: Instant) {
        let times = self.0.entry((what.to_owned(), scope)).or_default();
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }

    fn tell(mut self) {
        for ((what, scope), times) in &mut self.0 {
            times.sort_by(f64::total_cmp);
            let at = |share: usize| times[(times.len() - 1) * share / 100];
            println!(
                "{}",
                serde_json::json!({ "what": what, "scope": scope, "n": times.len(),
                    "p50_ms": at(50), "p95_ms": at(95), "max_ms": at(100) })
            );
        }
    }
}

/// The whole bank, the unit and the manager of a customer.
fn sights(card: &Card) -> Vec<(&'static str, Actor)> {
    let scoped = |token: String| Actor::scoped("lookups", "bench", Sight::Tokens(vec![token]));
    let mut sights = vec![("all", Actor::system("lookups", "bench"))];
    sights.extend(
        card.units
            .first()
            .map(|unit| ("unit", scoped(format!("u:{unit}")))),
    );
    sights.extend(
        card.managers
            .first()
            .map(|manager| ("manager", scoped(format!("m:{manager}")))),
    );
    sights
}

/// Every kind of thing that people type for a customer.
async fn typed(
    database: &Database,
    keyring: &Arc<Keyring>,
    actor: &Actor,
    card: &Card,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let pinyin = standards::name::pinyin(&card.name);
    let mut typed = vec![
        ("name", card.name.clone()),
        (
            "initials",
            standards::name::initials(&card.name).chars().take(3).collect(),
        ),
        ("pinyin", pinyin.chars().take(6).collect()),
        ("number", card.number.to_string()),
    ];
    let end: Vec<char> = card.name.chars().collect();
    typed.push(("part", end[end.len().saturating_sub(2)..].iter().collect()));
    let look_ups = LookUps::new(database.clone(), Arc::clone(keyring), Arc::new(Machine));
    if let Found::Here(customer) = look_ups.read(actor, card.number).await? {
        let golden = &customer.golden;
        if let Some(document) = golden.identifications.first() {
            let digits: Vec<char> = document.number.chars().collect();
            typed.push(("tail", digits[digits.len().saturating_sub(4)..].iter().collect()));
            typed.push(("document", document.number.clone()));
        }
        typed.extend(
            golden
                .value("mobile")
                .map(|mobile| ("phone", mobile.value.clone())),
        );
    }
    Ok(typed)
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [key_file, rounds, what] = words.as_slice() else {
        return Err("lookups KEY_FILE ROUNDS list|search".into());
    };
    let rounds: usize = rounds.parse()?;
    let database = Database::external(&std::env::var("DATABASE_URL")?, &Options::default()).await?;
    let keyring = Arc::new(Keyring::open(Path::new(key_file))?);
    let system = Actor::system("lookups", "bench");
    let began = Instant::now();
    let made = follow(&database, &keyring, &Machine, &system).await?;
    println!(
        "{}",
        serde_json::json!({ "cards": made, "seconds": began.elapsed().as_secs_f64() })
    );
    // Numbers are given in the order of the files: one in some lies everywhere in the store.
    let mut samples = Vec::new();
    let mut place = None;
    while samples.len() < rounds {
        let page = list(
            &database,
            &system,
            &Filter::default(),
            Sort::Number,
            false,
            place.as_ref(),
            200,
        )
        .await?;
        samples.extend(page.cards.into_iter().step_by(10));
        place = page.next;
        if place.is_none() {
            break;
        }
    }
    samples.truncate(rounds);
    let mut times = Times::default();
    let in_a_quarter = Machine.today().checked_add(90.days())?;
    for card in &samples {
        for (scope, actor) in sights(card) {
            if what == "list" {
                for (name, sort, back) in [
                    ("name", Sort::Name, false),
                    ("number", Sort::Number, true),
                    ("opened_on", Sort::OpenedOn, true),
                    ("balance", Sort::Balance, true),
                    ("expires_on", Sort::ExpiresOn, false),
                ] {
                    let any = Filter::default();
                    let kind = Filter {
                        kind: Some(card.kind),
                        units: card.units.first().map(|unit| vec![unit.clone()]),
                        ..Filter::default()
                    };
                    let expiring = Filter {
                        expiring_before: Some(in_a_quarter),
                        ..Filter::default()
                    };
                    let filters = [
                        ("", any),
                        (" of a unit and kind", kind),
                        (" of those expiring", expiring),
                    ];
                    for (filtered, filter) in filters {
                        let began = Instant::now();
                        list(&database, &actor, &filter, sort, back, None, MANY).await?;
                        times.note(&format!("list by {name}{filtered}"), scope, began);
                    }
                }
            } else {
                for (kind, text) in typed(&database, &keyring, &system, card).await? {
                    let began = Instant::now();
                    search(&database, &keyring, &actor, &text, MANY, Numbers::ALL).await?;
                    times.note(&format!("search by {kind}"), scope, began);
                }
            }
        }
    }
    times.tell();
    database.stop().await;
    Ok(())
}
