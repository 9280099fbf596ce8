//! What a customer holds, as people look at it: lines of the product tree with their products and accounts, and five
//! lists of contracts (E-07). Pure, over what [`crate::explain::agreements`] tells.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::explain::AgreementView;

/// Between a line and its product in a code of the product tree.
const LEVEL: char = '.';

/// Amounts by kind of balance and currency.
pub type Totals = BTreeMap<(String, String), Decimal>;

/// A line of products: deposits, loans.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Its code in the product tree.
    pub line: &'a str,
    /// Its products.
    pub products: Vec<Product<'a>>,
    /// What all its accounts come to.
    pub totals: Totals,
    /// How many accounts it has.
    pub accounts: usize,
}

/// A product and the customer's accounts of it.
#[derive(Debug, Clone)]
pub struct Product<'a> {
    /// Its code in the product tree.
    pub product: &'a str,
    /// The accounts.
    pub accounts: Vec<&'a AgreementView>,
    /// What they come to.
    pub totals: Totals,
}

/// Groups agreements that are still there by line and product, with subtotals; each amount counts once, whatever the
/// customer's roles.
#[must_use]
pub fn lines(agreements: &[AgreementView]) -> Vec<Line<'_>> {
    let mut grouped: BTreeMap<&str, BTreeMap<&str, Vec<&AgreementView>>> = BTreeMap::new();
    for one in agreements.iter().filter(|one| one.gone_on.is_none()) {
        let product = one.product.as_str();
        grouped
            .entry(line_of(product))
            .or_default()
            .entry(product)
            .or_default()
            .push(one);
    }
    let lines = grouped.into_iter().map(|(line, products)| {
        let products: Vec<Product<'_>> = products
            .into_iter()
            .map(|(product, accounts)| Product {
                product,
                totals: totals(&accounts),
                accounts,
            })
            .collect();
        let mut all = Totals::new();
        for (at, amount) in products.iter().flat_map(|product| &product.totals) {
            *all.entry(at.clone()).or_default() += *amount;
        }
        Line {
            line,
            accounts: products.iter().map(|product| product.accounts.len()).sum(),
            products,
            totals: all,
        }
    });
    lines.collect()
}

/// The line of a product: what stands before the first level of its code.
#[must_use]
pub fn line_of(product: &str) -> &str {
    product.split(LEVEL).next().unwrap_or(product)
}

fn totals(accounts: &[&AgreementView]) -> Totals {
    let mut totals = Totals::new();
    for (kind, currency, amount, _) in accounts.iter().flat_map(|account| &account.balances) {
        *totals.entry((kind.clone(), currency.clone())).or_default() += *amount;
    }
    totals
}

/// The five lists of contracts (E-07 b).
#[derive(Debug, Clone, Default)]
pub struct Contracts<'a> {
    /// What may be drawn on up to a limit.
    pub credit_lines: Vec<&'a AgreementView>,
    /// Loans the customer owes.
    pub loans: Vec<&'a AgreementView>,
    /// What is secured by something.
    pub collateral: Vec<&'a AgreementView>,
    /// Where the customer is guarantor, or somebody is for it.
    pub guarantees: Vec<&'a AgreementView>,
    /// The products signed, each with how many agreements the customer has of it.
    pub products: Vec<(&'a str, usize)>,
}

/// The line of loans in the product tree.
const LOANS: &str = "LOAN";
const GUARANTOR: &str = "guarantor";

/// Sorts agreements that are still there into the five lists; one may stand in several.
#[must_use]
pub fn contracts(agreements: &[AgreementView]) -> Contracts<'_> {
    let mut lists = Contracts::default();
    let mut signed: BTreeMap<&str, usize> = BTreeMap::new();
    for one in agreements.iter().filter(|one| one.gone_on.is_none()) {
        let has = |name: &str| {
            one.values
                .iter()
                .any(|(attribute, value)| *attribute == name && !value.is_empty())
        };
        let only_guarantor = one.roles == BTreeSet::from([GUARANTOR.to_owned()]);
        if has("credit_limit") {
            lists.credit_lines.push(one);
        }
        if line_of(&one.product).eq_ignore_ascii_case(LOANS) && !only_guarantor {
            lists.loans.push(one);
        }
        if has("collateral") {
            lists.collateral.push(one);
        }
        if one.roles.contains(GUARANTOR) || one.others.iter().any(|other| other.role == GUARANTOR) {
            lists.guarantees.push(one);
        }
        if !only_guarantor {
            *signed.entry(one.product.as_str()).or_default() += 1;
        }
    }
    lists.products = signed.into_iter().collect();
    lists
}

#[cfg(test)]
mod tests {
    use base::RecordId;

    use super::*;
    use crate::explain::PartView;

    fn agreement(product: &str, key: &str, roles: &[&str], amount: i64) -> AgreementView {
        AgreementView {
            record: RecordId(uuid::Uuid::nil()),
            unit: None,
            gone_on: None,
            others: Vec::new(),
            product: product.to_owned(),
            source: "core".to_owned(),
            key: key.to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            values: Vec::new(),
            balances: vec![(
                "book".to_owned(),
                "CNY".to_owned(),
                amount.into(),
                base::Date::MAX,
            )],
        }
    }

    #[test]
    fn accounts_stand_by_line_and_product_with_subtotals() {
        let mut gone = agreement("DEP.DEMAND", "4", &["owner"], 1000);
        gone.gone_on = Some(base::Date::MAX);
        let held = [
            agreement("DEP.DEMAND", "1", &["owner"], 5),
            agreement("LOAN.CAR", "2", &["borrower"], 7),
            agreement("DEP.TERM", "3", &["owner", "joint_owner"], 11),
            gone,
        ];
        let told: Vec<String> = lines(&held)
            .iter()
            .map(|line| {
                let total = line.totals[&("book".to_owned(), "CNY".to_owned())];
                let products: Vec<String> = line
                    .products
                    .iter()
                    .map(|one| format!("{} {}", one.product, one.accounts.len()))
                    .collect();
                format!("{} {} {total}: {}", line.line, line.accounts, products.join(", "))
            })
            .collect();
        assert_eq!(
            told,
            ["DEP 2 16: DEP.DEMAND 1, DEP.TERM 1", "LOAN 1 7: LOAN.CAR 1"]
        );
    }

    #[test]
    fn contracts_stand_in_five_lists() {
        let mut card = agreement("CARD.CREDIT", "1", &["owner"], 0);
        card.values.push(("credit_limit", "50000".to_owned()));
        let mut secured = agreement("LOAN.MORTGAGE", "2", &["borrower"], 0);
        secured.values.push(("collateral", "房产".to_owned()));
        secured.others.push(PartView {
            role: GUARANTOR.to_owned(),
            number: None,
            name: String::new(),
            branches: Vec::new(),
        });
        let vouched = agreement("LOAN.CAR", "3", &[GUARANTOR], 0);
        let held = [card, secured, vouched];
        let lists = contracts(&held);
        let keys = |list: &[&AgreementView]| list.iter().map(|one| one.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&lists.credit_lines), ["1"]);
        assert_eq!(keys(&lists.loans), ["2"]);
        assert_eq!(keys(&lists.collateral), ["2"]);
        assert_eq!(keys(&lists.guarantees), ["2", "3"]);
        assert_eq!(lists.products, [("CARD.CREDIT", 1), ("LOAN.MORTGAGE", 1)]);
    }
}
