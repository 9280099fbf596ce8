//! Properties of whole banks: what is true whatever the seed.

use std::collections::HashMap;

use base::Date;
use standards::document::{self, DocumentType};
use standards::name;

use crate::accuracy::{pairwise, rule_groups, rule_recall};
use crate::flaw::Flaw;
use crate::next_day::Fate;
use crate::record::PersonRecord;
use crate::truth::{Kind, TruthRow};
use crate::{Bank, NextDay, Params, Rates};

const TODAY: Date = Date::constant(2026, 9, 30);

fn bank(people: u64, seed: u64, rates: Rates) -> Bank {
    Bank::new(Params {
        rates,
        ..Params::new(people, people / 10, seed, TODAY)
    })
    .expect("small enough")
}

/// Many errors, so that rare meetings of two of them come up.
fn careless() -> Rates {
    Rates {
        mistyped_number: 0.4,
        fifteen_digits: 0.4,
        wrong_type: 0.2,
        homophone: 0.3,
        former_name_kept: 0.5,
        changed_name: 0.3,
        twins: 0.9,
        code_mistyped: 0.3,
        old_code: 0.5,
        ..Rates::default()
    }
}

fn person_records(
    bank: &Bank,
    people: u64,
) -> Vec<(crate::person::Person, crate::record::Presence, PersonRecord)> {
    let mut all = Vec::new();
    for number in 0..people.div_ceil(crate::person::BLOCK) {
        let block = bank.block(number, people);
        for home in &block.households {
            for person in home.members(&block) {
                for presence in bank.presences(&block, home, person) {
                    all.push((person.clone(), presence, bank.person_record(person, presence)));
                }
            }
        }
    }
    all
}

#[test]
fn no_rule_joins_two_customers() {
    for seed in 0..6 {
        for (rates, least) in [(Rates::default(), 0.75), (careless(), 0.1)] {
            let rows: Vec<TruthRow> = bank(6_000, seed, rates).truth_rows().collect();
            let groups = rule_groups(&rows);
            let entities: Vec<&str> = rows.iter().map(|row| row.entity.as_str()).collect();
            let found = pairwise(
                &entities
                    .into_iter()
                    .zip(groups.iter().copied())
                    .collect::<Vec<_>>(),
            );
            assert_eq!(found.precision, 1.0, "seed {seed}");
            assert!(
                found.recall > least && found.recall < 1.0,
                "seed {seed}: {found:?}"
            );
            assert_eq!(rule_recall(&rows, &groups).recall, 1.0);
        }
    }
}

#[test]
fn no_number_of_one_type_is_two_persons() {
    for seed in [1, 2] {
        let rows: Vec<TruthRow> = bank(20_000, seed, careless()).truth_rows().collect();
        let mut owners: HashMap<(DocumentType, String), &str> = HashMap::new();
        let generated = rows
            .iter()
            .filter(|row| row.kind == Kind::Individual && !row.entity.starts_with("cast"));
        for row in generated {
            for (kind, number) in row
                .documents
                .iter()
                .filter(|(kind, _)| *kind != DocumentType::Other)
            {
                let key = (*kind, document::match_key(*kind, number).expect("a number"));
                let owner = *owners.entry(key).or_insert(&row.entity);
                assert_eq!(owner, row.entity, "{kind} {number}");
            }
        }
    }
}

#[test]
fn the_next_day_joins_nobody_wrongly() {
    let bank = bank(5_000, 4, careless());
    let next = NextDay {
        new: 0.1,
        ..NextDay::of_changes(Date::constant(2026, 10, 1), 0.5)
    };
    let rows: Vec<TruthRow> = person_records(&bank, next.people(&bank))
        .into_iter()
        .filter_map(|(person, presence, mut record)| {
            let fate = bank.next_day(&next, &person, presence, &mut record);
            (fate != Fate::Gone).then(|| TruthRow::of_person(&record, "customer"))
        })
        .collect();
    let groups = rule_groups(&rows);
    let found = pairwise(
        &rows
            .iter()
            .map(|row| row.entity.as_str())
            .zip(groups)
            .collect::<Vec<_>>(),
    );
    assert_eq!(found.precision, 1.0);
}

