//! The vectors of the ID-, ORG-, ACC-, POST- and CUST-rules.

use jiff::civil::{Date, date};
use standards::document::{self, DocumentType};
use standards::{
    Verdict, bic, card, credit_code, customer_number, foreigner_residence, hk_id, iban, lei, org_code,
    permit, postcode, registration, resident_id, travel_document, tw_id,
};

fn today() -> Date {
    date(2026, 11, 21)
}

#[track_caller]
fn check(validate: impl Fn(&str) -> Verdict, rows: &[(&str, Verdict)]) {
    for (number, expected) in rows {
        assert_eq!(validate(number), *expected, "{number:?}");
    }
}

#[test]
fn id_01_resident_id() {
    check(
        |number| resident_id::validate(number, today()),
        &[
            ("11010519491231002X", Verdict::Ok),
            (" 11010519491231002x\u{3000}", Verdict::Ok),
            ("440524188001010014", Verdict::Ok),
            ("110101192002290010", Verdict::Ok),
            ("110105194912310021", Verdict::BadCheckDigit),
            ("110101191902290011", Verdict::BadBirthDate),
            ("990101192001010019", Verdict::BadFormat),
            ("160101192001010019", Verdict::BadRegion),
            ("110101179912310012", Verdict::BadBirthDate),
            ("110101202611220010", Verdict::BadBirthDate),
            ("110101202611210000", Verdict::Ok), // born today
            ("110105491231002", Verdict::BadFormat),
            ("1101051949123100X2", Verdict::BadFormat),
            ("１１010519491231002X", Verdict::BadFormat),
            ("", Verdict::BadFormat),
        ],
    );
}

#[test]
fn id_02_widening() {
    let rows = [
        ("110105491231002", Some("11010519491231002X")),
        ("440524800101001", Some("440524198001010013")),
        ("310101051231012", Some("310101190512310120")),
        (" 310101051231012 ", Some("310101190512310120")),
        ("11010549123100", None),
        ("1101054912310021", None),
        ("11010549123100X", None),
        ("110105491331002", None),
        ("110105000229002", None), // 1900 was no leap year
        ("160105491231002", None),
    ];
    for (old, wide) in rows {
        assert_eq!(resident_id::to_18(old).as_deref(), wide, "{old}");
    }
    assert_eq!(
        resident_id::to_15("11010519491231002X").as_deref(),
        Some("110105491231002")
    );
    assert_eq!(resident_id::to_15("440524188001010014"), None, "19th century");
    assert!(resident_id::has_centenarian_serial("110105491231997"));
    assert!(!resident_id::has_centenarian_serial("110105491231995"));
}

#[test]
fn id_03_facts() {
    let facts = resident_id::facts("11010519491231002X").expect("a valid number");
    assert_eq!(facts.region.as_str(), "110105");
    assert_eq!((facts.birth, facts.sex.as_str()), (date(1949, 12, 31), "female"));
    assert_eq!((facts.province, facts.region.name()), ("北京市", Some("朝阳区")));
    assert_eq!(
        resident_id::facts("110105491231002"),
        Some(facts),
        "the 15 digits tell the same"
    );
    assert_eq!(resident_id::facts("110105194912310021"), None);
}

#[test]
fn id_04_residence_permit() {
    check(
        |number| permit::validate(number, today()),
        &[
            ("810000192001010017", Verdict::Ok),
            ("820000192002020024", Verdict::Ok),
            ("830000192003030031", Verdict::Ok),
            ("11010519491231002X", Verdict::BadRegion),
            ("810000192001010018", Verdict::BadCheckDigit),
        ],
    );
    assert_eq!(permit::issuer("810100192001010017"), None);
    assert_eq!(
        permit::issuer("820000192002020024").map(permit::Issuer::as_str),
        Some("macau")
    );
}

