//! Which passes: chosen from the data by what they cost in pairs and what they are expected to find.

use rayon::prelude::*;

use super::keys::Atom;
use super::pass::{BLOCK_MAX, Rule};
use crate::form;
use crate::hash::Sequence;
use crate::kind::Kind;
use crate::pair::Plan;

/// A rule and what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The atoms.
    pub rule: Rule,
    /// Pairs of all its blocks, those too large left out.
    pub pairs: f64,
    /// The share of its rows that do not stand in a block that is too large.
    pub kept: f64,
}

/// Rows that costs are estimated from.
const SAMPLE_ROWS: usize = 50_000;
/// Counters of rows by key: small enough to stay close to the processor.
const SLOTS: usize = 1 << 17;

/// All rules of one or two atoms of different fields, each with its estimated cost.
#[must_use]
pub fn candidates(plan: &Plan, atoms: &[Atom]) -> Vec<Candidate> {
    let step = plan.rows.div_ceil(SAMPLE_ROWS).max(1);
    let sample: Vec<u32> = (0..plan.rows as u32).step_by(step).collect();
    let keys: Vec<Vec<u32>> = atoms
        .iter()
        .map(|atom| {
            let field = &plan.fields[atom.field];
            sample
                .iter()
                .map(|&row| atom.keys[field.codes[row as usize] as usize])
                .collect()
        })
        .collect();
    let mut rules: Vec<Rule> = (0..atoms.len()).map(|atom| vec![atom]).collect();
    for one in 0..atoms.len() {
        for other in one + 1..atoms.len() {
            if atoms[one].field != atoms[other].field {
                rules.push(vec![one, other]);
            }
        }
    }
    let scale = (step * step) as f64;
    rules
        .into_par_iter()
        .map_init(
            || vec![0_u16; SLOTS],
            |counts, rule| {
                let (pairs, kept) = estimate(&keys, &rule, counts, step);
                Candidate {
                    rule,
                    pairs: pairs * scale,
                    kept,
                }
            },
        )
        .collect()
}

/// Pairs within the sample that share a key, from counts by a part of the key's hash: what falls together by chance
/// is taken off again.
fn estimate(keys: &[Vec<u32>], rule: &[usize], counts: &mut [u16], step: usize) -> (f64, f64) {
    counts.fill(0);
    let mut rows = 0.0;
    let parts: Vec<&[u32]> = rule.iter().map(|&atom| keys[atom].as_slice()).collect();
    for row in 0..parts.first().map_or(0, |part| part.len()) {
        let mut key = 0;
        let mut whole = true;
        for (atom, part) in parts.iter().enumerate() {
            let part = part[row];
            whole &= part != 0;
            key = crate::hash::mix(key ^ u64::from(part), atom as u64 + 1);
        }
        if whole {
            let count = &mut counts[key as usize % SLOTS];
            *count = count.saturating_add(1);
            rows += 1.0;
        }
    }
    let largest = (BLOCK_MAX / step).max(2);
    let (mut pairs, mut cut) = (0.0, 0.0);
    for &count in counts.iter() {
        let count = usize::from(count);
        if count > largest {
            cut += count as f64;
        } else {
            pairs += (count * count.saturating_sub(1) / 2) as f64;
        }
    }
    let kept_rows: f64 = rows - cut;
    let by_chance = kept_rows * kept_rows / 2.0 / SLOTS as f64;
    ((pairs - by_chance).max(0.0), kept_rows / f64::max(rows, 1.0))
}

