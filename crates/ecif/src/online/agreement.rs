//! What the desk says of an agreement, what keeps it from being said, and the row that says it: pure.

use std::collections::BTreeMap;

use base::Date;
use feed::ValueType;
use rust_decimal::Decimal;
use web::FieldError;

use super::SOURCE;
use super::admission::placeholder;
use crate::model::{About, AttributeId, Statement, Who};
use crate::record::Content;

/// Holders of one agreement.
pub(super) const HOLDERS_MAX: usize = 4;
/// The parts somebody may have in an agreement.
pub(super) const ROLES: [&str; 5] = ["owner", "joint_owner", "borrower", "guarantor", "disponent"];
/// What a balance may say.
pub(super) const BALANCES: [&str; 4] = ["book", "available", "outstanding", "market_value"];
/// Amounts that are never below nothing.
const NEVER_NEGATIVE: [&str; 2] = ["credit_limit", "amount"];

/// What the desk says of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedAgreement {
    /// The product, by the bank's product tree.
    pub product: String,
    /// The unit that keeps it.
    pub unit: Option<String>,
    /// Who has a part in it.
    pub holders: Vec<StatedHolder>,
    /// Values by attribute.
    pub values: BTreeMap<String, String>,
    /// What stands on it.
    pub balance: Option<StatedBalance>,
}

/// Somebody's part in an agreement, named as a source names its customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedHolder {
    /// The source.
    pub source: String,
    /// The customer's key there, its parts joined.
    pub key: String,
    /// The part.
    pub role: String,
    /// The share, a decimal.
    pub share: Option<String>,
}

/// What stands on an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedBalance {
    /// What it says: `book`, `available`, `outstanding`, `market_value`.
    pub kind: String,
    /// How much, a decimal.
    pub amount: String,
    /// The currency; the agreement's own unless said.
    pub currency: Option<String>,
    /// The day; today unless said.
    pub on: Option<Date>,
}

impl StatedAgreement {
    /// What a stored record says, without its balance: balances are kept apart.
    #[must_use]
    pub fn of(content: &Content) -> Option<Self> {
        let Statement::Account(facts) = &content.statement else {
            return None;
        };
        let holders = facts.holders.iter().filter_map(|holder| match &holder.who {
            Who::Customer(key) => Some(StatedHolder {
                source: holder.source.clone().unwrap_or_else(|| SOURCE.to_owned()),
                key: key.clone(),
                role: holder.role.clone(),
                share: holder.share.map(|share| share.to_string()),
            }),
            _ => None,
        });
        let values = facts
            .values
            .iter()
            .map(|fact| (fact.attribute.get().name.to_owned(), fact.value.clone()));
        Some(Self {
            product: facts.product.clone(),
            unit: content.unit.clone(),
            holders: holders.collect(),
            values: values.collect(),
            balance: None,
        })
    }

    /// The currency of the balance.
    fn balance_currency(&self) -> Option<&str> {
        let said = self
            .balance
            .as_ref()
            .and_then(|balance| balance.currency.as_deref());
        said.or(self.values.get("currency").map(String::as_str))
    }

    /// What keeps it from being said: each item at its field. Codes are looked up beside this.
    #[must_use]
    pub fn faults(&self) -> Vec<FieldError> {
        let mut faults = Vec::new();
        if self.product.is_empty() {
            faults.push(missing("product", "the product"));
        }
        if self.holders.len() > HOLDERS_MAX {
            let most = HOLDERS_MAX - 1;
            faults.push(FieldError::new("others", "too-many", format!("{most} at most")));
        }
        for (at, holder) in self.holders.iter().enumerate() {
            let field = |what: &str| match at.checked_sub(1) {
                None => what.to_owned(),
                Some(other) => format!("others[{other}].{what}"),
            };
            faults.extend(word(&field("role"), &holder.role, &ROLES));
            let share = holder.share.as_deref().map(decimal);
            if share
                .is_some_and(|share| share.is_none_or(|share| share < Decimal::ZERO || share > Decimal::ONE))
            {
                let error = FieldError::new(field("share"), "out-of-range", "a share is from 0 to 1");
                faults.push(error.mend("a decimal, as 0.35"));
            }
        }
        for (name, value) in &self.values {
            faults.extend(value_fault(About::Account, name, value));
        }
        let amount = NEVER_NEGATIVE
            .iter()
            .find(|amount| self.values.contains_key(**amount));
        if let (Some(amount), false) = (amount, self.values.contains_key("currency")) {
            faults.push(missing("values.currency", &format!("the currency of {amount}")));
        }
        if let Some(balance) = &self.balance {
            faults.extend(word("balance.kind", &balance.kind, &BALANCES));
            if decimal(&balance.amount).is_none() {
                faults.push(malformed("balance.amount", "a decimal, as 1234.56"));
            }
            if self.balance_currency().is_none() {
                faults.push(missing("balance.currency", "the currency of the balance"));
            }
        }
        faults
    }

