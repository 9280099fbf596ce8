//! A small identity provider that keeps to the standards: discovery, keys, the code flow with PKCE, tokens it really
//! signs, user info. A test bends what it wants bent.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use base::Clock;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::task::JoinHandle;

pub const CLIENT: &str = "guiyi";
pub const SECRET: &str = "a secret + of the/client";

/// Who signs a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// The provider.
    Provider,
    /// Somebody else, who says they are the provider's key.
    Other,
    /// The client, with the secret it shares with the provider.
    Client,
    /// Nobody.
    None,
}

/// What is bent.
pub struct Bent {
    pub signer: Signer,
    pub header: Value,
    pub claims: Value,
    /// What the discovery document says instead.
    pub discovery: Value,
    /// Says `iss` in the way back.
    pub issuer: Option<String>,
    pub user_info: Value,
}

struct Grant {
    challenge: String,
    redirect_uri: String,
    nonce: String,
    subject: String,
}

struct Inner {
    address: String,
    clock: Arc<dyn Clock>,
    keys: Mutex<(String, EcdsaKeyPair)>,
    other: EcdsaKeyPair,
    grants: Mutex<HashMap<String, Grant>>,
    tokens: Mutex<HashMap<String, String>>,
    subject: Mutex<String>,
    bent: Mutex<Bent>,
    number: AtomicU64,
}

/// The provider, running until it is dropped.
pub struct TestProvider {
    pub address: String,
    inner: Arc<Inner>,
    task: JoinHandle<()>,
}

impl Drop for TestProvider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).expect("a key")
}

fn pairs(text: &str) -> HashMap<String, String> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// Sets the fields of `with` in `into`; null takes one out.
fn bend(into: &mut Value, with: &Value) {
    for (name, value) in with.as_object().expect("an object") {
        if value.is_null() {
            into.as_object_mut().expect("an object").remove(name);
        } else {
            into[name] = value.clone();
        }
    }
}

impl TestProvider {
    pub async fn start(clock: Arc<dyn Clock>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("an address");
        let address = listener.local_addr().expect("an address").to_string();
        let inner = Arc::new(Inner {
            address: address.clone(),
            clock,
            keys: Mutex::new(("first".to_owned(), new_key())),
            other: new_key(),
            grants: Mutex::default(),
            tokens: Mutex::default(),
            subject: Mutex::new("248289761001".to_owned()),
            bent: Mutex::new(Bent {
                signer: Signer::Provider,
                header: json!({}),
                claims: json!({}),
                discovery: json!({}),
                issuer: Some(format!("http://{address}")),
                user_info: json!({}),
            }),
            number: AtomicU64::new(0),
        });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/user-info", get(user_info))
            .with_state(inner.clone());
        let task = tokio::spawn(async move { axum::serve(listener, routes).await.expect("serves") });
        Self { address, inner, task }
    }

    pub fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Who is signed in there now.
    pub fn signs_in(&self, subject: &str) {
        *self.inner.subject.lock().expect("a lock") = subject.to_owned();
    }

    pub fn bend(&self, bend: impl FnOnce(&mut Bent)) {
        bend(&mut self.inner.bent.lock().expect("a lock"));
    }

    /// Another key from now on.
    pub fn changes_keys(&self) {
        *self.inner.keys.lock().expect("a lock") = ("second".to_owned(), new_key());
    }

    /// It is not there any more.
    pub async fn goes_down(&mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }
}

impl Inner {
    fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    fn word(&self, what: &str) -> String {
        format!("{what}-{}", self.number.fetch_add(1, Ordering::Relaxed))
    }

