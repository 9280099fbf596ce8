//! Who asks.

use serde::Serialize;

use crate::{Role, UnitTree};

/// What kind of caller it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CallerKind {
    /// A person signed in.
    User,
    /// Another system with a key.
    Service,
    /// A command given at the machine. It is not held to the table: who can give it can read the data directory. It
    /// is written down like everybody else.
    Command,
}

impl CallerKind {
    /// The name, as the audit trail has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Service => "service",
            Self::Command => "command",
        }
    }
}

/// Who asks, with everything a decision needs to know of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// A user's or a key's id, never a name.
    pub id: String,
    /// A person, a system, a command.
    pub kind: CallerKind,
    /// The roles in force.
    pub roles: Vec<Role>,
    /// The home unit.
    pub unit: Option<String>,
    /// Every unit below the home unit, however deep.
    pub below: Vec<String>,
    /// The staff number: what makes a customer one's own.
    pub staff_number: Option<String>,
    /// What the access is for, a word of the bank's list.
    pub purpose: String,
}

impl Caller {
    /// A command given at the machine.
    pub fn command(id: impl Into<String>, purpose: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            kind: CallerKind::Command,
            roles: Vec::new(),
            unit: None,
            below: Vec::new(),
            staff_number: None,
            purpose: purpose.into(),
        }
    }

    /// The same caller with the units below their own taken from a tree.
    #[must_use]
    pub fn placed(mut self, tree: &UnitTree) -> Self {
        self.below = self
            .unit
            .as_deref()
            .map(|unit| tree.below(unit).into_iter().map(str::to_owned).collect())
            .unwrap_or_default();
        self
    }

    /// Whether `unit` is the home unit or one below it.
    #[must_use]
    pub fn is_over(&self, unit: &str) -> bool {
        self.unit.as_deref() == Some(unit) || self.below.iter().any(|below| below == unit)
    }
}
