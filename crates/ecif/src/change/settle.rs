//! Who the touched records are now: groups become parties, numbers stay with the records that founded them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Date, PartyId, RecordId};
use ecif_sql::queries::party as sql;
use feed::PartyKind;
use rayon::prelude::*;
use uuid::Uuid;

use super::event::{Event, Task};
use super::region::{Member, Party, Region};
use super::{Change, ChangeError, Placed, Setting, sight};
use crate::resolve::{Join, Judgement};
use crate::survive::{Golden, Voice, survive};

/// What is to be written of parties.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) opened: Vec<PartyRow>,
    pub(super) updated: Vec<PartyRow>,
    pub(super) numbers: Vec<(i64, Uuid, RecordId)>,
    pub(super) similar: Vec<(RecordId, RecordId, String)>,
    /// Touched records whose similar pairs are told anew.
    pub(super) similar_stale: Vec<Uuid>,
    pub(super) events: Vec<Event>,
    pub(super) tasks: Vec<Task>,
    pub(super) new_keys: Vec<([u8; 16], Uuid)>,
}

/// A record comes into a party.
#[derive(Debug)]
pub(super) struct Move {
    pub(super) record: RecordId,
    pub(super) to: Uuid,
    /// The party it leaves, and since when it was there.
    pub(super) from: Option<(Uuid, i64)>,
    pub(super) cause: String,
    /// The number of the party it founds by this act.
    pub(super) number: Option<i64>,
    /// It is stored already, so its row has to be told.
    pub(super) stored: bool,
}

/// A party as it is to be stored.
#[derive(Debug)]
pub(super) struct PartyRow {
    pub(super) party: Uuid,
    pub(super) number: i64,
    pub(super) kind: i16,
    pub(super) version: i64,
    pub(super) merged_into: Option<Uuid>,
    pub(super) due_on: Option<Date>,
    pub(super) golden: Option<Vec<u8>>,
}

/// A group of the judgement and the party it becomes.
pub(super) struct Group {
    /// Places in the region.
    pub(super) members: Vec<usize>,
    pub(super) party: Uuid,
    pub(super) number: i64,
    /// The party had no number before this act.
    pub(super) founded_by: Option<RecordId>,
    /// The parties its members come from.
    pub(super) from: BTreeSet<Uuid>,
}

