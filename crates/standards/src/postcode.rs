//! Chinese postcodes: rule POST-01.

use crate::ascii;
use crate::verdict::Verdict;

/// POST-01: six digits.
pub fn validate(postcode: &str) -> Verdict {
    let formed = ascii::exactly::<6>(postcode).is_some_and(|digits| ascii::all_digits(&digits));
    Verdict::ok_or(formed, Verdict::BadFormat)
}
