//! The survivorship policy as data.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::model::{About, AttributeId};

/// The parameters of S1.
#[derive(Debug, Clone)]
pub struct Policy {
    /// A value this many months older than the newest candidate's drops to the lowest level (not for identity).
    pub stale_after_months: i32,
    /// Which sources come first for an attribute; the others follow by their trust.
    sources: HashMap<AttributeId, Vec<String>>,
}

/// Why a text is no policy.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// Not TOML of the expected shape.
    #[error("the survivorship policy cannot be read: {0}")]
    Shape(#[from] toml::de::Error),
    /// An attribute that does not exist.
    #[error("the survivorship policy names `{0}`, which is no attribute of a customer")]
    Attribute(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyText {
    stale_after_months: i32,
    #[serde(default)]
    sources: BTreeMap<String, Vec<String>>,
}

impl Policy {
    /// The published default.
    pub const DEFAULT: &'static str = include_str!("survivorship.toml");

    /// Reads a policy.
    ///
    /// # Errors
    /// [`PolicyError`] naming what is wrong.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let text: PolicyText = toml::from_str(text)?;
        let sources = text
            .sources
            .into_iter()
            .map(|(name, sources)| {
                AttributeId::find(About::Party, &name)
                    .map(|id| (id, sources))
                    .ok_or(PolicyError::Attribute(name))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            stale_after_months: text.stale_after_months,
            sources,
        })
    }

    /// The place of a source for an attribute: lower comes first.
    #[must_use]
    pub fn place(&self, attribute: AttributeId, source: &str, trust: i16) -> (usize, i16) {
        let named = self.sources.get(&attribute).map_or(&[][..], Vec::as_slice);
        let place = named
            .iter()
            .position(|name| name == source)
            .unwrap_or(named.len());
        (place, 100 - trust)
    }
}
