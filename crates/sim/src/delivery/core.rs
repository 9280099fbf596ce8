//! The core's formats: GB18030, customers separated by `|`, everything else in columns of fixed width.

use encoding_rs::GB18030;

use crate::account::{Account, Holder};
use crate::calendar::compact;
use crate::document::{Document, DocumentType};
use crate::organisation::OrganisationRecord;
use crate::record::{PersonRecord, Seen};

fn type_code(kind: DocumentType) -> &'static str {
    match kind {
        DocumentType::ResidentId => "01",
        DocumentType::HouseholdBook => "02",
        DocumentType::PassportCn => "03",
        DocumentType::PassportForeign => "04",
        DocumentType::OfficerCard => "05",
        DocumentType::HkMacauPermit => "06",
        DocumentType::TemporaryId => "07",
        DocumentType::ForeignerResidence => "08",
        DocumentType::HkId => "09",
        _ => "99",
    }
}

/// ISO 3166-1 digits of the countries customers come from.
fn country_digits(letters: &str) -> &'static str {
    standards::code::table("country")
        .and_then(|table| table.find(letters))
        .and_then(|entry| {
            entry
                .also
                .split(' ')
                .find(|code| code.starts_with(|digit: char| digit.is_ascii_digit()))
        })
        .unwrap_or("156")
}

fn moment(changed: (base::Date, u32)) -> String {
    let (day, second) = changed;
    format!(
        "{}{:02}{:02}{:02}",
        compact(day),
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// A row of customers.
pub(crate) fn customer(record: &PersonRecord) -> String {
    let document = |place: usize| -> (&str, &str) {
        let found: Option<&Document> = record.documents.get(place);
        found.map_or(("", ""), |document| (type_code(document.kind), &document.number))
    };
    let (first, second) = (document(0), document(1));
    let expiry = record
        .documents
        .first()
        .and_then(|document| document.expires)
        .map(compact)
        .unwrap_or_default();
    let birth = record.birth.map(compact).unwrap_or_default();
    let seen = match record.seen {
        Seen::Network => "N",
        Seen::Reader => "R",
        Seen::Teller => "T",
    };
    let (opened, changed) = (compact(record.opened), moment(record.changed));
    let fields: [&str; 28] = [
        &record.key,
        &record.name,
        first.0,
        first.1,
        &expiry,
        second.0,
        second.1,
        if record.sex == "1" { "M" } else { "F" },
        &birth,
        country_digits(record.nationality),
        record.ethnicity,
        record.marital,
        record.education,
        record.occupation,
        record.working_status,
        &record.employer,
        &record.position,
        &record.mobile,
        &record.phone,
        &record.address,
        &record.postcode,
        record.former_name.as_deref().unwrap_or(""),
        &opened,
        &record.unit,
        &record.manager,
        seen,
        if record.deleted { "D" } else { "A" },
        &changed,
    ];
    fields.join("|") + "\n"
}

/// A row of columns of fixed width, in bytes of GB18030, padded with blanks.
struct Columns {
    row: Vec<u8>,
}

impl Columns {
    fn new(width: usize) -> Self {
        Self {
            row: Vec::with_capacity(width + 1),
        }
    }

    fn text(mut self, text: &str, width: usize) -> Self {
        let end = self.row.len() + width;
        if text.is_ascii() {
            self.row
                .extend_from_slice(&text.as_bytes()[..text.len().min(width)]);
        } else {
            for letter in text.chars() {
                let mut buffer = [0; 4];
                let (bytes, _, _) = GB18030.encode(letter.encode_utf8(&mut buffer));
                if self.row.len() + bytes.len() > end {
                    break;
                }
                self.row.extend_from_slice(&bytes);
            }
        }
        self.row.resize(end, b' ');
        self
    }

    fn done(mut self) -> Vec<u8> {
        self.row.push(b'\n');
        self.row
    }
}

fn document_number(record: &OrganisationRecord, kind: DocumentType) -> &str {
    record
        .documents
        .iter()
        .find(|document| document.kind == kind)
        .map_or("", |document| &document.number)
}

fn number(value: Option<u64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A row of organisations: 875 bytes.
pub(crate) fn organisation(record: &OrganisationRecord) -> Vec<u8> {
    let day = |date: Option<base::Date>| date.map(compact).unwrap_or_default();
    Columns::new(876)
        .text(&record.key, 10)
        .text(if record.is_institution { "F" } else { "C" }, 1)
        .text(&record.name, 160)
        .text(&record.former_name, 160)
        .text(&record.english_name, 80)
        .text(document_number(record, DocumentType::CreditCode), 18)
        .text(document_number(record, DocumentType::OrgCode), 10)
        .text(document_number(record, DocumentType::BusinessRegistration), 15)
        .text(document_number(record, DocumentType::Bic), 11)
        .text(document_number(record, DocumentType::Lei), 20)
        .text(record.form, 3)
        .text(record.industry, 5)
        .text(&day(record.founded), 8)
        .text(&number(record.capital), 14)
        .text(&record.representative, 60)
        .text(&record.representative_document, 20)
        .text(&day(record.licence_expiry), 8)
        .text(&record.address, 200)
        .text(&record.postcode, 6)
        .text(&record.phone, 20)
        .text(record.institution_kind, 12)
        .text(&record.unit, 4)
        .text(&record.manager, 8)
        .text(&compact(record.opened), 8)
        .text(&moment(record.changed), 14)
        .done()
}

/// Fen as yuan with two decimals.
pub(crate) fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// A row of accounts: 78 bytes.
pub(crate) fn account(account: &Account, balance: u64) -> Vec<u8> {
    Columns::new(79)
        .text(&account.number, 20)
        .text(account.product, 4)
        .text(account.currency, 3)
        .text(&compact(account.opened), 8)
        .text(&account.matures.map(compact).unwrap_or_default(), 8)
        .text(if account.closed { "C" } else { "A" }, 1)
        .text(&format!("{}.{:02}", account.rate / 100, account.rate % 100), 8)
        .text(&account.term_months.to_string(), 4)
        .text(&account.branch, 4)
        .text(&yuan(balance), 18)
        .done()
}

/// A row of holders: 34 bytes.
pub(crate) fn holder(account: &str, holder: &Holder) -> Vec<u8> {
    Columns::new(35)
        .text(account, 20)
        .text(&holder.customer, 10)
        .text(holder.role, 1)
        .text(
            &holder.share.map(|share| share.to_string()).unwrap_or_default(),
            3,
        )
        .done()
}
