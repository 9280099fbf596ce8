//! What a customer holds, as services tell it: lines, products, agreements, with subtotals; and the five lists of
//! contracts.

use std::collections::BTreeMap;

use base::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::{AgreementView, Explanation};
use crate::model::{ATTRIBUTES, About, Attribute};
use crate::service::present::{Label, Presenter};

/// What a customer holds, by product line.
#[derive(Debug, Serialize, ToSchema)]
pub struct Holdings {
    /// The lines.
    pub lines: Vec<HoldingLine>,
    /// How many agreements there are.
    pub accounts: usize,
    /// All balances, by what they say and by currency.
    pub totals: Vec<Amount>,
}

/// A product line, as deposits.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoldingLine {
    /// The line: what stands before the point of a product's code; `other` where the product is not known.
    #[schema(example = "DEP")]
    pub line: String,
    /// Its title.
    pub label: Label,
    /// Its products.
    pub products: Vec<HoldingProduct>,
    /// How many agreements there are.
    pub accounts: usize,
    /// Subtotals.
    pub totals: Vec<Amount>,
}

/// A product.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoldingProduct {
    /// Its code in the bank's product tree.
    #[schema(example = "DEP.DEMAND")]
    pub product: String,
    /// The agreements.
    pub accounts: Vec<Holding>,
    /// Subtotals.
    pub totals: Vec<Amount>,
}

/// An amount in a currency.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Amount {
    /// What it says: `book`, `outstanding`, `market_value` ...
    pub kind: String,
    /// The currency.
    #[schema(example = "CNY")]
    pub currency: String,
    /// A decimal, as the caller may see it.
    #[schema(example = "1234.56")]
    pub amount: Option<String>,
    /// Whether it is masked.
    pub masked: bool,
    /// The day it is of; absent of a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub on: Option<Date>,
}

/// An agreement the customer has a part in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Holding {
    /// The source that keeps it.
    pub source: String,
    /// Its key there, as the caller may see it.
    pub key: Option<String>,
    /// The product.
    pub product: String,
    /// The customer's parts in it: `owner`, `joint_owner`, `borrower`, `guarantor` ...
    pub roles: Vec<String>,
    /// Its values.
    pub values: Vec<HoldingValue>,
    /// The latest balances.
    pub balances: Vec<Amount>,
}

/// A value of an agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoldingValue {
    /// The attribute.
    #[schema(example = "account_number")]
    pub attribute: &'static str,
    /// Its title.
    pub label: Label,
    /// What kind of value it is.
    pub kind: &'static str,
    /// The value as the caller may see it.
    pub value: Option<String>,
    /// Whether something was kept back.
    pub masked: bool,
}

/// The five lists of contracts.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contracts {
    /// 额度: agreements with a credit limit.
    pub credit_lines: Vec<Holding>,
    /// 贷款
    pub loans: Vec<Holding>,
    /// 抵质押: agreements that something is pledged for.
    pub collateral: Vec<Holding>,
    /// 保证: where the customer answers for another.
    pub guarantees: Vec<Holding>,
    /// 签约产品: whatever else was signed.
    pub products: Vec<Holding>,
}

fn line_of(product: &str) -> &str {
    match product.split_once('.') {
        Some((line, _)) => line,
        None if product.is_empty() => "other",
        None => product,
    }
}

fn line_label(line: &str) -> Label {
    let (zh, en) = match line {
        "DEP" => ("存款", "deposits"),
        "LOAN" => ("贷款", "loans"),
        "CARD" => ("银行卡", "cards"),
        "WEALTH" => ("理财与基金", "wealth"),
        "INSURANCE" => ("保险", "insurance"),
        "other" => ("其他", "other"),
        line => (line, line),
    };
    Label::new(zh, en)
}

fn attribute(name: &str) -> Option<&'static Attribute> {
    ATTRIBUTES
        .iter()
        .find(|attribute| attribute.about == About::Account && attribute.name == name)
}

type Sums = BTreeMap<(String, String), Decimal>;

fn add(sums: &mut Sums, agreement: &AgreementView) {
    for (kind, currency, amount, _) in &agreement.balances {
        *sums.entry((kind.clone(), currency.clone())).or_default() += *amount;
    }
}

