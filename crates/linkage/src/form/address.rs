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
    /// The words of an address that is not Chinese.
    pub words: Box<[u32]>,
}

impl Place {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                words: word::set(text),
                ..Self::default()
            };
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
            words: Box::default(),
        }
    }
}

/// The match key of ADDR-02 for Chinese addresses, words in lower case for others.
pub(super) fn normal(value: &str) -> String {
    if value.is_ascii() {
        word::normal(value)
    } else {
        rules::match_key(value)
    }
}

/// The level of two different addresses.
#[must_use]
pub fn compare(one: &Place, other: &Place, a: &str, b: &str) -> u8 {
    if !one.words.is_empty() || !other.words.is_empty() {
        return latin(one, other, a, b);
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

fn latin(one: &Place, other: &Place, a: &str, b: &str) -> u8 {
    let squeeze = |text: &str| text.replace(' ', "");
    let longer = a.len().max(b.len());
    if word::distance(a, b, if longer > 10 { 2 } else { 1 }).is_some() || squeeze(a) == squeeze(b) {
        return 4;
    }
    let shared = word::shared(&one.words, &other.words);
    let fewer = one.words.len().min(other.words.len());
    if shared >= 2 && shared == fewer {
        return 3;
    }
    if word::jaro_winkler(a, b, 0.88) > 0.0 {
        return 2;
    }
    u8::from(shared > 0)
}
