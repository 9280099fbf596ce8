//! What a run learned, as a file: whoever has it reads, keys and compares records as that run did, without its rows.

use serde::{Deserialize, Serialize};

use crate::block::keys::{self, KeyMaker};
use crate::block::pass::Rule;
use crate::field::{self, Field};
use crate::hash;
use crate::kind::Kind;
use crate::linked::Linked;
use crate::model::{FieldModel, Model, ModelError};

/// The version of the format that this program writes; a file of version 1 is a [`Model`] alone.
pub const LEARNED_VERSION: u32 = 2;

/// Of a field at most this many values have their frequency kept.
const FREQUENT_MAX: usize = 20_000;
/// A value that fewer rows have is not in the file, not even as a hash: it is somebody's own.
const ROWS_MIN: u32 = 10;

/// A column of the files that were learned from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LearnedColumn {
    /// Its name in the header.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A part of a key: a field, and how its values become keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyPart {
    /// The field.
    pub field: String,
    /// How.
    pub key: String,
}

impl From<KeyPart> for String {
    fn from(part: KeyPart) -> Self {
        format!("{}: {}", part.field, part.key)
    }
}

impl TryFrom<String> for KeyPart {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (field, key) = text
            .rsplit_once(": ")
            .ok_or_else(|| format!("`{text}` is no part of a key: `field: how` is wanted"))?;
        Ok(Self {
            field: field.to_owned(),
            key: key.to_owned(),
        })
    }
}

/// How frequent the values of a field are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FrequencyText", into = "FrequencyText")]
pub struct Frequency {
    /// The field.
    pub field: String,
    /// Rows that have a value.
    pub filled: u64,
    /// Hashes of normal forms and the rows that have them, by hash.
    counts: Vec<(u64, u32)>,
}

/// As it stands in the file: a line for each value, its hash and its rows, those first that most rows have.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrequencyText {
    field: String,
    filled: u64,
    values: String,
}

impl From<Frequency> for FrequencyText {
    fn from(known: Frequency) -> Self {
        let mut counts = known.counts;
        counts.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        let lines = counts.iter().map(|(hash, rows)| format!("{hash:016x} {rows}\n"));
        Self {
            field: known.field,
            filled: known.filled,
            values: lines.collect(),
        }
    }
}

impl TryFrom<FrequencyText> for Frequency {
    type Error = String;

    fn try_from(text: FrequencyText) -> Result<Self, String> {
        let field = &text.field;
        let mut counts = Vec::new();
        for line in text.values.lines() {
            let read = line.split_once(' ').and_then(|(hash, rows)| {
                let hash = u64::from_str_radix(hash, 16).ok().filter(|_| hash.len() == 16)?;
                Some((hash, rows.parse().ok().filter(|&rows: &u32| rows > 0)?))
            });
            let wrong = || format!("field {field}: `{line}` is no hash with a number of rows");
            counts.push(read.ok_or_else(wrong)?);
        }
        counts.sort_unstable();
        if let Some(twice) = counts.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(format!(
                "field {field}: the value {:016x} stands there twice",
                twice[0].0
            ));
        }
        let sum: u64 = counts.iter().map(|&(_, rows)| u64::from(rows)).sum();
        if sum > text.filled {
            return Err(format!(
                "field {field}: its values have more rows than are filled"
            ));
        }
        Ok(Self {
            field: text.field,
            filled: text.filled,
            counts,
        })
    }
}

impl Frequency {
    fn of(field: &Field) -> Self {
        let mut counts: Vec<(u64, u32)> = (1..field.texts.len() as u32)
            .map(|code| (field.counts[code as usize], code))
            .filter(|&(rows, _)| rows >= ROWS_MIN)
            .map(|(rows, code)| (hash::bytes(field.texts.value(code).as_bytes()), rows))
            .collect();
        counts.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        counts.truncate(FREQUENT_MAX);
        counts.sort_unstable();
        counts.dedup_by_key(|known| known.0);
        Self {
            field: field.name.clone(),
            filled: field.filled,
            counts,
        }
    }

