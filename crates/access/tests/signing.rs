//! Signing in, sessions, passwords, the second factor.

mod staff;

use access::rules::WeakPassword;
use access::sign::{
    PasswordError, SessionError, SignInError, TotpError, change_password, confirm, end, enrol, look_up,
    remove, sessions,
};
use access::user::{self, Change, ProfileChange, change_profile};
use authz::{Action, Object, Role};
use base::Clock as _;
use pg::Actor;
use pg::seal::{Algorithm, Keyring};
use staff::{PASSWORD, Staff};
use totp_rs::{Builder, Secret};

/// Goal: a password for one use lets in, and to nothing but changing it.
#[tokio::test]
async fn a_password_for_one_use_has_to_be_changed() {
    let staff = Staff::new().await;
    let (id, first) = staff.hire("lihua", "0101", Some("R01011"), &[Role::Rm]).await;
    let now = staff
        .sign_in(" LiHua ", &first, None)
        .await
        .expect("lets them in");
    let known = look_up(&staff.access, &now.token, "customer-service")
        .await
        .expect("an answer")
        .expect("signed in");
    assert!(known.must_change_password);
    assert_eq!(known.caller.roles, [], "no right before the password is changed");
    assert!(
        !known
            .policy
            .may(&known.caller, Object::Customer, Action::Read)
            .allowed
    );

    change_password(&staff.access, &known.caller, id, now.session, &first, PASSWORD)
        .await
        .expect("is changed");
    let known = look_up(&staff.access, &now.token, "customer-service")
        .await
        .expect("an answer")
        .expect("goes on");
    assert!(!known.must_change_password);
    assert_eq!(known.caller.roles, [Role::Rm]);
    assert_eq!(known.caller.staff_number.as_deref(), Some("R01011"));
    assert!(
        matches!(
            staff.sign_in("lihua", &first, None).await,
            Err(SignInError::Failed)
        ),
        "the old one is refused"
    );
    staff
        .sign_in("lihua", PASSWORD, None)
        .await
        .expect("the new one is taken");
}

