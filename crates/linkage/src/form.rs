//! The forms in which values are compared: each distinct value is taken apart once, each pair then costs little.

pub mod address;
pub mod company;
pub mod contact;
pub mod date;
pub mod identifier;
pub mod name;
pub mod quantity;
pub mod word;

use rayon::prelude::*;

use crate::column::Dictionary;
use crate::kind::Kind;

/// A level of agreement of two values that differ, lowest first; the highest of a kind is always equality.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// How it is called in files and explanations.
    pub name: &'static str,
    /// How often two records of one person stand at it, before anything is learned: also the weights fallen back to.
    pub expected: f64,
    /// How often they stand at it at most, whatever a file seems to teach: companies of one group agree in all else,
    /// and taken for one they would teach that one company has two names.
    pub most: f64,
}

const fn level(name: &'static str, expected: f64) -> Level {
    Level {
        name,
        expected,
        most: 1.0,
    }
}

/// A level at which records of one person hardly ever stand.
const fn rare(name: &'static str, expected: f64) -> Level {
    Level {
        name,
        expected,
        most: expected,
    }
}

/// Brings learned shares down to what their levels allow.
pub fn bound(kind: Kind, shares: &mut [f64]) {
    let levels = levels(kind);
    if levels.iter().all(|level| level.most >= 1.0) {
        return;
    }
    for (share, level) in shares.iter_mut().zip(levels) {
        *share = share.min(level.most);
    }
    let all: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= all);
}

/// The levels of a kind.
#[must_use]
pub fn levels(kind: Kind) -> &'static [Level] {
    match kind {
        Kind::PermanentId | Kind::OtherId => identifier::LEVELS,
        Kind::FullName => name::LEVELS,
        Kind::GivenName | Kind::Surname => word::NAME_LEVELS,
        Kind::FurtherNames => word::SET_LEVELS,
        Kind::Company => company::LEVELS,
        Kind::Date => date::LEVELS,
        Kind::Phone => contact::PHONE_LEVELS,
        Kind::Email => contact::EMAIL_LEVELS,
        Kind::Address => address::LEVELS,
        Kind::Postcode => contact::POSTCODE_LEVELS,
        Kind::Sex | Kind::Code => word::CODE_LEVELS,
        Kind::Number => quantity::NUMBER_LEVELS,
        Kind::Position => quantity::POSITION_LEVELS,
        Kind::Place => word::TEXT_LEVELS,
        Kind::Text | Kind::RecordId | Kind::Context => word::FREE_LEVELS,
    }
}

/// The distinct values of a field, taken apart; the first, of code 0, is no value.
#[derive(Debug, Clone)]
pub enum Forms {
    /// Identifiers.
    Identifier(Vec<identifier::Identifier>),
    /// Whole names.
    Name(Vec<name::Name>),
    /// Organisations' names.
    Company(Vec<company::Company>),
    /// Days.
    Date(Vec<date::Digits>),
    /// Telephone numbers.
    Phone(Vec<contact::Phone>),
    /// Mail addresses.
    Email(Vec<contact::Email>),
    /// Addresses.
    Address(Vec<address::Place>),
    /// Postcodes.
    Postcode,
    /// Given names and surnames.
    NameWord,
    /// Sets of words.
    WordSet(Vec<Box<[u32]>>),
    /// Places.
    Place,
    /// Texts, by their words.
    Text(Vec<Box<[u32]>>),
    /// Quantities.
    Number,
    /// Places on the globe.
    Position,
    /// Values that are equal or not.
    Code,
}

impl Forms {
    /// Takes the normal forms of a field apart.
    #[must_use]
    pub fn of(kind: Kind, texts: &Dictionary) -> Self {
        match kind {
            Kind::PermanentId | Kind::OtherId => Self::Identifier(each(texts, identifier::Identifier::of)),
            Kind::FullName => Self::Name(each(texts, name::Name::of)),
            Kind::Company => Self::Company(each(texts, company::Company::of)),
            Kind::Date => Self::Date(each(texts, date::Digits::of)),
            Kind::Phone => Self::Phone(each(texts, contact::Phone::of)),
            Kind::Email => Self::Email(each(texts, contact::Email::of)),
            Kind::Address => Self::Address(each(texts, address::Place::of)),
            Kind::Postcode => Self::Postcode,
            Kind::GivenName | Kind::Surname => Self::NameWord,
            Kind::FurtherNames => Self::WordSet(each(texts, word::set)),
            Kind::Sex | Kind::Code => Self::Code,
            Kind::Number => Self::Number,
            Kind::Position => Self::Position,
            Kind::Place => Self::Place,
            Kind::Text | Kind::RecordId | Kind::Context => Self::Text(each(texts, word::free_set)),
        }
    }

