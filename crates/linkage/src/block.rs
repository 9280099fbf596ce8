//! Which pairs are looked at at all: records that share a key, by several kinds of key.

pub mod choose;
pub mod keys;
pub mod pass;
