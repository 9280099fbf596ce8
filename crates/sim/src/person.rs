//! Persons and their households, made eight at a time.

use base::Date;

use crate::Bank;
use crate::calendar::{date_of, day_number, in_year};
use crate::company;
use crate::dice::{Dice, Purpose};
use crate::names::{self, PersonName, Script, Sex};
use crate::number::Numbers;
use crate::place::{self, Address};

/// Persons of one block: the unit of generation, whole households.
pub(crate) const BLOCK: u64 = 8;

/// How a block may fall into households, and how often of a hundred.
const HOUSEHOLDS: [(&[u8], u32); 9] = [
    (&[3, 3, 1, 1], 18),
    (&[4, 2, 1, 1], 16),
    (&[3, 2, 2, 1], 18),
    (&[2, 2, 2, 1, 1], 12),
    (&[5, 2, 1], 10),
    (&[4, 3, 1], 10),
    (&[3, 1, 1, 1, 1, 1], 8),
    (&[5, 3], 4),
    (&[4, 4], 4),
];

/// Where somebody belongs; it decides which documents there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Papers {
    /// A citizen with a resident ID and perhaps a passport.
    Citizen {
        resident_id: String,
        passport: Option<String>,
    },
    /// A resident of Hong Kong: travel permit and identity card.
    HongKong { permit: String, card: String },
    /// A foreigner: passport and both editions of the residence card.
    Foreigner {
        passport: String,
        old_card: String,
        new_card: String,
    },
}

/// What place somebody has in the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Head,
    Spouse,
    Child,
    Parent,
}

/// A person as he or she is, before any system writes something down.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub index: u64,
    pub household: u64,
    pub role: Role,
    pub name: PersonName,
    pub former_name: Option<PersonName>,
    pub sex: Sex,
    pub birth: Date,
    pub papers: Papers,
    pub nationality: &'static str,
    pub ethnicity: &'static str,
    pub marital: &'static str,
    pub education: &'static str,
    pub occupation: &'static str,
    pub working_status: &'static str,
    pub employer: Option<String>,
    pub position: &'static str,
    /// Yuan a year.
    pub income: Option<u64>,
    pub mobile: String,
    pub old_mobile: String,
    pub phone_home: Option<String>,
    pub email: Option<String>,
    pub address: Address,
    pub old_address: Address,
    pub unit: String,
    pub manager: String,
}

/// Eight persons in their households.
#[derive(Debug)]
pub(crate) struct Block {
    pub persons: Vec<Person>,
    pub households: Vec<Household>,
}

/// People who live together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Household {
    pub id: u64,
    /// Members, as a range of the block's persons; the head first.
    pub from: usize,
    pub until: usize,
    /// Has a loan: its head and spouse are known to the loan system.
    pub borrows: bool,
}

impl Household {
    pub(crate) fn members<'a>(&self, block: &'a Block) -> &'a [Person] {
        &block.persons[self.from..self.until]
    }
}

impl Person {
    /// Full years on a day.
    pub(crate) fn age(&self, on: Date) -> i16 {
        on.year()
            - self.birth.year()
            - i16::from((on.month(), on.day()) < (self.birth.month(), self.birth.day()))
    }

    pub(crate) fn entity(&self) -> String {
        format!("P{:08}", self.index)
    }
}

/// What the members of one household have in common while they are made.
struct Home {
    id: u64,
    address: Address,
    old_address: Address,
    line: Option<String>,
    ethnicity: &'static str,
    unit: String,
    manager: String,
    head_mobile: String,
}

/// What is known of a member before the person is made.
struct Member {
    index: u64,
    role: Role,
    sex: Sex,
    year: i16,
    surname: &'static str,
    generation: Option<char>,
    /// Born with this person, on the same day: the index whose slot is shared.
    twin_of: Option<u64>,
    alone: bool,
}

impl Bank {
    /// The persons of block `number`; those beyond `limit` are not born yet.
    pub(crate) fn block(&self, number: u64, limit: u64) -> Block {
        let mut dice = Dice::new(self.params.seed, Purpose::Block, number, 0);
        let weights: [u32; 9] = HOUSEHOLDS.map(|(_, weight)| weight);
        let sizes = HOUSEHOLDS[dice.weighted(&weights)].0;
        let mut block = Block {
            persons: Vec::with_capacity(BLOCK as usize),
            households: Vec::new(),
        };
        for (place, size) in sizes.iter().enumerate() {
            let from = block.persons.len();
            let first = number * BLOCK + from as u64;
            self.household(
                &mut dice,
                &mut block.persons,
                number * BLOCK + place as u64,
                first,
                *size,
            );
            let borrows = dice.chance(0.15);
            let id = number * BLOCK + place as u64;
            block.households.push(Household {
                id,
                from,
                until: block.persons.len(),
                borrows,
            });
        }
        let alive = limit.saturating_sub(number * BLOCK).min(BLOCK) as usize;
        block.persons.truncate(alive);
        block.households.retain(|household| household.from < alive);
        block
            .households
            .iter_mut()
            .for_each(|household| household.until = household.until.min(alive));
        block
    }

