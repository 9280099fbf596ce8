//! Any rule of this crate by its name, on JSON: what `guiyi rules eval` runs, and how another implementation can
//! be compared with this one.

mod input;

use jiff::civil::Date;
use serde_json::{Value, json};

use self::input::{field, flag, list, number, pair, text, whole};
use crate::calendar::{self, LunarDate};
use crate::document::{self, DocumentType};
use crate::size::{self, Figures, Industry};
use crate::{
    Verdict, address, bic, card, company, credit_code, customer_number, foreigner_residence, hk_id, iban,
    lei, mail, mask, name, org_code, permit, phone, postcode, registration, resident_id, travel_document,
    tw_id,
};

/// Why a rule gave no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// No rule has this name.
    #[error("unknown rule {0:?}")]
    UnknownRule(String),
    /// The rule needs more than one value and a standard: it is evaluated where parties are resolved.
    #[error("rule {0} is not evaluated by the standards")]
    Elsewhere(String),
    /// The input has not the shape the rule wants.
    #[error("{rule}: {field} must be {expected}")]
    BadInput {
        /// The rule asked for.
        rule: String,
        /// The field at fault; `input` for the whole of it.
        field: String,
        /// What it should be, in words.
        expected: &'static str,
    },
}

/// Families of rules whose product does not exist yet; the answer says so instead of failing.
const NOT_BUILT: &[&str] = &["LOAN-", "SUIT-", "BO-", "AML-", "PROF-", "CLV-"];

/// The rules that [`eval`] answers.
pub const RULES: &[&str] = &[
    "ID-01", "ID-02", "ID-03", "ID-04", "ID-05", "ID-06", "ID-07", "ID-08", "ID-09", "ID-10", "ID-11",
    "ORG-01", "ORG-02", "ORG-03", "ORG-04", "ACC-01", "ACC-02", "ACC-03", "ACC-04", "CUST-01", "TEL-01",
    "TEL-02", "TEL-03", "MAIL-01", "POST-01", "ADDR-01", "ADDR-02", "NAME-01", "NAME-02", "NAME-03", "CO-01",
    "CO-02", "CO-03", "CO-04", "SIZE-01", "CAL-01", "CAL-02", "CAL-03", "MASK-01", "MASK-02", "MASK-03",
    "MASK-04", "MASK-05",
];

