//! A column as codes of its distinct values: each value is normalised and looked at once, however often it stands
//! there.

use crate::hash;

/// A value in the table: its hash and place stand beside its code, so that finding it looks at few places of memory.
#[derive(Debug, Clone, Copy)]
struct Known {
    hash: u32,
    code: u32,
    from: u32,
    to: u32,
}

/// No value.
const FREE: Known = Known {
    hash: 0,
    code: u32::MAX,
    from: 0,
    to: 0,
};

/// Values that are looked for together.
pub const WARMED: usize = 32;

/// The distinct values of a column. Code 0 is the empty text: nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
    /// Values stand at the place their hash names or at the next free one. A power of two of places, or none.
    table: Vec<Known>,
}

/// More distinct text than a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("its distinct values are longer than 4 GB together")]
pub struct TooMuchText;

/// The hash by which a dictionary finds a value.
#[inline]
pub fn hash_of(value: &str) -> u32 {
    hash::bytes(value.as_bytes()) as u32
}

impl Dictionary {
    /// A dictionary of the empty text alone.
    #[must_use]
    pub fn new() -> Self {
        Self::with_room(1)
    }

    /// A dictionary of one text besides the empty one, closed.
    #[must_use]
    pub fn single(value: &str) -> Self {
        let mut dictionary = Self {
            text: value.to_owned(),
            ends: vec![0],
            table: Vec::new(),
        };
        if let (false, Ok(end)) = (value.is_empty(), u32::try_from(value.len())) {
            dictionary.ends.push(end);
        }
        dictionary
    }

    /// As [`Self::new`], with room for so many values.
    #[must_use]
    pub fn with_room(values: usize) -> Self {
        let mut dictionary = Self {
            ends: Vec::with_capacity(values + 1),
            table: vec![FREE; ((values + 1) * 4 / 3 + 8).next_power_of_two()],
            ..Self::default()
        };
        // The empty text fits.
        let _ = dictionary.code("");
        dictionary
    }

    /// The code of a value, new or known.
    ///
    /// # Errors
    /// [`TooMuchText`] over 4 GB.
    pub fn code(&mut self, value: &str) -> Result<u32, TooMuchText> {
        self.code_of(hash_of(value), value)
    }

    /// The code of a value whose hash is known.
    ///
    /// # Errors
    /// [`TooMuchText`] over 4 GB.
    #[inline]
    pub fn code_of(&mut self, hash: u32, value: &str) -> Result<u32, TooMuchText> {
        if self.table.is_empty() {
            *self = self.reopened();
        }
        match self.look(hash, value) {
            Ok(code) => Ok(code),
            Err(free) => self.add(free, hash, value),
        }
    }

    /// Looks at the places that values of these hashes will be looked for at. The processor waits for memory once for
    /// all of them instead of once for each.
    #[inline]
    pub fn warm(&self, hashes: &[u32]) {
        /// A smaller table stays close to the processor by itself.
        const SMALL: usize = 1 << 13;
        if self.table.len() < SMALL {
            return;
        }
        let mut seen = 0;
        let mut from = [0_u32; WARMED];
        for (from, &hash) in from.iter_mut().zip(hashes) {
            let known = self.at(hash as usize);
            *from = if known.hash == hash { known.from } else { 0 };
        }
        let text = self.text.as_bytes();
        for from in from {
            seen ^= text.get(from as usize).copied().unwrap_or_default();
        }
        std::hint::black_box(seen);
    }

    fn add(&mut self, free: usize, hash: u32, value: &str) -> Result<u32, TooMuchText> {
        let code = self.ends.len() as u32;
        let from = self.text.len() as u32;
        let to = u32::try_from(self.text.len() + value.len()).map_err(|_| TooMuchText)?;
        self.text.push_str(value);
        self.ends.push(to);
        self.table[free] = Known { hash, code, from, to };
        if self.ends.len() * 4 > self.table.len() * 3 {
            self.grow();
        }
        Ok(code)
    }

    fn grow(&mut self) {
        let room = self.table.len() * 2;
        let known = std::mem::replace(&mut self.table, vec![FREE; room]);
        for known in known.into_iter().filter(|known| known.code != FREE.code) {
            let mut place = known.hash as usize;
            while self.at(place).code != FREE.code {
                place += 1;
            }
            let mask = self.table.len() - 1;
            self.table[place & mask] = known;
        }
    }

    #[inline]
    fn at(&self, place: usize) -> Known {
        self.table[place & (self.table.len() - 1)]
    }

    /// The code of a value that was met.
    #[must_use]
    pub fn find(&self, value: &str) -> Option<u32> {
        if self.table.is_empty() {
            return None;
        }
        self.look(hash_of(value), value).ok()
    }

    /// The code of a value, or the place where it would stand.
    #[inline]
    fn look(&self, hash: u32, value: &str) -> Result<u32, usize> {
        let text = self.text.as_bytes();
        let mut place = hash as usize;
        loop {
            let known = self.at(place);
            if known.code == FREE.code {
                return Err(place & (self.table.len() - 1));
            }
            if known.hash == hash && text[known.from as usize..known.to as usize] == *value.as_bytes() {
                return Ok(known.code);
            }
            place += 1;
        }
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
        self.table = Vec::new();
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
