//! Values at rest: ciphertext with its key's id, beside keyed digests to find them by.
//!
//! A [`Keyring`] is the content of one key file. It has several sealing keys, one of them current, and one lookup
//! key. Sealing keys are changed at will: what an old one sealed stays readable as long as it is in the file, and
//! is sealed anew at leisure. The lookup key is never changed, because digests cannot be made anew without
//! opening every value they were made of, and record ids are made of them; whoever must change it unseals and
//! loads everything again.

mod cipher;
mod file;
mod keyring;

use std::path::{Path, PathBuf};

pub use cipher::{Algorithm, OVERHEAD_BYTES, key_id_of};
pub use keyring::Keyring;

use crate::{Database, DbError};

/// Why sealing stored values anew stopped. What was sealed anew so far stays; run it again to go on.
#[derive(Debug, thiserror::Error)]
pub enum ResealError {
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A value cannot be opened.
    #[error(transparent)]
    Sealed(#[from] SealError),
}

impl From<tokio_postgres::Error> for ResealError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Why there is no keyring to work with.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The database holds sealed values and the key file is gone.
    #[error(
        "the key file {path} is gone, and this database holds values sealed with it; put the file back from its \
         backup. No new one is made: nothing sealed so far could ever be read again"
    )]
    Lost {
        /// Where the file should be.
        path: PathBuf,
    },
    /// The file lacks a key that the database knows, or has another one by that id.
    #[error(
        "the key file {path} does not belong to this database: its {} {what}; put back the file that was in use \
         with this database",
        key_name(*.key_id)
    )]
    Foreign {
        /// The key file.
        path: PathBuf,
        /// The key that is wrong; 0 is the lookup key.
        key_id: u32,
        /// Missing, or another one.
        what: &'static str,
    },
    /// Others may read the file.
    #[error("the key file {path} can be read by others (mode {mode:o}); run: chmod 600 '{path}'")]
    Open {
        /// The key file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The file is there but makes no sense.
    #[error("the key file {path} is damaged: {why}; put it back from its backup")]
    Damaged {
        /// The key file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// There is a file already.
    #[error("there is a key file {path} already; it is never overwritten")]
    Exists {
        /// The key file.
        path: PathBuf,
    },
    /// The file could not be read or written.
    #[error("the key file {path} could not be {what}: {source}")]
    Io {
        /// The key file.
        path: PathBuf,
        /// Read or written.
        what: &'static str,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Why a sealed value cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key it was sealed with is not in the file.
    #[error(
        "a value was sealed with key {key_id}, which is not in {path}; put the key file back that has it"
    )]
    UnknownKey {
        /// The key's id, from the value's header.
        key_id: u32,
        /// The key file.
        path: PathBuf,
    },
    /// It was altered, or it stands in another place than it was sealed for.
    #[error("a value sealed with key {key_id} was altered, or moved from the row it was sealed for")]
    Altered {
        /// The key's id, from the value's header.
        key_id: u32,
    },
    /// It is no sealed value at all.
    #[error("this is no sealed value ({0})")]
    NotSealed(&'static str),
}

fn key_name(key_id: u32) -> String {
    if key_id == 0 {
        "lookup key".to_owned()
    } else {
        format!("key {key_id}")
    }
}

impl From<tokio_postgres::Error> for KeyError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Opens or makes the key file of a database, and holds it to the fingerprints that the database keeps.
pub(crate) async fn for_database(database: &Database, path: &Path) -> Result<Keyring, KeyError> {
    let client = database.app().await?;
    let rows = client
        .query(
            "select key_id, fingerprint from guiyi.sealing_key order by key_id",
            &[],
        )
        .await?;
    let keyring = Keyring::open_or_create(path, !rows.is_empty())?;
    let ours = keyring.fingerprints();
    for row in &rows {
        let (key_id, known): (i64, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        let key_id = u32::try_from(key_id).unwrap_or(u32::MAX);
        let foreign = |what| KeyError::Foreign {
            path: path.to_owned(),
            key_id,
            what,
        };
        match ours.iter().find(|key| key.key_id == key_id) {
            None => return Err(foreign("is missing")),
            Some(key) if key.fingerprint.as_slice() != known => return Err(foreign("is another one")),
            Some(_) => {}
        }
    }
    record(database, &keyring).await?;
    Ok(keyring)
}

/// Notes the fingerprints of keys that the database does not know yet.
///
/// To be called right after [`Keyring::add_key`]: a key file restored from before then is noticed at the next
/// start.
///
/// # Errors
/// The database's.
pub async fn record(database: &Database, keyring: &Keyring) -> Result<(), DbError> {
    let client = database.app().await?;
    let sql = "insert into guiyi.sealing_key (key_id, algorithm, fingerprint) values ($1, $2, $3)
               on conflict (key_id) do nothing";
    for key in keyring.fingerprints() {
        let id = i64::from(key.key_id);
        client
            .execute(sql, &[&id, &key.algorithm, &key.fingerprint.as_slice()])
            .await?;
    }
    Ok(())
}