impl Change<'_> {
    /// Decides who the touched records are: where each of them belongs now.
    pub(super) async fn survey(&mut self, placed: &[Placed]) -> Result<Survey, ChangeError> {
        let region = self.region(placed).await?;
        self.survey_region(region).await
    }

    /// Settles what was surveyed: the parties, their golden values, events, tasks and similar pairs.
    pub(super) fn settle(&mut self, survey: Survey, derived: Vec<Derived>) -> Settled {
        let mut settled = self.settle_parties(&survey, derived);
        let Survey {
            region,
            judgement,
            groups,
            ..
        } = survey;
        self.raise_tasks(&region, &judgement, &groups, &mut settled);
        for pair in &judgement.similar {
            let (one, other) = (&region.members[pair.one], &region.members[pair.other]);
            if one.touched || other.touched {
                settled
                    .similar
                    .push((one.record, other.record, pair.rule.clone()));
            }
        }
        let stored = || region.members.iter().filter(|one| one.touched && !one.is_new);
        settled.similar_stale = stored().map(|one| one.record.0).collect();
        self.tally.new_records += count(region.members.iter().filter(|member| member.is_new));
        self.tally.similar += settled.similar.len() as u64;
        settled.new_keys = region.new_keys;
        settled
    }

    pub(super) async fn survey_region(&mut self, mut region: Region) -> Result<Survey, ChangeError> {
        let judgement = region.judge(&self.setting.rules);
        let groups = self.name_groups(&mut region, &judgement).await?;
        let moves = groups
            .iter()
            .flat_map(|group| moves(&region, &judgement, group))
            .collect();
        Ok(Survey {
            region,
            judgement,
            groups,
            moves,
        })
    }

    /// Settles the parties alone. Whom the records are like is told by records beyond these: it stays as it is.
    pub(super) fn settle_parties(&mut self, survey: &Survey, derived: Vec<Derived>) -> Settled {
        let Survey { region, groups, .. } = survey;
        let mut settled = Settled::default();
        let went: HashMap<Uuid, Uuid> = went_to(region, groups);
        self.tally.parted += count(groups.iter().flat_map(|group| parted_from(group, &went)));
        for (group, derived) in groups.iter().zip(derived) {
            self.settle_group(region, group, derived, &mut settled);
        }
        self.absorb(region, groups, &went, &mut settled);
        settled
    }

    /// Finds the party of each group that needs one: the one whose number is oldest among its founders, else a new
    /// one. Groups that nothing happened to are left out.
    async fn name_groups(
        &mut self,
        region: &mut Region,
        judgement: &Judgement,
    ) -> Result<Vec<Group>, ChangeError> {
        let by_number: HashMap<i64, Uuid> = region
            .parties
            .iter()
            .map(|(id, party)| (party.number, *id))
            .collect();
        let mut sizes: HashMap<Uuid, usize> = HashMap::new();
        for party in region.members.iter().filter_map(|member| member.party) {
            *sizes.entry(party).or_default() += 1;
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut unknown: Vec<i64> = Vec::new();
        for places in &judgement.groups {
            let members = || places.iter().map(|at| &region.members[*at]);
            let from: BTreeSet<Uuid> = members().filter_map(|member| member.party).collect();
            let whole = from.len() == 1 && from.iter().all(|party| sizes.get(party) == Some(&places.len()));
            if whole && !members().any(|member| member.touched) {
                continue;
            }
            let number = members()
                .filter_map(|member| member.number)
                .min()
                .unwrap_or_default();
            let party = by_number.get(&number).copied().unwrap_or_default();
            if number != 0 && party.is_nil() {
                unknown.push(number);
            }
            groups.push(Group {
                members: places.clone(),
                party,
                number,
                founded_by: None,
                from,
            });
        }
        let known: HashMap<i64, Uuid> = if unknown.is_empty() {
            HashMap::new()
        } else {
            let rows = sql::numbers().bind(&**self.tx, &unknown).all().await?;
            // Parties that forwarded to another until now and come back.
            let revived: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
            self.fetch_party_rows(region, &revived).await?;
            rows.into_iter().map(|row| (row.number, row.party_id)).collect()
        };
        let newborn = groups.iter().filter(|group| group.number == 0).count();
        let mut serials = self.take_serials(newborn).await?;
        for group in &mut groups {
            if group.number == 0 {
                let members = group.members.iter().map(|at| &region.members[*at]);
                let founder = members.min_by_key(|member| (first_day(member), member.record));
                let Some(founder) = founder else { continue };
                group.founded_by = Some(founder.record);
                group.number = serials.next().unwrap_or_default();
                group.party = party_id(self.setting, self.id, founder.record).0;
            } else if let Some(party) = known.get(&group.number) {
                group.party = *party;
            }
        }
        Ok(groups)
    }

    /// The next customer numbers, in order.
    pub(super) async fn take_serials(
        &self,
        count: usize,
    ) -> Result<impl Iterator<Item = i64> + use<>, ChangeError> {
        let many = i64::try_from(count).unwrap_or(i64::MAX);
        let first = if many == 0 {
            0
        } else {
            sql::take_serials().bind(&**self.tx, &many).one().await?
        };
        Ok((first..first + many).filter_map(numbered))
    }

    fn settle_group(&mut self, region: &Region, group: &Group, derived: Derived, settled: &mut Settled) {
        let before = region.parties.get(&group.party);
        let Derived {
            kind,
            due_on,
            golden,
            changed,
            managers: _,
        } = derived;
        if let Some(founder) = group.founded_by {
            settled.numbers.push((group.number, group.party, founder));
            self.tally.opened += 1;
        }
        let Some(before) = before else {
            let row = PartyRow {
                party: group.party,
                number: group.number,
                kind,
                version: 1,
                merged_into: None,
                due_on,
                golden,
            };
            if !self.quiet {
                settled.events.push(Event::opened(group.party, 1, group.number));
            }
            settled.opened.push(row);
            return;
        };
        let revived = before.merged_into.is_some();
        let mut version = before.version;
        if revived {
            version += 1;
            settled
                .events
                .push(Event::split(group.party, version, group.number));
        }
        if let Some(names) = changed.as_ref().filter(|_| !self.quiet) {
            version += 1;
            settled
                .events
                .push(Event::changed(group.party, version, group.number, names));
        }
        for absorbed in group.from.iter().filter(|id| **id != group.party) {
            let Some(loser) = region.parties.get(absorbed) else {
                continue;
            };
            if loser.merged_into.is_none()
                && absorbed_whole(region, group, *absorbed)
                && self.is_told_of(loser)
            {
                version += 1;
                let last = loser.version + 1;
                settled
                    .events
                    .push(Event::absorbed(*absorbed, last, loser.number, group.number));
                settled.events.push(Event::merged(
                    group.party,
                    version,
                    group.number,
                    loser.number,
                    last,
                ));
            }
        }
        if revived {
            self.tally.opened += 1;
        }
        if changed.is_some() {
            self.tally.changed += 1;
        }
        if changed.is_some() || revived || version != before.version {
            settled.updated.push(PartyRow {
                party: group.party,
                number: group.number,
                kind,
                version,
                merged_into: None,
                due_on,
                golden,
            });
        }
    }

    /// Whether subscribers learn of a party's end: a first load is quiet about what it brought itself, never about
    /// a number that somebody may hold.
    const fn is_told_of(&self, party: &Party) -> bool {
        !self.quiet || party.opened_by != self.id
    }

    /// Parties that no group goes by any more forward to the party that took their founder.
    fn absorb(
        &mut self,
        region: &Region,
        groups: &[Group],
        went: &HashMap<Uuid, Uuid>,
        settled: &mut Settled,
    ) {
        let alive: BTreeSet<Uuid> = groups.iter().map(|group| group.party).collect();
        let mut gone: Vec<(&Uuid, &Party)> = region
            .parties
            .iter()
            .filter(|(id, party)| party.merged_into.is_none() && !alive.contains(id) && went.contains_key(id))
            .collect();
        gone.sort_by_key(|(id, _)| **id);
        for (id, party) in gone {
            let into = went[id];
            if into == *id {
                continue;
            }
            self.tally.absorbed += 1;
            settled.updated.push(PartyRow {
                party: *id,
                number: party.number,
                kind: party.kind,
                version: party.version + i64::from(self.is_told_of(party)),
                merged_into: Some(into),
                due_on: party.due_on,
                golden: None,
            });
        }
    }

    fn raise_tasks(&self, region: &Region, judgement: &Judgement, groups: &[Group], settled: &mut Settled) {
        let went = went_to(region, groups);
        for group in groups {
            for from in parted_from(group, &went) {
                let members = region.members.iter().filter(|one| one.party == Some(from));
                if let Some(cause) = members.filter(|one| one.touched).map(|one| one.record).min() {
                    settled
                        .tasks
                        .push(self.task("parted", group.party, cause, Some(from)));
                }
            }
            settled
                .tasks
                .extend(crowd_tasks(self.setting, region, judgement, group));
            for at in &group.members {
                let member = &region.members[*at];
                let joined = judgement.joins.get(at).is_some_and(|join| join.renamed);
                if joined && member.parts.iter().any(|part| part.renamed) {
                    settled
                        .tasks
                        .push(self.task("name_changed", group.party, member.record, None));
                }
            }
        }
    }

    fn task(&self, kind: &'static str, party: Uuid, record: RecordId, from: Option<Uuid>) -> Task {
        let mut named = self.id.to_be_bytes().to_vec();
        named.extend_from_slice(record.0.as_bytes());
        named.extend_from_slice(party.as_bytes());
        named.extend_from_slice(kind.as_bytes());
        let id = RecordId::from_digest(self.setting.keyring.digest("task", &named)).0;
        Task {
            id,
            kind,
            party,
            record: Some(record.0),
            from,
        }
    }
}

