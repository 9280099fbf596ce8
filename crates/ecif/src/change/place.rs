//! Rows fall into their records' timelines.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use base::{Date, RecordId};
use ecif_sql::queries::record as sql;
use feed::Strategy;
use uuid::Uuid;

use super::{Change, ChangeError, Sightings, sighting};
use crate::model::{About, Statement};
use crate::record::{Content, Observation, Order, Said, collapse, fold, follow};

/// One row, standardised and named.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it says.
    pub said: Said,
    /// The record it speaks of.
    pub record: RecordId,
    /// The part of the record.
    pub part: i16,
    /// Keyed digest of what it says.
    pub digest: [u8; 16],
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It said something new.
    Loaded,
    /// It said what was known.
    Unchanged,
    /// The record is there and the feed's strategy only inserts.
    Exists {
        /// The customer number of the record's party, if it has one.
        number: Option<i64>,
    },
}

/// A version that is not the current one.
#[derive(Debug)]
pub struct PastVersion {
    pub(super) order: Order,
    pub(super) digest: [u8; 16],
    pub(super) content: Content,
}

/// A record's part after its row fell into place: what is to be written.
#[derive(Debug)]
pub struct Placed {
    pub(super) record: RecordId,
    pub(super) part: i16,
    pub(super) order: Order,
    pub(super) digest: [u8; 16],
    pub(super) content: Arc<Content>,
    pub(super) gone_on: Option<Date>,
    /// The business date of the row.
    pub(super) told_on: Date,
    /// There was none before.
    pub(super) is_new: bool,
    /// No part of the record is stored.
    pub(super) is_first: bool,
    /// Its source no longer had it.
    pub(super) was_gone: bool,
    /// The unit that kept it until now.
    pub(super) unit_before: Option<String>,
    /// What the version said that was current and steps back into history.
    pub(super) superseded: Option<Statement>,
    /// Further versions that came to light.
    pub(super) past: Vec<PastVersion>,
}

/// The current version of a record's part.
struct Current {
    order: Order,
    digest: [u8; 16],
    content: Content,
    gone_on: Option<Date>,
}

/// What is stored of a record's part, without its content.
struct Head {
    order: Order,
    digest: Vec<u8>,
    change_id: i64,
    gone: bool,
    party: Option<Uuid>,
}

