//! Finding a customer by whatever people type: a name, its pinyin or initials, the end of a number, a whole number.
//!
//! What is typed is recognised by its form; each recognised form is asked of the database's own search function,
//! which holds to the sight of whoever asks, and what it finds is read again under row security. Earlier values find
//! the customer too and say that they are earlier.

pub mod routes;

use std::collections::{BTreeSet, HashMap};

use ecif_sql::queries::card as sql;
use pg::seal::Keyring;
use pg::{Actor, Database, DbError};
use standards::document::{self, DocumentType};
use standards::{company, name, phone};
use uuid::Uuid;

use crate::card::{Card, Identifier, cards_of, ending, parts, plain};

/// By what a customer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// Its name, or a part of it.
    Name,
    /// The name's pinyin.
    Pinyin,
    /// The initials of the name's pinyin.
    Initials,
    /// The last four characters of something that identifies it.
    NumberTail,
    /// The whole of something that identifies it.
    Whole(Identifier),
    /// A customer number that forwards to it.
    FormerNumber,
}

impl By {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Pinyin => "pinyin",
            Self::Initials => "initials",
            Self::NumberTail => "number_tail",
            Self::Whole(identifier) => identifier.word(),
            Self::FormerNumber => "former_number",
        }
    }
}

/// A customer that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The customer.
    pub card: Card,
    /// By what.
    pub by: By,
    /// By something that was true of it only before.
    pub earlier: bool,
    /// Where in the name what was typed stands, in characters from its beginning: from, until.
    pub range: Option<(usize, usize)>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Customers in sight, the likeliest first.
    pub hits: Vec<Hit>,
    /// Branches that keep a customer out of sight whom the whole of what was typed identifies. Nothing more is told.
    pub elsewhere: Vec<String>,
}

/// One question to the database.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Question {
    /// Names, pinyin or initials from here to there.
    Range(&'static str, By, String, String),
    /// Names with this in the middle.
    Part(String, Vec<String>),
    /// The last four characters.
    Ending(String),
    /// Values that may be any identifier.
    Whole(Vec<(Identifier, String)>),
}

/// Longer texts are nobody's name.
const LONGEST: usize = 80;
/// Documents, phones and accounts are at least so long; what is shorter is no whole.
const SHORTEST_WHOLE: usize = 5;
/// A customer's initials are hardly more.
const MOST_INITIALS: usize = 12;

/// What a text may mean, the likeliest first. Pure.
fn questions(text: &str) -> Vec<Question> {
    let text = text.trim();
    let length = text.chars().count();
    let mut questions = Vec::new();
    if length == 0 || length > LONGEST {
        return questions;
    }
    let compact = plain(text);
    let digits = compact.chars().filter(char::is_ascii_digit).count();
    let ascii = compact.is_ascii();
    if ascii && digits >= 3 && compact.len() == 4 {
        questions.push(Question::Ending(compact.clone()));
    }
    if digits >= 4 && compact.len() >= SHORTEST_WHOLE {
        questions.push(Question::Whole(wholes(text, &compact)));
    }
    // Mostly digits: a number, with a letter before or behind it, and no name.
    if ascii && digits > 0 && 2 * digits >= compact.len() {
        return questions;
    }
    let letters: String = text
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let latin = text
        .chars()
        .all(|c| c.is_ascii_alphabetic() || c == ' ' || c == '\'');
    if latin {
        if letters.len() < 2 {
            return questions;
        }
        if letters.len() <= MOST_INITIALS {
            questions.push(range("initials", By::Initials, letters.clone()));
        }
        questions.push(range("pinyin", By::Pinyin, letters));
    }
    let keys: BTreeSet<String> = [name::match_key(text), company::match_key(text)].into();
    for key in keys.into_iter().filter(|key| !key.is_empty()) {
        questions.push(range("name", By::Name, key.clone()));
        if !latin && key.chars().count() > 1 {
            let parts = parts(&key);
            questions.push(Question::Part(key, parts));
        }
    }
    questions
}

fn range(how: &'static str, by: By, low: String) -> Question {
    // After every text that begins so: no key has a character so high.
    let high = format!("{low}\u{10ffff}");
    Question::Range(how, by, low, high)
}

/// The compared forms that the whole of what was typed has as each identifier.
fn wholes(text: &str, compact: &str) -> Vec<(Identifier, String)> {
    let mut forms: BTreeSet<(Identifier, String)> = BTreeSet::new();
    for document in DocumentType::ALL {
        forms.extend(document::match_key(document, text).map(|key| (Identifier::Document, key)));
    }
    let phone = phone::mobile(text).or_else(|| phone::fixed(text));
    forms.extend(phone.map(|number| (Identifier::Phone, number)));
    forms.insert((Identifier::Account, compact.to_owned()));
    forms.insert((Identifier::Card, compact.to_owned()));
    let number = compact.chars().all(|c| c.is_ascii_digit());
    if number {
        forms.insert((Identifier::CustomerNumber, compact.to_owned()));
    }
    forms.into_iter().collect()
}

/// By which numbers somebody may look. A hit would confirm what was typed, so a number that is kept from them finds
/// nothing, and tells of no branch either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// Documents.
    pub documents: bool,
    /// Telephone numbers.
    pub phones: bool,
    /// Accounts and cards.
    pub accounts: bool,
    /// The last four characters of any of them.
    pub endings: bool,
}

impl Numbers {
    /// By all of them.
    pub const ALL: Self = Self {
        documents: true,
        phones: true,
        accounts: true,
        endings: true,
    };

