//! The records, accounts and relations of the cast.

use base::Date;

use crate::Bank;
use crate::account::{Account, Holder};
use crate::dice::{Dice, Purpose};
use crate::document::{Document, DocumentType, Source};
use crate::flaw::Flaws;
use crate::number::Numbers;
use crate::organisation::OrganisationRecord;
use crate::record::{FOR_EVER, PersonRecord, Seen};
use crate::relation::Relation;

use DocumentType::{
    CreditCode, ForeignerResidence, HkId, HkMacauPermit, Lei, OrgCode, Other, PassportCn, PassportForeign,
    ResidentId,
};
use Source::{Card, Core, Loan, Online, Wealth};

/// What the cast adds to the files.
pub(crate) struct CastRows {
    pub persons: Vec<PersonRecord>,
    pub organisations: Vec<OrganisationRecord>,
    pub accounts: Vec<Account>,
    pub relations: Vec<Relation>,
}

/// A member of the cast before the systems write something down.
struct Role {
    entity: &'static str,
    household: &'static str,
    birth: Date,
    sex: &'static str,
    mobile: &'static str,
    address: &'static str,
}

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// A resident ID of one of the cast's own counties.
fn id(region: &str, birth: Date, serial: u16) -> String {
    let body = format!(
        "{region}{:04}{:02}{:02}{serial:03}",
        birth.year(),
        birth.month(),
        birth.day()
    );
    let check = standards::resident_id::check_character(&body)
        .map(String::from)
        .unwrap_or_default();
    body + &check
}

/// The unified code around an organisation code of eight characters.
fn codes(region: &str, body: &str) -> (String, String) {
    let check = standards::org_code::check_character(body)
        .map(String::from)
        .unwrap_or_default();
    let organisation = format!("{body}{check}");
    (Numbers::unified_code("91", region, &organisation), organisation)
}

pub(super) fn person_key(source: Source, number: u32) -> String {
    match source {
        Core | Card => format!("9{number:09}"),
        Loan => format!("PX{number:08}"),
        Online => format!("x{number:09}"),
        Wealth => format!("W9{number:09}"),
    }
}

fn organisation_key(source: Source, number: u32) -> String {
    match source {
        Loan => format!("CX{number:08}"),
        _ => person_key(source, number),
    }
}

impl Role {
    fn record(
        &self,
        source: Source,
        number: u32,
        name: &str,
        documents: &[(DocumentType, &str)],
    ) -> PersonRecord {
        let opened = day(
            2012 + (number % 9) as i16,
            1 + (number % 12) as i8,
            1 + source as i8,
        );
        let foreign = documents
            .iter()
            .any(|(kind, _)| matches!(kind, PassportForeign | ForeignerResidence));
        PersonRecord {
            source,
            key: person_key(source, number),
            entity: self.entity.to_owned(),
            household: self.household.to_owned(),
            planned_reject: name.is_empty(),
            name: name.to_owned(),
            former_name: None,
            documents: documents
                .iter()
                .map(|(kind, number)| Document {
                    kind: *kind,
                    number: (*number).to_owned(),
                    expires: Some(FOR_EVER),
                })
                .collect(),
            sex: self.sex,
            birth: Some(self.birth),
            nationality: if foreign { "USA" } else { "CHN" },
            ethnicity: if foreign { "98" } else { "01" },
            marital: "20",
            education: "20",
            occupation: "2",
            working_status: "13",
            employer: String::new(),
            position: String::new(),
            income: Some(180_000),
            mobile: self.mobile.to_owned(),
            phone: String::new(),
            email: String::new(),
            address: self.address.to_owned(),
            postcode: "100000".to_owned(),
            opened,
            changed: (day(2025, 1 + (number % 12) as i8, 1 + source as i8), 36_000),
            unit: "0101".to_owned(),
            manager: "R01011".to_owned(),
            seen: if source == Core {
                Seen::Network
            } else {
                Seen::Teller
            },
            grade: 2,
            deleted: false,
            flaws: Flaws::default(),
        }
    }
}

