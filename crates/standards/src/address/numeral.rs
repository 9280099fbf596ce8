//! Chinese numerals in house numbers.

/// The text with every Chinese numeral that stands before a sign of a house number, or ends the text as a room
/// of three digits or more, written in digits: 十二号三〇一 becomes 12号301, 三里屯 stays.
pub(super) fn house_numbers(chars: &[char]) -> String {
    let mut out = String::with_capacity(chars.len() * 3);
    let mut place = 0;
    while place < chars.len() {
        let run = chars[place..].iter().take_while(|c| value(**c).is_some()).count();
        if run == 0 {
            out.push(chars[place]);
            place += 1;
            continue;
        }
        let (numeral, behind) = chars[place..].split_at(run);
        match digits(numeral) {
            Some(digits) if is_sign(behind) || behind.is_empty() && run > 2 && digits.len() == run => {
                out.push_str(&digits);
            }
            _ => out.extend(numeral),
        }
        place += run;
    }
    out
}

fn is_sign(behind: &[char]) -> bool {
    matches!(
        behind,
        [
            '号' | '弄' | '栋' | '幢' | '座' | '室' | '层' | '楼' | '门' | '户' | '房',
            ..
        ] | ['单', '元', ..]
    )
}

fn value(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// 一二〇一 digit by digit, 一百零五 by its places; `None` for what is neither.
fn digits(numeral: &[char]) -> Option<String> {
    let values: Vec<u32> = numeral.iter().filter_map(|c| value(*c)).collect();
    if values.iter().all(|value| *value < 10) {
        return values.iter().map(|value| char::from_digit(*value, 10)).collect();
    }
    let (mut sum, mut digit, mut below) = (0, None, 10_000);
    for (place, &value) in values.iter().enumerate() {
        if value < 10 {
            // Two digits in a row are no number, unless the first is the filling zero of 一百零五.
            if digit.is_some_and(|before| before != 0) {
                return None;
            }
            digit = Some(value);
            continue;
        }
        // Places come down from the left, and only 十 may stand without a digit, at the beginning.
        let count = match digit.take() {
            Some(count) if count > 0 => count,
            None | Some(_) if value == 10 && (place == 0 || values[place - 1] == 0) => 1,
            _ => return None,
        };
        if value >= below {
            return None;
        }
        below = value;
        sum += count * value;
    }
    Some((sum + digit.unwrap_or(0)).to_string())
}
