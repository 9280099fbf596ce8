//! The tree of units.

use std::collections::{BTreeMap, BTreeSet};

/// The bank's units by code, each with the one above it.
///
/// A parent that is not in the tree, and a circle, do no harm: walks end there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitTree {
    parents: BTreeMap<String, Option<String>>,
    children: BTreeMap<String, Vec<String>>,
}

impl UnitTree {
    /// A tree of (code, code of the unit above).
    pub fn new(units: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        let mut tree = Self::default();
        for (code, parent) in units {
            if let Some(parent) = &parent {
                tree.children
                    .entry(parent.clone())
                    .or_default()
                    .push(code.clone());
            }
            tree.parents.insert(code, parent);
        }
        tree
    }

    /// Whether there is such a unit.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.parents.contains_key(code)
    }

    /// Every unit below this one, however deep, nearest first; not the unit itself.
    #[must_use]
    pub fn below<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let mut seen = BTreeSet::from([code]);
        let mut found = Vec::new();
        let mut open = vec![code];
        while let Some(at) = open.pop() {
            for child in self.children.get(at).into_iter().flatten() {
                if seen.insert(child) {
                    found.push(child.as_str());
                    open.push(child);
                }
            }
        }
        found
    }

    /// The units above this one, nearest first.
    #[must_use]
    pub fn above<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let mut found: Vec<&str> = Vec::new();
        let mut at = code;
        while let Some(Some(parent)) = self.parents.get(at) {
            if parent == code || found.contains(&parent.as_str()) {
                break;
            }
            found.push(parent);
            at = parent;
        }
        found
    }

    /// Whether hanging `code` under `parent` would close a circle.
    #[must_use]
    pub fn would_circle(&self, code: &str, parent: &str) -> bool {
        code == parent || self.above(parent).contains(&code)
    }
}
