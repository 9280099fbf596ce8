//! What a source system has written down about a company or a financial institution.

use base::Date;

use crate::Bank;
use crate::calendar::in_year;
use crate::company::{Company, Form};
use crate::dice::{Dice, Purpose};
use crate::document::{Document, DocumentType, Source};
use crate::flaw::{Flaw, Flaws};
use crate::names;
use crate::person::{Papers, day_between};
use crate::record::FOR_EVER;

/// An organisation's record in one source system, before it is put into that system's own format.
#[derive(Debug, Clone)]
pub(crate) struct OrganisationRecord {
    pub source: Source,
    pub key: String,
    pub entity: String,
    pub is_institution: bool,
    pub name: String,
    pub english_name: String,
    pub former_name: String,
    pub documents: Vec<Document>,
    pub form: &'static str,
    pub industry: &'static str,
    pub scope: &'static str,
    pub founded: Option<Date>,
    /// Ten thousand yuan.
    pub capital: Option<u64>,
    pub employees: Option<u64>,
    /// Ten thousand yuan.
    pub revenue: Option<u64>,
    /// Ten thousand yuan.
    pub assets: Option<u64>,
    pub representative: String,
    pub representative_document: String,
    pub licence_expiry: Option<Date>,
    /// Kind of institution; empty for companies.
    pub institution_kind: &'static str,
    pub address: String,
    pub postcode: String,
    pub phone: String,
    pub opened: Date,
    pub changed: (Date, u32),
    pub unit: String,
    pub manager: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test of the rates asks"))]
    pub flaws: Flaws,
}

/// The key a source gives a company's record.
pub(crate) fn company_key(bank: &Bank, source: Source, company: u64) -> String {
    let prefix = match source {
        Source::Core => "2",
        Source::Loan => "C",
        Source::Card => "7",
        Source::Online => "e",
        Source::Wealth => "W2",
    };
    bank.numbers.record_key(prefix, 8 + source as u64, company)
}

impl Bank {
    /// The systems a company is on record in; at least one.
    pub(crate) fn company_presences(&self, company: u64) -> Vec<Source> {
        let mut dice = Dice::new(self.params.seed, Purpose::Presence, company, 1);
        let mut sources: Vec<Source> = [(Source::Core, 0.85), (Source::Loan, 0.6), (Source::Wealth, 0.1)]
            .into_iter()
            .filter(|(_, rate)| dice.chance(*rate))
            .map(|(source, _)| source)
            .collect();
        if sources.is_empty() {
            sources.push(Source::Core);
        }
        sources
    }

    /// Whether the loan system knows a company.
    pub(crate) fn company_borrows(&self, company: u64) -> bool {
        self.company_presences(company).contains(&Source::Loan)
    }

    /// The record of a company in one system.
    pub(crate) fn company_record(&self, company: &Company, source: Source) -> OrganisationRecord {
        let mut dice = Dice::new(
            self.params.seed,
            Purpose::OrganisationRecord,
            company.index,
            source as u64,
        );
        let mut flaws = Flaws::default();
        let rates = &self.params.rates;
        let today = self.params.business_date;
        let opened = day_between(&mut dice, company.founded, today);
        let former = company.former_name.as_deref();
        let kept = flaws.strikes(
            &mut dice,
            Flaw::FormerCompanyName,
            former.is_some(),
            rates.former_company_name,
        );
        let current = former.filter(|_| kept).unwrap_or(&company.name);
        let name = self.written_company_name(&mut dice, &mut flaws, current);
        let documents = self.company_documents(&mut dice, &mut flaws, company);
        let representative = company.representative.as_ref();
        let id = representative.map(|person| match &person.papers {
            Papers::Citizen { resident_id, .. } => resident_id.clone(),
            Papers::HongKong { permit, .. } => permit.clone(),
            Papers::Foreigner { passport, .. } => passport.clone(),
        });
        let figures = source == Source::Loan;
        OrganisationRecord {
            source,
            key: company_key(self, source, company.index),
            entity: company.entity(),
            is_institution: false,
            name,
            english_name: if company.form == Form::Stock {
                company.english_name.clone()
            } else {
                String::new()
            },
            former_name: former
                .filter(|_| !kept && dice.chance(0.3))
                .unwrap_or_default()
                .to_owned(),
            documents,
            form: company.form_code(),
            industry: company.industry,
            scope: company.scope,
            founded: Some(company.founded),
            capital: Some(company.capital),
            employees: figures.then_some(company.employees),
            revenue: figures.then_some(company.revenue),
            assets: figures.then_some(company.assets),
            representative: representative
                .map(|person| person.name.text.clone())
                .unwrap_or_default(),
            representative_document: id.unwrap_or_default(),
            licence_expiry: Some(if dice.chance(0.6) {
                FOR_EVER
            } else {
                in_year(company.founded, today.year() + 5)
            }),
            institution_kind: "",
            address: if dice.chance(rates.short_address) {
                company.address.without_province()
            } else {
                company.address.full()
            },
            postcode: company.address.postcode(),
            phone: company.phone.clone(),
            opened,
            changed: (day_between(&mut dice, opened, today), dice.below(86_400) as u32),
            unit: company.unit.clone(),
            manager: company.manager.clone(),
            flaws,
        }
    }