    fn household(&self, dice: &mut Dice, persons: &mut Vec<Person>, id: u64, first: u64, size: u8) {
        let city = dice.below(place::cities().len() as u64) as usize;
        let (unit, manager) = crate::unit::keeper(dice, city);
        let address = Address::home(dice, city);
        let old_city = if dice.chance(0.9) {
            city
        } else {
            dice.below(place::cities().len() as u64) as usize
        };
        const ETHNICITIES: [(&str, u32); 9] = [
            ("01", 935),
            ("11", 12),
            ("08", 14),
            ("03", 9),
            ("06", 8),
            ("15", 7),
            ("05", 6),
            ("04", 5),
            ("02", 4),
        ];
        let ethnicity = ETHNICITIES[dice.weighted(&ETHNICITIES.map(|(_, weight)| weight))].0;
        let home = Home {
            id,
            line: dice.chance(0.45).then(|| address.fixed_line(dice)),
            old_address: Address::home(dice, old_city),
            address,
            ethnicity,
            unit,
            manager,
            head_mobile: mobile(dice),
        };
        for member in self.members(dice, first, size) {
            let person = self.person(dice, &home, &member, persons);
            persons.push(person);
        }
    }

    /// Who lives in a household of a size: alone; a couple; with a child; with two; with a parent too.
    fn members(&self, dice: &mut Dice, first: u64, size: u8) -> Vec<Member> {
        let this_year = self.params.business_date.year();
        let age = if size == 1 {
            dice.between(19, 88)
        } else {
            dice.between(25, 72)
        } as i16;
        let surnames = [names::surname(dice), names::surname(dice)];
        let head_sex = if size == 1 && dice.chance(0.5) {
            Sex::Female
        } else {
            Sex::Male
        };
        let plain = |place: u8, role, sex, age: i16, surname| Member {
            index: first + u64::from(place),
            role,
            sex,
            year: this_year - age.clamp(0, 100),
            surname,
            generation: None,
            twin_of: None,
            alone: size == 1,
        };
        let mut members = vec![plain(0, Role::Head, head_sex, age, surnames[0])];
        if size >= 2 {
            let other = age + dice.between(-6, 4) as i16;
            members.push(plain(1, Role::Spouse, Sex::Female, other.max(21), surnames[1]));
        }
        let generation = dice
            .chance(0.3)
            .then(|| {
                names::given(dice, Sex::Male, this_year - age + 27, None)
                    .chars()
                    .next()
            })
            .flatten();
        let twins = size == 4 && dice.chance(self.params.rates.twins);
        let child_age = (age - dice.between(22, 34) as i16).max(0);
        for place in 2..size.min(4) {
            let sex = if dice.chance(0.52) { Sex::Male } else { Sex::Female };
            let later = if place == 3 && !twins {
                dice.between(1, 6) as i16
            } else {
                0
            };
            let mut child = plain(place, Role::Child, sex, (child_age - later).max(0), surnames[0]);
            child.generation = generation;
            if place == 3 && twins {
                child.twin_of = Some(first + 2);
            }
            members.push(child);
        }
        if size >= 5 {
            let sex = if dice.chance(0.4) { Sex::Male } else { Sex::Female };
            members.push(plain(
                4,
                Role::Parent,
                sex,
                age + dice.between(22, 30) as i16,
                surnames[0],
            ));
        }
        members
    }

    fn person(&self, dice: &mut Dice, home: &Home, member: &Member, earlier: &[Person]) -> Person {
        let sibling = member
            .twin_of
            .and_then(|index| earlier.iter().find(|other| other.index == index));
        let slot = self.numbers.slot(sibling.map_or(member.index, |twin| twin.index));
        let region = match sibling.map(|twin| &twin.papers) {
            Some(Papers::Citizen { resident_id, .. }) => resident_id[..6].to_owned(),
            _ => self.numbers.region(slot, dice.draw()).to_owned(),
        };
        let today = self.params.business_date;
        let mut birth = sibling.map_or_else(|| slot.date(member.year), |twin| twin.birth);
        if birth >= today {
            birth = in_year(birth, birth.year() - 1);
        }
        let resident_id = Numbers::resident_id(slot, &region, birth, member.sex, sibling.is_some());
        let passport = dice
            .chance(0.15)
            .then(|| self.numbers.passport(member.index, false));
        let given = names::given(dice, member.sex, birth.year(), member.generation);
        let minority = matches!(home.ethnicity, "02" | "04" | "05");
        let name = if minority {
            names::minority(dice, home.ethnicity, member.sex)
        } else {
            names::han(member.surname, &given)
        };
        let mut person = Person {
            index: member.index,
            household: home.id,
            role: member.role,
            name,
            former_name: None,
            sex: member.sex,
            birth,
            papers: Papers::Citizen {
                resident_id,
                passport,
            },
            nationality: "CHN",
            ethnicity: home.ethnicity,
            marital: "10",
            education: "70",
            occupation: "8",
            working_status: "90",
            employer: None,
            position: "",
            income: None,
            mobile: if member.role == Role::Head {
                home.head_mobile.clone()
            } else {
                mobile(dice)
            },
            old_mobile: mobile(dice),
            phone_home: home.line.clone(),
            email: dice
                .chance(0.5)
                .then(|| format!("{}@qq.com", 100_000_000 + dice.below(2_900_000_000))),
            address: home.address.clone(),
            old_address: home.old_address.clone(),
            unit: home.unit.clone(),
            manager: home.manager.clone(),
        };
        let age = person.age(today);
        if (!(16..=65).contains(&age))
            && member.role != Role::Head
            && dice.chance(self.params.rates.shared_mobile)
        {
            person.mobile.clone_from(&home.head_mobile);
        }
        self.settle(dice, &mut person, member.alone);
        if member.alone {
            self.come_from_abroad(dice, &mut person);
        }
        let renamed = age >= 18 && person.name.script == Script::Han && !minority;
        if renamed && dice.chance(self.params.rates.changed_name) {
            let before = names::given(dice, person.sex, birth.year(), None);
            person.former_name =
                Some(names::han(member.surname, &before)).filter(|before| before.text != person.name.text);
        }
        person
    }

