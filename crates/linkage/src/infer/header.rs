//! Words in headers, English and Chinese.

use crate::kind::Kind;

/// Parts of Chinese headers; the first that is met decides, so the narrower stand first.
const CHINESE: &[(&str, Kind)] = &[
    ("来源", Kind::Context),
    ("系统", Kind::Context),
    ("类型", Kind::Context),
    ("种类", Kind::Context),
    ("开户日", Kind::Context),
    ("开户机构", Kind::Context),
    ("建立", Kind::Context),
    ("创建", Kind::Context),
    ("更新", Kind::Context),
    ("修改", Kind::Context),
    ("记录号", Kind::RecordId),
    ("序号", Kind::RecordId),
    ("流水", Kind::RecordId),
    ("身份证", Kind::PermanentId),
    ("证件号", Kind::PermanentId),
    ("证件代码", Kind::PermanentId),
    ("统一社会信用代码", Kind::PermanentId),
    ("信用代码", Kind::PermanentId),
    ("社保号", Kind::PermanentId),
    ("组织机构代码", Kind::PermanentId),
    ("纳税人识别号", Kind::PermanentId),
    ("税号", Kind::PermanentId),
    ("护照", Kind::OtherId),
    ("注册号", Kind::OtherId),
    ("客户号", Kind::OtherId),
    ("账号", Kind::OtherId),
    ("卡号", Kind::OtherId),
    ("工号", Kind::OtherId),
    ("公司名称", Kind::Company),
    ("企业名称", Kind::Company),
    ("单位名称", Kind::Company),
    ("机构名称", Kind::Company),
    ("工作单位", Kind::Company),
    ("雇主", Kind::Company),
    ("单位", Kind::Company),
    ("法定代表人", Kind::FullName),
    ("法人", Kind::FullName),
    ("姓名", Kind::FullName),
    ("户名", Kind::FullName),
    ("客户名称", Kind::FullName),
    ("出生地", Kind::Place),
    ("籍贯", Kind::Place),
    ("出生", Kind::Date),
    ("生日", Kind::Date),
    ("成立日", Kind::Date),
    ("性别", Kind::Sex),
    ("手机", Kind::Phone),
    ("电话", Kind::Phone),
    ("联系方式", Kind::Phone),
    ("传真", Kind::Phone),
    ("邮箱", Kind::Email),
    ("电子邮件", Kind::Email),
    ("邮编", Kind::Postcode),
    ("邮政编码", Kind::Postcode),
    ("地址", Kind::Address),
    ("住址", Kind::Address),
    ("省", Kind::Place),
    ("城市", Kind::Place),
    ("区县", Kind::Place),
    ("国籍", Kind::Code),
    ("民族", Kind::Code),
    ("金额", Kind::Number),
    ("余额", Kind::Number),
    ("资本", Kind::Number),
    ("收入", Kind::Number),
    ("面积", Kind::Number),
    ("价格", Kind::Number),
    ("经度", Kind::Position),
    ("纬度", Kind::Position),
    ("坐标", Kind::Position),
    ("职业", Kind::Code),
    ("姓氏", Kind::Surname),
    ("名字", Kind::GivenName),
    ("名称", Kind::FullName),
    ("备注", Kind::Context),
];

