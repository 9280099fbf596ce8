//! Taiwan identity cards: rule ID-08.

use crate::ascii;
use crate::checksum::base36;
use crate::verdict::Verdict;

/// ID-08: a letter, one of 1 2 8 9, seven digits and the check digit.
pub fn validate(number: &str) -> Verdict {
    let Some(number) = ascii::exactly::<10>(number) else {
        return Verdict::BadFormat;
    };
    let formed = number[0].is_ascii_uppercase()
        && matches!(number[1], b'1' | b'2' | b'8' | b'9')
        && ascii::all_digits(&number[2..]);
    if !formed {
        return Verdict::BadFormat;
    }
    Verdict::ok_or(
        check_value(&number[..9]) == base36(number[9]),
        Verdict::BadCheckDigit,
    )
}

/// The check digit behind a letter and eight digits; `None` for another form.
#[must_use]
pub fn check_digit(first_9: &str) -> Option<char> {
    let body = ascii::exactly::<9>(first_9)?;
    if !body[0].is_ascii_uppercase() || !ascii::all_digits(&body[1..]) {
        return None;
    }
    char::from_digit(check_value(&body)?, 10)
}

/// Letters in the order of their numbers: A = 10, B = 11, .. O = 35.
const LETTERS: &[u8; 26] = b"ABCDEFGHJKLMNPQRSTUVXYWZIO";

fn check_value(body: &[u8]) -> Option<u32> {
    let (&letter, digits) = body.split_first()?;
    let number = 10 + u32::try_from(LETTERS.iter().position(|&known| known == letter)?).ok()?;
    let mut sum = number / 10 + number % 10 * 9;
    for (&byte, weight) in digits.iter().zip([8, 7, 6, 5, 4, 3, 2, 1]) {
        sum += base36(byte)? * weight;
    }
    Some((10 - sum % 10) % 10)
}