#[test]
fn what_carries_no_flaw_is_valid() {
    let bank = bank(4_000, 21, Rates::none());
    let mut seen = HashMap::new();
    for row in bank.truth_rows() {
        assert!(!row.documents.is_empty(), "{row:?}");
        for (kind, number) in row
            .documents
            .iter()
            .filter(|(kind, _)| *kind != DocumentType::Other)
        {
            *seen.entry(*kind).or_insert(0) += 1;
            assert!(
                document::validate(*kind, number, TODAY).is_ok(),
                "{kind} {number}"
            );
        }
        if !row.planned_reject && row.kind == Kind::Individual {
            assert!(!name::match_key(&row.name).is_empty());
        }
    }
    for kind in [
        DocumentType::ResidentId,
        DocumentType::PassportCn,
        DocumentType::PassportForeign,
        DocumentType::ForeignerResidence,
        DocumentType::HkMacauPermit,
        DocumentType::HkId,
        DocumentType::CreditCode,
        DocumentType::OrgCode,
        DocumentType::Lei,
        DocumentType::Bic,
        DocumentType::Cnaps,
    ] {
        assert!(seen.contains_key(&kind), "no {kind}");
    }
}

#[test]
fn errors_happen_at_their_rates() {
    let rates = Rates {
        changed_name: 0.2,
        ..Rates::default()
    };
    let bank = bank(40_000, 8, rates);
    let records = person_records(&bank, 40_000);
    let check = |flaw: Flaw, rate: f64| {
        let possible = records
            .iter()
            .filter(|(_, _, record)| record.flaws.was_possible(flaw))
            .count();
        let happened = records
            .iter()
            .filter(|(_, _, record)| record.flaws.has(flaw))
            .count();
        let share = happened as f64 / possible as f64;
        // Four standard deviations, and a tenth for homophones that found nothing to replace.
        let allowed = 4.0 * (rate * (1.0 - rate) / possible as f64).sqrt() + rate * 0.25;
        assert!(
            (share - rate).abs() < allowed,
            "{flaw:?}: {share} of {possible}, not {rate}"
        );
    };
    check(Flaw::FifteenDigits, rates.fifteen_digits);
    check(Flaw::MistypedNumber, rates.mistyped_number);
    check(Flaw::WrongType, rates.wrong_type);
    check(Flaw::OtherType, rates.other_type);
    check(Flaw::MissingDocument, rates.missing_document);
    check(Flaw::PlaceholderDocument, rates.placeholder_document);
    check(Flaw::PassportShown, rates.passport_shown);
    check(Flaw::LowerCaseX, rates.lower_case_x);
    check(Flaw::FullWidth, rates.full_width);
    check(Flaw::TraditionalScript, rates.traditional_script);
    check(Flaw::Homophone, rates.homophone);
    check(Flaw::BlankInName, rates.blank_in_name);
    check(Flaw::FormerNameKept, rates.former_name_kept);
    check(Flaw::OldMobile, rates.old_mobile);
    check(Flaw::OldAddress, rates.old_address);
    check(Flaw::ShortAddress, rates.short_address);
    check(Flaw::PlaceholderContact, rates.placeholder_contact);
    let average = records.len() as f64 / 40_000.0;
    assert!((1.8..2.2).contains(&average), "{average} records a person");
}

#[test]
fn errors_of_companies_happen_at_their_rates() {
    let rates = Rates {
        code_mistyped: 0.1,
        ..Rates::default()
    };
    let bank = Bank::new(Params {
        rates,
        ..Params::new(1_000, 8_000, 8, TODAY)
    })
    .expect("small enough");
    let mut counts: HashMap<Flaw, (f64, f64)> = HashMap::new();
    for index in 0..8_000 {
        let company = bank.company(index, None);
        for source in bank.company_presences(index) {
            let record = bank.company_record(&company, source);
            for flaw in [Flaw::OldCode, Flaw::CodeMistyped, Flaw::FormerCompanyName] {
                let count = counts.entry(flaw).or_default();
                count.0 += f64::from(u8::from(record.flaws.was_possible(flaw)));
                count.1 += f64::from(u8::from(record.flaws.has(flaw)));
            }
        }
    }
    for (flaw, rate) in [
        (Flaw::OldCode, rates.old_code),
        (Flaw::CodeMistyped, rates.code_mistyped),
        (Flaw::FormerCompanyName, rates.former_company_name),
    ] {
        let (possible, happened) = counts[&flaw];
        assert!(
            (happened / possible - rate).abs() < 0.1 * rate + 0.05,
            "{flaw:?} {happened} of {possible}"
        );
    }
}

