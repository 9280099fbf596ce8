//! A line, and the bytes its digest is made of.

use base::Timestamp;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused.
    Refused,
    /// It failed on our side.
    Failed,
}

impl Outcome {
    /// The name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who: a user's, key's or program's id, never a name.
    pub actor: String,
    /// `user`, `service` or `command`.
    pub actor_kind: String,
    /// What for, a word of the bank's list.
    pub purpose: String,
    /// What made it happen: a request's trace number, a change, a command.
    pub cause: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object: String,
    /// To which: a customer number or an id.
    pub target: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Names of fields, counts, codes; never a customer's value.
    pub detail: Value,
}

impl Entry {
    /// A line about something a caller has done.
    #[must_use]
    pub fn of(caller: &authz::Caller, at: Timestamp, object: &str, action: &str) -> Self {
        Self {
            at,
            actor: caller.id.clone(),
            actor_kind: caller.kind.name().to_owned(),
            purpose: caller.purpose.clone(),
            cause: String::new(),
            action: action.to_owned(),
            object: object.to_owned(),
            target: None,
            outcome: Outcome::Done,
            detail: Value::Object(serde_json::Map::new()),
        }
    }

    /// The same about one thing.
    #[must_use]
    pub fn about(mut self, target: impl Into<String>) -> Self {
        self.target = Some(target.into());
        self
    }

    /// The same with its cause.
    #[must_use]
    pub fn because(mut self, cause: impl Into<String>) -> Self {
        self.cause = cause.into();
        self
    }

    /// The same with another end.
    #[must_use]
    pub fn ended(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// The same with details.
    #[must_use]
    pub fn with(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }

    /// The line as the store gives it back: no zero bytes, no fractions (PostgreSQL writes those in its own way), the
    /// time to the microsecond.
    pub(super) fn settled(mut self) -> Self {
        let texts = [
            &mut self.actor,
            &mut self.actor_kind,
            &mut self.purpose,
            &mut self.cause,
            &mut self.action,
            &mut self.object,
        ];
        for text in texts.into_iter().chain(self.target.as_mut()) {
            if text.contains('\0') {
                *text = text.replace('\0', "\u{fffd}");
            }
        }
        self.detail = settle(self.detail);
        let micros = self.at.as_microsecond();
        self.at = Timestamp::from_microsecond(micros).unwrap_or(self.at);
        self
    }
}

fn settle(value: Value) -> Value {
    match value {
        Value::Number(number) if !number.is_i64() && !number.is_u64() => Value::String(number.to_string()),
        Value::String(text) => Value::String(text.replace('\0', "\u{fffd}")),
        Value::Array(items) => Value::Array(items.into_iter().map(settle).collect()),
        Value::Object(fields) => {
            let fields = fields.into_iter();
            Value::Object(
                fields
                    .map(|(name, value)| (name.replace('\0', "\u{fffd}"), settle(value)))
                    .collect(),
            )
        }
        other => other,
    }
}

/// A line's fields as they are digested, borrowed from an entry or from a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    pub at: Timestamp,
    pub actor: &'a str,
    pub actor_kind: &'a str,
    pub purpose: &'a str,
    pub cause: &'a str,
    pub action: &'a str,
    pub object: &'a str,
    pub target: Option<&'a str>,
    pub outcome: &'a str,
    pub detail: &'a Value,
}

impl<'a> From<&'a Entry> for Fields<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            at: entry.at,
            actor: &entry.actor,
            actor_kind: &entry.actor_kind,
            purpose: &entry.purpose,
            cause: &entry.cause,
            action: &entry.action,
            object: &entry.object,
            target: entry.target.as_deref(),
            outcome: entry.outcome.name(),
            detail: &entry.detail,
        }
    }
}

/// What the first line of a chain follows.
pub(super) fn start(chain: Uuid) -> [u8; 32] {
    Sha256::digest(chain.as_bytes()).into()
}

/// The digest of a line: SHA-256 over the digest before it and its fields, each with its length, so that no two lines
/// have the same bytes.
pub(super) fn digest(previous: &[u8], chain: Uuid, sequence: i64, fields: Fields<'_>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(chain.as_bytes());
    hasher.update(sequence.to_be_bytes());
    hasher.update(fields.at.as_microsecond().to_be_bytes());
    let texts = [
        fields.actor,
        fields.actor_kind,
        fields.purpose,
        fields.cause,
        fields.action,
        fields.object,
        fields.outcome,
    ];
    let target = fields
        .target
        .map_or_else(|| vec![0], |target| [&[1], target.as_bytes()].concat());
    let detail = canonical(fields.detail);
    let parts = texts.iter().map(|text| text.as_bytes());
    for part in parts.chain([target.as_slice(), detail.as_bytes()]) {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// JSON with the names of every object in order, without blanks.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            let inner: Vec<String> = fields
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", inner.join(","))
        }
        Value::Array(items) => {
            let inner: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", inner.join(","))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_canonical_form_does_not_depend_on_order() {
        assert_eq!(
            canonical(&json!({ "b": [1, { "y": null, "x": "张" }], "a": true })),
            r#"{"a":true,"b":[1,{"x":"张","y":null}]}"#
        );
    }

    #[test]
    fn what_the_store_would_change_is_settled_before() {
        assert_eq!(
            settle(json!({ "a\0": [1.50, 1e300, 7, "x\0y"] })),
            json!({ "a\u{fffd}": ["1.5", "1e+300", 7, "x\u{fffd}y"] })
        );
    }
}
