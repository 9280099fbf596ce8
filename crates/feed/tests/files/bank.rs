//! The one mapping the tests of formats read with: customers with a number and a name.

use std::path::Path;

use base::Date;
use feed::{About, Catalogue, Content, Feed, FeedError, Mapping, Reader, Totals, ValueType};

use crate::Folder;

struct Attributes;

impl Catalogue for Attributes {
    fn attribute(&self, about: About, name: &str) -> Option<ValueType> {
        (about == About::Party && name == "name").then_some(ValueType::Text)
    }
}

/// A mapping with one feed `f` of columns `no` and `name`.
pub(crate) struct Bank {
    pub(crate) mapping: Mapping,
}

impl Bank {
    /// `format` is the body of the format's table, `control` that of the totals', if any.
    pub(crate) fn new(format: &str, control: &str) -> Self {
        let control = if control.is_empty() {
            String::new()
        } else {
            format!("[feed.f.control]\n{control}")
        };
        let text = format!(
            r#"
            name = "bank"
            trust = 50
            [feed.f]
            about = "party"
            files = ["f*"]
            mode = "full"
            key = ["no"]
            kind = "individual"
            [feed.f.format]
            {format}
            {control}
            [[feed.f.field]]
            column = "name"
            to = "name"
            convert = []
            placeholders = false
            "#
        );
        Self {
            mapping: Mapping::parse(&text, &Attributes).unwrap_or_else(|why| panic!("{why}\n{text}")),
        }
    }

    pub(crate) fn feed(&self) -> &Feed {
        self.mapping.feed("f").expect("the feed")
    }

    /// Reads a file of these bytes: each row as `line key=name`, or as `line !rule`.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<(Vec<String>, Totals), FeedError> {
        let folder = Folder::new();
        self.read_file(&folder.write("f.txt", bytes), None)
    }

    pub(crate) fn read_file(
        &self,
        path: &Path,
        date: Option<Date>,
    ) -> Result<(Vec<String>, Totals), FeedError> {
        let mut reader = self.feed().open(path, date)?;
        let mut rows = Vec::new();
        while let Some(line) = self.next(&mut reader)? {
            rows.push(line);
        }
        Ok((rows, reader.finish()?))
    }

    fn next(&self, reader: &mut Reader) -> Result<Option<String>, FeedError> {
        let Some(batch) = reader.next_batch(1)? else {
            return Ok(None);
        };
        let [row] = batch.as_slice() else {
            panic!("one row was asked for")
        };
        Ok(Some(match self.feed().map(row) {
            Ok(mapped) => {
                let Content::Party(party) = mapped.content else {
                    panic!("a customer was asked for")
                };
                let name = party.values.first().map_or("", |value| &value.value);
                format!("{} {}={name}", mapped.line, mapped.key)
            }
            Err(rejects) => format!("{} !{}", row.line, rejects[0].rule),
        }))
    }

    /// The rows alone.
    pub(crate) fn rows(&self, bytes: &[u8]) -> Vec<String> {
        self.read(bytes).unwrap_or_else(|refusal| panic!("{refusal}")).0
    }

    /// What refuses the file.
    pub(crate) fn refusal(&self, bytes: &[u8]) -> String {
        match self.read(bytes) {
            Err(refusal) => refusal.to_string(),
            Ok(read) => panic!("read all the same: {read:?}"),
        }
    }
}

/// A text in an encoding of the mapping.
pub(crate) fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "utf-8" => text.as_bytes().to_vec(),
        "gb18030" => encoding_rs::GB18030.encode(text).0.into_owned(),
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        other => panic!("no encoding {other}"),
    }
}
