//! No input makes this crate fall over: not a mapping, not a file, not a value.
//!
//! Each target runs some hundred cases with the other tests. `FEED_FUZZ_SECONDS=600 cargo test -p feed --test fuzz`
//! gives each target ten minutes.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use feed::{
    About, Catalogue, Content, End, Feed, FeedError, HolderKey, Language, MappedRow, Mapping, RejectWriter,
    ValueType,
};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use proptest::{prop_assert, prop_assert_eq, prop_oneof};

/// Every name is an attribute, of a type that its first letter tells.
struct Anything;

impl Catalogue for Anything {
    fn attribute(&self, _: About, name: &str) -> Option<ValueType> {
        Some(match name.bytes().next()? % 5 {
            0 => ValueType::Text,
            1 => ValueType::Date,
            2 => ValueType::Integer,
            3 => ValueType::Decimal,
            _ => ValueType::Code,
        })
    }
}

/// Runs a target: once, or until its time is over.
fn soak<S: Strategy>(strategy: S, test: impl Fn(S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    let seconds = std::env::var("FEED_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut cases = 0_u64;
    loop {
        let config = Config {
            cases: 400,
            failure_persistence: None,
            ..Config::default()
        };
        TestRunner::new(config)
            .run(&strategy, &test)
            .unwrap_or_else(|failure| panic!("{failure}"));
        cases += 400;
        if Instant::now() >= until {
            println!("{cases} cases");
            return;
        }
    }
}

/// A mapping that uses every part of the format.
const EVERYTHING: &str = include_str!("everything.toml");

/// Words a mapping and a value are made of.
fn word() -> impl Strategy<Value = String> {
    let known = [
        "",
        "\"",
        "'",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ",",
        "\n",
        "0",
        "-1",
        "1.5",
        "true",
        "column",
        "constant",
        "codes",
        "convert",
        "feed.p",
        "control",
        "trailer",
        "%Y%m%d",
        "%",
        "date:%Q",
        "substring:9,9",
        "decimal:28",
        "null_if:",
        "replace:a,",
        "{date}",
        "*",
        "individual",
        "张",
        "ａ",
        "ﷺ",
        "\u{0}",
        "\u{feff}",
        "\u{301}",
        "𠮷",
        "D",
        "20260930",
        "706213",
        "1,234.5-",
        "N/A",
        "无",
        "99999999999999999999999999999",
        "9223372036854775808",
    ];
    prop_oneof![
        select(known.to_vec()).prop_map(str::to_owned),
        any::<String>(),
        "[0-9,.+-]{0,12}",
        "[a-z_:%]{0,12}"
    ]
}

/// A text with some parts exchanged.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    vec((any::<Index>(), 0_usize..30, word()), 0..6).prop_map(|edits| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, length, word) in edits {
            let at = at.index(chars.len() + 1);
            let end = (at + length).min(chars.len());
            chars.splice(at..end, word.chars());
        }
        chars.into_iter().collect()
    })
}

/// Bytes of which bad files are made.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces: [&[u8]; 28] = [
        b"no",
        b"a",
        b"b",
        b"|",
        b"||",
        b"'",
        b"''",
        b"\"",
        b"\n",
        b"\r\n",
        b"\r",
        b"\n\n",
        b"\0",
        b"\x1a",
        b"H|",
        b"T|",
        b"T",
        b"1",
        b"0001",
        b"20260930",
        "张三".as_bytes(),
        &[0xD5, 0xC5, 0xC8, 0xFD],
        &[0x81],
        &[0x81, 0x30, 0x81, 0x30],
        &[0xFF, 0xFE],
        &[0xEF, 0xBB, 0xBF],
        &[0xD8, 0x00],
        b"    ",
    ];
    let piece = prop_oneof![
        4 => select(pieces.map(<[u8]>::to_vec).to_vec()),
        1 => vec(any::<u8>(), 0..6),
    ];
    (any::<bool>(), vec(piece, 0..40)).prop_map(|(header, pieces)| {
        let start: &[u8] = if header { b"no|a|b\n" } else { b"" };
        [start, &pieces.concat()].concat()
    })
}

