//! What a mapping may say, and how it is told that it may not.

use super::*;

pub(crate) struct Attributes;

impl Catalogue for Attributes {
    fn attribute(&self, about: About, name: &str) -> Option<ValueType> {
        Some(match (about, name) {
            (About::Party, "name" | "mobile") => ValueType::Text,
            (About::Party, "sex") => ValueType::Code,
            (About::Party, "birth_date") | (About::Account, "opened_on") => ValueType::Date,
            (About::Party, "income") | (About::Relation, "share") => ValueType::Decimal,
            (About::Party, "employees") => ValueType::Integer,
            _ => return None,
        })
    }
}

/// A mapping with one feed of customers; `feed` goes into its table, `rest` behind its format.
pub(crate) fn customers(feed: &str, rest: &str) -> String {
    format!(
        r#"
name = "core"
title = {{ zh = "核心", en = "Core" }}
trust = 90
[codes.sex]
"M" = "1"
"F" = "2"
[feed.customer]
about = "party"
files = ["CUST_{{date}}.txt"]
mode = "full"
key = ["no"]
{feed}
[feed.customer.format]
type = "delimited"
encoding = "utf-8"
delimiter = "|"
{rest}
"#
    )
}

pub(crate) fn parse(text: &str) -> Mapping {
    Mapping::parse(text, &Attributes).unwrap_or_else(|why| panic!("{why}\n{text}"))
}

#[test]
fn files_find_their_feed() {
    let mapping = parse(&customers("kind = \"individual\"", ""));
    let found = |name: &str| {
        mapping
            .feed_for(name)
            .map(|(feed, date)| (feed.name.clone(), date.map(|day| day.to_string())))
    };
    let day = ("customer".to_owned(), Some("2026-09-30".to_owned()));
    assert_eq!(found("CUST_20260930.txt").expect("by name"), day);
    assert_eq!(found("/data/in/CUST_20260930.txt").expect("by path"), day);
    assert_eq!(found("CUST_20260930.txt.rejects.csv").expect("its rejects"), day);
    assert!(
        found("CUST_20260931.txt")
            .expect_err("no day")
            .to_string()
            .contains("no calendar day")
    );
    assert!(
        found("CUST.txt")
            .expect_err("no such name")
            .to_string()
            .contains("CUST_{date}.txt")
    );
}

