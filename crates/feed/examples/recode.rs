//! Writes the rows of a file as UTF-8 CSV with a header: `recode MAPPING FILE OUT`.
//!
//! For looking into a file of any format, and for `bench/run`, which compares a load with a bare COPY of these rows.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use feed::{About, Catalogue, Mapping, ValueType};

/// Takes any attribute for text: only the columns matter here.
struct Anything;

impl Catalogue for Anything {
    fn attribute(&self, _about: About, _name: &str) -> Option<ValueType> {
        Some(ValueType::Text)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [mapping, file, out] = words.as_slice() else {
        return Err("usage: recode MAPPING FILE OUT".into());
    };
    let file = Path::new(file);
    let mapping = Mapping::parse(&std::fs::read_to_string(mapping)?, &Anything)?;
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let (feed, business_date) = mapping.feed_for(name)?;
    let mut reader = feed.open(file, business_date)?;
    let mut out = BufWriter::new(File::create(out)?);
    write_row(&mut out, reader.columns().iter().map(String::as_str))?;
    while let Some(rows) = reader.next_batch(10_000)? {
        for row in rows.iter().filter(|row| row.broken().is_none()) {
            write_row(&mut out, row.fields())?;
        }
    }
    out.flush()?;
    Ok(())
}

fn write_row<'a>(out: &mut impl Write, fields: impl Iterator<Item = &'a str>) -> std::io::Result<()> {
    for (place, field) in fields.enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        if field.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", field.replace('"', "\"\""))?;
        } else {
            out.write_all(field.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}
