//! Signing in with login, password and, where it is enrolled, a code.
//!
//! Whoever tries learns nothing about who exists: an unknown login takes as long as a wrong password, answers the same,
//! and is locked in the same way.

use access_sql::queries::{credential as credential_sql, user as user_sql};
use authz::Caller;
use base::Timestamp;
use pg::DbError;
use uuid::Uuid;

use super::attempt::{Attempt, Method, door};
use crate::audit::TrailError;
use crate::secret::{DigestError, digest_of_token};
use crate::{Access, rules, sign};

/// What somebody shows to be let in.
#[derive(Clone, Default)]
pub struct SigningIn {
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
    /// The code of the second factor.
    pub code: Option<String>,
    /// The browser, as it calls itself.
    pub agent: String,
    /// The request's trace number, for the trail.
    pub cause: String,
}

impl std::fmt::Debug for SigningIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningIn").finish_non_exhaustive()
    }
}

/// Somebody who was let in.
#[derive(Clone)]
pub struct SignedInNow {
    /// The user.
    pub user: Uuid,
    /// The session.
    pub session: Uuid,
    /// The session's token: the cookie. Only its digest is kept.
    pub token: String,
    /// When the session is over in any case.
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for SignedInNow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedInNow")
            .field("user", &self.user)
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Login, password or code is wrong; which of them is not told.
    #[error("login, password or code is wrong")]
    Failed,
    /// The password is right; a code is needed as well.
    #[error("a code of the second factor is needed as well")]
    SecondFactorNeeded,
    /// Too many wrong tries.
    #[error("too many wrong tries; the login is locked until {until}")]
    Locked {
        /// Until when.
        until: Timestamp,
    },
    /// The password could not be digested.
    #[error(transparent)]
    Digest(#[from] DigestError),
    /// It could not be written down.
    #[error(transparent)]
    Trail(#[from] TrailError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl SignInError {
    /// The stable word for it.
    #[must_use]
    pub const fn code(&self) -> web::Code {
        match self {
            Self::Failed => web::Code::SignInFailed,
            Self::SecondFactorNeeded => web::Code::SecondFactorNeeded,
            Self::Locked { .. } => web::Code::Locked,
            Self::Trail(_) | Self::Db(DbError::Pool(_)) => web::Code::Busy,
            Self::Digest(_) | Self::Db(_) => web::Code::Internal,
        }
    }
}

impl From<tokio_postgres::Error> for SignInError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Lets somebody in, or says why not. Both are written down, and so is a lock.
///
/// # Errors
/// [`SignInError`].
pub async fn sign_in(access: &Access, shown: SigningIn) -> Result<SignedInNow, SignInError> {
    let login = rules::login(&shown.login).unwrap_or_default();
    let door = door();
    // The connection is given back while the password is digested.
    let tx = access.begin_read(&door).await?;
    let user = user_sql::find_login().bind(&*tx, &login.as_str()).opt().await?;
    let credential = match &user {
        Some(user) if user.ended_at.is_none() => {
            credential_sql::current_password()
                .bind(&*tx, &user.user_id)
                .opt()
                .await?
        }
        _ => None,
    };
    tx.rollback().await?;
    let digest = credential.map(|credential| credential.hash);
    let right = access.passwords().verify(&shown.password, digest).await?;

    let attempt = Attempt {
        access,
        door,
        digest: digest_of_token(&login),
        at: access.now(),
        cause: shown.cause.clone(),
        agent: shown.agent.clone(),
        user: user.as_ref().map(|user| user.user_id),
        method: Method::Password,
        said: false,
    };
    match user {
        Some(user) if right => with_password(&attempt, &user, &shown).await,
        _ => attempt.wrong().await,
    }
}

/// Whether a login is locked now, and until when.
pub(crate) async fn locked(
    access: &Access,
    caller: &Caller,
    login: &str,
) -> Result<Option<Timestamp>, DbError> {
    let tx = access.begin_read(caller).await?;
    let tries = user_sql::find_try()
        .bind(&*tx, &digest_of_token(login).as_slice())
        .opt()
        .await?;
    let now = access.now();
    Ok(tries
        .and_then(|tries| tries.locked_until)
        .filter(|until| *until > now))
}

/// Counts a wrong password of somebody signed in like one at the door: else a session left open would do to guess it.
pub(crate) async fn count_wrong(access: &Access, caller: &Caller, login: &str) -> Result<(), DbError> {
    let (digest, at) = (digest_of_token(login), access.now());
    let tx = access.begin(caller).await?;
    user_sql::make_try().bind(&*tx, &digest.as_slice(), &at).await?;
    let tries = user_sql::lock_try().bind(&*tx, &digest.as_slice()).one().await?;
    let (tries, locked) = rules::after_wrong_try(tries.tries, at, access.limits());
    user_sql::set_tries()
        .bind(&*tx, &tries, &locked, &at, &digest.as_slice())
        .await?;
    tx.commit().await
}

async fn with_password(
    attempt: &Attempt<'_>,
    user: &user_sql::UserRow,
    shown: &SigningIn,
) -> Result<SignedInNow, SignInError> {
    let (tx, _) = attempt.lock().await?;
    if user.confirmed_at.is_some() {
        let code = shown.code.as_deref().map(str::trim);
        let Some(code) = code.filter(|code| !code.is_empty()) else {
            tx.rollback().await?;
            return Err(SignInError::SecondFactorNeeded);
        };
        if !sign::accepts(attempt.access, &tx, user.user_id, code, attempt.at).await? {
            tx.rollback().await?;
            return attempt.wrong().await;
        }
    }
    attempt.clear_tries(&tx).await?;
    attempt
        .let_in(tx, user.user_id, user.confirmed_at.is_some())
        .await
}
