//! Telephone numbers in China: rules TEL-01, TEL-02 and TEL-03.

use crate::fold;

/// What kind of line a number reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// TEL-01
    Mobile,
    /// TEL-02
    Fixed,
    /// 400 and 800 numbers, 95xxx, 12xxx and the operators' 100xx.
    Service,
    /// None of these.
    Unknown,
}

/// TEL-01: a mobile number as `+86` and eleven digits (E.164). Full-width, blanks, hyphens, brackets and a
/// leading +86, 86 or 0086 are taken; anything else is `None`.
#[must_use]
pub fn mobile(number: &str) -> Option<String> {
    let line = digits(number)?;
    let national = mobile_digits(line.as_str())?;
    let mut out = String::with_capacity(14);
    out.push_str("+86");
    out.push_str(national);
    Some(out)
}

/// TEL-02: a fixed line as `+86`, area code without its 0, local number, and `;ext=n` where there is an
/// extension (after 转, 分机, ext, x or a hyphen). The area code is required, local numbers have 7 or 8 digits
/// and begin with 2 to 8. `None` for anything else.
#[must_use]
pub fn fixed(number: &str) -> Option<String> {
    let text = compact(number);
    let (rest, abroad) = match text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")) {
        Some(rest) => (rest, true),
        None => match text.strip_prefix("86") {
            Some(rest) => (rest, true),
            None => (text.as_str(), false),
        },
    };
    let rest = rest.trim_start_matches('-');
    // From abroad the 0 of the area code is not dialled.
    let rest = match rest.strip_prefix('0') {
        Some(rest) => rest,
        None if abroad => rest,
        None => return None,
    };
    let area_len = match rest.as_bytes() {
        [b'1', b'0', ..] | [b'2', b'0'..=b'5' | b'7'..=b'9', ..] => 2,
        [b'3'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] => 3,
        _ => return None,
    };
    let (area, rest) = rest.split_at(area_len);
    let (local, rest) = take_local(rest.strip_prefix('-').unwrap_or(rest))?;
    let mut out = String::with_capacity(24);
    out.push_str("+86");
    out.push_str(area);
    out.push_str(&local);
    if !rest.is_empty() {
        out.push_str(";ext=");
        out.push_str(extension(rest)?);
    }
    Some(out)
}

/// A service number in its bare digits: 400 and 800 with ten digits, 95 with five to eight, 12 and 10 with five.
#[must_use]
pub fn service(number: &str) -> Option<String> {
    let line = digits(number)?;
    let digits = line.as_str();
    let known = match digits.len() {
        10 => digits.starts_with("400") || digits.starts_with("800"),
        5 => ["95", "96", "12", "10"]
            .iter()
            .any(|start| digits.starts_with(start)),
        6..=8 => digits.starts_with("95") || digits.starts_with("96"),
        _ => false,
    };
    known.then(|| digits.to_owned())
}

/// Which kind of number it is, by the three functions above.
#[must_use]
pub fn kind(number: &str) -> Kind {
    if mobile(number).is_some() {
        Kind::Mobile
    } else if fixed(number).is_some() {
        Kind::Fixed
    } else if service(number).is_some() {
        Kind::Service
    } else {
        Kind::Unknown
    }
}

/// TEL-03: whether the number only fills the field: all digits equal, all digits behind the mobile prefix or
/// area code equal, eight digits in a row counting up or down, or one of the bank's `own` numbers.
///
/// That one number is used by too many customers cannot be seen here (DQ-31).
#[must_use]
pub fn is_placeholder(number: &str, own: &[&str]) -> bool {
    let Some(line) = digits(number) else { return false };
    let digits = mobile_digits(line.as_str()).unwrap_or(line.as_str());
    let canonical = |text: &str| mobile(text).or_else(|| fixed(text));
    if own.iter().any(|known| {
        self::digits(known).is_some_and(|known| known.as_str() == line.as_str())
            || canonical(known).is_some_and(|known| canonical(number) == Some(known))
    }) {
        return true;
    }
    let bytes = digits.as_bytes();
    let behind_prefix = match (mobile_digits(digits), fixed(number)) {
        (Some(_), _) => &bytes[3..],
        (None, Some(_)) => &bytes[bytes.len().saturating_sub(7)..],
        (None, None) => bytes,
    };
    let equal = |digits: &[u8]| !digits.is_empty() && digits.iter().all(|digit| *digit == digits[0]);
    equal(bytes) || equal(behind_prefix) || counts(bytes, 1) || counts(bytes, -1)
}

/// Eight digits that each differ from the one before by `step`, or fewer when there is nothing else.
fn counts(digits: &[u8], step: i8) -> bool {
    let wanted = digits.len().clamp(6, 8);
    let mut run = 1;
    for pair in digits.windows(2) {
        run = if pair[1] as i8 - pair[0] as i8 == step {
            run + 1
        } else {
            1
        };
        if run >= wanted {
            return true;
        }
    }
    false
}

/// Eleven digits of a mobile number out of digits with or without the country code.
fn mobile_digits(line: &str) -> Option<&str> {
    let national = match line.len() {
        11 => line,
        13 => line.strip_prefix("86")?,
        14 => line.strip_prefix("+86")?,
        15 => line.strip_prefix("0086")?,
        _ => return None,
    };
    let formed =
        matches!(national.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.iter().all(u8::is_ascii_digit));
    formed.then_some(national)
}

/// Digits, and perhaps a plus before them, on the stack.
struct Digits {
    bytes: [u8; 32],
    len: usize,
}

impl Digits {
    fn as_str(&self) -> &str {
        crate::ascii::text(&self.bytes[..self.len])
    }
}

/// The number without blanks, hyphens and brackets; `None` when anything but digits is left.
fn digits(number: &str) -> Option<Digits> {
    let mut line = Digits {
        bytes: [0; 32],
        len: 0,
    };
    for c in fold::nfkc(number).chars() {
        if fold::is_blank(c) || fold::is_hyphen(c) || is_bracket(c) {
            continue;
        }
        if !(c.is_ascii_digit() || c == '+' && line.len == 0) || line.len == line.bytes.len() {
            return None;
        }
        line.bytes[line.len] = c as u8;
        line.len += 1;
    }
    Some(line)
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕')
}

/// NFKC in lower case, without blanks and brackets, every hyphen the same.
fn compact(number: &str) -> String {
    fold::nfkc(number)
        .chars()
        .filter(|&c| !fold::is_blank(c) && !is_bracket(c))
        .map(|c| {
            if fold::is_hyphen(c) {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}

/// Seven or eight digits, grouped by hyphens or not, and what follows them.
fn take_local(text: &str) -> Option<(String, &str)> {
    let mut local = String::with_capacity(8);
    let mut rest = text;
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        local.push_str(&rest[..end]);
        rest = &rest[end..];
        match local.len() {
            7 | 8 if matches!(local.as_bytes()[0], b'2'..=b'8') => return Some((local, rest)),
            1..7 if end > 0 => rest = rest.strip_prefix('-')?,
            _ => return None,
        }
    }
}

/// One to six digits behind a word or sign for extension.
fn extension(text: &str) -> Option<&str> {
    let digits = ["转分机", "转", "分机", "ext", "x", "-"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign))?;
    let digits = digits.trim_start_matches(['.', ':', '-']);
    let formed = matches!(digits.len(), 1..=6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    formed.then_some(digits)
}
