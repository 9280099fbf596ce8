//! Two records held against each other: the level of each field, all in one word.

use crate::field::Field;
use crate::form::word::EXCHANGED;
use crate::form::{Forms, identifier};
use crate::hash;
use crate::kind::Kind;
use crate::model::Weights;

/// The level of a field of which one record says nothing: it neither helps nor harms.
pub const MISSING: u8 = 15;

/// The levels of a pair, four bits a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Levels(pub u64);

impl Levels {
    /// The level of a field.
    #[must_use]
    #[inline]
    pub fn of(self, field: usize) -> u8 {
        (self.0 >> (4 * field) & 15) as u8
    }

    /// With the level of a field that is [`MISSING`] so far or not set.
    #[must_use]
    #[inline]
    pub fn with(self, field: usize, level: u8) -> Self {
        let place = 4 * field;
        Self(self.0 & !(15 << place) | u64::from(level) << place)
    }
}

/// Levels of values that were compared lately: names and places come again and again.
#[derive(Debug)]
pub struct LevelCache(Vec<u64>);

impl LevelCache {
    const SLOTS: usize = 1 << 15;

    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self(vec![0; Self::SLOTS])
    }

    /// The level of two values of a field; made if it is not known. Two pairs of values are taken for one where 60
    /// bits of their hashes agree.
    #[inline]
    fn level(&mut self, field: usize, one: u32, other: u32, make: impl FnOnce() -> u8) -> u8 {
        let pair = u64::from(one.min(other)) << 32 | u64::from(one.max(other));
        let hash = hash::mix(pair, field as u64 + 1);
        let slot = &mut self.0[hash as usize >> 4 & (Self::SLOTS - 1)];
        if *slot ^ hash > 15 {
            *slot = hash & !15 | u64::from(make());
        }
        (*slot & 15) as u8
    }
}

/// What is compared, laid out for comparing.
#[derive(Debug)]
pub struct Plan {
    /// The fields.
    pub fields: Vec<Field>,
    /// Rows.
    pub rows: usize,
    /// The codes of all fields, row by row.
    cells: Vec<u32>,
    /// Given name and surname, which may have been exchanged.
    parts: Option<(usize, usize)>,
    /// The field of resident IDs, and a bit for each field whose content stands inside them.
    inside: Option<(usize, u64)>,
    /// The fields, those first that are compared quickly.
    cheapest_first: Vec<usize>,
}

impl Plan {
    /// Lays fields out.
    #[must_use]
    pub fn new(fields: Vec<Field>, rows: usize) -> Self {
        let width = fields.len();
        let mut cells = vec![0; rows * width];
        for (place, field) in fields.iter().enumerate() {
            for (row, &code) in field.codes.iter().enumerate() {
                cells[row * width + place] = code;
            }
        }
        let find = |kind: Kind| fields.iter().position(|field| field.kind == kind);
        let parts = find(Kind::GivenName).zip(find(Kind::Surname));
        let resident = fields.iter().position(
            |field| matches!(&field.forms, Forms::Identifier(forms) if forms.iter().any(identifier::Identifier::is_resident)),
        );
        let inside = resident.map(|id| {
            let within = |field: &Field| matches!(field.kind, Kind::Date | Kind::Sex);
            let covered = (0..fields.len()).filter(|&place| within(&fields[place]));
            (id, covered.fold(0, |covered, place| covered | 1 << place))
        });
        let mut cheapest_first: Vec<usize> = (0..width).collect();
        cheapest_first.sort_by_key(|&place| (cost(fields[place].kind), place));
        Self {
            fields,
            rows,
            cells,
            parts,
            inside,
            cheapest_first,
        }
    }

    /// The codes of a row.
    #[must_use]
    #[inline]
    pub fn cells(&self, row: u32) -> &[u32] {
        let width = self.fields.len();
        &self.cells[row as usize * width..(row as usize + 1) * width]
    }

    /// The levels of two rows.
    #[must_use]
    pub fn levels(&self, one: u32, other: u32) -> Levels {
        self.walk(one, other, None, None).unwrap_or_default()
    }

    /// The levels of two rows, or none as soon as it is sure that their weight stays under `floor`.
    #[must_use]
    pub fn levels_over(
        &self,
        one: u32,
        other: u32,
        weights: &Weights,
        floor: f32,
        cache: Option<&mut LevelCache>,
    ) -> Option<Levels> {
        self.walk(one, other, Some((weights, floor)), cache)
    }

