//! Pinyin of names. A surname is often read otherwise than the same character elsewhere: 单 is shan, not dan.

use pinyin::ToPinyin;

use super::{display, has_han};
use crate::fold;
use crate::script;

/// Compound surnames with a reading of their own.
const COMPOUND: &[([char; 2], [&str; 2])] = &[
    (['万', '俟'], ["mo", "qi"]),
    (['单', '于'], ["chan", "yu"]),
    (['尉', '迟'], ["yu", "chi"]),
    (['澹', '台'], ["tan", "tai"]),
    (['长', '孙'], ["zhang", "sun"]),
    (['宰', '父'], ["zai", "fu"]),
    (['令', '狐'], ["ling", "hu"]),
];

/// Single surnames whose reading is not the character's most common one.
const SINGLE: &[(char, &str)] = &[
    ('么', "yao"),
    ('乐', "yue"),
    ('乜', "nie"),
    ('仇', "qiu"),
    ('会', "gui"),
    ('员', "yun"),
    ('句', "gou"),
    ('召', "shao"),
    ('佴', "nai"),
    ('洗', "xian"),
    ('区', "ou"),
    ('单', "shan"),
    ('卜', "bu"),
    ('折', "she"),
    ('曾', "zeng"),
    ('曽', "zeng"),
    ('朴', "piao"),
    ('查', "zha"),
    ('盖', "ge"),
    ('祭', "zhai"),
    ('种', "chong"),
    ('粘', "nian"),
    ('秘', "bi"),
    ('繁', "po"),
    ('缪', "miao"),
    ('翟', "zhai"),
    ('薄', "bo"),
    ('藏', "zang"),
    ('覃', "qin"),
    ('解', "xie"),
    ('郇', "xun"),
    ('都', "du"),
    ('重', "chong"),
    ('长', "chang"),
    ('阚', "kan"),
    ('隗', "wei"),
    ('黑', "he"),
];

/// The pinyin of a name, lower case, syllables joined without blanks and tones, `v` for ü, the surname in its
/// own reading; letters and digits of other names are kept in lower case, everything else is dropped.
///
/// Given names take each character's most common reading: a search key, not a transcription.
#[must_use]
pub fn pinyin(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    walk(name, |piece| match piece {
        Piece::Syllable(syllable) => push_plain(&mut out, syllable),
        Piece::Letter(letter) => out.push(letter),
        Piece::Gap => {}
    });
    fold::settled(out)
}

/// The first letters of the syllables, or of the words of a Latin name, in lower case: 张小明 gives `zxm`.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut out = String::with_capacity(8);
    let mut in_word = false;
    walk(name, |piece| {
        match piece {
            Piece::Syllable(syllable) => out.extend(syllable.chars().next().map(plain)),
            Piece::Letter(letter) if !in_word => out.push(letter),
            Piece::Letter(_) | Piece::Gap => {}
        }
        in_word = matches!(piece, Piece::Letter(_));
    });
    out
}

enum Piece {
    Syllable(&'static str),
    Letter(char),
    Gap,
}

fn walk(name: &str, mut each: impl FnMut(Piece)) {
    let name = display(name);
    let mut chars = name.chars().peekable();
    if has_han(&name) {
        let first = chars.next();
        let pair = first
            .map(script::simplified)
            .zip(chars.peek().copied().map(script::simplified));
        let compound = COMPOUND
            .iter()
            .find(|(surname, _)| pair == Some((surname[0], surname[1])));
        if let Some((_, syllables)) = compound {
            chars.next();
            syllables
                .iter()
                .for_each(|syllable| each(Piece::Syllable(syllable)));
        } else if let Some(first) = first {
            // A name of one character may be a given name standing alone; it is read as a surname all the same.
            match SINGLE
                .iter()
                .find(|(surname, _)| *surname == script::simplified(first))
            {
                Some((_, syllable)) => each(Piece::Syllable(syllable)),
                None => each(piece(first)),
            }
        }
    }
    for c in chars {
        each(piece(c));
    }
}

fn piece(c: char) -> Piece {
    if fold::is_han(c) {
        return c
            .to_pinyin()
            .map_or(Piece::Gap, |pinyin| Piece::Syllable(pinyin.plain()));
    }
    match c.to_lowercase().next() {
        Some(letter) if letter.is_alphanumeric() => Piece::Letter(letter),
        _ => Piece::Gap,
    }
}

fn push_plain(out: &mut String, syllable: &str) {
    out.extend(syllable.chars().map(plain));
}

fn plain(c: char) -> char {
    match c {
        'ü' => 'v',
        'ê' => 'e',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        _ => c,
    }
}
