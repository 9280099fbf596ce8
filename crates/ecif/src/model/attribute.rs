//! The catalogue: every attribute ECIF keeps of a customer, an agreement or a relation.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use feed::ValueType;
use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder, Write};
use minicbor::{Decode, Encode};
use serde::{Serialize, Serializer};

use super::encoding::unknown;
use super::{About, Subject};

use Holds::{Many, One};
use Privacy::{C1, C2};
use Subject::{Address, Basic, Contact, Contract, Relation, Resource, Risk, Statistics};
use ValueType::{Code, Date, Decimal, Integer, Text};

/// How many values of an attribute survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// One value wins, the others lose.
    One,
    /// Different values are united and ranked (S1: multi-valued fields).
    Many,
}

/// Class of sensitivity, JR/T 0171-2020 (PII-01). C3 is never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privacy {
    /// May be read by whoever may read the customer.
    C1,
    /// Sealed at rest and masked when shown.
    C2,
}

/// One attribute of the catalogue.
#[derive(Debug)]
pub struct Attribute {
    /// The number it is stored by (see [`super::encoding`]).
    pub code: u16,
    /// The name used by mappings, services and policies.
    pub name: &'static str,
    /// Title in Chinese.
    pub zh: &'static str,
    /// Title in English.
    pub en: &'static str,
    /// What it describes.
    pub about: About,
    /// The subject it stands under.
    pub subject: Subject,
    /// The type its values are read as.
    pub value_type: ValueType,
    /// Whether one value wins or all are united.
    pub holds: Holds,
    /// Its class of sensitivity.
    pub privacy: Privacy,
    /// Whether it is part of identity: such values do not lose standing with age (S1).
    pub identity: bool,
}

/// An attribute by its place in [`ATTRIBUTES`]; stored by its code, shown by its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeId(u16);

