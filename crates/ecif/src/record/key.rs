//! Identity keys: what a record can be recognised by, and the id derived from the source's own key.

use std::fmt;

use base::RecordId;
use pg::seal::Keyring;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use standards::document::DocumentType;

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// What kind of key.
    #[serde(rename = "k")]
    pub kind: KeyKind,
    /// The compared form.
    #[serde(rename = "v")]
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

impl Serialize for KeyKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for KeyKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::find(&word).ok_or_else(|| D::Error::custom(format!("no key is called `{word}`")))
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
