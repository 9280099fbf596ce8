//! A run: from a table to clusters.

use rayon::prelude::*;

use crate::block::choose::{self, Budget, Candidate, Choice, Match};
use crate::block::keys::{self, Atom};
use crate::block::pass::{Cut, Passes, Rule};
use crate::calibrate;
use crate::cluster::{self, Clusters, Edge, Judge};
use crate::field;
use crate::infer::{self, Inferred, infer};
use crate::kind::Kind;
use crate::model::{self, Model, Session, Weights};
use crate::pair::{LevelCache, Levels, Plan};
use crate::table::Table;

/// What a caller may settle.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The column of ids.
    pub id: Option<String>,
    /// The column of the truth.
    pub truth: Option<String>,
    /// The threshold in bits, over the prior.
    pub threshold: Option<f64>,
    /// A model learned before.
    pub model: Option<Model>,
}

/// Why there is nothing to link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// A column that was named is not there.
    #[error("there is no column {0}")]
    NoColumn(String),
    /// Two rows of one file have the same id.
    #[error("{file}, line {line}: the id {id} stands in line {first} already")]
    DoubleId {
        /// The file.
        file: String,
        /// The later line.
        line: usize,
        /// The id.
        id: String,
        /// The earlier line.
        first: usize,
    },
    /// A row has no id.
    #[error("{file}, line {line}: column {column} is empty, and it is the id")]
    NoId {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// The column.
        column: String,
    },
    /// The model given knows none of the fields.
    #[error("the model given knows none of these columns")]
    OtherModel,
    /// No column can be compared.
    #[error("no column can be compared: {0}")]
    NothingToCompare(String),
}

/// Called between the phases, with the name of the one that ended.
pub type Phases<'a> = &'a mut dyn FnMut(&'static str);

/// What came of a run.
#[derive(Debug)]
pub struct Linked {
    /// What each column was taken for.
    pub inferred: Vec<Inferred>,
    /// The column of ids.
    pub id: Option<usize>,
    /// For each place of the plan the row of the table.
    pub order: Vec<u32>,
    /// What was compared.
    pub plan: Plan,
    /// The atoms of keys.
    pub atoms: Vec<Atom>,
    /// The passes chosen.
    pub choice: Choice,
    /// The blocks.
    pub passes: Passes,
    /// The model.
    pub model: Model,
    /// Its weights.
    pub weights: Weights,
    /// Pairs that the passes hold, each as often as passes have it.
    pub pairs_blocked: u64,
    /// Pairs looked at.
    pub pairs_scored: u64,
    /// The pairs that may be one, in the order of their records; records are places of the plan.
    pub edges: Vec<Edge>,
    /// The threshold in bits.
    pub threshold: f64,
    /// The clusters.
    pub clusters: Clusters,
}

impl Linked {
    /// The sizes of the clusters, largest first.
    #[must_use]
    pub fn cluster_sizes(&self) -> Vec<u32> {
        let mut sizes = crate::column::counts(&self.clusters.of, self.clusters.of.len());
        sizes.retain(|&size| size > 0);
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        sizes
    }

    /// For each row of the table its place.
    #[must_use]
    pub fn places(&self) -> Vec<u32> {
        let mut places = vec![0; self.order.len()];
        for (place, &row) in self.order.iter().enumerate() {
            places[row as usize] = place as u32;
        }
        places
    }

    /// The id of a place: that of its row, or the row counted from 1 where rows have no ids.
    #[must_use]
    pub fn id_of(&self, table: &Table, place: u32) -> String {
        let row = self.order[place as usize] as usize;
        match self.id {
            Some(id) => table.columns[id].value(row).to_owned(),
            None => (row + 1).to_string(),
        }
    }

    /// The place of the first record with an id.
    #[must_use]
    pub fn find(&self, table: &Table, id: &str) -> Option<u32> {
        let places = self.places();
        let row = match self.id {
            Some(column) => (0..table.rows()).find(|&row| table.columns[column].value(row) == id)?,
            None => id.parse::<usize>().ok()?.checked_sub(1)?,
        };
        places.get(row).copied()
    }

    /// For each place the weight that ties it most to another record of its cluster; none for one that is alone.
    #[must_use]
    pub fn ties(&self) -> Vec<Option<f32>> {
        let mut ties: Vec<Option<f32>> = vec![None; self.order.len()];
        for edge in &self.edges {
            if self.clusters.of[edge.one as usize] == self.clusters.of[edge.other as usize] {
                for record in [edge.one, edge.other] {
                    let tie = &mut ties[record as usize];
                    *tie = Some(tie.map_or(edge.bits, |known| known.max(edge.bits)));
                }
            }
        }
        ties
    }

    /// The passes by name, each with what it cut.
    pub fn passes(&self) -> impl Iterator<Item = (String, Cut)> {
        let name = |rule: &Rule| choose::name(&self.plan, &self.atoms, rule);
        self.passes
            .rules
            .iter()
            .map(name)
            .zip(self.passes.cut.iter().copied())
    }

    /// The share of the pairs over the threshold that the model expects to be right.
    #[must_use]
    pub fn expected_precision(&self) -> f64 {
        let over = self
            .edges
            .iter()
            .filter(|edge| f64::from(edge.bits) >= self.threshold);
        let (sum, count) = over.fold((0.0, 0.0), |(sum, count), edge| {
            (sum + self.probability(f64::from(edge.bits)), count + 1.0)
        });
        if count == 0.0 { 1.0 } else { sum / count }
    }

    /// What whoever reads the result has to know.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.model.converged {
            warnings.push(
                "training did not come to rest: the weights are the conservative ones of each kind of column"
                    .to_owned(),
            );
        }
        if self.plan.fields.len() < 3 {
            warnings.push(format!(
                "only {} columns can be compared: too few to tell namesakes apart",
                self.plan.fields.len()
            ));
        }
        warnings
    }
}

