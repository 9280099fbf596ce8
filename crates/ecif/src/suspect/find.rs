//! Finding those who may be one with whom an act touched, and what is known of them already.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use base::Timestamp;
use ecif_sql::queries::suspect::{self as sql, SuspectRow, VerdictRow};
use linkage::{Comparison, Reading};
use pg::Tx;
use pg::seal::Keyring;
use rayon::prelude::*;
use uuid::Uuid;

use super::policy::{MatchPolicy, Policies};
use super::read::{Party, fingerprint, read};
use crate::as_one::as_one;
use crate::card::short;
use crate::change::{ChangeError, Setting};
use crate::pair;

/// Customers under one key that are still held against each other; a larger crowd shares what tells nobody apart.
pub(super) const CROWD: usize = 200;
/// Records of one customer that are compared: a firm with hundreds says the same in most.
const ROWS_MAX: usize = 12;

/// A row as it is compared, under the record that says so.
pub(super) type Spoken = (Uuid, Reading);

/// A party and the forms in which it is compared.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) party: Party,
    /// What its records say.
    pub(super) rows: Vec<Spoken>,
}

/// Two parties held against each other.
#[derive(Debug)]
pub(super) struct Weighed {
    /// Over even odds, in bits.
    pub(super) bits: f32,
    /// The records that gave it: the one's, the other's.
    pub(super) records: (Uuid, Uuid),
    /// Permanent identifiers, both right, that differ.
    pub(super) kept_apart: bool,
    /// How it came about.
    pub(super) comparison: Comparison,
}

impl Ready {
    pub(super) fn of(policies: &Policies, party: Party) -> Self {
        let policy = policies.of(party.side);
        let mut rows = party.rows();
        rows.truncate(ROWS_MAX);
        Self {
            rows: rows
                .into_iter()
                .map(|(record, row)| (record, policy.read(&row)))
                .collect(),
            party,
        }
    }

    /// The keys under which it meets others.
    pub(super) fn keys(&self, policies: &Policies, keyring: &Keyring) -> BTreeSet<i64> {
        let scorer = &policies.of(self.party.side).scorer;
        let keys = self.rows.iter().flat_map(|(_, reading)| scorer.keys(reading));
        keys.map(|key| stored(keyring, key)).collect()
    }

    /// Holds it against another: the two records that fit best.
    pub(super) fn against(&self, policy: &MatchPolicy, other: &Self) -> Option<Weighed> {
        weigh(policy, &self.rows, &other.rows)
    }
}

/// Holds the rows of two against each other: the two that fit best.
pub(super) fn weigh(policy: &MatchPolicy, ones: &[Spoken], others: &[Spoken]) -> Option<Weighed> {
    let mut best: Option<(f32, &Spoken, &Spoken)> = None;
    let mut kept_apart = false;
    for one in ones {
        for other in others {
            let bits = policy.scorer.bits(&one.1, &other.1);
            if best.is_none_or(|(most, ..)| bits > most) {
                best = Some((bits, one, other));
            }
            kept_apart |= policy.scorer.is_parted(&one.1, &other.1);
        }
    }
    let (bits, one, other) = best?;
    Some(Weighed {
        bits: policy.over_even(bits),
        records: (one.0, other.0),
        kept_apart,
        comparison: policy.scorer.compare(&one.1, &other.1),
    })
}

/// A key of the engine as it is stored: it is made of what a customer says, and tells nothing without the bank's key.
pub(super) fn stored(keyring: &Keyring, key: u64) -> i64 {
    short(keyring.digest("match key", &key.to_be_bytes()))
}

/// Reads parties and makes them ready.
pub(super) async fn ready(
    tx: &Tx,
    setting: &Setting<'_>,
    policies: &Policies,
    parties: &[Uuid],
) -> Result<BTreeMap<Uuid, Ready>, ChangeError> {
    let read = read(tx, setting, parties).await?;
    Ok(read
        .into_par_iter()
        .map(|(id, party)| (id, Ready::of(policies, party)))
        .collect())
}

/// Under each key those of these that have it.
pub(super) type Holders = HashMap<i64, Vec<Uuid>>;

