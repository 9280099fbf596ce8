//! From what a row says to normal form: match keys, canonical values, findings. Pure.

use base::Date;
use feed::{MappedRow, PartyKind};
use standards::Verdict;
use standards::document::{self, DocumentType};

use super::{Content, Finding, Order, Origin, Verbatim};
use crate::model::{
    AccountFacts, AttributeId, Balance, End, Fact, Holder, HolderFacts, Identification, PartyFacts,
    RelationFacts, Statement, Tie, Who,
};

/// The value date of what has not been placed in a timeline yet.
const UNPLACED: Date = Date::ZERO;

/// What one row says, ready to be placed in its record's timeline.
#[derive(Debug, Clone)]
pub struct Said {
    /// The line it came from.
    pub line: u64,
    /// The source's own key.
    pub key: String,
    /// Its place.
    pub order: Order,
    /// The version, not yet followed on from what was said before.
    pub content: Content,
    /// A balance, which is kept apart.
    pub balance: Option<Balance>,
}

/// What standardising needs to know beside the row itself.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The feed's attributes by the mapping's own numbers.
    pub attributes: &'a [AttributeId],
    /// The business date of the load.
    pub business_date: Date,
    /// The mapping's version.
    pub mapping: i32,
}

/// Puts a mapped row into normal form.
///
/// Nothing is thrown away: a value that breaks its rule is kept, marked invalid and told as a finding.
#[must_use]
pub fn standardise(mapped: MappedRow, row: Verbatim, context: Context<'_>) -> Said {
    let mut findings: Vec<Finding> = mapped
        .findings
        .iter()
        .map(|finding| Finding {
            rule: finding.rule.to_owned(),
            field: finding.field.clone(),
        })
        .collect();
    let on = context.business_date;
    let mut balance = None;
    let statement = match mapped.content {
        feed::Content::Party(party) => Statement::Party(party_facts(
            party,
            mapped.customer_number.as_deref(),
            context,
            &mut findings,
        )),
        feed::Content::Account(account) => {
            balance = account.balance.map(|balance| Balance {
                on: balance.date.unwrap_or(on),
                kind: balance.kind,
                amount: balance.amount,
                currency: if balance.currency.is_empty() {
                    "CNY".to_owned()
                } else {
                    balance.currency
                },
            });
            Statement::Account(AccountFacts {
                product: account.product,
                holders: account.holders.into_iter().map(holder).collect(),
                ties: account.links.into_iter().map(tie).collect(),
                values: facts(account.values, context, &mut findings),
            })
        }
        feed::Content::Holder(row) => Statement::Holder(HolderFacts {
            account: row.account_key,
            holder: holder(row.holder),
        }),
        feed::Content::Relation(relation) => Statement::Relation(RelationFacts {
            kind: relation.kind,
            from: End {
                source: relation.from.source,
                customer: relation.from.customer_key,
            },
            to: End {
                source: relation.to.source,
                customer: relation.to.customer_key,
            },
            values: facts(relation.values, context, &mut findings),
        }),
    };
    Said {
        line: mapped.line,
        order: Order {
            business_date: on,
            sequence: mapped.sequence,
        },
        content: Content {
            statement,
            deleted: mapped.deleted,
            changed_on: mapped.changed_at.map(|at| at.date()),
            unit: mapped.unit,
            findings,
            origin: Origin {
                key: mapped.key.clone(),
                row,
                mapping: context.mapping,
            },
            identity: Vec::new(),
        },
        key: mapped.key,
        balance,
    }
}

fn party_facts(
    party: feed::PartyRow,
    customer_number: Option<&str>,
    context: Context<'_>,
    findings: &mut Vec<Finding>,
) -> PartyFacts {
    let identifications = party
        .identifications
        .into_iter()
        .map(|one| identification(one, context, findings))
        .collect();
    let values = facts(party.values, context, findings);
    let name = values
        .iter()
        .find(|fact| fact.attribute.get().name == "name" && fact.valid);
    let name_key = name.map(|fact| match party.kind {
        PartyKind::Individual => standards::name::match_key(&fact.value),
        PartyKind::Organisation | PartyKind::FinancialInstitution => {
            standards::company::match_key(&fact.value)
        }
    });
    let customer_number = customer_number.and_then(|text| {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let number = digits
            .parse()
            .ok()
            .filter(|_| standards::customer_number::validate(&digits) == Verdict::Ok);
        if number.is_none() {
            findings.push(Finding {
                rule: "CUST-01".to_owned(),
                field: "customer_number".to_owned(),
            });
        }
        number
    });
    PartyFacts {
        kind: party.kind,
        name_key: name_key.filter(|key| !key.is_empty()),
        identifications,
        values,
        customer_number,
    }
}

