//! A run that learns nothing: it looks, weighs and joins as another run learned to.

use super::{Linked, Phases, check_ids, join, look, weigh};
use crate::block::choose::Choice;
use crate::block::keys::{self, Atom};
use crate::block::pass::{Cut, Passes, Rule, finer_rules};
use crate::cluster::Edge;
use crate::field;
use crate::infer::{self, Inferred};
use crate::kind::Kind;
use crate::labels::Ties;
use crate::learned::Learned;
use crate::model::Weights;
use crate::options::{LinkError, Options};
use crate::pair::Plan;
use crate::table::Table;

pub(super) fn link(
    table: &Table,
    options: &Options,
    learned: &Learned,
    phases: Phases<'_>,
) -> Result<Linked, LinkError> {
    let known = Known::of(table, options, learned, phases)?;
    let passes = known.passes();
    phases("block");
    let looked = known.look(&passes, &|_, _| true);
    phases("score");
    let linked = known.join(options, passes, looked);
    phases("cluster");
    Ok(linked)
}

/// The records of a run, keyed and ready for comparing.
pub struct Known<'a> {
    learned: &'a Learned,
    inferred: Vec<Inferred>,
    id: Option<usize>,
    order: Vec<u32>,
    /// The records.
    pub plan: Plan,
    /// The atoms of keys.
    pub atoms: Vec<Atom>,
    rules: Vec<Rule>,
    finer: Rule,
    weights: Weights,
    ties: Ties,
}

/// What came of looking at pairs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Looked {
    /// Pairs that the blocks hold, each as often as blocks have it.
    pub blocked: u64,
    /// Pairs looked at.
    pub scored: u64,
    /// What was cut, by pass.
    pub cut: Vec<Cut>,
    /// Those that may be one, by their records.
    pub edges: Vec<Edge>,
}

impl<'a> Known<'a> {
    /// Reads the records of a table as they were learned to be read.
    pub fn of(
        table: &Table,
        options: &Options,
        learned: &'a Learned,
        phases: Phases<'_>,
    ) -> Result<Self, LinkError> {
        if let Some(twice) = options.kinds.keys().next() {
            return Err(LinkError::SettledTwice(twice.clone()));
        }
        let find = |name: &String| table.find(name).ok_or_else(|| LinkError::NoColumn(name.clone()));
        options.truth.as_ref().map(find).transpose()?;
        let id = match &options.id {
            Some(named) => Some(find(named)?),
            None => learned.id.as_ref().and_then(|name| table.find(name)),
        };
        if let Some(id) = id {
            check_ids(table, id)?;
        }
        let fields = &learned.model.fields;
        if !fields.iter().any(|field| table.find(&field.field).is_some()) {
            let names: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
            return Err(LinkError::OtherColumns(names.join(", ")));
        }
        let order = field::order(table, id);
        let fields = field::known(table, learned, &order);
        let mut plan = Plan::new(fields, table.rows(), learned.place_of_residents());
        plan.layout.implied = learned.model.implied();
        phases("normalise");
        let (makers, rules, finer) = learned.rules();
        let makers = makers.into_iter();
        let atoms: Vec<Atom> = makers.map(|maker| keys::atom(&plan.fields, maker)).collect();
        phases("keys");
        Ok(Self {
            inferred: inferred(table, learned, id),
            weights: Weights::new(&learned.model, &plan),
            ties: Ties::new(table, options, id, &order)?,
            learned,
            id,
            order,
            plan,
            atoms,
            rules,
            finer,
        })
    }

    /// The blocks.
    pub fn passes(&self) -> Passes {
        let mut passes = Passes::none(self.learned.block_max as usize);
        passes.add(&self.plan, &self.atoms, &self.rules, &self.finer);
        passes
    }

    /// The rules of all passes, given what each of them cut: as [`Passes::add`] makes them.
    pub fn rules_of(&self, cut: &[Cut]) -> Vec<Rule> {
        let is_cut = |place: usize| cut.get(place).is_some_and(|cut| cut.blocks > 0);
        let cut = self.rules.iter().enumerate().filter(|&(place, _)| is_cut(place));
        let finer = cut.flat_map(|(_, rule)| finer_rules(&self.atoms, rule, &self.finer));
        self.rules.iter().cloned().chain(finer).collect()
    }

    /// Looks at the pairs of the blocks that are its own.
    pub fn look(&self, passes: &Passes, is_own: &(dyn Fn(usize, u32) -> bool + Sync)) -> Looked {
        let (mut kept, mut scored) = (Vec::new(), 0);
        look(
            &self.plan,
            &self.weights,
            passes,
            0,
            is_own,
            &mut scored,
            &mut kept,
        );
        let mut edges = weigh(&self.plan, &self.weights, &kept);
        edges.sort_unstable_by_key(|edge| (edge.one, edge.other));
        Looked {
            blocked: (0..passes.rules.len()).map(|pass| passes.pairs(pass)).sum(),
            scored,
            cut: passes.cut.clone(),
            edges,
        }
    }

    /// Clusters what was found.
    pub fn join(self, options: &Options, passes: Passes, looked: Looked) -> Linked {
        let threshold = options.threshold.unwrap_or(self.learned.threshold);
        let clusters = join(
            &self.plan,
            &self.weights,
            &self.ties,
            &looked.edges,
            threshold as f32,
        );
        Linked {
            inferred: self.inferred,
            id: self.id,
            order: self.order,
            plan: self.plan,
            atoms: self.atoms,
            choice: Choice {
                rules: self.rules,
                pairs: 0.0,
                recall: self.learned.expected_recall,
            },
            finer: self.finer,
            passes,
            model: self.learned.model.clone(),
            weights: self.weights,
            pairs_blocked: looked.blocked,
            pairs_scored: looked.scored,
            edges: looked.edges,
            threshold,
            clusters,
            given: Some(self.learned.clone()),
            held_out: None,
            ties: self.ties,
        }
    }
}

/// What the columns are taken for.
fn inferred(table: &Table, learned: &Learned, id: Option<usize>) -> Vec<Inferred> {
    let mut inferred: Vec<Inferred> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let known = learned.columns.iter().find(|known| known.name == column.name);
            let filled = column.codes.iter().filter(|&&code| code != 0).count();
            Inferred {
                column: column.name.clone(),
                kind: match known {
                    _ if id == Some(place) => Kind::RecordId,
                    Some(known) => known.kind,
                    None => Kind::Context,
                },
                because: match known {
                    Some(_) => "the model",
                    None => "the model does not know it",
                }
                .to_owned(),
                filled: filled as f64 / column.codes.len().max(1) as f64,
                distinct: column.dictionary.len() - 1,
            }
        })
        .collect();
    inferred.extend(table.unread.iter().map(|column| infer::unread(column)));
    inferred
}
