//! International bank account numbers, ISO 13616: rule ACC-03.

use crate::ascii::{self, Line};
use crate::checksum;
use crate::verdict::Verdict;

/// Countries in the IBAN registry and how long their numbers are.
const LENGTHS: &[([u8; 2], usize)] = &[
    (*b"AD", 24),
    (*b"AE", 23),
    (*b"AL", 28),
    (*b"AT", 20),
    (*b"AZ", 28),
    (*b"BA", 20),
    (*b"BE", 16),
    (*b"BG", 22),
    (*b"BH", 22),
    (*b"BI", 27),
    (*b"BR", 29),
    (*b"BY", 28),
    (*b"CH", 21),
    (*b"CR", 22),
    (*b"CY", 28),
    (*b"CZ", 24),
    (*b"DE", 22),
    (*b"DJ", 27),
    (*b"DK", 18),
    (*b"DO", 28),
    (*b"EE", 20),
    (*b"EG", 29),
    (*b"ES", 24),
    (*b"FI", 18),
    (*b"FK", 18),
    (*b"FO", 18),
    (*b"FR", 27),
    (*b"GB", 22),
    (*b"GE", 22),
    (*b"GI", 23),
    (*b"GL", 18),
    (*b"GR", 27),
    (*b"GT", 28),
    (*b"HN", 28),
    (*b"HR", 21),
    (*b"HU", 28),
    (*b"IE", 22),
    (*b"IL", 23),
    (*b"IQ", 23),
    (*b"IS", 26),
    (*b"IT", 27),
    (*b"JO", 30),
    (*b"KW", 30),
    (*b"KZ", 20),
    (*b"LB", 28),
    (*b"LC", 32),
    (*b"LI", 21),
    (*b"LT", 20),
    (*b"LU", 20),
    (*b"LV", 21),
    (*b"LY", 25),
    (*b"MC", 27),
    (*b"MD", 24),
    (*b"ME", 22),
    (*b"MK", 19),
    (*b"MN", 20),
    (*b"MR", 27),
    (*b"MT", 31),
    (*b"MU", 30),
    (*b"NI", 28),
    (*b"NL", 18),
    (*b"NO", 15),
    (*b"OM", 23),
    (*b"PK", 24),
    (*b"PL", 28),
    (*b"PS", 29),
    (*b"PT", 25),
    (*b"QA", 29),
    (*b"RO", 24),
    (*b"RS", 22),
    (*b"RU", 33),
    (*b"SA", 24),
    (*b"SC", 31),
    (*b"SD", 18),
    (*b"SE", 24),
    (*b"SI", 19),
    (*b"SK", 24),
    (*b"SM", 27),
    (*b"SO", 23),
    (*b"ST", 25),
    (*b"SV", 28),
    (*b"TL", 23),
    (*b"TN", 24),
    (*b"TR", 26),
    (*b"UA", 29),
    (*b"VA", 22),
    (*b"VG", 24),
    (*b"XK", 20),
    (*b"YE", 30),
];

/// ACC-03: two letters, two digits and up to 30 letters and digits; as long as the country's numbers are, where
/// the registry knows the country; remainder 1 by MOD 97. Blanks may stand anywhere.
pub fn validate(iban: &str) -> Verdict {
    let Some(line) = Line::<34>::read(iban, b" ") else {
        return Verdict::BadFormat;
    };
    let bytes = line.as_bytes();
    let [first, second, tens, units, account @ ..] = bytes else {
        return Verdict::BadFormat;
    };
    let formed =
        first.is_ascii_uppercase() && second.is_ascii_uppercase() && ascii::all_digits(&[*tens, *units]);
    if !formed || account.is_empty() {
        return Verdict::BadFormat;
    }
    if length_of(&[*first, *second]).is_some_and(|length| length != bytes.len()) {
        return Verdict::BadLength;
    }
    let turned = account.iter().chain(&bytes[..4]).copied();
    Verdict::ok_or(checksum::mod_97(turned) == 1, Verdict::BadCheckDigit)
}

/// The two check digits for a country of two letters and its account part; `None` for foreign characters or a
/// length the country does not have.
#[must_use]
pub fn check_digits(country: &str, account: &str) -> Option<String> {
    let country = ascii::exactly::<2>(country)?;
    let account = Line::<30>::read(account, b" ")?;
    let fits = length_of(&country).is_none_or(|length| length == account.as_bytes().len() + 4);
    if !fits || account.as_bytes().is_empty() || !country.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let turned = account.as_bytes().iter().chain(&country).chain(b"00").copied();
    Some(format!("{:02}", 98 - checksum::mod_97(turned)))
}

fn length_of(country: &[u8; 2]) -> Option<usize> {
    let place = LENGTHS.binary_search_by_key(country, |entry| entry.0).ok()?;
    Some(LENGTHS[place].1)
}
