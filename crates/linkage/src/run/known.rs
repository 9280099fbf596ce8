//! A run that learns nothing: it looks, weighs and joins as another run learned to.

use super::{Linked, Phases, check_ids, join, look, weigh};
use crate::block::choose::Choice;
use crate::block::keys;
use crate::block::pass::Passes;
use crate::field;
use crate::infer::{self, Inferred};
use crate::kind::Kind;
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
    let (made, rules, finer) = learned.rules();
    let atoms: Vec<keys::Atom> = made
        .into_iter()
        .map(|maker| keys::atom(&plan.fields, maker))
        .collect();
    phases("keys");
    let weights = Weights::new(&learned.model, &plan);
    let mut passes = Passes::none(learned.block_max as usize);
    passes.add(&plan, &atoms, &rules, &finer);
    phases("block");
    let (mut scored, mut pairs_scored) = (Vec::new(), 0);
    look(&plan, &weights, &passes, 0, &mut pairs_scored, &mut scored);
    let edges = weigh(&plan, &weights, &scored);
    phases("score");
    let threshold = options.threshold.unwrap_or(learned.threshold);
    let clusters = join(&plan, &weights, &edges, threshold as f32);
    phases("cluster");
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
    Ok(Linked {
        inferred,
        id,
        order,
        plan,
        atoms,
        choice: Choice {
            rules,
            pairs: 0.0,
            recall: learned.expected_recall,
        },
        finer,
        pairs_blocked: (0..passes.rules.len()).map(|pass| passes.pairs(pass)).sum(),
        passes,
        model: learned.model.clone(),
        weights,
        pairs_scored,
        edges,
        threshold,
        clusters,
        given: Some(learned.clone()),
    })
}
