//! Who a user is at the bank's identity provider. Linking somebody decides who may come in as them: it is the security
//! administrator's, like granting a role.

use access_sql::queries::identity as sql;
use authz::{Action, Caller};
use base::Timestamp;
use pg::DbError;
use uuid::Uuid;

use super::read::{reached, read};
use super::{User, UserError, malformed};
use crate::Access;

/// A user's identity at a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its id.
    pub id: Uuid,
    /// Who vouches.
    pub issuer: String,
    /// The provider's lasting name for them.
    pub subject: String,
    /// Since when.
    pub since: Timestamp,
    /// Who linked them: a user's id, or the provider at a first sign-in.
    pub actor: String,
}

/// A user's identities, if the caller reaches the user.
///
/// # Errors
/// [`UserError`].
pub async fn identities(access: &Access, caller: &Caller, id: Uuid) -> Result<Vec<Link>, UserError> {
    found(access, caller, id, Action::Read).await?;
    Ok(links(access, caller, id).await?)
}

/// One's own identities: no right is needed for that.
///
/// # Errors
/// [`UserError`].
pub async fn my_identities(access: &Access, caller: &Caller) -> Result<Vec<Link>, UserError> {
    let id = caller.id.parse().map_err(|_| UserError::Unknown)?;
    Ok(links(access, caller, id).await?)
}

/// Links a user to who they are at the provider.
///
/// # Errors
/// [`UserError`]; a user is one person there, and a person there one user here.
pub async fn link(
    access: &Access,
    caller: &Caller,
    id: Uuid,
    issuer: &str,
    subject: &str,
) -> Result<Uuid, UserError> {
    let user = found(access, caller, id, Action::Grant).await?;
    if user.ended_at.is_some() {
        return Err(UserError::Ended);
    }
    let subject = subject.trim();
    let length = subject.chars().count();
    if !(1..=255).contains(&length) || subject.chars().any(char::is_control) {
        return Err(malformed("subject")("a subject has 1 to 255 characters"));
    }
    let link = access.new_id();
    let tx = access.begin(caller).await?;
    sql::insert_link()
        .bind(
            &*tx,
            &link,
            &issuer,
            &subject,
            &id,
            &access.now(),
            &caller.id.as_str(),
        )
        .await
        .map_err(|error| {
            let error = DbError::from(error);
            match error.constraint() {
                Some("identity_link_subject_once") => UserError::IdentityTaken,
                Some("identity_link_user_once") => UserError::LinkedAlready,
                _ => error.into(),
            }
        })?;
    tx.commit().await?;
    Ok(link)
}

/// Ends a link, and every session that was begun through it.
///
/// # Errors
/// [`UserError`].
pub async fn unlink(access: &Access, caller: &Caller, id: Uuid, link: Uuid) -> Result<(), UserError> {
    found(access, caller, id, Action::Grant).await?;
    let at = access.now();
    let tx = access.begin(caller).await?;
    if sql::close_link().bind(&*tx, &at, &link, &id).await? == 0 {
        return Err(UserError::Unknown);
    }
    sql::end_provider_sessions().bind(&*tx, &at, &id).await?;
    tx.commit().await?;
    Ok(())
}

async fn found(access: &Access, caller: &Caller, id: Uuid, action: Action) -> Result<User, UserError> {
    let user = read(access, caller, id).await?.ok_or(UserError::Unknown)?;
    reached(access, caller, &user, action).await?;
    Ok(user)
}

async fn links(access: &Access, caller: &Caller, id: Uuid) -> Result<Vec<Link>, DbError> {
    let tx = access.begin_read(caller).await?;
    let found = sql::links_of().bind(&*tx, &id).all().await?;
    tx.rollback().await?;
    let links = found.into_iter().map(|row| Link {
        id: row.link_id,
        issuer: row.issuer,
        subject: row.subject,
        since: row.since,
        actor: row.actor,
    });
    Ok(links.collect())
}
