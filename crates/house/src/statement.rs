//! Rules for the statements of a product: the part of SQL that every engine we aim at runs, and runs well.
//!
//! A statement may set a rule aside in a comment with its reason: `-- house: star, because …`. The rules' names are
//! `star`, `lock`, `schema`, `columns`, `moved`, `conflict` and `advisory`.

use crate::Complaint;
use crate::distribution::{Distribution, Spread};
use crate::schema::{columns_after, qualified, split_at_commas};
use crate::sql::{Statement, Token, statements};

/// Schemas with one owner; none may be named in another's SQL.
const PRODUCT_SCHEMAS: [&str; 4] = ["access", "ecif", "ocrm", "acrm"];
/// Keywords that end the list of a `set` clause.
const AFTER_SET: [&str; 4] = ["from", "where", "returning", "on"];

/// What of a product's SQL breaks a rule. `own` is the product's schema.
#[must_use]
pub fn check(path: &str, text: &str, own: &str, distribution: &Distribution) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for statement in statements(text) {
        let mut complain = |rule: &str, what: String| {
            if !statement.set_aside.iter().any(|aside| aside == rule) {
                complaints.push(Complaint::new(
                    format!("{path}:{}", statement.line),
                    format!("{what} ({rule})"),
                ));
            }
        };
        if has_star(&statement) {
            complain(
                "star",
                "names no columns: a new column would change what it gives".to_owned(),
            );
        }
        if locks_across(&statement) {
            complain(
                "lock",
                "locks rows of more than one table, which may be on several machines".to_owned(),
            );
        }
        for schema in other_schemas(&statement, own) {
            complain("schema", format!("names {schema}, another product's schema"));
        }
        if let Some(table) = statement
            .find("insert into")
            .and_then(|at| qualified(&statement.tokens, at + 2))
        {
            check_insert(&statement, &table, distribution, &mut complain);
        }
        check_moved(&statement, distribution, &mut complain);
        if statement.tokens.iter().any(|token| {
            token
                .word()
                .is_some_and(|word| word.starts_with("pg_advisory") || word.starts_with("pg_try_advisory"))
        }) {
            complain(
                "advisory",
                "takes an advisory lock, which other machines do not see".to_owned(),
            );
        }
        if statement.begins("listen") || statement.begins("notify") || statement.has("pg_notify") {
            complain(
                "advisory",
                "listens or notifies, which reaches one machine only".to_owned(),
            );
        }
    }
    complaints
}

fn has_star(statement: &Statement) -> bool {
    let tokens = &statement.tokens;
    (1..tokens.len()).filter(|at| tokens[*at].is_mark('*')).any(|at| {
        let before = &tokens[at - 1];
        ["select", "distinct", "returning"]
            .iter()
            .any(|word| before.is(word))
            || before.is_mark('.')
            || before.is_mark(',')
    })
}

/// A locking clause in a statement that reads more than one table, unless `of` names the one.
fn locks_across(statement: &Statement) -> bool {
    let locks = ["for update", "for no key update", "for share", "for key share"];
    let Some(at) = locks
        .iter()
        .find_map(|words| Some(statement.find(words)? + words.split(' ').count()))
    else {
        return false;
    };
    let from = statement.find("from").unwrap_or(at);
    let mut end = from;
    while end < at
        && !["where", "order", "limit", "for", "group"]
            .iter()
            .any(|word| statement.has_at(end, word))
    {
        end += 1;
    }
    let several = statement.has("join") || split_at_commas(&statement.tokens[from..end]).len() > 1;
    several && !statement.has_at(at, "of")
}

fn other_schemas<'a>(statement: &'a Statement, own: &str) -> Vec<&'a str> {
    let tokens = &statement.tokens;
    let names = tokens
        .windows(2)
        .filter(|pair| pair[1].is_mark('.'))
        .filter_map(|pair| pair[0].word());
    names
        .filter(|name| PRODUCT_SCHEMAS.contains(name) && *name != own)
        .collect()
}

fn check_insert(
    statement: &Statement,
    (table, next): &(String, usize),
    distribution: &Distribution,
    complain: &mut impl FnMut(&str, String),
) {
    let tokens = &statement.tokens;
    let rest = &tokens[*next..];
    let alias = if statement.has_at(*next, "as") { 2 } else { 0 };
    if !rest.get(alias).is_some_and(|token| token.is_mark('(')) {
        complain(
            "columns",
            format!("inserts into {table} without naming the columns"),
        );
    }
    let Some(conflict) = statement.find("on conflict").map(|at| at + 2) else {
        return;
    };
    if let Some(Spread::By(column)) = distribution.of(table)
        && tokens.get(conflict).is_some_and(|token| token.is_mark('('))
        && !columns_after(&tokens[conflict..]).contains(column)
    {
        complain(
            "conflict",
            format!("meets conflicts of {table} without its distribution column {column}"),
        );
    }
}

