//! How many customers there are, and what they hold: over the cards in sight.

use authz::unit_tokens;
use ecif_sql::queries::card as sql;
use pg::{Actor, Database, DbError};
use rust_decimal::Decimal;

use super::Filter;

/// By what customers are counted apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct By {
    /// By the units that keep them; a customer counts for each.
    pub unit: bool,
    /// By kind.
    pub kind: bool,
    /// By level.
    pub level: bool,
}

/// A number of customers that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The list that shows them one by one.
    pub filter: Filter,
    /// How many they are.
    pub customers: i64,
    /// The current agreements of which they are the first holders.
    pub accounts: i64,
    /// Their balances in CNY.
    pub balance_cny: Decimal,
    /// What is outstanding in CNY.
    pub owed_cny: Decimal,
}

/// Counts the customers in the actor's sight, of these units if any are given. No level is the level `""`.
///
/// # Errors
/// Whatever the store answers.
pub async fn count(
    database: &Database,
    actor: &Actor,
    by: By,
    units: Option<&[String]>,
) -> Result<Vec<Cell>, DbError> {
    let tx = database.begin_read(actor).await?;
    let tokens = units.map(unit_tokens);
    let rows = sql::count_by()
        .bind(&*tx, &by.kind, &by.level, &by.unit, &tokens)
        .all()
        .await?;
    let cells = rows.into_iter().map(|row| {
        let unit = row
            .unit
            .and_then(|token| token.strip_prefix("u:").map(|unit| vec![unit.to_owned()]));
        Cell {
            filter: Filter {
                units: unit.or_else(|| units.map(<[String]>::to_vec)),
                kind: row.kind,
                level: row.level,
                ..Filter::default()
            },
            customers: row.customers,
            accounts: row.accounts,
            balance_cny: row.balance_cny,
            owed_cny: row.owed_cny,
        }
    });
    Ok(cells.collect())
}
