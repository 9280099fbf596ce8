//! Who is behind a token: asked on every request, and requests that come together are answered together.
//!
//! A screen asks for six cards at once, a service for hundreds of customers a second with one key: each token that
//! waits is looked up once for all who bear it. Every look-up begins after the request came, so what was ended or
//! revoked before is refused.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use access_sql::queries::session::{self as sql, WhoByKey, WhoBySession};
use base::{Clock, Timestamp};
use pg::gather::Told;
use pg::{Database, DbError, Gather};

/// Statements under way at once.
const LANES: usize = 2;
/// Requests answered together.
const TOGETHER: usize = 64;

type Digest = Vec<u8>;

/// Answers who it is. Nobody is known yet when a token is looked up: all ask as one.
pub(crate) struct Who {
    sessions: Gather<((), Digest), Told<WhoBySession>>,
    keys: Gather<((), Digest), Told<WhoByKey>>,
}

impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Who").finish_non_exhaustive()
    }
}

impl Who {
    /// On a store, where sessions end that were idle for so many seconds. Must be called inside a runtime.
    pub(crate) fn new(database: &Database, clock: &Arc<dyn Clock>, idle_seconds: f64) -> Self {
        let (sessions_in, keys_in) = (database.clone(), database.clone());
        let (sessions_at, keys_at) = (clock.clone(), clock.clone());
        Self {
            sessions: Gather::by_caller(LANES, TOGETHER, move |(), digests: Vec<Digest>| {
                let (database, now) = (sessions_in.clone(), sessions_at.now());
                async move { sessions(&database, &digests, now, idle_seconds).await }
            }),
            keys: Gather::by_caller(LANES, TOGETHER, move |(), digests: Vec<Digest>| {
                let (database, now) = (keys_in.clone(), keys_at.now());
                async move { keys(&database, &digests, now).await }
            }),
        }
    }

    /// The session with this digest, if it is neither ended nor over.
    pub(crate) async fn by_session(&self, digest: &[u8]) -> Result<Option<WhoBySession>, DbError> {
        Ok(self.sessions.ask(((), digest.to_vec())).await??)
    }

    /// The key with this digest, if it is neither revoked nor expired.
    pub(crate) async fn by_key(&self, digest: &[u8]) -> Result<Option<WhoByKey>, DbError> {
        Ok(self.keys.ask(((), digest.to_vec())).await??)
    }
}

type All<R> = Result<HashMap<Digest, R>, DbError>;

async fn sessions(database: &Database, digests: &[Digest], now: Timestamp, idle: f64) -> All<WhoBySession> {
    let client = database.app().await?;
    let mut found = HashMap::new();
    for digest in digests {
        let asked = digest.as_slice();
        let who = sql::who_by_session()
            .bind(&client, &asked, &now, &idle)
            .opt()
            .await?;
        found.extend(who.map(|who| (digest.clone(), who)));
    }
    Ok(found)
}

async fn keys(database: &Database, digests: &[Digest], now: Timestamp) -> All<WhoByKey> {
    let client = database.app().await?;
    let mut found = HashMap::new();
    for digest in digests {
        let who = sql::who_by_key()
            .bind(&client, &digest.as_slice(), &now)
            .opt()
            .await?;
        found.extend(who.map(|who| (digest.clone(), who)));
    }
    Ok(found)
}
