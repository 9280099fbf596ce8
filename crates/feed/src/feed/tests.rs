//! What rows mean by a mapping.

use crate::mapping::tests::{customers, parse};
use crate::{Content, HolderKey, Link, LinkEnd, MappedRow, Mapping, PartyKind, Reject, Verification};

fn map(mapping: &Mapping, values: &[(&str, &str)]) -> Result<MappedRow, Vec<Reject>> {
    let feed = &mapping.feeds[0];
    feed.map(&feed.row(7, values.iter().copied()))
}

/// The values by attribute, and `!rule field` of each finding.
fn said(mapping: &Mapping, values: &[(&str, &str)]) -> Vec<String> {
    match map(mapping, values) {
        Ok(row) => {
            let Content::Party(party) = &row.content else {
                panic!("{row:?}")
            };
            let name = |at: u16| &mapping.feeds[0].attributes[usize::from(at)].name;
            let values = party
                .values
                .iter()
                .map(|value| format!("{}={}", name(value.attribute), value.value));
            values
                .chain(
                    row.findings
                        .iter()
                        .map(|found| format!("?{} {}", found.rule, found.field)),
                )
                .collect()
        }
        Err(rejects) => rejects
            .iter()
            .map(|reject| format!("!{} {}", reject.rule, reject.field))
            .collect(),
    }
}

#[test]
fn fields() {
    let field = |more: &str| {
        parse(&customers(
            "kind = \"individual\"",
            &format!("[[feed.customer.field]]\ncolumn = \"c\"\n{more}"),
        ))
    };
    let table: &[(&str, &str, &[&str])] = &[
        ("to = \"name\"", " 张三 ", &["name=张三"]),
        ("to = \"name\"", "", &[]),
        ("to = \"name\"", " \u{3000} ", &[]),
        ("to = \"name\"", "不详", &["?DQ-03 c"]),
        ("to = \"name\"", "null", &["?DQ-03 c"]),
        (
            "to = \"name\"\nconvert = [\"fullwidth\"]",
            "Ｎ／Ａ",
            &["?DQ-03 c"],
        ),
        ("to = \"name\"\nplaceholders = false", "空", &["name=空"]),
        ("to = \"name\"\nrequired = true", "", &["!DQ-03 c"]),
        ("to = \"name\"\nrequired = true", "-", &["!DQ-03 c"]),
        ("to = \"name\"\ndefault = \"x\"", "", &["name=x"]),
        ("to = \"name\"\nconvert = [\"null_if:0\"]", "0", &[]),
        ("to = \"sex\"\ncodes = \"sex\"", "F", &["sex=2"]),
        ("to = \"sex\"\ncodes = \"sex\"", "X", &["?DQ-15 c"]),
        (
            "to = \"sex\"\ncodes = \"sex\"\ndefault = \"9\"",
            "X",
            &["?DQ-15 c"],
        ),
        ("to = \"sex\"\ncodes = \"sex\"\nstrict = true", "X", &["!DQ-15 c"]),
        (
            "to = \"sex\"\ncodes = { \"-\" = \"0\", \"*\" = \"9\" }",
            "-",
            &["sex=0"],
        ),
        (
            "to = \"sex\"\ncodes = { \"-\" = \"0\", \"*\" = \"9\" }",
            "X",
            &["sex=9"],
        ),
        (
            "to = \"birth_date\"\nconvert = [\"date:%d/%m/%Y\"]",
            "30/09/2026",
            &["birth_date=2026-09-30"],
        ),
        ("to = \"birth_date\"", "20260930", &["birth_date=2026-09-30"]),
        ("to = \"birth_date\"", "2026-09-31", &["?DQ-18 c"]),
        (
            "to = \"birth_date\"\nrequired = true",
            "2026-09-31",
            &["!DQ-18 c"],
        ),
        ("to = \"birth_date\"\nstrict = true", "", &[]),
        (
            "to = \"income\"\nconvert = [\"decimal:2\"]",
            "001250",
            &["income=12.50"],
        ),
        ("to = \"income\"", "1,250.5", &["income=1250.5"]),
        ("to = \"employees\"", "12.5", &["?number c"]),
        ("to = \"employees\"", "012", &["employees=12"]),
    ];
    for (more, value, wanted) in table {
        assert_eq!(
            said(&field(more), &[("no", "1"), ("c", value)]),
            *wanted,
            "{more} of {value:?}"
        );
    }
}

