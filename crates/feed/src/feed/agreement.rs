//! Rows about accounts and their holders.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{AccountPlan, BalancePlan, HolderPlan, LinkPlan, WhoPlan, map};
use crate::convert::{self, Failure};
use crate::pick::{Pick, Said};
use crate::{
    AccountRow, Balance, Content, Holder, HolderKey, HolderRow, Link, LinkEnd, RawRow, Verification,
};

/// What a balance says where the mapping does not tell.
const BOOK: &str = "book";

pub(super) fn account(
    plan: &AccountPlan,
    level: Verification,
    row: &RawRow,
    said: &mut Said,
) -> Option<Content> {
    let product = plan
        .product
        .as_ref()
        .and_then(|pick| pick.resolve(row, said))
        .map(Cow::into_owned);
    Some(Content::Account(AccountRow {
        product: product.unwrap_or_default(),
        holders: plan
            .holders
            .iter()
            .filter_map(|plan| holder(plan, row, said))
            .collect(),
        links: plan
            .links
            .iter()
            .filter_map(|plan| link(plan, row, said))
            .collect(),
        values: map::values(&plan.values, level, row, said),
        balance: plan.balance.as_ref().and_then(|plan| balance(plan, row, said)),
    }))
}

pub(super) fn holder_row(
    account: &[Pick],
    plan: &HolderPlan,
    row: &RawRow,
    said: &mut Said,
) -> Option<Content> {
    let account_key = map::key(account, row, said);
    let holder = holder(plan, row, said)?;
    Some(Content::Holder(HolderRow { account_key, holder }))
}

fn holder(plan: &HolderPlan, row: &RawRow, said: &mut Said) -> Option<Holder> {
    let parts = match &plan.who {
        WhoPlan::Customer(parts) | WhoPlan::Account { key: parts, .. } | WhoPlan::Holder(parts) => parts,
        WhoPlan::Whole(pick) => std::slice::from_ref(pick),
    };
    if plan.optional && nobody(parts, row) {
        return None;
    }
    let before = said.rejects.len();
    let key = match &plan.who {
        WhoPlan::Whole(pick) => map::word(pick, row, said),
        _ => map::key(parts, row, said),
    };
    // a holder without a key is nobody, in a deleted row too
    if said.rejects.len() > before {
        return None;
    }
    Some(Holder {
        source: plan
            .source
            .as_ref()
            .and_then(|pick| pick.resolve(row, said))
            .map(Cow::into_owned),
        who: match &plan.who {
            WhoPlan::Customer(_) | WhoPlan::Whole(_) => HolderKey::Customer(key),
            WhoPlan::Account { only_role, .. } => HolderKey::ThroughAccount {
                account: key,
                only_role: only_role.clone(),
            },
            WhoPlan::Holder(_) => HolderKey::ThroughHolder { holder: key },
        },
        role: plan
            .role
            .as_ref()
            .map(|pick| map::word(pick, row, said))
            .unwrap_or_default(),
        share: plan.share.as_ref().and_then(|pick| amount(pick, row, said)),
    })
}

/// Whether a key's columns all say nothing.
fn nobody(parts: &[Pick], row: &RawRow) -> bool {
    let mut aside = Said::new(row.line);
    parts
        .iter()
        .filter(|part| !matches!(part.from, crate::pick::From::Constant(_)))
        .all(|part| part.resolve(row, &mut aside).is_none())
}

fn link(plan: &LinkPlan, row: &RawRow, said: &mut Said) -> Option<Link> {
    if nobody(&plan.key, row) {
        return None;
    }
    let key = map::key(&plan.key, row, said);
    let to = if plan.to_holder {
        LinkEnd::Holder(key)
    } else {
        LinkEnd::Account(key)
    };
    Some(Link {
        source: plan.source.clone(),
        to,
        kind: plan.kind.clone(),
    })
}

fn balance(plan: &BalancePlan, row: &RawRow, said: &mut Said) -> Option<Balance> {
    let amount = amount(&plan.amount, row, said)?;
    let currency = plan
        .currency
        .as_ref()
        .and_then(|pick| pick.resolve(row, said))
        .map(Cow::into_owned);
    let before = said.findings.len() + said.rejects.len();
    let date = plan.date.as_ref().and_then(|pick| map::date(pick, row, said));
    // a balance whose own day cannot be read must not pass as one of the business date
    if date.is_none() && said.findings.len() + said.rejects.len() > before {
        return None;
    }
    let kind = plan
        .kind
        .as_ref()
        .and_then(|pick| pick.resolve(row, said))
        .map(Cow::into_owned);
    Some(Balance {
        date,
        kind: kind.unwrap_or_else(|| BOOK.to_owned()),
        amount,
        currency: currency.unwrap_or_default(),
    })
}

fn amount(pick: &Pick, row: &RawRow, said: &mut Said) -> Option<Decimal> {
    let value = pick.resolve(row, said)?;
    match convert::decimal(value.trim()) {
        Ok(amount) => Some(amount),
        Err(Failure { rule, reason }) => {
            pick.left_out(&value, rule, reason, said);
            None
        }
    }
}
