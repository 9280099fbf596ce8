//! An initial load: every record is new and so is every customer, so nothing that is stored has a say.
//!
//! The rules are the same as everywhere ([`crate::resolve::judge`], survivorship), only the way the rows come to them differs: what
//! needs no customer is written as it is read; customers' records wait, packed, until all files are read, and are
//! then judged and derived once, in portions that no key reaches across.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::{Date, RecordId};
use pg::seal::Keyring;
use pg::{CopyRows, DbError, Tx};
use rayon::prelude::*;
use uuid::Uuid;

use super::bulk::{
    self, BALANCE, CUSTOMER_NUMBER, LINK, MEMBERSHIP, PARTY, RECORD, RECORD_KEY, RecordRow, SIGHTING,
};
use super::link::{edges, links};
use super::place::begin;
use super::region::{Member, Part, Region};
use super::settle::{Derived, Group, PartyRow, Settled, crowd_tasks, first_day, moves, numbered, party_id};
use super::sight::{self, Holdings, Keepers, Units};
use super::write::{open_months, opened, packed, record_context};
use super::{Carrier, Change, ChangeError, Placed, Row, Setting, Sightings, Tally};
use crate::model::About;
use crate::record::{KeyKind, Order};
use crate::resolve::{Judgement, Union};

/// Records judged together, if no key ties more: few enough to stay near the core that thinks about them.
const PORTION: usize = 512;
/// Portions under way at once, and written together.
const PORTIONS: usize = 8;

/// The act that brought a row, and the feed it came by.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The act's number.
    pub(crate) change: i64,
    pub(crate) carrier: Carrier,
}

/// A record of a customer that waits until it is known whose.
#[derive(Debug)]
pub(crate) struct Newcomer {
    origin: usize,
    record: RecordId,
    part: i16,
    order: Order,
    digest: [u8; 16],
    gone_on: Option<Date>,
    keys: Box<[[u8; 16]]>,
    content: Box<[u8]>,
    /// Where the units begin and end that keep what it holds.
    held: (u32, u32),
}

/// Rows that can be written before it is known who is who.
#[derive(Debug)]
pub(crate) struct Ready {
    /// Records of agreements, holders and relations.
    records: CopyRows,
    links: CopyRows,
    balances: CopyRows,
    months: BTreeSet<Date>,
}

/// What rows of a file come to before anybody asks whose they are.
#[derive(Debug)]
pub(crate) struct Intake {
    pub(crate) ready: Ready,
    /// Records of customers.
    pub(crate) newcomers: Vec<Newcomer>,
    /// Who holds what.
    pub(crate) holdings: Holdings,
    /// A row names a customer number: whose that is depends on what came before it.
    pub(crate) names_numbers: bool,
    /// Every record, its part, and the sequence it was seen with.
    pub(crate) seen: Vec<(RecordId, i16, i64)>,
    /// Quality findings by rule.
    pub(crate) findings: BTreeMap<String, u64>,
}

impl Default for Ready {
    fn default() -> Self {
        Self {
            records: CopyRows::new(&RECORD),
            links: CopyRows::new(&LINK),
            balances: CopyRows::new(&BALANCE),
            months: BTreeSet::new(),
        }
    }
}

impl Ready {
    /// How many rows wait to be copied.
    pub(crate) const fn len(&self) -> u64 {
        self.records.len() + self.links.len() + self.balances.len()
    }

    /// Takes in what follows.
    pub(crate) fn append(&mut self, next: Self) {
        self.records.append(next.records);
        self.links.append(next.links);
        self.balances.append(next.balances);
        self.months.extend(next.months);
    }

    /// Writes them.
    pub(crate) async fn write(self, tx: &Tx) -> Result<(), ChangeError> {
        tx.copy(self.records).await?;
        tx.copy(self.links).await?;
        open_months(tx, self.months).await?;
        tx.copy(self.balances).await?;
        Ok(())
    }
}

impl Intake {
    /// Takes rows of the origin at place `at`.
    pub(crate) fn of(
        keyring: &Keyring,
        units: &Units,
        at: usize,
        origin: &Origin,
        rows: Vec<Row>,
    ) -> Result<Self, ChangeError> {
        let mut intake = Self {
            ready: Ready::default(),
            newcomers: Vec::new(),
            holdings: Holdings::default(),
            names_numbers: false,
            seen: Vec::with_capacity(rows.len()),
            findings: BTreeMap::new(),
        };
        for mut row in rows {
            if let Some(balance) = row.said.balance.take() {
                bulk::push_balance(&mut intake.ready.balances, row.record, &balance, origin.change)?;
                intake.ready.months.insert(balance.on.first_of_month());
            }
            intake.seen.push((row.record, row.part, row.said.order.sequence));
            let placed = begin(row, true);
            for finding in &placed.content.findings {
                *intake.findings.entry(finding.rule.clone()).or_default() += 1;
            }
            intake.place(keyring, units, at, origin, &placed)?;
        }
        Ok(intake)
    }

