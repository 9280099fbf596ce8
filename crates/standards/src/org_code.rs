//! Organisation codes, GB 11714-1997: rule ORG-02.

use crate::ascii;
use crate::checksum;
use crate::verdict::Verdict;

/// ORG-02: eight characters 0-9 A-Z, a hyphen or none, and the check character.
pub fn validate(code: &str) -> Verdict {
    let Some(code) = compact(code) else {
        return Verdict::BadFormat;
    };
    Verdict::ok_or(
        checksum::gb_11714(&code[..8]) == Some(code[8]),
        Verdict::BadCheckDigit,
    )
}

/// The check character behind the first eight; `None` for another length or a foreign character.
#[must_use]
pub fn check_character(first_8: &str) -> Option<char> {
    checksum::gb_11714(&ascii::exactly::<8>(first_8)?).map(char::from)
}

/// The organisation code inside a unified social credit code, characters 9 to 17, without hyphen. `None` when
/// the text is not 18 letters and digits; the check characters are not judged.
#[must_use]
pub fn from_credit_code(code: &str) -> Option<String> {
    let code = ascii::exactly::<18>(code)?;
    code.iter()
        .all(u8::is_ascii_alphanumeric)
        .then(|| ascii::text(&code[8..17]).to_owned())
}

/// The nine characters without hyphen, in upper case; `None` unless the format is right.
pub(crate) fn compact(code: &str) -> Option<[u8; 9]> {
    let code = match ascii::exactly::<10>(code) {
        Some(hyphened) if hyphened[8] == b'-' => {
            let mut code = [0; 9];
            code[..8].copy_from_slice(&hyphened[..8]);
            code[8] = hyphened[9];
            code
        }
        Some(_) => return None,
        None => ascii::exactly::<9>(code)?,
    };
    let formed =
        code[..8].iter().all(u8::is_ascii_alphanumeric) && (code[8].is_ascii_digit() || code[8] == b'X');
    formed.then_some(code)
}
