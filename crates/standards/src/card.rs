//! Payment card numbers, ISO/IEC 7812 and GB/T 17552: rules ACC-01 and ACC-02.

use crate::ascii::{self, Line};
use crate::checksum;
use crate::verdict::Verdict;

/// The scheme a card belongs to by its first digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Brand {
    /// American Express
    Amex,
    /// JCB
    Jcb,
    /// Diners Club
    Diners,
    /// UnionPay
    UnionPay,
    /// Visa
    Visa,
    /// Mastercard
    Mastercard,
    /// None of these, or no card number.
    Unknown,
}

impl Brand {
    /// The name as ACC-02 writes it, in capitals.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Amex => "AMEX",
            Self::Jcb => "JCB",
            Self::Diners => "DINERS",
            Self::UnionPay => "UNIONPAY",
            Self::Visa => "VISA",
            Self::Mastercard => "MASTERCARD",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// ACC-01: 12 to 19 digits, blanks and hyphens between them allowed, the last by Luhn.
pub fn validate(number: &str) -> Verdict {
    let Some(line) = digits(number) else {
        return Verdict::BadFormat;
    };
    match line.as_bytes() {
        [body @ .., check] => Verdict::ok_or(checksum::luhn(body) == *check, Verdict::BadCheckDigit),
        [] => Verdict::BadFormat,
    }
}

/// The Luhn digit behind 11 to 18 digits; `None` for anything else.
#[must_use]
pub fn check_digit(body: &str) -> Option<char> {
    let line = Line::<18>::read(body, b" -")?;
    let bytes = line.as_bytes();
    (bytes.len() >= 11 && ascii::all_digits(bytes)).then(|| char::from(checksum::luhn(bytes)))
}

/// ACC-02: the first scheme, in the order of the rule, whose prefix and lengths fit. The check digit is not
/// judged.
#[must_use]
pub fn brand(number: &str) -> Brand {
    let Some(line) = digits(number) else {
        return Brand::Unknown;
    };
    let bytes = line.as_bytes();
    let length = bytes.len();
    let four = ascii::number(&bytes[..4]);
    let two = four / 100;
    match (four, length) {
        _ if matches!(two, 34 | 37) && length == 15 => Brand::Amex,
        (3528..=3589, 16..=19) => Brand::Jcb,
        (3000..=3059 | 3090..=3099 | 3600..=3699 | 3800..=3999, 14..=19) => Brand::Diners,
        (6200..=6299, 16..=19) => Brand::UnionPay,
        (4000..=4999, 13 | 16 | 19) => Brand::Visa,
        (5100..=5599 | 2221..=2720, 16) => Brand::Mastercard,
        _ => Brand::Unknown,
    }
}

/// The digits of a card number, 12 to 19 of them, without blanks and hyphens.
pub(crate) fn digits(number: &str) -> Option<Line<19>> {
    let line = Line::<19>::read(number, b" -")?;
    let bytes = line.as_bytes();
    (bytes.len() >= 12 && ascii::all_digits(bytes)).then_some(line)
}
