//! Chinese names of organisations: region, stem, trade, legal form, branch.

use std::sync::LazyLock;

use standards::{address, name};

use super::{ALIKE, BRANCH, BUT_FOR, Company, DIFFERS, HOLDS, STEM};
use crate::form::word;
use crate::hash::{self, Map};

/// Legal forms, the longer before what they end in.
const FORMS: &[&str] = &[
    "特殊普通合伙企业",
    "合伙企业有限合伙",
    "合伙企业普通合伙",
    "合伙企业特殊普通合伙",
    "股份合作公司",
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "个人独资企业",
    "个体工商户",
    "专业合作社",
    "特殊普通合伙",
    "股份公司",
    "有限公司",
    "有限合伙",
    "普通合伙",
    "合伙企业",
    "合作社",
    "总公司",
    "公司",
];

/// Endings of branches.
const BRANCHES: &[&str] = &[
    "分公司",
    "支公司",
    "分行",
    "支行",
    "办事处",
    "营业部",
    "代表处",
    "分理处",
    "营业所",
    "分店",
    "门店",
    "分厂",
    "分部",
];

/// What companies do, as their names say it.
const TRADES: &[&str] = &[
    "餐饮管理",
    "餐饮",
    "食品",
    "粮油",
    "果蔬",
    "水产",
    "茶业",
    "茶叶",
    "酒业",
    "乳业",
    "饮料",
    "农业",
    "农业开发",
    "农业科技",
    "农业发展",
    "种植",
    "养殖",
    "园林",
    "园艺",
    "绿化",
    "生态",
    "林业",
    "畜牧",
    "饲料",
    "化肥",
    "种业",
    "科技",
    "技术",
    "信息",
    "信息技术",
    "信息科技",
    "网络",
    "网络科技",
    "网络技术",
    "软件",
    "软件开发",
    "软件技术",
    "智能",
    "智能科技",
    "智能装备",
    "数码",
    "数字科技",
    "数据",
    "数据服务",
    "电子",
    "电子科技",
    "电子商务",
    "电器",
    "电气",
    "电力",
    "电力工程",
    "电缆",
    "电线电缆",
    "通信",
    "通讯",
    "光电",
    "半导体",
    "自动化",
    "自动化设备",
    "仪器",
    "仪器仪表",
    "仪表",
    "机械",
    "机械制造",
    "机械设备",
    "机电",
    "机电设备",
    "设备",
    "装备",
    "装备制造",
    "模具",
    "精密机械",
    "五金",
    "五金制品",
    "金属",
    "金属制品",
    "金属材料",
    "钢铁",
    "钢材",
    "铝业",
    "铜业",
    "有色金属",
    "矿业",
    "煤炭",
    "能源",
    "新能源",
    "新能源科技",
    "石油",
    "石化",
    "化工",
    "化学",
    "化纤",
    "新材料",
    "材料",
    "塑料",
    "塑料制品",
    "塑胶",
    "橡胶",
    "玻璃",
    "陶瓷",
    "水泥",
    "建材",
    "建筑材料",
    "建筑",
    "建筑工程",
    "建筑装饰",
    "建筑劳务",
    "建设",
    "建设工程",
    "建设集团",
    "工程",
    "工程技术",
    "工程管理",
    "工程咨询",
    "工程建设",
    "市政工程",
    "装饰",
    "装饰工程",
    "装饰材料",
    "装修",
    "设计",
    "建筑设计",
    "房地产",
    "房地产开发",
    "地产",
    "置业",
    "物业",
    "物业管理",
    "物业服务",
    "家居",
    "家具",
    "木业",
    "门窗",
    "灯饰",
    "照明",
    "纺织",
    "纺织品",
    "服装",
    "服饰",
    "针织",
    "印染",
    "鞋业",
    "皮革",
    "皮具",
    "箱包",
    "工艺品",
    "珠宝",
    "首饰",
    "玩具",
    "礼品",
    "日用品",
    "百货",
    "超市",
    "商场",
    "商城",
    "商业",
    "商业管理",
    "商贸",
    "贸易",
    "国际贸易",
    "进出口",
    "进出口贸易",
    "经贸",
    "工贸",
    "外贸",
    "实业",
    "实业发展",
    "实业投资",
    "产业",
    "产业发展",
    "发展",
    "开发",
    "投资",
    "投资管理",
    "投资咨询",
    "投资发展",
    "资产管理",
    "资产",
    "资本",
    "资本管理",
    "资本投资",
    "股权投资",
    "基金",
    "基金管理",
    "私募基金管理",
    "创业投资",
    "控股",
    "集团",
    "金融",
    "金融服务",
    "证券",
    "期货",
    "保险",
    "保险代理",
    "保险经纪",
    "融资租赁",
    "租赁",
    "小额贷款",
    "融资担保",
    "担保",
    "典当",
    "商业保理",
    "银行",
    "信托",
    "财务咨询",
    "会计师事务所",
    "律师事务所",
    "税务师事务所",
    "咨询",
    "管理咨询",
    "企业管理",
    "企业管理咨询",
    "企业咨询",
    "信息咨询",
    "商务咨询",
    "商务服务",
    "商务",
    "管理",
    "管理服务",
    "服务",
    "人力资源",
    "人力资源服务",
    "劳务",
    "劳务派遣",
    "教育",
    "教育科技",
    "教育咨询",
    "培训",
    "文化",
    "文化传播",
    "文化传媒",
    "文化艺术",
    "文化发展",
    "传媒",
    "影视",
    "影视文化",
    "广告",
    "广告传媒",
    "广告设计",
    "会展",
    "会展服务",
    "展览",
    "印刷",
    "印务",
    "包装",
    "包装制品",
    "纸业",
    "纸品",
    "旅游",
    "旅行社",
    "国际旅行社",
    "酒店",
    "酒店管理",
    "宾馆",
    "体育",
    "体育文化",
    "健身",
    "健康",
    "健康管理",
    "健康科技",
    "医疗",
    "医疗器械",
    "医疗科技",
    "医药",
    "医药科技",
    "药业",
    "制药",
    "生物",
    "生物科技",
    "生物技术",
    "生物医药",
    "化妆品",
    "美容",
    "养老",
    "养老服务",
    "汽车",
    "汽车销售",
    "汽车销售服务",
    "汽车服务",
    "汽车贸易",
    "汽车租赁",
    "汽车配件",
    "汽车零部件",
    "汽配",
    "汽修",
    "轮胎",
    "船舶",
    "航空",
    "航空服务",
    "交通",
    "交通运输",
    "运输",
    "货运",
    "货运代理",
    "国际货运代理",
    "物流",
    "物流科技",
    "快递",
    "速递",
    "供应链",
    "供应链管理",
    "供应链科技",
    "仓储",
    "冷链",
    "环保",
    "环保科技",
    "环保工程",
    "环境",
    "环境工程",
    "环境科技",
    "水务",
    "水利",
    "燃气",
    "热力",
    "再生资源",
    "物资",
    "物资回收",
    "安防",
    "消防",
    "消防工程",
    "保安服务",
    "安保服务",
    "家政",
    "家政服务",
    "保洁服务",
    "测绘",
    "检测",
    "检测技术",
    "监理",
    "造价咨询",
    "招标代理",
    "拍卖",
    "知识产权代理",
];

