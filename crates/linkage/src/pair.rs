//! Two records held against each other: the level of each field, all in one word.

pub mod nested;

use crate::field::Field;
use crate::form::identifier::Identifier;
use crate::form::word::EXCHANGED;
use crate::form::{self, Forms, Value};
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

    /// An empty one, for as many pairs as may come.
    #[must_use]
    pub fn new() -> Self {
        Self(vec![0; Self::SLOTS])
    }

    /// An empty one, where few pairs come no larger than they need.
    #[must_use]
    pub fn for_pairs(pairs: usize) -> Self {
        Self(vec![0; pairs.next_power_of_two().min(Self::SLOTS)])
    }

    /// The level of two values of a field; made if it is not known. Two pairs of values are taken for one where 60
    /// bits of their hashes agree.
    #[inline]
    fn level(&mut self, field: usize, one: u32, other: u32, make: impl FnOnce() -> u8) -> u8 {
        let pair = u64::from(one.min(other)) << 32 | u64::from(one.max(other));
        let hash = hash::mix(pair, field as u64 + 1);
        let slots = self.0.len();
        let slot = &mut self.0[hash as usize >> 4 & (slots - 1)];
        if *slot ^ hash > 15 {
            *slot = hash & !15 | u64::from(make());
        }
        (*slot & 15) as u8
    }
}

/// What is compared, whatever the records.
#[derive(Debug, Clone)]
pub struct Layout {
    /// For each field the level of equality, and whether comparing it is worth remembering.
    shapes: Vec<Shape>,
    /// Given name and surname, which may have been exchanged.
    parts: Option<(usize, usize)>,
    /// The field of resident IDs, and a bit for each field whose content stands inside them.
    inside: Option<(usize, u64)>,
    /// For some fields a bit for each other whose agreement follows from theirs.
    pub implied: Vec<(usize, u64)>,
    /// The fields, those first that are compared quickly.
    cheapest_first: Vec<usize>,
    /// The fields of identifiers.
    identifiers: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Shape {
    same: u8,
    is_dear: bool,
}

/// Two records that are held against each other, field by field.
pub trait Pair {
    /// Whether both say something.
    fn is_told(&self, field: usize) -> bool;
    /// Whether both say the same; asked only where both say something.
    fn is_same(&self, field: usize) -> bool;
    /// What the two say.
    fn values(&self, field: usize) -> (Value<'_>, Value<'_>);
    /// What the frequency of a value that both have adds.
    fn frequency(&self, weights: &Weights, field: usize) -> f32;
    /// How many rows have a value that both have, where that is known.
    fn rows_with_it(&self, field: usize) -> Option<u32>;
    /// The level of two values that differ; `is_dear` where it is worth remembering.
    fn level(&mut self, field: usize, _is_dear: bool) -> u8 {
        let (one, other) = self.values(field);
        Forms::level(one, other)
    }
}

impl Layout {
    /// Of fields of some kinds; `residents` is the one that holds resident IDs.
    #[must_use]
    pub fn new(kinds: &[Kind], residents: Option<usize>) -> Self {
        let find = |kind: Kind| kinds.iter().position(|known| *known == kind);
        let inside = residents.map(|id| {
            let within = |kind: Kind| matches!(kind, Kind::Date | Kind::Sex);
            let covered = (0..kinds.len()).filter(|&place| within(kinds[place]));
            (id, covered.fold(0, |covered, place| covered | 1 << place))
        });
        let mut cheapest_first: Vec<usize> = (0..kinds.len()).collect();
        cheapest_first.sort_by_key(|&place| (cost(kinds[place]), place));
        let is_identifier = |&place: &usize| matches!(kinds[place], Kind::PermanentId | Kind::OtherId);
        let shape = |&kind: &Kind| Shape {
            same: form::levels(kind).len() as u8 - 1,
            is_dear: cost(kind) >= 4,
        };
        Self {
            shapes: kinds.iter().map(shape).collect(),
            parts: find(Kind::GivenName).zip(find(Kind::Surname)),
            inside,
            implied: Vec::new(),
            cheapest_first,
            identifiers: (0..kinds.len()).filter(is_identifier).collect(),
        }
    }

    /// How many fields there are.
    #[must_use]
    pub fn fields(&self) -> usize {
        self.shapes.len()
    }

