//! Tables with their keys, read from SQL: from migrations as well as from a dumped snapshot.

use std::collections::BTreeMap;

use crate::sql::{Statement, Token, statements};

/// What of a schema the rules ask about.
#[derive(Debug, Default)]
pub struct Schema {
    /// Tables by qualified name (`ecif.party`); partitions are left out, they follow their parent.
    pub tables: BTreeMap<String, Table>,
}

/// One table.
#[derive(Debug, Default)]
pub struct Table {
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Its primary key, unique constraints and unique indexes.
    pub keys: Vec<Key>,
    /// Its foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// Names of its triggers.
    pub triggers: Vec<String>,
    /// Exclusion and deferrable constraints, in words.
    pub unportable: Vec<String>,
    /// The comment on it.
    pub comment: Option<String>,
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The database counts it up: serial, identity, or a default from a sequence.
    pub counted: bool,
}

/// What makes rows unique.
#[derive(Debug)]
pub struct Key {
    /// The constraint's or index's name, or the column's for one without.
    pub name: String,
    /// Whether it is the primary key.
    pub primary: bool,
    /// Its plain columns; an expression of an index gives none.
    pub columns: Vec<String>,
}

/// A reference to another table.
#[derive(Debug)]
pub struct ForeignKey {
    /// The constraint's name, or the column's for one without.
    pub name: String,
    /// The columns that refer.
    pub columns: Vec<String>,
    /// The table referred to.
    pub to: String,
    /// The columns referred to; empty when the primary key is meant.
    pub to_columns: Vec<String>,
}

impl Schema {
    /// Reads every statement that makes or changes a table.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut schema = Self::default();
        for statement in statements(text) {
            schema.apply(&statement);
        }
        schema
    }

    fn apply(&mut self, statement: &Statement) {
        let tokens = &statement.tokens;
        if statement.begins("create") {
            if let Some(at) = statement.find("trigger").filter(|at| *at <= 3) {
                let name = tokens.get(at + 1).and_then(Token::word).unwrap_or_default();
                if let Some((table, _)) = statement.find("on").and_then(|on| qualified(tokens, on + 1)) {
                    self.table(&table).triggers.push(name.to_owned());
                }
            } else if let Some(at) = statement.find("table").filter(|at| *at <= 2) {
                let at = if statement.has_at(at + 1, "if not exists") {
                    at + 4
                } else {
                    at + 1
                };
                let Some((name, next)) = qualified(tokens, at) else {
                    return;
                };
                if tokens.get(next).is_some_and(|token| token.is_mark('(')) {
                    let table = self.table(&name);
                    for item in items(&tokens[next..]) {
                        table.add(item);
                    }
                }
            } else if statement.begins("create unique index") {
                let Some(on) = statement.find("on") else { return };
                let name = tokens
                    .get(on.wrapping_sub(1))
                    .and_then(Token::word)
                    .unwrap_or_default()
                    .to_owned();
                let on = if statement.has_at(on + 1, "only") {
                    on + 2
                } else {
                    on + 1
                };
                let Some((table, next)) = qualified(tokens, on) else {
                    return;
                };
                let columns = columns_after(&tokens[next..]);
                self.table(&table).keys.push(Key {
                    name,
                    primary: false,
                    columns,
                });
            }
        } else if statement.begins("alter table") {
            let mut at = 2;
            while ["only", "if", "exists"]
                .iter()
                .any(|word| statement.has_at(at, word))
            {
                at += 1;
            }
            let Some((name, next)) = qualified(tokens, at) else {
                return;
            };
            for action in split_at_commas(&tokens[next..]) {
                self.table(&name).alter(action);
            }
        } else if statement.begins("comment on table") {
            let Some((name, next)) = qualified(tokens, 3) else {
                return;
            };
            if let Some(Token::Text(text)) = tokens.get(next + 1) {
                self.table(&name).comment = Some(text.clone());
            }
        }
    }

    fn table(&mut self, name: &str) -> &mut Table {
        self.tables.entry(name.to_owned()).or_default()
    }
}