/// Links the records of a table.
///
/// # Errors
/// [`LinkError`]: there is nothing to link, or ids are no ids.
pub fn link(table: &Table, options: &Options, phases: Phases<'_>) -> Result<Linked, LinkError> {
    let find = |name: &String| table.find(name).ok_or_else(|| LinkError::NoColumn(name.clone()));
    let named_id = options.id.as_ref().map(find).transpose()?;
    let truth = options.truth.as_ref().map(find).transpose()?;
    let mut inferred: Vec<Inferred> = table.columns.par_iter().map(infer).collect();
    if let Some(truth) = truth {
        inferred[truth].kind = Kind::Context;
        inferred[truth].because = "it is the truth".to_owned();
    }
    let id = settle_id(named_id, &mut inferred);
    if let Some(id) = id {
        check_ids(table, id)?;
    }
    phases("infer");
    let order = field::order(table, id);
    let plan = Plan::new(field::fields(table, &inferred, &order), table.rows());
    if plan.fields.is_empty() {
        let columns: Vec<&str> = inferred.iter().map(|column| column.column.as_str()).collect();
        return Err(LinkError::NothingToCompare(columns.join(", ")));
    }
    phases("normalise");
    let atoms = keys::atoms(&plan.fields);
    let candidates = choose::candidates(&plan, &atoms);
    phases("keys");
    let mut start = Model::expected(&plan.fields, model::chance(&plan.fields));
    phases("chance");
    let is_given = match &options.model {
        Some(known) if !start.take_over(known) => return Err(LinkError::OtherModel),
        known => known.is_some(),
    };
    let (model, matches, expected) = learn(&plan, &atoms, &candidates, start, is_given);
    phases("train");
    let refine = refinements(&plan, &atoms);
    let rows = plan.rows as f64;
    let fields = plan.fields.len();
    let pairs_of = |rows: f64| rows * (rows - 1.0) / 2.0;
    let (mut model, mut matches, mut expected) = (model, matches, expected);
    let mut weights = Weights::new(&model, &plan);
    let mut passes = Passes::none();
    let mut choice = Choice::default();
    let mut scored = Vec::new();
    let mut pairs_scored = 0;
    let mut edges = Vec::new();
    let mut clusters = Clusters::default();
    let (mut threshold, mut calibrated) = (0.0, 0.0);
    // First the passes that find most for little; what they join tells how records of one person really differ, and
    // that which passes are worth more. What is found grows until it stays.
    for round in 0..ROUNDS_MAX {
        let budget = if round == 0 { narrow(rows) } else { wide(rows) };
        let known = passes.rules.len();
        let before = choice.rules.len();
        choice = choose::choose(
            &atoms,
            &candidates,
            &matches,
            expected,
            fields,
            budget,
            &choice.rules,
        );
        passes.add(&plan, &atoms, &choice.rules[before..], &refine);
        phases("block");
        look(&plan, &weights, &passes, known, &mut pairs_scored, &mut scored);
        edges = weigh(&plan, &weights, &scored);
        phases("score");
        threshold = options.threshold.unwrap_or(-weights.prior + calibrated);
        clusters = join(&plan, &weights, &edges, threshold as f32);
        calibrated = calibrate::offset(&edges, &clusters, -weights.prior);
        phases("cluster");
        if round + 1 == ROUNDS_MAX {
            break;
        }
        let learned = relearn(&plan, &atoms, &model, &clusters);
        phases("train");
        let is_enough = learned.moved < 0.01 && round > 0;
        matches = learned.matches.unwrap_or(matches);
        if !is_given {
            model = learned.model;
            expected = expected.max(learned.pairs);
            model.prior = (expected / pairs_of(rows)).log2();
        }
        if is_enough {
            break;
        }
        weights = Weights::new(&model, &plan);
    }
    inferred.extend(table.unread.iter().map(|column| infer::unread(column)));
    Ok(Linked {
        inferred,
        id,
        order,
        plan,
        atoms,
        choice,
        pairs_blocked: (0..passes.rules.len()).map(|pass| passes.pairs(pass)).sum(),
        passes,
        model,
        weights,
        pairs_scored,
        edges,
        threshold,
        clusters,
    })
}