/// The keys of these.
pub(super) fn holders(policies: &Policies, keyring: &Keyring, ready: &BTreeMap<Uuid, Ready>) -> Holders {
    let made: Vec<(Uuid, BTreeSet<i64>)> = ready
        .par_iter()
        .map(|(id, one)| (*id, one.keys(policies, keyring)))
        .collect();
    let mut holders = Holders::new();
    for (id, keys) in made {
        for key in keys {
            holders.entry(key).or_default().push(id);
        }
    }
    holders
}

/// Writes down under which keys these meet others; those that are no more, under none.
pub(super) async fn put_keys(tx: &Tx, asked: &[Uuid], holders: &Holders) -> Result<(), ChangeError> {
    let (keys, ids): (Vec<i64>, Vec<Uuid>) = holders
        .iter()
        .flat_map(|(key, ids)| ids.iter().map(|id| (*key, *id)))
        .unzip();
    sql::delete_match_keys().bind(&**tx, &asked).await?;
    sql::insert_match_keys().bind(&**tx, &keys, &ids).await?;
    Ok(())
}

/// Who meets one of these under one of its keys: pairs of one of these and another, each once; of two of these the
/// lower first.
pub(super) async fn meeting(tx: &Tx, holders: &Holders) -> Result<BTreeSet<(Uuid, Uuid)>, ChangeError> {
    let keys: Vec<i64> = holders.keys().copied().collect();
    let most = CROWD as i64 + 1;
    let mut met: HashMap<i64, Vec<Uuid>> = HashMap::new();
    for row in sql::meeting().bind(&**tx, &keys, &most).all().await? {
        met.entry(row.key).or_default().push(row.party_id);
    }
    let mut pairs = BTreeSet::new();
    for (key, others) in met {
        if others.len() > CROWD {
            continue;
        }
        for mine in holders.get(&key).into_iter().flatten() {
            for other in others.iter().filter(|other| *other != mine) {
                pairs.insert((*mine.min(other), *mine.max(other)));
            }
        }
    }
    Ok(pairs)
}

/// A suspect as it is to be stored.
#[derive(Debug)]
struct Found {
    ends: (Uuid, Uuid),
    kind: i16,
    category: &'static str,
    weighed: Weighed,
    rules: Vec<String>,
    model: i32,
    fingerprint: Vec<u8>,
    verdict: Option<VerdictRow>,
    visible_to: BTreeSet<String>,
}

/// What of a queue a look at some parties has to cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cover {
    /// All pairs these are in.
    All,
    /// Only those in which one of these has the lower id: whoever goes through everybody gets each pair once.
    Lower,
}

/// Brings the keys and the suspects of these parties up to what is known of them now, the pairs that rules name
/// among it; answers how many there are.
pub(crate) async fn refresh(
    tx: &Tx,
    setting: &Setting<'_>,
    parties: &[Uuid],
    named: &[pair::Made],
) -> Result<u64, ChangeError> {
    let policies = Policies::in_force(tx).await?;
    let mine = ready(tx, setting, &policies, parties).await?;
    let holders = holders(&policies, setting.keyring, &mine);
    put_keys(tx, parties, &holders).await?;
    let asked = Asked {
        parties,
        named,
        mine: &mine,
        holders: &holders,
        cover: Cover::All,
    };
    look(tx, setting, &policies, asked).await
}

/// About whom is asked, and what is known of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Who: those who forward now, too.
    pub(super) parties: &'a [Uuid],
    /// The pairs they are in that rules name.
    pub(super) named: &'a [pair::Made],
    /// What those say that are there.
    pub(super) mine: &'a BTreeMap<Uuid, Ready>,
    /// Their keys.
    pub(super) holders: &'a Holders,
    /// What of the queue is to be covered.
    pub(super) cover: Cover,
}

