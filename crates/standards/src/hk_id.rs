//! Hong Kong identity cards: rule ID-07.

use crate::ascii;
use crate::checksum::base36;
use crate::verdict::Verdict;

/// ID-07: one or two letters, six digits and the check character 0-9 or A in brackets; the brackets may be
/// left out, as many systems do.
pub fn validate(number: &str) -> Verdict {
    let Some(line) = ascii::Line::<9>::unbracketed(number) else {
        return Verdict::BadFormat;
    };
    let Some((&check, body)) = line.as_bytes().split_last() else {
        return Verdict::BadFormat;
    };
    let Some((letters, digits)) = body.len().checked_sub(6).map(|letters| body.split_at(letters)) else {
        return Verdict::BadFormat;
    };
    if !is_body(letters, digits) || !(check.is_ascii_digit() || check == b'A') {
        return Verdict::BadFormat;
    }
    Verdict::ok_or(
        check_value(letters, digits) == base36(check),
        Verdict::BadCheckDigit,
    )
}

/// The check character behind one or two letters and six digits; `None` for another form.
#[must_use]
pub fn check_character(body: &str) -> Option<char> {
    let body = ascii::Line::<8>::read(body, b"")?;
    let bytes = body.as_bytes();
    let (letters, digits) = bytes.split_at_checked(bytes.len().checked_sub(6)?)?;
    if !is_body(letters, digits) {
        return None;
    }
    Some(match check_value(letters, digits)? {
        10 => 'A',
        value => char::from_digit(value, 10)?,
    })
}

fn is_body(letters: &[u8], digits: &[u8]) -> bool {
    matches!(letters.len(), 1 | 2) && letters.iter().all(u8::is_ascii_uppercase) && ascii::all_digits(digits)
}

fn check_value(letters: &[u8], digits: &[u8]) -> Option<u32> {
    // A single letter stands behind a blank, which counts 36.
    let (first, second) = match *letters {
        [second] => (36, base36(second)?),
        [first, second] => (base36(first)?, base36(second)?),
        _ => return None,
    };
    let mut sum = first * 9 + second * 8;
    for (&byte, weight) in digits.iter().zip([7, 6, 5, 4, 3, 2]) {
        sum += base36(byte)? * weight;
    }
    Some((11 - sum % 11) % 11)
}
