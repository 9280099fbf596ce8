//! The numbers of the bank's customers, each given once.
//!
//! A resident ID, a passport, a credit code, a key of a source system is computed from the customer's index
//! by a function that never gives two indices one number. So no two customers share a number by chance,
//! however many there are, and nothing has to be remembered while generating.

use base::Date;
use standards::{card, credit_code, hk_id, lei, org_code, registration, resident_id, travel_document};

use crate::names::Sex;
use crate::place;

/// Days of the year on which people are born here: 29 February is left to the cast.
const DAYS: u64 = 365;
/// Serial pairs of one day, region group and sex. Even ones are everybody's, the odd one above belongs to the
/// twin; 994 is the highest serial reached, so that 996-999 (kept for centenarians, ID-02) stay free.
const SERIAL_PAIRS: u64 = 249;
const SLOTS: u64 = DAYS * SERIAL_PAIRS;
const DAYS_BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Makes numbers for one bank.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    seed: u64,
    /// Regions are dealt into so many groups; persons of different groups were never born in the same region.
    groups: u64,
}

/// What a person's index reserves of the resident ID: nobody else has the same day of the year, serial pair
/// and region group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    day_of_year: u64,
    pair: u64,
    group: u64,
}

impl Slot {
    /// The birth date in a year.
    pub(crate) fn date(self, year: i16) -> Date {
        let month = DAYS_BEFORE.partition_point(|before| *before <= self.day_of_year);
        let day = self.day_of_year - DAYS_BEFORE[month - 1] + 1;
        Date::new(year, month as i8, day as i8).unwrap_or(Date::ZERO)
    }
}

/// A number with its check character behind it.
fn closed(mut body: String, check: Option<char>) -> String {
    body.extend(check);
    body
}

impl Numbers {
    pub(crate) fn new(seed: u64, people: u64) -> Self {
        // Twice the persons: the next day's new customers have indices above the first day's.
        Self {
            seed,
            groups: (2 * people) / SLOTS + 1,
        }
    }

    /// A bijection of `0..10^digits`, different for every seed and purpose.
    fn shuffled(&self, purpose: u64, value: u64, digits: u32) -> u64 {
        let modulus = u128::from(10_u64.pow(digits));
        let offset = crate::dice::scramble(self.seed ^ (purpose << 32));
        // 9 and 1 as last digits of a factor are prime to ten.
        let factor = 610_612_741_u128 + 20 * u128::from(offset % 1_000_003);
        ((u128::from(value) * factor + u128::from(offset)) % modulus) as u64
    }

    pub(crate) fn slot(&self, person: u64) -> Slot {
        let offset = crate::dice::scramble(self.seed) % SLOTS;
        // 48271 is prime and no factor of SLOTS (3, 5, 73, 83), so this is a bijection of 0..SLOTS.
        let place = ((person % SLOTS) * 48_271 + offset) % SLOTS;
        Slot {
            day_of_year: place % DAYS,
            pair: place / DAYS,
            group: (person / SLOTS) % self.groups,
        }
    }

