//! Why somebody may see a customer, or could at another moment: the same grounds that stand as tokens beside the party.

use std::collections::BTreeSet;

use authz::{manager_token, unit_token};
use base::RecordId;

use super::Explanation;

/// A ground on which those who bear a token see a customer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    /// The token: `u:<unit>` or `m:<staff number>`.
    pub token: String,
    /// What gives it.
    pub what: GroundKind,
    /// The source of that record.
    pub source: String,
    /// Its key there.
    pub key: String,
}

/// What gives a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroundKind {
    /// The unit keeps a record of the customer.
    Record,
    /// The unit keeps an agreement of the customer.
    Agreement,
    /// The manager looks after the customer, as this record says.
    Manager,
}

impl GroundKind {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Agreement => "agreement",
            Self::Manager => "manager",
        }
    }
}

impl Explanation {
    /// Who sees the customer at the explanation's moment, and on which grounds; in order of their tokens.
    #[must_use]
    pub fn grounds(&self) -> Vec<Ground> {
        let mut grounds: BTreeSet<Ground> = BTreeSet::new();
        let there = || self.records.iter().filter(|record| record.gone_on.is_none());
        for record in there() {
            grounds.extend(record.unit.as_ref().map(|unit| Ground {
                token: unit_token(unit),
                what: GroundKind::Record,
                source: record.source.clone(),
                key: record.key.clone(),
            }));
        }
        for one in self.agreements.iter().filter(|one| one.gone_on.is_none()) {
            grounds.extend(one.unit.as_ref().map(|unit| Ground {
                token: unit_token(unit),
                what: GroundKind::Agreement,
                source: one.source.clone(),
                key: one.key.clone(),
            }));
        }
        let giver = |id: RecordId| there().find(|record| record.record == id);
        let managers = self.golden.values.iter();
        for value in managers.filter(|value| value.attribute.get().name == "customer_manager") {
            let given = self.golden.giver(value.from).and_then(|given| giver(given.id));
            grounds.extend(given.map(|record| Ground {
                token: manager_token(&value.value),
                what: GroundKind::Manager,
                source: record.source.clone(),
                key: record.key.clone(),
            }));
        }
        grounds.into_iter().collect()
    }

    /// The tokens on whose grounds the customer is seen at the explanation's moment, in order.
    #[must_use]
    pub fn tokens(&self) -> Vec<String> {
        let mut tokens: Vec<String> = self.grounds().into_iter().map(|ground| ground.token).collect();
        tokens.dedup();
        tokens
    }
}
