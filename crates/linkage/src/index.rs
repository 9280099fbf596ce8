//! Records that stay: new ones find their candidates among them and join their clusters, without a run.
//!
//! Whatever the order in which records were added, alone or many at once, the clusters are those of a run over all
//! of them by what the same run learned: a record is looked for by the same keys, a block that grows too large is cut
//! as a run cuts it (what only it brought together parts again), and the components that were touched are clustered
//! anew, in the order of the same hash of file and id.

mod blocks;
mod file;

use crate::block::keys::{self, Atom};
use crate::cluster::{self, Edge, Judge, Refusal};
use crate::column::Dictionary;
use crate::explain::Comparison;
use crate::field::{self, Field};
use crate::form::Value;
use crate::hash::{self, Map};
use crate::labels::Ties;
use crate::learned::Learned;
use crate::linked::Linked;
use crate::model::Weights;
use crate::pair::{LevelCache, Pair, Plan};
use crate::run::{PlanJudge, kept_floor};
use crate::scorer::{Reading, Scorer};
use crate::table::Table;
use blocks::Blocks;

pub use file::IndexFileError;

/// Records that stay, with their keys, their pairs and their clusters.
#[derive(Debug)]
pub struct Index {
    scorer: Scorer,
    plan: Plan,
    atoms: Vec<Atom>,
    weights: Weights,
    blocks: Blocks,
    names: Names,
    /// For each record those that it forms a pair over the threshold with, and the weight.
    pairs: Vec<Vec<(u32, f32)>>,
    /// For each record its cluster: the first record of it.
    clusters: Vec<u32>,
}

/// Whose the records are.
#[derive(Debug, Default)]
struct Names {
    files: Vec<String>,
    /// For each record its file, its row there, and its place in the order in which a run works on records.
    of: Vec<Name>,
    ids: Vec<String>,
    by_order: Map<u64, u32>,
}

#[derive(Debug, Clone, Copy)]
struct Name {
    file: u32,
    row: u32,
    order: u64,
}

/// A record to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord<'a> {
    /// The name of its file.
    pub file: &'a str,
    /// Its row there, counted from 1.
    pub row: u32,
    /// Its id, of its own within the file.
    pub id: &'a str,
    /// Its values, in the order of [`Scorer::columns`].
    pub values: Vec<Option<&'a str>>,
}

/// Why records cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// Rows without ids cannot be told from each other later.
    #[error("an index needs ids: no column names the rows")]
    NoIds,
    /// The record is there.
    #[error("{file}, row {row}: the id {id} is in the index already")]
    Known {
        /// The file.
        file: String,
        /// The row.
        row: u32,
        /// The id.
        id: String,
    },
    /// A record has no id.
    #[error("{file}, row {row}: the record has no id")]
    NoId {
        /// The file.
        file: String,
        /// The row.
        row: u32,
    },
    /// The run was not made by what is kept with the records.
    #[error("an index is made of a run that was given what another learned")]
    NotGiven,
}

/// A record that may be the one looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexCandidate {
    /// The record.
    pub record: u32,
    /// What the two come to; the one looked for stands first.
    pub comparison: Comparison,
}

/// What came of adding records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Added {
    /// The new records.
    pub records: Vec<u32>,
    /// Records that were there and whose cluster has another first record now, in their order.
    pub moved: Vec<u32>,
}

impl Index {
    /// An index without records.
    #[must_use]
    pub fn new(learned: &Learned) -> Self {
        let fields = learned.model.fields.iter();
        let fields = fields.map(|field| Field::open(&field.field, field.kind, Dictionary::new()));
        Self::with(learned, fields.collect(), Vec::new(), Names::default())
    }

