//! What a column holds, as far as comparing it goes.

use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Names the record itself; tells nothing of whom it is about.
    RecordId,
    /// Where the record comes from, when it was made, what type another column is of: never compared.
    Context,
    /// The number of a person or organisation for life: resident ID, unified code, social security number.
    PermanentId,
    /// Any other number that names somebody: passport, account, tax number.
    OtherId,
    /// A person's whole name.
    FullName,
    /// A given name.
    GivenName,
    /// A surname.
    Surname,
    /// What a whole name holds besides a given name and a surname that have columns of their own.
    FurtherNames,
    /// An organisation's name.
    Company,
    /// A day, as a rule of birth.
    Date,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// A postal address, whole or its street.
    Address,
    /// A postcode.
    Postcode,
    /// A place: town, suburb, province, country of birth.
    Place,
    /// A short value out of a list, or a number that counts nothing.
    Code,
    /// A quantity: an amount of money, an area.
    Number,
    /// A place on the globe: latitude and longitude, or one of the two.
    Position,
    /// Sex or gender.
    Sex,
    /// Any other text.
    Text,
}

impl Kind {
    /// The word for it in files and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RecordId => "record id",
            Self::Context => "context",
            Self::PermanentId => "permanent identifier",
            Self::OtherId => "identifier",
            Self::FullName => "full name",
            Self::GivenName => "given name",
            Self::Surname => "surname",
            Self::FurtherNames => "further names",
            Self::Company => "organisation name",
            Self::Date => "date",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::Place => "place",
            Self::Code => "code",
            Self::Number => "number",
            Self::Position => "position",
            Self::Sex => "sex",
            Self::Text => "text",
        }
    }

    /// Whether values of two records are ever held against each other.
    #[must_use]
    pub fn is_compared(self) -> bool {
        !matches!(self, Self::RecordId | Self::Context)
    }

    /// Whether members of one household tend to share it although they are different people.
    #[must_use]
    pub fn is_shared_at_home(self) -> bool {
        matches!(
            self,
            Self::Phone | Self::Address | Self::Postcode | Self::Place | Self::Position | Self::Surname
        )
    }
}
