//! Putting what a source said in its place, whatever the order in which it was heard.

use base::Date;

use super::{Content, IdentitySpan, Order, identity_of};
use crate::model::{Fact, Identification, Statement};

/// That a source said something (or said it again) at some place in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observation<T> {
    /// When, by the source.
    pub order: Order,
    /// What: equal observations say the same.
    pub said: T,
}

/// The versions among observations: the first of each run of equal ones. A, B, A is three versions; A, A is one.
///
/// Of two different observations at one place the later given wins: pass them in the order they were heard.
#[must_use]
pub fn collapse<T: PartialEq + Copy>(mut observations: Vec<Observation<T>>) -> Vec<Observation<T>> {
    observations.sort_by_key(|observation| observation.order);
    let mut versions: Vec<Observation<T>> = Vec::with_capacity(observations.len());
    let mut at = observations.iter().peekable();
    while let Some(observation) = at.next() {
        let superseded = at.peek().is_some_and(|next| next.order == observation.order);
        if superseded || versions.last().is_some_and(|last| last.said == observation.said) {
            continue;
        }
        versions.push(*observation);
    }
    versions
}

/// Derives what depends on the past: since when each value has held, and who the record has been.
#[must_use]
pub fn follow(previous: Option<&Content>, mut next: Content, on: Date) -> Content {
    let day = next.changed_on.unwrap_or(on);
    match (&mut next.statement, previous.map(|content| &content.statement)) {
        (Statement::Party(facts), before) => {
            let before = before.and_then(Statement::party);
            for fact in &mut facts.values {
                fact.since = before
                    .and_then(|facts| held_since(&facts.values, fact))
                    .unwrap_or(day);
            }
            for identification in &mut facts.identifications {
                identification.since = before
                    .and_then(|facts| carried_since(&facts.identifications, identification))
                    .unwrap_or(day);
            }
        }
        (Statement::Account(facts), Some(Statement::Account(before))) => {
            for fact in &mut facts.values {
                fact.since = held_since(&before.values, fact).unwrap_or(day);
            }
        }
        (Statement::Account(facts), _) => facts.values.iter_mut().for_each(|fact| fact.since = day),
        (Statement::Relation(facts), Some(Statement::Relation(before))) => {
            for fact in &mut facts.values {
                fact.since = held_since(&before.values, fact).unwrap_or(day);
            }
        }
        (Statement::Relation(facts), _) => facts.values.iter_mut().for_each(|fact| fact.since = day),
        (Statement::Holder(_), _) => {}
    }
    next.identity = identity_after(previous, &next, on);
    next
}

/// Follows through versions from the first to the last; gives them back in the same order, each as it stood.
#[must_use]
pub fn fold(versions: Vec<(Order, Content)>) -> Vec<(Order, Content)> {
    let mut told: Vec<(Order, Content)> = Vec::with_capacity(versions.len());
    for (order, content) in versions {
        let content = follow(
            told.last().map(|(_, content)| content),
            content,
            order.business_date,
        );
        told.push((order, content));
    }
    told
}

fn held_since(before: &[Fact], fact: &Fact) -> Option<Date> {
    before
        .iter()
        .find(|old| old.attribute == fact.attribute && old.value == fact.value)
        .map(|old| old.since)
}

fn carried_since(before: &[Identification], identification: &Identification) -> Option<Date> {
    before
        .iter()
        .find(|old| old.document == identification.document && old.number == identification.number)
        .map(|old| old.since)
}

fn identity_after(previous: Option<&Content>, next: &Content, on: Date) -> Vec<IdentitySpan> {
    let Statement::Party(facts) = &next.statement else {
        return Vec::new();
    };
    let mut spans = previous
        .map(|content| content.identity.clone())
        .unwrap_or_default();
    let keys = identity_of(facts);
    match spans.last_mut() {
        Some(last) if last.keys == keys && last.name_key == facts.name_key => {}
        last => {
            if let Some(last) = last {
                last.until = Some(on);
            }
            spans.push(IdentitySpan {
                from: on,
                until: None,
                name_key: facts.name_key.clone(),
                keys,
            });
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(day: i8) -> Order {
        Order {
            business_date: Date::constant(2026, 1, day),
            sequence: 0,
        }
    }

    fn told(said: &[(i8, char)]) -> Vec<(i8, char)> {
        let observations = said
            .iter()
            .map(|(day, said)| Observation {
                order: order(*day),
                said: *said,
            })
            .collect();
        collapse(observations)
            .iter()
            .map(|one| (one.order.business_date.day(), one.said))
            .collect()
    }

    #[test]
    fn a_run_of_equal_observations_is_one_version() {
        assert_eq!(told(&[(1, 'A'), (2, 'A')]), [(1, 'A')]);
        assert_eq!(
            told(&[(1, 'A'), (2, 'B'), (3, 'A')]),
            [(1, 'A'), (2, 'B'), (3, 'A')]
        );
    }

    #[test]
    fn a_late_observation_falls_into_its_place() {
        assert_eq!(
            told(&[(1, 'A'), (3, 'A'), (2, 'B')]),
            [(1, 'A'), (2, 'B'), (3, 'A')]
        );
        assert_eq!(told(&[(5, 'B'), (3, 'B'), (1, 'A')]), [(1, 'A'), (3, 'B')]);
    }

    #[test]
    fn at_one_place_the_later_heard_wins() {
        assert_eq!(told(&[(1, 'A'), (1, 'B')]), [(1, 'B')]);
    }
}
