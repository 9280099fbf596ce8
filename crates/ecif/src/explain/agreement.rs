//! What a customer holds and whom it is tied to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Date, RecordId};
use ecif_sql::queries::{party as party_sql, seen as sql};
use pg::Tx;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::records::{Store, in_force};
use super::{ExplainError, SimilarView};
use crate::change::{LinkKind, Setting};
use crate::model::{About, Holder, Statement, Who};
use crate::record::record_id;

/// How far a chain of agreements held through one another is followed.
const THROUGH_MAX: usize = 3;

/// Another party to an agreement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartView {
    /// Its role.
    pub role: String,
    /// Its number; none when its source has not told of it, or it is out of sight.
    pub number: Option<i64>,
    /// Its name.
    pub name: String,
    /// Where it is out of sight: the branches that keep it.
    pub branches: Vec<String>,
}

/// An agreement the customer has a part in.
#[derive(Debug, Clone)]
pub struct AgreementView {
    /// Its record.
    pub record: RecordId,
    /// The unit that keeps it.
    pub unit: Option<String>,
    /// The day it went from its source.
    pub gone_on: Option<Date>,
    /// Who else has a part in it.
    pub others: Vec<PartView>,
    /// The product by the bank's product tree.
    pub product: String,
    /// The source that keeps it.
    pub source: String,
    /// Its key there.
    pub key: String,
    /// The customer's roles in it.
    pub roles: BTreeSet<String>,
    /// Its other values, by attribute.
    pub values: Vec<(&'static str, String)>,
    /// The latest balances on the day: kind, currency, amount, date.
    pub balances: Vec<(String, String, Decimal, Date)>,
}

/// A tie to another customer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationView {
    /// The kind, read from this customer if `outward`, else towards it.
    pub kind: String,
    /// Whether the tie starts from this customer.
    pub outward: bool,
    /// The other customer's number; none when its source has not told of it.
    pub number: Option<i64>,
    /// Its name.
    pub name: String,
    /// Where it is out of sight: the branches that keep it, and nothing else is told.
    pub branches: Vec<String>,
    /// The share, where there is one.
    pub share: Option<Decimal>,
    /// What else is said of it: post, since, until, amount.
    pub values: Vec<(&'static str, String)>,
    /// Who says so: each source with its record.
    pub stated_by: Vec<(String, RecordId)>,
}

impl RelationView {
    /// Whether another says the same, whoever says it.
    fn says_as(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.outward, one.number, one.share);
        said(self) == said(other)
            && (&self.kind, &self.name, &self.branches, &self.values)
                == (&other.kind, &other.name, &other.branches, &other.values)
    }
}

