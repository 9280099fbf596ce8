//! The services over real HTTP, for tests of them.

use std::sync::Arc;

use access::Access;
use access::audit;
use access::key;
use access::service::{Services, room};
use access::sign::look_up;
use authz::Role;
use axum::http::Extensions;
use serde_json::json;
use testkit::http::{Answer as Told, Client};
use web::console::Console;
use web::guard::Answer;
use web::limits::Limits;
use web::{
    Authenticator, Code, Credential, Doors, Entry, Known, Outcome, Parts, Problem, Readiness, Recorder,
};

use super::{PASSWORD, Staff};

/// What the program puts between the routes and the people.
pub struct Seam(Access);

impl Authenticator for Seam {
    fn authenticate<'a>(
        &'a self,
        credential: Credential<'a>,
        purpose: &'a str,
        extensions: &'a mut Extensions,
    ) -> Answer<'a, Result<Known, Problem>> {
        Box::pin(async move {
            let nobody = || Problem::new(Code::NotSignedIn, "nobody");
            match credential {
                Credential::Session(token) => {
                    let found = look_up(&self.0, token, purpose)
                        .await
                        .expect("an answer")
                        .ok_or_else(nobody)?;
                    let known = Known {
                        caller: found.caller.clone(),
                        policy: found.policy.clone(),
                    };
                    extensions.insert(found);
                    Ok(known)
                }
                Credential::Bearer(token) => {
                    let found = key::authenticate(&self.0, token, purpose)
                        .await
                        .expect("an answer");
                    let (caller, policy) = found.ok_or_else(nobody)?;
                    Ok(Known { caller, policy })
                }
            }
        })
    }
}

impl Recorder for Seam {
    fn record(&self, entry: Entry, durable: bool) -> Answer<'_, Result<(), Problem>> {
        Box::pin(async move {
            let entry = audit::Entry {
                at: entry.at,
                actor: entry.actor,
                actor_kind: entry.actor_kind.into(),
                purpose: entry.purpose,
                cause: entry.cause,
                action: entry.action,
                object: entry.object,
                target: entry.target,
                outcome: match entry.outcome {
                    Outcome::Done => audit::Outcome::Done,
                    Outcome::Refused => audit::Outcome::Refused,
                    Outcome::Failed => audit::Outcome::Failed,
                },
                detail: entry.detail,
            };
            assert!(!durable, "nothing here shows a value in clear");
            // At once, so that a test can look.
            self.0.trail().record_now(entry).await.expect("is written");
            Ok(())
        })
    }
}

impl Readiness for Seam {
    fn ready(&self) -> Answer<'_, Result<(), String>> {
        Box::pin(async { Ok(()) })
    }
}

/// The services of a bank's staff, running.
pub struct Served {
    pub staff: Staff,
    pub anybody: Client,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub async fn served() -> Served {
    served_with(|_, _| None).await
}

/// As [`served`], with an identity provider made for the address it is served at.
pub async fn served_with(provider: impl FnOnce(&str, &Staff) -> Option<Arc<oidc::Provider>>) -> Served {
    let staff = Staff::new().await;
    let seam = Arc::new(Seam(staff.access.clone()));
    let listener = web::listen("127.0.0.1:0").await.expect("an address");
    let address = listener.local_addr().expect("an address").to_string();
    let services = Services {
        access: staff.access.clone(),
        products: Arc::new(["ecif".to_owned()]),
        provider: provider(&address, &staff),
    };
    let service = web::service(Parts {
        room: room().with_state(services),
        doors: Doors {
            authenticator: seam.clone(),
            recorder: seam.clone(),
        },
        clock: staff.clock.clone(),
        limits: Limits::default(),
        console: Console::default(),
        readiness: seam,
    })
    .expect("a service");
    let task = tokio::spawn(async move {
        let forever = std::future::pending();
        web::run(listener, service, forever, std::time::Duration::ZERO)
            .await
            .expect("serves");
    });
    Served {
        staff,
        anybody: Client::new(address).with("sec-fetch-site", "same-origin"),
        task,
    }
}

impl Served {
    /// Somebody at a browser, signed in over HTTP.
    pub async fn by(&self, login: &str, unit: &str, roles: &[Role]) -> Client {
        self.staff.settled(login, unit, None, roles).await;
        self.signed_in(login, PASSWORD).await
    }

    pub async fn signed_in(&self, login: &str, password: &str) -> Client {
        let told = self
            .anybody
            .post(
                "/api/v1/session",
                &json!({ "login": login, "password": password }),
            )
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
        self.with_cookie(&told)
    }

    pub fn with_cookie(&self, told: &Told) -> Client {
        let cookie = told
            .header("set-cookie")
            .split(';')
            .next()
            .expect("a cookie")
            .to_owned();
        self.anybody.with("cookie", &cookie)
    }
}
