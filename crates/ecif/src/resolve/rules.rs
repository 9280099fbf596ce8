//! The identity rules as data.

use feed::PartyKind;
use serde::Deserialize;

use crate::record::KeyKind;

/// The rules in force, in order of rank.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// The rules.
    pub rules: Vec<Rule>,
    /// A key carried by more records than this is a crowd: pairs of similar records are told only with its first
    /// `crowd` records, by id, since there would be as many as the square of the crowd. Joins know no limit.
    pub crowd: usize,
}

/// One rule about two records that carry an equal key.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The id under which reasons and tasks name it, as `M1`.
    pub id: String,
    /// What it says, in words.
    pub says: String,
    /// The kinds of customer it speaks of.
    pub kinds: Vec<PartyKind>,
    /// The keys it looks at.
    pub keys: Vec<KeyKind>,
    /// What it wants of the names.
    pub names: Names,
    /// It holds only where at least one of the two carries no key of this kind (MC2).
    pub lacking: Option<KeyKind>,
    /// What follows.
    pub then: Then,
}

/// What a rule wants of two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Names {
    /// Match keys are equal.
    Equal,
    /// Match keys differ.
    Different,
    /// It does not matter.
    Any,
}

/// What follows from a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// The two are one customer.
    Join,
    /// The two are put on the similar-customer list and stay two.
    Similar,
}

/// Why a text is no rule set.
#[derive(Debug, thiserror::Error)]
pub enum RuleSetError {
    /// Not TOML of the expected shape.
    #[error("the identity rules cannot be read: {0}")]
    Shape(#[from] toml::de::Error),
    /// A kind of key that does not exist.
    #[error("rule {rule}: no document or key is called `{word}`")]
    Key {
        /// The rule.
        rule: String,
        /// The word.
        word: String,
    },
    /// A kind of customer that does not exist.
    #[error("rule {rule}: no kind of customer is called `{word}`")]
    Kind {
        /// The rule.
        rule: String,
        /// The word.
        word: String,
    },
    /// RULE 8 binds every rule set.
    #[error("rule {0}: documents of type `other` are never compared (RULE 8); take them out of `keys`")]
    Other(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSetText {
    #[serde(default = "crowd")]
    crowd: usize,
    rule: Vec<RuleText>,
}

/// More than a number mistyped or shared; a placeholder, most likely.
const fn crowd() -> usize {
    50
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    id: String,
    #[serde(default)]
    says: String,
    kinds: Vec<String>,
    keys: Vec<String>,
    names: Names,
    lacking: Option<String>,
    then: Then,
}

impl RuleSet {
    /// The published default: RULE 1-9 with M1-M7, and MC1-MC6.
    pub const DEFAULT: &'static str = include_str!("identity.toml");

    /// Reads a rule set.
    ///
    /// # Errors
    /// [`RuleSetError`] naming the rule and the word that is wrong.
    pub fn parse(text: &str) -> Result<Self, RuleSetError> {
        let text: RuleSetText = toml::from_str(text)?;
        let crowd = text.crowd;
        let rules = text.rule.into_iter().map(Rule::read).collect::<Result<_, _>>()?;
        Ok(Self { rules, crowd })
    }

    /// The rules about one kind of key, with their rank.
    pub fn about(&self, kind: KeyKind) -> impl Iterator<Item = (usize, &Rule)> {
        self.rules
            .iter()
            .enumerate()
            .filter(move |(_, rule)| rule.keys.contains(&kind))
    }
}

impl Rule {
    fn read(text: RuleText) -> Result<Self, RuleSetError> {
        let key = |word: &String| {
            KeyKind::find(word).ok_or_else(|| RuleSetError::Key {
                rule: text.id.clone(),
                word: word.clone(),
            })
        };
        let kind = |word: &String| {
            PartyKind::parse(word).ok_or_else(|| RuleSetError::Kind {
                rule: text.id.clone(),
                word: word.clone(),
            })
        };
        let keys: Vec<KeyKind> = text.keys.iter().map(key).collect::<Result<_, _>>()?;
        if keys
            .iter()
            .any(|key| matches!(key, KeyKind::Document(document) if !document.merges()))
        {
            return Err(RuleSetError::Other(text.id));
        }
        Ok(Self {
            kinds: text.kinds.iter().map(kind).collect::<Result<_, _>>()?,
            lacking: text.lacking.as_ref().map(key).transpose()?,
            keys,
            names: text.names,
            then: text.then,
            id: text.id,
            says: text.says,
        })
    }
}