    /// The region a person was first registered in: one of the slot's group, chosen by `draw`.
    pub(crate) fn region(&self, slot: Slot, draw: u64) -> &'static str {
        let all = place::birthplaces();
        let members = (all.len() as u64 - slot.group - 1) / self.groups + 1;
        all[(slot.group + self.groups * (draw % members)) as usize].code
    }

    /// The resident ID (GB 11643): `region` must come from [`Numbers::region`] of the same slot.
    pub(crate) fn resident_id(slot: Slot, region: &str, birth: Date, sex: Sex, twin: bool) -> String {
        let serial = 4 * slot.pair + if twin { 2 } else { 0 } + if sex == Sex::Male { 1 } else { 2 };
        let body = format!(
            "{region}{:04}{:02}{:02}{serial:03}",
            birth.year(),
            birth.month(),
            birth.day()
        );
        let check = resident_id::check_character(&body);
        closed(body, check)
    }

    /// An ordinary passport; `second` is the one it was renewed to.
    pub(crate) fn passport(&self, person: u64, second: bool) -> String {
        format!("E{:08}", self.shuffled(1, 2 * person + u64::from(second), 8))
    }

    /// A travel permit for residents of Hong Kong.
    pub(crate) fn hong_kong_permit(&self, person: u64) -> String {
        format!("H{:08}", self.shuffled(2, person, 8))
    }

    /// A Hong Kong identity card.
    pub(crate) fn hong_kong_id(&self, ordinal: u64) -> String {
        let letter = char::from(b"ABCDEGHKMPRVYZ"[(ordinal / 1_000_000 % 14) as usize]);
        let body = format!("{letter}{:06}", self.shuffled(3, ordinal % 1_000_000, 6));
        let check = hk_id::check_character(&body)
            .map(String::from)
            .unwrap_or_default();
        format!("{body}({check})")
    }

    /// A foreign passport.
    pub(crate) fn foreign_passport(&self, country: &str, ordinal: u64) -> String {
        format!("{}{:08}", &country[..1], self.shuffled(5, ordinal, 8))
    }

    /// The two editions of a foreigner's residence card (ID-06, ID-05): 15 and 18 characters. The `ordinal` of
    /// the foreigner is spread over day, serial and place, so both are given once up to 1,240,000 foreigners.
    pub(crate) fn residence_cards(
        country: (&str, &str),
        ordinal: u64,
        year: i16,
        sex: Sex,
    ) -> (Date, String, String) {
        const PROVINCES: [&str; 31] = [
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
            "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65",
        ];
        let birth = Slot {
            day_of_year: ordinal % DAYS,
            pair: 0,
            group: 0,
        }
        .date(year);
        let (letters, digits) = country;
        let old_place = ordinal / (DAYS * 10) % 310;
        let old = format!(
            "{letters}{}{:02}{:02}{:02}{:02}{}",
            PROVINCES[(old_place % 31) as usize],
            old_place / 31 + 1,
            year % 100,
            birth.month(),
            birth.day(),
            ordinal / DAYS % 10
        );
        let pair = ordinal / DAYS % SERIAL_PAIRS;
        let province = PROVINCES[(ordinal / SLOTS % 31) as usize];
        let serial = 4 * pair + if sex == Sex::Male { 1 } else { 2 };
        let new = format!(
            "9{province}{digits}{year:04}{:02}{:02}{serial:03}",
            birth.month(),
            birth.day()
        );
        let (old_check, new_check) = (
            travel_document::icao_check_digit(&old),
            resident_id::check_character(&new),
        );
        (birth, closed(old, old_check), closed(new, new_check))
    }

    /// The organisation code (GB 11714): digits for those founded before the unified code, `MA...` after it.
    pub(crate) fn organisation_code(&self, company: u64, unified_era: bool) -> String {
        let body = if unified_era {
            const LETTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
            let mut rest = self.shuffled(6, company, 8);
            let mut letters = [b'0'; 6];
            for place in letters.iter_mut().rev() {
                *place = LETTERS[(rest % 31) as usize];
                rest /= 31;
            }
            letters.iter().fold(String::from("MA"), |body, byte| {
                body + char::from(*byte).encode_utf8(&mut [0; 4])
            })
        } else {
            format!("{:08}", self.shuffled(7, company, 8))
        };
        let check = org_code::check_character(&body);
        closed(body, check)
    }

    /// The unified social credit code (GB 32100) around an organisation code.
    pub(crate) fn unified_code(department: &str, region: &str, organisation: &str) -> String {
        let body = format!("{department}{region}{organisation}");
        let check = credit_code::check_character(&body);
        closed(body, check)
    }

    /// The business registration number (GS 15).
    pub(crate) fn registration_number(&self, company: u64, region: &str) -> String {
        let body = format!("{region}{:08}", self.shuffled(8, company, 8));
        let check = registration::check_digit(&body);
        closed(body, check)
    }

    /// The LEI of a Chinese entity.
    pub(crate) fn legal_entity(&self, ordinal: u64) -> String {
        let body = format!("300300{:012}", self.shuffled(9, ordinal, 12));
        let check = lei::check_digits(&body).unwrap_or_default();
        format!("{body}{check}")
    }

    /// The key of a record in a source system: a prefix and nine digits.
    pub(crate) fn record_key(&self, prefix: &str, source: u64, record: u64) -> String {
        format!("{prefix}{:09}", self.shuffled(16 + source, record, 9))
    }

    /// An account number of 16 digits: the kind's two, twelve of the bank's, a Luhn digit in between.
    pub(crate) fn account(&self, kind: &str, account: u64) -> String {
        let body = format!("60{kind}{:011}", self.shuffled(40, account, 11));
        let check = card::check_digit(&body);
        closed(body, check)
    }

    /// A card number of 19 digits under a made-up issuer prefix of UnionPay's range.
    pub(crate) fn card(&self, card: u64) -> String {
        let body = format!("6299991{:011}", self.shuffled(41, card, 11));
        let check = card::check_digit(&body);
        closed(body, check)
    }
}

