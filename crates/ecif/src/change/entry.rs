//! The line an act leaves in the book of changes.

use base::{Clock, Date};
use ecif_sql::queries::source as sql;
use pg::{Actor, DbError, Tx};
use serde_json::Value;

/// An act as it is written down: what kind, by whom, and what it did.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) id: i64,
    pub(crate) kind: &'static str,
    pub(crate) actor: &'a Actor,
    pub(crate) report: &'a Value,
    /// What it carried; none when the act brought no rows.
    pub(crate) carried: Option<Carried<'a>>,
}

/// The rows an act brought.
#[derive(Debug)]
pub(crate) struct Carried<'a> {
    pub(crate) source_id: i16,
    pub(crate) feed: &'a str,
    pub(crate) mapping_version: i32,
    pub(crate) mode: &'static str,
    pub(crate) business_date: Date,
    /// None for a single message.
    pub(crate) file: Option<CarriedFile<'a>>,
}

/// The file the rows came in.
#[derive(Debug)]
pub(crate) struct CarriedFile<'a> {
    pub(crate) name: &'a str,
    pub(crate) sha256: &'a [u8],
    pub(crate) strategy: &'static str,
}

impl Entry<'_> {
    /// Writes it into the act's own transaction.
    pub(crate) async fn write(&self, tx: &Tx, clock: &dyn Clock) -> Result<(), DbError> {
        let carried = self.carried.as_ref();
        let file = carried.and_then(|carried| carried.file.as_ref());
        sql::insert_change()
            .bind(
                &**tx,
                &self.id,
                &self.kind,
                &self.actor.id.as_str(),
                &self.actor.purpose.as_str(),
                &carried.map(|carried| carried.source_id),
                &carried.map(|carried| carried.feed),
                &carried.map(|carried| carried.mapping_version),
                &carried.map(|carried| carried.mode),
                &file.map(|file| file.strategy),
                &carried.map(|carried| carried.business_date),
                &file.map(|file| file.name),
                &file.map(|file| file.sha256),
                self.report,
                &clock.now(),
            )
            .await?;
        Ok(())
    }
}
