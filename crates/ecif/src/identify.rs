//! Who is it? Document type, number and name in, exactly one customer number or none out (E-32).

pub mod routes;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use base::{Clock, PartyId};
use ecif_sql::queries::{party as party_sql, record as sql, seen};
use feed::PartyKind;
use pg::seal::Keyring;
use pg::{Actor, Database, DbError};
use standards::document::{self, DocumentType};
use uuid::Uuid;

use crate::change::{ChangeError, Setting};
use crate::model::About;
use crate::record::{Key, KeyKind, record_id};

/// What is known of somebody.
#[derive(Debug, Clone)]
pub struct Likeness {
    /// The document.
    pub document: DocumentType,
    /// Its number, as it is written on it.
    pub number: String,
    /// The name; without it the number alone must be enough.
    pub name: Option<String>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identified {
    /// Exactly one customer.
    One(i64),
    /// Nobody.
    NotFound,
    /// A customer out of the actor's sight carries or carried it: the branches that keep it, and nothing more.
    Elsewhere(Vec<String>),
    /// The document is carried by several customers, and the name does not tell them apart.
    Several(Vec<i64>),
}

/// Finds the customer who carries a document now, under that name if one is given.
///
/// # Errors
/// Whatever the store answers.
pub async fn identify(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
    likeness: &Likeness,
) -> Result<Identified, ChangeError> {
    let Some(value) = document::match_key(likeness.document, &likeness.number) else {
        return Ok(Identified::NotFound);
    };
    let key = Key {
        kind: KeyKind::Document(likeness.document),
        value,
    };
    let tx = database.begin_read(actor).await?;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let digest = key.digest(keyring);
    let found = seen::find_keys()
        .bind(&*tx, &vec![digest.as_slice()])
        .all()
        .await?;
    let mut branches: BTreeSet<String> = BTreeSet::new();
    let mut holders: BTreeSet<Uuid> = BTreeSet::new();
    let mut homes: BTreeSet<Uuid> = BTreeSet::new();
    for one in found {
        branches.extend(one.branches);
        holders.extend(one.record_id);
        homes.extend(one.party_id);
    }
    let mut parties: BTreeSet<Uuid> = BTreeSet::new();
    let mut rows = Vec::new();
    for home in homes {
        rows.extend(seen::records_of().bind(&*tx, &home).all().await?);
    }
    for row in rows.iter().filter(|row| holders.contains(&row.record_id)) {
        let content = setting.open_content(base::RecordId(row.record_id), row.part, &row.content)?;
        let (Some(facts), Some(party)) = (content.statement.party(), row.party_id) else {
            continue;
        };
        let carries = content
            .identity
            .last()
            .is_some_and(|span| span.keys.contains(&key));
        let wanted = likeness.name.as_deref().map(|name| match facts.kind {
            PartyKind::Individual => standards::name::match_key(name),
            PartyKind::Organisation | PartyKind::FinancialInstitution => standards::company::match_key(name),
        });
        if carries && wanted.is_none_or(|wanted| facts.name_key.as_ref() == Some(&wanted)) {
            parties.insert(party);
        }
    }
    let parties: Vec<Uuid> = parties.into_iter().collect();
    let mut numbers: Vec<i64> = party_sql::parties()
        .bind(&*tx, &parties)
        .all()
        .await?
        .into_iter()
        .map(|row| row.number)
        .collect();
    numbers.sort_unstable();
    Ok(match numbers.as_slice() {
        [] if !branches.is_empty() => Identified::Elsewhere(branches.into_iter().collect()),
        [] => Identified::NotFound,
        [one] => Identified::One(*one),
        _ => Identified::Several(numbers),
    })
}

/// The party of each record that sources call by these keys; none where no source has told of it.
///
/// # Errors
/// Whatever the store answers.
pub async fn parties_of(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    keys: &[(&str, &str)],
) -> Result<Vec<Option<PartyId>>, DbError> {
    const PAGE: usize = 10_000;
    let tx = database.begin_read(actor).await?;
    let mut parties = Vec::with_capacity(keys.len());
    for page in keys.chunks(PAGE) {
        let ids: Vec<Uuid> = page
            .iter()
            .map(|(source, key)| record_id(keyring, About::Party, source, key).0)
            .collect();
        let heads = sql::heads().bind(&*tx, &ids).all().await?;
        let found: HashMap<Uuid, Uuid> = heads
            .into_iter()
            .filter_map(|head| Some((head.record_id, head.party_id?)))
            .collect();
        parties.extend(ids.iter().map(|id| found.get(id).copied().map(PartyId)));
    }
    Ok(parties)
}
