//! Business registration numbers, GS 15-2006: rule ORG-03.

use crate::ascii;
use crate::checksum;
use crate::verdict::Verdict;

/// ORG-03: 15 digits, the last the check digit.
pub fn validate(number: &str) -> Verdict {
    match ascii::exactly::<15>(number) {
        Some(number) if ascii::all_digits(&number) => Verdict::ok_or(
            checksum::mod_11_10(&number[..14]) == number[14],
            Verdict::BadCheckDigit,
        ),
        _ => Verdict::BadFormat,
    }
}

/// The check digit behind 14 digits; `None` for anything else.
#[must_use]
pub fn check_digit(first_14: &str) -> Option<char> {
    let digits = ascii::exactly::<14>(first_14)?;
    ascii::all_digits(&digits).then(|| char::from(checksum::mod_11_10(&digits)))
}
