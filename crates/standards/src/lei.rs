//! Legal entity identifiers, ISO 17442: rule ORG-04.

use crate::ascii;
use crate::checksum;
use crate::verdict::Verdict;

/// ORG-04: 18 letters and digits and two check digits.
pub fn validate(lei: &str) -> Verdict {
    match ascii::exactly::<20>(lei) {
        Some(lei) if lei.iter().all(u8::is_ascii_alphanumeric) && ascii::all_digits(&lei[18..]) => {
            Verdict::ok_or(checksum::mod_97(lei.iter().copied()) == 1, Verdict::BadCheckDigit)
        }
        _ => Verdict::BadFormat,
    }
}

/// The two check digits behind 18 letters and digits, `02` to `98`; `None` for anything else.
#[must_use]
pub fn check_digits(first_18: &str) -> Option<String> {
    let body = ascii::exactly::<18>(first_18)?;
    if !body.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    Some(format!(
        "{:02}",
        98 - checksum::mod_97(body.iter().copied().chain(*b"00"))
    ))
}