#[test]
fn twins_and_households_are_there() {
    let bank = bank(20_000, 3, Rates::default());
    let (mut twins, mut mobiles) = (0, 0);
    for number in 0..2_500 {
        let block = bank.block(number, 20_000);
        for home in &block.households {
            let members = home.members(&block);
            for (place, one) in members.iter().enumerate() {
                for other in &members[place + 1..] {
                    twins += usize::from(one.birth == other.birth);
                    mobiles += usize::from(one.mobile == other.mobile);
                    assert_eq!(one.address, other.address);
                }
            }
        }
    }
    assert!(twins > 30 && mobiles > 500, "{twins} {mobiles}");
}

#[test]
fn company_owners_are_found_both_ways() {
    for (people, companies) in [(1_000, 30), (1_000, 125), (80, 1_000), (8, 3), (0, 5)] {
        let bank = Bank::new(Params::new(people, companies, 1, TODAY)).expect("small enough");
        let mut owned = 0;
        for block in 0..bank.blocks() {
            for company in bank.companies_of_block(block) {
                assert_eq!(bank.owner_block(company), Some(block), "{people} {companies}");
                owned += 1;
            }
        }
        assert_eq!(owned, if people == 0 { 0 } else { companies });
        assert_eq!(bank.companies_of_block(bank.blocks()).count(), 0);
    }
}

#[test]
fn every_relation_and_holder_is_on_record() {
    let dir = tempfile::tempdir().expect("a folder");
    let bank = bank(2_000, 6, Rates::default());
    let files = bank
        .write_files(dir.path(), None, &mut crate::Silent)
        .expect("written");
    let keys: std::collections::HashSet<String> = bank
        .truth_rows()
        .filter(|row| row.source == "loan")
        .map(|row| row.key)
        .collect();
    let (mut relations, mut kinds) = (0, std::collections::HashSet::new());
    for file in files
        .iter()
        .filter(|file| file.feed == "relation" || file.feed == "contract")
    {
        let text = std::fs::read_to_string(&file.path).expect("UTF-8");
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split("||").collect();
            let ends = if file.feed == "relation" {
                &fields[..2]
            } else {
                &fields[2..5]
            };
            for end in ends.iter().filter(|end| !end.is_empty()) {
                assert!(keys.contains(*end), "{line}");
            }
            relations += usize::from(file.feed == "relation");
            kinds.insert(if file.feed == "relation" {
                fields[2].to_owned()
            } else {
                String::new()
            });
        }
    }
    assert!(relations > 400, "{relations}");
    for kind in ["10", "11", "20", "21", "22", "23", "30", "31", "32", "40", "41"] {
        assert!(kinds.contains(kind), "no relation of kind {kind}");
    }
}

#[test]
fn codes_are_in_their_tables() {
    let known = |table: &str, code: &str| {
        let table = standards::code::table(table).expect("a shipped table");
        assert!(table.find(code).is_some(), "{code} is not in {}", table.id);
    };
    let bank = bank(3_000, 5, Rates::default());
    for (_, _, record) in person_records(&bank, 3_000) {
        known("sex", record.sex);
        known("country", record.nationality);
        known("ethnic", record.ethnicity);
        known("marital", record.marital);
        known("education", record.education);
        known("occupation", record.occupation);
        known("employment", record.working_status);
    }
    // Only the sections of the industries are shipped.
    let class = |code: &str| {
        assert!(
            code.len() == 5 && code[1..].bytes().all(|byte| byte.is_ascii_digit()),
            "{code}"
        );
        known("industry", &code[..1]);
    };
    (0..300).for_each(|index| class(bank.company(index, None).industry));
    for institution in bank.institutions() {
        class(
            bank.institution_record(&institution, crate::Source::Core)
                .industry,
        );
    }
}
