//! The provider: asked where things are, sent browsers, believed what can be verified.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::{Clock, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClaimName, CoreClaimType,
    CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm,
    CoreResponseMode, CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, AdditionalProviderMetadata, AuthType,
    AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret,
    CsrfToken, DiscoveryError, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenClaims, IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge,
    PkceCodeVerifier, ProviderMetadata, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    StandardErrorResponse, StandardTokenResponse, SubjectIdentifier, UserInfoClaims, UserInfoError,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use crate::http::{Http, HttpError};
use crate::settings::{Settings, SettingsError, is_guarded};

/// How far its clock and ours may be apart.
const SKEW_S: i64 = 60;
/// A token is made for this very sign-in.
const TOKEN_AGE_MAX_S: i64 = 600;
/// For how long is believed what the provider said of itself and its keys.
const KNOWN_S: i64 = 600;
/// A key we do not know may be a new one; but we look no more often than this.
const LOOK_AGAIN_S: i64 = 10;
/// After a failure nobody waits for the next one for so long.
const DOWN_S: i64 = 3;
const RANDOM_BYTES: u32 = 32;

/// Signatures that only the provider can make. A shared secret (HS256) would be one that we could make as well, and
/// `none` is nobody's.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What we read of the discovery document besides.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Announced {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    end_session_endpoint: Option<Url>,
}
impl AdditionalProviderMetadata for Announced {}

/// The claims that no standard names.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Others {
    #[serde(flatten)]
    all: BTreeMap<String, Value>,
}
impl AdditionalClaims for Others {}

type Metadata = ProviderMetadata<
    Announced,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;
type Tokens = StandardTokenResponse<
    IdTokenFields<
        Others,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;
type Us = Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;
type Claims = IdTokenClaims<Others, CoreGenderClaim>;

/// What is wrong with what the provider answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is another issuer's.
    Issuer,
    /// It is meant for another service.
    Audience,
    /// It belongs to another sign-in.
    Nonce,
    /// It is over, too old, or of the future.
    Time,
    /// Nobody, or somebody else, signed it, or in a way that proves nothing.
    Signature,
    /// It cannot be read.
    Malformed,
}

impl Fault {
    /// The word for it, as the audit trail has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Nonce => "nonce",
            Self::Time => "time",
            Self::Signature => "signature",
            Self::Malformed => "malformed",
        }
    }
}

/// Why nobody can be said to have signed in.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The provider does not answer, or not as a provider does.
    #[error("the identity provider cannot be asked: {0}")]
    Unavailable(String),
    /// The provider says no: its word for why.
    #[error("the identity provider declined: {0}")]
    Declined(String),
    /// What it answered is not believed.
    #[error("the identity provider's answer is not believed ({fault}): {why}", fault = .0.word(), why = .1)]
    Untrusted(Fault, String),
    /// It does not vouch for a second factor.
    #[error("the identity provider does not vouch for a second factor")]
    Weak,
}

/// A sign-in under way.
#[derive(Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub address: String,
    /// What comes back with it.
    pub state: String,
    /// What is remembered until then.
    pub kept: Kept,
}

/// What is remembered between going and coming back; not for the browser.
#[derive(Clone, Serialize, Deserialize)]
pub struct Kept {
    nonce: String,
    verifier: String,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kept(..)")
    }
}

/// What the browser came back with.
#[derive(Clone)]
pub struct Answered {
    /// The code, to be changed for a token.
    pub code: String,
    /// Who says so (RFC 9207), where the provider does.
    pub issuer: Option<String>,
}

impl std::fmt::Debug for Answered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answered(..)")
    }
}

/// Who signed in at the provider.
pub struct Identity {
    /// Who vouches.
    pub issuer: String,
    /// The provider's lasting name for them.
    pub subject: String,
    /// Whether a second factor was asked for, and vouched for.
    pub second_factor: bool,
    claims: Value,
    access_token: AccessToken,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity")
            .field("issuer", &self.issuer)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// What is known of the provider just now.
#[derive(Clone)]
enum Known {
    Nothing,
    Up { metadata: Arc<Metadata>, at: i64 },
    Down { why: String, at: i64 },
}

/// The bank's identity provider.
pub struct Provider {
    settings: Settings,
    http: Http,
    clock: Arc<dyn Clock>,
    known: Mutex<Known>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider")
            .field("issuer", &self.settings.issuer)
            .finish_non_exhaustive()
    }
}

