//! Chinese organisations: short names, other legal forms, old numbers, incubators where hundreds are registered at one
//! door, and groups whose members have one stem, one address and one phone, and are not the same.

use super::{Dice, copies, file, line};
use standards::{credit_code, org_code};

const CITIES: &[(&str, &str, &str)] = &[
    ("浙江", "杭州", "3301"),
    ("浙江", "宁波", "3302"),
    ("江苏", "苏州", "3205"),
    ("江苏", "南京", "3201"),
    ("广东", "深圳", "4403"),
    ("广东", "广州", "4401"),
    ("四川", "成都", "5101"),
    ("湖北", "武汉", "4201"),
    ("", "上海", "3101"),
    ("", "北京", "1101"),
];
const COUNTIES: &[&str] = &["西湖区", "高新区", "江北区", "新城区", "开发区", "临江区"];
const STEMS: &str = "华盛青禾天源恒泰鼎信瑞丰隆昌宏达金鑫博远科创嘉诚中正新东方海洋云山川明德安康永顺和美佳益通利百汇万众聚力卓越启航星辰光大地诺亚百年东升西域南风北斗";
const TRADES: &[&str] = &[
    "食品",
    "商贸",
    "科技",
    "信息技术",
    "网络科技",
    "贸易",
    "建筑工程",
    "装饰工程",
    "物流",
    "供应链管理",
    "实业",
    "投资管理",
    "机械设备",
    "电子",
    "医药",
    "生物科技",
    "餐饮管理",
    "广告传媒",
    "文化传播",
    "服饰",
    "化工",
    "汽车销售",
    "房地产开发",
    "物业管理",
    "教育咨询",
    "人力资源",
    "环保科技",
    "新能源",
    "农业开发",
    "国际贸易",
];
const FORMS: &[&str] = &[
    "有限公司",
    "有限公司",
    "有限公司",
    "有限公司",
    "有限责任公司",
    "股份有限公司",
    "合伙企业（有限合伙）",
    "厂",
    "商行",
];
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗";
const GIVEN: &str = "伟芳娜敏静强磊军勇杰涛明超平刚英华文玉建国志海春飞鹏宇浩宏";
const ROADS: &[&str] = &[
    "文三路",
    "科技大道",
    "人民路",
    "解放路",
    "创业街",
    "中山路",
    "工业路",
    "滨江大道",
];
const PARKS: usize = 12;

#[derive(Clone)]
struct Company {
    truth: String,
    city: usize,
    stem: String,
    trade: &'static str,
    form: &'static str,
    branch: String,
    former: Option<String>,
    code: String,
    registration: String,
    head: String,
    phone: String,
    address: String,
    founded: String,
}

/// A unified code with its check characters.
fn unified_code(dice: &mut Dice, region: &str) -> String {
    let (place, body) = (dice.digits(1), dice.digits(8));
    let inner = org_code::check_character(&body).unwrap_or('0');
    let head = format!("91{region}0{place}{body}{inner}");
    let check = credit_code::check_character(&head).unwrap_or('0');
    format!("{head}{check}")
}

fn address(dice: &mut Dice, city: usize) -> String {
    let (province, name, _) = CITIES[city];
    let region = if province.is_empty() {
        format!("{name}市")
    } else {
        format!("{province}省{name}市")
    };
    // Incubators: a few doors with hundreds of companies, told apart by a desk at most.
    if dice.strikes(200) {
        let park = dice.below(PARKS);
        let desk = if dice.strikes(500) {
            format!("{}室", 100 + dice.below(900))
        } else {
            String::new()
        };
        return format!(
            "{region}{}科技大道{}号创业园1幢{desk}",
            COUNTIES[park % COUNTIES.len()],
            100 + park
        );
    }
    format!(
        "{region}{}{}{}号{}幢{}室",
        dice.pick(COUNTIES),
        dice.pick(ROADS),
        1 + dice.below(900),
        1 + dice.below(9),
        101 + dice.below(1500)
    )
}

fn company(dice: &mut Dice, truth: usize) -> Company {
    let city = dice.below(CITIES.len());
    let stem: String = (0..2 + usize::from(dice.strikes(150)))
        .map(|_| dice.char(STEMS))
        .collect();
    let code = unified_code(dice, CITIES[city].2);
    Company {
        truth: format!("C{truth}"),
        former: dice
            .strikes(60)
            .then(|| (0..2).map(|_| dice.char(STEMS)).collect()),
        stem,
        trade: TRADES[dice.often(TRADES.len())],
        form: dice.pick(FORMS),
        branch: String::new(),
        registration: format!("{}00{}", CITIES[city].2, dice.digits(9)),
        head: format!("{}{}{}", dice.char(SURNAMES), dice.char(GIVEN), dice.char(GIVEN)),
        phone: format!("05{}-{}", 10 + city, dice.digits(8)),
        address: address(dice, city),
        founded: format!(
            "{}-{:02}-{:02}",
            1990 + dice.below(34),
            1 + dice.below(12),
            1 + dice.below(28)
        ),
        city,
        code,
    }
}

