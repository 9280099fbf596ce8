//! Keys of values: what two values must share to be looked at together.

use rayon::prelude::*;
use standards::name;

use crate::field::Field;
use crate::form::{Forms, Value, contact};
use crate::hash;
use crate::kind::Kind;

/// A way of making a key of a field's values.
#[derive(Debug, Clone)]
pub struct Atom {
    /// The place of the field.
    pub field: usize,
    /// How it is called.
    pub name: &'static str,
    /// The key of each value; 0 for none.
    pub keys: Vec<u32>,
}

/// Atoms of a pair fit one word.
pub const ATOMS_MAX: usize = 64;

/// Makes the key of a value; 0 for none.
pub type Maker = fn(Value<'_>) -> u32;

/// A way of making keys of a field's values.
#[derive(Debug, Clone, Copy)]
pub struct KeyMaker {
    /// The place of the field.
    pub field: usize,
    /// How it is called.
    pub name: &'static str,
    /// How it is done.
    pub make: Maker,
}

/// The ways of making keys of a kind, by name.
#[must_use]
pub fn makers(kind: Kind) -> &'static [(&'static str, Maker)] {
    match kind {
        Kind::PermanentId | Kind::OtherId => &[
            ("same", same),
            ("beginning", beginning_6),
            ("end", end_6),
            ("organisation inside", inner),
        ],
        Kind::FullName => &[
            ("same", same),
            ("sound", sound),
            ("surname", surname),
            ("given name", given),
        ],
        Kind::GivenName | Kind::Surname => &[("same", same), ("sound", soundex), ("beginning", beginning_3)],
        Kind::FurtherNames => &[("same", same)],
        Kind::Company => &[("stem", stem), ("brand", brand), ("beginning", first_letters)],
        Kind::Date => &[
            ("same", same),
            ("year and month", year_month),
            ("day of the year", day_of_year),
            ("year and day", year_day),
            ("year", year),
        ],
        Kind::Phone => &[("same", same), ("end", end_6)],
        Kind::Email => &[("same", same), ("before the @", local)],
        Kind::Address => &[("same", same), ("house", house), ("dwelling", dwelling)],
        Kind::Postcode => &[("same", same), ("area", area)],
        Kind::Place | Kind::Text => &[("same", same), ("beginning", beginning_4)],
        Kind::Code | Kind::Sex | Kind::Number | Kind::Position => &[("same", same)],
        Kind::RecordId | Kind::Context => &[],
    }
}

/// All ways of making keys of some fields.
#[must_use]
pub fn atoms(fields: &[Field]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    for (place, field) in fields.iter().enumerate() {
        for &(name, make) in makers(field.kind) {
            let atom = atom(
                fields,
                KeyMaker {
                    field: place,
                    name,
                    make,
                },
            );
            if atom.keys.iter().any(|&key| key != 0) && atoms.len() < ATOMS_MAX {
                atoms.push(atom);
            }
        }
    }
    atoms
}

/// One way of making keys, for all values of a field.
#[must_use]
pub fn atom(fields: &[Field], maker: KeyMaker) -> Atom {
    let (field, make) = (&fields[maker.field], maker.make);
    let keys = (0..field.texts.len() as u32)
        .into_par_iter()
        .with_min_len(1024)
        .map(|code| if code == 0 { 0 } else { make(field.value(code)) })
        .collect();
    Atom {
        field: maker.field,
        name: maker.name,
        keys,
    }
}

fn key(text: &str) -> u32 {
    if text.is_empty() {
        0
    } else {
        (hash::bytes(text.as_bytes()) as u32).max(1)
    }
}

fn same(value: Value<'_>) -> u32 {
    key(value.text())
}

fn chars(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(end, _)| &text[..end])
}

fn beginning_3(value: Value<'_>) -> u32 {
    key(chars(value.text(), 3))
}

fn beginning_4(value: Value<'_>) -> u32 {
    key(chars(value.text(), 4))
}

fn beginning_6(value: Value<'_>) -> u32 {
    let text = value.text();
    // Half of a short number; of a resident ID the region and birth year.
    key(chars(text, if text.len() > 12 { 12 } else { text.len() / 2 }))
}

fn end_6(value: Value<'_>) -> u32 {
    let text = value.text();
    let cut = text.len().saturating_sub((text.len() / 2).clamp(3, 8));
    key(text.get(cut..).unwrap_or(text))
}

fn stem(value: Value<'_>) -> u32 {
    match value.forms {
        Forms::Company(forms) => (forms[value.code as usize].stem as u32).max(1),
        _ => 0,
    }
}

