//! Identity documents and the source systems that file them.

use base::Date;
pub use standards::document::DocumentType;

/// A document as a record shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    pub kind: DocumentType,
    pub number: String,
    /// The last day it holds; 9999-12-31 for ever.
    pub expires: Option<Date>,
}

/// A source system of the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// Core banking: everybody with an account.
    Core,
    /// The loan system: persons and companies in one file.
    Loan,
    /// The card system.
    Card,
    /// Online banking: users, with confirmed phones and mails.
    Online,
    /// Wealth management.
    Wealth,
}

impl Source {
    /// All five, in the order they are delivered.
    pub const ALL: [Self; 5] = [Self::Core, Self::Loan, Self::Card, Self::Online, Self::Wealth];

    /// The short name the mapping gives it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Loan => "loan",
            Self::Card => "card",
            Self::Online => "online",
            Self::Wealth => "wealth",
        }
    }
}