fn encoding() -> impl Strategy<Value = &'static str> {
    select(vec!["utf-8", "gb18030", "utf-16", "utf-16le", "utf-16be"])
}

/// Reads a file whole; what is read must be of one piece.
fn read(feed: &Feed, bytes: &[u8]) -> TestCaseResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("f.txt");
    std::fs::write(&path, bytes)?;
    let outcome = (|| -> Result<(u64, u64, u64), FeedError> {
        let mut reader = feed.open(&path, None)?;
        let (mut rows, mut line) = (0, 0);
        while let Some(batch) = reader.next_batch(3)? {
            for row in &batch {
                assert!(row.line > line, "lines go on");
                line = row.line;
                assert!(row.broken().is_some() || row.len() == row.columns().len());
                rows += 1;
                check_mapped(feed.map(row).as_ref().ok());
            }
        }
        assert!(reader.bytes_read() <= reader.total_bytes());
        Ok((rows, line, reader.finish()?.rows))
    })();
    if let Ok((rows, _, counted)) = outcome {
        prop_assert_eq!(rows, counted);
    }
    let _ = feed::check(feed, &path, 5, Language::Chinese);
    let _ = feed::check(feed, &path, 5, Language::English);
    Ok(())
}

/// What is taken is fit to be kept.
fn check_mapped(row: Option<&MappedRow>) {
    let Some(row) = row else { return };
    assert!(!row.key.is_empty());
    let (values, keys) = match &row.content {
        Content::Party(party) => {
            assert!(
                party
                    .identifications
                    .iter()
                    .all(|document| !document.number.is_empty() && !document.doc_type.is_empty())
            );
            (party.values.as_slice(), Vec::new())
        }
        Content::Account(account) => (
            account.values.as_slice(),
            account.holders.iter().map(|holder| &holder.who).collect(),
        ),
        Content::Holder(holder) => (&[][..], vec![&holder.holder.who]),
        Content::Relation(relation) => {
            let ends: [&End; 2] = [&relation.from, &relation.to];
            assert!(ends.iter().all(|end| !end.customer_key.is_empty()) && !relation.kind.is_empty());
            (relation.values.as_slice(), Vec::new())
        }
    };
    assert!(values.iter().all(|value| !value.value.is_empty()));
    assert!(keys.into_iter().all(|who| {
        let (HolderKey::Customer(key)
        | HolderKey::ThroughAccount { account: key, .. }
        | HolderKey::ThroughHolder { holder: key }) = who;
        !key.is_empty()
    }));
}

fn parse(text: &str) -> Mapping {
    Mapping::parse(text, &Anything).unwrap_or_else(|why| panic!("{why}\n{text}"))
}

#[test]
fn mappings() {
    parse(EVERYTHING);
    soak((mutated(EVERYTHING), vec(word(), 8)), |(text, values)| {
        if let Ok(mapping) = Mapping::parse(&text, &Anything) {
            prop_assert_eq!(&mapping.text, &text);
            let _ = mapping.feed_for(&values[0]);
            for feed in &mapping.feeds {
                let names = feed.columns().iter().map(String::as_str);
                check_mapped(
                    feed.map(&feed.row(1, names.zip(values.iter().map(String::as_str))))
                        .as_ref()
                        .ok(),
                );
            }
        }
        Ok(())
    });
}

#[test]
fn mappings_of_any_text() {
    soak(vec(word(), 0..20), |words| {
        let _ = Mapping::parse(&words.concat(), &Anything);
        Ok(())
    });
}

#[test]
fn values() {
    let mapping = parse(EVERYTHING);
    soak(vec(vec(word(), 0..4), 24), |values| {
        let values: Vec<String> = values.iter().map(|words| words.concat()).collect();
        for feed in &mapping.feeds {
            let names = feed.columns().iter().map(String::as_str);
            let row = feed.row(1, names.zip(values.iter().map(String::as_str)));
            let once = feed.map(&row);
            prop_assert_eq!(&once, &feed.map(&row));
            check_mapped(once.as_ref().ok());
        }
        Ok(())
    });
}

