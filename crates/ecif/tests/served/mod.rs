//! ECIF served over real HTTP on a real database, for tests: a bank of two customers at two branches.
#![allow(dead_code, reason = "each test binary uses its share")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::bank::{Bank, Cells, day, mapping, person};
use authz::{Action, Caller, CallerKind, Object, Person, Policy, Role, Seer, UnitTree};
use axum::http::Extensions;
use base::Timestamp;
use ecif::service::{Services, room};
use serde_json::{Value, json};
use testkit::http::{Answer as Told, Client};
use web::guard::Answer;
use web::limits::Limits;
use web::{
    Authenticator, BranchName, Code, Credential, Directory, Doors, Entry, Known, Operation, Parts, Problem,
    Readiness, Recorder,
};

pub const ZHANG: (&str, &str) = ("张三", "11010519491231002X");
pub const LI: (&str, &str) = ("李四", "440524188001010014");

/// Bears `role`, `role@unit` or `role@unit/staff number`.
pub struct ByKey;

pub fn tree() -> UnitTree {
    let unit = |code: &str, parent: Option<&str>| (code.to_owned(), parent.map(str::to_owned));
    UnitTree::new([
        unit("0001", None),
        unit("0101", Some("0001")),
        unit("0201", Some("0001")),
    ])
}

impl Authenticator for ByKey {
    fn authenticate<'a>(
        &'a self,
        credential: Credential<'a>,
        purpose: &'a str,
        _: &'a mut Extensions,
    ) -> Answer<'a, Result<Known, Problem>> {
        Box::pin(async move {
            let (Credential::Bearer(word) | Credential::Session(word)) = credential;
            let (word, staff) = word
                .split_once('/')
                .map_or((word, None), |(word, staff)| (word, Some(staff)));
            let (role, unit) = word
                .split_once('@')
                .map_or((word, None), |(role, unit)| (role, Some(unit)));
            let role = Role::find(role).ok_or_else(|| Problem::new(Code::NotSignedIn, "who?"))?;
            let mut caller = Caller::command(format!("user:{word}"), purpose);
            caller.kind = CallerKind::User;
            caller.roles = vec![role];
            caller.unit = unit.map(str::to_owned);
            caller.staff_number = staff.map(str::to_owned);
            Ok(Known {
                caller: caller.placed(&tree()),
                policy: Arc::new(Policy::shipped().clone()),
            })
        })
    }
}

#[derive(Default)]
pub struct Remembered(Mutex<Vec<(Entry, bool)>>);

impl Recorder for Remembered {
    fn record(&self, entry: Entry, durable: bool) -> Answer<'_, Result<(), Problem>> {
        self.0.lock().expect("no panic").push((entry, durable));
        Box::pin(async { Ok(()) })
    }
}

pub struct Units;

impl Directory for Units {
    fn unit<'a>(&'a self, code: &'a str) -> Answer<'a, Result<BranchName, Problem>> {
        Box::pin(async move {
            Ok(BranchName {
                code: code.to_owned(),
                name: format!("branch {code}"),
            })
        })
    }

    fn below<'a>(&'a self, code: &'a str) -> Answer<'a, Result<Vec<String>, Problem>> {
        let tree = tree();
        let below = tree.below(code).into_iter().map(str::to_owned);
        let all = std::iter::once(code.to_owned()).chain(below).collect();
        Box::pin(async { Ok(all) })
    }

    fn who_sees<'a>(
        &'a self,
        _: &'a Caller,
        visible_to: &'a [String],
        _: Timestamp,
    ) -> Answer<'a, Result<Vec<Seer>, Problem>> {
        let person = |id: &str, unit: &str| Person {
            id: id.to_owned(),
            name: id.to_owned(),
            roles: vec![Role::BranchHead],
            unit: Some(unit.to_owned()),
            staff_number: None,
        };
        let people = [person("ana", "0101"), person("bo", "0201")];
        let seers = authz::who_sees(Policy::shipped(), &tree(), &people, visible_to);
        Box::pin(async { Ok(seers) })
    }

    fn names<'a>(
        &'a self,
        _: &'a Caller,
        ids: &'a [String],
    ) -> Answer<'a, Result<HashMap<String, String>, Problem>> {
        let names = ids.iter().map(|id| (id.clone(), format!("somebody called {id}")));
        let names = names.collect();
        Box::pin(async { Ok(names) })
    }

    fn who_may<'a>(
        &'a self,
        _: &'a Caller,
        _: Object,
        _: Action,
    ) -> Answer<'a, Result<Vec<(String, String)>, Problem>> {
        Box::pin(async { Ok(vec![("steward".to_owned(), "the steward".to_owned())]) })
    }
}

