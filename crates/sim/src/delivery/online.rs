//! Online banking's format: UTF-16 (little endian), separated by tabs, only what changed.

use crate::document::DocumentType;
use crate::record::{PersonRecord, Seen};

pub(crate) const COLUMNS: [&str; 13] = [
    "user_id",
    "name",
    "id_type",
    "id_no",
    "sex",
    "mobile",
    "mobile_check",
    "email",
    "email_check",
    "city_address",
    "registered",
    "changed_at",
    "seq",
];

fn type_word(kind: DocumentType) -> &'static str {
    match kind {
        DocumentType::ResidentId => "身份证",
        DocumentType::HouseholdBook => "户口簿",
        DocumentType::PassportCn => "护照",
        DocumentType::PassportForeign => "外国护照",
        DocumentType::OfficerCard => "军官证",
        DocumentType::HkMacauPermit => "港澳通行证",
        DocumentType::TemporaryId => "临时身份证",
        DocumentType::ForeignerResidence => "永久居留证",
        DocumentType::HkId => "香港身份证",
        _ => "其他",
    }
}

/// A row of users. `sequence` orders the changes of a day.
pub(crate) fn user(record: &PersonRecord, sequence: u64) -> String {
    let document = record.documents.first();
    let (day, second) = record.changed;
    // Whoever opened with a reader also confirmed phone and mail by a one-time password.
    let confirmed = |value: &str| match (value.is_empty(), record.seen) {
        (true, _) => "",
        (false, Seen::Teller) => "0",
        (false, _) => "1",
    };
    [
        record.key.as_str(),
        &record.name,
        document.map_or("", |document| type_word(document.kind)),
        document.map_or("", |document| &document.number),
        if record.sex == "1" { "1" } else { "0" },
        &record.mobile,
        confirmed(&record.mobile),
        &record.email,
        confirmed(&record.email),
        &record.address,
        &record.opened.to_string(),
        &format!(
            "{day}T{:02}:{:02}:{:02}",
            second / 3600,
            second / 60 % 60,
            second % 60
        ),
        &sequence.to_string(),
    ]
    .join("\t")
        + "\r\n"
}
