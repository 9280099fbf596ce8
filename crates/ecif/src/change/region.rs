//! What an act has to look at to say who its records are: their neighbours by key, and the parties of all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::{Date, RecordId};
use ecif_sql::queries::{party as party_sql, record as record_sql};
use feed::PartyKind;
use rayon::prelude::*;
use uuid::Uuid;

use super::{Change, ChangeError, Placed};
use crate::model::{PartyFacts, Statement};
use crate::record::{Content, IdentitySpan, Key, KeyKind};
use crate::resolve::{Judgement, RuleSet, Standing, judge};

/// A part of a record, as stored or as just placed.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) part: i16,
    pub(super) source_id: i16,
    pub(super) gone: bool,
    /// This act changed its name.
    pub(super) renamed: bool,
    pub(super) content: Arc<Content>,
}

/// A record in the region.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) record: RecordId,
    pub(super) party: Option<Uuid>,
    pub(super) number: Option<i64>,
    pub(super) parts: Vec<Part>,
    /// This act changed it.
    pub(super) touched: bool,
    /// It is not stored yet.
    pub(super) is_new: bool,
}

/// A party as stored.
#[derive(Debug)]
pub(super) struct Party {
    pub(super) number: i64,
    pub(super) kind: i16,
    pub(super) version: i64,
    /// The act that opened it.
    pub(super) opened_by: i64,
    pub(super) merged_into: Option<Uuid>,
    pub(super) due_on: Option<Date>,
    pub(super) golden: Option<Vec<u8>>,
}

/// The records and parties an act can have an effect on.
#[derive(Debug, Default)]
pub(super) struct Region {
    pub(super) members: Vec<Member>,
    pub(super) parties: HashMap<Uuid, Party>,
    /// Since when, and why, each stored record has been in its party.
    pub(super) since: HashMap<RecordId, i64>,
    /// Keys by digest and holder that this act adds.
    pub(super) new_keys: Vec<([u8; 16], Uuid)>,
}

impl Region {
    /// Puts each record's parts in order.
    pub(super) fn sort_parts(&mut self) {
        for member in &mut self.members {
            member.parts.sort_by_key(|part| part.part);
        }
    }

    /// Who the records are by the rules, over their whole histories.
    pub(super) fn judge(&self, rules: &RuleSet) -> Judgement {
        let standings: Vec<_> = self.members.iter().map(Member::standing).collect();
        judge(rules, &standings, Date::MAX)
    }
}

impl Member {
    /// A record this act brings or changes; what is told of it is still to come.
    pub(super) const fn touched(record: RecordId, is_new: bool) -> Self {
        Self {
            record,
            party: None,
            number: None,
            parts: Vec::new(),
            touched: true,
            is_new,
        }
    }

    pub(super) fn facts(&self) -> impl Iterator<Item = (&Part, &PartyFacts)> {
        self.parts
            .iter()
            .filter_map(|part| part.content.statement.party().map(|facts| (part, facts)))
    }

    fn standing(&self) -> Standing {
        let kind = self
            .facts()
            .next()
            .map_or(PartyKind::Individual, |(_, facts)| facts.kind);
        let spans = match self.parts.as_slice() {
            [only] => only.content.identity.clone(),
            parts => united(parts),
        };
        Standing {
            record: self.record,
            kind,
            spans,
            number: self.number,
        }
    }
}

/// Whether a version is the first under its name, and there was another before.
fn renamed(content: &Content, on: Date) -> bool {
    let mut spans = content.identity.iter().rev();
    match (spans.next(), spans.next()) {
        (Some(now), Some(before)) => now.from == on && now.name_key != before.name_key,
        _ => false,
    }
}

