//! Writing the day-end files as the five source systems deliver them.

mod batch;
mod card;
mod core;
mod files;
mod loan;
mod online;
mod sink;
mod wealth;

use std::ops::Range;
use std::path::{Path, PathBuf};

use base::Date;
use rayon::prelude::*;

pub use files::mappings;

use crate::calendar::month_ends_before;
use crate::document::Source;
use crate::next_day::{Fate, NextDay};
use crate::person::{BLOCK, Block, Household, Person, Role};
use crate::progress::Progress;
use crate::record::{PersonRecord, Presence, person_key};
use crate::truth::{TruthRow, TruthWriter};
use crate::{Bank, SimError};
use batch::{Balances, Batch};
use files::Files;

/// A day-end file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Where it is.
    pub path: PathBuf,
    /// The source system, by the short name of its mapping.
    pub source: &'static str,
    /// The feed of the mapping that reads it.
    pub feed: &'static str,
    /// Rows in it, header and trailer apart.
    pub rows: u64,
}

/// Blocks of persons made by one thread in one go; the same for every number of threads, since a file's bytes
/// must not depend on it.
const STRETCH_BLOCKS: u64 = 256;
/// Companies made in one go.
const STRETCH_COMPANIES: u64 = 512;

/// What is being delivered.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Edition<'a> {
    /// Everything, as of the bank's business date.
    First,
    /// Everything, as of the day after.
    Next(&'a NextDay),
    /// What the core and online banking report as changed on the day after.
    Changes(&'a NextDay),
}

impl Edition<'_> {
    fn date(&self, bank: &Bank) -> Date {
        match self {
            Self::First => bank.params.business_date,
            Self::Next(next) | Self::Changes(next) => next.date,
        }
    }

    /// How many persons there are on the day.
    fn people(&self, bank: &Bank) -> u64 {
        match self {
            Self::First => bank.params.people,
            Self::Next(next) | Self::Changes(next) => next.people(bank),
        }
    }

    fn is_whole(&self) -> bool {
        !matches!(self, Self::Changes(_))
    }
}

/// A piece of the work that one thread does.
#[derive(Debug, Clone)]
enum Stretch {
    /// Institutions and the cast: few, and first in every file.
    Front,
    Blocks(Range<u64>),
    Companies(Range<u64>),
}

fn cut(whole: u64, step: u64) -> impl Iterator<Item = Range<u64>> {
    (0..whole.div_ceil(step)).map(move |place| place * step..((place + 1) * step).min(whole))
}

