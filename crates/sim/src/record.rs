//! What a source system has written down about a person, with the errors that happened on the way.

use base::Date;

use crate::Bank;
use crate::calendar::in_year;
use crate::dice::{Dice, Purpose};
use crate::document::{Document, DocumentType, Source};
use crate::flaw::{Flaw, Flaws};
use crate::names::{self, Script, Sex};
use crate::number;
use crate::person::{BLOCK, Block, Household, Papers, Person, Role, day_between};

/// The day of the 2023 edition of the foreigner's residence card (ID-05).
const NEW_RESIDENCE_CARD: Date = Date::constant(2023, 12, 1);
const PLACEHOLDERS: [&str; 4] = ["无", "不详", "未知", "-"];
/// Last day of a document without end.
pub(crate) const FOR_EVER: Date = Date::constant(9999, 12, 31);

/// How the teller came to the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Network,
    Reader,
    Teller,
}

/// A person's record in one source system, before it is put into that system's own format.
#[derive(Debug, Clone)]
pub(crate) struct PersonRecord {
    pub source: Source,
    pub key: String,
    pub entity: String,
    pub household: String,
    /// Refused by the mapping on purpose: it lacks what the mapping requires.
    pub planned_reject: bool,
    pub name: String,
    pub former_name: Option<String>,
    /// The first is the one the record leads the customer by.
    pub documents: Vec<Document>,
    /// GB/T 2261.1.
    pub sex: &'static str,
    pub birth: Option<Date>,
    pub nationality: &'static str,
    pub ethnicity: &'static str,
    pub marital: &'static str,
    pub education: &'static str,
    pub occupation: &'static str,
    pub working_status: &'static str,
    pub employer: String,
    pub position: String,
    pub income: Option<u64>,
    pub mobile: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub postcode: String,
    pub opened: Date,
    /// The day the source changed the record last, and the second of that day.
    pub changed: (Date, u32),
    pub unit: String,
    pub manager: String,
    pub seen: Seen,
    /// Low to high, 1 to 5, as sources that rate customers do.
    pub grade: u8,
    /// The mark of a record that its system has deleted.
    pub deleted: bool,
    pub flaws: Flaws,
}

/// One place where a person is on record: the system, and which of possibly two records there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Presence {
    pub source: Source,
    pub copy: u8,
}

impl Presence {
    /// The number by which everything about this record is drawn.
    pub(crate) fn record_index(self, person: u64) -> u64 {
        person * 4 + u64::from(self.copy)
    }
}

/// The key a source gives a person's record.
pub(crate) fn person_key(bank: &Bank, source: Source, record: u64) -> String {
    let prefix = match source {
        Source::Core => "1",
        Source::Loan => "P",
        Source::Card => "6",
        Source::Online => "u",
        Source::Wealth => "W1",
    };
    bank.numbers.record_key(prefix, source as u64, record)
}

impl Bank {
    /// Where a person is on record; at least once.
    pub(crate) fn presences(&self, block: &Block, household: &Household, person: &Person) -> Vec<Presence> {
        let mut dice = Dice::new(self.params.seed, Purpose::Presence, person.index, 0);
        let age = person.age(self.params.business_date);
        let twice = self.params.rates.same_source_twice;
        let mut places = Vec::with_capacity(5);
        let mut add = |source, present: bool, again: bool| {
            places.extend(present.then_some(Presence { source, copy: 0 }));
            places.extend((present && again).then_some(Presence { source, copy: 1 }));
        };
        let (core, again) = (
            dice.chance(if age < 16 { 0.40 } else { 0.80 }),
            dice.chance(twice),
        );
        add(Source::Core, core, again);
        add(Source::Loan, self.is_borrower(block, household, person), false);
        let (card, again) = (dice.chance(0.48) && (18..=78).contains(&age), dice.chance(twice));
        add(Source::Card, card, again);
        add(
            Source::Online,
            dice.chance(0.47) && (16..=74).contains(&age),
            false,
        );
        add(
            Source::Wealth,
            dice.chance(0.18) && (28..=82).contains(&age),
            false,
        );
        if places.is_empty() {
            places.push(Presence {
                source: Source::Core,
                copy: 0,
            });
        }
        places
    }

    /// Whether the loan system knows a person: heads and spouses of households that borrow, and whoever runs a
    /// company.
    pub(crate) fn is_borrower(&self, block: &Block, household: &Household, person: &Person) -> bool {
        let leads = household.borrows && matches!(person.role, Role::Head | Role::Spouse);
        let owns = || {
            self.companies_of_block(person.index / BLOCK).next().is_some()
                && self
                    .principals(block)
                    .iter()
                    .any(|other| other.index == person.index)
        };
        (22..=75).contains(&person.age(self.params.business_date)) && (leads || owns())
    }

