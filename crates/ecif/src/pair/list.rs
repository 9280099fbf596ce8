//! The list of pairs: a page at a time, the last named first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use authz::unit_tokens;
use base::{RecordId, Timestamp};
use ecif_sql::queries::{pair as sql, source as source_sql};
use pg::seal::Keyring;
use pg::{Actor, Database, Tx};
use uuid::Uuid;

use crate::card::{Card, cards_of};
use crate::change::{ChangeError, opened_content};
use crate::record::{Key, identity_of};
use crate::resolve::{Rule, RuleSet, Then};

/// Which pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of a customer that one of these units keeps; none asks nothing.
    pub units: Option<Vec<String>>,
    /// Named by this rule.
    pub rule: Option<String>,
}

/// After which pair a page begins: the act that named it, and its id.
pub type Place = (i64, Uuid);

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// In the actor's sight.
    Here(Box<Card>),
    /// Out of it: the branches that keep it, and nothing more.
    Elsewhere(Vec<String>),
}

/// The one in sight first, and of two in sight the lower number; none where both are out of it.
pub(crate) fn in_order(one: Side, other: Side) -> Option<(Side, Side)> {
    match (&one, &other) {
        (Side::Elsewhere(_), Side::Elsewhere(_)) => None,
        (Side::Elsewhere(_), Side::Here(_)) => Some((other, one)),
        (Side::Here(first), Side::Here(second)) if second.number < first.number => Some((other, one)),
        _ => Some((one, other)),
    }
}

/// A rule that names a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The rule's id.
    pub rule: String,
    /// The keys it found equal, where both parties are in sight.
    pub equal: Vec<Key>,
}

/// Two customers that rules name as similar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The same for the same two.
    pub id: Uuid,
    /// When they were named last.
    pub named_at: Option<Timestamp>,
    /// The rules.
    pub rules: Vec<Ruling>,
    /// The one: in sight, and with the lower number if both are.
    pub one: Side,
    /// The other.
    pub other: Side,
}

/// Some pairs of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The pairs.
    pub pairs: Vec<Pair>,
    /// Where the next page begins, if there is more.
    pub next: Option<Place>,
}

/// The rules in force that name pairs.
pub(super) async fn naming(tx: &Tx) -> Result<Vec<Rule>, ChangeError> {
    let policy = source_sql::policy()
        .bind(&**tx, &"identity", &i64::MAX)
        .opt()
        .await?
        .ok_or(ChangeError::NoPolicy("identity"))?;
    let mut rules = RuleSet::parse(&policy.body)?.rules;
    rules.retain(|rule| rule.then == Then::Similar);
    Ok(rules)
}

/// Lists pairs of which a party is in the actor's sight, `many` at most, after `place`.
///
/// # Errors
/// Whatever the store answers.
pub async fn list(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    filter: &Filter,
    place: Option<Place>,
    many: usize,
) -> Result<Page, ChangeError> {
    let tx = database.begin_read(actor).await?;
    let most = i64::try_from(many).unwrap_or(i64::MAX).saturating_add(1);
    let (after_change, after_pair) = place.map_or((None, Uuid::nil()), |(change, pair)| (Some(change), pair));
    let units = filter.units.as_deref().map(unit_tokens);
    let mut rows = sql::list()
        .bind(&*tx, &units, &filter.rule, &after_change, &after_pair, &most)
        .all()
        .await?;
    let more = rows.len() > many;
    rows.truncate(many);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| (row.change_id, row.pair_id));
    let parties: BTreeSet<Uuid> = rows
        .iter()
        .flat_map(|row| [row.one_id, row.other_id])
        .flatten()
        .collect();
    let parties: Vec<Uuid> = parties.into_iter().collect();
    let cards: HashMap<Uuid, Card> = cards_of(&tx, &parties)
        .await?
        .into_iter()
        .map(|card| (card.party, card))
        .collect();
    let records = rows
        .iter()
        .flat_map(|row| [&row.one_records, &row.other_records])
        .flatten()
        .flatten();
    let keys = keys_of(&tx, keyring, &records.copied().collect::<Vec<_>>()).await?;
    let changes: Vec<i64> = rows.iter().map(|row| row.change_id).collect();
    let when: HashMap<i64, Timestamp> = sql::when_changed()
        .bind(&*tx, &changes)
        .all()
        .await?
        .into_iter()
        .map(|row| (row.change_id, row.recorded_at))
        .collect();
    let rules: HashMap<String, Rule> = naming(&tx)
        .await?
        .into_iter()
        .map(|rule| (rule.id.clone(), rule))
        .collect();
    let mut pairs = Vec::with_capacity(rows.len());
    for row in rows {
        // What the function names is read again under row security: a party it cannot show is not shown.
        let side = |party: Option<Uuid>, branches: Vec<String>| match party {
            Some(party) => cards.get(&party).map(|card| Side::Here(Box::new(card.clone()))),
            None => Some(Side::Elsewhere(branches)),
        };
        let (Some(one), Some(other)) = (
            side(row.one_id, row.one_branches),
            side(row.other_id, row.other_branches),
        ) else {
            continue;
        };
        let Some((one, other)) = in_order(one, other) else {
            continue;
        };
        let compared = row
            .one_records
            .unwrap_or_default()
            .into_iter()
            .zip(row.other_records.unwrap_or_default());
        let compared: Vec<(Uuid, Uuid)> = compared.collect();
        let rulings = row.rules.into_iter().enumerate().map(|(at, rule)| {
            let both = compared
                .get(at)
                .and_then(|(one, other)| Some((keys.get(one)?, keys.get(other)?)));
            let asked = rules.get(&rule);
            let equal = both.into_iter().flat_map(|(one, other)| one.intersection(other));
            let equal = equal.filter(|key| asked.is_some_and(|rule| rule.keys.contains(&key.kind)));
            Ruling {
                equal: equal.cloned().collect(),
                rule,
            }
        });
        pairs.push(Pair {
            id: row.pair_id,
            named_at: when.get(&row.change_id).copied(),
            rules: rulings.collect(),
            one,
            other,
        });
    }
    Ok(Page { pairs, next })
}

/// The keys that records carry now, of customers in sight.
async fn keys_of(
    tx: &Tx,
    keyring: &Keyring,
    records: &[Uuid],
) -> Result<HashMap<Uuid, BTreeSet<Key>>, ChangeError> {
    let mut keys: HashMap<Uuid, BTreeSet<Key>> = HashMap::new();
    if records.is_empty() {
        return Ok(keys);
    }
    for row in sql::said_by().bind(&**tx, &records).all().await? {
        let content = opened_content(keyring, RecordId(row.record_id), row.part, &row.content)?;
        if let Some(facts) = content.statement.party() {
            keys.entry(row.record_id).or_default().extend(identity_of(facts));
        }
    }
    Ok(keys)
}

/// How many pairs each rule names of which a party is in the actor's sight; under no rule's name all of them.
///
/// # Errors
/// Whatever the store answers.
pub async fn count(
    database: &Database,
    actor: &Actor,
    units: Option<&[String]>,
) -> Result<(Vec<Rule>, BTreeMap<String, i64>), ChangeError> {
    let tx = database.begin_read(actor).await?;
    let rows = sql::count().bind(&*tx, &units.map(unit_tokens)).all().await?;
    let counted = rows.into_iter().map(|row| (row.rule, row.pairs)).collect();
    Ok((naming(&tx).await?, counted))
}
