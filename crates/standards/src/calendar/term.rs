//! The 24 solar terms in UTC+8: rule CAL-03.

use std::sync::LazyLock;

use jiff::civil::Date;

/// The terms in the order of the Gregorian year.
pub const TERMS: [&str; 24] = [
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑",
    "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
];

/// CAL-03: the day of a term, named as in [`TERMS`], in a Gregorian year from 1901 to 2099.
#[must_use]
pub fn solar_term(year: i16, term: &str) -> Option<Date> {
    let place = TERMS.iter().position(|known| *known == term.trim())?;
    day(year, place)
}

/// The term that falls on this day.
#[must_use]
pub fn term_on(date: Date) -> Option<&'static str> {
    // Two terms a month, in its first and in its second half.
    let place = usize::try_from(date.month() - 1).ok()? * 2 + usize::from(date.day() > 15);
    (day(date.year(), place)? == date).then(|| TERMS[place])
}

const FIRST_YEAR: i16 = 1901;

/// Days of the month of the terms, a row a year from 1901 on.
static DAYS: LazyLock<Vec<Vec<i8>>> = LazyLock::new(|| {
    let days = |line: &str| -> Vec<i8> {
        let (_, days) = line.split_once('\t').unwrap_or_default();
        days.split(' ').filter_map(|day| day.parse().ok()).collect()
    };
    include_str!("../../data/solar_term.tsv")
        .lines()
        .map(days)
        .collect()
});

fn day(year: i16, place: usize) -> Option<Date> {
    let row = DAYS.get(usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?)?;
    let month = i8::try_from(place / 2 + 1).ok()?;
    Date::new(year, month, *row.get(place)?).ok()
}