impl Table {
    /// The primary key's columns; empty without one.
    #[must_use]
    pub fn primary_key(&self) -> &[String] {
        self.keys
            .iter()
            .find(|key| key.primary)
            .map_or(&[], |key| &key.columns)
    }

    fn alter(&mut self, action: &[Token]) {
        let action = Statement {
            line: 0,
            tokens: action.to_vec(),
            set_aside: Vec::new(),
        };
        if action.begins("add column") {
            self.add(&action.tokens[2..]);
        } else if action.begins("add") {
            self.add(&action.tokens[1..]);
        } else if action.begins("alter") && (action.has("as identity") || action.has("nextval")) {
            let at = if action.has_at(1, "column") { 2 } else { 1 };
            let name = action.tokens.get(at).and_then(Token::word);
            if let Some(column) = self
                .columns
                .iter_mut()
                .find(|column| Some(column.name.as_str()) == name)
            {
                column.counted = true;
            }
        }
    }

    /// A column or constraint, as it stands in `create table` or after `add`.
    fn add(&mut self, item: &[Token]) {
        let whole = Statement {
            line: 0,
            tokens: item.to_vec(),
            set_aside: Vec::new(),
        };
        let named = whole.begins("constraint");
        let name = item
            .get(usize::from(named))
            .and_then(Token::word)
            .unwrap_or_default()
            .to_owned();
        let start = if named { 2 } else { 0 };
        let rest = &item[start.min(item.len())..];
        if whole
            .find("deferrable")
            .is_some_and(|at| at == 0 || !whole.has_at(at - 1, "not"))
        {
            self.unportable.push(format!("{name} is deferrable"));
        }
        let is_constraint = |words: &str| whole.has_at(start, words);
        if is_constraint("primary key") || is_constraint("unique") {
            self.keys.push(Key {
                name,
                primary: is_constraint("primary key"),
                columns: columns_after(rest),
            });
        } else if is_constraint("foreign key") {
            self.refer(name, columns_after(rest), &whole);
        } else if is_constraint("exclude") {
            self.unportable.push(format!("{name} is an exclusion constraint"));
        } else if !is_constraint("check") && !is_constraint("like") && !named {
            if whole.has("primary key") || whole.has("unique") {
                let columns = vec![name.clone()];
                self.keys.push(Key {
                    name: name.clone(),
                    primary: whole.has("primary key"),
                    columns,
                });
            }
            if whole.has("references") {
                self.refer(name.clone(), vec![name.clone()], &whole);
            }
            let counted = ["serial", "bigserial", "smallserial", "as identity", "nextval"];
            self.columns.push(Column {
                name,
                counted: counted.iter().any(|words| whole.has(words)),
            });
        }
    }

    fn refer(&mut self, name: String, columns: Vec<String>, item: &Statement) {
        let Some((to, next)) = item
            .find("references")
            .and_then(|at| qualified(&item.tokens, at + 1))
        else {
            return;
        };
        let listed = item.tokens.get(next).is_some_and(|token| token.is_mark('('));
        let to_columns = if listed {
            columns_after(&item.tokens[next..])
        } else {
            Vec::new()
        };
        self.foreign_keys.push(ForeignKey {
            name,
            columns,
            to,
            to_columns,
        });
    }
}

/// A name such as `ecif.party` at `at`, and where it ends.
pub(crate) fn qualified(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let first = tokens.get(at)?.word()?;
    let second = tokens
        .get(at + 1)
        .filter(|dot| dot.is_mark('.'))
        .and_then(|_| tokens.get(at + 2)?.word());
    Some(match second {
        Some(second) => (format!("{first}.{second}"), at + 3),
        None => (first.to_owned(), at + 1),
    })
}

/// What stands between commas inside the first pair of brackets.
fn items(tokens: &[Token]) -> Vec<&[Token]> {
    let Some(open) = tokens.iter().position(|token| token.is_mark('(')) else {
        return Vec::new();
    };
    let mut depth = 0;
    let close = tokens[open..].iter().position(|token| {
        depth += i32::from(token.is_mark('(')) - i32::from(token.is_mark(')'));
        depth == 0
    });
    split_at_commas(&tokens[open + 1..close.map_or(tokens.len(), |close| open + close)])
}

