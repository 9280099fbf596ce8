//! Whom the full files of a feed miss. Pure.

use base::Date;

use crate::change::Absence;

/// A load of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) on: Date,
    pub(super) change: i64,
    /// Its file told of every record there was.
    pub(super) full: bool,
}

/// The absences that come to light with a load, by the order of business dates and not of arrival.
///
/// A full file misses what was seen since the full file before it and neither in it nor later. A load that comes
/// late brings records that later full files may already lack.
pub(super) fn absences(earlier: &[Act], this: Act) -> Vec<Absence> {
    let mut acts: Vec<Act> = earlier.iter().copied().chain([this]).collect();
    acts.sort_by_key(|act| (act.on, act.change));
    let at = acts
        .iter()
        .position(|act| act.change == this.change)
        .unwrap_or(acts.len());
    let changes = |acts: &[Act]| acts.iter().map(|act| act.change).collect::<Vec<_>>();
    let mut absences = Vec::new();
    if this.full && at > 0 {
        let before = acts[..at].iter().rposition(|act| act.full).unwrap_or(0);
        absences.push(Absence {
            seen: changes(&acts[before..at]),
            since: changes(&acts[at..]),
            on: this.on,
        });
    }
    for (later, full) in acts.iter().enumerate().skip(at + 1).filter(|(_, act)| act.full) {
        absences.push(Absence {
            seen: vec![this.change],
            since: changes(&acts[later..]),
            on: full.on,
        });
    }
    absences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(earlier: &[(i8, bool)], this: (i8, bool), expected: &[(&[i64], &[i64], i8)]) {
        let date = |day| Date::constant(2026, 9, day);
        let act = |change, (day, full)| Act {
            on: date(day),
            change,
            full,
        };
        let acts: Vec<Act> = (1..)
            .zip(earlier)
            .map(|(change, told)| act(change, *told))
            .collect();
        let this = act(acts.len() as i64 + 1, this);
        let found: Vec<_> = absences(&acts, this)
            .into_iter()
            .map(|one| (one.seen, one.since, one.on))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(seen, since, day)| (seen.to_vec(), since.to_vec(), date(*day)))
            .collect();
        assert_eq!(found, expected, "{earlier:?} then {this:?}");
    }

    #[test]
    fn full_files_miss_by_business_date() {
        check(&[], (1, true), &[]);
        check(&[(1, true)], (2, true), &[(&[1], &[2], 2)]);
        check(&[(1, true), (2, false)], (3, false), &[]);
        check(&[(1, true), (2, false)], (3, true), &[(&[1, 2], &[3], 3)]);
        check(&[(1, true), (2, true)], (3, true), &[(&[2], &[3], 3)]);
        // A second file for one day.
        check(&[(1, true), (2, true)], (2, true), &[(&[2], &[3], 2)]);
        // Late ones.
        check(&[(3, true)], (2, true), &[(&[2], &[1], 3)]);
        check(&[(3, true)], (2, false), &[(&[2], &[1], 3)]);
        check(&[(1, true), (3, false)], (2, true), &[(&[1], &[3, 2], 2)]);
        check(&[(3, true), (2, true)], (4, true), &[(&[1], &[3], 4)]);
        check(
            &[(3, true), (4, true)],
            (2, false),
            &[(&[3], &[1, 2], 3), (&[3], &[2], 4)],
        );
    }
}
