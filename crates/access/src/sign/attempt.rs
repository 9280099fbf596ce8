//! One attempt to be let in, however it is made: the lock, the session that begins, the lines written about it.

use access_sql::queries::{session as session_sql, user as user_sql};
use authz::{Caller, CallerKind};
use base::Timestamp;
use pg::Tx;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sign_in::{SignInError, SignedInNow};
use crate::audit::{Entry, Outcome, TrailError};
use crate::secret::{digest_of_token, new_token};
use crate::{Access, rules};

/// How a session was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// With login and password.
    Password,
    /// Through the bank's identity provider.
    IdentityProvider,
}

impl Method {
    /// The name, as the store and the trail have it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::IdentityProvider => "identity_provider",
        }
    }

    pub(super) fn find(name: &str) -> Self {
        if name == Self::IdentityProvider.name() {
            Self::IdentityProvider
        } else {
            Self::Password
        }
    }
}

/// Who stands at the door, before it is known who comes in.
pub(super) fn door() -> Caller {
    Caller {
        kind: CallerKind::Service,
        ..Caller::command("door", "sign-in")
    }
}

pub(super) struct Attempt<'a> {
    pub(super) access: &'a Access,
    pub(super) door: Caller,
    /// The digest of the login.
    pub(super) digest: [u8; 32],
    pub(super) at: Timestamp,
    pub(super) cause: String,
    /// The browser, as it calls itself.
    pub(super) agent: String,
    pub(super) user: Option<Uuid>,
    pub(super) method: Method,
    /// Whether the refusal has been written down already.
    pub(super) said: bool,
}

impl Attempt<'_> {
    /// The wrong tries so far, held until the transaction ends.
    pub(super) async fn lock(&self) -> Result<(Tx, i32), SignInError> {
        let tx = self.access.begin(&self.door).await?;
        user_sql::make_try()
            .bind(&*tx, &self.digest.as_slice(), &self.at)
            .await?;
        let tries = user_sql::lock_try()
            .bind(&*tx, &self.digest.as_slice())
            .one()
            .await?;
        if let Some(until) = tries.locked_until.filter(|until| *until > self.at) {
            tx.rollback().await?;
            self.say(Outcome::Refused, "sign_in", json!({ "code": "locked" }))
                .await?;
            return Err(SignInError::Locked { until });
        }
        Ok((tx, tries.tries))
    }

    pub(super) async fn wrong(&self) -> Result<SignedInNow, SignInError> {
        let (tx, tries) = self.lock().await?;
        let (tries, locked) = rules::after_wrong_try(tries, self.at, self.access.limits());
        user_sql::set_tries()
            .bind(&*tx, &tries, &locked, &self.at, &self.digest.as_slice())
            .await?;
        // What nobody has tried for a day is forgotten.
        let day_ago = self
            .at
            .checked_sub(jiff::SignedDuration::from_hours(24))
            .unwrap_or(self.at);
        user_sql::forget_tries().bind(&*tx, &day_ago).await?;
        tx.commit().await?;
        self.say(Outcome::Refused, "sign_in", json!({ "code": "sign-in-failed" }))
            .await?;
        if let Some(until) = locked {
            self.say(Outcome::Done, "lock", json!({ "until": until.to_string() }))
                .await?;
            return Err(SignInError::Locked { until });
        }
        Err(SignInError::Failed)
    }

    /// Forgets the wrong tries: who showed a password or a code was the right one.
    pub(super) async fn clear_tries(&self, tx: &Tx) -> Result<(), SignInError> {
        user_sql::clear_tries()
            .bind(&**tx, &self.digest.as_slice())
            .await?;
        Ok(())
    }

    /// Begins a session, commits, and writes it down.
    pub(super) async fn let_in(
        &self,
        tx: Tx,
        user: Uuid,
        second_factor: bool,
    ) -> Result<SignedInNow, SignInError> {
        let (session, token) = (self.access.new_id(), new_token());
        let expires_at = self.access.limits().session_until(self.at);
        let agent: String = self.agent.chars().filter(|c| !c.is_control()).take(200).collect();
        session_sql::insert_session()
            .bind(
                &*tx,
                &session,
                &digest_of_token(&token).as_slice(),
                &user,
                &self.at,
                &expires_at,
                &agent,
                &self.method.name(),
            )
            .await?;
        tx.commit().await?;
        let detail = json!({ "session": session.to_string(), "second_factor": second_factor });
        self.say(Outcome::Done, "sign_in", detail).await?;
        Ok(SignedInNow {
            user,
            session,
            token,
            expires_at,
        })
    }

    /// Writes it down. The login that was typed is not: it may be a password in the wrong field.
    pub(super) async fn say(&self, outcome: Outcome, action: &str, detail: Value) -> Result<(), TrailError> {
        let user = self.user.map(|user| user.to_string());
        let mut detail = detail;
        detail["method"] = self.method.name().into();
        let mut entry = Entry::of(&self.door, self.at, "session", action)
            .because(self.cause.clone())
            .ended(outcome)
            .with(detail);
        entry.actor_kind = "user".into();
        entry.actor = user.clone().unwrap_or_else(|| "unknown".into());
        entry.target = user;
        self.access.trail().record_now(entry).await
    }
}
