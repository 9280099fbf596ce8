//! What came of a run.

use crate::block::choose::{self, Choice};
use crate::block::keys::Atom;
use crate::block::pass::{Cut, Passes, Rule};
use crate::cluster::{Clusters, Edge};
use crate::generic::{self, Generic};
use crate::infer::Inferred;
use crate::labels::Ties;
use crate::learn::{CONSERVATIVE, FIELDS_MIN};
use crate::learned::Learned;
use crate::model::{Model, Weights};
use crate::pair::Plan;
use crate::recall;
use crate::sharpen::HeldOut;
use crate::table::Table;

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
    /// What is added to the key of blocks that are too large.
    pub finer: Rule,
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
    /// What the caller knows of pairs.
    pub ties: Ties,
    /// What labels made of the model, on those it did not learn from.
    pub held_out: Option<HeldOut>,
    /// What the run was given, learned by another.
    pub given: Option<Learned>,
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

    /// The share of all pairs of one person that the passes have brought together: between which bounds.
    #[must_use]
    pub fn recall_of_blocking(&self) -> (f64, f64) {
        recall::of_blocking(self)
    }

    /// Values that say little of who a record is about.
    #[must_use]
    pub fn generic(&self, table: &Table) -> Vec<Generic> {
        generic::of(self, table)
    }

    /// What whoever reads the result has to know.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        let fields = self.plan.fields.len();
        if fields < FIELDS_MIN {
            warnings.push(format!(
                "only {fields} columns can be compared: too few to learn from and to tell namesakes apart; the weights are those of the set {CONSERVATIVE}"
            ));
        } else if !self.model.converged {
            warnings.push(format!(
                "training did not come to rest: the weights are those of the set {CONSERVATIVE}, by the kind of each column, and nothing is joined below even odds"
            ));
        }
        warnings
    }
}