/// The agreements held by records, directly or through other agreements, by product.
pub(super) async fn agreements(
    tx: &Tx,
    setting: &Setting<'_>,
    store: &Store,
    party: Uuid,
    members: &[Uuid],
    change: i64,
    valid_on: Date,
) -> Result<Vec<AgreementView>, ExplainError> {
    let mut roles: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    let mut reached: BTreeSet<Uuid> = members.iter().copied().collect();
    for step in 0..=THROUGH_MAX {
        let wanted = if step == 0 {
            LinkKind::Holds
        } else {
            LinkKind::Through
        };
        let mut next = BTreeSet::new();
        for link in store
            .links
            .iter()
            .filter(|link| reached.contains(&link.record_id))
        {
            if link.kind != wanted.code() || !link.forward {
                continue;
            }
            let role = if link.role.is_empty() {
                roles.get(&link.record_id).cloned().unwrap_or_default()
            } else {
                BTreeSet::from([link.role.clone()])
            };
            // A holder row states what its customer holds: what is held through the row is found by it.
            for at in BTreeSet::from([link.other_id, link.stated_by]) {
                let known = roles.entry(at).or_default();
                let before = known.len();
                known.extend(role.iter().cloned());
                if known.len() > before {
                    next.insert(at);
                }
            }
        }
        if next.is_empty() {
            break;
        }
        reached = next;
    }
    let ids: Vec<Uuid> = roles.keys().copied().collect();
    let mut balances: HashMap<Uuid, Vec<(String, String, Decimal, Date)>> = HashMap::new();
    for row in sql::balances_of().bind(&**tx, &party, &valid_on).all().await? {
        let line = (row.kind, row.currency, row.amount, row.business_date);
        balances.entry(row.account_id).or_default().push(line);
    }
    let beside: BTreeSet<Uuid> = holders(store, members)
        .filter(|link| roles.contains_key(&link.record_id))
        .map(|link| link.other_id)
        .collect();
    let beside: Vec<Uuid> = beside.into_iter().collect();
    let others = customers_of(tx, setting, &beside).await?;
    let mut views = Vec::new();
    for (record, parts) in in_force(store, setting, &ids, change, valid_on)? {
        for part in parts
            .into_iter()
            .filter(|part| part.about == About::Account.code())
        {
            let Statement::Account(facts) = &part.content.statement else {
                continue;
            };
            let source = setting.sources.get(&part.source_id);
            let own_source = source.map_or("", |source| source.name.as_str());
            let held = roles.get(&record.0).cloned().unwrap_or_default();
            let held = roles_left(&facts.holders, held, |holder, account, role| {
                let other = holder.source.as_deref().unwrap_or(own_source);
                let account = record_id(setting.keyring, About::Account, other, account);
                roles.get(&account.0).is_some_and(|roles| roles.contains(role))
            });
            if held.is_empty() {
                continue;
            }
            views.push(AgreementView {
                record,
                unit: part.content.kept_by().map(str::to_owned),
                gone_on: part.gone_on,
                others: others_in(store, members, &others, record),
                product: facts.product.clone(),
                source: source.map_or_else(String::new, |source| source.name.clone()),
                key: part.content.origin.key.clone(),
                roles: held,
                values: facts
                    .values
                    .iter()
                    .map(|fact| (fact.attribute.get().name, fact.value.clone()))
                    .collect(),
                balances: balances.remove(&record.0).unwrap_or_default(),
            });
        }
    }
    views.sort_by(|a, b| (&a.product, &a.source, &a.key).cmp(&(&b.product, &b.source, &b.key)));
    Ok(views)
}

/// The edges from agreements to those who hold them beside the customer.
fn holders<'s>(store: &'s Store, members: &'s [Uuid]) -> impl Iterator<Item = &'s sql::LinksOf> {
    store.links.iter().filter(|link| {
        !link.forward && link.kind == LinkKind::Holds.code() && !members.contains(&link.other_id)
    })
}

fn others_in(
    store: &Store,
    members: &[Uuid],
    names: &HashMap<Uuid, Other>,
    agreement: RecordId,
) -> Vec<PartView> {
    let ours = holders(store, members).filter(|link| link.record_id == agreement.0);
    let mut others: Vec<PartView> = ours
        .map(|link| {
            let other = names.get(&link.other_id);
            PartView {
                role: link.role.clone(),
                number: other.and_then(|other| other.number),
                name: other.map_or_else(String::new, |other| other.name.clone()),
                branches: other.map_or_else(Vec::new, |other| other.branches.clone()),
            }
        })
        .collect();
    others.sort();
    others.dedup();
    others
}

/// The roles a customer is left with in an agreement that only those who hold another in a certain role have a part
/// in; `holds` tells whether the customer does.
fn roles_left(
    holders: &[Holder],
    mut roles: BTreeSet<String>,
    holds: impl Fn(&Holder, &str, &str) -> bool,
) -> BTreeSet<String> {
    let withheld = |holder: &&Holder| match &holder.who {
        Who::OfAccountAs(account, role) => !holds(holder, account, role),
        _ => false,
    };
    for holder in holders.iter().filter(withheld) {
        if holder.role.is_empty() {
            let Who::OfAccountAs(_, role) = &holder.who else {
                continue;
            };
            roles.retain(|known| known == role);
        } else if holders
            .iter()
            .filter(|other| !withheld(other))
            .all(|other| other.role != holder.role)
        {
            roles.remove(&holder.role);
        }
    }
    roles
}

