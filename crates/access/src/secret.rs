//! Passwords and tokens: how they are made, digested and compared.

use std::sync::{Arc, LazyLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

/// At most this many passwords are digested at once: each takes 19 MB and 50 ms of a core.
const AT_ONCE: usize = 2;

/// Characters of a one-time password: none that is taken for another when read aloud or copied by hand.
const READABLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const ONE_TIME_LENGTH: usize = 16;

/// What is verified where there is no user, so that it takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| digest_of("nobody has this password").unwrap_or_default());

/// Digests and verifies passwords (argon2id with the crate's defaults), a few at once, off the threads that serve.
#[derive(Debug)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// A password could not be digested: the machine has no memory left, or the program ends.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be digested: {0}")]
pub struct DigestError(String);

impl Passwords {
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, DigestError> {
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|error| DigestError(error.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|error| DigestError(error.to_string()))
    }

    pub(crate) async fn digest(&self, password: &str) -> Result<String, DigestError> {
        let password = password.to_owned();
        self.in_turn(move || digest_of(&password)).await?
    }

    /// Whether the password is that of the digest. Without one it takes as long and says no.
    pub(crate) async fn verify(&self, password: &str, digest: Option<String>) -> Result<bool, DigestError> {
        let password = password.to_owned();
        self.in_turn(move || match digest {
            Some(digest) => is_of(&password, &digest),
            None => {
                is_of(&password, &NOBODY);
                false
            }
        })
        .await
    }

    /// Whether the password is that of any of the digests.
    pub(crate) async fn is_among(&self, password: &str, digests: Vec<String>) -> Result<bool, DigestError> {
        let password = password.to_owned();
        self.in_turn(move || digests.iter().any(|digest| is_of(&password, digest)))
            .await
    }
}

fn digest_of(password: &str) -> Result<String, DigestError> {
    let digest = Argon2::default().hash_password(password.as_bytes());
    Ok(digest
        .map_err(|error| DigestError(error.to_string()))?
        .to_string())
}

fn is_of(password: &str, digest: &str) -> bool {
    PasswordHash::new(digest).is_ok_and(|digest| {
        Argon2::default()
            .verify_password(password.as_bytes(), &digest)
            .is_ok()
    })
}

/// A new token: 256 random bits in hexadecimal.
pub(crate) fn new_token() -> String {
    hex(&rand::random::<[u8; 32]>())
}

/// What is kept of a token. A token is random throughout, so a plain digest cannot be guessed back.
pub(crate) fn digest_of_token(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A password for one use: 80 random bits in characters one can read aloud.
pub(crate) fn one_time_password() -> String {
    let bytes = rand::random::<[u8; ONE_TIME_LENGTH]>();
    bytes
        .iter()
        .map(|byte| char::from(READABLE[usize::from(byte % 32)]))
        .collect()
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
