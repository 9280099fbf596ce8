//! The two ways to ask are one; several roles never see less than one; what is unknown is refused.

use authz::{
    Action, Caller, CallerKind, Clearance, Depth, Kind, Object, Person, Policy, Privacy, Role, Sight, Target,
    UnitTree, manager_token, unit_token, who_sees,
};
use proptest::prelude::*;

/// Units 0 to 11, each under an earlier one, or under none.
fn trees() -> impl Strategy<Value = Vec<Option<usize>>> {
    let parents = (0..12usize).map(|place| prop::option::weighted(0.9, 0..place.max(1)).boxed());
    parents.collect::<Vec<_>>().prop_map(|mut parents| {
        parents[0] = None;
        parents
    })
}

fn code(unit: usize) -> String {
    format!("{unit:04}")
}

fn tree(parents: &[Option<usize>]) -> UnitTree {
    let units = parents.iter().enumerate();
    UnitTree::new(units.map(|(unit, parent)| (code(unit), parent.map(code))))
}

fn business_roles() -> Vec<Role> {
    let roles = Role::ALL.iter().copied();
    roles.filter(|role| !role.is_administrator()).collect()
}

fn roles() -> impl Strategy<Value = Vec<Role>> {
    prop::sample::subsequence(business_roles(), 0..=3)
}

/// A policy with a random depth for some of the roles, for reading customers.
fn policies() -> impl Strategy<Value = Policy> {
    let depths = prop::collection::vec(prop::option::of(0..Depth::ALL.len()), business_roles().len());
    depths.prop_map(|depths| {
        let mut text = String::from("[customer.read]\n");
        for (role, depth) in business_roles().iter().zip(depths) {
            if let Some(depth) = depth {
                text.push_str(&format!("{role} = \"{}\"\n", Depth::ALL[depth]));
            }
        }
        Policy::parse(&text).expect("a policy")
    })
}

fn callers(parents: Vec<Option<usize>>) -> impl Strategy<Value = (UnitTree, Caller)> {
    let tree = tree(&parents);
    (
        roles(),
        prop::option::weighted(0.9, 0..12usize),
        prop::option::weighted(0.7, 0..6u8),
    )
        .prop_map(move |(roles, unit, staff)| {
            let caller = Caller {
                id: "someone".into(),
                kind: CallerKind::User,
                roles,
                unit: unit.map(code),
                below: Vec::new(),
                staff_number: staff.map(|staff| format!("R{staff}")),
                purpose: "customer-service".into(),
            };
            (tree.clone(), caller.placed(&tree))
        })
}

/// The keepers of a customer: units and managers.
fn keepers() -> impl Strategy<Value = (Vec<usize>, Vec<u8>)> {
    (
        prop::collection::vec(0..12usize, 0..3),
        prop::collection::vec(0..6u8, 0..2),
    )
}

fn tokens(keepers: &(Vec<usize>, Vec<u8>)) -> Vec<String> {
    let units = keepers.0.iter().map(|unit| unit_token(&code(*unit)));
    let managers = keepers.1.iter().map(|staff| manager_token(&format!("R{staff}")));
    units.chain(managers).collect()
}

/// A third way to the same answer, from the parents alone: no tokens, no lists of units below.
fn expected(policy: &Policy, caller: &Caller, tree: &UnitTree, keepers: &(Vec<usize>, Vec<u8>)) -> bool {
    let depth = policy.depth(&caller.roles, Object::Customer, Action::Read);
    let own = keepers
        .1
        .iter()
        .any(|staff| caller.staff_number == Some(format!("R{staff}")));
    let home = keepers.0.iter().any(|unit| caller.unit == Some(code(*unit)));
    let under = keepers.0.iter().any(|unit| {
        let unit = code(*unit);
        caller
            .unit
            .as_deref()
            .is_some_and(|home| tree.above(&unit).contains(&home))
    });
    match depth {
        Depth::None => false,
        Depth::Own => own,
        Depth::Unit => own || home,
        Depth::UnitAndBelow => own || home || under,
        Depth::All => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn one_customer_and_a_list_are_decided_alike(
        policy in policies(),
        (tree, caller) in trees().prop_flat_map(callers),
        keepers in keepers(),
    ) {
        let visible_to = tokens(&keepers);
        let one = policy.decide(&caller, Object::Customer, Action::Read, Target::Customer(&visible_to));
        let list = policy.sight(&caller, Object::Customer, Action::Read).sees(&visible_to);
        prop_assert_eq!(one.allowed, list, "{:?}", one);
        prop_assert_eq!(one.allowed, expected(&policy, &caller, &tree, &keepers));
        prop_assert!(!one.because.is_empty(), "a decision gives its reasons");
        let person = Person {
            id: caller.id.clone(),
            name: "x".into(),
            roles: caller.roles.clone(),
            unit: caller.unit.clone(),
            staff_number: caller.staff_number.clone(),
        };
        let seers = who_sees(&policy, &tree, &[person], &visible_to);
        prop_assert_eq!(seers.len() == 1, one.allowed, "the report says what the decision says");
    }

    #[test]
    fn one_more_role_never_narrows(
        policy in policies(),
        (_, caller) in trees().prop_flat_map(callers),
        more in roles(),
        keepers in keepers(),
    ) {
        let visible_to = tokens(&keepers);
        let mut wider = caller.clone();
        wider.roles.extend(more);
        let sees = |caller: &Caller| policy.sight(caller, Object::Customer, Action::Read).sees(&visible_to);
        prop_assert!(!sees(&caller) || sees(&wider));
        let shipped = Policy::shipped();
        for row in shipped.rows() {
            let depth = |caller: &Caller| shipped.depth(&caller.roles, row.object, row.action);
            prop_assert!(depth(&caller) <= depth(&wider));
        }
        let (narrow, wide) = (shipped.clearance(&caller.roles), shipped.clearance(&wider.roles));
        for class in Privacy::ALL {
            for kind in Kind::ALL {
                prop_assert!(narrow.of(class, kind) <= wide.of(class, kind));
            }
        }
    }

    #[test]
    fn a_deeper_reach_holds_the_shallower((_, caller) in trees().prop_flat_map(callers), keepers in keepers()) {
        let visible_to = tokens(&keepers);
        let seen: Vec<bool> = Depth::ALL.iter().map(|depth| Sight::at(&caller, *depth).sees(&visible_to)).collect();
        prop_assert!(seen.is_sorted(), "{:?}", seen);
    }

    #[test]
    fn what_is_in_no_row_is_refused((_, caller) in trees().prop_flat_map(callers), keepers in keepers()) {
        let empty = Policy::parse("").expect("an empty table is a table");
        let visible_to = tokens(&keepers);
        for &object in Object::ALL {
            for &action in Action::ALL {
                for target in [Target::Anything, Target::Customer(&visible_to)] {
                    let decision = empty.decide(&caller, object, action, target);
                    prop_assert!(!decision.allowed);
                    prop_assert!(!decision.because.is_empty());
                }
                prop_assert!(empty.sight(&caller, object, action).is_empty());
            }
        }
        prop_assert_eq!(empty.clearance(&caller.roles), Clearance::NOTHING);
    }

    #[test]
    fn any_text_is_a_policy_or_its_faults(text in "\\PC{0,200}") {
        if let Err(error) = Policy::parse(&text) {
            prop_assert!(!error.faults.is_empty());
        }
    }
}