    /// Rows that have a normal form, given its hash; 0 where that is not told, for few have it.
    #[must_use]
    pub fn rows(&self, hash: u64) -> u32 {
        let place = self.counts.binary_search_by_key(&hash, |known| known.0);
        place.map_or(0, |place| self.counts[place].1)
    }

    /// How many values have their frequency told.
    #[must_use]
    pub fn told(&self) -> usize {
        self.counts.len()
    }
}

/// What a run learned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learned {
    /// The format of this file.
    pub version: u32,
    /// The threshold in bits.
    pub threshold: f64,
    /// Blocks of more rows are taken again with a further part of the key.
    pub block_max: u32,
    /// The share of all pairs of one person that the passes are expected to bring together.
    pub expected_recall: f64,
    /// The column of ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The field that holds resident IDs: a missing birth date is taken from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residents: Option<String>,
    /// The passes: records that share all parts of a key are held against each other.
    pub passes: Vec<Vec<KeyPart>>,
    /// The further parts for blocks that are too large.
    pub finer: Vec<KeyPart>,
    /// The columns.
    pub columns: Vec<LearnedColumn>,
    /// The weights.
    pub model: Model,
    /// How frequent values are, for each field of the model.
    pub frequencies: Vec<Frequency>,
}

impl Linked {
    /// What this run learned; of a run that was given what another had learned, that.
    #[must_use]
    pub fn learned(&self) -> Learned {
        if let Some(learned) = &self.given {
            return Learned {
                threshold: self.threshold,
                ..learned.clone()
            };
        }
        let part = |&atom: &usize| KeyPart {
            field: self.plan.fields[self.atoms[atom].field].name.clone(),
            key: self.atoms[atom].name.to_owned(),
        };
        let columns = self.inferred.iter().map(|column| LearnedColumn {
            name: column.column.clone(),
            kind: column.kind,
        });
        let residents = field::residents(&self.plan.fields);
        Learned {
            version: LEARNED_VERSION,
            threshold: self.threshold,
            block_max: self.passes.block_max as u32,
            expected_recall: self.choice.recall,
            id: self.id.map(|id| self.inferred[id].column.clone()),
            residents: residents.map(|place| self.plan.fields[place].name.clone()),
            passes: self
                .choice
                .rules
                .iter()
                .map(|rule| rule.iter().map(part).collect())
                .collect(),
            finer: self.finer.iter().map(part).collect(),
            columns: columns.collect(),
            model: self.model.clone(),
            frequencies: self.plan.fields.iter().map(Frequency::of).collect(),
        }
    }
}

impl Learned {
    /// What was learned as a readable file.
    ///
    /// # Errors
    /// [`ModelError::Unreadable`], should a number have no text.
    pub fn to_toml(&self) -> Result<String, ModelError> {
        toml::to_string_pretty(self).map_err(|error| ModelError::Unreadable(error.to_string()))
    }

