//! The shipped table, what is refused, and what is said about it.

use authz::{
    Action, Caller, CallerKind, Depth, FirstSignIn, Kind, Object, Policy, Privacy, Role, Target, View,
    changes, together, why_customer, why_field,
};

fn caller(roles: &[Role]) -> Caller {
    Caller {
        id: "u1".into(),
        kind: CallerKind::User,
        roles: roles.to_vec(),
        unit: Some("0100".into()),
        below: vec!["0101".into()],
        staff_number: Some("R01001".into()),
        purpose: "customer-service".into(),
    }
}

/// Each fault as `line: what; mend`.
#[track_caller]
fn refused(text: &str, expected: &[&str]) {
    let error = Policy::parse(text).expect_err("is to be refused");
    let faults: Vec<String> = error
        .faults
        .iter()
        .map(|fault| format!("{}: {}; {}", fault.line, fault.what, fault.mend))
        .collect();
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
    for (fault, expected) in faults.iter().zip(expected) {
        assert!(fault.starts_with(expected), "{fault}\n  is not  {expected}");
    }
}

#[test]
fn the_shipped_table_is_accepted() {
    let policy = Policy::parse(Policy::DEFAULT).unwrap_or_else(|error| panic!("{error}"));
    assert!(policy.rows().count() > 100);
    for &role in Role::ALL {
        assert!(!policy.permissions(&[role]).is_empty(), "{role} may do nothing");
    }
    assert!(policy.purpose("customer-service").is_some());
    for &object in Object::ALL {
        for &action in object.actions() {
            assert!(
                policy
                    .rows()
                    .any(|row| row.object == object && row.action == action),
                "nobody may {action} {object}"
            );
        }
    }
}

#[test]
fn administrators_see_no_customers() {
    let policy = Policy::shipped();
    let visible_to = ["u:0100".to_owned()];
    for role in Role::ADMINISTRATORS {
        let caller = caller(&[role]);
        for &object in Object::ALL.iter().filter(|object| object.holds_customers()) {
            for &action in object.actions() {
                let target = Target::Customer(&visible_to);
                assert!(
                    !policy.decide(&caller, object, action, target).allowed,
                    "{role} {action} {object}"
                );
                assert!(policy.sight(&caller, object, action).is_empty());
            }
        }
    }
    let may = |role, object, action| policy.may(&caller(&[role]), object, action).allowed;
    assert!(!may(Role::SystemAdmin, Object::User, Action::Grant));
    assert!(may(Role::SystemAdmin, Object::User, Action::Create));
    assert!(may(Role::SecurityAdmin, Object::User, Action::Grant));
    assert!(!may(Role::SecurityAdmin, Object::User, Action::Create));
    assert!(may(Role::AuditAdmin, Object::Audit, Action::Verify));
    assert!(!may(Role::SecurityAdmin, Object::Audit, Action::Read));
}

#[test]
fn faults_name_their_line_and_the_mend() {
    refused("[customer.read]\nrm = \n", &["2: "]);
    refused(
        "[customer.read]\nrm = \"everything\"\n",
        &[
            "2: customer.read for rm reaches to `everything`, which is no depth; depths are none, own, unit, unit_and_below, all",
        ],
    );
    refused(
        "# who\n[customer.read]\nteller = \"own\"\n\n[customer.burn]\nrm = \"own\"\n[treasure.read]\nrm = \"all\"\n",
        &[
            "3: customer.read names the role `teller`, which is unknown; known are rm, ",
            "5: nobody can burn customer; for customer there are read, ",
            "7: `treasure` is unknown; known are customer, ",
        ],
    );
    refused(
        "[source.read]\noperator = \"unit\"\n",
        &[
            "2: source.read for operator reaches to `unit`, but source belongs to no unit; write \"all\" or \"none\"",
        ],
    );
    refused(
        "[fields.rm]\nC1 = \"clear\"\nC3 = \"masked\"\nC2 = \"open\"\nshoe = \"clear\"\n",
        &[
            "3: rm would see C3, which is never shown to anybody; write \"hidden\"",
            "4: C2 for rm is `open`; write \"clear\", \"masked\" or \"hidden\"",
            "5: `shoe` is neither a class nor a kind of value; write C1, C2, C3, name, ",
        ],
    );
    refused(
        "[purposes]\nfun = { en = \"fun\" }\n",
        &["2: the purpose `fun` has no title in both languages"],
    );
    refused(
        "[sign_in]\nfirst = \"anybody\"\nsecond = true\n",
        &[
            "2: `anybody` is no way to treat a first sign-in; write refuse or by_login",
            "3: `second` is nothing that is said of signing in",
        ],
    );
}

