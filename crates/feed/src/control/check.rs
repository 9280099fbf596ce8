//! Holding totals against what was read.

use base::Date;
use rust_decimal::Decimal;

use super::{ChecksumOf, Place, TotalsRecord};
use crate::ControlError;
use crate::convert::{self, DateFormat};

/// What a file, or the file beside it, says of itself.
#[derive(Debug, Clone)]
pub(crate) struct Claims {
    pub(crate) place: &'static str,
    pub(crate) rows: Option<u64>,
    pub(crate) checksum: Option<(String, ChecksumOf)>,
    pub(crate) business_date: Option<Date>,
}

/// What was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted<'a> {
    pub(crate) rows: u64,
    pub(crate) sha256: &'a str,
    pub(crate) body_sha256: Option<&'a str>,
    /// Some(None): past what a decimal holds.
    pub(crate) sum: Option<Option<Decimal>>,
}

impl Claims {
    pub(super) fn new(place: &'static str) -> Self {
        Self {
            place,
            rows: None,
            checksum: None,
            business_date: None,
        }
    }

    /// Reads the totals of a record; `text` gives what stands at a place.
    pub(crate) fn of_record(
        place: &'static str,
        record: &TotalsRecord,
        text: &dyn Fn(Place) -> String,
    ) -> Result<Self, ControlError> {
        let mut claims = Self::new(place);
        if let Some(at) = record.rows {
            claims.rows = Some(rows(place, &text(at))?);
        }
        if let Some(at) = record.checksum {
            claims.checksum = Some((checksum(place, &text(at))?, record.checksum_of.clone()));
        }
        if let Some(at) = record.business_date {
            claims.business_date = Some(date(place, &text(at), &record.date_format)?);
        }
        Ok(claims)
    }
}

pub(super) fn rows(place: &'static str, text: &str) -> Result<u64, ControlError> {
    let name = "rows";
    if text.is_empty() {
        return Err(ControlError::Absent { place, name });
    }
    text.trim().parse().map_err(|_| ControlError::Unreadable {
        place,
        name,
        value: text.to_owned(),
        reason: "no whole number".to_owned(),
    })
}

pub(super) fn checksum(place: &'static str, text: &str) -> Result<String, ControlError> {
    if text.trim().is_empty() {
        return Err(ControlError::Absent {
            place,
            name: "checksum",
        });
    }
    Ok(text.trim().to_owned())
}

pub(super) fn date(place: &'static str, text: &str, format: &DateFormat) -> Result<Date, ControlError> {
    let name = "business_date";
    if text.trim().is_empty() {
        return Err(ControlError::Absent { place, name });
    }
    format
        .read_date(text.trim())
        .map_err(|failure| ControlError::Unreadable {
            place,
            name,
            value: text.to_owned(),
            reason: failure.reason,
        })
}

/// Refuses the first total that is not what was read.
pub(crate) fn compare(claims: &Claims, counted: &Counted<'_>) -> Result<(), ControlError> {
    let place = claims.place;
    let differs = |name, said: String, found: String| {
        Err(ControlError::Differs {
            place,
            name,
            said,
            found,
        })
    };
    if let Some(said) = claims.rows
        && said != counted.rows
    {
        return differs("rows", said.to_string(), counted.rows.to_string());
    }
    let Some((said, of)) = &claims.checksum else {
        return Ok(());
    };
    let digest = match of {
        ChecksumOf::File => counted.sha256,
        ChecksumOf::Body => counted.body_sha256.unwrap_or(""),
        ChecksumOf::Sum(pick) => {
            let sum = counted.sum.flatten();
            let wanted = convert::decimal(said).map_err(|failure| ControlError::Unreadable {
                place,
                name: "checksum",
                value: said.clone(),
                reason: failure.reason,
            })?;
            return match sum {
                Some(sum) if sum == wanted => Ok(()),
                Some(sum) => differs(
                    "checksum",
                    said.clone(),
                    format!("{sum} as the sum of {}", pick.label),
                ),
                None => differs(
                    "checksum",
                    said.clone(),
                    format!("a sum of {} past counting", pick.label),
                ),
            };
        }
    };
    if said.eq_ignore_ascii_case(digest) {
        Ok(())
    } else {
        differs("checksum", said.clone(), digest.to_owned())
    }
}
