//! What a load saw, row by row, changed or not: 24 bytes a record.

use base::{Date, RecordId};
use uuid::Uuid;

/// Bytes of one sighting: the record's id and the sequence it was seen with.
pub const SIGHTING_BYTES: usize = 24;
const BUCKETS: usize = 256;
/// Rows gathered before they are written down: 24 MB.
const RUN_ROWS: usize = 1_000_000;

/// Records that some acts saw and others, a full file among them, did not see any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The acts that saw them.
    pub seen: Vec<i64>,
    /// The full file and what came after it.
    pub since: Vec<i64>,
    /// The business date of the full file.
    pub on: Date,
}

/// Sightings of one load, gathered by the first byte of the id and written down in sorted runs, so that neither
/// the number of rows nor a later look for one record needs much memory.
#[derive(Debug)]
pub struct Sightings {
    buckets: Vec<Vec<(RecordId, i64)>>,
    rows: usize,
    /// Runs written so far.
    pub runs: i32,
}

impl Default for Sightings {
    fn default() -> Self {
        Self {
            buckets: vec![Vec::new(); BUCKETS],
            rows: 0,
            runs: 0,
        }
    }
}

impl Sightings {
    /// The bucket of a record.
    #[must_use]
    pub fn bucket(record: RecordId) -> i16 {
        i16::from(record.0.as_bytes()[0])
    }

    /// Notes that a record was seen.
    pub fn note(&mut self, record: RecordId, sequence: i64) {
        self.buckets[usize::from(record.0.as_bytes()[0])].push((record, sequence));
        self.rows += 1;
    }

    /// Whether it is time to write a run.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.rows >= RUN_ROWS
    }

    /// Takes what was gathered as sorted runs: bucket and bytes. Empty buckets are left out.
    pub fn take_run(&mut self) -> Vec<(i16, Vec<u8>)> {
        self.rows = 0;
        self.runs += 1;
        (0_i16..)
            .zip(&mut self.buckets)
            .filter(|(_, seen)| !seen.is_empty())
            .map(|(bucket, seen)| {
                seen.sort_unstable();
                (bucket, encode(&std::mem::take(seen)))
            })
            .collect()
    }
}

fn encode(seen: &[(RecordId, i64)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(seen.len() * SIGHTING_BYTES);
    for (record, sequence) in seen {
        bytes.extend_from_slice(record.0.as_bytes());
        bytes.extend_from_slice(&sequence.to_be_bytes());
    }
    bytes
}

/// Reads a run back.
pub(super) fn decode(bytes: &[u8]) -> impl Iterator<Item = (RecordId, i64)> + '_ {
    bytes.chunks_exact(SIGHTING_BYTES).filter_map(|one| {
        let (id, sequence) = one.split_at(16);
        Some((
            RecordId(Uuid::from_slice(id).ok()?),
            i64::from_be_bytes(sequence.try_into().ok()?),
        ))
    })
}

/// The sequences with which a sorted run saw one record.
pub(super) fn seen_in(bytes: &[u8], record: RecordId) -> Option<i64> {
    let at = |index: usize| bytes.get(index * SIGHTING_BYTES..(index + 1) * SIGHTING_BYTES);
    let mut low = 0;
    let mut high = bytes.len() / SIGHTING_BYTES;
    while low < high {
        let middle = low + (high - low) / 2;
        let (id, sequence) = at(middle)?.split_at(16);
        match id.cmp(record.0.as_bytes()) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(i64::from_be_bytes(sequence.try_into().ok()?)),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_tells_whom_it_saw() {
        let record = |byte: u8| RecordId(Uuid::from_bytes([byte; 16]));
        let mut sightings = Sightings::default();
        for (byte, sequence) in [(7, 1), (3, 2), (200, 3)] {
            sightings.note(record(byte), sequence);
        }
        let runs = sightings.take_run();
        assert_eq!(
            runs.iter().map(|(bucket, _)| *bucket).collect::<Vec<_>>(),
            [3, 7, 200]
        );
        assert_eq!(seen_in(&runs[1].1, record(7)), Some(1));
        assert_eq!(seen_in(&runs[1].1, record(8)), None);
        assert_eq!(decode(&runs[2].1).collect::<Vec<_>>(), [(record(200), 3)]);
        assert!(sightings.take_run().is_empty());
    }
}
