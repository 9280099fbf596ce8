//! Records by key, as they come.

use crate::hash::Map;

/// Blocks of records that share a key.
#[derive(Debug)]
pub struct Blocks {
    of: Map<u64, Block>,
    /// Records of one block at most.
    max: usize,
}

#[derive(Debug)]
enum Block {
    /// Most keys are of one record alone.
    One(u32),
    More(Vec<u32>),
    /// Too large to be looked at.
    Cut,
}

impl Blocks {
    pub(super) fn new(max: usize) -> Self {
        Self {
            of: Map::default(),
            max,
        }
    }

    /// Puts a record into a block. Answers the records to be put into finer blocks: all, if the block has become too
    /// large by this one; this one alone, if it was before.
    pub(super) fn post(&mut self, key: u64, record: u32) -> Option<Vec<u32>> {
        let block = match self.of.entry(key) {
            hashbrown::hash_map::Entry::Vacant(free) => {
                free.insert(Block::One(record));
                return None;
            }
            hashbrown::hash_map::Entry::Occupied(known) => known.into_mut(),
        };
        match block {
            Block::Cut => return Some(vec![record]),
            Block::One(first) => *block = Block::More(vec![*first, record]),
            Block::More(members) => members.push(record),
        }
        match block {
            Block::More(members) if members.len() > self.max => {
                let members = std::mem::take(members);
                *block = Block::Cut;
                Some(members)
            }
            _ => None,
        }
    }

    /// The records of a key; none where they are too many.
    pub(super) fn members(&self, key: u64) -> Option<&[u32]> {
        match self.of.get(&key) {
            None => Some(&[]),
            Some(Block::One(record)) => Some(std::slice::from_ref(record)),
            Some(Block::More(members)) => Some(members),
            Some(Block::Cut) => None,
        }
    }
}
