//! Questions an auditor asks: why is this customer seen, or not; why this field; and by whom.

use serde::Serialize;

use crate::decision::reaches;
use crate::{
    Action, Caller, CallerKind, Decision, Kind, Object, Policy, Privacy, Reason, Role, Target, UnitTree, View,
};

/// Why does this caller see this customer, or not?
#[must_use]
pub fn why_customer(policy: &Policy, caller: &Caller, visible_to: &[String]) -> Decision {
    policy.decide(
        caller,
        Object::Customer,
        Action::Read,
        Target::Customer(visible_to),
    )
}

/// Why does this caller see a field of this class and kind in clear, masked, or not at all?
#[must_use]
pub fn why_field(policy: &Policy, caller: &Caller, class: Privacy, kind: Kind) -> (View, Vec<Reason>) {
    let view = policy.clearance_of(caller).of(class, kind);
    if class == Privacy::C3 {
        let reason = Reason::of("C3 类信息对任何人都不显示", "C3 is never shown to anybody");
        return (view, vec![reason]);
    }
    if caller.kind == CallerKind::Command {
        let reason = Reason::of("在服务器上直接运行的命令", "a command given at the machine");
        return (view, vec![reason]);
    }
    let decides = |role: &&Role| {
        policy
            .fields(**role)
            .is_some_and(|fields| fields.of(class, kind) == view)
    };
    let shown = match view {
        View::Clear => ("明文显示", "in clear"),
        View::Masked => ("脱敏显示", "masked"),
        View::Hidden => ("不显示", "not at all"),
    };
    let mut because: Vec<Reason> = caller
        .roles
        .iter()
        .filter(decides)
        .map(|role| {
            Reason::of(
                format!(
                    "{}对 {} 类（{}）{}",
                    role.zh(),
                    class.name(),
                    kind.name(),
                    shown.0
                ),
                format!(
                    "{} sees {} ({}) {}",
                    role.en(),
                    class.name(),
                    kind.name(),
                    shown.1
                ),
            )
        })
        .collect();
    if because.is_empty() {
        because.push(Reason::of(
            "策略表没有为这些角色列出字段；未列出的一律不显示",
            "the table has no fields for these roles; what is not in it is not shown",
        ));
    }
    (view, because)
}

/// Somebody who might see a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The user's or key's id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The roles held.
    pub roles: Vec<Role>,
    /// The home unit.
    pub unit: Option<String>,
    /// The staff number.
    pub staff_number: Option<String>,
}

/// Somebody who sees a customer, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seer {
    /// The user's or key's id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The home unit.
    pub unit: Option<String>,
    /// The roles that let them see: not necessarily all they hold.
    pub roles: Vec<Role>,
    /// Why.
    pub because: Vec<Reason>,
}

/// Who sees a customer with these tokens, and why (N-10). People, roles, units and policy are those of one day: asked
/// with those of last year it tells who could then.
#[must_use]
pub fn who_sees(policy: &Policy, tree: &UnitTree, people: &[Person], visible_to: &[String]) -> Vec<Seer> {
    people
        .iter()
        .filter_map(|person| {
            let caller = Caller {
                id: person.id.clone(),
                kind: CallerKind::User,
                roles: person.roles.clone(),
                unit: person.unit.clone(),
                below: Vec::new(),
                staff_number: person.staff_number.clone(),
                purpose: String::new(),
            }
            .placed(tree);
            let decision = why_customer(policy, &caller, visible_to);
            if !decision.allowed {
                return None;
            }
            let target = Target::Customer(visible_to);
            let rows = policy.rows_for(&caller.roles, Object::Customer, Action::Read);
            let roles = rows
                .filter(|row| reaches(&caller, row.depth, target).is_some())
                .map(|row| row.role);
            Some(Seer {
                id: person.id.clone(),
                name: person.name.clone(),
                unit: person.unit.clone(),
                roles: roles.collect(),
                because: decision.because,
            })
        })
        .collect()
}
