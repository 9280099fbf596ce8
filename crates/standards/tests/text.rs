//! The vectors of the TEL-, MAIL-, NAME-, CO- and MASK-rules.

use standards::name::{self, initials, pinyin};
use standards::phone::{self, Kind};
use standards::{company, mail, mask, script};

#[track_caller]
fn check<R: PartialEq<R> + std::fmt::Debug>(rule: impl Fn(&str) -> R, rows: &[(&str, R)]) {
    for (input, expected) in rows {
        assert_eq!(rule(input), *expected, "{input:?}");
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn tel_01_mobile() {
    check(
        phone::mobile,
        &[
            ("+86 138-0013-8000", some("+8613800138000")),
            ("１３８００１３８０００", some("+8613800138000")),
            ("(0086)138 0013 8000", some("+8613800138000")),
            ("8613800138000", some("+8613800138000")),
            ("12800138000", None),
            ("1380013800", None),
            ("138001380001", None),
            ("+1 13800138000", None),
            ("1380013800a", None),
            ("", None),
        ],
    );
}

#[test]
fn tel_02_fixed() {
    check(
        phone::fixed,
        &[
            ("(010) 8888 1234", some("+861088881234")),
            ("010-88881234转801", some("+861088881234;ext=801")),
            ("010-88881234 分机 801", some("+861088881234;ext=801")),
            ("010-88881234-801", some("+861088881234;ext=801")),
            ("010-88881234 ext. 801", some("+861088881234;ext=801")),
            ("010-88881234x801", some("+861088881234;ext=801")),
            ("０１０－８８８８１２３４", some("+861088881234")),
            ("+86-10-8888-1234", some("+861088881234")),
            ("0086 010 88881234", some("+861088881234")),
            ("(0512)66000000", some("+8651266000000")),
            ("0791-6600000", some("+867916600000")),
            ("+861088881234;ext=801", None),
            ("021-12345678", None),
            ("026-66000000", None),
            ("88881234", None),
            ("010-88881234转8012345", None),
            ("010-888812345", None),
            ("010-888812", None),
            ("13800138000", None),
            ("", None),
        ],
    );
}

#[test]
fn tel_kinds_and_placeholders() {
    check(
        phone::kind,
        &[
            ("13800138000", Kind::Mobile),
            ("010-88881234", Kind::Fixed),
            ("400-820-1234", Kind::Service),
            ("95588", Kind::Service),
            ("12345", Kind::Service),
            ("5", Kind::Unknown),
        ],
    );
    check(
        |number| phone::is_placeholder(number, &["010-66001234"]),
        &[
            ("13333333333", true),
            ("+86 133 3333 3333", true),
            ("13800138001", false),
            ("13812345678", true),
            ("13887654321", true),
            ("00000000", true),
            ("11111111111", true),
            ("12345678", true),
            ("010-88888888", true),
            ("010-88881234", false),
            ("(010)6600 1234", true),
            ("", false),
            ("无", false),
        ],
    );
}

#[test]
fn mail_01() {
    check(
        mail::normalise,
        &[
            ("zhangsan@Example.COM", some("zhangsan@example.com")),
            (" Zhang.San@example.com ", some("Zhang.San@example.com")),
            ("zhangsan@localhost", None),
            ("zhang@san@example.com", None),
            ("@example.com", None),
            ("zhang san@example.com", None),
            ("zhangsan@.com", None),
            ("zhangsan@example.com.", None),
            ("zhangsan", None),
        ],
    );
    assert_eq!(mail::normalise(&format!("{}@example.com", "a".repeat(243))), None);
    assert!(mail::normalise(&format!("{}@example.com", "a".repeat(242))).is_some());
}

#[test]
fn name_01_match_key() {
    check(
        name::match_key,
        &[
            ("阿卜杜拉 · 买买提", "阿卜杜拉买买提".to_owned()),
            ("阿卜杜拉•買買提", "阿卜杜拉买买提".to_owned()),
            ("张\u{3000}偉", "张伟".to_owned()),
            ("  欧阳 娜娜", "欧阳娜娜".to_owned()),
            ("古丽·米娜", "古丽米娜".to_owned()),
            ("古丽．米娜", "古丽米娜".to_owned()),
            ("Smith,  John", "SMITH JOHN".to_owned()),
            ("O’Brien-Müller", "O BRIEN MÜLLER".to_owned()),
            ("ｊｏｈｎ", "JOHN".to_owned()),
            ("张a", "张A".to_owned()),
            (" \u{3000}", String::new()),
        ],
    );
}

#[test]
fn names_without_accents() {
    check(
        name::unaccented_key,
        &[
            ("Müller-Lüdenscheidt, José", "MULLER LUDENSCHEIDT JOSE".to_owned()),
            ("张伟", "张伟".to_owned()),
        ],
    );
}

#[test]
fn name_02_display() {
    check(
        name::display,
        &[
            ("古丽•米娜", "古丽·米娜".to_owned()),
            ("王 小 明", "王小明".to_owned()),
            ("買買提", "買買提".to_owned()),
            // NFKC makes a blank and an accent of the diaeresis; without the blank the accent joins the letter.
            ("h¨张", "ḧ张".to_owned()),
            (" J. Smith  jr ", "J. Smith jr".to_owned()),
        ],
    );
}

#[test]
fn pinyin_of_surnames() {
    check(
        pinyin,
        &[
            ("单田芳", "shantianfang".to_owned()),
            ("仇英", "qiuying".to_owned()),
            ("解缙", "xiejin".to_owned()),
            ("曾国藩", "zengguofan".to_owned()),
            ("任正非", "renzhengfei".to_owned()),
            ("尉迟恭", "yuchigong".to_owned()),
            ("單雄信", "shanxiongxin".to_owned()),
            ("吕布", "lvbu".to_owned()),
            ("张乾", "zhangqian".to_owned()),
            ("欧阳 娜娜", "ouyangnana".to_owned()),
            ("古丽·米娜", "gulimina".to_owned()),
            ("John Smith", "johnsmith".to_owned()),
        ],
    );
    check(
        initials,
        &[
            ("张小明", "zxm".to_owned()),
            ("John Smith", "js".to_owned()),
            ("尉迟恭", "ycg".to_owned()),
        ],
    );
    assert_eq!(name::split("欧阳娜娜"), Some(("欧阳".into(), "娜娜".into())));
    assert_eq!(name::split("欧阳"), Some(("欧".into(), "阳".into())));
}

#[test]
fn company_rules() {
    check(
        company::match_key,
        &[
            (
                "北京某某科技（集团）有限责任公司",
                "北京某某科技集团有限责任公司".to_owned(),
            ),
            ("上海某某\u{3000}贸易有限公司", "上海某某贸易有限公司".to_owned()),
            ("甲乙(上海)科技有限公司", "甲乙上海科技有限公司".to_owned()),
        ],
    );
    check(
        |name| company::legal_form(name).as_str(),
        &[
            ("北京某某科技（集团）有限责任公司", "LLC"),
            ("廣州某某電子股份有限公司", "JSC"),
            ("某某股份公司", "JSC"),
            ("某某有限公司", "LLC"),
            ("某某有限公司上海分公司", "OTHER"),
        ],
    );
    check(
        company::stem,
        &[
            ("甲乙（上海）科技有限责任公司", "甲乙上海科技".to_owned()),
            ("甲乙(上海)科技有限公司", "甲乙上海科技".to_owned()),
            ("某某商店", "某某商店".to_owned()),
        ],
    );
    check(
        company::english_key,
        &[
            ("Acme Trading Co., Ltd.", "ACME TRADING".to_owned()),
            ("ACME TRADING COMPANY LIMITED", "ACME TRADING".to_owned()),
            ("Foo & Bar Holdings, Inc.", "FOO AND BAR HOLDINGS".to_owned()),
            ("A.B.C. Corporation", "ABC".to_owned()),
            ("J.Smith S.p.A.", "J SMITH".to_owned()),
            ("Co., Ltd.", "CO".to_owned()),
        ],
    );
    assert_eq!(
        company::other_form("某某有限公司上海分公司"),
        Some(company::OtherForm::Branch)
    );
    assert_eq!(
        company::other_form("某某基金合伙企业（有限合伙）"),
        Some(company::OtherForm::Partnership)
    );
    assert!(company::names_group("某某（集團）有限公司"));
}

#[test]
fn masks() {
    check(
        mask::person_name,
        &[
            ("张三", "张*".to_owned()),
            ("张 三", "张*".to_owned()),
            ("欧阳小明", "欧阳**".to_owned()),
            ("欧阳", "欧*".to_owned()),
            ("張", "張".to_owned()),
            ("John Smith", "J*** S****".to_owned()),
            ("", String::new()),
        ],
    );
    check(
        mask::document,
        &[
            ("11010519491231002X", "1****************X".to_owned()),
            ("AB", "**".to_owned()),
        ],
    );
    check(
        mask::card,
        &[
            ("6222000000000000", "622200******0000".to_owned()),
            ("6222 0000 00", "**********".to_owned()),
        ],
    );
    check(
        mask::mobile,
        &[
            ("13800138000", "138****8000".to_owned()),
            ("+86 138 0013 8000", "138****8000".to_owned()),
        ],
    );
    check(
        mask::mail,
        &[
            ("zhangsan@example.com", "z***@example.com".to_owned()),
            ("nobody", "***".to_owned()),
        ],
    );
}

#[test]
fn script_folding() {
    assert_eq!(script::to_simplified("買買提 廣州 abc"), "买买提 广州 abc");
}
