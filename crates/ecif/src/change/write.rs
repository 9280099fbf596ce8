//! Writing an act down, set by set.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::{Date, RecordId};
use ecif_sql::queries::{card as card_sql, link as link_sql, party as party_sql, record as record_sql};
use minicbor::{Decode, Encode};
use pg::Tx;
use pg::seal::Keyring;
use rayon::prelude::*;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::event::Event;
use super::link::{Link, edges, links};
use super::pack::{pack, unpack};
use super::settle::{Derived, Move, PartyRow, Settled, Survey};
use super::{Change, ChangeError, Placed, Setting, sight};
use crate::model::{Balance, PartyFacts};
use crate::record::Content;
use crate::survive::{Golden, Voice};

impl Setting<'_> {
    pub(crate) fn seal_content(
        &self,
        record: RecordId,
        part: i16,
        content: &Content,
    ) -> Result<Vec<u8>, ChangeError> {
        seal(self.keyring, content, &record_context(record, part), record.0)
    }

    /// Opens the content that is stored of a record's part.
    ///
    /// # Errors
    /// [`ChangeError`] when it cannot be opened or read.
    pub fn open_record(&self, record: RecordId, part: i16, sealed: &[u8]) -> Result<Content, ChangeError> {
        self.open_content(record, part, sealed)
    }

    pub(crate) fn open_content(
        &self,
        record: RecordId,
        part: i16,
        sealed: &[u8],
    ) -> Result<Content, ChangeError> {
        opened_content(self.keyring, record, part, sealed)
    }

    /// What a party's record says now.
    pub(crate) async fn content_of(&self, tx: &Tx, record: RecordId) -> Result<Option<Content>, ChangeError> {
        let rows = ecif_sql::queries::record::contents()
            .bind(&**tx, &vec![record.0])
            .all()
            .await?;
        rows.into_iter()
            .find(|row| row.part == 0)
            .map(|row| self.open_content(record, row.part, &row.content))
            .transpose()
    }

    pub(crate) fn seal_golden(&self, party: Uuid, golden: &Golden) -> Result<Vec<u8>, ChangeError> {
        seal(self.keyring, golden, &party_context(party), party)
    }

    /// Opens the golden values that are stored of a party.
    ///
    /// # Errors
    /// [`ChangeError`] when they cannot be opened or read.
    pub fn open_golden(&self, party: Uuid, sealed: &[u8]) -> Result<Golden, ChangeError> {
        open_golden(self.keyring, party, sealed)
    }

    pub(crate) fn voice<'f>(
        &'f self,
        record: RecordId,
        source_id: i16,
        gone: bool,
        facts: &'f PartyFacts,
    ) -> Voice<'f> {
        let source = self.sources.get(&source_id);
        Voice {
            record,
            source: source.map_or("", |source| source.name.as_str()),
            trust: source.map_or(0, |source| source.trust),
            gone,
            facts,
        }
    }
}

/// Opens the golden values that are stored of a party.
///
/// # Errors
/// [`ChangeError`] when they cannot be opened or read.
pub fn open_golden(keyring: &Keyring, party: Uuid, sealed: &[u8]) -> Result<Golden, ChangeError> {
    opened(&keyring.unseal(sealed, &party_context(party))?, party)
}

fn seal<T: Encode<()>>(
    keyring: &Keyring,
    value: &T,
    context: &[u8],
    of: Uuid,
) -> Result<Vec<u8>, ChangeError> {
    Ok(keyring.seal(&packed(value, of)?, context))
}

/// Opens what a version of a record says.
pub(crate) fn opened_content(
    keyring: &Keyring,
    record: RecordId,
    part: i16,
    sealed: &[u8],
) -> Result<Content, ChangeError> {
    opened(&keyring.unseal(sealed, &record_context(record, part))?, record.0)
}

/// A value as it is sealed.
pub(super) fn packed<T: Encode<()>>(value: &T, of: Uuid) -> Result<Vec<u8>, ChangeError> {
    pack(value).map_err(|cause| unreadable(of, cause))
}

