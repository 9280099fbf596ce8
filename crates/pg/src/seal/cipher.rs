//! The sealed form of a value and the two ciphers.
//!
//! A sealed value is: form (1 byte, now 1), algorithm (1 byte), key id (4 bytes, big-endian), nonce (12 bytes,
//! random), ciphertext as long as the value, tag (16 bytes). The context it was sealed for is authenticated but
//! not stored.
//!
//! Nonces are random: after 2^32 values under one key the chance that two share a nonce passes 2^-33, so a key is
//! to be changed before then (`guiyi key rotate-data`).

use aes_gcm::aead::array::Array;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::inout::InOutBuf;
use aes_gcm::aead::{AeadInOut as _, KeyInit as _};
use aes_gcm::{Aes256Gcm, AesGcm};
use rand::Rng as _;
use sm4::Sm4;

use super::SealError;

const FORM: u8 = 1;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;
const HEADER_BYTES: usize = 6 + NONCE_BYTES;

/// How much longer a sealed value is than the value.
pub const OVERHEAD_BYTES: usize = HEADER_BYTES + TAG_BYTES;

/// What a key seals with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// AES-256 in Galois counter mode.
    Aes256Gcm,
    /// SM4 (GB/T 32907) in Galois counter mode, for banks that must use the national ciphers.
    Sm4Gcm,
}

impl Algorithm {
    /// The name in the key file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Aes256Gcm => "aes-256-gcm",
            Self::Sm4Gcm => "sm4-gcm",
        }
    }

    /// Reads the name of the key file.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        [Self::Aes256Gcm, Self::Sm4Gcm]
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
    }

    pub(super) fn key_bytes(self) -> usize {
        match self {
            Self::Aes256Gcm => 32,
            Self::Sm4Gcm => 16,
        }
    }

    fn code(self) -> u8 {
        match self {
            Self::Aes256Gcm => 1,
            Self::Sm4Gcm => 2,
        }
    }
}

/// A key made ready: its round keys are computed once.
pub(super) enum Cipher {
    Aes(Box<Aes256Gcm>),
    Sm4(Box<AesGcm<Sm4, U12>>),
}

impl Cipher {
    /// `None` when the key's length does not fit the algorithm.
    pub(super) fn new(algorithm: Algorithm, key: &[u8]) -> Option<Self> {
        match algorithm {
            Algorithm::Aes256Gcm => Aes256Gcm::new_from_slice(key)
                .ok()
                .map(|key| Self::Aes(Box::new(key))),
            Algorithm::Sm4Gcm => AesGcm::new_from_slice(key)
                .ok()
                .map(|key| Self::Sm4(Box::new(key))),
        }
    }

    fn algorithm(&self) -> Algorithm {
        match self {
            Self::Aes(_) => Algorithm::Aes256Gcm,
            Self::Sm4(_) => Algorithm::Sm4Gcm,
        }
    }

    pub(super) fn seal(&self, key_id: u32, plaintext: &[u8], context: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_BYTES];
        rand::rng().fill_bytes(&mut nonce);
        let mut sealed = Vec::with_capacity(plaintext.len() + OVERHEAD_BYTES);
        sealed.extend_from_slice(&[FORM, self.algorithm().code()]);
        sealed.extend_from_slice(&key_id.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plaintext);
        let body = InOutBuf::from(&mut sealed[HEADER_BYTES..]);
        let tag = match self {
            Self::Aes(cipher) => cipher.encrypt_inout_detached(&Array(nonce), context, body),
            Self::Sm4(cipher) => cipher.encrypt_inout_detached(&Array(nonce), context, body),
        };
        match tag {
            Ok(tag) => sealed.extend_from_slice(&tag),
            // Only a value over 64 GB is refused, which no column could hold. It must not stay in clear.
            Err(_) => sealed.clear(),
        }
        sealed
    }

    pub(super) fn unseal(&self, sealed: &Sealed<'_>, context: &[u8]) -> Result<Vec<u8>, SealError> {
        let altered = SealError::Altered {
            key_id: sealed.key_id,
        };
        if sealed.algorithm != self.algorithm().code() {
            return Err(altered);
        }
        let mut body = sealed.ciphertext.to_vec();
        let buffer = InOutBuf::from(body.as_mut_slice());
        let (nonce, tag) = (Array(sealed.nonce), Array(sealed.tag));
        let opened = match self {
            Self::Aes(cipher) => cipher.decrypt_inout_detached(&nonce, context, buffer, &tag),
            Self::Sm4(cipher) => cipher.decrypt_inout_detached(&nonce, context, buffer, &tag),
        };
        opened.map(|()| body).map_err(|_| altered)
    }
}

/// The parts of a sealed value.
pub(super) struct Sealed<'a> {
    algorithm: u8,
    pub(super) key_id: u32,
    nonce: [u8; NONCE_BYTES],
    ciphertext: &'a [u8],
    tag: [u8; TAG_BYTES],
}

impl<'a> Sealed<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, SealError> {
        let short = SealError::NotSealed("it is too short");
        let (&[form, algorithm, a, b, c, d], rest) = bytes.split_first_chunk().ok_or(short.clone())?;
        if form != FORM {
            return Err(SealError::NotSealed("its form is unknown"));
        }
        let (nonce, rest) = rest.split_first_chunk().ok_or(short.clone())?;
        let (ciphertext, tag) = rest.split_last_chunk().ok_or(short)?;
        let key_id = u32::from_be_bytes([a, b, c, d]);
        Ok(Self {
            algorithm,
            key_id,
            nonce: *nonce,
            ciphertext,
            tag: *tag,
        })
    }
}

/// The id of the key a value was sealed with.
///
/// # Errors
/// [`SealError::NotSealed`] when it is no sealed value.
pub fn key_id_of(sealed: &[u8]) -> Result<u32, SealError> {
    Sealed::parse(sealed).map(|parts| parts.key_id)
}
