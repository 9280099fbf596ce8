//! What `web` and the products ask of users, units and the trail, answered by `access`.

use std::collections::HashMap;

use access::audit::{self, TrailError};
use access::{Access, key, sign, unit};
use authz::{Action, Caller, Object, Seer};
use axum::http::Extensions;
use base::{Clock as _, Timestamp};
use pg::{Database, DbError};
use web::guard::Answer;
use web::{
    Authenticator, BranchName, Code, Credential, Directory, Entry, Known, Outcome, Problem, Readiness,
    Recorder,
};

use crate::clock::SystemClock;
use crate::store::TRACKS;

/// Stands between them.
pub struct Seam {
    access: Access,
    database: Database,
}

impl Seam {
    pub fn new(access: Access, database: Database) -> Self {
        Self { access, database }
    }
}

fn failed(error: DbError) -> Problem {
    match error {
        DbError::Pool(_) => {
            Problem::new(Code::Busy, "the database has no connection to spare").retry_after(1)
        }
        other => Problem::internal(&other),
    }
}

impl Authenticator for Seam {
    fn authenticate<'a>(
        &'a self,
        credential: Credential<'a>,
        purpose: &'a str,
        extensions: &'a mut Extensions,
    ) -> Answer<'a, Result<Known, Problem>> {
        Box::pin(async move {
            let nobody = || Problem::new(Code::NotSignedIn, "the session is over, or the key is not valid");
            match credential {
                Credential::Session(token) => {
                    let found = sign::look_up(&self.access, token, purpose)
                        .await
                        .map_err(failed)?;
                    let signed_in = found.ok_or_else(nobody)?;
                    let known = Known {
                        caller: signed_in.caller.clone(),
                        policy: signed_in.policy.clone(),
                    };
                    // The routes about one's own sessions ask which this is.
                    extensions.insert(signed_in);
                    Ok(known)
                }
                Credential::Bearer(token) => {
                    let found = key::authenticate(&self.access, token, purpose)
                        .await
                        .map_err(failed)?;
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
                actor_kind: entry.actor_kind.to_owned(),
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
            let trail = self.access.trail();
            let written = if durable {
                trail.record_now(entry).await
            } else {
                trail.record(entry).await
            };
            written.map_err(|error| match error {
                TrailError::Closed => Problem::new(Code::Busy, "the service is stopping"),
                TrailError::Late => Problem::new(Code::Busy, "the audit trail cannot be written now"),
            })
        })
    }
}

impl Directory for Seam {
    fn unit<'a>(&'a self, code: &'a str) -> Answer<'a, Result<BranchName, Problem>> {
        Box::pin(async move {
            let units = unit::current(&self.access).await.map_err(failed)?;
            Ok(BranchName {
                code: code.to_owned(),
                name: units.name(code).to_owned(),
            })
        })
    }

    fn below<'a>(&'a self, code: &'a str) -> Answer<'a, Result<Vec<String>, Problem>> {
        Box::pin(async move {
            let units = unit::current(&self.access).await.map_err(failed)?;
            let below = units.tree.below(code).into_iter().map(str::to_owned);
            Ok(std::iter::once(code.to_owned()).chain(below).collect())
        })
    }

    fn who_sees<'a>(
        &'a self,
        caller: &'a Caller,
        visible_to: &'a [String],
        at: Timestamp,
    ) -> Answer<'a, Result<Vec<Seer>, Problem>> {
        Box::pin(async move {
            access::report::who_could_see(&self.access, caller, visible_to, at)
                .await
                .map_err(|error| match error {
                    access::report::ReportError::Denied(denied) => {
                        Problem::new(Code::Forbidden, denied.to_string())
                    }
                    access::report::ReportError::Db(error) => failed(error),
                })
        })
    }

    fn names<'a>(
        &'a self,
        caller: &'a Caller,
        ids: &'a [String],
    ) -> Answer<'a, Result<HashMap<String, String>, Problem>> {
        Box::pin(async move {
            access::report::names(&self.access, caller, ids)
                .await
                .map_err(failed)
        })
    }

    fn who_may<'a>(
        &'a self,
        caller: &'a Caller,
        object: Object,
        action: Action,
    ) -> Answer<'a, Result<Vec<(String, String)>, Problem>> {
        Box::pin(async move {
            access::report::who_may(&self.access, caller, (object, action), SystemClock.now())
                .await
                .map_err(failed)
        })
    }
}

impl Readiness for Seam {
    fn ready(&self) -> Answer<'_, Result<(), String>> {
        Box::pin(async move {
            match self.database.pending(&TRACKS).await {
                Ok(pending) if pending.is_empty() => Ok(()),
                Ok(_) => Err("the database waits for its migrations; run `guiyi migrate`".to_owned()),
                Err(error) => {
                    tracing::warn!(%error, "not ready");
                    Err("the database does not answer".to_owned())
                }
            }
        })
    }
}
