//! Making the pairs of parties out of the pairs of records.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ecif_sql::queries::{pair as sql, party as party_sql};
use pg::seal::Keyring;
use pg::{CopyRows, CopyTarget, Tx, Type};
use uuid::Uuid;

use crate::as_one::as_one;
use crate::change::ChangeError;

/// Where all pairs are made at once.
pub(crate) static PAIRS: CopyTarget = CopyTarget {
    table: "ecif.pair",
    columns: &[
        ("pair_id", Type::UUID),
        ("change_id", Type::INT8),
        ("one_id", Type::UUID),
        ("other_id", Type::UUID),
        ("rules", Type::TEXT_ARRAY),
        ("one_records", Type::UUID_ARRAY),
        ("other_records", Type::UUID_ARRAY),
        ("visible_to", Type::TEXT_ARRAY),
    ],
    fresh: true,
};

/// Two parties, the lower id first.
#[derive(Debug)]
pub(crate) struct Made {
    pair: Uuid,
    change: i64,
    one: Uuid,
    other: Uuid,
    /// The rules, each with a record of either.
    rules: BTreeMap<String, (Uuid, Uuid)>,
    visible_to: BTreeSet<String>,
}

impl Made {
    /// The two, the lower id first.
    pub(crate) fn ends(&self) -> (Uuid, Uuid) {
        (self.one, self.other)
    }

    /// The rules that name them.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str)
    }
}

/// The pairs of these parties; with `lower`, only those in which the party has the lower id, so that whoever asks
/// for all parties, some at a time, gets each pair once.
pub(crate) async fn pairs_of(
    tx: &Tx,
    keyring: &Keyring,
    parties: &[Uuid],
    lower: bool,
) -> Result<Vec<Made>, ChangeError> {
    let mut home: HashMap<Uuid, Uuid> = HashMap::new();
    for row in party_sql::members().bind(&**tx, &parties).all().await? {
        home.insert(row.record_id, row.party_id);
    }
    let records: Vec<Uuid> = home.keys().copied().collect();
    let named = sql::named().bind(&**tx, &records).all().await?;
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let away: BTreeSet<Uuid> = named.iter().map(|row| row.other_id).collect();
    let away: Vec<Uuid> = away.into_iter().filter(|id| !home.contains_key(id)).collect();
    for row in sql::homes_of().bind(&**tx, &away).all().await? {
        if let Some(party) = row.party_id {
            home.insert(row.record_id, party);
        }
    }
    let mut made: BTreeMap<(Uuid, Uuid), Made> = BTreeMap::new();
    for row in named {
        let (Some(mine), Some(theirs)) = (home.get(&row.record_id), home.get(&row.other_id)) else {
            continue;
        };
        // Another rule, or another record, made them one customer.
        if mine == theirs || (lower && mine > theirs) {
            continue;
        }
        let (ends, records) = if mine < theirs {
            ((*mine, *theirs), (row.record_id, row.other_id))
        } else {
            ((*theirs, *mine), (row.other_id, row.record_id))
        };
        let pair = made.entry(ends).or_insert_with(|| Made {
            pair: id_of(keyring, ends),
            change: row.change_id,
            one: ends.0,
            other: ends.1,
            rules: BTreeMap::new(),
            visible_to: BTreeSet::new(),
        });
        pair.change = pair.change.max(row.change_id);
        let compared = pair.rules.entry(row.rule).or_insert(records);
        *compared = records.min(*compared);
    }
    let ends: BTreeSet<Uuid> = made.keys().flat_map(|(one, other)| [*one, *other]).collect();
    let ends: Vec<Uuid> = ends.into_iter().collect();
    let sights = party_sql::sights().bind(&**tx, &ends).all().await?;
    let sights: HashMap<Uuid, Vec<String>> = sights
        .into_iter()
        .map(|row| (row.party_id, row.visible_to))
        .collect();
    let mut made: Vec<Made> = made.into_values().collect();
    for pair in &mut made {
        for end in [pair.one, pair.other] {
            pair.visible_to
                .extend(sights.get(&end).into_iter().flatten().cloned());
        }
    }
    Ok(made)
}

/// The same two parties are the same pair, whenever it is made.
pub(crate) fn id_of(keyring: &Keyring, (one, other): (Uuid, Uuid)) -> Uuid {
    let ends = [*one.as_bytes(), *other.as_bytes()].concat();
    uuid::Builder::from_custom_bytes(keyring.digest("pair", &ends)).into_uuid()
}

/// Takes away the pairs that these parties are in.
pub(crate) async fn forget(tx: &Tx, parties: &[Uuid]) -> Result<(), ChangeError> {
    sql::delete_pairs().bind(&**tx, &parties).await?;
    Ok(())
}

/// Writes pairs down.
pub(crate) async fn write(tx: &Tx, pairs: &[Made]) -> Result<(), ChangeError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let ids = |of: fn(&(Uuid, Uuid)) -> Uuid| -> Vec<String> {
        let ends = |pair: &Made| as_one(pair.rules.values().map(|ends| of(ends).to_string()));
        pairs.iter().map(ends).collect()
    };
    sql::insert_pairs()
        .bind(
            &**tx,
            &pairs.iter().map(|pair| pair.pair).collect::<Vec<_>>(),
            &pairs.iter().map(|pair| pair.change).collect::<Vec<_>>(),
            &pairs.iter().map(|pair| pair.one).collect::<Vec<_>>(),
            &pairs.iter().map(|pair| pair.other).collect::<Vec<_>>(),
            &pairs
                .iter()
                .map(|pair| as_one(pair.rules.keys()))
                .collect::<Vec<_>>(),
            &ids(|ends| ends.0),
            &ids(|ends| ends.1),
            &pairs
                .iter()
                .map(|pair| as_one(&pair.visible_to))
                .collect::<Vec<_>>(),
        )
        .await?;
    Ok(())
}

/// Pairs as rows of [`PAIRS`].
pub(crate) fn copied(pairs: &[Made]) -> Result<CopyRows, ChangeError> {
    let mut rows = CopyRows::new(&PAIRS);
    for pair in pairs {
        let (ones, others): (Vec<Uuid>, Vec<Uuid>) = pair.rules.values().copied().unzip();
        rows.push(&[
            &pair.pair,
            &pair.change,
            &pair.one,
            &pair.other,
            &pair.rules.keys().collect::<Vec<_>>(),
            &ones,
            &others,
            &pair.visible_to.iter().collect::<Vec<_>>(),
        ])?;
    }
    Ok(rows)
}
