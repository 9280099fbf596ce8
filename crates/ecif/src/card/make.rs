//! Making a card and the forms by which a party is found. Pure.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Date, Timestamp};
use pg::seal::Keyring;
use rust_decimal::Decimal;
use standards::{company, name};

use super::Card;
use super::gather::{Gathered, Held};
use crate::change::KnownSource;
use crate::model::{AccountFacts, PartyFacts, Statement};
use crate::record::Content;
use crate::survive::GoldenIdentification;

/// What is owed, not owned.
const OUTSTANDING: &str = "outstanding";
/// The currency that cards total.
const CURRENCY: &str = "CNY";
/// From here on a document is valid for ever.
const LONG_TERM: Date = Date::constant(9999, 1, 1);
/// Names longer than this are found by their beginning alone.
const PARTS_MAX: usize = 40;

/// What a digest is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// The number of a document.
    Document,
    /// A telephone number.
    Phone,
    /// An account number.
    Account,
    /// A card number.
    Card,
    /// A customer number.
    CustomerNumber,
}

impl Identifier {
    /// The number it is stored as.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Document => 0,
            Self::Phone => 1,
            Self::Account => 2,
            Self::Card => 3,
            Self::CustomerNumber => 4,
        }
    }

    /// The one stored as a number.
    #[must_use]
    pub const fn find(code: i16) -> Option<Self> {
        match code {
            0 => Some(Self::Document),
            1 => Some(Self::Phone),
            2 => Some(Self::Account),
            3 => Some(Self::Card),
            4 => Some(Self::CustomerNumber),
            _ => None,
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Phone => "phone",
            Self::Account => "account",
            Self::Card => "card",
            Self::CustomerNumber => "customer_number",
        }
    }

    /// The keyed digest under which a value in its compared form is found.
    pub(crate) fn digest(self, keyring: &Keyring, value: &str) -> i64 {
        short(keyring.digest("search", format!("{} {value}", self.word()).as_bytes()))
    }
}

/// The first half of a digest, as a number that an index holds.
pub(crate) fn short(digest: [u8; 16]) -> i64 {
    let (head, _) = digest.split_at(8);
    i64::from_be_bytes(head.try_into().unwrap_or_default())
}

/// The keyed digest of the last four characters of anything; none of what is shorter.
pub(crate) fn ending(keyring: &Keyring, value: &str) -> Option<i32> {
    let (at, _) = value.char_indices().rev().nth(3)?;
    let digest = keyring.digest("search ending", &value.as_bytes()[at..]);
    Some(i32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
}

/// A number of an account or card as it is compared: without blanks and hyphens, in capitals.
pub(crate) fn plain(number: &str) -> String {
    let kept = number.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.flat_map(char::to_uppercase).collect()
}

/// The forms of a name that it is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameForms {
    pub(super) match_key: String,
    pub(super) pinyin: String,
    pub(super) initials: String,
    pub(super) parts: Vec<String>,
}

/// Each two neighbouring characters.
pub(crate) fn parts(key: &str) -> Vec<String> {
    let chars: Vec<char> = key.chars().take(PARTS_MAX).collect();
    let pairs: BTreeSet<String> = chars.windows(2).map(|pair| pair.iter().collect()).collect();
    pairs.into_iter().collect()
}

pub(super) fn forms(kind: i16, text: &str) -> NameForms {
    let match_key = if kind == 0 {
        name::match_key(text)
    } else {
        company::match_key(text)
    };
    NameForms {
        pinyin: name::pinyin(&match_key),
        initials: name::initials(&match_key),
        parts: parts(&match_key),
        match_key,
    }
}

/// A card, its names and what identifies it.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) card: Card,
    pub(super) visible_to: Vec<String>,
    /// Names, those it goes by now first.
    pub(super) names: Vec<(NameForms, bool)>,
    /// Kind, digest, the ending's digest, and whether nobody says so any more.
    pub(super) digests: Vec<(Identifier, i64, i32, bool)>,
}

/// Values, each with whether it is only an earlier one.
#[derive(Default)]
struct Values(BTreeMap<(Identifier, String), bool>);

impl Values {
    fn add(&mut self, kind: Identifier, value: String, earlier: bool) {
        if value.is_empty() {
            return;
        }
        let known = self.0.entry((kind, value)).or_insert(earlier);
        *known &= earlier;
    }
}

/// The day the first of these documents expires; none where all are long-term or nobody says.
fn expiry(documents: &[GoldenIdentification]) -> Option<Date> {
    let days = documents.iter().filter_map(|one| one.expires_on);
    days.filter(|day| *day < LONG_TERM).min()
}

