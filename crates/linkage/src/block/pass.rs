//! A pass: all rows of one key stand together in a block. A pair is looked at by the first pass that has it.

use rayon::prelude::*;

use super::keys::Atom;
use crate::hash;
use crate::pair::Plan;

/// The atoms whose keys are joined to the key of a pass.
pub type Rule = Vec<usize>;

/// Rows by key, for the passes of a run.
#[derive(Debug)]
pub struct Passes {
    /// Rows of one block at most.
    pub block_max: usize,
    /// The passes' rules; those made for blocks that were too large stand behind.
    pub rules: Vec<Rule>,
    /// For each row and pass the block, 0 for none.
    blocks_of: Vec<u32>,
    /// For each pass its rows, block by block, and where each block ends.
    rows: Vec<(Vec<u32>, Vec<u32>)>,
    /// What was cut, by pass: blocks, and pairs in them.
    pub cut: Vec<Cut>,
}

/// Blocks too large to be looked at whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cut {
    /// How many blocks.
    pub blocks: u64,
    /// How many pairs they have; those that a further key holds together are looked at all the same.
    pub pairs: u64,
    /// The largest of them.
    pub largest: u64,
}

/// Rows of one block at most, where nothing else was learned.
pub const BLOCK_MAX: usize = 600;

/// The key of a row under a rule; 0 where one of the parts is missing.
#[inline]
pub fn row_key(plan: &Plan, atoms: &[Atom], rule: &[usize], row: u32) -> u64 {
    let cells = plan.cells(row);
    let mut key = 0_u64;
    for &atom in rule {
        let atom = &atoms[atom];
        let part = atom.keys[cells[atom.field] as usize];
        if part == 0 {
            return 0;
        }
        key = hash::mix(key ^ u64::from(part), atom.field as u64 + 1);
    }
    key.max(1)
}

/// The blocks of one rule: rows block by block, where each ends, the block of each row, and what was cut.
struct Blocks {
    rows: Vec<u32>,
    ends: Vec<u32>,
    of_row: Vec<u32>,
    cut: Cut,
    /// Rows of blocks that were cut.
    large: Vec<u32>,
}

fn blocks(plan: &Plan, atoms: &[Atom], rule: &[usize], among: Option<&[u32]>, block_max: usize) -> Blocks {
    let key = |row: u32| row_key(plan, atoms, rule, row);
    let keyed = match among {
        Some(rows) => {
            let mut keyed: Vec<(u64, u32)> = rows.iter().map(|&row| (key(row), row)).collect();
            keyed.retain(|&(key, _)| key != 0);
            keyed.par_sort_unstable();
            keyed
        }
        None => hash::by_key((0..plan.rows as u32).into_par_iter().map(key).collect(), false),
    };
    Blocks::of(&keyed, block_max, plan.rows)
}

impl Blocks {
    /// Of keyed rows; `rows` is how many there are in all, 0 where nobody asks for the block of a row.
    fn of(keyed: &[(u64, u32)], block_max: usize, rows: usize) -> Self {
        let mut blocks = Self {
            rows: Vec::new(),
            ends: Vec::new(),
            of_row: vec![0; rows],
            cut: Cut::default(),
            large: Vec::new(),
        };
        for block in keyed.chunk_by(|one, other| one.0 == other.0) {
            if block.len() < 2 {
                continue;
            }
            if block.len() > block_max {
                let size = block.len() as u64;
                blocks.cut.blocks += 1;
                blocks.cut.pairs += size * (size - 1) / 2;
                blocks.cut.largest = blocks.cut.largest.max(size);
                blocks.large.extend(block.iter().map(|&(_, row)| row));
                continue;
            }
            let number = blocks.ends.len() as u32 + 1;
            for &(_, row) in block {
                blocks.rows.push(row);
                if let Some(of_row) = blocks.of_row.get_mut(row as usize) {
                    *of_row = number;
                }
            }
            blocks.ends.push(blocks.rows.len() as u32);
        }
        blocks
    }
}

