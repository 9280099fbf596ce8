//! Reading what a feed's rows are about: fields, identifications, holders, links, balances, ends.

use super::feed::verification;
use super::node::{Leaf, Node};
use super::picks::{Bare, Reading};
use super::{About, Catalogue};
use crate::convert::Step;
use crate::feed::{
    AccountPlan, Attribute, BalancePlan, ContentPlan, EndKey, EndPlan, HolderPlan, IdentificationPlan,
    LinkPlan, ValuePlan, WhoPlan,
};
use crate::pick::{From, Pick};
use crate::{MappingError, PartyKind, ValueType};

/// The keys a feed may have beyond the common ones.
pub(super) fn keys(about: About) -> &'static [&'static str] {
    match about {
        About::Party => &["kind", "part", "identification"],
        About::Account => &["product", "holder", "link", "balance"],
        About::Holder => &["account", "holder"],
        About::Relation => &["from", "to", "kind"],
        About::Transaction => &[],
    }
}

pub(super) fn read(
    about: About,
    node: &Node<'_>,
    reading: &mut Reading<'_>,
    catalogue: &dyn Catalogue,
) -> Result<(ContentPlan, Vec<Attribute>), MappingError> {
    let mut attributes = Vec::new();
    let mut values = Vec::new();
    for field in node.nodes("field")? {
        values.push(field_plan(about, &field, reading, catalogue, &mut attributes)?);
    }
    let content = match about {
        About::Party => {
            let words = "individual, organisation, financial_institution";
            let leaf = node.need("kind", "kind = \"individual\"")?;
            let kind = reading.choice(&leaf, |word| PartyKind::parse(word).is_some(), words)?;
            let identifications = node
                .nodes("identification")?
                .iter()
                .map(|node| identification(node, reading))
                .collect::<Result<_, _>>()?;
            ContentPlan::Party {
                kind,
                identifications,
                values,
            }
        }
        About::Account => ContentPlan::Account(Box::new(AccountPlan {
            product: reading.optional(node, "product", Bare::Constant)?,
            holders: node
                .nodes("holder")?
                .iter()
                .map(|node| holder(node, reading))
                .collect::<Result<_, _>>()?,
            links: node
                .nodes("link")?
                .iter()
                .map(|node| link(node, reading))
                .collect::<Result<_, _>>()?,
            values,
            balance: node
                .node("balance")?
                .map(|node| balance(&node, reading))
                .transpose()?,
        })),
        About::Holder => {
            if let Some(field) = node.get("field") {
                return Err(field.error("a holder has a role and a share, and no fields of its own"));
            }
            let account = reading.key(&node.need("account", "account = [\"account_no\"]")?)?;
            let mut holders = node.nodes("holder")?;
            let (Some(only), true) = (holders.pop(), holders.is_empty()) else {
                return Err(node.error("exactly one [feed.x.holder] is wanted"));
            };
            ContentPlan::Holder {
                account,
                holder: Box::new(holder(&only, reading)?),
            }
        }
        About::Relation => ContentPlan::Relation {
            kind: reading.pick(&node.need("kind", "kind = \"spouse\"")?, Bare::Constant)?,
            ends: Box::new([
                end(
                    &node.need("from", "from = { customer = [\"cust_no\"] }")?,
                    reading,
                )?,
                end(&node.need("to", "to = { customer = [\"other_no\"] }")?, reading)?,
            ]),
            values,
        },
        About::Transaction => ContentPlan::Transaction,
    };
    Ok((content, attributes))
}

fn field_plan(
    about: About,
    node: &Node<'_>,
    reading: &mut Reading<'_>,
    catalogue: &dyn Catalogue,
    attributes: &mut Vec<Attribute>,
) -> Result<ValuePlan, MappingError> {
    let pick = reading.table_pick(node, &["to", "verification"])?;
    let leaf = node.need("to", "to = \"name\"")?;
    let name = leaf.text()?;
    let Some(value_type) = catalogue.attribute(about, name) else {
        return Err(leaf.error(format!(
            "the data model knows no attribute `{name}` of a {}",
            about.word()
        )));
    };
    let at = attributes
        .iter()
        .position(|attribute| attribute.name == name)
        .unwrap_or_else(|| {
            attributes.push(Attribute {
                name: name.to_owned(),
                value_type,
            });
            attributes.len() - 1
        });
    let attribute = u16::try_from(at).map_err(|_| leaf.error("too many attributes in one feed"))?;
    if let (From::Constant(text), true) = (&pick.from, pick.codes.is_none() && pick.steps.is_empty()) {
        constant_fits(text, value_type).map_err(|problem| node.error(problem))?;
    }
    Ok(ValuePlan {
        attribute,
        value_type,
        pick,
        verification: verification(node, reading)?,
    })
}

/// A constant of the wrong type would be wrong in every row: say so once, here.
fn constant_fits(text: &str, value_type: ValueType) -> Result<(), String> {
    let wrong = match value_type {
        ValueType::Text | ValueType::Code => text
            .is_empty()
            .then(|| "an empty constant says nothing".to_owned()),
        ValueType::Date => crate::convert::day(text).err().map(|failure| failure.reason),
        ValueType::Integer => crate::convert::integer(text).err().map(|failure| failure.reason),
        ValueType::Decimal => crate::convert::decimal(text).err().map(|failure| failure.reason),
    };
    wrong.map_or(Ok(()), |reason| Err(format!("constant `{text}`: {reason}")))
}

