//! The pure rules: who is the same customer ([`judge`]) and which value wins ([`survive`]).

#[path = "rules/identity.rs"]
mod identity;
#[path = "rules/survivorship.rs"]
mod survivorship;
