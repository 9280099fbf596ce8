//! Reading picks, choices and keys out of the mapping.

use std::sync::Arc;

use super::Codes;
use super::node::{Leaf, Node};
use crate::MappingError;
use crate::convert::{DateFormat, Step};
use crate::pick::{CodeTable, From, Pick};

/// What a bare text in the place of a pick means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bare {
    Column,
    Constant,
}

/// Collects the columns a feed uses, each once, in the order of first use.
pub(crate) struct Reading<'a> {
    pub(crate) codes: &'a Codes,
    pub(crate) columns: Vec<String>,
}

const PICK_KEYS: [&str; 11] = [
    "column",
    "columns",
    "join",
    "constant",
    "convert",
    "format",
    "codes",
    "default",
    "required",
    "strict",
    "placeholders",
];

/// More columns than any day-end file has; keeps places in 16 bits.
const COLUMNS_MAX: usize = 4096;

impl Reading<'_> {
    /// The number by which a pick knows a column.
    pub(crate) fn slot(&mut self, leaf: &Leaf<'_>) -> Result<(u16, String), MappingError> {
        self.slot_of(leaf.text()?, leaf)
    }

    fn slot_of(&mut self, name: &str, leaf: &Leaf<'_>) -> Result<(u16, String), MappingError> {
        if name.is_empty() {
            return Err(leaf.error("a column's name is wanted"));
        }
        let at = self
            .columns
            .iter()
            .position(|column| column == name)
            .unwrap_or_else(|| {
                self.columns.push(name.to_owned());
                self.columns.len() - 1
            });
        match u16::try_from(at) {
            Ok(slot) if at < COLUMNS_MAX => Ok((slot, name.to_owned())),
            _ => Err(leaf.error(format!("more than {COLUMNS_MAX} columns in one feed"))),
        }
    }

    /// A pick: a bare text, or a table.
    pub(crate) fn pick(&mut self, leaf: &Leaf<'_>, bare: Bare) -> Result<Pick, MappingError> {
        if let toml::Value::String(text) = leaf.value {
            return Ok(match bare {
                Bare::Constant if text.is_empty() => {
                    return Err(leaf.error("a value is wanted, not an empty text"));
                }
                Bare::Constant => Pick::constant(text),
                Bare::Column => {
                    let (slot, label) = self.slot(leaf)?;
                    Pick {
                        steps: vec![Step::Trim],
                        ..Pick::column(&label, slot)
                    }
                }
            });
        }
        self.table_pick(&leaf.node()?, &[])
    }

    pub(crate) fn optional(
        &mut self,
        node: &Node<'_>,
        key: &str,
        bare: Bare,
    ) -> Result<Option<Pick>, MappingError> {
        node.get(key).map(|leaf| self.pick(&leaf, bare)).transpose()
    }

    /// A pick whose keys stand in a table among others.
    pub(crate) fn table_pick(&mut self, node: &Node<'_>, others: &[&str]) -> Result<Pick, MappingError> {
        let known: Vec<&str> = PICK_KEYS.iter().chain(others).copied().collect();
        node.only(&known)?;
        let mut pick = self.place(node)?;
        if let Some(leaf) = node.get("convert") {
            for (at, text) in leaf.texts()?.into_iter().enumerate() {
                let step = Step::parse(text)
                    .map_err(|problem| MappingError::new(format!("{}[{}]", leaf.path, at + 1), problem))?;
                pick.steps.push(step);
            }
        } else if !matches!(pick.from, From::Constant(_)) {
            pick.steps.push(Step::Trim);
        }
        if let Some(leaf) = node.get("format") {
            pick.steps.push(Step::Date(
                DateFormat::date(leaf.text()?).map_err(|problem| leaf.error(problem))?,
            ));
        }
        pick.codes = node.get("codes").map(|leaf| self.code_table(&leaf)).transpose()?;
        pick.default = node.text("default")?.map(str::to_owned);
        pick.required = node.flag("required")?.unwrap_or(false);
        pick.strict = node.flag("strict")?.unwrap_or(false);
        pick.placeholders = node.flag("placeholders")?.unwrap_or(true);
        Ok(pick)
    }

    /// column, columns or constant: one of the three.
    fn place(&mut self, node: &Node<'_>) -> Result<Pick, MappingError> {
        match (node.get("column"), node.get("columns"), node.get("constant")) {
            (Some(column), None, None) => {
                let (slot, label) = self.slot(&column)?;
                Ok(Pick::column(&label, slot))
            }
            (None, Some(columns), None) => {
                let names = columns.texts()?;
                if names.is_empty() {
                    return Err(columns.error("at least one column is wanted"));
                }
                let slots = names
                    .iter()
                    .map(|name| Ok(self.slot_of(name, &columns)?.0))
                    .collect::<Result<_, _>>()?;
                let join = node.text("join")?.unwrap_or(" ").to_owned();
                Ok(Pick {
                    label: names.join("+"),
                    from: From::Joined { slots, join },
                    ..Pick::constant("")
                })
            }
            (None, None, Some(constant)) => Ok(Pick::constant(constant.text()?)),
            (None, None, None) => {
                Err(node.error("`column`, `columns` or `constant` is missing: where does the value stand?"))
            }
            _ => Err(node.error("only one of `column`, `columns` and `constant` may be given")),
        }
    }

    fn code_table(&self, leaf: &Leaf<'_>) -> Result<Arc<CodeTable>, MappingError> {
        match leaf.value {
            toml::Value::String(name) => self.codes.get(name).cloned().ok_or_else(|| {
                let mut names: Vec<&str> = self.codes.keys().map(String::as_str).collect();
                names.sort_unstable();
                leaf.error(format!(
                    "no code table [codes.{name}]; there are: {}",
                    names.join(", ")
                ))
            }),
            _ => Ok(Arc::new(code_table(&leaf.node()?)?)),
        }
    }

    /// A pick that must end in one of our words: a constant is checked now, so is every value of its code table.
    pub(crate) fn choice(
        &mut self,
        leaf: &Leaf<'_>,
        is_word: impl Fn(&str) -> bool,
        words: &str,
    ) -> Result<Pick, MappingError> {
        let pick = self.pick(leaf, Bare::Constant)?;
        let constant = match (&pick.from, &pick.codes) {
            (From::Constant(text), None) => Some(text),
            _ => None,
        };
        let mut said = constant
            .into_iter()
            .chain(pick.codes.iter().flat_map(|codes| codes.values()));
        match said.find(|word| !is_word(word)) {
            Some(word) => Err(leaf.error(format!("`{word}` is none of {words}"))),
            None => Ok(pick),
        }
    }

    /// The parts of a key: column names, or tables with converters or a constant.
    pub(crate) fn key(&mut self, leaf: &Leaf<'_>) -> Result<Vec<Pick>, MappingError> {
        let parts = match leaf.value {
            toml::Value::Array(_) => leaf.items()?,
            _ => vec![leaf.clone()],
        };
        if parts.is_empty() {
            return Err(leaf.error("at least one column is wanted"));
        }
        let picks = parts
            .iter()
            .map(|part| self.pick(part, Bare::Column))
            .collect::<Result<Vec<_>, _>>()?;
        if picks.iter().all(|pick| matches!(pick.from, From::Constant(_))) {
            return Err(leaf.error("a key of constants would be the same for every row; name a column"));
        }
        Ok(picks)
    }
}

pub(crate) fn code_table(node: &Node<'_>) -> Result<CodeTable, MappingError> {
    let mut table = CodeTable::new();
    for (code, ours) in node.entries() {
        let text = ours.text()?;
        if text.is_empty() {
            return Err(
                ours.error("a code must map to something; leave the line out to keep the code apart (DQ-15)")
            );
        }
        table.insert(code.to_owned(), text.to_owned());
    }
    if table.is_empty() {
        return Err(node.error("an empty code table maps nothing"));
    }
    Ok(table)
}
