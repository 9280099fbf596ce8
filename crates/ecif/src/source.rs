//! The sources and the versions of their mappings (E-26).

pub mod routes;

use std::path::Path;
use std::time::Duration;

use base::{Clock, Date, Timestamp};
use ecif_sql::queries::source as sql;
use feed::{Language, Mapping};
use pg::seal::Keyring;
use pg::{Actor, Database, DbError, Tx};
use sha2::{Digest, Sha256};

use crate::change::{Carrier, Change, ChangeError, Entry, Setting, take_turn};
use crate::code;
use crate::model::Catalogue;

/// How long a new mapping waits for its turn.
const TURN: Duration = Duration::from_secs(10);

/// Rows of a sample that a mapping is tried on.
const TRIAL_ROWS: usize = 50;

/// A source and the version of its mapping that is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// The source's number.
    pub source_id: i16,
    /// The mapping's version.
    pub version: i32,
    /// The source was known under another trust until now: what it says weighs differently everywhere.
    pub trust_changed: bool,
}

/// Finds the source of a mapping, or makes it; a mapping that differs from the latest version becomes a new one.
///
/// # Errors
/// Whatever the store answers.
pub async fn register(tx: &Tx, mapping: &Mapping, change_id: i64) -> Result<Registered, ChangeError> {
    let sha256: [u8; 32] = Sha256::digest(mapping.text.as_bytes()).into();
    let sources = sql::sources().bind(&**tx, &i64::MAX).all().await?;
    let known = sources.iter().find(|source| source.name == mapping.name);
    let trust = i16::from(mapping.trust);
    let (source_id, version) = match known {
        Some(source) if source.sha256 == sha256 => {
            return Ok(Registered {
                source_id: source.source_id,
                version: source.version,
                trust_changed: false,
            });
        }
        Some(source) => (source.source_id, source.version + 1),
        None => {
            let source_id = sources.iter().map(|source| source.source_id).max().unwrap_or(0) + 1;
            let title = |language: &str| mapping.title.get(language).unwrap_or(&mapping.name).as_str();
            sql::insert_source()
                .bind(
                    &**tx,
                    &source_id,
                    &mapping.name.as_str(),
                    &title("zh"),
                    &title("en"),
                )
                .await?;
            (source_id, 1)
        }
    };
    sql::insert_mapping()
        .bind(
            &**tx,
            &source_id,
            &version,
            &sha256.as_slice(),
            &mapping.text.as_str(),
            &trust,
            &change_id,
        )
        .await?;
    let trust_changed = known.is_some_and(|source| source.trust != trust);
    Ok(Registered {
        source_id,
        version,
        trust_changed,
    })
}

/// The number of a record's part: 0 where a feed brings the whole record, else derived from the part's name, so
/// that it never depends on the order of feeds in a mapping.
#[must_use]
pub fn part_code(keyring: &Keyring, part: Option<&str>) -> i16 {
    part.map_or(0, |name| {
        let digest = keyring.digest("part", name.as_bytes());
        (i16::from_be_bytes([digest[0], digest[1]]) & i16::MAX).max(1)
    })
}

/// A load that was done.
#[derive(Debug, Clone)]
pub struct DoneLoad {
    /// The number of the act.
    pub id: i64,
    /// The file's name.
    pub file: Option<String>,
    /// The source.
    pub source: String,
    /// The feed.
    pub feed: String,
    /// The business date.
    pub business_date: Option<Date>,
    /// Its report.
    pub report: serde_json::Value,
    /// When it took hold.
    pub recorded_at: Timestamp,
}

/// A version of a mapping.
#[derive(Debug, Clone, Copy)]
pub struct MappingVersion {
    /// The version.
    pub version: i32,
    /// The source's trust by it.
    pub trust: i16,
    /// When it came.
    pub recorded_at: Timestamp,
}

/// All loads, the earliest first.
///
/// # Errors
/// Whatever the store answers.
pub async fn loads(database: &Database, actor: &Actor) -> Result<Vec<DoneLoad>, DbError> {
    let tx = database.begin_read(actor).await?;
    let rows = sql::loads().bind(&*tx).all().await?;
    Ok(rows
        .into_iter()
        .map(|row| DoneLoad {
            id: row.change_id,
            file: row.file_name,
            source: row.source,
            feed: row.feed.unwrap_or_default(),
            business_date: row.business_date,
            report: row.report,
            recorded_at: row.recorded_at,
        })
        .collect())
}

/// The versions of a source's mapping, the earliest first.
///
/// # Errors
/// Whatever the store answers.
pub async fn mapping_versions(
    database: &Database,
    actor: &Actor,
    source: &str,
) -> Result<Vec<MappingVersion>, DbError> {
    let tx = database.begin_read(actor).await?;
    let Some(source_id) = source_id(&tx, source).await? else {
        return Ok(Vec::new());
    };
    let rows = sql::mappings_of().bind(&*tx, &source_id).all().await?;
    Ok(rows
        .into_iter()
        .map(|row| MappingVersion {
            version: row.version,
            trust: row.trust,
            recorded_at: row.recorded_at,
        })
        .collect())
}

