//! Other banks, fund managers and the funds they manage.

use base::Date;

use crate::Bank;
use crate::dice::{Dice, Purpose};
use crate::document::{Document, DocumentType, Source};
use crate::flaw::Flaws;
use crate::number::Numbers;
use crate::organisation::OrganisationRecord;
use crate::person::day_between;
use crate::place::{self, Address};
use crate::record::FOR_EVER;

/// Banks, fund managers and funds of every bank, however small.
const BANKS: u64 = 36;
const MANAGERS: u64 = 12;
const FUNDS: u64 = 36;

/// What an institution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InstitutionKind {
    Bank,
    FundManager,
    Fund,
}

/// A financial institution, or a fund as a customer of its own (MC6).
#[derive(Debug, Clone)]
pub(crate) struct Institution {
    pub index: u64,
    pub kind: InstitutionKind,
    pub name: String,
    pub bic: String,
    pub clearing: String,
    pub lei: String,
    pub credit_code: String,
    pub address: Address,
    pub phone: String,
    pub founded: Date,
    /// The manager of a fund, as the institution's index.
    pub manager: Option<u64>,
}

impl Institution {
    pub(crate) fn entity(&self) -> String {
        format!("F{:04}", self.index)
    }

    /// The systems it is on record in.
    pub(crate) fn sources(&self) -> &'static [Source] {
        match self.kind {
            InstitutionKind::Bank => &[Source::Core, Source::Loan],
            InstitutionKind::FundManager => &[Source::Core, Source::Wealth],
            InstitutionKind::Fund => &[Source::Wealth],
        }
    }

    pub(crate) fn kind_word(&self) -> &'static str {
        match self.kind {
            InstitutionKind::Bank => "BANK",
            InstitutionKind::FundManager => "FUND_MANAGER",
            InstitutionKind::Fund => "FUND",
        }
    }
}

/// The key a source gives an institution's record.
pub(crate) fn institution_key(bank: &Bank, source: Source, index: u64) -> String {
    let prefix = match source {
        Source::Core => "3",
        Source::Loan => "B",
        _ => "W3",
    };
    bank.numbers.record_key(prefix, 24 + source as u64, index)
}

impl Bank {
    /// Every institution.
    pub(crate) fn institutions(&self) -> Vec<Institution> {
        (0..BANKS + MANAGERS + FUNDS)
            .map(|index| self.institution(index))
            .collect()
    }

    fn institution(&self, index: u64) -> Institution {
        let mut dice = Dice::new(self.params.seed, Purpose::Institution, index, 0);
        let city = index as usize % place::cities().len();
        let town = place::cities()[city].name;
        let address = Address::office(&mut dice, city);
        const WORDS: [&str; 12] = [
            "明德", "兴和", "永泰", "恒信", "广源", "嘉禾", "弘毅", "景云", "润泽", "安澜", "启元", "和光",
        ];
        let word = WORDS[(index as usize / 12 + city) % 12];
        let (kind, name) = if index < BANKS {
            let ending = [
                "银行股份有限公司",
                "农村商业银行股份有限公司",
                "村镇银行有限责任公司",
            ][index as usize / 12];
            (InstitutionKind::Bank, format!("{town}{word}{ending}"))
        } else if index < BANKS + MANAGERS {
            (InstitutionKind::FundManager, format!("{word}基金管理有限公司"))
        } else {
            let manager = WORDS[(BANKS as usize / 12 + (index - BANKS - MANAGERS) as usize % 12) % 12];
            let style = ["稳健成长混合型", "货币市场", "债券型"][(index - BANKS - MANAGERS) as usize / 12];
            (InstitutionKind::Fund, format!("{manager}{style}证券投资基金"))
        };
        // Indices beyond the companies' own: their codes are never given to a company.
        let code = self
            .numbers
            .organisation_code(crate::params::LARGEST_BANK + index, true);
        let letter = |value: u64| char::from(b'A' + (value % 26) as u8);
        let is_bank = kind == InstitutionKind::Bank;
        Institution {
            index,
            bic: if is_bank {
                format!("GY{}{}CN2X", letter(index / 26), letter(index))
            } else {
                String::new()
            },
            clearing: if is_bank {
                format!("3{:03}{:08}", 100 + city, 3_000_000 + index)
            } else {
                String::new()
            },
            lei: self.numbers.legal_entity(index),
            credit_code: Numbers::unified_code("91", address.county().code, &code),
            phone: address.fixed_line(&mut dice),
            founded: day_between(
                &mut dice,
                Date::constant(2016, 1, 1),
                Date::constant(2022, 12, 31),
            ),
            manager: (kind == InstitutionKind::Fund).then(|| BANKS + (index - BANKS - MANAGERS) % MANAGERS),
            address,
            kind,
            name,
        }
    }

    /// The record of an institution in one system.
    pub(crate) fn institution_record(&self, institution: &Institution, source: Source) -> OrganisationRecord {
        let mut dice = Dice::new(
            self.params.seed,
            Purpose::OrganisationRecord,
            institution.index,
            8 + source as u64,
        );
        let paper = |kind, number: &str| Document {
            kind,
            number: number.to_owned(),
            expires: None,
        };
        let documents = match (institution.kind, source) {
            (InstitutionKind::Bank, Source::Loan) => {
                vec![
                    paper(DocumentType::Cnaps, &institution.clearing),
                    paper(DocumentType::Bic, &institution.bic),
                ]
            }
            (InstitutionKind::Bank, _) => {
                vec![
                    paper(DocumentType::Bic, &institution.bic),
                    paper(DocumentType::Lei, &institution.lei),
                ]
            }
            (InstitutionKind::FundManager, _) => {
                vec![
                    paper(DocumentType::CreditCode, &institution.credit_code),
                    paper(DocumentType::Lei, &institution.lei),
                ]
            }
            (InstitutionKind::Fund, _) => vec![paper(DocumentType::Lei, &institution.lei)],
        };
        let (unit, manager) = crate::unit::keeper(&mut dice, institution.address.city);
        let opened = day_between(&mut dice, institution.founded, self.params.business_date);
        OrganisationRecord {
            source,
            key: institution_key(self, source, institution.index),
            entity: institution.entity(),
            is_institution: true,
            name: institution.name.clone(),
            english_name: String::new(),
            former_name: String::new(),
            documents,
            form: "120",
            industry: if institution.kind == InstitutionKind::Bank {
                "J6621"
            } else {
                "J6720"
            },
            scope: "",
            founded: Some(institution.founded),
            capital: None,
            employees: None,
            revenue: None,
            assets: None,
            representative: String::new(),
            representative_document: String::new(),
            licence_expiry: Some(FOR_EVER),
            institution_kind: institution.kind_word(),
            address: institution.address.full(),
            postcode: institution.address.postcode(),
            phone: institution.phone.clone(),
            opened,
            changed: (opened, 0),
            unit,
            manager,
            flaws: Flaws::default(),
        }
    }
}