    /// The codes it says: the field, its code table, the code.
    #[must_use]
    pub fn codes(&self) -> Vec<(String, &'static str, String)> {
        let mut codes = vec![("product".to_owned(), "product", self.product.clone())];
        let currency = self.values.get("currency");
        codes.extend(currency.map(|code| ("values.currency".to_owned(), "currency", code.clone())));
        let currency = self.balance.as_ref().and_then(|balance| balance.currency.clone());
        codes.extend(currency.map(|code| ("balance.currency".to_owned(), "currency", code)));
        codes.retain(|(_, _, code)| !code.is_empty());
        codes
    }

    /// The row of the desk's feed; a column that is not there is empty.
    #[must_use]
    pub fn columns(&self, key: &str, sequence: i64) -> Vec<(String, String)> {
        let mut columns = vec![
            ("key".to_owned(), key.to_owned()),
            ("sequence".to_owned(), sequence.to_string()),
            ("product".to_owned(), self.product.clone()),
        ];
        columns.extend(self.unit.iter().map(|unit| ("unit".to_owned(), unit.clone())));
        for (at, holder) in self.holders.iter().take(HOLDERS_MAX).enumerate() {
            let name = |what: &str| format!("holder{}_{what}", at + 1);
            columns.push((name("source"), holder.source.clone()));
            columns.push((name("key"), holder.key.clone()));
            columns.push((name("role"), holder.role.clone()));
            columns.extend(holder.share.iter().map(|share| (name("share"), share.clone())));
        }
        if let Some(balance) = &self.balance {
            columns.push(("balance_kind".to_owned(), balance.kind.clone()));
            columns.push(("balance_amount".to_owned(), balance.amount.clone()));
            let currency = self.balance_currency().unwrap_or_default();
            columns.push(("balance_currency".to_owned(), currency.to_owned()));
            columns.extend(
                balance
                    .on
                    .iter()
                    .map(|day| ("balance_date".to_owned(), day.to_string())),
            );
        }
        columns.extend(
            self.values
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        columns
    }
}

pub(super) fn missing(field: &str, what: &str) -> FieldError {
    FieldError::new(field, "missing", format!("{what} is mandatory")).mend(format!("enter {what}"))
}

fn malformed(field: &str, wanted: &str) -> FieldError {
    FieldError::new(field, "malformed", format!("{wanted} is wanted")).mend(wanted)
}

/// Whether a word is one of those known.
fn word(field: &str, word: &str, known: &[&str]) -> Option<FieldError> {
    (!known.contains(&word)).then(|| {
        FieldError::new(field, "unknown", "no such word").mend(format!("one of {}", known.join(", ")))
    })
}

/// A decimal as services write it: digits, a point, a sign before.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (plain && digits.starts_with(|first: char| first.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// What is wrong with one value of an agreement or a tie.
pub(super) fn value_fault(about: About, name: &str, value: &str) -> Option<FieldError> {
    let field = format!("values.{name}");
    // The product and its holders are said by themselves.
    let attribute = AttributeId::find(about, name).filter(|_| name != "product");
    let Some(attribute) = attribute else {
        return Some(FieldError::new(
            field,
            "unknown",
            format!("no attribute of {} has this name", plural(about)),
        ));
    };
    let value_type = attribute.get().value_type;
    // A number may be nought.
    let numeric = matches!(value_type, ValueType::Decimal | ValueType::Integer);
    if let (false, Some(fault)) = (numeric, placeholder(&field, value)) {
        return Some(fault);
    }
    match value_type {
        ValueType::Date => value
            .parse::<Date>()
            .is_err()
            .then(|| malformed(&field, "a date, as 2026-09-30")),
        ValueType::Integer => {
            let plain = value.len() <= 9 && value.bytes().all(|byte| byte.is_ascii_digit());
            (!plain).then(|| malformed(&field, "a whole number"))
        }
        ValueType::Decimal => match decimal(value) {
            None => Some(malformed(&field, "a decimal, as 1234.56")),
            Some(amount) if amount < Decimal::ZERO && NEVER_NEGATIVE.contains(&name) => {
                Some(FieldError::new(field, "out-of-range", "it cannot be below 0"))
            }
            Some(_) => None,
        },
        _ => None,
    }
}

const fn plural(about: About) -> &'static str {
    match about {
        About::Relation => "relations",
        _ => "agreements",
    }
}