    /// The level at which two different values of one field stand; the same whichever comes first.
    #[must_use]
    pub fn level(one: Value<'_>, other: Value<'_>) -> u8 {
        let (a, b) = (one.code as usize, other.code as usize);
        match (one.forms, other.forms) {
            (Self::Identifier(x), Self::Identifier(y)) => identifier::compare(&x[a], &y[b]),
            (Self::Date(x), Self::Date(y)) => date::compare(x[a], y[b]),
            (Self::Phone(x), Self::Phone(y)) => contact::compare_phones(&x[a], &y[b]),
            (Self::WordSet(x), Self::WordSet(y)) => word::compare_sets(&x[a], &y[b]),
            (Self::Code, Self::Code) => 0,
            // Some metrics of text depend on which text comes first.
            _ if one.text() > other.text() => Self::of_texts(other, one),
            _ => Self::of_texts(one, other),
        }
    }

    /// Adds the last form of another field of the same kind.
    pub fn push_last_of(&mut self, other: &Self) {
        fn last<T: Clone>(to: &mut Vec<T>, from: &[T]) {
            to.extend(from.last().cloned());
        }
        match (self, other) {
            (Self::Identifier(to), Self::Identifier(from)) => last(to, from),
            (Self::Name(to), Self::Name(from)) => last(to, from),
            (Self::Company(to), Self::Company(from)) => last(to, from),
            (Self::Date(to), Self::Date(from)) => last(to, from),
            (Self::Phone(to), Self::Phone(from)) => last(to, from),
            (Self::Email(to), Self::Email(from)) => last(to, from),
            (Self::Address(to), Self::Address(from)) => last(to, from),
            (Self::WordSet(to), Self::WordSet(from)) => last(to, from),
            _ => {}
        }
    }

    fn of_texts(one: Value<'_>, other: Value<'_>) -> u8 {
        let (a, b) = (one.code as usize, other.code as usize);
        let (first, second) = (one.text(), other.text());
        match (one.forms, other.forms) {
            (Self::Name(x), Self::Name(y)) => name::compare(&x[a], &y[b], first, second),
            (Self::Company(x), Self::Company(y)) => company::compare(&x[a], &y[b], first, second),
            (Self::Email(x), Self::Email(y)) => contact::compare_mails(&x[a], &y[b], first, second),
            (Self::Address(x), Self::Address(y)) => address::compare(&x[a], &y[b], first, second),
            (Self::Postcode, Self::Postcode) => contact::compare_postcodes(first, second),
            (Self::NameWord, Self::NameWord) => word::compare_names(first, second),
            (Self::Place, Self::Place) => word::compare_texts(first, second),
            (Self::Text(x), Self::Text(y)) => word::compare_free(&x[a], &y[b], first, second),
            (Self::Number, Self::Number) => quantity::compare_numbers(first, second),
            (Self::Position, Self::Position) => quantity::compare_positions(first, second),
            _ => 0,
        }
    }
}

/// A value of a field: its normal form, and that taken apart.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    /// The normal forms among which it stands.
    pub texts: &'a Dictionary,
    /// These, taken apart.
    pub forms: &'a Forms,
    /// Its code.
    pub code: u32,
}

impl<'a> Value<'a> {
    /// The normal form.
    #[must_use]
    #[inline]
    pub fn text(self) -> &'a str {
        self.texts.value(self.code)
    }

    /// The identifier it is, in a field of identifiers.
    #[must_use]
    #[inline]
    pub fn identifier(self) -> Option<&'a identifier::Identifier> {
        match self.forms {
            Forms::Identifier(forms) => forms.get(self.code as usize),
            _ => None,
        }
    }
}

fn each<T: Send>(texts: &Dictionary, of: impl Fn(&str) -> T + Sync + Send) -> Vec<T> {
    if texts.len() < 64 {
        // A single record's values: not worth waking threads for.
        return texts.values().map(of).collect();
    }
    (0..texts.len() as u32)
        .into_par_iter()
        .with_min_len(1024)
        .map(|code| of(texts.value(code)))
        .collect()
}

/// The normal form of a value as a source writes it; empty for what says nothing (`-`, `无`, 1900-01-01).
#[must_use]
pub fn normal(kind: Kind, value: &str) -> String {
    if word::says_nothing(value) {
        return String::new();
    }
    match kind {
        Kind::PermanentId | Kind::OtherId => identifier::normal(value),
        Kind::FullName | Kind::GivenName | Kind::Surname | Kind::FurtherNames => name::normal(value),
        Kind::Company => company::normal(value),
        Kind::Date => date::normal(value),
        Kind::Phone => contact::normal_phone(value),
        Kind::Email => contact::normal_mail(value),
        Kind::Address => address::normal(value),
        Kind::Postcode => contact::normal_postcode(value),
        Kind::Sex => word::normal_sex(value),
        Kind::Number => quantity::normal_number(value),
        Kind::Position => quantity::normal_position(value),
        Kind::Code | Kind::Place | Kind::Text | Kind::RecordId | Kind::Context => word::normal(value),
    }
}