#[test]
fn joined_and_constant() {
    let rest = "[[feed.customer.field]]\ncolumns = [\"a\", \"b\"]\njoin = \"-\"\nto = \"name\"\n\
                [[feed.customer.field]]\nconstant = \"1990-01-01\"\nto = \"birth_date\"\n\
                [[feed.customer.field]]\ncolumn = \"a\"\nto = \"mobile\"\nverification = \"otp\"";
    let mapping = parse(&customers(
        "kind = \"individual\"\nverification = \"teller\"",
        rest,
    ));
    assert_eq!(
        said(&mapping, &[("no", "1"), ("a", " x "), ("b", "y")]),
        ["name=x-y", "birth_date=1990-01-01", "mobile=x"]
    );
    assert_eq!(
        said(&mapping, &[("no", "1"), ("b", "y")]),
        ["name=y", "birth_date=1990-01-01"]
    );
    let row = map(&mapping, &[("no", "1"), ("a", "x")]).expect("a good row");
    let Content::Party(party) = row.content else {
        panic!("a customer")
    };
    let levels: Vec<Verification> = party.values.iter().map(|value| value.verification).collect();
    assert_eq!(
        levels,
        [Verification::Teller, Verification::Teller, Verification::Otp]
    );
}

#[test]
fn rows_of_customers() {
    let feed = r#"
kind = { column = "type", codes = { "P" = "individual", "C" = "organisation" } }
part = "contact"
changed_at = { column = "at", format = "%Y%m%d%H%M%S" }
sequence = "seq"
delete = { column = "status", values = ["D", "X"] }
verification = { column = "ch", codes = { "1" = "reader", "2" = "self" } }
customer_number = "ecif"
unit = { column = "branch" }
"#;
    let rest = r#"
[[feed.customer.identification]]
type = { column = "t1", codes = { "01" = "resident_id" } }
number = "n1"
issued_on = { column = "from", format = "%Y%m%d" }
expires_on = { column = "until", format = "%Y%m%d" }
issuer = "by"
primary = true
[[feed.customer.identification]]
type = "passport"
number = { column = "n2", convert = ["trim", "upper"] }
verification = "network"
[[feed.customer.field]]
column = "name"
to = "name"
required = true
"#;
    let mapping = parse(&customers(feed, rest));
    assert_eq!(
        (mapping.name.as_str(), mapping.trust, mapping.title["zh"].as_str()),
        ("core", 90, "核心")
    );
    let row = map(
        &mapping,
        &[
            ("no", "1|2\\"),
            ("type", "C"),
            ("at", "20260930121314"),
            ("seq", "42"),
            ("status", "A"),
            ("ch", "1"),
            ("ecif", "100000000017"),
            ("branch", "0101"),
            ("t1", "01"),
            ("n1", "110105194912310021"),
            ("from", "20150101"),
            ("until", "99991231"),
            ("by", "北京市公安局"),
            ("n2", "e123"),
            ("name", "x"),
        ],
    )
    .expect("a good row");
    assert_eq!(
        (row.key.as_str(), row.sequence, row.deleted, row.line),
        ("1\\|2\\\\", 42, false, 7)
    );
    assert_eq!(
        row.changed_at.map(|at| at.to_string()).as_deref(),
        Some("2026-09-30T12:13:14")
    );
    assert_eq!(
        (row.unit.as_deref(), row.customer_number.as_deref()),
        (Some("0101"), Some("100000000017"))
    );
    assert_eq!(row.findings, []);
    let Content::Party(party) = &row.content else {
        panic!("a customer")
    };
    assert_eq!(
        (party.kind, party.part.as_deref()),
        (PartyKind::Organisation, Some("contact"))
    );
    let [resident, passport] = party.identifications.as_slice() else {
        panic!("{party:?}")
    };
    assert_eq!(
        (resident.doc_type.as_str(), resident.primary),
        ("resident_id", true)
    );
    assert_eq!(
        resident.expires_on.map(|day| day.to_string()).as_deref(),
        Some("9999-12-31")
    );
    assert_eq!(
        (resident.issuer.as_deref(), resident.verification),
        (Some("北京市公安局"), Verification::Reader)
    );
    assert_eq!(
        (passport.number.as_str(), passport.verification),
        ("E123", Verification::Network)
    );

    let outcome = |values: &[(&str, &str)]| {
        let base = [("no", "1"), ("type", "P"), ("name", "x")];
        let given = base
            .into_iter()
            .filter(|(name, _)| values.iter().all(|(other, _)| other != name));
        let all: Vec<_> = given.chain(values.iter().copied()).collect();
        said(&mapping, &all)
    };
    type Values = &'static [(&'static str, &'static str)];
    let table: &[(Values, &[&str])] = &[
        (&[], &["name=x"]),
        (&[("no", " ")], &["!key no"]),
        (&[("no", "NULL")], &["!key no"]),
        (&[("type", "?"), ("name", "")], &["!kind type", "!DQ-03 name"]),
        (&[("seq", "x")], &["!sequence seq"]),
        (&[("at", "2026")], &["name=x", "?DQ-18 at"]),
        (&[("ch", "9")], &["name=x", "?DQ-15 ch"]),
        (&[("n1", "1"), ("t1", "99")], &["name=x", "?DQ-15 t1"]),
        (&[("n1", "1")], &["name=x", "?DQ-15 t1"]),
        (
            &[("n1", "1"), ("t1", "01"), ("until", "长期")],
            &["name=x", "?DQ-18 until"],
        ),
        // a deleted record needs no more than its key
        (&[("status", "D"), ("name", "")], &["?DQ-03 name"]),
        (&[("status", "D"), ("name", ""), ("no", "")], &["!key no"]),
    ];
    for (values, wanted) in table {
        assert_eq!(outcome(values), *wanted, "{values:?}");
    }
    assert!(
        map(&mapping, &[("no", "1"), ("type", "P"), ("status", "X")])
            .expect("deleted")
            .deleted
    );
}