fn totals(sums: Sums, show: &Presenter) -> Vec<Amount> {
    let amounts = sums.into_iter().map(|((kind, currency), amount)| {
        let shown = show.amount(&amount.to_string());
        Amount {
            kind,
            currency,
            amount: shown.value,
            masked: shown.masked,
            on: None,
        }
    });
    amounts.collect()
}

impl Holding {
    fn of(agreement: &AgreementView, show: &Presenter) -> Self {
        Self {
            source: agreement.source.clone(),
            key: show.account(&agreement.key).value,
            product: agreement.product.clone(),
            roles: agreement.roles.iter().cloned().collect(),
            values: agreement
                .values
                .iter()
                .filter_map(|(name, value)| {
                    let attribute = attribute(name)?;
                    let shown = show.value(attribute, value);
                    Some(HoldingValue {
                        attribute: attribute.name,
                        label: Label::new(attribute.zh, attribute.en),
                        kind: crate::service::present::kind(attribute).name(),
                        value: shown.value,
                        masked: shown.masked,
                    })
                })
                .collect(),
            balances: agreement
                .balances
                .iter()
                .map(|(kind, currency, amount, on)| {
                    let shown = show.amount(&amount.to_string());
                    Amount {
                        kind: kind.clone(),
                        currency: currency.clone(),
                        amount: shown.value,
                        masked: shown.masked,
                        on: Some(*on),
                    }
                })
                .collect(),
        }
    }
}

/// Whether the customer only answers for what another owes.
fn only_guarantor(agreement: &AgreementView) -> bool {
    !agreement.roles.is_empty() && agreement.roles.iter().all(|role| role == "guarantor")
}

impl Holdings {
    /// Told to a caller. What the customer only guarantees is not its own and in no sum; it is among the contracts.
    pub(super) fn of(told: &Explanation, show: &Presenter) -> Self {
        let own = || {
            told.agreements
                .iter()
                .filter(|agreement| !only_guarantor(agreement))
        };
        let mut tree: BTreeMap<&str, BTreeMap<&str, Vec<&AgreementView>>> = BTreeMap::new();
        for agreement in own() {
            tree.entry(line_of(&agreement.product))
                .or_default()
                .entry(&agreement.product)
                .or_default()
                .push(agreement);
        }
        let mut all = Sums::new();
        let lines = tree.into_iter().map(|(line, products)| {
            let mut of_line = Sums::new();
            let mut accounts = 0;
            let products = products
                .into_iter()
                .map(|(product, agreements)| {
                    let mut of_product = Sums::new();
                    for agreement in &agreements {
                        add(&mut of_product, agreement);
                        add(&mut of_line, agreement);
                        add(&mut all, agreement);
                    }
                    accounts += agreements.len();
                    HoldingProduct {
                        product: product.to_owned(),
                        accounts: agreements.iter().map(|one| Holding::of(one, show)).collect(),
                        totals: totals(of_product, show),
                    }
                })
                .collect();
            HoldingLine {
                line: line.to_owned(),
                label: line_label(line),
                products,
                accounts,
                totals: totals(of_line, show),
            }
        });
        let lines = lines.collect();
        Self {
            lines,
            accounts: own().count(),
            totals: totals(all, show),
        }
    }
}

impl Contracts {
    /// Told to a caller. An agreement stands in every list it belongs to.
    pub(super) fn of(told: &Explanation, show: &Presenter) -> Self {
        let has =
            |agreement: &AgreementView, name: &str| agreement.values.iter().any(|(known, _)| *known == name);
        let pick = |wanted: &dyn Fn(&AgreementView) -> bool| {
            let picked = told.agreements.iter().filter(|agreement| wanted(agreement));
            picked.map(|agreement| Holding::of(agreement, show)).collect()
        };
        let loan = |agreement: &AgreementView| line_of(&agreement.product) == "LOAN";
        Self {
            credit_lines: pick(&|one| !only_guarantor(one) && has(one, "credit_limit")),
            loans: pick(&|one| loan(one) && !only_guarantor(one)),
            collateral: pick(&|one| has(one, "collateral")),
            guarantees: pick(&|one| one.roles.contains("guarantor")),
            products: pick(&|one| !loan(one) && !only_guarantor(one)),
        }
    }
}
