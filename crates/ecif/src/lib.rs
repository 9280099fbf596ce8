//! ECIF, the customer information facility: what the sources say in, one golden customer out, every value with its
//! reason.
//!
//! - [`model`]: the subjects, attributes and statements.
//! - [`record`]: what one source says of one customer, as a timeline by business date.
//! - [`resolve`]: who is the same customer, by rules that are data.
//! - [`survive`]: which value wins, and why.
//! - [`change`]: one act that places, settles and writes; a load and a single message are the same act.
//! - [`load`]: day-end files.
//! - [`explain`]: a customer as of any moment, with the reason for each value.
//! - [`online`]: customers entered and corrected at the desk.
//! - [`card`]: one narrow row a customer for lists, made after the act that changed it.
//! - [`search`]: finding a customer by whatever people type.
//! - [`pair`]: pairs of customers that a rule names as similar, for the whole bank.
//! - [`suspect`]: customers who may be one, found by the linkage engine and judged by stewards.
//! - [`look_up`]: a customer as it stands now and who carries a document, in milliseconds.
//! - [`service`]: all of it over HTTP; each room's routes stand beside what they serve.

mod as_one;
pub mod card;
pub mod change;
pub mod code;
pub mod explain;
pub mod extension;
pub mod holding;
pub mod identify;
pub mod load;
pub mod look_up;
pub mod message;
pub mod model;
pub mod online;
pub mod pair;
pub mod record;
pub mod reseal;
pub mod resolve;
pub mod search;
pub mod service;
pub mod source;
pub mod store;
pub mod survive;
pub mod suspect;

/// ECIF's migrations: schema `ecif`.
pub const TRACK: pg::Track = pg::Track {
    schema: "ecif",
    migrations: pg::migrations![
        "0001_sources",
        "0002_records",
        "0003_parties",
        "0004_row_security",
        "0005_storage",
        "0006_absences",
        "0007_ties",
        "0008_links",
        "0009_absence_days",
        "0010_visibility",
        "0011_cards",
        "0012_codes_and_extensions",
        "0013_online",
        "0014_look_ups",
        "0015_pairs",
        "0016_lists",
        "0017_kept_plans",
        "0018_namespaces",
        "0019_expiries",
        "0021_suspects",
        "0023_exact_keys"
    ],
};
