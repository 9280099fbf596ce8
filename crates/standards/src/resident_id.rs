//! Resident identity numbers, GB 11643-1999: rules ID-01, ID-02 and ID-03.

use jiff::civil::Date;

use crate::ascii;
use crate::checksum;
use crate::region::{self, RegionCode};
use crate::verdict::Verdict;

/// The legal sex that a number carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// An odd serial.
    Male,
    /// An even serial.
    Female,
}

impl Sex {
    /// `male` or `female`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// The code of GB/T 2261.1: `1` or `2`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
        }
    }

    pub(crate) fn of_serial(digit: u8) -> Self {
        if digit % 2 == 1 { Self::Male } else { Self::Female }
    }
}

/// What a resident ID tells of its holder (ID-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Region of first registration, GB/T 2260; no proof of where the holder lives now.
    pub region: RegionCode,
    /// Birth date.
    pub birth: Date,
    /// Sex by the serial.
    pub sex: Sex,
    /// Chinese name of the province of `region`.
    pub province: &'static str,
}

/// ID-01: format, province, birth date (1800-01-01 to `today`), check character. Only the 18-character form.
pub fn validate(number: &str, today: Date) -> Verdict {
    let Some(number) = ascii::exactly::<18>(number) else {
        return Verdict::BadFormat;
    };
    if !is_formed(&number) {
        return Verdict::BadFormat;
    }
    if !region::is_province(number[0], number[1]) {
        return Verdict::BadRegion;
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

/// The check character of the first 17 digits; `None` unless there are exactly 17 digits.
#[must_use]
pub fn check_character(first_17: &str) -> Option<char> {
    let digits = ascii::exactly::<17>(first_17)?;
    ascii::all_digits(&digits).then(|| char::from(checksum::mod_11_2(&digits)))
}

/// ID-02: the 18-character form of a 15-digit number, with `19` put before the year and the check character
/// behind. `None` when it is not exactly 15 digits with a province and a day that exist: then the number is
/// compared as typed. Storage keeps the 15 digits.
#[must_use]
pub fn to_18(number: &str) -> Option<String> {
    widen(number).map(|wide| ascii::text(&wide).to_owned())
}

/// [`to_18`] without the allocation.
pub(crate) fn widen(number: &str) -> Option<[u8; 18]> {
    let old = ascii::exactly::<15>(number)?;
    if !ascii::all_digits(&old) || !region::is_province(old[0], old[1]) {
        return None;
    }
    let mut wide = [0; 18];
    wide[..6].copy_from_slice(&old[..6]);
    wide[6..8].copy_from_slice(b"19");
    wide[8..17].copy_from_slice(&old[6..]);
    birth_date(&wide[6..14])?;
    wide[17] = checksum::mod_11_2(&wide[..17]);
    Some(wide)
}

/// The 15-digit form of an 18-character number of the 20th century with a right check character, as cards
/// showed it until 1999; `None` for any other.
#[must_use]
pub fn to_15(number: &str) -> Option<String> {
    let wide = ascii::exactly::<18>(number)?;
    let mut old = [0; 15];
    old[..6].copy_from_slice(&wide[..6]);
    old[6..].copy_from_slice(&wide[8..17]);
    let old = ascii::text(&old);
    (widen(old)? == wide).then(|| old.to_owned())
}

/// ID-03: what an 18-character or 15-digit number tells. `None` unless format, province, date and (for 18)
/// check character are right; whether the date lies after today is left to [`validate`].
#[must_use]
pub fn facts(number: &str) -> Option<Facts> {
    let wide = match ascii::exactly::<18>(number) {
        Some(wide) => wide,
        None => widen(number)?,
    };
    if !is_formed(&wide)
        || !region::is_province(wide[0], wide[1])
        || checksum::mod_11_2(&wide[..17]) != wide[17]
    {
        return None;
    }
    let region = RegionCode::from_bytes(&wide[..6])?;
    Some(Facts {
        region,
        birth: birth_date(&wide[6..14])?,
        sex: Sex::of_serial(wide[16]),
        province: region::province_name(region)?,
    })
}

/// Whether a 15-digit number has one of the serials 996-999, once kept for people over 100 (DQ-12): it
/// converts like any other, and a person looks at it.
#[must_use]
pub fn has_centenarian_serial(number: &str) -> bool {
    ascii::exactly::<15>(number)
        .is_some_and(|old| ascii::all_digits(&old) && matches!(&old[12..], b"996" | b"997" | b"998" | b"999"))
}

fn is_formed(number: &[u8; 18]) -> bool {
    matches!(number[0], b'1'..=b'8')
        && ascii::all_digits(&number[1..17])
        && (number[17].is_ascii_digit() || number[17] == b'X')
}

/// The day that eight digits write, from 1800-01-01 on.
pub(crate) fn birth_date(digits: &[u8]) -> Option<Date> {
    let year = i16::try_from(ascii::number(&digits[..4])).ok()?;
    let month = i8::try_from(ascii::number(&digits[4..6])).ok()?;
    let day = i8::try_from(ascii::number(&digits[6..8])).ok()?;
    if year < 1800 {
        None
    } else {
        Date::new(year, month, day).ok()
    }
}
