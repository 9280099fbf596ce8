//! What of a customer is compared: one row a record, and one of the golden values. Pure.

use std::collections::BTreeMap;

use feed::PartyKind;
use linkage::Kind;
use standards::document::DocumentType;

use crate::model::PartyFacts;
use crate::survive::Golden;

/// A column of what is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name: also that of the field in a model, and in reasons.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The attributes it is filled from, the first that is there; none for documents.
    pub attributes: &'static [&'static str],
}

const fn column(name: &'static str, kind: Kind, attributes: &'static [&'static str]) -> Column {
    Column {
        name,
        kind,
        attributes,
    }
}

/// The permanent identifier of a person or organisation, by which two are told apart for certain.
const PERMANENT: &str = "permanent_id";
/// Any other document or code.
const DOCUMENT: &str = "document";

/// Who is compared with whom: never a person with an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Persons.
    Persons,
    /// Organisations and financial institutions.
    Organisations,
}

const PERSONS: &[Column] = &[
    column("name", Kind::FullName, &["name"]),
    column(PERMANENT, Kind::PermanentId, &[]),
    column(DOCUMENT, Kind::OtherId, &[]),
    column("birth_date", Kind::Date, &["birth_date"]),
    column("sex", Kind::Sex, &["sex"]),
    column("mobile", Kind::Phone, &["mobile"]),
    column("phone", Kind::Phone, &["phone_home", "phone_work"]),
    column("email", Kind::Email, &["email"]),
    column("address", Kind::Address, &["address_home", "address_work"]),
    column("employer", Kind::Company, &["employer"]),
];

const ORGANISATIONS: &[Column] = &[
    column("name", Kind::Company, &["name"]),
    column(PERMANENT, Kind::PermanentId, &[]),
    column(DOCUMENT, Kind::OtherId, &[]),
    column("founded_on", Kind::Date, &["founded_on"]),
    column("legal_representative", Kind::FullName, &["legal_representative"]),
    column("mobile", Kind::Phone, &["mobile"]),
    column("phone", Kind::Phone, &["phone_work", "phone_home"]),
    column("email", Kind::Email, &["email"]),
    column("address", Kind::Address, &["address_registered", "address_work"]),
];

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Persons, Self::Organisations];

    /// The side a kind of customer is on.
    #[must_use]
    pub fn of(kind: PartyKind) -> Self {
        if kind == PartyKind::Individual {
            Self::Persons
        } else {
            Self::Organisations
        }
    }

    /// The side of a stored kind of customer.
    #[must_use]
    pub const fn of_code(kind: i16) -> Self {
        if kind == 0 {
            Self::Persons
        } else {
            Self::Organisations
        }
    }

    /// The number it is stored as.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Persons => 0,
            Self::Organisations => 1,
        }
    }

    /// The word for it in services.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::Organisations => "organisations",
        }
    }

    /// Finds a side by its word.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.word() == word)
    }

    /// The kind of policy that says how its customers are compared.
    #[must_use]
    pub const fn policy(self) -> &'static str {
        match self {
            Self::Persons => "match_persons",
            Self::Organisations => "match_organisations",
        }
    }

    /// What is compared.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Persons => PERSONS,
            Self::Organisations => ORGANISATIONS,
        }
    }

    /// What each column holds, for the engine.
    #[must_use]
    pub fn kinds(self) -> BTreeMap<String, Kind> {
        let named = |column: &Column| (column.name.to_owned(), column.kind);
        self.columns().iter().map(named).collect()
    }

    /// The document that a person or organisation has for life.
    #[must_use]
    pub const fn permanent(self) -> DocumentType {
        match self {
            Self::Persons => DocumentType::ResidentId,
            Self::Organisations => DocumentType::CreditCode,
        }
    }
}

/// A row to be compared: for each column a value or none.
pub type Row = Vec<Option<String>>;

/// What one record states.
#[must_use]
pub fn of_facts(side: Side, facts: &PartyFacts) -> Row {
    let value = |name: &str| {
        let fits = |fact: &&crate::model::Fact| fact.valid && fact.attribute.get().name == name;
        facts.values.iter().find(fits).map(|fact| fact.value.clone())
    };
    let documents = facts.identifications.iter();
    row(
        side,
        value,
        documents.map(|one| (one.document, one.number.as_str())),
    )
}

/// What survives of all records.
#[must_use]
pub fn of_golden(side: Side, golden: &Golden) -> Row {
    let value = |name: &str| golden.value(name).map(|value| value.value.clone());
    let documents = golden.identifications.iter();
    row(
        side,
        value,
        documents.map(|one| (one.document, one.number.as_str())),
    )
}

/// What is stated by these values and documents.
pub fn row<'d>(
    side: Side,
    value: impl Fn(&str) -> Option<String>,
    documents: impl Iterator<Item = (DocumentType, &'d str)>,
) -> Row {
    let (mut permanent, mut other) = (None, None);
    for (document, number) in documents {
        if document == side.permanent() {
            permanent.get_or_insert_with(|| number.to_owned());
        } else if document.merges() {
            other.get_or_insert_with(|| number.to_owned());
        }
    }
    let filled = |column: &Column| match column.name {
        PERMANENT => permanent.clone(),
        DOCUMENT => other.clone(),
        _ => column.attributes.iter().find_map(|name| value(name)),
    };
    side.columns().iter().map(filled).collect()
}
