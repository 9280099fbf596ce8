//! The bank's own organisation: head office, a branch in each city, sub-branches, relationship managers.

use crate::dice::{Dice, Purpose};
use crate::names::{self, Sex};
use crate::place;

/// Sub-branches of a branch.
const SUB_BRANCHES: usize = 5;
/// Relationship managers of a sub-branch.
const MANAGERS: usize = 6;

/// An office of the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Four digits: branch, sub-branch; `0000` is the head office.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of the office above it; none for the head office.
    pub parent: Option<String>,
}

/// A relationship manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manager {
    /// The staff number: `R`, the unit's code, a digit.
    pub number: String,
    /// The name.
    pub name: String,
    /// The code of the sub-branch.
    pub unit: String,
}

fn sub_branch(city: usize, place: usize) -> String {
    format!("{:02}{:02}", city + 1, place + 1)
}

/// A sub-branch of a city and one of its managers, as (unit, staff number).
pub(crate) fn keeper(dice: &mut Dice, city: usize) -> (String, String) {
    let unit = sub_branch(city, dice.below(SUB_BRANCHES as u64) as usize);
    let manager = format!("R{unit}{}", dice.below(MANAGERS as u64) + 1);
    (unit, manager)
}

/// Every office, each after the one above it.
pub(crate) fn units() -> Vec<Unit> {
    let head = Unit {
        code: "0000".into(),
        name: "归一银行总行".into(),
        parent: None,
    };
    let branches = place::cities().iter().enumerate().flat_map(|(city, place)| {
        let code = format!("{:02}00", city + 1);
        let subs = ["营业部", "高新支行", "解放路支行", "大学城支行", "东城支行"]
            .into_iter()
            .enumerate()
            .map({
                let code = code.clone();
                move |(at, name)| Unit {
                    code: sub_branch(city, at),
                    name: format!("归一银行{}{name}", place.name),
                    parent: Some(code.clone()),
                }
            });
        let branch = Unit {
            code,
            name: format!("归一银行{}分行", place.name),
            parent: Some("0000".into()),
        };
        std::iter::once(branch).chain(subs)
    });
    std::iter::once(head).chain(branches).collect()
}

/// Every relationship manager.
pub(crate) fn managers(seed: u64) -> Vec<Manager> {
    let places =
        (0..place::cities().len()).flat_map(|city| (0..SUB_BRANCHES).map(move |at| sub_branch(city, at)));
    places
        .flat_map(|unit| (1..=MANAGERS).map(move |place| (unit.clone(), place)))
        .enumerate()
        .map(|(index, (unit, place))| {
            let mut dice = Dice::new(seed, Purpose::Staff, index as u64, 0);
            let sex = if dice.chance(0.5) { Sex::Male } else { Sex::Female };
            let surname = names::surname(&mut dice);
            let name = names::han(surname, &names::given(&mut dice, sex, 1988, None)).text;
            Manager {
                number: format!("R{unit}{place}"),
                name,
                unit,
            }
        })
        .collect()
}

/// Writes the tree of offices and the managers as one CSV file: kind (`unit` or `manager`), code, name, the code
/// of the office above.
pub(crate) fn write(path: &std::path::Path, seed: u64) -> Result<(), crate::SimError> {
    let mut out = csv::Writer::from_path(path)?;
    out.write_record(["kind", "code", "name", "parent"])?;
    for unit in units() {
        out.write_record([
            "unit",
            &unit.code,
            &unit.name,
            unit.parent.as_deref().unwrap_or(""),
        ])?;
    }
    for manager in managers(seed) {
        out.write_record(["manager", &manager.number, &manager.name, &manager.unit])?;
    }
    Ok(out.flush()?)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_office_hangs_under_one_named_before_it() {
        let mut seen = HashSet::new();
        for unit in units() {
            assert!(
                unit.parent.as_ref().is_none_or(|parent| seen.contains(parent)),
                "{}",
                unit.code
            );
            assert!(seen.insert(unit.code));
        }
        assert!(managers(1).iter().all(|manager| seen.contains(&manager.unit)));
    }
}
