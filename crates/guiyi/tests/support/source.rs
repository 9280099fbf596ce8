//! A source of persons whose file has a column for everything a test may want to say.

use std::path::PathBuf;

use super::Bank;

pub const DAY_1: &str = "2026-09-27";
pub const DAY_2: &str = "2026-09-28";
pub const DAY_3: &str = "2026-09-29";
pub const DAY_4: &str = "2026-09-30";

const COLUMNS: [&str; 14] = [
    "no", "name", "type", "id", "type2", "id2", "mobile", "email", "address", "birth", "changed", "seq",
    "state", "number",
];

/// A source system. What a test does not set is as most sources are: full files, merged, trust 50.
#[derive(Clone)]
pub struct Source {
    name: String,
    trust: u8,
    mode: &'static str,
    strategy: &'static str,
    reject_limit: f64,
    /// More keys of the feed, before its tables.
    keys: String,
    /// More tables, at the end.
    tables: String,
}

impl Source {
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            trust: 50,
            mode: "full",
            strategy: "merge",
            reject_limit: 0.5,
            keys: String::new(),
            tables: String::new(),
        }
    }

    pub fn trust(mut self, trust: u8) -> Self {
        self.trust = trust;
        self
    }

    pub fn delta(mut self) -> Self {
        self.mode = "delta";
        self
    }

    pub fn strategy(mut self, strategy: &'static str) -> Self {
        self.strategy = strategy;
        self
    }

    pub fn reject_limit(mut self, limit: f64) -> Self {
        self.reject_limit = limit;
        self
    }

    pub fn with_keys(mut self, keys: &str) -> Self {
        self.keys.push_str(keys);
        self
    }

    pub fn with_tables(mut self, tables: &str) -> Self {
        self.tables.push_str(tables);
        self
    }

    pub fn text(&self) -> String {
        let Self {
            name,
            trust,
            mode,
            strategy,
            reject_limit,
            keys,
            tables,
        } = self;
        let mut text = format!(
            r#"name = "{name}"
trust = {trust}

[codes.document]
"01" = "resident_id"
"02" = "passport_cn"
"99" = "other"

[feed.customer]
about = "party"
files = ["{name}_{{date}}.txt"]
mode = "{mode}"
strategy = "{strategy}"
reject_limit = {reject_limit:?}
key = ["no"]
kind = "individual"
verification = "teller"
sequence = "seq"
changed_at = {{ column = "changed", format = "%Y-%m-%d" }}
delete = {{ column = "state", values = ["D"] }}
customer_number = "number"
{keys}
[feed.customer.format]
type = "delimited"
encoding = "utf-8"
delimiter = "|"
header = true

[[feed.customer.field]]
column = "name"
to = "name"
required = true
"#
        );
        for (column, to) in [
            ("mobile", "mobile"),
            ("email", "email"),
            ("address", "address_home"),
            ("birth", "birth_date"),
        ] {
            text.push_str(&format!(
                "\n[[feed.customer.field]]\ncolumn = \"{column}\"\nto = \"{to}\"\n"
            ));
        }
        for number in ["", "2"] {
            text.push_str(&format!(
                "\n[[feed.customer.identification]]\ntype = {{ column = \"type{number}\", codes = \"document\" }}\n\
                 number = {{ column = \"id{number}\", convert = [] }}\nprimary = {}\n",
                number.is_empty()
            ));
        }
        text + tables
    }

    /// Writes the mapping.
    pub fn mapping(&self, bank: &Bank) -> PathBuf {
        bank.file(&format!("{}.toml", self.name), self.text())
    }

    /// The name of a day's file.
    pub fn file_name(&self, day: &str) -> String {
        format!("{}_{}.txt", self.name, day.replace('-', ""))
    }

    /// Writes a day's file. A row is told as `no=1; name=张三`; columns not named are empty.
    pub fn deliver(&self, bank: &Bank, day: &str, rows: &[&str]) -> PathBuf {
        bank.file(&self.file_name(day), lines(rows))
    }
}

/// The header and the rows.
pub fn lines(rows: &[&str]) -> String {
    let mut text = COLUMNS.join("|") + "\n";
    for row in rows {
        let mut fields = [""; COLUMNS.len()];
        for said in row.split("; ") {
            let (column, value) = said
                .split_once('=')
                .unwrap_or_else(|| panic!("`{said}` is no column=value"));
            let at = COLUMNS.iter().position(|known| *known == column);
            fields[at.unwrap_or_else(|| panic!("there is no column `{column}`"))] = value;
        }
        text.push_str(&fields.join("|"));
        text.push('\n');
    }
    text
}

/// A good resident ID of a person that is nobody, the `n`th (below 1000) of them.
pub fn resident_id(n: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("11010519491231{n:03}");
    let sum: u32 = body
        .chars()
        .filter_map(|c| c.to_digit(10))
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    body + check
}