pub(crate) fn split_at_commas(tokens: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0;
    tokens
        .split(|token| {
            depth += i32::from(token.is_mark('(')) - i32::from(token.is_mark(')'));
            depth == 0 && token.is_mark(',')
        })
        .filter(|item| !item.is_empty())
        .collect()
}

/// The plain column names inside the first pair of brackets.
pub(crate) fn columns_after(tokens: &[Token]) -> Vec<String> {
    items(tokens)
        .into_iter()
        .filter(|item| !item.iter().any(|token| token.is_mark('(')))
        .filter_map(|item| item.first()?.word())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> String {
        let schema = Schema::read(text);
        let mut lines = Vec::new();
        for (name, table) in &schema.tables {
            let columns: Vec<String> = table
                .columns
                .iter()
                .map(|c| format!("{}{}", c.name, if c.counted { "+" } else { "" }))
                .collect();
            lines.push(format!("{name}({})", columns.join(" ")));
            lines.extend(table.keys.iter().map(|key| {
                format!(
                    "  {} {}({})",
                    if key.primary { "primary" } else { "unique" },
                    key.name,
                    key.columns.join(" ")
                )
            }));
            lines.extend(table.foreign_keys.iter().map(|key| {
                format!(
                    "  {}({}) -> {}({})",
                    key.name,
                    key.columns.join(" "),
                    key.to,
                    key.to_columns.join(" ")
                )
            }));
            lines.extend(
                table
                    .unportable
                    .iter()
                    .chain(&table.triggers)
                    .map(|what| format!("  {what}")),
            );
            lines.extend(table.comment.iter().map(|comment| format!("  -- {comment}")));
        }
        lines.join("\n")
    }

    const OUTLINE: &str = "\
e.a(id n+ amount)
  primary a_pk(id)
  unique a_once(n)
  a_b_fk(id n) -> e.b(x y)
  -- All a.";

    #[test]
    fn migrations_are_read() {
        let text = "
            create table e.a (
                id uuid not null, -- a comment, with a comma
                n bigint generated always as identity (start with 10),
                amount numeric(18, 2) check (amount > 0),
                constraint a_pk primary key (id),
                constraint a_b_fk foreign key (id, n) references e.b (x, y) on delete cascade,
                constraint a_amount check (amount in (1, 2))
            ) partition by range (id);
            create unique index a_once on e.a using btree (n) where n > 0;
            comment on table e.a is 'All a.';
            create table e.a_1 partition of e.a for values from (1) to (2);";
        assert_eq!(outline(text), OUTLINE);
    }

    #[test]
    fn a_dump_is_read_as_well() {
        let text = "
            CREATE TABLE e.a ( id uuid NOT NULL, n bigint NOT NULL, amount numeric(18,2) );
            COMMENT ON TABLE e.a IS 'All a.';
            ALTER TABLE e.a ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY ( SEQUENCE NAME e.a_n_seq );
            ALTER TABLE ONLY e.a ADD CONSTRAINT a_pk PRIMARY KEY (id);
            CREATE UNIQUE INDEX a_once ON ONLY e.a USING btree (n);
            ALTER TABLE ONLY e.a ADD CONSTRAINT a_b_fk FOREIGN KEY (id, n) REFERENCES e.b(x, y);";
        assert_eq!(outline(text), OUTLINE);
    }

    #[test]
    fn what_does_not_travel_is_read() {
        let text = "
            create table t (id bigserial primary key, other uuid unique references u);
            alter table t add constraint t_x exclude using gist (id with =), add unique (id, other) deferrable;
            create or replace trigger t_touch before update on t for each row execute function f();
            create unique index t_lower on t (lower(name), id);";
        assert_eq!(
            outline(text),
            "t(id+ other)\n  primary id(id)\n  unique other(other)\n  unique unique(id other)\n  unique t_lower(id)\n  \
             other(other) -> u()\n  t_x is an exclusion constraint\n  unique is deferrable\n  t_touch"
        );
    }
}
