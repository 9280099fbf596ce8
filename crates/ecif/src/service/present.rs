//! The one place where a customer's values become what a caller is shown: masked by the field classes of the policy
//! table, codes with their names, attributes with their titles.
//!
//! Nothing else in ECIF puts a value of a customer into an answer.

use authz::{Clearance, Kind, Privacy, Shown, View, show};
use feed::ValueType;
use serde::Serialize;
use standards::code;
use standards::document::DocumentType;
use utoipa::ToSchema;
use web::Allowed;

use crate::card::Identifier;
use crate::model::{self, Attribute};
use crate::survive::Reason;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Label {
    /// Both texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

/// Why a value stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonView {
    /// The stable word.
    #[schema(example = "verification")]
    pub code: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl From<Reason> for ReasonView {
    fn from(reason: Reason) -> Self {
        let (code, zh, en) = match reason {
            Reason::Only => ("only", "唯一的值", "no other value was a candidate"),
            Reason::StillThere => (
                "still_there",
                "其他值的记录已从来源消失",
                "the others come from records their source no longer has",
            ),
            Reason::Verification => ("verification", "核验程度更高", "better checked"),
            Reason::Source => (
                "source",
                "该来源对此项优先",
                "its source comes first for this attribute",
            ),
            Reason::ValueDate => ("value_date", "值日期更新", "newer"),
            Reason::Completeness => ("completeness", "记录更完整", "from the fuller record"),
            Reason::RecordId => (
                "record_id",
                "其余相同，按记录标识",
                "all else equal: by the record's id",
            ),
        };
        Self { code, zh, en }
    }
}

/// Shows values as one caller may see them.
#[derive(Debug, Clone, Copy)]
pub struct Presenter {
    clearance: Clearance,
}

impl Presenter {
    /// For a caller.
    #[must_use]
    pub fn of(allowed: &Allowed) -> Self {
        Self {
            clearance: allowed.clearance(),
        }
    }

    /// With this clearance.
    #[must_use]
    pub fn with(clearance: Clearance) -> Self {
        Self { clearance }
    }

    /// A value of an attribute.
    #[must_use]
    pub fn value(&self, attribute: &Attribute, value: &str) -> Shown {
        show(class(attribute), kind(attribute), value, &self.clearance)
    }

    /// Whether values of an attribute are shown as they are.
    #[must_use]
    pub fn is_clear(&self, attribute: &Attribute) -> bool {
        self.clearance.of(class(attribute), kind(attribute)) == View::Clear
    }

    /// A customer's name.
    #[must_use]
    pub fn name(&self, name: &str) -> Shown {
        show(Privacy::C1, Kind::Name, name, &self.clearance)
    }

    /// A document's number.
    #[must_use]
    pub fn document(&self, number: &str) -> Shown {
        show(Privacy::C2, Kind::Document, number, &self.clearance)
    }

    /// The number of an account, a card or a contract.
    #[must_use]
    pub fn account(&self, number: &str) -> Shown {
        show(Privacy::C2, Kind::Account, number, &self.clearance)
    }

    /// An amount of money, as the text it is.
    #[must_use]
    pub fn amount(&self, amount: &str) -> Shown {
        show(Privacy::C2, Kind::Amount, amount, &self.clearance)
    }

    /// Whether what services say of a customer is shown: it is sensitive, and a code to whoever reads it.
    #[must_use]
    pub fn extensions_are_clear(&self) -> bool {
        self.clearance.of(Privacy::C2, Kind::Code) == View::Clear
    }

    /// Whether names are in clear: only then may a list be searched or sorted by them.
    #[must_use]
    pub fn names_are_clear(&self) -> bool {
        self.clearance.of(Privacy::C1, Kind::Name) == View::Clear
    }

    /// How much is shown of the number that something is found by.
    #[must_use]
    pub fn view_of(&self, identifier: Identifier) -> View {
        let kind = match identifier {
            Identifier::Document => Kind::Document,
            Identifier::Phone => Kind::Phone,
            Identifier::Account | Identifier::Card => Kind::Account,
            Identifier::CustomerNumber => return View::Clear,
        };
        self.clearance.of(Privacy::C2, kind)
    }

    /// Whether the days from which and until which documents are valid are in clear: only then may a list be
    /// filtered or sorted by them. They are as sensitive as the documents.
    #[must_use]
    pub fn expiries_are_clear(&self) -> bool {
        self.clearance.of(Privacy::C2, Kind::Date) == View::Clear
    }

    /// Whether amounts are in clear: only then may a list be sorted by them.
    #[must_use]
    pub fn amounts_are_clear(&self) -> bool {
        self.clearance.of(Privacy::C2, Kind::Amount) == View::Clear
    }
}

/// An attribute's class in the words of the policy table.
#[must_use]
pub fn class(attribute: &Attribute) -> Privacy {
    match attribute.privacy {
        model::Privacy::C1 => Privacy::C1,
        model::Privacy::C2 => Privacy::C2,
    }
}

/// What kind of value an attribute holds: which mask fits it.
#[must_use]
pub fn kind(attribute: &Attribute) -> Kind {
    match attribute.name {
        "name" | "name_latin" | "former_name" | "english_name" | "legal_representative" => Kind::Name,
        "legal_representative_document" => Kind::Document,
        "mobile" | "phone_home" | "phone_work" => Kind::Phone,
        "email" => Kind::Mail,
        "wechat" => Kind::Handle,
        "address_home" | "address_work" | "address_registered" => Kind::Address,
        "account_number" | "card_number" => Kind::Account,
        _ => match attribute.value_type {
            ValueType::Date => Kind::Date,
            ValueType::Decimal | ValueType::Integer => Kind::Amount,
            ValueType::Code => Kind::Code,
            _ => Kind::Text,
        },
    }
}

/// The code table that an attribute's values are codes of, where one is shipped.
#[must_use]
pub fn code_table(attribute: &Attribute) -> Option<&'static str> {
    Some(match attribute.name {
        "sex" => "sex",
        "nationality" | "tax_residence" => "country",
        "ethnicity" => "ethnic",
        "marital_status" => "marital",
        "education" => "education",
        "occupation" => "occupation",
        "working_status" => "employment",
        "industry" => "industry",
        "currency" => "currency",
        _ => return None,
    })
}

/// What a code means.
#[must_use]
pub fn meaning(attribute: &Attribute, value: &str) -> Option<Label> {
    let entry = code::table(code_table(attribute)?)?.find_any(value)?;
    Some(Label::new(entry.zh, entry.en))
}

/// The name of a kind of document.
#[must_use]
pub fn document_label(document: DocumentType) -> Label {
    match code::table("document").and_then(|table| table.find(document.as_str())) {
        Some(entry) => Label::new(entry.zh, entry.en),
        None => Label::new(document.as_str(), document.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ATTRIBUTES;

    #[test]
    fn no_sealed_attribute_is_shown_as_plain_text_by_accident() {
        // Whatever is sealed has a mask of its own, or is a figure, a day or a code; else it must be listed here.
        let plain: Vec<&str> = ATTRIBUTES
            .iter()
            .filter(|attribute| class(attribute) == Privacy::C2 && kind(attribute) == Kind::Text)
            .map(|attribute| attribute.name)
            .collect();
        assert_eq!(plain, ["collateral", "branch"]);
    }

    #[test]
    fn tables_named_here_exist() {
        for attribute in ATTRIBUTES {
            if let Some(id) = code_table(attribute) {
                assert!(code::table(id).is_some(), "{id}");
            }
        }
    }
}
