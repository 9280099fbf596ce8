//! The proof that the trail is as it was written.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use access_sql::queries::audit::{self as sql, EntryRow};
use base::Timestamp;
use futures_util::TryStreamExt as _;
use pg::{Database, DbError};
use uuid::Uuid;

use super::entry::{Fields, digest, start};
use super::trail::anchor_digest;
use crate::access::system;
use crate::secret::hex;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A line is not what was written.
    Changed {
        /// The chain.
        chain: Uuid,
        /// The line.
        line: i64,
    },
    /// Lines are gone.
    Removed {
        /// The chain.
        chain: Uuid,
        /// The first line that is gone.
        from: i64,
        /// The last one.
        to: i64,
    },
    /// A line was put in.
    Added {
        /// The chain.
        chain: Uuid,
        /// The line.
        line: i64,
    },
    /// An anchor is not what was written.
    AnchorChanged {
        /// Its number.
        number: i64,
    },
    /// Anchors are gone.
    AnchorRemoved {
        /// The first that is gone.
        from: i64,
        /// The last one.
        to: i64,
    },
    /// An anchor that was kept elsewhere is not this one.
    AnchorOther {
        /// Its number.
        number: i64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { chain, line } => write!(
                f,
                "chain {chain}: line {line} does not follow from the line before it: one of the two was changed"
            ),
            Self::Removed { chain, from, to } if from == to => {
                write!(f, "chain {chain}: line {from} was removed")
            }
            Self::Removed { chain, from, to } => {
                write!(f, "chain {chain}: lines {from} to {to} were removed")
            }
            Self::Added { chain, line } => write!(f, "chain {chain}: line {line} was added"),
            Self::AnchorChanged { number } => write!(f, "anchor {number} was changed"),
            Self::AnchorRemoved { from, to } if from == to => write!(f, "anchor {from} was removed"),
            Self::AnchorRemoved { from, to } => write!(f, "anchors {from} to {to} were removed"),
            Self::AnchorOther { number } => {
                write!(
                    f,
                    "anchor {number} is not the one that was kept outside the database"
                )
            }
        }
    }
}

/// An anchor that somebody kept outside the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub number: i64,
    /// Its digest in hexadecimal.
    pub hash: String,
}

impl std::str::FromStr for Kept {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once(':').and_then(|(number, hash)| {
            let hex = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            hex.then_some((number.parse().ok()?, hash.to_lowercase()))
        });
        let (number, hash) = parts.ok_or_else(|| "an anchor is written NUMBER:DIGEST".to_owned())?;
        Ok(Self { number, hash })
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Chains that were read.
    pub chains: u64,
    /// Lines that were read.
    pub lines: u64,
    /// Anchors that were read.
    pub anchors: u64,
    /// The last anchor: worth keeping outside the database.
    pub last_anchor: Option<Kept>,
    /// When it was made.
    pub anchored_at: Option<Timestamp>,
    /// What is not as it was written; empty when all is.
    pub faults: Vec<Fault>,
}

