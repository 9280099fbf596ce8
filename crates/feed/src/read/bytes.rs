//! A file's bytes, in pieces, with the digest of what went through.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::RECORD_MAX_BYTES;
use crate::FeedError;
use crate::format::Encoding;

/// How much is read at once.
pub(super) const CHUNK_BYTES: usize = 256 * 1024;

#[derive(Debug)]
pub(super) struct ByteSource {
    file: File,
    path: PathBuf,
    digest: Sha256,
    read: u64,
    total: u64,
}

impl ByteSource {
    pub(super) fn open(path: &Path) -> Result<Self, FeedError> {
        let cause = |cause| FeedError::Io {
            path: path.to_owned(),
            cause,
        };
        let file = File::open(path).map_err(cause)?;
        let total = file.metadata().map_err(cause)?.len();
        Ok(Self {
            file,
            path: path.to_owned(),
            digest: Sha256::new(),
            read: 0,
            total,
        })
    }

    /// Appends a piece of the file; false at its end.
    pub(super) fn fill(&mut self, buffer: &mut Vec<u8>) -> Result<bool, FeedError> {
        let before = buffer.len();
        let chunk = u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX);
        let read = (&mut self.file).take(chunk).read_to_end(buffer);
        let read = read.map_err(|cause| FeedError::Io {
            path: self.path.clone(),
            cause,
        })?;
        self.digest.update(buffer.get(before..).unwrap_or(&[]));
        self.read += u64::try_from(read).unwrap_or(0);
        Ok(read > 0)
    }

    pub(super) fn read(&self) -> u64 {
        self.read
    }

    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The digest of what was read so far.
    pub(super) fn sha256(&self) -> String {
        hex(&self.digest.clone().finalize())
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn sha256_of(path: &Path) -> Result<String, FeedError> {
    let mut source = ByteSource::open(path)?;
    let mut buffer = Vec::with_capacity(CHUNK_BYTES);
    while source.fill(&mut buffer)? {
        buffer.clear();
    }
    Ok(source.sha256())
}

/// The digest of the bytes between the first record and the last, as far as these carry totals.
pub(super) fn sha256_of_body(
    path: &Path,
    header: bool,
    trailer: bool,
    encoding: Encoding,
) -> Result<String, FeedError> {
    let cause = |cause| FeedError::Io {
        path: path.to_owned(),
        cause,
    };
    let mut file = File::open(path).map_err(cause)?;
    let size = file.metadata().map_err(cause)?.len();
    let window = size.min(u64::try_from(RECORD_MAX_BYTES).unwrap_or(u64::MAX));
    let mut edge = Vec::new();
    let mut start = 0;
    if header {
        (&mut file).take(window).read_to_end(&mut edge).map_err(cause)?;
        let line_end = first_record_end(&edge, encoding);
        start = u64::try_from(line_end).unwrap_or(size).min(size);
    }
    let mut end = size;
    if trailer {
        edge.clear();
        file.seek(SeekFrom::Start(size - window)).map_err(cause)?;
        (&mut file).take(window).read_to_end(&mut edge).map_err(cause)?;
        let line_start = last_record_start(&edge, encoding);
        end = size - window + u64::try_from(line_start).unwrap_or(0);
    }
    file.seek(SeekFrom::Start(start)).map_err(cause)?;
    let mut body = file.take(end.saturating_sub(start));
    let mut digest = Sha256::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match body.read(&mut chunk).map_err(cause)? {
            0 => return Ok(hex(&digest.finalize())),
            read => digest.update(chunk.get(..read).unwrap_or(&[])),
        }
    }
}

/// The bytes up to and with the end of the first line that is not empty.
fn first_record_end(edge: &[u8], encoding: Encoding) -> usize {
    let width = encoding.unit_bytes();
    let mut units = edge
        .chunks_exact(width)
        .map(|unit| ascii(unit, encoding))
        .enumerate();
    let begun = units.find(|(_, unit)| !matches!(unit, Some(b'\r' | b'\n')));
    let end = begun.and_then(|_| units.find(|(_, unit)| *unit == Some(b'\n')));
    end.map_or(edge.len(), |(at, _)| (at + 1) * width)
}

/// Where the last line begins that is not empty.
fn last_record_start(edge: &[u8], encoding: Encoding) -> usize {
    let width = encoding.unit_bytes();
    let units = edge
        .chunks_exact(width)
        .map(|unit| ascii(unit, encoding))
        .enumerate();
    let mut units = units.rev();
    let begun = units.find(|(_, unit)| !matches!(unit, Some(b'\r' | b'\n' | 0x1A)));
    let before = begun.and_then(|_| units.find(|(_, unit)| *unit == Some(b'\n')));
    before.map_or(0, |(at, _)| (at + 1) * width)
}

/// A unit of the encoding as an ASCII character, if it is one.
fn ascii(unit: &[u8], encoding: Encoding) -> Option<u8> {
    match (encoding, unit) {
        (Encoding::Utf16Be, [0, byte]) | (Encoding::Utf16Le | Encoding::Utf16, [byte, 0]) | (_, [byte]) => {
            byte.is_ascii().then_some(*byte)
        }
        _ => None,
    }
}

/// A text in UTF-8 decodes as GB18030 more often than not, into rubbish: seen by its being flawless UTF-8.
pub(super) fn refuse_mistaken(encoding: Encoding, start: &[u8]) -> Result<(), FeedError> {
    /// By chance a text in GB18030 has no such run of well-formed three-byte characters.
    const TELLING: usize = 8;
    if encoding != Encoding::Gb18030 {
        return Ok(());
    }
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // the piece may end inside a character
        Err(cut) if start.len() - cut.valid_up_to() < 4 && cut.error_len().is_none() => {
            std::str::from_utf8(start.get(..cut.valid_up_to()).unwrap_or(&[])).unwrap_or("")
        }
        Err(_) => return Ok(()),
    };
    if text.chars().filter(|c| c.len_utf8() == 3).count() >= TELLING {
        return Err(FeedError::OtherEncoding {
            declared: encoding.name(),
            seems: Encoding::Utf8.name(),
        });
    }
    Ok(())
}
