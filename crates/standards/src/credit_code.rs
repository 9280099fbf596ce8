//! Unified social credit codes, GB 32100-2015: rule ORG-01.

use crate::ascii;
use crate::checksum;
use crate::region::RegionCode;
use crate::verdict::Verdict;

/// ORG-01: format, department, region digits, check character, check character of the organisation code inside.
///
/// `BadOrgCheckDigit` is the last check and says that all others passed: by default a bank warns and does not
/// reject.
pub fn validate(code: &str) -> Verdict {
    let Some(code) = ascii::exactly::<18>(code) else {
        return Verdict::BadFormat;
    };
    if !code.iter().copied().all(checksum::in_gb_32100) {
        return Verdict::BadFormat;
    }
    if !matches!(code[0], b'1'..=b'9' | b'A' | b'N' | b'Y') {
        return Verdict::BadDepartment;
    }
    if !ascii::all_digits(&code[2..8]) {
        return Verdict::BadRegion;
    }
    if checksum::gb_32100(&code[..17]) != Some(code[17]) {
        return Verdict::BadCheckDigit;
    }
    Verdict::ok_or(
        checksum::gb_11714(&code[8..16]) == Some(code[16]),
        Verdict::BadOrgCheckDigit,
    )
}

/// The check character behind the first 17; `None` for another length or a character that codes do not use.
#[must_use]
pub fn check_character(first_17: &str) -> Option<char> {
    checksum::gb_32100(&ascii::exactly::<17>(first_17)?).map(char::from)
}

/// The region of registration, characters 3 to 8; says nothing of the rest of the code.
#[must_use]
pub fn region(code: &str) -> Option<RegionCode> {
    RegionCode::from_bytes(&ascii::exactly::<18>(code)?[2..8])
}