const FORMAT: &str = "type = \"delimited\"\nencoding = \"utf-8\"\ndelimiter = \"|\"";

fn other(feed: &str, rest: &str) -> Mapping {
    parse(&format!(
        "name = \"x\"\ntrust = 1\n[feed.f]\nfiles = [\"f\"]\nmode = \"delta\"\nstrategy = \"insert\"\nreject_limit = 0\nkey = [\"no\"]\n\
         {feed}\n[feed.f.format]\n{FORMAT}\n{rest}"
    ))
}

#[test]
fn a_row_may_say_whose_key_it_names_and_what_its_balance_is() {
    let rest = r#"
[[feed.f.holder]]
whole = "h1"
source = { column = "s1" }
role = { column = "r1" }
[[feed.f.holder]]
whole = "h2"
source = { column = "s2" }
role = { column = "r2" }
optional = true
[feed.f.balance]
amount = "bal"
kind = { column = "what" }
"#;
    let mapping = other("about = \"account\"", rest);
    let account = |values: &[(&str, &str)]| match map(&mapping, values).expect("a good row").content {
        Content::Account(account) => account,
        other => panic!("{other:?}"),
    };
    let told = account(&[
        ("no", "6"),
        ("h1", r"a\|b|c"),
        ("s1", "loan"),
        ("r1", "borrower"),
        ("bal", "7"),
        ("what", "outstanding"),
    ]);
    let holders: Vec<_> = told
        .holders
        .iter()
        .map(|held| (held.who.clone(), held.source.as_deref(), held.role.as_str()))
        .collect();
    let whole = HolderKey::Customer(r"a\|b|c".to_owned());
    assert_eq!(
        holders,
        [(whole, Some("loan"), "borrower")],
        "the key is taken as it is"
    );
    assert_eq!(told.balance.expect("a balance").kind, "outstanding");
    let told = account(&[("no", "6"), ("h1", "1"), ("r1", "owner"), ("bal", "7")]);
    assert_eq!(told.holders[0].source, None, "its own");
    assert_eq!(told.balance.expect("a balance").kind, "book");
    assert!(
        map(&mapping, &[("no", "6"), ("r1", "owner")]).is_err(),
        "a holder without a key"
    );
}

