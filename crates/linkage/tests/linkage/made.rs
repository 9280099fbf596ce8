//! Records made for tests: harder than what banks deliver, each with its truth, named by a seed.

#[path = "made/companies.rs"]
mod companies;
#[path = "made/firms.rs"]
mod firms;
#[path = "made/persons.rs"]
mod persons;

pub use companies::companies;
pub use firms::firms;
pub use persons::persons;

/// Numbers that look random and are the same for a seed.
pub struct Dice(u64);

impl Dice {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ word >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((u128::from(word ^ word >> 31) * bound as u128) >> 64) as usize
    }

    /// True in so many of a thousand cases.
    pub fn strikes(&mut self, thousandth: usize) -> bool {
        self.below(1000) < thousandth
    }

    /// One of some, each as likely.
    pub fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// A place in a list of so many, the first ones much more often: names are like that.
    pub fn often(&mut self, length: usize) -> usize {
        let (one, other) = (self.below(length), self.below(length));
        one * other / length
    }

    /// A character of a text; the first ones more often.
    pub fn char(&mut self, text: &str) -> char {
        let length = text.chars().count();
        text.chars().nth(self.often(length)).unwrap_or('一')
    }

    /// So many digits, the first not 0.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|place| {
                char::from(
                    b'0' + if place == 0 {
                        1 + self.below(9)
                    } else {
                        self.below(10)
                    } as u8,
                )
            })
            .collect()
    }

    /// A text with one slip of a typist: a character wrong, two exchanged, one left out.
    pub fn mistyped(&mut self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        if chars.len() < 3 {
            return text.to_owned();
        }
        let place = self.below(chars.len() - 1);
        let slip = self.below(3);
        match chars[place] {
            '0'..='9' if slip < 2 => chars[place] = char::from(b'0' + self.below(10) as u8),
            c if c.is_ascii_alphabetic() && slip == 0 => {
                chars[place] = char::from(b'a' + self.below(26) as u8)
            }
            c if c.is_ascii_alphabetic() && slip == 1 => {
                chars.remove(place);
            }
            c if c.is_ascii() => chars.swap(place, place + 1),
            _ => {}
        }
        chars.into_iter().collect()
    }
}

/// Cells as a line of CSV.
pub fn line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            if cell.contains([',', '"']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                (*cell).to_owned()
            }
        })
        .collect();
    cells.join(",")
}

/// Lines under a header, in a random order, numbered.
pub fn file(dice: &mut Dice, header: &str, mut lines: Vec<String>, rows: usize) -> String {
    for place in (1..lines.len()).rev() {
        let other = dice.below(place + 1);
        lines.swap(place, other);
    }
    let mut out = format!("rec_id,{header}\n");
    for (number, line) in lines.iter().take(rows).enumerate() {
        out.push_str(&format!("r{number},{line}\n"));
    }
    out
}

/// How many records one has.
pub fn copies(dice: &mut Dice) -> usize {
    match dice.below(100) {
        0..35 => 1,
        35..65 => 2,
        65..83 => 3,
        83..94 => 4,
        _ => 5,
    }
}
