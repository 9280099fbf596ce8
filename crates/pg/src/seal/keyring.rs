//! The keys of one database, ready for use by any number of threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::Rng as _;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::cipher::{Cipher, Sealed, key_id_of};
use super::file::{self, KeyFile, LookupKey, SealingKey};
use super::{Algorithm, KeyError, SealError};

const FORMAT: u32 = 1;
const LOOKUP_KEY_BYTES: usize = 32;

/// The keys of one database. Cloning shares them; sealing and opening take no lock.
#[derive(Clone)]
pub struct Keyring {
    path: Arc<PathBuf>,
    /// Swapped whole when a key is added, so readers never wait.
    keys: Arc<ArcSwap<Keys>>,
    /// HMAC-SHA256 with the key already taken in; cloned for each digest.
    lookup: Arc<Hmac<Sha256>>,
}

struct Keys {
    /// The place of the current key in `all`.
    current: usize,
    /// In the order of their ids.
    all: Vec<Key>,
}

struct Key {
    id: u32,
    algorithm: Algorithm,
    cipher: Cipher,
    fingerprint: [u8; 16],
}

/// What recognises a key without giving it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The key's id; 0 is the lookup key.
    pub key_id: u32,
    /// What it is used with.
    pub algorithm: &'static str,
    /// The first 16 bytes of an HMAC under the key.
    pub fingerprint: [u8; 16],
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys = self.keys.load();
        let ids: Vec<u32> = keys.all.iter().map(|key| key.id).collect();
        f.debug_struct("Keyring")
            .field("path", &self.path)
            .field("key_ids", &ids)
            .finish_non_exhaustive()
    }
}

impl Keyring {
    /// Opens the key file, or makes one if nothing can have been sealed yet.
    ///
    /// # Errors
    /// [`KeyError::Lost`] when there is no file and `holds_data` says that there should be.
    pub fn open_or_create(path: &Path, holds_data: bool) -> Result<Self, KeyError> {
        match file::read(path)? {
            Some(file) => Self::from_file(path, &file),
            None if holds_data => Err(KeyError::Lost {
                path: path.to_owned(),
            }),
            None => Self::create(path, Algorithm::Aes256Gcm),
        }
    }

    /// Opens the key file.
    ///
    /// # Errors
    /// [`KeyError::Lost`] when there is none.
    pub fn open(path: &Path) -> Result<Self, KeyError> {
        Self::open_or_create(path, true)
    }

    /// Makes a key file with one key and the lookup key.
    ///
    /// # Errors
    /// [`KeyError::Exists`] when there is a file already.
    pub fn create(path: &Path, algorithm: Algorithm) -> Result<Self, KeyError> {
        let lookup = LookupKey {
            secret: new_secret(LOOKUP_KEY_BYTES),
        };
        let file = KeyFile {
            format: FORMAT,
            current: 1,
            lookup,
            key: vec![new_key(1, algorithm)],
        };
        file::write(path, &file, true)?;
        Self::from_file(path, &file)
    }

    /// Adds a key to the file and makes it the current one, here and in every clone; answers its id.
    ///
    /// Another process notices it when it meets a value sealed with it. Note the key in the database right after
    /// ([`super::record`]).
    ///
    /// # Errors
    /// The file's.
    pub fn add_key(&self, algorithm: Algorithm) -> Result<u32, KeyError> {
        let mut file = self.read_file()?;
        let id = file.key.iter().map(|key| key.id).max().unwrap_or(0) + 1;
        file.key.push(new_key(id, algorithm));
        file.current = id;
        let keys = parse(&self.path, &file)?;
        file::write(&self.path, &file, false)?;
        self.keys.store(Arc::new(keys));
        Ok(id)
    }

    /// Reads the file again, when another process may have added a key.
    ///
    /// # Errors
    /// The file's; the keys known so far stay in use.
    pub fn reload(&self) -> Result<(), KeyError> {
        let keys = parse(&self.path, &self.read_file()?)?;
        self.keys.store(Arc::new(keys));
        Ok(())
    }

    /// Seals a value for one place. `context` is authenticated, not stored: the table's name and the row's id,
    /// so that a value moved to another row does not open there.
    #[must_use]
    pub fn seal(&self, plaintext: &[u8], context: &[u8]) -> Vec<u8> {
        let keys = self.keys.load();
        let key = &keys.all[keys.current];
        key.cipher.seal(key.id, plaintext, context)
    }

