//! Signing in through an identity provider: the whole way over HTTP, and every way in which it must not work.

mod staff;

use access::user::{self, Change};
use authz::Role;
use base::Clock as _;
use serde_json::json;
use staff::PASSWORD;
use staff::bank::{Bank, SUBJECT, let_in, turned_away};
use staff::provider::{CLIENT, SECRET, Signer};
use staff::served::served;
use testkit::http::{Answer as Told, Client};
use totp_rs::{Builder, Secret as TotpSecret};
use uuid::Uuid;

#[tokio::test]
async fn somebody_linked_is_let_in_where_they_wanted() {
    let bank = Bank::new().await;
    let id = bank.linked("lihua", &[Role::Rm]).await;
    let options = bank.served.anybody.get("/api/v1/sign-in-options").await.json();
    assert_eq!(
        options["provider"]["name"],
        json!({ "zh": "统一认证", "en": "Bank sign-in" })
    );
    assert!(
        options["provider"]["start"]
            .as_str()
            .expect("an address")
            .ends_with("/api/v1/oidc/start")
    );
    assert!(!options.to_string().contains(SECRET));

    let told = bank.sent("?next=/loads%3Ftab%3Drejects").await.arrive().await;
    let cookie = let_in(&told, "/loads?tab=rejects");
    let client = bank.served.anybody.with("cookie", &cookie);
    let me = client.get("/api/v1/me").await.json();
    assert_eq!(
        (&me["login"], &me["id"]),
        (&json!("lihua"), &json!(id.to_string()))
    );
    assert_eq!(
        me["must_change_password"], false,
        "the password they were given is not what they came in with"
    );
    assert_ne!(me["permissions"], json!([]));
    let sessions = client.get("/api/v1/me/sessions").await.json();
    assert_eq!(sessions["items"][0]["method"], "identity_provider");
    let mine = client.get("/api/v1/me/identities").await.json();
    assert_eq!(mine["items"][0]["subject"], SUBJECT);
    let line = bank.line().await;
    assert_eq!(
        (&line["outcome"], &line["method"]),
        (&json!("done"), &json!("identity_provider"))
    );
    assert_eq!(line["actor"], id.to_string());

    assert_eq!(client.send("DELETE", "/api/v1/session", None).await.status, 204);
    assert_eq!(client.get("/api/v1/me").await.status, 401, "signed out");
}

#[tokio::test]
async fn a_page_of_another_site_is_not_gone_to() {
    let bank = Bank::new().await;
    bank.linked("lihua", &[Role::Rm]).await;
    for next in [
        "?next=//evil.example",
        "?next=https://evil.example/",
        "?next=/%5Cevil.example",
    ] {
        let_in(&bank.sent(next).await.arrive().await, "/");
    }
}

/// Goal: nobody comes into being by signing in, and nobody is linked by a name unless the security administrator said so.
#[tokio::test]
async fn a_stranger_is_refused_and_written_down() {
    let bank = Bank::new().await;
    bank.staff().hire("lihua", "0101", None, &[Role::Rm]).await;
    bank.provider
        .bend(|bent| bent.claims = json!({ "preferred_username": "lihua" }));
    turned_away(&bank.sign_in().await, "identity-unknown");
    let line = bank.line().await;
    assert_eq!(
        (&line["outcome"], &line["actor"]),
        (&json!("refused"), &json!("unknown"))
    );
    assert_eq!(
        (&line["subject"], &line["reason"]),
        (&json!(SUBJECT), &json!("not-linked"))
    );
    assert_eq!(bank.sessions().await, 0);
    assert_eq!(
        bank.staff()
            .count("select count(*) from access.user_account")
            .await,
        1
    );
}