impl Change<'_> {
    /// Finds the place of each row, and what is to be written for it.
    ///
    /// # Errors
    /// [`ChangeError::Twice`] when two rows of this act bear one key; otherwise what the store answers.
    pub async fn place(
        &mut self,
        rows: Vec<Row>,
        sightings: &mut Sightings,
    ) -> Result<(Vec<Outcome>, Vec<Placed>), ChangeError> {
        let heads = self.heads(&rows).await?;
        let stored: HashSet<RecordId> = heads.keys().map(|(record, _)| *record).collect();
        let mut outcomes = vec![Outcome::Unchanged; rows.len()];
        let mut placed = Vec::with_capacity(rows.len());
        let mut follows: Vec<(usize, Row, bool)> = Vec::new();
        let mut between: Vec<(usize, Row)> = Vec::new();
        let mut born: HashSet<(RecordId, i16)> = HashSet::new();
        let mut existing: Vec<(usize, Uuid)> = Vec::new();
        for (index, row) in rows.into_iter().enumerate() {
            let Some(head) = heads.get(&(row.record, row.part)) else {
                if !born.insert((row.record, row.part)) {
                    return Err(ChangeError::Twice {
                        line: row.said.line,
                        key: row.said.key,
                    });
                }
                sightings.note(row.record, row.said.order.sequence);
                outcomes[index] = Outcome::Loaded;
                let is_first = !stored.contains(&row.record);
                placed.push(begin(row, is_first));
                continue;
            };
            if head.change_id == self.id {
                return Err(ChangeError::Twice {
                    line: row.said.line,
                    key: row.said.key,
                });
            }
            sightings.note(row.record, row.said.order.sequence);
            let same = head.digest == row.digest;
            // A row that says "deleted" once more brings nothing back.
            let stays = same && (!head.gone || row.said.content.deleted);
            match self.carrier.strategy {
                Strategy::Insert if same => {}
                Strategy::Insert => {
                    outcomes[index] = Outcome::Exists { number: None };
                    existing.extend(head.party.map(|party| (index, party)));
                }
                Strategy::Replace if stays => {}
                Strategy::Replace => follows.push((index, row, same)),
                Strategy::Merge if row.said.order <= head.order || !self.carrier.later.is_empty() => {
                    between.push((index, row));
                }
                Strategy::Merge if stays => {}
                Strategy::Merge => follows.push((index, row, same)),
            }
        }
        for (index, party) in existing {
            let number = self.number_of(party).await?;
            outcomes[index] = Outcome::Exists { number };
        }
        for (index, one) in self.follow_on(follows).await? {
            outcomes[index] = Outcome::Loaded;
            placed.push(one);
        }
        for (index, one) in self.fall_between(between).await? {
            outcomes[index] = Outcome::Loaded;
            placed.push(one);
        }
        Ok((outcomes, placed))
    }

    async fn heads(&self, rows: &[Row]) -> Result<HashMap<(RecordId, i16), Head>, ChangeError> {
        let mut ids: Vec<Uuid> = rows.iter().map(|row| row.record.0).collect();
        ids.sort_unstable();
        let heads = sql::heads().bind(&**self.tx, &ids).all().await?;
        Ok(heads
            .into_iter()
            .map(|head| {
                let order = Order {
                    business_date: head.business_date,
                    sequence: head.sequence,
                };
                let at = (RecordId(head.record_id), head.part);
                let gone = head.gone_on.is_some();
                (
                    at,
                    Head {
                        order,
                        digest: head.digest,
                        change_id: head.change_id,
                        gone,
                        party: head.party_id,
                    },
                )
            })
            .collect())
    }

    async fn number_of(&self, party: Uuid) -> Result<Option<i64>, ChangeError> {
        let parties = ecif_sql::queries::party::parties()
            .bind(&**self.tx, &vec![party])
            .all()
            .await?;
        Ok(parties.first().map(|party| party.number))
    }

    /// The ordinary case: the row is the latest thing its source said.
    async fn follow_on(&self, rows: Vec<(usize, Row, bool)>) -> Result<Vec<(usize, Placed)>, ChangeError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = rows.iter().map(|(_, row, _)| row.record.0).collect();
        let mut current = self.current_versions(&ids).await?;
        let mut placed = Vec::with_capacity(rows.len());
        for (index, row, reappeared) in rows {
            let Some(before) = current.remove(&(row.record, row.part)) else {
                continue;
            };
            // Under `replace` the file is the new stock, whatever its date: it stands on top.
            let order = row.said.order.max(before.order);
            let one = if reappeared {
                // It merely came back and says nothing new: its version stays where it was.
                Placed::unmoved(&row, before)
            } else {
                Placed {
                    record: row.record,
                    part: row.part,
                    order,
                    digest: row.digest,
                    was_gone: before.gone_on.is_some(),
                    unit_before: before.content.kept_by().map(str::to_owned),
                    gone_on: row.said.content.deleted.then_some(order.business_date),
                    told_on: row.said.order.business_date,
                    content: Arc::new(follow(
                        Some(&before.content),
                        row.said.content,
                        order.business_date,
                    )),
                    is_new: false,
                    is_first: false,
                    superseded: Some(before.content.statement),
                    past: Vec::new(),
                }
            };
            placed.push((index, one));
        }
        Ok(placed)
    }

    /// The row belongs before or between what is known, or may do so.
    async fn fall_between(&self, rows: Vec<(usize, Row)>) -> Result<Vec<(usize, Placed)>, ChangeError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = rows.iter().map(|(_, row)| row.record.0).collect();
        let mut current = self.current_versions(&ids).await?;
        let mut past = self.past_versions(&ids).await?;
        let mut seen = self.sightings_of(&rows).await?;
        let mut placed = Vec::new();
        for (index, row) in rows {
            let at = (row.record, row.part);
            let Some(head) = current.remove(&at) else { continue };
            let known = past.remove(&at).unwrap_or_default();
            let seen = seen.remove(&at).unwrap_or_default();
            let back = head.digest == row.digest
                && row.said.order >= head.order
                && !row.said.content.deleted
                && head
                    .gone_on
                    .is_some_and(|gone| gone <= row.said.order.business_date);
            let one = if back {
                Some(Placed::unmoved(&row, head))
            } else {
                insert(row, head, known, &seen)
            };
            placed.extend(one.map(|one| (index, one)));
        }
        Ok(placed)
    }

    async fn current_versions(&self, ids: &[Uuid]) -> Result<HashMap<(RecordId, i16), Current>, ChangeError> {
        let rows = sql::contents().bind(&**self.tx, &ids).all().await?;
        rows.into_iter()
            .map(|row| {
                let record = RecordId(row.record_id);
                let order = Order {
                    business_date: row.business_date,
                    sequence: row.sequence,
                };
                let content = self.setting.open_content(record, row.part, &row.content)?;
                let digest = digest(&row.digest);
                Ok((
                    (record, row.part),
                    Current {
                        order,
                        digest,
                        content,
                        gone_on: row.gone_on,
                    },
                ))
            })
            .collect()
    }

    async fn past_versions(
        &self,
        ids: &[Uuid],
    ) -> Result<HashMap<(RecordId, i16), Vec<PastVersion>>, ChangeError> {
        let rows = sql::former_versions().bind(&**self.tx, &ids).all().await?;
        let mut versions: HashMap<(RecordId, i16), Vec<PastVersion>> = HashMap::new();
        for row in rows {
            let record = RecordId(row.record_id);
            let order = Order {
                business_date: row.business_date,
                sequence: row.sequence,
            };
            let content = self.setting.open_content(record, row.part, &row.content)?;
            let digest = digest(&row.digest);
            versions.entry((record, row.part)).or_default().push(PastVersion {
                order,
                digest,
                content,
            });
        }
        Ok(versions)
    }

    /// When, after these rows, their records were seen again by acts that are known already.
    async fn sightings_of(
        &self,
        rows: &[(usize, Row)],
    ) -> Result<HashMap<(RecordId, i16), Vec<Order>>, ChangeError> {
        let mut buckets: Vec<i16> = rows
            .iter()
            .map(|(_, row)| Sightings::bucket(row.record))
            .collect();
        buckets.sort_unstable();
        buckets.dedup();
        let mut by_bucket: BTreeMap<i16, Vec<&Row>> = BTreeMap::new();
        for (_, row) in rows {
            by_bucket
                .entry(Sightings::bucket(row.record))
                .or_default()
                .push(row);
        }
        let mut seen: HashMap<(RecordId, i16), Vec<Order>> = HashMap::new();
        if self.carrier.later.is_empty() {
            return Ok(seen);
        }
        let days: HashMap<i64, Date> = self.carrier.later.iter().copied().collect();
        let acts: Vec<i64> = days.keys().copied().collect();
        for (bucket, wanted) in &by_bucket {
            for run in sql::sightings_in_bucket()
                .bind(&**self.tx, &acts, bucket)
                .all()
                .await?
            {
                let Some(business_date) = days.get(&run.change_id).copied() else {
                    continue;
                };
                for row in wanted {
                    if let Some(sequence) = sighting::seen_in(&run.seen, row.record) {
                        let order = Order {
                            business_date,
                            sequence,
                        };
                        seen.entry((row.record, row.part)).or_default().push(order);
                    }
                }
            }
        }
        Ok(seen)
    }
}