/// A rule with each of `finer` added, for blocks that are too large.
pub fn finer_rules<'a>(
    atoms: &'a [Atom],
    rule: &'a [usize],
    finer: &'a [usize],
) -> impl Iterator<Item = Rule> + 'a {
    let has = |field| rule.iter().any(|&atom| atoms[atom].field == field);
    finer
        .iter()
        .filter(move |&&atom| !has(atoms[atom].field))
        .map(move |&atom| [rule, &[atom]].concat())
}

impl Passes {
    /// No passes yet.
    #[must_use]
    pub fn none(block_max: usize) -> Self {
        Self {
            block_max,
            rules: Vec::new(),
            blocks_of: Vec::new(),
            rows: Vec::new(),
            cut: Vec::new(),
        }
    }

    /// Passes to draw pairs from, of a share of their keys where there are many rows: nobody asks which of them have a
    /// pair. Answers how many keys one stands for.
    #[must_use]
    pub fn to_draw_from(plan: &Plan, atoms: &[Atom], rules: &[Rule]) -> (Self, u64) {
        /// Rows whose keys are worth looking at.
        const ROWS: usize = 1 << 20;
        let share = (plan.rows / ROWS).max(1) as u64;
        let made: Vec<Blocks> = rules
            .par_iter()
            .map(|rule| {
                let keys = (0..plan.rows as u32).into_par_iter().map(|row| {
                    let key = row_key(plan, atoms, rule, row);
                    if key.is_multiple_of(share) { key } else { 0 }
                });
                Blocks::of(&hash::by_key(keys.collect(), false), BLOCK_MAX, 0)
            })
            .collect();
        let passes = Self {
            rules: rules.to_vec(),
            cut: made.iter().map(|blocks| blocks.cut).collect(),
            rows: made
                .into_iter()
                .map(|blocks| (blocks.rows, blocks.ends))
                .collect(),
            ..Self::none(BLOCK_MAX)
        };
        (passes, share)
    }

    /// Adds passes. What is too large is taken again with each of `refine` added to its key.
    pub fn add(&mut self, plan: &Plan, atoms: &[Atom], rules: &[Rule], refine: &[usize]) {
        let first: Vec<Blocks> = rules
            .par_iter()
            .map(|rule| blocks(plan, atoms, rule, None, self.block_max))
            .collect();
        let again: Vec<(Rule, &[u32])> = rules
            .iter()
            .zip(&first)
            .filter(|(_, blocks)| !blocks.large.is_empty())
            .flat_map(|(rule, blocks)| {
                let finer = finer_rules(atoms, rule, refine);
                finer.map(|rule| (rule, blocks.large.as_slice()))
            })
            .collect();
        let second: Vec<Blocks> = again
            .par_iter()
            .map(|(rule, rows)| blocks(plan, atoms, rule, Some(rows), self.block_max))
            .collect();
        let before = self.rules.len();
        self.rules.extend(rules.iter().cloned());
        self.rules.extend(again.iter().map(|(rule, _)| rule.clone()));
        drop(again);
        let all: Vec<Blocks> = first.into_iter().chain(second).collect();
        let width = self.rules.len();
        let mut blocks_of = vec![0; plan.rows * width];
        blocks_of
            .par_chunks_mut(width.max(1))
            .enumerate()
            .with_min_len(4096)
            .for_each(|(row, cells)| {
                cells[..before].copy_from_slice(&self.blocks_of[row * before..(row + 1) * before]);
                for (cell, blocks) in cells[before..].iter_mut().zip(&all) {
                    *cell = blocks.of_row[row];
                }
            });
        self.blocks_of = blocks_of;
        self.cut.extend(all.iter().map(|blocks| blocks.cut));
        self.rows
            .extend(all.into_iter().map(|blocks| (blocks.rows, blocks.ends)));
    }

    fn blocks_of(&self, row: u32) -> &[u32] {
        let width = self.rules.len();
        &self.blocks_of[row as usize * width..(row as usize + 1) * width]
    }

