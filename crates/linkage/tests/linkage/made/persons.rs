//! Chinese persons of five systems: households on one phone and address, twins, namesakes, and every slip at once.

use super::{Dice, copies, file, line};
use standards::{name, resident_id};

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查朴";
const GIVEN: &str = "伟芳娜秀敏静丽强磊军洋勇艳杰涛明超霞平刚桂英华文玉兰梅红建国志海燕春龙飞鹏宇浩然子轩欣怡雨晨佳俊博思雪婷慧琳琪瑶颖莹蕾薇晓小天成峰岩波辉斌彬冰清青倩茜晴睛梓紫嘉家佑祐宏洪鸿弘泓义艺毅逸奕诗施世士诚城程承旭煦熙曦昊皓灏祥详翔强蔷锋枫烽莲连廉良亮梁萍苹坪娟捐涓珍真贞祯淑树书舒";
/// Characters that are taken for each other.
const ALIKE: &[(char, char)] = &[
    ('晴', '睛'),
    ('倩', '情'),
    ('祥', '详'),
    ('详', '祥'),
    ('苹', '萍'),
    ('萍', '苹'),
    ('峰', '锋'),
    ('锋', '烽'),
    ('佳', '住'),
    ('洋', '详'),
    ('莹', '萤'),
    ('瑶', '谣'),
    ('晨', '震'),
    ('宇', '字'),
    ('轩', '轩'),
    ('浩', '皓'),
    ('侯', '候'),
    ('任', '仁'),
    ('史', '吏'),
    ('余', '佘'),
    ('汪', '江'),
    ('程', '呈'),
    ('辉', '挥'),
    ('琳', '淋'),
];
const OLD: &[(char, char)] = &[
    ('张', '張'),
    ('刘', '劉'),
    ('陈', '陳'),
    ('杨', '楊'),
    ('黄', '黃'),
    ('赵', '趙'),
    ('吴', '吳'),
    ('孙', '孫'),
    ('马', '馬'),
    ('罗', '羅'),
    ('伟', '偉'),
    ('丽', '麗'),
    ('军', '軍'),
    ('华', '華'),
    ('国', '國'),
    ('红', '紅'),
];
const CITIES: &[(&str, &str, &str)] = &[
    ("浙江省", "杭州市", "西湖区"),
    ("浙江省", "宁波市", "鄞州区"),
    ("江苏省", "苏州市", "吴中区"),
    ("江苏省", "南京市", "鼓楼区"),
    ("广东省", "深圳市", "南山区"),
    ("广东省", "广州市", "天河区"),
    ("四川省", "成都市", "武侯区"),
    ("湖北省", "武汉市", "汉阳区"),
    ("山东省", "济南市", "历下区"),
    ("陕西省", "西安市", "莲湖区"),
];
const REGIONS: &[&str] = &[
    "330106", "330212", "320506", "320106", "440305", "440106", "510107", "420105", "370102", "610104",
];
const ROADS: &[&str] = &[
    "文三", "中山", "人民", "解放", "建设", "和平", "新华", "学院", "滨江", "青年", "振兴", "天山",
];
const ESTATES: &[&str] = &[
    "碧水湾",
    "金色家园",
    "星河湾",
    "悦府",
    "阳光花园",
    "翠苑",
    "锦绣城",
    "东方明珠",
];
const EMPLOYERS: &[&str] = &[
    "源万理发店",
    "自来水公司",
    "第一中学",
    "人民医院",
    "华联超市有限公司",
    "宏达机械厂",
    "天成科技有限公司",
];
/// Days that clerks choose where they do not know.
const HOT: &[&str] = &["1990-01-01", "1980-01-01"];

#[derive(Clone)]
struct Person {
    truth: String,
    surname: char,
    given: String,
    number: String,
    birth: String,
    man: bool,
    mobile: String,
    old_mobile: String,
    passport: String,
    email: String,
    employer: String,
}

#[derive(Clone)]
struct Home {
    place: usize,
    road: &'static str,
    house: usize,
    estate: &'static str,
    building: usize,
    unit: usize,
    room: usize,
    phone: String,
}

impl Home {
    fn new(dice: &mut Dice, place: usize) -> Self {
        Self {
            place,
            road: dice.pick(ROADS),
            house: 1 + dice.below(600),
            estate: dice.pick(ESTATES),
            building: 1 + dice.below(20),
            unit: 1 + dice.below(4),
            room: 100 * (1 + dice.below(25)) + 1 + dice.below(4),
            phone: format!("0{}-{}", 510 + place, dice.digits(8)),
        }
    }

