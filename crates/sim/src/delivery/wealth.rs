//! Wealth management's formats: Parquet for customers and holdings.

use crate::account::Account;
use crate::calendar::day_number;
use crate::organisation::OrganisationRecord;
use crate::record::PersonRecord;

/// The type of a Parquet column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Day,
    Whole,
    /// Decimal of 18 digits, two of them behind the point.
    Money,
}

pub(crate) const CUSTOMER: [(&str, Kind); 20] = [
    ("cust_no", Kind::Text),
    ("cust_type", Kind::Text),
    ("name", Kind::Text),
    ("id_type", Kind::Text),
    ("id_no", Kind::Text),
    ("id_expiry", Kind::Day),
    ("sex", Kind::Text),
    ("birth_date", Kind::Day),
    ("nationality", Kind::Text),
    ("mobile", Kind::Text),
    ("email", Kind::Text),
    ("address", Kind::Text),
    ("reg_address", Kind::Text),
    ("annual_income", Kind::Whole),
    ("risk_level", Kind::Text),
    ("legal_rep", Kind::Text),
    ("open_date", Kind::Day),
    ("branch", Kind::Text),
    ("manager", Kind::Text),
    ("changed_on", Kind::Text),
];
pub(crate) const HOLDING: [(&str, Kind); 8] = [
    ("holding_no", Kind::Text),
    ("cust_no", Kind::Text),
    ("product", Kind::Text),
    ("currency", Kind::Text),
    ("open_date", Kind::Day),
    ("market_value", Kind::Money),
    ("value_date", Kind::Day),
    ("branch", Kind::Text),
];

/// The cells of one column.
#[derive(Debug)]
pub(crate) enum Cells {
    Text(Vec<Option<String>>),
    /// Days since 1970-01-01.
    Day(Vec<Option<i32>>),
    /// Whole numbers, and hundredths of a [`Kind::Money`] column.
    Whole(Vec<Option<i64>>),
}

/// Rows kept by column.
#[derive(Debug)]
pub(crate) struct Columns {
    pub cells: Vec<Cells>,
    pub rows: u64,
}

impl Columns {
    pub(crate) fn new(columns: &[(&str, Kind)]) -> Self {
        let cells = columns.iter().map(|(_, kind)| match kind {
            Kind::Text => Cells::Text(Vec::new()),
            Kind::Day => Cells::Day(Vec::new()),
            Kind::Whole | Kind::Money => Cells::Whole(Vec::new()),
        });
        Self {
            cells: cells.collect(),
            rows: 0,
        }
    }

    pub(crate) fn append(&mut self, other: Self) {
        for (own, other) in self.cells.iter_mut().zip(other.cells) {
            match (own, other) {
                (Cells::Text(own), Cells::Text(other)) => own.extend(other),
                (Cells::Day(own), Cells::Day(other)) => own.extend(other),
                (Cells::Whole(own), Cells::Whole(other)) => own.extend(other),
                _ => {}
            }
        }
        self.rows += other.rows;
    }

    /// Adds a row; the cells must come in the order and of the kinds of the columns.
    fn push<const N: usize>(&mut self, row: [Cell<'_>; N]) {
        for (cells, cell) in self.cells.iter_mut().zip(row) {
            match (cells, cell) {
                (Cells::Text(cells), Cell::Text(text)) => {
                    cells.push((!text.is_empty()).then(|| text.to_owned()))
                }
                (Cells::Day(cells), Cell::Day(day)) => {
                    cells.push(day.map(|day| (day_number(day) - 719_468) as i32))
                }
                (Cells::Whole(cells), Cell::Whole(number)) => cells.push(number.map(|number| number as i64)),
                (Cells::Text(cells), _) => cells.push(None),
                (Cells::Day(cells), _) => cells.push(None),
                (Cells::Whole(cells), _) => cells.push(None),
            }
        }
        self.rows += 1;
    }
}

enum Cell<'a> {
    Text(&'a str),
    Day(Option<base::Date>),
    Whole(Option<u64>),
}

/// A person's row of customers.
pub(crate) fn person(columns: &mut Columns, record: &PersonRecord) {
    let document = record.documents.first();
    columns.push::<20>([
        Cell::Text(&record.key),
        Cell::Text("P"),
        Cell::Text(&record.name),
        Cell::Text(document.map_or("", |document| document.kind.as_str())),
        Cell::Text(document.map_or("", |document| &document.number)),
        Cell::Day(document.and_then(|document| document.expires)),
        Cell::Text(record.sex),
        Cell::Day(record.birth),
        Cell::Text(record.nationality),
        Cell::Text(&record.mobile),
        Cell::Text(&record.email),
        Cell::Text(&record.address),
        Cell::Text(""),
        Cell::Whole(record.income),
        Cell::Text(["C1", "C2", "C3", "C4", "C5"][usize::from(record.grade.clamp(1, 5)) - 1]),
        Cell::Text(""),
        Cell::Day(Some(record.opened)),
        Cell::Text(&record.unit),
        Cell::Text(&record.manager),
        Cell::Text(&record.changed.0.to_string()),
    ]);
}

/// A company's row of customers.
pub(crate) fn company(columns: &mut Columns, record: &OrganisationRecord) {
    // One number fits the row; the system asks for the unified code first.
    let document = record.documents.first();
    columns.push::<20>([
        Cell::Text(&record.key),
        Cell::Text("C"),
        Cell::Text(&record.name),
        Cell::Text(document.map_or("", |document| document.kind.as_str())),
        Cell::Text(document.map_or("", |document| &document.number)),
        Cell::Day(record.licence_expiry),
        Cell::Text(""),
        Cell::Day(None),
        Cell::Text(""),
        Cell::Text(""),
        Cell::Text(""),
        Cell::Text(""),
        Cell::Text(&record.address),
        Cell::Whole(None),
        Cell::Text(""),
        Cell::Text(&record.representative),
        Cell::Day(Some(record.opened)),
        Cell::Text(&record.unit),
        Cell::Text(&record.manager),
        Cell::Text(&record.changed.0.to_string()),
    ]);
}

/// A row of holdings.
pub(crate) fn holding(columns: &mut Columns, account: &Account, value: u64, today: base::Date) {
    let holder = account
        .holders
        .first()
        .map_or("", |holder| holder.customer.as_str());
    columns.push::<8>([
        Cell::Text(&account.number),
        Cell::Text(holder),
        Cell::Text(account.product),
        Cell::Text(account.currency),
        Cell::Day(Some(account.opened)),
        Cell::Whole(Some(value)),
        Cell::Day(Some(today)),
        Cell::Text(&account.branch),
    ]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(base::Date::constant(1970, 1, 1)), 719_468);
    }
}
