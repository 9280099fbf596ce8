//! The card system's formats: CSV in UTF-8, texts in quotes.

use crate::account::Account;
use crate::document::DocumentType;
use crate::record::PersonRecord;

pub(crate) const HOLDER_COLUMNS: &str = "holder_no,name,id_type,id_no,sex,birth,nationality,mobile,home_phone,email,\
bill_address,postcode,employer,open_date,branch,upd_time";
pub(crate) const ACCOUNT_COLUMNS: &str = "card_no,holder_no,product,credit_limit,open_date,status,branch";

fn type_code(kind: DocumentType) -> &'static str {
    match kind {
        DocumentType::ResidentId => "ID",
        DocumentType::HouseholdBook => "HB",
        DocumentType::PassportCn => "PP",
        DocumentType::PassportForeign => "FP",
        DocumentType::OfficerCard => "OF",
        DocumentType::HkMacauPermit => "HM",
        DocumentType::TemporaryId => "TI",
        DocumentType::ForeignerResidence => "FR",
        DocumentType::HkId => "HK",
        _ => "OT",
    }
}

fn slashes(date: base::Date) -> String {
    format!("{:04}/{:02}/{:02}", date.year(), date.month(), date.day())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A row of cardholders.
pub(crate) fn holder(record: &PersonRecord) -> String {
    let document = record.documents.first();
    let (day, second) = record.changed;
    [
        record.key.as_str(),
        &quoted(&record.name),
        document.map_or("", |document| type_code(document.kind)),
        document.map_or("", |document| &document.number),
        if record.sex == "1" { "男" } else { "女" },
        &record.birth.map(slashes).unwrap_or_default(),
        match record.nationality {
            "CHN" => "CN",
            other => other,
        },
        &record.mobile,
        &record.phone,
        &record.email,
        &quoted(&record.address),
        &record.postcode,
        &quoted(&record.employer),
        &slashes(record.opened),
        &record.unit,
        &format!(
            "{} {:02}:{:02}:{:02}",
            slashes(day),
            second / 3600,
            second / 60 % 60,
            second % 60
        ),
    ]
    .join(",")
        + "\r\n"
}

/// A row of cards. The day a card lapses authenticates its holder, so it does not leave the card system (PII-01).
pub(crate) fn account(account: &Account) -> String {
    let holder = account
        .holders
        .first()
        .map_or("", |holder| holder.customer.as_str());
    [
        account.number.as_str(),
        holder,
        account.product,
        &account.amount.to_string(),
        &slashes(account.opened),
        if account.closed { "closed" } else { "active" },
        &account.branch,
    ]
    .join(",")
        + "\r\n"
}