impl Verification {
    /// Whether all is as it was written.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Reads the whole trail and holds every line to its digest, every chain to its anchors, and the anchors to the one
/// that was kept outside.
///
/// # Errors
/// The store's.
pub async fn verify(database: &Database, kept: Option<&Kept>) -> Result<Verification, DbError> {
    let tx = database.begin_read(&system("audit")).await?;
    let mut found = Verification::default();
    let anchors = sql::anchors().bind(&*tx).all().await?;
    let mut heads = check_anchors(&anchors, kept, &mut found);
    let mut chains: BTreeMap<Uuid, ()> = BTreeMap::new();
    for chain in sql::chains().bind(&*tx).all().await? {
        chains.insert(chain.chain_id, ());
    }
    let mut reading: Option<Reading> = None;
    let mut rows = std::pin::pin!(sql::entries_of_chains().bind(&*tx).iter().await?);
    while let Some(row) = rows.try_next().await? {
        if reading
            .as_ref()
            .is_none_or(|reading| reading.chain != row.chain_id)
        {
            if let Some(reading) = reading.take() {
                reading.end(&mut found);
            }
            chains.remove(&row.chain_id);
            found.chains += 1;
            let anchored = heads.remove(&row.chain_id).unwrap_or_default();
            reading = Some(Reading::new(row.chain_id, anchored));
        }
        found.lines += 1;
        if let Some(reading) = &mut reading {
            reading.line(row, &mut found.faults);
        }
    }
    if let Some(reading) = reading.take() {
        reading.end(&mut found);
    }
    // A chain's row is written with its first line: one without lines has lost them.
    for chain in chains.into_keys() {
        let to = heads
            .remove(&chain)
            .and_then(|heads| heads.into_keys().last())
            .unwrap_or(1);
        found.faults.push(Fault::Removed { chain, from: 1, to });
    }
    for (chain, heads) in heads {
        let to = heads.into_keys().last().unwrap_or(1);
        found.faults.push(Fault::Removed { chain, from: 1, to });
    }
    Ok(found)
}

/// Digests that anchors hold, by chain and line.
type Heads = HashMap<Uuid, BTreeMap<i64, String>>;

fn check_anchors(anchors: &[sql::AnchorRow], kept: Option<&Kept>, found: &mut Verification) -> Heads {
    let mut heads = Heads::new();
    let (mut expected, mut previous) = (1, Vec::new());
    for anchor in anchors {
        found.anchors += 1;
        if anchor.number > expected {
            found.faults.push(Fault::AnchorRemoved {
                from: expected,
                to: anchor.number - 1,
            });
        } else if anchor_digest(&previous, anchor.number, anchor.at, &anchor.heads).as_slice() != anchor.hash
        {
            found.faults.push(Fault::AnchorChanged {
                number: anchor.number,
            });
        }
        expected = anchor.number + 1;
        previous = anchor.hash.clone();
        for head in anchor.heads.as_array().into_iter().flatten() {
            let chain = head["chain"].as_str().and_then(|chain| chain.parse().ok());
            if let (Some(chain), Some(line), Some(hash)) =
                (chain, head["line"].as_i64(), head["hash"].as_str())
            {
                heads.entry(chain).or_default().insert(line, hash.to_owned());
            }
        }
    }
    if let Some(last) = anchors.last() {
        found.anchored_at = Some(last.at);
        found.last_anchor = Some(Kept {
            number: last.number,
            hash: hex(&last.hash),
        });
    }
    if let Some(kept) = kept {
        match anchors.iter().find(|anchor| anchor.number == kept.number) {
            Some(anchor) if hex(&anchor.hash) == kept.hash => {}
            Some(_) => found.faults.push(Fault::AnchorOther { number: kept.number }),
            None => found.faults.push(Fault::AnchorRemoved {
                from: expected.min(kept.number),
                to: kept.number,
            }),
        }
    }
    heads
}

/// A chain while it is read.
struct Reading {
    chain: Uuid,
    /// The number of the next line.
    expected: i64,
    /// The digest it follows.
    previous: Vec<u8>,
    /// How many lines were put in so far: those behind bear numbers that are as much too high.
    shift: i64,
    /// A line that does not follow; the next one tells whether it was changed or put in.
    suspect: Option<EntryRow>,
    closed: bool,
    /// What anchors hold of this chain.
    anchored: BTreeMap<i64, String>,
    faults_before: Vec<Fault>,
}

impl Reading {
    fn new(chain: Uuid, anchored: BTreeMap<i64, String>) -> Self {
        Self {
            chain,
            expected: 1,
            previous: start(chain).to_vec(),
            shift: 0,
            suspect: None,
            closed: false,
            anchored,
            faults_before: Vec::new(),
        }
    }

    fn follows(&self, row: &EntryRow, shift: i64) -> bool {
        let sequence = row.sequence - shift;
        digest(&self.previous, self.chain, sequence, fields(row)).as_slice() == row.hash
    }

