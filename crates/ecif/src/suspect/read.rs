//! Reading what is compared: parties with what their records say now.

use std::collections::{BTreeMap, HashMap};

use base::RecordId;
use ecif_sql::queries::{party as party_sql, record as record_sql};
use pg::Tx;
use pg::seal::Keyring;
use rayon::prelude::*;
use uuid::Uuid;

use super::row::{self, Row, Side};
use crate::as_one::as_one;
use crate::change::{ChangeError, Setting};
use crate::model::PartyFacts;
use crate::record::{Content, identity_of};
use crate::survive::Golden;

/// A party and what is compared of it.
#[derive(Debug)]
pub(super) struct Party {
    pub(super) id: Uuid,
    pub(super) side: Side,
    pub(super) visible_to: Vec<String>,
    pub(super) golden: Golden,
    /// All its records.
    pub(super) members: Vec<Uuid>,
    /// What its records say that are still there; of one that only says what it no longer has, that.
    pub(super) records: Vec<Said>,
}

/// What a part of a record says of its customer.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) record: RecordId,
    pub(super) source_id: i16,
    pub(super) gone: bool,
    pub(super) content: Content,
}

impl Said {
    pub(super) fn facts(&self) -> Option<&PartyFacts> {
        self.content.statement.party()
    }
}

impl Party {
    /// Its rows: what survives, and what each record says, with the record that speaks; each row once. The golden
    /// row stands under the record that gave the name.
    pub(super) fn rows(&self) -> Vec<(Uuid, Row)> {
        let giver = self.golden.value("name").map_or(0, |name| name.from);
        let speaker = self.golden.giver(giver).map_or(Uuid::nil(), |record| record.id.0);
        let mut rows = vec![(speaker, row::of_golden(self.side, &self.golden))];
        for said in &self.records {
            let Some(facts) = said.facts() else { continue };
            let row = row::of_facts(self.side, facts);
            if rows.iter().all(|(_, known)| *known != row) {
                rows.push((said.record.0, row));
            }
        }
        rows
    }

    /// A keyed digest of its key data: names, documents, birth date. What was judged different is proposed again
    /// when it changes.
    fn fingerprint(&self, keyring: &Keyring) -> [u8; 16] {
        let mut said: Vec<String> = Vec::new();
        for one in &self.records {
            let Some(facts) = one.facts() else { continue };
            let keys = identity_of(facts).into_iter();
            said.extend(keys.map(|key| format!("{} {}", key.kind, key.value)));
            said.extend(facts.name_key.clone());
            let birth = |fact: &&crate::model::Fact| {
                fact.valid && matches!(fact.attribute.get().name, "birth_date" | "founded_on")
            };
            said.extend(facts.values.iter().find(birth).map(|fact| fact.value.clone()));
        }
        said.sort_unstable();
        said.dedup();
        keyring.digest("key data", as_one(said).as_bytes())
    }
}

/// A keyed digest of the key data of two, whichever is named first.
pub(super) fn fingerprint(keyring: &Keyring, one: &Party, other: &Party) -> Vec<u8> {
    let mut prints = [one, other].map(|party| party.fingerprint(keyring));
    prints.sort_unstable();
    prints.concat()
}

/// Reads the open parties among these, by their id.
pub(super) async fn read(
    tx: &Tx,
    setting: &Setting<'_>,
    parties: &[Uuid],
) -> Result<BTreeMap<Uuid, Party>, ChangeError> {
    let mut rows = party_sql::parties().bind(&**tx, &parties).all().await?;
    rows.retain(|row| row.merged_into.is_none());
    let ids: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
    let sights = party_sql::sights().bind(&**tx, &ids).all().await?;
    let mut sights: HashMap<Uuid, Vec<String>> = sights
        .into_iter()
        .map(|row| (row.party_id, row.visible_to))
        .collect();
    let mut home: HashMap<Uuid, Uuid> = HashMap::new();
    let mut of_party: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in party_sql::members().bind(&**tx, &ids).all().await? {
        home.insert(row.record_id, row.party_id);
        of_party.entry(row.party_id).or_default().push(row.record_id);
    }
    let members: Vec<Uuid> = home.keys().copied().collect();
    let stored = record_sql::contents().bind(&**tx, &members).all().await?;
    let said: Vec<Said> = stored
        .par_iter()
        .map(|row| {
            Ok(Said {
                record: RecordId(row.record_id),
                source_id: row.source_id,
                gone: row.gone_on.is_some(),
                content: setting.open_content(RecordId(row.record_id), row.part, &row.content)?,
            })
        })
        .collect::<Result<_, ChangeError>>()?;
    let mut records: HashMap<Uuid, Vec<Said>> = HashMap::new();
    for one in said {
        if let (Some(party), Some(_)) = (home.get(&one.record.0), one.facts()) {
            records.entry(*party).or_default().push(one);
        }
    }
    let goldens: Vec<Option<Golden>> = rows
        .par_iter()
        .map(|row| {
            let open = |sealed: &Vec<u8>| setting.open_golden(row.party_id, sealed);
            row.golden.as_ref().map(open).transpose()
        })
        .collect::<Result<_, ChangeError>>()?;
    let mut read = BTreeMap::new();
    for (row, golden) in rows.into_iter().zip(goldens) {
        let Some(golden) = golden else { continue };
        let mut records = records.remove(&row.party_id).unwrap_or_default();
        // What a source no longer has speaks only where nothing else does.
        if records.iter().any(|said| !said.gone) {
            records.retain(|said| !said.gone);
        }
        records.sort_by_key(|said| (said.record, said.source_id));
        let party = Party {
            id: row.party_id,
            side: Side::of_code(row.kind),
            visible_to: sights.remove(&row.party_id).unwrap_or_default(),
            golden,
            members: of_party.remove(&row.party_id).unwrap_or_default(),
            records,
        };
        read.insert(row.party_id, party);
    }
    Ok(read)
}
