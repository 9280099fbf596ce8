//! Who resembles somebody that is about to be entered: the same rules as after the act, before it.

use std::collections::{BTreeSet, HashMap};

use pg::Actor;
use uuid::Uuid;

use super::find::{Holders, meeting, ready, said, stored, weigh};
use super::policy::Policies;
use super::queue::seen;
use super::row::{Side, row};
use crate::card::{Card, cards_of};
use crate::change::{ChangeError, Setting};
use crate::online::Stated;
use crate::service::Services;

/// A customer who resembles, and how.
#[derive(Debug)]
pub(crate) struct Resembling {
    /// The customer, where it is in sight.
    pub(crate) card: Option<Card>,
    /// Where it is not: the branches that keep it.
    pub(crate) branches: Vec<String>,
    /// Over even odds, in bits.
    pub(crate) bits: f32,
    /// `priority`, `review`.
    pub(crate) category: &'static str,
    /// The fields that speak for it, strongest first.
    pub(crate) agreeing: Vec<String>,
    /// The fields that speak against it, strongest first.
    pub(crate) differing: Vec<String>,
}

/// Who resembles what is stated: at most `many`, the likeliest first.
pub(crate) async fn resembling(
    services: &Services,
    actor: &Actor,
    stated: &Stated,
    many: usize,
) -> Result<Vec<Resembling>, ChangeError> {
    let (database, keyring) = (&services.database, &*services.keyring);
    let side = Side::of(stated.kind);
    let value = |name: &str| stated.value(name).map(str::to_owned);
    let documents = stated.identifications.iter();
    let row = row(
        side,
        value,
        documents.map(|one| (one.document, one.number.as_str())),
    );
    // Whoever is out of the actor's sight is looked at, too: a second customer is none the better for that.
    let tx = database
        .begin_read(&Actor::system(actor.id.clone(), actor.purpose.clone()))
        .await?;
    let setting = Setting::load(&tx, keyring, &*services.clock, i64::MAX).await?;
    let policies = Policies::in_force(&tx).await?;
    let policy = policies.of(side);
    let reading = policy.read(&row);
    let keys = policy.scorer.keys(&reading);
    let rows = [(Uuid::nil(), reading)];
    let holders: Holders = keys
        .into_iter()
        .map(|key| (stored(keyring, key), vec![Uuid::nil()]))
        .collect();
    let met: BTreeSet<Uuid> = meeting(&tx, &holders)
        .await?
        .into_iter()
        .map(|(_, other)| other)
        .collect();
    let met: Vec<Uuid> = met.into_iter().collect();
    let theirs = ready(&tx, &setting, &policies, &met).await?;
    let mut found: Vec<(Uuid, Resembling)> = Vec::new();
    for (id, other) in theirs.iter().filter(|(_, other)| other.party.side == side) {
        let Some(weighed) = weigh(policy, &rows, &other.rows).filter(|weighed| !weighed.kept_apart) else {
            continue;
        };
        let Some(category) = policy.category(weighed.bits) else {
            continue;
        };
        let one = Resembling {
            card: None,
            branches: Vec::new(),
            bits: weighed.bits,
            category,
            agreeing: said(&weighed.comparison, 1.0),
            differing: said(&weighed.comparison, -1.0),
        };
        found.push((*id, one));
    }
    found.sort_by(|one, other| other.1.bits.total_cmp(&one.1.bits).then(one.0.cmp(&other.0)));
    found.truncate(many);
    let ids: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
    let units: HashMap<Uuid, Vec<String>> = cards_of(&tx, &ids)
        .await?
        .into_iter()
        .map(|card| (card.party, card.units))
        .collect();
    tx.rollback().await?;
    let sighted = database.begin_read(actor).await?;
    let mut cards = seen(&sighted, &ids).await?;
    Ok(found
        .into_iter()
        .map(|(id, mut one)| {
            one.card = cards.remove(&id);
            if one.card.is_none() {
                one.branches = units.get(&id).cloned().unwrap_or_default();
            }
            one
        })
        .collect())
}
