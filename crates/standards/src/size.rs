//! Size of enterprises, the statistics bureau's method of 2017 (国统字〔2017〕213号): rule SIZE-01.

/// The industries the method tells apart. Financial firms have a rule of their own and are none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Industry {
    /// 农、林、牧、渔业
    Agriculture,
    /// 工业: mining, manufacturing, utilities.
    Industry,
    /// 建筑业
    Construction,
    /// 批发业
    Wholesale,
    /// 零售业
    Retail,
    /// 交通运输业
    Transport,
    /// 仓储业
    Warehousing,
    /// 邮政业
    Post,
    /// 住宿业
    Hotel,
    /// 餐饮业
    Catering,
    /// 信息传输业
    InformationTransmission,
    /// 软件和信息技术服务业
    Software,
    /// 房地产开发经营
    RealEstateDevelopment,
    /// 物业管理
    PropertyManagement,
    /// 租赁和商务服务业
    LeasingAndBusinessServices,
    /// 其他未列明行业
    Other,
}

/// The four sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Size {
    /// 微型
    Micro,
    /// 小型
    Small,
    /// 中型
    Medium,
    /// 大型
    Large,
}

impl Size {
    /// `large`, `medium`, `small` or `micro`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Micro => "micro",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// The figures of an enterprise; money in 10,000 CNY.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figures {
    /// Employees (X).
    pub employees: Option<f64>,
    /// Revenue of the year (Y).
    pub revenue_10k_cny: Option<f64>,
    /// Total assets (Z).
    pub assets_10k_cny: Option<f64>,
}

/// Lower bounds of large, medium and small.
type Bounds = [f64; 3];

/// Bounds for X, Y and Z; an industry has those it is judged by.
struct Rule {
    employees: Option<Bounds>,
    revenue: Option<Bounds>,
    assets: Option<Bounds>,
}

/// SIZE-01: the largest size all of whose lower bounds are met. A figure that is not given meets no bound; see
/// [`is_complete`].
#[must_use]
pub fn classify(industry: Industry, figures: &Figures) -> Size {
    let rule = rule(industry);
    let met = |bounds: Option<Bounds>, figure: Option<f64>, class: usize| {
        bounds.is_none_or(|bounds| figure.is_some_and(|figure| figure >= bounds[class]))
    };
    let all_met = |class: usize| {
        met(rule.employees, figures.employees, class)
            && met(rule.revenue, figures.revenue_10k_cny, class)
            && met(rule.assets, figures.assets_10k_cny, class)
    };
    [Size::Large, Size::Medium, Size::Small]
        .into_iter()
        .enumerate()
        .find_map(|(class, size)| all_met(class).then_some(size))
        .unwrap_or(Size::Micro)
}

/// Whether every figure is given that the industry is judged by. Without one, [`classify`] answers `Micro`,
/// which then says nothing about the enterprise.
#[must_use]
pub fn is_complete(industry: Industry, figures: &Figures) -> bool {
    let rule = rule(industry);
    let given = |bounds: Option<Bounds>, figure: Option<f64>| bounds.is_none() || figure.is_some();
    given(rule.employees, figures.employees)
        && given(rule.revenue, figures.revenue_10k_cny)
        && given(rule.assets, figures.assets_10k_cny)
}

fn rule(industry: Industry) -> Rule {
    let rule = |employees, revenue, assets| Rule {
        employees,
        revenue,
        assets,
    };
    let (e, r, a) = (Some::<Bounds>, Some::<Bounds>, Some::<Bounds>);
    match industry {
        Industry::Agriculture => rule(None, r([20_000.0, 500.0, 50.0]), None),
        Industry::Industry => rule(e([1000.0, 300.0, 20.0]), r([40_000.0, 2000.0, 300.0]), None),
        Industry::Construction => rule(None, r([80_000.0, 6000.0, 300.0]), a([80_000.0, 5000.0, 300.0])),
        Industry::Wholesale => rule(e([200.0, 20.0, 5.0]), r([40_000.0, 5000.0, 1000.0]), None),
        Industry::Retail => rule(e([300.0, 50.0, 10.0]), r([20_000.0, 500.0, 100.0]), None),
        Industry::Transport => rule(e([1000.0, 300.0, 20.0]), r([30_000.0, 3000.0, 200.0]), None),
        Industry::Warehousing => rule(e([200.0, 100.0, 20.0]), r([30_000.0, 1000.0, 100.0]), None),
        Industry::Post => rule(e([1000.0, 300.0, 20.0]), r([30_000.0, 2000.0, 100.0]), None),
        Industry::Hotel | Industry::Catering => {
            rule(e([300.0, 100.0, 10.0]), r([10_000.0, 2000.0, 100.0]), None)
        }
        Industry::InformationTransmission => {
            rule(e([2000.0, 100.0, 10.0]), r([100_000.0, 1000.0, 100.0]), None)
        }
        Industry::Software => rule(e([300.0, 100.0, 10.0]), r([10_000.0, 1000.0, 50.0]), None),
        Industry::RealEstateDevelopment => {
            rule(None, r([200_000.0, 1000.0, 100.0]), a([10_000.0, 5000.0, 2000.0]))
        }
        Industry::PropertyManagement => rule(e([1000.0, 300.0, 100.0]), r([5000.0, 1000.0, 500.0]), None),
        Industry::LeasingAndBusinessServices => {
            rule(e([300.0, 100.0, 10.0]), None, a([120_000.0, 8000.0, 100.0]))
        }
        Industry::Other => rule(e([300.0, 100.0, 10.0]), None, None),
    }
}