/// Looks who may be one with these.
pub(super) async fn look(
    tx: &Tx,
    setting: &Setting<'_>,
    policies: &Policies,
    asked: Asked<'_>,
) -> Result<u64, ChangeError> {
    let Asked {
        parties,
        named,
        mine,
        holders,
        cover,
    } = asked;
    let known = sql::of_parties().bind(&**tx, &parties).all().await?;
    // Those who forward now are asked for, and are not there: what they were in goes.
    let asked: HashSet<Uuid> = parties.iter().copied().collect();
    let covered = |(one, other): (Uuid, Uuid)| match cover {
        Cover::All => asked.contains(&one) || asked.contains(&other),
        Cover::Lower => asked.contains(&one),
    };
    let mut pairs: BTreeMap<(Uuid, Uuid), Vec<String>> = BTreeMap::new();
    for ends in meeting(tx, holders).await? {
        pairs.entry(ends).or_default();
    }
    for named in named {
        let rules = named.rules().map(str::to_owned).collect();
        pairs.insert(named.ends(), rules);
    }
    // What was judged is kept, and weighed anew.
    for row in &known {
        pairs.entry((row.one_id, row.other_id)).or_default();
    }
    pairs.retain(|ends, _| covered(*ends));
    let away: BTreeSet<Uuid> = pairs
        .keys()
        .flat_map(|(one, other)| [*one, *other])
        .filter(|id| !mine.contains_key(id))
        .collect();
    let away: Vec<Uuid> = away.into_iter().collect();
    let theirs = ready(tx, setting, policies, &away).await?;
    let find = |id: &Uuid| mine.get(id).or_else(|| theirs.get(id));
    let weighed: Vec<((Uuid, Uuid), Vec<String>, Weighed)> = pairs
        .into_par_iter()
        .filter_map(|(ends, rules)| {
            let (one, other) = (find(&ends.0)?, find(&ends.1)?);
            if one.party.side != other.party.side {
                return None;
            }
            let policy = policies.of(one.party.side);
            Some((ends, rules, one.against(policy, other)?))
        })
        .collect();
    let verdicts = Verdicts::of(tx, mine.values().chain(theirs.values())).await?;
    let mut found = Vec::new();
    for (ends, rules, weighed) in weighed {
        let (Some(one), Some(other)) = (find(&ends.0), find(&ends.1)) else {
            continue;
        };
        let policy = policies.of(one.party.side);
        let by_weight = policy.category(weighed.bits).filter(|_| !weighed.kept_apart);
        let verdict = verdicts.between(ends);
        let category = match by_weight {
            Some(category) => category,
            None if !rules.is_empty() => "rule",
            None if verdict.is_some() => "review",
            None => continue,
        };
        let sights = [&one.party, &other.party];
        let mut suspect = Found {
            ends,
            kind: one.party.side.code(),
            category,
            rules,
            model: policy.version,
            fingerprint: fingerprint(setting.keyring, &one.party, &other.party),
            verdict: verdict.cloned(),
            visible_to: sights
                .into_iter()
                .flat_map(|party| party.visible_to.iter().cloned())
                .collect(),
            weighed,
        };
        if policy.limits.automatic && suspect.category == "priority" && suspect.verdict.is_none() {
            suspect.judge_by_weight(tx, setting).await?;
        }
        found.push(suspect);
    }
    store(tx, setting, &known, found, covered).await
}

async fn store(
    tx: &Tx,
    setting: &Setting<'_>,
    known: &[SuspectRow],
    found: Vec<Found>,
    covered: impl Fn((Uuid, Uuid)) -> bool,
) -> Result<u64, ChangeError> {
    let ids: BTreeSet<Uuid> = found
        .iter()
        .map(|one| pair::id_of(setting.keyring, one.ends))
        .collect();
    let over: Vec<Uuid> = known
        .iter()
        .filter(|row| covered((row.one_id, row.other_id)))
        .map(|row| row.suspect_id)
        .filter(|id| !ids.contains(id))
        .collect();
    sql::delete_suspects().bind(&**tx, &over).await?;
    if found.is_empty() {
        return Ok(0);
    }
    macro_rules! column {
        ($row:pat => $value:expr) => {
            &found.iter().map(|$row| $value).collect::<Vec<_>>()
        };
    }
    let now: Timestamp = setting.now;
    sql::put_suspects()
        .bind(
            &**tx,
            &now,
            column!(one => pair::id_of(setting.keyring, one.ends)),
            column!(one => one.ends.0),
            column!(one => one.ends.1),
            column!(one => one.kind),
            column!(one => one.category),
            column!(one => one.weighed.bits),
            column!(one => as_one(&one.rules)),
            column!(one => as_one(said(&one.weighed.comparison, 1.0))),
            column!(one => as_one(said(&one.weighed.comparison, -1.0))),
            column!(one => one.weighed.records.0),
            column!(one => one.weighed.records.1),
            column!(one => one.model),
            column!(one => one.status().0),
            column!(one => one.status().1),
            column!(one => one.fingerprint.as_slice()),
            column!(one => one.verdict.as_ref().map(|verdict| verdict.given_at)),
            column!(one => one.verdict.as_ref().map(|verdict| verdict.actor.as_str())),
            column!(one => as_one(&one.visible_to)),
        )
        .await?;
    Ok(found.len() as u64)
}

