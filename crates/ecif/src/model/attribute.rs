//! The catalogue: every attribute ECIF keeps of a customer, an agreement or a relation.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use feed::ValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

/// An attribute by its place in [`ATTRIBUTES`]; written down by name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeId(u16);

const fn party(
    name: &'static str,
    subject: Subject,
    value_type: ValueType,
    holds: Holds,
    privacy: Privacy,
    zh: &'static str,
    en: &'static str,
) -> Attribute {
    Attribute {
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
    name: &'static str,
    value_type: ValueType,
    zh: &'static str,
    en: &'static str,
) -> Attribute {
    Attribute {
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
    name: &'static str,
    value_type: ValueType,
    zh: &'static str,
    en: &'static str,
) -> Attribute {
    Attribute {
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
    name: &'static str,
    value_type: ValueType,
    zh: &'static str,
    en: &'static str,
) -> Attribute {
    Attribute {
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

/// The catalogue. The order is the order of display; names never change their meaning.
pub static ATTRIBUTES: &[Attribute] = &[
    identity("name", Text, "姓名/名称", "name"),
    party("name_latin", Basic, Text, One, C1, "拉丁姓名", "Latin name"),
    party("former_name", Basic, Text, Many, C1, "曾用名", "former name"),
    identity("sex", Code, "性别", "sex"),
    identity("birth_date", Date, "出生日期", "birth date"),
    identity("nationality", Code, "国籍", "nationality"),
    party("ethnicity", Basic, Code, One, C1, "民族", "ethnic group"),
    party(
        "marital_status",
        Basic,
        Code,
        One,
        C1,
        "婚姻状况",
        "marital status",
    ),
    party("education", Basic, Code, One, C1, "学历", "education"),
    party("occupation", Basic, Code, One, C1, "职业", "occupation"),
    party(
        "working_status",
        Basic,
        Code,
        One,
        C1,
        "从业状况",
        "working status",
    ),
    party("employer", Basic, Text, One, C1, "工作单位", "employer"),
    party("position", Basic, Text, One, C1, "职务", "position"),
    party(
        "annual_income",
        Basic,
        Decimal,
        One,
        C2,
        "年收入",
        "annual income",
    ),
    party("hobbies", Basic, Text, Many, C1, "兴趣爱好", "hobbies"),
    party(
        "residence_status",
        Basic,
        Code,
        One,
        C1,
        "居住状况",
        "residence status",
    ),
    party(
        "tax_residence",
        Basic,
        Code,
        Many,
        C1,
        "税收居民国",
        "tax residence",
    ),
    party("english_name", Basic, Text, One, C1, "英文名称", "English name"),
    party("industry", Basic, Code, One, C1, "行业", "industry"),
    party("legal_form", Basic, Code, One, C1, "组织形式", "legal form"),
    party(
        "enterprise_size",
        Basic,
        Code,
        One,
        C1,
        "企业规模",
        "enterprise size",
    ),
    party("ownership", Basic, Code, One, C1, "所有制", "ownership"),
    party(
        "institution_kind",
        Basic,
        Code,
        One,
        C1,
        "机构类型",
        "kind of institution",
    ),
    identity("founded_on", Date, "成立日期", "founded on"),
    party(
        "registered_capital",
        Basic,
        Decimal,
        One,
        C1,
        "注册资本",
        "registered capital",
    ),
    party("employees", Basic, Integer, One, C1, "员工人数", "employees"),
    party(
        "annual_revenue",
        Basic,
        Decimal,
        One,
        C1,
        "年营业收入",
        "annual revenue",
    ),
    party(
        "total_assets",
        Basic,
        Decimal,
        One,
        C1,
        "资产总额",
        "total assets",
    ),
    party(
        "business_scope",
        Basic,
        Text,
        One,
        C1,
        "经营范围",
        "business scope",
    ),
    party(
        "legal_representative",
        Basic,
        Text,
        One,
        C1,
        "法定代表人",
        "legal representative",
    ),
    party(
        "legal_representative_document",
        Basic,
        Text,
        One,
        C2,
        "法定代表人证件号",
        "legal representative's document",
    ),
    party(
        "licence_expiry",
        Basic,
        Date,
        One,
        C1,
        "执照到期日",
        "licence expiry",
    ),
    party("listed_code", Basic, Text, One, C1, "上市代码", "listed code"),
    party("opened_on", Basic, Date, One, C1, "开户日期", "opened on"),
    party("mobile", Contact, Text, Many, C2, "手机", "mobile"),
    party("phone_home", Contact, Text, Many, C2, "家庭电话", "home phone"),
    party("phone_work", Contact, Text, Many, C2, "单位电话", "work phone"),
    party("email", Contact, Text, Many, C2, "电子邮箱", "e-mail"),
    party("wechat", Contact, Text, Many, C2, "微信", "WeChat"),
    party("website", Contact, Text, One, C1, "网址", "website"),
    party(
        "address_home",
        Address,
        Text,
        Many,
        C2,
        "家庭地址",
        "home address",
    ),
    party(
        "address_work",
        Address,
        Text,
        Many,
        C2,
        "单位地址",
        "work address",
    ),
    party(
        "address_registered",
        Address,
        Text,
        Many,
        C2,
        "注册地址",
        "registered address",
    ),
    party("postcode", Address, Text, Many, C1, "邮政编码", "postcode"),
    party("credit_grade", Risk, Code, One, C1, "信用等级", "credit grade"),
    party(
        "risk_preference",
        Risk,
        Code,
        One,
        C1,
        "风险偏好",
        "risk preference",
    ),
    party(
        "customer_level",
        Statistics,
        Code,
        One,
        C1,
        "客户等级",
        "customer level",
    ),
    party(
        "customer_manager",
        Resource,
        Text,
        Many,
        C1,
        "客户经理",
        "customer manager",
    ),
    agreement("product", Code, "产品", "product"),
    agreement("currency", Code, "币种", "currency"),
    agreement("opened_on", Date, "开户日期", "opened on"),
    agreement("closed_on", Date, "销户日期", "closed on"),
    agreement("status", Code, "状态", "status"),
    agreement("interest_rate", Decimal, "利率", "interest rate"),
    agreement("credit_limit", Decimal, "信用额度", "credit limit"),
    agreement("maturity_on", Date, "到期日", "matures on"),
    agreement("amount", Decimal, "金额", "amount"),
    agreement("term_months", Integer, "期限（月）", "term in months"),
    agreement("collateral", Text, "抵质押物", "collateral"),
    agreement("branch", Text, "开户机构", "branch"),
    agreement("account_number", Text, "账号", "account number"),
    agreement("card_number", Text, "卡号", "card number"),
    relation("share", Decimal, "持股比例", "share"),
    relation("post", Text, "职务", "post"),
    relation("since", Date, "起始日期", "since"),
    relation("until", Date, "终止日期", "until"),
    relation("amount", Decimal, "金额", "amount"),
];

static BY_NAME: LazyLock<HashMap<(About, &'static str), AttributeId>> = LazyLock::new(|| {
    let ids = (0_u16..).map(AttributeId);
    ATTRIBUTES
        .iter()
        .zip(ids)
        .map(|(attribute, id)| ((attribute.about, attribute.name), id))
        .collect()
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

impl<'de> Deserialize<'de> for AttributeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByName;
        impl serde::de::Visitor<'_> for ByName {
            type Value = AttributeId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of an attribute of the catalogue")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<AttributeId, E> {
                let (about, name) = match text.split_once('.') {
                    Some(("account", name)) => (About::Account, name),
                    Some(("relation", name)) => (About::Relation, name),
                    _ => (About::Party, text),
                };
                AttributeId::find(about, name)
                    .ok_or_else(|| E::custom(format!("no attribute is called `{text}`")))
            }
        }
        deserializer.deserialize_str(ByName)
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