impl Provider {
    /// The provider of these settings. Nothing is asked of it yet.
    ///
    /// # Errors
    /// [`SettingsError`], when the certificates are none.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, SettingsError> {
        Ok(Self {
            http: Http::new(&settings)?,
            settings,
            clock,
            known: Mutex::new(Known::Nothing),
        })
    }

    /// What was set.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn begin(&self) -> Result<Begun, Failure> {
        let metadata = self.metadata(KNOWN_S).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let us = self.us(&metadata)?;
        let mut asking = us
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new_random_len(RANDOM_BYTES),
                || Nonce::new_random_len(RANDOM_BYTES),
            )
            .add_scopes(self.scopes())
            .set_pkce_challenge(challenge);
        for acr in &self.settings.second_factor.acr {
            asking = asking.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        let (address, state, nonce) = asking.url();
        Ok(Begun {
            address: address.to_string(),
            state: state.secret().clone(),
            kept: Kept {
                nonce: nonce.secret().clone(),
                verifier: verifier.secret().clone(),
            },
        })
    }

    /// Changes the code for a token, and learns from it who signed in.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn finish(&self, answered: Answered, kept: &Kept) -> Result<Identity, Failure> {
        let metadata = self.metadata(KNOWN_S).await?;
        self.came_from(&answered, &metadata)?;
        let us = self.us(&metadata)?;
        let tokens = us
            .exchange_code(AuthorizationCode::new(answered.code))
            .map_err(|error| Failure::Unavailable(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(kept.verifier.clone()))
            .request_async(&self.http)
            .await
            .map_err(declined)?;
        let nonce = Nonce::new(kept.nonce.clone());
        let (metadata, claims) = match self.verified(&metadata, &tokens, &nonce) {
            // A key of which we have not heard: the provider may have changed its keys.
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let fresh = self.metadata(LOOK_AGAIN_S).await?;
                let claims = self.verified(&fresh, &tokens, &nonce).map_err(untrusted)?;
                (fresh, claims)
            }
            verified => (metadata, verified.map_err(untrusted)?),
        };
        self.in_time(&claims)?;
        self.for_us(&claims)?;
        self.goes_with(&metadata, &claims, &tokens)?;
        let second_factor = self.vouched(&claims)?;
        let subject = claims.subject().to_string();
        if subject.is_empty() || subject.chars().count() > 255 || subject.chars().any(char::is_control) {
            return Err(malformed("the subject is no word of 1 to 255 characters"));
        }
        Ok(Identity {
            issuer: self.settings.issuer.clone(),
            subject,
            second_factor,
            claims: serde_json::to_value(&claims).map_err(|error| malformed(error.to_string()))?,
            access_token: tokens.access_token().clone(),
        })
    }

    /// The login that the provider vouches for, by the claim that was set: of the ID token, else of its user-info
    /// service, where most providers keep it. None where it says nothing. A mail address counts only when it is verified.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn login_of(&self, identity: &Identity) -> Result<Option<String>, Failure> {
        let name = self.settings.login_claim.as_str();
        if let Some(login) = named(&identity.claims, name) {
            return Ok(Some(login));
        }
        let metadata = self.metadata(KNOWN_S).await?;
        if metadata.userinfo_endpoint().is_none() {
            return Ok(None);
        }
        let us = self.us(&metadata)?;
        let subject = SubjectIdentifier::new(identity.subject.clone());
        let told: UserInfoClaims<Others, CoreGenderClaim> = us
            .user_info(identity.access_token.clone(), Some(subject))
            .map_err(|error| Failure::Unavailable(error.to_string()))?
            .request_async(&self.http)
            .await
            .map_err(|error: UserInfoError<HttpError>| match error {
                UserInfoError::ClaimsVerification(why) => untrusted(why),
                other => Failure::Unavailable(whole(&other)),
            })?;
        let told = serde_json::to_value(&told).map_err(|error| malformed(error.to_string()))?;
        Ok(named(&told, name))
    }

    /// Where a browser signs out of the provider, and comes back to; none where that was not set, or the provider knows
    /// no such place.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn sign_out(&self, back: &str) -> Result<Option<String>, Failure> {
        if !self.settings.sign_out {
            return Ok(None);
        }
        let metadata = self.metadata(KNOWN_S).await?;
        let place = metadata.additional_metadata().end_session_endpoint.clone();
        let Some(mut place) = place.filter(is_guarded) else {
            return Ok(None);
        };
        place
            .query_pairs_mut()
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("post_logout_redirect_uri", &self.settings.own_address(back));
        Ok(Some(place.to_string()))
    }

    fn scopes(&self) -> impl Iterator<Item = Scope> {
        let asked = self.settings.scopes.iter().filter(|scope| *scope != "openid");
        asked.cloned().map(Scope::new)
    }

    fn now(&self) -> i64 {
        Timestamp::as_second(self.clock.now())
    }

    /// What the provider says of itself, not older than that. Who waits while another asks is told the same.
    async fn metadata(&self, age_max_s: i64) -> Result<Arc<Metadata>, Failure> {
        let mut known = self.known.lock().await;
        let now = self.now();
        match &*known {
            Known::Up { metadata, at } if now - at < age_max_s => return Ok(metadata.clone()),
            Known::Down { why, at } if now - at < DOWN_S => return Err(Failure::Unavailable(why.clone())),
            _ => {}
        }
        let asked = self.ask().await;
        *known = match &asked {
            Ok(metadata) => Known::Up {
                metadata: metadata.clone(),
                at: now,
            },
            Err(Failure::Unavailable(why)) => Known::Down {
                why: why.clone(),
                at: now,
            },
            Err(_) => Known::Nothing,
        };
        asked
    }

    async fn ask(&self) -> Result<Arc<Metadata>, Failure> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone());
        let issuer = issuer.map_err(|error| Failure::Unavailable(error.to_string()))?;
        let found = Metadata::discover_async(issuer, &self.http).await;
        let metadata = found.map_err(|error| match error {
            DiscoveryError::Validation(why) => Failure::Untrusted(Fault::Issuer, why),
            other => Failure::Unavailable(whole(&other)),
        })?;
        let unguarded =
            |what| Failure::Unavailable(format!("its {what} is neither by https nor on this machine"));
        if !is_guarded(metadata.authorization_endpoint().url()) {
            return Err(unguarded("authorization endpoint"));
        }
        if metadata.token_endpoint().is_none() {
            return Err(Failure::Unavailable("it names no token endpoint".to_owned()));
        }
        Ok(Arc::new(metadata))
    }

    /// We, as the provider knows us.
    fn us(&self, metadata: &Metadata) -> Result<Us, Failure> {
        let secret = self.settings.client_secret.as_ref();
        let us = Us::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.settings.client_id.clone()),
            secret.map(|secret| ClientSecret::new(secret.expose().to_owned())),
        );
        let redirect = RedirectUrl::new(self.settings.redirect_uri.to_string());
        let redirect = redirect.map_err(|error| Failure::Unavailable(error.to_string()))?;
        // In the header unless the provider takes the secret only in the body.
        let methods = metadata.token_endpoint_auth_methods_supported();
        let in_the_body = methods.is_some_and(|methods| {
            !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        let auth = if in_the_body {
            AuthType::RequestBody
        } else {
            AuthType::BasicAuth
        };
        Ok(us.set_redirect_uri(redirect).set_auth_type(auth))
    }

    /// Whether it was this provider that sent the browser back (RFC 9207): else one provider's code could be tried on
    /// another.
    fn came_from(&self, answered: &Answered, metadata: &Metadata) -> Result<(), Failure> {
        let must = metadata
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        match &answered.issuer {
            Some(issuer) if *issuer == self.settings.issuer => Ok(()),
            None if !must => Ok(()),
            Some(_) => Err(Failure::Untrusted(
                Fault::Issuer,
                "another issuer answered".to_owned(),
            )),
            None => Err(Failure::Untrusted(
                Fault::Issuer,
                "it names itself in its answers, and this one names nobody".to_owned(),
            )),
        }
    }

    /// Signature, issuer, audience, nonce.
    fn verified(
        &self,
        metadata: &Metadata,
        tokens: &Tokens,
        nonce: &Nonce,
    ) -> Result<Claims, ClaimsVerificationError> {
        let us = self
            .us(metadata)
            .map_err(|error| ClaimsVerificationError::Other(error.to_string()))?;
        let verifier = us
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            // Times are held against our clock, with some allowance, below.
            .set_time_fn(Default::default);
        let token = tokens
            .extra_fields()
            .id_token()
            .ok_or_else(|| ClaimsVerificationError::Other("there is no ID token".to_owned()))?;
        token.claims(&verifier, nonce).cloned()
    }

    fn in_time(&self, claims: &Claims) -> Result<(), Failure> {
        let now = self.now();
        let not_before = claims.additional_claims().all.get("nbf").and_then(Value::as_f64);
        let why = if now - SKEW_S >= claims.expiration().timestamp() {
            "the token has expired"
        } else if claims.issue_time().timestamp() > now + SKEW_S
            || not_before.is_some_and(|from| from > (now + SKEW_S) as f64)
        {
            "the token is of the future; are the clocks right?"
        } else if claims.issue_time().timestamp() < now - TOKEN_AGE_MAX_S - SKEW_S {
            "the token was made long ago"
        } else {
            return Ok(());
        };
        Err(Failure::Untrusted(Fault::Time, why.to_owned()))
    }

    /// Whether it was made for us: somebody else's token that names us beside them is not.
    fn for_us(&self, claims: &Claims) -> Result<(), Failure> {
        match claims.authorized_party() {
            Some(party) if party.as_str() != self.settings.client_id => Err(Failure::Untrusted(
                Fault::Audience,
                "another service is the authorized party".to_owned(),
            )),
            _ => Ok(()),
        }
    }

    /// Whether the access token is the one that was made with the ID token, where that says so.
    fn goes_with(&self, metadata: &Metadata, claims: &Claims, tokens: &Tokens) -> Result<(), Failure> {
        let (Some(said), Some(token)) = (claims.access_token_hash(), tokens.extra_fields().id_token()) else {
            return Ok(());
        };
        let us = self.us(metadata)?;
        let verifier = us.id_token_verifier().set_allowed_algs(ALGORITHMS);
        let made = token
            .signing_alg()
            .and_then(|alg| Ok((alg, token.signing_key(&verifier)?)))
            .map_err(|error| malformed(error.to_string()))
            .and_then(|(alg, key)| {
                AccessTokenHash::from_token(tokens.access_token(), alg, key)
                    .map_err(|error| malformed(error.to_string()))
            })?;
        if made == *said {
            Ok(())
        } else {
            Err(Failure::Untrusted(
                Fault::Signature,
                "the access token is not the one that belongs to the ID token".to_owned(),
            ))
        }
    }

    /// Whether the provider vouches for a second factor, where it has to.
    fn vouched(&self, claims: &Claims) -> Result<bool, Failure> {
        let asked = &self.settings.second_factor;
        if !asked.is_asked() {
            return Ok(false);
        }
        let context = claims
            .auth_context_ref()
            .is_some_and(|acr| asked.acr.iter().any(|will_do| *will_do == **acr));
        let method = claims.auth_method_refs().is_some_and(|found| {
            found
                .iter()
                .any(|amr| asked.amr.iter().any(|will_do| *will_do == **amr))
        });
        if context || method {
            Ok(true)
        } else {
            Err(Failure::Weak)
        }
    }
}