/// A resident ID of 18 characters with two neighbouring digits exchanged or one digit altered, so that the
/// check fails.
///
/// Which digit and how follows from the region alone, which stays as it is. So two different numbers can never
/// be mistyped into one, and since the check refuses every such slip, never into somebody else's number.
/// (Where the two digits are equal one is altered instead: the numbers of one region that could meet there
/// differ in one digit, and two right numbers never do.)
pub(crate) fn mistyped(number: &str) -> Option<String> {
    let mut bytes: [u8; 18] = number.as_bytes().try_into().ok()?;
    let draw = crate::dice::scramble(
        bytes[..6]
            .iter()
            .fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0')),
    );
    let place = 8 + (draw % 8) as usize;
    if draw & 256 == 0 && bytes[place] != bytes[place + 1] {
        bytes.swap(place, place + 1);
    } else {
        bytes[place] = b'0' + (bytes[place] - b'0' + 3) % 10;
    }
    String::from_utf8(bytes.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_number_is_given_twice() {
        let numbers = Numbers::new(3, 300_000);
        let mut seen = HashSet::new();
        for person in 0..300_000 {
            let slot = numbers.slot(person);
            // One year and the first region of the group: the hardest case.
            let region = numbers.region(slot, 0);
            for twin in [false, true] {
                let id = Numbers::resident_id(slot, region, slot.date(1990), Sex::Male, twin);
                assert!(seen.insert(id), "person {person}");
            }
        }
        let mut keys = HashSet::new();
        let mut codes = HashSet::new();
        for record in 0..100_000 {
            assert!(keys.insert(numbers.record_key("1", 0, record)));
            assert!(codes.insert(numbers.organisation_code(record, true)));
        }
    }

    #[test]
    fn residence_cards_are_given_once() {
        let mut seen = HashSet::new();
        for ordinal in 0..200_000 {
            let (_, old, new) = Numbers::residence_cards(("USA", "840"), ordinal, 1980, Sex::Male);
            assert_eq!((old.len(), new.len()), (15, 18));
            assert!(seen.insert(old) && seen.insert(new), "{ordinal}");
        }
    }

    #[test]
    fn a_slip_never_becomes_another_number() {
        let numbers = Numbers::new(5, 50_000);
        let mut seen = HashSet::new();
        for person in 0..50_000 {
            let slot = numbers.slot(person);
            let id = Numbers::resident_id(
                slot,
                numbers.region(slot, person),
                slot.date(1985),
                Sex::Female,
                false,
            );
            let typed = mistyped(&id).expect("18 characters");
            assert_ne!(
                resident_id::check_character(&typed[..17]),
                typed.chars().last(),
                "{id} {typed}"
            );
            assert!(seen.insert(typed));
        }
    }
}
