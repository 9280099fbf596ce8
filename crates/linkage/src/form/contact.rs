//! Telephone numbers, mail addresses, postcodes.

use rapidfuzz::distance::osa;
use standards::{mail, phone};

use super::{Level, level};
use crate::hash;

/// The levels of telephone numbers.
pub const PHONE_LEVELS: &[Level] = &[
    level("differs", 0.3),
    level("one digit wrong or two exchanged", 0.02),
    level("same but for the area", 0.03),
    level("same", 0.65),
];

/// The levels of mail addresses.
pub const EMAIL_LEVELS: &[Level] = &[
    level("differs", 0.2),
    level("alike", 0.05),
    level("same before the @", 0.05),
    level("same", 0.7),
];

/// The levels of postcodes.
pub const POSTCODE_LEVELS: &[Level] = &[
    level("differs", 0.25),
    level("same first half", 0.1),
    level("one character wrong or two exchanged", 0.05),
    level("same", 0.6),
];

/// A telephone number in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Phone {
    /// All digits as a number.
    pub digits: u64,
    /// How many of them.
    pub length: u8,
}

impl Phone {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let digits = text.bytes().filter(u8::is_ascii_digit);
        let mut phone = Self::default();
        for digit in digits.take(18) {
            phone.digits = phone.digits * 10 + u64::from(digit - b'0');
            phone.length += 1;
        }
        phone
    }
}

/// Digits; a Chinese number with its country code. Empty for a number that fills the field.
pub(super) fn normal_phone(value: &str) -> String {
    if phone::is_placeholder(value, &[]) {
        return String::new();
    }
    if let Some(number) = phone::mobile(value).or_else(|| phone::fixed(value)) {
        return number;
    }
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 5 { String::new() } else { digits }
}

/// The level of two different numbers.
#[must_use]
pub fn compare_phones(one: &Phone, other: &Phone) -> u8 {
    const LOCAL: u64 = 10_000_000;
    if one.length == other.length {
        let (mut apart, mut swapped) = (0, false);
        let (mut a, mut b) = (one.digits, other.digits);
        let mut before = (10, 10);
        while a != b {
            let pair = (a % 10, b % 10);
            if pair.0 != pair.1 {
                apart += 1;
                swapped = apart == 2 && before == (pair.1, pair.0);
                if apart > 2 {
                    break;
                }
                before = pair;
            } else {
                before = (10, 10);
            }
            a /= 10;
            b /= 10;
        }
        if apart == 1 || apart == 2 && swapped {
            return 1;
        }
    }
    // A mobile number has no area: its last seven digits alone are nobody's.
    let local_is_whole = one.length.min(other.length) <= 8 || one.length != other.length;
    if local_is_whole && one.digits % LOCAL == other.digits % LOCAL && one.length.min(other.length) >= 7 {
        return 2;
    }
    0
}

/// A mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Email {
    /// What stands before the @, hashed.
    pub local: u64,
    /// Where the @ stands.
    pub at: u32,
}

impl Email {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let local = text.split('@').next().unwrap_or_default();
        Self {
            local: hash::bytes(local.as_bytes()),
            at: local.len() as u32,
        }
    }
}

/// Lower case; empty for an address that fills the field.
pub(super) fn normal_mail(value: &str) -> String {
    let address = mail::normalise(value).unwrap_or_else(|| value.trim().to_lowercase());
    match address.split('@').next() {
        Some("none" | "no" | "na" | "null" | "test" | "noemail" | "unknown") => String::new(),
        _ => address,
    }
}

/// The level of two different addresses.
#[must_use]
pub fn compare_mails(one: &Email, other: &Email, a: &str, b: &str) -> u8 {
    if one.local == other.local {
        return 2;
    }
    let limit = (one.at.min(other.at) as usize / 4).clamp(1, 3);
    let near = osa::distance_with_args(a.bytes(), b.bytes(), &osa::Args::default().score_cutoff(limit));
    u8::from(near.is_some())
}

/// Capital letters and digits.
pub(super) fn normal_postcode(value: &str) -> String {
    let code: String = value
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let is_filler = code.len() > 2 && code.bytes().all(|digit| digit == b'0' || digit == b'9');
    if is_filler { String::new() } else { code }
}

/// The first half of a postcode: the area it lies in.
#[must_use]
pub fn postcode_area(code: &str) -> &str {
    let cut = if code.len() > 4 {
        code.len() - 3
    } else {
        code.len() / 2
    };
    code.get(..cut).unwrap_or(code)
}

/// The level of two different postcodes.
#[must_use]
pub fn compare_postcodes(one: &str, other: &str) -> u8 {
    let near = osa::distance_with_args(one.bytes(), other.bytes(), &osa::Args::default().score_cutoff(1));
    if near.is_some() {
        2
    } else {
        u8::from(postcode_area(one) == postcode_area(other))
    }
}
