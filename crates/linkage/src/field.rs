//! A field: what is compared of two records, made of one or several columns.

use rayon::prelude::*;

use crate::column::{self, Column, Dictionary, WARMED};
use crate::form::identifier::{Identifier, Sort};
use crate::form::{self, Forms, Value};
use crate::hash::{self, Map};
use crate::infer::Inferred;
use crate::kind::Kind;
use crate::learned::Learned;
use crate::table::Table;

/// What is compared of two records.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name of the column it comes from; of several, joined by `+`.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// The normal form of each row's value; 0 says nothing.
    pub codes: Vec<u32>,
    /// The distinct normal forms.
    pub texts: Dictionary,
    /// The normal forms, taken apart.
    pub forms: Forms,
    /// How often each normal form stands there, or stood where the model was learned; 0 where that is not told.
    pub counts: Vec<u32>,
    /// How many rows have a value, or had where the model was learned.
    pub filled: u64,
}

/// More fields than this are not compared: a pair's levels fit one word.
pub const FIELDS_MAX: usize = 16;

impl Field {
    fn new(name: &str, kind: Kind, codes: Vec<u32>, mut texts: Dictionary) -> Self {
        texts.close();
        let counts = column::counts(&codes, texts.len());
        Self {
            filled: filled(&counts),
            name: name.to_owned(),
            kind,
            forms: Forms::of(kind, &texts),
            codes,
            texts,
            counts,
        }
    }

    /// A field of an index: its rows are kept elsewhere, and values are still to come.
    pub fn open(name: &str, kind: Kind, texts: Dictionary) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            codes: Vec::new(),
            forms: Forms::of(kind, &texts),
            texts,
            counts: Vec::new(),
            filled: 0,
        }
    }

    /// The number of levels.
    #[must_use]
    pub fn levels(&self) -> usize {
        form::levels(self.kind).len()
    }

    /// The level of equality.
    #[must_use]
    pub fn same(&self) -> u8 {
        self.levels() as u8 - 1
    }

    /// The level of two values, both there.
    #[must_use]
    #[inline]
    pub fn level(&self, one: u32, other: u32) -> u8 {
        if one == other {
            self.same()
        } else {
            Forms::level(self.value(one), self.value(other))
        }
    }

    /// The value of a code.
    #[must_use]
    #[inline]
    pub fn value(&self, code: u32) -> Value<'_> {
        Value {
            texts: &self.texts,
            forms: &self.forms,
            code,
        }
    }
}

fn filled(counts: &[u32]) -> u64 {
    counts.iter().skip(1).map(|&count| u64::from(count)).sum()
}

/// Makes the fields of a table. `order` says which row stands at which place: codes are given in that order, so that
/// nothing depends on the order in which the rows came.
#[must_use]
pub fn fields(table: &Table, inferred: &[Inferred], order: &[u32]) -> Vec<Field> {
    let compared: Vec<(&Column, Kind)> = table
        .columns
        .iter()
        .zip(inferred)
        .filter(|(_, inferred)| inferred.kind.is_compared())
        .map(|(column, inferred)| (column, inferred.kind))
        .collect();
    let has_parts = [Kind::GivenName, Kind::Surname]
        .iter()
        .all(|kind| compared.iter().any(|(_, known)| known == kind));
    let parts: Vec<&Column> = compared
        .iter()
        .filter(|(_, kind)| matches!(kind, Kind::GivenName | Kind::Surname))
        .map(|(column, _)| *column)
        .collect();
    let made: Vec<Option<Field>> = compared
        .par_iter()
        .map(|(column, kind)| {
            if *kind == Kind::FullName && has_parts {
                return further_names(column, &parts, order);
            }
            let (codes, texts) = normalise(column, *kind, order);
            (!texts.is_empty()).then(|| Field::new(&column.name, *kind, codes, texts))
        })
        .collect();
    let mut fields: Vec<Field> = made.into_iter().flatten().collect();
    set_parts_right(&mut fields);
    let residents = residents(&fields);
    fill_births(&mut fields, residents);
    fields.truncate(FIELDS_MAX);
    fields
}

/// Normal forms, coded in the order of `order`.
fn normalise(column: &Column, kind: Kind, order: &[u32]) -> (Vec<u32>, Dictionary) {
    let forms: Vec<String> = (0..column.dictionary.len() as u32)
        .into_par_iter()
        .with_min_len(1024)
        .map(|code| form::normal(kind, column.dictionary.value(code)))
        .collect();
    let rows: Vec<u32> = order.iter().map(|&row| column.codes[row as usize]).collect();
    recode(&rows, &forms)
}

