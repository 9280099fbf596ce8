//! The form in which a value is sealed: a byte that names the form, then the value in binary, a long one squeezed.
//! Ciphertext does not shrink, and what is sealed is logged, kept and read again.

use lz4_flex::block;
use minicbor::decode::Decoder;
use minicbor::{Decode, Encode};

/// The value as it was encoded.
const PLAIN: u8 = 1;
/// Its length in four bytes, then the value squeezed by LZ4.
const SQUEEZED: u8 = 2;

/// From so many bytes on squeezing pays. Customers are that long: the row repeats their values, so a third is saved
/// for less than a microsecond. An account or a holder, and most golden values, repeat little.
const LONG_BYTES: usize = 400;

/// LZ4 makes nothing more than 255 times shorter: what claims to be longer is damaged, and gets no memory.
const MOST_SQUEEZED: usize = 255;

/// Packs a value.
pub(super) fn pack<T: Encode<()>>(value: &T) -> Result<Vec<u8>, String> {
    let mut packed = Vec::with_capacity(2 * LONG_BYTES);
    packed.push(PLAIN);
    minicbor::encode(value, &mut packed).map_err(|error| error.to_string())?;
    let plain = &packed[1..];
    match u32::try_from(plain.len()) {
        Ok(length) if plain.len() >= LONG_BYTES => squeeze(plain, length),
        _ => Ok(packed),
    }
}

fn squeeze(plain: &[u8], length: u32) -> Result<Vec<u8>, String> {
    let head = 1 + size_of_val(&length);
    let mut packed = vec![0; head + block::get_maximum_output_size(plain.len())];
    packed[0] = SQUEEZED;
    packed[1..head].copy_from_slice(&length.to_le_bytes());
    let squeezed = block::compress_into(plain, &mut packed[head..]).map_err(|error| error.to_string())?;
    packed.truncate(head + squeezed);
    Ok(packed)
}

/// Unpacks what [`pack`] packed.
pub(super) fn unpack<T: for<'b> Decode<'b, ()>>(packed: &[u8]) -> Result<T, String> {
    match packed.split_first() {
        Some((&PLAIN, plain)) => read(plain),
        Some((&SQUEEZED, rest)) => {
            let (length, squeezed) = block::uncompressed_size(rest).map_err(|error| error.to_string())?;
            if length / MOST_SQUEEZED > squeezed.len() {
                return Err(format!("{} bytes do not hold {length}", squeezed.len()));
            }
            read(&block::decompress(squeezed, length).map_err(|error| error.to_string())?)
        }
        Some((form, _)) => Err(format!("packed in form {form}, which is not known here")),
        None => Err("empty".to_owned()),
    }
}

fn read<T: for<'b> Decode<'b, ()>>(plain: &[u8]) -> Result<T, String> {
    let mut decoder = Decoder::new(plain);
    let value = decoder.decode().map_err(|error| error.to_string())?;
    match plain.len() - decoder.position() {
        0 => Ok(value),
        more => Err(format!("{more} bytes too many")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use base::{Date, RecordId, Timestamp};
    use pg::seal::Keyring;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::change::{ChangeError, Setting, record_context};
    use crate::model::{AccountFacts, Statement};
    use crate::record::{Content, Origin};
    use crate::resolve::RuleSet;
    use crate::survive::Policy;

    fn content(row: &[&str]) -> Content {
        Content {
            statement: Statement::Account(AccountFacts {
                product: "current".to_owned(),
                holders: Vec::new(),
                ties: Vec::new(),
                values: Vec::new(),
            }),
            deleted: false,
            changed_on: Some(Date::MAX),
            unit: None,
            findings: Vec::new(),
            origin: Origin {
                key: "1".to_owned(),
                row: row.iter().copied().collect(),
                mapping: 1,
            },
            identity: Vec::new(),
        }
    }

    fn long() -> Content {
        content(&["北京市海淀区中关村大街1号"; 20])
    }

    #[test]
    fn what_is_packed_unpacks_and_only_what_is_long_is_squeezed() {
        for (content, form) in [(content(&[]), PLAIN), (long(), SQUEEZED)] {
            let packed = pack(&content).unwrap();
            assert_eq!(packed[0], form);
            assert_eq!(unpack(&packed), Ok(content));
        }
        assert!(pack(&long()).unwrap().len() < LONG_BYTES / 2);
    }

    #[test]
    fn what_is_damaged_is_no_value() {
        for whole in [pack(&content(&["1"])).unwrap(), pack(&long()).unwrap()] {
            for length in 0..whole.len() {
                assert!(unpack::<Content>(&whole[..length]).is_err(), "{length} bytes");
            }
            assert!(unpack::<Content>(&[&whole[..], &[0]].concat()).is_err());
            assert!(unpack::<Content>(&[&[9], &whole[1..]].concat()).is_err());
        }
        let mut swollen = pack(&long()).unwrap();
        swollen[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(unpack::<Content>(&swollen).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..64), at in any::<usize>()) {
            let _ = unpack::<Content>(&bytes);
            for mut whole in [pack(&content(&["1"])).unwrap(), pack(&long()).unwrap()] {
                let at = at % whole.len();
                let until = whole.len().min(at + bytes.len());
                whole[at..until].copy_from_slice(&bytes[..until - at]);
                let _ = unpack::<Content>(&whole);
            }
        }
    }

    #[test]
    fn what_is_sealed_but_cannot_be_read_is_told_with_its_record() {
        let folder = tempfile::tempdir().unwrap();
        let keyring = Keyring::open_or_create(&folder.path().join("keys.toml"), false).unwrap();
        let setting = Setting {
            keyring: &keyring,
            rules: RuleSet::parse(RuleSet::DEFAULT).unwrap(),
            policy: Policy::parse(Policy::DEFAULT).unwrap(),
            sources: HashMap::new(),
            today: Date::constant(2026, 11, 20),
            now: Timestamp::UNIX_EPOCH,
        };
        let record = RecordId(Uuid::from_bytes([7; 16]));
        let sealed = setting.seal_content(record, 0, &long()).unwrap();
        assert_eq!(setting.open_content(record, 0, &sealed).unwrap(), long());
        let short = &pack(&long()).unwrap()[..9];
        let sealed = keyring.seal(short, &record_context(record, 0));
        let error = setting.open_content(record, 0, &sealed).unwrap_err();
        assert!(
            matches!(error, ChangeError::Content { of, .. } if of == record.0),
            "{error}"
        );
    }
}
