//! Organisations of other countries: legal forms in many spellings, words in another order, trading names, and groups
//! of one stem at one address that are not the same.

use super::{Dice, copies, file, line};

const STEMS: &[&str] = &[
    "Harbor",
    "Summit",
    "Pioneer",
    "Blue Ridge",
    "Evergreen",
    "Lakeside",
    "Northern Star",
    "Redwood",
    "Silverline",
    "Granite",
    "Atlas",
    "Beacon",
    "Cascade",
    "Delta",
    "Eagle",
    "Falcon",
    "Golden Gate",
    "Horizon",
    "Ironwood",
    "Jupiter",
    "Keystone",
    "Liberty",
    "Meridian",
    "Nova",
    "Oak Hill",
    "Pacific",
    "Quantum",
    "Riverside",
    "Sterling",
    "Titan",
    "Union",
    "Vanguard",
    "Westfield",
    "Zenith",
    "Müller",
    "Schäfer",
    "Becker",
    "Hoffmann",
    "Krüger",
    "Smith",
    "Johnson",
    "Baker",
    "Anderson",
    "O'Brien",
    "McCarthy",
    "Fischer",
    "Weber",
    "Dubois",
    "Lefèvre",
    "García",
    "Rossi",
    "Novak",
    "Jansen",
    "Lindqvist",
];
const SECONDS: &[&str] = &[
    "",
    "",
    "",
    " & Sons",
    " Brothers",
    " and Partners",
    " Creek",
    " Point",
    " Valley",
    " Park",
    " & Hale",
    " Bay",
];
const TRADES: &[(&str, &str)] = &[
    ("Foods", "Foods"),
    ("Manufacturing", "Mfg"),
    ("International", "Intl"),
    ("Technologies", "Tech"),
    ("Services", "Svcs"),
    ("Logistics", "Logistics"),
    ("Construction", "Constr"),
    ("Engineering", "Engrg"),
    ("Consulting", "Consulting"),
    ("Systems", "Sys"),
    ("Holdings", "Hldgs"),
    ("Trading", "Trading"),
    ("Insurance Agency", "Ins Agency"),
    ("Medical Center", "Med Ctr"),
    ("Auto Repair", "Auto Repair"),
    ("Landscaping", "Landscaping"),
    ("Associates", "Assoc"),
    ("Management", "Mgmt"),
    ("Properties", "Props"),
    ("Transport", "Transport"),
];
const FORMS: &[&[&str]] = &[
    &["Inc.", "Inc", "Incorporated", "INC", ", Inc.", ""],
    &["LLC", "L.L.C.", ", LLC", "Limited Liability Company", ""],
    &["Ltd", "Limited", "Ltd.", "LTD", ""],
    &["Corp.", "Corporation", "Corp", ""],
    &["GmbH", "Gesellschaft mbH", "GMBH", ""],
    &["AG", "Aktiengesellschaft", ""],
    &["S.A.", "SA", ""],
    &["GmbH & Co. KG", "GmbH und Co KG", "GmbH & Co.KG"],
    &["B.V.", "BV", ""],
    &["Co.", "Company", "Co", ""],
];
const STREETS: &[&str] = &[
    "Main",
    "Oak",
    "Maple",
    "Washington",
    "Lake",
    "Hill",
    "Park",
    "Cedar",
    "Church",
    "Mill",
    "Station",
    "High",
];
const TOWNS: &[(&str, &str, &str)] = &[
    ("Springfield", "IL", "627"),
    ("Portland", "OR", "972"),
    ("Austin", "TX", "787"),
    ("Denver", "CO", "802"),
    ("Boston", "MA", "021"),
    ("Hamburg", "HH", "204"),
    ("Leeds", "YW", "013"),
    ("Columbus", "OH", "432"),
    ("Albany", "NY", "122"),
    ("Tampa", "FL", "336"),
];