    const fn allow(self, identifier: Identifier) -> bool {
        match identifier {
            Identifier::Document => self.documents,
            Identifier::Phone => self.phones,
            Identifier::Account | Identifier::Card => self.accounts,
            Identifier::CustomerNumber => true,
        }
    }

    /// The question without what may not be asked; nothing where nothing is left of it.
    fn leave(self, question: Question) -> Option<Question> {
        match question {
            Question::Ending(_) if !self.endings => None,
            Question::Whole(mut values) => {
                values.retain(|(identifier, _)| self.allow(*identifier));
                (!values.is_empty()).then_some(Question::Whole(values))
            }
            question => Some(question),
        }
    }
}

/// Finds customers, `many` at most.
///
/// # Errors
/// Whatever the store answers.
pub async fn search(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    text: &str,
    many: usize,
    numbers: Numbers,
) -> Result<Found, DbError> {
    let tx = database.begin_read(actor).await?;
    // One customer may be found by several of its names and numbers.
    let most = i32::try_from(many.saturating_mul(2)).unwrap_or(i32::MAX);
    let mut order: Vec<Uuid> = Vec::new();
    let mut how: HashMap<Uuid, (By, bool)> = HashMap::new();
    let mut elsewhere: BTreeSet<String> = BTreeSet::new();
    let asked = questions(text)
        .into_iter()
        .filter_map(|question| numbers.leave(question));
    for question in asked {
        if order.len() >= many {
            break;
        }
        let (word, low, high, grams, digests, tail) = match &question {
            Question::Range(word, _, low, high) => (*word, Some(low), Some(high), None, None, None),
            Question::Part(low, grams) => ("part", Some(low), None, Some(grams), None, None),
            Question::Ending(value) => ("ending", None, None, None, None, ending(keyring, value)),
            Question::Whole(values) => {
                let digests: Vec<i64> = values
                    .iter()
                    .map(|(kind, value)| kind.digest(keyring, value))
                    .collect();
                ("whole", None, None, None, Some(digests), None)
            }
        };
        let low = low.map(String::as_str);
        let high = high.map(String::as_str);
        let rows = sql::search()
            .bind(&*tx, &word, &low, &high, &grams, &digests, &tail, &most)
            .all()
            .await?;
        for row in rows {
            elsewhere.extend(row.branches);
            let Some(party) = row.party_id else { continue };
            let by = match &question {
                Question::Range(_, by, ..) => *by,
                Question::Part(..) => By::Name,
                Question::Ending(_) => By::NumberTail,
                Question::Whole(_) => match Identifier::find(row.kind) {
                    Some(Identifier::CustomerNumber) if row.earlier => By::FormerNumber,
                    Some(identifier) => By::Whole(identifier),
                    None => continue,
                },
            };
            let known = how.entry(party).or_insert_with(|| {
                order.push(party);
                (by, row.earlier)
            });
            // Found by what is true now is found by that.
            if known.1 && !row.earlier {
                *known = (by, false);
            }
        }
    }
    order.truncate(many);
    let mut cards: HashMap<Uuid, Card> = cards_of(&tx, &order)
        .await?
        .into_iter()
        .map(|card| (card.party, card))
        .collect();
    let mut hits: Vec<Hit> = order
        .iter()
        .filter_map(|party| {
            let card = cards.remove(party)?;
            let (by, earlier) = how.get(party).copied()?;
            Some(Hit {
                range: range_in(&card.name, text),
                card,
                by,
                earlier,
            })
        })
        .collect();
    hits.sort_by_key(|hit| hit.earlier);
    Ok(Found {
        hits,
        elsewhere: elsewhere.into_iter().collect(),
    })
}

fn range_in(name: &str, text: &str) -> Option<(usize, usize)> {
    let text = text.trim();
    let at = name.find(text).filter(|_| !text.is_empty())?;
    let from = name[..at].chars().count();
    Some((from, from + text.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The questions a text makes, in words.
    fn asked(text: &str) -> Vec<String> {
        let word = |question: Question| match question {
            Question::Range(word, _, low, _) => format!("{word} {low}"),
            Question::Part(low, parts) => format!("part {low} {}", parts.join(",")),
            Question::Ending(value) => format!("ending {value}"),
            Question::Whole(values) => {
                let kinds: BTreeSet<&str> = values.iter().map(|(kind, _)| kind.word()).collect();
                format!("whole {}", kinds.into_iter().collect::<Vec<_>>().join(","))
            }
        };
        questions(text).into_iter().map(word).collect()
    }

    #[test]
    fn what_is_typed_is_recognised_by_its_form() {
        assert_eq!(asked("zs"), ["initials zs", "pinyin zs", "name ZS"]);
        assert_eq!(
            asked("Zhang San"),
            [
                "initials zhangsan",
                "pinyin zhangsan",
                "name ZHANG SAN",
                "name ZHANGSAN"
            ]
        );
        assert_eq!(asked("张三"), ["name 张三", "part 张三 张三"]);
        assert_eq!(asked("张"), ["name 张"]);
        assert_eq!(asked("8000"), ["ending 8000"]);
        assert_eq!(asked("002x"), ["ending 002X"]);
        assert_eq!(
            asked("138 0013 8000"),
            ["whole account,card,customer_number,document,phone"]
        );
        for nothing in ["", "  ", "z", &"张".repeat(81)] {
            assert_eq!(asked(nothing), Vec::<String>::new(), "{nothing}");
        }
    }

    #[test]
    fn the_place_in_the_name_is_counted_in_characters() {
        assert_eq!(range_in("李张三丰", "张三"), Some((1, 3)));
        assert_eq!(range_in("李张三丰", "zs"), None);
    }
}
