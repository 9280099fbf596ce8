//! Signing in through the bank's identity provider.
//!
//! The provider says who somebody is; who they are here is a link that the bank made. Nobody comes into being by signing
//! in, and nobody gets a role. Locks, sessions and the lines of the trail are those of a password.

use access_sql::queries::identity as sql;
use access_sql::queries::user as user_sql;
use access_sql::queries::user::UserRow;
use authz::{FirstSignIn, Role};
use base::Timestamp;
use jiff::ToSpan as _;
use oidc::{Answered, Failure, Identity, Kept, Provider};
use pg::DbError;
use pg::seal::SealError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::attempt::{Attempt, Method, door};
use super::sign_in::{SignInError, SignedInNow};
use crate::audit::{Entry, Outcome, TrailError};
use crate::secret::{digest_of_token, new_token};
use crate::{Access, rules, sign};

/// How long somebody may take at the provider.
pub(crate) const AT_PROVIDER_MINUTES: i64 = 10;
/// How long they may look for a code.
const FOR_CODE_MINUTES: i64 = 5;
/// Sign-ins under way at once; whoever begins more than a bank has people is no bank's people.
const MOST: i64 = 20_000;
/// Who links at a first sign-in, as the trail and the link name it.
const LINKED_BY: &str = "identity-provider";

/// Why nobody is let in.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The sign-in is not under way, not any more, or not in this browser.
    #[error("this sign-in is over, was used already, or was begun in another window; begin again")]
    Over,
    /// As many are under way as may be.
    #[error("too many people are signing in at once")]
    Full,
    /// The provider did not say who it is.
    #[error(transparent)]
    Provider(#[from] Failure),
    /// No user is linked to who it is.
    #[error("no user of this service is linked to this identity")]
    Unknown,
    /// As with a password.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

impl From<DbError> for ProviderError {
    fn from(error: DbError) -> Self {
        Self::SignIn(error.into())
    }
}

impl From<TrailError> for ProviderError {
    fn from(error: TrailError) -> Self {
        Self::SignIn(error.into())
    }
}

impl From<tokio_postgres::Error> for ProviderError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::SignIn(error.into())
    }
}

impl ProviderError {
    /// The stable word for it.
    #[must_use]
    pub fn code(&self) -> web::Code {
        match self {
            Self::Over => web::Code::SignInOver,
            Self::Full => web::Code::Busy,
            Self::Provider(Failure::Unavailable(_)) => web::Code::ProviderUnavailable,
            Self::Provider(Failure::Declined(_)) => web::Code::ProviderDeclined,
            Self::Provider(Failure::Untrusted(..)) => web::Code::IdentityNotTrusted,
            Self::Provider(Failure::Weak) => web::Code::StrongerSignInNeeded,
            Self::Unknown => web::Code::IdentityUnknown,
            Self::SignIn(error) => error.code(),
        }
    }
}

/// A browser on its way to the provider.
pub struct Sent {
    /// Where it goes.
    pub address: String,
    /// The cookie that knows it again.
    pub cookie: String,
}

/// What a browser comes back with.
#[derive(Clone, Default)]
pub struct Returned {
    /// What was sent along.
    pub state: String,
    /// The code.
    pub code: Option<String>,
    /// Who says so.
    pub issuer: Option<String>,
    /// The provider's word for why not.
    pub error: Option<String>,
    /// The cookie.
    pub cookie: String,
    /// The browser, as it calls itself.
    pub agent: String,
    /// The request's trace number, for the trail.
    pub cause: String,
}

/// What became of it.
pub enum Arrived {
    /// They are let in.
    In {
        /// The session.
        session: SignedInNow,
        /// The page they wanted.
        next: String,
    },
    /// They have a second factor here, for which the provider does not stand.
    CodeNeeded {
        /// The cookie that knows the browser again.
        cookie: String,
        /// The page they wanted.
        next: String,
    },
}

/// Remembered while somebody is at the provider.
#[derive(Serialize, Deserialize)]
struct AtProvider {
    kept: Kept,
    next: String,
}

/// Remembered while somebody looks for a code.
#[derive(Serialize, Deserialize)]
struct ForCode {
    user: Uuid,
}

