//! The flat file of persons for linkage.

use std::collections::{HashMap, HashSet};

use sim::records;

fn file(rows: u64, seed: u64) -> Vec<u8> {
    let mut out = Vec::new();
    let written = records(rows, seed, &mut out).expect("written");
    assert_eq!(written.rows, rows);
    out
}

#[test]
fn the_columns_are_exactly_these() {
    let bytes = file(10, 1);
    let header = bytes.split(|byte| *byte == b'\n').next().expect("a header");
    assert_eq!(
        String::from_utf8_lossy(header),
        "rec_id,source_system,source_id,name,id_type,id_no,birth_date,sex,mobile,phone,address,email,employer,\
         open_date,_truth,_household"
    );
}

#[test]
fn as_many_rows_as_asked_for() {
    for rows in [0, 1, 7, 1_000, 30_000] {
        let bytes = file(rows, 2);
        assert_eq!(
            csv::Reader::from_reader(bytes.as_slice()).records().count() as u64,
            rows
        );
    }
}

#[test]
fn seeds_name_files() {
    assert!(file(5_000, 3) == file(5_000, 3));
    assert!(file(5_000, 3) != file(5_000, 4));
    let one = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a pool");
    assert!(one.install(|| file(5_000, 3)) == file(5_000, 3));
}

#[test]
fn persons_have_records_in_several_systems() {
    let bytes = file(20_000, 5);
    let mut persons: HashMap<String, HashSet<String>> = HashMap::new();
    let mut ids = HashSet::new();
    for row in csv::Reader::from_reader(bytes.as_slice()).records() {
        let row = row.expect("well formed");
        assert!(ids.insert(format!("{} {}", &row[1], &row[2])));
        persons
            .entry(row[14].to_owned())
            .or_default()
            .insert(row[1].to_owned());
    }
    let average = 20_000.0 / persons.len() as f64;
    assert!((1.8..2.2).contains(&average), "{average}");
    let systems: HashSet<&String> = persons.values().flatten().collect();
    assert_eq!(systems.len(), 5);
}
