//! Whole names of persons, Chinese and Latin: folded script, homophones, missing and exchanged characters, words in
//! another order, pinyin against characters.

mod cyrillic;
mod glyph;
mod latin;
mod short;

use standards::name as rules;

use super::word;
use super::{Level, level};
use crate::hash;

pub(super) use short::is_short_form;

/// The levels.
pub const LEVELS: &[Level] = &[
    level("differs", 0.04),
    level("same surname, or a word in common", 0.03),
    level("alike", 0.03),
    level("a character missing or wrong", 0.05),
    level("a character of like shape, a short form or an initial", 0.03),
    level("reads the same, or in another order", 0.05),
    level("same", 0.77),
];

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its Chinese characters; empty for a Latin name.
    pub characters: Box<[char]>,
    /// Its sound, hashed: the pinyin, or all words in one.
    pub sound: u64,
    /// The sound with the given name first, or the words in alphabetical order.
    pub turned: u64,
    /// The surname, hashed: of a Latin name its last word.
    pub surname: u32,
    /// The words of a Latin name, hashed and sorted.
    pub words: Box<[u32]>,
}

impl Name {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match rules::split(text) {
            Some((surname, given)) if !text.is_empty() => {
                let sound = rules::pinyin(text);
                // The given name is read within the name, where the surname keeps its own reading.
                let surname_sound = rules::pinyin(&surname);
                let given_sound = sound.strip_prefix(surname_sound.as_str()).unwrap_or(&sound);
                let turned = format!("{given_sound}{surname_sound}");
                Self {
                    characters: surname.chars().chain(given.chars()).collect(),
                    sound: hash::bytes(sound.as_bytes()),
                    turned: hash::bytes(turned.as_bytes()),
                    surname: hash::bytes(surname.as_bytes()) as u32,
                    words: Box::default(),
                }
            }
            _ => Self::latin(text),
        }
    }

    fn latin(text: &str) -> Self {
        let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let surname = words.last().map_or(0, |word| hash::bytes(word.as_bytes()) as u32);
        let sound = hash::bytes(words.concat().as_bytes());
        words.sort_unstable();
        Self {
            characters: Box::default(),
            sound,
            turned: hash::bytes(words.join(" ").as_bytes()),
            surname,
            words: word::set(text),
        }
    }

    /// Whether it is written in Chinese characters.
    #[must_use]
    pub fn is_chinese(&self) -> bool {
        !self.characters.is_empty()
    }
}

/// Folded script, lower case, single blanks; titles stay.
pub(super) fn normal(value: &str) -> String {
    let key = cyrillic::in_latin(rules::unaccented_key(value));
    if key.is_ascii() {
        // `O BRIEN` and `OBRIEN` stay apart here; they are alike.
        word::normal(&key)
    } else {
        key.to_lowercase()
    }
}

/// The level of two different names.
#[must_use]
pub fn compare(one: &Name, other: &Name, a: &str, b: &str) -> u8 {
    match (one.is_chinese(), other.is_chinese()) {
        (true, true) => chinese(one, other),
        (false, false) => latin::compare(one, other, a, b),
        (true, false) if other.sound == one.sound || other.sound == one.turned => 5,
        (false, true) if one.sound == other.sound || one.sound == other.turned => 5,
        _ => 0,
    }
}

fn chinese(one: &Name, other: &Name) -> u8 {
    let (a, b) = (&*one.characters, &*other.characters);
    if one.sound == other.sound || a.len() == b.len() && a.len() < 8 && is_reordered(a, b) {
        return 5;
    }
    if a.len() == b.len() {
        let apart = || a.iter().zip(b).filter(|(x, y)| x != y);
        if apart().all(|(x, y)| rules::may_sound_alike(*x, *y)) {
            return 5;
        }
        if apart().all(|(x, y)| glyph::is_alike(*x, *y)) {
            return 4;
        }
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() >= 2 && long.len() == short.len() + 1 && is_within(short, long) {
        return 3;
    }
    let same_surname = one.surname == other.surname;
    let equal = a.iter().zip(b).filter(|(x, y)| x == y).count();
    if a.len() == b.len() && equal + 1 == a.len() && a.len() >= 3 {
        return if same_surname { 2 } else { 3 };
    }
    u8::from(same_surname)
}

fn is_reordered(a: &[char], b: &[char]) -> bool {
    let mut b: Vec<char> = b.to_vec();
    a.iter().all(|c| {
        let place = b.iter().position(|known| known == c);
        place.map(|place| b.swap_remove(place)).is_some()
    })
}

/// Whether the longer name holds the shorter one's characters in their order.
fn is_within(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|known| known == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: what happens to names, Chinese and Latin.
    #[test]
    fn names() {
        let level = |one: &str, other: &str| {
            let (one, other) = (normal(one), normal(other));
            if one == other {
                return 6;
            }
            compare(&Name::of(&one), &Name::of(&other), &one, &other)
        };
        assert_eq!(level("張偉", "张伟"), 6);
        assert_eq!(level("李明", "李铭"), 5);
        assert_eq!(level("ZHANG WEI", "张伟"), 5);
        assert_eq!(level("Wei Zhang", "张伟"), 5);
        assert_eq!(level("王乐", "王月"), 5);
        assert_eq!(level("王小睛", "王小晴"), 4);
        assert_eq!(level("侯建国", "候建国"), 5);
        assert_eq!(level("王小明", "王明"), 3);
        assert_eq!(level("王小明", "王小红"), 2);
        assert_eq!(level("王小明", "王建国"), 1);
        assert_eq!(level("王小明", "李建国"), 0);
        assert_eq!(level("Grace Kelly", "kelly, grace"), 5);
        assert_eq!(level("Grace Kelly", "Grace Kely"), 3);
        assert_eq!(level("Grace Anne Kelly", "Grace Kelly"), 4);
        assert_eq!(level("Bob Smith", "SMITH Robert J"), 4);
        assert_eq!(level("J.-C. Juncker", "Jean-Claude Juncker"), 4);
        assert_eq!(level("Sergejs Lavrovs", "Sergey Lavrov"), 2);
        assert_eq!(level("Viktor Lavrov", "Sergey Lavrov"), 1);
        assert_eq!(level("Müller Anna", "MULLER ANNA"), 6);
        assert_eq!(level("Сергей Лавров", "Sergei Lavrov"), 6);
        assert_eq!(level("Grace Kelly", "John Smith"), 0);
    }
}
