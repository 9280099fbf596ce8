//! Names of organisations in Latin script: words in any order, short forms of words, trading names.

use standards::{company as rules, name};

use super::{ALIKE, BUT_FOR, Company, DIFFERS, HOLDS, STEM, WORD};
use crate::form::word;
use crate::hash;

/// Legal forms, as words of a name's end; `rules::english_key` took the commonest away already.
const FORMS: &[&str] = &[
    "ab",
    "ag",
    "aktiengesellschaft",
    "and",
    "anonim",
    "aps",
    "as",
    "asa",
    "beschrankter",
    "bhd",
    "bv",
    "bvba",
    "co",
    "corp",
    "cv",
    "doo",
    "dd",
    "ev",
    "gbr",
    "gesellschaft",
    "gmbh",
    "haftung",
    "inc",
    "incorporated",
    "jsc",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "lda",
    "liability",
    "limitada",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "mit",
    "na",
    "nv",
    "ooo",
    "oao",
    "ohg",
    "ojsc",
    "oy",
    "oyj",
    "pao",
    "pc",
    "plc",
    "pllc",
    "pte",
    "pty",
    "pvt",
    "private",
    "rt",
    "sa",
    "sae",
    "saoc",
    "sarl",
    "sas",
    "sasu",
    "sdn",
    "se",
    "sl",
    "slu",
    "snc",
    "societe",
    "spa",
    "sro",
    "srl",
    "sti",
    "tbk",
    "ug",
    "und",
    "vof",
    "zao",
    "zrt",
];

/// Legal forms that stand before a name, and words that say nothing there.
const LEADING: &[&str] = &[
    "the", "ooo", "oao", "zao", "pao", "ao", "jsc", "ojsc", "pjsc", "pt", "cv", "firma",
];

/// Runs of words that stand between a name and the name it trades under.
const TRADING_AS: &[&[&str]] = &[
    &["doing", "business", "as"],
    &["trading", "as"],
    &["also", "known", "as"],
    &["formerly", "known", "as"],
    &["d", "b", "a"],
    &["t", "a"],
    &["a", "k", "a"],
    &["f", "k", "a"],
    &["dba"],
    &["aka"],
    &["fka"],
];

