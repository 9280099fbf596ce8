//! Words and short texts: parts of names, places, codes, anything unknown.

use rapidfuzz::distance::{jaro_winkler, osa};

use super::name::is_short_form;
use super::{Level, level};
use crate::hash;

/// The levels of given names and surnames.
pub const NAME_LEVELS: &[Level] = &[
    level("differs", 0.08),
    level("a little alike", 0.04),
    level("alike", 0.05),
    level("one letter wrong or two exchanged", 0.08),
    level("a short form, an initial or one name of several", 0.04),
    level("given name and surname exchanged", 0.02),
    level("same", 0.69),
];

/// The place of the exchanged parts among [`NAME_LEVELS`].
pub const EXCHANGED: u8 = 5;

/// The levels of texts.
pub const TEXT_LEVELS: &[Level] = &[
    level("differs", 0.2),
    level("a word in common", 0.08),
    level("alike", 0.12),
    level("same", 0.6),
];

/// The levels of free texts.
pub const FREE_LEVELS: &[Level] = &[
    level("differs", 0.2),
    level("a word in common", 0.08),
    level("most words in common", 0.06),
    level("alike", 0.08),
    level("same", 0.58),
];

/// The levels of sets of words.
pub const SET_LEVELS: &[Level] = &[
    level("no word in common", 0.2),
    level("a word in common", 0.2),
    level("most words in common", 0.2),
    level("same", 0.4),
];

/// The levels of codes.
pub const CODE_LEVELS: &[Level] = &[level("differs", 0.15), level("same", 0.85)];

/// Texts that only fill a field.
pub(super) fn says_nothing(value: &str) -> bool {
    let value = value.trim();
    if value.len() > 12 {
        return false;
    }
    value.chars().all(|c| !c.is_alphanumeric())
        || matches!(
            value,
            "无" | "不详" | "未知" | "暂无" | "没有" | "空" | "同上" | "保密"
        )
        || [
            "null", "none", "n/a", "na", "nan", "nil", "unknown", "unk", "missing", "test",
        ]
        .iter()
        .any(|filler| value.eq_ignore_ascii_case(filler))
}

/// Lower case with single blanks, signs as blanks.
pub(super) fn normal(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_alphanumeric() {
            if c.is_ascii() {
                text.push(c.to_ascii_lowercase());
            } else {
                text.extend(standards::script::simplified(c).to_lowercase());
            }
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// `m` or `f` for the words of both languages and the codes of GB/T 2261; any other as it is.
pub(super) fn normal_sex(value: &str) -> String {
    let value = normal(value);
    match value.as_str() {
        "1" | "m" | "male" | "男" | "男性" | "man" => "m".to_owned(),
        "2" | "f" | "female" | "女" | "女性" | "woman" => "f".to_owned(),
        "0" | "9" | "u" => String::new(),
        _ => value,
    }
}

/// The words of a text as a sorted set of hashes.
pub(super) fn set(text: &str) -> Box<[u32]> {
    let mut words: Vec<u32> = text
        .split_whitespace()
        .map(|word| hash::bytes(word.as_bytes()) as u32)
        .collect();
    words.sort_unstable();
    words.dedup();
    words.into()
}

/// The words of a free text as a sorted set of hashes; of Chinese, which has no blanks, each two characters.
pub(super) fn free_set(text: &str) -> Box<[u32]> {
    let code = |text: &str| hash::bytes(text.as_bytes()) as u32;
    let mut words: Vec<u32> = Vec::new();
    for word in text.split_whitespace() {
        if word.is_ascii() {
            words.push(code(word));
            continue;
        }
        let starts: Vec<usize> = word
            .char_indices()
            .map(|(at, _)| at)
            .chain([word.len()])
            .collect();
        if starts.len() < 4 {
            words.push(code(word));
        }
        words.extend(starts.windows(3).map(|at| code(&word[at[0]..at[2]])));
    }
    words.sort_unstable();
    words.dedup();
    words.into()
}

/// The level of two different free texts.
#[must_use]
pub fn compare_free(one: &[u32], other: &[u32], a: &str, b: &str) -> u8 {
    let longer = a.len().max(b.len());
    if distance(a, b, (longer / 5).max(1)).is_some() || jaro_winkler(a, b, 0.92) > 0.0 {
        return 3;
    }
    let shared = shared(one, other);
    if shared >= 2 && 5 * shared >= 3 * one.len().min(other.len()) && 3 * shared >= one.len().max(other.len())
    {
        return 2;
    }
    u8::from(shared > 0)
}

/// How many members two sorted sets share.
#[must_use]
pub fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (one.get(a), other.get(b)) {
        shared += usize::from(x == y);
        a += usize::from(x <= y);
        b += usize::from(y <= x);
    }
    shared
}

/// The level of two different sets of words.
#[must_use]
pub fn compare_sets(one: &[u32], other: &[u32]) -> u8 {
    match shared(one, other) {
        0 => 0,
        shared if 2 * shared > one.len().max(other.len()) => 2,
        _ => 1,
    }
}

/// Jaro-Winkler's similarity, or 0 when it is below what counts.
#[must_use]
pub fn jaro_winkler(one: &str, other: &str, cutoff: f64) -> f64 {
    let args = jaro_winkler::Args::default().score_cutoff(cutoff);
    let similarity = if one.is_ascii() && other.is_ascii() {
        jaro_winkler::similarity_with_args(one.bytes(), other.bytes(), &args)
    } else {
        jaro_winkler::similarity_with_args(one.chars(), other.chars(), &args)
    };
    similarity.unwrap_or(0.0)
}

/// Damerau's distance with neighbours exchanged counted once, if it is at most `limit`.
#[must_use]
pub fn distance(one: &str, other: &str, limit: usize) -> Option<usize> {
    let args = osa::Args::default().score_cutoff(limit);
    if one.is_ascii() && other.is_ascii() {
        osa::distance_with_args(one.bytes(), other.bytes(), &args)
    } else {
        osa::distance_with_args(one.chars(), other.chars(), &args)
    }
}

/// The level of two different given names or surnames.
#[must_use]
pub fn compare_names(one: &str, other: &str) -> u8 {
    if one.len().min(other.len()) >= 3
        && one.len().abs_diff(other.len()) <= 3
        && distance(one, other, 1).is_some()
    {
        return 3;
    }
    if is_part(one, other) || is_part(other, one) || is_short_form(one, other) {
        return 4;
    }
    match jaro_winkler(one, other, 0.78) {
        similar if similar >= 0.88 => 2,
        similar if similar >= 0.78 => 1,
        _ => 0,
    }
}

/// Whether one is the other's initial, or one of its words.
fn is_part(one: &str, other: &str) -> bool {
    if one.len() == 1 {
        return other.starts_with(one);
    }
    other.contains(' ') && !one.contains(' ') && other.split(' ').any(|word| word == one)
}

/// The level of two different texts.
#[must_use]
pub fn compare_texts(one: &str, other: &str) -> u8 {
    let longer = one.len().max(other.len());
    if distance(one, other, (longer / 5).max(1)).is_some() || jaro_winkler(one, other, 0.92) > 0.0 {
        return 2;
    }
    let in_common = one
        .split(' ')
        .any(|word| word.len() > 2 && other.split(' ').any(|known| known == word));
    u8::from(in_common)
}
