//! Countries, ISO 3166-1 (GB/T 2659): look-ups for validators. The names are in the code table `country`.

use std::sync::LazyLock;

use crate::ascii;
use crate::code;

struct Index {
    numeric: Vec<bool>,
    alpha_3: Vec<[u8; 3]>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        numeric: vec![false; 1000],
        alpha_3: Vec::new(),
    };
    for entry in code::table("country")
        .map(|table| table.entries())
        .unwrap_or_default()
    {
        if let Ok(alpha_3) = entry.code.as_bytes().try_into() {
            index.alpha_3.push(alpha_3);
        }
        let numeric = entry
            .also
            .split(' ')
            .find(|also| also.len() == 3)
            .unwrap_or_default();
        if let Some(known) = index.numeric.get_mut(ascii::number(numeric.as_bytes()) as usize) {
            *known = true;
        }
    }
    index.alpha_3.sort_unstable();
    index
});

/// Whether a country has this numeric code.
pub(crate) fn has_numeric(code: u32) -> bool {
    INDEX.numeric.get(code as usize).copied().unwrap_or(false)
}

/// Whether a country has this code of three upper-case letters.
pub(crate) fn has_alpha_3(code: &[u8]) -> bool {
    INDEX
        .alpha_3
        .binary_search_by(|known| known.as_slice().cmp(code))
        .is_ok()
}