/// Short forms of words.
const SHORT: &[(&str, &str)] = &[
    ("admin", "administration"),
    ("agri", "agricultural"),
    ("amer", "american"),
    ("arch", "architects"),
    ("assn", "association"),
    ("assoc", "associates"),
    ("assocs", "associates"),
    ("auto", "automotive"),
    ("bldg", "building"),
    ("bldrs", "builders"),
    ("bros", "brothers"),
    ("cntr", "center"),
    ("centre", "center"),
    ("chem", "chemical"),
    ("comm", "communications"),
    ("comms", "communications"),
    ("cons", "consulting"),
    ("const", "construction"),
    ("constr", "construction"),
    ("contr", "contractors"),
    ("ctr", "center"),
    ("dept", "department"),
    ("dev", "development"),
    ("devt", "development"),
    ("dist", "distribution"),
    ("distr", "distribution"),
    ("div", "division"),
    ("educ", "education"),
    ("elec", "electric"),
    ("eng", "engineering"),
    ("engg", "engineering"),
    ("engrg", "engineering"),
    ("ent", "enterprises"),
    ("entr", "enterprises"),
    ("equip", "equipment"),
    ("fdn", "foundation"),
    ("fin", "financial"),
    ("fed", "federal"),
    ("gen", "general"),
    ("govt", "government"),
    ("grp", "group"),
    ("hldg", "holding"),
    ("hldgs", "holdings"),
    ("hosp", "hospital"),
    ("ind", "industries"),
    ("inds", "industries"),
    ("info", "information"),
    ("ins", "insurance"),
    ("inst", "institute"),
    ("instr", "instruments"),
    ("int", "international"),
    ("intl", "international"),
    ("inv", "investments"),
    ("invs", "investments"),
    ("lab", "laboratory"),
    ("labs", "laboratories"),
    ("lib", "library"),
    ("mach", "machinery"),
    ("maint", "maintenance"),
    ("mfg", "manufacturing"),
    ("mgmt", "management"),
    ("mgt", "management"),
    ("mkt", "market"),
    ("mktg", "marketing"),
    ("med", "medical"),
    ("mem", "memorial"),
    ("mtg", "mortgage"),
    ("mun", "municipal"),
    ("natl", "national"),
    ("org", "organization"),
    ("organisation", "organization"),
    ("pharm", "pharmacy"),
    ("phys", "physicians"),
    ("prod", "products"),
    ("prods", "products"),
    ("prop", "properties"),
    ("props", "properties"),
    ("pub", "publishing"),
    ("rest", "restaurant"),
    ("rsrch", "research"),
    ("sch", "school"),
    ("sci", "scientific"),
    ("sec", "security"),
    ("svc", "services"),
    ("service", "services"),
    ("svcs", "services"),
    ("serv", "services"),
    ("soc", "society"),
    ("sol", "solutions"),
    ("solns", "solutions"),
    ("sys", "systems"),
    ("system", "systems"),
    ("tech", "technologies"),
    ("technology", "technologies"),
    ("techs", "technologies"),
    ("tel", "telephone"),
    ("telecom", "telecommunications"),
    ("trans", "transport"),
    ("transp", "transport"),
    ("transportation", "transport"),
    ("univ", "university"),
    ("util", "utilities"),
    ("whse", "warehouse"),
    ("whsle", "wholesale"),
    ("mt", "mount"),
    ("ft", "fort"),
    ("saint", "st"),
    ("one", "1"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("two", "2"),
    ("three", "3"),
];

/// What companies do: words that many have, and no stem.
const TRADES: &[&str] = &[
    "accounting",
    "administration",
    "advertising",
    "advisors",
    "advisory",
    "agency",
    "agricultural",
    "airlines",
    "american",
    "apparel",
    "architects",
    "associates",
    "association",
    "auto",
    "automotive",
    "aviation",
    "bakery",
    "bank",
    "bar",
    "beverage",
    "biotech",
    "broadcasting",
    "builders",
    "building",
    "business",
    "cafe",
    "capital",
    "care",
    "cars",
    "catering",
    "center",
    "chemical",
    "chemicals",
    "church",
    "city",
    "cleaning",
    "clinic",
    "clothing",
    "club",
    "college",
    "commercial",
    "communications",
    "computer",
    "computers",
    "concrete",
    "construction",
    "consultants",
    "consulting",
    "contractors",
    "contracting",
    "corporate",
    "county",
    "creative",
    "credit",
    "dental",
    "department",
    "design",
    "designs",
    "development",
    "digital",
    "distribution",
    "distributors",
    "education",
    "electric",
    "electrical",
    "electronics",
    "energy",
    "engineering",
    "enterprise",
    "enterprises",
    "entertainment",
    "environmental",
    "equipment",
    "estate",
    "europe",
    "express",
    "farm",
    "farms",
    "fashion",
    "finance",
    "financial",
    "fitness",
    "food",
    "foods",
    "foundation",
    "freight",
    "funding",
    "furniture",
    "gas",
    "general",
    "global",
    "group",
    "hardware",
    "health",
    "healthcare",
    "heating",
    "holding",
    "holdings",
    "home",
    "homes",
    "hospital",
    "hotel",
    "hotels",
    "import",
    "imports",
    "industrial",
    "industries",
    "information",
    "institute",
    "insurance",
    "interiors",
    "international",
    "investment",
    "investments",
    "jewelry",
    "kitchen",
    "laboratories",
    "laboratory",
    "landscaping",
    "law",
    "leasing",
    "legal",
    "library",
    "life",
    "lighting",
    "logistics",
    "machinery",
    "maintenance",
    "management",
    "manufacturing",
    "marine",
    "market",
    "marketing",
    "materials",
    "media",
    "medical",
    "metal",
    "metals",
    "mining",
    "mortgage",
    "motors",
    "music",
    "national",
    "network",
    "networks",
    "office",
    "oil",
    "online",
    "organization",
    "packaging",
    "painting",
    "partners",
    "partnership",
    "paper",
    "petroleum",
    "pharma",
    "pharmaceutical",
    "pharmaceuticals",
    "pharmacy",
    "physicians",
    "pizza",
    "plastics",
    "plumbing",
    "power",
    "press",
    "printing",
    "products",
    "production",
    "productions",
    "professional",
    "properties",
    "property",
    "public",
    "publishing",
    "real",
    "realty",
    "recycling",
    "rental",
    "rentals",
    "repair",
    "research",
    "resources",
    "restaurant",
    "retail",
    "roofing",
    "sales",
    "school",
    "scientific",
    "security",
    "services",
    "shipping",
    "shop",
    "software",
    "solar",
    "solutions",
    "sports",
    "staffing",
    "steel",
    "storage",
    "store",
    "stores",
    "studio",
    "studios",
    "supplies",
    "supply",
    "systems",
    "team",
    "technical",
    "technologies",
    "telecommunications",
    "telephone",
    "textiles",
    "theatre",
    "tool",
    "tools",
    "tours",
    "toys",
    "trade",
    "traders",
    "trading",
    "training",
    "transport",
    "travel",
    "trucking",
    "trust",
    "union",
    "university",
    "usa",
    "utilities",
    "ventures",
    "video",
    "warehouse",
    "water",
    "web",
    "wholesale",
    "wine",
    "works",
    "worldwide",
    "handel",
    "handels",
    "handelsgesellschaft",
    "logistik",
    "bau",
    "technik",
    "verwaltung",
    "beteiligungs",
    "dienstleistungen",
    "immobilien",
    "industrie",
    "transporte",
    "services",
    "commerce",
    "comercial",
    "comercio",
    "construcciones",
    "servicios",
    "inversiones",
    "industriale",
    "servizi",
    "costruzioni",
    "immobiliare",
    "transports",
    "batiment",
];

/// What stands between a name and the one it trades under, in normal forms.
const BETWEEN: &str = " dba ";

/// CO-04, without accents, in lower case: words written out, without forms, articles and `and`.
pub(super) fn normal(value: &str) -> String {
    let key = name::unaccented_key(&rules::english_key(value)).to_lowercase();
    let words: Vec<&str> = key.split_whitespace().collect();
    let cut = (1..words.len()).find_map(|at| {
        let run = TRADING_AS.iter().find(|run| words[at..].starts_with(run))?;
        (at + run.len() < words.len()).then_some((at, at + run.len()))
    });
    let (legal, trading) = match cut {
        Some((from, to)) => (&words[..from], &words[to..]),
        None => (&words[..], &[][..]),
    };
    let mut text = stripped(legal);
    if !trading.is_empty() {
        text.push_str(BETWEEN);
        text.push_str(&stripped(trading));
    }
    text
}

fn stripped(words: &[&str]) -> String {
    let mut words: Vec<&str> = words
        .iter()
        .map(|word| {
            SHORT
                .iter()
                .find(|(short, _)| short == word)
                .map_or(*word, |(_, long)| long)
        })
        .collect();
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(word)) {
        words.pop();
    }
    while words.len() > 1 && words.first().is_some_and(|word| LEADING.contains(word)) {
        words.remove(0);
    }
    if words.len() > 2 {
        words.retain(|word| !matches!(*word, "and" | "of" | "und" | "et" | "y" | "the"));
    }
    words.join(" ")
}

