//! The policy table.

mod newer;
mod parse;
mod separation;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;

pub use parse::{Fault, PolicyError};
pub use separation::{TogetherError, together};

use crate::{Action, Caller, CallerKind, Clearance, Depth, Object, Reason, Role, Sight, Words};

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it is done to.
    pub object: Object,
    /// What is done.
    pub action: Action,
    /// Who may.
    pub role: Role,
    /// How far.
    pub depth: Depth,
    /// The line of the text it stands in, from 1.
    pub line: usize,
}

/// What somebody may do, all roles merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Permission {
    /// To what.
    pub object: Object,
    /// What.
    pub action: Action,
    /// How far.
    pub depth: Depth,
}

/// A word of the bank's list of purposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Purpose {
    /// The word a request names.
    pub name: String,
    /// Its title.
    pub title: Words,
}

/// What becomes of somebody whom the bank's identity provider vouches for and who is linked to no user yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstSignIn {
    /// They are refused, until the security administrator links them.
    #[default]
    Refuse,
    /// They are linked to the user whose login the provider vouches for; to an administrator never.
    ByLogin,
}

impl FirstSignIn {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Refuse, Self::ByLogin];

    /// The name, as the text has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::ByLogin => "by_login",
        }
    }
}

/// The table: what is not in it is refused.
#[derive(Debug, Clone)]
pub struct Policy {
    rows: BTreeMap<(Object, Action), Vec<Row>>,
    fields: BTreeMap<Role, Clearance>,
    purposes: Vec<Purpose>,
    first_sign_in: FirstSignIn,
}

static SHIPPED: LazyLock<Policy> = LazyLock::new(|| {
    // A test reads it; a text that cannot be read lets nobody do anything.
    Policy::parse(Policy::DEFAULT).unwrap_or_else(|_| Policy {
        rows: BTreeMap::new(),
        fields: BTreeMap::new(),
        purposes: Vec::new(),
        first_sign_in: FirstSignIn::Refuse,
    })
});

impl Policy {
    /// The text that is shipped.
    pub const DEFAULT: &'static str = include_str!("policy/shipped.toml");

    /// Reads a table.
    ///
    /// # Errors
    /// [`PolicyError`] with every fault: its line, what is wrong, and how to mend it.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        parse::policy(text)
    }

    /// The table that is shipped.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Whether the text has a section for this, be it without a row.
    #[must_use]
    pub fn knows(&self, object: Object, action: Action) -> bool {
        self.rows.contains_key(&(object, action))
    }

    /// Every row, by object and action.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values().flatten()
    }

    /// The rows that give any of these roles this right.
    pub(crate) fn rows_for(
        &self,
        roles: &[Role],
        object: Object,
        action: Action,
    ) -> impl Iterator<Item = &Row> {
        self.rows
            .get(&(object, action))
            .into_iter()
            .flatten()
            .filter(|row| roles.contains(&row.role))
    }

    /// How far these roles reach together: the widest of their rows.
    #[must_use]
    pub fn depth(&self, roles: &[Role], object: Object, action: Action) -> Depth {
        self.rows_for(roles, object, action)
            .map(|row| row.depth)
            .max()
            .unwrap_or(Depth::None)
    }

    /// How far a caller reaches. A command given at the machine reaches everything.
    #[must_use]
    pub fn depth_of(&self, caller: &Caller, object: Object, action: Action) -> Depth {
        if caller.kind == CallerKind::Command {
            return Depth::All;
        }
        self.depth(&caller.roles, object, action)
    }

    /// The customers a caller may do this to, for a list's predicate and for row security.
    #[must_use]
    pub fn sight(&self, caller: &Caller, object: Object, action: Action) -> Sight {
        Sight::at(caller, self.depth_of(caller, object, action))
    }

    /// Everything these roles may do, merged: what the "access" button shows.
    #[must_use]
    pub fn permissions(&self, roles: &[Role]) -> Vec<Permission> {
        self.rows
            .keys()
            .map(|&(object, action)| Permission {
                object,
                action,
                depth: self.depth(roles, object, action),
            })
            .filter(|permission| permission.depth > Depth::None)
            .collect()
    }

    /// How much of each field these roles see, merged.
    #[must_use]
    pub fn clearance(&self, roles: &[Role]) -> Clearance {
        roles
            .iter()
            .filter_map(|role| self.fields.get(role))
            .fold(Clearance::NOTHING, |wider, one| wider.or(one))
    }

    /// How much of each field a caller sees.
    #[must_use]
    pub fn clearance_of(&self, caller: &Caller) -> Clearance {
        if caller.kind == CallerKind::Command {
            return Clearance::EVERYTHING;
        }
        self.clearance(&caller.roles)
    }

    /// What one role sees of fields; nothing where the table has no section for it.
    #[must_use]
    pub fn fields(&self, role: Role) -> Option<&Clearance> {
        self.fields.get(&role)
    }

    /// The bank's list of purposes.
    #[must_use]
    pub fn purposes(&self) -> &[Purpose] {
        &self.purposes
    }

    /// What becomes of a first sign-in through the identity provider.
    #[must_use]
    pub fn first_sign_in(&self) -> FirstSignIn {
        self.first_sign_in
    }

    /// A purpose by its word.
    #[must_use]
    pub fn purpose(&self, name: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.name == name)
    }
}

impl Row {
    /// The row in words.
    #[must_use]
    pub fn reason(&self) -> Reason {
        Reason {
            row: Some(*self),
            words: Words::new(
                format!(
                    "第 {} 行：{}对{}的“{}”权限为{}",
                    self.line,
                    self.role.zh(),
                    self.object.zh(),
                    self.action.zh(),
                    self.depth.zh()
                ),
                format!(
                    "line {}: {} may {} {}: {}",
                    self.line,
                    self.role.en(),
                    self.action.en(),
                    self.object.en(),
                    self.depth.en()
                ),
            ),
        }
    }
}
