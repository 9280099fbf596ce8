//! What a customer holds, as services tell it: lines, products, agreements, with subtotals; and the five lists of
//! contracts.

use base::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{AgreementView, Explanation};
use crate::holding::{self, Totals};
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
    /// The record that says so: what a correction of one that was entered at the desk names.
    pub record_id: String,
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
    /// The unit that keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub unit: Option<String>,
    /// The day it went from its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub gone_on: Option<Date>,
    /// Who else has a part in it.
    pub others: Vec<HoldingPart>,
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
    /// 签约产品: the products that were signed.
    pub products: Vec<SignedProduct>,
}

/// A product that was signed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedProduct {
    /// Its code in the bank's product tree.
    pub product: String,
    /// The title of its line.
    pub line: Label,
    /// How many agreements of it there are.
    pub agreements: usize,
}

/// Another party to an agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoldingPart {
    /// Its part: `owner`, `guarantor` ...
    pub role: String,
    /// The customer's number; absent when no source has told of it, or it is another branch's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub number: Option<String>,
    /// Its name, as the caller may see it.
    pub name: Option<String>,
    /// Whether something was kept back.
    pub masked: bool,
    /// Where it is another branch's: the branches to ask.
    pub elsewhere: Vec<String>,
}

pub(super) fn line_label(line: &str) -> Label {
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

pub(super) fn amounts(sums: &Totals, show: &Presenter) -> Vec<Amount> {
    let amounts = sums.iter().map(|((kind, currency), amount)| {
        let shown = show.amount(&amount.to_string());
        Amount {
            kind: kind.clone(),
            currency: currency.clone(),
            amount: shown.value,
            masked: shown.masked,
            on: None,
        }
    });
    amounts.collect()
}

impl Holding {
    /// Told to a caller.
    pub(crate) fn of(agreement: &AgreementView, show: &Presenter) -> Self {
        Self {
            record_id: agreement.record.to_string(),
            source: agreement.source.clone(),
            key: show.account(&agreement.key).value,
            product: agreement.product.clone(),
            unit: agreement.unit.clone(),
            gone_on: agreement.gone_on,
            others: agreement
                .others
                .iter()
                .map(|other| {
                    let name = show.name(&other.name);
                    HoldingPart {
                        role: other.role.clone(),
                        number: other.number.map(|number| number.to_string()),
                        name: name.value.filter(|name| !name.is_empty()),
                        masked: name.masked,
                        elsewhere: other.branches.clone(),
                    }
                })
                .collect(),
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

impl Holdings {
    /// Told to a caller.
    pub(super) fn of(told: &Explanation, show: &Presenter) -> Self {
        let lines = holding::lines(&told.agreements);
        let mut all = Totals::new();
        for (at, amount) in lines.iter().flat_map(|line| &line.totals) {
            *all.entry(at.clone()).or_default() += *amount;
        }
        Self {
            accounts: lines.iter().map(|line| line.accounts).sum(),
            totals: amounts(&all, show),
            lines: lines
                .into_iter()
                .map(|line| HoldingLine {
                    line: line.line.to_owned(),
                    label: line_label(line.line),
                    accounts: line.accounts,
                    totals: amounts(&line.totals, show),
                    products: line
                        .products
                        .into_iter()
                        .map(|product| HoldingProduct {
                            product: product.product.to_owned(),
                            totals: amounts(&product.totals, show),
                            accounts: product
                                .accounts
                                .iter()
                                .map(|one| Holding::of(one, show))
                                .collect(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

impl Contracts {
    /// Told to a caller. An agreement stands in every list it belongs to.
    pub(super) fn of(told: &Explanation, show: &Presenter) -> Self {
        let lists = holding::contracts(&told.agreements);
        let list = |agreements: Vec<&AgreementView>| {
            agreements.into_iter().map(|one| Holding::of(one, show)).collect()
        };
        Self {
            credit_lines: list(lists.credit_lines),
            loans: list(lists.loans),
            collateral: list(lists.collateral),
            guarantees: list(lists.guarantees),
            products: lists
                .products
                .into_iter()
                .map(|(product, agreements)| SignedProduct {
                    product: product.to_owned(),
                    line: line_label(holding::line_of(product)),
                    agreements,
                })
                .collect(),
        }
    }
}