/// Evaluates a rule as of `today`.
///
/// Most rules take a text. Others: ID-09 `{type, number}`; TEL-03 a text or `{number, own: [..]}`; ADDR-02 and
/// NAME-03 a pair of texts; SIZE-01 `{industry, employees?, revenue_10k_cny?, assets_10k_cny?}` (or `total_assets_10k_cny`); CAL-02
/// `{year, month, day, leap?}`; CAL-03 `{year, term}`. Validators answer a result code, normal forms a text or
/// null, ID-02 its input where nothing is to be converted, rules of products to come `{"error": "not built"}`.
///
/// # Errors
/// A name that is no rule, a rule evaluated elsewhere (MERGE-01), an input of another shape.
pub fn eval(rule: &str, input: &Value, today: Date) -> Result<Value, EvalError> {
    if NOT_BUILT.iter().any(|family| rule.starts_with(family)) {
        return Ok(json!({"error": "not built"}));
    }
    let plain = |answer: fn(&str) -> Value| text(rule, input).map(|text| answer(&text));
    match rule {
        "ID-01" => Ok(verdict(resident_id::validate(&text(rule, input)?, today))),
        "ID-02" => Ok(resident_id::to_18(&text(rule, input)?).map_or_else(|| input.clone(), Value::from)),
        "ID-03" => Ok(facts(&text(rule, input)?, today)),
        "ID-04" => Ok(residence_permit(&text(rule, input)?, today)),
        "ID-05" => Ok(verdict(foreigner_residence::validate_2023(
            &text(rule, input)?,
            today,
        ))),
        "ID-06" => plain(|number| verdict(foreigner_residence::validate_2017(number))),
        "ID-07" => plain(|number| verdict(hk_id::validate(number))),
        "ID-08" => plain(|number| verdict(tw_id::validate(number))),
        "ID-09" => form_of_document(rule, input, today),
        "ID-10" => plain(|field| travel_document::icao_check_digit(field).map(String::from).into()),
        "ID-11" => plain(|name| {
            let document = name.trim().parse::<DocumentType>().ok();
            document
                .and_then(DocumentType::pboc_code)
                .map(String::from)
                .into()
        }),
        "ORG-01" => plain(|code| verdict(credit_code::validate(code))),
        "ORG-02" => plain(|code| verdict(org_code::validate(code))),
        "ORG-03" => plain(|number| verdict(registration::validate(number))),
        "ORG-04" => plain(|lei| verdict(lei::validate(lei))),
        "ACC-01" => plain(|number| verdict(card::validate(number))),
        "ACC-02" => plain(|number| card::brand(number).as_str().into()),
        "ACC-03" => plain(|iban| verdict(iban::validate(iban))),
        "ACC-04" => plain(|code| (bic::validate(code).is_ok() || bic::validate_cnaps(code).is_ok()).into()),
        "CUST-01" => plain(|number| verdict(customer_number::validate(number))),
        "TEL-01" => plain(|number| phone::mobile(number).into()),
        "TEL-02" => plain(|number| phone::fixed(number).into()),
        "TEL-03" => placeholder(rule, input),
        "MAIL-01" => plain(|address| mail::normalise(address).into()),
        "POST-01" => plain(|postcode| verdict(postcode::validate(postcode))),
        "ADDR-01" => plain(|text| {
            address::parse(text)
                .region()
                .map(|region| region.to_string())
                .into()
        }),
        "ADDR-02" if input.is_string() => plain(|text| address::match_key(text).into()),
        "ADDR-02" => {
            let (one, other) = pair(rule, input)?;
            Ok((address::match_key(&one) == address::match_key(&other)).into())
        }
        "NAME-01" => plain(|name| name::match_key(name).into()),
        "NAME-02" => plain(|name| name::display(name).into()),
        "NAME-03" => {
            let (one, other) = pair(rule, input)?;
            let reason = name::resemblance(&one, &other);
            Ok(json!({"suspect": reason.is_some(), "reason": reason.map(name::Resemblance::as_str)}))
        }
        "CO-01" => plain(|name| company::match_key(name).into()),
        "CO-02" => plain(|name| company::legal_form(name).as_str().into()),
        "CO-03" => plain(|name| company::stem(name).into()),
        "CO-04" => plain(|name| company::english_key(name).into()),
        "SIZE-01" => enterprise_size(rule, input),
        "CAL-01" => lunar_date(rule, input),
        "CAL-02" => solar_date(rule, input),
        "CAL-03" => {
            let (year, term) = (whole(rule, input, "year")?, text_field(rule, input, "term")?);
            Ok(i16::try_from(year)
                .ok()
                .and_then(|year| calendar::solar_term(year, &term))
                .map(iso)
                .into())
        }
        "MASK-01" => plain(|name| mask::person_name(name).into()),
        "MASK-02" => plain(|number| mask::document(number).into()),
        "MASK-03" => plain(|number| mask::card(number).into()),
        "MASK-04" => plain(|number| mask::mobile(number).into()),
        "MASK-05" => plain(|address| mask::mail(address).into()),
        "MERGE-01" => Err(EvalError::Elsewhere(rule.to_owned())),
        _ => Err(EvalError::UnknownRule(rule.to_owned())),
    }
}

fn verdict(verdict: Verdict) -> Value {
    verdict.as_str().into()
}

fn iso(date: Date) -> String {
    date.to_string()
}

fn text_field(rule: &str, input: &Value, name: &str) -> Result<String, EvalError> {
    input::as_text(field(rule, input, name)?).ok_or_else(|| input::bad(rule, name, "a text"))
}