#[test]
fn a_mapping_that_is_wrong_is_told_where_and_how() {
    let individual = "kind = \"individual\"";
    let field = |more: &str| customers(individual, &format!("[[feed.customer.field]]\n{more}"));
    let format = |text: &str| customers(individual, "").replace("delimiter = \"|\"", text);
    let table = [
        ("name = ".to_owned(), "", "no TOML"),
        ("trust = 1".to_owned(), "", "`name` is missing"),
        ("name = \"核心\"".to_owned(), "name", "letters, digits"),
        ("name = \"x\"\ntrust = 101".to_owned(), "trust", "0 to 100"),
        ("name = \"x\"\ntrust = 1".to_owned(), "", "`feed` is missing"),
        (
            "name = \"x\"\ntrust = 1\n[feed]".to_owned(),
            "feed",
            "reads nothing",
        ),
        (
            "name = \"x\"\ntrust = 1\nfeeds = 1".to_owned(),
            "feeds",
            "unknown key",
        ),
        (customers("", ""), "feed.customer", "`kind` is missing"),
        (
            customers("kind = \"person\"", ""),
            "feed.customer.kind",
            "`person` is none of individual",
        ),
        (
            customers("kind = { column = \"k\", codes = { \"1\" = \"person\" } }", ""),
            "feed.customer.kind",
            "`person`",
        ),
        (
            customers("kind = \"individual\"\nverificaton = \"otp\"", ""),
            "feed.customer.verificaton",
            "unknown key",
        ),
        (
            customers("kind = \"individual\"\nreject_limit = 5", ""),
            "feed.customer.reject_limit",
            "0 to 1",
        ),
        (
            customers("kind = \"individual\"\nsequence = \"\"", ""),
            "feed.customer.sequence",
            "column's name",
        ),
        (
            customers("kind = \"individual\"\nunit = 5", ""),
            "feed.customer.unit",
            "a table is wanted",
        ),
        (
            customers(
                "kind = \"individual\"\nchanged_at = { column = \"a\", format = \"%Q\" }",
                "",
            ),
            "feed.customer.changed_at.format",
            "no format",
        ),
        (
            customers("kind = \"individual\"\nstrategy = \"upsert\"", ""),
            "feed.customer.strategy",
            "replace, insert or merge",
        ),
        (
            field("to = \"name\""),
            "feed.customer.field[1]",
            "where does the value stand",
        ),
        (
            field("column = \"a\"\nconstant = \"b\"\nto = \"name\""),
            "feed.customer.field[1]",
            "only one of",
        ),
        (
            field("column = \"a\""),
            "feed.customer.field[1]",
            "`to` is missing",
        ),
        (
            field("column = \"a\"\nto = \"nam\""),
            "feed.customer.field[1].to",
            "no attribute `nam` of a party",
        ),
        (
            field("column = \"a\"\nto = \"name\"\nconvert = [\"trim\", \"caps\"]"),
            "feed.customer.field[1].convert[2]",
            "no converter `caps`",
        ),
        (
            field("column = \"a\"\nto = \"sex\"\ncodes = \"sexes\""),
            "feed.customer.field[1].codes",
            "there are: sex",
        ),
        (
            field("column = \"a\"\nto = \"sex\"\ncodes = { \"M\" = 1 }"),
            "feed.customer.field[1].codes.M",
            "a text is wanted",
        ),
        (
            field("constant = \"x\"\nto = \"birth_date\""),
            "feed.customer.field[1]",
            "constant `x`: no date",
        ),
        (
            format("delimiter = \"\""),
            "feed.customer.format.delimiter",
            "one or more characters",
        ),
        (
            format("delimiter = \"|\"\nquote = \"ab\""),
            "feed.customer.format.quote",
            "one character",
        ),
        (
            format("delimiter = \"|\"\nheader = false"),
            "feed.customer.format",
            "must be named",
        ),
        (
            format("delimiter = \"|\"\ncolumns = [\"a\"]"),
            "feed.customer",
            "column `no` is used, but the format declares: a",
        ),
        (
            format("delimiter = \"|\"\ncolumns = [\"a\", \"a\"]"),
            "feed.customer.format.columns",
            "named twice",
        ),
        (
            customers(individual, "").replace("utf-8", "latin-1"),
            "feed.customer.format.encoding",
            "no such encoding",
        ),
        (
            customers(individual, "").replace("delimited", "csv"),
            "feed.customer.format.type",
            "none of delimited",
        ),
        (
            customers(individual, "[feed.customer.control]"),
            "feed.customer.control",
            "one of `trailer`",
        ),
        (
            customers(
                individual,
                "[feed.customer.control]\ntrailer = { starts_with = \"T\", checksum = 1, checksum_of = \"file\" }",
            ),
            "feed.customer.control.trailer",
            "cannot hold the digest",
        ),
        (
            customers(individual, "[feed.customer.control]\nfile = \"x.ctl\""),
            "feed.customer.control.file",
            "{stem} or {name}",
        ),
        (
            customers(individual, "").replace("key = [\"no\"]", "key = [{ constant = \"x\" }]"),
            "feed.customer.key",
            "of constants",
        ),
        (
            customers(individual, "").replace("CUST_{date}.txt\"]", "a_{date}\", \"b\"]")
                + "[feed.other]\nabout = \"transaction\"\nfiles = [\"*1\"]",
            "feed.other.files",
            "one file name can fit `*1` here and `a_{date}` of feed `customer`",
        ),
    ];
    for (text, path, said) in table {
        let error = Mapping::parse(&text, &Attributes).expect_err(&text);
        assert_eq!(error.path, path, "{error}\n{text}");
        assert!(error.problem.contains(said), "{error}\n{text}");
    }
}
