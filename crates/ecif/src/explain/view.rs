//! A customer as services tell it.

use std::collections::BTreeMap;

use authz::Shown;
use base::{Date, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use web::BranchName;

use super::{CandidateView, Explanation, Happening, RecordView, RelationView, VersionView};
use crate::look_up::Standing;
use crate::model::{ATTRIBUTES, About, Attribute, AttributeId, Subject};
use crate::service::present::{Label, Presenter, ReasonView, class, document_label, kind, meaning};
use crate::survive::{Golden, GoldenIdentification, GoldenValue};

/// A customer's golden record with the origin of each value.
#[derive(Debug, Serialize, ToSchema)]
pub struct Customer {
    /// The number that answers.
    #[schema(example = "100000000016")]
    pub number: String,
    /// The number asked for, when another answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub asked: Option<String>,
    /// Its version now: what a correction is based on.
    pub version: i64,
    /// `individual`, `organisation`, `financial_institution`.
    pub kind: &'static str,
    /// The name, as the caller may see it.
    pub name: Option<String>,
    /// Whether the name is masked.
    pub name_masked: bool,
    /// Other numbers that lead here.
    pub former_numbers: Vec<String>,
    /// What the bank knew at this instant.
    pub as_of: Timestamp,
    /// What held on this business date.
    #[schema(value_type = String, format = Date)]
    pub valid_on: Date,
    /// Values older than this many months lose standing.
    pub stale_after_months: i32,
    /// Why the caller sees this customer, by the policy table.
    pub visible_because: Vec<Label>,
    /// Documents and codes, the primary one first.
    pub identifications: Vec<CustomerIdentification>,
    /// The values, by subject.
    pub subjects: Subjects,
    /// How many records make the customer.
    pub records: usize,
    /// The sources that know it.
    pub sources: Vec<String>,
    /// The units that keep a current record or agreement of it.
    pub units: Vec<String>,
}

/// The nine subjects.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Subjects {
    /// 基本
    pub basic: Vec<CustomerValue>,
    /// 关系
    pub relation: Vec<CustomerValue>,
    /// 合约
    pub contract: Vec<CustomerValue>,
    /// 统计分析
    pub statistics: Vec<CustomerValue>,
    /// 地址
    pub address: Vec<CustomerValue>,
    /// 风险
    pub risk: Vec<CustomerValue>,
    /// 联系
    pub contact: Vec<CustomerValue>,
    /// 事件
    pub event: Vec<CustomerValue>,
    /// 资源信息
    pub resource: Vec<CustomerValue>,
}

impl Subjects {
    /// The values under a subject.
    pub fn under(&mut self, subject: Subject) -> &mut Vec<CustomerValue> {
        match subject {
            Subject::Basic => &mut self.basic,
            Subject::Relation => &mut self.relation,
            Subject::Contract => &mut self.contract,
            Subject::Statistics => &mut self.statistics,
            Subject::Address => &mut self.address,
            Subject::Risk => &mut self.risk,
            Subject::Contact => &mut self.contact,
            Subject::Event => &mut self.event,
            Subject::Resource => &mut self.resource,
        }
    }
}

/// A surviving value.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerValue {
    /// The attribute.
    #[schema(example = "mobile")]
    pub attribute: &'static str,
    /// Its title.
    pub label: Label,
    /// The value as the caller may see it; null when it is hidden.
    pub value: Option<String>,
    /// What a code means.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub meaning: Option<Label>,
    /// Whether something was kept back.
    pub masked: bool,
    /// Its class of sensitivity: `C1`, `C2`.
    pub class: &'static str,
    /// What kind of value it is: `name`, `phone`, `date` ...
    pub kind: &'static str,
    /// The source that says so.
    pub source: String,
    /// The record that says so.
    pub record_id: String,
    /// Since when it says so.
    #[schema(value_type = String, format = Date)]
    pub since: Date,
    /// How far it was checked.
    pub verification: &'static str,
    /// Why it stands here.
    pub reason: ReasonView,
    /// Its place among several, from 1.
    pub rank: usize,
}