/// The customer number of a serial (CUST-01).
pub(super) fn numbered(serial: i64) -> Option<i64> {
    let number = standards::customer_number::with_check_digit(u64::try_from(serial).ok()?)?;
    i64::try_from(number).ok()
}

/// A new party's id: by the instant of the act, and unique because a record founds one party an act.
pub(super) fn party_id(setting: &Setting<'_>, act: i64, founder: RecordId) -> PartyId {
    let mut named = act.to_be_bytes().to_vec();
    named.extend_from_slice(founder.0.as_bytes());
    let digest = setting.keyring.digest("party", &named);
    let mut random = [0; 10];
    random.copy_from_slice(&digest[..10]);
    PartyId::new(setting.now, random)
}

/// A steward is told once of a key that too many carry, however often it is met: by the act that made it a crowd,
/// of the group with the first newcomer.
pub(super) fn crowd_tasks(
    setting: &Setting<'_>,
    region: &Region,
    judgement: &Judgement,
    group: &Group,
) -> Vec<Task> {
    let told = judgement.crowds.iter().filter_map(|crowd| {
        let touched = |at: &&usize| region.members[**at].touched;
        let newcomer = *crowd.records.iter().find(touched)?;
        let before = crowd.records.iter().filter(|at| !touched(at)).count();
        let ours = before <= setting.rules.crowd && group.members.contains(&newcomer);
        ours.then_some((&crowd.key, region.members[newcomer].record))
    });
    told.map(|(key, record)| {
        let digest = setting.keyring.digest("crowd", &key.digest(setting.keyring));
        Task {
            id: RecordId::from_digest(digest).0,
            kind: "crowded_key",
            party: group.party,
            record: Some(record.0),
            from: None,
        }
    })
    .collect()
}