const AT_PROVIDER: &str = "provider";
const FOR_CODE: &str = "code";

/// Begins: where the browser goes, and the cookie that ties it to this sign-in. `next` is the page wanted.
///
/// # Errors
/// [`ProviderError`].
pub async fn begin(
    access: &Access,
    provider: &Provider,
    next: &str,
    cause: &str,
) -> Result<Sent, ProviderError> {
    let begun = match provider.begin().await {
        Ok(begun) => begun,
        Err(failure) => {
            let refused = ProviderError::Provider(failure);
            nobody(access, cause).say_refused(&refused, json!({})).await?;
            return Err(refused);
        }
    };
    let cookie = new_token();
    let kept = AtProvider {
        kept: begun.kept,
        next: next.to_owned(),
    };
    keep(
        access,
        &begun.state,
        &cookie,
        AT_PROVIDER,
        AT_PROVIDER_MINUTES,
        &kept,
    )
    .await?;
    Ok(Sent {
        address: begun.address,
        cookie,
    })
}

/// Learns from the provider who came back, and lets them in as the user they are linked to. Whatever becomes of it, it
/// cannot be tried again with the same answer.
///
/// # Errors
/// [`ProviderError`].
pub async fn finish(
    access: &Access,
    provider: &Provider,
    returned: Returned,
) -> Result<Arrived, ProviderError> {
    let mut attempt = nobody(access, &returned.cause);
    attempt.agent.clone_from(&returned.agent);
    match arrive(access, provider, returned, &mut attempt).await {
        Err(refused) => {
            attempt.refuse(&refused).await?;
            Err(refused)
        }
        arrived => arrived,
    }
}

/// Lets somebody in whom the provider named, and who now shows the code of their second factor here.
///
/// # Errors
/// [`ProviderError`].
pub async fn with_code(
    access: &Access,
    cookie: &str,
    code: &str,
    agent: &str,
    cause: &str,
) -> Result<SignedInNow, ProviderError> {
    let mut attempt = nobody(access, cause);
    attempt.agent = agent.to_owned();
    let shown = show_code(access, cookie, code, &mut attempt).await;
    if let Err(refused) = &shown {
        attempt.refuse(refused).await?;
    }
    shown
}

async fn show_code(
    access: &Access,
    cookie: &str,
    code: &str,
    attempt: &mut Attempt<'_>,
) -> Result<SignedInNow, ProviderError> {
    let digest = digest_of_token(cookie);
    let tx = access.begin_read(&attempt.door).await?;
    let found = sql::find_attempt()
        .bind(&*tx, &digest.as_slice(), &FOR_CODE)
        .opt()
        .await?;
    tx.rollback().await?;
    let found = found
        .filter(|found| found.expires_at > attempt.at)
        .ok_or(ProviderError::Over)?;
    let waiting: ForCode = opened(access, &digest, &found.sealed)?;
    let user = attempt.is_of(waiting.user).await?;
    let (tx, _) = attempt.lock().await?;
    if !sign::accepts(access, &tx, user.user_id, code.trim(), attempt.at).await? {
        tx.rollback().await?;
        return Ok(attempt.wrong().await?);
    }
    sql::take_attempt()
        .bind(&*tx, &digest.as_slice(), &FOR_CODE)
        .opt()
        .await?
        .ok_or(ProviderError::Over)?;
    attempt.clear_tries(&tx).await?;
    Ok(attempt.let_in(tx, user.user_id, true).await?)
}

