//! A row as the file has it, and what may be said against it.

use std::fmt;
use std::sync::Arc;

/// One row of a file: its fields in the file's own column order, decoded, nothing else done to them.
///
/// The fields share one text, so that a million rows cost two allocations each and not twenty.
#[derive(Clone)]
pub struct RawRow {
    /// The line the row begins on, 1-based (the row's number for formats without lines: xlsx, parquet, dbf).
    pub line: u64,
    columns: Arc<Columns>,
    text: String,
    /// Where in `text` each field begins and ends.
    spans: Vec<(u32, u32)>,
    broken: Option<Box<Reject>>,
}

/// The columns of one file, and where in it the columns stand that the feed's mapping asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The file's columns in the file's order.
    pub(crate) names: Vec<String>,
    /// For each column the mapping uses, in the mapping's order: its place in `names`.
    pub(crate) slots: Vec<u16>,
}

/// Why a row, or one field of it, cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The line the row begins on, 1-based.
    pub line: u64,
    /// The column at fault; empty when the row as a whole is.
    pub field: String,
    /// What stood there, verbatim (cut after 200 characters).
    pub value: String,
    /// The rule that refused: `DQ-03`, `DQ-15`, `DQ-18`, or one of this crate's own (`fields`, `quote`, `key`, ...).
    pub rule: &'static str,
    /// Why, in words.
    pub reason: String,
}

/// Something worth knowing about a row that is taken all the same: a code without a meaning, a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The column it is about.
    pub field: String,
    /// What stood there, verbatim.
    pub value: String,
    /// The rule, as in [`Reject::rule`].
    pub rule: &'static str,
    /// Why, in words.
    pub reason: String,
}

/// How much of a value a reject repeats: a field that swallowed half a file must not fill the rejects file too.
const VALUE_SHOWN_CHARS: usize = 200;

impl Reject {
    pub(crate) fn new(line: u64, field: &str, value: &str, rule: &'static str, reason: String) -> Self {
        let value = value.chars().take(VALUE_SHOWN_CHARS).collect();
        Self {
            line,
            field: field.to_owned(),
            value,
            rule,
            reason,
        }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.field.is_empty() {
            write!(f, ", {} `{}`", self.field, self.value)?;
        }
        write!(f, ": {} ({})", self.reason, self.rule)
    }
}

impl RawRow {
    pub(crate) fn new(line: u64, columns: &Arc<Columns>, text_bytes: usize) -> Self {
        Self {
            line,
            columns: Arc::clone(columns),
            text: String::with_capacity(text_bytes),
            spans: Vec::with_capacity(columns.names.len()),
            broken: None,
        }
    }

    /// Appends text; no field yet.
    pub(crate) fn push_str(&mut self, part: &str) {
        self.text.push_str(part);
    }

    /// Where the next text goes.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// The text so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Makes a field of a part of the text.
    pub(crate) fn push_span(&mut self, start: usize, end: usize) {
        // a record is far below 4 GiB (see `read`), so the places fit
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.spans.push((place(start), place(end)));
    }

    pub(crate) fn push_field(&mut self, field: &str) {
        let start = self.text.len();
        self.push_str(field);
        self.push_span(start, self.text.len());
    }

    /// Leaves out the first fields.
    pub(crate) fn drop_first(&mut self, count: usize) {
        self.spans.drain(..count.min(self.spans.len()));
    }

    /// Starts over.
    pub(crate) fn reset(&mut self) {
        self.text.clear();
        self.spans.clear();
    }

    /// Starts over with one field that holds the record as it stands.
    pub(crate) fn reset_to(&mut self, record: &str) {
        self.reset();
        self.push_field(record);
    }

    /// Marks the row as not to be mapped; what was said first stays.
    pub(crate) fn break_with(&mut self, field: &str, value: &str, rule: &'static str, reason: String) {
        if self.broken.is_none() {
            self.broken = Some(Box::new(Reject::new(self.line, field, value, rule, reason)));
        }
    }

    /// Breaks the row when it has not as many fields as the file has columns.
    pub(crate) fn check_width(&mut self) {
        let (found, wanted) = (self.spans.len(), self.columns.names.len());
        if found != wanted {
            self.break_with(
                "",
                "",
                "fields",
                format!("{found} fields where the file has {wanted} columns"),
            );
        }
    }

    /// The field at a place of the file, 0-based; empty when the row is too short.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        let Some(&(start, end)) = self.spans.get(index) else {
            return "";
        };
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The field the mapping knows by this number.
    pub(crate) fn slot(&self, slot: u16) -> &str {
        self.columns
            .slots
            .get(usize::from(slot))
            .map_or("", |&index| self.get(usize::from(index)))
    }

    /// How many fields the row has; as many as [`Self::columns`] unless it is broken.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether the row has no field at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The fields in the file's order.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The names of the file's columns, in the file's order.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns.names
    }

    /// Why the reader could not make a whole row of it (wrong number of fields, an unclosed quote, ...).
    #[must_use]
    pub fn broken(&self) -> Option<&Reject> {
        self.broken.as_deref()
    }
}

impl PartialEq for RawRow {
    fn eq(&self, other: &Self) -> bool {
        self.line == other.line && self.broken == other.broken && self.fields().eq(other.fields())
    }
}

impl Eq for RawRow {}

impl fmt::Debug for RawRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRow")
            .field("line", &self.line)
            .field("fields", &self.fields().collect::<Vec<_>>())
            .field("broken", &self.broken)
            .finish()
    }
}
