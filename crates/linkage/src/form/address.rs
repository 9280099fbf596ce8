//! Addresses: Chinese ones by their parsed parts, others by their words.

use standards::address as rules;

use super::word;
use super::{Level, level};
use crate::hash;

/// The levels.
pub const LEVELS: &[Level] = &[
    level("differs", 0.25),
    level("same county, or a word in common", 0.04),
    level("same road, or alike", 0.06),
    level("same house", 0.05),
    level("same dwelling, written otherwise", 0.1),
    level("same", 0.5),
];

/// An address taken apart; hashes, 0 where a part is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The narrowest region told.
    pub region: u32,
    /// The prefecture or municipality.
    pub city: u32,
    /// Road and house number.
    pub house: u32,
    /// The road.
    pub road: u32,
    /// Building, unit and room.
    pub room: u32,
    /// The house number of an address that is not Chinese.
    pub number: u32,
    /// The words of an address that is not Chinese, those left out that most have.
    pub words: Box<[u32]>,
}

impl Place {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.is_ascii() {
            return latin(text);
        }
        let parts = rules::parse(text);
        let code = |region: Option<standards::region::RegionCode>| {
            region.map_or(0, |region| hash::bytes(region.as_str().as_bytes()) as u32)
        };
        let text = |part: &Option<String>| part.as_deref().unwrap_or_default().to_owned();
        let joined = |parts: &[&Option<String>]| {
            let joined: Vec<String> = parts.iter().map(|part| text(part)).collect();
            if joined.iter().all(String::is_empty) {
                0
            } else {
                hash::bytes(joined.join("|").as_bytes()) as u32
            }
        };
        Self {
            region: code(parts.region()),
            city: code(parts.prefecture.or(parts.province)),
            road: joined(&[&parts.road]),
            house: if parts.number.is_some() {
                joined(&[&parts.road, &parts.number])
            } else {
                0
            },
            room: joined(&[&parts.building, &parts.unit, &parts.room]),
            ..Self::default()
        }
    }
}

