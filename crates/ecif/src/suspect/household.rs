//! Whether two rather live together than are one: the proposal to tie them instead of merging them. Pure.

use linkage::Comparison;
use standards::document::DocumentType;

use super::find::{Ready, Weighed};
use super::row::Side;

/// The kind of tie that is proposed, by the code table `relation`.
pub(super) const SAME_HOUSEHOLD: &str = "same_household";

/// Two who look like members of one household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Household {
    /// What they have in common as members of a household have, as field:level.
    pub(super) shared: Vec<String>,
    /// What tells them apart, as field:level.
    pub(super) apart: Vec<String>,
}

/// What members of a household have in common, and the levels at which they have it.
const SHARED: &[(&str, &[&str])] = &[
    ("address", &["same", "same dwelling, written otherwise"]),
    ("mobile", &["same"]),
    ("phone", &["same", "same but for the area"]),
    ("email", &["same"]),
];
/// Names of which the given name is another.
const OTHER_NAME: &[&str] = &["differs", SURNAME];
/// The level of a name of which the surname alone is the same.
const SURNAME: &str = "same surname, or a word in common";
/// What tells two people apart beside their names, and the levels at which it does.
const APART: &[(&str, &[&str])] = &[
    ("permanent_id", &["differs"]),
    ("document", &["differs"]),
    ("birth_date", &["differs", "year or day of the year the same"]),
    ("sex", &["differs"]),
];

/// Whether two rather live together than are one: a dwelling or a contact in common, and not the name. One more thing
/// has to tell them apart, as a name alone may have been changed or mistyped; of two whose permanent identifiers are
/// both right and differ, any other spelling of the name will do.
pub(super) fn household(one: &Ready, other: &Ready, weighed: &Weighed) -> Option<Household> {
    if one.party.side != Side::Persons || other.party.side != Side::Persons {
        return None;
    }
    let mut told = told(&weighed.comparison, weighed.kept_apart)?;
    if books(one).any(|book| books(other).any(|another| book == another)) {
        told.shared.insert(0, "household_book:same".to_owned());
    }
    (!told.shared.is_empty()).then_some(told)
}

/// What a comparison tells of it; none where it does not tell two people apart.
fn told(comparison: &Comparison, kept_apart: bool) -> Option<Household> {
    let level = |field: &str| {
        let part = comparison.parts.iter().find(|part| part.field == field);
        part.map_or("missing", |part| part.level)
    };
    let at = |fields: &[(&str, &[&str])]| -> Vec<String> {
        let told = fields
            .iter()
            .filter(|(field, levels)| levels.contains(&level(field)));
        told.map(|(field, _)| format!("{field}:{}", level(field)))
            .collect()
    };
    let name = level("name");
    let mut apart = at(APART);
    if kept_apart && level("permanent_id") != "differs" {
        apart.insert(0, "permanent_id:differs".to_owned());
    }
    let are_two = if kept_apart {
        !["missing", "same"].contains(&name)
    } else {
        OTHER_NAME.contains(&name) && !apart.is_empty()
    };
    if !are_two {
        return None;
    }
    let mut shared = at(SHARED);
    if !shared.is_empty() && name == SURNAME {
        shared.push(format!("name:{name}"));
    }
    if name != SURNAME {
        apart.insert(0, format!("name:{name}"));
    }
    Some(Household { shared, apart })
}

/// The household books that somebody carries.
fn books(one: &Ready) -> impl Iterator<Item = &str> {
    let carried = one.party.golden.identifications.iter();
    carried
        .filter(|known| known.document == DocumentType::HouseholdBook)
        .map(|known| known.number.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::MatchPolicy;
    use super::*;

    const HER_NUMBER: &str = "330106197607045226";

    /// Holds somebody of these values against a man: name, number, birth date, sex, mobile, address.
    fn against(them: [&str; 6]) -> Option<Household> {
        let policy =
            MatchPolicy::parse(Side::Persons, 0, MatchPolicy::shipped(Side::Persons)).expect("a policy");
        let him = [
            "欧阳建国",
            "",
            "1975-03-12",
            "1",
            "13805716021",
            "浙江省杭州市滨江区江南大道3588号5幢2单元301室",
        ];
        let read = |values: [&str; 6]| {
            let named = ["name", "permanent_id", "birth_date", "sex", "mobile", "address"].map(|name| {
                let columns = Side::Persons.columns();
                columns
                    .iter()
                    .position(|column| column.name == name)
                    .expect("a column")
            });
            let mut row = vec![None; Side::Persons.columns().len()];
            for (at, value) in named.into_iter().zip(values) {
                row[at] = (!value.is_empty()).then(|| value.to_owned());
            }
            policy.read(&row)
        };
        let (him, them) = (read(him), read(them));
        let told = told(
            &policy.scorer.compare(&him, &them),
            policy.scorer.is_parted(&him, &them),
        )?;
        (!told.shared.is_empty()).then_some(told)
    }

    #[test]
    fn a_wife_a_son_and_a_lodger_are_told_from_the_man_himself() {
        let (mobile, home) = ("13805716021", "浙江省杭州市滨江区江南大道3588号5幢2单元301室");
        let wife = against(["陈丽", HER_NUMBER, "1976-07-04", "2", mobile, home]).expect("a household");
        assert_eq!(wife.shared, ["address:same", "mobile:same"]);
        assert_eq!(wife.apart, ["name:differs", "birth_date:differs", "sex:differs"]);
        let son = against(["欧阳志强", "", "2003-09-30", "1", "13900001111", home]).expect("a household");
        assert_eq!(
            son.shared,
            ["address:same", "name:same surname, or a word in common"]
        );
        assert_eq!(son.apart, ["birth_date:differs"]);
        // The man himself, mistyped, moved, or with nothing but a telephone in common with somebody unknown.
        assert_eq!(against(["欧阳建囯", "", "1975-03-12", "1", mobile, home]), None);
        assert_eq!(against(["欧阳建国", "", "1957-03-21", "2", mobile, home]), None);
        assert_eq!(against(["陈丽", "", "", "", mobile, ""]), None);
        // Two strangers of one county.
        assert_eq!(
            against([
                "陈丽",
                HER_NUMBER,
                "1976-07-04",
                "2",
                "13900001111",
                "浙江省杭州市滨江区长河路8号"
            ]),
            None
        );
    }
}