    /// Of records with their codes, neither keyed nor paired yet.
    fn with(learned: &Learned, mut fields: Vec<Field>, cells: Vec<u32>, names: Names) -> Self {
        field::count_as_learned(&mut fields, learned);
        let scorer = Scorer::new(learned);
        let makers = scorer.makers().iter();
        let atoms = makers.map(|&maker| keys::atom(&fields, maker)).collect();
        let rows = names.of.len();
        let plan = Plan::of_cells(fields, cells, rows, learned.place_of_residents());
        Self {
            weights: Weights::new(&learned.model, &plan),
            blocks: Blocks::new(learned.block_max as usize),
            pairs: vec![Vec::new(); rows],
            clusters: (0..rows as u32).collect(),
            scorer,
            plan,
            atoms,
            names,
        }
    }

    /// Of a run that was given what another learned.
    ///
    /// # Errors
    /// [`IndexError`] where the rows have no ids or the run learned itself.
    pub fn of(linked: &Linked, table: &Table) -> Result<Self, IndexError> {
        let learned = linked.learned();
        if linked.given.is_none() {
            return Err(IndexError::NotGiven);
        }
        let id = linked.id.ok_or(IndexError::NoIds)?;
        let mut rows: Vec<(u32, u32)> = Vec::with_capacity(table.rows());
        for (file, part) in (0..).zip(&table.parts) {
            rows.extend((1..=part.rows as u32).map(|row| (file, row)));
        }
        let mut names = Names {
            files: table.parts.iter().map(|part| part.name.clone()).collect(),
            ..Names::default()
        };
        let mut cells = Vec::with_capacity(table.rows() * linked.plan.fields.len());
        for (place, &row) in (0..).zip(&linked.order) {
            let (file, line) = rows[row as usize];
            names.push(file, line, table.columns[id].value(row as usize))?;
            cells.extend_from_slice(linked.plan.cells(place));
        }
        let fields = linked.plan.fields.iter();
        let fields = fields.map(|field| Field::open(&field.name, field.kind, field.texts.reopened()));
        let mut index = Self::with(&learned, fields.collect(), cells, names);
        let over: Vec<Edge> = linked
            .edges
            .iter()
            .copied()
            .filter(|edge| edge.bits >= linked.threshold as f32)
            .collect();
        index.take_over(&over, linked.clusters.of.clone());
        Ok(index)
    }

    /// Takes over what is known of its records already.
    fn take_over(&mut self, edges: &[Edge], clusters: Vec<u32>) {
        for record in 0..self.plan.rows as u32 {
            self.post(record);
        }
        for edge in edges {
            self.pair(edge.one, edge.other, edge.bits);
        }
        self.clusters = clusters;
    }

