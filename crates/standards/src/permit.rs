//! Residence permits of Hong Kong, Macau and Taiwan residents on the mainland: rule ID-04.

use jiff::civil::Date;

use crate::ascii;
use crate::resident_id;
use crate::verdict::Verdict;

/// Where the holder of a residence permit comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Issuer {
    /// 810000
    HongKong,
    /// 820000
    Macau,
    /// 830000
    Taiwan,
}

impl Issuer {
    /// `hong_kong`, `macau` or `taiwan`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HongKong => "hong_kong",
            Self::Macau => "macau",
            Self::Taiwan => "taiwan",
        }
    }
}

/// ID-04: as ID-01, and the region is exactly one of the three; else `BadRegion`.
pub fn validate(number: &str, today: Date) -> Verdict {
    match resident_id::validate(number, today) {
        Verdict::Ok if issuer(number).is_none() => Verdict::BadRegion,
        verdict => verdict,
    }
}

/// The issuer that the first six digits name; says nothing of the rest of the number.
#[must_use]
pub fn issuer(number: &str) -> Option<Issuer> {
    match ascii::trimmed(number).as_bytes().get(..6)? {
        b"810000" => Some(Issuer::HongKong),
        b"820000" => Some(Issuer::Macau),
        b"830000" => Some(Issuer::Taiwan),
        _ => None,
    }
}