/// Rounds of looking, joining and learning at most.
const ROUNDS_MAX: usize = 5;

/// What the first round may spend.
fn narrow(rows: f64) -> Budget {
    Budget {
        pairs: 20.0 * rows + 50_000.0,
        per_thousand: 20.0,
        passes: 10,
    }
}

/// What all rounds may spend.
fn wide(rows: f64) -> Budget {
    Budget {
        pairs: 60.0 * rows + 100_000.0,
        per_thousand: 2.0,
        passes: 24,
    }
}

/// Pairs that are this many bits less likely one than not are not kept.
const KEPT_BITS: f64 = -8.5;

/// A pair that was looked at.
#[derive(Debug, Clone, Copy)]
struct Scored {
    one: u32,
    other: u32,
    levels: Levels,
}

/// Looks at the pairs of the passes from `first` on, and keeps those that may be one.
fn look(
    plan: &Plan,
    weights: &Weights,
    passes: &Passes,
    first: usize,
    count: &mut u64,
    kept: &mut Vec<Scored>,
) {
    let floor = (KEPT_BITS - weights.prior) as f32;
    let found = passes.each(first, |pairs| {
        let (mut count, mut kept) = (0_u64, Vec::new());
        let mut cache = LevelCache::new();
        for (one, other) in pairs {
            count += 1;
            if let Some(levels) = plan.levels_over(one, other, weights, floor, Some(&mut cache)) {
                kept.push(Scored {
                    one: one.min(other),
                    other: one.max(other),
                    levels,
                });
            }
        }
        (count, kept)
    });
    for (more, pairs) in found {
        *count += more;
        kept.extend(pairs);
    }
}

/// The weights of pairs looked at.
fn weigh(plan: &Plan, weights: &Weights, scored: &[Scored]) -> Vec<Edge> {
    let floor = (KEPT_BITS - weights.prior) as f32;
    scored
        .par_iter()
        .with_min_len(4096)
        .map(|pair| Edge {
            bits: weights.of(plan, pair.levels, pair.one),
            one: pair.one,
            other: pair.other,
        })
        .filter(|edge| edge.bits >= floor)
        .collect()
}

/// Clusters at a threshold.
fn join(plan: &Plan, weights: &Weights, edges: &[Edge], threshold: f32) -> Clusters {
    let over: Vec<Edge> = edges
        .iter()
        .copied()
        .filter(|edge| edge.bits >= threshold)
        .collect();
    let judge = PlanJudge {
        plan,
        weights,
        threshold,
    };
    cluster::cluster(plan.rows, &over, &judge)
}

/// What clusters taught.
struct Learned {
    model: Model,
    /// Pairs of one person, where there are enough to choose passes by.
    matches: Option<Vec<Match>>,
    /// Pairs within clusters.
    pairs: f64,
    /// How far a share moved at most.
    moved: f64,
}

