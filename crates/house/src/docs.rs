//! Documents that cannot drift: what they name exists, links lead somewhere, decisions have their parts.

use std::collections::BTreeSet;

use crate::Complaint;
use crate::workspace::File;

/// What exists, for documents to be held against.
#[derive(Debug)]
pub struct Known {
    /// Paths of all files of the workspace.
    pub paths: BTreeSet<String>,
    /// Names of all crates of the workspace.
    pub crates: BTreeSet<String>,
    /// Names of all crates the workspace is built from, its own among them.
    pub locked: BTreeSet<String>,
    /// Verbs of the Makefile.
    pub verbs: BTreeSet<String>,
    /// Names of all functions.
    pub functions: BTreeSet<String>,
}

/// Endings by which a word in back-ticks is known to be a file.
const FILE_ENDINGS: [&str; 8] = [".rs", ".sql", ".toml", ".md", ".sh", ".py", ".lock", ".json"];

impl Known {
    fn has_path(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let below = format!("{path}/");
        self.paths.contains(path)
            || self
                .paths
                .range(below.clone()..)
                .next()
                .is_some_and(|next| next.starts_with(&below))
    }

    fn has_file_named(&self, name: &str) -> bool {
        self.paths
            .iter()
            .any(|path| path.rsplit('/').next() == Some(name))
    }

    fn top_level(&self, name: &str) -> bool {
        let below = format!("{name}/");
        self.paths.iter().any(|path| path.starts_with(&below))
    }
}

/// Words in back-ticks that look like a path, a crate or a verb, and name nothing.
#[must_use]
pub fn check_names(document: &File, known: &Known) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut complain = |line: usize, what: String| {
        complaints.push(Complaint::new(format!("{}:{line}", document.path), what));
    };
    for (line, text) in prose(&document.text) {
        for (before, code) in code_spans(text) {
            let word = code.split([':', ' ']).next().unwrap_or_default();
            let first = word.split('/').next().unwrap_or_default();
            let pattern = word.contains(['*', '{', '<', '$']);
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
            if let Some(function) = code
                .strip_suffix("()")
                .filter(|function| function.chars().all(plain))
            {
                let name = function.rsplit("::").next().unwrap_or_default();
                if !known.functions.contains(name) {
                    complain(line, format!("there is no function `{code}`"));
                }
            } else if let Some(verb) = code.strip_prefix("make ") {
                let verb = verb.split(' ').next().unwrap_or_default();
                if !known.verbs.contains(verb) {
                    complain(line, format!("`{code}`: the Makefile has no verb {verb}"));
                }
            } else if pattern || word.starts_with(['/', '.', '-']) {
            } else if word.contains('/') && known.top_level(first) {
                if !known.has_path(word) {
                    complain(line, format!("`{word}` does not exist"));
                }
            } else if !word.contains('/') && FILE_ENDINGS.iter().any(|ending| word.ends_with(ending)) {
                if !known.has_file_named(word) {
                    complain(line, format!("no file is called `{word}`"));
                }
            } else if (before.ends_with("crate ") || before.ends_with("crates "))
                && !known.locked.contains(word)
            {
                complain(line, format!("there is no crate `{word}`"));
            }
        }
    }
    complaints
}

/// Relative links that lead nowhere.
#[must_use]
pub fn check_links(document: &File, known: &Known) -> Vec<Complaint> {
    let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut complaints = Vec::new();
    for (line, text) in prose(&document.text) {
        for target in links(text) {
            let path = target.split('#').next().unwrap_or_default();
            if path.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            if !resolve(folder, path).is_some_and(|path| known.has_path(&path)) {
                complaints.push(Complaint::new(
                    format!("{}:{line}", document.path),
                    format!("the link {target} leads nowhere"),
                ));
            }
        }
    }
    complaints
}

