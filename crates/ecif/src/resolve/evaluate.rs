//! The published default applied to two bare records (MERGE-01), for whoever wants to try the rules.

use base::{Date, RecordId};
use feed::{PartyKind, Verification};
use serde_json::Value;
use standards::document::{self, DocumentType};
use uuid::Uuid;

use super::{RuleSet, Standing, judge};
use crate::model::{Identification, PartyFacts};
use crate::record::{IdentitySpan, identity_of};

/// Says `merge` or `no_merge` of `{"a": record, "b": record}`, where a record has `id_type`, `id_number`, `name`
/// and, if its type does not tell, `kind`.
///
/// # Errors
/// What is missing or wrong, naming the field.
pub fn evaluate(input: &Value, today: Date) -> Result<Value, String> {
    let rules = RuleSet::parse(RuleSet::DEFAULT).map_err(|error| error.to_string())?;
    let standings = ["a", "b"]
        .iter()
        .zip([1, 2])
        .map(|(name, place)| {
            let record = input.get(name).ok_or_else(|| format!("`{name}` is missing"))?;
            standing(name, record, place, today)
        })
        .collect::<Result<Vec<_>, String>>()?;
    let judgement = judge(&rules, &standings, Date::MAX);
    Ok(Value::from(if judgement.groups.len() == 1 {
        "merge"
    } else {
        "no_merge"
    }))
}

fn standing(name: &str, record: &Value, place: u8, today: Date) -> Result<Standing, String> {
    let text = |field: &str| match record.get(field) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => Err(format!("`{name}.{field}` must be a text")),
    };
    let (id_type, number, full_name) = (text("id_type")?, text("id_number")?, text("name")?);
    let document: DocumentType = id_type
        .parse()
        .map_err(|_| format!("`{name}.id_type`: no document is called `{id_type}`"))?;
    let kind = match text("kind")? {
        "" if document.is_of_organisation() => PartyKind::Organisation,
        "" => PartyKind::Individual,
        word => PartyKind::parse(word).ok_or_else(|| format!("`{name}.kind`: no kind is called `{word}`"))?,
    };
    let name_key = match kind {
        PartyKind::Individual => standards::name::match_key(full_name),
        PartyKind::Organisation | PartyKind::FinancialInstitution => standards::company::match_key(full_name),
    };
    let identification = Identification {
        document,
        number: number.to_owned(),
        key: document::match_key(document, number),
        valid: true,
        issuer: None,
        issued_on: None,
        expires_on: None,
        verification: Verification::Imported,
        primary: true,
        since: today,
    };
    let facts = PartyFacts {
        kind,
        name_key: Some(name_key).filter(|key| !key.is_empty()),
        identifications: vec![identification],
        values: Vec::new(),
        customer_number: None,
    };
    let span = IdentitySpan {
        from: today,
        until: None,
        name_key: facts.name_key.clone(),
        keys: identity_of(&facts),
    };
    Ok(Standing {
        record: RecordId(Uuid::from_bytes([place; 16])),
        kind,
        spans: vec![span],
        number: None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn verdict(a: (&str, &str, &str), b: (&str, &str, &str)) -> String {
        let record = |(id_type, id_number, name): (&str, &str, &str)| json!({ "source": "core", "id_type": id_type, "id_number": id_number, "name": name });
        let answer = evaluate(
            &json!({ "a": record(a), "b": record(b) }),
            Date::constant(2026, 11, 21),
        );
        answer.unwrap().as_str().unwrap().to_owned()
    }

    /// The vectors of RULE 1-9 that speak of two records at one moment, by their numbers in the feature table.
    #[test]
    fn the_published_vectors_hold() {
        const NUMBER: &str = "11010519491231002X";
        let zhang = ("resident_id", NUMBER, "张三");
        assert_eq!(verdict(zhang, zhang), "merge", "1, 2");
        assert_eq!(verdict(zhang, ("resident_id", NUMBER, "张三丰")), "no_merge", "3");
        assert_eq!(
            verdict(zhang, ("resident_id", "440524188001010014", "张三")),
            "no_merge",
            "4"
        );
        assert_eq!(
            verdict(("resident_id", "110105491231002", "张三"), zhang),
            "merge",
            "5"
        );
        assert_eq!(
            verdict(
                ("resident_id", "110105491231002", "张三"),
                ("resident_id", NUMBER, "李四")
            ),
            "no_merge",
            "6"
        );
        assert_eq!(
            verdict(("resident_id", "1101051949123100X", "张三"), zhang),
            "no_merge",
            "7"
        );
        assert_eq!(
            verdict(("other", "12345", "张三"), ("other", "12345", "张三")),
            "no_merge",
            "8"
        );
        assert_eq!(verdict(("other", NUMBER, "张三"), zhang), "no_merge", "9");
        assert_eq!(
            verdict(("resident_id", "11010519491231002x", "张三"), zhang),
            "merge",
            "13"
        );
        assert_eq!(
            verdict(
                ("resident_id", "110105491331002", "张三"),
                ("resident_id", "110105491331002", "张三")
            ),
            "merge",
            "14"
        );
    }

    #[test]
    fn an_empty_number_never_matches() {
        assert_eq!(
            verdict(("resident_id", "", "张三"), ("resident_id", "", "张三")),
            "no_merge"
        );
        assert_eq!(
            verdict(
                ("resident_id", "11010519491231002X", ""),
                ("resident_id", "11010519491231002X", "")
            ),
            "no_merge"
        );
    }

    #[test]
    fn companies_join_by_code_and_name() {
        let a = ("credit_code", "91350100M000100Y43", "甲乙（上海）科技有限公司");
        assert_eq!(
            verdict(a, ("credit_code", "91350100M000100Y43", "甲乙(上海)科技有限公司")),
            "merge"
        );
        assert_eq!(
            verdict(a, ("credit_code", "91350100M000100Y43", "甲乙科技有限公司")),
            "no_merge"
        );
        assert_eq!(
            verdict(a, ("org_code", "M000100Y4", "甲乙上海科技有限公司")),
            "merge",
            "MC2"
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = evaluate(&json!({ "a": {} }), Date::constant(2026, 11, 21)).unwrap_err();
        assert_eq!(error, "`a.id_type`: no document is called ``");
    }
}
