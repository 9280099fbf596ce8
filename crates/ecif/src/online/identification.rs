//! Documents and codes said at the desk: added, replaced, taken back.

use serde::Deserialize;
use standards::document::DocumentType;
use utoipa::ToSchema;
use web::{Allowed, FieldError, Problem};

use super::routes::{Correction, NewIdentification};
use super::row::IDENTIFICATIONS_MAX;
use super::{Stated, StatedIdentification, identification_faults};
use crate::explain::Explanation;
use crate::identify::{Identified, Likeness};
use crate::service::{Presenter, Services, looked_up};

/// A document or code that the desk adds, replaces by another, or takes back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentificationChange {
    /// What the caller had seen, its number masked or not; nothing where one is added. What another source says of it
    /// stays that source's word.
    #[serde(default)]
    before: Option<IdentificationSeen>,
    /// What it is to be; nothing takes back what the desk had said.
    #[serde(default)]
    pub(super) identification: Option<NewIdentification>,
}

/// A document or code as the caller had seen it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentificationSeen {
    /// The kind.
    #[serde(rename = "type")]
    #[schema(example = "resident_id", max_length = 60)]
    document: String,
    /// The number, masked or not.
    #[schema(max_length = 60)]
    number: String,
}

/// A document or code in the desk's form; one that has no name is told.
pub(super) fn stated_identification(
    one: &NewIdentification,
    field: &str,
    errors: &mut Vec<FieldError>,
) -> Option<StatedIdentification> {
    let Ok(document) = one.document.parse::<DocumentType>() else {
        errors.push(
            FieldError::new(format!("{field}.type"), "unknown", "no document has this name")
                .mend("a code of the code table document"),
        );
        return None;
    };
    Some(StatedIdentification {
        document,
        number: one.number.trim().to_owned(),
        issuer: one.issuer.clone(),
        issued_on: one.issued_on,
        expires_on: one.expires_on,
    })
}

impl Correction {
    /// The documents and codes that are to be added.
    pub(super) fn documents(&self) -> Vec<StatedIdentification> {
        let said = self
            .identifications
            .iter()
            .filter_map(|change| change.identification.as_ref());
        said.filter_map(|one| stated_identification(one, "", &mut Vec::new()))
            .collect()
    }
}

impl Services {
    /// Says documents and codes in the desk's record: what is wrong with one is told, and whose it is already.
    pub(super) async fn say_identifications(
        &self,
        allowed: &Allowed,
        told: &Explanation,
        wish: &Correction,
        show: &Presenter,
        stated: &mut Stated,
        errors: &mut Vec<FieldError>,
    ) -> Result<(), Problem> {
        for (at, change) in wish.identifications.iter().enumerate() {
            let field = format!("identifications[{at}]");
            if let Some(before) = &change.before {
                let seen = |document: DocumentType, number: &str| {
                    document.as_str() == before.document
                        && (number == before.number
                            || show.document(number).value.as_deref() == Some(before.number.as_str()))
                };
                let known = told.records.iter().flat_map(|record| &record.identifications);
                if !known.clone().any(|(document, number)| seen(*document, number)) {
                    let error = FieldError::new(
                        format!("{field}.before"),
                        "unknown",
                        "the customer carries no such document now",
                    );
                    errors.push(error.mend("read the customer again"));
                    continue;
                }
                stated
                    .identifications
                    .retain(|one| !seen(one.document, &one.number));
            }
            let Some(new) = &change.identification else {
                if change.before.is_none() {
                    errors.push(FieldError::new(
                        field,
                        "missing",
                        "name a document, before or after",
                    ));
                }
                continue;
            };
            let Some(new) = stated_identification(new, &format!("{field}.identification"), errors) else {
                continue;
            };
            let faults = identification_faults(&new, &format!("{field}.identification"), self.clock.today());
            if !faults.is_empty() {
                errors.extend(faults);
                continue;
            }
            self.is_free(allowed, told.number, &new, wish.confirmed, &field)
                .await?;
            stated
                .identifications
                .retain(|one| (one.document, &one.number) != (new.document, &new.number));
            if stated.identifications.len() >= IDENTIFICATIONS_MAX {
                errors.push(FieldError::new(
                    field,
                    "too-many",
                    format!("{IDENTIFICATIONS_MAX} at most are kept by the desk"),
                ));
                continue;
            }
            stated.identifications.push(new);
        }
        Ok(())
    }

    /// Whether nobody else carries a document: saying it of this customer might make the two one.
    async fn is_free(
        &self,
        allowed: &Allowed,
        number: i64,
        new: &StatedIdentification,
        confirmed: bool,
        field: &str,
    ) -> Result<(), Problem> {
        let likeness = Likeness {
            document: new.document,
            number: new.number.clone(),
            name: None,
        };
        let found = self
            .look_ups
            .identify(&self.reader(allowed), &likeness)
            .await
            .map_err(looked_up)?;
        let others: Vec<i64> = match found {
            Identified::NotFound => Vec::new(),
            Identified::One(one) => vec![one],
            Identified::Several(several) => several,
            Identified::Elsewhere(branches) => return Err(self.elsewhere(&branches).await),
        };
        let others: Vec<String> = others
            .into_iter()
            .filter(|other| *other != number)
            .map(|other| other.to_string())
            .collect();
        if others.is_empty() || confirmed {
            return Ok(());
        }
        let error = FieldError::new(
            format!("{field}.identification.number"),
            "similar",
            format!("this document is carried by {}", others.join(", ")),
        );
        Err(Problem::field(
            error
                .rule("RULE 3")
                .mend("look at them, then send confirmed: true")
                .customers(others),
        ))
    }
}
