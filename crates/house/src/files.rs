//! Length, banned words, and names that say nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::Complaint;
use crate::workspace::File;

/// A file longer than this is two files.
const LINES_MAX: usize = 800;
/// Kinds of files whose length is judged; data tables have none.
const WRITTEN: [&str; 7] = [".rs", ".sql", ".md", ".py", ".sh", ".toml", "Makefile"];
/// What generators write; it is not read like written code.
const GENERATED: [&str; 4] = [
    "crates/access-sql/",
    "crates/access/schema.sql",
    "crates/ecif-sql/",
    "crates/ecif/schema.sql",
];
/// Crates through which input from outside passes: nothing in it may bring the program down.
const INPUT_PASSES: [&str; 7] = ["base", "standards", "feed", "ecif", "pg", "authz", "access"];
/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 6] = ["util", "utils", "common", "helper", "helpers", "misc"];
/// Endings of types that say what the field's word already says, or nothing.
const EMPTY_ENDINGS: [&str; 5] = ["Manager", "Helper", "Util", "Utils", "Impl"];

/// Where a banned word is banned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Everywhere,
    Rust,
    InputPasses,
}

const BANNED: [(&str, Where, &str); 8] = [
    ("/work/", Where::Everywhere, "is a path of one machine"),
    ("/root/", Where::Everywhere, "is a path of one machine"),
    ("/home/", Where::Everywhere, "is a path of one machine"),
    (
        "todo!",
        Where::Rust,
        "is unfinished work: finish it, or open an issue",
    ),
    (
        "unimplemented!",
        Where::Rust,
        "is unfinished work: finish it, or open an issue",
    ),
    ("dbg!", Where::Rust, "is a trace of debugging"),
    (
        ".unwrap()",
        Where::InputPasses,
        "can bring the program down on input: return an error, or `expect` with the reason it cannot fail",
    ),
    (
        "panic!(",
        Where::InputPasses,
        "can bring the program down on input: return an error",
    ),
];

/// Files that a rule does not hold for, `exceptions.toml`.
#[derive(Debug)]
pub struct Exceptions(BTreeMap<String, BTreeSet<String>>);

impl Exceptions {
    /// Reads sections `[long]` and `[banned]` of `"path" = "reason"`.
    ///
    /// # Errors
    /// When the text is not that, or a reason is empty.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: toml::Table = text
            .parse()
            .map_err(|error| format!("exceptions.toml: {error}"))?;
        let mut rules = BTreeMap::new();
        for (rule, list) in &file {
            let list = list
                .as_table()
                .ok_or_else(|| format!("exceptions.toml: [{rule}] is a section"))?;
            for (path, reason) in list {
                if reason.as_str().is_none_or(str::is_empty) {
                    return Err(format!("exceptions.toml: {path} has no reason"));
                }
            }
            rules.insert(rule.clone(), list.keys().cloned().collect());
        }
        Ok(Self(rules))
    }

    fn has(&self, rule: &str, path: &str) -> bool {
        self.0.get(rule).is_some_and(|paths| paths.contains(path))
    }

    /// Exceptions for a file that is gone, or that keeps the rule by now.
    #[must_use]
    pub fn unused(&self, files: &[File]) -> Vec<Complaint> {
        let by_path: BTreeMap<&str, &File> = files.iter().map(|file| (file.path.as_str(), file)).collect();
        let needed = |rule: &str, path: &String| {
            by_path.get(path.as_str()).is_some_and(|file| match rule {
                "long" => is_long(file),
                _ => !banned(file).is_empty(),
            })
        };
        self.0
            .iter()
            .flat_map(|(rule, paths)| paths.iter().map(move |path| (rule, path)))
            .filter(|(rule, path)| !needed(rule, path))
            .map(|(rule, path)| Complaint::new(path, format!("needs no exception [{rule}] any more")))
            .collect()
    }
}

/// What of one file breaks a rule.
#[must_use]
pub fn check(file: &File, exceptions: &Exceptions) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if is_long(file) && !exceptions.has("long", &file.path) {
        complaints.push(Complaint::new(
            &file.path,
            format!("has more than {LINES_MAX} lines: it is two files"),
        ));
    }
    if !exceptions.has("banned", &file.path) {
        complaints.extend(banned(file));
    }
    if is_rust(file) && !is_generated(file) {
        if !file.text.starts_with("//!") && !is_part_of_tests(file) {
            complaints.push(Complaint::new(
                &file.path,
                "does not open with `//!`: say what the module is for",
            ));
        }
        complaints.extend(empty_names(file));
    }
    complaints
}

fn is_rust(file: &File) -> bool {
    file.path.ends_with(".rs")
}

/// A module of tests below another: the one above says what they are for.
fn is_part_of_tests(file: &File) -> bool {
    let below_tests = file
        .path
        .split_once("/tests/")
        .is_some_and(|(_, below)| below.contains('/'));
    below_tests || file.path.ends_with("/tests.rs")
}

fn is_generated(file: &File) -> bool {
    GENERATED.iter().any(|generated| file.path.starts_with(generated))
}

fn is_long(file: &File) -> bool {
    let written = WRITTEN.iter().any(|ending| file.path.ends_with(ending));
    written && !is_generated(file) && file.text.lines().count() > LINES_MAX
}

