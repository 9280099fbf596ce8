//! Walking the TOML so that every complaint names its place.

use toml::{Table, Value};

use crate::MappingError;

/// A table of the mapping and the way to it.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    pub(crate) path: String,
    table: &'a Table,
}

/// A value of the mapping and the way to it.
#[derive(Debug, Clone)]
pub(crate) struct Leaf<'a> {
    pub(crate) path: String,
    pub(crate) value: &'a Value,
}

impl<'a> Node<'a> {
    pub(crate) fn root(table: &'a Table) -> Self {
        Self {
            path: String::new(),
            table,
        }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    pub(crate) fn error(&self, problem: impl Into<String>) -> MappingError {
        MappingError::new(self.path.clone(), problem)
    }

    /// Refuses keys that mean nothing: a typing error must not pass as a default.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), MappingError> {
        match self.table.keys().find(|key| !known.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(MappingError::new(
                self.path_of(key),
                format!("unknown key; known here are {}", known.join(", ")),
            )),
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<Leaf<'a>> {
        self.table.get(key).map(|value| Leaf {
            path: self.path_of(key),
            value,
        })
    }

    pub(crate) fn need(&self, key: &str, as_in: &str) -> Result<Leaf<'a>, MappingError> {
        self.get(key)
            .ok_or_else(|| self.error(format!("`{key}` is missing; as in {as_in}")))
    }

    /// The entries of a table whose keys are the writer's own.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, Leaf<'a>)> {
        let table: &'a Table = self.table;
        table.iter().map(|(key, value)| {
            (
                key.as_str(),
                Leaf {
                    path: self.path_of(key),
                    value,
                },
            )
        })
    }

    pub(crate) fn text(&self, key: &str) -> Result<Option<&'a str>, MappingError> {
        self.get(key).map(|leaf| leaf.text()).transpose()
    }

    pub(crate) fn flag(&self, key: &str) -> Result<Option<bool>, MappingError> {
        self.get(key).map(|leaf| leaf.flag()).transpose()
    }

    pub(crate) fn count(&self, key: &str, least: usize) -> Result<Option<usize>, MappingError> {
        self.get(key).map(|leaf| leaf.count(least)).transpose()
    }

    pub(crate) fn node(&self, key: &str) -> Result<Option<Node<'a>>, MappingError> {
        self.get(key).map(|leaf| leaf.node()).transpose()
    }

    /// The tables of `[[key]]`; one plain table counts as a list of one.
    pub(crate) fn nodes(&self, key: &str) -> Result<Vec<Node<'a>>, MappingError> {
        let Some(leaf) = self.get(key) else {
            return Ok(Vec::new());
        };
        match leaf.value {
            Value::Array(_) => leaf.items()?.into_iter().map(|item| item.node()).collect(),
            _ => Ok(vec![leaf.node()?]),
        }
    }
}

impl<'a> Leaf<'a> {
    pub(crate) fn error(&self, problem: impl Into<String>) -> MappingError {
        MappingError::new(self.path.clone(), problem)
    }

    fn wanted<T>(&self, what: &str) -> Result<T, MappingError> {
        Err(self.error(format!("{what} is wanted here, not {}", kind(self.value))))
    }

    pub(crate) fn text(&self) -> Result<&'a str, MappingError> {
        match self.value {
            Value::String(text) => Ok(text),
            _ => self.wanted("a text"),
        }
    }

    pub(crate) fn flag(&self) -> Result<bool, MappingError> {
        match self.value {
            Value::Boolean(flag) => Ok(*flag),
            _ => self.wanted("true or false"),
        }
    }

    pub(crate) fn count(&self, least: usize) -> Result<usize, MappingError> {
        match self.value {
            Value::Integer(number) => match usize::try_from(*number) {
                Ok(number) if number >= least && u32::try_from(number).is_ok() => Ok(number),
                _ => self.wanted(&format!("a number from {least}")),
            },
            _ => self.wanted(&format!("a number from {least}")),
        }
    }

    pub(crate) fn number(&self) -> Result<f64, MappingError> {
        match self.value {
            Value::Float(number) => Ok(*number),
            // the numbers of a mapping are small: shares and percentages
            Value::Integer(number) => match i32::try_from(*number) {
                Ok(number) => Ok(f64::from(number)),
                Err(_) => self.wanted("a small number"),
            },
            _ => self.wanted("a number"),
        }
    }

    pub(crate) fn node(&self) -> Result<Node<'a>, MappingError> {
        match self.value {
            Value::Table(table) => Ok(Node {
                path: self.path.clone(),
                table,
            }),
            _ => self.wanted("a table"),
        }
    }

    pub(crate) fn items(&self) -> Result<Vec<Leaf<'a>>, MappingError> {
        match self.value {
            Value::Array(items) => Ok(items
                .iter()
                .enumerate()
                .map(|(at, value)| Leaf {
                    path: format!("{}[{}]", self.path, at + 1),
                    value,
                })
                .collect()),
            _ => self.wanted("a list"),
        }
    }

    /// A list of texts; one text counts as a list of one.
    pub(crate) fn texts(&self) -> Result<Vec<&'a str>, MappingError> {
        match self.value {
            Value::String(text) => Ok(vec![text]),
            _ => self.items()?.iter().map(Leaf::text).collect(),
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    }
}