/// Goal: only argon2id digests of passwords and plain digests of tokens are in the store.
#[tokio::test]
async fn secrets_are_not_in_the_store() {
    let staff = Staff::new().await;
    let (_, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let argon = "select count(*) from access.credential where hash like '$argon2id$v=19$m=19456,t=2,p=1$%'";
    assert_eq!(staff.count(argon).await, 2);
    let stored = format!("select count(*) from access.session where digest = sha256('{token}'::bytea)");
    assert_eq!(staff.count(&stored).await, 1, "the digest finds it");
    let plain = format!("select count(*) from access.session s where s::text like '%{token}%'");
    assert_eq!(staff.count(&plain).await, 0);
}

/// Goal: five wrong tries lock for a quarter of an hour, whether there is such a user or not, and both are written down.
#[tokio::test]
async fn five_wrong_tries_lock() {
    let staff = Staff::new().await;
    staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    for login in ["lihua", "nobody"] {
        for _ in 0..4 {
            let refused = staff
                .sign_in(login, "wrong wrong wrong", None)
                .await
                .expect_err("is wrong");
            assert!(matches!(refused, SignInError::Failed), "{login}: {refused}");
        }
        let locked = staff
            .sign_in(login, "wrong wrong wrong", None)
            .await
            .expect_err("is wrong");
        assert!(matches!(locked, SignInError::Locked { .. }), "{login}: {locked}");
        let locked = staff.sign_in(login, PASSWORD, None).await.expect_err("is locked");
        assert!(matches!(locked, SignInError::Locked { .. }), "{login}: {locked}");
    }
    let locks = "select count(*) from access.audit_entry where action = 'lock'";
    assert_eq!(staff.count(locks).await, 2);
    staff.clock.forward_minutes(16);
    staff
        .sign_in("lihua", PASSWORD, None)
        .await
        .expect("the lock is over");

    for _ in 0..5 {
        let _ = staff.sign_in("lihua", "wrong wrong wrong", None).await;
    }
    let id = user::by_login(&staff.access, &staff.root, "lihua")
        .await
        .expect("is there");
    assert!(id.locked_until.is_some());
    assert!(
        user::unlock(&staff.access, &staff.root, id.id)
            .await
            .expect("is unlocked")
    );
    staff.sign_in("lihua", PASSWORD, None).await.expect("unlocked");
}

/// Goal: what was typed as a login is written nowhere: it may be a password.
#[tokio::test]
async fn a_password_in_the_wrong_field_is_not_written_down() {
    let staff = Staff::new().await;
    let _ = staff.sign_in("my-secret-password", "x", None).await;
    staff.access.trail().close().await;
    let told = "select count(*) from access.audit_entry e where e::text like '%my-secret-password%'";
    assert_eq!(staff.count(told).await, 0);
    assert_eq!(
        staff
            .count("select count(*) from access.audit_entry where action = 'sign_in'")
            .await,
        1
    );
    let told = "select count(*) from access.login_try e where e::text like '%my-secret-password%'";
    assert_eq!(staff.count(told).await, 0);
}

#[tokio::test]
async fn sessions_expire_and_can_be_ended() {
    let staff = Staff::new().await;
    let (id, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let caller = staff.caller(&token).await.expect("signed in");
    let other = staff
        .sign_in("lihua", PASSWORD, None)
        .await
        .expect("a second browser");
    let listed = sessions(&staff.access, &caller, id).await.expect("a list");
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0].agent, "a browser");

    end(&staff.access, &caller, id, other.session)
        .await
        .expect("is ended");
    assert!(
        staff.caller(&other.token).await.is_none(),
        "an ended session is over at once"
    );
    let again = end(&staff.access, &caller, id, other.session).await;
    assert!(matches!(again, Err(SessionError::Unknown)));

    staff.clock.forward_minutes(29);
    assert!(staff.caller(&token).await.is_some(), "used within half an hour");
    staff.clock.forward_minutes(29);
    assert!(staff.caller(&token).await.is_some(), "each use counts");
    staff.clock.forward_minutes(31);
    assert!(staff.caller(&token).await.is_none(), "idle for too long");

    let now = staff.sign_in("lihua", PASSWORD, None).await.expect("again");
    for _ in 0..36 {
        staff.clock.forward_minutes(20);
        staff.caller(&now.token).await;
    }
    assert!(
        staff.caller(&now.token).await.is_none(),
        "twelve hours are the end in any case"
    );
    assert!(staff.caller("not a token").await.is_none());
}