    fn place(
        &mut self,
        keyring: &Keyring,
        units: &Units,
        at: usize,
        origin: &Origin,
        placed: &Placed,
    ) -> Result<(), ChangeError> {
        let content = packed(&*placed.content, placed.record.0)?;
        if placed.content.statement.party().is_some() {
            let keys = || placed.content.identity.iter().flat_map(|span| &span.keys);
            self.names_numbers |= keys().any(|key| key.kind == KeyKind::CustomerNumber);
            self.newcomers.push(Newcomer {
                origin: at,
                record: placed.record,
                part: placed.part,
                order: placed.order,
                digest: placed.digest,
                gone_on: placed.gone_on,
                keys: keys().map(|key| key.digest(keyring)).collect(),
                content: content.into(),
                held: (0, 0),
            });
            return Ok(());
        }
        let (source, named) = (&origin.carrier.source, (placed.record, placed.part));
        let made = edges(&placed.content.statement);
        let said = links(keyring, source, named, &made);
        self.holdings.hear(units, placed, &said);
        for link in &said {
            bulk::push_link(&mut self.ready.links, link)?;
        }
        let sealed = keyring.seal(&content, &record_context(placed.record, placed.part));
        let row = RecordRow {
            record: placed.record,
            part: placed.part,
            about: placed.about(),
            origin,
            order: placed.order,
            digest: &placed.digest,
            gone_on: placed.gone_on,
            unit: placed.content.kept_by(),
            party: None,
            number: None,
            sealed: &sealed,
        };
        bulk::push_record(&mut self.ready.records, &row)?;
        Ok(())
    }
}

/// The records of customers that are to be judged, in portions that no key reaches across.
#[derive(Debug)]
pub(crate) struct Founding {
    origins: Vec<Origin>,
    newcomers: Vec<Newcomer>,
    portions: Vec<Vec<u32>>,
    keys: Vec<([u8; 16], RecordId)>,
    keepers: Keepers,
}

/// A portion after the judgement.
struct Judged<'f> {
    portion: &'f [u32],
    region: Region,
    judgement: Judgement,
    /// The place in the region of each newcomer of the portion.
    places: Vec<usize>,
}

/// A portion as it is to be written.
#[derive(Debug)]
pub(crate) struct Found {
    records: CopyRows,
    parties: CopyRows,
    memberships: CopyRows,
    numbers: CopyRows,
    settled: Settled,
    /// What each origin brought.
    tallies: Vec<Tally>,
}

impl Founding {
    /// Sorts out which newcomers have to be looked at together: parts of one record, and who shares a key.
    pub(crate) fn new(
        origins: Vec<Origin>,
        mut newcomers: Vec<Newcomer>,
        holdings: Holdings,
        units: &Units,
    ) -> Self {
        let mut union = Union::new(newcomers.len());
        let mut parts: Vec<(RecordId, usize)> =
            (0..).zip(&newcomers).map(|(at, one)| (one.record, at)).collect();
        parts.par_sort_unstable();
        for pair in parts.windows(2) {
            if pair[0].0 == pair[1].0 {
                union.join(pair[0].1, pair[1].1);
            }
        }
        let keepers = holdings.by_customer(units);
        let spans: Vec<(u32, u32)> = keepers.spans(parts.iter().map(|(record, _)| *record)).collect();
        for ((_, at), span) in parts.into_iter().zip(spans) {
            newcomers[at].held = span;
        }
        let mut holders: Vec<([u8; 16], RecordId, usize)> = (0..)
            .zip(&newcomers)
            .flat_map(|(at, one)| one.keys.iter().map(move |key| (*key, one.record, at)))
            .collect();
        holders.par_sort_unstable();
        for pair in holders.windows(2) {
            if pair[0].0 == pair[1].0 {
                union.join(pair[0].2, pair[1].2);
            }
        }
        let mut keys: Vec<([u8; 16], RecordId)> = holders
            .into_iter()
            .map(|(key, record, _)| (key, record))
            .collect();
        keys.dedup();
        let mut portions: Vec<Vec<u32>> = Vec::new();
        for group in union.groups() {
            let group = group.into_iter().filter_map(|at| u32::try_from(at).ok());
            match portions.last_mut().filter(|portion| portion.len() < PORTION) {
                Some(portion) => portion.extend(group),
                None => portions.push(group.collect()),
            }
        }
        Self {
            origins,
            newcomers,
            portions,
            keys,
            keepers,
        }
    }

