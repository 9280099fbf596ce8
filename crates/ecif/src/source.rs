//! The sources and the versions of their mappings (E-26).

use base::{Date, Timestamp};
use ecif_sql::queries::source as sql;
use feed::Mapping;
use pg::seal::Keyring;
use pg::{Actor, Database, DbError, Tx};
use sha2::{Digest, Sha256};

use crate::change::ChangeError;

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

async fn source_id(tx: &Tx, name: &str) -> Result<Option<i16>, DbError> {
    let sources = sql::sources().bind(&**tx, &i64::MAX).all().await?;
    Ok(sources
        .into_iter()
        .find(|source| source.name == name)
        .map(|source| source.source_id))
}
