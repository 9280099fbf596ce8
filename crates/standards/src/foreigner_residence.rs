//! Foreigners' permanent residence ID cards: rule ID-05 (2023 edition) and rule ID-06 (2017 edition).

use jiff::civil::Date;

use crate::ascii;
use crate::checksum;
use crate::country;
use crate::region;
use crate::resident_id::birth_date;
use crate::verdict::Verdict;

/// Either edition: 15 characters are judged as of 2017, all others as of 2023. Both stay valid, and one
/// person may hold both numbers.
pub fn validate(number: &str, today: Date) -> Verdict {
    if ascii::trimmed(number).len() == 15 {
        validate_2017(number)
    } else {
        validate_2023(number, today)
    }
}

/// ID-05: format, province of application, nationality (ISO 3166-1 numeric), birth date, check character.
pub fn validate_2023(number: &str, today: Date) -> Verdict {
    let Some(number) = ascii::exactly::<18>(number) else {
        return Verdict::BadFormat;
    };
    let formed = number[0] == b'9'
        && ascii::all_digits(&number[1..17])
        && (number[17].is_ascii_digit() || number[17] == b'X');
    if !formed {
        return Verdict::BadFormat;
    }
    if !region::is_province(number[1], number[2]) {
        return Verdict::BadRegion;
    }
    if !country::has_numeric(ascii::number(&number[3..6])) {
        return Verdict::BadCountry;
    }
    match birth_date(&number[6..14]) {
        Some(birth) if birth <= today => {}
        _ => return Verdict::BadBirthDate,
    }
    Verdict::ok_or(
        checksum::mod_11_2(&number[..17]) == number[17],
        Verdict::BadCheckDigit,
    )
}

/// ID-06: format, province, nationality (ISO 3166-1 alpha-3), birth date (a day that exists in 19YY or 20YY),
/// check digit by the scheme of ICAO 9303.
///
/// The rule gives no order of checks for this edition; it follows the one of ID-05.
pub fn validate_2017(number: &str) -> Verdict {
    let Some(number) = ascii::exactly::<15>(number) else {
        return Verdict::BadFormat;
    };
    if !number[..3].iter().all(u8::is_ascii_uppercase) || !ascii::all_digits(&number[3..]) {
        return Verdict::BadFormat;
    }
    if !region::is_province(number[3], number[4]) {
        return Verdict::BadRegion;
    }
    if !country::has_alpha_3(&number[..3]) {
        return Verdict::BadCountry;
    }
    let exists = |century: &[u8; 2]| {
        let mut day = [0; 8];
        day[..2].copy_from_slice(century);
        day[2..].copy_from_slice(&number[7..13]);
        birth_date(&day).is_some()
    };
    if !exists(b"19") && !exists(b"20") {
        return Verdict::BadBirthDate;
    }
    Verdict::ok_or(
        checksum::icao_9303(&number[..14]) == Some(number[14]),
        Verdict::BadCheckDigit,
    )
}

/// The check character of the first 17 digits of a 2023 number; `None` unless there are exactly 17 digits.
#[must_use]
pub fn check_character_2023(first_17: &str) -> Option<char> {
    crate::resident_id::check_character(first_17)
}

/// The check digit of the first 14 characters of a 2017 number; `None` for another length or character.
#[must_use]
pub fn check_digit_2017(first_14: &str) -> Option<char> {
    checksum::icao_9303(&ascii::exactly::<14>(first_14)?).map(char::from)
}