/// The records of a group that come into its party.
pub(super) fn moves(region: &Region, judgement: &Judgement, group: &Group) -> Vec<Move> {
    let comes = |at: &&usize| region.members[**at].party != Some(group.party);
    group
        .members
        .iter()
        .filter(comes)
        .map(|at| {
            let member = &region.members[*at];
            Move {
                record: member.record,
                to: group.party,
                from: member.party.zip(region.since.get(&member.record).copied()),
                cause: judgement.joins.get(at).map_or_else(|| "alone".to_owned(), cause),
                number: (group.founded_by == Some(member.record)).then_some(group.number),
                stored: !member.is_new,
            }
        })
        .collect()
}

/// Who the touched records are, before anything of it is written or derived.
pub(super) struct Survey {
    region: Region,
    judgement: Judgement,
    pub(super) groups: Vec<Group>,
    /// The party each stored or new record belongs to now, where that is new or has changed.
    pub(super) moves: Vec<Move>,
}

impl Survey {
    /// The golden values of every group, in the order of the groups.
    pub(super) fn derive(&self, setting: &Setting<'_>, compare: bool) -> Result<Vec<Derived>, ChangeError> {
        self.groups
            .par_iter()
            .map(|group| Derived::of(setting, &self.region, group, compare))
            .collect()
    }

    /// The parties that records come to or leave.
    pub(super) fn moved(&self) -> BTreeSet<Uuid> {
        let ends = |one: &Move| [Some(one.to), one.from.map(|(party, _)| party)];
        self.moves.iter().flat_map(ends).flatten().collect()
    }

    /// The party, and the number founded, of each touched record that was stored before.
    pub(super) fn homes(&self) -> HashMap<RecordId, (Option<Uuid>, Option<i64>)> {
        let stored = self
            .region
            .members
            .iter()
            .filter(|one| one.touched && !one.is_new);
        stored.map(|one| (one.record, (one.party, one.number))).collect()
    }
}

/// The golden values of a group, ready to be stored.
pub(super) struct Derived {
    pub(super) kind: i16,
    pub(super) due_on: Option<Date>,
    /// Sealed; none when they are what is stored.
    pub(super) golden: Option<Vec<u8>>,
    /// The attributes in which they differ from what is stored.
    changed: Option<Vec<&'static str>>,
    /// Who looks after the customer.
    pub(super) managers: BTreeSet<String>,
}

