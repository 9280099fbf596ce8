//! Reading `[feed.x]`.

use super::node::{Leaf, Node};
use super::picks::{Bare, Reading};
use super::{About, Catalogue, Codes, NamePattern, content};
use crate::control::Control;
use crate::convert::DateFormat;
use crate::feed::{ContentPlan, Feed, Mode, Plan, Strategy};
use crate::format::Format;
use crate::pick::Pick;
use crate::{MappingError, Verification};

const KEYS: [&str; 15] = [
    "about",
    "files",
    "mode",
    "strategy",
    "reject_limit",
    "key",
    "changed_at",
    "sequence",
    "delete",
    "verification",
    "customer_number",
    "unit",
    "format",
    "control",
    "field",
];

/// The share of rejected rows a load bears where the mapping says nothing.
const REJECT_LIMIT: f64 = 0.05;

pub(super) fn read(
    name: &str,
    node: &Node<'_>,
    codes: &Codes,
    catalogue: &dyn Catalogue,
) -> Result<Feed, MappingError> {
    let leaf = node.need("about", "about = \"party\"")?;
    let Some(about) = About::parse(leaf.text()?) else {
        return Err(leaf.error("none of party, account, holder, relation, transaction"));
    };
    let names = names(node)?;
    if about == About::Transaction {
        return Ok(refused(name, names));
    }
    let known: Vec<&str> = KEYS
        .iter()
        .copied()
        .chain(content::keys(about).iter().copied())
        .collect();
    node.only(&known)?;
    let mut reading = Reading {
        codes,
        columns: Vec::new(),
    };
    let format = super::format::read(&node.need("format", "[feed.x.format]")?.node()?)?;
    let key = reading.key(&node.need("key", "key = [\"cust_no\"]")?)?;
    let plan = Plan {
        key,
        sequence: reading.optional(node, "sequence", Bare::Column)?,
        changed_at: node
            .get("changed_at")
            .map(|leaf| changed_at(&leaf, &mut reading))
            .transpose()?,
        delete: node
            .get("delete")
            .map(|leaf| delete(&leaf, &mut reading))
            .transpose()?,
        unit: reading.optional(node, "unit", Bare::Column)?,
        customer_number: reading.optional(node, "customer_number", Bare::Column)?,
        verification: verification(node, &mut reading)?.unwrap_or_else(|| Pick::constant("imported")),
        content: ContentPlan::Transaction,
    };
    let (content, attributes) = content::read(about, node, &mut reading, catalogue)?;
    let control = match node.node("control")? {
        Some(node) => super::control::read(&node, &format, &mut reading)?,
        None => Control::default(),
    };
    if let Some(declared) = super::format::declared(&format)
        && let Some(missing) = reading.columns.iter().find(|column| !declared.contains(column))
    {
        return Err(node.error(format!(
            "column `{missing}` is used, but the format declares: {}",
            declared.join(", ")
        )));
    }
    Ok(Feed {
        name: name.to_owned(),
        about,
        part: if about == About::Party {
            node.text("part")?.map(str::to_owned)
        } else {
            None
        },
        mode: mode(node)?,
        strategy: strategy(node)?,
        reject_limit: reject_limit(node)?,
        names,
        format,
        control,
        attributes,
        columns: reading.columns,
        plan: Plan { content, ..plan },
    })
}

/// A feed of transactions needs no more than a name: its files are known, and refused (E-19).
fn refused(name: &str, names: Vec<NamePattern>) -> Feed {
    Feed {
        name: name.to_owned(),
        about: About::Transaction,
        part: None,
        mode: Mode::Delta,
        strategy: Strategy::Insert,
        reject_limit: 0.0,
        names,
        format: Format::Parquet,
        control: Control::default(),
        attributes: Vec::new(),
        columns: Vec::new(),
        plan: Plan {
            key: Vec::new(),
            sequence: None,
            changed_at: None,
            delete: None,
            unit: None,
            customer_number: None,
            verification: Pick::constant("imported"),
            content: ContentPlan::Transaction,
        },
    }
}

fn names(node: &Node<'_>) -> Result<Vec<NamePattern>, MappingError> {
    let leaf = node.need("files", "files = [\"CORE_CUST_{date}.txt\"]")?;
    let names = leaf.texts()?;
    if names.is_empty() {
        return Err(leaf.error("at least one file name is wanted"));
    }
    names
        .into_iter()
        .map(|name| NamePattern::parse(name).map_err(|problem| leaf.error(format!("`{name}`: {problem}"))))
        .collect()
}

fn mode(node: &Node<'_>) -> Result<Mode, MappingError> {
    let leaf = node.need("mode", "mode = \"full\"")?;
    match leaf.text()? {
        "full" => Ok(Mode::Full),
        "delta" => Ok(Mode::Delta),
        _ => Err(leaf.error("full (every record) or delta (what changed) is wanted")),
    }
}

fn strategy(node: &Node<'_>) -> Result<Strategy, MappingError> {
    let Some(leaf) = node.get("strategy") else {
        return Ok(Strategy::Merge);
    };
    match leaf.text()? {
        "replace" => Ok(Strategy::Replace),
        "insert" => Ok(Strategy::Insert),
        "merge" => Ok(Strategy::Merge),
        _ => Err(leaf.error("replace, insert or merge is wanted")),
    }
}

fn reject_limit(node: &Node<'_>) -> Result<f64, MappingError> {
    let Some(leaf) = node.get("reject_limit") else {
        return Ok(REJECT_LIMIT);
    };
    match leaf.number()? {
        limit if (0.0..=1.0).contains(&limit) => Ok(limit),
        _ => Err(leaf.error("a share from 0 to 1 is wanted, as 0.05")),
    }
}

fn changed_at(leaf: &Leaf<'_>, reading: &mut Reading<'_>) -> Result<(Pick, DateFormat), MappingError> {
    let node = leaf.node()?;
    node.only(&["column", "format", "strict"])?;
    let (slot, label) = reading.slot(&node.need("column", "column = \"upd_time\"")?)?;
    let format = node.need("format", "format = \"%Y%m%d%H%M%S\"")?;
    let read = DateFormat::datetime(format.text()?).map_err(|problem| format.error(problem))?;
    Ok((
        Pick {
            strict: node.flag("strict")?.unwrap_or(false),
            ..Pick::column(&label, slot)
        },
        read,
    ))
}

fn delete(leaf: &Leaf<'_>, reading: &mut Reading<'_>) -> Result<(Pick, Vec<String>), MappingError> {
    let node = leaf.node()?;
    let mut pick = reading.table_pick(&node, &["values"])?;
    pick.placeholders = false;
    let values = node.need("values", "values = [\"D\"]")?;
    let list: Vec<String> = values.texts()?.into_iter().map(str::to_owned).collect();
    if list.is_empty() {
        return Err(values.error("the values that mean `deleted` are wanted"));
    }
    Ok((pick, list))
}

pub(super) fn verification(node: &Node<'_>, reading: &mut Reading<'_>) -> Result<Option<Pick>, MappingError> {
    let words = "network, reader, teller, otp, self, imported";
    let is_word = |word: &str| Verification::parse(word).is_some();
    node.get("verification")
        .map(|leaf| reading.choice(&leaf, is_word, words))
        .transpose()
}
