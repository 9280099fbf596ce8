//! Folding of typed text: full-width forms, blanks, the many middle dots.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::{IsNormalized, is_nfkc_quick};

/// NFKC; borrowed when nothing changes, which is the common case in records.
pub(crate) fn nfkc(text: &str) -> Cow<'_, str> {
    // Unified ideographs and ASCII are their own normal form, and full-width forms are the ones typed in China:
    // asking the tables for each character would cost more than the rest of a match key.
    let (mut plain, mut wide) = (true, true);
    for c in text.chars() {
        let stays = c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c);
        plain &= stays;
        wide &= stays || narrow(c).is_some();
        if !wide {
            break;
        }
    }
    if plain || !wide && is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else if wide {
        Cow::Owned(text.chars().map(|c| narrow(c).unwrap_or(c)).collect())
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// The ASCII character of a full-width form.
fn narrow(c: char) -> Option<char> {
    match c {
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

/// NFKC once more, for text that was worked on: upper-casing takes letters apart (ΐ), and dropping a blank puts
/// an accent beside a letter.
pub(crate) fn settled(text: String) -> String {
    match nfkc(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(settled) => settled,
    }
}

/// A blank of any script, or a character that shows nothing (zero-width space, byte order mark).
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The dots that stand between the parts of a Chinese transcription of a foreign or minority name.
pub(crate) fn is_middle_dot(c: char) -> bool {
    matches!(
        c,
        '.' | '·' | '•' | '‧' | '・' | '∙' | '⋅' | '●' | '\u{ff0e}' | '\u{ff65}' | '\u{387}' | '\u{2024}'
    )
}

/// A hyphen or dash of any kind that NFKC leaves.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// A Chinese character (ideographs of all blocks, and the iteration mark and zero that stand among them).
pub(crate) fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{4e00}'..='\u{9fff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{3005}'
            | '\u{3007}'
            | '\u{2e80}'..='\u{2fd5}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// One character of an identifier: full-width forms become ASCII, letters upper case; `None` for blanks.
pub(crate) fn identifier_char(c: char) -> Option<char> {
    match c {
        '!'..='~' => Some(c.to_ascii_uppercase()),
        '\u{ff01}'..='\u{ff5e}' => narrow(c).map(|narrow| narrow.to_ascii_uppercase()),
        _ if is_blank(c) => None,
        _ if is_hyphen(c) => Some('-'),
        _ => Some(c),
    }
}
