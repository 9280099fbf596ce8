//! Who resembles somebody that is about to be entered, or each of a list: the same rules as after the act, before it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pg::seal::Keyring;
use pg::{Actor, Tx};
use rayon::prelude::*;
use uuid::Uuid;

use super::find::{CROWD, Holders, Ready, Spoken, meeting, ready, said, stored, weigh};
use super::policy::Policies;
use super::queue::seen;
use super::row::{Side, row};
use crate::card::{Card, cards_of};
use crate::change::{ChangeError, Setting};
use crate::online::Stated;
use crate::service::Services;

/// Statements held against the stock at once: those they meet are in memory together.
const TOGETHER: usize = 100;

/// A customer who resembles, and how.
#[derive(Debug)]
pub(crate) struct Resembling {
    /// The customer, where it is in sight.
    pub(crate) card: Option<Card>,
    /// Where it is not: the branches that keep it.
    pub(crate) branches: Vec<String>,
    /// How much.
    pub(crate) likeness: Weighing,
}

/// How much two resemble, and why.
#[derive(Debug, Clone)]
pub(crate) struct Weighing {
    /// Over even odds, in bits.
    pub(crate) bits: f32,
    /// `priority`, `review`.
    pub(crate) category: &'static str,
    /// The fields that speak for it, strongest first.
    pub(crate) agreeing: Vec<String>,
    /// The fields that speak against it, strongest first.
    pub(crate) differing: Vec<String>,
}

/// Two of a list that resemble each other, by their places.
#[derive(Debug)]
pub(crate) struct Alike {
    pub(crate) earlier: usize,
    pub(crate) later: usize,
    pub(crate) likeness: Weighing,
}

/// What is stated, as it is compared.
struct Lead {
    side: Side,
    spoken: Spoken,
    keys: BTreeSet<i64>,
}

impl Lead {
    /// Its id is its place, which is no customer's.
    fn of(policies: &Policies, keyring: &Keyring, at: usize, stated: &Stated) -> Self {
        let side = Side::of(stated.kind);
        let value = |name: &str| stated.value(name).map(str::to_owned);
        let documents = stated.identifications.iter();
        let row = row(
            side,
            value,
            documents.map(|one| (one.document, one.number.as_str())),
        );
        let policy = policies.of(side);
        let reading = policy.read(&row);
        let keys = policy.scorer.keys(&reading).into_iter();
        Self {
            side,
            keys: keys.map(|key| stored(keyring, key)).collect(),
            spoken: (Uuid::from_u128(at as u128), reading),
        }
    }

    fn against(&self, policies: &Policies, others: &[Spoken]) -> Option<Weighing> {
        let policy = policies.of(self.side);
        let weighed = weigh(policy, std::slice::from_ref(&self.spoken), others)?;
        if weighed.kept_apart {
            return None;
        }
        Some(Weighing {
            bits: weighed.bits,
            category: policy.category(weighed.bits)?,
            agreeing: said(&weighed.comparison, 1.0),
            differing: said(&weighed.comparison, -1.0),
        })
    }
}

/// Who resembles each of what is stated, at most `many`, the likeliest first; and which of these resemble each other.
pub(crate) async fn resembling(
    services: &Services,
    actor: &Actor,
    stated: &[&Stated],
    many: usize,
) -> Result<(Vec<Vec<Resembling>>, Vec<Alike>), ChangeError> {
    let (database, keyring) = (&services.database, &*services.keyring);
    // Whoever is out of the actor's sight is looked at, too: a second customer is none the better for that.
    let tx = database
        .begin_read(&Actor::system(actor.id.clone(), actor.purpose.clone()))
        .await?;
    let setting = Setting::load(&tx, keyring, &*services.clock, i64::MAX).await?;
    let policies = Policies::in_force(&tx).await?;
    let leads: Vec<Lead> = stated
        .par_iter()
        .enumerate()
        .map(|(at, stated)| Lead::of(&policies, keyring, at, stated))
        .collect();
    let mut found: Vec<Vec<(Uuid, Weighing)>> = Vec::with_capacity(leads.len());
    for page in leads.chunks(TOGETHER) {
        found.extend(in_stock(&tx, &setting, &policies, page, many).await?);
    }
    let ids: BTreeSet<Uuid> = found.iter().flatten().map(|(id, _)| *id).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let units: HashMap<Uuid, Vec<String>> = cards_of(&tx, &ids)
        .await?
        .into_iter()
        .map(|card| (card.party, card.units))
        .collect();
    tx.rollback().await?;
    let sighted = database.begin_read(actor).await?;
    let cards = seen(&sighted, &ids).await?;
    let told = |(id, likeness): (Uuid, Weighing)| {
        let card = cards.get(&id).cloned();
        let branches = match card {
            Some(_) => Vec::new(),
            None => units.get(&id).cloned().unwrap_or_default(),
        };
        Resembling {
            card,
            branches,
            likeness,
        }
    };
    let among = among(&policies, &leads);
    let found = found
        .into_iter()
        .map(|found| found.into_iter().map(told).collect());
    Ok((found.collect(), among))
}

/// The customers of whom each of a page is likely to be one.
async fn in_stock(
    tx: &Tx,
    setting: &Setting<'_>,
    policies: &Policies,
    page: &[Lead],
    many: usize,
) -> Result<Vec<Vec<(Uuid, Weighing)>>, ChangeError> {
    let mut holders = Holders::new();
    for lead in page {
        for key in &lead.keys {
            holders.entry(*key).or_default().push(lead.spoken.0);
        }
    }
    let mut met: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    // A place is lower than any customer's id.
    for (lead, party) in meeting(tx, &holders).await? {
        met.entry(lead).or_default().push(party);
    }
    let parties: BTreeSet<Uuid> = met.values().flatten().copied().collect();
    let parties: Vec<Uuid> = parties.into_iter().collect();
    let theirs: BTreeMap<Uuid, Ready> = ready(tx, setting, policies, &parties).await?;
    Ok(page
        .par_iter()
        .map(|lead| {
            let met = met.get(&lead.spoken.0).into_iter().flatten();
            let mut found: Vec<(Uuid, Weighing)> = met
                .filter_map(|id| {
                    let other = theirs.get(id).filter(|other| other.party.side == lead.side)?;
                    Some((*id, lead.against(policies, &other.rows)?))
                })
                .collect();
            found.sort_by(|one, other| other.1.bits.total_cmp(&one.1.bits).then(one.0.cmp(&other.0)));
            found.truncate(many);
            found
        })
        .collect())
}

/// Which of these resemble each other.
fn among(policies: &Policies, leads: &[Lead]) -> Vec<Alike> {
    let mut holders: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, lead) in leads.iter().enumerate() {
        for key in &lead.keys {
            holders.entry(*key).or_default().push(at);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for met in holders.values().filter(|met| met.len() <= CROWD) {
        for (place, earlier) in met.iter().enumerate() {
            let later = met[place + 1..].iter();
            pairs.extend(later.map(|later| (*earlier, *later)));
        }
    }
    let pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
    pairs
        .par_iter()
        .filter(|(earlier, later)| leads[*earlier].side == leads[*later].side)
        .filter_map(|(earlier, later)| {
            let other = std::slice::from_ref(&leads[*earlier].spoken);
            Some(Alike {
                earlier: *earlier,
                later: *later,
                likeness: leads[*later].against(policies, other)?,
            })
        })
        .collect()
}
