//! The loan system's formats: UTF-8 with a header, customers separated by U+001F, the rest by `||`.

use crate::account::Account;
use crate::document::DocumentType;
use crate::organisation::OrganisationRecord;
use crate::record::PersonRecord;
use crate::relation::Relation;

use super::core::yuan;

pub(crate) const CUSTOMER_SEPARATOR: &str = "\u{1f}";
pub(crate) const SEPARATOR: &str = "||";
pub(crate) const CUSTOMER_COLUMNS: [&str; 36] = [
    "cust_id",
    "cust_type",
    "name",
    "id_type",
    "id_no",
    "sex",
    "birth_date",
    "nationality",
    "marital",
    "education",
    "occupation",
    "employer",
    "title",
    "annual_income",
    "mobile",
    "home_tel",
    "address",
    "credit_code",
    "org_code",
    "reg_no",
    "industry",
    "legal_form",
    "founded",
    "capital",
    "employees",
    "revenue",
    "assets",
    "scope",
    "legal_rep",
    "reg_address",
    "office_tel",
    "grade",
    "open_date",
    "upd_time",
    "branch",
    "manager",
];
pub(crate) const CONTRACT_COLUMNS: [&str; 13] = [
    "contract_no",
    "product",
    "cust_id",
    "co_cust_id",
    "guar_cust_id",
    "amount",
    "rate",
    "term",
    "start_date",
    "maturity",
    "collateral",
    "branch",
    "outstanding",
];
pub(crate) const RELATION_COLUMNS: [&str; 7] =
    ["from_id", "to_id", "kind", "share", "post", "since", "amount"];

fn type_code(kind: DocumentType) -> &'static str {
    match kind {
        DocumentType::ResidentId => "0",
        DocumentType::HouseholdBook => "1",
        DocumentType::PassportCn => "2",
        DocumentType::PassportForeign => "2F",
        DocumentType::OfficerCard => "3",
        DocumentType::HkMacauPermit => "5",
        DocumentType::TemporaryId => "7",
        DocumentType::ForeignerResidence => "8",
        DocumentType::HkId => "A",
        _ => "X",
    }
}

fn marital(code: &str) -> &'static str {
    match code {
        "10" => "S",
        "20" => "M",
        "30" => "W",
        "40" => "D",
        _ => "",
    }
}

fn moment(changed: (base::Date, u32)) -> String {
    let (day, second) = changed;
    format!(
        "{day} {:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A person's row of customers.
pub(crate) fn person(record: &PersonRecord) -> String {
    let document = record.documents.first();
    let (birth, income) = (text(record.birth), text(record.income));
    let (opened, changed, grade) = (
        record.opened.to_string(),
        moment(record.changed),
        grade(record.grade),
    );
    let mut fields = [""; CUSTOMER_COLUMNS.len()];
    fields[..17].copy_from_slice(&[
        &record.key,
        "P",
        &record.name,
        document.map_or("", |document| type_code(document.kind)),
        document.map_or("", |document| &document.number),
        record.sex,
        &birth,
        record.nationality,
        marital(record.marital),
        record.education,
        record.occupation,
        &record.employer,
        &record.position,
        &income,
        &record.mobile,
        &record.phone,
        &record.address,
    ]);
    fields[31..].copy_from_slice(&[grade, &opened, &changed, &record.unit, &record.manager]);
    fields.join(CUSTOMER_SEPARATOR) + "\n"
}

fn grade(grade: u8) -> &'static str {
    ["AAA", "AA", "A", "BBB", "BB"][usize::from(grade.clamp(1, 5)) - 1]
}

/// A company's row of customers.
pub(crate) fn company(record: &OrganisationRecord) -> String {
    let number = |kind| {
        record
            .documents
            .iter()
            .find(|document| document.kind == kind)
            .map_or("", |document| document.number.as_str())
    };
    let (founded, capital, employees) = (text(record.founded), text(record.capital), text(record.employees));
    let (revenue, assets) = (text(record.revenue), text(record.assets));
    let (opened, changed) = (record.opened.to_string(), moment(record.changed));
    let mut fields = [""; CUSTOMER_COLUMNS.len()];
    fields[..3].copy_from_slice(&[&record.key, "C", &record.name]);
    fields[7] = "CHN";
    fields[17..].copy_from_slice(&[
        number(DocumentType::CreditCode),
        number(DocumentType::OrgCode),
        number(DocumentType::BusinessRegistration),
        record.industry,
        record.form,
        &founded,
        &capital,
        &employees,
        &revenue,
        &assets,
        record.scope,
        &record.representative,
        &record.address,
        &record.phone,
        "A",
        &opened,
        &changed,
        &record.unit,
        &record.manager,
    ]);
    fields.join(CUSTOMER_SEPARATOR) + "\n"
}

/// A row of contracts.
pub(crate) fn contract(account: &Account, outstanding: u64) -> String {
    let holder = |role: &str| {
        account
            .holders
            .iter()
            .find(|holder| holder.role == role)
            .map_or("", |holder| holder.customer.as_str())
    };
    [
        account.number.as_str(),
        account.product,
        holder("borrower"),
        holder("co_borrower"),
        holder("guarantor"),
        &account.amount.to_string(),
        &format!("{}.{:02}%", account.rate / 100, account.rate % 100),
        &account.term_months.to_string(),
        &account.opened.to_string(),
        &text(account.matures),
        account.collateral,
        &account.branch,
        &yuan(outstanding.min(account.amount * 100)),
    ]
    .join(SEPARATOR)
        + "\n"
}

/// A row of relations.
pub(crate) fn relation(relation: &Relation) -> String {
    let code = match relation.kind {
        "spouse" => "10",
        "parent" => "11",
        "child" => "12",
        "sibling" => "13",
        "legal_representative" => "20",
        "executive" => "21",
        "actual_controller" => "22",
        "shareholder" => "23",
        "parent_company" => "30",
        "group_member" => "31",
        "branch_of" => "32",
        "supplier" => "40",
        "buyer" => "41",
        _ => "50",
    };
    [
        relation.from.as_str(),
        &relation.to,
        code,
        &relation
            .share
            .map(|share| format!("{}.{:02}", share / 100, share % 100))
            .unwrap_or_default(),
        relation.post,
        &text(relation.since),
        &text(relation.amount),
    ]
    .join(SEPARATOR)
        + "\n"
}
