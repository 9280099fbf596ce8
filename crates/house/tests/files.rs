//! Files are of a length one can read, and say nothing that is banned.

use house::files::{self, Exceptions};
use house::{assert_none, workspace};

/// Goal: every written file keeps the rules, and every exception is still needed.
#[test]
fn files_are_in_order() {
    let exceptions =
        Exceptions::parse(include_str!("../exceptions.toml")).expect("exceptions.toml is well formed");
    let files = workspace::texts(|path| path != "Cargo.lock");
    let mut complaints: Vec<_> = files
        .iter()
        .flat_map(|file| files::check(file, &exceptions))
        .collect();
    complaints.extend(exceptions.unused(&files));
    assert_none(&complaints);
}
