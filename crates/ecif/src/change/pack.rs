//! Making what is sealed smaller first: ciphertext does not shrink, and what is written, logged and read again is
//! mostly the same few names.

use lz4_flex::block::{self, DecompressError};

/// What texts of version 1 begin to shrink against. Never changed: texts packed with it need it for ever. A better
/// one becomes version 2.
const DICTIONARY_1: &[u8] = include_bytes!("pack.dictionary-1.txt");
const VERSION_1: u8 = 1;

/// Packs a text: a version byte, then LZ4 with its length.
pub(super) fn pack(text: &[u8]) -> Vec<u8> {
    let mut packed = vec![VERSION_1];
    packed.extend(block::compress_prepend_size_with_dict(text, DICTIONARY_1));
    packed
}

/// Unpacks what [`pack`] packed.
pub(super) fn unpack(packed: &[u8]) -> Result<Vec<u8>, String> {
    match packed.split_first() {
        Some((&VERSION_1, rest)) => block::decompress_size_prepended_with_dict(rest, DICTIONARY_1)
            .map_err(|error: DecompressError| error.to_string()),
        Some((version, _)) => Err(format!("packed by version {version}, which is not known here")),
        None => Err("empty".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_unpacks() {
        for text in [
            &b""[..],
            b"x",
            br#"{"a":"mobile","v":"+8613800138000","l":"teller","s":"2026-11-21"}"#,
        ] {
            assert_eq!(unpack(&pack(text)).as_deref(), Ok(text));
        }
        assert!(unpack(b"").is_err());
        assert!(unpack(b"\x09abc").is_err());
    }
}