/// A document or code.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerIdentification {
    /// The kind.
    #[serde(rename = "type")]
    #[schema(example = "resident_id")]
    pub document: &'static str,
    /// Its title.
    pub label: Label,
    /// The number as the caller may see it; null when it is hidden.
    pub number: Option<String>,
    /// Whether something was kept back.
    pub masked: bool,
    /// Whether it passes its rule.
    pub valid: bool,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub issuer: Option<String>,
    /// Valid from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub issued_on: Option<Date>,
    /// Valid until; 9999-12-31 is long-term.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub expires_on: Option<Date>,
    /// Whether both days are kept back.
    pub days_masked: bool,
    /// The source that gave it.
    pub source: String,
    /// The record that gave it.
    pub record_id: String,
    /// Since when it says so.
    #[schema(value_type = String, format = Date)]
    pub since: Date,
    /// How far it was checked.
    pub verification: &'static str,
}

/// Where each value comes from: winner and losers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Lineage {
    /// The number that answers.
    pub number: String,
    /// What the bank knew at this instant.
    pub as_of: Timestamp,
    /// What held on this business date.
    #[schema(value_type = String, format = Date)]
    pub valid_on: Date,
    /// Each attribute that any record has something to say of.
    pub attributes: Vec<LineageAttribute>,
    /// The records that speak.
    pub records: Vec<CustomerRecord>,
}

/// An attribute's candidates.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineageAttribute {
    /// The attribute.
    pub attribute: &'static str,
    /// Its title.
    pub label: Label,
    /// The subject it stands under.
    pub subject: &'static str,
    /// Its class of sensitivity.
    pub class: &'static str,
    /// What kind of value it is.
    pub kind: &'static str,
    /// Whether one value wins or all are united.
    pub many: bool,
    /// Whether not all records say the same.
    pub disputed: bool,
    /// Best first.
    pub candidates: Vec<Candidate>,
}

/// A value that one record states.
#[derive(Debug, Serialize, ToSchema)]
pub struct Candidate {
    /// The value as the caller may see it; null when it is hidden.
    pub value: Option<String>,
    /// What a code means.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub meaning: Option<Label>,
    /// Whether something was kept back.
    pub masked: bool,
    /// The source that says so.
    pub source: String,
    /// The record's key there, as the caller may see it.
    pub key: Option<String>,
    /// The record.
    pub record_id: String,
    /// Since when it says so.
    #[schema(value_type = String, format = Date)]
    pub since: Date,
    /// How far it was checked.
    pub verification: &'static str,
    /// It is too old for its level to count.
    pub stale: bool,
    /// It survives.
    pub survives: bool,
    /// For a survivor: what set it above the next. For a loser: what set the winner above it.
    pub reason: ReasonView,
}

/// A record of a source.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerRecord {
    /// The record.
    pub record_id: String,
    /// Its source.
    pub source: String,
    /// Its key there, as the caller may see it.
    pub key: Option<String>,
    /// The unit that keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub unit: Option<String>,
    /// How many versions are known.
    pub versions: usize,
    /// The business date of the version in force.
    #[schema(value_type = String, format = Date)]
    pub business_date: Date,
    /// Since when it belongs to this customer.
    pub since: Timestamp,
    /// Why: the rule and the kind of key, or `alone`.
    #[schema(example = "M1 resident_id")]
    pub cause: String,
    /// The day it went from its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub gone_on: Option<Date>,
    /// What it carries.
    pub identifications: Vec<RecordIdentification>,
    /// What is wrong with it, by rule and field.
    pub findings: Vec<RecordFinding>,
}

/// What a record carries.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordIdentification {
    /// The kind.
    #[serde(rename = "type")]
    pub document: &'static str,
    /// Its title.
    pub label: Label,
    /// The number as the caller may see it.
    pub number: Option<String>,
    /// Whether something was kept back.
    pub masked: bool,
}

/// Something wrong with a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordFinding {
    /// The rule.
    pub rule: String,
    /// The field.
    pub field: String,
}