/// Goal: who leaves is out at once.
#[tokio::test]
async fn an_ended_user_is_out_at_once() {
    let staff = Staff::new().await;
    let (id, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let leave = Change {
        ended: Some(true),
        ..Change::default()
    };
    user::change(&staff.access, &staff.root, id, leave)
        .await
        .expect("leaves");
    assert!(staff.caller(&token).await.is_none());
    assert!(matches!(
        staff.sign_in("lihua", PASSWORD, None).await,
        Err(SignInError::Failed)
    ));
}

#[tokio::test]
async fn a_new_password_is_held_to_the_rules() {
    let staff = Staff::new().await;
    let (id, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let known = look_up(&staff.access, &token, "service")
        .await
        .expect("an answer")
        .expect("signed in");
    let other = staff
        .sign_in("lihua", PASSWORD, None)
        .await
        .expect("a second browser");
    let change = async |current: &str, new: &str| {
        change_password(&staff.access, &known.caller, id, known.session, current, new).await
    };
    let weak = |result| match result {
        Err(PasswordError::Weak(weak)) => weak,
        other => panic!("{other:?}"),
    };
    assert!(matches!(
        change("wrong", "another password").await,
        Err(PasswordError::Wrong)
    ));
    assert_eq!(weak(change(PASSWORD, "short").await), WeakPassword::Short);
    assert_eq!(
        weak(change(PASSWORD, "xx-lihua-xx").await),
        WeakPassword::Personal
    );
    assert_eq!(weak(change(PASSWORD, PASSWORD).await), WeakPassword::Used);
    change(PASSWORD, "a second password").await.expect("is changed");
    assert!(staff.caller(&token).await.is_some(), "this session goes on");
    assert!(staff.caller(&other.token).await.is_none(), "the others are ended");
    assert_eq!(
        weak(change("a second password", PASSWORD).await),
        WeakPassword::Used
    );
    for next in [
        "a third password",
        "a fourth password",
        "a fifth password",
        "a sixth password",
    ] {
        let before = match next {
            "a third password" => "a second password",
            "a fourth password" => "a third password",
            "a fifth password" => "a fourth password",
            _ => "a fifth password",
        };
        change(before, next).await.expect("is changed");
    }
    change("a sixth password", PASSWORD)
        .await
        .expect("five others lie between");
}

/// Goal: a session left open does not do to guess the password.
#[tokio::test]
async fn guessing_from_within_a_session_locks_too() {
    let staff = Staff::new().await;
    let (id, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let known = look_up(&staff.access, &token, "service")
        .await
        .expect("an answer")
        .expect("signed in");
    for _ in 0..5 {
        let wrong = change_password(
            &staff.access,
            &known.caller,
            id,
            known.session,
            "guess",
            "another password",
        )
        .await;
        assert!(matches!(wrong, Err(PasswordError::Wrong)), "{wrong:?}");
    }
    let locked = change_password(
        &staff.access,
        &known.caller,
        id,
        known.session,
        PASSWORD,
        "another password",
    )
    .await;
    assert!(matches!(locked, Err(PasswordError::Locked { .. })), "{locked:?}");
    let locked = remove(&staff.access, &known.caller, id, PASSWORD).await;
    assert!(matches!(locked, Err(TotpError::Locked { .. })), "{locked:?}");
    assert!(matches!(
        staff.sign_in("lihua", PASSWORD, None).await,
        Err(SignInError::Locked { .. })
    ));
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_confirmed() {
    let staff = Staff::new().await;
    let (id, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let caller = staff.caller(&token).await.expect("signed in");
    let enrolment = enrol(&staff.access, &caller, id).await.expect("a secret");
    assert!(
        enrolment
            .otpauth_url
            .starts_with("otpauth://totp/Guiyi:lihua?secret="),
        "{}",
        enrolment.otpauth_url
    );
    let secret = Secret::try_from_base32(&enrolment.secret).expect("base 32");
    let app = Builder::new().with_secret(secret).build().expect("an app");
    let code = |minutes: i64| {
        use base::Clock as _;
        let now = staff.clock.now().as_second() + minutes * 60;
        app.generate(now.try_into().expect("a time")).to_string()
    };
    staff
        .sign_in("lihua", PASSWORD, None)
        .await
        .expect("not asked for yet");
    assert!(matches!(
        confirm(&staff.access, &caller, id, "000000").await,
        Err(TotpError::WrongCode)
    ));
    confirm(&staff.access, &caller, id, &code(0))
        .await
        .expect("is confirmed");
    assert!(matches!(
        enrol(&staff.access, &caller, id).await,
        Err(TotpError::Enrolled)
    ));

    let needed = staff
        .sign_in("lihua", PASSWORD, None)
        .await
        .expect_err("a code is needed");
    assert!(matches!(needed, SignInError::SecondFactorNeeded));
    let wrong = staff.sign_in("lihua", "wrong", None).await.expect_err("is wrong");
    assert!(
        matches!(wrong, SignInError::Failed),
        "who has not the password is not told of the factor"
    );
    let taken = staff
        .sign_in("lihua", PASSWORD, Some(&code(0)))
        .await
        .expect_err("taken before");
    assert!(matches!(taken, SignInError::Failed));
    staff.clock.forward_minutes(2);
    staff
        .sign_in("lihua", PASSWORD, Some(&code(0)))
        .await
        .expect("a fresh code");
    staff.clock.forward_minutes(2);
    let old = staff
        .sign_in("lihua", PASSWORD, Some(&code(-2)))
        .await
        .expect_err("an old code");
    assert!(matches!(old, SignInError::Failed));

    let sealed = "select count(*) from access.totp where length(secret) > 20";
    assert_eq!(staff.count(sealed).await, 1, "sealed");
    assert!(matches!(
        remove(&staff.access, &caller, id, "wrong").await,
        Err(TotpError::WrongPassword)
    ));
    remove(&staff.access, &caller, id, PASSWORD)
        .await
        .expect("is removed");
    staff
        .sign_in("lihua", PASSWORD, None)
        .await
        .expect("not asked for any more");
}

/// A rotation of the key that seals data takes in what is kept of people; nobody notices.
#[tokio::test]
async fn phones_and_second_factors_go_along_with_a_new_key() {
    let staff = Staff::new().await;
    let (id, token) = staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let caller = staff.caller(&token).await.expect("signed in");
    let wanted = ProfileChange {
        phone: Some("13812341234".into()),
        name: None,
        preferences: None,
    };
    change_profile(&staff.access, &caller, wanted)
        .await
        .expect("a phone");
    let secret = enrol(&staff.access, &caller, id).await.expect("a secret").secret;
    let app = Builder::new()
        .with_secret(Secret::try_from_base32(&secret).expect("base 32"))
        .build()
        .expect("an app");

    let keyring = Keyring::open(&staff.keys.path().join("keys.toml")).expect("the keys");
    let key = keyring.add_key(Algorithm::Sm4Gcm).expect("a new key");
    let operator = Actor::system("cli:test", "rotate");
    let reseal = || access::reseal::reseal(&staff.database, &keyring, &operator);
    assert_eq!(
        reseal().await.expect("sealed anew"),
        2,
        "the phone and the second factor"
    );
    assert_eq!(reseal().await.expect("sealed anew"), 0, "nothing is left to do");

    let admin = staff.database.admin().await.expect("the administrator");
    let all = "select phone from access.user_account where phone is not null union all select secret from access.totp";
    for row in admin.query(all, &[]).await.expect("the values") {
        assert_eq!(pg::seal::key_id_of(row.get(0)).expect("sealed"), key);
    }
    let me = user::myself(&staff.access, &caller).await.expect("oneself");
    assert_eq!(me.phone.as_deref(), Some("13812341234"));
    let now = staff.clock.now().as_second().try_into().expect("a time");
    confirm(&staff.access, &caller, id, &app.generate(now).to_string())
        .await
        .expect("the second factor opens");
}

/// Goal: without an actor the application's role sees no row of this schema, and may not change what was.
#[tokio::test]
async fn row_security_binds_the_application() {
    let staff = Staff::new().await;
    staff.settled("lihua", "0101", None, &[Role::Rm]).await;
    let nobody = staff.database.app().await.expect("a connection");
    for table in [
        "user_account",
        "session",
        "credential",
        "audit_entry",
        "unit",
        "policy_version",
    ] {
        let sql = format!("select count(*) from access.{table}");
        let seen: i64 = nobody.query_one(&sql, &[]).await.expect("a row").get(0);
        assert_eq!(seen, 0, "{table}");
        assert!(staff.count(&sql).await > 0, "{table} has rows");
    }
    for forbidden in [
        "update access.audit_entry set actor = 'x'",
        "delete from access.audit_entry",
        "update access.audit_anchor set number = 1",
        "delete from access.user_role",
        "update access.user_role set role = 'steward'",
        "update access.policy_version set body = ''",
        "update access.credential set hash = ''",
    ] {
        let refused = nobody.batch_execute(forbidden).await.expect_err(forbidden);
        assert_eq!(
            refused.code(),
            Some(&tokio_postgres::error::SqlState::INSUFFICIENT_PRIVILEGE),
            "{forbidden}"
        );
    }
}

#[test]
fn the_track_lists_its_folder() {
    testkit::assert_lists_folder(&access::TRACK, concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"));
}
