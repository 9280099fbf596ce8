//! One row that comes by itself: the same road as a row of a file.

use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Date, RecordId};
use ecif_sql::queries::{online, party as party_sql, record as record_sql, source as sql};
use feed::{Mapping, MappingError, Reject};
use jiff::SignedDuration;
use pg::seal::Keyring;
use pg::{Actor, Database, DbError, Tx};

use crate::change::{
    Bearers, Carried, Carrier, Change, ChangeError, Entry, ExactKeys, Outcome, Setting, Sightings, Tally,
    take_turn,
};
use crate::code;
use crate::load::{attributes, later, named};
use crate::model::Catalogue;
use crate::record::{Context, identity_of, standardise};
use crate::source;

/// Whoever sends a message waits for its answer: so long for others who bring the same customer, and for the turn.
const TURN: Duration = Duration::from_secs(10);

/// A row and what it is.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// The source's mapping.
    pub mapping: &'a str,
    /// The feed whose rows look like this one.
    pub feed: &'a str,
    /// The business date it speaks of.
    pub business_date: Date,
    /// Column and value.
    pub values: &'a [(&'a str, &'a str)],
}

/// Why a message was refused. Nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// The mapping is none.
    #[error("the mapping is wrong at {0}")]
    Mapping(#[from] MappingError),
    /// No such feed.
    #[error("the mapping has no feed `{0}`")]
    NoFeed(String),
    /// The row cannot be taken.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Rejected(Vec<Reject>),
    /// The customer is no longer as it was when the writer looked.
    #[error("somebody changed the customer meanwhile")]
    Moved,
    /// The idempotency key came with other content before.
    #[error("the idempotency key came with other content before")]
    KeyReused,
    /// It could not be placed, or the store failed.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for MessageError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// On which terms a row is taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct Terms<'a> {
    /// The customer that a record belongs to must stand at this version still.
    pub base: Option<(RecordId, i64)>,
    /// A record must say still what this act had made it say.
    pub stands: Option<(RecordId, i64)>,
    /// Who carried the writer's documents when the writer looked who is there; it must be so still.
    pub bearers: Option<&'a Bearers>,
    /// The writer's idempotency key.
    pub key: Option<&'a Keyed>,
}

/// An idempotency key as the store keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyed {
    /// Keyed digest of the writer and the key.
    pub key: [u8; 16],
    /// What tells the content from another.
    pub content: [u8; 32],
    /// Whether the writer means a new customer.
    pub creates: bool,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The record it speaks of.
    pub record: RecordId,
    /// What became of it.
    pub outcome: Outcome,
    /// What the act did; nothing when it was made before.
    pub tally: Tally,
    /// It was made before, under the same key.
    pub again: bool,
}

