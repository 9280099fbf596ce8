//! Names of persons: rules NAME-01 to NAME-03, and the pinyin forms that searching needs.

mod reading;
mod similarity;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::fold;
use crate::script;

pub use reading::{initials, may_sound_alike, pinyin};
pub use similarity::{Resemblance, resemblance};

/// Surnames of two characters that MASK-01 keeps whole.
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木",
    "宇文", "长孙", "南宫",
];

/// NAME-01: the form in which names are compared. A name with a Chinese character loses blanks and middle
/// dots and becomes simplified, character by character; any other has its commas, points, apostrophes and
/// hyphens turned to single blanks and keeps its accents. Both are NFKC and upper case.
///
/// Empty for a name without a letter. Applied to its own result it changes nothing.
#[must_use]
pub fn match_key(name: &str) -> String {
    let text = fold::nfkc(name);
    let mut key = String::with_capacity(text.len());
    let mut plain = true;
    if has_han(&text) {
        for c in text
            .chars()
            .filter(|&c| !fold::is_blank(c) && !fold::is_middle_dot(c))
        {
            push_upper(&mut key, script::simplified(c), &mut plain);
        }
    } else {
        let parts = text.split(|c: char| fold::is_blank(c) || is_latin_mark(c));
        for part in parts.filter(|part| !part.is_empty()) {
            if !key.is_empty() {
                key.push(' ');
            }
            part.chars().for_each(|c| push_upper(&mut key, c, &mut plain));
        }
    }
    if plain { key } else { fold::settled(key) }
}

/// The match key without accents, for searching: MÜLLER becomes MULLER. NAME-01 keeps accents, so this key never
/// decides that two names are equal.
#[must_use]
pub fn unaccented_key(name: &str) -> String {
    let key = match_key(name);
    if key.is_ascii() || has_han(&key) {
        return key;
    }
    fold::settled(key.nfd().filter(|c| !is_combining_mark(*c)).collect())
}

/// NAME-02: the form in which a name is shown. A name with a Chinese character has no blanks, and `·` (U+00B7)
/// for every middle dot; any other has single blanks. NFKC; script and case as given.
#[must_use]
pub fn display(name: &str) -> String {
    let text = fold::nfkc(name);
    if has_han(&text) {
        let shown = text.chars().filter(|&c| !fold::is_blank(c));
        fold::settled(
            shown
                .map(|c| if fold::is_middle_dot(c) { '·' } else { c })
                .collect(),
        )
    } else {
        let mut shown = String::with_capacity(text.len());
        for part in text.split(fold::is_blank).filter(|part| !part.is_empty()) {
            if !shown.is_empty() {
                shown.push(' ');
            }
            shown.push_str(part);
        }
        shown
    }
}

/// Surname and given name of a Chinese name; the surname has two characters when it is a compound one and more
/// follow. `None` for names without a Chinese character at their beginning.
#[must_use]
pub fn split(name: &str) -> Option<(String, String)> {
    let name = display(name);
    let cut = surname_end(&name)?;
    Some((name[..cut].to_owned(), name[cut..].to_owned()))
}

/// Where the surname of a name in display form ends, in bytes.
pub(crate) fn surname_end(name: &str) -> Option<usize> {
    let mut chars = name.char_indices();
    let (_, first) = chars.next()?;
    if !fold::is_han(first) {
        return None;
    }
    chars.next();
    let is_compound = |two: &str| {
        let two: Cow<'_, str> = two.chars().map(script::simplified).collect();
        COMPOUND_SURNAMES.contains(&&*two)
    };
    match chars.next() {
        Some((third, _)) if is_compound(&name[..third]) => Some(third),
        _ => Some(first.len_utf8()),
    }
}

/// Whether there is a Chinese character in it.
pub(crate) fn has_han(text: &str) -> bool {
    text.chars().any(fold::is_han)
}

fn is_latin_mark(c: char) -> bool {
    matches!(c, ',' | '.' | '\'' | '’' | '‘' | '`' | 'ʼ') || fold::is_hyphen(c)
}

fn push_upper(key: &mut String, c: char, plain: &mut bool) {
    if c.is_ascii() || fold::is_han(c) {
        key.push(c.to_ascii_uppercase());
    } else {
        *plain = false;
        key.extend(c.to_uppercase());
    }
}