/// Runs of words of English headers; the first that is met decides.
const ENGLISH: &[(&str, Kind)] = &[
    ("source", Kind::Context),
    ("cluster", Kind::Context),
    ("label", Kind::Context),
    ("truth", Kind::Context),
    ("system", Kind::Context),
    ("dataset", Kind::Context),
    ("created", Kind::Context),
    ("updated", Kind::Context),
    ("modified", Kind::Context),
    ("open date", Kind::Context),
    ("opened", Kind::Context),
    ("load date", Kind::Context),
    ("business date", Kind::Context),
    ("timestamp", Kind::Context),
    ("branch", Kind::Context),
    ("id type", Kind::Context),
    ("doc type", Kind::Context),
    ("document type", Kind::Context),
    ("record type", Kind::Context),
    ("customer type", Kind::Context),
    ("remark", Kind::Context),
    ("comment", Kind::Context),
    ("rec id", Kind::RecordId),
    ("record id", Kind::RecordId),
    ("row id", Kind::RecordId),
    ("unique id", Kind::RecordId),
    ("row", Kind::RecordId),
    ("uuid", Kind::RecordId),
    ("guid", Kind::RecordId),
    ("soc sec", Kind::PermanentId),
    ("social security", Kind::PermanentId),
    ("ssn", Kind::PermanentId),
    ("sin", Kind::PermanentId),
    ("nino", Kind::PermanentId),
    ("national insurance", Kind::PermanentId),
    ("national id", Kind::PermanentId),
    ("nhs", Kind::PermanentId),
    ("id no", Kind::PermanentId),
    ("id number", Kind::PermanentId),
    ("id num", Kind::PermanentId),
    ("id card", Kind::PermanentId),
    ("identity", Kind::PermanentId),
    ("resident id", Kind::PermanentId),
    ("document no", Kind::PermanentId),
    ("document number", Kind::PermanentId),
    ("doc no", Kind::PermanentId),
    ("credit code", Kind::PermanentId),
    ("uscc", Kind::PermanentId),
    ("lei", Kind::PermanentId),
    ("tax id", Kind::PermanentId),
    ("tax number", Kind::PermanentId),
    ("tin", Kind::PermanentId),
    ("vat", Kind::PermanentId),
    ("ein", Kind::PermanentId),
    ("company number", Kind::PermanentId),
    ("registration number", Kind::PermanentId),
    ("reg no", Kind::PermanentId),
    ("passport", Kind::OtherId),
    ("licence number", Kind::OtherId),
    ("license number", Kind::OtherId),
    ("account", Kind::OtherId),
    ("iban", Kind::OtherId),
    ("card no", Kind::OtherId),
    ("birth place", Kind::Place),
    ("place of birth", Kind::Place),
    ("birthplace", Kind::Place),
    ("birth date", Kind::Date),
    ("date of birth", Kind::Date),
    ("birthday", Kind::Date),
    ("birthdate", Kind::Date),
    ("dob", Kind::Date),
    ("born", Kind::Date),
    ("founded", Kind::Date),
    ("incorporated", Kind::Date),
    ("date", Kind::Date),
    ("e mail", Kind::Email),
    ("email", Kind::Email),
    ("mail", Kind::Email),
    ("mobile", Kind::Phone),
    ("phone", Kind::Phone),
    ("telephone", Kind::Phone),
    ("tel", Kind::Phone),
    ("cell", Kind::Phone),
    ("fax", Kind::Phone),
    ("gender", Kind::Sex),
    ("sex", Kind::Sex),
    ("employer", Kind::Company),
    ("company", Kind::Company),
    ("organisation", Kind::Company),
    ("organization", Kind::Company),
    ("business name", Kind::Company),
    ("trading name", Kind::Company),
    ("legal name", Kind::Company),
    ("corporate", Kind::Company),
    ("first and surname", Kind::FullName),
    ("first and last", Kind::FullName),
    ("given name", Kind::GivenName),
    ("first name", Kind::GivenName),
    ("firstname", Kind::GivenName),
    ("forename", Kind::GivenName),
    ("givenname", Kind::GivenName),
    ("fname", Kind::GivenName),
    ("middle name", Kind::Text),
    ("middle", Kind::Text),
    ("surname", Kind::Surname),
    ("last name", Kind::Surname),
    ("lastname", Kind::Surname),
    ("family name", Kind::Surname),
    ("lname", Kind::Surname),
    ("street number", Kind::Code),
    ("house number", Kind::Code),
    ("postcode", Kind::Postcode),
    ("postal code", Kind::Postcode),
    ("post code", Kind::Postcode),
    ("zip", Kind::Postcode),
    ("zipcode", Kind::Postcode),
    ("suburb", Kind::Place),
    ("city", Kind::Place),
    ("town", Kind::Place),
    ("county", Kind::Place),
    ("state", Kind::Place),
    ("province", Kind::Place),
    ("region", Kind::Place),
    ("country", Kind::Place),
    ("place", Kind::Place),
    ("address", Kind::Address),
    ("street", Kind::Address),
    ("addr", Kind::Address),
    ("occupation", Kind::Code),
    ("nationality", Kind::Code),
    ("age", Kind::Code),
    ("amount", Kind::Number),
    ("balance", Kind::Number),
    ("capital", Kind::Number),
    ("income", Kind::Number),
    ("price", Kind::Number),
    ("revenue", Kind::Number),
    ("salary", Kind::Number),
    ("turnover", Kind::Number),
    ("employees", Kind::Number),
    ("latitude", Kind::Position),
    ("longitude", Kind::Position),
    ("lat", Kind::Position),
    ("lon", Kind::Position),
    ("lng", Kind::Position),
    ("coordinates", Kind::Position),
    ("name", Kind::FullName),
    ("type", Kind::Context),
    ("id", Kind::OtherId),
    ("no", Kind::OtherId),
    ("number", Kind::OtherId),
];

/// What a header says its column holds.
pub(super) fn kind(header: &str) -> Option<Kind> {
    let chinese = CHINESE.iter().find(|(part, _)| header.contains(part));
    if let Some((_, kind)) = chinese {
        return Some(*kind);
    }
    let words = format!(" {} ", words(header));
    ENGLISH
        .iter()
        .find(|(run, _)| words.contains(&format!(" {run} ")))
        .map(|(_, kind)| *kind)
}

/// Lower-case words: split at signs, digits and where a capital follows a small letter.
fn words(header: &str) -> String {
    let mut words = String::with_capacity(header.len() + 4);
    let mut before = ' ';
    for c in header.chars() {
        if !c.is_alphabetic() {
            if !words.ends_with(' ') {
                words.push(' ');
            }
        } else {
            if before.is_lowercase() && c.is_uppercase() {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
        }
        before = c;
    }
    words.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: headers as banks and public files write them.
    #[test]
    fn headers() {
        let check = |header: &str, wanted: Option<Kind>| assert_eq!(kind(header), wanted, "{header}");
        check("dateOfBirth", Some(Kind::Date));
        check("date_of_birth", Some(Kind::Date));
        check("soc_sec_id", Some(Kind::PermanentId));
        check("address_1", Some(Kind::Address));
        check("id_type", Some(Kind::Context));
        check("id_no", Some(Kind::PermanentId));
        check("first_and_surname", Some(Kind::FullName));
        check("postcode_fake", Some(Kind::Postcode));
        check("birth_place", Some(Kind::Place));
        check("cluster_id", Some(Kind::Context));
        check("客户姓名", Some(Kind::FullName));
        check("证件号码", Some(Kind::PermanentId));
        check("证件类型", Some(Kind::Context));
        check("手机号", Some(Kind::Phone));
        check("注册资本", Some(Kind::Number));
        check("geo_lat", Some(Kind::Position));
        check("x7", None);
    }
}
