//! What a steward says of two customers, and what speaks against saying it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Clock, RecordId};
use ecif_sql::queries::pair as pair_sql;
use ecif_sql::queries::suspect::{self as sql, SuspectRow, VerdictRow};
use pg::seal::Keyring;
use pg::{Actor, Database, Tx};
use uuid::Uuid;

use super::find::{Ready, Weighed, levels, ready, refresh, write_verdict};
use super::policy::Policies;
use super::preview::Picks;
use super::read::fingerprint;
use crate::change::{ChangeError, Setting};
use crate::pair;

/// What may be said of two customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// They are one: to be merged.
    Same,
    /// They are two; not proposed again until key data change.
    Different,
    /// It cannot be told yet.
    Unsure,
    /// They are one, and are not to be merged (a contract, a court, a business line forbids it).
    SameKept,
}

impl Status {
    const ALL: [Self; 4] = [Self::Same, Self::Different, Self::Unsure, Self::SameKept];

    /// The word for it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
            Self::SameKept => "same_kept",
        }
    }

    pub(super) fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Whether it says that two are one.
    const fn joins(self) -> bool {
        matches!(self, Self::Same | Self::SameKept)
    }
}

/// What is said.
#[derive(Debug, Clone)]
pub(super) struct Judgement {
    pub(super) status: Status,
    pub(super) note: Option<String>,
    pub(super) picks: Picks,
    pub(super) assign_to: Option<String>,
    /// Contradictions were seen.
    pub(super) despite: bool,
}

/// An earlier judgement that does not go with taking two for one, or for two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contradiction {
    /// The third customer.
    pub(super) third: Uuid,
    /// Which of the two it was judged different from, or, where two are to be different, the one it is the same as.
    pub(super) against: Uuid,
    /// How the third stands to the other of the two: `same`, or `suspect` where nobody has said yet.
    pub(super) with_other: &'static str,
    /// Who said so, and when.
    pub(super) actor: String,
    pub(super) given_at: base::Timestamp,
}

/// Why nothing was written down.
#[derive(Debug)]
pub(super) enum Refused {
    /// There is no such suspect.
    NotThere,
    /// Permanent identifiers, both right, differ: the two cannot be one.
    KeptApart,
    /// Earlier judgements speak against it.
    Contradicted(Vec<Contradiction>),
    /// The store failed.
    Change(ChangeError),
}

impl<E: Into<ChangeError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Change(error.into())
    }
}

/// What sort of tie two parties have by what was said of them.
#[derive(Debug, Clone)]
struct Said {
    status: String,
    actor: String,
    given_at: base::Timestamp,
}

/// Earlier judgements about a third that speak against these two being one (`joins`), or being two.
pub(super) async fn contradictions(
    tx: &Tx,
    (one, other): (&Ready, &Ready),
    joins: bool,
) -> Result<Vec<Contradiction>, ChangeError> {
    let mut home: HashMap<Uuid, Uuid> = HashMap::new();
    for side in [one, other] {
        home.extend(side.party.members.iter().map(|record| (*record, side.party.id)));
    }
    let records: Vec<Uuid> = home.keys().copied().collect();
    let verdicts = sql::verdicts_of_records().bind(&**tx, &records).all().await?;
    let away: BTreeSet<Uuid> = verdicts
        .iter()
        .flat_map(|row| [row.one_record, row.other_record])
        .filter(|record| !home.contains_key(record))
        .collect();
    let away: Vec<Uuid> = away.into_iter().collect();
    for row in pair_sql::homes_of().bind(&**tx, &away).all().await? {
        if let Some(party) = row.party_id {
            home.insert(row.record_id, party);
        }
    }
    let ends = [one.party.id, other.party.id];
    // For each third, what was said of it and either of the two; the last word stands.
    let mut thirds: BTreeMap<Uuid, BTreeMap<Uuid, Said>> = BTreeMap::new();
    for row in verdicts {
        let (Some(a), Some(b)) = (home.get(&row.one_record), home.get(&row.other_record)) else {
            continue;
        };
        for (mine, third) in [(a, b), (b, a)] {
            if ends.contains(mine) && !ends.contains(third) {
                let said = Said {
                    status: row.status.clone(),
                    actor: row.actor.clone(),
                    given_at: row.given_at,
                };
                thirds.entry(*third).or_default().insert(*mine, said);
            }
        }
    }
    for row in sql::of_parties().bind(&**tx, &ends.as_slice()).all().await? {
        for (mine, third) in [(row.one_id, row.other_id), (row.other_id, row.one_id)] {
            if ends.contains(&mine) && !ends.contains(&third) && row.status == "suspect" && row.bits > 0.0 {
                let said = Said {
                    status: row.status.clone(),
                    actor: String::new(),
                    given_at: row.found_at,
                };
                thirds.entry(third).or_default().entry(mine).or_insert(said);
            }
        }
    }
    let mut found = Vec::new();
    for (third, ties) in thirds {
        for (mine, yours) in [(ends[0], ends[1]), (ends[1], ends[0])] {
            let (Some(tie), Some(with)) = (ties.get(&mine), ties.get(&yours)) else {
                continue;
            };
            let with_other = match with.status.as_str() {
                "same" | "same_kept" => "same",
                "suspect" if joins => "suspect",
                _ => continue,
            };
            let is_against = if joins {
                tie.status == "different"
            } else {
                matches!(tie.status.as_str(), "same" | "same_kept") && mine < yours
            };
            if is_against {
                found.push(Contradiction {
                    third,
                    against: mine,
                    with_other,
                    actor: tie.actor.clone(),
                    given_at: tie.given_at,
                });
            }
        }
    }
    Ok(found)
}

