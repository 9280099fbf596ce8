//! Numbers that name somebody: one character wrong, two exchanged, 15 or 18 digits.

use rapidfuzz::distance::osa;
use standards::{credit_code, org_code, resident_id};

use super::{Level, level};

/// The levels.
pub const LEVELS: &[Level] = &[
    level("differs", 0.08),
    level("two characters apart", 0.02),
    level("one character wrong or two exchanged", 0.04),
    level("one stands inside the other", 0.02),
    level("same", 0.84),
];

/// Whose number it is, and whether it is one that nobody else can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A resident ID whose check character is right.
    Resident,
    /// Of the length of a resident ID, but its check character or date is wrong.
    ResidentMistyped,
    /// A unified social credit code whose check character is right.
    CreditCode,
    /// Of the form of a unified code of a company, but its check character is wrong.
    CreditCodeMistyped,
    /// An organisation's code of nine characters, right: the unified code holds it.
    OrgCode,
    /// Fifteen digits that are no resident ID: a registration or tax number from before the unified code.
    Registration,
    /// Any other.
    Other,
}

impl Sort {
    /// Two different numbers of this sort are two persons or organisations.
    #[must_use]
    pub fn parts(self) -> bool {
        matches!(self, Self::Resident | Self::CreditCode)
    }

    fn is_resident(self) -> bool {
        matches!(self, Self::Resident | Self::ResidentMistyped)
    }

    /// Whether numbers of two sorts can be held against each other: those of other sorts say nothing of each other.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        let class = |sort| match sort {
            Self::Resident | Self::ResidentMistyped => 1,
            Self::CreditCode | Self::CreditCodeMistyped => 2,
            Self::OrgCode => 3,
            Self::Registration => 4,
            Self::Other => 0,
        };
        class(self) == class(other)
    }
}

/// An identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Its characters, as far as they are compared.
    pub characters: [u8; 20],
    /// How many there are.
    pub length: u8,
    /// Which sort it is.
    pub sort: Sort,
}

impl Identifier {
    /// Of a normal form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut characters = [0; 20];
        for (to, from) in characters.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        Self {
            characters,
            length: text.len().min(20) as u8,
            sort: sort(text),
        }
    }

    /// The birth date inside a resident ID, right or mistyped.
    #[must_use]
    pub fn birth(&self) -> Option<u32> {
        if !self.sort.is_resident() {
            return None;
        }
        let digits = std::str::from_utf8(self.characters.get(6..14)?).ok()?;
        super::date::parse(digits)
    }

    /// The organisation's code inside a unified code or an old tax number, or the code itself.
    #[must_use]
    pub fn inner(&self) -> Option<&[u8]> {
        let characters = &self.characters[..usize::from(self.length)];
        match self.sort {
            Sort::CreditCode | Sort::CreditCodeMistyped => characters.get(8..17),
            Sort::OrgCode => Some(characters),
            Sort::Registration => characters.get(6..15).filter(|inner| is_org_code(inner)),
            _ => None,
        }
    }

    /// Whether it has the form of a resident ID, right or mistyped.
    #[must_use]
    pub fn is_resident(&self) -> bool {
        self.sort.is_resident()
    }
}

fn sort(text: &str) -> Sort {
    let bytes = text.as_bytes();
    match bytes.len() {
        9 if is_org_code(bytes) => return Sort::OrgCode,
        15 if bytes.iter().all(u8::is_ascii_digit) || is_org_code(&bytes[6..]) => return Sort::Registration,
        18 => {}
        _ => return Sort::Other,
    }
    if resident_id::check_character(&text[..17]) == text.chars().next_back()
        && resident_id::facts(text).is_some()
    {
        Sort::Resident
    } else if credit_code::validate(text).is_ok() {
        Sort::CreditCode
    } else if matches!(&bytes[..2], b"91" | b"92" | b"93") && bytes[2..8].iter().all(u8::is_ascii_digit) {
        // No region has these digits.
        Sort::CreditCodeMistyped
    } else if bytes[..17].iter().all(u8::is_ascii_digit) {
        Sort::ResidentMistyped
    } else {
        Sort::Other
    }
}

/// Nine characters with a right check character. Nine digits alone may be anything: one in eleven passes.
fn is_org_code(characters: &[u8]) -> bool {
    std::str::from_utf8(characters).is_ok_and(|text| org_code::validate(text).is_ok())
}

/// Capital letters and digits alone; 15 digits of a resident ID as 18. Empty for a number that fills the field.
pub(super) fn normal(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        };
        if c.is_ascii_alphanumeric() {
            text.push(c.to_ascii_uppercase());
        }
    }
    let bytes = text.as_bytes();
    let counts = bytes.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1));
    if bytes.len() < 3 || bytes.windows(2).all(|pair| pair[0] == pair[1]) || counts && bytes.len() > 4 {
        return String::new();
    }
    if bytes.len() == 15
        && let Some(wide) = resident_id::to_18(&text)
    {
        return wide;
    }
    // What is in another script is no number, but it may be all there is.
    text
}

/// The level of two different identifiers.
#[must_use]
pub fn compare(one: &Identifier, other: &Identifier) -> u8 {
    let a = &one.characters[..one.length as usize];
    let b = &other.characters[..other.length as usize];
    if !one.sort.is_like(other.sort) && one.inner().is_some_and(|inner| other.inner() == Some(inner)) {
        return 3;
    }
    if a.len().abs_diff(b.len()) > 2 {
        return 0;
    }
    let longer = a.len().max(b.len());
    // Of a short number two characters are half of it.
    let limit = if longer >= 10 { 2 } else { 1 };
    match osa::distance_with_args(
        a.iter().copied(),
        b.iter().copied(),
        &osa::Args::default().score_cutoff(limit),
    ) {
        Some(0) => 0,
        Some(1) => 2,
        Some(_) => 1,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: typing errors are near, other numbers are not, and a right number parts.
    #[test]
    fn numbers() {
        let form = |text: &str| Identifier::of(&normal(text));
        let level = |one: &str, other: &str| compare(&form(one), &form(other));
        assert_eq!(normal("11010519491231002x"), "11010519491231002X");
        assert_eq!(normal("110105491231002"), "11010519491231002X");
        assert_eq!(normal("000000"), "");
        assert_eq!(normal("12345678"), "");
        assert_eq!(level("11010519491231002X", "11010519491231020X"), 2);
        assert_eq!(level("11010519491231002X", "11010519491231003X"), 2);
        assert_eq!(level("11010519491231002X", "440105198012310023"), 0);
        assert_eq!(form("11010519491231002X").sort, Sort::Resident);
        assert_eq!(form("110105194912310021").sort, Sort::ResidentMistyped);
        assert_eq!(form("11010519491231002X").birth(), Some(19_491_231));
        // An organisation before and after the unified code.
        assert_eq!(form("91350100M000100Y43").sort, Sort::CreditCode);
        assert_eq!(level("91350100M000100Y43", "M000100Y-4"), 3);
        assert_eq!(level("91350100M000100Y43", "91350100M000100Y44"), 2);
        assert_eq!(form("350100100012345").sort, Sort::Registration);
        assert!(!form("350100100012345").sort.is_like(Sort::CreditCode));
    }
}