/// The ties of records to other customers.
pub(super) async fn relations(
    tx: &Tx,
    setting: &Setting<'_>,
    store: &Store,
    members: &[Uuid],
    change: i64,
    valid_on: Date,
) -> Result<Vec<RelationView>, ExplainError> {
    let ours = store
        .links
        .iter()
        .filter(|link| members.contains(&link.record_id));
    let links: Vec<_> = ours
        .filter(|link| link.kind == LinkKind::Relation.code())
        .collect();
    let others: Vec<Uuid> = links.iter().map(|link| link.other_id).collect();
    let names = customers_of(tx, setting, &others).await?;
    let speakers: Vec<Uuid> = links.iter().map(|link| link.stated_by).collect();
    let said = in_force(store, setting, &speakers, change, valid_on)?;
    // Of a record that went from its source, what it had said of others went too.
    let ended = |record: &RecordId| {
        let parts = said.get(record);
        parts.is_some_and(|parts| parts.iter().all(|part| part.gone_on.is_some()))
    };
    let mut views: Vec<RelationView> = links
        .into_iter()
        .filter(|link| !ended(&RecordId(link.stated_by)))
        .map(|link| {
            let record = RecordId(link.stated_by);
            let parts = || said.get(&record).into_iter().flatten();
            let source = parts().find_map(|part| setting.sources.get(&part.source_id));
            let values = parts().flat_map(|part| match &part.content.statement {
                Statement::Relation(relation) => relation.values.as_slice(),
                _ => &[],
            });
            let values = values
                .map(|fact| (fact.attribute.get().name, fact.value.clone()))
                .collect();
            let other = names.get(&link.other_id);
            RelationView {
                kind: link.role.clone(),
                outward: link.forward,
                number: other.and_then(|other| other.number),
                name: other.map_or_else(String::new, |other| other.name.clone()),
                branches: other.map_or_else(Vec::new, |other| other.branches.clone()),
                share: link.share,
                values,
                stated_by: source
                    .map(|source| (source.name.clone(), record))
                    .into_iter()
                    .collect(),
            }
        })
        .collect();
    views.sort();
    // What several records say alike is one tie.
    views.dedup_by(|next, kept| {
        let same = kept.says_as(next);
        if same {
            kept.stated_by.append(&mut next.stated_by);
        }
        same
    });
    Ok(views)
}

/// Customers that a rule names as similar to these records.
pub(super) async fn similar(
    tx: &Tx,
    setting: &Setting<'_>,
    party: Uuid,
    members: &[Uuid],
) -> Result<Vec<SimilarView>, ExplainError> {
    let pairs = sql::similar_of().bind(&**tx, &party).all().await?;
    let others: Vec<Uuid> = pairs
        .iter()
        .map(|pair| pair.other_id)
        .filter(|other| !members.contains(other))
        .collect();
    let names = customers_of(tx, setting, &others).await?;
    let mut views: Vec<SimilarView> = pairs
        .into_iter()
        .filter_map(|pair| {
            let other = names.get(&pair.other_id)?;
            Some(SimilarView {
                number: other.number,
                name: other.name.clone(),
                branches: other.branches.clone(),
                rule: pair.rule,
            })
        })
        .collect();
    views.sort();
    views.dedup();
    Ok(views)
}

/// Another customer as far as the actor may know it.
struct Other {
    number: Option<i64>,
    name: String,
    branches: Vec<String>,
}

/// The customers that records belong to now.
async fn customers_of(
    tx: &Tx,
    setting: &Setting<'_>,
    records: &[Uuid],
) -> Result<HashMap<Uuid, Other>, ExplainError> {
    if records.is_empty() {
        return Ok(HashMap::new());
    }
    let found = sql::find_records().bind(&**tx, &records).all().await?;
    let parties: Vec<Uuid> = found.iter().filter_map(|one| one.party_id).collect();
    let mut names: HashMap<Uuid, String> = HashMap::new();
    for party in party_sql::parties().bind(&**tx, &parties).all().await? {
        let golden = party
            .golden
            .map(|sealed| setting.open_golden(party.party_id, &sealed))
            .transpose()?;
        let name = golden.and_then(|golden| golden.value("name").map(|value| value.value.clone()));
        names.insert(party.party_id, name.unwrap_or_default());
    }
    Ok(found
        .into_iter()
        .map(|one| {
            let name = one.party_id.and_then(|party| names.get(&party).cloned());
            let other = Other {
                number: one.number,
                name: name.unwrap_or_default(),
                branches: one.branches,
            };
            (one.record_id, other)
        })
        .collect())
}
