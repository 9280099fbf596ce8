//! Everything that cards are made of, for a number of parties at once: a handful of statements, whatever their number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Date, RecordId};
use ecif_sql::queries::{link as link_sql, party as party_sql, record as record_sql};
use pg::Tx;
use rayon::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::change::{ChangeError, LinkKind, Setting};
use crate::model::About;
use crate::record::Content;
use crate::survive::Golden;

/// How far what is held through something else is followed.
const THROUGH_MAX: usize = 3;

/// Roles of those who hold beside the first holder: what they hold is counted with somebody else.
const BESIDE: [&str; 4] = ["joint_owner", "co_borrower", "guarantor", "disponent"];

/// One party and what is stored of it.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) party: Uuid,
    pub(super) number: i64,
    pub(super) kind: i16,
    pub(super) visible_to: Vec<String>,
    pub(super) golden: Golden,
    /// Current versions of its own records.
    pub(super) records: Vec<Told>,
    /// Agreements in which it has a part.
    pub(super) agreements: Vec<Held>,
    /// Numbers its records founded.
    pub(super) numbers: BTreeSet<i64>,
}

/// A record's part.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) record: Uuid,
    pub(super) source_id: i16,
    pub(super) gone: bool,
    pub(super) content: std::sync::Arc<Content>,
    /// What it said before.
    pub(super) past: std::sync::Arc<Vec<Content>>,
}

/// An agreement's part.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) told: Told,
    /// Whether the party holds it first.
    pub(super) first: bool,
    /// The latest balances: kind, currency, amount.
    pub(super) balances: Vec<(String, String, Decimal)>,
}

/// Gathers the open parties among these; those that are not there, or forward, are left out.
pub(super) async fn gather(
    tx: &Tx,
    setting: &Setting<'_>,
    parties: &[Uuid],
    with_past: bool,
    day: Date,
) -> Result<Vec<Gathered>, ChangeError> {
    let mut rows = party_sql::parties().bind(&**tx, &parties).all().await?;
    rows.retain(|row| row.merged_into.is_none());
    let sights = party_sql::sights().bind(&**tx, &parties).all().await?;
    let mut sights: HashMap<Uuid, Vec<String>> = sights
        .into_iter()
        .map(|row| (row.party_id, row.visible_to))
        .collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
    let mut home: HashMap<Uuid, Uuid> = HashMap::new();
    for row in party_sql::members().bind(&**tx, &ids).all().await? {
        home.insert(row.record_id, row.party_id);
    }
    let members: Vec<Uuid> = home.keys().copied().collect();
    let mut own = told(tx, setting, &members, with_past).await?;
    let mut holdings = holdings(tx, &home).await?;
    let agreements: BTreeSet<Uuid> = holdings.values().flat_map(|held| held.keys().copied()).collect();
    let agreements: Vec<Uuid> = agreements.into_iter().collect();
    let mut held = told(tx, setting, &agreements, with_past).await?;
    held.retain(|_, parts| {
        parts
            .0
            .retain(|part| part.content.statement.about() == About::Account);
        !parts.0.is_empty()
    });
    let mut balances: HashMap<Uuid, Vec<(String, String, Decimal)>> = HashMap::new();
    for row in link_sql::latest_balances()
        .bind(&**tx, &agreements, &day)
        .all()
        .await?
    {
        let line = (row.kind, row.currency, row.amount);
        balances.entry(row.account_id).or_default().push(line);
    }
    let mut by_party: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (record, party) in &home {
        by_party.entry(*party).or_default().push(*record);
    }
    let goldens: Vec<Option<Golden>> = rows
        .par_iter()
        .map(|row| {
            let open = |sealed: &Vec<u8>| setting.open_golden(row.party_id, sealed);
            row.golden.as_ref().map(open).transpose()
        })
        .collect::<Result<_, ChangeError>>()?;
    let mut gathered = Vec::with_capacity(rows.len());
    for (row, golden) in rows.into_iter().zip(goldens) {
        let Some(golden) = golden else { continue };
        let mut records = Vec::new();
        let mut numbers = BTreeSet::from([row.number]);
        for record in by_party.remove(&row.party_id).unwrap_or_default() {
            let (parts, founded) = own.remove(&record).unwrap_or_default();
            records.extend(parts);
            numbers.extend(founded);
        }
        records.sort_by_key(|told| told.record);
        let mut agreements = Vec::new();
        for (record, first) in holdings.remove(&row.party_id).unwrap_or_default() {
            for told in held.get(&record).iter().flat_map(|(parts, _)| parts) {
                agreements.push(Held {
                    told: told.clone(),
                    first,
                    balances: balances.get(&record).cloned().unwrap_or_default(),
                });
            }
        }
        gathered.push(Gathered {
            party: row.party_id,
            number: row.number,
            kind: row.kind,
            visible_to: sights.remove(&row.party_id).unwrap_or_default(),
            golden,
            records,
            agreements,
            numbers,
        });
    }
    Ok(gathered)
}

