//! What each column holds, told from its name and its content.

mod content;
mod header;

use crate::column::Column;
use crate::kind::Kind;
use content::Content;

/// What was found of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Inferred {
    /// The column's name.
    pub column: String,
    /// What it holds.
    pub kind: Kind,
    /// What said so.
    pub because: String,
    /// The share of rows with a value.
    pub filled: f64,
    /// Distinct values.
    pub distinct: usize,
}

/// Whether a header says that its column is only about the record itself.
#[must_use]
pub fn is_context(header: &str) -> bool {
    header::kind(header) == Some(Kind::Context)
}

/// A column that was not read.
#[must_use]
pub fn unread(column: &str) -> Inferred {
    Inferred {
        column: column.to_owned(),
        kind: Kind::Context,
        because: "name; not read".to_owned(),
        filled: 0.0,
        distinct: 0,
    }
}

/// Infers what a column holds.
#[must_use]
pub fn infer(column: &Column) -> Inferred {
    let content = Content::of(column);
    let by_name = header::kind(&column.name);
    let (kind, because) = settle(by_name, &content);
    Inferred {
        column: column.name.clone(),
        kind,
        because: because.to_owned(),
        filled: content.filled,
        distinct: content.distinct,
    }
}

/// The name says what is meant, the content what is there: where the two cannot both be, the content wins.
fn settle(by_name: Option<Kind>, content: &Content) -> (Kind, &'static str) {
    if content.distinct == 0 {
        return (Kind::Context, "no row has a value");
    }
    if content.distinct == 1 && content.filled > 0.99 {
        return (Kind::Context, "all rows have the same value");
    }
    let by_content = content.kind();
    let Some(named) = by_name else {
        return match by_content {
            // A value of its own in nearly every row, and nothing known of it: it names the row.
            Kind::Code | Kind::Text if content.is_unique => {
                (Kind::RecordId, "each row has a value of its own")
            }
            kind => (kind, "content"),
        };
    };
    match named {
        Kind::Date if content.dates < 0.5 => (by_content, "content, against the name"),
        Kind::Number if content.numbers < 0.5 => (by_content, "content, against the name"),
        Kind::Number if content.distinct < 16 => (Kind::Code, "few values"),
        Kind::Position if content.positions < 0.5 => (by_content, "content, against the name"),
        Kind::Phone if content.digits < 0.3 => (by_content, "content, against the name"),
        Kind::Email if content.mails < 0.3 => (by_content, "content, against the name"),
        Kind::FullName if content.companies > 0.3 => (Kind::Company, "name and content"),
        Kind::FullName | Kind::GivenName | Kind::Surname if content.digits > 0.8 => {
            (by_content, "content, against the name")
        }
        Kind::OtherId if content.permanent > 0.5 => (Kind::PermanentId, "name and content"),
        Kind::OtherId if content.is_unique => (Kind::RecordId, "each row has a value of its own"),
        Kind::OtherId if content.distinct < 64 => (Kind::Code, "few values"),
        _ => (named, "name"),
    }
}
