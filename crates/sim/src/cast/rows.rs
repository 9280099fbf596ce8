//! The persons of the cast, as their systems have them.

use base::Date;

use crate::account::Account;
use crate::document::{Document, DocumentType, Source};
use crate::flaw::Flaws;
use crate::organisation::OrganisationRecord;
use crate::record::{FOR_EVER, PersonRecord, Seen};
use crate::relation::Relation;

use DocumentType::{ForeignerResidence, HkId, HkMacauPermit, Other, PassportCn, PassportForeign, ResidentId};
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

pub(super) const fn day(year: i16, month: i8, day: i8) -> Date {
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

pub(super) fn person_key(source: Source, number: u32) -> String {
    match source {
        Core | Card => format!("9{number:09}"),
        Loan => format!("PX{number:08}"),
        Online => format!("x{number:09}"),
        Wealth => format!("W9{number:09}"),
    }
}

pub(super) fn organisation_key(source: Source, number: u32) -> String {
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

pub(super) fn persons() -> Vec<PersonRecord> {
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
