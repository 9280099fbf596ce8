//! Probabilistic record linkage: which records are of one and the same person or organisation, learned from the
//! records themselves, without labels, and with reasons.
//!
//! [`link`] takes a [`Table`] to clusters: it infers what each column holds, chooses which pairs to look at, learns
//! how much each agreement is worth (the model of Fellegi and Sunter), weighs the pairs and clusters them. Nothing
//! here does I/O, reads a clock or draws a random number: the same table gives the same clusters, whatever the order
//! of its rows and the number of threads.

mod block;
mod bytes;
mod calibrate;
mod cluster;
mod column;
mod evaluate;
mod explain;
mod field;
mod form;
mod generic;
mod hash;
mod index;
mod infer;
mod kind;
mod labels;
mod learn;
mod learned;
mod linked;
mod model;
mod options;
mod pair;
mod partition;
mod recall;
mod report;
mod run;
mod scorer;
mod sharpen;
mod table;

pub use block::choose::{Choice, name as rule_name};
pub use block::pass::Cut;
pub use cluster::{Clusters, Edge, Refusal, Refused};
pub use column::{Column, Dictionary, TooMuchText};
pub use evaluate::{Best, Quality, best, clusters as quality};
pub use explain::{Comparison, Explanation, Part as ExplainedPart};
pub use generic::Generic;
pub use index::{Added, Index, IndexCandidate, IndexError, IndexFileError, NewRecord};
pub use infer::Inferred;
pub use kind::Kind;
pub use labels::{Label, Ties};
pub use learned::{Frequency, KeyPart, LEARNED_VERSION, Learned, LearnedColumn, version_of};
pub use linked::Linked;
pub use model::{FieldModel, Model, ModelError, VERSION};
pub use options::{Config, LinkError, Options};
pub use partition::{MergeError, Pairs, PairsError, Share, merge, partition};
pub use report::{Report, html};
pub use run::{Phases, link};
pub use scorer::{Reading, Scorer};
pub use sharpen::{Agreement, Answer, HeldOut, Sharpened, sharpen};
pub use table::{Part, Table, TableError};
