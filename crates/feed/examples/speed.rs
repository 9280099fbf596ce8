//! How fast rows are read and mapped: `cargo run --release -p feed --example speed`.
//!
//! One core, a delimited UTF-8 file of 20 columns, and the same file in GB18030 and in fixed width. Peak memory is
//! the system's own figure, so it holds all of it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use feed::{About, Catalogue, Mapping, ValueType};

const ROWS: usize = 1_000_000;

struct Attributes;

impl Catalogue for Attributes {
    fn attribute(&self, _: About, name: &str) -> Option<ValueType> {
        Some(match name {
            "birth_date" | "opened_on" => ValueType::Date,
            "annual_income" => ValueType::Decimal,
            "sex" | "nationality" | "education" | "occupation" => ValueType::Code,
            _ => ValueType::Text,
        })
    }
}

const FIELDS: &str = r#"
[[feed.F.identification]]
type = { column = "id_type", codes = { "01" = "resident_id", "02" = "passport_cn" } }
number = { column = "id_no", convert = ["trim", "fullwidth", "upper"] }
issued_on = { column = "id_from", format = "%Y%m%d" }
expires_on = { column = "id_to", format = "%Y%m%d" }
primary = true
[[feed.F.field]]
column = "name"
to = "name"
convert = ["trim", "fullwidth"]
required = true
[[feed.F.field]]
column = "sex"
to = "sex"
codes = { "M" = "1", "F" = "2" }
[[feed.F.field]]
column = "birth"
to = "birth_date"
convert = ["date:%Y%m%d"]
[[feed.F.field]]
column = "nation"
to = "nationality"
[[feed.F.field]]
column = "edu"
to = "education"
codes = { "1" = "10", "2" = "20", "3" = "30" }
[[feed.F.field]]
column = "mobile"
to = "mobile"
convert = ["trim", "digits"]
[[feed.F.field]]
column = "phone"
to = "phone_home"
[[feed.F.field]]
column = "mail"
to = "email"
convert = ["trim", "lower"]
[[feed.F.field]]
columns = ["province", "street"]
to = "address_home"
[[feed.F.field]]
column = "employer"
to = "employer"
convert = ["trim", "fullwidth"]
[[feed.F.field]]
column = "income"
to = "annual_income"
convert = ["decimal:2"]
[[feed.F.field]]
column = "opened"
to = "opened_on"
convert = ["date:%Y-%m-%d"]
"#;

const COLUMNS: [(&str, usize); 20] = [
    ("cust_no", 10),
    ("name", 20),
    ("sex", 1),
    ("id_type", 2),
    ("id_no", 18),
    ("id_from", 8),
    ("id_to", 8),
    ("birth", 8),
    ("nation", 3),
    ("edu", 1),
    ("mobile", 16),
    ("phone", 14),
    ("mail", 30),
    ("province", 20),
    ("street", 60),
    ("employer", 60),
    ("income", 12),
    ("opened", 10),
    ("upd_time", 14),
    ("teller", 6),
];

