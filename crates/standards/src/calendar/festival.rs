//! Festivals, and the days off that the State Council announces year by year.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::{lunar_from_solar, term_on};

/// A Chinese festival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Festival {
    /// 元旦, 1 January
    NewYear,
    /// 除夕, the day before the spring festival
    NewYearsEve,
    /// 春节, lunar 1/1
    Spring,
    /// 元宵节, lunar 1/15
    Lantern,
    /// 清明节, by the solar term
    Qingming,
    /// 劳动节, 1 May
    Labour,
    /// 端午节, lunar 5/5
    DragonBoat,
    /// 七夕, lunar 7/7
    Qixi,
    /// 中元节, lunar 7/15
    Zhongyuan,
    /// 中秋节, lunar 8/15
    MidAutumn,
    /// 重阳节, lunar 9/9
    DoubleNinth,
    /// 腊八节, lunar 12/8
    Laba,
    /// 国庆节, 1 October
    National,
}

impl Festival {
    /// Chinese name.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::NewYear => "元旦",
            Self::NewYearsEve => "除夕",
            Self::Spring => "春节",
            Self::Lantern => "元宵节",
            Self::Qingming => "清明节",
            Self::Labour => "劳动节",
            Self::DragonBoat => "端午节",
            Self::Qixi => "七夕",
            Self::Zhongyuan => "中元节",
            Self::MidAutumn => "中秋节",
            Self::DoubleNinth => "重阳节",
            Self::Laba => "腊八节",
            Self::National => "国庆节",
        }
    }
}

/// The festivals of a day in UTC+8; those of the lunar calendar only where it is supported. Those of a leap
/// month are not kept.
#[must_use]
pub fn festivals(date: Date) -> Vec<Festival> {
    let mut found = Vec::new();
    match (date.month(), date.day()) {
        (1, 1) => found.push(Festival::NewYear),
        (5, 1) => found.push(Festival::Labour),
        (10, 1) => found.push(Festival::National),
        (4, 3..=6) if term_on(date) == Some("清明") => found.push(Festival::Qingming),
        _ => {}
    }
    if let Some(lunar) = lunar_from_solar(date).filter(|lunar| !lunar.leap) {
        match (lunar.month, lunar.day) {
            (1, 1) => found.push(Festival::Spring),
            (1, 15) => found.push(Festival::Lantern),
            (5, 5) => found.push(Festival::DragonBoat),
            (7, 7) => found.push(Festival::Qixi),
            (7, 15) => found.push(Festival::Zhongyuan),
            (8, 15) => found.push(Festival::MidAutumn),
            (9, 9) => found.push(Festival::DoubleNinth),
            (12, 8) => found.push(Festival::Laba),
            _ => {}
        }
    }
    let next = date.tomorrow().ok().and_then(lunar_from_solar);
    if next.is_some_and(|next| (next.month, next.day, next.leap) == (1, 1, false)) {
        found.push(Festival::NewYearsEve);
    }
    found
}

/// Whether banks' counters follow the usual week on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// A day off by announcement, whatever day of the week.
    DayOff,
    /// A day worked in lieu of another.
    WorkdayInLieu,
    /// Nothing announced: Monday to Friday are worked.
    Usual,
}

static ANNOUNCED: LazyLock<Vec<(Date, DayKind)>> = LazyLock::new(|| {
    let day = |line: &str| {
        let mut fields = line.split('\t');
        let date = fields.next()?.parse().ok()?;
        let kind = if fields.next()? == "off" {
            DayKind::DayOff
        } else {
            DayKind::WorkdayInLieu
        };
        Some((date, kind))
    };
    let mut days: Vec<_> = include_str!("../../data/holiday.tsv")
        .lines()
        .filter_map(day)
        .collect();
    days.sort_unstable_by_key(|day| day.0);
    days
});

/// What was announced for a day; `None` outside the years that the table covers (2004 to 2026), since days off
/// are decided each year and cannot be computed.
#[must_use]
pub fn day_kind(date: Date) -> Option<DayKind> {
    let years = ANNOUNCED.first()?.0.year()..=ANNOUNCED.last()?.0.year();
    if !years.contains(&date.year()) {
        return None;
    }
    Some(match ANNOUNCED.binary_search_by_key(&date, |day| day.0) {
        Ok(place) => ANNOUNCED[place].1,
        Err(_) => DayKind::Usual,
    })
}