/// A suspect about which a judgement may be written down.
#[derive(Debug)]
struct Judged {
    row: SuspectRow,
    weighed: Weighed,
    model: i32,
    fingerprint: Vec<u8>,
}

/// Looks whether a judgement may be written down.
async fn judged(
    tx: &Tx,
    setting: &Setting<'_>,
    suspect: Uuid,
    judgement: &Judgement,
) -> Result<Judged, Refused> {
    let policies = Policies::in_force(tx).await?;
    let found = sql::suspects().bind(&**tx, &vec![suspect]).opt().await?;
    let Some(row) = found else {
        return Err(Refused::NotThere);
    };
    let both = ready(tx, setting, &policies, &[row.one_id, row.other_id]).await?;
    let (Some(one), Some(other)) = (both.get(&row.one_id), both.get(&row.other_id)) else {
        return Err(Refused::NotThere);
    };
    let policy = policies.of(one.party.side);
    let Some(weighed) = one.against(policy, other) else {
        return Err(Refused::NotThere);
    };
    if judgement.status.joins() && weighed.kept_apart {
        return Err(Refused::KeptApart);
    }
    let against = match judgement.status {
        Status::Unsure => Vec::new(),
        status => contradictions(tx, (one, other), status.joins()).await?,
    };
    let said = against.iter().any(|one| one.with_other == "same");
    if said && !judgement.despite {
        return Err(Refused::Contradicted(against));
    }
    Ok(Judged {
        fingerprint: fingerprint(setting.keyring, &one.party, &other.party),
        model: policy.version,
        row,
        weighed,
    })
}

/// Whether a judgement would be written down, and nothing is.
pub(super) async fn would_judge(
    database: &Database,
    keyring: &Keyring,
    clock: &dyn Clock,
    actor: &Actor,
    suspect: Uuid,
    judgement: &Judgement,
) -> Result<(), Refused> {
    let tx = database.begin_read(actor).await?;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    judged(&tx, &setting, suspect, judgement).await?;
    Ok(())
}

/// Writes a judgement down.
pub(super) async fn judge(
    database: &Database,
    keyring: &Keyring,
    clock: &dyn Clock,
    actor: &Actor,
    suspect: Uuid,
    judgement: &Judgement,
) -> Result<(), Refused> {
    let tx = database.begin(actor).await?;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let Judged {
        row,
        weighed,
        model,
        fingerprint,
    } = judged(&tx, &setting, suspect, judgement).await?;
    let id = Uuid::from_u128(rand::random());
    let picks: BTreeMap<&str, String> = judgement
        .picks
        .iter()
        .map(|(attribute, record)| (attribute.as_str(), record.0.to_string()))
        .collect();
    let note = judgement
        .note
        .as_ref()
        .map(|note| keyring.seal(note.as_bytes(), &note_context(id)));
    let verdict = VerdictRow {
        verdict_id: id,
        suspect_id: suspect,
        one_id: row.one_id,
        other_id: row.other_id,
        one_record: weighed.records.0,
        other_record: weighed.records.1,
        status: judgement.status.word().to_owned(),
        note,
        picks: serde_json::json!(picks),
        levels: levels(&weighed.comparison),
        bits: weighed.bits,
        model,
        fingerprint,
        actor: actor.id.clone(),
        given_at: setting.now,
    };
    write_verdict(&tx, &verdict).await?;
    if judgement.assign_to.is_some() {
        sql::assign()
            .bind(&*tx, &judgement.assign_to, &vec![suspect])
            .await?;
    }
    // What is said of two changes what is thought of others with them.
    let both = [row.one_id, row.other_id];
    let named = pair::pairs_of(&tx, keyring, &both, false).await?;
    refresh(&tx, &setting, &both, &named).await?;
    tx.commit().await?;
    Ok(())
}

/// What a note is sealed to.
pub(crate) fn note_context(verdict: Uuid) -> Vec<u8> {
    [b"verdict".as_slice(), verdict.as_bytes()].concat()
}

/// A note as it was written.
pub(super) fn opened_note(
    keyring: &Keyring,
    verdict: Uuid,
    note: &Option<Vec<u8>>,
) -> Result<Option<String>, ChangeError> {
    let open = |sealed: &Vec<u8>| {
        let plain = keyring.unseal(sealed, &note_context(verdict))?;
        Ok(String::from_utf8_lossy(&plain).into_owned())
    };
    note.as_ref().map(open).transpose()
}

/// The record that a pick names.
pub(super) fn record_of(text: &str) -> Option<RecordId> {
    text.parse().ok().map(RecordId)
}