#[test]
fn id_05_06_foreigner_residence() {
    check(
        |number| foreigner_residence::validate(number, today()),
        &[
            ("911840192001010016", Verdict::Ok),
            ("931392192002020024", Verdict::Ok),
            ("919840192001010016", Verdict::BadRegion),
            ("911999192001010016", Verdict::BadCountry),
            ("911840192013010016", Verdict::BadBirthDate),
            ("911840192001010017", Verdict::BadCheckDigit),
            ("811840192001010016", Verdict::BadFormat),
            ("USA110120010152", Verdict::Ok),
            ("usa110120010152", Verdict::Ok),
            ("USA110120010153", Verdict::BadCheckDigit),
            ("QQQ110120010152", Verdict::BadCountry),
            ("USA190120010152", Verdict::BadRegion),
            ("USA110120130152", Verdict::BadBirthDate),
            ("US1110120010152", Verdict::BadFormat),
        ],
    );
}

#[test]
fn id_07_hong_kong() {
    check(
        hk_id::validate,
        &[
            ("A123456(3)", Verdict::Ok),
            ("a123456(3)", Verdict::Ok),
            ("A1234563", Verdict::Ok),
            ("AB987654(3)", Verdict::Ok),
            ("A123456(4)", Verdict::BadCheckDigit),
            ("A123456(B)", Verdict::BadFormat),
            ("A123456(3", Verdict::BadFormat),
            ("(A)1234563", Verdict::BadFormat),
            ("ABC123456(3)", Verdict::BadFormat),
            ("A12345(3)", Verdict::BadFormat),
        ],
    );
    assert_eq!(hk_id::check_character("AB987654"), Some('3'));
}

#[test]
fn id_08_taiwan() {
    check(
        tw_id::validate,
        &[
            ("A123456789", Verdict::Ok),
            ("A123456788", Verdict::BadCheckDigit),
            ("A323456789", Verdict::BadFormat),
            ("1123456789", Verdict::BadFormat),
        ],
    );
    assert_eq!(tw_id::check_digit("A12345678"), Some('9'));
}

#[test]
fn id_09_forms() {
    check(
        travel_document::passport_cn,
        &[
            ("E00000017", Verdict::Ok),
            ("EA0000017", Verdict::Ok),
            ("EO0000017", Verdict::BadFormat),
            ("EI0000017", Verdict::BadFormat),
            ("G00000017", Verdict::Ok),
            ("GA0000017", Verdict::BadFormat),
            ("D1234567", Verdict::Ok),
            ("SE1234567", Verdict::Ok),
            ("PE12345678", Verdict::Ok),
            ("P123456789", Verdict::BadFormat),
            ("E0000001", Verdict::BadFormat),
        ],
    );
    check(
        travel_document::hk_macau_permit,
        &[
            ("H12345678", Verdict::Ok),
            ("M1234567801", Verdict::Ok),
            ("H123456780", Verdict::BadFormat),
            ("A12345678", Verdict::BadFormat),
        ],
    );
    check(
        travel_document::taiwan_permit,
        &[("12345678", Verdict::Ok), ("1234567", Verdict::BadFormat)],
    );
    check(
        travel_document::passport_foreign,
        &[
            ("L898902C3", Verdict::Ok),
            ("1234", Verdict::BadFormat),
            ("L8989-02", Verdict::BadFormat),
        ],
    );
    check(
        travel_document::macau_id,
        &[
            ("1234567(8)", Verdict::Ok),
            ("12345678", Verdict::Ok),
            ("1234567(8", Verdict::BadFormat),
        ],
    );
}

#[test]
fn id_10_icao() {
    let rows = [
        ("L898902C3", '6'),
        ("740812", '2'),
        ("120415", '9'),
        ("ZE184226B<<<<<", '1'),
    ];
    for (field, digit) in rows {
        assert_eq!(travel_document::icao_check_digit(field), Some(digit), "{field}");
    }
    assert_eq!(travel_document::icao_check_digit("A-1"), None);
    assert_eq!(travel_document::icao_check_digit(""), None);
}

#[test]
fn id_11_document_types() {
    for document in DocumentType::ALL {
        assert_eq!(document.as_str().parse(), Ok(document));
        let entry = standards::code::table("document").and_then(|table| table.find(document.as_str()));
        let listed = entry.map(|entry| entry.also.chars().next());
        assert_eq!(listed, Some(document.pboc_code()), "{document}");
    }
    assert!("driving_licence".parse::<DocumentType>().is_err());
    assert!(!DocumentType::Other.merges());
    assert!(DocumentType::ResidentId.is_permanent() && !DocumentType::PassportCn.is_permanent());
}

