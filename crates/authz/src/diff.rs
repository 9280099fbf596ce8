//! What a new version of the table changes, in words.

use std::collections::BTreeMap;

use crate::{Depth, FirstSignIn, Kind, Policy, Privacy, Role, Row, Words};

/// Every right and every view that differs, in words: what a reviewer of a new version reads.
#[must_use]
pub fn changes(before: &Policy, after: &Policy) -> Vec<Words> {
    let mut found = Vec::new();
    let (old, new) = (rights(before), rights(after));
    let mut keys: Vec<_> = old.keys().chain(new.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let (from, to) = (
            old.get(key).copied().unwrap_or(Depth::None),
            new.get(key).copied().unwrap_or(Depth::None),
        );
        if from != to {
            let (object, action, role) = key;
            found.push(Words::new(
                format!(
                    "{}对{}的“{}”：由{}改为{}",
                    role.zh(),
                    object.zh(),
                    action.zh(),
                    from.zh(),
                    to.zh()
                ),
                format!(
                    "{} may {} {}: was {}, is {}",
                    role.en(),
                    action.en(),
                    object.en(),
                    from.en(),
                    to.en()
                ),
            ));
        }
    }
    for &role in Role::ALL {
        let (old, new) = (before.clearance(&[role]), after.clearance(&[role]));
        for class in Privacy::ALL {
            for kind in Kind::ALL {
                let (from, to) = (old.of(class, kind), new.of(class, kind));
                if from != to {
                    found.push(Words::new(
                        format!(
                            "{}所见 {} 类（{}）：由 {} 改为 {}",
                            role.zh(),
                            class.name(),
                            kind.name(),
                            from.name(),
                            to.name()
                        ),
                        format!(
                            "{} sees {} ({}): was {}, is {}",
                            role.en(),
                            class.name(),
                            kind.name(),
                            from.name(),
                            to.name()
                        ),
                    ));
                }
            }
        }
    }
    let gone = before
        .purposes()
        .iter()
        .filter(|one| after.purpose(&one.name).is_none());
    found.extend(gone.map(|one| {
        Words::new(
            format!("用途“{}”被删除", one.title.zh),
            format!("the purpose {} is gone", one.name),
        )
    }));
    let come = after
        .purposes()
        .iter()
        .filter(|one| before.purpose(&one.name).is_none());
    found.extend(come.map(|one| {
        Words::new(
            format!("新增用途“{}”", one.title.zh),
            format!("the purpose {} is new", one.name),
        )
    }));
    if before.first_sign_in() != after.first_sign_in() {
        found.push(match after.first_sign_in() {
            FirstSignIn::Refuse => Words::new(
                "首次经统一认证登录：不再自动关联，须由安全管理员关联",
                "a first sign-in through the identity provider is refused until the security administrator links it",
            ),
            FirstSignIn::ByLogin => Words::new(
                "首次经统一认证登录：自动关联到同登录名的用户（三员除外）",
                "a first sign-in through the identity provider is linked to the user of that login, administrators apart",
            ),
        });
    }
    found
}

type Right = (crate::Object, crate::Action, Role);

fn rights(policy: &Policy) -> BTreeMap<Right, Depth> {
    policy
        .rows()
        .map(|row: &Row| ((row.object, row.action, row.role), row.depth))
        .collect()
}
