//! A run: from a table to clusters.

pub mod known;

use rayon::prelude::*;

use crate::block::choose::{self, Budget, Choice};
use crate::block::keys::{self, Atom};
use crate::block::pass::{BLOCK_MAX, Passes};
use crate::calibrate;
use crate::cluster::{self, Clusters, Edge, Judge, Refusal};
use crate::field;
use crate::infer::{self, Inferred, infer};
use crate::kind::Kind;
use crate::labels::{self, Ties};
use crate::learn::{learn, relearn};
use crate::linked::Linked;
use crate::model::{self, Model, Weights};
use crate::options::{LinkError, Options};
use crate::pair::{LevelCache, Levels, Plan, nested};
use crate::table::Table;

/// Called between the phases, with the name of the one that ended.
pub type Phases<'a> = &'a mut dyn FnMut(&'static str);

/// Links the records of a table.
///
/// # Errors
/// [`LinkError`]: there is nothing to link, or ids are no ids.
pub fn link(table: &Table, options: &Options, phases: Phases<'_>) -> Result<Linked, LinkError> {
    if let Some(learned) = &options.learned {
        return known::link(table, options, learned, phases);
    }
    let find = |name: &String| table.find(name).ok_or_else(|| LinkError::NoColumn(name.clone()));
    let named_id = options.id.as_ref().map(find).transpose()?;
    let truth = options.truth.as_ref().map(find).transpose()?;
    let mut inferred: Vec<Inferred> = table.columns.par_iter().map(infer).collect();
    for (name, kind) in &options.kinds {
        let column = find(name)?;
        inferred[column].kind = *kind;
        inferred[column].because = "settled".to_owned();
    }
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
    let ties = Ties::new(table, options, id, &order)?;
    let fields = field::fields(table, &inferred, &order);
    let residents = field::residents(&fields);
    let mut plan = Plan::new(fields, table.rows(), residents);
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
    start.nest(&nested::implied(&plan));
    let is_given = match &options.model {
        Some(known) if !start.take_over(known) => return Err(LinkError::OtherModel),
        known => known.is_some(),
    };
    plan.layout.implied = start.implied();
    let (model, matches, expected) = learn(&plan, &atoms, &candidates, start, is_given);
    let is_conservative = !is_given && !model.converged;
    phases("train");
    let finer = refinements(&plan, &atoms);
    let rows = plan.rows as f64;
    let fields = plan.fields.len();
    let pairs_of = |rows: f64| rows * (rows - 1.0) / 2.0;
    let (mut model, mut matches, mut expected) = (model, matches, expected);
    let mut weights = Weights::new(&model, &plan);
    let mut passes = Passes::none(BLOCK_MAX);
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
        passes.add(&plan, &atoms, &choice.rules[before..], &finer);
        phases("block");
        look(
            &plan,
            &weights,
            &passes,
            known,
            &|_, _| true,
            &mut pairs_scored,
            &mut scored,
        );
        edges = weigh(&plan, &weights, &scored);
        phases("score");
        threshold = options.threshold.unwrap_or(-weights.prior + calibrated);
        clusters = join(&plan, &weights, &ties, &edges, threshold as f32);
        let homes = weights.prior - f64::from(weights.home_bits);
        calibrated = calibrate::offset(&edges, &clusters, -weights.prior, homes);
        if is_conservative {
            // What nobody has learned is not stretched.
            calibrated = calibrated.max(0.0);
        }
        phases("cluster");
        if round + 1 == ROUNDS_MAX {
            break;
        }
        let learned = relearn(&plan, &atoms, &model, &clusters);
        phases("train");
        if learned.moved < 0.01 && round > 0 {
            // The model stays the one that the pairs were weighed by.
            break;
        }
        matches = learned.matches.unwrap_or(matches);
        if !is_given && !is_conservative {
            model = learned.model;
            expected = expected.max(learned.pairs);
            model.prior = (expected / pairs_of(rows)).log2();
        }
        weights = Weights::new(&model, &plan);
    }
    let labels = labels::sharpen(&plan, &weights, &ties, &model, threshold);
    if let Some(sharper) = labels.as_ref().filter(|sharper| sharper.is_changed) {
        model = sharper.model.clone();
        weights = Weights::new(&model, &plan);
        edges = weigh(&plan, &weights, &scored);
        threshold = options.threshold.unwrap_or(sharper.threshold);
        clusters = join(&plan, &weights, &ties, &edges, threshold as f32);
        phases("label");
    }
    inferred.extend(table.unread.iter().map(|column| infer::unread(column)));
    Ok(Linked {
        inferred,
        id,
        order,
        plan,
        atoms,
        choice,
        finer,
        given: None,
        pairs_blocked: (0..passes.rules.len()).map(|pass| passes.pairs(pass)).sum(),
        passes,
        model,
        weights,
        pairs_scored,
        edges,
        threshold,
        clusters,
        held_out: labels.and_then(|labels| labels.held_out),
        ties,
    })
}

