//! Chinese addresses: rules ADDR-01 (splitting) and ADDR-02 (match key).

mod gazetteer;
mod numeral;
mod street;

use crate::fold;
use crate::region::RegionCode;
use crate::script;

/// The parts of an address. Texts are NFKC, simplified, without blanks, with house numbers in digits; the
/// source text is the caller's to keep.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Address {
    /// Province, GB/T 2260.
    pub province: Option<RegionCode>,
    /// Prefecture; none in the four municipalities and for counties directly under a province.
    pub prefecture: Option<RegionCode>,
    /// County.
    pub county: Option<RegionCode>,
    /// Town, township or subdistrict, with its ending: 建外街道.
    pub town: Option<String>,
    /// Road, lane or village, with its ending: 建国路.
    pub road: Option<String>,
    /// House number without 号; a lane's number before it keeps its sign: 100弄5.
    pub number: Option<String>,
    /// Building, without 号楼, 栋, 幢 or 座.
    pub building: Option<String>,
    /// Unit, without 单元.
    pub unit: Option<String>,
    /// Room, without 室.
    pub room: Option<String>,
    /// Whatever none of the others took: estates, company names, a county that could not be told.
    pub rest: Option<String>,
}

impl Address {
    /// The narrowest region that was told: county, else prefecture, else province (the answer of ADDR-01).
    #[must_use]
    pub fn region(&self) -> Option<RegionCode> {
        self.county.or(self.prefecture).or(self.province)
    }
}

/// ADDR-01: splits an address. Regions are matched at its beginning, longest names first, with or without
/// their endings; a county name that several prefectures have is told by the parent before it, and left open
/// (kept in `rest`) when there is none.
///
/// Short forms of regions are not taken where they begin a road's name (南京东路).
#[must_use]
pub fn parse(text: &str) -> Address {
    let text = readable(text);
    let mut address = Address::default();
    let (street, unresolved) = gazetteer::take_regions(skip_lead(&text), &mut address);
    // Numerals are read below the regions only: 三门县 is no third gate.
    let street: Vec<char> = street.chars().collect();
    street::take_street(&numeral::house_numbers(&street), unresolved, &mut address);
    address
}

/// The regions that a text begins with, as [`parse`] finds them, and what follows them: names of organisations begin
/// with theirs too.
#[must_use]
pub fn leading_region(text: &str) -> (Option<RegionCode>, &str) {
    let mut address = Address::default();
    let (rest, _) = gazetteer::take_regions(text, &mut address);
    (address.region(), rest)
}

/// ADDR-02: the form in which addresses are compared: NFKC, simplified, upper case, Chinese numerals in house
/// numbers as digits, 号楼, 栋 and 幢 as one sign, without blanks and punctuation.
///
/// Applied to its own result it changes nothing.
#[must_use]
pub fn match_key(text: &str) -> String {
    let text = fold::nfkc(text);
    let mut chars: Vec<char> = Vec::with_capacity(text.len() / 2);
    let mut plain = true;
    for c in text.chars() {
        if fold::is_han(c) {
            chars.push(script::simplified(c));
        } else if c.is_ascii_alphanumeric() {
            chars.push(c.to_ascii_uppercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            plain = false;
            chars.extend(c.to_uppercase().filter(|c| c.is_alphanumeric()));
        }
    }
    let digits = numeral::house_numbers(&chars);
    let mut key = String::with_capacity(text.len());
    let mut chars = digits.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '幢' => key.push('栋'),
            '号' if chars.peek() == Some(&'楼') => {
                chars.next();
                key.push('栋');
            }
            _ => key.push(c),
        }
    }
    if plain { key } else { fold::settled(key) }
}

/// NFKC, simplified, without blanks and separating punctuation.
fn readable(text: &str) -> String {
    let kept = |c: &char| !fold::is_blank(*c) && !matches!(c, ',' | ';' | '。' | '、' | '|' | '·' | ':');
    fold::nfkc(text)
        .chars()
        .filter(kept)
        .map(script::simplified)
        .collect()
}

/// What comes before the province: a postcode, the country.
fn skip_lead(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let text = if digits == 6 { &text[6..] } else { text };
    text.strip_prefix("中华人民共和国")
        .or_else(|| text.strip_prefix("中国"))
        .unwrap_or(text)
}
