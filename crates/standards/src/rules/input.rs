//! Reading the input of a rule; what does not fit is named.

use serde_json::Value;

use super::EvalError;

pub(super) fn bad(rule: &str, field: &str, expected: &'static str) -> EvalError {
    EvalError::BadInput {
        rule: rule.to_owned(),
        field: field.to_owned(),
        expected,
    }
}

/// A text, or a whole number as its digits: files often carry numbers of documents unquoted.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}

pub(super) fn text(rule: &str, input: &Value) -> Result<String, EvalError> {
    as_text(input).ok_or_else(|| bad(rule, "input", "a text"))
}

pub(super) fn pair(rule: &str, input: &Value) -> Result<(String, String), EvalError> {
    let texts = input.as_array().and_then(|values| match &values[..] {
        [one, other] => as_text(one).zip(as_text(other)),
        _ => None,
    });
    texts.ok_or_else(|| bad(rule, "input", "a list of two texts"))
}

pub(super) fn field<'v>(rule: &str, input: &'v Value, name: &str) -> Result<&'v Value, EvalError> {
    let fields = input.as_object().ok_or_else(|| bad(rule, "input", "an object"))?;
    fields.get(name).ok_or_else(|| bad(rule, name, "given"))
}

/// A number that may be left out or null.
pub(super) fn number(rule: &str, input: &Value, name: &str) -> Result<Option<f64>, EvalError> {
    match input.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_f64()
            .map(Some)
            .ok_or_else(|| bad(rule, name, "a number")),
    }
}

pub(super) fn whole(rule: &str, input: &Value, name: &str) -> Result<i64, EvalError> {
    field(rule, input, name)?
        .as_i64()
        .ok_or_else(|| bad(rule, name, "a whole number"))
}

/// True or false; false when left out or null.
pub(super) fn flag(rule: &str, input: &Value, name: &str) -> Result<bool, EvalError> {
    match input.get(name) {
        None | Some(Value::Null) => Ok(false),
        Some(value) => value.as_bool().ok_or_else(|| bad(rule, name, "true or false")),
    }
}

/// A list of texts; empty when left out.
pub(super) fn list(rule: &str, input: &Value, name: &str) -> Result<Vec<String>, EvalError> {
    let Some(value) = input.get(name) else {
        return Ok(Vec::new());
    };
    let texts = value
        .as_array()
        .and_then(|values| values.iter().map(as_text).collect());
    texts.ok_or_else(|| bad(rule, name, "a list of texts"))
}