/// A tie to another customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerRelation {
    /// The kind, read from this customer if `outward`, else towards it.
    #[schema(example = "spouse")]
    pub kind: String,
    /// Whether the tie starts from this customer.
    pub outward: bool,
    /// Whether it reads the same from either side, as of spouses.
    pub mutual: bool,
    /// The other customer's number; absent when no source has told of it, or it is another branch's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub number: Option<String>,
    /// Its name, as the caller may see it.
    pub name: Option<String>,
    /// Whether something was kept back.
    pub masked: bool,
    /// Where it is another branch's: the branches to ask.
    pub elsewhere: Vec<String>,
    /// The share in percent, a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "35.00")]
    pub share: Option<String>,
    /// What else is said of it: post, since, until, amount.
    pub values: BTreeMap<&'static str, String>,
    /// Who says so: each source with its record.
    pub stated_by: Vec<RelationSource>,
}

/// A source that tells of a tie.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelationSource {
    /// The source.
    #[schema(example = "loan")]
    pub source: String,
    /// Its record.
    pub record_id: uuid::Uuid,
}

/// A customer that a rule names as similar.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarCustomer {
    /// Its number; absent where it is another branch's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub number: Option<String>,
    /// Its name, as the caller may see it.
    pub name: Option<String>,
    /// Whether something was kept back.
    pub masked: bool,
    /// Where it is another branch's: the branches to ask.
    pub elsewhere: Vec<BranchName>,
    /// The rule.
    #[schema(example = "M2")]
    pub rule: String,
    /// The suspect that the two are, where both are in sight: where they are reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid, nullable = false)]
    pub suspect: Option<uuid::Uuid>,
}

impl Customer {
    /// Told to a caller.
    pub(super) fn of(
        told: &Standing,
        (as_of, valid_on): (Timestamp, Date),
        show: &Presenter,
        visible_because: Vec<Label>,
    ) -> Self {
        let name = show.name(told.golden.name());
        let mut subjects = Subjects::default();
        let mut rank = 0;
        let mut last = "";
        for value in &told.golden.values {
            let attribute = value.attribute.get();
            rank = if attribute.name == last { rank + 1 } else { 1 };
            last = attribute.name;
            subjects
                .under(attribute.subject)
                .push(CustomerValue::of(value, &told.golden, rank, show));
        }
        let units = told
            .visible_to
            .iter()
            .filter_map(|token| token.strip_prefix("u:"));
        Self {
            number: told.number.to_string(),
            asked: told.asked.map(|number| number.to_string()),
            version: told.version,
            kind: told.golden.kind.word(),
            name: name.value,
            name_masked: name.masked,
            former_numbers: told.former_numbers.iter().map(ToString::to_string).collect(),
            as_of,
            valid_on,
            stale_after_months: told.stale_after_months,
            visible_because,
            identifications: told
                .golden
                .identifications
                .iter()
                .map(|one| CustomerIdentification::of(one, &told.golden, show))
                .collect(),
            subjects,
            records: told.records,
            sources: told.sources.clone(),
            units: units.map(str::to_owned).collect(),
        }
    }
}

/// What a code means, unless the code itself is kept back.
fn meant(attribute: &Attribute, value: &str, shown: &Shown) -> Option<Label> {
    if shown.masked {
        None
    } else {
        meaning(attribute, value)
    }
}

impl CustomerValue {
    fn of(value: &GoldenValue, golden: &Golden, rank: usize, show: &Presenter) -> Self {
        let attribute = value.attribute.get();
        let shown = show.value(attribute, &value.value);
        let giver = golden.giver(value.from);
        Self {
            attribute: attribute.name,
            label: Label::new(attribute.zh, attribute.en),
            meaning: meant(attribute, &value.value, &shown),
            value: shown.value,
            masked: shown.masked,
            class: class(attribute).name(),
            kind: kind(attribute).name(),
            source: giver.map_or_else(String::new, |giver| giver.source.clone()),
            record_id: giver.map_or_else(String::new, |giver| giver.id.to_string()),
            since: value.since,
            verification: value.verification.word(),
            reason: value.reason.into(),
            rank,
        }
    }
}

impl CustomerIdentification {
    fn of(one: &GoldenIdentification, golden: &Golden, show: &Presenter) -> Self {
        let shown = show.document(&one.number);
        let giver = golden.giver(one.from);
        Self {
            document: one.document.as_str(),
            label: document_label(one.document),
            number: shown.value,
            masked: shown.masked,
            valid: one.valid,
            issuer: one.issuer.clone(),
            issued_on: one.issued_on.filter(|_| show.expiries_are_clear()),
            expires_on: one.expires_on.filter(|_| show.expiries_are_clear()),
            days_masked: !show.expiries_are_clear(),
            source: giver.map_or_else(String::new, |giver| giver.source.clone()),
            record_id: giver.map_or_else(String::new, |giver| giver.id.to_string()),
            since: one.since,
            verification: one.verification.word(),
        }
    }
}