const fn party(
    (code, name): (u16, &'static str),
    subject: Subject,
    value_type: ValueType,
    holds: Holds,
    privacy: Privacy,
    zh: &'static str,
    en: &'static str,
) -> Attribute {
    Attribute {
        code,
        name,
        zh,
        en,
        about: About::Party,
        subject,
        value_type,
        holds,
        privacy,
        identity: false,
    }
}

/// Part of who somebody is: one value, and it does not lose standing with age.
const fn identity(
    (code, name): (u16, &'static str),
    value_type: ValueType,
    zh: &'static str,
    en: &'static str,
) -> Attribute {
    Attribute {
        code,
        name,
        zh,
        en,
        about: About::Party,
        subject: Basic,
        value_type,
        holds: One,
        privacy: C1,
        identity: true,
    }
}

const fn agreement(
    (code, name): (u16, &'static str),
    value_type: ValueType,
    zh: &'static str,
    en: &'static str,
) -> Attribute {
    Attribute {
        code,
        name,
        zh,
        en,
        about: About::Account,
        subject: Contract,
        value_type,
        holds: One,
        privacy: C2,
        identity: false,
    }
}

const fn relation(
    (code, name): (u16, &'static str),
    value_type: ValueType,
    zh: &'static str,
    en: &'static str,
) -> Attribute {
    Attribute {
        code,
        name,
        zh,
        en,
        about: About::Relation,
        subject: Relation,
        value_type,
        holds: One,
        privacy: C1,
        identity: false,
    }
}

/// The catalogue. The order is the order of display; names never change their meaning. A new attribute takes the
/// next free code, wherever it stands.
pub static ATTRIBUTES: &[Attribute] = &[
    identity((0, "name"), Text, "姓名/名称", "name"),
    party((1, "name_latin"), Basic, Text, One, C1, "拉丁姓名", "Latin name"),
    party((2, "former_name"), Basic, Text, Many, C1, "曾用名", "former name"),
    identity((3, "sex"), Code, "性别", "sex"),
    identity((4, "birth_date"), Date, "出生日期", "birth date"),
    identity((5, "nationality"), Code, "国籍", "nationality"),
    party((6, "ethnicity"), Basic, Code, One, C1, "民族", "ethnic group"),
    party(
        (7, "marital_status"),
        Basic,
        Code,
        One,
        C1,
        "婚姻状况",
        "marital status",
    ),
    party((8, "education"), Basic, Code, One, C1, "学历", "education"),
    party((9, "occupation"), Basic, Code, One, C1, "职业", "occupation"),
    party(
        (10, "working_status"),
        Basic,
        Code,
        One,
        C1,
        "从业状况",
        "working status",
    ),
    party((11, "employer"), Basic, Text, One, C1, "工作单位", "employer"),
    party((12, "position"), Basic, Text, One, C1, "职务", "position"),
    party(
        (13, "annual_income"),
        Basic,
        Decimal,
        One,
        C2,
        "年收入",
        "annual income",
    ),
    party((14, "hobbies"), Basic, Text, Many, C1, "兴趣爱好", "hobbies"),
    party(
        (15, "residence_status"),
        Basic,
        Code,
        One,
        C1,
        "居住状况",
        "residence status",
    ),
    party(
        (16, "tax_residence"),
        Basic,
        Code,
        Many,
        C1,
        "税收居民国",
        "tax residence",
    ),
    party(
        (17, "english_name"),
        Basic,
        Text,
        One,
        C1,
        "英文名称",
        "English name",
    ),
    party((18, "industry"), Basic, Code, One, C1, "行业", "industry"),
    party((19, "legal_form"), Basic, Code, One, C1, "组织形式", "legal form"),
    party(
        (20, "enterprise_size"),
        Basic,
        Code,
        One,
        C1,
        "企业规模",
        "enterprise size",
    ),
    party((21, "ownership"), Basic, Code, One, C1, "所有制", "ownership"),
    party(
        (22, "institution_kind"),
        Basic,
        Code,
        One,
        C1,
        "机构类型",
        "kind of institution",
    ),
    identity((23, "founded_on"), Date, "成立日期", "founded on"),
    party(
        (24, "registered_capital"),
        Basic,
        Decimal,
        One,
        C1,
        "注册资本",
        "registered capital",
    ),
    party(
        (25, "employees"),
        Basic,
        Integer,
        One,
        C1,
        "员工人数",
        "employees",
    ),
    party(
        (26, "annual_revenue"),
        Basic,
        Decimal,
        One,
        C1,
        "年营业收入",
        "annual revenue",
    ),
    party(
        (27, "total_assets"),
        Basic,
        Decimal,
        One,
        C1,
        "资产总额",
        "total assets",
    ),
    party(
        (28, "business_scope"),
        Basic,
        Text,
        One,
        C1,
        "经营范围",
        "business scope",
    ),
    party(
        (29, "legal_representative"),
        Basic,
        Text,
        One,
        C1,
        "法定代表人",
        "legal representative",
    ),
    party(
        (30, "legal_representative_document"),
        Basic,
        Text,
        One,
        C2,
        "法定代表人证件号",
        "legal representative's document",
    ),
    party(
        (31, "licence_expiry"),
        Basic,
        Date,
        One,
        C1,
        "执照到期日",
        "licence expiry",
    ),
    party(
        (32, "listed_code"),
        Basic,
        Text,
        One,
        C1,
        "上市代码",
        "listed code",
    ),
    party((33, "opened_on"), Basic, Date, One, C1, "开户日期", "opened on"),
    party((34, "mobile"), Contact, Text, Many, C2, "手机", "mobile"),
    party(
        (35, "phone_home"),
        Contact,
        Text,
        Many,
        C2,
        "家庭电话",
        "home phone",
    ),
    party(
        (36, "phone_work"),
        Contact,
        Text,
        Many,
        C2,
        "单位电话",
        "work phone",
    ),
    party((37, "email"), Contact, Text, Many, C2, "电子邮箱", "e-mail"),
    party((38, "wechat"), Contact, Text, Many, C2, "微信", "WeChat"),
    party((39, "website"), Contact, Text, One, C1, "网址", "website"),
    party(
        (40, "address_home"),
        Address,
        Text,
        Many,
        C2,
        "家庭地址",
        "home address",
    ),
    party(
        (41, "address_work"),
        Address,
        Text,
        Many,
        C2,
        "单位地址",
        "work address",
    ),
    party(
        (42, "address_registered"),
        Address,
        Text,
        Many,
        C2,
        "注册地址",
        "registered address",
    ),
    party((43, "postcode"), Address, Text, Many, C1, "邮政编码", "postcode"),
    party(
        (44, "credit_grade"),
        Risk,
        Code,
        One,
        C1,
        "信用等级",
        "credit grade",
    ),
    party(
        (45, "risk_preference"),
        Risk,
        Code,
        One,
        C1,
        "风险偏好",
        "risk preference",
    ),
    party(
        (46, "customer_level"),
        Statistics,
        Code,
        One,
        C1,
        "客户等级",
        "customer level",
    ),
    party(
        (47, "customer_manager"),
        Resource,
        Text,
        Many,
        C1,
        "客户经理",
        "customer manager",
    ),
    agreement((48, "product"), Code, "产品", "product"),
    agreement((49, "currency"), Code, "币种", "currency"),
    agreement((50, "opened_on"), Date, "开户日期", "opened on"),
    agreement((51, "closed_on"), Date, "销户日期", "closed on"),
    agreement((52, "status"), Code, "状态", "status"),
    agreement((53, "interest_rate"), Decimal, "利率", "interest rate"),
    agreement((54, "credit_limit"), Decimal, "信用额度", "credit limit"),
    agreement((55, "maturity_on"), Date, "到期日", "matures on"),
    agreement((56, "amount"), Decimal, "金额", "amount"),
    agreement((57, "term_months"), Integer, "期限（月）", "term in months"),
    agreement((58, "collateral"), Text, "抵质押物", "collateral"),
    agreement((59, "branch"), Text, "开户机构", "branch"),
    agreement((60, "account_number"), Text, "账号", "account number"),
    agreement((61, "card_number"), Text, "卡号", "card number"),
    relation((62, "share"), Decimal, "持股比例", "share"),
    relation((63, "post"), Text, "职务", "post"),
    relation((64, "since"), Date, "起始日期", "since"),
    relation((65, "until"), Date, "终止日期", "until"),
    relation((66, "amount"), Decimal, "金额", "amount"),
];

static BY_NAME: LazyLock<HashMap<(About, &'static str), AttributeId>> = LazyLock::new(|| {
    let ids = (0_u16..).map(AttributeId);
    ATTRIBUTES
        .iter()
        .zip(ids)
        .map(|(attribute, id)| ((attribute.about, attribute.name), id))
        .collect()
});

static BY_CODE: LazyLock<Vec<Option<AttributeId>>> = LazyLock::new(|| {
    let mut by_code = Vec::new();
    for (attribute, id) in ATTRIBUTES.iter().zip((0_u16..).map(AttributeId)) {
        let place = usize::from(attribute.code);
        if by_code.len() <= place {
            by_code.resize(place + 1, None);
        }
        by_code[place] = Some(id);
    }
    by_code
});

impl AttributeId {
    /// Finds an attribute of what is described by its name.
    #[must_use]
    pub fn find(about: About, name: &str) -> Option<Self> {
        BY_NAME.get(&(about, name)).copied()
    }

    /// The attribute's entry in the catalogue.
    #[must_use]
    pub fn get(self) -> &'static Attribute {
        &ATTRIBUTES[usize::from(self.0)]
    }
}

impl fmt::Debug for AttributeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get().name)
    }
}

