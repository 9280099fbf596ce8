//! Lists of customers: filtered, sorted, a page at a time.

use authz::{manager_token, unit_tokens};
use base::Date;
use ecif_sql::queries::card as sql;
use pg::{Actor, Database, DbError, Tx};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::Card;

/// Which customers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kept by one of these units (whoever asks for a unit and all below it names them all); none asks nothing.
    pub units: Option<Vec<String>>,
    /// Looked after by this manager.
    pub manager: Option<String>,
    /// Of this kind.
    pub kind: Option<i16>,
    /// Of this level.
    pub level: Option<String>,
    /// Known to this source.
    pub source: Option<String>,
    /// With a document that expires before this day, or did.
    pub expiring_before: Option<Date>,
    /// One of these parties.
    pub among: Option<Vec<Uuid>>,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// By the name's pinyin.
    #[default]
    Name,
    /// By customer number.
    Number,
    /// By the day it was opened; those without one last.
    OpenedOn,
    /// By the day the first document expires; those without one last.
    ExpiresOn,
    /// By balance in CNY.
    Balance,
}

/// After which customer a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the order of names.
    Name(String, Uuid),
    /// In the order of numbers.
    Number(i64, Uuid),
    /// In the order of days.
    OpenedOn(Date, Uuid),
    /// In the order of expiries.
    ExpiresOn(Date, Uuid),
    /// In the order of balances.
    Balance(Decimal, Uuid),
}

/// Some customers of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The customers.
    pub cards: Vec<Card>,
    /// Where the next page begins, if there is more.
    pub next: Option<Place>,
}

/// A day after all others: that of customers without one.
const NO_DAY: Date = Date::constant(9999, 12, 31);

impl Sort {
    const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::OpenedOn => "opened_on",
            Self::ExpiresOn => "expires_on",
            Self::Balance => "balance",
        }
    }
}

impl Place {
    const fn sort(&self) -> Sort {
        match self {
            Self::Name(..) => Sort::Name,
            Self::Number(..) => Sort::Number,
            Self::OpenedOn(..) => Sort::OpenedOn,
            Self::ExpiresOn(..) => Sort::ExpiresOn,
            Self::Balance(..) => Sort::Balance,
        }
    }

    fn parts(&self) -> (String, Uuid) {
        match self {
            Self::Name(key, party) => (key.clone(), *party),
            Self::Number(number, party) => (number.to_string(), *party),
            Self::OpenedOn(day, party) | Self::ExpiresOn(day, party) => (day.to_string(), *party),
            Self::Balance(amount, party) => (amount.to_string(), *party),
        }
    }

    fn after(card: &Card, sort: Sort) -> Self {
        match sort {
            Sort::Name => Self::Name(card.name_key.clone(), card.party),
            Sort::Number => Self::Number(card.number, card.party),
            Sort::OpenedOn => Self::OpenedOn(card.opened_on.unwrap_or(NO_DAY), card.party),
            Sort::ExpiresOn => Self::ExpiresOn(card.expires_on.unwrap_or(NO_DAY), card.party),
            Sort::Balance => Self::Balance(card.balance_cny, card.party),
        }
    }
}

/// Lists customers in the actor's sight, `many` at most, after `place`. A place of another order is the beginning.
///
/// # Errors
/// Whatever the store answers.
pub async fn list(
    database: &Database,
    actor: &Actor,
    filter: &Filter,
    sort: Sort,
    descending: bool,
    place: Option<&Place>,
    many: usize,
) -> Result<Page, DbError> {
    let tx = database.begin_read(actor).await?;
    let most = i64::try_from(many).unwrap_or(i64::MAX).saturating_add(1);
    let units = filter.units.as_deref().map(unit_tokens);
    let manager = filter.manager.as_deref().map(manager_token);
    let (after_key, after_id) = place.filter(|place| place.sort() == sort).map_or_else(
        || (None, Uuid::nil()),
        |place| {
            let (key, id) = place.parts();
            (Some(key), id)
        },
    );
    let rows = sql::list()
        .bind(
            &*tx,
            &sort.word(),
            &descending,
            &units,
            &manager,
            &filter.kind,
            &filter.level,
            &filter.source,
            &filter.among,
            &filter.expiring_before,
            &after_key,
            &after_id,
            &most,
        )
        .all()
        .await?;
    let mut cards: Vec<Card> = rows.into_iter().map(Card::from).collect();
    let more = cards.len() > many;
    cards.truncate(many);
    let next = cards.last().filter(|_| more).map(|card| Place::after(card, sort));
    Ok(Page { cards, next })
}

/// The cards of these parties that are in the actor's sight.
///
/// # Errors
/// Whatever the store answers.
pub async fn cards_of(tx: &Tx, parties: &[Uuid]) -> Result<Vec<Card>, DbError> {
    let rows = sql::cards().bind(&**tx, &parties).all().await?;
    Ok(rows.into_iter().map(Card::from).collect())
}

/// The card of the customer with this very number, if it is in the actor's sight.
///
/// # Errors
/// Whatever the store answers.
pub async fn card_of(tx: &Tx, number: i64) -> Result<Option<Card>, DbError> {
    let row = sql::card_of_number().bind(&**tx, &number).opt().await?;
    Ok(row.map(Card::from))
}
