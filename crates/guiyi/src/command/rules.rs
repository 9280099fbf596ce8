//! `guiyi rules eval`.

use std::io::{BufRead as _, BufWriter, Write as _};

use base::{Clock as _, Date};
use serde_json::{Value, json};

use super::Failure;
use crate::cli;
use crate::clock::SystemClock;

/// Evaluates rules line by line.
pub fn run(args: &cli::Rules) -> Result<(), Failure> {
    let cli::Rules::Eval { today } = args;
    let today = today.unwrap_or_else(|| SystemClock.today());
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| Failure(format!("standard input, line {}: {error}", index + 1)))?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer(&line, today);
        writeln!(out, "{answer}").map_err(|error| Failure(error.to_string()))?;
    }
    out.flush().map_err(|error| Failure(error.to_string()))
}

/// One line's answer; what is wrong with a line is told in its place, so that the others are answered too.
fn answer(line: &str, today: Date) -> Value {
    let asked: Value = match serde_json::from_str(line) {
        Ok(asked) => asked,
        Err(error) => return json!({ "result": { "error": format!("this is no JSON: {error}") } }),
    };
    let Some(rule) = asked.get("rule").and_then(Value::as_str) else {
        return with_id(&asked, json!({ "result": { "error": "`rule` is missing" } }));
    };
    let Some(input) = asked.get("input") else {
        return with_id(
            &asked,
            json!({ "rule": rule, "result": { "error": "`input` is missing" } }),
        );
    };
    let result = if rule == "MERGE-01" {
        ecif::resolve::evaluate(input, today)
    } else {
        standards::rules::eval(rule, input, today).map_err(|error| error.to_string())
    };
    let result = result.unwrap_or_else(|error| json!({ "error": error }));
    with_id(&asked, json!({ "rule": rule, "result": result }))
}

fn with_id(asked: &Value, answer: Value) -> Value {
    let (Some(id), Value::Object(fields)) = (asked.get("id"), &answer) else {
        return answer;
    };
    let mut told = serde_json::Map::new();
    told.insert("id".to_owned(), id.clone());
    told.extend(fields.clone());
    Value::Object(told)
}
