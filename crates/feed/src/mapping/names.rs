//! File names: which feed a file belongs to, and the business date its name carries.

use base::Date;

use crate::{FeedError, REJECTS_SUFFIX};

/// A pattern such as `CORE_CUST_{date}*.txt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamePattern {
    text: String,
    tokens: Vec<Token>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Char(char),
    /// One digit of a `{date}`.
    Digit,
    /// Any text, also none.
    Any,
}

impl NamePattern {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() || text.contains(['/', '\\']) {
            return Err(
                "a file name is wanted, without folders; `*` stands for any text, {date} for YYYYMMDD"
                    .to_owned(),
            );
        }
        if text.matches("{date}").count() > 1 {
            return Err("{date} may stand once in a name".to_owned());
        }
        let mut tokens = Vec::new();
        for (at, literal) in text.split("{date}").enumerate() {
            if at > 0 {
                tokens.extend([Token::Digit; 8]);
            }
            if literal.contains(['{', '}']) {
                return Err("only {date} may stand in braces".to_owned());
            }
            tokens.extend(
                literal
                    .chars()
                    .map(|c| if c == '*' { Token::Any } else { Token::Char(c) }),
            );
        }
        Ok(Self {
            text: text.to_owned(),
            tokens,
        })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The name fits: the eight digits of its date, or Some(None) where the pattern has none.
    #[expect(
        clippy::option_option,
        reason = "no fit, a fit without a date, a fit with one"
    )]
    pub(crate) fn matches(&self, name: &str) -> Option<Option<String>> {
        let name: Vec<char> = name.chars().collect();
        let mut date_at = None;
        fits(&self.tokens, &name, 0, &mut date_at).then(|| {
            date_at
                .and_then(|at| name.get(at..at + 8))
                .map(|digits| digits.iter().collect())
        })
    }

    /// Whether some name fits both patterns.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        // reachable[j]: some text fits the first i tokens here and the first j tokens there
        let (ours, theirs) = (&self.tokens, &other.tokens);
        let mut reachable = vec![vec![false; theirs.len() + 1]; ours.len() + 1];
        for i in 0..=ours.len() {
            for j in 0..=theirs.len() {
                let any_ours = i > 0 && ours[i - 1] == Token::Any;
                let any_theirs = j > 0 && theirs[j - 1] == Token::Any;
                let one_each = i > 0 && j > 0 && share_a_char(ours[i - 1], theirs[j - 1]);
                reachable[i][j] = (i == 0 && j == 0)
                    || (any_ours && (reachable[i - 1][j] || (j > 0 && reachable[i][j - 1])))
                    || (any_theirs && (reachable[i][j - 1] || (i > 0 && reachable[i - 1][j])))
                    || (one_each && reachable[i - 1][j - 1]);
            }
        }
        reachable[ours.len()][theirs.len()]
    }
}

/// Whether the name fits; leaves the place of its date. Fits greedily from the left, going back to the last `*` only.
fn fits(tokens: &[Token], name: &[char], start: usize, date_at: &mut Option<usize>) -> bool {
    let (mut token, mut at) = (0, start);
    let mut retry: Option<(usize, usize)> = None;
    loop {
        match tokens.get(token) {
            Some(Token::Any) => {
                retry = Some((token, at));
                token += 1;
                continue;
            }
            Some(wanted) if name.get(at).is_some_and(|c| accepts(*wanted, *c)) => {
                if *wanted == Token::Digit && (token == 0 || tokens.get(token - 1) != Some(&Token::Digit)) {
                    *date_at = Some(at);
                }
                token += 1;
                at += 1;
                continue;
            }
            None if at == name.len() => return true,
            _ => {}
        }
        match retry {
            Some((any, from)) if from < name.len() => {
                retry = Some((any, from + 1));
                token = any + 1;
                at = from + 1;
            }
            _ => return false,
        }
    }
}

fn accepts(token: Token, c: char) -> bool {
    match token {
        Token::Char(wanted) => wanted == c,
        Token::Digit => c.is_ascii_digit(),
        Token::Any => true,
    }
}

fn share_a_char(one: Token, other: Token) -> bool {
    match (one, other) {
        (Token::Char(c), token) | (token, Token::Char(c)) => accepts(token, c),
        _ => true,
    }
}

/// The name without folders and without the ending of a mended rejects file.
pub(crate) fn bare(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.strip_suffix(REJECTS_SUFFIX).unwrap_or(name)
}

/// Reads the eight digits.
pub(crate) fn date(name: &str, digits: Option<&str>) -> Result<Option<Date>, FeedError> {
    let Some(digits) = digits else { return Ok(None) };
    match crate::convert::day(digits) {
        Ok(date) => Ok(Some(date)),
        Err(_) => Err(FeedError::NameDate {
            file: name.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let table = [
            ("CUST_{date}.txt", "CUST_20260930.txt", Some(Some("20260930"))),
            ("CUST_{date}.txt", "CUST_2026093.txt", None),
            ("CUST_{date}.txt", "CUST_20260930.txt.gz", None),
            ("*.asc", "client.asc", Some(None)),
            ("a*b*c", "abbc", Some(None)),
            ("a*b*c", "acb", None),
            ("*{date}*", "x-20260930-y", Some(Some("20260930"))),
            ("*{date}.csv", "1120260930.csv", Some(Some("20260930"))),
            ("客户_{date}.txt", "客户_20260930.txt", Some(Some("20260930"))),
        ];
        for (pattern, name, wanted) in table {
            let found = NamePattern::parse(pattern).expect(pattern).matches(name);
            assert_eq!(
                found,
                wanted.map(|date| date.map(str::to_owned)),
                "{pattern} on {name}"
            );
        }
    }

    #[test]
    fn overlaps() {
        let table = [
            ("CUST_*.txt", "CUST_DELTA_*.txt", true),
            ("CUST_{date}.txt", "CUST_*.txt", true),
            ("CUST_{date}.txt", "CUST_DELTA_{date}.txt", false),
            ("a.asc", "b.asc", false),
            ("a*", "*b", true),
            ("*a", "*b", false),
            ("{date}", "2026*", true),
            ("{date}", "x*", false),
        ];
        for (one, other, wanted) in table {
            let (a, b) = (
                NamePattern::parse(one).expect(one),
                NamePattern::parse(other).expect(other),
            );
            assert_eq!(
                (a.overlaps(&b), b.overlaps(&a)),
                (wanted, wanted),
                "{one} and {other}"
            );
        }
    }
}
