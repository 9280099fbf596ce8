//! What the values of a column look like.

use standards::{company, credit_code, resident_id};

use crate::column::Column;
use crate::form::{date, quantity};
use crate::kind::Kind;

/// Shares of the values looked at, each distinct value counted once.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    /// The share of rows with a value.
    pub filled: f64,
    /// Distinct values.
    pub distinct: usize,
    /// Nearly every row that has a value has one of its own.
    pub is_unique: bool,
    /// Dates.
    pub dates: f64,
    /// Values that are digits, once blanks and signs are taken away.
    pub digits: f64,
    /// Digits in the number a phone has, or with the signs of one.
    pub phones: f64,
    /// Quantities with a point.
    pub decimals: f64,
    /// Quantities of any sort.
    pub numbers: f64,
    /// Latitude and longitude, or one of the two.
    pub positions: f64,
    /// The two of them together.
    pub places: f64,
    /// Mail addresses.
    pub mails: f64,
    /// Resident IDs and unified codes.
    pub permanent: f64,
    /// Names that end as an organisation's does.
    pub companies: f64,
    /// Two to four Chinese characters.
    pub chinese_names: f64,
    /// Addresses with a road or a room, or a number before words.
    pub addresses: f64,
    /// Words of letters alone, one to four of them.
    pub words: f64,
    /// Mean length in characters.
    pub length: f64,
}

/// Distinct values that are looked at.
const LOOKED_AT: usize = 2_000;

impl Content {
    pub(super) fn of(column: &Column) -> Self {
        let rows = column.codes.len().max(1);
        let filled = column.codes.iter().filter(|&&code| code != 0).count();
        let distinct = column.dictionary.len() - 1;
        // Spread over the whole column: files are often sorted.
        let step = distinct.div_ceil(LOOKED_AT).max(1);
        let mut content = Self {
            filled: filled as f64 / rows as f64,
            distinct,
            is_unique: filled > 1 && distinct as f64 > 0.999 * filled as f64,
            ..Self::default()
        };
        let mut looked_at: f64 = 0.0;
        for code in (1..=distinct as u32).step_by(step) {
            looked_at += 1.0;
            content.look(column.dictionary.value(code));
        }
        let looked_at = looked_at.max(1.0);
        for share in [
            &mut content.dates,
            &mut content.digits,
            &mut content.phones,
            &mut content.mails,
            &mut content.decimals,
            &mut content.numbers,
            &mut content.positions,
            &mut content.places,
            &mut content.permanent,
            &mut content.companies,
            &mut content.chinese_names,
            &mut content.addresses,
            &mut content.words,
            &mut content.length,
        ] {
            *share /= looked_at;
        }
        content
    }

    fn look(&mut self, value: &str) {
        let count = |seen: bool| if seen { 1.0 } else { 0.0 };
        let value = value.trim();
        let chars = value.chars().count();
        let digits = value.chars().filter(char::is_ascii_digit).count();
        let han = value
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
            .count();
        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
        let plain = value.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c));
        self.length += chars as f64;
        self.dates += count(date::parse(value).is_some());
        self.digits += count(digits > 0 && plain);
        self.phones += count(plain && (7..=15).contains(&digits));
        self.mails += count(
            value
                .split_once('@')
                .is_some_and(|(_, domain)| domain.contains('.')),
        );
        let number = quantity::number(value);
        self.numbers += count(number.is_some());
        self.decimals += count(number.is_some() && value.contains('.'));
        let position = quantity::position(value);
        self.positions += count(position.is_some());
        self.places += count(position.is_some_and(|(_, other)| other.is_some()) && value.contains('.'));
        self.permanent += count(is_permanent(value));
        self.companies += count(is_company(value));
        self.chinese_names += count((2..=4).contains(&han) && han == chars);
        let has_road = ["路", "街", "号", "室", "巷", "村", "镇"]
            .iter()
            .any(|sign| value.contains(sign));
        let house_first =
            value.starts_with(|c: char| c.is_ascii_digit()) && letters > 3 && value.contains(' ');
        self.addresses += count(han > 4 && has_road && digits > 0 || house_first);
        self.words += count(letters > 1 && digits == 0 && value.split_whitespace().count() <= 4);
    }

    /// The kind by content alone.
    pub(super) fn kind(&self) -> Kind {
        let few = self.distinct < 64;
        if self.mails > 0.5 {
            Kind::Email
        } else if self.permanent > 0.4 {
            Kind::PermanentId
        } else if self.dates > 0.7 {
            Kind::Date
        } else if self.places > 0.8 {
            Kind::Position
        } else if few {
            Kind::Code
        } else if self.decimals > 0.5 {
            Kind::Number
        } else if self.phones > 0.7 && self.length > 8.5 {
            Kind::Phone
        } else if self.companies > 0.3 {
            Kind::Company
        } else if self.addresses > 0.4 {
            Kind::Address
        } else if self.chinese_names > 0.6 {
            Kind::FullName
        } else if self.digits > 0.7 {
            Kind::Code
        } else {
            Kind::Text
        }
    }
}

fn is_permanent(value: &str) -> bool {
    match value.len() {
        15 => resident_id::to_18(value).is_some(),
        18 => resident_id::facts(value).is_some() || credit_code::validate(value).is_ok(),
        _ => false,
    }
}

fn is_company(value: &str) -> bool {
    if value.is_ascii() {
        let mut words = value
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty());
        let last = words.next_back().unwrap_or_default().to_ascii_uppercase();
        matches!(
            last.as_str(),
            "LTD"
                | "LIMITED"
                | "INC"
                | "CORP"
                | "CORPORATION"
                | "LLC"
                | "LLP"
                | "PLC"
                | "GMBH"
                | "AG"
                | "CO"
                | "COMPANY"
        )
    } else {
        company::legal_form(value) != company::LegalForm::Other || company::other_form(value).is_some()
    }
}