/// Trades by their last character.
static BY_END: LazyLock<Map<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_end: Map<char, Vec<&'static str>> = Map::default();
    for trade in TRADES {
        by_end.entry(last_char(trade)).or_default().push(trade);
    }
    by_end
});

/// Of a match key.
pub(super) fn of(text: &str) -> Company {
    let (named, branch) = split_branch(text);
    let (core, _) = split_form(named);
    let (region, mut core) = split_region(core);
    // 青禾食品（杭州）有限公司: a region stands behind as well as before.
    let mut place = region;
    if region == 0
        && let Some((shorter, behind)) = trailing_region(core)
    {
        (core, place) = (shorter, behind);
    }
    let cut = trade_begins(core);
    let begins = core.as_ptr() as usize - text.as_ptr() as usize;
    let place_of = |offset: usize| u16::try_from(begins + offset).unwrap_or(u16::MAX);
    let short = |part: &str| {
        if part.is_empty() {
            0
        } else {
            (hash::bytes(part.as_bytes()) as u32).max(1)
        }
    };
    Company {
        stem: hash::bytes(core.as_bytes()),
        brand: short(&core[..cut]),
        branch: short(branch),
        region: place,
        cuts: [place_of(0), place_of(cut), place_of(core.len())],
        is_chinese: true,
    }
}

/// What stands behind a legal form in the middle of the name, or ends as a branch does.
fn split_branch(text: &str) -> (&str, &str) {
    if !BRANCHES.iter().any(|ending| text.ends_with(ending)) {
        return (text, "");
    }
    let behind = FORMS
        .iter()
        .filter_map(|form| text.rfind(form).map(|at| at + form.len()))
        .filter(|&end| end < text.len() && !"分支".contains(last_char(&text[..end])))
        .max()
        .filter(|&end| !text[end..].is_empty());
    if let Some(end) = behind
        && text[..end].ends_with("公司")
        && !BRANCHES.iter().any(|ending| text[..end].ends_with(ending))
    {
        return text.split_at(end);
    }
    // 青禾食品上海分公司: from its region on; without one from its ending.
    let ending = BRANCHES.iter().find(|ending| text.ends_with(*ending));
    let head = &text[..text.len() - ending.map_or(0, |ending| ending.len())];
    let from = trailing_region(head).map_or(head.len(), |(shorter, _)| shorter.len());
    if from == 0 {
        (text, "")
    } else {
        text.split_at(from)
    }
}

