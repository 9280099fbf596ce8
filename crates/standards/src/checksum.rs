//! The check character systems the standards share. All take upper-case ASCII.

/// 0-9 as they are, A = 10 .. Z = 35; `None` for anything else.
pub(crate) fn base36(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A') + 10),
        _ => None,
    }
}

fn digit(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0'))
}

fn digit_char(value: u32) -> u8 {
    b'0' + u8::try_from(value % 10).unwrap_or(0)
}

/// ISO 7064 MOD 11-2 over 17 digits (ID-01): the check character `0`-`9` or `X`.
pub(crate) fn mod_11_2(digits: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(&byte, weight)| digit(byte) * weight)
        .sum();
    CHECK[(sum % 11) as usize]
}

/// ISO 7064 MOD 11,10 (ORG-03, CUST-01): the check digit.
pub(crate) fn mod_11_10(digits: &[u8]) -> u8 {
    let mut product = 10;
    for &byte in digits {
        let sum = (product % 11 + digit(byte)) % 10;
        product = 2 * if sum == 0 { 10 } else { sum };
    }
    digit_char((11 - product % 11) % 10)
}

/// The remainder of ISO 7064 MOD 97-10 (ORG-04, ACC-03), letters as two digits; 1 means that it agrees.
pub(crate) fn mod_97(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.filter_map(base36).fold(0, |rest, value| {
        let shift = if value > 9 { 100 } else { 10 };
        (rest * shift + value) % 97
    })
}

/// The Luhn check digit that belongs behind `digits` (ACC-01).
pub(crate) fn luhn(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &byte)| match (place % 2, digit(byte)) {
            (0, value) if value > 4 => value * 2 - 9,
            (0, value) => value * 2,
            (_, value) => value,
        })
        .sum();
    digit_char((10 - sum % 10) % 10)
}

/// GB 11714 over 8 characters (ORG-02): the check character `0`-`9` or `X`; `None` for a foreign character.
pub(crate) fn gb_11714(body: &[u8]) -> Option<u8> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (&byte, weight) in body.iter().zip(WEIGHTS) {
        sum += base36(byte)? * weight;
    }
    Some(match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        value => digit_char(value),
    })
}

/// The 31 characters of a unified social credit code, in the order of their values: no I, O, S, V, Z.
pub(crate) const GB_32100_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Value of every byte in [`GB_32100_ALPHABET`], 255 for the others.
const GB_32100_VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut place = 0;
    while place < 31 {
        values[GB_32100_ALPHABET[place] as usize] = place as u8;
        place += 1;
    }
    values
};

/// Whether a unified social credit code may hold this character.
pub(crate) fn in_gb_32100(byte: u8) -> bool {
    GB_32100_VALUES[usize::from(byte)] != 255
}

/// GB 32100 over 17 characters (ORG-01): the check character; `None` for a foreign character.
pub(crate) fn gb_32100(body: &[u8]) -> Option<u8> {
    const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let mut sum = 0;
    for (&byte, weight) in body.iter().zip(WEIGHTS) {
        if !in_gb_32100(byte) {
            return None;
        }
        sum += u32::from(GB_32100_VALUES[usize::from(byte)]) * weight;
    }
    Some(GB_32100_ALPHABET[((31 - sum % 31) % 31) as usize])
}

/// ICAO 9303 with weights 7 3 1 (ID-10): the check digit; `None` for a foreign character.
pub(crate) fn icao_9303(bytes: &[u8]) -> Option<u8> {
    let mut sum = 0;
    for (place, &byte) in bytes.iter().enumerate() {
        let value = if byte == b'<' { 0 } else { base36(byte)? };
        sum = (sum + value * [7, 3, 1][place % 3]) % 10;
    }
    Some(digit_char(sum))
}
