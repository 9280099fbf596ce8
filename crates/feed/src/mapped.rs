//! What a row says, in the platform's words: the output of [`crate::Feed::map`].

use base::Date;
use jiff::civil::DateTime;
use rust_decimal::Decimal;

use crate::Finding;

/// What one row says.
#[derive(Debug, Clone, PartialEq)]
pub struct MappedRow {
    /// The line the row begins on.
    pub line: u64,
    /// The row's own key in its source: the parts joined by `|` (a `|` or `\` inside a part is escaped by `\`).
    pub key: String,
    /// Order within a business date; 0 when the feed has no sequence.
    pub sequence: i64,
    /// When the source changed the record last, in the source's civil time.
    pub changed_at: Option<DateTime>,
    /// The source says the record is gone.
    pub deleted: bool,
    /// The unit that keeps the record.
    pub unit: Option<String>,
    /// The customer number the row belongs to, if the source knows it.
    pub customer_number: Option<String>,
    /// What was left out or looked odd.
    pub findings: Vec<Finding>,
    /// The thing the row is about.
    pub content: Content,
}

/// The thing a row is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A customer of the source.
    Party(PartyRow),
    /// An account, loan, card or other agreement.
    Account(AccountRow),
    /// One more holder of an account that another file describes.
    Holder(HolderRow),
    /// A relation of two customers.
    Relation(RelationRow),
}

/// What kind of party a record describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartyKind {
    /// A natural person.
    Individual,
    /// A legal person or other organisation.
    Organisation,
    /// A bank, insurer or other financial institution.
    FinancialInstitution,
}

/// How well a value was checked, worst first (S1 of the survivorship rules; `Otp` and `Teller` rank equal there).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Verification {
    /// Came by a migration or a file nobody answers for.
    #[default]
    Imported,
    /// The customer typed it online.
    SelfDeclared,
    /// Confirmed by a one-time password.
    Otp,
    /// A teller saw the proof.
    Teller,
    /// Read from the document by a reader.
    Reader,
    /// Checked with the issuing authority's network.
    Network,
}

/// A customer of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyRow {
    /// What kind of party.
    pub kind: PartyKind,
    /// The part of the record this feed brings, when several files make one record.
    pub part: Option<String>,
    /// Identity documents, in the mapping's order.
    pub identifications: Vec<Identification>,
    /// Attribute values, in the mapping's order.
    pub values: Vec<MappedValue>,
}

/// An identity document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identification {
    /// The type, in the platform's code.
    pub doc_type: String,
    /// The number as the source wrote it, after the mapping's converters.
    pub number: String,
    /// Who issued it.
    pub issuer: Option<String>,
    /// From when it holds.
    pub issued_on: Option<Date>,
    /// The last day it holds.
    pub expires_on: Option<Date>,
    /// How well it was checked.
    pub verification: Verification,
    /// The one the source leads the customer by.
    pub primary: bool,
}

/// One value of one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedValue {
    /// Which attribute: an index into [`crate::Feed::attributes`].
    pub attribute: u16,
    /// Canonical for its type: ISO dates, plain decimals and integers, text as it is. Never empty.
    pub value: String,
    /// How well it was checked.
    pub verification: Verification,
}

/// An account or other agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRow {
    /// The product, in the bank's product tree; empty when the source's code has no meaning there (a finding says so).
    pub product: String,
    /// Who holds it, in the mapping's order.
    pub holders: Vec<Holder>,
    /// The agreements it hangs on (a loan on the account it is paid from).
    pub links: Vec<Link>,
    /// Attribute values.
    pub values: Vec<MappedValue>,
    /// The balance of a day.
    pub balance: Option<Balance>,
}

/// Somebody's part in an agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Holder {
    /// The source the key belongs to; none: the row's own.
    pub source: Option<String>,
    /// Who, or through what.
    pub who: HolderKey,
    /// owner, joint_owner, disponent, borrower, ...; empty only with `who` through another agreement: the role there.
    pub role: String,
    /// The share held, as the source writes it.
    pub share: Option<Decimal>,
}

/// How a row names a holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HolderKey {
    /// By the customer's key.
    Customer(String),
    /// Whoever holds that account (with that role only, if one is given).
    ThroughAccount {
        /// The other account's key.
        account: String,
        /// Only its holders of this role.
        only_role: Option<String>,
    },
    /// The customer of that holder row (a card belongs to a disposition).
    ThroughHolder {
        /// The holder row's own key.
        holder: String,
    },
}

/// That an agreement hangs on another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The source the key belongs to; none: the row's own.
    pub source: Option<String>,
    /// The other agreement.
    pub to: LinkEnd,
    /// How: the mapping's word (`paid_from`, `card_of`, ...).
    pub kind: String,
}

/// How a row names the agreement it hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkEnd {
    /// By the account's key.
    Account(String),
    /// The account of that holder row.
    Holder(String),
}

/// What stood on an account on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// The day; none: the load's business date.
    pub date: Option<Date>,
    /// book, available, ...
    pub kind: String,
    /// How much, in units of the currency.
    pub amount: Decimal,
    /// ISO 4217 letters, or what the source writes if it writes something else; may be empty.
    pub currency: String,
}

/// One more holder of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct HolderRow {
    /// The account's key in the same source.
    pub account_key: String,
    /// Who holds it.
    pub holder: Holder,
}

/// A relation of two customers.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationRow {
    /// Which, in the platform's code.
    pub kind: String,
    /// Whose relation it is.
    pub from: End,
    /// To whom.
    pub to: End,
    /// Share, post, since, ...
    pub values: Vec<MappedValue>,
}

/// One end of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The source the key belongs to; none: the row's own.
    pub source: Option<String>,
    /// The customer's key there.
    pub customer_key: String,
}

impl PartyKind {
    /// Reads the mapping's word: individual, organisation, financial_institution.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "individual" => Self::Individual,
            "organisation" => Self::Organisation,
            "financial_institution" => Self::FinancialInstitution,
            _ => return None,
        })
    }

    /// The mapping's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Organisation => "organisation",
            Self::FinancialInstitution => "financial_institution",
        }
    }
}

impl Verification {
    /// Reads the mapping's word: network, reader, teller, otp, self, imported.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "network" => Self::Network,
            "reader" => Self::Reader,
            "teller" => Self::Teller,
            "otp" => Self::Otp,
            "self" => Self::SelfDeclared,
            "imported" => Self::Imported,
            _ => return None,
        })
    }

    /// The mapping's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Reader => "reader",
            Self::Teller => "teller",
            Self::Otp => "otp",
            Self::SelfDeclared => "self",
            Self::Imported => "imported",
        }
    }

    /// Its rank in S1, higher is better; a teller's eye and a one-time password are equal.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Imported => 0,
            Self::SelfDeclared => 1,
            Self::Otp | Self::Teller => 2,
            Self::Reader => 3,
            Self::Network => 4,
        }
    }
}