    fn written_company_name(&self, dice: &mut Dice, flaws: &mut Flaws, name: &str) -> String {
        let rates = &self.params.rates;
        let brackets = name.contains('（');
        if flaws.strikes(dice, Flaw::FullWidth, true, rates.full_width) {
            // Half-width brackets and a blank before the form: the key is the same (CO-01).
            return if brackets {
                name.replace('（', "(").replace('）', ")")
            } else {
                format!("{name} ")
            };
        }
        let old_script = names::traditional(name);
        if flaws.strikes(
            dice,
            Flaw::TraditionalScript,
            old_script.is_some(),
            rates.traditional_script,
        ) {
            return old_script.unwrap_or_default();
        }
        name.to_owned()
    }

    /// The codes as written. A record shows the unified code, or (an old record) only what came before it; never
    /// both, as the systems took the old ones out when the new one came.
    fn company_documents(&self, dice: &mut Dice, flaws: &mut Flaws, company: &Company) -> Vec<Document> {
        let rates = &self.params.rates;
        let paper = |kind, number: &str| Document {
            kind,
            number: number.to_owned(),
            expires: None,
        };
        let old = company.founded.year() < 2016;
        if flaws.strikes(dice, Flaw::OldCode, old, rates.old_code) {
            let registration = paper(DocumentType::BusinessRegistration, &company.registration);
            let code = &company.org_code;
            let code = if dice.chance(0.5) {
                format!("{}-{}", &code[..8], &code[8..])
            } else {
                code.clone()
            };
            let code = paper(DocumentType::OrgCode, &code);
            return match dice.below(3) {
                0 => vec![code],
                1 => vec![registration],
                _ => vec![code, registration],
            };
        }
        if flaws.strikes(dice, Flaw::CodeMistyped, true, rates.code_mistyped) {
            if let Some(typed) = mistyped_code(&company.credit_code) {
                return vec![paper(DocumentType::CreditCode, &typed)];
            }
            flaws.spare(Flaw::CodeMistyped);
        }
        vec![paper(DocumentType::CreditCode, &company.credit_code)]
    }
}

/// A unified code with two neighbouring characters of its organisation code exchanged, so that neither check
/// holds. Which two follows from the region alone, as with resident IDs ([`crate::number::mistyped`]).
fn mistyped_code(code: &str) -> Option<String> {
    let mut bytes: [u8; 18] = code.as_bytes().try_into().ok()?;
    let draw = crate::dice::scramble(
        bytes[2..8]
            .iter()
            .fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0')),
    );
    let place = 10 + (draw % 5) as usize;
    bytes.swap(place, place + 1);
    let typed = String::from_utf8(bytes.to_vec()).ok()?;
    let refused = standards::org_code::check_character(&typed[8..16]) != typed[16..].chars().next()
        && standards::credit_code::check_character(&typed[..17]) != typed.chars().last();
    refused.then_some(typed)
}