fn main() {
    let folder = std::env::temp_dir().join("guiyi-feed-speed");
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let mapping = mapping();
    for (name, separator, encoding) in [
        ("d", Some("|"), encoding_rs::UTF_8),
        ("q", Some(";"), encoding_rs::UTF_8),
        ("g", Some("|"), encoding_rs::GB18030),
        ("x", None, encoding_rs::GB18030),
    ] {
        let path = folder.join(name);
        write(&path, separator, encoding);
        measure(&mapping, &path);
        std::fs::remove_file(&path).expect("the file");
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("VmHWM: unknown");
    println!("peak memory {}", peak.trim_start_matches("VmHWM:").trim());
}

fn measure(mapping: &Mapping, path: &Path) {
    let name = path.file_name().expect("a name").to_string_lossy();
    let (feed, _) = mapping.feed_for(&name).expect("a feed");
    let size = std::fs::metadata(path).expect("the file").len();
    let mut reader = feed.open(path, None).expect("a good file");
    let (mut reading, mut mapping_time, mut values) = (0.0, 0.0, 0_usize);
    loop {
        let start = Instant::now();
        let Some(batch) = reader.next_batch(4096).expect("rows") else {
            break;
        };
        reading += start.elapsed().as_secs_f64();
        let start = Instant::now();
        for row in &batch {
            let mapped = feed.map(row).expect("a good row");
            if let feed::Content::Party(party) = &mapped.content {
                values += party.values.len();
            }
        }
        mapping_time += start.elapsed().as_secs_f64();
    }
    let rows = reader.finish().expect("totals").rows;
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (rows, size, values) = (rows as f64, size as f64, values as f64);
    println!(
        "{name}: {:.0} rows, {:.0} bytes and {:.1} values a row; read {:.0} rows/s ({:.0} MB/s), map {:.2} us/row",
        rows,
        size / rows,
        values / rows,
        rows / reading,
        size / reading / 1e6,
        mapping_time / rows * 1e6
    );
}

fn mapping() -> Mapping {
    let mut text = "name = \"speed\"\ntrust = 50\n".to_owned();
    let mut start = 1;
    let spans: Vec<String> = COLUMNS
        .iter()
        .map(|(name, width)| {
            let field = format!("{{ name = \"{name}\", start = {start}, width = {width} }}");
            start += width;
            field
        })
        .collect();
    let formats = [
        (
            "d",
            "type = \"delimited\"\nencoding = \"utf-8\"\ndelimiter = \"|\"".to_owned(),
        ),
        (
            "q",
            "type = \"delimited\"\nencoding = \"utf-8\"\ndelimiter = \";\"\nquote = \"\\\"\"".to_owned(),
        ),
        (
            "g",
            "type = \"delimited\"\nencoding = \"gb18030\"\ndelimiter = \"|\"".to_owned(),
        ),
        (
            "x",
            format!(
                "type = \"fixed\"\nencoding = \"gb18030\"\nfields = [{}]",
                spans.join(", ")
            ),
        ),
    ];
    for (name, format) in formats {
        let _ = write!(
            text,
            "[feed.{name}]\nabout = \"party\"\nfiles = [\"{name}\"]\nmode = \"full\"\nkey = [\"cust_no\"]\nkind = \"individual\"\n\
             changed_at = {{ column = \"upd_time\", format = \"%Y%m%d%H%M%S\" }}\nverification = \"teller\"\n\
             [feed.{name}.format]\n{format}\n{}",
            FIELDS.replace("feed.F.", &format!("feed.{name}."))
        );
    }
    Mapping::parse(&text, &Attributes).unwrap_or_else(|why| panic!("{why}"))
}

fn write(path: &Path, separator: Option<&str>, encoding: &'static encoding_rs::Encoding) {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    let quote = separator == Some(";");
    if let Some(separator) = separator {
        writeln!(out, "{}", COLUMNS.map(|(name, _)| name).join(separator)).expect("room on disk");
    }
    for number in 0..ROWS {
        let fields = [
            format!("{number:010}"),
            ["王小明", "李四", "欧阳修文", "张三丰"][number % 4].to_owned(),
            ["M", "F"][number % 2].to_owned(),
            "01".to_owned(),
            format!("1101051949{:08}", number % 100_000_000),
            "20150101".to_owned(),
            "20350101".to_owned(),
            format!("19{:02}0{}15", 40 + number % 60, 1 + number % 9),
            "CHN".to_owned(),
            ["1", "2", "3"][number % 3].to_owned(),
            format!("138{:08}", number % 100_000_000),
            "010-66554433".to_owned(),
            format!("Customer{number}@Example.com"),
            "北京市".to_owned(),
            format!("朝阳区建国路{}号院{}单元", number % 300, number % 9),
            "归一信息技术有限公司".to_owned(),
            format!("{:012}", number * 37),
            "2011-05-06".to_owned(),
            "20260930121314".to_owned(),
            format!("{:06}", number % 900),
        ];
        let line = match separator {
            Some(separator) if quote => fields.map(|field| format!("\"{field}\"")).join(separator),
            Some(separator) => fields.join(separator),
            None => fields
                .iter()
                .zip(COLUMNS)
                .fold(String::new(), |line, (field, (_, width))| {
                    let used = encoding.encode(field).0.len();
                    line + field + &" ".repeat(width.saturating_sub(used))
                }),
        };
        out.write_all(&encoding.encode(&line).0)
            .and_then(|()| out.write_all(b"\n"))
            .expect("room on disk");
    }
    out.flush().expect("room on disk");
}
