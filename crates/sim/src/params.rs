//! What bank is to be made: its size, its seed, its day, and how often which error happens.

use base::Date;

/// The most persons, and the most companies, of a bank: passports have eight digits, a person may have two, and
/// the next day's new customers need numbers too.
pub const LARGEST_BANK: u64 = 20_000_000;

/// What bank is to be made. The same parameters give the same bytes, on any number of threads.
#[derive(Debug, Clone, PartialEq)]
pub struct Params {
    /// Persons beside the named cast.
    pub people: u64,
    /// Companies beside the named cast.
    pub companies: u64,
    /// The seed; another seed is another bank.
    pub seed: u64,
    /// The day whose end the files are of.
    pub business_date: Date,
    /// Whether balances of the last twelve month ends are delivered.
    pub balances: bool,
    /// How often which error happens.
    pub rates: Rates,
}

impl Params {
    /// A bank with default rates; balances come with it up to 20,000 persons, since a load of many records is
    /// about records.
    #[must_use]
    pub fn new(people: u64, companies: u64, seed: u64, business_date: Date) -> Self {
        Self {
            people,
            companies,
            seed,
            business_date,
            balances: people <= 20_000,
            rates: Rates::default(),
        }
    }
}

/// How often which error happens, each a share from 0 to 1. The base of each share is named with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Resident IDs written with 15 digits, of records of persons born before 1985 that show one.
    pub fifteen_digits: f64,
    /// Two neighbouring digits exchanged or one mistyped (half each), of records that show a resident ID of 18
    /// characters; the check refuses them all.
    pub mistyped_number: f64,
    /// A resident ID filed under another document type, of records that show a resident ID.
    pub wrong_type: f64,
    /// A document filed under the type "other", of all records of persons.
    pub other_type: f64,
    /// No document at all, of all records of persons.
    pub missing_document: f64,
    /// The document type "other" with a placeholder such as 无 for the number, of all records of persons.
    pub placeholder_document: f64,
    /// A passport shown instead of the resident ID, of records of adult citizens.
    pub passport_shown: f64,
    /// A lower-case x, of records whose resident ID ends in X.
    pub lower_case_x: f64,
    /// Full-width letters or digits, of all records.
    pub full_width: f64,
    /// The name in traditional script, of all records of Han names that have a traditional form.
    pub traditional_script: f64,
    /// A character of the name replaced by one that sounds the same, of records of Han names.
    pub homophone: f64,
    /// A blank within the name, of records of Han names.
    pub blank_in_name: f64,
    /// Persons who changed their name, of adults.
    pub changed_name: f64,
    /// Records that still say the former name, of records of such persons.
    pub former_name_kept: f64,
    /// A mobile number given up since, of records with a mobile number.
    pub old_mobile: f64,
    /// A former address, of all records.
    pub old_address: f64,
    /// An address without its province, of all records.
    pub short_address: f64,
    /// A phone or address that says 无 or the like, of all records.
    pub placeholder_contact: f64,
    /// Members of a household who give the mobile number of its head, of members over 65 or under 16.
    pub shared_mobile: f64,
    /// A second record of the same person in the same system, of records of core and card.
    pub same_source_twice: f64,
    /// Two children of a household born on one day, of households with two children.
    pub twins: f64,
    /// A mistyped character in the unified code, of records of companies that show one.
    pub code_mistyped: f64,
    /// Only the organisation code or the registration number, of records of companies founded before 2016.
    pub old_code: f64,
    /// The name a company had before, of records of renamed companies.
    pub former_company_name: f64,
    /// Companies that changed their name, of companies.
    pub renamed_company: f64,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            fifteen_digits: 0.10,
            mistyped_number: 0.015,
            wrong_type: 0.004,
            other_type: 0.006,
            missing_document: 0.010,
            placeholder_document: 0.003,
            passport_shown: 0.010,
            lower_case_x: 0.20,
            full_width: 0.020,
            traditional_script: 0.010,
            homophone: 0.010,
            blank_in_name: 0.020,
            changed_name: 0.004,
            former_name_kept: 0.40,
            old_mobile: 0.12,
            old_address: 0.15,
            short_address: 0.20,
            placeholder_contact: 0.010,
            shared_mobile: 0.30,
            same_source_twice: 0.020,
            twins: 0.06,
            code_mistyped: 0.008,
            old_code: 0.15,
            former_company_name: 0.50,
            renamed_company: 0.05,
        }
    }
}

impl Rates {
    /// A bank without any error, to see what the errors cost.
    #[must_use]
    pub fn none() -> Self {
        Self {
            fifteen_digits: 0.0,
            mistyped_number: 0.0,
            wrong_type: 0.0,
            other_type: 0.0,
            missing_document: 0.0,
            placeholder_document: 0.0,
            passport_shown: 0.0,
            lower_case_x: 0.0,
            full_width: 0.0,
            traditional_script: 0.0,
            homophone: 0.0,
            blank_in_name: 0.0,
            changed_name: 0.0,
            former_name_kept: 0.0,
            old_mobile: 0.0,
            old_address: 0.0,
            short_address: 0.0,
            placeholder_contact: 0.0,
            shared_mobile: 0.0,
            same_source_twice: 0.0,
            twins: 0.0,
            code_mistyped: 0.0,
            old_code: 0.0,
            former_company_name: 0.0,
            renamed_company: 0.0,
        }
    }
}