    /// The record of a person in one place, as of the bank's business date.
    pub(crate) fn person_record(&self, person: &Person, presence: Presence) -> PersonRecord {
        let record = presence.record_index(person.index);
        let source = presence.source;
        let mut dice = Dice::new(self.params.seed, Purpose::PersonRecord, record, source as u64);
        let mut flaws = Flaws::default();
        let today = self.params.business_date;
        let since = match source {
            Source::Core => 1996,
            Source::Card | Source::Loan => 2004,
            Source::Wealth => 2008,
            Source::Online => 2011,
        };
        let grown = if source == Source::Core { 1 } else { 18 };
        let first = in_year(person.birth, (person.birth.year() + grown).max(since));
        let opened = day_between(&mut dice, first.min(today), today);
        let changed = (day_between(&mut dice, opened, today), dice.below(86_400) as u32);
        let name = self.written_name(&mut dice, &mut flaws, person);
        let documents = self.documents(&mut dice, &mut flaws, person, source, opened);
        let (mobile, address) = self.contacts(&mut dice, &mut flaws, person);
        let seen = match dice.below(10) {
            0..3 => Seen::Network,
            3..7 if opened.year() >= 2012 => Seen::Reader,
            _ => Seen::Teller,
        };
        let fills = |dice: &mut Dice, rate: f64| dice.chance(rate);
        let former = person
            .former_name
            .as_ref()
            .filter(|former| former.text != name && dice.chance(0.5));
        let mut record = PersonRecord {
            source,
            key: person_key(self, source, record),
            entity: person.entity(),
            household: format!("H{:08}", person.household),
            planned_reject: false,
            former_name: former.map(|former| former.text.clone()),
            name,
            documents,
            sex: if person.sex == Sex::Male { "1" } else { "2" },
            birth: fills(&mut dice, 0.96).then_some(person.birth),
            nationality: person.nationality,
            ethnicity: person.ethnicity,
            marital: if fills(&mut dice, 0.9) {
                person.marital
            } else {
                "90"
            },
            education: if fills(&mut dice, 0.8) {
                person.education
            } else {
                "90"
            },
            occupation: person.occupation,
            working_status: person.working_status,
            employer: person
                .employer
                .clone()
                .filter(|_| fills(&mut dice, 0.8))
                .unwrap_or_default(),
            position: person.position.to_owned(),
            income: person.income.filter(|_| fills(&mut dice, 0.7)),
            mobile,
            phone: person
                .phone_home
                .clone()
                .filter(|_| fills(&mut dice, 0.7))
                .unwrap_or_default(),
            email: person
                .email
                .clone()
                .filter(|_| fills(&mut dice, 0.6))
                .unwrap_or_default(),
            address,
            postcode: person.address.postcode(),
            opened,
            changed,
            unit: person.unit.clone(),
            manager: person.manager.clone(),
            seen,
            grade: 1 + dice.below(5) as u8,
            deleted: false,
            flaws,
        };
        if record
            .flaws
            .strikes(&mut dice, Flaw::FullWidth, true, self.params.rates.full_width)
        {
            record.widen(&mut dice);
        }
        record
    }

    /// The name as this system has it: perhaps the former one, perhaps with one slip.
    fn written_name(&self, dice: &mut Dice, flaws: &mut Flaws, person: &Person) -> String {
        let rates = &self.params.rates;
        let former = person.former_name.as_ref();
        let kept = flaws.strikes(
            dice,
            Flaw::FormerNameKept,
            former.is_some(),
            rates.former_name_kept,
        );
        let text = former
            .filter(|_| kept)
            .map_or(person.name.text.as_str(), |former| former.text.as_str());
        match person.name.script {
            Script::Latin => match dice.below(4) {
                0 => text.replace(", ", " "),
                1 => text.replace(", ", ",  "),
                _ => text.to_owned(),
            },
            Script::Dotted => text.replace('·', dice.pick(&["·", "•", "・", "．", " · "])),
            Script::Han => {
                let old_script = names::traditional(text);
                let blank = flaws.strikes(dice, Flaw::BlankInName, true, rates.blank_in_name);
                let sounds = flaws.strikes(dice, Flaw::Homophone, !blank, rates.homophone);
                let possible = !blank && !sounds && old_script.is_some();
                let script = flaws.strikes(dice, Flaw::TraditionalScript, possible, rates.traditional_script);
                let heard = if sounds {
                    names::homophone(dice, text)
                } else {
                    None
                };
                if sounds && heard.is_none() {
                    flaws.spare(Flaw::Homophone);
                }
                match (blank, heard, script) {
                    (true, ..) => names::spaced(text),
                    (_, Some(other), _) => other,
                    (_, _, true) => old_script.unwrap_or_default(),
                    _ => text.to_owned(),
                }
            }
        }
    }

    /// Mobile number and address as this system has them.
    fn contacts(&self, dice: &mut Dice, flaws: &mut Flaws, person: &Person) -> (String, String) {
        let rates = &self.params.rates;
        let stale = flaws.strikes(dice, Flaw::OldMobile, true, rates.old_mobile);
        let mut mobile = if stale {
            person.old_mobile.clone()
        } else {
            person.mobile.clone()
        };
        let moved = flaws.strikes(dice, Flaw::OldAddress, true, rates.old_address);
        let place = if moved {
            &person.old_address
        } else {
            &person.address
        };
        let short = flaws.strikes(dice, Flaw::ShortAddress, true, rates.short_address);
        let mut address = if short {
            place.without_province()
        } else {
            place.full()
        };
        if flaws.strikes(dice, Flaw::PlaceholderContact, true, rates.placeholder_contact) {
            let word = dice.pick(&PLACEHOLDERS).to_owned();
            if dice.chance(0.5) {
                address = word
            } else {
                mobile = word
            }
        }
        (mobile, address)
    }