    /// Whether two rows stand in one block of a pass; never, where the blocks are known by what they cut alone.
    #[must_use]
    pub fn meet(&self, pass: usize, one: u32, other: u32) -> bool {
        if self.blocks_of.is_empty() {
            return false;
        }
        let (a, b) = (self.blocks_of(one)[pass], self.blocks_of(other)[pass]);
        a == b && a != 0
    }

    /// Whether a pass before this one has the pair.
    #[inline]
    fn is_known(&self, pass: usize, one: u32, other: u32) -> bool {
        let (a, b) = (self.blocks_of(one), self.blocks_of(other));
        a[..pass].iter().zip(&b[..pass]).any(|(x, y)| x == y && *x != 0)
    }

    /// Looks at each pair of the passes from `first` on that no pass before has, in the blocks that `is_own` takes, of
    /// the pass and the block's first row. `each` gets the pairs of a stretch of blocks in a settled order; the
    /// answers come in that order whatever the threads.
    pub fn each<T: Send>(
        &self,
        first: usize,
        is_own: &(dyn Fn(usize, u32) -> bool + Sync),
        each: impl Fn(&mut dyn Iterator<Item = (u32, u32)>) -> T + Sync,
    ) -> Vec<T> {
        let mut work: Vec<(usize, usize, usize)> = Vec::new();
        for (pass, (_, ends)) in self.rows.iter().enumerate().skip(first) {
            // Stretches of about equal work, cut by what is in them, not by the number of threads.
            let (mut from, mut pairs) = (0, 0_usize);
            for block in 0..ends.len() {
                let size =
                    ends[block] as usize - block.checked_sub(1).map_or(0, |before| ends[before] as usize);
                pairs += size * (size - 1) / 2;
                if pairs > 100_000 {
                    work.push((pass, from, block + 1));
                    (from, pairs) = (block + 1, 0);
                }
            }
            if from < ends.len() {
                work.push((pass, from, ends.len()));
            }
        }
        work.par_iter()
            .map(|&(pass, from, to)| {
                let mut pairs = (from..to).flat_map(|block| {
                    let rows = self.block(pass, block);
                    let rows = if is_own(pass, rows[0]) { rows } else { &[] };
                    (0..rows.len()).flat_map(move |one| {
                        rows[one + 1..]
                            .iter()
                            .map(move |&other| (rows[one], other))
                            .filter(move |&(one, other)| !self.is_known(pass, one, other))
                    })
                });
                each(&mut pairs)
            })
            .collect()
    }

    fn block(&self, pass: usize, block: usize) -> &[u32] {
        let (rows, ends) = &self.rows[pass];
        let from = block.checked_sub(1).map_or(0, |before| ends[before] as usize);
        &rows[from..ends[block] as usize]
    }

    /// At most `wanted` pairs of a pass, spread over its blocks, those of other passes included.
    #[must_use]
    pub fn sample(&self, pass: usize, wanted: usize) -> Vec<(u32, u32)> {
        /// Of one block no more than this, or one family would stand for all.
        const OF_BLOCK: usize = 40;
        let blocks = self.rows[pass].1.len();
        let total: usize = (0..blocks)
            .map(|block| {
                let size = self.block(pass, block).len();
                (size * (size - 1) / 2).min(OF_BLOCK)
            })
            .sum();
        // Keys are hashes: every so many blocks is a fair sample.
        let step = total.div_ceil(wanted.max(1)).max(1);
        let mut pairs = Vec::new();
        for block in (0..blocks).step_by(step) {
            let rows = self.block(pass, block);
            let mut taken = 0;
            'block: for one in 0..rows.len() {
                for other in one + 1..rows.len() {
                    pairs.push((rows[one], rows[other]));
                    taken += 1;
                    if taken == OF_BLOCK {
                        break 'block;
                    }
                }
            }
        }
        pairs
    }

    /// All pairs of a pass's blocks, those of other passes included.
    #[must_use]
    pub fn pairs(&self, pass: usize) -> u64 {
        (0..self.rows[pass].1.len())
            .map(|block| {
                let size = self.block(pass, block).len() as u64;
                size * (size - 1) / 2
            })
            .sum()
    }
}