#[test]
fn a_table_that_joins_the_administrators_is_refused() {
    refused(
        "[customer.read]\nsystem_admin = \"all\"\nsecurity_admin = \"own\"\naudit_admin = \"all\"\n",
        &[
            "2: customer.read for system_admin: the system administrator sees no customers; take the row out",
            "3: customer.read for security_admin: the security administrator sees no customers; take the row out",
            "4: customer.read for audit_admin: the audit administrator reads the audit trail and nothing else",
        ],
    );
    refused(
        "[user.grant]\nsystem_admin = \"all\"\nsteward = \"all\"\n",
        &[
            "2: user.grant for system_admin: only the security administrator grants roles",
            "3: user.grant for steward: only the security administrator grants roles",
        ],
    );
    refused(
        "[service_key.create]\nsystem_admin = \"all\"\n",
        &["2: service_key.create"],
    );
    refused(
        "[access_policy.change]\nbranch_head = \"all\"\n",
        &["2: access_policy.change"],
    );
    refused(
        "[unit.read]\naudit_admin = \"all\"\n",
        &["2: unit.read for audit_admin"],
    );
    refused(
        "[audit.read]\nsystem_admin = \"all\"\n",
        &["2: audit.read for system_admin"],
    );
    refused(
        "[fields.system_admin]\nC1 = \"clear\"\n",
        &["1: [fields.system_admin]"],
    );
    // A row that gives nothing is no breach: it may be written where somebody looks for it.
    Policy::parse("[customer.read]\nsystem_admin = \"none\"\n").expect("gives nothing");
}

#[test]
fn nobody_is_two_administrators_or_one_and_a_banker() {
    assert!(together(&[Role::Rm, Role::BranchHead, Role::Steward]).is_ok());
    assert!(together(&[Role::SystemAdmin]).is_ok());
    assert!(together(&[Role::Rm, Role::SystemAdmin]).is_err());
    let error = together(&[Role::AuditAdmin, Role::SecurityAdmin]).expect_err("two of the three");
    assert!(error.to_string().contains("kept apart"), "{error}");
}

#[test]
fn it_is_said_why_a_customer_is_seen() {
    let policy = Policy::shipped();
    let told = |roles: &[Role], visible_to: &[&str]| {
        let visible_to: Vec<String> = visible_to.iter().map(|token| (*token).to_owned()).collect();
        let decision = why_customer(policy, &caller(roles), &visible_to);
        let words: Vec<String> = decision
            .because
            .into_iter()
            .map(|reason| reason.words.en)
            .collect();
        (decision.allowed, words.join("; "))
    };
    let (sees, why) = told(&[Role::Rm], &["u:0300", "m:R01001"]);
    assert!(sees);
    assert!(
        why.contains("relationship manager may read customer: own; they are managed by this person (R01001)"),
        "{why}"
    );
    let (sees, why) = told(&[Role::Rm], &["u:0100"]);
    assert!(!sees, "own does not reach the unit's");
    assert!(why.contains("the customer is outside it"), "{why}");
    let (sees, why) = told(&[Role::Rm, Role::BranchHead], &["u:0101"]);
    assert!(sees);
    assert!(why.contains("unit 0101, below the home unit"), "{why}");
    assert!(
        !why.contains("relationship manager"),
        "only what decides is named: {why}"
    );
    let (sees, why) = told(&[Role::Operator], &["u:0100"]);
    assert!(!sees);
    assert!(
        why.contains("no row for operator to read customer; what is not in the table is refused"),
        "{why}"
    );
}

