//! Progress bars on standard error, where a person watches.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for one load.
pub struct LoadBar {
    bar: ProgressBar,
}

impl LoadBar {
    pub fn new(what: &str) -> Self {
        Self {
            bar: bar(what, 0, "{prefix:28} [{bar:24}] {percent:>3}% {msg} {elapsed}"),
        }
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl ecif::load::Progress for LoadBar {
    fn begin(&self, total_bytes: u64) {
        self.bar.set_length(total_bytes);
    }

    fn advance(&self, bytes: u64, rows: u64) {
        self.bar.set_position(bytes);
        self.bar.set_message(format!("{rows} rows"));
    }

    fn settle(&self, settled: u64, records: u64) {
        self.bar.set_prefix("who is who");
        self.bar.set_length(records);
        self.bar.set_position(settled);
        self.bar.set_message(format!("{settled} records"));
    }
}

/// A bar for making synthetic data.
#[derive(Default)]
pub struct SimBar {
    bar: Option<ProgressBar>,
}

impl sim::Progress for SimBar {
    fn begin(&mut self, what: &str, total: u64) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        self.bar = Some(bar(
            what,
            total,
            "{prefix:28} [{bar:24}] {percent:>3}% {pos} of {len} {elapsed}",
        ));
    }

    fn advance(&mut self, steps: u64) {
        if let Some(bar) = &self.bar {
            bar.inc(steps);
        }
    }
}

impl Drop for SimBar {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// A counter for work whose end is not known.
pub fn spinner(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_prefix(what.to_owned());
    bar.set_style(style("{prefix} {pos} {elapsed}"));
    bar
}

fn bar(what: &str, total: u64, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(total).with_prefix(what.to_owned());
    bar.set_style(style(template).progress_chars("=> "));
    bar
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