async fn arrive(
    access: &Access,
    provider: &Provider,
    returned: Returned,
    attempt: &mut Attempt<'_>,
) -> Result<Arrived, ProviderError> {
    let digest = digest_of_token(&returned.state);
    let tx = access.begin(&attempt.door).await?;
    let found = sql::take_attempt()
        .bind(&*tx, &digest.as_slice(), &AT_PROVIDER)
        .opt()
        .await?;
    // It is taken out before anything else: nothing that fails below can be tried again.
    tx.commit().await?;
    let found = found
        .filter(|found| found.browser == digest_of_token(&returned.cookie) && found.expires_at > attempt.at)
        .ok_or(ProviderError::Over)?;
    let waiting: AtProvider = opened(access, &digest, &found.sealed)?;
    let code = match (returned.error, returned.code) {
        (Some(word), _) => return Err(Failure::Declined(plain(&word)).into()),
        (None, Some(code)) if !code.is_empty() => code,
        _ => return Err(Failure::Declined("no code".to_owned()).into()),
    };
    let answered = Answered {
        code,
        issuer: returned.issuer,
    };
    let identity = provider.finish(answered, &waiting.kept).await?;
    let user = whose(access, provider, &identity, attempt).await?;
    let (tx, _) = attempt.lock().await?;
    if user.confirmed_at.is_some() && !identity.second_factor {
        tx.rollback().await?;
        let cookie = new_token();
        let waiting_for = ForCode { user: user.user_id };
        keep(access, &cookie, &cookie, FOR_CODE, FOR_CODE_MINUTES, &waiting_for).await?;
        return Ok(Arrived::CodeNeeded {
            cookie,
            next: waiting.next,
        });
    }
    let session = attempt.let_in(tx, user.user_id, identity.second_factor).await?;
    Ok(Arrived::In {
        session,
        next: waiting.next,
    })
}

/// The user linked to an identity. Where the access policy lets the first sign-in link, it does so here.
async fn whose(
    access: &Access,
    provider: &Provider,
    identity: &Identity,
    attempt: &mut Attempt<'_>,
) -> Result<UserRow, ProviderError> {
    let tx = access.begin_read(&attempt.door).await?;
    let linked = sql::linked_user()
        .bind(&*tx, &identity.issuer.as_str(), &identity.subject.as_str())
        .opt()
        .await?;
    tx.rollback().await?;
    if let Some(user) = linked {
        return attempt.is_of(user).await;
    }
    let policy = access.policy().await?;
    if policy.first_sign_in() == FirstSignIn::Refuse {
        return Err(stranger(attempt, identity, "not-linked").await?);
    }
    let login = provider.login_of(identity).await?;
    let Some(login) = login.and_then(|login| rules::login(&login).ok()) else {
        return Err(stranger(attempt, identity, "no-login").await?);
    };
    let tx = access.begin_read(&attempt.door).await?;
    let user = user_sql::find_login().bind(&*tx, &login.as_str()).opt().await?;
    tx.rollback().await?;
    let Some(user) = user.filter(|user| user.ended_at.is_none()) else {
        return Err(stranger(attempt, identity, "no-such-user").await?);
    };
    let administrator = user
        .roles
        .iter()
        .filter_map(|role| Role::find(role))
        .any(Role::is_administrator);
    if administrator {
        return Err(stranger(attempt, identity, "administrator").await?);
    }
    let tx = access.begin(&attempt.door).await?;
    let link = access.new_id();
    let made = sql::insert_link()
        .bind(
            &*tx,
            &link,
            &identity.issuer.as_str(),
            &identity.subject.as_str(),
            &user.user_id,
            &attempt.at,
            &LINKED_BY,
        )
        .await
        .map_err(DbError::from);
    match made {
        Ok(_) => tx.commit().await?,
        // The user is somebody else's there already, or the same person came twice at once.
        Err(error) if error.constraint().is_some() => {
            return Err(stranger(attempt, identity, "linked-to-another").await?);
        }
        Err(error) => return Err(error.into()),
    }
    let mut entry = Entry::of(&attempt.door, attempt.at, "user", "link")
        .because(attempt.cause.clone())
        .with(json!({ "issuer": identity.issuer, "subject": identity.subject }));
    entry.actor = LINKED_BY.into();
    entry.target = Some(user.user_id.to_string());
    access.trail().record_now(entry).await?;
    attempt.is_of(user.user_id).await
}

/// Writes down who it was that nobody is linked to: the provider has vouched for them, so it is no slip of the keyboard,
/// and whoever links them by hand looks here.
async fn stranger(
    attempt: &mut Attempt<'_>,
    identity: &Identity,
    why: &str,
) -> Result<ProviderError, TrailError> {
    let who = json!({ "issuer": identity.issuer, "subject": identity.subject, "reason": why });
    attempt.say_refused(&ProviderError::Unknown, who).await?;
    attempt.said = true;
    Ok(ProviderError::Unknown)
}