#[test]
fn it_is_said_why_a_field_is_seen() {
    let policy = Policy::shipped();
    let told = |roles: &[Role], class, kind| {
        let (view, because) = why_field(policy, &caller(roles), class, kind);
        (view, because[0].words.en.clone())
    };
    assert_eq!(
        told(&[Role::Rm], Privacy::C2, Kind::Phone),
        (View::Masked, "relationship manager sees C2 (phone) masked".into())
    );
    assert_eq!(told(&[Role::Rm], Privacy::C2, Kind::Amount).0, View::Clear);
    assert_eq!(told(&[Role::Analyst], Privacy::C1, Kind::Name).0, View::Masked);
    assert_eq!(
        told(&[Role::Analyst, Role::Steward], Privacy::C1, Kind::Name).0,
        View::Clear
    );
    assert_eq!(
        told(&[Role::SystemAdmin], Privacy::C1, Kind::Name).0,
        View::Hidden
    );
    assert_eq!(
        told(&[Role::Steward], Privacy::C3, Kind::Text),
        (View::Hidden, "C3 is never shown to anybody".into())
    );
}

#[test]
fn users_are_reached_by_unit() {
    let text = "[user.read]\nbranch_head = \"unit_and_below\"\nrm = \"own\"\n";
    let policy = Policy::parse(text).expect("a policy");
    let reaches = |role, id, unit| {
        let target = Target::User { id, unit };
        policy
            .decide(&caller(&[role]), Object::User, Action::Read, target)
            .allowed
    };
    assert!(reaches(Role::BranchHead, "u2", Some("0101")));
    assert!(!reaches(Role::BranchHead, "u2", Some("0200")));
    assert!(!reaches(Role::BranchHead, "u2", None));
    assert!(reaches(Role::Rm, "u1", Some("0900")));
    assert!(!reaches(Role::Rm, "u2", Some("0100")));
}

#[test]
fn a_new_version_says_what_it_changes() {
    let before =
        Policy::parse("[customer.read]\nrm = \"own\"\n[fields.rm]\nC1 = \"clear\"\n").expect("a policy");
    let after = Policy::parse("[customer.read]\nrm = \"unit\"\n[fields.rm]\nC1 = \"clear\"\nname = \"masked\"\n[purposes]\naudit = { zh = \"审计\", en = \"audit\" }\n")
        .expect("a policy");
    let told: Vec<String> = changes(&before, &after)
        .into_iter()
        .map(|words| words.en)
        .collect();
    assert_eq!(
        told,
        [
            "relationship manager may read customer: was own, is unit",
            "relationship manager sees C1 (name): was clear, is masked",
            "relationship manager sees C2 (name): was hidden, is masked",
            "the purpose audit is new",
        ]
    );
    assert!(changes(&after, &after).is_empty());
    let linking = Policy::parse("[sign_in]\nfirst = \"by_login\"\n").expect("a policy");
    assert_eq!(linking.first_sign_in(), FirstSignIn::ByLogin);
    assert_eq!(before.first_sign_in(), FirstSignIn::Refuse, "unless it is said");
    let told = |before, after| changes(before, after).last().map(|words| words.en.clone());
    assert!(
        told(&before, &linking)
            .expect("a change")
            .contains("linked to the user of that login")
    );
    assert!(
        told(&linking, &before)
            .expect("a change")
            .contains("refused until the security administrator")
    );
    assert_eq!(
        before.depth(&[Role::Rm], Object::Customer, Action::Read),
        Depth::Own
    );
}
