//! A transaction begun as somebody, for something.

use std::ops::Deref;

use deadpool_postgres::Client;
use futures_util::FutureExt as _;
use postgres_types::ToSql;

use crate::DbError;

/// How far an actor sees. Row security holds every statement to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Sight {
    /// Every row.
    All,
    /// Rows that bear one of these tokens, as `u:0101` for a unit or `m:R01011` for a manager; with none, no row.
    Tokens(Vec<String>),
}

/// Who acts, what for, and how far they see. Row security sees all three, the audit trail the first two.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor {
    /// A user's or a job's id, never a person's name.
    pub id: String,
    /// What the access is for, in the words of the bank's purpose list, as `load` or `stewardship`.
    pub purpose: String,
    /// How far the actor sees.
    pub sight: Sight,
}

impl Actor {
    /// Names an actor that sees everything: a load, a job, a command at the machine.
    pub fn system(id: impl Into<String>, purpose: impl Into<String>) -> Self {
        Self::scoped(id, purpose, Sight::All)
    }

    /// Names an actor that sees so far.
    pub fn scoped(id: impl Into<String>, purpose: impl Into<String>, sight: Sight) -> Self {
        Self {
            id: id.into(),
            purpose: purpose.into(),
            sight,
        }
    }

    /// What begins a transaction as this actor.
    ///
    /// # Errors
    /// [`DbError::NoActor`] for a blank actor or purpose.
    pub fn acting(&self) -> Result<Acting<'_>, DbError> {
        if self.id.trim().is_empty() || self.purpose.trim().is_empty() {
            return Err(DbError::NoActor);
        }
        Ok(Acting {
            actor: &self.id,
            purpose: &self.purpose,
            // A list of tokens is written `{..}`, so none can be taken for the star of those who see all.
            tokens: match &self.sight {
                Sight::All => None,
                Sight::Tokens(tokens) => Some(tokens),
            },
        })
    }
}

/// The arguments of `guiyi.acting`, by which one statement is a transaction of its own, begun as somebody.
#[derive(Debug, Clone, Copy)]
pub struct Acting<'a> {
    /// Who.
    pub actor: &'a str,
    /// What for.
    pub purpose: &'a str,
    /// Of which tokens a row must bear one to be seen; none for one who sees everything.
    pub tokens: Option<&'a [String]>,
}

/// An open transaction. Dropped without [`Tx::commit`], it is rolled back.
///
/// It derefs to the pooled client, so it runs plain statements, and typed queries take it as `&*tx`; their
/// statements are prepared once a connection. Never take a second connection while a `Tx` lives: with the
/// pool exhausted both would wait for ever.
pub struct Tx {
    client: Client,
    open: bool,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx")
            .field("open", &self.open)
            .finish_non_exhaustive()
    }
}

impl Tx {
    /// Begins with `start` (a `begin` statement) as `actor`. The settings are local to the transaction, so a
    /// connection that goes back to the pool carries nobody's name.
    pub(crate) async fn begin(client: Client, start: &str, actor: &Actor) -> Result<Self, DbError> {
        let acting = actor.acting()?;
        let name = "select set_config('guiyi.actor', $1, true), set_config('guiyi.purpose', $2, true),
            set_config('guiyi.sight', coalesce($3::text[]::text, '*'), true)";
        let name = client.prepare_cached(name).await?;
        let tx = Self { client, open: true };
        // Sent together: beginning costs one round trip.
        let settings: [&(dyn ToSql + Sync); 3] = [&acting.actor, &acting.purpose, &acting.tokens];
        let (begun, named) = tokio::join!(
            tx.client.batch_execute(start),
            tx.client.execute(&name, &settings)
        );
        begun?;
        named?;
        Ok(tx)
    }

    /// Makes everything done in it true.
    ///
    /// # Errors
    /// The driver's; also when the transaction had failed before, which PostgreSQL answers with a rollback.
    pub async fn commit(mut self) -> Result<(), DbError> {
        // A failed transaction answers `commit` with a silent rollback; this statement fails instead.
        self.client.batch_execute("select 1; commit").await?;
        self.open = false;
        Ok(())
    }

    /// Undoes everything done in it and waits until that is so.
    ///
    /// # Errors
    /// The driver's.
    pub async fn rollback(mut self) -> Result<(), DbError> {
        self.open = false;
        Ok(self.client.batch_execute("rollback").await?)
    }
}

impl Deref for Tx {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if self.open {
            // Polled once: the request is queued before the connection can be used by anybody else, and nobody
            // waits for the answer.
            let _ = self.client.batch_execute("rollback").now_or_never();
        }
    }
}
