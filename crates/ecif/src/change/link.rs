//! Edges between records, as their current versions state them.

use base::RecordId;
use pg::seal::Keyring;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::model::{About, End, Holder, Statement, Who};
use crate::record::record_id;

/// What an edge says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// A customer holds an agreement (or stands in a holder row).
    Holds,
    /// An agreement is held by whoever holds the other.
    Through,
    /// A customer is tied to another.
    Relation,
    /// An agreement hangs on another, which gives nobody a part in it.
    Tie,
}

/// An edge from one end; it is stored under both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) record: Uuid,
    pub(super) other: Uuid,
    pub(super) kind: LinkKind,
    pub(super) role: String,
    pub(super) stated_by: Uuid,
    pub(super) forward: bool,
    pub(super) share: Option<Decimal>,
}

impl LinkKind {
    /// The number it is stored as.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Holds => 0,
            Self::Through => 1,
            Self::Relation => 2,
            Self::Tie => 3,
        }
    }
}

/// The edges that a record's statement makes, each from both ends.
pub(super) fn links(
    keyring: &Keyring,
    own_source: &str,
    record: RecordId,
    statement: &Statement,
) -> Vec<Link> {
    let mut links = Vec::new();
    let mut add = |from: RecordId, to: RecordId, kind: LinkKind, role: &str, share: Option<Decimal>| {
        for (one, other, forward) in [(from, to, true), (to, from, false)] {
            links.push(Link {
                record: one.0,
                other: other.0,
                kind,
                role: role.to_owned(),
                stated_by: record.0,
                forward,
                share,
            });
        }
    };
    let name = |about: About, source: Option<&str>, key: &str| {
        record_id(keyring, about, source.unwrap_or(own_source), key)
    };
    let named = |source: Option<&str>, who: &Who| match who {
        Who::Customer(key) => (name(About::Party, source, key), LinkKind::Holds),
        Who::OfAccount(key) | Who::OfAccountAs(key, _) => {
            (name(About::Account, source, key), LinkKind::Through)
        }
        Who::OfHolder(key) => (name(About::Holder, source, key), LinkKind::Through),
    };
    match statement {
        Statement::Party(_) => {}
        Statement::Account(account) => {
            for Holder {
                source,
                who,
                role,
                share,
            } in &account.holders
            {
                let (holder, kind) = named(source.as_deref(), who);
                add(holder, record, kind, role, *share);
            }
            for tie in &account.ties {
                let (to, _) = named(tie.source.as_deref(), &tie.to);
                add(to, record, LinkKind::Tie, &tie.kind, None);
            }
        }
        Statement::Holder(row) => {
            let account = name(About::Account, None, &row.account);
            let Holder {
                source,
                who,
                role,
                share,
            } = &row.holder;
            let (holder, kind) = named(source.as_deref(), who);
            add(holder, account, kind, role, *share);
            // The row itself can be held through: a card belongs to a disposition.
            add(holder, record, kind, role, *share);
        }
        Statement::Relation(relation) => {
            let end = |end: &End| name(About::Party, end.source.as_deref(), &end.customer);
            let (from, to) = (end(&relation.from), end(&relation.to));
            let share = relation
                .values
                .iter()
                .find(|fact| fact.attribute.get().name == "share")
                .and_then(|fact| fact.value.parse().ok());
            add(from, to, LinkKind::Relation, &relation.kind, share);
        }
    }
    links
}