    /// What its records are read and weighed by.
    #[must_use]
    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.plan.rows
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plan.rows == 0
    }

    /// The id of a record.
    #[must_use]
    pub fn id(&self, record: u32) -> &str {
        &self.names.ids[record as usize]
    }

    /// The file of a record, and its row there.
    #[must_use]
    pub fn place(&self, record: u32) -> (&str, u32) {
        let name = self.names.of[record as usize];
        (&self.names.files[name.file as usize], name.row)
    }

    /// The first record of a record's cluster.
    #[must_use]
    pub fn cluster(&self, record: u32) -> u32 {
        self.clusters[record as usize]
    }

    /// The weight that ties a record most to another of its cluster; none for one that is alone.
    #[must_use]
    pub fn tie(&self, record: u32) -> Option<f32> {
        let own = self.cluster(record);
        let pairs = self.pairs[record as usize].iter();
        let within = pairs.filter(|(other, _)| self.cluster(*other) == own);
        within.map(|&(_, bits)| bits).max_by(f32::total_cmp)
    }

    /// The records in the order of their files and rows.
    #[must_use]
    pub fn in_order(&self) -> Vec<u32> {
        let mut records: Vec<u32> = (0..self.len() as u32).collect();
        records.sort_unstable_by_key(|&record| {
            let name = self.names.of[record as usize];
            (name.file, name.row)
        });
        records
    }

    /// The first record with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<u32> {
        let place = self.names.ids.iter().position(|known| known == id)?;
        Some(place as u32)
    }

    /// Two records held against each other.
    #[must_use]
    pub fn compare(&self, one: u32, other: u32) -> Comparison {
        self.scorer
            .compare_pair(&self.weights, &mut self.plan.pair(one, other))
    }

    /// The records that may be the one read, best first: at most `limit`, and none that is far less likely it than
    /// not.
    #[must_use]
    pub fn candidates(&self, reading: &Reading, limit: usize) -> Vec<IndexCandidate> {
        let codes: Vec<u32> = self
            .plan
            .fields
            .iter()
            .zip(reading.texts())
            .map(|(field, text)| field.texts.find(text).unwrap_or(u32::MAX))
            .collect();
        let against = |record: u32| Against {
            reading,
            codes: &codes,
            fields: &self.plan.fields,
            cells: self.plan.cells(record),
        };
        let floor = kept_floor(&self.weights);
        let atom_key = |atom: usize| reading.key(atom);
        let mut found: Vec<(f32, u32)> = self
            .near(&atom_key)
            .into_iter()
            .filter_map(|record| {
                let mut pair = against(record);
                let levels = self.plan.layout.levels(&mut pair, Some((&self.weights, floor)))?;
                let bits = self.weights.of(&self.plan.layout, levels, &pair);
                (bits >= floor).then_some((bits, record))
            })
            .collect();
        let order = |record: u32| self.names.of[record as usize].order;
        found.sort_unstable_by(|one, other| {
            let by_bits = other.0.total_cmp(&one.0);
            by_bits.then_with(|| order(one.1).cmp(&order(other.1)))
        });
        found.truncate(limit);
        let compared = found.into_iter().map(|(_, record)| IndexCandidate {
            record,
            comparison: self.scorer.compare_pair(&self.weights, &mut against(record)),
        });
        compared.collect()
    }

    /// Adds records.
    ///
    /// # Errors
    /// [`IndexError`] at the first that has no id or is there already; those before it are added.
    pub fn add(&mut self, new: &[NewRecord<'_>]) -> Result<Added, IndexError> {
        let before = self.len() as u32;
        let mut dirty = Vec::new();
        let mut refused = None;
        let mut added = Added::default();
        for record in new {
            match self.take(record, &mut dirty) {
                Ok(record) => added.records.push(record),
                Err(error) => {
                    refused = Some(error);
                    break;
                }
            }
        }
        let mut moved = self.cluster_around(&dirty);
        if let Some(error) = refused {
            return Err(error);
        }
        moved.retain(|&record| record < before);
        moved.sort_unstable();
        added.moved = moved;
        Ok(added)
    }

    /// Takes a record in, with its pairs; `dirty` gets the records whose pairs have changed.
    fn take(&mut self, new: &NewRecord<'_>, dirty: &mut Vec<u32>) -> Result<u32, IndexError> {
        let file = self.names.file(new.file);
        let record = self.names.push(file, new.row, new.id)?;
        let reading = self.scorer.read(&new.values);
        let mut codes = Vec::with_capacity(self.plan.fields.len());
        for (place, told) in reading.told().iter().enumerate() {
            let field = &mut self.plan.fields[place];
            // Values are far from the 4 GB that a field's may be long.
            let code = field.texts.code(told.value().text()).unwrap_or(0);
            if code as usize == field.counts.len() {
                field.counts.push(told.rows);
                field.forms.push_last_of(&told.forms);
                self.weights.frequency[place].push(told.bits);
                for (atom, known) in self.atoms.iter_mut().enumerate() {
                    if known.field == place {
                        known.keys.push(reading.key(atom));
                    }
                }
            }
            codes.push(code);
        }
        self.plan.push(&codes);
        self.pairs.push(Vec::new());
        self.clusters.push(record);
        dirty.push(record);
        for block in self.post(record) {
            self.part(&block, dirty);
        }
        // Given up as early as in a run, not earlier: sums that are made in another order may differ in the last bit.
        let kept = kept_floor(&self.weights);
        let floor = kept.max(self.scorer.threshold() as f32);
        for other in self.near(&|atom| self.atom_key(atom, record)) {
            if other == record {
                continue;
            }
            let levels = self.plan.levels_over(record, other, &self.weights, kept, None);
            let bits = levels.map(|levels| {
                let pair = self.plan.pair(record, other);
                self.weights.of(&self.plan.layout, levels, &pair)
            });
            if let Some(bits) = bits.filter(|&bits| bits >= floor) {
                self.pair(record, other, bits);
            }
        }
        Ok(record)
    }

    fn pair(&mut self, one: u32, other: u32, bits: f32) {
        self.pairs[one as usize].push((other, bits));
        self.pairs[other as usize].push((one, bits));
    }

    fn atom_key(&self, atom: usize, record: u32) -> u32 {
        let atom = &self.atoms[atom];
        atom.keys[self.plan.cells(record)[atom.field] as usize]
    }

    /// The records that share an open block with a record of these keys, each once.
    fn near(&self, atom_key: &dyn Fn(usize) -> u32) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for pass in 0..self.scorer.passes() {
            let Some(key) = self.scorer.pass_key(pass, atom_key) else {
                continue;
            };
            match self.blocks.members(key) {
                Some(members) => found.extend_from_slice(members),
                None => {
                    for key in self.scorer.finer_pass_keys(pass, key, atom_key) {
                        found.extend_from_slice(self.blocks.members(key).unwrap_or_default());
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Puts a record into its blocks. Answers the members of blocks that have become too large by it.
    fn post(&mut self, record: u32) -> Vec<Vec<u32>> {
        let mut cut = Vec::new();
        for pass in 0..self.scorer.passes() {
            let Some(key) = self.scorer.pass_key(pass, &|atom| self.atom_key(atom, record)) else {
                continue;
            };
            let Some(members) = self.blocks.post(key, record) else {
                continue;
            };
            for &member in &members {
                let atom_key = |atom| self.atom_key(atom, member);
                for finer in self.scorer.finer_pass_keys(pass, key, &atom_key) {
                    let members = self.blocks.post(finer, member);
                    cut.extend(members.filter(|members| members.len() > 1));
                }
            }
            if members.len() > 1 {
                cut.push(members);
            }
        }
        cut
    }

    /// Whether a block that is not too large holds both.
    fn meet(&self, one: u32, other: u32) -> bool {
        let key_of = |record: u32| move |atom: usize| self.atom_key(atom, record);
        let (a, b) = (key_of(one), key_of(other));
        (0..self.scorer.passes()).any(|pass| {
            let key = self.scorer.pass_key(pass, &a);
            let Some(key) = key.filter(|_| key == self.scorer.pass_key(pass, &b)) else {
                return false;
            };
            if self.blocks.members(key).is_some() {
                return true;
            }
            let others = self.scorer.finer_pass_keys(pass, key, &b);
            let finer = self.scorer.finer_pass_keys(pass, key, &a);
            let shared = |key: &u64| others.contains(key) && self.blocks.members(*key).is_some();
            finer.iter().any(shared)
        })
    }

    /// Takes back the pairs that only a block which was cut had brought together.
    fn part(&mut self, members: &[u32], dirty: &mut Vec<u32>) {
        let mut sorted = members.to_vec();
        sorted.sort_unstable();
        for &record in &sorted {
            let mut pairs = std::mem::take(&mut self.pairs[record as usize]);
            let before = pairs.len();
            pairs.retain(|&(other, _)| sorted.binary_search(&other).is_err() || self.meet(record, other));
            if pairs.len() < before {
                dirty.push(record);
            }
            self.pairs[record as usize] = pairs;
        }
    }

    /// Clusters the components anew that hold these records. Answers the records whose cluster is another now.
    fn cluster_around(&mut self, dirty: &[u32]) -> Vec<u32> {
        let mut seen: Map<u32, ()> = Map::default();
        let mut moved = Vec::new();
        for &start in dirty {
            if seen.insert(start, ()).is_some() {
                continue;
            }
            let mut members = vec![start];
            let mut next = 0;
            while let Some(&record) = members.get(next) {
                next += 1;
                for &(other, _) in &self.pairs[record as usize] {
                    if seen.insert(other, ()).is_none() {
                        members.push(other);
                    }
                }
            }
            self.cluster_component(members, &mut moved);
        }
        moved
    }

    fn cluster_component(&mut self, mut members: Vec<u32>, moved: &mut Vec<u32>) {
        members.sort_unstable_by_key(|&record| self.names.of[record as usize].order);
        let places: Map<u32, u32> = members.iter().copied().zip(0..).collect();
        let mut edges = Vec::new();
        for (place, &record) in (0..).zip(&members) {
            let pairs = self.pairs[record as usize].iter();
            let later = pairs
                .map(|&(other, bits)| (places[&other], bits))
                .filter(|&(other, _)| other > place);
            edges.extend(later.map(|(other, bits)| Edge {
                bits,
                one: place,
                other,
            }));
        }
        // Nobody settles anything about single records beforehand.
        let ties = Ties::default();
        let judge = PlanJudge {
            plan: &self.plan,
            weights: &self.weights,
            ties: &ties,
            threshold: self.scorer.threshold() as f32,
        };
        let judge = Among {
            members: &members,
            judge,
        };
        let clusters = cluster::cluster(members.len(), &edges, &judge);
        for (&record, first) in members.iter().zip(clusters.of) {
            let cluster = &mut self.clusters[record as usize];
            if *cluster != members[first as usize] {
                *cluster = members[first as usize];
                moved.push(record);
            }
        }
    }
}

impl Names {
    fn file(&mut self, name: &str) -> u32 {
        let known = self.files.iter().position(|file| file == name);
        known.unwrap_or_else(|| {
            self.files.push(name.to_owned());
            self.files.len() - 1
        }) as u32
    }

    fn push(&mut self, file: u32, row: u32, id: &str) -> Result<u32, IndexError> {
        let name = &self.files[file as usize];
        if id.is_empty() {
            return Err(IndexError::NoId {
                file: name.clone(),
                row,
            });
        }
        let order = field::order_of(hash::bytes(name.as_bytes()), hash::bytes(id.as_bytes()));
        let record = self.of.len() as u32;
        if self.by_order.contains_key(&order) {
            return Err(IndexError::Known {
                file: name.clone(),
                row,
                id: id.to_owned(),
            });
        }
        self.by_order.insert(order, record);
        self.of.push(Name { file, row, order });
        self.ids.push(id.to_owned());
        Ok(record)
    }
}

/// Clustering asks about some records by their place among them.
struct Among<'a> {
    members: &'a [u32],
    judge: PlanJudge<'a>,
}

impl Judge for Among<'_> {
    fn support(&self, one: u32, other: u32, cache: &mut LevelCache) -> f32 {
        let (one, other) = (self.members[one as usize], self.members[other as usize]);
        self.judge.support(one, other, cache)
    }

    fn over(&self, bits: f32) -> f32 {
        self.judge.over(bits)
    }

    fn parted(&self, one: u32, other: u32) -> Option<Refusal> {
        self.judge
            .parted(self.members[one as usize], self.members[other as usize])
    }
}

/// A record read, held against one of the index.
struct Against<'a> {
    reading: &'a Reading,
    /// Its values by their codes in the index.
    codes: &'a [u32],
    fields: &'a [Field],
    cells: &'a [u32],
}

impl Pair for Against<'_> {
    fn is_told(&self, field: usize) -> bool {
        self.codes[field] != 0 && self.cells[field] != 0
    }

    fn is_same(&self, field: usize) -> bool {
        self.codes[field] == self.cells[field]
    }

    fn values(&self, field: usize) -> (Value<'_>, Value<'_>) {
        let known = self.fields[field].value(self.cells[field]);
        (self.reading.told()[field].value(), known)
    }

    fn frequency(&self, _: &Weights, field: usize) -> f32 {
        self.reading.told()[field].bits
    }

    fn rows_with_it(&self, field: usize) -> Option<u32> {
        Some(self.reading.told()[field].rows).filter(|&rows| rows > 0)
    }
}
