//! Putting the explanation of one customer together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::{Clock, Date, RecordId, Timestamp};
use ecif_sql::queries::{party as party_sql, seen, source as source_sql};
use pg::seal::Keyring;
use pg::{Actor, Database, Tx};
use uuid::Uuid;

use super::agreement::{self, AgreementView, RelationView};
use super::records::{InForce, Store, in_force};
use super::{Asked, CandidateView, ExplainError, ExplainedValue, Explanation, RecordView};
use crate::change::{Setting, shown};
use crate::model::{About, Holds};
use crate::record::record_id;
use crate::survive::{Voice, survive, trace};

/// Explains a customer as the bank knew it at `as_of`, for the business date `valid_on`; both default to now.
///
/// # Errors
/// [`ExplainError`].
pub async fn explain(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    asked: &Asked,
    as_of: Option<Timestamp>,
    valid_on: Option<Date>,
) -> Result<Explanation, ExplainError> {
    let opened = Opened::open(database, keyring, clock, actor, asked, as_of, valid_on).await?;
    let Opened {
        tx,
        setting,
        change,
        as_of,
        valid_on,
        found,
        memberships,
        members,
        store,
        ..
    } = opened;
    let records = in_force(&store, &setting, &members, change, valid_on)?;
    let numbers = numbers_of(&tx, &store, &members, change).await?;
    let number = numbers.first().copied().or(found.number).unwrap_or_default();
    if records.is_empty() {
        return Err(ExplainError::Silent {
            number: shown(number),
            valid_on,
            as_of,
        });
    }
    let voices: Vec<(Voice<'_>, &InForce)> = records
        .iter()
        .flat_map(|(record, parts)| parts.iter().map(move |part| (*record, part)))
        .filter_map(|(record, part)| {
            let facts = part.content.statement.party()?;
            Some((
                setting.voice(record, part.source_id, part.gone_on.is_some(), facts),
                part,
            ))
        })
        .collect();
    let keys: HashMap<RecordId, String> = voices
        .iter()
        .map(|(voice, part)| (voice.record, part.content.origin.key.clone()))
        .collect();
    let voices: Vec<Voice<'_>> = voices.into_iter().map(|(voice, _)| voice).collect();
    let golden = survive(&voices, &setting.policy, valid_on);
    let values = values(&voices, &setting, &keys);
    let instants = instants(&tx, memberships.values().map(|(since, _)| *since)).await?;
    let views = records
        .iter()
        .flat_map(|(record, parts)| parts.iter().map(move |part| (record, part)))
        .map(|(record, part)| {
            let (since, cause) = memberships.get(&record.0).cloned().unwrap_or_default();
            record_view(&setting, *record, part, instants.get(&since).copied(), cause)
        })
        .collect();
    let (kept, sights) = tokio::join!(
        async { party_sql::parties().bind(&*tx, &vec![found.party]).opt().await },
        async { party_sql::sights().bind(&*tx, &vec![found.party]).opt().await },
    );
    Ok(Explanation {
        number,
        version: kept?.map_or(0, |party| party.version),
        visible_to: sights?.map_or_else(Vec::new, |party| party.visible_to),
        asked: found.number.filter(|asked| *asked != number),
        as_of,
        valid_on,
        golden,
        values,
        records: views,
        agreements: agreement::agreements(&tx, &setting, &store, found.party, &members, change, valid_on)
            .await?,
        relations: agreement::relations(&tx, &setting, &store, &members, change, valid_on).await?,
        similar: agreement::similar(&tx, &setting, found.party, &members).await?,
        former_numbers: numbers.into_iter().filter(|other| *other != number).collect(),
        stale_after_months: setting.policy.stale_after_months,
    })
}

/// The agreements of a customer alone, as of the same moments as [`explain`].
///
/// # Errors
/// [`ExplainError`].
pub async fn agreements(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    asked: &Asked,
    as_of: Option<Timestamp>,
    valid_on: Option<Date>,
) -> Result<Vec<AgreementView>, ExplainError> {
    let at = Opened::open(database, keyring, clock, actor, asked, as_of, valid_on).await?;
    let party = at.found.party;
    agreement::agreements(
        &at.tx,
        &at.setting,
        &at.store,
        party,
        &at.members,
        at.change,
        at.valid_on,
    )
    .await
}

/// The relations of a customer alone, as known now.
///
/// # Errors
/// [`ExplainError`].
pub async fn relations(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<RelationView>, ExplainError> {
    let at = Opened::open(database, keyring, clock, actor, asked, None, None).await?;
    agreement::relations(
        &at.tx,
        &at.setting,
        &at.store,
        &at.members,
        at.change,
        at.valid_on,
    )
    .await
}

/// A customer at a moment, with what belongs to it read.
pub(super) struct Opened<'k> {
    pub(super) tx: Tx,
    pub(super) setting: Setting<'k>,
    /// The last act known at the moment.
    pub(super) change: i64,
    as_of: Timestamp,
    pub(super) valid_on: Date,
    pub(super) found: Finding,
    /// Which records made which of its parties, from which act until which.
    pub(super) told: Vec<seen::MembershipsOf>,
    /// Its records at the moment: since when, and why.
    memberships: BTreeMap<Uuid, (i64, String)>,
    pub(super) members: Vec<Uuid>,
    pub(super) store: Store,
}

impl<'k> Opened<'k> {
    pub(super) async fn open(
        database: &Database,
        keyring: &'k Arc<Keyring>,
        clock: &dyn Clock,
        actor: &Actor,
        asked: &Asked,
        as_of: Option<Timestamp>,
        valid_on: Option<Date>,
    ) -> Result<Self, ExplainError> {
        let tx = database.begin_read(actor).await?;
        let change = match as_of {
            Some(instant) => source_sql::change_at().bind(&*tx, &instant).one().await?,
            None => source_sql::last_change().bind(&*tx).one().await?,
        };
        let past = as_of.is_some() || valid_on.is_some();
        let as_of = as_of.unwrap_or_else(|| clock.now());
        let valid_on = valid_on.unwrap_or_else(|| clock.today());
        let found = find(&tx, keyring, asked, change).await?;
        let setting = Setting::load(&tx, keyring, clock, change).await?;
        let told = seen::memberships_of().bind(&*tx, &found.party).all().await?;
        let at_change =
            |row: &&seen::MembershipsOf| row.since <= change && row.until.is_none_or(|until| change < until);
        let party = told
            .iter()
            .filter(at_change)
            .find(|row| row.record_id == found.founder)
            .map(|row| row.party_id)
            .ok_or_else(|| unknown(asked))?;
        let mut memberships: BTreeMap<Uuid, (i64, String)> = BTreeMap::new();
        for row in told.iter().filter(at_change).filter(|row| row.party_id == party) {
            memberships.insert(row.record_id, (row.since, row.cause.clone()));
        }
        let members: Vec<Uuid> = memberships.keys().copied().collect();
        let mut store = Store::read(&tx, found.party, change, valid_on).await?;
        if past {
            store.turn_back(&setting, change, valid_on)?;
        }
        Ok(Self {
            tx,
            setting,
            change,
            as_of,
            valid_on,
            found,
            told,
            memberships,
            members,
            store,
        })
    }
}

/// The record by which a customer is found: a number goes where the record goes that founded its party.
pub(super) struct Finding {
    founder: Uuid,
    /// The party it belongs to now.
    pub(super) party: Uuid,
    /// The number asked for.
    number: Option<i64>,
}

async fn find(tx: &Tx, keyring: &Keyring, asked: &Asked, change: i64) -> Result<Finding, ExplainError> {
    match asked {
        Asked::Number(number) => {
            let found = seen::find_numbers().bind(&**tx, &vec![*number]).opt().await?;
            let Some(found) = found else {
                return Err(ExplainError::NoNumber(shown(*number)));
            };
            let (Some(founder), Some(party)) = (found.founder, found.party_id) else {
                return Err(ExplainError::Elsewhere {
                    branches: found.branches,
                });
            };
            if found.given_by > change {
                let given = instants(tx, std::iter::once(found.given_by)).await?;
                return Err(ExplainError::NotYet {
                    number: shown(*number),
                    given: given.get(&found.given_by).copied().unwrap_or_default(),
                });
            }
            Ok(Finding {
                founder,
                party,
                number: Some(*number),
            })
        }
        Asked::SourceKey { source, key } => {
            let founder = record_id(keyring, About::Party, source, key).0;
            let found = seen::find_records().bind(&**tx, &vec![founder]).opt().await?;
            let found = found.ok_or_else(|| unknown(asked))?;
            let party = found.party_id.ok_or(ExplainError::Elsewhere {
                branches: found.branches,
            })?;
            Ok(Finding {
                founder,
                party,
                number: None,
            })
        }
    }
}

fn unknown(asked: &Asked) -> ExplainError {
    match asked {
        Asked::Number(number) => ExplainError::NoNumber(shown(*number)),
        Asked::SourceKey { source, key } => ExplainError::NoRecord {
            source_name: source.clone(),
            key: key.clone(),
        },
    }
}

/// The numbers that the records of a party had founded by a change, the oldest first.
async fn numbers_of(tx: &Tx, store: &Store, members: &[Uuid], change: i64) -> Result<Vec<i64>, ExplainError> {
    let ours = store
        .records
        .iter()
        .filter(|row| members.contains(&row.record_id));
    let founded: BTreeSet<i64> = ours.filter_map(|row| row.number).collect();
    let founded: Vec<i64> = founded.into_iter().collect();
    let granted = seen::find_numbers().bind(&**tx, &founded).all().await?;
    let mut numbers: Vec<i64> = granted
        .into_iter()
        .filter(|one| one.given_by <= change)
        .map(|one| one.asked)
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}

async fn instants(
    tx: &Tx,
    changes: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Timestamp>, ExplainError> {
    let ids: Vec<i64> = changes.collect();
    let rows = source_sql::changes_by_id().bind(&**tx, &ids).all().await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.change_id, row.recorded_at))
        .collect())
}

