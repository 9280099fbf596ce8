//! A column as codes of its distinct values: each value is normalised and looked at once, however often it stands
//! there.

use hashbrown::HashTable;

use crate::hash;

/// The distinct values of a column. Code 0 is the empty text: nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
    /// Hash and code. The upper half of the hash says which values are worth comparing.
    table: HashTable<(u32, u32)>,
}

/// More distinct text than a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("its distinct values are longer than 4 GB together")]
pub struct TooMuchText;

#[inline]
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Dictionary {
    /// A dictionary of the empty text alone.
    #[must_use]
    pub fn new() -> Self {
        let mut dictionary = Self {
            ends: vec![0],
            ..Self::default()
        };
        let hash = hash::bytes(b"") as u32;
        dictionary
            .table
            .insert_unique(spread(hash), (hash, 0), |known| spread(known.0));
        dictionary
    }

    /// The code of a value, new or known.
    ///
    /// # Errors
    /// [`TooMuchText`] over 4 GB.
    pub fn code(&mut self, value: &str) -> Result<u32, TooMuchText> {
        let hash = hash::bytes(value.as_bytes()) as u32;
        let (text, ends) = (&self.text, &self.ends);
        let same = |known: &(u32, u32)| known.0 == hash && slice(text, ends, known.1) == value;
        if let Some(&(_, code)) = self.table.find(spread(hash), same) {
            return Ok(code);
        }
        let code = self.ends.len() as u32;
        self.text.push_str(value);
        self.ends
            .push(u32::try_from(self.text.len()).map_err(|_| TooMuchText)?);
        self.table
            .insert_unique(spread(hash), (hash, code), |known| spread(known.0));
        Ok(code)
    }

    /// The code of a value that was met.
    #[must_use]
    pub fn find(&self, value: &str) -> Option<u32> {
        let hash = hash::bytes(value.as_bytes()) as u32;
        let same = |known: &(u32, u32)| known.0 == hash && self.value(known.1) == value;
        self.table.find(spread(hash), same).map(|&(_, code)| code)
    }

    /// With the means to find and add values again.
    #[must_use]
    pub fn reopened(&self) -> Self {
        let mut open = Self::new();
        for value in self.values() {
            // Each is known to fit, for it did before.
            let _ = open.code(value);
        }
        open
    }

    /// The value of a code.
    #[must_use]
    pub fn value(&self, code: u32) -> &str {
        slice(&self.text, &self.ends, code)
    }

    /// How many values there are, the empty one included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing but the empty text was ever met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.len() <= 1
    }

    /// All values in the order of their codes.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.value(code))
    }

    /// Gives up the means to add values.
    pub fn close(&mut self) {
        self.table = HashTable::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

#[inline]
fn slice<'a>(text: &'a str, ends: &[u32], code: u32) -> &'a str {
    let code = code as usize;
    let from = code.checked_sub(1).map_or(0, |before| ends[before] as usize);
    &text[from..ends[code] as usize]
}

/// A column: for each row the code of its value.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// Its distinct values.
    pub dictionary: Dictionary,
    /// One code a row.
    pub codes: Vec<u32>,
}

impl Column {
    /// A column without rows.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            dictionary: Dictionary::new(),
            codes: Vec::new(),
        }
    }

    /// The value of a row.
    #[must_use]
    pub fn value(&self, row: usize) -> &str {
        self.dictionary.value(self.codes[row])
    }

    /// How often each value stands there, by code.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        counts(&self.codes, self.dictionary.len())
    }
}

/// How often each code stands in a list.
#[must_use]
pub fn counts(codes: &[u32], values: usize) -> Vec<u32> {
    let mut counts = vec![0; values];
    for &code in codes {
        counts[code as usize] += 1;
    }
    counts
}
