//! What is wrong with what the desk says: the admission rules, and codes that no table has.

use web::{Allowed, FieldError, Problem};

use super::{Stated, admission};
use crate::code;
use crate::service::{Services, failed};

impl Services {
    /// What keeps a customer from being entered: each item with its rule. DQ-15 beside the admission rules: a coded
    /// value that its code table does not have, or has no more. A file brings such a value with a finding; at the desk
    /// somebody is there to say it right.
    pub(super) async fn faults(
        &self,
        allowed: &Allowed,
        stated: &Stated,
    ) -> Result<Vec<FieldError>, Problem> {
        let mut faults = admission(stated, self.clock.today());
        let mut coded = Vec::new();
        for (name, values) in &stated.values {
            let field = format!("values.{name}");
            // Of a placeholder enough is said.
            if faults.iter().any(|fault| fault.field == field) {
                continue;
            }
            if let Some(table) = code::table_of(name) {
                let values = values.iter().cloned();
                coded.extend(values.map(|value| (field.clone(), table, value)));
            }
        }
        faults.extend(self.not_in_table(allowed, coded).await?);
        Ok(faults)
    }

    /// Which of these values, each at its field, are not in their code table as it stands now.
    pub(super) async fn not_in_table(
        &self,
        allowed: &Allowed,
        coded: Vec<(String, &'static str, String)>,
    ) -> Result<Vec<FieldError>, Problem> {
        if coded.is_empty() {
            return Ok(Vec::new());
        }
        let tables = code::tables(&self.database, &self.reader(allowed))
            .await
            .map_err(failed)?;
        let has = |table: &str, code: &str| {
            let table = tables.iter().find(|known| known.id == table);
            table.is_none_or(|table| table.values.iter().any(|one| one.code == code && !one.retired))
        };
        let wrong = coded.into_iter().filter(|(_, table, value)| !has(table, value));
        Ok(wrong
            .map(|(field, table, _)| {
                FieldError::new(field, "unknown-code", "the code is not in its code table")
                    .rule("DQ-15")
                    .mend(format!("a code of the code table {table}"))
            })
            .collect())
    }
}
