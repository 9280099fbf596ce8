//! Which crate may use which.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata};

use crate::Complaint;

/// The committed table of permitted edges, `edges.toml`.
#[derive(Debug)]
pub struct Table {
    uses: BTreeMap<String, BTreeSet<String>>,
    tests_use: BTreeMap<String, BTreeSet<String>>,
    products: BTreeSet<String>,
    pure: BTreeSet<String>,
    never_below_pure: BTreeSet<String>,
    never_used_by_pure: BTreeSet<String>,
}

/// One edge of the workspace as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The crate that uses.
    pub from: String,
    /// The crate that is used; one of the workspace.
    pub to: String,
    /// Only its tests and examples use it.
    pub dev: bool,
}

impl Table {
    /// Reads the table.
    ///
    /// # Errors
    /// When the text is not the TOML described at its head.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|error| format!("edges.toml: {error}"))?;
        let rules = section(&table, "rules")?;
        Ok(Self {
            uses: lists(section(&table, "uses")?)?,
            tests_use: lists(section(&table, "tests-use")?)?,
            products: names(rules, "products")?,
            pure: names(rules, "pure")?,
            never_below_pure: names(rules, "never-below-pure")?,
            never_used_by_pure: names(rules, "never-used-by-pure")?,
        })
    }

    /// What of `edges` the table does not permit, and what the table itself must never say.
    #[must_use]
    pub fn check(&self, crates: &BTreeSet<String>, edges: &[Edge]) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        for name in crates.iter().filter(|name| !self.uses.contains_key(*name)) {
            complaints.push(Complaint::new(
                name,
                "is not in edges.toml: give it a line under [uses]",
            ));
        }
        for edge in edges {
            let permitted =
                self.permits(&self.uses, edge) || (edge.dev && self.permits(&self.tests_use, edge));
            if !permitted {
                let how = if edge.dev { "its tests use" } else { "uses" };
                complaints.push(Complaint::new(
                    &edge.from,
                    format!("{how} {}, which edges.toml does not permit", edge.to),
                ));
            }
        }
        for (from, to) in self
            .uses
            .iter()
            .flat_map(|(from, to)| to.iter().map(move |to| (from, to)))
        {
            if self.products.contains(from) && self.products.contains(to) {
                complaints.push(Complaint::new(
                    from,
                    format!("a product may never use another product ({to})"),
                ));
            }
            if to == "testkit" {
                complaints.push(Complaint::new(
                    from,
                    "testkit is for tests: it belongs under [tests-use]",
                ));
            }
        }
        complaints
    }

    /// What the pure crates use, or are built from at any depth, that does I/O or draws random numbers.
    #[must_use]
    pub fn check_pure(
        &self,
        uses: impl Fn(&str) -> BTreeSet<String>,
        built_from: impl Fn(&str) -> BTreeSet<String>,
    ) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        for pure in &self.pure {
            for found in uses(pure).intersection(&self.never_used_by_pure) {
                complaints.push(Complaint::new(pure, format!("is pure and may not use {found}")));
            }
            for found in built_from(pure).intersection(&self.never_below_pure) {
                complaints.push(Complaint::new(
                    pure,
                    format!("is pure and may not be built from {found}"),
                ));
            }
        }
        complaints
    }

    fn permits(&self, list: &BTreeMap<String, BTreeSet<String>>, edge: &Edge) -> bool {
        list.get(&edge.from).is_some_and(|to| to.contains(&edge.to))
    }
}

/// The crates of the workspace.
#[must_use]
pub fn crates(metadata: &Metadata) -> BTreeSet<String> {
    metadata
        .workspace_packages()
        .iter()
        .map(|package| package.name.to_string())
        .collect()
}

/// The edges between crates of the workspace.
#[must_use]
pub fn edges(metadata: &Metadata) -> Vec<Edge> {
    let inside = crates(metadata);
    let mut edges: Vec<Edge> = metadata
        .workspace_packages()
        .iter()
        .flat_map(|package| {
            package.dependencies.iter().map(|dependency| Edge {
                from: package.name.to_string(),
                to: dependency.name.clone(),
                dev: dependency.kind == DependencyKind::Development,
            })
        })
        .filter(|edge| inside.contains(&edge.to))
        .collect();
    edges.sort();
    edges.dedup();
    edges
}