/// Passes to learn from: cheap ones, no two on the same fields, so that each field is free in several.
#[must_use]
pub fn seeds(plan: &Plan, atoms: &[Atom], candidates: &[Candidate]) -> Vec<Rule> {
    let worth = |candidate: &Candidate| -> f64 {
        candidate
            .rule
            .iter()
            .map(|&atom| {
                let field = &plan.fields[atoms[atom].field];
                let expected = form::levels(field.kind)
                    .last()
                    .map_or(0.5, |level| level.expected);
                let filled = field.filled as f64 / plan.rows.max(1) as f64;
                let whole = if atoms[atom].name == "same" { 1.0 } else { 0.9 };
                expected * filled * filled * whole
            })
            .product()
    };
    let mut ranked: Vec<(f64, &Candidate)> = candidates
        .iter()
        .filter(|candidate| {
            let weak = |&atom: &usize| matches!(plan.fields[atoms[atom].field].kind, Kind::Sex);
            candidate.pairs < 4.0 * plan.rows as f64
                && candidate.kept > 0.8
                && !candidate.rule.iter().any(weak)
        })
        .map(|candidate| {
            // A pass that is mostly chance teaches little.
            let cost = (candidate.pairs / plan.rows.max(1) as f64).max(0.05);
            (worth(candidate) / (1.0 + cost), candidate)
        })
        .collect();
    ranked.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then_with(|| one.1.rule.cmp(&other.1.rule))
    });
    let fields = |rule: &Rule| -> Vec<usize> { rule.iter().map(|&atom| atoms[atom].field).collect() };
    let mut taken: Vec<Rule> = Vec::new();
    let mut uses = vec![0; plan.fields.len()];
    for (worth, candidate) in ranked {
        let own = fields(&candidate.rule);
        let used = own.iter().map(|&field| uses[field]).max().unwrap_or(0);
        if worth <= 0.0 || taken.iter().any(|rule| fields(rule) == own) || used >= 3 {
            continue;
        }
        own.iter().for_each(|&field| uses[field] += 1);
        taken.push(candidate.rule.clone());
        if taken.len() == 12 {
            break;
        }
    }
    taken
}

/// A pair that is surely of one person: which atoms agree in it, and which fields were free to differ in the pass
/// that found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// A bit for each atom: both have a key.
    pub told: u64,
    /// A bit for each atom: both have the same key.
    pub agree: u64,
    /// A bit for each field that the pass did not ask to agree.
    pub free: u64,
}

/// Which atoms of two rows agree.
#[must_use]
pub fn agreement(plan: &Plan, atoms: &[Atom], one: u32, other: u32, rule: &[usize]) -> Match {
    let (a, b) = (plan.cells(one), plan.cells(other));
    let mut found = Match {
        told: 0,
        agree: 0,
        free: u64::MAX,
    };
    for (place, atom) in atoms.iter().enumerate() {
        let (x, y) = (
            atom.keys[a[atom.field] as usize],
            atom.keys[b[atom.field] as usize],
        );
        found.told |= u64::from(x != 0 && y != 0) << place;
        found.agree |= u64::from(x != 0 && x == y) << place;
    }
    for &atom in rule {
        found.free &= !(1 << atoms[atom].field);
    }
    found
}

/// Pairs of one person as they would be met by chance: each field as in some pair whose pass left it free.
fn typical(matches: &[Match], atoms: &[Atom], fields: usize) -> Vec<u64> {
    const DRAWN: usize = 20_000;
    let masks: Vec<u64> = (0..fields)
        .map(|field| {
            let of_field = atoms.iter().enumerate().filter(|(_, atom)| atom.field == field);
            of_field.fold(0, |mask, (place, _)| mask | 1 << place)
        })
        .collect();
    let donors: Vec<Vec<&Match>> = (0..fields)
        .map(|field| {
            matches
                .iter()
                .filter(|found| found.free >> field & 1 == 1)
                .collect()
        })
        .collect();
    let mut sequence = Sequence::new(11);
    if !matches.is_empty() && matches.iter().all(|found| found.free == u64::MAX) {
        // No pass had a part in finding them: they are typical as they are, and their fields go together.
        let mut pick = || matches[sequence.below(matches.len() as u64) as usize].agree;
        return (0..DRAWN.min(matches.len())).map(|_| pick()).collect();
    }
    (0..DRAWN)
        .map(|_| {
            let mut agree = 0;
            for (field, donors) in donors.iter().enumerate() {
                if !donors.is_empty() {
                    let donor = donors[sequence.below(donors.len() as u64) as usize];
                    agree |= donor.agree & masks[field];
                }
            }
            agree
        })
        .collect()
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// The passes, in the order in which they are run.
    pub rules: Vec<Rule>,
    /// Pairs they are expected to bring.
    pub pairs: f64,
    /// The share of all pairs of one person that is expected to be among them.
    pub recall: f64,
}

