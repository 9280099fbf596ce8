//! Who may see which customer: kept true by the act that changes it, whatever road it comes by.
//!
//! A party is seen by every unit that keeps a current record or agreement of it and by its managers. What a party
//! holds through holder rows and other agreements counts as in [`crate::explain`]; what its source no longer has
//! does not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use authz::{manager_token, unit_token};
use base::{Clock, RecordId};
use ecif_sql::queries::{
    card as card_sql, link as link_sql, party as party_sql, record as record_sql, source as source_sql,
};
use pg::seal::Keyring;
use pg::{Actor, Database};
use rayon::prelude::*;
use uuid::Uuid;

use super::link::{Link, edges, links};
use super::settle::Survey;
use super::{Carrier, Change, ChangeError, LinkKind, Placed, Setting, take_turn};
use crate::as_one::as_one;
use crate::model::About;
use crate::record::Content;
use crate::survive::{Golden, GoldenValue};

/// How far what is held through something else is followed.
const THROUGH_MAX: usize = 3;

/// The managers who look after a customer now: those that a record still there names.
pub(super) fn managers(golden: &Golden, is_gone: impl Fn(RecordId) -> bool) -> BTreeSet<String> {
    let current = |value: &&GoldenValue| {
        value.attribute.get().name == "customer_manager"
            && golden.giver(value.from).is_some_and(|giver| !is_gone(giver.id))
    };
    golden
        .values
        .iter()
        .filter(current)
        .map(|value| value.value.clone())
        .collect()
}

/// The tokens of a customer, in order.
pub(super) fn tokens<'t>(
    managers: impl Iterator<Item = &'t str>,
    units: impl Iterator<Item = &'t str>,
) -> BTreeSet<String> {
    managers.map(manager_token).chain(units.map(unit_token)).collect()
}

/// What of a party's sight is to be told anew; the rest stays as it is stored.
#[derive(Debug, Default)]
pub(super) struct Want {
    /// The managers who look after it now, if they may have changed.
    managers: Option<BTreeSet<String>>,
    /// The units may have changed: they are reckoned anew from records and agreements.
    pub(super) units: bool,
}

/// Parties whose sight is to be told.
pub(super) type Wanted = BTreeMap<Uuid, Want>;

/// The parties of a survey with their managers; those that records only left, too. Units are reckoned anew where
/// records came and went, or one of these placed ones says something else of them.
pub(super) fn of_survey(survey: &Survey, managers: Vec<BTreeSet<String>>, placed: &[Placed]) -> Wanted {
    let mut wanted = Wanted::new();
    for (group, managers) in survey.groups.iter().zip(managers) {
        // One that no group goes by any more forwards to another, and nobody looks after it.
        for from in &group.from {
            wanted.entry(*from).or_default().managers.get_or_insert_default();
        }
        wanted.entry(group.party).or_default().managers = Some(managers);
    }
    let homes = survey.homes();
    let told = placed.iter().filter(|one| one.moves_sight());
    let told = told.filter_map(|one| homes.get(&one.record).and_then(|(party, _)| *party));
    let moved = survey.moves.iter();
    let moved = moved.flat_map(|one| [Some(one.to), one.from.map(|(party, _)| party)]);
    for party in told.chain(moved.flatten()) {
        wanted.entry(party).or_default().units = true;
    }
    wanted
}

impl Placed {
    /// Whether its units or the edges it states, or that they count, may have changed.
    fn moves_sight(&self) -> bool {
        let statement = &self.content.statement;
        self.is_new
            || self.was_gone != self.gone_on.is_some()
            || self.unit_before.as_deref() != self.content.kept_by()
            || self
                .superseded
                .as_ref()
                .is_some_and(|before| edges(before) != edges(statement))
    }
}