#[cfg(test)]
mod tests {
    use feed::Mapping;

    use super::*;
    use crate::model::{ATTRIBUTES, Catalogue};

    fn loan() -> StatedAgreement {
        let said = [("currency", "CNY"), ("credit_limit", "50000.00")];
        StatedAgreement {
            product: "LOAN.CAR".to_owned(),
            unit: Some("0101".to_owned()),
            holders: vec![StatedHolder {
                source: "core".to_owned(),
                key: "1|a".to_owned(),
                role: "borrower".to_owned(),
                share: None,
            }],
            values: said
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            balance: Some(StatedBalance {
                kind: "outstanding".to_owned(),
                amount: "1234.50".to_owned(),
                currency: None,
                on: None,
            }),
        }
    }

    /// Goal: whatever the catalogue keeps of an agreement can be said at the desk, and comes out as it was said.
    #[test]
    fn the_shipped_mapping_takes_every_attribute() {
        let mapping = Mapping::parse(crate::online::MAPPING, &Catalogue).expect("a mapping");
        let feed = mapping.feed(crate::online::AGREEMENTS).expect("its feed");
        let mut stated = loan();
        let about = ATTRIBUTES
            .iter()
            .filter(|attribute| attribute.about == About::Account && attribute.name != "product");
        for attribute in about {
            let value = match attribute.value_type {
                ValueType::Date => "2020-02-29",
                ValueType::Decimal => "7.50",
                ValueType::Integer => "7",
                _ => "CNY",
            };
            stated.values.insert(attribute.name.to_owned(), value.to_owned());
        }
        assert_eq!(stated.faults(), []);
        let columns = stated.columns("k", 1);
        let row = feed.row(
            1,
            columns
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        let mapped = feed.map(&row).expect("a row");
        assert_eq!(mapped.findings, []);
        let feed::Content::Account(account) = mapped.content else {
            panic!("an agreement");
        };
        let said: BTreeMap<String, String> = account
            .values
            .iter()
            .map(|one| {
                (
                    feed.attributes()[usize::from(one.attribute)].name.clone(),
                    one.value.clone(),
                )
            })
            .collect();
        assert_eq!((account.product, said), (stated.product, stated.values));
        let holder = &account.holders[0];
        assert_eq!(
            (holder.source.as_deref(), &holder.who, holder.role.as_str()),
            (
                Some("core"),
                &feed::HolderKey::Customer("1|a".to_owned()),
                "borrower"
            )
        );
        let balance = account.balance.expect("a balance");
        assert_eq!(
            (
                balance.kind.as_str(),
                balance.amount.to_string(),
                balance.currency.as_str()
            ),
            ("outstanding", "1234.50".to_owned(), "CNY")
        );
    }

    #[test]
    fn each_fault_is_told_at_its_field() {
        let told = |change: &dyn Fn(&mut StatedAgreement)| {
            let mut stated = loan();
            change(&mut stated);
            let faults = stated.faults().into_iter();
            faults.map(|one| (one.field, one.code)).collect::<Vec<_>>()
        };
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        let say = |name: &'static str, value: &'static str| {
            told(&move |stated| {
                stated.values.insert(name.to_owned(), value.to_owned());
            })
        };
        assert_eq!(told(&|_| ()), []);
        assert_eq!(told(&|stated| stated.product.clear()), one("product", "missing"));
        assert_eq!(
            told(&|stated| stated.holders[0].role = "boss".to_owned()),
            one("role", "unknown")
        );
        assert_eq!(
            told(&|stated| stated.holders[0].share = Some("1.5".to_owned())),
            one("share", "out-of-range")
        );
        assert_eq!(say("beauty", "1"), one("values.beauty", "unknown"));
        assert_eq!(
            say("credit_limit", "1_000"),
            one("values.credit_limit", "malformed")
        );
        assert_eq!(
            say("credit_limit", "-1"),
            one("values.credit_limit", "out-of-range")
        );
        assert_eq!(say("credit_limit", "0"), []);
        assert_eq!(
            say("maturity_on", "2026-13-01"),
            one("values.maturity_on", "malformed")
        );
        assert_eq!(say("term_months", "1.5"), one("values.term_months", "malformed"));
        assert_eq!(say("collateral", "不详"), one("values.collateral", "placeholder"));
        let no_currency = told(&|stated| {
            stated.values.remove("currency");
        });
        assert_eq!(
            no_currency,
            [
                one("values.currency", "missing"),
                one("balance.currency", "missing")
            ]
            .concat()
        );
    }
}