/// Codes of forms instead of codes of values; a form is given its code where it is first met.
fn recode(rows: &[u32], forms: &[String]) -> (Vec<u32>, Dictionary) {
    const UNMET: u32 = u32::MAX;
    let mut texts = Dictionary::with_room(forms.len());
    let mut known = vec![UNMET; forms.len()];
    let mut codes = Vec::with_capacity(rows.len());
    for rows in rows.chunks(WARMED) {
        let mut hashes = [0; WARMED];
        for (hash, &code) in hashes.iter_mut().zip(rows) {
            if known[code as usize] == UNMET {
                *hash = column::hash_of(&forms[code as usize]);
            }
        }
        texts.warm(&hashes[..rows.len()]);
        for (&code, hash) in rows.iter().zip(hashes) {
            let known = &mut known[code as usize];
            if *known == UNMET {
                // Forms are hardly longer than the values they come from, which were coded already.
                *known = texts.code_of(hash, &forms[code as usize]).unwrap_or(0);
            }
            codes.push(*known);
        }
    }
    (codes, texts)
}

/// What a whole name says besides the parts that have columns of their own; none where it says nothing more.
fn further_names(column: &Column, parts: &[&Column], order: &[u32]) -> Option<Field> {
    let (codes, texts) = further(column, parts, order);
    let filled = codes.iter().filter(|&&code| code != 0).count();
    (filled * 20 > order.len()).then(|| Field::new(&column.name, Kind::FurtherNames, codes, texts))
}

fn further(column: &Column, parts: &[&Column], order: &[u32]) -> (Vec<u32>, Dictionary) {
    let mut known: Map<Vec<u32>, u32> = Map::default();
    let mut rests: Vec<String> = Vec::new();
    let mut places = Vec::with_capacity(order.len());
    for &row in order {
        let row = row as usize;
        let mut key = vec![column.codes[row]];
        key.extend(parts.iter().map(|part| part.codes[row]));
        let place = *known.entry(key).or_insert_with(|| {
            let taken: Vec<&str> = parts.iter().map(|part| part.value(row)).collect();
            rests.push(rest_of_name(column.value(row), &taken));
            rests.len() as u32 - 1
        });
        places.push(place);
    }
    recode(&places, &rests)
}

/// The words of a whole name that are not among its parts, in alphabetical order.
pub fn rest_of_name(whole: &str, parts: &[&str]) -> String {
    let part = |part: &&str| form::normal(Kind::Surname, part);
    let taken: Vec<String> = parts.iter().map(part).collect();
    let whole = form::normal(Kind::FullName, whole);
    let is_taken = |word: &str| {
        taken
            .iter()
            .any(|part| part.split(' ').any(|known| known == word))
    };
    let words = whole.split(' ').filter(|word| !word.is_empty());
    let mut rest: Vec<&str> = words.filter(|word| !is_taken(word)).collect();
    rest.sort_unstable();
    rest.dedup();
    rest.join(" ")
}

/// A name that stands alone in the column of given names is a surname, where it is one more often.
fn set_parts_right(fields: &mut [Field]) {
    let find = |kind| fields.iter().position(|field| field.kind == kind);
    let (Some(given), Some(surname)) = (find(Kind::GivenName), find(Kind::Surname)) else {
        return;
    };
    let (givens, surnames) = (&fields[given], &fields[surname]);
    let texts = surnames.texts.reopened();
    let is_surname: Vec<Option<u32>> = (0..givens.texts.len() as u32)
        .map(|code| {
            let found = texts.find(givens.texts.value(code)).filter(|_| code != 0)?;
            (surnames.counts[found as usize] > givens.counts[code as usize]).then_some(found)
        })
        .collect();
    let mut moved = 0;
    let (mut given_codes, mut surname_codes) = (givens.codes.clone(), surnames.codes.clone());
    for (one, other) in given_codes.iter_mut().zip(&mut surname_codes) {
        if *other == 0
            && let Some(code) = is_surname[*one as usize]
        {
            (*one, *other) = (0, code);
            moved += 1;
        }
    }
    if moved > 0 {
        for (field, codes) in [(given, given_codes), (surname, surname_codes)] {
            fields[field].counts = column::counts(&codes, fields[field].texts.len());
            fields[field].filled = filled(&fields[field].counts);
            fields[field].codes = codes;
        }
    }
}

