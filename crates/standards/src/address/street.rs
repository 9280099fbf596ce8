//! The part of an address below the county: town, road, number, building, unit, room.

use super::Address;

/// Signs behind a number and the part they make it, longest first.
const SIGNS: &[(&str, Part)] = &[
    ("号楼", Part::Building),
    ("号院", Part::Number),
    ("号房", Part::Room),
    ("单元", Part::Unit),
    ("号", Part::Number),
    ("栋", Part::Building),
    ("幢", Part::Building),
    ("座", Part::Building),
    ("弄", Part::Lane),
    ("门", Part::Unit),
    ("室", Part::Room),
    ("户", Part::Room),
    ("房", Part::Room),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Lane,
    Number,
    Building,
    Unit,
    Room,
}

/// Splits what follows the regions. `unresolved` is a county name that stays open; it begins `rest`.
pub(super) fn take_street(text: &str, unresolved: Option<&str>, address: &mut Address) {
    let mut rest = unresolved.unwrap_or_default().to_owned();
    let text = match town_end(text) {
        Some(end) => {
            address.town = Some(text[..end].to_owned());
            text[end..].strip_prefix("办事处").unwrap_or(&text[end..])
        }
        None => text,
    };
    let named = text
        .find(|c: char| c.is_ascii_alphanumeric())
        .unwrap_or(text.len());
    let road = road_end(&text[..named]);
    if road > 0 {
        address.road = Some(text[..road].to_owned());
    }
    take_numbers(&text[road..], &mut rest, address);
    address.rest = Some(rest).filter(|rest| !rest.is_empty());
}

/// Where the name of a town ends that `text` begins with.
fn town_end(text: &str) -> Option<usize> {
    // The longest names of townships have some twelve characters.
    for (place, (at, c)) in text.char_indices().take(15).enumerate() {
        let behind = &text[at + c.len_utf8()..];
        let named = place > 0 && !behind.starts_with(['路', '街', '道', '巷', '弄']);
        match c {
            '街' if behind.starts_with('道') && place > 0 => return Some(at + "街道".len()),
            '镇' | '乡' if named => return Some(at + c.len_utf8()),
            '木' if named && text[..at].ends_with('苏') => return Some(at + c.len_utf8()),
            '路' | '街' | '巷' | '弄' | '号' | '0'..='9' => return None,
            _ => {}
        }
    }
    None
}

/// Where the road ends in a text without digits: behind the last road sign, or, without one, behind the last
/// sign of a village or an old lane. 0 when there is neither.
fn road_end(text: &str) -> usize {
    let last = |signs: &[&str]| {
        signs
            .iter()
            .filter_map(|sign| Some(text.rfind(sign)? + sign.len()))
            .max()
            .unwrap_or(0)
    };
    match last(&["路", "街", "巷", "弄", "胡同", "大道"]) {
        0 => last(&["道", "村", "社区", "里", "条", "组", "屯"]),
        end => end,
    }
}

fn take_numbers(text: &str, rest: &mut String, address: &mut Address) {
    let mut text = text;
    while let Some(start) = text.find(|c: char| c.is_ascii_alphanumeric()) {
        rest.push_str(&text[..start]);
        text = &text[start..];
        let len = text
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'#'))
            .count();
        let (token, behind) = text.split_at(len);
        let sign = SIGNS
            .iter()
            .find_map(|(sign, part)| Some((*part, behind.strip_prefix(sign)?)));
        match sign {
            Some((part, behind)) => {
                // 3-2-301室: only the last of them is the room.
                let token = token.trim_matches(['-', '#']);
                match token.rsplit_once(['-', '#']) {
                    Some((groups, last)) if part == Part::Room => {
                        put_groups(groups, address);
                        put(Part::Room, last, rest, address);
                    }
                    _ => put(part, token, rest, address),
                }
                text = behind;
            }
            None if behind.is_empty() || token.contains(['-', '#']) => {
                put_all_groups(token, rest, address);
                text = behind;
            }
            None => {
                rest.push_str(token);
                text = behind;
            }
        }
    }
    rest.push_str(text);
}

/// 3-2-301 at the end of an address: building, unit, room; a number alone is the room.
fn put_all_groups(token: &str, rest: &mut String, address: &mut Address) {
    match token.rsplit_once(['-', '#']) {
        Some((groups, room)) => {
            put_groups(groups, address);
            put(Part::Room, room, rest, address);
        }
        None => put(Part::Room, token, rest, address),
    }
}

/// The groups before the room: building and unit, as far as they are not known yet.
fn put_groups(groups: &str, address: &mut Address) {
    for group in groups.split(['-', '#']).filter(|group| !group.is_empty()) {
        let field = match (&address.building, &address.unit) {
            (None, None) => &mut address.building,
            (_, None) => &mut address.unit,
            _ => return,
        };
        *field = Some(group.to_owned());
    }
}

fn put(part: Part, value: &str, rest: &mut String, address: &mut Address) {
    let field = match part {
        Part::Lane => {
            address.number = Some(format!("{}{value}弄", address.number.take().unwrap_or_default()));
            return;
        }
        Part::Number
            if address
                .number
                .as_ref()
                .is_some_and(|number| number.ends_with('弄')) =>
        {
            address.number = address.number.take().map(|lane| lane + value);
            return;
        }
        Part::Number => &mut address.number,
        Part::Building => &mut address.building,
        Part::Unit => &mut address.unit,
        Part::Room => &mut address.room,
    };
    if field.is_none() && !value.is_empty() {
        *field = Some(value.to_owned());
    } else {
        rest.push_str(value);
    }
}