/// Words of streets as they are shortened, and the shortest of them that all are taken for.
const SHORT: &[(&str, &str)] = &[
    ("street", "st"),
    ("str", "st"),
    ("strasse", "st"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("road", "rd"),
    ("drive", "dr"),
    ("lane", "ln"),
    ("boulevard", "blvd"),
    ("court", "ct"),
    ("crt", "ct"),
    ("place", "pl"),
    ("square", "sq"),
    ("terrace", "ter"),
    ("tce", "ter"),
    ("terr", "ter"),
    ("highway", "hwy"),
    ("parkway", "pkwy"),
    ("pky", "pkwy"),
    ("circle", "cir"),
    ("circuit", "cct"),
    ("crescent", "cres"),
    ("cr", "cres"),
    ("close", "cl"),
    ("grove", "gr"),
    ("parade", "pde"),
    ("way", "wy"),
    ("mount", "mt"),
    ("saint", "st"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("suite", "unit"),
    ("ste", "unit"),
    ("apartment", "unit"),
    ("apt", "unit"),
    ("flat", "unit"),
    ("room", "unit"),
    ("rm", "unit"),
    ("calle", "c"),
    ("avenida", "ave"),
    ("platz", "pl"),
];

/// Words that say what a street is, and that many have.
const USUAL: &[&str] = &[
    "st", "ave", "rd", "dr", "ln", "blvd", "ct", "pl", "sq", "ter", "hwy", "pkwy", "cir", "cct", "cres",
    "cl", "gr", "pde", "wy", "n", "s", "e", "w", "unit", "the", "de", "c",
];

/// An address in Latin script, of a normal form.
fn latin(text: &str) -> Place {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let code = |text: &str| (hash::bytes(text.as_bytes()) as u32).max(1);
    let is_number = |word: &str| word.bytes().next().is_some_and(|c| c.is_ascii_digit());
    let first = words.iter().position(|word| is_number(word));
    // Its number stands before a street, or behind it; a second one, or what a unit's sign names, is the unit.
    let mark = words.iter().position(|word| *word == "unit");
    let room = match (mark, first) {
        (Some(mark), _) => words.get(mark + 1).map(|_| mark + 1),
        (None, Some(first)) => (first + 1..words.len()).find(|&place| is_number(words[place])),
        (None, None) => None,
    };
    let number = first
        .filter(|&first| Some(first) != room)
        .or_else(|| (0..words.len()).find(|&place| Some(place) != room && is_number(words[place])));
    let road: Vec<&str> = (0..words.len())
        .filter(|&place| Some(place) != number && Some(place) != room && Some(place) != mark)
        .map(|place| words[place])
        .collect();
    let road = if road.is_empty() { 0 } else { code(&road.join(" ")) };
    let telling: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !USUAL.contains(word))
        .collect();
    Place {
        road,
        number: number.map_or(0, |place| code(words[place])),
        house: match number {
            Some(place) if road != 0 => hash::mix(road.into(), code(words[place]).into()) as u32 | 1,
            _ => 0,
        },
        room: room.map_or(0, |place| code(words[place])),
        words: word::set(&telling.join(" ")),
        ..Place::default()
    }
}

/// The match key of ADDR-02 for Chinese addresses; for others words in lower case, those of streets in their short
/// forms.
pub(super) fn normal(value: &str) -> String {
    if value.chars().any(|c| c >= '\u{2e80}') {
        return rules::match_key(value);
    }
    let key = if value.is_ascii() {
        word::normal(value)
    } else {
        word::normal(&standards::name::unaccented_key(value))
    };
    let words = key.split(' ').map(|word| {
        SHORT
            .iter()
            .find(|(long, _)| *long == word)
            .map_or(word, |(_, short)| short)
    });
    words.collect::<Vec<&str>>().join(" ")
}

/// The level of two different addresses.
#[must_use]
pub fn compare(one: &Place, other: &Place, a: &str, b: &str) -> u8 {
    if a.is_ascii() || b.is_ascii() {
        return compare_latin(one, other, a, b);
    }
    let same = |x: u32, y: u32| x != 0 && x == y;
    // A part that one of them leaves out does not part them.
    let agree = |x: u32, y: u32| x == 0 || y == 0 || x == y;
    if same(one.house, other.house) && agree(one.city, other.city) {
        return if same(one.room, other.room) { 4 } else { 3 };
    }
    if same(one.road, other.road) && agree(one.city, other.city) {
        return 2;
    }
    u8::from(same(one.region, other.region))
}

fn compare_latin(one: &Place, other: &Place, a: &str, b: &str) -> u8 {
    let squeeze = |text: &str| text.replace(' ', "");
    let longer = a.len().max(b.len());
    let near = || word::distance(a, b, if longer > 10 { 2 } else { 1 }).is_some() || squeeze(a) == squeeze(b);
    let shared = word::shared(&one.words, &other.words);
    let both = |x: u32, y: u32| x != 0 && y != 0;
    let same_road = one.road != 0 && one.road == other.road;
    if both(one.number, other.number) && one.number != other.number {
        // Another house, however alike the rest; two digits exchanged as well.
        return if same_road || near() {
            2
        } else {
            u8::from(shared > 0)
        };
    }
    if same_road && (one.number == other.number) && one.number != 0 {
        return if one.room == other.room { 4 } else { 3 };
    }
    if near() {
        return if both(one.room, other.room) && one.room != other.room {
            3
        } else {
            4
        };
    }
    let fewer = one.words.len().min(other.words.len());
    if shared >= 2 && shared == fewer {
        return 3;
    }
    if same_road || word::jaro_winkler(a, b, 0.88) > 0.0 {
        return 2;
    }
    u8::from(shared > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: house, street and unit as they are written in Latin script; another house is another house.
    #[test]
    fn latin_addresses() {
        let level = |one: &str, other: &str| {
            let (a, b) = (normal(one), normal(other));
            if a == b {
                5
            } else {
                compare(&Place::of(&a), &Place::of(&b), &a, &b)
            }
        };
        assert_eq!(level("12 Hill Street", "12 Hill St."), 5);
        assert_eq!(level("12 Hill St, Suite 201", "12 Hill Street #201"), 4);
        assert_eq!(level("Hauptstraße 5", "Hauptstrasse 5"), 5);
        assert_eq!(level("12 Hill St, Suite 201", "12 Hill Street"), 3);
        assert_eq!(level("12 Hill St", "12 Hlil St"), 4);
        assert_eq!(level("436 Mill St", "466 Mill St"), 2);
        assert_eq!(level("436 Mill St", "12 Oak St"), 0);
        assert_eq!(level("wallaby place", "walalby place"), 4);
        assert_eq!(level("wallaby place", "green wallaby road"), 1);
    }
}