fn malformed(why: impl Into<String>) -> Failure {
    Failure::Untrusted(Fault::Malformed, why.into())
}

/// A claim that is a word.
fn named(claims: &Value, name: &str) -> Option<String> {
    let word = claims.get(name)?.as_str()?;
    if name == "email" && claims.get("email_verified").and_then(Value::as_bool) != Some(true) {
        return None;
    }
    Some(word.to_owned())
}

fn untrusted(error: ClaimsVerificationError) -> Failure {
    let fault = match &error {
        ClaimsVerificationError::InvalidIssuer(_) => Fault::Issuer,
        ClaimsVerificationError::InvalidAudience(_) => Fault::Audience,
        ClaimsVerificationError::InvalidNonce(_) => Fault::Nonce,
        ClaimsVerificationError::Expired(_) => Fault::Time,
        ClaimsVerificationError::SignatureVerification(_) => Fault::Signature,
        _ => Fault::Malformed,
    };
    Failure::Untrusted(fault, whole(&error))
}

type AskedForToken = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;

fn declined(error: AskedForToken) -> Failure {
    match &error {
        RequestTokenError::ServerResponse(said) => match said.error() {
            // That is about us, not about who signs in.
            CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                Failure::Unavailable("it refuses our client id or secret".to_owned())
            }
            other => Failure::Declined(other.to_string()),
        },
        // What stands there is not told: it may be a token.
        RequestTokenError::Parse(why, _) => malformed(format!("at {}", why.path())),
        RequestTokenError::Request(_) | RequestTokenError::Other(_) => Failure::Unavailable(whole(&error)),
    }
}

/// An error with what it came from.
fn whole(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(next) = source {
        text = format!("{text}: {next}");
        source = next.source();
    }
    text
}