    fn written(&self, dice: &mut Dice) -> String {
        let (province, city, county) = CITIES[self.place];
        let region = match dice.below(4) {
            0 => format!("{city}{county}"),
            1 => county.to_owned(),
            _ => format!("{province}{city}{county}"),
        };
        let Self {
            road,
            house,
            estate,
            building,
            unit,
            room,
            ..
        } = self;
        match dice.below(4) {
            0 => format!("{region}{road}路{house}号{building}-{unit}-{room}"),
            1 => format!("{region}{road}路{house}号{estate}{building}幢{unit}单元{room}室"),
            2 if dice.strikes(300) => format!("{region}{road}路{house}号"),
            _ => format!("{region}{road}路{house}号{estate}{building}号楼{unit}单元{room}室"),
        }
    }
}

fn mobile(dice: &mut Dice) -> String {
    let prefix = dice.pick(&["138", "139", "135", "150", "186", "177", "131", "158"]);
    format!("{prefix}{}", dice.digits(8))
}

fn number(dice: &mut Dice, region: &str, birth: &str, man: bool) -> String {
    let order = dice.below(45) * 2 + usize::from(man);
    let head = format!("{region}{}{order:03}", birth.replace('-', ""));
    let check = resident_id::check_character(&head).unwrap_or('0');
    format!("{head}{check}")
}

fn given(dice: &mut Dice) -> String {
    let mut text = String::new();
    text.push(dice.char(GIVEN));
    if dice.strikes(780) {
        text.push(dice.char(GIVEN));
    }
    text
}

fn person(
    dice: &mut Dice,
    truth: usize,
    surname: char,
    home: &Home,
    years: std::ops::Range<usize>,
) -> Person {
    let man = dice.strikes(500);
    let birth = if dice.strikes(20) {
        dice.pick(HOT).to_owned()
    } else {
        format!(
            "{}-{:02}-{:02}",
            years.start + dice.below(years.len()),
            1 + dice.below(12),
            1 + dice.below(28)
        )
    };
    let given = given(dice);
    Person {
        truth: format!("P{truth}"),
        surname,
        number: number(dice, REGIONS[home.place], &birth, man),
        birth,
        man,
        mobile: mobile(dice),
        old_mobile: mobile(dice),
        passport: format!("E{}", dice.digits(8)),
        email: format!(
            "{}{}@{}",
            name::pinyin(&given),
            dice.below(1000),
            dice.pick(&["qq.com", "163.com", "126.com"])
        ),
        employer: dice.pick(EMPLOYERS).to_owned(),
        given,
    }
}

/// The other of two twins: a name of its own, a number close by, and all else the same.
fn twin(dice: &mut Dice, truth: usize, of: &Person, home: &Home) -> Person {
    let mut other = of.clone();
    other.truth = format!("P{truth}");
    while other.given == of.given {
        let mut chars: Vec<char> = of.given.chars().collect();
        let last = chars.len() - 1;
        chars[if dice.strikes(700) { last } else { 0 }] = dice.char(GIVEN);
        other.given = chars.into_iter().collect();
    }
    while other.number == of.number {
        other.number = number(dice, REGIONS[home.place], &of.birth, of.man);
    }
    if dice.strikes(600) {
        other.mobile = mobile(dice);
    }
    other.old_mobile = mobile(dice);
    other.passport = format!("E{}", dice.digits(8));
    other.email = format!("t{}@qq.com", dice.digits(7));
    other
}

/// As [`super::persons`].
pub fn persons(rows: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut lines = Vec::new();
    let mut truth = 0;
    while lines.len() < rows + rows / 50 {
        let place = dice.below(CITIES.len());
        let home = Home::new(&mut dice, place);
        let old_home = Home::new(&mut dice, place);
        let surname = dice.char(SURNAMES);
        let size = 1 + dice.below(4);
        let mut members: Vec<Person> = Vec::new();
        for member in 0..size {
            truth += 1;
            let (surname, years) = match member {
                0 => (surname, 1955..1990),
                1 => (dice.char(SURNAMES), 1955..1990),
                _ => (surname, 1985..2008),
            };
            members.push(person(&mut dice, truth, surname, &home, years));
        }
        if size > 2 && dice.strikes(60) {
            truth += 1;
            let other = twin(&mut dice, truth, &members[2], &home);
            members.push(other);
        }
        let head = members[0].mobile.clone();
        for person in &members {
            for _ in 0..copies(&mut dice) {
                lines.push(record(&mut dice, person, &home, &old_home, &head));
            }
        }
    }
    file(
        &mut dice,
        "source_system,name,id_type,id_no,birth_date,sex,mobile,phone,address,email,employer,open_date,_truth",
        lines,
        rows,
    )
}