fn is_trade(word: &str) -> bool {
    TRADES.contains(&word)
}

/// Of a normal form.
pub(super) fn of(text: &str) -> Company {
    let legal = text.split(BETWEEN).next().unwrap_or_default();
    let mut words: Vec<&str> = legal.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    let brand: Vec<&str> = words.iter().copied().filter(|word| !is_trade(word)).collect();
    let brand = if brand.is_empty() {
        words.join(" ")
    } else {
        brand.join(" ")
    };
    Company {
        stem: hash::bytes(words.join(" ").as_bytes()),
        brand: if brand.is_empty() {
            0
        } else {
            (hash::bytes(brand.as_bytes()) as u32).max(1)
        },
        ..Company::default()
    }
}

/// The level of two different names: of the two that are nearest, where a record has a trading name too.
pub(super) fn compare(one: &Company, other: &Company, a: &str, b: &str) -> u8 {
    if !a.contains(BETWEEN) && !b.contains(BETWEEN) {
        return if one.stem == other.stem {
            BUT_FOR
        } else {
            of_words(a, b)
        };
    }
    a.split(BETWEEN)
        .flat_map(|a| {
            b.split(BETWEEN)
                .map(move |b| if a == b { HOLDS } else { of_words(a, b).min(HOLDS) })
        })
        .max()
        .unwrap_or(DIFFERS)
}

fn of_words(a: &str, b: &str) -> u8 {
    let words = |text: &str| -> Vec<String> {
        text.split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (mut a, mut b) = (words(a), words(b));
    if a.concat() == b.concat() {
        return BUT_FOR;
    }
    if initials(&a, &b) || initials(&b, &a) {
        return HOLDS;
    }
    let (had_a, had_b) = (a.len(), b.len());
    let has_brand = |words: &[String]| words.iter().any(|word| !is_trade(word));
    let (brand_a, brand_b) = (has_brand(&a), has_brand(&b));
    let mut shared = 0;
    let mut brands = 0;
    for near in [false, true] {
        a.retain(|word| {
            let found = b
                .iter()
                .position(|known| if near { is_near(word, known) } else { word == known });
            if let Some(place) = found {
                b.remove(place);
                shared += 1;
                brands += usize::from(!is_trade(word));
            }
            found.is_none()
        });
    }
    let only_trade = |words: &[String]| words.iter().all(|word| is_trade(word));
    match (a.is_empty(), b.is_empty()) {
        (true, true) if had_a == had_b => ALIKE,
        _ if brands == 0 && (brand_a || brand_b) => DIFFERS,
        (true, _) | (_, true) if only_trade(&a) && only_trade(&b) || shared >= 2 => HOLDS,
        _ if only_trade(&a) && only_trade(&b) => STEM,
        _ if brands > 0 || shared >= 2 => WORD,
        _ => DIFFERS,
    }
}

/// One letter wrong, two exchanged, or the other's beginning.
fn is_near(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let limit = match short.len() {
        0..4 => 0,
        4..9 => 1,
        _ => 2,
    };
    limit > 0 && word::distance(one, other, limit).is_some() || short.len() >= 3 && long.starts_with(short)
}

/// Whether the one word is the other's initials.
fn initials(one: &[String], other: &[String]) -> bool {
    let [word] = one else {
        return false;
    };
    let firsts: String = other.iter().filter_map(|word| word.chars().next()).collect();
    firsts.len() >= 3 && *word == firsts
}