    /// The act that decides who everybody is: the last one.
    pub(crate) fn act(&self) -> i64 {
        self.origins.last().map_or(0, |origin| origin.change)
    }

    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.newcomers.len()
    }

    /// The way from every key to its records, to be written.
    pub(crate) fn keys(&self) -> Result<CopyRows, DbError> {
        let mut rows = CopyRows::new(&RECORD_KEY);
        for (digest, record) in &self.keys {
            rows.push(&[&digest.as_slice(), &record.0])?;
        }
        Ok(rows)
    }

    /// Judges and derives all portions, on all cores, and hands them over in order until the taker has had enough.
    /// Numbers are given from `first_serial` on; answers how many were.
    pub(crate) fn settle(
        &self,
        setting: &Setting<'_>,
        first_serial: i64,
        mut take: impl FnMut(Found) -> bool,
    ) -> Result<i64, ChangeError> {
        let mut serial = first_serial;
        // A few portions at a time: the numbers go by the order of the rows, whatever thread is faster.
        for portions in self.portions.chunks(PORTIONS) {
            let judged: Vec<Judged<'_>> = portions
                .par_iter()
                .map(|portion| self.judge(setting, portion))
                .collect::<Result<_, _>>()?;
            let numbered: Vec<(Judged<'_>, i64)> = judged
                .into_iter()
                .map(|one| {
                    let first = serial;
                    serial += one.judgement.groups.len() as i64;
                    (one, first)
                })
                .collect();
            let found: Vec<Found> = numbered
                .into_par_iter()
                .map(|(one, first)| self.derive(setting, &one, first))
                .collect::<Result<_, _>>()?;
            let whole = found.into_iter().reduce(Found::and);
            if !whole.is_none_or(&mut take) {
                break;
            }
        }
        Ok(serial - first_serial)
    }

    fn judge<'f>(&'f self, setting: &Setting<'_>, portion: &'f [u32]) -> Result<Judged<'f>, ChangeError> {
        let mut region = Region::default();
        let mut index: HashMap<RecordId, usize> = HashMap::with_capacity(portion.len());
        let mut places = Vec::with_capacity(portion.len());
        for at in portion {
            let one = &self.newcomers[*at as usize];
            let place = *index.entry(one.record).or_insert_with(|| {
                region.members.push(Member::touched(one.record, true));
                region.members.len() - 1
            });
            region.members[place].parts.push(Part {
                part: one.part,
                source_id: self.origins[one.origin].carrier.source_id,
                gone: one.gone_on.is_some(),
                renamed: false,
                content: Arc::new(opened(&one.content, one.record.0)?),
            });
            places.push(place);
        }
        region.sort_parts();
        let judgement = region.judge(&setting.rules);
        Ok(Judged {
            portion,
            region,
            judgement,
            places,
        })
    }

    fn derive(
        &self,
        setting: &Setting<'_>,
        judged: &Judged<'_>,
        first_serial: i64,
    ) -> Result<Found, ChangeError> {
        let Judged {
            portion,
            region,
            judgement,
            places,
        } = judged;
        let mut found = Found {
            records: CopyRows::new(&RECORD),
            parties: CopyRows::new(&PARTY),
            memberships: CopyRows::new(&MEMBERSHIP),
            numbers: CopyRows::new(&CUSTOMER_NUMBER),
            settled: Settled::default(),
            tallies: vec![Tally::default(); self.origins.len()],
        };
        // The files' own order: who was told of first.
        let mut told_by = vec![usize::MAX; region.members.len()];
        let mut held = vec![(0, 0); region.members.len()];
        for (place, at) in places.iter().zip(*portion) {
            let one = &self.newcomers[*at as usize];
            told_by[*place] = told_by[*place].min(one.origin);
            held[*place] = one.held;
        }
        let act = self.act();
        let mut homes: Vec<(Uuid, Option<i64>)> = vec![(Uuid::nil(), None); region.members.len()];
        for (serial, places) in (first_serial..).zip(&judgement.groups) {
            let founder = places.iter().copied().min_by_key(|at| {
                (
                    told_by[*at],
                    first_day(&region.members[*at]),
                    region.members[*at].record,
                )
            });
            let Some(founder) = founder else { continue };
            let number = numbered(serial).unwrap_or_default();
            let record = region.members[founder].record;
            let group = Group {
                members: places.clone(),
                party: party_id(setting, act, record).0,
                number,
                founded_by: Some(record),
                from: BTreeSet::new(),
            };
            for at in places {
                homes[*at] = (group.party, (*at == founder).then_some(number));
                found.tallies[told_by[*at]].new_records += 1;
            }
            found.tallies[told_by[founder]].opened += 1;
            let derived = Derived::of(setting, region, &group, false)?;
            let party = PartyRow {
                party: group.party,
                number,
                kind: derived.kind,
                version: 1,
                merged_into: None,
                due_on: derived.due_on,
                golden: derived.golden,
            };
            let mut units: Vec<&str> = Vec::new();
            for at in places {
                units.extend(told_units(&region.members[*at]));
                units.extend(self.keepers.units(held[*at]));
            }
            let tokens = sight::tokens(derived.managers.iter().map(String::as_str), units.into_iter());
            let visible_to: Vec<String> = tokens.into_iter().collect();
            bulk::push_party(&mut found.parties, &party, &visible_to, act)?;
            bulk::push_number(&mut found.numbers, number, group.party, record, act)?;
            for one in moves(region, judgement, &group) {
                bulk::push_membership(&mut found.memberships, &one, act)?;
            }
            found
                .settled
                .tasks
                .extend(crowd_tasks(setting, region, judgement, &group));
        }
        for pair in &judgement.similar {
            let (one, other) = (&region.members[pair.one], &region.members[pair.other]);
            found
                .settled
                .similar
                .push((one.record, other.record, pair.rule.clone()));
            found.tallies[told_by[pair.one].max(told_by[pair.other])].similar += 1;
        }
        for (place, at) in places.iter().zip(*portion) {
            let one = &self.newcomers[*at as usize];
            let (party, number) = homes[*place];
            let content = &region.members[*place].parts;
            let unit = content
                .iter()
                .find(|part| part.part == one.part)
                .and_then(|part| part.content.kept_by());
            let sealed = setting
                .keyring
                .seal(&one.content, &record_context(one.record, one.part));
            let row = RecordRow {
                record: one.record,
                part: one.part,
                about: About::Party,
                origin: &self.origins[one.origin],
                order: one.order,
                digest: &one.digest,
                gone_on: one.gone_on,
                unit,
                party: Some(party),
                number,
                sealed: &sealed,
            };
            bulk::push_record(&mut found.records, &row)?;
        }
        Ok(found)
    }
}

