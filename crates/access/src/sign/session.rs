//! Sessions: looked up on every request, idle for a while or ended at any moment.

use std::sync::Arc;

use access_sql::queries::session as sql;
use authz::{Caller, CallerKind, Policy, Role};
use base::Timestamp;
use pg::DbError;
use uuid::Uuid;

use super::attempt::Method;
use crate::secret::digest_of_token;
use crate::{Access, rules};

/// Who is behind a session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Uuid,
    /// The user.
    pub user: Uuid,
    /// The user as a caller. Whoever holds a one-time password has no role in force until it is changed.
    pub caller: Caller,
    /// The table they are held to.
    pub policy: Arc<Policy>,
    /// Its version.
    pub policy_version: i32,
    /// Whether the password must be changed first.
    pub must_change_password: bool,
}

/// A session as its user sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When it is over in any case.
    pub expires_at: Timestamp,
    /// The browser it was begun with.
    pub agent: String,
    /// How it was begun.
    pub method: Method,
}

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// No such session of this user.
    #[error("there is no such session")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for SessionError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Who is behind a session's token: one statement outside any transaction, shared with those who ask at the same
/// time, and one more once a minute. Roles, unit and policy are those of this very moment.
///
/// # Errors
/// The store's.
pub async fn look_up(access: &Access, token: &str, purpose: &str) -> Result<Option<SignedIn>, DbError> {
    let now = access.now();
    let Some(found) = access.who().by_session(&digest_of_token(token)).await? else {
        return Ok(None);
    };
    let roles = if found.one_time {
        Vec::new()
    } else {
        found.roles.iter().filter_map(|role| Role::find(role)).collect()
    };
    let caller = Caller {
        id: found.user_id.to_string(),
        kind: CallerKind::User,
        roles,
        unit: found.unit,
        below: Vec::new(),
        staff_number: found.staff_number,
        purpose: purpose.to_owned(),
    };
    let units = access.units_of(found.units).await?;
    let caller = caller.placed(&units.tree);
    if rules::is_stale(found.seen_at, now) {
        let tx = access.begin(&caller).await?;
        sql::touch_session().bind(&*tx, &now, &found.session_id).await?;
        tx.commit().await?;
    }
    Ok(Some(SignedIn {
        session: found.session_id,
        user: found.user_id,
        caller,
        policy: access.policy_of(found.policy_version).await?,
        policy_version: found.policy_version,
        must_change_password: found.one_time,
    }))
}

/// A user's sessions that are neither ended nor over, newest first.
///
/// # Errors
/// [`SessionError`].
pub async fn sessions(access: &Access, caller: &Caller, user: Uuid) -> Result<Vec<Session>, SessionError> {
    let now = access.now();
    let tx = access.begin_read(caller).await?;
    let found = sql::sessions_of()
        .bind(&*tx, &user, &now, &access.limits().idle_since(now))
        .all()
        .await?;
    Ok(found
        .into_iter()
        .map(|row| Session {
            id: row.session_id,
            created_at: row.created_at,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
            agent: row.agent,
            method: Method::find(&row.method),
        })
        .collect())
}

/// Ends one session of a user: signing out, or another one from afar.
///
/// # Errors
/// [`SessionError`].
pub async fn end(access: &Access, caller: &Caller, user: Uuid, session: Uuid) -> Result<(), SessionError> {
    let tx = access.begin(caller).await?;
    if sql::end_session()
        .bind(&*tx, &access.now(), &session, &user)
        .await?
        == 0
    {
        return Err(SessionError::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Ends every session of a user but one; says how many.
///
/// # Errors
/// [`SessionError`].
pub async fn end_others(
    access: &Access,
    caller: &Caller,
    user: Uuid,
    but: Option<Uuid>,
) -> Result<u64, SessionError> {
    let tx = access.begin(caller).await?;
    let ended = sql::end_sessions().bind(&*tx, &access.now(), &user, &but).await?;
    tx.commit().await?;
    Ok(ended)
}