/// A version of a source's mapping, word for word.
///
/// # Errors
/// Whatever the store answers.
pub async fn mapping_text(
    database: &Database,
    actor: &Actor,
    source: &str,
    version: i32,
) -> Result<Option<String>, DbError> {
    let tx = database.begin_read(actor).await?;
    let Some(source_id) = source_id(&tx, source).await? else {
        return Ok(None);
    };
    Ok(sql::mapping().bind(&*tx, &source_id, &version).opt().await?)
}

/// Why a mapping was not put in force, or could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum MappingTrouble {
    /// The text is no mapping.
    #[error("the mapping is wrong at {0}")]
    Mapping(#[from] feed::MappingError),
    /// The mapping is another source's.
    #[error("this is the mapping of `{0}`")]
    Another(String),
    /// Somebody put another version in force first.
    #[error("the mapping has changed since: it is at version {0} now")]
    Changed(i32),
    /// It has no such feed.
    #[error("the mapping has no feed `{0}`")]
    NoFeed(String),
    /// The sample cannot be read by it.
    #[error(transparent)]
    Feed(#[from] feed::FeedError),
    /// There is no room for the sample.
    #[error("the sample cannot be put anywhere: {0}")]
    Place(#[source] std::io::Error),
    /// Reading the sample ended in a fault of the program.
    #[error("reading the sample broke off")]
    Broken,
    /// The store failed.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for MappingTrouble {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Puts a new version of a source's mapping in force (E-26): what comes from now on is read by it. A source that is
/// new begins with it. `base` is the version it was made from; the same text again changes nothing. Answers the
/// version in force.
///
/// # Errors
/// [`MappingTrouble`]; nothing changes then.
pub async fn put_mapping(
    database: &Database,
    keyring: &Keyring,
    clock: &dyn Clock,
    actor: &Actor,
    source: &str,
    text: &str,
    base: Option<i32>,
) -> Result<i32, MappingTrouble> {
    let mapping = Mapping::parse(text, &Catalogue)?;
    if mapping.name != source {
        return Err(MappingTrouble::Another(mapping.name));
    }
    let tx = database.begin(actor).await?;
    if !take_turn(&tx, TURN).await? {
        return Err(ChangeError::Busy.into());
    }
    let sources = sql::sources().bind(&*tx, &i64::MAX).all().await?;
    let before = sources
        .iter()
        .find(|known| known.name == source)
        .map_or(0, |known| known.version);
    if base.is_some_and(|base| base != before) {
        return Err(MappingTrouble::Changed(before));
    }
    let id = sql::last_change().bind(&*tx).one().await? + 1;
    let registered = register(&tx, &mapping, id).await?;
    if registered.version == before {
        tx.rollback().await?;
        return Ok(before);
    }
    if registered.trust_changed {
        let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
        let nobody = Carrier::nobody();
        Change::new(&tx, &setting, &nobody, id, false)
            .derive_all()
            .await?;
    }
    let report = serde_json::json!({ "source": source, "version": registered.version });
    let entry = Entry {
        id,
        kind: "mapping",
        actor,
        report: &report,
        carried: None,
    };
    entry.write(&tx, clock).await?;
    tx.commit().await?;
    Ok(registered.version)
}

/// What a mapping makes of a sample.
#[derive(Debug, Clone)]
pub struct Trial {
    /// In words, Chinese.
    pub zh: String,
    /// In words, English.
    pub en: String,
    /// How many of the rows looked at would be taken.
    pub taken: usize,
    /// What keeps rows from being taken, by line.
    pub rejects: Vec<feed::Reject>,
    /// Each row that was looked at.
    pub rows: Vec<TriedRow>,
}

/// What a mapping makes of one row.
#[derive(Debug, Clone, Default)]
pub struct TriedRow {
    /// The line the row begins on, from 1.
    pub line: u64,
    /// `taken`, `deleted` (the source says the record is gone) or `rejected`.
    pub outcome: &'static str,
    /// The row's own key in its source; none of one that is rejected.
    pub key: Option<String>,
    /// The kind of customer or relation, or the product.
    pub kind: Option<String>,
    /// Documents and codes: kind and number.
    pub identifications: Vec<(String, String)>,
    /// Values, each under its attribute.
    pub values: Vec<(String, String)>,
    /// Why it is rejected; or what was left out or looked odd in one that is taken.
    pub reasons: Vec<feed::Finding>,
}

impl TriedRow {
    fn of(feed: &feed::Feed, line: u64, mapped: Result<feed::MappedRow, Vec<feed::Reject>>) -> Self {
        let row = match mapped {
            Ok(row) => row,
            Err(rejects) => {
                let reason = |reject: feed::Reject| feed::Finding {
                    field: reject.field,
                    value: reject.value,
                    rule: reject.rule,
                    reason: reject.reason,
                };
                return Self {
                    line,
                    outcome: "rejected",
                    reasons: rejects.into_iter().map(reason).collect(),
                    ..Self::default()
                };
            }
        };
        let mut identifications = Vec::new();
        let (kind, values) = match row.content {
            feed::Content::Party(party) => {
                let carried = party.identifications.into_iter();
                identifications.extend(carried.map(|one| (one.doc_type, one.number)));
                (Some(party.kind.word().to_owned()), party.values)
            }
            feed::Content::Account(account) => (Some(account.product), account.values),
            feed::Content::Relation(relation) => (Some(relation.kind), relation.values),
            feed::Content::Holder(holder) => (Some(holder.holder.role), Vec::new()),
        };
        let name = |value: &feed::MappedValue| {
            let attribute = feed.attributes().get(usize::from(value.attribute));
            attribute.map_or_else(String::new, |attribute| attribute.name.clone())
        };
        Self {
            line,
            outcome: if row.deleted { "deleted" } else { "taken" },
            key: Some(row.key),
            kind: kind.filter(|kind| !kind.is_empty()),
            identifications,
            values: values
                .into_iter()
                .map(|value| (name(&value), value.value))
                .collect(),
            reasons: row.findings,
        }
    }
}

/// Tells what a mapping would do with the first rows of a sample; nothing is written. Values added to the code tables
/// count.
///
/// # Errors
/// [`MappingTrouble`].
pub async fn try_mapping(
    database: &Database,
    actor: &Actor,
    source: &str,
    text: &str,
    feed: &str,
    sample: &str,
) -> Result<Trial, MappingTrouble> {
    let added = code::translations(database, actor).await?;
    let mapping = Mapping::parse_with(text, &Catalogue, &added)?;
    if mapping.name != source {
        return Err(MappingTrouble::Another(mapping.name));
    }
    let (feed, sample) = mapping
        .feed(feed)
        .ok_or_else(|| MappingTrouble::NoFeed(feed.to_owned()))?
        .for_sample(sample);
    tokio::task::spawn_blocking(move || trial(&feed, &sample))
        .await
        .map_err(|_| MappingTrouble::Broken)?
}

fn trial(feed: &feed::Feed, sample: &[u8]) -> Result<Trial, MappingTrouble> {
    // The readers take files, for some formats are read from their end. Where the system keeps files in memory, the
    // sample never comes to a disk.
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    let place = place.map_err(MappingTrouble::Place)?;
    let path = place.path().join("sample");
    std::fs::write(&path, sample).map_err(MappingTrouble::Place)?;
    let (mut taken, mut rejects, mut rows) = (0, Vec::new(), Vec::new());
    for row in feed.open(&path, None)?.next_batch(TRIAL_ROWS)?.iter().flatten() {
        let mapped = feed.map(row);
        match &mapped {
            Ok(_) => taken += 1,
            Err(why) => rejects.extend(why.iter().cloned()),
        }
        rows.push(TriedRow::of(feed, row.line, mapped));
    }
    Ok(Trial {
        zh: feed::check(feed, &path, TRIAL_ROWS, Language::Chinese)?,
        en: feed::check(feed, &path, TRIAL_ROWS, Language::English)?,
        taken,
        rejects,
        rows,
    })
}

/// The sources with the records each keeps now and its last load.
#[derive(Debug, Clone)]
pub struct SourceCount {
    /// Its name.
    pub name: String,
    /// Its Chinese title.
    pub title_zh: String,
    /// Its English title.
    pub title_en: String,
    /// The version of its mapping in force.
    pub version: i32,
    /// Its standing.
    pub trust: i16,
    /// Records of customers that it still has.
    pub customers: i64,
    /// Records of agreements that it still has.
    pub agreements: i64,
    /// When its last act took hold.
    pub last_at: Option<Timestamp>,
    /// The latest business date it spoke of.
    pub last_day: Option<Date>,
}

/// All sources. Only who sees all counts records: others are told of none.
///
/// # Errors
/// Whatever the store answers.
pub async fn sources(database: &Database, actor: &Actor) -> Result<Vec<SourceCount>, DbError> {
    let tx = database.begin_read(actor).await?;
    let mut counted = Vec::new();
    let figures = sql::source_figures().bind(&*tx).all().await?;
    let acts = sql::last_acts().bind(&*tx).all().await?;
    for source in sql::sources().bind(&*tx, &i64::MAX).all().await? {
        let figure = figures.iter().find(|row| row.source_id == source.source_id);
        let act = acts.iter().find(|row| row.source_id == Some(source.source_id));
        counted.push(SourceCount {
            name: source.name,
            title_zh: source.title_zh,
            title_en: source.title_en,
            version: source.version,
            trust: source.trust,
            customers: figure.map_or(0, |row| row.customers),
            agreements: figure.map_or(0, |row| row.agreements),
            last_at: act.and_then(|row| row.last_at),
            last_day: act.and_then(|row| row.last_day),
        });
    }
    Ok(counted)
}

async fn source_id(tx: &Tx, name: &str) -> Result<Option<i16>, DbError> {
    let sources = sql::sources().bind(&**tx, &i64::MAX).all().await?;
    Ok(sources
        .into_iter()
        .find(|source| source.name == name)
        .map(|source| source.source_id))
}
