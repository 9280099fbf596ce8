//! Passports and travel permits, which have a form but no check digit of their own: rule ID-09; and the check
//! digit of machine-readable zones: rule ID-10.

use crate::ascii::{self, Line};
use crate::checksum;
use crate::verdict::Verdict;

/// A passport of the PRC: ordinary (`E` and eight digits, `E`, a letter without I and O and seven digits,
/// older `G` and eight digits), diplomatic, service or public affairs (`D`, `S` or `P`, perhaps `E`, seven or
/// eight digits).
pub fn passport_cn(number: &str) -> Verdict {
    judge::<10>(number, |bytes| match bytes {
        [b'E', letter @ b'A'..=b'Z', digits @ ..] => {
            !matches!(letter, b'I' | b'O') && digits.len() == 7 && ascii::all_digits(digits)
        }
        [b'E' | b'G', digits @ ..] => digits.len() == 8 && ascii::all_digits(digits),
        [b'D' | b'S' | b'P', b'E', digits @ ..] | [b'D' | b'S' | b'P', digits @ ..] => {
            matches!(digits.len(), 7 | 8) && ascii::all_digits(digits)
        }
        _ => false,
    })
}

/// A passport of any other country: 5 to 20 letters and digits.
pub fn passport_foreign(number: &str) -> Verdict {
    judge::<20>(number, |bytes| bytes.len() >= 5)
}

/// The mainland travel permit of a Hong Kong or Macau resident: `H` or `M` and eight digits; on older ones
/// two more digits count the issues.
pub fn hk_macau_permit(number: &str) -> Verdict {
    judge::<11>(number, |bytes| match bytes {
        [b'H' | b'M', digits @ ..] => matches!(digits.len(), 8 | 10) && ascii::all_digits(digits),
        _ => false,
    })
}

/// The mainland travel permit of a Taiwan resident: eight digits.
pub fn taiwan_permit(number: &str) -> Verdict {
    judge::<8>(number, |bytes| bytes.len() == 8 && ascii::all_digits(bytes))
}

/// A Macau resident identity card: seven digits and a check digit, in brackets or not. How the check digit is
/// made is not published, so only the form is judged.
pub fn macau_id(number: &str) -> Verdict {
    let formed = Line::<8>::unbracketed(number)
        .is_some_and(|line| line.as_bytes().len() == 8 && ascii::all_digits(line.as_bytes()));
    Verdict::ok_or(formed, Verdict::BadFormat)
}

/// ID-10: the check digit of ICAO 9303 for a field of a machine-readable zone (`A`-`Z`, `0`-`9`, `<`).
/// `None` when the field is empty or holds anything else.
#[must_use]
pub fn icao_check_digit(field: &str) -> Option<char> {
    let field = ascii::trimmed(field).to_ascii_uppercase();
    if field.is_empty() {
        return None;
    }
    checksum::icao_9303(field.as_bytes()).map(char::from)
}

fn judge<const N: usize>(number: &str, formed: impl Fn(&[u8]) -> bool) -> Verdict {
    let good = Line::<N>::read(number, b"").is_some_and(|line| formed(line.as_bytes()));
    Verdict::ok_or(good, Verdict::BadFormat)
}
