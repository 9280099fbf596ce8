//! Mappings: one TOML file a source, read into feeds that are ready to work.

mod content;
mod control;
mod feed;
mod format;
mod names;
mod node;
mod picks;

use std::collections::HashMap;
use std::sync::Arc;

use base::Date;

pub(crate) use names::NamePattern;
use node::Node;

use crate::pick::CodeTable;
use crate::{Feed, FeedError, MappingError};

/// What a feed's rows are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// Customers.
    Party,
    /// Accounts, loans, cards and other agreements.
    Account,
    /// Holders of accounts, where another file brings the accounts.
    Holder,
    /// Relations of two customers.
    Relation,
    /// Transactions: may be declared, and is refused with the reason (E-19) when a file comes.
    Transaction,
}

/// What kind of value an attribute takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// Any text.
    Text,
    /// A day; canonical `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Integer,
    /// A decimal number, plain, with the places the source gives.
    Decimal,
    /// A code of one of the platform's code tables; whether it is one is the caller's to check.
    Code,
}

/// The caller's data model: which attributes there are.
pub trait Catalogue {
    /// The type of an attribute of what the feed is about; none: there is no such attribute.
    fn attribute(&self, about: About, name: &str) -> Option<ValueType>;
}

/// A source's mapping.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The source's short name.
    pub name: String,
    /// Its titles by language (`zh`, `en`), as far as given.
    pub title: HashMap<String, String>,
    /// Its standing where nothing more special is said, 0..100.
    pub trust: u8,
    /// Its code tables by name: the source's code, and ours.
    pub codes: HashMap<String, HashMap<String, String>>,
    /// Its feeds, by name.
    pub feeds: Vec<Feed>,
    /// The TOML it was read from, verbatim: a mapping is kept in versions (E-26).
    pub text: String,
}

impl About {
    /// Reads the mapping's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "party" => Self::Party,
            "account" => Self::Account,
            "holder" => Self::Holder,
            "relation" => Self::Relation,
            "transaction" => Self::Transaction,
            _ => return None,
        })
    }

    /// The mapping's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Account => "account",
            Self::Holder => "holder",
            Self::Relation => "relation",
            Self::Transaction => "transaction",
        }
    }
}

/// What is added to the code tables of mappings without a new version of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translations(HashMap<(String, String), HashMap<String, Option<String>>>);

impl Translations {
    /// Lets a code of a source's table mean `ours`, or nothing any more.
    pub fn add(&mut self, source: &str, table: &str, code: &str, ours: Option<String>) {
        let table = self.0.entry((source.to_owned(), table.to_owned())).or_default();
        table.insert(code.to_owned(), ours);
    }

    fn lay_over(&self, source: &str, codes: &mut Codes) {
        for (name, table) in codes {
            let Some(added) = self.0.get(&(source.to_owned(), name.clone())) else {
                continue;
            };
            let table = Arc::make_mut(table);
            for (code, ours) in added {
                match ours {
                    Some(ours) => table.insert(code.clone(), ours.clone()),
                    None => table.remove(code),
                };
            }
        }
    }
}

