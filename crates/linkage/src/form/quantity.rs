//! Quantities, near by their ratio, and places on the globe, near by their distance.

use super::{Level, level};

/// The levels of quantities.
pub const NUMBER_LEVELS: &[Level] = &[
    level("differs", 0.2),
    level("within a third", 0.06),
    level("within a tenth", 0.06),
    level("within a hundredth", 0.08),
    level("same", 0.6),
];

/// The levels of places on the globe, and of one of their two coordinates.
pub const POSITION_LEVELS: &[Level] = &[
    level("more than 5 km apart", 0.15),
    level("within 5 km", 0.06),
    level("within 500 m", 0.09),
    level("within 50 m", 0.2),
    level("same", 0.5),
];

/// A quantity: digits with a point or comma, thousands in groups, a sign of money or 万 and 亿 around it.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let text: String = text
        .trim()
        .trim_start_matches(['$', '€', '£', '¥', '￥'])
        .trim_end_matches(['元', '%', '岁'])
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{a0}'))
        .collect();
    let (digits, factor) = match text.strip_suffix('万') {
        Some(digits) => (digits, 1e4),
        None => text
            .strip_suffix('亿')
            .map_or((text.as_str(), 1.0), |digits| (digits, 1e8)),
    };
    let plain = digits
        .bytes()
        .all(|c| c.is_ascii_digit() || matches!(c, b'.' | b'-' | b'+'));
    let number: f64 = digits.parse().ok().filter(|_| plain)?;
    (number.is_finite()).then_some(number * factor)
}

/// Degrees of latitude and longitude, or one of the two alone.
#[must_use]
pub fn position(text: &str) -> Option<(f64, Option<f64>)> {
    let mut parts = text
        .trim()
        .trim_start_matches(['(', '['])
        .trim_end_matches([')', ']'])
        .split([',', ';', ' '])
        .filter(|part| !part.is_empty());
    let one: f64 = parts.next()?.parse().ok()?;
    let other: Option<f64> = match parts.next() {
        Some(part) => Some(part.parse().ok()?),
        None => None,
    };
    let whole =
        parts.next().is_none() && one.abs() <= 180.0 && other.is_none_or(|other| other.abs() <= 180.0);
    whole.then_some((one, other))
}

/// A quantity without what stands around it; empty for none.
pub(super) fn normal_number(value: &str) -> String {
    number(value).map_or_else(String::new, |number| format!("{number}"))
}

/// Coordinates as numbers; empty for none, and for the place where two zeros meet.
pub(super) fn normal_position(value: &str) -> String {
    match position(value) {
        None => String::new(),
        Some((one, Some(other))) if one == 0.0 && other == 0.0 => String::new(),
        Some((one, Some(other))) => format!("{one} {other}"),
        Some((one, None)) => format!("{one}"),
    }
}

/// The level of two different quantities.
#[must_use]
pub fn compare_numbers(one: &str, other: &str) -> u8 {
    let (Some(one), Some(other)) = (number(one), number(other)) else {
        return 0;
    };
    let larger = one.abs().max(other.abs());
    let apart = (one - other).abs() / larger.max(f64::MIN_POSITIVE);
    match apart {
        apart if apart <= 0.01 => 3,
        apart if apart <= 0.1 => 2,
        apart if apart <= 1.0 / 3.0 => 1,
        _ => 0,
    }
}

/// The level of two different places.
#[must_use]
pub fn compare_positions(one: &str, other: &str) -> u8 {
    const DEGREE: f64 = 111_195.0;
    let metres = match (position(one), position(other)) {
        (Some((a, Some(b))), Some((c, Some(d)))) => haversine((a, b), (c, d)),
        (Some((a, None)), Some((b, None))) => (a - b).abs() * DEGREE,
        _ => return 0,
    };
    match metres {
        metres if metres <= 50.0 => 3,
        metres if metres <= 500.0 => 2,
        metres if metres <= 5_000.0 => 1,
        _ => 0,
    }
}

/// Metres between two places on a globe.
fn haversine(one: (f64, f64), other: (f64, f64)) -> f64 {
    const RADIUS: f64 = 6_371_009.0;
    let (p, q) = (one.0.to_radians(), other.0.to_radians());
    let (up, across) = (q - p, (other.1 - one.1).to_radians());
    let chord = (up / 2.0).sin().powi(2) + p.cos() * q.cos() * (across / 2.0).sin().powi(2);
    2.0 * RADIUS * chord.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: quantities by their ratio, however they are written.
    #[test]
    fn quantities() {
        let level = |one: &str, other: &str| {
            let (one, other) = (normal_number(one), normal_number(other));
            if one == other {
                4
            } else {
                compare_numbers(&one, &other)
            }
        };
        assert_eq!(level("1,200.00", "1200"), 4);
        assert_eq!(level("500万元", "¥5,000,000"), 4);
        assert_eq!(level("1200", "1205"), 3);
        assert_eq!(level("100", "108"), 2);
        assert_eq!(level("100", "130"), 1);
        assert_eq!(level("100", "-100"), 0);
        assert_eq!(level("0", "5"), 0);
        assert_eq!(normal_number("12 Main St"), "");
    }

    /// Goal: places by their distance.
    #[test]
    fn positions() {
        let level =
            |one: &str, other: &str| compare_positions(&normal_position(one), &normal_position(other));
        assert_eq!(level("30.2741, 120.1551", "(30.2743, 120.1552)"), 3);
        assert_eq!(level("30.2741,120.1551", "30.2741,120.1591"), 2);
        assert_eq!(level("30.2741,120.1551", "30.2741,120.1951"), 1);
        assert_eq!(level("30.2741,120.1551", "31.2304,121.4737"), 0);
        assert_eq!(level("30.2741", "30.2742"), 3);
        assert_eq!(normal_position("0,0"), "");
        assert_eq!(normal_position("Main St, 5"), "");
        // Hangzhou to Shanghai is some 165 km.
        assert!((haversine((30.2741, 120.1551), (31.2304, 121.4737)) - 165_000.0).abs() < 3_000.0);
    }
}
