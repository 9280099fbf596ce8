//! Holds the marks for null in `.sql` files against the catalogue: the generator takes a column without a mark for
//! never null, and a row with a null in it would then fail in production, when it is read.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::TaskError;

/// One query of a file.
#[derive(Debug, Default, PartialEq, Eq)]
struct Query {
    name: String,
    /// The shared row type it names, if any.
    row_type: Option<String>,
    /// Columns marked as nullable beside the query itself.
    marked: HashSet<String>,
    sql: String,
}

/// A file's queries and the marks of its shared row types.
#[derive(Debug, Default)]
struct File {
    queries: Vec<Query>,
    row_types: HashMap<String, HashSet<String>>,
}

/// Finds columns that come straight from a nullable column of a table and bear no mark. A column behind an
/// expression, a cast included, is the author's to judge.
pub async fn check(client: &pg::Connection, folder: &Path) -> Result<(), TaskError> {
    let mut complaints = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "sql") {
            continue;
        }
        let file = parse(&std::fs::read_to_string(&path)?);
        for query in &file.queries {
            let shared = query.row_type.as_ref().and_then(|name| file.row_types.get(name));
            for column in nullable(client, &query.sql).await? {
                if !query.marked.contains(&column) && !shared.is_some_and(|marked| marked.contains(&column)) {
                    let file = path.file_name().unwrap_or_default().to_string_lossy();
                    complaints.push(format!(
                        "{file}: {}: column {column} may be null: mark it `{column}?`",
                        query.name
                    ));
                }
            }
        }
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(TaskError::Queries(complaints.join("\n")))
    }
}

async fn nullable(client: &pg::Connection, sql: &str) -> Result<Vec<String>, TaskError> {
    // A query that cannot be prepared is reported by the generator, which points into the file.
    let Ok(statement) = client.prepare(sql).await else {
        return Ok(Vec::new());
    };
    let known = "select exists (select from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.attrelid = $1 and a.attnum = $2 and c.relkind in ('r', 'p') and not a.attnotnull)";
    let mut columns = Vec::new();
    for column in statement.columns() {
        let (Some(table), Some(number)) = (column.table_oid(), column.column_id()) else {
            continue;
        };
        let row = client
            .query_one(known, &[&table, &number])
            .await
            .map_err(pg::DbError::from)?;
        if row.try_get::<_, bool>(0).map_err(pg::DbError::from)? {
            columns.push(column.name().to_owned());
        }
    }
    Ok(columns)
}

fn parse(text: &str) -> File {
    let mut file = File::default();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("--:") {
            let (name, marks) = head.split_once('(').unwrap_or((head, ""));
            file.row_types.insert(name.trim().to_owned(), marked(marks));
        } else if let Some(head) = line.strip_prefix("--!") {
            file.queries.push(parse_head(head));
        } else if let Some(query) = file
            .queries
            .last_mut()
            .filter(|_| !line.trim_start().starts_with("--"))
        {
            query.sql.push_str(line);
            query.sql.push('\n');
        }
    }
    for query in &mut file.queries {
        query.sql = numbered(query.sql.trim().trim_end_matches(';'));
    }
    file
}

/// Reads `name (parameters) : RowType (columns)`, of which only the name must be there.
fn parse_head(head: &str) -> Query {
    let (left, right) = head.split_once(':').unwrap_or((head, ""));
    let (row_type, marks) = right.split_once('(').unwrap_or((right, ""));
    let name = left.split('(').next().unwrap_or_default().trim().to_owned();
    let row_type = Some(row_type.trim().to_owned()).filter(|name| !name.is_empty());
    Query {
        name,
        row_type,
        marked: marked(marks),
        sql: String::new(),
    }
}

/// The names of `born?, tags?[?], keys[?])` whose own mark says that the whole may be null.
fn marked(list: &str) -> HashSet<String> {
    let names = list.trim_end_matches([')', ' ']).split(',').map(str::trim);
    names
        .filter_map(|name| name.split_once('?'))
        .map(|(name, _)| name)
        .filter(|name| !name.contains('['))
        .map(str::to_owned)
        .collect()
}

/// Turns `:name` into `$1`, the same name into the same number.
fn numbered(sql: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find([':', '\'']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some(text) = after.strip_prefix('\'') {
            let end = text.find('\'').map_or(after.len(), |end| end + 2);
            out.push_str(&after[..end]);
            rest = &after[end..];
        } else if let Some(cast) = after.strip_prefix("::") {
            out.push_str("::");
            rest = cast;
        } else {
            let end = after[1..]
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .map_or(after.len(), |end| end + 1);
            let name = &after[1..end];
            if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
                out.push_str(&after[..end]);
            } else {
                let place = names.iter().position(|known| known == name).unwrap_or_else(|| {
                    names.push(name.to_owned());
                    names.len() - 1
                });
                out.push_str(&format!("${}", place + 1));
            }
            rest = &after[end..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered() {
        let check = |sql: &str, expect: &str| assert_eq!(numbered(sql), expect, "{sql}");
        check("select 1", "select 1");
        check(
            "where a = :a and b = :b or c = :a",
            "where a = $1 and b = $2 or c = $1",
        );
        check("any(:ids::uuid[])", "any($1::uuid[])");
        check("select ':no', :yes", "select ':no', $1");
        check("select x::text", "select x::text");
        check("select a[1:2]", "select a[1:2]");
    }

    #[test]
    fn marks_are_read() {
        let file = parse(
            "--: Row(born?, keys[?])\n--! one (note?) : Row\nselect 1;\n--! two : (tags?[?], name?)\nselect\n2;\n",
        );
        let names = |set: &HashSet<String>| {
            let mut names: Vec<&str> = set.iter().map(String::as_str).collect();
            names.sort_unstable();
            names.join(" ")
        };
        assert_eq!(names(&file.row_types["Row"]), "born");
        assert_eq!(file.queries[0].row_type.as_deref(), Some("Row"));
        assert_eq!(file.queries[0].sql, "select 1");
        assert_eq!(file.queries[1].name, "two");
        assert_eq!(names(&file.queries[1].marked), "name tags");
        assert_eq!(file.queries[1].sql, "select\n2");
    }
}
