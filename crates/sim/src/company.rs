//! Companies: who they are before any system writes something down.

use base::Date;

use crate::Bank;
use crate::calendar::in_year;
use crate::dice::{Dice, Purpose};
use crate::number::Numbers;
use crate::person::{BLOCK, Block, Person, day_between};
use crate::place::{self, Address};

/// Companies are dealt in families of sixteen; some families are groups with a head, members and a branch.
pub(crate) const FAMILY: u64 = 16;

/// Trade, class of GB/T 4754-2017 with its section's letter, what it does.
const TRADES: [(&str, &str, &str); 20] = [
    ("科技", "I6513", "软件开发、技术服务"),
    ("贸易", "F5199", "货物进出口、日用百货批发"),
    ("建材", "F5165", "建筑材料批发零售"),
    ("物流", "G5431", "普通货物道路运输"),
    ("食品", "C1491", "食品加工、销售"),
    ("餐饮管理", "H6210", "餐饮服务"),
    ("建筑工程", "E4710", "房屋建筑施工"),
    ("装饰工程", "E5011", "室内外装饰装修"),
    ("机械制造", "C3411", "机械设备制造、销售"),
    ("电子", "C3989", "电子元件制造、销售"),
    ("医疗器械", "F5154", "医疗器械批发"),
    ("服饰", "C1819", "服装生产、销售"),
    ("农业发展", "A0149", "农产品种植、销售"),
    ("汽车销售", "F5261", "汽车销售、维修"),
    ("文化传媒", "L7251", "广告设计、制作、代理"),
    ("房地产开发", "K7010", "房地产开发经营"),
    ("物业管理", "K7020", "物业管理"),
    ("化工", "C2614", "化工原料生产、销售"),
    ("纺织", "C1711", "纺织品生产、销售"),
    ("环保设备", "C3591", "环保设备制造、安装"),
];
const TRADE_NAMES: &str = "华盛鑫隆宏达恒泰瑞丰永兴金源天成东方嘉和顺通万佳中信海联博远凯旋新程德润景明一诺";

/// The form a company has in law, and how its name ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Limited,
    Stock,
    Individual,
    Cooperative,
    Branch,
    Group,
}

/// A company.
#[derive(Debug, Clone)]
pub(crate) struct Company {
    pub index: u64,
    pub name: String,
    pub former_name: Option<String>,
    pub form: Form,
    pub founded: Date,
    pub credit_code: String,
    pub org_code: String,
    pub registration: String,
    pub industry: &'static str,
    pub scope: &'static str,
    /// Ten thousand yuan.
    pub capital: u64,
    pub employees: u64,
    /// Ten thousand yuan.
    pub revenue: u64,
    /// Ten thousand yuan.
    pub assets: u64,
    pub address: Address,
    pub phone: String,
    pub english_name: String,
    pub representative: Option<Person>,
    pub unit: String,
    pub manager: String,
}

impl Company {
    pub(crate) fn entity(&self) -> String {
        entity(self.index)
    }

    /// Code of the legal form as the sources write it.
    pub(crate) fn form_code(&self) -> &'static str {
        match self.form {
            Form::Stock => "120",
            Form::Individual => "950",
            Form::Cooperative => "930",
            Form::Branch => "190",
            Form::Limited | Form::Group => "110",
        }
    }
}

/// The entity of a company's index.
pub(crate) fn entity(index: u64) -> String {
    format!("C{index:08}")
}

/// What the name and the codes are made from.
struct Plate {
    dice: Dice,
    form: Form,
    name: String,
    region: &'static str,
    trade: usize,
    city: usize,
}

fn letters(dice: &mut Dice) -> String {
    let list: Vec<char> = TRADE_NAMES.chars().collect();
    [dice.pick(&list), dice.pick(&list)].into_iter().collect()
}

/// The number of members of the group that a family of companies forms, head and branch included; 0 for none.
pub(crate) fn group_size(bank: &Bank, family: u64) -> u64 {
    let mut dice = Dice::new(bank.params.seed, Purpose::Company, family, 1);
    if dice.chance(0.25) { 3 + dice.below(4) } else { 0 }
}

