//! Which places belong together, told pair by pair.

use std::collections::BTreeMap;

/// Disjoint sets with path halving.
pub(crate) struct Union {
    parent: Vec<usize>,
}

impl Union {
    /// As many sets as there are places.
    pub(crate) fn new(size: usize) -> Self {
        Self {
            parent: (0..size).collect(),
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Makes one set of two.
    pub(crate) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The smaller place becomes the root, so that the shape does not depend on the order of joins.
        let (low, high) = (one.min(other), one.max(other));
        self.parent[high] = low;
    }

    /// The sets, each in order, in order of their first member.
    pub(crate) fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.parent.len() {
            let root = self.root(at);
            groups.entry(root).or_default().push(at);
        }
        groups.into_values().collect()
    }
}