/// How long a key is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Takes one row in.
///
/// # Errors
/// [`MessageError`].
pub async fn take_message(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    message: &Message<'_>,
) -> Result<(Outcome, Tally), MessageError> {
    let taken = take_on_terms(database, keyring, clock, actor, message, Terms::default()).await?;
    Ok((taken.outcome, taken.tally))
}
/// Takes one row in, on terms that are looked at in the same transaction.
///
/// # Errors
/// [`MessageError`].
pub async fn take_on_terms(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    message: &Message<'_>,
    terms: Terms<'_>,
) -> Result<Taken, MessageError> {
    let added = code::translations(database, actor).await?;
    let mapping = Mapping::parse_with(message.mapping, &Catalogue, &added)?;
    let feed = mapping
        .feed(message.feed)
        .ok_or_else(|| MessageError::NoFeed(message.feed.to_owned()))?;
    let row = feed.row(1, message.values.iter().copied());
    if let Some(broken) = row.broken() {
        return Err(MessageError::Rejected(vec![broken.clone()]));
    }
    let mapped = feed.map(&row).map_err(MessageError::Rejected)?;
    let context = Context {
        attributes: &attributes(feed),
        business_date: message.business_date,
        mapping: 0,
    };
    let mut said = standardise(mapped, row.fields().collect(), context);
    let keys = said.content.statement.party().map(identity_of);
    let keys = ExactKeys::of(keyring, keys.iter().flatten());
    let tx = database.begin(actor).await?;
    if !keys.claim(&tx, TURN).await? {
        return Err(ChangeError::Busy.into());
    }
    if !take_turn(&tx, TURN).await? {
        return Err(ChangeError::Busy.into());
    }
    if let Some(key) = terms.key
        && let Some(known) = made_before(&tx, clock, key).await?
    {
        tx.rollback().await?;
        return Ok(known);
    }
    if let Some((record, version)) = terms.base
        && customer_of(&tx, record).await?.map(|(_, version)| version) != Some(version)
    {
        return Err(MessageError::Moved);
    }
    if let Some((record, change)) = terms.stands
        && said_by(&tx, record).await? != Some(change)
    {
        return Err(MessageError::Moved);
    }
    if let Some(bearers) = terms.bearers
        && !bearers.are_the_same(&tx).await?
    {
        return Err(MessageError::Moved);
    }
    let id = sql::last_change().bind(&*tx).one().await? + 1;
    let registered = source::register(&tx, &mapping, id).await?;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let carrier = Carrier {
        source_id: registered.source_id,
        source: mapping.name.clone(),
        feed: feed.name.clone(),
        strategy: feed.strategy,
        later: later(&tx, &mapping, feed, registered.source_id, message.business_date).await?,
    };
    said.content.origin.mapping = registered.version;
    let part = source::part_code(keyring, feed.part.as_deref());
    let balance = said.balance.take();
    let row = named(keyring, &mapping.name, part, said);
    let record = row.record;
    let mut change = Change::new(&tx, &setting, &carrier, id, false);
    let mut sightings = Sightings::default();
    let (outcomes, placed) = change.place(vec![row], &mut sightings).await?;
    change
        .write(
            placed,
            balance.map(|balance| (record, balance)).into_iter().collect(),
        )
        .await?;
    change.write_sightings(&mut sightings).await?;
    if registered.trust_changed {
        change.derive_all().await?;
    }
    let report = serde_json::json!({ "rows": 1 });
    let entry = Entry {
        id,
        kind: "message",
        actor,
        report: &report,
        carried: Some(Carried {
            source_id: registered.source_id,
            feed: &feed.name,
            mapping_version: registered.version,
            mode: "delta",
            business_date: message.business_date,
            file: None,
        }),
    };
    entry.write(&tx, clock).await?;
    if let Some(key) = terms.key {
        online::insert_write()
            .bind(
                &*tx,
                &key.key.as_slice(),
                &key.content.as_slice(),
                &record.0,
                &key.creates,
                &id,
                &clock.now(),
            )
            .await?;
    }
    let tally = change.tally().clone();
    tx.commit().await?;
    Ok(Taken {
        record,
        outcome: outcomes.first().copied().unwrap_or(Outcome::Unchanged),
        tally,
        again: false,
    })
}

/// What became of a write that was made before under this key.
pub(crate) async fn made_before(
    tx: &Tx,
    clock: &dyn Clock,
    key: &Keyed,
) -> Result<Option<Taken>, MessageError> {
    let since = clock.now() - KEPT;
    online::forget_writes().bind(&**tx, &since).await?;
    let found = online::find_write()
        .bind(&**tx, &key.key.as_slice(), &since)
        .opt()
        .await?;
    let Some(found) = found else { return Ok(None) };
    if found.content_digest != key.content {
        return Err(MessageError::KeyReused);
    }
    Ok(Some(Taken {
        record: RecordId(found.record_id),
        outcome: Outcome::Unchanged,
        tally: Tally::default(),
        again: true,
    }))
}

/// The act that made a record say what it says now.
pub(crate) async fn said_by(tx: &Tx, record: RecordId) -> Result<Option<i64>, DbError> {
    let heads = record_sql::heads().bind(&**tx, &vec![record.0]).all().await?;
    Ok(heads.iter().map(|head| head.change_id).max())
}

/// The number and the version of the customer a record belongs to.
pub(crate) async fn customer_of(tx: &Tx, record: RecordId) -> Result<Option<(i64, i64)>, DbError> {
    let heads = record_sql::heads().bind(&**tx, &vec![record.0]).all().await?;
    let Some(party) = heads.into_iter().find_map(|head| head.party_id) else {
        return Ok(None);
    };
    let party = party_sql::parties().bind(&**tx, &vec![party]).opt().await?;
    Ok(party.map(|party| (party.number, party.version)))
}
