//! One row in words.

use std::fmt::Write as _;

use super::Language;
use crate::{Content, Feed, Holder, HolderKey, LinkEnd, MappedRow, MappedValue, Reject, Verification};

pub(super) fn taken(text: &mut String, feed: &Feed, row: &MappedRow, language: Language) {
    let line = language.pick("第", "line");
    let behind = language.pick(" 行", "");
    let _ = write!(
        text,
        "{line} {}{behind}: {} `{}`",
        row.line,
        thing(&row.content, language),
        row.key
    );
    if row.deleted {
        text.push_str(language.pick("，源系统已删除", ", deleted in the source"));
    }
    if let Some(unit) = &row.unit {
        let _ = write!(text, ", {} {unit}", language.pick("机构", "unit"));
    }
    if let Some(number) = &row.customer_number {
        let _ = write!(text, ", {} {number}", language.pick("客户号", "customer number"));
    }
    if let Some(moment) = row.changed_at {
        let _ = write!(text, ", {} {moment}", language.pick("源系统变更于", "changed at"));
    }
    text.push('\n');
    match &row.content {
        Content::Party(party) => {
            for document in &party.identifications {
                let primary = if document.primary {
                    language.pick("（主证件）", " (primary)")
                } else {
                    ""
                };
                let said = language.pick("证件", "document");
                let level = level(document.verification, language);
                let _ = writeln!(
                    text,
                    "  {said} {} = {}{primary}, {level}",
                    document.doc_type, document.number
                );
            }
            values(text, feed, &party.values, language);
        }
        Content::Account(account) => {
            let _ = writeln!(
                text,
                "  {} = {}",
                language.pick("产品", "product"),
                account.product
            );
            account
                .holders
                .iter()
                .for_each(|held| holder(text, held, language));
            for link in &account.links {
                let said = language.pick("关联", "linked to");
                let (LinkEnd::Account(key) | LinkEnd::Holder(key)) = &link.to;
                let _ = writeln!(text, "  {said} `{key}` ({})", link.kind);
            }
            values(text, feed, &account.values, language);
            if let Some(balance) = &account.balance {
                let day = balance.date.map(|date| format!(", {date}")).unwrap_or_default();
                let said = language.pick("余额", "balance");
                let _ = writeln!(
                    text,
                    "  {said} ({}) = {} {}{day}",
                    balance.kind, balance.amount, balance.currency
                );
            }
        }
        Content::Holder(row) => {
            let _ = writeln!(
                text,
                "  {} `{}`",
                language.pick("账户", "of account"),
                row.account_key
            );
            holder(text, &row.holder, language);
        }
        Content::Relation(relation) => {
            let said = language.pick("关系", "relation");
            let _ = writeln!(
                text,
                "  {said} {}: `{}` -> `{}`",
                relation.kind, relation.from.customer_key, relation.to.customer_key
            );
            values(text, feed, &relation.values, language);
        }
    }
    for finding in &row.findings {
        let said = language.pick("质量发现", "finding");
        let _ = writeln!(
            text,
            "  {said} {}: {} `{}`: {}",
            finding.rule, finding.field, finding.value, finding.reason
        );
    }
}

pub(super) fn rejected(text: &mut String, line: u64, rejects: &[Reject], language: Language) {
    let _ = match language {
        Language::Chinese => writeln!(text, "第 {line} 行: 拒绝"),
        Language::English => writeln!(text, "line {line}: rejected"),
    };
    for reject in rejects {
        let _ = writeln!(
            text,
            "  {}: {} `{}`: {}",
            reject.rule, reject.field, reject.value, reject.reason
        );
    }
}

fn thing(content: &Content, language: Language) -> String {
    match content {
        Content::Party(party) => {
            let part = party
                .part
                .as_ref()
                .map(|part| format!(" ({part})"))
                .unwrap_or_default();
            format!(
                "{} {}{part}",
                language.pick("客户", "customer"),
                party.kind.word()
            )
        }
        Content::Account(_) => language.pick("账户", "account").to_owned(),
        Content::Holder(_) => language.pick("持有人", "holder").to_owned(),
        Content::Relation(_) => language.pick("关系", "relation").to_owned(),
    }
}

fn values(text: &mut String, feed: &Feed, values: &[MappedValue], language: Language) {
    for value in values {
        let name = feed
            .attributes()
            .get(usize::from(value.attribute))
            .map_or("", |attribute| &attribute.name);
        let _ = writeln!(
            text,
            "  {name} = {} ({})",
            value.value,
            level(value.verification, language)
        );
    }
}

fn holder(text: &mut String, holder: &Holder, language: Language) {
    let source = holder
        .source
        .as_ref()
        .map(|source| format!("{source}:"))
        .unwrap_or_default();
    let who = match &holder.who {
        HolderKey::Customer(key) => format!("{} `{source}{key}`", language.pick("客户", "customer")),
        HolderKey::ThroughAccount { account, only_role } => {
            let role = only_role.as_deref().unwrap_or(language.pick("持有人", "holder"));
            format!(
                "{} `{source}{account}` {role}",
                language.pick("账户", "whoever is, of account")
            )
        }
        HolderKey::ThroughHolder { holder } => {
            format!(
                "{} `{source}{holder}`",
                language.pick("持有关系", "the customer of holder row")
            )
        }
    };
    let share = holder
        .share
        .map(|share| format!(", {} {share}", language.pick("份额", "share")))
        .unwrap_or_default();
    let _ = writeln!(text, "  {} = {who}{share}", holder.role);
}

fn level(verification: Verification, language: Language) -> &'static str {
    match verification {
        Verification::Network => language.pick("联网核查", "network check"),
        Verification::Reader => language.pick("读卡器核验", "ID reader"),
        Verification::Teller => language.pick("柜员核验", "seen by a teller"),
        Verification::Otp => language.pick("短信验证", "one-time password"),
        Verification::SelfDeclared => language.pick("客户自报", "self-declared"),
        Verification::Imported => language.pick("导入", "imported"),
    }
}
