//! Traditional to simplified script, character by character (OpenCC's character table).

use std::sync::LazyLock;

/// The table for the basic plane, indexed by code point (0: unchanged), and sorted pairs for the rest.
struct Table {
    basic: Vec<char>,
    beyond: Vec<(char, char)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let pairs: Vec<(char, char)> = include_str!("../data/ts_characters.tsv")
        .lines()
        .filter_map(|line| {
            let (from, to) = line.split_once('\t')?;
            Some((from.chars().next()?, to.chars().next()?))
        })
        .collect();
    let mut table = Table {
        basic: vec!['\0'; 0x1_0000],
        beyond: Vec::new(),
    };
    for &(from, to) in pairs.iter().filter(|(from, to)| from != to) {
        match table.basic.get_mut(from as usize) {
            Some(cell) => *cell = to,
            None => table.beyond.push((from, to)),
        }
    }
    table.beyond.sort_unstable();
    table
});

impl Table {
    fn get(&self, c: char) -> Option<char> {
        match self.basic.get(c as usize) {
            Some('\0') => None,
            Some(&to) => Some(to),
            None => {
                let place = self.beyond.binary_search_by_key(&c, |pair| pair.0).ok()?;
                Some(self.beyond[place].1)
            }
        }
    }
}

/// The simplified form of one character, or the character itself.
#[must_use]
pub fn simplified(c: char) -> char {
    // No character below the radicals has another form.
    if c < '\u{2e80}' {
        c
    } else {
        TABLE.get(c).unwrap_or(c)
    }
}

/// Each character in its simplified form, whatever stands beside it: the first choice of the table, as
/// matching wants it. It is no translation: 乾隆 becomes 干隆.
#[must_use]
pub fn to_simplified(text: &str) -> String {
    text.chars().map(simplified).collect()
}