/// Words that name an industry of the method, in English and Chinese; the first one found in a name decides,
/// so what is part of another stands behind it.
const WORDS: &[(&str, Industry)] = &[
    ("agricultur", Industry::Agriculture),
    ("farming", Industry::Agriculture),
    ("forestry", Industry::Agriculture),
    ("fishery", Industry::Agriculture),
    ("construction", Industry::Construction),
    ("wholesale", Industry::Wholesale),
    ("retail", Industry::Retail),
    ("transmission", Industry::InformationTransmission),
    ("telecom", Industry::InformationTransmission),
    ("software", Industry::Software),
    ("it_services", Industry::Software),
    ("transport", Industry::Transport),
    ("warehous", Industry::Warehousing),
    ("storage", Industry::Warehousing),
    ("post", Industry::Post),
    ("hotel", Industry::Hotel),
    ("accommodation", Industry::Hotel),
    ("lodging", Industry::Hotel),
    ("catering", Industry::Catering),
    ("restaurant", Industry::Catering),
    ("real_estate", Industry::RealEstateDevelopment),
    ("property", Industry::PropertyManagement),
    ("leasing", Industry::LeasingAndBusinessServices),
    ("business_service", Industry::LeasingAndBusinessServices),
    ("information", Industry::InformationTransmission),
    ("other", Industry::Other),
    ("mining", Industry::Industry),
    ("manufactur", Industry::Industry),
    ("utilit", Industry::Industry),
    ("industr", Industry::Industry),
    ("软件", Industry::Software),
    ("信息技术", Industry::Software),
    ("信息传输", Industry::InformationTransmission),
    ("电信", Industry::InformationTransmission),
    ("农", Industry::Agriculture),
    ("林", Industry::Agriculture),
    ("牧", Industry::Agriculture),
    ("渔", Industry::Agriculture),
    ("建筑", Industry::Construction),
    ("批发", Industry::Wholesale),
    ("零售", Industry::Retail),
    ("仓储", Industry::Warehousing),
    ("邮政", Industry::Post),
    ("运输", Industry::Transport),
    ("住宿", Industry::Hotel),
    ("餐饮", Industry::Catering),
    ("物业", Industry::PropertyManagement),
    ("房地产", Industry::RealEstateDevelopment),
    ("租赁", Industry::LeasingAndBusinessServices),
    ("商务服务", Industry::LeasingAndBusinessServices),
    ("工业", Industry::Industry),
    ("采矿", Industry::Industry),
    ("制造", Industry::Industry),
    ("其他", Industry::Other),
];

impl Industry {
    /// Reads the name of an industry of the method, English or Chinese, blanks, hyphens and underscores alike:
    /// `software and IT services`, `real_estate_development`, 批发业. `None` for anything else.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name: String = name
            .trim()
            .chars()
            .map(|c| {
                if c.is_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '_'
                }
            })
            .collect();
        if name == "it" {
            return Some(Self::Software);
        }
        WORDS
            .iter()
            .find_map(|(word, industry)| name.contains(word).then_some(*industry))
    }

    /// The industry of the method that a GB/T 4754-2017 code falls under, with or without its letter, two to
    /// four digits; a letter alone is enough where the whole section falls together. `None` for finance, for
    /// what is no such code, and for codes too short to tell.
    #[must_use]
    pub fn from_gbt_4754(code: &str) -> Option<Self> {
        let code = code.trim();
        let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let section = code.strip_suffix(digits)?;
        if section.len() > 1 || !digits.is_ascii() || digits.len() > 4 {
            return None;
        }
        if digits.is_empty() {
            return match section.to_ascii_uppercase().as_str() {
                "A" => Some(Self::Agriculture),
                "B" | "C" | "D" => Some(Self::Industry),
                "E" => Some(Self::Construction),
                "L" => Some(Self::LeasingAndBusinessServices),
                "M" | "N" | "O" | "R" => Some(Self::Other),
                _ => None,
            };
        }
        let division: u32 = digits.get(..2)?.parse().ok()?;
        Some(match division {
            1..=5 => Self::Agriculture,
            6..=46 => Self::Industry,
            47..=50 => Self::Construction,
            51 => Self::Wholesale,
            52 => Self::Retail,
            // Railways (53) are not judged by this method; cargo handling (591) counts as transport.
            54..=58 => Self::Transport,
            59 if digits.starts_with("591") => Self::Transport,
            59 => Self::Warehousing,
            60 => Self::Post,
            61 => Self::Hotel,
            62 => Self::Catering,
            63 | 64 => Self::InformationTransmission,
            65 => Self::Software,
            70 if digits.starts_with("701") => Self::RealEstateDevelopment,
            70 if digits.starts_with("702") => Self::PropertyManagement,
            70 if digits.len() == 2 => return None,
            71 | 72 => Self::LeasingAndBusinessServices,
            70 | 73..=82 | 85..=90 => Self::Other,
            _ => return None,
        })
    }
}
