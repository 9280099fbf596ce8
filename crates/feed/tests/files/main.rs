//! Files of every format, good and bad, read whole.

mod bank;
mod control;
mod delimited;
mod fixed;
mod rejects;
mod tables;

use std::path::PathBuf;

use bank::{Bank, encoded};

/// A folder that goes with the test.
struct Folder {
    guard: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        Self {
            guard: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.guard.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a writable temporary folder");
        path
    }
}

/// Rows are read on one thread and mapped on others.
#[test]
fn readers_travel_and_feeds_are_shared() {
    fn travels<T: Send + 'static>() {}
    fn is_shared<T: Send + Sync + 'static>() {}
    travels::<feed::Reader>();
    travels::<feed::RawRow>();
    is_shared::<feed::Feed>();
}
