//! Users, units, keys, the policy, and who could see whom.

mod staff;

use access::key::{self, KeyError, NewKey};
use access::policy::{self, PutError};
use access::report::{merged, who_could_see};
use access::unit::{self, UnitError, Wanted};
use access::user::{self, Change, Filter, NewUser, ProfileChange, UserError, change_profile};
use authz::{Action, Caller, Depth, Object, Policy, Role};
use base::Clock as _;
use serde_json::json;
use staff::{PASSWORD, Staff};

fn names(users: &[user::User]) -> Vec<&str> {
    users.iter().map(|user| user.login.as_str()).collect()
}

/// Goal: a branch head lists the people of the branch and below; moving them changes that at once.
#[tokio::test]
async fn reach_follows_the_tree_and_the_move() {
    let staff = Staff::new().await;
    let (id, token) = staff.settled("head", "0100", None, &[Role::BranchHead]).await;
    staff.hire("below", "0101", None, &[Role::Rm]).await;
    staff.hire("elsewhere", "0201", None, &[Role::Rm]).await;
    let everybody = Filter::default();
    let listed = async || {
        let caller = staff.caller(&token).await.expect("signed in");
        let listed = user::list(&staff.access, &caller, &everybody, "", 50)
            .await
            .expect("a list");
        names(&listed).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(listed().await, ["below", "head"]);
    let caller = staff.caller(&token).await.expect("signed in");
    assert_eq!(caller.below, ["0101", "0102"]);

    let hidden = user::by_login(&staff.access, &caller, "elsewhere").await;
    assert!(
        matches!(hidden, Err(UserError::Unknown)),
        "outside one's reach nobody is there"
    );

    let moved = Change {
        unit: Some("0200".into()),
        ..Change::default()
    };
    let changed = user::change(&staff.access, &staff.root, id, moved)
        .await
        .expect("is moved");
    assert_eq!(changed, ["unit"]);
    assert_eq!(listed().await, ["elsewhere", "head"]);

    let hang = Wanted {
        code: "0101".into(),
        name: "unit 0101".into(),
        parent: Some("0200".into()),
    };
    unit::change(&staff.access, &staff.root, hang)
        .await
        .expect("is hung elsewhere");
    assert_eq!(listed().await, ["below", "elsewhere", "head"]);
}

/// Goal: who makes users grants nothing, who grants makes nobody, and nobody is two administrators.
#[tokio::test]
async fn administrators_are_kept_apart() {
    let staff = Staff::new().await;
    let (_, system) = staff
        .settled("sysadmin", "0000", None, &[Role::SystemAdmin])
        .await;
    let (security_id, security) = staff
        .settled("secadmin", "0000", None, &[Role::SecurityAdmin])
        .await;
    let (system, security) = (
        staff.caller(&system).await.expect("signed in"),
        staff.caller(&security).await.expect("signed in"),
    );
    let new = |login: &str, roles: &[Role]| NewUser {
        login: login.into(),
        name: "新人".into(),
        unit: "0101".into(),
        staff_number: None,
        roles: roles.to_vec(),
        password: None,
    };
    let refused = user::create(&staff.access, &system, new("a1", &[Role::Rm])).await;
    assert!(matches!(refused, Err(UserError::Denied(_))), "{refused:?}");
    let (id, _) = user::create(&staff.access, &system, new("a1", &[]))
        .await
        .expect("without roles");
    let refused = user::set_roles(&staff.access, &system, id, vec![Role::Rm]).await;
    assert!(matches!(refused, Err(UserError::Denied(_))), "{refused:?}");
    let refused = user::create(&staff.access, &security, new("a2", &[])).await;
    assert!(matches!(refused, Err(UserError::Denied(_))), "{refused:?}");
    user::set_roles(&staff.access, &security, id, vec![Role::Rm, Role::Analyst])
        .await
        .expect("are granted");

    for roles in [
        vec![Role::SecurityAdmin, Role::Rm],
        vec![Role::SystemAdmin, Role::AuditAdmin],
    ] {
        let refused = user::set_roles(&staff.access, &security, security_id, roles).await;
        assert!(matches!(refused, Err(UserError::Together(_))), "{refused:?}");
    }
    let found = merged(&staff.access, &system, id).await.expect("X-20");
    let reads = |object| {
        let found = found
            .permissions
            .iter()
            .find(|one| one.object == object && one.action == Action::Read);
        found.map(|one| one.depth)
    };
    assert_eq!(
        reads(Object::Customer),
        Some(Depth::All),
        "the analyst's is wider than the manager's"
    );
    assert_eq!(reads(Object::Record), Some(Depth::Own), "only the manager has it");
    assert_eq!(reads(Object::Audit), None);
}

#[tokio::test]
async fn what_is_taken_is_said() {
    let staff = Staff::new().await;
    staff.hire("lihua", "0101", Some("R01011"), &[]).await;
    let new = |login: &str, unit: &str, number: Option<&str>| NewUser {
        login: login.into(),
        name: "x".into(),
        unit: unit.into(),
        staff_number: number.map(str::to_owned),
        roles: Vec::new(),
        password: None,
    };
    let create = async |new| {
        user::create(&staff.access, &staff.root, new)
            .await
            .expect_err("is refused")
            .to_string()
    };
    assert_eq!(
        create(new("LiHua", "0101", None)).await,
        "there is a user lihua already"
    );
    assert_eq!(
        create(new("other", "0101", Some("R01011"))).await,
        "the staff number R01011 is another user's"
    );
    assert_eq!(create(new("other", "0999", None)).await, "there is no unit 0999");
    assert!(
        create(new("o", "0101", None))
            .await
            .starts_with("login: a login has 2 to 64")
    );
    let error = unit::change(
        &staff.access,
        &staff.root,
        Wanted {
            code: "0000".into(),
            name: "head".into(),
            parent: Some("0101".into()),
        },
    )
    .await
    .expect_err("a circle");
    assert!(matches!(error, UnitError::Circle { .. }), "{error}");
}

#[tokio::test]
async fn units_are_imported_from_a_file() {
    let staff = Staff::new().await;
    let file = "kind,code,name,parent\nunit,0000,unit 0000,\nunit,0300,大同分行,0000\nunit,0100,太原分行,0000\nmanager,R1,张三,0300\n";
    let done = unit::import(&staff.access, &staff.root, file.as_bytes())
        .await
        .expect("is taken in");
    assert_eq!(
        (done.added, done.changed, done.unchanged, done.others),
        (1, 1, 1, 1)
    );
    let again = unit::import(&staff.access, &staff.root, file.as_bytes())
        .await
        .expect("again");
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 3));
    let broken = "kind,code,name,parent\nunit,0301,a,0300\nunit,0302,b,0999\n";
    let error = unit::import(&staff.access, &staff.root, broken.as_bytes())
        .await
        .expect_err("is refused");
    assert_eq!(
        error.to_string(),
        "unit 0302 is to hang under 0999, which is not there"
    );
    let units = unit::units(&staff.access, &staff.root).await.expect("units");
    assert!(!units.iter().any(|unit| unit.code == "0301"), "all or nothing");
}

