//! Lists of customers: filtered, sorted, a page at a time.

use base::Date;
use ecif_sql::queries::card as sql;
use pg::{Actor, Database, DbError, Sight, Tx};
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
    /// By balance in CNY.
    Balance,
}

/// After which customer a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the order of names.
    Name(String, Uuid),
    /// In the order of numbers.
    Number(i64),
    /// In the order of days.
    OpenedOn(Date, Uuid),
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

impl Place {
    fn after(card: &Card, sort: Sort) -> Self {
        match sort {
            Sort::Name => Self::Name(card.name_key.clone(), card.party),
            Sort::Number => Self::Number(card.number),
            Sort::OpenedOn => Self::OpenedOn(card.opened_on.unwrap_or(NO_DAY), card.party),
            Sort::Balance => Self::Balance(card.balance_cny, card.party),
        }
    }
}

/// What the actor's sight adds to a statement, so that the planner knows of it; row security holds to it anyway.
pub(super) fn sight(actor: &Actor) -> Option<Vec<String>> {
    match &actor.sight {
        Sight::All => None,
        Sight::Tokens(tokens) => Some(tokens.clone()),
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
    sql::plan_each().bind(&*tx).one().await?;
    let wanted = i64::try_from(many).unwrap_or(i64::MAX).saturating_add(1);
    let tokens = |units: &[String]| units.iter().map(|unit| format!("u:{unit}")).collect::<Vec<_>>();
    let units = filter.units.as_deref().map(tokens);
    let manager = filter
        .manager
        .as_ref()
        .map(|manager| vec![format!("m:{manager}")]);
    let sight = sight(actor);
    let (level, source) = (filter.level.as_deref(), filter.source.as_deref());
    macro_rules! ask {
        ($up:ident, $down:ident, $after:expr) => {{
            let (after, id) = $after;
            if descending {
                let query = &mut sql::$down();
                query
                    .bind(
                        &*tx,
                        &sight,
                        &units,
                        &manager,
                        &filter.kind,
                        &level,
                        &source,
                        &after,
                        &id,
                        &wanted,
                    )
                    .all()
                    .await?
            } else {
                let query = &mut sql::$up();
                query
                    .bind(
                        &*tx,
                        &sight,
                        &units,
                        &manager,
                        &filter.kind,
                        &level,
                        &source,
                        &after,
                        &id,
                        &wanted,
                    )
                    .all()
                    .await?
            }
        }};
    }
    let rows = match sort {
        Sort::Name => ask!(
            by_name,
            by_name_back,
            match place {
                Some(Place::Name(key, party)) => (Some(key.as_str()), *party),
                _ => (None, Uuid::nil()),
            }
        ),
        Sort::OpenedOn => ask!(
            by_opening,
            by_opening_back,
            match place {
                Some(Place::OpenedOn(day, party)) => (Some(*day), *party),
                _ => (None, Uuid::nil()),
            }
        ),
        Sort::Balance => ask!(
            by_balance,
            by_balance_back,
            match place {
                Some(Place::Balance(amount, party)) => (Some(*amount), *party),
                _ => (None, Uuid::nil()),
            }
        ),
        Sort::Number => {
            let after = match place {
                Some(Place::Number(number)) => Some(*number),
                _ => None,
            };
            if descending {
                sql::by_number_back()
                    .bind(
                        &*tx,
                        &sight,
                        &units,
                        &manager,
                        &filter.kind,
                        &level,
                        &source,
                        &after,
                        &wanted,
                    )
                    .all()
                    .await?
            } else {
                sql::by_number()
                    .bind(
                        &*tx,
                        &sight,
                        &units,
                        &manager,
                        &filter.kind,
                        &level,
                        &source,
                        &after,
                        &wanted,
                    )
                    .all()
                    .await?
            }
        }
    };
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
