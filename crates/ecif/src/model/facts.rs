//! What one version of a source record states, in normal form.

use base::Date;
use feed::{PartyKind, Verification};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use standards::document::DocumentType;

use super::AttributeId;

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A customer.
    Party,
    /// An agreement: an account, a loan, a card, a contract.
    Account,
    /// Who holds an agreement, told apart from the agreement.
    Holder,
    /// A tie between two customers.
    Relation,
}

impl About {
    /// The word used in stored names and services.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Account => "account",
            Self::Holder => "holder",
            Self::Relation => "relation",
        }
    }

    /// The number it is stored as.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Party => 0,
            Self::Account => 1,
            Self::Holder => 2,
            Self::Relation => 3,
        }
    }
}

impl About {
    /// What a feed's rows are about; transactions are none of ours (E-19).
    #[must_use]
    pub const fn of_feed(about: feed::About) -> Option<Self> {
        match about {
            feed::About::Party => Some(Self::Party),
            feed::About::Account => Some(Self::Account),
            feed::About::Holder => Some(Self::Holder),
            feed::About::Relation => Some(Self::Relation),
            feed::About::Transaction => None,
        }
    }
}

/// One value of one attribute, as one record states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Which attribute.
    #[serde(rename = "a")]
    pub attribute: AttributeId,
    /// The value in normal form: dates as ISO 8601, codes of the bank's tables, phones as E.164.
    #[serde(rename = "v")]
    pub value: String,
    /// How far the source checked it.
    #[serde(rename = "l", with = "super::words::verification")]
    pub verification: Verification,
    /// The value date (S1): the day from which the record has said so without a break.
    #[serde(rename = "s")]
    pub since: Date,
    /// False when the value breaks its rule; it is kept and shown, and never survives.
    #[serde(rename = "ok", default = "yes", skip_serializing_if = "is_true")]
    pub valid: bool,
}

/// One identification of a customer: a customer may have many, each with its own life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identification {
    /// The kind of document or code.
    #[serde(rename = "t", with = "crate::model::words::document")]
    pub document: DocumentType,
    /// The number as the source keeps it: a 15-digit number stays one (RULE 7).
    #[serde(rename = "n")]
    pub number: String,
    /// The form compared, where there is one.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Whether the number passes its own rule.
    #[serde(rename = "ok", default = "yes", skip_serializing_if = "is_true")]
    pub valid: bool,
    /// Who issued it.
    #[serde(rename = "by", default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Valid from.
    #[serde(rename = "from", default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Date>,
    /// Valid until; 9999-12-31 is long-term.
    #[serde(rename = "to", default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// How far the source checked it.
    #[serde(rename = "l", with = "super::words::verification")]
    pub verification: Verification,
    /// Marked by the source as the one it goes by.
    #[serde(rename = "p", default, skip_serializing_if = "is_false")]
    pub primary: bool,
    /// The day from which the record has carried it without a break.
    #[serde(rename = "s")]
    pub since: Date,
}

/// What a record states of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyFacts {
    /// The kind of customer.
    #[serde(with = "super::words::kind")]
    pub kind: PartyKind,
    /// The match key of the name: NAME-01 for a person, CO-01 for an organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_key: Option<String>,
    /// Documents and codes.
    #[serde(rename = "ids", default, skip_serializing_if = "Vec::is_empty")]
    pub identifications: Vec<Identification>,
    /// All other values.
    pub values: Vec<Fact>,
    /// The customer number the row names, if it names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_number: Option<u64>,
}

/// How a row names who holds an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A customer, by the source's own key.
    Customer(String),
    /// Whoever holds that agreement.
    OfAccount(String),
    /// Whoever holds that agreement in a role: its key and the role.
    OfAccountAs(String, String),
    /// The customer of that holder row (a card belongs to a disposition).
    OfHolder(String),
}

/// A holder of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The source the key belongs to; none is the record's own source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who.
    pub who: Who,
    /// The role: owner, joint_owner, borrower, ...; empty where it is the role held there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// The share held, as the source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Decimal>,
}

/// An agreement that this one hangs on (a loan on the account it is paid from).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// The source the key belongs to; none is the record's own source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The other agreement, or the holder row whose account is meant.
    pub to: Who,
    /// How: the mapping's word.
    pub kind: String,
}

/// A balance of an agreement on a day; kept apart from versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// The day.
    pub on: Date,
    /// Which balance: book, available, ...
    pub kind: String,
    /// The amount in units of the currency.
    pub amount: Decimal,
    /// ISO 4217.
    pub currency: String,
}

/// What a record states of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFacts {
    /// The product, by the bank's product tree.
    pub product: String,
    /// Who holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<Holder>,
    /// The agreements it hangs on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<Tie>,
    /// All other values.
    pub values: Vec<Fact>,
}

/// A holder told in a row of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderFacts {
    /// The agreement's key.
    pub account: String,
    /// Who holds it.
    pub holder: Holder,
}

/// One end of a relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The source whose customer it is; none is the record's own source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The source's own customer key.
    pub customer: String,
}

/// What a record states of a tie between two customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationFacts {
    /// The kind: spouse, shareholder, ... read from `from` to `to`.
    pub kind: String,
    /// Who it starts from.
    pub from: End,
    /// Who it leads to.
    pub to: End,
    /// Share, post, dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Fact>,
}

/// What one row states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// Of a customer.
    Party(PartyFacts),
    /// Of an agreement.
    Account(AccountFacts),
    /// Of a holder.
    Holder(HolderFacts),
    /// Of a relation.
    Relation(RelationFacts),
}

impl Statement {
    /// What the statement is about.
    #[must_use]
    pub const fn about(&self) -> About {
        match self {
            Self::Party(_) => About::Party,
            Self::Account(_) => About::Account,
            Self::Holder(_) => About::Holder,
            Self::Relation(_) => About::Relation,
        }
    }

    /// The facts of a customer, if it is about one.
    #[must_use]
    pub const fn party(&self) -> Option<&PartyFacts> {
        match self {
            Self::Party(facts) => Some(facts),
            _ => None,
        }
    }
}

const fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a reference to skip_serializing_if"
)]
const fn is_true(flag: &bool) -> bool {
    *flag
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a reference to skip_serializing_if"
)]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