fn last_char(text: &str) -> char {
    text.chars().next_back().unwrap_or(' ')
}

fn split_form(text: &str) -> (&str, &str) {
    FORMS
        .iter()
        .find_map(|form| text.strip_suffix(form))
        .filter(|stem| !stem.is_empty())
        .map_or((text, ""), |stem| text.split_at(stem.len()))
}

/// The region before a name, as six digits, and what follows. A name that is nothing else but trade keeps it.
fn split_region(text: &str) -> (u32, &str) {
    let (region, rest) = address::leading_region(text);
    let code = region
        .and_then(|region| region.as_str().parse().ok())
        .unwrap_or(0);
    if code == 0 || trade_begins(rest) == 0 {
        (0, text)
    } else {
        (code, rest)
    }
}

/// The region that a name ends with, and what stands before it.
fn trailing_region(text: &str) -> Option<(&str, u32)> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    // 呼和浩特市 is the longest that is written here.
    (2..=5).rev().find_map(|length| {
        let at = *starts.get(starts.len().checked_sub(length)?)?;
        let (region, rest) = address::leading_region(&text[at..]);
        let code = region?.as_str().parse().ok()?;
        (rest.is_empty() && at > 0).then(|| (&text[..at], code))
    })
}

/// Where the trade begins: as many words of trade as stand at the end; all of the name, where it is nothing else.
fn trade_begins(core: &str) -> usize {
    let mut end = core.len();
    loop {
        let ends = |trade: &&&str| core[..end].ends_with(**trade);
        let longest = BY_END
            .get(&last_char(&core[..end]))
            .and_then(|trades| trades.iter().filter(ends).map(|trade| trade.len()).max());
        match longest {
            Some(length) => end -= length,
            None => return end,
        }
    }
}

/// Whether two regions may be one: one is not told, or lies in the other.
fn agree(one: u32, other: u32) -> bool {
    let within = |narrow: u32, wide: u32| {
        wide.is_multiple_of(10_000) && wide / 10_000 == narrow / 10_000
            || wide.is_multiple_of(100) && wide / 100 == narrow / 100
    };
    one == 0 || other == 0 || one == other || within(one, other) || within(other, one)
}

/// The level of two different names.
pub(super) fn compare(one: &Company, other: &Company, a: &str, b: &str) -> u8 {
    let parts = |form: &Company, text: &'_ str| -> (String, String) {
        let [from, cut, to] = form.cuts.map(usize::from);
        let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
        (part(from..cut), part(cut..to))
    };
    if one.branch != other.branch {
        return if one.brand == other.brand && agree(one.region, other.region) {
            BRANCH
        } else {
            DIFFERS
        };
    }
    if one.stem == other.stem {
        return if agree(one.region, other.region) {
            BUT_FOR
        } else {
            STEM
        };
    }
    let ((stem_a, trade_a), (stem_b, trade_b)) = (parts(one, a), parts(other, b));
    if one.brand == other.brand && one.brand != 0 {
        let holds = trade_a.contains(&trade_b) || trade_b.contains(&trade_a);
        return if holds && agree(one.region, other.region) {
            HOLDS
        } else {
            STEM
        };
    }
    if !agree(one.region, other.region) {
        return DIFFERS;
    }
    let same_trade = trade_a == trade_b && !trade_a.is_empty();
    let longer = stem_a.chars().count().max(stem_b.chars().count());
    if (same_trade || longer >= 4) && longer >= 2 {
        let near = word::distance(&stem_a, &stem_b, (longer / 6).max(1)).is_some();
        if near && longer >= 3 || name::pinyin(&stem_a) == name::pinyin(&stem_b) {
            return ALIKE;
        }
    }
    let (whole_a, whole_b) = (stem_a + &trade_a, stem_b + &trade_b);
    let (short, long) = if whole_a.len() <= whole_b.len() {
        (whole_a, whole_b)
    } else {
        (whole_b, whole_a)
    };
    let mut rest = long.chars();
    let within = short.chars().count() >= 4 && short.chars().all(|c| rest.any(|known| known == c));
    if within { HOLDS } else { DIFFERS }
}
