//! The initial load: the first files of an empty store, all sources at once.
//!
//! It comes to the same customers as loading the files one after the other, in a fraction of the time: nothing has
//! to be looked up, every customer is derived once, tables are filled without their indexes, and what is written
//! need not be logged. Where anything is out of the ordinary (a key twice, a file that is refused, a store that is
//! not empty) it steps back and leaves the files to the ordinary road, which tells what is wrong.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use base::{Clock, RecordId};
use ecif_sql::queries::{card as card_sql, party as party_sql, source as sql};
use pg::seal::Keyring;
use pg::{Bare, Database, Tx};
use rayon::prelude::*;

use super::delivery::Delivery;
use super::prepare::{Batch, Plan, Preparation};
use super::rejects::Rejects;
use super::run::{RESUMES, TURN};
use super::{LoadError, LoadReport, LoadRequest, Progress};
use crate::change::{
    Carrier, Change, ChangeError, Found, Founding, Holdings, Intake, Newcomer, Origin, READ_INTO, Ready,
    SETTLED_INTO, Setting, Sightings, Tally, Units, take_turn,
};
use crate::code;
use crate::source::{self, Registered};

/// Files that are larger in all than this part of the memory there is take the ordinary road: customers' records wait
/// in memory until the last file is read, some four bytes for one of input in all.
const SHARE_OF_MEMORY: u64 = 8;

/// Rows copied together.
const ROWS: u64 = 8192;
/// Files read at once, and the batches of each that may wait to be written (some 25 MB): now the database is the
/// slower one (accounts), now the threads (customers), and neither should wait for the other.
const FILES_OPEN: usize = 3;
const BATCHES_AHEAD: usize = 48;
/// Portions that thinking may be ahead of writing: some 4 MB each.
const PORTIONS_AHEAD: usize = 16;

/// Loads the first file of each feed into an empty store, all in one transaction. Answers a report for each file
/// that was loaded; the others are left to the ordinary road, and that is all of them when they are not plain
/// enough.
///
/// # Errors
/// [`LoadError::Busy`] when another load is at work.
pub async fn initial(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    requests: &[LoadRequest],
    progress: &dyn Progress,
) -> Result<Vec<Option<LoadReport>>, LoadError> {
    let none = || requests.iter().map(|_| None).collect();
    let mut resumed = 0;
    loop {
        match attempt(database, keyring, clock, requests, progress).await {
            Ok(Some(reports)) => {
                let mut told: Vec<Option<LoadReport>> = none();
                for (at, mut report) in reports {
                    report.resumed = resumed;
                    told[at] = Some(report);
                }
                return Ok(told);
            }
            Ok(None) => return Ok(none()),
            Err(LoadError::Busy) => return Err(LoadError::Busy),
            Err(error) if error.is_lost_connection() && resumed < RESUMES => {
                resumed += 1;
                tracing::warn!(%error, resumed, "the way to the database broke; the load begins anew");
                tokio::time::sleep(Duration::from_secs(1 << resumed)).await;
            }
            Err(error) => {
                tracing::info!(%error, "no initial load; the files are loaded one after the other");
                return Ok(none());
            }
        }
    }
}

async fn attempt(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    requests: &[LoadRequest],
    progress: &dyn Progress,
) -> Result<Option<Vec<(usize, LoadReport)>>, LoadError> {
    let Some(first) = requests.first() else {
        return Ok(None);
    };
    let bytes: u64 = requests.iter().map(LoadRequest::size).sum();
    let most = (pg::private::memory_mb() << 20) / SHARE_OF_MEMORY;
    if bytes > most || !is_empty(database, first).await? {
        return Ok(None);
    }
    let mut feeds: BTreeSet<(String, String)> = BTreeSet::new();
    // Every file's checksum is taken here.
    let added = code::translations(database, &first.actor).await?;
    let delivered: Vec<Delivery<'_>> = requests
        .par_iter()
        .map(|request| Delivery::new(request, &added))
        .collect::<Result<_, _>>()?;
    let deliveries: Vec<(usize, Delivery<'_>)> = (0..)
        .zip(delivered)
        // A later day of a feed has something to fall upon.
        .filter(|(_, one)| feeds.insert((one.mapping.name.clone(), one.feed.name.clone())))
        .collect();
    let tx = database.begin_as_owner(&first.actor).await?;
    if !take_turn(&tx, TURN).await? {
        return Err(LoadError::Busy);
    }
    let Some(read_into) = tx.strip(&READ_INTO).await? else {
        return Ok(None);
    };
    let Some(settled_into) = tx.strip(&SETTLED_INTO).await? else {
        return Ok(None);
    };
    let mut load = InitialLoad::begin(&tx, keyring, clock, deliveries, progress).await?;
    if !load.read().await? {
        return Ok(None);
    }
    load.settle(read_into).await?;
    tx.dress(settled_into).await?;
    let reports = load.finish().await?;
    tx.commit().await?;
    Ok(Some(reports))
}

/// Whether no load and no message has come yet, as far as can be told without standing in anybody's way.
async fn is_empty(database: &Database, request: &LoadRequest) -> Result<bool, LoadError> {
    let tx = database.begin_read(&request.actor).await?;
    Ok(!sql::anything_carried().bind(&*tx).one().await?)
}

/// A file and what became of it so far.
struct File<'a> {
    /// Its place among those that were asked for.
    at: usize,
    delivery: Delivery<'a>,
    registered: Registered,
    report: LoadReport,
    /// What its rows brought.
    tally: Tally,
}