fn facts(number: &str, today: Date) -> Value {
    match resident_id::facts(number).filter(|facts| facts.birth <= today) {
        Some(facts) => json!({
            "region": facts.region.as_str(),
            "birth": iso(facts.birth),
            "sex": facts.sex.as_str(),
            "province": facts.province,
        }),
        None => Value::Null,
    }
}

/// An issuer is only told for a number that is right: a wrong one was issued by nobody.
fn residence_permit(number: &str, today: Date) -> Value {
    let valid = permit::validate(number, today).is_ok();
    let issuer = permit::issuer(number)
        .filter(|_| valid)
        .map(permit::Issuer::as_str);
    json!({"valid": valid, "issuer": issuer})
}

fn form_of_document(rule: &str, input: &Value, today: Date) -> Result<Value, EvalError> {
    let name = text_field(rule, input, "type")?;
    let number = text_field(rule, input, "number")?;
    let name = name.trim();
    let verdict = match name.parse::<DocumentType>() {
        // ID-09 speaks of these as typed; folding of full-width forms belongs to recognition.
        Ok(DocumentType::PassportCn) => travel_document::passport_cn(&number),
        Ok(DocumentType::PassportForeign) => travel_document::passport_foreign(&number),
        Ok(DocumentType::HkMacauPermit) => travel_document::hk_macau_permit(&number),
        Ok(DocumentType::TaiwanPermit) => travel_document::taiwan_permit(&number),
        Ok(document) => document::validate(document, &number, today),
        Err(_) => return Err(input::bad(rule, "type", "a document type of ID-11")),
    };
    Ok(verdict.is_ok().into())
}

fn placeholder(rule: &str, input: &Value) -> Result<Value, EvalError> {
    let (number, own) = if input.is_object() {
        (text_field(rule, input, "number")?, list(rule, input, "own")?)
    } else {
        (text(rule, input)?, Vec::new())
    };
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    Ok(json!({"placeholder": phone::is_placeholder(&number, &own)}))
}

fn enterprise_size(rule: &str, input: &Value) -> Result<Value, EvalError> {
    let name = text_field(rule, input, "industry")?;
    let figures = Figures {
        employees: number(rule, input, "employees")?,
        revenue_10k_cny: number(rule, input, "revenue_10k_cny")?,
        assets_10k_cny: match number(rule, input, "assets_10k_cny")? {
            Some(assets) => Some(assets),
            None => number(rule, input, "total_assets_10k_cny")?,
        },
    };
    let industry = Industry::from_name(&name).or_else(|| Industry::from_gbt_4754(&name));
    let industry = industry.ok_or_else(|| input::bad(rule, "industry", "an industry of SIZE-01"))?;
    Ok(size::classify(industry, &figures).as_str().into())
}

fn lunar_date(rule: &str, input: &Value) -> Result<Value, EvalError> {
    let date = text(rule, input)?.trim().parse::<Date>();
    let date = date.map_err(|_| input::bad(rule, "input", "a date like 2026-11-21"))?;
    Ok(calendar::lunar_from_solar(date).map_or(Value::Null, |lunar| {
        json!({
            "year": lunar.year,
            "month": lunar.month,
            "leap": lunar.leap,
            "day": lunar.day,
            "ganzhi": lunar.ganzhi(),
            "zodiac": lunar.zodiac(),
        })
    }))
}

fn solar_date(rule: &str, input: &Value) -> Result<Value, EvalError> {
    let [year, month, day] = ["year", "month", "day"].map(|name| whole(rule, input, name));
    let leap = flag(rule, input, "leap")?;
    // A number too big for its type is no day of any calendar.
    let lunar = match (i16::try_from(year?), i8::try_from(month?), i8::try_from(day?)) {
        (Ok(year), Ok(month), Ok(day)) => Some(LunarDate {
            year,
            month,
            leap,
            day,
        }),
        _ => None,
    };
    Ok(lunar.and_then(calendar::solar_from_lunar).map(iso).into())
}
