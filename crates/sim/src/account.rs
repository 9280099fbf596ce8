//! Agreements: deposit accounts, loan contracts, cards, holdings.

use base::Date;

use crate::Bank;
use crate::calendar::{date_of, day_number};
use crate::dice::{Dice, Purpose};
use crate::document::Source;
use crate::organisation::{OrganisationRecord, company_key};
use crate::person::{Block, Household, Person, Role, day_between};
use crate::record::{PersonRecord, Presence, person_key};

/// Somebody's part in an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    /// Key of the customer in the same system.
    pub customer: String,
    /// The source's word for the role.
    pub role: &'static str,
    /// Per cent; none where the system keeps no shares.
    pub share: Option<u8>,
}

/// An agreement as its system keeps it.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub source: Source,
    pub number: String,
    /// The source's code of the product.
    pub product: &'static str,
    pub currency: &'static str,
    pub opened: Date,
    pub matures: Option<Date>,
    pub closed: bool,
    /// Ten-thousandths a year.
    pub rate: u32,
    pub term_months: u32,
    /// Yuan: the loan's sum, the card's limit, the holding's value.
    pub amount: u64,
    pub collateral: &'static str,
    pub branch: String,
    pub holders: Vec<Holder>,
    /// What [`Account::balance`] is drawn from.
    index: u64,
}

impl Account {
    /// The balance at the end of a day, in fen. It wanders around the account's own level from month to month.
    pub(crate) fn balance(&self, seed: u64, day: Date) -> u64 {
        if self.closed {
            return 0;
        }
        let month = i64::from(day.year()) * 12 + i64::from(day.month());
        let mut dice = Dice::new(seed, Purpose::Balance, self.index, month as u64);
        self.amount * (70 + dice.below(61)) + dice.below(100)
    }

    fn with(mut self, holder: Option<Holder>) -> Self {
        self.holders.extend(holder);
        self
    }
}

/// Accounts of one record have neighbouring indices; so many at most.
const ACCOUNTS_OF_RECORD: u64 = 4;

fn months_after(date: Date, months: u32) -> Date {
    date_of(day_number(date) + i64::from(months) * 365 / 12)
}

impl Bank {
    fn account(&self, dice: &mut Dice, source: Source, kind: &str, index: u64, opened: Date) -> Account {
        let number = match source {
            Source::Card => self.numbers.card(index),
            Source::Loan => format!("LN{}", self.numbers.account(kind, index)),
            Source::Wealth => format!("WH{}", self.numbers.account(kind, index)),
            _ => self.numbers.account(kind, index),
        };
        Account {
            source,
            number,
            product: "",
            currency: "CNY",
            opened: day_between(dice, opened, self.params.business_date),
            matures: None,
            closed: false,
            rate: 0,
            term_months: 0,
            amount: 0,
            collateral: "",
            branch: String::new(),
            holders: Vec::new(),
            index: index * 8 + source as u64,
        }
    }

    /// Deposits of a person's core record; `partner` is the spouse's key there, for a joint account.
    pub(crate) fn deposits(
        &self,
        person: &Person,
        presence: Presence,
        record: &PersonRecord,
        partner: Option<&str>,
    ) -> Vec<Account> {
        let record_index = presence.record_index(person.index);
        let mut dice = Dice::new(self.params.seed, Purpose::Account, record_index, 0);
        let more = if dice.chance(0.35) { 1 + dice.below(2) } else { 0 };
        (0..=more)
            .map(|place| {
                let index = record_index * ACCOUNTS_OF_RECORD + place;
                let mut account = self.account(&mut dice, Source::Core, "01", index, record.opened);
                let fixed = place > 0;
                let term = dice.pick(&[3, 6, 12, 24, 36]);
                account.product = if fixed { "2001" } else { "1001" };
                account.currency = if dice.chance(0.02) { "USD" } else { "CNY" };
                (account.rate, account.term_months) = if fixed { (150, term) } else { (20, 0) };
                account.matures = fixed.then(|| months_after(account.opened, term));
                account.amount = 100 + dice.skewed(9, 20);
                account.closed = !fixed && more > 0 && dice.chance(0.02);
                account.branch.clone_from(&record.unit);
                let joint = partner.filter(|_| place == 0 && dice.chance(0.25));
                let share = joint.map(|_| 50);
                let own = Holder {
                    customer: record.key.clone(),
                    role: "A",
                    share,
                };
                let other = joint.map(|key| Holder {
                    customer: key.to_owned(),
                    role: "J",
                    share,
                });
                account.with(Some(own)).with(other)
            })
            .collect()
    }

    /// The settlement account of a company's core record.
    pub(crate) fn settlement(&self, company: u64, record: &OrganisationRecord) -> Account {
        let mut dice = Dice::new(self.params.seed, Purpose::Account, company, 1);
        let mut account = self.account(&mut dice, Source::Core, "11", company, record.opened);
        account.product = "1101";
        account.rate = 20;
        account.amount = 1_000 + dice.skewed(14, 24);
        account.branch.clone_from(&record.unit);
        account.with(Some(Holder {
            customer: record.key.clone(),
            role: "A",
            share: None,
        }))
    }

