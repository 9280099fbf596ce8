//! Reading `[feed.x.control]`.

use super::node::{Leaf, Node};
use super::picks::{Bare, Reading};
use crate::MappingError;
use crate::control::{ChecksumOf, Control, Place, TotalsFile, TotalsForm, TotalsRecord};
use crate::convert::DateFormat;
use crate::format::Format;

pub(super) fn read(
    node: &Node<'_>,
    format: &Format,
    reading: &mut Reading<'_>,
) -> Result<Control, MappingError> {
    node.only(&[
        "trailer",
        "header",
        "file",
        "form",
        "delimiter",
        "names",
        "checksum_of",
        "date_format",
    ])?;
    let mut record = |key: &str| {
        node.node(key)?
            .map(|node| totals_record(&node, format, reading))
            .transpose()
    };
    let (header, trailer) = (record("header")?, record("trailer")?);
    let file = node
        .get("file")
        .map(|name| totals_file(&name, node, reading))
        .transpose()?;
    let control = Control {
        header,
        trailer,
        file,
    };
    if control.is_empty() {
        return Err(node.error("one of `trailer`, `header` and `file` is wanted"));
    }
    if !control.sums_agree() {
        return Err(node.error("the totals name different columns to add up; one column can be added up"));
    }
    Ok(control)
}

fn totals_record(
    node: &Node<'_>,
    format: &Format,
    reading: &mut Reading<'_>,
) -> Result<TotalsRecord, MappingError> {
    node.only(&[
        "starts_with",
        "rows",
        "checksum",
        "business_date",
        "checksum_of",
        "date_format",
    ])?;
    let fixed = match format {
        Format::Fixed(_) => true,
        Format::Delimited(_) => false,
        _ => return Err(node.error("only delimited and fixed files have such a record; use a control file")),
    };
    let starts = node.need("starts_with", "starts_with = \"T|\"")?;
    let starts_with = starts.text()?.to_owned();
    if starts_with.is_empty() || starts_with.contains(['\n', '\r']) {
        return Err(starts.error("the text such a record begins with is wanted"));
    }
    let place = |key: &str| -> Result<Option<Place>, MappingError> {
        let Some(leaf) = node.get(key) else {
            return Ok(None);
        };
        if fixed {
            let span = leaf.node()?;
            span.only(&["start", "width"])?;
            Ok(Some(Place::Span(super::format::span(&span)?)))
        } else {
            Ok(Some(Place::Field(leaf.count(1)?)))
        }
    };
    let checksum_of = checksum_of(node, reading)?.unwrap_or(ChecksumOf::Body);
    if matches!(checksum_of, ChecksumOf::File) {
        return Err(node.error(
            "a record cannot hold the digest of the file it stands in; `checksum_of` is \"body\" or a sum",
        ));
    }
    let without_lines = matches!(format, Format::Fixed(fixed) if !fixed.lines);
    if without_lines && node.get("checksum").is_some() && matches!(checksum_of, ChecksumOf::Body) {
        return Err(
            node.error("the digest of the body wants records with line ends; use a sum or a control file")
        );
    }
    Ok(TotalsRecord {
        starts_with,
        rows: place("rows")?,
        checksum: place("checksum")?,
        business_date: place("business_date")?,
        checksum_of,
        date_format: date_format(node)?,
    })
}

fn totals_file(
    name: &Leaf<'_>,
    node: &Node<'_>,
    reading: &mut Reading<'_>,
) -> Result<TotalsFile, MappingError> {
    let text = name.text()?;
    if text.is_empty() || text.contains(['/', '\\']) || !(text.contains("{stem}") || text.contains("{name}"))
    {
        return Err(name.error(
            "a name with {stem} or {name} is wanted, in the same folder as the file: \"{stem}.ctl\"",
        ));
    }
    let names = node.node("names")?;
    if let Some(names) = &names {
        names.only(&["rows", "sha256", "checksum", "business_date"])?;
    }
    let given = |key: &str| names.as_ref().and_then(|names| names.get(key));
    let checksum = given("checksum").or_else(|| given("sha256"));
    let form = match node.text("form")? {
        None | Some("key=value") => {
            // without `names` every total may be there under its usual name; with it, those named must be
            let key = |leaf: Option<Leaf<'_>>| leaf.map(|leaf| Ok(leaf.text()?.to_owned())).transpose();
            let (rows, date) = (key(given("rows"))?, key(given("business_date"))?);
            TotalsForm::KeyValue {
                rows,
                checksum: key(checksum)?,
                business_date: date,
            }
        }
        Some("delimited") => {
            let delimiter = node.need("delimiter", "delimiter = \"|\"")?.text()?.to_owned();
            if delimiter.is_empty() || names.is_none() {
                return Err(
                    node.error("a delimited control file wants `delimiter` and `names` with field numbers")
                );
            }
            let number = |leaf: Option<Leaf<'_>>| leaf.map(|leaf| leaf.count(1)).transpose();
            let (rows, date) = (number(given("rows"))?, number(given("business_date"))?);
            TotalsForm::Delimited {
                delimiter,
                rows,
                checksum: number(checksum)?,
                business_date: date,
            }
        }
        Some(_) => return Err(node.error("`form` is \"key=value\" or \"delimited\"")),
    };
    Ok(TotalsFile {
        name: text.to_owned(),
        form,
        checksum_of: checksum_of(node, reading)?.unwrap_or(ChecksumOf::File),
        date_format: date_format(node)?,
    })
}

fn checksum_of(node: &Node<'_>, reading: &mut Reading<'_>) -> Result<Option<ChecksumOf>, MappingError> {
    let Some(leaf) = node.get("checksum_of") else {
        return Ok(None);
    };
    Ok(Some(match leaf.value {
        toml::Value::String(word) if word == "file" => ChecksumOf::File,
        toml::Value::String(word) if word == "body" => ChecksumOf::Body,
        toml::Value::Table(_) => {
            let table = leaf.node()?;
            table.only(&["sum"])?;
            let sum = table.need("sum", "checksum_of = { sum = \"balance\" }")?;
            ChecksumOf::Sum(Box::new(reading.pick(&sum, Bare::Column)?))
        }
        _ => return Err(leaf.error("\"file\", \"body\" or { sum = \"column\" } is wanted")),
    }))
}

fn date_format(node: &Node<'_>) -> Result<DateFormat, MappingError> {
    let (text, leaf) = match node.get("date_format") {
        Some(leaf) => (leaf.text()?, Some(leaf)),
        None => ("%Y%m%d", None),
    };
    DateFormat::date(text)
        .map_err(|problem| leaf.map_or_else(|| node.error(&problem), |leaf| leaf.error(&problem)))
}