    fn line(&mut self, row: EntryRow, faults: &mut Vec<Fault>) {
        if let Some(suspect) = self.suspect.take() {
            if row.sequence == suspect.sequence + 1 && self.follows(&row, self.shift + 1) {
                faults.push(Fault::Added {
                    chain: self.chain,
                    line: suspect.sequence,
                });
                self.shift += 1;
                self.expected = row.sequence;
            } else {
                faults.push(Fault::Changed {
                    chain: self.chain,
                    line: suspect.sequence,
                });
                self.take(suspect);
            }
        }
        if row.sequence > self.expected {
            faults.push(Fault::Removed {
                chain: self.chain,
                from: self.expected,
                to: row.sequence - 1,
            });
            // What the line follows is gone; it is held to by those behind it.
            self.take(row);
        } else if self.closed {
            faults.push(Fault::Added {
                chain: self.chain,
                line: row.sequence,
            });
            self.expected = row.sequence + 1;
        } else if self.follows(&row, self.shift) {
            self.take(row);
        } else {
            self.expected = row.sequence + 1;
            self.suspect = Some(row);
        }
    }

    /// Goes on behind this line.
    fn take(&mut self, row: EntryRow) {
        let line = row.sequence - self.shift;
        if self
            .anchored
            .remove(&line)
            .is_some_and(|hash| hash != hex(&row.hash))
        {
            // Rewritten from some line on, with all digests made anew.
            self.faults_before.push(Fault::Changed {
                chain: self.chain,
                line,
            });
        }
        self.closed = row.object == "audit" && row.action == "close";
        self.expected = row.sequence + 1;
        self.previous = row.hash;
    }

    fn end(mut self, found: &mut Verification) {
        if let Some(suspect) = self.suspect.take() {
            let fault = Fault::Changed {
                chain: self.chain,
                line: suspect.sequence,
            };
            found.faults.push(fault);
            self.anchored.remove(&suspect.sequence);
        }
        found.faults.append(&mut self.faults_before);
        let last = self.expected - 1 - self.shift;
        if let Some((&to, _)) = self.anchored.last_key_value()
            && to > last
        {
            found.faults.push(Fault::Removed {
                chain: self.chain,
                from: last + 1,
                to,
            });
        }
    }
}

fn fields(row: &EntryRow) -> Fields<'_> {
    Fields {
        at: row.at,
        actor: &row.actor,
        actor_kind: &row.actor_kind,
        purpose: &row.purpose,
        cause: &row.cause,
        action: &row.action,
        object: &row.object,
        target: row.target.as_deref(),
        outcome: &row.outcome,
        detail: &row.detail,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Five lines that follow each other, the one given with another actor.
    fn rows(chain: Uuid, changed: Option<i64>) -> Vec<EntryRow> {
        let mut previous = start(chain).to_vec();
        let mut rows = Vec::new();
        for sequence in 1..=5 {
            let mut row = EntryRow {
                chain_id: chain,
                sequence,
                at: Timestamp::UNIX_EPOCH,
                actor: if changed == Some(sequence) { "b" } else { "a" }.into(),
                actor_kind: "user".into(),
                purpose: "service".into(),
                cause: String::new(),
                action: "read".into(),
                object: "customer".into(),
                target: None,
                outcome: "done".into(),
                detail: json!({}),
                hash: Vec::new(),
            };
            row.hash = digest(&previous, chain, sequence, fields(&row)).to_vec();
            previous.clone_from(&row.hash);
            rows.push(row);
        }
        rows
    }

    fn read(chain: Uuid, rows: Vec<EntryRow>, anchored: BTreeMap<i64, String>) -> Vec<Fault> {
        let mut found = Verification::default();
        let mut reading = Reading::new(chain, anchored);
        for row in rows {
            reading.line(row, &mut found.faults);
        }
        reading.end(&mut found);
        found.faults
    }

    /// Goal: who makes all digests anew from the changed line on is found out by the anchors.
    #[test]
    fn a_chain_written_anew_is_found() {
        let chain = Uuid::nil();
        let anchored = || BTreeMap::from([(3, hex(&rows(chain, None)[2].hash))]);
        assert_eq!(read(chain, rows(chain, None), anchored()), []);
        assert_eq!(
            read(chain, rows(chain, Some(2)), BTreeMap::new()),
            [],
            "by itself it is sound"
        );
        let found = read(chain, rows(chain, Some(2)), anchored());
        assert_eq!(found, [Fault::Changed { chain, line: 3 }]);
    }
}
