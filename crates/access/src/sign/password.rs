//! Changing one's password.

use access_sql::queries::{credential as sql, session as session_sql, user as user_sql};
use authz::Caller;
use base::Timestamp;
use pg::{DbError, Tx};
use uuid::Uuid;

use super::sign_in::{count_wrong, locked};
use crate::Access;
use crate::rules::{self, WeakPassword};
use crate::secret::DigestError;

/// Why the password stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The present password is wrong.
    #[error("the present password is wrong")]
    Wrong,
    /// Too many wrong tries.
    #[error("too many wrong tries; wait until {until}")]
    Locked {
        /// Until when.
        until: Timestamp,
    },
    /// The new one will not do.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// No such user.
    #[error("there is no such user")]
    Unknown,
    /// It could not be digested.
    #[error(transparent)]
    Digest(#[from] DigestError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for PasswordError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Changes a user's own password. The session it is changed in goes on; all others end.
///
/// # Errors
/// [`PasswordError`].
pub async fn change_password(
    access: &Access,
    caller: &Caller,
    user: Uuid,
    session: Uuid,
    current: &str,
    new: &str,
) -> Result<(), PasswordError> {
    let tx = access.begin_read(caller).await?;
    let found = user_sql::find_user().bind(&*tx, &user).opt().await?;
    let found = found.ok_or(PasswordError::Unknown)?;
    let present = sql::current_password().bind(&*tx, &user).opt().await?;
    let last = sql::last_passwords().bind(&*tx, &user).all().await?;
    tx.rollback().await?;
    let present = present.map(|present| present.hash);
    if let Some(until) = locked(access, caller, &found.login).await? {
        return Err(PasswordError::Locked { until });
    }
    if !access.passwords().verify(current, present).await? {
        count_wrong(access, caller, &found.login).await?;
        return Err(PasswordError::Wrong);
    }
    rules::check_password(new, &found.login, &found.name)?;
    if access.passwords().is_among(new, last).await? {
        return Err(WeakPassword::Used.into());
    }
    let digest = access.passwords().digest(new).await?;
    let tx = access.begin(caller).await?;
    put(access, &tx, user, &digest, false).await?;
    session_sql::end_sessions()
        .bind(&*tx, &access.now(), &user, &Some(session))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a digest in the place of the present one.
pub(crate) async fn put(
    access: &Access,
    tx: &Tx,
    user: Uuid,
    digest: &str,
    one_time: bool,
) -> Result<(), DbError> {
    let at = access.now();
    user_sql::lock_user().bind(&**tx, &user).opt().await?;
    sql::close_password().bind(&**tx, &at, &user).await?;
    sql::insert_password()
        .bind(&**tx, &user, &at, &digest, &one_time)
        .await?;
    Ok(())
}
