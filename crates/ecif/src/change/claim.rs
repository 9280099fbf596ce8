//! Exact keys claimed before an act: two who bring one person at once come one after the other, whatever else lets acts
//! run beside each other.

use std::time::Duration;

use ecif_sql::queries::{record as sql, source as source_sql};
use pg::seal::Keyring;
use pg::{DbError, Tx};
use tokio_postgres::error::SqlState;
use uuid::Uuid;

use crate::record::{Key, KeyKind};

/// Exact keys, as the store knows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ExactKeys(Vec<[u8; 16]>);

/// Who carries exact keys, or ever did, at one moment: a record's part, the act that made it say so, its customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearers {
    keys: ExactKeys,
    heads: Vec<(Uuid, i16, i64, Option<Uuid>)>,
}

impl ExactKeys {
    /// Those of these keys by which a customer is told to be the same: an organisation's name makes it similar at most,
    /// and a customer number belongs to somebody who is there.
    pub(crate) fn of<'a>(keyring: &Keyring, keys: impl IntoIterator<Item = &'a Key>) -> Self {
        let exact = keys
            .into_iter()
            .filter(|key| matches!(key.kind, KeyKind::Document(_)));
        let mut digests: Vec<[u8; 16]> = exact.map(|key| key.digest(keyring)).collect();
        digests.sort_unstable();
        digests.dedup();
        Self(digests)
    }

    fn slices(&self) -> Vec<&[u8]> {
        self.0.iter().map(<[u8; 16]>::as_slice).collect()
    }

    /// Claims the keys for this transaction, after whoever has claimed one of them; false when that took too long, and
    /// the transaction is lost then.
    ///
    /// The rows go at once: who waits, waits for the transaction and not for them. So nothing is ever left behind that
    /// could keep somebody out later.
    pub(crate) async fn claim(&self, tx: &Tx, patience: Duration) -> Result<bool, DbError> {
        if self.0.is_empty() {
            return Ok(true);
        }
        let bound = format!("{}ms", patience.as_millis());
        source_sql::bound_waiting().bind(&**tx, &bound).one().await?;
        match sql::claim_keys().bind(&**tx, &self.slices()).await {
            Ok(_) => {}
            Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        sql::release_keys().bind(&**tx, &self.slices()).await?;
        source_sql::bound_waiting().bind(&**tx, &"0").one().await?;
        Ok(true)
    }
}

impl Bearers {
    /// Who carries these keys now.
    pub(crate) async fn of(tx: &Tx, keys: ExactKeys) -> Result<Self, DbError> {
        let holders = sql::key_holders().bind(&**tx, &keys.slices()).all().await?;
        let records: Vec<Uuid> = holders.into_iter().map(|holder| holder.record_id).collect();
        let heads = sql::heads().bind(&**tx, &records).all().await?;
        let mut heads: Vec<_> = heads
            .into_iter()
            .map(|head| (head.record_id, head.part, head.change_id, head.party_id))
            .collect();
        heads.sort_unstable();
        Ok(Self { keys, heads })
    }

    /// Whether it is still so.
    pub(crate) async fn are_the_same(&self, tx: &Tx) -> Result<bool, DbError> {
        Ok(Self::of(tx, self.keys.clone()).await? == *self)
    }
}
