use super::*;

fn convert(chain: &str, value: &str) -> Result<String, String> {
    let steps: Vec<Step> = chain
        .split(" | ")
        .map(|step| Step::parse(step).expect(step))
        .collect();
    apply_all(&steps, value)
        .map(Cow::into_owned)
        .map_err(|failure| failure.rule.to_owned())
}

#[test]
fn values() {
    let table = [
        ("trim", " 张三\u{3000} ", "张三"),
        ("squeeze", "  a \t b\u{3000}c ", "a b c"),
        ("squeeze", "a b", "a b"),
        ("fullwidth", "ＡＢＣ１２３", "ABC123"),
        ("fullwidth", "张三", "张三"),
        ("upper", "abcx", "ABCX"),
        ("lower", "ÀBC", "àbc"),
        ("digits", "+86 138-0000-0000", "8613800000000"),
        ("date:%Y%m%d", "20260930", "2026-09-30"),
        ("date:%d/%m/%Y", "30/09/2026", "2026-09-30"),
        ("date:%y%m%d", "930101", "1993-01-01"),
        ("date:%y%m%d", "680101", "2068-01-01"),
        ("date:%y%m%d %H:%M:%S", "931107 00:00:00", "1993-11-07"),
        ("date:%d-%b-%Y", "07-Nov-1993", "1993-11-07"),
        ("date:%Y年%m月%d日", "2026年09月30日", "2026-09-30"),
        ("datetime:%Y%m%d%H%M%S", "20260930121314", "2026-09-30T12:13:14"),
        ("datetime:%Y%m%d", "20260930", "2026-09-30T00:00:00"),
        ("decimal:2", "12345", "123.45"),
        ("decimal:2", "-5", "-0.05"),
        ("decimal:2", "00000000100-", "-1.00"),
        ("decimal:0", "7", "7"),
        ("decimal", "1,234,567.80", "1234567.80"),
        ("decimal", "+12.5", "12.5"),
        ("decimal", "-0", "0"),
        ("decimal_comma", "1.234,50", "1234.50"),
        ("decimal_comma", "1 234,5", "1234.5"),
        ("integer", "0042", "42"),
        ("strip_zeros", "000123", "123"),
        ("strip_zeros", "0000", "0"),
        ("null_if:0,NULL,-", "NULL", ""),
        ("null_if:0,NULL,-", "10", "10"),
        ("replace:-,", "010-6655-4433", "01066554433"),
        ("substring:7,8", "110105194912310021", "19491231"),
        ("substring:2,9", "张三丰", "三丰"),
        ("substring:9,1", "张三丰", ""),
        ("prefix:+86", "138", "+86138"),
        ("birth_yymmdd_women_plus_50", "706213", "1970-12-13"),
        ("birth_yymmdd_women_plus_50", "450204", "1945-02-04"),
        ("birth_yymmdd_women_plus_50:20", "016213/1234", "2001-12-13"),
        ("sex_yymmdd_women_plus_50", "706213", "2"),
        ("sex_yymmdd_women_plus_50", "450204", "1"),
        ("trim | fullwidth | upper", " ａｂ ", "AB"),
        ("date:%Y%m%d", "", ""),
        ("decimal:2", "", ""),
    ];
    for (chain, value, wanted) in table {
        assert_eq!(
            convert(chain, value),
            Ok(wanted.to_owned()),
            "{chain} of `{value}`"
        );
    }
}

#[test]
fn refusals() {
    let table = [
        ("date:%Y%m%d", "20260931", "DQ-18"),
        ("date:%Y%m%d", "18991231", "DQ-18"),
        ("date:%Y%m%d", "2026093", "DQ-18"),
        ("date:%Y%m%d", "202609301", "DQ-18"),
        ("date:%Y%m%d", "二〇二六", "DQ-18"),
        ("datetime:%Y%m%d%H%M%S", "20260930251314", "DQ-18"),
        ("decimal:2", "12.3", "number"),
        ("decimal", "12,34", "number"),
        ("decimal", "1e5", "number"),
        ("decimal", ".", "number"),
        ("decimal", "99999999999999999999999999999999", "number"),
        ("decimal_comma", "1,2,3", "number"),
        ("integer", "4.2", "number"),
        ("birth_yymmdd_women_plus_50", "709913", "DQ-18"),
        ("birth_yymmdd_women_plus_50", "7062", "DQ-18"),
        ("sex_yymmdd_women_plus_50", "x", "DQ-18"),
    ];
    for (chain, value, rule) in table {
        assert_eq!(
            convert(chain, value),
            Err(rule.to_owned()),
            "{chain} of `{value}`"
        );
    }
}

#[test]
fn a_converter_that_is_none_is_refused_in_words() {
    let table = [
        ("capitals", "no converter `capitals`"),
        ("date", "wants a format"),
        ("date:%Q", "no format"),
        ("date:%Y", "no format"),
        ("date:%", "lone %"),
        ("trim:x", "takes no arguments"),
        ("decimal:99", "implied places"),
        ("substring:0,3", "two numbers"),
        ("replace:,x", "cannot replace nothing"),
        ("birth_yymmdd_women_plus_50:1900", "first two digits"),
    ];
    for (text, said) in table {
        let problem = Step::parse(text).expect_err(text);
        assert!(problem.contains(said), "{text}: {problem}");
    }
}
