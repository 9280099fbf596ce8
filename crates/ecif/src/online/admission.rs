//! What a new customer must bring (DQ rules): pure.

use base::Date;
use feed::PartyKind;
use standards::{Verdict, document};
use web::FieldError;

use super::{Stated, StatedIdentification};

/// DQ-03: what people type where nothing is known.
const PLACEHOLDERS: [&str; 10] = [
    "无", "不详", "未知", "空", "NULL", "N/A", "NONE", "0", "-", "测试",
];

/// What keeps a customer from being admitted: each item with its rule. Nothing: it may be.
#[must_use]
pub fn admission(stated: &Stated, today: Date) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let person = stated.kind == PartyKind::Individual;
    let rule = if person { "DQ-01" } else { "DQ-02" };
    let mut asked = |field: &str, there: bool, what: &str| {
        if !there {
            let error = FieldError::new(field, "missing", format!("{what} is mandatory"));
            errors.push(error.rule(rule).mend(format!("enter {what}")));
        }
    };
    let any = |names: &[&str]| names.iter().any(|name| stated.value(name).is_some());
    asked("values.name", any(&["name"]), "the name");
    asked(
        "identifications",
        !stated.identifications.is_empty(),
        "a document or code with its number",
    );
    if person {
        asked("values.sex", any(&["sex"]), "the sex");
        asked("values.nationality", any(&["nationality"]), "the nationality");
        asked("values.occupation", any(&["occupation"]), "the occupation");
        asked(
            "values.address_home",
            any(&["address_home", "address_work"]),
            "an address",
        );
        asked(
            "values.mobile",
            any(&["mobile", "phone_home", "phone_work"]),
            "a phone",
        );
    } else {
        asked(
            "values.address_registered",
            any(&["address_registered", "address_work"]),
            "an address",
        );
        asked(
            "values.business_scope",
            any(&["business_scope"]),
            "the business scope",
        );
        asked(
            "values.legal_representative",
            any(&["legal_representative"]),
            "the legal representative",
        );
    }
    let expiry = stated.identifications.iter().any(|one| one.expires_on.is_some());
    let expiry = expiry || !person && any(&["licence_expiry"]);
    asked(
        "identifications[0].expires_on",
        expiry,
        "until when the document is valid (9999-12-31: long-term)",
    );
    // DQ-04: a resident ID tells the birth date.
    let derivable = stated
        .identifications
        .iter()
        .any(|one| one.document.as_str() == "resident_id");
    if person && !derivable && stated.value("birth_date").is_none() {
        let error = FieldError::new(
            "values.birth_date",
            "missing",
            "the birth date is not told and not derivable",
        );
        errors.push(error.rule("DQ-04").mend("enter the birth date"));
    }
    for (name, values) in &stated.values {
        for value in values {
            errors.extend(placeholder(&format!("values.{name}"), value));
        }
    }
    for (at, one) in stated.identifications.iter().enumerate() {
        errors.extend(identification_faults(
            one,
            &format!("identifications[{at}]"),
            today,
        ));
    }
    errors
}

/// Whether a value says nothing.
pub(super) fn placeholder(field: &str, value: &str) -> Option<FieldError> {
    let known = PLACEHOLDERS
        .iter()
        .any(|one| one.eq_ignore_ascii_case(value.trim()));
    known.then(|| {
        FieldError::new(field, "placeholder", "a placeholder says nothing")
            .rule("DQ-03")
            .mend("enter what is known, or leave it out")
    })
}

/// What is wrong with one document or code that somebody states at `field`.
#[must_use]
pub fn identification_faults(one: &StatedIdentification, field: &str, today: Date) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let organisation = one.document.is_of_organisation();
    let verdict = document::validate(one.document, &one.number, today);
    if verdict != Verdict::Ok {
        let rule = if organisation { "DQ-09" } else { "DQ-08" };
        let number = format!("{field}.number");
        errors.push(FieldError::new(number, verdict.as_str(), "the number breaks its own rule").rule(rule));
    }
    if one.expires_on.is_some_and(|day| day < today) {
        let rule = if organisation { "DQ-02" } else { "DQ-01" };
        let expiry = format!("{field}.expires_on");
        errors.push(FieldError::new(expiry, "expired", "the document is no longer valid").rule(rule));
    }
    errors
}

#[cfg(test)]
mod tests {
    use standards::document::DocumentType;

    use super::*;
    use crate::online::StatedIdentification;

    const TODAY: Date = Date::constant(2026, 11, 20);

    fn person() -> Stated {
        let mut stated = Stated::of_kind(PartyKind::Individual);
        stated.identifications.push(StatedIdentification {
            document: DocumentType::ResidentId,
            number: "11010519491231002X".to_owned(),
            issuer: None,
            issued_on: None,
            expires_on: Some(Date::constant(9999, 12, 31)),
        });
        for (name, value) in [
            ("name", "张三"),
            ("sex", "1"),
            ("nationality", "CHN"),
            ("occupation", "1"),
            ("address_home", "山西省太原市小店区学府街1号"),
            ("mobile", "13800138000"),
        ] {
            stated.values.insert(name, vec![value.to_owned()]);
        }
        stated
    }

    fn told(stated: &Stated) -> Vec<(String, String)> {
        let errors = admission(stated, TODAY).into_iter();
        errors
            .map(|one| (one.field, one.rule.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn each_missing_item_is_named_with_its_rule() {
        assert_eq!(told(&person()), []);
        for name in [
            "name",
            "sex",
            "nationality",
            "occupation",
            "address_home",
            "mobile",
        ] {
            let mut without = person();
            without.values.remove(name);
            assert_eq!(told(&without), [(format!("values.{name}"), "DQ-01".to_owned())]);
        }
        let mut odd = person();
        odd.values.insert("occupation", vec!["不详".to_owned()]);
        assert_eq!(told(&odd), [("values.occupation".to_owned(), "DQ-03".to_owned())]);
        let mut odd = person();
        odd.identifications[0].number = "110105194912310021".to_owned();
        assert_eq!(
            told(&odd),
            [("identifications[0].number".to_owned(), "DQ-08".to_owned())]
        );
    }
}
