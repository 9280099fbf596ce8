//! A merge of any number of customers tried dry: what would survive, and what speaks against it. Nothing is written.

use base::Clock;
use pg::seal::Keyring;
use pg::{Actor, Database};
use uuid::Uuid;

use super::find::{Ready, Verdicts, ready};
use super::policy::Policies;
use super::preview::{Picks, preview};
use super::read::Said;
use super::review::{Line, lines};
use crate::card::{Card, card_of};
use crate::change::{ChangeError, Setting};
use crate::survive::Golden;

/// What a merge would come to.
#[derive(Debug)]
pub(super) struct Dry {
    /// The customers, each once, the one whose number would stay first.
    pub(super) cards: Vec<Card>,
    /// Numbers of which no customer is in sight.
    pub(super) unknown: Vec<i64>,
    /// What would survive.
    pub(super) golden: Golden,
    /// What their records say, line by line.
    pub(super) lines: Vec<Line>,
    /// What speaks against it.
    pub(super) conflicts: Vec<Conflict>,
}

/// Two of them who cannot be one, or were judged not to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    /// The one's number.
    pub(super) one: i64,
    /// The other's.
    pub(super) other: i64,
    /// `kept_apart`: permanent identifiers, both right, differ; `kind`: a person and an organisation; `different`,
    /// `same_kept`: judged so.
    pub(super) why: &'static str,
}

/// Tries a merge of the customers of these numbers that the actor sees; none where nobody is in sight.
pub(super) async fn dry(
    database: &Database,
    keyring: &Keyring,
    clock: &dyn Clock,
    actor: &Actor,
    numbers: &[i64],
) -> Result<Option<Dry>, ChangeError> {
    let sighted = database.begin_read(actor).await?;
    let (mut cards, mut unknown): (Vec<Card>, Vec<i64>) = (Vec::new(), Vec::new());
    for number in numbers {
        match card_of(&sighted, *number).await? {
            Some(card) => cards.push(card),
            None => unknown.push(*number),
        }
    }
    sighted.rollback().await?;
    cards.sort_by_key(|card| card.number);
    cards.dedup_by_key(|card| card.party);
    let tx = database
        .begin_read(&Actor::system(actor.id.clone(), actor.purpose.clone()))
        .await?;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let policies = Policies::in_force(&tx).await?;
    let ids: Vec<Uuid> = cards.iter().map(|card| card.party).collect();
    let parties = ready(&tx, &setting, &policies, &ids).await?;
    let all: Vec<(&Card, &Ready)> = cards
        .iter()
        .filter_map(|card| Some((card, parties.get(&card.party)?)))
        .collect();
    let Some((_, first)) = all.first() else {
        return Ok(None);
    };
    let verdicts = Verdicts::of(&tx, parties.values()).await?;
    let mut conflicts = Vec::new();
    for (at, (card, one)) in all.iter().enumerate() {
        for (other_card, other) in &all[at + 1..] {
            let against = why(&policies, &verdicts, one, other);
            conflicts.extend(against.map(|why| Conflict {
                one: card.number,
                other: other_card.number,
                why,
            }));
        }
    }
    let records: Vec<&Said> = all.iter().flat_map(|(_, one)| &one.party.records).collect();
    let (golden, _) = preview(&setting, &records, &Picks::new(), setting.today);
    let side = first.party.side;
    let lines = lines(policies.of(side), side, &records);
    Ok(Some(Dry {
        golden,
        lines,
        conflicts,
        unknown,
        cards,
    }))
}

fn why(policies: &Policies, verdicts: &Verdicts, one: &Ready, other: &Ready) -> Option<&'static str> {
    if one.party.side != other.party.side {
        return Some("kind");
    }
    let (a, b) = (one.party.id, other.party.id);
    let said = verdicts.between((a.min(b), a.max(b)));
    match said.map(|said| said.status.as_str()) {
        Some("different") => return Some("different"),
        Some("same_kept") => return Some("same_kept"),
        _ => {}
    }
    let weighed = one.against(policies.of(one.party.side), other)?;
    weighed.kept_apart.then_some("kept_apart")
}
