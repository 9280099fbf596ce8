//! The reference data that lies beside the repository, for tests that read whole tables.

use std::path::PathBuf;

/// The text of a reference file. Where the reference is not at hand the test says so and is skipped; in
/// continuous integration that is a failure.
pub fn read(path: &str) -> Option<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(path);
    match std::fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) => {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "{}: {error}",
                file.display()
            );
            println!("skipped: {}: {error}", file.display());
            None
        }
    }
}
