//! The rules that let the schema run on a distributed engine (ADR 0009).
//!
//! They are the strictest engine's (Citus): the others accept what it accepts.

use std::collections::BTreeMap;

use crate::Complaint;
use crate::schema::{ForeignKey, Schema, Table};

/// How the rows of one table are spread over machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spread {
    /// By this column.
    By(String),
    /// A copy on every machine.
    Reference,
    /// On the coordinator only.
    Local,
}

/// The committed table of [`Spread`]s, `distribution.toml`, by qualified table name.
#[derive(Debug)]
pub struct Distribution(BTreeMap<String, Spread>);

impl Distribution {
    /// Reads `[schema]` sections of `table = "column" | "reference" | "local"`.
    ///
    /// # Errors
    /// When the text is not that.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: toml::Table = text
            .parse()
            .map_err(|error| format!("distribution.toml: {error}"))?;
        let mut spreads = BTreeMap::new();
        for (schema, tables) in &file {
            let tables = tables
                .as_table()
                .ok_or_else(|| format!("distribution.toml: [{schema}] is a section"))?;
            for (table, spread) in tables {
                let spread = match spread
                    .as_str()
                    .ok_or_else(|| format!("distribution.toml: {table} is a text"))?
                {
                    "reference" => Spread::Reference,
                    "local" => Spread::Local,
                    column => Spread::By(column.to_owned()),
                };
                spreads.insert(format!("{schema}.{table}"), spread);
            }
        }
        Ok(Self(spreads))
    }

    /// How a table is spread, if it is listed.
    #[must_use]
    pub fn of(&self, table: &str) -> Option<&Spread> {
        self.0.get(table)
    }

    /// What of a schema breaks a rule.
    #[must_use]
    pub fn check(&self, schema: &Schema) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        for name in self.0.keys().filter(|name| !schema.tables.contains_key(*name)) {
            complaints.push(Complaint::new(
                name,
                "is in distribution.toml and not in the schema",
            ));
        }
        for (name, table) in &schema.tables {
            let mut complain = |what: String| complaints.push(Complaint::new(name, what));
            let Some(spread) = self.of(name) else {
                complain("is not in distribution.toml".to_owned());
                continue;
            };
            if table.primary_key().is_empty() {
                complain("has no primary key".to_owned());
            }
            for trigger in &table.triggers {
                complain(format!("has the trigger {trigger}"));
            }
            for what in &table.unportable {
                complain(what.clone());
            }
            if let Spread::By(column) = spread {
                check_spread(table, column, &mut complain);
            }
            for key in &table.foreign_keys {
                if !self.may_refer(spread, key) {
                    complain(format!(
                        "{} refers to {}, whose rows may be on another machine",
                        key.name, key.to
                    ));
                }
            }
            check_comment(table, spread, &mut complain);
        }
        complaints
    }

    fn may_refer(&self, from: &Spread, key: &ForeignKey) -> bool {
        match (from, self.of(&key.to)) {
            (_, Some(Spread::Reference)) => true,
            (Spread::Local | Spread::Reference, Some(Spread::Local)) => true,
            // Both by the same value: then a row and the row it refers to are on one machine.
            (Spread::By(ours), Some(Spread::By(theirs))) => {
                let at = key.columns.iter().position(|column| column == ours);
                at.is_some_and(|at| key.to_columns.get(at) == Some(theirs))
            }
            _ => false,
        }
    }
}

fn check_spread(table: &Table, column: &str, complain: &mut impl FnMut(String)) {
    if !table.columns.iter().any(|found| found.name == column) {
        complain(format!("is distributed by {column}, which is no column of it"));
    }
    for key in table
        .keys
        .iter()
        .filter(|key| !key.columns.iter().any(|found| found == column))
    {
        complain(format!(
            "{} is unique without the distribution column {column}",
            key.name
        ));
    }
    for counted in table.columns.iter().filter(|found| found.counted) {
        complain(format!(
            "{} is counted by one machine: ids are made by the program",
            counted.name
        ));
    }
}

