//! Rows about customers.

use std::borrow::Cow;

use super::{Feed, IdentificationPlan, ValuePlan, map};
use crate::pick::{Pick, Said};
use crate::{Content, Identification, PartyRow, RawRow, Verification};

pub(super) fn party(
    feed: &Feed,
    kind: &Pick,
    identifications: &[IdentificationPlan],
    values: &[ValuePlan],
    level: Verification,
    row: &RawRow,
    said: &mut Said,
) -> Option<Content> {
    let kind = map::kind(kind, row, said);
    let identifications = identifications
        .iter()
        .filter_map(|plan| identification(plan, level, row, said))
        .collect();
    let values = map::values(values, level, row, said);
    let part = feed.part.clone();
    Some(Content::Party(PartyRow {
        kind: kind?,
        part,
        identifications,
        values,
    }))
}

/// A document without a number is none; one whose type has no meaning here is left out with the finding that says so.
fn identification(
    plan: &IdentificationPlan,
    level: Verification,
    row: &RawRow,
    said: &mut Said,
) -> Option<Identification> {
    let number = plan.number.resolve(row, said)?.into_owned();
    let doc_type = plan.doc_type.resolve(row, said).map(Cow::into_owned);
    if doc_type.is_none() && plan.doc_type.raw(row).trim().is_empty() {
        said.find(
            &plan.doc_type.label,
            "",
            "DQ-15",
            "a document number without a document type",
        );
    }
    let doc_type = doc_type?;
    let date =
        |pick: &Option<Pick>, said: &mut Said| pick.as_ref().and_then(|pick| map::date(pick, row, said));
    Some(Identification {
        doc_type,
        number,
        issuer: plan
            .issuer
            .as_ref()
            .and_then(|pick| pick.resolve(row, said))
            .map(Cow::into_owned),
        issued_on: date(&plan.issued_on, said),
        expires_on: date(&plan.expires_on, said),
        verification: plan
            .verification
            .as_ref()
            .map_or(level, |pick| map::verification(pick, row, said)),
        primary: plan.primary,
    })
}