/// Goal: who could see a customer on a day is answered with the people, units and policy of that day (N-10).
#[tokio::test]
async fn who_could_see_last_month() {
    let staff = Staff::new().await;
    let (manager, _) = staff.hire("manager", "0101", Some("R01011"), &[Role::Rm]).await;
    staff.hire("head", "0100", None, &[Role::BranchHead]).await;
    staff.hire("other", "0200", None, &[Role::BranchHead]).await;
    let auditor = Caller {
        roles: vec![Role::ComplianceAuditor],
        ..staff.root.clone()
    };
    let visible_to = ["u:0101".to_owned(), "m:R01011".to_owned()];
    let seers = async |on| {
        let seers = who_could_see(&staff.access, &auditor, &visible_to, on)
            .await
            .expect("a report");
        seers
            .into_iter()
            .map(|seer| seer.name.replace("name of ", ""))
            .collect::<Vec<_>>()
    };
    let before = staff.clock.now();
    staff.clock.forward_minutes(60 * 24 * 30);
    assert_eq!(seers(before).await, ["head", "manager"]);

    // The manager goes elsewhere, the unit too, and the policy shows no customer to branch heads.
    let moved = Change {
        unit: Some("0200".into()),
        staff_number: Some(None),
        ..Change::default()
    };
    user::change(&staff.access, &staff.root, manager, moved)
        .await
        .expect("is moved");
    let moved = staff.clock.now();
    assert_eq!(seers(moved).await, ["head"]);
    staff.clock.forward_minutes(5);
    let hang = Wanted {
        code: "0101".into(),
        name: "unit 0101".into(),
        parent: Some("0200".into()),
    };
    unit::change(&staff.access, &staff.root, hang)
        .await
        .expect("is hung elsewhere");
    let hung = staff.clock.now();
    assert_eq!(seers(hung).await, ["other"]);
    staff.clock.forward_minutes(5);
    let text = Policy::DEFAULT.replacen("branch_head = \"unit_and_below\"", "branch_head = \"none\"", 1);
    policy::put(&staff.access, &staff.root, &text, "a test")
        .await
        .expect("is put in force");
    let put = staff.clock.now();
    assert_eq!(seers(put).await, Vec::<String>::new());
    assert_eq!(seers(hung).await, ["other"], "what was stays as it was");
    assert_eq!(seers(before).await, ["head", "manager"]);
    let early = "2020-01-01T00:00:00Z".parse().expect("a moment");
    assert_eq!(seers(early).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_policy_has_versions_and_holds_at_once() {
    let staff = Staff::new().await;
    let (_, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let text = Policy::DEFAULT.replace("[customer.read]\nrm = \"own\"", "[customer.read]\nrm = \"unit\"");
    let depth = async || {
        let known = access::sign::look_up(&staff.access, &token, "service")
            .await
            .expect("an answer")
            .expect("known");
        (
            known.policy_version,
            known
                .policy
                .depth_of(&known.caller, Object::Customer, Action::Read),
        )
    };
    assert_eq!(depth().await, (1, Depth::Own));
    let told = policy::would_change(&staff.access, &staff.root, &text)
        .await
        .expect("is compared");
    assert_eq!(told.len(), 1);
    let put = policy::put(&staff.access, &staff.root, &text, " wider ")
        .await
        .expect("is put in force");
    assert_eq!(put.version, 2);
    assert_eq!(
        put.changes[0].en,
        "relationship manager may read customer: was own, is unit"
    );
    assert_eq!(depth().await, (2, Depth::Unit), "without signing in again");
    let same = policy::put(&staff.access, &staff.root, &text, "again").await;
    assert!(matches!(same, Err(PutError::Same(2))));
    let no_note = policy::put(&staff.access, &staff.root, Policy::DEFAULT, "  ").await;
    assert!(matches!(no_note, Err(PutError::NoNote)));
    let broken = policy::put(
        &staff.access,
        &staff.root,
        "[customer.read]\naudit_admin = \"all\"",
        "x",
    )
    .await;
    assert!(matches!(broken, Err(PutError::Policy(_))), "{broken:?}");
    // Nobody could take these back.
    for locked in [
        "",
        &Policy::DEFAULT.replace(
            "[access_policy.change]\nsecurity_admin",
            "[access_policy.change]\n# security_admin",
        ),
    ] {
        let put = policy::put(&staff.access, &staff.root, locked, "locked out").await;
        assert!(
            matches!(&put, Err(PutError::Policy(error)) if error.to_string().contains("access_policy.change")),
            "{put:?}"
        );
        let told = policy::would_change(&staff.access, &staff.root, locked).await;
        assert!(told.is_err(), "{told:?}");
    }
    let versions = policy::versions(&staff.access, &staff.root)
        .await
        .expect("versions");
    assert_eq!(
        versions
            .iter()
            .map(|one| (one.version, one.note.as_str()))
            .collect::<Vec<_>>(),
        [(2, "wider"), (1, "as shipped")]
    );
    assert_eq!(
        policy::version(&staff.access, &staff.root, 1)
            .await
            .expect("the first")
            .text,
        Policy::DEFAULT
    );
}

/// Goal: a table that this program cannot read lets nobody in, and is mended at the machine.
#[tokio::test]
async fn a_table_that_cannot_be_read_is_mended_by_a_command() {
    let staff = Staff::new().await;
    let (_, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let insert = "insert into access.policy_version (version, body, note, created_at, actor)
        values (2, '[customer.read]\nteller = \"all\"', 'of another time', now(), 'x')";
    staff.tamper(&insert.replace("\\n", "\n")).await;
    assert!(
        access::sign::look_up(&staff.access, &token, "service")
            .await
            .is_err(),
        "nobody is let in"
    );
    policy::put(&staff.access, &staff.root, Policy::DEFAULT, "mended")
        .await
        .expect("a command may");
    assert!(staff.caller(&token).await.is_some());
}

#[tokio::test]
async fn a_key_is_shown_once_and_acts_in_its_role() {
    let staff = Staff::new().await;
    let wanted = |name: &str, role, unit: Option<&str>| NewKey {
        name: name.into(),
        role,
        unit: unit.map(str::to_owned),
        expires_at: None,
    };
    let made = key::create(
        &staff.access,
        &staff.root,
        wanted("teller system", Role::BranchHead, Some("0100")),
    )
    .await
    .expect("a key");
    assert!(made.token.starts_with("gyk_") && made.token.len() == 68);
    assert!(!format!("{made:?}").contains(&made.token));
    let (caller, policy) = key::authenticate(&staff.access, &made.token, "service")
        .await
        .expect("an answer")
        .expect("is known");
    assert_eq!(
        (caller.roles.as_slice(), caller.below.len()),
        ([Role::BranchHead].as_slice(), 2)
    );
    assert!(policy.may(&caller, Object::Customer, Action::Read).allowed);
    let listed = key::keys(&staff.access, &staff.root).await.expect("keys");
    assert!(listed[0].used_at.is_some() && listed[0].name == "teller system");
    let stored = format!(
        "select count(*) from access.service_key k where k::text like '%{}%'",
        &made.token[4..]
    );
    assert_eq!(staff.count(&stored).await, 0);

    key::revoke(&staff.access, &staff.root, made.id)
        .await
        .expect("is revoked");
    assert!(
        key::authenticate(&staff.access, &made.token, "service")
            .await
            .expect("an answer")
            .is_none()
    );
    assert!(matches!(
        key::revoke(&staff.access, &staff.root, made.id).await,
        Err(KeyError::Unknown)
    ));
    let refused = key::create(&staff.access, &staff.root, wanted("x", Role::SecurityAdmin, None)).await;
    assert!(matches!(refused, Err(KeyError::Administrator(_))));
    let refused = key::create(&staff.access, &staff.root, wanted("x", Role::Rm, Some("0999"))).await;
    assert!(matches!(refused, Err(KeyError::NoUnit(_))));

    let hour = staff
        .clock
        .now()
        .checked_add(jiff::SignedDuration::from_hours(1))
        .expect("a moment");
    let expiring = NewKey {
        expires_at: Some(hour),
        ..wanted("short", Role::Rm, None)
    };
    let made = key::create(&staff.access, &staff.root, expiring)
        .await
        .expect("a key");
    assert!(
        key::authenticate(&staff.access, &made.token, "service")
            .await
            .expect("an answer")
            .is_some()
    );
    staff.clock.forward_minutes(61);
    assert!(
        key::authenticate(&staff.access, &made.token, "service")
            .await
            .expect("an answer")
            .is_none()
    );
    assert!(
        key::authenticate(&staff.access, "gyk_x", "service")
            .await
            .expect("an answer")
            .is_none()
    );
}

#[tokio::test]
async fn ones_own_profile_is_ones_own() {
    let staff = Staff::new().await;
    let (id, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let caller = staff.caller(&token).await.expect("signed in");
    let change = |preferences| ProfileChange {
        name: Some("李华".into()),
        phone: Some("13812341234".into()),
        preferences: Some(preferences),
    };
    let changed = change_profile(
        &staff.access,
        &caller,
        change(json!({ "theme": "dark", "density": "compact" })),
    )
    .await;
    assert_eq!(changed.expect("is changed"), ["name", "phone", "preferences"]);
    change_profile(
        &staff.access,
        &caller,
        change(json!({ "density": null, "language": "zh" })),
    )
    .await
    .expect("again");
    let me = user::myself(&staff.access, &caller).await.expect("myself");
    assert_eq!(me.preferences, json!({ "theme": "dark", "language": "zh" }));
    assert_eq!(
        (me.name.as_str(), me.phone.as_deref()),
        ("李华", Some("13812341234"))
    );
    let plain = "select count(*) from access.user_account where position('13812341234'::bytea in phone) > 0";
    assert_eq!(staff.count(plain).await, 0, "sealed");
    let refused = change_profile(&staff.access, &caller, change(json!("x"))).await;
    assert!(matches!(
        refused,
        Err(UserError::Malformed {
            field: "preferences",
            ..
        })
    ));

    let password = user::reset_password(&staff.access, &staff.root, id)
        .await
        .expect("a password for one use");
    assert!(staff.caller(&token).await.is_none(), "every session is ended");
    assert!(staff.sign_in("lihua", PASSWORD, None).await.is_err());
    staff
        .sign_in("lihua", &password, None)
        .await
        .expect("lets them in");
}
