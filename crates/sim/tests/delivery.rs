//! The delivered files: read back by their mappings, the same for every number of threads, covered by the truth.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use base::Date;
use feed::{About, Catalogue, Content, Mapping, ValueType};
use sim::{Bank, NextDay, Params, Silent, Source, TruthRow, WrittenFile, cast, mappings, read_truth};

/// The attributes the mappings may name; the types are those of the platform's catalogue.
struct Attributes;

impl Catalogue for Attributes {
    fn attribute(&self, about: About, name: &str) -> Option<ValueType> {
        let text = "name name_latin former_name employer position mobile phone_home phone_work email address_home \
                    address_registered postcode english_name business_scope legal_representative \
                    legal_representative_document website customer_manager account_number card_number collateral branch \
                    post";
        let code = "sex nationality ethnicity marital_status education occupation working_status industry legal_form \
                    institution_kind credit_grade risk_preference currency status";
        let date = "birth_date founded_on licence_expiry opened_on maturity_on since";
        let decimal = "annual_income registered_capital annual_revenue total_assets interest_rate credit_limit amount share";
        let of = |list: &str| list.split_whitespace().any(|known| known == name);
        let kind = if of(text) {
            ValueType::Text
        } else if of(code) {
            ValueType::Code
        } else if of(date) {
            ValueType::Date
        } else if of(decimal) {
            ValueType::Decimal
        } else if of("employees term_months") {
            ValueType::Integer
        } else {
            return None;
        };
        (about != About::Holder).then_some(kind)
    }
}

const TODAY: Date = Date::constant(2026, 9, 30);

fn bank(people: u64, seed: u64) -> Bank {
    Bank::new(Params::new(people, people / 10, seed, TODAY)).expect("small enough")
}

fn mapping(source: &str) -> Mapping {
    let (_, text) = mappings()
        .into_iter()
        .find(|(name, _)| name.word() == source)
        .expect("one of the five");
    Mapping::parse(text, &Attributes).unwrap_or_else(|why| panic!("{source}: {why}"))
}

/// What a file says, read by its mapping.
struct ReadBack {
    keys: Vec<String>,
    rejected: Vec<String>,
    findings: HashMap<&'static str, u64>,
    documents: HashMap<String, Vec<(String, String)>>,
}

fn read_back(file: &WrittenFile) -> ReadBack {
    let mapping = mapping(file.source);
    let name = file
        .path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    let (feed, date) = mapping
        .feed_for(name)
        .unwrap_or_else(|why| panic!("{name}: {why}"));
    assert_eq!(feed.name, file.feed, "{name}");
    let mut reader = feed
        .open(&file.path, date)
        .unwrap_or_else(|why| panic!("{name}: {why}"));
    let mut back = ReadBack {
        keys: Vec::new(),
        rejected: Vec::new(),
        findings: HashMap::new(),
        documents: HashMap::new(),
    };
    while let Some(rows) = reader
        .next_batch(1_000)
        .unwrap_or_else(|why| panic!("{name}: {why}"))
    {
        for row in rows {
            match feed.map(&row) {
                Ok(mapped) => {
                    mapped
                        .findings
                        .iter()
                        .for_each(|finding| *back.findings.entry(finding.rule).or_default() += 1);
                    if let Content::Party(party) = &mapped.content {
                        let documents = party
                            .identifications
                            .iter()
                            .map(|document| (document.doc_type.clone(), document.number.clone()))
                            .collect();
                        back.documents.insert(mapped.key.clone(), documents);
                    }
                    back.keys.push(mapped.key);
                }
                Err(rejects) => back.rejected.push(format!("{rejects:?}")),
            }
        }
    }
    let totals = reader.finish().unwrap_or_else(|why| panic!("{name}: {why}"));
    assert_eq!(totals.rows, file.rows, "{name}");
    back
}

fn deliver(bank: &Bank, dir: &Path) -> (Vec<WrittenFile>, Vec<TruthRow>) {
    let truth = dir.join("truth.csv");
    let files = bank
        .write_files(&dir.join("day"), Some(&truth), &mut Silent)
        .expect("written");
    (files, read_truth(&truth).expect("readable"))
}

#[test]
fn every_row_is_read_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let bank = bank(3_000, 11);
    let (files, truth) = deliver(&bank, dir.path());
    let mut delivered: HashSet<(String, String, String)> = HashSet::new();
    let known: HashMap<(&str, &str), &TruthRow> = truth
        .iter()
        .map(|row| ((row.source.as_str(), row.key.as_str()), row))
        .collect();
    let mut rejected = 0;
    for file in &files {
        let back = read_back(file);
        let name = file.path.display();
        assert_eq!(
            (back.keys.len() + back.rejected.len()) as u64,
            file.rows,
            "{name}"
        );
        let keys: HashSet<&String> = back.keys.iter().collect();
        assert_eq!(keys.len(), back.keys.len(), "a key twice in {name}");
        rejected += back.rejected.len();
        assert!(back.rejected.len() <= 1, "{name}: {:?}", back.rejected);
        assert!(
            back.findings.keys().all(|rule| *rule == "DQ-03"),
            "{name}: {:?}",
            back.findings
        );
        for (key, documents) in &back.documents {
            let row = known
                .get(&(file.source, key.as_str()))
                .unwrap_or_else(|| panic!("{name} {key} has no truth"));
            assert_eq!(row.feed, file.feed);
            let says: Vec<(String, String)> = row
                .documents
                .iter()
                .filter(|(_, number)| !["无", "不详", "未知", "-"].contains(&number.as_str()))
                .map(|(kind, number)| (kind.as_str().to_owned(), number.trim().to_owned()))
                .collect();
            assert_eq!(&says, documents, "{name} {key}");
            delivered.insert((file.source.to_owned(), file.feed.to_owned(), key.clone()));
        }
    }
    assert_eq!(rejected, 1, "one row of the cast has no name");
    let planned = truth.iter().filter(|row| row.planned_reject).count();
    assert_eq!(delivered.len() + planned, truth.len());
    assert_eq!(known.len(), truth.len(), "a key twice in one source");
    assert!(
        truth.iter().eq(&bank.truth_rows().collect::<Vec<_>>()),
        "the file is what truth_rows says"
    );
    for (source, _) in mappings() {
        assert!(
            dir.path()
                .join(format!("day/{0}/{0}.toml", source.word()))
                .is_file()
        );
    }
}

