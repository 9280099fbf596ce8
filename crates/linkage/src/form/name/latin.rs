//! Names in Latin script, word by word: short forms, initials, names left out.

use super::{Name, short};
use crate::form::word;

/// How two words of names stand to each other, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Alike,
    Typed,
    Short,
    Same,
}

fn of_words(one: &str, other: &str) -> Option<Match> {
    if one == other {
        return Some(Match::Same);
    }
    let (brief, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if brief.len() == 1 {
        return long.starts_with(brief).then_some(Match::Short);
    }
    if short::is_short_form(one, other) {
        return Some(Match::Short);
    }
    let limit = match brief.len() {
        0..3 => return None,
        3..9 => 1,
        _ => 2,
    };
    if word::distance(one, other, limit).is_some() {
        return Some(Match::Typed);
    }
    (word::jaro_winkler(one, other, 0.88) > 0.0).then_some(Match::Alike)
}

/// The level of two different names.
pub(super) fn compare(one: &Name, other: &Name, a: &str, b: &str) -> u8 {
    if one.turned == other.turned || one.sound == other.sound {
        return 5;
    }
    let longer = a.len().max(b.len());
    if longer >= 4 && word::distance(a, b, if longer > 12 { 2 } else { 1 }).is_some() {
        return 3;
    }
    let split = |text: &str| -> Vec<String> {
        text.split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (mut a, mut b) = (split(a), split(b));
    let fewer = a.len().min(b.len());
    let (mut worst, mut found, mut whole) = (Match::Same, 0, 0);
    // The best matches first: an initial must not take a word that stands there in full.
    for wanted in [Match::Same, Match::Short, Match::Typed, Match::Alike] {
        a.retain(|word| {
            let place = b.iter().position(|known| of_words(word, known) == Some(wanted));
            if let Some(place) = place {
                whole += usize::from(word.len() > 1 && b[place].len() > 1);
                b.remove(place);
                worst = worst.min(wanted);
                found += 1;
            }
            place.is_none()
        });
    }
    let exact = word::shared(&one.words, &other.words);
    if found < fewer || fewer < 2 || whole == 0 {
        return u8::from(exact > 0);
    }
    match worst {
        Match::Same | Match::Short => 4,
        Match::Typed if a.is_empty() && b.is_empty() => 3,
        Match::Typed | Match::Alike => 2,
    }
}