/// One line of spans out of several parts': the keys of all, the name of the first part that has one.
fn united(parts: &[Part]) -> Vec<IdentitySpan> {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    for span in parts.iter().flat_map(|part| &part.content.identity) {
        days.insert(span.from);
    }
    let days: Vec<Date> = days.into_iter().collect();
    let mut spans: Vec<IdentitySpan> = Vec::with_capacity(days.len());
    for (index, day) in days.iter().enumerate() {
        let here: Vec<&IdentitySpan> = parts
            .iter()
            .filter_map(|part| part.content.identity.iter().rfind(|span| span.from <= *day))
            .collect();
        let mut keys: Vec<Key> = here.iter().flat_map(|span| span.keys.iter().cloned()).collect();
        keys.sort_unstable();
        keys.dedup();
        let name_key = here.iter().find_map(|span| span.name_key.clone());
        spans.push(IdentitySpan {
            from: *day,
            until: days.get(index + 1).copied(),
            name_key,
            keys,
        });
    }
    spans
}

impl Change<'_> {
    /// Gathers the region of the party records among what was placed.
    pub(super) async fn region(&self, placed: &[Placed]) -> Result<Region, ChangeError> {
        let mut region = Region::default();
        let mut index: HashMap<RecordId, usize> = HashMap::new();
        let source_id = self.carrier.source_id;
        for one in placed
            .iter()
            .filter(|one| matches!(one.content.statement, Statement::Party(_)))
        {
            let at = *index.entry(one.record).or_insert_with(|| {
                region.members.push(Member::touched(one.record, one.is_new));
                region.members.len() - 1
            });
            let content = Arc::clone(&one.content);
            region.members[at].parts.push(Part {
                part: one.part,
                source_id,
                gone: one.gone_on.is_some(),
                renamed: one.superseded.is_some() && renamed(&content, one.order.business_date),
                content,
            });
        }
        if region.members.is_empty() {
            return Ok(region);
        }
        // Who carries, or ever carried, a key that a touched record carries or ever carried.
        let keys = self.keys_of(&region.members);
        let digests: Vec<&[u8]> = keys.keys().map(<[u8; 16]>::as_slice).collect();
        let mut wanted: BTreeSet<Uuid> = placed
            .iter()
            .filter(|one| !one.is_first)
            .map(|one| one.record.0)
            .collect();
        wanted.retain(|id| index.contains_key(&RecordId(*id)));
        let mut stored: BTreeSet<([u8; 16], Uuid)> = BTreeSet::new();
        for holder in record_sql::key_holders().bind(&**self.tx, &digests).all().await? {
            wanted.insert(holder.record_id);
            if let Ok(digest) = <[u8; 16]>::try_from(holder.digest.as_slice()) {
                stored.insert((digest, holder.record_id));
            }
        }
        region.new_keys = keys
            .iter()
            .flat_map(|(digest, holders)| holders.iter().map(|holder| (*digest, holder.0)))
            .filter(|key| !stored.contains(key))
            .collect();
        region.new_keys.sort_unstable();
        self.fetch(&mut region, &mut index, wanted).await?;
        self.fetch_parties(&mut region, &mut index).await?;
        region.sort_parts();
        Ok(region)
    }

    /// Gathers the region of parties, none of whose records this act changed.
    pub(super) async fn region_of_parties(&self, parties: &[Uuid]) -> Result<Region, ChangeError> {
        let mut region = Region::default();
        let mut index = HashMap::new();
        self.fetch_members_of(&mut region, &mut index, parties.iter().copied().collect())
            .await?;
        region.sort_parts();
        Ok(region)
    }

    pub(super) fn keys_of(&self, members: &[Member]) -> BTreeMap<[u8; 16], Vec<RecordId>> {
        let mut keys: BTreeMap<[u8; 16], Vec<RecordId>> = BTreeMap::new();
        for member in members {
            for span in member.parts.iter().flat_map(|part| &part.content.identity) {
                for key in &span.keys {
                    let holders = keys.entry(key.digest(self.setting.keyring)).or_default();
                    if holders.last() != Some(&member.record) {
                        holders.push(member.record);
                    }
                }
            }
        }
        keys
    }

    /// Brings in stored records that are not in the region yet, and the stored parts of those that are.
    pub(super) async fn fetch(
        &self,
        region: &mut Region,
        index: &mut HashMap<RecordId, usize>,
        wanted: BTreeSet<Uuid>,
    ) -> Result<(), ChangeError> {
        let ids: Vec<Uuid> = wanted
            .into_iter()
            .filter(|id| {
                index
                    .get(&RecordId(*id))
                    .is_none_or(|at| region.members[*at].touched)
            })
            .collect();
        if ids.is_empty() {
            return Ok(());
        }
        let rows = record_sql::contents().bind(&**self.tx, &ids).all().await?;
        let setting = self.setting;
        let contents: Vec<Content> = rows
            .par_iter()
            .map(|row| setting.open_content(RecordId(row.record_id), row.part, &row.content))
            .collect::<Result<_, ChangeError>>()?;
        for (row, content) in rows.into_iter().zip(contents) {
            let record = RecordId(row.record_id);
            let at = *index.entry(record).or_insert_with(|| {
                region.members.push(Member {
                    record,
                    party: None,
                    number: None,
                    parts: Vec::new(),
                    touched: false,
                    is_new: false,
                });
                region.members.len() - 1
            });
            let member = &mut region.members[at];
            member.is_new = false;
            member.party = member.party.or(row.party_id);
            member.number = member.number.or(row.number);
            if member.parts.iter().all(|part| part.part != row.part) {
                member.parts.push(Part {
                    part: row.part,
                    source_id: row.source_id,
                    gone: row.gone_on.is_some(),
                    renamed: false,
                    content: Arc::new(content),
                });
            }
        }
        Ok(())
    }

    /// Brings in the parties of all records in the region and the other records of those parties.
    pub(super) async fn fetch_parties(
        &self,
        region: &mut Region,
        index: &mut HashMap<RecordId, usize>,
    ) -> Result<(), ChangeError> {
        let mut parties: BTreeSet<Uuid> = region.members.iter().filter_map(|member| member.party).collect();
        parties.extend(self.parties_named(&region.members).await?);
        self.fetch_members_of(region, index, parties).await
    }

    async fn fetch_members_of(
        &self,
        region: &mut Region,
        index: &mut HashMap<RecordId, usize>,
        parties: BTreeSet<Uuid>,
    ) -> Result<(), ChangeError> {
        if parties.is_empty() {
            return Ok(());
        }
        let parties: Vec<Uuid> = parties.into_iter().collect();
        let mut others = BTreeSet::new();
        for row in party_sql::members().bind(&**self.tx, &parties).all().await? {
            let record = RecordId(row.record_id);
            region.since.insert(record, row.since);
            if !index.contains_key(&record) {
                others.insert(row.record_id);
            }
        }
        self.fetch(region, index, others).await?;
        self.fetch_party_rows(region, &parties).await
    }

    /// Brings in parties as they are stored, without their records.
    pub(super) async fn fetch_party_rows(
        &self,
        region: &mut Region,
        parties: &[Uuid],
    ) -> Result<(), ChangeError> {
        for row in party_sql::parties().bind(&**self.tx, &parties).all().await? {
            region.parties.insert(
                row.party_id,
                Party {
                    number: row.number,
                    kind: row.kind,
                    version: row.version,
                    opened_by: row.opened_by,
                    merged_into: row.merged_into,
                    due_on: row.due_on,
                    golden: row.golden,
                },
            );
        }
        Ok(())
    }

    /// The parties that answer to the customer numbers which rows name.
    async fn parties_named(&self, members: &[Member]) -> Result<Vec<Uuid>, ChangeError> {
        let named: Vec<i64> = members
            .iter()
            .flat_map(|member| &member.parts)
            .flat_map(|part| &part.content.identity)
            .flat_map(|span| &span.keys)
            .filter(|key| key.kind == KeyKind::CustomerNumber)
            .filter_map(|key| key.value.parse().ok())
            .collect();
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let founders: Vec<Uuid> = party_sql::numbers()
            .bind(&**self.tx, &named)
            .all()
            .await?
            .into_iter()
            .map(|row| row.record_id)
            .collect();
        let heads = record_sql::heads().bind(&**self.tx, &founders).all().await?;
        Ok(heads.into_iter().filter_map(|head| head.party_id).collect())
    }
}
