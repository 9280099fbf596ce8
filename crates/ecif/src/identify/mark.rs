//! Who has this account, this phone? By the digests that search keeps of current numbers.

use ecif_sql::queries::seen as sql;
use pg::seal::Keyring;
use pg::{Actor, Database};
use standards::{company, name, phone};

use super::Identified;
use crate::card::{Identifier, plain};
use crate::change::ChangeError;

/// By what somebody is to be identified; by a document [`super::identify`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A telephone number.
    Phone(String),
    /// The number of an account or a card.
    Account(String),
}

/// Finds the customer whom a mark identifies now, under that name if one is given.
///
/// # Errors
/// Whatever the store answers.
pub async fn identify_by(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    mark: &Mark,
    called: Option<&str>,
) -> Result<Identified, ChangeError> {
    let forms = match mark {
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