/// Whatever a converter is given, and however it is written.
#[test]
fn converters() {
    let names = [
        "trim",
        "squeeze",
        "fullwidth",
        "upper",
        "lower",
        "digits",
        "date:",
        "datetime:",
        "decimal:",
        "decimal",
        "decimal_comma",
        "integer",
        "strip_zeros",
        "null_if:",
        "replace:",
        "substring:",
        "prefix:",
        "birth_yymmdd_women_plus_50:",
        "birth_yymmdd_women_plus_50",
        "sex_yymmdd_women_plus_50",
    ];
    let format = "%[YmdHMSyjbBaAeIpZzsfTDFRGgVuwUWCQNk%:.-]{0,1}|[0-9/ 年-]{0,2}";
    let step = (
        select(names.to_vec()),
        prop_oneof![
            Just(String::new()),
            word(),
            vec(format, 0..8).prop_map(|parts| parts.concat())
        ],
    );
    soak((vec(step, 1..4), vec(word(), 0..4)), |(steps, value)| {
        let steps: Vec<toml::Value> = steps
            .into_iter()
            .map(|(name, args)| toml::Value::from(format!("{name}{args}")))
            .collect();
        let text = format!(
            "name = \"x\"\ntrust = 1\n[feed.f]\nabout = \"party\"\nfiles = [\"f\"]\nmode = \"full\"\nkey = [\"no\"]\nkind = \"individual\"\n\
             [feed.f.format]\ntype = \"parquet\"\n[[feed.f.field]]\ncolumn = \"a\"\nto = \"name\"\nconvert = {}",
            toml::Value::from(steps)
        );
        if let Ok(mapping) = Mapping::parse(&text, &Anything) {
            let value = value.concat();
            let feed = &mapping.feeds[0];
            check_mapped(
                feed.map(&feed.row(1, [("no", "1"), ("a", value.as_str())]))
                    .as_ref()
                    .ok(),
            );
        }
        Ok(())
    });
}

#[test]
fn delimited_files() {
    let setting = (
        encoding(),
        select(vec!["|", "||", "张", "\u{1b}"]),
        select(vec!["", "'", "\"", "张"]),
        any::<bool>(),
        0..3,
    );
    soak(
        (setting, bytes()),
        |((encoding, delimiter, quote, declared, control), bytes)| {
            if delimiter == quote {
                return Ok(());
            }
            let columns = if declared {
                "columns = [\"no\", \"a\", \"b\"]"
            } else {
                "header = true"
            };
            let control = match control {
                0 => "",
                1 => {
                    "[feed.f.control]\ntrailer = { starts_with = \"T|\", rows = 2, checksum = 3, checksum_of = { sum = \"a\" } }"
                }
                _ => {
                    "[feed.f.control]\nheader = { starts_with = \"H|\" }\ntrailer = { starts_with = \"T\", checksum = 2 }"
                }
            };
            let quoted = |text: &str| toml::Value::from(text).to_string();
            let text = format!(
                "name = \"x\"\ntrust = 1\n[feed.f]\nabout = \"party\"\nfiles = [\"f*\"]\nmode = \"full\"\nkey = [\"no\"]\nkind = \"individual\"\n\
             [feed.f.format]\ntype = \"delimited\"\nencoding = \"{encoding}\"\ndelimiter = {}\nquote = {}\n{columns}\n{control}\n\
             [[feed.f.field]]\ncolumn = \"a\"\nto = \"name\"",
                quoted(delimiter),
                quoted(quote)
            );
            read(&parse(&text).feeds[0], &bytes)
        },
    );
}