/// A missing birth date is taken from the resident ID.
fn fill_births(fields: &mut [Field], residents: Option<usize>) {
    let date = fields.iter().position(|field| field.kind == Kind::Date);
    let (Some(residents), Some(date)) = (residents, date) else {
        return;
    };
    let Forms::Identifier(forms) = &fields[residents].forms else {
        return;
    };
    let births: Vec<Option<u32>> = forms.iter().map(Identifier::birth).collect();
    let field = &fields[date];
    let mut texts = Dictionary::new();
    let mut of_days = vec![None; field.texts.len()];
    let mut of_births = vec![None; births.len()];
    let codes: Vec<u32> = field
        .codes
        .iter()
        .zip(&fields[residents].codes)
        .map(|(&day, &identifier)| match (day, births[identifier as usize]) {
            (0, None) => 0,
            (0, Some(birth)) => *of_births[identifier as usize]
                .get_or_insert_with(|| texts.code(&birth_text(birth)).unwrap_or(0)),
            _ => {
                *of_days[day as usize].get_or_insert_with(|| texts.code(field.texts.value(day)).unwrap_or(0))
            }
        })
        .collect();
    fields[date] = Field::new(&field.name.clone(), Kind::Date, codes, texts);
}

/// A birth date as the normal form of a date.
pub fn birth_text(birth: u32) -> String {
    format!("{birth:08}")
}

/// The field that holds resident IDs.
#[must_use]
pub fn residents(fields: &[Field]) -> Option<usize> {
    let is_right = |form: &Identifier| form.sort == Sort::Resident;
    fields
        .iter()
        .position(|field| matches!(&field.forms, Forms::Identifier(forms) if forms.iter().any(is_right)))
}

/// Makes the fields that a model knows, of the columns that have them; what is missing says nothing.
#[must_use]
pub fn known(table: &Table, learned: &Learned, order: &[u32]) -> Vec<Field> {
    let column = |name: &str| table.find(name).map(|place| &table.columns[place]);
    let parts: Vec<&Column> = learned.parts().filter_map(column).collect();
    let mut made: Vec<(Vec<u32>, Dictionary)> = learned
        .model
        .fields
        .par_iter()
        .map(|field| match (column(&field.field), field.kind) {
            (None, _) => (vec![0; order.len()], Dictionary::new()),
            (Some(column), Kind::FurtherNames) => further(column, &parts, order),
            (Some(column), kind) => normalise(column, kind, order),
        })
        .collect();
    if let Some((given, surname)) = learned
        .place_of(Kind::GivenName)
        .zip(learned.place_of(Kind::Surname))
    {
        let mut surnames = made[surname].1.reopened();
        let moved: Vec<u32> = made[given]
            .1
            .values()
            .map(|text| {
                let is_surname = !text.is_empty() && learned.is_rather_surname(text, given, surname);
                if is_surname {
                    surnames.code(text).unwrap_or(0)
                } else {
                    0
                }
            })
            .collect();
        let mut givens = std::mem::take(&mut made[given].0);
        for (one, other) in givens.iter_mut().zip(&mut made[surname].0) {
            if *other == 0 && moved[*one as usize] != 0 {
                (*one, *other) = (0, moved[*one as usize]);
            }
        }
        made[given].0 = givens;
        made[surname].1 = surnames;
    }
    let mut fields: Vec<Field> = learned
        .model
        .fields
        .par_iter()
        .zip(made)
        .map(|(field, (codes, texts))| Field::new(&field.field, field.kind, codes, texts))
        .collect();
    fill_births(&mut fields, learned.place_of_residents());
    count_as_learned(&mut fields, learned);
    fields
}

/// Counts values as they were counted where the model was learned.
pub fn count_as_learned(fields: &mut [Field], learned: &Learned) {
    for (field, known) in fields.iter_mut().zip(&learned.frequencies) {
        let hashes = field.texts.values().map(|text| hash::bytes(text.as_bytes()));
        field.counts = hashes.map(|hash| known.rows(hash)).collect();
        field.filled = known.filled;
    }
}

/// The order in which rows are worked on: by a hash of file and id, so that it is the same however they came.
#[must_use]
pub fn order(table: &Table, id: Option<usize>) -> Vec<u32> {
    let mut keys: Vec<u64> = Vec::with_capacity(table.rows());
    let mut row = 0_u32;
    for part in &table.parts {
        let file = hash::bytes(part.name.as_bytes());
        for _ in 0..part.rows {
            let key = match id {
                Some(id) => hash::bytes(table.columns[id].value(row as usize).as_bytes()),
                None => table.columns.iter().fold(0, |key, column| {
                    hash::mix(key, hash::bytes(column.value(row as usize).as_bytes()))
                }),
            };
            keys.push(order_of(file, key));
            row += 1;
        }
    }
    let ordered = hash::by_key(keys, true);
    ordered.into_iter().map(|(_, row)| row).collect()
}

/// The place of a record in that order, by the hashes of its file's name and of its id.
pub fn order_of(file: u64, id: u64) -> u64 {
    hash::mix(file, id)
}
