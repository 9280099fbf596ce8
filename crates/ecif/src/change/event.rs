//! What subscribers and stewards are told of an act. Numbers and names of attributes, never values.

use serde_json::{Value, json};
use standards::customer_number;
use uuid::Uuid;

/// An event for the outbox.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Event {
    pub(super) kind: &'static str,
    pub(super) party: Option<Uuid>,
    pub(super) version: Option<i64>,
    pub(super) body: Value,
}

/// Work for a steward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Task {
    pub(super) id: Uuid,
    pub(super) kind: &'static str,
    pub(super) party: Uuid,
    pub(super) record: Option<Uuid>,
    pub(super) from: Option<Uuid>,
}

/// A customer number as the world sees it.
pub(crate) fn shown(number: i64) -> String {
    customer_number::grouped(&number.to_string())
}

impl Event {
    pub(super) fn opened(party: Uuid, version: i64, number: i64) -> Self {
        Self::of(
            "party.opened",
            party,
            version,
            json!({ "number": number.to_string() }),
        )
    }

    pub(super) fn changed(party: Uuid, version: i64, number: i64, attributes: &[&str]) -> Self {
        let body = json!({ "number": number.to_string(), "attributes": attributes });
        Self::of("party.changed", party, version, body)
    }

    /// The survivor's event: carries the loser's number and the last version of its stream.
    pub(super) fn merged(party: Uuid, version: i64, number: i64, loser: i64, last_version: i64) -> Self {
        let losers = json!([{ "number": loser.to_string(), "last_version": last_version }]);
        Self::of(
            "party.merged",
            party,
            version,
            json!({ "number": number.to_string(), "losers": losers }),
        )
    }

    /// The loser's last event.
    pub(super) fn absorbed(party: Uuid, version: i64, number: i64, survivor: i64) -> Self {
        let body = json!({ "number": number.to_string(), "survivor": survivor.to_string() });
        Self::of("party.merged", party, version, body)
    }

    /// A party is itself again.
    pub(super) fn split(party: Uuid, version: i64, number: i64) -> Self {
        Self::of(
            "party.split",
            party,
            version,
            json!({ "number": number.to_string() }),
        )
    }

    /// The one event of a load that subscribers read as a whole.
    pub(super) fn load_completed(body: Value) -> Self {
        Self {
            kind: "load.completed",
            party: None,
            version: None,
            body,
        }
    }

    fn of(kind: &'static str, party: Uuid, version: i64, body: Value) -> Self {
        Self {
            kind,
            party: Some(party),
            version: Some(version),
            body,
        }
    }
}

impl Task {
    pub(super) fn detail(&self) -> Value {
        json!({ "from_party": self.from })
    }
}
