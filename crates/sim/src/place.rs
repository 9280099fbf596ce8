//! Where people live and firms are registered: real regions, invented roads.

use std::sync::LazyLock;

use crate::dice::Dice;

/// A county of GB/T 2260 with the names above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct County {
    pub code: &'static str,
    pub province: &'static str,
    /// Empty in the four municipalities, which have no such level.
    pub prefecture: &'static str,
    pub name: &'static str,
}

/// A city the bank has a branch in.
#[derive(Debug)]
pub(crate) struct City {
    pub name: &'static str,
    pub area_code: &'static str,
    postcode: &'static str,
    /// Every county of the city, as indices into the list of all.
    counties: Vec<usize>,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub city: usize,
    pub county: usize,
    road: &'static str,
    number: u16,
    /// Building, unit and room; none for a shop or an office at the road.
    home: Option<(&'static str, u16, u16, u16)>,
}

/// Counties kept for the named cast: nobody else was registered there.
pub(crate) const CAST_COUNTIES: [&str; 4] = ["110101", "110105", "310101", "440304"];

/// Name, leading digits of the region code, area code, leading digits of the postcode.
const CITIES: [(&str, &str, &str, &str); 12] = [
    ("北京", "11", "010", "1000"),
    ("上海", "31", "021", "2000"),
    ("苏州", "3205", "0512", "2150"),
    ("杭州", "3301", "0571", "3100"),
    ("深圳", "4403", "0755", "5180"),
    ("广州", "4401", "020", "5100"),
    ("成都", "5101", "028", "6100"),
    ("武汉", "4201", "027", "4300"),
    ("西安", "6101", "029", "7100"),
    ("长春", "2201", "0431", "1300"),
    ("青岛", "3702", "0532", "2660"),
    ("乌鲁木齐", "6501", "0991", "8300"),
];

const ROADS: &str = "人民路 解放路 建设路 中山路 和平路 新华路 文化路 胜利路 光明路 朝阳路 东风路 长江路 黄河路 \
长安街 振兴街 幸福街 青年大道 迎宾大道 科技大道 滨河路 花园路 公园路 学院路 工业路 南京路 北京路 上海路 天山路 \
长春路 珠江路 湖滨路 明珠路 友谊路 红旗街 和谐路 兴业街 世纪大道 金融街 祥云街 玉兰路 桂花路 梧桐路 银杏路";
const ESTATES: &str = "阳光花园 翠苑小区 金色家园 春晓苑 碧水湾 锦绣城 和苑小区 书香门第 万和园 紫荆苑 星河湾 \
东方明珠 绿洲花园 御景苑 安居小区 丽景城 悦府 江南里";

static ROAD_LIST: LazyLock<Vec<&'static str>> = LazyLock::new(|| ROADS.split_whitespace().collect());
static ESTATE_LIST: LazyLock<Vec<&'static str>> = LazyLock::new(|| ESTATES.split_whitespace().collect());

static COUNTIES: LazyLock<Vec<County>> = LazyLock::new(|| {
    let Some(table) = standards::code::table("region") else {
        return Vec::new();
    };
    // Counties directly under a province stand below a stand-in for the prefecture, which nobody writes.
    let name = |code: &str| {
        table
            .find(code)
            .map(|entry| entry.zh)
            .filter(|name| !name.contains("直辖"))
    };
    let mainland = table
        .entries()
        .iter()
        .filter(|entry| !entry.code.ends_with("00") && entry.code < "70");
    mainland
        .filter_map(|entry| {
            let prefecture = name(&format!("{}00", &entry.code[..4])).unwrap_or("");
            let province = name(&format!("{}0000", &entry.code[..2]))?;
            Some(County {
                code: entry.code,
                province,
                prefecture,
                name: entry.zh,
            })
        })
        .collect()
});

static BIRTHPLACES: LazyLock<Vec<&'static County>> = LazyLock::new(|| {
    COUNTIES
        .iter()
        .filter(|county| !CAST_COUNTIES.contains(&county.code))
        .collect()
});

static CITY_LIST: LazyLock<Vec<City>> = LazyLock::new(|| {
    CITIES
        .iter()
        .map(|(name, digits, area_code, postcode)| City {
            name,
            area_code,
            postcode,
            counties: (0..COUNTIES.len())
                .filter(|at| COUNTIES[*at].code.starts_with(digits))
                .collect(),
        })
        .collect()
});

/// The counties in which persons beside the cast were first registered.
pub(crate) fn birthplaces() -> &'static [&'static County] {
    &BIRTHPLACES
}

/// The cities of the bank's branches; the index is the branch's number.
pub(crate) fn cities() -> &'static [City] {
    &CITY_LIST
}

impl Address {
    /// A flat in a city of the bank.
    pub(crate) fn home(dice: &mut Dice, city: usize) -> Self {
        let home = Some((
            dice.pick(&ESTATE_LIST),
            dice.between(1, 30) as u16,
            dice.between(1, 4) as u16,
            (dice.between(1, 18) * 100 + dice.between(1, 4)) as u16,
        ));
        Self {
            home,
            ..Self::office(dice, city)
        }
    }

    /// A house at a road.
    pub(crate) fn office(dice: &mut Dice, city: usize) -> Self {
        Self {
            city,
            county: dice.pick(&CITY_LIST[city].counties),
            road: dice.pick(&ROAD_LIST),
            number: dice.between(1, 399) as u16,
            home: None,
        }
    }

    pub(crate) fn county(&self) -> &'static County {
        &COUNTIES[self.county]
    }

    /// The address from the province down.
    pub(crate) fn full(&self) -> String {
        format!("{}{}", self.county().province, self.without_province())
    }

    /// The address as most people say it.
    pub(crate) fn without_province(&self) -> String {
        let county = self.county();
        let mut text = format!(
            "{}{}{}{}号",
            county.prefecture, county.name, self.road, self.number
        );
        if let Some((estate, building, unit, room)) = self.home {
            text.push_str(&format!("{estate}{building}号楼{unit}单元{room}室"));
        }
        text
    }

    pub(crate) fn postcode(&self) -> String {
        format!("{}{:02}", CITY_LIST[self.city].postcode, self.county % 100)
    }

    /// A fixed line in the city: area code, hyphen, eight digits.
    pub(crate) fn fixed_line(&self, dice: &mut Dice) -> String {
        format!(
            "{}-{}{:07}",
            CITY_LIST[self.city].area_code,
            dice.between(2, 8),
            dice.below(10_000_000)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Purpose;

    #[test]
    fn every_city_has_its_counties() {
        for city in cities() {
            assert!(city.counties.len() >= 6, "{}", city.name);
        }
        assert!(birthplaces().len() > 2_500);
        assert!(
            COUNTIES
                .iter()
                .any(|county| county.code == "110105" && county.prefecture.is_empty())
        );
    }

    #[test]
    fn an_address_reads_from_large_to_small() {
        let address = Address::home(&mut Dice::new(1, Purpose::Block, 0, 0), 9);
        assert!(address.full().starts_with("吉林省长春市"), "{}", address.full());
        assert_eq!(address.full(), format!("吉林省{}", address.without_province()));
        assert_eq!(address.postcode().len(), 6);
    }
}
