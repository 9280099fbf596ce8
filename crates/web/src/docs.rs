//! The pages for programmers: `/docs` renders the OpenAPI document, `/docs/problems` lists the codes.
//!
//! They are written once, when the service starts, as plain HTML with one style sheet: no script, nothing from
//! elsewhere, so they open in a bank's closed network and under a policy that lets nothing run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::{HeaderName, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;

use crate::problem::Code;

const STYLE: &str = include_str!("docs/style.css");
const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

pub(crate) fn page(html: &'static str) -> Response {
    let headers: [(HeaderName, &str); 2] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, Html(html)).into_response()
}

pub(crate) fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, STYLE).into_response()
}

/// The page that lists the codes.
pub(crate) fn problems() -> String {
    let mut body = String::from(
        "<h1>Problems 问题代码</h1><p>Every answer that is no success is <code>application/problem+json</code> with \
         one of these codes. A code never changes its meaning. \
         <span lang=\"zh\">凡不成功的应答均为 <code>application/problem+json</code>，并带下列代码之一；代码含义永不改变。</span></p>\
         <table><thead><tr><th>code</th><th>status</th><th>English</th><th lang=\"zh\">中文</th></tr></thead><tbody>",
    );
    for code in Code::ALL {
        let told = code.told();
        let _ = write!(
            body,
            "<tr id=\"{word}\"><td><code>{word}</code></td><td>{status}</td><td><b>{en}</b><br>{meaning_en}</td>\
             <td lang=\"zh\"><b>{zh}</b><br>{meaning_zh}</td></tr>",
            word = told.word,
            status = told.status.as_u16(),
            en = told.en,
            zh = told.zh,
            meaning_en = marked(told.meaning_en),
            meaning_zh = marked(told.meaning_zh),
        );
    }
    body.push_str("</tbody></table>");
    framed("Problems · Guiyi", &body)
}

/// The page that shows the document.
pub(crate) fn reference(document: &Value) -> String {
    let text = |value: &Value| value.as_str().map(marked).unwrap_or_default();
    let mut groups: BTreeMap<String, Vec<(String, &str, &Value)>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let tag = operation["tags"][0].as_str().unwrap_or("other").to_owned();
            groups
                .entry(tag)
                .or_default()
                .push((path.clone(), method, operation));
        }
    }
    let mut body = format!(
        "<h1>{} <small>{}</small></h1><p>{}</p><p><a href=\"/api/openapi.json\">openapi.json</a> · <a \
         href=\"/docs/problems\">problems</a></p><nav><ul>",
        text(&document["info"]["title"]),
        text(&document["info"]["version"]),
        text(&document["info"]["description"]),
    );
    for (tag, operations) in &groups {
        let _ = write!(
            body,
            "<li><a href=\"#tag-{tag}\">{tag}</a> <small>{}</small></li>",
            operations.len()
        );
    }
    body.push_str("<li><a href=\"#schemas\">schemas</a></li></ul></nav>");
    for (tag, operations) in &groups {
        let described = document["tags"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|known| known["name"].as_str() == Some(tag));
        let _ = write!(body, "<section id=\"tag-{tag}\"><h2>{tag}</h2>");
        if let Some(described) = described {
            let _ = write!(body, "<p>{}</p>", text(&described["description"]));
        }
        for (path, method, operation) in operations {
            operation_into(&mut body, path, method, operation);
        }
        body.push_str("</section>");
    }
    body.push_str("<section id=\"schemas\"><h2>schemas</h2>");
    for (name, schema) in document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let _ = write!(
            body,
            "<details id=\"schema-{name}\"><summary><code>{name}</code> <span>{}</span></summary>",
            text(&schema["description"])
        );
        schema_into(&mut body, schema);
        body.push_str("</details>");
    }
    body.push_str("</section>");
    framed("Services · Guiyi", &body)
}

