//! Numbers and texts as the bytes of a file, the same on every machine, with a sum at the end.

use crate::hash;

/// A file has no end, or was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

/// A file with its sum.
pub fn closed(mut out: Vec<u8>) -> Vec<u8> {
    let sum = hash::bytes(&out);
    out.extend_from_slice(&sum.to_le_bytes());
    out
}

/// Writes a number.
pub fn number(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// Writes numbers.
pub fn numbers(out: &mut Vec<u8>, numbers: &[u32]) {
    numbers
        .iter()
        .for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

/// Writes a text.
pub fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// What is not read yet.
#[derive(Debug)]
pub struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    /// What stands between the beginning that a file must have and its sum.
    pub fn checked(bytes: &'a [u8], begin: &[u8]) -> Result<Self, Damaged> {
        let (all, sum) = bytes.split_last_chunk::<8>().ok_or(Damaged)?;
        let rest = all.strip_prefix(begin).ok_or(Damaged)?;
        if hash::bytes(all) == u64::from_le_bytes(*sum) {
            Ok(Self(rest))
        } else {
            Err(Damaged)
        }
    }

    /// Whether all is read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or(Damaged)?;
        self.0 = rest;
        Ok(*first)
    }

    /// A number.
    pub fn number(&mut self) -> Result<u64, Damaged> {
        Ok(u64::from_le_bytes(self.bytes()?))
    }

    /// A number of things that follow: none of them is shorter than a byte.
    pub fn count(&mut self) -> Result<usize, Damaged> {
        let count = usize::try_from(self.number()?).map_err(|_| Damaged)?;
        if count > self.0.len() {
            return Err(Damaged);
        }
        Ok(count)
    }

    /// Some numbers.
    pub fn numbers<const N: usize>(&mut self) -> Result<[u32; N], Damaged> {
        let mut numbers = [0; N];
        for number in &mut numbers {
            *number = u32::from_le_bytes(self.bytes()?);
        }
        Ok(numbers)
    }

    /// A text.
    pub fn text(&mut self) -> Result<&'a str, Damaged> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| Damaged)
    }
}
