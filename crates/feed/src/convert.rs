//! Converters: the small steps by which a source's spelling of a value becomes ours.
//!
//! Each is pure and total: any text in gives a text or a reason out. `docs/guide/mapping.md` lists them.

mod dates;
mod numbers;

use std::borrow::Cow;

pub(crate) use dates::DateFormat;
pub(crate) use numbers::{decimal, integer};
use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// One converter with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Trim,
    Squeeze,
    Fullwidth,
    Upper,
    Lower,
    Digits,
    Date(DateFormat),
    DateTime(DateFormat),
    Decimal { places: Option<u32> },
    DecimalComma,
    Integer,
    StripZeros,
    NullIf(Vec<String>),
    Replace { from: String, to: String },
    Substring { start: usize, chars: usize },
    Prefix(String),
    BirthYymmdd { century: i16 },
    SexYymmdd,
}

/// Why a converter could not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) rule: &'static str,
    pub(crate) reason: String,
}

impl Failure {
    pub(crate) fn new(rule: &'static str, reason: impl Into<String>) -> Self {
        Self {
            rule,
            reason: reason.into(),
        }
    }
}

/// Every converter by name, for messages and for the guide's test.
pub(crate) const NAMES: [&str; 18] = [
    "trim",
    "squeeze",
    "fullwidth",
    "upper",
    "lower",
    "digits",
    "date",
    "datetime",
    "decimal",
    "decimal_comma",
    "integer",
    "strip_zeros",
    "null_if",
    "replace",
    "substring",
    "prefix",
    "birth_yymmdd_women_plus_50",
    "sex_yymmdd_women_plus_50",
];

/// More implied places than a decimal can hold.
const PLACES_MAX: u32 = 12;

impl Step {
    /// Reads `name` or `name:arguments`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (name, args) = text
            .split_once(':')
            .map_or((text, None), |(name, args)| (name.trim(), Some(args)));
        let wanted = |what: &str| args.ok_or_else(|| format!("`{name}` wants {what}"));
        let step = match name.trim() {
            "date" => return Ok(Self::Date(DateFormat::date(wanted("a format, as date:%Y%m%d")?)?)),
            "datetime" => {
                return Ok(Self::DateTime(DateFormat::datetime(wanted(
                    "a format, as datetime:%Y%m%d%H%M%S",
                )?)?));
            }
            "decimal" => {
                return Ok(Self::Decimal {
                    places: args.map(places).transpose()?,
                });
            }
            "null_if" => {
                let list = wanted("what counts as nothing, as null_if:0,NULL")?;
                return Ok(Self::NullIf(
                    list.split(',').map(|item| item.trim().to_owned()).collect(),
                ));
            }
            "replace" => return replace(wanted("from and to, as replace:-,/")?),
            "substring" => return substring(wanted("first character and length, as substring:1,6")?),
            "prefix" => return Ok(Self::Prefix(wanted("a text, as prefix:+86")?.to_owned())),
            "birth_yymmdd_women_plus_50" => return birth(args),
            "trim" => Self::Trim,
            "squeeze" => Self::Squeeze,
            "fullwidth" => Self::Fullwidth,
            "upper" => Self::Upper,
            "lower" => Self::Lower,
            "digits" => Self::Digits,
            "decimal_comma" => Self::DecimalComma,
            "integer" => Self::Integer,
            "strip_zeros" => Self::StripZeros,
            "sex_yymmdd_women_plus_50" => Self::SexYymmdd,
            _ => return Err(format!("no converter `{name}`; there are {}", NAMES.join(", "))),
        };
        if args.is_some() {
            return Err(format!("`{name}` takes no arguments"));
        }
        Ok(step)
    }

    /// Applies the converter; an empty text stays empty whatever the converter.
    pub(crate) fn apply<'a>(&self, value: Cow<'a, str>) -> Result<Cow<'a, str>, Failure> {
        if value.is_empty() {
            return Ok(value);
        }
        Ok(match self {
            Self::Trim => slice(value, str::trim),
            Self::Squeeze => squeeze(value),
            Self::Fullwidth if value.is_ascii() || is_nfkc(&value) => value,
            Self::Fullwidth => Cow::Owned(value.nfkc().collect()),
            Self::Upper if !value.chars().any(char::is_lowercase) => value,
            Self::Upper => Cow::Owned(value.to_uppercase()),
            Self::Lower if !value.chars().any(char::is_uppercase) => value,
            Self::Lower => Cow::Owned(value.to_lowercase()),
            Self::Digits if value.bytes().all(|byte| byte.is_ascii_digit()) => value,
            Self::Digits => Cow::Owned(value.chars().filter(char::is_ascii_digit).collect()),
            Self::Date(format) => Cow::Owned(dates::iso(format.read_date(value.trim())?)),
            Self::DateTime(format) => Cow::Owned(format.read_datetime(value.trim())?.to_string()),
            Self::Decimal { places } => Cow::Owned(numbers::implied(value.trim(), *places)?),
            Self::DecimalComma => Cow::Owned(numbers::comma(value.trim())?),
            Self::Integer => Cow::Owned(integer(value.trim())?.to_string()),
            Self::StripZeros => slice(value, |text| {
                let rest = text.trim_start_matches('0');
                // a number of nothing but zeros is zero, not nothing
                if rest.is_empty() {
                    text.get(text.len() - 1..).unwrap_or(text)
                } else {
                    rest
                }
            }),
            Self::NullIf(list) => {
                let trimmed = value.trim();
                if list.iter().any(|item| item == trimmed) {
                    Cow::Borrowed("")
                } else {
                    value
                }
            }
            Self::Replace { from, .. } if !value.contains(from.as_str()) => value,
            Self::Replace { from, to } => Cow::Owned(value.replace(from.as_str(), to)),
            Self::Substring { start, chars } => slice(value, |text| cut(text, *start, *chars)),
            Self::Prefix(prefix) => Cow::Owned(format!("{prefix}{value}")),
            Self::BirthYymmdd { century } => {
                Cow::Owned(dates::iso(numbers::czech_birth_number(value.trim(), *century)?.0))
            }
            Self::SexYymmdd => Cow::Borrowed(if numbers::czech_birth_number(value.trim(), 19)?.1 {
                "2"
            } else {
                "1"
            }),
        })
    }
}