fn operation_into(body: &mut String, path: &str, method: &str, operation: &Value) {
    let id = operation["operationId"].as_str().unwrap_or_default();
    let right = match operation["x-right"]["kind"].as_str() {
        Some("public") => "anybody".to_owned(),
        Some("signed-in") => "signed in".to_owned(),
        _ => format!(
            "{}: {}",
            operation["x-right"]["object"].as_str().unwrap_or_default(),
            operation["x-right"]["action"].as_str().unwrap_or_default()
        ),
    };
    let _ = write!(
        body,
        "<details id=\"{id}\"><summary><b class=\"{method}\">{}</b> <code>{}</code> <span>{}</span> \
         <i>{right}</i></summary>",
        method.to_uppercase(),
        escaped(path),
        marked(operation["summary"].as_str().unwrap_or_default()),
    );
    if let Some(description) = operation["description"].as_str() {
        let _ = write!(body, "<p>{}</p>", marked(description));
    }
    let parameters: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
    if !parameters.is_empty() {
        body.push_str("<h4>parameters</h4><table><tbody>");
        for parameter in parameters {
            let _ = write!(
                body,
                "<tr><td><code>{}</code>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                escaped(parameter["name"].as_str().unwrap_or_default()),
                if parameter["required"] == true { " *" } else { "" },
                parameter["in"].as_str().unwrap_or_default(),
                kind(&parameter["schema"]),
                marked(parameter["description"].as_str().unwrap_or_default()),
            );
        }
        body.push_str("</tbody></table>");
    }
    for (media, content) in operation["requestBody"]["content"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let _ = write!(
            body,
            "<h4>body</h4><p><code>{}</code> {}</p>",
            escaped(media),
            kind(&content["schema"])
        );
    }
    body.push_str("<h4>answers</h4><table><tbody>");
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let shapes: Vec<String> = response["content"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(_, content)| kind(&content["schema"]))
            .collect();
        let _ = write!(
            body,
            "<tr><td><code>{status}</code></td><td>{}</td><td>{}</td></tr>",
            shapes.join(", "),
            marked(response["description"].as_str().unwrap_or_default()),
        );
    }
    body.push_str("</tbody></table></details>");
}

fn schema_into(body: &mut String, schema: &Value) {
    if let Some(properties) = schema["properties"].as_object() {
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        body.push_str("<table><tbody>");
        for (name, property) in properties {
            let _ = write!(
                body,
                "<tr><td><code>{}</code>{}</td><td>{}</td><td>{}</td></tr>",
                escaped(name),
                if required.contains(&name.as_str()) {
                    " *"
                } else {
                    ""
                },
                kind(property),
                marked(property["description"].as_str().unwrap_or_default()),
            );
        }
        body.push_str("</tbody></table>");
    } else {
        let _ = write!(body, "<p>{}</p>", kind(schema));
    }
}

/// A schema in a few words, with links to those it names.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let name = escaped(name);
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    for (word, together) in [("oneOf", " | "), ("anyOf", " | "), ("allOf", " & ")] {
        if let Some(parts) = schema[word].as_array() {
            return parts.iter().map(kind).collect::<Vec<_>>().join(together);
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        return values
            .iter()
            .map(|value| format!("<code>{}</code>", escaped(&value.to_string())))
            .collect::<Vec<_>>()
            .join(" ");
    }
    let names: Vec<&str> = match &schema["type"] {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => vec!["any"],
    };
    let told = names.iter().map(|name| match *name {
        "array" => format!("array of {}", kind(&schema["items"])),
        "object" if schema["additionalProperties"].is_object() => {
            format!("object of {}", kind(&schema["additionalProperties"]))
        }
        name => match schema["format"].as_str() {
            Some(format) => format!("{name} ({})", escaped(format)),
            None => name.to_owned(),
        },
    });
    told.collect::<Vec<_>>().join(" or ")
}

fn framed(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title}</title><link rel=\"stylesheet\" \
         href=\"/docs/style.css\"></head><body><main>{body}</main></body></html>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Text in which backticks mark code.
fn marked(text: &str) -> String {
    let mut told = String::new();
    for (index, part) in escaped(text).split('`').enumerate() {
        if index % 2 == 1 {
            let _ = write!(told, "<code>{part}</code>");
        } else {
            told.push_str(part);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_anchor() {
        let page = problems();
        for code in Code::ALL {
            assert!(
                page.contains(&format!("id=\"{}\"", code.word())),
                "{}",
                code.word()
            );
        }
    }

    #[test]
    fn markup_in_a_description_is_text() {
        assert_eq!(marked("a `b` <c>"), "a <code>b</code> &lt;c&gt;");
    }
}