impl Change<'_> {
    /// The parties that hold, or held until now, the agreements among what was placed.
    pub(super) async fn holders_of(&self, placed: &[Placed]) -> Result<BTreeSet<Uuid>, ChangeError> {
        let (keyring, source) = (self.setting.keyring, self.carrier.source.as_str());
        let mut seeds: BTreeSet<Uuid> = BTreeSet::new();
        for one in placed {
            let agreement = matches!(one.about(), About::Account | About::Holder);
            if !agreement || !one.moves_sight() {
                continue;
            }
            seeds.insert(one.record.0);
            for statement in [Some(&one.content.statement), one.superseded.as_ref()]
                .into_iter()
                .flatten()
            {
                let made = edges(statement);
                let ends = links(keyring, source, (one.record, one.part), &made);
                seeds.extend(ends.iter().filter(|link| holds(link)).map(|link| link.record));
            }
        }
        self.parties_behind(seeds).await
    }

    /// The parties of customers' records among these and of whoever holds the agreements among them.
    pub(super) async fn parties_behind(&self, seeds: BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, ChangeError> {
        if seeds.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut reached = seeds.clone();
        let mut frontier: Vec<Uuid> = seeds.into_iter().collect();
        for _ in 0..=THROUGH_MAX {
            let mut next = BTreeSet::new();
            for link in link_sql::links_of().bind(&**self.tx, &frontier).all().await? {
                let back = !link.forward
                    && (link.kind == LinkKind::Holds.code() || link.kind == LinkKind::Through.code());
                if back && !reached.contains(&link.other_id) {
                    next.insert(link.other_id);
                }
            }
            let ends = self.ends_of_rows(&frontier).await?;
            next.extend(ends.into_iter().filter(|end| !reached.contains(end)));
            if next.is_empty() {
                break;
            }
            frontier = next.iter().copied().collect();
            reached.extend(next);
        }
        let reached: Vec<Uuid> = reached.into_iter().collect();
        let homes = record_sql::homes().bind(&**self.tx, &reached).all().await?;
        Ok(homes.into_iter().flatten().collect())
    }

    /// Whom and what the holder rows among these tie: only their contents say so.
    async fn ends_of_rows(&self, records: &[Uuid]) -> Result<Vec<Uuid>, ChangeError> {
        let mut ends = Vec::new();
        for row in record_sql::holder_rows().bind(&**self.tx, &records).all().await? {
            let record = RecordId(row.record_id);
            let content = self.setting.open_content(record, row.part, &row.content)?;
            let source = self.setting.sources.get(&row.source_id);
            let source = source.map_or("", |source| source.name.as_str());
            let made = edges(&content.statement);
            let links = links(self.setting.keyring, source, (record, row.part), &made);
            ends.extend(links.iter().map(|link| link.record));
        }
        Ok(ends)
    }

    /// The tokens of those of these parties that others see now than what is stored says, each as one text.
    pub(super) async fn sights(&self, wanted: &Wanted) -> Result<BTreeMap<Uuid, String>, ChangeError> {
        if wanted.is_empty() {
            return Ok(BTreeMap::new());
        }
        let parties: Vec<Uuid> = wanted.keys().copied().collect();
        let stored = party_sql::sights().bind(&**self.tx, &parties).all().await?;
        let stored: HashMap<Uuid, Vec<String>> = stored
            .into_iter()
            .map(|row| (row.party_id, row.visible_to))
            .collect();
        let moved = wanted.iter().filter(|(_, want)| want.units);
        let units = self.units_of(moved.map(|(party, _)| *party).collect()).await?;
        let mut told = BTreeMap::new();
        for (party, want) in wanted {
            let before = stored.get(party).map_or(&[][..], Vec::as_slice);
            let kept = |kind| before.iter().filter_map(move |token| token.strip_prefix(kind));
            let managers: Vec<&str> = match &want.managers {
                Some(managers) => managers.iter().map(String::as_str).collect(),
                None => kept("m:").collect(),
            };
            let units: Vec<&str> = if want.units {
                units
                    .get(party)
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect()
            } else {
                kept("u:").collect()
            };
            let now = tokens(managers.into_iter(), units.into_iter());
            if !stored.contains_key(party) || !now.iter().eq(before) {
                told.insert(*party, as_one(&now));
            }
        }
        Ok(told)
    }

    /// The units that keep a record or an agreement of these parties, by what is stored now.
    async fn units_of(&self, parties: Vec<Uuid>) -> Result<BTreeMap<Uuid, BTreeSet<String>>, ChangeError> {
        let mut units = BTreeMap::new();
        if parties.is_empty() {
            return Ok(units);
        }
        let mut frontier: HashMap<Uuid, BTreeSet<Uuid>> = HashMap::new();
        for row in party_sql::members().bind(&**self.tx, &parties).all().await? {
            frontier.entry(row.record_id).or_default().insert(row.party_id);
        }
        self.keepers(&frontier, &mut units).await?;
        for step in 0..=THROUGH_MAX {
            frontier = self.held_by(&frontier, step == 0).await?;
            if frontier.is_empty() {
                break;
            }
            self.keepers(&frontier, &mut units).await?;
        }
        Ok(units)
    }

    /// What is held by those who hold these: directly by customers' records, else through agreements and holder rows.
    async fn held_by(
        &self,
        by: &HashMap<Uuid, BTreeSet<Uuid>>,
        directly: bool,
    ) -> Result<HashMap<Uuid, BTreeSet<Uuid>>, ChangeError> {
        let kind = if directly {
            LinkKind::Holds
        } else {
            LinkKind::Through
        };
        let ids: Vec<Uuid> = by.keys().copied().collect();
        let mut said = link_sql::links_of().bind(&**self.tx, &ids).all().await?;
        said.retain(|link| link.forward && link.kind == kind.code());
        let speakers: Vec<Uuid> = said.iter().map(|link| link.stated_by).collect();
        let present = record_sql::present().bind(&**self.tx, &speakers).all().await?;
        let present: BTreeSet<Uuid> = present.into_iter().map(|row| row.record_id).collect();
        let mut held: HashMap<Uuid, BTreeSet<Uuid>> = HashMap::new();
        for link in said.iter().filter(|link| present.contains(&link.stated_by)) {
            for at in [link.other_id, link.stated_by] {
                held.entry(at)
                    .or_default()
                    .extend(by.get(&link.record_id).into_iter().flatten());
            }
        }
        // What leads back to where it came from is no news.
        held.retain(|at, parties| by.get(at).is_none_or(|known| !parties.is_subset(known)));
        Ok(held)
    }

    /// Adds the units that keep these records, as far as their sources still have them, to who holds them.
    async fn keepers(
        &self,
        held: &HashMap<Uuid, BTreeSet<Uuid>>,
        units: &mut BTreeMap<Uuid, BTreeSet<String>>,
    ) -> Result<(), ChangeError> {
        let ids: Vec<Uuid> = held.keys().copied().collect();
        for row in record_sql::present().bind(&**self.tx, &ids).all().await? {
            let keeps = row.about == About::Party.code() || row.about == About::Account.code();
            let Some(unit) = row.unit.filter(|_| keeps) else {
                continue;
            };
            for party in held.get(&row.record_id).into_iter().flatten() {
                units.entry(*party).or_default().insert(unit.clone());
            }
        }
        Ok(())
    }

    /// Tells cards who sees them: the wall before a list is never behind the one before the customer.
    pub(super) async fn write_card_sights(&self, sights: &BTreeMap<Uuid, String>) -> Result<(), ChangeError> {
        if !sights.is_empty() {
            let parties: Vec<Uuid> = sights.keys().copied().collect();
            let tokens: Vec<&str> = sights.values().map(String::as_str).collect();
            card_sql::set_card_sights()
                .bind(&**self.tx, &parties, &tokens)
                .await?;
        }
        Ok(())
    }

    /// Writes the sight of parties that nothing else is written of.
    pub(super) async fn write_sights(&self, sights: &BTreeMap<Uuid, String>) -> Result<(), ChangeError> {
        if sights.is_empty() {
            return Ok(());
        }
        let parties: Vec<Uuid> = sights.keys().copied().collect();
        let tokens: Vec<&str> = sights.values().map(String::as_str).collect();
        party_sql::set_sights()
            .bind(&**self.tx, &parties, &tokens)
            .await?;
        Ok(())
    }
}