/// Learns once more, from all pairs within clusters of three and more: a pair is in there because of the others too,
/// however little it agrees itself.
fn relearn(plan: &Plan, atoms: &[Atom], model: &Model, clusters: &Clusters) -> Learned {
    /// Pairs that are learned from, and pairs of one cluster at most.
    const SAMPLED: usize = 40_000;
    const OF_CLUSTER: usize = 45;
    /// The weight of what was learned before, in pairs.
    const BEFORE: f64 = 300.0;
    let mut by_cluster: Vec<(u32, u32)> = clusters.of.iter().copied().zip(0..).collect();
    by_cluster.sort_unstable();
    let members: Vec<&[(u32, u32)]> = by_cluster.chunk_by(|one, other| one.0 == other.0).collect();
    let pairs = |size: usize| size * size.saturating_sub(1) / 2;
    let within: usize = members.iter().map(|members| pairs(members.len())).sum();
    let large = members.iter().filter(|members| members.len() > 2);
    let available: usize = large
        .clone()
        .map(|members| pairs(members.len()).min(OF_CLUSTER))
        .sum();
    let step = available.div_ceil(SAMPLED).max(1);
    let mut sample = Vec::new();
    for members in large.step_by(step) {
        let all = members
            .iter()
            .enumerate()
            .flat_map(|(place, one)| members[place + 1..].iter().map(|other| (one.1, other.1)));
        sample.extend(all.take(OF_CLUSTER));
    }
    let levels: Vec<Levels> = sample
        .par_iter()
        .map(|&(one, other)| plan.levels(one, other))
        .collect();
    let mut model = model.clone();
    let mut moved: f64 = 0.0;
    for (place, field) in model.fields.iter_mut().enumerate() {
        let mut counts: Vec<f64> = field.m.iter().map(|m| m * BEFORE).collect();
        for levels in &levels {
            if let Some(count) = counts.get_mut(usize::from(levels.of(place))) {
                *count += 1.0;
            }
        }
        let all: f64 = counts.iter().sum();
        for (m, count) in field.m.iter_mut().zip(counts) {
            let new = (count / all).max(1e-6);
            moved = moved.max((new - *m).abs());
            *m = new;
        }
    }
    let matches = (sample.len() >= 1_000).then(|| {
        let pairs = sample.par_iter();
        pairs
            .map(|&(one, other)| choose::agreement(plan, atoms, one, other, &[]))
            .collect()
    });
    Learned {
        model,
        matches,
        pairs: within as f64,
        moved,
    }
}

struct PlanJudge<'a> {
    plan: &'a Plan,
    weights: &'a Weights,
    threshold: f32,
}

impl Judge for PlanJudge<'_> {
    fn support(&self, one: u32, other: u32) -> f32 {
        let floor = self.threshold - cluster::SAY_MAX;
        match self.plan.levels_over(one, other, self.weights, floor, None) {
            Some(levels) => self.weights.of(self.plan, levels, one) - self.threshold,
            None => -cluster::SAY_MAX,
        }
    }

    fn over(&self, bits: f32) -> f32 {
        bits - self.threshold
    }

    fn is_parted(&self, one: u32, other: u32) -> bool {
        self.plan.is_parted(one, other)
    }
}