struct InitialLoad<'a> {
    tx: &'a Tx,
    keyring: &'a Arc<Keyring>,
    clock: &'a dyn Clock,
    progress: &'a dyn Progress,
    began: Instant,
    setting: Setting<'a>,
    files: Vec<File<'a>>,
    origins: Vec<Origin>,
    newcomers: Vec<Newcomer>,
    holdings: Holdings,
    units: Units,
}

/// What a thread makes of a batch.
struct Taken {
    rows: u64,
    rejects: Vec<(feed::RawRow, Vec<feed::Reject>)>,
    intake: Result<Intake, ChangeError>,
}

impl<'a> InitialLoad<'a> {
    async fn begin(
        tx: &'a Tx,
        keyring: &'a Arc<Keyring>,
        clock: &'a dyn Clock,
        deliveries: Vec<(usize, Delivery<'a>)>,
        progress: &'a dyn Progress,
    ) -> Result<Self, LoadError> {
        let began = Instant::now();
        let last = sql::last_change().bind(&**tx).one().await?;
        let mut files = Vec::with_capacity(deliveries.len());
        let mut origins = Vec::with_capacity(deliveries.len());
        for (change, (at, delivery)) in (last + 1..).zip(deliveries) {
            let registered = source::register(tx, &delivery.mapping, change).await?;
            origins.push(Origin {
                change,
                carrier: delivery.carrier(&registered, Vec::new()),
            });
            files.push(File {
                at,
                report: delivery.report(registered.version),
                delivery,
                registered,
                tally: Tally::default(),
            });
        }
        Ok(Self {
            tx,
            keyring,
            clock,
            progress,
            began,
            setting: Setting::load(tx, keyring, clock, i64::MAX).await?,
            files,
            origins,
            newcomers: Vec::new(),
            holdings: Holdings::default(),
            units: Units::default(),
        })
    }

    /// Opens a file and starts the threads that make of its rows what is to be written.
    fn open(&self, at: usize) -> Result<Preparation<Taken>, LoadError> {
        let File {
            delivery, registered, ..
        } = &self.files[at];
        let (origin, keyring) = (self.origins[at].clone(), Arc::clone(self.keyring));
        let units = self.units.clone();
        let finish = move |_: &Plan, batch: Batch| Taken {
            rows: batch.len() as u64,
            rejects: batch.rejects,
            intake: Intake::of(&keyring, &units, at, &origin, batch.rows),
        };
        let plan = delivery.plan(self.keyring, registered);
        Preparation::start(plan, delivery.request.workers, BATCHES_AHEAD, finish)
            .map_err(|cause| delivery.refused(cause))
    }

    /// Reads all files; false when their rows are not plain enough.
    async fn read(&mut self) -> Result<bool, LoadError> {
        let sizes: u64 = self.files.iter().map(|file| file.delivery.request.size()).sum();
        self.progress.begin(sizes);
        let mut waiting = Ready::default();
        let (mut bytes, mut rows) = (0, 0);
        let mut opened = VecDeque::new();
        for at in 0..self.files.len() {
            // The next file is opened before this one is done: at its end nobody waits.
            while at + opened.len() < self.files.len() && opened.len() < FILES_OPEN {
                opened.push_back(self.open(at + opened.len())?);
            }
            let Some(mut preparation) = opened.pop_front() else {
                break;
            };
            let mut records: Vec<(RecordId, i16)> = Vec::new();
            let mut sightings = Sightings::default();
            let origin = &self.origins[at];
            let change = Change::new(self.tx, &self.setting, &origin.carrier, origin.change, true);
            let file = &mut self.files[at];
            let (delivery, report) = (&file.delivery, &mut file.report);
            let mut rejects = Rejects::new(delivery.rejects_path());
            while let Some(taken) = preparation.next().await {
                report.rows += taken.rows;
                for (row, reasons) in &taken.rejects {
                    report.rejected += 1;
                    rejects.write(row, reasons, None, report)?;
                }
                let intake = taken.intake?;
                if intake.names_numbers {
                    return Ok(false);
                }
                report.loaded += intake.seen.len() as u64;
                for (rule, count) in intake.findings {
                    *file.tally.findings.entry(rule).or_default() += count;
                }
                for (record, part, sequence) in intake.seen {
                    sightings.note(record, sequence);
                    records.push((record, part));
                }
                self.newcomers.extend(intake.newcomers);
                self.holdings.append(intake.holdings);
                waiting.append(intake.ready);
                if waiting.len() >= ROWS {
                    std::mem::take(&mut waiting).write(self.tx).await?;
                }
                if sightings.is_full() {
                    change.copy_sightings(&mut sightings).await?;
                }
                self.progress
                    .advance(bytes + preparation.bytes_read(), rows + report.rows);
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
            delivery.check_rejects(report)?;
            // Such a file is refused: those after it are not begun, and no rejects file is to stand beside them.
            // What two files tell of one record shows when its key is built.
            if !each_once(records) {
                return Ok(false);
            }
            change.copy_sightings(&mut sightings).await?;
            bytes += delivery.request.size();
            rows += report.rows;
        }
        waiting.write(self.tx).await?;
        Ok(true)
    }

    /// Decides who everybody is and writes it down.
    ///
    /// The indexes of what was read are built meanwhile, so that neither thinking nor the database waits.
    async fn settle(&mut self, read_into: Bare) -> Result<(), LoadError> {
        let newcomers = std::mem::take(&mut self.newcomers);
        let holdings = std::mem::take(&mut self.holdings);
        let founding = Founding::new(self.origins.clone(), newcomers, holdings, &self.units);
        let keys = founding.keys()?;
        let nobody = Carrier::nobody();
        let mut change = Change::new(self.tx, &self.setting, &nobody, founding.act(), true);
        let first_serial = party_sql::take_serials().bind(&**self.tx, &0).one().await?;
        let total = founding.len() as u64;
        let (send, mut receive) = tokio::sync::mpsc::channel::<Found>(PORTIONS_AHEAD);
        let keyring = Arc::clone(self.keyring);
        let Setting {
            keyring: _,
            rules,
            policy,
            sources,
            today,
            now,
        } = self.setting.clone();
        let thinking = tokio::task::spawn_blocking(move || {
            let setting = Setting {
                keyring: &keyring,
                rules,
                policy,
                sources,
                today,
                now,
            };
            founding.settle(&setting, first_serial, |found| send.blocking_send(found).is_ok())
        });
        let mut settled = 0;
        self.progress.settle(settled, total);
        self.tx.copy(keys).await?;
        self.tx.dress(read_into).await?;
        while let Some(found) = receive.recv().await {
            for (file, brought) in self.files.iter_mut().zip(change.write_found(found).await?) {
                settled += brought.new_records;
                file.tally += brought;
            }
            self.progress.settle(settled, total);
        }
        let granted = thinking.await.map_err(ChangeError::from)??;
        party_sql::take_serials().bind(&**self.tx, &granted).one().await?;
        if let Some(file) = self.files.last_mut() {
            file.tally.tasks = change.tally().tasks;
        }
        Ok(())
    }

    /// Writes the book of changes and says that the loads are complete.
    async fn finish(self) -> Result<Vec<(usize, LoadReport)>, LoadError> {
        // Nobody was touched one by one: all cards are made after this.
        card_sql::mark_rebuild().bind(&**self.tx).await?;
        let rows: u64 = self.files.iter().map(|file| file.report.rows).sum();
        let seconds = self.began.elapsed().as_secs_f64();
        let mut reports = Vec::with_capacity(self.files.len());
        for (file, origin) in self.files.into_iter().zip(&self.origins) {
            let File {
                at,
                delivery,
                registered,
                mut report,
                tally,
            } = file;
            report.settle(&tally);
            report.seconds = seconds * share(report.rows, rows);
            let body = serde_json::to_value(&report).unwrap_or_default();
            let change = Change::new(self.tx, &self.setting, &origin.carrier, origin.change, true);
            change.publish_completed(body.clone()).await?;
            delivery
                .entry(origin.change, &registered, &body)
                .write(self.tx, self.clock)
                .await?;
            reports.push((at, report));
        }
        Ok(reports)
    }
}

/// Whether no part of a record was told twice.
fn each_once(mut records: Vec<(RecordId, i16)>) -> bool {
    records.par_sort_unstable();
    records.windows(2).all(|pair| pair[0] != pair[1])
}

/// The files were loaded together: each took the share of its rows.
#[expect(clippy::cast_precision_loss, reason = "a share of rows needs no 53 bits")]
fn share(rows: u64, of: u64) -> f64 {
    rows as f64 / of.max(1) as f64
}
