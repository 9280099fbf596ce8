//! A bank with an identity provider, and browsers on their way.

use std::path::Path;
use std::sync::Arc;

use access::policy;
use access::user;
use authz::{Policy, Role};
use oidc::{Provider, Secret, Settings};
use serde_json::Value;
use testkit::http::{Answer as Told, Client};
use uuid::Uuid;

use super::Staff;
use super::provider::{CLIENT, SECRET, TestProvider};
use super::served::{Served, served_with};

pub const SUBJECT: &str = "248289761001";

/// A bank with its provider, and a browser.
pub struct Bank {
    pub served: Served,
    pub provider: TestProvider,
}

/// A browser that was sent to the provider and is on its way back.
pub struct OnTheWay {
    pub browser: Client,
    /// Path and query of the callback.
    pub back: String,
}

impl Bank {
    pub async fn new() -> Self {
        Self::with("", SECRET).await
    }

    pub async fn with(more: &str, secret: &str) -> Self {
        // The provider has to tell the time as the bank does.
        let clock = Arc::new(LateClock::default());
        let provider = TestProvider::start(clock.clone()).await;
        let issuer = provider.issuer();
        let served = served_with(|address, staff| {
            clock.0.set(staff.clock.clone()).expect("is set once");
            let text = format!(
                "name = {{ zh = \"统一认证\", en = \"Bank sign-in\" }}\nissuer = \"{issuer}\"\nclient_id = \"{CLIENT}\"\n\
                 redirect_uri = \"http://{address}/api/v1/oidc/callback\"\n{more}"
            );
            let settings = Settings::parse(&text, Path::new("."), Some(Secret::new(secret))).expect("settings");
            let provider = Provider::new(settings, staff.clock.clone()).expect("a provider");
            Some(Arc::new(provider))
        })
        .await;
        Self { served, provider }
    }

    pub fn staff(&self) -> &Staff {
        &self.served.staff
    }

    /// Somebody hired, who has never changed the password they were given, linked to a subject.
    pub async fn linked(&self, login: &str, roles: &[Role]) -> Uuid {
        let (id, _) = self.staff().hire(login, "0101", None, roles).await;
        let staff = self.staff();
        user::link(&staff.access, &staff.root, id, &self.provider.issuer(), SUBJECT)
            .await
            .expect("is linked");
        id
    }

    /// Goes to the provider, where somebody is signed in, and is sent back.
    pub async fn sent(&self, next: &str) -> OnTheWay {
        let start = self
            .served
            .anybody
            .get(&format!("/api/v1/oidc/start{next}"))
            .await;
        assert_eq!(start.status, 303, "{}", start.text());
        let cookie = start.header("set-cookie");
        for part in [
            "guiyi_sign_in=",
            "HttpOnly",
            "SameSite=Lax",
            "Path=/api/v1/oidc",
            "Max-Age=600",
        ] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let there = start.header("location");
        let path = there
            .strip_prefix(&self.provider.issuer())
            .unwrap_or_else(|| panic!("goes to {there}"));
        let told = Client::new(self.provider.address.clone()).get(path).await;
        assert_eq!(told.status, 303, "{}", told.text());
        let back = told.header("location");
        OnTheWay {
            browser: self.served.with_cookie(&start),
            back: back[back.find("/api/v1").expect("our address")..].to_owned(),
        }
    }

    pub async fn sign_in(&self) -> Told {
        self.sent("").await.arrive().await
    }

    /// The last line about signing in.
    pub async fn line(&self) -> Value {
        let admin = self.staff().database.admin().await.expect("the administrator");
        let row = admin
            .query_one(
                "select outcome, actor, detail from access.audit_entry where object = 'session' and action = 'sign_in' \
                 order by at desc, sequence desc limit 1",
                &[],
            )
            .await
            .expect("a line");
        let mut line: Value = row.get(2);
        line["outcome"] = row.get::<_, String>(0).into();
        line["actor"] = row.get::<_, String>(1).into();
        line
    }

    pub async fn sessions(&self) -> i64 {
        self.staff().count("select count(*) from access.session").await
    }

    pub async fn links_by_login(&self) {
        let text = Policy::DEFAULT.replace("first = \"refuse\"", "first = \"by_login\"");
        let put = policy::put(
            &self.staff().access,
            &self.staff().root,
            &text,
            "the first sign-in links",
        )
        .await
        .expect("a version");
        assert_eq!(put.changes.len(), 1, "{:?}", put.changes);
    }
}

impl OnTheWay {
    pub async fn arrive(&self) -> Told {
        self.browser.get(&self.back).await
    }
}

/// The bank's clock, known once there is a bank.
#[derive(Default)]
struct LateClock(std::sync::OnceLock<Arc<super::TestClock>>);

impl base::Clock for LateClock {
    fn now(&self) -> base::Timestamp {
        self.0.get().expect("a clock").now()
    }
}

/// Nobody was let in, and the sign-in page is told why.
#[track_caller]
pub fn turned_away(told: &Told, code: &str) {
    assert_eq!(told.status, 303, "{}", told.text());
    let place = told.header("location");
    let trace = told.header("trace-id");
    assert_eq!(place, format!("/sign-in?refused={code}&trace={trace}"));
    let cookies: Vec<_> = told.headers.get_all("set-cookie").iter().collect();
    assert!(
        cookies
            .iter()
            .all(|cookie| !cookie.to_str().expect("text").contains("guiyi_session="))
    );
}

#[track_caller]
pub fn let_in(told: &Told, next: &str) -> String {
    assert_eq!(told.status, 303, "{}", told.text());
    assert_eq!(told.header("location"), next);
    let cookies: Vec<&str> = told
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().expect("text"))
        .collect();
    let session = cookies
        .iter()
        .find(|cookie| cookie.starts_with("guiyi_session="))
        .expect("a session");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(session.contains(part), "{session}");
    }
    let over = cookies
        .iter()
        .find(|cookie| cookie.starts_with("guiyi_sign_in=;"))
        .expect("is taken away");
    assert!(over.contains("Max-Age=0"), "{over}");
    session.split(';').next().expect("a cookie").to_owned()
}