    /// Marriage, school and work, by age and place in the household.
    fn settle(&self, dice: &mut Dice, person: &mut Person, alone: bool) {
        let age = person.age(self.params.business_date);
        person.marital = match person.role {
            Role::Head | Role::Spouse if !alone => "20",
            Role::Parent => "30",
            _ if alone && age > 45 => dice.pick(&["10", "40", "30"]),
            _ => "10",
        };
        person.education = match age {
            ..13 => "80",
            13..16 => "70",
            16..19 => "60",
            19..60 => dice.pick(&["20", "20", "30", "30", "40", "60", "14", "70"]),
            _ => dice.pick(&["80", "70", "60", "70", "40"]),
        };
        if age < 22 {
            person.working_status = "31";
            return;
        }
        if age >= 60 {
            person.working_status = "80";
            person.income = Some(20_000 + 1_000 * dice.below(60));
            return;
        }
        let (occupation, status, position) = dice.pick(&[
            ("2", "13", "工程师"),
            ("3", "17", "职员"),
            ("4", "17", "业务员"),
            ("6", "24", "工人"),
            ("1", "21", "经理"),
            ("2", "13", "教师"),
            ("4", "54", "店主"),
            ("5", "27", ""),
        ]);
        (person.occupation, person.working_status, person.position) = (occupation, status, position);
        person.income = Some(40_000 + 1_000 * dice.below(dice.clone().below(460) + 1));
        if status == "27" || status == "54" {
            return;
        }
        person.employer = Some(if self.params.companies > 0 && dice.chance(0.6) {
            company::name(self, dice.below(self.params.companies))
        } else {
            let city = place::cities()[person.address.city].name;
            format!(
                "{city}市{}",
                dice.pick(&[
                    "第一中学",
                    "人民医院",
                    "税务局",
                    "第三小学",
                    "自来水公司",
                    "供电局",
                    "交通局"
                ])
            )
        });
    }

    /// One in 256 persons or so comes from abroad, as many again from Hong Kong. Which block they are in is fixed,
    /// so that each has an ordinal of its own and with it documents of their own.
    fn come_from_abroad(&self, dice: &mut Dice, person: &mut Person) {
        if person.index % BLOCK != BLOCK - 1 {
            return;
        }
        let (block, year) = (person.index / BLOCK, person.birth.year());
        match block % 32 {
            5 => {
                let ordinal = block / 32;
                let (letters, digits, name) = names::foreign(dice, person.sex);
                let year = year.clamp(1945, 2005);
                let (birth, old_card, new_card) =
                    Numbers::residence_cards((letters, digits), ordinal, year, person.sex);
                let passport = self.numbers.foreign_passport(letters, ordinal);
                person.papers = Papers::Foreigner {
                    passport,
                    old_card,
                    new_card,
                };
                (person.birth, person.name, person.nationality, person.ethnicity) =
                    (birth, name, letters, "98");
            }
            21 => {
                let (permit, card) = (
                    self.numbers.hong_kong_permit(person.index),
                    self.numbers.hong_kong_id(block / 32),
                );
                person.papers = Papers::HongKong { permit, card };
            }
            _ => {}
        }
    }
}

/// A mobile number of eleven digits.
pub(crate) fn mobile(dice: &mut Dice) -> String {
    format!(
        "1{}{:09}",
        dice.pick(&[3, 3, 5, 7, 8, 8, 9]),
        dice.below(1_000_000_000)
    )
}

/// A day between two, both included; the first when they are in the wrong order.
pub(crate) fn day_between(dice: &mut Dice, first: Date, last: Date) -> Date {
    let (low, high) = (day_number(first), day_number(last));
    date_of(dice.between(low, high.max(low)))
}
