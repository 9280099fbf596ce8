//! What one version of a source record states, in normal form.

use base::Date;
use feed::{PartyKind, Verification};
use minicbor::{Decode, Encode};
use rust_decimal::Decimal;
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
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Fact {
    /// Which attribute.
    #[n(0)]
    pub attribute: AttributeId,
    /// The value in normal form: dates as ISO 8601, codes of the bank's tables, phones as E.164.
    #[n(1)]
    pub value: String,
    /// How far the source checked it.
    #[cbor(n(2), with = "crate::model::encoding::verification")]
    pub verification: Verification,
    /// The value date (S1): the day from which the record has said so without a break.
    #[cbor(n(3), with = "crate::model::encoding::date")]
    pub since: Date,
    /// False when the value breaks its rule; it is kept and shown, and never survives.
    #[cbor(n(4), with = "crate::model::encoding::usually_true", has_nil)]
    pub valid: bool,
}

/// One identification of a customer: a customer may have many, each with its own life.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Identification {
    /// The kind of document or code.
    #[cbor(n(0), with = "crate::model::encoding::document")]
    pub document: DocumentType,
    /// The number as the source keeps it: a 15-digit number stays one (RULE 7).
    #[n(1)]
    pub number: String,
    /// The form compared, where there is one.
    #[n(2)]
    pub key: Option<String>,
    /// Whether the number passes its own rule.
    #[cbor(n(9), with = "crate::model::encoding::usually_true", has_nil)]
    pub valid: bool,
    /// Who issued it.
    #[n(8)]
    pub issuer: Option<String>,
    /// Valid from.
    #[cbor(n(6), with = "crate::model::encoding::optional_date", has_nil)]
    pub issued_on: Option<Date>,
    /// Valid until; 9999-12-31 is long-term.
    #[cbor(n(7), with = "crate::model::encoding::optional_date", has_nil)]
    pub expires_on: Option<Date>,
    /// How far the source checked it.
    #[cbor(n(3), with = "crate::model::encoding::verification")]
    pub verification: Verification,
    /// Marked by the source as the one it goes by.
    #[n(5)]
    pub primary: bool,
    /// The day from which the record has carried it without a break.
    #[cbor(n(4), with = "crate::model::encoding::date")]
    pub since: Date,
}

/// What a record states of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PartyFacts {
    /// The kind of customer.
    #[cbor(n(0), with = "crate::model::encoding::kind")]
    pub kind: PartyKind,
    /// The match key of the name: NAME-01 for a person, CO-01 for an organisation.
    #[n(1)]
    pub name_key: Option<String>,
    /// Documents and codes.
    #[n(2)]
    pub identifications: Vec<Identification>,
    /// All other values.
    #[n(3)]
    pub values: Vec<Fact>,
    /// The customer number the row names, if it names one.
    #[n(4)]
    pub customer_number: Option<u64>,
}

/// How a row names who holds an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Who {
    /// A customer, by the source's own key.
    #[n(0)]
    Customer(#[n(0)] String),
    /// Whoever holds that agreement.
    #[n(1)]
    OfAccount(#[n(0)] String),
    /// Whoever holds that agreement in a role: its key and the role.
    #[n(2)]
    OfAccountAs(#[n(0)] String, #[n(1)] String),
    /// The customer of that holder row (a card belongs to a disposition).
    #[n(3)]
    OfHolder(#[n(0)] String),
}

/// A holder of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Holder {
    /// The source the key belongs to; none is the record's own source.
    #[n(2)]
    pub source: Option<String>,
    /// Who.
    #[n(0)]
    pub who: Who,
    /// The role: owner, joint_owner, borrower, ...; empty where it is the role held there.
    #[n(1)]
    pub role: String,
    /// The share held, as the source writes it.
    #[cbor(n(3), with = "crate::model::encoding::optional_decimal", has_nil)]
    pub share: Option<Decimal>,
}

/// An agreement that this one hangs on (a loan on the account it is paid from).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Tie {
    /// The source the key belongs to; none is the record's own source.
    #[n(2)]
    pub source: Option<String>,
    /// The other agreement, or the holder row whose account is meant.
    #[n(0)]
    pub to: Who,
    /// How: the mapping's word.
    #[n(1)]
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
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct AccountFacts {
    /// The product, by the bank's product tree.
    #[n(0)]
    pub product: String,
    /// Who holds it.
    #[n(1)]
    pub holders: Vec<Holder>,
    /// The agreements it hangs on.
    #[n(2)]
    pub ties: Vec<Tie>,
    /// All other values.
    #[n(3)]
    pub values: Vec<Fact>,
}

/// A holder told in a row of its own.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct HolderFacts {
    /// The agreement's key.
    #[n(0)]
    pub account: String,
    /// Who holds it.
    #[n(1)]
    pub holder: Holder,
}

/// One end of a relation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct End {
    /// The source whose customer it is; none is the record's own source.
    #[n(1)]
    pub source: Option<String>,
    /// The source's own customer key.
    #[n(0)]
    pub customer: String,
}

/// What a record states of a tie between two customers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RelationFacts {
    /// The kind: spouse, shareholder, ... read from `from` to `to`.
    #[n(0)]
    pub kind: String,
    /// Who it starts from.
    #[n(1)]
    pub from: End,
    /// Who it leads to.
    #[n(2)]
    pub to: End,
    /// Share, post, dates.
    #[n(3)]
    pub values: Vec<Fact>,
}

/// What one row states.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Statement {
    /// Of a customer.
    #[n(0)]
    Party(#[n(0)] PartyFacts),
    /// Of an agreement.
    #[n(1)]
    Account(#[n(0)] AccountFacts),
    /// Of a holder.
    #[n(2)]
    Holder(#[n(0)] HolderFacts),
    /// Of a relation.
    #[n(3)]
    Relation(#[n(0)] RelationFacts),
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
