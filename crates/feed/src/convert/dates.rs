//! Dates by a strftime format, read without a detour for the formats banks use.

use base::Date;
use jiff::civil::{DateTime, Time};

use super::Failure;

/// DQ-18: dates exist, within 1900-01-01..9999-12-31.
const RULE: &str = "DQ-18";
const YEAR_MIN: i16 = 1900;

/// A strftime format, taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateFormat {
    text: String,
    /// None when the format has directives beyond the plain ones: jiff reads it then.
    parts: Option<Vec<Part>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    YearOfCentury,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Literal(char),
}

impl DateFormat {
    /// A format that gives a day.
    pub(crate) fn date(text: &str) -> Result<Self, String> {
        let format = Self::parse(text)?;
        let read_back = format
            .probe()
            .and_then(|probe| format.read(&probe).map_err(|failure| failure.reason));
        match read_back {
            Ok(_) => Ok(format),
            Err(why) => Err(format!(
                "`{text}` is no format for a date ({why}); as %Y%m%d or %d/%m/%Y"
            )),
        }
    }

    /// A format that gives a day and a time of day.
    pub(crate) fn datetime(text: &str) -> Result<Self, String> {
        Self::date(text)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Some(Vec::new());
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let part = match c {
                '%' => match chars.next() {
                    Some('Y') => Some(Part::Year),
                    Some('y') => Some(Part::YearOfCentury),
                    Some('m') => Some(Part::Month),
                    Some('d') => Some(Part::Day),
                    Some('H') => Some(Part::Hour),
                    Some('M') => Some(Part::Minute),
                    Some('S') => Some(Part::Second),
                    Some('%') => Some(Part::Literal('%')),
                    Some(_) => None,
                    None => return Err(format!("`{text}` ends in a lone %")),
                },
                literal => Some(Part::Literal(literal)),
            };
            parts = parts.zip(part).map(|(mut parts, part)| {
                parts.push(part);
                parts
            });
        }
        Ok(Self {
            text: text.to_owned(),
            parts,
        })
    }

    /// A known moment written in this format, to see that the format can be read back.
    fn probe(&self) -> Result<String, String> {
        let moment = jiff::civil::date(2024, 11, 22).at(13, 14, 15, 0);
        jiff::fmt::strtime::format(&self.text, moment).map_err(|why| why.to_string())
    }

    /// The day; a time of day in the format is read and left out.
    pub(crate) fn read_date(&self, value: &str) -> Result<Date, Failure> {
        self.read(value).map(DateTime::date)
    }

    /// Day and time of day; midnight when the format has no time.
    pub(crate) fn read_datetime(&self, value: &str) -> Result<DateTime, Failure> {
        self.read(value)
    }

    fn read(&self, value: &str) -> Result<DateTime, Failure> {
        let moment = match &self.parts {
            Some(parts) => read_plain(parts, value),
            None => jiff::fmt::strtime::parse(&self.text, value)
                .ok()
                .and_then(|parsed| {
                    let date = parsed.to_date().ok()?;
                    Some(DateTime::from_parts(
                        date,
                        parsed.to_time().unwrap_or(Time::midnight()),
                    ))
                }),
        };
        let moment =
            moment.ok_or_else(|| Failure::new(RULE, format!("no date of the form {}", self.text)))?;
        in_range(moment.date())?;
        Ok(moment)
    }
}

/// Reads an ISO day, or eight digits.
pub(crate) fn iso_or_digits(value: &str) -> Result<Date, Failure> {
    const ISO: [Part; 5] = [
        Part::Year,
        Part::Literal('-'),
        Part::Month,
        Part::Literal('-'),
        Part::Day,
    ];
    const DIGITS: [Part; 3] = [Part::Year, Part::Month, Part::Day];
    let parts: &[Part] = if value.len() == 8 { &DIGITS } else { &ISO };
    let moment = read_plain(parts, value).ok_or_else(|| {
        Failure::new(
            RULE,
            "no date; give the column's form by a converter, as date:%d/%m/%Y",
        )
    })?;
    in_range(moment.date())?;
    Ok(moment.date())
}

/// DQ-18.
pub(crate) fn in_range(date: Date) -> Result<(), Failure> {
    if date.year() < YEAR_MIN {
        return Err(Failure::new(RULE, format!("{date} is before {YEAR_MIN}-01-01")));
    }
    Ok(())
}

/// The day as `YYYY-MM-DD`, faster than by the formatting machinery.
pub(crate) fn iso(date: Date) -> String {
    let mut text = String::with_capacity(10);
    push_digits(&mut text, date.year(), 4);
    text.push('-');
    push_digits(&mut text, i16::from(date.month()), 2);
    text.push('-');
    push_digits(&mut text, i16::from(date.day()), 2);
    text
}

fn push_digits(text: &mut String, number: i16, width: u32) {
    for place in (0..width).rev() {
        let digit = (number.unsigned_abs() / 10_u16.pow(place)) % 10;
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or(0)));
    }
}

fn read_plain(parts: &[Part], value: &str) -> Option<DateTime> {
    let (mut year, mut month, mut day, mut hour, mut minute, mut second) = (None, None, None, 0, 0, 0);
    let mut rest = value;
    for part in parts {
        match part {
            Part::Literal(literal) => rest = rest.strip_prefix(*literal)?,
            Part::Year => year = Some(take(&mut rest, 4)?),
            Part::YearOfCentury => {
                // the reading of POSIX and of jiff: 69..99 are 19xx, 00..68 are 20xx
                let short = take(&mut rest, 2)?;
                year = Some(if short < 69 { 2000 + short } else { 1900 + short });
            }
            Part::Month => month = Some(take(&mut rest, 2)?),
            Part::Day => day = Some(take(&mut rest, 2)?),
            Part::Hour => hour = take(&mut rest, 2)?,
            Part::Minute => minute = take(&mut rest, 2)?,
            Part::Second => second = take(&mut rest, 2)?,
        }
    }
    if !rest.is_empty() {
        return None;
    }
    let small = |number: i16| i8::try_from(number).ok();
    let date = Date::new(year?, small(month?)?, small(day?)?).ok()?;
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()?;
    Some(DateTime::from_parts(date, time))
}

fn take(rest: &mut &str, width: usize) -> Option<i16> {
    let (digits, behind) = rest.split_at_checked(width)?;
    *rest = behind;
    digits.bytes().try_fold(0_i16, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i16::from(byte - b'0'))
    })
}
