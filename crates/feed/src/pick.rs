//! A pick: where in a row a value stands, and the way from there to ours.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::convert::{Failure, Step, apply_all};
use crate::{Finding, RawRow, Reject};

/// A code table: the source's code to ours. The key `*` stands for every code not listed.
pub(crate) type CodeTable = HashMap<String, String>;

/// DQ-03: what people type where nothing is known. `0` is left to `null_if`, for it is a number as well.
const PLACEHOLDERS: [&str; 8] = ["无", "不详", "未知", "空", "NULL", "N/A", "-", "测试"];

/// Where a value stands and what is done to it.
#[derive(Debug, Clone)]
pub(crate) struct Pick {
    /// The column's name, for messages; of several, joined by `+`.
    pub(crate) label: String,
    pub(crate) from: From,
    pub(crate) steps: Vec<Step>,
    pub(crate) codes: Option<Arc<CodeTable>>,
    /// Taken when the row says nothing.
    pub(crate) default: Option<String>,
    /// An empty value rejects the row.
    pub(crate) required: bool,
    /// A code or a value that cannot be read rejects the row.
    pub(crate) strict: bool,
    /// Whether the DQ-03 placeholders count as nothing.
    pub(crate) placeholders: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum From {
    Slot(u16),
    Joined { slots: Vec<u16>, join: String },
    Constant(String),
}

/// What mapping a row has brought up so far.
#[derive(Debug)]
pub(crate) struct Said {
    line: u64,
    pub(crate) findings: Vec<Finding>,
    pub(crate) rejects: Vec<Reject>,
}

impl Said {
    pub(crate) fn new(line: u64) -> Self {
        Self {
            line,
            findings: Vec::new(),
            rejects: Vec::new(),
        }
    }

    pub(crate) fn reject(&mut self, field: &str, value: &str, rule: &'static str, reason: impl Into<String>) {
        self.rejects
            .push(Reject::new(self.line, field, value, rule, reason.into()));
    }

    pub(crate) fn find(&mut self, field: &str, value: &str, rule: &'static str, reason: impl Into<String>) {
        let (field, value) = (field.to_owned(), value.to_owned());
        self.findings.push(Finding {
            field,
            value,
            rule,
            reason: reason.into(),
        });
    }
}

impl Pick {
    /// A column as it stands, trimmed.
    pub(crate) fn column(label: &str, slot: u16) -> Self {
        Self {
            label: label.to_owned(),
            from: From::Slot(slot),
            ..Self::constant("")
        }
    }

    pub(crate) fn constant(text: &str) -> Self {
        Self {
            label: String::new(),
            from: From::Constant(text.to_owned()),
            steps: Vec::new(),
            codes: None,
            default: None,
            required: false,
            strict: false,
            placeholders: true,
        }
    }

    /// The row's text before any conversion.
    pub(crate) fn raw<'a>(&'a self, row: &'a RawRow) -> Cow<'a, str> {
        match &self.from {
            From::Slot(slot) => Cow::Borrowed(row.slot(*slot)),
            From::Constant(text) => Cow::Borrowed(text),
            From::Joined { slots, join } => {
                let parts = slots
                    .iter()
                    .map(|slot| row.slot(*slot).trim())
                    .filter(|part| !part.is_empty());
                Cow::Owned(parts.collect::<Vec<_>>().join(join))
            }
        }
    }

    /// The value, or nothing; what is amiss goes into `said`.
    pub(crate) fn resolve<'a>(&'a self, row: &'a RawRow, said: &mut Said) -> Option<Cow<'a, str>> {
        if let (From::Constant(text), None, true) = (&self.from, &self.codes, self.steps.is_empty()) {
            return (!text.is_empty()).then_some(Cow::Borrowed(text));
        }
        let raw = self.raw(row);
        let value = match raw {
            Cow::Borrowed(text) => self.convert(text, said),
            Cow::Owned(text) => self
                .convert(&text, said)
                .map(|value| Cow::Owned(value.into_owned())),
        };
        match value {
            Some(value) if !value.is_empty() => Some(value),
            // what was refused is not replaced by a default
            Some(_) => self.nothing(row, said),
            None => None,
        }
    }

    /// An empty text where there is nothing, None where something was there and had to be left out.
    fn convert<'a>(&'a self, raw: &'a str, said: &mut Said) -> Option<Cow<'a, str>> {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            return Some(Cow::Borrowed(""));
        }
        if self.holds_the_place(trimmed) {
            said.find(&self.label, trimmed, "DQ-03", "a placeholder, not a value");
            return Some(Cow::Borrowed(""));
        }
        let value = match apply_all(&self.steps, raw) {
            Ok(value) => value,
            Err(Failure { rule, reason }) => {
                self.left_out(raw, rule, reason, said);
                return None;
            }
        };
        if !self.steps.is_empty() && self.holds_the_place(value.trim()) {
            said.find(&self.label, trimmed, "DQ-03", "a placeholder, not a value");
            return Some(Cow::Borrowed(""));
        }
        let Some(codes) = &self.codes else {
            return Some(value);
        };
        let code = value.trim();
        if code.is_empty() {
            return Some(Cow::Borrowed(""));
        }
        match codes.get(code).or_else(|| codes.get("*")) {
            Some(ours) => Some(Cow::Borrowed(ours)),
            None if self.strict => {
                said.reject(&self.label, raw, "DQ-15", "the code is not in the code table");
                None
            }
            None => {
                said.find(&self.label, raw, "DQ-15", "the code is not in the code table");
                None
            }
        }
    }

    /// Says that a value cannot be taken: as a reject where the field must be right, else as a finding.
    pub(crate) fn left_out(&self, value: &str, rule: &'static str, reason: String, said: &mut Said) {
        if self.required || self.strict {
            said.reject(&self.label, value, rule, reason);
        } else {
            said.find(&self.label, value, rule, reason);
        }
    }

    fn nothing<'a>(&'a self, row: &'a RawRow, said: &mut Said) -> Option<Cow<'a, str>> {
        if let Some(default) = &self.default {
            return Some(Cow::Borrowed(default));
        }
        if self.required {
            said.reject(&self.label, &self.raw(row), "DQ-03", "a value is required here");
        }
        None
    }

    fn holds_the_place(&self, text: &str) -> bool {
        // the longest placeholder is shorter than this, and most values are longer
        text.len() <= 9
            && self.placeholders
            && PLACEHOLDERS
                .iter()
                .any(|placeholder| placeholder.eq_ignore_ascii_case(text))
            && !self.codes.as_ref().is_some_and(|codes| codes.contains_key(text))
    }
}
