//! Names of organisations: rules CO-01 to CO-04.

use crate::fold;
use crate::script;

/// CO-02: what kind of company the ending of a Chinese name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LegalForm {
    /// 股份有限公司, 股份公司
    Jsc,
    /// 有限责任公司, 有限公司
    Llc,
    /// Anything else.
    Other,
}

impl LegalForm {
    /// `JSC`, `LLC` or `OTHER`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jsc => "JSC",
            Self::Llc => "LLC",
            Self::Other => "OTHER",
        }
    }
}

/// The forms among [`LegalForm::Other`] that recognition treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OtherForm {
    /// 合伙企业, 有限合伙, 普通合伙
    Partnership,
    /// 个人独资企业
    SoleProprietorship,
    /// 农民专业合作社
    Cooperative,
    /// 个体工商户
    IndividualBusiness,
    /// 分公司, 支行, 办事处 and the like: no legal person of its own, a customer linked to its head (MC4).
    Branch,
}

/// Endings of CO-02, longest first: 股份有限公司 also ends in 有限公司.
const ENDINGS: &[(&str, LegalForm)] = &[
    ("股份有限公司", LegalForm::Jsc),
    ("有限责任公司", LegalForm::Llc),
    ("股份公司", LegalForm::Jsc),
    ("有限公司", LegalForm::Llc),
];

/// CO-01: the form in which organisations' names are compared: NFKC, upper case, simplified, without blanks,
/// punctuation and brackets; what stands in brackets stays.
///
/// Applied to its own result it changes nothing.
#[must_use]
pub fn match_key(name: &str) -> String {
    let text = fold::nfkc(name);
    let mut key = String::with_capacity(text.len());
    let mut plain = true;
    for c in text.chars() {
        if fold::is_han(c) {
            key.push(script::simplified(c));
        } else if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_uppercase());
        } else if c.is_alphanumeric() {
            plain = false;
            key.extend(c.to_uppercase());
        }
    }
    if plain {
        return key;
    }
    fold::settled(key)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// CO-02: the legal form by the ending of the name.
#[must_use]
pub fn legal_form(name: &str) -> LegalForm {
    ending(&match_key(name)).map_or(LegalForm::Other, |(_, form)| form)
}

/// CO-03: the match key without its legal form. Equal stems under different keys are a suspicion, no proof:
/// an LLC and a JSC of one stem are different legal persons.
#[must_use]
pub fn stem(name: &str) -> String {
    let mut key = match_key(name);
    if let Some((stem_len, _)) = ending(&key) {
        key.truncate(stem_len);
    }
    key
}

/// Which of the other forms a name shows; `None` for companies and for names that show none.
#[must_use]
pub fn other_form(name: &str) -> Option<OtherForm> {
    let key = match_key(name);
    let ends = |endings: &[&str]| endings.iter().any(|ending| key.ends_with(ending));
    if ends(&[
        "分公司",
        "支公司",
        "分行",
        "支行",
        "办事处",
        "营业部",
        "分部",
        "代表处",
        "分理处",
        "营业所",
    ]) {
        Some(OtherForm::Branch)
    } else if ends(&["有限合伙", "普通合伙", "合伙企业", "特殊普通合伙"]) {
        Some(OtherForm::Partnership)
    } else if ends(&["个人独资企业", "个人独资"]) {
        Some(OtherForm::SoleProprietorship)
    } else if ends(&["专业合作社", "专业合作社联合社", "合作联社"]) {
        Some(OtherForm::Cooperative)
    } else if ends(&["个体工商户"]) {
        Some(OtherForm::IndividualBusiness)
    } else {
        None
    }
}

/// Whether the name says that it heads a group: 集团 anywhere in it.
#[must_use]
pub fn names_group(name: &str) -> bool {
    match_key(name).contains("集团")
}

/// Words of CO-04 that have a short form.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("LIMITED", "LTD"),
    ("CORPORATION", "CORP"),
    ("INCORPORATED", "INC"),
    ("COMPANY", "CO"),
];

/// Legal forms that CO-04 strips from the end.
const TRAILING: &[&str] = &[
    "LTD", "CORP", "INC", "CO", "LLC", "LLP", "PLC", "GMBH", "AG", "SA", "NV", "BV", "PTE", "PTY", "SARL",
    "SPA",
];

/// CO-04: the form in which names in Latin script are compared: upper case, `&` as AND, joined initials as one
/// word, punctuation as blanks, legal forms shortened and stripped from the end while a word remains.
#[must_use]
pub fn english_key(name: &str) -> String {
    let upper = fold::settled(fold::nfkc(name).to_uppercase());
    let spaced = join_initials(&upper);
    let mut words: Vec<&str> = spaced
        .split_whitespace()
        .map(|word| {
            SHORT_FORMS
                .iter()
                .find(|(long, _)| *long == word)
                .map_or(word, |(_, short)| short)
        })
        .collect();
    while words.len() > 1 && words.last().is_some_and(|word| TRAILING.contains(word)) {
        words.pop();
    }
    words.join(" ")
}

/// Punctuation as blanks, except the points between single letters (A.B.C.), which vanish.
fn join_initials(upper: &str) -> String {
    let chars: Vec<char> = upper.chars().collect();
    let is_word = |place: usize| chars.get(place).is_some_and(|c| c.is_alphanumeric());
    let stands_alone = |place: usize| {
        chars.get(place).is_some_and(|c| c.is_alphabetic())
            && !is_word(place + 1)
            && !place.checked_sub(1).is_some_and(is_word)
    };
    let mut out = String::with_capacity(upper.len() + 8);
    for (place, &c) in chars.iter().enumerate() {
        let in_initials =
            c == '.' && place.checked_sub(1).is_some_and(stands_alone) && stands_alone(place + 1);
        match c {
            _ if c.is_alphanumeric() => out.push(c),
            _ if in_initials => {}
            '&' => out.push_str(" AND "),
            _ => out.push(' '),
        }
    }
    out
}

/// Where the stem of a match key ends, and the form behind it. A name that is nothing but a form has none.
fn ending(key: &str) -> Option<(usize, LegalForm)> {
    ENDINGS
        .iter()
        .find_map(|(ending, form)| key.strip_suffix(ending).map(|stem| (stem.len(), *form)))
}