#[tokio::test]
async fn where_the_policy_says_so_the_first_sign_in_links() {
    let bank = Bank::new().await;
    let (id, _) = bank.staff().hire("lihua", "0101", None, &[Role::Rm]).await;
    bank.staff()
        .hire("root", "0000", None, &[Role::SecurityAdmin])
        .await;
    bank.links_by_login().await;
    let reason = async |told: &Told| {
        turned_away(told, "identity-unknown");
        bank.line().await["reason"].as_str().expect("a reason").to_owned()
    };
    assert_eq!(
        reason(&bank.sign_in().await).await,
        "no-login",
        "the provider says nothing of a login"
    );
    bank.provider
        .bend(|bent| bent.user_info = json!({ "preferred_username": "nobody" }));
    assert_eq!(reason(&bank.sign_in().await).await, "no-such-user");
    bank.provider
        .bend(|bent| bent.user_info = json!({ "preferred_username": "root" }));
    assert_eq!(
        reason(&bank.sign_in().await).await,
        "administrator",
        "administrators are linked by hand"
    );
    bank.provider
        .bend(|bent| bent.user_info = json!({ "sub": "somebody else", "preferred_username": "lihua" }));
    turned_away(&bank.sign_in().await, "identity-not-trusted");

    bank.provider
        .bend(|bent| bent.user_info = json!({ "preferred_username": "LiHua" }));
    let_in(&bank.sign_in().await, "/");
    let made = format!(
        "select count(*) from access.audit_entry where object = 'user' and action = 'link' and target = '{id}' \
         and detail->>'subject' = '{SUBJECT}'"
    );
    assert_eq!(bank.staff().count(&made).await, 1);
    // From now on the subject counts, not the name.
    bank.provider
        .bend(|bent| bent.user_info = json!({ "preferred_username": "root" }));
    let_in(&bank.sign_in().await, "/");
    bank.provider.signs_in("another");
    bank.provider
        .bend(|bent| bent.user_info = json!({ "preferred_username": "lihua" }));
    assert_eq!(
        reason(&bank.sign_in().await).await,
        "linked-to-another",
        "a name given to another lets nobody in"
    );
}

#[tokio::test]
async fn a_mail_address_counts_when_it_is_verified() {
    let bank = Bank::with("login_claim = \"email\"", SECRET).await;
    bank.staff()
        .hire("lihua@bank.example", "0101", None, &[Role::Rm])
        .await;
    bank.links_by_login().await;
    bank.provider
        .bend(|bent| bent.claims = json!({ "email": "lihua@bank.example", "email_verified": false }));
    turned_away(&bank.sign_in().await, "identity-unknown");
    bank.provider
        .bend(|bent| bent.claims = json!({ "email": "lihua@bank.example", "email_verified": true }));
    let_in(&bank.sign_in().await, "/");
}

#[tokio::test]
async fn who_is_locked_or_has_left_is_refused() {
    let bank = Bank::new().await;
    let id = bank.linked("lihua", &[Role::Rm]).await;
    for _ in 0..5 {
        let _ = bank.staff().sign_in("lihua", "wrong wrong wrong", None).await;
    }
    turned_away(&bank.sign_in().await, "locked");
    assert_eq!(bank.line().await["code"], "locked");
    bank.staff().clock.forward_minutes(16);
    let_in(&bank.sign_in().await, "/");
    let leave = Change {
        ended: Some(true),
        ..Change::default()
    };
    user::change(&bank.staff().access, &bank.staff().root, id, leave)
        .await
        .expect("leaves");
    turned_away(&bank.sign_in().await, "identity-unknown");
    assert_eq!(bank.line().await["reason"], "left");
}

