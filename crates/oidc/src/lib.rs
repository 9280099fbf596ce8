//! Speaks OpenID Connect with the bank's identity provider: sends a browser there, and learns who came back.
//!
//! The authorization code flow with PKCE, as OpenID Connect Core 1.0 has it: the provider is found by its discovery
//! document; `state` ties the answer to what was asked, `nonce` ties the token to it, the code is worth nothing without
//! its verifier; the ID token's signature, issuer, audience and times are checked before a word of it is believed.
//!
//! - [`Settings`]: one TOML file, `examples/oidc/oidc.toml`.
//! - [`Provider`]: the provider, spoken to when somebody signs in and never before.
//!
//! It knows no users and no database: who the provider names is somebody else's question.

mod http;
mod provider;
mod settings;

pub use provider::{Answered, Begun, Failure, Fault, Identity, Kept, Provider};
pub use settings::{Names, SecondFactor, Secret, Settings, SettingsError};
