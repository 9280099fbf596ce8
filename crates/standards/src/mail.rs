//! Mail addresses: rule MAIL-01.

/// MAIL-01: the address without outer blanks and with its domain in lower case; `None` unless there is one `@`
/// with something before it, a domain with a dot (no part of it empty), no blank, and at most 254 characters.
/// The part before the `@` keeps its letters: only its owner knows whether they matter.
#[must_use]
pub fn normalise(address: &str) -> Option<String> {
    let address = address.trim();
    let (local, domain) = address.split_once('@')?;
    let formed = !local.is_empty()
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|part| !part.is_empty())
        && !address.chars().any(|c| c.is_whitespace() || c.is_control());
    let address = format!("{local}@{}", domain.to_lowercase());
    (formed && address.chars().count() <= 254).then_some(address)
}
