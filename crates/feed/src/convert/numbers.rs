//! Numbers as sources write them: implied places, thousands marks, a sign behind, the Czech birth number.

use base::Date;
use rust_decimal::Decimal;

use super::{Failure, dates};

/// This crate's own rule for a text that is no number.
const RULE: &str = "number";

/// Reads a plain decimal: an optional sign, digits, a point; also `1,234.50` and a sign behind (`12.00-`).
pub(crate) fn decimal(text: &str) -> Result<Decimal, Failure> {
    let none = || Failure::new(RULE, "no decimal number");
    let (negative, digits) = unsigned(text);
    let plain = ungrouped(digits, ',').ok_or_else(none)?;
    let plain = plain.as_deref().unwrap_or(digits);
    let whole_digits = plain.split('.').next().is_some_and(|whole| !whole.is_empty());
    if !whole_digits || !plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Err(none());
    }
    // a value with more digits than a decimal holds is refused, never rounded
    let mut number = Decimal::from_str_exact(plain).map_err(|_| none())?;
    number.set_sign_negative(negative && !number.is_zero());
    Ok(number)
}

/// Reads a whole number.
pub(crate) fn integer(text: &str) -> Result<i64, Failure> {
    let text = text.strip_prefix('+').unwrap_or(text);
    text.parse().map_err(|_| Failure::new(RULE, "no whole number"))
}

/// A decimal as plain text, with the last `places` digits behind the point.
pub(crate) fn implied(text: &str, places: Option<u32>) -> Result<String, Failure> {
    let Some(places) = places else {
        return Ok(decimal(text)?.to_string());
    };
    let (negative, digits) = unsigned(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Failure::new(
            RULE,
            format!("digits alone are wanted where {places} places are implied"),
        ));
    }
    let mut number = Decimal::from_str_exact(digits).map_err(|_| Failure::new(RULE, "no decimal number"))?;
    number
        .set_scale(places)
        .map_err(|_| Failure::new(RULE, "no decimal number"))?;
    number.set_sign_negative(negative && !number.is_zero());
    Ok(number.to_string())
}

/// A decimal with a comma for the point and points or blanks for thousands: `1.234,50`.
pub(crate) fn comma(text: &str) -> Result<String, Failure> {
    let swapped: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        .map(|c| match c {
            ',' => '.',
            '.' => ',',
            other => other,
        })
        .collect();
    Ok(decimal(&swapped)?.to_string())
}

/// Day of birth, and whether a woman's, of a Czech birth number `YYMMDD...` (women have 50 added to the month).
pub(crate) fn czech_birth_number(text: &str, century: i16) -> Result<(Date, bool), Failure> {
    let wrong = || Failure::new("DQ-18", "no birth number YYMMDD (women: month + 50)");
    let digits = text
        .get(..6)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        .ok_or_else(wrong)?;
    let rest = text.get(6..).unwrap_or("");
    if !rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/') {
        return Err(wrong());
    }
    let number = |from: usize| {
        digits
            .get(from..from + 2)
            .and_then(|two| two.parse::<i8>().ok())
            .ok_or_else(wrong)
    };
    let (year, month, day) = (number(0)?, number(2)?, number(4)?);
    let woman = month > 50;
    let month = if woman { month - 50 } else { month };
    let date = Date::new(century * 100 + i16::from(year), month, day).map_err(|_| wrong())?;
    dates::in_range(date)?;
    Ok((date, woman))
}

fn unsigned(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix('-').or_else(|| text.strip_suffix('-')) {
        (true, rest)
    } else {
        (
            false,
            text.strip_prefix('+')
                .or_else(|| text.strip_suffix('+'))
                .unwrap_or(text),
        )
    }
}

/// Takes thousands marks out where they stand right (`1,234,567.8`); None where they do not, Some(None) where
/// there are none to take.
#[expect(
    clippy::option_option,
    reason = "wrong, nothing to do, done: three answers of a private function"
)]
fn ungrouped(digits: &str, mark: char) -> Option<Option<String>> {
    if !digits.contains(mark) {
        return Some(None);
    }
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    if fraction.is_some_and(|fraction| fraction.contains(mark)) {
        return None;
    }
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    if !(1..=3).contains(&first.len()) || !groups.all(|group| group.len() == 3) {
        return None;
    }
    Some(Some(digits.replace(mark, "")))
}