/// Reads a day written `YYYY-MM-DD` or `YYYYMMDD`.
pub(crate) fn day(text: &str) -> Result<base::Date, Failure> {
    dates::iso_or_digits(text)
}

/// A day as `YYYY-MM-DD`.
pub(crate) fn iso(date: base::Date) -> String {
    dates::iso(date)
}

/// Applies a chain of converters.
pub(crate) fn apply_all<'a>(steps: &[Step], value: &'a str) -> Result<Cow<'a, str>, Failure> {
    steps
        .iter()
        .try_fold(Cow::Borrowed(value), |value, step| step.apply(value))
}

/// Cuts a part out of a text without copying a borrowed one.
fn slice<'a>(value: Cow<'a, str>, part: impl Fn(&str) -> &str) -> Cow<'a, str> {
    match value {
        Cow::Borrowed(text) => Cow::Borrowed(part(text)),
        Cow::Owned(text) => {
            let kept = part(&text);
            if kept.len() == text.len() {
                Cow::Owned(text)
            } else {
                Cow::Owned(kept.to_owned())
            }
        }
    }
}

fn squeeze(value: Cow<'_, str>) -> Cow<'_, str> {
    let blank_run = |text: &str| {
        let mut before = true;
        let doubled = text.chars().any(|c| {
            let blank = c.is_whitespace();
            let bad = blank && (before || c != ' ');
            before = blank;
            bad
        });
        doubled || before
    };
    if blank_run(&value) {
        Cow::Owned(value.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        value
    }
}

/// `chars` characters from the 1-based `start`; what is not there is left out.
fn cut(text: &str, start: usize, chars: usize) -> &str {
    let from = text
        .char_indices()
        .nth(start - 1)
        .map_or(text.len(), |(at, _)| at);
    let rest = text.get(from..).unwrap_or("");
    let to = rest.char_indices().nth(chars).map_or(rest.len(), |(at, _)| at);
    rest.get(..to).unwrap_or("")
}

fn places(text: &str) -> Result<u32, String> {
    let places = text
        .trim()
        .parse::<u32>()
        .ok()
        .filter(|places| *places <= PLACES_MAX);
    places.ok_or_else(|| format!("`{text}` is no number of implied places (0 to {PLACES_MAX})"))
}

fn replace(args: &str) -> Result<Step, String> {
    let (from, to) = args
        .split_once(',')
        .ok_or("`replace` wants from and to, as replace:-,/")?;
    if from.is_empty() {
        return Err("`replace` cannot replace nothing; name a text before the comma".to_owned());
    }
    Ok(Step::Replace {
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

fn substring(args: &str) -> Result<Step, String> {
    let numbers = args.split_once(',').and_then(|(start, chars)| {
        Some((
            start.trim().parse::<usize>().ok()?,
            chars.trim().parse::<usize>().ok()?,
        ))
    });
    match numbers {
        Some((start, chars)) if start > 0 && chars > 0 => Ok(Step::Substring { start, chars }),
        _ => Err(format!(
            "`substring:{args}`: two numbers from 1 are wanted, as substring:1,6"
        )),
    }
}

fn birth(args: Option<&str>) -> Result<Step, String> {
    let century = args.map_or(Some(19), |text| text.trim().parse::<i16>().ok());
    match century {
        Some(century @ 15..=98) => Ok(Step::BirthYymmdd { century }),
        _ => Err("`birth_yymmdd_women_plus_50` takes the first two digits of the year, as :19".to_owned()),
    }
}

#[cfg(test)]
mod tests;
