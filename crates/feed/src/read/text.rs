//! A file's text, decoded piece by piece.

use std::path::Path;

use encoding_rs::{Decoder, DecoderResult};

use super::bytes::{ByteSource, refuse_mistaken};
use crate::FeedError;
use crate::format::Encoding;

#[derive(Debug)]
pub(super) struct TextSource {
    bytes: ByteSource,
    encoding: Encoding,
    /// None until the first piece has told of a byte order mark.
    decoder: Option<Decoder>,
    pending: Vec<u8>,
    text: String,
    /// How far the text is used up.
    used: usize,
    /// Line ends in the text used up.
    lines: u64,
    ended: bool,
}

impl TextSource {
    pub(super) fn open(path: &Path, encoding: Encoding) -> Result<Self, FeedError> {
        let bytes = ByteSource::open(path)?;
        Ok(Self {
            bytes,
            encoding,
            decoder: None,
            pending: Vec::new(),
            text: String::new(),
            used: 0,
            lines: 0,
            ended: false,
        })
    }

    pub(super) fn bytes(&self) -> &ByteSource {
        &self.bytes
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The text at hand that is not used up.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.used..).unwrap_or("")
    }

    /// Whether nothing comes behind [`Self::rest`].
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The number of the line the rest begins on, 1-based.
    pub(super) fn line(&self) -> u64 {
        self.lines + 1
    }

    /// Uses up a part of the rest that holds `line_ends` line ends.
    pub(super) fn consume(&mut self, length: usize, line_ends: u64) {
        self.used += length;
        self.lines += line_ends;
    }

    /// Decodes one more piece behind the rest.
    pub(super) fn more(&mut self) -> Result<(), FeedError> {
        if self.ended {
            return Ok(());
        }
        self.text.drain(..self.used);
        self.used = 0;
        self.pending.clear();
        self.ended = !self.bytes.fill(&mut self.pending)?;
        let mut from = 0;
        if self.decoder.is_none() {
            refuse_mistaken(self.encoding, &self.pending)?;
            let (encoding, mark) = self.encoding.settle(&self.pending);
            self.encoding = encoding;
            from = mark;
        }
        let encoding = self.encoding;
        let decoder = self
            .decoder
            .get_or_insert_with(|| encoding.codec().new_decoder_without_bom_handling());
        while from < self.pending.len() || self.ended {
            let piece = self.pending.get(from..).unwrap_or(&[]);
            let room = decoder.max_utf8_buffer_length_without_replacement(piece.len());
            self.text.reserve(room.unwrap_or(piece.len()));
            let (result, read) =
                decoder.decode_to_string_without_replacement(piece, &mut self.text, self.ended);
            from += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(bad, after) => {
                    let line_ends = self.rest().bytes().filter(|byte| *byte == b'\n').count();
                    let behind = self.pending.len() - from + usize::from(bad) + usize::from(after);
                    return Err(FeedError::Encoding {
                        line: self.line() + u64::try_from(line_ends).unwrap_or(0),
                        byte: self
                            .bytes
                            .read()
                            .saturating_sub(u64::try_from(behind).unwrap_or(0)),
                        encoding: self.encoding.name(),
                    });
                }
            }
        }
        Ok(())
    }
}
