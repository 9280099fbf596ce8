//! Who is it? Document type, number and name in, exactly one customer number or none out (E-32).

pub mod mark;
pub mod routes;

use std::collections::{BTreeSet, HashMap};

use base::PartyId;
use ecif_sql::queries::{record as sql, seen};
use feed::PartyKind;
use pg::seal::Keyring;
use pg::{Actor, Database, DbError};
use standards::document::{self, DocumentType};
use uuid::Uuid;

use crate::change::ChangeError;
use crate::look_up::carrier;
use crate::model::About;
use crate::record::{Content, Key, KeyKind, record_id};

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

/// What a record that carries a document, or ever did, tells of it.
#[derive(Debug)]
pub(crate) enum Carrier {
    /// Its customer is in sight.
    Here {
        /// The customer's number.
        number: i64,
        /// What the record says.
        content: Box<Content>,
    },
    /// Its customer is not: the branches that keep it.
    Elsewhere(Vec<String>),
}

impl Likeness {
    /// The key that carriers of the document share; none when the number is no number of such a document.
    pub(crate) fn key(&self) -> Option<Key> {
        Some(Key {
            kind: KeyKind::Document(self.document),
            value: document::match_key(self.document, &self.number)?,
        })
    }
}

/// The form in which a name is compared.
pub(crate) fn name_key(kind: PartyKind, name: &str) -> String {
    match kind {
        PartyKind::Individual => standards::name::match_key(name),
        PartyKind::Organisation | PartyKind::FinancialInstitution => standards::company::match_key(name),
    }
}

/// Who it is, by all records that carry the document or ever did.
pub(crate) fn decided(carriers: Vec<Carrier>, key: &Key, likeness: &Likeness) -> Identified {
    let mut branches: BTreeSet<String> = BTreeSet::new();
    let mut numbers: BTreeSet<i64> = BTreeSet::new();
    for carrier in carriers {
        let (number, content) = match carrier {
            Carrier::Here { number, content } => (number, content),
            Carrier::Elsewhere(kept_by) => {
                branches.extend(kept_by);
                continue;
            }
        };
        let Some(facts) = content.statement.party() else {
            continue;
        };
        let carries_now = content
            .identity
            .last()
            .is_some_and(|span| span.keys.contains(key));
        let wanted = likeness.name.as_deref().map(|name| name_key(facts.kind, name));
        if carries_now && wanted.is_none_or(|wanted| facts.name_key.as_ref() == Some(&wanted)) {
            numbers.insert(number);
        }
    }
    let numbers: Vec<i64> = numbers.into_iter().collect();
    match numbers.as_slice() {
        [] if !branches.is_empty() => Identified::Elsewhere(branches.into_iter().collect()),
        [] => Identified::NotFound,
        [one] => Identified::One(*one),
        _ => Identified::Several(numbers),
    }
}

/// Finds the customer who carries a document now, under that name if one is given.
///
/// # Errors
/// Whatever the store answers.
pub async fn identify(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    likeness: &Likeness,
) -> Result<Identified, ChangeError> {
    let Some(key) = likeness.key() else {
        return Ok(Identified::NotFound);
    };
    let digest = key.digest(keyring);
    let tx = database.begin_read(actor).await?;
    let rows = seen::carriers_of()
        .bind(&*tx, &vec![digest.as_slice()])
        .all()
        .await?;
    let carriers = rows.iter().map(|row| carrier(keyring, row));
    Ok(decided(carriers.collect::<Result<_, _>>()?, &key, likeness))
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
