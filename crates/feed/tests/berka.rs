//! A real bank's files by `examples/berka/berka.toml`: every count against the files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use feed::{About, Catalogue, Content, FeedError, HolderKey, LinkEnd, MappedRow, Mapping, ValueType};

/// The attributes the mapping uses.
struct Attributes;

impl Catalogue for Attributes {
    fn attribute(&self, about: About, name: &str) -> Option<ValueType> {
        Some(match (about, name) {
            (About::Party, "birth_date") | (About::Account, "opened_on") => ValueType::Date,
            (About::Party, "sex" | "nationality") | (About::Account, "status" | "currency") => {
                ValueType::Code
            }
            (About::Party, "address_home") | (About::Account, "branch") => ValueType::Text,
            (About::Account, "amount") => ValueType::Decimal,
            (About::Account, "term_months") => ValueType::Integer,
            _ => return None,
        })
    }
}

/// The data's folder; none where they are not to be had, which in CI is a failure.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/berka");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "{} is missing",
        folder.display()
    );
    eprintln!("skipped: {} is not here", folder.display());
    None
}

fn mapping() -> Mapping {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/berka/berka.toml");
    let text = std::fs::read_to_string(path).expect("the mapping is part of the repository");
    Mapping::parse(&text, &Attributes).expect("a good mapping")
}

fn load(mapping: &Mapping, folder: &Path, file: &str) -> Vec<MappedRow> {
    let (feed, date) = mapping.feed_for(file).expect(file);
    assert_eq!(date, None);
    let mut reader = feed.open(&folder.join(file), None).expect(file);
    let mut mapped = Vec::new();
    while let Some(batch) = reader.next_batch(1000).expect(file) {
        mapped.extend(batch.iter().map(|row| {
            feed.map(row)
                .unwrap_or_else(|rejects| panic!("{file}: {rejects:?}"))
        }));
    }
    let lines = std::fs::read_to_string(folder.join(file))
        .expect(file)
        .lines()
        .count();
    let totals = reader.finish().expect(file);
    assert_eq!(totals.rows, u64::try_from(lines - 1).expect("a count"), "{file}");
    assert_eq!(mapped.iter().flat_map(|row| &row.findings).next(), None, "{file}");
    let keys: BTreeSet<&str> = mapped.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys.len(), mapped.len(), "{file}: keys are unique");
    mapped
}

fn counts<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    words.for_each(|word| *counts.entry(word).or_insert(0) += 1);
    counts
}

fn value<'a>(
    mapping: &'a Mapping,
    feed: &str,
    values: &'a [feed::MappedValue],
    name: &str,
) -> Option<&'a str> {
    let attributes = mapping.feed(feed)?.attributes();
    let named = |value: &&feed::MappedValue| attributes[usize::from(value.attribute)].name == name;
    values.iter().find(named).map(|value| value.value.as_str())
}

/// The field of every data row of a file, as a plain reader of our own sees it.
fn column(folder: &Path, file: &str, at: usize) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join(file)).expect(file);
    let field = |line: &str| {
        line.split(';')
            .nth(at)
            .map(|field| field.trim_matches('"').to_owned())
    };
    text.lines().skip(1).filter_map(field).collect()
}

#[test]
fn clients_are_people_with_a_day_of_birth_and_a_sex() {
    let Some(folder) = data() else { return };
    let mapping = mapping();
    let rows = load(&mapping, &folder, "client.asc");
    assert_eq!(rows.len(), 5369);
    let mut sexes = Vec::new();
    for (row, birth_number) in rows.iter().zip(column(&folder, "client.asc", 1)) {
        let Content::Party(party) = &row.content else {
            panic!("{row:?}")
        };
        let of = |name| value(&mapping, "client", &party.values, name).expect(name);
        let month: u8 = birth_number[2..4].parse().expect("a month");
        let (sex, month) = if month > 50 {
            ("2", month - 50)
        } else {
            ("1", month)
        };
        assert_eq!(of("sex"), sex, "{birth_number}");
        assert_eq!(
            of("birth_date"),
            format!("19{}-{month:02}-{}", &birth_number[..2], &birth_number[4..])
        );
        assert!(of("address_home").contains(' '), "a district has a name");
        sexes.push(sex);
    }
    assert_eq!(
        counts(sexes.into_iter()),
        BTreeMap::from([("1", 2724), ("2", 2645)])
    );
}

#[test]
fn every_account_has_one_owner() {
    let Some(folder) = data() else { return };
    let mapping = mapping();
    let accounts = load(&mapping, &folder, "account.asc");
    assert_eq!(accounts.len(), 4500);
    let account_keys: BTreeSet<&str> = accounts.iter().map(|row| row.key.as_str()).collect();
    let clients = load(&mapping, &folder, "client.asc");
    let client_keys: BTreeSet<&str> = clients.iter().map(|row| row.key.as_str()).collect();
    let dispositions = load(&mapping, &folder, "disp.asc");
    assert_eq!(dispositions.len(), 5369);
    let mut owned = BTreeSet::new();
    let mut roles = Vec::new();
    for row in &dispositions {
        let Content::Holder(holder) = &row.content else {
            panic!("{row:?}")
        };
        let HolderKey::Customer(customer) = &holder.holder.who else {
            panic!("{row:?}")
        };
        assert!(account_keys.contains(holder.account_key.as_str()), "{row:?}");
        assert!(client_keys.contains(customer.as_str()), "{row:?}");
        if holder.holder.role == "owner" {
            assert!(
                owned.insert(holder.account_key.as_str()),
                "a second owner: {row:?}"
            );
        }
        roles.push(holder.holder.role.as_str());
    }
    assert_eq!(
        counts(roles.into_iter()),
        BTreeMap::from([("owner", 4500), ("disponent", 869)])
    );
    assert_eq!(owned, account_keys);
}

