//! The words under which the file reader's kinds and levels are written down.

/// Writes a kind of customer by its word.
pub(crate) mod kind {
    use feed::PartyKind;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    pub(crate) fn serialize<S: Serializer>(kind: &PartyKind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind.word())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PartyKind, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        PartyKind::parse(&word)
            .ok_or_else(|| D::Error::custom(format!("no kind of customer is called `{word}`")))
    }
}

/// Writes a level of verification by its word.
pub(crate) mod verification {
    use feed::Verification;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    pub(crate) fn serialize<S: Serializer>(level: &Verification, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(level.word())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Verification, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Verification::parse(&word).ok_or_else(|| D::Error::custom(format!("no level is called `{word}`")))
    }
}

/// Writes a kind of document by its name.
pub(crate) mod document {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use standards::document::DocumentType;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    pub(crate) fn serialize<S: Serializer>(
        document: &DocumentType,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(document.as_str())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DocumentType, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        word.parse()
            .map_err(|_| D::Error::custom(format!("no document is called `{word}`")))
    }
}