#[test]
fn fixed_files() {
    let setting = (
        encoding(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        1..5_usize,
    );
    soak(
        (setting, bytes()),
        |((encoding, in_characters, lines, pad_short, control, width), bytes)| {
            let unit = if in_characters && lines {
                "characters"
            } else {
                "bytes"
            };
            let length = if lines {
                String::new()
            } else {
                format!("length = {}", 3 * width)
            };
            let control = if control {
                "[feed.f.control]\ntrailer = { starts_with = \"T\", rows = { start = 2, width = 3 }, checksum = { start = 2, width = 9 }, checksum_of = OF }"
                    .replace("OF", if lines { "\"body\"" } else { "{ sum = \"a\" }" })
            } else {
                String::new()
            };
            let text = format!(
                "name = \"x\"\ntrust = 1\n[feed.f]\nabout = \"party\"\nfiles = [\"f*\"]\nmode = \"full\"\nkey = [\"no\"]\nkind = \"individual\"\n\
             [feed.f.format]\ntype = \"fixed\"\nencoding = \"{encoding}\"\nunit = \"{unit}\"\nlines = {lines}\npad_short = {pad_short}\n{length}\n\
             fields = [{{ name = \"no\", start = 1, width = {width} }}, {{ name = \"a\", start = {}, width = {width} }}]\n{control}\n\
             [[feed.f.field]]\ncolumn = \"a\"\nto = \"name\"",
                width + 1
            );
            read(&parse(&text).feeds[0], &bytes)
        },
    );
}

/// A DBF table with some bytes exchanged.
#[test]
fn dbf_files() {
    let mut table = vec![3, 126, 9, 30, 3, 0, 0, 0, 129, 0, 25, 0];
    table.resize(32, 0);
    for (name, kind, width) in [("no", b'C', 4), ("a", b'N', 8), ("b", b'T', 8)] {
        let mut field = vec![0; 32];
        field[..name.len()].copy_from_slice(name.as_bytes());
        field[11] = kind;
        field[16] = width;
        table.extend(field);
    }
    table.push(0x0D);
    (0..3).for_each(|_| table.extend(b" 0001    12.5\0\0\0\0\0\0\0\0    "));
    let mapping = parse(
        "name = \"x\"\ntrust = 1\n[feed.f]\nabout = \"party\"\nfiles = [\"f*\"]\nmode = \"full\"\nkey = [\"no\"]\nkind = \"individual\"\n\
         [feed.f.format]\ntype = \"dbf\"\nencoding = \"gb18030\"\n[[feed.f.field]]\ncolumn = \"a\"\nto = \"name\"",
    );
    soak(
        (vec((any::<Index>(), any::<u8>()), 0..4), any::<Index>()),
        |(edits, cut)| {
            let mut bytes = table.clone();
            for (at, byte) in edits {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let cut = cut.index(2 * bytes.len()).min(bytes.len());
            read(&mapping.feeds[0], &bytes[..cut])
        },
    );
}

/// What a rejects file keeps of a row is the row.
#[test]
fn rejects_are_kept_verbatim() {
    let mapping = parse(
        "name = \"x\"\ntrust = 1\n[feed.f]\nabout = \"party\"\nfiles = [\"f*\"]\nmode = \"full\"\nkey = [\"no\"]\nkind = \"individual\"\n\
         [feed.f.format]\ntype = \"delimited\"\nencoding = \"utf-8\"\ndelimiter = \"|\"\n[[feed.f.field]]\ncolumn = \"a\"\nto = \"name\"",
    );
    let feed = &mapping.feeds[0];
    soak(vec((word(), word()), 1..5), |pairs| {
        let clean = |text: &str| text.replace('\0', "");
        let pairs: Vec<_> = pairs.iter().map(|(no, a)| (clean(no), clean(a))).collect();
        let columns = ["no".to_owned(), "a".to_owned()];
        let mut writer = RejectWriter::new(Vec::new(), &columns)?;
        for (no, a) in &pairs {
            writer.write(&feed.row(1, [("no", no.as_str()), ("a", a.as_str())]), &[], None)?;
        }
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("f.rejects.csv");
        std::fs::write(&path, writer.finish()?)?;
        let mut reader = feed.open(&path, None).expect("our own file");
        prop_assert!(reader.is_rejects_file());
        let rows = reader.next_batch(10).expect("our own rows").unwrap_or_default();
        let back: Vec<_> = rows
            .iter()
            .map(|row| (row.get(0).to_owned(), row.get(1).to_owned()))
            .collect();
        prop_assert_eq!(back, pairs);
        Ok(())
    });
}
