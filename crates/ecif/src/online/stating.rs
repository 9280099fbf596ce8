//! What somebody says of a customer or a lead over HTTP, in the desk's form; what cannot be said is told.

use std::collections::BTreeMap;

use feed::PartyKind;
use web::FieldError;

use super::Stated;
use super::identification::stated_identification;
use super::routes::NewIdentification;
use super::row::{IDENTIFICATIONS_MAX, VALUES_MAX};
use crate::card::routes::KindWord;
use crate::explain::view::party_attribute;
use crate::model::Holds;

/// Puts it into the desk's form.
pub(super) fn said(
    kind: KindWord,
    identifications: &[NewIdentification],
    values: &BTreeMap<String, Vec<String>>,
    errors: &mut Vec<FieldError>,
) -> Stated {
    let mut stated = Stated::of_kind(match kind {
        KindWord::Individual => PartyKind::Individual,
        KindWord::Organisation => PartyKind::Organisation,
        KindWord::FinancialInstitution => PartyKind::FinancialInstitution,
    });
    if identifications.len() > IDENTIFICATIONS_MAX {
        errors.push(FieldError::new(
            "identifications",
            "too-many",
            format!("{IDENTIFICATIONS_MAX} at most"),
        ));
    }
    for (at, one) in identifications.iter().enumerate() {
        let field = format!("identifications[{at}]");
        stated
            .identifications
            .extend(stated_identification(one, &field, errors));
    }
    for (name, values) in values {
        let field = format!("values.{name}");
        let Some(attribute) = party_attribute(name) else {
            errors.push(FieldError::new(
                field,
                "unknown",
                "no attribute of customers has this name",
            ));
            continue;
        };
        let most = if attribute.holds == Holds::Many {
            VALUES_MAX
        } else {
            1
        };
        if values.len() > most {
            errors.push(FieldError::new(field, "too-many", format!("{most} at most")));
            continue;
        }
        let said: Vec<String> = values.iter().map(|value| value.trim().to_owned()).collect();
        let said: Vec<String> = said.into_iter().filter(|value| !value.is_empty()).collect();
        if !said.is_empty() {
            stated.values.insert(attribute.name, said);
        }
    }
    stated
}

/// What is to be compared needs a name, or a number that is somebody's.
pub(super) fn worth_comparing(stated: &Stated) -> Option<FieldError> {
    let numbers = ["mobile", "phone_home", "phone_work", "email"];
    let is = stated.value("name").is_some()
        || !stated.identifications.is_empty()
        || numbers.iter().any(|name| stated.value(name).is_some());
    (!is).then(|| {
        FieldError::new("values.name", "missing", "there is nothing to compare by")
            .mend("a name, a document, a phone or a mail address")
    })
}
