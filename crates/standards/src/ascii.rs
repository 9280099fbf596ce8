//! Reading identifiers as upper-case ASCII on the stack: validators run once per loaded record and must not
//! allocate.

/// The text without outer blanks, in upper case, when it is exactly `N` ASCII characters.
pub(crate) fn exactly<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut out: [u8; N] = trimmed(text).as_bytes().try_into().ok()?;
    if !out.is_ascii() {
        return None;
    }
    out.make_ascii_uppercase();
    Some(out)
}

/// The text without outer blanks. Most values have none, and then the slower Unicode-aware trim is saved.
pub(crate) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => text,
        _ => text.trim(),
    }
}

/// Up to `N` ASCII characters, in upper case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Line<N> {
    /// Reads `text` without outer blanks and without the characters in `dropped`; `None` when anything else
    /// than ASCII letters and digits is left, or more than `N` of them.
    pub(crate) fn read(text: &str, dropped: &[u8]) -> Option<Self> {
        let mut line = Self {
            bytes: [0; N],
            len: 0,
        };
        for &byte in trimmed(text).as_bytes() {
            if dropped.contains(&byte) {
                continue;
            }
            if !byte.is_ascii_alphanumeric() || line.len == N {
                return None;
            }
            line.bytes[line.len] = byte.to_ascii_uppercase();
            line.len += 1;
        }
        Some(line)
    }

    /// [`read`](Self::read) for numbers whose last character may stand in round brackets.
    pub(crate) fn unbracketed(text: &str) -> Option<Self> {
        let text = trimmed(text);
        let Some(open) = text.strip_suffix(')') else {
            return Self::read(text, b"");
        };
        let (_, check) = open.split_once('(')?;
        if check.len() == 1 {
            Self::read(open, b"(")
        } else {
            None
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// Whether all of them are ASCII digits; true for none.
pub(crate) fn all_digits(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}

/// The number that ASCII digits write. Only for at most nine of them, checked before.
pub(crate) fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |sum, digit| sum * 10 + u32::from(digit.wrapping_sub(b'0')))
}

/// ASCII bytes as text. The bytes come from this module, so the empty text of a failure is never seen.
pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