/// Rounds of looking, joining and learning at most.
const ROUNDS_MAX: usize = 4;

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

/// The weight under which a pair is not kept.
pub fn kept_floor(weights: &Weights) -> f32 {
    (KEPT_BITS - weights.prior) as f32
}

/// A pair that was looked at.
#[derive(Debug, Clone, Copy)]
struct Scored {
    one: u32,
    other: u32,
    levels: Levels,
}

/// Looks at the pairs of the passes from `first` on, in the blocks that are its own, and keeps those that may be one.
fn look(
    plan: &Plan,
    weights: &Weights,
    passes: &Passes,
    first: usize,
    is_own: &(dyn Fn(usize, u32) -> bool + Sync),
    count: &mut u64,
    kept: &mut Vec<Scored>,
) {
    let floor = kept_floor(weights);
    let found = passes.each(first, is_own, |pairs| {
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
    let floor = kept_floor(weights);
    scored
        .par_iter()
        .with_min_len(4096)
        .map(|pair| Edge {
            bits: weights.of(&plan.layout, pair.levels, &plan.pair(pair.one, pair.other)),
            one: pair.one,
            other: pair.other,
        })
        .filter(|edge| edge.bits >= floor)
        .collect()
}

/// Clusters at a threshold.
fn join(plan: &Plan, weights: &Weights, ties: &Ties, edges: &[Edge], threshold: f32) -> Clusters {
    /// What somebody said goes before all weights.
    const SAID_BITS: f32 = 1_000.0;
    let said = ties.same().map(|(one, other)| Edge {
        bits: SAID_BITS,
        one,
        other,
    });
    let over: Vec<Edge> = edges
        .iter()
        .copied()
        .filter(|edge| edge.bits >= threshold)
        .chain(said)
        .collect();
    let judge = PlanJudge {
        plan,
        weights,
        ties,
        threshold,
    };
    cluster::cluster(plan.rows, &over, &judge)
}

/// What clustering asks about the rows of a plan.
pub struct PlanJudge<'a> {
    /// The rows.
    pub plan: &'a Plan,
    /// The weights.
    pub weights: &'a Weights,
    /// What is settled beforehand.
    pub ties: &'a Ties,
    /// The threshold.
    pub threshold: f32,
}

impl Judge for PlanJudge<'_> {
    fn support(&self, one: u32, other: u32, cache: &mut LevelCache) -> f32 {
        let floor = self.threshold - cluster::SAY_MAX;
        match self
            .plan
            .levels_over(one, other, self.weights, floor, Some(cache))
        {
            Some(levels) => {
                let pair = self.plan.pair(one, other);
                self.weights.of(&self.plan.layout, levels, &pair) - self.threshold
            }
            None => -cluster::SAY_MAX,
        }
    }

    fn over(&self, bits: f32) -> f32 {
        bits - self.threshold
    }

    fn parted(&self, one: u32, other: u32) -> Option<Refusal> {
        if self.ties.part(one, other) {
            Some(Refusal::KeptApart)
        } else {
            self.plan.is_parted(one, other).then_some(Refusal::Parted)
        }
    }

    fn is_settled(&self, one: u32, other: u32) -> bool {
        self.ties.verdict(one, other) == Some(true)
    }
}

/// What is added to the key of blocks that are too large: the fields that tell most apart.
fn refinements(plan: &Plan, atoms: &[Atom]) -> Vec<usize> {
    let mut ranked: Vec<(f64, usize)> = atoms
        .iter()
        .enumerate()
        .filter(|(_, atom)| atom.name == "same")
        .map(|(place, atom)| {
            let field = &plan.fields[atom.field];
            let filled = field.filled as f64 / plan.rows.max(1) as f64;
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