impl Found {
    /// Judges two to be one by their weight alone, where the bank's parameter says so.
    async fn judge_by_weight(&mut self, tx: &Tx, setting: &Setting<'_>) -> Result<(), ChangeError> {
        let verdict = VerdictRow {
            verdict_id: Uuid::from_u128(rand::random()),
            suspect_id: pair::id_of(setting.keyring, self.ends),
            one_id: self.ends.0,
            other_id: self.ends.1,
            one_record: self.weighed.records.0,
            other_record: self.weighed.records.1,
            status: "same".to_owned(),
            note: None,
            picks: serde_json::json!({}),
            levels: levels(&self.weighed.comparison),
            bits: self.weighed.bits,
            model: self.model,
            fingerprint: self.fingerprint.clone(),
            actor: AUTOMATIC.to_owned(),
            given_at: setting.now,
        };
        write_verdict(tx, &verdict).await?;
        self.verdict = Some(verdict);
        Ok(())
    }

    /// What it is thought to be, and whether it was thought to be something else before key data changed.
    fn status(&self) -> (&str, bool) {
        match &self.verdict {
            None => ("suspect", false),
            Some(verdict) if verdict.status == "different" && verdict.fingerprint != self.fingerprint => {
                ("suspect", true)
            }
            Some(verdict) => (&verdict.status, false),
        }
    }
}

/// The fields that speak for (1.0) or against (-1.0) two being one, strongest first.
pub(super) fn said(comparison: &Comparison, sign: f64) -> Vec<String> {
    let mut parts: Vec<(f64, String)> = comparison
        .parts
        .iter()
        .map(|part| (sign * (part.bits + part.frequency_bits), part))
        .filter(|(bits, part)| *bits > 0.05 && part.level != "missing")
        .map(|(bits, part)| (bits, format!("{}:{}", part.field, part.level)))
        .collect();
    parts.sort_by(|one, other| other.0.total_cmp(&one.0));
    parts.into_iter().map(|(_, said)| said).collect()
}

/// Who judges where the bank lets the weight judge.
pub(super) const AUTOMATIC: &str = "automatic";

/// How the fields of two stand, as field:level.
pub(super) fn levels(comparison: &Comparison) -> Vec<String> {
    let parts = comparison.parts.iter();
    parts
        .map(|part| format!("{}:{}", part.field, part.level))
        .collect()
}

/// Writes a judgement down.
pub(super) async fn write_verdict(tx: &Tx, verdict: &VerdictRow) -> Result<(), ChangeError> {
    sql::insert_verdict()
        .bind(
            &**tx,
            &verdict.verdict_id,
            &verdict.suspect_id,
            &verdict.one_id,
            &verdict.other_id,
            &verdict.one_record,
            &verdict.other_record,
            &verdict.status.as_str(),
            &verdict.note,
            &verdict.picks,
            &verdict.levels,
            &verdict.bits,
            &verdict.model,
            &verdict.fingerprint,
            &verdict.actor.as_str(),
            &verdict.given_at,
        )
        .await?;
    Ok(())
}

/// What stewards said of records, for the parties these are in now.
#[derive(Debug)]
pub(super) struct Verdicts(BTreeMap<(Uuid, Uuid), VerdictRow>);

impl Verdicts {
    /// All that concern these parties.
    pub(super) async fn of(tx: &Tx, parties: impl Iterator<Item = &Ready>) -> Result<Self, ChangeError> {
        let mut home: HashMap<Uuid, Uuid> = HashMap::new();
        for one in parties {
            home.extend(one.party.members.iter().map(|record| (*record, one.party.id)));
        }
        let records: Vec<Uuid> = home.keys().copied().collect();
        let mut said = BTreeMap::new();
        // The oldest first: the last word stands.
        for row in sql::verdicts_of_records().bind(&**tx, &records).all().await? {
            let (Some(one), Some(other)) = (home.get(&row.one_record), home.get(&row.other_record)) else {
                continue;
            };
            said.insert((*one.min(other), *one.max(other)), row);
        }
        Ok(Self(said))
    }

    /// The last word on two, the lower id first.
    pub(super) fn between(&self, ends: (Uuid, Uuid)) -> Option<&VerdictRow> {
        self.0.get(&ends)
    }
}