/// Learns from passes of the data itself. Answers pairs that are surely one, and how many there are expected to be.
fn learn(
    plan: &Plan,
    atoms: &[Atom],
    candidates: &[Candidate],
    start: Model,
    is_given: bool,
) -> (Model, Vec<Match>, f64) {
    /// Pairs of a pass that are learned from.
    const SAMPLED: usize = 15_000;
    let rules: Vec<Rule> = choose::seeds(plan, atoms, candidates);
    let mut passes = Passes::none();
    passes.add(plan, atoms, &rules, &[]);
    let samples: Vec<Vec<(u32, u32)>> = (0..rules.len())
        .map(|pass| passes.sample(pass, SAMPLED))
        .collect();
    let asked = |rule: &Rule| {
        rule.iter()
            .fold(0, |asked, &atom| asked | 1_u64 << atoms[atom].field)
    };
    let sessions: Vec<Session> = (0..rules.len())
        .into_par_iter()
        .map(|pass| {
            let levels = samples[pass].iter().map(|&(one, other)| plan.levels(one, other));
            Session::new(asked(&rules[pass]), levels, passes.pairs(pass) as f64)
        })
        .collect();
    let given = start.clone();
    let trained = model::train(start, &sessions);
    let mut model = trained.model;
    if !model.converged {
        // What is expected of each kind, instead of numbers that went astray.
        model = given.clone();
    }
    let found = |pass: usize| trained.shares[pass][0] * sessions[pass].pairs;
    let at_home = |pass: usize| trained.shares[pass][1] * sessions[pass].pairs;
    let most = |of: &dyn Fn(usize) -> f64| (0..rules.len()).map(of).fold(1.0, f64::max);
    let all = plan.rows as f64 * (plan.rows as f64 - 1.0) / 2.0;
    let mut expected = most(&found);
    model.prior = (expected / all).log2();
    model.home_share = (most(&at_home) / all).max(1e-12);
    let weights = Weights::new(&model, plan);
    let mut matches = Vec::new();
    for (pass, sample) in samples.iter().enumerate() {
        for &(one, other) in sample {
            let bits = f64::from(weights.of(plan, plan.levels(one, other), one));
            if weights.probability(bits) > 0.9 {
                matches.push(choose::agreement(plan, atoms, one, other, &rules[pass]));
            }
        }
    }
    // A pass finds a share of all: what it found, by what share of the typical ones agrees in it.
    let mut reached: Vec<f64> = Vec::new();
    for (pass, rule) in rules.iter().enumerate() {
        let asked = asked(rule);
        let share: f64 = rule
            .iter()
            .map(|&atom| {
                let field = atoms[atom].field;
                let free = matches.iter().filter(|found| found.free >> field & 1 == 1);
                let (agree, all) = free.fold((0.0, 0.0), |(agree, all), found| {
                    (agree + (found.agree >> atom & 1) as f64, all + 1.0)
                });
                if all == 0.0 { 1.0 } else { agree / all }
            })
            .product();
        if asked != 0 && share > 0.2 {
            reached.push(found(pass) / share);
        }
    }
    reached.sort_by(f64::total_cmp);
    if let Some(middle) = reached.get(reached.len() / 2) {
        expected = expected.max(*middle);
    }
    model.prior = (expected / all).log2();
    if is_given {
        model = given;
    }
    (model, matches, expected)
}

/// What is added to the key of blocks that are too large: the fields that tell most apart.
fn refinements(plan: &Plan, atoms: &[Atom]) -> Vec<usize> {
    let mut ranked: Vec<(f64, usize)> = atoms
        .iter()
        .enumerate()
        .filter(|(_, atom)| atom.name == "same")
        .map(|(place, atom)| {
            let field = &plan.fields[atom.field];
            let filled = field.filled() as f64 / plan.rows.max(1) as f64;
            let distinct = (field.texts.len() as f64).log2();
            (filled * filled * distinct, place)
        })
        .collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    ranked.into_iter().take(3).map(|(_, place)| place).collect()
}

/// The column of ids: the one named, else the first that names rows.
fn settle_id(named: Option<usize>, inferred: &mut [Inferred]) -> Option<usize> {
    let by_kind = |column: &Inferred| column.kind == Kind::RecordId && column.filled > 0.9999;
    let id = named.or_else(|| inferred.iter().position(by_kind));
    if let Some(named) = named {
        inferred[named].kind = Kind::RecordId;
        inferred[named].because = "it is the id".to_owned();
    }
    id
}

fn check_ids(table: &Table, id: usize) -> Result<(), LinkError> {
    let column = &table.columns[id];
    let mut row = 0;
    for part in &table.parts {
        let mut lines: Vec<u32> = vec![u32::MAX; column.dictionary.len()];
        for line in 0..part.rows {
            let code = column.codes[row];
            row += 1;
            if code == 0 {
                return Err(LinkError::NoId {
                    file: part.name.clone(),
                    line: line + 2,
                    column: column.name.clone(),
                });
            }
            let first = &mut lines[code as usize];
            if *first != u32::MAX {
                return Err(LinkError::DoubleId {
                    file: part.name.clone(),
                    line: line + 2,
                    id: column.dictionary.value(code).to_owned(),
                    first: *first as usize + 2,
                });
            }
            *first = line as u32;
        }
    }
    Ok(())
}