/// A row never moves to another machine: its distribution column is never set anew.
fn check_moved(statement: &Statement, distribution: &Distribution, complain: &mut impl FnMut(&str, String)) {
    let target = match (statement.find("insert into"), statement.find("update")) {
        (Some(insert), _) => qualified(&statement.tokens, insert + 2),
        (None, Some(update)) => {
            let only = usize::from(statement.has_at(update + 1, "only"));
            qualified(&statement.tokens, update + 1 + only)
        }
        (None, None) => None,
    };
    let Some((table, _)) = target else { return };
    let (Some(Spread::By(column)), Some(set)) = (distribution.of(&table), statement.find("set")) else {
        return;
    };
    let list = &statement.tokens[set + 1..];
    let mut depth = 0;
    let end = list.iter().position(|token| {
        depth += i32::from(token.is_mark('(')) - i32::from(token.is_mark(')'));
        depth == 0 && token.word().is_some_and(|word| AFTER_SET.contains(&word))
    });
    for assignment in split_at_commas(&list[..end.unwrap_or(list.len())]) {
        let several = assignment.first().is_some_and(|token| token.is_mark('('));
        let set_columns = if several {
            columns_after(assignment)
        } else {
            assignment
                .first()
                .and_then(Token::word)
                .map(str::to_owned)
                .into_iter()
                .collect()
        };
        if set_columns.contains(column) {
            complain("moved", format!("sets {column}, by which {table} is distributed"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_sql(text: &str, expected: &[&str]) {
        let distribution =
            Distribution::parse("[ecif]\nparty = \"party_id\"\nkind = \"reference\"\n").expect("a list");
        let found: Vec<String> = check("x.sql", text, "ecif", &distribution)
            .into_iter()
            .map(|complaint| format!("{} {}", complaint.at, complaint.what))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn columns_are_named() {
        check_sql(
            "--! find_party\nselect count(*), a * b, 2 * (3) from ecif.party p",
            &[],
        );
        let complaint = ["x.sql:1 names no columns: a new column would change what it gives (star)"];
        check_sql("select * from ecif.party", &complaint);
        check_sql("select p.* from ecif.party p", &complaint);
        check_sql("select 1, * from ecif.party p", &complaint);
        check_sql("delete from ecif.party returning *", &complaint);
        check_sql(
            "insert into ecif.party (party_id) values (:id); insert into ecif.kind values ('a')",
            &["x.sql:1 inserts into ecif.kind without naming the columns (columns)"],
        );
    }

    #[test]
    fn locks_stay_on_one_table() {
        check_sql(
            "select a from ecif.party where b in (1, 2) order by a, b for update skip locked",
            &[],
        );
        check_sql(
            "select a from ecif.party p join ecif.kind k using (kind) for update of p",
            &[],
        );
        let complaint =
            ["x.sql:1 locks rows of more than one table, which may be on several machines (lock)"];
        check_sql(
            "select a from ecif.party p join ecif.kind k using (kind) for update",
            &complaint,
        );
        check_sql(
            "select a from ecif.party p, ecif.kind k where true for no key update",
            &complaint,
        );
        check_sql(
            "select pg_advisory_xact_lock(1)",
            &["x.sql:1 takes an advisory lock, which other machines do not see (advisory)"],
        );
    }

    #[test]
    fn products_keep_to_themselves() {
        check_sql(
            "select a from ocrm.card",
            &["x.sql:1 names ocrm, another product's schema (schema)"],
        );
    }

    #[test]
    fn rows_do_not_move() {
        check_sql(
            "update ecif.party set number = (select party_id from ecif.kind) where party_id = :id",
            &[],
        );
        let complaint = ["x.sql:1 sets party_id, by which ecif.party is distributed (moved)"];
        check_sql(
            "update ecif.party set number = 1, party_id = :id where true",
            &complaint,
        );
        check_sql("update ecif.party set (number, party_id) = (1, 2)", &complaint);
        check_sql(
            "insert into ecif.party (party_id) values (:a) on conflict (party_id) do update set party_id = :a",
            &complaint,
        );
        check_sql(
            "insert into ecif.party (party_id) values (:a) on conflict (number) do nothing",
            &["x.sql:1 meets conflicts of ecif.party without its distribution column party_id (conflict)"],
        );
    }

    #[test]
    fn a_rule_can_be_set_aside_with_a_reason() {
        check_sql(
            "-- house: star, because the view is the contract\nselect * from ecif.party",
            &[],
        );
        check_sql(
            "-- house: lock, because wrong rule\nselect * from ecif.party",
            &["x.sql:2 names no columns: a new column would change what it gives (star)"],
        );
    }
}
