//! One load from beginning to end.

use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use base::{Clock, Date};
use ecif_sql::queries::source as sql;
use feed::{Feed, Mapping, Mode, REJECTS_SUFFIX, RejectWriter};
use pg::seal::Keyring;
use pg::{Database, DbError, Tx};
use sha2::{Digest, Sha256};

use super::absence::{Act, absences};
use super::prepare::{Batch, Plan, Preparation};
use super::{LoadError, LoadReport, LoadRequest, Progress};
use crate::change::{Carrier, Change, Outcome, Setting, Sightings, take_turn};
use crate::model::{About, AttributeId, Catalogue};
use crate::source::{self, Registered};

/// Loads are taken one after the other; this long one waits for its turn.
const TURN: Duration = Duration::from_secs(120);
/// The way to the database may break this often before a load is given up.
const RESUMES: u32 = 5;

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
    let mut resumed = 0;
    loop {
        match Attempt::new(database, keyring, clock, request, progress)?
            .run()
            .await
        {
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
    request: &'a LoadRequest,
    progress: &'a dyn Progress,
    mapping: Mapping,
    feed: Feed,
    file_name: String,
    business_date: Date,
    sha256: [u8; 32],
}

impl<'a> Attempt<'a> {
    fn new(
        database: &'a Database,
        keyring: &'a Arc<Keyring>,
        clock: &'a dyn Clock,
        request: &'a LoadRequest,
        progress: &'a dyn Progress,
    ) -> Result<Self, LoadError> {
        let mapping = Mapping::parse(&request.mapping, &Catalogue)?;
        let file_name = request
            .file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let refused = |cause| LoadError::Feed {
            file: request.file.clone(),
            cause,
        };
        let (feed, named_date) = mapping.feed_for(&file_name).map_err(refused)?;
        let feed = feed.clone();
        let business_date = business_date(&feed, request, named_date)?;
        let sha256 = sha256_of(&request.file).map_err(|cause| {
            refused(feed::FeedError::Io {
                path: request.file.clone(),
                cause,
            })
        })?;
        Ok(Self {
            database,
            keyring,
            clock,
            request,
            progress,
            mapping,
            feed,
            file_name,
            business_date,
            sha256,
        })
    }

    async fn run(self) -> Result<LoadReport, LoadError> {
        let tx = self.database.begin(&self.request.actor).await?;
        sql::prefer_indexes().bind(&*tx).one().await?;
        if !take_turn(&tx, TURN).await? {
            return Err(LoadError::Busy);
        }
        let id = sql::last_change().bind(&*tx).one().await? + 1;
        let registered = source::register(&tx, &self.mapping, id).await?;
        let mut report = LoadReport {
            source: self.mapping.name.clone(),
            feed: self.feed.name.clone(),
            business_date: Some(self.business_date),
            mapping_version: registered.version,
            file: self.file_name.clone(),
            sha256: self.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            workers: self.request.workers,
            ..LoadReport::default()
        };
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
            .bind(&*tx, &registered.source_id, &self.feed.name.as_str())
            .all()
            .await?;
        let carrier = Carrier {
            source_id: registered.source_id,
            source: self.mapping.name.clone(),
            feed: self.feed.name.clone(),
            strategy: self.feed.strategy,
            later: later(
                &tx,
                &self.mapping,
                &self.feed,
                registered.source_id,
                self.business_date,
            )
            .await?,
        };
        let mut change = Change::new(&tx, &setting, &carrier, id, loads.is_empty());
        let part = source::part_code(self.keyring, self.feed.part.as_deref());
        let attributes = attributes(&self.feed);
        let mut preparation = Preparation::start(
            Plan {
                feed: self.feed.clone(),
                source: self.mapping.name.clone(),
                file: self.request.file.clone(),
                business_date: self.business_date,
                mapping: registered.version,
                part,
                attributes,
                keyring: Arc::clone(self.keyring),
            },
            self.request.workers,
        )
        .map_err(|cause| self.refused(cause))?;
        self.progress.begin(preparation.total_bytes);
        let mut rejects = Rejects::new(self.rejects_path());
        let mut sightings = Sightings::default();
        while let Some(batch) = preparation.next().await {
            self.take(batch, &mut change, &mut sightings, &mut rejects, &mut report)
                .await?;
            self.progress.advance(preparation.bytes_read(), report.rows);
        }
        let totals = preparation
            .finish()
            .await
            .ok_or(LoadError::Worker)?
            .map_err(|cause| self.refused(cause))?;
        report.rejects_file = rejects.finish()?;
        if totals.rows != report.rows {
            return Err(LoadError::Worker);
        }
        self.check_rejects(&report)?;
        change.write_sightings(&mut sightings).await?;
        let this = Act {
            on: self.business_date,
            change: id,
            full: self.mode() == Mode::Full,
        };
        let acts: Vec<Act> = loads.iter().filter_map(act).collect();
        change.finish_sightings(part, &absences(&acts, this)).await?;
        if registered.trust_changed {
            change.derive_all().await?;
        }
        report.settle(change.tally());
        let body = serde_json::to_value(&report).unwrap_or_default();
        change.publish_completed(body.clone()).await?;
        let (mode, strategy) = (mode_word(self.mode()), strategy_word(self.feed.strategy));
        sql::insert_change()
            .bind(
                &*tx,
                &id,
                &"load",
                &self.request.actor.id.as_str(),
                &self.request.actor.purpose.as_str(),
                &Some(registered.source_id),
                &Some(self.feed.name.as_str()),
                &Some(registered.version),
                &Some(mode),
                &Some(strategy),
                &Some(self.business_date),
                &Some(self.file_name.as_str()),
                &Some(self.sha256.as_slice()),
                &body,
                &self.clock.now(),
            )
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
        report.rows += (batch.rows.len() + batch.rejects.len()) as u64;
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
        let found = sql::same_file()
            .bind(
                &**tx,
                &registered.source_id,
                &self.feed.name.as_str(),
                &self.business_date,
                &self.sha256.as_slice(),
                &registered.version,
            )
            .opt()
            .await?;
        Ok(found.map(|load| serde_json::from_value(load.report).unwrap_or_default()))
    }

    fn check_rejects(&self, report: &LoadReport) -> Result<(), LoadError> {
        #[expect(clippy::cast_precision_loss, reason = "a share of rows needs no 53 bits")]
        let share = report.rejected as f64 / (report.rows.max(1)) as f64;
        if share <= self.feed.reject_limit {
            return Ok(());
        }
        Err(LoadError::TooManyRejects {
            feed: self.feed.name.clone(),
            rows: report.rows,
            rejected: report.rejected,
            limit_percent: self.feed.reject_limit * 100.0,
            rejects: report.rejects_file.clone().unwrap_or_default(),
        })
    }

    /// A mended rejects file holds some rows of a full file and tells nothing of the others.
    fn mode(&self) -> Mode {
        if self.file_name.ends_with(REJECTS_SUFFIX) {
            Mode::Delta
        } else {
            self.feed.mode
        }
    }

    fn rejects_path(&self) -> PathBuf {
        let name = format!("{}{REJECTS_SUFFIX}", self.file_name);
        match &self.request.rejects {
            Some(folder) => folder.join(name),
            None => self.request.file.with_file_name(name),
        }
    }

    fn refused(&self, cause: feed::FeedError) -> LoadError {
        LoadError::Feed {
            file: self.request.file.clone(),
            cause,
        }
    }
}

/// The rejects file, made when the first reject comes.
struct Rejects {
    path: PathBuf,
    writer: Option<RejectWriter<BufWriter<File>>>,
}

impl Rejects {
    fn new(path: PathBuf) -> Self {
        Self { path, writer: None }
    }

    fn write(
        &mut self,
        row: &feed::RawRow,
        reasons: &[feed::Reject],
        existing: Option<i64>,
        report: &mut LoadReport,
    ) -> Result<(), LoadError> {
        for reason in reasons {
            *report.reject_reasons.entry(reason.rule.to_owned()).or_default() += 1;
        }
        let told = |cause| LoadError::Rejects {
            file: self.path.clone(),
            cause,
        };
        let writer = match &mut self.writer {
            Some(writer) => writer,
            None => self
                .writer
                .insert(create(&self.path, row.columns()).map_err(told)?),
        };
        let existing = existing.map(|number| number.to_string());
        writer
            .write(row, reasons, existing.as_deref())
            .map_err(|cause| LoadError::Rejects {
                file: self.path.clone(),
                cause,
            })
    }

    fn finish(&mut self) -> Result<Option<PathBuf>, LoadError> {
        let Some(writer) = self.writer.take() else {
            return Ok(None);
        };
        writer.finish().map_err(|cause| LoadError::Rejects {
            file: self.path.clone(),
            cause,
        })?;
        Ok(Some(self.path.clone()))
    }
}

/// Rows of customers in clear: nobody but the operator reads them.
fn create(path: &Path, columns: &[String]) -> std::io::Result<RejectWriter<BufWriter<File>>> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    RejectWriter::new(BufWriter::new(file), columns)
}

