//! From a row to what it says.

use std::borrow::Cow;

use base::Date;
use jiff::civil::DateTime;

use super::{ContentPlan, EndKey, Feed, ValuePlan};
use crate::convert::{self, DateFormat, Failure};
use crate::pick::{Pick, Said};
use crate::{
    Content, End, MappedRow, MappedValue, PartyKind, RawRow, Reject, RelationRow, ValueType, Verification,
};

impl Feed {
    /// What the row says. Pure: the same row gives the same answer on any thread and any day.
    ///
    /// A row the source marks as deleted needs no more than what names it (its key; the kind of a party, the parties
    /// of a holding or a relation): what is amiss with its other columns becomes a finding.
    ///
    /// # Errors
    /// Every reason for which the row cannot be taken, in the mapping's order.
    pub fn map(&self, row: &RawRow) -> Result<MappedRow, Vec<Reject>> {
        if let Some(broken) = row.broken() {
            return Err(vec![broken.clone()]);
        }
        let plan = &self.plan;
        let mut said = Said::new(row.line);
        let key = key(&plan.key, row, &mut said);
        let sequence = plan
            .sequence
            .as_ref()
            .and_then(|pick| sequence(pick, row, &mut said))
            .unwrap_or(0);
        let changed_at = plan
            .changed_at
            .as_ref()
            .and_then(|(pick, format)| changed_at(pick, format, row, &mut said));
        let deleted = plan.delete.as_ref().is_some_and(|(pick, values)| {
            pick.resolve(row, &mut said)
                .is_some_and(|value| values.iter().any(|gone| *gone == value))
        });
        let mut text = |pick: &Option<Pick>| {
            pick.as_ref()
                .and_then(|pick| pick.resolve(row, &mut said))
                .map(Cow::into_owned)
        };
        let (unit, customer_number) = (text(&plan.unit), text(&plan.customer_number));
        let hard_rejects = said.rejects.len();
        let level = verification(&plan.verification, row, &mut said);
        let content = match &plan.content {
            ContentPlan::Party {
                kind,
                identifications,
                values,
            } => super::party::party(self, kind, identifications, values, level, row, &mut said),
            ContentPlan::Account(account) => super::agreement::account(account, level, row, &mut said),
            ContentPlan::Holder { account, holder } => {
                super::agreement::holder_row(account, holder, row, &mut said)
            }
            ContentPlan::Relation { kind, ends, values } => {
                let before = said.rejects.len();
                let [from, to] = ends.each_ref().map(|end| End {
                    source: end
                        .source
                        .as_ref()
                        .and_then(|pick| pick.resolve(row, &mut said))
                        .map(Cow::into_owned),
                    customer_key: match &end.key {
                        EndKey::Parts(parts) => self::key(parts, row, &mut said),
                        EndKey::Whole(pick) => word(pick, row, &mut said),
                    },
                });
                let kind = word(kind, row, &mut said);
                let whole = said.rejects.len() == before;
                let values = self::values(values, level, row, &mut said);
                whole.then_some(Content::Relation(RelationRow {
                    kind,
                    from,
                    to,
                    values,
                }))
            }
            ContentPlan::Transaction => {
                said.reject("", "", "E-19", "transactions are not kept here");
                None
            }
        };
        let Said {
            mut findings,
            mut rejects,
            ..
        } = said;
        if deleted && content.is_some() {
            let soft = rejects.drain(hard_rejects..);
            findings.extend(soft.map(|reject| crate::Finding {
                field: reject.field,
                value: reject.value,
                rule: reject.rule,
                reason: reject.reason,
            }));
        }
        match content {
            Some(content) if rejects.is_empty() => Ok(MappedRow {
                line: row.line,
                key,
                sequence,
                changed_at,
                deleted,
                unit,
                customer_number,
                findings,
                content,
            }),
            _ => Err(rejects),
        }
    }
}

/// The parts of a key joined by `|`; `|` and `\` inside a part are escaped, so that two keys never look alike.
pub(super) fn key(parts: &[Pick], row: &RawRow, said: &mut Said) -> String {
    let mut key = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            key.push('|');
        }
        match part.resolve(row, said) {
            Some(value) if value.contains(['|', '\\']) => {
                key.push_str(&value.replace('\\', "\\\\").replace('|', "\\|"));
            }
            Some(value) => key.push_str(&value),
            None => said.reject(&part.label, &part.raw(row), "key", "a part of the key is empty"),
        }
    }
    key
}