fn persons() -> Vec<PersonRecord> {
    let role = |entity, household, birth, sex, mobile, address| Role {
        entity,
        household,
        birth,
        sex,
        mobile,
        address,
    };
    let home = "北京市东城区幸福街18号翠苑小区3号楼2单元501室";
    let wang = role(
        "cast-wang-jianguo",
        "cast-wang",
        day(1975, 6, 18),
        "1",
        "13800010001",
        home,
    );
    let li = role(
        "cast-li-xiuying",
        "cast-wang",
        day(1977, 3, 8),
        "2",
        "13800010002",
        home,
    );
    let child = role(
        "cast-wang-zihan",
        "cast-wang",
        day(2014, 2, 11),
        "1",
        "13800010001",
        home,
    );
    let wang_id = id("110101", wang.birth, 101);
    let li_id = id("110101", li.birth, 102);
    let child_id = id("110101", child.birth, 103);
    let twins_home = "上海市黄浦区南京路88号锦绣城6号楼1单元1202室";
    let twin = |entity, sex| {
        role(
            entity,
            "cast-zhao",
            day(1999, 9, 9),
            sex,
            "13900020001",
            twins_home,
        )
    };
    let (xin, han) = (twin("cast-zhao-yuxin", "2"), twin("cast-zhao-yuhan", "2"));
    let (xin_id, han_id) = (id("310101", xin.birth, 122), id("310101", han.birth, 124));
    let abroad = role(
        "cast-lin-xiaodong",
        "cast-lin",
        day(1983, 11, 2),
        "1",
        "13700030001",
        "广东省深圳市福田区深南大道6号",
    );
    let abroad_id = id("440304", abroad.birth, 131);
    let sun = role(
        "cast-sun-yuzhen",
        "cast-sun",
        day(1952, 4, 30),
        "2",
        "13600040001",
        "北京市朝阳区和平路21号",
    );
    let sun_id = id("110105", sun.birth, 142);
    let sun_old = format!("{}{}", &sun_id[..6], &sun_id[8..17]);
    let qian = role(
        "cast-qian-guoqiang",
        "cast-qian",
        day(1968, 8, 15),
        "1",
        "13500050001",
        "北京市朝阳区建设路7号",
    );
    let qian_id = id("110105", qian.birth, 151);
    let san = role(
        "cast-zhang-san",
        "cast-zhang",
        day(1949, 12, 31),
        "2",
        "13400060001",
        "北京市朝阳区建国门外大街1号",
    );
    let feng = role(
        "cast-zhang-sanfeng",
        "cast-feng",
        day(1949, 12, 31),
        "2",
        "13400060002",
        "湖北省武汉市洪山区珞喻路5号",
    );
    let he = role(
        "cast-he-meiling",
        "cast-he",
        day(1986, 7, 1),
        "2",
        "13300070001",
        "广东省深圳市福田区福华路9号",
    );
    let zhang = role(
        "cast-zhang-lihua",
        "cast-lihua",
        day(1971, 5, 5),
        "2",
        "13200080001",
        "上海市黄浦区人民路3号",
    );
    let zhang_id = id("310101", zhang.birth, 162);
    let abdulla = role(
        "cast-abdulla",
        "cast-abdulla",
        day(1990, 3, 21),
        "1",
        "13100090001",
        "新疆维吾尔自治区乌鲁木齐市天山区光明路12号",
    );
    let abdulla_id = id("440304", abdulla.birth, 171);
    let smith = role(
        "cast-john-smith",
        "cast-smith",
        day(1980, 2, 29),
        "1",
        "13000100001",
        "上海市黄浦区中山路100号",
    );
    let old_card = "USA310080022937".to_owned();
    let old_card = with(
        &old_card[..14],
        standards::travel_document::icao_check_digit(&old_card[..14]),
    );
    let new_card = "93184019800229701".to_owned();
    let new_card = with(&new_card, standards::resident_id::check_character(&new_card));
    let hao = role(
        "cast-li-jiahao",
        "cast-hao",
        day(1992, 10, 10),
        "1",
        "15900110001",
        "广东省深圳市福田区新华路66号",
    );
    let chen = role(
        "cast-chen-zhiyuan",
        "cast-chen",
        day(1978, 1, 20),
        "1",
        "15800120001",
        "北京市东城区长安街2号",
    );
    let liu = role(
        "cast-liu-fang",
        "cast-liu",
        day(1981, 12, 12),
        "2",
        "15700130001",
        "北京市朝阳区工业路33号",
    );
    let (chen_id, liu_id) = (id("110101", chen.birth, 181), id("110105", liu.birth, 182));
    let zhou = role(
        "cast-zhou-twice",
        "cast-zhou",
        day(1965, 10, 1),
        "1",
        "15600140001",
        "北京市东城区和平路9号",
    );
    let zhou_id = id("110101", zhou.birth, 191);
    let nameless = role(
        "cast-nameless",
        "cast-nameless",
        day(1970, 1, 1),
        "1",
        "15500150001",
        "北京市东城区和平路10号",
    );
    let nameless_id = id("110101", nameless.birth, 193);
    let shared = "11010519491231002X";
    vec![
        wang.record(Core, 1, "王建国", &[(ResidentId, &wang_id)]),
        wang.record(Loan, 1, "王建国", &[(ResidentId, &wang_id)]),
        wang.record(Card, 1, "王　建国", &[(ResidentId, &wang_id)]),
        wang.record(Online, 1, "王建国", &[(ResidentId, &wang_id.to_lowercase())]),
        li.record(Core, 2, "李秀英", &[(ResidentId, &li_id)]),
        li.record(Loan, 2, "李秀英", &[(ResidentId, &li_id)]),
        child.record(Core, 3, "王子涵", &[(ResidentId, &child_id)]),
        xin.record(Core, 4, "赵雨欣", &[(ResidentId, &xin_id)]),
        xin.record(Card, 4, "赵雨欣", &[(ResidentId, &xin_id)]),
        han.record(Core, 5, "赵雨涵", &[(ResidentId, &han_id)]),
        han.record(Card, 5, "赵雨涵", &[(ResidentId, &han_id)]),
        abroad.record(
            Core,
            6,
            "林晓东",
            &[(ResidentId, &abroad_id), (PassportCn, "G12345678")],
        ),
        abroad.record(Card, 6, "林晓东", &[(PassportCn, "G12345678")]),
        abroad.record(Online, 6, "林晓东", &[(PassportCn, "EJ1234567")]),
        sun.record(Core, 7, "孙玉珍", &[(ResidentId, &sun_old)]),
        sun.record(Card, 7, "孙玉珍", &[(ResidentId, &sun_id)]),
        sun.record(Wealth, 7, "孙玉珍", &[(ResidentId, &sun_id)]),
        qian.record(Core, 8, "钱国强", &[(ResidentId, &qian_id)]),
        qian.record(Loan, 8, "钱国强", &[(Other, &qian_id)]),
        san.record(Core, 9, "张三", &[(ResidentId, shared)]),
        san.record(Card, 9, "张三", &[(ResidentId, "110105491231002")]),
        feng.record(Loan, 10, "张三丰", &[(ResidentId, shared)]),
        he.record(
            Core,
            11,
            "何美玲",
            &[(HkMacauPermit, "H10000011"), (HkId, "A123456(3)")],
        ),
        he.record(Wealth, 11, "陈何美玲", &[(HkMacauPermit, "H10000011")]),
        zhang.record(Core, 12, "張麗華", &[(ResidentId, &zhang_id)]),
        zhang.record(Card, 12, "张丽华", &[(ResidentId, &zhang_id)]),
        abdulla.record(Core, 13, "阿卜杜拉·买买提", &[(ResidentId, &abdulla_id)]),
        abdulla.record(Online, 13, "阿卜杜拉•買買提", &[(ResidentId, &abdulla_id)]),
        smith.record(
            Core,
            14,
            "SMITH, JOHN",
            &[(ForeignerResidence, &old_card), (ForeignerResidence, &new_card)],
        ),
        smith.record(Card, 14, "SMITH JOHN", &[(ForeignerResidence, &new_card)]),
        smith.record(Wealth, 14, "Smith,  John", &[(ForeignerResidence, &old_card)]),
        hao.record(Core, 15, "李家豪", &[(HkMacauPermit, "H10000015")]),
        hao.record(Card, 15, "李家豪", &[(HkMacauPermit, "H1000001502")]),
        chen.record(Core, 16, "陈志远", &[(ResidentId, &chen_id)]),
        chen.record(Loan, 16, "陈志远", &[(ResidentId, &chen_id)]),
        chen.record(Wealth, 16, "陈志远", &[(ResidentId, &chen_id)]),
        liu.record(Loan, 17, "刘芳", &[(ResidentId, &liu_id)]),
        liu.record(Card, 17, "刘芳", &[(ResidentId, &liu_id)]),
        zhou.record(Core, 18, "周德明", &[(ResidentId, &zhou_id)]),
        zhou.record(Core, 19, "周 德明", &[(ResidentId, &zhou_id)]),
        nameless.record(Core, 99, "", &[(ResidentId, &nameless_id)]),
    ]
}

