//! Cards: one narrow row a party for lists, and beside it the forms by which it is found. All derived.
//!
//! An act only notes whom it touched; [`follow`] makes their cards right after it, in transactions of its own. Killed
//! in between, it goes on where it was. After an initial load all cards are made at once.

mod follow;
mod gather;
mod list;
mod make;
pub mod routes;
mod statistics;

use base::{Date, Timestamp};
use rust_decimal::Decimal;
use uuid::Uuid;

pub use follow::{follow, rebuild};
pub use list::{Filter, Page, Place, Sort, card_of, cards_of, list};
pub use make::Identifier;
pub(crate) use make::{ending, parts, plain, short};
pub use statistics::{By, Cell, count};

use ecif_sql::queries::card::CardRow;

/// A customer as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The party.
    pub party: Uuid,
    /// The number that answers.
    pub number: i64,
    /// 0 individual, 1 organisation, 2 financial institution.
    pub kind: i16,
    /// The name.
    pub name: String,
    /// What lists are sorted by: the name's pinyin, then the name.
    pub name_key: String,
    /// The customer level, a code.
    pub level: Option<String>,
    /// The units that keep a current record.
    pub units: Vec<String>,
    /// The managers who look after it.
    pub managers: Vec<String>,
    /// The sources that know it.
    pub sources: Vec<String>,
    /// How many current records it has.
    pub records: i32,
    /// Current agreements of which it is the first holder.
    pub accounts: i32,
    /// Since when it is a customer.
    pub opened_on: Option<Date>,
    /// The day the first of its documents expires; none where all are long-term or nobody says.
    pub expires_on: Option<Date>,
    /// The latest balances in CNY of these agreements.
    pub balance_cny: Decimal,
    /// What is outstanding on them in CNY.
    pub owed_cny: Decimal,
    /// When the card was made.
    pub changed_at: Timestamp,
}

impl From<CardRow> for Card {
    fn from(row: CardRow) -> Self {
        Self {
            party: row.party_id,
            number: row.number,
            kind: row.kind,
            name: row.name,
            name_key: row.name_key,
            level: row.level,
            units: row.units,
            managers: row.managers,
            sources: row.sources,
            records: row.records,
            accounts: row.accounts,
            opened_on: row.opened_on,
            expires_on: row.expires_on,
            balance_cny: row.balance_cny,
            owed_cny: row.owed_cny,
            changed_at: row.changed_at,
        }
    }
}
