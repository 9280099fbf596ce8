//! The answer of a validator.

use std::fmt;

/// What a validator found: the first check that failed, in the order its rule gives, or `Ok`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub enum Verdict {
    /// Every check passed.
    Ok,
    /// Wrong characters or the wrong number of them.
    BadFormat,
    /// The province or region part names none.
    BadRegion,
    /// The nationality part names no country.
    BadCountry,
    /// No such day, or a day outside the range a birth date may have.
    BadBirthDate,
    /// The check character does not agree with the rest.
    BadCheckDigit,
    /// The registering department of a unified social credit code is none that exists.
    BadDepartment,
    /// A unified social credit code is right as a whole, the organisation code inside it is not.
    BadOrgCheckDigit,
    /// Not as long as its country's numbers are.
    BadLength,
}

impl Verdict {
    /// The result code, as rule tables, findings and reject files write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::BadFormat => "bad_format",
            Self::BadRegion => "bad_region",
            Self::BadCountry => "bad_country",
            Self::BadBirthDate => "bad_birth_date",
            Self::BadCheckDigit => "bad_check_digit",
            Self::BadDepartment => "bad_department",
            Self::BadOrgCheckDigit => "bad_org_check_digit",
            Self::BadLength => "bad_length",
        }
    }

    /// Whether every check passed.
    #[must_use]
    pub fn is_ok(self) -> bool {
        self == Self::Ok
    }

    /// `Ok` when the value agrees, else the verdict given.
    pub(crate) fn ok_or(agrees: bool, otherwise: Self) -> Self {
        if agrees { Self::Ok } else { otherwise }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
