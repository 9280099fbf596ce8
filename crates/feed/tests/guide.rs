//! The guide says what the code does: its example is run, and its converters are those there are.

use std::path::Path;

use feed::{About, Catalogue, Content, Language, Mapping, ValueType};

struct Attributes;

impl Catalogue for Attributes {
    fn attribute(&self, _: About, name: &str) -> Option<ValueType> {
        Some(match name {
            "name" | "mobile" => ValueType::Text,
            "sex" => ValueType::Code,
            "birth_date" => ValueType::Date,
            _ => return None,
        })
    }
}

fn guides() -> [String; 2] {
    ["mapping.md", "mapping.zh-CN.md"].map(|name| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../docs/guide")
            .join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    })
}

/// The blocks fenced as TOML.
fn toml(guide: &str) -> Vec<&str> {
    guide
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect()
}

/// The example file: the indented block that begins with its column names.
fn example(guide: &str) -> String {
    let lines = guide.lines().skip_while(|line| !line.starts_with("    cust_no|"));
    let rows = lines.take_while(|line| line.starts_with("    "));
    rows.fold(String::new(), |file, row| file + row.trim_start() + "\n")
}

#[test]
fn the_example_does_what_the_guide_says() {
    let [english, chinese] = guides();
    assert_eq!(
        toml(&english),
        toml(&chinese),
        "both guides show the same mappings"
    );
    assert_eq!(example(&english), example(&chinese));

    let mapping = Mapping::parse(toml(&english)[0], &Attributes).expect("a good mapping");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("CORE_CUST_20260930.txt");
    std::fs::write(&path, encoding_rs::GB18030.encode(&example(&english)).0).expect("a file");
    let (feed, date) = mapping.feed_for("CORE_CUST_20260930.txt").expect("its feed");
    let mut reader = feed.open(&path, date).expect("a good file");
    let rows = reader.next_batch(10).expect("rows").expect("rows");
    reader.finish().expect("totals that add up");
    let mapped: Vec<_> = rows.iter().map(|row| feed.map(row).expect("taken")).collect();
    let [first, second] = mapped.as_slice() else {
        panic!("{mapped:?}")
    };
    assert_eq!((first.key.as_str(), second.key.as_str()), ("128", "129"));
    let Content::Party(party) = &first.content else {
        panic!("{first:?}")
    };
    let values: Vec<_> = party
        .values
        .iter()
        .map(|value| (value.value.as_str(), value.verification.word()))
        .collect();
    assert_eq!(
        values,
        [
            ("王小明", "teller"),
            ("1", "teller"),
            ("1990-03-07", "teller"),
            ("13800000001", "otp")
        ]
    );
    assert_eq!(party.identifications[0].verification.word(), "reader");
    assert_eq!(
        second.findings.iter().map(|found| found.rule).collect::<Vec<_>>(),
        ["DQ-03", "DQ-15", "DQ-18"]
    );

    let said = feed::check(feed, &path, 5, Language::English).expect("a check");
    let wanted = "\
CORE_CUST_20260930.txt: read as feed `customer`, delimited text, GB18030, delimiter \"|\", no quotes, column names in the first row
It brings customers; a full file; merge: new keys are added, changed ones become versions; over 5 % rejected rows refuse the whole load.
It has 12 columns, all of them used.
A load holds it against: trailer \"T|\" (rows, business date)

line 2: customer individual `128`, unit 0101, changed at 2026-09-29T17:45:01
  document resident_id = 11010519900307721X (primary), ID reader
  name = 王小明 (seen by a teller)
  sex = 1 (seen by a teller)
  birth_date = 1990-03-07 (seen by a teller)
  mobile = 13800000001 (one-time password)
line 3: customer individual `129`, unit 0101, changed at 2026-09-30T09:00:00
  finding DQ-03: cust_name `不详`: a placeholder, not a value
  finding DQ-15: sex `X`: the code is not in the code table
  finding DQ-18: birthday `19901332`: no date of the form %Y%m%d

Of the first 2 rows 2 would be taken and 0 rejected, with 3 findings.
";
    assert_eq!(said, wanted);
    let said = feed::check(feed, &path, 5, Language::Chinese).expect("a check");
    assert!(
        said.contains("载入时核对：文件尾 \"T|\" (行数, 业务日期)")
            && said.ends_with("2 行可以载入，0 行会被拒绝，3 处质量发现。\n")
    );
}

/// Every converter there is stands in the guides' tables: an unknown one names them all.
#[test]
fn every_converter_is_in_the_guides() {
    let [english, chinese] = guides();
    let wrong = toml(&english)[0].replace("date:%Y%m%d", "unheard_of");
    let error = Mapping::parse(&wrong, &Attributes)
        .expect_err("no such converter")
        .to_string();
    let names = error.split("there are ").nth(1).expect("a list").split(", ");
    for name in names {
        for guide in [&english, &chinese] {
            let listed = guide.contains(&format!("`{name}`")) || guide.contains(&format!("`{name}:"));
            assert!(listed, "`{name}` is not in a guide");
        }
    }
}
