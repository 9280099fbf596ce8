//! The two readings that other systems ask for by the thousand: who is it, and what is known of this number.
//!
//! Each is one statement. What a customer was at another moment, and why, is told by [`crate::explain`].

use base::PartyId;
use ecif_sql::queries::seen as sql;
use pg::seal::Keyring;
use pg::{Actor, Database};
use standards::document::{self, DocumentType};
use standards::{company, name, phone};

use crate::card::{Identifier, plain};
use crate::change::{ChangeError, open_golden};
use crate::identify::Identified;
use crate::survive::Golden;

/// A customer as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// The party.
    pub party: PartyId,
    /// The number that answers.
    pub number: i64,
    /// The number asked for, when another answers for it.
    pub asked: Option<i64>,
    /// 0 individual, 1 organisation, 2 financial institution.
    pub kind: i16,
    /// Raised with every event of the party: what a correction names as its base.
    pub version: i64,
    /// Its golden values.
    pub golden: Golden,
    /// The tokens it is seen by.
    pub visible_to: Vec<String>,
}

/// What is answered to a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The customer.
    One(Box<Customer>),
    /// It is out of the actor's sight: the branches that keep it, and nothing more.
    Elsewhere(Vec<String>),
    /// No such number was ever given.
    None,
}

/// Reads the customer that answers to a number, whichever was ever given.
///
/// # Errors
/// Whatever the store answers.
pub async fn read(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    number: i64,
) -> Result<Answer, ChangeError> {
    let tx = database.begin_read(actor).await?;
    let Some(row) = sql::read_number().bind(&*tx, &number).opt().await? else {
        return Ok(Answer::None);
    };
    drop(tx);
    let (Some(party), Some(answers), Some(kind), Some(version), Some(sealed)) =
        (row.party_id, row.number, row.kind, row.version, row.golden)
    else {
        return Ok(Answer::Elsewhere(row.branches));
    };
    Ok(Answer::One(Box::new(Customer {
        party: PartyId(party),
        number: answers,
        asked: (answers != number).then_some(number),
        kind,
        version,
        golden: open_golden(keyring, party, &sealed)?,
        visible_to: row.visible_to.unwrap_or_default(),
    })))
}

/// By what somebody is to be identified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A document: its kind and its number as written.
    Document(DocumentType, String),
    /// A telephone number.
    Phone(String),
    /// The number of an account or a card.
    Account(String),
}

/// Finds the customer whom a mark identifies now, under that name if one is given.
///
/// # Errors
/// Whatever the store answers.
pub async fn identify(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    mark: &Mark,
    called: Option<&str>,
) -> Result<Identified, ChangeError> {
    let forms = match mark {
        Mark::Document(kind, number) => {
            let key = document::match_key(*kind, number);
            key.map(|key| (Identifier::Document, key)).into_iter().collect()
        }
        Mark::Phone(number) => {
            let number = phone::mobile(number).or_else(|| phone::fixed(number));
            number
                .map(|number| (Identifier::Phone, number))
                .into_iter()
                .collect()
        }
        Mark::Account(number) => {
            vec![
                (Identifier::Account, plain(number)),
                (Identifier::Card, plain(number)),
            ]
        }
    };
    let wholes: Vec<i64> = forms
        .iter()
        .map(|(kind, value)| kind.digest(keyring, value))
        .collect();
    let keys = called.map(|called| vec![name::match_key(called), company::match_key(called)]);
    let tx = database.begin_read(actor).await?;
    let rows = sql::identify().bind(&*tx, &wholes, &keys).all().await?;
    let mut numbers: Vec<i64> = rows.iter().filter_map(|row| row.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Ok(match numbers.as_slice() {
        [] if rows.is_empty() => Identified::NotFound,
        [] => {
            let mut branches: Vec<String> = rows.into_iter().flat_map(|row| row.branches).collect();
            branches.sort_unstable();
            branches.dedup();
            Identified::Elsewhere(branches)
        }
        [one] => Identified::One(*one),
        _ => Identified::Several(numbers),
    })
}
