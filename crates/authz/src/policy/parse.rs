//! From text to table. Every fault is found at once, with its line and the mend.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{FirstSignIn, Policy, Purpose, Row, separation};
use crate::{Action, Clearance, Depth, Kind, Object, Privacy, Role, View, Words};

/// One thing that is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

/// Why a text is no policy: every fault, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct PolicyError {
    /// At least one.
    pub faults: Vec<Fault>,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the access policy is not accepted")?;
        for fault in &self.faults {
            write!(f, "\n  line {}: {}; {}", fault.line, fault.what, fault.mend)?;
        }
        Ok(())
    }
}

/// A section as it stands in the text.
type Section<'a> = DeTable<'a>;

struct Reader<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

pub(super) fn policy(text: &str) -> Result<Policy, PolicyError> {
    let mut reader = Reader {
        text,
        faults: Vec::new(),
    };
    let root = match DeTable::parse(text) {
        Ok(root) => root.into_inner(),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            reader.fault(&span, error.message().to_owned(), "write it as TOML");
            return Err(PolicyError {
                faults: reader.faults,
            });
        }
    };
    let mut policy = Policy {
        rows: BTreeMap::new(),
        fields: BTreeMap::new(),
        purposes: Vec::new(),
        first_sign_in: FirstSignIn::Refuse,
    };
    for (name, value) in &root {
        let Some(section) = reader.section(name.get_ref(), value) else {
            continue;
        };
        match name.get_ref().as_ref() {
            "fields" => reader.fields(section, &mut policy),
            "purposes" => reader.purposes(section, &mut policy),
            "sign_in" => reader.sign_in(section, &mut policy),
            object => match object.parse::<Object>() {
                Ok(object) => reader.object(object, section, &mut policy),
                Err(what) => reader.fault(
                    &name.span(),
                    what,
                    "name an object, `fields`, `purposes` or `sign_in`",
                ),
            },
        }
    }
    reader.faults.extend(separation::faults(&policy));
    if reader.faults.is_empty() {
        Ok(policy)
    } else {
        reader.faults.sort_by_key(|fault| fault.line);
        Err(PolicyError {
            faults: reader.faults,
        })
    }
}

