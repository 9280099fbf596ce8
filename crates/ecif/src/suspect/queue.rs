//! The queue: suspects a page at a time, by weight or by age.

use std::collections::{BTreeSet, HashMap};

use authz::unit_tokens;
use base::{PartyId, Timestamp};
use ecif_sql::queries::suspect::{self as sql, SuspectRow};
use pg::{Actor, Database, DbError, Tx};
use uuid::Uuid;

use crate::card::{Card, cards_of};
use crate::pair::{Side as Shown, in_order};

/// Which suspects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// What is thought of them.
    pub(super) statuses: Vec<String>,
    /// Of a customer that one of these units keeps; none asks nothing.
    pub(super) units: Option<Vec<String>>,
    /// Assigned to this one; to nobody where it is empty.
    pub(super) assigned: Option<String>,
    /// Persons (0) or organisations (1).
    pub(super) kind: Option<i16>,
    /// `priority`, `review`, `rule`.
    pub(super) category: Option<String>,
    /// The oldest first instead of the weightiest.
    pub(super) by_age: bool,
}

/// After which suspect a page begins.
pub(super) type Place = (f32, Timestamp, Uuid);

/// A suspect as somebody sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Suspect {
    pub(super) row: SuspectRow,
    /// The one, in sight if either is.
    pub(super) one: Shown,
    pub(super) other: Shown,
}

/// Some suspects of the queue.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Page {
    pub(super) suspects: Vec<Suspect>,
    pub(super) next: Option<Place>,
}

/// Lists suspects of which a party is in the actor's sight, `many` at most, after `place`.
pub(super) async fn list(
    database: &Database,
    actor: &Actor,
    filter: &Filter,
    place: Option<Place>,
    many: usize,
) -> Result<Page, DbError> {
    let tx = database.begin_read(actor).await?;
    let most = i64::try_from(many).unwrap_or(i64::MAX).saturating_add(1);
    let (bits, time, id) = match place {
        None => (None, None, Uuid::nil()),
        Some((_, time, id)) if filter.by_age => (None, Some(time), id),
        Some((bits, _, id)) => (Some(bits), None, id),
    };
    let mut listed = sql::list_suspects()
        .bind(
            &*tx,
            &filter.by_age,
            &filter.statuses,
            &filter.units.as_deref().map(unit_tokens),
            &filter.assigned,
            &filter.kind,
            &filter.category,
            &bits,
            &time,
            &id,
            &most,
        )
        .all()
        .await?;
    let more = listed.len() > many;
    listed.truncate(many);
    let ids: Vec<Uuid> = listed.iter().map(|row| row.suspect_id).collect();
    let mut rows: HashMap<Uuid, SuspectRow> = rows(&tx, &ids).await?;
    let parties: BTreeSet<Uuid> = rows.values().flat_map(|row| [row.one_id, row.other_id]).collect();
    let cards = seen(&tx, &parties.into_iter().collect::<Vec<_>>()).await?;
    let mut suspects = Vec::with_capacity(listed.len());
    let mut next = None;
    for line in listed {
        let Some(row) = rows.remove(&line.suspect_id) else {
            continue;
        };
        next = Some((row.bits, row.found_at, row.suspect_id));
        let side = |seen: bool, party: Uuid, branches: Vec<String>| {
            if seen {
                cards.get(&party).map(|card| Shown::Here(Box::new(card.clone())))
            } else {
                Some(Shown::Elsewhere(branches))
            }
        };
        let one = side(line.one_seen, row.one_id, line.one_branches);
        let other = side(line.other_seen, row.other_id, line.other_branches);
        let (Some(one), Some(other)) = (one, other) else {
            continue;
        };
        let Some((one, other)) = in_order(one, other) else {
            continue;
        };
        suspects.push(Suspect { row, one, other });
    }
    Ok(Page {
        suspects,
        next: next.filter(|_| more),
    })
}

async fn rows(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, SuspectRow>, DbError> {
    let rows = sql::suspects().bind(&**tx, &ids).all().await?;
    Ok(rows.into_iter().map(|row| (row.suspect_id, row)).collect())
}

/// The cards of those in sight.
pub(super) async fn seen(tx: &Tx, parties: &[Uuid]) -> Result<HashMap<Uuid, Card>, DbError> {
    let cards = cards_of(tx, parties).await?;
    Ok(cards.into_iter().map(|card| (card.party, card)).collect())
}

/// How many suspects of which a party is in the actor's sight: status, category, how many.
pub(super) async fn count(
    database: &Database,
    actor: &Actor,
    units: Option<&[String]>,
) -> Result<Vec<(String, String, i64)>, DbError> {
    let tx = database.begin_read(actor).await?;
    let rows = sql::count_suspects()
        .bind(&*tx, &units.map(unit_tokens))
        .all()
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.status, row.category, row.suspects))
        .collect())
}

/// What somebody has judged since a moment.
pub(super) async fn given_since(
    database: &Database,
    actor: &Actor,
    since: Timestamp,
) -> Result<i64, DbError> {
    let tx = database.begin_read(actor).await?;
    Ok(sql::given_since()
        .bind(&*tx, &since, &actor.id.as_str())
        .one()
        .await?)
}

/// Assigns those of these that the first actor sees, as the second.
pub(super) async fn assign(
    database: &Database,
    (sighted, writer): (&Actor, &Actor),
    ids: &[Uuid],
    to: Option<&str>,
) -> Result<u64, DbError> {
    let tx = database.begin_read(sighted).await?;
    let seen: Vec<Uuid> = rows(&tx, ids).await?.into_keys().collect();
    tx.rollback().await?;
    let tx = database.begin(writer).await?;
    let assigned = sql::assign().bind(&*tx, &to, &seen).await?;
    tx.commit().await?;
    Ok(assigned)
}

/// A suspect that nobody has judged yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Unjudged {
    /// The one.
    pub one: PartyId,
    /// The other.
    pub other: PartyId,
    /// Weight over even odds, in bits.
    pub bits: f32,
    /// `priority`, `review`, `rule`.
    pub category: String,
}

/// All suspects that nobody has judged yet, for an actor who sees everybody.
///
/// # Errors
/// Whatever the store answers.
pub async fn unjudged(database: &Database, actor: &Actor) -> Result<Vec<Unjudged>, DbError> {
    let tx = database.begin_read(actor).await?;
    let mut found = Vec::new();
    let mut after = Uuid::nil();
    loop {
        let page = sql::unjudged_after().bind(&*tx, &after, &PAGE).all().await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.suspect_id;
        found.extend(page.into_iter().map(|row| Unjudged {
            one: PartyId(row.one_id),
            other: PartyId(row.other_id),
            bits: row.bits,
            category: row.category,
        }));
    }
}

/// Suspects read at once.
const PAGE: i64 = 2000;
