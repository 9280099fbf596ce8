//! Reading `[feed.x.format]`.

use super::node::{Leaf, Node};
use crate::MappingError;
use crate::format::{Delimited, Encoding, Fixed, FixedField, Format, Header, Span, Unit, Xlsx};

/// A wider record than any bank sends.
const RECORD_WIDTH_MAX: usize = 1 << 20;

pub(super) fn read(node: &Node<'_>) -> Result<Format, MappingError> {
    let kind = node.need("type", "type = \"delimited\"")?;
    Ok(match kind.text()? {
        "delimited" => Format::Delimited(delimited(node)?),
        "fixed" => Format::Fixed(fixed(node)?),
        "xlsx" => {
            node.only(&["type", "sheet", "header", "columns"])?;
            Format::Xlsx(Xlsx {
                sheet: node.text("sheet")?.map(str::to_owned),
                header: header(node)?,
            })
        }
        "parquet" => {
            node.only(&["type"])?;
            Format::Parquet
        }
        "dbf" => {
            node.only(&["type", "encoding"])?;
            let encoding = encoding(node)?;
            if encoding.unit_bytes() != 1 {
                return Err(node.error("a DBF file is UTF-8 or GB18030, never UTF-16"));
            }
            Format::Dbf { encoding }
        }
        other => {
            return Err(kind.error(format!(
                "`{other}` is none of delimited, fixed, xlsx, parquet, dbf"
            )));
        }
    })
}

/// The columns a format declares by itself, if it does.
pub(super) fn declared(format: &Format) -> Option<Vec<String>> {
    match format {
        Format::Delimited(Delimited {
            header: Header::Declared(columns),
            ..
        })
        | Format::Xlsx(Xlsx {
            header: Header::Declared(columns),
            ..
        }) => Some(columns.clone()),
        Format::Fixed(fixed) => Some(fixed.fields.iter().map(|field| field.name.clone()).collect()),
        _ => None,
    }
}

fn encoding(node: &Node<'_>) -> Result<Encoding, MappingError> {
    let leaf = node.need("encoding", "encoding = \"gb18030\"")?;
    Encoding::parse(leaf.text()?)
        .ok_or_else(|| leaf.error(format!("no such encoding; there are {}", Encoding::WORDS)))
}

fn delimited(node: &Node<'_>) -> Result<Delimited, MappingError> {
    node.only(&["type", "encoding", "delimiter", "quote", "header", "columns"])?;
    let leaf = node.need("delimiter", "delimiter = \"|\"")?;
    let delimiter = leaf.text()?;
    if delimiter.is_empty() || delimiter.contains(['\n', '\r']) {
        return Err(leaf.error("one or more characters are wanted, and no line end"));
    }
    let quote = match node.get("quote") {
        None => None,
        Some(leaf) => {
            let mut chars = leaf.text()?.chars();
            match (chars.next(), chars.next()) {
                (None, _) => None,
                (Some(quote), None) if !matches!(quote, '\n' | '\r') && !delimiter.contains(quote) => {
                    Some(quote)
                }
                _ => {
                    return Err(
                        leaf.error("one character is wanted that is not in the delimiter, or \"\" for none")
                    );
                }
            }
        }
    };
    let delimiter = delimiter.to_owned();
    Ok(Delimited {
        encoding: encoding(node)?,
        delimiter,
        quote,
        header: header(node)?,
    })
}

fn header(node: &Node<'_>) -> Result<Header, MappingError> {
    match (node.flag("header")?, node.get("columns")) {
        (Some(true), Some(leaf)) => {
            Err(leaf.error("the header names the columns; give `header = true` or `columns`, not both"))
        }
        (Some(true) | None, None) => Ok(Header::InFile),
        (Some(false), None) => {
            Err(node.error("without a header the columns must be named: columns = [\"cust_no\", ...]"))
        }
        (Some(false) | None, Some(leaf)) => {
            let names: Vec<String> = leaf.texts()?.into_iter().map(str::to_owned).collect();
            distinct(&names, &leaf)?;
            Ok(Header::Declared(names))
        }
    }
}

fn distinct(names: &[String], leaf: &Leaf<'_>) -> Result<(), MappingError> {
    if names.is_empty() || names.iter().any(String::is_empty) {
        return Err(leaf.error("every column wants a name, and there must be one"));
    }
    for (at, name) in names.iter().enumerate() {
        if names.get(..at).is_some_and(|before| before.contains(name)) {
            return Err(leaf.error(format!("`{name}` is named twice")));
        }
    }
    Ok(())
}

fn fixed(node: &Node<'_>) -> Result<Fixed, MappingError> {
    node.only(&[
        "type",
        "encoding",
        "unit",
        "fields",
        "length",
        "lines",
        "pad_short",
    ])?;
    let encoding = encoding(node)?;
    let unit = match node.text("unit")? {
        None | Some("bytes") => Unit::Bytes,
        Some("characters") => Unit::Characters,
        Some(_) => return Err(node.error("`unit` is \"bytes\" or \"characters\"")),
    };
    let leaf = node.need(
        "fields",
        "fields = [{ name = \"cust_no\", start = 1, width = 12 }]",
    )?;
    let mut fields = Vec::new();
    for item in leaf.items()? {
        let field = item.node()?;
        field.only(&["name", "start", "width"])?;
        let name = field.need("name", "name = \"cust_no\"")?.text()?.to_owned();
        fields.push(FixedField {
            name,
            span: span(&field)?,
        });
    }
    distinct(
        &fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>(),
        &leaf,
    )?;
    let length = node.count("length", 1)?;
    let lines = node.flag("lines")?.unwrap_or(true);
    let last = fields
        .iter()
        .map(|field| field.span.start + field.span.width)
        .max()
        .unwrap_or(0);
    match length {
        None if !lines => Err(node.error("records without line ends want their `length`")),
        Some(length) if length < last || length > RECORD_WIDTH_MAX => Err(node.error(format!(
            "`length` must reach the last field's end, {last}, and not pass {RECORD_WIDTH_MAX}"
        ))),
        _ if !lines && unit == Unit::Characters => {
            Err(node.error("records without line ends are cut by bytes; `unit` must be \"bytes\""))
        }
        _ => {
            let pad_short = node.flag("pad_short")?.unwrap_or(false);
            Ok(Fixed {
                encoding,
                unit,
                fields,
                length,
                lines,
                pad_short,
            })
        }
    }
}

/// `start` (1-based) and `width`.
pub(super) fn span(node: &Node<'_>) -> Result<Span, MappingError> {
    let as_in = "{ start = 1, width = 12 }";
    let (start, width) = (
        node.need("start", as_in)?.count(1)?,
        node.need("width", as_in)?.count(1)?,
    );
    if start + width > RECORD_WIDTH_MAX {
        return Err(node.error(format!("the field ends past {RECORD_WIDTH_MAX}")));
    }
    Ok(Span {
        start: start - 1,
        width,
    })
}
