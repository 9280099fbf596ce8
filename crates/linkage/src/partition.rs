//! A run in shares: each looks at the blocks whose keys fall to it, in a process and on a machine of its own; their
//! pairs are united and clustered. The result is that of the single run, to the last bit: each share knows all blocks,
//! so that a pair is looked at by one share alone, the one that has the first block of it.

use crate::block::pass::{Cut, Passes, row_key};
use crate::bytes::{Damaged, Rest, closed, number, numbers};
use crate::cluster::Edge;
use crate::hash;
use crate::learned::Learned;
use crate::linked::Linked;
use crate::options::{LinkError, Options};
use crate::run::Phases;
use crate::run::known::{Known, Looked};
use crate::table::Table;

const BEGIN: &[u8] = b"guiyi pairs 1\n";

/// Which share of a run: the first is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Which.
    pub number: u32,
    /// Of how many.
    pub of: u32,
}

impl std::str::FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = text.split_once('/').and_then(|(number, of)| {
            let (number, of) = (number.parse().ok()?, of.parse().ok()?);
            (1..=of).contains(&number).then_some(Self { number, of })
        });
        read.ok_or_else(|| format!("`{text}` is no share: `1/4` is the first of four"))
    }
}

/// The pairs that a share found.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs {
    /// Which share.
    pub share: Share,
    /// Of which records, read by what.
    stamp: u64,
    looked: Looked,
}

/// Why a file holds no pairs of a share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairsError {
    /// It is something else, or of another version.
    #[error("this holds no pairs of this version")]
    Other,
    /// It has no end, or was changed.
    #[error("the pairs are damaged")]
    Damaged,
}

impl From<Damaged> for PairsError {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// Why shares make no run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// The records cannot be linked.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// There are none.
    #[error("which shares are to be merged?")]
    Nothing,
    /// A share is of other records, or was made by another model.
    #[error("share {0} of {1} was made of other records or by another model")]
    Other(u32, u32),
    /// A share is missing, there twice, or of another number of shares.
    #[error("shares 1 to {of} are wanted, each once: share {number} {problem}")]
    Wanting {
        /// Of how many.
        of: u32,
        /// Which.
        number: u32,
        /// What is wrong with it.
        problem: &'static str,
    },
}

/// Looks at one share of the pairs of a table.
///
/// # Errors
/// [`LinkError`]: there is nothing to link, or ids are no ids.
pub fn partition(
    table: &Table,
    options: &Options,
    learned: &Learned,
    share: Share,
    phases: Phases<'_>,
) -> Result<Pairs, LinkError> {
    let known = Known::of(table, options, learned, phases)?;
    let passes = known.passes();
    phases("block");
    let is_own = |pass: usize, row: u32| {
        let key = row_key(&known.plan, &known.atoms, &passes.rules[pass], row);
        hash::mix(key, pass as u64) % u64::from(share.of) == u64::from(share.number) - 1
    };
    let looked = known.look(&passes, &is_own);
    phases("score");
    let stamp = stamp(&known, learned);
    Ok(Pairs { share, stamp, looked })
}

