//! Identity keys: what a record can be recognised by, and the id derived from the source's own key.

use std::fmt;

use base::RecordId;
use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder, Write};
use minicbor::{Decode, Encode};
use pg::seal::Keyring;
use standards::document::DocumentType;

use crate::model::encoding::{document, unknown};

// The numbers of keys that are no document's (see `crate::model::encoding`).
const NAME: i64 = -1;
const CUSTOMER_NUMBER: i64 = -2;

/// What kind of thing a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The number of a document or code.
    Document(DocumentType),
    /// An organisation's match name (CO-01).
    Name,
    /// A customer number that the row itself names.
    CustomerNumber,
}

/// A key in the form it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Key {
    /// What kind of key.
    #[n(0)]
    pub kind: KeyKind,
    /// The compared form.
    #[n(1)]
    pub value: String,
}

impl KeyKind {
    /// The word for it in rules, causes and tasks.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Document(document) => document.as_str(),
            Self::Name => "name",
            Self::CustomerNumber => "customer_number",
        }
    }

    /// Finds a kind by its word.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        match word {
            "name" => Some(Self::Name),
            "customer_number" => Some(Self::CustomerNumber),
            word => word.parse().ok().map(Self::Document),
        }
    }
}

/// Written by its number: a document's, or one below 0.
impl<C> Encode<C> for KeyKind {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        let code = match self {
            Self::Document(document) => document::code(*document),
            Self::Name => NAME,
            Self::CustomerNumber => CUSTOMER_NUMBER,
        };
        e.i64(code)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for KeyKind {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let at = d.position();
        match d.i64()? {
            NAME => Ok(Self::Name),
            CUSTOMER_NUMBER => Ok(Self::CustomerNumber),
            code => document::find(code)
                .map(Self::Document)
                .ok_or_else(|| unknown("key", code, at)),
        }
    }
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Key {
    /// The keyed digest under which the key is looked up.
    #[must_use]
    pub fn digest(&self, keyring: &Keyring) -> [u8; 16] {
        keyring.digest(self.kind.name(), self.value.as_bytes())
    }
}

/// The id of a source's record: the same source and key always give the same id, on any road.
#[must_use]
pub fn record_id(keyring: &Keyring, about: crate::model::About, source: &str, key: &str) -> RecordId {
    let mut named = String::with_capacity(source.len() + key.len() + 1);
    named.push_str(source);
    named.push('\u{1f}');
    named.push_str(key);
    RecordId::from_digest(keyring.digest(about.name(), named.as_bytes()))
}