/// Another company of the group: a trade, a number and a day of its own.
fn sister(dice: &mut Dice, truth: usize, of: &Company) -> Company {
    let mut other = of.clone();
    other.truth = format!("C{truth}");
    other.former = None;
    other.code = unified_code(dice, CITIES[of.city].2);
    other.registration = format!("{}00{}", CITIES[of.city].2, dice.digits(9));
    other.founded = format!(
        "{}-{:02}-{:02}",
        1995 + dice.below(29),
        1 + dice.below(12),
        1 + dice.below(28)
    );
    match dice.below(3) {
        0 => other.branch = format!("{}分公司", CITIES[dice.below(CITIES.len())].1),
        1 => {
            let city = dice.below(CITIES.len());
            if city == of.city {
                other.trade = "控股";
            } else {
                other.city = city;
                other.address = address(dice, city);
            }
        }
        _ => {
            while other.trade == of.trade {
                other.trade = TRADES[dice.below(TRADES.len())];
            }
        }
    }
    if dice.strikes(400) {
        other.phone = format!("05{}-{}", 10 + other.city, dice.digits(8));
    }
    if dice.strikes(300) {
        other.address = address(dice, other.city);
    }
    other
}

fn written(dice: &mut Dice, company: &Company) -> String {
    let Company {
        stem,
        trade,
        form,
        branch,
        ..
    } = company;
    let stem = match &company.former {
        Some(former) if dice.strikes(300) => former,
        _ => stem,
    };
    let (province, city, _) = CITIES[company.city];
    match dice.below(100) {
        0..3 => format!("{stem}{trade}（{city}）{form}{branch}"),
        3..10 => format!("{city}市{stem}{trade}{form}{branch}"),
        10..13 => format!("{province}{city}{stem}{trade}{form}{branch}"),
        13..17 => format!("{city}{stem}{trade}{branch}"),
        17..20 if branch.is_empty() => format!("{stem}{trade}"),
        20..22 if branch.is_empty() => format!("{city}{stem}"),
        22..26 if *form == "有限公司" => format!("{city}{stem}{trade}有限责任公司{branch}"),
        26..28 => {
            let mut chars: Vec<char> = format!("{city}{stem}{trade}{form}{branch}").chars().collect();
            let place = 2 + dice.below(2);
            chars[place] = dice.char(STEMS);
            chars.into_iter().collect()
        }
        28..31 => format!("{city} {stem}{trade}{form}{branch}"),
        _ => format!("{city}{stem}{trade}{form}{branch}"),
    }
}

fn record(dice: &mut Dice, company: &Company) -> String {
    let code = match dice.below(1000) {
        0..150 => String::new(),
        150..170 => dice.mistyped(&company.code),
        170..220 => company.registration.clone(),
        220..260 => format!("{}-{}", &company.code[8..16], &company.code[16..17]),
        260..290 => company.code.to_lowercase(),
        _ => company.code.clone(),
    };
    let head = match dice.below(1000) {
        0..150 => String::new(),
        150..230 => format!("{}{}{}", dice.char(SURNAMES), dice.char(GIVEN), dice.char(GIVEN)),
        _ => company.head.clone(),
    };
    let phone = match dice.below(1000) {
        0..250 => String::new(),
        250..400 => format!("05{}-{}", 10 + company.city, dice.digits(8)),
        400..415 => dice.mistyped(&company.phone),
        _ => company.phone.clone(),
    };
    let place = match dice.below(1000) {
        0..150 => String::new(),
        150..250 => address(dice, company.city),
        250..400 => company
            .address
            .split_once('省')
            .map_or(&*company.address, |(_, rest)| rest)
            .to_owned(),
        _ => company.address.clone(),
    };
    let founded = match dice.below(1000) {
        0..200 => String::new(),
        200..215 => dice.mistyped(&company.founded),
        _ => company.founded.clone(),
    };
    let name = written(dice, company);
    let source = dice.pick(&["core", "loan", "trade", "online"]);
    line(&[
        source,
        &name,
        &code,
        &head,
        &phone,
        &place,
        &founded,
        &company.truth,
    ])
}

/// As [`super::companies`].
pub fn companies(rows: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut lines = Vec::new();
    let mut truth = 0;
    while lines.len() < rows + rows / 50 {
        truth += 1;
        let mut group = vec![company(&mut dice, truth)];
        while dice.strikes(120) && group.len() < 6 {
            truth += 1;
            let other = sister(&mut dice, truth, &group[0]);
            group.push(other);
        }
        for company in &group {
            for _ in 0..copies(&mut dice) {
                lines.push(record(&mut dice, company));
            }
        }
    }
    file(
        &mut dice,
        "source_system,企业名称,统一社会信用代码,法定代表人,联系电话,注册地址,成立日期,_truth",
        lines,
        rows,
    )
}
