//! How much of a value is shown.
//!
//! What stands behind a mask, by kind of value:
//!
//! | kind | shown | rule |
//! |---|---|---|
//! | name | `张*`, `欧阳**`, `J*** S****` | MASK-01 |
//! | document | first and last character | MASK-02 |
//! | account | first six and last four digits, of accounts and cards | MASK-03 |
//! | phone | first three and last four digits | MASK-04 |
//! | mail | first character, `***`, the domain | MASK-05 |
//! | address | down to the county, `***` | domain rule for addresses |
//! | handle | first character, `***`: the name somebody uses in another system | ours |
//! | date | the year, `1988-**-**` | ours |
//! | amount, code, text | `***`: not even the length | ours |
//!
//! A value too short to have a middle is hidden whole.

use serde::Serialize;
use standards::mask;

/// Class of sensitivity, JR/T 0171-2020 (PII-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Privacy {
    /// The least sensitive.
    C1,
    /// Numbers of accounts and documents, phones, addresses, money: masked by default.
    C2,
    /// Secrets that authenticate. Never stored, never shown to anybody.
    C3,
}

/// What kind of value it is: which mask fits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A name of a person or a company.
    Name,
    /// A document's or registration's number.
    Document,
    /// An account's or a card's number.
    Account,
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// A postal address.
    Address,
    /// A name in another system, as WeChat's.
    Handle,
    /// A day.
    Date,
    /// Money, a rate, a number of something.
    Amount,
    /// A value of a code table.
    Code,
    /// Any other text.
    Text,
}

/// How much of a value is shown. The later is the wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// Nothing of it.
    Hidden,
    /// What the mask leaves.
    Masked,
    /// All of it.
    Clear,
}

/// A value as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The value or what the mask leaves of it; none when it is hidden.
    pub value: Option<String>,
    /// Whether something was kept back.
    pub masked: bool,
}

/// How much a caller sees of each class and kind: all roles merged, the wider wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clearance {
    views: [[View; Kind::ALL.len()]; 3],
}

impl Privacy {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::C1, Self::C2, Self::C3];

    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::C3 => "C3",
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Document,
        Self::Account,
        Self::Phone,
        Self::Mail,
        Self::Address,
        Self::Handle,
        Self::Date,
        Self::Amount,
        Self::Code,
        Self::Text,
    ];

    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Document => "document",
            Self::Account => "account",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Address => "address",
            Self::Handle => "handle",
            Self::Date => "date",
            Self::Amount => "amount",
            Self::Code => "code",
            Self::Text => "text",
        }
    }

    /// What the mask of this kind leaves of a value.
    #[must_use]
    pub fn mask(self, value: &str) -> String {
        match self {
            Self::Name => mask::person_name(value),
            Self::Document => mask::document(value),
            Self::Account => mask::card(value),
            Self::Phone => mask::mobile(value),
            Self::Mail => mask::mail(value),
            Self::Address => mask::address(value),
            Self::Handle => {
                let first = value.trim().chars().next().map(String::from).unwrap_or_default();
                format!("{first}***")
            }
            Self::Date => match value.get(..4) {
                Some(year) if year.bytes().all(|digit| digit.is_ascii_digit()) => format!("{year}-**-**"),
                _ => "***".to_owned(),
            },
            Self::Amount | Self::Code | Self::Text => mask::amount().to_owned(),
        }
    }
}

impl View {
    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Masked => "masked",
            Self::Clear => "clear",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        [Self::Hidden, Self::Masked, Self::Clear]
            .into_iter()
            .find(|view| view.name() == name)
    }
}

impl Clearance {
    /// Sees no field.
    pub const NOTHING: Self = Self {
        views: [[View::Hidden; Kind::ALL.len()]; 3],
    };

    /// Sees all there is in clear, but for what is hidden from everybody: a command given at the machine.
    pub const EVERYTHING: Self = Self {
        views: [
            [View::Clear; Kind::ALL.len()],
            [View::Clear; Kind::ALL.len()],
            [View::Hidden; Kind::ALL.len()],
        ],
    };

    /// How much is seen of a class and kind. A secret is hidden whatever the table says.
    #[must_use]
    pub fn of(&self, class: Privacy, kind: Kind) -> View {
        if class == Privacy::C3 {
            return View::Hidden;
        }
        self.views[class as usize][kind as usize]
    }

    /// The wider of two for each class and kind.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for (mine, theirs) in self.views.iter_mut().zip(&other.views) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine = (*mine).max(*theirs);
            }
        }
        self
    }

    pub(crate) fn set(&mut self, class: Privacy, kind: Kind, view: View) {
        self.views[class as usize][kind as usize] = view;
    }
}

/// A value as somebody with this clearance is shown it. Whoever searches, filters, sorts or exports asks the same:
/// what is not [`View::Clear`] is not a thing to search by.
#[must_use]
pub fn show(class: Privacy, kind: Kind, value: &str, clearance: &Clearance) -> Shown {
    match clearance.of(class, kind) {
        View::Clear => Shown {
            value: Some(value.to_owned()),
            masked: false,
        },
        View::Masked => Shown {
            value: Some(kind.mask(value)),
            masked: true,
        },
        View::Hidden => Shown {
            value: None,
            masked: true,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(kind: Kind, value: &str) -> String {
        let mut clearance = Clearance::NOTHING;
        clearance.set(Privacy::C2, kind, View::Masked);
        let shown = show(Privacy::C2, kind, value, &clearance);
        assert!(shown.masked);
        shown.value.expect("masked, not hidden")
    }

    #[test]
    fn each_kind_has_its_mask() {
        for (kind, value, expected) in [
            (Kind::Name, "张三丰", "张**"),
            (Kind::Document, "11010519491231002X", "1****************X"),
            (Kind::Account, "6222 0212 3456 7890", "622202******7890"),
            (Kind::Phone, "13812341234", "138****1234"),
            (Kind::Mail, "zhang@example.org", "z***@example.org"),
            (
                Kind::Address,
                "山西省太原市小店区学府街1号",
                "山西省太原市小店区***",
            ),
            (Kind::Handle, "zhangsan88", "z***"),
            (Kind::Date, "1988-02-29", "1988-**-**"),
            (Kind::Date, "yesterday", "***"),
            (Kind::Amount, "1234.56", "***"),
            (Kind::Code, "M", "***"),
            (Kind::Text, "a villa", "***"),
        ] {
            assert_eq!(masked(kind, value), expected, "{kind:?}");
        }
    }

    #[test]
    fn a_secret_is_hidden_from_everybody() {
        let mut clearance = Clearance::EVERYTHING;
        clearance.set(Privacy::C3, Kind::Text, View::Clear);
        let shown = show(Privacy::C3, Kind::Text, "123456", &clearance);
        assert_eq!(shown.value, None);
        assert!(shown.masked);
    }
}
