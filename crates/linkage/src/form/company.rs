//! Names of organisations: by their stem, whatever the legal form; shortened names.

use standards::company as rules;

use super::word;
use super::{Level, level};
use crate::hash;

/// The levels.
pub const LEVELS: &[Level] = &[
    level("differs", 0.25),
    level("one holds the other", 0.05),
    level("alike", 0.05),
    level("same stem, other legal form", 0.05),
    level("same", 0.6),
];

/// An organisation's name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// The name without its legal form, hashed.
    pub stem: u64,
    /// How long the stem is, in bytes.
    pub length: u32,
}

impl Company {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let stem = if text.is_ascii() {
            text.to_owned()
        } else {
            rules::stem(text)
        };
        Self {
            stem: hash::bytes(stem.as_bytes()),
            length: stem.len() as u32,
        }
    }
}

/// The match key of CO-01, or of CO-04 for a Latin name.
pub(super) fn normal(value: &str) -> String {
    if value.chars().any(|c| c >= '\u{2e80}') {
        rules::match_key(value)
    } else {
        rules::english_key(value).to_lowercase()
    }
}

/// The level of two different names.
#[must_use]
pub fn compare(one: &Company, other: &Company, a: &str, b: &str) -> u8 {
    if one.stem == other.stem {
        return 3;
    }
    let stem = |form: &Company, text: &str| -> String {
        text.get(..form.length as usize).unwrap_or(text).to_owned()
    };
    let (a, b) = (stem(one, a), stem(other, b));
    let longer = a.chars().count().max(b.chars().count());
    if longer >= 4 && word::distance(&a, &b, (longer / 8).max(1)).is_some()
        || word::jaro_winkler(&a, &b, 0.93) > 0.0
    {
        return 2;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let mut rest = long.chars();
    u8::from(short.chars().count() >= 4 && short.chars().all(|c| rest.any(|known| known == c)))
}