fn nobody<'a>(access: &'a Access, cause: &str) -> Attempt<'a> {
    Attempt {
        access,
        door: door(),
        digest: [0; 32],
        at: access.now(),
        cause: cause.to_owned(),
        agent: String::new(),
        user: None,
        method: Method::IdentityProvider,
        said: false,
    }
}

impl Attempt<'_> {
    /// From now on it is the attempt of this user, whose lock holds.
    async fn is_of(&mut self, user: Uuid) -> Result<UserRow, ProviderError> {
        let tx = self.access.begin_read(&self.door).await?;
        let found = user_sql::find_user().bind(&*tx, &user).opt().await?;
        tx.rollback().await?;
        self.user = Some(user);
        let found = found
            .filter(|found| found.ended_at.is_none())
            .ok_or(ProviderError::Unknown)?;
        self.digest = digest_of_token(&found.login);
        Ok(found)
    }

    /// Writes a refusal down, unless that was done where it was found out.
    async fn refuse(&self, refused: &ProviderError) -> Result<(), TrailError> {
        match refused {
            _ if self.said => Ok(()),
            ProviderError::SignIn(SignInError::Failed | SignInError::Locked { .. }) => Ok(()),
            ProviderError::Unknown => self.say_refused(refused, json!({ "reason": "left" })).await,
            ProviderError::Provider(Failure::Declined(word)) => {
                self.say_refused(refused, json!({ "reason": word })).await
            }
            ProviderError::Provider(Failure::Untrusted(fault, _)) => {
                self.say_refused(refused, json!({ "reason": fault.word() })).await
            }
            _ => self.say_refused(refused, json!({})).await,
        }
    }

    async fn say_refused(&self, refused: &ProviderError, detail: Value) -> Result<(), TrailError> {
        let mut detail = detail;
        detail["code"] = refused.code().word().into();
        let outcome = if refused.code().status().is_server_error() {
            Outcome::Failed
        } else {
            Outcome::Refused
        };
        if let ProviderError::Provider(failure) = refused {
            tracing::warn!(cause = %failure, trace_id = self.cause, "the identity provider let nobody in");
        }
        self.say(outcome, "sign_in", detail).await
    }
}

/// Remembers a sign-in under way under the digest of its name.
async fn keep(
    access: &Access,
    name: &str,
    cookie: &str,
    step: &str,
    minutes: i64,
    what: &impl Serialize,
) -> Result<(), ProviderError> {
    let at = access.now();
    let until: Timestamp = at.checked_add(minutes.minutes()).unwrap_or(at);
    let digest = digest_of_token(name);
    let text = serde_json::to_vec(what).map_err(unsound)?;
    let sealed = access.keyring().seal(&text, &context(&digest));
    let tx = access.begin(&door()).await?;
    sql::forget_attempts().bind(&*tx, &at).await?;
    let kept = sql::insert_attempt()
        .bind(
            &*tx,
            &digest.as_slice(),
            &digest_of_token(cookie).as_slice(),
            &step,
            &sealed,
            &at,
            &until,
            &MOST,
        )
        .await?;
    if kept == 0 {
        tx.rollback().await?;
        return Err(ProviderError::Full);
    }
    tx.commit().await?;
    Ok(())
}

fn opened<T: for<'de> Deserialize<'de>>(
    access: &Access,
    digest: &[u8; 32],
    sealed: &[u8],
) -> Result<T, ProviderError> {
    let text = access
        .keyring()
        .unseal(sealed, &context(digest))
        .map_err(|error: SealError| unsound(error))?;
    Ok(serde_json::from_slice(&text).map_err(unsound)?)
}

/// Where it belongs: it opens nowhere else.
fn context(digest: &[u8; 32]) -> Vec<u8> {
    [b"access.sign_in_attempt".as_slice(), digest].concat()
}

fn unsound(why: impl ToString) -> DbError {
    DbError::Unsound {
        what: "sign-in under way",
        why: why.to_string(),
    }
}

/// The provider's word as one may write it down: letters and underscores, as RFC 6749 has them.
fn plain(word: &str) -> String {
    let kept = word.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_');
    kept.take(60).collect()
}
