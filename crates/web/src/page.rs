//! Lists in pages, and moments in the past.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base::{Date, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::{IntoParams, ToSchema};

use crate::extract::query;
use crate::problem::{Code, FieldError, Problem};

/// Most items of a page.
pub const LIMIT_MAX: u16 = 200;
/// Items of a page unless asked otherwise.
pub const LIMIT_DEFAULT: u16 = 50;
const CHECK_BYTES: usize = 8;

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct List<T: ToSchema> {
    /// The items.
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next_cursor: Option<String>,
    /// How many there are in all, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub total: Option<i64>,
}

impl<T: ToSchema> List<T> {
    /// A list that is whole.
    #[must_use]
    pub fn whole(items: Vec<T>) -> Self {
        let total = i64::try_from(items.len()).ok();
        Self {
            items,
            next_cursor: None,
            total,
        }
    }
}

/// Which page.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// The `next_cursor` of the page before.
    #[serde(default)]
    #[param(nullable = false, max_length = 2000)]
    pub cursor: Option<String>,
    /// Items of a page, 1 to 200; 50 unless said.
    #[serde(default)]
    #[param(nullable = false, minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
}

impl Page {
    /// Items of the page.
    #[must_use]
    pub fn limit(&self) -> u16 {
        self.limit.unwrap_or(LIMIT_DEFAULT)
    }

    /// Where the page before ended, in a list of this name with these filters and this order.
    ///
    /// # Errors
    /// [`Code::Invalid`] for a cursor of another list, or one that was tampered with.
    pub fn after<T: DeserializeOwned>(&self, list: &str) -> Result<Option<T>, Problem> {
        self.cursor
            .as_deref()
            .map(|cursor| open_cursor(list, cursor))
            .transpose()
    }
}

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let page: Self = query(parts)?;
        match page.limit {
            Some(limit) if !(1..=LIMIT_MAX).contains(&limit) => Err(Problem::field(FieldError::new(
                "limit",
                "out-of-range",
                format!("1 to {LIMIT_MAX}"),
            ))),
            _ => Ok(page),
        }
    }
}

/// Makes a cursor: the place where a page ended, bound to the list's name with its filters and order.
#[must_use]
pub fn cursor<T: Serialize>(list: &str, place: &T) -> String {
    let place = serde_json::to_vec(place).unwrap_or_default();
    let mut bytes = check(list, &place).to_vec();
    bytes.extend_from_slice(&place);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn open_cursor<T: DeserializeOwned>(list: &str, cursor: &str) -> Result<T, Problem> {
    let opened = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| {
        let (found, place) = bytes.split_at_checked(CHECK_BYTES)?;
        if found != check(list, place) {
            return None;
        }
        serde_json::from_slice(place).ok()
    });
    opened.ok_or_else(|| {
        Problem::field(
            FieldError::new(
                "cursor",
                "malformed",
                "the cursor is not of this list, filter and order",
            )
            .mend("begin again without a cursor"),
        )
    })
}

/// No secret: a place that is forged is still read under the caller's own sight.
fn check(list: &str, place: &[u8]) -> [u8; CHECK_BYTES] {
    let mut hasher = Sha256::new();
    hasher.update(b"cursor\0");
    hasher.update(list);
    hasher.update([0]);
    hasher.update(place);
    let mut check = [0; CHECK_BYTES];
    check.copy_from_slice(&hasher.finalize()[..CHECK_BYTES]);
    check
}

/// Which past moment: both axes of time, now unless said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Moment {
    /// What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
    #[param(value_type = Option<String>, nullable = false, example = "2026-11-20")]
    pub as_of: Option<Timestamp>,
    /// What held on this business date.
    #[param(value_type = Option<String>, nullable = false, format = Date, example = "2026-11-20")]
    pub valid_on: Option<Date>,
}

/// A list of what is so now: a caller who asks it for another moment is refused, not told something else.
#[derive(Debug, Clone, Copy)]
pub struct OnlyNow;

impl<S: Sync> FromRequestParts<S> for OnlyNow {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text: MomentText = query(parts)?;
        let asked = [("as_of", text.as_of), ("valid_on", text.valid_on)];
        match asked.into_iter().find(|(_, text)| text.is_some()) {
            None => Ok(Self),
            Some((field, _)) => {
                let why =
                    "this is answered as of now only; a past moment is answered for one customer at a time";
                let error =
                    FieldError::new(field, "only-now", why).mend("leave it out, or ask /customers/{number}");
                Err(Problem::new(Code::NotAcceptableDate, why).with_error(error))
            }
        }
    }
}

#[derive(Deserialize)]
struct MomentText {
    as_of: Option<String>,
    valid_on: Option<String>,
}

impl<S: Sync> FromRequestParts<S> for Moment {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text: MomentText = query(parts)?;
        Ok(Self {
            as_of: text.as_of.map(|text| instant(&text)).transpose()?,
            valid_on: text
                .valid_on
                .map(|text| {
                    text.parse()
                        .map_err(|_| no_date("valid_on", "a day, as 2026-11-20"))
                })
                .transpose()?,
        })
    }
}

fn instant(text: &str) -> Result<Timestamp, Problem> {
    // A plus sign that was not escaped arrives as a space.
    if let Ok(instant) = text.replace(' ', "+").parse::<Timestamp>() {
        return Ok(instant);
    }
    let wrong = || no_date("as_of", "an instant (2026-11-20T18:00:00Z) or a day (2026-11-20)");
    let day: Date = text.parse().map_err(|_| wrong())?;
    end_of_day("as_of", day)
}

/// The end of a day in the bank's time (UTC+8).
///
/// # Errors
/// [`Code::NotAcceptableDate`] for a day at the end of time.
pub fn end_of_day(field: &str, day: Date) -> Result<Timestamp, Problem> {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let end = day
        .at(23, 59, 59, 999_999_999)
        .to_zoned(zone)
        .map_err(|_| no_date(field, "a day that lies too far away"))?;
    Ok(end.timestamp())
}

fn no_date(field: &str, message: &str) -> Problem {
    Problem::new(Code::NotAcceptableDate, format!("{field}: {message}")).with_error(FieldError::new(
        field,
        "malformed",
        message,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_for_its_list_alone() {
        let made = cursor("customers name", &("李", 7));
        assert_eq!(
            open_cursor::<(String, i32)>("customers name", &made).ok(),
            Some(("李".to_owned(), 7))
        );
        assert!(open_cursor::<(String, i32)>("customers number", &made).is_err());
        let mut bytes = URL_SAFE_NO_PAD.decode(&made).unwrap_or_default();
        *bytes.last_mut().expect("a cursor has bytes") ^= 1;
        assert!(open_cursor::<(String, i32)>("customers name", &URL_SAFE_NO_PAD.encode(bytes)).is_err());
    }

    #[test]
    fn a_day_is_known_until_its_end_in_china() {
        assert_eq!(
            instant("2026-11-20").ok(),
            "2026-11-20T15:59:59.999999999Z".parse().ok()
        );
        assert_eq!(
            instant("2026-11-20T18:00:00 08:00").ok(),
            "2026-11-20T10:00:00Z".parse().ok()
        );
        assert!(instant("2026-02-30").is_err());
    }
}
