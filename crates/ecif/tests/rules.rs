//! The pure rules: who is the same customer ([`judge`]), which value wins ([`survive`]), and what is sealed of both.

#[path = "rules/encoding.rs"]
mod encoding;
#[path = "rules/identity.rs"]
mod identity;
#[path = "rules/survivorship.rs"]
mod survivorship;
