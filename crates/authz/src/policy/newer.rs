//! A table of before, and what the program has learnt since: sections that the shipped table has and it lacks.

use super::{Policy, Row};

/// Said above the sections that are added.
const HEADING: &str = "# ---------------------------------------------------------------------------------------------------------------------
# New with a later version of the program, as shipped.
";

impl Policy {
    /// The rows of the shipped table for actions that this one has no section for: until it has one, nobody may.
    #[must_use]
    pub fn lacking(&self) -> Vec<&'static Row> {
        let shipped = Self::shipped().rows();
        shipped
            .filter(|row| !self.knows(row.object, row.action))
            .collect()
    }

    /// The text with the sections it lacks at its end, word for word as they are shipped; nothing where it lacks none.
    /// What the text says already stays as it stands.
    #[must_use]
    pub fn completed(&self, text: &str) -> Option<String> {
        let sections: Vec<&str> = sections()
            .filter(|(object, action, _)| {
                let lacks = |row: &&Row| (row.object.name(), row.action.name()) == (*object, *action);
                self.lacking().iter().copied().any(|row| lacks(&row))
            })
            .map(|(_, _, section)| section)
            .collect();
        (!sections.is_empty()).then(|| {
            let text = text.trim_end();
            format!("{text}\n\n{HEADING}\n{}\n", sections.join("\n\n"))
        })
    }
}

/// The sections of the shipped text about objects and actions, each with the remark above it.
fn sections() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    Policy::DEFAULT.split("\n\n").filter_map(|section| {
        let section = section.trim();
        let head = section.lines().find_map(|line| line.strip_prefix('['))?;
        let (object, action) = head.split_once(']')?.0.split_once('.')?;
        Some((object, action, section))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Action, Depth, Object, Role};

    fn without(heads: &[&str]) -> String {
        let parts = Policy::DEFAULT.split("\n\n");
        let kept: Vec<&str> = parts
            .filter(|part| !heads.iter().any(|head| part.contains(head)))
            .collect();
        kept.join("\n\n")
    }

    /// Goal: a table of before says what it lacks, and is completed by that alone; what the bank had decided stays.
    #[test]
    fn a_table_of_before_is_completed_by_what_is_new() {
        let before = without(&["[view.share]", "[account.create]"])
            .replace("[customer.read]\nrm = \"own\"", "[customer.read]\nrm = \"unit\"");
        let policy = Policy::parse(&before).expect("a table");
        let mut lacking: Vec<(Object, Action)> = policy
            .lacking()
            .iter()
            .map(|row| (row.object, row.action))
            .collect();
        lacking.dedup();
        assert_eq!(
            lacking,
            [(Object::Account, Action::Create), (Object::View, Action::Share)]
        );

        let text = policy.completed(&before).expect("it lacks something");
        assert!(text.starts_with(before.trim_end()));
        let whole = Policy::parse(&text).expect("a table");
        assert!(whole.lacking().is_empty());
        assert_eq!(whole.completed(&text), None);
        assert_eq!(
            whole.depth(&[Role::Rm], Object::Customer, Action::Read),
            Depth::Unit
        );
        let changes = crate::changes(&policy, &whole);
        let new = Policy::shipped()
            .rows()
            .filter(|row| lacking.contains(&(row.object, row.action)));
        assert_eq!(changes.len(), new.count(), "{changes:?}");
    }

    #[test]
    fn a_section_without_a_row_is_no_lack() {
        let text = format!("{}\n[view.share]\n", without(&["[view.share]"]));
        let policy = Policy::parse(&text).expect("a table");
        assert!(policy.lacking().is_empty());
        assert_eq!(
            policy.depth(&[Role::Steward], Object::View, Action::Share),
            Depth::None
        );
    }

    #[test]
    fn every_action_of_the_shipped_text_is_found_as_a_section() {
        let found: Vec<(&str, &str)> = sections()
            .filter(|(object, ..)| *object != "fields")
            .map(|(object, action, _)| (object, action))
            .collect();
        for row in Policy::shipped().rows() {
            assert!(
                found.contains(&(row.object.name(), row.action.name())),
                "{}.{}",
                row.object,
                row.action
            );
        }
    }
}
