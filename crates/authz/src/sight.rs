//! What a caller sees, as tokens that the database compares.

use crate::{Caller, CallerKind, Depth};

/// Which customers a caller sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Every customer.
    All,
    /// Customers that carry one of these tokens; none of them means no customer.
    Tokens(Vec<String>),
}

/// The token of a unit that keeps a current record or account of a customer.
#[must_use]
pub fn unit_token(code: &str) -> String {
    format!("u:{code}")
}

/// The tokens of units.
#[must_use]
pub fn unit_tokens(codes: &[String]) -> Vec<String> {
    codes.iter().map(|code| unit_token(code)).collect()
}

/// The token of a customer's manager.
#[must_use]
pub fn manager_token(staff_number: &str) -> String {
    format!("m:{staff_number}")
}

impl Sight {
    /// What `caller` sees at a depth. Each depth holds all that the ones before it hold, so the wider of two is also
    /// the larger.
    #[must_use]
    pub fn at(caller: &Caller, depth: Depth) -> Self {
        if caller.kind == CallerKind::Command || depth == Depth::All {
            return Self::All;
        }
        let mut tokens = Vec::new();
        if depth >= Depth::Own {
            tokens.extend(caller.staff_number.as_deref().map(manager_token));
        }
        if depth >= Depth::Unit {
            tokens.extend(caller.unit.as_deref().map(unit_token));
        }
        if depth >= Depth::UnitAndBelow && caller.unit.is_some() {
            tokens.extend(unit_tokens(&caller.below));
        }
        Self::Tokens(tokens)
    }

    /// Whether a customer with these tokens is seen: what the database asks of each row.
    #[must_use]
    pub fn sees<T: AsRef<str>>(&self, visible_to: &[T]) -> bool {
        match self {
            Self::All => true,
            Self::Tokens(tokens) => visible_to
                .iter()
                .any(|token| tokens.iter().any(|mine| mine == token.as_ref())),
        }
    }

    /// Whether nothing at all is seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Tokens(tokens) if tokens.is_empty())
    }
}