    /// Cards of a person's record in the card system.
    pub(crate) fn cards(&self, person: &Person, presence: Presence, record: &PersonRecord) -> Vec<Account> {
        let record_index = presence.record_index(person.index);
        let mut dice = Dice::new(self.params.seed, Purpose::Account, record_index, 2);
        let more = u64::from(dice.chance(0.2));
        (0..=more)
            .map(|place| {
                let index = record_index * ACCOUNTS_OF_RECORD + place;
                let mut account = self.account(&mut dice, Source::Card, "", index, record.opened);
                let credit = place == 0;
                account.product = if credit { "CC" } else { "DC" };
                account.amount = if credit { 1_000 * (1 + dice.below(100)) } else { 0 };
                account.matures = credit.then(|| months_after(account.opened, 60));
                account.branch.clone_from(&record.unit);
                account.with(Some(Holder {
                    customer: record.key.clone(),
                    role: "M",
                    share: None,
                }))
            })
            .collect()
    }

    /// What a person holds in wealth management.
    pub(crate) fn holdings(
        &self,
        person: &Person,
        presence: Presence,
        record: &PersonRecord,
    ) -> Vec<Account> {
        let record_index = presence.record_index(person.index);
        let mut dice = Dice::new(self.params.seed, Purpose::Account, record_index, 3);
        (0..1 + dice.below(3))
            .map(|place| {
                let index = record_index * ACCOUNTS_OF_RECORD + place;
                let mut account = self.account(&mut dice, Source::Wealth, "31", index, record.opened);
                account.product = dice.pick(&["FUND-MM", "FUND-MIX", "WMP-90", "WMP-365", "INS-LIFE"]);
                account.amount = 1_000 * (1 + dice.below(500));
                account.branch.clone_from(&record.unit);
                account.with(Some(Holder {
                    customer: record.key.clone(),
                    role: "owner",
                    share: None,
                }))
            })
            .collect()
    }

    /// The loan of a household that borrows: head or spouse, the other as co-borrower, perhaps a guarantor from
    /// the neighbourhood.
    pub(crate) fn household_loan(&self, block: &Block, household: &Household) -> Option<Account> {
        let leads = |person: &&Person| {
            matches!(person.role, Role::Head | Role::Spouse) && self.is_borrower(block, household, person)
        };
        let adults: Vec<&Person> = household.members(block).iter().filter(leads).collect();
        let first = adults.first().filter(|_| household.borrows)?;
        let mut dice = Dice::new(self.params.seed, Purpose::Account, household.id, 4);
        let opened = Date::constant(2015, 1, 1);
        let mut account = self.account(&mut dice, Source::Loan, "21", household.id, opened);
        let (product, term, collateral) =
            dice.pick(&[("MORT", 360, "住宅房产"), ("CAR", 36, "机动车"), ("CONS", 24, "")]);
        (account.product, account.term_months, account.collateral) = (product, term, collateral);
        account.matures = Some(months_after(account.opened, term));
        account.rate = 310 + dice.below(250) as u32;
        account.amount = 10_000 * (1 + dice.below(if product == "MORT" { 300 } else { 30 }));
        account.branch.clone_from(&first.unit);
        let part = |person: &Person, role| {
            let presence = Presence {
                source: Source::Loan,
                copy: 0,
            };
            let customer = person_key(self, Source::Loan, presence.record_index(person.index));
            Holder {
                customer,
                role,
                share: None,
            }
        };
        let guarantor = block
            .households
            .iter()
            .filter(|other| other.id != household.id)
            .flat_map(|other| other.members(block).first().map(|head| (other, head)))
            .find(|(other, head)| self.is_borrower(block, other, head))
            .filter(|_| dice.chance(0.4));
        Some(
            account
                .with(Some(part(first, "borrower")))
                .with(adults.get(1).map(|person| part(person, "co_borrower")))
                .with(guarantor.map(|(_, head)| part(head, "guarantor"))),
        )
    }

    /// The loan of a company, guaranteed by whoever runs it.
    pub(crate) fn company_loan(
        &self,
        company: u64,
        record: &OrganisationRecord,
        guarantor: Option<String>,
    ) -> Account {
        let mut dice = Dice::new(self.params.seed, Purpose::Account, company, 5);
        let mut account = self.account(&mut dice, Source::Loan, "22", company, record.opened);
        account.product = dice.pick(&["CORP-WC", "CORP-FA", "SME"]);
        account.term_months = 12;
        account.matures = Some(months_after(account.opened, 12));
        account.rate = 300 + dice.below(300) as u32;
        account.amount = 100_000 * (1 + dice.below(200));
        account.collateral = dice.pick(&["厂房", "应收账款", "", "存货"]);
        account.branch.clone_from(&record.unit);
        let guarantor = guarantor.map(|customer| Holder {
            customer,
            role: "guarantor",
            share: None,
        });
        let borrower = company_key(self, Source::Loan, company);
        account
            .with(Some(Holder {
                customer: borrower,
                role: "borrower",
                share: None,
            }))
            .with(guarantor)
    }

    /// An account of the cast, under an index that no record has.
    pub(crate) fn cast_account(
        &self,
        dice: &mut Dice,
        source: Source,
        place: u64,
        product: &'static str,
        amount: u64,
        holders: Vec<Holder>,
    ) -> Account {
        let index = crate::params::LARGEST_BANK * 4 * 2 * ACCOUNTS_OF_RECORD + place;
        let branch = "0101".to_owned();
        let mut account = self.account(dice, source, "01", index, Date::constant(2019, 1, 1));
        if source == Source::Loan {
            (account.rate, account.term_months) = (395, 120);
            account.matures = Some(months_after(account.opened, 120));
        }
        Account {
            product,
            amount,
            branch,
            holders,
            ..account
        }
    }
}
