//! Business identifier codes, ISO 9362, and numbers of the Chinese clearing system: rule ACC-04.

use crate::ascii::{self, Line};
use crate::verdict::Verdict;

/// ACC-04: four letters, two letters of the country, two letters or digits, and three more or none.
pub fn validate(bic: &str) -> Verdict {
    let formed = Line::<11>::read(bic, b"").is_some_and(|line| {
        let bytes = line.as_bytes();
        matches!(bytes.len(), 8 | 11) && bytes[..6].iter().all(u8::is_ascii_uppercase)
    });
    Verdict::ok_or(formed, Verdict::BadFormat)
}

/// ACC-04: the clearing (CNAPS) number of a Chinese bank: 12 digits.
pub fn validate_cnaps(number: &str) -> Verdict {
    let formed = ascii::exactly::<12>(number).is_some_and(|number| ascii::all_digits(&number));
    Verdict::ok_or(formed, Verdict::BadFormat)
}
