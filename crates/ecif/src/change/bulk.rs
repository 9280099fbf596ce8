//! The tables as an initial load fills them: by COPY, without their indexes.

use base::{Date, RecordId};
use pg::{CopyRows, CopyTarget, DbError, Type};
use uuid::Uuid;

use super::found::Origin;
use super::link::Link;
use super::settle::{Move, PartyRow};
use crate::model::{About, Balance};
use crate::record::Order;

pub(super) static RECORD: CopyTarget = CopyTarget {
    table: "ecif.record",
    columns: &[
        ("record_id", Type::UUID),
        ("part", Type::INT2),
        ("about", Type::INT2),
        ("source_id", Type::INT2),
        ("feed", Type::TEXT),
        ("business_date", Type::DATE),
        ("sequence", Type::INT8),
        ("change_id", Type::INT8),
        ("digest", Type::BYTEA),
        ("gone_on", Type::DATE),
        ("unit", Type::TEXT),
        ("party_id", Type::UUID),
        ("number", Type::INT8),
        ("content", Type::BYTEA),
    ],
    fresh: true,
};

pub(super) static RECORD_KEY: CopyTarget = CopyTarget {
    table: "ecif.record_key",
    columns: &[("digest", Type::BYTEA), ("record_id", Type::UUID)],
    fresh: true,
};

pub(super) static LINK: CopyTarget = CopyTarget {
    table: "ecif.link",
    columns: &[
        ("record_id", Type::UUID),
        ("stated_by", Type::UUID),
        ("other_id", Type::UUID),
        ("part", Type::INT2),
        ("ordinal", Type::INT2),
        ("kind", Type::INT2),
        ("forward", Type::BOOL),
        ("role", Type::TEXT),
        ("share", Type::NUMERIC),
    ],
    fresh: true,
};

pub(super) static BALANCE: CopyTarget = CopyTarget {
    table: "ecif.balance",
    columns: &[
        ("account_id", Type::UUID),
        ("business_date", Type::DATE),
        ("kind", Type::TEXT),
        ("currency", Type::TEXT),
        ("amount", Type::NUMERIC),
        ("change_id", Type::INT8),
    ],
    // Its rows go to the partition of their month.
    fresh: false,
};

pub(super) static PARTY: CopyTarget = CopyTarget {
    table: "ecif.party",
    columns: &[
        ("party_id", Type::UUID),
        ("number", Type::INT8),
        ("kind", Type::INT2),
        ("version", Type::INT8),
        ("opened_by", Type::INT8),
        ("changed_by", Type::INT8),
        ("due_on", Type::DATE),
        ("golden", Type::BYTEA),
        ("visible_to", Type::TEXT_ARRAY),
    ],
    fresh: true,
};

pub(super) static MEMBERSHIP: CopyTarget = CopyTarget {
    table: "ecif.membership",
    columns: &[
        ("party_id", Type::UUID),
        ("record_id", Type::UUID),
        ("since", Type::INT8),
        ("cause", Type::TEXT),
    ],
    fresh: true,
};

pub(super) static CUSTOMER_NUMBER: CopyTarget = CopyTarget {
    table: "ecif.customer_number",
    columns: &[
        ("number", Type::INT8),
        ("party_id", Type::UUID),
        ("record_id", Type::UUID),
        ("change_id", Type::INT8),
    ],
    fresh: true,
};

pub(super) static SIGHTING: CopyTarget = CopyTarget {
    table: "ecif.sighting",
    columns: &[
        ("change_id", Type::INT8),
        ("bucket", Type::INT2),
        ("run", Type::INT4),
        ("seen", Type::BYTEA),
    ],
    fresh: true,
};

/// The tables that are complete as soon as all is read.
pub(crate) const READ_INTO: [&str; 4] = ["ecif.link", "ecif.balance", "ecif.sighting", "ecif.record_key"];
/// The tables that are complete only when it is known who is who.
pub(crate) const SETTLED_INTO: [&str; 4] = [
    "ecif.record",
    "ecif.party",
    "ecif.membership",
    "ecif.customer_number",
];

/// A record as it is copied.
pub(super) struct RecordRow<'a> {
    pub(super) record: RecordId,
    pub(super) part: i16,
    pub(super) about: About,
    pub(super) origin: &'a Origin,
    pub(super) order: Order,
    pub(super) digest: &'a [u8; 16],
    pub(super) gone_on: Option<Date>,
    pub(super) unit: Option<&'a str>,
    pub(super) party: Option<Uuid>,
    pub(super) number: Option<i64>,
    pub(super) sealed: &'a [u8],
}

pub(super) fn push_record(rows: &mut CopyRows, row: &RecordRow<'_>) -> Result<(), DbError> {
    rows.push(&[
        &row.record.0,
        &row.part,
        &row.about.code(),
        &row.origin.carrier.source_id,
        &row.origin.carrier.feed,
        &row.order.business_date,
        &row.order.sequence,
        &row.origin.change,
        &row.digest.as_slice(),
        &row.gone_on,
        &row.unit,
        &row.party,
        &row.number,
        &row.sealed,
    ])
}

pub(super) fn push_link(rows: &mut CopyRows, link: &Link<'_>) -> Result<(), DbError> {
    rows.push(&[
        &link.record,
        &link.stated_by,
        &link.other,
        &link.part,
        &link.ordinal,
        &link.kind.code(),
        &link.forward,
        &link.role,
        &link.share,
    ])
}

pub(super) fn push_balance(
    rows: &mut CopyRows,
    account: RecordId,
    balance: &Balance,
    change: i64,
) -> Result<(), DbError> {
    rows.push(&[
        &account.0,
        &balance.on,
        &balance.kind,
        &balance.currency,
        &balance.amount,
        &change,
    ])
}

pub(super) fn push_party(
    rows: &mut CopyRows,
    party: &PartyRow,
    visible_to: &[String],
    change: i64,
) -> Result<(), DbError> {
    rows.push(&[
        &party.party,
        &party.number,
        &party.kind,
        &party.version,
        &change,
        &change,
        &party.due_on,
        &party.golden,
        &visible_to,
    ])
}

pub(super) fn push_membership(rows: &mut CopyRows, one: &Move, change: i64) -> Result<(), DbError> {
    rows.push(&[&one.to, &one.record.0, &change, &one.cause])
}

pub(super) fn push_number(
    rows: &mut CopyRows,
    number: i64,
    party: Uuid,
    founder: RecordId,
    change: i64,
) -> Result<(), DbError> {
    rows.push(&[&number, &party, &founder.0, &change])
}