impl Readiness for Units {
    fn ready(&self) -> Answer<'_, Result<(), String>> {
        Box::pin(async { Ok(()) })
    }
}

pub struct Served {
    pub bank: Bank,
    pub client: Client,
    recorder: Arc<Remembered>,
    pub operations: Vec<Operation>,
}

impl Served {
    pub fn by(&self, who: &str) -> Client {
        self.client.with("authorization", &format!("Bearer {who}"))
    }

    pub fn lines(&self) -> Vec<(Entry, bool)> {
        std::mem::take(&mut *self.recorder.0.lock().expect("no panic"))
    }
}

pub fn kept(mut cells: Cells, unit: &str, manager: &str, mobile: &str) -> Cells {
    cells.extend([
        ("unit", unit.to_owned()),
        ("rm", manager.to_owned()),
        ("mobile", mobile.to_owned()),
    ]);
    cells
}

/// 张三 is kept at 0101 by R01011 in two systems, 李四 at 0201.
pub async fn served() -> Served {
    let bank = Bank::open().await;
    let mut core = [
        kept(person("1", ZHANG.0, ZHANG.1), "0101", "R01011", "13800138000"),
        kept(person("2", LI.0, LI.1), "0201", "R02011", "13900139000"),
    ];
    core[1].insert("to1", "20261201".to_owned());
    bank.load(&mapping("core", 90, "delta", ""), "core", day(3, 1), &core)
        .await;
    let loan = [kept(
        person("77", ZHANG.0, ZHANG.1),
        "0101",
        "R01011",
        "13700137000",
    )];
    bank.load(&mapping("loan", 60, "delta", ""), "loan", day(3, 2), &loan)
        .await;

    served_on(bank).await
}

/// A bank of the test's own, served.
pub async fn served_on(bank: Bank) -> Served {
    ecif::card::follow(&bank.db, &bank.keyring, &bank.clock, &bank.actor)
        .await
        .expect("cards");
    let services = Services::new(
        (*bank.db).clone(),
        bank.keyring.clone(),
        Arc::new(crate::bank::Ticking::at(1_790_100_000, bank.clock.today)),
        Arc::new(Units),
    );
    let recorder = Arc::new(Remembered::default());
    let room = room();
    let operations = room.operations().to_vec();
    let service = web::service(Parts {
        room: room.with_state(services.clone()),
        doors: Doors {
            authenticator: Arc::new(ByKey),
            recorder: recorder.clone(),
        },
        clock: services.clock.clone(),
        limits: Limits::default(),
        console: web::console::Console::default(),
        readiness: Arc::new(Units),
    })
    .expect("a service");
    let listener = web::listen("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(web::run(
        listener,
        service,
        std::future::pending(),
        Duration::ZERO,
    ));
    Served {
        bank,
        client: Client::new(address),
        recorder,
        operations,
    }
}

pub async fn number_of(served: &Served, document: &str) -> String {
    let wish = json!({ "document_type": "resident_id", "document_number": document });
    let found = served
        .by("steward")
        .post("/api/v1/customers/identify", &wish)
        .await
        .json();
    assert_eq!(found["result"], "one", "{found}");
    found["number"].as_str().expect("a number").to_owned()
}

pub fn values<'a>(customer: &'a Value, subject: &str, attribute: &str) -> Vec<&'a Value> {
    let under = customer["subjects"][subject]
        .as_array()
        .expect("a subject")
        .iter();
    under.filter(|value| value["attribute"] == attribute).collect()
}

pub fn correction(base: i64, attribute: &str, before: Option<&str>, value: &str) -> Value {
    let change = json!({ "attribute": attribute, "before": before, "value": value });
    json!({ "base_version": base, "changes": [change] })
}

pub fn problem(answer: &Told, status: u16, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.json()["code"], code);
    answer.json()
}
