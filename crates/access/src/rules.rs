//! Rules about people that need no database.

use base::Timestamp;
use jiff::{SignedDuration, ToSpan as _};

/// Times and counts; a bank may set others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wrong passwords in a row before a login is locked.
    pub tries: i32,
    /// For how many minutes it is locked then.
    pub locked_minutes: i64,
    /// After how many idle minutes a session is over.
    pub idle_minutes: i64,
    /// After how many hours it is over in any case.
    pub session_hours: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tries: 5,
            locked_minutes: 15,
            idle_minutes: 30,
            session_hours: 12,
        }
    }
}

impl Limits {
    /// When a lock that begins now ends.
    #[must_use]
    pub fn locked_until(&self, now: Timestamp) -> Timestamp {
        later(now, self.locked_minutes)
    }

    /// When a session that begins now ends at the latest.
    #[must_use]
    pub fn session_until(&self, now: Timestamp) -> Timestamp {
        later(now, self.session_hours.saturating_mul(60))
    }

    /// A session last used before this is over.
    #[must_use]
    pub fn idle_since(&self, now: Timestamp) -> Timestamp {
        later(now, self.idle_minutes.saturating_neg())
    }
}

fn later(now: Timestamp, minutes: i64) -> Timestamp {
    now.checked_add(minutes.minutes()).unwrap_or(now)
}

/// Whether a use is worth noting again: once a minute is enough.
#[must_use]
pub fn is_stale(seen: Timestamp, now: Timestamp) -> bool {
    now.duration_since(seen) >= SignedDuration::from_mins(1)
}

/// What is wrong with a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.why())]
pub enum WeakPassword {
    /// Shorter than ten characters.
    Short,
    /// Longer than two hundred.
    Long,
    /// Holds the login or the name.
    Personal,
    /// One of the last five.
    Used,
}

impl WeakPassword {
    /// What is wrong, in words.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::Short => "a password has at least 10 characters",
            Self::Long => "a password has at most 200 characters",
            Self::Personal => "a password does not contain the login or the name",
            Self::Used => "one of the last five passwords is not taken again",
        }
    }

    /// The stable word for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "too-short",
            Self::Long => "too-long",
            Self::Personal => "personal",
            Self::Used => "used-before",
        }
    }
}

/// Whether a password will do; that it was not used before is asked elsewhere.
///
/// # Errors
/// [`WeakPassword`].
pub fn check_password(password: &str, login: &str, name: &str) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < 10 {
        return Err(WeakPassword::Short);
    }
    if length > 200 {
        return Err(WeakPassword::Long);
    }
    let password = password.to_lowercase();
    let holds = |word: &str| !word.trim().is_empty() && password.contains(&word.trim().to_lowercase());
    if holds(login) || holds(name) {
        return Err(WeakPassword::Personal);
    }
    Ok(())
}

/// What becomes of the count of wrong tries after one more: the count, and until when the login is locked.
#[must_use]
pub fn after_wrong_try(tries: i32, now: Timestamp, limits: &Limits) -> (i32, Option<Timestamp>) {
    if tries + 1 >= limits.tries {
        (0, Some(limits.locked_until(now)))
    } else {
        (tries + 1, None)
    }
}

/// A login in its normal form.
///
/// # Errors
/// In words, when it is none.
pub fn login(text: &str) -> Result<String, &'static str> {
    let login = text.trim().to_lowercase();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_@".contains(c);
    let first = login.chars().next();
    if (2..=64).contains(&login.len())
        && login.chars().all(fits)
        && first.is_some_and(|c| c.is_ascii_alphanumeric())
    {
        Ok(login)
    } else {
        Err(
            "a login has 2 to 64 characters: letters a-z, digits, and . - _ @, beginning with a letter or digit",
        )
    }
}

/// A name of a person, a unit or a key: trimmed, of a length one can show.
///
/// # Errors
/// In words, when it is none.
pub fn name(text: &str) -> Result<String, &'static str> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        Err("a name has 1 to 100 characters")
    } else {
        Ok(name.to_owned())
    }
}

/// A unit's code.
///
/// # Errors
/// In words, when it is none.
pub fn unit_code(text: &str) -> Result<&str, &'static str> {
    let code = text.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if (1..=20).contains(&code.len()) && code.chars().all(fits) {
        Ok(code)
    } else {
        Err("a unit's code has 1 to 20 letters, digits, - or _")
    }
}

/// A staff number: none of what parts tokens.
///
/// # Errors
/// In words, when it is none.
pub fn staff_number(text: &str) -> Result<&str, &'static str> {
    let number = text.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if (1..=32).contains(&number.len()) && number.chars().all(fits) {
        Ok(number)
    } else {
        Err("a staff number has 1 to 32 letters, digits, - or _")
    }
}

/// The most a user's preferences may take, as JSON.
pub const PREFERENCES_BYTES_MAX: usize = 65_536;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_not_personal() {
        let check = |password: &str| check_password(password, "zhangsan", "张三");
        assert_eq!(check("short"), Err(WeakPassword::Short));
        assert_eq!(check("九个字九个字九个字"), Err(WeakPassword::Short));
        assert_eq!(check("correct horse"), Ok(()));
        assert_eq!(check("ZhangSan-2026"), Err(WeakPassword::Personal));
        assert_eq!(check("我是张三我是张三我是张三"), Err(WeakPassword::Personal));
        assert_eq!(check(&"x".repeat(201)), Err(WeakPassword::Long));
    }

    #[test]
    fn the_fifth_wrong_try_locks() {
        let limits = Limits::default();
        let now = Timestamp::UNIX_EPOCH;
        let mut tries = 0;
        for _ in 0..4 {
            let (next, locked) = after_wrong_try(tries, now, &limits);
            assert_eq!(locked, None);
            tries = next;
        }
        let (tries, locked) = after_wrong_try(tries, now, &limits);
        assert_eq!((tries, locked), (0, Some(later(now, 15))));
    }

    #[test]
    fn words_have_their_forms() {
        assert_eq!(login(" Zhang.San@bank "), Ok("zhang.san@bank".into()));
        assert!(login("张三").is_err());
        assert!(login(".x").is_err());
        assert!(login("x").is_err());
        assert!(name("  ").is_err());
        assert!(name("a\nb").is_err());
        assert!(unit_code("01:01").is_err());
        assert!(staff_number("R0101 1").is_err());
        assert_eq!(staff_number("R01011"), Ok("R01011"));
    }
}
