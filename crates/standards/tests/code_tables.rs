//! The shipped code tables: whole, consistent, and equal to the reference where that is at hand.

mod shared;

use standards::code::{table, tables};
use standards::region::RegionCode;
use standards::size::Industry;

#[test]
fn every_table_is_whole() {
    let sizes = [
        ("country", 249),
        ("currency", 178),
        ("document", 21),
        ("education", 10),
        ("employment", 13),
        ("ethnic", 58),
        ("industry", 20),
        ("kinship", 14),
        ("language", 183),
        ("marital", 8),
        ("mcc", 981),
        ("occupation", 8),
        ("region", 3243),
        ("sex", 4),
        ("surname", 1074),
    ];
    let found: Vec<(&str, usize)> = tables().map(|table| (table.id, table.entries().len())).collect();
    assert_eq!(found, sizes);
    for shipped in tables() {
        for entry in shipped.entries() {
            assert_eq!(
                shipped.find(entry.code),
                Some(entry),
                "{} {}",
                shipped.id,
                entry.code
            );
            assert!(!entry.code.is_empty(), "{entry:?}");
            assert!(!entry.zh.is_empty() || !entry.en.is_empty(), "{entry:?}");
            if let Some(parent) = entry.parent {
                assert!(
                    shipped.find(parent).is_some(),
                    "{} {} under {parent}",
                    shipped.id,
                    entry.code
                );
            }
        }
    }
    assert!(table("nothing").is_none());
}

#[test]
fn look_ups() {
    let find = |id: &str, text: &str| {
        let entry = table(id).and_then(|table| table.find_any(text));
        entry.map(|entry| (entry.code, entry.zh, entry.en))
    };
    assert_eq!(find("country", "cn"), Some(("CHN", "中国", "China")));
    assert_eq!(find("country", "156"), Some(("CHN", "中国", "China")));
    assert_eq!(
        find("currency", "人民币"),
        Some(("CNY", "人民币", "Yuan Renminbi"))
    );
    assert_eq!(find("ethnic", "56"), Some(("56", "基诺族", "Jino")));
    assert_eq!(find("education", "14"), Some(("14", "硕士研究生毕业", "Master")));
    assert_eq!(find("surname", "欧阳").map(|entry| entry.0), Some("欧阳"));
    assert_eq!(find("country", " "), None);
    let minor_units = |code: &str| table("currency").and_then(|table| table.find(code)?.minor_units);
    assert_eq!(
        (minor_units("CNY"), minor_units("JPY"), minor_units("XAU")),
        (Some(2), Some(0), None)
    );
    let county = RegionCode::new("110105").expect("six digits");
    assert_eq!(
        (county.name(), county.province().name()),
        (Some("朝阳区"), Some("北京市"))
    );
    assert_eq!(RegionCode::new("999999").and_then(RegionCode::name), None);
    assert_eq!(RegionCode::new("11010"), None);
}

#[test]
fn regions_are_the_reference() {
    let mut codes = 0;
    for file in ["province", "city", "area", "hongkong", "macau"] {
        let Some(text) = shared::read(&format!("region_gbt2260/{file}.csv")) else {
            return;
        };
        for line in text.lines().skip(1) {
            let mut fields = line.split(',');
            let (code, name) = (
                fields.next().unwrap_or_default(),
                fields.next().unwrap_or_default(),
            );
            let region = RegionCode::new(code).expect(line);
            assert_eq!(region.name(), Some(name), "{line}");
            codes += 1;
        }
    }
    assert_eq!(codes, 3243);
}

/// The full list has no licence and is not shipped; its sections agree, and every class of it is judged by
/// SIZE-01 or is one that the method leaves out.
#[test]
fn industries_agree_with_the_reference() {
    let Some(text) = shared::read("industry_gbt4754/gbt4754_2017.csv") else {
        return;
    };
    let (mut sections, mut classes, mut outside) = (0, 0, Vec::new());
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.splitn(4, ',').collect();
        let [code, level, _, name] = fields[..] else {
            panic!("{line}")
        };
        match level {
            "1" => {
                let shipped = table("industry").and_then(|table| table.find(code)).expect(code);
                assert_eq!(shipped.zh, name.trim_matches('"'));
                sections += 1;
            }
            "4" => {
                classes += 1;
                if Industry::from_gbt_4754(code).is_none() {
                    outside.push(code[..3].to_owned());
                }
            }
            _ => {}
        }
    }
    assert_eq!((sections, classes), (20, 1381));
    outside.dedup();
    // Railways, finance, education, health, and the public sections.
    let expected = [
        "G53", "J66", "J67", "J68", "J69", "P83", "Q84", "S91", "S92", "S93", "S94", "S95", "S96", "T97",
    ];
    assert_eq!(outside, expected);
}

#[test]
fn script_table_is_the_reference() {
    let Some(text) = shared::read("script_conversion/TSCharacters.txt") else {
        return;
    };
    for line in text.lines() {
        let (from, to) = line.split_once('\t').expect(line);
        let first = to.split(' ').next().unwrap_or_default();
        assert_eq!(standards::script::to_simplified(from), first, "{line}");
    }
}

/// Every name of a county, behind its province and prefecture, is found again.
#[test]
fn every_region_is_recognised() {
    for entry in table("region").map(|table| table.entries()).unwrap_or_default() {
        let Some(code) = RegionCode::new(entry.code) else {
            continue;
        };
        if entry.zh.contains("直辖县级") || code == code.prefecture() {
            continue;
        }
        let prefecture = entry.parent.and_then(RegionCode::new).expect(entry.code);
        let prefecture = prefecture
            .name()
            .filter(|name| !name.contains("直辖县级"))
            .unwrap_or_default();
        let text = format!(
            "{}{prefecture}{}人民路1号",
            code.province().name().unwrap_or_default(),
            entry.zh
        );
        let address = standards::address::parse(&text);
        assert_eq!(address.county, Some(code), "{text}");
        assert_eq!(
            (address.road.as_deref(), address.number.as_deref()),
            (Some("人民路"), Some("1")),
            "{text}"
        );
    }
}