/// What the caller says, else the file's name, else the totals in its header, control file or trailer.
fn business_date(feed: &Feed, request: &LoadRequest, named: Option<Date>) -> Result<Date, LoadError> {
    if let Some(date) = request.business_date.or(named) {
        return Ok(date);
    }
    let refused = |cause| LoadError::Feed {
        file: request.file.clone(),
        cause,
    };
    let reader = feed.open(&request.file, None).map_err(refused)?;
    let date = match reader.business_date() {
        Some(date) => Some(date),
        None if feed.has_control_totals() => reader.finish().map_err(refused)?.business_date,
        None => None,
    };
    date.ok_or_else(|| LoadError::NoBusinessDate(request.file.clone()))
}

fn sha256_of(file: &Path) -> std::io::Result<[u8; 32]> {
    let mut file = File::open(file)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = std::io::Read::read(&mut file, &mut buffer)?;
        if read == 0 {
            return Ok(hasher.finalize().into());
        }
        hasher.update(&buffer[..read]);
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

const fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Full => "full",
        Mode::Delta => "delta",
    }
}

const fn strategy_word(strategy: feed::Strategy) -> &'static str {
    match strategy {
        feed::Strategy::Replace => "replace",
        feed::Strategy::Insert => "insert",
        feed::Strategy::Merge => "merge",
    }
}
