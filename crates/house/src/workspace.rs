//! The workspace's own files, as git knows them: tracked, or new and not ignored.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the workspace.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path from the workspace's root, with `/`.
    pub path: String,
    /// Its text; a file that is not UTF-8 is no text and is left out by [`texts`].
    pub text: String,
}

/// The workspace's root.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The paths of all files, from the root.
///
/// # Panics
/// When git cannot be asked: without it these rules mean nothing.
#[must_use]
pub fn paths() -> Vec<String> {
    let listed = Command::new("git")
        .args([
            "-c",
            "core.quotePath=off",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .expect("git is installed");
    assert!(
        listed.status.success(),
        "git ls-files failed: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let mut paths: Vec<String> = String::from_utf8_lossy(&listed.stdout)
        .lines()
        .filter(|path| root().join(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// The text files that `wanted` picks by path.
#[must_use]
pub fn texts(wanted: impl Fn(&str) -> bool) -> Vec<File> {
    paths()
        .into_iter()
        .filter(|path| wanted(path))
        .filter_map(|path| {
            Some(File {
                text: std::fs::read_to_string(root().join(&path)).ok()?,
                path,
            })
        })
        .collect()
}