#[test]
fn org_01_credit_code() {
    check(
        credit_code::validate,
        &[
            ("91350100M000100Y43", Verdict::Ok),
            ("91110000600037341L", Verdict::Ok),
            ("91110105MA0000015F", Verdict::Ok),
            ("52440300500000015Q", Verdict::Ok),
            ("11310000MB00000196", Verdict::Ok),
            ("91350100M000100Y44", Verdict::BadCheckDigit),
            ("91350100M000100I43", Verdict::BadFormat),
            ("91350100M000100Y4", Verdict::BadFormat),
            ("B1350100M000100Y43", Verdict::BadDepartment),
            ("9135A100M000100Y43", Verdict::BadRegion),
        ],
    );
    assert_eq!(
        credit_code::region("91350100M000100Y43").map(|region| region.to_string()),
        Some("350100".into())
    );
    // The whole is right, the organisation code inside is not.
    let body = "91350100M000100Y5";
    let check_character = credit_code::check_character(body).expect("17 characters");
    assert_eq!(
        credit_code::validate(&format!("{body}{check_character}")),
        Verdict::BadOrgCheckDigit
    );
}

#[test]
fn org_02_org_code() {
    check(
        org_code::validate,
        &[
            ("D2143569-X", Verdict::Ok),
            ("d2143569x", Verdict::Ok),
            ("00000006X", Verdict::Ok),
            ("000000190", Verdict::Ok),
            ("000000191", Verdict::BadCheckDigit),
            ("D2143-569X", Verdict::BadFormat),
            ("D2143569-A", Verdict::BadFormat),
        ],
    );
    assert_eq!(
        org_code::from_credit_code("91350100M000100Y43").as_deref(),
        Some("M000100Y4")
    );
}

#[test]
fn org_03_registration() {
    check(
        registration::validate,
        &[
            ("110108000000016", Verdict::Ok),
            ("440301000000003", Verdict::Ok),
            ("310115000001234", Verdict::Ok),
            ("310115000001235", Verdict::BadCheckDigit),
            ("31011500000123", Verdict::BadFormat),
        ],
    );
}

#[test]
fn org_04_lei() {
    check(
        lei::validate,
        &[
            ("5493001KJTIIGC8Y1R12", Verdict::Ok),
            ("506700GE1G29325QX363", Verdict::Ok),
            ("5493001KJTIIGC8Y1R21", Verdict::BadCheckDigit),
            ("5493001KJTIIGC8Y1R1A", Verdict::BadFormat),
        ],
    );
    assert_eq!(lei::check_digits("5493001KJTIIGC8Y1R").as_deref(), Some("12"));
}

#[test]
fn acc_01_02_card() {
    check(
        card::validate,
        &[
            ("4111111111111111", Verdict::Ok),
            ("4111 1111-1111 1111", Verdict::Ok),
            ("6200000000000005", Verdict::Ok),
            ("6222000000000009", Verdict::Ok),
            ("4111111111111112", Verdict::BadCheckDigit),
            ("41111111111", Verdict::BadFormat),
            ("41111111111111111111", Verdict::BadFormat),
            ("4111a11111111111", Verdict::BadFormat),
        ],
    );
    let brands = [
        ("340000000000009", "AMEX"),
        ("3400000000000009", "UNKNOWN"),
        ("3528000000000007", "JCB"),
        ("30000000000004", "DINERS"),
        ("36000000000008", "DINERS"),
        ("6200000000000005", "UNIONPAY"),
        ("4111111111111", "VISA"),
        ("411111111111111", "UNKNOWN"),
        ("5100000000000008", "MASTERCARD"),
        ("2221000000000009", "MASTERCARD"),
        ("2721000000000004", "UNKNOWN"),
        ("9999", "UNKNOWN"),
    ];
    for (number, brand) in brands {
        assert_eq!(card::brand(number).as_str(), brand, "{number}");
    }
    assert_eq!(card::check_digit("411111111111111"), Some('1'));
}

