//! Chinese addresses: rules ADDR-01 and ADDR-02.

use crate::region::RegionCode;

/// The parts of an address; texts as in the source, after NFKC and without blanks.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Address {
    /// GB/T 2260 code of the province.
    pub province: Option<RegionCode>,
    /// Code of the prefecture; none in the four municipalities.
    pub prefecture: Option<RegionCode>,
    /// Code of the county.
    pub county: Option<RegionCode>,
    /// 街道, 镇, 乡
    pub town: Option<String>,
    /// 路, 街, 巷, 村
    pub road: Option<String>,
    /// House number.
    pub number: Option<String>,
    /// 号楼, 栋, 幢, 座
    pub building: Option<String>,
    /// 单元
    pub unit: Option<String>,
    /// 室
    pub room: Option<String>,
    /// What none of the others took.
    pub rest: Option<String>,
}

/// Splits an address.
#[must_use]
pub fn parse(_text: &str) -> Address {
    Address::default()
}