/// The crates that the table under `## The rooms` misses, and those it names without their being there.
#[must_use]
pub fn check_rooms(document: &File, known: &Known) -> Vec<Complaint> {
    let rooms: BTreeSet<String> = document
        .text
        .lines()
        .skip_while(|line| *line != "## The rooms")
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .map(str::to_owned)
        .collect();
    let missing = known
        .crates
        .difference(&rooms)
        .map(|name| format!("the rooms lack the crate {name}"));
    let gone = rooms
        .difference(&known.crates)
        .map(|name| format!("the rooms name {name}, which is no crate"));
    missing
        .chain(gone)
        .map(|what| Complaint::new(&document.path, what))
        .collect()
}

/// What a page of `docs/adr/` lacks of a decision's parts.
#[must_use]
pub fn check_decision(page: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut want = |present: bool, what: String| {
        if !present {
            complaints.push(Complaint::new(&page.path, what));
        }
    };
    let name = page.path.rsplit('/').next().unwrap_or_default();
    let number = name
        .get(..4)
        .filter(|number| number.bytes().all(|digit| digit.is_ascii_digit()));
    want(
        number.is_some() && name.as_bytes().get(4) == Some(&b'-'),
        "is named NNNN-title.md".to_owned(),
    );
    let title = format!("# {}. ", number.unwrap_or_default());
    want(
        page.text.starts_with(&title),
        format!("begins with `{title}` and its title"),
    );
    for part in ["Context", "Decision", "Price paid"] {
        want(
            page.text.lines().any(|line| line == format!("## {part}")),
            format!("has no part `## {part}`"),
        );
    }
    complaints
}

/// The commands two documents show that are not the same in both; what follows a `#` is translated and not compared.
#[must_use]
pub fn check_same_commands(one: &File, other: &File) -> Vec<Complaint> {
    let commands = |document: &File| -> Vec<String> {
        fenced(&document.text)
            .map(|line| line.split(" #").next().unwrap_or_default().trim_end().to_owned())
            .collect()
    };
    let (ours, theirs) = (commands(one), commands(other));
    let pair = ours.iter().zip(&theirs).find(|(ours, theirs)| ours != theirs);
    if let Some((ours, theirs)) = pair {
        return vec![Complaint::new(
            &other.path,
            format!("shows `{theirs}` where {} shows `{ours}`", one.path),
        )];
    }
    if ours.len() != theirs.len() {
        return vec![Complaint::new(
            &other.path,
            format!("shows more or fewer commands than {}", one.path),
        )];
    }
    Vec::new()
}

/// Names of the functions of a Rust file.
pub fn functions(rust: &str) -> impl Iterator<Item = &str> {
    rust.split("fn ")
        .skip(1)
        .filter_map(|after| after.split(|c: char| !(c.is_alphanumeric() || c == '_')).next())
}

/// Verbs of a Makefile: the targets that explain themselves.
#[must_use]
pub fn verbs(makefile: &str) -> BTreeSet<String> {
    makefile
        .lines()
        .filter(|line| line.contains(" ## "))
        .filter_map(|line| line.split_once(':'))
        .map(|(verb, _)| verb.to_owned())
        .collect()
}

/// Lines outside fenced blocks, numbered from 1.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    })
}

/// Lines inside fenced blocks.
fn fenced(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        inside && !fence
    })
}

/// What stands in single back-ticks, with the text before it.
fn code_spans(line: &str) -> Vec<(&str, &str)> {
    let pieces: Vec<&str> = line.split('`').collect();
    // Code is every second piece; a last unpaired back-tick opens nothing.
    let paired = if pieces.len().is_multiple_of(2) {
        pieces.len() - 1
    } else {
        pieces.len()
    };
    (1..paired)
        .step_by(2)
        .map(|at| (pieces[at - 1], pieces[at]))
        .collect()
}

fn links(line: &str) -> Vec<&str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
        .collect()
}