    /// Reads what [`Self::to_toml`] wrote, perhaps changed by hand.
    ///
    /// # Errors
    /// [`ModelError`] with what is wrong.
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        let version = version_of(text)?;
        if version != LEARNED_VERSION {
            return Err(ModelError::Version(version));
        }
        let learned: Self =
            toml::from_str(text).map_err(|error| ModelError::Unreadable(error.to_string()))?;
        learned.model.check()?;
        learned.check().map_err(ModelError::Unreadable)?;
        Ok(learned)
    }

    fn check(&self) -> Result<(), String> {
        if !self.threshold.is_finite() || !self.expected_recall.is_finite() {
            return Err("its threshold and its expected recall are numbers".to_owned());
        }
        if self.block_max < 2 {
            return Err("block_max: a block has two rows at least".to_owned());
        }
        let fields = &self.model.fields;
        if fields.is_empty() || fields.len() > field::FIELDS_MAX {
            return Err(format!("it has 1 to {} fields", field::FIELDS_MAX));
        }
        for (place, field) in fields.iter().enumerate() {
            let name = &field.field;
            let column = self.columns.iter().find(|column| column.name == *name);
            let holds = match column.map(|column| column.kind) {
                None => return Err(format!("field {name}: there is no such column")),
                Some(kind) => {
                    kind == field.kind || (kind, field.kind) == (Kind::FullName, Kind::FurtherNames)
                }
            };
            if !holds || !field.kind.is_compared() {
                return Err(format!("field {name}: its column holds something else"));
            }
            if fields[..place].iter().any(|other| other.field == *name) {
                return Err(format!("field {name}: it stands there twice"));
            }
            if self
                .frequencies
                .get(place)
                .is_none_or(|known| known.field != *name)
            {
                return Err(format!("field {name}: its frequencies are missing"));
            }
        }
        if self.frequencies.len() != fields.len() {
            return Err("it has more frequencies than fields".to_owned());
        }
        if self.passes.is_empty() || self.passes.iter().any(Vec::is_empty) {
            return Err("it has passes, and each of them a key".to_owned());
        }
        for part in self.passes.iter().flatten().chain(&self.finer) {
            if self.part(part).is_none() {
                return Err(format!("`{}: {}`: there is no such key", part.field, part.key));
            }
        }
        let is_identifier = |field: &FieldModel| matches!(field.kind, Kind::PermanentId | Kind::OtherId);
        match &self.residents {
            Some(name)
                if !fields
                    .iter()
                    .any(|field| field.field == *name && is_identifier(field)) =>
            {
                Err(format!("residents: there is no field of identifiers {name}"))
            }
            _ => Ok(()),
        }
    }

    /// The place of the field of a kind.
    pub(crate) fn place_of(&self, kind: Kind) -> Option<usize> {
        self.model.fields.iter().position(|field| field.kind == kind)
    }

    /// The place of the field of resident IDs.
    pub(crate) fn place_of_residents(&self) -> Option<usize> {
        let name = self.residents.as_ref()?;
        self.model.fields.iter().position(|field| field.field == *name)
    }

    /// The columns of given names and surnames.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &str> {
        let parts = self.columns.iter();
        parts
            .filter(|column| matches!(column.kind, Kind::GivenName | Kind::Surname))
            .map(|column| column.name.as_str())
    }

    /// Whether what stands alone in the field of given names is a surname: it is one more often.
    pub(crate) fn is_rather_surname(&self, text: &str, given: usize, surname: usize) -> bool {
        let hash = hash::bytes(text.as_bytes());
        self.frequencies[surname].rows(hash) > self.frequencies[given].rows(hash)
    }

    /// A part of a key: the place of its field, its name and what makes it.
    pub(crate) fn part(&self, part: &KeyPart) -> Option<KeyMaker> {
        let field = self
            .model
            .fields
            .iter()
            .position(|field| field.field == part.field)?;
        let makers = keys::makers(self.model.fields[field].kind);
        let &(name, make) = makers.iter().find(|(name, _)| *name == part.key)?;
        Some(KeyMaker { field, name, make })
    }

    /// The atoms of all keys, and of which of them the passes and what makes them finer are made.
    pub(crate) fn rules(&self) -> (Vec<KeyMaker>, Vec<Rule>, Rule) {
        let mut atoms: Vec<KeyMaker> = Vec::new();
        let mut place = |part: &KeyPart| {
            // Each is known to be there: it was checked when it was read.
            let atom = self.part(part)?;
            let known = atoms
                .iter()
                .position(|known| (known.field, known.name) == (atom.field, atom.name));
            Some(known.unwrap_or_else(|| {
                atoms.push(atom);
                atoms.len() - 1
            }))
        };
        let passes = self.passes.iter();
        let passes = passes
            .map(|parts| parts.iter().filter_map(&mut place).collect())
            .collect();
        let finer = self.finer.iter().filter_map(&mut place).collect();
        (atoms, passes, finer)
    }
}

/// The version that a file of a model says it has.
///
/// # Errors
/// [`ModelError::Unreadable`] where it says none.
pub fn version_of(text: &str) -> Result<u32, ModelError> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    toml::from_str(text)
        .map(|file: Versioned| file.version)
        .map_err(|error| ModelError::Unreadable(error.to_string()))
}
