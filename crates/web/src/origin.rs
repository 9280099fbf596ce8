//! Writes come from our own pages: a browser sends the session's cookie along whoever made it ask.

use axum::http::{HeaderMap, Method, header};

use crate::problem::{Code, Problem};

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "guiyi_session";

/// The value of a cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// Refuses an unsafe method that another site's page sent.
///
/// Every browser of the last years says where a request comes from (`sec-fetch-site`), the older ones at least from
/// which origin. A request that says neither comes from no browser; with the session's cookie it is refused all the
/// same, for no program of ours sends that.
///
/// # Errors
/// [`Code::Forbidden`].
pub fn check(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if method.is_safe() {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let ours = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            let host = text("host").unwrap_or_default();
            let named = origin.split_once("://").map(|(_, named)| named);
            !host.is_empty() && named.is_some_and(|named| named.eq_ignore_ascii_case(host))
        }
        (None, None) => cookie(headers, SESSION_COOKIE).is_none(),
    };
    if ours {
        Ok(())
    } else {
        Err(Problem::new(
            Code::Forbidden,
            "a write with a session comes from this service's own pages; other programs use a service key",
        ))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn asked(method: &Method, pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        check(method, &headers).is_ok()
    }

    #[test]
    fn a_write_of_another_site_is_refused() {
        let session = ("cookie", "a=b; guiyi_session=x");
        let host = ("host", "bank:7117");
        for (pairs, fine) in [
            (vec![session, host, ("sec-fetch-site", "same-origin")], true),
            (vec![session, host, ("sec-fetch-site", "cross-site")], false),
            (vec![session, host, ("sec-fetch-site", "same-site")], false),
            (vec![session, host, ("sec-fetch-site", "none")], false),
            (vec![session, host, ("origin", "http://bank:7117")], true),
            (vec![session, host, ("origin", "http://evil")], false),
            (vec![session, host, ("origin", "null")], false),
            (vec![session, host], false),
            (vec![host], true),
            (vec![host, ("sec-fetch-site", "cross-site")], false),
        ] {
            assert_eq!(asked(&Method::POST, &pairs), fine, "{pairs:?}");
            assert!(asked(&Method::GET, &pairs), "reading is for anybody: {pairs:?}");
        }
    }
}