/// Follows `path` from `folder`; nothing when it leaves the workspace.
fn resolve(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let set = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
        Known {
            paths: set(&[
                "Makefile",
                "README.md",
                "crates/pg/src/seal.rs",
                "docs/adr/0001-a.md",
            ]),
            crates: set(&["pg"]),
            locked: set(&["pg", "serde"]),
            verbs: verbs("help: ## list\ntest: lint ## run\nhidden: lint\n"),
            functions: functions("pub fn judge(a: u8) {}\nasync fn load<T>() {}")
                .map(str::to_owned)
                .collect(),
        }
    }

    fn page(path: &str, text: &str) -> File {
        File {
            path: path.into(),
            text: text.into(),
        }
    }

    #[track_caller]
    fn check(found: Vec<Complaint>, expected: &[&str]) {
        let found: Vec<String> = found
            .into_iter()
            .map(|complaint| format!("{} {}", complaint.at, complaint.what))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_in_back_ticks_exist() {
        let names = |text: &str| check_names(&page("README.md", text), &known());
        check(
            names(
                "`crates/pg/src/seal.rs`, `crates/pg/`, `seal.rs`, crate `pg`, crate `serde`, `make test X=1`, `a/b`, `party_id`",
            ),
            &[],
        );
        check(
            names("`crates/pg/src/gone.rs`"),
            &["README.md:1 `crates/pg/src/gone.rs` does not exist"],
        );
        check(
            names("\nsee `gone.rs`"),
            &["README.md:2 no file is called `gone.rs`"],
        );
        check(
            names("crate `gone` and crates `pg`"),
            &["README.md:1 there is no crate `gone`"],
        );
        check(
            names("`make hidden`"),
            &["README.md:1 `make hidden`: the Makefile has no verb hidden"],
        );
        check(names("```\n`crates/pg/gone`\n```\n"), &[]);
    }

    #[test]
    fn links_lead_somewhere() {
        let link = |text: &str| check_links(&page("docs/adr/0001-a.md", text), &known());
        check(
            link(
                "[a](../../README.md#top) [b](0001-a.md) [c](https://example.org/x) [d](#here) [e](../../crates/pg)",
            ),
            &[],
        );
        check(
            link("[a](../README.md)"),
            &["docs/adr/0001-a.md:1 the link ../README.md leads nowhere"],
        );
        check(
            link("[a](../../../x)"),
            &["docs/adr/0001-a.md:1 the link ../../../x leads nowhere"],
        );
    }

    #[test]
    fn the_rooms_are_the_crates() {
        let rooms = |rows: &str| {
            check_rooms(
                &page(
                    "A.md",
                    &format!("x\n## The rooms\n| room |\n{rows}\n## Next\n| `z` |\n"),
                ),
                &known(),
            )
        };
        check(rooms("| `pg` | database |"), &[]);
        check(
            rooms("| `gone` | |"),
            &[
                "A.md the rooms lack the crate pg",
                "A.md the rooms name gone, which is no crate",
            ],
        );
    }

    #[test]
    fn a_decision_has_its_parts() {
        let whole = "# 0001. A\n## Context\n## Decision\n## Price paid\n";
        check(check_decision(&page("docs/adr/0001-a.md", whole)), &[]);
        check(
            check_decision(&page(
                "docs/adr/0001-a.md",
                "# 0002. A\n## Context\n## Decision\n",
            )),
            &[
                "docs/adr/0001-a.md begins with `# 0001. ` and its title",
                "docs/adr/0001-a.md has no part `## Price paid`",
            ],
        );
        assert_eq!(check_decision(&page("docs/adr/one.md", whole)).len(), 2);
    }

    #[test]
    fn both_languages_show_the_same_commands() {
        let same =
            |other: &str| check_same_commands(&page("a", "```\nmake demo  # go\n```"), &page("b", other));
        check(same("```\nmake demo    # 演示\n```"), &[]);
        check(
            same("```\nmake test\n```"),
            &["b shows `make test` where a shows `make demo`"],
        );
        check(same("make demo"), &["b shows more or fewer commands than a"]);
    }
}