    /// Opens a value that was sealed for `context`.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn unseal(&self, sealed: &[u8], context: &[u8]) -> Result<Vec<u8>, SealError> {
        let sealed = Sealed::parse(sealed)?;
        if let Some(key) = self.keys.load().find(sealed.key_id) {
            return key.cipher.unseal(&sealed, context);
        }
        // Another process may have added the key since. Reached only by values no key of ours opens.
        let reloaded = self.reload();
        match (reloaded, self.keys.load().find(sealed.key_id)) {
            (Ok(()), Some(key)) => key.cipher.unseal(&sealed, context),
            _ => Err(SealError::UnknownKey {
                key_id: sealed.key_id,
                path: self.path.to_path_buf(),
            }),
        }
    }

    /// The value sealed anew under the current key; none when it is already.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn reseal(&self, sealed: &[u8], context: &[u8]) -> Result<Option<Vec<u8>>, SealError> {
        if key_id_of(sealed)? == self.current_key_id() {
            return Ok(None);
        }
        Ok(Some(self.seal(&self.unseal(sealed, context)?, context)))
    }

    /// A keyed digest to find a value by: the first 16 bytes of HMAC-SHA256 over the domain and the bytes.
    /// `domain` keeps equal bytes of different meaning apart, as `document` and `phone.last4`.
    #[must_use]
    pub fn digest(&self, domain: &str, bytes: &[u8]) -> [u8; 16] {
        let mut mac = Hmac::clone(&self.lookup);
        // The length first: no domain and value can be cut differently and look the same.
        mac.update(&(domain.len() as u64).to_be_bytes());
        mac.update(domain.as_bytes());
        mac.update(bytes);
        first_half(mac)
    }

    /// The id of the key that seals now.
    #[must_use]
    pub fn current_key_id(&self) -> u32 {
        let keys = self.keys.load();
        keys.all[keys.current].id
    }

    /// The key file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What recognises the keys, the lookup key first.
    #[must_use]
    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        let lookup = Fingerprint {
            key_id: 0,
            algorithm: "hmac-sha256",
            fingerprint: self.digest("guiyi lookup key", b"fingerprint"),
        };
        let keys = self.keys.load();
        let sealing = keys.all.iter().map(|key| Fingerprint {
            key_id: key.id,
            algorithm: key.algorithm.name(),
            fingerprint: key.fingerprint,
        });
        std::iter::once(lookup).chain(sealing).collect()
    }

    fn from_file(path: &Path, file: &KeyFile) -> Result<Self, KeyError> {
        let keys = parse(path, file)?;
        let secret = secret(path, &file.lookup.secret, LOOKUP_KEY_BYTES, "the lookup key")?;
        let lookup = keyed(path, &secret)?;
        Ok(Self {
            path: Arc::new(path.to_owned()),
            keys: Arc::new(ArcSwap::from_pointee(keys)),
            lookup: Arc::new(lookup),
        })
    }

    fn read_file(&self) -> Result<KeyFile, KeyError> {
        file::read(&self.path)?.ok_or_else(|| KeyError::Lost {
            path: self.path.to_path_buf(),
        })
    }
}

impl Keys {
    fn find(&self, id: u32) -> Option<&Key> {
        // The newest keys are asked for most, and there are few.
        self.all.iter().rev().find(|key| key.id == id)
    }
}

fn parse(path: &Path, file: &KeyFile) -> Result<Keys, KeyError> {
    let damaged = |why: String| KeyError::Damaged {
        path: path.to_owned(),
        why,
    };
    if file.format != FORMAT {
        return Err(damaged(format!("its format {} is unknown here", file.format)));
    }
    let mut all = Vec::with_capacity(file.key.len());
    for key in &file.key {
        let name = format!("key {}", key.id);
        let algorithm = Algorithm::find(&key.algorithm)
            .ok_or_else(|| damaged(format!("{name} has the unknown algorithm {}", key.algorithm)))?;
        let secret = secret(path, &key.secret, algorithm.key_bytes(), &name)?;
        let cipher =
            Cipher::new(algorithm, &secret).ok_or_else(|| damaged(format!("{name} has a wrong length")))?;
        let mut mac = keyed(path, &secret)?;
        mac.update(b"guiyi sealing key fingerprint");
        if key.id == 0 || all.iter().any(|known: &Key| known.id == key.id) {
            return Err(damaged(format!("{name} is there twice, or is 0")));
        }
        all.push(Key {
            id: key.id,
            algorithm,
            cipher,
            fingerprint: first_half(mac),
        });
    }
    let current = all
        .iter()
        .position(|key| key.id == file.current)
        .ok_or_else(|| damaged(format!("the current key {} is not in it", file.current)))?;
    Ok(Keys { current, all })
}

fn secret(path: &Path, hex: &str, length: usize, name: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let bytes = file::from_hex(hex)
        .map(Zeroizing::new)
        .filter(|bytes| bytes.len() == length);
    bytes.ok_or_else(|| KeyError::Damaged {
        path: path.to_owned(),
        why: format!("{name} is not {length} bytes in hexadecimal"),
    })
}

fn keyed(path: &Path, secret: &[u8]) -> Result<Hmac<Sha256>, KeyError> {
    Hmac::new_from_slice(secret).map_err(|error| KeyError::Damaged {
        path: path.to_owned(),
        why: error.to_string(),
    })
}

fn first_half(mac: Hmac<Sha256>) -> [u8; 16] {
    let whole = mac.finalize().into_bytes();
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    half
}

fn new_key(id: u32, algorithm: Algorithm) -> SealingKey {
    SealingKey {
        id,
        algorithm: algorithm.name().to_owned(),
        secret: new_secret(algorithm.key_bytes()),
    }
}

/// Drawn from the thread's generator, which is seeded by the operating system and fit for keys.
fn new_secret(length: usize) -> String {
    let mut bytes = Zeroizing::new(vec![0; length]);
    rand::rng().fill_bytes(&mut bytes);
    file::to_hex(&bytes)
}
