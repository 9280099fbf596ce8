//! `guiyi openapi`: the document that clients are made from.

use super::Failure;
use crate::serve;

/// Prints it.
pub fn run() -> Result<(), Failure> {
    println!("{}", serve::document()?);
    Ok(())
}
