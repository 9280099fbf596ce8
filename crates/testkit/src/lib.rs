//! A real database per test, for tests of every crate (a dev-dependency only).
//!
//! ```no_run
//! # async fn example() {
//! let database = testkit::database(&[pg::TRACK]).await;
//! let tx = database.begin(&pg::Actor::system("tester", "test")).await.expect("a transaction");
//! # }
//! ```
//!
//! All tests of a user share one private cluster, whichever process they run in: the first starts it, a shell beside
//! it stops it some seconds after the last has ended, however that ended. Each test clones a database from a
//! template in which the tracks were migrated once.
//!
//! Its log is `postgres.log` in the cluster's folder under the system's temporary one; a failing test names it. With
//! `GUIYI_KEEP_TEST_DATABASES=1` databases are not dropped.
//!
//! What fails in here panics: a test without its database has failed.

mod cluster;
mod database;
pub mod http;

pub use cluster::{Cluster, cluster};
pub use database::{TestDb, database};

use pg::Track;

/// Holds a track to its folder: every `.sql` file is listed, in the order of the names. Typed SQL is generated
/// from the folder, the program migrates by the list.
///
/// # Panics
/// When they differ.
pub fn assert_lists_folder(track: &Track, folder: &str) {
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder of the migrations")
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    files.sort();
    let listed: Vec<&str> = track.migrations.iter().map(|step| step.name).collect();
    assert_eq!(
        listed, files,
        "the track of {} and the files of {folder} differ",
        track.schema
    );
}
