//! The companies and institutions of the cast.

use super::rows::{day, organisation_key};
use crate::document::{Document, DocumentType, Source};
use crate::flaw::Flaws;
use crate::number::Numbers;
use crate::organisation::OrganisationRecord;
use crate::record::FOR_EVER;

use DocumentType::{CreditCode, Lei, OrgCode};
use Source::{Core, Loan, Wealth};

/// The unified code around an organisation code of eight characters.
fn codes(region: &str, body: &str) -> (String, String) {
    let check = standards::org_code::check_character(body)
        .map(String::from)
        .unwrap_or_default();
    let organisation = format!("{body}{check}");
    (Numbers::unified_code("91", region, &organisation), organisation)
}

fn organisation(
    entity: &'static str,
    source: Source,
    number: u32,
    name: &str,
    documents: &[(DocumentType, &str)],
) -> OrganisationRecord {
    let is_institution = documents.iter().any(|(kind, _)| *kind == Lei);
    OrganisationRecord {
        source,
        key: organisation_key(source, number),
        entity: entity.to_owned(),
        is_institution,
        name: name.to_owned(),
        english_name: String::new(),
        former_name: String::new(),
        documents: documents
            .iter()
            .map(|(kind, number)| Document {
                kind: *kind,
                number: (*number).to_owned(),
                expires: None,
            })
            .collect(),
        form: if name.contains("股份") { "120" } else { "110" },
        industry: if is_institution { "J6720" } else { "I6513" },
        scope: "",
        founded: Some(day(2017, 3, 1)),
        capital: Some(1_000),
        employees: (source == Loan).then_some(120),
        revenue: (source == Loan).then_some(8_600),
        assets: (source == Loan).then_some(5_200),
        representative: if entity.starts_with("cast-mingyuan") {
            "陈志远".into()
        } else {
            String::new()
        },
        representative_document: String::new(),
        licence_expiry: Some(FOR_EVER),
        institution_kind: match (is_institution, name.contains("管理")) {
            (false, _) => "",
            (true, true) => "FUND_MANAGER",
            (true, false) => "FUND",
        },
        address: "北京市朝阳区科技大道1号".to_owned(),
        postcode: "100000".to_owned(),
        phone: "010-66668888".to_owned(),
        opened: day(2018, 5, 1 + source as i8),
        changed: (day(2025, 5, 1 + source as i8), 36_000),
        unit: "0101".to_owned(),
        manager: "R01012".to_owned(),
        flaws: Flaws::default(),
    }
}

pub(super) fn organisations() -> Vec<OrganisationRecord> {
    let code = |region, body| codes(region, body).0;
    let mingyuan = code("110105", "MAAAAA00");
    let shanghai = code("310101", "MAAAAA01");
    let qiming = code("310101", "MAAAAA02");
    let lanjing = [code("440304", "MAAAAA03"), code("440304", "MAAAAA04")];
    let (xinda, xinda_old) = codes("110105", "90000001");
    let fund_manager = code("310101", "MAAAAA05");
    let lei = |number: u32| {
        let body = format!("300301{number:012}");
        let check = standards::lei::check_digits(&body).unwrap_or_default();
        body + &check
    };
    let (manager_lei, fund_lei) = (lei(107), lei(108));
    let branch = "北京明远信息技术有限公司上海分公司";
    vec![
        organisation(
            "cast-mingyuan",
            Core,
            101,
            "北京明远信息技术有限公司",
            &[(CreditCode, &mingyuan)],
        ),
        organisation(
            "cast-mingyuan",
            Loan,
            101,
            "北京明远信息技术 有限公司",
            &[(CreditCode, &mingyuan)],
        ),
        organisation(
            "cast-mingyuan-shanghai",
            Core,
            102,
            branch,
            &[(CreditCode, &shanghai)],
        ),
        organisation(
            "cast-mingyuan-shanghai",
            Loan,
            102,
            branch,
            &[(CreditCode, &shanghai)],
        ),
        organisation(
            "cast-qiming",
            Core,
            103,
            "上海启明贸易有限公司",
            &[(CreditCode, &qiming)],
        ),
        organisation(
            "cast-qiming",
            Loan,
            103,
            "上海启明国际贸易有限公司",
            &[(CreditCode, &qiming)],
        ),
        organisation(
            "cast-lanjing-llc",
            Core,
            104,
            "深圳蓝鲸智造科技有限公司",
            &[(CreditCode, &lanjing[0])],
        ),
        organisation(
            "cast-lanjing-llc",
            Loan,
            104,
            "深圳蓝鲸智造科技有限公司",
            &[(CreditCode, &lanjing[0])],
        ),
        organisation(
            "cast-lanjing-jsc",
            Core,
            105,
            "深圳蓝鲸智造科技股份有限公司",
            &[(CreditCode, &lanjing[1])],
        ),
        organisation(
            "cast-xinda-old",
            Core,
            106,
            "苏州信达纺织品有限公司",
            &[(CreditCode, &xinda)],
        ),
        organisation(
            "cast-xinda-old",
            Loan,
            106,
            "苏州信达纺织品有限公司",
            &[(OrgCode, &xinda_old)],
        ),
        organisation(
            "cast-guiyi-fund-manager",
            Core,
            107,
            "归一基金管理有限公司",
            &[(CreditCode, &fund_manager), (Lei, &manager_lei)],
        ),
        organisation(
            "cast-guiyi-fund-manager",
            Wealth,
            107,
            "归一基金管理有限公司",
            &[(CreditCode, &fund_manager), (Lei, &manager_lei)],
        ),
        organisation(
            "cast-guiyi-fund",
            Wealth,
            108,
            "归一优选混合型证券投资基金",
            &[(Lei, &fund_lei)],
        ),
    ]
}
