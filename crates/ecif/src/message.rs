//! One row that comes by itself: the same road as a row of a file.

use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Date};
use ecif_sql::queries::source as sql;
use feed::{Mapping, MappingError, Reject};
use pg::seal::Keyring;
use pg::{Actor, Database, DbError};

use crate::change::{
    Carried, Carrier, Change, ChangeError, Entry, Outcome, Setting, Sightings, Tally, take_turn,
};
use crate::code;
use crate::load::{attributes, later, named};
use crate::model::Catalogue;
use crate::record::{Context, standardise};
use crate::source;

/// Whoever sends a message waits for its answer.
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
    let tx = database.begin(actor).await?;
    if !take_turn(&tx, TURN).await? {
        return Err(ChangeError::Busy.into());
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
    let context = Context {
        attributes: &attributes(feed),
        business_date: message.business_date,
        mapping: registered.version,
    };
    let part = source::part_code(keyring, feed.part.as_deref());
    let mut said = standardise(mapped, row.fields().collect(), context);
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
    let tally = change.tally().clone();
    tx.commit().await?;
    Ok((outcomes.first().copied().unwrap_or(Outcome::Unchanged), tally))
}