/// Tells who sees whom where the store is of before that was kept: once, when the program is newer than its store.
///
/// # Errors
/// Whatever the store answers.
pub async fn fill_sights(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
) -> Result<(), ChangeError> {
    const NAME: &str = "visibility";
    const PAGE: i64 = 2000;
    let tx = database.begin(actor).await?;
    if source_sql::followed().bind(&*tx, &NAME).opt().await? != Some(-1) {
        return Ok(tx.rollback().await?);
    }
    if !take_turn(&tx, Duration::from_secs(120)).await? {
        return Err(ChangeError::Busy);
    }
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let (mut record, mut part) = (Uuid::nil(), i16::MIN);
    loop {
        let page = record_sql::records_after()
            .bind(&*tx, &record, &part, &PAGE)
            .all()
            .await?;
        let Some(last) = page.last() else { break };
        (record, part) = (last.record_id, last.part);
        let opened: Vec<(Uuid, i16, Content)> = page
            .par_iter()
            .map(|row| {
                let content = setting.open_content(RecordId(row.record_id), row.part, &row.content)?;
                Ok((row.record_id, row.part, content))
            })
            .collect::<Result<_, ChangeError>>()?;
        let ids: Vec<Uuid> = opened.iter().map(|one| one.0).collect();
        let parts: Vec<i16> = opened.iter().map(|one| one.1).collect();
        let units: Vec<Option<&str>> = opened.iter().map(|one| one.2.kept_by()).collect();
        record_sql::set_units().bind(&*tx, &ids, &parts, &units).await?;
    }
    let nobody = Carrier::nobody();
    let change = Change::new(&tx, &setting, &nobody, 0, true);
    let mut after = Uuid::nil();
    loop {
        let page = party_sql::open_parties_after()
            .bind(&*tx, &after, &PAGE)
            .all()
            .await?;
        let Some(last) = page.last() else { break };
        after = *last;
        let mut wanted = Wanted::new();
        for party in party_sql::parties().bind(&*tx, &page).all().await? {
            let Some(sealed) = party.golden else { continue };
            let golden = setting.open_golden(party.party_id, &sealed)?;
            let givers: Vec<Uuid> = golden.records.iter().map(|record| record.id.0).collect();
            let there = record_sql::present().bind(&*tx, &givers).all().await?;
            let there: BTreeSet<Uuid> = there.into_iter().map(|row| row.record_id).collect();
            let managers = managers(&golden, |id| !there.contains(&id.0));
            wanted.insert(
                party.party_id,
                Want {
                    managers: Some(managers),
                    units: true,
                },
            );
        }
        change.write_sights(&change.sights(&wanted).await?).await?;
    }
    source_sql::set_followed().bind(&*tx, &NAME, &0).await?;
    Ok(tx.commit().await?)
}

