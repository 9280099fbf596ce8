//! The rows of one stretch of customers, as bytes ready to be appended to the day-end files.

use encoding_rs::GB18030;

use crate::account::Account;
use crate::document::Source;
use crate::organisation::OrganisationRecord;
use crate::record::PersonRecord;
use crate::relation::Relation;
use crate::truth::TruthRow;

use super::{card, core, loan, online, wealth};

/// A text file of the delivery that customers' rows go into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    CoreCustomer,
    CoreOrganisation,
    CoreAccount,
    CoreHolder,
    LoanCustomer,
    LoanContract,
    LoanRelation,
    CardHolder,
    CardAccount,
    OnlineUser,
    /// The core's changes of a day.
    CoreChange,
}

impl Text {
    pub(crate) const ALL: [Self; 11] = [
        Self::CoreCustomer,
        Self::CoreOrganisation,
        Self::CoreAccount,
        Self::CoreHolder,
        Self::LoanCustomer,
        Self::LoanContract,
        Self::LoanRelation,
        Self::CardHolder,
        Self::CardAccount,
        Self::OnlineUser,
        Self::CoreChange,
    ];
}

/// Rows of one file.
#[derive(Debug, Default, Clone)]
pub(crate) struct Rows {
    pub bytes: Vec<u8>,
    pub rows: u64,
}

impl Rows {
    pub(crate) fn push(&mut self, row: &[u8]) {
        self.bytes.extend_from_slice(row);
        self.rows += 1;
    }
}

/// What one stretch of customers adds to every file.
#[derive(Debug)]
pub(crate) struct Batch {
    texts: [Rows; Text::ALL.len()],
    /// The core's accounts as of the earlier month ends, if they are delivered.
    pub earlier: Vec<Rows>,
    pub wealth_customers: wealth::Columns,
    pub wealth_holdings: wealth::Columns,
    pub truth: Vec<TruthRow>,
}

impl Batch {
    pub(crate) fn new(month_ends: usize) -> Self {
        Self {
            texts: Default::default(),
            earlier: vec![Rows::default(); month_ends],
            wealth_customers: wealth::Columns::new(&wealth::CUSTOMER),
            wealth_holdings: wealth::Columns::new(&wealth::HOLDING),
            truth: Vec::new(),
        }
    }

    pub(crate) fn text(&self, file: Text) -> &Rows {
        &self.texts[file as usize]
    }

    fn gb18030(&mut self, file: Text, row: &str) {
        let (bytes, _, _) = GB18030.encode(row);
        self.texts[file as usize].push(&bytes);
    }

    fn utf8(&mut self, file: Text, row: &str) {
        self.texts[file as usize].push(row.as_bytes());
    }

    /// Adds a person's record to its system's file; `as_change` to the core's file of changes.
    pub(crate) fn person(&mut self, record: &PersonRecord, sequence: u64, as_change: bool) {
        let feed = match record.source {
            Source::Core => {
                let file = if as_change {
                    Text::CoreChange
                } else {
                    Text::CoreCustomer
                };
                self.gb18030(file, &core::customer(record));
                if as_change { "customer_change" } else { "customer" }
            }
            Source::Loan => {
                self.utf8(Text::LoanCustomer, &loan::person(record));
                "customer"
            }
            Source::Card => {
                self.utf8(Text::CardHolder, &card::holder(record));
                "holder"
            }
            Source::Online => {
                let row: Vec<u8> = online::user(record, sequence)
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect();
                self.texts[Text::OnlineUser as usize].push(&row);
                "user"
            }
            Source::Wealth => {
                wealth::person(&mut self.wealth_customers, record);
                "customer"
            }
        };
        self.truth.push(TruthRow::of_person(record, feed));
    }

    /// Adds a company's or institution's record to its system's file. The lists of institutions that loan and
    /// wealth keep in small files of their own are written apart; here they only enter the truth.
    pub(crate) fn organisation(&mut self, record: &OrganisationRecord) {
        let feed = match (record.source, record.is_institution) {
            (Source::Core, _) => {
                self.texts[Text::CoreOrganisation as usize].push(&core::organisation(record));
                "organisation"
            }
            (Source::Loan, true) => "bank",
            (Source::Loan, false) => {
                self.utf8(Text::LoanCustomer, &loan::company(record));
                "customer"
            }
            (_, true) => "institution",
            (_, false) => {
                wealth::company(&mut self.wealth_customers, record);
                "customer"
            }
        };
        self.truth.push(TruthRow::of_organisation(record, feed));
    }

    /// Adds an agreement; `balances` are those of the earlier month ends and of the business date, in fen. A core
    /// account that was not open yet at a month end is not in that month's file.
    pub(crate) fn account(&mut self, account: &Account, balances: &Balances<'_>) {
        match account.source {
            Source::Core => {
                for (rows, day) in self.earlier.iter_mut().zip(balances.month_ends) {
                    if account.opened <= *day {
                        rows.push(&core::account(account, account.balance(balances.seed, *day)));
                    }
                }
                let row = core::account(account, account.balance(balances.seed, balances.today));
                self.texts[Text::CoreAccount as usize].push(&row);
                for holder in &account.holders {
                    self.texts[Text::CoreHolder as usize].push(&core::holder(&account.number, holder));
                }
            }
            Source::Loan => self.utf8(
                Text::LoanContract,
                &loan::contract(account, account.balance(balances.seed, balances.today)),
            ),
            Source::Card => self.utf8(Text::CardAccount, &card::account(account)),
            _ => {
                let balance = account.balance(balances.seed, balances.today);
                wealth::holding(&mut self.wealth_holdings, account, balance, balances.today);
            }
        }
    }

    pub(crate) fn relation(&mut self, relation: &Relation) {
        self.utf8(Text::LoanRelation, &loan::relation(relation));
    }
}

/// The days whose balances are delivered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Balances<'a> {
    pub seed: u64,
    pub month_ends: &'a [base::Date],
    pub today: base::Date,
}
