//! What became of a customer, act by act, and what each of its records has said.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::{Clock, Date, RecordId, Timestamp};
use ecif_sql::queries::source as source_sql;
use pg::seal::Keyring;
use pg::{Actor, Database};
use uuid::Uuid;

use super::party::Opened;
use super::{Asked, ExplainError};
use crate::record::Content;

/// What happened to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happened {
    /// Its first record came, and it got its number.
    Opened,
    /// A record that was another customer's came to it.
    Merged,
    /// A record left it.
    Parted,
    /// A source told of it for the first time.
    Source,
    /// A record said something new.
    Changed,
    /// A record went from its source.
    Gone,
    /// It came back.
    Back,
}

impl Happened {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Merged => "merged",
            Self::Parted => "parted",
            Self::Source => "source",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Back => "back",
        }
    }
}

/// One thing that happened, and the act that made it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// What.
    pub what: Happened,
    /// When it took hold.
    pub at: Timestamp,
    /// The act's number.
    pub change: i64,
    /// The act: `load`, `message`, `policy`, `due`.
    pub act: String,
    /// Who acted.
    pub actor: String,
    /// The file, where the act was one.
    pub file: Option<String>,
    /// The day it speaks of.
    pub business_date: Option<Date>,
    /// The record.
    pub record: RecordId,
    /// Its source.
    pub source: String,
    /// Its key there; none where the record is out of sight by now.
    pub key: Option<String>,
    /// Why, of a record that came or left: the rule and the kind of key.
    pub cause: Option<String>,
}

/// One version of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionView {
    /// The day it speaks of.
    pub business_date: Date,
    /// Its place within the day.
    pub sequence: i64,
    /// The act it came by, and when that took hold.
    pub change: i64,
    /// When that act took hold.
    pub at: Option<Timestamp>,
    /// The part of the record.
    pub part: i16,
    /// It is the one in force.
    pub current: bool,
    /// What it says.
    pub content: Content,
}

/// Act, record, what happened, on which day, why.
type Found = (i64, Uuid, Happened, Option<Date>, Option<String>);

/// All that became of a customer, the latest first.
///
/// # Errors
/// [`ExplainError`].
pub async fn timeline(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<Happening>, ExplainError> {
    let opened = Opened::open(database, keyring, clock, actor, asked, None, Some(Date::MAX)).await?;
    let party = opened.found.party;
    let mut found: BTreeSet<Found> = BTreeSet::new();
    let ours = || opened.told.iter().filter(|row| row.party_id == party);
    let first = ours().map(|row| row.since).min();
    let left: BTreeSet<(Uuid, i64)> = opened
        .told
        .iter()
        .filter(|row| row.party_id != party)
        .filter_map(|row| Some((row.record_id, row.until?)))
        .collect();
    for row in ours() {
        let what = if left.contains(&(row.record_id, row.since)) {
            Happened::Merged
        } else if Some(row.since) == first {
            Happened::Opened
        } else {
            Happened::Source
        };
        found.insert((row.since, row.record_id, what, None, Some(row.cause.clone())));
        if let Some(until) = row.until {
            found.insert((until, row.record_id, Happened::Parted, None, None));
        }
    }
    let mut keys: HashMap<Uuid, (i16, String)> = HashMap::new();
    let mut acts: BTreeMap<(Uuid, i16), BTreeSet<(i64, Date)>> = BTreeMap::new();
    for row in opened
        .store
        .records
        .iter()
        .filter(|row| opened.members.contains(&row.record_id))
    {
        let content = opened
            .setting
            .open_content(RecordId(row.record_id), row.part, &row.content)?;
        keys.insert(row.record_id, (row.source_id, content.origin.key));
        acts.entry((row.record_id, row.part))
            .or_default()
            .insert((row.change_id, row.business_date));
    }
    for row in opened
        .store
        .versions
        .iter()
        .filter(|row| keys.contains_key(&row.record_id))
    {
        acts.entry((row.record_id, row.part))
            .or_default()
            .insert((row.change_id, row.business_date));
    }
    for ((record, _), acts) in acts {
        // The first word of a record is its coming, which was told already.
        for (change, day) in acts.into_iter().skip(1) {
            found.insert((change, record, Happened::Changed, Some(day), None));
        }
    }
    for row in opened
        .store
        .absences
        .iter()
        .filter(|row| keys.contains_key(&row.record_id))
    {
        let what = if row.gone { Happened::Gone } else { Happened::Back };
        found.insert((row.change_id, row.record_id, what, Some(row.business_date), None));
    }
    let changes: BTreeSet<i64> = found.iter().map(|one| one.0).collect();
    let changes: Vec<i64> = changes.into_iter().collect();
    let rows = source_sql::changes_by_id()
        .bind(&*opened.tx, &changes)
        .all()
        .await?;
    let by_id: HashMap<i64, source_sql::ChangesById> =
        rows.into_iter().map(|row| (row.change_id, row)).collect();
    let happenings = found
        .into_iter()
        .rev()
        .filter_map(|(change, record, what, day, cause)| {
            let act = by_id.get(&change)?;
            let known = keys.get(&record);
            let source = known.map(|(source, _)| *source).or(act.source_id);
            let source = source.and_then(|source| opened.setting.sources.get(&source));
            Some(Happening {
                what,
                at: act.recorded_at,
                change,
                act: act.kind.clone(),
                actor: act.actor.clone(),
                file: act.file_name.clone(),
                business_date: day.or(act.business_date),
                record: RecordId(record),
                source: source.map_or_else(String::new, |source| source.name.clone()),
                key: known.map(|(_, key)| key.clone()),
                cause,
            })
        });
    Ok(happenings.collect())
}

/// The versions of one record that belongs to a customer or did, the latest heard first; none when it never was its
/// record, or is by now a customer's out of sight.
///
/// # Errors
/// [`ExplainError`].
pub async fn versions(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    asked: &Asked,
    record: RecordId,
) -> Result<Vec<VersionView>, ExplainError> {
    let opened = Opened::open(database, keyring, clock, actor, asked, None, Some(Date::MAX)).await?;
    let mut views = Vec::new();
    let open = |part, sealed: &[u8]| opened.setting.open_content(record, part, sealed);
    for row in opened
        .store
        .records
        .iter()
        .filter(|row| row.record_id == record.0)
    {
        views.push(VersionView {
            business_date: row.business_date,
            sequence: row.sequence,
            change: row.change_id,
            at: None,
            part: row.part,
            current: true,
            content: open(row.part, &row.content)?,
        });
    }
    for row in opened
        .store
        .versions
        .iter()
        .filter(|row| row.record_id == record.0)
    {
        views.push(VersionView {
            business_date: row.business_date,
            sequence: row.sequence,
            change: row.change_id,
            at: None,
            part: row.part,
            current: false,
            content: open(row.part, &row.content)?,
        });
    }
    let changes: Vec<i64> = views.iter().map(|view| view.change).collect();
    let rows = source_sql::changes_by_id()
        .bind(&*opened.tx, &changes)
        .all()
        .await?;
    let at: HashMap<i64, Timestamp> = rows
        .into_iter()
        .map(|row| (row.change_id, row.recorded_at))
        .collect();
    for view in &mut views {
        view.at = at.get(&view.change).copied();
    }
    views.sort_by_key(|view| std::cmp::Reverse((view.change, view.business_date, view.sequence)));
    Ok(views)
}