impl Lineage {
    /// Told to a caller.
    pub(super) fn of(told: &Explanation, show: &Presenter) -> Self {
        Self {
            number: told.number.to_string(),
            as_of: told.as_of,
            valid_on: told.valid_on,
            attributes: told
                .values
                .iter()
                .filter_map(|value| {
                    let attribute = party_attribute(value.attribute)?;
                    Some(LineageAttribute::of(attribute, &value.candidates, show))
                })
                .collect(),
            records: told
                .records
                .iter()
                .map(|record| CustomerRecord::of(record, show))
                .collect(),
        }
    }
}

/// An attribute of customers by its name; agreements and relations have some of the same names.
pub(crate) fn party_attribute(name: &str) -> Option<&'static Attribute> {
    ATTRIBUTES
        .iter()
        .find(|attribute| attribute.about == About::Party && attribute.name == name)
}

impl LineageAttribute {
    fn of(attribute: &'static Attribute, candidates: &[CandidateView], show: &Presenter) -> Self {
        let first = candidates.first().map(|candidate| candidate.value.as_str());
        Self {
            attribute: attribute.name,
            label: Label::new(attribute.zh, attribute.en),
            subject: attribute.subject.name(),
            class: class(attribute).name(),
            kind: kind(attribute).name(),
            many: attribute.holds == crate::model::Holds::Many,
            disputed: candidates.iter().any(|other| Some(other.value.as_str()) != first),
            candidates: candidates
                .iter()
                .map(|one| Candidate::of(attribute, one, show))
                .collect(),
        }
    }
}

impl Candidate {
    fn of(attribute: &'static Attribute, one: &CandidateView, show: &Presenter) -> Self {
        let shown = show.value(attribute, &one.value);
        Self {
            meaning: meant(attribute, &one.value, &shown),
            value: shown.value,
            masked: shown.masked,
            source: one.source.clone(),
            key: show.account(&one.key).value,
            record_id: one.record.to_string(),
            since: one.since,
            verification: one.verification,
            stale: one.stale,
            survives: one.survives,
            reason: one.reason.into(),
        }
    }
}

impl CustomerRecord {
    pub(super) fn of(record: &RecordView, show: &Presenter) -> Self {
        Self {
            record_id: record.record.to_string(),
            source: record.source.clone(),
            key: show.account(&record.key).value,
            unit: record.unit.clone(),
            versions: record.versions,
            business_date: record.business_date,
            since: record.since,
            cause: record.cause.clone(),
            gone_on: record.gone_on,
            identifications: record
                .identifications
                .iter()
                .map(|(document, number)| {
                    let shown = show.document(number);
                    RecordIdentification {
                        document: document.as_str(),
                        label: document_label(*document),
                        number: shown.value,
                        masked: shown.masked,
                    }
                })
                .collect(),
            findings: record
                .findings
                .iter()
                .map(|(rule, field)| RecordFinding {
                    rule: rule.clone(),
                    field: field.clone(),
                })
                .collect(),
        }
    }
}

impl CustomerRelation {
    pub(crate) fn of(relation: &RelationView, show: &Presenter) -> Self {
        let name = show.name(&relation.name);
        Self {
            kind: relation.kind.clone(),
            outward: relation.outward,
            mutual: crate::code::is_mutual(&relation.kind),
            number: relation.number.map(|number| number.to_string()),
            name: name.value.filter(|name| !name.is_empty()),
            masked: name.masked,
            elsewhere: relation.branches.clone(),
            share: relation.share.map(|share| share.to_string()),
            values: relation
                .values
                .iter()
                // Of another branch's customer the branch is told, and no more than that there is a tie.
                .filter(|(name, _)| *name != "share" && relation.branches.is_empty())
                .filter_map(|(name, value)| {
                    let attribute = AttributeId::find(About::Relation, name)?;
                    Some((*name, show.value(attribute.get(), value).value?))
                })
                .collect(),
            stated_by: relation
                .stated_by
                .iter()
                .map(|(source, record)| RelationSource {
                    source: source.clone(),
                    record_id: record.0,
                })
                .collect(),
        }
    }
}