impl Reader<'_> {
    fn line(&self, span: &Range<usize>) -> usize {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    fn fault(&mut self, span: &Range<usize>, what: impl Into<String>, mend: impl Into<String>) {
        let line = self.line(span);
        self.faults.push(Fault {
            line,
            what: what.into(),
            mend: mend.into(),
        });
    }

    fn section<'v, 't>(&mut self, name: &str, value: &'v Spanned<DeValue<'t>>) -> Option<&'v Section<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.fault(
                &value.span(),
                format!("`{name}` is no section"),
                format!("write [{name}]"),
            );
        }
        table
    }

    fn word<'v>(&mut self, what: &str, value: &'v Spanned<DeValue<'_>>) -> Option<&'v str> {
        let word = value.get_ref().as_str();
        if word.is_none() {
            self.fault(
                &value.span(),
                format!("{what} is no word"),
                "write it in quotation marks",
            );
        }
        word
    }

    /// `[customer.read]` and its siblings.
    fn object(&mut self, object: Object, section: &Section<'_>, policy: &mut Policy) {
        let known: Vec<&str> = object.actions().iter().map(|action| action.name()).collect();
        for (name, value) in section {
            let action = Action::find(name.get_ref()).filter(|action| object.actions().contains(action));
            let Some(action) = action else {
                let what = format!("nobody can {} {object}", name.get_ref());
                self.fault(
                    &name.span(),
                    what,
                    format!("for {object} there are {}", known.join(", ")),
                );
                continue;
            };
            let Some(rows) = self.section(&format!("{object}.{action}"), value) else {
                continue;
            };
            // A section without a row says that nobody may: that is something else than not to know of it.
            let mut found: Vec<Row> = rows
                .iter()
                .filter_map(|(role, depth)| self.row(object, action, role, depth))
                .collect();
            found.sort_by_key(|row| row.line);
            policy.rows.entry((object, action)).or_default().extend(found);
        }
    }

    fn row(
        &mut self,
        object: Object,
        action: Action,
        role: &Spanned<std::borrow::Cow<'_, str>>,
        depth: &Spanned<DeValue<'_>>,
    ) -> Option<Row> {
        let word = self.word(
            &format!("the depth of {object}.{action} for {}", role.get_ref()),
            depth,
        );
        let found = Role::find(role.get_ref());
        if found.is_none() {
            let known: Vec<&str> = Role::ALL.iter().map(|one| one.name()).collect();
            let what = format!(
                "{object}.{action} names the role `{}`, which is unknown",
                role.get_ref()
            );
            self.fault(&role.span(), what, format!("known are {}", known.join(", ")));
        }
        let (role, word) = (found?, word?);
        let Some(found) = Depth::find(word) else {
            let known: Vec<&str> = Depth::ALL.iter().map(|one| one.name()).collect();
            let what = format!("{object}.{action} for {role} reaches to `{word}`, which is no depth");
            self.fault(&depth.span(), what, format!("depths are {}", known.join(", ")));
            return None;
        };
        if !object.is_scoped() && !matches!(found, Depth::None | Depth::All) {
            let what =
                format!("{object}.{action} for {role} reaches to `{word}`, but {object} belongs to no unit");
            self.fault(&depth.span(), what, "write \"all\" or \"none\"");
            return None;
        }
        Some(Row {
            object,
            action,
            role,
            depth: found,
            line: self.line(&depth.span()),
        })
    }

    /// `[fields.rm]` and its siblings. A kind goes before its class; neither goes before a secret.
    fn fields(&mut self, section: &Section<'_>, policy: &mut Policy) {
        for (name, value) in section {
            let Some(role) = Role::find(name.get_ref()) else {
                let known: Vec<&str> = Role::ALL.iter().map(|one| one.name()).collect();
                let what = format!("fields names the role `{}`, which is unknown", name.get_ref());
                self.fault(&name.span(), what, format!("known are {}", known.join(", ")));
                continue;
            };
            let Some(lines) = self.section(&format!("fields.{role}"), value) else {
                continue;
            };
            let mut clearance = Clearance::NOTHING;
            let mut kinds = Vec::new();
            for (field, view) in lines {
                let Some(word) = self.word(&format!("fields.{role}.{}", field.get_ref()), view) else {
                    continue;
                };
                let Some(found) = View::find(word) else {
                    let what = format!("{} for {role} is `{word}`", field.get_ref());
                    self.fault(&view.span(), what, "write \"clear\", \"masked\" or \"hidden\"");
                    continue;
                };
                if let Some(class) = Privacy::ALL
                    .into_iter()
                    .find(|class| class.name() == field.get_ref())
                {
                    if class == Privacy::C3 && found != View::Hidden {
                        let what = format!("{role} would see C3, which is never shown to anybody");
                        self.fault(&view.span(), what, "write \"hidden\"");
                    }
                    for kind in Kind::ALL {
                        clearance.set(class, kind, found);
                    }
                } else if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == field.get_ref()) {
                    kinds.push((kind, found));
                } else {
                    let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
                    let what = format!("`{}` is neither a class nor a kind of value", field.get_ref());
                    self.fault(
                        &field.span(),
                        what,
                        format!("write C1, C2, C3, {}", known.join(", ")),
                    );
                }
            }
            for (kind, view) in kinds {
                clearance.set(Privacy::C1, kind, view);
                clearance.set(Privacy::C2, kind, view);
            }
            policy.fields.insert(role, clearance);
        }
    }

    /// `[sign_in]`.
    fn sign_in(&mut self, section: &Section<'_>, policy: &mut Policy) {
        for (name, value) in section {
            if name.get_ref() != "first" {
                let what = format!("`{}` is nothing that is said of signing in", name.get_ref());
                self.fault(
                    &name.span(),
                    what,
                    "write first = \"refuse\" or first = \"by_login\"",
                );
                continue;
            }
            let Some(word) = self.word("`first`", value) else {
                continue;
            };
            match FirstSignIn::ALL.into_iter().find(|first| first.name() == word) {
                Some(first) => policy.first_sign_in = first,
                None => self.fault(
                    &value.span(),
                    format!("`{word}` is no way to treat a first sign-in"),
                    "write refuse or by_login",
                ),
            }
        }
    }

    fn purposes(&mut self, section: &Section<'_>, policy: &mut Policy) {
        let mut found = Vec::new();
        for (name, value) in section {
            let title = |language: &str| {
                let title = value.get_ref().as_table()?.get(language)?.get_ref().as_str()?;
                (!title.trim().is_empty()).then(|| title.to_owned())
            };
            match (title("zh"), title("en")) {
                (Some(zh), Some(en)) => found.push((
                    name.span().start,
                    Purpose {
                        name: name.get_ref().to_string(),
                        title: Words::new(zh, en),
                    },
                )),
                _ => self.fault(
                    &name.span(),
                    format!("the purpose `{}` has no title in both languages", name.get_ref()),
                    "write { zh = \"…\", en = \"…\" }",
                ),
            }
        }
        found.sort_by_key(|(place, _)| *place);
        policy.purposes = found.into_iter().map(|(_, purpose)| purpose).collect();
    }
}