fn record(dice: &mut Dice, person: &Person, home: &Home, old_home: &Home, head: &str) -> String {
    let (kind, number) = document(dice, person);
    let birth = match dice.below(1000) {
        0..60 => String::new(),
        60..75 => dice.pick(HOT).to_owned(),
        75..90 => dice.mistyped(&person.birth),
        90..130 => person.birth.replace('-', "/"),
        130..160 => person.birth.replace('-', ""),
        _ => person.birth.clone(),
    };
    let sex = match dice.below(1000) {
        0..50 => "",
        50..55 => {
            if person.man {
                "2"
            } else {
                "1"
            }
        }
        _ => {
            if person.man {
                "1"
            } else {
                "2"
            }
        }
    };
    let mobile = match dice.below(1000) {
        0..110 => String::new(),
        110..290 => person.old_mobile.clone(),
        290..340 => head.to_owned(),
        340..352 => dice.mistyped(&person.mobile),
        352..362 => "13800000000".to_owned(),
        362..400 => format!("+86 {}", person.mobile),
        _ => person.mobile.clone(),
    };
    let phone = if dice.strikes(250) {
        home.phone.clone()
    } else {
        String::new()
    };
    let address = match dice.below(1000) {
        0..120 => String::new(),
        120..270 => old_home.written(dice),
        _ => home.written(dice),
    };
    let email = if dice.strikes(250) {
        person.email.clone()
    } else {
        String::new()
    };
    let employer = if dice.strikes(300) {
        person.employer.clone()
    } else {
        String::new()
    };
    let name = written(dice, person);
    let opened = format!("20{:02}-{:02}-11", 10 + dice.below(15), 1 + dice.below(12));
    let source = dice.pick(&["core", "card", "loan", "wealth", "online"]);
    line(&[
        source,
        &name,
        kind,
        &number,
        &birth,
        sex,
        &mobile,
        &phone,
        &address,
        &email,
        &employer,
        &opened,
        &person.truth,
    ])
}

fn document(dice: &mut Dice, person: &Person) -> (&'static str, String) {
    let old = person.birth.as_str() < "1985";
    match dice.below(1000) {
        0..110 => ("", String::new()),
        110..140 => ("passport", person.passport.clone()),
        140..165 => ("resident_id", dice.mistyped(&person.number)),
        165..175 => {
            let mut chars: Vec<char> = person.number.chars().collect();
            let place = 6 + dice.below(10);
            chars.swap(place, place + 1);
            ("resident_id", chars.into_iter().collect())
        }
        175..235 if old => (
            "resident_id",
            format!("{}{}", &person.number[..6], &person.number[8..17]),
        ),
        235..240 => ("resident_id", "-".to_owned()),
        _ => ("resident_id", person.number.clone()),
    }
}

fn written(dice: &mut Dice, person: &Person) -> String {
    let right = format!("{}{}", person.surname, person.given);
    let swap = |text: &str, table: &[(char, char)]| -> String {
        text.chars()
            .map(|c| table.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to))
            .collect()
    };
    match dice.below(1000) {
        0..15 => {
            let sound = name::pinyin(&person.given.chars().last().unwrap_or('一').to_string());
            let same: Vec<char> = GIVEN
                .chars()
                .filter(|c| name::pinyin(&c.to_string()) == sound)
                .collect();
            let mut chars: Vec<char> = right.chars().collect();
            let last = chars.len() - 1;
            if !same.is_empty() {
                chars[last] = same[dice.below(same.len())];
            }
            chars.into_iter().collect()
        }
        15..30 => swap(&right, ALIKE),
        30..45 => swap(&right, OLD),
        45..50 => right.chars().take(2).collect(),
        50..70 => format!("{} {}", person.surname, person.given),
        70..85 => format!(
            "{} {}",
            name::pinyin(&person.surname.to_string()).to_uppercase(),
            name::pinyin(&person.given).to_uppercase()
        ),
        _ => right,
    }
}
