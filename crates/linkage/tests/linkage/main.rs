//! Linkage as a caller sees it: how right it is, and what always holds.

mod figures;
mod learned;
mod made;
mod properties;
mod support;