impl Bank {
    /// Writes the day-end files of all sources into one folder a source below `dir`, each with the source's mapping
    /// beside them, and the hidden truth to `truth` (outside `dir`, or the bank's systems could see it). The files
    /// are listed in the order in which they are to be loaded.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write_files(
        &self,
        dir: &Path,
        truth: Option<&Path>,
        progress: &mut dyn Progress,
    ) -> Result<Vec<WrittenFile>, SimError> {
        self.deliver(dir, truth, Edition::First, progress)
    }

    /// Writes what the sources deliver the day after: whole files again from the core, loan, card and wealth systems
    /// (some rows changed, some gone, some new) and online banking's changes.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write_next_day(
        &self,
        dir: &Path,
        truth: Option<&Path>,
        next: &NextDay,
        progress: &mut dyn Progress,
    ) -> Result<Vec<WrittenFile>, SimError> {
        self.deliver(dir, truth, Edition::Next(next), progress)
    }

    /// Writes only the changes of the day after: the core's file of changes (rows gone are marked as deleted) and
    /// online banking's.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write_delta(
        &self,
        dir: &Path,
        truth: Option<&Path>,
        next: &NextDay,
        progress: &mut dyn Progress,
    ) -> Result<Vec<WrittenFile>, SimError> {
        self.deliver(dir, truth, Edition::Changes(next), progress)
    }

    /// The truth about every row of customers that [`Bank::write_files`] delivers.
    pub fn truth_rows(&self) -> impl Iterator<Item = TruthRow> + '_ {
        self.stretches(Edition::First)
            .into_iter()
            .flat_map(|stretch| self.batch(&stretch, Edition::First, &[]).truth)
    }

    fn deliver(
        &self,
        dir: &Path,
        truth: Option<&Path>,
        edition: Edition<'_>,
        progress: &mut dyn Progress,
    ) -> Result<Vec<WrittenFile>, SimError> {
        let date = edition.date(self);
        let month_ends = if self.params.balances && matches!(edition, Edition::First) {
            month_ends_before(date)
        } else {
            Vec::new()
        };
        let mut files = Files::create(dir, date, &month_ends, edition.is_whole())?;
        let mut truth = truth
            .map(|path| TruthWriter::new(std::io::BufWriter::new(std::fs::File::create(path)?)))
            .transpose()?;
        let stretches = self.stretches(edition);
        progress.begin("day-end files", stretches.len() as u64);
        let window = 4 * rayon::current_num_threads();
        let mut done: Vec<Batch> = Vec::new();
        // One thread appends what the last window made while the others make the next.
        for window in stretches.chunks(window).chain(std::iter::once(&[][..])) {
            let batches = std::mem::take(&mut done);
            let steps = batches.len() as u64;
            let (written, made) = rayon::join(
                || -> Result<(), SimError> {
                    for batch in batches {
                        if let Some(truth) = &mut truth {
                            truth.append(&batch.truth)?;
                        }
                        files.append(batch)?;
                    }
                    Ok(())
                },
                || {
                    window
                        .par_iter()
                        .map(|stretch| self.batch(stretch, edition, &month_ends))
                        .collect()
                },
            );
            written?;
            done = made;
            progress.advance(steps);
        }
        if let Some(truth) = truth {
            truth.finish()?;
        }
        if edition.is_whole() {
            files.institutions(self, date)?;
        }
        files.finish()
    }

    fn stretches(&self, edition: Edition<'_>) -> Vec<Stretch> {
        let blocks = edition.people(self).div_ceil(BLOCK);
        let people = cut(blocks, STRETCH_BLOCKS).map(Stretch::Blocks);
        let companies = if edition.is_whole() {
            self.params.companies
        } else {
            0
        };
        let companies = cut(companies, STRETCH_COMPANIES).map(Stretch::Companies);
        std::iter::once(Stretch::Front)
            .chain(people)
            .chain(companies)
            .collect()
    }

    fn batch(&self, stretch: &Stretch, edition: Edition<'_>, month_ends: &[Date]) -> Batch {
        let mut batch = Batch::new(month_ends.len());
        let balances = Balances {
            seed: self.params.seed,
            month_ends,
            today: edition.date(self),
        };
        match stretch {
            Stretch::Front => self.front(&mut batch, edition, &balances),
            Stretch::Blocks(blocks) => {
                for number in blocks.clone() {
                    let block = self.block(number, edition.people(self));
                    block
                        .households
                        .iter()
                        .for_each(|home| self.household_rows(&mut batch, &block, home, edition, &balances));
                }
            }
            Stretch::Companies(companies) => {
                for company in companies.clone() {
                    self.company_rows(&mut batch, company, &balances);
                }
            }
        }
        batch
    }

    fn front(&self, batch: &mut Batch, edition: Edition<'_>, balances: &Balances<'_>) {
        let cast = crate::cast::rows(self);
        if !edition.is_whole() {
            return;
        }
        for institution in self.institutions() {
            for source in institution.sources() {
                batch.organisation(&self.institution_record(&institution, *source));
            }
        }
        for (place, record) in cast.persons.iter().enumerate() {
            batch.person(record, place as u64, false);
        }
        cast.organisations
            .iter()
            .for_each(|record| batch.organisation(record));
        cast.accounts
            .iter()
            .for_each(|account| batch.account(account, balances));
        cast.relations
            .iter()
            .for_each(|relation| batch.relation(relation));
    }

    fn household_rows(
        &self,
        batch: &mut Batch,
        block: &Block,
        household: &Household,
        edition: Edition<'_>,
        balances: &Balances<'_>,
    ) {
        let members = household.members(block);
        let presences: Vec<Vec<Presence>> = members
            .iter()
            .map(|person| self.presences(block, household, person))
            .collect();
        let partner = members.iter().zip(&presences).find(|(person, places)| {
            person.role == Role::Spouse
                && places.contains(&Presence {
                    source: Source::Core,
                    copy: 0,
                })
        });
        let partner = partner.map(|(person, _)| person_key(self, Source::Core, person.index * 4));
        for (person, places) in members.iter().zip(&presences) {
            for presence in places {
                let mut record = self.person_record(person, *presence);
                if !self.passes(batch, person, *presence, &mut record, edition) || !edition.is_whole() {
                    continue;
                }
                match record.source {
                    Source::Core => {
                        let joint = partner
                            .as_deref()
                            .filter(|_| person.role == Role::Head && presence.copy == 0);
                        for account in self.deposits(person, *presence, &record, joint) {
                            batch.account(&account, balances);
                        }
                    }
                    Source::Card => {
                        self.cards(person, *presence, &record)
                            .iter()
                            .for_each(|card| batch.account(card, balances));
                    }
                    Source::Wealth => {
                        let holdings = self.holdings(person, *presence, &record);
                        holdings
                            .iter()
                            .for_each(|holding| batch.account(holding, balances));
                    }
                    Source::Loan | Source::Online => {}
                }
            }
        }
        if edition.is_whole() {
            if let Some(loan) = self.household_loan(block, household) {
                batch.account(&loan, balances);
            }
            self.family(block, household)
                .iter()
                .for_each(|relation| batch.relation(relation));
        }
    }

    /// Adds a record where this edition delivers it; tells whether its accounts are delivered too.
    fn passes(
        &self,
        batch: &mut Batch,
        person: &Person,
        presence: Presence,
        record: &mut PersonRecord,
        edition: Edition<'_>,
    ) -> bool {
        let sequence = presence.record_index(person.index);
        let (fate, changes_only) = match edition {
            Edition::First => {
                batch.person(record, sequence, false);
                return true;
            }
            Edition::Next(next) => (self.next_day(next, person, presence, record), false),
            Edition::Changes(next) => (self.next_day(next, person, presence, record), true),
        };
        let tells_changes = record.source == Source::Online || changes_only;
        match fate {
            Fate::Same if tells_changes => record.source != Source::Online,
            Fate::Gone if !changes_only || record.source != Source::Core => false,
            _ if changes_only && !matches!(record.source, Source::Core | Source::Online) => false,
            Fate::Gone => {
                record.deleted = true;
                batch.person(record, sequence, true);
                false
            }
            _ => {
                batch.person(record, sequence, changes_only && record.source == Source::Core);
                true
            }
        }
    }

    fn company_rows(&self, batch: &mut Batch, index: u64, balances: &Balances<'_>) {
        let block = self
            .owner_block(index)
            .map(|number| self.block(number, self.params.people));
        let owners = block
            .as_ref()
            .map(|block| self.principals(block))
            .unwrap_or_default();
        let company = self.company(index, owners.first().map(|person| (*person).clone()));
        for source in self.company_presences(index) {
            let record = self.company_record(&company, source);
            batch.organisation(&record);
            match source {
                Source::Core => batch.account(&self.settlement(index, &record), balances),
                Source::Loan => {
                    let guarantor = owners.first().map(|person| self.loan_key(person));
                    batch.account(&self.company_loan(index, &record, guarantor), balances);
                    for relation in self.company_relations(&company, &owners) {
                        batch.relation(&relation);
                    }
                }
                _ => {}
            }
        }
    }
}
