//! The day after: what changes, what goes, who comes.

use base::Date;

use crate::Bank;
use crate::dice::{Dice, Purpose};
use crate::document::{Document, DocumentType};
use crate::flaw::Flaw;
use crate::person::{Papers, Person, mobile};
use crate::place::Address;
use crate::record::{PersonRecord, Presence};

/// What happens on the day after the bank's business date. All shares are of the records of persons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextDay {
    /// The day.
    pub date: Date,
    /// The share of records in which something changes: phone, address, name, document.
    pub changed: f64,
    /// The share of records that their system has deleted: they are missing from whole files.
    pub gone: f64,
    /// New persons, as a share of the persons.
    pub new: f64,
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Same,
    Changed,
    Gone,
    New,
}

impl NextDay {
    /// A day on which a share of the records changes, and nobody comes or goes.
    #[must_use]
    pub fn of_changes(date: Date, changed: f64) -> Self {
        Self {
            date,
            changed,
            gone: 0.0,
            new: 0.0,
        }
    }

    /// How many persons there are then. At most twice as many as before, for more have no numbers.
    pub(crate) fn people(&self, bank: &Bank) -> u64 {
        let people = bank.params.people;
        people + (people as f64 * self.new.clamp(0.0, 1.0)) as u64
    }
}

impl Bank {
    /// What the day after makes of a record.
    pub(crate) fn next_day(
        &self,
        next: &NextDay,
        person: &Person,
        presence: Presence,
        record: &mut PersonRecord,
    ) -> Fate {
        let index = presence.record_index(person.index);
        let mut dice = Dice::new(self.params.seed, Purpose::NextDay, index, presence.source as u64);
        let moment = (next.date, 9 * 3_600 + dice.below(8 * 3_600) as u32);
        if person.index >= self.params.people {
            (record.opened, record.changed) = (next.date, moment);
            return Fate::New;
        }
        // One draw decides, so that a larger share of changes holds the smaller one's.
        let draw = dice.below(1_000_000) as f64 / 1_000_000.0;
        if draw < next.gone {
            record.changed = moment;
            return Fate::Gone;
        }
        if draw < 1.0 - next.changed {
            return Fate::Same;
        }
        record.changed = moment;
        match dice.below(10) {
            0..3 => record.address = Address::home(&mut dice, person.address.city).full(),
            3..5 if record.corrects_document(person) => {}
            5..7 if record.name != person.name.text => record.name.clone_from(&person.name.text),
            _ => record.mobile = mobile(&mut dice),
        }
        Fate::Changed
    }
}

impl PersonRecord {
    /// Puts a flawed document right; tells whether there was anything to do.
    fn corrects_document(&mut self, person: &Person) -> bool {
        const CORRECTED: [Flaw; 6] = [
            Flaw::MissingDocument,
            Flaw::PlaceholderDocument,
            Flaw::OtherType,
            Flaw::WrongType,
            Flaw::MistypedNumber,
            Flaw::FifteenDigits,
        ];
        let Papers::Citizen { resident_id, .. } = &person.papers else {
            return false;
        };
        if !CORRECTED.into_iter().any(|flaw| self.flaws.has(flaw)) {
            return false;
        }
        let right = Document {
            kind: DocumentType::ResidentId,
            number: resident_id.clone(),
            expires: None,
        };
        match self.documents.first_mut() {
            Some(document) => *document = right,
            None => self.documents.push(right),
        }
        true
    }
}
