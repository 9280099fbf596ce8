//! The three administrators that MLPS (GB/T 22239) keeps apart.
//!
//! - The system administrator keeps users, units and the machine: sees no customers, grants no roles.
//! - The security administrator grants roles, makes keys and writes this policy, and nobody else does; sees no customers.
//! - The audit administrator reads the audit trail, and nothing else.
//!
//! Nobody is two of them, or one of them and a banker: the wider right would win, and undo it all.

use super::{Fault, Policy, Row};
use crate::{Action, Depth, Object, Role};

/// Why roles cannot be one person's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{administrator} cannot be held together with {other}: the three administrators are kept apart from each other and from the bank's business; use another user"
)]
pub struct TogetherError {
    /// One of the three.
    pub administrator: Role,
    /// What was to stand beside it.
    pub other: Role,
}

/// Whether these roles may be one person's.
///
/// # Errors
/// [`TogetherError`] naming the two that may not.
pub fn together(roles: &[Role]) -> Result<(), TogetherError> {
    let administrator = roles.iter().copied().find(|role| role.is_administrator());
    let Some(administrator) = administrator else {
        return Ok(());
    };
    match roles.iter().copied().find(|role| *role != administrator) {
        Some(other) => Err(TogetherError { administrator, other }),
        None => Ok(()),
    }
}

/// The rows that break the separation.
pub(super) fn faults(policy: &Policy) -> Vec<Fault> {
    let mut faults = Vec::new();
    for row in policy.rows().filter(|row| row.depth > Depth::None) {
        if let Some(what) = broken(row) {
            faults.push(Fault {
                line: row.line,
                what: format!("{}.{} for {}: {what}", row.object, row.action, row.role),
                mend: "take the row out".to_owned(),
            });
        }
    }
    for (role, clearance) in &policy.fields {
        let sees = *clearance != crate::Clearance::NOTHING;
        if role.is_administrator() && sees {
            faults.push(Fault {
                line: 1,
                what: format!("[fields.{role}]: an administrator sees no customer's field"),
                mend: "take the section out".to_owned(),
            });
        }
    }
    faults
}

fn broken(row: &Row) -> Option<&'static str> {
    let grants = matches!(
        (row.object, row.action),
        (Object::User, Action::Grant)
            | (Object::ServiceKey, Action::Create)
            | (Object::AccessPolicy, Action::Change)
    );
    match row.role {
        Role::AuditAdmin if row.object != Object::Audit => {
            Some("the audit administrator reads the audit trail and nothing else")
        }
        Role::SystemAdmin if row.object.holds_customers() => {
            Some("the system administrator sees no customers")
        }
        Role::SecurityAdmin if row.object.holds_customers() => {
            Some("the security administrator sees no customers")
        }
        Role::SystemAdmin | Role::SecurityAdmin if row.object == Object::Audit => {
            Some("the trail of what administrators do is read by others")
        }
        role if grants && role != Role::SecurityAdmin => {
            Some("only the security administrator grants roles, makes keys and writes this policy")
        }
        Role::SecurityAdmin
            if row.object == Object::User && matches!(row.action, Action::Create | Action::Change) =>
        {
            Some("who grants roles makes no users")
        }
        _ => None,
    }
}
