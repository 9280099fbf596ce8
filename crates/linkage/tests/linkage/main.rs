//! Linkage as a caller sees it: how right it is, and what always holds.

mod figures;
mod index;
mod labels;
mod learned;
mod made;
mod partition;
mod properties;
mod support;
