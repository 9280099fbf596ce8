//! Single records read, keyed and compared as a run does it, by what that run learned: without its rows.

use crate::block::keys::KeyMaker;
use crate::block::pass::Rule;
use crate::column::Dictionary;
use crate::explain::Comparison;
use crate::field;
use crate::form::identifier::Identifier;
use crate::form::{self, Forms, Value};
use crate::hash;
use crate::kind::Kind;
use crate::learned::Learned;
use crate::model::Weights;
use crate::pair::{Layout, Pair};

/// What a run learned, ready for single records.
#[derive(Debug)]
pub struct Scorer {
    learned: Learned,
    columns: Vec<(String, Kind)>,
    /// For each field the place of its column.
    sources: Vec<usize>,
    /// The places of the columns of given names and surnames.
    parts: Vec<usize>,
    layout: Layout,
    weights: Weights,
    atoms: Vec<KeyMaker>,
    salts: Vec<u64>,
    passes: Vec<Pass>,
    finer: Rule,
}

/// A pass: what its keys begin with, so that two passes never share one, and the atoms they are made of.
#[derive(Debug)]
struct Pass {
    begin: u64,
    rule: Rule,
}

/// A record as it is compared: the normal form of each field and its keys.
#[derive(Debug, Clone)]
pub struct Reading {
    values: Vec<Told>,
    /// For each atom the key; 0 for none.
    keys: Vec<u32>,
}

/// What a record says of a field.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    texts: Dictionary,
    pub(crate) forms: Forms,
    /// 0 where it says nothing.
    code: u32,
    hash: u64,
    /// Rows that have it, or had when the model was learned; 0 where few had.
    pub(crate) rows: u32,
    /// What that adds where another record has it too.
    pub(crate) bits: f32,
}

impl Told {
    pub(crate) fn value(&self) -> Value<'_> {
        Value {
            texts: &self.texts,
            forms: &self.forms,
            code: self.code,
        }
    }
}

impl Reading {
    /// The normal forms, field by field; empty where the record says nothing.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|told| told.value().text())
    }

    /// What it says, field by field.
    pub(crate) fn told(&self) -> &[Told] {
        &self.values
    }

    /// The key of an atom; 0 for none.
    pub(crate) fn key(&self, atom: usize) -> u32 {
        self.keys[atom]
    }
}

impl Scorer {
    /// Of what a run learned.
    #[must_use]
    pub fn new(learned: &Learned) -> Self {
        let fields = &learned.model.fields;
        let columns: Vec<(String, Kind)> = learned
            .columns
            .iter()
            .filter(|column| column.kind.is_compared())
            .map(|column| (column.name.clone(), column.kind))
            .collect();
        let place = |name: &str| columns.iter().position(|column| column.0 == name);
        let (atoms, rules, finer) = learned.rules();
        // Named, not counted, so that a key stays the same when passes come and go.
        let salts: Vec<u64> = atoms
            .iter()
            .map(|maker| {
                let field = hash::bytes(fields[maker.field].field.as_bytes());
                hash::mix(field, hash::bytes(maker.name.as_bytes()))
            })
            .collect();
        let begin = |rule: &Rule| rule.iter().fold(1, |begin, &atom| hash::mix(begin, salts[atom]));
        let kinds: Vec<Kind> = fields.iter().map(|field| field.kind).collect();
        let mut layout = Layout::new(&kinds, learned.place_of_residents());
        layout.implied = learned.model.implied();
        Self {
            // A field has its column: it was checked when the file was read, and a run makes none without.
            sources: fields
                .iter()
                .map(|field| place(&field.field).unwrap_or(usize::MAX))
                .collect(),
            parts: learned.parts().filter_map(place).collect(),
            layout,
            weights: Weights::with(&learned.model, Vec::new()),
            passes: rules
                .into_iter()
                .map(|rule| Pass {
                    begin: begin(&rule),
                    rule,
                })
                .collect(),
            finer,
            atoms,
            salts,
            columns,
            learned: learned.clone(),
        }
    }

    /// What the run learned.
    #[must_use]
    pub fn learned(&self) -> &Learned {
        &self.learned
    }

    /// The columns that a record is read from, in the order in which [`Self::read`] wants them.
    #[must_use]
    pub fn columns(&self) -> &[(String, Kind)] {
        &self.columns
    }

    /// The weight from which on two records are taken for one.
    #[must_use]
    pub fn threshold(&self) -> f64 {
        self.learned.threshold
    }

