//! A column as codes of its distinct values: each value is normalised and looked at once, however often it stands
//! there.

use hashbrown::HashTable;

use crate::hash;

/// A value in the table: its hash and place stand beside its code, so that finding it looks at few places of memory.
#[derive(Debug, Clone, Copy)]
struct Known {
    hash: u32,
    code: u32,
    from: u32,
    to: u32,
}

/// The distinct values of a column. Code 0 is the empty text: nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
    table: HashTable<Known>,
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
        let empty = Known {
            hash,
            code: 0,
            from: 0,
            to: 0,
        };
        dictionary
            .table
            .insert_unique(spread(hash), empty, |known| spread(known.hash));
        dictionary
    }

    /// A dictionary of one text besides the empty one, closed.
    #[must_use]
    pub fn single(value: &str) -> Self {
        let mut dictionary = Self {
            text: value.to_owned(),
            ends: vec![0],
            table: HashTable::new(),
        };
        if let (false, Ok(end)) = (value.is_empty(), u32::try_from(value.len())) {
            dictionary.ends.push(end);
        }
        dictionary
    }

    /// As [`Self::new`], with room for so many values.
    #[must_use]
    pub fn with_room(values: usize) -> Self {
        let mut dictionary = Self::new();
        dictionary.table.reserve(values, |known| spread(known.hash));
        dictionary.ends.reserve(values);
        dictionary
    }

    /// The code of a value, new or known.
    ///
    /// # Errors
    /// [`TooMuchText`] over 4 GB.
    pub fn code(&mut self, value: &str) -> Result<u32, TooMuchText> {
        let hash = hash::bytes(value.as_bytes()) as u32;
        if let Some(known) = self.known(hash, value) {
            return Ok(known);
        }
        let code = self.ends.len() as u32;
        let from = self.text.len() as u32;
        let to = u32::try_from(self.text.len() + value.len()).map_err(|_| TooMuchText)?;
        self.text.push_str(value);
        self.ends.push(to);
        let new = Known { hash, code, from, to };
        self.table
            .insert_unique(spread(hash), new, |known| spread(known.hash));
        Ok(code)
    }

    /// The code of a value that was met.
    #[must_use]
    pub fn find(&self, value: &str) -> Option<u32> {
        self.known(hash::bytes(value.as_bytes()) as u32, value)
    }

    #[inline]
    fn known(&self, hash: u32, value: &str) -> Option<u32> {
        let text = self.text.as_bytes();
        let same = |known: &Known| {
            known.hash == hash && text[known.from as usize..known.to as usize] == *value.as_bytes()
        };
        self.table.find(spread(hash), same).map(|known| known.code)
    }

    /// With the means to find and add values again.
    #[must_use]
    pub fn reopened(&self) -> Self {
        let mut open = Self::with_room(self.len());
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