fn sequence(pick: &Pick, row: &RawRow, said: &mut Said) -> Option<i64> {
    let value = pick.resolve(row, said)?;
    match convert::integer(value.trim()) {
        Ok(number) => Some(number),
        // a row out of order would put an older state on top: it must not pass
        Err(Failure { reason, .. }) => {
            said.reject(&pick.label, &value, "sequence", reason);
            None
        }
    }
}

fn changed_at(pick: &Pick, format: &DateFormat, row: &RawRow, said: &mut Said) -> Option<DateTime> {
    let value = pick.resolve(row, said)?;
    match format.read_datetime(value.trim()) {
        Ok(moment) => Some(moment),
        Err(Failure { rule, reason }) => {
            pick.left_out(&value, rule, reason, said);
            None
        }
    }
}

/// The level, by the row or by the mapping; a code without a meaning is the lowest.
pub(super) fn verification(pick: &Pick, row: &RawRow, said: &mut Said) -> Verification {
    let Some(value) = pick.resolve(row, said) else {
        return Verification::Imported;
    };
    Verification::parse(&value).unwrap_or_else(|| {
        pick.left_out(&value, "DQ-15", "no verification level".to_owned(), said);
        Verification::Imported
    })
}

pub(super) fn kind(pick: &Pick, row: &RawRow, said: &mut Said) -> Option<PartyKind> {
    let before = said.rejects.len();
    let kind = pick.resolve(row, said).and_then(|word| PartyKind::parse(&word));
    if kind.is_none() && said.rejects.len() == before {
        said.reject(
            &pick.label,
            &pick.raw(row),
            "kind",
            "cannot tell an individual from an organisation",
        );
    }
    kind
}

/// A word the row cannot do without: a role, a kind of relation.
pub(super) fn word(pick: &Pick, row: &RawRow, said: &mut Said) -> String {
    let before = said.rejects.len();
    let word = pick.resolve(row, said).map(Cow::into_owned).unwrap_or_default();
    if word.is_empty() && said.rejects.len() == before {
        said.reject(
            &pick.label,
            &pick.raw(row),
            "DQ-15",
            "a known code is required here",
        );
    }
    word
}

/// The attribute values, each canonical for its type.
pub(super) fn values(
    plans: &[ValuePlan],
    level: Verification,
    row: &RawRow,
    said: &mut Said,
) -> Vec<MappedValue> {
    let mut values = Vec::with_capacity(plans.len());
    for plan in plans {
        let Some(value) = plan.pick.resolve(row, said) else {
            continue;
        };
        match canonical(plan.value_type, value) {
            Ok(value) if value.is_empty() => {}
            Ok(value) => {
                let verification = plan
                    .verification
                    .as_ref()
                    .map_or(level, |pick| verification(pick, row, said));
                values.push(MappedValue {
                    attribute: plan.attribute,
                    value,
                    verification,
                });
            }
            Err(Failure { rule, reason }) => plan.pick.left_out(&plan.pick.raw(row), rule, reason, said),
        }
    }
    values
}

fn canonical(value_type: ValueType, value: Cow<'_, str>) -> Result<String, Failure> {
    Ok(match value_type {
        ValueType::Text => value.into_owned(),
        ValueType::Code => match value.trim() {
            code if code.len() == value.len() => value.into_owned(),
            code => code.to_owned(),
        },
        ValueType::Date => convert::iso(convert::day(value.trim())?),
        ValueType::Integer => convert::integer(value.trim())?.to_string(),
        ValueType::Decimal => convert::decimal(value.trim())?.to_string(),
    })
}

/// A day, or nothing with a finding.
pub(super) fn date(pick: &Pick, row: &RawRow, said: &mut Said) -> Option<Date> {
    let value = pick.resolve(row, said)?;
    match convert::day(value.trim()) {
        Ok(date) => Some(date),
        Err(Failure { rule, reason }) => {
            pick.left_out(&value, rule, reason, said);
            None
        }
    }
}