/// The first version of a record.
pub(super) fn begin(row: Row, is_first: bool) -> Placed {
    let on = row.said.order.business_date;
    let gone_on = row.said.content.deleted.then_some(on);
    Placed {
        record: row.record,
        part: row.part,
        order: row.said.order,
        digest: row.digest,
        content: Arc::new(follow(None, row.said.content, on)),
        gone_on,
        told_on: on,
        is_new: true,
        is_first,
        was_gone: false,
        unit_before: None,
        superseded: None,
        past: Vec::new(),
    }
}

/// Puts a row among the versions of its record. None when it says what was in force there anyway.
///
/// If the record was seen after the row's place with what it had said before, it went back to that: the version
/// before comes to light once more, at the first such sighting. That makes the order of arrival immaterial.
fn insert(row: Row, head: Current, past: Vec<PastVersion>, seen: &[Order]) -> Option<Placed> {
    let at = row.said.order;
    let (was_gone, unit_before) = (head.gone_on.is_some(), head.content.kept_by().map(str::to_owned));
    let mut known = past;
    // The current version was heard last: at one place with another it wins.
    let head_index = known.len();
    known.push(PastVersion {
        order: head.order,
        digest: head.digest,
        content: head.content,
    });
    let before = known
        .iter()
        .filter(|version| version.order <= at)
        .max_by_key(|version| version.order);
    if before.is_some_and(|version| version.digest == row.digest) {
        return None;
    }
    let next = known
        .iter()
        .map(|version| version.order)
        .filter(|order| *order > at)
        .min();
    let back = before.and_then(|version| {
        let first = seen
            .iter()
            .filter(|order| **order > at && next.is_none_or(|next| **order < next))
            .min()?;
        Some(PastVersion {
            order: *first,
            digest: version.digest,
            content: version.content.clone(),
        })
    });
    known.push(PastVersion {
        order: at,
        digest: row.digest,
        content: row.said.content,
    });
    known.extend(back);
    let told = collapse(
        known
            .iter()
            .enumerate()
            .map(|(index, version)| Observation {
                order: version.order,
                said: Told {
                    index,
                    digest: version.digest,
                },
            })
            .collect(),
    );
    let versions = told
        .iter()
        .map(|one| (one.order, known[one.said.index].content.clone()))
        .collect();
    let last = told.last()?.said;
    let (order, content) = fold(versions).pop()?;
    let supersedes = last.index != head_index;
    let gone_on = if !supersedes {
        head.gone_on
    } else if content.deleted {
        Some(order.business_date)
    } else {
        // A later full file did not have the record, whatever it said before.
        head.gone_on.filter(|gone| *gone > order.business_date)
    };
    let mut from_head = known.into_iter().enumerate().skip(head_index);
    let superseded = from_head
        .next()
        .filter(|_| supersedes)
        .map(|(_, head)| head.content.statement);
    let past = from_head
        .filter(|(index, _)| *index != last.index)
        .map(|(_, version)| version)
        .collect();
    Some(Placed {
        record: row.record,
        part: row.part,
        order,
        digest: last.digest,
        content: Arc::new(content),
        gone_on,
        told_on: at.business_date,
        is_new: false,
        is_first: false,
        was_gone,
        unit_before,
        superseded,
        past,
    })
}

fn digest(bytes: &[u8]) -> [u8; 16] {
    bytes.try_into().unwrap_or_default()
}

/// An observation that knows which version it is; two say the same when their digests do.
#[derive(Debug, Clone, Copy)]
struct Told {
    index: usize,
    digest: [u8; 16],
}

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Placed {
    /// The current version as it is; only that its source no longer has it is taken back.
    fn unmoved(row: &Row, current: Current) -> Self {
        Self {
            record: row.record,
            part: row.part,
            order: current.order,
            digest: current.digest,
            was_gone: current.gone_on.is_some(),
            unit_before: current.content.kept_by().map(str::to_owned),
            content: Arc::new(current.content),
            gone_on: None,
            told_on: row.said.order.business_date,
            is_new: false,
            is_first: false,
            superseded: None,
            past: Vec::new(),
        }
    }

    pub(super) fn about(&self) -> About {
        self.content.statement.about()
    }
}
