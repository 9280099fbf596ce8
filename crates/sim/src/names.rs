//! Names of persons: how they are given, and how clerks spell them otherwise.

mod lists;

use std::sync::LazyLock;

use crate::dice::{Dice, Urn};

/// Sex by GB/T 2261.1, as far as a person has one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Code 1.
    Male,
    /// Code 2.
    Female,
}

/// How a name is written; only some errors can happen to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Chinese characters, surname first.
    Han,
    /// Chinese characters with a middle dot between the parts.
    Dotted,
    /// Latin letters.
    Latin,
}

/// A person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// The name as its bearer writes it.
    pub text: String,
    /// How it is written.
    pub script: Script,
}

static SURNAMES: LazyLock<Urn<&'static str>> = LazyLock::new(|| {
    Urn::new(lists::SURNAMES.split_whitespace().map(|entry| {
        let end = entry
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(entry.len());
        (&entry[..end], entry[end..].parse().unwrap_or(1))
    }))
});

/// Given-name characters of the six combinations of sex and era, drawn by rank.
static GIVEN: LazyLock<[Urn<char>; 6]> = LazyLock::new(|| {
    [
        lists::MEN_OLD,
        lists::MEN_MIDDLE,
        lists::MEN_YOUNG,
        lists::WOMEN_OLD,
        lists::WOMEN_MIDDLE,
        lists::WOMEN_YOUNG,
    ]
    .map(|list| {
        Urn::new(
            list.chars()
                .enumerate()
                .map(|(rank, letter)| (letter, 10_000 / (rank as u64 + 8))),
        )
    })
});

/// Pairs (character, the characters that sound alike), sorted by character.
static HOMOPHONES: LazyLock<Vec<(char, Vec<char>)>> = LazyLock::new(|| {
    let mut table: Vec<(char, Vec<char>)> = lists::HOMOPHONES
        .split_whitespace()
        .flat_map(|group| {
            group
                .chars()
                .map(move |letter| (letter, group.chars().filter(|other| *other != letter).collect()))
        })
        .collect();
    table.sort_by_key(|(letter, _)| *letter);
    table.dedup_by_key(|(letter, _)| *letter);
    table
});

/// Pairs (simplified, traditional), sorted by the simplified character.
static TRADITIONAL: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut table: Vec<(char, char)> = lists::TRADITIONAL
        .split_whitespace()
        .filter_map(|pair| {
            let mut letters = pair.chars();
            Some((letters.next()?, letters.next()?))
        })
        .filter(|(simplified, traditional)| simplified != traditional)
        .collect();
    table.sort_unstable();
    table.dedup_by_key(|(simplified, _)| *simplified);
    table
});