    /// The level of equality of a field.
    #[must_use]
    #[inline]
    pub fn same(&self, field: usize) -> u8 {
        self.shapes[field].same
    }

    /// The levels of a pair; or none as soon as it is sure that its weight stays under a floor.
    #[inline]
    pub fn levels(&self, pair: &mut impl Pair, bound: Option<(&Weights, f32)>) -> Option<Levels> {
        let mut covered = self.is_inside(pair);
        for &(wide, follows) in &self.implied {
            if pair.is_told(wide) && pair.is_same(wide) {
                // Whether the other agrees too: what is left out only where it agrees would seem to differ always.
                covered |= follows;
            }
        }
        let mut levels = Levels(u64::MAX);
        let mut open = 0_u64;
        // What is equal is known at once; `reach` is the most that the others may still bring.
        let (mut bits, mut reach) = (0.0, 0.0);
        for (place, shape) in self.shapes.iter().enumerate() {
            if !pair.is_told(place) || covered >> place & 1 == 1 {
                continue;
            }
            if pair.is_same(place) {
                levels = levels.with(place, shape.same);
                if let Some((weights, _)) = bound {
                    bits += weights.levels[place][usize::from(shape.same)] + pair.frequency(weights, place);
                }
            } else {
                open |= 1 << place;
                if let Some((weights, _)) = bound {
                    reach += weights.reach[place];
                }
            }
        }
        for &place in &self.cheapest_first {
            if open >> place & 1 == 0 {
                continue;
            }
            if let Some((_, floor)) = bound
                && bits + reach < floor
            {
                return None;
            }
            let level = pair.level(place, self.shapes[place].is_dear);
            let level = self.in_context(place, pair, level);
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
    #[inline]
    fn is_inside(&self, pair: &impl Pair) -> u64 {
        let Some((id, covered)) = self.inside else {
            return 0;
        };
        if !pair.is_told(id) {
            return 0;
        }
        let (one, other) = pair.values(id);
        let is_resident = |value: Value<'_>| value.identifier().is_some_and(Identifier::is_resident);
        let near = || pair.is_same(id) || Forms::level(one, other) != 0;
        if (is_resident(one) || is_resident(other)) && near() {
            covered
        } else {
            0
        }
    }

    /// The level of two values that differ, given what stands beside them.
    #[inline]
    fn in_context(&self, place: usize, pair: &impl Pair, level: u8) -> u8 {
        if level == 0
            && let (one, other) = pair.values(place)
            && let (Some(one), Some(other)) = (one.identifier(), other.identifier())
            && !one.sort.is_like(other.sort)
        {
            // Documents of different sorts, an ID and a passport, say nothing of each other.
            return MISSING;
        }
        match self.parts {
            Some((given, surname)) if place == given && are_exchanged(pair, given, surname) => EXCHANGED,
            Some((given, surname)) if place == surname && are_exchanged(pair, given, surname) => MISSING,
            _ => level,
        }
    }

    /// Whether two records carry permanent identifiers, both right, that differ: two persons, whatever else agrees.
    #[must_use]
    pub fn is_parted(&self, pair: &impl Pair) -> bool {
        self.identifiers.iter().any(|&place| {
            if !pair.is_told(place) || pair.is_same(place) {
                return false;
            }
            let (one, other) = pair.values(place);
            match (one.identifier(), other.identifier()) {
                (Some(one), Some(other)) => one.sort.parts() && other.sort.parts(),
                _ => false,
            }
        })
    }
}

/// Whether the given name of one is the surname of the other, and nothing speaks against it.
fn are_exchanged(pair: &impl Pair, given: usize, surname: usize) -> bool {
    let ((g1, g2), (s1, s2)) = (pair.values(given), pair.values(surname));
    let (g1, s1, g2, s2) = (g1.text(), s1.text(), g2.text(), s2.text());
    let crossed = |given: &str, surname: &str| !given.is_empty() && given == surname;
    match (crossed(g1, s2), crossed(g2, s1)) {
        (true, true) => true,
        (true, false) => s1.is_empty() || g2.is_empty(),
        (false, true) => s2.is_empty() || g1.is_empty(),
        (false, false) => false,
    }
}

/// The records of a run, laid out for comparing.
#[derive(Debug)]
pub struct Plan {
    /// The fields.
    pub fields: Vec<Field>,
    /// Rows.
    pub rows: usize,
    /// What is compared of them.
    pub layout: Layout,
    /// The codes of all fields, row by row.
    cells: Vec<u32>,
}

impl Plan {
    /// Lays fields out; `residents` is the one that holds resident IDs.
    #[must_use]
    pub fn new(fields: Vec<Field>, rows: usize, residents: Option<usize>) -> Self {
        let width = fields.len();
        let mut cells = vec![0; rows * width];
        for (place, field) in fields.iter().enumerate() {
            for (row, &code) in field.codes.iter().enumerate() {
                cells[row * width + place] = code;
            }
        }
        let kinds: Vec<Kind> = fields.iter().map(|field| field.kind).collect();
        Self {
            layout: Layout::new(&kinds, residents),
            fields,
            rows,
            cells,
        }
    }

    /// As [`Self::new`], where the codes stand row by row already.
    #[must_use]
    pub fn of_cells(fields: Vec<Field>, cells: Vec<u32>, rows: usize, residents: Option<usize>) -> Self {
        Self {
            cells,
            rows,
            ..Self::new(fields, 0, residents)
        }
    }

    /// Adds a row.
    pub fn push(&mut self, codes: &[u32]) {
        self.cells.extend_from_slice(codes);
        self.rows += 1;
    }

    /// The codes of a row.
    #[must_use]
    #[inline]
    pub fn cells(&self, row: u32) -> &[u32] {
        let width = self.fields.len();
        &self.cells[row as usize * width..(row as usize + 1) * width]
    }

    /// Two rows as a pair.
    #[must_use]
    #[inline]
    pub fn pair(&self, one: u32, other: u32) -> Rows<'_> {
        Rows {
            fields: &self.fields,
            one: self.cells(one),
            other: self.cells(other),
            cache: None,
        }
    }

    /// The levels of two rows.
    #[must_use]
    pub fn levels(&self, one: u32, other: u32) -> Levels {
        self.layout
            .levels(&mut self.pair(one, other), None)
            .unwrap_or_default()
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
        let mut pair = Rows {
            cache,
            ..self.pair(one, other)
        };
        self.layout.levels(&mut pair, Some((weights, floor)))
    }

    /// Whether two rows are kept apart.
    #[must_use]
    pub fn is_parted(&self, one: u32, other: u32) -> bool {
        self.layout.is_parted(&self.pair(one, other))
    }
}

/// Two rows of a run.
#[derive(Debug)]
pub struct Rows<'a> {
    fields: &'a [Field],
    one: &'a [u32],
    other: &'a [u32],
    cache: Option<&'a mut LevelCache>,
}

impl Pair for Rows<'_> {
    #[inline]
    fn is_told(&self, field: usize) -> bool {
        self.one[field] != 0 && self.other[field] != 0
    }

