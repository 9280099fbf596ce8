//! Records as they were known at a change, for a business date.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Date, RecordId};
use ecif_sql::queries::seen as sql;
use pg::Tx;
use uuid::Uuid;

use super::ExplainError;
use crate::change::{Setting, edges, links};
use crate::record::{Content, Observation, Order, collapse, fold};

/// A record's part as it was in force.
#[derive(Debug)]
pub(super) struct InForce {
    pub(super) part: i16,
    pub(super) source_id: i16,
    pub(super) about: i16,
    pub(super) order: Order,
    pub(super) content: Content,
    pub(super) gone_on: Option<Date>,
    /// Versions known at that change, whatever their date.
    pub(super) versions: usize,
}

#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    digest: &'a [u8],
    index: usize,
}

impl PartialEq for Told<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

/// What belongs to a customer in the actor's sight, as the store has it.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) records: Vec<sql::RecordsOf>,
    pub(super) versions: Vec<sql::VersionsOf>,
    pub(super) absences: Vec<sql::AbsencesOf>,
    /// The edges between them and to others; of a past moment once [`Store::turn_back`] was called.
    pub(super) links: Vec<sql::LinksOf>,
}

impl Store {
    /// Reads what belongs to a party. Of one out of sight the database shows nothing.
    pub(super) async fn read(
        tx: &Tx,
        party: Uuid,
        change: i64,
        valid_on: Date,
    ) -> Result<Self, ExplainError> {
        Ok(Self {
            records: sql::records_of().bind(&**tx, &party).all().await?,
            versions: sql::versions_of().bind(&**tx, &party).all().await?,
            absences: sql::absences_of()
                .bind(&**tx, &party, &change, &valid_on)
                .all()
                .await?,
            links: sql::links_of().bind(&**tx, &party).all().await?,
        })
    }

    /// Puts the edges that the records stated at a moment in the place of those they state now.
    ///
    /// What others state of them (who else holds an agreement, by a row that belongs to that customer) stays as it is
    /// now: their records are not read here.
    pub(super) fn turn_back(
        &mut self,
        setting: &Setting<'_>,
        change: i64,
        valid_on: Date,
    ) -> Result<(), ExplainError> {
        let ours: BTreeSet<Uuid> = self.records.iter().map(|row| row.record_id).collect();
        let all: Vec<Uuid> = ours.iter().copied().collect();
        let said = in_force(self, setting, &all, change, valid_on)?;
        self.links.retain(|link| !ours.contains(&link.stated_by));
        for (record, parts) in &said {
            for part in parts {
                let source = setting.sources.get(&part.source_id);
                let source = source.map_or("", |source| source.name.as_str());
                let edges = edges(&part.content.statement);
                let stated = links(setting.keyring, source, (*record, part.part), &edges);
                self.links.extend(stated.into_iter().map(|link| sql::LinksOf {
                    record_id: link.record,
                    stated_by: link.stated_by,
                    other_id: link.other,
                    kind: link.kind.code(),
                    forward: link.forward,
                    role: link.role.to_owned(),
                    share: link.share,
                }));
            }
        }
        Ok(())
    }
}

/// Records as of a change and for a business date; those that said nothing yet are left out.
pub(super) fn in_force(
    store: &Store,
    setting: &Setting<'_>,
    records: &[Uuid],
    change: i64,
    valid_on: Date,
) -> Result<BTreeMap<RecordId, Vec<InForce>>, ExplainError> {
    struct Version<'s> {
        order: Order,
        change: i64,
        digest: &'s [u8],
        content: &'s [u8],
    }
    struct Head {
        source_id: i16,
        about: i16,
    }
    let wanted: BTreeSet<Uuid> = records.iter().copied().collect();
    let mut heads: HashMap<(Uuid, i16), Head> = HashMap::new();
    let mut versions: BTreeMap<(Uuid, i16), Vec<Version<'_>>> = BTreeMap::new();
    for row in store.records.iter().filter(|row| wanted.contains(&row.record_id)) {
        let at = (row.record_id, row.part);
        heads.insert(
            at,
            Head {
                source_id: row.source_id,
                about: row.about,
            },
        );
        versions.entry(at).or_default().push(Version {
            order: Order {
                business_date: row.business_date,
                sequence: row.sequence,
            },
            change: row.change_id,
            digest: &row.digest,
            content: &row.content,
        });
    }
    for row in store
        .versions
        .iter()
        .filter(|row| wanted.contains(&row.record_id))
    {
        versions
            .entry((row.record_id, row.part))
            .or_default()
            .push(Version {
                order: Order {
                    business_date: row.business_date,
                    sequence: row.sequence,
                },
                change: row.change_id,
                digest: &row.digest,
                content: &row.content,
            });
    }
    // The last word on each: when it went, or that it came back.
    let mut absent: HashMap<(Uuid, i16), Option<Date>> = HashMap::new();
    for row in &store.absences {
        absent.insert((row.record_id, row.part), row.gone.then_some(row.business_date));
    }
    let mut records: BTreeMap<RecordId, Vec<InForce>> = BTreeMap::new();
    for (at, mut told) in versions {
        let Some(head) = heads.get(&at) else { continue };
        told.retain(|version| version.change <= change);
        // In the order they were heard: at one place the later heard wins.
        told.sort_by_key(|version| version.change);
        let observations = |until: Option<Date>| {
            told.iter()
                .enumerate()
                .filter(|(_, version)| until.is_none_or(|day| version.order.business_date <= day))
                .map(|(index, version)| Observation {
                    order: version.order,
                    said: Told {
                        digest: version.digest,
                        index,
                    },
                })
                .collect()
        };
        let all = collapse(observations(None)).len();
        let mut contents = Vec::new();
        for one in collapse(observations(Some(valid_on))) {
            let sealed = told[one.said.index].content;
            let mut content = setting.open_content(RecordId(at.0), at.1, sealed)?;
            content.identity.clear();
            contents.push((one.order, content));
        }
        if let Some((order, content)) = fold(contents).pop() {
            let missing = absent.get(&at).copied().flatten();
            let gone_on = if content.deleted {
                Some(order.business_date)
            } else {
                missing
            };
            records.entry(RecordId(at.0)).or_default().push(InForce {
                part: at.1,
                source_id: head.source_id,
                about: head.about,
                order,
                content,
                gone_on,
                versions: all,
            });
        }
    }
    Ok(records)
}