fn holds(link: &Link<'_>) -> bool {
    matches!(link.kind, LinkKind::Holds | LinkKind::Through)
}

/// The units of an initial load by a number of their own: there are few, and each is told of many times.
#[derive(Debug, Default, Clone)]
pub(crate) struct Units(Arc<Mutex<UnitNumbers>>);

#[derive(Debug, Default)]
struct UnitNumbers {
    known: HashMap<String, u32>,
    names: Vec<String>,
}

impl Units {
    fn number(&self, unit: &str) -> u32 {
        let UnitNumbers { known, names } = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = known.get(unit) {
            return *number;
        }
        // A bank has thousands of units, not thousands of millions.
        let number = u32::try_from(names.len()).unwrap_or(u32::MAX);
        known.insert(unit.to_owned(), number);
        names.push(unit.to_owned());
        number
    }

    fn names(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .names
            .clone()
    }
}

/// What an initial load has heard of who holds which agreement, until it is known who is who.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    /// Agreements and their units.
    kept: Vec<(RecordId, u32)>,
    /// Who holds directly: a customer's record, and the agreement or the row that says so.
    direct: Vec<(RecordId, RecordId)>,
    /// What is held through something else: that, and the agreement.
    through: Vec<(RecordId, RecordId)>,
}

impl Holdings {
    /// Takes in what a row that its source still has says.
    pub(super) fn hear(&mut self, units: &Units, placed: &Placed, said: &[Link<'_>]) {
        if placed.gone_on.is_some() {
            return;
        }
        if placed.about() == About::Account
            && let Some(unit) = placed.content.kept_by()
        {
            self.kept.push((placed.record, units.number(unit)));
        }
        for link in said.iter().filter(|link| link.forward && holds(link)) {
            let (from, to) = (RecordId(link.record), RecordId(link.other));
            let list = if link.kind == LinkKind::Holds {
                &mut self.direct
            } else {
                &mut self.through
            };
            list.push((from, to));
            if link.stated_by != link.other {
                list.push((from, RecordId(link.stated_by)));
            }
        }
    }

    /// Takes in what another heard.
    pub(crate) fn append(&mut self, mut next: Self) {
        self.kept.append(&mut next.kept);
        self.direct.append(&mut next.direct);
        self.through.append(&mut next.through);
    }

    /// The units that keep what each customer's record holds, sorted, each once.
    pub(super) fn by_customer(self, units: &Units) -> Keepers {
        let Self {
            mut kept,
            mut direct,
            through,
        } = self;
        let mut further: HashMap<RecordId, Vec<RecordId>> = HashMap::new();
        for (from, to) in through {
            further.entry(from).or_default().push(to);
        }
        let mut frontier = direct.clone();
        for _ in 0..THROUGH_MAX {
            if further.is_empty() {
                break;
            }
            let next = frontier.iter().flat_map(|(customer, at)| {
                let on = further.get(at).into_iter().flatten();
                on.map(|to| (*customer, *to))
            });
            frontier = next.collect();
            direct.extend_from_slice(&frontier);
        }
        // Both by agreement: one walk finds the unit of each.
        rayon::join(
            || kept.par_sort_unstable(),
            || direct.par_sort_unstable_by_key(|(_, agreement)| *agreement),
        );
        let mut at = 0;
        let mut found: Vec<(RecordId, u32)> = Vec::with_capacity(direct.len());
        for (customer, agreement) in direct {
            while kept.get(at).is_some_and(|(known, _)| *known < agreement) {
                at += 1;
            }
            let same = kept[at..].iter().take_while(|(known, _)| *known == agreement);
            found.extend(same.map(|(_, unit)| (customer, *unit)));
        }
        found.par_sort_unstable();
        found.dedup();
        Keepers {
            found,
            names: units.names(),
        }
    }
}

/// Customers' records and the units that keep what they hold.
#[derive(Debug, Default)]
pub(super) struct Keepers {
    found: Vec<(RecordId, u32)>,
    names: Vec<String>,
}

impl Keepers {
    /// For each of these records, in order of their ids, where its units begin and end.
    pub(super) fn spans<'r>(
        &'r self,
        records: impl Iterator<Item = RecordId> + 'r,
    ) -> impl Iterator<Item = (u32, u32)> + 'r {
        let mut at = 0;
        records.map(move |record| {
            while self.found.get(at).is_some_and(|(known, _)| *known < record) {
                at += 1;
            }
            let many = self.found[at..]
                .iter()
                .take_while(|(known, _)| *known == record)
                .count();
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            (place(at), place(at + many))
        })
    }

    /// The units of a span.
    pub(super) fn units(&self, (from, until): (u32, u32)) -> impl Iterator<Item = &str> {
        let span = self.found.get(from as usize..until as usize).unwrap_or_default();
        span.iter()
            .filter_map(|(_, unit)| self.names.get(*unit as usize))
            .map(String::as_str)
    }
}