fn words(list: &'static str) -> Vec<&'static str> {
    list.split_whitespace().collect()
}

static UYGHUR: LazyLock<[Vec<&'static str>; 2]> =
    LazyLock::new(|| [words(lists::UYGHUR_MEN), words(lists::UYGHUR_WOMEN)]);
static TIBETAN: LazyLock<Vec<&'static str>> = LazyLock::new(|| words(lists::TIBETAN));
static MONGOLIAN: LazyLock<Vec<&'static str>> = LazyLock::new(|| words(lists::MONGOLIAN));

/// A surname, as frequent as it is in the country.
pub(crate) fn surname(dice: &mut Dice) -> &'static str {
    SURNAMES.draw(dice)
}

/// A given name of one or two characters, in the fashion of the year of birth. Twins and cousins share the
/// `generation` character when one is handed in.
pub(crate) fn given(dice: &mut Dice, sex: Sex, year: i16, generation: Option<char>) -> String {
    let era = match year {
        ..1970 => 0,
        1970..2000 => 1,
        _ => 2,
    };
    let urn = &GIVEN[era + if sex == Sex::Female { 3 } else { 0 }];
    let single = [0.12, 0.28, 0.08][era];
    if let Some(first) = generation {
        return [first, *urn.draw(dice)].into_iter().collect();
    }
    if dice.chance(single) {
        return urn.draw(dice).to_string();
    }
    [*urn.draw(dice), *urn.draw(dice)].into_iter().collect()
}

/// A name of a Han person.
pub(crate) fn han(surname: &str, given: &str) -> PersonName {
    PersonName {
        text: format!("{surname}{given}"),
        script: Script::Han,
    }
}

/// A name of one of three other nationalities, by its GB/T 3304 code: 02 Mongolian, 04 Tibetan, 05 Uyghur.
pub(crate) fn minority(dice: &mut Dice, ethnicity: &str, sex: Sex) -> PersonName {
    match ethnicity {
        "05" => {
            let own = dice.pick(&UYGHUR[usize::from(sex == Sex::Female)]);
            let father = dice.pick(&UYGHUR[0]);
            PersonName {
                text: format!("{own}·{father}"),
                script: Script::Dotted,
            }
        }
        "04" => PersonName {
            text: dice.pick(&TIBETAN).to_owned(),
            script: Script::Han,
        },
        _ => PersonName {
            text: dice.pick(&MONGOLIAN).to_owned(),
            script: Script::Han,
        },
    }
}

/// A foreigner: the country (ISO 3166-1 letters, digits) and the name.
pub(crate) fn foreign(dice: &mut Dice, sex: Sex) -> (&'static str, &'static str, PersonName) {
    let (letters, digits, families, men, women) = dice.pick(&lists::FOREIGN);
    let family = dice.pick(&words(families));
    let given = dice.pick(&words(if sex == Sex::Male { men } else { women }));
    (
        letters,
        digits,
        PersonName {
            text: format!("{family}, {given}"),
            script: Script::Latin,
        },
    )
}

/// The text in traditional script, if that changes anything.
pub(crate) fn traditional(text: &str) -> Option<String> {
    let changed: String = text
        .chars()
        .map(|letter| {
            TRADITIONAL
                .binary_search_by_key(&letter, |pair| pair.0)
                .map_or(letter, |at| TRADITIONAL[at].1)
        })
        .collect();
    (changed != text).then_some(changed)
}

/// The name with one character of the given name replaced by one that sounds alike.
pub(crate) fn homophone(dice: &mut Dice, text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let at = letters.len().checked_sub(1 + dice.below(2) as usize)?;
    let entry = HOMOPHONES
        .binary_search_by_key(&letters[at], |entry| entry.0)
        .ok()?;
    let other = dice.pick(&HOMOPHONES[entry].1);
    (at > 0).then(|| {
        letters
            .iter()
            .enumerate()
            .map(|(i, letter)| if i == at { other } else { *letter })
            .collect()
    })
}

/// The name with a blank after its first character, as typed to fill a column.
pub(crate) fn spaced(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{first}  {}", letters.as_str()),
        None => String::new(),
    }
}

/// ASCII as the full-width forms an input method leaves behind.
pub(crate) fn full_width(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            ' ' => '\u{3000}',
            '!'..='~' => char::from_u32(letter as u32 + 0xFEE0).unwrap_or(letter),
            _ => letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Purpose;

    #[test]
    fn lists_are_well_formed() {
        assert!(
            SURNAMES
                .draw(&mut Dice::new(1, Purpose::Block, 0, 0))
                .chars()
                .count()
                <= 2
        );
        for (letter, others) in HOMOPHONES.iter() {
            assert!(!others.is_empty() && !others.contains(letter), "{letter}");
        }
        assert!(TRADITIONAL.len() > 120);
    }

    #[test]
    fn spellings() {
        let mut dice = Dice::new(1, Purpose::Block, 0, 0);
        assert_eq!(traditional("张伟").as_deref(), Some("張偉"));
        assert_eq!(traditional("王一"), None);
        assert_eq!(spaced("张伟"), "张  伟");
        assert_eq!(full_width("A1 b"), "Ａ１　ｂ");
        let other = homophone(&mut dice, "王静").expect("静 has homophones");
        assert!(other.starts_with('王') && other != "王静");
    }
}
