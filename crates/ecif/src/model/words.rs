//! The words by which the file reader's kinds and levels are shown in JSON.

use feed::{PartyKind, Verification};
use serde::Serializer;
use standards::document::DocumentType;

pub(crate) fn kind<S: Serializer>(kind: &PartyKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.word())
}

pub(crate) fn verification<S: Serializer>(level: &Verification, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.word())
}

pub(crate) fn document<S: Serializer>(document: &DocumentType, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(document.as_str())
}
