//! The key file: TOML, readable by its owner only, replaced whole or not at all.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::KeyError;

/// What the file holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyFile {
    /// The form of the file, now 1.
    pub(super) format: u32,
    /// The id of the key that seals; the others only open.
    pub(super) current: u32,
    pub(super) lookup: LookupKey,
    pub(super) key: Vec<SealingKey>,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(super) struct LookupKey {
    /// 32 bytes in hexadecimal.
    pub(super) secret: String,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(super) struct SealingKey {
    pub(super) id: u32,
    pub(super) algorithm: String,
    /// 32 bytes (AES) or 16 (SM4) in hexadecimal.
    pub(super) secret: String,
}

const HEAD: &str = "\
# The keys of this Guiyi database. Whoever has this file and the database can read every customer;\n\
# whoever has only the database can read none. Without this file nothing sealed can ever be read again:\n\
# keep a copy, apart from the copies of the database. Never edit or remove an entry.\n\n";

/// `None` when there is no file.
pub(super) fn read(path: &Path) -> Result<Option<KeyFile>, KeyError> {
    let failed = |source| KeyError::Io {
        path: path.to_owned(),
        what: "read",
        source,
    };
    let damaged = |why: String| KeyError::Damaged {
        path: path.to_owned(),
        why,
    };
    let meta = match std::fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mode = meta.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyError::Open {
            path: path.to_owned(),
            mode,
        });
    }
    let mut text = std::fs::read_to_string(path).map_err(failed)?;
    // Only the message: the parser's own text quotes the line, and the line is a key.
    let parsed = toml::from_str(&text).map_err(|error| damaged(error.message().to_owned()));
    text.zeroize();
    parsed.map(Some)
}

/// Writes the file beside its place and renames it, so that a kill or a full disk leaves the old one whole. With
/// `fresh` an existing file is never replaced.
pub(super) fn write(path: &Path, file: &KeyFile, fresh: bool) -> Result<(), KeyError> {
    let failed = |source| KeyError::Io {
        path: path.to_owned(),
        what: "written",
        source,
    };
    let body = toml::to_string(file).map_err(|error| KeyError::Damaged {
        path: path.to_owned(),
        why: error.to_string(),
    })?;
    let mut text = format!("{HEAD}{body}");
    let side = path.with_extension("new");
    let _ = std::fs::remove_file(&side);
    let written = (|| {
        let mut out = File::options()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&side)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        if fresh {
            // A hard link fails where a rename would replace.
            std::fs::hard_link(&side, path)?;
            std::fs::remove_file(&side)?;
        } else {
            std::fs::rename(&side, path)?;
        }
        match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
    })();
    text.zeroize();
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => KeyError::Exists {
            path: path.to_owned(),
        },
        _ => failed(error),
    })
}

pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}