fn with(body: &str, check: Option<char>) -> String {
    body.chars().chain(check).collect()
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
        industry: if is_institution { "6720" } else { "6510" },
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

fn organisations() -> Vec<OrganisationRecord> {
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

fn relations() -> Vec<Relation> {
    let person = |number| person_key(Loan, number);
    let firm = |number| organisation_key(Loan, number);
    let since = Some(day(2017, 3, 1));
    let owns = |from: u32, share| Relation {
        share: Some(share),
        since,
        ..Relation::plain("shareholder", &person(from), &firm(101))
    };
    let posts = |from: u32, post| Relation {
        post,
        since,
        ..Relation::plain("executive", &person(from), &firm(101))
    };
    vec![
        Relation::plain("spouse", &person(1), &person(2)),
        Relation::plain("spouse", &person(2), &person(1)),
        Relation {
            since,
            ..Relation::plain("legal_representative", &person(16), &firm(101))
        },
        Relation {
            since,
            ..Relation::plain("actual_controller", &person(16), &firm(101))
        },
        owns(16, 6_000),
        owns(17, 4_000),
        posts(16, "执行董事"),
        posts(17, "总经理"),
        Relation::plain("branch_of", &firm(102), &firm(101)),
        Relation {
            amount: Some(2_600_000),
            ..Relation::plain("supplier", &firm(104), &firm(101))
        },
    ]
}

/// Everything the cast adds to the files of a bank.
pub(crate) fn rows(bank: &Bank) -> CastRows {
    let holder = |source, number, role| Holder {
        customer: person_key(source, number),
        role,
        share: None,
    };
    let half = |number, role| Holder {
        share: Some(50),
        ..holder(Core, number, role)
    };
    let mut dice = Dice::new(bank.params.seed, Purpose::Account, 0, 9);
    let mut account = |source, place: u64, product, holders| {
        bank.cast_account(&mut dice, source, place, product, 88_000 + 1_000 * place, holders)
    };
    let accounts = vec![
        account(Core, 1, "1001", vec![half(1, "A"), half(2, "J")]),
        account(Core, 2, "1001", vec![holder(Core, 4, "A")]),
        account(Core, 3, "1001", vec![holder(Core, 5, "A")]),
        account(Core, 4, "2001", vec![holder(Core, 7, "A")]),
        account(Core, 5, "1101", vec![holder(Core, 101, "A")]),
        account(
            Loan,
            6,
            "MORT",
            vec![holder(Loan, 1, "borrower"), holder(Loan, 2, "co_borrower")],
        ),
        account(
            Loan,
            7,
            "SME",
            vec![
                Holder {
                    customer: organisation_key(Loan, 101),
                    role: "borrower",
                    share: None,
                },
                holder(Loan, 16, "guarantor"),
            ],
        ),
        account(Card, 8, "CC", vec![holder(Card, 1, "M")]),
        account(Wealth, 9, "FUND-MM", vec![holder(Wealth, 16, "owner")]),
    ];
    CastRows {
        persons: persons(),
        organisations: organisations(),
        accounts,
        relations: relations(),
    }
}
