//! Days. They are compared by their digits, so that a day that does not exist is compared as typed.

use super::{Level, level};

/// The levels.
pub const LEVELS: &[Level] = &[
    level("differs", 0.05),
    level("year or day of the year the same", 0.03),
    level("two of year, month and day the same", 0.04),
    level("one digit typed apart, or day and month exchanged", 0.06),
    level("same", 0.82),
];

/// Year, month and day as eight digits; 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digits(pub u32);

impl Digits {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(text.parse().unwrap_or(0))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u32 {
        self.0 / 10_000
    }

    /// Month and day.
    #[must_use]
    pub fn day_of_year(self) -> u32 {
        self.0 % 10_000
    }
}

/// A day of the calendar, written with the year first or last, with any signs between, or as eight digits.
#[must_use]
pub fn parse(text: &str) -> Option<u32> {
    let packed = loose(text)?;
    let (year, month, day) = (packed / 10_000, packed / 100 % 100, packed % 100);
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    (year >= 1000 && (1..=days).contains(&day)).then_some(packed)
}

/// As [`parse`], whether the day exists or not.
fn loose(text: &str) -> Option<u32> {
    let text = text.trim();
    let mut numbers = [(0_u32, 0_usize); 3];
    let mut count = 0;
    let mut in_number = false;
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            if !in_number {
                count += 1;
            }
            in_number = true;
            let (number, length) = numbers.get_mut(count - 1)?;
            *number = number.checked_mul(10)?.checked_add(digit)?;
            *length += 1;
        } else {
            in_number = false;
            // What follows a whole date is its time.
            if count == 3 || count == 1 && numbers[0].1 == 8 {
                break;
            }
            if !matches!(c, '-' | '/' | '.' | ' ' | '年' | '月' | '日') {
                return None;
            }
        }
    }
    match numbers {
        [(packed, 8), (_, 0), _] => Some(packed),
        [(year, 4), (month, 1..=2), (day, 1..=2)] => Some(year * 10_000 + month * 100 + day),
        // Day first, as most of the world writes it, but where only the other reading is a day.
        [(day, 1..=2), (month, 1..=2), (year, 4)] if month <= 12 => Some(year * 10_000 + month * 100 + day),
        [(month, 1..=2), (day, 1..=2), (year, 4)] => Some(year * 10_000 + month * 100 + day),
        _ => None,
    }
}

/// Eight digits; empty for no date and for days that only fill the field.
pub(super) fn normal(value: &str) -> String {
    match loose(value) {
        None | Some(0 | 19_000_101 | 19_000_100 | 10_101 | 99_991_231 | 11_111_111) => String::new(),
        Some(packed) => format!("{packed:08}"),
    }
}

/// The level of two different days.
#[must_use]
pub fn compare(one: Digits, other: Digits) -> u8 {
    let split = |digits: Digits| (digits.0 / 10_000, digits.0 / 100 % 100, digits.0 % 100);
    let ((y1, m1, d1), (y2, m2, d2)) = (split(one), split(other));
    if y1 == y2 && m1 == d2 && d1 == m2 {
        return 3;
    }
    let (mut apart, mut places, mut rest) = (0, [0_u32; 2], (one.0, other.0));
    for place in 0..8 {
        if rest.0 % 10 != rest.1 % 10 {
            if let Some(slot) = places.get_mut(apart) {
                *slot = place;
            }
            apart += 1;
        }
        rest = (rest.0 / 10, rest.1 / 10);
    }
    let digit = |number: u32, place: u32| number / 10_u32.pow(place) % 10;
    let swapped = apart == 2
        && places[1] == places[0] + 1
        && digit(one.0, places[0]) == digit(other.0, places[1])
        && digit(one.0, places[1]) == digit(other.0, places[0]);
    if apart == 1 || swapped {
        return 3;
    }
    match (y1 == y2, m1 == m2, d1 == d2) {
        (true, true, _) | (true, _, true) | (_, true, true) => 2,
        (true, false, false) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: the ways in which days are written, and how two of them stand to each other.
    #[test]
    fn days() {
        for text in [
            "1990-01-02",
            "19900102",
            "1990/1/2",
            "02.01.1990",
            "1990年1月2日",
            "1990-01-02 00:00:00",
        ] {
            assert_eq!(parse(text), Some(19_900_102), "{text}");
        }
        assert_eq!(parse("1990-02-30"), None);
        assert_eq!(normal("1990-02-30"), "19900230");
        assert_eq!(normal("1900-01-01"), "");
        let level = |one, other| compare(Digits(one), Digits(other));
        assert_eq!(level(19_900_102, 19_900_201), 3);
        assert_eq!(level(19_900_102, 19_910_102), 3);
        assert_eq!(level(19_900_112, 19_900_121), 3);
        assert_eq!(level(19_900_102, 19_750_102), 2);
        assert_eq!(level(19_900_102, 19_900_325), 1);
        assert_eq!(level(19_900_102, 18_871_130), 0);
    }
}
