//! What would survive if two customers were one: the same rules on the records of both, nothing written.

use std::collections::BTreeMap;

use base::{Date, RecordId};

use crate::change::Setting;
use crate::model::AttributeId;
use crate::survive::{Golden, GoldenValue, Reason, Voice, survive};

use super::read::Said;

/// Values picked by hand: for an attribute the record whose value is to stand.
pub(super) type Picks = BTreeMap<String, RecordId>;

/// What would survive of these records, with what was picked by hand; and which attributes were.
pub(super) fn preview(
    setting: &Setting<'_>,
    records: &[&Said],
    picks: &Picks,
    on: Date,
) -> (Golden, Vec<AttributeId>) {
    let voices: Vec<Voice<'_>> = records
        .iter()
        .filter_map(|said| Some(setting.voice(said.record, said.source_id, said.gone, said.facts()?)))
        .collect();
    let mut golden = survive(&voices, &setting.policy, on);
    let mut picked = Vec::new();
    for (name, record) in picks {
        let said = voices.iter().filter(|voice| voice.record == *record);
        let fact = said
            .flat_map(|voice| &voice.facts.values)
            .find(|fact| fact.valid && fact.attribute.get().name == name);
        let Some(fact) = fact else { continue };
        let Some(from) = golden.records.iter().position(|one| one.id == *record) else {
            continue;
        };
        let stands = GoldenValue {
            attribute: fact.attribute,
            value: fact.value.clone(),
            from,
            since: fact.since,
            verification: fact.verification,
            reason: Reason::Only,
        };
        match golden
            .values
            .iter_mut()
            .find(|value| value.attribute == fact.attribute)
        {
            Some(value) => *value = stands,
            None => golden.values.push(stands),
        }
        picked.push(fact.attribute);
    }
    (golden, picked)
}