fn brand(value: Value<'_>) -> u32 {
    match value.forms {
        Forms::Company(forms) => forms[value.code as usize].brand,
        _ => 0,
    }
}

/// The first characters of an organisation's stem, its region left out.
fn first_letters(value: Value<'_>) -> u32 {
    match value.forms {
        Forms::Company(forms) => {
            let text = value.text();
            let form = &forms[value.code as usize];
            let stem = text.get(usize::from(form.cuts[0])..).unwrap_or(text);
            key(chars(stem, if form.is_chinese { 2 } else { 4 }))
        }
        _ => 0,
    }
}

/// The code of the organisation inside longer numbers of its.
fn inner(value: Value<'_>) -> u32 {
    let inner = value.identifier().and_then(|number| number.inner());
    inner.map_or(0, |inner| (hash::bytes(inner) as u32).max(1))
}

fn sound(value: Value<'_>) -> u32 {
    match value.forms {
        Forms::Name(forms) => {
            let form = &forms[value.code as usize];
            // The same for both orders of pinyin, and for words in any order.
            let sound = if form.is_chinese() || form.words.len() < 2 {
                form.sound.min(form.turned)
            } else {
                form.turned
            };
            (sound as u32).max(1)
        }
        _ => 0,
    }
}

fn surname(value: Value<'_>) -> u32 {
    match value.forms {
        Forms::Name(forms) => forms[value.code as usize].surname.max(1),
        _ => 0,
    }
}

fn given(value: Value<'_>) -> u32 {
    let text = value.text();
    match name::split(text) {
        Some((_, given)) => key(&name::pinyin(&given)),
        None => key(text.split(' ').next().unwrap_or_default()),
    }
}

/// Letters of one sound have one digit (the rule of American archives, all consonants kept).
fn soundex(value: Value<'_>) -> u32 {
    let text = value.text();
    if !text.is_ascii() {
        return key(&name::pinyin(text));
    }
    let class = |letter: u8| match letter {
        b'b' | b'f' | b'p' | b'v' => 1,
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => 2,
        b'd' | b't' => 3,
        b'l' => 4,
        b'm' | b'n' => 5,
        b'r' => 6,
        _ => 0,
    };
    let letters = text.bytes().filter(u8::is_ascii_alphabetic);
    let mut code = 0_u64;
    let mut before = 0;
    for (place, letter) in letters.enumerate() {
        let digit = class(letter);
        if place == 0 {
            code = u64::from(letter);
        } else if digit != 0 && digit != before && code < 1 << 40 {
            code = code * 8 + digit;
        }
        before = digit;
    }
    (hash::mix(code, 7) as u32).max(1)
}

fn digits(value: Value<'_>) -> (u32, u32, u32) {
    match value.forms {
        Forms::Date(forms) => {
            let packed = forms[value.code as usize].0;
            (packed / 10_000, packed / 100 % 100, packed % 100)
        }
        _ => (0, 0, 0),
    }
}

fn year_month(value: Value<'_>) -> u32 {
    let (year, month, _) = digits(value);
    year * 100 + month + 1
}

fn day_of_year(value: Value<'_>) -> u32 {
    let (_, month, day) = digits(value);
    month * 100 + day + 1
}

fn year_day(value: Value<'_>) -> u32 {
    let (year, _, day) = digits(value);
    year * 100 + day + 1
}

fn year(value: Value<'_>) -> u32 {
    digits(value).0 + 1
}

fn local(value: Value<'_>) -> u32 {
    match value.forms {
        Forms::Email(forms) => (forms[value.code as usize].local as u32).max(1),
        _ => 0,
    }
}

fn house(value: Value<'_>) -> u32 {
    match value.forms {
        Forms::Address(forms) => {
            let form = &forms[value.code as usize];
            if form.house == 0 {
                0
            } else {
                (hash::mix(form.house.into(), form.city.into()) as u32).max(1)
            }
        }
        _ => 0,
    }
}

fn dwelling(value: Value<'_>) -> u32 {
    match value.forms {
        Forms::Address(forms) => {
            let form = &forms[value.code as usize];
            let told = form.house != 0 && form.room != 0;
            if told {
                (hash::mix(form.house.into(), form.room.into()) as u32).max(1)
            } else {
                0
            }
        }
        _ => 0,
    }
}

fn area(value: Value<'_>) -> u32 {
    key(contact::postcode_area(value.text()))
}
