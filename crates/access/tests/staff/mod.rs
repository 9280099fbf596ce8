//! A bank's staff for tests: a database of its own, known keys, a clock that goes forward by itself.
#![allow(dead_code, reason = "each test binary uses its share")]

pub mod bank;
pub mod provider;
pub mod served;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::Access;
use access::audit::Trail;
use access::rules::Limits;
use access::sign::{SignInError, SignedInNow, SigningIn, change_password, look_up, sign_in};
use access::unit::{Wanted, create as create_unit};
use access::user::{NewUser, create as create_user};
use authz::{Caller, Role};
use base::{Clock, Timestamp};
use pg::seal::{Algorithm, Keyring};
use testkit::TestDb;
use uuid::Uuid;

/// Goes forward a millisecond each time it is read, and as far as a test says.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn forward_minutes(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.fetch_add(1, Ordering::Relaxed)).expect("a moment")
    }
}

/// The password of everybody who has changed theirs.
pub const PASSWORD: &str = "correct horse battery";

pub struct Staff {
    pub access: Access,
    pub clock: Arc<TestClock>,
    pub root: Caller,
    pub database: TestDb,
    pub keys: tempfile::TempDir,
}

impl Staff {
    /// Head office 0000, branches 0100 and 0200, sub-branches 0101, 0102 and 0201; nobody works there yet.
    pub async fn new() -> Self {
        let database = testkit::database(&[pg::TRACK, access::TRACK]).await;
        let keys = tempfile::tempdir().expect("a folder");
        let keyring = Keyring::create(&keys.path().join("keys.toml"), Algorithm::Aes256Gcm).expect("keys");
        let start: Timestamp = "2026-03-02T01:00:00Z".parse().expect("a moment");
        let clock = Arc::new(TestClock(AtomicI64::new(start.as_millisecond())));
        let root = Caller::command("cli:test", "administration");
        let actor = pg::Actor::system("cli:test", "install");
        access::policy::install(&database, &*clock, &actor)
            .await
            .expect("a policy");
        let trail = Trail::start((*database).clone(), clock.clone(), "test");
        let access = Access::new(
            (*database).clone(),
            Arc::new(keyring),
            clock.clone(),
            trail,
            Limits::default(),
        );
        for (code, parent) in [
            ("0000", None),
            ("0100", Some("0000")),
            ("0200", Some("0000")),
            ("0101", Some("0100")),
            ("0102", Some("0100")),
            ("0201", Some("0200")),
        ] {
            let wanted = Wanted {
                code: code.into(),
                name: format!("unit {code}"),
                parent: parent.map(str::to_owned),
            };
            create_unit(&access, &root, wanted).await.expect("a unit");
        }
        Self {
            access,
            clock,
            root,
            database,
            keys,
        }
    }

    /// Somebody new with a password for one use.
    pub async fn hire(
        &self,
        login: &str,
        unit: &str,
        staff_number: Option<&str>,
        roles: &[Role],
    ) -> (Uuid, String) {
        let new = NewUser {
            login: login.into(),
            name: format!("name of {login}"),
            unit: unit.into(),
            staff_number: staff_number.map(str::to_owned),
            roles: roles.to_vec(),
            password: None,
        };
        let (id, password) = create_user(&self.access, &self.root, new).await.expect("a user");
        (id, password.expect("a password for one use"))
    }

    /// Somebody who has signed in and changed their password to [`PASSWORD`].
    pub async fn settled(
        &self,
        login: &str,
        unit: &str,
        staff_number: Option<&str>,
        roles: &[Role],
    ) -> (Uuid, String) {
        let (id, first) = self.hire(login, unit, staff_number, roles).await;
        let now = self.sign_in(login, &first, None).await.expect("lets them in");
        let known = self.caller(&now.token).await.expect("signed in");
        change_password(&self.access, &known, id, now.session, &first, PASSWORD)
            .await
            .expect("another password");
        (id, now.token)
    }

    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        code: Option<&str>,
    ) -> Result<SignedInNow, SignInError> {
        let shown = SigningIn {
            login: login.into(),
            password: password.into(),
            code: code.map(str::to_owned),
            agent: "a browser".into(),
            cause: "trace".into(),
        };
        sign_in(&self.access, shown).await
    }

    pub async fn caller(&self, token: &str) -> Option<Caller> {
        let found = look_up(&self.access, token, "customer-service")
            .await
            .expect("an answer");
        found.map(|found| found.caller)
    }

    /// Runs SQL as the superuser, whom nothing binds.
    pub async fn tamper(&self, sql: &str) {
        let admin = self.database.admin().await.expect("the administrator");
        admin.batch_execute(sql).await.expect("is done");
    }

    pub async fn count(&self, sql: &str) -> i64 {
        let admin = self.database.admin().await.expect("the administrator");
        admin.query_one(sql, &[]).await.expect("a row").get(0)
    }
}
