//! The errors a record can carry, and the note of which it does.

use crate::dice::Dice;

/// An error of a record. [`crate::Rates`] says how often each happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each has the name of its rate, which explains it")]
pub enum Flaw {
    FifteenDigits,
    MistypedNumber,
    WrongType,
    OtherType,
    MissingDocument,
    PlaceholderDocument,
    PassportShown,
    LowerCaseX,
    FullWidth,
    TraditionalScript,
    Homophone,
    BlankInName,
    FormerNameKept,
    OldMobile,
    OldAddress,
    ShortAddress,
    PlaceholderContact,
    CodeMistyped,
    OldCode,
    FormerCompanyName,
}

/// Which errors could have happened to a record, and which did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Flaws {
    possible: u32,
    happened: u32,
}

impl Flaws {
    /// Draws whether an error happens where it can; it happens with its rate.
    pub(crate) fn strikes(&mut self, dice: &mut Dice, flaw: Flaw, possible: bool, rate: f64) -> bool {
        let happens = dice.chance(rate) && possible;
        self.possible |= u32::from(possible) << flaw as u32;
        self.happened |= u32::from(happens) << flaw as u32;
        happens
    }

    /// Takes a flaw back that turned out to have nothing to work on.
    pub(crate) fn spare(&mut self, flaw: Flaw) {
        self.possible &= !(1 << flaw as u32);
        self.happened &= !(1 << flaw as u32);
    }

    #[cfg(test)]
    pub(crate) fn was_possible(self, flaw: Flaw) -> bool {
        self.possible & (1 << flaw as u32) != 0
    }

    pub(crate) fn has(self, flaw: Flaw) -> bool {
        self.happened & (1 << flaw as u32) != 0
    }
}