/// The units that keep a record as far as its source still has it.
fn told_units(member: &Member) -> impl Iterator<Item = &str> {
    let there = member.parts.iter().filter(|part| !part.gone);
    there.filter_map(|part| part.content.kept_by())
}

impl Found {
    /// Both together, in order.
    fn and(mut self, next: Self) -> Self {
        self.records.append(next.records);
        self.parties.append(next.parties);
        self.memberships.append(next.memberships);
        self.numbers.append(next.numbers);
        self.settled.tasks.extend(next.settled.tasks);
        self.settled.similar.extend(next.settled.similar);
        for (tally, next) in self.tallies.iter_mut().zip(next.tallies) {
            *tally += next;
        }
        self
    }
}

impl Change<'_> {
    /// Writes a run of sightings down.
    pub(crate) async fn copy_sightings(&self, sightings: &mut Sightings) -> Result<(), ChangeError> {
        let mut rows = CopyRows::new(&SIGHTING);
        for (bucket, seen) in sightings.take_run() {
            rows.push(&[&self.id, &bucket, &sightings.runs, &seen])?;
        }
        self.tx.copy(rows).await?;
        Ok(())
    }

    /// Writes a portion of what an initial load found; answers what each of its origins brought.
    pub(crate) async fn write_found(&mut self, found: Found) -> Result<Vec<Tally>, ChangeError> {
        self.tx.copy(found.records).await?;
        self.tx.copy(found.parties).await?;
        self.tx.copy(found.memberships).await?;
        self.tx.copy(found.numbers).await?;
        self.write_settled(found.settled, BTreeMap::new()).await?;
        Ok(found.tallies)
    }
}
