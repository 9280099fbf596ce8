//! Names that may be one person's written differently: rule NAME-03.

use super::{match_key, pinyin};

/// Why two names look like one. It makes a pair for review and never merges anything by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resemblance {
    /// A character of one is written as `?`, `□` or `*` in the other.
    Placeholder,
    /// A rare character of one is written by its usual substitute in the other (喆 as 吉吉).
    RareCharacter,
    /// Read alike, written differently: 李明, 李铭.
    SameReading,
    /// Of equal length, and one character differs.
    OneCharacter,
    /// The same Latin words in another order.
    WordOrder,
}

impl Resemblance {
    /// The name in findings: `same_reading` and so on.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Placeholder => "placeholder",
            Self::RareCharacter => "rare_character",
            Self::SameReading => "same_reading",
            Self::OneCharacter => "one_character",
            Self::WordOrder => "word_order",
        }
    }
}

/// Rare characters in names, and what is typed where a system lacks them.
const SUBSTITUTES: &[(&str, &str)] = &[
    ("㛃", "洁"),
    ("喆", "吉吉"),
    ("喆", "哲"),
    ("堃", "坤"),
    ("昇", "升"),
    ("淼", "水水水"),
    ("犇", "牛牛牛"),
    ("骉", "马马马"),
    ("鑫", "金金金"),
    ("森", "木木木"),
    ("晶", "日日日"),
    ("珺", "君"),
    ("玥", "月"),
    ("頔", "迪"),
    ("祎", "袆"),
];

/// NAME-03: the first of the reasons that holds; `None` for equal match keys, empty names and names that do not
/// resemble each other.
#[must_use]
pub fn resemblance(one: &str, other: &str) -> Option<Resemblance> {
    let (one, other) = (match_key(one), match_key(other));
    if one == other || one.is_empty() || other.is_empty() {
        return None;
    }
    if !super::has_han(&one) && !super::has_han(&other) {
        return same_words(&one, &other).then_some(Resemblance::WordOrder);
    }
    let differing = differing(&one, &other);
    if differing.as_ref().is_some_and(|pairs| {
        pairs
            .iter()
            .all(|(a, b)| is_placeholder(*a) || is_placeholder(*b))
    }) {
        return Some(Resemblance::Placeholder);
    }
    let by_substitute = |(rare, usual): &(&str, &str)| {
        one.contains(rare) && one.replace(rare, usual) == other
            || other.contains(rare) && other.replace(rare, usual) == one
    };
    if SUBSTITUTES.iter().any(by_substitute) {
        return Some(Resemblance::RareCharacter);
    }
    if pinyin(&one) == pinyin(&other) {
        return Some(Resemblance::SameReading);
    }
    let one_of_more = |pairs: Vec<(char, char)>| pairs.len() == 1 && one.chars().nth(1).is_some();
    differing
        .is_some_and(one_of_more)
        .then_some(Resemblance::OneCharacter)
}

/// The characters that differ, place by place; `None` when the lengths do.
fn differing(one: &str, other: &str) -> Option<Vec<(char, char)>> {
    let same_length = one.chars().count() == other.chars().count();
    same_length.then(|| one.chars().zip(other.chars()).filter(|(a, b)| a != b).collect())
}

fn is_placeholder(c: char) -> bool {
    matches!(c, '?' | '□' | '*' | '\u{fffd}' | '■' | '_')
}

fn same_words(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    sorted(one) == sorted(other)
}