impl<C> Encode<C> for AttributeId {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u16(self.get().code)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for AttributeId {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let at = d.position();
        let code = d.i64()?;
        usize::try_from(code)
            .ok()
            .and_then(|place| BY_CODE.get(place).copied().flatten())
            .ok_or_else(|| unknown("attribute", code, at))
    }
}

/// Written as `name` for a party's attribute, `account.name` or `relation.name` for the others.
impl Serialize for AttributeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let attribute = self.get();
        match attribute.about {
            About::Party => serializer.serialize_str(attribute.name),
            about => serializer.collect_str(&format_args!("{}.{}", about.name(), attribute.name)),
        }
    }
}

/// The catalogue as mappings are checked against it.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue;

impl feed::Catalogue for Catalogue {
    fn attribute(&self, about: feed::About, name: &str) -> Option<ValueType> {
        AttributeId::find(About::of_feed(about)?, name).map(|id| id.get().value_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By code, as they are in stores: only ever added to.
    const STORED: &[&str] = &[
        "name",
        "name_latin",
        "former_name",
        "sex",
        "birth_date",
        "nationality",
        "ethnicity",
        "marital_status",
        "education",
        "occupation",
        "working_status",
        "employer",
        "position",
        "annual_income",
        "hobbies",
        "residence_status",
        "tax_residence",
        "english_name",
        "industry",
        "legal_form",
        "enterprise_size",
        "ownership",
        "institution_kind",
        "founded_on",
        "registered_capital",
        "employees",
        "annual_revenue",
        "total_assets",
        "business_scope",
        "legal_representative",
        "legal_representative_document",
        "licence_expiry",
        "listed_code",
        "opened_on",
        "mobile",
        "phone_home",
        "phone_work",
        "email",
        "wechat",
        "website",
        "address_home",
        "address_work",
        "address_registered",
        "postcode",
        "credit_grade",
        "risk_preference",
        "customer_level",
        "customer_manager",
        "account.product",
        "account.currency",
        "account.opened_on",
        "account.closed_on",
        "account.status",
        "account.interest_rate",
        "account.credit_limit",
        "account.maturity_on",
        "account.amount",
        "account.term_months",
        "account.collateral",
        "account.branch",
        "account.account_number",
        "account.card_number",
        "relation.share",
        "relation.post",
        "relation.since",
        "relation.until",
        "relation.amount",
    ];

    #[test]
    fn a_code_means_for_ever_what_it_meant_first() {
        let mut names = vec![None; STORED.len()];
        for attribute in ATTRIBUTES {
            let name = match attribute.about {
                About::Party => attribute.name.to_owned(),
                about => format!("{}.{}", about.name(), attribute.name),
            };
            let place = names.get_mut(usize::from(attribute.code));
            let place = place.unwrap_or_else(|| panic!("{name} is to be added to STORED"));
            assert_eq!(place.replace(name), None, "two have the code {}", attribute.code);
        }
        for (name, stored) in names.iter().zip(STORED) {
            // An attribute may go from the catalogue; its code goes to no other.
            assert!(
                name.as_deref().is_none_or(|name| name == *stored),
                "{name:?} is stored as {stored}"
            );
        }
    }

    #[test]
    fn an_unknown_code_is_told() {
        let error = minicbor::decode::<AttributeId>(&[0x19, 0xff, 0xff]).unwrap_err();
        assert!(
            error.to_string().contains("no attribute has the number 65535"),
            "{error}"
        );
        assert!(minicbor::decode::<AttributeId>(&[0x20]).is_err());
    }
}
