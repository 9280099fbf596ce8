//! Places within places. Who has the same postcode has the same town and state too: that is said once. Which follows
//! from which is told by pairs of rows that share the one and are of different people.

use super::Plan;
use crate::kind::Kind;

/// A field whose agreement goes along with another's in this share of strangers says nothing of its own.
const FOLLOWS: f64 = 0.9;
/// Pairs of strangers that are wanted to tell.
const PAIRS_MIN: u32 = 50;
/// Pairs that are looked at, by field.
const PAIRS_MAX: usize = 20_000;

/// For each field of places a bit for each other that follows from it.
pub fn implied(plan: &Plan) -> Vec<(usize, u64)> {
    let is_place = |place: usize| matches!(plan.fields[place].kind, Kind::Place | Kind::Postcode);
    let mut places: Vec<usize> = (0..plan.fields.len()).filter(|&place| is_place(place)).collect();
    if places.len() < 2 {
        return Vec::new();
    }
    // What tells most is kept; of two that follow from each other, the first.
    places.sort_by_key(|&place| (std::cmp::Reverse(plan.fields[place].texts.len()), place));
    let mut implied = Vec::new();
    for (rank, &wide) in places.iter().enumerate() {
        let pairs = strangers(plan, wide);
        let follows = places[rank + 1..].iter().filter(|&&narrow| {
            let told = pairs
                .iter()
                .filter(|(one, other)| plan.cells(*one)[narrow] != 0 && plan.cells(*other)[narrow] != 0);
            let (all, same) = told.fold((0, 0), |(all, same), (one, other)| {
                let equal = plan.cells(*one)[narrow] == plan.cells(*other)[narrow];
                (all + 1, same + u32::from(equal))
            });
            all >= PAIRS_MIN && f64::from(same) >= FOLLOWS * f64::from(all)
        });
        let mask = follows.fold(0, |mask, &narrow| mask | 1 << narrow);
        if mask != 0 {
            implied.push((wide, mask));
        }
    }
    implied
}

/// Pairs of rows that share a value of a field, and nothing that names a person.
fn strangers(plan: &Plan, wide: usize) -> Vec<(u32, u32)> {
    let names: Vec<usize> = (0..plan.fields.len())
        .filter(|&place| {
            let kind = plan.fields[place].kind;
            !matches!(
                kind,
                Kind::Place | Kind::Postcode | Kind::Sex | Kind::Code | Kind::Address | Kind::Position
            )
        })
        .collect();
    let mut last = vec![u32::MAX; plan.fields[wide].texts.len()];
    let mut pairs = Vec::new();
    for row in 0..plan.rows as u32 {
        let cells = plan.cells(row);
        let code = cells[wide] as usize;
        let before = std::mem::replace(&mut last[code], row);
        if code == 0 || before == u32::MAX {
            continue;
        }
        let others = plan.cells(before);
        let told = names
            .iter()
            .filter(|&&name| cells[name] != 0 && others[name] != 0);
        let (mut count, mut apart) = (0, true);
        for &name in told {
            count += 1;
            apart &= plan.fields[name].level(cells[name], others[name]) == 0;
        }
        if count >= 2 && apart {
            pairs.push((before, row));
            if pairs.len() == PAIRS_MAX {
                break;
            }
        }
    }
    pairs
}