#[test]
fn the_cast_is_on_record() {
    let rows: Vec<TruthRow> = bank(50, 3).truth_rows().collect();
    for member in cast() {
        let found: Vec<(&str, &str)> = rows
            .iter()
            .filter(|row| row.entity == member.entity)
            .map(|row| (row.source.as_str(), row.key.as_str()))
            .collect();
        let told: Vec<(&str, &str)> = member
            .records
            .iter()
            .map(|(source, key)| (source.word(), *key))
            .collect();
        assert_eq!(
            found.iter().collect::<HashSet<_>>(),
            told.iter().collect::<HashSet<_>>(),
            "{}",
            member.entity
        );
    }
    let unnamed = rows.iter().filter(|row| row.entity.starts_with("cast-"));
    assert!(
        unnamed
            .clone()
            .all(|row| cast().iter().any(|member| member.entity == row.entity))
    );
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let bytes = |threads: usize| {
        let dir = tempfile::tempdir().expect("a folder");
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool");
        let (files, _) = pool.install(|| deliver(&bank(5_000, 5), dir.path()));
        let mut all: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|file| (file.feed.to_owned(), std::fs::read(&file.path).expect("readable")))
            .collect();
        all.push((
            "truth".into(),
            std::fs::read(dir.path().join("truth.csv")).expect("readable"),
        ));
        all
    };
    let one = bytes(1);
    for (other, own) in bytes(3).iter().zip(&one) {
        assert!(other == own, "{} differs", own.0);
    }
}

#[test]
fn another_seed_is_another_bank() {
    let first = |seed| {
        bank(100, seed)
            .truth_rows()
            .find(|row| row.entity == "P00000001")
            .expect("a person")
    };
    let dir = tempfile::tempdir().expect("a folder");
    bank(10, 1)
        .write_organisation(&dir.path().join("organisation.csv"))
        .expect("written");
    let offices = std::fs::read_to_string(dir.path().join("organisation.csv")).expect("readable");
    assert_eq!(
        offices.lines().filter(|line| line.starts_with("unit,")).count(),
        bank(10, 1).units().len()
    );
    assert_ne!(first(1), first(2));
    assert_eq!(first(1), first(1));
}

#[test]
fn the_day_after() {
    let dir = tempfile::tempdir().expect("a folder");
    let bank = bank(4_000, 9);
    let (_, before) = deliver(&bank, dir.path());
    let next = NextDay {
        date: Date::constant(2026, 10, 1),
        changed: 0.05,
        gone: 0.01,
        new: 0.02,
    };
    let truth = dir.path().join("truth2.csv");
    let files = bank
        .write_next_day(&dir.path().join("day2"), Some(&truth), &next, &mut Silent)
        .expect("written");
    let rejected: usize = files.iter().map(|file| read_back(file).rejected.len()).sum();
    assert_eq!(rejected, 1, "the nameless row of the cast is there every day");
    let after = read_truth(&truth).expect("readable");
    let keys = |rows: &[TruthRow], feed: &str| -> HashSet<String> {
        rows.iter()
            .filter(|row| row.source == "core" && row.feed == feed && !row.entity.starts_with("cast"))
            .map(|row| row.key.clone())
            .collect()
    };
    let (old, new) = (keys(&before, "customer"), keys(&after, "customer"));
    let share = |part: usize| part as f64 / old.len() as f64;
    assert!(
        (0.005..0.02).contains(&share(old.difference(&new).count())),
        "gone"
    );
    assert!((0.01..0.04).contains(&share(new.difference(&old).count())), "new");

    let truth = dir.path().join("truth3.csv");
    let files = bank
        .write_delta(&dir.path().join("delta"), Some(&truth), &next, &mut Silent)
        .expect("written");
    assert_eq!(
        files.iter().map(|file| file.feed).collect::<Vec<_>>(),
        ["customer_change", "user"]
    );
    files
        .iter()
        .for_each(|file| assert!(read_back(file).rejected.is_empty(), "{}", file.path.display()));
    let changes = keys(&read_truth(&truth).expect("readable"), "customer_change");
    assert!(
        (0.06..0.11).contains(&share(changes.len())),
        "{}",
        share(changes.len())
    );
}

#[test]
fn mappings_agree_with_the_sources() {
    for source in Source::ALL {
        assert_eq!(mapping(source.word()).name, source.word());
    }
}
