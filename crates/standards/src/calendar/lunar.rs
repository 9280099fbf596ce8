//! Lunar dates: rules CAL-01 and CAL-02.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

/// A day of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LunarDate {
    /// The year that begins with the spring festival in the Gregorian year of the same number.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// Whether it is the leap month that follows the month of this number.
    pub leap: bool,
    /// 1 to 30.
    pub day: i8,
}

const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = [
    '子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥',
];
const ANIMALS: [&str; 12] = [
    "鼠", "牛", "虎", "兔", "龙", "蛇", "马", "羊", "猴", "鸡", "狗", "猪",
];

impl LunarDate {
    /// The year's name in the cycle of sixty: 甲辰 for 2024.
    #[must_use]
    pub fn ganzhi(&self) -> String {
        let place = self.cycle_place();
        [STEMS[place % 10], BRANCHES[place % 12]].iter().collect()
    }

    /// The year's animal in Chinese: 龙 for 2024.
    #[must_use]
    pub fn zodiac(&self) -> &'static str {
        ANIMALS[self.cycle_place() % 12]
    }

    fn cycle_place(&self) -> usize {
        // The year 4 began a cycle.
        usize::try_from((i32::from(self.year) - 4).rem_euclid(60)).unwrap_or(0)
    }
}

/// The first day of a lunar month.
struct Month {
    year: i16,
    month: i8,
    leap: bool,
    first: Date,
}

const LAST_YEAR: i16 = 2099;

/// All months in order, and the first of the year behind them, so that every month's end is known.
static MONTHS: LazyLock<Vec<Month>> = LazyLock::new(|| {
    let mut months = Vec::with_capacity(2500);
    for line in include_str!("../../data/lunar.tsv").lines() {
        push_year(line, &mut months);
    }
    months
});

/// Reads one year of the table: number, first day, leap month, and for each month 1 for 30 days, 0 for 29.
fn push_year(line: &str, months: &mut Vec<Month>) -> Option<()> {
    let mut fields = line.split('\t');
    let year = fields.next()?.parse().ok()?;
    let mut first: Date = fields.next()?.parse().ok()?;
    let leap_month: i8 = fields.next()?.parse().ok()?;
    let (mut month, mut leap) = (1, false);
    // What the year before left behind as its end is this year's first month.
    months.pop();
    for length in fields.next()?.bytes() {
        months.push(Month {
            year,
            month,
            leap,
            first,
        });
        first = first
            .checked_add(if length == b'1' { 30.days() } else { 29.days() })
            .ok()?;
        leap = !leap && month == leap_month;
        month += i8::from(!leap);
    }
    months.push(Month {
        year: year + 1,
        month: 1,
        leap: false,
        first,
    });
    Some(())
}

/// CAL-01: the lunar date of a day in UTC+8; `None` before 1901-02-19 and after 2100-02-08.
#[must_use]
pub fn lunar_from_solar(date: Date) -> Option<LunarDate> {
    let place = MONTHS
        .partition_point(|month| month.first <= date)
        .checked_sub(1)?;
    let month = &MONTHS[place];
    if month.year > LAST_YEAR {
        return None;
    }
    let days = (date - month.first).get_days();
    Some(LunarDate {
        year: month.year,
        month: month.month,
        leap: month.leap,
        day: i8::try_from(days + 1).ok()?,
    })
}

/// CAL-02: the day in UTC+8 of a lunar date, as a birthday is kept: in a year without that leap month the plain
/// month is taken, and day 30 of a month of 29 days is its day 29. `None` for a month or day that no year has,
/// and for years outside 1901 to 2099.
#[must_use]
pub fn solar_from_lunar(lunar: LunarDate) -> Option<Date> {
    if !(1..=30).contains(&lunar.day) {
        return None;
    }
    let place = find(lunar.year, lunar.month, lunar.leap).or_else(|| find(lunar.year, lunar.month, false))?;
    let day = lunar.day.min(days_of(place)?);
    MONTHS[place].first.checked_add((day - 1).days()).ok()
}

/// How many days a lunar month has, 29 or 30; `None` when there is no such month.
#[must_use]
pub fn month_days(year: i16, month: i8, leap: bool) -> Option<i8> {
    days_of(find(year, month, leap)?)
}

fn find(year: i16, month: i8, leap: bool) -> Option<usize> {
    if year > LAST_YEAR {
        return None;
    }
    MONTHS
        .binary_search_by(|known| (known.year, known.month, known.leap).cmp(&(year, month, leap)))
        .ok()
}

fn days_of(place: usize) -> Option<i8> {
    let days = (MONTHS.get(place + 1)?.first - MONTHS.get(place)?.first).get_days();
    i8::try_from(days).ok()
}
