//! One flat file of persons, for linkage.

use std::io::Write;

use rayon::prelude::*;

use base::Date;

use crate::dice::{Dice, Purpose};
use crate::record::PersonRecord;
use crate::{Bank, LARGEST_BANK, Params, SimError};

/// What [`records`] wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Records {
    /// Rows.
    pub rows: u64,
    /// Persons they belong to.
    pub persons: u64,
}

const HEADER: [&str; 16] = [
    "rec_id",
    "source_system",
    "source_id",
    "name",
    "id_type",
    "id_no",
    "birth_date",
    "sex",
    "mobile",
    "phone",
    "address",
    "email",
    "employer",
    "open_date",
    "_truth",
    "_household",
];

/// Blocks of persons whose records are shuffled among each other: some 130,000 rows.
const SHUFFLED_BLOCKS: u64 = 8_192;
/// Blocks made by one thread in one go.
const STRETCH_BLOCKS: u64 = 128;
/// The day the records are of, so that the seed alone names the file.
const BUSINESS_DATE: Date = Date::constant(2026, 9, 30);

/// Writes `rows` records of persons as one CSV file in UTF-8. Records of one person stand near each other only as
/// far as both fall into the same stretch of some 65,000 persons, within which the order is random.
///
/// # Errors
/// [`SimError::TooLarge`] over [`LARGEST_BANK`] rows; otherwise when `out` refuses.
pub fn records(rows: u64, seed: u64, out: &mut (dyn Write + Send)) -> Result<Records, SimError> {
    if rows > LARGEST_BANK {
        return Err(SimError::TooLarge);
    }
    // Everybody has a record, so as many persons as rows are always enough.
    let bank = Bank::new(Params {
        balances: false,
        ..Params::new(rows, rows / 20, seed, BUSINESS_DATE)
    })?;
    let mut out = csv::Writer::from_writer(out);
    out.write_record(HEADER)?;
    let mut written = Records { rows: 0, persons: 0 };
    let mut first = 0;
    while written.rows < rows {
        let mut people = bank.people(first..(first + SHUFFLED_BLOCKS).min(bank.blocks()));
        first += SHUFFLED_BLOCKS;
        let mut left = (rows - written.rows) as usize;
        let mut all: Vec<PersonRecord> = Vec::new();
        for person in people.drain(..) {
            if left == 0 {
                break;
            }
            written.persons += 1;
            all.extend(person.into_iter().take(left));
            left = (rows - written.rows) as usize - all.len();
        }
        let mut dice = Dice::new(seed, Purpose::FlatFile, first, 0);
        for place in (1..all.len()).rev() {
            all.swap(place, dice.below(place as u64 + 1) as usize);
        }
        for record in &all {
            written.rows += 1;
            write_row(&mut out, written.rows, record)?;
        }
    }
    out.flush()?;
    Ok(written)
}

fn write_row(
    out: &mut csv::Writer<&mut (dyn Write + Send)>,
    number: u64,
    record: &PersonRecord,
) -> Result<(), SimError> {
    let document = record.documents.first();
    let birth = record.birth.map(|date| date.to_string()).unwrap_or_default();
    out.write_record([
        format!("r{number}").as_str(),
        record.source.word(),
        &record.key,
        &record.name,
        document.map_or("", |document| document.kind.as_str()),
        document.map_or("", |document| &document.number),
        &birth,
        record.sex,
        &record.mobile,
        &record.phone,
        &record.address,
        &record.email,
        &record.employer,
        &record.opened.to_string(),
        &record.entity,
        &record.household,
    ])?;
    Ok(())
}

impl Bank {
    /// The records of the persons of some blocks, person by person.
    fn people(&self, blocks: std::ops::Range<u64>) -> Vec<Vec<PersonRecord>> {
        let starts: Vec<u64> = blocks.clone().step_by(STRETCH_BLOCKS as usize).collect();
        let stretches: Vec<Vec<Vec<PersonRecord>>> = starts
            .into_par_iter()
            .map(|start| {
                (start..(start + STRETCH_BLOCKS).min(blocks.end))
                    .flat_map(|number| self.block_records(number))
                    .collect()
            })
            .collect();
        stretches.into_iter().flatten().collect()
    }

    fn block_records(&self, number: u64) -> Vec<Vec<PersonRecord>> {
        let block = self.block(number, self.params.people);
        let members = block
            .households
            .iter()
            .flat_map(|home| home.members(&block).iter().map(move |person| (home, person)));
        members
            .map(|(home, person)| {
                let places = self.presences(&block, home, person);
                places
                    .into_iter()
                    .map(|place| self.person_record(person, place))
                    .collect()
            })
            .collect()
    }
}
