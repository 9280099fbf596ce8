//! Which records an act saw, and which of them their source no longer has.

use std::collections::{BTreeMap, BTreeSet};

use base::Date;
use ecif_sql::queries::record as record_sql;
use uuid::Uuid;

use super::{Absence, Change, ChangeError, Sightings, sighting};
use crate::model::About;

impl Change<'_> {
    /// Writes a run of sightings down.
    ///
    /// # Errors
    /// Whatever the store answers.
    pub async fn write_sightings(&self, sightings: &mut Sightings) -> Result<(), ChangeError> {
        let run = sightings.take_run();
        if run.is_empty() {
            return Ok(());
        }
        let buckets: Vec<i16> = run.iter().map(|(bucket, _)| *bucket).collect();
        let seen: Vec<&[u8]> = run.iter().map(|(_, seen)| seen.as_slice()).collect();
        record_sql::insert_sightings()
            .bind(&**self.tx, &self.id, &sightings.runs, &buckets, &seen)
            .await?;
        Ok(())
    }

    /// Flags the records that full files of the feed miss, and refuses the act if a key stood twice in it.
    /// Looks at one bucket at a time.
    ///
    /// # Errors
    /// [`ChangeError::ManyTwice`], or whatever the store answers.
    pub async fn finish_sightings(&mut self, part: i16, absences: &[Absence]) -> Result<(), ChangeError> {
        let mut acts: BTreeSet<i64> = absences
            .iter()
            .flat_map(|one| [&one.seen, &one.since])
            .flatten()
            .copied()
            .collect();
        acts.insert(self.id);
        let mut twice = 0;
        for bucket in 0..256_i16 {
            let mut seen: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
            for act in &acts {
                seen.insert(*act, self.seen(*act, bucket, bucket + 1).await?);
            }
            let now = &seen[&self.id];
            twice += now.len() - now.iter().collect::<BTreeSet<_>>().len();
            for Absence {
                seen: before,
                since,
                on,
            } in absences
            {
                let mut missing: BTreeSet<Uuid> = before.iter().flat_map(|act| &seen[act]).copied().collect();
                for id in since.iter().flat_map(|act| &seen[act]) {
                    missing.remove(id);
                }
                if !missing.is_empty() {
                    self.flag_gone(missing.into_iter().collect(), part, *on).await?;
                }
            }
        }
        if twice > 0 {
            Err(ChangeError::ManyTwice(twice))
        } else {
            Ok(())
        }
    }

    async fn seen(&self, change: i64, bucket: i16, end: i16) -> Result<Vec<Uuid>, ChangeError> {
        let runs = record_sql::sightings_of_load()
            .bind(&**self.tx, &change, &bucket, &end)
            .all()
            .await?;
        Ok(runs
            .iter()
            .flat_map(|run| sighting::decode(&run.seen).map(|(record, _)| record.0))
            .collect())
    }

    async fn flag_gone(&mut self, missing: Vec<Uuid>, part: i16, on: Date) -> Result<(), ChangeError> {
        let heads = record_sql::heads().bind(&**self.tx, &missing).all().await?;
        let heads = heads
            .into_iter()
            .filter(|head| head.part == part && head.gone_on.is_none());
        let mut fresh: Vec<(Uuid, Option<Uuid>)> = Vec::new();
        let mut agreements = BTreeSet::new();
        for head in heads {
            fresh.push((head.record_id, head.party_id));
            if head.about == About::Account.code() || head.about == About::Holder.code() {
                agreements.insert(head.record_id);
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        let records: Vec<Uuid> = fresh.iter().map(|(record, _)| *record).collect();
        self.note_absences(records.iter().map(|record| (*record, part, on, true)))
            .await?;
        record_sql::set_gone()
            .bind(&**self.tx, &Some(on), &records, &part)
            .await?;
        self.tally.gone += records.len() as u64;
        let parties: BTreeSet<Uuid> = fresh.iter().filter_map(|(_, party)| *party).collect();
        let parties: Vec<Uuid> = parties.into_iter().collect();
        self.derive_without(&parties, Some(agreements)).await
    }
}