#[derive(Clone)]
struct Firm {
    truth: String,
    stem: String,
    trade: usize,
    form: usize,
    trading: Option<String>,
    number: String,
    street: (usize, &'static str),
    suite: usize,
    town: usize,
    zip: String,
    phone: String,
    site: String,
}

fn firm(dice: &mut Dice, truth: usize) -> Firm {
    let town = dice.below(TOWNS.len());
    let stem = match dice.below(3) {
        0 => format!("{}{}", dice.pick(STEMS), dice.pick(SECONDS)),
        1 => format!("{} & {}", dice.pick(STEMS), dice.pick(STEMS)),
        _ => format!("{} {}", dice.pick(STEMS), dice.pick(STEMS)),
    };
    Firm {
        truth: format!("F{truth}"),
        trade: dice.often(TRADES.len()),
        form: dice.often(FORMS.len()),
        trading: dice
            .strikes(60)
            .then(|| format!("{} {}", dice.pick(STEMS), TRADES[dice.below(TRADES.len())].0)),
        number: format!("{}-{}", dice.digits(2), dice.digits(7)),
        street: (1 + dice.below(2000), dice.pick(STREETS)),
        suite: if dice.strikes(300) {
            100 + dice.below(400)
        } else {
            0
        },
        zip: format!("{}{:02}", TOWNS[town].2, dice.below(90)),
        phone: format!("({}) {}-{}", 201 + 37 * town, dice.digits(3), dice.digits(4)),
        site: format!(
            "www.{}{}.com",
            stem.to_lowercase().replace([' ', '&', '\''], ""),
            dice.below(90)
        ),
        stem,
        town,
    }
}

/// Another firm of the group.
fn sister(dice: &mut Dice, truth: usize, of: &Firm) -> Firm {
    let mut other = firm(dice, truth);
    other.stem.clone_from(&of.stem);
    if dice.strikes(600) {
        while other.trade == of.trade {
            other.trade = dice.below(TRADES.len());
        }
        (other.street, other.suite, other.town, other.zip) = (of.street, of.suite, of.town, of.zip.clone());
        if dice.strikes(500) {
            other.phone.clone_from(&of.phone);
            other.site.clone_from(&of.site);
        }
    } else {
        // A place of the same name in another town.
        (other.trade, other.form) = (of.trade, of.form);
        while other.town == of.town {
            other.town = dice.below(TOWNS.len());
        }
        other.zip = format!("{}{:02}", TOWNS[other.town].2, dice.below(90));
        other.site.clone_from(&of.site);
    }
    other
}

fn written(dice: &mut Dice, firm: &Firm) -> String {
    let stem = match dice.below(10) {
        0 => firm.stem.replace('&', "and"),
        1 => firm.stem.replace(" and ", " & "),
        2 => firm
            .stem
            .replace("ü", "ue")
            .replace("ä", "ae")
            .replace("è", "e")
            .replace("í", "i"),
        _ => firm.stem.clone(),
    };
    let (long, short) = TRADES[firm.trade];
    let trade = if dice.strikes(200) { short } else { long };
    let form = dice.pick(FORMS[firm.form]);
    let join = |stem: &str, trade: &str| {
        format!("{stem} {trade} {form}")
            .replace(" ,", ",")
            .trim()
            .to_owned()
    };
    let whole = join(&stem, trade);
    match dice.below(100) {
        0..3 => match stem.split_once(' ') {
            Some((first, rest)) => format!("{rest} {first} {trade} {form}").trim().to_owned(),
            None => whole,
        },
        3..6 => stem,
        6..10 => dice.mistyped(&whole),
        10..25 => whole.to_uppercase(),
        25..29 => format!("The {whole}"),
        29..45 => match &firm.trading {
            Some(name) if dice.strikes(500) => {
                format!("{whole} {} {name}", dice.pick(&["DBA", "d/b/a", "t/a"]))
            }
            Some(name) => name.clone(),
            None => whole,
        },
        _ => whole,
    }
}

fn record(dice: &mut Dice, firm: &Firm) -> String {
    let number = match dice.below(1000) {
        0..450 => String::new(),
        450..465 => dice.mistyped(&firm.number),
        465..550 => firm.number.replace('-', ""),
        _ => firm.number.clone(),
    };
    let (house, street) = firm.street;
    let kind = dice.pick(&["Street", "St", "St."]);
    let suite = match (firm.suite, dice.below(4)) {
        (0, _) | (_, 0) => String::new(),
        (suite, 1) => format!(" #{suite}"),
        (suite, _) => format!(", Suite {suite}"),
    };
    let street = match dice.below(1000) {
        0..100 => String::new(),
        100..160 => format!("{} {} St", 1 + dice.below(2000), dice.pick(STREETS)),
        160..185 => dice.mistyped(&format!("{house} {street} {kind}{suite}")),
        _ => format!("{house} {street} {kind}{suite}"),
    };
    let (town, state, _) = TOWNS[firm.town];
    let town = match dice.below(100) {
        0..5 => String::new(),
        5..8 => dice.mistyped(town),
        _ => town.to_owned(),
    };
    let zip = if dice.strikes(100) {
        String::new()
    } else {
        firm.zip.clone()
    };
    let phone = match dice.below(1000) {
        0..250 => String::new(),
        250..350 => format!("({}) {}-{}", 201 + 37 * firm.town, dice.digits(3), dice.digits(4)),
        350..365 => dice.mistyped(&firm.phone),
        _ => firm.phone.clone(),
    };
    let site = if dice.strikes(400) {
        firm.site.clone()
    } else {
        String::new()
    };
    let name = written(dice, firm);
    line(&[
        &name,
        &number,
        &street,
        &town,
        state,
        &zip,
        &phone,
        &site,
        &firm.truth,
    ])
}

/// As [`super::firms`].
pub fn firms(rows: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut lines = Vec::new();
    let mut truth = 0;
    while lines.len() < rows + rows / 50 {
        truth += 1;
        let mut group = vec![firm(&mut dice, truth)];
        while dice.strikes(150) && group.len() < 6 {
            truth += 1;
            let other = sister(&mut dice, truth, &group[0]);
            group.push(other);
        }
        for firm in &group {
            for _ in 0..copies(&mut dice) {
                lines.push(record(&mut dice, firm));
            }
        }
    }
    file(
        &mut dice,
        "company_name,ein,street,city,state,zip,phone,website,_truth",
        lines,
        rows,
    )
}