    #[inline]
    fn is_same(&self, field: usize) -> bool {
        self.one[field] == self.other[field]
    }

    #[inline]
    fn values(&self, field: usize) -> (Value<'_>, Value<'_>) {
        let known = &self.fields[field];
        (known.value(self.one[field]), known.value(self.other[field]))
    }

    #[inline]
    fn frequency(&self, weights: &Weights, field: usize) -> f32 {
        weights.frequency[field][self.one[field] as usize]
    }

    fn rows_with_it(&self, field: usize) -> Option<u32> {
        Some(self.fields[field].counts[self.one[field] as usize]).filter(|&rows| rows > 0)
    }

    #[inline]
    fn level(&mut self, field: usize, is_dear: bool) -> u8 {
        let known = &self.fields[field];
        let (one, other) = (self.one[field], self.other[field]);
        match &mut self.cache {
            Some(cache) if is_dear => cache.level(field, one, other, || known.level(one, other)),
            _ => known.level(one, other),
        }
    }
}

/// What comparing two values of a kind costs, roughly.
fn cost(kind: Kind) -> u32 {
    match kind {
        Kind::Sex | Kind::Code => 0,
        Kind::Date | Kind::Phone => 1,
        Kind::Number | Kind::Position => 2,
        Kind::PermanentId | Kind::OtherId => 2,
        Kind::Postcode | Kind::Email | Kind::FurtherNames => 3,
        Kind::GivenName | Kind::Surname => 4,
        _ => 5,
    }
}