/// How much may be spent, and how little gained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// Pairs in all.
    pub pairs: f64,
    /// New pairs of one person in a thousand pairs of a pass, at least.
    pub per_thousand: f64,
    /// Passes at most.
    pub passes: usize,
}

/// Chooses passes one by one, each the one that finds most for its cost.
#[must_use]
pub fn choose(
    atoms: &[Atom],
    candidates: &[Candidate],
    matches: &[Match],
    expected_matches: f64,
    fields: usize,
    budget: Budget,
    already: &[Rule],
) -> Choice {
    // What is expected is not certain: a pair found once is looked for again, for less.
    const WORTH: [f64; 3] = [1.0, 0.25, 0.06];
    let mut open: Vec<(u64, usize)> = typical(matches, atoms, fields)
        .into_iter()
        .map(|agree| (agree, 0))
        .collect();
    let all = open.len() as f64;
    let mut found_once = 0.0;
    let mut take = |open: &mut Vec<(u64, usize)>, mask: u64| {
        for (_, times) in open.iter_mut().filter(|(agree, _)| agree & mask == mask) {
            found_once += f64::from(u8::from(*times == 0));
            *times += 1;
        }
        open.retain(|(_, times)| *times < WORTH.len());
        found_once
    };
    let mut choice = Choice {
        rules: already.to_vec(),
        pairs: 0.0,
        recall: 0.0,
    };
    let mask_of = |rule: &[usize]| rule.iter().fold(0_u64, |mask, &atom| mask | 1 << atom);
    let masks: Vec<u64> = candidates
        .iter()
        .map(|candidate| mask_of(&candidate.rule))
        .collect();
    for rule in already {
        choice.recall = take(&mut open, mask_of(rule)) / all.max(1.0);
        let known = candidates.iter().find(|candidate| candidate.rule == *rule);
        choice.pairs += known.map_or(0.0, |candidate| candidate.pairs);
    }
    // Looking a pair up costs something even where it is found at once.
    let floor = 0.02 * expected_matches.max(1.0);
    while choice.rules.len() < budget.passes && !open.is_empty() {
        let best = candidates
            .par_iter()
            .zip(&masks)
            .enumerate()
            .filter(|(_, (candidate, _))| {
                choice.pairs + candidate.pairs <= budget.pairs && !choice.rules.contains(&candidate.rule)
            })
            .map(|(place, (candidate, mask))| {
                let hits = open.iter().filter(|(agree, _)| *agree & mask == *mask);
                let found: f64 = hits.map(|&(_, times)| WORTH[times]).sum();
                let gain = found / all * expected_matches * candidate.kept;
                (gain / (candidate.pairs + floor), gain, place)
            })
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.2.cmp(&one.2)));
        let Some((_, gain, place)) = best else { break };
        let candidate = &candidates[place];
        if gain * 1000.0 < budget.per_thousand * candidate.pairs || gain < 0.0005 * expected_matches {
            break;
        }
        choice.recall = take(&mut open, masks[place]) / all.max(1.0);
        choice.rules.push(candidate.rule.clone());
        choice.pairs += candidate.pairs;
    }
    choice
}

/// How a rule is called.
#[must_use]
pub fn name(plan: &Plan, atoms: &[Atom], rule: &[usize]) -> String {
    let names: Vec<String> = rule
        .iter()
        .map(|&atom| {
            let field = &plan.fields[atoms[atom].field].name;
            match atoms[atom].name {
                "same" => field.clone(),
                how => format!("{field} ({how})"),
            }
        })
        .collect();
    names.join(" + ")
}
