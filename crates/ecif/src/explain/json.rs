//! The explanation as JSON, for programs.

use serde_json::{Value, json};

use super::Explanation;

impl Explanation {
    /// Everything that is known, as one object. Amounts are texts.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let values: Vec<Value> = self
            .values
            .iter()
            .map(|value| {
                let candidates: Vec<Value> = value
                    .candidates
                    .iter()
                    .map(|one| {
                        json!({
                            "value": one.value, "source": one.source, "key": one.key, "record": one.record,
                            "since": one.since, "verification": one.verification, "stale": one.stale,
                            "survives": one.survives, "reason": one.reason,
                        })
                    })
                    .collect();
                json!({ "attribute": value.attribute, "candidates": candidates })
            })
            .collect();
        let records: Vec<Value> = self
            .records
            .iter()
            .map(|one| {
                let ids: Vec<Value> = one
                    .identifications
                    .iter()
                    .map(|(document, number)| json!({ "type": document.as_str(), "number": number }))
                    .collect();
                let findings: Vec<Value> = one
                    .findings
                    .iter()
                    .map(|(rule, field)| json!({ "rule": rule, "field": field }))
                    .collect();
                json!({
                    "record": one.record, "source": one.source, "key": one.key, "unit": one.unit,
                    "versions": one.versions, "business_date": one.business_date, "since": one.since,
                    "cause": one.cause, "gone_on": one.gone_on, "identifications": ids, "findings": findings,
                })
            })
            .collect();
        let agreements: Vec<Value> = self
            .agreements
            .iter()
            .map(|one| {
                let values: serde_json::Map<String, Value> = one
                    .values
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), json!(value)))
                    .collect();
                let balances: Vec<Value> = one
                    .balances
                    .iter()
                    .map(|(kind, currency, amount, on)| {
                        json!({ "kind": kind, "currency": currency, "amount": amount.to_string(), "on": on })
                    })
                    .collect();
                json!({
                    "product": one.product, "source": one.source, "key": one.key, "roles": one.roles,
                    "values": values, "balances": balances,
                })
            })
            .collect();
        let relations: Vec<Value> = self
            .relations
            .iter()
            .map(|one| {
                json!({
                    "kind": one.kind, "outward": one.outward,
                    "number": one.number.map(|number| number.to_string()), "name": one.name,
                    "share": one.share.map(|share| share.to_string()),
                })
            })
            .collect();
        let similar: Vec<Value> = self
            .similar
            .iter()
            .map(|one| {
                json!({
                    "number": one.number.map(|number| number.to_string()), "name": one.name, "rule": one.rule,
                })
            })
            .collect();
        let former: Vec<String> = self.former_numbers.iter().map(ToString::to_string).collect();
        json!({
            "number": self.number.to_string(),
            "asked": self.asked.map(|number| number.to_string()),
            "former_numbers": former,
            "as_of": self.as_of, "valid_on": self.valid_on,
            "golden": self.golden, "values": values, "records": records, "agreements": agreements,
            "relations": relations, "similar": similar,
        })
    }
}