#[test]
fn rows_of_accounts() {
    let rest = r#"
[[feed.f.holder]]
customer = ["c1"]
role = "owner"
share = "pct"
[[feed.f.holder]]
customer = ["c2"]
source = "loan"
role = { column = "r2", codes = { "J" = "joint_owner" } }
optional = true
[[feed.f.holder]]
through = { account = [{ constant = "a" }, "other"] }
optional = true
[[feed.f.link]]
account = [{ constant = "a" }, "other"]
kind = "paid_from"
[feed.f.balance]
amount = { column = "bal", convert = ["decimal:2"] }
currency = { constant = "CNY" }
date = { column = "day", format = "%Y%m%d" }
[[feed.f.field]]
column = "open"
to = "opened_on"
"#;
    let mapping = other(
        "about = \"account\"\nproduct = { column = \"prod\", codes = { \"01\" = \"saving\" } }",
        rest,
    );
    let feed = &mapping.feeds[0];
    assert_eq!(
        (feed.mode, feed.strategy, feed.reject_limit),
        (crate::Mode::Delta, crate::Strategy::Insert, 0.0)
    );
    let row = map(
        &mapping,
        &[
            ("no", "6"),
            ("c1", "1"),
            ("pct", "50.5"),
            ("c2", "2"),
            ("r2", "J"),
            ("other", "9"),
            ("bal", "12345"),
            ("day", "20260930"),
            ("prod", "01"),
            ("open", "2011-05-06"),
        ],
    );
    let Content::Account(account) = row.expect("a good row").content else {
        panic!("an account")
    };
    let holders: Vec<_> = account
        .holders
        .iter()
        .map(|held| (held.who.clone(), held.role.as_str()))
        .collect();
    assert_eq!(
        holders,
        [
            (HolderKey::Customer("1".to_owned()), "owner"),
            (HolderKey::Customer("2".to_owned()), "joint_owner"),
            (
                HolderKey::ThroughAccount {
                    account: "a|9".to_owned(),
                    only_role: None
                },
                ""
            ),
        ]
    );
    assert_eq!(
        account.holders[0].share.map(|share| share.to_string()).as_deref(),
        Some("50.5")
    );
    assert_eq!(account.holders[1].source.as_deref(), Some("loan"));
    let link = Link {
        source: None,
        to: LinkEnd::Account("a|9".to_owned()),
        kind: "paid_from".to_owned(),
    };
    assert_eq!(
        (account.product.as_str(), account.links.as_slice()),
        ("saving", [link].as_slice())
    );
    let balance = account.balance.expect("a balance");
    assert_eq!(
        (
            balance.amount.to_string().as_str(),
            balance.currency.as_str(),
            balance.kind.as_str()
        ),
        ("123.45", "CNY", "book")
    );

    let row = map(
        &mapping,
        &[
            ("no", "6"),
            ("c1", "1"),
            ("prod", "99"),
            ("bal", "1"),
            ("day", "x"),
        ],
    )
    .expect("taken");
    let rules: Vec<_> = row
        .findings
        .iter()
        .map(|finding| (finding.rule, finding.field.as_str()))
        .collect();
    assert_eq!(rules, [("DQ-15", "prod"), ("DQ-18", "day")]);
    let Content::Account(account) = row.content else {
        panic!("an account")
    };
    assert_eq!(
        (account.holders.len(), account.links.len(), account.balance),
        (1, 0, None)
    );
    let rejects = map(&mapping, &[("no", "6")]).expect_err("no owner");
    assert_eq!((rejects[0].rule, rejects[0].field.as_str()), ("key", "c1"));
    let rejects =
        map(&mapping, &[("no", "6"), ("c1", "1"), ("c2", "2"), ("r2", "?")]).expect_err("no known role");
    assert_eq!((rejects.len(), rejects[0].field.as_str()), (1, "r2"));
}

/// Nobody holds what a deleted row says nothing of, and a relation without its ends is none.
#[test]
fn deleted_rows_leave_nothing_without_a_name() {
    let delete = "delete = { column = \"gone\", values = [\"1\"] }";
    let holder = "[[feed.f.holder]]\ncustomer = [\"c\"]\nrole = \"owner\"";
    let mapping = other(&format!("about = \"account\"\n{delete}"), holder);
    let row = map(&mapping, &[("no", "1"), ("gone", "1")]).expect("its key is enough");
    let Content::Account(account) = &row.content else {
        panic!("an account")
    };
    assert!(row.deleted && account.holders.is_empty() && row.findings[0].field == "c");

    let ends =
        "about = \"relation\"\nfrom = { customer = [\"a\"] }\nto = { customer = [\"b\"] }\nkind = \"spouse\"";
    let mapping = other(&format!("{ends}\n{delete}"), "");
    assert!(map(&mapping, &[("no", "1"), ("gone", "1"), ("a", "x"), ("b", "y")]).is_ok());
    assert_eq!(
        map(&mapping, &[("no", "1"), ("gone", "1"), ("a", "x")]).expect_err("no other end")[0].field,
        "b"
    );
}

#[test]
fn rows_of_relations() {
    let rest = "[[feed.f.field]]\ncolumn = \"pct\"\nto = \"share\"";
    let feed = "about = \"relation\"\nfrom = { customer = [\"a\"] }\nto = { customer = [\"b\"], source = \"loan\" }\n\
                kind = { column = \"k\", codes = { \"1\" = \"shareholder\" } }";
    let mapping = other(feed, rest);
    let row = map(
        &mapping,
        &[("no", "1"), ("a", "x"), ("b", "y"), ("k", "1"), ("pct", "33.3")],
    )
    .expect("good");
    let Content::Relation(relation) = row.content else {
        panic!("a relation")
    };
    assert_eq!(
        (relation.kind.as_str(), relation.from.customer_key.as_str()),
        ("shareholder", "x")
    );
    assert_eq!(
        (relation.to.source.as_deref(), relation.values[0].value.as_str()),
        (Some("loan"), "33.3")
    );
    let rejects = map(&mapping, &[("no", "1"), ("a", "x"), ("k", "1")]).expect_err("no other end");
    assert_eq!((rejects[0].rule, rejects[0].field.as_str()), ("key", "b"));
}
