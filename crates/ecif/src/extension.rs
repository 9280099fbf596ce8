//! What services say of a customer beside its sources (E-12): a rating, a score, a segment. It is kept apart, in a
//! namespace of the service's own, in versions, under the number it was said of; base data stay what the sources say.

pub mod routes;

use base::{Clock, Timestamp};
use ecif_sql::queries::{code as sql, seen};
use pg::seal::Keyring;
use pg::{Actor, Database, DbError, Tx};
use serde_json::Value;
use uuid::Uuid;

use crate::change::ChangeError;

/// Namespaces and names are short words.
const LONGEST_WORD: usize = 64;
/// A value is a figure, a word or a small object.
const LONGEST_VALUE_BYTES: usize = 16 * 1024;

/// What a service has to say of a customer.
#[derive(Debug, Clone, Copy)]
pub struct Word<'w> {
    /// The service's own namespace.
    pub namespace: &'w str,
    /// What it calls the value.
    pub name: &'w str,
    /// The value.
    pub value: &'w Value,
    /// The version it was made from, where the service minds.
    pub base: Option<i32>,
    /// The role that writes: a namespace belongs to the role that first wrote in it, and no other writes there. None
    /// writes everywhere and owns nothing.
    pub role: Option<&'w str>,
}

/// One value a service said.
#[derive(Debug, Clone, PartialEq)]
pub struct Extension {
    /// The number it was said of.
    pub number: i64,
    /// The service's own namespace.
    pub namespace: String,
    /// What it calls the value.
    pub name: String,
    /// Raised by each word on it.
    pub version: i32,
    /// What it said.
    pub value: Value,
    /// Who said so.
    pub said_by: String,
    /// When.
    pub at: Timestamp,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExtensionError {
    /// No such number was ever given.
    #[error("no customer has the number {0}")]
    NoNumber(i64),
    /// A word or a value that cannot be kept.
    #[error("{why}")]
    Unfit {
        /// Which: `namespace`, `name` or `value`.
        field: &'static str,
        /// Why.
        why: String,
    },
    /// The namespace belongs to another role.
    #[error("the namespace belongs to the role {owner}")]
    Owned {
        /// Whose it is.
        owner: String,
    },
    /// Another word came first.
    #[error("the value has changed since: it is at version {0} now")]
    Changed(i32),
    /// The store failed.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for ExtensionError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// What a value is sealed to: it cannot be passed off as another customer's, or as another value.
pub(crate) fn context(number: i64, namespace: &str, name: &str) -> Vec<u8> {
    let mut context = b"extension".to_vec();
    context.extend_from_slice(&number.to_be_bytes());
    context.extend_from_slice(namespace.as_bytes());
    context.push(0);
    context.extend_from_slice(name.as_bytes());
    context
}

fn word(field: &'static str, text: &str) -> Result<(), ExtensionError> {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if text.is_empty() || text.len() > LONGEST_WORD || !text.chars().all(good) {
        let why = format!("a {field} is up to {LONGEST_WORD} letters, digits, `_` and `-`");
        return Err(ExtensionError::Unfit { field, why });
    }
    Ok(())
}

/// Writes a value under the number that answers now, as the next version of all that was said under whichever number
/// of the party, and answers that; the value that holds already is not written again. Who may write is decided before.
///
/// # Errors
/// [`ExtensionError`]; nothing is written then.
pub async fn put(
    database: &Database,
    keyring: &Keyring,
    clock: &dyn Clock,
    actor: &Actor,
    number: i64,
    said: Word<'_>,
) -> Result<i32, ExtensionError> {
    let Word {
        namespace,
        name,
        value,
        base,
        role,
    } = said;
    word("namespace", namespace)?;
    word("name", name)?;
    let text = value.to_string();
    if text.len() > LONGEST_VALUE_BYTES {
        let why = format!("a value has {LONGEST_VALUE_BYTES} bytes at most");
        return Err(ExtensionError::Unfit { field: "value", why });
    }
    let tx = database.begin(actor).await?;
    let found = seen::find_numbers().bind(&*tx, &vec![number]).opt().await?;
    let Some((party, answers)) = found.and_then(|found| found.party_id.zip(found.number)) else {
        return Err(ExtensionError::NoNumber(number));
    };
    if let Some(role) = role {
        // Claimed once and for all: nearly always it is somebody's already.
        let owner = match sql::namespace_owner().bind(&*tx, &namespace).opt().await? {
            Some(owner) => owner,
            None => {
                sql::claim_namespace()
                    .bind(&*tx, &namespace, &role, &clock.now())
                    .await?;
                // Of two at once, one was first.
                sql::namespace_owner().bind(&*tx, &namespace).one().await?
            }
        };
        if owner != role {
            return Err(ExtensionError::Owned { owner });
        }
    }
    let mut told = told(&tx, keyring, party).await?;
    told.retain(|one| one.namespace == namespace && one.name == name);
    if let Some(holds) = told.last()
        && holds.value == *value
    {
        return Ok(holds.version);
    }
    let before = told.iter().map(|one| one.version).max().unwrap_or(0);
    if base.is_some_and(|base| base != before) {
        return Err(ExtensionError::Changed(before));
    }
    let sealed = keyring.seal(text.as_bytes(), &context(answers, namespace, name));
    let version = before + 1;
    let written = sql::insert_extension()
        .bind(
            &*tx,
            &answers,
            &namespace,
            &name,
            &version,
            &sealed,
            &actor.id.as_str(),
            &actor.purpose.as_str(),
            &clock.now(),
        )
        .await;
    match written.map_err(DbError::from) {
        // Two at once: the later hears of the earlier.
        Err(error) if error.constraint() == Some("extension_pk") => Err(ExtensionError::Changed(version)),
        Err(error) => Err(error.into()),
        Ok(_) => {
            tx.commit().await?;
            Ok(version)
        }
    }
}

/// All versions of what services said of a party in sight, under whichever of its numbers; in order of namespace,
/// name and time, so that the last of each is what holds.
///
/// # Errors
/// Whatever the store answers.
pub async fn of_party(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    party: Uuid,
) -> Result<Vec<Extension>, ChangeError> {
    told(&database.begin_read(actor).await?, keyring, party).await
}

/// As [`of_party`], of the party in sight that answers to a number; nothing of any other.
///
/// # Errors
/// Whatever the store answers.
pub async fn of_number(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    number: i64,
) -> Result<Vec<Extension>, ChangeError> {
    let tx = database.begin_read(actor).await?;
    let found = seen::find_numbers().bind(&*tx, &vec![number]).opt().await?;
    match found.and_then(|found| found.party_id) {
        Some(party) => told(&tx, keyring, party).await,
        None => Ok(Vec::new()),
    }
}

async fn told(tx: &Tx, keyring: &Keyring, party: Uuid) -> Result<Vec<Extension>, ChangeError> {
    let mut told = Vec::new();
    for row in sql::extensions_of().bind(&**tx, &party).all().await? {
        let opened = keyring.unseal(&row.value, &context(row.number, &row.namespace, &row.name))?;
        let value = serde_json::from_slice(&opened).map_err(|cause| ChangeError::Content {
            of: party,
            cause: cause.to_string(),
        })?;
        told.push(Extension {
            number: row.number,
            namespace: row.namespace,
            name: row.name,
            version: row.version,
            value,
            said_by: row.said_by,
            at: row.recorded_at,
        });
    }
    Ok(told)
}
