//! What is shown of personal data by default: rules MASK-01 to MASK-05. Who may see more is decided elsewhere.
//!
//! The rules do not say what becomes of values too short to have a middle; here these are hidden whole.

use crate::address;
use crate::ascii;
use crate::name;
use crate::phone;

/// MASK-01: of a Chinese name the surname (two characters for a compound one with more behind it), one `*` for
/// each further character; of any other the first letter of each word.
#[must_use]
pub fn person_name(name: &str) -> String {
    let name = name::display(name);
    if let Some(cut) = name::surname_end(&name) {
        let (surname, given) = name.split_at(cut);
        return format!("{surname}{}", stars(given.chars().count()));
    }
    let mut masked = String::with_capacity(name.len());
    let mut at_start = true;
    for c in name.chars() {
        masked.push(if at_start || c == ' ' { c } else { '*' });
        at_start = c == ' ';
    }
    masked
}

/// MASK-02: first and last character of a document number.
#[must_use]
pub fn document(number: &str) -> String {
    keep(number.trim(), 1, 1)
}

/// MASK-03: the first six and the last four digits of a card number, without blanks and hyphens.
#[must_use]
pub fn card(number: &str) -> String {
    let digits: String = number
        .chars()
        .filter(|&c| !c.is_whitespace() && c != '-')
        .collect();
    keep(&digits, 6, 4)
}

/// MASK-04: the first three and the last four digits of a mobile number, without country code.
#[must_use]
pub fn mobile(number: &str) -> String {
    match phone::mobile(number) {
        Some(canonical) => keep(&canonical[3..], 3, 4),
        None => keep(number.trim(), 3, 4),
    }
}

/// MASK-05: the first character, `***`, and the domain of a mail address; of anything else only `***`.
#[must_use]
pub fn mail(address: &str) -> String {
    match address.trim().rsplit_once('@') {
        Some((local, domain)) => {
            let first = local.chars().next().map(String::from).unwrap_or_default();
            format!("{first}***@{domain}")
        }
        None => "***".to_owned(),
    }
}

/// An address down to the county, and `***`.
#[must_use]
pub fn address(text: &str) -> String {
    let parsed = address::parse(text);
    let mut shown = String::new();
    let codes = [parsed.province, parsed.prefecture, parsed.county];
    for code in codes.into_iter().flatten() {
        shown.push_str(code.name().unwrap_or_default());
    }
    shown.push_str("***");
    shown
}

/// An amount: nothing of it, not even its length.
#[must_use]
pub fn amount() -> &'static str {
    "***"
}

/// `head` characters, stars, `tail` characters; only stars when nothing would be hidden.
fn keep(text: &str, head: usize, tail: usize) -> String {
    let len = ascii::trimmed(text).chars().count();
    if len <= head + tail {
        return stars(len);
    }
    text.chars()
        .enumerate()
        .map(|(place, c)| {
            if place < head || place >= len - tail {
                c
            } else {
                '*'
            }
        })
        .collect()
}

fn stars(count: usize) -> String {
    "*".repeat(count)
}