    fn walk(
        &self,
        one: u32,
        other: u32,
        bound: Option<(&Weights, f32)>,
        mut cache: Option<&mut LevelCache>,
    ) -> Option<Levels> {
        let (a, b) = (self.cells(one), self.cells(other));
        let covered = self.is_inside(a, b);
        let mut levels = Levels(u64::MAX);
        // What is equal is known at once; `reach` is the most that the others may still bring.
        let (mut bits, mut reach) = (0.0, 0.0);
        for (place, field) in self.fields.iter().enumerate() {
            if a[place] == 0 || b[place] == 0 || covered >> place & 1 == 1 {
                continue;
            }
            if a[place] == b[place] {
                levels = levels.with(place, field.same());
                if let Some((weights, _)) = bound {
                    bits += weights.same(place, a[place]);
                }
            } else if let Some((weights, _)) = bound {
                reach += weights.reach[place];
            }
        }
        for &place in &self.cheapest_first {
            if a[place] == b[place] || a[place] == 0 || b[place] == 0 || covered >> place & 1 == 1 {
                continue;
            }
            if let Some((_, floor)) = bound
                && bits + reach < floor
            {
                return None;
            }
            let level = match &mut cache {
                Some(cache) if cost(self.fields[place].kind) >= 4 => {
                    let field = &self.fields[place];
                    let level = cache.level(place, a[place], b[place], || field.level(a[place], b[place]));
                    self.in_context(place, a, b, level)
                }
                _ => self.in_context(place, a, b, self.fields[place].level(a[place], b[place])),
            };
            levels = levels.with(place, level);
            if let Some((weights, _)) = bound {
                reach -= weights.reach[place];
                if level != MISSING {
                    bits += weights.levels[place][level as usize];
                }
            }
        }
        Some(levels)
    }

    /// A bit for each field whose content stands inside identifiers that are equal or nearly so: what one number
    /// says is said once.
    fn is_inside(&self, a: &[u32], b: &[u32]) -> u64 {
        let Some((id, covered)) = self.inside else {
            return 0;
        };
        if a[id] == 0 || b[id] == 0 {
            return 0;
        }
        let Forms::Identifier(forms) = &self.fields[id].forms else {
            return 0;
        };
        if !forms[a[id] as usize].is_resident() || a[id] != b[id] && self.fields[id].level(a[id], b[id]) == 0
        {
            return 0;
        }
        covered
    }

    /// The level of two values that differ, given what stands beside them.
    fn in_context(&self, place: usize, a: &[u32], b: &[u32], level: u8) -> u8 {
        let field = &self.fields[place];
        if let Forms::Identifier(forms) = &field.forms
            && level == 0
            && forms[a[place] as usize].is_resident() != forms[b[place] as usize].is_resident()
        {
            // Documents of different sorts, an ID and a passport, say nothing of each other.
            return MISSING;
        }
        match self.parts {
            Some((given, surname)) if place == given && self.are_exchanged(a, b, given, surname) => EXCHANGED,
            Some((given, surname)) if place == surname && self.are_exchanged(a, b, given, surname) => MISSING,
            _ => level,
        }
    }

    /// Whether the given name of one is the surname of the other, and nothing speaks against it.
    fn are_exchanged(&self, a: &[u32], b: &[u32], given: usize, surname: usize) -> bool {
        let text = |cells: &[u32], field: usize| self.fields[field].texts.value(cells[field]);
        let (g1, s1, g2, s2) = (text(a, given), text(a, surname), text(b, given), text(b, surname));
        let crossed = |given: &str, surname: &str| !given.is_empty() && given == surname;
        match (crossed(g1, s2), crossed(g2, s1)) {
            (true, true) => true,
            (true, false) => s1.is_empty() || g2.is_empty(),
            (false, true) => s2.is_empty() || g1.is_empty(),
            (false, false) => false,
        }
    }

    /// Whether two rows carry permanent identifiers, both right, that differ: two persons, whatever else agrees.
    #[must_use]
    pub fn is_parted(&self, one: u32, other: u32) -> bool {
        let (a, b) = (self.cells(one), self.cells(other));
        self.fields
            .iter()
            .enumerate()
            .any(|(place, field)| match &field.forms {
                Forms::Identifier(forms) if a[place] != b[place] => {
                    forms[a[place] as usize].sort.parts() && forms[b[place] as usize].sort.parts()
                }
                _ => false,
            })
    }
}

/// What comparing two values of a kind costs, roughly.
fn cost(kind: Kind) -> u32 {
    match kind {
        Kind::Sex | Kind::Code => 0,
        Kind::Date | Kind::Phone => 1,
        Kind::PermanentId | Kind::OtherId => 2,
        Kind::Postcode | Kind::Email | Kind::FurtherNames => 3,
        Kind::GivenName | Kind::Surname => 4,
        _ => 5,
    }
}