    /// Reads a record: its values in the order of [`Self::columns`]. What is not given says nothing.
    #[must_use]
    pub fn read(&self, values: &[Option<&str>]) -> Reading {
        let raw = |place: usize| values.get(place).copied().flatten().unwrap_or_default();
        let fields = &self.learned.model.fields;
        let mut texts: Vec<String> = fields
            .iter()
            .zip(&self.sources)
            .map(|(field, &source)| match field.kind {
                Kind::FurtherNames => {
                    let parts: Vec<&str> = self.parts.iter().map(|&part| raw(part)).collect();
                    field::rest_of_name(raw(source), &parts)
                }
                kind => form::normal(kind, raw(source)),
            })
            .collect();
        let place = |kind| self.learned.place_of(kind);
        if let Some((given, surname)) = place(Kind::GivenName).zip(place(Kind::Surname))
            && texts[surname].is_empty()
            && !texts[given].is_empty()
            && self.learned.is_rather_surname(&texts[given], given, surname)
        {
            texts.swap(given, surname);
        }
        if let Some((residents, date)) = self.learned.place_of_residents().zip(place(Kind::Date))
            && texts[date].is_empty()
            && let Some(birth) = Identifier::of(&texts[residents]).birth()
        {
            texts[date] = field::birth_text(birth);
        }
        let told = texts.iter().zip(fields).zip(&self.learned.frequencies);
        let values: Vec<Told> = told
            .map(|((text, field), frequency)| {
                let texts = Dictionary::single(text);
                let hash = hash::bytes(text.as_bytes());
                let rows = frequency.rows(hash);
                Told {
                    forms: Forms::of(field.kind, &texts),
                    code: texts.len() as u32 - 1,
                    texts,
                    hash,
                    rows,
                    bits: field.frequency(rows, frequency.filled),
                }
            })
            .collect();
        let key = |maker: &KeyMaker| match values[maker.field].code {
            0 => 0,
            _ => (maker.make)(values[maker.field].value()),
        };
        let keys = self.atoms.iter().map(key).collect();
        Reading { values, keys }
    }

    /// The keys of a record, at most one for each pass: two records are candidates for each other where they share
    /// one. They are the same in every process and on every machine.
    #[must_use]
    pub fn keys(&self, reading: &Reading) -> Vec<u64> {
        (0..self.passes())
            .filter_map(|pass| self.pass_key(pass, &|atom| reading.key(atom)))
            .collect()
    }

    /// The keys to use instead of one whose block holds more than `block_max` records.
    #[must_use]
    pub fn finer_keys(&self, reading: &Reading, key: u64) -> Vec<u64> {
        let atom_key = |atom: usize| reading.key(atom);
        let pass = (0..self.passes()).find(|&pass| self.pass_key(pass, &atom_key) == Some(key));
        pass.map_or_else(Vec::new, |pass| self.finer_pass_keys(pass, key, &atom_key))
    }

    /// How many passes there are.
    pub(crate) fn passes(&self) -> usize {
        self.passes.len()
    }

    /// How the atoms of keys are made.
    pub(crate) fn makers(&self) -> &[KeyMaker] {
        &self.atoms
    }

    /// The key of a pass, of the keys of its atoms.
    pub(crate) fn pass_key(&self, pass: usize, atom_key: &dyn Fn(usize) -> u32) -> Option<u64> {
        let pass = &self.passes[pass];
        pass.rule.iter().try_fold(pass.begin, |key, &atom| {
            let part = atom_key(atom);
            (part != 0).then(|| hash::mix(key, part.into()))
        })
    }

    /// The keys to use instead of a pass's.
    pub(crate) fn finer_pass_keys(&self, pass: usize, key: u64, atom_key: &dyn Fn(usize) -> u32) -> Vec<u64> {
        let rule = &self.passes[pass].rule;
        let has = |field: usize| rule.iter().any(|&atom| self.atoms[atom].field == field);
        let finer = self.finer.iter().filter(|&&atom| !has(self.atoms[atom].field));
        finer
            .map(|&atom| (atom, atom_key(atom)))
            .filter(|&(_, part)| part != 0)
            .map(|(atom, part)| hash::mix(key, hash::mix(self.salts[atom], part.into())))
            .collect()
    }

    /// The weight of two records in bits.
    #[must_use]
    pub fn bits(&self, one: &Reading, other: &Reading) -> f32 {
        let mut pair = Both { one, other };
        let levels = self.layout.levels(&mut pair, None).unwrap_or_default();
        self.weights.of(&self.layout, levels, &pair)
    }

    /// Whether two records carry permanent identifiers, both right, that differ: they are never joined.
    #[must_use]
    pub fn is_parted(&self, one: &Reading, other: &Reading) -> bool {
        self.layout.is_parted(&Both { one, other })
    }

    /// Two records held against each other, with reasons.
    #[must_use]
    pub fn compare(&self, one: &Reading, other: &Reading) -> Comparison {
        self.compare_pair(&self.weights, &mut Both { one, other })
    }

    /// Any pair by what was learned; `weights` where the frequencies of its values are.
    pub(crate) fn compare_pair(&self, weights: &Weights, pair: &mut impl Pair) -> Comparison {
        let fields = &self.learned.model.fields;
        Comparison::of(fields, &self.layout, weights, self.learned.threshold, pair)
    }
}

/// Two records read.
struct Both<'a> {
    one: &'a Reading,
    other: &'a Reading,
}

impl Pair for Both<'_> {
    #[inline]
    fn is_told(&self, field: usize) -> bool {
        self.one.values[field].code != 0 && self.other.values[field].code != 0
    }

    #[inline]
    fn is_same(&self, field: usize) -> bool {
        let (one, other) = (&self.one.values[field], &self.other.values[field]);
        one.hash == other.hash && one.value().text() == other.value().text()
    }

    #[inline]
    fn values(&self, field: usize) -> (Value<'_>, Value<'_>) {
        (self.one.values[field].value(), self.other.values[field].value())
    }

    #[inline]
    fn frequency(&self, _: &Weights, field: usize) -> f32 {
        self.one.values[field].bits
    }

    fn rows_with_it(&self, field: usize) -> Option<u32> {
        Some(self.one.values[field].rows).filter(|&rows| rows > 0)
    }
}
