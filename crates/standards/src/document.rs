//! Types of identification documents: rule ID-11; how their numbers are compared and judged.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::fold;
use crate::verdict::Verdict;
use crate::{
    bic, credit_code, foreigner_residence, hk_id, lei, org_code, registration, resident_id, travel_document,
    tw_id,
};

/// A type of document of a person or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentType {
    /// 居民身份证
    ResidentId,
    /// 户口簿
    HouseholdBook,
    /// Passport of the PRC.
    PassportCn,
    /// Passport of another country.
    PassportForeign,
    /// 军官证
    OfficerCard,
    /// 士兵证
    SoldierCard,
    /// 港澳居民来往内地通行证
    HkMacauPermit,
    /// 台湾居民来往大陆通行证
    TaiwanPermit,
    /// 临时身份证
    TemporaryId,
    /// 外国人永久居留身份证, either edition.
    ForeignerResidence,
    /// 警官证
    PoliceCard,
    /// Hong Kong identity card.
    HkId,
    /// Macau identity card.
    MacauId,
    /// Taiwan identity card.
    TwId,
    /// Whatever else a source calls a document; never takes part in a merge (RULE 8).
    Other,
    /// 统一社会信用代码
    CreditCode,
    /// 组织机构代码
    OrgCode,
    /// 工商注册号
    BusinessRegistration,
    /// Legal entity identifier.
    Lei,
    /// Business identifier code.
    Bic,
    /// 支付系统行号
    Cnaps,
}

/// A document type that the house does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown document type {0:?}")]
pub struct UnknownDocumentType(pub String);

impl DocumentType {
    /// Every type, persons' first, in the order of the credit-registry codes.
    pub const ALL: [Self; 21] = [
        Self::ResidentId,
        Self::HouseholdBook,
        Self::PassportCn,
        Self::PassportForeign,
        Self::OfficerCard,
        Self::SoldierCard,
        Self::HkMacauPermit,
        Self::TaiwanPermit,
        Self::TemporaryId,
        Self::ForeignerResidence,
        Self::PoliceCard,
        Self::HkId,
        Self::MacauId,
        Self::TwId,
        Self::Other,
        Self::CreditCode,
        Self::OrgCode,
        Self::BusinessRegistration,
        Self::Lei,
        Self::Bic,
        Self::Cnaps,
    ];

    /// The name in files, tables and the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ResidentId => "resident_id",
            Self::HouseholdBook => "household_book",
            Self::PassportCn => "passport_cn",
            Self::PassportForeign => "passport_foreign",
            Self::OfficerCard => "officer_card",
            Self::SoldierCard => "soldier_card",
            Self::HkMacauPermit => "hk_macau_permit",
            Self::TaiwanPermit => "taiwan_permit",
            Self::TemporaryId => "temporary_id",
            Self::ForeignerResidence => "foreigner_residence",
            Self::PoliceCard => "police_card",
            Self::HkId => "hk_id",
            Self::MacauId => "macau_id",
            Self::TwId => "tw_id",
            Self::Other => "other",
            Self::CreditCode => "credit_code",
            Self::OrgCode => "org_code",
            Self::BusinessRegistration => "business_registration",
            Self::Lei => "lei",
            Self::Bic => "bic",
            Self::Cnaps => "cnaps",
        }
    }

    /// The one-character code of the credit registry of the People's Bank (ID-11); `None` for documents of
    /// organisations. Both kinds of passport have `2`.
    #[must_use]
    pub fn pboc_code(self) -> Option<char> {
        Some(match self {
            Self::ResidentId => '0',
            Self::HouseholdBook => '1',
            Self::PassportCn | Self::PassportForeign => '2',
            Self::OfficerCard => '3',
            Self::SoldierCard => '4',
            Self::HkMacauPermit => '5',
            Self::TaiwanPermit => '6',
            Self::TemporaryId => '7',
            Self::ForeignerResidence => '8',
            Self::PoliceCard => '9',
            Self::HkId => 'A',
            Self::MacauId => 'B',
            Self::TwId => 'C',
            Self::Other => 'X',
            _ => return None,
        })
    }

    /// Whether the document is an organisation's.
    #[must_use]
    pub fn is_of_organisation(self) -> bool {
        self >= Self::CreditCode
    }

    /// Whether the number stays with its holder for life, so that two verified numbers of this type that
    /// differ mean two parties. A passport's number, or a card's that is numbered anew, does not.
    #[must_use]
    pub fn is_permanent(self) -> bool {
        matches!(
            self,
            Self::ResidentId
                | Self::HkMacauPermit
                | Self::TaiwanPermit
                | Self::TemporaryId
                | Self::HkId
                | Self::MacauId
                | Self::TwId
                | Self::CreditCode
                | Self::OrgCode
                | Self::Lei
        )
    }

    /// Whether equal numbers of this type may join records: false for `Other`, since every source means
    /// something else by it (RULE 8, M5).
    #[must_use]
    pub fn merges(self) -> bool {
        self != Self::Other
    }
}

