//! What a review of the demo bank's suspects would bring: held against the hidden truth.

use std::collections::{BTreeMap, HashMap, HashSet};

use base::PartyId;
use ecif::card::follow;
use ecif::suspect::{Unjudged, follow_jobs, unjudged};
use serde_json::{Value, json};

use super::Failure;
use crate::clock::SystemClock;
use crate::store::{Store, operator};

/// The queue held against the truth.
pub struct Review {
    /// Suspects by category, and how many of them are one customer in truth.
    pub categories: BTreeMap<String, (u64, u64)>,
    /// Pairs of records as they would be joined once every suspect was judged as the truth has it.
    pub after: sim::accuracy::Pairwise,
}

impl Review {
    /// Suspects, and how many of them are one customer in truth.
    pub fn total(&self) -> (u64, u64) {
        let counts = self.categories.values();
        counts.fold((0, 0), |(all, right), count| (all + count.0, right + count.1))
    }

    /// As JSON.
    pub fn to_json(&self) -> Value {
        let (all, right) = self.total();
        json!({
            "suspects": all, "right": right, "categories": self.categories,
            "after": { "precision": self.after.precision, "recall": self.after.recall, "f1": self.after.f1 },
        })
    }
}

/// Searches the stock, and holds what is found against the truth: for each record its entity and its party.
pub async fn review(store: &Store, records: &[(String, Option<PartyId>)]) -> Result<Review, Failure> {
    let actor = operator("demo");
    follow(&store.database, &store.keyring, &SystemClock, &actor).await?;
    while follow_jobs(&store.database, &store.keyring, &SystemClock, &actor).await? {}
    let suspects = unjudged(&store.database, &actor).await?;
    let mut entities: HashMap<PartyId, HashSet<&str>> = HashMap::new();
    for (entity, party) in records {
        if let Some(party) = party {
            entities.entry(*party).or_default().insert(entity);
        }
    }
    let is_one = |suspect: &Unjudged| {
        let of = |party| entities.get(party);
        matches!((of(&suspect.one), of(&suspect.other)), (Some(one), Some(other)) if !one.is_disjoint(other))
    };
    let mut categories: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut merged: HashMap<PartyId, PartyId> = HashMap::new();
    for suspect in &suspects {
        let count = categories.entry(suspect.category.clone()).or_default();
        count.0 += 1;
        if is_one(suspect) {
            count.1 += 1;
            let (one, other) = (root(&merged, suspect.one), root(&merged, suspect.other));
            merged.insert(one.max(other), one.min(other));
        }
    }
    let pairs: Vec<(&str, Option<PartyId>)> = records
        .iter()
        .map(|(entity, party)| (entity.as_str(), party.map(|party| root(&merged, party))))
        .collect();
    Ok(Review {
        categories,
        after: sim::accuracy::pairwise(&pairs),
    })
}

/// The party that speaks for a party after the review.
fn root(merged: &HashMap<PartyId, PartyId>, party: PartyId) -> PartyId {
    let mut at = party;
    while let Some(next) = merged.get(&at).filter(|next| **next != at) {
        at = *next;
    }
    at
}