#[test]
fn acc_03_04_iban_bic() {
    check(
        iban::validate,
        &[
            ("GB82WEST12345698765432", Verdict::Ok),
            ("gb82 west 1234 5698 7654 32", Verdict::Ok),
            ("DE89370400440532013000", Verdict::Ok),
            ("DE8937040044053201300", Verdict::BadLength),
            ("DE88370400440532013000", Verdict::BadCheckDigit),
            ("D189370400440532013000", Verdict::BadFormat),
            ("DE89-370400440532013000", Verdict::BadFormat),
        ],
    );
    assert_eq!(
        iban::check_digits("GB", "WEST12345698765432").as_deref(),
        Some("82")
    );
    check(
        bic::validate,
        &[
            ("BKCHCNBJ", Verdict::Ok),
            ("BKCHCNBJ110", Verdict::Ok),
            ("ICBKCNBJXX", Verdict::BadFormat),
            ("1CBKCNBJ", Verdict::BadFormat),
        ],
    );
    check(
        bic::validate_cnaps,
        &[("102100099996", Verdict::Ok), ("10210009999", Verdict::BadFormat)],
    );
}

#[test]
fn cust_01_customer_number() {
    check(
        customer_number::validate,
        &[
            ("100000000017", Verdict::Ok),
            ("100028473352", Verdict::Ok),
            ("1000 2847 3352", Verdict::Ok),
            ("999999999990", Verdict::Ok),
            ("100028473353", Verdict::BadCheckDigit),
            ("000000000000", Verdict::BadFormat),
            ("10002847335", Verdict::BadFormat),
        ],
    );
    assert_eq!(
        customer_number::with_check_digit(10_000_000_001),
        Some(100_000_000_017)
    );
    assert_eq!(customer_number::with_check_digit(9_999_999_999), None);
    assert_eq!(customer_number::with_check_digit(100_000_000_000), None);
    assert_eq!(customer_number::grouped("100028473352"), "1000 2847 3352");
}

#[test]
fn post_01_postcode() {
    check(
        postcode::validate,
        &[
            ("100020", Verdict::Ok),
            (" 100020 ", Verdict::Ok),
            ("10002", Verdict::BadFormat),
        ],
    );
}

#[test]
fn match_keys() {
    let rows = [
        (
            DocumentType::ResidentId,
            "１１０１０５１９４９１２３１００２ｘ",
            Some("11010519491231002X"),
        ),
        (
            DocumentType::ResidentId,
            "110105 491231 002",
            Some("11010519491231002X"),
        ),
        (
            DocumentType::ResidentId,
            "1101051949123100X",
            Some("1101051949123100X"),
        ),
        (
            DocumentType::ResidentId,
            "110105491331002",
            Some("110105491331002"),
        ),
        (DocumentType::ResidentId, " \u{3000}", None),
        (DocumentType::Other, "110105491231002", Some("110105491231002")),
        (DocumentType::HkMacauPermit, "h1234567801", Some("H12345678")),
        (DocumentType::HkMacauPermit, "H12345678", Some("H12345678")),
        (DocumentType::HkId, "a123456（3）", Some("A1234563")),
        (DocumentType::OrgCode, "d2143569-x", Some("D2143569X")),
        (DocumentType::OrgCode, "91350100M000100Y43", Some("M000100Y4")),
        (
            DocumentType::CreditCode,
            "91350100m000100y43",
            Some("91350100M000100Y43"),
        ),
    ];
    for (document, number, key) in rows {
        assert_eq!(
            document::match_key(document, number).as_deref(),
            key,
            "{document} {number}"
        );
    }
    assert_eq!(
        document::validate(DocumentType::ResidentId, "110105491231002", today()),
        Verdict::Ok
    );
    assert_eq!(
        document::validate(DocumentType::ResidentId, "11010549123100", today()),
        Verdict::BadFormat
    );
    assert_eq!(
        document::validate(DocumentType::HkId, "A123456（3）", today()),
        Verdict::Ok
    );
}