#[test]
fn loans_belong_to_accounts_and_cards_to_dispositions() {
    let Some(folder) = data() else { return };
    let mapping = mapping();
    let accounts: BTreeSet<String> = load(&mapping, &folder, "account.asc")
        .into_iter()
        .map(|row| row.key)
        .collect();
    let dispositions: BTreeSet<String> = load(&mapping, &folder, "disp.asc")
        .into_iter()
        .map(|row| row.key)
        .collect();
    let loans = load(&mapping, &folder, "loan.asc");
    assert_eq!(loans.len(), 682);
    let mut states = Vec::new();
    for row in &loans {
        let Content::Account(loan) = &row.content else {
            panic!("{row:?}")
        };
        let [holder] = loan.holders.as_slice() else {
            panic!("{row:?}")
        };
        let HolderKey::ThroughAccount { account, only_role } = &holder.who else {
            panic!("{row:?}")
        };
        assert!(
            accounts.contains(account) && only_role.as_deref() == Some("owner") && holder.role == "borrower"
        );
        assert_eq!(
            loan.links.iter().map(|link| &link.to).collect::<Vec<_>>(),
            [&LinkEnd::Account(account.clone())]
        );
        states.push(value(&mapping, "loan", &loan.values, "status").expect("a status"));
    }
    let wanted = BTreeMap::from([
        ("settled", 203),
        ("written_off", 31),
        ("performing", 403),
        ("overdue", 45),
    ]);
    assert_eq!(counts(states.into_iter()), wanted);
    let amount = |row: &MappedRow| match &row.content {
        Content::Account(loan) => value(&mapping, "loan", &loan.values, "amount")
            .expect("an amount")
            .parse::<i64>(),
        other => panic!("{other:?}"),
    };
    let sum: i64 = loans.iter().map(|row| amount(row).expect("whole crowns")).sum();
    assert_eq!(
        sum,
        column(&folder, "loan.asc", 3)
            .iter()
            .map(|text| text.parse::<i64>().expect("crowns"))
            .sum::<i64>()
    );

    let cards = load(&mapping, &folder, "card.asc");
    assert_eq!(cards.len(), 892);
    let mut products = Vec::new();
    for row in &cards {
        let Content::Account(card) = &row.content else {
            panic!("{row:?}")
        };
        let [holder] = card.holders.as_slice() else {
            panic!("{row:?}")
        };
        let HolderKey::ThroughHolder { holder } = &holder.who else {
            panic!("{row:?}")
        };
        assert!(dispositions.contains(holder), "{row:?}");
        products.push(card.product.as_str());
    }
    let wanted = BTreeMap::from([("card_classic", 659), ("card_gold", 88), ("card_junior", 145)]);
    assert_eq!(counts(products.into_iter()), wanted);
}

/// The names of the districts are spelt in Czech; without their accents they are the file's.
#[test]
fn districts_are_the_files() {
    let Some(folder) = data() else { return };
    let table: toml::Table = mapping().text.parse().expect("TOML");
    let named = column(&folder, "district.asc", 0)
        .into_iter()
        .zip(column(&folder, "district.asc", 1));
    for (number, ascii) in named {
        let ours = table["codes"]["district"][number.as_str()]
            .as_str()
            .expect("a name");
        let plain = |text: &str| {
            use unicode_normalization::UnicodeNormalization;
            text.nfd()
                .filter(char::is_ascii_alphabetic)
                .collect::<String>()
                .to_lowercase()
        };
        let (ours, theirs) = (plain(ours), plain(&ascii));
        let theirs = theirs
            .strip_prefix("hlm")
            .unwrap_or(&theirs)
            .replace("jablonecnnisou", "jablonecnadnisou");
        assert!(ours.ends_with(&theirs), "{number}: {ours} is not {theirs}");
    }
}

/// E-19, and files no feed wants.
#[test]
fn transactions_are_refused_with_the_reason() {
    let mapping = mapping();
    let refusal = mapping.feed_for("trans.asc").expect_err("refused");
    assert!(matches!(refusal, FeedError::Transactions { .. }));
    assert!(
        refusal.to_string().contains("E-19") && refusal.to_string().contains("ACRM"),
        "{refusal}"
    );
    let refusal = mapping.feed_for("order.asc").expect_err("refused").to_string();
    assert!(
        refusal.contains("order.asc") && refusal.contains("client.asc"),
        "{refusal}"
    );
}
