//! The second factor: codes by time (RFC 6238), as every authenticator app makes them.

use access_sql::queries::{credential as sql, user as user_sql};
use authz::Caller;
use base::Timestamp;
use pg::{DbError, Tx};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use super::sign_in::{count_wrong, locked};
use crate::Access;
use crate::secret::DigestError;

const ISSUER: &str = "Guiyi";
/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// What an app needs to make codes. Shown once.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret in base 32, for typing.
    pub secret: String,
    /// The same as an address, for a picture to scan.
    pub otpauth_url: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolment").finish_non_exhaustive()
    }
}

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum TotpError {
    /// There is a confirmed one already.
    #[error("a second factor is enrolled already; remove it first")]
    Enrolled,
    /// There is none to confirm or remove.
    #[error("no second factor is enrolled")]
    NotEnrolled,
    /// The code is wrong, or was taken before.
    #[error("the code is wrong, or was taken before")]
    WrongCode,
    /// The password is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// Too many wrong tries.
    #[error("too many wrong tries; wait until {until}")]
    Locked {
        /// Until when.
        until: Timestamp,
    },
    /// No such user.
    #[error("there is no such user")]
    Unknown,
    /// The password could not be digested.
    #[error(transparent)]
    Digest(#[from] DigestError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for TotpError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

fn unsound(why: impl ToString) -> DbError {
    DbError::Unsound {
        what: "second factor",
        why: why.to_string(),
    }
}

/// Where a secret belongs: it opens nowhere else.
pub(crate) fn context(user: Uuid) -> Vec<u8> {
    [b"access.totp", user.as_bytes().as_slice()].concat()
}

fn totp(secret: Vec<u8>) -> Result<Totp, DbError> {
    // SHA-1, six digits, thirty seconds, one step to either side: what every app understands.
    Builder::new()
        .with_secret(Secret::from(secret))
        .build()
        .map_err(unsound)
}

/// Makes a secret. Nothing is asked for at sign-in until a code of it was [`confirm`]ed.
///
/// # Errors
/// [`TotpError`].
pub async fn enrol(access: &Access, caller: &Caller, user: Uuid) -> Result<Enrolment, TotpError> {
    let secret = rand::random::<[u8; SECRET_BYTES]>().to_vec();
    let tx = access.begin(caller).await?;
    let found = user_sql::find_user()
        .bind(&*tx, &user)
        .opt()
        .await?
        .ok_or(TotpError::Unknown)?;
    let sealed = access.keyring().seal(&secret, &context(user));
    if sql::put_totp().bind(&*tx, &user, &sealed, &access.now()).await? == 0 {
        return Err(TotpError::Enrolled);
    }
    tx.commit().await?;
    let secret = Secret::from(secret).to_base32();
    // A login has only characters that stand in an address as they are, but for this one.
    let login = found.login.replace('@', "%40");
    Ok(Enrolment {
        otpauth_url: format!("otpauth://totp/{ISSUER}:{login}?secret={secret}&issuer={ISSUER}"),
        secret,
    })
}

/// Takes the first code: from now on one is asked for at sign-in.
///
/// # Errors
/// [`TotpError`].
pub async fn confirm(access: &Access, caller: &Caller, user: Uuid, code: &str) -> Result<(), TotpError> {
    let at = access.now();
    let tx = access.begin(caller).await?;
    let kept = sql::totp()
        .bind(&*tx, &user)
        .opt()
        .await?
        .ok_or(TotpError::NotEnrolled)?;
    if kept.confirmed_at.is_some() {
        return Err(TotpError::Enrolled);
    }
    let step = step(access, user, &kept.secret, code, at)?.ok_or(TotpError::WrongCode)?;
    if sql::confirm_totp().bind(&*tx, &at, &step, &user).await? == 0 {
        return Err(TotpError::Enrolled);
    }
    tx.commit().await?;
    Ok(())
}

/// Removes the second factor; the password is asked for once more.
///
/// # Errors
/// [`TotpError`].
pub async fn remove(access: &Access, caller: &Caller, user: Uuid, password: &str) -> Result<(), TotpError> {
    let tx = access.begin_read(caller).await?;
    let found = user_sql::find_user().bind(&*tx, &user).opt().await?;
    let found = found.ok_or(TotpError::Unknown)?;
    let present = sql::current_password().bind(&*tx, &user).opt().await?;
    tx.rollback().await?;
    if let Some(until) = locked(access, caller, &found.login).await? {
        return Err(TotpError::Locked { until });
    }
    let present = present.map(|present| present.hash);
    if !access.passwords().verify(password, present).await? {
        count_wrong(access, caller, &found.login).await?;
        return Err(TotpError::WrongPassword);
    }
    let tx = access.begin(caller).await?;
    if sql::remove_totp().bind(&*tx, &user).await? == 0 {
        return Err(TotpError::NotEnrolled);
    }
    tx.commit().await?;
    Ok(())
}

/// Whether a code is right now and was not taken before; it is taken with this.
pub(crate) async fn accepts(
    access: &Access,
    tx: &Tx,
    user: Uuid,
    code: &str,
    at: Timestamp,
) -> Result<bool, DbError> {
    let Some(kept) = sql::totp().bind(&**tx, &user).opt().await? else {
        return Ok(false);
    };
    match step(access, user, &kept.secret, code, at)? {
        Some(step) => Ok(sql::take_step().bind(&**tx, &step, &user).await? == 1),
        None => Ok(false),
    }
}

/// The step whose code this is.
fn step(
    access: &Access,
    user: Uuid,
    sealed: &[u8],
    code: &str,
    at: Timestamp,
) -> Result<Option<i64>, DbError> {
    let secret = access.keyring().unseal(sealed, &context(user)).map_err(unsound)?;
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    let step = totp(secret)?.check(code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}
