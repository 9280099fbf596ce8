//! One decision, with its reasons.

use serde::Serialize;

use crate::{Action, Caller, CallerKind, Depth, Object, Policy, Row, Words};

/// Why, in words; with the row of the table where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The row that decided.
    pub row: Option<Row>,
    /// The reason in both languages.
    #[serde(flatten)]
    pub words: Words,
}

impl Reason {
    pub(crate) fn of(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            row: None,
            words: Words::new(zh, en),
        }
    }
}

/// What something is done to, as far as a decision needs to know.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// Nothing in particular: may it be done at all, to anything?
    Anything,
    /// A customer, by the tokens of all who keep it.
    Customer(&'a [String]),
    /// A user: who they are and where.
    User {
        /// The user's id: a depth of `own` reaches oneself.
        id: &'a str,
        /// The user's home unit.
        unit: Option<&'a str>,
    },
}

/// Whether something may be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Whether.
    pub allowed: bool,
    /// How far the right reaches, whatever the target.
    pub depth: Depth,
    /// Why: when allowed, the rows that each alone would do; when refused, what is missing.
    pub because: Vec<Reason>,
}

impl Policy {
    /// Whether a caller may do this at all, to something.
    #[must_use]
    pub fn may(&self, caller: &Caller, object: Object, action: Action) -> Decision {
        self.decide(caller, object, action, Target::Anything)
    }

    /// Whether a caller may do this to that, and why.
    #[must_use]
    pub fn decide(&self, caller: &Caller, object: Object, action: Action, target: Target<'_>) -> Decision {
        let depth = self.depth_of(caller, object, action);
        if caller.kind == CallerKind::Command {
            return Decision {
                allowed: true,
                depth,
                because: vec![Reason::of(
                    "在服务器上直接运行的命令",
                    "a command given at the machine",
                )],
            };
        }
        let (mut because, mut refused) = (Vec::new(), Vec::new());
        for row in self.rows_for(&caller.roles, object, action) {
            match reaches(caller, row.depth, target) {
                Some(how) => {
                    because.push(row.reason());
                    because.extend(how);
                }
                None => refused.push(row.reason()),
            }
        }
        let allowed = !because.is_empty();
        if !allowed {
            because = self.why_refused(caller, object, action, refused, target);
        }
        Decision {
            allowed,
            depth,
            because,
        }
    }

    fn why_refused(
        &self,
        caller: &Caller,
        object: Object,
        action: Action,
        mut short: Vec<Reason>,
        target: Target<'_>,
    ) -> Vec<Reason> {
        if short.is_empty() {
            let roles_zh: Vec<&str> = caller.roles.iter().map(|role| role.zh()).collect();
            let roles_en: Vec<&str> = caller.roles.iter().map(|role| role.en()).collect();
            let (zh, en) = if roles_zh.is_empty() {
                ("没有任何角色".to_owned(), "there is no role".to_owned())
            } else {
                (
                    format!("角色（{}）", roles_zh.join("、")),
                    format!("no row for {}", roles_en.join(", ")),
                )
            };
            return vec![Reason::of(
                format!(
                    "{zh}没有对{}的“{}”权限；策略表中未列出的一律拒绝",
                    object.zh(),
                    action.zh()
                ),
                format!(
                    "{en} to {} {}; what is not in the table is refused",
                    action.en(),
                    object.en()
                ),
            )];
        }
        short.push(match target {
            Target::Anything => Reason::of("权限深度为“无”", "the depth is none"),
            Target::Customer(_) => Reason::of(
                "该客户不在此范围内：范围内没有机构保留其有效记录或账户，本人也不是其客户经理",
                "the customer is outside it: no unit in reach keeps a current record or account of them, and they are \
                 managed by others",
            ),
            Target::User { .. } => Reason::of("该用户不在此范围内", "the user is outside it"),
        });
        short
    }
}

/// Whether a depth reaches a target, and if so by which ties. It looks at units and managers, not at tokens of the
/// caller: a property test holds it and [`crate::Sight`] to the same answer.
pub(crate) fn reaches(caller: &Caller, depth: Depth, target: Target<'_>) -> Option<Vec<Reason>> {
    match (depth, target) {
        (Depth::None, _) => None,
        (Depth::All, _) | (_, Target::Anything) => Some(Vec::new()),
        (_, Target::Customer(visible_to)) => {
            let ties: Vec<Reason> = visible_to
                .iter()
                .filter_map(|token| match token.split_once(':') {
                    Some(("m", staff)) if caller.staff_number.as_deref() == Some(staff) => Some(Reason::of(
                        format!("本人（{staff}）是其客户经理"),
                        format!("they are managed by this person ({staff})"),
                    )),
                    Some(("u", unit)) if depth >= Depth::Unit && caller.unit.as_deref() == Some(unit) => {
                        Some(Reason::of(
                            format!("本机构 {unit} 保留其记录或账户"),
                            format!("the home unit {unit} keeps a record or account of them"),
                        ))
                    }
                    Some(("u", unit))
                        if depth >= Depth::UnitAndBelow
                            && caller.unit.is_some()
                            && caller.below.iter().any(|below| below == unit) =>
                    {
                        Some(Reason::of(
                            format!("下级机构 {unit} 保留其记录或账户"),
                            format!("unit {unit}, below the home unit, keeps a record or account of them"),
                        ))
                    }
                    _ => None,
                })
                .collect();
            (!ties.is_empty()).then_some(ties)
        }
        (Depth::Own, Target::User { id, .. }) => (id == caller.id).then(Vec::new),
        (Depth::Unit, Target::User { id, unit }) => {
            (id == caller.id || unit.is_some() && unit == caller.unit.as_deref()).then(Vec::new)
        }
        (Depth::UnitAndBelow, Target::User { id, unit }) => {
            (id == caller.id || unit.is_some_and(|unit| caller.is_over(unit))).then(Vec::new)
        }
    }
}
