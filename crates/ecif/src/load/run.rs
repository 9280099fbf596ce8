//! One load from beginning to end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base::{Clock, Date};
use ecif_sql::queries::source as sql;
use feed::{Feed, Mapping, Mode};
use pg::seal::Keyring;
use pg::{Database, DbError, Tx};

use super::absence::{Act, absences};
use super::delivery::{Delivery, mode_word};
use super::prepare::{Batch, Preparation};
use super::rejects::Rejects;
use super::{LoadError, LoadReport, LoadRequest, Progress};
use crate::change::{Change, Outcome, Setting, Sightings, take_turn};
use crate::code;
use crate::model::{About, AttributeId};
use crate::source::{self, Registered};

/// Loads are taken one after the other; this long one waits for its turn.
pub(super) const TURN: Duration = Duration::from_secs(120);
/// Batches mapped before their turn.
const AHEAD: usize = 16;
/// Rows placed, settled and written together.
const ROWS: usize = 4096;
/// The way to the database may break this often before a load is given up.
pub(super) const RESUMES: u32 = 5;

/// Loads one file.
///
/// When the way to the database breaks, the load begins anew by itself: the broken transaction left nothing behind.
///
/// # Errors
/// [`LoadError`]; nothing of the load stays then, and the same command may be run again.
pub async fn load(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    request: &LoadRequest,
    progress: &dyn Progress,
) -> Result<LoadReport, LoadError> {
    let began = Instant::now();
    let added = code::translations(database, &request.actor).await?;
    let mut resumed = 0;
    loop {
        let attempt = Attempt {
            database,
            keyring,
            clock,
            progress,
            delivery: Delivery::new(request, &added)?,
        };
        match attempt.run().await {
            Ok(mut report) => {
                report.resumed = resumed;
                report.seconds = began.elapsed().as_secs_f64();
                return Ok(report);
            }
            Err(error) if error.is_lost_connection() && resumed < RESUMES => {
                resumed += 1;
                tracing::warn!(%error, resumed, "the way to the database broke; the load begins anew");
                tokio::time::sleep(Duration::from_secs(1 << resumed)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

struct Attempt<'a> {
    database: &'a Database,
    keyring: &'a Arc<Keyring>,
    clock: &'a dyn Clock,
    progress: &'a dyn Progress,
    delivery: Delivery<'a>,
}

impl Attempt<'_> {
    async fn run(&self) -> Result<LoadReport, LoadError> {
        let delivery = &self.delivery;
        let tx = self.database.begin(&delivery.request.actor).await?;
        sql::prefer_indexes().bind(&*tx).one().await?;
        if !take_turn(&tx, TURN).await? {
            return Err(LoadError::Busy);
        }
        let id = sql::last_change().bind(&*tx).one().await? + 1;
        let registered = source::register(&tx, &delivery.mapping, id).await?;
        let mut report = delivery.report(registered.version);
        if let Some(before) = self.same_file(&tx, &registered).await? {
            tx.rollback().await?;
            report.known = true;
            report.rows = before.rows;
            report.rejected = before.rejected;
            report.unchanged = before.rows - before.rejected;
            return Ok(report);
        }
        let setting = Setting::load(&tx, self.keyring, self.clock, i64::MAX).await?;
        let loads = sql::loads_of_feed()
            .bind(&*tx, &registered.source_id, &delivery.feed.name.as_str())
            .all()
            .await?;
        let (mapping, feed) = (&delivery.mapping, &delivery.feed);
        let later = later(&tx, mapping, feed, registered.source_id, delivery.business_date).await?;
        let carrier = delivery.carrier(&registered, later);
        let mut change = Change::new(&tx, &setting, &carrier, id, loads.is_empty());
        let part = source::part_code(self.keyring, delivery.feed.part.as_deref());
        let plan = delivery.plan(self.keyring, &registered);
        let mut preparation = Preparation::start(plan, delivery.request.workers, AHEAD, |_, batch| batch)
            .map_err(|cause| delivery.refused(cause))?;
        self.progress.begin(preparation.total_bytes);
        let mut rejects = Rejects::new(delivery.rejects_path());
        let mut sightings = Sightings::default();
        while let Some(mut batch) = preparation.next().await {
            while batch.len() < ROWS
                && let Some(next) = preparation.next().await
            {
                batch.append(next);
            }
            self.take(batch, &mut change, &mut sightings, &mut rejects, &mut report)
                .await?;
            self.progress.advance(preparation.bytes_read(), report.rows);
        }
        let totals = preparation
            .finish()
            .await
            .ok_or(LoadError::Worker)?
            .map_err(|cause| delivery.refused(cause))?;
        report.rejects_file = rejects.finish()?;
        if totals.rows != report.rows {
            return Err(LoadError::Worker);
        }
        delivery.check_rejects(&report)?;
        change.write_sightings(&mut sightings).await?;
        let this = Act {
            on: delivery.business_date,
            change: id,
            full: delivery.mode() == Mode::Full,
        };
        let acts: Vec<Act> = loads.iter().filter_map(act).collect();
        change.finish_sightings(part, &absences(&acts, this)).await?;
        if registered.trust_changed {
            change.derive_all().await?;
        }
        report.settle(change.tally());
        let body = serde_json::to_value(&report).unwrap_or_default();
        change.publish_completed(body.clone()).await?;
        delivery
            .entry(id, &registered, &body)
            .write(&tx, self.clock)
            .await?;
        tx.commit().await?;
        Ok(report)
    }

    async fn take(
        &self,
        mut batch: Batch,
        change: &mut Change<'_>,
        sightings: &mut Sightings,
        rejects: &mut Rejects,
        report: &mut LoadReport,
    ) -> Result<(), LoadError> {
        report.rows += batch.len() as u64;
        for (row, reasons) in &batch.rejects {
            report.rejected += 1;
            rejects.write(row, reasons, None, report)?;
        }
        let balances = batch
            .rows
            .iter_mut()
            .filter_map(|row| Some((row.record, row.said.balance.take()?)))
            .collect();
        let (outcomes, placed) = change.place(std::mem::take(&mut batch.rows), sightings).await?;
        for (outcome, row) in outcomes.iter().zip(&batch.raw) {
            match outcome {
                Outcome::Loaded => report.loaded += 1,
                Outcome::Unchanged => report.unchanged += 1,
                Outcome::Exists { number } => {
                    report.rejected += 1;
                    let reason = feed::Reject {
                        line: row.line,
                        field: String::new(),
                        value: String::new(),
                        rule: "E-24",
                        reason: "the record is there already, and the feed's strategy only inserts"
                            .to_owned(),
                    };
                    rejects.write(row, &[reason], *number, report)?;
                }
            }
        }
        change.write(placed, balances).await?;
        if sightings.is_full() {
            change.write_sightings(sightings).await?;
        }
        Ok(())
    }

    async fn same_file(&self, tx: &Tx, registered: &Registered) -> Result<Option<LoadReport>, LoadError> {
        let delivery = &self.delivery;
        let found = sql::same_file()
            .bind(
                &**tx,
                &registered.source_id,
                &delivery.feed.name.as_str(),
                &delivery.business_date,
                &delivery.sha256.as_slice(),
                &registered.version,
            )
            .opt()
            .await?;
        Ok(found.map(|load| serde_json::from_value(load.report).unwrap_or_default()))
    }
}

/// The catalogue's attributes by the mapping's numbers.
pub(crate) fn attributes(feed: &Feed) -> Vec<AttributeId> {
    let about = About::of_feed(feed.about);
    feed.attributes()
        .iter()
        .filter_map(|attribute| AttributeId::find(about?, &attribute.name))
        .collect()
}

/// The acts that spoke of a feed's records for a later place than this day's: those of a later day, and where the
/// source gives an order within the day those of the day itself. Other feeds may tell of the same records.
pub(crate) async fn later(
    tx: &Tx,
    mapping: &Mapping,
    feed: &Feed,
    source_id: i16,
    day: Date,
) -> Result<Vec<(i64, Date)>, DbError> {
    let same = mapping
        .feeds
        .iter()
        .filter(|other| other.about == feed.about && other.part == feed.part);
    let feeds: Vec<&str> = same.map(|other| other.name.as_str()).collect();
    let acts = sql::acts_since()
        .bind(&**tx, &source_id, &feeds, &day)
        .all()
        .await?;
    Ok(acts
        .into_iter()
        .filter_map(|act| Some((act.change_id, act.business_date?)))
        .filter(|(_, date)| *date > day || feed.has_sequence())
        .collect())
}

fn act(load: &sql::LoadsOfFeed) -> Option<Act> {
    let full = load.mode.as_deref() == Some(mode_word(Mode::Full));
    Some(Act {
        on: load.business_date?,
        change: load.change_id,
        full,
    })
}