/// Goal: a token is believed when everything about it is right, and never otherwise.
#[tokio::test]
async fn a_token_with_anything_wrong_is_not_believed() {
    let bank = Bank::new().await;
    bank.linked("lihua", &[Role::Rm]).await;
    let now = bank.staff().clock.now().as_second();
    let claims = [
        ("nonce", json!({ "nonce": "another" })),
        ("nonce", json!({ "nonce": null })),
        ("audience", json!({ "aud": "another" })),
        ("audience", json!({ "aud": [CLIENT, "another"] })),
        ("audience", json!({ "azp": "another" })),
        ("issuer", json!({ "iss": "https://login.bank.example" })),
        ("issuer", json!({ "iss": format!("{}/", bank.provider.issuer()) })),
        ("time", json!({ "exp": now - 120 })),
        ("time", json!({ "iat": now + 600, "exp": now + 900 })),
        ("time", json!({ "iat": now - 3600 })),
        ("time", json!({ "nbf": now + 600 })),
        ("signature", json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" })),
        ("malformed", json!({ "sub": "" })),
        ("malformed", json!({ "exp": null })),
    ];
    for (reason, bent) in claims {
        bank.provider.bend(|provider| provider.claims = bent.clone());
        turned_away(&bank.sign_in().await, "identity-not-trusted");
        assert_eq!(bank.line().await["reason"], reason, "{bent}");
    }
    bank.provider.bend(|provider| provider.claims = json!({}));
    let header = json!({});
    for (signer, header) in [
        (Signer::None, &header),
        (Signer::Client, &header),
        (Signer::Other, &header),
        (Signer::Other, &json!({ "kid": "unheard-of" })),
        (Signer::Provider, &json!({ "alg": "RS256" })),
        (Signer::Provider, &json!({ "alg": "ES384" })),
    ] {
        bank.provider.bend(|provider| {
            provider.signer = signer;
            provider.header = header.clone();
        });
        turned_away(&bank.sign_in().await, "identity-not-trusted");
        assert_eq!(bank.line().await["reason"], "signature", "{signer:?} {header}");
    }
    bank.provider.bend(|provider| {
        provider.signer = Signer::Provider;
        provider.header = json!({ "crit": ["exp"] });
    });
    turned_away(&bank.sign_in().await, "identity-not-trusted");
    assert_eq!(bank.sessions().await, 0, "nobody was let in");

    // Clocks half a minute apart are no reason.
    for skew in [-30, 30] {
        bank.provider.bend(|provider| {
            provider.header = json!({});
            provider.claims = json!({ "iat": now + skew, "exp": now + 300 + skew });
        });
        let_in(&bank.sign_in().await, "/");
    }
}

#[tokio::test]
async fn an_answer_is_taken_once_and_in_the_browser_that_asked() {
    let bank = Bank::new().await;
    bank.linked("lihua", &[Role::Rm]).await;
    let way = bank.sent("").await;
    let_in(&way.arrive().await, "/");
    turned_away(&way.arrive().await, "sign-in-over");
    assert_eq!(bank.line().await["code"], "sign-in-over");

    let way = bank.sent("").await;
    turned_away(&bank.served.anybody.get(&way.back).await, "sign-in-over");
    turned_away(&way.arrive().await, "sign-in-over");

    let (mine, theirs) = (bank.sent("").await, bank.sent("").await);
    turned_away(&mine.browser.get(&theirs.back).await, "sign-in-over");
    let wrong = format!("{}x", bank.sent("").await.back.replace("&iss=", "x&iss="));
    turned_away(&mine.browser.get(&wrong).await, "sign-in-over");
    turned_away(&mine.browser.get("/api/v1/oidc/callback").await, "sign-in-over");
    let_in(&mine.arrive().await, "/");

    let way = bank.sent("").await;
    bank.staff().clock.forward_minutes(11);
    turned_away(&way.arrive().await, "sign-in-over");
}

/// Goal: a code that was stolen is worth nothing in another sign-in: its verifier is elsewhere.
#[tokio::test]
async fn a_code_of_another_sign_in_is_worth_nothing() {
    let bank = Bank::new().await;
    bank.linked("lihua", &[Role::Rm]).await;
    let (mine, stolen) = (bank.sent("").await, bank.sent("").await);
    let code = |back: &str| {
        back.split(['?', '&'])
            .find(|part| part.starts_with("code="))
            .expect("a code")
            .to_owned()
    };
    let back = mine.back.replace(&code(&mine.back), &code(&stolen.back));
    turned_away(&mine.browser.get(&back).await, "provider-declined");
    assert_eq!(bank.line().await["reason"], "invalid_grant");
}

#[tokio::test]
async fn another_issuer_s_answer_is_not_taken() {
    let bank = Bank::new().await;
    bank.linked("lihua", &[Role::Rm]).await;
    for issuer in [Some("https://login.evil.example".to_owned()), None] {
        bank.provider.bend(|bent| bent.issuer = issuer);
        turned_away(&bank.sign_in().await, "identity-not-trusted");
        assert_eq!(bank.line().await["reason"], "issuer");
    }
}

#[tokio::test]
async fn who_cancels_at_the_provider_is_told_so() {
    let bank = Bank::new().await;
    let way = bank.sent("").await;
    let state = way
        .back
        .split(['?', '&'])
        .find(|part| part.starts_with("state="))
        .expect("a state");
    let back = format!("/api/v1/oidc/callback?error=access_denied%3Cscript%3E&error_description=x&{state}");
    turned_away(&way.browser.get(&back).await, "provider-declined");
    assert_eq!(bank.line().await["reason"], "access_deniedscript");
}

#[tokio::test]
async fn a_provider_that_is_down_leaves_the_password() {
    let mut bank = Bank::new().await;
    bank.staff().settled("lihua", "0101", None, &[Role::Rm]).await;
    let way = bank.sent("").await;
    bank.provider.goes_down().await;
    turned_away(&way.arrive().await, "provider-unavailable");
    bank.staff().clock.forward_minutes(11);
    turned_away(
        &bank.served.anybody.get("/api/v1/oidc/start").await,
        "provider-unavailable",
    );
    let line = bank.line().await;
    assert_eq!(
        (&line["outcome"], &line["code"]),
        (&json!("failed"), &json!("provider-unavailable"))
    );
    let client = bank.served.signed_in("lihua", PASSWORD).await;
    assert_eq!(client.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn a_provider_that_is_not_the_one_set_is_not_spoken_to() {
    let bank = Bank::new().await;
    bank.provider
        .bend(|bent| bent.discovery = json!({ "issuer": "https://login.evil.example" }));
    turned_away(
        &bank.served.anybody.get("/api/v1/oidc/start").await,
        "identity-not-trusted",
    );
    for bent in [
        json!({ "authorization_endpoint": "http://login.bank.example/authorize" }),
        json!({ "jwks_uri": "http://login.bank.example/keys" }),
        json!({ "token_endpoint": null }),
        json!({ "jwks_uri": null }),
    ] {
        bank.staff().clock.forward_minutes(1);
        bank.provider.bend(|provider| provider.discovery = bent.clone());
        let told = bank.served.anybody.get("/api/v1/oidc/start").await;
        turned_away(&told, "provider-unavailable");
    }
    let bank = Bank::with("", "not our secret").await;
    turned_away(&bank.sign_in().await, "provider-unavailable");
}

#[tokio::test]
async fn a_provider_may_change_its_keys() {
    let bank = Bank::new().await;
    bank.linked("lihua", &[Role::Rm]).await;
    let_in(&bank.sign_in().await, "/");
    bank.provider.changes_keys();
    bank.staff().clock.forward_minutes(1);
    let_in(&bank.sign_in().await, "/");
}

#[tokio::test]
async fn a_second_factor_may_be_asked_of_the_provider() {
    let bank = Bank::with(
        "second_factor = { acr = [\"urn:bank:strong\"], amr = [\"otp\", \"hwk\"] }",
        SECRET,
    )
    .await;
    let id = bank.linked("lihua", &[Role::Rm]).await;
    let start = bank.served.anybody.get("/api/v1/oidc/start").await;
    assert!(
        start
            .header("location")
            .contains("acr_values=urn%3Abank%3Astrong"),
        "{}",
        start.header("location")
    );
    for weak in [json!({}), json!({ "amr": ["pwd"] }), json!({ "acr": "0" })] {
        bank.provider.bend(|bent| bent.claims = weak);
        turned_away(&bank.sign_in().await, "stronger-sign-in-needed");
    }
    let _ = enrolled(&bank, id).await;
    for strong in [
        json!({ "amr": ["pwd", "otp"] }),
        json!({ "acr": "urn:bank:strong" }),
    ] {
        bank.provider.bend(|bent| bent.claims = strong);
        let_in(&bank.sign_in().await, "/");
        assert_eq!(bank.line().await["second_factor"], true);
    }
}

/// The app of somebody who enrols a second factor here.
async fn enrolled(bank: &Bank, id: Uuid) -> impl Fn() -> String {
    let staff = bank.staff();
    let caller = authz::Caller {
        id: id.to_string(),
        ..staff.root.clone()
    };
    let enrolment = access::sign::enrol(&staff.access, &caller, id)
        .await
        .expect("a secret");
    let secret = TotpSecret::try_from_base32(&enrolment.secret).expect("base 32");
    let app = Builder::new().with_secret(secret).build().expect("an app");
    let clock = staff.clock.clone();
    let code = move || {
        app.generate(clock.now().as_second().try_into().expect("a time"))
            .to_string()
    };
    access::sign::confirm(&staff.access, &caller, id, &code())
        .await
        .expect("is confirmed");
    code
}

/// Goal: who enrolled a second factor here is asked for it, unless the provider was trusted to ask for one.
#[tokio::test]
async fn a_second_factor_of_ours_is_asked_for_here() {
    let bank = Bank::new().await;
    let id = bank.linked("lihua", &[Role::Rm]).await;
    let code = enrolled(&bank, id).await;
    bank.staff().clock.forward_minutes(5);
    let waiting = async || {
        let told = bank.sent("?next=/loads").await.arrive().await;
        assert_eq!(told.status, 303);
        assert_eq!(told.header("location"), "/sign-in?step=code&next=%2Floads");
        bank.served.with_cookie(&told)
    };
    let show = async |browser: &Client, code: &str| {
        let told = browser.post("/api/v1/oidc/code", &json!({ "code": code })).await;
        (told.json_or_null()["code"].as_str().map(str::to_owned), told)
    };
    let browser = waiting().await;
    assert_eq!(
        browser.get("/api/v1/me").await.status,
        401,
        "nobody is signed in yet"
    );
    assert_eq!(
        show(&browser, "000000").await.0.as_deref(),
        Some("sign-in-failed")
    );
    assert_eq!(
        show(&bank.served.anybody, &code()).await.0.as_deref(),
        Some("sign-in-over")
    );
    let (refused, told) = show(&browser, &code()).await;
    assert_eq!((refused, told.status), (None, 200), "{}", told.text());
    assert_eq!(told.json()["login"], "lihua");
    assert_eq!(bank.line().await["second_factor"], true);
    assert_eq!(
        show(&browser, &code()).await.0.as_deref(),
        Some("sign-in-over"),
        "once"
    );

    let browser = waiting().await;
    for _ in 0..4 {
        assert_eq!(
            show(&browser, "000000").await.0.as_deref(),
            Some("sign-in-failed")
        );
    }
    assert_eq!(
        show(&browser, "000000").await.0.as_deref(),
        Some("locked"),
        "as with a password"
    );
    bank.staff().clock.forward_minutes(16);
    assert_eq!(
        show(&browser, &code()).await.0.as_deref(),
        Some("sign-in-over"),
        "five minutes are enough"
    );
}

/// Goal: what would let somebody else finish a sign-in is not in the store.
#[tokio::test]
async fn a_sign_in_under_way_is_sealed() {
    let bank = Bank::new().await;
    let start = bank
        .served
        .anybody
        .get("/api/v1/oidc/start?next=/loads-wanted")
        .await;
    let part = |name: &str| {
        let place = start.header("location");
        place
            .split(['?', '&'])
            .find_map(|part| part.strip_prefix(name))
            .expect("a part")
            .to_owned()
    };
    let cookie = start
        .header("set-cookie")
        .split(['=', ';'])
        .nth(1)
        .expect("a cookie")
        .to_owned();
    for secret in [part("state="), part("nonce="), cookie, "loads-wanted".to_owned()] {
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        let found = format!(
            "select count(*) from access.sign_in_attempt a where a::text like '%{secret}%' or a::text like '%{hex}%'"
        );
        assert_eq!(bank.staff().count(&found).await, 0, "{secret}");
    }
    assert_eq!(
        bank.staff()
            .count("select count(*) from access.sign_in_attempt")
            .await,
        1
    );
    bank.staff().clock.forward_minutes(11);
    bank.sent("").await;
    assert_eq!(
        bank.staff()
            .count("select count(*) from access.sign_in_attempt")
            .await,
        1,
        "what is over is forgotten"
    );
}

#[tokio::test]
async fn the_security_administrator_links_and_unlinks() {
    let bank = Bank::new().await;
    let (lihua, _) = bank.staff().hire("lihua", "0101", None, &[Role::Rm]).await;
    let (other, _) = bank.staff().hire("other", "0101", None, &[Role::Rm]).await;
    let system = bank.served.by("system", "0000", &[Role::SystemAdmin]).await;
    let security = bank.served.by("security", "0000", &[Role::SecurityAdmin]).await;
    let path = format!("/api/v1/users/{lihua}/identities");
    let shown = json!({ "subject": SUBJECT });
    assert_eq!(
        system.post(&path, &shown).await.status,
        403,
        "who makes users lets nobody in"
    );
    let made = security.post(&path, &shown).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let link = made.json()["items"][0].clone();
    assert_eq!(
        (&link["subject"], &link["by_login"]),
        (&json!(SUBJECT), &json!(false))
    );
    assert_eq!(
        security.post(&path, &json!({ "subject": "more" })).await.status,
        409
    );
    let taken = security
        .post(&format!("/api/v1/users/{other}/identities"), &shown)
        .await;
    assert_eq!(taken.json()["errors"][0]["code"], "taken");
    assert_eq!(
        security
            .post(&path, &json!({ "subject": " \u{7} " }))
            .await
            .status,
        422
    );
    assert_eq!(system.get(&path).await.json()["items"][0]["id"], link["id"]);

    let session = let_in(&bank.sign_in().await, "/");
    let client = bank.served.anybody.with("cookie", &session);
    assert_eq!(client.get("/api/v1/me").await.status, 200);
    let one = format!("{path}/{}", link["id"].as_str().expect("an id"));
    assert_eq!(system.send("DELETE", &one, None).await.status, 403);
    assert_eq!(security.send("DELETE", &one, None).await.status, 204);
    assert_eq!(
        client.get("/api/v1/me").await.status,
        401,
        "its sessions end with it"
    );
    turned_away(&bank.sign_in().await, "identity-unknown");
    assert_eq!(security.send("DELETE", &one, None).await.status, 404);
}

#[tokio::test]
async fn signing_out_may_go_on_to_the_provider() {
    let bank = Bank::with("sign_out = true", SECRET).await;
    let there = bank.served.anybody.get("/api/v1/oidc/sign-out").await;
    assert_eq!(there.header("location"), "/sign-in", "it knows no such place");
    let bank = Bank::with("sign_out = true", SECRET).await;
    let place = format!("{}/sign-out", bank.provider.issuer());
    bank.provider
        .bend(|bent| bent.discovery = json!({ "end_session_endpoint": place }));
    let there = bank.served.anybody.get("/api/v1/oidc/sign-out").await;
    let wanted = format!("{place}?client_id={CLIENT}&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1");
    assert!(
        there.header("location").starts_with(&wanted),
        "{}",
        there.header("location")
    );
}

#[tokio::test]
async fn without_a_provider_there_is_none() {
    let served = served().await;
    let options = served.anybody.get("/api/v1/sign-in-options").await.json();
    assert_eq!(options, json!({ "password": true }));
    for path in [
        "/api/v1/oidc/start",
        "/api/v1/oidc/callback?state=x&code=y",
        "/api/v1/oidc/sign-out",
    ] {
        assert_eq!(served.anybody.get(path).await.status, 404, "{path}");
    }
}