fn banned(file: &File) -> Vec<Complaint> {
    let input_passes = is_rust(file)
        && INPUT_PASSES
            .iter()
            .any(|name| file.path.starts_with(&format!("crates/{name}/src/")))
        && !file.path.ends_with("/tests.rs")
        && !file.path.contains("/tests/");
    let shipped = shipped_lines(&file.text);
    let mut complaints = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        let comment = line.trim_start().starts_with("//");
        for (word, place, why) in BANNED {
            let applies = match place {
                Where::Everywhere => !is_generated(file),
                Where::Rust => is_rust(file) && !comment,
                Where::InputPasses => input_passes && !comment && number <= shipped,
            };
            if applies && contains_path_or_word(line, word) {
                complaints.push(Complaint::new(
                    format!("{}:{number}", file.path),
                    format!("`{word}` {why}"),
                ));
            }
        }
    }
    complaints
}

/// A path is banned where it begins, not inside a longer one such as an address.
fn contains_path_or_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !word.starts_with('/') || before.is_none_or(|c| !(c.is_alphanumeric() || ".$}~/-_*".contains(c)))
    })
}

/// How many lines come before the module of tests at a file's end.
fn shipped_lines(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines
        .windows(2)
        .position(|pair| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{'));
    tests.unwrap_or(lines.len())
}

fn empty_names(file: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let stem = file
        .path
        .rsplit('/')
        .next()
        .and_then(|name| name.strip_suffix(".rs"))
        .unwrap_or_default();
    let folders = file.path.split('/').chain([stem]);
    for name in folders.filter(|name| EMPTY_NAMES.contains(name)) {
        complaints.push(Complaint::new(
            &file.path,
            format!("`{name}` says nothing: name it after what it holds"),
        ));
    }
    for (number, line) in (1..).zip(file.text.lines()) {
        let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
        if !words
            .next()
            .is_some_and(|word| ["struct", "enum", "trait", "type"].contains(&word))
        {
            continue;
        }
        let name = words.next().unwrap_or_default();
        let name = name
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        if EMPTY_ENDINGS
            .iter()
            .any(|ending| name.len() > ending.len() && name.ends_with(ending))
        {
            complaints.push(Complaint::new(
                format!("{}:{number}", file.path),
                format!("`{name}`: take the field's word"),
            ));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_file(path: &str, text: &str, expected: &[&str]) {
        let exceptions =
            Exceptions::parse("[long]\n\"long.rs\" = \"a table\"\n[banned]").expect("exceptions");
        let file = File {
            path: path.into(),
            text: text.into(),
        };
        let found: Vec<String> = check(&file, &exceptions)
            .into_iter()
            .map(|complaint| format!("{} {}", complaint.at, complaint.what))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn long_files_are_two_files() {
        let long = "//! x\n".repeat(801);
        check_file("a.rs", &long, &["a.rs has more than 800 lines: it is two files"]);
        check_file("long.rs", &long, &[]);
        check_file("a.csv", &long, &[]);
        check_file("a.rs", &"//! x\n".repeat(800), &[]);
    }

    #[test]
    fn machine_paths_and_unfinished_work_are_banned() {
        check_file(
            "a.md",
            "see /work/x",
            &["a.md:1 `/work/` is a path of one machine"],
        );
        check_file(
            "a.md",
            "https://example.org/work/x and $HOME/work/x and docs/work/x",
            &[],
        );
        check_file(
            "a.rs",
            "//! x\n    todo!()",
            &["a.rs:2 `todo!` is unfinished work: finish it, or open an issue"],
        );
    }

    #[test]
    fn input_cannot_bring_the_program_down() {
        let text = "//! x\nfn a() { b().unwrap() }\n/// b.unwrap()\n#[cfg(test)]\nmod tests {\n    b().unwrap();\n}\n";
        let why = "can bring the program down on input: return an error, or `expect` with the reason it cannot fail";
        check_file(
            "crates/feed/src/a.rs",
            text,
            &[&format!("crates/feed/src/a.rs:2 `.unwrap()` {why}")],
        );
        check_file("crates/sim/src/a.rs", text, &[]);
        check_file("crates/feed/tests/a.rs", text, &[]);
    }

    #[test]
    fn names_say_something() {
        check_file(
            "crates/pg/src/utils.rs",
            "//! x",
            &["crates/pg/src/utils.rs `utils` says nothing: name it after what it holds"],
        );
        check_file(
            "a.rs",
            "//! x\npub struct PartyManager<T>(T);\npub(crate) enum Manager {}\n",
            &["a.rs:2 `PartyManager`: take the field's word"],
        );
        check_file(
            "a.rs",
            "use x;",
            &["a.rs does not open with `//!`: say what the module is for"],
        );
    }

    #[test]
    fn exceptions_have_reasons_and_needs() {
        assert!(Exceptions::parse("[long]\n\"a.rs\" = \"\"").is_err());
        let exceptions = Exceptions::parse("[long]\n\"a.rs\" = \"x\"").expect("exceptions");
        let short = File {
            path: "a.rs".into(),
            text: String::new(),
        };
        assert_eq!(exceptions.unused(&[short]).len(), 1);
    }
}