fn values(
    voices: &[Voice<'_>],
    setting: &Setting<'_>,
    keys: &HashMap<RecordId, String>,
) -> Vec<ExplainedValue> {
    let mut values = Vec::new();
    for (attribute, contenders) in trace(voices, &setting.policy) {
        let many = attribute.get().holds == Holds::Many;
        let mut seen: Vec<&str> = Vec::new();
        let mut candidates = Vec::new();
        for (index, contender) in contenders.iter().enumerate() {
            let first_of_its_value = !seen.contains(&contender.fact.value.as_str());
            let survives = index == 0 || (many && first_of_its_value);
            if first_of_its_value {
                seen.push(&contender.fact.value);
            }
            let rival = if index == 0 {
                contenders
                    .iter()
                    .find(|other| other.fact.value != contender.fact.value)
            } else {
                contenders.first()
            };
            let reason = match rival {
                None => crate::survive::Reason::Only,
                Some(rival) => contender.ranking.reason(&rival.ranking),
            };
            candidates.push(CandidateView {
                value: contender.fact.value.clone(),
                source: contender.voice.source.to_owned(),
                key: keys.get(&contender.voice.record).cloned().unwrap_or_default(),
                record: contender.voice.record,
                since: contender.fact.since,
                verification: contender.fact.verification.word(),
                stale: contender.stale,
                survives,
                reason,
            });
        }
        values.push(ExplainedValue {
            attribute: attribute.get().name,
            candidates,
        });
    }
    values
}

fn record_view(
    setting: &Setting<'_>,
    record: RecordId,
    part: &InForce,
    since: Option<Timestamp>,
    cause: String,
) -> RecordView {
    let facts = part.content.statement.party();
    RecordView {
        record,
        source: setting
            .sources
            .get(&part.source_id)
            .map_or_else(String::new, |source| source.name.clone()),
        key: part.content.origin.key.clone(),
        unit: part.content.unit.clone(),
        versions: part.versions,
        business_date: part.order.business_date,
        since: since.unwrap_or(setting.now),
        cause,
        gone_on: part.gone_on,
        identifications: facts
            .iter()
            .flat_map(|facts| &facts.identifications)
            .map(|one| (one.document, one.number.clone()))
            .collect(),
        findings: part
            .content
            .findings
            .iter()
            .map(|finding| (finding.rule.clone(), finding.field.clone()))
            .collect(),
    }
}