/// The parts of each record, and the number it founded.
async fn told(
    tx: &Tx,
    setting: &Setting<'_>,
    records: &[Uuid],
    with_past: bool,
) -> Result<HashMap<Uuid, (Vec<Told>, Option<i64>)>, ChangeError> {
    let rows = record_sql::contents().bind(&**tx, &records).all().await?;
    let contents: Vec<Content> = rows
        .par_iter()
        .map(|row| setting.open_content(RecordId(row.record_id), row.part, &row.content))
        .collect::<Result<_, ChangeError>>()?;
    let mut past: HashMap<(Uuid, i16), Vec<Content>> = HashMap::new();
    if with_past {
        let rows = record_sql::former_versions().bind(&**tx, &records).all().await?;
        let contents: Vec<Content> = rows
            .par_iter()
            .map(|row| setting.open_content(RecordId(row.record_id), row.part, &row.content))
            .collect::<Result<_, ChangeError>>()?;
        for (row, content) in rows.iter().zip(contents) {
            past.entry((row.record_id, row.part)).or_default().push(content);
        }
    }
    let mut told: HashMap<Uuid, (Vec<Told>, Option<i64>)> = HashMap::with_capacity(records.len());
    for (row, content) in rows.into_iter().zip(contents) {
        let entry = told.entry(row.record_id).or_default();
        entry.1 = entry.1.or(row.number);
        entry.0.push(Told {
            record: row.record_id,
            source_id: row.source_id,
            gone: row.gone_on.is_some(),
            content: content.into(),
            past: past.remove(&(row.record_id, row.part)).unwrap_or_default().into(),
        });
    }
    Ok(told)
}

/// The agreements each party has a part in, and whether as the first holder.
async fn holdings(
    tx: &Tx,
    home: &HashMap<Uuid, Uuid>,
) -> Result<HashMap<Uuid, BTreeMap<Uuid, bool>>, ChangeError> {
    let mut held: HashMap<Uuid, BTreeMap<Uuid, bool>> = HashMap::new();
    // Who reaches a record, and whether first.
    let mut frontier: HashMap<Uuid, BTreeMap<Uuid, bool>> = HashMap::new();
    for (record, party) in home {
        frontier.entry(*record).or_default().insert(*party, true);
    }
    for step in 0..=THROUGH_MAX {
        let kind = if step == 0 {
            LinkKind::Holds
        } else {
            LinkKind::Through
        };
        let ids: Vec<Uuid> = frontier.keys().copied().collect();
        let mut said = link_sql::links_of().bind(&**tx, &ids).all().await?;
        said.retain(|link| link.forward && link.kind == kind.code());
        if said.is_empty() {
            break;
        }
        let apart: BTreeSet<Uuid> = said
            .iter()
            .filter(|link| link.stated_by != link.other_id)
            .map(|link| link.stated_by)
            .collect();
        let apart: Vec<Uuid> = apart.into_iter().collect();
        let there = record_sql::present().bind(&**tx, &apart).all().await?;
        let there: BTreeSet<Uuid> = there.into_iter().map(|row| row.record_id).collect();
        let mut next: HashMap<Uuid, BTreeMap<Uuid, bool>> = HashMap::new();
        for link in &said {
            if link.stated_by != link.other_id && !there.contains(&link.stated_by) {
                continue;
            }
            for (party, first) in frontier.get(&link.record_id).into_iter().flatten() {
                let first = *first && !BESIDE.contains(&link.role.as_str());
                for at in [link.other_id, link.stated_by] {
                    let known = held.entry(*party).or_default();
                    let news = known.get(&at).is_none_or(|before| first && !before);
                    if news {
                        known.insert(at, first);
                        next.entry(at).or_default().insert(*party, first);
                    }
                }
            }
        }
        frontier = next;
        if frontier.is_empty() {
            break;
        }
    }
    Ok(held)
}
