//! The suspects that one customer is in: which they are, and who is one with it and may not be merged.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::Timestamp;
use ecif_sql::queries::suspect as sql;
use pg::{Actor, Database, DbError};
use uuid::Uuid;

use super::queue::seen;
use crate::card::{Card, card_of, cards_of};
use crate::pair::Side as Shown;
use crate::service::Services;

/// So many are followed at most: a larger crowd is nobody's one customer.
const KEPT_MAX: usize = 20;

/// One who is one with a customer, and is kept apart from it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept {
    /// The suspect by which it was found.
    pub(crate) suspect: Uuid,
    /// When that was judged.
    pub(crate) judged_at: Option<Timestamp>,
    /// The customer, or the branches that keep it.
    pub(crate) side: Shown,
}

/// Who is one with the customer of this number and may not be merged with it, those in the actor's sight first, by
/// number. Who is judged different from it is not among them, whoever else is one with both.
pub(crate) async fn kept_with(services: &Services, actor: &Actor, number: i64) -> Result<Vec<Kept>, DbError> {
    let database: &Database = &services.database;
    // That there is one in another branch is told, as everywhere: so all of them are looked for.
    let all = Actor::system(actor.id.clone(), actor.purpose.clone());
    let tx = database.begin_read(&all).await?;
    let Some(card) = card_of(&tx, number).await? else {
        return Ok(Vec::new());
    };
    let mut found: BTreeMap<Uuid, (Uuid, Option<Timestamp>)> = BTreeMap::new();
    let mut different: BTreeSet<Uuid> = BTreeSet::from([card.party]);
    let mut next = vec![card.party];
    while !next.is_empty() && found.len() < KEPT_MAX {
        let rows = sql::of_parties().bind(&*tx, &next).all().await?;
        for row in rows.iter().filter(|row| row.status == "different") {
            if row.one_id == card.party {
                different.insert(row.other_id);
            } else if row.other_id == card.party {
                different.insert(row.one_id);
            }
        }
        let mut reached = Vec::new();
        for row in rows.iter().filter(|row| row.status == "same_kept") {
            for party in [row.one_id, row.other_id] {
                if !different.contains(&party) && !found.contains_key(&party) {
                    found.insert(party, (row.suspect_id, row.decided_at));
                    reached.push(party);
                }
            }
        }
        next = reached;
    }
    let ids: Vec<Uuid> = found.keys().copied().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let cards: Vec<Card> = cards_of(&tx, &ids).await?;
    tx.rollback().await?;
    let sighted = database.begin_read(actor).await?;
    let mut here = seen(&sighted, &ids).await?;
    let mut kept: Vec<Kept> = cards
        .into_iter()
        .filter_map(|card| {
            let (suspect, judged_at) = *found.get(&card.party)?;
            let side = match here.remove(&card.party) {
                Some(card) => Shown::Here(Box::new(card)),
                None => Shown::Elsewhere(card.units),
            };
            Some(Kept {
                suspect,
                judged_at,
                side,
            })
        })
        .collect();
    kept.sort_by_key(|one| match &one.side {
        Shown::Here(card) => (false, card.number),
        Shown::Elsewhere(_) => (true, 0),
    });
    Ok(kept)
}

/// The suspects that the customer of this number is with others in the actor's sight, by the number of the other.
pub(crate) async fn suspects_with(
    services: &Services,
    actor: &Actor,
    number: i64,
) -> Result<HashMap<i64, Uuid>, DbError> {
    let tx = services.database.begin_read(actor).await?;
    let Some(card) = card_of(&tx, number).await? else {
        return Ok(HashMap::new());
    };
    tx.rollback().await?;
    let all = Actor::system(actor.id.clone(), actor.purpose.clone());
    let tx = services.database.begin_read(&all).await?;
    let rows = sql::of_parties().bind(&*tx, &vec![card.party]).all().await?;
    tx.rollback().await?;
    let by_other: HashMap<Uuid, Uuid> = rows
        .into_iter()
        .map(|row| {
            let other = if row.one_id == card.party {
                row.other_id
            } else {
                row.one_id
            };
            (other, row.suspect_id)
        })
        .collect();
    let others: Vec<Uuid> = by_other.keys().copied().collect();
    let tx = services.database.begin_read(actor).await?;
    let cards = seen(&tx, &others).await?;
    Ok(cards
        .into_values()
        .filter_map(|card| Some((card.number, *by_other.get(&card.party)?)))
        .collect())
}
