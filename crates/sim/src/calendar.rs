//! Days as numbers, for drawing a date from a range.

use base::Date;

/// Days since 1 March of year 0 (proleptic Gregorian).
pub(crate) fn day_number(date: Date) -> i64 {
    let (year, month) = if date.month() > 2 {
        (i64::from(date.year()), i64::from(date.month()) - 3)
    } else {
        (i64::from(date.year()) - 1, i64::from(date.month()) + 9)
    };
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + i64::from(date.day())
        - 1
}

/// The date of a day number.
pub(crate) fn date_of(number: i64) -> Date {
    let era = number.div_euclid(146_097);
    let day_of_era = number.rem_euclid(146_097);
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    Date::new((year + era * 400 + carry) as i16, month as i8, day as i8).unwrap_or(Date::ZERO)
}

/// The same day of another year; 29 February becomes the 28th.
pub(crate) fn in_year(date: Date, year: i16) -> Date {
    Date::new(year, date.month(), date.day())
        .or_else(|_| Date::new(year, date.month(), 28))
        .unwrap_or(Date::ZERO)
}

/// `YYYYMMDD`.
pub(crate) fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// The ends of the twelve months before the month of `date`, oldest first.
pub(crate) fn month_ends_before(date: Date) -> Vec<Date> {
    let first = day_number(Date::new(date.year(), date.month(), 1).unwrap_or(Date::ZERO));
    let mut ends = vec![date_of(first - 1)];
    while ends.len() < 12 {
        let last = ends[ends.len() - 1];
        ends.push(date_of(day_number(last) - i64::from(last.day())));
    }
    ends.reverse();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_agree() {
        let mut date = Date::constant(1899, 12, 30);
        let first = day_number(date);
        for step in 0..80_000 {
            assert_eq!(day_number(date), first + step);
            assert_eq!(date_of(first + step), date);
            date = date.tomorrow().expect("in range");
        }
    }

    #[test]
    fn month_ends() {
        let ends = month_ends_before(Date::constant(2026, 3, 15));
        assert_eq!(ends.len(), 12);
        assert_eq!(
            (ends[0], ends[11]),
            (Date::constant(2025, 3, 31), Date::constant(2026, 2, 28))
        );
    }
}