/// The comment on a table ends by saying how it is distributed, and says what the list says.
fn check_comment(table: &Table, spread: &Spread, complain: &mut impl FnMut(String)) {
    let wanted = match spread {
        Spread::By(column) => format!("Distributed by {column}"),
        Spread::Reference => "Reference.".to_owned(),
        Spread::Local => "Local".to_owned(),
    };
    match &table.comment {
        None => complain("has no comment".to_owned()),
        Some(comment) if !comment.contains(&wanted) => {
            complain(format!("its comment does not say `{wanted}`"))
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISTRIBUTION: &str =
        "[e]\nparty = \"party_id\"\ngolden = \"party_id\"\nkind = \"reference\"\njob = \"local\"\n";

    /// A schema in order; each test spoils one thing.
    const GOOD: &str = "
        create table e.kind (kind text primary key);
        comment on table e.kind is 'Kinds. Reference.';
        create table e.party (party_id uuid, number bigint, kind text references e.kind,
            constraint party_pk primary key (party_id), constraint party_number unique (party_id, number));
        comment on table e.party is 'Parties. Distributed by party_id.';
        create table e.golden (party_id uuid, attribute smallint, value bytea,
            constraint golden_pk primary key (party_id, attribute),
            constraint golden_fk foreign key (party_id) references e.party (party_id));
        comment on table e.golden is 'Values. Distributed by party_id.';
        create table e.job (job_id bigserial primary key, kind text references e.kind);
        comment on table e.job is 'Jobs. Local to the coordinator.';";

    #[track_caller]
    fn check(schema: &str, expected: &[&str]) {
        let found = Distribution::parse(DISTRIBUTION)
            .expect("a list")
            .check(&Schema::read(schema));
        let found: Vec<String> = found
            .into_iter()
            .map(|complaint| format!("{} {}", complaint.at, complaint.what))
            .collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check_spoiled(good: &str, bad: &str, expected: &[&str]) {
        assert!(GOOD.contains(good), "nothing to spoil: {good}");
        check(&GOOD.replace(good, bad), expected);
    }

    #[test]
    fn a_schema_in_order_passes() {
        check(GOOD, &[]);
    }

    #[test]
    fn keys_hold_the_distribution_column() {
        check_spoiled(
            "primary key (party_id, attribute)",
            "primary key (attribute)",
            &["e.golden golden_pk is unique without the distribution column party_id"],
        );
        check_spoiled(
            "unique (party_id, number)",
            "unique (number)",
            &["e.party party_number is unique without the distribution column party_id"],
        );
        check_spoiled(
            "primary key (party_id, attribute)",
            "check (true)",
            &["e.golden has no primary key"],
        );
        check(
            &format!("{GOOD} create unique index once on e.party (number);"),
            &["e.party once is unique without the distribution column party_id"],
        );
        check_spoiled(
            "(party_id uuid, attribute",
            "(id uuid, attribute",
            &["e.golden is distributed by party_id, which is no column of it"],
        );
    }

    #[test]
    fn no_machine_counts_for_all() {
        check_spoiled(
            "attribute smallint",
            "attribute smallint generated always as identity",
            &["e.golden attribute is counted by one machine: ids are made by the program"],
        );
    }

    #[test]
    fn references_stay_on_one_machine() {
        check_spoiled(
            "foreign key (party_id) references e.party (party_id)",
            "foreign key (attribute) references e.party (number)",
            &["e.golden golden_fk refers to e.party, whose rows may be on another machine"],
        );
        check_spoiled(
            "job_id bigserial primary key, kind text references e.kind",
            "job_id uuid primary key references e.party (party_id)",
            &["e.job job_id refers to e.party, whose rows may be on another machine"],
        );
        check_spoiled(
            "number bigint,",
            "number bigint, job bigint references e.job,",
            &["e.party job refers to e.job, whose rows may be on another machine"],
        );
    }

    #[test]
    fn nothing_is_used_that_does_not_travel() {
        check(
            &format!("{GOOD} create trigger touch after insert on e.party execute function f();"),
            &["e.party has the trigger touch"],
        );
        check_spoiled(
            "unique (party_id, number)",
            "exclude using gist (party_id with =)",
            &["e.party party_number is an exclusion constraint"],
        );
        check_spoiled(
            "unique (party_id, number)",
            "unique (party_id, number) deferrable initially deferred",
            &["e.party party_number is deferrable"],
        );
    }

    #[test]
    fn every_table_is_listed_and_says_so() {
        check(
            &format!("{GOOD} create table e.more (id uuid primary key);"),
            &["e.more is not in distribution.toml"],
        );
        check_spoiled(
            "create table e.job (job_id bigserial primary key, kind text references e.kind);
        comment on table e.job is 'Jobs. Local to the coordinator.';",
            "",
            &["e.job is in distribution.toml and not in the schema"],
        );
        check_spoiled(
            "Values. Distributed by party_id.",
            "Values. Local.",
            &["e.golden its comment does not say `Distributed by party_id`"],
        );
        check_spoiled(
            "comment on table e.kind is 'Kinds. Reference.';",
            "",
            &["e.kind has no comment"],
        );
    }
}
