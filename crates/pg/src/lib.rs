//! PostgreSQL for every product: one found on the machine and run privately, or the bank's own.
//!
//! - [`private`]: finds PostgreSQL, makes a cluster in a data directory, runs it on a unix socket as a child,
//!   brings it back when it dies, stops it cleanly.
//! - [`Database`]: the same face for a private cluster and for a `DATABASE_URL`; three roles (administrator,
//!   owner, application) and a pool for the last.
//! - [`Tx`]: the only way to write, and always begun as an [`Actor`] with a purpose; row security sees both. A look-up
//!   that is one statement begins as somebody by itself ([`Acting`]).
//! - [`migrate`]: one track a product, checksummed, forward only.
//! - [`copy`]: bulk COPY in the binary form.
//! - [`gather`]: look-ups that come at the same moment, taken together.
//! - [`seal`]: values kept as ciphertext beside keyed digests.

mod bare;
pub mod copy;
mod database;
mod error;
pub mod gather;
pub mod migrate;
pub mod private;
pub mod seal;
mod tx;

pub use bare::Bare;
pub use copy::{CopyRows, CopyTarget};
pub use database::{Connection, Database, OpenError, Options};
pub use error::DbError;
pub use gather::Gather;
pub use migrate::{Migration, Track};
pub use postgres_types::Type;
pub use private::{PgStartError, PrivatePostgres};
pub use tx::{Acting, Actor, Sight, Tx};

/// The name of the role that migrations run as; it owns the database and every schema in it.
pub const OWNER_ROLE: &str = "guiyi_owner";
/// The name of the role that services run as: no superuser, no owner, never exempt from row security.
pub const APP_ROLE: &str = "guiyi_app";
/// Roles that nobody logs in as: each owns functions that read more than the application may and first ask how far the
/// actor sees. They own nothing else.
pub const READER_ROLES: [&str; 2] = ["guiyi_reader", "guiyi_search"];
/// The name of the superuser of a private cluster.
pub const ADMIN_ROLE: &str = "guiyi_admin";

/// The base track: schema `guiyi` with what every product's policies and tables lean on.
///
/// It comes first wherever tracks are migrated.
pub const TRACK: Track = Track {
    schema: "guiyi",
    migrations: migrations!["0001_actor", "0002_sight", "0003_acting"],
};
