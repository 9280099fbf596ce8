//! Reading the trail.

use std::collections::HashMap;

use access_sql::queries::audit as sql;
use authz::{Action, Caller, Object, Target};
use base::Timestamp;
use pg::DbError;
use serde_json::Value;
use uuid::Uuid;

use crate::{Access, Denied};

/// Which lines are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// By whom.
    pub actor: Option<String>,
    /// About what.
    pub target: Option<String>,
    /// Done what.
    pub action: Option<String>,
    /// To what kind of thing.
    pub object: Option<String>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}

/// A line's place in the list, newest first: the next page begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line's time.
    pub at: Timestamp,
    /// Its chain.
    pub chain: Uuid,
    /// Its number in the chain.
    pub sequence: i64,
}

/// A line as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where it stands.
    pub place: Place,
    /// Who.
    pub actor: String,
    /// What they are called now: a user's or a key's name.
    pub actor_name: Option<String>,
    /// `user`, `service` or `command`.
    pub actor_kind: String,
    /// What for.
    pub purpose: String,
    /// What made it happen.
    pub cause: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object: String,
    /// To which.
    pub target: Option<String>,
    /// How it ended.
    pub outcome: String,
    /// Details.
    pub detail: Value,
}

/// Why it is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for ListError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Lines, newest first.
///
/// # Errors
/// [`ListError`].
pub async fn lines(
    access: &Access,
    caller: &Caller,
    filter: &Filter,
    after: Option<Place>,
    rows: i64,
) -> Result<Vec<Line>, ListError> {
    access
        .allow::<ListError>(caller, Object::Audit, Action::Read, Target::Anything)
        .await?;
    let after = after.unwrap_or(Place {
        at: Timestamp::from_second(253_402_300_799).unwrap_or(Timestamp::MAX),
        chain: Uuid::max(),
        sequence: i64::MAX,
    });
    let tx = access.begin_read(caller).await?;
    let found = sql::entries()
        .bind(
            &*tx,
            &after.at,
            &after.chain,
            &after.sequence,
            &filter.actor,
            &filter.target,
            &filter.action,
            &filter.object,
            &filter.from,
            &filter.until,
            &rows,
        )
        .all()
        .await?;
    let mut actors: Vec<&str> = found.iter().map(|row| row.actor.as_str()).collect();
    actors.sort_unstable();
    actors.dedup();
    let names = sql::names_of().bind(&*tx, &actors).all().await?;
    let names: HashMap<String, String> = names.into_iter().map(|row| (row.id, row.name)).collect();
    Ok(found
        .into_iter()
        .map(|row| Line {
            actor_name: names.get(&row.actor).cloned(),
            place: Place {
                at: row.at,
                chain: row.chain_id,
                sequence: row.sequence,
            },
            actor: row.actor,
            actor_kind: row.actor_kind,
            purpose: row.purpose,
            cause: row.cause,
            action: row.action,
            object: row.object,
            target: row.target,
            outcome: row.outcome,
            detail: row.detail,
        })
        .collect())
}