/// Every crate that `name` uses itself, tests left out.
#[must_use]
pub fn uses(metadata: &Metadata, name: &str) -> BTreeSet<String> {
    metadata
        .workspace_packages()
        .iter()
        .filter(|package| package.name.as_str() == name)
        .flat_map(|package| &package.dependencies)
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.clone())
        .collect()
}

/// Every crate that `name` is built from, at any depth, tests left out.
#[must_use]
pub fn built_from(metadata: &Metadata, name: &str) -> BTreeSet<String> {
    let Some(resolve) = &metadata.resolve else {
        return BTreeSet::new();
    };
    let nodes: BTreeMap<_, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let mut open: Vec<_> = metadata
        .workspace_packages()
        .into_iter()
        .filter(|p| p.name.as_str() == name)
        .map(|p| &p.id)
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(node) = nodes.get(id) else { continue };
        open.extend(
            node.deps
                .iter()
                .filter(|dep| {
                    dep.dep_kinds
                        .iter()
                        .any(|kind| kind.kind == DependencyKind::Normal)
                })
                .map(|dep| &dep.pkg),
        );
    }
    metadata
        .packages
        .iter()
        .filter(|p| seen.contains(&p.id))
        .map(|p| p.name.to_string())
        .collect()
}

fn section<'a>(table: &'a toml::Table, name: &str) -> Result<&'a toml::Table, String> {
    table
        .get(name)
        .and_then(toml::Value::as_table)
        .ok_or_else(|| format!("edges.toml: [{name}] is missing"))
}

fn lists(table: &toml::Table) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    table
        .keys()
        .map(|name| Ok((name.clone(), names(table, name)?)))
        .collect()
}

fn names(table: &toml::Table, name: &str) -> Result<BTreeSet<String>, String> {
    let wrong = || format!("edges.toml: {name} is a list of crate names");
    let list = table
        .get(name)
        .and_then(toml::Value::as_array)
        .ok_or_else(wrong)?;
    list.iter()
        .map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"
        [uses]
        base = []
        ecif = ["base"]
        ocrm = ["base"]
        [tests-use]
        ecif = ["testkit"]
        [rules]
        products = ["ecif", "ocrm"]
        pure = ["base"]
        never-below-pure = ["tokio"]
        never-used-by-pure = ["rand"]
    "#;

    fn check(table: &str, edges: &[(&str, &str, bool)], expected: &[&str]) {
        let crates = ["base", "ecif", "ocrm"].map(str::to_owned).into();
        let edges: Vec<Edge> = edges
            .iter()
            .map(|(from, to, dev)| Edge {
                from: (*from).into(),
                to: (*to).into(),
                dev: *dev,
            })
            .collect();
        let complaints = Table::parse(table).expect("a table").check(&crates, &edges);
        let found: Vec<&str> = complaints
            .iter()
            .map(|complaint| complaint.what.as_str())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn only_listed_edges_are_permitted() {
        check(
            TABLE,
            &[
                ("ecif", "base", false),
                ("ecif", "testkit", true),
                ("ecif", "base", true),
            ],
            &[],
        );
        check(
            TABLE,
            &[("base", "ecif", false)],
            &["uses ecif, which edges.toml does not permit"],
        );
        check(
            TABLE,
            &[("ecif", "testkit", false)],
            &["uses testkit, which edges.toml does not permit"],
        );
        check(
            TABLE,
            &[("base", "testkit", true)],
            &["its tests use testkit, which edges.toml does not permit"],
        );
    }

    #[test]
    fn the_table_itself_keeps_products_apart() {
        let joined = TABLE.replace(r#"ocrm = ["base"]"#, r#"ocrm = ["ecif", "testkit"]"#);
        check(
            &joined,
            &[],
            &[
                "a product may never use another product (ecif)",
                "testkit is for tests: it belongs under [tests-use]",
            ],
        );
    }

    #[test]
    fn a_crate_without_a_line_is_noticed() {
        check(
            &TABLE.replace("ocrm = [\"base\"]\n", "\n"),
            &[],
            &["is not in edges.toml: give it a line under [uses]"],
        );
    }

    #[test]
    fn pure_crates_are_built_from_pure_ones() {
        let table = Table::parse(TABLE).expect("a table");
        let set = |name: &str| BTreeSet::from([name.to_owned()]);
        let complaints = |uses: &str, below: &str| table.check_pure(|_| set(uses), |_| set(below)).len();
        assert_eq!(complaints("serde", "rand"), 0);
        assert_eq!(complaints("rand", "rand"), 1);
        assert_eq!(complaints("serde", "tokio"), 1);
    }
}
