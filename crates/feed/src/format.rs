//! File formats as a mapping declares them.

/// How a feed's files are built.
#[derive(Debug, Clone)]
pub(crate) enum Format {
    Delimited(Delimited),
    Fixed(Fixed),
    Xlsx(Xlsx),
    Parquet,
    Dbf { encoding: Encoding },
}

#[derive(Debug, Clone)]
pub(crate) struct Delimited {
    pub(crate) encoding: Encoding,
    pub(crate) delimiter: String,
    pub(crate) quote: Option<char>,
    pub(crate) header: Header,
}

/// Where the names of the columns come from.
#[derive(Debug, Clone)]
pub(crate) enum Header {
    InFile,
    Declared(Vec<String>),
}

#[derive(Debug, Clone)]
pub(crate) struct Fixed {
    pub(crate) encoding: Encoding,
    pub(crate) unit: Unit,
    pub(crate) fields: Vec<FixedField>,
    /// The length of a record, where it is known.
    pub(crate) length: Option<usize>,
    /// Whether records end in a line end; without, `length` cuts them.
    pub(crate) lines: bool,
    /// Whether a record may lack its trailing blanks.
    pub(crate) pad_short: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct FixedField {
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// A place in a fixed record, 0-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) width: usize,
}

/// What the places of a fixed record count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Bytes,
    Characters,
}

#[derive(Debug, Clone)]
pub(crate) struct Xlsx {
    /// None: the first sheet.
    pub(crate) sheet: Option<String>,
    pub(crate) header: Header,
}

/// The encodings a bank's files come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Gb18030,
    /// By the byte order mark; little endian without one.
    Utf16,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    pub(crate) const WORDS: &'static str = "utf-8, gb18030, utf-16, utf-16le, utf-16be";

    /// GBK and GB2312 are read as the superset that GB18030 is.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Self::Utf8,
            "gb18030" | "gbk" | "gb2312" => Self::Gb18030,
            "utf-16" | "utf16" => Self::Utf16,
            "utf-16le" => Self::Utf16Le,
            "utf-16be" => Self::Utf16Be,
            _ => return None,
        })
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16 => "UTF-16",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// A text as a file has it.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
            Self::Utf16 | Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }

    pub(crate) fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Utf16 | Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
        }
    }

    /// The encoding by the file's first bytes, and how many of them are a byte order mark.
    pub(crate) fn settle(self, start: &[u8]) -> (Self, usize) {
        match (self, start) {
            (Self::Utf8, [0xEF, 0xBB, 0xBF, ..]) => (self, 3),
            (Self::Gb18030, [0x84, 0x31, 0x95, 0x33, ..]) => (self, 4),
            (Self::Utf16 | Self::Utf16Le, [0xFF, 0xFE, ..]) => (Self::Utf16Le, 2),
            (Self::Utf16 | Self::Utf16Be, [0xFE, 0xFF, ..]) => (Self::Utf16Be, 2),
            (Self::Utf16, _) => (Self::Utf16Le, 0),
            _ => (self, 0),
        }
    }

    /// Bytes of the smallest unit.
    pub(crate) fn unit_bytes(self) -> usize {
        match self {
            Self::Utf8 | Self::Gb18030 => 1,
            Self::Utf16 | Self::Utf16Le | Self::Utf16Be => 2,
        }
    }
}
