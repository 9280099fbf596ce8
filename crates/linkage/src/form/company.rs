//! Names of organisations, taken apart into region, stem, trade, legal form and branch. Two companies of one group
//! share a stem and differ in trade or place; a company and its branch share all but the branch.

mod chinese;
mod latin;

use super::{Level, level, rare};

/// The levels.
pub const LEVELS: &[Level] = &[
    level("differs", 0.14),
    level("a word in common", 0.05),
    rare("head and branch, or two branches", 0.001),
    rare("same stem, other trade or place", 0.001),
    level("one holds the other", 0.09),
    level("alike", 0.07),
    level("same but for place, legal form or order of words", 0.14),
    level("same", 0.508),
];

const DIFFERS: u8 = 0;
const WORD: u8 = 1;
const BRANCH: u8 = 2;
const STEM: u8 = 3;
const HOLDS: u8 = 4;
const ALIKE: u8 = 5;
const BUT_FOR: u8 = 6;

/// An organisation's name taken apart; hashes, 0 where a part is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Company {
    /// Stem and trade: the name without its region, legal form and branch, its words in alphabetical order.
    pub stem: u64,
    /// The stem without its trade.
    pub brand: u32,
    /// The branch.
    pub branch: u32,
    /// The region, six digits.
    pub region: u32,
    /// Where in a Chinese name the stem begins, where it ends and the trade begins, where that ends; in bytes.
    pub cuts: [u16; 3],
    /// Whether it is written in Chinese.
    pub is_chinese: bool,
}

impl Company {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if is_chinese(text) {
            chinese::of(text)
        } else {
            latin::of(text)
        }
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| c >= '\u{2e80}')
}

/// The match key of CO-01, or of CO-04 for a Latin name, its words written out.
pub(super) fn normal(value: &str) -> String {
    if is_chinese(value) {
        standards::company::match_key(value)
    } else {
        latin::normal(value)
    }
}

/// The level of two different names.
#[must_use]
pub fn compare(one: &Company, other: &Company, a: &str, b: &str) -> u8 {
    match (one.is_chinese, other.is_chinese) {
        (true, true) => chinese::compare(one, other, a, b),
        (false, false) => latin::compare(one, other, a, b),
        _ => DIFFERS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level_of(one: &str, other: &str) -> u8 {
        let (one, other) = (normal(one), normal(other));
        if one == other {
            return LEVELS.len() as u8 - 1;
        }
        let there = compare(&Company::of(&one), &Company::of(&other), &one, &other);
        let back = compare(&Company::of(&other), &Company::of(&one), &other, &one);
        assert_eq!(there, back, "{one} {other}");
        there
    }

    /// Goal: what one company is called by different systems, and what its sisters and branches are called.
    #[test]
    fn chinese_names() {
        assert_eq!(level_of("杭州青禾食品有限公司", "杭州青禾食品 有限公司"), 7);
        assert_eq!(
            level_of("杭州青禾食品有限公司", "青禾食品（杭州）有限公司"),
            BUT_FOR
        );
        assert_eq!(
            level_of("杭州青禾食品有限公司", "浙江省杭州市青禾食品有限责任公司"),
            BUT_FOR
        );
        assert_eq!(level_of("杭州青禾食品有限公司", "青禾食品"), BUT_FOR);
        assert_eq!(level_of("杭州青禾食品有限公司", "杭州青禾"), HOLDS);
        assert_eq!(
            level_of("杭州青禾网络科技有限公司", "杭州青禾科技有限公司"),
            HOLDS
        );
        assert_eq!(level_of("杭州青禾食品有限公司", "杭州清和食品有限公司"), ALIKE);
        assert_eq!(level_of("杭州青禾食品有限公司", "杭州青禾商贸有限公司"), STEM);
        assert_eq!(level_of("杭州青禾食品有限公司", "宁波青禾食品有限公司"), STEM);
        assert_eq!(
            level_of("杭州青禾食品有限公司", "杭州青禾食品有限公司宁波分公司"),
            BRANCH
        );
        assert_eq!(level_of("杭州青禾食品有限公司", "杭州天源食品有限公司"), DIFFERS);
        // A name that begins with a region's name and has nothing else keeps it as its stem.
        assert_eq!(level_of("东方食品有限公司", "杭州东方食品有限公司"), BUT_FOR);
    }

    /// Goal: the same in Latin script: forms, words in another order, short words, trading names.
    #[test]
    fn latin_names() {
        assert_eq!(
            level_of(
                "Weber & Hale Mfg., Inc.",
                "Weber and Hale Manufacturing Incorporated"
            ),
            7
        );
        assert_eq!(
            level_of(
                "The Redwood Services LLC",
                "Redwood Svcs Limited Liability Company"
            ),
            7
        );
        assert_eq!(level_of("Krüger Logistik GmbH & Co. KG", "Kruger Logistik"), 7);
        assert_eq!(level_of("Siemens Aktiengesellschaft", "Siemens AG"), 7);
        assert_eq!(level_of("OOO Oboronnye Initsiativy", "Oboronnye Initsiativy"), 7);
        assert_eq!(
            level_of("Northern Star Foods", "Star Northern Foods Inc"),
            BUT_FOR
        );
        assert_eq!(level_of("Goodwill Company", "Good Will Company"), BUT_FOR);
        assert_eq!(level_of("Müller Foods", "Mueller Foods Ltd"), ALIKE);
        assert_eq!(level_of("Delta Creek Foods AG", "Edlta Creek Foods"), ALIKE);
        assert_eq!(level_of("Cascade Services", "Cascade"), HOLDS);
        assert_eq!(
            level_of("Liberty Technologies DBA Delta Systems", "Delta Systems"),
            HOLDS
        );
        assert_eq!(level_of("International Business Machines", "IBM"), HOLDS);
        assert_eq!(level_of("Zenith Bay Technologies", "Zenith Bay Logistics"), STEM);
        assert_eq!(level_of("Zenith Bay Technologies", "Zenith Hill Foods"), WORD);
        assert_eq!(level_of("Volkswagen AG", "Siemens AG"), DIFFERS);
    }
}