    fn signed(&self, claims: &Value) -> String {
        let bent = self.bent.lock().expect("a lock");
        let keys = self.keys.lock().expect("a lock");
        let algorithm = match bent.signer {
            Signer::Provider | Signer::Other => "ES256",
            Signer::Client => "HS256",
            Signer::None => "none",
        };
        let mut head = json!({ "alg": algorithm, "typ": "JWT", "kid": keys.0 });
        bend(&mut head, &bent.header);
        let body = [&head, claims]
            .map(|part| URL_SAFE_NO_PAD.encode(part.to_string()))
            .join(".");
        let random = SystemRandom::new();
        let by = |key: &EcdsaKeyPair| {
            key.sign(&random, body.as_bytes())
                .expect("a signature")
                .as_ref()
                .to_vec()
        };
        let signature = match bent.signer {
            Signer::Provider => by(&keys.1),
            Signer::Other => by(&self.other),
            Signer::Client => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
                hmac::sign(&key, body.as_bytes()).as_ref().to_vec()
            }
            Signer::None => Vec::new(),
        };
        format!("{body}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

type Shared = State<Arc<Inner>>;

fn said(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

async fn discovery(State(provider): Shared) -> Response {
    let issuer = provider.issuer();
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/user-info"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "XX512"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    bend(&mut document, &provider.bent.lock().expect("a lock").discovery);
    said(&document)
}

async fn keys(State(provider): Shared) -> Response {
    let keys = provider.keys.lock().expect("a lock");
    let point = keys.1.public_key().as_ref();
    let part = |range: std::ops::Range<usize>| URL_SAFE_NO_PAD.encode(&point[range]);
    said(&json!({ "keys": [{
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": keys.0, "x": part(1..33), "y": part(33..65),
    }] }))
}

async fn authorize(State(provider): Shared, RawQuery(query): RawQuery) -> Response {
    let asked = pairs(&query.unwrap_or_default());
    let sound = asked["client_id"] == CLIENT
        && asked["response_type"] == "code"
        && asked["scope"].split(' ').any(|scope| scope == "openid")
        && asked["code_challenge_method"] == "S256"
        && asked["code_challenge"].len() == 43
        && asked["state"].len() >= 43
        && asked["nonce"].len() >= 43;
    if !sound {
        return (StatusCode::BAD_REQUEST, "this is no request of a client").into_response();
    }
    let code = provider.word("code");
    let grant = Grant {
        challenge: asked["code_challenge"].clone(),
        redirect_uri: asked["redirect_uri"].clone(),
        nonce: asked["nonce"].clone(),
        subject: provider.subject.lock().expect("a lock").clone(),
    };
    provider
        .grants
        .lock()
        .expect("a lock")
        .insert(code.clone(), grant);
    let mut back = form_urlencoded::Serializer::new(String::new());
    back.append_pair("code", &code)
        .append_pair("state", &asked["state"]);
    if let Some(issuer) = &provider.bent.lock().expect("a lock").issuer {
        back.append_pair("iss", issuer);
    }
    Redirect::to(&format!("{}?{}", asked["redirect_uri"], back.finish())).into_response()
}

fn declines(status: StatusCode, error: &str) -> Response {
    (status, said(&json!({ "error": error }))).into_response()
}

async fn token(State(provider): Shared, headers: HeaderMap, body: String) -> Response {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = format!(
        "Basic {}",
        STANDARD.encode(format!("{}:{}", encode(CLIENT), encode(SECRET)))
    );
    if headers
        .get(header::AUTHORIZATION)
        .is_none_or(|shown| shown != basic.as_str())
    {
        return declines(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let asked = pairs(&body);
    // A code is for once.
    let grant = provider.grants.lock().expect("a lock").remove(&asked["code"]);
    let verifier = Sha256::digest(asked.get("code_verifier").map(String::as_str).unwrap_or_default());
    let grant = grant.filter(|grant| {
        asked["grant_type"] == "authorization_code"
            && grant.redirect_uri == asked["redirect_uri"]
            && grant.challenge == URL_SAFE_NO_PAD.encode(verifier)
    });
    let Some(grant) = grant else {
        return declines(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let access_token = provider.word("access");
    provider
        .tokens
        .lock()
        .expect("a lock")
        .insert(access_token.clone(), grant.subject.clone());
    let now = provider.clock.now().as_second();
    let mut claims = json!({
        "iss": provider.issuer(),
        "sub": grant.subject,
        "aud": CLIENT,
        "iat": now,
        "exp": now + 300,
        "nonce": grant.nonce,
        "at_hash": URL_SAFE_NO_PAD.encode(&Sha256::digest(&access_token)[..16]),
    });
    bend(&mut claims, &provider.bent.lock().expect("a lock").claims);
    said(&json!({
        "access_token": access_token, "token_type": "Bearer", "expires_in": 300, "id_token": provider.signed(&claims),
    }))
}

async fn user_info(State(provider): Shared, headers: HeaderMap) -> Response {
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = shown
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    let Some(subject) = provider.tokens.lock().expect("a lock").get(token).cloned() else {
        return declines(StatusCode::UNAUTHORIZED, "invalid_token");
    };
    let mut told = json!({ "sub": subject });
    bend(&mut told, &provider.bent.lock().expect("a lock").user_info);
    said(&told)
}