fn identification(
    given: feed::Identification,
    context: Context<'_>,
    findings: &mut Vec<Finding>,
) -> Identification {
    let document = given.doc_type.parse().unwrap_or_else(|_| {
        // A type that no table knows is compared with nothing, just as "other" is (M5).
        findings.push(Finding {
            rule: "DQ-15".to_owned(),
            field: "document_type".to_owned(),
        });
        DocumentType::Other
    });
    let verdict = document::validate(document, &given.number, context.business_date);
    if verdict != Verdict::Ok {
        findings.push(Finding {
            rule: rule_of(document).to_owned(),
            field: document.as_str().to_owned(),
        });
    }
    Identification {
        document,
        key: document::match_key(document, &given.number),
        number: given.number,
        valid: verdict == Verdict::Ok,
        issuer: given.issuer,
        issued_on: given.issued_on,
        expires_on: given.expires_on,
        verification: given.verification,
        primary: given.primary,
        since: UNPLACED,
    }
}

/// The quality rule that watches a kind of document.
const fn rule_of(document: DocumentType) -> &'static str {
    match document {
        DocumentType::ResidentId => "DQ-08",
        DocumentType::CreditCode => "DQ-09",
        _ => "DQ-10",
    }
}

fn facts(values: Vec<feed::MappedValue>, context: Context<'_>, findings: &mut Vec<Finding>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::with_capacity(values.len());
    for mapped in values {
        let Some(&attribute) = context.attributes.get(usize::from(mapped.attribute)) else {
            continue;
        };
        let (value, valid) = canonical(attribute, mapped.value);
        if !valid {
            findings.push(Finding {
                rule: "DQ-16".to_owned(),
                field: attribute.get().name.to_owned(),
            });
        }
        facts.push(Fact {
            attribute,
            value,
            verification: mapped.verification,
            since: UNPLACED,
            valid,
        });
    }
    facts
}

/// The canonical form of a value and whether it obeys the rule of its attribute.
fn canonical(attribute: AttributeId, value: String) -> (String, bool) {
    let checked = match attribute.get().name {
        "name" | "former_name" => {
            let display = standards::name::display(&value);
            return if display.is_empty() {
                (value, false)
            } else {
                (display, true)
            };
        }
        "mobile" => standards::phone::mobile(&value),
        "phone_home" | "phone_work" => {
            standards::phone::fixed(&value).or_else(|| standards::phone::mobile(&value))
        }
        "email" => standards::mail::normalise(&value),
        "postcode" => {
            let valid = standards::postcode::validate(&value) == Verdict::Ok;
            return (value, valid);
        }
        _ => return (value, true),
    };
    match checked {
        Some(normal) => {
            let valid = !(attribute.get().name == "mobile" && standards::phone::is_placeholder(&normal, &[]));
            (normal, valid)
        }
        None => (value, false),
    }
}

fn who(key: feed::HolderKey) -> Who {
    match key {
        feed::HolderKey::Customer(key) => Who::Customer(key),
        feed::HolderKey::ThroughAccount {
            account,
            only_role: None,
        } => Who::OfAccount(account),
        feed::HolderKey::ThroughAccount {
            account,
            only_role: Some(role),
        } => Who::OfAccountAs(account, role),
        feed::HolderKey::ThroughHolder { holder } => Who::OfHolder(holder),
    }
}

fn holder(given: feed::Holder) -> Holder {
    Holder {
        source: given.source,
        who: who(given.who),
        role: given.role,
        share: given.share,
    }
}

fn tie(link: feed::Link) -> Tie {
    let to = match link.to {
        feed::LinkEnd::Account(key) => Who::OfAccount(key),
        feed::LinkEnd::Holder(key) => Who::OfHolder(key),
    };
    Tie {
        source: link.source,
        to,
        kind: link.kind,
    }
}
