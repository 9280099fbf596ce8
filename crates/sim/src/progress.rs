//! Telling the caller how far a long piece of work is.

/// Who wants to know how far the work is. Called from the thread that started it.
pub trait Progress {
    /// A new piece of work of `total` steps begins.
    fn begin(&mut self, what: &str, total: u64);
    /// So many more steps are done.
    fn advance(&mut self, steps: u64);
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&mut self, _what: &str, _total: u64) {}
    fn advance(&mut self, _steps: u64) {}
}
