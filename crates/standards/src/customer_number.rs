//! The bank-wide customer number: rule CUST-01.

use crate::ascii::{self, Line};
use crate::checksum;
use crate::verdict::Verdict;

/// CUST-01: an 11-digit serial that does not begin with 0, and its check digit by ISO 7064 MOD 11,10. Blanks
/// between the digits are allowed, since the number is shown in groups of four.
pub fn validate(number: &str) -> Verdict {
    let Some(line) = Line::<12>::read(number, b" ") else {
        return Verdict::BadFormat;
    };
    match line.as_bytes() {
        [b'1'..=b'9', ..] if line.as_bytes().len() == 12 && ascii::all_digits(line.as_bytes()) => {
            let (body, check) = line.as_bytes().split_at(11);
            Verdict::ok_or(checksum::mod_11_10(body) == check[0], Verdict::BadCheckDigit)
        }
        _ => Verdict::BadFormat,
    }
}

/// The customer number of a serial; `None` unless the serial has 11 digits.
#[must_use]
pub fn with_check_digit(serial: u64) -> Option<u64> {
    if !(10_000_000_000..100_000_000_000).contains(&serial) {
        return None;
    }
    let mut digits = [0; 11];
    let mut rest = serial;
    for place in digits.iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    Some(serial * 10 + u64::from(checksum::mod_11_10(&digits) - b'0'))
}

/// The number in groups of four, as screens and paper show it; text of another length is given back without
/// its outer blanks.
#[must_use]
pub fn grouped(number: &str) -> String {
    match Line::<12>::read(number, b" ") {
        Some(line) if line.as_bytes().len() == 12 => {
            let [a, b, c] = [0, 4, 8].map(|start| ascii::text(&line.as_bytes()[start..start + 4]));
            format!("{a} {b} {c}")
        }
        _ => number.trim().to_owned(),
    }
}