    /// The documents as this system files them.
    fn documents(
        &self,
        dice: &mut Dice,
        flaws: &mut Flaws,
        person: &Person,
        source: Source,
        opened: Date,
    ) -> Vec<Document> {
        let rates = &self.params.rates;
        let expires = expiry(dice, person, opened);
        let paper = |kind, number: &str| Document {
            kind,
            number: number.to_owned(),
            expires,
        };
        if flaws.strikes(dice, Flaw::MissingDocument, true, rates.missing_document) {
            return Vec::new();
        }
        if flaws.strikes(dice, Flaw::PlaceholderDocument, true, rates.placeholder_document) {
            return vec![Document {
                expires: None,
                ..paper(DocumentType::Other, dice.pick(&PLACEHOLDERS))
            }];
        }
        let mut documents = match &person.papers {
            Papers::HongKong { permit, card } => {
                let second = (source == Source::Core).then(|| paper(DocumentType::HkId, card));
                std::iter::once(paper(DocumentType::HkMacauPermit, permit))
                    .chain(second)
                    .collect()
            }
            Papers::Foreigner {
                passport,
                old_card,
                new_card,
            } => {
                let card = if opened >= NEW_RESIDENCE_CARD {
                    new_card
                } else {
                    old_card
                };
                let card = paper(DocumentType::ForeignerResidence, card);
                let passport = paper(DocumentType::PassportForeign, passport);
                match (source, dice.chance(0.5)) {
                    (Source::Core, _) => vec![passport, card],
                    (_, true) => vec![passport],
                    (_, false) => vec![card],
                }
            }
            Papers::Citizen {
                resident_id,
                passport,
            } => {
                let adult = person.age(opened) >= 16;
                let possible = adult && passport.is_some();
                let abroad = flaws.strikes(dice, Flaw::PassportShown, adult, rates.passport_shown);
                let passport = passport
                    .clone()
                    .unwrap_or_else(|| self.numbers.passport(person.index, false));
                if abroad {
                    vec![paper(DocumentType::PassportCn, &passport)]
                } else {
                    let (kind, number) = self.resident_id(dice, flaws, person, resident_id);
                    let second = source == Source::Core && possible && dice.chance(0.3);
                    let second = second.then(|| paper(DocumentType::PassportCn, &passport));
                    std::iter::once(paper(kind, &number)).chain(second).collect()
                }
            }
        };
        if flaws.strikes(dice, Flaw::OtherType, true, rates.other_type) {
            documents.truncate(1);
            documents
                .iter_mut()
                .for_each(|document| document.kind = DocumentType::Other);
        }
        documents
    }

    /// A resident ID as written: at most one slip, and its type.
    fn resident_id(
        &self,
        dice: &mut Dice,
        flaws: &mut Flaws,
        person: &Person,
        right: &str,
    ) -> (DocumentType, String) {
        let rates = &self.params.rates;
        let wrong = flaws.strikes(dice, Flaw::WrongType, true, rates.wrong_type);
        let kind = if wrong {
            dice.pick(&[
                DocumentType::HouseholdBook,
                DocumentType::TemporaryId,
                DocumentType::PassportCn,
            ])
        } else {
            DocumentType::ResidentId
        };
        let old = person.birth.year() < 1985;
        if flaws.strikes(dice, Flaw::FifteenDigits, old, rates.fifteen_digits) {
            return (kind, format!("{}{}", &right[..6], &right[8..17]));
        }
        if flaws.strikes(dice, Flaw::MistypedNumber, true, rates.mistyped_number) {
            return (kind, number::mistyped(right).unwrap_or_else(|| right.to_owned()));
        }
        if flaws.strikes(dice, Flaw::LowerCaseX, right.ends_with('X'), rates.lower_case_x) {
            return (kind, right.to_lowercase());
        }
        (kind, right.to_owned())
    }
}

impl PersonRecord {
    /// Types one field with full-width letters and digits.
    fn widen(&mut self, dice: &mut Dice) {
        match (dice.below(3), self.documents.first_mut()) {
            (0, Some(document)) => document.number = names::full_width(&document.number),
            (1, _) => self.address = names::full_width(&self.address),
            _ => self.mobile = names::full_width(&self.mobile),
        }
    }
}

/// The last day of the paper shown at `opened`: ten years for the young, twenty later, for ever from 46.
fn expiry(dice: &mut Dice, person: &Person, opened: Date) -> Option<Date> {
    let years = match person.age(opened) {
        ..16 => 5,
        16..26 => 10,
        26..46 => 20,
        _ => return Some(FOR_EVER),
    };
    let lapse = opened.year() + 1 + dice.below(years) as i16;
    dice.chance(0.9).then(|| in_year(opened, lapse))
}