impl fmt::Display for DocumentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DocumentType {
    type Err = UnknownDocumentType;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|document| document.as_str() == name)
            .ok_or_else(|| UnknownDocumentType(name.to_owned()))
    }
}

/// The form in which numbers of this type are compared: full-width folded, blanks dropped, upper case; a
/// 15-digit resident ID widened to 18 (RULE 7), the issue count of a Hong Kong or Macau permit dropped (ID-09),
/// brackets of a Hong Kong or Macau card dropped, an organisation code without hyphen and taken out of a
/// unified code where one stands in its place (ORG-02).
///
/// `None` when nothing is left: an empty number equals no other. Applied to its own result it changes nothing.
#[must_use]
pub fn match_key(document: DocumentType, number: &str) -> Option<String> {
    let mut key = folded(number);
    match document {
        DocumentType::ResidentId | DocumentType::TemporaryId => {
            if let Some(wide) = resident_id::to_18(&key) {
                key = wide;
            }
        }
        DocumentType::HkMacauPermit if travel_document::hk_macau_permit(&key).is_ok() => key.truncate(9),
        DocumentType::HkId | DocumentType::MacauId => key.retain(|c| !matches!(c, '(' | ')')),
        DocumentType::OrgCode => {
            key.retain(|c| c != '-');
            if let Some(code) = org_code::from_credit_code(&key) {
                key = code;
            }
        }
        _ => {}
    }
    if key.is_empty() { None } else { Some(key) }
}

/// Judges a number by the rule of its type (ID-01 to ID-09, ORG-01 to ORG-04, ACC-04), after the folding that
/// recognition does too: full-width and blanks are no fault here. A 15-digit resident ID is judged by its
/// 18-character form. Types without a published format need only a number.
pub fn validate(document: DocumentType, number: &str, today: Date) -> Verdict {
    let number = folded(number);
    match document {
        DocumentType::ResidentId | DocumentType::TemporaryId => match resident_id::to_18(&number) {
            Some(wide) => resident_id::validate(&wide, today),
            None => resident_id::validate(&number, today),
        },
        DocumentType::PassportCn => travel_document::passport_cn(&number),
        DocumentType::PassportForeign => travel_document::passport_foreign(&number),
        DocumentType::HkMacauPermit => travel_document::hk_macau_permit(&number),
        DocumentType::TaiwanPermit => travel_document::taiwan_permit(&number),
        DocumentType::ForeignerResidence => foreigner_residence::validate(&number, today),
        DocumentType::HkId => hk_id::validate(&number),
        DocumentType::MacauId => travel_document::macau_id(&number),
        DocumentType::TwId => tw_id::validate(&number),
        DocumentType::CreditCode => credit_code::validate(&number),
        DocumentType::OrgCode => org_code::validate(&number),
        DocumentType::BusinessRegistration => registration::validate(&number),
        DocumentType::Lei => lei::validate(&number),
        DocumentType::Bic => bic::validate(&number),
        DocumentType::Cnaps => bic::validate_cnaps(&number),
        DocumentType::HouseholdBook
        | DocumentType::OfficerCard
        | DocumentType::SoldierCard
        | DocumentType::PoliceCard
        | DocumentType::Other => Verdict::ok_or(!number.is_empty(), Verdict::BadFormat),
    }
}

fn folded(number: &str) -> String {
    number.chars().filter_map(fold::identifier_char).collect()
}