impl Derived {
    /// Derives them. Without `compare` whatever was derived counts as changed: a first load tells nobody what did.
    pub(super) fn of(
        setting: &Setting<'_>,
        region: &Region,
        group: &Group,
        compare: bool,
    ) -> Result<Self, ChangeError> {
        let voices: Vec<Voice<'_>> = group
            .members
            .iter()
            .map(|at| &region.members[*at])
            .flat_map(|member| member.facts().map(move |(part, facts)| (member, part, facts)))
            .map(|(member, part, facts)| setting.voice(member.record, part.source_id, part.gone, facts))
            .collect();
        let golden = survive(&voices, &setting.policy, setting.today);
        let is_gone = |record| {
            voices
                .iter()
                .filter(|voice| voice.record == record)
                .all(|voice| voice.gone)
        };
        let managers = sight::managers(&golden, is_gone);
        let stored = region
            .parties
            .get(&group.party)
            .and_then(|party| party.golden.as_ref());
        let old = match stored.filter(|_| compare) {
            Some(sealed) => Some(setting.open_golden(group.party, sealed)?),
            None => None,
        };
        let changed = if compare {
            (old.as_ref() != Some(&golden)).then(|| changed_attributes(old.as_ref(), &golden))
        } else {
            Some(Vec::new())
        };
        let sealed = changed
            .is_some()
            .then(|| setting.seal_golden(group.party, &golden))
            .transpose()?;
        Ok(Self {
            kind: kind_code(golden.kind),
            due_on: golden.due_on,
            golden: sealed,
            changed,
            managers,
        })
    }
}

/// Where the records of each party that lost some went: to the party that took its founder.
fn went_to(region: &Region, groups: &[Group]) -> HashMap<Uuid, Uuid> {
    let mut went = HashMap::new();
    for group in groups {
        for member in group.members.iter().map(|at| &region.members[*at]) {
            let Some(from) = member.party else { continue };
            let founded = region.parties.get(&from).map(|party| party.number);
            if founded.is_some() && founded == member.number {
                went.insert(from, group.party);
            }
        }
    }
    went
}

fn absorbed_whole(region: &Region, group: &Group, party: Uuid) -> bool {
    let number = region.parties.get(&party).map(|party| party.number);
    let members = group.members.iter().map(|at| &region.members[*at]);
    members
        .into_iter()
        .any(|member| member.party == Some(party) && member.number == number)
}

/// The parties that records of a group left and that go on without them.
fn parted_from<'g>(group: &'g Group, went: &'g HashMap<Uuid, Uuid>) -> impl Iterator<Item = Uuid> + 'g {
    let left = group.from.iter().copied().filter(|from| *from != group.party);
    left.filter(|from| went.get(from) != Some(&group.party))
}

pub(super) fn first_day(member: &Member) -> Option<Date> {
    member
        .parts
        .iter()
        .filter_map(|part| part.content.identity.first())
        .map(|span| span.from)
        .min()
}

fn cause(join: &Join) -> String {
    format!("{} {}", join.rule, join.key)
}

/// The number a kind of customer is stored as.
pub(crate) const fn kind_code(kind: PartyKind) -> i16 {
    match kind {
        PartyKind::Individual => 0,
        PartyKind::Organisation => 1,
        PartyKind::FinancialInstitution => 2,
    }
}

/// The attributes in which two golden records differ, by name; `identification` stands for documents.
fn changed_attributes(old: Option<&Golden>, new: &Golden) -> Vec<&'static str> {
    let told = |golden: Option<&Golden>| {
        let mut values: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for value in golden.iter().flat_map(|golden| &golden.values) {
            values
                .entry(value.attribute.get().name)
                .or_default()
                .push(value.value.clone());
        }
        for one in golden.iter().flat_map(|golden| &golden.identifications) {
            values.entry("identification").or_default().push(format!(
                "{} {}",
                one.document.as_str(),
                one.number
            ));
        }
        values
    };
    let (old, new) = (told(old), told(Some(new)));
    let names: BTreeSet<&'static str> = old.keys().chain(new.keys()).copied().collect();
    names
        .into_iter()
        .filter(|name| old.get(name) != new.get(name))
        .collect()
}

fn count<T>(iterator: impl Iterator<Item = T>) -> u64 {
    iterator.count() as u64
}