/// What [`packed`] made, as a value again.
pub(super) fn opened<T: for<'b> Decode<'b, ()>>(packed: &[u8], of: Uuid) -> Result<T, ChangeError> {
    unpack(packed).map_err(|cause| unreadable(of, cause))
}

const fn unreadable(of: Uuid, cause: String) -> ChangeError {
    ChangeError::Content { of, cause }
}

/// What a record's content is sealed to: it cannot be passed off as another record's.
pub(crate) fn record_context(record: RecordId, part: i16) -> Vec<u8> {
    let mut context = b"record".to_vec();
    context.extend_from_slice(record.0.as_bytes());
    context.extend_from_slice(&part.to_be_bytes());
    context
}

/// What a party's golden values are sealed to.
pub(crate) fn party_context(party: Uuid) -> Vec<u8> {
    let mut context = b"party".to_vec();
    context.extend_from_slice(party.as_bytes());
    context
}

impl Change<'_> {
    /// Settles who the placed records are and writes everything down.
    ///
    /// # Errors
    /// Whatever the store answers.
    pub async fn write(
        &mut self,
        placed: Vec<Placed>,
        balances: Vec<(RecordId, Balance)>,
    ) -> Result<(), ChangeError> {
        let sealing = self.start_sealing(&placed);
        let survey = self.survey(&placed).await?;
        for finding in placed.iter().flat_map(|one| &one.content.findings) {
            *self.tally.findings.entry(finding.rule.clone()).or_default() += 1;
        }
        let sealed = sealing.await??;
        // The database writes records while the golden values are derived.
        let (written, derived) = tokio::join!(self.write_records(&placed, &sealed, &survey), async {
            survey.derive(self.setting, !self.quiet)
        });
        written?;
        let mut derived = derived?;
        self.write_moves(&survey.moves).await?;
        self.write_links(&placed).await?;
        let mut wanted = sight::of_survey(&survey, taken_managers(&mut derived), &placed);
        for party in self.holders_of(&placed).await? {
            wanted.entry(party).or_default().units = true;
        }
        let paid: BTreeSet<Uuid> = balances.iter().map(|(account, _)| account.0).collect();
        let mut touched = self.parties_behind(paid).await?;
        touched.extend(wanted.keys().copied());
        self.touch(touched).await?;
        let sights = self.sights(&wanted).await?;
        let settled = self.settle(survey, derived);
        self.write_settled(settled, sights).await?;
        self.write_balances(balances).await
    }

    /// Seals contents on threads of their own, while the database is asked who the records are.
    fn start_sealing(&self, placed: &[Placed]) -> JoinHandle<Result<Vec<Vec<u8>>, ChangeError>> {
        let keyring = self.setting.keyring.clone();
        let contents: Vec<(RecordId, i16, Arc<Content>)> = placed
            .iter()
            .map(|one| (one.record, one.part, Arc::clone(&one.content)))
            .collect();
        tokio::task::spawn_blocking(move || {
            contents
                .par_iter()
                .map(|(record, part, content)| {
                    seal(&keyring, &**content, &record_context(*record, *part), record.0)
                })
                .collect()
        })
    }

    /// Derives parties again although no record of theirs changed.
    ///
    /// # Errors
    /// Whatever the store answers.
    pub async fn derive_again(&mut self, parties: &[Uuid]) -> Result<(), ChangeError> {
        self.derive_without(parties, None).await
    }

    /// As [`Self::derive_again`]; of records that went their units are reckoned anew, and those of whoever has a part in
    /// these agreements, which went too.
    pub(super) async fn derive_without(
        &mut self,
        parties: &[Uuid],
        agreements: Option<BTreeSet<Uuid>>,
    ) -> Result<(), ChangeError> {
        let mut region = self.region_of_parties(parties).await?;
        region.members.iter_mut().for_each(|member| member.touched = true);
        let survey = self.survey_region(region).await?;
        let mut derived = survey.derive(self.setting, !self.quiet)?;
        self.write_moves(&survey.moves).await?;
        let mut wanted = sight::of_survey(&survey, taken_managers(&mut derived), &[]);
        let mut concerned = BTreeSet::new();
        if let Some(agreements) = agreements {
            concerned = self.parties_behind(agreements).await?;
            concerned.extend(parties);
        }
        for party in &concerned {
            wanted.entry(*party).or_default().units = true;
        }
        let settled = self.settle_parties(&survey, derived);
        self.write_changed(settled, &wanted, concerned).await
    }

    /// Writes who is who now, where no record changed.
    pub(super) async fn write_survey(&mut self, survey: Survey) -> Result<(), ChangeError> {
        let mut derived = survey.derive(self.setting, !self.quiet)?;
        self.write_moves(&survey.moves).await?;
        let wanted = sight::of_survey(&survey, taken_managers(&mut derived), &[]);
        let moved = survey.moved();
        let settled = self.settle(survey, derived);
        self.write_changed(settled, &wanted, moved).await
    }

    /// Writes parties; the cards of those that changed are to be told anew, and those of whoever else is concerned.
    async fn write_changed(
        &mut self,
        settled: Settled,
        wanted: &sight::Wanted,
        mut concerned: BTreeSet<Uuid>,
    ) -> Result<(), ChangeError> {
        let sights = self.sights(wanted).await?;
        let changed = settled.opened.iter().chain(&settled.updated);
        concerned.extend(changed.map(|row| row.party));
        self.touch(concerned).await?;
        self.write_settled(settled, sights).await
    }

    /// Notes that the cards of these parties are to be told anew.
    pub(super) async fn touch(&self, parties: BTreeSet<Uuid>) -> Result<(), ChangeError> {
        if !parties.is_empty() {
            let parties: Vec<Uuid> = parties.into_iter().collect();
            card_sql::touch().bind(&**self.tx, &self.id, &parties).await?;
        }
        Ok(())
    }

    async fn write_records(
        &self,
        placed: &[Placed],
        sealed: &[Vec<u8>],
        survey: &Survey,
    ) -> Result<(), ChangeError> {
        let mut sealed: Vec<(&Placed, &Vec<u8>)> = placed.iter().zip(sealed).collect();
        // In the order of the index: neighbouring rows touch neighbouring pages.
        sealed.sort_by_key(|(one, _)| (one.record, one.part));
        let moved: std::collections::HashMap<RecordId, &Move> =
            survey.moves.iter().map(|one| (one.record, one)).collect();
        let homes = survey.homes();
        let mut new = RecordColumns::default();
        let mut old = RecordColumns::default();
        let mut superseded: (Vec<Uuid>, Vec<i16>) = Default::default();
        for (one, content) in &sealed {
            let to = moved
                .get(&one.record)
                .map(|one| (Some(one.to), one.number))
                .unwrap_or_default();
            // A new part of a stored record belongs where the record does.
            let (party, number) = homes.get(&one.record).copied().unwrap_or_default();
            let columns = if one.is_new { &mut new } else { &mut old };
            columns.push(one, content, to.0.or(party), to.1.or(number));
            if one.superseded.is_some() {
                superseded.0.push(one.record.0);
                superseded.1.push(one.part);
            }
        }
        let (source_id, feed) = (self.carrier.source_id, self.carrier.feed.as_str());
        if !new.record.is_empty() {
            record_sql::insert_records()
                .bind(
                    &**self.tx,
                    &source_id,
                    &feed,
                    &self.id,
                    &new.record,
                    &new.part,
                    &new.about,
                    &new.business_date,
                    &new.sequence,
                    &new.digest,
                    &new.gone_on,
                    &new.unit,
                    &new.party,
                    &new.number,
                    &new.content,
                )
                .await?;
        }
        if !superseded.0.is_empty() {
            record_sql::keep_versions()
                .bind(&**self.tx, &superseded.0, &superseded.1)
                .await?;
        }
        if !old.record.is_empty() {
            let stored = || placed.iter().filter(|one| !one.is_new);
            self.note_absences(
                stored().map(|one| (one.record.0, one.part, one.told_on, one.gone_on.is_some())),
            )
            .await?;
            record_sql::replace_records()
                .bind(
                    &**self.tx,
                    &self.id,
                    &old.record,
                    &old.part,
                    &old.business_date,
                    &old.sequence,
                    &old.digest,
                    &old.gone_on,
                    &old.unit,
                    &old.content,
                    &old.supersedes,
                )
                .await?;
        }
        self.write_past(placed).await
    }

    /// Writes down which stored records go from their source, or come back, on which day.
    pub(super) async fn note_absences(
        &self,
        told: impl Iterator<Item = (Uuid, i16, Date, bool)>,
    ) -> Result<(), ChangeError> {
        let (mut records, mut parts, mut days, mut gone) = (vec![], vec![], vec![], vec![]);
        for (record, part, day, is_gone) in told {
            records.push(record);
            parts.push(part);
            days.push(day);
            gone.push(is_gone);
        }
        record_sql::note_absences()
            .bind(&**self.tx, &self.id, &records, &parts, &days, &gone)
            .await?;
        Ok(())
    }

    async fn write_past(&self, placed: &[Placed]) -> Result<(), ChangeError> {
        let mut past = RecordColumns::default();
        let mut contents = Vec::new();
        for one in placed {
            for version in &one.past {
                let content = self
                    .setting
                    .seal_content(one.record, one.part, &version.content)?;
                contents.push((one, version, content));
            }
        }
        if contents.is_empty() {
            return Ok(());
        }
        for (one, version, content) in &contents {
            past.record.push(one.record.0);
            past.part.push(one.part);
            past.business_date.push(version.order.business_date);
            past.sequence.push(version.order.sequence);
            past.digest.push(&version.digest);
            past.content.push(content);
        }
        record_sql::insert_versions()
            .bind(
                &**self.tx,
                &self.id,
                &past.record,
                &past.part,
                &past.business_date,
                &past.sequence,
                &past.digest,
                &past.content,
            )
            .await?;
        Ok(())
    }

    async fn write_links(&self, placed: &[Placed]) -> Result<(), ChangeError> {
        let keyring = self.setting.keyring;
        let mut rows: Vec<Link<'_>> = Vec::new();
        let mut stale: BTreeSet<(Uuid, Uuid, i16)> = BTreeSet::new();
        for one in placed {
            let (source, at) = (self.carrier.source.as_str(), (one.record, one.part));
            let made = edges(&one.content.statement);
            if let Some(before) = &one.superseded {
                let former = edges(before);
                if former == made {
                    continue;
                }
                let former = links(keyring, source, at, &former);
                stale.extend(former.iter().map(|link| (link.record, link.stated_by, link.part)));
            } else if !one.is_new {
                continue;
            }
            rows.extend(links(keyring, source, at, &made));
        }
        if !stale.is_empty() {
            link_sql::delete_links()
                .bind(
                    &**self.tx,
                    &stale.iter().map(|link| link.0).collect::<Vec<_>>(),
                    &stale.iter().map(|link| link.1).collect::<Vec<_>>(),
                    &stale.iter().map(|link| link.2).collect::<Vec<_>>(),
                )
                .await?;
        }
        if rows.is_empty() {
            return Ok(());
        }
        // In the order of the index: neighbouring rows touch neighbouring pages.
        rows.sort_by_key(|link| (link.record, link.stated_by, link.part, link.ordinal));
        link_sql::insert_links()
            .bind(
                &**self.tx,
                &rows.iter().map(|link| link.record).collect::<Vec<_>>(),
                &rows.iter().map(|link| link.stated_by).collect::<Vec<_>>(),
                &rows.iter().map(|link| link.other).collect::<Vec<_>>(),
                &rows.iter().map(|link| link.part).collect::<Vec<_>>(),
                &rows.iter().map(|link| link.ordinal).collect::<Vec<_>>(),
                &rows.iter().map(|link| link.kind.code()).collect::<Vec<_>>(),
                &rows.iter().map(|link| link.forward).collect::<Vec<_>>(),
                &rows.iter().map(|link| link.role).collect::<Vec<_>>(),
                &rows.iter().map(|link| link.share).collect::<Vec<_>>(),
            )
            .await?;
        Ok(())
    }

    /// Writes parties and what goes with them; with a party's row its sight, the other sights by themselves.
    pub(super) async fn write_settled(
        &mut self,
        mut settled: Settled,
        mut sights: BTreeMap<Uuid, String>,
    ) -> Result<(), ChangeError> {
        let tx = &**self.tx;
        if !settled.new_keys.is_empty() {
            let (digests, records): (Vec<&[u8]>, Vec<Uuid>) = settled
                .new_keys
                .iter()
                .map(|(digest, record)| (digest.as_slice(), *record))
                .unzip();
            record_sql::insert_keys().bind(tx, &digests, &records).await?;
        }
        self.write_card_sights(&sights).await?;
        settled.opened.sort_by_key(|row| row.party);
        if !settled.opened.is_empty() {
            let rows = PartyColumns::of(&settled.opened, &mut sights);
            let visible_to: Vec<&str> = rows
                .visible_to
                .iter()
                .map(|told| told.as_deref().unwrap_or(""))
                .collect();
            party_sql::insert_parties()
                .bind(
                    tx,
                    &self.id,
                    &rows.party,
                    &rows.number,
                    &rows.kind,
                    &rows.version,
                    &rows.merged_into,
                    &rows.due_on,
                    &rows.golden,
                    &visible_to,
                )
                .await?;
        }
        if !settled.updated.is_empty() {
            let rows = PartyColumns::of(&settled.updated, &mut sights);
            party_sql::update_parties()
                .bind(
                    tx,
                    &self.id,
                    &rows.party,
                    &rows.kind,
                    &rows.version,
                    &rows.merged_into,
                    &rows.due_on,
                    &rows.golden,
                    &rows.visible_to,
                )
                .await?;
        }
        self.write_sights(&sights).await?;
        if !settled.numbers.is_empty() {
            let numbers: Vec<i64> = settled.numbers.iter().map(|one| one.0).collect();
            let parties: Vec<Uuid> = settled.numbers.iter().map(|one| one.1).collect();
            let founders: Vec<Uuid> = settled.numbers.iter().map(|one| one.2.0).collect();
            party_sql::insert_numbers()
                .bind(tx, &self.id, &numbers, &parties, &founders)
                .await?;
        }
        self.write_similar(&settled).await?;
        self.write_tasks(&settled).await?;
        self.write_events(&settled.events).await
    }

    async fn write_moves(&self, moves: &[Move]) -> Result<(), ChangeError> {
        if moves.is_empty() {
            return Ok(());
        }
        let tx = &**self.tx;
        let mut moves: Vec<&Move> = moves.iter().collect();
        moves.sort_by_key(|one| (one.to, one.record));
        let left: Vec<(&Move, Uuid, i64)> = moves
            .iter()
            .copied()
            .filter_map(|one| one.from.map(|(party, since)| (one, party, since)))
            .collect();
        if !left.is_empty() {
            let records: Vec<Uuid> = left.iter().map(|(one, _, _)| one.record.0).collect();
            let parties: Vec<Uuid> = left.iter().map(|(_, party, _)| *party).collect();
            party_sql::close_memberships()
                .bind(tx, &self.id, &parties, &records)
                .await?;
            // What began with this very act was never seen by anybody and is no former membership.
            let seen = || left.iter().filter(|(_, _, since)| *since != self.id);
            let records: Vec<Uuid> = seen().map(|(one, _, _)| one.record.0).collect();
            let parties: Vec<Uuid> = seen().map(|(_, party, _)| *party).collect();
            let since: Vec<i64> = seen().map(|(_, _, since)| *since).collect();
            party_sql::insert_former_memberships()
                .bind(tx, &self.id, &records, &since, &parties)
                .await?;
        }
        let parties: Vec<Uuid> = moves.iter().map(|one| one.to).collect();
        let records: Vec<Uuid> = moves.iter().map(|one| one.record.0).collect();
        let causes: Vec<&str> = moves.iter().map(|one| one.cause.as_str()).collect();
        party_sql::insert_memberships()
            .bind(tx, &self.id, &parties, &records, &causes)
            .await?;
        let stored: Vec<&Move> = moves.iter().copied().filter(|one| one.stored).collect();
        if !stored.is_empty() {
            let records: Vec<Uuid> = stored.iter().map(|one| one.record.0).collect();
            let parties: Vec<Uuid> = stored.iter().map(|one| one.to).collect();
            let numbers: Vec<Option<i64>> = stored.iter().map(|one| one.number).collect();
            record_sql::set_parties()
                .bind(tx, &records, &parties, &numbers)
                .await?;
        }
        Ok(())
    }

    async fn write_similar(&self, settled: &Settled) -> Result<(), ChangeError> {
        if !settled.similar_stale.is_empty() {
            party_sql::delete_similar_of_others()
                .bind(&**self.tx, &settled.similar_stale)
                .await?;
            party_sql::delete_similar()
                .bind(&**self.tx, &settled.similar_stale)
                .await?;
        }
        if settled.similar.is_empty() {
            return Ok(());
        }
        let mut rows: BTreeSet<(Uuid, Uuid, &str)> = BTreeSet::new();
        for (one, other, rule) in &settled.similar {
            rows.insert((one.0, other.0, rule));
            rows.insert((other.0, one.0, rule));
        }
        let records: Vec<Uuid> = rows.iter().map(|row| row.0).collect();
        let others: Vec<Uuid> = rows.iter().map(|row| row.1).collect();
        let rules: Vec<&str> = rows.iter().map(|row| row.2).collect();
        party_sql::insert_similar()
            .bind(&**self.tx, &self.id, &records, &others, &rules)
            .await?;
        Ok(())
    }

    async fn write_tasks(&mut self, settled: &Settled) -> Result<(), ChangeError> {
        if settled.tasks.is_empty() {
            return Ok(());
        }
        let tasks = &settled.tasks;
        let raised = party_sql::insert_tasks()
            .bind(
                &**self.tx,
                &self.id,
                &tasks.iter().map(|task| task.id).collect::<Vec<_>>(),
                &tasks.iter().map(|task| task.kind).collect::<Vec<_>>(),
                &tasks.iter().map(|task| task.party).collect::<Vec<_>>(),
                &tasks.iter().map(|task| task.record).collect::<Vec<_>>(),
                &tasks.iter().map(super::event::Task::detail).collect::<Vec<_>>(),
            )
            .await?;
        self.tally.tasks += raised;
        Ok(())
    }

    async fn write_events(&self, events: &[Event]) -> Result<(), ChangeError> {
        if events.is_empty() {
            return Ok(());
        }
        party_sql::insert_events()
            .bind(
                &**self.tx,
                &self.id,
                &events.iter().map(|event| event.kind).collect::<Vec<_>>(),
                &events.iter().map(|event| event.party).collect::<Vec<_>>(),
                &events.iter().map(|event| event.version).collect::<Vec<_>>(),
                &events.iter().map(|event| event.body.clone()).collect::<Vec<_>>(),
            )
            .await?;
        Ok(())
    }

    /// Tells subscribers that a load is done.
    ///
    /// # Errors
    /// Whatever the store answers.
    pub async fn publish_completed(&self, body: serde_json::Value) -> Result<(), ChangeError> {
        self.write_events(&[Event::load_completed(body)]).await
    }

    async fn write_balances(&self, mut balances: Vec<(RecordId, Balance)>) -> Result<(), ChangeError> {
        if balances.is_empty() {
            return Ok(());
        }
        open_months(
            self.tx,
            balances
                .iter()
                .map(|(_, balance)| balance.on.first_of_month())
                .collect(),
        )
        .await?;
        balances.sort_by(|(one, a), (other, b)| {
            (one, a.on, &a.kind, &a.currency).cmp(&(other, b.on, &b.kind, &b.currency))
        });
        balances.dedup_by(|(later, b), (earlier, a)| {
            later == earlier && a.on == b.on && a.kind == b.kind && a.currency == b.currency
        });
        link_sql::put_balances()
            .bind(
                &**self.tx,
                &self.id,
                &balances.iter().map(|(account, _)| account.0).collect::<Vec<_>>(),
                &balances.iter().map(|(_, balance)| balance.on).collect::<Vec<_>>(),
                &balances
                    .iter()
                    .map(|(_, balance)| balance.kind.as_str())
                    .collect::<Vec<_>>(),
                &balances
                    .iter()
                    .map(|(_, balance)| balance.currency.as_str())
                    .collect::<Vec<_>>(),
                &balances
                    .iter()
                    .map(|(_, balance)| balance.amount)
                    .collect::<Vec<_>>(),
            )
            .await?;
        Ok(())
    }
}

