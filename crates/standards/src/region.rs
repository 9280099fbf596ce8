//! Administrative regions, GB/T 2260: six digits, two each for province, prefecture and county.

use std::fmt;

use crate::ascii;
use crate::code;

/// A six-digit region code. That it is six digits does not mean that the region exists: codes are withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode([u8; 6]);

impl RegionCode {
    /// Reads exactly six digits.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        Self::from_bytes(code.as_bytes())
    }

    pub(crate) fn from_bytes(code: &[u8]) -> Option<Self> {
        let code: [u8; 6] = code.try_into().ok()?;
        ascii::all_digits(&code).then_some(Self(code))
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        ascii::text(&self.0)
    }

    /// The code of the province: the first two digits and `0000`.
    #[must_use]
    pub fn province(self) -> Self {
        let [first, second, ..] = self.0;
        Self([first, second, b'0', b'0', b'0', b'0'])
    }

    /// The code of the prefecture: the first four digits and `00`; equal to the province's for a province.
    #[must_use]
    pub fn prefecture(self) -> Self {
        let [a, b, c, d, ..] = self.0;
        Self([a, b, c, d, b'0', b'0'])
    }

    /// The Chinese name in the table in force; `None` for a withdrawn or unknown code (DQ-11).
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        Some(code::table("region")?.find(self.as_str())?.zh)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether the two ASCII digits begin the numbers of a province (ID-01), 81-83 for the residence permits
/// included.
pub(crate) fn is_province(first: u8, second: u8) -> bool {
    matches!(
        (first, second),
        (b'1', b'1'..=b'5')
            | (b'2', b'1'..=b'3')
            | (b'3', b'1'..=b'7')
            | (b'4', b'1'..=b'6')
            | (b'5', b'0'..=b'4')
            | (b'6', b'1'..=b'5')
            | (b'7', b'1')
            | (b'8', b'1'..=b'3')
    )
}

/// The Chinese name of the province that a region code lies in; 83 is Taiwan, as on residence permits.
#[must_use]
pub fn province_name(region: RegionCode) -> Option<&'static str> {
    Some(match &region.0[..2] {
        b"11" => "北京市",
        b"12" => "天津市",
        b"13" => "河北省",
        b"14" => "山西省",
        b"15" => "内蒙古自治区",
        b"21" => "辽宁省",
        b"22" => "吉林省",
        b"23" => "黑龙江省",
        b"31" => "上海市",
        b"32" => "江苏省",
        b"33" => "浙江省",
        b"34" => "安徽省",
        b"35" => "福建省",
        b"36" => "江西省",
        b"37" => "山东省",
        b"41" => "河南省",
        b"42" => "湖北省",
        b"43" => "湖南省",
        b"44" => "广东省",
        b"45" => "广西壮族自治区",
        b"46" => "海南省",
        b"50" => "重庆市",
        b"51" => "四川省",
        b"52" => "贵州省",
        b"53" => "云南省",
        b"54" => "西藏自治区",
        b"61" => "陕西省",
        b"62" => "甘肃省",
        b"63" => "青海省",
        b"64" => "宁夏回族自治区",
        b"65" => "新疆维吾尔自治区",
        b"71" | b"83" => "台湾省",
        b"81" => "香港特别行政区",
        b"82" => "澳门特别行政区",
        _ => return None,
    })
}