/// A version of a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordVersion {
    /// The day it speaks of.
    #[schema(value_type = String, format = Date)]
    pub business_date: Date,
    /// Its place within the day.
    pub sequence: i64,
    /// The act it came by.
    pub change: i64,
    /// When that act took hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub at: Option<Timestamp>,
    /// It is the one in force.
    pub current: bool,
    /// The unit that keeps the record by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub unit: Option<String>,
    /// What it carries.
    pub identifications: Vec<RecordIdentification>,
    /// What it says.
    pub values: Vec<VersionValue>,
    /// What is wrong with it.
    pub findings: Vec<RecordFinding>,
}

/// A value of a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionValue {
    /// The attribute.
    pub attribute: &'static str,
    /// Its title.
    pub label: Label,
    /// The value as the caller may see it; null when it is hidden.
    pub value: Option<String>,
    /// What a code means.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub meaning: Option<Label>,
    /// Whether something was kept back.
    pub masked: bool,
    /// How far it was checked.
    pub verification: &'static str,
    /// False when the value breaks its rule: it is kept, and never survives.
    pub valid: bool,
    /// The version before did not say it.
    pub new: bool,
}

/// One thing that happened to a customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineEvent {
    /// `opened`, `merged`, `parted`, `source`, `changed`, `gone`, `back`.
    pub kind: &'static str,
    /// When it took hold.
    pub at: Timestamp,
    /// The act's number.
    pub change: i64,
    /// The act: `load`, `message`, `policy`, `due`.
    pub act: String,
    /// Who acted: an id.
    pub actor: String,
    /// The file, where the act was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub file: Option<String>,
    /// The day it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub business_date: Option<Date>,
    /// The record.
    pub record_id: String,
    /// Its source.
    pub source: String,
    /// Its key there, as the caller may see it.
    pub key: Option<String>,
    /// Why, of a record that came or left: the rule and the kind of key.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub cause: Option<String>,
}

impl TimelineEvent {
    pub(super) fn of(event: Happening, show: &Presenter) -> Self {
        Self {
            kind: event.what.word(),
            at: event.at,
            change: event.change,
            act: event.act,
            actor: event.actor,
            file: event.file,
            business_date: event.business_date,
            record_id: event.record.to_string(),
            source: event.source,
            key: event.key.and_then(|key| show.account(&key).value),
            cause: event.cause,
        }
    }
}

impl RecordVersion {
    pub(super) fn of(version: &VersionView, before: Option<&VersionView>, show: &Presenter) -> Self {
        let facts = version.content.statement.party();
        let said_before = before.and_then(|before| before.content.statement.party());
        let values = facts.into_iter().flat_map(|facts| &facts.values).map(|fact| {
            let attribute = fact.attribute.get();
            let shown = show.value(attribute, &fact.value);
            let known = said_before.is_some_and(|before| {
                before
                    .values
                    .iter()
                    .any(|other| other.attribute == fact.attribute && other.value == fact.value)
            });
            VersionValue {
                attribute: attribute.name,
                label: Label::new(attribute.zh, attribute.en),
                meaning: meant(attribute, &fact.value, &shown),
                value: shown.value,
                masked: shown.masked,
                verification: fact.verification.word(),
                valid: fact.valid,
                new: !known,
            }
        });
        let identifications = facts
            .into_iter()
            .flat_map(|facts| &facts.identifications)
            .map(|one| {
                let shown = show.document(&one.number);
                RecordIdentification {
                    document: one.document.as_str(),
                    label: document_label(one.document),
                    number: shown.value,
                    masked: shown.masked,
                }
            });
        let findings = version.content.findings.iter().map(|finding| RecordFinding {
            rule: finding.rule.clone(),
            field: finding.field.clone(),
        });
        Self {
            business_date: version.business_date,
            sequence: version.sequence,
            change: version.change,
            at: version.at,
            current: version.current,
            unit: version.content.unit.clone(),
            identifications: identifications.collect(),
            values: values.collect(),
            findings: findings.collect(),
        }
    }
}