/// The code tables of a mapping, while it is read.
pub(crate) type Codes = HashMap<String, Arc<CodeTable>>;

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place in the TOML and the mend.
    pub fn parse(text: &str, catalogue: &dyn Catalogue) -> Result<Self, MappingError> {
        Self::parse_with(text, catalogue, &Translations::default())
    }

    /// Reads a mapping, with what was added to its code tables.
    ///
    /// # Errors
    /// As [`Mapping::parse`].
    pub fn parse_with(
        text: &str,
        catalogue: &dyn Catalogue,
        added: &Translations,
    ) -> Result<Self, MappingError> {
        let table: toml::Table = text
            .parse()
            .map_err(|why: toml::de::Error| MappingError::new("", format!("this is no TOML: {why}")))?;
        let root = Node::root(&table);
        root.only(&["name", "title", "trust", "codes", "feed"])?;
        let name = root.need("name", "name = \"core\"")?;
        let short = name.text()?;
        if short.is_empty()
            || !short
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        {
            return Err(name.error("a short name of letters, digits, `_` and `-` is wanted"));
        }
        let trust = root.need("trust", "trust = 90")?;
        let Some(standing) = u8::try_from(trust.count(0)?).ok().filter(|trust| *trust <= 100) else {
            return Err(trust.error("a number from 0 to 100 is wanted"));
        };
        let mut codes = codes(&root)?;
        added.lay_over(short, &mut codes);
        let feeds = feeds(&root, &codes, catalogue)?;
        Ok(Self {
            name: short.to_owned(),
            title: title(&root)?,
            trust: standing,
            codes: codes
                .into_iter()
                .map(|(name, table)| (name, table.as_ref().clone()))
                .collect(),
            feeds,
            text: text.to_owned(),
        })
    }

    /// The feed a file belongs to by its name (folders are left out; a mended rejects file goes by the file it came
    /// from), and the business date the name carries.
    ///
    /// # Errors
    /// [`FeedError::NoFeed`], [`FeedError::NameDate`], and [`FeedError::Transactions`] for a feed of transactions.
    pub fn feed_for(&self, file_name: &str) -> Result<(&Feed, Option<Date>), FeedError> {
        let name = names::bare(file_name);
        for feed in &self.feeds {
            for pattern in &feed.names {
                if let Some(digits) = pattern.matches(name) {
                    if feed.about == About::Transaction {
                        return Err(FeedError::Transactions {
                            feed: feed.name.clone(),
                        });
                    }
                    return Ok((feed, names::date(name, digits.as_deref())?));
                }
            }
        }
        let patterns = self
            .feeds
            .iter()
            .flat_map(|feed| &feed.names)
            .map(|name| name.text().to_owned())
            .collect();
        Err(FeedError::NoFeed {
            file: name.to_owned(),
            patterns,
        })
    }

    /// The feed of this name.
    #[must_use]
    pub fn feed(&self, name: &str) -> Option<&Feed> {
        self.feeds.iter().find(|feed| feed.name == name)
    }
}

fn title(root: &Node<'_>) -> Result<HashMap<String, String>, MappingError> {
    let Some(title) = root.node("title")? else {
        return Ok(HashMap::new());
    };
    title.only(&["zh", "en"])?;
    title
        .entries()
        .map(|(language, text)| Ok((language.to_owned(), text.text()?.to_owned())))
        .collect()
}

fn codes(root: &Node<'_>) -> Result<Codes, MappingError> {
    let Some(tables) = root.node("codes")? else {
        return Ok(Codes::new());
    };
    tables
        .entries()
        .map(|(name, table)| Ok((name.to_owned(), Arc::new(picks::code_table(&table.node()?)?))))
        .collect()
}

fn feeds(root: &Node<'_>, codes: &Codes, catalogue: &dyn Catalogue) -> Result<Vec<Feed>, MappingError> {
    let nodes = root.need("feed", "[feed.customer]")?.node()?;
    let mut feeds: Vec<Feed> = Vec::new();
    for (name, leaf) in nodes.entries() {
        let feed = feed::read(name, &leaf.node()?, codes, catalogue)?;
        for other in &feeds {
            for (ours, theirs) in feed
                .names
                .iter()
                .flat_map(|ours| other.names.iter().map(move |theirs| (ours, theirs)))
            {
                if ours.overlaps(theirs) {
                    return Err(MappingError::new(
                        format!("{}.files", leaf.path),
                        format!(
                            "one file name can fit `{}` here and `{}` of feed `{}`: a file must belong to one feed",
                            ours.text(),
                            theirs.text(),
                            other.name
                        ),
                    ));
                }
            }
        }
        feeds.push(feed);
    }
    if feeds.is_empty() {
        return Err(MappingError::new(
            "feed",
            "a mapping without feeds reads nothing; add [feed.NAME]",
        ));
    }
    Ok(feeds)
}

#[cfg(test)]
pub(crate) mod tests;