/// The managers of each group, taken out.
fn taken_managers(derived: &mut [Derived]) -> Vec<BTreeSet<String>> {
    derived
        .iter_mut()
        .map(|one| std::mem::take(&mut one.managers))
        .collect()
}

/// Makes the partitions of balances that are missing.
pub(super) async fn open_months(tx: &Tx, months: BTreeSet<Date>) -> Result<(), ChangeError> {
    for month in months {
        link_sql::open_balance_month().bind(&**tx, &month).one().await?;
    }
    Ok(())
}

#[derive(Default)]
struct RecordColumns<'a> {
    record: Vec<Uuid>,
    part: Vec<i16>,
    about: Vec<i16>,
    business_date: Vec<Date>,
    sequence: Vec<i64>,
    digest: Vec<&'a [u8]>,
    gone_on: Vec<Option<Date>>,
    unit: Vec<Option<&'a str>>,
    party: Vec<Option<Uuid>>,
    number: Vec<Option<i64>>,
    content: Vec<&'a [u8]>,
    supersedes: Vec<bool>,
}

impl<'a> RecordColumns<'a> {
    fn push(&mut self, one: &'a Placed, content: &'a [u8], party: Option<Uuid>, number: Option<i64>) {
        self.record.push(one.record.0);
        self.part.push(one.part);
        self.about.push(one.about().code());
        self.business_date.push(one.order.business_date);
        self.sequence.push(one.order.sequence);
        self.digest.push(&one.digest);
        self.gone_on.push(one.gone_on);
        self.unit.push(one.content.kept_by());
        self.party.push(party);
        self.number.push(number);
        self.content.push(content);
        self.supersedes.push(one.superseded.is_some());
    }
}

struct PartyColumns<'a> {
    party: Vec<Uuid>,
    number: Vec<i64>,
    kind: Vec<i16>,
    version: Vec<i64>,
    merged_into: Vec<Option<Uuid>>,
    due_on: Vec<Option<Date>>,
    golden: Vec<Option<&'a [u8]>>,
    visible_to: Vec<Option<String>>,
}

impl<'a> PartyColumns<'a> {
    fn of(rows: &'a [PartyRow], sights: &mut BTreeMap<Uuid, String>) -> Self {
        Self {
            party: rows.iter().map(|row| row.party).collect(),
            number: rows.iter().map(|row| row.number).collect(),
            kind: rows.iter().map(|row| row.kind).collect(),
            version: rows.iter().map(|row| row.version).collect(),
            merged_into: rows.iter().map(|row| row.merged_into).collect(),
            due_on: rows.iter().map(|row| row.due_on).collect(),
            golden: rows.iter().map(|row| row.golden.as_deref()).collect(),
            visible_to: rows.iter().map(|row| sights.remove(&row.party)).collect(),
        }
    }
}
