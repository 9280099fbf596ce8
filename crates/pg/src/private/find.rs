//! Finding a PostgreSQL on the machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::PgStartError;

/// The major versions that are supported.
pub const MAJORS: std::ops::RangeInclusive<u32> = 15..=18;

/// A PostgreSQL that can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The folder with `postgres` and `initdb`.
    pub bin_dir: PathBuf,
    /// The major version.
    pub major: u32,
    /// The version as it calls itself, as `15.18`.
    pub version: String,
}

/// Folders that hold one folder a version, as the distributions lay them out.
const VERSIONED: [(&str, &str, &str); 4] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
];

/// Finds the program for a cluster made by `wanted` (its `PG_VERSION`), or the best one for a new cluster: the one
/// of `PATH` if it is supported, else the newest supported one. A named folder is the only one looked at.
pub(super) fn find(named: Option<&Path>, wanted: Option<&str>, data: &Path) -> Result<Program, PgStartError> {
    let found = match named {
        Some(dir) => {
            let real = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
            let program = probe(&real).map_err(|why| PgStartError::NotThere {
                path: dir.to_owned(),
                why,
            })?;
            vec![program]
        }
        None => candidates().iter().filter_map(|dir| probe(dir).ok()).collect(),
    };
    choose(found, wanted, data)
}

fn choose(found: Vec<Program>, wanted: Option<&str>, data: &Path) -> Result<Program, PgStartError> {
    if let Some(made_by) = wanted {
        if let Some(program) = found.iter().find(|program| program.major.to_string() == made_by) {
            return supported(program.clone());
        }
        let found = found.first().map(|program| program.version.clone());
        return Err(PgStartError::OtherMajor {
            path: data.to_owned(),
            made_by: made_by.to_owned(),
            found,
        });
    }
    let Some(first) = found.first().cloned() else {
        return Err(PgStartError::NotFound);
    };
    if MAJORS.contains(&first.major) {
        return Ok(first);
    }
    let newest = found
        .into_iter()
        .filter(|program| MAJORS.contains(&program.major));
    newest
        .max_by_key(|program| program.major)
        .map_or_else(|| supported(first), Ok)
}

fn supported(program: Program) -> Result<Program, PgStartError> {
    if MAJORS.contains(&program.major) {
        Ok(program)
    } else {
        Err(PgStartError::WrongVersion {
            found: program.version,
            path: program.bin_dir,
        })
    }
}

/// `PATH` first, then the distributions' folders from the newest version down.
fn candidates() -> Vec<PathBuf> {
    let mut dirs = Vec::new();
    let path = std::env::var_os("PATH").unwrap_or_default();
    for dir in std::env::split_paths(&path) {
        // Debian links a few tools into PATH; the rest sit in the real folder.
        if let Ok(real) = dir.join("postgres").canonicalize() {
            dirs.extend(real.parent().map(Path::to_owned));
        }
    }
    let mut versioned = vec![];
    for (parent, prefix, bin) in VERSIONED {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        versioned.extend(entries.filter_map(|entry| {
            let name = entry.file_name();
            let version: u32 = name.to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(bin)))
        }));
    }
    versioned.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    dirs.extend(versioned.into_iter().map(|(_, dir)| dir));
    dirs.push(PathBuf::from("/usr/local/pgsql/bin"));
    let mut seen = std::collections::HashSet::new();
    dirs.retain(|dir| seen.insert(dir.clone()));
    dirs
}

/// Asks a folder's `postgres` for its version. PostgreSQL answers that even to root.
fn probe(bin_dir: &Path) -> Result<Program, String> {
    if !bin_dir.join("initdb").is_file() {
        return Err("there is no initdb in it".to_owned());
    }
    let output = Command::new(bin_dir.join("postgres"))
        .arg("--version")
        .output()
        .map_err(|error| format!("postgres: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let parsed = parse_version(&text);
    let (major, version) = parsed.ok_or_else(|| format!("postgres --version says `{}`", text.trim()))?;
    Ok(Program {
        bin_dir: bin_dir.to_owned(),
        major,
        version,
    })
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`; a beta says `19beta1`.
fn parse_version(text: &str) -> Option<(u32, String)> {
    let version = text.split_whitespace().nth(2)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    Some((digits.parse().ok()?, version.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(version: &str) -> Program {
        let major = version
            .split('.')
            .next()
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0);
        Program {
            bin_dir: PathBuf::from(format!("/pg/{version}")),
            major,
            version: version.to_owned(),
        }
    }

    fn check(found: &[&str], wanted: Option<&str>, expect: &str) {
        let found = found.iter().map(|version| program(version)).collect();
        let answer = match choose(found, wanted, Path::new("/data")) {
            Ok(program) => program.version,
            Err(PgStartError::NotFound) => "not found".to_owned(),
            Err(PgStartError::WrongVersion { found, .. }) => format!("wrong {found}"),
            Err(PgStartError::OtherMajor { found, .. }) => format!("other {}", found.unwrap_or_default()),
            Err(other) => other.to_string(),
        };
        assert_eq!(answer, expect);
    }

    #[test]
    fn the_right_version_is_chosen() {
        check(&[], None, "not found");
        check(&["15.18"], None, "15.18");
        check(&["15.18", "18.6"], None, "15.18");
        check(&["13.2", "16.1", "18.6"], None, "18.6");
        check(&["13.2"], None, "wrong 13.2");
        check(&["19.0"], None, "wrong 19.0");
        check(&["15.18", "18.6"], Some("18"), "18.6");
        check(&["15.18"], Some("18"), "other 15.18");
        check(&[], Some("18"), "other ");
        check(&["13.2"], Some("13"), "wrong 13.2");
    }

    #[test]
    fn versions_are_read() {
        let debian = "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n";
        assert_eq!(parse_version(debian), Some((15, "15.18".to_owned())));
        assert_eq!(
            parse_version("postgres (PostgreSQL) 19beta1\n"),
            Some((19, "19beta1".to_owned()))
        );
        assert_eq!(parse_version(""), None);
    }
}