/// Unites the shares of a run and clusters what they found.
///
/// # Errors
/// [`MergeError`] where the shares do not make one run of these records.
pub fn merge(
    table: &Table,
    options: &Options,
    learned: &Learned,
    mut shares: Vec<Pairs>,
    phases: Phases<'_>,
) -> Result<Linked, MergeError> {
    let known = Known::of(table, options, learned, phases)?;
    let of = shares.first().ok_or(MergeError::Nothing)?.share.of;
    let stamp = stamp(&known, learned);
    shares.sort_by_key(|pairs| pairs.share.number);
    let mut whole = Looked::default();
    let mut next = 1;
    let wanting = |number, problem| MergeError::Wanting { of, number, problem };
    for pairs in shares {
        let Share { number, of: among } = pairs.share;
        let rows = table.rows();
        let is_row = |record: u32| (record as usize) < rows;
        let edges = &pairs.looked.edges;
        if pairs.stamp != stamp || !edges.iter().all(|edge| is_row(edge.one) && is_row(edge.other)) {
            return Err(MergeError::Other(number, among));
        }
        if among != of {
            return Err(wanting(number, "is of another number"));
        }
        if number != next {
            let problem = if number < next {
                "is there twice"
            } else {
                "is missing"
            };
            return Err(wanting(number.min(next), problem));
        }
        next += 1;
        whole.scored += pairs.looked.scored;
        whole.blocked = pairs.looked.blocked;
        whole.cut = pairs.looked.cut;
        whole.edges.extend(pairs.looked.edges);
    }
    if next <= of {
        return Err(wanting(next, "is missing"));
    }
    whole.edges.sort_unstable_by_key(|edge| (edge.one, edge.other));
    phases("unite");
    let mut passes = Passes::none(learned.block_max as usize);
    (passes.rules, passes.cut) = (known.rules_of(&whole.cut), whole.cut.clone());
    let linked = known.join(options, passes, whole);
    phases("cluster");
    Ok(linked)
}

/// What shares of one run have in common: the records, and what they are read by.
fn stamp(known: &Known<'_>, learned: &Learned) -> u64 {
    let learned = learned.to_toml().unwrap_or_default();
    let mut stamp = hash::bytes(learned.as_bytes());
    for field in &known.plan.fields {
        for text in field.texts.values() {
            stamp = hash::mix(stamp, hash::bytes(text.as_bytes()));
        }
    }
    for row in 0..known.plan.rows as u32 {
        for &code in known.plan.cells(row) {
            stamp = hash::mix(stamp, code.into());
        }
    }
    stamp
}

impl Pairs {
    /// Pairs looked at.
    #[must_use]
    pub fn scored(&self) -> u64 {
        self.looked.scored
    }

    /// Pairs that may be one.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.looked.edges.len()
    }

    /// Whether a file holds pairs of a share, told from its beginning.
    #[must_use]
    pub fn are_in(begin: &[u8]) -> bool {
        begin.starts_with(BEGIN)
    }

    /// The pairs as a file: twelve bytes each.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = BEGIN.to_vec();
        number(&mut out, self.stamp);
        numbers(&mut out, &[self.share.number, self.share.of]);
        number(&mut out, self.looked.blocked);
        number(&mut out, self.looked.scored);
        number(&mut out, self.looked.cut.len() as u64);
        for cut in &self.looked.cut {
            for count in [cut.blocks, cut.pairs, cut.largest] {
                number(&mut out, count);
            }
        }
        number(&mut out, self.looked.edges.len() as u64);
        for edge in &self.looked.edges {
            numbers(&mut out, &[edge.one, edge.other, edge.bits.to_bits()]);
        }
        closed(out)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`PairsError`] with what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PairsError> {
        if !Self::are_in(bytes) {
            return Err(PairsError::Other);
        }
        let mut rest = Rest::checked(bytes, BEGIN)?;
        let stamp = rest.number()?;
        let [number, of] = rest.numbers()?;
        let (blocked, scored) = (rest.number()?, rest.number()?);
        let mut cut = Vec::new();
        for _ in 0..rest.count()? {
            cut.push(Cut {
                blocks: rest.number()?,
                pairs: rest.number()?,
                largest: rest.number()?,
            });
        }
        let mut edges = Vec::new();
        for _ in 0..rest.count()? {
            let [one, other, bits] = rest.numbers()?;
            let bits = f32::from_bits(bits);
            edges.push(Edge { bits, one, other });
        }
        if !rest.is_empty() || !(1..=of).contains(&number) {
            return Err(PairsError::Damaged);
        }
        Ok(Self {
            share: Share { number, of },
            stamp,
            looked: Looked {
                blocked,
                scored,
                cut,
                edges,
            },
        })
    }
}