fn identification(node: &Node<'_>, reading: &mut Reading<'_>) -> Result<IdentificationPlan, MappingError> {
    node.only(&[
        "type",
        "number",
        "issuer",
        "issued_on",
        "expires_on",
        "primary",
        "verification",
        "required",
    ])?;
    let mut number = reading.pick(&node.need("number", "number = \"id_no\"")?, Bare::Column)?;
    number.required |= node.flag("required")?.unwrap_or(false);
    Ok(IdentificationPlan {
        doc_type: reading.pick(&node.need("type", "type = \"resident_id\"")?, Bare::Constant)?,
        number,
        issuer: reading.optional(node, "issuer", Bare::Column)?,
        issued_on: reading.optional(node, "issued_on", Bare::Column)?,
        expires_on: reading.optional(node, "expires_on", Bare::Column)?,
        verification: verification(node, reading)?,
        primary: node.flag("primary")?.unwrap_or(false),
    })
}

fn holder(node: &Node<'_>, reading: &mut Reading<'_>) -> Result<HolderPlan, MappingError> {
    node.only(&[
        "customer", "whole", "through", "source", "role", "share", "optional",
    ])?;
    let who = match (node.get("customer"), node.get("whole"), node.node("through")?) {
        (Some(customer), None, None) => WhoPlan::Customer(reading.key(&customer)?),
        (None, Some(whole), None) => WhoPlan::Whole(reading.pick(&whole, Bare::Column)?),
        (None, None, Some(through)) => through_plan(&through, reading)?,
        _ => {
            return Err(node.error(
                "either `customer` (whose key is in the row) or `through` (another agreement) is wanted",
            ));
        }
    };
    let role = reading.optional(node, "role", Bare::Constant)?;
    if role.is_none() && matches!(who, WhoPlan::Customer(_) | WhoPlan::Whole(_)) {
        return Err(node.error("`role` is missing; as in role = \"owner\""));
    }
    Ok(HolderPlan {
        source: reading.optional(node, "source", Bare::Constant)?,
        who,
        role,
        share: reading.optional(node, "share", Bare::Column)?,
        optional: node.flag("optional")?.unwrap_or(false),
    })
}

/// `through = { account = [...], role = "owner" }` or `through = { holder = [...] }`.
fn through_plan(node: &Node<'_>, reading: &mut Reading<'_>) -> Result<WhoPlan, MappingError> {
    node.only(&["account", "holder", "role"])?;
    let role = node.text("role")?.map(str::to_owned);
    match (node.get("account"), node.get("holder"), role) {
        (Some(account), None, only_role) => Ok(WhoPlan::Account {
            key: reading.key(&account)?,
            only_role,
        }),
        (None, Some(holder), None) => Ok(WhoPlan::Holder(reading.key(&holder)?)),
        (None, Some(_), Some(_)) => {
            Err(node.error("a holder row is one holder: `role` means nothing with it"))
        }
        _ => Err(node.error("`account` or `holder`, one of the two, is wanted")),
    }
}

fn link(node: &Node<'_>, reading: &mut Reading<'_>) -> Result<LinkPlan, MappingError> {
    node.only(&["account", "holder", "source", "kind"])?;
    let (key, to_holder) = match (node.get("account"), node.get("holder")) {
        (Some(account), None) => (reading.key(&account)?, false),
        (None, Some(holder)) => (reading.key(&holder)?, true),
        _ => return Err(node.error("`account` or `holder`, one of the two, is wanted")),
    };
    let kind = node.need("kind", "kind = \"paid_from\"")?.text()?.to_owned();
    Ok(LinkPlan {
        source: node.text("source")?.map(str::to_owned),
        key,
        to_holder,
        kind,
    })
}

fn balance(node: &Node<'_>, reading: &mut Reading<'_>) -> Result<BalancePlan, MappingError> {
    node.only(&["amount", "currency", "date", "kind"])?;
    Ok(BalancePlan {
        amount: reading.pick(&node.need("amount", "amount = \"balance\"")?, Bare::Column)?,
        currency: reading.optional(node, "currency", Bare::Column)?.map(trimmed),
        date: reading.optional(node, "date", Bare::Column)?,
        kind: reading.optional(node, "kind", Bare::Constant)?,
    })
}

fn trimmed(mut pick: Pick) -> Pick {
    if !matches!(pick.from, From::Constant(_)) {
        pick.steps.push(Step::Trim);
    }
    pick
}

fn end(leaf: &Leaf<'_>, reading: &mut Reading<'_>) -> Result<EndPlan, MappingError> {
    let node = leaf.node()?;
    node.only(&["customer", "whole", "source"])?;
    let key = match node.get("whole") {
        None => EndKey::Parts(reading.key(&node.need("customer", "customer = [\"cust_no\"]")?)?),
        Some(_) if node.get("customer").is_some() => {
            return Err(node.error("either `customer` (whose key is in the row) or `whole` is wanted"));
        }
        Some(whole) => EndKey::Whole(reading.pick(&whole, Bare::Column)?),
    };
    Ok(EndPlan {
        source: reading.optional(&node, "source", Bare::Constant)?,
        key,
    })
}
