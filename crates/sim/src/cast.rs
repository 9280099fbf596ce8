//! The named cast: customers with a story, whose keys are the same in every bank.

mod organisations;
mod rows;
mod ties;

use crate::document::Source;

pub(crate) use ties::rows;

/// A member of the cast and where it is on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CastMember {
    /// The entity in the truth.
    pub entity: &'static str,
    /// The name it goes by.
    pub name: &'static str,
    /// What there is to see, in Chinese.
    pub zh: &'static str,
    /// What there is to see, in English.
    pub en: &'static str,
    /// Its records: source and key.
    pub records: &'static [(Source, &'static str)],
}

use Source::{Card, Core, Loan, Online, Wealth};

const CAST: [CastMember; 27] = [
    CastMember {
        entity: "cast-wang-jianguo",
        name: "王建国",
        zh: "四个系统里的同一人，一家之主，与妻子有联名账户",
        en: "one person in four systems, head of a household, joint account with his wife",
        records: &[
            (Core, "9000000001"),
            (Loan, "PX00000001"),
            (Card, "9000000001"),
            (Online, "x000000001"),
        ],
    },
    CastMember {
        entity: "cast-li-xiuying",
        name: "李秀英",
        zh: "王建国之妻，共用家庭电话和地址",
        en: "wife of 王建国, shares phone and address",
        records: &[(Core, "9000000002"), (Loan, "PX00000002")],
    },
    CastMember {
        entity: "cast-wang-zihan",
        name: "王子涵",
        zh: "他们未成年的孩子，留父亲的手机",
        en: "their child under age, gives the father's mobile",
        records: &[(Core, "9000000003")],
    },
    CastMember {
        entity: "cast-zhao-yuxin",
        name: "赵雨欣",
        zh: "双胞胎之一：同日出生，证件号相邻，地址电话相同，不得合并",
        en: "a twin: same birth date, address and phone, neighbouring numbers; never joined",
        records: &[(Core, "9000000004"), (Card, "9000000004")],
    },
    CastMember {
        entity: "cast-zhao-yuhan",
        name: "赵雨涵",
        zh: "双胞胎之二",
        en: "the other twin",
        records: &[(Core, "9000000005"), (Card, "9000000005")],
    },
    CastMember {
        entity: "cast-lin-xiaodong",
        name: "林晓东",
        zh: "移居国外并换发护照：旧护照把核心与卡系统连起来，新护照只在网银",
        en: "moved abroad and renewed the passport: the old one links core and card, the new one only online knows",
        records: &[(Core, "9000000006"), (Card, "9000000006"), (Online, "x000000006")],
    },
    CastMember {
        entity: "cast-sun-yuzhen",
        name: "孙玉珍",
        zh: "一处15位、一处18位证件号，规则7使其归一",
        en: "15 digits here, 18 there; RULE 7 makes them one",
        records: &[
            (Core, "9000000007"),
            (Card, "9000000007"),
            (Wealth, "W9000000007"),
        ],
    },
    CastMember {
        entity: "cast-qian-guoqiang",
        name: "钱国强",
        zh: "信贷把证件登记为“其他”，规则8不许合并，更正类型后才合并",
        en: "the loan system filed the document as \"other\"; RULE 8 forbids the join until the type is corrected",
        records: &[(Core, "9000000008"), (Loan, "PX00000008")],
    },
    CastMember {
        entity: "cast-zhang-san",
        name: "张三",
        zh: "与张三丰证件类型号码相同而姓名不同：规则3，进入相似客户清单",
        en: "same type and number as 张三丰, another name: RULE 3, on the similar-customer list",
        records: &[(Core, "9000000009"), (Card, "9000000009")],
    },
    CastMember {
        entity: "cast-zhang-sanfeng",
        name: "张三丰",
        zh: "与张三同号的另一人",
        en: "another person with the number of 张三",
        records: &[(Loan, "PX00000010")],
    },
    CastMember {
        entity: "cast-he-meiling",
        name: "何美玲",
        zh: "香港居民，婚后冠夫姓为陈何美玲；同一通行证，两个姓名",
        en: "resident of Hong Kong, 陈何美玲 since her marriage: one permit, two names",
        records: &[(Core, "9000000011"), (Wealth, "W9000000011")],
    },
    CastMember {
        entity: "cast-zhang-lihua",
        name: "张丽华",
        zh: "核心用繁体“張麗華”，卡用简体",
        en: "traditional script in core, simplified in card",
        records: &[(Core, "9000000012"), (Card, "9000000012")],
    },
    CastMember {
        entity: "cast-abdulla",
        name: "阿卜杜拉·买买提",
        zh: "间隔号有两种写法，匹配键相同",
        en: "the middle dot in two variants, one match key",
        records: &[(Core, "9000000013"), (Online, "x000000013")],
    },
    CastMember {
        entity: "cast-john-smith",
        name: "SMITH, JOHN",
        zh: "外国人，持2017版和2023版永久居留证",
        en: "a foreigner with both editions of the residence card",
        records: &[
            (Core, "9000000014"),
            (Card, "9000000014"),
            (Wealth, "W9000000014"),
        ],
    },
    CastMember {
        entity: "cast-li-jiahao",
        name: "李家豪",
        zh: "香港居民：通行证九位与十一位（含换证次数）",
        en: "resident of Hong Kong: the permit with nine and with eleven characters",
        records: &[(Core, "9000000015"), (Card, "9000000015")],
    },
    CastMember {
        entity: "cast-chen-zhiyuan",
        name: "陈志远",
        zh: "北京明远的法定代表人和控股股东，也是个人客户",
        en: "legal representative and majority owner of 北京明远, and a personal customer",
        records: &[
            (Core, "9000000016"),
            (Loan, "PX00000016"),
            (Wealth, "W9000000016"),
        ],
    },
    CastMember {
        entity: "cast-liu-fang",
        name: "刘芳",
        zh: "北京明远的小股东和总经理",
        en: "minority owner and manager of 北京明远",
        records: &[(Loan, "PX00000017"), (Card, "9000000017")],
    },
    CastMember {
        entity: "cast-mingyuan",
        name: "北京明远信息技术有限公司",
        zh: "有两位股东的公司，核心与信贷各一条；括号和空格写法不同",
        en: "a company with two owners, in core and loan",
        records: &[(Core, "9000000101"), (Loan, "CX00000101")],
    },
    CastMember {
        entity: "cast-mingyuan-shanghai",
        name: "北京明远信息技术有限公司上海分公司",
        zh: "分公司：独立客户，与总公司关联而不合并",
        en: "its branch: a customer of its own, tied to the head, not joined",
        records: &[(Core, "9000000102"), (Loan, "CX00000102")],
    },
    CastMember {
        entity: "cast-qiming",
        name: "上海启明国际贸易有限公司",
        zh: "更名后信用代码不变：同码异名，进入相似清单",
        en: "changed its name and kept the code: equal code, other name, on the similar-customer list",
        records: &[(Core, "9000000103"), (Loan, "CX00000103")],
    },
    CastMember {
        entity: "cast-lanjing-llc",
        name: "深圳蓝鲸智造科技有限公司",
        zh: "与同字号股份公司词干相同，是不同法人",
        en: "same stem as the joint stock company, another legal person",
        records: &[(Core, "9000000104"), (Loan, "CX00000104")],
    },
    CastMember {
        entity: "cast-lanjing-jsc",
        name: "深圳蓝鲸智造科技股份有限公司",
        zh: "同字号的股份公司",
        en: "the joint stock company of that stem",
        records: &[(Core, "9000000105")],
    },
    CastMember {
        entity: "cast-xinda-old",
        name: "苏州信达纺织品有限公司",
        zh: "信贷只有组织机构代码，核心是统一社会信用代码：MC2 归一",
        en: "only the organisation code in loan, the unified code in core: MC2 joins them",
        records: &[(Core, "9000000106"), (Loan, "CX00000106")],
    },
    CastMember {
        entity: "cast-guiyi-fund-manager",
        name: "归一基金管理有限公司",
        zh: "基金管理人",
        en: "a fund manager",
        records: &[(Core, "9000000107"), (Wealth, "W9000000107")],
    },
    CastMember {
        entity: "cast-guiyi-fund",
        name: "归一优选混合型证券投资基金",
        zh: "基金：自成客户，与管理人关联",
        en: "its fund: a customer of its own, linked to the manager",
        records: &[(Wealth, "W9000000108")],
    },
    CastMember {
        entity: "cast-zhou-twice",
        name: "周德明",
        zh: "核心系统里开了两次户：规则5，同一来源也合并",
        en: "two records in core itself: RULE 5 joins within one source too",
        records: &[(Core, "9000000018"), (Core, "9000000019")],
    },
    CastMember {
        entity: "cast-nameless",
        name: "",
        zh: "没有姓名的一行：装载时被拒绝，写入拒绝文件",
        en: "a row without a name: rejected by the load, written to the rejects file",
        records: &[(Core, "9000000099")],
    },
];

/// The cast, in the order of the stories.
#[must_use]
pub fn cast() -> &'static [CastMember] {
    &CAST
}
