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
    /// A customer holds an agreement.
    Holds,
    /// An agreement is held by whoever holds the other, or by the customer of a holder row.
    Through,
    /// A customer is tied to another.
    Relation,
    /// An agreement hangs on another, which gives nobody a part in it.
    Tie,
}

/// An edge from one end; it is stored under both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link<'s> {
    pub(crate) record: Uuid,
    pub(crate) stated_by: Uuid,
    pub(crate) part: i16,
    /// Tells the ends of a statement's edges apart.
    pub(crate) ordinal: i16,
    pub(crate) other: Uuid,
    pub(crate) kind: LinkKind,
    pub(crate) forward: bool,
    pub(crate) role: &'s str,
    pub(crate) share: Option<Decimal>,
}

/// An edge as a statement names it: equal ones are stored alike, which is seen without a digest of any name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Edge<'s> {
    from: Name<'s>,
    to: Name<'s>,
    kind: LinkKind,
    role: &'s str,
    share: Option<Share>,
}

/// How a statement names a record.
#[derive(Debug, PartialEq, Eq)]
enum Name<'s> {
    /// The one that states it.
    Own,
    /// Another, by its source (none is the stating record's own) and its key there.
    Of(About, Option<&'s str>, &'s str),
}

/// A share; 0.5 and 0.50 are two, because they are shown as they were told.
#[derive(Debug, Clone, Copy)]
struct Share(Decimal);

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        self.0.serialize() == other.0.serialize()
    }
}

impl Eq for Share {}

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

/// The edges that a statement makes.
pub(crate) fn edges(statement: &Statement) -> Vec<Edge<'_>> {
    match statement {
        Statement::Party(_) => Vec::new(),
        Statement::Account(account) => {
            let held = account.holders.iter().map(|holder| held(holder, Name::Own));
            let tied = account.ties.iter().map(|tie| Edge {
                from: named(tie.source.as_deref(), &tie.to).0,
                to: Name::Own,
                kind: LinkKind::Tie,
                role: &tie.kind,
                share: None,
            });
            held.chain(tied).collect()
        }
        // What is held through the row itself (a card belongs to a disposition) hangs on the record that states this.
        Statement::Holder(row) => vec![held(&row.holder, Name::Of(About::Account, None, &row.account))],
        Statement::Relation(relation) => {
            let share = relation
                .values
                .iter()
                .find(|fact| fact.attribute.get().name == "share")
                .and_then(|fact| fact.value.parse().ok());
            vec![Edge {
                from: end(&relation.from),
                to: end(&relation.to),
                kind: LinkKind::Relation,
                role: &relation.kind,
                share: share.map(Share),
            }]
        }
    }
}

fn held<'s>(holder: &'s Holder, agreement: Name<'s>) -> Edge<'s> {
    let (from, kind) = named(holder.source.as_deref(), &holder.who);
    Edge {
        from,
        to: agreement,
        kind,
        role: &holder.role,
        share: holder.share.map(Share),
    }
}

fn named<'s>(source: Option<&'s str>, who: &'s Who) -> (Name<'s>, LinkKind) {
    let (about, key, kind) = match who {
        Who::Customer(key) => (About::Party, key, LinkKind::Holds),
        Who::OfAccount(key) | Who::OfAccountAs(key, _) => (About::Account, key, LinkKind::Through),
        Who::OfHolder(key) => (About::Holder, key, LinkKind::Through),
    };
    (Name::Of(about, source, key), kind)
}

fn end(end: &End) -> Name<'_> {
    Name::Of(About::Party, end.source.as_deref(), &end.customer)
}

/// The edges of a record's statement, each from both ends.
pub(crate) fn links<'s>(
    keyring: &Keyring,
    own_source: &str,
    (record, part): (RecordId, i16),
    edges: &[Edge<'s>],
) -> Vec<Link<'s>> {
    let id = |name: &Name<'_>| match name {
        Name::Own => record,
        Name::Of(about, source, key) => record_id(keyring, *about, source.unwrap_or(own_source), key),
    };
    let mut links = Vec::with_capacity(2 * edges.len());
    for edge in edges {
        let (from, to) = (id(&edge.from), id(&edge.to));
        for (one, other, forward) in [(from, to, true), (to, from, false)] {
            links.push(Link {
                record: one.0,
                stated_by: record.0,
                part,
                // A statement makes as many edges as its mapping has holders and links: a handful.
                ordinal: i16::try_from(links.len()).unwrap_or(i16::MAX),
                other: other.0,
                kind: edge.kind,
                forward,
                role: edge.role,
                share: edge.share.map(|share| share.0),
            });
        }
    }
    links
}
