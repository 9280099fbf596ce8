//! The committed OpenAPI document is the one this program serves.

use std::process::Command;

#[test]
fn the_committed_document_is_fresh() {
    let printed = Command::new(env!("CARGO_BIN_EXE_guiyi"))
        .arg("openapi")
        .output()
        .expect("the program runs");
    assert!(printed.status.success());
    let committed = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/guiyi.json"))
        .expect("openapi/guiyi.json is committed");
    assert!(
        printed.stdout == committed,
        "openapi/guiyi.json is not what the services say; run `make generate`"
    );
}