/// Makes the card of a party.
pub(super) fn make(
    keyring: &Keyring,
    sources: &HashMap<i16, KnownSource>,
    party: Gathered,
    changed_at: Timestamp,
) -> Made {
    let golden = &party.golden;
    let value = |attribute: &str| golden.value(attribute).map(|value| value.value.clone());
    let called = value("name").unwrap_or_default();
    let mut names: BTreeMap<String, bool> = BTreeMap::new();
    let mut identified = Values::default();
    let (mut units, mut known): (BTreeSet<&str>, BTreeSet<&str>) = Default::default();
    let mut there: BTreeSet<uuid::Uuid> = BTreeSet::new();
    for told in &party.records {
        if !told.gone {
            there.insert(told.record);
            units.extend(told.content.kept_by());
            known.extend(sources.get(&told.source_id).map(|source| source.name.as_str()));
        }
        let versions = told.past.iter().map(|content| (content, true));
        for (content, earlier) in versions.chain([(&*told.content, told.gone)]) {
            if let Some(facts) = content.statement.party() {
                of_party(facts, earlier, &mut names, &mut identified);
            }
        }
    }
    if !called.is_empty() {
        names.insert(called.clone(), false);
    }
    let (mut accounts, mut balance, mut owed) = (0, Decimal::ZERO, Decimal::ZERO);
    for held in &party.agreements {
        of_agreement(held, &mut identified);
        if !held.first || held.told.gone {
            continue;
        }
        accounts += 1;
        for (kind, currency, amount) in &held.balances {
            if currency == CURRENCY {
                let total = if kind == OUTSTANDING {
                    &mut owed
                } else {
                    &mut balance
                };
                *total += *amount;
            }
        }
    }
    for number in &party.numbers {
        let earlier = *number != party.number;
        identified.add(Identifier::CustomerNumber, number.to_string(), earlier);
    }
    let mut made: BTreeMap<String, (NameForms, bool)> = BTreeMap::new();
    for (text, earlier) in names {
        let forms = forms(party.kind, &text);
        let known = made.entry(forms.match_key.clone()).or_insert((forms, earlier));
        known.1 &= earlier;
    }
    let mut names: Vec<(NameForms, bool)> = made.into_values().collect();
    names.retain(|(forms, _)| !forms.match_key.is_empty());
    names.sort_by_key(|(_, earlier)| *earlier);
    let managers = party
        .visible_to
        .iter()
        .filter_map(|token| token.strip_prefix("m:"));
    let digests = identified.0.into_iter().map(|((kind, value), earlier)| {
        let ending = ending(keyring, &value).unwrap_or_default();
        (kind, kind.digest(keyring, &value), ending, earlier)
    });
    let owned = |texts: BTreeSet<&str>| texts.into_iter().map(str::to_owned).collect();
    Made {
        card: Card {
            party: party.party,
            number: party.number,
            kind: party.kind,
            name_key: format!("{} {called}", name::pinyin(&called)),
            name: called,
            level: value("customer_level"),
            managers: managers.map(str::to_owned).collect(),
            units: owned(units),
            sources: owned(known),
            records: i32::try_from(there.len()).unwrap_or(i32::MAX),
            accounts,
            opened_on: value("opened_on").and_then(|day| day.parse::<Date>().ok()),
            expires_on: expiry(&golden.identifications),
            balance_cny: balance,
            owed_cny: owed,
            changed_at,
        },
        digests: digests.collect(),
        visible_to: party.visible_to,
        names,
    }
}

fn of_party(facts: &PartyFacts, earlier: bool, names: &mut BTreeMap<String, bool>, identified: &mut Values) {
    for one in &facts.identifications {
        if let Some(key) = &one.key {
            identified.add(Identifier::Document, key.clone(), earlier);
        }
    }
    for fact in facts.values.iter().filter(|fact| fact.valid) {
        match fact.attribute.get().name {
            "name" | "name_latin" | "english_name" => {
                let known = names.entry(fact.value.clone()).or_insert(earlier);
                *known &= earlier;
            }
            "former_name" => {
                names.entry(fact.value.clone()).or_insert(true);
            }
            "mobile" | "phone_home" | "phone_work" => {
                identified.add(Identifier::Phone, fact.value.clone(), earlier);
            }
            _ => {}
        }
    }
}

fn of_agreement(held: &Held, identified: &mut Values) {
    let told = &held.told;
    let versions = told.past.iter().map(|content| (content, true));
    for (content, earlier) in versions.chain([(&*told.content, told.gone)]) {
        for (kind, number) in numbers_of(content) {
            identified.add(kind, plain(number), earlier);
        }
    }
}

fn numbers_of(content: &Content) -> impl Iterator<Item = (Identifier, &str)> {
    let facts: Option<&AccountFacts> = match &content.statement {
        Statement::Account(facts) => Some(facts),
        _ => None,
    };
    let values = facts.into_iter().flat_map(|facts| &facts.values);
    values.filter_map(|fact| match fact.attribute.get().name {
        "account_number" => Some((Identifier::Account, fact.value.as_str())),
        "card_number" => Some((Identifier::Card, fact.value.as_str())),
        _ => None,
    })
}
