//! What other identity rules would do: judged over the same histories as an act judges, nothing written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use base::RecordId;
use ecif_sql::queries::record as record_sql;
use uuid::Uuid;

use super::region::Region;
use super::{Change, ChangeError};
use crate::resolve::{Judgement, RuleSet};

/// What would become of some customers under other rules.
#[derive(Debug, Default)]
pub(crate) struct Would {
    /// Pairs of customers that would be one, the lower id first and among those asked for, with the rule that joins.
    pub(crate) join: BTreeMap<(Uuid, Uuid), String>,
    /// Customers that would part, and into how many.
    pub(crate) part: BTreeMap<Uuid, usize>,
    /// Customers looked at.
    pub(crate) looked: usize,
}

impl Change<'_> {
    /// What other rules would do to these parties: to each pair of which one of these is the lower, and to each of
    /// these by itself.
    pub(crate) async fn would(&self, rules: &RuleSet, parties: &[Uuid]) -> Result<Would, ChangeError> {
        let region = self.region_around(parties).await?;
        let asked: HashSet<Uuid> = parties.iter().copied().collect();
        let now = outcome(&region, &region.judge(&self.setting.rules), &asked);
        let mut then = outcome(&region, &region.judge(rules), &asked);
        then.join.retain(|pair, _| !now.join.contains_key(pair));
        then.part.retain(|party, _| !now.part.contains_key(party));
        then.looked = parties.len();
        Ok(then)
    }

    /// Gathers the region of parties: their records, all who carry or ever carried one of their keys, and the parties
    /// of all these.
    pub(super) async fn region_around(&self, parties: &[Uuid]) -> Result<Region, ChangeError> {
        let mut region = self.region_of_parties(parties).await?;
        let mut index: HashMap<RecordId, usize> = region
            .members
            .iter()
            .enumerate()
            .map(|(at, member)| (member.record, at))
            .collect();
        let keys = self.keys_of(&region.members);
        let digests: Vec<&[u8]> = keys.keys().map(<[u8; 16]>::as_slice).collect();
        let holders = record_sql::key_holders().bind(&**self.tx, &digests).all().await?;
        let wanted: BTreeSet<Uuid> = holders.into_iter().map(|holder| holder.record_id).collect();
        self.fetch(&mut region, &mut index, wanted).await?;
        self.fetch_parties(&mut region, &mut index).await?;
        region.sort_parts();
        Ok(region)
    }
}

/// Which stored parties a judgement joins and parts.
fn outcome(region: &Region, judgement: &Judgement, asked: &HashSet<Uuid>) -> Would {
    let mut would = Would::default();
    let mut groups_of: BTreeMap<Uuid, usize> = BTreeMap::new();
    for group in &judgement.groups {
        let mut homes: BTreeMap<Uuid, &str> = BTreeMap::new();
        for &at in group {
            let Some(party) = region.members[at].party else {
                continue;
            };
            let rule = judgement.joins.get(&at).map_or("", |join| join.rule.as_str());
            let known = homes.entry(party).or_insert(rule);
            if known.is_empty() {
                *known = rule;
            }
        }
        for party in homes.keys() {
            *groups_of.entry(*party).or_default() += 1;
        }
        for (one, rule) in homes.iter().filter(|(one, _)| asked.contains(one)) {
            for other in homes.keys().filter(|other| *other > one) {
                would.join.insert((*one, *other), (*rule).to_owned());
            }
        }
    }
    would.part = groups_of
        .into_iter()
        .filter(|(party, groups)| *groups > 1 && asked.contains(party))
        .collect();
    would
}