fn plate(bank: &Bank, index: u64) -> Plate {
    let (family, place) = (index / FAMILY, index % FAMILY);
    let group = group_size(bank, family);
    let mut dice = Dice::new(bank.params.seed, Purpose::Company, index, 0);
    let city = dice.below(place::cities().len() as u64) as usize;
    let county = Address::office(&mut dice, city).county().code;
    let trade = dice.below(TRADES.len() as u64) as usize;
    let town = place::cities()[city].name;
    let own = letters(&mut dice);
    let field = TRADES[trade].0;
    let (form, name) = match place {
        0 if group > 0 => (Form::Group, format!("{town}{own}集团有限公司")),
        _ if place < group => {
            let head = plate(bank, family * FAMILY);
            // The group's own trade name stands after the head's region.
            let shared: String = head
                .name
                .chars()
                .skip(place::cities()[head.city].name.chars().count())
                .take(2)
                .collect();
            if place + 1 == group {
                (Form::Branch, format!("{}{town}分公司", head.name))
            } else {
                (Form::Limited, format!("{town}{shared}{field}有限公司"))
            }
        }
        _ => match dice.weighted(&[70, 8, 14, 3]) {
            0 if dice.chance(0.2) => (Form::Limited, format!("{own}（{town}）{field}有限公司")),
            0 if dice.chance(0.2) => (Form::Limited, format!("{town}市{own}{field}有限责任公司")),
            0 => (Form::Limited, format!("{town}{own}{field}有限公司")),
            1 => (Form::Stock, format!("{town}{own}{field}股份有限公司")),
            2 => (
                Form::Individual,
                format!(
                    "{town}市{own}{}",
                    dice.pick(&["小吃店", "便利店", "五金店", "理发店", "修理部"])
                ),
            ),
            _ => (Form::Cooperative, format!("{town}市{own}种植农民专业合作社")),
        },
    };
    Plate {
        dice,
        form,
        name,
        region: county,
        trade,
        city,
    }
}

/// The name of a company, without the rest.
pub(crate) fn name(bank: &Bank, index: u64) -> String {
    plate(bank, index).name
}

impl Bank {
    /// How many blocks of persons there are.
    pub(crate) fn blocks(&self) -> u64 {
        self.params.people.div_ceil(BLOCK)
    }

    /// The block whose first household owns and runs a company; none in a bank without persons.
    pub(crate) fn owner_block(&self, company: u64) -> Option<u64> {
        let (blocks, companies) = (self.blocks(), self.params.companies);
        if blocks == 0 {
            return None;
        }
        Some(if companies <= blocks {
            company * (blocks / companies)
        } else {
            company % blocks
        })
    }

    /// The companies a block's people own: the inverse of [`Bank::owner_block`].
    pub(crate) fn companies_of_block(&self, block: u64) -> impl Iterator<Item = u64> + use<> {
        let (blocks, companies) = (self.blocks(), self.params.companies);
        let (first, step) = if companies == 0 || block >= blocks {
            (companies, 1)
        } else if companies <= blocks {
            let stride = blocks / companies;
            (
                if block.is_multiple_of(stride) {
                    block / stride
                } else {
                    companies
                },
                companies.max(1),
            )
        } else {
            (block, blocks)
        };
        (first..companies).step_by(step as usize)
    }

    /// The adults who own and run a company, one to three: from the first households of its block.
    pub(crate) fn principals<'a>(&self, block: &'a Block) -> Vec<&'a Person> {
        let Some(first) = block.persons.first() else {
            return Vec::new();
        };
        let count =
            1 + Dice::new(self.params.seed, Purpose::Presence, first.index, 2).weighted(&[60, 28, 12]);
        let today = self.params.business_date;
        let able = |person: &&Person| (22..=75).contains(&person.age(today));
        block
            .households
            .iter()
            .take(2)
            .flat_map(|household| household.members(block))
            .filter(able)
            .take(count)
            .collect()
    }

    /// A company; `representative` comes from its owner's block.
    pub(crate) fn company(&self, index: u64, representative: Option<Person>) -> Company {
        let Plate {
            mut dice,
            form,
            name,
            region,
            trade,
            city,
        } = plate(self, index);
        let today = self.params.business_date;
        let founded = day_between(
            &mut dice,
            Date::constant(1992, 1, 1),
            in_year(today, today.year() - 1),
        );
        let new_style = founded.year() >= 2016;
        let department = match form {
            Form::Individual => "92",
            Form::Cooperative => "93",
            _ => "91",
        };
        let org_code = self.numbers.organisation_code(index, new_style);
        let (trade_name, industry, scope) = TRADES[trade];
        let employees = 1 + dice.skewed(2, 11);
        let revenue = employees * (10 + dice.below(90));
        let former =
            dice.chance(self.params.rates.renamed_company) && matches!(form, Form::Limited | Form::Stock);
        let former_name = former.then(|| {
            format!(
                "{}{}{trade_name}有限公司",
                place::cities()[city].name,
                letters(&mut dice)
            )
        });
        let address = Address::office(&mut dice, city);
        let (unit, manager) = crate::unit::keeper(&mut dice, city);
        Company {
            index,
            former_name: former_name.filter(|former| *former != name),
            form,
            founded,
            credit_code: Numbers::unified_code(department, region, &org_code),
            registration: self.numbers.registration_number(index, region),
            org_code,
            industry,
            scope,
            capital: 10 * (1 + dice.below(500)),
            employees,
            revenue,
            assets: revenue * (1 + dice.below(3)),
            phone: address.fixed_line(&mut dice),
            english_name: format!("GUIYI TRADING NO. {index} CO., LTD."),
            address,
            representative,
            unit,
            manager,
            name,
        }
    }
}
